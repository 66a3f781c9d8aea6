//! The past changes of policies: made from their versions, and written for people and machines.
//!
//! [`human`] is for a terminal, [`json`] is the file that is committed: a build reads it again
//! ([`attach`]) and puts its words into the policy. As Markdown and HTML they are a document
//! ([`crate::compile::changelog`]).

pub mod human;
pub mod json;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::changelog::{Edition, Entry, Told};
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::{self, Change, Changes};
use crate::document::Wording;
use crate::model::Policy;
use crate::model::phrase::capitalized;
use crate::project::{LoadError, Loader, Read};
use crate::source::{Source, Span};

/// A version of a policy that readers knew, and that could be read without errors.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The day of the first commit that said so; nothing, if none did.
    pub day: Option<Date>,
    /// The days of versions between this one and the one before that could not be read.
    pub unread: &'a [Date],
    /// The commits that said so, the newest first.
    pub revisions: &'a [String],
}

/// What came before a version.
#[derive(Clone, Copy, Debug)]
pub enum Before<'a> {
    /// Another.
    Version(&'a Policy),
    /// Nothing: it is the first.
    Nothing,
    /// None that can be read.
    Unreadable,
}

/// What a version changed; nothing, if it says nothing of itself and changed nothing that readers
/// would notice, and so is no version to them.
#[must_use]
pub fn entry(new: &Version<'_>, before: Before<'_>, wording: &Wording) -> Option<Entry> {
    let edition = diff::edition(new.policy);
    let stated = edition != Edition::default();
    let mut entry = Entry {
        date: edition.day().or(new.day),
        edition,
        unread: new.unread.to_vec(),
        revisions: new.revisions.to_vec(),
        ..Entry::default()
    };
    match before {
        Before::Version(old) => {
            let changes = diff::diff(old, new.policy);
            (entry.changes, entry.editorial) = told(&changes, wording);
        }
        Before::Nothing => entry.first = true,
        Before::Unreadable => entry.uncompared = true,
    }
    (stated || entry.first || entry.uncompared || !entry.changes.is_empty() || entry.editorial > 0)
        .then_some(entry)
}

/// The changes that readers are told one by one, and how many others they may notice.
fn told(changes: &Changes, wording: &Wording) -> (Vec<Told>, usize) {
    let mut told: Vec<Told> = Vec::new();
    let mut rest = 0;
    let shown: Vec<&Change> = changes.changes.iter().filter(|change| !change.kind.silent).collect();
    let mut kinds: BTreeMap<&diff::Sentences, BTreeSet<&str>> = BTreeMap::new();
    for change in &shown {
        kinds.entry(&change.sentences).or_default().insert(&change.kind.id);
    }
    for change in shown {
        // Where one sentence changed in several ways, both versions of it say them all.
        let alone = kinds.get(&change.sentences).is_none_or(|kinds| kinds.len() == 1);
        match in_words(change, alone, wording) {
            Some(text) if told.iter().any(|known| known.text == text) => {}
            Some(text) => told.push(Told {
                text,
                material: change.kind.material,
                kind: change.kind.id.clone(),
                effect: change.kind.effect.as_str().to_owned(),
                people: change.affected.people.clone(),
                regions: change.affected.regions.clone(),
                span: Span::default(),
            }),
            None => rest += 1,
        }
    }
    (told, rest)
}

/// A change in words for readers; nothing, if it is one of wording that has no words of its own.
///
/// What quotes both versions of the sentence speaks of all that changed in it, and so cannot name one of several
/// kinds of change; `alone` says that there is one.
fn in_words(change: &Change, alone: bool, wording: &Wording) -> Option<String> {
    let word = |key: &str| wording.word(&["told", key]);
    let (was, now) = (change.sentences.before.as_deref(), change.sentences.after.as_deref());
    let sentences = was.zip(now).filter(|(was, now)| was != now);
    // What turns round a sentence takes something back.
    let turned = change.before.is_some() && change.after.is_some();
    let own = turned.then(|| word(&format!("{}-reversed", change.kind.id))).flatten();
    let own = own.or_else(|| word(&change.kind.id));
    if own.is_none() && !change.kind.material {
        return None;
    }
    let asks = |pattern: &str| pattern.contains("{was}") || pattern.contains("{now}");
    let own = own.filter(|pattern| !asks(pattern) || (sentences.is_some() && alone));
    // What has nothing on one side is not told as if it had.
    let there =
        |pattern: &str, place: &str, side: &Option<diff::Side>| !pattern.contains(place) || side.is_some();
    let own = own.filter(|pattern| {
        there(pattern, "{before}", &change.before) && there(pattern, "{after}", &change.after)
    });
    let pattern = own.or_else(|| sentences.and_then(|_| word("sentence"))).or_else(|| word("other"))?;
    let (was, now) = sentences.unwrap_or_default();
    let side = |side: &Option<diff::Side>| side.as_ref().map(|side| side.text.clone()).unwrap_or_default();
    let text = diff::kinds::fill(
        pattern,
        &[
            ("summary", &change.summary),
            ("what", &change.what),
            ("aim", &change.aim()),
            ("before", &side(&change.before)),
            ("after", &side(&change.after)),
            ("detail", &change.detail),
            ("was", was),
            ("now", now),
        ],
    );
    // What it ends with may end with a stop of its own: "Acme Inc.", “Only for you.”
    let ends = |text: &str| text.ends_with(".”") || text.ends_with('.') && !text.ends_with("..");
    let text = match text.strip_suffix('.') {
        Some(rest) if ends(rest) => rest.to_owned(),
        _ => text,
    };
    // What the sentence begins with may be the author's own words.
    Some(capitalized(&with_limits(text, &change.sentences, wording)))
}

