//! One part of a sentence or declaration: what it comes to that some of it is gone or new.

use super::flows::{channels, is_contact, objects, purposes, recipients, sources};
use super::lists::list;
use super::periods::{deadline, denied, limits_keeping, rate, retention, time};
use super::{Comparing, Frame, Placed, aspect, bare, examples, generic, placed, push, whom};
use crate::analysis::transfers;
use crate::diff::parts::{Atom, Parts, Slot, Thing};
use crate::diff::shape::Version;
use crate::diff::stance::Stance;
use crate::diff::{Direction, words};
use crate::model::words::{Absence, ListWord, SayingWord, Topic};
use crate::model::{Ref, Term, Value};

/// A part of which some atoms are gone or new.
pub(super) struct Moved<'t, 'a> {
    pub(super) slot: Slot,
    pub(super) old: &'t Parts<'a>,
    pub(super) new: &'t Parts<'a>,
    pub(super) gone: &'t [&'t Atom<'a>],
    pub(super) come: &'t [&'t Atom<'a>],
    /// What is gone, in words.
    pub(super) was: Placed,
    /// What is new, in words.
    pub(super) is: Placed,
}

impl<'a> Moved<'_, 'a> {
    /// Whether it only became more, or only less.
    fn adds(&self) -> Option<bool> {
        match (self.gone.is_empty(), self.come.is_empty()) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    /// What is gone, and then what is new.
    fn both(&self) -> impl Iterator<Item = &Atom<'a>> {
        self.gone.iter().chain(self.come).copied()
    }

    /// The measures of what took the place of something, where one thing took that of one.
    fn measured(&self, measure: impl Fn(&Thing<'_>) -> Option<u64>) -> Option<(u64, u64)> {
        let ([before], [after]) = (self.gone, self.come) else { return None };
        measure(&before.thing).zip(measure(&after.thing))
    }
}

/// Tells what became of one part.
pub(super) fn one<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    slot: Slot,
    (old, new): (&Parts<'a>, &Parts<'a>),
    (gone, come): (&[&Atom<'a>], &[&Atom<'a>]),
) {
    let frame = &Frame { affected: whom(all, frame, slot, old, (gone, come)), ..frame.clone() };
    // How long after something and after what are said together.
    let whole = slot == Slot::List(ListWord::After) && gone.iter().chain(come).any(|atom| atom.is_length());
    let said = |version: &Version<'_>, parts: &Parts<'_>, atoms: &[&Atom<'_>]| match whole {
        true => placed(version, slot, &parts.atoms(slot).iter().collect::<Vec<_>>()),
        false => placed(version, slot, atoms),
    };
    let (was, is) = (said(&all.old, old, gone), said(&all.new, new, come));
    let moved = Moved { slot, old, new, gone, come, was, is };
    let adds = moved.adds();
    match slot {
        Slot::Object => objects(all, frame, moved),
        Slot::Subject | Slot::Verb => generic(all, frame, aspect(slot), adds, moved.was, moved.is),
        Slot::List(word) => listed(all, frame, word, moved),
        Slot::Kept => retention(all, frame, moved),
        Slot::Within => deadline(all, frame, moved),
        Slot::Every => {
            let times = moved.measured(time).filter(|(old, new)| old != new);
            let shorter = times.map(|(old, new)| new < old).or(adds);
            generic(all, frame, "period", shorter, moved.was, moved.is);
        }
        Slot::Limit => {
            let more = moved.measured(rate).map(|(old, new)| new > old);
            generic(all, frame, "period", more.or(adds.map(|wide| !wide)), moved.was, moved.is);
        }
        Slot::Lookback => {
            let longer = moved.measured(time).map(|(old, new)| new > old);
            generic(all, frame, "period", longer, moved.was, moved.is);
        }
        Slot::Basis => bases(all, frame, moved),
        Slot::Saying(word) => said_beside(all, frame, word, moved),
        Slot::Dated(_) => {
            push(all, frame, "details-changed", Direction::Changed, "text", moved.was, moved.is);
        }
        // Told by themselves.
        Slot::Adverb | Slot::Condition(_) => {}
    }
}

