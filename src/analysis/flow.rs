//! Which data comes from whom, what it is for, and who gets it: what pictures are drawn from.
//!
//! Data with the same flows stands in one lane, and within a lane every arrow holds for all of
//! its data. One graph of everything would be smaller, but it would say what nobody declared: that whatever
//! is for a purpose reaches everyone who gets something for that purpose.

mod gathered;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use self::gathered::{Found, Things, key};
use crate::analysis::context::{Actor, Context, Practice};
use crate::analysis::disclosures::{is_advertising, pays, reads_people};
use crate::analysis::inside::{business_transfer, done, personal_data, verbs};
use crate::analysis::receiving::is_read_by_others;
use crate::analysis::select::{comes_by_itself, gets_data, listed};
use crate::law::{Kind, Pack};
use crate::model::verb::{ACQUIRING, DISCLOSING, SELLING, USING};
use crate::model::words::{Absence, ListWord, Modal, NounKind, Quantifier};
use crate::model::{Noun, NounId, Ref, Special, Term, Value};
use crate::source::Span;

/// How many things all lanes may name, so that a policy written to cross everything with everything
/// takes no longer than its size: what follows is only counted.
const MOST: usize = 100_000;

/// All flows of a policy.
#[derive(Debug, Default)]
pub struct Flows<'a> {
    /// The lanes, in the order in which their data is declared.
    pub lanes: Vec<Lane<'a>>,
    /// How much data is in no lane, because there are too many.
    pub left_out: usize,
}

/// Data with the same flows.
#[derive(Debug, Default)]
pub struct Lane<'a> {
    /// The data.
    pub data: Vec<Thing<'a>>,
    /// Whom or what it comes from.
    pub sources: Vec<Thing<'a>>,
    /// What it is for.
    pub purposes: Vec<Thing<'a>>,
    /// Who gets it.
    pub recipients: Vec<Thing<'a>>,
    /// What is said of these.
    pub steps: Vec<Step>,
}

/// One thing that some statements name.
#[derive(Clone, Debug)]
pub struct Thing<'a> {
    /// The thing.
    pub term: &'a Term,
    /// The statements.
    pub spans: BTreeSet<Span>,
}

/// What one statement says of a lane's data: it comes from each of these sources, is for each of
/// these purposes, and goes for them to each of these recipients. Numbers are those of the lane's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whom or what it comes from.
    pub sources: Vec<usize>,
    /// What it is for.
    pub purposes: Vec<usize>,
    /// Who gets it, and what the law may call that.
    pub recipients: Vec<(usize, Marks)>,
    /// Whether it is so in some cases only: under a condition, for some people, or merely possible.
    pub limited: bool,
}

/// What a disclosure is besides. Derived, never declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marks {
    /// It is called a sale, or the recipient gives something in return.
    pub sale: bool,
    /// It is for advertising that follows people from one company to another.
    pub advertising: bool,
    /// It goes to another country: one outside of those where a law that the policy names and that asks
    /// about transfers holds, or else another than the publisher's.
    pub abroad: bool,
}

/// What stands in the place of a source where data comes without anybody giving it.
static BY_ITSELF: LazyLock<Term> =
    LazyLock::new(|| Term::plain(Value::Absent(Absence::None), Span::default()));

/// Whether a source is none: the data comes by itself.
#[must_use]
pub fn is_by_itself(source: &Term) -> bool {
    std::ptr::eq(source, &*BY_ITSELF)
}

/// Finds the flows of a policy.
#[must_use]
pub fn flows<'a>(context: &Context<'a>) -> Flows<'a> {
    flows_of(context, MOST)
}

fn flows_of<'a>(context: &Context<'a>, most: usize) -> Flows<'a> {
    let borders = Borders::new(context);
    let mut found = Found::new(context.policy);
    for practice in context.practices().iter().filter(|practice| done(practice)) {
        statement(context, &borders, practice, &mut found);
    }
    unnamed_trackers(context, &borders, &mut found);
    declarations(context, &mut found);
    found.lanes(most)
}

