//! Rights and requests: what people can ask for, how, how fast, and at what price.

mod account_required_for_requests;
mod agent_needs_power_of_attorney;
mod complaint_right_limited;
mod deadline_too_long;
mod fee_for_rights;
mod no_way_out_of_marketing;
mod notarised_verification;
mod request_limit_too_low;
mod right_granted_yet_denied;
mod rights_limited_to_citizens;
mod staff_left_without_rights;
mod verification_for_opt_out;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Polarity, Practice};
use crate::model::words::{Modal, Topic};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &account_required_for_requests::RULE,
    &agent_needs_power_of_attorney::RULE,
    &complaint_right_limited::RULE,
    &deadline_too_long::RULE,
    &fee_for_rights::RULE,
    &no_way_out_of_marketing::RULE,
    &notarised_verification::RULE,
    &request_limit_too_low::RULE,
    &right_granted_yet_denied::RULE,
    &rights_limited_to_citizens::RULE,
    &staff_left_without_rights::RULE,
    &verification_for_opt_out::RULE,
];

/// Whether a practice is about asking for something: it stands where rights, requests or choices do.
pub(super) fn is_about_requests(practice: &Practice<'_>) -> bool {
    matches!(practice.statement.topic, Topic::Rights | Topic::Requests | Topic::Choices)
        || stands_with_requests(practice)
}

/// Whether a practice stands in a section on rights, requests or choices.
pub(super) fn stands_with_requests(practice: &Practice<'_>) -> bool {
    practice.within.iter().any(|section| {
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
