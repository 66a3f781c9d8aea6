//! Findings as people read them: in full as rustc shows them, or one to a line; and
//! handed on to the formats of `candor::report` for machines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Padding, Patch, Renderer, Snippet};
use candor::analysis::Levels;
use candor::diagnostic::{Diagnostic, Fix, Severity};
use candor::project::Read;
use candor::report::{self, Report, github, gitlab, json, junit, neutral, sarif, word};
use candor::source::FileId;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::excerpt::{self, Excerpt, Lines, Mark};
use super::terminal::{Terminal, count, product};
use crate::workspace::Failure;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the lines they speak of, and what to type instead.
    #[default]
    Full,
    /// One to a line: `file:line:column: error[code]: message`.
    Concise,
    /// An object with everything; its schema is `candor schema findings`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit XML: each error is a test that fails.
    Junit,
}

impl MessageFormat {
    /// How a report is written; nothing, if findings are shown to people.
    fn machine(self) -> Option<fn(&Report) -> String> {
        match self {
            Self::Full | Self::Concise => None,
            Self::Json => Some(json::emit),
            Self::Sarif => Some(sarif::emit),
            Self::Github => Some(github::emit),
            Self::Gitlab => Some(gitlab::emit),
            Self::Junit => Some(junit::emit),
        }
    }
}

/// How findings are to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// In full, concise, or for a machine.
    pub(super) format: MessageFormat,
    /// In colour.
    pub(super) styled: bool,
}

/// A finding, ready to be shown. The order of the fields is the order of findings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    pub(super) file: String,
    line: usize,
    column: usize,
    /// How much it matters.
    pub(super) severity: Severity,
    /// As people read it; empty where a machine does.
    text: String,
    /// As a machine reads it; nothing where people do.
    data: Option<Box<report::Finding>>,
    /// The name of its rule; empty where it was kept from an earlier run.
    pub(super) code: String,
}

/// A finding as it is kept for a later run, which shows it the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recorded {
    file: String,
    line: usize,
    column: usize,
    severity: String,
    text: String,
}

impl Finding {
    /// Whether both are of one rule and at one place.
    pub(super) fn is_at(&self, other: &Self) -> bool {
        let place = |finding: &Self| (finding.line, finding.column);
        self.code == other.code && self.file == other.file && place(self) == place(other)
    }

    /// What is kept of it: all that people see.
    pub(super) fn to_record(&self) -> Recorded {
        let Self { file, line, column, severity, text, data: _, code: _ } = self.clone();
        Recorded { file, line, column, severity: word(severity).to_owned(), text }
    }

    /// The finding that was kept.
    pub(super) fn from_record(record: &Recorded) -> Option<Self> {
        let Recorded { file, line, column, severity, text } = record.clone();
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let severity = severities.into_iter().find(|known| word(*known) == severity)?;
        Some(Self { file, line, column, severity, text, data: None, code: String::new() })
    }
}

/// Makes findings ready to be shown; `shown` says how a file is called.
pub(super) fn findings(
    read: &Read,
    mut diagnostics: Vec<Diagnostic>,
    shown: &dyn Fn(&str) -> String,
    manner: Manner,
) -> Vec<Finding> {
    if manner.format.machine().is_some() {
        let found = report::resolve(&read.policy, &read.sources, &diagnostics, shown);
        return found.into_iter().map(for_machine).collect();
    }
    // In the order of places, so that columns are counted on from one to the next.
    diagnostics.sort_by_key(|finding| finding.span);
    let mut files = BTreeMap::new();
    for id in diagnostics.iter().flat_map(files_of) {
        if let Some(source) = read.sources.get(id) {
            files.entry(id).or_insert_with(|| File {
                name: neutral(&shown(&source.name)),
                lines: Lines::new(&source.text),
            });
        }
    }
    diagnostics.into_iter().map(|diagnostic| finding(&mut files, diagnostic, manner)).collect()
}

fn files_of(finding: &Diagnostic) -> impl Iterator<Item = FileId> {
    let labels = finding.labels.iter().map(|label| label.span.file);
    labels.chain(finding.fix.as_ref().map(|fix| fix.span.file)).chain([finding.span.file])
}

