//! Who gets data from the publisher, as far as some statements and the trackers say.
//!
//! The facts that laws ask about and the stubs ask here, so that they say the same.

use std::collections::BTreeSet;

use super::reach::Reach;
use super::select;
use crate::law::Kind;
use crate::model::giving::sends_data;
use crate::model::verb;
use crate::model::words::{ListWord, Modal, NounKind, Topic};
use crate::model::{Noun, NounId, Ref, Special, Statement, Term, Value, Verb, listed};

/// Those who get data.
pub(crate) struct Receiving<'a> {
    reach: Reach<'a>,
    /// What stands where somebody who gets data does.
    pub(crate) named: Vec<&'a Term>,
    /// The declared parties that are named there, or that do something with data.
    parties: BTreeSet<NounId>,
    /// The roles that are named there in place of somebody.
    roles: BTreeSet<&'a str>,
    /// Whether all recipients are.
    all: bool,
}

impl<'a> Receiving<'a> {
    /// By what statements say, and by what trackers bring to others.
    pub(crate) fn of(
        reach: Reach<'a>,
        statements: impl Iterator<Item = &'a Statement>,
        trackers: impl Iterator<Item = &'a Noun>,
    ) -> Self {
        let mut found = Self::said(reach, statements);
        let providers = trackers.flat_map(|noun| noun.property("provider"));
        providers.flat_map(|property| &property.list.terms).for_each(|term| found.receives_as(term, &[]));
        found
    }

    /// By what statements say.
    pub(crate) fn said(reach: Reach<'a>, statements: impl Iterator<Item = &'a Statement>) -> Self {
        let (named, parties, roles) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let mut found = Self { reach, named, parties, roles, all: false };
        for statement in statements {
            found.add(statement);
        }
        found
    }

    fn add(&mut self, statement: &'a Statement) {
        let reach = self.reach;
        let denies = statement.modal.negative();
        let have = reach.have_data(statement);
        let except: Vec<&Value> = statement.terms(ListWord::Except).map(|term| &term.value).collect();
        if reach.gives(statement) && denies {
            // Whom a denial leaves out.
            statement.terms(ListWord::Except).for_each(|term| self.receives_as(term, &[]));
            statement.subjects.iter().filter(|_| have).for_each(|term| self.receives_as(term, &[]));
        } else if reach.gives(statement) {
            let beside = [ListWord::Of, ListWord::By];
            let beside = beside.iter().flat_map(|word| statement.terms(*word));
            statement.recipients().chain(beside).for_each(|term| self.receives_as(term, &except));
            // Who speaks with the publisher gives, and does not get, but by a tracker that all of them use.
            let gets = !reach.by_publisher(statement) || reach.lets_track(statement);
            let subjects = statement.subjects.iter().filter(|_| gets);
            statement.object_terms().chain(subjects).for_each(|term| self.receives_as(term, &except));
        }
        if handles_data(statement) && !reach.by_people(statement) {
            let party = |term: &Term| reach.party_of(term);
            // Who must not do something with data has it, and who must not get it need not.
            let gets = select::verb_of(statement, Topic::Collection) || statement.does("access");
            if !(denies && gets) {
                statement.subjects.iter().for_each(|term| self.meets(term, &except));
            }
            if statement.modal.affirms() {
                // Whom data comes from need not get any.
                let from: Vec<NounId> = statement.terms(ListWord::From).filter_map(party).collect();
                let brings = |term: &Term| party(term).is_some_and(|id| from.contains(&id));
                let meant =
                    select::terms(statement).filter(|term| !brings(term) && !except.contains(&&term.value));
                meant.for_each(|term| self.meets(term, &except));
            }
        }
    }

    /// Adds a party, with those of a group that are not left out.
    fn meets(&mut self, term: &'a Term, except: &[&Value]) {
        let all = self.reach.with_members(term).into_iter();
        let meant = all.filter(|one| one.value == term.value || !except.contains(&&one.value));
        self.parties.extend(meant.filter_map(|term| self.reach.party_of(term)));
    }

