//! Findings for machines: one file per format, each a function from a [`Report`] to text.
//!
//! A [`Finding`] here has its places resolved to files, lines and columns, so
//! that a format needs neither the sources nor the policy.

pub mod changelog;
pub mod coverage;
pub mod diff;
pub mod explain;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod origin;
mod published;
pub mod sarif;

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Part, Policy, Section};
use crate::source::{Sources, Span};

/// Everything that a run found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, in the order of their places.
    pub findings: Vec<Finding>,
    /// The policies that were checked, as they are shown.
    pub files: Vec<String>,
}

/// One finding. The order of the fields is the order of findings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where; nothing, where no place in a policy is to blame.
    pub place: Option<Place>,
    /// How much it matters, after the levels.
    pub severity: Severity,
    /// Its stable kebab-case name.
    pub name: &'static str,
    /// What is wrong.
    pub message: String,
    /// Other places involved.
    pub labels: Vec<Label>,
    /// What to type instead.
    pub help: Option<String>,
    /// The law or the paper behind it.
    pub citations: Vec<String>,
    /// A change that would mend it.
    pub fix: Option<Fix>,
    /// The declaration it stands in, such as `recipient mailer`; where there is none, its line's words.
    pub symbol: String,
}

/// A stretch of a file, from its first character to the place after its last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it is shown, with `/`.
    pub file: String,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// A line and a column, both from 1; the column counts Unicode scalar values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there.
    pub text: String,
}

/// A change to a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// What to replace; empty to insert.
    pub place: Place,
    /// With what.
    pub text: String,
    /// What that does.
    pub label: String,
    /// Whether it can be applied without a person looking.
    pub certain: bool,
}

