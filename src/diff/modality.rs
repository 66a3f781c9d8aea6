//! How firmly a sentence says what it says: its modality and its adverbs.

use super::Direction;
use super::compare::Comparing;
use super::parts::{Slot, Thing};
use super::shape::Shape;
use super::slots::{self, Frame};
use super::stance::{Stance, firmness, grant, hedges, is_limited, shades_verb, strengthens};
use super::words;
use crate::model::words::{Adverb, Modal};

/// How firmly something is said.
pub(super) fn modality(all: &mut Comparing<'_>, frame: &Frame, old: &Shape<'_>, new: &Shape<'_>) {
    let of = |shape: &Shape<'_>| {
        shape
            .atoms(Slot::Adverb)
            .iter()
            .filter_map(|atom| match atom.thing {
                Thing::Adverb(adverb, ahead) => Some((adverb, ahead)),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let (before, after) = (of(old), of(new));
    // What hedges a limit, as in "usually for a year", leaves room for more.
    let loosens = frame.stance == Stance::Practice && [old, new].iter().all(|shape| is_limited(shape));
    let wider = |(adverb, ahead): (Adverb, bool), comes: bool| match hedges(adverb) {
        // What is denied only in some way is denied less.
        _ if new.modal.negative() && !ahead && shades_verb(adverb) => Some(!comes),
        true => Some(comes == (loosens && adverb != Adverb::Only)),
        false => strengthens(adverb).then_some(comes),
    };
    let without = |these: &[(Adverb, bool)], those: &[(Adverb, bool)]| -> Vec<(Adverb, bool)> {
        these.iter().copied().filter(|adverb| !those.contains(adverb)).collect()
    };
    let (mut gone, mut come) = (without(&before, &after), without(&after, &before));
    // What stands in the place of a time is told of that.
    let timed = |these: &Shape<'_>, those: &Shape<'_>| match slots::soon(&these.parts, &those.parts)?.thing {
        Thing::Adverb(adverb, ahead) => Some((adverb, ahead)),
        _ => None,
    };
    gone.retain(|adverb| Some(*adverb) != timed(old, new));
    come.retain(|adverb| Some(*adverb) != timed(new, old));
    // "We sometimes do not" is another thing than "we do not sometimes".
    let crosses = |these: &[(Adverb, bool)], adverb: Adverb| these.iter().any(|(one, _)| *one == adverb);
    if old.modal.negative() && new.modal.negative() && come.iter().any(|(adverb, _)| crosses(&gone, *adverb))
    {
        let was = Some((words::modality(all.old.policy, old, true), frame.old_span));
        let is = Some((words::modality(all.new.policy, new, true), frame.new_span));
        slots::generic(all, frame, "adverb", None, was, is);
        let (crossed, crossing) = (gone.clone(), come.clone());
        gone.retain(|(adverb, _)| !crosses(&crossing, *adverb));
        come.retain(|(adverb, _)| !crosses(&crossed, *adverb));
    }
    let adverbs = gone.iter().map(|one| wider(*one, false)).chain(come.iter().map(|one| wider(*one, true)));
    let adverbs: Vec<Option<bool>> = adverbs.collect();
    if old.modal != new.modal {
        let of = |modal: Modal| if frame.stance == Stance::Right { grant(modal) } else { firmness(modal) };
        let (before, after) = (of(old.modal), of(new.modal));
        let wide = Some(after > before);
        let promised = matches!(frame.stance, Stance::Denial | Stance::Promise | Stance::Right);
        // What goes one way is one change.
        let joined = promised
            && before != after
            && !adverbs.is_empty()
            && adverbs.iter().all(|adverb| *adverb == wide);
        let was = Some((words::modality(all.old.policy, old, joined), frame.old_span));
        let is = Some((words::modality(all.new.policy, new, joined), frame.new_span));
        let past = |modal: Modal| matches!(modal, Modal::Has | Modal::HasNot | Modal::MayHave);
        let turned = old.modal.negative() != new.modal.negative();
        if turned || past(old.modal) != past(new.modal) {
            slots::generic(all, frame, "modality", None, was, is);
        } else if before == after {
            let draft = frame.draft(was, is);
            all.push("reworded", Direction::Reworded, "modality", frame.subject.clone(), draft);
        } else if frame.stance == Stance::Practice && after < before {
            let draft = frame.draft(was, is);
            all.push("practice-hedged", Direction::Changed, "modality", frame.subject.clone(), draft);
        } else {
            slots::generic(all, frame, "modality", wide, was, is);
        }
        if joined {
            return;
        }
    }
    for adverb in &gone {
        let wide = wider(*adverb, false);
        let was = Some((adverb.0.as_str().replace('-', " "), frame.old_span));
        slots::generic(all, frame, "adverb", wide, was, None);
    }
    for adverb in &come {
        let wide = wider(*adverb, true);
        let is = Some((adverb.0.as_str().replace('-', " "), frame.new_span));
        if frame.stance == Stance::Practice && hedges(adverb.0) && adverb.0 != Adverb::Only && !loosens {
            let draft = frame.draft(None, is);
            all.push("practice-hedged", Direction::Changed, "adverb", frame.subject.clone(), draft);
            continue;
        }
        slots::generic(all, frame, "adverb", wide, None, is);
    }
}
