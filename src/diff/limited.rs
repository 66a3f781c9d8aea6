//! What a change in few words leaves out: for whom, where and under what conditions its sentence holds.

use super::compare::Comparing;
use super::flows::{is_people, is_place};
use super::parts::{Atom, Parts, Slot, Thing};
use super::shape::{Shape, Version};
use super::{Sentences, words};
use crate::model::words::{Adverb, ListWord, Modal};
use crate::model::{Ref, Special, Value};

/// A sentence in both versions, with what limits it in the newest one that has it.
pub(super) fn sentences<'a>(
    all: &Comparing<'a>,
    old: Option<&Shape<'a>>,
    new: Option<&Shape<'a>>,
) -> Sentences {
    let said = |is_new: bool, shape: Option<&Shape<'a>>| {
        shape.map(|shape| words::sentence(all.version(is_new).policy, shape))
    };
    let newest = new.map(|shape| (&all.new, shape)).or_else(|| old.map(|shape| (&all.old, shape)));
    Sentences {
        before: said(false, old),
        after: said(true, new),
        scope: newest.map(|(version, shape)| scope(version, shape)).unwrap_or_default(),
        limited: newest.is_some_and(|(version, shape)| is_limited(version, shape)),
    }
}

/// For whom, where and when the sections around a sentence hold.
fn scope<'a>(version: &Version<'a>, shape: &Shape<'a>) -> String {
    let mut parts = Parts::default();
    shape.within.iter().for_each(|section| parts.extend(version.scope(section)));
    words::scope(version.policy, &parts)
}

/// Whether a sentence says less than that the publisher does something with somebody's data.
fn is_limited(version: &Version<'_>, shape: &Shape<'_>) -> bool {
    let certain = match shape.modal {
        Modal::Does
        | Modal::DoesNot
        | Modal::Will
        | Modal::WillNot
        | Modal::WillNever
        | Modal::Never
        | Modal::Must
        | Modal::MustNot
        | Modal::Is
        | Modal::IsNot => true,
        Modal::May
        | Modal::MayNot
        | Modal::MayHave
        | Modal::Should
        | Modal::ShouldNot
        | Modal::Can
        | Modal::Cannot
        | Modal::Has
        | Modal::HasNot
        | Modal::ReservesRight
        | Modal::HasRight
        | Modal::MayHaveRight
        | Modal::Claims
        | Modal::ClaimsNot
        | Modal::MayAsk
        | Modal::CanAsk
        | Modal::HasRightToAsk
        | Modal::MayHaveRightToAsk
        | Modal::MayBeUnable
        | Modal::Strives => false,
    };
    !certain
        || shape.atoms(Slot::Subject).iter().any(|atom| !is_publisher(version, atom))
        || shape.slots().any(|(slot, atoms)| limits(version, slot, atoms))
}

fn is_publisher(version: &Version<'_>, atom: &Atom<'_>) -> bool {
    atom.term().is_some_and(|term| match &term.value {
        Value::Ref(Ref::Special(special)) => *special == Special::We,
        Value::Ref(Ref::Noun(id)) => version.policy.publisher == Some(*id),
        _ => false,
    })
}

/// Whether a part of a sentence says that what it says does not hold always, everywhere and for everybody.
fn limits(version: &Version<'_>, slot: Slot, atoms: &[Atom<'_>]) -> bool {
    match slot {
        Slot::Condition(_) | Slot::Lookback | Slot::Limit => true,
        Slot::Adverb => atoms.iter().any(|atom| match atom.thing {
            Thing::Adverb(adverb, _) => !matches!(adverb, Adverb::Also | Adverb::Currently | Adverb::Always),
            _ => false,
        }),
        Slot::List(ListWord::For | ListWord::From) => atoms.iter().any(|atom| is_people(version, atom)),
        Slot::List(ListWord::In) => atoms.iter().any(|atom| is_place(version, atom)),
        Slot::List(
            ListWord::About
            | ListWord::After
            | ListWord::Before
            | ListWord::DependingOn
            | ListWord::Except
            | ListWord::Of
            | ListWord::On
            | ListWord::Under
            | ListWord::When,
        ) => true,
        Slot::List(
            ListWord::Against
            | ListWord::As
            | ListWord::By
            | ListWord::Called
            | ListWord::Despite
            | ListWord::Fee
            | ListWord::Giving
            | ListWord::Including
            | ListWord::SuchAs
            | ListWord::Through
            | ListWord::To
            | ListWord::With,
        )
        | Slot::Subject
        | Slot::Verb
        | Slot::Object
        | Slot::Kept
        | Slot::Within
        | Slot::Every
        | Slot::Basis
        | Slot::Saying(_)
        | Slot::Dated(_) => false,
    }
}
