//! Texts of the author's: which are versions of one, and what it comes to that they read differently.

use std::collections::BTreeSet;

use super::super::compare::Comparing;
use super::super::parts::{Atom, Slot};
use super::super::stance::Stance;
use super::super::text::{Difference, Split, best_pairs, compared};
use super::super::{Direction, kinds};
use super::{Frame, examples, generic, minutes, neutral};
use crate::model::words::{ListWord, SayingWord, Topic};

/// Pairs texts that are versions of one, tells how they differ, and takes them out.
pub(super) fn texts<'t, 'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    slot: Slot,
    gone: &mut Vec<&'t Atom<'a>>,
    come: &mut Vec<&'t Atom<'a>>,
) {
    let split = Split::of(gone.iter().chain(come.iter()).filter_map(|atom| atom.text()));
    let score = |(at, to): (usize, usize)| {
        let score = split.likeness(gone.get(at)?.text()?, come.get(to)?.text()?);
        (score > 0.5).then_some((score, at, to))
    };
    let scores = compared(gone.len(), come.len()).filter_map(score).collect();
    let pairs = best_pairs(scores, |at, to| (at, to));
    for (before, after) in taken(gone, come, &pairs) {
        text(all, frame, slot, before, after);
    }
}

/// Takes pairs out of two lists, by their places in them.
pub(super) fn taken<T: Copy>(old: &mut Vec<T>, new: &mut Vec<T>, pairs: &[(usize, usize)]) -> Vec<(T, T)> {
    let found =
        pairs.iter().filter_map(|(at, to)| old.get(*at).copied().zip(new.get(*to).copied())).collect();
    let (was, is): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
    let rest = |all: &[T], taken: &BTreeSet<usize>| {
        let left = all.iter().enumerate().filter(|(at, _)| !taken.contains(at));
        left.map(|(_, one)| *one).collect()
    };
    (*old, *new) = (rest(old, &was), rest(new, &is));
    found
}

/// A text of the author's that reads differently.
pub(super) fn text<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    slot: Slot,
    before: &Atom<'a>,
    after: &Atom<'a>,
) {
    let (Some(old), Some(new)) = (before.text(), after.text()) else { return };
    // How long before a change people are told may stand in words.
    if frame.topic == Topic::Changes && frame.stance == Stance::Promise {
        let words_of = kinds::notice_words(all.new.policy.language.as_deref().unwrap_or("en"));
        if let (Some(was), Some(is)) = (words_of.period(old), words_of.period(new))
            && minutes(was) != minutes(is)
        {
            let wide = Some(minutes(is) > minutes(was));
            let sides = (Some((old.to_owned(), before.span)), Some((new.to_owned(), after.span)));
            return generic(all, frame, "text", wide, sides.0, sides.1);
        }
    }
    let kind_is_said = !after.marks.is_empty() && before.marks == after.marks;
    let (id, direction) = match (all.difference(old, new), slot) {
        (_, Slot::Saying(SayingWord::Id)) => ("renamed-in-source", Direction::Renamed),
        (Difference::Spelling, _) => ("typo-fixed", Direction::Reworded),
        (_, Slot::Saying(SayingWord::Because)) if frame.for_reason => (neutral(frame), Direction::Changed),
        (Difference::Words | Difference::Weight, Slot::Saying(SayingWord::Because)) => {
            ("reason-changed", Direction::Reworded)
        }
        (Difference::Words | Difference::Weight, Slot::List(ListWord::SuchAs)) => {
            (examples(frame), Direction::Reworded)
        }
        (Difference::Words, Slot::List(ListWord::Called) | Slot::Saying(SayingWord::Titled)) => {
            ("reworded", Direction::Reworded)
        }
        (Difference::Words, _) if kind_is_said => ("reworded", Direction::Reworded),
        (Difference::Words, _) => ("wording-changed", Direction::Changed),
        (Difference::Weight, _) => (neutral(frame), Direction::Changed),
    };
    let draft = frame.draft(Some((old.to_owned(), before.span)), Some((new.to_owned(), after.span)));
    all.push(id, direction, "text", frame.subject.clone(), draft);
}