    fn receives_as(&mut self, term: &'a Term, except: &[&Value]) {
        self.named.push(term);
        self.all |= term.value == Value::Ref(Ref::Special(Special::Recipients));
        self.meets(term, except);
        if !matches!(term.value, Value::Ref(Ref::Noun(_))) {
            let classes = self.reach.policy.classes_of(term).filter(|class| class.kind == Kind::Role);
            self.roles.extend(classes.map(|class| class.id));
        }
    }

    /// Whether a declared party gets data: one that no sentence names, or that is named for something else only,
    /// such as complaints, does not.
    pub(crate) fn receives(&self, id: NounId, noun: &Noun) -> bool {
        self.parties.contains(&id) || self.receives_unnamed(noun)
    }

    /// Whether a declared party has a role that gets data, as all recipients may.
    pub(crate) fn receives_unnamed(&self, noun: &Noun) -> bool {
        let is_a = |own: &str, role: &str| self.reach.vocabulary.is_a(Kind::Role, own, role);
        self.all || noun.classes.iter().any(|own| self.roles.iter().any(|role| is_a(own.id, role)))
    }
}

impl<'a> Reach<'a> {
    /// Whether somebody gets data by it, or is denied it: from the publisher, or by working for it.
    pub(crate) fn gives(self, statement: &Statement) -> bool {
        let gets = select::verb_of(statement, Topic::Collection)
            || select::does_any(statement, &["access", "store"]);
        self.discloses_personal(statement)
            || self.sells(statement)
            || self.employs(statement)
            || self.by_recipients(statement) && gets
            || self.have_data(statement)
            || self.lets_track(statement)
    }

    /// Whether a recipient uses a tracker by it, alone or with others, and so gets what that reads.
    fn lets_track(self, statement: &Statement) -> bool {
        let recipient = |term: &Term| self.names_a(term, &[NounKind::Recipient]);
        let reads = |term: &Term| {
            let noun = term.noun().and_then(|id| self.policy.noun(id));
            noun.is_some_and(|noun| noun.kind == NounKind::Tracker && !noun.says_none("reads"))
        };
        let uses = select::does_any(statement, verb::USING)
            || select::does_any(statement, &["place", "set"])
            || gets_at_data(statement);
        statement.modal.affirms()
            && uses
            && statement.subjects.iter().any(recipient)
            && statement.object_terms().any(reads)
    }

    /// Whether all who do it are recipients.
    pub(super) fn by_recipients(self, statement: &Statement) -> bool {
        let recipient = |term: &Term| self.names_a(term, &[NounKind::Recipient]);
        !statement.subjects.is_empty() && statement.subjects.iter().all(recipient)
    }

    /// Whether recipients that do something have data: who must not do something with it has it, and who must not get it
    /// need not. What they bring to the publisher may be their own.
    pub(crate) fn have_data(self, statement: &Statement) -> bool {
        let state = |verb: &Verb| matches!(verb, Verb::Known(known) if known.state);
        let brings = self.comes_in(statement)
            || statement.recipients().next().is_none()
                && select::does_any(statement, &["provide", "submit", "supply"]);
        let kept_off = statement.modal.negative() && gets_at_data(statement);
        let is_state = statement.verbs.iter().any(state);
        self.by_recipients(statement)
            && !(is_state || kept_off || brings)
            && statement.object_terms().any(|term| self.is_data(term))
    }

    /// Whether recipients get data by themselves, which the publisher lets them.
    pub(crate) fn lets_get(self, statement: &Statement) -> bool {
        let gets =
            select::does_any(statement, verb::COLLECTING) || select::does_any(statement, verb::GETTING_AT);
        statement.modal.affirms() && gets && self.have_data(statement) || self.lets_track(statement)
    }

