//! Lists, terms and words.

use super::cursor::Cursor;
use crate::syntax::ast::{Atom, Duration, List, Term, Text, Word};
use crate::syntax::grammar::Rule;

impl Cursor<'_> {
    pub(super) fn list(&mut self) -> List {
        let start = self.enter();
        // Most lists have one term.
        let (mut terms, mut any, mut all) = (Vec::with_capacity(1), false, false);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::term => terms.extend(self.term()),
                Rule::comma => {
                    let comma = self.token();
                    if self.in_number(comma) {
                        self.glue(comma);
                    }
                }
                _ => {
                    any |= rule == Rule::OR;
                    all |= rule == Rule::AND;
                    self.skip();
                }
            }
        }
        List { terms: tight(terms), any, all, span: self.span(start) }
    }

    /// A term of a list, or a subject.
    pub(super) fn term(&mut self) -> Option<Term> {
        let start = self.enter();
        let (mut atom, mut quantifier, mut detail) = (None, None, None);
        let (mut kinds, mut qualifiers) = (Vec::new(), Vec::new());
        while let Some(rule) = self.inside() {
            match rule {
                Rule::QUANTIFIER => quantifier = Some(self.word()),
                Rule::path => atom = Some(Atom::Word(self.word())),
                Rule::detail => detail = self.enclosed_text(),
                Rule::string => atom = Some(Atom::Text(self.text())),
                Rule::number => atom = Some(Atom::Number(self.word())),
                Rule::date => atom = Some(Atom::Date(self.word())),
                Rule::extent => atom = self.extent().map(Atom::Duration),
                Rule::duration => atom = self.duration().map(Atom::Duration),
                Rule::kinds => kinds = self.kinds(),
                Rule::qualifier => qualifiers.extend(self.qualifier()),
                _ => self.skip(),
            }
        }
        Some(Term {
            quantifier,
            atom: atom?,
            kinds,
            detail,
            qualifiers: tight(qualifiers),
            span: self.span(start),
        })
    }

    /// A word that comes next, and the text that goes with it, if one follows.
    pub(super) fn named(&mut self) -> (Word, Option<Text>) {
        let word = self.word();
        let detail = if self.peek() == Some(Rule::detail) { self.enclosed_text() } else { None };
        (word, detail)
    }

    /// The text that is all of what comes next.
    pub(super) fn enclosed_text(&mut self) -> Option<Text> {
        self.enter();
        let mut text = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::string => text = Some(self.text()),
                _ => self.skip(),
            }
        }
        text
    }

    pub(super) fn qualifier(&mut self) -> Option<Word> {
        self.enter();
        let mut qualifier = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::QUALIFIER | Rule::FORM => qualifier = Some(self.word()),
                _ => self.skip(),
            }
        }
        qualifier
    }

    pub(super) fn kinds(&mut self) -> Vec<Word> {
        self.enter();
        let mut kinds = Vec::new();
        while let Some(rule) = self.inside() {
            match rule {
                Rule::path => kinds.push(self.word()),
                _ => self.skip(),
            }
        }
        tight(kinds)
    }

    pub(super) fn duration(&mut self) -> Option<Duration> {
        let start = self.enter();
        let (mut number, mut unit) = (None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::number => number = Some(self.word()),
                Rule::UNIT => unit = Some(self.word()),
                _ => self.skip(),
            }
        }
        Some(Duration { bound: None, number, unit: unit?, span: self.span(start) })
    }

    /// A duration with a word that says whether less or more is meant too.
    pub(super) fn extent(&mut self) -> Option<Duration> {
        let start = self.enter();
        let (mut bound, mut duration) = (None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::BOUND => bound = Some(self.word()),
                Rule::duration => duration = self.duration(),
                _ => self.skip(),
            }
        }
        Some(Duration { bound, span: self.span(start), ..duration? })
    }

    pub(super) fn word(&mut self) -> Word {
        let start = self.token();
        let written = self.written(start);
        let bytes = written.as_bytes();
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        // A phrase may have more than one blank between its words.
        let text =
            if bytes.iter().any(blank) && bytes.windows(2).any(|two| two == b"  " || two.contains(&b'\t')) {
                written.split_whitespace().collect::<Vec<_>>().join(" ").into()
            } else {
                self.shared(start, self.end())
            };
        Word { text, span: self.span(start) }
    }
}

/// A list without room for more: it is kept, and most have one member where room is made for four.
pub(super) fn tight<T>(mut all: Vec<T>) -> Vec<T> {
    all.shrink_to_fit();
    all
}
