//! `candor schema`: the JSON Schema of the JSON output.

use super::{Failure, Verdict};

/// The arguments of `candor schema`: none.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

/// Runs `candor schema`.
pub(super) fn run(_: &Arguments) -> Result<Verdict, Failure> {
    // To be wired to `candor::emit::json::schema()`, and printed with `terminal::product`.
    Err(Failure::new("this build has no JSON Schema yet"))
}
