//! Sentences taken apart into what each says of each thing, so that they may be joined and split.
//!
//! A sentence that lists two recipients says two things. Each is a cell; what has the same cells in both
//! versions says the same, however many sentences it stands in. Of what differs, the cells are put together
//! again: with those that differ from them in one list alone, or else as sentences of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{Atom, Slot};
use super::shape::Shape;
use super::slots::{Times, is_time};
use crate::model::verb::KEEPING;
use crate::model::words::ListWord;
use crate::source::Span;

/// Up to how many cells a sentence is taken apart into.
const MANY: usize = 512;

/// What stands in each of the places of a sentence that is taken apart, by keys.
type Cell = Vec<String>;

/// What stands in each of the places of a sentence that was put together.
type Keys = Vec<BTreeSet<String>>;

/// Some sentences of one version that have the same places, and say the same in all others.
struct Side<'a> {
    shapes: Vec<Shape<'a>>,
    /// Each cell with the sentence that says it first.
    cells: BTreeMap<Cell, usize>,
    /// What stands at the places, in the order of the sentences.
    atoms: BTreeMap<(Slot, String), (usize, Atom<'a>)>,
}

/// What comes of taking sentences apart.
#[derive(Debug, Default)]
pub(super) struct Apart<'s, 'a> {
    /// What is left of the old version.
    pub(super) gone: Vec<Shape<'a>>,
    /// What is left of the new version.
    pub(super) come: Vec<Shape<'a>>,
    /// What says the same of the same things, but for one list.
    pub(super) changed: Vec<(Shape<'a>, Shape<'a>)>,
    /// Sentences of the new version that say what others said before, joined or split.
    pub(super) regrouped: Vec<Shape<'a>>,
    /// What the other sentences of the old and the new version say.
    stays: [Stays<'s, 'a>; 2],
    /// The sentences of the old version of which those that differ in the new one say some: where they stand, and what
    /// they say beside what stands at their places.
    met: BTreeSet<(Span, String)>,
}

impl<'s, 'a> Apart<'s, 'a> {
    /// Whether no other sentence says anything of the same.
    pub(super) fn is_once(&self) -> bool {
        self.stays.iter().all(BTreeMap::is_empty)
    }

    /// What of a sentence of one version no other sentence of the other says, and the sentences that say the rest.
    pub(super) fn beyond(
        &self,
        is_new: bool,
        shape: &Shape<'a>,
        scope: &str,
    ) -> (Vec<Shape<'a>>, Vec<&'s Shape<'a>>) {
        let places = places(shape);
        let [stood, stay] = &self.stays;
        let said = if is_new { stood } else { stay }.get(&rest(shape, &places, scope));
        let all: BTreeSet<Cell> = cells(shape, &places).into_iter().collect();
        let by: Vec<_> = all.iter().filter_map(|cell| Some(*said?.get(cell)?)).collect();
        if by.is_empty() {
            return (vec![shape.clone()], by);
        }
        let left = all.into_iter().filter(|cell| said.is_none_or(|said| !said.contains_key(cell))).collect();
        let side = Side::new(vec![shape.clone()], &places);
        (together(left).iter().filter_map(|keys| side.shape(&places, keys)).collect(), by)
    }

    /// Whether sentences that differ in the new version say some of what an old one said.
    pub(super) fn is_met(&self, shape: &Shape<'a>, scope: &str) -> bool {
        self.met.contains(&(shape.statement.span, rest(shape, &places(shape), scope)))
    }
}

/// Whether two sentences say something of the same, in whatever way, and other sentences nothing of what but one of them
/// is about; each comes with what of it no others say.
pub(super) fn meet<'a>(old: (&Shape<'a>, &[Shape<'a>]), new: (&Shape<'a>, &[Shape<'a>])) -> bool {
    let at = places(old.0);
    let said = |shapes: &[Shape<'a>]| -> BTreeSet<Cell> {
        shapes.iter().flat_map(|shape| cells(shape, &at)).collect()
    };
    let all = |shape: &Shape<'a>| said(std::slice::from_ref(shape));
    let (before, after, less, more) = (all(old.0), all(new.0), said(old.1), said(new.1));
    at == places(new.0)
        && !before.is_disjoint(&after)
        && before.difference(&after).all(|cell| less.contains(cell))
        && after.difference(&before).all(|cell| more.contains(cell))
}

/// A sentence and its places.
type Placed<'a> = (Shape<'a>, Vec<Slot>);

