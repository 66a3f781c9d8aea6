//! What the page is told, as JSON through types of its own.
//!
//! Every text in it is shown as text. What could turn the reading direction is made visible here,
//! as it is on a terminal.

use std::collections::BTreeMap;

use candor::diagnostic::{Diagnostic, Severity};
use candor::report::origin::Answer;
use candor::report::{self, Place, neutral, origin, word};
use candor::source::Span;
use serde::Serialize;

use super::super::findings::neutral_lines;
use super::good::Good;
use crate::workspace::Failure;

/// The finding about a file among the templates that stands in for none.
pub(super) const UNKNOWN_TEMPLATE: &str = "unknown-template";

/// How many lines of a finding are shown.
const EXCERPT: u32 = 6;

#[derive(Serialize)]
struct State<'a> {
    version: u64,
    /// How the policy's file is shown; nothing, if it could not be looked at.
    policy: Option<&'a str>,
    /// Whether the documents are those of the files as they are.
    fresh: bool,
    /// The version in which the documents were new; nothing, if there are none.
    made: Option<u64>,
    documents: Vec<Titled<'a>>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Titled<'a> {
    name: &'a str,
    /// What its name has after the policy's: the law's id; nothing for the policy itself.
    law: Option<&'a str>,
    title: &'a str,
}

/// A finding, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Finding {
    /// `error`, `warning` or `note`; the field that orders findings comes first.
    #[serde(skip)]
    rank: std::cmp::Reverse<Severity>,
    #[serde(skip)]
    order: usize,
    severity: &'static str,
    name: &'static str,
    message: String,
    place: Option<Spot>,
    labels: Vec<Label>,
    help: Option<String>,
    laws: Vec<String>,
    fix: Option<String>,
    /// The pieces that came from the same declarations: the number of the document and of the piece.
    pieces: Vec<(usize, usize)>,
}

/// A place in a file and the lines there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Spot {
    file: String,
    line: u32,
    column: u32,
    lines: Vec<Line>,
    /// Whether it goes on after the lines.
    more: bool,
}

