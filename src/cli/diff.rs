//! `candor diff`: what changed between two versions of some policies.

mod between;
mod versions;
mod written;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use candor::analysis::Levels;
use candor::compile::{Settings, Wordings};
use candor::diagnostic::{Diagnostic, Severity};
use candor::diff::Changes;
use candor::diff::duties::Consequences;
use candor::law::Vocabulary;
use candor::project::{self, LoadError, Read};
use candor::report::diff as report;
use clap::ValueEnum;
use jiff::civil::Date;

use self::between::{Between, Revision};
use self::versions::{compare, inputs};
use self::written::{existing, revisions};
use super::findings::{self, Finding, Manner, MessageFormat};
use super::in_order::in_order;
use super::terminal::{Terminal, count, product};
use super::{Verdict, output};
use crate::workspace::candidates::{Candidate, Candidates, Project, candidates_from, here};
use crate::workspace::git::{Repository, Tree};
use crate::workspace::levels;
use crate::workspace::settings::{Wording, is_worded, settings, templates_at, templates_folder};
use crate::workspace::words::vocabulary;
use crate::workspace::{Failure, load, paths};

// The arguments of `candor diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// OLD and NEW: two files or two folders; `-` is standard input. With `--git`, the policies to
    /// compare [default: what `candor.yaml` names, or this folder].
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Compare with the version in git: a branch, a tag or a commit. `main...` is where the
    /// branch left `main`; `v1..v2` compares two revisions.
    #[arg(long, value_name = "REV")]
    git: Option<String>,
    /// How the comparison is written.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
    /// End with exit code 1 if there is a change of this class.
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    /// The day on which people are told of the change, such as 2026-03-01, or `today` in UTC
    /// [default: the `updated` date of the new version].
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Write the comparison to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How findings are written, such as a date that did not move. What a machine reads goes to
    /// standard output; the comparison then needs `--out`, or is left out.
    #[arg(long, value_enum, default_value_t = MessageFormat::Full, value_name = "FORMAT")]
    message_format: MessageFormat,
    #[command(flatten)]
    wording: Wording,
    #[command(flatten)]
    levels: levels::Given,
}

const AFTER_HELP: &str = "\
Exit codes: 0 compared; 1 a finding is an error, or a change is of the class of --fail-on; 2 wrong \
usage, or something could not be compared.";

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal; side by side where it is wide.
    Human,
    /// Markdown for a comment on a pull request.
    Md,
    /// Data; `candor schema diff` prints its schema.
    Json,
}

/// A class of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// What changes practices, or what people can rely on.
    Material,
    /// Anything at all.
    Any,
}

/// A day: a date, or today.
#[derive(Clone, Copy, Debug)]
struct Day(Date);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "today" {
            return Ok(Self(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()));
        }
        text.parse().map(Self).map_err(|_| format!("`{text}` is not a date like 2026-03-01, nor `today`"))
    }
}

/// Where one version of a policy is read from.
enum Place<'a> {
    /// Files as they are now.
    Now { found: &'a Candidates, project: &'a Project, candidate: &'a Candidate },
    /// A commit.
    Then { tree: &'a Tree<'a>, root: &'a Path, revision: &'a str, here: &'a Path },
}

/// One version of a policy before it is read.
struct Version<'a> {
    place: Place<'a>,
    /// Its path relative to the root of its project.
    path: String,
    /// Whether it was named, and so must be a policy.
    named: bool,
    /// What its words are looked up in.
    vocabulary: Vocabulary,
}

impl Version<'_> {
    fn read(&self) -> Read {
        let load = |path: &str| -> Result<Vec<u8>, LoadError> {
            match &self.place {
                Place::Now { project, candidate, .. } => candidate.load(project, path),
                Place::Then { tree, root, .. } => tree.load(root, path),
            }
        };
        project::read(&self.path, &load, &self.vocabulary)
    }

    /// How a file of this version is called.
    fn shown(&self, path: &str) -> String {
        match &self.place {
            Place::Now { found, project, candidate } => found.shown(project, candidate, path),
            Place::Then { root, revision, here, .. } => {
                format!("{revision}:{}", paths::shown(&root.join(path), here))
            }
        }
    }

    fn name(&self) -> String {
        self.shown(&self.path)
    }
}

/// One policy in two versions, of which one may be missing.
struct Pair<'a> {
    old: Option<Version<'a>>,
    new: Option<Version<'a>>,
    manners: &'a Manners,
    /// Whether nobody asked for it: it may be what another policy was before it moved.
    extra: bool,
}

