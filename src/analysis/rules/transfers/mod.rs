//! Transfers: where data goes, and what protects it there.

mod recipient_abroad_without_safeguard;
mod safeguard_does_not_fit;
mod safeguard_without_copy;
mod stays_yet_goes_abroad;
mod transfer_on_consent;
mod transfer_without_destination;
mod transfer_without_safeguard;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Group, Polarity, Practice};
use crate::analysis::disclosures::reads_people;
use crate::analysis::inside::apart;
use crate::analysis::transfers::{Sent, is_home, sent};
use crate::law::pack::Mechanism;
use crate::law::{Kind, Pack};
use crate::model::verb::GIVING;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, NounId, Property, Ref, Term, Value, listed};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &recipient_abroad_without_safeguard::RULE,
    &safeguard_does_not_fit::RULE,
    &safeguard_without_copy::RULE,
    &stays_yet_goes_abroad::RULE,
    &transfer_on_consent::RULE,
    &transfer_without_destination::RULE,
    &transfer_without_safeguard::RULE,
];

/// The packs of the laws named that ask how data is protected abroad.
pub(super) fn packs<'a>(context: &Context<'a>) -> Vec<&'a Pack> {
    let laws = context.named_laws().iter();
    laws.filter(|law| law.main && !law.pack.mechanisms.is_empty()).map(|law| law.pack).collect()
}

/// Transfers of personal data to other places that the publisher makes, and what it passes on to a place, or to somebody
/// who is said to be in one, in other words; each with a law that asks how data is protected there.
pub(super) fn sent_abroad<'c, 'a>(context: &'c Context<'a>) -> Vec<(&'c Practice<'a>, &'a Pack)> {
    asked(context, context.those(goes_abroad).into_iter())
}

/// Each of some practices with a law that asks how data is protected abroad.
pub(super) fn asked<'c, 'a>(
    context: &Context<'a>,
    practices: impl Iterator<Item = &'c Practice<'a>>,
) -> Vec<(&'c Practice<'a>, &'a Pack)>
where
    'a: 'c,
{
    let asked = |practice: &Practice<'a>| {
        let law =
            context.laws_for(practice).into_iter().find(|law| law.main && !law.pack.mechanisms.is_empty());
        law.map(|law| law.pack)
    };
    practices.filter_map(|practice| Some((practice, asked(practice)?))).collect()
}

/// Whether the publisher sends data about people to a place by it. Where a recipient is that declares its country, a rule
/// of its own looks.
pub(super) fn goes_abroad<'a>(context: &Context<'a>, practice: &Practice<'a>) -> bool {
    let place = |word| practice.terms(word).any(|term| context.policy.is_place(term));
    let declared = |term: &Term| {
        context.noun_of(term).is_some_and(|(_, noun)| noun.places(context.policy).next().is_some())
    };
    let given = || {
        let mut to = practice.recipients().filter(|term| !context.policy.is_place(term)).peekable();
        practice.does_any(GIVING)
            && !(to.peek().is_some() && to.all(declared))
            && (place(ListWord::To)
                || place(ListWord::In) && practice.statement.standing(context.policy).in_party)
    };
    practice.actor == Actor::Us
        && practice.polarity == Polarity::Positive
        && !context.reach().is_impersonal(practice.statement)
        && (practice.does_any(&["transfer"]) && places(context, practice).next().is_some() || given())
}

/// The places that stand where one can.
pub(super) fn places<'a>(
    context: &Context<'a>,
    practice: &Practice<'a>,
) -> impl Iterator<Item = &'a Term> + use<'a> {
    let policy = context.policy;
    let terms = practice.terms(ListWord::To).chain(practice.statement.places(policy));
    terms.filter(|term| policy.is_place(term))
}

/// Those to whom data may go: recipients, and the other organizations.
pub(super) fn parties<'a>(context: &Context<'a>) -> impl Iterator<Item = (NounId, &'a Noun)> + use<'a> {
    let publisher = context.publisher();
    let others = context.nouns_of(NounKind::Organization).filter(move |(id, _)| Some(*id) != publisher);
    context.nouns_of(NounKind::Recipient).chain(others)
}

/// Those parties with the countries they are in.
pub(super) fn abroad<'a>(context: &Context<'a>) -> Vec<(NounId, &'a Noun, &'a Term, &'a str)> {
    with_countries(context, parties(context))
}

/// Some declarations with the countries they are in.
pub(super) fn with_countries<'a>(
    context: &Context<'a>,
    nouns: impl Iterator<Item = (NounId, &'a Noun)>,
) -> Vec<(NounId, &'a Noun, &'a Term, &'a str)> {
    let mut found = Vec::new();
    for (id, noun) in nouns {
        for term in noun.places(context.policy) {
            found.extend(context.places(term).into_iter().map(|country| (id, noun, term, country)));
        }
    }
    found
}

