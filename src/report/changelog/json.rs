//! Past changes as data: a file to be committed, in a format with types and a version of its own.
//!
//! The doc comments of these types are the descriptions in the published schema.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::places;
use crate::changelog::{self, Edition, History};
use crate::emit::json::{schema_of, written};
use crate::source::{FileId, Span};
use crate::syntax::{harmful, shows_nothing};

/// The name of the schema, which carries the major version of the format.
pub const SCHEMA_ID: &str = "https://candor.dev/schema/changelog-1.json";

/// The version of the format.
pub const VERSION: &str = "1.0";

/// The name of the format.
const FORMAT: &str = "candor-changelog";

/// Writes the past changes of some policies, each with its name and title.
#[must_use]
pub fn emit(policies: &[(&str, &str, &History)]) -> String {
    let policies = policies.iter().map(|(name, title, history)| Policy {
        name: (*name).to_owned(),
        title: (*title).to_owned(),
        complete: history.complete,
        versions: history.entries.iter().map(version).collect(),
    });
    written(&File {
        schema: SCHEMA_ID.to_owned(),
        format: FORMAT.to_owned(),
        version: VERSION.to_owned(),
        policies: policies.collect(),
    })
}

/// The JSON Schema (2020-12) of what [`emit`] writes.
#[must_use]
pub fn schema() -> String {
    schema_of::<File>(SCHEMA_ID, "Candor changelog")
}

/// Reads what [`emit`] wrote, by the names of the policies; where it is wrong, why and where.
///
/// # Errors
///
/// Says what is wrong, and the place.
pub fn read(text: &str, file: FileId) -> Result<BTreeMap<String, History>, (String, Span)> {
    let at = |span: Option<(usize, usize)>| {
        let (start, end) = span.unwrap_or_default();
        Span::new(file, start, end)
    };
    let found: File = serde_json::from_str(text).map_err(|error| {
        let line =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let place = (line + error.column().saturating_sub(1)).min(text.len());
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default().to_owned();
        (why, at(Some((place, place))))
    })?;
    if found.format != FORMAT || found.version.split('.').next() != Some("1") {
        return Err((format!("it is not of the format {FORMAT} 1"), at(None)));
    }
    let places: BTreeMap<Vec<usize>, (usize, usize)> =
        places::objects(text, &["policies", "versions", "changes"]).into_iter().collect();
    let place = |path: &[usize]| at(places.get(path).copied());
    let mut all = BTreeMap::new();
    for (number, policy) in found.policies.into_iter().enumerate() {
        let mut history = History { entries: Vec::new(), complete: policy.complete };
        plain([&policy.name, &policy.title]).map_err(|why| (why, place(&[number])))?;
        for (entry, version) in policy.versions.into_iter().enumerate() {
            let span = place(&[number, entry]);
            let day = |text: &Option<String>| -> Result<Option<Date>, (String, Span)> {
                let bad = |text: &String| (format!("`{text}` is not a date like 2026-03-01"), span);
                text.as_ref().map(|text| text.parse().map_err(|_| bad(text))).transpose()
            };
            plain(&version.number).map_err(|why| (why, span))?;
            for (change, told) in version.changes.iter().enumerate() {
                let texts = [&told.text, &told.kind, &told.effect].into_iter();
                let texts = texts.chain(&told.people).chain(&told.regions);
                let said = plain(texts).and_then(|()| match shows_nothing(&told.text) {
                    true => Err("what changed is told by an empty text".to_owned()),
                    false => Ok(()),
                });
                said.map_err(|why| (why, place(&[number, entry, change])))?;
            }
            let changes = version.changes.into_iter().enumerate().map(|(change, told)| changelog::Told {
                text: told.text,
                material: matches!(told.class, Class::Material),
                kind: told.kind,
                effect: told.effect,
                people: told.people,
                regions: told.regions,
                span: place(&[number, entry, change]),
            });
            history.entries.push(changelog::Entry {
                date: day(&version.date)?,
                edition: Edition {
                    effective: day(&version.effective)?,
                    updated: day(&version.updated)?,
                    version: version.number,
                },
                first: version.first,
                uncompared: version.uncompared,
                unread: version
                    .unread
                    .iter()
                    .map(|text| day(&Some(text.clone())))
                    .filter_map(Result::transpose)
                    .collect::<Result<_, _>>()?,
                changes: changes.collect(),
                editorial: version.editorial,
                revisions: Vec::new(),
                span,
            });
        }
        in_turn(&history)?;
        let name = policy.name.clone();
        if all.insert(policy.name, history).is_some() {
            return Err((format!("the policy `{name}` is in it twice"), place(&[number])));
        }
    }
    Ok(all)
}

