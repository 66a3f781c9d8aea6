//! For whom and where a statement holds, and whom it leaves out.

use super::table::key;
use super::{Facets, ScopeView};
use crate::analysis::limits::has_age;
use crate::analysis::reach::Placed;
use crate::document::outline::scope_of;
use crate::law::Kind;
use crate::model::words::ListWord;
use crate::model::{Clause, ClauseKind, List, Ref, Term, Value};

impl<'a> Facets<'_, 'a> {
    /// The limits of the sections around a statement, outermost first. Of two limits of which one lies within the
    /// other, the narrower is shown alone.
    pub(super) fn scopes(&mut self, placed: &Placed<'a>) -> Vec<ScopeView<'a>> {
        let all: Vec<Vec<&'a Clause>> =
            placed.scopes.iter().map(|section| scope_of(section).collect()).collect();
        let shown: Vec<Vec<&'a Clause>> = all
            .iter()
            .enumerate()
            .map(|(at, own)| {
                own.iter().copied().filter(|clause| !self.is_said_closer(clause, at, &all)).collect()
            })
            .collect();
        let reach = self.reach;
        let everyone: Vec<Option<bool>> =
            shown.iter().map(|own| reach.leaves_out_nobody(&mut own.iter().copied())).collect();
        let here = everyone.contains(&Some(true));
        let sections = placed.scopes.iter().zip(shown).zip(everyone);
        sections
            .map(|((section, own), everyone)| ScopeView {
                mark: self.viewer.mark(section.span),
                own: own.is_empty() || here && everyone.is_some(),
                clauses: self.viewer.clauses(own),
            })
            .collect()
    }

    /// Whether another of some sections limits the same as a clause does, and more, or as much further out.
    fn is_said_closer(&self, clause: &Clause, at: usize, sections: &[Vec<&'a Clause>]) -> bool {
        let listed = |clause: &'a Clause, word: ListWord| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => Some(list),
            _ => None,
        };
        let ClauseKind::List(word @ (ListWord::For | ListWord::In), list) = &clause.kind else {
            return false;
        };
        // An age stands with those whose age it is.
        let aged = |own: &Vec<&'a Clause>| {
            own.iter().filter_map(|clause| listed(clause, ListWord::Under)).any(has_age)
        };
        let kept = *word == ListWord::For && sections.get(at).is_some_and(aged);
        !kept
            && sections.iter().enumerate().filter(|(other, _)| *other != at).any(|(other, own)| {
                let mut others = own.iter().filter_map(|clause| listed(clause, *word));
                others.any(|found| self.lies_in(found, list) && (other < at || !self.lies_in(list, found)))
            })
    }

    /// Whether all that one list names lies in what another names.
    fn lies_in(&self, inner: &List, outer: &List) -> bool {
        let whole = |term: &&Term| term.detail.is_none() && term.quantifier.is_none();
        !inner.open
            && inner
                .terms
                .iter()
                .all(|term| outer.terms.iter().filter(whole).any(|outer| self.is_part_of(term, outer)))
    }

    fn is_part_of(&self, inner: &Term, outer: &Term) -> bool {
        let Value::Ref(Ref::Builtin(whole)) = &outer.value else { return key(inner) == key(outer) };
        let is_a = |kind, id: &str| self.reach.vocabulary.is_a(kind, id, whole.id);
        match whole.kind {
            Kind::Audience => {
                let mut classes = self.reach.policy.classes_of(inner);
                whole.id == "people" && self.reach.is_people(inner)
                    || classes.any(|class| class.kind == Kind::Audience && is_a(Kind::Audience, class.id))
            }
            Kind::Region | Kind::Country => {
                let places = self.reach.places().of(inner);
                !places.is_empty() && places.iter().all(|place| is_a(Kind::Region, place))
            }
            _ => key(inner) == key(outer),
        }
    }
}