fn for_machine(data: report::Finding) -> Finding {
    let at = data.place.as_ref().map(|place| place.start).unwrap_or_default();
    let file = data.place.as_ref().map(|place| place.file.clone()).unwrap_or_default();
    let (line, column) = (at.line as usize, at.column as usize);
    let (severity, code) = (data.severity, data.name.to_owned());
    Finding { file, line, column, severity, text: String::new(), data: Some(Box::new(data)), code }
}

/// A finding that no place in a policy is to blame for.
pub(super) fn without_place(
    name: &'static str,
    severity: Severity,
    message: &str,
    manner: Manner,
) -> Finding {
    let text = match manner.format {
        MessageFormat::Full => {
            let title = level(severity).primary_title(neutral(message)).id(name);
            render(&[Group::with_title(title)], manner.styled)
        }
        MessageFormat::Concise => format!("{}[{name}]: {}", word(severity), neutral(message)),
        MessageFormat::Json
        | MessageFormat::Sarif
        | MessageFormat::Github
        | MessageFormat::Gitlab
        | MessageFormat::Junit => {
            return for_machine(report::Finding::without_place(name, severity, message));
        }
    };
    Finding { file: String::new(), line: 0, column: 0, severity, text, data: None, code: name.to_owned() }
}

/// Warnings about templates, as far as the levels let them be reported.
pub(super) fn unknown_templates(warnings: &[String], levels: &Levels, manner: Manner) -> Vec<Finding> {
    const NAME: &str = "unknown-template";
    let Some(severity) = levels.severity(NAME, Severity::Warning) else { return Vec::new() };
    warnings.iter().map(|text| without_place(NAME, severity, text, manner)).collect()
}

/// Why a run stopped, as it is shown.
pub(super) fn failure(failure: &Failure, styled: bool) -> String {
    let title = Level::ERROR.primary_title(neutral(&failure.message));
    let title = match failure.code {
        Some(code) => title.id(code),
        None => title,
    };
    let help = failure.help.as_deref().map(|help| Level::HELP.message(neutral_lines(help)));
    render(&[title.elements(help)], styled)
}

/// Shows findings in their order, each once, and how many they are. Whether one is an error.
///
/// `policies` are those that were checked. What a machine reads goes to stdout, even if it
/// says that nothing was found.
pub(super) fn show(
    mut findings: Vec<Finding>,
    policies: Vec<String>,
    terminal: &Terminal,
    manner: Manner,
) -> Result<bool, Failure> {
    findings.sort();
    // What stands in a shared file is found once for every policy that imports it.
    findings.dedup();
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (of(Severity::Error), of(Severity::Warning), of(Severity::Note));
    let counts = [(errors, "error", "errors"), (warnings, "warning", "warnings"), (notes, "note", "notes")];
    let counts = counts.into_iter().filter(|&(number, ..)| number > 0);
    let counts: Vec<String> = counts.map(|(number, one, many)| count(number, one, many)).collect();
    let mut text = String::new();
    match manner.format.machine() {
        Some(emit) => {
            let findings =
                findings.into_iter().filter_map(|finding| finding.data).map(|data| *data).collect();
            product(&emit(&Report { findings, files: policies }))?;
        }
        None => {
            for finding in &findings {
                text.push_str(&finding.text);
                text.push_str(if manner.format == MessageFormat::Full { "\n\n" } else { "\n" });
            }
        }
    }
    if !counts.is_empty() {
        text.push_str(&counts.join(", "));
        terminal.say(&text);
    }
    Ok(errors > 0)
}

struct File<'a> {
    name: String,
    lines: Lines<'a>,
}

fn finding(files: &mut BTreeMap<FileId, File<'_>>, diagnostic: Diagnostic, manner: Manner) -> Finding {
    let severity = diagnostic.severity;
    let (file, at) = match files.get_mut(&diagnostic.span.file) {
        Some(file) => (file.name.clone(), file.lines.place(diagnostic.span.start as usize)),
        None => (String::new(), excerpt::Place::default()),
    };
    let text = if manner.format == MessageFormat::Full {
        full(files, &diagnostic, severity, at, manner.styled)
    } else {
        concise(&file, at, severity, &diagnostic)
    };
    let code = diagnostic.code.to_owned();
    Finding { file, line: at.line, column: at.column, severity, text, data: None, code }
}

