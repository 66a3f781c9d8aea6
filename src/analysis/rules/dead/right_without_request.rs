//! Rights that are granted, and no sentence says how to use them.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, Topic};
use crate::model::{Ref, Special, Term, Value, Verb};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "right-without-request", check };

/// Rights that take a request; to complain or to withdraw goes elsewhere or needs none.
const ASKED_FOR: &[&str] =
    &["access", "know", "copy", "download", "correct", "delete", "restrict", "object", "limit", "request"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let rights: Vec<&Practice<'_>> = context
        .rights()
        .filter(|practice| practice.statement.modal.right() && practice.does_any(ASKED_FOR))
        .collect();
    let Some((first, others)) = rights.split_first() else { return };
    let in_words = || {
        lists().requests.speaks(context.policy)
            && !context.those(|_, practice| hands_in_request(practice)).is_empty()
    };
    if context.those(|_, practice| says_how(practice)).is_empty() && !in_words() {
        findings.push(how(first, others));
    }
}

/// Whether a sentence says by what means people ask for something.
fn says_how(practice: &Practice<'_>) -> bool {
    let topics = [Topic::Rights, Topic::Requests, Topic::Contact, Topic::Choices];
    topics.contains(&practice.statement.topic) && has_means(practice)
}

/// Whether one says by what means they make a request, in whatever words: "you can submit requests".
fn hands_in_request(practice: &Practice<'_>) -> bool {
    let asks = |text: &str| first_of(text, &lists().requests.asked).is_some();
    let made = |verb: &Verb| matches!(verb, Verb::Text(text) if asks(text));
    let is_request = |term: &Term| match &term.value {
        Value::Ref(Ref::Special(Special::Requests)) => true,
        Value::Ref(Ref::Text(text)) => asks(text),
        // "Send us a request": what they send stands beside whom they send it to.
        _ => term.detail.as_deref().is_some_and(asks),
    };
    has_means(practice) && (practice.statement.verbs.iter().any(made) || practice.objects().any(is_request))
}

fn has_means(practice: &Practice<'_>) -> bool {
    let means = [ListWord::By, ListWord::Through, ListWord::To, ListWord::On];
    practice.actor != Actor::Us
        && practice.polarity == Polarity::Positive
        && !practice.does_any(&["complain"])
        && means.into_iter().any(|word| practice.terms(word).next().is_some())
}

fn how(first: &Practice<'_>, others: &[&Practice<'_>]) -> Diagnostic {
    let finding =
        Context::finding(&RULE, first.span(), "this grants a right, but nothing says how to ask for it")
            .with_help("add `you can exercise rights by …` and the name of a channel");
    others.iter().fold(finding, |finding, other| finding.with_label(other.span(), "nor for this one"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_right_and_no_way_to_ask() {
        check(
            &RULE,
            r#"
you have the right to access personal-data
//^ this grants a right, but nothing says how to ask for it
you have the right to complain to "the authority where you live"
"#,
        );
    }

    #[test]
    fn a_way_to_ask() {
        check(&RULE, "you have the right to access personal-data by \"email\"\n");
        check(&RULE, "you have the right to access personal-data\nyou can exercise rights by \"email\"\n");
        check(&RULE, "you have the right to access personal-data\nyou can contact us by \"email\"\n");
        let ways = [
            "you can submit requests by",
            "you may submit \"a request\" by",
            "you may send us \"a request\" by",
            "you can \"make a request\" by",
        ];
        for way in ways {
            check(&RULE, &format!("you have the right to delete contact\n{way} \"email\"\n"));
        }
        check(
            &RULE,
            "you have the right to delete contact\n//^^^ this grants a right…\nyou may submit \"a photo\" by \"email\"\n",
        );
    }
}
