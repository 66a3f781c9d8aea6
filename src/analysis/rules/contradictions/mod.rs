//! Statements that cannot both hold, or that take each other back.

mod absolute_denial_with_exceptions;
mod automatic_collection_denied;
mod circular_exception;
mod consent_only_yet_unconditional;
mod denial_lifted_by_notice;
mod denied_yet_done;
mod denied_yet_implied;
mod narrowing_denial;
mod one_kind_two_answers;
mod only_yet_also;
mod regional_denial_undone;
mod same_promise_different_numbers;

use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::{Rule, inside};
use crate::model::verb::{SELLING, SENDING};
use crate::model::words::{ListWord, Topic};
use crate::model::{Ref, Special, Term, Value};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &absolute_denial_with_exceptions::RULE,
    &automatic_collection_denied::RULE,
    &circular_exception::RULE,
    &consent_only_yet_unconditional::RULE,
    &denial_lifted_by_notice::RULE,
    &denied_yet_done::RULE,
    &denied_yet_implied::RULE,
    &narrowing_denial::RULE,
    &one_kind_two_answers::RULE,
    &only_yet_also::RULE,
    &regional_denial_undone::RULE,
    &same_promise_different_numbers::RULE,
];

/// Every denial that leaves no room.
fn denials<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    let all = context.once(&context.denials, |context| {
        context.those(|_, practice| inside::absolute(practice)).iter().map(|practice| practice.at).collect()
    });
    context.numbered(all.iter().copied())
}

/// What the party of a denial says it does with one of these verbs at the time of which it speaks, to data that may fall
/// inside the denial.
fn done_inside<'c, 'a>(
    context: &'c Context<'a>,
    denial: &Practice<'a>,
    verbs: &[&'static str],
) -> Vec<&'c Practice<'a>> {
    let sent = if verbs.contains(&SHARED) { SENDING } else { &[] };
    let mut found = about(context, denial, &[verbs, sent].concat(), Polarity::Positive);
    found.retain(|practice| {
        let at_one_time = inside::done(practice) && inside::in_time(practice, denial);
        at_one_time && inside::same_actor(context, practice, denial)
    });
    found
}

/// The statements with one of these verbs whose data may fall inside that of a denial.
fn about<'c, 'a>(
    context: &'c Context<'a>,
    denial: &Practice<'a>,
    verbs: &[&'static str],
    polarity: Polarity,
) -> Vec<&'c Practice<'a>> {
    let data = inside::declared_data(context, denial).filter(|data| !data.is_empty());
    let Some(data) = data else {
        return context.doing_if(verbs, polarity).collect();
    };
    let mut found: Vec<&Practice<'a>> = data.into_iter().flat_map(|id| context.naming(id)).collect();
    found.retain(|practice| practice.polarity == polarity && practice.does_any(verbs));
    found.sort_unstable_by_key(|practice| practice.at);
    found.dedup_by_key(|practice| practice.at);
    found
}

/// The verbs of a statement that are a denied action in the same or other words: what is done, what is denied.
///
/// Selling against our own "we do not sell" has a rule of its own.
fn clash(
    context: &Context<'_>,
    done: &Practice<'_>,
    denial: &Practice<'_>,
) -> Option<(&'static str, &'static str)> {
    let sale = |verb: &str| SELLING.contains(&verb);
    done_verbs(done).find_map(|verb| {
        let denied = denied_verbs(context, denial).find(|denied| inside::same_action(verb, denied))?;
        (!sale(verb) || !sale(denied) || denial.actor != Actor::Us).then_some((verb, denied))
    })
}

/// What is done to data by which somebody else gets it, be it called otherwise.
const SHARED: &str = "share";

/// The verbs of what is done: data that is sent to another party is shared with it.
fn done_verbs(done: &Practice<'_>) -> impl Iterator<Item = &'static str> {
    let sent = done.does_any(SENDING) && done.statement.topic == Topic::Sharing;
    inside::verbs(done).chain(sent.then_some(SHARED))
}

/// The verbs of a denial, without a "share" that has only the narrow sense of a statute.
fn denied_verbs(context: &Context<'_>, denial: &Practice<'_>) -> impl Iterator<Item = &'static str> {
    let narrow = inside::statutory(context, denial);
    // What is transferred to somebody, and not to a place, is shared with them.
    let given = denial.does_any(&["transfer"])
        && denial.recipients().next().is_some()
        && !goes_to_a_place(context, denial);
    let verbs = inside::verbs(denial).filter(move |verb| !(narrow && *verb == SHARED));
    verbs.chain(given.then_some(SHARED))
}

/// Whether a transfer goes to a place or to ourselves, and not to somebody else.
fn goes_to_a_place(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let place = |term: &Term| {
        let us = matches!(term.value, Value::Ref(Ref::Special(Special::We)));
        us || context.policy.is_place(term)
    };
    practice.terms(ListWord::To).any(place) || practice.statement.places(context.policy).next().is_some()
}
