//! Lists, terms and words.

use pest::iterators::Pair;

use super::Place;
use crate::syntax::ast::{Atom, Duration, List, Term, Text, Word};
use crate::syntax::grammar::Rule;

impl Place<'_> {
    pub(super) fn list(self, pair: Pair<'_, Rule>) -> List {
        let span = self.span(&pair);
        let mut list = List { terms: Vec::new(), any: false, all: false, span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::term => list.terms.extend(self.term(part)),
                Rule::OR => list.any = true,
                Rule::AND => list.all = true,
                _ => {}
            }
        }
        list.terms.shrink_to_fit();
        list
    }

    pub(super) fn term(self, pair: Pair<'_, Rule>) -> Option<Term> {
        let span = self.span(&pair);
        let (mut atom, mut quantifier, mut detail) = (None, None, None);
        let (mut kinds, mut qualifiers) = (Vec::new(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::QUANTIFIER => quantifier = Some(self.word(&part)),
                Rule::path => atom = Some(Atom::Word(self.word(&part))),
                Rule::named => {
                    let (word, text) = self.named(part);
                    atom = word.map(Atom::Word);
                    detail = text;
                }
                Rule::string => atom = Some(Atom::Text(self.text(part))),
                Rule::number => atom = Some(Atom::Number(self.word(&part))),
                Rule::date => atom = Some(Atom::Date(self.word(&part))),
                Rule::duration => atom = self.duration(part).map(Atom::Duration),
                Rule::kinds => kinds = self.kinds(part),
                Rule::qualifier => qualifiers.push(self.word(&part)),
                _ => {}
            }
        }
        Some(Term { quantifier, atom: atom?, kinds, detail, qualifiers: tight(qualifiers), span })
    }

    pub(super) fn named(self, pair: Pair<'_, Rule>) -> (Option<Word>, Option<Text>) {
        let (mut word, mut detail) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => word = Some(self.word(&part)),
                Rule::detail => detail = part.into_inner().next().map(|p| self.text(p)),
                _ => {}
            }
        }
        (word, detail)
    }

    pub(super) fn kinds(self, pair: Pair<'_, Rule>) -> Vec<Word> {
        tight(pair.into_inner().filter(|p| p.as_rule() == Rule::path).map(|p| self.word(&p)).collect())
    }

    pub(super) fn duration(self, pair: Pair<'_, Rule>) -> Option<Duration> {
        let span = self.span(&pair);
        let (mut number, mut unit) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => number = Some(self.word(&part)),
                Rule::UNIT => unit = Some(self.word(&part)),
                _ => {}
            }
        }
        Some(Duration { number, unit: unit?, span })
    }

    pub(super) fn word(self, pair: &Pair<'_, Rule>) -> Word {
        let text = pair.as_str().trim_end();
        let text = if text.contains([' ', '\t']) {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.to_owned()
        };
        Word { text: text.into(), span: self.span(pair) }
    }
}

/// A list without room for more: it is kept, and most have one member where room is made for four.
pub(super) fn tight<T>(mut all: Vec<T>) -> Vec<T> {
    all.shrink_to_fit();
    all
}
