//! Where data goes and where people are: `transfers`, `serves`, `established` and `safeguard`.

use super::denials::asks;
use super::survey::Survey;
use super::{Asking, HERE, Seen, first};
use crate::analysis::reach::says_controller;
use crate::analysis::receiving::Receiving;
use crate::analysis::select;
use crate::analysis::transfers::{is_linked, named_ways};
use crate::law::{Check, Kind};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Clause, ClauseKind, Noun, NounId, Ref, Statement, Term, Value};
use crate::source::Span;

impl Asking<'_, '_> {
    /// Whether a place lies in one of these regions.
    fn lies_in(&self, place: &str, regions: &[String]) -> bool {
        let here = regions.iter().any(|region| region == HERE);
        let mut all = regions.iter().chain(if here { self.reach.regions } else { &[] });
        all.any(|region| region == "any" || self.reach.vocabulary.is_a(Kind::Region, place, region))
    }

    pub(super) fn transfers(&self, outside: &[String]) -> Vec<Span> {
        let mut at = Vec::new();
        let here = self.survey.all.iter().enumerate().filter(|(number, _)| self.is_here(*number));
        let reach = self.survey.reach;
        let trackers = reach.policy.nouns_of(NounKind::Tracker).map(|(_, noun)| noun);
        let receiving = Receiving::of(reach, here.map(|(_, placed)| placed.statement), trackers);
        for (_, noun) in self.survey.elsewhere().filter(|(id, noun)| receiving.receives(*id, noun)) {
            let abroad = noun.places(reach.policy).filter(|term| {
                let (places, open) = self.survey.places_named(term);
                open || places.iter().any(|place| !self.lies_in(place, outside))
            });
            at.extend(abroad.map(|term| term.span));
        }
        for (number, open, places) in self.survey.abroad() {
            let abroad = *open || places.iter().any(|place| !self.lies_in(place, outside));
            if let Some(placed) = self.survey.all.get(*number).filter(|_| abroad && self.is_here(*number)) {
                at.push(placed.statement.span);
            }
        }
        at
    }

    pub(super) fn serves(&self, regions: &[String]) -> Vec<Span> {
        if regions.iter().any(|region| region == HERE) && self.reach.regions.is_empty() {
            return self.reach.policy.span.into_iter().collect();
        }
        let within = |places: &[&str]| places.iter().any(|place| self.lies_in(place, regions));
        let served = self.survey.served().iter();
        let here = served.filter(|(number, _, places)| self.is_here(*number) && within(places));
        here.map(|(_, span, _)| *span).collect()
    }

    pub(super) fn established(&self, regions: &[String]) -> Vec<Span> {
        let Some(publisher) = self.reach.policy.publisher() else { return Vec::new() };
        let countries = publisher.property("country").flat_map(|property| &property.list.terms);
        let within = countries.filter(
            |term| matches!(&term.value, Value::Ref(Ref::Builtin(class)) if self.lies_in(class.id, regions)),
        );
        within.map(|term| term.span).collect()
    }
}

impl<'a> Survey<'a> {
    /// The parties that are said to be in some place.
    fn elsewhere(&self) -> impl Iterator<Item = (NounId, &'a Noun)> + use<'a> {
        let policy = self.reach.policy;
        let parties = [NounKind::Recipient, NounKind::Organization].into_iter();
        parties
            .flat_map(|kind| policy.nouns_of(kind))
            .filter(move |(id, noun)| Some(*id) != policy.publisher && noun.places(policy).next().is_some())
    }

    /// Whether a statement gives something to somebody who is said to be in some place.
    fn gives_elsewhere(&self) -> bool {
        let said = Receiving::said(self.reach, self.all.iter().map(|placed| placed.statement));
        self.elsewhere().any(|(id, noun)| said.receives(id, noun))
    }

    /// Whether a statement names a purpose that some sentence denies, so that what it rests on hangs on the others.
    fn names_denied(&self) -> bool {
        let mut based =
            self.all.iter().flat_map(|placed| select::purposes(placed.statement)).filter(|term| {
                let bases = |clause: &Clause| matches!(clause.kind, ClauseKind::Basis(_));
                self.noun(term).is_some_and(|noun| noun.clauses.iter().any(bases))
            });
        let Some(first) = based.next() else { return false };
        let denied = self.denied();
        std::iter::once(first)
            .chain(based)
            .any(|term| matches!(term.value, Value::Ref(Ref::Noun(id)) if denied.contains(&id)))
    }

    /// Whether any statement is one of those that questions about places, rights, requests and trackers rest on.
    pub(super) fn says_where_or_how(&self) -> bool {
        !self.abroad().is_empty()
            || self.gives_elsewhere()
            || self.names_denied()
            || !self.served().is_empty()
            || !self.channels().is_empty()
            || self.all.iter().any(|placed| self.reach.turns_to_others(placed.statement))
            || self.all.iter().any(|placed| says_controller(placed.statement))
            || !self.rights().is_empty()
            || !self.trackers().is_empty()
    }

    /// Statements by which data may go abroad: whether one names a place that nobody can find,
    /// and the places it names.
    fn abroad(&self) -> &[(usize, bool, Vec<&'a str>)] {
        self.abroad.get_or_init(|| {
            let mut abroad = Vec::new();
            for (at, placed) in self.all.iter().enumerate() {
                let statement = placed.statement;
                if !statement.modal.affirms() || !self.reach.goes_abroad(statement) {
                    continue;
                }
                let (mut open, mut all) = (false, Vec::new());
                for term in statement.destinations(self.reach.policy) {
                    let (places, elsewhere) = self.places_named(term);
                    open |= elsewhere;
                    all.extend(places);
                }
                abroad.push((at, open, all));
            }
            abroad
        })
    }

    /// The places of a term, and whether it is a region of the author's own whose places are not known, which stands for
    /// somewhere else.
    fn places_named(&self, term: &'a Term) -> (Vec<&'a str>, bool) {
        let places = self.reach.places().of(term);
        let region = self.noun(term).is_some_and(|noun| noun.kind == NounKind::Region);
        let open = region && places.is_empty();
        (places, open)
    }

    /// Terms that say whom the policy is for, by the statements they hold for, with their places.
    fn served(&self) -> &[(usize, Span, Vec<&'a str>)] {
        self.served.get_or_init(|| {
            let words = [ListWord::In, ListWord::For, ListWord::About, ListWord::From, ListWord::Of];
            let of = |clauses: &'a [Clause]| {
                clauses.iter().filter_map(move |clause| match &clause.kind {
                    ClauseKind::List(word, list) if words.contains(word) => Some(&list.terms),
                    _ => None,
                })
            };
            let mut served: Vec<(usize, Span, Vec<&str>)> = Vec::new();
            let statements = self.all.iter().enumerate();
            for (at, placed) in statements.filter(|(_, placed)| !placed.statement.modal.negative()) {
                let around = placed.scopes.iter().flat_map(|section| of(&section.clauses)).flatten();
                let people = self.reach.by_people(placed.statement);
                let theirs = placed.statement.standing(self.reach.policy).of_people;
                // Where we do something is not where the people are.
                let own = placed.statement.clauses.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::List(ListWord::From | ListWord::About, list) => Some(list),
                    ClauseKind::List(ListWord::In, list) if people || theirs => Some(list),
                    _ => None,
                });
                let terms = around.chain(&placed.statement.subjects).chain(own.flat_map(|list| &list.terms));
                // Where companies are, people need not be.
                let companies = [NounKind::Organization, NounKind::Recipient, NounKind::Source];
                let terms = terms.filter(|term| !self.reach.names_a(term, &companies));
                for term in terms.filter(|term| !matches!(term.value, Value::Ref(Ref::Special(_)))) {
                    let places = self.reach.places().of(term);
                    if !places.is_empty() {
                        served.push((at, term.span, places));
                    }
                }
            }
            served
        })
    }

