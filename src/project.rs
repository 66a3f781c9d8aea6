//! The four things a face can ask for start here: read a policy with its
//! imports, and say what is wrong with it.
//!
//! Nothing here touches a file. The caller hands in a loader that maps a path
//! relative to the project's root to bytes, and decides what may be read.

mod draft;
mod followers;
mod meant;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use std::vec;

use crate::changelog::History;
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::law::Vocabulary;
use crate::model::{self, Policy};
use crate::source::{FileId, Source, Sources, Span, line_at};
use crate::syntax::{self, Piece, ast};

pub use draft::{Draft, Revision};

/// How much source text one policy may have, imports and all: 64 MiB.
pub const MAX_PROJECT_BYTES: usize = 64 * 1024 * 1024;

/// Why a file could not be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    Missing,
    /// It lies outside the project's root, by a symbolic link for instance.
    Outside,
    /// It is larger than [`syntax::MAX_FILE_BYTES`].
    TooLarge(u64),
    /// It cannot be read; in the system's words.
    Unreadable(String),
}

/// Hands over the bytes of a file, by its path relative to the project's root with `/`.
pub type Loader<'a> = &'a dyn Fn(&str) -> Result<Vec<u8>, LoadError>;

/// A policy as read, with every file it was read from.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The policy, as complete as its files allowed.
    pub policy: Policy,
    /// Its files; the first is the one asked for.
    pub sources: Sources,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// Its past changes, where somebody added them (`report::changelog::attach`).
    pub changelog: Option<History>,
}

impl Read {
    /// The finding that the bytes of a file are no text: of what stands before the first that is none, nothing was read.
    #[must_use]
    pub fn no_text(&self, file: FileId) -> Option<&Diagnostic> {
        self.findings.iter().find(|finding| finding.code == syntax::NO_TEXT && finding.span.file == file)
    }

    /// The mistakes for which the text of a file cannot be read, as a policy with it tells them.
    #[must_use]
    pub fn unread(&self, file: FileId) -> Vec<Diagnostic> {
        if let Some(finding) = self.no_text(file) {
            return vec![finding.clone()];
        }
        let Some(source) = self.sources.get(file) else { return Vec::new() };
        let error = |finding: &Diagnostic| finding.severity == Severity::Error;
        let mut plain = syntax::read(file, &source.text).findings;
        plain.retain(error);
        let line = |finding: &Diagnostic| line_at(&source.text, finding.span.start as usize).start;
        let lines: BTreeSet<usize> = plain.iter().map(line).collect();
        let codes: BTreeSet<&str> = plain.iter().map(|finding| finding.code).collect();
        let same = |finding: &&Diagnostic| {
            error(finding)
                && finding.span.file == file
                && (codes.contains(finding.code) || lines.contains(&line(finding)))
        };
        let told: Vec<Diagnostic> = self.findings.iter().filter(same).cloned().collect();
        if told.is_empty() { plain } else { told }
    }
}

/// Reads a policy and everything it imports. Never fails.
#[must_use]
pub fn read(path: &str, load: Loader<'_>, vocabulary: &Vocabulary) -> Read {
    // A large text is read in pieces, which only works where it has no mistake.
    reading(path, load, vocabulary, &mut syntax::pieces)
        .unwrap_or_else(|| read_with(path, load, vocabulary, &mut syntax::read_shared))
}

/// What reads a file's text into its items.
pub type Parser<'a> = &'a mut dyn FnMut(FileId, &Arc<str>) -> Checked<ast::File>;

/// [`read()`], where something else reads the text of a file: [`syntax::Cache`] for one.
#[must_use]
pub fn read_with(path: &str, load: Loader<'_>, vocabulary: &Vocabulary, parse: Parser<'_>) -> Read {
    draft_with(path, load, vocabulary, parse).0
}

/// [`read_with`], with what is needed to read it anew after a change.
#[must_use]
pub fn draft_with(
    path: &str,
    load: Loader<'_>,
    vocabulary: &Vocabulary,
    parse: Parser<'_>,
) -> (Read, Option<Draft>) {
    let mut parse = |file, text: &Arc<str>| {
        let Checked { value, findings } = parse(file, text);
        Checked { value: value.items.into_iter().map(Piece::from).collect(), findings }
    };
    match drafting(path, load, vocabulary, &mut parse, model::kept_of) {
        Some((read, draft)) => (read, Some(draft)),
        None => (Read::default(), None),
    }
}

