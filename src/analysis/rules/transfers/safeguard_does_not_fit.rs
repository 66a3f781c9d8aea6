//! A way of transfer that does not exist for the country.

use super::{abroad, code, mechanisms, needs_nothing, packs, safeguards};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Pack;
use crate::model::{Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "safeguard-does-not-fit", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for pack in packs(context) {
        for (_, noun, _, country) in abroad(context) {
            for term in safeguards(noun).flat_map(|property| &property.list.terms) {
                let named = mechanisms(context, pack, term);
                // A framework is a decision for one country, whose entry has a text that says for whom.
                let decision = named.iter().any(|known| &*known.id == "adequacy");
                let framework = named.iter().any(|known| known.id.ends_with("-framework"));
                let fits = |country: &str| {
                    let listed = pack.adequacy.iter().find(|entry| *entry.id == *code(context, country));
                    listed.is_some_and(|entry| !framework || entry.text.is_some())
                };
                // It is meant for another of several countries, where this one needs nothing.
                let spared = || needs_nothing(context, pack, country) && countries(context, noun).any(&fits);
                if (decision || framework) && !fits(country) && !spared() {
                    findings.push(no_such_decision(noun, term, &code(context, country), pack));
                }
            }
        }
    }
}

/// The countries that a recipient is in.
fn countries<'a>(context: &Context<'a>, noun: &'a Noun) -> impl Iterator<Item = &'a str> {
    noun.places(context.policy).flat_map(|term| context.places(term))
}

fn no_such_decision(noun: &Noun, term: &Term, country: &str, pack: &Pack) -> Diagnostic {
    let message = format!("there is no such decision for {country} under the {}", pack.title);
    Context::finding(&RULE, term.span, message)
        .with_label(noun.id_span, format!("`{}` is in {country}", noun.id))
        .with_help(
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
