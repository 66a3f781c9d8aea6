//! `candor schema`: the JSON Schemas of what Candor writes.

use candor::emit::json;
use candor::report;
use clap::ValueEnum;

use super::Verdict;
use super::terminal::product;
use crate::workspace::Failure;

// The arguments of `candor schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Of which format.
    #[arg(value_enum, value_name = "FORMAT", default_value_t = Schema::Policy)]
    schema: Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Schema {
    /// The JSON that `build` writes.
    Policy,
    /// The JSON of `check --message-format json`.
    Findings,
    /// The JSON of `coverage --format json`.
    Coverage,
    /// The JSON of `diff --format json`.
    Diff,
    /// The JSON of `changelog --format json`.
    Changelog,
}

/// Runs `candor schema`.
pub(super) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    product(&match arguments.schema {
        Schema::Policy => json::schema(),
        Schema::Findings => report::json::schema(),
        Schema::Coverage => report::coverage::json::schema(),
        Schema::Diff => report::diff::json::schema(),
        Schema::Changelog => report::changelog::json::schema(),
    })?;
    Ok(Verdict::Clean)
}
