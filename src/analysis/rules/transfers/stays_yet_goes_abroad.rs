//! Data stays here, says one sentence; a recipient is elsewhere.

use super::{abroad, places, receives, receives_some};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Group, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::KEEPING;
use crate::model::words::Adverb;
use crate::model::{Noun, NounId, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "stays-yet-goes-abroad", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let abroad = abroad(context);
    if abroad.is_empty() {
        return;
    }
    let claims = context
        .doing(&[KEEPING, &["process", "transfer", "send"]].concat())
        .filter(|practice| practice.actor == Actor::Us && !practice.limited());
    for claim in claims {
        let named: Vec<&str> = places(context, claim).flat_map(|term| context.places(term)).collect();
        if named.is_empty() {
            continue;
        }
        let is_in =
            |country: &str| named.iter().any(|place| context.vocabulary.is_a(Kind::Region, country, place));
        let breaks = |country: &str| match claim.polarity {
            // "we only store … in the EU" leaves out every other place.
            Polarity::Positive => {
                claim.statement.adverbs.contains(&Adverb::Only)
                    && !claim.does_any(&["send"])
                    && !is_in(country)
            }
            Polarity::Negative => claim.does_any(&["transfer", "store", "process", "send"]) && is_in(country),
        };
        let data = Group::of(context, claim.objects());
        let gets = |id: NounId| {
            if data.is_empty() { receives(context, id) } else { receives_some(context, id, &data) }
        };
        let outside = abroad.iter().find(|(id, _, _, country)| breaks(country) && gets(*id));
        if let Some((_, noun, country, _)) = outside {
            findings.push(one_is_elsewhere(claim, noun, country));
        }
    }
}

fn one_is_elsewhere(claim: &Practice<'_>, noun: &Noun, country: &Term) -> Diagnostic {
    let message = format!("this says where data stays, but `{}` receives it somewhere else", noun.id);
    Context::finding(&RULE, claim.span(), message)
        .with_label(country.span, "this is where it goes")
        .with_help("limit the claim with `except`, or take it out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_in_the_union() {
        check(
            &RULE,
            r#"
recipient helpers "Helpers" : processor { country IN }
we only store personal-data in eu
//^^^ this says where data stays, but `helpers` receives it somewhere else
we do not transfer personal-data to IN
//^^^ this says where data stays, but `helpers` receives it somewhere else
we share personal-data with helpers
"#,
        );
    }

    #[test]
    fn recipients_at_home_and_claims_that_leave_room() {
        check(
            &RULE,
            r#"
recipient host "Host" : hosting { country DE }
recipient helpers "Helpers" : processor { country IN }
we only store personal-data in eea
we store personal-data in eu
we only store personal-data in eu except "what our helpers see"
we share personal-data with host
"#,
        );
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
data contact "contact details" : contact
recipient suisse "K Suisse AG" : affiliate { country CH }
we do not transfer orders to switzerland
we share contact with suisse
"#,
        );
    }
}
