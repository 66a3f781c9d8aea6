//! Rights, requests, and how to get in touch.

use std::rc::Rc;

use super::{FacetView, Facets};
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::document::view::{PartView, StatementView};
use crate::law::{Kind, Term as Row};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, Dated, Noun, NounId, Ref, Special, Statement, Term, Value, Verb};

impl<'a> Facets<'_, 'a> {
    pub(super) fn right(&mut self, id: &str, said: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let reach = self.reach;
        let Some(right) = reach.vocabulary.find(Kind::Right, id) else {
            return FacetView { missing: true, ..FacetView::default() };
        };
        // What people may do, and what their section says beside it of how it is done.
        let beside = |at: &Placed<'a>| {
            let topics = [Topic::Rights, Topic::Requests, Topic::Choices, Topic::Consent];
            let there = !at.within.is_empty() && topics.contains(&at.statement.topic);
            there && !reach.by_people(at.statement)
        };
        let rights = self.rights.get_or_init(|| {
            let rights = |at: &Placed<'a>| match reach.may_have_rights(at.statement) || beside(at) {
                true => reach.rights(at.statement),
                false => Vec::new(),
            };
            self.placed.iter().map(rights).collect()
        });
        let is_about = |found: &Vec<&Row>| found.iter().any(|found| reach.same_right(found, right));
        let about = self.placed.iter().zip(rights).filter(|(_, found)| is_about(found));
        let about: Vec<*const Statement> = about.map(|(at, _)| std::ptr::from_ref(at.statement)).collect();
        let is_of = |at: &Placed<'a>| {
            let people = reach.by_people(at.statement);
            about.contains(&std::ptr::from_ref(at.statement)) || ((people || beside(at)) && said(at))
        };
        let pick = |at: &Placed<'a>| is_of(at) && !beside(at);
        let mut view = self.shown(is_of);
        narrow(&mut view, &self.placed, |statement| {
            let found = reach.rights(statement);
            found.is_empty() || found.iter().any(|found| reach.same_right(found, right))
        });
        // A statement that only denies the right grants none.
        view.missing = !self.placed.iter().any(|at| pick(at) && !at.statement.modal.negative());
        view
    }

    /// What is said of one side of requests: how often, how soon, at what price.
    pub(super) fn terms_of_requests(&mut self, side: Side) -> FacetView<'a> {
        let placed = Rc::clone(&self.placed);
        let is_told = |at: &&Placed<'a>| {
            let told = select::has(at.statement, |clause| side.is_said_by(clause));
            let charges = side == Side::Fee && at.statement.does("charge");
            charges || (told && self.is_request(at.statement))
        };
        let picked: Vec<_> = placed.iter().filter(is_told).collect();
        let mut view = self.show(&picked);
        let parts = view.statements.iter_mut().flat_map(|group| &mut group.parts);
        parts.flat_map(PartView::statements_mut).for_each(|shown| side.alone(shown));
        view
    }

    /// Whether people ask by it for what this law gives them, or it is about what they ask for.
    fn is_request(&self, statement: &Statement) -> bool {
        let reach = self.reach;
        let asked =
            |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::Rights | Special::Requests)));
        let topics = [Topic::Rights, Topic::Requests, Topic::Choices, Topic::Consent];
        if reach.by_publisher(statement) {
            return topics.contains(&statement.topic) || select::does_any(statement, &["respond", "charge"]);
        }
        let in_words = reach.by_people(statement) && select::mentions(statement, &self.words);
        statement.topic == Topic::Requests
            || in_words
            || select::terms(statement).any(asked)
            || (reach.may_have_rights(statement) && reach.is_about_rights(statement))
    }

    pub(super) fn methods(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let asks = |statement: &Statement| {
            let requests = statement.topic == Topic::Requests || statement.does("exercise");
            reach.by_people(statement) && (requests || reach.is_about_rights(statement))
        };
        let mut view = self.shown(|at| {
            let words = at.statement.verbs.iter().any(|verb| matches!(verb, Verb::Text(_)));
            let means = at.statement.lists(ListWord::By).next().is_some();
            asks(at.statement)
                && (at.statement.does("exercise")
                    || (words && means)
                    || (at.statement.topic == Topic::Requests && means))
        });
        let by = self.placed.iter().filter(|at| asks(at.statement)).flat_map(|at| {
            at.statement
                .terms(ListWord::By)
                .chain(at.statement.terms(ListWord::Through))
                .chain(at.statement.terms(ListWord::On))
        });
        let ids: Vec<NounId> = by.filter_map(|term| self.noun_of(term, NounKind::Channel)).collect();
        view.nouns = self.nouns(ids);
        view.missing = view.nouns.is_empty() && view.statements.is_empty();
        view
    }

    pub(super) fn contact(&mut self) -> FacetView<'a> {
        let mut view = self.shown(|at| {
            at.statement.topic == Topic::Contact && select::does_any(at.statement, &["contact", "ask"])
        });
        let by = self
            .placed
            .iter()
            .filter(|at| at.statement.topic == Topic::Contact)
            .flat_map(|at| at.statement.terms(ListWord::By));
        let ids: Vec<NounId> = by.filter_map(|term| self.noun_of(term, NounKind::Channel)).collect();
        let words = ["address", "email", "phone", "link", "value", "person"];
        let reached = |noun: &Noun| words.iter().any(|word| noun.declares(word));
        let by_channel = ids.iter().any(|id| self.reach.policy.noun(*id).is_some_and(reached));
        let first = self.first_organization();
        view.missing = !by_channel && !self.reach.policy.publisher().is_some_and(reached);
        view.nouns = self.nouns(first.into_iter().chain(ids));
        view
    }

    pub(super) fn dates(&mut self) -> FacetView<'a> {
        let mut view = FacetView::default();
        let Some(head) = self.reach.policy.head() else {
            view.missing = true;
            return view;
        };
        let dates =
            head.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Dated(_, Dated::On(_))));
        view.dates = self.viewer.clauses(dates).dates;
        view.mark = Some(self.viewer.mark(head.span));
        view.missing = view.dates.len() < crate::model::words::DateWord::ALL.len();
        view
    }
}

