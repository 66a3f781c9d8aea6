//! Sections: their headings, whom they are for, their prose, and the author's own assertions.

use std::collections::BTreeSet;

use similar::TextDiff;

use super::compare::{Comparing, Draft, side};
use super::parts::{Atom, Parts, Slot, Thing};
use super::shape::{Version, blanks};
use super::slots::{self, Frame};
use super::stance::{Stance, for_whom};
use super::text::Difference;
use super::{Affected, Direction, Sentences, Side, Subject, words};
use crate::model::phrase::capitalized;
use crate::model::words::{ListWord, Topic};
use crate::model::{Assertion, AssertionKind, ClauseKind, Part, Prose, Ref, Section, Value, Verb};

/// Compares the sections of both versions.
pub(super) fn compare(all: &mut Comparing<'_>) {
    let pairs = all.section_pairs.clone();
    let (old_sections, new_sections) = (all.old_sections.clone(), all.new_sections.clone());
    for (before, after) in &pairs {
        let (Some(old), Some(new)) = (old_sections.get(*before), new_sections.get(*after)) else { continue };
        pair(all, old.section, new.section, (&old.path, &new.path));
    }
    for (at, placed) in old_sections.iter().enumerate() {
        if pairs.iter().all(|(old, _)| *old != at) {
            one_side(all, false, placed.section);
        }
    }
    for (at, placed) in new_sections.iter().enumerate() {
        if pairs.iter().all(|(_, new)| *new != at) {
            one_side(all, true, placed.section);
        }
    }
    assertions(all);
}

fn subject(section: &Section) -> Subject {
    Subject { kind: "section", id: section.id.to_string(), name: name(section), topic: section.topic }
}

fn name(section: &Section) -> String {
    match &section.title {
        Some(title) => format!("“{title}”"),
        None => format!("`{}`", section.id),
    }
}

/// Its heading; where it has none of its own, what its id says.
fn bare(section: &Section) -> String {
    let named = || capitalized(&section.id.replace('-', " "));
    section.title.as_ref().map_or_else(named, ToString::to_string)
}

fn pair<'a>(all: &mut Comparing<'a>, old: &'a Section, new: &'a Section, paths: (&[&str], &[&str])) {
    let affected = affected(all, true, new);
    if old.title != new.title {
        let shown =
            |section: &Section| section.title.as_ref().map(|title| side(title.to_string(), section.span));
        let draft = Draft {
            what: name(new),
            before: shown(old),
            after: shown(new),
            affected: affected.clone(),
            ..Draft::default()
        };
        all.push("heading-changed", Direction::Reworded, "text", subject(new), draft);
    }
    if old.id != new.id && new.topic.is_none() {
        let shown = |section: &Section| Some(side(section.id.to_string(), section.span));
        let draft = Draft {
            what: name(new),
            before: shown(old),
            after: shown(new),
            affected: affected.clone(),
            ..Draft::default()
        };
        all.push("renamed-in-source", Direction::Renamed, "property", subject(new), draft);
    }
    place(all, old, new, paths, &affected);
    dates(all, old, new);
    let frame = Frame {
        subject: subject(new),
        what: bare(new),
        sentences: Sentences::default(),
        old_span: old.span,
        new_span: new.span,
        affected,
        beside: Vec::new(),
        stance: common(all, new),
        topic: new.topic.unwrap_or(Topic::About),
        sale: false,
        leaving: false,
        collecting: false,
        keeping: false,
        deleting: false,
        for_reason: false,
        about: bare(new),
        named_only: false,
    };
    scope(all, &frame, old, new);
    prose(all, old, new);
}

/// Where a section stands: after which other, and in which.
fn place(
    all: &mut Comparing<'_>,
    old: &Section,
    new: &Section,
    paths: (&[&str], &[&str]),
    affected: &Affected,
) {
    let after = |section: &Section, path: &[&str]| -> Option<String> {
        let after = section.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::After, list) => list.terms.first().map(|term| match &term.value {
                Value::Ref(Ref::Text(id)) => format!("after {id}"),
                other => format!("{other:?}"),
            }),
            _ => None,
        });
        after.or_else(|| path.last().map(|outer| format!("in {outer}")))
    };
    let (was, is) = (after(old, paths.0), after(new, paths.1));
    if was == is {
        return;
    }
    let shown = |text: Option<String>, section: &Section| {
        Some(side(text.unwrap_or_else(|| "where sections of its kind stand".to_owned()), section.span))
    };
    let draft = Draft {
        what: name(new),
        before: shown(was, old),
        after: shown(is, new),
        affected: affected.clone(),
        ..Draft::default()
    };
    all.push("section-moved", Direction::Moved, "clause", subject(new), draft);
}

