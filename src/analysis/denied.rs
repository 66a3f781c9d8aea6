//! What a policy says is not there: declarations of which all that is said is what is not done, in any case and of
//! anybody. Documents show nothing of them but the denial.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::{Placed, Reach};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Clause, ClauseKind, NounId, Policy, Statement, Verb};

/// The declarations that only statements with a "not" name, one of them of everybody and in every case. A group of
/// which something is done is not denied, nor is what a tracker reads that is not.
pub(crate) fn denied(policy: &Policy) -> BTreeSet<NounId> {
    let (mut denied, mut done) = (BTreeSet::new(), BTreeSet::new());
    let reach = Reach { policy, vocabulary: &policy.vocabulary, regions: &[], scheme: "" };
    for placed in reach.statements() {
        if placed.statement.modal.negative() {
            each_there(placed.statement, &mut |id| {
                done.insert(id);
            });
            if !reach.is_absolute(&placed) {
                continue;
            }
        }
        let named = if placed.statement.modal.negative() { &mut denied } else { &mut done };
        placed.statement.each_named(&mut |id| {
            named.insert(id);
        });
    }
    let unused = |id: &NounId| denied.contains(id) && !done.contains(id);
    let trackers = policy.nouns_of(NounKind::Tracker).map(|(id, _)| id).filter(unused);
    let unused: BTreeSet<NounId> = trackers.collect();
    // What only such trackers read is not there either.
    let mut idle = BTreeSet::new();
    let mut named: BTreeMap<NounId, bool> = BTreeMap::new();
    for (id, noun) in policy.numbered_nouns() {
        let unused = unused.contains(&id);
        noun.each_named(&mut |id| *named.entry(id).or_default() |= !unused);
        if noun.kind == NounKind::Tracker {
            let reads = if unused { &mut idle } else { &mut done };
            for term in noun.property("reads").flat_map(|property| &property.list.terms) {
                term.each_named(&mut |id| {
                    reads.insert(id);
                });
            }
        }
    }
    denied.extend(idle.into_iter().filter(|id| named.get(id) == Some(&false)));
    denied.retain(|id| {
        policy.noun(*id).is_some_and(|noun| noun.kind != NounKind::Data) || !is_there(policy, *id)
    });
    for id in done.iter().flat_map(|id| policy.outwards(*id)) {
        denied.remove(&id);
    }
    denied
}

/// Whether data, or an item of it, is declared to come from somewhere, to be for something or to be kept.
fn is_there(policy: &Policy, id: NounId) -> bool {
    let had = |clause: &Clause| {
        matches!(clause.kind, ClauseKind::Kept(..) | ClauseKind::List(ListWord::From | ListWord::For, _))
    };
    policy.noun(id).is_some_and(|noun| {
        noun.clauses.iter().any(had) || noun.items.iter().any(|item| is_there(policy, *item))
    })
}

/// The data that we say we never collect, and of which we say nothing else that we do: what others collect, or people
/// can delete, is not ours.
pub(crate) fn uncollected(policy: &Policy) -> BTreeSet<NounId> {
    let (mut denied, mut had) = (BTreeSet::new(), BTreeSet::new());
    let reach = Reach { policy, vocabulary: &policy.vocabulary, regions: &[], scheme: "" };
    for placed in reach.statements().iter().filter(|placed| placed.statement.by_us()) {
        let statement = placed.statement;
        let collects = statement
            .verbs
            .iter()
            .all(|verb| matches!(verb, Verb::Known(verb) if !verb.state && verb.topic == Topic::Collection));
        let named = match statement.modal.negative() {
            false => &mut had,
            true if collects && reach.is_absolute(placed) => &mut denied,
            true => continue,
        };
        for term in statement.object_terms() {
            term.each_named(&mut |id| {
                named.insert(id);
            });
        }
    }
    for id in had.iter().flat_map(|id| policy.outwards(*id)) {
        denied.remove(&id);
    }
    denied.retain(|id| policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Data));
    denied
}

/// Who does not do something is there, and so is what it is not done by.
fn each_there(statement: &Statement, each: &mut dyn FnMut(NounId)) {
    let there = statement.subjects.iter().chain(statement.terms(ListWord::By));
    there.for_each(|term| term.each_named(each));
}

/// Whether all that some statements that name a declaration say of it is that it is not used, as [`denied`] has it.
pub(crate) fn all_deny<'p, 'a: 'p>(
    reach: Reach<'a>,
    naming: impl Iterator<Item = &'p Placed<'a>>,
    id: NounId,
) -> bool {
    let mut absolute = false;
    for placed in naming {
        let mut there = !placed.statement.modal.negative();
        each_there(placed.statement, &mut |named| there |= named == id);
        if there {
            return false;
        }
        absolute |= reach.is_absolute(placed);
    }
    absolute
}
