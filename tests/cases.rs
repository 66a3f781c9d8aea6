//! Known-bad policies, each with everything that is said about it.
//!
//! A case is a file of `tests/cases/bad`, or a folder there whose `main.candor`
//! imports the others. Its snapshot shows each message under the line it is
//! about. A code that no case shows fails the last test.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use candor::analysis;
use candor::compile::{Settings, compile};
use candor::diagnostic::{Diagnostic, Severity};
use candor::law::Vocabulary;
use candor::project::{LoadError, MAX_PROJECT_BYTES, Read, read};
use candor::source::{Sources, Span};

const CASES: &str = "tests/cases/bad";

/// Every case: its name, the folder it may read, and its file there.
fn cases() -> Vec<(String, PathBuf, String)> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(CASES).expect("the cases can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            cases.push((name, path, "main.candor".to_owned()));
        } else {
            let file = path.file_name().expect("a name").to_string_lossy().into_owned();
            cases.push((name, PathBuf::from(CASES), file));
        }
    }
    cases.sort();
    cases
}

/// Reads a case; files of certain names stand for what a file system can do.
fn load(folder: &Path, path: &str) -> Result<Vec<u8>, LoadError> {
    match path {
        "linked-outside.candor" => Err(LoadError::Outside),
        "seventeen-mebibytes.candor" => Err(LoadError::TooLarge(17 * 1024 * 1024)),
        "a-folder.candor" => Err(LoadError::Unreadable("it is a folder".to_owned())),
        "everything.candor" => Ok(vec![b'\n'; MAX_PROJECT_BYTES + 1]),
        path => fs::read(folder.join(path)).map_err(|_| LoadError::Missing),
    }
}

fn examine(path: &str, load: &dyn Fn(&str) -> Result<Vec<u8>, LoadError>) -> (Read, Vec<Diagnostic>) {
    let read = read(path, load, Vocabulary::builtin());
    let mut findings = read.findings.clone();
    if !findings.iter().any(|finding| finding.severity == Severity::Error) {
        findings.extend(analysis::check(&read.policy, Vocabulary::builtin(), &analysis::Settings::default()));
        findings.extend(compile(&read, &Settings::default()).findings);
        findings.sort_by_key(|finding| finding.span);
    }
    (read, findings)
}

/// The messages as a person sees them: the place, what is wrong, the line, what to type.
fn shown(sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    if findings.is_empty() {
        out.push_str("(nothing to say)\n");
    }
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = writeln!(
            out,
            "{}: {severity}[{}]: {}",
            sources.place(finding.span),
            finding.code,
            finding.message
        );
        underline(sources, finding.span, "", &mut out);
        for label in &finding.labels {
            underline(sources, label.span, &label.text, &mut out);
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "    help: {help}");
        }
        out.push('\n');
    }
    out
}

/// The first line of a span, with carets under it; characters that would not show are named.
fn underline(sources: &Sources, span: Span, label: &str, out: &mut String) {
    let Some(source) = sources.get(span.file) else { return };
    let (start, end) = (span.start as usize, span.end as usize);
    let line_start = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source.text[start..].find('\n').map_or(source.text.len(), |at| start + at);
    if source.text.is_empty() {
        return;
    }
    let visible = |text: &str| -> String {
        let long = text.chars().count() > 100;
        let kept: String = text.chars().take(100).collect();
        let mut kept: String = kept
            .chars()
            .map(|c| match c {
                '\t' => "    ".to_owned(),
                c if c.is_control()
                    || matches!(u32::from(c), 0x200E..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0x061C) =>
                {
                    format!("<{:04X}>", u32::from(c))
                }
                c => c.to_string(),
            })
            .collect();
        if long {
            kept.push('…');
        }
        kept
    };
    let before = visible(&source.text[line_start..start]);
    let under = visible(&source.text[start..end.clamp(start, line_end)]);
    let _ = writeln!(out, "    | {}", visible(&source.text[line_start..line_end]));
    let carets = "^".repeat(under.chars().count().max(1));
    let space = if label.is_empty() { "" } else { " " };
    let _ = writeln!(out, "    | {}{carets}{space}{label}", " ".repeat(before.chars().count()));
}

