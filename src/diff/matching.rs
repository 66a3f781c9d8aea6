//! Which sentence of one version is which of the other.
//!
//! What says the same is paired wherever it stands. Then a group of data of which the
//! other version names items is taken for its items, and sentences are taken apart
//! into what each says of each thing, so that they may be joined and split. What is
//! left is paired by likeness.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{self, Apart};
use super::compare::PEOPLE;
use super::groups::Groups;
use super::keeping;
use super::parts::{Atom, Slot, Thing};
use super::shape::{Shape, Version};
use super::text::{Split, best_pairs, compared};
use crate::model::words::{ListWord, SayingWord, Topic};

/// How the sentences of two versions belong together.
#[derive(Debug, Default)]
pub(super) struct Matching<'a> {
    /// Sentences that say the same, in the old and the new version.
    pub(super) same: Vec<(Shape<'a>, Shape<'a>)>,
    /// Sentences that say something else than before.
    pub(super) changed: Vec<(Shape<'a>, Shape<'a>)>,
    /// What is no longer said.
    pub(super) gone: Vec<Shape<'a>>,
    /// What is said now.
    pub(super) new: Vec<Shape<'a>>,
    /// Sentences of the new version that say what others said before, joined or split.
    pub(super) regrouped: Vec<Shape<'a>>,
}

/// Up to how many pairs of sentences every one is compared with every other.
const MANY_PAIRS: usize = 250_000;

/// How alike two sentences must be to be versions of one.
const ALIKE: f64 = 0.55;

/// What a sentence says together with its sections, whose people stand after some word.
type Together<'t, 'a> = &'t dyn Fn(bool, &Shape<'a>, ListWord) -> String;

/// Pairs the sentences of two versions; `scope` says for whom and where a sentence holds.
pub(super) fn pair<'a>(
    versions: (&Version<'a>, &Version<'a>),
    old: Vec<Shape<'a>>,
    new: Vec<Shape<'a>>,
    scope: &dyn Fn(bool, &Shape<'a>) -> String,
    together: Together<'_, 'a>,
) -> Matching<'a> {
    let mut found = Matching::default();
    // What is said of a group is said of the items that come into it or go out of it.
    let others = Groups::named(versions, ([&[], &[]], [&[], &[]]));
    let (old, new) = (others.opened(false, old), others.opened(true, new));
    let whole = |new: bool, shape: &Shape<'a>| format!("{}\u{5}{}", scope(new, shape), shape.key(&[]));
    // Under the same heading first, so that nothing seems to have moved that has not.
    let placed = |new: bool, shape: &Shape<'a>| {
        format!("{}\u{5}{}\u{5}{}", shape.statement.topic.as_str(), path(shape), whole(new, shape))
    };
    let (old, new) = take(old, new, &placed, &mut found.same);
    let (mut old, mut new) = take(old, new, &whole, &mut found.same);
    // A limit may stand in a sentence as well as in a section around it.
    for people in PEOPLE {
        let said = |is_new: bool, shape: &Shape<'a>| together(is_new, shape, people);
        (old, new) = take(old, new, &said, &mut found.same);
    }
    let (old, new) = take(old, new, &|_, shape| shape.key(&[]), &mut found.changed);
    let (old, new) = take_given(old, new, &mut found.changed);
    // What the others say counts only beside what is left.
    let pairs = || found.same.iter().chain(&found.changed).filter(|_| !(old.is_empty() && new.is_empty()));
    let stays: [Vec<Shape<'a>>; 2] =
        [pairs().map(|(old, _)| old.clone()).collect(), pairs().map(|(_, new)| new.clone()).collect()];
    let [stood, stay] = &stays;
    let groups = Groups::named(versions, ([&old, stood], [&new, stay]));
    let [stood, stay] = stays;
    let (stood, stay) = (groups.opened(false, stood), groups.opened(true, stay));
    let (old, new) = (groups.opened(false, old), groups.opened(true, new));
    let (kept, keep) =
        (keeping::keepers(old.iter().chain(&stood)), keeping::keepers(new.iter().chain(&stay)));
    let (was, is) = (|shape: &Shape<'a>| scope(false, shape), |shape: &Shape<'a>| scope(true, shape));
    let before = |shapes: Vec<Shape<'a>>| keeping::apart(shapes, &keep, (&was, &is));
    let after = |shapes: Vec<Shape<'a>>| keeping::apart(shapes, &kept, (&is, &was));
    let (old, new, stays) = (before(old), after(new), [before(stood), after(stay)]);
    let Apart { gone, come, changed, regrouped, .. } =
        changed_whole(cells::apart(old, new, &stays, scope), scope);
    found.same = std::mem::take(&mut found.same)
        .into_iter()
        .map(|(old, new)| (groups.closed(false, old), groups.closed(true, new)))
        .collect();
    found.changed.extend(changed.into_iter().map(|pair| groups.closed_in_both(pair)));
    found.gone = gone.into_iter().map(|shape| groups.closed(false, shape)).collect();
    found.new = come.into_iter().map(|shape| groups.closed(true, shape)).collect();
    found.regrouped = regrouped.into_iter().map(|shape| groups.closed(true, shape)).collect();
    found.regrouped.sort_by_key(|shape| shape.statement.span);
    found.regrouped.dedup_by_key(|shape| shape.statement.span);
    found
}

