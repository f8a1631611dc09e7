//! The program: opens the window on the path it is given.
//! Subcommands are in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "gui")]
    if let Err(error) = periplus::ui::run(std::env::args_os().nth(1).map(Into::into), None) {
        #[expect(clippy::print_stderr, reason = "this is where a person reads it")]
        {
            eprintln!("{error}");
        }
        return ExitCode::from(3);
    }
    ExitCode::SUCCESS
}
