//! `candor fmt`: the one style.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use candor::format::{self, Refusal};
use candor::law::Vocabulary;
use candor::project;
use candor::report::neutral;
use candor::source::FileId;
use candor::syntax;
use similar::TextDiff;

use super::findings::{self, Finding, Manner, MessageFormat};
use super::in_order::in_order;
use super::terminal::{Terminal, count, product};
use super::{Verdict, replace};
use crate::workspace::Failure;
use crate::workspace::candidates::{Candidate, Candidates, Project, candidates};
use crate::workspace::paths::in_patch;

// The arguments of `candor fmt`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; `-` formats standard input to standard output. Without any, what
    /// `candor.yaml` names, or this folder, and the files that are imported.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing: name the files that are not in the style, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Write nothing: show what would change as a unified diff, and exit with 1 if anything would.
    #[arg(long)]
    diff: bool,
}

/// What became of one file.
enum Outcome {
    /// It is in the style; its text.
    Same(String),
    /// It is not.
    Other(Other),
    /// It has mistakes.
    Broken(Vec<Finding>),
}

/// A file that is not in the style.
struct Other {
    /// How it is shown.
    name: String,
    /// Its bytes.
    old: Vec<u8>,
    /// What they should be.
    new: String,
}

/// Runs `candor fmt`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let stdin = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    if stdin && arguments.paths.len() > 1 {
        return Err(Failure::new("`-` cannot be formatted together with files")
            .with_help("format standard input alone: `candor fmt -`"));
    }
    let manner = Manner { format: MessageFormat::Full, styled: terminal.styled() };
    let mut found = candidates(&arguments.paths, "policy")?;
    if arguments.paths.is_empty() {
        add_imports(&mut found);
    }
    no_file(&found)?;
    let outcomes = in_order(&found.files, |candidate| {
        let project = found.projects.get(candidate.project);
        project.map(|project| outcome(&found, project, candidate, manner))
    });
    let outcomes = outcomes.into_iter().flatten().collect::<Result<Vec<_>, Failure>>()?;
    let mut findings = Vec::new();
    let mut others = Vec::new();
    let (mut same, mut broken) = (0, 0);
    let mut input = None;
    for (candidate, outcome) in found.files.iter().zip(outcomes) {
        match outcome {
            Outcome::Same(text) => {
                same += 1;
                input = candidate.stdin.as_ref().map(|_| text);
            }
            Outcome::Other(other) => {
                input = candidate.stdin.as_ref().map(|_| other.new.clone());
                others.push((candidate, other));
            }
            Outcome::Broken(found) => {
                broken += 1;
                findings.extend(found);
            }
        }
    }
    let writes = !arguments.check && !arguments.diff;
    if arguments.diff {
        let diffs: String = others.iter().map(|(_, other)| unified(other)).collect();
        product(&diffs)?;
    } else if arguments.check {
        let names: String = others.iter().map(|(_, other)| format!("{}\n", neutral(&other.name))).collect();
        product(&names)?;
    } else if let Some(text) = input {
        product(&text)?;
    } else if !stdin {
        let target = |(candidate, other): &(&Candidate, Other)| {
            let project = found.projects.get(candidate.project);
            project
                .map(|project| replace::target(project, &candidate.path, &found.here))
                .map(|path| Ok((path?, other.new.clone())))
        };
        let targets = others.iter().filter_map(target).collect::<Result<Vec<_>, Failure>>()?;
        let targets: Vec<_> = targets.iter().map(|(path, new)| (path.clone(), new.as_bytes())).collect();
        replace::write(&targets, &found.here)?;
    }
    let errors = findings::show(findings, Vec::new(), terminal, manner)?;
    if !stdin {
        terminal.say(&summary(writes, others.len(), same, broken));
    }
    let clean = !errors && broken == 0 && (writes || others.is_empty());
    Ok(if clean { Verdict::Clean } else { Verdict::Findings })
}

fn summary(writes: bool, others: usize, same: usize, broken: usize) -> String {
    let files = |number| count(number, "file", "files");
    let mut parts = Vec::new();
    match (others, writes) {
        (0, _) => {}
        (_, true) => parts.push(format!("formatted {}", files(others))),
        (_, false) => parts.push(format!("{} would change", files(others))),
    }
    if same > 0 || others == 0 && broken == 0 {
        let are = if same == 1 { "is" } else { "are" };
        parts.push(format!("{} {are} in the style", files(same)));
    }
    if broken > 0 {
        parts.push(format!("{} left as found for the errors above", files(broken)));
    }
    parts.join(", ")
}

/// Adds the files that the policies import. Whatever cannot be read is for `check` to report.
fn add_imports(found: &mut Candidates) {
    let mut known: BTreeSet<(usize, String)> =
        found.files.iter().map(|file| (file.project, file.path.clone())).collect();
    let mut imported = Vec::new();
    for candidate in &found.files {
        let Some(project) = found.projects.get(candidate.project) else { continue };
        let read_from = RefCell::new(Vec::new());
        let load = |path: &str| {
            let bytes = candidate.load(project, path)?;
            read_from.borrow_mut().push(path.to_owned());
            Ok(bytes)
        };
        let _ = project::read(&candidate.path, &load, Vocabulary::builtin());
        for path in read_from.into_inner() {
            if known.insert((candidate.project, path.clone())) {
                imported.push(Candidate { project: candidate.project, path, named: true, stdin: None });
            }
        }
    }
    found.files.extend(imported);
}

/// Fails if a folder was named that holds no source file.
fn no_file(found: &Candidates) -> Result<(), Failure> {
    match found.folders.iter().find(|folder| folder.files.is_empty()) {
        Some(folder) => Err(Failure::new(format!("there is no `.candor` file in `{}`", folder.name))
            .with_help("`candor init` writes one")),
        None => Ok(()),
    }
}

fn outcome(
    found: &Candidates,
    project: &Project,
    candidate: &Candidate,
    manner: Manner,
) -> Result<Outcome, Failure> {
    let shown = |path: &str| found.shown(project, candidate, path);
    let load = |path: &str| candidate.load(project, path);
    let broken = |has_text: bool| {
        let read = project::read(&candidate.path, &load, Vocabulary::builtin());
        // Without mistakes of its text, what is wrong is that there is none.
        let mistakes = if has_text { read.unread(FileId(0)) } else { read.findings.clone() };
        Ok(Outcome::Broken(findings::findings(&read, mistakes, &shown, manner)))
    };
    let Ok(old) = load(&candidate.path) else { return broken(false) };
    let Ok(text) = syntax::decode(FileId(0), old.clone()) else { return broken(false) };
    match format::format(&text) {
        Ok(new) if new.as_bytes() == old => Ok(Outcome::Same(new)),
        Ok(new) => Ok(Outcome::Other(Other { name: shown(&candidate.path), old, new })),
        Err(Refusal::Broken(_)) => broken(true),
        Err(Refusal::Changed) => Err(would_change(&shown(&candidate.path))),
    }
}

fn would_change(name: &str) -> Failure {
    Failure::new(format!("formatting would change what `{name}` says; nothing was written"))
        .with_help("this is a mistake in Candor; please report it with the file")
}

/// What would change, as `git apply` and `patch -p1` read it.
fn unified(other: &Other) -> String {
    let old = String::from_utf8_lossy(&other.old);
    let (from, to) = (in_patch("a", &other.name), in_patch("b", &other.name));
    TextDiff::from_lines(old.as_ref(), &other.new).unified_diff().header(&from, &to).to_string()
}