/// What sentences that need not be taken apart say, by what they say beside it: each cell with a sentence that says it.
type Stays<'s, 'a> = BTreeMap<String, Said<'s, 'a>>;

/// Cells, each with a sentence that says it.
type Said<'s, 'a> = BTreeMap<Cell, &'s Shape<'a>>;

/// Takes out of both versions what is said of the same thing in the same way. `stays` are the other sentences of the
/// old and the new version: where what differs has something in common, what one of them says has not changed.
pub(super) fn apart<'s, 'a>(
    old: Vec<Shape<'a>>,
    new: Vec<Shape<'a>>,
    stays: &'s [Vec<Shape<'a>>; 2],
    scope: &dyn Fn(bool, &Shape<'a>) -> String,
) -> Apart<'s, 'a> {
    let mut found = Apart::default();
    let mut alike: BTreeMap<String, [Vec<Placed<'a>>; 2]> = BTreeMap::new();
    for (is_new, shapes) in [(false, old), (true, new)] {
        for shape in shapes {
            let places = places(&shape);
            let rest = rest(&shape, &places, &scope(is_new, &shape));
            let [before, after] = alike.entry(rest).or_default();
            if is_new { after } else { before }.push((shape, places));
        }
    }
    // What is said of the same, however it is said.
    let mut said: BTreeSet<(bool, Vec<Slot>, Cell)> = BTreeSet::new();
    for (is_new, (shape, places)) in alike.values().flat_map(|[before, after]| {
        before.iter().map(|one| (false, one)).chain(after.iter().map(|one| (true, one)))
    }) {
        said.extend(cells(shape, places).into_iter().map(|cell| (is_new, places.clone(), cell)));
    }
    let known = |is_new: bool, shapes: &'s [Shape<'a>]| {
        let mut found = Stays::new();
        for shape in shapes {
            let places = places(shape);
            let rest = rest(shape, &places, &scope(is_new, shape));
            if alike.contains_key(&rest) {
                let said = cells(shape, &places).into_iter().map(|cell| (cell, shape));
                found.entry(rest).or_default().extend(said);
            }
        }
        found
    };
    let [stood, stay] = stays;
    let (stood, stay) = (known(false, stood), known(true, stay));
    let nothing = Said::new();
    for (rest, [before, after]) in alike {
        let others = [&stood, &stay].map(|all| all.get(&rest).unwrap_or(&nothing));
        let places = before.first().or(after.first()).map(|(_, places)| places.clone()).unwrap_or_default();
        let shapes = |all: Vec<Placed<'a>>| all.into_iter().map(|(shape, _)| shape).collect();
        let is_said = |is_new: bool, cell: &Cell| said.contains(&(is_new, places.clone(), cell.clone()));
        for (before, after) in met(shapes(before), shapes(after), &places) {
            if !after.is_empty() {
                found.met.extend(before.iter().map(|shape| (shape.statement.span, rest.clone())));
            }
            compare(before, after, others, &places, &is_said, &mut found);
        }
    }
    found.stays = [stood, stay];
    found.gone.sort_by_key(|shape| shape.statement.span);
    found.come.sort_by_key(|shape| shape.statement.span);
    found
}

