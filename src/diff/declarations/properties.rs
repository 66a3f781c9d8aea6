//! The properties of a declaration in both versions.

use super::{draft, named, subject};
use crate::diff::compare::{Comparing, Draft, side};
use crate::diff::head::key;
use crate::diff::kinds::property_word;
use crate::diff::shape::Version;
use crate::diff::slots::minutes;
use crate::diff::text::Difference;
use crate::diff::{Direction, words};
use crate::model::words::NounKind;
use crate::model::{Noun, NounId, Ref, Term, Value};
use crate::source::Span;

/// The values of a property: what each means, what it is called, and where it stands.
pub(super) type Values = Vec<(String, String, Span)>;

pub(super) fn values(version: &Version<'_>, noun: &Noun, word: &str) -> Values {
    let terms = noun.property(word).flat_map(|property| &property.list.terms);
    terms.map(|term| (key(version, term), words::term(version.policy, term), term.span)).collect()
}

/// What the properties of a declaration say.
pub(super) fn properties(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
    for (word, _) in crate::model::properties_of(new.kind) {
        let (before, after) = (values(&all.old, old, word), values(&all.new, new, word));
        let missing = |these: &Values, those: &Values| -> Values {
            these.iter().filter(|(key, ..)| those.iter().all(|(other, ..)| other != key)).cloned().collect()
        };
        let (mut gone, mut come) = (missing(&before, &after), missing(&after, &before));
        // What was left open and is now said is new; it does not stand in place of anything.
        let open = |values: &Values| values.iter().all(|(key, ..)| key.starts_with("unstated"));
        if open(&gone) && !come.is_empty() {
            gone.clear();
        } else if open(&come) && !gone.is_empty() {
            come.clear();
        }
        if !gone.is_empty() || !come.is_empty() {
            property(all, old, new, id, word, &gone, &come);
        }
        state(all, old, new, id, word);
    }
}

/// What stands beside a property: `off until consent`.
fn state(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId, word: &'static str) {
    let said = |version: &Version<'_>, noun: &Noun| -> Option<(String, String, Span)> {
        let all: Vec<_> = noun.property(word).collect();
        let first = all.first()?;
        let mut keys = Vec::new();
        let mut texts = vec![word.to_owned()];
        for property in all.iter().filter(|property| property.list.terms.is_empty()) {
            for clause in &property.clauses {
                let parts = version.clauses([clause]);
                keys.push(parts.key(&[]));
                for (slot, atoms) in parts.slots() {
                    texts.extend(atoms.iter().map(|atom| words::atom(version.policy, slot, atom)));
                }
            }
        }
        (!keys.is_empty()).then(|| (keys.join(" "), texts.join(" "), first.span))
    };
    let (before, after) = (said(&all.old, old), said(&all.new, new));
    if before.as_ref().map(|(key, ..)| key) == after.as_ref().map(|(key, ..)| key) {
        return;
    }
    let kind = match (&before, &after) {
        (Some(_), None) => "tracker-consent-dropped",
        (None, Some(_)) => "tracker-consent-added",
        _ => "tracker-changed",
    };
    let mut draft = draft(all, old, new, id, "", "");
    let direction = direction(before.is_none(), after.is_none());
    draft.before = before.map(|(_, text, span)| side(text, span));
    draft.after = after.map(|(_, text, span)| side(text, span));
    all.push(kind, direction, "property", subject(new), draft);
}

const fn direction(nothing_before: bool, nothing_after: bool) -> Direction {
    match (nothing_before, nothing_after) {
        (true, _) => Direction::Added,
        (_, true) => Direction::Removed,
        _ => Direction::Changed,
    }
}