/// Whether data is free to go there under a law: it is at home there, or the country needs no safeguard.
///
/// An entry with a text holds only for those it describes, so it needs something said all the same.
pub(super) fn needs_nothing(context: &Context<'_>, pack: &Pack, country: &str) -> bool {
    is_home(context.vocabulary, pack, country)
        || pack.adequacy.iter().any(|entry| entry.text.is_none() && *entry.id == *code(context, country))
}

/// The code of a country, or of a region that has one.
pub(super) fn code(context: &Context<'_>, place: &str) -> String {
    let term = context.vocabulary.find(Kind::Region, place);
    term.map_or_else(|| place.to_owned(), |term| term.code.as_deref().unwrap_or(&term.id).to_owned())
}

/// Whether a party receives data about people whom a law protects: some statement names it, or a recipient is its
/// subject. An organization may be the subject of what it does with its own.
pub(super) fn receives(context: &Context<'_>, pack: &Pack, id: NounId) -> bool {
    gets(context, id, &|practice| context.holds_in(practice, &pack.regions))
}

/// Whether it may receive some of this data about those of whom a statement speaks.
pub(super) fn receives_some(
    context: &Context<'_>,
    said: &Practice<'_>,
    id: NounId,
    data: &Group<'_>,
) -> bool {
    gets(context, id, &|practice| {
        if apart(context, practice, said) {
            return false;
        }
        // Who is used, or works for us, sees what nobody says.
        let recipient = |term: &Term| context.noun_of(term).is_some_and(|(found, _)| found == id);
        let mut objects = practice.objects().peekable();
        data.is_empty()
            || objects.peek().is_none()
            || objects.any(|term| recipient(term) || data.is_related(context, term))
    })
}

fn gets(context: &Context<'_>, id: NounId, counts: &dyn Fn(&Practice<'_>) -> bool) -> bool {
    // What people may do to somebody, or demand of them, gives them nothing.
    let done = |practice: &&Practice<'_>| {
        practice.polarity == Polarity::Positive
            && practice.actor != Actor::People
            && !practice.statement.modal.right()
            && !context.reach().is_impersonal(practice.statement)
            && counts(practice)
    };
    with_groups(context, id).into_iter().any(|id| {
        let named = |term: &Term| term.value == Value::Ref(Ref::Noun(id));
        let employed = context.policy.noun(id).is_some_and(|noun| noun.kind == NounKind::Recipient);
        context.naming(id).filter(done).any(|practice| {
            let works = || practice.objects().chain(&practice.statement.subjects).any(named);
            practice.recipients().any(named) || employed && works()
        }) || context.nouns_of(NounKind::Tracker).any(|(_, tracker)| {
            let mut providers = tracker.property("provider").flat_map(|property| &property.list.terms);
            providers.any(named) && reads_people(context, tracker)
        })
    })
}

/// A recipient, and the groups of recipients that it is declared to be in: what they get, it gets.
fn with_groups(context: &Context<'_>, id: NounId) -> Vec<NounId> {
    let mut all = vec![id];
    let mut at = 0;
    while let Some(one) = all.get(at).map(|id| Value::Ref(Ref::Noun(*id))) {
        let holds = |noun: &Noun| {
            listed(&noun.clauses, |word| matches!(word, ListWord::Including | ListWord::SuchAs))
                .any(|term| term.value == one)
        };
        let around =
            context.nouns_of(NounKind::Recipient).filter(|(id, noun)| !all.contains(id) && holds(noun));
        let around: Vec<NounId> = around.map(|(id, _)| id).collect();
        all.extend(around);
        at += 1;
    }
    all
}

/// What is said of a recipient's safeguard; a deliberate silence is said too.
pub(super) fn safeguards(noun: &Noun) -> impl Iterator<Item = &Property> {
    noun.property("safeguard")
}

/// Whether a safeguard is named.
pub(super) fn is_protected(noun: &Noun) -> bool {
    safeguards(noun)
        .flat_map(|property| &property.list.terms)
        .any(|term| !matches!(term.value, Value::Absent(_)))
}

/// How sentences send data to a recipient.
pub(super) fn sent_to<'a>(context: &Context<'a>, pack: &Pack, id: NounId) -> Sent<'a> {
    let giving = with_groups(context, id).into_iter().flat_map(|id| {
        context.naming(id).filter(move |practice| {
            practice.polarity == Polarity::Positive
                && practice.actor != Actor::People
                && !practice.statement.modal.right()
                && context.holds_in(practice, &pack.regions)
                && practice.recipients().any(|term| term.value == Value::Ref(Ref::Noun(id)))
        })
    });
    sent(context.policy, context.vocabulary, pack, id, giving.map(|practice| practice.statement))
}

/// The ways of transfer that a term names, by the law's ids or the author's words.
pub(super) fn mechanisms<'p>(context: &Context<'_>, pack: &'p Pack, term: &Term) -> Vec<&'p Mechanism> {
    crate::analysis::transfers::mechanisms(context.policy, pack, term)
}
