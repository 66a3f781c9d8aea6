//! `candor lsp`: what an editor asks, by the Language Server Protocol over standard input and output.
//!
//! One thread reads messages, one writes them, and this one answers, in order. Findings are made
//! when there is nothing else to do, or when they have been waited for long enough.

mod actions;
mod capabilities;
mod commands;
mod completion;
mod convert;
mod definition;
mod diagnostics;
mod dispatch;
mod documents;
mod formatting;
mod hints;
mod hover;
mod place;
mod previews;
mod projects;
mod publish;
mod published;
mod rename;
mod server;
mod shape;
mod symbols;
mod tokens;
mod transport;
mod uri;
mod worded;

use std::process::ExitCode;

// The arguments of `candor lsp`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Use standard input and output: the only way there is, and what editors ask for.
    #[arg(long)]
    stdio: bool,
}

/// Serves one editor until it says `exit` or goes away.
pub(crate) fn run() -> ExitCode {
    let (client, events) = transport::stdio();
    let code = match server::initialize(&client, &events) {
        Some(parameters) => server::serve(client.clone(), &events, &parameters),
        None => 1,
    };
    client.finish();
    ExitCode::from(code)
}
