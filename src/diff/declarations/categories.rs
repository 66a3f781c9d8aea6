//! In which categories of the laws a declaration is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

use crate::diff::compare::Comparing;
use crate::model::{Noun, NounId, Policy, vocabulary_of};

/// Whether a declaration, or an item of it, is listed in other categories than before: to say of it what the
/// vocabulary says already is no change.
pub(super) fn changed(all: &Comparing<'_>, group: NounId) -> bool {
    let schemes: BTreeSet<&str> = [all.old.policy, all.new.policy]
        .iter()
        .flat_map(|policy| policy.vocabulary.schemes())
        .map(|scheme| scheme.id.as_ref())
        .collect();
    all.nouns.same.iter().filter(|(_, id)| line(all.new.policy, *id).any(|(above, _)| above == group)).any(
        |(before, after)| {
            let of =
                |policy, id| -> Vec<_> { schemes.iter().map(|scheme| codes(policy, id, scheme)).collect() };
            of(all.old.policy, *before) != of(all.new.policy, *after)
        },
    )
}

/// The codes of a declaration in a scheme, and whether each is settled: those that its author gave to it or to the
/// nearest group around it, or else those of the vocabulary.
fn codes(policy: &Policy, id: NounId, scheme: &str) -> BTreeMap<String, bool> {
    let given = |noun: &Noun| -> BTreeMap<String, bool> {
        let codes = noun.codes().filter(|(own, _)| *own == scheme);
        codes.map(|(_, code)| (code.to_owned(), true)).collect()
    };
    if let Some(own) = line(policy, id).map(|(_, noun)| given(noun)).find(|codes| !codes.is_empty()) {
        return own;
    }
    let rows = |noun: &Noun| -> Vec<_> {
        let listed = vocabulary_of(noun.kind).first();
        let classes = noun.classes.iter().filter(|class| Some(&class.kind) == listed);
        classes.filter_map(|class| policy.vocabulary.find(class.kind, class.id)).collect()
    };
    let rows = line(policy, id).map(|(_, noun)| rows(noun)).find(|rows| !rows.is_empty()).unwrap_or_default();
    let mut all = BTreeMap::new();
    for found in rows.into_iter().map(|row| policy.vocabulary.codes(row, scheme)) {
        for code in found.codes {
            *all.entry(code.clone()).or_insert(false) |= found.sure;
        }
    }
    all
}

/// A declaration and the groups around it, the nearest first.
fn line(policy: &Policy, id: NounId) -> impl Iterator<Item = (NounId, &Noun)> {
    let with = |id: NounId| policy.noun(id).map(|noun| (id, noun));
    successors(with(id), move |(_, noun)| noun.parent.and_then(with))
}
