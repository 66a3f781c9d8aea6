//! Trackers: which there are, and what they bring to third parties.

use std::collections::{BTreeMap, BTreeSet};

use super::table::key;
use super::{Facets, ReadView};
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::document::view::ListView;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Noun, NounId, Term};

impl<'a> Facets<'_, 'a> {
    /// The trackers, but those that a statement denies without any limit.
    pub(super) fn trackers(&self, placed: &[Placed<'a>]) -> Vec<(NounId, &'a Noun)> {
        let reach = self.reach;
        let denials = placed.iter().filter(|at| reach.denies_use(at));
        let denied: BTreeSet<NounId> = denials
            .flat_map(|at| at.statement.object_terms())
            .filter_map(|term| self.noun_of(term, NounKind::Tracker))
            .collect();
        let trackers = reach.policy.nouns_of(NounKind::Tracker);
        trackers.filter(|(id, _)| !denied.contains(id)).collect()
    }

    /// The trackers that bring what they read to third parties, with what that is for.
    pub(super) fn given_by_trackers(&mut self, placed: &[Placed<'a>]) -> BTreeMap<NounId, ReadView<'a>> {
        let reach = self.reach;
        let mut said: BTreeMap<NounId, Vec<&'a Term>> = BTreeMap::new();
        for statement in placed.iter().map(|at| at.statement) {
            if !statement.modal.negative()
                && reach.by_publisher(statement)
                && select::verb_of(statement, Topic::Use)
            {
                for id in statement.object_terms().filter_map(|term| self.noun_of(term, NounKind::Tracker)) {
                    said.entry(id).or_default().extend(reach.purposes(statement));
                }
            }
        }
        let mut views = BTreeMap::new();
        for (id, noun) in self.trackers(placed) {
            if !select::is_read_by_others(noun) {
                continue;
            }
            let said = said.remove(&id).unwrap_or_default();
            let mut seen = BTreeSet::new();
            let purposes = select::listed(noun, ListWord::For).chain(said.iter().copied());
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
                advertising: reach.tracker_advertises(noun, &said),
                conditions: self.turned_on(noun),
                scopes: Vec::new(),
            };
            views.insert(id, view);
        }
        views
    }

    fn listed(&mut self, terms: impl IntoIterator<Item = &'a Term>) -> ListView<'a> {
        let terms = terms.into_iter().map(|term| self.viewer.term(term)).collect();
        ListView { terms, ..ListView::default() }
    }
}