impl Finding {
    /// A finding that no place in a policy is to blame for.
    #[must_use]
    pub fn without_place(name: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            place: None,
            severity,
            name,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            citations: Vec::new(),
            fix: None,
            symbol: String::new(),
        }
    }

    /// The message, and the help on a line of its own.
    fn message_and_help(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\nhelp: {help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// The word for a severity.
#[must_use]
pub const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Text in which no character can command a terminal or turn the reading direction:
/// each such character is shown by its escape.
#[must_use]
pub fn neutral(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            // As an author writes them.
            '\n' | '\r' => out.extend(c.escape_default()),
            c if c.is_control() || turns_direction(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Adds a text in lines that take this many columns of a terminal, the first and the others each with an indent.
fn wrapped(text: &str, first: usize, others: usize, width: usize, out: &mut String) {
    let (mut column, mut empty) = (first, true);
    out.push_str(&" ".repeat(first));
    for word in text.split_whitespace().map(neutral) {
        let taken = word.width();
        if !empty && column + 1 + taken > width {
            out.push('\n');
            out.push_str(&" ".repeat(others));
            (column, empty) = (others, true);
        }
        if !empty {
            out.push(' ');
            column += 1;
        }
        out.push_str(&word);
        (column, empty) = (column + taken, false);
    }
    out.push('\n');
}

/// Unicode UAX 9 embeddings, overrides, isolates and marks, and characters no one can see.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}

/// Where the page about a finding is.
#[must_use]
pub fn help_uri(name: &str) -> String {
    format!("https://candor.dev/docs/lints.html#{name}")
}

/// Resolves the places of findings; `shown` says how a file is called.
#[must_use]
pub fn resolve(
    policy: &Policy,
    sources: &Sources,
    findings: &[Diagnostic],
    shown: &dyn Fn(&str) -> String,
) -> Vec<Finding> {
    let symbols = Symbols::new(policy);
    let names: BTreeMap<&str, String> =
        sources.iter().map(|(_, source)| (source.name.as_str(), shown(&source.name))).collect();
    let place = |span: Span| {
        let source = sources.get(span.file)?;
        let position = |offset| {
            let at = source.line_column(offset);
            Position { line: at.line, column: at.column }
        };
        let file = names.get(source.name.as_str())?.clone();
        Some(Place { file, start: position(span.start), end: position(span.end) })
    };
    let one = |finding: &Diagnostic| Finding {
        place: place(finding.span),
        severity: finding.severity,
        name: finding.code,
        message: finding.message.clone(),
        labels: finding
            .labels
            .iter()
            .filter_map(|label| Some(Label { place: place(label.span)?, text: label.text.clone() }))
            .collect(),
        help: finding.help.clone(),
        citations: finding.citations.clone(),
        fix: finding.fix.as_ref().and_then(|fix| {
            Some(Fix {
                place: place(fix.span)?,
                text: fix.text.clone(),
                label: fix.label.clone(),
                certain: fix.certain,
            })
        }),
        symbol: symbols.at(finding.span).unwrap_or_else(|| line_of(sources, finding.span)),
    };
    findings.iter().map(one).collect()
}

/// The declarations of a policy, to tell which one a finding stands in.
struct Symbols {
    /// In the order of their places, the wider before the narrower.
    all: Vec<(Span, String)>,
}

impl Symbols {
    fn new(policy: &Policy) -> Self {
        let mut all = Vec::new();
        for noun in &policy.nouns {
            all.push((noun.span, format!("{} {}", noun.kind.as_str(), noun.id)));
        }
        sections(&policy.root, &mut all);
        policy.each_statement(&mut |statement| {
            all.push((statement.span, format!("statement {}", statement.id)))
        });
        all.sort_by_key(|(span, _)| (span.file, span.start, std::cmp::Reverse(span.end)));
        Self { all }
    }

    /// The narrowest declaration around a place.
    fn at(&self, span: Span) -> Option<String> {
        let before =
            self.all.partition_point(|(symbol, _)| (symbol.file, symbol.start) <= (span.file, span.start));
        let nearest = self.all.get(..before)?.iter().rev().take_while(|(symbol, _)| symbol.file == span.file);
        nearest.into_iter().find(|(symbol, _)| span.end <= symbol.end).map(|(_, symbol)| symbol.clone())
    }
}

fn sections(section: &Section, out: &mut Vec<(Span, String)>) {
    for part in &section.parts {
        match part {
            Part::Section(inner) => {
                out.push((inner.span, format!("section {}", inner.id)));
                sections(inner, out);
            }
            Part::Statement(_) | Part::Prose(_) => {}
        }
    }
}

/// The words of the line where something begins, so that blank lines and indentation do not matter.
fn line_of(sources: &Sources, span: Span) -> String {
    let Some(source) = sources.get(span.file) else { return String::new() };
    let start = span.start as usize;
    let before = source.text.get(..start).unwrap_or_default();
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let line = source.text.get(from..).unwrap_or_default().lines().next().unwrap_or_default();
    line.split_whitespace().take(40).collect::<Vec<_>>().join(" ")
}

/// For each finding a mark that stays the same while lines move: from its name, its file
/// and its symbol, and a number where several have the same.
fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<(&str, &str, &str), u32> = BTreeMap::new();
    let mut out = Vec::new();
    for finding in findings {
        let file = finding.place.as_ref().map_or("", |place| &place.file);
        let symbol = if finding.place.is_some() { &finding.symbol } else { &finding.message };
        let count = seen.entry((finding.name, file, symbol)).and_modify(|count| *count += 1).or_insert(1);
        out.push(hash(&format!("{}\0{file}\0{symbol}\0{count}", finding.name)));
    }
    out
}

/// Fowler, Noll and Vo's 1a in 128 bits: the same on every machine, and in every version.
fn hash(text: &str) -> String {
    let start = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let hash = text
        .bytes()
        .fold(start, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b));
    format!("{hash:032x}")
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests {
    use super::testing::report;
    use super::*;

    #[test]
    fn a_finding_knows_the_declaration_it_stands_in() {
        let report = report(
            "we share personal-data with mailer\nrecipient mailer \"to mail\" : proceser {\n country DE\n}\n",
        );
        let symbols: Vec<(&str, &str)> =
            report.findings.iter().map(|finding| (finding.name, finding.symbol.as_str())).collect();
        assert_eq!(symbols, [("unknown-kind", "recipient mailer")]);
    }

    #[test]
    fn what_no_declaration_holds_is_known_by_its_line() {
        let report = report("import  shared\t// not text\n");
        assert_eq!(report.findings[0].symbol, "import shared // not text");
    }

    #[test]
    fn a_fingerprint_outlives_a_move() {
        let text = "purpose a \"to a\"\npurpose b \"to b\"\nwe use personal-data for a, b\n";
        let moved = format!("// A comment.\n\n{text}");
        let (here, there) = (report(text), report(&moved));
        assert_eq!(here.findings.len(), 2);
        assert_eq!(fingerprints(&here.findings), fingerprints(&there.findings));
        let mut twice = here.findings.clone();
        twice.extend(here.findings);
        let prints = fingerprints(&twice);
        let distinct: std::collections::BTreeSet<_> = prints.iter().collect();
        assert_eq!(distinct.len(), 4);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(hash("a"), "d228cb696f1a8caf78912b704e4a8964");
    }
}
