//! For whom and where a statement holds, and whom it leaves out.

use super::table::key;
use super::{Facets, ScopeView};
use crate::analysis::limits::has_age;
use crate::analysis::reach::{Placed, Reach};
use crate::document::outline::scope_of;
use crate::law::Kind;
use crate::model::words::ListWord;
use crate::model::{Clause, ClauseKind, List, Ref, Section, Special, Statement, Term, Value};
use crate::source::Span;

impl<'a> Facets<'_, 'a> {
    /// The limits of the data that a statement is about: those of the sections around it, and its own.
    pub(super) fn limits_of_data(&mut self, placed: &Placed<'a>) -> Vec<ScopeView<'a>> {
        let own = limits_of(self.reach, placed.statement).collect();
        self.limits_with(placed, own)
    }

    /// The limits of the sources or purposes that a statement names.
    pub(super) fn limits(&mut self, placed: &Placed<'a>, word: ListWord) -> Vec<ScopeView<'a>> {
        let own = limits_beside(self.reach, placed.statement, word).collect();
        self.limits_with(placed, own)
    }

    fn limits_with(&mut self, placed: &Placed<'a>, own: Vec<&'a Clause>) -> Vec<ScopeView<'a>> {
        let mut scopes = self.scopes(&placed.scopes);
        scopes.extend(self.limited_to(own, placed.statement.span));
        scopes
    }

    /// What some clauses limit a thing to, which is declared somewhere; nothing, if there are none.
    pub(super) fn limited_to(&mut self, clauses: Vec<&'a Clause>, span: Span) -> Option<ScopeView<'a>> {
        let own = self.reach.leaves_out_nobody(&mut clauses.iter().copied()).is_some();
        (!clauses.is_empty()).then(|| ScopeView {
            mark: self.viewer.mark(span),
            own,
            clauses: self.viewer.clauses(clauses),
        })
    }

    /// The limits of some sections, outermost first. Of two limits of which one lies within the
    /// other, the narrower is shown alone.
    pub(super) fn scopes(&mut self, sections: &[&'a Section]) -> Vec<ScopeView<'a>> {
        let limits = self.limiting(sections);
        sections
            .iter()
            .zip(limits)
            .map(|(section, (own, clauses))| ScopeView {
                mark: self.viewer.mark(section.span),
                own,
                clauses: self.viewer.clauses(clauses),
            })
            .collect()
    }

    /// The clauses of some sections that say what no other of them says closer, and whether they limit nothing.
    fn limiting(&self, sections: &[&'a Section]) -> Vec<(bool, Vec<&'a Clause>)> {
        let all: Vec<Vec<&'a Clause>> = sections.iter().map(|section| scope_of(section).collect()).collect();
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
        let limits = shown.into_iter().zip(everyone);
        limits.map(|(own, everyone)| (own.is_empty() || here && everyone.is_some(), own)).collect()
    }

    /// Whether another of some sections limits the same as a clause does, and more, or as much further out.
    fn is_said_closer(&self, clause: &Clause, at: usize, sections: &[Vec<&'a Clause>]) -> bool {
        let listed = |clause: &'a Clause, word: ListWord| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => Some(list),
            _ => None,
        };
        let ClauseKind::List(word @ (ListWord::For | ListWord::In | ListWord::Of), list) = &clause.kind
        else {
            return false;
        };
        // Residents of a place are people in it.
        let alike = |other: ListWord| match word {
            ListWord::In | ListWord::Of => matches!(other, ListWord::In | ListWord::Of),
            word => other == *word,
        };
        // An age stands with those whose age it is.
        let aged = |own: &Vec<&'a Clause>| {
            own.iter().filter_map(|clause| listed(clause, ListWord::Under)).any(has_age)
        };
        let kept = *word == ListWord::For && sections.get(at).is_some_and(aged);
        !kept
            && sections.iter().enumerate().filter(|(other, _)| *other != at).any(|(other, own)| {
                let mut others = own.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::List(found, list) if alike(*found) => Some(list),
                    _ => None,
                });
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
                matches!(whole.id, "people" | "consumer") && self.reach.is_people(inner)
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

/// The clauses of a statement or declaration that say of whom, of what age, and where it is so. That data is about
/// the readers is no limit.
pub(super) fn own_limits<'a>(
    reach: Reach<'a>,
    clauses: impl IntoIterator<Item = &'a Clause>,
) -> impl Iterator<Item = &'a Clause> {
    let you = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::You)));
    clauses.into_iter().filter(move |clause| match &clause.kind {
        ClauseKind::List(ListWord::In | ListWord::Under, _) => true,
        ClauseKind::List(ListWord::About, list) => !list.terms.iter().all(you),
        ClauseKind::List(ListWord::Of, list) => {
            list.terms.iter().all(|term| reach.is_people(term)) && !list.terms.iter().all(you)
        }
        _ => false,
    })
}

