//! Data that one statement deletes and another keeps for longer.

use super::{clock, conditional, overlap, same_scope};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{data_inside, unrelated};
use crate::analysis::retention::{Kept, Length, kept};
use crate::diagnostic::Diagnostic;
use crate::model::words::{Bound, ListWord, Modal};
use crate::model::{ClauseKind, Duration, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "deletion-promised-yet-kept", check };

/// A promise to delete something.
struct Promise<'c, 'a> {
    practice: &'c Practice<'a>,
    data: Vec<&'a Term>,
    /// After how long at the latest; none says that it is deleted at once when something happens.
    within: Option<Duration>,
    /// What that time is counted from.
    clock: Vec<String>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let promised = context.we_do(&["delete"]).filter(|practice| {
        let modal = matches!(practice.statement.modal, Modal::Does | Modal::Will | Modal::Must);
        modal && !conditional(practice)
    });
    let promised: Vec<Promise<'_, '_>> = promised.map(promise).collect();
    if promised.is_empty() {
        return;
    }
    for kept in kept(context) {
        if kept.practice.is_some_and(conditional) {
            continue;
        }
        let broken = match kept.length {
            Length::Forever => promised.iter().find(|promise| {
                !kept.practice.is_some_and(|practice| unrelated(context, practice, promise.practice))
                    && promise
                        .data
                        .iter()
                        .any(|term| overlap(context, std::slice::from_ref(*term), &kept.data))
            }),
            Length::For(length) if length.bound != Some(Bound::AtMost) => {
                promised.iter().find(|promise| outlives(context, &kept, length, promise))
            }
            Length::For(_) | Length::Words | Length::Criterion(_) | Length::Depending => None,
        };
        if let Some(promise) = broken {
            findings.push(kept_all_the_same(&kept, promise.practice));
        }
    }
}

fn promise<'c, 'a>(practice: &'c Practice<'a>) -> Promise<'c, 'a> {
    let within = practice.statement.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Within(length, ..) => length.time(),
        _ => None,
    });
    let after = practice.terms(ListWord::After).find_map(|term| match term.value {
        Value::Duration(duration) => Some(duration),
        _ => None,
    });
    Promise { practice, data: practice.objects().collect(), within: within.or(after), clock: clock(practice) }
}

/// Whether data is kept for longer than until it is deleted, both counted from the same event.
fn outlives(context: &Context<'_>, kept: &Kept<'_, '_>, length: Duration, promise: &Promise<'_, '_>) -> bool {
    let ends = match promise.within {
        Some(within) => within.is_less(length),
        None => !promise.clock.is_empty(),
    };
    let counted = match kept.practice {
        Some(practice) => {
            practice.at != promise.practice.at
                && same_scope(context, practice, promise.practice)
                && clock(practice) == promise.clock
        }
        None => promise.clock.is_empty(),
    };
    let same = |kept: &Term| {
        let declared = context.noun_of(kept).is_some();
        promise
            .data
            .iter()
            .any(|gone| gone.value == kept.value || declared && data_inside(context, gone, kept))
    };
    ends && counted && kept.data.iter().any(same)
}

fn kept_all_the_same(kept: &Kept<'_, '_>, promise: &Practice<'_>) -> Diagnostic {
    let (message, help) = match kept.length {
        Length::Forever => (
            "this keeps for ever what the policy promises to delete",
            "give a period instead of `indefinitely`, or limit the promise with `except` or `unless`",
        ),
        Length::For(_) | Length::Words | Length::Criterion(_) | Length::Depending => (
            "this keeps for longer what the policy promises to delete",
            "make the two fit, or say which data, people or cases each is for",
        ),
    };
    Context::finding(&RULE, kept.span, message)
        .with_label(promise.span(), "this promises to delete it")
        .with_help(help)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn deleted_after_a_year_and_kept_for_ever() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
we delete personal-data after "one year"
we keep orders indefinitely
//^^^ this keeps for ever what the policy promises to delete
"#,
        );
    }

    #[test]
    fn deleted_before_the_period_is_over() {
        check(
            &RULE,
            r#"
data places "locations" : location
data logs "log data" : diagnostics.log { ip "IP address" : device.ip }
data orders "orders" : commercial.purchases
data names "names" : identity.name
we delete places within 30 days
we keep places for 90 days
//^^^ this keeps for longer what the policy promises to delete
we will delete logs after 30 days
we keep ip for at least 90 days
//^^^ this keeps for longer what the policy promises to delete
we delete orders within 30 days of "collection"
we keep orders for 90 days after "collection"
//^^^ this keeps for longer what the policy promises to delete
we delete names when "you close your account"
we keep names for 3 years after "you close your account"
//^^^ this keeps for longer what the policy promises to delete
"#,
        );
    }

    #[test]
    fn a_whole_kind_of_data_deleted_before_the_period_of_one_is_over() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
data mail "email addresses" : contact.email
we delete personal-data within 30 days
we keep orders for 1 year
//^^^ this keeps for longer what the policy promises to delete
we delete contact within 90 days of "your request"
we keep mail for 1 year after "your request"
//^^^ this keeps for longer what the policy promises to delete
"#,
        );
    }

    #[test]
    fn other_clocks_and_lengths_that_fit() {
        check(
            &RULE,
            r#"
data places "locations" : location
data orders "orders" : commercial.purchases
data names "names" : identity.name
condition closure "you close your account"
we delete places within 1 month
we keep places for 30 days
we keep places for at most 90 days
we delete orders within 30 days of "your request"
we keep orders for 7 years
we delete names after closure
we keep names for 3 years
we keep names for 1 year after "your last visit"
"#,
        );
        check(
            &RULE,
            r#"
we delete personal-data within 90 days
we keep "contracts" : commercial for 10 years
"#,
        );
    }

    #[test]
    fn other_data_and_conditions() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
data logs "log data" : diagnostics.log
we delete logs after "one year"
we delete personal-data if "you ask us to"
we may delete personal-data
we keep orders indefinitely
we keep logs indefinitely if law-requires
"#,
        );
    }

    #[test]
    fn other_services_and_places() {
        check(
            &RULE,
            r#"
service site "our website" : website
service app "our app" : mobile-app
we delete contact within 12 months on app
we keep contact indefinitely on site
section eu for people in eu { we delete health within 12 months }
section us for people in US { we keep health indefinitely }
we delete device within 12 months
we keep device indefinitely on site
//^^^ this keeps for ever what the policy promises to delete
"#,
        );
    }
}
