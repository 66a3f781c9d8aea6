//! `assert never …`: nothing that is said to happen may fall under what must never happen.

use foldhash::HashSet;

use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::inside::{self, Named, conditions, covers, data_inside, is_consent, mentions};
use crate::analysis::receiving::handles_data;
use crate::analysis::receiving::is_read_by_others;
use crate::analysis::select::{self, listed};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model;
use crate::model::verb::{ACQUIRING, COLLECTING, GIVING, HAVING, SENDING, USING};
use crate::model::words::{ConditionWord, ListWord, Modal, NounKind, Shade};
use crate::model::{
    Assertion, Clause, ClauseKind, Guarded, List, Noun, Ref, Retention, Special, Term, Value, Verb,
};
use crate::source::Span;

/// The words of an assertion that practices are compared with; words for one thing stand together.
pub(super) const COMPARED: &[&[ListWord]] = &[
    &[ListWord::To, ListWord::With],
    &[ListWord::For],
    &[ListWord::In],
    &[ListWord::Except],
    &[ListWord::From],
    &[ListWord::About, ListWord::Of],
    &[ListWord::By],
    &[ListWord::On, ListWord::Through],
    &[ListWord::Under],
];

/// What an assertion forbids.
struct Forbidden<'a> {
    verbs: &'a [Verb],
    objects: Option<&'a [Term]>,
    clauses: &'a [Clause],
    /// To whom.
    parties: Vec<&'a Term>,
    /// To where.
    places: Vec<&'a Term>,
    /// What it leaves alone.
    except: Vec<&'a Term>,
}

/// What is said to happen, by whatever words.
struct Deed<'p> {
    data: Vec<&'p Term>,
    /// Those who get the data, and those whom they are said to include.
    parties: Vec<Term>,
    /// What is left out.
    except: Vec<&'p Term>,
}

/// Reports every practice that falls under an assertion.
pub(super) fn check(
    context: &Context<'_>,
    assertion: &Assertion,
    verbs: &[Verb],
    objects: Option<&List>,
    findings: &mut Vec<Diagnostic>,
) {
    let of = |words: &'static [ListWord]| -> Vec<&Term> {
        model::listed(&assertion.clauses, |word| words.contains(&word)).collect()
    };
    let (to, parties) =
        of(&[ListWord::To, ListWord::With]).into_iter().partition(|term| context.policy.is_place(term));
    let forbidden = Forbidden {
        verbs,
        objects: objects.map(|list| list.terms.as_slice()),
        clauses: &assertion.clauses,
        parties,
        places: [to, of(&[ListWord::In])].concat(),
        except: of(&[ListWord::Except]),
    };
    for practice in context.practices() {
        let reach = context.reach();
        let ours = practice.actor == Actor::Us
            || practice.actor == Actor::Recipient
            || reach.by_publisher(practice.statement);
        if !ours || !forbidden.is_like(context, practice) {
            continue;
        }
        let Some(deed) = deed(context, practice) else { continue };
        if let Some((data, party)) = forbidden.meets(context, practice, &deed) {
            let held = data.and_then(|data| forbidden.held_in(context, data));
            findings.push(broken(context, assertion, practice.span(), [data, held, party]));
        }
    }
    if !forbidden.is_endless() || !forbidden.does_any(HAVING) {
        return;
    }
    for (id, noun) in context.nouns_of(NounKind::Data) {
        let endless = |clause: &&Clause| matches!(clause.kind, ClauseKind::Kept(Retention::Forever, _));
        let data = Term::of(id, noun.id_span);
        for clause in noun.clauses.iter().filter(endless) {
            if forbidden.objects.is_none() || forbidden.first_meant(context, &[&data], &[]).is_some() {
                let held = forbidden.held_in(context, &data);
                findings.push(broken(context, assertion, clause.span, [Some(&data), held, None]));
            }
        }
    }
}