#[test]
fn every_bad_policy_gets_its_messages() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, folder, file) in cases() {
            let (read, findings) = examine(&file, &|path| load(&folder, path));
            insta::assert_snapshot!(name, shown(&read.sources, &findings));
        }
    });
}

/// A snapshot whose case is gone says nothing.
#[test]
fn every_snapshot_has_a_case() {
    let names: BTreeSet<String> = cases().into_iter().map(|(name, ..)| name).collect();
    for entry in fs::read_dir("tests/snapshots/bad").expect("the snapshots can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(names.contains(&name), "{} belongs to no case", path.display());
    }
}

/// What is missing at the end of a line is missed on that line, not on the next.
#[test]
fn an_unfinished_line_is_the_one_pointed_at() {
    for line in [
        "we share \"it\" with",
        "we keep \"it\" for 30",
        "we sell \"it\" unless",
        "you may",
        "we use \"it\" because",
    ] {
        for next in [
            "",
            "\n",
            "\n\n// a comment\nwe collect \"names\"\n",
            "\nwe collect \"names\"\n",
            "\ndata d \"d\"\n",
        ] {
            let text = format!("we collect \"names\"\n{line}{next}");
            let (read, findings) = examine("line.candor", &|_| Ok(text.clone().into_bytes()));
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
            let places: Vec<String> = errors.map(|finding| read.sources.place(finding.span)).collect();
            assert!(
                matches!(places.as_slice(), [place] if place.starts_with("line.candor:2:")),
                "{text:?}: {places:?}"
            );
        }
    }
}

#[test]
fn five_unrelated_mistakes_are_five_messages() {
    let (read, findings) = examine("five-mistakes.candor", &|path| load(Path::new(CASES), path));
    let lines: BTreeSet<String> = findings.iter().map(|finding| read.sources.place(finding.span)).collect();
    assert_eq!((findings.len(), lines.len()), (5, 5), "{}", shown(&read.sources, &findings));
}

/// A great many braces, of either kind and open or closed, are one error and no stack overflow;
/// and so is a great many `not`s.
#[test]
fn ten_thousand_braces_are_one_error() {
    for (open, close) in [("{", "}"), ("(", ")"), ("section s { ", "}"), ("not ", ""), ("not (", ")")] {
        let inner = format!("{}{}", open.repeat(10_000), close.repeat(10_000));
        for text in
            [format!("we collect contact if {inner}\nwe sell \"data\"\n"), inner.clone(), open.repeat(10_000)]
        {
            let (_, findings) = examine("deep.candor", &|_| Ok(text.clone().into_bytes()));
            let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
            assert!(codes.contains("nested-too-deeply"), "{codes:?}");
            assert!(findings.len() < 200, "{} messages", findings.len());
        }
    }
}

/// Blanks and comments after a word join it to nothing on the next line.
#[test]
fn what_a_word_is_about_stands_on_its_line_whatever_ends_it() {
    let items = |text: &str| {
        let mut items = Vec::new();
        let mut findings = Vec::new();
        let file = candor::source::FileId(0);
        candor::syntax::read_each(
            file,
            &text.into(),
            &mut |item| items.push(format!("{item:?}")),
            &mut findings,
        );
        assert!(findings.is_empty(), "{text}: {findings:?}");
        items.iter().map(|item| item.matches("Entry {").count()).sum::<usize>()
    };
    for end in ["", " ", "\t", " // a comment"] {
        let text = format!("data contact \"contact details\" {{\n    others{end}\n    email \"email\"\n}}\n");
        assert_eq!(items(&text), 2, "{text}");
        let text = format!("section s {{\n    we collect{end}\n        for \"news\"\n}}\n");
        assert_eq!(items(&text), 0, "{text}");
    }
    assert_eq!(
        items("data contact \"contact details\" {\n    email : contact.email\n    phone :contact.phone\n}\n"),
        2
    );
    assert_eq!(items("we collect \"names\" because \"\"\"\n    it runs\n    over lines\n    \"\"\"\n"), 0);
}

