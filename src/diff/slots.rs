//! The parts of a sentence or declaration that are in both versions: what changed in each.

mod conditions;
mod flows;
mod lists;
mod one;
mod periods;
mod shades;
mod texts;

use super::compare::{Comparing, Draft, concerned};
use super::parts::{Atom, Parts, Slot, Thing};
use super::shape::Version;
use super::stance::Stance;
use super::{Affected, Direction, Sentences, Side, Subject, words};

use crate::model::words::{ConditionWord, ListWord, Topic};
use crate::source::Span;
use conditions::conditions;
use one::one;
use periods::{DELETION, deletion, is_period, periods};
use shades::shades;
use texts::{taken, text, texts};

pub(super) use lists::wider;
pub(super) use periods::{Times, is_time, minutes, period_of, soon};
pub(super) use shades::must_be_given;

/// What all changes of one sentence or declaration share.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) subject: Subject,
    /// What it is, in words.
    pub(super) what: String,
    /// The whole sentence before and after.
    pub(super) sentences: Sentences,
    pub(super) old_span: Span,
    pub(super) new_span: Span,
    pub(super) affected: Affected,
    /// The parts that say whom it is about, each with whom it is about but for these.
    pub(super) beside: Vec<(Slot, Affected)>,
    pub(super) stance: Stance,
    pub(super) topic: Topic,
    /// Whether it is about selling.
    pub(super) sale: bool,
    /// Whether data leaves by it.
    pub(super) leaving: bool,
    /// Whether data comes by it.
    pub(super) collecting: bool,
    /// Whether it says how long data is kept.
    pub(super) keeping: bool,
    /// Whether it says that data is deleted, and so how long it is kept.
    pub(super) deleting: bool,
    /// Whether its reason is the one for which something is not done, so that another reason may be one.
    pub(super) for_reason: bool,
    /// What is done it to.
    pub(super) about: String,
    /// Whether only its name and its examples say what it is: neither a sentence nor the vocabulary does.
    pub(super) named_only: bool,
}

/// A text and where it stands.
pub(super) type Placed = Option<(String, Span)>;

impl Frame {
    /// The whole sentence as it is; what a declaration is called, where it says something.
    pub(super) fn said(&self) -> String {
        self.sentences.after.as_ref().unwrap_or(&self.subject.name).clone()
    }

    /// A change with the sentences it stands in.
    pub(super) fn draft(&self, before: Placed, after: Placed) -> Draft {
        Draft {
            what: self.what.clone(),
            before: before.map(|(text, span)| Side { text, span }),
            after: after.map(|(text, span)| Side { text, span }),
            detail: None,
            affected: self.affected.clone(),
            sentences: self.sentences.clone(),
            owed: Vec::new(),
        }
    }
}

/// Compares all parts.
pub(super) fn compare<'a>(all: &mut Comparing<'a>, frame: &Frame, old: &Parts<'a>, new: &Parts<'a>) {
    for atoms in [old, new].iter().flat_map(|parts| parts.slots()).map(|(_, atoms)| atoms) {
        let changed = atoms.iter().filter(|atom| {
            let same = |parts: &Parts<'_>| {
                parts.slots().any(|(_, all)| all.iter().any(|other| other.key == atom.key))
            };
            !(same(old) && same(new))
        });
        let names: Vec<String> =
            changed.filter_map(|atom| atom.key.strip_prefix('#').map(str::to_owned)).collect();
        all.told.extend(names);
    }
    if frame.keeping {
        periods(all, frame, old, new);
    }
    let deleted = frame.deleting && deletion(all, frame, old, new);
    let event = conditions(all, frame, old, new);
    for slot in old.slots_of_both(new) {
        if matches!(slot, Slot::Adverb | Slot::Condition(_))
            || deleted && DELETION.contains(&slot)
            || event && slot == Slot::List(ListWord::When)
        {
            continue;
        }
        let mut gone = only(old.atoms(slot), new.atoms(slot));
        let mut come = only(new.atoms(slot), old.atoms(slot));
        if frame.keeping && matches!(slot, Slot::Kept | Slot::List(ListWord::For | ListWord::After)) {
            gone.retain(|atom| !is_period(slot, atom));
            come.retain(|atom| !is_period(slot, atom));
        }
        shades(all, frame, slot, old.atoms(slot), new.atoms(slot));
        texts(all, frame, slot, &mut gone, &mut come);
        if !gone.is_empty() || !come.is_empty() {
            one(all, frame, slot, (old, new), (&gone, &come));
        }
    }
}

/// The atoms that are on one side only.
fn only<'t, 'a>(these: &'t [Atom<'a>], those: &[Atom<'a>]) -> Vec<&'t Atom<'a>> {
    these.iter().filter(|atom| those.iter().all(|other| other.key != atom.key)).collect()
}

/// What other examples are called: where nothing else says what a thing is, they do.
const fn examples(frame: &Frame) -> &'static str {
    if frame.named_only { "declaration-changed" } else { "examples-changed" }
}

/// What a change is called of which nobody can tell whether it says more or less.
fn neutral(frame: &Frame) -> &'static str {
    match frame.stance {
        Stance::Practice => "practice-changed",
        Stance::Denial | Stance::Promise => "promise-changed",
        Stance::Right => "right-changed",
        Stance::Disclaimer | Stance::Demand | Stance::Plain => "statement-changed",
    }
}

