//! `candor approve`: which sections people have approved, and new approvals.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use candor::approval::{self, Section};
use candor::compile::{self, Built};
use candor::diagnostic::{Severity, has_errors, nearest};
use candor::law::Vocabulary;
use candor::model::Policy;
use candor::project::{self, Read};
use candor::source::FileId;
use candor::syntax::harmful;
use jiff::civil::Date;

use super::Verdict;
use super::changes::{self, Change};
use super::findings::{self, Manner, MessageFormat};
use super::replace;
use super::terminal::{Terminal, count, product};
use crate::workspace::Failure;
use crate::workspace::candidates::{Candidate, Candidates, Project, candidates};
use crate::workspace::settings::{Wording, settings};
use crate::workspace::words::{Words, vocabulary};

// The arguments of `candor approve`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The policy, and where there is only one, none. Without a section, its sections are listed.
    #[arg(value_name = "FILE")]
    path: Option<PathBuf>,
    /// A section to approve, by its id; may be given more than once.
    #[arg(long, value_name = "ID", requires = "by", requires = "date")]
    section: Vec<String>,
    /// Approve every section again whose approval no longer holds.
    #[arg(long, requires = "by", requires = "date", conflicts_with = "section")]
    outdated: bool,
    /// Who has read it.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// On which day, such as 2026-03-01.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    wording: Wording,
}

/// Runs `candor approve`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let paths: Vec<PathBuf> = arguments.path.iter().cloned().collect();
    let found = candidates(&paths, "policy")?;
    let (project, candidate, read) = the_policy(&found, &arguments.wording.words)?;
    let (settings, _) = settings(&found, project, &arguments.wording)?;
    let mut built = Built { findings: read.findings.clone(), ..Built::default() };
    let sections = if has_errors(&built.findings) {
        Vec::new()
    } else {
        compile::sections(&read, &settings, &mut built)
    };
    if let [error, ..] = built.template_errors.as_slice() {
        return Err(Failure::new(error.clone()));
    }
    if has_errors(&built.findings) {
        let manner = Manner { format: MessageFormat::Full, styled: terminal.styled() };
        let shown = |path: &str| found.shown(project, candidate, path);
        findings::show(
            findings::findings(&read, built.findings, &shown, manner),
            Vec::new(),
            terminal,
            manner,
        )?;
        return Ok(Verdict::Findings);
    }
    let (Some(by), Some(date)) = (&arguments.by, arguments.date) else {
        product(&listed(&read.policy, &sections))?;
        return Ok(Verdict::Clean);
    };
    if by.trim().is_empty() {
        return Err(Failure::new("`--by` is empty").with_help("say who has read it"));
    }
    if let Some(why) = harmful(by) {
        return Err(Failure::new(format!("`--by` cannot be used: {why}")).with_help("say who has read it"));
    }
    if candidate.stdin.is_some() {
        return Err(Failure::new("standard input cannot be changed").with_help("name a file"));
    }
    let chosen = if arguments.outdated {
        outdated(&read.policy, &sections)
    } else {
        named(&arguments.section, &sections)?
    };
    if chosen.is_empty() {
        terminal.say("nothing is to be approved");
        return Ok(Verdict::Clean);
    }
    let vocabulary = vocabulary(&found, project, &arguments.wording.words)?;
    write(&found, project, (&read, &vocabulary), &chosen, date, by)?;
    terminal.say(&format!("approved {}", count(chosen.len(), "section", "sections")));
    Ok(Verdict::Clean)
}

/// The one policy that the command line means.
fn the_policy<'a>(
    found: &'a Candidates,
    words: &Words,
) -> Result<(&'a Project, &'a Candidate, Read), Failure> {
    let vocabularies = found.projects.iter().map(|project| vocabulary(found, project, words));
    let vocabularies: Vec<Vocabulary> = vocabularies.collect::<Result<_, _>>()?;
    let mut policies = found.files.iter().filter_map(|candidate| {
        let project = found.projects.get(candidate.project)?;
        let load = |path: &str| candidate.load(project, path);
        let read = project::read(&candidate.path, &load, vocabularies.get(candidate.project)?);
        (read.policy.span.is_some() || candidate.named).then_some((project, candidate, read))
    });
    match (policies.next(), policies.next()) {
        (Some(policy), None) => Ok(policy),
        (Some(_), Some(_)) => {
            Err(Failure::new("there is more than one policy").with_help("name one of them"))
        }
        (None, _) => Err(Failure::new("there is no policy to approve").with_help(
            "a policy is a file `NAME.candor` with a `policy` declaration; `candor init` writes one",
        )),
    }
}

