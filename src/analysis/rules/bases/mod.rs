//! Legal bases: which basis is claimed for what, and whether it can carry that.

mod authority_on_legitimate_interests;
mod bases_without_purposes;
mod basis_of_another_law;
mod blanket_consent;
mod consent_beside_another_basis;
mod consent_by_use;
mod consent_promised_not_relied_on;
mod consent_without_withdrawal;
mod contract_for_marketing;
mod legitimate_interests_unnamed;
mod own_interest_as_legal_obligation;
mod public_task_without_mandate;
mod purpose_without_basis;
mod tracker_on_legitimate_interests;
mod withdrawal_harder_than_consent;

use crate::analysis::Rule;
use crate::analysis::bases::says_yes;
use crate::analysis::context::{Context, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::{first_of, has, split_at};
use crate::law::Kind;
use crate::model::Term;
use crate::model::words::ListWord;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &authority_on_legitimate_interests::RULE,
    &bases_without_purposes::RULE,
    &basis_of_another_law::RULE,
    &blanket_consent::RULE,
    &consent_beside_another_basis::RULE,
    &consent_by_use::RULE,
    &consent_promised_not_relied_on::RULE,
    &consent_without_withdrawal::RULE,
    &contract_for_marketing::RULE,
    &legitimate_interests_unnamed::RULE,
    &own_interest_as_legal_obligation::RULE,
    &public_task_without_mandate::RULE,
    &purpose_without_basis::RULE,
    &tracker_on_legitimate_interests::RULE,
    &withdrawal_harder_than_consent::RULE,
];

/// What people do who are said to agree.
const CONSENTING: &[&str] = &["consent", "agree"];

/// The acts of the vocabulary that are all that is done with data.
const GENERAL: &[&str] = &["processing", "collection"];

/// Statements by which people are said to consent to everything: no purpose narrows them.
pub(super) fn general_consents<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    let list = &lists().bases;
    context.doing(CONSENTING).filter(move |practice| {
        let broad = |term: &Term| {
            let classes = context.own_classes(term);
            let words = context.name(term);
            classes.iter().any(|class| match class.kind {
                Kind::Act => GENERAL.contains(&class.id),
                Kind::Class => matches!(class.id, "personal-data" | "all-data"),
                _ => false,
            }) || list.acts.iter().filter(|forms| first_of(&words, forms).is_some()).count() > 1
                || GENERAL.iter().any(|act| has(&words, act))
                    && list.whole.iter().any(|all| ends(&words, all))
        };
        says_yes(practice, CONSENTING)
            && practice.purposes().next().is_none()
            && practice.objects().chain(practice.terms(ListWord::To)).any(broad)
    })
}

/// Whether a text ends with a phrase.
fn ends(text: &str, phrase: &str) -> bool {
    split_at(text, phrase).is_some_and(|(_, behind)| behind.is_empty())
}

/// Whether using something is how people are said to agree.
pub(super) fn by_use(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let speaks = lists().bases.speaks(context.policy);
    let begins = |way: &str| {
        let using = first_of(way, &lists().bases.using);
        let mere = |behind: &str| first_of(behind, &lists().bases.controls).is_none();
        using
            .and_then(|using| split_at(way, using))
            .is_some_and(|(before, it)| before.is_empty() && mere(&it))
    };
    speaks && practice.terms(ListWord::By).any(|term| begins(&context.name(term)))
}
