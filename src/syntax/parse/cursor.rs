//! A walk over what pest found, token by token.

use std::iter::Peekable;

use pest::Token;
use pest::iterators::{Pairs, Tokens};

use crate::source::{FileId, Span};
use crate::syntax::grammar::Rule;

/// A place among the tokens of a run of items.
///
/// A rule for something of several words ends with the gap behind it; where the thing
/// itself ends is where its last word, text or mark does. So spans are made of these.
pub(super) struct Cursor<'i> {
    tokens: Peekable<Tokens<'i, Rule>>,
    text: &'i str,
    file: FileId,
    base: usize,
    /// Where the last word, text or mark ended.
    end: usize,
    /// Where an item begins on the line on which the one before it ended.
    glued: Option<usize>,
}

impl<'i> Cursor<'i> {
    /// The beginning of what was found in `text`, which begins at byte `base` of its file.
    pub(super) fn new(pairs: Pairs<'i, Rule>, text: &'i str, file: FileId, base: usize) -> Self {
        Self { tokens: pairs.tokens().peekable(), text, file, base, end: 0, glued: None }
    }

    /// Begins what comes next and gives where that is.
    pub(super) fn enter(&mut self) -> usize {
        self.skip_comments();
        match self.tokens.next() {
            Some(Token::Start { pos, .. } | Token::End { pos, .. }) => pos.pos(),
            None => self.end,
        }
    }

    /// The next thing inside what was begun last; at its end that is passed, and there is none.
    pub(super) fn inside(&mut self) -> Option<Rule> {
        match self.peek() {
            Some(rule) => Some(rule),
            None => {
                self.tokens.next();
                None
            }
        }
    }

    /// What comes next, if it is not the end of what was begun last.
    pub(super) fn peek(&mut self) -> Option<Rule> {
        self.skip_comments();
        match self.tokens.peek() {
            Some(Token::Start { rule, .. }) => Some(*rule),
            Some(Token::End { .. }) | None => None,
        }
    }

    /// Where what comes next begins.
    pub(super) fn start(&mut self) -> usize {
        self.skip_comments();
        match self.tokens.peek() {
            Some(Token::Start { pos, .. } | Token::End { pos, .. }) => pos.pos(),
            None => self.end,
        }
    }

    /// Passes a token that comes next: its text, and where it stands.
    pub(super) fn token(&mut self) -> (&'i str, Span) {
        let start = self.enter();
        // Nothing is inside a token.
        while self.peek().is_some() {
            self.skip();
        }
        if let Some(Token::End { pos, .. }) = self.tokens.next() {
            self.end = pos.pos();
        }
        (self.text.get(start..self.end).unwrap_or(""), self.span(start))
    }

    /// Passes what comes next, whatever it is.
    pub(super) fn skip(&mut self) {
        let mut depth = 0_usize;
        // Only what has nothing inside is a word, a text or a mark.
        let mut empty = false;
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Start { .. } => {
                    depth += 1;
                    empty = true;
                    self.skip_comments();
                }
                Token::End { pos, .. } => {
                    depth = depth.saturating_sub(1);
                    if empty {
                        self.end = pos.pos();
                    }
                    empty = false;
                    if depth == 0 {
                        return;
                    }
                }
            }
        }
    }

    /// From a place to the end of the last word, text or mark that was passed.
    pub(super) fn span(&self, start: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + self.end.max(start))
    }

    /// Where the last word, text or mark that was passed ends.
    pub(super) const fn end(&self) -> usize {
        self.end
    }

    /// Whether what was passed last ends with a brace.
    pub(super) fn closed(&self) -> bool {
        self.text.get(..self.end).is_some_and(|text| text.ends_with('}'))
    }

    /// Notes that an item begins on the line on which the one before it ended.
    ///
    /// The grammar takes the words after a complete sentence for another one, so
    /// a misspelt word would be read as somebody who does something.
    pub(super) fn glue(&mut self, start: usize) {
        self.glued.get_or_insert(start);
    }

    /// The first item that begins on the line on which the one before it ended.
    pub(super) const fn glued(&self) -> Option<usize> {
        self.glued
    }

    /// Whether a line ends between two places.
    pub(super) fn broken(&self, from: usize, to: usize) -> bool {
        self.text.get(from..to).is_none_or(|between| between.contains('\n'))
    }

    fn skip_comments(&mut self) {
        while let Some(Token::Start { rule: Rule::comment, .. }) = self.tokens.peek() {
            self.tokens.next();
            self.tokens.next();
        }
    }
}
