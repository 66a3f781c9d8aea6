//! Declarations: what is declared of data, recipients, trackers, channels and the rest.

use super::compare::{Comparing, Draft, side};
use super::head::key;
use super::shape::Version;
use super::slots::{self, Frame};
use super::stance::Stance;
use super::text::{Difference, likeness};
use super::{Direction, Subject, words};
use crate::document::vocabulary_name;
use crate::law::{Kind as List, Vocabulary};
use crate::model::words::{NounKind, Qualifier, Topic};
use crate::model::{Class, Noun, NounId, Ref, Term, Value};
use crate::source::Span;

/// Compares the declarations of both versions.
pub(super) fn compare(all: &mut Comparing<'_>) {
    let pairs = all.nouns.same.clone();
    for (before, after) in pairs {
        let (Some(old), Some(new)) = (all.old.policy.noun(before), all.new.policy.noun(after)) else {
            continue;
        };
        pair(all, (before, old), (after, new));
    }
    for id in all.nouns.gone.clone() {
        one_side(all, false, id);
    }
    for id in all.nouns.new.clone() {
        one_side(all, true, id);
    }
    controller(all);
}

fn subject(noun: &Noun) -> Subject {
    Subject { kind: noun.kind.as_str(), id: noun.id.to_string(), name: words::noun(noun), topic: None }
}

/// A declaration with its kind, for a reader of the review.
fn named(noun: &Noun) -> String {
    match noun.kind {
        NounKind::Data
        | NounKind::Tracker
        | NounKind::Organization
        | NounKind::Recipient
        | NounKind::Source => words::noun(noun),
        NounKind::Policy => "The policy".to_owned(),
        other => format!("The {} “{}”", other.as_str(), words::noun(noun)),
    }
}

/// Who publishes the policy.
fn controller(all: &mut Comparing<'_>) {
    let publisher = |version: &Version<'_>| {
        let first = version.policy.nouns_of(NounKind::Organization).next();
        first.map(|(id, noun)| (version.identity(id).to_owned(), words::noun(noun), noun.id_span))
    };
    let (Some(before), Some(after)) = (publisher(&all.old), publisher(&all.new)) else { return };
    // Where only its name changed, that is told of the declaration.
    if before.0 == after.0 {
        return;
    }
    let subject = Subject { kind: "organization", id: after.0.clone(), name: after.1.clone(), topic: None };
    all.told.insert(before.0);
    all.told.insert(after.0);
    let draft = Draft {
        what: after.1.clone(),
        before: Some(side(before.1, before.2)),
        after: Some(side(after.1, after.2)),
        ..Draft::default()
    };
    all.push("controller-changed", Direction::Changed, "property", subject, draft);
}

fn pair<'a>(all: &mut Comparing<'a>, (old_id, old): (NounId, &'a Noun), (new_id, new): (NounId, &'a Noun)) {
    if old.kind == NounKind::Policy {
        clauses(all, old, new, new_id);
        return;
    }
    let publisher = all.new.policy.nouns_of(NounKind::Organization).next().map(|(id, _)| id) == Some(new_id);
    identity(all, old, new, publisher, new_id);
    classes(all, old, new, new_id);
    qualifiers(all, old, new, new_id);
    if old.open != new.open || old.rest != new.rest {
        open(all, old, new, new_id);
    }
    regrouped(all, (old_id, old), (new_id, new));
    properties(all, old, new, new_id);
    clauses(all, old, new, new_id);
}

fn draft(all: &Comparing<'_>, old: &Noun, new: &Noun, id: NounId, was: &str, is: &str) -> Draft {
    let shown = |text: &str, span: Span| (!text.is_empty()).then(|| side(text, span));
    Draft {
        what: named(new),
        before: shown(was, old.id_span),
        after: shown(is, new.id_span),
        affected: all.affected_by(true, id),

        ..Draft::default()
    }
}

