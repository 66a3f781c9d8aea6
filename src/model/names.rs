//! What a name stands for: a declaration, a word of the vocabulary, or one of the language's own.

use std::collections::HashMap;

use super::property::vocabulary_of;
use super::words::{ListWord, NounKind};
use super::{Class, NounId, Ref, Special};
use crate::diagnostic::{Diagnostic, nearest};
use crate::law::{Kind, Term, Vocabulary};
use crate::source::{SharedStr, Span};

/// Every declared name.
#[derive(Debug, Default)]
pub(super) struct Names {
    declared: HashMap<SharedStr, (NounId, Span, NounKind)>,
    /// Items of data groups by their own id; `None` where several groups have one.
    items: HashMap<SharedStr, Option<NounId>>,
    used: Vec<bool>,
    /// How many names were found that nothing declares.
    unknown: usize,
}

/// For how many unknown names a declaration that may be meant is looked for: a
/// look at all declarations for each of very many mistakes would take minutes.
const LOOKED_FOR: usize = 100;

impl Names {
    /// Declares a name; gives the place of an earlier declaration of it.
    pub(super) fn declare(
        &mut self,
        id: &SharedStr,
        noun: NounId,
        kind: NounKind,
        span: Span,
    ) -> Option<Span> {
        if let Some((_, first, _)) = self.declared.get(&**id) {
            return Some(*first);
        }
        self.declared.insert(id.clone(), (noun, span, kind));
        None
    }

    /// Declares an item by its own id, beside its full path.
    pub(super) fn declare_item(&mut self, id: &SharedStr, noun: NounId) {
        self.items.entry(id.clone()).and_modify(|found| *found = None).or_insert(Some(noun));
    }

    /// The declaration of a name, marked as used.
    pub(super) fn use_declared(&mut self, word: &str) -> Option<NounId> {
        let found = self
            .declared
            .get(word)
            .map(|(id, ..)| *id)
            .or_else(|| self.items.get(word).copied().flatten())?;
        self.mark_used(found);
        Some(found)
    }

    /// Marks a declaration as used.
    pub(super) fn mark_used(&mut self, id: NounId) {
        let at = id.0 as usize;
        if self.used.len() <= at {
            self.used.resize(at + 1, false);
        }
        if let Some(used) = self.used.get_mut(at) {
            *used = true;
        }
    }

    /// Whether a name is declared.
    pub(super) fn is_declared(&self, id: &str) -> bool {
        self.declared.contains_key(id) || self.items.contains_key(id)
    }

    /// Whether this is the declaration that a name stands for.
    pub(super) fn is_declared_as(&self, id: &str, noun: NounId) -> bool {
        self.declared.get(id).is_some_and(|(found, ..)| *found == noun)
    }

    /// Whether anything names a declaration.
    pub(super) fn is_used(&self, id: NounId) -> bool {
        self.used.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// Resolves a name; where several parts of the vocabulary know it, the
    /// first of `wanted` that does.
    pub(super) fn resolve(
        &mut self,
        vocabulary: &Vocabulary,
        word: &str,
        span: Span,
        wanted: &[Kind],
        findings: &mut Vec<Diagnostic>,
    ) -> Ref {
        let kind = self.declared.get(word).map(|(_, _, kind)| *kind);
        if (kind.is_some() || self.items.contains_key(word))
            && let Some((kind, term)) = at_home(vocabulary, word, wanted, kind)
        {
            return Ref::Builtin(Class { kind, id: term.id.as_str() });
        }
        if let Some(noun) = self.use_declared(word) {
            return Ref::Noun(noun);
        }
        // "in us" is the country, "belief of us" the publisher.
        let place = word == "us" && wanted.contains(&Kind::Region);
        if let Some(special) = special(word).filter(|_| !place) {
            return Ref::Special(special);
        }
        for &kind in wanted.iter().chain(&Kind::ALL) {
            if let Some(term) = vocabulary.find(kind, word) {
                return Ref::Builtin(Class { kind, id: term.id.as_str() });
            }
        }
        findings.push(self.unknown_name(vocabulary, word, span, wanted));
        Ref::Unknown(word.into())
    }

    fn unknown_name(
        &mut self,
        vocabulary: &Vocabulary,
        word: &str,
        span: Span,
        wanted: &[Kind],
    ) -> Diagnostic {
        self.unknown += 1;
        let all = self.declared.keys().chain(self.items.keys()).filter(|_| self.unknown <= LOOKED_FOR);
        let mut declared: Vec<&str> = all.map(|id| &**id).collect();
        declared.sort_unstable();
        let builtin: Vec<&str> = wanted.iter().flat_map(|kind| vocabulary.names(*kind)).collect();
        let finding = Diagnostic::error("unknown-name", span, format!("nothing is called `{word}`"));
        let begins: &[&str] = if wanted == SUBJECTS { &["import", "section", "prose"] } else { &[] };
        let kinds = NounKind::ALL.iter().map(|kind| kind.as_str()).filter(|_| wanted == SUBJECTS);
        let own = SPECIALS.iter().copied().chain(begins.iter().copied()).chain(kinds);
        if ["the", "a", "an", "our", "your", "their"].contains(&word) {
            return finding.with_help(format!(
                "leave out `{word}`: names stand alone, texts have it inside the quotes"
            ));
        }
        if word == "this" {
            return finding.with_help("write `this-policy`, `this-section`, or a text in quotes");
        }
        match nearest(word, own.chain(declared).chain(builtin)) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None if wanted == [Kind::Country] => finding
                .with_help("write a country's code of two letters, such as `DE`, or its name in quotes"),
            None => finding
                .with_help(format!("declare it, or write a text in quotes: \"{}\"", word.replace('-', " "))),
        }
    }
}

