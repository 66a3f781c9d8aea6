//! Suggestions for what the grammar would take.

use std::collections::BTreeSet;

use super::context::Context;
use super::{About, Question, Suggestion, SuggestionKind};
use crate::analysis::registry;
use crate::document::locales;
use crate::editor::describe::{self, kind_name};
use crate::editor::mentions::{Role, wanted_by};
use crate::law::Kind;
use crate::law::condition::facts;
use crate::law::vocabulary::Term;
use crate::model::verb;
use crate::model::words::{NounKind, Topic};
use crate::model::{self, PERIODS, PropertyType, properties_of, vocabulary_of};
use crate::syntax::grammar_phrases;

/// Rules of the grammar whose words are suggested as they are, and how early.
const TOKENS: &[(&str, u8)] = &[
    ("CONDITION", 4),
    ("LISTING", 4),
    ("SAYING", 4),
    ("DATED", 4),
    ("WITHIN", 4),
    ("REPEAT", 5),
    ("LOOKBACK", 5),
    ("LIMIT", 5),
    ("BASIS", 4),
    ("OFTEN", 5),
    ("ALLOW", 6),
    ("UNIT", 0),
    ("TIMES", 0),
    ("ONCE", 5),
    ("PER", 0),
    ("EXTENDABLE", 1),
    ("AFTER", 2),
    ("OF", 3),
    ("AND", 6),
    ("OR", 6),
    ("NOT", 6),
    ("QUALIFIER", 5),
    ("FORM", 7),
    ("QUANTIFIER", 5),
    ("ADVERB", 3),
    ("FOREVER", 2),
    ("NEVER", 0),
    ("HAS", 0),
];

/// Everything that may stand at a place.
pub(super) fn suggestions(question: &Question<'_>, context: &Context) -> Vec<Suggestion> {
    let mut found = Found { question, context, all: Vec::new() };
    if context.allow {
        found.findings();
        return found.all;
    }
    for (phrase, from) in &context.begun {
        found.word(phrase, 0);
        if let Some(last) = found.all.last_mut() {
            last.replaces.start = *from;
            // What has been begun may be either: a length of time, or how many times.
            last.snippet.take_if(|_| grammar_phrases("BOUND").contains(phrase));
        }
    }
    for rule in &context.rules {
        found.rule(rule);
    }
    if let Some(role) = &context.role {
        found.role(role);
    }
    if context.value {
        ["unstated", "none"].iter().for_each(|word| found.word(word, 7));
    }
    found.all
}

struct Found<'f, 'a> {
    question: &'f Question<'a>,
    context: &'f Context,
    all: Vec<Suggestion>,
}

impl Found<'_, '_> {
    fn push(&mut self, label: &str, kind: SuggestionKind, rank: u8, about: About) -> &mut Suggestion {
        self.all.push(Suggestion {
            label: label.to_owned(),
            kind,
            detail: None,
            about,
            snippet: None,
            replaces: self.context.word.clone(),
            rank,
        });
        let last = self.all.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed one line above")]
        &mut self.all[last]
    }

    fn word(&mut self, phrase: &str, rank: u8) {
        let snippet = snippet_of(phrase);
        self.push(phrase, SuggestionKind::Keyword, rank, About::Word(phrase.to_owned())).snippet = snippet;
    }