/// What reads a file's text into pieces.
type Splitter<'a> = &'a mut dyn FnMut(FileId, &Arc<str>) -> Checked<Vec<Piece>>;

/// Nothing if a piece that was not read is not what it looked like.
fn reading(path: &str, load: Loader<'_>, vocabulary: &Vocabulary, parse: Splitter<'_>) -> Option<Read> {
    drafting(path, load, vocabulary, parse, model::made_of).map(|(read, _)| read)
}

/// What makes a policy of its pieces.
type Maker = fn(&str, Vec<Piece>, &Vocabulary) -> Option<(Policy, model::Kept)>;

fn drafting(
    path: &str,
    load: Loader<'_>,
    vocabulary: &Vocabulary,
    parse: Splitter<'_>,
    make: Maker,
) -> Option<(Read, Draft)> {
    let mut reading = Reading {
        sources: Sources::default(),
        findings: Vec::new(),
        pieces: Vec::new(),
        open: Vec::new(),
        opened: BTreeMap::new(),
        bytes: 0,
        load,
        parse,
    };
    reading.all(path);
    let Reading { sources, findings, pieces, .. } = reading;
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.strip_suffix(".candor").unwrap_or(stem);
    let (policy, kept) = make(stem, pieces, vocabulary)?;
    let draft = Draft { kept, found: findings, outline: None };
    let findings = draft.findings(&policy, &sources);
    Some((Read { policy, sources, findings, changelog: None }, draft))
}

struct Reading<'a> {
    sources: Sources,
    findings: Vec<Diagnostic>,
    pieces: Vec<Piece>,
    /// The files being read, outermost first: a chain of imports may be as long as it likes, the stack may not.
    open: Vec<Open>,
    /// Where each of them stands in `open`, to see a cycle.
    opened: BTreeMap<String, usize>,
    bytes: usize,
    load: Loader<'a>,
    parse: Splitter<'a>,
}

/// A file that is being read.
struct Open {
    path: String,
    /// What is left of it.
    rest: vec::IntoIter<Piece>,
}

impl Reading<'_> {
    /// Reads a file and what it imports, each where it is imported.
    fn all(&mut self, path: &str) {
        self.file(path, None);
        while let Some(open) = self.open.last_mut() {
            let Some(piece) = open.rest.next() else {
                self.opened.remove(&open.path);
                self.open.pop();
                continue;
            };
            match piece {
                Piece::Item(item) => match *item {
                    ast::Item::Import(import) => {
                        let from = open.path.clone();
                        self.import(&from, &import);
                    }
                    ast::Item::Noun(_)
                    | ast::Item::Sentence(_)
                    | ast::Item::Section(_)
                    | ast::Item::Prose(_)
                    | ast::Item::Assertion(_)
                    | ast::Item::Approval(_) => self.pieces.push(Piece::Item(item)),
                },
                Piece::Unread(_) => self.pieces.push(piece),
            }
        }
    }

    /// Opens a file, unless it was read before.
    fn file(&mut self, path: &str, import: Option<Span>) {
        if let Some(&at) = self.opened.get(path) {
            let names = self.open.iter().skip(at).map(|open| open.path.as_str());
            self.findings.push(import_cycle(names, path, import.unwrap_or_default()));
            return;
        }
        if self.sources.find(path).is_some() {
            return;
        }
        let loaded = (self.load)(path);
        let at = match import {
            Some(span) => span,
            None if loaded.is_err() => Span::new(self.sources.add(Source::new(path, "")), 0, 0),
            None => Span::default(),
        };
        let bytes = match loaded {
            Ok(bytes) => bytes,
            Err(error) => {
                let whole = format!("{path}.candor");
                let meant = || import.is_some() && (self.load)(&whole).is_ok();
                let finding = cannot_load(path, &error, at);
                self.findings.push(match error {
                    LoadError::Missing if meant() => finding.with_help(format!(
                        "the file is called `{whole}`: the name in an import has its `.candor`"
                    )),
                    _ => finding,
                });
                return;
            }
        };
        self.bytes += bytes.len();
        if self.bytes > MAX_PROJECT_BYTES {
            self.findings.push(project_too_large(at));
            return;
        }
        // The number the file will have: a finding about its bytes needs it.
        let text = match syntax::decode(self.sources.next_id(), bytes) {
            Ok(text) => text,
            // What is there of it is only there to show the place.
            Err(no_text) => {
                self.sources.add(Source::new(path, no_text.before));
                self.findings.push(no_text.finding);
                return;
            }
        };
        let file = self.sources.add(Source::new(path, text));
        let Some(text) = self.sources.get(file).map(|source| source.text.clone()) else { return };
        let read = (self.parse)(file, &text);
        self.findings.extend(read.findings);
        self.opened.insert(path.to_owned(), self.open.len());
        self.open.push(Open { path: path.to_owned(), rest: read.value.into_iter() });
    }

    fn import(&mut self, from: &str, import: &ast::Import) {
        let written = &*import.path.value;
        let span = import.path.span;
        if written.starts_with('/') || written.starts_with('\\') || written.contains(':') {
            self.findings.push(absolute_import(written, span));
            return;
        }
        if matches!(written.rsplit(['/', '\\']).next(), Some("" | "." | "..")) {
            self.findings.push(import_of_folder(span));
            return;
        }
        match resolve(from, written) {
            Some(path) => self.file(&path, Some(span)),
            None => self.findings.push(import_escapes(written, span)),
        }
    }
}

