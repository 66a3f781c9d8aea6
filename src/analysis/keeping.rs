//! Whether statements say that data is kept, and how long.

use super::lists::lists;
use super::select;
use super::texts::first_of;
use crate::model::words::{ConditionWord, ListWord, NounKind, Topic};
use crate::model::{Clause, ClauseKind, List, Noun, Ref, Retention, Statement, Term, Value, verb};

/// Whether data is kept by it.
pub(crate) fn keeps(statement: &Statement) -> bool {
    select::does_any(statement, verb::KEEPING)
}

/// Whether it says how long data is kept.
pub(crate) fn says_how_long(statement: &Statement) -> bool {
    select::has(statement, |clause| match clause {
        ClauseKind::Kept(Retention::Absent(_), _) => false,
        ClauseKind::Kept(..) => true,
        // Data may be stored only if something holds, and is kept if it does.
        ClauseKind::Condition(word, _) => {
            select::does_any(statement, &["keep", "retain"])
                || matches!(word, ConditionWord::Until | ConditionWord::While) && keeps(statement)
        }
        ClauseKind::List(ListWord::For, list) => {
            select::verb_of(statement, Topic::Retention)
                && list.terms.iter().any(|term| term.is_length() && !is_circular(term))
        }
        ClauseKind::List(word, list) => limits_keeping(statement, *word, list),
        ClauseKind::Within(..) => select::verb_of(statement, Topic::Retention),
        _ => false,
    })
}

/// The clauses of a declaration of data that say how long it is kept.
pub(crate) fn periods(noun: &Noun) -> impl Iterator<Item = &Clause> {
    let told = |clause: &&Clause| match &clause.kind {
        ClauseKind::Kept(retention, _) => !matches!(retention, Retention::Absent(_)),
        _ => false,
    };
    noun.clauses.iter().filter(move |clause| noun.kind == NounKind::Data && told(clause))
}

/// Whether a declaration of data says how long it is kept.
pub(crate) fn says_period(noun: &Noun) -> bool {
    periods(noun).next().is_some()
}

/// Whether a list of a statement says how long data is kept, though not for what time.
pub(crate) fn limits_keeping(statement: &Statement, word: ListWord, list: &List) -> bool {
    let limits = match word {
        // Where data is kept may depend on something, too.
        ListWord::DependingOn => statement.lists(ListWord::In).next().is_none(),
        // That the time is over does not say when, and "as set forth in this policy" says nothing of it.
        ListWord::After | ListWord::Before | ListWord::As => !list.terms.iter().all(is_circular),
        _ => false,
    };
    limits && select::verb_of(statement, Topic::Retention)
}

/// Whether an event is only that the time is over.
fn is_circular(term: &Term) -> bool {
    // The period that the law sets can be told.
    let says = |text: &str, words: &[_]| first_of(text, words).is_some();
    let lists = &lists().retention;
    matches!(&term.value, Value::Ref(Ref::Text(text)) if says(text, &lists.circular) && !says(text, &lists.legal))
}

/// Whether it says how long data is kept, or that it is not.
pub(crate) fn says_whether_kept(statement: &Statement) -> bool {
    // What a service alone does not keep, the publisher may.
    let not_at_all = statement.modal.negative() && (statement.topic == Topic::Retention || statement.by_us());
    says_how_long(statement) || not_at_all && keeps(statement)
}