    fn rule(&mut self, rule: &str) {
        match rule {
            "modality" => {
                for (rule, rank) in [("MODAL", 1), ("ADVERB", 3)] {
                    for phrase in grammar_phrases(rule) {
                        self.word(&phrase, rank);
                    }
                }
            }
            "period" => {
                for rule in ["KEPT", "FOREVER"] {
                    grammar_phrases(rule).iter().for_each(|phrase| self.word(phrase, 4));
                }
            }
            "BOUND" => {
                for phrase in grammar_phrases(rule) {
                    let snippet = format!("{phrase} ${{1:24}} ${{2:months}}");
                    self.push(&phrase, SuggestionKind::Keyword, 3, About::Word(phrase.clone())).snippet =
                        Some(snippet);
                }
            }
            "NOUN" => self.nouns(),
            "IMPORT" => {
                self.push("import", SuggestionKind::Keyword, 3, About::Nothing).snippet =
                    Some("import \"$0\"".to_owned());
            }
            "SECTION" => {
                self.push("section", SuggestionKind::Keyword, 3, About::Nothing).snippet =
                    Some("section ${1:id} \"${2:Title}\" {\n\t$0\n}".to_owned());
            }
            "PROSE" => {
                // Prose stands in a section.
                self.push("prose", SuggestionKind::Keyword, 6, About::Nothing).snippet =
                    Some("prose \"\"\"\n$0\n\"\"\"".to_owned());
            }
            "ASSERT" => {
                self.push("assert", SuggestionKind::Keyword, 5, About::Nothing).snippet =
                    Some("assert never ${1:sell} ${2:personal-data}".to_owned());
            }
            "REVIEWED" => {
                // Nobody types the digests: `candor approve` writes the whole of it.
                self.push("reviewed", SuggestionKind::Keyword, 8, About::Nothing).snippet =
                    Some("reviewed ${1:2026-03-01} by \"${2:name}\" {\n\t$0\n}".to_owned());
            }
            "subject" => self.names(model::SUBJECTS, 1),
            "verb" => self.verbs(),
            "absence" => ["unstated", "none"].iter().for_each(|word| self.word(word, 2)),
            "name" if self.context.inside.is_some() => self.properties(),
            _ => {
                if let Some((token, rank)) = TOKENS.iter().find(|(token, _)| *token == rule) {
                    grammar_phrases(token).iter().for_each(|phrase| self.word(phrase, *rank));
                }
            }
        }
    }

    fn nouns(&mut self) {
        for kind in NounKind::ALL {
            let head = self.question.policy.head().is_some();
            // A policy has one head.
            let rank = if *kind == NounKind::Policy && head { 8 } else { 2 };
            let snippet = noun_snippet(*kind);
            self.push(kind.as_str(), SuggestionKind::Keyword, rank, About::Kind(*kind)).snippet =
                Some(snippet);
        }
    }

    fn verbs(&mut self) {
        let copula = self.context.copula;
        for verb in verb::all().filter(|verb| verb.state == copula) {
            let detail = format!("verb · {}", verb.topic.as_str());
            self.push(verb.id, SuggestionKind::Verb, 2, About::Verb(verb.id)).detail = Some(detail);
        }
    }

    fn properties(&mut self) {
        let Some(kind) = self.context.inside else { return };
        for (word, value) in properties_of(kind) {
            let snippet = property_snippet(word, *value);
            let detail = describe::values(*value);
            let pushed = self.push(word, SuggestionKind::Property, 1, About::Property(kind, word));
            pushed.snippet = Some(snippet);
            pushed.detail = Some(detail.replace('`', ""));
        }
        if kind == NounKind::Data {
            self.word("others", 3);
        }
    }

    fn role(&mut self, role: &Role) {
        match role {
            Role::Refers(wanted) => self.names(wanted, 0),
            Role::Classifies(wanted) => {
                let wanted: &[Kind] = if wanted.is_empty() { &Kind::ALL } else { wanted };
                self.terms(wanted, 0);
            }
            Role::Value(_, value) => self.values(*value),
            Role::Scheme => {
                for scheme in self.question.describer.vocabulary.schemes() {
                    let detail = Some(scheme.title.clone());
                    self.push(&scheme.id, SuggestionKind::Value, 0, About::Nothing).detail = detail;
                }
            }
            Role::AfterSection => self.sections(true),
            Role::Section => self.sections(false),
            Role::Property(kind) if self.context.inside.is_none() => self.checked(*kind),
            Role::Keyword(_)
            | Role::Declares(_)
            | Role::Item(_)
            | Role::Property(_)
            | Role::Verb
            | Role::Modal
            | Role::Word
            | Role::Allows
            | Role::Import
            | Role::Link => {}
        }
    }

