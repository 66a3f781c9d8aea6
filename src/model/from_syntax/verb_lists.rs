//! Where the verbs of a sentence end and what they are about begins: a comma between them makes a verb of what was meant as
//! a thing, and none between two things makes a thing of what was meant as a verb.

use super::Reader;
use super::sentences::span_of;
use crate::diagnostic::Diagnostic;
use crate::model::words::Modal;
use crate::model::{names, verb};
use crate::syntax::ast;

/// Verbs for what is done to data that `VerbInfo::needs_object` leaves out, since they may stand alone: "to access it".
const TO_DATA: &[&str] = &["access", "copy", "correct", "download", "port", "restrict", "transfer"];

/// Verbs behind which words of one's own are about nothing, and the word to put between.
const NOT_ALONE: &[(&str, &str)] = &[("agree", "to"), ("complain", "to")];

/// A text behind a verb that is about nothing without a word between: `complain "the authority"`.
pub(super) fn text_behind(sentence: &ast::Sentence) -> Option<Diagnostic> {
    let Some(ast::Verb::Word(word)) = sentence.verbs.last() else { return None };
    let known = verb::find(&word.text)?;
    let (_, between) = NOT_ALONE.iter().find(|(verb, _)| *verb == known.id)?;
    let ast::Term { atom: ast::Atom::Text(text), .. } = sentence.objects.as_ref()?.terms.first()? else {
        return None;
    };
    // "Complain "to the authority"" says it.
    let first = text.value.split(' ').next().unwrap_or_default();
    if matches!(first, "about" | "against" | "at" | "by" | "in" | "on" | "that" | "to" | "with") {
        return None;
    }
    let message = format!("no text stands right behind `{}`", word.text);
    Some(
        Diagnostic::error("wrong-verb", text.span, message)
            .with_help(format!("write `{} {between} \"{}\"`", word.text, text.value)),
    )
}

impl Reader<'_> {
    /// A text or the name of data that ends the verbs behind a comma, where nothing says what the verb before it is about:
    /// `sell, "names"`, `share, contact`.
    pub(super) fn object_behind_comma(
        &mut self,
        sentence: &ast::Sentence,
        modal: Modal,
    ) -> Option<Diagnostic> {
        if sentence.objects.is_some() {
            return None;
        }
        let texts = sentence.verbs.iter().rev().take_while(|verb| matches!(verb, ast::Verb::Text(_))).count();
        let at = sentence.verbs.len().checked_sub(texts.max(1))?;
        let Some(ast::Verb::Word(word)) = sentence.verbs.get(at.checked_sub(1)?) else { return None };
        let (what, span, written) = match sentence.verbs.get(at)? {
            ast::Verb::Text(text) if sentence.texts_listed => {
                ("text", text.span, format!("\"{}\"", text.value))
            }
            // One that `and` joins stands further off, and is meant as a verb.
            ast::Verb::Word(name) if name.span.start <= word.span.end + 2 && self.is_named_data(name) => {
                ("name", name.span, name.text.to_string())
            }
            ast::Verb::Text(_) | ast::Verb::Word(_) => return None,
        };
        verb::find(&word.text).filter(|verb| verb.needs_object() || TO_DATA.contains(&verb.id))?;
        let joined = if sentence.any_verb || modal.negative() { "or" } else { "and" };
        let message = format!(
            "behind a comma this {what} is one more verb, and nothing says what `{}` is about",
            word.text
        );
        let more = format!("one more thing that is done is joined with `{joined}`");
        // "Correct, "not be refused"" names nothing that is corrected.
        let help = if written.starts_with("\"not ") {
            format!("{more}: `{} {joined} {written}`", word.text)
        } else {
            format!("delete the comma before it: `{} {written}`; {more}", word.text)
        };
        Some(Diagnostic::error("wrong-verb", span, message).with_help(help))
    }

    /// Whether a verb is the name of data that the policy declares.
    fn is_named_data(&mut self, word: &ast::Word) -> bool {
        verb::find(&word.text).is_some()
            && self.names.is_declared(&word.text)
            && self.names.is_data(&word.text)
    }

    /// What to write for a name in the place of the last verb, where no verb is about anything: `sell, personal-data`.
    pub(super) fn object_for_verb(&mut self, word: &ast::Word, sentence: &ast::Sentence) -> Option<String> {
        if sentence.objects.is_some() {
            return None;
        }
        let before = sentence.verbs.iter().take_while(|verb| span_of(verb) != word.span);
        let before = before.filter_map(|verb| match verb {
            ast::Verb::Word(word) => verb::find(&word.text).map(|_| word),
            ast::Verb::Text(_) => None,
        });
        let before = before.last()?;
        let known = names::OBJECTS.iter().any(|kind| self.vocabulary.find(*kind, &word.text).is_some());
        let named = self.names.is_declared(&word.text) || self.names.item(&word.text).is_some() || known;
        named.then(|| {
            format!(
                "what a verb is about stands right behind it, without a comma: `{} {}`",
                before.text, word.text
            )
        })
    }
}

/// `do` before a verb, without "not": `we do sell contact`.
pub(super) fn stressed(word: &ast::Word, modal: Modal, sentence: &ast::Sentence) -> Option<String> {
    let object = sentence.objects.as_ref().and_then(|list| list.terms.first());
    let Some(ast::Term { atom: ast::Atom::Word(done), .. }) = object else { return None };
    let stressed = modal == Modal::Does && matches!(&*word.text, "do" | "does");
    let verb = verb::find(&done.text).filter(|verb| stressed && !verb.state)?;
    let verb = if &*word.text == "do" { verb.id } else { verb.third() };
    let who: Vec<String> = sentence.subjects.iter().map(written).collect();
    Some(format!("leave out `{}`, which stands before `not` alone: `{} {verb} …`", word.text, who.join(", ")))
}

/// A subject as it is written.
fn written(term: &ast::Term) -> String {
    match &term.atom {
        ast::Atom::Text(text) => format!("\"{}\"", text.value),
        ast::Atom::Word(word) | ast::Atom::Number(word) | ast::Atom::Date(word) => word.text.to_string(),
        ast::Atom::Duration(_) => "…".to_owned(),
    }
}
