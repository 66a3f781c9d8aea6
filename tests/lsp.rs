//! The language server as an editor meets it: messages in, messages out.

mod client;
mod protocol;

use serde_json::{Value, json};

use client::Editor;

/// The smallest policy that says something.
const POLICY: &str = r#"policy "Acme Privacy Policy" { language en-US }
organization acme "Acme Inc." { email "privacy@acme.example" }
data contact "contact information" : contact {
    email "email address" : contact.email
}
purpose orders "send you what you ordered" : service.fulfilment
we collect contact for orders
"#;

/// The line and column of the nth time some words stand in a text, counted as the protocol does.
fn position(text: &str, words: &str, nth: usize) -> Value {
    let (at, _) = text.match_indices(words).nth(nth).expect(words);
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column: usize = before[start..].chars().map(char::len_utf16).sum();
    json!({ "line": before.matches('\n').count(), "character": column })
}
