//! `candor completions`: a completion script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::terminal::product;
use super::{Cli, Verdict};
use crate::workspace::Failure;

// The arguments of `candor completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs `candor completions`.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "candor", &mut script);
    product(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Clean)
}
