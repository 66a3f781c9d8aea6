//! `candor changelog`: the past changes of some policies, from git, in words for readers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use candor::changelog::{Entry, History};
use candor::compile::{self, Built, Settings};
use candor::diagnostic::has_errors;
use candor::diff;
use candor::document::{Document, Wording};
use candor::emit::{html, markdown};
use candor::law::Vocabulary;
use candor::project::{self, Read};
use candor::report::changelog::{self as report, Before, Version};
use clap::ValueEnum;
use jiff::civil::Date;

use super::findings::{self, Finding, Manner, MessageFormat};
use super::output;
use super::past::{self, End, State};
use super::terminal::{Terminal, product};
use super::{Verdict, depfile};
use crate::workspace::Failure;
use crate::workspace::candidates::{Candidate, Candidates, Project, candidates};
use crate::workspace::git::{Commit, Repository, Tree};
use crate::workspace::library;
use crate::workspace::settings::{self, settings};
use crate::workspace::words::{vocabulary, vocabulary_at};

// The arguments of `candor changelog`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Policies: files and folders [default: what `candor.yaml` names, or this folder].
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List only versions since then: a day such as 2026-03-01, or a branch, a tag or a commit.
    #[arg(long, value_name = "REV|DATE")]
    since: Option<Since>,
    /// List at most this many versions of each policy, the newest.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max: Option<u32>,
    /// How the list is written [default: by the ending of `--out`, or `human`].
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write the list to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    wording: settings::Wording,
}

const AFTER_HELP: &str = "\
Versions are those that readers know: by the number and the dates that a policy declares, or else by \
the day of the commit. The files as they are now are the newest.

Exit codes: 0 listed; 2 wrong usage, or something could not be listed.";

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Human,
    /// Markdown for readers.
    Md,
    /// HTML for readers, to be embedded in a page.
    Html,
    /// Data, which `candor build` puts into the policy; `candor schema changelog` prints its schema.
    Json,
}

/// Since when.
#[derive(Clone, Debug)]
enum Since {
    Day(Date),
    Revision(String),
}

impl FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        // Nobody calls a branch 2026-13-01.
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.len() == 3 && parts.iter().all(number) {
            return super::date(text).map(Self::Day);
        }
        Ok(Self::Revision(text.to_owned()))
    }
}

/// The past changes of one policy.
struct Listed {
    /// Its file as it is shown.
    file: String,
    /// The files it is read from.
    sources: Vec<PathBuf>,
    name: String,
    title: String,
    history: History,
    /// The same as a document, where that is asked for.
    document: Option<Document>,
}

/// Runs `candor changelog`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new("standard input has no history").with_help("name a file"));
    }
    let format = arguments
        .format
        .unwrap_or_else(|| arguments.out.as_ref().map_or(Format::Human, |file| by_ending(file)));
    let found = candidates(&arguments.paths, "policy")?;
    let manner = Manner { format: MessageFormat::Full, styled: terminal.styled() };
    let mut made: Vec<(Settings, Vocabulary, Repository)> = Vec::new();
    for project in &found.projects {
        let (settings, _) = settings(&found, project, &arguments.wording)?;
        let vocabulary = vocabulary(&found, project, &arguments.wording.words)?;
        made.push((settings, vocabulary, Repository::around(&project.root, &found.here)?));
    }
    let mut listed: Vec<Listed> = Vec::new();
    let mut failed: Vec<Finding> = Vec::new();
    for candidate in &found.files {
        let Some((project, (settings, vocabulary, repository))) =
            found.projects.get(candidate.project).zip(made.get(candidate.project))
        else {
            continue;
        };
        let subject = Subject {
            found: &found,
            project,
            candidate,
            settings,
            vocabulary,
            repository,
            arguments,
            terminal,
        };
        match subject.now() {
            Ok(Some(now)) => listed.push(subject.listed(now, format)?),
            Ok(None) => {}
            Err((read, errors)) => {
                let shown = |path: &str| found.shown(project, candidate, path);
                failed.extend(findings::findings(&read, errors, &shown, manner));
            }
        }
    }
    if !failed.is_empty() {
        findings::show(failed, Vec::new(), terminal, manner)?;
        return Err(Failure::new("the newest version of a policy has errors")
            .with_help("nothing is known of what it changes"));
    }
    if listed.is_empty() {
        return Err(Failure::new("there is no policy to list the changes of")
            .with_help("a policy is a file `NAME.candor` with a `policy` declaration"));
    }
    if let Some(file) = &arguments.out {
        output::spare(file, &found.here, inputs(&found, &listed, arguments))?;
    }
    write(&text(&listed, format, terminal, arguments)?, arguments, &found)?;
    Ok(Verdict::Clean)
}

