//! What words may stand for: names of declarations and of the vocabulary.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::joined;
use crate::law::Kind;
use crate::model::phrase::reads_as_sentence;
use crate::model::words::{NounKind, Unit};
use crate::model::{Noun, Policy, SPECIALS, SUBJECTS, properties_of, verb};

/// What words may stand for.
pub(super) struct Known<'p> {
    policy: &'p Policy,
    /// Declarations by the names that readers see, and by their own.
    pub(super) declared: HashMap<String, &'p str>,
}

impl<'p> Known<'p> {
    pub(super) fn of(policy: &'p Policy) -> Self {
        let mut declared = HashMap::new();
        for noun in policy.nouns.iter().filter(|noun| noun.kind != NounKind::Policy) {
            declared.entry(noun.id.replace('-', " ").to_lowercase()).or_insert(&*noun.id);
            if let Some(name) = &noun.name {
                declared.entry(name.to_lowercase()).or_insert(&*noun.id);
            }
        }
        Self { policy, declared }
    }

    /// The one name that some words are together.
    pub(super) fn name(&self, run: &[(Range<usize>, &str)], code: &str) -> Option<String> {
        let name = joined(run, "-");
        // One where there are many, many where there is one.
        let one = name.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.or_else(|| name.strip_suffix('s').map(str::to_owned));
        let many = format!("{name}s");
        let spellings = [Some(name), one, Some(many)];
        let mut spellings = spellings.into_iter().flatten();
        // A word of the vocabulary may be written the other way round: `marketing.email`.
        let dotted = || {
            let backwards: Vec<&str> = run.iter().rev().map(|(_, word)| *word).collect();
            [joined(run, "."), backwards.join(".").to_lowercase()].into_iter().find(|name| self.is_word(name))
        };
        let found = match code {
            "unknown-verb" => return spellings.find(|name| verb::find(name).is_some()),
            "unknown-property" => {
                let has =
                    |name: &str, kind: &NounKind| properties_of(*kind).iter().any(|(word, _)| *word == name);
                return spellings.find(|name| NounKind::ALL.iter().any(|kind| has(name, kind)));
            }
            "unknown-kind" => return spellings.find(|name| self.is_word(name)).or_else(dotted),
            _ => spellings.find(|name| {
                self.is_word(name) || Unit::parse(name).is_some() || SPECIALS.contains(&&**name)
            }),
        };
        let name = joined(run, " ");
        let shown =
            [&*name, name.strip_suffix('s').unwrap_or(&name), name.strip_suffix("es").unwrap_or(&name)];
        found
            .or_else(dotted)
            .or_else(|| shown.iter().find_map(|name| self.declared.get(*name)).map(|id| (*id).to_owned()))
    }

    /// The condition that words after `if` are: `if you consent`.
    pub(super) fn condition(&self, run: &[(Range<usize>, &str)]) -> Option<String> {
        match run {
            [(_, word @ ("if" | "unless" | "while" | "until")), (_, "you"), (_, name)]
                if self.policy.vocabulary.find(Kind::Condition, name).is_some() =>
            {
                Some(format!("{word} {name}"))
            }
            _ => None,
        }
    }

    pub(super) fn is_condition(&self, name: &str) -> bool {
        self.policy.vocabulary.find(Kind::Condition, name).is_some()
            || self.policy.nouns.iter().any(|noun| noun.kind == NounKind::Condition && &*noun.id == name)
    }

    /// Whether data has this name, or is a part of what has.
    pub(super) fn is_data(&self, name: &str) -> bool {
        let group = name.split_once('.').map_or(name, |(group, _)| group);
        let is = |id: &str| id == group || id.rsplit('.').next() == Some(name);
        self.policy.nouns.iter().any(|noun| noun.kind == NounKind::Data && is(&noun.id))
            || self.policy.vocabulary.find(Kind::Data, name).is_some()
    }

    /// Whether somebody has this name who could do something.
    pub(super) fn is_party(&self, name: &str) -> bool {
        use NounKind::{Audience, Organization, Recipient, Service, Source};
        let acts = |kind| matches!(kind, Audience | Organization | Recipient | Service | Source);
        matches!(name, "we" | "you" | "recipients")
            || self.policy.nouns.iter().any(|noun| acts(noun.kind) && &*noun.id == name)
            || SUBJECTS.iter().any(|kind| self.policy.vocabulary.find(*kind, name).is_some())
    }

    /// Whether people are called this.
    pub(super) fn is_people(&self, name: &str) -> bool {
        self.policy.nouns.iter().any(|noun| noun.kind == NounKind::Audience && &*noun.id == name)
            || self.policy.vocabulary.find(Kind::Audience, name).is_some()
    }

