//! The one integration test binary: every test that needs the whole package is a module of it.
//! It is one binary on purpose, because each test binary that links polars costs seconds and hundreds of megabytes.

mod architecture;
mod before;
mod cli;
mod coverage;
mod dependencies;
mod documents;
mod driven;
mod evaluate;
mod fuzz;
mod gaps;
mod journeys;
mod linkage;
mod load;
mod project;
mod reader;
mod real;
mod rules;
mod texts;
#[cfg(feature = "gui")]
mod window;
#[cfg(feature = "gui")]
mod window_care_path;
#[cfg(feature = "gui")]
mod window_findings;
mod window_gaps;
