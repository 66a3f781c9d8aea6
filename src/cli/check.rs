//! `candor check`: everything that is wrong with some policies.

use std::path::PathBuf;

use candor::diagnostic::Severity;
use clap::ValueEnum;

use super::candidates::{Candidates, candidates};
use super::examine::{Examined, examine};
use super::findings::{self, Finding, Manner, MessageFormat};
use super::in_order::in_order;
use super::settings::{Wording, settings};
use super::terminal::{Terminal, count};
use super::{Failure, Verdict};

/// The arguments of `candor check`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; `-` is standard input. Without any, what `candor.yaml` names, or this folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = MessageFormat::Full, value_name = "FORMAT")]
    message_format: MessageFormat,
    /// What counts as an error.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,
    #[command(flatten)]
    wording: Wording,
}

/// What can be made to count as an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Every warning.
    Warnings,
}

/// Runs `candor check`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let deny_warnings = arguments.deny.contains(&Deny::Warnings);
    let manner = Manner { format: arguments.message_format, styled: terminal.styled(), deny_warnings };
    let found = candidates(&arguments.paths, "policy")?;
    let mut findings: Vec<Finding> = Vec::new();
    let mut all = Vec::new();
    for project in &found.projects {
        let (mut settings, warnings) = settings(&found, project, &arguments.wording)?;
        // The document must be made to know that everything has its words; no format is wanted.
        settings.formats = Vec::new();
        findings.extend(warnings.iter().map(|text| findings::without_place(Severity::Warning, text, manner)));
        all.push((project, settings));
    }
    let examined: Vec<Examined> = in_order(&found.files, |candidate| {
        let (project, settings) = all.get(candidate.project)?;
        Some(examine(&found, project, candidate, settings, manner))
    })
    .into_iter()
    .flatten()
    .collect();
    no_policy(&found, &examined)?;
    let policies = examined.iter().filter(|examined| examined.is_policy).count();
    findings.extend(examined.into_iter().flat_map(|examined| examined.findings));
    if findings.is_empty() {
        terminal.say(&format!("nothing to report in {}", count(policies, "policy", "policies")));
    }
    Ok(if findings::show(findings, terminal, manner) { Verdict::Findings } else { Verdict::Clean })
}

/// Fails if a folder was named that holds no policy, nor a file that may have been meant as one.
pub(super) fn no_policy(found: &Candidates, examined: &[Examined]) -> Result<(), Failure> {
    for (at, folder) in found.folders.iter().enumerate() {
        let of_folder = found.files.iter().zip(examined).filter(|(file, _)| file.folder == Some(at));
        let named = |examined: &Examined| examined.is_policy || examined.has_errors();
        if !of_folder.into_iter().any(|(_, examined)| named(examined)) {
            return Err(Failure::new(format!("there is no policy in `{folder}`")).with_help(
                "a policy is a file `NAME.candor` with a `policy` declaration; `candor init` writes one",
            ));
        }
    }
    Ok(())
}
