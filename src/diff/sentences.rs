//! Sentences: which are new, gone, moved or changed, and what that comes to.

use super::compare::{Comparing, Draft, side};
use super::flows::{LEAVING, has_topic, is_data, is_novel, is_novel_store, is_people, is_place, is_purpose};
use super::matching;
use super::modality::modality;
use super::parts::{Atom, Parts, Slot, Thing};
use super::shape::{Shape, Version};
use super::slots::{self, Frame};
use super::stance::{Stance, firmness, for_whom, is_up_to_them, stance};
use super::{Direction, Side, Subject, limited, words};
use crate::law::Kind as List;
use crate::model::verb::{FOR_REASON, KEEPING};
use crate::model::words::{ListWord, Modal, Topic};
use crate::model::{Policy, Ref, Term, Value, Verb};
use crate::source::Span;

/// The verbs of a promise not to sell: who does not rent may still sell.
const SELLING: &[&str] = &["sell"];

/// Compares the sentences of both versions.
pub(super) fn compare<'a>(all: &mut Comparing<'a>) {
    let (old, new) = (shapes(&all.old), shapes(&all.new));
    let found = {
        let scope = |is_new: bool, shape: &Shape<'a>| all.scope(is_new, shape);
        let together =
            |is_new: bool, shape: &Shape<'a>, people: ListWord| all.together(is_new, shape, people).key();
        matching::pair((&all.old, &all.new), old, new, &scope, &together)
    };
    for (old, new) in &found.same {
        moved(all, old, new);
    }
    for (old, new) in &found.changed {
        moved(all, old, new);
        changed(all, old, new);
    }
    for old in &found.gone {
        one_side(all, false, old);
    }
    for new in &found.new {
        one_side(all, true, new);
    }
    for new in &found.regrouped {
        let sentence = words::sentence(all.new.policy, new);
        let subject = subject(new, &sentence);
        let draft = Draft {
            after: Some(side(sentence.clone(), new.statement.span)),
            what: sentence,
            affected: all.affected(true, new),
            ..Draft::default()
        };
        all.push("statements-regrouped", Direction::Reworded, "whole", subject, draft);
    }
}

/// Every sentence of a version.
fn shapes<'a>(version: &Version<'a>) -> Vec<Shape<'a>> {
    let practices = version.context.practices();
    practices.iter().map(|practice| version.statement(practice.statement, &practice.within)).collect()
}

/// What a sentence is, as the subject of a change.
pub(super) fn subject(shape: &Shape<'_>, name: &str) -> Subject {
    Subject {
        kind: "statement",
        id: shape.statement.id.to_string(),
        name: name.to_owned(),
        topic: Some(shape.statement.topic),
    }
}

/// A sentence without its clauses: what it is about.
pub(super) fn core(version: &Version<'_>, shape: &Shape<'_>) -> String {
    let mut bare = shape.clone();
    let clauses: Vec<Slot> = bare
        .slots()
        .map(|(slot, _)| slot)
        .filter(|slot| !matches!(slot, Slot::Subject | Slot::Adverb | Slot::Verb | Slot::Object))
        .collect();
    // A right "to opt out" alone says nothing; what it is of belongs to it.
    let part = |slot: &Slot| {
        matches!(
            slot,
            Slot::List(ListWord::Of | ListWord::Against | ListWord::About | ListWord::To | ListWord::With)
        )
    };
    for slot in clauses.into_iter().filter(|slot| !part(slot)) {
        bare.parts.keep(slot, &|_| false);
    }
    words::sentence(version.policy, &bare)
}

fn moved<'a>(all: &mut Comparing<'a>, old: &Shape<'a>, new: &Shape<'a>) {
    let (from, to) = (all.place(false, old), all.place(true, new));
    if from == to {
        return;
    }
    let sentence = core(&all.new, new);
    let draft = Draft {
        before: Some(side(from, old.statement.span)),
        after: Some(side(to, new.statement.span)),
        sentences: limited::sentences(all, Some(old), Some(new)),
        affected: all.affected(true, new),
        what: sentence.clone(),
        ..Draft::default()
    };
    all.push("statement-moved", Direction::Moved, "whole", subject(new, &sentence), draft);
}

