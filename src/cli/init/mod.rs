//! `candor init`: a first policy and a project file, from what was answered.
//!
//! In a terminal it asks; what flags have answered, it does not ask again. Nothing is written before
//! the last answer, and nothing that is there already is written over.

mod activities;
mod answers;
mod dialogue;
mod policy;

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use candor::analysis;
use candor::report::neutral;

use self::answers::{Address, Age, Answers, Day, Given, Law, Link, Text, YesNo};
use super::Verdict;
use super::examine::{Task, examine};
use super::findings::{self, Manner, MessageFormat};
use super::terminal::Terminal;
use crate::workspace::candidates::candidates;
use crate::workspace::settings::{Wording, settings};
use crate::workspace::words::{Words, vocabulary};
use crate::workspace::{Failure, load, paths, project_file};

// The arguments of `candor init`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to write to; made if there is none.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Ask nothing: what no flag answers is left out, or as the questions suggest.
    #[arg(short = 'y', long, visible_alias = "no-input")]
    yes: bool,
    /// Write a whole policy of a shop that does not exist, to learn from and to change.
    #[arg(long, conflicts_with_all = ["name", "website", "email", "address", "laws", "effective", "does", "data", "with", "stop", "sells", "children_under"])]
    example: bool,
    /// What the organization is called [default: the folder's name].
    #[arg(long, value_name = "NAME", help_heading = "Answers")]
    name: Option<Text>,
    /// The website that the policy is for.
    #[arg(long, value_name = "URL", help_heading = "Answers")]
    website: Option<Link>,
    /// Where people can write about privacy.
    #[arg(long, value_name = "ADDRESS", help_heading = "Answers")]
    email: Option<Address>,
    /// The postal address.
    #[arg(long, value_name = "TEXT", help_heading = "Answers")]
    address: Option<Text>,
    /// The laws it is to answer to, such as `gdpr,ccpa`.
    #[arg(long, value_name = "LAW", value_delimiter = ',', help_heading = "Answers")]
    laws: Option<Vec<Law>>,
    /// The day from which it holds, such as 2026-03-01.
    #[arg(long, value_name = "DATE", help_heading = "Answers")]
    effective: Option<Day>,
    #[arg(long, help = activities::help_with_does(), value_name = "WHAT", value_delimiter = ',', help_heading = "Answers")]
    does: Option<Vec<activities::Id>>,
    /// What it asks for then, such as `orders=name, postal address`; once for each.
    #[arg(long, value_name = "WHAT=DATA", help_heading = "Answers")]
    data: Vec<Given>,
    #[arg(long, help = activities::help_with_companies(), value_name = "WHAT=COMPANY", help_heading = "Answers")]
    with: Vec<Given>,
    #[arg(long, help = activities::help_with_stop(), value_name = "WHAT=HOW", help_heading = "Answers")]
    stop: Vec<Given>,
    /// Whether it sells what it knows about people.
    #[arg(long, value_name = "yes|no", help_heading = "Answers")]
    sells: Option<YesNo>,
    /// The age under which it does not knowingly collect anything.
    #[arg(long, value_name = "AGE", help_heading = "Answers")]
    children_under: Option<Age>,
}

const EXAMPLE: &str = include_str!("../../../policies/starter.candor");
const PROJECT_FILE: &str = include_str!("candor.yaml");
const POLICY_FILE: &str = "privacy.candor";

/// Runs `candor init`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let folder = &arguments.folder;
    // Before anybody answers in vain.
    for name in [POLICY_FILE, project_file::NAME] {
        if fs::symlink_metadata(folder.join(name)).is_ok() {
            return Err(exists(&folder.join(name)));
        }
    }
    let policy = if arguments.example {
        EXAMPLE.to_owned()
    } else {
        let mut answers = Answers::given(arguments)?;
        let suggested = folder_name(folder);
        if io::stdin().is_terminal() && io::stdout().is_terminal() && !arguments.yes {
            dialogue::ask(&mut answers, suggested.as_ref(), &mut io::stdin().lock(), &mut io::stdout())?;
        } else if answers.name.is_none() && !arguments.yes {
            terminal.say(
                "nobody is asked, since this is no terminal, and the organization gets the folder's name; \
                 `candor init --help` lists the flags that answer",
            );
        }
        answers.name = answers.name.or(suggested);
        policy::write(&answers)?
    };
    write(folder, &[(POLICY_FILE, &policy), (project_file::NAME, PROJECT_FILE)], terminal)?;
    let left = left_to_decide(&folder.join(POLICY_FILE), terminal)?;
    let within = if folder == Path::new(".") { String::new() } else { format!(" in {}", shown(folder)) };
    let first = if left { "decide what is left" } else { "change what you like" };
    terminal.say(&format!(
        "{first} in {POLICY_FILE}: `candor preview --open`{within} shows it while you write, \
         `candor build` writes the documents"
    ));
    Ok(Verdict::Clean)
}

/// The name of a folder, as the name of who owns it; nothing if it has none that can be read.
fn folder_name(folder: &Path) -> Option<Text> {
    // It may not be there yet.
    let whole = std::path::absolute(folder).ok()?;
    whole.components().next_back()?.as_os_str().to_str()?.parse().ok()
}

/// Writes all files or none.
fn write(folder: &Path, files: &[(&str, &str)], terminal: &Terminal) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let mut written: Vec<PathBuf> = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let is_there = matches!(&file, Err(error) if error.kind() == io::ErrorKind::AlreadyExists);
        if !is_there {
            written.push(path.clone());
        }
        if let Err(error) = file.and_then(|mut file| file.write_all(text.as_bytes())) {
            for path in written {
                // What cannot be taken away again is told by the error above all.
                let _ = fs::remove_file(path);
            }
            return Err(if is_there { exists(&path) } else { cannot_write(&path, &error) });
        }
    }
    for path in written {
        terminal.say(&format!("wrote {}", shown(&path)));
    }
    Ok(())
}

/// Shows what `candor check` finds in what was written; whether it finds anything.
fn left_to_decide(path: &Path, terminal: &Terminal) -> Result<bool, Failure> {
    let manner = Manner { format: MessageFormat::Concise, styled: terminal.styled() };
    let found = candidates(&[path.to_owned()], "policy")?;
    let mut findings = Vec::new();
    for candidate in &found.files {
        let Some(project) = found.projects.get(candidate.project) else { continue };
        let (settings, _) = settings(&found, project, &Wording::default())?;
        let analysis = analysis::Settings::default();
        let vocabulary = vocabulary(&found, project, &Words::default())?;
        let task = Task { vocabulary, settings, analysis, changelog: None, judge: true, manner };
        findings.extend(examine(&found, project, candidate, &task).findings);
    }
    if findings.is_empty() {
        return Ok(false);
    }
    terminal.say("\nleft to decide (`candor check` says more about each):");
    findings::show(findings, Vec::new(), terminal, manner)?;
    terminal.say("");
    Ok(true)
}

fn shown(path: &Path) -> String {
    neutral(&paths::slashed(path.strip_prefix(".").unwrap_or(path)))
}

fn exists(path: &Path) -> Failure {
    Failure::new(format!("`{}` is there already; nothing was written", shown(path)))
        .with_help("name another folder, or move the file away")
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", shown(path), load::plain(error)))
}
