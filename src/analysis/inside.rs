//! Whether what one statement says falls inside what another denies.
//!
//! A statement that something is done says that some of it is, a denial that
//! none is. So only a statement that is at most as wide as the denial, in its
//! data, recipients, purposes, places and people, makes the denial false
//! (Andow et al., "PolicyLint", USENIX Security 2019).

mod bounds;
mod conditions;

pub(crate) use bounds::{Bounds, Fit, fit};
use bounds::{FOR_WHOM, OF_WHOM, is_recipient, people, places};
pub(crate) use conditions::{
    Named, asked_consents, asks_consent, conditions, is_condition, is_consent, mentions,
};

use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::lists::lists;
use crate::analysis::texts;
use crate::law::Kind;
use crate::law::vocabulary::ThirdParty;
use crate::model::verb::{COLLECTING, DISCLOSING, HAVING, SELLING, USING};
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Quantifier, Shade, Topic, Unit};
use crate::model::{Class, ClauseKind, NounId, Ref, Special, Term, Value, Verb};

/// The ids of the verbs a statement has; a verb in the author's own words has none.
pub(crate) fn verbs(practice: &Practice<'_>) -> impl Iterator<Item = &'static str> {
    practice.statement.verbs.iter().filter_map(|verb| match verb {
        Verb::Known(verb) => Some(verb.id),
        Verb::Text(_) => None,
    })
}

/// Whether doing the one is doing the other in different words. Who does not sell does not rent either, but who does
/// not rent may sell.
pub(crate) fn same_action(done: &str, denied: &str) -> bool {
    let both = |group: &[&str]| group.contains(&done) && group.contains(&denied);
    let disclosed = DISCLOSING.contains(&done) && !matches!(denied, "transmit" | "exchange" | "publish");
    done == denied
        || both(COLLECTING)
        || both(HAVING)
        || both(USING)
        || disclosed && DISCLOSING.contains(&denied)
        || denied == "sell" && SELLING.contains(&done)
}

/// Whether the one cannot be done without the other: who sells also discloses, who uses has collected.
pub(crate) fn entails(done: &str, denied: &str) -> bool {
    let giving = SELLING.contains(&done) || done == "transfer";
    let having = giving || [DISCLOSING, HAVING, USING].iter().any(|group| group.contains(&done));
    giving && DISCLOSING.contains(&denied) && !matches!(denied, "transmit" | "exchange" | "publish")
        || having && COLLECTING.contains(&denied)
}

/// The verbs of which doing one is doing what is denied, in the same or in other words.
pub(crate) fn same_as(denied: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    related(denied, same_action)
}

/// The verbs of which doing one is not possible without doing what is denied.
pub(crate) fn entailing(denied: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    related(denied, entails)
}

fn related(denied: impl Iterator<Item = &'static str>, to: fn(&str, &str) -> bool) -> Vec<&'static str> {
    let groups = [COLLECTING, HAVING, USING, DISCLOSING, SELLING, &["transfer"]].concat();
    let mut verbs: Vec<&'static str> = Vec::new();
    for denied in denied {
        let others = groups.iter().copied().filter(|verb| *verb != denied);
        verbs.extend(others.chain([denied]).filter(|verb| to(verb, denied)));
    }
    verbs.sort_unstable();
    verbs.dedup();
    verbs
}

/// Whether a statement says that something is done, or may be.
pub(crate) fn done(practice: &Practice<'_>) -> bool {
    match practice.statement.modal {
        Modal::Does
        | Modal::May
        | Modal::MayHave
        | Modal::Will
        | Modal::Must
        | Modal::Can
        | Modal::Has
        | Modal::ReservesRight => true,
        Modal::DoesNot
        | Modal::MayNot
        | Modal::WillNot
        | Modal::WillNever
        | Modal::Never
        | Modal::MustNot
        | Modal::Should
        | Modal::ShouldNot
        | Modal::Cannot
        | Modal::HasNot
        | Modal::HasRight
        | Modal::MayHaveRight
        | Modal::Claims
        | Modal::ClaimsNot
        | Modal::MayAsk
        | Modal::CanAsk
        | Modal::HasRightToAsk
        | Modal::MayHaveRightToAsk
        | Modal::MayBeUnable
        | Modal::Strives
        | Modal::Is
        | Modal::IsNot => false,
    }
}

/// Whether a statement denies that something is done; what nobody can do is not denied but impossible.
pub(crate) fn denied(practice: &Practice<'_>) -> bool {
    let weak = matches!(
        practice.statement.modal,
        Modal::ShouldNot | Modal::ClaimsNot | Modal::IsNot | Modal::HasNot | Modal::Cannot
    );
    practice.polarity == Polarity::Negative && !weak
}

/// Whether a statement is a denial that leaves no room: no condition, no exception, no word that softens it.
pub(crate) fn absolute(practice: &Practice<'_>) -> bool {
    firm(practice) && !practice.limited()
}

/// Whether a statement is a denial that no word softens.
pub(crate) fn firm(practice: &Practice<'_>) -> bool {
    denied(practice) && manners(practice).next().is_none() && unsoftened(practice)
}

/// Whether a statement is such a denial, be it only of a time in the past or of one manner: what it denies is told by
/// [`in_time`] and [`in_manner`].
pub(crate) fn firm_in_its_way(practice: &Practice<'_>) -> bool {
    (denied(practice) || practice.statement.modal == Modal::HasNot) && unsoftened(practice)
}

/// Whether what a statement says is done at the time of which a denial speaks. What was not done so far may be done now,
/// and what was done so far may have ended where it is denied for now or for ever after; only "never" is said of any time.
pub(crate) fn in_time(done: &Practice<'_>, denial: &Practice<'_>) -> bool {
    match (done.statement.modal.past(), denial.statement.modal.past()) {
        (true, true) => within_lookback(done, denial),
        (true, false) => denial.statement.modal == Modal::Never,
        (false, past) => !past,
    }
}

/// Whether the time to which a report looks back is part of that to which a denial does. The last months are not those
/// of the last calendar year.
fn within_lookback(done: &Practice<'_>, denial: &Practice<'_>) -> bool {
    let lookback = |practice: &Practice<'_>| {
        practice.statement.clauses.iter().find_map(|clause| match clause.kind {
            ClauseKind::Lookback(length) => Some((length.unit == Unit::CalendarYear, length.days())),
            _ => None,
        })
    };
    match (lookback(done), lookback(denial)) {
        (_, None) => true,
        (Some((calendar, done)), Some((by_calendar, denied))) => calendar == by_calendar && done <= denied,
        (None, Some(_)) => false,
    }
}

/// Whether what a statement says is done in the manner of which a denial speaks: what is not done automatically may be
/// done by hand.
pub(crate) fn in_manner(done: &Practice<'_>, denial: &Practice<'_>) -> bool {
    // "We do not delete it immediately" leaves room for "when you ask".
    let on_occasion = || {
        [ListWord::When, ListWord::After, ListWord::Before]
            .iter()
            .any(|word| done.terms(*word).next().is_some())
    };
    // How something is done may stand behind what it is done to, too: "we collect logs automatically".
    let said_behind = |how: Adverb| {
        let mut objects = done.objects().peekable();
        objects.peek().is_some()
            && objects.all(|term| term.qualifiers.iter().any(|said| said.as_str() == how.as_str()))
    };
    let in_that_way = |how| done.statement.adverbs.contains(&how) || said_behind(how);
    manners(denial).all(|how| in_that_way(how) && !on_occasion())
}

/// The words of a statement for how something is done.
fn manners(practice: &Practice<'_>) -> impl Iterator<Item = Adverb> {
    practice.statement.shades().filter(|(_, shade)| *shade == Shade::Manner).map(|(how, _)| how)
}

fn unsoftened(practice: &Practice<'_>) -> bool {
    let softened = practice
        .statement
        .shades()
        .any(|(_, shade)| !matches!(shade, Shade::Plain | Shade::Today | Shade::Manner));
    // "We do not keep it indefinitely" denies the time, not the keeping.
    let timed = practice.statement.clauses.iter().any(|clause| match &clause.kind {
        ClauseKind::Kept(..) | ClauseKind::Within(..) | ClauseKind::Every(_) | ClauseKind::Limit(..) => true,
        ClauseKind::Lookback(_) => !practice.statement.modal.past(),
        ClauseKind::List(_, list) => list.terms.iter().any(|term| matches!(term.value, Value::Duration(_))),
        ClauseKind::Condition(..)
        | ClauseKind::Basis(_)
        | ClauseKind::Saying(..)
        | ClauseKind::Dated(..)
        | ClauseKind::Allow(..) => false,
    });
    !softened && !timed
}

/// Whether all that a denial leaves out is data that it names: of other data it holds.
pub(crate) fn leaves_out_data_only(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let data = |term: &Term| {
        !matches!(term.value, Value::Ref(Ref::Text(_))) && !term.is_partial() && context.reach().is_data(term)
    };
    practice.clauses().all(|clause| match &clause.kind {
        ClauseKind::Condition(..) => false,
        ClauseKind::List(ListWord::Except, list) => list.terms.iter().all(data),
        _ => true,
    })
}

/// Whether a denial uses the words of a statute, "we do not sell or share", where they have its narrow sense.
///
/// In the law of the United States to "share" is to disclose for advertising across
/// contexts, and disclosures to others are no sharing.
pub(crate) fn statutory(context: &Context<'_>, denial: &Practice<'_>) -> bool {
    denial.does_any(&["sell"]) && denial.does_any(&["share"]) && names_us_law(context)
}

/// Whether the policy names a law of the United States.
pub(crate) fn names_us_law(context: &Context<'_>) -> bool {
    !us_regions(context).is_empty()
}

/// Where the laws of the United States hold that the policy names.
pub(crate) fn us_regions<'c>(context: &'c Context<'_>) -> &'c [String] {
    let regions: &Vec<String> = context.once(&context.us_regions, |context| {
        let named = context.policy.laws.iter().flat_map(|term| context.policy.classes_of(term));
        let declared = context.nouns_of(NounKind::Law).flat_map(|(_, noun)| &noun.classes);
        let laws = named.chain(declared).filter(|class| class.kind == Kind::Law);
        let laws = laws.filter_map(|class| context.vocabulary.find(Kind::Law, class.id));
        let there = |region: &&String| context.vocabulary.is_a(Kind::Region, region, "us");
        laws.flat_map(|law| law.regions.iter().filter(there)).cloned().collect()
    });
    regions
}

/// Whether a practice is for people of whom a law of the United States speaks that the policy names.
pub(crate) fn under_us_law(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    names_us_law(context) && context.holds_in(practice, us_regions(context))
}

/// Whether one and the same party speaks in both statements; what all recipients do, or none may, each of them does.
pub(crate) fn same_actor<'p>(context: &Context<'_>, one: &Practice<'p>, other: &Practice<'p>) -> bool {
    const WE: &Value = &Value::Ref(Ref::Special(Special::We));
    let party = |term: &'p Term| match &term.value {
        Value::Ref(Ref::Noun(id)) if Some(*id) == context.publisher() => WE,
        value => value,
    };
    let each = |practice: &Practice<'_>, all: &Term, term: &Term| {
        matches!(all.value, Value::Ref(Ref::Special(Special::Recipients)))
            && (all.quantifier == Some(Quantifier::All) || practice.polarity == Polarity::Negative)
            && is_recipient(context, term)
    };
    one.statement.subjects.iter().any(|a| {
        let mut others = other.statement.subjects.iter();
        others.any(|b| party(a) == party(b) || each(one, a, b) || each(other, b, a))
    })
}

