//! Edits to the sample policies, each with what is said about it.
//!
//! A case is a file of `tests/cases/diff`: a sample, some edits of it, the kinds of change
//! they come to in order of importance, and what a privacy counsel would say. Its snapshots
//! show the comparison as people read it, in one column and in two, as a comment on a pull
//! request, and as data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use candor::approval;
use candor::compile::{self, Built, Settings, documents};
use candor::diff::duties::{Consequences, consequences};
use candor::diff::{self, Approved, Changes, readers};
use candor::document::{Document, DocumentKind};
use candor::law::Vocabulary;
use candor::project::{self, LoadError, Read};
use candor::report::diff as report;
use serde::Deserialize;

const CASES: &str = "tests/cases/diff";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    /// A sample of `policies/`.
    policy: String,
    /// What counsel would say.
    counsel: String,
    /// The day on which people are told.
    #[serde(default)]
    as_of: Option<String>,
    /// What the sample had before, where it must differ from how it stands.
    #[serde(default)]
    first: Vec<Edit>,
    edits: Vec<Edit>,
    /// What was approved before the edits.
    #[serde(default)]
    approved: Vec<Approving>,
    /// What is approved after them.
    #[serde(default)]
    approved_after: Vec<Approving>,
    /// Sections whose approval is taken out.
    #[serde(default)]
    no_longer_approved: Vec<String>,
    /// The kinds of change, in order.
    expect: Vec<String>,
    /// The findings.
    #[serde(default)]
    findings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    from: String,
    to: String,
}

/// A section that somebody approves; its digests are those of the text that it has then.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Approving {
    section: String,
    by: String,
    on: String,
}

fn cases() -> BTreeMap<String, Case> {
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(CASES).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case = serde_yaml::from_str(&fs::read_to_string(&path).unwrap());
        cases.insert(name.clone(), case.unwrap_or_else(|error| panic!("{name}: {error}")));
    }
    cases
}

/// A text after some edits. How the sample is laid out makes no difference, only its words do.
fn edited(name: &str, text: &str, edits: &[Edit]) -> String {
    edits.iter().fold(text.to_owned(), |text, edit| {
        let (blind, offsets) = collapsed(&text);
        let (from, _) = collapsed(edit.from.trim());
        let found: Vec<usize> = blind.match_indices(&from).map(|(at, _)| at).collect();
        assert_eq!(found.len(), 1, "{name}: `{}` stands {} times in the sample", edit.from, found.len());
        let (start, end) = (offsets[found[0]], offsets[found[0] + from.len()]);
        format!("{}{}{}", &text[..start], edit.to.trim(), &text[end..])
    })
}

/// A text with every run of blanks as one, and where each byte of that stood; one place more than bytes.
fn collapsed(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut offsets) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && out.ends_with(' ') {
            continue;
        }
        out.push(c);
        offsets.resize(out.len(), at);
    }
    offsets.push(text.len());
    (out, offsets)
}

fn read(name: &str, text: &str) -> Read {
    let file = format!("{name}.candor");
    let load = |path: &str| if path == file { Ok(text.as_bytes().to_vec()) } else { Err(LoadError::Missing) };
    let read = project::read(&file, &load, Vocabulary::builtin());
    let errors: Vec<_> = read
        .findings
        .iter()
        .filter(|finding| finding.severity == candor::diagnostic::Severity::Error)
        .map(|finding| format!("{} {}", read.sources.place(finding.span), finding.message))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    read
}

/// A text with some sections of it approved.
fn approved(policy: &str, text: &str, approvals: &[Approving]) -> String {
    approvals.iter().fold(text.to_owned(), |text, approving| {
        let read = read(policy, &text);
        let sections = compile::sections(&read, &Settings::default(), &mut Built::default());
        let chosen = sections.iter().find(|section| section.id == approving.section);
        let chosen = [chosen.unwrap_or_else(|| panic!("{policy} has no section `{}`", approving.section))];
        let changed = approval::approve(
            &read.policy,
            &read.sources,
            &chosen,
            approving.on.parse().unwrap(),
            &approving.by,
        );
        changed.into_iter().next().map_or(text, |(_, text)| text)
    })
}

