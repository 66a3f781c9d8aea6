//! What a policy says of itself: its title, its dates, the laws it names.

use super::compare::{Comparing, Draft, side};
use super::{Direction, Subject, words};
use crate::model::words::{DateWord, NounKind};
use crate::model::{Dated, Noun, Policy, Property, Term};
use crate::source::Span;

/// Compares the two declarations of the policy itself.
pub(super) fn compare(all: &mut Comparing<'_>) {
    let (old, new) = (all.old.policy, all.new.policy);
    let empty = nothing();
    let (before, after) = (old.head().unwrap_or(&empty), new.head().unwrap_or(&empty));
    text(all, "title-changed", old.title.as_deref(), new.title.as_deref(), (before.span, after.span));
    date(all, DateWord::Effective, before, after);
    date(all, DateWord::Updated, before, after);
    laws(all, old, new);
    for word in ["version", "language", "link", "calls", "applies", "covers", "facts", "rules-out"] {
        property(all, word, before, after);
    }
}

fn subject(all: &Comparing<'_>) -> Subject {
    let name = all.new.policy.title.as_deref().unwrap_or(&all.new.policy.name).to_owned();
    Subject { kind: "policy", id: all.new.policy.name.clone(), name, topic: None }
}

fn text(all: &mut Comparing<'_>, id: &str, old: Option<&str>, new: Option<&str>, spans: (Span, Span)) {
    if old == new {
        return;
    }
    let quoted = |text: &str| format!("“{text}”");
    let draft = Draft {
        what: new.or(old).unwrap_or_default().to_owned(),
        before: old.map(|text| side(quoted(text), spans.0)),
        after: new.map(|text| side(quoted(text), spans.1)),
        ..Draft::default()
    };
    let direction = if old.is_some() && new.is_some() { Direction::Reworded } else { Direction::Changed };
    let subject = subject(all);
    all.push(id, direction, "text", subject, draft);
}

/// A date of a declaration: nothing, if it has none or says that there is none.
pub(super) fn date_of(noun: &Noun, word: DateWord) -> Option<(jiff::civil::Date, Span)> {
    noun.clauses.iter().find_map(|clause| match &clause.kind {
        crate::model::ClauseKind::Dated(found, Dated::On(date)) if *found == word => {
            Some((*date, clause.span))
        }
        _ => None,
    })
}

fn date(all: &mut Comparing<'_>, word: DateWord, before: &Noun, after: &Noun) {
    let (old, new) = (date_of(before, word), date_of(after, word));
    if old.map(|(date, _)| date) == new.map(|(date, _)| date) {
        return;
    }
    let shown =
        |found: Option<(jiff::civil::Date, Span)>| found.map(|(date, span)| side(date.to_string(), span));
    let (id, direction) = match (word, old, new) {
        (DateWord::Effective, Some(_), Some(_)) => ("effective-date-moved", Direction::Changed),
        (DateWord::Effective, None, _) => ("effective-date-added", Direction::Added),
        (DateWord::Effective, _, None) => ("effective-date-dropped", Direction::Removed),
        (DateWord::Updated, _, _) => ("updated-date-moved", Direction::Changed),
    };
    let draft = Draft { before: shown(old), after: shown(new), ..Draft::default() };
    let subject = subject(all);
    all.push(id, direction, "property", subject, draft);
}

fn laws(all: &mut Comparing<'_>, old: &Policy, new: &Policy) {
    let keys = |is_new: bool, policy: &Policy| -> Vec<(String, String, Span)> {
        let version = all.version(is_new);
        let laws = policy.laws.iter();
        laws.map(|term| (version.value(&term.value), words::term(policy, term), term.span)).collect()
    };
    let (before, after) = (keys(false, old), keys(true, new));
    let subject = subject(all);
    for (key, name, span) in &after {
        if before.iter().all(|(known, ..)| known != key) {
            let after = Some(side(name.clone(), *span));
            let draft = Draft { what: name.clone(), after, ..Draft::default() };
            all.push("law-named", Direction::Added, "property", subject.clone(), draft);
        }
    }
    for (key, name, span) in &before {
        if after.iter().all(|(known, ..)| known != key) {
            let before = Some(side(name.clone(), *span));
            let draft = Draft { what: name.clone(), before, ..Draft::default() };
            all.push("law-unnamed", Direction::Removed, "property", subject.clone(), draft);
        }
    }
}