/// The places of a sentence that can be taken apart, unless that comes to too many cells.
fn places(shape: &Shape<'_>) -> Vec<Slot> {
    let count = |slots: &[Slot]| {
        slots.iter().fold(1_usize, |count, slot| count.saturating_mul(shape.atoms(*slot).len()))
    };
    let all: Vec<Slot> =
        shape.slots().map(|(slot, _)| slot).filter(|slot| comes_apart(shape, *slot)).collect();
    if count(&all) <= MANY {
        return all;
    }
    let few: Vec<Slot> = all.into_iter().filter(|slot| matches!(slot, Slot::Verb | Slot::Object)).collect();
    if count(&few) <= MANY { few } else { Vec::new() }
}

/// Whether a sentence for each thing that stands somewhere says the same as the whole sentence.
fn comes_apart(shape: &Shape<'_>, slot: Slot) -> bool {
    let negative = shape.modal.negative();
    match slot {
        Slot::Subject => true,
        // "A or B is done" says of neither that it is done.
        Slot::Verb => negative || !shape.any_verb,
        Slot::Object => negative || !shape.any_object,
        Slot::List(word) => match word {
            ListWord::From
            | ListWord::By
            | ListWord::With
            | ListWord::To
            | ListWord::On
            | ListWord::In
            | ListWord::About
            | ListWord::For
            | ListWord::When
            | ListWord::Through
            | ListWord::Of
            | ListWord::Against => {
                !shape.whole.contains(&word) && !shape.atoms(slot).iter().any(Atom::is_length)
            }
            // What is left out, asked for, or goes with it, is so of the whole list.
            ListWord::Under
            | ListWord::Including
            | ListWord::SuchAs
            | ListWord::Except
            | ListWord::After
            | ListWord::Before
            | ListWord::Called
            | ListWord::Giving
            | ListWord::Despite
            | ListWord::As
            | ListWord::Fee
            | ListWord::DependingOn => false,
        },
        Slot::Adverb
        | Slot::Kept
        | Slot::Within
        | Slot::Every
        | Slot::Lookback
        | Slot::Limit
        | Slot::Basis
        | Slot::Condition(_)
        | Slot::Saying(_)
        | Slot::Dated(_) => false,
    }
}

/// What a sentence says beside what stands at its places.
fn rest(shape: &Shape<'_>, places: &[Slot], scope: &str) -> String {
    let any: Vec<_> = shape.any_of.iter().filter(|word| !places.contains(&Slot::List(**word))).collect();
    // For how long data is kept is the same however it is said.
    let keeps = shape.does(KEEPING);
    let wanted = |slot: Slot, atom: &Atom<'_>| !(places.contains(&slot) || keeps && is_time(slot, atom));
    let times = if keeps { Times::of(&shape.parts) } else { Times::default() };
    let own = shape.parts.key_where(&wanted);
    format!("{scope}\u{5}{}{any:?}{places:?}{:?}{own}", shape.modal.as_str(), times.keys())
}

fn cells(shape: &Shape<'_>, places: &[Slot]) -> Vec<Cell> {
    let mut all = vec![Cell::new()];
    for slot in places {
        let keys: Vec<String> = shape.atoms(*slot).iter().map(Atom::whole).collect();
        let longer = |cell: &Cell, key: &String| cell.iter().chain([key]).cloned().collect();
        all = all.iter().flat_map(|cell| keys.iter().map(move |key| longer(cell, key))).collect();
    }
    all
}

type Sides<'a> = (Vec<Shape<'a>>, Vec<Shape<'a>>);

/// Sentences that say some of the same, together with those that say some of the same as these.
fn met<'a>(old: Vec<Shape<'a>>, new: Vec<Shape<'a>>, places: &[Slot]) -> Vec<Sides<'a>> {
    fn top(of: &mut [usize], mut at: usize) -> usize {
        while let Some(up) = of.get(at).copied().filter(|up| *up != at) {
            // Every step makes the next way shorter.
            let over = of.get(up).copied().unwrap_or(up);
            of.iter_mut().skip(at).take(1).for_each(|slot| *slot = over);
            at = up;
        }
        at
    }
    let mut of: Vec<usize> = (0..old.len() + new.len()).collect();
    let mut known: BTreeMap<Cell, usize> = BTreeMap::new();
    for (at, shape) in old.iter().chain(&new).enumerate() {
        for cell in cells(shape, places) {
            let first = *known.entry(cell).or_insert(at);
            let (one, other) = (top(&mut of, first), top(&mut of, at));
            let (low, high) = (one.min(other), one.max(other));
            if let Some(slot) = of.get_mut(high) {
                *slot = low;
            }
        }
    }
    let before = old.len();
    let mut found: BTreeMap<usize, Sides<'a>> = BTreeMap::new();
    for (at, shape) in old.into_iter().chain(new).enumerate() {
        let sides = found.entry(top(&mut of, at)).or_default();
        if at < before { &mut sides.0 } else { &mut sides.1 }.push(shape);
    }
    found.into_values().collect()
}

