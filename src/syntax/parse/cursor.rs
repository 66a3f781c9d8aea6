//! A walk over what pest found, token by token.

use std::ops::Range;

use pest::Token;
use pest::iterators::{Pairs, Tokens};

use crate::source::{FileId, SharedStr, Span, Whole};
use crate::syntax::grammar::Rule;

/// A place among the tokens of a run of items.
///
/// A rule for something of several words ends with the gap behind it; where the thing
/// itself ends is where its last word, text or mark does. So spans are made of these.
pub(super) struct Cursor<'i> {
    tokens: Tokens<'i, Rule>,
    /// The token that comes next, which is no comment.
    next: Next,
    text: &'i str,
    run: Run<'i>,
    /// Where the last word, text or mark ended.
    end: usize,
    /// Where something begins that the grammar took for more than its line says.
    glued: Option<usize>,
    /// What begins with a clause that is not indented below its item, up to the end of that item.
    outdented: Option<Range<usize>>,
    /// Those who do something, whose verb stands on another line, up to the end of their sentence.
    parted: Option<Range<usize>>,
}

/// Where a run of items stands, and the text that its words are part of.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Run<'w> {
    /// The file.
    pub(in crate::syntax) file: FileId,
    /// Its first byte in the file.
    pub(in crate::syntax) base: usize,
    /// A text that holds the run.
    pub(in crate::syntax) whole: &'w Whole,
    /// Its first byte in that text.
    pub(in crate::syntax) from: usize,
    /// Where it ends in the file: what was put behind it to close it stands nowhere.
    pub(in crate::syntax) to: usize,
}

/// Where something begins or ends.
#[derive(Clone, Copy)]
enum Next {
    Start(Rule, usize),
    End(usize),
    Nothing,
}

impl<'i> Cursor<'i> {
    /// The beginning of what was found in the text of a run.
    pub(super) fn new(pairs: Pairs<'i, Rule>, text: &'i str, run: Run<'i>) -> Self {
        let tokens = pairs.tokens();
        let mut cursor = Self {
            tokens,
            next: Next::Nothing,
            text,
            run,
            end: 0,
            glued: None,
            outdented: None,
            parted: None,
        };
        cursor.advance();
        cursor
    }

    /// Begins what comes next and gives where that is.
    pub(super) fn enter(&mut self) -> usize {
        let start = self.start();
        self.advance();
        start
    }

    /// The next thing inside what was begun last; at its end that is passed, and there is none.
    pub(super) fn inside(&mut self) -> Option<Rule> {
        if let Next::Start(rule, _) = self.next {
            return Some(rule);
        }
        self.advance();
        None
    }

    /// What comes next, if it is not the end of what was begun last.
    pub(super) const fn peek(&self) -> Option<Rule> {
        match self.next {
            Next::Start(rule, _) => Some(rule),
            Next::End(_) | Next::Nothing => None,
        }
    }

    /// Where what comes next begins.
    pub(super) const fn start(&self) -> usize {
        match self.next {
            Next::Start(_, at) | Next::End(at) => at,
            Next::Nothing => self.end,
        }
    }

    /// Passes a word, text or mark that comes next, and gives where it begins.
    pub(super) fn token(&mut self) -> usize {
        let start = self.start();
        self.skip();
        start
    }

    /// Passes what comes next, whatever it is.
    pub(super) fn skip(&mut self) {
        let mut depth = 0_usize;
        // Only what has nothing inside is a word, a text or a mark.
        let mut empty = false;
        loop {
            match self.next {
                Next::Start(..) => {
                    depth += 1;
                    empty = true;
                }
                Next::End(at) => {
                    depth = depth.saturating_sub(1);
                    if empty {
                        self.end = at;
                    }
                    empty = false;
                }
                Next::Nothing => return,
            }
            self.advance();
            if depth == 0 {
                return;
            }
        }
    }

