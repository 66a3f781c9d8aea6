//! A notary before a request is answered.

use super::{demands, is_about_requests};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{List, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "notarised-verification", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|context, practice| demands(practice) || takes_notary(context, practice)) {
        let words = context.wording(practice);
        let paid = ["reimburse", "compensate", "we pay", "at our cost", "at our expense"]
            .iter()
            .any(|paid| words.contains(paid));
        if is_notary(&words) && !paid {
            findings.push(costs_money(practice));
        }
    }
}

/// Whether identity is checked, or a request made, only with what a notary has signed.
fn takes_notary(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let notary = |term: &Term| is_notary(&context.called(term).to_lowercase());
    // Who may choose another way need not pay.
    let needs = |list: &List| {
        if list.any { list.terms.iter().all(notary) } else { list.terms.iter().any(notary) }
    };
    let verifies = practice.actor == Actor::Us && practice.does_any(&["verify", "confirm"]);
    let words: &[ListWord] = match verifies {
        true => &[ListWord::By, ListWord::With, ListWord::Through, ListWord::Giving],
        false => &[ListWord::Giving],
    };
    practice.polarity == Polarity::Positive
        && is_about_requests(practice)
        && words.iter().any(|word| practice.statement.lists(*word).any(needs))
}

fn is_notary(words: &str) -> bool {
    ["notary", "notaris", "notariz", "notarial"].iter().any(|notary| words.contains(notary))
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
    fn identity_that_a_notary_confirms() {
        check(
            &RULE,
            r#"
section requests {
  we verify identity by "a notarized statement"
//^^^ people must pay a notary before they get an answer
  we verify identity by "email" giving "a notarized statement"
//^^^ people must pay a notary before they get an answer
  we verify identity by "a notarized statement" or "a call"
  you may exercise rights by "email" giving "your name"
}
"#,
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
