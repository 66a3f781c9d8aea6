//! An "only" beside a statement that goes further.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{data_inside, done, in_time, same_action, same_actor, same_as, verbs};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::verb::{COLLECTING, USING};
use crate::model::words::{Adverb, ListWord};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "only-yet-also", check };

/// What an "only" can close besides data: who receives it, what it is for, where.
const CLOSED: &[&[ListWord]] = &[&[ListWord::To, ListWord::With], &[ListWord::For], PLACES];

const PLACES: &[ListWord] = &[ListWord::In];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for only in context.those(|_, practice| closes(practice)) {
        // What data is collected for, it is used for.
        let getting = if closes_use(only) { COLLECTING } else { &[] };
        let others = context.doing_if(&[&same_as(verbs(only)), getting].concat(), Polarity::Positive);
        for other in others.filter(|other| done(other) && !has_only(other)) {
            let does = |verb| getting.contains(&verb) || verbs(only).any(|said| same_action(verb, said));
            let same = verbs(other).any(does) && same_actor(context, only, other) && in_time(other, only);
            if !same || other.limited() || other.statement.adverbs.contains(&Adverb::Also) {
                continue;
            }
            let further = if only.statement.clauses.is_empty() {
                other_data(context, only, other)
            } else if other.objects().any(|term| only.objects().any(|all| data_inside(context, all, term))) {
                let inside = |words: &&[ListWord]| is_within(context, only, other, words);
                let mut closed = closed(only);
                match closed.len() {
                    1 => closed.pop().and_then(|words| beyond(context, only, other, words)),
                    // "Only with a partner in the EU" leaves open which of the two it closes.
                    _ => (closed.iter().filter(|words| **words != PLACES).all(inside))
                        .then(|| beyond(context, only, other, PLACES))
                        .flatten(),
                }
            } else {
                None
            };
            if let Some(further) = further {
                findings.push(goes_further(context, only, other, further));
            }
        }
    }
}

fn has_only(practice: &Practice<'_>) -> bool {
    practice.statement.adverbs.contains(&Adverb::Only)
}

/// The lists that a statement has of what an "only" can close.
fn closed(practice: &Practice<'_>) -> Vec<&'static [ListWord]> {
    CLOSED.iter().copied().filter(|words| !terms(practice, words).is_empty()).collect()
}

/// Whether "only" is about one list, with a place or without, or about data alone, and not about a condition.
fn closes(practice: &Practice<'_>) -> bool {
    let clauses = &practice.statement.clauses;
    let closed = closed(practice);
    let lists = closed.iter().filter(|words| **words != PLACES).count();
    let open = CLOSED
        .iter()
        .any(|words| words.iter().any(|word| practice.statement.lists(*word).any(|list| list.open)));
    let nowhere = practice.within.iter().all(|section| section.clauses.is_empty());
    done(practice)
        && has_only(practice)
        && !practice.limited()
        && (!closed.is_empty() && lists <= 1 && clauses.len() == closed.len()
            || clauses.is_empty() && closes_data(practice))
        && !open
        && nowhere
}

/// Whether "only" is about what data is used for.
fn closes_use(practice: &Practice<'_>) -> bool {
    verbs(practice).any(|verb| USING.contains(&verb)) && !terms(practice, &[ListWord::For]).is_empty()
}

/// Whether all that something is done with is listed.
fn closes_data(practice: &Practice<'_>) -> bool {
    practice.statement.objects.as_ref().is_some_and(|list| !list.open)
}

/// The first data of the other statement that the closed list leaves out, where something is done to both in one way.
fn other_data<'p>(context: &Context<'_>, only: &Practice<'_>, other: &Practice<'p>) -> Option<&'p Term> {
    let known =
        |term: &Term| context.reach().is_data(term) && context.policy.classes_of(term).next().is_some();
    let closed: Vec<&Term> = only.objects().collect();
    if !verbs(other).any(|verb| verbs(only).any(|said| said == verb))
        || !closed.iter().all(|term| known(term))
    {
        return None;
    }
    let listed = |term: &Term| {
        closed
            .iter()
            .any(|all| near(context, all, term) || near(context, term, all) || context.covers(all, term))
    };
    other.objects().find(|term| known(term) && !listed(term))
}

fn terms<'p>(practice: &Practice<'p>, words: &[ListWord]) -> Vec<&'p Term> {
    let all = words.iter().flat_map(|word| practice.terms(*word));
    all.filter(|term| !term.is_length()).collect()
}

/// The first term of the other statement that the closed list leaves out.
fn beyond<'p>(
    context: &Context<'_>,
    only: &Practice<'_>,
    other: &Practice<'p>,
    words: &[ListWord],
) -> Option<&'p Term> {
    let closed = terms(only, words);
    // Words that the vocabulary does not know may mean anything, also what the other statement says.
    let known = |term: &&Term| context.policy.classes_of(term).next().is_some();
    if closed.is_empty() || !closed.iter().all(known) {
        return None;
    }
    terms(other, words)
        .into_iter()
        .filter(known)
        .find(|term| !closed.iter().any(|listed| near(context, listed, term) || near(context, term, listed)))
}

