//! `candor check`: everything that is wrong with some policies.

use std::path::PathBuf;

use candor::analysis;
use candor::report::neutral;
use jiff::civil::Date;

use super::Verdict;
use super::examine::{Examined, Task, examine};
use super::findings::{self, Finding, Manner, MessageFormat};
use super::fix;
use super::in_order::in_order;
use super::terminal::{Terminal, count};
use crate::workspace::Failure;
use crate::workspace::candidates::{Candidates, candidates};
use crate::workspace::levels;
use crate::workspace::packs::packs;
use crate::workspace::settings::{Wording, changelog, settings};
use crate::workspace::words::vocabulary;

// The arguments of `candor check`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; `-` is standard input. Without any, what `candor.yaml` names, or this folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written; what a machine reads goes to standard output.
    #[arg(long, value_enum, default_value_t = MessageFormat::Full, value_name = "FORMAT")]
    message_format: MessageFormat,
    /// Apply the fixes that need nobody to look at them, and report what is left.
    #[arg(long)]
    fix: bool,
    /// Judge by the law in force on this day, such as 2026-03-01 [default: the day each pack was written].
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    as_of: Option<Date>,
    #[command(flatten)]
    wording: Wording,
    #[command(flatten)]
    levels: levels::Given,
}

/// Runs `candor check`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let manner = Manner { format: arguments.message_format, styled: terminal.styled() };
    let mut found = candidates(&arguments.paths, "policy")?;
    let mut findings: Vec<Finding> = Vec::new();
    let mut tasks = Vec::new();
    for project in &found.projects {
        let (settings, warnings) = settings(&found, project, &arguments.wording)?;
        let levels = levels::levels(&project.file, &arguments.levels)?;
        findings.extend(findings::unknown_templates(&warnings, &levels, manner));
        let vocabulary = vocabulary(&found, project, &arguments.wording.words)?;
        let packs = packs(&found, project, &vocabulary)?;
        let analysis = analysis::Settings { levels, as_of: arguments.as_of, packs };
        let changelog = changelog(&found, project, None)?;
        tasks.push(Task { vocabulary, settings, analysis, changelog, judge: true, manner });
    }
    let all = |found: &Candidates| examine_all(found, &tasks);
    let examined = if arguments.fix {
        let (examined, fixed) = fix::apply(&mut found, &all)?;
        terminal.say(&match fixed.changes {
            0 => "nothing has a fix that is certain".to_owned(),
            changes => {
                format!(
                    "fixed {} in {}",
                    count(changes, "finding", "findings"),
                    count(fixed.files, "file", "files")
                )
            }
        });
        examined
    } else {
        all(&found)
    };
    no_policy(&found, &examined)?;
    let policies = examined.iter().filter(|examined| examined.is_policy);
    let policies: Vec<String> = policies.map(|examined| examined.shown.clone()).collect();
    let unused: Vec<Finding> = used_elsewhere(&examined);
    let told = examined.into_iter().flat_map(|examined| examined.findings);
    findings.extend(told.filter(|finding| !unused.iter().any(|used| used.is_at(finding))));
    if findings.is_empty() {
        terminal.say(&format!("nothing to report in {}", count(policies.len(), "policy", "policies")));
    }
    let errors = findings::show(findings, policies, terminal, manner)?;
    Ok(if errors { Verdict::Findings } else { Verdict::Clean })
}

fn examine_all(found: &Candidates, tasks: &[Task]) -> Vec<Examined> {
    let examined = in_order(&found.files, |candidate| {
        let (project, task) = (found.projects.get(candidate.project)?, tasks.get(candidate.project)?);
        Some(examine(found, project, candidate, task))
    });
    examined.into_iter().flatten().collect()
}

/// What one policy does not use of a file that it imports, but another one does.
fn used_elsewhere(examined: &[Examined]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for policy in examined.iter().filter(|examined| examined.is_policy) {
        let imported = |finding: &&Finding| {
            finding.code == "unused-declaration" && finding.file != neutral(&policy.shown)
        };
        for finding in policy.findings.iter().filter(imported) {
            let uses = |other: &&Examined| {
                other.is_policy
                    && other.files.contains(&finding.file)
                    && !other.findings.iter().any(|told| told.is_at(finding))
            };
            if examined.iter().any(|other| uses(&other)) {
                found.push(finding.clone());
            }
        }
    }
    found
}

/// Fails if a folder was named that holds no policy, nor a file that may have been meant as one.
pub(super) fn no_policy(found: &Candidates, examined: &[Examined]) -> Result<(), Failure> {
    let meant =
        |at: &usize| examined.get(*at).is_some_and(|examined| examined.is_policy || examined.has_errors());
    match found.folders.iter().find(|folder| !folder.files.iter().any(meant)) {
        Some(folder) => Err(Failure::new(format!("there is no policy in `{}`", folder.name)).with_help(
            "a policy is a file `NAME.candor` with a `policy` declaration; `candor init` writes one",
        )),
        None => Ok(()),
    }
}
