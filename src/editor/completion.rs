//! What may stand at a place of a text, whatever is wrong elsewhere in it.
//!
//! The grammar says which words and which kinds of names it would take: it is asked with the item
//! up to the place. Of what list a name is, the syntax tree says: the item is read with a word in
//! that place. Neither needs the rest of the file to be right.

mod context;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use super::describe::Describer;
use super::names::Names;
use crate::model::{NounId, Policy};
use crate::source::Sources;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The byte.
    pub offset: usize,
    /// The policy that the text is of, as far as it is known; it may be older than the text.
    pub policy: &'a Policy,
    /// Its files.
    pub sources: &'a Sources,
    /// Its names.
    pub names: &'a Names,
    /// What words mean.
    pub describer: Describer<'a>,
}

/// Something that may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is shown and, unless there is a snippet, typed.
    pub label: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// What it is, in a few words.
    pub detail: Option<String>,
    /// What else there is to say about it: looked up by [`document`].
    pub about: About,
    /// A longer form with places to fill in, written as editors do: `${1:name}`.
    pub snippet: Option<String>,
    /// What it replaces.
    pub replaces: Range<usize>,
    /// How early in the list: 0 first.
    pub rank: u8,
}

/// What kind of thing is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A word of the language.
    Keyword,
    /// A verb.
    Verb,
    /// A declaration.
    Declaration,
    /// A word of the vocabulary.
    Term,
    /// A property.
    Property,
    /// A value from a fixed set.
    Value,
    /// A section.
    Section,
    /// The name of a finding.
    Finding,
}

/// What a suggestion is about, so that its description can be made when it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing more to say.
    Nothing,
    /// A declaration.
    Noun(NounId),
    /// A word of the vocabulary: its list's key and its id.
    Term(crate::law::Kind, String),
    /// A verb.
    Verb(&'static str),
    /// A word of the language.
    Word(String),
    /// A kind of declaration.
    Kind(crate::model::words::NounKind),
    /// A property.
    Property(crate::model::words::NounKind, &'static str),
    /// A finding.
    Finding(String),
    /// A fact.
    Fact(String),
    /// A section of Candor's own.
    Topic(crate::model::words::Topic),
}

/// Everything that may stand at a place, without doubles.
#[must_use]
pub fn complete(question: &Question<'_>) -> Vec<Suggestion> {
    let Some(context) = context::context(question.text, question.offset) else { return Vec::new() };
    let mut found = words::suggestions(question, &context);
    found.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.label.cmp(&b.label)));
    // What is declared stands for itself, whatever else has its name.
    let mut seen = BTreeSet::new();
    found.retain(|suggestion| seen.insert(suggestion.label.clone()));
    found
}

/// The path of an import that is being written: its bytes between the quotes, and what of it
/// stands before the place.
#[must_use]
pub fn import_at(text: &str, offset: usize) -> Option<(Range<usize>, &str)> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next()?;
    let quote = line.strip_prefix("import")?.trim_start().strip_prefix('"')?;
    let from = start + line.len() - quote.len();
    let to = from + quote.find('"').unwrap_or(quote.len());
    (from..=to).contains(&offset).then(|| (from..to, text.get(from..offset).unwrap_or_default()))
}

/// The description of what is suggested, as Markdown.
#[must_use]
pub fn document(
    about: &About,
    policy: &Policy,
    sources: &Sources,
    describer: Describer<'_>,
) -> Option<String> {
    use super::describe;
    use crate::model::verb;
    let text = match about {
        About::Nothing => return None,
        About::Noun(id) => describer.noun(policy, *id, sources),
        About::Term(kind, id) => describer.term(describer.vocabulary.find(*kind, id)?),
        About::Verb(id) => describe::verb(verb::find(id)?),
        About::Word(words) => describe::language_word(words)?,
        About::Kind(kind) => describe::noun_kind(*kind),
        About::Property(kind, word) => describe::property(*kind, word)?,
        About::Finding(name) => describe::finding(name)?,
        About::Fact(name) => describe::fact(name)?,
        About::Topic(topic) => describe::topic(*topic),
    };
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
