//! The one test binary: whole policies in, whole documents out.
#![expect(clippy::disallowed_methods, reason = "tests read and make files, and start the program")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod approvals;
mod cases;
mod cli;
mod coverage;
mod diff;
mod docs;
mod editors;
mod findings;
mod fmt;
mod json;
mod lsp;
mod modules;
mod not_rendered;
mod pictures;
mod safety;
mod samples;
mod wording;
