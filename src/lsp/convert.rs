//! Places of the compiler to places of the protocol, and back.

use std::ops::Range;

use candor::editor::text::{Encoding, Point, Text};
use candor::source::{Source, Span};
use lsp_types::Position;

/// A position of the protocol as a place.
pub(super) fn point(position: Position) -> Point {
    Point { line: position.line, column: position.character }
}

/// A stretch of an open text.
pub(super) fn range(text: &Text, range: Range<usize>, encoding: Encoding) -> lsp_types::Range {
    let position = |offset| {
        let Point { line, column } = text.point(offset, encoding);
        Position { line, character: column }
    };
    lsp_types::Range { start: position(range.start), end: position(range.end) }
}

/// The bytes of a stretch of an open text.
pub(super) fn bytes(text: &Text, range: lsp_types::Range, encoding: Encoding) -> Range<usize> {
    let start = text.offset(point(range.start), encoding);
    start..text.offset(point(range.end), encoding).max(start)
}

/// A stretch of a source.
pub(super) fn span(source: &Source, span: Span, encoding: Encoding) -> lsp_types::Range {
    lsp_types::Range { start: place(source, span.start, encoding), end: place(source, span.end, encoding) }
}

fn place(source: &Source, offset: u32, encoding: Encoding) -> Position {
    let (line, before) = source.line_before(offset);
    let line = line.saturating_sub(1);
    let units = match encoding {
        Encoding::Utf8 => before.len(),
        Encoding::Utf16 if before.is_ascii() => before.len(),
        Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => {
            return Position { line, character: source.line_column(offset).column.saturating_sub(1) };
        }
    };
    Position { line, character: u32::try_from(units).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use candor::source::FileId;

    use super::*;

    #[test]
    fn a_source_and_an_open_text_have_the_same_places() {
        for text in ["", "\n", "a\n\né𝄞b\n𝄞", &format!("a\n{}", "aé𝄞".repeat(2000))] {
            let (source, open) = (Source::new("a", text), Text::new(text));
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                for at in places.filter(|at| *at < 100 || at % 7 == 0) {
                    let here = span(&source, Span::new(FileId(0), at, at), encoding);
                    assert_eq!(here, range(&open, at..at, encoding), "{at} {encoding:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_place_is_the_beginning_of_a_line() {
        let source = Source::new("a", "a\né");
        let wanted = Position { line: 1, character: 0 };
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let within_a_letter_and_beyond_the_end = span(&source, Span::new(FileId(0), 3, 9), encoding);
            assert_eq!(within_a_letter_and_beyond_the_end, lsp_types::Range::new(wanted, wanted));
        }
    }
}
