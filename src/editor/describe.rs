//! What a word means, as Markdown for a person: a declaration, a word of the vocabulary, a word of
//! the language.

use std::fmt::Write as _;

use super::reference;
use crate::analysis::registry;
use crate::document::Wording;
use crate::law::condition::facts;
use crate::law::vocabulary::{Name, Scheme, Term};
use crate::law::{Kind, Pack, Vocabulary};
use crate::model::verb::{self, VerbInfo};
use crate::model::words::{Modal, NounKind, Topic};
use crate::model::{
    Class, Clause, ClauseKind, Noun, NounId, Policy, PropertyType, Ref, Special, Value, properties_of,
};
use crate::source::Sources;

/// What descriptions are made from.
#[derive(Clone, Copy)]
pub struct Describer<'a> {
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// What readers call the words of the vocabulary; without it, they go by their ids.
    pub wording: Option<&'a Wording>,
}

impl Describer<'_> {
    /// A declaration: what it is, what readers call it, what the law calls it, where it stands.
    #[must_use]
    pub fn noun(&self, policy: &Policy, id: NounId, sources: &Sources) -> String {
        let Some(noun) = policy.noun(id) else { return String::new() };
        let mut out = format!("**{}** `{}`", noun.kind.as_str(), noun.id);
        if let Some(name) = &noun.name {
            let _ = write!(out, " — “{}”", plain(name));
        }
        out.push('\n');
        for class in &noun.classes {
            self.class(class, &mut out);
        }
        self.facts_of(policy, noun, &mut out);
        if let Some(of) = noun.parent.and_then(|parent| policy.noun(parent)) {
            let _ = write!(out, "\nAn item of `{}`.\n", of.id);
        }
        let items: Vec<String> =
            noun.items.iter().filter_map(|item| policy.noun(*item)).map(name_of).collect();
        if !items.is_empty() {
            let more = if noun.open { ", and others" } else { "" };
            let _ = write!(out, "\nItems: {}{more}.\n", items.join(", "));
        }
        let _ = write!(out, "\nDeclared at {}.\n", plain(&sources.place(noun.id_span)));
        out
    }

    /// What else its declaration says, in short.
    fn facts_of(&self, policy: &Policy, noun: &Noun, out: &mut String) {
        for property in &noun.properties {
            let values: Vec<String> =
                property.list.terms.iter().map(|term| value(policy, &term.value)).collect();
            if !values.is_empty() {
                let _ = write!(out, "\n- {}: {}", property.word, values.join(", "));
            }
        }
        for clause in &noun.clauses {
            if let Some((word, values)) = listed(policy, clause) {
                let _ = write!(out, "\n- {word}: {values}");
            }
        }
        if !noun.properties.is_empty() || noun.clauses.iter().any(|clause| listed(policy, clause).is_some()) {
            out.push('\n');
        }
    }

    fn class(&self, class: &Class, out: &mut String) {
        match self.vocabulary.find(class.kind, class.id) {
            Some(term) => {
                let _ = write!(out, "\n`: {}`", term.id);
                if let Some(label) = self.label(term) {
                    let _ = write!(out, " — {}", plain(&label));
                }
                out.push('\n');
                out.push_str(&self.codes(term));
            }
            None => {
                let _ = writeln!(out, "\n`: {}`", class.id);
            }
        }
    }

    /// A word of the vocabulary: what readers call it, its other spellings and its codes.
    #[must_use]
    pub fn term(&self, term: &Term) -> String {
        let mut out = format!("**{}** `{}`", kind_name(term.kind), term.id);
        if let Some(label) = self.label(term) {
            let _ = write!(out, " — {}", plain(&label));
        }
        out.push('\n');
        if !term.aliases.is_empty() {
            let also: Vec<String> = term.aliases.iter().map(|word| format!("`{word}`")).collect();
            let _ = write!(out, "\nAlso written {}.\n", also.join(", "));
        }
        out.push_str(&self.codes(term));
        if let Some(cite) = &term.cite {
            let _ = write!(out, "\n{}\n", plain(cite));
        }
        if let Some(note) = &term.note {
            let _ = write!(out, "\nNote: {}\n", plain(note));
        }
        out
    }

    /// What readers call a word of the vocabulary.
    #[must_use]
    pub fn label(&self, term: &Term) -> Option<String> {
        let Some(name) = self.wording?.name(term.kind.key(), &term.id) else {
            return term.name.as_ref()?.form(Name::FORMS).map(str::to_owned);
        };
        let name = name.text().or_else(|| name.entries().find_map(|(_, form)| form.text()))?;
        Some(name.to_owned())
    }

    /// The codes of a word in every scheme, as a list.
    fn codes(&self, term: &Term) -> String {
        let mut out = String::new();
        for scheme in self.vocabulary.schemes() {
            let found = self.vocabulary.codes(term, &scheme.id);
            if found.codes.is_empty() {
                continue;
            }
            let codes: Vec<String> =
                found.codes.iter().map(|code| code_of(scheme, term.kind, code)).collect();
            let unsure = if found.sure { "" } else { " (not settled)" };
            let _ = write!(out, "\n- {}: {}{unsure}", plain(&scheme.title), codes.join(", "));
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }

    /// The codes of a word in the schemes that a pack of law lists, in a few characters: `ccpa A, B`.
    #[must_use]
    pub fn short_codes(&self, term: &Term) -> Option<String> {
        let of_law =
            self.vocabulary.schemes().iter().filter(|scheme| scheme.lists.contains_key(term.kind.key()));
        let all: Vec<String> = of_law
            .filter_map(|scheme| {
                let found = self.vocabulary.codes(term, &scheme.id);
                (!found.codes.is_empty()).then(|| format!("{} {}", scheme.id, found.codes.join(", ")))
            })
            .collect();
        (!all.is_empty()).then(|| all.join(" · "))
    }
}

