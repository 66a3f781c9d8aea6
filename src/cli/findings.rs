//! Findings as people read them: in full as rustc shows them, or one to a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet};
use candor::diagnostic::{Diagnostic, Severity};
use candor::source::{FileId, Sources};
use clap::ValueEnum;

use super::Failure;
use super::excerpt::{self, Excerpt, Lines, Mark};
use super::terminal::{Terminal, count};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the lines they speak of, and what to type instead.
    #[default]
    Full,
    /// One to a line: `file:line:column: error[code]: message`.
    Concise,
}

/// How findings are to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// In full or concise.
    pub(super) format: MessageFormat,
    /// In colour.
    pub(super) styled: bool,
    /// Whether a warning counts as an error.
    pub(super) deny_warnings: bool,
}

/// A finding, ready to be shown. The order of the fields is the order of findings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    file: String,
    line: usize,
    column: usize,
    /// How much it matters.
    pub(super) severity: Severity,
    text: String,
}

/// Makes findings ready to be shown; `shown` says how a file is called.
pub(super) fn findings(
    sources: &Sources,
    mut diagnostics: Vec<Diagnostic>,
    shown: &dyn Fn(&str) -> String,
    manner: Manner,
) -> Vec<Finding> {
    // In the order of places, so that columns are counted on from one to the next.
    diagnostics.sort_by_key(|finding| finding.span);
    let mut files = BTreeMap::new();
    for id in diagnostics
        .iter()
        .flat_map(|finding| finding.labels.iter().map(|label| label.span.file).chain([finding.span.file]))
    {
        if let Some(source) = sources.get(id) {
            files.entry(id).or_insert_with(|| File {
                name: neutral(&shown(&source.name)),
                lines: Lines::new(&source.text),
            });
        }
    }
    diagnostics.into_iter().map(|diagnostic| finding(&mut files, diagnostic, manner)).collect()
}

/// A finding that no place in a policy is to blame for.
pub(super) fn without_place(severity: Severity, message: &str, manner: Manner) -> Finding {
    let severity = severity_in(severity, manner);
    let text = match manner.format {
        MessageFormat::Full => {
            render(Group::with_title(level(severity).primary_title(neutral(message))), manner.styled)
        }
        MessageFormat::Concise => format!("{}: {}", word(severity), neutral(message)),
    };
    Finding { file: String::new(), line: 0, column: 0, severity, text }
}

/// Why a run stopped, as it is shown.
pub(super) fn failure(failure: &Failure, styled: bool) -> String {
    let title = Level::ERROR.primary_title(neutral(&failure.message));
    let help = failure.help.as_deref().map(|help| Level::HELP.message(neutral_lines(help)));
    render(title.elements(help), styled)
}

/// Shows findings in their order, each once, and how many they are.
pub(super) fn show(mut findings: Vec<Finding>, terminal: &Terminal, manner: Manner) -> bool {
    findings.sort();
    // What stands in a shared file is found once for every policy that imports it.
    findings.dedup();
    let mut text = String::new();
    for finding in &findings {
        text.push_str(&finding.text);
        text.push_str(match manner.format {
            MessageFormat::Full => "\n\n",
            MessageFormat::Concise => "\n",
        });
    }
    if findings.is_empty() {
        return false;
    }
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (of(Severity::Error), of(Severity::Warning), of(Severity::Note));
    let counts = [(errors, "error", "errors"), (warnings, "warning", "warnings"), (notes, "note", "notes")];
    let counts = counts.into_iter().filter(|&(number, ..)| number > 0);
    let counts: Vec<String> = counts.map(|(number, one, many)| count(number, one, many)).collect();
    text.push_str(&counts.join(", "));
    terminal.say(&text);
    errors > 0
}

struct File<'a> {
    name: String,
    lines: Lines<'a>,
}

fn finding(files: &mut BTreeMap<FileId, File<'_>>, diagnostic: Diagnostic, manner: Manner) -> Finding {
    let severity = severity_in(diagnostic.severity, manner);
    let (file, at) = match files.get_mut(&diagnostic.span.file) {
        Some(file) => (file.name.clone(), file.lines.place(diagnostic.span.start as usize)),
        None => (String::new(), excerpt::Place::default()),
    };
    let text = match manner.format {
        MessageFormat::Full => full(files, &diagnostic, severity, at, manner.styled),
        MessageFormat::Concise => concise(&file, at, severity, &diagnostic),
    };
    Finding { file, line: at.line, column: at.column, severity, text }
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
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(neutral_lines(help)).into());
    }
    let text = render(title.elements(elements), styled);
    match miscounted {
        Some((name, column)) => {
            let place = |column| format!("{name}:{}:{column}", at.line);
            text.replacen(&place(column), &place(at.column), 1)
        }
        None => text,
    }
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

fn render(group: Group<'_>, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

fn severity_in(severity: Severity, manner: Manner) -> Severity {
    if severity == Severity::Warning && manner.deny_warnings { Severity::Error } else { severity }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Text in which no character can command a terminal or turn the reading direction:
/// each such character is shown by its escape.
fn neutral(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if c.is_control() || turns_direction(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// [`neutral`] text that may have several lines.
fn neutral_lines(text: &str) -> String {
    text.lines().map(neutral).collect::<Vec<_>>().join("\n")
}

/// Unicode UAX 9 embeddings, overrides, isolates and marks, and characters no one can see.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_cannot_command_a_terminal() {
        assert_eq!(neutral("a\u{1b}[2J\tb\u{202e}c\n"), "a\\u{1b}[2J b\\u{202e}c\\u{a}");
        assert_eq!(neutral_lines("one\ntwo\u{7}"), "one\ntwo\\u{7}");
    }
}
