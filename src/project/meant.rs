//! What was meant, where the words beside a finding tell it and the one that it is about does not.
//!
//! The grammar and the model know the word at which they stop. People mean several: `personal data`,
//! `except if`, `two years`, `1 March 2026`.

mod said;

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};
use crate::law::Kind;
use crate::model::words::{DateWord, NounKind, Unit};
use crate::model::{Policy, SPECIALS, properties_of, verb};
use crate::source::{Sources, Span, line_at};

use said::{Way, date, number, way};

/// What says that a word is none that can stand where it does.
const OF_WORDS: &[&str] = &[
    "syntax",
    "unknown-name",
    "unknown-verb",
    "unknown-kind",
    "unknown-property",
    "missing-unit",
    "missing-value",
    "missing-subject",
];

/// How many words before a word and after it may belong to it.
const REACH: usize = 6;

/// How many findings are looked into: each takes a look at its line.
const MANY: usize = 100;

/// Says of findings what was meant, and leaves out others about the same words.
pub(super) fn tell(findings: &mut Vec<Diagnostic>, policy: &Policy, sources: &Sources) {
    let of_words =
        |finding: &Diagnostic| finding.severity == Severity::Error && OF_WORDS.contains(&finding.code);
    if !findings.iter().any(of_words) {
        return;
    }
    let known = Known::of(policy);
    let mut told: Vec<Span> = Vec::new();
    for finding in findings.iter_mut().filter(|finding| of_words(finding)).take(MANY) {
        let Some(source) = sources.get(finding.span.file) else { continue };
        if told.iter().any(|span| holds(*span, finding)) {
            continue;
        }
        if let Some(meant) = meant(&source.text, finding, &known) {
            let span = Span::new(finding.span.file, meant.at.start, meant.at.end);
            *finding = meant.finding(finding, span);
            told.push(span);
        }
    }
    // What else there was about the same words.
    findings.retain(|finding| {
        !of_words(finding) || !told.iter().any(|span| holds(*span, finding) && *span != finding.span)
    });
    findings.sort_by_key(|finding| finding.span);
}

fn holds(span: Span, finding: &Diagnostic) -> bool {
    finding.span.file == span.file && span.start <= finding.span.start && finding.span.start < span.end
}

/// What was meant by some words.
struct Meant {
    at: Range<usize>,
    message: String,
    way: Way,
}

impl Meant {
    fn finding(self, before: &Diagnostic, span: Span) -> Diagnostic {
        let finding = Diagnostic::error(before.code, span, self.message);
        match self.way {
            Way::Write(words) => finding.did_you_mean(words),
            Way::Say(help) => finding.with_help(help),
        }
    }
}

fn meant(text: &str, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    let line = line_at(text, finding.span.start as usize);
    let line_end = line.end;
    let words = Words::around(text, line, finding.span.start as usize);
    let start = line_at(text, finding.span.start as usize).start;
    braced(text.get(start..line_end)?, &words, finding)
        .or_else(|| dated(text, &words, line_end))
        .or_else(|| spelt(text, &words))
        .or_else(|| phrase(text, &words, finding, known))
}

/// A property on the line of its declaration, without braces: `policy "P" language en-US`.
fn braced(line: &str, words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let kind = NounKind::parse(line.split_whitespace().next()?)?;
    let has = properties_of(kind).iter().any(|(known, _)| known == own);
    (has && finding.code == "syntax" && !line.contains('{')).then(|| Meant {
        at: at.clone(),
        message: format!("`{own}` stands in no braces"),
        way: Way::Say(format!("a property stands in the braces of its declaration: `{{ {own} … }}`")),
    })
}

/// The words of a line around one of them, with nothing but blanks between them.
struct Words<'t> {
    all: Vec<(Range<usize>, &'t str)>,
    /// Which of them it is about.
    own: usize,
}