/// A change in words with what its sentence says besides: the whole of it where it holds on conditions, for some people
/// or in some place, and the limits of its sections.
fn with_limits(text: String, sentences: &diff::Sentences, wording: &Wording) -> String {
    let (sentence, whole, scope) = match (&sentences.before, &sentences.after) {
        (_, Some(now)) => (now, "whole", "scope"),
        (Some(was), None) => (was, "whole-before", "scope-before"),
        (None, None) => return text,
    };
    let behind = |text: String, key: &str, name: &str, said: &str| match wording.word(&["told", key]) {
        Some(pattern) if !said.is_empty() && !text.contains(said) => {
            diff::kinds::fill(pattern, &[("text", &text), (name, said)])
        }
        _ => text,
    };
    let text = if sentences.limited { behind(text, whole, "sentence", sentence) } else { text };
    behind(text, scope, "scope", &sentences.scope)
}

/// Adds a policy's past changes, as `candor changelog --format json` wrote them: the file becomes
/// one of its sources, and what is wrong with it one of its findings.
pub fn attach(read: &mut Read, path: &str, load: Loader<'_>) {
    let bytes = load(path);
    let file = |read: &mut Read, text: &str| read.sources.add(Source::new(path, text));
    let text = match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => {
            let at = Span::new(file(read, ""), 0, 0);
            read.findings.push(bad_changelog("it is not UTF-8", at));
            return;
        }
        Err(error) => {
            let at = Span::new(file(read, ""), 0, 0);
            read.findings.push(bad_changelog(&why(&error), at));
            return;
        }
    };
    let id = file(read, &text);
    match json::read(&text, id) {
        Err((why, at)) => read.findings.push(bad_changelog(&why, at)),
        Ok(mut all) => {
            let at = Span::new(id, 0, 0);
            let listed = all.remove(&read.policy.name).filter(|found| !found.entries.is_empty());
            let Some(found) = listed else {
                read.findings.push(not_in_changelog(&read.policy.name, at));
                return;
            };
            let edition = diff::edition(&read.policy);
            let newest = found.entries.first();
            if newest.is_none_or(|entry| entry.edition != edition) && edition != Edition::default() {
                read.findings.push(changelog_outdated(&edition, newest.map_or(at, |entry| entry.span)));
            }
            read.changelog = Some(found);
        }
    }
}

fn why(error: &LoadError) -> String {
    match error {
        LoadError::Missing => "there is no such file".to_owned(),
        LoadError::Outside => "it lies outside the project".to_owned(),
        LoadError::TooLarge(bytes) => format!("it has {bytes} bytes, which is too much"),
        LoadError::Unreadable(why) => why.clone(),
    }
}

const BAD: &str = "bad-changelog";
const ABSENT: &str = "not-in-changelog";
const OUTDATED: &str = "changelog-outdated";
const COMMAND: &str = "`candor changelog --format json --out FILE` writes it anew";

fn of(name: &'static str, severity: Severity, at: Span, message: String) -> Diagnostic {
    match severity {
        Severity::Error => Diagnostic::error(name, at, message),
        Severity::Warning => Diagnostic::warning(name, at, message),
        Severity::Note => Diagnostic::note(name, at, message),
    }
}

fn bad_changelog(why: &str, at: Span) -> Diagnostic {
    of(BAD, Severity::Error, at, format!("this changelog cannot be used: {why}")).with_help(COMMAND)
}

fn not_in_changelog(name: &str, at: Span) -> Diagnostic {
    of(ABSENT, Severity::Warning, at, format!("the changelog says nothing of the policy `{name}`"))
        .with_help(COMMAND)
}

fn changelog_outdated(edition: &Edition, at: Span) -> Diagnostic {
    let dates = [("effective", edition.effective), ("updated", edition.updated)];
    let dates = dates.iter().filter_map(|(word, date)| Some(format!("{word} {}", (*date)?)));
    let version = edition.version.iter().map(|version| format!("version {version}"));
    let says: Vec<String> = version.chain(dates).collect();
    let message =
        format!("the newest version in the changelog is not that of the policy ({})", says.join(", "));
    of(OUTDATED, Severity::Warning, at, message).with_help(COMMAND)
}

#[cfg(test)]
mod tests;
