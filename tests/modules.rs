//! Who may import whom: the flow goes one way.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module may use those before it.
const ORDER: &[&str] = &[
    "threads",
    "source",
    "diagnostic",
    "link",
    "changelog",
    "syntax",
    "format",
    "law",
    "model",
    "analysis",
    "document",
    "emit",
    "approval",
    "diff",
    "project",
    "compile",
    "report",
    "editor",
    "workspace",
    "lsp",
    "cli",
];

/// Besides the order: what only the named files may use.
const ONLY: &[(&str, &str, &[&str])] = &[
    ("syntax", "model", &["src/model/from_syntax"]),
    // Which characters no text may have.
    ("syntax", "document", &["src/document/read.rs", "src/document/wording/fit.rs"]),
    ("syntax", "emit", &[]),
    ("model", "emit", &["src/emit/json.rs", "src/emit/json"]),
];

#[test]
fn modules_import_only_what_comes_before_them() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let name =
            file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().replace('\\', "/");
        let module = name.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        let Some(at) = ORDER.iter().position(|found| *found == module) else { continue };
        // Tests may use anything.
        if name.ends_with("/tests.rs") || name.contains("/tests/") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("\n#[cfg(test)]").next().unwrap();
        for used in uses(code) {
            let Some(to) = ORDER.iter().position(|found| *found == used) else {
                wrong.push(format!("{name} uses crate::{used}, which is in no place of the order"));
                continue;
            };
            if to > at {
                wrong.push(format!("{name} uses crate::{used}, which comes after it"));
            }
            let limited = ONLY.iter().find(|(what, by, _)| *what == used && *by == module);
            if let Some((_, _, files)) = limited
                && !files.iter().any(|file| name.starts_with(file))
                && module != used
            {
                wrong.push(format!("{name} uses crate::{used}; only {files:?} may"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_syntax_stage_knows_pest() {
    for file in rust_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        let inside = file.components().any(|part| part.as_os_str() == "syntax");
        assert!(
            inside || !(text.contains("use pest") || text.contains("pest::")),
            "{} names pest",
            file.display()
        );
    }
}

#[test]
fn no_statute_and_no_sample_is_named_in_rust() {
    let samples: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/policies"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().path().file_stem()?.to_str().map(str::to_owned))
        .filter(|name| name != "starter")
        .collect();
    let vocabulary = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/law/vocabulary.yaml")).unwrap();
    let vocabulary: serde_json::Value = serde_yaml::from_str(&vocabulary).unwrap();
    let laws = vocabulary["laws"].as_array().unwrap().iter().map(|law| law["id"].as_str().unwrap());
    let laws: Vec<&str> = laws.chain(["california"]).collect();
    assert!(laws.len() > 40, "{laws:?}");
    for file in rust_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("\n#[cfg(test)]").next().unwrap();
        // A question on the command line may name a law as an example.
        let apart = file.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "cli");
        if apart
            || file
                .file_name()
                .is_some_and(|name| name == "tests.rs" || name == "testing.rs" || name == "sample.rs")
        {
            continue;
        }
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let literals: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            for literal in literals {
                let lower = literal.to_lowercase();
                let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-');
                assert!(!words.any(|word| laws.contains(&word)), "{}: {literal} names a law", file.display());
                let sample = samples.iter().find(|name| lower.contains(name.as_str()));
                assert!(sample.is_none(), "{}: {literal} names a sample", file.display());
            }
        }
    }
}

fn uses(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for after in line.split("crate::").skip(1) {
            let word: String = after.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !word.is_empty() {
                found.push(word);
            }
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// What is read past the context is not noticed when it changes, and a rule would not be asked again.
#[test]
fn rules_see_statements_and_declarations_through_their_context() {
    let mut wrong = Vec::new();
    let analysis = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/analysis"));
    // What rules of several groups ask about a policy.
    let asked = ["bases", "disclosures", "inside", "past", "retention"]
        .map(|name| analysis.join(name).with_extension("rs"));
    for file in rust_files(&analysis.join("rules")).into_iter().chain(asked) {
        let text = fs::read_to_string(&file).unwrap();
        let code: String = text.split("\n#[cfg(test)]").next().unwrap().split_whitespace().collect();
        // How many declarations there are is asked for a table by their numbers.
        let code = code.replace("policy.nouns.len()", "");
        for past in ["policy.root", "policy.nouns", "policy.each_statement"] {
            if code.contains(past) {
                wrong.push(format!("{} reads `{past}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
