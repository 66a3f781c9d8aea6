//! Retention: how long data is kept, and whether that is said once and plainly.

mod contradictory_retention;
mod data_without_retention;
mod deletion_promised_yet_kept;
mod indefinite_retention;
mod retention_without_period;
mod vague_retention;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::model::words::{ConditionWord, ListWord, NounKind, Unit};
use crate::model::{ClauseKind, Duration, Expression, Few, NounId, Ref, Term, Value};
use crate::source::Span;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &contradictory_retention::RULE,
    &data_without_retention::RULE,
    &deletion_promised_yet_kept::RULE,
    &indefinite_retention::RULE,
    &retention_without_period::RULE,
    &vague_retention::RULE,
];

/// Verbs by which data is kept.
pub(super) const KEEPING: &[&str] = &["keep", "retain", "store"];

/// Verbs by which data comes to the publisher.
pub(super) const COLLECTING: &[&str] =
    &["collect", "receive", "obtain", "infer", "request", "solicit", "require", "capture"];

/// How long data is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Length<'a> {
    /// For a time.
    For(Duration),
    /// While or until something holds, or as far as it does.
    Criterion(&'a Expression),
    /// Until something happens: deletion is promised then.
    Event,
    /// Without end.
    Forever,
}

/// One statement of how long something is kept.
#[derive(Debug)]
pub(super) struct Kept<'c, 'a> {
    /// How long.
    pub(super) length: Length<'a>,
    /// What.
    pub(super) data: Vec<Term>,
    /// Where that is said.
    pub(super) span: Span,
    /// The statement, unless a declaration of data says it.
    pub(super) practice: Option<&'c Practice<'a>>,
}

/// Every statement of how long the publisher keeps something.
pub(super) fn kept<'c, 'a>(context: &'c Context<'a>) -> Vec<Kept<'c, 'a>> {
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
    use crate::model::Retention;
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
                _ => None,
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

/// Whether an event is only that the time is over.
fn is_circular(term: &Term) -> bool {
    match &term.value {
        Value::Ref(Ref::Text(text)) => {
            ["retention", "period", "need"].iter().any(|word| text.to_lowercase().contains(word))
        }
        _ => false,
    }
}

/// A term that names a declaration.
pub(super) fn term_of(id: NounId, span: Span) -> Term {
    Term {
        quantifier: None,
        value: Value::Ref(Ref::Noun(id)),
        classes: Few::default(),
        detail: None,
        qualifiers: Few::default(),
        span,
    }
}

/// A length in days, roughly: enough to tell a month from a year.
pub(super) fn days(duration: Duration) -> u32 {
    let each = match duration.unit {
        Unit::Minute | Unit::Hour => return 1,
        Unit::Day | Unit::BusinessDay => 1,
        Unit::Week => 7,
        Unit::Month => 30,
        Unit::Year | Unit::CalendarYear => 365,
    };
    duration.count.saturating_mul(each)
}

/// Whether something else than the retention itself limits a statement: a condition, an exception, some people.
pub(super) fn conditional(practice: &Practice<'_>) -> bool {
    practice.clauses().any(|clause| match &clause.kind {
        ClauseKind::Condition(word, _) => {
            matches!(word, ConditionWord::If | ConditionWord::OnlyIf | ConditionWord::Unless)
        }
        ClauseKind::List(ListWord::Except, _) => true,
        _ => false,
    })
}

/// Whether two statements speak of the same people, places and purposes.
pub(super) fn same_scope(a: &Practice<'_>, b: &Practice<'_>) -> bool {
    fn scope<'s>(practice: &'s Practice<'_>) -> impl Iterator<Item = &'s Value> {
        let words =
            [ListWord::About, ListWord::From, ListWord::In, ListWord::Of, ListWord::For, ListWord::Under];
        let terms = words.into_iter().flat_map(|word| practice.scope(word).chain(practice.terms(word)));
        terms.map(|term| &term.value).filter(|value| !matches!(value, Value::Duration(_)))
    }
    scope(a).eq(scope(b))
}

/// Whether one of the first terms holds one of the second, or the other way round.
pub(super) fn overlap<'t>(context: &Context<'_>, a: &'t [Term], b: &'t [Term]) -> bool {
    a.iter().any(|a| b.iter().any(|b| context.covers(a, b) || context.covers(b, a)))
}

/// Whether nobody can be identified by any of these.
pub(super) fn anonymous(context: &Context<'_>, data: &[Term]) -> bool {
    !data.is_empty() && data.iter().all(|term| unidentifying(context, term))
}

/// Whether the author says that something identifies nobody: it is called aggregate, anonymous, or the like.
pub(super) fn unidentifying(context: &Context<'_>, term: &Term) -> bool {
    use crate::law::Kind;
    let classes = context.own_classes(term);
    let says = |class: &&crate::model::Class| {
        class.kind == Kind::Class
            && context
                .vocabulary
                .find(Kind::Class, class.id)
                .is_some_and(|class| class.identifies == Some(false))
    };
    classes.iter().any(says)
}
