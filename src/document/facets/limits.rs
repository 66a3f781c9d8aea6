//! For whom and where a statement holds, and whom it leaves out.

use super::table::key;
use super::{Facets, ScopeView};
use crate::analysis::reach::Placed;
use crate::document::outline::scope_of;
use crate::law::{Kind, Vocabulary};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Clause, ClauseKind, List, Noun, Policy, Ref, Term, Value};

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

    /// Whether a statement holds for some of the people whom the law protects only, such as children.
    pub(super) fn is_limited(&self, placed: &Placed<'a>) -> bool {
        let around = placed.scopes.iter().filter(|section| !self.reach.is_for_all(section));
        let scopes = around.flat_map(|section| &section.clauses);
        let own = &placed.statement.clauses;
        scopes.chain(own).any(|clause| match &clause.kind {
            ClauseKind::List(ListWord::For | ListWord::Of | ListWord::About, list) => {
                !list.terms.is_empty() && list.terms.iter().all(|term| self.names_some(term))
            }
            ClauseKind::List(ListWord::Under, list) => has_age(list),
            _ => false,
        })
    }

    /// Whether a term names people, and not everybody.
    fn names_some(&self, term: &Term) -> bool {
        let classes = self.reach.classes(term);
        let mut people = classes.iter().filter(|class| class.kind == Kind::Audience).peekable();
        let named = people.peek().is_some() || self.reach.names_a(term, &[NounKind::Audience]);
        // Whoever is told apart by a place only is everybody there.
        let by_place = people.peek().is_none() && !self.reach.places().of(term).is_empty();
        named && !by_place && !people.any(|class| self.is_everyone(term, class.id))
    }

    /// Whether those whom a term names, of a kind in the vocabulary, are everybody whom the law protects.
    fn is_everyone(&self, term: &Term, id: &str) -> bool {
        let is_a = |what: &str| self.reach.vocabulary.is_a(Kind::Audience, id, what);
        let told_apart = || self.tells_users_apart && self.reach.names_a(term, &[NounKind::Audience]);
        id == "people"
            || is_a("consumer")
            || is_a("resident")
            || uses_a_service(self.reach.vocabulary, id) && !told_apart()
    }
}

/// Whether a policy tells some of those who use its services from others, such as drivers from passengers.
pub(super) fn tells_users_apart(policy: &Policy, vocabulary: &Vocabulary) -> bool {
    let uses = |noun: &Noun| noun.classes.iter().any(|class| uses_a_service(vocabulary, class.id));
    policy.nouns_of(NounKind::Audience).filter(|(_, noun)| uses(noun)).nth(1).is_some()
}

/// Whether people of a kind use a service: they are the readers of its policy.
fn uses_a_service(vocabulary: &Vocabulary, id: &str) -> bool {
    ["user", "customer", "visitor"].iter().any(|reader| vocabulary.is_a(Kind::Audience, id, reader))
}

/// Whether a list is of people under an age.
fn has_age(list: &List) -> bool {
    list.terms.iter().any(|term| matches!(term.value, Value::Number(_)))
}
