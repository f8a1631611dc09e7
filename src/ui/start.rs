//! Starts the window: which renderer, what to open first, and what to say where no window can be shown.
//! What the window does once it is there is said in `app`.

use std::path::{Path, PathBuf};

use super::App;

/// Which way pictures get to the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL; the faster one without a graphics card.
    Glow,
    /// Vulkan, Metal or Direct3D.
    Wgpu,
}

impl Default for Renderer {
    fn default() -> Self {
        if cfg!(target_os = "linux") { Self::Glow } else { Self::Wgpu }
    }
}

/// Why no window could be shown.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no screen to show it on.
    #[error("{0}")]
    NoDisplay(&'static str),
    /// The renderer could not start.
    #[error(
        "the window could not be opened with the renderer {renderer}: {why}. Try `--renderer {other}`, or use a \
         subcommand that needs no graphics: {WITHOUT_GRAPHICS}"
    )]
    Graphics {
        /// The renderer that was tried.
        renderer: &'static str,
        /// The one to try.
        other: &'static str,
        /// What it said.
        why: String,
    },
}

const WITHOUT_GRAPHICS: &str = "`periplus inspect EXTRACT` or `periplus figure EXTRACT --out FILE.svg`";

const NO_DISPLAY: &str = "no display: set DISPLAY or WAYLAND_DISPLAY to open the window, or run `periplus figure \
                          EXTRACT --view population --out FILE.svg`, which draws the same to a file";

/// Opens the window and returns when it is closed. Without a path it opens the sample, where there is one.
pub fn run(open: Option<PathBuf>, renderer: Option<Renderer>) -> Result<(), StartError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(StartError::NoDisplay(NO_DISPLAY));
    }
    let renderer = renderer.unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Periplus")
        .with_app_id("periplus")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([960.0, 600.0]);
    let options = eframe::NativeOptions {
        viewport,
        renderer: match renderer {
            Renderer::Glow => eframe::Renderer::Glow,
            Renderer::Wgpu => eframe::Renderer::Wgpu,
        },
        ..eframe::NativeOptions::default()
    };
    let first = open.or_else(sample);
    let started = eframe::run_native(
        "periplus",
        options,
        Box::new(move |creation| Ok(Box::new(App::new(creation, first)))),
    );
    started.map_err(|error| {
        let (renderer, other) = match renderer {
            Renderer::Glow => ("glow", "wgpu"),
            Renderer::Wgpu => ("wgpu", "glow"),
        };
        StartError::Graphics { renderer, other, why: error.to_string() }
    })
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The sample cohort: beside the program, in the current folder, or where the program was built.
pub(super) fn sample() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|path| path.parent().map(Path::to_path_buf));
    let built = option_env!("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let folders = [beside, std::env::current_dir().ok(), built];
    let samples = folders.into_iter().flatten().map(|folder| folder.join("sample_data"));
    samples.into_iter().find(|path| path.join("datapackage.json").is_file())
}