/// Whether texts have nothing that no text may have.
fn plain<'a>(texts: impl IntoIterator<Item = &'a String>) -> Result<(), String> {
    texts.into_iter().find_map(|text| harmful(text)).map_or(Ok(()), Err)
}

/// Whether versions follow on each other: each is another than the one before it, and only the last is the first.
fn in_turn(history: &History) -> Result<(), (String, Span)> {
    for (newer, older) in history.entries.iter().zip(history.entries.iter().skip(1)) {
        if newer.first {
            return Err(("a version that is called the first has another before it".to_owned(), newer.span));
        }
        if newer.edition.is_same(&older.edition) {
            return Err(("this is the same version as the one above it".to_owned(), older.span));
        }
    }
    Ok(())
}

/// The past changes of some policies, version by version, in words for their readers.
///
/// Readers ignore members they do not know: a minor version may add some.
#[derive(Serialize, Deserialize, JsonSchema)]
struct File {
    /// The schema of this file.
    #[serde(rename = "$schema", default)]
    #[schemars(extend("const" = SCHEMA_ID))]
    schema: String,
    /// The name of the format.
    #[schemars(extend("const" = FORMAT))]
    format: String,
    /// The version of the format, major and minor.
    #[schemars(extend("pattern" = r"^1\.[0-9]+$"))]
    version: String,
    /// The policies.
    policies: Vec<Policy>,
}

/// One policy.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Policy {
    /// The stem of its file.
    name: String,
    /// Its title.
    #[serde(default)]
    title: String,
    /// Whether the list goes back to the first version.
    complete: bool,
    /// The versions that readers knew, the newest first.
    versions: Vec<Version>,
}

/// A version, and what it changed.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Version {
    /// The day by which readers know it: `effective`, or `updated` where that is later, or else the
    /// day of the commit. Absent, where there is none of these yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// From when on it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    /// What it is numbered.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// Whether there was none before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    first: bool,
    /// Whether what it changed is not known, since no version before it can be read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    uncompared: bool,
    /// The days of versions between this one and the one before that could not be read: what they
    /// changed is among the changes of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unread: Vec<String>,
    /// What changed, the most important first.
    changes: Vec<Change>,
    /// How many changes of wording are not told one by one.
    #[serde(default)]
    editorial: usize,
}

/// A change.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Change {
    /// The change in whole sentences, for readers. A build prints this text, so it may be edited.
    text: String,
    /// Whether it matters.
    class: Class,
    /// What it means for people: `worse`, `unclear`, `neutral` or `better`.
    #[serde(default)]
    effect: String,
    /// Its kind: a stable kebab-case name, as in `candor diff`.
    #[serde(default)]
    kind: String,
    /// The people it is about; everyone, if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    /// The places it is about; everywhere, if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    regions: Vec<String>,
}

/// The class of a change.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// It changes what happens with people's data, or what they can rely on.
    Material,
    /// It reads differently, and means the same.
    Editorial,
}

fn version(entry: &changelog::Entry) -> Version {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    Version {
        date: day(entry.date),
        effective: day(entry.edition.effective),
        updated: day(entry.edition.updated),
        number: entry.edition.version.clone(),
        first: entry.first,
        uncompared: entry.uncompared,
        unread: entry.unread.iter().map(ToString::to_string).collect(),
        changes: entry.changes.iter().map(change).collect(),
        editorial: entry.editorial,
    }
}

fn change(told: &changelog::Told) -> Change {
    Change {
        text: told.text.clone(),
        class: if told.material { Class::Material } else { Class::Editorial },
        effect: told.effect.clone(),
        kind: told.kind.clone(),
        people: told.people.clone(),
        regions: told.regions.clone(),
    }
}
