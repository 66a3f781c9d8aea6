//! What a sentence is for the people it is about: something done, a promise, a right, ….

use crate::analysis::context::{Actor, leaves};
use crate::law::Kind;
use crate::model::verb::{CHANGING, KEEPING};
use crate::model::words::{Adverb, Bound, ConditionWord, ListWord, Modal, NounKind, Shade, Topic};
use crate::model::{Ref, Retention, Special, Term, Value, Verb};

use super::parts::{Slot, Thing};
use super::shape::{Shape, Version};

/// What a sentence is for the people it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stance {
    /// Something is done with their data.
    Practice,
    /// Something is promised not to be done.
    Denial,
    /// Something is done for them.
    Promise,
    /// Something is not done for them.
    Disclaimer,
    /// They may do something.
    Right,
    /// They must do something, or accept it.
    Demand,
    /// None of these.
    Plain,
}

impl Stance {
    /// Whether it is worse for people if the sentence says more; nothing, where it is neither.
    pub(super) const fn burdens(self) -> Option<bool> {
        match self {
            Self::Practice | Self::Disclaimer | Self::Demand => Some(true),
            Self::Denial | Self::Promise | Self::Right => Some(false),
            Self::Plain => None,
        }
    }
}

/// What doing it means for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Burden,
    Care,
    Neither,
}

/// The stance of a statement.
pub(super) fn stance(version: &Version<'_>, shape: &Shape<'_>) -> Stance {
    let negative = shape.modal.negative();
    let actor = actor(version, shape);
    let doing = doing(shape);
    if actor == Actor::People {
        return of_people(shape, doing);
    }
    match (doing, negative) {
        // What people are asked for, or can refuse, is done to them whatever the verb.
        (Doing::Neither, false) if is_up_to_them(version, shape) => Stance::Practice,
        (Doing::Neither, true) if is_up_to_them(version, shape) => Stance::Denial,
        _ if shape.modal == Modal::MayBeUnable => Stance::Disclaimer,
        (Doing::Burden, false) => Stance::Practice,
        (Doing::Burden, true) => Stance::Denial,
        (Doing::Care, false) => Stance::Promise,
        (Doing::Care, true) => Stance::Disclaimer,
        (Doing::Neither, _) => match shape.modal {
            // In the author's own words, "will" and "never" are what shows a promise.
            Modal::Will | Modal::Must | Modal::Strives => Stance::Promise,
            Modal::WillNot | Modal::WillNever | Modal::Never | Modal::MustNot => Stance::Denial,
            _ => Stance::Plain,
        },
    }
}

/// Whether it hangs on what people say that it is done: they agree, or they do not refuse.
pub(super) fn is_up_to_them(version: &Version<'_>, shape: &Shape<'_>) -> bool {
    let context = &version.context;
    ConditionWord::ALL.iter().any(|word| {
        let lifts = matches!(word, ConditionWord::Unless | ConditionWord::Until);
        shape.atoms(Slot::Condition(*word)).iter().any(|atom| {
            let Thing::Condition(_, said, _) = atom.thing else { return false };
            leaves(said).into_iter().any(|leaf| match lifts == shape.modal.negative() {
                true => context.is_agreement(leaf) && !context.is_refusal(leaf),
                false => context.is_refusal(leaf),
            })
        })
    })
}

fn of_people(shape: &Shape<'_>, doing: Doing) -> Stance {
    let accepts = shape.does(&["agree", "accept", "acknowledge", "consent"]);
    match shape.modal {
        Modal::HasRight
        | Modal::MayHaveRight
        | Modal::MayAsk
        | Modal::CanAsk
        | Modal::HasRightToAsk
        | Modal::MayHaveRightToAsk => Stance::Right,
        Modal::May | Modal::Can => Stance::Right,
        Modal::Must | Modal::Should | Modal::MustNot | Modal::ShouldNot | Modal::MayNot | Modal::Cannot => {
            Stance::Demand
        }
        _ if accepts && !shape.modal.negative() => Stance::Demand,
        Modal::DoesNot | Modal::WillNot if doing == Doing::Burden => Stance::Plain,
        _ if doing == Doing::Burden && topic(shape) == Some(Topic::Collection) => Stance::Practice,
        _ => Stance::Plain,
    }
}

