//! What data comes and goes, whom to and what for: what is new in a sentence may be new altogether.

use super::super::compare::Comparing;
use super::super::flows::{is_data, is_novel, is_novel_store, is_people, is_place, is_purpose, lies_in};
use super::super::parts::{Atom, Parts, Slot, Thing};
use super::super::shape::Version;
use super::super::stance::Stance;
use super::super::{Direction, sentences, words};
use super::one::Moved;
use super::{Frame, Placed, bare, generic, placed};
use crate::law::Kind as List;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Ref, Term, Value};

/// What something is done to.
pub(super) fn objects(all: &mut Comparing<'_>, frame: &Frame, moved: Moved<'_, '_>) {
    let Moved { gone, come, was, is, .. } = moved;
    if frame.stance == Stance::Practice && frame.collecting {
        let fresh = sentences::data(all, true, &owned(come));
        let lost = sentences::data(all, false, &owned(gone));
        if !fresh.is_empty() || !lost.is_empty() {
            tell(all, frame, fresh, lost, was, is);
            return;
        }
    }
    let wide = match (gone, come) {
        ([], [_, ..]) => Some(true),
        ([_, ..], []) => Some(false),
        _ => covered(all, gone, come),
    };
    generic(all, frame, "object", wide, was, is);
}

/// Whether what is new holds what is gone, or the other way round.
pub(super) fn covered(all: &Comparing<'_>, gone: &[&Atom<'_>], come: &[&Atom<'_>]) -> Option<bool> {
    let mapped = |term: &Term| -> Option<Term> {
        let value = match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                let (_, twin) = all.nouns.same.iter().find(|(old, _)| old == id)?;
                Value::Ref(Ref::Noun(*twin))
            }
            other => other.clone(),
        };
        Some(Term { value, ..term.clone() })
    };
    let lie_in = |these: &[&Atom<'_>], those: &[&Atom<'_>]| {
        these
            .iter()
            .all(|one| those.iter().any(|other| lies_in(&all.new.policy.vocabulary, &one.key, &other.key)))
    };
    match (lie_in(gone, come), lie_in(come, gone)) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        _ => {}
    }
    let term = |atom: &Atom<'_>| match atom.thing {
        Thing::Term(term) => Some(term.clone()),
        _ => None,
    };
    let before: Vec<Term> = gone.iter().filter_map(|atom| mapped(&term(atom)?)).collect();
    let after: Vec<Term> = come.iter().filter_map(|atom| term(atom)).collect();
    if before.len() != gone.len() || after.len() != come.len() {
        return None;
    }
    let context = &all.new.context;
    let within = |these: &[Term], those: &[Term]| {
        these.iter().all(|narrow| those.iter().any(|wide| context.covers(wide, narrow)))
    };
    match (within(&before, &after), within(&after, &before)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Tells what is new or gone altogether.
fn tell(
    all: &mut Comparing<'_>,
    frame: &Frame,
    fresh: Vec<(&'static str, String)>,
    lost: Vec<(&'static str, String)>,
    was: Placed,
    is: Placed,
) {
    for (id, what) in fresh {
        let (what, text) = sentences::sides(id, what, frame.sentences.after.clone().unwrap_or_default());
        let span = is.as_ref().map_or(frame.new_span, |(_, span)| *span);
        let mut draft = frame.draft(None, Some((text, span)));
        draft.what = what;
        all.push(id, Direction::Added, "whole", frame.subject.clone(), draft);
    }
    for (id, what) in lost {
        let (what, text) = sentences::sides(id, what, frame.sentences.before.clone().unwrap_or_default());
        let span = was.as_ref().map_or(frame.old_span, |(_, span)| *span);
        let mut draft = frame.draft(Some((text, span)), None);
        draft.what = what;
        all.push(id, Direction::Removed, "whole", frame.subject.clone(), draft);
    }
}

fn owned<'a>(atoms: &[&Atom<'a>]) -> Vec<Atom<'a>> {
    atoms.iter().map(|atom| (*atom).clone()).collect()
}