    /// Whether by it somebody works for the publisher with data, or is said not to: is used, or collects it, or is one
    /// with whom it is used or kept.
    pub(crate) fn employs(self, statement: &Statement) -> bool {
        let recipient = |term: &Term| self.names_a(term, &[NounKind::Recipient]);
        let uses = || {
            select::does_any(statement, &["employ", "use"])
                && statement.terms(ListWord::Of).chain(statement.object_terms()).any(recipient)
        };
        let collects =
            || select::verb_of(statement, Topic::Collection) && statement.terms(ListWord::By).any(recipient);
        let works = || {
            [verb::USING, verb::HAVING].iter().any(|verbs| select::does_any(statement, verbs))
                && statement
                    .terms(ListWord::With)
                    .any(|term| self.party_of(term).is_some() || self.is_role(term))
                && !self.is_impersonal(statement)
        };
        let employs = || uses() || collects() || works();
        self.by_publisher(statement) && statement.modal != Modal::MayBeUnable && employs()
    }

    /// Whether a term says what somebody is to the publisher: a processor, a third party.
    pub(crate) fn is_role(self, term: &Term) -> bool {
        self.policy.classes_of(term).any(|class| class.kind == Kind::Role)
    }

    /// Whether data goes to somebody by a statement, whatever its verb.
    pub(crate) fn sends_data(self, statement: &Statement) -> bool {
        sends_data(statement, &self.policy.nouns)
    }

    /// A term, and the parties that are declared to be among those whom it names: what a group gets, they get.
    pub(crate) fn with_members(self, term: &'a Term) -> Vec<&'a Term> {
        let mut all = vec![term];
        let mut at = 0;
        while let Some(term) = all.get(at) {
            let group = self.party_of(term).and_then(|id| self.policy.noun(id));
            let among = group.into_iter().flat_map(|noun| {
                listed(&noun.clauses, |word| matches!(word, ListWord::Including | ListWord::SuchAs))
            });
            let parties = among.filter(|term| self.party_of(term).is_some());
            let new: Vec<_> =
                parties.filter(|term| !all.iter().any(|known| known.value == term.value)).collect();
            all.extend(new);
            at += 1;
        }
        all
    }

    /// The recipient that a term names: one that is declared as such, or another organization than the publisher.
    pub(crate) fn party_of(self, term: &Term) -> Option<NounId> {
        let Value::Ref(Ref::Noun(id)) = &term.value else { return None };
        let noun = self.policy.noun(*id)?;
        let party = noun.kind == NounKind::Recipient
            || noun.kind == NounKind::Organization && self.policy.publisher != Some(*id);
        party.then_some(*id)
    }
}

/// Whether by a statement somebody gets data, be it only to look at it or to keep it.
fn gets_at_data(statement: &Statement) -> bool {
    select::verb_of(statement, Topic::Collection) || select::does_any(statement, verb::GETTING_AT)
}

/// Whether something is done with data by a statement, which those who do it or are named beside it have then.
pub(crate) fn handles_data(statement: &Statement) -> bool {
    let topics = [
        Topic::Collection,
        Topic::Use,
        Topic::Combining,
        Topic::Sharing,
        Topic::Sale,
        Topic::Transfers,
        Topic::Retention,
        Topic::Cookies,
        Topic::Security,
    ];
    // Who decides on data need not have it from the publisher.
    let with_it = ["processor", "service-provider", "custodian"];
    select::does_any(statement, &with_it)
        || topics.iter().any(|topic| select::verb_of(statement, *topic) || statement.topic == *topic)
}

/// Whether a tracker is said to bring what it reads to a third party.
pub(crate) fn is_read_by_others(tracker: &Noun) -> bool {
    let party = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(party)) if **party == *"third");
    tracker.property("party").flat_map(|property| &property.list.terms).any(party)
        && ["provider", "reads"].iter().all(|word| tracker.declares(word))
}