    /// Names for a place that looks them up in these lists first.
    fn names(&mut self, wanted: &[Kind], rank: u8) {
        let kinds = nouns_for(wanted);
        for (id, noun) in self.question.policy.numbered_nouns() {
            let unnamed = matches!(noun.kind, NounKind::Policy)
                || noun.kind == NounKind::Definition && noun.id.starts_with("definition.");
            if unnamed || self.question.names.noun(&noun.id) != Some(id) {
                continue;
            }
            let fits = kinds.iter().find(|(kind, _)| *kind == noun.kind);
            // An item is known by its own word, where only one group has it.
            let own = noun.id.rsplit('.').next().unwrap_or(&noun.id);
            let label = match noun.parent {
                Some(_) if self.question.names.noun(own) == Some(id) => own,
                _ => &noun.id,
            };
            let rank = rank + fits.map_or(4, |(_, later)| later + u8::from(noun.parent.is_some()));
            let name = noun.name.as_deref().map(|name| format!(" “{name}”")).unwrap_or_default();
            let detail = format!("{}{name}", noun.kind.as_str());
            self.push(label, SuggestionKind::Declaration, rank, About::Noun(id)).detail = Some(detail);
        }
        self.specials(wanted, rank);
        self.terms(wanted, rank + 2);
    }

    fn specials(&mut self, wanted: &[Kind], rank: u8) {
        let subject = wanted == model::SUBJECTS;
        let words: &[&str] = if subject {
            &["we", "you", "this-policy", "recipients"]
        } else {
            &["us", "you", "this-policy", "this-section", "recipients", "rights", "identity", "requests"]
        };
        let rank = if subject { rank } else { rank + 3 };
        for word in words {
            let Some(special) = model::Special::parse(word) else { continue };
            let text = describe::special(special, word, self.question.policy);
            let detail = text.split_once(" — ").map(|(_, means)| means.trim().to_owned());
            self.push(word, SuggestionKind::Keyword, rank, About::Nothing).detail = detail;
        }
        if !subject {
            self.word("others", rank + 2);
        }
    }

    fn terms(&mut self, kinds: &[Kind], rank: u8) {
        let vocabulary = self.question.describer.vocabulary;
        let mut seen = BTreeSet::new();
        for (order, kind) in kinds.iter().enumerate() {
            for term in vocabulary.terms(*kind) {
                // Where several lists know a word, the first one counts.
                if seen.insert(term.id.to_string()) {
                    let later = u8::from(order > 0 && kinds.len() > 3);
                    self.term(term, rank + later);
                }
            }
        }
    }

    fn term(&mut self, term: &Term, rank: u8) {
        let describer = self.question.describer;
        let label = describer.label(term);
        let codes = describer.short_codes(term);
        let parts = [Some(kind_name(term.kind).to_owned()), label, codes];
        let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let about = About::Term(term.kind, term.id.to_string());
        self.push(&term.id, SuggestionKind::Term, rank, about).detail = Some(detail);
    }

    fn values(&mut self, value: PropertyType) {
        match value {
            PropertyType::Period => {
                for word in PERIODS {
                    self.push(word, SuggestionKind::Value, 0, About::Nothing);
                }
            }
            PropertyType::State => {
                grammar_phrases("CONDITION").iter().for_each(|phrase| self.word(phrase, 0));
            }
            PropertyType::OneOf(words) => {
                for word in words {
                    self.push(word, SuggestionKind::Value, 0, About::Nothing);
                }
            }
            PropertyType::Fact => {
                for fact in facts().keys() {
                    self.push(fact, SuggestionKind::Value, 0, About::Fact(fact.clone()));
                }
            }
            PropertyType::Language => {
                for locale in locales() {
                    self.push(locale, SuggestionKind::Value, 0, About::Nothing);
                }
            }
            PropertyType::Text | PropertyType::Link => {}
            PropertyType::Any
            | PropertyType::Free
            | PropertyType::Of(_)
            | PropertyType::Noun(_)
            | PropertyType::Codes => self.names(wanted_by(value), 0),
        }
    }

