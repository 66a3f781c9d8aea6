//! How long the publisher says that it keeps data.

use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::keeping::{keeps, limits_keeping};
use crate::model::words::{ConditionWord, ListWord, NounKind};
use crate::model::{ClauseKind, Duration, Expression, Retention, Statement, Term, Value};
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
    /// Depending on something, or until something happens, such as that it is deleted: it says no time.
    Depending,
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
            for length in lengths(&clause.kind, None) {
                found.push(Kept {
                    length,
                    data: vec![Term::of(id, noun.id_span)],
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
    let statement = practice.statement;
    statement.clauses.iter().flat_map(|clause| lengths(&clause.kind, Some(statement)))
}

/// What a clause of a statement, or of a declaration, says.
fn lengths<'a>(clause: &'a ClauseKind, of: Option<&Statement>) -> Vec<Length<'a>> {
    let keeps = of.is_some_and(keeps);
    let deletes = of.is_some_and(|statement| statement.does("delete"));
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
        ClauseKind::List(word, list) if of.is_some_and(|of| limits_keeping(of, *word, list)) => {
            vec![Length::Depending]
        }
        ClauseKind::Within(..) | ClauseKind::Condition(ConditionWord::Until, _) if deletes => {
            vec![Length::Depending]
        }
        _ => Vec::new(),
    }
}