impl Forbidden<'_> {
    /// Whether a practice does what it forbids, whatever with.
    fn is_like(&self, context: &Context<'_>, practice: &Practice<'_>) -> bool {
        (!self.is_endless() || select::has(practice.statement, is_endless))
            && self.verbs.iter().any(|verb| self.is_done(context, practice, verb))
            && !self.allows(context, practice)
    }

    /// What of its own data lies in a group.
    fn held_in(&self, context: &Context<'_>, group: &Term) -> Option<&Term> {
        let held = |wanted: &&Term| {
            let named = context.noun_of(wanted).is_some() && context.noun_of(group).is_some();
            named && wanted.value != group.value && context.covers(group, wanted)
        };
        self.objects.into_iter().flatten().find(held)
    }

    /// Whether a practice that is like it falls under it: which of its data does, and to whom that goes.
    fn meets<'d>(
        &self,
        context: &Context<'_>,
        practice: &Practice<'_>,
        deed: &'d Deed<'_>,
    ) -> Option<(Option<&'d Term>, Option<&'d Term>)> {
        let data = match self.objects {
            None => None,
            Some(objects) => Some(meant(context, objects, &self.except, &deed.data, &deed.except)?),
        };
        let overlaps =
            |a: &Term, b: &Term| context.covers(a, b) || context.covers(b, a) || covers(context, a, b);
        let spared = |party: &Term| self.except.iter().any(|except| covers(context, except, party));
        let wanted =
            |party: &&Term| !spared(party) && self.parties.iter().any(|wanted| overlaps(wanted, party));
        let party = deed.parties.iter().find(wanted);
        // Who sells to nobody in particular sells to anybody.
        let to_anybody = deed.parties.is_empty() && context.reach().sells(practice.statement);
        if !self.parties.is_empty() && party.is_none() && !to_anybody {
            return None;
        }
        let all_spared = || !deed.parties.is_empty() && deed.parties.iter().all(spared);
        if party.is_none() && all_spared()
            || !self.places.is_empty() && !self.goes_there(context, practice, deed)
        {
            return None;
        }
        let rest = COMPARED.iter().filter(|words| {
            !words.iter().any(|word| matches!(word, ListWord::To | ListWord::In | ListWord::Except))
        });
        let same = |words: &&[ListWord]| {
            let asserted: Vec<&Term> = model::listed(self.clauses, |word| words.contains(&word)).collect();
            let own = words.iter().flat_map(|word| practice.terms(*word));
            let around = words.iter().flat_map(|word| practice.scope(*word));
            asserted.is_empty()
                || own.chain(around).any(|term| asserted.iter().any(|all| overlaps(all, term)))
        };
        rest.copied().all(|words| same(&words)).then_some((data, party))
    }

    fn does_any(&self, verbs: &[&str]) -> bool {
        self.verbs.iter().any(|verb| matches!(verb, Verb::Known(known) if verbs.contains(&known.id)))
    }

    /// Whether a practice does what a verb says, in whatever words.
    fn is_done(&self, context: &Context<'_>, practice: &Practice<'_>, wanted: &Verb) -> bool {
        let Verb::Known(known) = wanted else { return practice.statement.verbs.contains(wanted) };
        let (wanted, reach) = (known.id, context.reach());
        let statement = practice.statement;
        let trackers = || trackers(context, practice).filter(|tracker| is_read_by_others(tracker));
        let for_something = model::listed(self.clauses, |word| word == ListWord::For).next().is_some();
        let to_somebody = !self.parties.is_empty() || !self.places.is_empty();
        inside::verbs(practice).any(|done| is_doing(done, wanted))
            || (matches!(wanted, "share" | "disclose") || wanted == "transfer" && to_somebody)
                && (hands_over(context, practice) || trackers().next().is_some())
            || wanted == "transfer" && to_somebody && reach.goes_abroad(statement)
            || wanted == "sell"
                && (reach.is_paid_for(statement)
                    || trackers().any(|tracker| reach.tracker_is_paid_for(tracker)))
            || USING.contains(&wanted) && for_something && handles_data(statement)
            || HAVING.contains(&wanted)
                && select::has(statement, |clause| matches!(clause, ClauseKind::Kept(..)))
    }

    /// Whether it is about data that is kept without end.
    fn is_endless(&self) -> bool {
        self.clauses.iter().any(|clause| is_endless(&clause.kind))
    }

    /// Whether a practice hangs on what it makes an exception for.
    fn allows(&self, context: &Context<'_>, practice: &Practice<'_>) -> bool {
        let same = |one: Named<'_>, other: Named<'_>| match (one, other) {
            _ if is_consent(context, one) => is_consent(context, other),
            (Named::Is(one), Named::Is(other)) => one == other,
            (Named::Said(one), Named::Said(other)) => one == other,
            (Named::Is(_), Named::Said(_)) | (Named::Said(_), Named::Is(_)) => false,
        };
        let allowed: Vec<&Guarded> = conditions(self.clauses.iter()).map(|(_, guarded)| guarded).collect();
        let is_allowed =
            |found: Named<'_>| allowed.iter().any(|guarded| mentions(guarded, &|one| same(one, found)));
        conditions(practice.clauses()).any(|(_, guarded)| mentions(guarded, &is_allowed))
    }

    /// Whether data goes to one of its places, or to somebody there.
    fn goes_there(&self, context: &Context<'_>, practice: &Practice<'_>, deed: &Deed<'_>) -> bool {
        let told = practice
            .statement
            .destinations(context.policy)
            .chain(practice.scope(ListWord::In))
            .flat_map(|term| context.places(term));
        let of_party = |party: &Term| {
            let noun = context.noun_of(party).map(|(_, noun)| noun);
            noun.into_iter()
                .flat_map(|noun| noun.places(context.policy))
                .flat_map(|term| context.places(term))
                .collect::<Vec<_>>()
        };
        let found: Vec<_> = told.chain(deed.parties.iter().flat_map(of_party)).collect();
        let is_a = |a: &str, b: &str| context.vocabulary.is_a(Kind::Region, a, b);
        self.places
            .iter()
            .flat_map(|term| context.places(term))
            .any(|wanted| found.iter().any(|place| is_a(place, wanted)))
    }

    /// The first data that it has to do with.
    fn first_meant<'d>(
        &self,
        context: &Context<'_>,
        data: &[&'d Term],
        except: &[&Term],
    ) -> Option<&'d Term> {
        meant(context, self.objects?, &self.except, data, except)
    }
}