/// Those of a statement. Where data goes or is kept is no limit of it, and of what age those are whom it comes from is one
/// that needs their name.
fn limits_of<'a>(reach: Reach<'a>, statement: &'a Statement) -> impl Iterator<Item = &'a Clause> {
    let goes = reach.says_where_it_goes(statement);
    let aged = statement.standing(reach.policy).under == ListWord::From.as_str();
    let place = |clause: &Clause| matches!(clause.kind, ClauseKind::List(ListWord::In, _));
    let whose = move |clause: &&Clause| aged && matches!(clause.kind, ClauseKind::List(ListWord::From, _));
    let own = own_limits(reach, &statement.clauses).filter(move |clause| !(goes && place(clause)));
    statement.clauses.iter().filter(whose).chain(own)
}

/// Those of the data itself that a statement is about: in whose words it is handled is how, and not which it is.
pub(super) fn limits_of_itself<'a>(
    reach: Reach<'a>,
    statement: &'a Statement,
) -> impl Iterator<Item = &'a Clause> {
    let is_text = |term: &Term| matches!(term.value, Value::Ref(Ref::Text(_)));
    limits_of(reach, statement).filter(move |clause| match &clause.kind {
        ClauseKind::List(ListWord::Under, list) => !list.terms.iter().all(is_text),
        _ => true,
    })
}

/// Those of the sources or purposes that a statement names: whom its data is about limits the data alone, but for whose
/// age, or whose parents, it tells; and whom it is from is a source.
fn limits_beside<'a>(
    reach: Reach<'a>,
    statement: &'a Statement,
    word: ListWord,
) -> impl Iterator<Item = &'a Clause> {
    let standing = statement.standing(reach.policy);
    let told = standing.under == ListWord::About.as_str() || standing.of == ListWord::About.as_str();
    limits_of(reach, statement).filter(move |clause| match &clause.kind {
        ClauseKind::List(ListWord::About, _) => told,
        ClauseKind::List(ListWord::From, _) => word != ListWord::From,
        _ => true,
    })
}

impl<'a> Facets<'_, 'a> {
    /// What tells the limits of the data of one statement from those of others.
    pub(super) fn key_of_data(&mut self, statement: &'a Statement) -> String {
        self.key_of_all(limits_of(self.reach, statement).collect())
    }

    /// What tells the limits of the sources or purposes of one statement from those of others.
    pub(super) fn key_of_limits(&mut self, statement: &'a Statement, word: ListWord) -> String {
        self.key_of_all(limits_beside(self.reach, statement, word).collect())
    }

    /// What tells the sections around a statement from others; two that limit the same are alike, and what leaves
    /// out nobody is no limit.
    pub(super) fn key_of_scopes(&mut self, placed: &Placed<'a>) -> String {
        let mut all = String::new();
        for (section, _) in
            placed.scopes.iter().zip(self.limiting(&placed.scopes)).filter(|(_, (own, _))| !own)
        {
            let own: Vec<&'a Clause> = scope_of(section).collect();
            let lists = own.iter().all(|clause| matches!(clause.kind, ClauseKind::List(..)));
            all.push_str(&if lists { self.key_of_all(own) } else { format!("\n{:?}", section.span) });
        }
        all
    }

    /// Lists as readers see them: a place may be the author's word or the vocabulary's.
    fn key_of_all(&mut self, clauses: Vec<&'a Clause>) -> String {
        let mut all = String::new();
        for clause in clauses {
            let ClauseKind::List(word, list) = &clause.kind else { continue };
            let terms: Vec<_> = list.terms.iter().map(|term| self.viewer.words(term)).collect();
            all.push_str(&format!("\n{word:?} {terms:?}"));
        }
        all
    }
}