/// A sentence that says something else than before.
fn changed<'a>(all: &mut Comparing<'a>, old: &Shape<'a>, new: &Shape<'a>) {
    let (before, after) = (stance(&all.old, old), stance(&all.new, new));
    let (was, is) = (words::sentence(all.old.policy, old), words::sentence(all.new.policy, new));
    let up_to_them = is_up_to_them(&all.old, old) || is_up_to_them(&all.new, new);
    let Some(stance) = common((before, after), old, new, up_to_them) else {
        let turned = turned(before, after, new, is_ours(&all.new, new));
        match turned {
            Some(id) => {
                let draft = Draft {
                    what: is.clone(),
                    before: Some(side(was, old.statement.span)),
                    after: Some(side(is.clone(), new.statement.span)),
                    sentences: limited::sentences(all, Some(old), Some(new)),
                    affected: all.affected(true, new),
                    ..Draft::default()
                };
                all.tell(both(old, new));
                all.push(id, Direction::Changed, "modality", subject(new, &is), draft);
                // Whom it now goes to, and what for, is new as well; or no longer is.
                if after == Stance::Practice {
                    novelties(all, true, new);
                } else if before == Stance::Practice && !old.does(KEEPING) {
                    novelties(all, false, old);
                }
            }
            None => {
                one_side(all, false, old);
                one_side(all, true, new);
            }
        }
        return;
    };
    let affected = all.affected(true, new);
    let frame = Frame {
        subject: subject(new, &core(&all.new, new)),
        what: core(&all.new, new),
        sentences: limited::sentences(all, Some(old), Some(new)),
        old_span: old.statement.span,
        new_span: new.statement.span,
        beside: all.beside(new, &affected),
        affected,
        stance,
        topic: new.statement.topic,
        sale: (new.does(SELLING) || old.does(SELLING)) && is_ours(&all.new, new),
        leaving: has_topic(new, LEAVING),
        collecting: has_topic(new, &[Topic::Collection]),
        // What is not kept for some time is not kept at all then.
        keeping: new.does(KEEPING)
            && old.does(KEEPING)
            && !matches!(stance, Stance::Denial | Stance::Disclaimer),
        deleting: stance == Stance::Promise && deletes(old) && deletes(new),
        for_reason: is_for_reason(old) && is_for_reason(new),
        about: words::row(
            &new.atoms(Slot::Object)
                .iter()
                .map(|atom| words::bare(all.new.policy, &atom.thing))
                .collect::<Vec<_>>(),
            "and",
        ),
        named_only: false,
    };
    modality(all, &frame, old, new);
    let elsewhere = all.scope(false, old) != all.scope(true, new);
    match elsewhere.then(|| all.alike_together(old, new)).flatten() {
        Some((before, after)) => slots::compare(all, &frame, &before, &after),
        None => {
            if elsewhere {
                scope(all, &frame, old, new);
            }
            slots::compare(all, &frame, &old.parts, &new.parts);
        }
    }
    let joined = |shape: &Shape<'_>| (shape.any_verb, shape.any_object && !shape.modal.negative());
    if joined(old) != joined(new) {
        let word = |any: bool| if any { "or" } else { "and" };
        let (a, b) = (joined(old), joined(new));
        slots::generic(
            all,
            &frame,
            "clause",
            None,
            Some((word(a.0 || a.1).to_owned(), frame.old_span)),
            Some((word(b.0 || b.1).to_owned(), frame.new_span)),
        );
    }
    lists(all, &frame, old, new);
}

