//! Not for children, says one sentence; another is about children's data all the same.

use super::{age, childrens, is_young, parents_agree};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::verb::ACQUIRING;
use crate::model::words::{ListWord, NounKind};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "children-denied-yet-addressed", check };

/// Verbs for whom a thing is made.
const MADE: &[&str] = &["intended", "directed", "target"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // A report of the past says nothing of now.
    let now = || childrens(context).filter(|practice| !practice.statement.modal.past());
    let denials: Vec<&Practice<'_>> = now().filter(|practice| denies(practice)).collect();
    if denials.is_empty() {
        return;
    }
    // The highest age up to each denial, so that the first that is high enough is soon found.
    let mut highest = Vec::with_capacity(denials.len());
    for denial in &denials {
        highest.push(highest.last().copied().flatten().max(age(context, denial)));
    }
    for practice in now().filter(|practice| addresses(context, practice)) {
        let denial = match age(context, practice) {
            Some(addressed) => denials.get(highest.partition_point(|denied| *denied < Some(addressed))),
            // A child of no stated age is one that nobody can mean to leave in.
            None => denials.first().filter(|_| is_young(context, practice)),
        };
        if let Some(denial) = denial {
            findings.push(for_children_after_all(practice, denial));
        }
    }
}

/// Not intended for children, not directed to them, nothing collected from them.
fn denies(practice: &Practice<'_>) -> bool {
    let words = practice.does_any(MADE) || practice.actor == Actor::Us && practice.does_any(ACQUIRING);
    practice.polarity == Polarity::Negative && words
}

/// Made for children, or collecting from them; a parent's consent is a case the denial leaves out.
fn addresses(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let made = practice.does_any(MADE);
    let collects =
        practice.actor == Actor::Us && practice.does_any(ACQUIRING) && !from_others(context, practice);
    practice.polarity == Polarity::Positive
        && (made || collects)
        && (made || !parents_agree(context, practice))
}

/// Whether all that is collected comes from other parties, such as their schools, and nothing from children.
fn from_others(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let other = |term: &Term| {
        let reach = context.reach();
        let party = reach.names_a(term, &[NounKind::Recipient, NounKind::Source, NounKind::Organization])
            || reach.classes(term).iter().any(|class| matches!(class.kind, Kind::Role | Kind::Source));
        party && !reach.is_direct(term)
    };
    let mut from = practice.terms(ListWord::From).peekable();
    from.peek().is_some() && from.all(other)
}

fn for_children_after_all(practice: &Practice<'_>, denial: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "this is about children, though the policy says that it has nothing to do with them",
    )
    .with_label(denial.span(), "this says not for children")
    .with_help("take one of the two out, or say for which service or age each one holds")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn not_for_children_and_made_for_them() {
        check(
            &RULE,
            r#"
service game "our game" : mobile-app
service site "our site" : website
game is directed to children
//^^^ this is about children…
site is not intended for children
"#,
        );
    }

    #[test]
    fn nothing_collected_and_something_collected() {
        check(
            &RULE,
            r#"
we do not knowingly collect personal-data from children under 13
we collect "names" : identity.name from children under 10
//^^^ this is about children…
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
we do not knowingly collect personal-data from children under 13
we have collected "names" : identity.name from children under 10 in the last 12 months
"#,
        );
    }

    #[test]
    fn older_ones_parents_and_what_is_deleted() {
        check(
            &RULE,
            r#"
recipient schools "schools" : school
we do not knowingly collect personal-data from children under 13
we collect "names" : identity.name from people under 18
we collect identity.name about children under 10 from schools
we will delete personal-data from children
parents can "write to us" about children
"#,
        );
    }
}