fn property(all: &mut Comparing<'_>, word: &'static str, before: &Noun, after: &Noun) {
    let atoms = |is_new: bool, noun: &Noun| -> Vec<(String, String, Span)> {
        let version = all.version(is_new);
        let terms = noun.property(word).flat_map(|property: &Property| &property.list.terms);
        let named = |term: &Term| match &term.detail {
            // What it calls something is what is told.
            Some(called) if word == "calls" => called.to_string(),
            _ => words::term(version.policy, term),
        };
        terms.map(|term: &Term| (key(version, term), named(term), term.span)).collect()
    };
    let (old, new) = (atoms(false, before), atoms(true, after));
    let gone: Vec<_> = old.iter().filter(|(key, ..)| new.iter().all(|(known, ..)| known != key)).collect();
    let come: Vec<_> = new.iter().filter(|(key, ..)| old.iter().all(|(known, ..)| known != key)).collect();
    if gone.is_empty() && come.is_empty() {
        return;
    }
    let said = |list: &[&(String, String, Span)]| {
        let names: Vec<String> = list.iter().map(|(_, name, _)| name.clone()).collect();
        list.first().map(|(_, _, span)| side(words::row(&names, "and"), *span))
    };
    let (was, is) = (said(&gone), said(&come));
    let direction = match (&was, &is) {
        (None, _) => Direction::Added,
        (_, None) => Direction::Removed,
        _ => Direction::Changed,
    };
    let draft = Draft { what: word.to_owned(), before: was, after: is, ..Draft::default() };
    let subject = subject(all);
    let id = match word {
        "version" => "version-moved",
        "language" => "language-changed",
        "calls" => "definition-changed",
        "applies" => return binding(all, subject, draft),
        "covers" => "policy-scope-changed",
        "facts" | "rules-out" => "assumption-changed",
        _ => "link-changed",
    };
    let draft = if word == "calls" {
        Draft { what: "The policy’s own words for data".to_owned(), ..draft }
    } else {
        draft
    };
    let draft =
        if word == "link" { Draft { what: "The policy’s own address".to_owned(), ..draft } } else { draft };
    all.push(id, direction, "property", subject, draft);
}

/// Which version holds for data that was collected earlier.
fn binding(all: &mut Comparing<'_>, subject: Subject, draft: Draft) {
    let says = |text: &str| match text {
        "at-collection" => "in force when data was collected".to_owned(),
        other => other.replace('-', " "),
    };
    let worded = |side: Option<super::Side>| side.map(|side| super::Side { text: says(&side.text), ..side });
    let later = draft.after.as_ref().is_some_and(|side| side.text == "current");
    let draft = Draft { before: worded(draft.before), after: worded(draft.after), ..draft };
    if later && draft.before.is_some() {
        all.push("version-binding-changed", Direction::Changed, "property", subject, draft);
    } else {
        let draft = Draft { what: "Which version holds for data collected earlier".to_owned(), ..draft };
        all.push("declaration-changed", Direction::Changed, "property", subject, draft);
    }
}

/// What a term of a property is, with what goes with it.
pub(super) fn key(version: &super::shape::Version<'_>, term: &Term) -> String {
    format!("{}\u{1}{}", version.value(&term.value), term.detail.as_deref().unwrap_or_default())
}

/// A declaration of a policy that says nothing, for a policy without one.
fn nothing() -> Noun {
    {
        Noun {
            kind: NounKind::Policy,
            id: "policy".into(),
            name: None,
            classes: crate::model::Few::default(),
            qualifiers: crate::model::Few::default(),
            parent: None,
            items: crate::model::Few::default(),
            open: false,
            rest: None,
            properties: crate::model::Few::default(),
            clauses: crate::model::Few::default(),
            promises: crate::model::Few::default(),
            used: false,
            span: Span::default(),
            id_span: Span::default(),
        }
    }
}
