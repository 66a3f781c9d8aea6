//! Identity checked before somebody may say no to a sale.

use super::is_about_requests;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice, Stem, leaves};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::{first_of, split_at};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ConditionWord, ListWord};
use crate::model::{Class, ClauseKind, Ref, Special, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "verification-for-opt-out", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if !lists().requests.speaks(context.policy) {
        return;
    }
    let ways = ["opt-out", "limit"];
    let Some(opt_out) = context.doing(&ways).find(|practice| opts_out(context, practice)) else { return };
    let about_requests = context.those(|_, practice| is_about_requests(practice));
    let is = |polarity| move |practice: &&&Practice<'_>| practice.polarity == polarity;
    let spared = about_requests
        .iter()
        .filter(is(Polarity::Negative))
        .any(|practice| checked(context, practice) == Some(Checked::OptOut));
    for practice in about_requests.iter().filter(is(Polarity::Positive)) {
        let barred = || {
            context
                .laws_for(practice)
                .iter()
                .any(|law| law.main && law.pack.rights.iter().any(|right| &*right.id == "opt-out-sale"))
        };
        let found = checked(context, practice).filter(|found| *found == Checked::OptOut || !spared);
        if found.is_some() && barred() {
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

/// What a check of identity is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Checked {
    /// Opting out, by name.
    OptOut,
    /// Any request.
    Any,
}

/// What identity is checked for, or not, by a statement on requests.
fn checked(context: &Context<'_>, practice: &Practice<'_>) -> Option<Checked> {
    let list = &lists().requests;
    let words = context.wording(practice);
    let has = |phrases: &[String]| first_of(&words, phrases).is_some();
    let itself = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::Identity)));
    let checks = (has(&list.identity) || practice.objects().any(itself)) && has(&list.verifying);
    if !checks || of_somebody_else(context, practice) || leaves_out(context, practice) {
        return None;
    }
    match mentions(&words) {
        // "A request other than to opt out".
        Some(before) if first_of(&before, &list.left_out).is_some() => None,
        Some(_) => Some(Checked::OptOut),
        None => (has(&list.asked) && !has(&list.verifiable)).then_some(Checked::Any),
    }
}

/// What stands before words on opting out, in the same text.
fn mentions(words: &str) -> Option<String> {
    let phrase = first_of(words, &lists().requests.opt_out)?;
    let (before, _) = split_at(words, phrase)?;
    Some(before.rsplit(';').next().unwrap_or_default().to_owned())
}

/// Whether an exception is about opting out.
fn leaves_out(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let unless = practice.clauses().filter_map(|clause| match &clause.kind {
        ClauseKind::Condition(ConditionWord::Unless, guarded) => Some(&guarded.expression),
        _ => None,
    });
    practice.excepted().any(|term| mentions(&context.name(term)).is_some())
        || unless.flat_map(leaves).any(|leaf| context.is_refusal(leaf))
}

/// Whether it is the identity of parents, who ask for a child.
fn of_somebody_else(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let parent = |class: &Class| {
        class.kind == Kind::Audience && context.vocabulary.is_a(Kind::Audience, class.id, "parent")
    };
    practice.terms(ListWord::Of).any(|term| context.own_classes(term).into_iter().any(parent))
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
    fn an_exception_in_other_words() {
        for said in [
            "we verify identity before \"we act on a request\" unless \"you opt out of a sale\"",
            "we verify identity before \"we act on a request other than a request to opt out\"",
            "we verify identity of parents before \"we act on a request about a child\"",
            "we do not verify identity for \"act on a request to opt out\"\nwe verify identity before \"we fulfill other requests\"",
        ] {
            check(&RULE, &format!("{HEAD}{said}\n"));
        }
    }

    #[test]
    fn nothing_to_opt_out_of() {
        check(
            &RULE,
            "policy \"P\" {\n    laws ccpa\n}\nsection requests {\n    we verify identity before \"we fulfill a request\"\n}\n",
        );
    }
}