/// One of the language's own things.
#[must_use]
pub fn special(special: Special, word: &str, policy: &Policy) -> String {
    let means = match special {
        Special::We => match policy.publisher() {
            Some(publisher) => format!("who publishes the policy: {}", name_of(publisher)),
            None => "who publishes the policy: the first `organization`".to_owned(),
        },
        Special::You => "the reader".to_owned(),
        Special::ThisPolicy => "the policy itself".to_owned(),
        Special::ThisSection => "the section it stands in".to_owned(),
        Special::Recipients => "every recipient that is declared".to_owned(),
        Special::Rights => "the rights that the policy grants".to_owned(),
        Special::Identity => "who someone is, as in `verify identity`".to_owned(),
        Special::Requests => "what people ask for".to_owned(),
        Special::Others => "says that a list is not complete".to_owned(),
    };
    format!("**`{word}`** — {means}\n")
}

/// A verb, and the section that its sentences stand in.
#[must_use]
pub fn verb(verb: &VerbInfo) -> String {
    let after = if verb.state { "\n\nIt follows `is` or `are`." } else { "" };
    format!(
        "**verb** `{}`\n\nA sentence with it stands under `{}`, unless its objects or a section say otherwise.{after}\n",
        verb.id,
        verb.topic.as_str()
    )
}

/// A word that has a row in the reference: a clause word or a modality.
#[must_use]
pub fn language_word(words: &str) -> Option<String> {
    let meaning = reference::clause(words).or_else(|| modality(words))?;
    Some(format!("**`{words}`** — {meaning}\n"))
}

fn modality(words: &str) -> Option<&'static str> {
    let same = |other: &str| Modal::parse(other) == Modal::parse(words);
    Modal::parse(words)?;
    reference::modalities().find(|(other, _)| same(other)).map(|(_, meaning)| meaning)
}

/// A kind of declaration: what the reference says of it, and its example.
#[must_use]
pub fn noun_kind(kind: NounKind) -> String {
    let mut out = format!("**`{}`**\n", kind.as_str());
    if let Some(text) = reference::noun(kind.as_str()) {
        let _ = write!(out, "\n{text}\n");
    }
    if let Some(example) = reference::example(kind.as_str()) {
        let _ = write!(out, "\n```candor\n{example}```\n");
    }
    out
}

/// A property of a kind of declaration, and what its values are.
#[must_use]
pub fn property(kind: NounKind, word: &str) -> Option<String> {
    let (_, value) = properties_of(kind).iter().find(|(known, _)| *known == word)?;
    Some(format!("**`{word}`** of a {}: {}\n", kind.as_str(), values(*value)))
}