impl<'a> Flows<'a> {
    /// Everything in one lane, each thing once: what is there at all, not what goes where.
    #[must_use]
    pub fn all(&self) -> Lane<'a> {
        let mut lists: [Things<'a>; 4] = Default::default();
        let mut steps = Vec::new();
        for lane in &self.lanes {
            let places = [&lane.data, &lane.sources, &lane.purposes, &lane.recipients];
            let places: Vec<Vec<usize>> = places
                .iter()
                .zip(&mut lists)
                .map(|(things, list)| {
                    things
                        .iter()
                        .filter_map(|thing| list.put(&key(thing.term)?, thing.term, &thing.spans))
                        .collect()
                })
                .collect();
            let place = |list: usize, at: &usize| places.get(list).and_then(|list| list.get(*at)).copied();
            steps.extend(lane.steps.iter().map(|step| Step {
                sources: step.sources.iter().filter_map(|at| place(1, at)).collect(),
                purposes: step.purposes.iter().filter_map(|at| place(2, at)).collect(),
                recipients:
                    step.recipients.iter().filter_map(|(at, marks)| Some((place(3, at)?, *marks))).collect(),
                limited: step.limited,
            }));
        }
        let [data, sources, purposes, recipients] = lists.map(|list| list.all);
        Lane { data, sources, purposes, recipients, steps }
    }
}

/// What a statement says, with the terms themselves.
struct Said<'a> {
    sources: Vec<&'a Term>,
    purposes: Vec<&'a Term>,
    recipients: Vec<(&'a Term, Marks)>,
    limited: bool,
    span: Span,
}

fn statement<'a>(context: &Context<'a>, borders: &Borders, practice: &Practice<'a>, found: &mut Found<'a>) {
    let does = |all: &[&str]| verbs(practice).any(|verb| all.contains(&verb));
    let sells = does(SELLING);
    let gives =
        does(DISCLOSING) || sells || does(&["transfer"]) || context.reach().sends_data(practice.statement);
    let plain = does(&["share", "disclose", "release", "transmit"]) || sells;
    let gets = does(ACQUIRING);
    let purposed = || does(&["store"]) && practice.purposes().next().is_some();
    let uses = does(USING) || purposed();
    let named = |term: &&Term| matches!(term.value, Value::Ref(ref reference) if !matches!(reference, Ref::Unknown(_)));
    let purposes: Vec<&Term> =
        practice.purposes().filter(named).filter(|term| !is_people(context, term)).collect();
    let from = || {
        let mut from: Vec<&Term> = practice.terms(ListWord::From).filter(named).collect();
        if from.is_empty() && comes_by_itself(practice.statement) {
            from.push(&BY_ITSELF);
        }
        from
    };
    // A country is no recipient, though there may be some in it.
    let to = || {
        practice
            .recipients()
            .filter(named)
            .filter(|term| !is_us(context, term) && !context.policy.is_place(term))
    };
    let limited = is_limited(context, practice);
    let span = practice.span();
    // Much else is required, provided, published or transferred, and a business may be sold.
    let known = gets_data(practice.statement) || plain && !business_transfer(context, practice);
    let data = practice.objects().filter(|term| is_data(context, term, known)).collect::<Vec<_>>();
    match practice.actor {
        Actor::Us => {}
        // What people hand in comes from them.
        Actor::People if does(&["submit", "supply", "provide"]) && to().next().is_none() => {
            let sources = practice.statement.subjects.iter().collect();
            found.add(&data, Said { sources, purposes, recipients: Vec::new(), limited, span });
            return;
        }
        // Who collects by themselves gets it without us.
        Actor::Recipient if gets => {
            let mark = |term| (term, marks(context, borders, practice, term, &purposes, sells));
            let recipients = practice.statement.subjects.iter().map(mark).collect();
            found.add(&data, Said { sources: from(), purposes, recipients, limited, span });
            return;
        }
        Actor::Other if is_service(context, practice) => {}
        Actor::People | Actor::Recipient | Actor::Other => return,
    }
    let helped = helpers(context, practice).next().is_some();
    if gets || gives || uses || helped {
        let mark = |term| (term, marks(context, borders, practice, term, &purposes, sells));
        let recipients = match gives {
            true => to().map(mark).collect(),
            false => helpers(context, practice).map(|term| (term, borders.marks(context, term))).collect(),
        };
        let sources = if gets { from() } else { Vec::new() };
        found.add(&data, Said { sources, purposes: purposes.clone(), recipients, limited, span });
    }
    if uses {
        for term in practice.objects() {
            if let Some((_, noun)) = context.noun_of(term).filter(|(_, noun)| noun.kind == NounKind::Tracker)
            {
                let counts = !business_transfer(context, practice);
                let reading = Reading { noun, itself: Some(term), span, limited, counts };
                tracker(context, borders, &reading, &purposes, found);
            }
        }
    }
}

/// Those with whom the publisher keeps or uses data, or by whom it collects it: they work for it, and get the data.
fn helpers<'a>(context: &Context<'a>, practice: &Practice<'a>) -> impl Iterator<Item = &'a Term> {
    let reach = context.reach();
    let employs = reach.employs(practice.statement);
    let all = practice.terms(ListWord::With).chain(practice.terms(ListWord::By)).filter(move |_| employs);
    all.filter(move |term| reach.party_of(term).is_some() || reach.is_role(term))
        .filter(|term| !is_us(context, term))
}

