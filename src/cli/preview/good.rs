//! The documents that the page shows.

use std::collections::BTreeMap;

use candor::document::Document;
use candor::project::Read;
use candor::report::origin::Answer;

/// Documents, and all that it takes to say where a sentence of theirs came from.
pub(super) struct Good {
    /// The version of the site in which they were new.
    pub(super) version: u64,
    /// The policy and its files.
    pub(super) read: Read,
    /// The policy's own document, then those of the laws it names.
    pub(super) documents: Vec<Document>,
    /// A page for each document.
    pub(super) pages: Vec<Page>,
    /// How each file is shown.
    pub(super) shown: BTreeMap<String, String>,
}

/// A document as HTML, and what stands behind its pieces.
pub(super) struct Page {
    /// The page.
    pub(super) html: String,
    /// An answer for each piece, by its number.
    pub(super) answers: Vec<Answer>,
    /// The answer for the title.
    pub(super) title: Answer,
}