fn dates(all: &mut Comparing<'_>, old: &Section, new: &Section) {
    let of = |section: &Section| -> Vec<(String, crate::source::Span)> {
        section
            .clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Dated(word, crate::model::Dated::On(date)) => {
                    Some((format!("{} {date}", word.as_str()), clause.span))
                }
                _ => None,
            })
            .collect()
    };
    let (before, after) = (of(old), of(new));
    let texts = |all: &[(String, crate::source::Span)]| {
        all.iter().map(|(text, _)| text.clone()).collect::<BTreeSet<_>>()
    };
    if texts(&before) == texts(&after) {
        return;
    }
    let shown = |all: Vec<(String, crate::source::Span)>| {
        let span = all.first().map(|(_, span)| *span)?;
        let texts: Vec<String> = all.into_iter().map(|(text, _)| text).collect();
        Some(side(words::row(&texts, "and"), span))
    };
    let draft = Draft { what: name(new), before: shown(before), after: shown(after), ..Draft::default() };
    all.push("details-changed", Direction::Changed, "property", subject(new), draft);
}

/// The stances of a section's sentences.
fn stances(all: &Comparing<'_>, section: &Section) -> Vec<Stance> {
    let mut found: Vec<Stance> = Vec::new();
    for practice in all.new.context.practices() {
        if practice.within.iter().any(|around| std::ptr::eq(*around, section)) {
            let shape = all.new.statement(practice.statement, &practice.within);
            found.push(for_whom(&all.new, &shape));
        }
    }
    found
}

/// Whether a section promises anything.
fn promises(all: &Comparing<'_>, section: &Section) -> bool {
    stances(all, section).iter().any(|stance| stance.burdens() == Some(false))
}

/// The stance that all of a section share: it decides what another scope comes to. Beside promises and rights,
/// what is neither better nor worse for people weighs nothing; beside what is done with their data it may.
fn common(all: &Comparing<'_>, section: &Section) -> Stance {
    let mut found = stances(all, section);
    if !proses(section).is_empty() {
        found.push(Stance::Plain);
    }
    if found.iter().all(|stance| stance.burdens() != Some(true)) {
        found.retain(|stance| *stance != Stance::Plain);
    }
    found.sort();
    found.dedup();
    match found.as_slice() {
        [] => Stance::Plain,
        [one] => *one,
        all if all.iter().all(|stance| stance.burdens() == Some(false)) => Stance::Promise,
        _ => Stance::Plain,
    }
}

/// For whom, where and when a section holds.
fn scope<'a>(all: &mut Comparing<'a>, frame: &Frame, old: &'a Section, new: &'a Section) {
    let (before, after) = (all.old.scope(old), all.new.scope(new));
    if before.key(&[]) == after.key(&[]) {
        return;
    }
    let said = |version: &Version<'_>, slot: Slot, atoms: &[Atom<'_>]| {
        let span = atoms.first()?.span;
        Some((words::limit(version.policy, slot, atoms), span))
    };
    let keys = |atoms: &[Atom<'_>]| atoms.iter().map(|atom| atom.key.clone()).collect::<BTreeSet<_>>();
    let under = Slot::List(ListWord::Under);
    let slots: Vec<Slot> = before
        .slots_of_both(&after)
        .into_iter()
        .filter(|slot| keys(before.atoms(*slot)) != keys(after.atoms(*slot)))
        .collect();
    if slots.contains(&under) {
        age(all, frame, new, (&before, &after), &said);
    }
    // For whom, where and when it holds is one thing to those who read it.
    let whole = |version: &Version<'_>, parts: &Parts<'_>| -> slots::Placed {
        let people = Slot::List(ListWord::For);
        let (first, others): (Vec<_>, Vec<_>) = slots.iter().partition(|slot| **slot == people);
        let each = first.into_iter().chain(others).filter(|slot: &&Slot| **slot != under);
        let found: Vec<_> = each.filter_map(|slot| said(version, *slot, parts.atoms(*slot))).collect();
        let span = found.first()?.1;
        Some((found.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(" "), span))
    };
    let (was, is) = (whole(&all.old, &before), whole(&all.new, &after));
    if was.is_some() || is.is_some() {
        let (mut before, mut after) = (before.clone(), after.clone());
        [&mut before, &mut after].into_iter().for_each(|parts| parts.set(under, Vec::new()));
        let wide = slots::wider(all, &before, &after);
        let whom = (&affected(all, false, old), &affected(all, true, new));
        slots::scope(all, frame, whom, wide, was, is);
    }
}

