//! Sensitive data: what it may be used for, and on what footing.

mod sensitive_data_for_advertising;
mod sensitive_data_sold;
mod sensitive_data_unnamed;
mod sensitive_data_without_limit_right;
mod special_category_consent_not_explicit;
mod special_category_inferred;
mod special_category_on_ordinary_basis;

use crate::analysis::Rule;
use crate::analysis::bases::{Basis, Claims};
use crate::analysis::context::{Actor, Context, DataPart, NamedLaw, Polarity, Practice};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &sensitive_data_for_advertising::RULE,
    &sensitive_data_sold::RULE,
    &sensitive_data_unnamed::RULE,
    &sensitive_data_without_limit_right::RULE,
    &special_category_consent_not_explicit::RULE,
    &special_category_inferred::RULE,
    &special_category_on_ordinary_basis::RULE,
];

/// What the publisher does with special categories of data: each statement with the first such data and, for each
/// of its purposes, the legal bases that are claimed for that. Nothing, if no law that is named asks for bases.
pub(super) fn special_uses<'b, 'c, 'a>(
    context: &'c Context<'a>,
    all: &'b [Basis<'c, 'a>],
) -> Vec<(&'c Practice<'a>, DataPart<'a>, Vec<&'b Basis<'c, 'a>>)> {
    fn first<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Option<DataPart<'a>> {
        context.parts(practice, &|class| context.is_special(class)).first().copied()
    }
    let named = context.named_laws();
    if all.is_empty() || !named.is_empty() && !named.iter().any(NamedLaw::asks_for_bases) {
        return Vec::new();
    }
    let found = context.those(|context, practice| is_ours(practice) && first(context, practice).is_some());
    let found: Vec<_> =
        found.into_iter().filter_map(|practice| Some((practice, first(context, practice)?))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let claims = Claims::of(context, all);
    let uses = found.into_iter().flat_map(|(practice, data)| {
        claims.by_use(practice).into_iter().map(move |claimed| (practice, data, claimed))
    });
    uses.collect()
}

/// Whether the publisher does it.
fn is_ours(practice: &Practice<'_>) -> bool {
    practice.actor == Actor::Us && practice.polarity == Polarity::Positive
}
