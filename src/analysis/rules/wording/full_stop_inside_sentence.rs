//! A text in the middle of a sentence that ends in a full stop.

use super::{rewrite, words};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts::{Place, Text};
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind, SayingWord};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "full-stop-inside-sentence", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    let stopped = context.texts_that(|text| text.ends_with('.'));
    for text in stopped.iter().filter(|text| inside(text.place)) {
        let Some(rest) = text.text.strip_suffix('.') else { continue };
        let last = text.text.split_whitespace().next_back().unwrap_or_default();
        let short = last.chars().count() <= 2 || last.trim_end_matches('.').contains('.');
        if !rest.ends_with('.') && !short && !list.abbreviations.iter().any(|known| last == known) {
            findings.push(full_stop(text, rest));
        }
    }
}

/// Whether the sentence goes on after the text; purposes are checked as they are read.
fn inside(place: Place) -> bool {
    match place {
        Place::Subject
        | Place::Verb
        | Place::Object
        | Place::Condition(_)
        | Place::Event
        | Place::Length
        | Place::Detail
        | Place::Interest => true,
        Place::List(word) => word != ListWord::For,
        Place::Name(kind) => !matches!(kind, NounKind::Purpose | NounKind::Organization),
        Place::Saying(word) => word == SayingWord::Because,
        Place::Heading | Place::Property(_) | Place::Prose => false,
    }
}

fn full_stop(text: &Text<'_>, rest: &str) -> Diagnostic {
    let finding =
        Context::finding(&RULE, text.span, "this text is part of a sentence, so it has no full stop")
            .with_help(format!("write \"{rest}\""));
    match rewrite(text, rest, "take the full stop out") {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_full_stop_too_many() {
        check(
            &RULE,
            r#"
we collect personal-data when "you register." if "you agree"
//^ this text is part of a sentence, so it has no full stop
"#,
        );
    }

    #[test]
    fn abbreviations_and_whole_sentences() {
        check(
            &RULE,
            r#"
we share personal-data with "Acme, Inc.", "companies in the U.S.", "John Q."
we collect personal-data when "you register" note "This is voluntary."
section more "More" { prose "A sentence." }
"#,
        );
    }
}
