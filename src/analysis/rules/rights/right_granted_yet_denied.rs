//! A right that one sentence gives and another takes back.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::inside::{self, by_or_of_others, on_other_services, verbs};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ListWord, Modal};
use crate::model::{Clause, ClauseKind, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "right-granted-yet-denied", check };

const RIGHTS: &[&str] = &[
    "access",
    "copy",
    "correct",
    "delete",
    "disable",
    "download",
    "object",
    "opt-in",
    "opt-out",
    "port",
    "restrict",
    "unsubscribe",
    "withdraw",
];

/// What the publisher does for people who have a right to it; the other rights people use themselves, and what we do not
/// do with data then takes none of them back.
const DONE_FOR_PEOPLE: &[&str] = &["correct", "delete", "restrict"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for denied in context.doing_if(RIGHTS, Polarity::Negative) {
        // What is denied in one place takes back what is granted in all.
        if !denies(context, denied)
            || narrows(denied.clauses().filter(|clause| !is_scope(clause)))
            || narrows(&denied.statement.clauses)
        {
            continue;
        }
        let taken = if denied.actor == Actor::Us { DONE_FOR_PEOPLE } else { RIGHTS };
        let verbs: Vec<&str> = verbs(denied).filter(|verb| taken.contains(verb)).collect();
        let granted = context.doing_if(&verbs, Polarity::Positive).find(|granted| {
            gives(context, granted, denied)
                && !narrows(granted.clauses())
                && granted.does_any(&verbs)
                && same_matter(context, granted, denied)
                && !on_other_services(context, granted, denied)
                && !in_another_way(context, granted, denied)
                && !by_or_of_others(context, granted, denied)
        });
        if let Some(granted) = granted {
            let right = context.reach().grants(granted.statement);
            findings.push(if right { taken_back(granted, denied) } else { impossible(granted, denied) });
        }
    }
}

/// What people cannot do, or what the publisher cannot or will not do for them.
fn denies(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let can = matches!(practice.statement.modal, Modal::Cannot | Modal::MayNot);
    let ours = can
        || matches!(
            practice.statement.modal,
            Modal::DoesNot | Modal::WillNot | Modal::WillNever | Modal::Never
        );
    match practice.actor {
        Actor::People => can && context.reach().denies_people(practice.statement),
        Actor::Us => ours,
        Actor::Recipient | Actor::Other => false,
    }
}

/// What people may do or have done, or what the publisher says it will do and that it cannot; where it says that it does
/// not, another rule compares them.
fn gives(context: &Context<'_>, practice: &Practice<'_>, denied: &Practice<'_>) -> bool {
    let ours = |practice: &Practice<'_>| practice.actor == Actor::Us;
    let promised = ours(practice)
        && ours(denied)
        && !inside::denied(denied)
        && matches!(practice.statement.modal, Modal::Does | Modal::Will | Modal::Must);
    promised || context.reach().grants(practice.statement)
}

/// Whether a condition, an exception or a section leaves room for both.
fn narrows<'c>(clauses: impl IntoIterator<Item = &'c Clause>) -> bool {
    clauses.into_iter().any(|clause| match &clause.kind {
        ClauseKind::Condition(..) => true,
        ClauseKind::List(word, _) => {
            matches!(
                word,
                ListWord::Except
                    | ListWord::After
                    | ListWord::Before
                    | ListWord::When
                    | ListWord::In
                    | ListWord::For
            )
        }
        _ => false,
    })
}

/// Whether a clause of a section says for whom and where it is.
fn is_scope(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::List(ListWord::In | ListWord::For, _))
}

/// Whether only a way is denied by which nothing is granted: "you cannot delete photos through the app".
fn in_another_way(context: &Context<'_>, granted: &Practice<'_>, denied: &Practice<'_>) -> bool {
    fn ways<'p>(practice: &Practice<'p>) -> impl Iterator<Item = &'p Term> {
        [ListWord::By, ListWord::Through, ListWord::On].into_iter().flat_map(|word| practice.terms(word))
    }
    let same = |one: &Term, other: &Term| context.covers(one, other) || context.covers(other, one);
    ways(denied).next().is_some()
        && !ways(granted).any(|granted| ways(denied).any(|denied| same(granted, denied)))
}

/// Whether both are about the same data, or, where a right is no right to data, about the same act: "opt out of sale".
fn same_matter(context: &Context<'_>, granted: &Practice<'_>, denied: &Practice<'_>) -> bool {
    let data = |term: &&Term| {
        context.noun_of(term).is_some()
            || context.own_classes(term).iter().any(|class| matches!(class.kind, Kind::Data | Kind::Class))
    };
    // "You can unsubscribe" and "you cannot unsubscribe": there is nothing else that either could be about.
    let whole = |practice: &Practice<'_>| practice.objects().next().or(acts(practice).next()).is_none();
    if whole(granted) && whole(denied) {
        return true;
    }
    let meet =
        |granted: &Term, denied: &Term| context.covers(granted, denied) || context.covers(denied, granted);
    granted
        .objects()
        .filter(data)
        .any(|granted| denied.objects().filter(data).any(|denied| meet(granted, denied)))
        || acts(granted).any(|granted| acts(denied).any(|denied| meet(granted, denied)))
}

