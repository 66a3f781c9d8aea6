//! Values that are plainly an address of another kind than the one that stands there. Words are free: "on request".

use unicode_security::MixedScript;

use crate::diagnostic::Diagnostic;
use crate::link::Href;
use crate::model::words::NounKind;
use crate::model::{Noun, Ref, Term, Value};
use crate::source::Span;

/// What a value says where somebody or something is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    Mailbox,
    Phone,
    Post,
}

/// Finds what cannot be an address of its kind.
pub(super) fn check(noun: &Noun, findings: &mut Vec<Diagnostic>) {
    for property in &noun.properties {
        let kinds: Vec<Address> = match property.word {
            "email" => vec![Address::Mailbox],
            "phone" => vec![Address::Phone],
            "address" => vec![Address::Post],
            "value" if noun.kind == NounKind::Channel => {
                // One that is of another kind besides may be reached in another way.
                let kinds: Option<Vec<_>> = noun.classes.iter().map(|class| of_channel(class.id)).collect();
                kinds.unwrap_or_default()
            }
            _ => continue,
        };
        for term in &property.list.terms {
            let Value::Ref(Ref::Text(text)) = &term.value else { continue };
            findings.extend(mixed_letters(text, term.span).filter(|_| text.contains('@')));
            // A channel may be said in words.
            let word = !text.trim().contains(char::is_whitespace);
            let only = property.word == "email" || word && text.contains(['@', '.']) && !is_page(text);
            if kinds.contains(&Address::Mailbox) && only {
                findings.extend(no_mailbox(text, term));
            } else if let Some(letter) = letter_for_digit(text).filter(|_| kinds.contains(&Address::Phone)) {
                findings.push(no_digit(text, letter, term));
            } else if kinds == [Address::Mailbox] && Href::phone(text).is_some() {
                findings.push(other(text, term, "a telephone number", kinds.first()));
            } else if !kinds.is_empty() && is_page(text) {
                findings.push(other(text, term, "the address of a page", kinds.first()));
            } else if !kinds.is_empty() && Href::mail(text).is_some() && !text.contains(char::is_whitespace) {
                findings.push(other(text, term, "an email address", kinds.first()));
            }
        }
    }
}

fn of_channel(class: &str) -> Option<Address> {
    match class {
        "email" => Some(Address::Mailbox),
        "phone" | "fax" => Some(Address::Phone),
        "post" => Some(Address::Post),
        _ => None,
    }
}

/// A letter among digits that looks like one of them: `01O0`.
fn letter_for_digit(text: &str) -> Option<char> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut mixed = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    mixed.find_map(|word| {
        let mut letters = word.chars().filter(|c| !c.is_ascii_digit());
        let first = letters.next()?;
        let looks = |c: char| matches!(c, 'O' | 'o' | 'I' | 'l');
        (looks(first) && letters.all(looks)).then_some(first)
    })
}

fn no_digit(text: &str, letter: char, term: &Term) -> Diagnostic {
    let message = format!("`{letter}` in `{text}` is a letter, and nobody can dial it");
    Diagnostic::error("bad-link", term.span, message).with_help("write a digit in its place")
}

/// Letters of several alphabets in one part of an address, of which one looks like another: `p@аcme.example`.
pub(in crate::model) fn mixed_letters(address: &str, span: Span) -> Option<Diagnostic> {
    if address.is_ascii() {
        return None;
    }
    let mut parts = address.split(['@', '.', '/', ':']);
    parts.any(|part| !part.is_single_script()).then(|| {
        let message = format!("`{address}` mixes letters of several alphabets");
        Diagnostic::warning("look-alike-name", span, message).with_help("use letters of one alphabet")
    })
}

fn is_page(text: &str) -> bool {
    let scheme = ["http://", "https://"].iter().any(|scheme| text.to_lowercase().starts_with(scheme));
    scheme && !text.contains(char::is_whitespace)
}

/// What is no address that a message could go to.
fn no_mailbox(text: &str, term: &Term) -> Option<Diagnostic> {
    Href::mail(text).is_none().then(|| {
        Diagnostic::error("bad-link", term.span, format!("`{text}` is no email address"))
            .with_help("write the address, and nothing else: `\"privacy@acme.example\"`, or `unstated`")
    })
}

fn other(text: &str, term: &Term, what: &str, wanted: Option<&Address>) -> Diagnostic {
    let wanted = match wanted {
        Some(Address::Phone) => "phone number",
        Some(Address::Post) => "postal address",
        Some(Address::Mailbox) | None => "email address",
    };
    let help = if is_page(text) {
        format!("it stands after `link`: `link \"{text}\"`")
    } else if wanted == "email address" {
        "a channel with it is of the kind `: phone`".to_owned()
    } else {
        "an organization has it as its `email`, and a channel with it is of the kind `: email`".to_owned()
    };
    Diagnostic::error("bad-link", term.span, format!("`{text}` is {what}, and no {wanted}")).with_help(help)
}
