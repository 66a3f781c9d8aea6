//! Coverage of the sample policies, its JSON, and the page about law.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use candor::analysis::coverage::{Coverage, Status, coverage};
use candor::analysis::laws::{laws, verify};
use candor::analysis::{Settings, check};
use candor::diagnostic::Severity;
use candor::law::condition::facts;
use candor::law::{Asks, Pack, Vocabulary};
use candor::project::{self, LoadError, Read};
use candor::report::coverage as report;
use jiff::civil::Date;
use serde_json::Value;

fn day() -> Option<Date> {
    "2026-06-01".parse().ok()
}

fn sample(name: &str) -> Read {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let load = |path: &str| fs::read(root.join(path)).map_err(|_| LoadError::Missing);
    project::read(&format!("policies/{name}.candor"), &load, Vocabulary::builtin())
}

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> =
        names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn written(read: &Read, coverage: &Coverage<'_>, write: impl Fn(&[report::Policy<'_>]) -> String) -> String {
    let shown = |path: &str| path.to_owned();
    let file = read.sources.iter().next().unwrap().1.name.clone();
    write(&[report::Policy {
        name: &read.policy.name,
        file,
        coverage,
        sources: &read.sources,
        shown: &shown,
    }])
}

fn text(read: &Read, own: &[Pack]) -> String {
    let coverage = coverage(&read.policy, Vocabulary::builtin(), own, day(), &[]);
    written(read, &coverage, |policies| report::text(policies, 100))
}

#[test]
fn the_coverage_of_two_samples() {
    for name in ["claritru", "clarizen"] {
        insta::assert_snapshot!(format!("coverage/{name}"), text(&sample(name), &[]));
    }
}

/// What anyone who starts a project begins with lacks nothing that its laws demand.
#[test]
fn the_starter_lacks_nothing() {
    let read = sample("starter");
    let settings = Settings { as_of: day(), ..Settings::default() };
    let found = check(&read.policy, Vocabulary::builtin(), &settings);
    let found: Vec<&str> = found
        .iter()
        .filter(|finding| finding.code == "missing-disclosure" && finding.severity != Severity::Note)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn every_sample_is_valid_against_the_schema() {
    let schema: Value = serde_json::from_str(&report::json::schema()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$id"], report::json::SCHEMA_ID);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let every: Vec<String> = laws(&[]).iter().map(|law| law.id.to_owned()).collect();
    for name in samples() {
        let read = sample(&name);
        let coverage = coverage(&read.policy, Vocabulary::builtin(), &[], day(), &every);
        let json: Value = serde_json::from_str(&written(&read, &coverage, report::json::emit)).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| format!("{name}: {}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(json["policies"][0]["laws"].as_array().unwrap().len(), every.len());
    }
}

#[test]
fn the_committed_schema_is_the_one_that_the_types_give() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/coverage-1.json");
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == report::json::schema(),
        "if the change is meant, run `candor schema coverage > schema/coverage-1.json`"
    );
}

#[test]
fn markdown_has_one_row_for_each_requirement() {
    let read = sample("classimize");
    let coverage = coverage(&read.policy, Vocabulary::builtin(), &[], day(), &["gdpr".to_owned()]);
    let rows = coverage.laws[0].judged.len();
    let markdown = written(&read, &coverage, report::markdown);
    let cells = |line: &&str| line.starts_with("| ") && line.replace("\\|", "").matches('|').count() == 5;
    assert_eq!(markdown.lines().filter(cells).count(), rows + 1, "{markdown}");
}

// ---- docs/law.md -----------------------------------------------------------------------

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/law.md")).unwrap()
}

/// The blocks of one language after a heading.
fn blocks(page: &str, heading: &str, language: &str) -> Vec<String> {
    let body = page.split(&format!("\n{heading}\n")).nth(1).unwrap();
    let body = body.split("\n## ").next().unwrap();
    let open = format!("```{language}\n");
    body.split(&open).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_page_lists_every_fact_check_and_status() {
    let page = page();
    let code: BTreeSet<&str> = page.split('`').skip(1).step_by(2).collect();
    for fact in facts().keys() {
        assert!(code.contains(fact.as_str()), "`{fact}` is not in docs/law.md");
    }
    for asks in Asks::ALL {
        let row = page.lines().any(|line| line.starts_with(&format!("| `{}(", asks.name())));
        assert!(row, "`{}` is not in docs/law.md", asks.name());
    }
    for status in Status::ALL {
        assert!(page.contains(&format!("| `{}` |", status.as_str())), "`{}`", status.as_str());
    }
}

#[test]
fn the_worked_example_of_a_pack_loads() {
    let heading = "## A pack of your own";
    let page = page();
    let pack = Pack::parse(&blocks(&page, heading, "yaml")[0]).unwrap();
    verify(&pack, &[], Vocabulary::builtin()).unwrap();
    let policy = &blocks(&page, heading, "candor")[0];
    let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(policy.clone().into_bytes()) };
    let read = project::read("acme.candor", &load, Vocabulary::builtin());
    let own = [pack];
    let coverage = coverage(&read.policy, Vocabulary::builtin(), &own, day(), &["house-code".to_owned()]);
    assert_eq!(
        written(&read, &coverage, |policies| report::text(policies, 100)).trim_end(),
        blocks(&page, heading, "text")[0].trim_end()
    );
    let settings = Settings { packs: own.to_vec(), as_of: day(), ..Settings::default() };
    let found = check(&read.policy, Vocabulary::builtin(), &settings);
    let missing = found.iter().filter(|finding| finding.code == "missing-disclosure");
    let severities: BTreeSet<Severity> = missing.map(|finding| finding.severity).collect();
    assert_eq!(severities, BTreeSet::from([Severity::Warning, Severity::Error]));
}
