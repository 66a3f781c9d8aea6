//! One policy, from its files to what the preview shows of it.

use std::cell::RefCell;
use std::path::PathBuf;

use candor::analysis::{self, Settings as Judging};
use candor::compile::{Built, Settings, documents, page_of};
use candor::diagnostic::{Diagnostic, Severity, has_errors};
use candor::document::Document;
use candor::emit::html;
use candor::law::Vocabulary;
use candor::project::{self, Read};
use candor::report::changelog::attach;
use candor::report::origin::{self, Answer};

use super::super::watch::{Asked, Watched};
use super::good::{Good, Page};
use super::state::{self, Finding};
use crate::workspace::candidates::{Candidate, Candidates, Project, candidates};
use crate::workspace::library;
use crate::workspace::packs::packs;
use crate::workspace::settings::{Wording, changelog, settings};
use crate::workspace::words::vocabulary;
use crate::workspace::{Failure, levels};

/// How many policies are named if one is to be chosen.
const NAMED: usize = 5;

/// The policy that is shown.
#[derive(Debug)]
pub(super) struct Subject {
    path: PathBuf,
    shown: String,
}

/// What making it gave.
pub(super) struct Made {
    /// How its file is shown.
    pub(super) name: String,
    /// Everything that was found.
    pub(super) findings: Vec<Finding>,
    /// Its documents; nothing, if there could be none.
    pub(super) good: Option<Good>,
}

impl Subject {
    /// The policy that the command line means.
    pub(super) fn find(file: Option<&PathBuf>) -> Result<Self, Failure> {
        let found = candidates(file.map_or(&[], std::slice::from_ref), "policy")?;
        let named = found.folders.is_empty() && found.files.len() == 1;
        let policies: Vec<&Candidate> =
            found.files.iter().filter(|candidate| named || is_policy(&found, candidate)).collect();
        let shown = |candidate: &Candidate| match found.projects.get(candidate.project) {
            Some(project) => found.shown(project, candidate, &candidate.path),
            None => candidate.path.clone(),
        };
        match policies.as_slice() {
            [only] => {
                let root = found.projects.get(only.project).map(|project| project.root.clone());
                Ok(Self { path: root.unwrap_or_default().join(&only.path), shown: shown(only) })
            }
            [] => Err(no_policy()),
            several => {
                Err(several_policies(&several.iter().map(|candidate| shown(candidate)).collect::<Vec<_>>()))
            }
        }
    }

    /// How its file is shown.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }
}

fn is_policy(found: &Candidates, candidate: &Candidate) -> bool {
    let Some(project) = found.projects.get(candidate.project) else { return false };
    let load = |path: &str| candidate.load(project, path);
    project::read(&candidate.path, &load, Vocabulary::builtin()).policy.span.is_some()
}

fn no_policy() -> Failure {
    Failure::new("there is no policy here")
        .with_help("name a file with a `policy` declaration; `candor init` writes one")
}

fn several_policies(names: &[String]) -> Failure {
    let mut list: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    if names.len() > NAMED {
        list.push("…".to_owned());
    }
    Failure::new(format!("there are {} policies here: {}", names.len(), list.join(", ")))
        .with_help(format!("name one: `candor preview {}`", names.first().map_or("", String::as_str)))
}

/// Makes the policy, and adds what that went by to `watched` as far as it comes.
pub(super) fn make(subject: &Subject, wording: &Wording, watched: &mut Watched) -> Result<Made, Failure> {
    let found = candidates(std::slice::from_ref(&subject.path), "policy")?;
    watched.add_candidates(&found, wording);
    let (Some(candidate), Some(project)) = (found.files.first(), found.projects.first()) else {
        return Err(no_policy());
    };
    let asked = RefCell::new(Asked::default());
    let load = |path: &str| {
        asked.borrow_mut().note(project, path);
        candidate.load(project, path)
    };
    let vocabulary = vocabulary(&found, project, &wording.words)?;
    let mut read = project::read(&candidate.path, &load, &vocabulary);
    if let (true, Some(path)) = (read.policy.span.is_some(), changelog(&found, project, None)?) {
        attach(&mut read, &path, &load);
    }
    watched.add_sources(&found, candidate, &asked.borrow());
    let (settings, warnings) = settings(&found, project, wording)?;
    let levels = levels::levels(&project.file, &levels::Given::default())?;
    let packs = packs(&found, project, &vocabulary)?;
    let judging = Judging { levels, as_of: None, packs };
    let mut findings: Vec<Finding> = match judging.levels.severity(state::UNKNOWN_TEMPLATE, Severity::Warning)
    {
        Some(severity) => warnings
            .iter()
            .map(|text| state::without_place(state::UNKNOWN_TEMPLATE, severity, text))
            .collect(),
        None => Vec::new(),
    };
    let (good, diagnostics, template_errors) =
        documents_of(read, &settings, &judging, &found, project, candidate);
    findings.extend(
        template_errors.iter().map(|error| state::without_place("broken-template", Severity::Error, error)),
    );
    let name = found.shown(project, candidate, &candidate.path);
    findings.extend(state::findings(&good, &diagnostics));
    Ok(Made { name, findings, good: (!good.pages.is_empty()).then_some(good) })
}

/// The documents of a policy that was read, what was found, and the templates that do not work.
///
/// Where there is an error, there are no pages.
fn documents_of(
    read: Read,
    settings: &Settings,
    judging: &Judging,
    found: &Candidates,
    project: &Project,
    candidate: &Candidate,
) -> (Good, Vec<Diagnostic>, Vec<String>) {
    let shown = |name: &String| (name.clone(), found.shown(project, candidate, name));
    let shown = read.sources.iter().map(|(_, source)| shown(&source.name)).collect();
    let mut good = Good { version: 0, documents: Vec::new(), pages: Vec::new(), shown, read };
    // Only a policy can be previewed, so the file is meant as one.
    let mut diagnostics = library::findings(&good.read, true);
    let mut template_errors = Vec::new();
    if good.read.policy.span.is_some() && !has_errors(&diagnostics) {
        let mut built = Built::default();
        let made = documents(&good.read, settings, &mut built);
        let pages = pages(&made, &good.read, settings, &mut built.template_errors);
        diagnostics.extend(built.findings);
        template_errors = built.template_errors;
        if !has_errors(&diagnostics) && template_errors.is_empty() {
            (good.documents, good.pages) = (made, pages);
        }
        let policy = &good.read.policy;
        diagnostics = analysis::judge_on_threads(policy, &policy.vocabulary, judging, diagnostics);
    }
    judging.levels.apply(&mut diagnostics);
    (good, diagnostics, template_errors)
}

fn pages(documents: &[Document], read: &Read, settings: &Settings, errors: &mut Vec<String>) -> Vec<Page> {
    let mut pages = Vec::new();
    for document in documents {
        let (name, template) = page_of(document, settings);
        match html::page_with_pieces(document, template) {
            Ok((html, pieces)) => {
                let answers =
                    (0..pieces.len()).filter_map(|number| origin::in_page(&pieces, number)).collect();
                let spans = read.policy.span.into_iter().collect();
                let title = Answer { text: document.title.clone(), spans, ..Answer::default() };
                pages.push(Page { html, answers, title });
            }
            Err(error) => {
                let error = format!("template {name}: {error}");
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
        }
    }
    pages
}
