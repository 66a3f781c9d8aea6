//! Flows while they are gathered: what is said of which data, each once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Flows, Lane, Marks, Said, Step, Thing, is_by_itself};
use crate::model::words::Quantifier;
use crate::model::{Policy, Ref, Term, Value};
use crate::source::Span;

/// How the keys of declarations begin.
const DECLARED: char = '0';

/// What tells one thing from another; nothing, if it is none.
pub(super) fn key(term: &Term) -> Option<String> {
    let name = match &term.value {
        Value::Ref(Ref::Noun(id)) => format!("{DECLARED} {:08}", id.0),
        Value::Ref(Ref::Builtin(class)) => format!("1 {} {}", class.kind.key(), class.id),
        Value::Ref(Ref::Special(special)) => format!("2 {special:?}"),
        Value::Ref(Ref::Text(text)) => format!("3 {text}"),
        Value::Ref(Ref::Unknown(_))
        | Value::Number(_)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Link(_) => return None,
        Value::Absent(_) if is_by_itself(term) => "4".to_owned(),
        Value::Absent(_) => return None,
    };
    let quantifier = term.quantifier.map_or("", Quantifier::as_str);
    Some(format!("{name}\0{quantifier}\0{}", term.detail.as_deref().unwrap_or_default()))
}

/// Flows while they are gathered.
pub(super) struct Found<'a> {
    policy: &'a Policy,
    /// Each thing by its key.
    things: BTreeMap<String, &'a Term>,
    /// What is said, each once, with the statements that say it.
    said: BTreeMap<Saying, (usize, BTreeSet<Span>)>,
    /// The data by its key: what is said of it, and its statements.
    data: BTreeMap<String, (BTreeSet<usize>, BTreeSet<Span>)>,
    /// Data in the order in which it was met.
    order: Vec<String>,
}

/// What is said, by keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Saying {
    sources: Vec<String>,
    purposes: Vec<String>,
    recipients: Vec<(String, Marks)>,
    limited: bool,
}

impl<'a> Found<'a> {
    pub(super) fn new(policy: &'a Policy) -> Self {
        let (things, said, data, order) = Default::default();
        Self { policy, things, said, data, order }
    }

    /// Adds what is said of some data, some of which may be declared to come in some cases only.
    pub(super) fn add(&mut self, data: &[&'a Term], said: Said<'a>) {
        let (limited, free): (Vec<&'a Term>, Vec<&'a Term>) =
            data.iter().copied().partition(|term| self.policy.is_limited_data(term));
        self.put(&free, &said, said.limited);
        self.put(&limited, &said, true);
    }

    fn put(&mut self, data: &[&'a Term], said: &Said<'a>, limited: bool) {
        if data.is_empty() {
            return;
        }
        let saying = Saying {
            sources: said.sources.iter().filter_map(|term| self.know(term)).collect(),
            purposes: said.purposes.iter().filter_map(|term| self.know(term)).collect(),
            recipients: said
                .recipients
                .iter()
                .filter_map(|(term, marks)| Some((self.know(term)?, *marks)))
                .collect(),
            limited,
        };
        let next = self.said.len();
        let (number, spans) = self.said.entry(saying).or_insert_with(|| (next, BTreeSet::new()));
        spans.insert(said.span);
        let number = *number;
        for term in data {
            let Some(key) = self.know(term) else { continue };
            if !self.data.contains_key(&key) {
                self.order.push(key.clone());
            }
            let (all, spans) = self.data.entry(key).or_default();
            all.insert(number);
            spans.insert(said.span);
        }
    }

    /// The data that was met, in that order.
    pub(super) fn met(&self) -> Vec<&'a Term> {
        self.order.iter().filter_map(|key| self.things.get(key)).copied().collect()
    }

    fn know(&mut self, term: &'a Term) -> Option<String> {
        let key = key(term)?;
        self.things.entry(key.clone()).or_insert(term);
        Some(key)
    }

    pub(super) fn lanes(self, most: usize) -> Flows<'a> {
        let mut sayings: Vec<_> =
            self.said.iter().map(|(saying, (number, spans))| (number, saying, spans)).collect();
        sayings.sort_unstable_by_key(|(number, ..)| **number);
        // Declared data in the order of its declarations, then the rest as it was met.
        let (mut order, rest): (Vec<&String>, Vec<&String>) =
            self.order.iter().partition(|key| key.starts_with(DECLARED));
        order.sort_unstable();
        order.extend(rest);
        let mut flows = Flows::default();
        let mut places: BTreeMap<&BTreeSet<usize>, usize> = BTreeMap::new();
        let mut named = 0;
        for key in order {
            let (Some((numbers, spans)), Some(term)) = (self.data.get(key), self.things.get(key)) else {
                continue;
            };
            let thing = Thing { term, spans: spans.clone() };
            if let Some(lane) = places.get(numbers).and_then(|at| flows.lanes.get_mut(*at)) {
                lane.data.push(thing);
                continue;
            }
            if named > most {
                flows.left_out += 1;
                continue;
            }
            let (mut sources, mut purposes, mut recipients) =
                (Things::default(), Things::default(), Things::default());
            let mut steps = Vec::new();
            for (_, saying, spans) in numbers.iter().filter_map(|number| sayings.get(*number)) {
                named += saying.sources.len() + saying.purposes.len() + saying.recipients.len();
                let gets = saying.recipients.iter();
                steps.push(Step {
                    sources: saying
                        .sources
                        .iter()
                        .filter_map(|key| sources.place(key, &self, spans))
                        .collect(),
                    purposes: saying
                        .purposes
                        .iter()
                        .filter_map(|key| purposes.place(key, &self, spans))
                        .collect(),
                    recipients: gets
                        .filter_map(|(key, marks)| Some((recipients.place(key, &self, spans)?, *marks)))
                        .collect(),
                    limited: saying.limited,
                });
            }
            places.insert(numbers, flows.lanes.len());
            let data = vec![thing];
            let (sources, purposes, recipients) = (sources.all, purposes.all, recipients.all);
            flows.lanes.push(Lane { data, sources, purposes, recipients, steps });
        }
        flows
    }
}

/// The things of one list of a lane.
#[derive(Default)]
pub(super) struct Things<'a> {
    pub(super) all: Vec<Thing<'a>>,
    places: BTreeMap<String, usize>,
}

impl<'a> Things<'a> {
    /// The number of a thing, which these statements name.
    fn place(&mut self, key: &str, found: &Found<'a>, spans: &BTreeSet<Span>) -> Option<usize> {
        self.put(key, found.things.get(key)?, spans)
    }

    pub(super) fn put(&mut self, key: &str, term: &'a Term, spans: &BTreeSet<Span>) -> Option<usize> {
        let at = *self.places.entry(key.to_owned()).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push(Thing { term, spans: BTreeSet::new() });
        }
        self.all.get_mut(at)?.spans.extend(spans);
        Some(at)
    }
}
