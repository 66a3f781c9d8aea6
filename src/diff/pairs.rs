//! Which declaration of one version is which of the other.
//!
//! An id is stable: what has the same kind and id is the same thing. What is left
//! is compared by its name, by what the vocabulary says of it and by the sentences
//! that name it, so that another id is not mistaken for another thing.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::blanks;
use super::text::{best_pairs, likeness};
use crate::model::words::{ListWord, NounKind};
use crate::model::{
    Clause, ClauseKind, Noun, NounId, Part, Policy, Ref, Section, Statement, Term, Value, Verb,
};

/// The declarations of two versions.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    /// Those that are the same, by their numbers in the old and the new version.
    pub(super) same: Vec<(NounId, NounId)>,
    /// Those of the old version that are gone.
    pub(super) gone: Vec<NounId>,
    /// Those of the new version that were not there.
    pub(super) new: Vec<NounId>,
    /// What each declaration of the old version is called in both.
    pub(super) old_names: Vec<String>,
    /// What each declaration of the new version is called in both.
    pub(super) new_names: Vec<String>,
}

/// How alike two declarations must be to be the same under another id.
const ALIKE: f64 = 0.6;

/// Above how many candidates only names that are the same are looked for.
const MANY: usize = 400;

/// Pairs the declarations of two versions.
pub(super) fn nouns(old: &Policy, new: &Policy) -> Nouns {
    let mut known: BTreeMap<(NounKind, String), Vec<NounId>> = BTreeMap::new();
    for (id, noun) in new.numbered_nouns() {
        known.entry((noun.kind, id_of(new, noun))).or_default().push(id);
    }
    let mut found = Nouns::default();
    let mut left: Vec<NounId> = Vec::new();
    for (id, noun) in old.numbered_nouns() {
        let twins = known.get_mut(&(noun.kind, id_of(old, noun)));
        match twins.filter(|twins| !twins.is_empty()).map(|twins| twins.remove(0)) {
            Some(twin) => found.same.push((id, twin)),
            None => left.push(id),
        }
    }
    let mut candidates: Vec<NounId> = known.into_values().flatten().collect();
    candidates.sort_unstable();
    renamed(old, new, &mut left, &mut candidates, &mut found.same);
    found.same.sort_unstable_by_key(|(_, new)| *new);
    found.gone = left;
    found.new = candidates;
    // A condition that says nothing but a text is that text: whether it has a name is the author's affair.
    let call = |noun: &Noun, sign: &str| match &noun.name {
        Some(name)
            if noun.kind == NounKind::Condition && noun.classes.is_empty() && noun.clauses.is_empty() =>
        {
            format!("“{}", blanks(name))
        }
        _ => format!("{sign}{} {}", noun.kind.as_str(), noun.id),
    };
    found.old_names = old.nouns.iter().map(|noun| call(noun, "-")).collect();
    found.new_names = new.nouns.iter().map(|noun| call(noun, "+")).collect();
    for (before, after) in &found.same {
        let Some(noun) = new.noun(*after) else { continue };
        let name = format!("{} {}", noun.kind.as_str(), noun.id);
        if let Some(slot) = found.old_names.get_mut(before.0 as usize) {
            slot.clone_from(&name);
        }
        if let Some(slot) = found.new_names.get_mut(after.0 as usize) {
            *slot = name;
        }
    }
    found
}

/// A term for each declaration of a policy, in their order.
pub(super) fn terms_for(policy: &Policy) -> Vec<Term> {
    policy.numbered_nouns().map(|(id, noun)| Term::of(id, noun.id_span)).collect()
}

/// An id that does not hang on the order of declarations: a definition without one of its own
/// is known by its word and where it holds.
fn id_of(policy: &Policy, noun: &Noun) -> String {
    if noun.kind != NounKind::Definition || !noun.id.contains('.') {
        return noun.id.to_string();
    }
    let places = noun.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::In, list) => Some(&list.terms),
        _ => None,
    });
    let places: BTreeSet<String> = places.flatten().map(|term| rough(policy, &term.value)).collect();
    format!("“{}” {places:?}", blanks(noun.name.as_deref().unwrap_or_default()))
}

/// What a value means, by the ids of one version.
fn rough(policy: &Policy, value: &Value) -> String {
    match value {
        Value::Ref(Ref::Noun(id)) => policy.noun(*id).map(|noun| noun.id.to_string()).unwrap_or_default(),
        Value::Ref(Ref::Builtin(class)) => class.id.to_string(),
        Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => blanks(text),
        Value::Ref(Ref::Special(special)) => format!("{special:?}"),
        Value::Number(_) | Value::Date(_) | Value::Duration(_) | Value::Link(_) | Value::Absent(_) => {
            format!("{value:?}")
        }
    }
}

