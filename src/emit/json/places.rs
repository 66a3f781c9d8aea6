//! Places in the source.

use schemars::JsonSchema;
use serde::Serialize;

use super::Context;
use crate::source::{Source, Span};

/// A stretch of a source file.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(super) struct Place<'a> {
    /// The file's path relative to the project's root, with `/`.
    file: &'a str,
    /// Where it begins.
    start: Position,
    /// Where it ends: the place after its last character.
    end: Position,
}

/// A place in a source file.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
struct Position {
    /// The line, from 1.
    line: u32,
    /// The column in Unicode scalar values, from 1.
    column: u32,
    /// The bytes before it, in UTF-8, not counting a byte order mark, with one byte for the end of each line.
    offset: u32,
}

impl<'a> Context<'a> {
    pub(super) fn place(&self, span: Span) -> Place<'a> {
        let sources = self.sources;
        let file = sources.get(span.file);
        Place {
            file: file.map_or("", |file| &file.name),
            start: position(file, span.start),
            end: position(file, span.end),
        }
    }
}

fn position(file: Option<&Source>, offset: u32) -> Position {
    let at = file.map(|file| file.line_column(offset));
    Position { line: at.map_or(1, |at| at.line), column: at.map_or(1, |at| at.column), offset }
}
