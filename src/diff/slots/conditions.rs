//! Conditions and exceptions: which were added, dropped, or hold in more cases than before.

use super::super::Direction;
use super::super::compare::Comparing;
use super::super::parts::{Atom, Parts, Slot, Thing};
use super::super::shape::Version;
use super::super::stance::Stance;
use super::super::text::{best_pairs, compared, likeness};
use super::super::words;
use super::periods::limits_keeping;
use super::{Frame, aspect, generic, only, taken, text};
use crate::model::Expression;
use crate::model::words::{ConditionWord, ListWord};

/// Conditions, all together: a condition may have changed its word. Says whether what stood or stands behind `when` is
/// told with them.
pub(super) fn conditions<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    old: &Parts<'a>,
    new: &Parts<'a>,
) -> bool {
    let words = ConditionWord::ALL.iter().copied();
    let words: Vec<ConditionWord> = words
        .filter(|word| {
            // Those of a sentence about keeping data are part of how long it is kept.
            !(frame.keeping
                && matches!(word, ConditionWord::While | ConditionWord::Until | ConditionWord::AsFarAs))
        })
        .collect();
    // What is an exception to a length of time may be kept for longer as well as not at all.
    let open = limits_keeping(all, frame, old, new);
    let lifts = |word: ConditionWord| open && word == ConditionWord::Unless;
    let (mut gone, mut come): (Apart<'_, 'a>, Apart<'_, 'a>) = Default::default();
    for word in &words {
        let slot = Slot::Condition(*word);
        gone.extend(only(old.atoms(slot), new.atoms(slot)).into_iter().map(|atom| (*word, atom)));
        come.extend(only(new.atoms(slot), old.atoms(slot)).into_iter().map(|atom| (*word, atom)));
    }
    let told = event(all, frame, (old, new), (&mut gone, &mut come));
    // The most alike first; a condition and an exception are not alike.
    let score = |(at, to): (usize, usize)| {
        let ((first, before), (second, after)) = gone.get(at).zip(come.get(to))?;
        let limits = |word: ConditionWord| word != ConditionWord::Unless;
        let fits = limits(*first) == limits(*second) || before.key == after.key;
        let score = || alike(all, before, after) + if first == second { 0.2 } else { 0.0 };
        fits.then(|| (score(), at, to))
    };
    let scores = compared(gone.len(), come.len()).filter_map(score).collect();
    let pairs = best_pairs(scores, |at, to| (at, to));
    for ((first, before), (second, after)) in taken(&mut gone, &mut come, &pairs) {
        condition(all, frame, (first, before), (second, after), lifts(first) || lifts(second));
    }
    asked_first(all, frame, &mut gone, &mut come);
    for (word, atom) in gone {
        let was = Some((words::bare(all.old.policy, &atom.thing), atom.span));
        if frame.stance == Stance::Practice && word != ConditionWord::Unless && consents(all, false, atom) {
            let draft = frame.draft(was, None);
            all.push(
                "consent-condition-dropped",
                Direction::Widened,
                "condition",
                frame.subject.clone(),
                draft,
            );
            continue;
        }
        generic(all, frame, aspect(Slot::Condition(word)), (!lifts(word)).then_some(true), was, None);
    }
    for (word, atom) in come {
        let is = Some((words::bare(all.new.policy, &atom.thing), atom.span));
        generic(all, frame, aspect(Slot::Condition(word)), (!lifts(word)).then_some(false), None, is);
    }
    told
}

/// Conditions that are in one version only, each with its word.
type Apart<'t, 'a> = Vec<(ConditionWord, &'t Atom<'a>)>;