/// The id and the name.
fn identity(all: &mut Comparing<'_>, old: &Noun, new: &Noun, publisher: bool, id: NounId) {
    let own = |noun: &Noun| noun.kind != NounKind::Definition || !noun.id.contains('.');
    let renamed = old.id != new.id && own(old) && own(new);
    // An item whose group has another id is renamed with it.
    let last = |noun: &Noun| noun.id.rsplit('.').next().unwrap_or_default().to_owned();
    if renamed && (new.parent.is_none() || last(old) != last(new)) {
        let draft = draft(all, old, new, id, &old.id, &new.id);
        all.push("renamed-in-source", Direction::Renamed, "property", subject(new), draft);
    }
    let (before, after) = (old.name.as_deref(), new.name.as_deref());
    if before == after {
        return;
    }
    let (was, is) = (before.unwrap_or_default(), after.unwrap_or_default());
    let spelling = all.difference(was, is) == Difference::Spelling;
    let alike = likeness(was, is) >= 0.75;
    let company = matches!(new.kind, NounKind::Recipient | NounKind::Source) || publisher;
    let (kind, direction) = match new.kind {
        _ if spelling => ("typo-fixed", Direction::Reworded),
        _ if publisher && !alike => ("controller-changed", Direction::Changed),
        _ if company && !alike => ("recipient-replaced", Direction::Changed),
        NounKind::Condition => ("wording-changed", Direction::Changed),
        NounKind::Definition => ("definition-changed", Direction::Changed),
        // What the vocabulary says it is stays the same, so only its words changed.
        _ if !new.classes.is_empty() && same_classes(old, new) && likeness(was, is) > 0.3 => {
            ("reworded", Direction::Reworded)
        }
        _ if alike && all.difference(was, is) == Difference::Words => ("reworded", Direction::Reworded),
        _ => ("wording-changed", Direction::Changed),
    };
    let mut draft = draft(all, old, new, id, was, is);
    if matches!(kind, "reworded" | "typo-fixed" | "wording-changed") {
        draft.what = format!("{} `{}`", new.kind.as_str(), new.id);
    }
    all.push(kind, direction, "text", subject(new), draft);
}

fn same_classes(old: &Noun, new: &Noun) -> bool {
    old.classes.iter().all(|class| new.classes.contains(class)) && old.classes.len() == new.classes.len()
}

fn class_names(noun: &Noun) -> String {
    let names: Vec<String> = noun.classes.iter().map(|class| vocabulary_name(class.kind, class.id)).collect();
    if names.is_empty() { "unclassified".to_owned() } else { words::row(&names, "and") }
}

fn for_advertising(noun: &Noun) -> bool {
    let vocabulary = Vocabulary::builtin();
    let of = |class: &Class, ancestor: &&str| vocabulary.is_a(class.kind, class.id, ancestor);
    noun.classes.iter().any(|class| {
        class.kind == List::Purpose
            && super::sentences::ADVERTISING.iter().any(|ancestor| of(class, ancestor))
    })
}

/// What the vocabulary says it is.
fn classes(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
    if same_classes(old, new) {
        return;
    }
    let kind = match new.kind {
        NounKind::Data => "data-reclassified",
        NounKind::Purpose => "purpose-reclassified",
        NounKind::Recipient | NounKind::Source | NounKind::Organization => "recipient-role-changed",
        NounKind::Tracker => "tracker-changed",
        _ => "declaration-changed",
    };
    let mut draft = draft(all, old, new, id, &class_names(old), &class_names(new));
    if kind == "purpose-reclassified" {
        draft.what = words::noun(new);
        if for_advertising(new) && !for_advertising(old) {
            return all.push(
                "advertising-purpose-added",
                Direction::Widened,
                "property",
                subject(new),
                draft,
            );
        }
    }
    all.push(kind, Direction::Changed, "property", subject(new), draft);
    let term = |noun: &Noun| Term {
        quantifier: None,
        value: Value::Absent(crate::model::words::Absence::Unstated),
        classes: noun.classes.clone(),
        detail: None,
        qualifiers: crate::model::Few::default(),
        span: noun.id_span,
    };
    // Data that is sensitive from now on is new sensitive data to whoever gave it.
    let sensitive = |version: &Version<'_>, noun: &Noun| version.context.sensitive(&term(noun));
    if new.kind == NounKind::Data && sensitive(&all.new, new) && !sensitive(&all.old, old) {
        let draft = Draft { what: named(new), ..self::draft(all, old, new, id, "", &class_names(new)) };
        all.push("sensitive-data-collected", Direction::Changed, "property", subject(new), draft);
    }
}

