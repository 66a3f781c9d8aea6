//! People are told to write, call or use a form, and not where.

use super::is_about_requests;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Noun, Ref, Term, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "channel-without-address", check };

/// Channels that nobody can use without an address, and the property of the publisher that has one.
const ADDRESSED: &[(&str, Option<&str>)] = &[
    ("email", Some("email")),
    ("phone", Some("phone")),
    ("post", Some("address")),
    ("fax", None),
    ("web-form", None),
    ("web-page", None),
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut reported: Vec<Value> = Vec::new();
    for practice in &context.practices {
        let asks = is_about_requests(practice)
            || matches!(practice.statement.topic, Topic::Contact | Topic::Consent);
        if !asks {
            continue;
        }
        let ways = practice.terms(ListWord::By).chain(practice.terms(ListWord::Through));
        for term in ways.filter(|term| !can_be_reached(context, term)) {
            if !reported.contains(&term.value) {
                findings.push(where_to(context, term, practice));
                reported.push(term.value.clone());
            }
        }
    }
}

/// Whether a way needs no address, or has one: its own, another channel's of its kind, or the publisher's.
fn can_be_reached(context: &Context<'_>, term: &Term) -> bool {
    let classes = context.own_classes(term);
    let channels: Vec<&str> =
        classes.iter().filter(|class| class.kind == Kind::Channel).map(|class| &*class.id).collect();
    let Some(needed) =
        channels.iter().map(|id| ADDRESSED.iter().find(|(known, _)| known == id)).collect::<Option<Vec<_>>>()
    else {
        return true;
    };
    let own = context.noun_of(term).is_some_and(|(_, noun)| has_address(noun));
    let words = matches!(&term.value, Value::Ref(Ref::Text(text)) if has_address_in(text));
    needed.is_empty()
        || own
        || words
        || needed.iter().any(|(id, property)| known_elsewhere(context, id, *property))
}

fn has_address(channel: &Noun) -> bool {
    let values = ["value", "link"].into_iter().flat_map(|word| channel.property(word));
    values.flat_map(|property| &property.list.terms).any(|term| !matches!(term.value, Value::Absent(_)))
}

fn has_address_in(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.chars().filter(char::is_ascii_digit).count() >= 6
}

/// A form has an address of its own; mail and calls go to whatever address there is.
fn known_elsewhere(context: &Context<'_>, id: &str, property: Option<&str>) -> bool {
    let Some(property) = property else { return false };
    let publisher = context.policy.publisher().is_some_and(|publisher| publisher.text(property).is_some());
    publisher
        || context
            .policy
            .nouns_of(NounKind::Channel)
            .any(|(_, channel)| has_address(channel) && channel.classes.iter().any(|class| &*class.id == id))
}

fn where_to(context: &Context<'_>, term: &Term, practice: &Practice<'_>) -> Diagnostic {
    let name = context.name(term);
    let (at, used): (Span, Span) = match context.noun_of(term) {
        Some((_, noun)) => (noun.id_span, term.span),
        None => (term.span, practice.span()),
    };
    let classes = context.own_classes(term);
    let page = classes.iter().any(|class| class.id.starts_with("web-"));
    let help = if page {
        "declare a channel with a link: `link \"https://…\"`"
    } else {
        "declare a channel with its value: `value \"…\"`"
    };
    Context::finding(&RULE, at, format!("`{name}` is a way to reach the organization, but has no address"))
        .with_label(used, "people are told to use it here")
        .with_help(help)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_form_without_a_link_and_a_call_without_a_number() {
        check(
            &RULE,
            r#"
channel form "our request form" : web-form { link unstated }
      //^^^^ `form` is a way to reach the organization, but has no address
you can exercise rights by form or "calling us" : phone
                                 //^^^ `calling us` is a way to reach the organization, but has no address
"#,
        );
    }

    #[test]
    fn addresses_of_their_own_and_of_the_publisher() {
        check(
            &RULE,
            r#"
organization acme "Acme" { email "privacy@acme.example" }
channel form "our form" : web-form { link "https://acme.example/form" }
channel line "our line" : phone { value "+1 217 555 0100" }
you can exercise rights by form, "emailing us" : email or "calling us" : phone
you can exercise rights by "your settings" : account
"#,
        );
    }

    #[test]
    fn a_form_that_only_collects() {
        check(&RULE, "channel forms \"forms on our site\" : web-form\nwe collect personal-data by forms\n");
    }
}
