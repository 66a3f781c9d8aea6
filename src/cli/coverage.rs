//! `candor coverage`: what each law asks of some policies, and which declarations answer it.

use std::path::PathBuf;

use candor::analysis::coverage::{Coverage, coverage};
use candor::analysis::laws::laws;
use candor::diagnostic::{Severity, nearest};
use candor::law::{Pack, Vocabulary};
use candor::project::{self, Read};
use candor::report::coverage as report;
use clap::ValueEnum;
use jiff::civil::Date;

use super::Verdict;
use super::findings::{self, Finding, Manner, MessageFormat};
use super::terminal::{Terminal, product};
use crate::workspace::Failure;
use crate::workspace::candidates::{Candidates, candidates};
use crate::workspace::packs::packs;
use crate::workspace::words::{Words, vocabulary};

/// The columns of a line on a terminal.
const WIDTH: usize = 100;

// The arguments of `candor coverage`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files and folders; `-` is standard input. Without any, what `candor.yaml` names, or this folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The laws to look at [default: those that a policy names, and those that apply to it].
    #[arg(long, value_name = "LAW", value_delimiter = ',')]
    law: Vec<String>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
    /// Judge by the law in force on this day, such as 2026-03-01 [default: the day each pack was written].
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    as_of: Option<Date>,
    #[command(flatten)]
    words: Words,
}

/// How coverage is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for a terminal.
    Human,
    /// Data; `candor schema coverage` prints its schema.
    Json,
    /// Markdown tables.
    Md,
}

/// Runs `candor coverage`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let found = candidates(&arguments.paths, "policy")?;
    let manner = Manner { format: MessageFormat::Full, styled: terminal.styled() };
    let mut own: Vec<Vec<Pack>> = Vec::new();
    let mut vocabularies: Vec<Vocabulary> = Vec::new();
    for project in &found.projects {
        let vocabulary = vocabulary(&found, project, &arguments.words)?;
        own.push(packs(&found, project, &vocabulary)?);
        vocabularies.push(vocabulary);
    }
    for word in &arguments.law {
        known_law(word, &own)?;
    }
    let mut read = Vec::new();
    let mut broken: Vec<Finding> = Vec::new();
    for (at, candidate) in found.files.iter().enumerate() {
        let project = found.projects.get(candidate.project).zip(vocabularies.get(candidate.project));
        let Some((project, vocabulary)) = project else { continue };
        let load = |path: &str| candidate.load(project, path);
        let policy = project::read(&candidate.path, &load, vocabulary);
        let errors = policy.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let errors: Vec<_> = errors.cloned().collect();
        let shown = |path: &str| found.shown(project, candidate, path);
        if policy.policy.span.is_some() && errors.is_empty() {
            read.push((at, policy));
        } else if policy.policy.span.is_some() || candidate.named {
            // What is missing could just not have been read.
            broken.extend(findings::findings(&policy, errors, &shown, manner));
        }
    }
    if read.is_empty() && broken.is_empty() {
        return Err(Failure::new("there is no policy to look at").with_help(
            "a policy is a file `NAME.candor` with a `policy` declaration; `candor init` writes one",
        ));
    }
    let covered: Vec<(usize, &Read, Coverage<'_>)> = read
        .iter()
        .map(|(at, policy)| {
            let packs = found.files.get(*at).and_then(|candidate| own.get(candidate.project));
            let packs = packs.map_or(&[][..], Vec::as_slice);
            let vocabulary = &policy.policy.vocabulary;
            (*at, policy, coverage(&policy.policy, vocabulary, packs, arguments.as_of, &arguments.law))
        })
        .collect();
    write(&found, &covered, arguments.format)?;
    let errors = findings::show(broken, Vec::new(), terminal, manner)?;
    Ok(if errors { Verdict::Findings } else { Verdict::Clean })
}

fn write(
    found: &Candidates,
    covered: &[(usize, &Read, Coverage<'_>)],
    format: Format,
) -> Result<(), Failure> {
    let shown: Vec<_> = covered
        .iter()
        .map(|(at, ..)| {
            let at = *at;
            move |path: &str| match found.files.get(at) {
                Some(candidate) => found
                    .projects
                    .get(candidate.project)
                    .map_or_else(|| path.to_owned(), |project| found.shown(project, candidate, path)),
                None => path.to_owned(),
            }
        })
        .collect();
    let policies: Vec<report::Policy<'_>> = covered
        .iter()
        .zip(&shown)
        .map(|((at, read, coverage), shown)| report::Policy {
            name: &read.policy.name,
            file: shown(found.files.get(*at).map_or("", |candidate| candidate.path.as_str())),
            coverage,
            sources: &read.sources,
            shown,
        })
        .collect();
    product(&match format {
        Format::Human => report::text(&policies, WIDTH),
        Format::Json => report::json::emit(&policies),
        Format::Md => report::markdown(&policies),
    })
}

/// Fails if no pack of any project knows a law.
fn known_law(word: &str, own: &[Vec<Pack>]) -> Result<(), Failure> {
    let all: Vec<Pack> = own.iter().flatten().cloned().collect();
    let laws = laws(&all);
    if laws.iter().any(|law| law.is_called(word)) {
        return Ok(());
    }
    let failure = Failure::new(format!("no pack knows a law `{word}`"));
    Err(match nearest(word, laws.iter().map(|law| law.id)) {
        Some(meant) => failure.with_help(format!("did you mean `{meant}`?")),
        None => {
            let known: Vec<&str> = laws.iter().map(|law| law.id).collect();
            failure.with_help(format!("there are {}", known.join(", ")))
        }
    })
}
