//! Definitions, and claims that data identifies nobody.

mod anonymous_data_recombined;
mod anonymous_yet_identifying;
mod definition_promised_not_given;
mod identifier_called_not_personal;
mod several_names_for_personal_data;
mod term_defined_twice;
mod unused_definition;

use std::cell::LazyCell;

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::phrases::Phrases;
use crate::analysis::texts::{Text, has};
use crate::law::{Kind, Vocabulary};
use crate::model;
use crate::model::words::ListWord;
use crate::model::{Class, Noun, Ref, Term, Value};
use crate::source::Span;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &anonymous_data_recombined::RULE,
    &anonymous_yet_identifying::RULE,
    &definition_promised_not_given::RULE,
    &identifier_called_not_personal::RULE,
    &several_names_for_personal_data::RULE,
    &term_defined_twice::RULE,
    &unused_definition::RULE,
];

/// Kinds of data that point at one person or one device, whatever else is left out.
const IDENTIFIERS: &[&str] = &[
    "identity.name",
    "identity.alias",
    "identity.government-id",
    "contact.email",
    "contact.phone",
    "contact.postal",
    "account.id",
    "account.credentials",
    "device.id",
    "device.ad-id",
    "device.cookie-id",
    "device.fingerprint",
    "device.ip",
    "device.mac",
    "financial.card",
    "financial.bank-account",
    "biometric",
    "genetic",
    "location.precise",
];

/// Whether an entry of the vocabulary is an identifier.
fn identifier(vocabulary: &Vocabulary, class: &Class) -> bool {
    // A postcode is shared by many.
    class.kind == Kind::Data
        && class.id != "contact.postal.postcode"
        && IDENTIFIERS.iter().any(|id| vocabulary.is_a(Kind::Data, class.id, id))
}

/// What is said to identify nobody, if a class says so.
fn anonymous(context: &Context<'_>, classes: &[Class]) -> bool {
    classes.iter().any(|class| {
        class.kind == Kind::Class
            && context
                .vocabulary
                .find(Kind::Class, class.id)
                .is_some_and(|entry| entry.identifies == Some(false))
    })
}

/// The identifiers that a declaration of data is, lists or gives as examples: their names and places.
fn identifiers(context: &Context<'_>, noun: &Noun) -> Vec<(String, Span)> {
    let is = |classes: &[Class]| classes.iter().any(|class| identifier(context.vocabulary, class));
    let mut found = Vec::new();
    if is(&noun.classes) {
        found.push((shown(noun), noun.id_span));
    }
    for item in noun.items.iter().filter_map(|id| context.policy.noun(*id)) {
        // An item that says it is anonymous itself is judged by itself.
        if !anonymous(context, &item.classes) {
            found.extend(identifiers(context, item));
        }
    }
    let examples =
        model::listed(&noun.clauses, |word| matches!(word, ListWord::SuchAs | ListWord::Including));
    found.extend(identifying(context, examples).map(|term| (context.name(term), term.span)));
    found
}

/// The terms that are identifiers by what is written there.
fn identifying<'x, 't: 'x>(
    context: &'x Context<'_>,
    terms: impl Iterator<Item = &'t Term> + 'x,
) -> impl Iterator<Item = &'t Term> + 'x {
    terms.filter(|term| {
        let builtin = match &term.value {
            Value::Ref(Ref::Builtin(class)) => identifier(context.vocabulary, class),
            _ => false,
        };
        builtin || term.classes.iter().any(|class| identifier(context.vocabulary, class))
    })
}

fn shown(noun: &Noun) -> String {
    noun.name.as_deref().unwrap_or(&noun.id).to_owned()
}

/// Whether a text has a term, in the singular or the plural: "user" is in "our Users", not in "username".
fn has_term(text: &str, term: &str) -> bool {
    forms(term).iter().any(|form| has(text, form))
}

/// A term in the singular and the plural, in small letters.
fn forms(term: &str) -> [String; 3] {
    let term = term.to_lowercase();
    [format!("{term}s"), format!("{term}es"), term]
}

/// A text that is looked at if need be.
type Unread<'u, 'a> = &'u dyn Fn() -> Option<Text<'a>>;

/// Many terms, looked for at once as [`has_term`] does for one.
struct Terms {
    forms: Phrases,
}

impl Terms {
    fn new<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let forms: Vec<String> = terms.flat_map(forms).collect();
        Self { forms: Phrases::new(forms.iter().map(String::as_str)) }
    }

    /// Calls `found` with each text of a policy, to be looked at if need be, and the number of each of some terms
    /// that it has; and with nothing to be looked at for those that are in `more`.
    fn each_in_all<'a>(
        context: &Context<'a>,
        who: &'static str,
        terms: &[&str],
        more: &[String],
        found: &mut dyn FnMut(Unread<'_, 'a>, usize),
    ) {
        let texts = context.texts();
        let forms = LazyCell::new(|| Self::new(terms.iter().copied()));
        let look = |text: &str, found: &mut dyn FnMut(usize)| forms.each_in(text, found);
        context.each_term(who, terms, more, look, &mut |at, term| found(&|| texts.get(at), term));
    }

    /// Calls `found` with the number of each term that a text has.
    fn each_in(&self, text: &str, found: &mut dyn FnMut(usize)) {
        self.forms.each_in(text, &mut |form| found(form / forms("").len()));
    }
}
