//! How vague a policy is, how hard to read, and how much of it is prose.
//!
//! Measured on what the author wrote, sentence by sentence, before any wording: what a
//! template adds is not the author's. Each measure is `None` for a policy in a language
//! whose words are not known.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::context::{Actor, Context, Practice};
use super::count::{Count, words_in};
use super::lists::{Spoken, lists};
use super::texts::Place;
use crate::model::words::{Adverb, Modal, Quantifier, SayingWord, Shade};
use crate::model::{
    Clause, ClauseKind, Expression, Guarded, List, Part, Ref, Said, Section, Term, Value, Verb, lengths_of,
    tests_of,
};
use crate::source::Span;

/// How much of a policy is vague.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vagueness {
    /// All sentences.
    pub sentences: usize,
    /// Those with a vague word.
    pub vague: usize,
    /// The vague words, and in how many sentences each stands.
    pub words: BTreeMap<String, usize>,
}

impl Vagueness {
    /// The vague sentences in per cent of all.
    #[must_use]
    pub fn share(&self) -> usize {
        per_cent(self.vague, self.sentences)
    }

    /// The words that stand in most sentences, most frequent first.
    #[must_use]
    pub fn most_frequent(&self, count: usize) -> Vec<(&str, usize)> {
        let mut words: Vec<(&str, usize)> = self.words.iter().map(|(word, n)| (word.as_str(), *n)).collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        words.truncate(count);
        words
    }
}

/// Counts the sentences of a policy that hedge, by the words of `law/lists/wording.yaml`.
///
/// "May" said of the reader is a permission and "can" an ability, so neither is vague.
#[must_use]
pub fn vagueness(context: &Context<'_>) -> Option<Vagueness> {
    let list = &lists().wording;
    if !list.speaks(context.policy) {
        return None;
    }
    let mut measure = Vagueness::default();
    let said = context
        .texts_for(list.vague.values().flatten())
        .by_practice(list.vague.values().flatten(), |place| !matches!(place, Place::Saying(SayingWord::Id)));
    let mut said = said.into_iter().peekable();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for practice in context.practices() {
        let mut words: Vec<&str> = vague_words(practice);
        while let Some((_, phrase)) = said.next_if(|(at, _)| *at <= practice.at) {
            words.push(phrase);
        }
        words.sort_unstable();
        words.dedup();
        measure.sentences += 1;
        measure.vague += usize::from(!words.is_empty());
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    measure.words = counts.into_iter().map(|(word, count)| (word.to_owned(), count)).collect();
    Some(measure)
}

/// The vague words of one sentence that are no text of the author's.
fn vague_words(practice: &Practice<'_>) -> Vec<&'static str> {
    let statement = practice.statement;
    let mut words = Vec::new();
    if practice.actor != Actor::People {
        words.extend(vague_modal(statement.modal));
    }
    words.extend(statement.adverbs.iter().filter_map(|adverb| vague_adverb(*adverb)));
    let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(list),
        _ => None,
    });
    for list in lists.chain(&statement.objects) {
        words.extend(list.terms.iter().filter_map(|term| vague_quantifier(term.quantifier?)));
        if list.open {
            words.push("and others");
        }
    }
    words
}

const fn vague_modal(modal: Modal) -> Option<&'static str> {
    match modal {
        Modal::May | Modal::MayHave | Modal::MayBeUnable | Modal::MayHaveRight | Modal::MayHaveRightToAsk => {
            Some("may")
        }
        Modal::ReservesRight => Some("reserves the right"),
        Modal::Strives => Some("strives"),
        Modal::Does
        | Modal::DoesNot
        | Modal::MayNot
        | Modal::Will
        | Modal::WillNot
        | Modal::WillNever
        | Modal::Never
        | Modal::Must
        | Modal::MustNot
        | Modal::Should
        | Modal::ShouldNot
        | Modal::Can
        | Modal::Cannot
        | Modal::Has
        | Modal::HasNot
        | Modal::HasRight
        | Modal::Claims
        | Modal::ClaimsNot
        | Modal::MayAsk
        | Modal::CanAsk
        | Modal::HasRightToAsk
        | Modal::Is
        | Modal::IsNot => None,
    }
}

