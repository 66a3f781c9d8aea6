//! The parts of a sentence or declaration that are in both versions: what changed in each.

mod conditions;
mod flows;
mod lists;
mod periods;
mod shades;
mod texts;

use super::compare::{Comparing, Draft, concerned};
use super::shape::{Atom, Parts, Slot, Thing, Version};
use super::stance::Stance;
use super::{Affected, Direction, Sentences, Side, Subject, words};
use crate::analysis::transfers;
use crate::model::words::{Absence, ConditionWord, ListWord, SayingWord, Topic};
use crate::model::{Ref, Term, Value};
use crate::source::Span;
use conditions::conditions;
use flows::{channels, is_contact, objects, purposes, recipients, sources};
use lists::list;
use periods::{
    DELETION, deadline, deletion, denied, is_period, limits_keeping, periods, rate, retention, time,
};
use shades::shades;
use texts::{taken, text, texts};

pub(super) use lists::wider;
pub(super) use periods::{minutes, period_of, soon};
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
    /// A change with the sentences it stands in.
    pub(super) fn draft(&self, before: Placed, after: Placed) -> Draft {
        Draft {
            what: self.what.clone(),
            before: before.map(|(text, span)| Side { text, span }),
            after: after.map(|(text, span)| Side { text, span }),
            detail: None,
            affected: self.affected.clone(),
            sentences: self.sentences.clone(),
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
    conditions(all, frame, old, new);
    for slot in old.slots_of_both(new) {
        if matches!(slot, Slot::Adverb | Slot::Condition(_)) || deleted && DELETION.contains(&slot) {
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
            one(all, frame, slot, old, new, &gone, &come);
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

/// One part of which some atoms are gone or new.
fn one<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    slot: Slot,
    old: &Parts<'a>,
    new: &Parts<'a>,
    gone: &[&Atom<'a>],
    come: &[&Atom<'a>],
) {
    let frame = &Frame { affected: whom(all, frame, slot, old, (gone, come)), ..frame.clone() };
    let was = placed(&all.old, slot, gone);
    let is = placed(&all.new, slot, come);
    // How long after something and after what are said together.
    let (was, is) = match slot {
        Slot::List(ListWord::After) if gone.iter().chain(come).any(|atom| atom.is_length()) => {
            let whole = |version: &Version<'_>, parts: &Parts<'_>| {
                placed(version, slot, &parts.atoms(slot).iter().collect::<Vec<_>>())
            };
            (whole(&all.old, old), whole(&all.new, new))
        }
        _ => (was, is),
    };
    let adds = || match (gone.is_empty(), come.is_empty()) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let practice = frame.stance == Stance::Practice;
    match slot {
        Slot::Object => objects(all, frame, was, is, gone, come),
        Slot::Subject | Slot::Verb => generic(all, frame, aspect(slot), adds(), was, is),
        Slot::List(ListWord::For) if practice || frame.stance == Stance::Plain => {
            purposes(all, frame, (old, new), gone, come);
        }
        Slot::List(ListWord::To | ListWord::With) if practice && frame.leaving => {
            recipients(all, frame, slot, (old, new), gone, come);
        }
        Slot::List(ListWord::From) if practice && frame.collecting => {
            sources(all, frame, (old, new), gone, come);
        }
        Slot::List(ListWord::In) if practice && (frame.leaving || frame.keeping) => {
            recipients(all, frame, slot, (old, new), gone, come);
        }
        // By which way people are told is no way to reach us.
        Slot::List(ListWord::By)
            if !(frame.stance == Stance::Promise
                && matches!(frame.topic, Topic::Changes | Topic::Breach))
                && (frame.stance == Stance::Right
                    || is_contact(&all.old, gone)
                    || is_contact(&all.new, come)) =>
        {
            channels(all, frame, (old, new), gone, come);
        }
        Slot::List(ListWord::Under) if age(gone).is_some() || age(come).is_some() => {
            let id = ages(frame, age(gone), age(come));
            // What is said of an age says "under" itself.
            let bare = |said: Placed, atoms: &[&Atom<'_>]| match age(atoms) {
                Some(age) if id != "age-changed" => said.map(|(_, span)| (age.to_string(), span)),
                _ => said,
            };
            let (was, is) = (bare(was, gone), bare(is, come));
            push(all, frame, id, Direction::Changed, "scope", was, is);
        }
        Slot::List(ListWord::Under | ListWord::By | ListWord::With | ListWord::Through)
            if practice && frame.leaving && (protects(&all.old, gone) || protects(&all.new, come)) =>
        {
            let id = match (gone, come) {
                ([], _) => "safeguard-added",
                (_, []) => "safeguard-dropped",
                _ => "safeguard-changed",
            };
            let bare = |version: &Version<'_>, atoms: &[&Atom<'_>]| {
                Some((words::row(&bare(version, atoms), "and"), atoms.first()?.span))
            };
            let mut draft = frame.draft(bare(&all.old, gone), bare(&all.new, come));
            draft.what = format!("“{}”", frame.what);
            all.push(id, Direction::Changed, "clause", frame.subject.clone(), draft);
        }
        Slot::List(ListWord::Except) => {
            let less = adds().map(|wide| !wide).filter(|_| !limits_keeping(all, frame, old, new));
            generic(all, frame, "exception", less, was, is);
        }
        Slot::List(ListWord::Before) if gone.iter().chain(come).all(|atom| time(&atom.thing).is_some()) => {
            // Who is told longer before is told more.
            let longest = |atoms: &[&Atom<'_>]| atoms.iter().filter_map(|atom| time(&atom.thing)).max();
            let (was_long, is_long) = (longest(gone).unwrap_or(0), longest(come).unwrap_or(0));
            generic(all, frame, "period", (was_long != is_long).then_some(is_long > was_long), was, is);
        }
        Slot::List(ListWord::Giving | ListWord::Before) if !practice => {
            generic(all, frame, "clause", adds().map(|wide| !wide), was, is);
        }
        Slot::List(ListWord::SuchAs) => {
            push(all, frame, examples(frame), Direction::Changed, "clause", was, is);
        }
        Slot::List(ListWord::Called) => {
            push(all, frame, "reworded", Direction::Reworded, "clause", was, is);
        }
        Slot::List(ListWord::Fee) => fee(all, frame, was, is, gone, come),
        Slot::List(ListWord::For)
            if frame.stance == Stance::Denial && gone.iter().chain(come).all(|atom| atom.is_length()) =>
        {
            generic(all, frame, "period", denied(gone, come), was, is);
        }
        Slot::List(ListWord::For) if frame.stance == Stance::Denial => {
            list(all, frame, ListWord::For, (old, new), (gone, come));
        }
        Slot::List(
            word @ (ListWord::When
            | ListWord::In
            | ListWord::On
            | ListWord::Through
            | ListWord::From
            | ListWord::By
            | ListWord::Including
            | ListWord::About
            | ListWord::Of
            | ListWord::Against
            | ListWord::Despite
            | ListWord::To
            | ListWord::With),
        ) => list(all, frame, word, (old, new), (gone, come)),
        Slot::List(
            ListWord::For
            | ListWord::Under
            | ListWord::Giving
            | ListWord::Before
            | ListWord::As
            | ListWord::After
            | ListWord::DependingOn,
        ) => generic(all, frame, "clause", None, was, is),
        Slot::Kept => retention(all, frame, was, is, gone, come),
        Slot::Within => deadline(all, frame, (old, new), (was, is), gone, come),
        Slot::Every => {
            let shorter = match (gone, come) {
                ([before], [after]) => {
                    let times = time(&before.thing).zip(time(&after.thing));
                    times.filter(|(old, new)| old != new).map(|(old, new)| new < old)
                }
                _ => adds(),
            };
            generic(all, frame, "period", shorter, was, is);
        }
        Slot::Limit => {
            let more = match (gone, come) {
                ([before], [after]) => {
                    rate(&before.thing).zip(rate(&after.thing)).map(|(old, new)| new > old)
                }
                _ => adds().map(|wide| !wide),
            };
            generic(all, frame, "period", more, was, is);
        }
        Slot::Lookback => {
            let longer = match (gone, come) {
                ([before], [after]) => {
                    time(&before.thing).zip(time(&after.thing)).map(|(old, new)| new > old)
                }
                _ => None,
            };
            generic(all, frame, "period", longer, was, is);
        }
        Slot::Basis => bases(all, frame, was, is, gone, come),
        Slot::Saying(SayingWord::Because) if frame.for_reason => {
            generic(all, frame, "text", adds().map(|wide| !wide), was, is);
        }
        Slot::Saying(SayingWord::Because) => {
            push(all, frame, "reason-changed", Direction::Changed, "text", was, is);
        }
        Slot::Saying(SayingWord::Id) => {
            push(all, frame, "renamed-in-source", Direction::Renamed, "text", was, is);
        }
        Slot::Saying(SayingWord::Titled) => {
            push(all, frame, "heading-changed", Direction::Reworded, "text", was, is);
        }
        Slot::Saying(SayingWord::Note | SayingWord::Otherwise | SayingWord::Then) => {
            generic(all, frame, "text", None, was, is);
        }
        Slot::Dated(_) => {
            push(all, frame, "details-changed", Direction::Changed, "text", was, is);
        }
        // Told by themselves.
        Slot::Adverb | Slot::Condition(_) => {}
    }
}

/// Whether some atoms are ways by which a law lets data go abroad.
fn protects(version: &Version<'_>, atoms: &[&Atom<'_>]) -> bool {
    let way = |term: &Term| transfers::names_way(version.policy, term);
    !atoms.is_empty() && atoms.iter().all(|atom| atom.term().is_some_and(way))
}

fn age(atoms: &[&Atom<'_>]) -> Option<u64> {
    atoms.iter().find_map(|atom| match atom.thing {
        Thing::Term(Term { value: Value::Number(age), .. }) => Some(*age),
        _ => None,
    })
}

/// What another age comes to: a promise about those under an age protects more of them if it is higher.
fn ages(frame: &Frame, before: Option<u64>, after: Option<u64>) -> &'static str {
    match (frame.stance.burdens(), before, after) {
        (Some(false), Some(before), Some(after)) if after < before => "child-age-lowered",
        (Some(false), Some(_), Some(_)) => "child-age-raised",
        _ => "age-changed",
    }
}

fn fee(
    all: &mut Comparing<'_>,
    frame: &Frame,
    was: Placed,
    is: Placed,
    gone: &[&Atom<'_>],
    come: &[&Atom<'_>],
) {
    let costs = |atoms: &[&Atom<'_>]| {
        let free = |atom: &&Atom<'_>| {
            matches!(
                atom.thing,
                Thing::Term(Term { value: Value::Absent(Absence::None | Absence::Unstated), .. })
            )
        };
        !atoms.is_empty() && !atoms.iter().all(free)
    };
    let (id, direction) = match (costs(gone), costs(come)) {
        (false, true) => ("fee-added", Direction::Added),
        (true, false) => ("fee-dropped", Direction::Removed),
        _ => {
            // To say that it is free is more than to say nothing of it.
            let right = frame.stance == Stance::Right && gone.is_empty() != come.is_empty();
            let wide = right.then_some(gone.is_empty());
            return generic(all, frame, "clause", wide, was, is);
        }
    };
    push(all, frame, id, direction, "clause", was, is);
}

/// Legal bases.
fn bases(
    all: &mut Comparing<'_>,
    frame: &Frame,
    was: Placed,
    is: Placed,
    gone: &[&Atom<'_>],
    come: &[&Atom<'_>],
) {
    let asks = |atoms: &[&Atom<'_>]| {
        atoms.iter().any(|atom| match &atom.thing {
            Thing::Ground(ground, _) => {
                matches!(&ground.basis, Ref::Builtin(class) if matches!(class.id, "consent" | "explicit-consent"))
            }
            _ => false,
        })
    };
    let (id, direction) = match (gone.is_empty(), come.is_empty()) {
        (true, _) => ("basis-added", Direction::Added),
        (_, true) => ("basis-removed", Direction::Removed),
        _ if asks(gone) && !asks(come) => ("consent-basis-replaced", Direction::Changed),
        _ => ("basis-changed", Direction::Changed),
    };
    push(all, frame, id, direction, "basis", was, is);
}
