//! The one style: what comes out for each case, and that the project's own files are in it.

use std::fs;
use std::path::{Path, PathBuf};

use candor::format::{Refusal, format};

const CASES: &str = "tests/cases/fmt";

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "candor"));
    paths.sort();
    paths
}

fn formatted(name: &str, text: &str) -> String {
    match format(text) {
        Ok(formatted) => formatted,
        Err(refusal) => panic!("{name}: {refusal:?}"),
    }
}

#[test]
fn every_case_comes_out_in_the_style() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/fmt");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in files(CASES) {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a case");
            let once = formatted(&name, &text);
            insta::assert_snapshot!(name.clone(), once);
            assert_eq!(formatted(&name, &once), once, "{name}, a second time");
        }
    });
}

/// A snapshot whose case is gone says nothing.
#[test]
fn every_snapshot_has_a_case() {
    for entry in fs::read_dir("tests/snapshots/fmt").expect("the snapshots can be read") {
        let path = entry.expect("an entry").path();
        let name = Path::new(path.file_name().expect("a name")).with_extension("candor");
        assert!(Path::new(CASES).join(&name).exists(), "{} has no case", name.display());
    }
}

#[test]
fn the_samples_are_in_the_style() {
    for path in files("policies") {
        let (name, text) = (path.display().to_string(), fs::read_to_string(&path).expect("a sample"));
        assert!(formatted(&name, &text) == text, "run `candor fmt {name}`");
    }
}

/// What people copy from the documentation should stay as it is when they format it.
#[test]
fn the_examples_of_the_documentation_are_in_the_style() {
    for (path, page) in super::docs::pages() {
        for (line, block) in super::docs::blocks(&page, "candor") {
            let name = format!("{path}, block at line {line}");
            let wanted = formatted(&name, &block);
            assert!(wanted == block, "{name} is not in the style; it should be\n{wanted}");
        }
    }
}

/// A text with mistakes is refused with all of them, never half laid out.
#[test]
fn what_has_mistakes_is_refused_with_its_findings() {
    let mut broken = 0;
    for path in files("tests/cases/bad") {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        match format(&text) {
            Ok(formatted) => {
                assert_eq!(format(&formatted).ok().as_ref(), Some(&formatted), "{}", path.display())
            }
            Err(Refusal::Broken(findings)) => {
                broken += 1;
                assert!(!findings.is_empty(), "{}", path.display());
            }
            Err(Refusal::Changed) => panic!("{} would change", path.display()),
        }
    }
    assert!(broken > 10, "only {broken} of the bad cases have mistakes of syntax");
}
