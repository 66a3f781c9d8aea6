//! Data that the publisher has for others only, who decide what it is for and on what legal basis.

use super::reach::Reach;
use super::select;
use crate::model::words::ListWord;
use crate::model::{Clause, ClauseKind, NounId, Ref, Statement, Term, Value};

/// The data of which the publisher says that it is the processor, and not that it is a controller.
pub(crate) struct ForOthers<'a> {
    reach: Reach<'a>,
    data: Vec<&'a Term>,
}

/// What the publisher is that decides.
const CONTROLLING: &[&str] = &["controller", "joint-controller"];
/// What it is to those who do.
const PROCESSING: &[&str] = &["processor", "service-provider"];
/// The verbs by which statements tell it.
pub(crate) const ROLES: &[&str] = &["controller", "joint-controller", "processor", "service-provider"];

impl<'a> ForOthers<'a> {
    /// What some statements tell.
    pub(crate) fn of(reach: Reach<'a>, statements: impl Iterator<Item = &'a Statement>) -> Self {
        let limits = |clause: &Clause| {
            matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _))
        };
        let (mut data, mut own): (Vec<&Term>, Vec<&Term>) = Default::default();
        for statement in statements.filter(|one| one.modal.affirms() && reach.by_publisher(one)) {
            let named = statement.terms(ListWord::Of);
            if select::does_any(statement, CONTROLLING) {
                own.extend(named);
            } else if select::does_any(statement, PROCESSING) && !statement.clauses.iter().any(limits) {
                data.extend(named.filter(|term| !term.is_partial()));
            }
        }
        data.retain(|term| !own.iter().any(|own| own.value == term.value));
        Self { reach, data }
    }

    /// Whether all that something is done with is such data, so that its purposes are those of others.
    pub(crate) fn are_all(&self, statement: &Statement) -> bool {
        let mut objects = statement.object_terms().peekable();
        objects.peek().is_some() && objects.all(|term| self.has(term))
    }

    /// Whether a term is such data.
    pub(crate) fn has(&self, term: &Term) -> bool {
        let above = |id: &NounId| self.reach.policy.noun(*id).and_then(|noun| noun.parent);
        self.data.iter().any(|all| match &all.value {
            Value::Ref(Ref::Noun(id)) => std::iter::successors(term.noun(), above).any(|inner| inner == *id),
            Value::Ref(Ref::Builtin(class)) => self.reach.term_is(term, class.kind, &[class.id]),
            value => *value == term.value,
        })
    }
}
