//! Reading on after a mistake: report it, blank the line at fault, read again.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::ast::Item;
use super::grammar::{Rule, words};
use super::{parse, span_at};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::FileId;

/// How many mistakes one item may hold before the rest of it is given up.
const MAX_MISTAKES: usize = 20;

/// Reads what can be read of a run of items that does not parse.
pub(super) fn items(
    file: FileId,
    base: usize,
    text: &str,
    closing: &str,
    first: Box<Error<Rule>>,
    item: &mut dyn FnMut(Item),
    findings: &mut Vec<Diagnostic>,
) {
    let mut work = format!("{text}{closing}");
    // Braces that the scan already reported as unclosed are closed here.
    let mut error = if closing.is_empty() {
        Some(first)
    } else {
        parse::items(file, base, &work, item).err()
    };
    for _ in 0..MAX_MISTAKES {
        let Some(found) = error else { return };
        let at = match found.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        findings.push(mistake(file, base, &work, at, &found));
        if !blank(&mut work, at) {
            return;
        }
        error = parse::items(file, base, &work, item).err();
    }
}

/// Blanks the line at fault, and the block that opens on it; false if there is
/// nothing left to blank.
fn blank(work: &mut String, at: usize) -> bool {
    let bytes = work.as_bytes();
    let at = at.min(bytes.len());
    // Before a closing brace or the end, it is the line before that is unfinished.
    let ends = bytes.get(at).is_none_or(|&b| b == b'}');
    let anchor = if ends { work.get(..at).map_or(0, |before| before.trim_end().len().saturating_sub(1)) } else { at };
    let start = work.get(..anchor).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let mut end = work.get(anchor..).and_then(|after| after.find('\n')).map_or(bytes.len(), |newline| anchor + newline);
    let opened = |range: &str| range.matches(['{', '(']).count() as i64 - range.matches(['}', ')']).count() as i64;
    let mut depth = opened(work.get(start..end).unwrap_or(""));
    while depth > 0 {
        let next = work.get(end..).and_then(|rest| rest.find(['{', '}', '(', ')']));
        let Some(next) = next.map(|next| end + next) else { break };
        depth += if matches!(bytes.get(next), Some(b'{' | b'(')) { 1 } else { -1 };
        end = next + 1;
    }
    let line = work.get(start..end).unwrap_or("");
    if line.trim().is_empty() {
        return false;
    }
    // Closing braces that close something before this line stay.
    let surplus = usize::try_from(-depth).unwrap_or(0);
    let mut kept = 0;
    let blanked: Vec<u8> = line
        .bytes()
        .rev()
        .map(|b| match b {
            b'}' if kept < surplus => {
                kept += 1;
                b'}'
            }
            b'\n' => b'\n',
            _ => b' ',
        })
        .collect();
    let blanked: String = blanked.into_iter().rev().map(char::from).collect();
    work.replace_range(start..end, &blanked);
    true
}

fn mistake(file: FileId, base: usize, text: &str, at: usize, error: &Error<Rule>) -> Diagnostic {
    let rest = text.get(at..).unwrap_or("");
    let word = word_at(rest);
    let shown = if word.is_empty() { rest.chars().take(1).collect::<String>() } else { word.to_owned() };
    let length = shown.len().max(usize::from(!rest.is_empty()));
    let expected = expected(error);
    let span = span_at(file, base, at, at + length);
    let found = if shown.trim().is_empty() { "the end".to_owned() } else { format!("`{shown}`") };
    let message = if expected.is_empty() {
        format!("{found} cannot stand here")
    } else {
        format!("expected {}, found {found}", one_of(&expected))
    };
    let diagnostic = Diagnostic::error("syntax", span, message);
    match meant(text, at, word, error) {
        Some((was, meant)) => diagnostic.with_help(format!("did you mean `{meant}` instead of `{was}`?")),
        None => match way_out(error, word) {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        },
    }
}