/// Every file that the list is made from, as they are now.
fn inputs(found: &Candidates, listed: &[Listed], arguments: &Arguments) -> Vec<PathBuf> {
    let shared =
        found.projects.iter().flat_map(|project| depfile::shared(found, project, &arguments.wording));
    let sources = listed.iter().flat_map(|listed| listed.sources.iter().cloned());
    let candidates = found
        .files
        .iter()
        .filter_map(|candidate| Some(found.projects.get(candidate.project)?.root.join(&candidate.path)));
    shared.chain(sources).chain(candidates).collect()
}

fn by_ending(file: &Path) -> Format {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("md" | "markdown") => Format::Md,
        Some("html" | "htm") => Format::Html,
        Some("json") => Format::Json,
        _ => Format::Human,
    }
}

/// One policy, and what its past is looked for with.
#[derive(Clone, Copy)]
struct Subject<'a> {
    found: &'a Candidates,
    project: &'a Project,
    candidate: &'a Candidate,
    settings: &'a Settings,
    vocabulary: &'a Vocabulary,
    repository: &'a Repository,
    arguments: &'a Arguments,
    terminal: &'a Terminal,
}

/// A policy that cannot be read, and why.
type Broken = (Box<Read>, Vec<candor::diagnostic::Diagnostic>);