/// How atoms of a section read, and where they stand.
type Saying<'s> = dyn Fn(&Version<'_>, Slot, &[Atom<'_>]) -> slots::Placed + 's;

/// The age of the people for whom a section holds.
fn age<'a>(
    all: &mut Comparing<'a>,
    frame: &Frame,
    section: &Section,
    (before, after): (&Parts<'a>, &Parts<'a>),
    said: &Saying<'_>,
) {
    let slot = Slot::List(ListWord::Under);
    let age = |atoms: &[Atom<'_>]| {
        atoms.iter().find_map(|atom| match atom.thing {
            Thing::Term(crate::model::Term { value: Value::Number(age), .. }) => Some(*age),
            _ => None,
        })
    };
    let id = match (age(before.atoms(slot)), age(after.atoms(slot))) {
        // One promise to those under an age is enough for the age to protect them.
        (Some(old), Some(new)) => match promises(all, section) {
            true if new < old => "child-age-lowered",
            true => "child-age-raised",
            false => "age-changed",
        },
        _ => "age-changed",
    };
    let bare = |said: slots::Placed| match id {
        "age-changed" => said,
        _ => said.map(|(text, span)| (text.trim_start_matches("under ").to_owned(), span)),
    };
    let was = bare(said(&all.old, slot, before.atoms(slot)));
    let is = bare(said(&all.new, slot, after.atoms(slot)));
    all.push(id, Direction::Changed, "scope", frame.subject.clone(), frame.draft(was, is));
}

/// Whom a section is about.
fn affected(all: &Comparing<'_>, is_new: bool, section: &Section) -> Affected {
    let version = all.version(is_new);
    let practice = version
        .context
        .practices()
        .iter()
        .find(|practice| practice.within.iter().any(|around| std::ptr::eq(*around, section)));
    match practice {
        Some(practice) => {
            let mut shape = version.statement(practice.statement, &practice.within);
            // The sentence itself says nothing of the section, nor do sections in it.
            let at = shape.within.iter().position(|around| std::ptr::eq(*around, section));
            shape.within.truncate(at.map_or(0, |at| at + 1));
            shape.parts = Parts::default();
            all.affected(is_new, &shape)
        }
        None => Affected::default(),
    }
}

fn proses(section: &Section) -> Vec<&Prose> {
    let found = section.parts.iter().filter_map(|part| match part {
        Part::Prose(prose) => Some(prose),
        Part::Statement(_) | Part::Section(_) => None,
    });
    found.collect()
}

fn prose(all: &mut Comparing<'_>, old: &Section, new: &Section) {
    let (mut before, mut after) = (proses(old), proses(new));
    before.retain(|prose| match after.iter().position(|other| blanks(&other.text) == blanks(&prose.text)) {
        Some(at) => {
            after.remove(at);
            false
        }
        None => true,
    });
    let affected = affected(all, true, new);
    for (old, new_prose) in before.iter().zip(&after) {
        let spelling = all.difference(&old.text, &new_prose.text) == Difference::Spelling;
        let draft = Draft {
            what: name(new),
            before: Some(part(&old.text, &new_prose.text, old, true)),
            after: Some(part(&old.text, &new_prose.text, new_prose, false)),
            affected: affected.clone(),
            ..Draft::default()
        };
        let (id, direction) = if spelling {
            ("typo-fixed", Direction::Reworded)
        } else {
            ("prose-changed", Direction::Changed)
        };
        all.push(id, direction, "text", subject(new), draft);
    }
    for prose in before.iter().skip(after.len()) {
        one_prose(all, false, new, prose, &affected);
    }
    for prose in after.iter().skip(before.len()) {
        one_prose(all, true, new, prose, &affected);
    }
}

/// The lines of a prose that differ, or all of it where it has one line.
fn part(old: &str, new: &str, prose: &Prose, is_old: bool) -> Side {
    let diff = TextDiff::from_lines(old, new);
    let wanted = if is_old { similar::ChangeTag::Delete } else { similar::ChangeTag::Insert };
    let lines: Vec<String> = diff
        .iter_all_changes()
        .filter(|change| change.tag() == wanted)
        .map(|change| blanks(change.value()))
        .filter(|line| !line.is_empty())
        .collect();
    side(lines.join(" … "), prose.span)
}

