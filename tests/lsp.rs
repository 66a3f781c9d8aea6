//! The language server as an editor meets it: messages in, messages out.

mod client;
mod editing;
mod projects;
mod protocol;
mod requests;

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

/// A policy with its recipients in another file, which a second policy imports too.
const FILES: &[(&str, &str)] = &[
    (
        "acme.candor",
        "import \"shared/parties.candor\"\npolicy \"Acme\" { language en laws ccpa }\norganization acme \"Acme\"\ndata contact \"contact data\" : contact {\n    email \"email\" : contact.email\n}\npurpose news \"send you news\" : marketing.email\nwe collect contact, \"😀 faces\" for news   // and email\nwe share contact.email with mailer for news\nwe disclose contact to ads\nwe keep contact indefinitely\n",
    ),
    (
        "other.candor",
        "import \"shared/parties.candor\"\npolicy \"Other\" { language en }\norganization other \"Other\"\nwe share device with mailer\n",
    ),
    (
        "shared/parties.candor",
        "// Who else receives it.\nrecipient mailer \"Mailer 😀\" : processor {\n    link \"https://mailer.example/privacy\"\n}\nrecipient ads \"ad networks\" : advertising-network\n",
    ),
];

/// The text of one of [`FILES`].
fn text_of(name: &str) -> &'static str {
    FILES.iter().find(|(known, _)| *known == name).unwrap().1
}

/// The line and column of the nth time some words stand in a text, counted as the protocol does.
fn position(text: &str, words: &str, nth: usize) -> Value {
    let (at, _) = text.match_indices(words).nth(nth).expect(words);
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column: usize = before[start..].chars().map(char::len_utf16).sum();
    json!({ "line": before.matches('\n').count(), "character": column })
}
