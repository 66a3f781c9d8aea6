//! Reading on after a mistake: report it, blank what is at fault, read again.

mod expected;
mod fault;
mod lines;
mod mended;
mod slips;
mod written;

use std::ops::Range;

use super::ast::Item;
use super::grammar::words;
use super::parse::{self, Broken, Run};
use super::scan::{Chunk, UNTERMINATED, brackets, nests_too_deeply};
use super::span_at;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Whole, line_at};
use fault::{Fault, Help, clause_word, fault};
use lines::{clause_first, no_assertion, outdented, parted};
pub(crate) use lines::{in_data, opened_by};
pub(crate) use written::code_before;
use written::shown;

/// What there is to do about a word behind something complete.
pub(crate) const BESIDE: &str =
    "put a `,` before it if it belongs to the list, quote words that are a text, or begin a new line";

/// Marks that people write for the quotes of a text.
pub(crate) const OTHER_QUOTES: [char; 6] = ['\'', '“', '”', '„', '‘', '’'];

/// What there is to do about them.
pub(crate) const STRAIGHT: &str = "a text stands in straight double quotes: `\"…\"`";

/// How many mistakes one item may hold before the rest of it is given up.
const MAX_MISTAKES: usize = 20;

/// Reads what can be read of a run of items that does not parse.
///
/// `first` is where it stops, unless the scan closes it: then it has not been read. `scanned` is what the scan has found,
/// in the order of the file.
pub(super) fn items(
    file: FileId,
    chunk: &Chunk,
    text: &str,
    first: Option<Broken>,
    scanned: &[Diagnostic],
    item: &mut dyn FnMut(Item),
    findings: &mut Vec<Diagnostic>,
) {
    let (base, closing) = (chunk.start, &chunk.closing);
    let mut work = format!("{text}{closing}");
    let scanned = within(scanned, base, base + text.len());
    let patched = close_texts(base, &mut work, scanned) || !closing.is_empty();
    // What the scan has already reported is mended here.
    let mut error = if patched { read(file, chunk, &work, item).err() } else { first };
    for _ in 0..MAX_MISTAKES {
        let Some(broken) = error else { return };
        let fault = match broken {
            Broken::Glued(at) => match clause_word(&work, at) {
                Some(clause) => Fault::of_clause(&work, at, clause, None, at),
                None => Fault::of_word(&work, at, &[]),
            },
            Broken::Outdented(part) => outdented(&work, part),
            Broken::Parted(part) => parted(&work, &part),
            Broken::Grammar(error) => fault(&work, &error),
        };
        let at = fault.start.min(work.len());
        let fault = clause_first(&work, at).or_else(|| no_assertion(&work, at)).unwrap_or(fault);
        let (fault, mended) = match mended::fault(&work, &fault) {
            Some((fault, text)) => (fault, Some(text)),
            None => (fault, None),
        };
        // The rest of a line that has no closing quote, or holds a character that no
        // item may, is no second mistake.
        // So is what stands behind a text that goes on to the end of the file.
        let behind = fault.start >= text.len() && closing.starts_with('"');
        if !behind && !reported(base, &work, &fault, scanned) {
            let span = span_at(file, base, fault.start.min(text.len()), fault.end.min(text.len()));
            let finding = Diagnostic::error("syntax", span, fault.message);
            let finding = Diagnostic { reason: fault.reason, ..finding };
            findings.push(match fault.help {
                Some(Help::Meant(word)) => finding.did_you_mean(word),
                Some(Help::Says(help)) => finding.with_help(help),
                None => finding,
            });
        }
        if let Some(text) = mended {
            work = text;
            error = read(file, chunk, &work, item).err();
            continue;
        }
        // What is left of an assertion would go on in the next line.
        let line = line_at(&work, fault.start.min(work.len())).start;
        let from = fault.from.filter(|_| shown(&work, line) != "assert");
        let lines = fault.start..fault.end;
        if !blank(&mut work, lines, from, fault.to.filter(|_| from.is_some())) {
            return;
        }
        error = read(file, chunk, &work, item).err();
    }
}