/// What stands behind one word.
fn listed<'a>(all: &mut Comparing<'a>, frame: &Frame, word: ListWord, moved: Moved<'_, 'a>) {
    let adds = moved.adds();
    let practice = frame.stance == Stance::Practice;
    match word {
        ListWord::For if practice => purposes(all, frame, &moved),
        ListWord::To | ListWord::With if practice && frame.leaving => recipients(all, frame, &moved),
        ListWord::From if practice && frame.collecting => sources(all, frame, &moved),
        ListWord::In if practice && (frame.leaving || frame.keeping) => recipients(all, frame, &moved),
        ListWord::By if reaches(all, frame, &moved) => channels(all, frame, &moved),
        ListWord::Under if age(moved.gone).or(age(moved.come)).is_some() => another_age(all, frame, moved),
        ListWord::Under | ListWord::By | ListWord::With | ListWord::Through
            if practice
                && frame.leaving
                && (protects(&all.old, moved.gone) || protects(&all.new, moved.come)) =>
        {
            safeguard(all, frame, &moved);
        }
        ListWord::Except => {
            let keeping = limits_keeping(all, frame, moved.old, moved.new);
            let less = adds.map(|wide| !wide).filter(|_| !keeping);
            generic(all, frame, "exception", less, moved.was, moved.is);
        }
        ListWord::Before if moved.both().all(|atom| time(&atom.thing).is_some()) => {
            // Who is told longer before is told more.
            let longest = |atoms: &[&Atom<'_>]| atoms.iter().filter_map(|atom| time(&atom.thing)).max();
            let (was, is) = (longest(moved.gone).unwrap_or(0), longest(moved.come).unwrap_or(0));
            generic(all, frame, "period", (was != is).then_some(is > was), moved.was, moved.is);
        }
        ListWord::Giving | ListWord::Before if !practice => {
            generic(all, frame, "clause", adds.map(|wide| !wide), moved.was, moved.is);
        }
        ListWord::SuchAs => {
            push(all, frame, examples(frame), Direction::Changed, "clause", moved.was, moved.is);
        }
        ListWord::Called => {
            push(all, frame, "reworded", Direction::Reworded, "clause", moved.was, moved.is);
        }
        ListWord::Fee => fee(all, frame, moved),
        ListWord::For if frame.stance == Stance::Denial && moved.both().all(Atom::is_length) => {
            let less = denied(moved.gone, moved.come);
            generic(all, frame, "period", less, moved.was, moved.is);
        }
        ListWord::For if frame.stance == Stance::Denial => list(all, frame, word, moved),
        ListWord::When
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
        | ListWord::With => list(all, frame, word, moved),
        ListWord::For
        | ListWord::Under
        | ListWord::Giving
        | ListWord::Before
        | ListWord::As
        | ListWord::After
        | ListWord::DependingOn => generic(all, frame, "clause", None, moved.was, moved.is),
    }
}

/// What is said beside a sentence.
fn said_beside(all: &mut Comparing<'_>, frame: &Frame, word: SayingWord, moved: Moved<'_, '_>) {
    let adds = moved.adds();
    let Moved { was, is, .. } = moved;
    match word {
        SayingWord::Because if frame.for_reason => {
            generic(all, frame, "text", adds.map(|wide| !wide), was, is);
        }
        SayingWord::Because => {
            push(all, frame, "reason-changed", Direction::Changed, "text", was, is);
        }
        SayingWord::Id => push(all, frame, "renamed-in-source", Direction::Renamed, "text", was, is),
        SayingWord::Titled => push(all, frame, "heading-changed", Direction::Reworded, "text", was, is),
        SayingWord::Note | SayingWord::Otherwise | SayingWord::Then => {
            generic(all, frame, "text", None, was, is);
        }
    }
}

/// Whether what stands behind `by` are ways to reach somebody: the way by which people are told of something is none.
fn reaches(all: &Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>) -> bool {
    let told = frame.stance == Stance::Promise && matches!(frame.topic, Topic::Changes | Topic::Breach);
    let contact = || is_contact(&all.old, moved.gone) || is_contact(&all.new, moved.come);
    !told && (frame.stance == Stance::Right || contact())
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

/// Another age.
fn another_age(all: &mut Comparing<'_>, frame: &Frame, moved: Moved<'_, '_>) {
    let (before, after) = (age(moved.gone), age(moved.come));
    let id = ages(frame, before, after);
    // What is said of an age says "under" itself.
    let bare = |said: Placed, age: Option<u64>| match age {
        Some(age) if id != "age-changed" => said.map(|(_, span)| (age.to_string(), span)),
        _ => said,
    };
    let (was, is) = (bare(moved.was, before), bare(moved.is, after));
    push(all, frame, id, Direction::Changed, "scope", was, is);
}

/// A way by which a law lets data go abroad.
fn safeguard(all: &mut Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>) {
    let id = match (moved.gone, moved.come) {
        ([], _) => "safeguard-added",
        (_, []) => "safeguard-dropped",
        _ => "safeguard-changed",
    };
    let bare = |version: &Version<'_>, atoms: &[&Atom<'_>]| {
        Some((words::row(&bare(version, atoms), "and"), atoms.first()?.span))
    };
    let mut draft = frame.draft(bare(&all.old, moved.gone), bare(&all.new, moved.come));
    draft.what = format!("“{}”", frame.what);
    all.push(id, Direction::Changed, "clause", frame.subject.clone(), draft);
}

/// What another age comes to: a promise about those under an age protects more of them if it is higher.
fn ages(frame: &Frame, before: Option<u64>, after: Option<u64>) -> &'static str {
    match (frame.stance.burdens(), before, after) {
        (Some(false), Some(before), Some(after)) if after < before => "child-age-lowered",
        (Some(false), Some(_), Some(_)) => "child-age-raised",
        _ => "age-changed",
    }
}

