//! Clauses on the line of a property: which are about that, and which about the whole declaration.

use crate::model::words::{ConditionWord, ListWord, NounKind};
use crate::model::{Clause, ClauseKind, Expression, Property, Ref};
use crate::source::Span;

/// Whether a clause says when or where a state holds.
pub(super) fn holds(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::In, _))
}

/// Whether a clause on the line of a property is about that: when or where it holds, and what it leaves out. What a tracker
/// reads or how it is controlled may have examples and places of its own, while all else that is said of somebody is about
/// them. A definition is what it means, and a channel is how it is reached.
pub(super) fn is_of_property(kind: NounKind, property: &Property, clause: &Clause) -> bool {
    match kind {
        NounKind::Definition => false,
        NounKind::Channel => holds(clause),
        NounKind::Tracker => holds(clause) || is_valued(property) && limits_value(clause),
        _ => holds(clause) || is_valued(property) && excepts(clause),
    }
}

fn is_valued(property: &Property) -> bool {
    !property.list.terms.is_empty()
}

fn excepts(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::List(ListWord::Except, _))
}

/// Whether a clause seems to say more about the value before it. What it is all for stands behind any.
fn limits_value(clause: &Clause) -> bool {
    match &clause.kind {
        ClauseKind::List(word, _) => !matches!(word, ListWord::For | ListWord::Fee | ListWord::Giving),
        ClauseKind::Every(_)
        | ClauseKind::Kept(..)
        | ClauseKind::Limit(..)
        | ClauseKind::Lookback(_)
        | ClauseKind::Within(..) => true,
        ClauseKind::Condition(..)
        | ClauseKind::Basis(_)
        | ClauseKind::Saying(..)
        | ClauseKind::Dated(..)
        | ClauseKind::Allow(..) => false,
    }
}

/// Where a clause says that a state lasts until somebody opts out, which ends no state of being off.
pub(super) fn until_opt_out(clause: &Clause) -> Option<Span> {
    let ClauseKind::Condition(ConditionWord::Until, until) = &clause.kind else { return None };
    let Expression::Named { condition: Ref::Builtin(class), .. } = &until.expression else { return None };
    (class.id == "opt-out").then_some(clause.span)
}
