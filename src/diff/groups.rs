//! Groups of data of which one version names items and the other the whole, taken for their items: who
//! lists all of a group says the same, and who lists some of it says what becomes of these.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{Atom, Slot};
use super::shape::{Shape, Version};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Clause, ClauseKind, NounId, Policy};

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

impl<'a> Groups<'a> {
    /// The groups of which some sentences name more than one part, and those of which an item came, is gone, or is
    /// elsewhere now.
    pub(super) fn named<'v>(
        (old, new): (&'v Version<'a>, &'v Version<'a>),
        shapes: ([&[Shape<'a>]; 2], [&[Shape<'a>]; 2]),
    ) -> Self {
        let mut parts: BTreeMap<&'v str, BTreeSet<&'v str>> = BTreeMap::new();
        for (version, shapes) in [(old, shapes.0), (new, shapes.1)] {
            for id in shapes
                .into_iter()
                .flatten()
                .flat_map(|shape| shape.atoms(Slot::Object))
                .filter_map(|atom| atom.term()?.noun())
            {
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
        let [before, after] = [old, new].map(|version| items(version).collect::<BTreeMap<&str, &str>>());
        for (item, root) in before.iter().chain(&after) {
            let (was, is) = (before.get(item), after.get(item));
            if was != is {
                asked.extend([was.unwrap_or(root), is.unwrap_or(root)]);
            }
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
        let (mut before, mut after) = (of(old), of(new));
        // A group that is complete in one version alone is another group in the other.
        let partial = |version: &Version<'a>, groups: &BTreeMap<String, Group<'a>>| -> BTreeSet<String> {
            let all = version.policy.nouns_of(NounKind::Data).filter_map(|(id, _)| version.named(id));
            all.map(|whole| whole.key).filter(|key| !groups.contains_key(key)).collect()
        };
        let (not_before, not_after) = (partial(old, &before), partial(new, &after));
        before.retain(|key, _| !not_after.contains(key));
        after.retain(|key, _| !not_before.contains(key));
        Self([before, after])
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
            if self.is_same(key) && self.holds(false, key, &old) && self.holds(true, key, &new) {
                self.close(false, key, &mut old);
                self.close(true, key, &mut new);
            }
        }
        (old, new)
    }

    /// Whether a group has the same items in both versions.
    fn is_same(&self, key: &str) -> bool {
        let items = |is_new: bool| {
            let group = self.of(is_new).get(key)?;
            Some(group.items.iter().map(|item| &item.key).collect::<BTreeSet<_>>())
        };
        items(false) == items(true)
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

/// Whether a group of data, with the outermost around it, is all of its items in a version.
pub(super) fn is_complete(version: &Version<'_>, id: NounId) -> bool {
    leaves(version, root(version.policy, id), &mut Vec::new())
}

/// The items in a group and in the groups inside; whether these are all there are.
fn leaves<'a>(version: &Version<'a>, id: NounId, found: &mut Vec<Atom<'a>>) -> bool {
    let Some(noun) = version.policy.noun(id) else { return false };
    if noun.items.is_empty() {
        found.extend(version.named(id));
    }
    let more = |clause: &Clause| matches!(clause.kind, ClauseKind::List(ListWord::Including, _));
    !noun.open
        && !noun.clauses.iter().any(more)
        && noun.items.iter().all(|item| leaves(version, *item, found))
}