/// Whether a list that says whom or what all of a sentence is limited to is gone, or new and names nothing new;
/// tells that.
fn limited(all: &mut Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>, fresh: bool) -> bool {
    let slot = moved.slot;
    let none = |parts: &Parts<'_>| parts.atoms(slot).iter().all(Atom::is_length);
    let lifted = none(moved.new);
    if frame.stance != Stance::Practice || !(lifted || none(moved.old) && !fresh) {
        return false;
    }
    let (was, is) = (placed(&all.old, slot, moved.gone), placed(&all.new, slot, moved.come));
    generic(all, frame, "scope", Some(lifted), was, is);
    true
}

/// What data is used for; people and lengths of time after `for` are no purposes.
pub(super) fn purposes(all: &mut Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>) {
    let Moved { slot, gone, come, .. } = *moved;
    let fresh = sentences::purposes(all, true, &owned(come));
    if limited(all, frame, moved, !fresh.is_empty()) {
        return;
    }
    let lost = sentences::purposes(all, false, &owned(gone));
    let known = |is_new: bool, atom: &&Atom<'_>| {
        let (version, flows) = if is_new { (&all.new, &all.before) } else { (&all.old, &all.after) };
        !is_purpose(version, atom) || flows.uses_for(atom)
    };
    let more: Vec<&Atom<'_>> = come.iter().copied().filter(|atom| known(true, atom)).collect();
    let less: Vec<&Atom<'_>> = gone.iter().copied().filter(|atom| known(false, atom)).collect();
    tell(all, frame, fresh, lost, None, None);
    let (was, is) = (placed(&all.old, slot, &less), placed(&all.new, slot, &more));
    // What now serves a purpose that was known serves another one no more: neither is a part of the other.
    let instead = less.is_empty()
        || less.iter().all(|atom| is_purpose(&all.old, atom)) && covered(all, &less, &more).is_none();
    let extends = !more.is_empty() && more.iter().all(|atom| is_purpose(&all.new, atom));
    if extends && instead && frame.stance == Stance::Practice {
        let what = words::row(&bare(&all.new, &more), "and");
        let span = more.first().map_or(frame.new_span, |atom| atom.span);
        let mut draft = frame.draft(None, Some((frame.said(), span)));
        draft.what = what;
        all.push("purpose-extended", Direction::Widened, "clause", frame.subject.clone(), draft);
        if was.is_some() {
            generic(all, frame, "list", Some(false), was, None);
        }
        return;
    }
    match (&was, &is) {
        (None, None) => {}
        (Some(_), None) => generic(all, frame, "list", Some(false), was, is),
        (None, Some(_)) => generic(all, frame, "list", Some(true), was, is),
        (Some(_), Some(_)) => generic(all, frame, "clause", None, was, is),
    }
}

/// Whom and where data goes to.
pub(super) fn recipients(all: &mut Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>) {
    let Moved { slot, gone, come, .. } = *moved;
    let purposes = Slot::List(ListWord::For);
    // What was kept elsewhere, or is now, goes home as it goes to any other place.
    let novel = |is_new: bool| -> sentences::Novel {
        let there = if is_new { moved.old } else { moved.new };
        if frame.leaving || !there.atoms(slot).is_empty() { is_novel } else { is_novel_store }
    };
    let fresh = sentences::recipients(all, true, &owned(come), moved.new.atoms(purposes), novel(true));
    let lost = sentences::recipients(all, false, &owned(gone), moved.old.atoms(purposes), novel(false));
    if limited(all, frame, moved, !fresh.is_empty()) {
        return;
    }
    let known = |is_new: bool, atom: &&Atom<'_>| {
        let (version, flows) = (all.version(is_new), all.flows(!is_new));
        // Others that are not named are nobody new by name.
        matches!(atom.thing, Thing::Open)
            || flows.gives_to(&atom.key)
            || is_place(version, atom) && !novel(is_new)(all, is_new, &atom.key)
    };
    // A place may be part of one that was named before, or at home under the law.
    let places = come.iter().any(|atom| is_place(&all.new, atom) && !all.before.goes_to(&atom.key));
    let more: Vec<&Atom<'_>> = come.iter().copied().filter(|atom| known(true, atom)).collect();
    // What lies in a place that is new is told with it.
    let told = |atom: &Atom<'_>| {
        let new = come.iter().filter(|other| is_place(&all.new, other) && !known(true, other));
        new.into_iter().any(|other| lies_in(&all.new.policy.vocabulary, &atom.key, &other.key))
    };
    let less: Vec<&Atom<'_>> =
        gone.iter().copied().filter(|atom| known(false, atom) && !told(atom)).collect();
    tell(all, frame, fresh, lost, None, None);
    let nowhere = || {
        !more.iter().any(|atom| is_place(&all.new, atom)) && !less.iter().any(|atom| is_place(&all.old, atom))
    };
    let instead = less.is_empty() || nowhere() && covered(all, &less, &more).is_none();
    let (was, is) = (placed(&all.old, slot, &less), placed(&all.new, slot, &more));
    if !more.is_empty() && instead && !places {
        let what = words::row(&bare(&all.new, &more), "and");
        let span = more.first().map_or(frame.new_span, |atom| atom.span);
        let mut draft = frame.draft(None, Some((frame.said(), span)));
        draft.what = what;
        all.push("recipient-extended", Direction::Widened, "clause", frame.subject.clone(), draft);
        if was.is_some() {
            generic(all, frame, "list", Some(false), was, None);
        }
    } else if !less.is_empty() || !more.is_empty() {
        let aspect = if more.is_empty() || gone.is_empty() { "list" } else { "clause" };
        // One place for another is neither more nor less.
        let swapped = !gone.is_empty()
            && !come.is_empty()
            && more.iter().all(|atom| is_place(&all.new, atom))
            && less.iter().all(|atom| is_place(&all.old, atom));
        let wide = match (more.is_empty(), less.is_empty()) {
            (true, _) | (_, true) if swapped => None,
            (true, _) => Some(false),
            (_, true) => Some(true),
            _ => covered(all, &less, &more),
        };
        generic(all, frame, aspect, wide, was, is);
    }
}