/// Whether it must be given.
fn qualifiers(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
    let shades = |noun: &Noun| -> Vec<Qualifier> {
        let mut shades: Vec<Qualifier> = noun
            .qualifiers
            .iter()
            .copied()
            .filter(|found| !matches!(found, Qualifier::Singular | Qualifier::Plural))
            .collect();
        shades.sort_unstable();
        shades.dedup();
        shades
    };
    let (before, after) = (shades(old), shades(new));
    if before == after {
        return;
    }
    let free =
        |all: &[Qualifier]| all.iter().any(|one| matches!(one, Qualifier::Optional | Qualifier::Voluntary));
    let must = |all: &[Qualifier]| all.contains(&Qualifier::Required);
    let kind = if (free(&before) && !free(&after)) || (must(&after) && !must(&before)) {
        "data-now-required"
    } else if (free(&after) && !free(&before)) || (must(&before) && !must(&after)) {
        "data-now-optional"
    } else {
        "details-changed"
    };
    let said = |all: &[Qualifier]| all.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    let draft = draft(all, old, new, id, &said(&before), &said(&after));
    all.push(kind, Direction::Changed, "property", subject(new), draft);
}

/// Whether its items are all there are.
fn open(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
    let said = |noun: &Noun| match (&noun.rest, noun.open) {
        (Some(rest), _) => rest.to_string(),
        (None, true) => "others".to_owned(),
        (None, false) => String::new(),
    };
    let (kind, direction) = match (old.open, new.open) {
        (false, true) => ("list-opened", Direction::Widened),
        (true, false) => ("list-closed", Direction::Narrowed),
        _ => ("reworded", Direction::Reworded),
    };
    let draft = draft(all, old, new, id, &said(old), &said(new));
    all.push(kind, direction, "property", subject(new), draft);
}

/// An item that is in another group now: what is said of the group holds for it.
fn regrouped(all: &mut Comparing<'_>, (old_id, old): (NounId, &Noun), (new_id, new): (NounId, &Noun)) {
    let _ = old_id;
    let group = |version: &Version<'_>, noun: &Noun| noun.parent.map(|id| version.identity(id).to_owned());
    if group(&all.old, old) == group(&all.new, new) {
        return;
    }
    let name = |version: &Version<'_>, noun: &Noun| {
        noun.parent.map_or_else(|| "no group".to_owned(), |id| words::named(version.policy, id))
    };
    let (was, is) = (name(&all.old, old), name(&all.new, new));
    let draft = draft(all, old, new, new_id, &was, &is);
    all.push("declaration-changed", Direction::Moved, "property", subject(new), draft);
}

/// The values of a property: what each means, what it is called, and where it stands.
type Values = Vec<(String, String, Span)>;

fn values(version: &Version<'_>, noun: &Noun, word: &str) -> Values {
    let terms = noun.property(word).flat_map(|property| &property.list.terms);
    terms.map(|term| (key(version, term), words::term(version.policy, term), term.span)).collect()
}

fn properties(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
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
    let publisher =
        all.new.policy.nouns_of(NounKind::Organization).next().map(|(first, _)| first) == Some(id);
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
        (NounKind::Recipient | NounKind::Source, "consideration") => "consideration-changed",
        (NounKind::Recipient | NounKind::Source, "legal") => "recipient-replaced",
        (NounKind::Recipient | NounKind::Source, "contract") => "declaration-changed",
        (NounKind::Organization, "legal" | "controller") if publisher => "controller-changed",
        (NounKind::Organization, "email" | "phone" | "address" | "dpo" | "representative") => {
            "contact-changed"
        }
        (NounKind::Channel, "value" | "link" | "person") => "contact-changed",
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
    let mut draft = Draft { before: was, after: is, ..draft(all, old, new, id, "", "") };
    if kind == "contact-changed" || kind == "details-changed" || kind == "typo-fixed" {
        let own = new.kind == NounKind::Channel && word == "value";
        draft.what = if own { named(new) } else { format!("{}, {word}", named(new)) };
    }
    all.push(kind, direction, "property", subject(new), draft);
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
            draft.what = format!("{}, country", named(new));
        }
        all.push(kind, Direction::Removed, "property", subject(new), draft);
    }
}

