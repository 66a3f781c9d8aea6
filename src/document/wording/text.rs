//! Text on its way into Markdown: escaping, tidying, the marks of origins.
//!
//! Nothing here knows of policies or templates; the build script uses this file too,
//! to escape what templates say in quotes.

use std::fmt::Write as _;

/// The character that opens an origin mark; no source text can hold it.
pub(crate) const MARK_OPEN: char = '\u{FDD0}';

/// The character that closes an origin mark.
pub(crate) const MARK_CLOSE: char = '\u{FDD1}';

/// What a template prints where a line of a table cell ends: Markdown has no mark for it.
pub(crate) const BREAK: &str = "\u{FDD0}br\u{FDD1}";

/// Writes Markdown that reads back as exactly this text, wherever it stands.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut done = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let plain = match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => true,
            // A space at an edge, beside another or before a stop would be lost
            // when the line is tidied; as a reference it stays.
            ' ' => match chars.peek() {
                Some((_, ' ' | ',' | '.' | ';' | ':')) | None => false,
                Some(_) => before != ' ' && before != '(',
            },
            // A full stop, a comma or an apostrophe inside a line means nothing;
            // leaving it lets the filters see where sentences end.
            // A comma at the end stays what it is, whatever the sentence puts after it.
            ',' => chars.peek().is_some_and(|(_, next)| !matches!(next, ':' | '.' | ';' | ')')),
            '\'' | ';' | ':' | '?' | '%' | '/' => true,
            '.' => !before.is_ascii_digit(),
            c => !(c.is_ascii_punctuation() || c.is_whitespace() || c.is_control()),
        };
        before = c;
        if plain {
            continue;
        }
        out.push_str(text.get(done..at).unwrap_or_default());
        done = at + c.len_utf8();
        if c.is_ascii_punctuation() {
            out.push('\\');
            out.push(c);
        } else {
            let _ = write!(out, "&#{};", u32::from(c));
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// Writes a piece of a sentence: the blanks at its edges part it from its neighbours.
pub(crate) fn piece(out: &mut String, text: &str) {
    let inner = text.trim_matches(' ');
    if text.starts_with(' ') {
        out.push(' ');
    }
    escape(out, inner);
    if text.ends_with(' ') && !inner.is_empty() {
        out.push(' ');
    }
}

/// Makes the first letter from here on a capital, whatever marks stand before it.
pub(crate) fn capitalize(out: &mut String, from: usize) {
    let mut in_mark = false;
    let text = out.get(from..).unwrap_or_default();
    let first = text.char_indices().find(|(_, c)| match *c {
        MARK_OPEN => {
            in_mark = true;
            false
        }
        MARK_CLOSE => {
            in_mark = false;
            false
        }
        _ if in_mark => false,
        '*' | '_' | '[' | '\\' | '"' | '“' | '‘' | ' ' | '\n' => false,
        _ => true,
    });
    let Some((at, c)) = first else { return };
    let at = from + at;
    match out.get_mut(at..at + c.len_utf8()) {
        Some(letter) if c.is_ascii() => letter.make_ascii_uppercase(),
        _ => out.replace_range(at..at + c.len_utf8(), &c.to_uppercase().collect::<String>()),
    }
}

/// Strong emphasis that holds whatever it begins and ends with: an empty mark
/// beside the asterisks is neither a blank nor punctuation.
pub(crate) fn strong(out: &mut String, from: usize) {
    let text = out.split_off(from);
    let text = text.trim();
    if !text.is_empty() {
        let _ = write!(out, "**{MARK_OPEN}{MARK_CLOSE}{text}{MARK_OPEN}{MARK_CLOSE}**");
    }
}

/// Makes what stands from here on one line: runs of blanks are one space, and none
/// stands before a stop.
pub(crate) fn tidy(out: &mut String, from: usize) {
    let text = out.split_off(from);
    let text = text.trim_start_matches([' ', '\n', ',', ';']);
    for word in text.split_whitespace() {
        let so_far = out.get(from..).unwrap_or_default();
        let stop = word.starts_with([',', '.', ';', ':', ')']);
        let beside = so_far.is_empty() || so_far.ends_with('(');
        // A clause that ends with a comma may be the last one.
        if stop && so_far.ends_with(',') {
            out.pop();
        }
        if !stop && !beside {
            out.push(' ');
        }
        match word.strip_suffix(",:").or_else(|| word.strip_suffix(",.")) {
            Some(bare) if !bare.ends_with('\\') => {
                out.push_str(bare);
                out.push_str(word.get(word.len() - 1..).unwrap_or(""));
            }
            Some(_) | None => out.push_str(word),
        }
    }
    if out.get(from..).is_some_and(|line| line.ends_with(',')) {
        out.pop();
    }
}

/// Makes what stands from here on a tidy line with a capital and an end.
pub(crate) fn sentence(out: &mut String, from: usize) {
    tidy(out, from);
    capitalize(out, from);
    let mut in_mark = false;
    let visible = out.get(from..).unwrap_or_default().chars().rev().filter(|c| match *c {
        MARK_CLOSE => {
            in_mark = true;
            false
        }
        MARK_OPEN => {
            in_mark = false;
            false
        }
        _ => !in_mark,
    });
    let mut visible = visible.peekable();
    if visible.peek().is_none() {
        return;
    }
    let last = visible.find(|c| !matches!(c, '*' | '_' | '”' | '’' | '"' | '\\'));
    if !matches!(last, Some('.' | '!' | '?' | ':' | '…')) {
        out.push('.');
    }
}

/// A word for an anchor: lower-case letters, digits and hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