/// One side of what is said of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// How often.
    Number,
    /// How soon.
    Time,
    /// At what price.
    Fee,
}

impl Side {
    fn is_said_by(self, clause: &ClauseKind) -> bool {
        match self {
            Self::Number => matches!(clause, ClauseKind::Limit(..)),
            Self::Time => matches!(clause, ClauseKind::Within(..)),
            Self::Fee => matches!(clause, ClauseKind::List(ListWord::Fee, _)),
        }
    }

    /// Leaves out of a sentence what is said of the other sides, and how one asks.
    fn alone(self, shown: &mut StatementView<'_>) {
        let clauses = &mut shown.clauses;
        if self != Self::Number {
            clauses.limits.clear();
        }
        if self != Self::Time {
            clauses.within.clear();
        }
        if self != Self::Fee {
            clauses.lists.clear(ListWord::Fee);
        }
        if shown.person != "we" {
            [ListWord::By, ListWord::Giving].into_iter().for_each(|word| clauses.lists.clear(word));
        }
    }
}

/// Of a statement that grants several rights at once, leaves out the verbs that grant others.
fn narrow(view: &mut FacetView<'_>, placed: &[Placed<'_>], stays: impl Fn(&Statement) -> bool) {
    let parts = view.statements.iter_mut().flat_map(|group| &mut group.parts);
    for shown in parts.flat_map(PartView::statements_mut) {
        let statement = placed.iter().map(|at| at.statement).find(|statement| *statement.id == *shown.id);
        let Some(statement) = statement.filter(|statement| statement.verbs.len() > 1) else { continue };
        // Words of the author's may go with one of the verbs only: "restrict, object to what we do".
        if statement.object_terms().any(|term| matches!(term.value, Value::Ref(Ref::Text(_)))) {
            continue;
        }
        let alone = |verb: &Verb| Statement { verbs: vec![verb.clone()], ..statement.clone() };
        let stay: Vec<bool> = statement.verbs.iter().map(|verb| stays(&alone(verb))).collect();
        if stay.contains(&true) {
            let mut stay = stay.into_iter();
            shown.verbs.retain(|_| stay.next().unwrap_or(true));
        }
    }
}
