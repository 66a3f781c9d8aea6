//! People are told to use a channel, and not how to reach it.

use foldhash::{HashMap, HashMapExt};

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, Noun, Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "channel-without-address", check };

/// Kinds of channel, the property that says where, and what stands in for it at the publisher.
const ADDRESSED: &[(&str, &str, Option<&str>)] = &[
    ("email", "value", Some("email")),
    ("phone", "value", Some("phone")),
    ("post", "value", Some("address")),
    ("fax", "value", None),
    ("web-form", "link", None),
    ("web-page", "link", None),
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let used: Vec<&Practice<'_>> = context.those(|_, practice| reaches_us(practice));
    let mut first: HashMap<&Value, &Practice<'_>> = HashMap::new();
    for practice in &used {
        for term in means(practice) {
            first.entry(&term.value).or_insert(practice);
        }
    }
    let given: Vec<&str> = ADDRESSED
        .iter()
        .filter(|(kind, _, own)| given(context, kind, *own))
        .map(|(kind, ..)| *kind)
        .collect();
    for (id, noun) in context.nouns_of(NounKind::Channel) {
        let kinds: Vec<_> = ADDRESSED.iter().filter(|(kind, ..)| is_channel(context, noun, kind)).collect();
        let lost = !kinds.is_empty()
            && !leads_somewhere(context, noun)
            && kinds.iter().all(|(kind, ..)| !given.contains(kind));
        let named = first.get(&Value::Ref(Ref::Noun(id)));
        if let Some((practice, (_, property, _))) = named.zip(kinds.first()).filter(|_| lost) {
            findings.push(no_address(noun, property, practice));
        }
    }
    for practice in &used {
        for term in means(practice) {
            let kind = ADDRESSED.iter().find(|(kind, ..)| of_kind(context, term, kind));
            let Some((kind, ..)) = kind.filter(|(kind, property, _)| {
                context.noun_of(term).is_none() && *property == "value" && *kind != "fax"
            }) else {
                continue;
            };
            if !given.contains(kind) {
                findings.push(none_declared(context, term, kind));
            }
        }
    }
}

/// The means a sentence names.
fn means<'a>(practice: &Practice<'a>) -> Vec<&'a Term> {
    [ListWord::By, ListWord::Through, ListWord::On]
        .into_iter()
        .flat_map(|word| practice.terms(word))
        .collect()
}

/// Whether it is for people who want something of the publisher.
fn reaches_us(practice: &Practice<'_>) -> bool {
    matches!(
        practice.statement.topic,
        Topic::Rights | Topic::Requests | Topic::Choices | Topic::Consent | Topic::Children | Topic::Contact
    ) && practice.actor != crate::analysis::context::Actor::Us
}

fn of_kind(context: &Context<'_>, term: &Term, kind: &str) -> bool {
    context.is_a(term, Kind::Channel, kind)
}

fn is_channel(context: &Context<'_>, noun: &Noun, kind: &str) -> bool {
    noun.classes
        .iter()
        .any(|class| class.kind == Kind::Channel && context.vocabulary.is_a(Kind::Channel, class.id, kind))
}

/// Whether its declaration says where it is, or on which site.
fn leads_somewhere(context: &Context<'_>, noun: &Noun) -> bool {
    let on_a_site = noun
        .clauses
        .iter()
        .chain(noun.properties.iter().flat_map(|property| &property.clauses))
        .any(|clause| {
            let ClauseKind::List(ListWord::On, list) = &clause.kind else { return false };
            list.terms.iter().any(|term| context.noun_of(term).is_some_and(|(_, site)| site.declares("link")))
        });
    noun.declares("value") || noun.declares("link") || on_a_site
}

/// Whether an address of this kind is given anywhere else.
fn given(context: &Context<'_>, kind: &str, own: Option<&str>) -> bool {
    let channel = context
        .nouns_of(NounKind::Channel)
        .any(|(_, noun)| own.is_some() && is_channel(context, noun, kind) && leads_somewhere(context, noun));
    channel
        || own.is_some_and(|property| context.policy.publisher().is_some_and(|noun| noun.declares(property)))
}

fn no_address(noun: &Noun, property: &str, practice: &Practice<'_>) -> Diagnostic {
    let at = noun
        .property(property)
        .find(|found| found.list.terms.iter().all(|term| matches!(term.value, Value::Absent(_))));
    let message = format!("people are told to use `{}`, but no address is given for it", noun.id);
    Context::finding(&RULE, at.map_or(noun.id_span, |property| property.span), message)
        .with_label(practice.span(), "this tells them to use it")
        .with_help(format!("add `{property} \"…\"` to it"))
}

fn none_declared(context: &Context<'_>, term: &Term, kind: &str) -> Diagnostic {
    let message =
        format!("people are told to use `{}`, but no {kind} of yours is given anywhere", context.name(term));
    Context::finding(&RULE, term.span, message).with_help(format!(
        "declare `channel {kind}-us \"{kind}\" : {kind} {{ value \"…\" }}`, and name it here"
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_channel_that_leads_nowhere() {
        check(
            &RULE,
            r#"
channel mail "email" : email { value unstated }
                             //^ people are told to use `mail`, but no address is given for it
channel form "our form" : web-form
      //^^^^ people are told to use `form`, but no address is given for it
you can contact us by mail or form
you can ask us to correct personal-data by "calling us" : phone
//^ people are told to use `calling us`, but no phone of yours is given anywhere
"#,
        );
    }

    #[test]
    fn an_address_somewhere_or_nobody_is_sent_there() {
        check(
            &RULE,
            r#"
organization acme "Acme" { email "privacy@acme.example" }
service site "our site" : website { link "https://acme.example" }
channel mail "email" : email
channel form "our form" : web-form { link unstated on site }
channel shop-form "our order form" : web-form
channel post-box "post" : post { value "1 Main St" }
channel both "our contact information" : email | post
we operate site
we collect personal-data by shop-form
you can contact us by mail, form, both, "writing to us" : post
"#,
        );
    }
}
