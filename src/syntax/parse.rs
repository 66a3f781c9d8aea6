//! Pest's pairs to the syntax tree.

use pest::Parser;
use pest::error::Error;
use pest::iterators::Pair;

use super::ast::{
    Assertion, AssertionKind, Atom, Body, Clause, ClauseKind, Duration, Entry, Expression, Ground, Guarded,
    Import, Item, Kept, List, Modality, Noun, Said, Section, Sentence, Term, Text, Verb, Word,
};
use super::grammar::{CandorParser, Rule};
use super::span_at;
use crate::source::{FileId, Span};

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

    fn clause(self, pair: Pair<'_, Rule>) -> Option<Clause> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut words = Vec::new();
        let mut durations = Vec::new();
        let mut expressions = Vec::new();
        let (mut guarded, mut list, mut said, mut path, mut grounds) = (None, None, None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::guarded => guarded = self.guarded(part),
                Rule::expression => expressions.extend(self.expression(part)),
                Rule::list => list = Some(self.list(part)),
                Rule::ground => grounds.extend(self.ground(part)),
                Rule::duration => durations.extend(self.duration(part)),
                Rule::span_of => durations.extend(part.into_inner().filter_map(|p| self.duration(p))),
                Rule::UNIT => {
                    let unit = self.word(&part);
                    durations.push(Duration { number: None, span: unit.span, unit });
                }
                Rule::string | Rule::passage => said = Some(Said::Text(self.text(part))),
                Rule::path if rule == Rule::allow => path = Some(self.word(&part)),
                Rule::path => said = Some(Said::Word(self.word(&part))),
                Rule::date => said = Some(Said::Date(self.word(&part))),
                Rule::absence => said = Some(Said::Absent(self.word(&part))),
                Rule::CONDITION
                | Rule::LISTING
                | Rule::SAYING
                | Rule::DATED
                | Rule::FOREVER
                | Rule::AFTER
                | Rule::number
                | Rule::OFTEN => {
                    words.push((part.as_rule(), self.word(&part)));
                }
                _ => {}
            }
        }
        let mut durations = durations.into_iter();
        let mut expressions = expressions.into_iter();
        let mut word = |wanted: Rule| {
            let at = words.iter().position(|(rule, _)| *rule == wanted)?;
            Some(words.remove(at).1)
        };
        let kind = match rule {
            Rule::condition => ClauseKind::Condition(word(Rule::CONDITION)?, guarded?),
            Rule::listing => ClauseKind::Listing(word(Rule::LISTING)?, list?),
            Rule::period => {
                let kept = if let Some(forever) = word(Rule::FOREVER) {
                    Kept::Forever(forever)
                } else if let Some(condition) = word(Rule::CONDITION) {
                    Kept::Condition(condition, expressions.next()?)
                } else if let Some(Said::Absent(absent)) = said {
                    Kept::Absent(absent)
                } else {
                    Kept::For(durations.next()?)
                };
                ClauseKind::Kept(kept, expressions.next())
            }
            Rule::within => ClauseKind::Within(durations.next()?, expressions.next(), durations.next()),
            Rule::every => ClauseKind::Every(durations.next()?),
            Rule::lookback => ClauseKind::Lookback(durations.next()?),
            Rule::limit => ClauseKind::Limit(word(Rule::number)?, durations.next()?),
            Rule::basis => ClauseKind::Basis(grounds),
            Rule::saying => ClauseKind::Saying(word(Rule::SAYING)?, said?),
            Rule::allow => match said {
                Some(Said::Text(reason)) => ClauseKind::Allow(path?, reason),
                _ => return None,
            },
            Rule::often => ClauseKind::Often(word(Rule::OFTEN)?),
            Rule::dated => ClauseKind::Dated(word(Rule::DATED)?, said?),
            _ => return None,
        };
        Some(Clause { kind, span })
    }

    fn ground(self, pair: Pair<'_, Rule>) -> Option<Ground> {
        let span = self.span(&pair);
        let (mut basis, mut detail, mut purposes) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::named => (basis, detail) = self.named(part),
                Rule::list => purposes = Some(self.list(part)),
                _ => {}
            }
        }
        Some(Ground { basis: basis?, detail, purposes, span })
    }

    fn guarded(self, pair: Pair<'_, Rule>) -> Option<Guarded> {
        let span = self.span(&pair);
        let (mut expression, mut guards, mut word) = (None, Vec::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::CONDITION => word = Some(self.word(&part)),
                Rule::expression => match word.take() {
                    Some(word) => guards.extend(self.expression(part).map(|e| (word, e))),
                    None => expression = self.expression(part),
                },
                _ => {}
            }
        }
        Some(Guarded { expression: expression?, guards, span })
    }

    fn expression(self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let conjuncts = pair.into_inner().filter(|p| p.as_rule() == Rule::conjunct);
        let all = conjuncts.filter_map(|conjunct| {
            let primaries = conjunct.into_inner().filter(|p| p.as_rule() == Rule::primary);
            one_or(primaries.filter_map(|p| self.primary(p)).collect(), Expression::And)
        });
        one_or(all.collect(), Expression::Or)
    }

    fn primary(self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let inner =
            pair.into_inner().find(|p| matches!(p.as_rule(), Rule::guarded | Rule::negation | Rule::test))?;
        match inner.as_rule() {
            Rule::guarded => self.guarded(inner).map(|g| Expression::Group(Box::new(g))),
            Rule::negation => {
                let negated = inner.into_inner().find(|p| p.as_rule() == Rule::primary)?;
                self.primary(negated).map(|e| Expression::Not(Box::new(e)))
            }
            _ => self.test(inner),
        }
    }

    fn test(self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let (mut name, mut party, mut text) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path if name.is_none() => name = Some(self.word(&part)),
                Rule::path => party = Some(self.word(&part)),
                Rule::string => text = Some(self.text(part)),
                Rule::detail => text = part.into_inner().next().map(|p| self.text(p)),
                _ => {}
            }
        }
        match (name, text) {
            (Some(name), detail) => Some(Expression::Test { name, party, detail }),
            (None, Some(text)) => Some(Expression::Text(text)),
            (None, None) => None,
        }
    }

    fn list(self, pair: Pair<'_, Rule>) -> List {
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

    fn term(self, pair: Pair<'_, Rule>) -> Option<Term> {
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

    fn named(self, pair: Pair<'_, Rule>) -> (Option<Word>, Option<Text>) {
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

    fn kinds(self, pair: Pair<'_, Rule>) -> Vec<Word> {
        tight(pair.into_inner().filter(|p| p.as_rule() == Rule::path).map(|p| self.word(&p)).collect())
    }

    fn duration(self, pair: Pair<'_, Rule>) -> Option<Duration> {
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

    fn word(self, pair: &Pair<'_, Rule>) -> Word {
        let text = pair.as_str().trim_end();
        let text = if text.contains([' ', '\t']) {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.to_owned()
        };
        Word { text: text.into(), span: self.span(pair) }
    }

    fn text(self, pair: Pair<'_, Rule>) -> Text {
        let span = self.span(&pair);
        let raw = pair.into_inner().next();
        let value = match raw {
            Some(raw) if raw.as_rule() == Rule::passage_text => dedent(raw.as_str()).into(),
            Some(raw) => unescape(raw.as_str()).into(),
            None => "".into(),
        };
        Text { value, span }
    }
}

/// A list without room for more: it is kept, and most have one member where room is made for four.
fn tight<T>(mut all: Vec<T>) -> Vec<T> {
    all.shrink_to_fit();
    all
}

fn tight_body(body: Body) -> Body {
    Body { clauses: tight(body.clauses), entries: tight(body.entries), promises: tight(body.promises) }
}

fn one_or(mut all: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Option<Expression> {
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(many(tight(all))),
    }
}

/// A passage without the indentation that all its lines share.
fn dedent(raw: &str) -> String {
    let indented = raw.lines().skip(1).filter(|line| !line.trim().is_empty());
    let depth =
        indented.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    let mut lines = raw.lines();
    let mut out = lines.next().unwrap_or("").trim_start().to_owned();
    for line in lines {
        out.push('\n');
        out.push_str(line.get(depth..).unwrap_or(""));
    }
    out.trim().to_owned()
}

/// Resolves escapes; one that means nothing stays as it is: [`super::scan`] reports it.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let after = rest.get(at + 1..).unwrap_or("");
        let mut chars = after.chars();
        let (character, used) = match chars.next() {
            Some('n') => (Some('\n'), 1),
            Some('t') => (Some('\t'), 1),
            Some(c @ ('"' | '\\' | '{' | '}')) => (Some(c), 1),
            Some('u') => unicode_escape(after),
            Some(_) | None => (None, 0),
        };
        match character {
            Some(c) => out.push(c),
            None => out.push('\\'),
        }
        rest = after.get(used..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// `u{2019}`: the character and how many bytes its escape takes.
pub(super) fn unicode_escape(after: &str) -> (Option<char>, usize) {
    let digits = after.strip_prefix("u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
    let character = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    // Noncharacters mark origins inside rendered wording; no text may hold one.
    match character.filter(|c| !('\u{FDD0}'..='\u{FDEF}').contains(c)) {
        Some(c) => (Some(c), digits.map_or(0, str::len) + 3),
        None => (None, 0),
    }
}
