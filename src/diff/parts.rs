//! The parts of a sentence, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::words::{Adverb, ConditionWord, DateWord, ListWord, SayingWord};
use crate::model::{
    Dated, Duration, Expression, Extension, Ground, Length, Ref, Retention, Said, Term, Value, Verb,
};
use crate::source::Span;

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Subject,
    Adverb,
    Verb,
    Object,
    List(ListWord),
    Kept,
    Within,
    Every,
    Lookback,
    Limit,
    Basis,
    Condition(ConditionWord),
    Saying(SayingWord),
    Dated(DateWord),
}

/// What stands in a part of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing<'a> {
    Term(&'a Term),
    Verb(&'a Verb),
    /// How it is done, and whether it stands before a "not", which then does not deny it.
    Adverb(Adverb, bool),
    /// A condition, and what limits it in turn but not the sentence.
    Condition(ConditionWord, &'a Expression, &'a [(ConditionWord, Expression)]),
    Kept(&'a Retention, Option<&'a Expression>),
    Within(&'a Length, Option<&'a Expression>, Option<&'a Extension>),
    Every(Duration),
    Lookback(Duration),
    Limit(u32, Option<Duration>),
    Ground(&'a Ground, Option<&'a Term>),
    Said(SayingWord, &'a Said),
    Dated(Dated),
    /// "And others": the list is not complete.
    Open,
}

/// One thing in a part of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Atom<'a> {
    /// What it is: the same in both versions if it means the same.
    pub(super) key: String,
    /// What shades it: how much of it, what goes with it.
    pub(super) marks: String,
    /// Itself.
    pub(super) thing: Thing<'a>,
    /// Where.
    pub(super) span: Span,
    /// Whether "or" joins it to the others.
    pub(super) any: bool,
}

impl Atom<'_> {
    /// The author's own words, if it is nothing else.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.thing {
            Thing::Term(Term { value: Value::Ref(Ref::Text(text)), .. }) => Some(text),
            Thing::Verb(Verb::Text(text)) | Thing::Said(_, Said::Text(text)) => Some(text),
            Thing::Condition(_, Expression::Text(text, _), []) => Some(text),
            _ => None,
        }
    }

    /// What is named, if it is that.
    pub(super) fn term(&self) -> Option<&Term> {
        match self.thing {
            Thing::Term(term) => Some(term),
            _ => None,
        }
    }

    /// Whether it is a length of time.
    pub(super) fn is_length(&self) -> bool {
        matches!(self.thing, Thing::Term(Term { value: Value::Duration(_), .. }))
    }

    /// The key with what shades it.
    pub(super) fn whole(&self) -> String {
        format!("{}\u{1}{}", self.key, self.marks)
    }
}

/// The parts of something, by where they stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'a>(BTreeMap<Slot, Vec<Atom<'a>>>);

impl<'a> Parts<'a> {
    /// Adds an atom, unless the same stands there.
    pub(super) fn add(&mut self, slot: Slot, atom: Atom<'a>) {
        let atoms = self.0.entry(slot).or_default();
        if !atoms.iter().any(|known| known.key == atom.key && known.marks == atom.marks) {
            atoms.push(atom);
        }
    }

    pub(super) fn atoms(&self, slot: Slot) -> &[Atom<'a>] {
        self.0.get(&slot).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = (Slot, &[Atom<'a>])> {
        self.0.iter().filter(|(_, atoms)| !atoms.is_empty()).map(|(slot, atoms)| (*slot, atoms.as_slice()))
    }

    /// Adds all that stands in others.
    pub(super) fn extend(&mut self, others: Parts<'a>) {
        for (slot, atoms) in others.0 {
            atoms.into_iter().for_each(|atom| self.add(slot, atom));
        }
    }

    /// Where something stands in these parts or in others.
    pub(super) fn slots_of_both(&self, other: &Self) -> BTreeSet<Slot> {
        self.slots().chain(other.slots()).map(|(slot, _)| slot).collect()
    }

    /// Puts atoms in the place of those that stand there.
    pub(super) fn set(&mut self, slot: Slot, atoms: Vec<Atom<'a>>) {
        self.0.insert(slot, atoms);
    }

    /// Says "or" between what stands somewhere.
    pub(super) fn join(&mut self, slot: Slot) {
        self.0.entry(slot).or_default().iter_mut().for_each(|atom| atom.any = true);
    }

    pub(super) fn keep(&mut self, slot: Slot, keep: &dyn Fn(&Atom<'a>) -> bool) {
        if let Some(atoms) = self.0.get_mut(&slot) {
            atoms.retain(|atom| keep(atom));
        }
    }

    /// What stands somewhere, whatever the order.
    pub(super) fn key_of(&self, slot: Slot) -> BTreeSet<String> {
        self.atoms(slot).iter().map(Atom::whole).collect()
    }

    /// What it says, whatever the order.
    pub(super) fn key(&self, without: &[Slot]) -> String {
        self.key_where(&|slot, _| !without.contains(&slot))
    }

    /// What some of it says, whatever the order.
    pub(super) fn key_where(&self, wanted: &dyn Fn(Slot, &Atom<'a>) -> bool) -> String {
        let mut out = String::new();
        for (slot, atoms) in self.slots() {
            let atoms = atoms.iter().filter(|atom| wanted(slot, atom));
            let all: BTreeSet<String> = atoms.map(Atom::whole).collect();
            if all.is_empty() {
                continue;
            }
            out.push_str(&format!("\u{3}{slot:?}"));
            for atom in all {
                out.push('\u{4}');
                out.push_str(&atom);
            }
        }
        out
    }
}
