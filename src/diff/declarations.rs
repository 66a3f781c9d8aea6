//! Declarations: what is declared of data, recipients, trackers, channels and the rest.

mod categories;
mod properties;

use self::properties::{Values, located, properties, values};
use super::compare::{Comparing, Draft, side};
use super::flows::is_novel;
use super::groups;
use super::parts::{Parts, Slot};
use super::shape::{Version, blanks};
use super::slots::{self, Frame};
use super::stance::Stance;
use super::text::{Difference, likeness};
use super::{Direction, Sentences, Subject, words};
use crate::law::Kind as List;
use crate::law::vocabulary::ThirdParty;
use crate::model::words::{ListWord, NounKind, Qualifier, Topic};
use crate::model::{Class, ClauseKind, Noun, NounId, Policy, Ref, Value};
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

/// A declaration for a reader, with its kind where its name alone may read as anything.
fn named(noun: &Noun) -> String {
    match noun.kind {
        NounKind::Data
        | NounKind::Tracker
        | NounKind::Organization
        | NounKind::Recipient
        | NounKind::Source => words::noun(noun),
        NounKind::Policy => "The policy".to_owned(),
        // What it is called says what it is.
        NounKind::Channel | NounKind::Service => format!("“{}”", words::noun(noun)),
        other => format!("The {} “{}”", other.as_str(), words::noun(noun)),
    }
}

