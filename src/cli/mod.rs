//! The command line: one file per subcommand, and what they share.
//!
//! A subcommand returns a [`Verdict`], or a [`Failure`](crate::workspace::Failure) when it could not do its
//! work. Exit codes: 0 clean, 1 findings, 2 usage or input and output.

mod approve;
mod build;
mod cache;
mod changelog;
mod changes;
mod check;
mod compare;
mod completions;
mod coverage;
mod depfile;
mod diff;
mod digest;
mod examine;
mod excerpt;
mod explain;
mod findings;
mod fix;
mod fmt;
mod in_order;
mod init;
mod man;
mod output;
mod past;
mod preview;
mod rebuild;
mod record;
mod replace;
mod schema;
mod terminal;
mod watch;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Failure;
use terminal::{Color, Terminal};

/// Compile declared data practices into privacy policies.
#[derive(Debug, Parser)]
#[command(name = "candor", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    /// When to colour messages.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 clean, 1 the policies have errors, 2 wrong usage or a file that cannot be read or written.";

#[derive(Debug, Subcommand)]
// Only the arguments of the command that runs are made: those of `init` are read from a file.
#[command(defer = true)]
enum Command {
    /// Write every document of some policies.
    Build(build::Arguments),
    /// Say what is wrong with some policies; write nothing.
    Check(check::Arguments),
    /// Lay out source files in the one style.
    Fmt(fmt::Arguments),
    /// Say what each law asks of some policies, and which declarations answer it.
    Coverage(coverage::Arguments),
    /// Say what changed between two versions of some policies, and what follows from it.
    Diff(diff::Arguments),
    /// List the past changes of some policies from git, version by version, in words for readers.
    Changelog(changelog::Arguments),
    /// Say what a finding means, or what stands behind a sentence of an output.
    Explain(explain::Arguments),
    /// List which sections people have approved, or record that somebody has read some.
    Approve(approve::Arguments),
    /// Print the JSON Schema of the JSON that `build`, `check`, `coverage`, `diff` or `changelog` writes.
    Schema(schema::Arguments),
    /// Serve an editor: findings while typing, completion, hover, rename and more, by the Language
    /// Server Protocol over standard input and output.
    Lsp(crate::lsp::Arguments),
    /// Start a project: a first policy and `candor.yaml`.
    Init(init::Arguments),
    /// Show a policy in the browser while it is being written.
    Preview(preview::Arguments),
    /// Print a completion script for a shell.
    Completions(completions::Arguments),
    /// Print a manual page.
    Man(man::Arguments),
}

/// A date of the command line.
fn date(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "it is not a date like 2026-03-01".to_owned())
}

/// How a run ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// No error was found.
    Clean,
    /// At least one error was found.
    Findings,
}

/// Runs the program with the arguments of this process.
pub(crate) fn run() -> ExitCode {
    let Cli { color, command } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => return answered(&answer),
    };
    let terminal = Terminal::new(color);
    let verdict = match &command {
        Command::Lsp(_) => return crate::lsp::run(),
        Command::Build(arguments) => build::run(arguments, &terminal),
        Command::Check(arguments) => check::run(arguments, &terminal),
        Command::Fmt(arguments) => fmt::run(arguments, &terminal),
        Command::Coverage(arguments) => coverage::run(arguments, &terminal),
        Command::Approve(arguments) => approve::run(arguments, &terminal),
        Command::Diff(arguments) => diff::run(arguments, &terminal),
        Command::Changelog(arguments) => changelog::run(arguments, &terminal),
        Command::Explain(arguments) => explain::run(arguments, &terminal),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Init(arguments) => init::run(arguments, &terminal),
        Command::Preview(arguments) => preview::run(arguments, &terminal),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    };
    match verdict {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Err(failure) => failed(&failure, &terminal),
    }
}

/// Writes what stands in place of a run: help, the version, or that the arguments are wrong.
fn answered(answer: &clap::Error) -> ExitCode {
    let result = answer.print().and_then(|()| std::io::stdout().flush());
    match terminal::written(result) {
        Err(failure) if !answer.use_stderr() => failed(&failure, &Terminal::new(Color::Auto)),
        _ => ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2)),
    }
}

fn failed(failure: &Failure, terminal: &Terminal) -> ExitCode {
    terminal.say(&findings::failure(failure, terminal.styled()));
    ExitCode::from(2)
}