impl Subject<'_> {
    fn name(&self) -> String {
        self.found.shown(self.project, self.candidate, &self.candidate.path)
    }

    /// The policy as it is now; nothing, if the file is a library.
    fn now(&self) -> Result<Option<Read>, Broken> {
        let load = |path: &str| self.candidate.load(self.project, path);
        let read = project::read(&self.candidate.path, &load, self.vocabulary);
        let is_policy = read.policy.span.is_some();
        let mut errors = library::findings(&read, self.candidate.named);
        if has_errors(&errors) {
            errors.retain(|finding| finding.severity == candor::diagnostic::Severity::Error);
            return Err((Box::new(read), errors));
        }
        Ok(is_policy.then_some(read))
    }

    fn listed(&self, now: Read, format: Format) -> Result<Listed, Failure> {
        let wording = compile::wording(&now, self.settings).map_err(Failure::new)?;
        let title = now.policy.title.as_deref().unwrap_or(&now.policy.name).to_owned();
        let name = now.policy.name.clone();
        let sources = now.sources.iter().map(|(_, source)| self.project.root.join(&source.name)).collect();
        let since = match &self.arguments.since {
            Some(Since::Revision(revision)) => Some(self.repository.commit(revision)?),
            Some(Since::Day(_)) | None => None,
        };
        let mut gathering = Gathering {
            wording,
            most: self.arguments.max.map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
            not_before: match &self.arguments.since {
                Some(Since::Day(day)) => Some(*day),
                Some(Since::Revision(_)) | None => None,
            },
            group: Group {
                read: now,
                day: None,
                committed: false,
                revisions: Vec::new(),
                unread: Vec::new(),
            },
            unread: Vec::new(),
            entries: Vec::new(),
        };
        let mut unreadable: Vec<(String, String)> = Vec::new();
        let mut each = |state: State| -> Result<bool, Failure> {
            let last = match &since {
                Some(since) => self.repository.is_before(&state.commit, since)?,
                None => false,
            };
            if let Err(why) = &state.read {
                unreadable.push((state.short(), why.clone()));
            }
            Ok(gathering.add(state, last))
        };
        // Where nothing is committed yet, there is nothing to walk through.
        let end = match self.repository.commit("HEAD") {
            Ok(head) => self.walk(head, &mut each)?,
            Err(_) => End::Beginning,
        };
        for (commit, why) in &unreadable {
            self.warn(&format!("the version of `{}` in {commit} has mistakes, so what it changed by itself is not known: {why}", self.name()));
        }
        if let End::CutOff(commit) = &end {
            let message = format!("the clone is shallow: what came before {commit} was never fetched");
            let help = "run `git fetch --unshallow`, or `actions/checkout` with `fetch-depth: 0`";
            if self.arguments.out.is_some() {
                // A file that is written once more may not become shorter by it.
                return Err(
                    Failure::new(message).with_help(format!("{help}; or ask for less with `--since`"))
                );
            }
            self.warn(&format!("{message}; {help}"));
        }
        // The last version to be read is unknown, if what could not be read came before it.
        let before = match end {
            End::Beginning if gathering.unread.is_empty() => Some(Before::Nothing),
            End::Beginning => Some(Before::Unreadable),
            End::CutOff(_) | End::Enough => None,
        };
        let before = before.filter(|_| gathering.wants_more());
        gathering.group.unread.append(&mut gathering.unread);
        let oldest = before.and_then(|before| gathering.group.entry(before, &gathering.wording));
        let complete = oldest.as_ref().is_some_and(|oldest| oldest.first);
        let mut entries = gathering.entries;
        entries.extend(oldest);
        let history = History { entries, complete };
        let document = match format {
            Format::Md | Format::Html => Some(self.document(&history)?),
            Format::Human | Format::Json => None,
        };
        Ok(Listed { file: self.name(), sources, name, title, history, document })
    }

    fn walk(
        &self,
        head: Commit,
        each: &mut dyn FnMut(State) -> Result<bool, Failure>,
    ) -> Result<End, Failure> {
        let vocabulary = |tree: &Tree<'_>, root: &Path| {
            vocabulary_at(tree, root, self.found, self.project, &self.arguments.wording.words)
        };
        past::walk(self.repository, head, &self.project.root, &self.candidate.path, &vocabulary, each)
    }

    fn document(&self, history: &History) -> Result<Document, Failure> {
        let mut built = Built::default();
        let load = |path: &str| self.candidate.load(self.project, path);
        let read = project::read(&self.candidate.path, &load, self.vocabulary);
        let document = compile::changelog(&read, history, self.settings, &mut built);
        match (document, built.template_errors.first()) {
            (Some(document), None) => Ok(document),
            (_, error) => Err(Failure::new(error.cloned().unwrap_or_default())),
        }
    }

    fn warn(&self, message: &str) {
        self.terminal.say(&format!("warning: {}", findings::neutral_lines(message)));
    }
}

/// States that are one version to readers.
struct Group {
    /// The newest of them.
    read: Read,
    /// The day of the oldest commit.
    day: Option<Date>,
    committed: bool,
    revisions: Vec<String>,
    /// The days of states before it that could not be read.
    unread: Vec<Date>,
}

impl Group {
    fn entry(&self, before: Before<'_>, wording: &Wording) -> Option<Entry> {
        let Self { read, day, revisions, unread, .. } = self;
        report::entry(&Version { policy: &read.policy, day: *day, unread, revisions }, before, wording)
    }

    fn is_text_of(&self, read: &Read) -> bool {
        fn texts(read: &Read) -> BTreeSet<&str> {
            read.sources.iter().map(|(_, source)| &*source.text).collect()
        }
        texts(&self.read) == texts(read)
    }
}

