//! Groups of data of which one version names items and the other the whole, taken for their items: who
//! lists all of a group says the same, and who lists some of it says what becomes of these.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Atom, Shape, Slot, Thing, Version};
use crate::model::words::NounKind;
use crate::model::{NounId, Policy, Ref, Term, Value};

/// A group of data, and the keys of the items in it and in the groups inside.
struct Group<'a> {
    whole: Atom<'a>,
    items: Vec<Atom<'a>>,
}

/// Groups that are named beside items of theirs, by what they are called in both versions, the outer before
/// the inner; those of the old version first.
#[derive(Default)]
pub(super) struct Groups<'a>([BTreeMap<String, Group<'a>>; 2]);

/// A group and the outermost group around it.
fn root(policy: &Policy, id: NounId) -> NounId {
    let mut at = id;
    while let Some(parent) = policy.noun(at).and_then(|noun| noun.parent) {
        at = parent;
    }
    at
}

fn named(atom: &Atom<'_>) -> Option<NounId> {
    match atom.thing {
        Thing::Term(Term { value: Value::Ref(Ref::Noun(id)), .. }) => Some(*id),
        _ => None,
    }
}

impl<'a> Groups<'a> {
    /// The groups of which some sentences name more than one part, and those of which an item is elsewhere now.
    pub(super) fn named<'v>(
        (old, new): (&'v Version<'a>, &'v Version<'a>),
        shapes: (&[Shape<'a>], &[Shape<'a>]),
    ) -> Self {
        let mut parts: BTreeMap<&'v str, BTreeSet<&'v str>> = BTreeMap::new();
        for (version, shapes) in [(old, shapes.0), (new, shapes.1)] {
            for id in shapes.iter().flat_map(|shape| shape.atoms(Slot::Object)).filter_map(named) {
                let root = version.identity(root(version.policy, id));
                parts.entry(root).or_default().insert(version.identity(id));
            }
        }
        let mut asked: BTreeSet<&str> =
            parts.iter().filter(|(_, parts)| parts.len() > 1).map(|(root, _)| *root).collect();
        // So are those between which an item moved.
        let items = |version: &'v Version<'a>| {
            let inner = version.policy.nouns_of(NounKind::Data).filter(|(_, noun)| noun.parent.is_some());
            inner.map(move |(id, _)| (version.identity(id), version.identity(root(version.policy, id))))
        };
        let before: BTreeMap<&str, &str> = items(old).collect();
        for (item, root) in items(new) {
            asked
                .extend(before.get(item).filter(|was| **was != root).into_iter().flat_map(|was| [was, root]));
        }
        let of = |version: &Version<'a>| {
            let mut groups = BTreeMap::new();
            if asked.is_empty() {
                return groups;
            }
            for (id, noun) in version.policy.nouns_of(NounKind::Data) {
                let asked = asked.contains(version.identity(root(version.policy, id)));
                let (Some(whole), false) = (version.named(id), noun.items.is_empty() || !asked) else {
                    continue;
                };
                let mut items = Vec::new();
                if leaves(version, id, &mut items) {
                    groups.insert(whole.key.clone(), Group { whole, items });
                }
            }
            groups
        };
        Self([of(old), of(new)])
    }

    fn of(&self, is_new: bool) -> &BTreeMap<String, Group<'a>> {
        let [old, new] = &self.0;
        if is_new { new } else { old }
    }

    /// Sentences that name the items of a group where they named the group.
    pub(super) fn opened(&self, is_new: bool, shapes: Vec<Shape<'a>>) -> Vec<Shape<'a>> {
        let groups = self.of(is_new);
        let open = |mut shape: Shape<'a>| {
            let each = shape.atoms(Slot::Object).iter().flat_map(|atom| match groups.get(&atom.key) {
                Some(group) if atom.marks.is_empty() => {
                    let placed = |item: &Atom<'a>| Atom { span: atom.span, any: atom.any, ..item.clone() };
                    group.items.iter().map(placed).collect()
                }
                _ => vec![atom.clone()],
            });
            let atoms: Vec<Atom<'a>> = each.collect();
            if !groups.is_empty() {
                shape.parts.set(Slot::Object, Vec::new());
                atoms.into_iter().for_each(|atom| shape.parts.add(Slot::Object, atom));
            }
            shape
        };
        shapes.into_iter().map(open).collect()
    }

    /// A sentence that names a group where it names all of its items.
    pub(super) fn closed(&self, is_new: bool, mut shape: Shape<'a>) -> Shape<'a> {
        for key in self.of(is_new).keys() {
            if self.holds(is_new, key, &shape) {
                self.close(is_new, key, &mut shape);
            }
        }
        shape
    }

    /// Two versions of a sentence that name a group where both name all of its items.
    pub(super) fn closed_in_both(
        &self,
        (mut old, mut new): (Shape<'a>, Shape<'a>),
    ) -> (Shape<'a>, Shape<'a>) {
        for key in self.of(true).keys() {
            if self.holds(false, key, &old) && self.holds(true, key, &new) {
                self.close(false, key, &mut old);
                self.close(true, key, &mut new);
            }
        }
        (old, new)
    }

    fn holds(&self, is_new: bool, key: &str, shape: &Shape<'_>) -> bool {
        let atoms = shape.atoms(Slot::Object);
        let has = |item: &Atom<'_>| atoms.iter().any(|atom| atom.key == item.key && atom.marks.is_empty());
        self.of(is_new).get(key).is_some_and(|group| group.items.iter().all(has))
    }

    fn close(&self, is_new: bool, key: &str, shape: &mut Shape<'a>) {
        let Some(group) = self.of(is_new).get(key) else { return };
        let item = |atom: &Atom<'_>| group.items.iter().any(|item| item.key == atom.key);
        let mut atoms: Vec<Atom<'a>> = shape.atoms(Slot::Object).to_vec();
        let Some(first) = atoms.iter().position(item) else { return };
        if let Some(atom) = atoms.get_mut(first) {
            *atom = Atom { span: atom.span, any: atom.any, ..group.whole.clone() };
        }
        atoms.retain(|atom| !item(atom));
        shape.parts.set(Slot::Object, atoms);
    }
}

/// The items in a group and in the groups inside; whether these are all there are.
fn leaves<'a>(version: &Version<'a>, id: NounId, found: &mut Vec<Atom<'a>>) -> bool {
    let Some(noun) = version.policy.noun(id) else { return false };
    if noun.items.is_empty() {
        found.extend(version.named(id));
    }
    !noun.open && noun.items.iter().all(|item| leaves(version, *item, found))
}
