//! Clauses that nobody is told how to see.

use super::{mechanisms, packs, parties, safeguards};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::transfers::is_linked;
use crate::diagnostic::Diagnostic;
use crate::model::{Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "safeguard-without-copy", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(&Noun, &Term)> = Vec::new();
    for pack in packs(context) {
        for (_, noun) in parties(context) {
            for term in safeguards(noun).flat_map(|property| &property.list.terms) {
                if mechanisms(context, pack, term).iter().any(|known| known.copy) {
                    found.push((noun, term));
                }
            }
        }
    }
    if let Some(((noun, term), rest)) = found.split_first()
        && !copies(context, term)
    {
        findings.push(no_copy(context, noun, term, rest));
    }
}

/// Whether the policy tells of a copy, or links to the safeguard.
fn copies(context: &Context<'_>, safeguard: &Term) -> bool {
    is_linked(context.policy, safeguard)
        || context
            .practices()
            .iter()
            .any(|practice| context.reach().tells_of_copy(practice.statement, &[&safeguard.value]))
}

fn no_copy(context: &Context<'_>, noun: &Noun, term: &Term, rest: &[(&Noun, &Term)]) -> Diagnostic {
    let message = format!("nothing says how to get a copy of `{}`", context.name(term));
    let finding = Context::finding(&RULE, term.span, message)
        .with_label(noun.id_span, "this recipient is bound by them");
    let finding =
        rest.iter().fold(finding, |finding, (_, other)| finding.with_label(other.span, "named here too"));
    finding.with_help("add `you may request \"a copy of the safeguards\" by …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn clauses_that_nobody_sees() {
        check(
            &RULE,
            &format!(
                "{HEAD}recipient host \"Host\" : hosting {{\n    country US\n    safeguard \"standard contractual clauses\"\n            //^^^ nothing says how to get a copy…\n}}\nwe share personal-data with host\n"
            ),
        );
    }

    #[test]
    fn a_copy_on_request() {
        check(
            &RULE,
            &format!(
                "{HEAD}recipient host \"Host\" : hosting {{ country US safeguard \"standard contractual clauses\" }}\nwe share personal-data with host\nyou may request \"a copy of these clauses\" by \"email\"\n"
            ),
        );
    }

    #[test]
    fn a_decision_has_no_copy() {
        check(
            &RULE,
            &format!(
                "{HEAD}recipient host \"Host\" : hosting {{ country CH safeguard \"an adequacy decision\" }}\nwe share personal-data with host\n"
            ),
        );
    }
}
