//! Declarations that sentences name, which bring there what is said of them beyond their names.

use std::collections::BTreeSet;

use crate::model::words::NounKind;
use crate::model::{NounId, Part, Policy, Section};

/// Every declaration that a sentence, a section or what tables and definitions show names, or that is named in the words
/// that such a one brings along; `none` are those that no table shows.
pub(super) fn told(policy: &Policy, none: &BTreeSet<NounId>) -> BTreeSet<NounId> {
    let mut told = BTreeSet::new();
    let mut open = Vec::new();
    let mut tell = |id: NounId| {
        if told.insert(id) {
            open.push(id);
        }
    };
    section(&policy.root, &mut tell);
    for kind in [NounKind::Data, NounKind::Tracker, NounKind::Definition] {
        for (_, noun) in policy.nouns_of(kind).filter(|(id, _)| !none.contains(id)) {
            noun.each_named(&mut tell);
        }
    }
    while let Some(noun) = open.pop().and_then(|id| policy.noun(id)) {
        noun.each_named_beyond(&mut |id| {
            if told.insert(id) {
                open.push(id);
            }
        });
    }
    told
}

fn section(within: &Section, tell: &mut dyn FnMut(NounId)) {
    within.each_named(tell);
    for part in &within.parts {
        match part {
            Part::Statement(statement) => statement.each_named(tell),
            Part::Section(inner) => section(inner, tell),
            Part::Prose(_) => {}
        }
    }
}
