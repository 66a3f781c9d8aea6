//! `candor build`: every document of some policies.

use std::path::{Path, PathBuf};

use candor::analysis;
use candor::compile::{Output, Settings};
use candor::emit::Format;
use candor::report::neutral;

use super::check::no_policy;
use super::examine::{Examined, Task, examine};
use super::findings::{self, Manner, MessageFormat};
use super::in_order::in_order;
use super::output::{self, Named, Target};
use super::record::Record;
use super::terminal::{Progress, Terminal, count, product};
use super::watch::Watched;
use super::{Verdict, compare, depfile, rebuild};
use crate::workspace::candidates::{Candidates, Project, candidates};
use crate::workspace::levels;
use crate::workspace::packs::packs;
use crate::workspace::project_file::FormatName;
use crate::workspace::settings::{self, Wording};
use crate::workspace::words::vocabulary;
use crate::workspace::{Failure, paths};

// The arguments of `candor build`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; `-` is standard input. Without any, what `candor.yaml` names, or this folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder to write to [default: dist].
    #[arg(long, value_name = "DIR", conflicts_with = "stdout")]
    out: Option<PathBuf>,
    /// What to write [default: md,html,txt,json].
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<FormatName>,
    #[command(flatten)]
    wording: Wording,
    /// Write HTML for embedding in a page rather than a page.
    #[arg(long)]
    fragment: bool,
    /// Begin Markdown with YAML front matter.
    #[arg(long)]
    front_matter: bool,
    /// Show in the policy what goes where: a picture, and the same as a table.
    #[arg(long)]
    diagram: bool,
    /// Write a label too: the policy on one page, as NAME.label.
    #[arg(long, conflicts_with = "stdout")]
    label: bool,
    /// Show past changes in the policy: a file that `candor changelog` wrote [default: what
    /// `candor.yaml` names].
    #[arg(long, value_name = "FILE")]
    changelog: Option<PathBuf>,
    /// Write the policy, without stubs, to standard output, in the one format asked for.
    #[arg(long)]
    stdout: bool,
    /// Build again whenever a file changes, until Ctrl-C.
    #[arg(long, conflicts_with = "stdout")]
    watch: bool,
    /// Write nothing: show how the documents that stand differ from what the sources build, and exit
    /// with 1 if they do.
    #[arg(long, conflicts_with_all = ["stdout", "watch"])]
    check: bool,
    /// Write what each document was made from to this file, as make and ninja read it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "stdout"])]
    depfile: Option<PathBuf>,
    /// Make every document anew, and keep no record of what it was made from.
    #[arg(long)]
    no_cache: bool,
    /// What a policy from standard input is called.
    #[arg(long, value_name = "NAME", default_value = "policy", value_parser = stem)]
    name: String,
}

/// A name that outputs can have: no part of it may be a folder.
fn stem(name: &str) -> Result<String, String> {
    let plain = !name.is_empty()
        && !name.starts_with('.')
        && !name.chars().any(|c| matches!(c, '/' | '\\' | ':') || c.is_control());
    if plain {
        Ok(name.to_owned())
    } else {
        Err("it is to be the start of a file name, such as `acme`".to_owned())
    }
}

/// Runs `candor build`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    if arguments.watch {
        if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(watched_stdin());
        }
        return rebuild::run(terminal, &|watched| once(arguments, terminal, watched));
    }
    once(arguments, terminal, &mut Watched::default())
}