struct Compared {
    old: Read,
    new: Read,
    changes: Changes,
    consequences: Consequences,
    readers: Vec<report::Reading>,
}

fn compare(old: Read, new: Read, as_of: Option<&str>) -> Compared {
    let settings = Settings::default();
    let made = |read: &Read| {
        let mut built = Built::default();
        let made = documents(read, &settings, &mut built);
        assert_eq!(built.template_errors, Vec::<String>::new());
        made
    };
    let (before, after) = (made(&old), made(&new));
    let mut found = Vec::new();
    for document in &after {
        let nothing = Document::default();
        let twin = before.iter().find(|old| old.name == document.name).unwrap_or(&nothing);
        let passages = readers::compare(twin, document);
        if !passages.is_empty() {
            found.push(report::Reading {
                name: document.name.clone(),
                of_law: document.kind == DocumentKind::Law,
                title: document.title.clone(),
                passages,
            });
        }
    }
    let changes = diff::diff(&old.policy, &new.policy);
    let changes = changes.with_readers(&new.policy, found.iter().map(|reading| reading.passages.len()).sum());
    let sections = |read: &Read, documents: &[Document]| approval::sections(&read.policy, &documents[0]);
    let sections = (sections(&old, &before), sections(&new, &after));
    let changes = changes.with_approvals(
        Approved { policy: &old.policy, sections: &sections.0 },
        Approved { policy: &new.policy, sections: &sections.1 },
    );
    let as_of = as_of.map(|day| day.parse().unwrap());
    let consequences = consequences(&changes, &old.policy, &new.policy, as_of);
    Compared { old, new, changes, consequences, readers: found }
}