/// The first data that one of the asserted terms has to do with, other than by what is excepted.
fn meant<'d>(
    context: &Context<'_>,
    asserted: &[Term],
    spared: &[&Term],
    data: &[&'d Term],
    excepted: &[&Term],
) -> Option<&'d Term> {
    let except = |narrow: &Term| excepted.iter().chain(spared).any(|all| data_inside(context, all, narrow));
    // All that is declared of a kind may be excepted one by one.
    let declared = |wanted: &Term| {
        let mut declared = context
            .nouns_of(NounKind::Data)
            .map(|(id, noun)| Term::of(id, noun.id_span))
            .filter(|term| term.value != wanted.value && covers(context, wanted, term))
            .peekable();
        declared.peek().is_some() && declared.all(|term| except(&term))
    };
    data.iter().copied().find(|term| {
        asserted.iter().any(|wanted| {
            let inner = context.covers(term, wanted).then_some(wanted);
            let inner = inner.or_else(|| context.covers(wanted, term).then_some(*term));
            inner.is_some_and(|narrow| !(except(narrow) || std::ptr::eq(narrow, wanted) && declared(wanted)))
        })
    })
}

/// Whether doing the one is, or takes, doing the other.
fn is_doing(done: &str, wanted: &str) -> bool {
    inside::same_action(done, wanted)
        || inside::entails(done, wanted)
        || matches!(wanted, "share" | "disclose") && GIVING.contains(&done)
        || wanted == "publish" && done == "post"
        || COLLECTING.contains(&wanted) && ACQUIRING.contains(&done)
}

/// Whether somebody else gets data by a practice.
fn hands_over(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let reach = context.reach();
    let mut to = practice.recipients().peekable();
    let sends = practice.does_any(SENDING) && to.peek().is_some() && !reach.comes_in(practice.statement);
    let has = practice.actor == Actor::Recipient && handles_data(practice.statement);
    sends || has || reach.gives(practice.statement)
}