/// A change of some part by which a sentence says more, less or something else.
pub(super) fn generic(
    all: &mut Comparing<'_>,
    frame: &Frame,
    aspect: &'static str,
    wide: Option<bool>,
    before: Placed,
    after: Placed,
) {
    let id = match (wide, frame.stance) {
        (None, _) => neutral(frame),
        (Some(true), Stance::Practice) => "practice-widened",
        (Some(false), Stance::Practice) => "practice-narrowed",
        (Some(wide), Stance::Denial | Stance::Promise) => match (frame.sale, frame.topic, wide) {
            (true, _, true) => "no-sale-promise-strengthened",
            (true, _, false) => "no-sale-promise-weakened",
            (_, Topic::Changes, true) => "change-notice-strengthened",
            (_, Topic::Changes, false) => "change-notice-weakened",
            (_, Topic::Security | Topic::Breach, false) => "security-promise-weakened",
            (_, _, true) => "promise-strengthened",
            (_, _, false) => "promise-weakened",
        },
        (Some(true), Stance::Right) => "right-strengthened",
        (Some(false), Stance::Right) => "right-weakened",
        (Some(true), Stance::Disclaimer) => "disclaimer-widened",
        (Some(false), Stance::Disclaimer) => "disclaimer-narrowed",
        (Some(true), Stance::Demand) => "demand-widened",
        (Some(false), Stance::Demand) => "demand-narrowed",
        (Some(_), Stance::Plain) => "statement-changed",
    };
    let direction = match wide {
        Some(true) => Direction::Widened,
        Some(false) => Direction::Narrowed,
        None => Direction::Changed,
    };
    push(all, frame, id, direction, aspect, before, after);
}

/// Other people, places or cases for which something holds, and the people for whom it held and now holds.
pub(super) fn scope(
    all: &mut Comparing<'_>,
    frame: &Frame,
    (from, to): (&Affected, &Affected),
    wide: Option<bool>,
    before: Placed,
    after: Placed,
) {
    let affected = match wide {
        Some(true) => to.beyond(from),
        Some(false) => from.beyond(to),
        None => from.with(to),
    };
    let frame = Frame { affected, ..frame.clone() };
    match wide.filter(|_| frame.stance != Stance::Plain) {
        Some(_) => generic(all, &frame, "scope", wide, before, after),
        None => push(all, &frame, "audience-changed", Direction::Changed, "scope", before, after),
    }
}

/// A change of some part of a sentence.
fn push(
    all: &mut Comparing<'_>,
    frame: &Frame,
    id: &'static str,
    direction: Direction,
    aspect: &'static str,
    before: Placed,
    after: Placed,
) {
    all.push(id, direction, aspect, frame.subject.clone(), frame.draft(before, after));
}

/// What a part is called.
const fn aspect(slot: Slot) -> &'static str {
    match slot {
        Slot::Subject => "subject",
        Slot::Adverb => "adverb",
        Slot::Verb => "verb",
        Slot::Object => "object",
        Slot::List(ListWord::Except) => "exception",
        Slot::List(ListWord::In) => "scope",
        Slot::List(_) => "clause",
        Slot::Kept | Slot::Within | Slot::Every | Slot::Lookback | Slot::Limit => "period",
        Slot::Basis => "basis",
        Slot::Condition(ConditionWord::Unless) => "exception",
        Slot::Condition(_) => "condition",
        Slot::Saying(_) | Slot::Dated(_) => "text",
    }
}

/// Some atoms in words, and where they stand.
fn placed(version: &Version<'_>, slot: Slot, atoms: &[&Atom<'_>]) -> Placed {
    let span = atoms.first()?.span;
    let owned: Vec<Atom<'_>> = atoms.iter().map(|atom| (*atom).clone()).collect();
    let text = match slot {
        Slot::List(ListWord::Except) => words::row(&bare(version, atoms), "and"),
        Slot::List(ListWord::Fee) => words::row(&fees(version, atoms), "and"),
        Slot::List(_) => words::listing(version.policy, slot, &owned),
        Slot::Subject => {
            let named = atoms.iter().map(|atom| words::subject(version.policy, &atom.thing));
            words::row(&named.collect::<Vec<_>>(), "and")
        }
        _ => words::row(&bare(version, atoms), "and"),
    };
    Some((text, span))
}

fn bare(version: &Version<'_>, atoms: &[&Atom<'_>]) -> Vec<String> {
    atoms.iter().map(|atom| words::bare(version.policy, &atom.thing)).collect()
}

/// What something costs, in words.
fn fees(version: &Version<'_>, atoms: &[&Atom<'_>]) -> Vec<String> {
    let said = |atom: &&Atom<'_>| match atom.thing {
        Thing::Term(term) => words::fee(version.policy, term),
        _ => words::bare(version.policy, &atom.thing),
    };
    atoms.iter().map(said).collect()
}

/// Whom it concerns that a list of those whom a sentence is about is another: those who came into it or went out of
/// it; where the sentence was or is about everyone, everyone.
fn whom(
    all: &Comparing<'_>,
    frame: &Frame,
    slot: Slot,
    old: &Parts<'_>,
    (gone, come): (&[&Atom<'_>], &[&Atom<'_>]),
) -> Affected {
    let Some((_, rest)) = frame.beside.iter().find(|(known, _)| *known == slot) else {
        return frame.affected.clone();
    };
    let mut before = Affected::default();
    concerned(&all.old, slot, old.atoms(slot), &mut before);
    let mut differing = Affected::default();
    concerned(&all.old, slot, gone.iter().copied(), &mut differing);
    concerned(&all.new, slot, come.iter().copied(), &mut differing);
    match (before == Affected::default(), differing == Affected::default()) {
        (true, _) => rest.clone(),
        (false, true) => frame.affected.clone(),
        (false, false) => rest.clone().and(differing),
    }
}