impl<'t> Words<'t> {
    fn around(text: &'t str, line: Range<usize>, at: usize) -> Self {
        let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
        let blank = |c: char| c == ' ' || c == '\t';
        let end_of = |from: usize| {
            let rest = part(&(from..line.end));
            from + rest.find(|c| !of_word(c)).unwrap_or(rest.len())
        };
        let start_of = |to: usize| {
            let before = part(&(line.start..to));
            line.start + before.trim_end_matches(of_word).len()
        };
        let own = start_of(at)..end_of(at);
        let mut all = Vec::new();
        let mut from = own.start;
        while all.len() < REACH {
            let end = line.start + part(&(line.start..from)).trim_end_matches(blank).len();
            from = start_of(end);
            if from == end {
                break;
            }
            all.push(from..end);
        }
        all.reverse();
        let before = all.len();
        let mut end = own.end;
        all.push(own);
        while all.len() <= before + REACH {
            let rest = part(&(end..line.end));
            let start = end + rest.len() - rest.trim_start_matches(blank).len();
            end = end_of(start);
            if start == end {
                break;
            }
            all.push(start..end);
        }
        let all = all.into_iter().map(|range| (range.clone(), part(&range).trim_end_matches('.')));
        Self {
            all: all.map(|(range, word)| (range.start..range.start + word.len(), word)).collect(),
            own: before,
        }
    }

    /// Every run of them that the one it is about belongs to, longest first.
    fn runs(&self) -> impl Iterator<Item = &[(Range<usize>, &'t str)]> {
        (1..=self.all.len()).rev().flat_map(move |length| {
            let from = (self.own + 1).saturating_sub(length)..=self.own;
            from.filter_map(move |from| self.all.get(from..from + length))
        })
    }
}

/// Whether a character is part of a word, a number or a date, as people write them.
fn of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '–' | '_' | '.' | '\'' | '’')
}

fn place(run: &[(Range<usize>, &str)]) -> Option<Range<usize>> {
    Some(run.first()?.0.start..run.last()?.0.end)
}

fn joined(run: &[(Range<usize>, &str)], with: &str) -> String {
    run.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(with).to_lowercase()
}

/// Words that are one with hyphens, or the name that readers see, or otherwise known for what they stand for.
fn phrase(text: &str, words: &Words<'_>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    let (own_at, own) = words.all.get(words.own).filter(|(_, word)| !word.is_empty())?;
    let of_basis = || words.all.get(..words.own)?.iter().any(|(_, word)| *word == "basis").then_some(());
    if matches!(*own, "and" | "or") && of_basis().is_some() {
        let message = format!("`{own}` cannot stand here");
        return Some(Meant { at: own_at.clone(), message, way: Way::Say(said::BASES.to_owned()) });
    }
    words.runs().find_map(|run| {
        let at = place(run)?;
        let written = text.get(at.clone())?;
        if run.len() > 1
            && let Some(name) = known.name(run, finding.code)
        {
            let message = finding.message.replace(&format!("`{own}`"), &format!("`{written}`"));
            return Some(Meant { at, message, way: Way::Write(name) });
        }
        // What should stand in the place of a single word is known better where it was looked for.
        let expected = finding.code == "unknown-verb" || finding.message.starts_with("expected");
        let way = way(&joined(run, " ")).filter(|_| run.len() > 1 || !expected)?;
        Some(Meant { at, message: format!("`{written}` cannot stand here"), way })
    })
}

/// A number that is no whole one, or is spelt out.
fn spelt(text: &str, words: &Words<'_>) -> Option<Meant> {
    let first = words.own.saturating_sub(2)..=words.own;
    first.rev().find_map(|at| length(text, words.all.get(at..)?))
}

