//! What the editor is told of findings.
//!
//! From one key to the next most of them say the same of the same places. They are sent as they were
//! sent before: only others are put into JSON.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use candor::diagnostic::{Diagnostic, Fix, Label};
use candor::editor::text::Encoding;
use candor::source::{Source, Sources, Span};
use lsp_types::{Location, Position, Range, Uri};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::{convert, diagnostics};

/// The files of a policy, each with its address, which is looked for once.
pub(super) struct Files<'a> {
    files: Vec<(&'a Source, OnceCell<Option<Uri>>)>,
    address: &'a dyn Fn(&str) -> Option<Uri>,
    encoding: Encoding,
}

impl<'a> Files<'a> {
    /// The files of a policy; `address` finds that of a name.
    pub(super) fn new(
        sources: &'a Sources,
        address: &'a dyn Fn(&str) -> Option<Uri>,
        encoding: Encoding,
    ) -> Self {
        let files = sources.iter().map(|(_, source)| (source, OnceCell::new())).collect();
        Self { files, address, encoding }
    }

    fn place(&self, span: Span) -> Option<(&Uri, Range)> {
        let (source, uri) = self.files.get(span.file.0 as usize)?;
        let uri = uri.get_or_init(|| (self.address)(&source.name)).as_ref()?;
        Some((uri, convert::span(source, span, self.encoding)))
    }

    fn location(&self, span: Span) -> Option<Location> {
        self.place(span).map(|(uri, range)| Location { uri: uri.clone(), range })
    }
}

/// What the editor is told of every file, by its address.
#[derive(Debug, Default)]
pub(super) struct Published(BTreeMap<String, OfFile>);

/// What is said of one file.
#[derive(Debug, Default)]
struct OfFile {
    all: Vec<Rc<Said>>,
    /// Their numbers, by where they start.
    by_start: BTreeSet<(Position, usize)>,
    /// How many of them other policies have found.
    of_others: usize,
}

/// What is said of one place.
#[derive(Debug)]
struct Said {
    range: Range,
    json: Box<RawValue>,
    /// What that was made from; nothing, if it is about a file as a whole.
    cause: Option<Cause>,
}

/// A finding with the other places that it speaks of. Its own spans are those of an earlier text.
#[derive(Debug)]
struct Cause {
    finding: Diagnostic,
    others: Vec<Option<Location>>,
}

/// As [`lsp_types::PublishDiagnosticsParams`], but what is said is JSON already.
#[derive(Debug, Serialize)]
pub(super) struct Params<'a> {
    uri: Uri,
    diagnostics: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
}

impl Published {
    /// How much is said.
    pub(super) fn count(&self) -> usize {
        self.0.values().map(|file| file.all.len()).sum()
    }

    /// Adds what a policy finds; `earlier` is what was said before.
    pub(super) fn policy(&mut self, findings: &[Diagnostic], files: &Files<'_>, earlier: &[&Self]) {
        for file in self.0.values_mut() {
            file.of_others = file.all.len();
        }
        for finding in findings {
            let Some((uri, range)) = files.place(finding.span) else { continue };
            let said = earlier.iter().find_map(|earlier| earlier.said(uri, range, finding, files));
            let Some(said) = said.or_else(|| Said::new(range, finding, files).map(Rc::new)) else { continue };
            let file = self.file(uri.as_str());
            // Policies that share a file find the same in it.
            if !file.says(&said) {
                file.push(said);
            }
        }
    }

    /// Adds what is wrong with a file as a whole.
    pub(super) fn whole(&mut self, uri: &Uri, diagnostic: &lsp_types::Diagnostic) {
        let Ok(json) = to_raw_value(diagnostic) else { return };
        self.file(uri.as_str()).push(Rc::new(Said { range: diagnostic.range, json, cause: None }));
    }

    /// Adds a file of which there may be nothing to say.
    pub(super) fn open(&mut self, uri: &str) {
        self.file(uri);
    }

    /// The addresses of all files.
    pub(super) fn files(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// What the editor is told of a file in this version.
    pub(super) fn params(&self, uri: &str, version: Option<i32>) -> Option<Params<'_>> {
        let diagnostics = self.0.get(uri)?.all.iter().map(|said| &*said.json).collect();
        Some(Params { uri: uri.parse().ok()?, diagnostics, version })
    }

    fn file(&mut self, uri: &str) -> &mut OfFile {
        self.0.entry(uri.to_owned()).or_default()
    }

    fn said(&self, uri: &Uri, range: Range, finding: &Diagnostic, files: &Files<'_>) -> Option<Rc<Said>> {
        let file = self.0.get(uri.as_str())?;
        let mut here = file.starting(range.start).map(|(_, said)| said);
        here.find(|said| said.range == range && said.comes_of(finding, files)).cloned()
    }
}

impl OfFile {
    fn push(&mut self, said: Rc<Said>) {
        self.by_start.insert((said.range.start, self.all.len()));
        self.all.push(said);
    }

    /// Whether another policy, or this one just before, has found the same.
    fn says(&self, said: &Said) -> bool {
        let start = said.range.start;
        let of_others = self.starting(start).take_while(|(number, _)| *number < self.of_others);
        // A policy's findings stand in the order of their places.
        let own = self.all.iter().skip(self.of_others).rev().take_while(|own| own.range.start == start);
        of_others.map(|(_, other)| other).chain(own).any(|other| other.json.get() == said.json.get())
    }

    fn starting(&self, start: Position) -> impl Iterator<Item = (usize, &Rc<Said>)> {
        let numbers = self.by_start.range((start, 0)..=(start, usize::MAX));
        numbers.filter_map(|&(_, number)| Some((number, self.all.get(number)?)))
    }
}

impl Said {
    fn new(range: Range, finding: &Diagnostic, files: &Files<'_>) -> Option<Self> {
        let diagnostic = diagnostics::diagnostic(finding, &|span| files.location(span))?;
        let json = to_raw_value(&diagnostic).ok()?;
        let others = other_spans(finding).map(|span| files.location(span)).collect();
        Some(Self { range, json, cause: Some(Cause { finding: finding.clone(), others }) })
    }

    /// Whether a finding at the same place would be the same JSON.
    fn comes_of(&self, finding: &Diagnostic, files: &Files<'_>) -> bool {
        self.cause.as_ref().is_some_and(|Cause { finding: earlier, others }| {
            let others = others.iter().map(|other| other.as_ref().map(|at| (&at.uri, at.range)));
            is_alike(earlier, finding) && others.eq(other_spans(finding).map(|span| files.place(span)))
        })
    }
}

fn other_spans(finding: &Diagnostic) -> impl Iterator<Item = Span> {
    finding.labels.iter().map(|label| label.span).chain(finding.fix.iter().map(|fix| fix.span))
}

/// Whether two findings say the same, wherever that is.
fn is_alike(one: &Diagnostic, other: &Diagnostic) -> bool {
    let Diagnostic { code, severity, span: _, message, labels, help, meant, reason: _, citations, fix } = one;
    *code == other.code
        && *severity == other.severity
        && *message == other.message
        && *help == other.help
        && *meant == other.meant
        && *citations == other.citations
        && labels.iter().map(text).eq(other.labels.iter().map(text))
        && fix.as_ref().map(change) == other.fix.as_ref().map(change)
}

fn text(label: &Label) -> &str {
    let Label { span: _, text } = label;
    text
}

fn change(fix: &Fix) -> (&str, &str, bool) {
    let Fix { span: _, text, label, certain } = fix;
    (text, label, *certain)
}

#[cfg(test)]
mod tests;