fn one_prose(all: &mut Comparing<'_>, is_new: bool, section: &Section, prose: &Prose, affected: &Affected) {
    let text = Some(side(blanks(&prose.text), prose.span));
    let (id, direction) =
        if is_new { ("prose-added", Direction::Added) } else { ("prose-removed", Direction::Removed) };
    let (before, after) = if is_new { (None, text) } else { (text, None) };
    let draft = Draft { what: name(section), before, after, affected: affected.clone(), ..Draft::default() };
    all.push(id, direction, "text", subject(section), draft);
}

/// A section that is new or gone; what stands in it is told by itself.
fn one_side(all: &mut Comparing<'_>, is_new: bool, section: &Section) {
    let affected = affected(all, is_new, section);
    for prose in proses(section) {
        one_prose(all, is_new, section, prose, &affected);
    }
    // A section of the language's own without a heading shows readers nothing of its own.
    if section.topic.is_some() && section.title.is_none() {
        return;
    }
    let one = Some(side(name(section), section.span));
    let (id, direction) =
        if is_new { ("section-added", Direction::Added) } else { ("section-removed", Direction::Removed) };
    let (before, after) = if is_new { (None, one) } else { (one, None) };
    let draft = Draft { what: name(section), before, after, affected, ..Draft::default() };
    all.push(id, direction, "whole", subject(section), draft);
}

/// The author's guard rails.
fn assertions(all: &mut Comparing<'_>) {
    let of = |version: &Version<'_>| -> Vec<(String, String, crate::source::Span)> {
        let assertions = version.policy.assertions.iter();
        assertions
            .map(|assertion| (key(version, assertion), said(version, assertion), assertion.span))
            .collect()
    };
    let (before, after) = (of(&all.old), of(&all.new));
    for (is_new, these, those) in [(true, &after, &before), (false, &before, &after)] {
        for (key, text, span) in these {
            if those.iter().any(|(other, ..)| other == key) {
                continue;
            }
            let one = Some(side(text.clone(), *span));
            let (id, direction) = if is_new {
                ("guard-rail-added", Direction::Added)
            } else {
                ("guard-rail-dropped", Direction::Removed)
            };
            let (before, after) = if is_new { (None, one) } else { (one, None) };
            let subject = Subject { kind: "assertion", id: String::new(), name: text.clone(), topic: None };
            let draft = Draft { what: text.clone(), before, after, ..Draft::default() };
            all.push(id, direction, "whole", subject, draft);
        }
    }
}

fn key(version: &Version<'_>, assertion: &Assertion) -> String {
    let mut parts: Vec<String> = match &assertion.kind {
        AssertionKind::Never { verbs, objects } => {
            let verbs = verbs.iter().map(verb);
            let objects = objects.iter().flat_map(|list| &list.terms).map(|term| version.value(&term.value));
            verbs.chain(objects).collect()
        }
        AssertionKind::Every { noun, has, any } => std::iter::once(noun.as_str().to_owned())
            .chain(has.iter().map(|(word, _)| word.to_string()))
            .chain(any.then(|| "or".to_owned()))
            .collect(),
    };
    parts.sort();
    format!("{}{}", parts.join(" "), version.clauses(&assertion.clauses).key(&[]))
}

fn verb(verb: &Verb) -> String {
    match verb {
        Verb::Known(known) => known.id.to_owned(),
        Verb::Text(text) => text.to_string(),
    }
}

fn said(version: &Version<'_>, assertion: &Assertion) -> String {
    let policy = version.policy;
    let mut parts: Vec<String> = match &assertion.kind {
        AssertionKind::Never { verbs, objects } => {
            let verbs: Vec<String> = verbs.iter().map(verb).collect();
            let objects: Vec<String> =
                objects.iter().flat_map(|list| &list.terms).map(|term| words::term(policy, term)).collect();
            vec![format!("never {}", words::row(&verbs, "or")), words::row(&objects, "or")]
        }
        AssertionKind::Every { noun, has, any } => {
            let has: Vec<String> = has.iter().map(|(word, _)| word.to_string()).collect();
            vec![format!("every {} has {}", noun.as_str(), words::row(&has, if *any { "or" } else { "and" }))]
        }
    };
    let clauses = version.clauses(&assertion.clauses);
    for (slot, atoms) in clauses.slots() {
        parts.push(words::limit(policy, slot, atoms));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
