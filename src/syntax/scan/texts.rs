//! Texts in quotes: where they end, and what is escaped in them.

use super::{Class, class};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::characters::{check_characters, forbidden_character};
use crate::syntax::parse::{numbered, unicode_escape};

/// The code of a text without an end.
pub(in crate::syntax) const UNTERMINATED: &str = "unterminated-text";

/// The byte after a text that begins at `at`.
pub(super) fn string_end(file: FileId, text: &str, at: usize, findings: &mut Vec<Diagnostic>) -> usize {
    let bytes = text.as_bytes();
    let rest = text.get(at..).unwrap_or("");
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        let end = inner.find("\"\"\"").map(|end| at + 3 + end + 3);
        if end.is_none() {
            findings.push(unterminated(file, at, 3, "\"\"\""));
        }
        let end = end.unwrap_or(bytes.len());
        check_characters(file, text, at, end, findings);
        return end;
    }
    let mut end = at + 1;
    let mut odd = false;
    loop {
        match class(bytes, end) {
            Some(Class::Plain | Class::Blank | Class::Open | Class::Close | Class::Slash) => end += 1,
            Some(Class::Odd) => {
                odd = true;
                end += 1;
            }
            Some(Class::Backslash) => {
                let length = escape_length(text.get(end..).unwrap_or(""));
                if length.is_none() {
                    findings.push(unknown_escape(file, text, end));
                }
                end += length.unwrap_or(1);
            }
            Some(Class::Quote) => {
                end += 1;
                break;
            }
            Some(Class::Newline) | None => {
                end = end.min(bytes.len());
                findings.push(unterminated(file, at, end - at, "\""));
                break;
            }
        }
    }
    if odd {
        check_characters(file, text, at, end, findings);
    }
    end
}

/// The same, of a text that is closed.
pub(super) fn closed_text(text: &str, at: usize) -> Option<usize> {
    let mut findings = Vec::new();
    let end = string_end(FileId(0), text, at, &mut findings);
    findings.iter().all(|finding| finding.code != UNTERMINATED).then_some(end)
}

/// How many bytes the escape at the start of `rest` takes; none if there is no such escape.
fn escape_length(rest: &str) -> Option<usize> {
    match rest.as_bytes().get(1)? {
        b'n' | b't' | b'"' | b'\\' | b'{' | b'}' => Some(2),
        b'u' => unicode_escape(rest.get(1..)?).1.checked_add(1).filter(|length| *length > 1),
        _ => None,
    }
}

fn unterminated(file: FileId, at: usize, length: usize, quote: &str) -> Diagnostic {
    Diagnostic::error(UNTERMINATED, Span::new(file, at, at + length), "this text has no closing quote")
        .with_help(if length == 1 && quote == "\"" {
            "add the text that it begins, or the closing quote that a text before it lacks".to_owned()
        } else {
            format!("end it with `{quote}`; a text that runs over several lines stands in `\"\"\"`")
        })
}

/// Whether a place is in the path of an import; no path that is meant is longer than what is looked at.
fn in_import(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(at.saturating_sub(256)..at).unwrap_or_default();
    before.rsplit(|byte| *byte == b'\n').next().is_some_and(|line| line.starts_with(b"import "))
}

fn unknown_escape(file: FileId, text: &str, at: usize) -> Diagnostic {
    let rest = text.get(at..).unwrap_or("");
    if let Some((c, length)) = rest.get(1..).and_then(numbered) {
        let span = Span::new(file, at, at + 1 + length);
        return forbidden_character(span, c);
    }
    let length: usize = rest.chars().take(2).take_while(|c| *c != '\n').map(char::len_utf8).sum();
    let shown = rest.get(..length).unwrap_or("");
    let finding = Diagnostic::error(
        "unknown-escape",
        Span::new(file, at, at + length),
        format!("`{shown}` stands for nothing"),
    );
    if shown == "\\u" {
        finding.with_help("write `\\u{2019}`: the number of a character, in braces")
    } else if in_import(text, at) {
        finding.with_help("a path has `/` between its parts")
    } else {
        finding.with_help("write `\\\\` for a backslash")
    }
}