/// A line in three parts, the middle one marked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Line {
    number: u32,
    before: String,
    marked: String,
    after: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Label {
    text: String,
    file: String,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Origin {
    text: String,
    declarations: Vec<Spot>,
    templates: Vec<String>,
    requirements: Vec<String>,
}

/// The state of the page.
pub(super) fn written(
    version: u64,
    policy: Option<&str>,
    fresh: bool,
    good: Option<&Good>,
    mut findings: Vec<Finding>,
) -> String {
    findings.sort();
    let documents = good.map(|good| good.documents.as_slice()).unwrap_or_default();
    let own = documents.first().map_or("", |document| &document.name);
    let titled = documents.iter().map(|document| Titled {
        name: &document.name,
        law: document.name.strip_prefix(own).and_then(|rest| rest.strip_prefix('.')),
        title: &document.title,
    });
    let made = good.map(|good| good.version);
    json(&State { version, policy, fresh, made, documents: titled.collect(), findings })
}

/// Why nothing could be made, as a finding.
pub(super) fn of_failure(failure: &Failure) -> Finding {
    let finding = without_place(failure.code.unwrap_or_default(), Severity::Error, &failure.message);
    Finding { help: failure.help.as_deref().map(neutral_lines), ..finding }
}

/// A finding that no place in a policy is to blame for.
pub(super) fn without_place(name: &'static str, severity: Severity, message: &str) -> Finding {
    Finding {
        rank: std::cmp::Reverse(severity),
        order: 0,
        severity: word(severity),
        name,
        message: neutral_lines(message),
        place: None,
        labels: Vec::new(),
        help: None,
        laws: Vec::new(),
        fix: None,
        pieces: Vec::new(),
    }
}

/// Findings about a policy, errors first and then by place.
pub(super) fn findings(good: &Good, diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let shown = |name: &str| good.shown.get(name).cloned().unwrap_or_else(|| name.to_owned());
    let resolved = report::resolve(&good.read.policy, &good.read.sources, diagnostics, &shown);
    let files = Files::new(good);
    let one = |(order, (finding, diagnostic)): (usize, (report::Finding, &Diagnostic))| Finding {
        order: order + 1,
        place: finding.place.as_ref().map(|place| files.spot(diagnostic.span, place)),
        labels: finding.labels.iter().map(label).collect(),
        help: finding.help.as_deref().map(neutral_lines),
        laws: finding.citations.iter().map(|law| neutral(law)).collect(),
        fix: finding.fix.as_ref().map(|fix| neutral(&fix.label)),
        pieces: pieces(good, diagnostic.span),
        ..without_place(finding.name, finding.severity, &finding.message)
    };
    resolved.into_iter().zip(diagnostics).enumerate().map(one).collect()
}

fn label(label: &report::Label) -> Label {
    let Place { file, start, .. } = &label.place;
    Label { text: neutral(&label.text), file: neutral(file), line: start.line, column: start.column }
}

/// The first piece of each document that a place is about: one that words little else, if there is one.
fn pieces(good: &Good, span: Span) -> Vec<(usize, usize)> {
    let touches =
        |other: &Span| other.file == span.file && other.start <= span.end && span.start <= other.end;
    let mut found = Vec::new();
    for (document, page) in good.pages.iter().enumerate() {
        let about = page.answers.iter().enumerate();
        let about = about.filter(|(_, answer)| answer.spans.iter().any(touches));
        found.extend(about.min_by_key(|(_, answer)| answer.spans.len()).map(|(piece, _)| (document, piece)));
    }
    found
}

/// What stands behind a sentence.
pub(super) fn origin(good: &Good, mut answer: Answer) -> String {
    if answer.requirements.is_empty() {
        // The policy's own document answers nobody in particular; the laws' documents know who asked.
        answer.requirements = origin::asked_for(&good.documents, &answer.spans);
    }
    let shown = |name: &str| good.shown.get(name).cloned().unwrap_or_else(|| name.to_owned());
    let declarations =
        answer.spans.iter().filter_map(|span| origin::excerpt(*span, &good.read.sources, &shown));
    let declarations = declarations.map(|excerpt| Spot {
        file: neutral(&excerpt.file),
        line: excerpt.at.line,
        column: excerpt.at.column,
        lines: excerpt.lines.into_iter().map(|(number, text)| plain(number, &text)).collect(),
        more: excerpt.more,
    });
    json(&Origin {
        text: neutral_lines(&answer.text),
        declarations: declarations.collect(),
        templates: answer.templates.into_iter().collect(),
        requirements: answer.requirements.iter().map(|id| origin::requirement(id)).collect(),
    })
}

/// The lines of every file, found once.
struct Files<'a>(BTreeMap<u32, Vec<&'a str>>);

impl<'a> Files<'a> {
    fn new(good: &'a Good) -> Self {
        Self(good.read.sources.iter().map(|(id, source)| (id.0, source.text.lines().collect())).collect())
    }

    fn spot(&self, span: Span, place: &Place) -> Spot {
        let (start, end) = (place.start, place.end);
        let last = end.line.min(start.line + EXCERPT - 1);
        let lines = self.0.get(&span.file.0).map(Vec::as_slice).unwrap_or_default();
        let line = |number: u32| {
            let text = lines.get(number.saturating_sub(1) as usize)?;
            let from = if number == start.line { start.column.saturating_sub(1) } else { 0 };
            let to = if number == end.line { end.column.saturating_sub(1) } else { u32::MAX };
            Some(marked(number, text.trim_end(), from as usize, to as usize))
        };
        Spot {
            file: neutral(&place.file),
            line: start.line,
            column: start.column,
            lines: (start.line..=last).filter_map(line).collect(),
            more: last < end.line,
        }
    }
}

/// A line whose characters from one up to another are marked.
fn marked(number: u32, text: &str, from: usize, to: usize) -> Line {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    let (from, to) = (byte(from), byte(to.max(from)));
    let part = |range: std::ops::Range<usize>| neutral(text.get(range).unwrap_or_default());
    Line { number, before: part(0..from), marked: part(from..to), after: part(to..text.len()) }
}

fn plain(number: u32, text: &str) -> Line {
    marked(number, text, usize::MAX, usize::MAX)
}

/// Types of this file have nothing in them that could not be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_characters() {
        let parts = |from, to| {
            let line = marked(1, "we täll all", from, to);
            (line.before, line.marked, line.after)
        };
        let strings = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(parts(3, 7), strings("we ", "täll", " all"));
        assert_eq!(parts(0, usize::MAX), strings("", "we täll all", ""));
        assert_eq!(parts(90, 99), strings("we täll all", "", ""));
        assert_eq!(parts(3, 1), strings("we ", "", "täll all"));
    }
}
