//! One candidate, from its files to its findings and its outputs in memory.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use candor::analysis;
use candor::compile::{self, Output, Settings};
use candor::diagnostic::{Severity, has_errors};
use candor::law::Vocabulary;
use candor::project;
use candor::report::{changelog, neutral};

use super::changes::{self, Change};
use super::digest::Digest;
use super::findings::{self, Finding, Manner};
use super::watch::Asked;
use crate::workspace::candidates::{Candidate, Candidates, Project};
use crate::workspace::library;

/// What is to be done with a candidate.
#[derive(Debug)]
pub(super) struct Task {
    /// What its words are looked up in.
    pub(super) vocabulary: Vocabulary,
    /// What to build, and from what wording.
    pub(super) settings: Settings,
    /// What to judge it by: the levels, and the day whose law applies.
    pub(super) analysis: analysis::Settings,
    /// The file of past changes, relative to the project's root.
    pub(super) changelog: Option<String>,
    /// Whether to look for what a regulator would object to.
    pub(super) judge: bool,
    /// How findings are to be shown.
    pub(super) manner: Manner,
}

/// What examining a candidate gave.
#[derive(Debug)]
pub(super) struct Examined {
    /// The stem its outputs are named by.
    pub(super) name: String,
    /// How the file is shown.
    pub(super) shown: String,
    /// Whether it declares a policy; a file that does not is a library.
    pub(super) is_policy: bool,
    /// What was found, ready to be shown.
    pub(super) findings: Vec<Finding>,
    /// Its outputs; none if there is an error.
    pub(super) outputs: Vec<Output>,
    /// The outputs by their names, if they stand as a run before this one wrote them.
    pub(super) unchanged: Option<Vec<String>>,
    /// The files it was read from, as they are shown.
    pub(super) files: BTreeSet<String>,
    /// The files it was read from, relative to the project's root.
    pub(super) inputs: BTreeMap<String, Digest>,
    /// Every file that was asked for, there or not.
    pub(super) asked: Asked,
    /// What would certainly mend some of the findings.
    pub(super) changes: Vec<Change>,
}

impl Examined {
    /// Whether anything found is an error.
    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Reads a candidate, and compiles it if it is a policy without errors.
pub(super) fn examine(found: &Candidates, project: &Project, candidate: &Candidate, task: &Task) -> Examined {
    let asked = RefCell::new(Asked::default());
    let inputs = RefCell::new(BTreeMap::new());
    let load = |path: &str| {
        asked.borrow_mut().note(project, path);
        let bytes = candidate.load(project, path)?;
        inputs.borrow_mut().insert(path.to_owned(), Digest::of(&bytes));
        Ok(bytes)
    };
    let mut read = project::read(&candidate.path, &load, &task.vocabulary);
    let is_policy = read.policy.span.is_some();
    if let (true, Some(path)) = (is_policy, &task.changelog) {
        changelog::attach(&mut read, path, &load);
    }
    let mut diagnostics = library::findings(&read, candidate.named);
    let mut outputs = Vec::new();
    let mut template_errors = Vec::new();
    // Several policies keep every processor busy.
    let alone = found.files.len() <= 1;
    if is_policy && !has_errors(&diagnostics) {
        let make = match (task.judge, alone) {
            (true, _) => compile::check,
            (false, true) => compile::compile_on_threads,
            (false, false) => compile::compile,
        };
        let built = make(&read, &task.settings);
        diagnostics.extend(built.findings);
        template_errors = built.template_errors;
        if !task.judge {
            analysis::leave_out_allowed(&read.policy, &task.analysis.packs, &mut diagnostics);
        }
        if !has_errors(&diagnostics) && template_errors.is_empty() {
            outputs = built.outputs;
        }
        if task.judge {
            let judge = if alone { analysis::judge_on_threads } else { analysis::judge };
            diagnostics = judge(&read.policy, &task.vocabulary, &task.analysis, diagnostics);
        }
    }
    task.analysis.levels.apply(&mut diagnostics);
    let changes = changes::certain(&read.sources, &diagnostics);
    let shown = |path: &str| found.shown(project, candidate, path);
    let mut findings = findings::findings(&read, diagnostics, &shown, task.manner);
    let broken =
        |error: &String| findings::without_place("broken-template", Severity::Error, error, task.manner);
    findings.extend(template_errors.iter().map(broken));
    let inputs = inputs.into_inner();
    let files = inputs.keys().map(|path| neutral(&shown(path))).collect();
    let shown = shown(&candidate.path);
    let asked = asked.into_inner();
    Examined {
        name: read.policy.name,
        shown,
        is_policy,
        findings,
        outputs,
        unchanged: None,
        files,
        inputs,
        asked,
        changes,
    }
}
