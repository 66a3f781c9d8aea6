//! A price on what the law makes free.

use super::{is_about_requests, stands_with_requests};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "fee-for-rights", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let list = &lists().requests;
    if !list.speaks(context.policy) {
        return;
    }
    for practice in
        context.those(|_, practice| practice.polarity == Polarity::Positive && is_priced(practice))
    {
        let words = context.wording(practice);
        let charge = charges(practice)
            && (stands_with_requests(practice) || first_of(&words, &list.charged).is_some());
        let fee = is_about_requests(practice) && context.has_fee(practice);
        if (charge || fee) && first_of(&words, &list.excessive).is_none() {
            findings.push(must_be_free(practice));
        }
    }
}

fn charges(practice: &Practice<'_>) -> bool {
    practice.actor == Actor::Us && practice.does_any(&["charge"])
}

fn is_priced(practice: &Practice<'_>) -> bool {
    charges(practice) || practice.terms(ListWord::Fee).next().is_some()
}

fn must_be_free(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "people are charged for using their rights")
        .with_help("take the fee out, or limit it: `if \"a request is clearly unfounded or excessive\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_fee_for_a_copy() {
        check(
            &RULE,
            r#"
we may charge you before "we provide you with a copy of your data" as far as law-permits
//^^^ people are charged for using their rights
you have the right to access personal-data fee "a reasonable fee"
//^^^ people are charged for using their rights
"#,
        );
    }

    #[test]
    fn a_fee_in_a_section_on_requests() {
        check(
            &RULE,
            r#"
section requests {
  we may charge "a reasonable fee"
//^^^ people are charged for using their rights
}
section requests { we may charge "a reasonable fee" if "a request is clearly excessive" }
"#,
        );
    }

    #[test]
    fn words_of_another_language() {
        check(
            &RULE,
            r#"
policy "P" {
    language de
}
we may charge you before "wir eine copy machen"
"#,
        );
    }

    #[test]
    fn excessive_requests_subscriptions_and_nothing() {
        check(
            &RULE,
            r#"
condition excessive "you submit requests that are repetitive or excessive"
we may charge "a reasonable fee" if excessive
we charge customers for "use our paid services"
we do not charge "a fee" for "answer your request"
you have the right to access personal-data fee none
you have the right to object to direct-marketing fee "only the transmission costs at the basic rates"
"#,
        );
    }
}