const fn vague_adverb(adverb: Adverb) -> Option<&'static str> {
    match (adverb.shade(), adverb) {
        (_, Adverb::MostLikely) => Some("most likely"),
        (_, Adverb::FromTimeToTime) => Some("from time to time"),
        (Shade::Vague | Shade::Often, other) => Some(other.as_str()),
        (Shade::Plain | Shade::Today | Shade::Narrow | Shade::Manner, _) => None,
    }
}

const fn vague_quantifier(quantifier: Quantifier) -> Option<&'static str> {
    match quantifier {
        Quantifier::Some => Some("some"),
        Quantifier::Certain => Some("certain"),
        Quantifier::Most => Some("most"),
        Quantifier::MuchOf => Some("much of"),
        Quantifier::All | Quantifier::Any | Quantifier::Other => None,
    }
}

/// How hard one section is to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The section's id.
    pub section: String,
    /// The section, or the first sentence that belongs to it.
    pub span: Span,
    /// Its words.
    pub words: usize,
    /// Its sentences; each point of a long list is one.
    pub sentences: usize,
    /// Its syllables.
    pub syllables: usize,
}

impl Reading {
    /// Flesch reading ease, 206.835 - 1.015 words per sentence - 84.6 syllables per word.
    ///
    /// R. Flesch, A New Readability Yardstick, 32 J. Applied Psychol. 221 (1948).
    #[must_use]
    pub fn ease(&self) -> i64 {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX / 1_000_000);
        let (words, sentences) = (number(self.words.max(1)), number(self.sentences.max(1)));
        let thousandths = 206_835 - 1_015 * words / sentences - 84_600 * number(self.syllables) / words;
        thousandths / 1_000
    }
}

/// How hard each section is to read, in the order of the text.
#[must_use]
pub fn readings(context: &Context<'_>) -> Option<Vec<Reading>> {
    if !lists().wording.speaks(context.policy) {
        return None;
    }
    let mut readings: Vec<Reading> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for practice in context.practices() {
        let topic = practice.statement.topic.as_str();
        let (id, span) = match practice.within.last() {
            Some(section) => (&*section.id, section.span),
            None => (topic, practice.span()),
        };
        let at = *numbers.entry(id).or_insert_with(|| {
            readings.push(Reading { section: id.to_owned(), span, words: 0, sentences: 0, syllables: 0 });
            readings.len() - 1
        });
        let Some(reading) = readings.get_mut(at) else { continue };
        // A section that adds to one of Candor's own is the better place to point at.
        if !practice.within.is_empty() {
            reading.span = span;
        }
        let count = || count(context, practice);
        let known = context.alone(practice).map(|alone| *alone.count.get_or_init(count));
        let own = known.unwrap_or_else(count);
        reading.sentences += own.sentences;
        reading.words += own.words;
        reading.syllables += own.syllables;
    }
    Some(readings)
}

/// A practice in the author's words.
fn count(context: &Context<'_>, practice: &Practice<'_>) -> Count {
    let mut written = Written { context, text: String::new(), points: 0 };
    written.sentence(practice);
    let mut found = Count { sentences: 1 + written.points, ..Count::default() };
    found.add(&written.text);
    found
}

/// A sentence in the author's words, good enough to be counted.
struct Written<'c, 'a> {
    context: &'c Context<'a>,
    text: String,
    /// The points of long lists, which stand on lines of their own.
    points: usize,
}

/// A list of more terms than this is shown point by point.
const LONG_LIST: usize = 3;

impl Written<'_, '_> {
    fn word(&mut self, word: &str) {
        self.text.push_str(word);
        self.text.push(' ');
    }

    fn id(&mut self, id: &str) {
        self.text.extend(id.chars().map(|c| if matches!(c, '-' | '.') { ' ' } else { c }));
        self.text.push(' ');
    }

    fn sentence(&mut self, practice: &Practice<'_>) {
        let statement = practice.statement;
        statement.subjects.iter().for_each(|term| self.term(term));
        if !matches!(statement.modal, Modal::Does | Modal::Has) {
            self.id(statement.modal.as_str());
        }
        for adverb in &statement.adverbs {
            self.id(adverb.as_str());
        }
        for verb in &statement.verbs {
            match verb {
                Verb::Known(known) => self.id(known.id),
                Verb::Text(text) => self.word(text),
            }
        }
        if let Some(list) = &statement.objects {
            self.list(list);
        }
        statement.clauses.iter().for_each(|clause| self.clause(clause));
    }

