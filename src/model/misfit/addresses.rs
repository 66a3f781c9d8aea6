//! Values that are plainly an address of another kind than the one that stands there. Words are free: "on request".

use crate::diagnostic::Diagnostic;
use crate::link::Href;
use crate::model::words::NounKind;
use crate::model::{Noun, Ref, Term, Value};

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
            // A channel may be said in words.
            let only = property.word == "email" || text.contains('@') && !text.contains(char::is_whitespace);
            if kinds.contains(&Address::Mailbox) && only {
                findings.extend(no_mailbox(text, term));
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
    } else {
        "an organization has it as its `email`, and a channel with it is of the kind `: email`".to_owned()
    };
    Diagnostic::error("bad-link", term.span, format!("`{text}` is {what}, and no {wanted}")).with_help(help)
}