/// Whether all that limits a statement is that it names recipients whom it leaves out.
fn only_leaves_out(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.clauses().all(|clause| match &clause.kind {
        ClauseKind::Condition(..) => false,
        ClauseKind::List(ListWord::Except, list) => list.terms.iter().all(|term| is_recipient(context, term)),
        _ => true,
    })
}

/// Whether two statements are for different places or people, so that neither says anything of the other.
pub(crate) fn apart(context: &Context<'_>, one: &Practice<'_>, other: &Practice<'_>) -> bool {
    let ids = |practice| {
        let bound: Option<Vec<_>> = places(context, practice)
            .into_iter()
            .map(|term| Some(context.places(term)).filter(|ids| !ids.is_empty()))
            .collect();
        bound.map(|bound| bound.concat()).filter(|ids| !ids.is_empty())
    };
    let is_a = |a: &str, b: &str| context.vocabulary.is_a(Kind::Region, a, b);
    let elsewhere = ids(one).zip(ids(other)).is_some_and(|(ones, others)| {
        ones.iter().all(|one| others.iter().all(|other| !is_a(one, other) && !is_a(other, one)))
    });
    elsewhere || are_apart(context, &people(context, one, FOR_WHOM), &people(context, other, FOR_WHOM))
}

/// Whether two statements are about different services, so that neither says anything of the other.
pub(crate) fn on_other_services(context: &Context<'_>, one: &Practice<'_>, other: &Practice<'_>) -> bool {
    are_apart(context, &services(context, one), &services(context, other))
}