/// How long a tracker lasts.
fn lifetime(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId, gone: &Values, come: &Values) {
    let length = |values: &Values| match values.as_slice() {
        [(key, ..)] => length_of(key.split('\u{1}').next().unwrap_or_default()),
        _ => None,
    };
    let (kind, direction) = match (length(gone), length(come)) {
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

/// A lifetime in days, by its key: a session is shorter than any length of time.
fn length_of(key: &str) -> Option<u64> {
    let word = key.trim_start_matches('“');
    match word {
        "session" => Some(0),
        "persistent" => None,
        _ => {
            let (count, unit) = key.split_once(' ')?;
            let count: u64 = count.parse().ok()?;
            let days = match crate::model::words::Unit::parse(unit)? {
                crate::model::words::Unit::Minute | crate::model::words::Unit::Hour => 1,
                crate::model::words::Unit::Day | crate::model::words::Unit::BusinessDay => count,
                crate::model::words::Unit::Week => count.saturating_mul(7),
                crate::model::words::Unit::Month => count.saturating_mul(30),
                crate::model::words::Unit::Year | crate::model::words::Unit::CalendarYear => {
                    count.saturating_mul(365)
                }
            };
            Some(days)
        }
    }
}

/// What the clauses of a declaration say, as a sentence would.
fn clauses<'a>(all: &mut Comparing<'a>, old: &'a Noun, new: &'a Noun, id: NounId) {
    let (mut before, mut after) = (all.old.clauses(&old.clauses), all.new.clauses(&new.clauses));
    if old.kind == NounKind::Policy {
        // Its dates are told by themselves.
        for word in crate::model::words::DateWord::ALL {
            let slot = super::shape::Slot::Dated(*word);
            before.keep(slot, &|_| false);
            after.keep(slot, &|_| false);
        }
    }
    if before.key(&[]) == after.key(&[]) {
        return;
    }
    let frame = Frame {
        subject: subject(new),
        what: named(new),
        was: None,
        is: None,
        old_span: old.id_span,
        new_span: new.id_span,
        affected: all.affected_by(true, id),
        stance: match new.kind {
            NounKind::Data
            | NounKind::Purpose
            | NounKind::Recipient
            | NounKind::Source
            | NounKind::Tracker => Stance::Practice,
            _ => Stance::Plain,
        },
        topic: Topic::About,
        sale: false,
        leaving: false,
        collecting: new.kind == NounKind::Data,
        keeping: false,
        about: named(new),
    };
    slots::compare(all, &frame, &before, &after);
}

/// A declaration that is new or gone, if no sentence tells it.
fn one_side(all: &mut Comparing<'_>, is_new: bool, id: NounId) {
    let version = if is_new { &all.new } else { &all.old };
    let Some(noun) = version.policy.noun(id) else { return };
    let identity = version.identity(id).to_owned();
    let one = Some(side(words::noun(noun), noun.id_span));
    let direction = if is_new { Direction::Added } else { Direction::Removed };
    let affected = all.affected_by(is_new, id);
    let make = |what: String, one: Option<super::Side>| Draft {
        what,
        before: if is_new { None } else { one.clone() },
        after: if is_new { one } else { None },
        affected: affected.clone(),
        ..Draft::default()
    };
    places(all, is_new, noun, &identity, &make);
    if let Some(parent) = noun.parent {
        item(all, is_new, noun, parent, &make);
        return;
    }
    if noun.kind == NounKind::Tracker {
        let kind = if is_new { "tracker-added" } else { "tracker-removed" };
        all.push(kind, direction, "whole", subject(noun), make(named(noun), one));
        return;
    }
    if noun.kind == NounKind::Definition {
        let version = if is_new { &all.new } else { &all.old };
        let means = values(version, noun, "means").into_iter().map(|(_, text, _)| text).collect::<Vec<_>>();
        let one = Some(side(words::row(&means, "and"), noun.id_span));
        let kind = if is_new { "definition-added" } else { "definition-removed" };
        let what = format!("“{}”", words::noun(noun));
        all.push(kind, direction, "whole", subject(noun), make(what, one));
        return;
    }
    let told = all.told.contains(&identity);
    if !told {
        let kind = if is_new { "declaration-added" } else { "declaration-removed" };
        all.push(kind, direction, "whole", subject(noun), make(named(noun), one));
    }
}

/// A country that data goes to by way of a recipient that is new, or no longer goes to.
fn places(
    all: &mut Comparing<'_>,
    is_new: bool,
    noun: &Noun,
    identity: &str,
    make: &dyn Fn(String, Option<super::Side>) -> Draft,
) {
    if !matches!(noun.kind, NounKind::Recipient | NounKind::Source) {
        return;
    }
    let (version, mine, other) =
        if is_new { (&all.new, &all.after, &all.before) } else { (&all.old, &all.before, &all.after) };
    if !mine.gives_to(&format!("#{identity}")) {
        return;
    }
    let home: Vec<String> = version
        .policy
        .publisher()
        .map(|noun| values(version, noun, "country"))
        .unwrap_or_default()
        .into_iter()
        .map(|(key, ..)| key)
        .collect();
    let fresh: Values = values(version, noun, "country")
        .into_iter()
        .filter(|(key, ..)| {
            !other.goes_to(key.split('\u{1}').next().unwrap_or_default()) && !home.contains(key)
        })
        .collect();
    for (_, name, span) in fresh {
        let (kind, direction) = if is_new {
            ("transfer-added", Direction::Added)
        } else {
            ("transfer-removed", Direction::Removed)
        };
        let draft = make(words::noun(noun), Some(side(name, span)));
        all.push(kind, direction, "property", subject(noun), draft);
    }
}

/// An item of a group of data that was there before, or is still there.
fn item(
    all: &mut Comparing<'_>,
    is_new: bool,
    noun: &Noun,
    parent: NounId,
    make: &dyn Fn(String, Option<super::Side>) -> Draft,
) {
    let ids = if is_new { &all.nouns.new } else { &all.nouns.gone };
    // What is new with its group is told of the group.
    if ids.contains(&parent) {
        return;
    }
    let (version, mine, other) =
        if is_new { (&all.new, &all.after, &all.before) } else { (&all.old, &all.before, &all.after) };
    let identity = version.identity(parent).to_owned();
    let one = Some(side(words::noun(noun), noun.id_span));
    let direction = if is_new { Direction::Added } else { Direction::Removed };
    let what = words::noun(noun);
    // Even if the vocabulary has the same kind elsewhere, it is new in this group.
    let known = other.collects_classes(&noun.classes);
    let sensitive = {
        let term = Term {
            quantifier: None,
            value: Value::Ref(Ref::Text("".into())),
            classes: noun.classes.clone(),
            detail: None,
            qualifiers: crate::model::Few::default(),
            span: noun.id_span,
        };
        version.context.sensitive(&term)
            || noun.classes.iter().any(|class| class.kind == List::Class && class.id == "sensitive-data")
    };
    let collected = mine.collects_noun(&identity);
    let kind = match (collected, is_new, known) {
        (true, true, _) if sensitive && !known => "sensitive-data-collected",
        (true, true, _) => "data-collected",
        (true, false, _) => "data-no-longer-collected",
        (false, true, _) => "declaration-changed",
        (false, false, _) => "declaration-changed",
    };
    let group = words::named(version.policy, parent);
    let draft = if kind == "declaration-changed" { make(group, one) } else { make(what, one) };
    all.push(kind, direction, "property", subject(noun), draft);
}