/// What a property's values are, in words.
#[must_use]
pub fn values(value: PropertyType) -> String {
    match value {
        PropertyType::Text => "a text in quotes".to_owned(),
        PropertyType::Any => "a name or a text".to_owned(),
        PropertyType::Free => "a name, a text, a number or a date".to_owned(),
        PropertyType::Period => "a length of time, such as `30 days`, or a text".to_owned(),
        PropertyType::Link => "a whole address, such as `\"https://acme.example\"`".to_owned(),
        PropertyType::Language => "a language tag such as `en-US`".to_owned(),
        PropertyType::Of(kind) => format!("a {} of the vocabulary, a name or a text", kind_name(kind)),
        PropertyType::Noun(kind) => format!("the name of a {}, or a text", kind.as_str()),
        PropertyType::Codes => "a scheme and its codes, such as `some-law \"D\"`".to_owned(),
        PropertyType::State => "a clause, such as `until consent`".to_owned(),
        PropertyType::Fact => "facts that laws ask about".to_owned(),
        PropertyType::OneOf(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A finding that can be allowed.
#[must_use]
pub fn finding(name: &str) -> Option<String> {
    let known = registry::rule(name)?;
    let mut out = format!("**`{name}`** — {}\n\n{}\n", known.summary, known.why);
    for cite in known.citations() {
        let _ = write!(out, "\n- {}", plain(&cite));
    }
    Some(out)
}

/// A fact that laws ask about.
#[must_use]
pub fn fact(name: &str) -> Option<String> {
    facts().get(name).map(|fact| format!("**`{name}`** — {}\n", plain(&fact.means)))
}

/// A section of Candor's own.
#[must_use]
pub fn topic(topic: Topic) -> String {
    let verbs: Vec<String> =
        verb::all().filter(|verb| verb.topic == topic).map(|verb| format!("`{}`", verb.id)).collect();
    format!("**section** `{}`\n\nVerbs: {}\n", topic.as_str(), verbs.join(", "))
}

/// The name of a list of the vocabulary, for one word of it.
#[must_use]
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Data => "category of data",
        Kind::Class => "class of data",
        Kind::Purpose => "purpose",
        Kind::Source => "source",
        Kind::Role => "role",
        Kind::Audience => "audience",
        Kind::Basis => "legal basis",
        Kind::Right => "right",
        Kind::Signal => "signal",
        Kind::Technology => "technology",
        Kind::Act => "act",
        Kind::Region => "region",
        Kind::Country => "country",
        Kind::Law => "law",
        Kind::Channel => "channel",
        Kind::Service => "service",
        Kind::Condition => "condition",
        Kind::Document => "document",
    }
}

/// A code with what its law calls it, where a pack says so.
fn code_of(scheme: &Scheme, kind: Kind, code: &str) -> String {
    let listed = scheme
        .lists
        .get(kind.key())
        .and_then(|list| Pack::builtin(scheme.pack.as_deref()?)?.listed(list, code));
    match listed {
        Some((title, _)) => format!("**{}** ({})", plain(code), plain(title)),
        None => format!("`{code}`"),
    }
}

fn name_of(noun: &Noun) -> String {
    match &noun.name {
        Some(name) => format!("“{}”", plain(name)),
        None => format!("`{}`", noun.id),
    }
}

fn listed(policy: &Policy, clause: &Clause) -> Option<(&'static str, String)> {
    match &clause.kind {
        ClauseKind::List(word, list) => {
            let values: Vec<String> = list.terms.iter().map(|term| value(policy, &term.value)).collect();
            Some((word.as_str(), values.join(", ")))
        }
        ClauseKind::Basis(grounds) => {
            let bases: Vec<String> =
                grounds.iter().map(|ground| value(policy, &Value::Ref(ground.basis.clone()))).collect();
            Some(("basis", bases.join(", ")))
        }
        _ => None,
    }
}

fn value(policy: &Policy, value: &Value) -> String {
    match value {
        Value::Ref(Ref::Noun(id)) => policy.noun(*id).map_or_else(String::new, name_of),
        Value::Ref(Ref::Builtin(class)) => format!("`{}`", class.id),
        Value::Ref(Ref::Special(special)) => special.as_str().to_owned(),
        Value::Ref(Ref::Text(text)) => format!("“{}”", plain(text)),
        Value::Ref(Ref::Unknown(word)) => format!("`{word}`"),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::Link(href) => format!("<{}>", href.as_str()),
        Value::Absent(absence) => absence.as_str().to_owned(),
    }
}

/// Text in which nothing is markup: what an author wrote is shown as written.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c if c.is_ascii_punctuation()
                && !matches!(c, ',' | '.' | ':' | ';' | '\'' | '"' | '/' | '(' | ')' | '-' | '%' | '?') =>
            {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{LoadError, read};

    fn described(text: &str, id: &str) -> String {
        let load = |path: &str| {
            if path == "a.candor" { Ok(text.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
        };
        let read = read("a.candor", &load, Vocabulary::builtin());
        let (id, _) = read.policy.nouns.iter().enumerate().find(|(_, noun)| &*noun.id == id).unwrap();
        let describer = Describer { vocabulary: Vocabulary::builtin(), wording: None };
        describer.noun(&read.policy, NounId(u32::try_from(id).unwrap()), &read.sources)
    }

    #[test]
    fn a_declaration_is_described_with_its_codes() {
        let text = described(
            "data contact \"contact *data*\" : contact {\n    email \"email\" : contact.email\n}\n",
            "contact",
        );
        assert!(text.starts_with("**data** `contact` — “contact \\*data\\*”\n"), "{text}");
        assert!(text.contains("Items: “email”."), "{text}");
        assert!(text.contains("Declared at a.candor:1:6."), "{text}");
        assert!(text.contains("**A** (Identifiers), **B** (Customer records information"), "{text}");
    }

    #[test]
    fn every_word_of_the_vocabulary_can_be_described() {
        let describer = Describer { vocabulary: Vocabulary::builtin(), wording: None };
        for kind in Kind::ALL {
            for term in describer.vocabulary.terms(kind) {
                assert!(describer.term(term).contains(&*term.id));
            }
        }
    }
}