/// The one event of a sentence that became its condition in the same words, or the other way round: "when you call us"
/// says what "if you call us" says.
fn event<'t, 'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    (old, new): (&'t Parts<'a>, &'t Parts<'a>),
    (gone, come): (&mut Apart<'t, 'a>, &mut Apart<'t, 'a>),
) -> bool {
    let when = Slot::List(ListWord::When);
    let (became, (events, conditions)) = match (old.atoms(when), new.atoms(when)) {
        (events, []) => (true, (events, come)),
        ([], events) => (false, (events, gone)),
        _ => return false,
    };
    let [event] = events else { return false };
    let Some(at) = conditions.iter().position(|(_, atom)| atom.key == event.key) else { return false };
    let (word, atom) = conditions.remove(at);
    let (before, after) = if became { (event, atom) } else { (atom, event) };
    let said =
        |version: &Version<'a>, atom: &Atom<'a>| Some((words::atom(version.policy, when, atom), atom.span));
    let (was, is) = (said(&all.old, before), said(&all.new, after));
    match word {
        ConditionWord::If => {
            let draft = frame.draft(was, is);
            all.push("reworded", Direction::Reworded, "condition", frame.subject.clone(), draft);
        }
        ConditionWord::OnlyIf => generic(all, frame, "condition", Some(!became), was, is),
        _ => generic(all, frame, "condition", None, was, is),
    }
    true
}