/// Reads a mended text, whose words are parts of itself rather than of the file's. What stood in a text may be code now.
fn read(file: FileId, chunk: &Chunk, text: &str, item: &mut dyn FnMut(Item)) -> Result<(), Broken> {
    if nests_too_deeply(text) {
        return Ok(());
    }
    let whole = Whole::new(text.into());
    let run = Run { file, base: chunk.start, whole: &whole, from: 0, to: chunk.end };
    parse::items(run, text, item)
}

/// Ends each text that has no closing quote with its line; false if there is none.
fn close_texts(base: usize, work: &mut String, scanned: &[Diagnostic]) -> bool {
    let mut any = false;
    for finding in scanned.iter().filter(|finding| finding.code == UNTERMINATED) {
        let start = (finding.span.start as usize).checked_sub(base);
        let Some((start, end)) = start.zip((finding.span.end as usize).checked_sub(base)) else { continue };
        let Some(last) = work
            .get(start..end)
            .filter(|text| !text.starts_with("\"\"\""))
            .and_then(|text| text.chars().last())
        else {
            continue;
        };
        if end - start > last.len_utf8() {
            work.replace_range(end - last.len_utf8()..end, &format!("\"{}", " ".repeat(last.len_utf8() - 1)));
            any = true;
        }
    }
    any
}

/// Whether the scan has said what is wrong on this line.
fn reported(base: usize, work: &str, fault: &Fault, scanned: &[Diagnostic]) -> bool {
    let line = line_at(work, fault.start);
    let brace = |at: usize| work.get(at.saturating_sub(base)..).is_some_and(|rest| rest.starts_with('{'));
    within(scanned, base + line.start, base + line.end)
        .iter()
        .any(|finding| finding.code != "unclosed-brace" || !brace(finding.span.start as usize))
}

/// The findings that begin in a stretch of the file.
pub(super) fn within(findings: &[Diagnostic], start: usize, end: usize) -> &[Diagnostic] {
    let before = |at: usize| findings.partition_point(|finding| (finding.span.start as usize) < at);
    findings.get(before(start)..before(end)).unwrap_or(&[])
}

/// Blanks the lines at fault, or a part of them, and the block that opens there; false if
/// there is nothing left to blank.
///
/// A block that opens behind a part stays: what is at fault is not what it belongs to.
fn blank(work: &mut String, fault: Range<usize>, from: Option<usize>, to: Option<usize>) -> bool {
    let mut start = from.unwrap_or(line_at(work, fault.start.min(work.len())).start);
    let line_end = line_at(work, fault.end.clamp(start, work.len())).end;
    // A comma before the rest of a line would make a list go on in the next.
    let rest = work.get(start..line_end).unwrap_or("").trim_end();
    let before = work.get(..start).unwrap_or("").trim_end_matches([' ', '\t']);
    if to.is_none()
        && !rest.ends_with([',', '{', '}'])
        && let Some(before) = before.strip_suffix(',')
    {
        start = before.len();
    }
    let opens = work.get(start..line_end).and_then(|part| part.trim_end().strip_suffix('{'));
    let opens = opens.filter(|part| from.is_some() && !part.trim().is_empty()).map(|part| start + part.len());
    let mut end = to.or(opens).unwrap_or(line_end);
    let (mut depth, mut closing) = (0_i64, Vec::new());
    for (at, bracket) in brackets(work, start) {
        if at >= end && depth <= 0 {
            break;
        }
        depth += if matches!(bracket, b'{' | b'(') { 1 } else { -1 };
        if bracket == b'}' {
            closing.push(at);
        }
        end = end.max(at + 1);
    }
    let faulty = work.get(start..end).unwrap_or("");
    // Closing braces that close something before this line stay.
    let surplus = usize::try_from(-depth).unwrap_or(0);
    let kept = closing.get(closing.len().saturating_sub(surplus)..).unwrap_or_default();
    let blanked = faulty.bytes().enumerate().map(|(at, byte)| match byte {
        b'}' if kept.contains(&(start + at)) => '}',
        b'\n' => '\n',
        _ => ' ',
    });
    let blanked: String = blanked.collect();
    if blanked == faulty {
        return false;
    }
    work.replace_range(start..end, &blanked);
    true
}
