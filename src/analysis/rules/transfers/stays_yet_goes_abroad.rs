//! Data stays here, says one sentence; a recipient is elsewhere.

use super::{parties, places, receives_some, with_countries};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Group, Polarity, Practice};
use crate::analysis::inside::{self, data_inside, done, in_time, same_action};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::{DISCLOSING, KEEPING};
use crate::model::words::{Adverb, NounKind};
use crate::model::{Noun, NounId, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "stays-yet-goes-abroad", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // A company of the group is given data as others are; what it does itself, it may do where it is not.
    let given = |(id, noun): &(NounId, &Noun)| noun.kind == NounKind::Recipient || is_given(context, *id);
    let abroad = with_countries(context, parties(context).filter(given));
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
        let gets = |id: NounId| receives_some(context, claim, id, &data);
        let outside = abroad.iter().find(|(id, _, _, country)| breaks(country) && gets(*id));
        if let Some((_, noun, country, _)) = outside {
            findings.push(one_is_elsewhere(claim, noun, country));
        } else if let Some((other, place)) = goes_elsewhere(context, claim) {
            findings.push(one_goes_elsewhere(claim, other, place));
        }
    }
}

/// Whether something is given to an organization.
fn is_given(context: &Context<'_>, id: NounId) -> bool {
    let to = |practice: &Practice<'_>| practice.recipients().any(|term| term.noun() == Some(id));
    context.naming(id).any(|practice| practice.actor == Actor::Us && done(practice) && to(practice))
}

/// A statement by which data that is said to be in some places only goes to another, and where.
fn goes_elsewhere<'c, 'a>(
    context: &'c Context<'a>,
    claim: &Practice<'a>,
) -> Option<(&'c Practice<'a>, &'a Term)> {
    let only = claim.polarity == Polarity::Positive && claim.statement.adverbs.contains(&Adverb::Only);
    if !only || claim.does_any(&["send"]) {
        return None;
    }
    let within: Vec<&str> = places(context, claim).flat_map(|term| context.places(term)).collect();
    let outside = |term: &&Term| {
        let found = context.places(term);
        let is_in = |place: &&str| within.iter().any(|all| context.vocabulary.is_a(Kind::Region, place, all));
        let around =
            |place: &&str| within.iter().any(|one| context.vocabulary.is_a(Kind::Region, one, place));
        !found.is_empty() && !found.iter().any(|place| is_in(place) || around(place))
    };
    let about = |other: &Practice<'_>| {
        other.objects().any(|term| claim.objects().any(|all| data_inside(context, all, term)))
    };
    let verbs = [DISCLOSING, &["transfer", "send"]].concat();
    let mut others = context.we_do(&verbs).filter(|other| {
        // The same verb with another place is the business of `only-yet-also`.
        let same = inside::verbs(other).any(|verb| inside::verbs(claim).any(|said| same_action(verb, said)));
        done(other) && !same && !other.limited() && in_time(other, claim) && about(other)
    });
    others.find_map(|other| Some((other, places(context, other).find(outside)?)))
}

fn one_goes_elsewhere(claim: &Practice<'_>, other: &Practice<'_>, place: &Term) -> Diagnostic {
    Context::finding(&RULE, claim.span(), "this says where data stays, but some goes somewhere else")
        .with_label(other.span(), "by this")
        .with_label(place.span, "this is where it goes")
        .with_help("limit the claim with `except`, or take it out")
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
    fn what_we_do_elsewhere_ourselves() {
        for other in
            ["transfer contact to US", "share contact with hosting in US", "share contact with acme-in"]
        {
            check(
                &RULE,
                &format!(
                    "organization acme \"Acme\" {{ country DE }}\norganization acme-in \"Acme India\" : affiliate {{ country IN }}\nwe only store personal-data in eu\n//^^^ this says where data stays…\nwe {other}\n"
                ),
            );
        }
        check(
            &RULE,
            r#"
organization acme "Acme" { country US }
organization acme-in "Acme India" : affiliate { country IN }
we only store personal-data in eu
we transfer contact to DE
we share contact with hosting in europe
we transfer contact to US if consent
we transfer aggregate-data to US
acme-in collects contact
"#,
        );
    }

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

    #[test]
    fn whose_data_stays() {
        check(
            &RULE,
            r#"
recipient host "Host" : processor { country US }
recipient counter "Counter" : processor { country US }
section here for people in us { we share contact with host }
section there for people in eu { we only store contact in eu }
section everybody "All" {
    we share device with counter
    we only store device in eu
  //^^^ this says where data stays…
}
"#,
        );
    }
}