/// The path of an import relative to the root, or nothing if it leaves it.
#[must_use]
pub fn resolve(from: &str, import: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn cannot_load(path: &str, error: &LoadError, at: Span) -> Diagnostic {
    let limit = syntax::MAX_FILE_BYTES / (1024 * 1024);
    match error {
        LoadError::Missing => Diagnostic::error("missing-file", at, format!("there is no file `{path}`"))
            .with_help("check the path; an import is relative to the file that it stands in"),
        LoadError::Outside => {
            Diagnostic::error("import-escapes", at, format!("`{path}` leads out of the project's folder"))
                .with_help("move the file into the project")
        }
        LoadError::TooLarge(bytes) => Diagnostic::error(
            "file-too-large",
            at,
            format!("`{path}` has {bytes} bytes; a source file has at most {limit} MiB"),
        )
        .with_help("split it into several files and import them"),
        LoadError::Unreadable(why) => {
            Diagnostic::error("unreadable-file", at, format!("`{path}` cannot be read: {why}"))
                .with_help("check that it is a file you may read")
        }
    }
}

fn project_too_large(at: Span) -> Diagnostic {
    let limit = MAX_PROJECT_BYTES / (1024 * 1024);
    Diagnostic::error(
        "project-too-large",
        at,
        format!("the policy and its imports have more than {limit} MiB"),
    )
    .with_help("import less")
}

fn absolute_import(path: &str, at: Span) -> Diagnostic {
    Diagnostic::error("absolute-import", at, format!("`{path}` is an absolute path"))
        .with_help("write a path relative to this file, such as `\"shared/vendors.candor\"`")
}

fn import_of_folder(at: Span) -> Diagnostic {
    Diagnostic::error("missing-file", at, "this import names no file")
        .with_help("name the file, such as `\"shared/vendors.candor\"`")
}

fn import_escapes(path: &str, at: Span) -> Diagnostic {
    Diagnostic::error("import-escapes", at, format!("`{path}` leads out of the project's folder"))
        .with_help("move the file into the project")
}

/// How many files of a cycle are named before its end is.
const NAMED_OF_CYCLE: usize = 8;

fn import_cycle<'a>(open: impl ExactSizeIterator<Item = &'a str>, path: &str, at: Span) -> Diagnostic {
    let (files, mut cycle) = (open.len(), String::new());
    for (at, name) in open.take(NAMED_OF_CYCLE).enumerate() {
        cycle.push_str(match at {
            0 => "",
            1 => " imports ",
            _ => ", which imports ",
        });
        let _ = write!(cycle, "`{name}`");
    }
    match files.saturating_sub(NAMED_OF_CYCLE) {
        0 => cycle.push_str(if files > 1 { ", which imports" } else { " imports" }),
        1 => cycle.push_str(", which imports another, which imports"),
        more => {
            let _ = write!(cycle, ", which imports {more} others in turn, the last of which imports");
        }
    }
    let cycle = format!("{cycle} `{path}` again");
    Diagnostic::error("import-cycle", at, cycle)
        .with_help("take one of the imports out; what both need goes into a third file")
}

