//! A law that the policy names gives rights that the policy does not mention.

use super::gives;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity};
use crate::analysis::rules::bases::{Basis, bases};
use crate::diagnostic::Diagnostic;
use crate::law::pack::RightEntry;
use crate::law::{Facet, Kind, Pack};
use crate::model::Term;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "missing-right", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let bases = bases(context);
    for (law, pack) in context.packs() {
        let missing: Vec<&RightEntry> = pack
            .rights
            .iter()
            .filter(|right| {
                is_to_be_explained(pack, right)
                    && right.from.is_none_or(|from| context.as_of.is_none_or(|day| from <= day))
            })
            .filter(|right| right.when.holds(&|fact| known(context, &bases, fact)) == Some(true))
            .filter(|right| {
                !context.practices.iter().any(|practice| {
                    gives(context, practice, &right.id)
                        && context.packs_for(practice).iter().any(|reached| reached.id == pack.id)
                })
            })
            .collect();
        if !missing.is_empty() {
            findings.push(not_mentioned(context, law, &missing));
        }
    }
}

/// Whether a policy has to explain a right: the law's own section has a place for it.
///
/// How to withdraw consent is a matter of its own.
fn is_to_be_explained(pack: &Pack, right: &RightEntry) -> bool {
    pack.stub.iter().any(|section| match section.facet {
        Facet::Right => section.args.get("right").is_some_and(|id| **id == *right.id),
        Facet::Complaint => &*right.id == "complain",
        Facet::NonRetaliation => &*right.id == "non-retaliation",
        _ => false,
    })
}

/// What the declared legal bases and purposes say about a fact of a law.
fn known(context: &Context<'_>, bases: &[Basis<'_, '_>], fact: &str) -> Option<bool> {
    if fact == "uses-data-for-direct-marketing" {
        let positive = context.practices.iter().filter(|practice| practice.polarity == Polarity::Positive);
        return Some(
            positive
                .flat_map(|practice| practice.purposes())
                .any(|term| context.is_a(term, Kind::Purpose, "marketing.direct")),
        );
    }
    let basis = fact.strip_prefix("relies-on-")?;
    context.vocabulary.find(Kind::Basis, basis)?;
    Some(bases.iter().any(|found| found.is(context, basis)))
}

fn not_mentioned(context: &Context<'_>, law: &Term, missing: &[&RightEntry]) -> Diagnostic {
    let names: Vec<String> = missing.iter().map(|right| format!("`{}`", right.id)).collect();
    let message = format!(
        "the policy names `{}`, but does not mention the right to {}",
        context.name(law),
        names.join(", ")
    );
    let mut finding = Context::finding(&RULE, law.span, message).with_help(format!(
        "add `you have the right to …`; for a right without a verb of its own, `\"…\" : {}`",
        missing.last().map_or("", |right| &right.id)
    ));
    finding.citations.extend(missing.iter().map(|right| right.cite.clone()));
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn rights_that_are_left_out() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
       //^^^^ the policy names `gdpr`, but does not mention the right to `restrict`, `object`
}
we process personal-data for "stop fraud" basis legitimate-interests "no fraud"
you have the right to access, correct, delete personal-data
you have the right to complain to authority
"#,
        );
    }

    #[test]
    fn what_depends_on_a_basis_is_asked_only_with_it() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
you have the right to access, correct, delete, restrict personal-data
you have the right to complain to authority
"#,
        );
    }

    #[test]
    fn rights_of_other_people_do_not_count() {
        check(
            &RULE,
            r#"
policy "P" {
    laws ccpa
       //^^^^ the policy names `ccpa`, but does not mention the right to `know`, `delete`, `correct`, `non-retaliation`
}
section europeans for people in eu {
    you have the right to access, correct, delete personal-data
}
"#,
        );
    }
}