/// Lists of which all things held and now one is enough, or the other way round.
fn lists<'a>(all: &mut Comparing<'a>, frame: &Frame, old: &Shape<'a>, new: &Shape<'a>) {
    for word in ListWord::ALL.iter().copied() {
        let (any, now_any) = (old.any_of.contains(&word), new.any_of.contains(&word));
        let (before, after) = (old.atoms(Slot::List(word)), new.atoms(Slot::List(word)));
        if any == now_any || before.len() < 2 || after.len() < 2 {
            continue;
        }
        let said = |policy: &Policy, atoms: &[Atom<'_>], any: bool| {
            let names: Vec<String> = atoms.iter().map(|atom| words::bare(policy, &atom.thing)).collect();
            words::row(&names, if any { "or" } else { "and" })
        };
        let was = said(all.old.policy, before, any);
        let is = said(all.new.policy, after, now_any);
        let at = |atoms: &[Atom<'_>], whole: Span| atoms.first().map_or(whole, |atom| atom.span);
        let sides = (at(before, frame.old_span), at(after, frame.new_span));
        slots::generic(all, frame, "clause", None, Some((was, sides.0)), Some((is, sides.1)));
    }
}

fn both<'t>(old: &'t Shape<'t>, new: &'t Shape<'t>) -> impl Iterator<Item = &'t Atom<'t>> {
    old.slots().chain(new.slots()).flat_map(|(_, atoms)| atoms)
}

/// The stance that both versions of a sentence share, as far as a change goes.
fn common(
    (before, after): (Stance, Stance),
    old: &Shape<'_>,
    new: &Shape<'_>,
    up_to_them: bool,
) -> Option<Stance> {
    if before == after {
        return Some(before);
    }
    // A promise that is no longer one is a weaker promise, not another sentence.
    let polarity = old.modal.negative() == new.modal.negative();
    match (before, after) {
        (Stance::Plain, stance) | (stance, Stance::Plain) if polarity => Some(stance),
        // What people were asked for is done to them when they no longer are.
        (Stance::Practice, Stance::Promise) | (Stance::Promise, Stance::Practice)
            if polarity && up_to_them =>
        {
            Some(Stance::Practice)
        }
        _ => None,
    }
}

/// Whether a sentence says for certain that data is deleted, other than because somebody asks for it.
fn deletes(shape: &Shape<'_>) -> bool {
    shape.does(&["delete"])
        && shape.statement.topic == Topic::Retention
        && firmness(shape.modal) >= firmness(Modal::Will)
}

/// Whether a reason is the one for which something is not done, and not why it is not done: "we will not
/// discriminate against you because you used a right".
fn is_for_reason(shape: &Shape<'_>) -> bool {
    shape.modal.negative()
        && shape.atoms(Slot::Verb).iter().all(|atom| match atom.thing {
            Thing::Verb(Verb::Known(verb)) => FOR_REASON.contains(&verb.id),
            _ => true,
        })
}

/// Whether the publisher itself does it: what others sell is sold by others.
fn is_ours(version: &Version<'_>, shape: &Shape<'_>) -> bool {
    version.context.reach().by_publisher(shape.statement)
}