/// How a project wants its versions compared.
struct Manners {
    /// What to make the documents of each version with.
    settings: (Settings, Settings),
    levels: Levels,
    /// What words are looked up in now.
    vocabulary: Vocabulary,
}

impl Default for Manners {
    fn default() -> Self {
        let vocabulary = Vocabulary::builtin().clone();
        Self { settings: Default::default(), levels: Levels::default(), vocabulary }
    }
}

/// A pair whose versions were read.
struct Loaded<'a> {
    pair: Pair<'a>,
    old: Option<Read>,
    new: Option<Read>,
}

/// Everything that one comparison gave.
struct Compared {
    file: String,
    before: String,
    after: String,
    name: String,
    title: String,
    /// Why there is nothing to show, if there is not.
    failed: Option<String>,
    changes: Changes,
    consequences: Consequences,
    readers: Vec<report::Reading>,
    findings: Vec<Finding>,
}

/// Runs `candor diff`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let here = here()?;
    match &arguments.git {
        Some(revision) => of_git(arguments, terminal, &here, revision),
        None => of_files(arguments, terminal, &here),
    }
}

/// Compares two files, or the policies of two folders.
fn of_files(arguments: &Arguments, terminal: &Terminal, here: &Path) -> Result<Verdict, Failure> {
    let [old, new] = arguments.paths.as_slice() else {
        return Err(Failure::new("two versions are compared: name OLD and NEW, or a revision with `--git`")
            .with_help("`candor diff old.candor new.candor`, or `candor diff --git main`"));
    };
    if old.as_os_str() == "-" && new.as_os_str() == "-" {
        return Err(Failure::new("only one of the two versions can come from standard input"));
    }
    let before = candidates_from(here.to_owned(), std::slice::from_ref(old), "policy")?;
    let after = candidates_from(here.to_owned(), std::slice::from_ref(new), "policy")?;
    let folders = (before.folders.is_empty(), after.folders.is_empty());
    if folders.0 != folders.1 {
        return Err(Failure::new(format!(
            "`{}` and `{}` are a file and a folder",
            old.display(),
            new.display()
        ))
        .with_help("compare two files, or two folders"));
    }
    // The project of the new version says how both are worded, and with which words.
    let mut made: Vec<Manners> = Vec::new();
    for project in &after.projects {
        made.push(of_project(&after, project, arguments, None)?);
    }
    let plain = Manners::default();
    let named = folders.0;
    let mut pairs: BTreeMap<String, (Option<&Candidate>, Option<&Candidate>)> = BTreeMap::new();
    let key = |found: &Candidates, written: &Path, candidate: &Candidate| -> String {
        if named {
            return String::new();
        }
        let whole = found.projects.get(candidate.project).map(|project| project.root.join(&candidate.path));
        let folder = fs::canonicalize(here.join(written)).unwrap_or_default();
        whole.map(|whole| paths::slashed(whole.strip_prefix(&folder).unwrap_or(&whole))).unwrap_or_default()
    };
    for candidate in &before.files {
        pairs.entry(key(&before, old, candidate)).or_default().0 = Some(candidate);
    }
    for candidate in &after.files {
        pairs.entry(key(&after, new, candidate)).or_default().1 = Some(candidate);
    }
    let pairs: Vec<Pair<'_>> = pairs
        .into_values()
        .map(|(old, new)| {
            let manners = new.and_then(|new| made.get(new.project)).unwrap_or(&plain);
            let vocabulary = new.map_or_else(|| made.first(), |_| Some(manners));
            let vocabulary = vocabulary.map_or(Vocabulary::builtin(), |of| &of.vocabulary);
            Pair {
                old: old.and_then(|old| now(&before, old, named, vocabulary)),
                new: new.and_then(|new| now(&after, new, named, vocabulary)),
                manners,
                extra: false,
            }
        })
        .collect();
    finish(arguments, terminal, here, pairs)
}

fn now<'a>(
    found: &'a Candidates,
    candidate: &'a Candidate,
    named: bool,
    vocabulary: &Vocabulary,
) -> Option<Version<'a>> {
    let project = found.projects.get(candidate.project)?;
    let path = candidate.path.clone();
    let vocabulary = vocabulary.clone();
    Some(Version { place: Place::Now { found, project, candidate }, path, named, vocabulary })
}

