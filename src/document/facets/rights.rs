//! Rights, requests, and how to get in touch.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{DatesView, FacetView, Facets};
use crate::analysis::lists::lists;
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::select;
use crate::analysis::texts::first_of;
use crate::document::view::{ClausesView, ListView, PartView, StatementView, TermView};
use crate::law::pack::StubSection;
use crate::law::{Kind, Term as Row};
use crate::model::verb::{self, VerbInfo};
use crate::model::words::{DateWord, ListWord, Modal, NounKind, SayingWord, Topic};
use crate::model::{
    Clause, ClauseKind, Dated, Noun, NounId, Ref, Section, Special, Statement, Term, Value, Verb,
};

impl<'a> Facets<'_, 'a> {
    /// What is said of a right; `also` are what people may object to in other words, such as by unsubscribing, and
    /// `titles` words in the title of a section that is about this alone.
    pub(super) fn right(
        &mut self,
        id: &str,
        also: &[&str],
        titles: &[&str],
        said: impl Fn(&Placed<'a>) -> bool,
    ) -> FacetView<'a> {
        let reach = self.reach;
        let Some(right) = reach.vocabulary.find(Kind::Right, id) else {
            return FacetView { missing: true, ..FacetView::default() };
        };
        let titled = self.titled(titles);
        let rights = self.rights.get_or_init(|| {
            let topical = |at: &Placed<'a>| {
                is_on_requests(at.statement.topic)
                    || reach.is_unable(at.statement)
                    || reach.refuses(at.statement)
                    || limits_right(reach, at.statement)
            };
            let rights = |at: &Placed<'a>| match reach.grants(at.statement) || topical(at) {
                true => reach.rights(at.statement),
                false => Vec::new(),
            };
            self.placed.iter().map(rights).collect()
        });
        let is_about = |found: &Vec<&Row>| found.iter().any(|found| reach.part_of_right(found, right));
        let about = self.placed.iter().zip(rights).filter(|(_, found)| is_about(found));
        let about: Vec<&Placed<'a>> = about.map(|(at, _)| at).collect();
        let granted = about.iter().filter(|at| reach.grants(at.statement));
        let sections: BTreeSet<&str> = granted.filter_map(|at| at.within.last().copied()).collect();
        let about: BTreeSet<*const Statement> =
            about.into_iter().map(|at| std::ptr::from_ref(at.statement)).collect();
        // What people cannot do, and what a section on rights, or on this one, says of how it is done.
        let beside = |at: &Placed<'a>| {
            let there = |section: &&str| {
                sections.contains(section)
                    || at.within.iter().filter_map(|id| Topic::parse(id)).any(is_on_requests)
            };
            let unable = reach.is_unable(at.statement) && !reach.rights(at.statement).is_empty();
            unable
                || reach.refuses(at.statement)
                || limits_right(reach, at.statement)
                || is_on_requests(at.statement.topic)
                    && match at.within.last() {
                        Some(section) => {
                            there(section)
                                && (!reach.by_people(at.statement) || reach.denies_people(at.statement))
                        }
                        None => reach.denies_people(at.statement),
                    }
        };
        // Who stops what one can object to has a part of the right.
        let stops = |at: &Placed<'a>| {
            let of_act = || at.statement.does("opt-out") && reach.names(at.statement, Kind::Act, also);
            let positive = reach.by_people(at.statement) && !at.statement.modal.negative();
            !also.is_empty() && positive && (at.statement.does("unsubscribe") || of_act())
        };
        let is_of =
            |at: &Placed<'a>| about.contains(&std::ptr::from_ref(at.statement)) || said(at) || stops(at);
        // What people should do, and what is done for them then, is how they have it.
        let advised = |at: &Placed<'a>| {
            let then = |clause: &ClauseKind| matches!(clause, ClauseKind::Saying(SayingWord::Then, _));
            at.statement.modal == Modal::Should && select::has(at.statement, then)
        };
        let people = |at: &Placed<'a>| {
            reach.grants(at.statement)
                || reach.by_people(at.statement) && (said(at) || advised(at) || stops(at))
        };
        // Who has a part of it only, such as to know who gets the data, does not have it.
        let whole = |at: &Placed<'a>| {
            said(at) || reach.rights(at.statement).iter().any(|found| reach.same_right(found, right))
        };
        let pick =
            |at: &Placed<'a>| reach.grants(at.statement) && whole(at) && !reach.is_of_some_data(at.statement);
        // What else stands in a section that is called after it.
        let called = |at: &Placed<'a>| {
            at.within.last().is_some_and(|section| sections.contains(section) && titled.contains(section))
        };
        let placed = Rc::clone(&self.placed);
        let mut picked: Vec<&Placed<'a>> =
            placed.iter().filter(|at| is_of(at) && (people(at) || beside(at)) || called(at)).collect();
        // What is granted stands before what people cannot have of it.
        picked.sort_by_key(|at| reach.denies_people(at.statement));
        let mut view = self.show(&picked);
        narrow(&mut view, self.by_id(), reach, |statement| {
            let found = reach.rights(statement);
            found.is_empty() || found.iter().any(|found| reach.part_of_right(found, right))
        });
        // A statement that only denies the right, or demands something for it, grants none.
        view.missing = !reach.are_for_all(self.placed.iter().filter(|at| pick(at)), &self.people);
        view
    }

    /// The author's own sections whose titles have one of these words, by their ids.
    fn titled(&self, words: &[&str]) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open = vec![&self.reach.policy.root];
        while let Some(section) = open.pop().filter(|_| !words.is_empty()) {
            let title = section.title.as_deref().filter(|_| section.topic.is_none());
            if title.is_some_and(|title| select::any_mentions(&[title], words)) {
                found.insert(&*section.id);
            }
            open.extend(section.sections());
        }
        found
    }

    /// Every statement, by its id.
    fn by_id(&self) -> &BTreeMap<&'a str, &'a Statement> {
        let placed = self.placed.iter().map(|at| at.statement);
        self.by_id.get_or_init(|| placed.map(|statement| (&*statement.id, statement)).collect())
    }

    /// What the publisher says it will not do to those who use their rights.
    pub(super) fn non_retaliation(&mut self, section: &StubSection) -> FacetView<'a> {
        let reach = self.reach;
        let (words, exercised) = (self.words.clone(), self.words_of(section, "exercised"));
        let others = |statement: &Statement| {
            let other = |term: &Term| reach.party_of(term).is_some() || reach.is_role(term);
            !statement.subjects.is_empty() && statement.subjects.iter().all(other)
        };
        let told = |at: &Placed<'a>| {
            let discriminates = at.statement.does("discriminate") && !reach.by_people(at.statement);
            // What people must not do to others is no promise to them.
            let promised = reach.by_publisher(at.statement)
                || matches!(at.statement.topic, Topic::Rights | Topic::Requests | Topic::Choices);
            let mentioned = || promised && select::mentions(at.statement, &words);
            (discriminates || mentioned()) && !others(at.statement) || reach.spares(at.statement)
        };
        // Who is not refused a service for a choice is not treated worse for it; that alone does not say so of all.
        let refuses = |at: &Placed<'a>| {
            at.statement.modal.negative()
                && reach.by_publisher(at.statement)
                && select::does_any(at.statement, &["deny", "refuse"])
                && select::mentions(at.statement, &exercised)
        };
        let mut view = self.shown(|at| told(at) || refuses(at));
        view.missing = !self.placed.iter().any(told);
        view
    }

    /// What is said of one side of requests: how often, how soon, at what price.
    pub(super) fn terms_of_requests(&mut self, side: Side) -> FacetView<'a> {
        let placed = Rc::clone(&self.placed);
        let is_told = |at: &&Placed<'a>| {
            let own_time = !self.reach.by_publisher(at.statement)
                && self.reach.policy.is_own_time(&at.statement.clauses);
            let told = select::has(at.statement, |clause| {
                side.is_said_by(clause) && !(own_time && matches!(clause, ClauseKind::Within(..)))
            });
            // How often the publisher does something limits no request, but for what it is required to do.
            let limits = select::has(at.statement, |clause| matches!(clause, ClauseKind::Limit(..)));
            let own_pace = self.reach.by_publisher(at.statement) && !at.statement.does("required");
            if side == Side::Number && own_pace && !limits {
                return false;
            }
            // What others have to do is no answer, and how soon the publisher finds out who asks stands where that is told.
            let demands = select::does_any(at.statement, &["require", "request", "ask"])
                && self.reach.by_publisher(at.statement);
            if side == Side::Time && (demands || at.statement.verbs.iter().all(verifies)) {
                return false;
            }
            let charges = side == Side::Fee && at.statement.does("charge");
            // Who is not charged more for a right is not told what a request costs.
            if charges && self.reach.spares(at.statement) {
                return false;
            }
            charges || (told && self.is_request(at.statement) && !self.is_duty_of_others(at.statement))
        };
        let picked: Vec<_> = placed.iter().filter(is_told).collect();
        let mut view = self.show(&picked);
        // How soon one request is followed is not how soon the others are.
        let answers =
            |at: &&Placed<'a>| !is_on_opting_out(at.statement) && !comes_before_answer(at.statement);
        view.missing |= side == Side::Time && !picked.iter().any(answers);
        let parts = view.statements.iter_mut().flat_map(|group| &mut group.parts);
        parts.flat_map(PartView::statements_mut).for_each(|shown| side.alone(shown));
        view
    }

    /// Rights with no more than a section is about: `less` leaves out what others say, and a long list of what people have
    /// a right to stands where that right does, under a name of the locale.
    pub(super) fn in_short(
        &self,
        mut view: FacetView<'a>,
        section: &StubSection,
        less: impl Fn(&mut ClausesView<'a>),
    ) -> FacetView<'a> {
        let words = self.law.get("sections").and_then(|sections| sections.get(&section.id));
        let listed = words.and_then(|words| words.text_of("listed"));
        let by_id = self.by_id();
        let rights = |id: &str| by_id.get(id).is_some_and(|statement| self.reach.grants_right(statement));
        let parts = view.statements.iter_mut().flat_map(|group| &mut group.parts);
        for shown in parts.flat_map(PartView::statements_mut).filter(|shown| rights(shown.id)) {
            less(&mut shown.clauses);
            let long = |list: &&mut ListView<'_>| list.terms.len() > LISTED_AT_MOST;
            if let (Some(list), Some(text)) = (shown.objects.as_mut().filter(long), listed) {
                let term = TermView { kind: "text", text: text.into(), thing: true, ..TermView::default() };
                *list = ListView { terms: vec![term], ..ListView::default() };
                [ListWord::SuchAs, ListWord::Including]
                    .into_iter()
                    .for_each(|word| shown.clauses.lists.clear(word));
            }
        }
        view
    }

    /// Whether people ask by it for what this law gives them, or it is about what they ask for.
    pub(super) fn is_request(&self, statement: &Statement) -> bool {
        let reach = self.reach;
        let in_words = || select::mentions(statement, &self.words);
        let of_right = || {
            reach.is_about_rights(statement) && (reach.grants(statement) || is_on_requests(statement.topic))
        };
        // Messages that ask for something else are answered too.
        if statement.does("respond") {
            let mut to = statement.object_terms().chain(statement.terms(ListWord::To)).peekable();
            return to.peek().is_none() || to.any(is_asked) || in_words() || of_right();
        }
        statement.topic == Topic::Requests
            || select::terms(statement).any(is_asked)
            || statement.does("charge") && reach.by_publisher(statement)
            || (reach.by_people(statement) || statement.does("required")) && in_words()
            || of_right()
    }

    /// Whether those who receive data, and not the publisher, do it.
    fn is_duty_of_others(&self, statement: &Statement) -> bool {
        let reach = self.reach;
        let receives = |term: &Term| reach.names_a(term, &[NounKind::Recipient]) || reach.is_role(term);
        !statement.subjects.is_empty() && statement.subjects.iter().all(receives)
    }

    pub(super) fn methods(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let words = Rc::clone(&self.words);
        // Where requests are spoken of, who sends one in makes one.
        let spoken: BTreeSet<&str> = self
            .placed
            .iter()
            .filter(|at| reach.asks(at.statement))
            .filter_map(|at| at.within.last().copied())
            .collect();
        let sends = |at: &Placed<'a>| {
            let request = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if select::any_mentions(&[text], &words));
            at.within.last().is_some_and(|section| spoken.contains(section))
                && reach.by_people(at.statement)
                && !reach.turns_to_others(at.statement)
                && at.statement.modal.affirms()
                && select::does_any(at.statement, &["submit", "send", "provide", "supply"])
                && at.statement.object_terms().any(request)
        };
        let is_way = |at: &Placed<'a>| {
            let statement = at.statement;
            let means = statement.lists(ListWord::By).next().is_some();
            // By what somebody has a right stands with that right.
            let told = statement.topic == Topic::Requests;
            // "You should contact the shop directly."
            let turns = || {
                let own =
                    |verb: &Verb| matches!(verb, Verb::Text(own) if select::any_mentions(&[own], &words));
                statement.modal.affirms()
                    && (select::does_any(statement, &["contact", "ask"]) || statement.verbs.iter().any(own))
            };
            reach.asks(statement) && (statement.does("exercise") || told && (means || turns()))
                || means && sends(at)
        };
        // When a request is refused is no way to make one.
        let refuses = |statement: &Statement| {
            let asked = select::terms(statement).any(is_asked) || select::mentions(statement, &words);
            statement.does("refuse") && asked && reach.by_publisher(statement)
        };
        let mut view = self.shown(|at| refuses(at.statement) || is_way(at));
        let by = self.placed.iter().filter(|at| reach.asks(at.statement) || sends(at)).flat_map(|at| {
            at.statement
                .terms(ListWord::By)
                .chain(at.statement.terms(ListWord::Through))
                .chain(at.statement.terms(ListWord::On))
        });
        let by = by.filter(|term| !reach.is_set_by_people(term));
        let ids = by.filter_map(|term| self.noun_of(term, NounKind::Channel));
        let ids: Vec<NounId> = ids.filter(|id| !self.viewer.is_of_others(*id)).collect();
        view.nouns = self.nouns(ids);
        view.missing = view.nouns.is_empty() && !self.placed.iter().any(is_way);
        view
    }

    pub(super) fn contact(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let told = |at: &Placed<'a>| {
            let gets_in_touch = select::does_any(at.statement, &["contact", "ask"]);
            at.statement.topic == Topic::Contact && gets_in_touch && !reach.by_publisher(at.statement)
        };
        let mut view = self.shown(told);
        let by = self
            .placed
            .iter()
            .filter(|at| at.statement.topic == Topic::Contact && !reach.by_publisher(at.statement))
            .flat_map(|at| at.statement.terms(ListWord::By));
        let ids = by.filter_map(|term| self.noun_of(term, NounKind::Channel));
        let ids: Vec<NounId> = ids.filter(|id| !self.viewer.is_of_others(*id)).collect();
        let words = ["address", "email", "phone", "link", "value", "person"];
        let reached = |noun: &Noun| words.iter().any(|word| noun.declares(word));
        let by_channel = ids.iter().any(|id| self.reach.policy.noun(*id).is_some_and(reached));
        let first = self.reach.policy.publisher;
        view.missing = !by_channel && !self.reach.policy.publisher().is_some_and(reached);
        // Of what a sentence names, there is more to say only if it has an address that is no link, or a person.
        let sentences = self.placed.iter().filter(|at| told(at));
        let named = sentences.flat_map(|at| at.statement.terms(ListWord::By));
        let named: BTreeSet<NounId> =
            named.filter_map(|term| self.noun_of(term, NounKind::Channel)).collect();
        let has_more = |id: &NounId| {
            let words = ["value", "person"];
            !named.contains(id)
                || reach
                    .policy
                    .noun(*id)
                    .is_some_and(|noun| words.iter().any(|word| noun.property(word).next().is_some()))
        };
        view.nouns = self.nouns(first.into_iter().chain(ids.into_iter().filter(has_more)));
        view
    }

    pub(super) fn dates(&mut self) -> FacetView<'a> {
        let head = self.reach.policy.head().map(|head| (head.clauses.as_slice(), head.span, None));
        // A statement of this law's own has its own dates, which are not the policy's.
        let own = self.reach.own_statement();
        let title = |section: &'a Section| Some(section.title.as_deref().unwrap_or(&section.id));
        let own = own.map(|section| (section.clauses.as_slice(), section.span, title(section)));
        let is_dated = |clause: &&Clause| matches!(clause.kind, ClauseKind::Dated(_, Dated::On(_)));
        let mut view = FacetView::default();
        for (clauses, span, title) in head.into_iter().chain(own) {
            let dates = self.viewer.clauses(clauses.iter().filter(is_dated)).dates;
            if !dates.is_empty() {
                view.dates.push(DatesView { mark: self.viewer.mark(span), title, dates });
            }
        }
        let whole = |found: &DatesView<'_>| found.title.is_none() && found.dates.len() == DateWord::ALL.len();
        view.missing = !view.dates.iter().any(whole);
        view
    }
}