/// What it comes to if a sentence is turned round.
fn turned(before: Stance, after: Stance, new: &Shape<'_>, ours: bool) -> Option<&'static str> {
    let sale = ours && has_topic(new, &[Topic::Sale]);
    let signal = new.statement.topic == Topic::Signals;
    match (before, after) {
        (Stance::Denial, Stance::Practice) if sale => Some("sale-started"),
        (Stance::Denial, Stance::Practice) => Some("denial-reversed"),
        (Stance::Practice, Stance::Denial) if ours && new.does(SELLING) => Some("no-sale-promise-added"),
        (Stance::Practice, Stance::Denial) => Some("promise-added"),
        (Stance::Promise | Stance::Denial, Stance::Disclaimer | Stance::Practice) if signal => {
            Some("signal-ignored")
        }
        (Stance::Disclaimer | Stance::Practice, Stance::Promise | Stance::Denial) if signal => {
            Some("signal-honored")
        }
        _ => None,
    }
}

/// For whom or where a sentence holds changed because it stands in another section.
fn scope<'a>(all: &mut Comparing<'a>, frame: &Frame, old: &Shape<'a>, new: &Shape<'a>) {
    fn parts<'a>(version: &Version<'a>, shape: &Shape<'a>) -> Parts<'a> {
        let mut parts = Parts::default();
        shape.within.iter().for_each(|section| parts.extend(version.scope(section)));
        parts
    }
    let (before, after) = (parts(&all.old, old), parts(&all.new, new));
    let said = |version: &Version<'_>, parts: &Parts<'_>, span: Span| {
        let text = words::scope(version.policy, parts);
        (!text.is_empty()).then_some((text, span))
    };
    let was = said(&all.old, &before, frame.old_span);
    let is = said(&all.new, &after, frame.new_span);
    let (one, two) = (for_whom(&all.old, old), for_whom(&all.new, new));
    let frame = Frame { stance: if one == two { one } else { Stance::Plain }, ..frame.clone() };
    let whom = (&all.affected(false, old), &all.affected(true, new));
    let wide = match (&was, &is) {
        (Some(_), None) => Some(true),
        (None, Some(_)) => Some(false),
        _ => slots::wider(all, &before, &after),
    };
    slots::scope(all, &frame, whom, wide, was, is);
}

/// A sentence that is new, or gone.
fn one_side<'a>(all: &mut Comparing<'a>, is_new: bool, shape: &Shape<'a>) {
    let version = all.version(is_new);
    let stance = stance(version, shape);
    // What trackers do is told of the tracker.
    if stance == Stance::Practice && only_trackers(all, is_new, shape) {
        return;
    }
    if stance == Stance::Practice && novelties(all, is_new, shape) {
        return;
    }
    let topic = shape.statement.topic;
    let ours = is_ours(all.version(is_new), shape);
    let sale = ours && has_topic(shape, &[Topic::Sale]);
    let id = match (stance, is_new) {
        (Stance::Practice, true) if sale => "sale-started",
        (Stance::Practice, false) if sale => "sale-stopped",
        (Stance::Practice, true) if topic == Topic::Signals => "practice-added",
        (Stance::Practice, true) => "practice-added",
        (Stance::Practice, false) => "practice-removed",
        (Stance::Denial, true) if ours && shape.does(SELLING) => "no-sale-promise-added",
        (Stance::Denial, false) if ours && shape.does(SELLING) => "no-sale-promise-dropped",
        (Stance::Denial | Stance::Promise, true) => "promise-added",
        (Stance::Denial | Stance::Promise, false) => match topic {
            Topic::Security | Topic::Breach => "security-promise-dropped",
            Topic::Changes => "change-notice-dropped",
            Topic::Signals => "signal-promise-dropped",
            _ => "promise-dropped",
        },
        (Stance::Disclaimer, true) => "disclaimer-added",
        (Stance::Disclaimer, false) => "disclaimer-removed",
        (Stance::Right, true) => "right-added",
        (Stance::Right, false) => "right-removed",
        (Stance::Demand, true) => "demand-added",
        (Stance::Demand, false) => "demand-removed",
        (Stance::Plain, true) => "statement-added",
        (Stance::Plain, false) => "statement-removed",
    };
    let version = all.version(is_new);
    let sentence = words::sentence(version.policy, shape);
    let one = side(sentence.clone(), shape.statement.span);
    push_one(all, is_new, id, shape, sentence, one);
}

/// Adds a change of which there is one side.
fn push_one<'a>(all: &mut Comparing<'a>, is_new: bool, id: &str, shape: &Shape<'a>, what: String, one: Side) {
    let affected = all.affected(is_new, shape);
    all.tell(shape.slots().flat_map(|(_, atoms)| atoms));
    let subject = subject(shape, &what);
    let (before, after) = if is_new { (None, Some(one)) } else { (Some(one), None) };
    let direction = if is_new { Direction::Added } else { Direction::Removed };
    let sentences = limited::sentences(all, (!is_new).then_some(shape), is_new.then_some(shape));
    all.push(
        id,
        direction,
        "whole",
        subject,
        Draft { what, before, after, affected, sentences, ..Draft::default() },
    );
}

