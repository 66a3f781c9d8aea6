//! The `candor` program: the one place where files, clocks and terminals live.
#![expect(clippy::disallowed_methods, reason = "reading and writing is what this crate is for")]

mod cli;
mod lsp;
mod workspace;

fn main() -> std::process::ExitCode {
    cli::run()
}
