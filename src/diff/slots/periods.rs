//! Lengths of time: how long data is kept, how long people wait, how often something is done.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::super::Direction;
use super::super::compare::Comparing;
use super::super::parts::{Atom, Parts, Slot, Thing};
use super::super::shape::{AFTER, Version};
use super::super::stance::Stance;
use super::super::words;
use super::one::Moved;
use super::{Frame, Placed, generic, neutral};
use crate::model::words::{Adverb, Bound, ConditionWord, ListWord, Topic, Unit};
use crate::model::{Duration, Retention, Term, Value};
use crate::source::Span;

/// A length of time in minutes, roughly: enough to tell which of two is longer.
pub(in crate::diff) fn minutes(duration: Duration) -> u64 {
    let each: u64 = match duration.unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => 24 * 60,
        // Five of seven days.
        Unit::BusinessDay => 24 * 60 * 7 / 5,
        Unit::Week => 7 * 24 * 60,
        Unit::Month => 30 * 24 * 60 + 10 * 60 + 30,
        Unit::Year | Unit::CalendarYear => 12 * (30 * 24 * 60 + 10 * 60 + 30),
    };
    each.saturating_mul(u64::from(duration.count))
}

pub(super) fn time(thing: &Thing<'_>) -> Option<u64> {
    match thing {
        Thing::Every(length) | Thing::Lookback(length) => Some(minutes(*length)),
        Thing::Within(length, ..) => length.time().map(minutes),
        Thing::Term(Term { value: Value::Duration(length), .. }) => Some(minutes(*length)),
        Thing::Kept(Retention::For(length), _) => Some(minutes(*length)),
        Thing::Kept(Retention::Forever, _) => Some(u64::MAX),
        _ => None,
    }
}