    fn sections(&mut self, declared: bool) {
        for topic in Topic::ALL {
            self.push(topic.as_str(), SuggestionKind::Section, 0, About::Topic(*topic));
        }
        let sections = if declared { self.question.policy.root.sections() } else { Vec::new() };
        let own: Vec<String> = sections
            .iter()
            .filter(|section| section.topic.is_none())
            .map(|section| section.id.to_string())
            .collect();
        for id in own {
            self.push(&id, SuggestionKind::Section, 0, About::Nothing);
        }
    }

    /// What an assertion may ask of every declaration of a kind.
    fn checked(&mut self, kind: NounKind) {
        for (word, _) in properties_of(kind) {
            self.push(word, SuggestionKind::Property, 0, About::Property(kind, word));
        }
        for rule in ["CONDITION", "LISTING", "BASIS", "SAYING"] {
            grammar_phrases(rule).iter().for_each(|phrase| self.word(phrase, 2));
        }
    }

    fn findings(&mut self) {
        for (name, known) in registry::all().iter().filter(|(_, known)| !known.fixed()) {
            let detail = Some(known.summary.clone());
            self.push(name, SuggestionKind::Finding, 0, About::Finding(name.clone())).detail = detail;
        }
    }
}

/// The kinds of declaration that may stand where names of these lists may, and how much later.
fn nouns_for(wanted: &[Kind]) -> Vec<(NounKind, u8)> {
    let first = |kind: NounKind| {
        let lists = vocabulary_of(kind);
        wanted
            .iter()
            .position(|list| lists.contains(list) || kind == NounKind::Condition && *list == Kind::Condition)
    };
    NounKind::ALL
        .iter()
        .filter(|kind| **kind != NounKind::Definition)
        .filter_map(|kind| Some((*kind, u8::from(first(*kind)? > 1))))
        .collect()
}

fn noun_snippet(kind: NounKind) -> String {
    let word = kind.as_str();
    match kind {
        NounKind::Policy => {
            "policy \"${1:Privacy Policy}\" {\n\teffective ${2:unstated}\n\tlanguage  ${3:en}\n}".to_owned()
        }
        NounKind::Definition => "definition \"${1:term}\" {\n\tmeans \"$2\"\n}".to_owned(),
        NounKind::Data => "data ${1:id} \"${2:name}\" : ${3:kind} {\n\t$0\n}".to_owned(),
        NounKind::Organization => "organization ${1:id} \"${2:name}\" {\n\t$0\n}".to_owned(),
        NounKind::Purpose => "purpose ${1:id} \"${2:do something}\" : ${3:kind}".to_owned(),
        _ if vocabulary_of(kind).is_empty() => format!("{word} ${{1:id}} \"${{2:text}}\""),
        _ => format!("{word} ${{1:id}} \"${{2:name}}\" : ${{3:kind}}"),
    }
}

fn property_snippet(word: &str, value: PropertyType) -> String {
    match value {
        PropertyType::Text => format!("{word} \"$1\""),
        PropertyType::Link => format!("{word} \"https://$1\""),
        PropertyType::State => format!("{word} until $1"),
        PropertyType::Any
        | PropertyType::Free
        | PropertyType::Period
        | PropertyType::Language
        | PropertyType::Of(_)
        | PropertyType::Noun(_)
        | PropertyType::Codes
        | PropertyType::Fact
        | PropertyType::OneOf(_) => format!("{word} $1"),
    }
}

/// Longer forms of clause words that are hard to remember.
fn snippet_of(phrase: &str) -> Option<String> {
    let form = match phrase {
        "because" | "otherwise" | "then" | "note" | "titled" => format!("{phrase} \"$1\""),
        "within" => "within ${1:30} ${2:days}".to_owned(),
        "at most" => "at most ${1:2} times per ${2:12 months}".to_owned(),
        "in the last" => "in the last ${1:12} ${2:months}".to_owned(),
        "every" | "at least every" => format!("{phrase} ${{1:12}} ${{2:months}}"),
        "effective" | "updated" => format!("{phrase} ${{1:2026-01-01}}"),
        "kept" => "kept ${1:24} ${2:months}".to_owned(),
        "allow" => "allow($1) \"$2\"".to_owned(),
        _ => return None,
    };
    Some(form)
}
