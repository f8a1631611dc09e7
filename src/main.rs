//! The program: opens the window, or does without one what a subcommand asks.
//! Everything it does is in the library.

use std::panic;
use std::process::ExitCode;

use clap::Parser as _;
use periplus::cli::{self, Args, Exit};
#[cfg(feature = "gui")]
use periplus::ui;

fn main() -> ExitCode {
    quieten_panics();
    let args = Args::parse();
    let exit = match args.command {
        Some(command) => command.run(),
        None => window(args),
    };
    exit.into()
}

/// A panic's message may hold what it was about to print; where it happened is enough to find it.
fn quieten_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        cli::complain(&format!("an error in the program itself{place}; the data on disk are untouched"));
    }));
}

#[cfg(not(feature = "gui"))]
fn window(_args: Args) -> Exit {
    cli::complain(&cli::system_texts().t("cli-no-window"));
    Exit::WrongUse
}

#[cfg(feature = "gui")]
fn window(args: Args) -> Exit {
    let renderer = args.renderer.map(|renderer| match renderer {
        cli::Renderer::Glow => ui::Renderer::Glow,
        cli::Renderer::Wgpu => ui::Renderer::Wgpu,
    });
    match ui::run(args.extract, renderer) {
        Ok(()) => Exit::Fine,
        Err(error) => {
            cli::complain(&error.to_string());
            Exit::WrongUse
        }
    }
}
