//! `candor man`: manual pages, made from the same words as `--help`.

use clap::CommandFactory;
use clap_mangen::Man;

use super::terminal::product;
use super::{Cli, Verdict};
use crate::workspace::Failure;

// The arguments of `candor man`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The subcommand to describe; without one, the program.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs `candor man`.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let mut program = Cli::command();
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(found) => found.clone(),
            None => return Err(Failure::new(format!("there is no subcommand `{name}`"))),
        },
    };
    let mut page = Vec::new();
    let rendered = Man::new(command).render(&mut page);
    rendered.map_err(|error| Failure::new(format!("cannot make the page: {error}")))?;
    product(&String::from_utf8_lossy(&page))?;
    Ok(Verdict::Clean)
}