/// What a third party's trackers read goes to it, whether a sentence names them or not, unless one denies them in every
/// case.
fn unnamed_trackers<'a>(context: &Context<'a>, borders: &Borders, found: &mut Found<'a>) {
    let used =
        context.practices().iter().filter(|practice| verbs(practice).any(|verb| USING.contains(&verb)));
    let denies_some =
        |practice: &Practice<'_>| practice.statement.modal.negative() && is_limited(context, practice);
    let named: BTreeSet<NounId> = used
        .filter(|practice| practice.actor == Actor::Us && !denies_some(practice))
        .flat_map(|practice| practice.objects().filter_map(|term| context.noun_of(term)))
        .map(|(id, _)| id)
        .collect();
    for (_, noun) in context.nouns_of(NounKind::Tracker).filter(|(id, _)| !named.contains(id)) {
        if is_read_by_others(noun) {
            let reading = Reading { noun, itself: None, span: noun.span, limited: false, counts: true };
            tracker(context, borders, &reading, &[], found);
        }
    }
}

/// What declarations say of the data that statements name: those of the groups around it of all of it, those of its items
/// of a part only.
fn declarations<'a>(context: &Context<'a>, found: &mut Found<'a>) {
    let policy = context.policy;
    let met = found.met();
    for (term, id) in met.into_iter().filter_map(|term| Some((term, term.noun()?))) {
        let all = policy.outwards(id).map(|around| (around, false));
        let mut items: Vec<NounId> = policy.noun(id).map(|noun| noun.items.to_vec()).unwrap_or_default();
        let mut said: Vec<(NounId, bool)> = all.collect();
        while let Some(item) = items.pop() {
            items.extend(policy.noun(item).into_iter().flat_map(|noun| &noun.items));
            said.push((item, true));
        }
        for (id, limited) in said {
            let data = policy.noun(id).filter(|noun| noun.kind == NounKind::Data);
            let Some(noun) = data else { continue };
            let behind = |word| listed(noun, word).filter(|term| matches!(term.value, Value::Ref(_)));
            let sources: Vec<&'a Term> = behind(ListWord::From).collect();
            let purposes: Vec<&'a Term> =
                behind(ListWord::For).filter(|term| !is_people(context, term)).collect();
            if !(sources.is_empty() && purposes.is_empty()) {
                let recipients = Vec::new();
                found.add(&[term], Said { sources, purposes, recipients, limited, span: noun.span });
            }
        }
    }
}

/// A tracker that reads data.
struct Reading<'a> {
    noun: &'a Noun,
    /// The term that names it.
    itself: Option<&'a Term>,
    /// Where it is said.
    span: Span,
    /// Whether it is said of some cases only.
    limited: bool,
    /// Whether it may be a sale or advertising.
    counts: bool,
}

/// What a tracker reads comes by it, and goes to whoever provides it.
fn tracker<'a>(
    context: &Context<'a>,
    borders: &Borders,
    reading: &Reading<'a>,
    purposes: &[&'a Term],
    found: &mut Found<'a>,
) {
    let noun = reading.noun;
    let named = |term: &&Term| matches!(term.value, Value::Ref(_));
    let of = |word: &'static str| {
        let all = noun.properties.iter().filter(move |property| property.word == word);
        all.flat_map(|property| &property.list.terms).filter(named)
    };
    let reads: Vec<&'a Term> = of("reads").collect();
    let purposes: Vec<&'a Term> =
        purposes.iter().copied().chain(listed(noun, ListWord::For).filter(named)).collect();
    let off = noun.is_off();
    let counts = reading.counts && reads_people(context, noun);
    let recipients = of("provider").filter(|term| !is_us(context, term)).map(|recipient| {
        let advertising = counts && is_advertising(context, recipient, &purposes);
        let sale = counts && pays(context, recipient);
        (recipient, Marks { sale, advertising, abroad: borders.crossed_by(context, recipient) })
    });
    let itself = reading.itself.into_iter().collect();
    let (data, sources) = if reads.is_empty() { (itself, Vec::new()) } else { (reads, itself) };
    let recipients = recipients.collect();
    let limited = off || reading.limited;
    found.add(&data, Said { sources, purposes, recipients, limited, span: reading.span });
}

