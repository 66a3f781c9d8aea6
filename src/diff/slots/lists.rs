//! Lists behind a word: what a longer and a shorter one come to.

use super::super::compare::Comparing;
use super::super::flows::is_people;
use super::super::parts::{Atom, Parts, Slot};
use super::super::stance::Stance;
use super::flows::covered;
use super::one::Moved;
use super::{Frame, aspect, generic, only};
use crate::model::words::{ConditionWord, ListWord};

/// A list of which some things are gone or new.
pub(super) fn list<'a>(all: &mut Comparing<'a>, frame: &Frame, word: ListWord, moved: Moved<'_, 'a>) {
    let Moved { slot, old, new, gone, come, was, is } = moved;
    let limits = limits(all, frame, word, gone, come);
    let (before, after) = (old.atoms(slot), new.atoms(slot));
    let wide = wide(all, limits, (before, after), (gone, come));
    let aspect = match (before.is_empty() || after.is_empty(), limits) {
        _ if !gone.is_empty() && !come.is_empty() => aspect(slot),
        (false, _) => "list",
        (true, true) => "scope",
        (true, false) => "clause",
    };
    generic(all, frame, aspect, wide, was, is);
}

/// Whether a list says in which cases a sentence holds: without it the sentence holds in all of them. What is
/// done with data is so, and what is promised not to be done, whoever it is about, goes to or is for.
fn limits(
    all: &Comparing<'_>,
    frame: &Frame,
    word: ListWord,
    gone: &[&Atom<'_>],
    come: &[&Atom<'_>],
) -> bool {
    let deed = matches!(frame.stance, Stance::Practice | Stance::Denial);
    let people = || {
        gone.iter().all(|atom| is_people(&all.old, atom)) && come.iter().all(|atom| is_people(&all.new, atom))
    };
    match word {
        ListWord::When | ListWord::In | ListWord::On | ListWord::Through | ListWord::From => true,
        ListWord::About | ListWord::Of => deed || people(),
        ListWord::With | ListWord::To | ListWord::By | ListWord::For | ListWord::Against => deed,
        _ => false,
    }
}

/// Whether a list says more than before, where that can be told.
fn wide(
    all: &Comparing<'_>,
    limits: bool,
    (before, after): (&[Atom<'_>], &[Atom<'_>]),
    (gone, come): (&[&Atom<'_>], &[&Atom<'_>]),
) -> Option<bool> {
    match (before, after, gone, come) {
        ([], ..) => Some(!limits),
        (_, [], ..) => Some(limits),
        (_, _, [], [_, ..]) => Some(true),
        (_, _, [_, ..], []) => Some(false),
        _ => covered(all, gone, come),
    }
}

/// Whether something holds in more cases than before, by all that says for whom, where and when; nothing,
/// where that cannot be told, or it holds in more of some and in fewer of others.
pub(in crate::diff) fn wider<'a>(all: &Comparing<'a>, old: &Parts<'a>, new: &Parts<'a>) -> Option<bool> {
    let mut found: Option<bool> = None;
    for slot in old.slots_of_both(new) {
        let (before, after) = (old.atoms(slot), new.atoms(slot));
        let (gone, come) = (only(before, after), only(after, before));
        if gone.is_empty() && come.is_empty() {
            continue;
        }
        let one = match slot {
            Slot::List(ListWord::Except) | Slot::Condition(ConditionWord::Unless) => {
                wide(all, false, (before, after), (&gone, &come)).map(|wide| !wide)
            }
            Slot::List(_) => wide(all, true, (before, after), (&gone, &come)),
            Slot::Condition(_) if before.is_empty() || after.is_empty() => Some(after.is_empty()),
            _ => None,
        }?;
        if found.is_some_and(|known| known != one) {
            return None;
        }
        found = Some(one);
    }
    found
}