fn path(shape: &Shape<'_>) -> String {
    shape.within.iter().map(|section| &*section.id).collect::<Vec<_>>().join("/")
}

type Left<'a> = (Vec<Shape<'a>>, Vec<Shape<'a>>);

/// Takes out what has the same key on both sides.
fn take<'a>(
    old: Vec<Shape<'a>>,
    new: Vec<Shape<'a>>,
    key: &dyn Fn(bool, &Shape<'a>) -> String,
    pairs: &mut Vec<(Shape<'a>, Shape<'a>)>,
) -> Left<'a> {
    let mut known: BTreeMap<String, Vec<Shape<'a>>> = BTreeMap::new();
    for shape in old.into_iter().rev() {
        known.entry(key(false, &shape)).or_default().push(shape);
    }
    let mut left = Vec::new();
    for shape in new {
        match known.get_mut(&key(true, &shape)).and_then(Vec::pop) {
            Some(twin) => pairs.push((twin, shape)),
            None => left.push(shape),
        }
    }
    let mut gone: Vec<Shape<'a>> = known.into_values().flatten().collect();
    gone.sort_by_key(|shape| shape.statement.span);
    (gone, left)
}

/// Takes out what the author gave the same id.
fn take_given<'a>(
    old: Vec<Shape<'a>>,
    new: Vec<Shape<'a>>,
    pairs: &mut Vec<(Shape<'a>, Shape<'a>)>,
) -> Left<'a> {
    let given =
        |shape: &Shape<'_>| shape.atoms(Slot::Saying(SayingWord::Id)).first().map(|atom| atom.key.clone());
    let (named, mut rest): (Vec<_>, Vec<_>) = old.into_iter().partition(|shape| given(shape).is_some());
    let (named_new, mut rest_new): (Vec<_>, Vec<_>) =
        new.into_iter().partition(|shape| given(shape).is_some());
    let (gone, come) = take(named, named_new, &|_, shape| given(shape).unwrap_or_default(), pairs);
    rest.extend(gone);
    rest_new.extend(come);
    (rest, rest_new)
}