fn property(
    all: &mut Comparing<'_>,
    old: &Noun,
    new: &Noun,
    id: NounId,
    word: &'static str,
    gone: &Values,
    come: &Values,
) {
    let said = |values: &Values| {
        let names: Vec<String> = values.iter().map(|(_, name, _)| name.clone()).collect();
        values.first().map(|(_, _, span)| side(words::row(&names, "and"), *span))
    };
    let (was, is) = (said(gone), said(come));
    let spelling = match (gone.as_slice(), come.as_slice()) {
        ([(_, before, _)], [(_, after, _)]) if !before.chars().any(|c| c.is_ascii_digit() || c == '@') => {
            word != "link" && all.difference(before, after) == Difference::Spelling
        }
        _ => false,
    };
    let publisher = all.new.policy.publisher == Some(id);
    let kind = match (new.kind, word) {
        _ if spelling => "typo-fixed",
        (NounKind::Recipient | NounKind::Source, "country") => return country(all, old, new, id, gone, come),
        (NounKind::Recipient | NounKind::Source, "safeguard") => match (&was, &is) {
            (None, _) => "safeguard-added",
            (_, None) => "safeguard-dropped",
            _ if come.iter().all(|(key, ..)| key.starts_with("none") || key.starts_with("unstated")) => {
                "safeguard-dropped"
            }
            _ => "safeguard-changed",
        },
        (NounKind::Recipient | NounKind::Source, "consideration") => match (&was, &is) {
            (None, _) if is_paid(&all.new, id) => "sale-started",
            (_, None) if all.nouns.same.iter().any(|(old, new)| *new == id && is_paid(&all.old, *old)) => {
                "sale-stopped"
            }
            _ => "consideration-changed",
        },
        (NounKind::Recipient | NounKind::Source, "legal") if was.is_some() && is.is_some() => {
            "recipient-replaced"
        }
        (NounKind::Recipient | NounKind::Source, "contract") => "declaration-changed",
        (NounKind::Organization, "legal" | "controller") if publisher => "controller-changed",
        (NounKind::Organization, "email" | "phone" | "address" | "dpo" | "representative")
        | (NounKind::Channel, "value" | "link" | "person") => match (&was, &is) {
            (None, _) => "contact-added",
            (_, None) => "contact-removed",
            _ => "contact-changed",
        },
        (NounKind::Data | NounKind::Purpose | NounKind::Recipient | NounKind::Source, "maps") => {
            "mapping-changed"
        }
        (NounKind::Definition, "means" | "not") => "definition-changed",
        (NounKind::Tracker, "lasts") => return lifetime(all, old, new, id, gone, come),
        (NounKind::Tracker, "link") => "link-changed",
        (NounKind::Tracker, _) => "tracker-changed",
        (_, "link") => "link-changed",
        (NounKind::Recipient | NounKind::Source, _) => "details-changed",
        (NounKind::Law | NounKind::Document | NounKind::Service, _) => "details-changed",
        _ => "declaration-changed",
    };
    let direction = if spelling { Direction::Reworded } else { direction(was.is_none(), is.is_none()) };
    // Where other values stay, what comes is beside them.
    let stays =
        |noun: &Noun, differs: &Values| noun.property(word).any(|one| one.list.terms.len() > differs.len());
    let aspect = if stays(old, gone) && stays(new, come) { "values" } else { "property" };
    let mut draft = Draft { before: was, after: is, ..draft(all, old, new, id, "", "") };
    let which = [
        "contact-added",
        "contact-changed",
        "contact-removed",
        "details-changed",
        "tracker-changed",
        "typo-fixed",
    ];
    if matches!(kind, "sale-started" | "sale-stopped") {
        let given = draft.after.as_ref().or(draft.before.as_ref()).map_or("", |side| side.text.as_str());
        draft.what = format!("{}, {}: {given}", named(new), property_word(word));
    }
    if which.contains(&kind) {
        let own = new.kind == NounKind::Channel && word == "value";
        draft.what = if own { named(new) } else { format!("{}, {}", named(new), property_word(word)) };
    }
    all.push(kind, direction, aspect, subject(new), draft);
}

/// Whether a recipient gives something for data that it gets, by which the data is sold.
fn is_paid(version: &Version<'_>, id: NounId) -> bool {
    let reach = version.context.reach();
    version.context.practices().iter().any(|practice| {
        let named = |term: &Term| term.value == Value::Ref(Ref::Noun(id));
        reach.is_paid_for(practice.statement)
            && practice.statement.recipients().any(|term| named(term) && reach.pays(term))
    })
}

/// The country of a recipient is where data goes.
fn country(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId, gone: &Values, come: &Values) {
    for (_, name, span) in come {
        let draft = Draft { after: Some(side(name.clone(), *span)), ..draft(all, old, new, id, "", "") };
        all.push("transfer-added", Direction::Added, "property", subject(new), draft);
    }
    for (key, name, span) in gone {
        let value = key.split('\u{1}').next().unwrap_or_default();
        // Data may still go there by way of others.
        let kind = if all.after.goes_to(value) { "details-changed" } else { "transfer-removed" };
        let mut draft = Draft { before: Some(side(name.clone(), *span)), ..draft(all, old, new, id, "", "") };
        if kind == "details-changed" {
            draft.what = format!("{}, {}", named(new), property_word("country"));
        }
        all.push(kind, Direction::Removed, "property", subject(new), draft);
    }
}

/// How long a tracker lasts.
fn lifetime(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId, gone: &Values, come: &Values) {
    let length = |version: &Version<'_>, noun: &Noun, values: &Values| match values.as_slice() {
        [(own, ..)] => {
            let mut terms = noun.property("lasts").flat_map(|property| &property.list.terms);
            terms.find(|term| key(version, term) == *own).and_then(length_of)
        }
        _ => None,
    };
    let (kind, direction) = match (length(&all.old, old, gone), length(&all.new, new, come)) {
        (Some(before), Some(after)) if after > before => ("tracker-lifetime-lengthened", Direction::Widened),
        (Some(before), Some(after)) if after < before => ("tracker-lifetime-shortened", Direction::Narrowed),
        _ => ("tracker-changed", Direction::Changed),
    };
    let said = |values: &Values| {
        let names: Vec<String> = values.iter().map(|(_, name, _)| name.clone()).collect();
        values.first().map(|(_, _, span)| side(words::row(&names, "and"), *span))
    };
    let draft = Draft { before: said(gone), after: said(come), ..draft(all, old, new, id, "", "") };
    all.push(kind, direction, "property", subject(new), draft);
}

/// A lifetime in minutes: a session is shorter than any length of time.
fn length_of(term: &Term) -> Option<u64> {
    match &term.value {
        Value::Duration(length) => Some(minutes(*length)),
        Value::Ref(Ref::Text(text) | Ref::Unknown(text)) if &**text == "session" => Some(0),
        _ => None,
    }
}
