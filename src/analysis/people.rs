//! Whose data a policy handles, and whom of them a statement is for.
//!
//! A right of some people is none of the others, and what is denied of some data may be done with the rest. Who "all"
//! are is what the policy itself says: those whom the data comes from or is about, whatever they are called.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::limits::{has_age, is_whoever};
use super::reach::{Placed, Reach};
use super::select;
use crate::law::{Kind, Vocabulary};
use crate::model::people::which;
use crate::model::verb::GIVEN;
use crate::model::words::{ListWord, Modal, NounKind, Topic};
use crate::model::{
    self, ClauseKind, List, Noun, NounId, Policy, Ref, Section, Special, Statement, Term, Value,
};

/// The people whose data a policy handles.
pub(crate) struct People {
    /// Whether the policy tells some of those who use its services from others, such as drivers from passengers.
    tells_users_apart: bool,
    /// The audiences that are called no more than people and whose data it tells from that of others, once somebody asks.
    told_apart: OnceCell<BTreeSet<NounId>>,
    /// The groups of them that the policy names, once somebody asks.
    groups: OnceCell<BTreeSet<Group>>,
}

/// People whose data is handled, as a policy names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Whoever reads the policy.
    Anybody,
    Declared(NounId),
    /// By the vocabulary's name.
    Known(&'static str),
}

impl People {
    /// Of a policy.
    pub(crate) fn of(policy: &Policy, vocabulary: &Vocabulary) -> Self {
        let users = users(policy, vocabulary);
        let (told_apart, groups) = Default::default();
        Self { tells_users_apart: users.take(2).count() > 1, told_apart, groups }
    }

    /// The same where those who use the services are one, whatever a policy calls some of them.
    pub(crate) fn with_users_as_one() -> Self {
        Self {
            tells_users_apart: false,
            told_apart: OnceCell::from(BTreeSet::new()),
            groups: OnceCell::new(),
        }
    }

    /// Whether anybody asked who they are.
    pub(crate) fn were_asked_for(&self) -> bool {
        self.groups.get().is_some() || self.told_apart.get().is_some()
    }

    /// Whether an audience is people whose data the policy tells from that of others, by naming them beside each other.
    /// One that is called people and stands alone may be everybody.
    fn tells_apart(&self, reach: Reach<'_>, id: NounId) -> bool {
        let told = self.told_apart.get_or_init(|| {
            let reach = Reach { regions: &[], ..reach };
            let mut alone: Vec<&Term> = Vec::new();
            let mut told = BTreeSet::new();
            for placed in &reach.statements() {
                let named = reach.told_whose(placed).into_iter().flatten();
                let people: Vec<&Term> = named.filter(|term| reach.is_people(term)).collect();
                match people.as_slice() {
                    [only] if only.value == Value::Ref(Ref::Special(Special::You)) => {}
                    [only] => alone.push(only),
                    several => told.extend(several.iter().filter_map(|term| term.noun())),
                }
            }
            if alone.first().is_some_and(|first| alone.iter().any(|other| other.value != first.value)) {
                told.extend(alone.into_iter().filter_map(Term::noun));
            }
            told
        });
        told.contains(&id)
    }

    fn groups(&self, reach: Reach<'_>) -> &BTreeSet<Group> {
        self.groups.get_or_init(|| {
            // The same people are meant wherever a law holds.
            let reach = Reach { regions: &[], ..reach };
            let mut groups: BTreeSet<Group> =
                reach.statements().iter().flat_map(|placed| reach.whose_data(placed, self)).collect();
            if groups.is_empty() {
                groups.insert(Group::Anybody);
            }
            // Readers who are told apart are each of those who are told from the others.
            if self.tells_users_apart && groups.remove(&Group::Anybody) {
                groups.extend(users(reach.policy, reach.vocabulary).map(Group::Declared));
            }
            groups
        })
    }
}

impl<'a> Reach<'a> {
    /// Whether a statement holds for some of the people only whose data the policy handles, such as children.
    pub(crate) fn is_limited(self, placed: &Placed<'a>, people: &People) -> bool {
        !self.are_for_all(std::iter::once(placed), people)
    }

    /// Whether people give the publisher data by it, or may.
    pub(crate) fn is_given(self, statement: &Statement) -> bool {
        statement.topic == Topic::Collection
            && statement.modal.affirms()
            && self.by_people(statement)
            && (statement.recipients().next().is_none() || self.comes_in(statement))
            && select::does_any(statement, GIVEN)
            && statement.object_terms().any(|term| self.is_data(term))
    }

