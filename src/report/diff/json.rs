//! What changed, as data, in a format with types and a version of its own.
//!
//! The doc comments of these types are the descriptions in the published schema.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Compared, Outcome, Policy};
use crate::diff::duties;
use crate::diff::{self, kinds, readers};
use crate::emit::json::{schema_of, written};
use crate::report::published::{Place, Verified};
use crate::report::{help_uri, word};
use crate::source::{Sources, Span};

/// The name of the schema, which carries the major version of the format.
pub const SCHEMA_ID: &str = "https://candor.dev/schema/diff-1.json";

/// The version of the format.
pub const VERSION: &str = "1.0";

/// The name of the format.
const FORMAT: &str = "candor-diff";

/// Writes the comparison of some policies.
#[must_use]
pub fn emit(policies: &[Policy<'_>]) -> String {
    written(&File {
        schema: SCHEMA_ID,
        format: FORMAT,
        version: VERSION,
        policies: policies.iter().map(policy).collect(),
    })
}

/// The JSON Schema (2020-12) of what [`emit`] writes.
#[must_use]
pub fn schema() -> String {
    schema_of::<File<'_>>(SCHEMA_ID, "Candor diff")
}

/// What changed between two versions of some policies.
#[derive(Serialize, JsonSchema)]
struct File<'a> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    #[schemars(extend("const" = SCHEMA_ID))]
    schema: &'static str,
    /// The name of the format.
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The version of the format, major and minor.
    #[schemars(extend("pattern" = r"^1\.[0-9]+$"))]
    version: &'static str,
    /// The policies.
    policies: Vec<PolicyDiff<'a>>,
}

/// One policy in two versions.
#[derive(Serialize, JsonSchema)]
struct PolicyDiff<'a> {
    /// The stem of its file.
    name: &'a str,
    /// Its title.
    title: &'a str,
    /// The file as it is shown.
    file: &'a str,
    /// What the old version is called: a file, or a file at a revision.
    old: &'a str,
    /// What the new version is called.
    new: &'a str,
    /// Whether the two could be compared. Where they could not, nothing is known of what changed.
    compared: bool,
    /// Why they could not be compared.
    #[serde(rename = "not-compared-because", skip_serializing_if = "Option::is_none")]
    not_compared_because: Option<&'a str>,
    /// How many changes there are; absent, where nothing was compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Counts>,
    /// The laws that either version names.
    laws: Vec<&'a str>,
    /// The changes, the most important first.
    changes: Vec<Change<'a>>,
    /// What follows from them.
    #[serde(rename = "what-follows", skip_serializing_if = "Option::is_none")]
    follows: Option<Follows<'a>>,
    /// What readers see change, document by document.
    readers: Vec<Document<'a>>,
}

/// How many changes there are.
#[derive(Serialize, JsonSchema)]
struct Counts {
    /// Material ones.
    material: usize,
    /// Editorial ones.
    editorial: usize,
}

/// One change.
#[derive(Serialize, JsonSchema)]
struct Change<'a> {
    /// Its kind: a stable kebab-case name.
    kind: &'a str,
    /// What kind of change that is, in a few words.
    title: &'a str,
    /// Whether it changes what happens with people's data, or what they can rely on.
    class: Class,
    /// What it means for the people the policy is about.
    effect: Effect,
    /// Whether only a person can tell what it means.
    #[serde(rename = "needs-reading")]
    needs_reading: bool,
    /// Which way it went.
    direction: Direction,
    /// The part that changed: `modality`, `condition`, `period`, ….
    aspect: &'a str,
    /// What it is about.
    subject: Subject<'a>,
    /// The change in one sentence, without a full stop.
    summary: &'a str,
    /// The old version.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Side<'a>>,
    /// The new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Side<'a>>,
    /// The sentence it stands in, if it stands in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<Sentences<'a>>,
    /// Whom it is about.
    affected: Affected<'a>,
    /// The reason for its class.
    why: &'a str,
    /// The law behind its class, as far as it concerns the policy.
    law: Vec<Citation<'a>>,
    /// What follows from it, by the names under `what-follows`.
    duties: Vec<&'a str>,
}