    /// The verb of the right that a word is a name of, whatever else it is called: `erasure`.
    pub(super) fn right(&self, name: &str) -> Option<&'static str> {
        let right = self.policy.vocabulary.find(Kind::Right, name)?;
        std::iter::once(&*right.id)
            .chain(right.aliases.iter().map(|alias| &**alias))
            .find_map(verb::find)
            .map(|verb| verb.id)
    }

    /// The kind of declaration that a word of the vocabulary is a kind of: a `vendor` is a recipient.
    pub(super) fn noun(&self, name: &str) -> Option<NounKind> {
        let kinds = [
            (Kind::Role, NounKind::Recipient),
            (Kind::Technology, NounKind::Tracker),
            (Kind::Audience, NounKind::Audience),
            (Kind::Service, NounKind::Service),
            (Kind::Document, NounKind::Document),
            (Kind::Source, NounKind::Source),
        ];
        kinds
            .into_iter()
            .find(|(kind, _)| self.policy.vocabulary.find(*kind, name).is_some())
            .map(|(_, noun)| noun)
    }

    /// Whether a name is a declaration's, so that it is spelt as it is meant.
    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.policy.nouns.iter().any(|noun| &*noun.id == name)
    }

    /// The declaration whose name is a word in other letters, capitals or small ones.
    pub(super) fn in_other_letters(&self, word: &str) -> Option<&str> {
        let same = |id: &&str| id.eq_ignore_ascii_case(word) && *id != word;
        self.policy.nouns.iter().map(|noun| &*noun.id).find(same)
    }

    /// What readers are shown for a word: the name of what is declared as it, a word of the vocabulary without its
    /// hyphens, or itself. The name of a condition is a sentence, and stands among no other words.
    pub(super) fn shown<'w>(&'w self, word: &'w str) -> Cow<'w, str> {
        let declared = self.policy.nouns.iter().find(|noun| &*noun.id == word);
        match declared.and_then(|noun| Some((noun.kind, noun.name.as_deref()?))) {
            Some((NounKind::Condition, name)) if reads_as_sentence(name) => word.replace('-', " ").into(),
            Some((_, name)) => name.into(),
            None if word.contains(['-', '.']) && self.is_word(word) => word.replace(['-', '.'], " ").into(),
            None => word.into(),
        }
    }

    /// What readers are shown for a word among others of the author's own: an id of several words by its name, while one
    /// that is a word stays as it was written.
    pub(super) fn shown_among<'w>(&'w self, word: &'w str) -> Cow<'w, str> {
        if word.contains(['-', '.', '_']) { self.shown(word) } else { word.into() }
    }

    /// What is done as readers are shown it: done to one thing, to that by its name, `using site`. A purpose is no thing.
    pub(super) fn shown_done(&self, said: &[&str]) -> String {
        let purpose = |word: &str| {
            self.policy.nouns.iter().any(|noun| noun.kind == NounKind::Purpose && &*noun.id == word)
        };
        let shown = |word| self.shown_among(word);
        match said {
            [done, thing] if !purpose(thing) => format!("{} {}", shown(done), self.shown(thing)),
            said => said.iter().map(|word| shown(word)).collect::<Vec<_>>().join(" "),
        }
    }

    /// The service that has a name, or that readers see by it.
    pub(super) fn service(&self, name: &str) -> Option<&str> {
        let id = self.declared.get(name)?;
        let service = |noun: &&Noun| noun.kind == NounKind::Service && &*noun.id == *id;
        self.policy.nouns.iter().find(service).map(|noun| &*noun.id)
    }

    /// Whether something or somebody has this name.
    pub(super) fn is_name(&self, name: &str) -> bool {
        self.is_own(name) || self.is_data(name) || self.is_party(name)
    }

    /// Whether a name is a declaration's, a class of data, or of the language's own: no word that others may follow.
    pub(super) fn is_own(&self, name: &str) -> bool {
        let group = name.split_once('.').map_or(name, |(group, _)| group);
        self.is_declared(group)
            || SPECIALS.contains(&name)
            || self.policy.vocabulary.find(Kind::Class, name).is_some()
    }

    /// Whether somebody is reached by what has this name.
    pub(super) fn is_channel(&self, name: &str) -> bool {
        self.policy.nouns.iter().any(|noun| noun.kind == NounKind::Channel && &*noun.id == name)
            || self.policy.vocabulary.find(Kind::Channel, name).is_some()
    }

    /// Whether a place has this name.
    pub(super) fn is_place(&self, name: &str) -> bool {
        let declared =
            self.policy.nouns.iter().any(|noun| noun.kind == NounKind::Region && &*noun.id == name);
        declared
            || [Kind::Region, Kind::Country]
                .iter()
                .any(|kind| self.policy.vocabulary.find(*kind, name).is_some())
    }

    /// The word behind which a sentence has what is declared as this, if it is nothing that a verb is about: `by mail`.
    pub(super) fn led_by(&self, name: &str) -> Option<&'static str> {
        let declared = self.policy.nouns.iter().find(|noun| &*noun.id == name)?;
        match declared.kind {
            NounKind::Channel => Some("by"),
            NounKind::Service => Some("on"),
            NounKind::Region => Some("in"),
            NounKind::Purpose => Some("for"),
            NounKind::Law => Some("under"),
            _ => None,
        }
    }

    /// Whether a word may stand behind the `:` of a declaration of somebody or something.
    pub(super) fn is_kind(&self, name: &str) -> bool {
        use Kind::{Audience, Channel, Data, Document, Purpose, Role, Service, Source, Technology};
        let kinds = [Data, Purpose, Role, Source, Audience, Technology, Channel, Service, Document];
        kinds.iter().any(|kind| self.policy.vocabulary.find(*kind, name).is_some())
    }

    pub(super) fn is_word(&self, name: &str) -> bool {
        Kind::ALL.iter().any(|kind| self.policy.vocabulary.find(*kind, name).is_some())
    }
}