/// Who publishes the policy.
fn controller(all: &mut Comparing<'_>) {
    let publisher = |version: &Version<'_>| {
        let (id, noun) = (version.policy.publisher?, version.policy.publisher()?);
        Some((version.identity(id).to_owned(), words::noun(noun), noun.id_span))
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
    let publisher = all.new.policy.publisher == Some(new_id);
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
    let (kind, direction) = match new.kind {
        _ if spelling => ("typo-fixed", Direction::Reworded),
        // Another name may be another company.
        _ if publisher => ("controller-changed", Direction::Changed),
        NounKind::Recipient => ("recipient-replaced", Direction::Changed),
        NounKind::Source => ("source-replaced", Direction::Changed),
        NounKind::Organization => ("wording-changed", Direction::Changed),
        NounKind::Condition => ("wording-changed", Direction::Changed),
        NounKind::Definition => ("definition-changed", Direction::Changed),
        // A name that gains an "and" or a number can hold more, whatever the vocabulary says.
        _ if all.difference(was, is) == Difference::Weight => ("wording-changed", Direction::Changed),
        // What the vocabulary says it is stays the same, so only its words changed.
        _ if !new.classes.is_empty() && same_classes(old, new) && likeness(was, is) > 0.3 => {
            ("reworded", Direction::Reworded)
        }
        _ if alike => ("reworded", Direction::Reworded),
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

fn class_names(policy: &Policy, noun: &Noun) -> String {
    let names = words::classes(policy, &noun.classes);
    if names.is_empty() { "unclassified".to_owned() } else { words::row(&names, "and") }
}

fn for_advertising(policy: &Policy, noun: &Noun) -> bool {
    let of = |class: &Class, ancestor: &&str| policy.vocabulary.is_a(class.kind, class.id, ancestor);
    noun.classes.iter().any(|class| {
        class.kind == List::Purpose
            && super::sentences::ADVERTISING.iter().any(|ancestor| of(class, ancestor))
    })
}

/// How freely a recipient in its role may use what it gets, from 0, as the least and the most that the role leaves
/// open; nothing, where it says nothing.
fn liberty(policy: &Policy, noun: &Noun) -> Option<(u8, u8)> {
    const ROLES: &[(&str, u8)] = &[
        ("public", 3),
        ("advertising-network", 2),
        ("data-broker", 2),
        ("third-party", 1),
        ("processor", 0),
    ];
    let of = |class: &Class| {
        let is = |role: &str| policy.vocabulary.is_a(List::Role, class.id, role);
        let known = ROLES.iter().find(|(role, _)| is(role)).map(|(_, liberty)| (*liberty, *liberty));
        known.or_else(|| match policy.vocabulary.find(List::Role, class.id)?.third_party? {
            ThirdParty::Always => Some((1, 1)),
            ThirdParty::Never => Some((0, 0)),
            ThirdParty::Depends => Some((0, 1)),
        })
    };
    let roles = noun.classes.iter().filter(|class| class.kind == List::Role).filter_map(of);
    roles.reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
}

/// What the vocabulary says it is.
fn classes(all: &mut Comparing<'_>, old: &Noun, new: &Noun, id: NounId) {
    if same_classes(old, new) {
        return;
    }
    let kind = match new.kind {
        NounKind::Data => "data-reclassified",
        NounKind::Purpose => "purpose-reclassified",
        NounKind::Recipient | NounKind::Source | NounKind::Organization => {
            match (liberty(all.old.policy, old), liberty(all.new.policy, new)) {
                (Some(before), Some(after)) if after.0 > before.1 => "recipient-role-widened",
                (Some(before), Some(after)) if after.1 < before.0 => "recipient-role-narrowed",
                _ => "recipient-role-changed",
            }
        }
        NounKind::Tracker => "tracker-changed",
        // No reader sees it.
        NounKind::Service | NounKind::Channel => "details-changed",
        _ => "declaration-changed",
    };
    let mut draft =
        draft(all, old, new, id, &class_names(all.old.policy, old), &class_names(all.new.policy, new));
    let advertises = for_advertising(all.new.policy, new) && !for_advertising(all.old.policy, old);
    if kind == "purpose-reclassified" && advertises {
        draft.what = words::noun(new);
        return all.push("advertising-purpose-added", Direction::Widened, "property", subject(new), draft);
    }
    all.push(kind, Direction::Changed, "property", subject(new), draft);
    // Data that is sensitive from now on is new sensitive data to whoever gave it.
    let sensitive = |version: &Version<'_>, noun: &Noun| {
        noun.classes.iter().any(|class| version.context.is_sensitive(class))
    };
    if new.kind == NounKind::Data && sensitive(&all.new, new) && !sensitive(&all.old, old) {
        let draft = Draft {
            what: named(new),
            ..self::draft(all, old, new, id, "", &class_names(all.new.policy, new))
        };
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
    let (kind, direction) =
        slots::must_be_given(&before, &after).unwrap_or(("details-changed", Direction::Changed));
    let said = |all: &[Qualifier]| all.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    let draft = draft(all, old, new, id, &said(&before), &said(&after));
    all.push(kind, direction, "property", subject(new), draft);
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

/// What the clauses of a declaration say, as a sentence would.
fn clauses<'a>(all: &mut Comparing<'a>, old: &'a Noun, new: &'a Noun, id: NounId) {
    let (mut before, mut after) = (all.old.clauses(&old.clauses), all.new.clauses(&new.clauses));
    if old.kind == NounKind::Policy {
        // Its dates are told by themselves.
        for word in crate::model::words::DateWord::ALL {
            let slot = Slot::Dated(*word);
            before.keep(slot, &|_| false);
            after.keep(slot, &|_| false);
        }
    }
    for (version, noun, parts) in [(&all.old, old, &mut before), (&all.new, new, &mut after)] {
        let located = located(version.policy, noun);
        parts
            .keep(Slot::List(ListWord::In), &|atom| !atom.term().is_some_and(|term| located.contains(&term)));
    }
    listed(all, (old, &mut before), (new, &mut after), id);
    if before.key(&[]) == after.key(&[]) {
        return;
    }
    let frame = Frame {
        subject: subject(new),
        what: named(new),
        sentences: Sentences::default(),
        old_span: old.id_span,
        new_span: new.id_span,
        affected: all.affected_by(true, id),
        beside: Vec::new(),
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
        deleting: false,
        for_reason: false,
        about: named(new),
        named_only: new.classes.is_empty()
            && matches!(
                new.kind,
                NounKind::Data
                    | NounKind::Purpose
                    | NounKind::Recipient
                    | NounKind::Source
                    | NounKind::Region
            ),
    };
    slots::compare(all, &frame, &before, &after);
}

/// The items of a group.
fn items<'p>(policy: &'p Policy, group: &'p Noun) -> impl Iterator<Item = &'p Noun> {
    group.items.iter().filter_map(|item| policy.noun(*item))
}

/// Whether a group of data says that it includes what an item of it is called.
fn includes(group: &Noun, item: &Noun) -> bool {
    let lists = group.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::Including, list) => Some(&list.terms),
        _ => None,
    });
    let mut texts = lists.flatten().filter_map(|term| match &term.value {
        Value::Ref(Ref::Text(text)) => Some(text.as_ref()),
        _ => None,
    });
    texts.any(|text: &str| Some(blanks(text)) == item.name.as_deref().map(blanks))
}