/// Whether two statements are for different places or people, or about different services.
pub(crate) fn unrelated(context: &Context<'_>, one: &Practice<'_>, other: &Practice<'_>) -> bool {
    apart(context, one, other) || on_other_services(context, one, other)
}

/// Whether other people do what the one says than what the other does, or it is done with the data of other people.
pub(crate) fn by_or_of_others(context: &Context<'_>, one: &Practice<'_>, other: &Practice<'_>) -> bool {
    let apart = |ones: Vec<&Term>, others: Vec<&Term>| {
        let some =
            |terms: &[&Term]| terms.iter().all(|term| context.reach().is_people(term) && !everything(term));
        some(&ones) && some(&others) && are_apart(context, &ones, &others)
    };
    fn who<'p>(practice: &Practice<'p>) -> Vec<&'p Term> {
        practice.statement.subjects.iter().collect()
    }
    // Of whom one speaks who does it to the data of others, the other may speak of that of whoever does it.
    let of_others = |practice: &Practice<'_>| apart(who(practice), whose(practice));
    apart(who(one), who(other))
        || apart(whose(one), whose(other))
        || of_others(one) && whose(other).is_empty()
        || of_others(other) && whose(one).is_empty()
}

/// Those whose data a statement itself is about.
fn whose<'p>(practice: &Practice<'p>) -> Vec<&'p Term> {
    OF_WHOM.iter().flat_map(|word| practice.terms(*word)).collect()
}