/// How much of what people have a right to is named where something else is told of the right.
const LISTED_AT_MOST: usize = 4;

/// Whether a term is what people ask for, or may ask for.
const fn is_asked(term: &Term) -> bool {
    matches!(term.value, Value::Ref(Ref::Special(Special::Rights | Special::Requests)))
}

/// Whether all that it says is answered is that people opt out, which is no answer and has a deadline of its own.
fn is_on_opting_out(statement: &Statement) -> bool {
    let opts_out = |term: &Term| match &term.value {
        Value::Ref(Ref::Text(text)) => {
            let alone = !text.contains(',') && !text.split(' ').any(|word| matches!(word, "and" | "or"));
            alone && first_of(text, &lists().requests.opt_out).is_some()
        }
        _ => false,
    };
    let mut asked = statement.object_terms().chain(statement.terms(ListWord::To)).peekable();
    asked.peek().is_some() && asked.all(opts_out)
}

fn verifies(verb: &Verb) -> bool {
    matches!(verb, Verb::Known(known) if known.id == "verify")
}

/// Whether all that is done by it is done before an answer: who asks is checked, or people are told that a request has come.
fn comes_before_answer(statement: &Statement) -> bool {
    let list = &lists().requests;
    let has = |text: &str, phrases: &[String]| first_of(text, phrases).is_some();
    let received = |text: &str| has(text, &list.received);
    let checks = |text: &str| has(text, &list.identity) && !has(text, &list.asked);
    let confirms = |verb: &VerbInfo| ["acknowledge", "confirm"].contains(&verb.id);
    let told = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if received(text));
    statement.verbs.iter().all(|verb| match verb {
        Verb::Text(text) => {
            let first = text.split(' ').next().and_then(verb::find);
            first.is_some_and(confirms) && received(text) || checks(text)
        }
        Verb::Known(known) => verifies(verb) || confirms(known) && statement.object_terms().any(told),
    })
}

