//! What a whole version says of data, purposes, recipients, sources and places, so that what is
//! new in one sentence can be told from what is new altogether.

use std::collections::BTreeSet;

use crate::analysis::transfers::is_home_to_all;
use crate::law::{Kind, Vocabulary};
use crate::model::verb::KEEPING;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, NounId, Ref, Term, Value, Verb};

use super::compare::Comparing;
use super::parts::{Atom, Slot, Thing};
use super::shape::{Shape, Version};
use super::stance::{Stance, stance};

/// What a version says.
#[derive(Debug, Default)]
pub(super) struct Flows {
    /// Data that is collected: what it is called in both versions, and what the vocabulary says it is.
    data: BTreeSet<String>,
    /// What data is used for.
    purposes: BTreeSet<String>,
    /// Who receives data.
    recipients: BTreeSet<String>,
    /// Who data comes from, besides people themselves.
    sources: BTreeSet<String>,
    /// Places that data goes to.
    places: BTreeSet<String>,
    /// Where the publisher is.
    home: BTreeSet<String>,
}

/// Topics of verbs by which data leaves.
pub(super) const LEAVING: &[Topic] = &[Topic::Sharing, Topic::Sale, Topic::Transfers];

/// Whether some verb of a sentence has one of these topics.
pub(super) fn has_topic(shape: &Shape<'_>, topics: &[Topic]) -> bool {
    shape.atoms(Slot::Verb).iter().any(|atom| match atom.thing {
        Thing::Verb(Verb::Known(verb)) => topics.contains(&verb.topic),
        _ => false,
    })
}

impl Flows {
    pub(super) fn new(version: &Version<'_>) -> Self {
        let mut flows = Self::default();
        for practice in version.context.practices() {
            let shape = version.statement(practice.statement, &practice.within);
            if stance(version, &shape) == Stance::Practice {
                flows.practice(version, &shape);
            }
        }
        for (id, noun) in version.policy.numbered_nouns() {
            // A purpose that only a legal basis or a tracker names is a purpose too.
            if noun.kind == NounKind::Tracker || noun.kind == NounKind::Data {
                for clause in &noun.clauses {
                    if let ClauseKind::List(ListWord::For, list) = &clause.kind {
                        flows.purposes.extend(list.terms.iter().map(|term| version.value(&term.value)));
                    }
                }
            }
            if matches!(noun.kind, NounKind::Recipient | NounKind::Source) && flows.receives(version, id) {
                flows.places.extend(noun.places(version.policy).map(|term| version.value(&term.value)));
            }
            for property in noun.property("provider") {
                flows.recipients.extend(property.list.terms.iter().map(|term| version.value(&term.value)));
            }
        }
        for property in version.policy.publisher().into_iter().flat_map(|noun| noun.property("country")) {
            flows.home.extend(property.list.terms.iter().map(|term| version.value(&term.value)));
        }
        flows
    }

    fn practice(&mut self, version: &Version<'_>, shape: &Shape<'_>) {
        if has_topic(shape, &[Topic::Collection]) {
            for atom in shape.atoms(Slot::Object) {
                if let Thing::Term(term) = atom.thing {
                    self.data(version, term);
                }
            }
            let sources =
                shape.atoms(Slot::List(ListWord::From)).iter().filter(|atom| !is_people(version, atom));
            self.sources.extend(sources.map(|atom| atom.key.clone()));
        }
        for atom in shape.atoms(Slot::List(ListWord::For)).iter().filter(|atom| is_purpose(version, atom)) {
            self.purposes.insert(atom.key.clone());
        }
        if has_topic(shape, LEAVING) {
            let there = [ListWord::To, ListWord::With].into_iter().map(|word| shape.atoms(Slot::List(word)));
            for atoms in there.chain([shape.places(version)]) {
                for atom in atoms {
                    let all = if is_place(version, atom) { &mut self.places } else { &mut self.recipients };
                    all.insert(atom.key.clone());
                }
            }
        }
        if shape.does(KEEPING) || shape.does(&["process"]) {
            let places = shape.places(version).iter().filter(|atom| is_place(version, atom));
            self.places.extend(places.map(|atom| atom.key.clone()));
        }
        for atom in shape.atoms(Slot::Basis) {
            if let Thing::Ground(_, Some(purpose)) = atom.thing {
                self.purposes.insert(version.value(&purpose.value));
            }
        }
    }

    fn data(&mut self, version: &Version<'_>, term: &Term) {
        self.data.insert(version.value(&term.value));
        self.data.extend(classes(version, term));
        if let Value::Ref(Ref::Noun(id)) = &term.value {
            self.items(version, *id);
        }
    }

    fn items(&mut self, version: &Version<'_>, id: NounId) {
        let Some(noun) = version.policy.noun(id) else { return };
        self.data.insert(format!("#{}", version.identity(id)));
        self.data.extend(data_classes(&noun.classes));
        noun.items.iter().for_each(|item| self.items(version, *item));
    }

    fn receives(&self, version: &Version<'_>, id: NounId) -> bool {
        self.recipients.contains(&format!("#{}", version.identity(id)))
            || self.sources.contains(&format!("#{}", version.identity(id)))
    }

    /// Whether some data is collected.
    pub(super) fn collects(&self, version: &Version<'_>, term: &Term) -> bool {
        if self.data.contains(&version.value(&term.value)) {
            return true;
        }
        let classes = classes(version, term);
        !classes.is_empty() && classes.iter().all(|class| self.data.contains(class))
    }

