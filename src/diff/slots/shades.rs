//! The same thing with other shades: how much of it, in which way, of which kind.

use super::super::compare::Comparing;
use super::super::parts::{Atom, Slot, Thing};
use super::super::stance::Stance;
use super::super::{Direction, words};
use super::{Frame, aspect, generic};
use crate::model::Policy;
use crate::model::words::{ListWord, Qualifier};

/// What a shape is said to be, where the same thing is said with other shades.
pub(super) fn shades<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    slot: Slot,
    old: &[Atom<'a>],
    new: &[Atom<'a>],
) {
    for before in old {
        let Some(after) = new.iter().find(|after| after.key == before.key && after.marks != before.marks)
        else {
            continue;
        };
        if old.iter().any(|other| other.key == after.key && other.marks == after.marks) {
            continue;
        }
        let was = words::one_of(all.old.policy, slot, &before.thing);
        let is = words::one_of(all.new.policy, slot, &after.thing);
        if was == is {
            // Only what the vocabulary says of it differs.
            let classes = |policy: &Policy, atom: &Atom<'_>| match atom.thing {
                Thing::Term(term) => words::classes(policy, &term.classes),
                _ => Vec::new(),
            };
            let name = |classes: Vec<String>| {
                if classes.is_empty() { "unclassified".to_owned() } else { words::row(&classes, "and") }
            };
            let purpose = matches!(slot, Slot::List(ListWord::For));
            let id = if purpose { "purpose-reclassified" } else { "data-reclassified" };
            let mut draft = frame.draft(
                Some((name(classes(all.old.policy, before)), before.span)),
                Some((name(classes(all.new.policy, after)), after.span)),
            );
            draft.what = if purpose { format!("The purpose “{is}”") } else { is };
            all.push(id, Direction::Changed, "property", frame.subject.clone(), draft);
            continue;
        }
        let given = |atom: &Atom<'a>| atom.term().map(|term| term.qualifiers.to_vec()).unwrap_or_default();
        let (had, has) = (given(before), given(after));
        let must = must_be_given(&had, &has);
        let rest = |atom: &Atom<'a>| {
            atom.term().map(|term| (term.quantifier, term.detail.clone(), term.classes.to_vec()))
        };
        // Where only how it is done differs, that says it.
        let (aspect, was, is) = if had != has && rest(before) == rest(after) {
            ("adverb", apart(&had, &has), apart(&has, &had))
        } else {
            (aspect(slot), Some(was), Some(is))
        };
        let sides = (was.map(|was| (was, before.span)), is.map(|is| (is, after.span)));
        match must.filter(|_| frame.collecting && frame.stance != Stance::Denial) {
            Some((id, direction)) => {
                let draft = frame.draft(sides.0, sides.1);
                all.push(id, direction, aspect, frame.subject.clone(), draft);
            }
            None => generic(all, frame, aspect, None, sides.0, sides.1),
        }
    }
}

/// How something is done in one version alone, in words.
fn apart(these: &[Qualifier], those: &[Qualifier]) -> Option<String> {
    let words = these.iter().filter(|one| !those.contains(one)).map(|one| one.as_str().to_owned());
    Some(words::row(&words.collect::<Vec<_>>(), "and")).filter(|words| !words.is_empty())
}

/// What it comes to if data is said to be required from now on, or to be optional, or neither any more; nothing, if what is
/// said stays.
pub(in crate::diff) fn must_be_given(
    before: &[Qualifier],
    after: &[Qualifier],
) -> Option<(&'static str, Direction)> {
    let is_free = |one: &Qualifier| matches!(one, Qualifier::Optional | Qualifier::Voluntary);
    let free = |all: &[Qualifier]| all.iter().any(is_free);
    let must = |all: &[Qualifier]| all.contains(&Qualifier::Required);
    let rest = |all: &[Qualifier]| all.iter().copied().filter(|one| !is_free(one)).collect::<Vec<_>>();
    match (must(before) || free(before), must(after), free(after)) {
        (_, true, _) if !must(before) => Some(("data-now-required", Direction::Changed)),
        (_, _, true) if !free(before) => Some(("data-now-optional", Direction::Changed)),
        (true, false, false) => Some(("data-requirement-unsaid", Direction::Changed)),
        // "Voluntary" says what "optional" says.
        (_, _, true) if rest(before) == rest(after) => Some(("reworded", Direction::Reworded)),
        _ => None,
    }
}