/// Whether what people can ask for is told under a topic.
pub(super) const fn is_on_requests(topic: Topic) -> bool {
    matches!(topic, Topic::Rights | Topic::Requests | Topic::Choices | Topic::Consent)
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
            Self::Number => matches!(clause, ClauseKind::Limit(..) | ClauseKind::Every(_)),
            Self::Time => matches!(clause, ClauseKind::Within(..)),
            Self::Fee => matches!(clause, ClauseKind::List(ListWord::Fee, _)),
        }
    }

    /// Leaves out of a sentence what is said of the other sides, and how one asks. What is free twice a year is free
    /// so often, and may be asked for more often.
    fn alone(self, shown: &mut StatementView<'_>) {
        let clauses = &mut shown.clauses;
        if self == Self::Time {
            clauses.limits.clear();
            clauses.lists.clear(ListWord::Fee);
        } else {
            clauses.within.clear();
        }
        if !shown.ours {
            [ListWord::By, ListWord::Giving].into_iter().for_each(|word| clauses.lists.clear(word));
        }
    }
}

/// Whether it says that people cannot do something with what it calls a right.
fn limits_right(reach: Reach<'_>, statement: &Statement) -> bool {
    let is_right = |term: &Term| term.classes.iter().any(|class| class.kind == Kind::Right);
    reach.denies_people(statement) && select::terms(statement).any(is_right)
}