fn concise(file: &str, at: excerpt::Place, severity: Severity, diagnostic: &Diagnostic) -> String {
    let mut text = String::new();
    if !file.is_empty() {
        let _ = write!(text, "{file}:{}:{}: ", at.line, at.column);
    }
    let _ = write!(text, "{}[{}]: {}", word(severity), diagnostic.code, neutral(&diagnostic.message));
    text
}

fn full(
    files: &BTreeMap<FileId, File<'_>>,
    diagnostic: &Diagnostic,
    severity: Severity,
    at: excerpt::Place,
    styled: bool,
) -> String {
    let title = level(severity).primary_title(neutral(&diagnostic.message)).id(diagnostic.code);
    let mut elements: Vec<Element<'_>> = Vec::new();
    // In a line that was cut, the renderer counts columns from the cut.
    let mut miscounted = None;
    let primary = Mark { span: diagnostic.span, label: "", primary: true };
    let labels =
        diagnostic.labels.iter().map(|label| Mark { span: label.span, label: &label.text, primary: false });
    let marks: Vec<Mark<'_>> = std::iter::once(primary).chain(labels).collect();
    if let Some(file) = files.get(&diagnostic.span.file).filter(|file| file.lines.is_empty()) {
        // The file could not be read, or has nothing in it: there is no line to show.
        elements.push(Origin::path(file.name.as_str()).line(at.line).char_column(at.column).into());
        elements.push(Padding.into());
    }
    for (id, file) in by_file(files, diagnostic.span.file) {
        let own: Vec<Mark<'_>> = marks.iter().copied().filter(|mark| mark.span.file == id).collect();
        if file.lines.is_empty() {
            continue;
        }
        for excerpt in excerpt::excerpts(&file.lines, &own) {
            if excerpt.cut && excerpt.marks.iter().any(|(_, mark)| mark.primary) {
                miscounted = Some((&file.name, excerpt.column()));
            }
            elements.push(snippet(excerpt).path(file.name.as_str()).into());
        }
    }
    for law in &diagnostic.citations {
        elements.push(Level::NOTE.with_name(Some("law")).message(neutral(law)).into());
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(neutral_lines(help)).into());
    }
    let mut groups = vec![title.elements(elements)];
    groups.extend(diagnostic.fix.as_ref().and_then(|fix| suggestion(files, fix)));
    let text = render(&groups, styled);
    match miscounted {
        Some((name, column)) => {
            let place = |column| format!("{name}:{}:{column}", at.line);
            text.replacen(&place(column), &place(at.column), 1)
        }
        None => text,
    }
}

/// A fix as the lines that it would make, unless they are too many to look at.
fn suggestion(files: &BTreeMap<FileId, File<'_>>, fix: &Fix) -> Option<Group<'static>> {
    let file = files.get(&fix.span.file)?;
    let (text, first_line, range) = excerpt::whole(&file.lines, fix.span)?;
    let mut title = neutral(&fix.label);
    if fix.certain {
        title.push_str(" (`candor check --fix` does)");
    }
    let patch = Patch::new(range, neutral_lines(&fix.text));
    let snippet = Snippet::source(text).line_start(first_line).path(file.name.clone()).patch(patch);
    Some(Level::HELP.secondary_title(title).element(snippet))
}

/// The files, that of the finding itself first.
fn by_file<'a, 'b>(
    files: &'a BTreeMap<FileId, File<'b>>,
    first: FileId,
) -> impl Iterator<Item = (FileId, &'a File<'b>)> {
    let own = files.get(&first).map(|file| (first, file));
    own.into_iter().chain(files.iter().filter(move |&(&id, _)| id != first).map(|(&id, file)| (id, file)))
}

fn snippet(excerpt: Excerpt<'_>) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let annotations = excerpt.marks.into_iter().map(|(range, mark)| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.label.is_empty()).then(|| neutral(mark.label));
        kind.span(range).label(label)
    });
    Snippet::source(excerpt.text).line_start(excerpt.first_line).annotations(annotations)
}

fn render(groups: &[Group<'_>], styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.render(groups)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// [`neutral`] text that may have several lines.
pub(super) fn neutral_lines(text: &str) -> String {
    text.lines().map(neutral).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_cannot_command_a_terminal() {
        assert_eq!(neutral("a\u{1b}[2J\tb\u{202e}c\n"), "a\\u{1b}[2J b\\u{202e}c\\n");
        assert_eq!(neutral_lines("one\ntwo\u{7}"), "one\ntwo\\u{7}");
    }
}