/// Builds once, and adds what the build went by to `watched` as far as it comes.
fn once(arguments: &Arguments, terminal: &Terminal, watched: &mut Watched) -> Result<Verdict, Failure> {
    let manner = Manner { format: MessageFormat::Full, styled: terminal.styled() };
    let found = candidates(&arguments.paths, &arguments.name)?;
    watched.add_candidates(&found, &arguments.wording);
    let mut findings = Vec::new();
    let mut all: Vec<(&Project, PathBuf, Task)> = Vec::new();
    for project in &found.projects {
        let (settings, warnings) = settings::settings(&found, project, &arguments.wording)?;
        // What is denied stops a check; a build goes by what the documents need.
        let levels = levels::levels(&project.file, &levels::Given::default())?.without_errors();
        findings.extend(findings::unknown_templates(&warnings, &levels, manner));
        let analysis = analysis::Settings { levels, ..analysis::Settings::default() };
        let settings = with_arguments(settings, arguments);
        let changelog = settings::changelog(&found, project, arguments.changelog.as_deref())?;
        let vocabulary = vocabulary(&found, project, &arguments.wording.words)?;
        // No document depends on them, but what `candor.yaml` names has to be there.
        packs(&found, project, &vocabulary)?;
        let task = Task { vocabulary, settings, analysis, changelog, judge: false, manner };
        all.push((project, out(arguments, &found.here, project)?, task));
    }
    let record = |(project, out, task): &(&Project, PathBuf, Task)| match arguments.needs_no_record() {
        true => Record::none(),
        false => Record::open(&found, project, out, task),
    };
    let records: Vec<Record> = all.iter().map(record).collect();
    let progress = Progress::new(terminal, found.files.len());
    let examined: Vec<Examined> = in_order(&found.files, |candidate| {
        let (project, out, task) = all.get(candidate.project)?;
        let unchanged = records.get(candidate.project)?.unchanged(&found, project, candidate, out);
        let examined = unchanged.unwrap_or_else(|| examine(&found, project, candidate, task));
        progress.step();
        Some(examined)
    })
    .into_iter()
    .flatten()
    .collect();
    progress.end();
    for (candidate, examined) in found.files.iter().zip(&examined) {
        watched.add_sources(&found, candidate, &examined.asked);
    }
    no_policy(&found, &examined)?;
    findings.extend(examined.iter().flat_map(|examined| examined.findings.iter().cloned()));
    let errors = findings::show(findings, Vec::new(), terminal, manner)?;
    let verdict = if errors { Verdict::Findings } else { Verdict::Clean };
    if arguments.stdout {
        to_stdout(&examined, &all)?;
        return Ok(verdict);
    }
    let folders =
        found.files.iter().filter_map(|file| all.get(file.project)).map(|(_, out, _)| out.as_path());
    if arguments.check {
        let differ = differs(arguments, &found, folders, &examined, terminal)?;
        return Ok(if differ { Verdict::Findings } else { verdict });
    }
    let built = found.files.iter().zip(&examined).filter_map(|(file, examined)| {
        let (project, out, _) = all.get(file.project)?;
        Some((*project, out.as_path(), examined))
    });
    let built: Vec<_> = built.collect();
    let rules = arguments.depfile.as_deref();
    let rules =
        rules.map(|file| depfile::Rules::new(file, &found, &arguments.wording, &built)).transpose()?;
    let read = all.iter().flat_map(|(project, _, task)| {
        let named = depfile::named(&found, project, &arguments.wording);
        named.into_iter().chain(settings::template_files(&task.settings, &found.here))
    });
    let sources = built
        .iter()
        .flat_map(|(project, _, examined)| examined.inputs.keys().map(|path| project.root.join(path)));
    to_files(&found, folders, &examined, read.chain(sources), terminal)?;
    if let (Some(rules), Verdict::Clean) = (rules, verdict) {
        rules.write(&found.here)?;
    }
    for (at, (record, (project, ..))) in records.into_iter().zip(&all).enumerate() {
        let own = found.files.iter().zip(&examined).filter(|(candidate, _)| candidate.project == at);
        record.keep(project, own);
    }
    Ok(verdict)
}

impl Arguments {
    /// Whether earlier builds are to be neither looked up nor noted.
    fn needs_no_record(&self) -> bool {
        self.no_cache || self.stdout || self.check
    }
}

/// Shows how the outputs that stand differ from those that were built; whether they do.
fn differs<'a>(
    arguments: &Arguments,
    found: &Candidates,
    folders: impl Iterator<Item = &'a Path>,
    examined: &'a [Examined],
    terminal: &Terminal,
) -> Result<bool, Failure> {
    let built: Vec<(&Path, &Examined)> = folders.zip(examined).collect();
    let names = built.iter().flat_map(|(folder, examined)| {
        let named = |output: &'a Output| Named { folder, file: &output.file, policy: &examined.shown };
        examined.outputs.iter().map(named)
    });
    output::collision(&names.collect::<Vec<_>>(), &found.here)?;
    // Who names formats may build the others elsewhere, or with other arguments.
    let named: Vec<Format> = arguments.format.iter().map(|name| name.0).collect();
    let formats = if named.is_empty() { &Format::ALL[..] } else { &named };
    let differences = compare::compare(&built, formats, &found.here)?;
    product(&differences.diff)?;
    let arguments = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let summary = differences.summary(&compare::command(arguments));
    if !summary.is_empty() {
        terminal.say(&summary);
    }
    Ok(!differences.is_empty())
}