fn marks(
    context: &Context<'_>,
    borders: &Borders,
    practice: &Practice<'_>,
    recipient: &Term,
    purposes: &[&Term],
    sells: bool,
) -> Marks {
    let counts =
        !business_transfer(context, practice) && practice.objects().any(|term| personal_data(context, term));
    let us = practice.statement.by_us();
    let moved = practice.does_any(&["transfer"]);
    let there = practice.statement.places(context.policy).any(|place| borders.foreign(context, place));
    Marks {
        sale: counts && (sells || us && pays(context, recipient)),
        advertising: counts && us && is_advertising(context, recipient, purposes),
        abroad: borders.crossed_by(context, recipient) || moved && there,
    }
}

/// Whether a statement is about some cases only.
fn is_limited(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let possible =
        matches!(practice.statement.modal, Modal::May | Modal::MayHave | Modal::Can | Modal::ReservesRight);
    let scope = [ListWord::For, ListWord::In, ListWord::Of, ListWord::Under, ListWord::About, ListWord::On];
    let some = |term: &Term| {
        matches!(
            term.quantifier,
            Some(Quantifier::Some | Quantifier::Certain | Quantifier::Most | Quantifier::MuchOf)
        )
    };
    // "Shared as figures": not as it is.
    let as_something = practice.terms(ListWord::As).next().is_some();
    // Where data goes to is no limit.
    let somewhere = practice.terms(ListWord::In).any(|term| context.policy.is_place(term))
        && !context.reach().goes_abroad(practice.statement);
    possible
        || as_something
        || somewhere
        || practice.limited()
        || practice.objects().any(some)
        || scope.iter().any(|word| practice.scope(*word).next().is_some())
}

/// Whether a term is data; a text is, where the verb can be about nothing else.
fn is_data(context: &Context<'_>, term: &Term, known: bool) -> bool {
    match &term.value {
        Value::Ref(Ref::Noun(_)) => {
            context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Data)
        }
        Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Data | Kind::Class),
        Value::Ref(Ref::Text(_)) => {
            known || term.classes.iter().any(|class| matches!(class.kind, Kind::Data | Kind::Class))
        }
        _ => false,
    }
}

fn is_people(context: &Context<'_>, term: &Term) -> bool {
    context.policy.classes_of(term).any(|class| class.kind == Kind::Audience)
        || context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Audience)
        || matches!(term.value, Value::Ref(Ref::Special(_)))
}

fn is_us(context: &Context<'_>, term: &Term) -> bool {
    match &term.value {
        Value::Ref(Ref::Special(special)) => *special == Special::We,
        Value::Ref(Ref::Noun(id)) => context.publisher() == Some(*id),
        _ => false,
    }
}

/// Whether the subject is a service that the policy covers: what it does, the publisher does.
fn is_service(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let service = |term: &Term| context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Service);
    practice.statement.subjects.first().is_some_and(service)
}

/// Where data is at home.
struct Borders {
    /// The regions of each law that asks about transfers.
    laws: Vec<Vec<String>>,
    /// The publisher's countries.
    publisher: Vec<String>,
}

impl Borders {
    fn new(context: &Context<'_>) -> Self {
        let asks = |pack: &&Pack| !pack.mechanisms.is_empty();
        let laws = context.named_laws().iter().filter(|law| law.main && asks(&law.pack));
        let publisher = context.policy.publisher().into_iter().flat_map(|noun| noun.property("country"));
        let publisher = publisher.flat_map(|property| &property.list.terms);
        Self {
            laws: laws.map(|law| law.regions().to_vec()).collect(),
            publisher: publisher.flat_map(|term| context.places(term)).map(str::to_owned).collect(),
        }
    }

    /// Whether a term is a place, or holds one, across a border.
    fn foreign(&self, context: &Context<'_>, place: &Term) -> bool {
        let within = |place: &str, regions: &[String]| {
            regions.is_empty()
                || regions.iter().any(|region| {
                    context.vocabulary.is_a(Kind::Region, place, region)
                        || context.vocabulary.is_a(Kind::Region, region, place)
                })
        };
        context.places(place).iter().any(|place| match self.laws.as_slice() {
            [] => !self.publisher.is_empty() && !within(place, &self.publisher),
            laws => laws.iter().any(|regions| !within(place, regions)),
        })
    }

    /// What follows for somebody who gets data without a sale and without advertising.
    fn marks(&self, context: &Context<'_>, recipient: &Term) -> Marks {
        Marks { abroad: self.crossed_by(context, recipient), ..Marks::default() }
    }

    /// Whether what goes to a recipient crosses a border: it is in a place there.
    fn crossed_by(&self, context: &Context<'_>, recipient: &Term) -> bool {
        let noun = context.noun_of(recipient).map(|(_, noun)| noun);
        noun.into_iter().flat_map(|noun| noun.places(context.policy)).any(|term| self.foreign(context, term))
    }
}

#[cfg(test)]
mod tests;
