//! What every word of a text is, so that an editor can colour it by meaning.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::mentions::{Mention, Role, mentions};
use super::names::{Meaning, Names};
use super::tokens::{Look, tokens_within};
use crate::law::Vocabulary;
use crate::model::Policy;
use crate::model::words::NounKind;
use crate::syntax::ast::File;
use crate::syntax::grammar_words;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A comment.
    Comment,
    /// A text.
    Text,
    /// A number or a date.
    Number,
    /// A word of the language.
    Keyword,
    /// How a verb is meant.
    Modal,
    /// A verb.
    Verb,
    /// A property.
    Property,
    /// A party: an organization, an audience, a recipient, a source.
    Party,
    /// Data, or an item of it.
    Data,
    /// A purpose.
    Purpose,
    /// Any other declaration.
    Declaration,
    /// A word of the vocabulary.
    Term,
    /// The id of a section.
    Section,
    /// The name of a finding.
    Finding,
    /// A value from a fixed set.
    Value,
}

impl Class {
    /// Every class, in the order of the legend.
    pub const ALL: [Self; 15] = [
        Self::Comment,
        Self::Text,
        Self::Number,
        Self::Keyword,
        Self::Modal,
        Self::Verb,
        Self::Property,
        Self::Party,
        Self::Data,
        Self::Purpose,
        Self::Declaration,
        Self::Term,
        Self::Section,
        Self::Finding,
        Self::Value,
    ];
}

/// A word and what it is. It never goes over the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classified {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// Whether it is declared here.
    pub declares: bool,
}

/// The words of a part of a text, in order.
#[must_use]
pub fn classify(
    text: &str,
    part: Range<usize>,
    file: &File,
    names: &Names,
    policy: &Policy,
    vocabulary: &Vocabulary,
) -> Vec<Classified> {
    let mut known: BTreeMap<usize, (Class, bool)> = BTreeMap::new();
    mentions(file, &mut |mention| {
        let start = mention.span.start as usize;
        if part.contains(&start)
            && let Some(class) = class_of(&mention, names, policy, vocabulary)
        {
            let declares = matches!(mention.role, Role::Declares(_) | Role::Item(_) | Role::Section);
            known.insert(start, (class, declares));
        }
    });
    let mut found = Vec::new();
    for token in tokens_within(text, part) {
        let word = text.get(token.range.clone()).unwrap_or_default();
        let (class, declares) = match token.look {
            Look::Comment => (Class::Comment, false),
            Look::Text | Look::Passage => (Class::Text, false),
            Look::Number => (Class::Number, false),
            Look::Mark => continue,
            Look::Word => match known.get(&token.range.start) {
                Some(known) => *known,
                None if is_language_word(word) => (Class::Keyword, false),
                None => continue,
            },
        };
        lines(text, token.range, &mut |range| found.push(Classified { range, class, declares }));
    }
    found
}

/// Calls `each` with the part of each line.
fn lines(text: &str, range: Range<usize>, each: &mut dyn FnMut(Range<usize>)) {
    let mut start = range.start;
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if end > start {
            each(start..end);
        }
        start += line.len();
    }
}

fn class_of(mention: &Mention<'_>, names: &Names, policy: &Policy, vocabulary: &Vocabulary) -> Option<Class> {
    Some(match &mention.role {
        Role::Keyword(_) | Role::Word => Class::Keyword,
        Role::Modal => Class::Modal,
        Role::Verb => Class::Verb,
        Role::Property(_) => Class::Property,
        Role::Section | Role::AfterSection => Class::Section,
        Role::Allows => Class::Finding,
        Role::Value(..) | Role::Scheme => Class::Value,
        Role::Import | Role::Link => return None,
        Role::Declares(kind) => of_noun(*kind),
        Role::Item(_) => Class::Data,
        Role::Refers(_) | Role::Classifies(_) => {
            match names.meaning(mention.word, &mention.role, vocabulary)? {
                Meaning::Noun(id) => of_noun(policy.noun(id)?.kind),
                Meaning::Special(_) => Class::Keyword,
                Meaning::Term(_) => Class::Term,
            }
        }
    })
}

const fn of_noun(kind: NounKind) -> Class {
    match kind {
        NounKind::Organization | NounKind::Audience | NounKind::Recipient | NounKind::Source => Class::Party,
        NounKind::Data => Class::Data,
        NounKind::Purpose => Class::Purpose,
        NounKind::Policy
        | NounKind::Region
        | NounKind::Service
        | NounKind::Channel
        | NounKind::Tracker
        | NounKind::Condition
        | NounKind::Law
        | NounKind::Document
        | NounKind::Definition => Class::Declaration,
    }
}

/// Whether a word that the syntax tree says nothing about is one of the language.
fn is_language_word(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        const RULES: &[&str] = &[
            "ASSERT",
            "NEVER",
            "HAS",
            "ALLOW",
            "IMPORT",
            "SECTION",
            "PROSE",
            "NOUN",
            "ADVERB",
            "MODAL",
            "QUANTIFIER",
            "FORM",
            "QUALIFIER",
            "CONDITION",
            "LISTING",
            "SAYING",
            "DATED",
            "OFTEN",
            "KEPT",
            "FOREVER",
            "AFTER",
            "FOR",
            "WITHIN",
            "EXTENDABLE",
            "REPEAT",
            "LOOKBACK",
            "LIMIT",
            "TIMES",
            "ONCE",
            "PER",
            "BASIS",
            "OF",
            "AND",
            "OR",
            "NOT",
            "UNIT",
        ];
        let mut words: Vec<&str> = RULES.iter().flat_map(|rule| grammar_words(rule)).collect();
        words.sort_unstable();
        words.dedup();
        words
    });
    words.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn classified(text: &str) -> Vec<(String, Class)> {
        let read = crate::syntax::read(FileId(0), text);
        let policy = crate::model::policy("a", read.value.items.clone(), Vocabulary::builtin()).value;
        let names = Names::new(&policy);
        classify(text, 0..text.len(), &read.value, &names, &policy, Vocabulary::builtin())
            .into_iter()
            .map(|found| (text[found.range].to_owned(), found.class))
            .collect()
    }

    #[test]
    fn words_are_told_apart_by_what_they_mean() {
        let found =
            classified("data contact \"c\" : contact // d\nwe may collect contact, device within 24 hours\n");
        let wanted = [
            ("data", Class::Keyword),
            ("contact", Class::Data),
            ("\"c\"", Class::Text),
            ("contact", Class::Term),
            ("// d", Class::Comment),
            ("we", Class::Keyword),
            ("may", Class::Modal),
            ("collect", Class::Verb),
            ("contact", Class::Data),
            ("device", Class::Term),
            ("within", Class::Keyword),
            ("24", Class::Number),
            ("hours", Class::Keyword),
        ];
        assert_eq!(found, wanted.map(|(word, class)| (word.to_owned(), class)));
    }

    #[test]
    fn a_text_over_several_lines_is_told_line_by_line() {
        let found = classified("section x { prose \"\"\"a\n\nb\"\"\" }\n");
        let texts: Vec<&str> =
            found.iter().filter(|(_, class)| *class == Class::Text).map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["\"\"\"a", "b\"\"\""]);
    }

    #[test]
    fn a_broken_line_still_has_its_words() {
        let found = classified("we collect : if\n");
        assert!(found.contains(&("if".to_owned(), Class::Keyword)), "{found:?}");
    }
}