    /// What stands from a place to the end of the last word, text or mark that was passed.
    pub(super) fn written(&self, start: usize) -> &'i str {
        self.text.get(start..self.end).unwrap_or("")
    }

    /// Part of the text of the run, as something that outlives it.
    pub(super) fn shared(&self, start: usize, end: usize) -> SharedStr {
        self.run.whole.part(self.run.from + start, self.run.from + end)
    }

    /// From a place to the end of the last word, text or mark that was passed.
    pub(super) fn span(&self, start: usize) -> Span {
        let at = |place: usize| (self.run.base + place).min(self.run.to);
        Span::new(self.run.file, at(start), at(self.end.max(start)))
    }

    /// Where a span begins that was found here.
    pub(super) const fn place(&self, span: Span) -> usize {
        (span.start as usize).saturating_sub(self.run.base)
    }

    /// Where the last word, text or mark that was passed ends.
    pub(super) const fn end(&self) -> usize {
        self.end
    }

    /// Whether what was passed last ends with a brace, behind which something else may follow at once.
    pub(super) fn braced(&self) -> bool {
        self.text.get(..self.end).is_some_and(|text| text.ends_with(['{', '}']))
    }

    /// Whether what comes next begins with a text.
    pub(super) fn quoted(&self) -> bool {
        self.text.get(self.start()..).is_some_and(|text| text.starts_with('"'))
    }

    /// Notes something that begins on the line on which the one before it ended, or goes on with one that does not
    /// belong to it.
    ///
    /// The grammar takes the words after a complete sentence for another one, so
    /// a misspelt word would be read as somebody who does something.
    pub(super) fn glue(&mut self, start: usize) {
        self.glued.get_or_insert(start);
    }

    /// Whether a comma stands between two digits: `1,000`.
    pub(super) fn in_number(&self, comma: usize) -> bool {
        let digit = |at: Option<usize>| {
            at.and_then(|at| self.text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit)
        };
        digit(comma.checked_sub(1)) && digit(Some(comma + 1))
    }

    /// The first item that begins on the line on which the one before it ended, comma within a number, or clause that
    /// ends with its word.
    pub(super) const fn glued(&self) -> Option<usize> {
        self.glued
    }

    /// Whether a clause begins a line that is not indented below the one on which its item begins.
    ///
    /// The grammar takes a clause to belong to what stands above it, also one that was written before its sentence.
    pub(super) fn is_outdented(&self, item: usize, clause: usize) -> bool {
        let blanks = [' ', '\t'];
        let before = |at: usize| self.text.get(..at).unwrap_or("");
        let above = before(clause).trim_end_matches(blanks);
        above.len() > item && above.ends_with('\n') && {
            let indent = before(clause).get(above.len()..).unwrap_or("");
            let line = before(item).rfind('\n').map_or(0, |end| end + 1);
            let line = self.text.get(line..).unwrap_or("");
            line.starts_with(indent)
        }
    }

    /// Notes what begins with such a clause and ends with the item that has just been read.
    pub(super) fn outdent(&mut self, clause: Option<usize>) {
        if let Some(clause) = clause {
            self.outdented.get_or_insert(clause..self.end);
        }
    }

    /// The first part of an item that begins with such a clause.
    pub(super) fn outdented(&self) -> Option<Range<usize>> {
        self.outdented.clone()
    }

    /// Notes those who do something, and whose verb stands on another line.
    ///
    /// The grammar takes the lines of a list without commas for them and what they do.
    pub(super) fn part(&mut self, start: usize) {
        self.parted.get_or_insert(start..self.end);
    }

    /// The first sentence whose verb stands on another line than those who do it.
    pub(super) fn parted(&self) -> Option<Range<usize>> {
        self.parted.clone()
    }

    /// Whether a line ends between two places.
    pub(super) fn broken(&self, from: usize, to: usize) -> bool {
        self.text.get(from..to).is_none_or(|between| between.contains('\n'))
    }

    fn advance(&mut self) {
        self.next = loop {
            match self.tokens.next() {
                Some(Token::Start { rule: Rule::comment, .. }) => {
                    self.tokens.next();
                }
                Some(Token::Start { rule, pos }) => break Next::Start(rule, pos.pos()),
                Some(Token::End { pos, .. }) => break Next::End(pos.pos()),
                None => break Next::Nothing,
            }
        };
    }
}