/// Whether both name some, and none of the ones is one of the others.
pub(crate) fn are_apart(context: &Context<'_>, ones: &[&Term], others: &[&Term]) -> bool {
    let meet = |one: &Term, other: &Term| covers(context, one, other) || covers(context, other, one);
    let told = !ones.is_empty() && !others.is_empty();
    told && ones.iter().all(|one| others.iter().all(|other| !meet(one, other)))
}

/// The services on which something is done, by a statement or the sections around it.
fn services<'p>(context: &Context<'_>, practice: &Practice<'p>) -> Vec<&'p Term> {
    let is_service = |word: ListWord, term: &Term| {
        let declared = context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Service);
        let named = matches!(term.value, Value::Ref(Ref::Text(_))) && term.classes.is_empty();
        declared
            || word == ListWord::On && named
            || context.own_classes(term).iter().any(|class| class.kind == Kind::Service)
    };
    let mut found = Vec::new();
    for word in [ListWord::On, ListWord::Through] {
        let terms = practice.scope(word).chain(practice.terms(word));
        found.extend(terms.filter(|term| is_service(word, term)));
    }
    found
}

fn everything(term: &Term) -> bool {
    match &term.value {
        Value::Ref(Ref::Special(Special::You)) => term.qualifiers.is_empty(),
        Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Audience && class.id == "people",
        Value::Ref(Ref::Text(text)) => texts::first_of(text, &lists().denials.always).is_some(),
        Value::Duration(_) => true,
        Value::Ref(Ref::Noun(_) | Ref::Special(_) | Ref::Unknown(_))
        | Value::Number(_)
        | Value::Date(_)
        | Value::Link(_)
        | Value::Absent(_) => false,
    }
}