/// How a project wants its versions compared, of which one may be in a commit.
fn of_project(
    found: &Candidates,
    project: &Project,
    arguments: &Arguments,
    old: Option<&Tree<'_>>,
) -> Result<Manners, Failure> {
    let (mut new, _) = settings(found, project, &arguments.wording)?;
    new.formats = Vec::new();
    let mut before = Settings { wordings: new.wordings.clone(), ..new.clone() };
    // The wording as it was: readers of the old version saw that.
    if let (Some(tree), Some(folder)) = (old, templates_folder(found, project, &arguments.wording)) {
        let templates = templates_at(tree, &folder, &new.locale);
        // A language that there was no wording in yet is compared in what there is now.
        if templates != new.templates && is_worded(&new.locale, &templates) {
            before = Settings { templates, wordings: Wordings::default(), ..new.clone() };
        }
    }
    let levels = levels::levels(&project.file, &arguments.levels)?;
    let vocabulary = vocabulary(found, project, &arguments.wording.words)?;
    Ok(Manners { settings: (before, new), levels, vocabulary })
}

/// Compares policies with those of a revision.
fn of_git(
    arguments: &Arguments,
    terminal: &Terminal,
    here: &Path,
    revision: &str,
) -> Result<Verdict, Failure> {
    let (present, gone) = existing(&arguments.paths, here)?;
    let found = if present.is_empty() && !arguments.paths.is_empty() {
        // What was named is all gone; the project is still where it was.
        let mut found = candidates_from(here.to_owned(), &[], "policy")
            .unwrap_or_else(|_| Candidates::nothing(here.to_owned()));
        found.files.clear();
        found
    } else {
        candidates_from(here.to_owned(), &present, "policy")?
    };
    let folder = found.projects.first().map_or(here, |project| project.root.as_path());
    let repository = Repository::around(folder, here)?;
    let (old, new) = revisions(&repository, revision)?;
    let old_tree = repository.tree(&old.1)?;
    let new_tree = new.as_ref().map(|(_, commit)| repository.tree(commit)).transpose()?;
    let new = new_tree.as_ref().zip(new.as_ref()).map(|(tree, (name, _))| Revision { name, tree });

    let mut made: Vec<Manners> = Vec::new();
    for project in &found.projects {
        made.push(of_project(&found, project, arguments, Some(&old_tree))?);
    }
    let plain = Manners::default();
    let between = Between {
        arguments,
        here,
        found: &found,
        gone: &gone,
        old: Revision { name: &old.0, tree: &old_tree },
        new,
    };
    let manners = |project: usize| made.get(project).unwrap_or(&plain);
    let pairs = between.pairs(&|project| manners(project).vocabulary.clone())?;
    let moved = if pairs.values().any(|(old, _)| old.is_none()) { between.moved(&pairs) } else { Vec::new() };
    let pairs = pairs.into_iter().map(|((project, _), (old, new))| Pair {
        old,
        new,
        manners: manners(project),
        extra: false,
    });
    let moved = moved.into_iter().map(|(project, old)| Pair {
        old: Some(old),
        new: None,
        manners: manners(project),
        extra: true,
    });
    finish(arguments, terminal, here, pairs.chain(moved).collect())
}

/// Reads and compares the pairs, and writes what came of it.
fn finish(
    arguments: &Arguments,
    terminal: &Terminal,
    here: &Path,
    pairs: Vec<Pair<'_>>,
) -> Result<Verdict, Failure> {
    let manner = Manner { format: arguments.message_format, styled: terminal.styled() };
    let loaded =
        in_order(&pairs, |pair| (pair.old.as_ref().map(Version::read), pair.new.as_ref().map(Version::read)));
    let loaded: Vec<Loaded<'_>> =
        pairs.into_iter().zip(loaded).map(|(pair, (old, new))| Loaded { pair, old, new }).collect();
    if let Some(file) = &arguments.out {
        output::spare(file, here, inputs(&loaded, &arguments.wording))?;
    }
    let loaded = renamed(policies(loaded));
    let as_of = arguments.as_of.map(|day| day.0);
    let compared = in_order(&loaded, |loaded| compare(loaded, as_of, manner));
    if compared.is_empty() {
        return Err(Failure::new("there is no policy to compare")
            .with_help("a policy is a file `NAME.candor` with a `policy` declaration"));
    }
    write(arguments, terminal, &loaded, &compared)?;
    let failed = compared.iter().filter(|one| one.failed.is_some()).count();
    let fails = compared.iter().any(|one| match arguments.fail_on {
        None => false,
        Some(FailOn::Material) => one.changes.material().next().is_some(),
        Some(FailOn::Any) => !one.changes.is_empty(),
    });
    let total = compared.len();
    let files: Vec<String> = compared.iter().map(|one| one.file.clone()).collect();
    let all: Vec<Finding> = compared.into_iter().flat_map(|one| one.findings).collect();
    let errors = findings::show(all, files, terminal, manner)?;
    if failed > 0 {
        let of = if total > failed {
            format!(" of {}", count(total, "policy", "policies"))
        } else {
            String::new()
        };
        let failed = if of.is_empty() { count(failed, "policy", "policies") } else { failed.to_string() };
        return Err(Failure::new(format!("{failed}{of} could not be compared"))
            .with_help("nothing is known of what changed there"));
    }
    Ok(if errors || fails { Verdict::Findings } else { Verdict::Clean })
}