impl<'a> Side<'a> {
    fn new(shapes: Vec<Shape<'a>>, places: &[Slot]) -> Self {
        let mut side = Self { shapes, cells: BTreeMap::new(), atoms: BTreeMap::new() };
        for (at, shape) in side.shapes.iter().enumerate() {
            for cell in cells(shape, places) {
                side.cells.entry(cell).or_insert(at);
            }
            for slot in places {
                for atom in shape.atoms(*slot) {
                    let order = side.atoms.len();
                    side.atoms.entry((*slot, atom.whole())).or_insert_with(|| (order, atom.clone()));
                }
            }
        }
        side
    }

    /// The sentence that says these cells and no others.
    fn shape(&self, places: &[Slot], keys: &Keys) -> Option<Shape<'a>> {
        let first: Cell = keys.iter().filter_map(|keys| keys.first().cloned()).collect();
        let mut shape = self.shapes.get(*self.cells.get(&first)?)?.clone();
        for (slot, keys) in places.iter().zip(keys) {
            let known = keys.iter().filter_map(|key| self.atoms.get(&(*slot, key.clone())));
            let mut atoms: Vec<_> = known.collect();
            atoms.sort_by_key(|(order, _)| *order);
            shape.parts.set(*slot, atoms.into_iter().map(|(_, atom)| atom.clone()).collect());
        }
        Some(shape)
    }
}

/// Compares what sentences that have something in common say of each thing; `others` are what other sentences of the
/// old and the new version say, and `is_said` tells whether a version says something of the same, in whatever way.
fn compare<'a>(
    old: Vec<Shape<'a>>,
    new: Vec<Shape<'a>>,
    [stood, stay]: [&Said<'_, 'a>; 2],
    places: &[Slot],
    is_said: &dyn Fn(bool, &Cell) -> bool,
    found: &mut Apart<'_, 'a>,
) {
    if old.is_empty() || new.is_empty() {
        found.gone.extend(old);
        found.come.extend(new);
        return;
    }
    let (mut old, mut new) = (Side::new(old, places), Side::new(new, places));
    let other = |these: &Side<'a>, those: &Side<'a>, said: &Said<'_, 'a>| -> BTreeMap<Cell, usize> {
        let cells = these.cells.iter().filter(|(cell, _)| !those.cells.contains_key(*cell));
        cells.filter(|(cell, _)| said.contains_key(*cell)).map(|(cell, at)| (cell.clone(), *at)).collect()
    };
    let (still, again) = (other(&old, &new, stay), other(&new, &old, stood));
    old.cells.retain(|cell, _| !still.contains_key(cell));
    new.cells.retain(|cell, _| !again.contains_key(cell));
    let twice = !still.is_empty() || !again.is_empty();
    let one_each = !twice && old.shapes.len() == 1 && new.shapes.len() == 1;
    let only = |these: &Side<'_>, those: &Side<'_>| -> BTreeSet<Cell> {
        these.cells.keys().filter(|cell| !those.cells.contains_key(*cell)).cloned().collect()
    };
    let (mut gone, mut come) = (only(&old, &new), only(&new, &old));
    let (all_gone, all_come) = (gone.clone(), come.clone());
    let mut lists = beside(&old, &new, places, &mut gone, &mut come);
    if one_each && !lists.is_empty() {
        let otherwise = all_gone.iter().all(|cell| is_said(true, cell))
            && all_come.iter().all(|cell| is_said(false, cell));
        // One sentence that became another is told as a whole, unless the rest is said in another way.
        if !otherwise {
            found.gone.extend(old.shapes);
            found.come.extend(new.shapes);
            return;
        }
        lists.clear();
        (gone, come) = (all_gone, all_come);
    }
    for ((at, before, after), rests) in lists {
        for keys in together(rests) {
            let with = |side: &Side<'a>, own: &BTreeSet<String>| {
                let mut keys = keys.clone();
                keys.insert(at, own.clone());
                side.shape(places, &keys)
            };
            found.changed.extend(with(&old, &before).zip(with(&new, &after)));
        }
    }
    // What another sentence says as well may yet be part of one that changed in another way.
    gone.extend(still.keys().cloned());
    come.extend(again.keys().cloned());
    old.cells.extend(still);
    new.cells.extend(again);
    found.gone.extend(together(gone).iter().filter_map(|keys| old.shape(places, keys)));
    found.come.extend(together(come).iter().filter_map(|keys| new.shape(places, keys)));
    if !one_each {
        found.regrouped.extend(new.shapes);
    }
}