/// Pairs what has another id but is the same thing, the most alike first.
fn renamed(
    old: &Policy,
    new: &Policy,
    left: &mut Vec<NounId>,
    candidates: &mut Vec<NounId>,
    same: &mut Vec<(NounId, NounId)>,
) {
    if left.is_empty() || candidates.is_empty() {
        return;
    }
    let uses_before = uses(old, left, same, false);
    let uses_after = uses(new, candidates, same, true);
    let mut scores: Vec<(f64, usize, usize)> = Vec::new();
    for (at, before) in left.iter().enumerate() {
        for (to, after) in candidates.iter().enumerate() {
            let (Some(first), Some(second)) = (old.noun(*before), new.noun(*after)) else { continue };
            if first.kind != second.kind || (first.parent.is_some() != second.parent.is_some()) {
                continue;
            }
            if left.len().saturating_mul(candidates.len()) > MANY * MANY && first.name != second.name {
                continue;
            }
            let shared = shared(uses_before.get(before), uses_after.get(after));
            let score = alike(first, second, shared);
            if score >= ALIKE {
                scores.push((score, at, to));
            }
        }
    }
    // The order of declarations breaks no tie: ids do.
    let id = |policy: &Policy, ids: &[NounId], at: usize| {
        ids.get(at).and_then(|id| policy.noun(*id)).map(|noun| noun.id.clone())
    };
    let found = best_pairs(scores, |at, to| (id(old, left, at), id(new, candidates, to)));
    let found =
        found.into_iter().filter_map(|(at, to)| left.get(at).copied().zip(candidates.get(to).copied()));
    let found: Vec<(NounId, NounId)> = found.collect();
    let (was, is): (BTreeSet<NounId>, BTreeSet<NounId>) = found.iter().copied().unzip();
    left.retain(|id| !was.contains(id));
    candidates.retain(|id| !is.contains(id));
    same.extend(found);
}

/// How alike two declarations are, from 0 to 1.
fn alike(old: &Noun, new: &Noun, uses: Option<f64>) -> f64 {
    let name = match (&old.name, &new.name) {
        (Some(old), Some(new)) => likeness(old, new),
        (None, None) => likeness(&old.id.replace(['-', '.'], " "), &new.id.replace(['-', '.'], " ")),
        (Some(_), None) | (None, Some(_)) => 0.0,
    };
    let classes = |noun: &Noun| noun.classes.iter().map(|class| class.id).collect::<BTreeSet<_>>();
    let same_kind = classes(old) == classes(new);
    // Another name for another kind of thing is another thing, wherever it stands.
    if !same_kind && name < 0.8 {
        return 0.0;
    }
    let class = if same_kind { 1.0 } else { 0.0 };
    // What a kind of data or a purpose is called is what it is.
    if matches!(old.kind, NounKind::Data | NounKind::Purpose | NounKind::Definition | NounKind::Law)
        && name < 0.5
    {
        return 0.0;
    }
    match uses {
        Some(uses) => 0.5 * name + 0.2 * class + 0.3 * uses,
        None => 0.8 * name + 0.2 * class,
    }
}

/// How much of two sets is in both; nothing, if there is neither.
fn shared(old: Option<&BTreeSet<String>>, new: Option<&BTreeSet<String>>) -> Option<f64> {
    let (old, new) = (old?, new?);
    let all = old.union(new).count();
    let both = old.intersection(new).count();
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (all > 0).then(|| number(both) / number(all))
}

/// The sentences that name some declarations, without the names that differ.
fn uses(
    policy: &Policy,
    of: &[NounId],
    same: &[(NounId, NounId)],
    new: bool,
) -> BTreeMap<NounId, BTreeSet<String>> {
    let mut number: BTreeMap<NounId, usize> = BTreeMap::new();
    for (at, (before, after)) in same.iter().enumerate() {
        number.insert(if new { *after } else { *before }, at);
    }
    let wanted: BTreeSet<NounId> = of.iter().copied().collect();
    let mut found: BTreeMap<NounId, BTreeSet<String>> = BTreeMap::new();
    policy.each_statement(&mut |statement| {
        let terms = terms(statement);
        let named: BTreeSet<NounId> = terms.iter().filter_map(|(_, term)| term.noun()).collect();
        let mine: Vec<NounId> = named.intersection(&wanted).copied().collect();
        if mine.is_empty() {
            return;
        }
        let mut words: Vec<String> = statement
            .verbs
            .iter()
            .map(|verb| match verb {
                Verb::Known(known) => known.id.to_owned(),
                Verb::Text(text) => text.to_string(),
            })
            .collect();
        words.push(statement.modal.as_str().to_owned());
        for (place, term) in &terms {
            words.push(match term.noun() {
                Some(id) => match number.get(&id) {
                    Some(at) => format!("{place} #{at}"),
                    None => format!("{place} •"),
                },
                None => format!("{place} {}", rough(policy, &term.value)),
            });
        }
        words.sort();
        let said = words.join(" ");
        for id in mine {
            found.entry(id).or_default().insert(said.clone());
        }
    });
    found
}

