//! What every law asks of a policy's statements, found out once for all of them.

use foldhash::{HashMap, HashMapExt};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::index::{Index, add};
use super::{PLACES, Seen};
use crate::analysis::people::People;
use crate::analysis::places::Bound;
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::select;
use crate::law::{Asks, Check, Term as Row, Vocabulary};
use crate::model::words::{ListWord, Topic};
use crate::model::{Class, Clause, ClauseKind, NounId, Part, Policy, Section, Statement, Term, Value, Verb};
use crate::source::Span;

/// The statements of one policy as the checks of every law look at them.
pub(crate) struct Survey<'a> {
    /// The policy, under no law in particular.
    pub(super) reach: Reach<'a>,
    pub(super) all: Vec<Placed<'a>>,
    /// Statements that may be for people, or under laws, of some places only.
    bound: Vec<(usize, Bound<'a>)>,
    /// Sections that may be, and the statements in each.
    sections: Vec<(std::ops::Range<usize>, Bound<'a>)>,
    by_topic: BTreeMap<Topic, Vec<u32>>,
    by_verb: HashMap<&'static str, Vec<u32>>,
    /// By the topics of their verbs.
    by_deed: BTreeMap<Topic, Vec<u32>>,
    /// The author's own words in each statement, once a check asks for some.
    texts: OnceCell<Vec<Vec<&'a str>>>,
    /// Whose data the policy handles, once somebody asks.
    people: OnceCell<People>,
    /// The same where all who use the services are one, once somebody asks.
    readers: OnceCell<People>,
    /// The statements by what they name, once a check asks for that.
    pub(super) index: OnceCell<Index>,
    /// Answers by the place of the check that they are to, with the check itself: many laws ask the same.
    pub(super) answers: RefCell<Answers>,
    /// The same of checks that are about statements, as far as these were looked at.
    pub(super) sayings: RefCell<HashMap<*const Check, Sayings>>,
    /// What each declaration is or holds.
    pub(super) deep: RefCell<HashMap<u32, Rc<Vec<&'a Class>>>>,
    /// Whether an entry of the vocabulary has a code, by what is asked.
    pub(super) coded: RefCell<HashMap<String, HashMap<Class, bool>>>,
    // The statements that some questions are about, with what is asked of them.
    pub(super) abroad: OnceCell<Vec<(usize, bool, Vec<&'a str>)>>,
    pub(super) served: OnceCell<Vec<(usize, Span, Vec<&'a str>)>>,
    pub(super) passing: OnceCell<Vec<(usize, &'a Term)>>,
    pub(super) channels: OnceCell<Vec<(usize, &'a Term)>>,
    pub(super) channels_of_others: OnceCell<BTreeSet<NounId>>,
    pub(super) trackers: OnceCell<Vec<(usize, NounId)>>,
    pub(super) rights: OnceCell<Vec<(&'a Row, Vec<usize>)>>,
    /// What parties are said to be bound by.
    pub(super) safeguards: OnceCell<Vec<&'a Value>>,
    /// The ids of those who are responsible for data.
    pub(super) controllers: OnceCell<BTreeSet<&'a str>>,
    /// The ids of what is named in denials only.
    pub(super) only_denied: OnceCell<BTreeSet<&'a str>>,
}

/// The statements that a check is about.
pub(super) struct Sayings {
    pub(super) check: Check,
    /// Those that may be and were not looked at, in their order.
    pub(super) candidates: std::vec::IntoIter<u32>,
    /// Those that are, of the others.
    pub(super) found: Vec<usize>,
}

/// What was seen for each check.
pub(super) type Answers = HashMap<*const Check, Answer>;

/// What was seen for a check.
pub(super) struct Answer {
    pub(super) check: Check,
    seen: Rc<Vec<Seen>>,
    /// The number of the first statement that nobody had to look at.
    pub(super) end: usize,
    /// The last place in a declaration that somebody had to look at, if nobody had to look at all.
    pub(super) last: Option<Span>,
    /// Whether somebody had to.
    pub(super) all: bool,
}

impl Answer {
    /// Notes how far somebody had to look: up to what was seen last, or through all.
    fn looked_at(&mut self, last: Option<Seen>) {
        let bases_first = self.check.asks == Asks::Basis;
        let (end, span) = match last {
            Some((Some(number), _)) if bases_first => (number + 1, Some(None)),
            Some((Some(number), _)) => (number + 1, None),
            Some((None, span)) if bases_first => (usize::MAX, Some(Some(span))),
            Some((None, span)) => (0, Some(Some(span))),
            None => (usize::MAX, None),
        };
        self.end = self.end.max(end);
        match span {
            Some(span) => self.last = self.last.max(span),
            None => self.all = true,
        }
    }
}

impl<'a> Survey<'a> {
    fn empty(policy: &'a Policy, vocabulary: &'a Vocabulary) -> Self {
        Self {
            reach: Reach { policy, vocabulary, regions: &[], scheme: "" },
            all: Vec::new(),
            bound: Vec::new(),
            sections: Vec::new(),
            by_topic: BTreeMap::new(),
            by_verb: HashMap::new(),
            by_deed: BTreeMap::new(),
            texts: OnceCell::new(),
            people: OnceCell::new(),
            readers: OnceCell::new(),
            index: OnceCell::new(),
            answers: RefCell::default(),
            sayings: RefCell::default(),
            deep: RefCell::default(),
            coded: RefCell::default(),
            abroad: OnceCell::new(),
            served: OnceCell::new(),
            passing: OnceCell::new(),
            channels: OnceCell::new(),
            channels_of_others: OnceCell::new(),
            trackers: OnceCell::new(),
            rights: OnceCell::new(),
            safeguards: OnceCell::new(),
            controllers: OnceCell::new(),
            only_denied: OnceCell::new(),
        }
    }

    /// Looks at a policy once.
    pub(crate) fn of(policy: &'a Policy, vocabulary: &'a Vocabulary) -> Self {
        let mut survey = Self::empty(policy, vocabulary);
        survey.section(&policy.root, &[], &[]);
        for statement in policy.nouns.iter().flat_map(|noun| &noun.promises) {
            survey.statement(Placed { statement, scopes: Vec::new(), within: Vec::new() });
        }
        survey
    }

    /// The same, as if a policy had no other statements than these.
    pub(super) fn of_some(
        policy: &'a Policy,
        vocabulary: &'a Vocabulary,
        statements: Vec<Placed<'a>>,
    ) -> Self {
        let mut survey = Self::empty(policy, vocabulary);
        statements.into_iter().for_each(|placed| survey.statement(placed));
        survey
    }

    fn section(&mut self, section: &'a Section, scopes: &[&'a Section], within: &[&'a str]) {
        for part in &section.parts {
            match part {
                Part::Statement(statement) => {
                    self.statement(Placed { statement, scopes: scopes.to_vec(), within: within.to_vec() });
                }
                Part::Section(inner) => {
                    let begin = self.all.len();
                    let mut scopes = scopes.to_vec();
                    if inner.clauses.iter().any(Clause::limits) {
                        scopes.push(inner);
                    }
                    let within = [within, &[&*inner.id]].concat();
                    self.section(inner, &scopes, &within);
                    let range = begin..self.all.len();
                    let bound = self.reach.bound_by_scope(&inner.clauses).into_iter();
                    self.sections.extend(bound.map(|bound| (range.clone(), bound)));
                }
                Part::Prose(_) => {}
            }
        }
    }

    fn statement(&mut self, placed: Placed<'a>) {
        let (at, statement) = (self.all.len(), placed.statement);
        self.bound.extend(self.reach.bound(statement).into_iter().map(|bound| (at, bound)));
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        self.by_topic.entry(statement.topic).or_default().push(number);
        for verb in &statement.verbs {
            let Verb::Known(known) = verb else { continue };
            add(self.by_verb.entry(known.id).or_default(), number);
            if !known.state {
                add(self.by_deed.entry(select::deed(known, statement)).or_default(), number);
            }
        }
        if self.reach.discloses(statement) {
            add(self.by_deed.entry(Topic::Sharing).or_default(), number);
        }
        self.all.push(placed);
    }

    /// For each statement whether people in some regions can rely on it.
    pub(super) fn here(&self, regions: &[String]) -> Vec<bool> {
        let places = self.reach.places();
        // There are few places, and many terms that are bound to them.
        let mut near: HashMap<&str, bool> = HashMap::new();
        let mut misses = |bound: &Bound<'a>| {
            let mut is_near = |place| *near.entry(place).or_insert_with(|| places.near(place, regions));
            bound.iter().all(|places| !places.iter().any(|place| is_near(place)))
        };
        let mut here = vec![true; self.all.len()];
        for (at, bound) in &self.bound {
            if let Some(here) = here.get_mut(*at) {
                *here = *here && !misses(bound);
            }
        }
        for (range, bound) in &self.sections {
            if misses(bound) {
                here.get_mut(range.clone()).into_iter().flatten().for_each(|here| *here = false);
            }
        }
        here
    }

    /// What is seen for a check that asks the same under every law.
    fn answer(&self, check: &Check) -> Rc<Vec<Seen>> {
        let place: *const Check = check;
        if let Some(known) = self.answers.borrow().get(&place).filter(|known| known.check == *check) {
            return Rc::clone(&known.seen);
        }
        let nouns = self.reach.policy.nouns.iter();
        let declared = nouns.flat_map(|noun| self.seen_in(noun, check)).map(|span| (None, span));
        let mut seen: Vec<Seen> = declared.collect();
        let said = self.seen_in_statements(check);
        // A basis that stands beside what is done with data shows best.
        let at = if check.asks == Asks::Basis { 0 } else { seen.len() };
        seen.splice(at..at, said);
        let seen = Rc::new(seen);
        let answer = Answer { check: check.clone(), seen: Rc::clone(&seen), end: 0, last: None, all: false };
        self.answers.borrow_mut().insert(place, answer);
        seen
    }

    /// The first places of what is seen for such a check, in declarations or in statements that count.
    pub(super) fn seen(&self, check: &Check, counts: &dyn Fn(usize) -> bool) -> Vec<Span> {
        let seen = self.answer(check);
        let counted = |(statement, _): &&Seen| statement.is_none_or(counts);
        let few: Vec<&Seen> = seen.iter().filter(counted).take(PLACES).collect();
        if let Some(answer) = self.answers.borrow_mut().get_mut(&std::ptr::from_ref(check)) {
            answer.looked_at(few.get(PLACES - 1).copied().copied());
        }
        few.into_iter().map(|(_, span)| *span).collect()
    }

    /// What is seen for such a check in statements.
    pub(super) fn seen_in_statements(&self, check: &Check) -> Vec<Seen> {
        match check.asks {
            Asks::Names => self.named(check),
            Asks::Basis => self.bases(check),
            Asks::Safeguard => self.safeguards(check),
            Asks::Does
            | Asks::Denies
            | Asks::Says
            | Asks::Date
            | Asks::Channels
            | Asks::Right
            | Asks::Transfers
            | Asks::Serves
            | Asks::Established => Vec::new(),
        }
    }

    /// The places of the first statements that a check is about, of those that count; no more of them than
    /// anybody is shown, and no statement is looked at after these.
    pub(super) fn said(&self, check: &Check, counts: &dyn Fn(usize) -> bool) -> Vec<Span> {
        let place: *const Check = check;
        let mut sayings = self.sayings.borrow_mut();
        let known = sayings.entry(place).or_insert_with(|| self.sayings(check));
        if known.check != *check {
            *known = self.sayings(check);
        }
        let mut few: Vec<usize> = known.found.iter().copied().filter(|at| counts(*at)).take(PLACES).collect();
        while few.len() < PLACES
            && let Some(at) = known.candidates.next()
        {
            let at = at as usize;
            if self.is_said(at, check) {
                known.found.push(at);
                if counts(at) {
                    few.push(at);
                }
            }
        }
        if known.candidates.len() == 0 {
            known.candidates = Vec::new().into_iter();
        }
        few.into_iter().filter_map(|at| Some(self.all.get(at)?.statement.span)).collect()
    }

    /// The numbers of all statements that a check is about.
    pub(super) fn all_said(&self, check: &Check) -> Vec<usize> {
        self.said(check, &|_| false);
        let place: *const Check = check;
        self.sayings.borrow().get(&place).map(|known| known.found.clone()).unwrap_or_default()
    }

    fn sayings(&self, check: &Check) -> Sayings {
        let candidates = self.candidates(check).into_iter();
        Sayings { check: check.clone(), candidates, found: Vec::new() }
    }

    /// Whether the author's own words in a statement hold one of these.
    pub(super) fn mentions(&self, at: usize, words: &[String]) -> bool {
        let all = self.texts.get_or_init(|| {
            let statements = self.all.iter().map(|placed| placed.statement);
            statements.map(select::texts).collect()
        });
        all.get(at).is_some_and(|texts| select::any_mentions(texts, words))
    }

    /// Whose data the policy handles.
    pub(super) fn people(&self) -> &People {
        self.people.get_or_init(|| People::of(self.reach.policy, self.reach.vocabulary))
    }

    /// Whose data the policy handles, where all who use the services are one.
    pub(super) fn readers(&self) -> &People {
        self.readers.get_or_init(People::with_users_as_one)
    }

    /// Whether anybody asked whose data the policy handles.
    pub(super) fn asked_whose_data(&self) -> bool {
        [&self.people, &self.readers].into_iter().filter_map(OnceCell::get).any(People::were_asked_for)
    }

    /// Whether any statement tells whose data the policy handles.
    pub(super) fn tells_whose_data(&self) -> bool {
        self.all.iter().any(|placed| self.reach.tells_whose_data(placed, self.people()))
    }

    /// Whether a statement holds for some people only, and so says nothing of the others.
    pub(super) fn is_limited(&self, placed: &Placed<'a>) -> bool {
        self.reach.is_limited(placed, self.people())
    }

    /// Whether statements together hold for everybody whose data the policy handles.
    pub(super) fn are_for_all(&self, statements: &[&Placed<'a>]) -> bool {
        self.reach.are_for_all(statements.iter().copied(), self.people())
    }

    /// The statements of a topic.
    pub(super) fn of_topic(&self, topic: Topic) -> &[u32] {
        self.by_topic.get(&topic).map_or(&[], Vec::as_slice)
    }

    /// The statements that have a verb of a topic.
    pub(super) fn of_deed(&self, topic: Topic) -> &[u32] {
        self.by_deed.get(&topic).map_or(&[], Vec::as_slice)
    }

    /// The statements that have a verb.
    pub(super) fn of_verb(&self, verb: &str) -> &[u32] {
        self.by_verb.get(verb).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Reach<'a> {
    /// Each of a statement's lists that alone decides for whose people it is, and the places of its terms.
    fn bound(self, statement: &'a Statement) -> Vec<Bound<'a>> {
        let people = || self.by_people_or_named(statement);
        let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::Under | ListWord::About, list) => Some(list.terms.as_slice()),
            // `in` is where people are if they are the subject; otherwise it is where something is done.
            ClauseKind::List(ListWord::In, list) if people() => Some(list.terms.as_slice()),
            _ => None,
        });
        // Where companies are is not where what they do holds.
        let subjects = Some(statement.subjects.as_slice()).filter(|_| !self.by_parties(statement));
        let terms = subjects.into_iter().chain(lists);
        terms.filter_map(|terms| self.places().bound(terms)).collect()
    }

    fn bound_by_scope(self, clauses: &'a [Clause]) -> Vec<Bound<'a>> {
        let lists = clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::In | ListWord::For | ListWord::Of | ListWord::Under, list) => {
                Some(list.terms.as_slice())
            }
            _ => None,
        });
        lists.filter_map(|terms| self.places().bound(terms)).collect()
    }
}