/// The vocabulary's word for a place where what is declared under its name cannot stand: data that is
/// called `consent` is no legal basis, and `if emergency` is no person to call.
///
/// `declared` is the kind of the declaration, nothing for an item of data by its own word, which is one
/// among many and gives way in every place that is not about data.
pub fn at_home<'v>(
    vocabulary: &'v Vocabulary,
    word: &str,
    wanted: &[Kind],
    declared: Option<NounKind>,
) -> Option<(Kind, &'v Term)> {
    let lists = vocabulary_of(declared.unwrap_or(NounKind::Data));
    let fits = declared == Some(NounKind::Condition) && wanted.contains(&Kind::Condition)
        || wanted.iter().any(|kind| lists.contains(kind));
    let strict = matches!(wanted.first(), Some(Kind::Condition | Kind::Basis | Kind::Channel));
    if fits || declared.is_some() && !strict {
        return None;
    }
    wanted.iter().find_map(|kind| Some((*kind, vocabulary.find(*kind, word)?)))
}

/// The names of the things of the language's own.
pub const SPECIALS: &[&str] =
    &["we", "us", "you", "this-policy", "this-section", "recipients", "rights", "identity", "requests"];

/// The thing of the language's own with this name.
#[must_use]
pub fn special(word: &str) -> Option<Special> {
    Some(match word {
        "we" | "us" => Special::We,
        "you" => Special::You,
        "this-policy" => Special::ThisPolicy,
        "this-section" => Special::ThisSection,
        "recipients" => Special::Recipients,
        "rights" => Special::Rights,
        "identity" => Special::Identity,
        "requests" => Special::Requests,
        "others" => Special::Others,
        _ => return None,
    })
}

/// The vocabulary a clause's names are looked up in first.
#[must_use]
pub const fn wanted_after(word: ListWord) -> &'static [Kind] {
    match word {
        ListWord::From => &[Kind::Audience, Kind::Source, Kind::Role],
        ListWord::By | ListWord::Through => &[Kind::Channel, Kind::Technology, Kind::Service],
        ListWord::With | ListWord::To => &[Kind::Role, Kind::Audience, Kind::Class, Kind::Law],
        ListWord::On => &[Kind::Service, Kind::Technology],
        ListWord::In => &[Kind::Region, Kind::Country, Kind::Service],
        ListWord::About => &[Kind::Audience, Kind::Data, Kind::Class, Kind::Act, Kind::Condition],
        ListWord::Under => &[Kind::Law, Kind::Document],
        ListWord::For => &[Kind::Purpose, Kind::Audience, Kind::Act],
        ListWord::Of | ListWord::Against => &[Kind::Act, Kind::Class, Kind::Audience, Kind::Data],
        ListWord::When
        | ListWord::After
        | ListWord::Before
        | ListWord::Despite
        | ListWord::Giving
        | ListWord::As
        | ListWord::Called
        | ListWord::DependingOn
        | ListWord::Fee => &[Kind::Condition, Kind::Role],
        ListWord::Including | ListWord::SuchAs | ListWord::Except => {
            &[Kind::Class, Kind::Data, Kind::Role, Kind::Right]
        }
    }
}

/// The vocabulary objects are looked up in first.
pub const OBJECTS: &[Kind] = &[
    Kind::Class,
    Kind::Data,
    Kind::Signal,
    Kind::Technology,
    Kind::Audience,
    Kind::Act,
    Kind::Law,
    Kind::Role,
];

/// The vocabulary subjects are looked up in first.
pub const SUBJECTS: &[Kind] = &[Kind::Audience, Kind::Role, Kind::Service, Kind::Source];
