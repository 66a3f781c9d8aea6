//! The properties of a declaration in both versions.

use super::{categories, draft, named, subject};
use crate::diff::compare::{Comparing, Draft, side};
use crate::diff::flows::{is_novel, is_novel_beside};
use crate::diff::head::key;
use crate::diff::kinds::property_word;
use crate::diff::shape::Version;
use crate::diff::slots::minutes;
use crate::diff::text::Difference;
use crate::diff::{Direction, words};
use crate::model::words::NounKind;
use crate::model::{Class, Noun, NounId, Policy, Ref, Term, Value};
use crate::source::Span;

/// The values of a property: what each means, what it is called, and where it stands.
pub(super) type Values = Vec<(String, String, Span)>;

pub(super) fn values(version: &Version<'_>, noun: &Noun, word: &str) -> Values {
    let mut values = Values::new();
    for property in noun.property(word) {
        let said = |term: &Term| match word {
            "lasts" => lasting(version, noun, term),
            _ => words::term(version.policy, term),
        };
        values.extend(property.list.terms.iter().map(|term| (key(version, term), said(term), term.span)));
        // What more is said stands behind the last of them.
        let more = !property.clauses.is_empty() && !property.list.terms.is_empty();
        if let Some((key, text, _)) = values.last_mut().filter(|_| more) {
            let parts = version.clauses(&property.clauses);
            key.push(MORE);
            key.push_str(&parts.key(&[]));
            for (slot, atom) in
                parts.slots().flat_map(|(slot, atoms)| atoms.iter().map(move |atom| (slot, atom)))
            {
                text.push(' ');
                text.push_str(&words::atom(version.policy, slot, atom));
            }
        }
    }
    if word == "country" {
        let located = located(version.policy, noun).into_iter();
        values.extend(located.map(|term| (key(version, term), words::term(version.policy, term), term.span)));
    }
    values
}

/// The places after `in` where a party is: they are told with its countries.
pub(super) fn located<'a>(policy: &'a Policy, noun: &'a Noun) -> Vec<&'a Term> {
    match noun.kind {
        NounKind::Recipient | NounKind::Source => noun.located(policy).collect(),
        _ => Vec::new(),
    }
}

/// What stands in a key between a value and what more is said of it.
const MORE: char = '\u{2}';

/// What the properties of a declaration say.
pub(super) fn properties(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
    let others = new.kind == NounKind::Tracker && third_parties(all, old, new, id);
    for (word, _) in crate::model::properties_of(new.kind) {
        // Told together.
        if others && matches!(*word, "party" | "provider") {
            continue;
        }
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
        let told = || *word != "maps" || categories::changed(all, id);
        if (!gone.is_empty() || !come.is_empty()) && told() {
            property(all, old, new, id, word, &gone, &come);
        }
        state(all, old, new, id, word);
    }
}

