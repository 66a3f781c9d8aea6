//! Which lines of an output each piece of a document takes.

use std::ops::{Deref, DerefMut, RangeInclusive};

use crate::document::{Block, Item, Row, Section};

/// A piece of a document that takes lines of its own.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// The heading of a section.
    Heading(&'a Section),
    /// A block.
    Block(&'a Block),
    /// An item of a list.
    Item(&'a Item),
    /// A row of a table.
    Row(&'a Row),
}

/// An output, and the lines (from 1) of each piece in it; pieces may lie in each other.
pub type Lined<'a> = (String, Vec<(RangeInclusive<usize>, Piece<'a>)>);

/// A text that is being written. It can be written to like a string.
#[derive(Default)]
pub(super) struct Sheet<'a> {
    text: String,
    /// The pieces by the bytes they take; nothing, if nobody asked.
    pieces: Option<Vec<(usize, usize, Piece<'a>)>>,
}

impl<'a> Sheet<'a> {
    /// A sheet that remembers where each piece stands.
    pub(super) fn with_pieces() -> Self {
        Self { text: String::new(), pieces: Some(Vec::new()) }
    }

    /// Everything from `start` up to here is this piece.
    pub(super) fn piece(&mut self, start: usize, piece: Piece<'a>) {
        if let Some(pieces) = &mut self.pieces {
            pieces.push((start, self.text.len(), piece));
        }
    }

    /// What was written.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// What was written, and the lines of each piece.
    pub(super) fn into_lined(self) -> Lined<'a> {
        let text = self.text;
        let breaks: Vec<usize> =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        // The number of the line that holds a byte: one more than the line ends before it.
        let line = |at: usize| breaks.partition_point(|end| *end < at) + 1;
        let pieces = self.pieces.unwrap_or_default().into_iter();
        // A piece may end with its line's end, which is no line more.
        let lines = pieces
            .filter(|(start, end, _)| start < end)
            .map(|(start, end, piece)| (line(start)..=line(end - 1), piece));
        let lines = lines.collect();
        (text, lines)
    }
}

impl Deref for Sheet<'_> {
    type Target = String;

    fn deref(&self) -> &String {
        &self.text
    }
}

impl DerefMut for Sheet<'_> {
    fn deref_mut(&mut self) -> &mut String {
        &mut self.text
    }
}
