//! What several published formats have in common.
//!
//! The doc comments of these types are the descriptions in the published schemas.

use schemars::JsonSchema;
use serde::Serialize;

use crate::law;
use crate::source::{Sources, Span};

/// A place in a source file.
#[derive(Serialize, JsonSchema)]
pub(super) struct Place {
    /// The file as it is shown.
    pub(super) file: String,
    /// The line, from 1.
    pub(super) line: u32,
    /// The column in Unicode scalar values, from 1.
    pub(super) column: u32,
}

impl Place {
    /// Where a span begins.
    pub(super) fn of(sources: &Sources, shown: &dyn Fn(&str) -> String, span: Span) -> Option<Self> {
        let source = sources.get(span.file)?;
        let at = source.line_column(span.start);
        Some(Self { file: shown(&source.name), line: at.line, column: at.column })
    }
}

/// How far something was checked against the text of the law.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verified {
    /// The text of the law, or a faithful mirror, was read.
    True,
    /// Confirmed by secondary sources; the wording was not read.
    Partial,
    /// From memory only.
    False,
}

impl From<law::Verified> for Verified {
    fn from(found: law::Verified) -> Self {
        match found {
            law::Verified::True => Self::True,
            law::Verified::Partial => Self::Partial,
            law::Verified::False => Self::False,
        }
    }
}