/// Who data comes from.
pub(super) fn sources(all: &mut Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>) {
    let Moved { slot, gone, come, .. } = *moved;
    let fresh = sentences::sources(all, true, &owned(come));
    if limited(all, frame, moved, !fresh.is_empty()) {
        return;
    }
    let lost = sentences::sources(all, false, &owned(gone));
    let known = |is_new: bool, atom: &&Atom<'_>| {
        let (version, flows) = if is_new { (&all.new, &all.before) } else { (&all.old, &all.after) };
        is_people(version, atom) || is_data(version, atom) || flows.gets_from(atom)
    };
    let more: Vec<&Atom<'_>> = come.iter().copied().filter(|atom| known(true, atom)).collect();
    let less: Vec<&Atom<'_>> = gone.iter().copied().filter(|atom| known(false, atom)).collect();
    tell(all, frame, fresh, lost, None, None);
    let (aspect, wide) = match (more.is_empty(), less.is_empty()) {
        (true, true) => return,
        (false, true) => ("list", Some(true)),
        (true, false) => ("list", Some(false)),
        (false, false) => ("clause", None),
    };
    let (was, is) = (placed(&all.old, slot, &less), placed(&all.new, slot, &more));
    generic(all, frame, aspect, wide, was, is);
}

/// Whether some atoms are ways to get in touch.
pub(super) fn is_contact(version: &Version<'_>, atoms: &[&Atom<'_>]) -> bool {
    atoms.iter().any(|atom| match atom.thing {
        Thing::Term(term) => {
            let noun = version.context.noun_of(term).map(|(_, noun)| noun.kind);
            noun == Some(NounKind::Channel)
                || matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.kind == List::Channel)
        }
        _ => false,
    })
}

/// Ways to reach somebody.
pub(super) fn channels(all: &mut Comparing<'_>, frame: &Frame, moved: &Moved<'_, '_>) {
    let Moved { slot, old, new, gone, come, .. } = *moved;
    let stays = old.atoms(slot).iter().any(|atom| new.atoms(slot).iter().any(|other| other.key == atom.key));
    let aspect = if stays { "channels" } else { "channel" };
    let mut each = |id: &str, direction: Direction, is_new: bool, atoms: &[&Atom<'_>]| {
        let Some(first) = atoms.first() else { return };
        let version = all.version(is_new);
        let said = Some((words::row(&bare(version, atoms), "and"), first.span));
        let draft = if is_new { frame.draft(None, said) } else { frame.draft(said, None) };
        all.push(id, direction, aspect, frame.subject.clone(), draft);
    };
    each("channel-removed", Direction::Removed, false, gone);
    each("channel-added", Direction::Added, true, come);
}