    /// Whether statements, one or several together, hold for everybody whose data the policy handles.
    pub(crate) fn are_for_all<'p>(
        self,
        mut statements: impl Iterator<Item = &'p Placed<'a>>,
        people: &People,
    ) -> bool
    where
        'a: 'p,
    {
        let mut reached = BTreeSet::new();
        statements.any(|placed| {
            let limits = self.limits(placed, people);
            if limits.is_empty() {
                return true;
            }
            let within = |group: &Group| limits.iter().all(|limit| self.takes_in(limit, *group));
            let all = people.groups(self);
            reached.extend(all.iter().copied().filter(within));
            reached.len() == all.len()
        })
    }

    /// The lists that each limit a statement to some people; an age alone is a list of nobody.
    fn limits(self, placed: &Placed<'a>, people: &People) -> Vec<&'a [Term]> {
        let known = |term: &Term| {
            self.policy.classes_of(term).any(|class| class.kind == Kind::Audience)
                || self.are_told_apart(term, people)
        };
        let some = |term: &Term| self.names_some(term, people);
        let in_words = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => which(text, self.vocabulary).some,
            _ => false,
        };
        let few = |term: &Term| known(term) && some(term) || in_words(term);
        let subjects = Some(placed.statement.subjects.as_slice())
            .filter(|terms| !terms.is_empty() && terms.iter().all(few));
        let apart = |section: &Section| {
            model::listed(&section.clauses, |word| word == ListWord::For)
                .any(|term| self.are_told_apart(term, people))
        };
        let around = placed.scopes.iter().filter(|section| apart(section) || !self.is_for_all(section));
        let clauses = around.flat_map(|section| &section.clauses).chain(&placed.statement.clauses);
        let limits = clauses.filter_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::For | ListWord::Of | ListWord::About, list) => {
                (!list.terms.is_empty() && list.terms.iter().all(some)).then_some(list.terms.as_slice())
            }
            ClauseKind::List(ListWord::Under, list) => has_age(list).then_some(&[][..]),
            _ => None,
        });
        subjects.into_iter().chain(limits).collect()
    }

    /// Whether some people are, or stand for, a group of those whose data is handled.
    fn takes_in(self, people: &[Term], group: Group) -> bool {
        let named =
            |term: &Term| matches!(&term.value, Value::Ref(Ref::Noun(id)) if group == Group::Declared(*id));
        let kinds: Vec<&str> = match group {
            Group::Anybody => Vec::new(),
            Group::Known(id) => vec![id],
            Group::Declared(id) => self.policy.noun(id).map(kinds).unwrap_or_default(),
        };
        let is_a = |whole: &str| kinds.iter().any(|id| self.vocabulary.is_a(Kind::Audience, id, whole));
        people.iter().any(|term| {
            let all_of = |id: &str| matches!(term.value, Value::Ref(Ref::Builtin(_))) && is_a(id);
            // Parents have the rights of their children.
            let parents = |id: &str| self.vocabulary.is_a(Kind::Audience, id, "parent") && is_a("minor");
            named(term)
                || self
                    .policy
                    .classes_of(term)
                    .any(|class| class.kind == Kind::Audience && (all_of(class.id) || parents(class.id)))
        })
    }

    /// Whether it tells whose data the policy handles.
    pub(crate) fn tells_whose_data(self, placed: &Placed<'a>, people: &People) -> bool {
        !self.whose_data(placed, people).is_empty()
    }

    /// Those whose data the publisher handles by a statement, as far as it says so itself; nothing, if it handles none.
    fn told_whose(self, placed: &Placed<'a>) -> Option<Vec<&'a Term>> {
        let statement = placed.statement;
        let given = self.by_people(statement) && self.comes_in(statement);
        let has_data = || !self.grants(statement) && statement.object_terms().any(|term| self.is_data(term));
        let handles = given || self.by_publisher(statement) && (select::gets_data(statement) || has_data());
        if !handles || statement.modal.negative() || statement.modal == Modal::MayBeUnable {
            return None;
        }
        let listed = [ListWord::From, ListWord::About, ListWord::Of].into_iter();
        let nouns = statement.object_terms().filter_map(|term| match term.value {
            Value::Ref(Ref::Noun(id)) => self.policy.noun(id),
            _ => None,
        });
        let own = listed
            .flat_map(|word| statement.terms(word))
            .chain(nouns.flat_map(|noun| select::listed(noun, ListWord::About)))
            .chain(statement.subjects.iter().filter(|_| given));
        Some(own.collect())
    }

    /// Whose data the publisher handles by a statement.
    fn whose_data(self, placed: &Placed<'a>, people: &People) -> Vec<Group> {
        let statement = placed.statement;
        let Some(own) = self.told_whose(placed) else { return Vec::new() };
        let own: Vec<Group> = own.into_iter().filter_map(|term| self.group(term, people)).collect();
        if own.iter().any(|group| *group != Group::Anybody) {
            return own;
        }
        let lists = |list: &'a List| list.terms.iter().filter_map(|term| self.group(term, people));
        let mut around: Vec<Group> = Vec::new();
        for clause in placed.scopes.iter().flat_map(|section| &section.clauses) {
            match &clause.kind {
                ClauseKind::List(ListWord::For | ListWord::Of | ListWord::About, list) => {
                    around.extend(lists(list));
                }
                // Of what age somebody is says nothing of who it is.
                ClauseKind::List(ListWord::Under, list) if has_age(list) => return Vec::new(),
                _ => {}
            }
        }
        match (own.is_empty(), around.is_empty()) {
            (_, false) => around,
            (false, true) => own,
            (true, true) => {
                let gets = self.by_people(statement) || select::gets_data(statement);
                let anybody = gets && statement.lists(ListWord::From).next().is_none();
                anybody.then_some(Group::Anybody).into_iter().collect()
            }
        }
    }

    /// The people whom a term names.
    fn group(self, term: &'a Term, people: &People) -> Option<Group> {
        if !self.is_people(term) {
            return None;
        }
        Some(match &term.value {
            Value::Ref(Ref::Noun(id)) if self.names_some(term, people) => Group::Declared(*id),
            Value::Ref(Ref::Builtin(class)) if self.names_some(term, people) => Group::Known(class.id),
            _ => Group::Anybody,
        })
    }

    /// Whether a term names an audience that is called no more than people, and is not all of them.
    fn are_told_apart(self, term: &Term, people: &People) -> bool {
        let Some(id) = term.noun() else { return false };
        let bare = self.policy.noun(id).is_some_and(|noun| {
            noun.kind == NounKind::Audience && matches!(kinds(noun)[..], [] | ["people"])
        });
        bare && self.places().of(term).is_empty() && people.tells_apart(self, id)
    }

    /// Whether a term names people, and not everybody.
    fn names_some(self, term: &Term, people: &People) -> bool {
        let classes = self.policy.classes_of(term);
        let known: Vec<_> = classes.filter(|class| class.kind == Kind::Audience).collect();
        let named = !known.is_empty() || self.names_a(term, &[NounKind::Audience]);
        // Whoever is told apart by a place only is everybody there.
        let by_place = known.is_empty() && !self.places().of(term).is_empty();
        let told_apart = people.tells_users_apart && self.names_a(term, &[NounKind::Audience]);
        let everyone =
            |id: &str| is_whoever(self.vocabulary, id) || uses_a_service(self.vocabulary, id) && !told_apart;
        named
            && !by_place
            && (self.are_told_apart(term, people) || !known.iter().any(|class| everyone(class.id)))
    }
}

/// Whether people of a kind use a service: they are the readers of its policy.
fn uses_a_service(vocabulary: &Vocabulary, id: &str) -> bool {
    ["user", "customer", "visitor"].iter().any(|reader| vocabulary.is_a(Kind::Audience, id, reader))
}

/// The audiences that a policy declares of those who use its services.
fn users<'p>(policy: &'p Policy, vocabulary: &'p Vocabulary) -> impl Iterator<Item = NounId> + 'p {
    let uses = |noun: &Noun| kinds(noun).iter().any(|id| uses_a_service(vocabulary, id));
    policy.nouns_of(NounKind::Audience).filter(move |(_, noun)| uses(noun)).map(|(id, _)| id)
}

/// What kinds of people an audience is of.
fn kinds(noun: &Noun) -> Vec<&'static str> {
    noun.classes.iter().filter(|class| class.kind == Kind::Audience).map(|class| class.id).collect()
}