fn with_arguments(mut settings: Settings, arguments: &Arguments) -> Settings {
    if !arguments.format.is_empty() {
        settings.formats = settings::each_once(arguments.format.iter().map(|name| name.0));
    }
    settings.fragment |= arguments.fragment;
    settings.front_matter |= arguments.front_matter;
    settings.diagram |= arguments.diagram;
    settings.label |= arguments.label;
    settings
}

/// The output folder: the command line's from here, or the project's.
fn out(arguments: &Arguments, here: &Path, project: &Project) -> Result<PathBuf, Failure> {
    match &arguments.out {
        // Without `.` parts, so that one folder has one name.
        Some(out) => Ok(here.join(out).components().collect()),
        None => {
            if !arguments.stdout {
                project.check_out(here)?;
            }
            Ok(project.out())
        }
    }
}

/// Writes the outputs of the policies that have no error; the others keep what they had, and so does what was `read`.
fn to_files<'a>(
    found: &Candidates,
    folders: impl Iterator<Item = &'a Path>,
    examined: &[Examined],
    read: impl Iterator<Item = PathBuf>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut targets = Vec::new();
    let mut names = Vec::new();
    let mut shown: Vec<&Path> = Vec::new();
    let mut policies = 0;
    for (examined, folder) in examined.iter().zip(folders) {
        let standing = examined.unchanged.iter().flatten().map(String::as_str);
        let made = examined.outputs.iter().map(|output| output.file.as_str());
        let before = names.len();
        names.extend(standing.chain(made).map(|file| Named { folder, file, policy: &examined.shown }));
        if names.len() == before {
            continue;
        }
        policies += 1;
        shown.push(folder);
        targets.extend(examined.outputs.iter().map(|output| Target { folder, output }));
    }
    if names.is_empty() {
        return Ok(());
    }
    output::collision(&names, &found.here)?;
    output::spare_all(&targets, &found.here, read)?;
    let mut written = output::write(&targets, &found.here)?;
    written.unchanged += names.len() - targets.len();
    shown.sort();
    shown.dedup();
    let shown: Vec<String> =
        shown.into_iter().map(|folder| neutral(&paths::shown(folder, &found.here))).collect();
    let mut summary = format!("wrote {}", count(written.written, "file", "files"));
    if written.unchanged > 0 {
        summary.push_str(&format!(", {} unchanged,", written.unchanged));
    }
    terminal.say(&format!(
        "{summary} for {} in {}",
        count(policies, "policy", "policies"),
        shown.join(" and ")
    ));
    Ok(())
}

/// Writes the one format of the one policy.
fn to_stdout(examined: &[Examined], all: &[(&Project, PathBuf, Task)]) -> Result<(), Failure> {
    let policies: Vec<&Examined> = examined.iter().filter(|examined| examined.is_policy).collect();
    let [policy] = policies.as_slice() else {
        return if policies.is_empty() { Ok(()) } else { Err(several_policies(policies.len())) };
    };
    let mut formats = all.iter().flat_map(|(_, _, task)| &task.settings.formats);
    let (Some(format), None) = (formats.next(), formats.next()) else { return Err(several_formats()) };
    let name = format!("{}.{}", policy.name, format.extension());
    match policy.outputs.iter().find(|output| output.file == name) {
        Some(output) => product(&output.text),
        None => Ok(()),
    }
}

fn watched_stdin() -> Failure {
    Failure::new("standard input cannot be watched").with_help("name a file or a folder")
}

fn several_policies(number: usize) -> Failure {
    Failure::new(format!("`--stdout` writes one policy; these are {number}")).with_help("name one file")
}

fn several_formats() -> Failure {
    Failure::new("`--stdout` writes one format").with_help("name it, such as `--format md`")
}
