//! What a section of a stub shows of a policy.
//!
//! A facet picks statements and declarations by what they are about: verb,
//! topic, kind of object, clause. It never says anything of its own; what is
//! not there is `missing`, and the template says what to declare.

mod away;
mod bases;
mod columns;
mod content;
mod data;
mod grounds;
mod groups;
mod held;
mod limits;
mod off;
mod rights;
mod rows;
mod table;
mod trackers;
mod view;
mod who;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::view::{NounView, Viewer};
use super::wording::Words;
use crate::analysis::people::People;
use crate::analysis::reach::{Placed, Reach, Written};
use crate::law::pack::StubSection;
use crate::law::{Pack, Term as Row};
use crate::model::words::NounKind;
use crate::model::{NounId, Prose, Ref, Statement, Term, Value};

pub use view::{
    AbroadView, CategoryView, DatesView, ExampleView, FacetView, GroundLineView, GroupView, KeptView,
    LineView, PurposeView, ReadView, SafeguardView, SaidView, ScopeView, UseView,
};

/// Makes the facets of one policy under one law.
pub(super) struct Facets<'v, 'a> {
    pub(super) viewer: &'v mut Viewer<'a>,
    pack: &'a Pack,
    reach: Reach<'a>,
    /// The law's words in the locale.
    law: Words<'a>,
    /// Words by which a locale knows statements of the section being made.
    words: Rc<[&'a str]>,
    /// The author's prose that belongs to the section being made.
    written: Vec<Written<'a>>,
    /// The prose that it shows, by the numbers that stand for it.
    pub(super) prose: Vec<&'a Prose>,
    placed: Rc<[Placed<'a>]>,
    /// Whose data the policy handles.
    people: People,
    /// The rights that each statement is about, once somebody asked.
    rights: OnceCell<Vec<Vec<&'a Row>>>,
    /// The statements by their ids, once somebody asked.
    by_id: OnceCell<BTreeMap<&'a str, &'a Statement>>,
}

impl<'v, 'a> Facets<'v, 'a> {
    pub(super) fn new(viewer: &'v mut Viewer<'a>, pack: &'a Pack, law: Words<'a>) -> Self {
        let (policy, vocabulary) = (viewer.policy, viewer.vocabulary);
        let reach = Reach { policy, vocabulary, regions: &pack.regions, scheme: &pack.id };
        let placed = reach.statements().into();
        let people = People::of(policy, vocabulary);
        Self {
            viewer,
            pack,
            reach,
            law,
            words: Rc::new([]),
            written: Vec::new(),
            prose: Vec::new(),
            placed,
            people,
            rights: OnceCell::new(),
            by_id: OnceCell::new(),
        }
    }

    /// Words of the locale by which a section knows what belongs to it.
    fn words_of(&self, section: &StubSection, key: &str) -> Vec<&'a str> {
        let words = self.law.get("sections").and_then(|sections| sections.get(&section.id)?.get(key));
        words.into_iter().flat_map(Words::entries).filter_map(|(_, word)| word.text()).collect()
    }

    /// Whether the author states that a fact does not hold.
    fn is_ruled_out(&self, fact: &str) -> bool {
        let said = self.reach.policy.head().into_iter().flat_map(|head| head.property("rules-out"));
        said.flat_map(|property| &property.list.terms)
            .any(|term| matches!(&term.value, Value::Ref(Ref::Text(found)) if **found == *fact))
    }

    /// A word of the locale for a code of one of the law's lists.
    fn label(&self, key: &str, code: &str) -> Option<&'a str> {
        self.law.get(key)?.text_of(code)
    }

    /// The statements picked; none is a gap.
    fn shown(&mut self, pick: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let placed = Rc::clone(&self.placed);
        let picked: Vec<&Placed<'a>> = placed.iter().filter(|at| pick(at)).collect();
        self.show(&picked)
    }

    fn show(&mut self, picked: &[&Placed<'a>]) -> FacetView<'a> {
        FacetView { missing: picked.is_empty(), statements: self.groups(picked), ..FacetView::default() }
    }

    /// [`Facets::shown`]; what holds for some people only is a gap for the others.
    fn shown_for_all(&mut self, pick: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let mut view = self.shown(&pick);
        view.missing = !self.reach.are_for_all(self.placed.iter().filter(|at| pick(at)), &self.people);
        view
    }

    fn nouns(&mut self, ids: impl IntoIterator<Item = NounId>) -> Vec<NounView<'a>> {
        let mut seen = BTreeSet::new();
        let mut views = Vec::new();
        for id in ids {
            if seen.insert(id) {
                views.extend(self.viewer.noun(id));
            }
        }
        views
    }

    fn noun_of(&self, term: &Term, kind: NounKind) -> Option<NounId> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                self.reach.policy.noun(*id).filter(|noun| noun.kind == kind).map(|_| *id)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