/// What a practice says to happen; a denial does so by what it leaves open.
fn deed<'p>(context: &Context<'p>, practice: &Practice<'p>) -> Option<Deed<'p>> {
    let statement = practice.statement;
    let except: Vec<&Term> = practice.excepted().collect();
    let mut data: Vec<&Term> = practice.objects().collect();
    data.extend(practice.terms(ListWord::Including).chain(practice.terms(ListWord::SuchAs)));
    let trackers: Vec<&Noun> = trackers(context, practice).collect();
    let of = |trackers: &[&'p Noun], word: &str| -> Vec<&'p Term> {
        let properties = trackers.iter().flat_map(|noun| noun.property(word));
        properties.flat_map(|property| &property.list.terms).collect()
    };
    data.extend(of(&trackers, "reads"));
    let mut to: Vec<&Term> = practice.recipients().filter(|term| !context.policy.is_place(term)).collect();
    let is_recipient = |term: &&Term| context.reach().names_a(term, &[NounKind::Recipient]);
    to.extend(practice.terms(ListWord::Of).chain(practice.terms(ListWord::By)).filter(is_recipient));
    if practice.actor == Actor::Recipient {
        to.extend(&statement.subjects);
    }
    let read: Vec<&Noun> = trackers.into_iter().filter(|tracker| is_read_by_others(tracker)).collect();
    to.extend(of(&read, "provider"));
    if practice.polarity == Polarity::Positive {
        let happens = inside::done(practice) || statement.modal == Modal::Is;
        return happens.then(|| Deed { data, parties: included(context, &to, &except), except });
    }
    let lifts = |word: ConditionWord| matches!(word, ConditionWord::Unless | ConditionWord::Until);
    let lifted = conditions(practice.clauses()).any(|(word, _)| lifts(word))
        && !inside::business_transfer(context, practice);
    if lifted || statement.shades().any(|(_, shade)| shade == Shade::Vague) {
        return Some(Deed { data, parties: included(context, &to, &except), except });
    }
    // What a denial leaves out may happen.
    let (left, others): (Vec<&Term>, Vec<&Term>) =
        except.into_iter().partition(|term| context.reach().is_data(term));
    let parties: Vec<&Term> = others.into_iter().filter(|term| is_party(context, term)).collect();
    let data = if left.is_empty() { data } else { left };
    let leaves =
        !parties.is_empty() || practice.terms(ListWord::Except).any(|term| context.reach().is_data(term));
    let to = if parties.is_empty() { to } else { parties };
    leaves.then(|| Deed { data, parties: included(context, &to, &[]), except: Vec::new() })
}

/// Whether a term names somebody who may get data.
fn is_party(context: &Context<'_>, term: &Term) -> bool {
    context.reach().names_a(term, &[NounKind::Recipient])
        || context.policy.classes_of(term).any(|class| class.kind == Kind::Role)
}

/// The trackers that a practice is about.
fn trackers<'a>(context: &Context<'a>, practice: &Practice<'_>) -> impl Iterator<Item = &'a Noun> {
    let named = practice.objects().filter_map(|term| context.noun_of(term)).map(|(_, noun)| noun);
    named.filter(|noun| noun.kind == NounKind::Tracker)
}

/// Parties with those whom they are said to include, but for those who are left out.
fn included(context: &Context<'_>, to: &[&Term], except: &[&Term]) -> Vec<Term> {
    let mut all: Vec<Term> = to.iter().copied().cloned().collect();
    let mut seen: HashSet<Value> = all.iter().map(|term| term.value.clone()).collect();
    let mut at = 0;
    while let Some(term) = all.get(at).cloned() {
        at += 1;
        let mut more: Vec<Term> = Vec::new();
        if let Some((_, noun)) = context.noun_of(&term).filter(|(_, noun)| noun.kind == NounKind::Recipient) {
            let words = [ListWord::Including, ListWord::SuchAs].into_iter();
            more.extend(words.flat_map(|word| listed(noun, word)).cloned());
        }
        if term.value == Value::Ref(Ref::Special(Special::Recipients)) {
            let declared = context.nouns_of(NounKind::Recipient);
            more.extend(declared.map(|(id, noun)| Term::of(id, noun.id_span)));
        }
        all.extend(more.into_iter().filter(|term| seen.insert(term.value.clone())));
    }
    all.retain(|term| !except.iter().any(|but| covers(context, but, term)));
    all
}

const fn is_endless(clause: &ClauseKind) -> bool {
    matches!(clause, ClauseKind::Kept(Retention::Forever, _))
}

fn broken(
    context: &Context<'_>,
    assertion: &Assertion,
    at: Span,
    [data, held, party]: [Option<&Term>; 3],
) -> Diagnostic {
    let mut path = String::from("this statement breaks an assertion");
    if let Some(data) = data {
        path.push_str(&format!(": `{}`", context.name(data)));
    }
    if let Some(held) = held {
        path.push_str(&format!(
            ", which holds `{}`{}",
            context.name(held),
            if party.is_some() { "," } else { "" }
        ));
    }
    if let Some(party) = party {
        path.push_str(&format!(" goes to `{}`", context.name(party)));
    }
    Diagnostic::error("assertion-broken", at, path)
        .with_label(assertion.span, "asserted here")
        .with_help("change the statement, or the assertion if it no longer holds")
}