/// Whether a tracker became one of others, or no longer is; tells that, with those who provide it from then on or did
/// until then.
fn third_parties(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) -> bool {
    let said = |version: &Version<'_>, noun: &Noun, other: (&Version<'_>, &Noun)| {
        let without = |word: &str| -> Values {
            let there = values(other.0, other.1, word);
            let gone = |(key, ..): &(String, String, Span)| {
                !key.starts_with("unstated") && there.iter().all(|(known, ..)| known != key)
            };
            values(version, noun, word).into_iter().filter(gone).collect()
        };
        let names = |values: &Values| values.iter().map(|(_, name, _)| name.clone()).collect::<Vec<_>>();
        let parties = without("party");
        let third = parties.iter().any(|(_, name, _)| name == "third");
        let providers = words::row(&names(&without("provider")), "and");
        let provided = if providers.is_empty() { providers } else { format!(", provided by {providers}") };
        let party = words::row(
            &names(&parties).iter().map(|name| format!("{name}-party")).collect::<Vec<_>>(),
            "and",
        );
        (third, parties.first().map(|(.., span)| side(format!("{party}{provided}"), *span)))
    };
    let (were, before) = said(&all.old, old, (&all.new, new));
    let (are, after) = said(&all.new, new, (&all.old, old));
    let (kind, direction) = match (were, are) {
        (false, true) => ("tracker-third-party-added", Direction::Widened),
        (true, false) => ("tracker-third-party-removed", Direction::Narrowed),
        _ => return false,
    };
    let stays = before.is_none() && !values(&all.old, old, "party").is_empty()
        || after.is_none() && !values(&all.new, new, "party").is_empty();
    let draft = Draft { before, after, ..draft(all, old, new, id, "", "") };
    all.push(kind, direction, if stays { "values" } else { "property" }, subject(new), draft);
    true
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
        (NounKind::Recipient, "legal") if was.is_some() && is.is_some() => "recipient-replaced",
        (NounKind::Source, "legal") if was.is_some() && is.is_some() => "source-replaced",
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
        "declaration-changed",
        "definition-changed",
        "details-changed",
        "tracker-changed",
        "typo-fixed",
    ];
    // Without a legal name, who is responsible has the name of its declaration.
    if kind == "controller-changed" {
        draft.before.get_or_insert_with(|| side(words::noun(old), old.id_span));
        draft.after.get_or_insert_with(|| side(words::noun(new), new.id_span));
    }
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
    let place = |key: &str| key.split('\u{1}').next().unwrap_or_default().to_owned();
    // What goes to others there goes there by another way.
    let before: Vec<String> = values(&all.old, old, "country").iter().map(|(key, ..)| place(key)).collect();
    let known = || before.iter().map(String::as_str);
    let (fresh, more): (Values, Values) =
        come.iter().cloned().partition(|(key, ..)| is_novel_beside(all, true, &place(key), known()));
    let (lost, less): (Values, Values) =
        gone.iter().cloned().partition(|(key, ..)| is_novel(all, false, &place(key)));
    let side_of = |values: &Values| {
        let names: Vec<String> = values.iter().map(|(_, name, _)| name.clone()).collect();
        values.first().map(|(.., span)| side(words::row(&names, "and"), *span))
    };
    for one in &fresh {
        let after = side_of(&vec![one.clone()]);
        let draft = Draft { after, ..draft(all, old, new, id, "", "") };
        all.push("transfer-added", Direction::Added, "property", subject(new), draft);
    }
    for one in &lost {
        let before = side_of(&vec![one.clone()]);
        let draft = Draft { before, ..draft(all, old, new, id, "", "") };
        all.push("transfer-removed", Direction::Removed, "property", subject(new), draft);
    }
    // Data may go there by way of others, or there may be at home under the law.
    if more.is_empty() && less.is_empty() {
        return;
    }
    let kind = if more.is_empty() || less.is_empty() { "details-changed" } else { "declaration-changed" };
    let mut draft =
        Draft { before: side_of(&less), after: side_of(&more), ..draft(all, old, new, id, "", "") };
    draft.what = format!("{}, {}", named(new), property_word("country"));
    all.push(kind, direction(less.is_empty(), more.is_empty()), "property", subject(new), draft);
}

/// How long a tracker lasts.
fn lifetime(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId, gone: &Values, come: &Values) {
    let length = |version: &Version<'_>, noun: &Noun, values: &Values| match values.as_slice() {
        [(own, ..)] => {
            let mut terms = noun.property("lasts").flat_map(|property| &property.list.terms);
            let own = own.split(MORE).next().unwrap_or_default();
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
    let (was, is) = (said(gone), said(come));
    let others = |version: &Version<'_>, noun: &Noun, differ: &Values| {
        values(version, noun, "lasts").iter().any(|one| !differ.contains(one))
    };
    let stays = others(&all.old, old, gone) && others(&all.new, new, come);
    let detail = match (&was, &is) {
        (Some(was), None) => Some(format!("no longer said to last {}", was.text)),
        (None, Some(is)) if !stays => Some(format!("now said to last {}", is.text)),
        _ => None,
    };
    let draft = Draft { before: was, after: is, detail, ..draft(all, old, new, id, "", "") };
    all.push(kind, direction, if stays { "values" } else { "property" }, subject(new), draft);
}

/// How long a tracker lasts, in words for readers.
fn lasting(version: &Version<'_>, noun: &Noun, term: &Term) -> String {
    let said = words::term(version.policy, term);
    match (&term.value, said.as_str()) {
        (Value::Duration(_), _) => format!("for {said}"),
        (Value::Ref(Ref::Text(_) | Ref::Unknown(_)), "session") if in_browsers(version, noun) => {
            "until you close your browser".to_owned()
        }
        (Value::Ref(Ref::Text(_) | Ref::Unknown(_)), "session") => "for the session".to_owned(),
        (Value::Ref(Ref::Text(_) | Ref::Unknown(_)), "persistent") => "beyond the session".to_owned(),
        _ => said,
    }
}

/// Whether a tracker is something that browsers hold, and delete when they are closed if it is for the session.
fn in_browsers(version: &Version<'_>, noun: &Noun) -> bool {
    let held = |class: &Class, kind: &&str| version.policy.vocabulary.is_a(class.kind, class.id, kind);
    noun.classes.iter().any(|class| ["cookie", "local-storage"].iter().any(|kind| held(class, kind)))
}

/// A lifetime in minutes: a session is shorter than any length of time.
fn length_of(term: &Term) -> Option<u64> {
    match &term.value {
        Value::Duration(length) => Some(minutes(*length)),
        Value::Ref(Ref::Text(text) | Ref::Unknown(text)) if &**text == "session" => Some(0),
        _ => None,
    }
}