/// The topic of its first verb of the language.
fn topic(shape: &Shape<'_>) -> Option<Topic> {
    shape.atoms(Slot::Verb).iter().find_map(|atom| match atom.thing {
        Thing::Verb(Verb::Known(verb)) => Some(verb.topic),
        _ => None,
    })
}

fn doing(shape: &Shape<'_>) -> Doing {
    let mut found = Doing::Neither;
    for atom in shape.atoms(Slot::Verb) {
        let Thing::Verb(Verb::Known(verb)) = atom.thing else { continue };
        let one = match verb.id {
            "delete" | "mask" | "deidentify" | "anonymize" | "stop" | "encrypt" | "honor" => Doing::Care,
            "ignore" | "discriminate" | "charge" | "refuse" | "deny" | "require" | "decide" | "monitor"
            | "enforce" => Doing::Burden,
            "review" | "register" | "continue" | "send" => Doing::Neither,
            changes if CHANGING.contains(&changes) => Doing::Neither,
            _ => match verb.topic {
                Topic::Collection
                | Topic::Use
                | Topic::Combining
                | Topic::Cookies
                | Topic::Sharing
                | Topic::Sale
                | Topic::Transfers
                | Topic::Retention => Doing::Burden,
                Topic::Security
                | Topic::Breach
                | Topic::Requests
                | Topic::Rights
                | Topic::Choices
                | Topic::Changes
                | Topic::Liability
                | Topic::Law => Doing::Care,
                Topic::About
                | Topic::Definitions
                | Topic::Roles
                | Topic::Basis
                | Topic::Signals
                | Topic::Consent
                | Topic::Children
                | Topic::Links
                | Topic::Contact => Doing::Neither,
            },
        };
        found = match (found, one) {
            (Doing::Burden, _) | (_, Doing::Burden) => Doing::Burden,
            (Doing::Care, _) | (_, Doing::Care) => Doing::Care,
            (Doing::Neither, Doing::Neither) => Doing::Neither,
        };
    }
    // What is used to protect is a safeguard, whatever the verb.
    if found == Doing::Burden && shape.statement.topic == Topic::Security {
        return Doing::Care;
    }
    // A signal is answered for people's sake.
    if found == Doing::Neither && shape.statement.topic == Topic::Signals { Doing::Care } else { found }
}

/// What a sentence is for the people for whom it holds. A limit to how long data is kept is a promise to them;
/// what is done with their data only under some condition, or on a legal basis, is neither one nor the other.
pub(super) fn for_whom(version: &Version<'_>, shape: &Shape<'_>) -> Stance {
    match stance(version, shape) {
        Stance::Practice if is_limited(shape) => Stance::Promise,
        Stance::Practice if !only_done(shape) => Stance::Plain,
        other => other,
    }
}

/// Whether a practice says no more than that data is collected, used, shared or sold.
fn only_done(shape: &Shape<'_>) -> bool {
    let deed = |topic| {
        matches!(
            topic,
            Topic::Collection | Topic::Use | Topic::Combining | Topic::Cookies | Topic::Sharing | Topic::Sale
        )
    };
    let limits = [
        Slot::Kept,
        Slot::Basis,
        Slot::Condition(ConditionWord::OnlyIf),
        Slot::Condition(ConditionWord::Unless),
    ];
    shape
        .atoms(Slot::Verb)
        .iter()
        .all(|atom| matches!(atom.thing, Thing::Verb(Verb::Known(verb)) if deed(verb.topic)))
        && limits.into_iter().all(|slot| shape.atoms(slot).is_empty())
}

