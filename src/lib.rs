#![doc = include_str!("ARCHITECTURE.md")]

pub mod base;
pub mod cli;
pub mod compute;
pub mod i18n;
pub mod io;
pub mod model;
pub mod report;
pub mod scene;
pub mod store;
#[cfg(feature = "gui")]
pub mod ui;
pub mod workspace;