/// A condition that takes the place of an exception: people could refuse and are now asked first, or the other way
/// round.
fn asked_first<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    gone: &mut Apart<'_, 'a>,
    come: &mut Apart<'_, 'a>,
) {
    // What is denied is done to who agrees, and not to who refuses.
    let denied = frame.stance == Stance::Denial;
    let place = |is_new: bool, asked: bool, these: &[(ConditionWord, &Atom<'a>)]| {
        these.iter().position(|(word, atom)| match (*word == ConditionWord::Unless) == denied {
            true => asked && needs_consent(all, is_new, atom),
            false => !asked && refuses(all, is_new, atom),
        })
    };
    let pair = |asked: bool| place(false, asked, gone).zip(place(true, !asked, come)).map(|at| (at, asked));
    let Some(((at, to), wide)) = pair(false).or_else(|| pair(true)) else { return };
    let ((_, before), (_, after)) = (gone.remove(at), come.remove(to));
    let was = Some((words::bare(all.old.policy, &before.thing), before.span));
    let is = Some((words::bare(all.new.policy, &after.thing), after.span));
    if wide && frame.stance == Stance::Practice {
        let draft = frame.draft(was, is);
        all.push("consent-condition-dropped", Direction::Widened, "condition", frame.subject.clone(), draft);
        return;
    }
    generic(all, frame, "condition", Some(wide != denied), was, is);
}

/// Whether a condition cannot hold unless people say no.
fn refuses(all: &Comparing<'_>, is_new: bool, atom: &Atom<'_>) -> bool {
    let version = all.version(is_new);
    matches!(atom.thing, Thing::Condition(_, said, _) if said.needs(&|leaf| version.context.is_refusal(leaf)))
}

/// Whether a condition is that people agree.
fn consents(all: &Comparing<'_>, is_new: bool, atom: &Atom<'_>) -> bool {
    let version = all.version(is_new);
    match atom.thing {
        Thing::Condition(_, said, _) => {
            crate::analysis::context::leaves(said).into_iter().any(|leaf| version.context.is_agreement(leaf))
        }
        _ => false,
    }
}

/// Whether a condition cannot hold unless people agree: they agree in every one of its alternatives.
fn needs_consent(all: &Comparing<'_>, is_new: bool, atom: &Atom<'_>) -> bool {
    let version = all.version(is_new);
    matches!(atom.thing, Thing::Condition(_, said, _) if said.needs(&|leaf| version.context.is_agreement(leaf)))
}

fn alike(all: &Comparing<'_>, before: &Atom<'_>, after: &Atom<'_>) -> f64 {
    if before.key == after.key {
        return 1.0;
    }
    likeness(&words::bare(all.old.policy, &before.thing), &words::bare(all.new.policy, &after.thing))
}

/// A condition that reads differently; `open` says that nobody can tell what more or fewer cases of it come to.
fn condition<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    (first, before): (ConditionWord, &Atom<'a>),
    (second, after): (ConditionWord, &Atom<'a>),
    open: bool,
) {
    let was = Some((words::bare(all.old.policy, &before.thing), before.span));
    let is = Some((words::bare(all.new.policy, &after.thing), after.span));
    if first == second
        && let (Some(old), Some(new)) = (before.text(), after.text())
        && (likeness(old, new) > 0.5)
    {
        return text(all, frame, Slot::Condition(first), before, after);
    }
    let limits = |word: ConditionWord| word != ConditionWord::Unless;
    let wide = match (limits(first), limits(second)) {
        (true, true) | (false, false) => {
            let broader = broader(all, before, after);
            // What an exception gains, the sentence loses.
            if limits(first) { broader } else { broader.map(|wide| !wide) }
        }
        _ => None,
    };
    let lost = |asks: &dyn Fn(bool, &Atom<'_>) -> bool| asks(false, before) && !asks(true, after);
    let asked = lost(&|is_new, atom| consents(all, is_new, atom))
        || lost(&|is_new, atom| needs_consent(all, is_new, atom));
    if frame.stance == Stance::Practice && limits(first) && asked {
        let draft = frame.draft(was, is);
        all.push("consent-condition-dropped", Direction::Widened, "condition", frame.subject.clone(), draft);
        return;
    }
    // "Only if" says of a condition that there is no other.
    let wide = match (first, second) {
        (ConditionWord::If, ConditionWord::OnlyIf) if before.key == after.key => Some(false),
        (ConditionWord::OnlyIf, ConditionWord::If) if before.key == after.key => Some(true),
        _ => wide.filter(|_| !open),
    };
    generic(all, frame, aspect(Slot::Condition(second)), wide, was, is);
}

/// Whether a condition holds in more cases than before, where that can be told.
fn broader(all: &Comparing<'_>, before: &Atom<'_>, after: &Atom<'_>) -> Option<bool> {
    let (Thing::Condition(_, old, before), Thing::Condition(_, new, after)) = (before.thing, after.thing)
    else {
        return None;
    };
    let guards = |version: &Version<'_>, guards: &[(ConditionWord, Expression)]| -> Vec<String> {
        let said =
            guards.iter().map(|(word, guard)| format!("{} {}", word.as_str(), version.expression(guard)));
        said.collect()
    };
    let (old_guards, new_guards) = (guards(&all.old, before), guards(&all.new, after));
    if all.old.expression(old) == all.new.expression(new) {
        // An exception to it more is a case less.
        let within = |these: &[String], those: &[String]| these.iter().all(|guard| those.contains(guard));
        return match (within(&old_guards, &new_guards), within(&new_guards, &old_guards)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        };
    }
    if old_guards != new_guards {
        return None;
    }
    let any = |version: &Version<'_>, said: &Expression| parts(version, said, true);
    let every = |version: &Version<'_>, said: &Expression| parts(version, said, false);
    let within = |these: &[String], those: &[String]| these.iter().all(|part| those.contains(part));
    let (old_any, new_any) = (any(&all.old, old), any(&all.new, new));
    if within(&old_any, &new_any) {
        return Some(true);
    }
    if within(&new_any, &old_any) {
        return Some(false);
    }
    let (old_all, new_all) = (every(&all.old, old), every(&all.new, new));
    if within(&old_all, &new_all) {
        return Some(false);
    }
    within(&new_all, &old_all).then_some(true)
}

/// The alternatives of a condition, or what it asks for together.
fn parts(version: &Version<'_>, said: &Expression, or: bool) -> Vec<String> {
    match said {
        Expression::Or(all) if or => all.iter().map(|part| version.expression(part)).collect(),
        Expression::And(all) if !or => all.iter().map(|part| version.expression(part)).collect(),
        Expression::Group(inner) if inner.guards.is_empty() => parts(version, &inner.expression, or),
        other => vec![version.expression(other)],
    }
}