/// The class of a change.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// It changes what happens with people's data, or what they can rely on.
    Material,
    /// It reads differently, and means the same.
    Editorial,
}

/// What a change means for people.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Effect {
    /// They have less than before, or more happens with their data.
    Worse,
    /// Only a person can tell.
    Unclear,
    /// Neither.
    Neutral,
    /// They have more than before, or less happens with their data.
    Better,
}

/// Which way a change went.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Direction {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It says more than before.
    Widened,
    /// It says less than before.
    Narrowed,
    /// It says something else.
    Changed,
    /// It says the same in other words.
    Reworded,
    /// It has another name.
    Renamed,
    /// It stands elsewhere.
    Moved,
}

/// What a change is about.
#[derive(Serialize, JsonSchema)]
struct Subject<'a> {
    /// `statement`, `section`, `assertion`, `approval`, or a kind of declaration, such as `recipient`.
    kind: &'a str,
    /// Its stable id.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(extend("minLength" = 1))]
    id: &'a str,
    /// What readers call it, or what it says.
    name: &'a str,
    /// The topic of a statement, or of a section.
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'static str>,
}

/// One side of a change.
#[derive(Serialize, JsonSchema)]
struct Side<'a> {
    /// What changed, in words.
    text: &'a str,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

/// A whole sentence in both versions, as it is declared, in words.
#[derive(Serialize, JsonSchema)]
struct Sentences<'a> {
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
}

/// Whom a change is about.
#[derive(Serialize, JsonSchema)]
struct Affected<'a> {
    /// Whether it is about everyone.
    everyone: bool,
    /// The people, as readers call them.
    people: &'a [String],
    /// The places.
    regions: &'a [String],
    /// Whether they are children.
    children: bool,
}

/// A place in the law.
#[derive(Serialize, JsonSchema)]
struct Citation<'a> {
    /// The place, as people cite it.
    at: &'a str,
    /// How far it was checked against the text of the law.
    verified: Verified,
}

/// What follows from the changes.
#[derive(Serialize, JsonSchema)]
struct Follows<'a> {
    /// When the versions hold.
    dates: Dates<'a>,
    /// What is to be done.
    tasks: Vec<Task<'a>>,
    /// When people must be told; absent, if nobody must be.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<Notice<'a>>,
    /// What was found to be wrong.
    findings: Vec<Finding<'a>>,
}

/// When two versions hold.
#[derive(Serialize, JsonSchema)]
struct Dates<'a> {
    /// From when on.
    effective: Pair<String>,
    /// When it was last changed.
    updated: Pair<String>,
    /// What it is numbered.
    version: Pair<&'a str>,
}

/// Something in both versions.
#[derive(Serialize, JsonSchema)]
struct Pair<T> {
    /// In the old version.
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<T>,
    /// In the new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<T>,
}

/// Something to be done.
#[derive(Serialize, JsonSchema)]
struct Task<'a> {
    /// Its stable name.
    duty: &'a str,
    /// What.
    text: &'a str,
    /// Whether the new version does it; absent, where that shows elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<bool>,
    /// The law behind it, as far as it concerns the policy.
    law: Vec<Citation<'a>>,
    /// The changes it follows from: places in `changes`, from 0.
    #[serde(rename = "because-of")]
    because_of: &'a [usize],
}

/// When people must be told.
#[derive(Serialize, JsonSchema)]
struct Notice<'a> {
    /// What the old version promises, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<&'a str>,
    /// Where it promises that.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    /// How long before, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    /// How people are told.
    by: Vec<&'a str>,
    /// The day from which the notice counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The day on which the new version takes effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    /// The days between the two; less than 0, where it takes effect before.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<i32>,
    /// The first day on which the new version may take effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<String>,
    /// Whether there is time enough; absent, where that cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    enough: Option<bool>,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// Its stable name, which `candor explain` takes.
    name: &'a str,
    /// How much it matters: `error`, `warning` or `note`.
    severity: &'static str,
    /// What is wrong.
    message: &'a str,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    /// What to type instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// The law behind it.
    citations: &'a [String],
    /// The page about it.
    url: String,
}