/// Which of two times is longer, where that can be told: of both the same is said, or the longest that one allows
/// is longer than that of the other, and the shortest no shorter.
fn longer(old: &[&Atom<'_>], new: &[&Atom<'_>]) -> Option<Ordering> {
    let bounds = |atoms: &[&Atom<'_>]| atoms.iter().map(|atom| bound(atom)).collect::<BTreeSet<_>>();
    order(range(old)?, range(new)?, bounds(old) == bounds(new))
}

/// Which of two times is longer, by the shortest and the longest that each allows; `alike` says that both are
/// limits of one kind, or none.
fn order(before: (u64, u64), after: (u64, u64), alike: bool) -> Option<Ordering> {
    let (least, most) = (after.0.cmp(&before.0), after.1.cmp(&before.1));
    match (least, most) {
        // "At most two years" may be less than "two years", and "at least two years" more.
        (_, Ordering::Equal) if !alike => None,
        (least, Ordering::Equal) => Some(least),
        (least, most) => (least == Ordering::Equal || least == most).then_some(most),
    }
}

fn bound(atom: &Atom<'_>) -> Option<Bound> {
    match atom.thing {
        Thing::Term(Term { value: Value::Duration(length), .. }) | Thing::Kept(Retention::For(length), _) => {
            length.bound
        }
        _ => None,
    }
}

/// The shortest and the longest that a length of time allows.
const fn allowed(length: u64, bound: Option<Bound>) -> (u64, u64) {
    match bound {
        Some(Bound::AtMost) => (0, length),
        Some(Bound::AtLeast) => (length, u64::MAX),
        None => (length, length),
    }
}

/// The shortest and the longest that one length of time allows, or the shortest and the longest that are given.
fn range(atoms: &[&Atom<'_>]) -> Option<(u64, u64)> {
    match atoms {
        [one] => Some(allowed(time(&one.thing)?, bound(one))),
        [one, other] => match (bound(one), bound(other)) {
            (Some(Bound::AtLeast), Some(Bound::AtMost)) => Some((time(&one.thing)?, time(&other.thing)?)),
            (Some(Bound::AtMost), Some(Bound::AtLeast)) => Some((time(&other.thing)?, time(&one.thing)?)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether who does not keep data for some time promises more than before: who does not keep it for two years may
/// still keep it for one.
pub(super) fn denied(gone: &[&Atom<'_>], come: &[&Atom<'_>]) -> Option<bool> {
    match (gone, come) {
        ([], _) => Some(false),
        (_, []) => Some(true),
        _ => longer(gone, come).filter(|found| found.is_ne()).map(Ordering::is_lt),
    }
}

/// How often something may be done, as a number that is larger if it may be done more often.
pub(super) fn rate(thing: &Thing<'_>) -> Option<u64> {
    match thing {
        // So many times and no more is less often than so many in any time.
        Thing::Limit(count, None) => Some(u64::from(*count)),
        Thing::Limit(count, Some(length)) => {
            Some(u64::from(*count) * 1_000_000_000 / minutes(*length).max(1))
        }
        _ => None,
    }
}

/// Whether an atom says how long data is kept.
pub(super) fn is_period(slot: Slot, atom: &Atom<'_>) -> bool {
    match slot {
        Slot::Kept => true,
        Slot::List(ListWord::For) => {
            matches!(atom.thing, Thing::Term(term) if term.is_length())
        }
        Slot::List(ListWord::After) => true,
        _ => false,
    }
}

/// Whether a practice says in either version for how long data is kept.
pub(super) fn limits_keeping(all: &Comparing<'_>, frame: &Frame, old: &Parts<'_>, new: &Parts<'_>) -> bool {
    let says = |version: &Version<'_>, parts: &Parts<'_>| {
        (frame.keeping || !parts.atoms(Slot::Kept).is_empty()) && period_of(version, parts).is_some()
    };
    frame.stance == Stance::Practice && (says(&all.old, old) || says(&all.new, new))
}

/// How long something is kept, in words: `for 7 years after your last order`.
pub(in crate::diff) fn period_of(version: &Version<'_>, parts: &Parts<'_>) -> Option<String> {
    let in_words = |slot: Slot| -> Vec<String> {
        let periods = parts.atoms(slot).iter().filter(|atom| is_period(slot, atom));
        periods.map(|atom| words::atom(version.policy, slot, atom)).collect()
    };
    // The longest and the shortest of a time are said together.
    let limits = in_words(Slot::List(ListWord::For)).join(" and ");
    let limits = (!limits.is_empty()).then(|| limits.replace(" and for ", " and "));
    let mut said: Vec<String> = in_words(Slot::Kept).into_iter().chain(limits).collect();
    let mut lengths = said.len();
    said.extend(in_words(Slot::List(ListWord::After)));
    let criteria = [ConditionWord::While, ConditionWord::Until, ConditionWord::AsFarAs];
    for word in criteria {
        for atom in parts.atoms(Slot::Condition(word)) {
            lengths += 1;
            said.push(words::bare(version.policy, &atom.thing));
        }
    }
    (lengths > 0).then(|| said.join(" "))
}

/// The lengths of time for which something is kept.
fn lengths<'p, 'a>(parts: &'p Parts<'a>) -> Vec<&'p Atom<'a>> {
    let slots = [Slot::Kept, Slot::List(ListWord::For)].into_iter();
    slots.flat_map(|slot| parts.atoms(slot).iter().filter(move |atom| is_period(slot, atom))).collect()
}

/// How long a sentence says that something is kept, in whatever words.
#[derive(Debug, Default)]
pub(in crate::diff) struct Times {
    lengths: Vec<String>,
    /// From when on, and what decides instead of a length.
    from: Vec<String>,
}

impl Times {
    pub(in crate::diff) fn of(parts: &Parts<'_>) -> Self {
        let mut found = Self::default();
        for (slot, atoms) in parts.slots() {
            for atom in atoms.iter().filter(|atom| is_time(slot, atom)) {
                match slot {
                    Slot::Kept => {
                        let (length, from) = atom.key.split_once(AFTER).unwrap_or((&atom.key, ""));
                        found.lengths.push(length.to_owned());
                        found.from.extend((!from.is_empty()).then(|| from.to_owned()));
                    }
                    Slot::List(ListWord::For) => found.lengths.push(atom.key.clone()),
                    // "Until you leave" and "while you leave" are two periods.
                    Slot::Condition(word) => found.from.push(format!("{} {}", word.as_str(), atom.key)),
                    _ => found.from.push(atom.key.clone()),
                }
            }
        }
        found.lengths.sort();
        found.from.sort();
        found
    }

    pub(in crate::diff) fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.lengths.iter().chain(&self.from).map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }
}

/// Whether an atom of a sentence about keeping data says how long, or what decides it.
pub(in crate::diff) fn is_time(slot: Slot, atom: &Atom<'_>) -> bool {
    let criteria = [ConditionWord::While, ConditionWord::Until, ConditionWord::AsFarAs];
    is_period(slot, atom) || criteria.into_iter().any(|word| slot == Slot::Condition(word))
}

/// How long something is kept, where a whole sentence says it.
pub(super) fn periods(all: &mut Comparing<'_>, frame: &Frame, old: &Parts<'_>, new: &Parts<'_>) {
    let (before, after) = (Times::of(old), Times::of(new));
    if before.keys() == after.keys() {
        return;
    }
    let was = period_of(&all.old, old).map(|text| (text, frame.old_span));
    let is = period_of(&all.new, new).map(|text| (text, frame.new_span));
    // Only the length differs: then it can be told which is longer.
    let alone = before.from == after.from;
    let longer = alone.then(|| longer(&lengths(old), &lengths(new))).flatten();
    let mut frame = frame.clone();
    frame.what.clone_from(&frame.about);
    if was.is_none() && is.is_none() {
        return;
    }
    retention_change(all, &frame, was, is, longer);
}

/// Data that is kept for another time than before.
pub(super) fn retention(all: &mut Comparing<'_>, frame: &Frame, moved: Moved<'_, '_>) {
    let Moved { gone, come, was, is, .. } = moved;
    let start = |atom: &&Atom<'_>, version: &Version<'_>| match atom.thing {
        Thing::Kept(_, Some(after)) => version.expression(after),
        _ => String::new(),
    };
    let longer = match (gone, come) {
        ([before], [after]) if start(before, &all.old) == start(after, &all.new) => longer(gone, come),
        _ => None,
    };
    let mut frame = frame.clone();
    if !frame.about.is_empty() {
        frame.what.clone_from(&frame.about);
    }
    retention_change(all, &frame, was, is, longer);
}

fn retention_change(
    all: &mut Comparing<'_>,
    frame: &Frame,
    was: Placed,
    is: Placed,
    longer: Option<Ordering>,
) {
    let (id, direction) = match (&was, &is, longer) {
        (Some(_), Some(_), Some(Ordering::Greater)) => ("retention-lengthened", Direction::Widened),
        (Some(_), Some(_), Some(Ordering::Less)) => ("retention-shortened", Direction::Narrowed),
        (Some(_), Some(_), Some(Ordering::Equal)) => ("reworded", Direction::Reworded),
        (Some(_), Some(_), None) => ("retention-changed", Direction::Changed),
        (None, Some(_), _) => ("retention-stated", Direction::Added),
        _ => ("retention-unstated", Direction::Removed),
    };
    all.push(id, direction, "period", frame.subject.clone(), frame.draft(was, is));
}

/// Where a sentence says when data is deleted.
pub(super) const DELETION: [Slot; 2] = [Slot::Within, Slot::List(ListWord::After)];

/// Until when data is kept that is deleted then.
struct Deleted {
    length: Duration,
    /// What the time counts from, by its key.
    start: String,
    /// As a time for which it is kept: `for at most 30 days after you leave`.
    text: String,
    span: Span,
}

/// How long data is kept by a sentence that says when it is deleted; nothing, where that is told otherwise than by
/// one length of time, or counts from what somebody asks for.
fn deleted(version: &Version<'_>, parts: &Parts<'_>) -> Option<Deleted> {
    let slot = Slot::List(ListWord::After);
    let (lengths, starts): (Vec<Atom<'_>>, Vec<Atom<'_>>) =
        parts.atoms(slot).iter().cloned().partition(Atom::is_length);
    let (length, start, span) = match (lengths.as_slice(), parts.atoms(Slot::Within)) {
        ([only], []) => match only.thing {
            Thing::Term(Term { value: Value::Duration(length), .. }) => (*length, None, only.span),
            _ => return None,
        },
        ([], [only]) => match only.thing {
            Thing::Within(length, start, None) => {
                (Duration { bound: Some(Bound::AtMost), ..length.time()? }, start, only.span)
            }
            _ => return None,
        },
        _ => return None,
    };
    let asked = |atom: &Atom<'_>| match atom.thing {
        Thing::Condition(_, said, _) => version.policy.is_request(said),
        Thing::Term(Term { value: Value::Ref(named), .. }) => version.policy.names_request(named),
        _ => false,
    };
    let cases = [
        Slot::List(ListWord::When),
        Slot::Condition(ConditionWord::If),
        Slot::Condition(ConditionWord::OnlyIf),
    ];
    if start.is_some_and(|start| version.policy.is_request(start))
        || cases.into_iter().chain([slot]).flat_map(|slot| parts.atoms(slot)).any(asked)
    {
        return None;
    }
    let mut keys: Vec<String> = starts.iter().map(|atom| atom.key.clone()).collect();
    let mut texts = vec![format!("for {length}"), words::listing(version.policy, slot, &starts)];
    if let Some(start) = start {
        keys.push(version.expression(start));
        texts.push(format!("after {}", words::expression(version.policy, start)));
    }
    keys.sort();
    texts.retain(|text| !text.is_empty());
    Some(Deleted { length, start: keys.join(" "), text: texts.join(" "), span })
}

/// How long data is kept, where a sentence says when it is deleted: whether that changed, and so is told.
pub(super) fn deletion(all: &mut Comparing<'_>, frame: &Frame, old: &Parts<'_>, new: &Parts<'_>) -> bool {
    let says = |parts: &Parts<'_>| DELETION.iter().any(|slot| !parts.atoms(*slot).is_empty());
    let (before, after) = (deleted(&all.old, old), deleted(&all.new, new));
    if before.is_none() && says(old) || after.is_none() && says(new) {
        return false;
    }
    let span = |one: &Deleted| allowed(minutes(one.length), one.length.bound);
    let (was, is) = (before.as_ref().map(span), after.as_ref().map(span));
    let both = before.as_ref().zip(after.as_ref()).filter(|(was, is)| was.start == is.start);
    // Where only what it counts from differs, that is told by itself.
    if was == is {
        return both.is_some();
    }
    let longer = both.and_then(|(was, is)| order(span(was), span(is), was.length.bound == is.length.bound));
    let said = |one: Option<Deleted>| one.map(|one| (one.text, one.span));
    let frame = Frame { what: frame.about.clone(), ..frame.clone() };
    retention_change(all, &frame, said(before), said(after), longer);
    true
}

/// How soon something is done, where the other version names a time for it.
pub(in crate::diff) fn soon<'p, 'a>(these: &'p Parts<'a>, those: &Parts<'_>) -> Option<&'p Atom<'a>> {
    let fast = |atom: &&Atom<'_>| {
        matches!(
            atom.thing,
            Thing::Adverb(Adverb::Promptly | Adverb::Immediately | Adverb::WithoutUndueDelay, _)
        )
    };
    let known = |atom: &&Atom<'_>| those.atoms(Slot::Adverb).iter().any(|other| other.key == atom.key);
    let instead = these.atoms(Slot::Within).is_empty() && !those.atoms(Slot::Within).is_empty();
    these.atoms(Slot::Adverb).iter().filter(fast).find(|atom| instead && !known(atom))
}

/// How long people wait for something.
pub(super) fn deadline(all: &mut Comparing<'_>, frame: &Frame, moved: Moved<'_, '_>) {
    let Moved { old, new, gone, come, was, is, .. } = moved;
    let said = |version: &Version<'_>, atom: &Atom<'_>| (words::bare(version.policy, &atom.thing), atom.span);
    let (hurried, hurries) = (soon(old, new), soon(new, old));
    let was = was.or_else(|| hurried.map(|atom| said(&all.old, atom)));
    let is = is.or_else(|| hurries.map(|atom| said(&all.new, atom)));
    // What is done at once is done sooner than within any time; whether "promptly" is, nobody can tell.
    let at_once = |atom: Option<&Atom<'_>>| {
        atom.is_some_and(|atom| matches!(atom.thing, Thing::Adverb(Adverb::Immediately, _)))
    };
    if at_once(hurried) || at_once(hurries) {
        return generic(all, frame, "period", None, was, is);
    }
    // The time, and with its extension; nobody can compare what is said in words.
    let whole = |thing: &Thing<'_>| match thing {
        Thing::Within(length, _, more) => {
            let more = more.map_or(Some(0), |more| more.by.time().map(minutes));
            let time = minutes(length.time()?);
            Some((time, time.saturating_add(more?)))
        }
        _ => Some((0, 0)),
    };
    let length = |atoms: &[&Atom<'_>]| match atoms {
        [one] => whole(&one.thing).map(|(_, whole)| whole),
        _ => None,
    };
    // What people may do from an event on, other than what they ask for, they have that time for.
    let own = |atoms: &[&Atom<'_>], version: &Version<'_>| {
        let starts = |atom: &&Atom<'_>| match atom.thing {
            Thing::Within(_, Some(start), _) => !version.policy.is_request(start),
            _ => false,
        };
        atoms.iter().all(starts)
    };
    let theirs = matches!(frame.stance, Stance::Right | Stance::Demand);
    if theirs && own(gone, &all.old) && own(come, &all.new) {
        let longer = match (gone, come) {
            ([], _) => Some(false),
            (_, []) => Some(true),
            _ => length(gone).zip(length(come)).filter(|(old, new)| old != new).map(|(old, new)| new > old),
        };
        // Who must do something is asked for less if there is more time for it.
        let wide = longer.map(|longer| longer == (frame.stance == Stance::Right));
        return generic(all, frame, "period", wide, was, is);
    }
    // Nor does anybody wait for what becomes of data by itself.
    if matches!(frame.topic, Topic::Retention | Topic::Combining)
        && own(gone, &all.old)
        && own(come, &all.new)
        && let Some((was_long, is_long)) = length(gone).zip(length(come))
    {
        return generic(all, frame, "period", (was_long != is_long).then_some(is_long < was_long), was, is);
    }
    // Nobody waits for their data to be taken or given away.
    let practice = frame.stance == Stance::Practice;
    if practice && (frame.leaving || frame.collecting) {
        return generic(all, frame, "period", None, was, is);
    }
    let (id, direction) = match (gone, come) {
        ([before], [after]) => {
            match whole(&after.thing).zip(whole(&before.thing)).map(|(new, old)| new.cmp(&old)) {
                Some(Ordering::Greater) => ("deadline-lengthened", Direction::Widened),
                Some(Ordering::Less) => ("deadline-shortened", Direction::Narrowed),
                // What starts it differs.
                Some(Ordering::Equal) | None => (neutral(frame), Direction::Changed),
            }
        }
        (_, []) => ("deadline-dropped", if is.is_some() { Direction::Changed } else { Direction::Removed }),
        ([], _) => return generic(all, frame, "period", (!practice).then_some(true), was, is),
        _ => (neutral(frame), Direction::Changed),
    };
    all.push(id, direction, "period", frame.subject.clone(), frame.draft(was, is));
}