/// What was an item of a group and is now among what the group includes, or the other way round, is no other
/// data; but what is included is not all there is. Takes it out of what the group includes.
fn listed<'a>(
    all: &mut Comparing<'a>,
    (old, before): (&Noun, &mut Parts<'a>),
    (new, after): (&Noun, &mut Parts<'a>),
    id: NounId,
) {
    let take = |policy: &Policy, group: &Noun, other: &Noun, parts: &mut Parts<'a>| -> bool {
        let moved: Vec<String> = items(policy, group)
            .filter(|item| includes(other, item))
            .filter_map(|item| item.name.as_deref().map(blanks))
            .collect();
        parts.keep(Slot::List(ListWord::Including), &|atom| {
            !atom.text().is_some_and(|text| moved.contains(&blanks(text)))
        });
        !moved.is_empty()
    };
    let opened = take(all.old.policy, old, new, after);
    let closed = take(all.new.policy, new, old, before);
    let (kind, direction) = match (opened, closed) {
        (true, false) => ("list-opened", Direction::Widened),
        (false, true) => ("list-closed", Direction::Narrowed),
        _ => return,
    };
    let draft = draft(all, old, new, id, "", "");
    all.push(kind, direction, "property", subject(new), draft);
}

/// A declaration that is new or gone, if no sentence tells it.
fn one_side(all: &mut Comparing<'_>, is_new: bool, id: NounId) {
    let version = all.version(is_new);
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
        item(all, is_new, (id, noun), parent, &make);
        return;
    }
    if noun.kind == NounKind::Tracker {
        let kind = if is_new { "tracker-added" } else { "tracker-removed" };
        all.push(kind, direction, "whole", subject(noun), make(named(noun), one));
        return;
    }
    if noun.kind == NounKind::Definition {
        let version = all.version(is_new);
        let means = values(version, noun, "means").into_iter().map(|(_, text, _)| text).collect::<Vec<_>>();
        let one = Some(side(words::row(&means, "and"), noun.id_span));
        let kind = if is_new { "definition-added" } else { "definition-removed" };
        let what = format!("“{}”", words::noun(noun));
        all.push(kind, direction, "whole", subject(noun), make(what, one));
        return;
    }
    let told = all.told.contains(&identity) || identity.starts_with('“');
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
    let (version, mine) = (all.version(is_new), all.flows(is_new));
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
            is_novel(all, is_new, key.split('\u{1}').next().unwrap_or_default()) && !home.contains(key)
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
    (id, noun): (NounId, &Noun),
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
    // What its group still includes, or included, is told of the group.
    let twin = all.nouns.same.iter().find(|(old, new)| if is_new { *new == parent } else { *old == parent });
    let others = all.version(!is_new);
    let twin_id = twin.map(|(old, new)| if is_new { *old } else { *new });
    let twin = twin_id.and_then(|id| others.policy.noun(id));
    if twin.is_some_and(|group| includes(group, noun)) {
        return;
    }
    // What is said of a group that is all of its items is said of this one, and told of what says so.
    let told = all.told.contains(version.identity(id));
    if told
        && twin_id
            .is_some_and(|twin| groups::is_complete(version, parent) && groups::is_complete(others, twin))
    {
        return;
    }
    let identity = version.identity(parent).to_owned();
    let one = Some(side(words::noun(noun), noun.id_span));
    let direction = if is_new { Direction::Added } else { Direction::Removed };
    let what = words::noun(noun);
    // Even if the vocabulary has the same kind elsewhere, it is new in this group.
    let known = other.collects_classes(&noun.classes);
    let sensitive = noun.classes.iter().any(|class| version.context.is_sensitive(class));
    let collected = mine.has_noun(&identity);
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