/// One document in two versions.
#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    /// Its name: that of its files without their ending.
    name: &'a str,
    /// Its title.
    title: &'a str,
    /// The passages that differ, in their order.
    passages: Vec<Passage<'a>>,
}

/// A passage that readers see change.
#[derive(Serialize, JsonSchema)]
struct Passage<'a> {
    /// The heading it stands under.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(extend("minLength" = 1))]
    section: &'a str,
    /// What happened to it.
    kind: PassageKind,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Vec<Piece<'a>>>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Vec<Piece<'a>>>,
    /// The declarations that the new text, or the old if there is no new, was written from.
    from: Vec<Place>,
}

/// What happened to a passage.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum PassageKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It reads differently.
    Changed,
    /// It stands elsewhere.
    Moved,
}

/// A piece of a passage.
#[derive(Serialize, JsonSchema)]
struct Piece<'a> {
    /// The text.
    text: &'a str,
    /// Whether the other version has something else here.
    differs: bool,
}

fn policy<'a>(policy: &'a Policy<'a>) -> PolicyDiff<'a> {
    let counts = policy.counts().map(|(material, editorial)| Counts { material, editorial });
    let plain = PolicyDiff {
        name: policy.name,
        title: policy.title,
        file: &policy.file,
        old: &policy.before,
        new: &policy.after,
        compared: counts.is_some(),
        not_compared_because: None,
        counts,
        laws: Vec::new(),
        changes: Vec::new(),
        follows: None,
        readers: Vec::new(),
    };
    match &policy.outcome {
        Outcome::NotCompared(why) => PolicyDiff { not_compared_because: Some(why), ..plain },
        Outcome::Compared(compared) => PolicyDiff {
            laws: compared.changes.laws.iter().map(String::as_str).collect(),
            changes: compared.changes.changes.iter().map(|one| change(compared, one)).collect(),
            follows: Some(follows(compared)),
            readers: compared.readers.iter().map(|reading| document(compared, reading)).collect(),
            ..plain
        },
    }
}

fn change<'a>(compared: &Compared<'_>, change: &'a diff::Change) -> Change<'a> {
    let side =
        |side: &'a diff::Side, new: bool| Side { text: &side.text, place: place(compared, side.span, new) };
    Change {
        kind: &change.kind.id,
        title: &change.kind.title,
        class: if change.kind.material { Class::Material } else { Class::Editorial },
        effect: match change.kind.effect {
            diff::Effect::Worse => Effect::Worse,
            diff::Effect::Unclear => Effect::Unclear,
            diff::Effect::Neutral => Effect::Neutral,
            diff::Effect::Better => Effect::Better,
        },
        needs_reading: change.needs_reading(),
        direction: match change.direction {
            diff::Direction::Added => Direction::Added,
            diff::Direction::Removed => Direction::Removed,
            diff::Direction::Widened => Direction::Widened,
            diff::Direction::Narrowed => Direction::Narrowed,
            diff::Direction::Changed => Direction::Changed,
            diff::Direction::Reworded => Direction::Reworded,
            diff::Direction::Renamed => Direction::Renamed,
            diff::Direction::Moved => Direction::Moved,
        },
        aspect: change.aspect,
        subject: Subject {
            kind: change.subject.kind,
            id: &change.subject.id,
            name: &change.subject.name,
            topic: change.subject.topic.map(crate::model::words::Topic::as_str),
        },
        summary: &change.summary,
        before: change.before.as_ref().map(|before| side(before, false)),
        after: change.after.as_ref().map(|after| side(after, true)),
        sentences: (change.sentences != diff::Sentences::default()).then_some(Sentences {
            before: change.sentences.before.as_deref(),
            after: change.sentences.after.as_deref(),
        }),
        affected: Affected {
            everyone: change.affected.is_everyone(),
            people: &change.affected.people,
            regions: &change.affected.regions,
            children: change.affected.children,
        },
        why: &change.kind.why,
        law: citations(&change.citations),
        duties: change.duties.iter().map(|duty| duty.id.as_str()).collect(),
    }
}