/// What the verb of a right without an object is about.
fn acts<'p>(practice: &Practice<'p>) -> impl Iterator<Item = &'p Term> {
    let bare = practice.objects().next().is_none();
    let words = [ListWord::Of, ListWord::Against, ListWord::To, ListWord::From];
    words.into_iter().filter(move |_| bare).flat_map(|word| practice.terms(word))
}

fn taken_back(granted: &Practice<'_>, denied: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, denied.span(), "this takes back a right that the policy gives")
        .with_label(granted.span(), "this gives it")
        .with_help("say in the grant what it does not cover, with `except` or `unless`, or take this out")
}

fn impossible(promised: &Practice<'_>, denied: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, denied.span(), "this takes back what the policy promises")
        .with_label(promised.span(), "this promises it")
        .with_help("say in the promise what it does not cover, with `except` or `unless`, or take this out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn deleted_on_request_and_never_completely() {
        check(
            &RULE,
            r#"
you have the right to ask us to delete all personal-data
we cannot delete "your data completely" : personal-data because "some is in backups"
//^^^ this takes back a right that the policy gives
"#,
        );
    }

    #[test]
    fn the_data_of_others_and_another_way() {
        check(
            &RULE,
            r#"
audience visitors "visitors" : consumer
audience clients "clients" : customer
service app "our app" : mobile-app
channel mail "email" : email { value "p@acme.example" }
you have the right to access personal-data by mail
visitors cannot access personal-data about clients
you have the right to delete personal-data by mail
you cannot delete content through app
you cannot delete personal-data by mail
//^^^ this takes back a right that the policy gives
"#,
        );
    }

    #[test]
    fn a_right_that_is_not_to_data() {
        check(
            &RULE,
            r#"
you can opt-out of sale
you cannot opt-out of sale
//^^^ this takes back a right that the policy gives
you have the right to object to marketing
you cannot object to processing
you can opt-out of sharing
you cannot opt-out of "service messages"
"#,
        );
    }

    #[test]
    fn what_is_about_nothing_else() {
        check(
            &RULE,
            r#"
data tech "technical data" : device
you can unsubscribe by "the link in every message"
you cannot unsubscribe
//^^^ this takes back a right that the policy gives
you can disable tech
you cannot disable tech
//^^^ this takes back a right that the policy gives
you can opt-out of sale
you cannot opt-out
"#,
        );
    }

    #[test]
    fn in_one_place() {
        check(
            &RULE,
            r#"
you have the right to delete contact
section eu for people in eu {
  you cannot delete contact
//^^^^^^^^^^^^^^^^^^^^^^^^^ this takes back…
}
"#,
        );
    }

    #[test]
    fn what_we_do_not_do_with_data_ourselves() {
        check(
            &RULE,
            r#"
you have the right to access contact
we do not access contact
you can download, delete contact
we never download, delete contact
//^^^ this takes back a right that the policy gives
"#,
        );
    }

    #[test]
    fn conditions_and_other_data_leave_room() {
        check(
            &RULE,
            r#"
data bills "bills" : financial
data photos "photos" : content.photos
you can delete photos
you have the right to delete personal-data unless law-requires
we cannot delete bills
audience recruiters "our recruiters" : staff
recruiters cannot delete photos
we cannot correct "what others wrote"
you cannot access photos after "they are deleted"
"#,
        );
    }

    #[test]
    fn other_people() {
        check(
            &RULE,
            r#"
parents can delete contact of children
children cannot delete contact
customers can correct contact
customers cannot correct contact of employees
customers cannot correct contact.email
//^^^ this takes back a right that the policy gives
you can delete device
children cannot delete device
//^^^ this takes back a right that the policy gives
"#,
        );
    }

    #[test]
    fn what_we_do_ourselves_is_no_right() {
        check(
            &RULE,
            r#"
we do not delete contact
you cannot delete contact
we delete contact within 30 days
we correct device
we cannot correct device
//^^^ this takes back what the policy promises
"#,
        );
    }

    #[test]
    fn other_services() {
        check(
            &RULE,
            r#"
service site "our website" : website
service app "our app" : mobile-app
section web on site { you can delete contact }
section mobile on app { you cannot delete contact }
you can delete device
section more on app {
    you cannot delete device
  //^^^ this takes back a right that the policy gives
}
"#,
        );
    }
}