/// Whether a sentence is about nothing but trackers that are themselves new or gone.
fn only_trackers(all: &Comparing<'_>, is_new: bool, shape: &Shape<'_>) -> bool {
    let (version, ids) = if is_new { (&all.new, &all.nouns.new) } else { (&all.old, &all.nouns.gone) };
    let objects = shape.atoms(Slot::Object);
    let tracker = |atom: &Atom<'_>| match &atom.thing {
        Thing::Term(term) => version.context.noun_of(term).is_some_and(|(id, noun)| {
            noun.kind == crate::model::words::NounKind::Tracker && ids.contains(&id)
        }),
        _ => false,
    };
    !objects.is_empty() && objects.iter().all(tracker)
}

/// Tells what a sentence says for the first, or said for the last time: data, purposes,
/// recipients, sources, places. Whether there was anything of the kind.
pub(super) fn novelties<'a>(all: &mut Comparing<'a>, is_new: bool, shape: &Shape<'a>) -> bool {
    let version = all.version(is_new);
    let sentence = words::sentence(version.policy, shape);
    let mut found: Vec<(&'static str, String)> = Vec::new();
    if has_topic(shape, &[Topic::Sale]) && is_ours(version, shape) {
        found.push((if is_new { "sale-started" } else { "sale-stopped" }, sentence.clone()));
    }
    if has_topic(shape, &[Topic::Collection]) {
        found.extend(data(all, is_new, shape.atoms(Slot::Object)));
        found.extend(sources(all, is_new, shape.atoms(Slot::List(ListWord::From))));
    }
    found.extend(purposes(all, is_new, shape.atoms(Slot::List(ListWord::For))));
    if has_topic(shape, LEAVING) {
        let purposes = shape.atoms(Slot::List(ListWord::For));
        let there = [ListWord::To, ListWord::With].into_iter().map(|word| shape.atoms(Slot::List(word)));
        for atoms in there.chain([shape.places(version)]) {
            found.extend(recipients(all, is_new, atoms, purposes, is_novel));
        }
    }
    if shape.does(KEEPING) || shape.does(&["process"]) {
        found.extend(places(all, is_new, shape.places(version), is_novel_store));
    }
    if shape.does(KEEPING)
        && let Some(period) = slots::period_of(version, &shape.parts)
    {
        let objects: Vec<String> =
            shape.atoms(Slot::Object).iter().map(|atom| words::bare(version.policy, &atom.thing)).collect();
        let id = if is_new { "retention-stated" } else { "retention-unstated" };
        let one = side(period, shape.statement.span);
        push_one(all, is_new, id, shape, words::row(&objects, "and"), one);
        return true;
    }
    let any = !found.is_empty();
    for (id, what) in found {
        let (what, text) = sides(id, what, sentence.clone());
        push_one(all, is_new, id, shape, what, side(text, shape.statement.span));
    }
    any
}

/// What a change of this kind is about and what stands on its side: where data goes is a side of what says so.
pub(super) fn sides(id: &str, what: String, sentence: String) -> (String, String) {
    if matches!(id, "transfer-added" | "transfer-removed") {
        return (format!("“{sentence}”"), what);
    }
    (what, sentence)
}

/// The kinds of change that some data comes to, where it was not collected before, or no longer is.
pub(super) fn data(all: &Comparing<'_>, is_new: bool, atoms: &[Atom<'_>]) -> Vec<(&'static str, String)> {
    let version = all.version(is_new);
    let other = all.flows(!is_new);
    let (mut plain, mut sensitive) = (Vec::new(), Vec::new());
    for atom in atoms {
        let Thing::Term(term) = atom.thing else { continue };
        if other.collects(version, term) {
            continue;
        }
        let name = words::term(version.policy, term);
        if version.context.sensitive(term) { sensitive.push(name) } else { plain.push(name) }
    }
    let mut found = Vec::new();
    if is_new {
        found.extend(
            (!sensitive.is_empty()).then(|| ("sensitive-data-collected", words::row(&sensitive, "and"))),
        );
    } else {
        plain.extend(sensitive);
    }
    let id = if is_new { "data-collected" } else { "data-no-longer-collected" };
    found.extend((!plain.is_empty()).then(|| (id, words::row(&plain, "and"))));
    found
}

