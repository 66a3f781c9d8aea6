//! Rights and requests: what people can ask for, how, how fast, and at what price.

mod account_required_for_requests;
mod agent_needs_power_of_attorney;
mod complaint_right_limited;
mod deadline_too_long;
mod fee_for_rights;
mod missing_right;
mod no_way_out_of_marketing;
mod notarised_verification;
mod request_limit_too_low;
mod right_granted_yet_denied;
mod right_without_channel;
mod rights_limited_to_citizens;
mod staff_left_without_rights;
mod verification_for_opt_out;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::law::Kind;
use crate::model::words::{Modal, Topic};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &account_required_for_requests::RULE,
    &agent_needs_power_of_attorney::RULE,
    &complaint_right_limited::RULE,
    &deadline_too_long::RULE,
    &fee_for_rights::RULE,
    &missing_right::RULE,
    &no_way_out_of_marketing::RULE,
    &notarised_verification::RULE,
    &request_limit_too_low::RULE,
    &right_granted_yet_denied::RULE,
    &right_without_channel::RULE,
    &rights_limited_to_citizens::RULE,
    &staff_left_without_rights::RULE,
    &verification_for_opt_out::RULE,
];

/// Rights by their ids in the vocabulary, with how authors say them.
const SAID: &[(&str, &[&str])] = &[
    ("know", &["know", "access", "copy", "copies", "download"]),
    ("access", &["access", "know", "copy", "copies", "download"]),
    ("correct", &["correct", "rectif", "update", "amend", "modify", "change"]),
    ("delete", &["delet", "eras", "forgotten"]),
    ("restrict", &["restrict", "limit"]),
    ("object", &["object"]),
    ("portability", &["portab", "download", "machine-readable"]),
    ("complain", &["complain"]),
    ("human-review", &["human"]),
    ("opt-out-sale", &["opt-out", "opt out"]),
    ("limit-sensitive", &["limit"]),
    ("non-retaliation", &["discriminat", "retaliat"]),
];

/// Whether people are given something to do: they have a right, or they may or can.
pub(super) fn grants(practice: &Practice<'_>) -> bool {
    practice.polarity == Polarity::Positive
        && (practice.actor == Actor::People || practice.statement.modal.right())
}

/// Whether a practice gives people a right of the vocabulary, by its verb, by a right that it names or in words.
pub(super) fn gives(context: &Context<'_>, practice: &Practice<'_>, right: &str) -> bool {
    if right == "non-retaliation" {
        // It is the publisher who does not retaliate.
        let words = context.wording(practice);
        return words.contains("discriminat") || words.contains("retaliat");
    }
    let named = || {
        let clauses = practice.statement.clauses.iter().flat_map(|clause| match &clause.kind {
            crate::model::ClauseKind::List(_, list) => list.terms.as_slice(),
            _ => [].as_slice(),
        });
        practice.objects().chain(clauses).any(|term| context.is_a(term, Kind::Right, right))
    };
    let said = || {
        let words = context.wording(practice);
        // To limit the use of sensitive data is a right of its own, not the one to restriction.
        let other = right == "restrict" && words.contains("sensitive") && !words.contains("restrict");
        !other && SAID.iter().any(|(id, said)| *id == right && said.iter().any(|said| words.contains(said)))
    };
    grants(practice) && (named() || said())
}

/// Whether a practice is about asking for something: it stands where rights, requests or choices do.
pub(super) fn is_about_requests(practice: &Practice<'_>) -> bool {
    matches!(practice.statement.topic, Topic::Rights | Topic::Requests | Topic::Choices)
        || practice.within.iter().any(|section| {
            section.id.contains("right")
                || matches!(section.topic, Some(Topic::Rights | Topic::Requests | Topic::Choices))
        })
}

/// Whether something is demanded of people before they get what they ask for.
pub(super) fn demands(practice: &Practice<'_>) -> bool {
    let must = practice.statement.modal == Modal::Must && practice.actor != Actor::Us;
    let require = practice.actor == Actor::Us && practice.does_any(&["require", "request", "ask"]);
    practice.polarity == Polarity::Positive && (must || require)
}
