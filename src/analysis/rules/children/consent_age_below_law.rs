//! Parents are asked for younger children only than a country's law says.

use super::{age, childrens, own_condition_names_parents};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice, Stem};
use crate::diagnostic::Diagnostic;
use crate::law::Verified;
use crate::law::pack::ConsentAge;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-age-below-law", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in childrens(context).filter(|practice| asks_parents(context, practice)) {
        let Some(age) = age(context, practice) else { continue };
        for law in context.laws_for(practice).iter().filter(|law| law.main) {
            // An age that nobody has looked up accuses nobody.
            let sure = |known: &ConsentAge| known.verified != Verified::False;
            let too_low = |known: &&ConsentAge| {
                sure(known) && age < u64::from(known.age) && holds_in(context, practice, &known.id)
            };
            if let Some(known) = law.pack.consent_ages.iter().find(too_low) {
                findings.push(too_young(practice, age, known, law.title()));
            }
        }
    }
}

/// Whether it is about the consent of parents.
fn asks_parents(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let said = practice.polarity == Polarity::Positive && context.says(practice, Stem::Parents);
    context.says(practice, Stem::Consenting) && (said || own_condition_names_parents(context, practice))
}

/// Whether it is for people in a country: it says so, or the publisher is there and it says nothing.
fn holds_in(context: &Context<'_>, practice: &Practice<'_>, country: &str) -> bool {
    let words = [ListWord::In, ListWord::Of, ListWord::For];
    let terms = words.iter().flat_map(|word| practice.scope(*word).chain(practice.terms(*word)));
    let places: Vec<&str> = terms.flat_map(|term| context.places(term)).collect();
    if !places.is_empty() {
        return places.contains(&country);
    }
    let publisher =
        context.policy.publisher().into_iter().flat_map(|publisher| publisher.property("country"));
    publisher.flat_map(|property| &property.list.terms).any(|term| context.places(term).contains(&country))
}

fn too_young(practice: &Practice<'_>, age: u64, known: &ConsentAge, law: &str) -> Diagnostic {
    let message = format!(
        "parents are asked under {age} only; under the {} they must be asked under {} in {}",
        law, known.age, known.id
    );
    let mut finding =
        Context::finding(&RULE, practice.span(), message).with_help(format!("write `under {}`", known.age));
    finding.citations.extend(known.cite.clone());
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn a_country_with_a_higher_age() {
        check(
            &RULE,
            &format!(
                "{HEAD}section kids for children in DE under 13 {{\n    we collect personal-data only if consent of parents\n  //^^^ parents are asked under 13 only…\n}}\n"
            ),
        );
    }

    #[test]
    fn what_is_not_done_unless_parents_agree() {
        check(
            &RULE,
            &format!(
                "{HEAD}we do not collect personal-data from children under 12 in FR unless consent of parents\n//^^^ parents are asked under 12 only…\nwe do not collect personal-data from children under 11 in FR if consent of parents\n"
            ),
        );
    }

    #[test]
    fn the_age_of_the_country_or_no_country() {
        check(
            &RULE,
            &format!(
                "{HEAD}section kids for children in DE under 16 {{\n    we collect personal-data only if consent of parents\n}}\nwe collect personal-data from children under 13 only if consent of parents\n"
            ),
        );
    }
}