fn length(text: &str, words: &[(Range<usize>, &str)]) -> Option<Meant> {
    let [(at, word), (unit_at, unit), rest @ ..] = words else { return None };
    let (end, unit) = match rest.first() {
        Some((range, last)) if Unit::parse(unit).is_none() => (range.end, format!("{unit}-{last}")),
        _ => (unit_at.end, (*unit).to_owned()),
    };
    Unit::parse(&unit)?;
    let at = at.start..end;
    let digits = |(one, other): &(&str, &str)| {
        ![*one, *other].iter().any(|part| part.is_empty() || part.contains(|c: char| !c.is_ascii_digit()))
    };
    let way = if let Some(count) = number(word) {
        Way::Write(format!("{count} {unit}"))
    } else if let Some((least, most)) = word.split_once(['-', '–']).filter(digits) {
        Way::Say(format!("write the limits: `at least {least} {unit}`, or `at most {most} {unit}`"))
    } else {
        word.split_once('.').filter(digits)?;
        Way::Say("a duration has a whole number: `18 months`".to_owned())
    };
    let written = text.get(at.clone())?;
    Some(Meant { message: format!("`{written}` is no length of time"), at, way })
}

/// A date in other words: `effective March 1, 2026`.
fn dated(text: &str, words: &Words<'_>, line_end: usize) -> Option<Meant> {
    let before = words.all.get(..=words.own)?;
    let (word_at, word) = before.iter().rfind(|(_, word)| DateWord::parse(word).is_some())?;
    let (at, way) = date(text.get(word_at.end..line_end)?)?;
    let at = word_at.end + at.start..word_at.end + at.end;
    Some(Meant { at, message: format!("`{word}` takes a date"), way })
}

/// What words may stand for.
struct Known<'p> {
    policy: &'p Policy,
    /// Declarations by the names that readers see, and by their own.
    declared: HashMap<String, &'p str>,
}

impl<'p> Known<'p> {
    fn of(policy: &'p Policy) -> Self {
        let mut declared = HashMap::new();
        for noun in policy.nouns.iter().filter(|noun| noun.kind != NounKind::Policy) {
            declared.entry(noun.id.replace('-', " ").to_lowercase()).or_insert(&*noun.id);
            if let Some(name) = &noun.name {
                declared.entry(name.to_lowercase()).or_insert(&*noun.id);
            }
        }
        Self { policy, declared }
    }

    /// The one name that some words are together.
    fn name(&self, run: &[(Range<usize>, &str)], code: &str) -> Option<String> {
        let name = joined(run, "-");
        // One where there are many, many where there is one.
        let one = name.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.or_else(|| name.strip_suffix('s').map(str::to_owned));
        let many = format!("{name}s");
        let spellings = [Some(name), one, Some(many)];
        let mut spellings = spellings.into_iter().flatten();
        // A word of the vocabulary may be written the other way round: `marketing.email`.
        let dotted = || {
            let backwards: Vec<&str> = run.iter().rev().map(|(_, word)| *word).collect();
            [joined(run, "."), backwards.join(".").to_lowercase()].into_iter().find(|name| self.is_word(name))
        };
        let found = match code {
            "unknown-verb" => return spellings.find(|name| verb::find(name).is_some()),
            "unknown-property" => {
                let has =
                    |name: &str, kind: &NounKind| properties_of(*kind).iter().any(|(word, _)| *word == name);
                return spellings.find(|name| NounKind::ALL.iter().any(|kind| has(name, kind)));
            }
            "unknown-kind" => return spellings.find(|name| self.is_word(name)).or_else(dotted),
            _ => spellings.find(|name| {
                self.is_word(name) || Unit::parse(name).is_some() || SPECIALS.contains(&&**name)
            }),
        };
        let name = joined(run, " ");
        let shown =
            [&*name, name.strip_suffix('s').unwrap_or(&name), name.strip_suffix("es").unwrap_or(&name)];
        found
            .or_else(dotted)
            .or_else(|| shown.iter().find_map(|name| self.declared.get(*name)).map(|id| (*id).to_owned()))
    }

    fn is_word(&self, name: &str) -> bool {
        Kind::ALL.iter().any(|kind| self.policy.vocabulary.find(*kind, name).is_some())
    }
}
