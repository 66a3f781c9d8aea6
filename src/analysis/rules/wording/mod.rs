//! How things are put: vague words, hard sentences, texts that do not fit.

mod and_or;
mod empty_phrase;
mod full_stop_inside_sentence;
mod hard_to_read;
mod id_in_text;
mod list_left_open;
mod one_name_for_two;
mod purpose_without_verb;
mod too_much_prose;
mod vague_wording;
mod word_said_twice;

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Spoken, Wording, lists};
use crate::analysis::texts::Text;
use crate::diagnostic::Fix;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &and_or::RULE,
    &empty_phrase::RULE,
    &full_stop_inside_sentence::RULE,
    &hard_to_read::RULE,
    &id_in_text::RULE,
    &list_left_open::RULE,
    &one_name_for_two::RULE,
    &purpose_without_verb::RULE,
    &too_much_prose::RULE,
    &vague_wording::RULE,
    &word_said_twice::RULE,
];

/// The words of this group, if they are of the policy's language.
fn words(context: &Context<'_>) -> Option<&'static Wording> {
    Some(&lists().wording).filter(|list| list.speaks(context.policy))
}

/// Puts another text in the place of one, where its place is known exactly.
fn rewrite(text: &Text<'_>, other: &str, label: &str) -> Option<Fix> {
    let plain = !other.contains(['\n', '\r', '\t']);
    (text.exact && plain).then(|| Fix {
        span: text.span,
        text: format!("\"{}\"", other.replace('\\', "\\\\").replace('"', "\\\"")),
        label: label.to_owned(),
        certain: true,
    })
}
