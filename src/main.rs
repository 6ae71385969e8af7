//! Arguments to a screen or a command; errors with what to do about them.

use minutebook::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
