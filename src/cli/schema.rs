//! `candor schema`: the JSON Schema of the JSON output.

use candor::emit::json;

use super::terminal::product;
use super::{Failure, Verdict};

/// The arguments of `candor schema`: none.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

/// Runs `candor schema`.
pub(super) fn run(_: &Arguments) -> Result<Verdict, Failure> {
    product(&json::schema())?;
    Ok(Verdict::Clean)
}