/// Those pairs of which a side is a policy, or may have been meant as one.
fn policies(all: Vec<Loaded<'_>>) -> Vec<Loaded<'_>> {
    let meant = |version: Option<&Version<'_>>, read: Option<&Read>| match (version, read) {
        (Some(version), Some(read)) => {
            version.named || read.policy.span.is_some() || read.findings.iter().any(is_unreadable)
        }
        _ => false,
    };
    all.into_iter()
        .filter(|loaded| {
            meant(loaded.pair.old.as_ref(), loaded.old.as_ref())
                || meant(loaded.pair.new.as_ref(), loaded.new.as_ref())
        })
        .collect()
}

/// Whether a finding shows that a file could not be understood, rather than that it needs another.
fn is_unreadable(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && finding.code != "unknown-name"
}

/// A policy that is gone and one that is new and has its title are one, in another file.
fn renamed(all: Vec<Loaded<'_>>) -> Vec<Loaded<'_>> {
    let (mut gone, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|loaded| loaded.new.is_none());
    let mut out = Vec::new();
    for mut loaded in rest {
        let title = loaded.new.as_ref().and_then(|read| read.policy.title.clone());
        let twin = gone.iter().position(|gone| {
            title.is_some() && gone.old.as_ref().is_some_and(|read| read.policy.title == title)
        });
        if let (None, Some(twin)) = (&loaded.old, twin) {
            let twin = gone.remove(twin);
            loaded.pair.old = twin.pair.old;
            loaded.old = twin.old;
        }
        out.push(loaded);
    }
    out.extend(gone.into_iter().filter(|gone| !gone.pair.extra));
    out
}

/// Writes the comparison.
fn write(
    arguments: &Arguments,
    terminal: &Terminal,
    loaded: &[Loaded<'_>],
    compared: &[Compared],
) -> Result<(), Failure> {
    let machine = !matches!(arguments.message_format, MessageFormat::Full | MessageFormat::Concise);
    if machine && arguments.out.is_none() {
        return Ok(());
    }
    let nothing = candor::source::Sources::default();
    let shown: Vec<_> = loaded
        .iter()
        .map(|one| {
            let old = move |path: &str| {
                one.pair.old.as_ref().map_or_else(String::new, |version| version.shown(path))
            };
            let new = move |path: &str| {
                one.pair.new.as_ref().map_or_else(String::new, |version| version.shown(path))
            };
            (old, new)
        })
        .collect();
    let policies: Vec<report::Policy<'_>> = compared
        .iter()
        .zip(loaded)
        .zip(&shown)
        .map(|((one, loaded), (old_shown, new_shown))| report::Policy {
            name: &one.name,
            title: &one.title,
            file: one.file.clone(),
            before: one.before.clone(),
            after: one.after.clone(),
            outcome: match &one.failed {
                Some(why) => report::Outcome::NotCompared(why.clone()),
                None => report::Outcome::Compared(report::Compared {
                    changes: &one.changes,
                    consequences: &one.consequences,
                    readers: &one.readers,
                    old_sources: loaded.old.as_ref().map_or(&nothing, |read| &read.sources),
                    new_sources: loaded.new.as_ref().map_or(&nothing, |read| &read.sources),
                    old_shown,
                    new_shown,
                }),
            },
        })
        .collect();
    let styled = terminal.product_styled() && arguments.out.is_none();
    let manner = report::human::Manner { width: terminal.width(), styled };
    let text = match arguments.format {
        Format::Human => report::human::emit(&policies, manner),
        Format::Md => report::markdown::emit(&policies),
        Format::Json => report::json::emit(&policies),
    };
    match &arguments.out {
        None => product(&text),
        Some(file) => fs::write(file, text).map_err(|error| {
            Failure::new(format!("cannot write `{}`: {}", file.display(), load::plain(&error)))
        }),
    }
}