/// Every section, with who approved it and whether that holds.
fn listed(policy: &Policy, sections: &[Section]) -> String {
    let widest = sections.iter().map(|section| section.id.len()).max().unwrap_or(0);
    let lines = sections.iter().map(|section| {
        let state = match approved(policy, &section.id) {
            None => "not approved".to_owned(),
            Some((approval, pin)) => {
                let by = findings::neutral_lines(&approval.by);
                let holds = if approval::holds(pin, section) { "" } else { ", but it has changed since" };
                format!("approved by {by} on {}{holds}", approval.date)
            }
        };
        format!("{:widest$}  {state}\n", section.id)
    });
    lines.collect()
}

fn approved<'p>(
    policy: &'p Policy,
    id: &str,
) -> Option<(&'p candor::model::Approval, &'p candor::model::Pin)> {
    policy.approvals.iter().find_map(|approval| {
        let pin = approval.pins.iter().find(|pin| *pin.section == *id)?;
        Some((approval, pin))
    })
}

fn outdated<'s>(policy: &Policy, sections: &'s [Section]) -> Vec<&'s Section> {
    let changed = |section: &&Section| {
        approved(policy, &section.id).is_some_and(|(_, pin)| !approval::holds(pin, section))
    };
    sections.iter().filter(changed).collect()
}

fn named<'s>(ids: &[String], sections: &'s [Section]) -> Result<Vec<&'s Section>, Failure> {
    if ids.is_empty() {
        return Err(Failure::new("no section is named").with_help("add `--section ID`, or `--outdated`"));
    }
    let find = |id: &String| {
        sections.iter().find(|section| section.id == *id).ok_or_else(|| {
            let known = sections.iter().map(|section| section.id.as_str());
            let failure = Failure::new(format!("the document has no section `{id}`"));
            match nearest(id, known) {
                Some(meant) => failure.with_help(format!("did you mean `{meant}`?")),
                None => failure.with_help("`candor approve` without `--section` lists them"),
            }
        })
    };
    let mut chosen: Vec<&Section> = ids.iter().map(find).collect::<Result<_, _>>()?;
    let mut known = BTreeSet::new();
    chosen.retain(|section| known.insert(&section.id));
    Ok(chosen)
}

/// Writes the approval into the files that it belongs in, unless the policy could not be read with it.
fn write(
    found: &Candidates,
    project: &Project,
    (read, vocabulary): (&Read, &Vocabulary),
    chosen: &[&Section],
    date: Date,
    by: &str,
) -> Result<(), Failure> {
    let mut changed = BTreeMap::new();
    for (file, text) in approval::approve(&read.policy, &read.sources, chosen, date, by) {
        let Some(source) = read.sources.get(file) else { continue };
        let old = project
            .load(&source.name)
            .map_err(|_| Failure::new(format!("`{}` can no longer be read", source.name)))?;
        let whole = Change { path: source.name.clone(), start: 0, end: source.text.len(), text };
        changed.insert(source.name.clone(), changes::changed(&old, &[whole]));
    }
    let load = |path: &str| changed.get(path).map_or_else(|| project.load(path), |bytes| Ok(bytes.clone()));
    let first = read.sources.get(FileId(0)).map_or("", |source| &source.name);
    let now = project::read(first, &load, vocabulary);
    if let Some(error) = now.findings.into_iter().find(|finding| finding.severity == Severity::Error) {
        let refused = Failure::new(format!("such an approval cannot stand in a policy: {}", error.message));
        return Err(Failure { help: error.help, ..refused });
    }
    let mut targets = Vec::new();
    for (name, bytes) in &changed {
        targets.push((replace::target(project, name, &found.here)?, bytes.as_slice()));
    }
    replace::write(&targets, &found.here)
}