fn word_at(rest: &str) -> &str {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

/// The word that was probably meant: for the word at fault, or else for one
/// before it on the same line that was taken for a name.
fn meant<'a>(text: &'a str, at: usize, word: &'a str, error: &Error<Rule>) -> Option<(&'a str, &'static str)> {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return None };
    let candidates: Vec<&'static str> = positives.iter().flat_map(|rule| words(&format!("{rule:?}"))).collect();
    if let Some(meant) = nearest(word, candidates.iter().copied()).filter(|meant| *meant != word && word.len() > 1) {
        return Some((word, meant));
    }
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..at)?;
    let all: Vec<&'static str> = KEYWORD_RULES.iter().flat_map(|rule| words(rule)).collect();
    let unquoted: String = line.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    unquoted
        .split_whitespace()
        .rev()
        .find_map(|before| {
            let meant = nearest(before, all.iter().copied())?;
            if all.contains(&before) || before.len() < 3 {
                return None;
            }
            let at = line.rfind(before)?;
            Some((line.get(at..at + before.len())?, meant))
        })
}

const KEYWORD_RULES: &[&str] = &["IMPORT", "SECTION", "PROSE", "NOUN", "MODAL", "ADVERB", "CONDITION", "LISTING", "SAYING", "DATED", "WITHIN", "BASIS", "KEPT"];

/// What the grammar would have accepted, in words, most telling first.
fn expected(error: &Error<Rule>) -> Vec<&'static str> {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return Vec::new() };
    let mut names: Vec<&'static str> = Vec::new();
    for rule in positives {
        if let Some(name) = name_of(*rule)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    // Where a sentence may begin nearly anything may; the useful part is what could go on.
    if names.len() > 5 {
        names.retain(|name| !matches!(*name, "`and`" | "`or`" | "`:`" | "a text" | "`all`" | "`|`"));
    }
    names
}

fn name_of(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end",
        Rule::open => "`{`",
        Rule::close => "`}`",
        Rule::lparen => "`(`",
        Rule::rparen => "`)`",
        Rule::comma => "`,`",
        Rule::colon | Rule::kinds => "`:`",
        Rule::bar => "`|`",
        Rule::AND => "`and`",
        Rule::OR => "`or`",
        Rule::OF => "`of`",
        Rule::NOT | Rule::negation => "`not`",
        Rule::QUANTIFIER => "`all`",
        Rule::TIMES => "`times`",
        Rule::PER => "`per`",
        Rule::string | Rule::detail => "a text in quotes",
        Rule::passage => "a text in `\"\"\"`",
        Rule::path | Rule::name | Rule::named | Rule::subject | Rule::subjects => "a name",
        Rule::term | Rule::list => "a name or a text",
        Rule::number => "a number",
        Rule::duration | Rule::span_of | Rule::UNIT => "a duration such as `30 days`",
        Rule::date => "a date such as `2026-03-01`",
        Rule::absence => "`unstated` or `none`",
        Rule::verb | Rule::VERB | Rule::predicate => "a verb",
        Rule::modality | Rule::MODAL | Rule::ADVERB => "a word such as `may` or `do not`",
        Rule::expression | Rule::guarded | Rule::conjunct | Rule::primary | Rule::test => "a condition",
        Rule::ground => "a legal basis",
        Rule::noun | Rule::NOUN | Rule::import | Rule::section | Rule::prose | Rule::sentence => "a declaration or a sentence",
        Rule::entry | Rule::entry_head => "a property",
        Rule::noun_body | Rule::sentence_body => "`{`",
        Rule::promise => "a sentence",
        Rule::condition
        | Rule::listing
        | Rule::period
        | Rule::within
        | Rule::every
        | Rule::lookback
        | Rule::limit
        | Rule::basis
        | Rule::saying
        | Rule::dated
        | Rule::often
        | Rule::OFTEN
        | Rule::CONDITION
        | Rule::LISTING
        | Rule::SAYING
        | Rule::DATED
        | Rule::KEPT
        | Rule::WITHIN
        | Rule::EVERY
        | Rule::LOOKBACK
        | Rule::LIMIT
        | Rule::BASIS => "a clause such as `for` or `if`",
        _ => return None,
    })
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}

fn way_out(error: &Error<Rule>, word: &str) -> Option<String> {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return None };
    if positives.contains(&Rule::comma) && !word.is_empty() {
        return Some(format!("put a `,` before `{word}` if it belongs to the list, or quote words that are a text"));
    }
    positives.contains(&Rule::verb).then(|| "a sentence reads `we collect …`: who, then what is done".to_owned())
}