#[cfg(test)]
mod tests {
    use super::{read, read_with};
    use crate::law::Vocabulary;
    use crate::syntax;

    /// A policy that is large enough to be read in pieces, with something put into its middle.
    fn large(middle: &str) -> String {
        let mut text = include_str!("../benches/head.candor").to_owned();
        for number in 1000..1080 {
            text.push_str(&include_str!("../benches/chapter.candor").replace('@', &number.to_string()));
            if number == 1040 {
                text.push_str(middle);
            }
        }
        text
    }

    /// Reading in pieces gives what reading whole does.
    #[track_caller]
    fn check(middle: &str) -> usize {
        let text = large(middle);
        let load = |_: &str| Ok(text.clone().into_bytes());
        let vocabulary = Vocabulary::builtin();
        let pieces = read("acme.candor", &load, vocabulary);
        let whole = read_with("acme.candor", &load, vocabulary, &mut syntax::read_shared);
        assert_eq!(format!("{:?}", pieces.findings), format!("{:?}", whole.findings), "{middle}");
        assert!(format!("{:?}", pieces.policy) == format!("{:?}", whole.policy), "{middle}");
        pieces.findings.len()
    }

    #[test]
    fn a_large_policy_is_read_in_pieces_as_it_is_read_whole() {
        assert_eq!(check(""), 0);
        assert_eq!(check("recipient late \"Late\" : processor\nwe share contact-1001 with late\n"), 0);
    }

    /// The findings of a policy of `files` files; each imports some of the others, by their numbers.
    fn imports(files: usize, of: impl Fn(usize) -> Vec<usize>) -> Vec<String> {
        let load = |path: &str| {
            let number = path.strip_suffix(".candor").and_then(|stem| stem.parse().ok()).unwrap_or_default();
            let others = of(number).into_iter().map(|other| format!("import \"{other}.candor\"\n"));
            let head = if number == 0 { "policy \"P\" { language en-US }\n" } else { "" };
            Ok(std::iter::once(head.to_owned()).chain(others).collect::<String>().into_bytes())
        };
        let read = read("0.candor", &load, Vocabulary::builtin());
        assert_eq!(read.sources.iter().count(), files);
        read.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_chain_of_imports_may_be_of_any_length() {
        assert!(
            imports(10_000, |number| (number + 1 < 10_000).then_some(number + 1).into_iter().collect())
                .is_empty()
        );
    }

    #[test]
    fn a_long_cycle_is_told_in_short() {
        let found = imports(3_000, |number| (1..=9).map(|step| (number + step) % 3_000).collect());
        assert_eq!(found.len(), 45);
        assert!(found.iter().all(|message| message.len() < 400), "{found:?}");
        let found = imports(9, |number| vec![(number + 1) % 9]);
        let names: String = (1..8)
            .map(|at| format!("{} `{at}.candor`", if at == 1 { "" } else { ", which imports" }))
            .collect();
        assert_eq!(
            found,
            [format!("`0.candor` imports{names}, which imports another, which imports `0.candor` again")]
        );
        let found = imports(12, |number| vec![(number + 1) % 12]);
        assert!(found[0].ends_with("which imports `7.candor`, which imports 4 others in turn, the last of which imports `0.candor` again"));
    }

    #[test]
    fn what_is_not_what_it_looks_like_is_read_whole() {
        for middle in [
            "we collect contact-1001 data stray \"Stray\"\n",
            "data one \"One\" { a \"A\" } data two \"Two\" { b \"B\" }\nwe collect one, two\n",
            "recipient may share contact-1001\n",
            "we collct contact-1001\n",
        ] {
            check(middle);
        }
        assert!(check("recipient one \"One\" { country }\nwe collect contact-1001 for {\n") > 0);
    }
}
