//! What some terms and conditions are, as far as the topic of a sentence goes by it.

use crate::law::Kind;
use crate::model::{Class, ClauseKind, Expression, Noun, Ref, Special, Statement, Term, Value};

pub(super) fn is_us(term: &Term) -> bool {
    matches!(term.value, Value::Ref(Ref::Special(Special::We)))
}

/// Whether something is done when the business changes hands.
pub(super) fn is_of_business(statement: &Statement) -> bool {
    let deal = |said: &Expression| matches!(said, Expression::Named { condition: Ref::Builtin(class), .. } if class.id == "business-transfer");
    statement.clauses.iter().any(
        |clause| matches!(&clause.kind, ClauseKind::Condition(_, guarded) if guarded.expression.needs(&deal)),
    )
}

pub(super) fn is_you(term: &Term) -> bool {
    matches!(term.value, Value::Ref(Ref::Special(Special::You)))
}

/// Whether it is a word of the vocabulary of this kind.
pub(super) fn is_of(value: &Value, kind: Kind) -> bool {
    matches!(value, Value::Ref(Ref::Builtin(class)) if class.kind == kind)
}

/// Whether a term names children.
pub(super) fn is_child(term: &Term) -> bool {
    let child = |class: &Class| class.kind == Kind::Audience && matches!(class.id, "child" | "minor");
    matches!(&term.value, Value::Ref(Ref::Builtin(class)) if child(class))
}

/// The declaration that a value names.
pub(in crate::model::from_syntax) fn noun<'n>(nouns: &'n [Noun], value: &Value) -> Option<&'n Noun> {
    match value {
        Value::Ref(Ref::Noun(id)) => nouns.get(id.0 as usize),
        _ => None,
    }
}

/// Whether a term is a choice that people make.
pub(super) fn is_choice(term: &Term) -> bool {
    matches!(&term.value, Value::Ref(Ref::Builtin(class)) if matches!(class.id, "opt-in" | "opt-out"))
}
