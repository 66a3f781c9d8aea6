//! An open file's text, by lines and columns as an editor counts them.

use std::ops::Range;

/// How an editor counts the columns of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// In bytes of UTF-8.
    Utf8,
    /// In code units of UTF-16: what editors count in unless they say otherwise.
    #[default]
    Utf16,
    /// In Unicode scalar values.
    Utf32,
}

/// A line and a column, both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The line.
    pub line: u32,
    /// The column, in units of an [`Encoding`].
    pub column: u32,
}

/// A text whose lines are known, as the compiler sees it: lines ended by `\n`
/// alone, without a byte order mark.
#[derive(Clone, Debug, Default)]
pub struct Text {
    text: String,
    /// Where each line begins.
    lines: Vec<u32>,
    /// Whether the editor's text has a byte order mark, which it counts as a column.
    marked: bool,
}

const MARK: char = '\u{FEFF}';

impl Text {
    /// The text of an editor.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let marked = text.starts_with(MARK);
        let text = plain(text.strip_prefix(MARK).unwrap_or(text));
        let mut lines = vec![0];
        lines.extend(begins(&text, 0));
        Self { text, lines, marked }
    }

    /// The text as the compiler reads it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of a line, without its end.
    #[must_use]
    pub fn line(&self, line: u32) -> Range<usize> {
        let start = self.start_of(line as usize).unwrap_or(self.text.len());
        let end = self.start_of(line as usize + 1).map_or(self.text.len(), |next| next - 1);
        start..end.max(start)
    }

    /// The byte at a place. A place behind the end of its line is that end, one inside a
    /// character its beginning, one behind the last line the end of the text.
    #[must_use]
    pub fn offset(&self, point: Point, encoding: Encoding) -> usize {
        let Range { start, end } = self.line(point.line);
        let line = self.text.get(start..end).unwrap_or_default();
        let mut left = point.column;
        if self.marked && point.line == 0 {
            left = left.saturating_sub(width(MARK, encoding));
        }
        if line.is_ascii() {
            return start + (left as usize).min(line.len());
        }
        for (at, c) in line.char_indices() {
            let width = width(c, encoding);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        end
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn point(&self, offset: usize, encoding: Encoding) -> Point {
        let at = u32::try_from(offset).unwrap_or(u32::MAX);
        let line = self.lines.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.start_of(line).unwrap_or(0);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or_default();
        let mut column = if before.is_ascii() {
            u32::try_from(before.len()).unwrap_or(u32::MAX)
        } else {
            before.chars().map(|c| width(c, encoding)).sum()
        };
        if self.marked && line == 0 {
            column += width(MARK, encoding);
        }
        Point { line: u32::try_from(line).unwrap_or(u32::MAX), column }
    }

    /// Puts other text in the place of some bytes, which must be whole characters; what is
    /// behind the end of the text is left out.
    pub fn replace(&mut self, range: Range<usize>, with: &str) {
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        if !self.text.is_char_boundary(start) || !self.text.is_char_boundary(end) {
            return;
        }
        let with = plain(with);
        self.text.replace_range(start..end, &with);
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let first = self.lines.partition_point(|line| *line <= small(start));
        let after = self.lines.partition_point(|line| *line <= small(end));
        let (grown, shrunk) = (small(with.len()), small(end - start));
        for line in self.lines.iter_mut().skip(after) {
            *line = line.saturating_sub(shrunk) + grown;
        }
        self.lines.splice(first..after, begins(&with, small(start)));
    }

    fn start_of(&self, line: usize) -> Option<usize> {
        self.lines.get(line).map(|start| *start as usize)
    }
}

/// Where the lines after the first begin in a text that begins at `base`.
fn begins(text: &str, base: u32) -> impl Iterator<Item = u32> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    breaks.map(move |(at, _)| base + u32::try_from(at + 1).unwrap_or(u32::MAX))
}

/// Lines ended by `\n` alone, as [`crate::syntax::decode`] makes them.
fn plain(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn width(c: char, encoding: Encoding) -> u32 {
    let width = match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    };
    u32::try_from(width).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(line: u32, column: u32) -> Point {
        Point { line, column }
    }

    #[test]
    fn columns_are_counted_as_the_editor_does() {
        let text = Text::new("a\n😀é b");
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(text.offset(at(1, column), encoding), 8);
            assert_eq!(text.point(8, encoding), at(1, column));
        }
        // Inside the emoji, behind the line, behind the text.
        assert_eq!(text.offset(at(1, 1), Encoding::Utf16), 2);
        assert_eq!(text.offset(at(0, 99), Encoding::Utf16), 1);
        assert_eq!(text.offset(at(99, 99), Encoding::Utf16), 10);
    }

    #[test]
    fn a_byte_order_mark_and_other_line_ends_move_nothing() {
        let text = Text::new("\u{feff}one\r\ntwo\rthree");
        assert_eq!(text.as_str(), "one\ntwo\nthree");
        assert_eq!(text.offset(at(0, 1), Encoding::Utf16), 0);
        assert_eq!(text.offset(at(0, 2), Encoding::Utf16), 1);
        assert_eq!(text.point(1, Encoding::Utf8), at(0, 4));
        assert_eq!(text.offset(at(2, 1), Encoding::Utf16), 9);
    }

    proptest! {
        #[test]
        fn edits_keep_the_lines(
            start in "[ab\n😀]{0,12}",
            edits in prop::collection::vec((0usize..14, 0usize..14, "[ab\r\n😀]{0,4}"), 0..6),
        ) {
            let mut text = Text::new(&start);
            for (from, to, with) in edits {
                let range = from.min(to)..from.max(to);
                text.replace(range, &with);
            }
            prop_assert_eq!(&text.lines, &Text::new(&text.text).lines);
        }
    }
}
