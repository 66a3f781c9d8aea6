//! What the publisher wants for itself, called a duty.

use crate::analysis::Rule;
use crate::analysis::bases::{Basis, Purpose, bases};
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::Term;
use crate::model::words::{ListWord, NounKind};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "own-interest-as-legal-obligation", check };

/// What no law tells anybody to do.
const WANTED: &[&str] = &[
    "legal.claims",
    "marketing",
    "ads",
    "personalize",
    "improve",
    "analytics",
    "train-ai",
    "sell",
    "research",
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let unstated =
        |basis: &&Basis<'_, '_>| basis.is(context, "legal-obligation") && !states_law(context, basis);
    for basis in bases(context).iter().filter(unstated) {
        let purposes = basis.purposes(context);
        let wanted: Vec<&Purpose<'_>> =
            purposes.iter().filter(|purpose| purpose.is_wholly(context, WANTED)).collect();
        if let Some((first, rest)) = wanted.split_first() {
            findings.push(no_duty(basis.ground.span, first, rest));
        }
    }
}

/// Whether the law that demands it is named: behind the basis, or as what all of it is done under.
fn states_law(context: &Context<'_>, basis: &Basis<'_, '_>) -> bool {
    let is_law = |term: &Term| context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Law);
    let mut under = basis.practice.into_iter().flat_map(|practice| practice.terms(ListWord::Under));
    basis.ground.interest.is_some() || under.any(is_law)
}

fn no_duty(at: Span, first: &Purpose<'_>, rest: &[&Purpose<'_>]) -> Diagnostic {
    let finding =
        Context::finding(&RULE, at, format!("no law obliges anybody to do what `{}` is for", first.name))
            .with_label(first.span, "this serves the organization itself");
    let finding = rest.iter().fold(finding, |finding, other| finding.with_label(other.span, "so does this"));
    finding.with_help("write `basis legitimate-interests \"…\"` and name the interest, or the law: `legal-obligation \"…\"` for what it demands")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn going_to_court_is_no_duty() {
        check(
            &RULE,
            r#"
purpose defence "defend ourselves in court" : legal.claims
purpose taxes "pay taxes" : legal.compliance
we process personal-data for taxes, defence basis legal-obligation
                                                //^^^ no law obliges anybody to do what `defence` is for
"#,
        );
    }

    #[test]
    fn a_law_that_is_named_demands_it() {
        check(
            &RULE,
            r#"
purpose figures "produce official statistics" : research
law act "the Statistics Act"
we process personal-data for figures basis legal-obligation "reporting under the Statistics Act"
we share personal-data with "the statistics office" for figures under act basis legal-obligation
"#,
        );
    }

    #[test]
    fn duties_are_duties() {
        check(
            &RULE,
            r#"
purpose orders "answer orders of a court" : legal
purpose safety "report accidents" : safety
we process personal-data for orders, safety basis legal-obligation
"#,
        );
    }
}
