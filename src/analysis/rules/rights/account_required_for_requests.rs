//! No request without an account.

use super::{demands, is_about_requests};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "account-required-for-requests", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let list = &lists().requests;
    if !list.speaks(context.policy) {
        return;
    }
    for practice in context.those(|_, practice| demands(practice) && is_about_requests(practice)) {
        // Who must register with somebody, and not with data, opens an account.
        let registers = practice.does_any(&["register"]) && practice.objects().next().is_none();
        if registers || first_of(&context.wording(practice), &list.accounts).is_some() {
            findings.push(no_account_needed(practice));
        }
    }
}

fn no_account_needed(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "people must open an account before they can make a request")
        .with_help(
            "let people ask without one, by email or a form; who has an account may be asked to use it",
        )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn an_account_for_a_request() {
        check(
            &RULE,
            r#"
section requests {
    you must "create an account" before "you make a request"
  //^^^ people must open an account before they can make a request
    you must register before "you make a request"
  //^^^ people must open an account before they can make a request
}
"#,
        );
    }

    #[test]
    fn a_choice_or_another_matter() {
        check(
            &RULE,
            "section requests {\n    you can \"create an account\" for \"follow your request\"\n}\nyou must \"create an account\" before \"you buy something\"\n",
        );
    }
}
