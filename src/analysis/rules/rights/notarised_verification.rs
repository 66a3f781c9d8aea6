//! A notary before a request is answered.

use super::demands;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "notarised-verification", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|_, practice| demands(practice)) {
        let words = context.wording(practice);
        let paid = ["reimburse", "compensate", "we pay", "at our cost", "at our expense"]
            .iter()
            .any(|paid| words.contains(paid));
        let notary = ["notary", "notaris", "notariz", "notarial"].iter().any(|notary| words.contains(notary));
        if notary && !paid {
            findings.push(costs_money(practice));
        }
    }
}

fn costs_money(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "people must pay a notary before they get an answer").with_help(
        "ask for something free, or say that you pay: `note \"We reimburse what the notary costs.\"`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_notarised_form() {
        check(
            &RULE,
            "\nwe require \"a notarized statement\" before \"we answer a request\"\n//^^^ people must pay a notary before they get an answer\n",
        );
    }

    #[test]
    fn paid_for_or_not_needed() {
        check(
            &RULE,
            "we require \"a notarized statement\" note \"We reimburse what the notary costs.\"\nwe do not require \"a notary\"\n",
        );
    }
}
