//! What is said where children are spoken of: there "you" is not the child.

use std::collections::BTreeSet;

use crate::law::Kind;
use crate::model::words::{ListWord, Topic};
use crate::model::{ClauseKind, List, Part, Policy, Section, Value};
use crate::source::Span;

/// The statements that stand in the section on children, or in one that is for children only.
pub(super) fn of_children(policy: &Policy) -> BTreeSet<Span> {
    let mut found = BTreeSet::new();
    add(policy, &policy.root, false, &mut found);
    found
}

fn add(policy: &Policy, section: &Section, within: bool, found: &mut BTreeSet<Span>) {
    let root = std::ptr::eq(section, &policy.root);
    let here = within || section.topic == Some(Topic::Children) || is_for_children(policy, section);
    for part in &section.parts {
        match part {
            // What stands in no section stands in that of its topic.
            Part::Statement(statement) if here || root && statement.topic == Topic::Children => {
                found.insert(statement.span);
            }
            Part::Section(inner) => add(policy, inner, here, found),
            Part::Statement(_) | Part::Prose(_) => {}
        }
    }
}

fn is_for_children(policy: &Policy, section: &Section) -> bool {
    let minor = |id: &str| policy.vocabulary.is_a(Kind::Audience, id, "minor");
    let young = |list: &List| {
        let mut terms = list.terms.iter();
        terms.all(|term| policy.classes_of(term).any(|class| class.kind == Kind::Audience && minor(class.id)))
    };
    let of_age = |list: &List| {
        list.terms.iter().any(|term| matches!(&term.value, Value::Number(years) if *years <= ADULT))
    };
    section.clauses.iter().any(|clause| match &clause.kind {
        ClauseKind::List(ListWord::For, list) => !list.terms.is_empty() && young(list),
        ClauseKind::List(ListWord::Under, list) => of_age(list),
        _ => false,
    })
}

/// The age at which nobody is a child.
const ADULT: u64 = 18;
