//! A special category on a contract or on legitimate interests alone.

use super::special_uses;
use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed;
use crate::analysis::bases::{Basis, bases};
use crate::analysis::context::{Context, DataPart};
use crate::diagnostic::Diagnostic;
use crate::law::Pack;
use crate::law::pack::BasisEntry;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "special-category-on-ordinary-basis", check };

/// Bases that are never enough for special categories by themselves.
const ORDINARY: &[&str] = &["contract", "legitimate-interests", "recognised-legitimate-interests"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (practice, data, claimed) in special_uses(context, &bases(context)) {
        let ordinary = |basis: &&Basis<'_, '_>| ORDINARY.iter().any(|id| basis.is(context, id));
        let agreed = is_agreed(context, practice) || data.is_agreed(context, practice);
        let allowed = || {
            let interests = claimed.iter().filter_map(|basis| basis.ground.interest.as_deref());
            let mut texts = practice.texts().into_iter().map(|text| text.text).chain(interests);
            texts.any(|text| exceptions().any(|known| text.contains(&*known.id)))
        };
        if let Some(first) = claimed.first().filter(|_| !agreed && claimed.iter().all(ordinary))
            && !allowed()
        {
            findings.push(not_enough(context, first, &data));
        }
    }
}

/// What allows the use of special categories, of the laws that say so.
fn exceptions() -> impl Iterator<Item = &'static BasisEntry> {
    let packs = Pack::builtin_ids().filter_map(Pack::builtin);
    packs.flat_map(|pack| &pack.bases).filter(|basis| basis.special)
}

fn not_enough(context: &Context<'_>, basis: &Basis<'_, '_>, data: &DataPart<'_>) -> Diagnostic {
    let mut allowing: Vec<String> =
        exceptions().filter_map(|known| Some(format!("`{}`", known.basis.as_ref()?))).collect();
    let last = allowing.pop().unwrap_or_default();
    let message =
        format!("`{}` alone does not allow the use of `{}`", basis.name(), context.name_of_part(data));
    Context::finding(&RULE, basis.ground.span, message)
        .with_label(data.object.span, "a special category of data")
        .with_help(format!("add the basis that allows it: {} or {last}", allowing.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn health_on_a_contract() {
        check(
            &RULE,
            r#"
data health "health answers" : health
purpose training "plan your training" : service { basis contract }
                                                      //^^^ `contract` alone does not allow the use of `health`
we use health for training
"#,
        );
    }

    #[test]
    fn a_part_of_a_group_on_a_contract() {
        check(
            &RULE,
            r#"
data profile "profile" : demographic {
    religion "religion" : demographic.religion
    age      "age"      : demographic.age
}
we use profile for "match you with others" basis contract
                                         //^^^ `contract` alone does not allow the use of `profile.religion`
we use profile for "count you" basis contract except profile.religion
"#,
        );
    }

    #[test]
    fn with_a_condition_of_its_own() {
        check(
            &RULE,
            r#"
data health "health answers" : health
data orders "orders" : commercial.purchases
we use health for "plan your training" basis contract, explicit-consent
we use health for "report accidents" basis legal-obligation
we use health for "pay benefits" basis contract, substantial-public-interest
we use health for "plan your meals" basis contract only if consent
we use orders for "deliver" basis contract
"#,
        );
    }

    #[test]
    fn each_purpose_on_its_own_basis() {
        check(
            &RULE,
            r#"
data health "health answers" : health
purpose orders "send you what you ordered" : service.fulfilment { basis contract }
                                                                      //^^^ `contract` alone…
purpose study "study illnesses" : research { basis explicit-consent }
we collect health for orders, study
"#,
        );
    }

    #[test]
    fn an_exception_by_its_article() {
        check(
            &RULE,
            r#"
data health "health answers" : health
we use health for "treat you" : service basis contract "under Art. 9(2)(h), treatment by a health professional"
we use health for "help you" : service basis legitimate-interests "Art. 9(2)(d): our members"
"#,
        );
    }
}
