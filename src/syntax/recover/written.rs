//! What is written at a place: words, texts, comments.

use crate::source::line_at;

/// Where the last word of a line begins, or its last text.
pub(super) fn last_word(line: &str) -> usize {
    let unquoted = unquoted(line);
    unquoted.trim_end_matches(',').rfind([' ', '\t', '(', ',']).map_or(0, |at| at + 1)
}

/// A line with nothing in its texts, and everything in its place.
pub(super) fn unquoted(line: &str) -> String {
    let mut quoted = false;
    let mut escaped = false;
    let outside = |c: char| {
        let inside = quoted;
        quoted ^= c == '"' && !escaped;
        escaped = inside && c == '\\' && !escaped;
        if inside && c != '"' { "_".repeat(c.len_utf8()) } else { c.to_string() }
    };
    line.chars().map(outside).collect()
}

/// Where the code before `at` ends: blanks and comments are none.
pub(crate) fn code_before(text: &str, at: usize) -> usize {
    let mut end = text.get(..at).map_or(0, |before| before.trim_end().len());
    loop {
        let start = line_at(text, end.saturating_sub(1)).start;
        let line = text.get(start..end).unwrap_or("");
        let Some(comment) = comment_start(line) else { return end };
        end = text.get(..start + comment).map_or(0, |before| before.trim_end().len());
        if end == 0 {
            return 0;
        }
    }
}

/// Where a comment begins in a line, texts left aside.
fn comment_start(line: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '/' if !quoted && line.get(at..).is_some_and(|rest| rest.starts_with("//")) => return Some(at),
            _ => {}
        }
    }
    None
}

/// What was found, as a message shows it: in backticks, unless it has some itself.
pub(super) fn in_message(shown: &str) -> String {
    if shown.contains('`') { format!("“{shown}”") } else { format!("`{shown}`") }
}

/// The word, the number or the one mark at a place.
pub(super) fn shown(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or("");
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    match rest.get(..end).unwrap_or("") {
        "" if rest.starts_with("/*") => "/*".to_owned(),
        "" if rest.starts_with('"') => {
            let close = rest.get(1..).and_then(|inner| inner.find(['"', '\n'])).map_or(1, |close| close + 2);
            rest.get(..close).unwrap_or("\"").trim_end().to_owned()
        }
        "" => rest.chars().take(1).filter(|c| !c.is_whitespace()).collect(),
        word => word.to_owned(),
    }
}