fn citations<'a>(cites: &[&'a kinds::Cite]) -> Vec<Citation<'a>> {
    let one = |cite: &&'a kinds::Cite| Citation { at: &cite.at, verified: cite.verified.into() };
    cites.iter().map(one).collect()
}

fn follows<'a>(compared: &'a Compared<'_>) -> Follows<'a> {
    let found = compared.consequences;
    let date = |pair: (Option<Date>, Option<Date>)| Pair {
        old: pair.0.map(|date| date.to_string()),
        new: pair.1.map(|date| date.to_string()),
    };
    Follows {
        dates: Dates {
            effective: date(found.dates.effective),
            updated: date(found.dates.updated),
            version: Pair { old: found.dates.version.0.as_deref(), new: found.dates.version.1.as_deref() },
        },
        tasks: found.tasks.iter().map(task).collect(),
        notice: found.notice.as_ref().map(|notice| of_notice(compared, notice)),
        findings: found
            .findings
            .iter()
            .map(|finding| Finding {
                name: finding.code,
                severity: word(finding.severity),
                message: &finding.message,
                place: place(compared, finding.span, true),
                help: finding.help.as_deref(),
                citations: &finding.citations,
                url: help_uri(finding.code),
            })
            .collect(),
    }
}

fn task(task: &duties::Task) -> Task<'_> {
    Task {
        duty: &task.duty.id,
        text: &task.duty.says,
        done: task.done,
        law: citations(&task.citations),
        because_of: &task.because_of,
    }
}

fn of_notice<'a>(compared: &Compared<'_>, notice: &'a duties::Notice) -> Notice<'a> {
    let promise = notice.promise.as_ref();
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    Notice {
        promise: promise.map(|promise| promise.sentence.as_str()),
        place: promise.and_then(|promise| place(compared, promise.span, false)),
        period: promise.and_then(|promise| promise.period).map(|period| period.to_string()),
        by: promise.map(|promise| promise.by.iter().map(String::as_str).collect()).unwrap_or_default(),
        from: date(notice.from),
        effective: date(notice.effective),
        days: notice.days,
        earliest: date(notice.earliest),
        enough: notice.is_enough(),
    }
}

fn document<'a>(compared: &Compared<'_>, reading: &'a super::Reading) -> Document<'a> {
    let passages = reading.passages.iter().map(|passage| of_passage(compared, passage)).collect();
    Document { name: &reading.name, title: &reading.title, passages }
}

fn of_passage<'a>(compared: &Compared<'_>, passage: &'a readers::Passage) -> Passage<'a> {
    let pieces = |text: &'a readers::Text| {
        text.pieces.iter().map(|piece| Piece { text: &piece.text, differs: piece.differs }).collect()
    };
    let from = match (&passage.after, &passage.before) {
        (Some(after), _) => after.spans.iter().filter_map(|span| place(compared, *span, true)).collect(),
        (None, Some(before)) => {
            before.spans.iter().filter_map(|span| place(compared, *span, false)).collect()
        }
        (None, None) => Vec::new(),
    };
    Passage {
        section: &passage.section,
        kind: match passage.kind {
            readers::PassageKind::Added => PassageKind::Added,
            readers::PassageKind::Removed => PassageKind::Removed,
            readers::PassageKind::Changed => PassageKind::Changed,
            readers::PassageKind::Moved => PassageKind::Moved,
        },
        before: passage.before.as_ref().map(pieces),
        after: passage.after.as_ref().map(pieces),
        from,
    }
}

fn place(compared: &Compared<'_>, span: Span, new: bool) -> Option<Place> {
    let (sources, shown): (&Sources, &dyn Fn(&str) -> String) = if new {
        (compared.new_sources, compared.new_shown)
    } else {
        (compared.old_sources, compared.old_shown)
    };
    if span == Span::default() { None } else { Place::of(sources, shown, span) }
}
