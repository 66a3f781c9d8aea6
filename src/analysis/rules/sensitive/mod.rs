//! Sensitive data: what it may be used for, and on what footing.

mod sensitive_data_for_advertising;
mod sensitive_data_sold;
mod sensitive_data_unnamed;
mod sensitive_data_without_limit_right;
mod special_category_consent_not_explicit;
mod special_category_inferred;
mod special_category_on_ordinary_basis;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, NamedLaw, Polarity, Practice};
use crate::analysis::rules::bases::{Basis, Claims};
use crate::law::Kind;
use crate::model::{Class, NounId, Ref, Term, Value};

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

/// Verbs by which data comes to the publisher.
pub(super) const COLLECTING: &[&str] =
    &["collect", "receive", "obtain", "infer", "request", "solicit", "require", "capture"];

/// Whether an entry of the vocabulary has a code in a scheme of sensitive data whose id ends like this.
fn is_in(context: &Context<'_>, class: &Class, ending: &str) -> bool {
    let Some(entry) = context.vocabulary.find(class.kind, class.id).filter(|_| class.kind == Kind::Data)
    else {
        return false;
    };
    let schemes = context.vocabulary.schemes().iter().filter(|scheme| scheme.id.ends_with(ending));
    schemes.into_iter().any(|scheme| !context.vocabulary.codes(entry, &scheme.id).codes.is_empty())
}

/// Whether an entry is a special category, of those that need a condition of their own.
///
/// Children's data merits care, and criminal records have rules of their own.
pub(in crate::analysis::rules) fn is_special(context: &Context<'_>, class: &Class) -> bool {
    let apart = ["child", "criminal"].iter().any(|id| context.vocabulary.is_a(Kind::Data, class.id, id));
    is_in(context, class, "-special") && !apart
}

/// What the publisher does with special categories of data: each statement with the first such data and, for each
/// of its purposes, the legal bases that are claimed for that. Nothing, if no law that is named asks for bases.
pub(super) fn special_uses<'b, 'c, 'a>(
    context: &'c Context<'a>,
    all: &'b [Basis<'c, 'a>],
) -> Vec<(&'c Practice<'a>, &'a Term, Vec<&'b Basis<'c, 'a>>)> {
    fn first<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Option<&'a Term> {
        practice.objects().find(|term| wholly(context, term, &|class| is_special(context, class)))
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

/// Whether an entry is sensitive under some law.
pub(super) fn is_sensitive(context: &Context<'_>, class: &Class) -> bool {
    is_in(context, class, "-special")
        || is_in(context, class, "-sensitive")
        || class.kind == Kind::Class && class.id == "sensitive-data"
}

/// Whether all of a term is of a kind: what it is called, or every item of a group that is called nothing.
pub(in crate::analysis::rules) fn wholly(
    context: &Context<'_>,
    term: &Term,
    is: &dyn Fn(&Class) -> bool,
) -> bool {
    if super::retention::unidentifying(context, term) {
        return false;
    }
    let own = context.own_classes(term);
    match own.is_empty() {
        false => own.into_iter().any(is),
        true => match &term.value {
            Value::Ref(Ref::Noun(id)) => all_items(context, *id, is),
            _ => false,
        },
    }
}

fn all_items(context: &Context<'_>, id: NounId, is: &dyn Fn(&Class) -> bool) -> bool {
    let Some(noun) = context.policy.noun(id) else { return false };
    !noun.items.is_empty()
        && noun
            .items
            .iter()
            .all(|item| context.policy.noun(*item).is_some_and(|item| item.classes.iter().any(is)))
}
