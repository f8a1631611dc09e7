//! A window without a display, for all tests that drive one: by accessible names and keys, waiting for its jobs.
//! It asserts nothing of what a window says unless it is asked to.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use periplus::ui::{App, Settings};
use periplus::workspace::Command;
use tempfile::TempDir;

/// A folder with a descriptor, to which [`write`] adds what it describes.
pub fn folder(descriptor: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder, "datapackage.json", descriptor);
    folder
}

pub fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).expect("a small file");
}

pub fn window(open: Option<PathBuf>) -> Harness<'static, App> {
    let settings = Settings { language: Some("en".into()), caching: false, ..Settings::default() };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(64);
    let mut harness = builder.build_eframe(|creation| App::with(&creation.egui_ctx, settings, open));
    settle(&mut harness);
    harness
}

/// Draws frames until nothing is under way any more, and checks that every input has a name.
pub fn settle(harness: &mut Harness<'static, App>) {
    let since = Instant::now();
    loop {
        harness.run_steps(3);
        if harness.state().workspace().running().is_empty() {
            break;
        }
        assert!(since.elapsed() < Duration::from_mins(1), "a job does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run_steps(3);
    harness.check_accessibility();
}

pub fn press(harness: &mut Harness<'static, App>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

/// Puts a text in the field of this name in the place of what was there, and leaves the field.
pub fn fill(harness: &mut Harness<'static, App>, name: &str, text: &str) {
    harness.get_by_label(name).focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_label(name).type_text(text);
    harness.run_steps(2);
    press(harness, Key::Enter);
}

pub fn click(harness: &mut Harness<'static, App>, name: &str) {
    let button =
        harness.query_all_by_label(name).find(|node| node.accesskit_node().role() != egui::Role::Label);
    button.unwrap_or_else(|| panic!("nothing called `{name}` can be clicked")).click();
    settle(harness);
}

#[track_caller]
pub fn says(harness: &Harness<'static, App>, text: &str) {
    assert!(harness.query_all_by_label_contains(text).next().is_some(), "nothing says `{text}`");
}

#[track_caller]
pub fn silent(harness: &Harness<'static, App>, text: &str) {
    assert!(harness.query_all_by_label_contains(text).next().is_none(), "something says `{text}`");
}

pub fn click_first(harness: &mut Harness<'static, App>, start: &str) {
    let all = harness.query_all_by_label_contains(start);
    let found = all
        .into_iter()
        .find(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with(start)));
    found.unwrap_or_else(|| panic!("nothing begins with `{start}`")).click();
    settle(harness);
}

/// Goes from mark to mark of a chart until one says so.
pub fn go_to(harness: &mut Harness<'static, App>, chart: &str, mark: &str) {
    harness.get_by_label_contains(chart).focus();
    settle(harness);
    let mut steps = 0;
    while harness.query_by_label_contains(mark).is_none() {
        press(harness, Key::ArrowRight);
        steps += 1;
        assert!(steps < 400, "no mark says `{mark}`");
    }
}

pub fn send(harness: &mut Harness<'static, App>, command: Command) {
    harness.state_mut().send(command);
    settle(harness);
}

pub fn chord(harness: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}
