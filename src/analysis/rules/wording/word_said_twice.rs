//! A text that begins with the word that the language puts before it.

use super::{rewrite, words};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Wording, lists};
use crate::analysis::texts::{Place, Text};
use crate::diagnostic::Diagnostic;
use crate::model::words::SayingWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "word-said-twice", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    // "By email and by post" says it twice on purpose.
    let begun = context.texts_that(|text| {
        lists().wording.doubled.values().flatten().any(|phrase| after(text, phrase).is_some())
    });
    for text in begun.iter().filter(|text| text.first) {
        let Some(word) = before(text.place) else { continue };
        if let Some(rest) = after_the_word(text.text, word, list) {
            findings.push(twice(text, word, rest));
        }
    }
}

/// The word before a text in the finished sentence.
fn before(place: Place) -> Option<&'static str> {
    match place {
        Place::List(word) => Some(word.as_str()),
        Place::Condition(word) => Some(word.as_str()),
        Place::Saying(SayingWord::Because) => Some("because"),
        Place::Saying(_)
        | Place::Heading
        | Place::Name(_)
        | Place::Property(_)
        | Place::Subject
        | Place::Verb
        | Place::Object
        | Place::Event
        | Place::Length
        | Place::Detail
        | Place::Interest
        | Place::Prose => None,
    }
}

fn after_the_word<'t>(text: &'t str, word: &str, list: &Wording) -> Option<&'t str> {
    list.doubled.get(word)?.iter().find_map(|phrase| after(text, phrase))
}

/// What follows a phrase that a text begins with.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let start = text.get(..phrase.len()).filter(|start| start.eq_ignore_ascii_case(phrase))?;
    let rest = text.get(start.len()..)?;
    rest.starts_with(' ').then(|| rest.trim_start())
}

fn twice(text: &Text<'_>, word: &str, rest: &str) -> Diagnostic {
    let word = word.replace('-', " ");
    let finding = Context::finding(&RULE, text.span, format!("the sentence will say `{word}` twice"))
        .with_help(format!("write `{word} \"{rest}\"`"));
    match rewrite(text, rest, "take the word out of the text") {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn the_word_stands_in_the_text_too() {
        check(
            &RULE,
            r#"
we collect personal-data when "when you register" if "If you agree" because "because we must"
//^ the sentence will say `when` twice
//^ the sentence will say `if` twice
//^ the sentence will say `because` twice
we keep personal-data until "until you leave"
//^ the sentence will say `until` twice
"#,
        );
    }

    #[test]
    fn a_text_that_follows_its_word() {
        check(
            &RULE,
            r#"
we collect personal-data when "you register" if "iffy data arrives" because "we must"
we collect personal-data by "by-laws", "telephone" and "by post"
"#,
        );
    }
}