/// What something costs.
fn fee(all: &mut Comparing<'_>, frame: &Frame, moved: Moved<'_, '_>) {
    let Moved { gone, come, was, is, .. } = moved;
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

/// Legal bases. What is one for other purposes is no other basis beside it.
fn bases(all: &mut Comparing<'_>, frame: &Frame, moved: Moved<'_, '_>) {
    let Moved { slot, old, new, gone, come, was, is } = moved;
    let purpose = |version: &Version<'_>, atom: &Atom<'_>| match atom.thing {
        Thing::Ground(_, Some(purpose)) => Some(version.value(&purpose.value)),
        _ => None,
    };
    let differing = gone.iter().map(|atom| purpose(&all.old, atom));
    let differing: Vec<_> = differing.chain(come.iter().map(|atom| purpose(&all.new, atom))).collect();
    let shared =
        |own: &Option<String>| differing.iter().any(|other| own.is_none() || other.is_none() || own == other);
    let stays = new.atoms(slot).iter().filter(|atom| {
        old.atoms(slot).iter().any(|other| other.key == atom.key) && shared(&purpose(&all.new, atom))
    });
    let stays: Vec<&Atom<'_>> = stays.collect();
    let has = |atoms: &[&Atom<'_>], ids: &[&str]| {
        atoms.iter().any(|atom| match &atom.thing {
            Thing::Ground(ground, _) => {
                matches!(&ground.basis, Ref::Builtin(class) if ids.contains(&class.id))
            }
            _ => false,
        })
    };
    let asks = |atoms: &[&Atom<'_>]| has(atoms, &["consent", "explicit-consent"]);
    let others = !(come.is_empty() && stays.is_empty());
    let (id, direction) = match (gone.is_empty(), come.is_empty()) {
        _ if asks(gone) && others && !asks(come) && !asks(&stays) => {
            ("consent-basis-replaced", Direction::Changed)
        }
        (true, _) if stays.is_empty() => ("basis-added", Direction::Added),
        (_, true) if stays.is_empty() => ("basis-removed", Direction::Removed),
        _ => ("basis-changed", Direction::Changed),
    };
    let is = is.or_else(|| placed(&all.new, slot, &stays).filter(|_| id == "consent-basis-replaced"));
    let mut draft = frame.draft(was, is);
    // Who refuses consent may not be treated as if another basis had stood beside it all along.
    if asks(&stays) && !come.is_empty() && !asks(come) {
        draft.owed.push("old-consent");
    }
    if has(come, &["legitimate-interests"]) {
        draft.owed.push("balancing");
    }
    let aspect = if stays.is_empty() { "basis" } else { "bases" };
    all.push(id, direction, aspect, frame.subject.clone(), draft);
}