    /// What keeps data safe with a recipient, by its declaration.
    pub(super) fn safeguards_of(&self, noun: &Noun, check: &Check) -> Vec<Span> {
        let wanted = first(check);
        let named = |term: &&Term| {
            let name = self.spelled(term);
            let is = |id: &String| name.split('|').any(|name| name.starts_with(id.as_str()));
            !matches!(term.value, Value::Absent(_))
                && wanted.iter().any(|id| id == "any" || is(id))
                && self.is_shown(term, check)
        };
        let recipient = noun.kind == NounKind::Recipient;
        let safeguards = noun.property("safeguard").filter(|_| recipient);
        let terms = safeguards.flat_map(|property| &property.list.terms);
        terms.filter(named).map(|term| term.span).collect()
    }

    /// The same by what is said of transfers.
    pub(super) fn safeguards(&self, check: &Check) -> Vec<Seen> {
        let wanted = first(check);
        let mut at: Vec<Seen> = Vec::new();
        let words: Vec<String> =
            wanted.iter().filter(|id| *id != "any").map(|id| id.replace('-', " ")).collect();
        let named = |statement: &Statement| {
            let ways = named_ways(self.reach.policy, statement);
            ways.iter().any(|way| wanted.iter().any(|id| id == "any" || way.starts_with(id.as_str())))
        };
        for topic in [Topic::Sharing, Topic::Transfers] {
            for number in self.of_topic(topic) {
                let number = *number as usize;
                let Some(statement) = self.all.get(number).map(|placed| placed.statement) else { continue };
                let told = topic == Topic::Transfers && select::mentions(statement, &words);
                let shown = select::terms(statement).any(|term| self.is_shown(term, check));
                if statement.modal.affirms() && shown && (told || named(statement)) {
                    at.push((Some(number), statement.span));
                }
            }
        }
        at.sort_unstable();
        at
    }

    /// Whether a safeguard has what a check asks of it.
    fn is_shown(&self, safeguard: &Term, check: &Check) -> bool {
        !asks(check, "has") || is_linked(self.reach.policy, safeguard)
    }

    /// What parties are said to be bound by, so that somebody may ask for a copy.
    pub(super) fn protecting(&self) -> &[&'a Value] {
        self.safeguards.get_or_init(|| {
            let parties = [NounKind::Recipient, NounKind::Organization].into_iter();
            let declared = parties.flat_map(|kind| self.reach.policy.nouns_of(kind));
            let safeguards = declared.flat_map(|(_, noun)| noun.property("safeguard"));
            safeguards.flat_map(|property| &property.list.terms).map(|term| &term.value).collect()
        })
    }

    /// The id of a term, and its name spelled as one.
    fn spelled(&self, term: &Term) -> String {
        let hyphens = |text: &str| text.to_lowercase().replace(' ', "-");
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.reach.policy.noun(*id).map_or_else(String::new, |noun| {
                format!("{}|{}", noun.id, hyphens(noun.name.as_deref().unwrap_or_default()))
            }),
            Value::Ref(Ref::Builtin(class)) => class.id.to_string(),
            Value::Ref(Ref::Text(text)) => hyphens(text),
            _ => String::new(),
        }
    }
}