/// Of a statement that grants several rights at once, leaves out the verbs that grant others.
fn narrow(
    view: &mut FacetView<'_>,
    by_id: &BTreeMap<&str, &Statement>,
    reach: Reach<'_>,
    stays: impl Fn(&Statement) -> bool,
) {
    let parts = view.statements.iter_mut().flat_map(|group| &mut group.parts);
    for shown in parts.flat_map(PartView::statements_mut) {
        let statement = by_id.get(shown.id).copied();
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
            take_along(shown, statement, reach);
        }
    }
}

/// Leaves out what stands after the verbs that were left out, and is theirs: one objects to something, and opts out
/// of it. What the others are about may stand there only, and is their object then: "delete, object to processing of …".
fn take_along(shown: &mut StatementView<'_>, statement: &Statement, reach: Reach<'_>) {
    let stays = |id: &str| shown.verbs.iter().any(|verb| verb.id == id);
    let left = |id: &str| statement.does(id) && !stays(id);
    let is_act = |term: &Term| reach.classes(term).iter().any(|class| class.kind == Kind::Act);
    let (objected, complained, restricts) = (left("object"), left("complain"), stays("restrict"));
    if left("opt-out") && statement.terms(ListWord::Of).all(is_act) {
        shown.clauses.lists.clear(ListWord::Of);
    }
    if !objected && !complained || stays("object") || stays("complain") {
        return;
    }
    let to = shown.clauses.lists.take(ListWord::To);
    if shown.objects.is_some() || !objected {
        return;
    }
    let mut objects = to;
    if !restricts {
        let of_data = statement.terms(ListWord::Of).all(|term| reach.is_data(term));
        objects = if of_data { shown.clauses.lists.take(ListWord::Of) } else { Vec::new() };
    }
    shown.objects = objects.into_iter().next();
    // What stood behind `to` stands behind what was there.
    if shown.clauses.of_behind == "to" {
        shown.clauses.of_behind = "objects";
    }
}