/// Every term of a statement, with the place where it stands.
pub(super) fn terms(statement: &Statement) -> Vec<(&'static str, &Term)> {
    let mut found: Vec<(&'static str, &Term)> = Vec::new();
    found.extend(statement.subjects.iter().map(|term| ("subject", term)));
    found.extend(statement.objects.iter().flat_map(|list| &list.terms).map(|term| ("object", term)));
    terms_of(&statement.clauses, &mut found);
    found
}

/// Every term of some clauses, with the clause's word.
pub(super) fn terms_of<'a>(clauses: &'a [Clause], found: &mut Vec<(&'static str, &'a Term)>) {
    for clause in clauses {
        match &clause.kind {
            ClauseKind::List(word, list) => found.extend(list.terms.iter().map(|term| (word.as_str(), term))),
            ClauseKind::Basis(grounds) => {
                found.extend(grounds.iter().flat_map(|ground| &ground.purposes).map(|term| ("basis", term)));
            }
            ClauseKind::Condition(..)
            | ClauseKind::Kept(..)
            | ClauseKind::Within(..)
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Saying(..)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => {}
        }
    }
}

/// A section with those around it.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    pub(super) section: &'a Section,
    /// The ids of the sections around it, outermost first.
    pub(super) path: Vec<&'a str>,
}

/// Every section of a policy, the outer before the inner.
pub(super) fn sections(policy: &Policy) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    collect(&policy.root, &[], &mut found);
    found
}

fn collect<'a>(section: &'a Section, path: &[&'a str], found: &mut Vec<Placed<'a>>) {
    for inner in section.sections() {
        found.push(Placed { section: inner, path: path.to_vec() });
        let mut deeper = path.to_vec();
        deeper.push(&inner.id);
        collect(inner, &deeper, found);
    }
}

/// Pairs sections: by id and scope, then by id, then by heading and by what stands in them.
///
/// `scope` says for whom a section is. A pair is two numbers in the lists given.
pub(super) fn pair_sections<'a>(
    old: &[Placed<'a>],
    new: &[Placed<'a>],
    scope: &dyn Fn(bool, &'a Section) -> String,
) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    type Same<'s, 'a> = &'s dyn Fn(&Placed<'a>, &Placed<'a>) -> bool;
    let by_scope: Same<'_, 'a> = &|a, b| {
        a.section.id == b.section.id
            && a.section.title == b.section.title
            && scope(false, a.section) == scope(true, b.section)
            && a.path == b.path
    };
    let by_id_and_scope: Same<'_, 'a> =
        &|a, b| a.section.id == b.section.id && scope(false, a.section) == scope(true, b.section);
    let by_id: Same<'_, 'a> = &|a, b| a.section.id == b.section.id;
    let by_content: Same<'_, 'a> = &|a, b| {
        a.section.topic == b.section.topic
            && (a.section.title.is_some() && a.section.title == b.section.title
                || content(a.section).intersection(&content(b.section)).count() * 2
                    > content(a.section).len().max(content(b.section).len()))
    };
    for same in [by_scope, by_id_and_scope, by_id, by_content] {
        for (before, placed) in old.iter().enumerate() {
            if pairs.iter().any(|(known, _)| *known == before) {
                continue;
            }
            let free = |after: &usize| pairs.iter().all(|(_, known)| known != after);
            let twin = new.iter().enumerate().find(|(after, found)| free(after) && same(placed, found));
            if let Some((after, _)) = twin {
                pairs.push((before, after));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The ids of what stands in a section.
fn content(section: &Section) -> BTreeSet<&str> {
    let ids = section.parts.iter().filter_map(|part| match part {
        Part::Statement(statement) => Some(&*statement.id),
        Part::Section(inner) => Some(&*inner.id),
        Part::Prose(_) => None,
    });
    ids.collect()
}