/// Whether all that stands in a list of the other statement is in the closed list.
fn is_within(context: &Context<'_>, only: &Practice<'_>, other: &Practice<'_>, words: &[ListWord]) -> bool {
    let (closed, found) = (terms(only, words), terms(other, words));
    !found.is_empty() && found.iter().all(|term| closed.iter().any(|all| near(context, all, term)))
}

/// Whether one term is, or may be, part of another: of one family in the vocabulary, or there.
fn near(context: &Context<'_>, general: &Term, specific: &Term) -> bool {
    if context.policy.is_place(general) && context.policy.is_place(specific) {
        let (all, found) = (context.places(general), context.places(specific));
        let there = |place: &&str| all.iter().any(|all| context.vocabulary.is_a(Kind::Region, place, all));
        return found.iter().any(there);
    }
    let family = context.policy.classes_of(general).any(|above| {
        context
            .policy
            .classes_of(specific)
            .any(|below| above.kind == below.kind && context.vocabulary.is_a(above.kind, below.id, above.id))
    });
    let held = context.noun_of(general).zip(context.noun_of(specific));
    general.value == specific.value
        || family
        || held.is_some_and(|((outer, _), (inner, _))| context.holds(outer, inner))
}

fn goes_further(
    context: &Context<'_>,
    only: &Practice<'_>,
    other: &Practice<'_>,
    further: &Term,
) -> Diagnostic {
    let message =
        format!("`{}` is not in the list that another statement closes with \"only\"", context.name(further));
    Context::finding(&RULE, other.span(), message)
        .with_label(only.span(), "this says only")
        .with_help(format!("add `{}` to that list, or take the `only` out", context.name(further)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_in_some_places() {
        check(
            &RULE,
            r#"
we only store personal-data in eu
we store contact in US
//^^^ `us` is not in the list…
we store device in DE, FR
we store device in europe
we only share personal-data with partner in eu
we share contact with partner in US
//^^^ `us` is not in the list…
we share contact with hosting in US
we share contact with partner
"#,
        );
    }

    #[test]
    fn another_recipient_and_another_purpose() {
        check(
            &RULE,
            r#"
recipient carrier "the carrier" : service-provider
recipient adnet "ad networks" : advertising-network
purpose orders "send you what you ordered" : service.fulfilment
purpose news   "send you news" : marketing.email
we only share personal-data with carrier
we share contact.email with adnet
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `adnet` is not in the list…
we only use contact for orders
we use contact.email for news
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ `news` is not in the list…
"#,
        );
    }

    #[test]
    fn what_data_is_collected_for() {
        check(
            &RULE,
            r#"
data usage "usage data"       : activity.usage
data loc   "precise location" : location.precise
purpose treat "treat you"       : service.contract
purpose news  "send you offers" : marketing.email
we only use sensitive-data for treat
we collect loc from users for treat, news
//^^^ `news` is not in the list…
we only use usage for "unlock the app" : service
we record usage for "show you ads" : ads.targeted
//^^^ `show you ads` is not in the list…
we collect usage for news if consent
we also collect usage for news
"#,
        );
    }

    #[test]
    fn other_data() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact {
    name  "names" : identity.name
    email "email addresses" : contact.email
}
we only collect contact
we collect contact.email
we collect "phone numbers" : contact.phone
we collect "purchases" : commercial.purchases
//^^^ `purchases` is not in the list…
we also collect "log data" : diagnostics.log
we receive "credit scores" : financial from partner
we only store personal-data
we store "bills" : financial
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
we only share personal-data with service-provider
we have shared contact.email with advertising-network in the last 12 months
"#,
        );
    }

    #[test]
    fn also_conditions_families_and_open_lists() {
        check(
            &RULE,
            r#"
recipient carrier "the carrier" : service-provider
recipient helper  "our helpers" : service-provider
recipient police  "the police"  : authority
we only share personal-data with carrier
we share contact.email with helper
we also share contact.email with police
we share contact.phone with police if law-requires
we only use health for "what we say here"
we use health for marketing
we only use location for service and others
we use location for marketing
"#,
        );
        check(
            &RULE,
            r#"
we only share device with service-provider if consent
we share device with authority
"#,
        );
    }

    #[test]
    fn who_is_in_a_group_that_is_listed() {
        check(
            &RULE,
            r#"
recipient suppliers "our suppliers" : processor { including hoster }
recipient hoster "Hoster Inc." : hosting
recipient shop "the shop" : partner
we only share personal-data with suppliers
we share contact with hoster
we share contact with shop
//^^^ `shop` is not in the list…
"#,
        );
    }
}