/// Purposes that serve advertising, with those within them.
pub(super) const ADVERTISING: [&str; 3] = ["ads", "analytics.ads", "sell"];

/// The same of purposes.
pub(super) fn purposes(all: &Comparing<'_>, is_new: bool, atoms: &[Atom<'_>]) -> Vec<(&'static str, String)> {
    let version = all.version(is_new);
    let other = all.flows(!is_new);
    let mut found = Vec::new();
    for atom in atoms.iter().filter(|atom| is_purpose(version, atom) && !other.uses_for(atom)) {
        let Thing::Term(term) = atom.thing else { continue };
        let ads = ADVERTISING.iter().any(|ancestor| version.context.is_a(term, List::Purpose, ancestor));
        let id = match (is_new, ads) {
            (true, true) => "advertising-purpose-added",
            (true, false) => "purpose-added",
            (false, _) => "purpose-removed",
        };
        found.push((id, words::term(version.policy, term)));
    }
    found
}

/// Whether data begins to go to a place, or no longer does, by what the other version says.
pub(super) type Novel = fn(&Comparing<'_>, bool, &str) -> bool;

/// The same of those who receive data.
pub(super) fn recipients(
    all: &Comparing<'_>,
    is_new: bool,
    atoms: &[Atom<'_>],
    purposes: &[Atom<'_>],
    novel: Novel,
) -> Vec<(&'static str, String)> {
    let version = all.version(is_new);
    let other = all.flows(!is_new);
    let purposes: Vec<&Term> = purposes.iter().filter_map(Atom::term).collect();
    let mut found = places(all, is_new, atoms, novel);
    for atom in atoms.iter().filter(|atom| !is_place(version, atom) && !other.gives_to(&atom.key)) {
        let Thing::Term(term) = atom.thing else { continue };
        if !matches!(term.value, Value::Ref(Ref::Noun(_) | Ref::Builtin(_) | Ref::Text(_))) {
            continue;
        }
        let is = |roles: &[&str]| roles.iter().any(|role| version.context.is_a(term, List::Role, role));
        let id = match is_new {
            false => "recipient-removed",
            true if version.context.reach().gets_for_advertising(term, &purposes) => {
                "advertising-recipient-added"
            }
            true if is(&["processor", "service-provider", "contractor", "subprocessor"]) => "processor-added",
            true => "recipient-added",
        };
        found.push((id, words::term(version.policy, term)));
    }
    found
}

/// The same of places that data goes to.
fn places(
    all: &Comparing<'_>,
    is_new: bool,
    atoms: &[Atom<'_>],
    novel: Novel,
) -> Vec<(&'static str, String)> {
    let version = all.version(is_new);
    let id = if is_new { "transfer-added" } else { "transfer-removed" };
    let fresh = atoms.iter().filter(|atom| is_place(version, atom) && novel(all, is_new, &atom.key));
    fresh.map(|atom| (id, words::bare(version.policy, &atom.thing))).collect()
}

/// The same of those who data comes from.
pub(super) fn sources(all: &Comparing<'_>, is_new: bool, atoms: &[Atom<'_>]) -> Vec<(&'static str, String)> {
    let version = all.version(is_new);
    let other = all.flows(!is_new);
    let id = if is_new { "source-added" } else { "source-removed" };
    // What is worked out from data comes from nobody else.
    let named = |atom: &Atom<'_>| is_people(version, atom) || is_data(version, atom) || other.gets_from(atom);
    let fresh = atoms.iter().filter(|atom| !named(atom));
    fresh.map(|atom| (id, words::bare(version.policy, &atom.thing))).collect()
}