    /// Whether a declaration of data is collected, with one of its items at least.
    pub(super) fn has_noun(&self, name: &str) -> bool {
        self.data.contains(&format!("#{name}"))
    }

    /// Whether all of these kinds of data are collected.
    pub(super) fn collects_classes(&self, classes: &[crate::model::Class]) -> bool {
        let classes = data_classes(classes);
        !classes.is_empty() && classes.iter().all(|class| self.data.contains(class))
    }

    /// Whether data is used for this.
    pub(super) fn uses_for(&self, atom: &Atom<'_>) -> bool {
        self.purposes.contains(&atom.key)
    }

    /// Whether data goes to these.
    pub(super) fn gives_to(&self, key: &str) -> bool {
        self.recipients.contains(key)
    }

    /// Whether data comes from these.
    pub(super) fn gets_from(&self, atom: &Atom<'_>) -> bool {
        self.sources.contains(&atom.key)
    }

    /// Whether data goes to this place.
    pub(super) fn goes_to(&self, key: &str) -> bool {
        self.places.contains(key)
    }
}

/// What the vocabulary calls a place, by what it is called in both versions.
fn place_of(key: &str) -> Option<&str> {
    let kinds = [Kind::Region, Kind::Country];
    kinds.into_iter().find_map(|kind| key.strip_prefix(kind.key())?.strip_prefix(':'))
}

/// Whether one of two places lies in the other, by what they are called in both versions.
pub(super) fn lies_in(vocabulary: &Vocabulary, one: &str, other: &str) -> bool {
    let places = place_of(one).zip(place_of(other));
    places.is_some_and(|(one, other)| vocabulary.is_a(Kind::Region, one, other))
}

/// Whether data begins to go to a place, or no longer does.
pub(super) fn is_novel(all: &Comparing<'_>, is_new: bool, key: &str) -> bool {
    is_novel_beside(all, is_new, key, all.flows(!is_new).places.iter().map(String::as_str))
}

/// Whether data begins to be kept in a place, or no longer is. What the publisher keeps where it is goes nowhere.
pub(super) fn is_novel_store(all: &Comparing<'_>, is_new: bool, key: &str) -> bool {
    let vocabulary = &all.version(is_new).policy.vocabulary;
    let mut home = all.flows(!is_new).home.iter();
    !home.any(|home| key == home || lies_in(vocabulary, key, home)) && is_novel(all, is_new, key)
}

/// Whether a place is another than those of the other version: it is none of them, lies in none and has none in it,
/// and is at home under no law that asks what protects data abroad. One around them is another where only they are.
pub(super) fn is_novel_beside<'k>(
    all: &Comparing<'_>,
    is_new: bool,
    key: &str,
    known: impl Iterator<Item = &'k str>,
) -> bool {
    let vocabulary = &all.version(is_new).policy.vocabulary;
    let is_home = |key: &str| place_of(key).is_some_and(|place| is_home_to_all(vocabulary, &all.laws, place));
    let (mut inner, mut near) = (Vec::new(), is_home(key));
    for other in known {
        near |= key == other || lies_in(vocabulary, key, other);
        inner.extend(Some(other).filter(|other| lies_in(vocabulary, other, key)));
    }
    !near && (inner.is_empty() || is_new && inner.into_iter().all(is_home))
}

fn classes(version: &Version<'_>, term: &Term) -> Vec<String> {
    let mut all = data_classes(&term.classes);
    if let Value::Ref(Ref::Noun(id)) = &term.value {
        all.extend(version.policy.noun(*id).map(|noun| data_classes(&noun.classes)).unwrap_or_default());
    }
    all
}

fn data_classes(classes: &[crate::model::Class]) -> Vec<String> {
    classes
        .iter()
        .filter(|class| class.kind == Kind::Data)
        .map(|class| format!("data:{}", class.id))
        .collect()
}

/// The kind of declaration or the list of the vocabulary that an atom is of.
fn kinds(version: &Version<'_>, atom: &Atom<'_>) -> (Option<NounKind>, Option<Kind>) {
    let Thing::Term(term) = atom.thing else { return (None, None) };
    let noun = version.context.noun_of(term).map(|(_, noun)| noun.kind);
    let list = match &term.value {
        Value::Ref(Ref::Builtin(class)) => Some(class.kind),
        _ => None,
    };
    (noun, list)
}

/// Whether an atom is people.
pub(super) fn is_people(version: &Version<'_>, atom: &Atom<'_>) -> bool {
    let (noun, list) = kinds(version, atom);
    let you = matches!(atom.thing, Thing::Term(Term { value: Value::Ref(Ref::Special(_)), .. }));
    noun == Some(NounKind::Audience) || list == Some(Kind::Audience) || you
}

/// Whether an atom is data.
pub(super) fn is_data(version: &Version<'_>, atom: &Atom<'_>) -> bool {
    let (noun, list) = kinds(version, atom);
    noun == Some(NounKind::Data) || matches!(list, Some(Kind::Data | Kind::Class))
}

/// Whether an atom is a place.
pub(super) fn is_place(version: &Version<'_>, atom: &Atom<'_>) -> bool {
    let (noun, list) = kinds(version, atom);
    noun == Some(NounKind::Region) || matches!(list, Some(Kind::Region | Kind::Country))
}

/// Whether an atom after `for` is a purpose: neither people nor a length of time.
pub(super) fn is_purpose(version: &Version<'_>, atom: &Atom<'_>) -> bool {
    let Thing::Term(term) = atom.thing else { return false };
    !is_people(version, atom) && matches!(term.value, Value::Ref(_))
}
