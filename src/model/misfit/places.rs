//! Codes that stand for a country, and for a part of the country that the policy is from: `CA` is Canada.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::law::{Kind, Term};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, ClauseKind, Policy, Ref, Section, Value};
use crate::source::Span;

/// Finds sections for people in a country whose code is also that of a part of the policy's own.
pub(super) fn policy(policy: &Policy, findings: &mut Vec<Diagnostic>) {
    let homes = homes(policy);
    if !homes.is_empty() {
        section(policy, &homes, &policy.root, findings);
    }
}

fn section(policy: &Policy, homes: &BTreeSet<&str>, within: &Section, findings: &mut Vec<Diagnostic>) {
    for clause in &within.clauses {
        let ClauseKind::List(ListWord::In, list) = &clause.kind else { continue };
        for term in &list.terms {
            let Value::Ref(Ref::Builtin(Class { kind: Kind::Country, id })) = &term.value else { continue };
            if let Some(part) = part(policy, homes, id) {
                findings.push(country_or_part(term.span, id, &part.id));
            }
        }
    }
    within.sections().into_iter().for_each(|inner| section(policy, homes, inner, findings));
}

/// The codes of the countries that the organizations are in, or whose laws the policy names.
fn homes(policy: &Policy) -> BTreeSet<&str> {
    let organizations = policy.nouns_of(NounKind::Organization);
    let countries = organizations.flat_map(|(_, noun)| noun.property("country"));
    let named = countries.flat_map(|property| &property.list.terms).chain(&policy.laws);
    let mut homes = BTreeSet::new();
    for term in named {
        let Value::Ref(Ref::Builtin(class)) = &term.value else { continue };
        if class.kind == Kind::Country {
            homes.insert(class.id);
        }
        let law = policy.vocabulary.find(class.kind, class.id).filter(|_| class.kind == Kind::Law);
        let regions = law.into_iter().flat_map(|law| &law.regions).map(String::as_str);
        let own = (class.kind == Kind::Region).then_some(class.id);
        for region in regions.chain(own) {
            let code = policy.vocabulary.find(Kind::Region, region).and_then(|region| region.code.as_deref());
            homes.extend(code.and_then(|code| code.split('-').next()));
        }
    }
    homes
}

/// The part of one of these countries that has a code.
fn part<'p>(policy: &'p Policy, homes: &BTreeSet<&str>, code: &str) -> Option<&'p Term> {
    policy.vocabulary.terms(Kind::Region).iter().find(|region| {
        let parts = region.code.as_deref().and_then(|whole| whole.split_once('-'));
        parts.is_some_and(|(country, part)| part == code && homes.contains(country))
    })
}

fn country_or_part(span: Span, code: &str, part: &str) -> Diagnostic {
    Diagnostic::warning(
        "country-or-state",
        span,
        format!("`{code}` is a country, and the code of `{part}` too"),
    )
    .with_help(format!(
        "write `{part}` if that is meant; for the country, give the section `allow(country-or-state) \"…\"`"
    ))
}