/// Pairs what is left. A sentence of which another says something as well is told whole where it became one that says
/// some of the same in another way; else what the other says is neither gone nor new.
fn changed_whole<'s, 'a>(
    mut apart: Apart<'s, 'a>,
    scope: &dyn Fn(bool, &Shape<'a>) -> String,
) -> Apart<'s, 'a> {
    let mut pairs = Vec::new();
    let left = (std::mem::take(&mut apart.gone), std::mem::take(&mut apart.come));
    let (mut gone, mut come) = by_likeness(left.0, left.1, scope, &mut pairs);
    if apart.is_once() {
        apart.changed.extend(pairs);
        (apart.gone, apart.come) = (gone, come);
        return apart;
    }
    let beyond =
        |apart: &Apart<'s, 'a>, new: bool, shape: &Shape<'a>| apart.beyond(new, shape, &scope(new, shape));
    for (old, new) in pairs {
        let ((less, still), (more, again)) = (beyond(&apart, false, &old), beyond(&apart, true, &new));
        let once = still.is_empty() && again.is_empty();
        if once || cells::meet((&old, &less), (&new, &more)) && !(less.is_empty() && more.is_empty()) {
            apart.changed.push((old, new));
        } else {
            gone.push(old);
            come.push(new);
        }
    }
    let (mut less, mut more) = (Vec::new(), Vec::new());
    for old in gone {
        let (left, by) = beyond(&apart, false, &old);
        if left.is_empty() && !apart.is_met(&old, &scope(false, &old)) {
            apart.regrouped.extend(by.into_iter().cloned());
        }
        less.extend(left);
    }
    for new in come {
        let (left, _) = beyond(&apart, true, &new);
        if left.is_empty() {
            apart.regrouped.push(new);
        }
        more.extend(left);
    }
    less.sort_by_key(|shape| shape.statement.span);
    more.sort_by_key(|shape| shape.statement.span);
    (apart.gone, apart.come) = by_likeness(less, more, scope, &mut apart.changed);
    apart
}

/// Pairs what is alike, the most alike first.
fn by_likeness<'a>(
    old: Vec<Shape<'a>>,
    new: Vec<Shape<'a>>,
    scope: &dyn Fn(bool, &Shape<'a>) -> String,
    pairs: &mut Vec<(Shape<'a>, Shape<'a>)>,
) -> Left<'a> {
    let scopes =
        |new: bool, all: &[Shape<'a>]| -> Vec<String> { all.iter().map(|shape| scope(new, shape)).collect() };
    let (scope_old, scope_new) = (scopes(false, &old), scopes(true, &new));
    let texts = old.iter().chain(&new).flat_map(|shape| shape.slots()).flat_map(|(_, atoms)| atoms);
    let split = Split::of(texts.filter_map(Atom::text));
    let many = old.len().saturating_mul(new.len()) > MANY_PAIRS;
    let mut scores: Vec<(f64, usize, usize)> = Vec::new();
    for (before, first) in old.iter().enumerate() {
        for (after, second) in new.iter().enumerate() {
            // In very large changes only what is about the same thing can be the same sentence.
            if many && !first.meets(second, Slot::Object) {
                continue;
            }
            let same_scope = scope_old.get(before) == scope_new.get(after);
            let score = alike(&split, first, second, same_scope);
            if score >= ALIKE {
                scores.push((score, before, after));
            }
        }
    }
    // Each once: among many sentences that are alike, every two are compared.
    let keys = |all: &[Shape<'a>]| -> Vec<String> { all.iter().map(|shape| shape.key(&[])).collect() };
    let (keys_old, keys_new) = (keys(&old), keys(&new));
    let found = best_pairs(scores, |before, after| (keys_old.get(before), keys_new.get(after)));
    drop(split);
    let twin: BTreeMap<usize, usize> = found.into_iter().collect();
    let mut new: Vec<Option<Shape<'a>>> = new.into_iter().map(Some).collect();
    let mut gone = Vec::new();
    for (before, shape) in old.into_iter().enumerate() {
        match twin.get(&before).and_then(|after| new.get_mut(*after)).and_then(Option::take) {
            Some(after) => pairs.push((shape, after)),
            None => gone.push(shape),
        }
    }
    (gone, new.into_iter().flatten().collect())
}

/// How alike two sentences are, from 0 to 1.
fn alike(split: &Split<'_>, old: &Shape<'_>, new: &Shape<'_>, same_scope: bool) -> f64 {
    let same_verb = old.meets(new, Slot::Verb);
    let same_topic = old.statement.topic == new.statement.topic;
    if !same_verb && !same_topic {
        return 0.0;
    }
    // "We honor the signal" and "we do not respond to the signal" answer one question.
    if same_topic && old.statement.topic == Topic::Signals && same_scope && same_signal(old, new) {
        return 1.0;
    }
    let mut sum = 0.0;
    let mut of = 0.0;
    let mut weigh = |weight: f64, likeness: f64| {
        sum += weight * likeness;
        of += weight;
    };
    for (slot, weight) in [(Slot::Verb, 3.0), (Slot::Object, 3.0), (Slot::Subject, 2.0)] {
        if let Some(likeness) = likeness_of(split, old.atoms(slot), new.atoms(slot)) {
            weigh(weight, likeness);
        }
    }
    weigh(1.0, if same_scope { 1.0 } else { 0.0 });
    weigh(0.5, if same_topic { 1.0 } else { 0.0 });
    weigh(0.5, if old.modal.negative() == new.modal.negative() { 1.0 } else { 0.0 });
    let others = |shape: &Shape<'_>| -> BTreeSet<Slot> {
        let all = shape.slots().map(|(slot, _)| slot);
        all.filter(|slot| !matches!(slot, Slot::Verb | Slot::Object | Slot::Subject)).collect()
    };
    let slots: BTreeSet<Slot> = others(old).union(&others(new)).copied().collect();
    for slot in slots {
        // Whom it goes to says more of what a sentence is than when.
        let weight = match slot {
            Slot::List(ListWord::To | ListWord::With) => 1.5,
            _ => 0.5,
        };
        weigh(weight, likeness_of(split, old.atoms(slot), new.atoms(slot)).unwrap_or(1.0));
    }
    sum / of
}

fn same_signal(old: &Shape<'_>, new: &Shape<'_>) -> bool {
    let named = |shape: &Shape<'_>| -> BTreeSet<String> {
        let slots = [Slot::Object, Slot::List(ListWord::To), Slot::List(ListWord::With)];
        slots.iter().flat_map(|slot| shape.atoms(*slot)).map(|atom| atom.key.clone()).collect()
    };
    !named(old).is_disjoint(&named(new))
}

/// How alike what stands in one place is; nothing, if nothing stands there.
fn likeness_of(split: &Split<'_>, old: &[Atom<'_>], new: &[Atom<'_>]) -> Option<f64> {
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let mut best = vec![0.0; old.len()];
    for (before, after) in compared(old.len(), new.len()) {
        if let (Some(atom), Some(other), Some(best)) = (old.get(before), new.get(after), best.get_mut(before))
            && *best < 1.0
        {
            *best = f64::max(*best, of_atoms(split, atom, other));
        }
    }
    let same: f64 = best.iter().sum();
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    Some(2.0 * same / (number(old.len()) + number(new.len())))
        .map(|likeness| if old.len() > new.len() { likeness.min(1.0) } else { likeness })
}

fn of_atoms(split: &Split<'_>, old: &Atom<'_>, new: &Atom<'_>) -> f64 {
    if old.key == new.key {
        return if old.marks == new.marks { 1.0 } else { 0.9 };
    }
    match (old.text(), new.text()) {
        (Some(old), Some(new)) => split.likeness(old, new) * 0.9,
        _ => match (&old.thing, &new.thing) {
            (Thing::Kept(..), Thing::Kept(..)) | (Thing::Within(..), Thing::Within(..)) => 0.7,
            _ => 0.0,
        },
    }
}
