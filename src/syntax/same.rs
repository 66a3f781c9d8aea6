//! Whether two syntax trees say the same, wherever their parts stand.
//!
//! Each type is taken apart without `..`, so that a new field cannot be forgotten.

use super::ast::{
    Approval, Assertion, AssertionKind, Atom, Body, Clause, ClauseKind, Duration, Entry, Expression,
    Extension, Ground, Guarded, Import, Item, Kept, Length, List, Modality, Noun, Party, Passage, Pin, Said,
    Section, Sentence, Term, Text, Verb, Word,
};

use crate::source::SharedStr;

/// Equality that does not look at spans.
pub trait Same {
    /// Whether both say the same.
    #[must_use]
    fn same(&self, other: &Self) -> bool;
}

impl Same for bool {
    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

impl Same for str {
    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

impl Same for [u32] {
    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

impl Same for SharedStr {
    fn same(&self, other: &Self) -> bool {
        self == other
    }
}

impl<T: Same + ?Sized> Same for Box<T> {
    fn same(&self, other: &Self) -> bool {
        (**self).same(other)
    }
}

impl<T: Same> Same for Option<T> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(this), Some(other)) => this.same(other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

impl<T: Same> Same for Vec<T> {
    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(this, other)| this.same(other))
    }
}

impl<A: Same, B: Same> Same for (A, B) {
    fn same(&self, other: &Self) -> bool {
        self.0.same(&other.0) && self.1.same(&other.1)
    }
}

/// Structs with a span, and without one.
macro_rules! fields {
    ($($type:ident { $($field:ident),* } $($span:ident)?;)*) => {$(
        impl Same for $type {
            fn same(&self, other: &Self) -> bool {
                let Self { $($field,)* $($span: _)? } = self;
                $($field.same(&other.$field))&&*
            }
        }
    )*};
}

fields! {
    Assertion { kind, clauses } span;
    Approval { date, by, pins } span;
    Pin { section, wording, facts } span;
    Import { path } span;
    Word { text } span;
    Text { value } span;
    Passage { text, lines };
    Noun { keyword, id, name, kinds, qualifiers, body } span;
    Body { clauses, entries, promises };
    Entry { name, list, kinds, body } span;
    Section { id, title, clauses, items } span;
    Sentence { subjects, modality, verbs, any_verb, texts_listed, objects, clauses } span;
    Modality { modal, adverbs } span;
    List { terms, any, all } span;
    Term { quantifier, atom, kinds, detail, qualifiers } span;
    Duration { bound, number, unit } span;
    Extension { by, on };
    Clause { kind } span;
    Ground { basis, detail, purposes } span;
    Guarded { expression, guards } span;
}

/// Enums whose variants hold values by place.
macro_rules! variants {
    ($($type:ident { $($variant:ident($($a:ident $b:ident),*)),* })*) => {$(
        impl Same for $type {
            fn same(&self, other: &Self) -> bool {
                match (self, other) {
                    $((Self::$variant($($a),*), Self::$variant($($b),*)) => $($a.same($b))&&*,)*
                    ($(Self::$variant(..))|*, _) => false,
                }
            }
        }
    )*};
}

variants! {
    Item { Import(a b), Noun(a b), Sentence(a b), Section(a b), Prose(a b), Assertion(a b), Approval(a b) }
    Verb { Word(a b), Text(a b) }
    Party { Word(a b), Text(a b) }
    Atom { Word(a b), Text(a b), Number(a b), Date(a b), Duration(a b) }
    ClauseKind {
        Condition(a b, c d), Listing(a b, c d), Kept(a b, c d), Within(a b, c d, e f), Every(a b), Lookback(a b),
        Limit(a b, c d), Basis(a b), Saying(a b, c d), Dated(a b, c d), Often(a b), Allow(a b, c d)
    }
    Length { Time(a b), Said(a b) }
    Kept { For(a b), Condition(a b, c d), Forever(a b), Absent(a b) }
    Said { Text(a b), Word(a b), Date(a b), Absent(a b) }
}

impl Same for AssertionKind {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Never { verbs, objects }, Self::Never { verbs: other_verbs, objects: other_objects }) => {
                verbs.same(other_verbs) && objects.same(other_objects)
            }
            (Self::Every { noun, has }, Self::Every { noun: other_noun, has: other_has }) => {
                noun.same(other_noun) && has.same(other_has)
            }
            (Self::Never { .. } | Self::Every { .. }, _) => false,
        }
    }
}

impl Same for Expression {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Or(these), Self::Or(others)) | (Self::And(these), Self::And(others)) => these.same(others),
            (Self::Not(this), Self::Not(other)) => this.same(other),
            (Self::Group(this), Self::Group(other)) => this.same(other),
            (Self::Text(this), Self::Text(other)) => this.same(other),
            (
                Self::Test { name, party, detail },
                Self::Test { name: other_name, party: other_party, detail: other_detail },
            ) => name.same(other_name) && party.same(other_party) && detail.same(other_detail),
            (
                Self::Or(_)
                | Self::And(_)
                | Self::Not(_)
                | Self::Group(_)
                | Self::Text(_)
                | Self::Test { .. },
                _,
            ) => false,
        }
    }
}