    fn clause(&mut self, clause: &Clause) {
        match &clause.kind {
            ClauseKind::Condition(word, guarded) => {
                self.id(word.as_str());
                self.guarded(guarded);
            }
            ClauseKind::List(word, list) => {
                self.id(word.as_str());
                self.list(list);
            }
            ClauseKind::Saying(SayingWord::Id, _) | ClauseKind::Allow(..) | ClauseKind::Dated(..) => {}
            ClauseKind::Saying(word, Said::Text(text)) => {
                self.points += usize::from(*word == SayingWord::Note);
                self.word(text);
            }
            ClauseKind::Saying(_, Said::Absent(_)) => {}
            ClauseKind::Basis(grounds) => {
                for ground in grounds {
                    self.reference(&ground.basis);
                    if let Some(text) = &ground.interest {
                        self.word(text);
                    }
                }
            }
            ClauseKind::Kept(_, Some(event)) => {
                self.word("within this time of");
                self.expression(event);
            }
            ClauseKind::Within(within, event, extension) => {
                self.word(if within.said().is_some() { "within" } else { "within this time" });
                lengths_of(within, extension).for_each(|text| self.word(text));
                for said in tests_of(event, extension) {
                    self.word("of");
                    self.expression(said);
                }
            }
            ClauseKind::Kept(_, None)
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..) => self.word("within this time"),
        }
    }

    fn list(&mut self, list: &List) {
        if list.terms.len() > LONG_LIST {
            self.points += list.terms.len();
        }
        list.terms.iter().for_each(|term| self.term(term));
    }

    fn term(&mut self, term: &Term) {
        if let Value::Ref(found) = &term.value {
            self.reference(found);
        } else {
            self.word(&self.context.name(term));
        }
        if let Some(text) = &term.detail {
            self.word(text);
        }
    }

    fn reference(&mut self, found: &Ref) {
        match found {
            Ref::Noun(id) => {
                if let Some(noun) = self.context.policy.noun(*id) {
                    match &noun.name {
                        Some(name) => self.word(name),
                        None => self.id(&noun.id),
                    }
                }
            }
            Ref::Builtin(class) => self.id(class.id),
            Ref::Special(special) => self.word(special.as_str()),
            Ref::Text(text) | Ref::Unknown(text) => self.word(text),
        }
    }

    fn guarded(&mut self, guarded: &Guarded) {
        self.expression(&guarded.expression);
        for (word, guard) in &guarded.guards {
            self.id(word.as_str());
            self.expression(guard);
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Or(all) | Expression::And(all) => {
                if all.len() > LONG_LIST {
                    self.points += all.len();
                }
                all.iter().for_each(|one| self.expression(one));
            }
            Expression::Not(inner) => {
                self.word("not");
                self.expression(inner);
            }
            Expression::Group(inner) => self.guarded(inner),
            Expression::Text(text, _) => self.word(text),
            Expression::Named { condition, detail, .. } => {
                self.reference(condition);
                if let Some(text) = detail {
                    self.word(text);
                }
            }
        }
    }
}

/// How much of a policy is prose, which nothing can check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Words in prose.
    pub words: usize,
    /// All words of texts.
    pub of: usize,
}

impl Prose {
    /// The words in prose in per cent of all.
    #[must_use]
    pub fn share(&self) -> usize {
        per_cent(self.words, self.of)
    }
}

/// How much of a policy is prose, if that is so many words at least; the texts of its sentences and
/// declarations are the rest.
#[must_use]
pub fn prose(context: &Context<'_>, least: usize) -> Option<Prose> {
    let words = |prose: bool| {
        let texts = context.texts();
        let kept = context.known().texts();
        let known = |at: usize| kept.as_ref().and_then(|known| known.words(*texts.numbers().get(at)?));
        let words = |at: usize| known(at).or_else(|| Some(words_in(texts.get(at)?.text)));
        texts.prose(prose).filter_map(words).sum::<usize>()
    };
    let prose = words(true);
    (prose >= least).then(|| Prose { words: prose, of: prose + words(false) })
}

/// Where the prose of a policy stands.
#[must_use]
pub fn prose_spans(section: &Section) -> Vec<Span> {
    let mut spans = Vec::new();
    for part in &section.parts {
        match part {
            Part::Prose(prose) => spans.push(prose.span),
            Part::Section(inner) => spans.extend(prose_spans(inner)),
            Part::Statement(_) => {}
        }
    }
    spans
}

fn per_cent(part: usize, of: usize) -> usize {
    (part * 100).checked_div(of).unwrap_or(0)
}
