//! Pest's pairs to the syntax tree.

mod clauses;
mod terms;
mod texts;

use pest::Parser;
use pest::error::Error;
use pest::iterators::Pair;

use super::ast::{
    Assertion, AssertionKind, Body, Entry, Import, Item, Modality, Noun, Section, Sentence, Verb,
};
use super::grammar::{CandorParser, Rule};
use super::span_at;
use crate::source::{FileId, Span};
use terms::tight;

pub(super) use texts::unicode_escape;

/// Why a run of items does not parse.
pub(super) enum Broken {
    /// It is not in the grammar.
    Grammar(Box<Error<Rule>>),
    /// At this byte a second item begins on the line of the one before.
    Glued(usize),
}

/// Reads a run of whole items that begins at byte `base` of its file.
pub(super) fn items(file: FileId, base: usize, text: &str, item: &mut dyn FnMut(Item)) -> Result<(), Broken> {
    let pairs = CandorParser::parse(Rule::file, text).map_err(|error| Broken::Grammar(Box::new(error)))?;
    let at = Place { file, base, text };
    if let Some(glued) = at.glued(pairs.clone().flat_map(Pair::into_inner)) {
        return Err(Broken::Glued(glued));
    }
    for pair in pairs.flat_map(Pair::into_inner) {
        if let Some(read) = at.item(pair) {
            item(read);
        }
    }
    Ok(())
}

/// Whether all of a word is a name.
pub(super) fn is_name(word: &str) -> bool {
    let pairs = CandorParser::parse(Rule::name, word);
    pairs.is_ok_and(|pairs| pairs.as_str().len() == word.len())
}

/// The end of the sentence or declaration that `text` begins with, if it begins with one.
pub(super) fn item_end(text: &str) -> Option<usize> {
    let pairs =
        CandorParser::parse(Rule::noun, text).or_else(|_| CandorParser::parse(Rule::sentence, text)).ok()?;
    pairs.into_iter().next().map(|pair| pair.as_str().trim_end().len())
}

/// Where a run of items stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: FileId,
    base: usize,
    text: &'a str,
}