/// Bytes that are no text are refused where they stand, whatever surrounds them.
#[test]
fn bytes_that_are_no_text_are_one_error() {
    let (read, findings) = examine("bytes.candor", &|_| Ok(b"we collect \"na\xEFve\"".to_vec()));
    insta::assert_snapshot!(shown(&read.sources, &findings), @r#"
    bytes.candor:1:15: error[invalid-utf8]: the file is not UTF-8 text from here on
        | we collect "na
        |               ^
        help: save the file as UTF-8
    "#);
}

/// A byte order mark, CRLF and tabs change nothing.
#[test]
fn a_file_from_another_editor_reads_the_same() {
    let text = "policy \"Acme\" {\n\teffective 2026-03-01\n}\nwe collect \"names\"\n";
    let (plain, findings) = examine("plain.candor", &|_| Ok(text.as_bytes().to_vec()));
    assert!(findings.is_empty());
    let other = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let (same, findings) = examine("plain.candor", &|_| Ok(other.clone().into_bytes()));
    assert!(findings.is_empty());
    assert_eq!(format!("{:?}", plain.policy), format!("{:?}", same.policy));
}

/// Codes that stand in the library's source, as the first argument of a finding.
fn codes_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the source can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            // The findings of the program itself are shown in its tests, the rules' in theirs.
            if !["workspace", "cli", "lsp", "analysis"].iter().any(|name| path.ends_with(name)) {
                codes_in(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            for kind in ["error(", "warning(", "note("] {
                let call = format!("Diagnostic::{kind}");
                let calls = text.split(&call).skip(1);
                let quoted = calls.filter_map(|call| call.trim_start().strip_prefix('"'));
                found.extend(quoted.filter_map(|code| code.split('"').next()).map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let mut known = BTreeSet::new();
    codes_in(Path::new("src"), &mut known);
    let mut shown = BTreeSet::from(["invalid-utf8".to_owned()]);
    for (_, folder, file) in cases() {
        let (_, findings) = examine(&file, &|path| load(&folder, path));
        shown.extend(findings.iter().map(|finding| finding.code.to_owned()));
    }
    let missing: Vec<&String> = known.difference(&shown).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}: add a file to {CASES}");
}

/// A name may be spelt like a verb; then it is somebody or something.
#[test]
fn a_subject_may_be_called_like_a_verb() {
    let text = "data contact \"contact details\" : contact { update \"when you moved\" }\nwe collect contact\ncontact is voluntary\nupdate is required\n";
    let (read, findings) = examine("contact.candor", &|_| Ok(text.as_bytes().to_vec()));
    assert!(findings.is_empty(), "{}", shown(&read.sources, &findings));
}

/// Words that a message offers in the place of others can be read there, and leave nothing wrong on their line.
#[test]
fn what_was_meant_can_be_read() {
    let offered = ["ways-out.candor", "ways-out-in-braces.candor"].map(|file| {
        let (read, findings) = examine(file, &|path| load(Path::new(CASES), path));
        let text = read.sources.iter().next().expect("a file").1.text.clone();
        let line = |text: &str, at: u32| text[..at as usize].matches('\n').count();
        let meant = |finding: &Diagnostic| Some((finding.span, finding.meant.clone()?));
        let offered: Vec<(Span, String)> = findings.iter().filter_map(meant).collect();
        for (span, words) in &offered {
            let mut mended = text.to_string();
            mended.replace_range(span.start as usize..span.end as usize, words);
            let (_, found) = examine(file, &|_| Ok(mended.clone().into_bytes()));
            let own = line(&text, span.start);
            let wrong = found.iter().filter(|finding| finding.severity == Severity::Error);
            let left = wrong.clone().find(|finding| line(&mended, finding.span.start) == own);
            assert!(left.is_none(), "{words}: {left:?}");
        }
        offered.len()
    });
    assert!(offered.into_iter().all(|count| count > 3), "{offered:?}");
}
