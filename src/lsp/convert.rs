//! Places of the compiler to places of the protocol, and back.

use candor::editor::text::{Encoding, Point};
use candor::source::{Source, Span};
use lsp_types::Position;

/// A position of the protocol as a place.
pub(super) fn point(position: Position) -> Point {
    Point { line: position.line, column: position.character }
}

/// A stretch of a source.
pub(super) fn span(source: &Source, span: Span, encoding: Encoding) -> lsp_types::Range {
    lsp_types::Range { start: place(source, span.start, encoding), end: place(source, span.end, encoding) }
}

fn place(source: &Source, offset: u32, encoding: Encoding) -> Position {
    let at = source.line_column(offset);
    let characters = at.column.saturating_sub(1);
    let line = at.line.saturating_sub(1);
    let start =
        source.text.get(..offset as usize).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let before = source.text.get(start..offset as usize).unwrap_or_default();
    let units = match encoding {
        Encoding::Utf8 => before.len(),
        Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => return Position { line, character: characters },
    };
    Position { line, character: u32::try_from(units).unwrap_or(u32::MAX) }
}