/// Whether data that a statement is about falls under data that a denial is about.
pub(crate) fn data_inside(context: &Context<'_>, general: &Term, specific: &Term) -> bool {
    let part = general.detail.is_some() && general.detail != specific.detail;
    // What is not collected automatically may be collected all the same, but not so.
    let in_that_way = general.qualifiers.iter().all(|how| specific.qualifiers.contains(how));
    if part || general.quantifier.is_some_and(Quantifier::partial) || !in_that_way {
        return false;
    }
    match general_class(general) {
        _ if general.value == specific.value => true,
        Some(class) if is_personal(class) => personal_data(context, specific),
        Some(class) if class.kind == Kind::Class && class.id == "sensitive-data" => {
            !context.claimed_anonymous(specific)
                && context.policy.classes_of(specific).any(|class| surely_sensitive(context, class))
        }
        _ => covers(context, general, specific),
    }
}

/// Whether a term is all personal data.
pub(crate) fn all_personal(term: &Term) -> bool {
    !narrowed(term) && term.detail.is_none() && general_class(term).is_some_and(is_personal)
}

fn is_personal(class: &Class) -> bool {
    class.kind == Kind::Class && matches!(class.id, "personal-data" | "all-data" | "identifying-data")
}

/// Whether a term is said to be some of what it names.
fn narrowed(term: &Term) -> bool {
    term.quantifier.is_some_and(Quantifier::partial) || !term.qualifiers.is_empty()
}

/// Whether some law calls an entry sensitive by itself, and nobody doubts it.
///
/// A password is sensitive only as the key to an account, which is not what
/// "we collect no sensitive information" is read to deny.
pub(crate) fn surely_sensitive(context: &Context<'_>, class: &Class) -> bool {
    if class.kind != Kind::Data || context.vocabulary.is_a(Kind::Data, class.id, "account") {
        return false;
    }
    let Some(entry) = context.vocabulary.find(Kind::Data, class.id) else { return false };
    let schemes = context.vocabulary.schemes().iter();
    schemes.filter(|scheme| scheme.id.ends_with("-sensitive") || scheme.id.ends_with("-special")).any(
        |scheme| {
            let codes = context.vocabulary.codes(entry, &scheme.id);
            codes.sure && !codes.codes.is_empty()
        },
    )
}

/// Whether a term is personal data, as far as the policy says what it is.
pub(crate) fn personal_data(context: &Context<'_>, term: &Term) -> bool {
    let declared = context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Data);
    match context.identifies(term) {
        Some(identifies) => identifies && !context.claimed_anonymous(term),
        None => declared,
    }
}