/// Lists that changed: the number of the place, and what stood and stands there.
type Lists = BTreeMap<(usize, BTreeSet<String>, BTreeSet<String>), BTreeSet<Cell>>;

/// Finds the cells which both versions have but for what stands in one list, and takes them out; each comes
/// with what stands at the other places.
fn beside(
    old: &Side<'_>,
    new: &Side<'_>,
    places: &[Slot],
    gone: &mut BTreeSet<Cell>,
    come: &mut BTreeSet<Cell>,
) -> Lists {
    let mut found = Lists::new();
    let lists = |slot: &Slot| matches!(slot, Slot::List(_) | Slot::Subject);
    for (at, _) in places.iter().enumerate().filter(|(_, slot)| lists(slot)) {
        if gone.is_empty() && come.is_empty() {
            break;
        }
        let without = |cell: &Cell| {
            let mut rest = cell.clone();
            let own = rest.remove(at);
            (rest, own)
        };
        let differing: BTreeSet<Cell> = gone.iter().chain(come.iter()).map(|cell| without(cell).0).collect();
        let said = |side: &Side<'_>| {
            let mut all: BTreeMap<Cell, BTreeSet<String>> = BTreeMap::new();
            for (rest, own) in side.cells.keys().map(without) {
                if differing.contains(&rest) {
                    all.entry(rest).or_default().insert(own);
                }
            }
            all
        };
        let (before, mut after) = (said(old), said(new));
        let mut told: BTreeSet<Cell> = BTreeSet::new();
        for (rest, before) in before {
            let Some(after) = after.remove(&rest) else { continue };
            told.insert(rest.clone());
            found.entry((at, before, after)).or_default().insert(rest);
        }
        gone.retain(|cell| !told.contains(&without(cell).0));
        come.retain(|cell| !told.contains(&without(cell).0));
    }
    found
}

/// Puts cells together: those that differ at one place alone become one, the last place first.
fn together(cells: BTreeSet<Cell>) -> Vec<Keys> {
    let one = |cell: Cell| -> Keys { cell.into_iter().map(|key| BTreeSet::from([key])).collect() };
    let mut all: Vec<Keys> = cells.into_iter().map(one).collect();
    let count = all.first().map_or(0, Vec::len);
    for at in (0..count).rev() {
        let mut joined: BTreeMap<Keys, BTreeSet<String>> = BTreeMap::new();
        for mut keys in all {
            let own = keys.remove(at);
            joined.entry(keys).or_default().extend(own);
        }
        let whole = |(mut keys, own): (Keys, BTreeSet<String>)| {
            keys.insert(at, own);
            keys
        };
        all = joined.into_iter().map(whole).collect();
    }
    all
}
