//! Trackers: which there are, and what they bring to third parties.

use std::collections::{BTreeMap, BTreeSet};

use super::table::key;
use super::{Facets, ReadView, ScopeView};
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::receiving::is_read_by_others;
use crate::analysis::select;
use crate::document::view::{ConditionView, ListView, condition_key};
use crate::model::words::{ListWord, Modal, NounKind, Topic};
use crate::model::{Noun, NounId, Term};

impl<'a> Reach<'a> {
    /// The trackers that are used where the law holds: all that are declared, but those that a statement denies without
    /// any limit, and those that only statements for other places speak of.
    pub(super) fn trackers(self, placed: &[Placed<'a>]) -> Vec<(NounId, &'a Noun)> {
        let (mut denied, mut here, mut there) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for at in placed {
            at.statement.each_named(&mut |id| {
                here.insert(id);
            });
            if self.denies_use(at) {
                at.statement.object_terms().for_each(|term| {
                    term.each_named(&mut |id| {
                        denied.insert(id);
                    });
                });
            }
        }
        self.policy.each_statement(&mut |statement| {
            if !statement.modal.negative() {
                statement.each_named(&mut |id| {
                    there.insert(id);
                });
            }
        });
        let used = |id: &NounId| !denied.contains(id) && (here.contains(id) || !there.contains(id));
        let all = self.policy.nouns_of(NounKind::Tracker);
        all.filter(|(id, noun)| used(id) && !self.scoped_elsewhere(&noun.clauses)).collect()
    }
}

/// Under which limits a tracker is used, and what for.
pub(super) struct Used<'a> {
    /// What tells the limits from others; empty, if there are none.
    limits: String,
    /// What tells its section and its people from others.
    pub(super) around: String,
    /// Whether it is only said that it may be used.
    may: bool,
    pub(super) conditions: Vec<ConditionView<'a>>,
    pub(super) scopes: Vec<ScopeView<'a>>,
    /// The purposes that statements name.
    purposes: Vec<&'a Term>,
}

impl<'a> Facets<'_, 'a> {
    /// How the trackers are used: as their declarations say by themselves, or as statements say.
    pub(super) fn used(&mut self, placed: &[Placed<'a>]) -> Vec<(NounId, &'a Noun, Vec<Used<'a>>)> {
        let reach = self.reach;
        let mut said: BTreeMap<NounId, Vec<&Placed<'a>>> = BTreeMap::new();
        for at in placed {
            let uses = reach.by_publisher(at.statement) && select::verb_of(at.statement, Topic::Use);
            if uses && at.statement.modal.affirms() {
                for id in at.statement.object_terms().filter_map(|term| self.noun_of(term, NounKind::Tracker))
                {
                    said.entry(id).or_default().push(at);
                }
            }
        }
        let trackers = reach.trackers(placed).into_iter();
        trackers
            .map(|(id, noun)| (id, noun, self.uses(noun, &said.remove(&id).unwrap_or_default())))
            .collect()
    }

    fn uses(&mut self, tracker: &'a Noun, said: &[&Placed<'a>]) -> Vec<Used<'a>> {
        let (on, limits_of_it) = self.turned_on(tracker);
        let mut all: Vec<Used<'a>> = Vec::new();
        let mut at_limits: BTreeMap<String, usize> = BTreeMap::new();
        for at in said {
            let (statement, scopes) = (at.statement, self.limits(at, ListWord::For));
            let own = self.viewer.conditions(&statement.clauses);
            let may = matches!(statement.modal, Modal::May | Modal::MayHave | Modal::ReservesRight);
            let here = scopes.iter().all(|scope| scope.own);
            let mut around = String::new();
            if !here {
                around = self.key_of_scopes(at);
                around.push_str(&self.key_of_limits(statement, ListWord::For));
            }
            let mut limits = around.clone();
            if may || !own.is_empty() {
                limits.push_str(&format!("{may}{}", condition_key(&own)));
            }
            let number = *at_limits.entry(limits.clone()).or_insert(all.len());
            if number == all.len() {
                let conditions = on.iter().cloned().chain(own).collect();
                let scopes = limits_of_it.iter().cloned().chain(scopes).collect();
                all.push(Used { limits, around, may, conditions, scopes, purposes: Vec::new() });
            }
            if let Some(used) = all.get_mut(number) {
                used.purposes.extend(self.reach.purposes(statement));
            }
        }
        // What is used at all is not used once more under a limit only, but for what is for some purpose only.
        if all.iter().any(|used| used.limits.is_empty()) {
            all.retain(|used| used.limits.is_empty() || !used.purposes.is_empty());
        }
        if all.is_empty() {
            let (limits, around, purposes) = Default::default();
            all.push(Used { limits, around, may: false, conditions: on, scopes: limits_of_it, purposes });
        }
        all
    }

    /// The trackers that are used, with what that is for.
    pub(super) fn trackers_used(&mut self, placed: &[Placed<'a>]) -> Vec<(NounId, &'a Noun, ReadView<'a>)> {
        let reach = self.reach;
        let mut views = Vec::new();
        for (id, noun, all) in self.used(placed) {
            for used in all {
                let mut seen = BTreeSet::new();
                let purposes = select::listed(noun, ListWord::For).chain(used.purposes.iter().copied());
                let purposes: Vec<&'a Term> =
                    purposes.filter(|term| !reach.is_people(term) && seen.insert(key(term))).collect();
                let listed = |word| noun.property(word).flat_map(|property| &property.list.terms);
                let view = ReadView {
                    mark: self.viewer.mark(noun.span),
                    tracker: self.viewer.named(id),
                    providers: self.listed(listed("provider")),
                    reads: self.listed(listed("reads")),
                    purposes: self.listed(purposes),
                    sale: reach.tracker_is_paid_for(noun),
                    advertising: reach.tracker_advertises(noun, &used.purposes),
                    may: used.may,
                    conditions: used.conditions,
                    scopes: used.scopes,
                };
                views.push((id, noun, view));
            }
        }
        views
    }

    /// Those of them that bring what they read to third parties.
    pub(super) fn given_by_trackers(&mut self, placed: &[Placed<'a>]) -> Vec<(NounId, ReadView<'a>)> {
        let all = self.trackers_used(placed).into_iter();
        all.filter(|(_, noun, _)| is_read_by_others(noun)).map(|(id, _, view)| (id, view)).collect()
    }

    fn listed(&mut self, terms: impl IntoIterator<Item = &'a Term>) -> ListView<'a> {
        let terms = terms.into_iter().map(|term| self.viewer.term(term)).collect();
        ListView { terms, ..ListView::default() }
    }
}
