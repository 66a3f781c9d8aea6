//! Everything that can be found is explained: the registry against the source, its
//! examples against the compiler, the pages against both.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use candor::analysis::{self, registry, rules};
use candor::compile::{Settings, compile};
use candor::diagnostic::{Diagnostic, Severity};
use candor::law::Vocabulary;
use candor::project::{LoadError, read};
use candor::report;

/// The names that stand in the source as the first argument of a finding, or as the `code` of one.
fn names_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("\n#[cfg(test)]").next().unwrap();
            for call in [
                "Diagnostic::error(",
                "Diagnostic::warning(",
                "Diagnostic::note(",
                "without_place(",
                "with_code(",
                "    code: ",
            ] {
                let quoted = code.split(call).skip(1).filter_map(|call| call.trim_start().strip_prefix('"'));
                found.extend(
                    quoted
                        .filter_map(|name| name.split('"').next())
                        .filter(|name| !name.is_empty())
                        .map(str::to_owned),
                );
            }
            // A name that is used more than once is a constant.
            let constants = code.split("const ").skip(1).filter(|rest| rest.contains(": &str = \""));
            for constant in constants {
                let value = constant.split('"').nth(1).unwrap_or_default();
                if registry::rule(value).is_some() {
                    found.insert(value.to_owned());
                }
            }
        }
    }
}

#[test]
fn every_finding_is_known_and_every_known_one_can_be_found() {
    let mut names = BTreeSet::new();
    names_in(Path::new("src"), &mut names);
    names.extend(rules::all().map(|rule| rule.name.to_owned()));
    let known: BTreeSet<String> = registry::all().keys().cloned().collect();
    let missing: Vec<_> = names.difference(&known).collect();
    assert!(missing.is_empty(), "law/rules/ says nothing about {missing:?}");
    let gone: Vec<_> = known.difference(&names).collect();
    assert!(gone.is_empty(), "nothing reports {gone:?}, which law/rules/ explains");
}

fn findings(text: &str, as_of: Option<&str>) -> Vec<Diagnostic> {
    let load = |path: &str| {
        if path == "acme.candor" { Ok(text.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
    };
    let read = read("acme.candor", &load, Vocabulary::builtin());
    let mut findings = read.findings.clone();
    if findings.iter().all(|finding| finding.severity != Severity::Error) {
        findings.extend(compile(&read, &Settings { formats: Vec::new(), ..Settings::default() }).findings);
        let as_of = as_of.map(|day| day.parse().unwrap());
        let settings = analysis::Settings { as_of, ..analysis::Settings::default() };
        findings = analysis::judge(&read.policy, Vocabulary::builtin(), &settings, findings);
    }
    findings
}

#[test]
fn every_example_shows_its_finding_and_the_mended_one_is_clean_of_it() {
    for (name, known) in registry::all().iter().filter(|(_, known)| !known.wrong.is_empty()) {
        let wrong = findings(&known.wrong, known.as_of.as_deref());
        let found = wrong.iter().find(|finding| finding.code == name);
        let found = found.unwrap_or_else(|| panic!("{name} is not in its own example: {wrong:?}"));
        assert_eq!(found.severity, known.severity(), "{name}");
        let right = findings(&known.right, known.as_of.as_deref());
        assert!(right.iter().all(|finding| finding.code != name), "{name} is in the mended example");
        let broken =
            right.iter().find(|finding| registry::rule(finding.code).is_some_and(registry::Known::fixed));
        assert!(broken.is_none(), "{name}: the mended example has an error: {broken:?}");
    }
}

#[test]
fn the_page_of_findings_is_the_one_that_the_registry_gives() {
    let page = fs::read_to_string("docs/lints.md").unwrap_or_default();
    assert!(
        page == report::explain::page(),
        "docs/lints.md is out of date; run `cargo run -- explain --all > docs/lints.md`"
    );
}

#[test]
fn the_committed_schema_of_findings_is_the_one_that_the_types_give() {
    let committed = fs::read_to_string("schema/findings-1.json").unwrap_or_default();
    assert!(
        committed == report::json::schema(),
        "schema/findings-1.json is out of date; if the change is meant, run `cargo run -- schema findings > schema/findings-1.json`"
    );
}
