//! Identity checked before somebody may say no to a sale.

use super::is_about_requests;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice, Stem};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::model::{Ref, Special, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "verification-for-opt-out", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if !lists().requests.speaks(context.policy) {
        return;
    }
    let ways = ["opt-out", "limit"];
    let Some(opt_out) = context.doing(&ways).find(|practice| opts_out(context, practice)) else { return };
    for practice in context.those(|_, practice| is_about_requests(practice)) {
        let barred = || {
            context
                .laws_for(practice)
                .iter()
                .any(|law| law.main && law.pack.rights.iter().any(|right| &*right.id == "opt-out-sale"))
        };
        if practice.polarity == Polarity::Positive && verifies(context, practice) && barred() {
            findings.push(without_papers(practice, opt_out));
        }
    }
}

/// Whether people can opt out of a sale or of sharing, or limit the use of sensitive data.
fn opts_out(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.lets_people()
        && (practice.does_any(&["opt-out"]) && context.says(practice, Stem::Selling)
            || practice.does_any(&["limit"]) && context.says(practice, Stem::Sensitive))
}

/// Whether identity is checked for every request, or for opting out by name.
fn verifies(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let list = &lists().requests;
    let words = context.wording(practice);
    let has = |phrases: &[String]| first_of(&words, phrases).is_some();
    let itself = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::Identity)));
    let checks = (has(&list.identity) || practice.objects().any(itself)) && has(&list.verifying);
    let opts_out = |words: &str| first_of(words, &list.opt_out).is_some();
    let mut excepted = practice.excepted();
    if excepted.any(|term| opts_out(&context.name(term))) {
        return false;
    }
    let optout = opts_out(&words);
    let any = has(&list.asked) && !has(&list.verifiable);
    practice.polarity == Polarity::Positive && is_about_requests(practice) && checks && (optout || any)
}

fn without_papers(practice: &Practice<'_>, opt_out: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "this checks identity for every request, and so for opting out too",
    )
    .with_label(opt_out.span(), "people can opt out here")
    .with_help("say which requests it is for: `before \"we fulfill a request to access, correct or delete\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws ccpa\n}\nyou have the right to opt-out of \"the sale of your data\" : sale\n";

    #[test]
    fn every_request() {
        check(
            &RULE,
            &format!(
                "{HEAD}section requests {{\n    we may request \"verification of your identity\" before \"we fulfill your request\"\n  //^^^ this checks identity for every request…\n}}\n"
            ),
        );
    }

    #[test]
    fn some_requests() {
        check(
            &RULE,
            &format!(
                "{HEAD}section requests {{\n    we verify identity before \"we fulfill a request to access or delete\"\n    we do not verify identity before \"you opt out\"\n}}\n"
            ),
        );
    }

    #[test]
    fn all_but_opting_out() {
        check(
            &RULE,
            &format!(
                "{HEAD}section requests {{\n    we verify identity before \"we fulfill a request\" except \"opt-out requests\"\n}}\n"
            ),
        );
    }

    #[test]
    fn nothing_to_opt_out_of() {
        check(
            &RULE,
            "policy \"P\" {\n    laws ccpa\n}\nsection requests {\n    we verify identity before \"we fulfill a request\"\n}\n",
        );
    }
}