/// Versions being put together from states, the newest first.
struct Gathering {
    wording: Arc<Wording>,
    most: Option<usize>,
    not_before: Option<Date>,
    group: Group,
    /// The days of states since the last that could be read.
    unread: Vec<Date>,
    entries: Vec<Entry>,
}

impl Gathering {
    fn wants_more(&self) -> bool {
        let edition = diff::edition(&self.group.read.policy);
        let day = edition.day().or(self.group.day);
        let late = self.not_before.is_none_or(|first| day.is_none_or(|day| day >= first));
        late && self.most.is_none_or(|most| self.entries.len() < most)
    }

    /// Adds an older state; whether more are wanted. The last one is only compared with.
    fn add(&mut self, state: State, last: bool) -> bool {
        let (short, day) = (state.short(), state.day);
        let Ok(read) = state.read else {
            self.unread.extend(day.filter(|day| !self.unread.contains(day)));
            return !last;
        };
        // The newest state is that of the files as they are, which may be committed already.
        let same_text =
            !self.group.committed && self.group.revisions.is_empty() && self.group.is_text_of(&read);
        let same = diff::edition(&self.group.read.policy).is_same(&diff::edition(&read.policy));
        if same_text || (same && !last) {
            self.group.day = day;
            self.group.committed = true;
            self.group.revisions.push(short);
            self.unread.clear();
            return !last && self.wants_more();
        }
        let wanted = self.wants_more();
        self.group.unread = std::mem::take(&mut self.unread);
        let older = Group { read, day, committed: true, revisions: vec![short], unread: Vec::new() };
        let newer = std::mem::replace(&mut self.group, older);
        let entry = || newer.entry(Before::Version(&self.group.read.policy), &self.wording);
        self.entries.extend(wanted.then(entry).flatten());
        !last && self.wants_more()
    }
}

/// The lists in a format.
fn text(
    listed: &[Listed],
    format: Format,
    terminal: &Terminal,
    arguments: &Arguments,
) -> Result<String, Failure> {
    let documents = || listed.iter().filter_map(|listed| listed.document.as_ref());
    Ok(match format {
        Format::Human => {
            let styled = terminal.product_styled() && arguments.out.is_none();
            let manner = report::human::Manner { width: terminal.width(), styled };
            let all: Vec<_> = listed.iter().map(|listed| (listed.file.as_str(), &listed.history)).collect();
            report::human::emit(&all, manner)
        }
        Format::Md => documents().map(markdown::emit).collect::<Vec<_>>().join("\n"),
        Format::Html => documents().map(html::fragment).collect(),
        Format::Json => {
            let mut names = BTreeSet::new();
            if let Some(twice) = listed.iter().find(|listed| !names.insert(&listed.name)) {
                return Err(Failure::new(format!("two policies are called `{}`", twice.name))
                    .with_help("write a changelog for each of them"));
            }
            let all: Vec<_> = listed
                .iter()
                .map(|listed| (listed.name.as_str(), listed.title.as_str(), &listed.history))
                .collect();
            report::json::emit(&all)
        }
    })
}

fn write(text: &str, arguments: &Arguments, found: &Candidates) -> Result<(), Failure> {
    let Some(file) = &arguments.out else { return product(text) };
    output::write_one(file, text.to_owned(), &found.here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_day_is_one_or_a_mistake() {
        assert!(matches!("2026-02-28".parse(), Ok(Since::Day(_))));
        for wrong in ["2026-13-01", "2026-2-1", "2026-02-30"] {
            assert!(wrong.parse::<Since>().is_err(), "{wrong}");
        }
        for revision in ["main", "v2026-02-30", "HEAD~2", "release-1-2"] {
            assert!(matches!(revision.parse(), Ok(Since::Revision(_))), "{revision}");
        }
    }
}