fn written(compared: &Compared, emit: &dyn Fn(&[report::Policy<'_>]) -> String) -> String {
    let file = format!("{}.candor", compared.new.policy.name);
    let (old_shown, new_shown) = (|path: &str| format!("main:{path}"), |path: &str| path.to_owned());
    emit(&[report::Policy {
        name: &compared.new.policy.name,
        title: compared.new.policy.title.as_deref().unwrap_or_default(),
        before: format!("main:{file}"),
        after: file.clone(),
        file,
        outcome: report::Outcome::Compared(report::Compared {
            changes: &compared.changes,
            consequences: &compared.consequences,
            readers: &compared.readers,
            old_sources: &compared.old.sources,
            new_sources: &compared.new.sources,
            old_shown: &old_shown,
            new_shown: &new_shown,
        }),
    }])
}

/// Both versions of a case.
fn versions(name: &str, case: &Case) -> (Read, Read) {
    let sample = fs::read_to_string(Path::new("policies").join(format!("{}.candor", case.policy))).unwrap();
    let old = edited(name, &sample, &case.first);
    let old = approved(&case.policy, &old, &case.approved);
    let new = edited(name, &old, &case.edits);
    let new = approved(&case.policy, &new, &case.approved_after);
    let pinned = |line: &str| {
        let word = line.split_whitespace().next();
        line.contains(" wording ") && case.no_longer_approved.iter().any(|id| word == Some(id))
    };
    let new: String = new.split_inclusive('\n').filter(|line| !pinned(line)).collect();
    (read(&case.policy, &old), read(&case.policy, &new))
}

fn of(name: &str, case: &Case) -> Compared {
    let (old, new) = versions(name, case);
    compare(old, new, case.as_of.as_deref())
}

#[test]
fn each_edit_is_told_as_counsel_would() {
    let mut wrong = Vec::new();
    for (name, case) in cases() {
        let Compared { changes, consequences: follows, .. } = of(&name, &case);
        let kinds: Vec<&str> = changes.changes.iter().map(|change| change.kind.id.as_str()).collect();
        if kinds != case.expect {
            let said: Vec<&str> = changes.changes.iter().map(|change| change.summary.as_str()).collect();
            wrong.push(format!("{name}: {} {kinds:?}\n{said:#?}", case.counsel));
        }
        let findings: Vec<&str> = follows.findings.iter().map(|finding| finding.code).collect();
        if findings != case.findings {
            wrong.push(format!("{name}: {findings:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_of_a_comparison_has_a_case() {
    let shown: BTreeSet<String> = cases().into_values().flat_map(|case| case.findings).collect();
    let known = candor::analysis::registry::all().iter();
    let known: BTreeSet<String> =
        known.filter(|(_, known)| known.group == "changes").map(|(name, _)| name.clone()).collect();
    assert_eq!(shown, known);
}

#[test]
fn each_edit_in_every_form() {
    let schema: serde_json::Value = serde_json::from_str(&report::json::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/diff");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, case) in cases() {
            let compared = of(&name, &case);
            let human = |width| {
                let manner = report::human::Manner { width, styled: false };
                written(&compared, &|policies| report::human::emit(policies, manner))
            };
            insta::assert_snapshot!(format!("{name}.txt"), human(100));
            insta::assert_snapshot!(format!("{name}.wide.txt"), human(160));
            insta::assert_snapshot!(format!("{name}.md"), written(&compared, &report::markdown::emit));
            let json = written(&compared, &report::json::emit);
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
            insta::assert_snapshot!(format!("{name}.json"), json);
        }
    });
}

#[test]
fn every_snapshot_has_a_case() {
    let names: BTreeSet<String> = cases().into_keys().collect();
    for entry in fs::read_dir("tests/snapshots/diff").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned();
        assert!(names.contains(&name), "{} belongs to no case", path.display());
    }
}

/// Whoever takes an edit back is told as much as whoever makes it.
#[test]
fn an_edit_taken_back_is_as_many_changes() {
    for (name, case) in cases() {
        let (old, new) = versions(&name, &case);
        let there = diff::diff(&old.policy, &new.policy);
        let back = diff::diff(&new.policy, &old.policy);
        let material = |changes: &Changes| changes.material().count();
        assert_eq!(material(&there), material(&back), "{name}");
        assert_eq!(there.changes.len(), back.changes.len(), "{name}");
    }
}

#[test]
fn the_committed_schema_is_the_one_that_the_types_give() {
    let committed = fs::read_to_string("schema/diff-1.json").unwrap_or_default();
    assert!(
        committed == report::json::schema(),
        "schema/diff-1.json is out of date; if the change is meant, run `cargo run -- schema diff > schema/diff-1.json`"
    );
}

#[test]
fn the_committed_schema_of_changelogs_is_the_one_that_the_types_give() {
    let committed = fs::read_to_string("schema/changelog-1.json").unwrap_or_default();
    assert!(
        committed == candor::report::changelog::json::schema(),
        "schema/changelog-1.json is out of date; if the change is meant, run `cargo run -- schema changelog > schema/changelog-1.json`"
    );
}

/// What compares names kinds of change by their ids: none of them is unknown, and none is never told.
#[test]
fn the_kinds_that_are_told_are_those_of_the_file() {
    /// Ids in the same code that are of other things.
    const OTHERS: &[&str] = &[
        "advertising-network",
        "at-collection",
        "court-order",
        "data-broker",
        "effective-date-not-moved",
        "explicit-consent",
        "kebab-case",
        "local-storage",
        "legitimate-interests",
        "moved-back",
        "notice-too-short",
        "old-consent",
        "opt-in",
        "opt-out",
        "parental-consent",
        "rules-out",
        "service-provider",
        "third-party",
        "updated-date-not-moved",
        "version-not-moved",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diff");
    let mut text = String::new();
    for folder in ["", "declarations", "slots"].map(|part| folder.join(part)) {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|path| path.is_file() && path.file_name().unwrap() != "tests.rs") {
            let file = fs::read_to_string(file).unwrap();
            text.push_str(file.split("mod tests {").next().unwrap());
        }
    }
    let is_id = |word: &&str| {
        word.trim_matches('-').contains('-') && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    let said: BTreeSet<&str> = text.split('"').collect();
    let unknown: Vec<&&str> = said
        .iter()
        .filter(|word| is_id(word) && diff::kinds::kind(word).is_none() && !OTHERS.contains(word))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let all = diff::kinds::kinds();
    let never: Vec<&str> = all.iter().map(|kind| &*kind.id).filter(|id| !said.contains(id)).collect();
    assert!(never.is_empty(), "{never:?}");
}