/// Whether a sentence says how long something is kept at most.
pub(super) fn is_limited(shape: &Shape<'_>) -> bool {
    let kept = [Slot::Kept, Slot::List(ListWord::For)].map(|slot| shape.atoms(slot));
    shape.does(KEEPING)
        && kept.into_iter().flatten().any(|atom| match atom.thing {
            Thing::Kept(Retention::For(length), _)
            | Thing::Term(Term { value: Value::Duration(length), .. }) => {
                length.bound != Some(Bound::AtLeast)
            }
            Thing::Kept(Retention::Condition(..), _) => true,
            _ => false,
        })
}

fn actor(version: &Version<'_>, shape: &Shape<'_>) -> Actor {
    let Some(Thing::Term(term)) = shape.atoms(Slot::Subject).first().map(|atom| atom.thing) else {
        return Actor::Other;
    };
    match &term.value {
        Value::Ref(Ref::Special(Special::We)) => Actor::Us,
        Value::Ref(Ref::Special(Special::You)) => Actor::People,
        Value::Ref(Ref::Special(Special::Recipients)) => Actor::Recipient,
        Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Audience => Actor::People,
        Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Role => Actor::Recipient,
        Value::Ref(Ref::Noun(id)) => match version.policy.noun(*id).map(|noun| noun.kind) {
            Some(NounKind::Organization) => Actor::Us,
            Some(NounKind::Audience) => Actor::People,
            Some(NounKind::Recipient) => Actor::Recipient,
            _ => Actor::Other,
        },
        _ => Actor::Other,
    }
}

/// How firmly it is said, from 0.
pub(super) const fn firmness(modal: Modal) -> u8 {
    match modal {
        Modal::WillNever | Modal::Never => 5,
        Modal::Will
        | Modal::Must
        | Modal::WillNot
        | Modal::MustNot
        | Modal::Does
        | Modal::DoesNot
        | Modal::Is
        | Modal::IsNot
        | Modal::Has
        | Modal::HasNot
        | Modal::HasRight
        | Modal::HasRightToAsk
        | Modal::Cannot
        | Modal::MayNot => 4,
        Modal::Can | Modal::CanAsk | Modal::MayAsk => 3,
        Modal::Should | Modal::ShouldNot | Modal::Strives | Modal::Claims | Modal::ClaimsNot => 2,
        Modal::May
        | Modal::MayHave
        | Modal::MayHaveRight
        | Modal::MayHaveRightToAsk
        | Modal::ReservesRight
        | Modal::MayBeUnable => 1,
    }
}

/// How firmly people may do something: "you can" and "you may" grant it as plainly as "you have the right to".
pub(super) const fn grant(modal: Modal) -> u8 {
    match modal {
        Modal::HasRight | Modal::HasRightToAsk => 4,
        Modal::Can | Modal::May | Modal::CanAsk | Modal::MayAsk => 3,
        Modal::MayHaveRight | Modal::MayHaveRightToAsk => 1,
        other => firmness(other),
    }
}

/// Whether an adverb takes something back from what is said.
pub(super) const fn hedges(adverb: Adverb) -> bool {
    matches!(adverb.shade(), Shade::Today | Shade::Vague | Shade::Narrow)
}

/// Whether an adverb says in which way or how much something is done, so that "not" before it denies that alone.
pub(super) const fn shades_verb(adverb: Adverb) -> bool {
    !matches!(
        adverb,
        Adverb::Also
            | Adverb::AtAnyTime
            | Adverb::FromTimeToTime
            | Adverb::Periodically
            | Adverb::WithoutUndueDelay
    )
}

/// Whether an adverb adds to what is said.
pub(super) const fn strengthens(adverb: Adverb) -> bool {
    matches!(
        adverb,
        Adverb::Promptly
            | Adverb::Immediately
            | Adverb::Always
            | Adverb::AtAnyTime
            | Adverb::Securely
            | Adverb::Permanently
            | Adverb::Irreversibly
    )
}
