//! How long the publisher says that it keeps data.

use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::select::is_circular;
use crate::model::verb::KEEPING;
use crate::model::words::{ConditionWord, ListWord, NounKind};
use crate::model::{ClauseKind, Duration, Expression, NounId, Ref, Retention, Term, Value};
use crate::source::Span;

/// How long data is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Length<'a> {
    /// For a time.
    For(Duration),
    /// For a time in the author's words.
    Words,
    /// While or until something holds, or as far as it does.
    Criterion(&'a Expression),
    /// Until something happens: deletion is promised then.
    Event,
    /// Without end.
    Forever,
}

/// One statement of how long something is kept.
#[derive(Debug)]
pub(crate) struct Kept<'c, 'a> {
    /// How long.
    pub(crate) length: Length<'a>,
    /// What.
    pub(crate) data: Vec<Term>,
    /// Where that is said.
    pub(crate) span: Span,
    /// The statement, unless a declaration of data says it.
    pub(crate) practice: Option<&'c Practice<'a>>,
}

/// Every statement of how long the publisher keeps something.
pub(crate) fn kept<'c, 'a>(context: &'c Context<'a>) -> Vec<Kept<'c, 'a>> {
    let mut found = Vec::new();
    for practice in context.those(says_how_long) {
        for length in said_lengths(practice) {
            let data = practice.objects().cloned().collect();
            found.push(Kept { length, data, span: practice.span(), practice: Some(practice) });
        }
    }
    for (id, noun) in context.nouns_of(NounKind::Data) {
        for clause in &noun.clauses {
            for length in lengths(&clause.kind, false, false) {
                found.push(Kept {
                    length,
                    data: vec![term_of(id, noun.id_span)],
                    span: clause.span,
                    practice: None,
                });
            }
        }
    }
    found
}

/// Whether it says how long the publisher keeps something.
fn says_how_long(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.actor == Actor::Us
        && practice.polarity == Polarity::Positive
        && said_lengths(practice).next().is_some()
}

fn said_lengths<'a>(practice: &Practice<'a>) -> impl Iterator<Item = Length<'a>> + use<'a> {
    let keeps = practice.does_any(KEEPING);
    let deletes = practice.does_any(&["delete"]);
    let clauses = &practice.statement.clauses;
    clauses.iter().flat_map(move |clause| lengths(&clause.kind, keeps, deletes))
}

fn lengths(clause: &ClauseKind, keeps: bool, deletes: bool) -> Vec<Length<'_>> {
    match clause {
        ClauseKind::Kept(Retention::For(duration), _) => vec![Length::For(*duration)],
        ClauseKind::Kept(Retention::Condition(_, said), _) => vec![Length::Criterion(said)],
        ClauseKind::Kept(Retention::Forever, _) => vec![Length::Forever],
        ClauseKind::Condition(
            ConditionWord::While | ConditionWord::Until | ConditionWord::AsFarAs,
            guarded,
        ) if keeps => {
            vec![Length::Criterion(&guarded.expression)]
        }
        ClauseKind::List(ListWord::For, list) if keeps => {
            let durations = list.terms.iter().filter_map(|term| match term.value {
                Value::Duration(duration) => Some(Length::For(duration)),
                _ => term.is_length().then_some(Length::Words),
            });
            durations.collect()
        }
        ClauseKind::Within(..) if deletes => vec![Length::Event],
        // "After the retention period" says nothing: it is the period that is asked for.
        ClauseKind::List(ListWord::After, list) if deletes && !list.terms.iter().all(is_circular) => {
            vec![Length::Event]
        }
        ClauseKind::Condition(ConditionWord::Until, _) if deletes => vec![Length::Event],
        _ => Vec::new(),
    }
}

/// A term that names a declaration.
pub(crate) fn term_of(id: NounId, span: Span) -> Term {
    Term::plain(Value::Ref(Ref::Noun(id)), span)
}