/// Whether all that the second term says is part of what the first says.
///
/// Unlike [`Context::covers`] a group is not of a kind because one of its items
/// is: that some of the group is collected does not say that this item is.
pub(crate) fn covers(context: &Context<'_>, general: &Term, specific: &Term) -> bool {
    // What does not come from you directly may come from you all the same.
    if !general.qualifiers.iter().all(|how| specific.qualifiers.contains(how)) {
        return false;
    }
    if general.value == specific.value {
        return true;
    }
    if let (Some((outer, _)), Some((inner, _))) = (context.noun_of(general), context.noun_of(specific))
        && context.holds(outer, inner)
    {
        return true;
    }
    if context.reach().is_anyone_else(general) {
        let mut roles = context.policy.classes_of(specific).filter(|class| class.kind == Kind::Role);
        return roles.any(|class| {
            context.vocabulary.find(Kind::Role, class.id).and_then(|role| role.third_party)
                == Some(ThirdParty::Always)
        });
    }
    let Some(class) = general_class(general) else { return false };
    context
        .policy
        .classes_of(specific)
        .any(|own| own.kind == class.kind && context.vocabulary.is_a(class.kind, own.id, class.id))
}

/// The declarations of data that may fall inside a denial: those it names, and what they hold.
/// Nothing, if it is about more than declarations.
pub(crate) fn declared_data(context: &Context<'_>, denial: &Practice<'_>) -> Option<Vec<NounId>> {
    let mut found = Vec::new();
    for term in denial.objects() {
        let (id, _) = context.noun_of(term).filter(|_| !context.reach().is_anyone_else(term))?;
        context.each_inside(id, &mut |inner, _| found.push(inner));
    }
    Some(found)
}

/// The class that a term means all of: an entry of the vocabulary, or a text that is no more than a name for one.
///
/// "email addresses" is a name for all of them; "the email address you gave for
/// our newsletter" is one of them. What separates the two is how much is said; but
/// "advertising cookies" are some cookies.
pub(crate) fn general_class(term: &Term) -> Option<&Class> {
    match &term.value {
        Value::Ref(Ref::Builtin(class)) => Some(class),
        Value::Ref(Ref::Text(text)) if text.split_whitespace().count() <= 3 => {
            match term.classes.as_slice() {
                [class] if class.kind != Kind::Technology => Some(class),
                _ => None,
            }
        }
        Value::Ref(Ref::Text(_)) => term.classes.iter().find(|class| class.kind == Kind::Class),
        Value::Ref(Ref::Noun(_) | Ref::Special(_) | Ref::Unknown(_))
        | Value::Number(_)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Link(_)
        | Value::Absent(_) => None,
    }
}

/// Whether a denial is about exactly what its words are classed as, and not about some part described in a sentence.
pub(crate) fn plain(denial: &Practice<'_>) -> bool {
    let short = denial.objects().all(|term| match &term.value {
        Value::Ref(Ref::Text(text)) => text.split_whitespace().count() <= 3,
        _ => true,
    });
    short && of_everyone(denial)
}

/// Whether a denial is as plain for this object, be it only that it has the very same words.
pub(crate) fn plain_for(denial: &Practice<'_>, object: &Term) -> bool {
    plain(denial) || of_everyone(denial) && denial.objects().any(|term| term.value == object.value)
}

/// Whether a denial is about everybody's data: not "about people under 16".
pub(crate) fn of_everyone(denial: &Practice<'_>) -> bool {
    // What a section on children denies is said of children, even where the section does not say so.
    denial.statement.lists(ListWord::About).next().is_none()
        && !denial.within.iter().any(|section| section.topic == Some(Topic::Children))
}

/// Whether readers expect a disclosure all the same: it has a condition, or goes to those who only work for us.
pub(crate) fn excused(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.limited() && !only_leaves_out(context, practice) || only_to_helpers(context, practice)
}

/// Whether something goes to those only who work for us.
pub(crate) fn only_to_helpers(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let mut recipients = practice.recipients().peekable();
    recipients.peek().is_some() && recipients.all(|term| no_third_party(context, term))
}

/// Whether a recipient is known to be no third party, or one to whom nothing can be sold.
pub(crate) fn no_third_party(context: &Context<'_>, term: &Term) -> bool {
    context.reach().is_no_third_party(term)
}

/// Whether a statement is about handing the business over.
pub(crate) fn business_transfer(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    context.reach().is_business_transfer(practice.statement, practice.clauses())
}