impl Place<'_> {
    fn span(self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        let text = pair.as_str();
        // A rule may end with the blanks it looked past; the place does not.
        let end = span.start() + text.trim_end().len();
        span_at(self.file, self.base, span.start(), end.max(span.start()))
    }

    /// Where an item begins on the line on which the one before it ended.
    ///
    /// The grammar takes the words after a complete sentence for another one, so
    /// a misspelt word would be read as somebody who does something.
    fn glued<'p>(self, pairs: impl Iterator<Item = Pair<'p, Rule>>) -> Option<usize> {
        let mut before: Option<usize> = None;
        for pair in pairs {
            let (rule, start) = (pair.as_rule(), pair.as_span().start());
            if !matches!(
                rule,
                Rule::import | Rule::section | Rule::prose | Rule::assertion | Rule::noun | Rule::sentence
            ) {
                continue;
            }
            let end = start + pair.as_str().trim_end().len();
            let between = before.and_then(|end| self.text.get(end..start));
            if between.is_some_and(|between| !between.contains('\n')) {
                return Some(start);
            }
            if rule == Rule::section
                && let Some(inner) = self.glued(pair.into_inner())
            {
                return Some(inner);
            }
            // After a brace the next item may follow at once.
            let closed = self.text.get(..end).is_some_and(|text| text.ends_with('}'));
            before = Some(end).filter(|_| !closed);
        }
        None
    }

    fn item(self, pair: Pair<'_, Rule>) -> Option<Item> {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::import => {
                let path = pair.into_inner().find(|p| p.as_rule() == Rule::string).map(|p| self.text(p))?;
                Some(Item::Import(Import { path, span }))
            }
            Rule::prose => {
                let text = pair.into_inner().find(|p| matches!(p.as_rule(), Rule::string | Rule::passage))?;
                Some(Item::Prose(self.text(text)))
            }
            Rule::section => self.section(pair).map(Item::Section),
            Rule::noun => self.noun(pair).map(Item::Noun),
            Rule::sentence => Some(Item::Sentence(self.sentence(pair))),
            Rule::assertion => self.assertion(pair).map(Item::Assertion),
            _ => None,
        }
    }

    fn section(self, pair: Pair<'_, Rule>) -> Option<Section> {
        let span = self.span(&pair);
        let (mut id, mut title, mut clauses, mut items) = (None, None, Vec::new(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => id = Some(self.word(&part)),
                Rule::string => title = Some(self.text(part)),
                Rule::import
                | Rule::section
                | Rule::prose
                | Rule::noun
                | Rule::sentence
                | Rule::assertion => items.extend(self.item(part)),
                _ => clauses.extend(self.clause(part)),
            }
        }
        Some(Section { id: id?, title, clauses: tight(clauses), items: tight(items), span })
    }

    fn noun(self, pair: Pair<'_, Rule>) -> Option<Noun> {
        let span = self.span(&pair);
        let (mut keyword, mut id, mut name) = (None, None, None);
        let (mut kinds, mut qualifiers, mut body) = (Vec::new(), Vec::new(), Body::default());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::NOUN => keyword = Some(self.word(&part)),
                Rule::name => id = Some(self.word(&part)),
                Rule::string => name = Some(self.text(part)),
                Rule::kinds => kinds = self.kinds(part),
                Rule::qualifier => qualifiers.push(self.word(&part)),
                Rule::noun_body => self.body(part, &mut body),
                _ => body.clauses.extend(self.clause(part)),
            }
        }
        Some(Noun {
            keyword: keyword?,
            id,
            name,
            kinds,
            qualifiers: tight(qualifiers),
            body: tight_body(body),
            span,
        })
    }

    /// A clause on the line of an entry or a promise belongs to it; on a line
    /// of its own it belongs to the noun.
    fn body(self, pair: Pair<'_, Rule>, body: &mut Body) {
        enum Last {
            Entry,
            Promise,
            Neither,
        }
        let mut last = (Last::Neither, 0);
        for part in pair.into_inner() {
            let (start, end) =
                (part.as_span().start(), part.as_span().start() + part.as_str().trim_end().len());
            let same_line = self.text.get(last.1..start).is_some_and(|between| !between.contains('\n'));
            match part.as_rule() {
                Rule::entry => {
                    body.entries.extend(self.entry(part));
                    last = (Last::Entry, end);
                }
                Rule::promise => {
                    body.promises.push(self.sentence(part));
                    last = (Last::Promise, end);
                }
                _ => {
                    let Some(clause) = self.clause(part) else { continue };
                    match (&last.0, same_line) {
                        (Last::Entry, true) => {
                            if let Some(entry) = body.entries.last_mut() {
                                entry.span = entry.span.to(clause.span);
                                entry.body.clauses.push(clause);
                            }
                            last.1 = end;
                        }
                        (Last::Promise, true) => {
                            if let Some(promise) = body.promises.last_mut() {
                                promise.span = promise.span.to(clause.span);
                                promise.clauses.push(clause);
                            }
                            last.1 = end;
                        }
                        (Last::Entry | Last::Promise | Last::Neither, _) => {
                            body.clauses.push(clause);
                            last = (Last::Neither, end);
                        }
                    }
                }
            }
        }
    }

    fn entry(self, pair: Pair<'_, Rule>) -> Option<Entry> {
        let span = self.span(&pair);
        let (mut name, mut list, mut kinds, mut body) = (None, None, Vec::new(), Body::default());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::entry_head => {
                    for head in part.into_inner() {
                        match head.as_rule() {
                            Rule::name => name = Some(self.word(&head)),
                            Rule::list => list = Some(self.list(head)),
                            Rule::kinds => kinds = self.kinds(head),
                            _ => {}
                        }
                    }
                }
                Rule::noun_body => self.body(part, &mut body),
                _ => {}
            }
        }
        Some(Entry { name: name?, list, kinds, body: tight_body(body), span })
    }

    fn sentence(self, pair: Pair<'_, Rule>) -> Sentence {
        let span = self.span(&pair);
        let mut sentence = Sentence {
            subjects: Vec::new(),
            modality: None,
            verbs: Vec::new(),
            any_verb: false,
            objects: None,
            clauses: Vec::new(),
            span,
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::subjects => {
                    let subjects = part.into_inner().filter(|p| p.as_rule() == Rule::subject);
                    sentence.subjects = tight(subjects.filter_map(|p| self.term(p)).collect());
                }
                Rule::modality => sentence.modality = Some(self.modality(part)),
                Rule::predicate => {
                    for piece in part.into_inner() {
                        match piece.as_rule() {
                            Rule::verb => sentence.verbs.extend(self.verb(piece)),
                            Rule::OR => sentence.any_verb = true,
                            Rule::list => sentence.objects = Some(self.list(piece)),
                            _ => {}
                        }
                    }
                }
                Rule::sentence_body => {
                    sentence.clauses.extend(part.into_inner().filter_map(|p| self.clause(p)));
                }
                _ => sentence.clauses.extend(self.clause(part)),
            }
        }
        sentence.verbs.shrink_to_fit();
        sentence.clauses.shrink_to_fit();
        sentence
    }

    fn assertion(self, pair: Pair<'_, Rule>) -> Option<Assertion> {
        let span = self.span(&pair);
        let (mut verbs, mut objects, mut noun, mut has, mut clauses) =
            (Vec::new(), None, None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::ASSERT | Rule::NEVER | Rule::EVERY | Rule::HAS => {}
                Rule::NOUN => noun = Some(self.word(&part)),
                Rule::list => has = Some(self.list(part)),
                Rule::predicate => {
                    for piece in part.into_inner() {
                        match piece.as_rule() {
                            Rule::verb => verbs.extend(self.verb(piece)),
                            Rule::list => objects = Some(self.list(piece)),
                            _ => {}
                        }
                    }
                }
                _ => clauses.extend(self.clause(part)),
            }
        }
        let kind = match (noun, has) {
            (Some(noun), Some(has)) => AssertionKind::Every { noun, has },
            _ => AssertionKind::Never { verbs, objects },
        };
        Some(Assertion { kind, clauses, span })
    }

    fn modality(self, pair: Pair<'_, Rule>) -> Modality {
        let span = self.span(&pair);
        let mut modality = Modality { modal: None, adverbs: Vec::new(), span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::MODAL => modality.modal = Some(self.word(&part)),
                Rule::ADVERB => modality.adverbs.push(self.word(&part)),
                _ => {}
            }
        }
        modality
    }

    fn verb(self, pair: Pair<'_, Rule>) -> Option<Verb> {
        let inner = pair.into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::string => Verb::Text(self.text(inner)),
            _ => Verb::Word(self.word(&inner)),
        })
    }
}

fn tight_body(body: Body) -> Body {
    Body { clauses: tight(body.clauses), entries: tight(body.entries), promises: tight(body.promises) }
}
