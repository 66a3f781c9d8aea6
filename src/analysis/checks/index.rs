//! Which statements name what, so that a check looks at those alone that it may be about.

use crate::law::{Check, Kind, Vocabulary};
use crate::model::words::ListWord;
use crate::model::{Class, Statement, Term};

/// The statements by what they name.
#[derive(Default)]
pub(super) struct Index {
    /// For each place, kind and row of the vocabulary: what names the row, or something under it.
    slots: [Slot; 4],
}

#[derive(Default)]
struct Slot {
    rows: Vec<Vec<Vec<u32>>>,
    /// Statements with a word that lies in several lists, which are not numbered.
    apart: Vec<u32>,
}

/// Where a statement names something.
#[derive(Clone, Copy)]
enum Place {
    What,
    To,
    For,
    From,
}

impl Place {
    /// What a key of a check asks about, if its words are rows of the vocabulary.
    fn of(key: &str, word: &str) -> Option<(Self, Option<Kind>)> {
        match (key, word) {
            ("what", "data" | "technology" | "requests" | "safeguards" | "us") | ("to" | "for", "any") => {
                None
            }
            ("from", "any" | "direct" | "other" | "public") => None,
            ("what", _) => Some((Self::What, None)),
            ("to", _) => Some((Self::To, Some(Kind::Role))),
            ("for", _) => Some((Self::For, Some(Kind::Purpose))),
            ("from", _) => Some((Self::From, Some(Kind::Source))),
            _ => None,
        }
    }
}

/// Whether the rows of a list lie under those of another.
const fn crosses(kind: Kind) -> bool {
    matches!(kind, Kind::Region | Kind::Country)
}

impl Index {
    /// Indexes statements; `each_class` calls with all that a term is or holds.
    pub(super) fn of<'s>(
        vocabulary: &Vocabulary,
        statements: impl Iterator<Item = &'s Statement>,
        behind: impl Fn(&'s Term, ListWord) -> Vec<&'s Term>,
        each_class: impl Fn(&Term, &mut dyn FnMut(&Class)),
    ) -> Self {
        let mut index = Self::default();
        for (at, statement) in (0..).zip(statements) {
            each_term(statement, &behind, &mut |place, term| {
                each_class(term, &mut |class| index.add(place, class, at, vocabulary));
            });
        }
        index
    }

    fn add(&mut self, place: Place, class: &Class, at: u32, vocabulary: &Vocabulary) {
        let Some(slot) = self.slots.get_mut(place as usize) else { return };
        if crosses(class.kind) {
            add(&mut slot.apart, at);
            return;
        }
        // A word such as `partner` is in both lists.
        let other = match class.kind {
            Kind::Source => Some(Kind::Role),
            Kind::Role => Some(Kind::Source),
            _ => None,
        };
        for kind in [Some(class.kind), other].into_iter().flatten() {
            for row in vocabulary.line(kind, class.id) {
                let rows = entry(&mut slot.rows, kind as usize);
                if let Some(list) = rows.and_then(|rows| entry(rows, *row)) {
                    add(list, at);
                }
            }
        }
    }

    /// The statements that may name what one key of a check asks for; nothing, if they may be any.
    fn naming(&self, key: &str, words: &[String], vocabulary: &Vocabulary) -> Option<Vec<u32>> {
        let mut found = Vec::new();
        for word in words {
            let (place, kind) = Place::of(key, word)?;
            let slot = self.slots.get(place as usize)?;
            let kinds = kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
            for kind in kinds {
                if crosses(kind) && vocabulary.entry(kind, word).is_some() {
                    return None;
                }
                let row = vocabulary.line(kind, word).first();
                let rows = slot.rows.get(kind as usize);
                found.extend(row.and_then(|row| rows?.get(*row)).into_iter().flatten());
            }
            found.extend(&slot.apart);
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    /// The statements that may be what a check asks about, by everything that it asks for.
    pub(super) fn candidates(&self, check: &Check, vocabulary: &Vocabulary) -> Option<Vec<u32>> {
        let lists = check.keys.iter().filter_map(|(key, words)| self.naming(key, words, vocabulary));
        lists.min_by_key(Vec::len)
    }
}

/// Calls with each term of a statement, and with those that declarations of what it is about have behind the same words.
fn each_term<'s>(
    statement: &'s Statement,
    behind: &impl Fn(&'s Term, ListWord) -> Vec<&'s Term>,
    each: &mut dyn FnMut(Place, &'s Term),
) {
    crate::analysis::select::terms(statement).for_each(|term| each(Place::What, term));
    statement.recipients().for_each(|term| each(Place::To, term));
    // Whom a denial leaves out gets what it is about.
    let lists = [(Place::To, ListWord::Except), (Place::For, ListWord::For), (Place::From, ListWord::From)];
    for (place, word) in lists {
        statement.terms(word).for_each(|term| each(place, term));
    }
    for (place, word) in [(Place::For, ListWord::For), (Place::From, ListWord::From)] {
        let declared = statement.object_terms().flat_map(|term| behind(term, word));
        declared.for_each(|term| each(place, term));
    }
}

/// The entry at a number, made if there is none.
fn entry<T: Default>(list: &mut Vec<T>, at: usize) -> Option<&mut T> {
    if list.len() <= at {
        list.resize_with(at + 1, T::default);
    }
    list.get_mut(at)
}

/// Adds a number to the end of a list in which each stands once.
pub(super) fn add(list: &mut Vec<u32>, at: u32) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}
