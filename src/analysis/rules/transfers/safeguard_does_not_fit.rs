//! A way of transfer that does not exist for the country.

use super::{abroad, code, mechanisms, needs_nothing, packs, places, safeguards, sent_abroad, sent_to};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::transfers::ways;
use crate::diagnostic::Diagnostic;
use crate::law::Pack;
use crate::model::Term;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "safeguard-does-not-fit", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut told: Vec<Span> = Vec::new();
    for pack in packs(context) {
        for (id, noun, _, country) in abroad(context) {
            let countries: Vec<&str> =
                noun.places(context.policy).flat_map(|term| context.places(term)).collect();
            let declared = safeguards(noun).flat_map(|property| &property.list.terms);
            let said = sent_to(context, pack, id).ways.into_iter().map(|(way, _)| way);
            for way in declared.chain(said).filter(|way| !fits(context, pack, way, country, &countries)) {
                let there = (noun.id_span, format!("`{}` is in {country}", noun.id));
                findings.push(no_such_decision(way, &code(context, country), there, pack));
                told.push(way.span);
            }
        }
    }
    for (practice, pack) in sent_abroad(context) {
        let places = places(context, practice);
        let places: Vec<_> =
            places.flat_map(|term| context.places(term).into_iter().map(move |id| (term, id))).collect();
        let countries: Vec<&str> = places.iter().map(|(_, country)| *country).collect();
        for way in ways(context.policy, pack, practice.statement) {
            let unfit = |(_, country): &&(&Term, &str)| !fits(context, pack, way, country, &countries);
            if let Some((place, country)) = places.iter().find(unfit).filter(|_| !told.contains(&way.span)) {
                let there = (place.span, "this is where data goes".to_owned());
                findings.push(no_such_decision(way, &code(context, country), there, pack));
            }
        }
    }
}

/// Whether a way of transfer, if it is a decision on a country, is one on this.
fn fits(context: &Context<'_>, pack: &Pack, way: &Term, country: &str, countries: &[&str]) -> bool {
    let named = mechanisms(context, pack, way);
    // A framework is a decision for one country, whose entry has a text that says for whom.
    let decision = named.iter().any(|known| &*known.id == "adequacy");
    let framework = named.iter().any(|known| known.id.ends_with("-framework"));
    let decided = |country: &str| {
        let listed = pack.adequacy.iter().find(|entry| *entry.id == *code(context, country));
        listed.is_some_and(|entry| !framework || entry.text.is_some())
    };
    // It is meant for another of several countries, where this one needs nothing.
    let spared = || needs_nothing(context, pack, country) && countries.iter().any(|country| decided(country));
    !(decision || framework) || decided(country) || spared()
}

fn no_such_decision(way: &Term, country: &str, there: (Span, String), pack: &Pack) -> Diagnostic {
    let message = format!("there is no such decision for {country} under the {}", pack.title);
    Context::finding(&RULE, way.span, message).with_label(there.0, there.1).with_help(
        "name the safeguard that is in place, such as `safeguard \"standard contractual clauses\"`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn an_adequacy_that_nobody_decided() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient helpers "Helpers" : processor {
    country IN
    safeguard "an adequacy decision"
            //^^^ there is no such decision for IN…
}
recipient hosts "Hosts" : processor {
    country IN
    safeguard "the EU-US Data Privacy Framework"
            //^^^ there is no such decision for IN…
}
we share personal-data with helpers, hosts
"#,
        );
    }

    #[test]
    fn a_decision_that_a_sentence_names() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient helpers "Helpers" : processor { country IN }
recipient hosts "Hosts" : processor { country US }
we transfer contact to helpers under "the EU-US Data Privacy Framework"
                                   //^^^ there is no such decision for IN…
we share contact with partner in IN under "an adequacy decision"
                                        //^^^ there is no such decision for IN…
we transfer contact to hosts under "the EU-US Data Privacy Framework"
we transfer contact to US under "the EU-US Data Privacy Framework"
"#,
        );
    }

    #[test]
    fn decisions_that_exist_and_clauses() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient a "A" : processor { country CH safeguard "an adequacy decision" }
recipient b "B" : processor { country US safeguard "the EU-US Data Privacy Framework" }
recipient c "C" : processor { country IN safeguard "standard contractual clauses" }
recipient d "D" : processor { country IE, US safeguard "the EU-US Data Privacy Framework" }
we share personal-data with a, b, c, d
"#,
        );
    }
}
