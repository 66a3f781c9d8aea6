//! Texts in quotes: escapes and indentation.

use super::cursor::Cursor;
use crate::source::SharedStr;
use crate::syntax::ast::{Passage, Text};
use crate::syntax::characters::is_forbidden;

impl Cursor<'_> {
    pub(super) fn text(&mut self) -> Text {
        let start = self.token();
        let value = match passage(self.written(start)) {
            Some(raw) => dedent(raw).0.into(),
            None => self.unquoted(start),
        };
        Text { value, span: self.span(start) }
    }

    /// What the text in quotes says that begins at `start`.
    fn unquoted(&self, start: usize) -> SharedStr {
        let raw = self.written(start);
        match raw.contains('\\') {
            true => unescape(raw.get(1..raw.len() - 1).unwrap_or("")).into(),
            false => self.shared(start + 1, self.end().saturating_sub(1)),
        }
    }

    /// A text with the places of its lines.
    pub(super) fn passage(&mut self) -> Passage {
        let start = self.token();
        let raw = self.written(start);
        let (value, lines) = match passage(raw) {
            Some(raw) => {
                let (value, lines) = dedent(raw);
                (value.into(), lines)
            }
            None if raw.contains('\\') => (self.unquoted(start), Box::default()),
            None => (self.unquoted(start), Box::from([1])),
        };
        Passage { text: Text { value, span: self.span(start) }, lines }
    }
}

/// What stands between three quotes.
fn passage(raw: &str) -> Option<&str> {
    raw.strip_prefix(QUOTES)?.strip_suffix(QUOTES)
}

const QUOTES: &str = "\"\"\"";

/// A passage without the indentation that all its lines share, and how far behind the first quote each stands.
fn dedent(raw: &str) -> (String, Box<[u32]>) {
    let indented = raw.lines().skip(1).filter(|line| !line.trim().is_empty());
    let depth =
        indented.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    let (mut out, mut places, mut at) = (String::with_capacity(raw.len()), Vec::new(), QUOTES.len());
    for (number, written) in raw.split_inclusive('\n').enumerate() {
        let line = written.lines().next().unwrap_or("");
        // Nothing is left of the lines before the first that says something.
        let kept = match out.is_empty() {
            true => line.trim_start(),
            false => line.get(depth..).unwrap_or(""),
        };
        if number > 0 && !out.is_empty() {
            out.push('\n');
        }
        if !(out.is_empty() && kept.is_empty()) {
            places.push(u32::try_from(at + line.len() - kept.len()).unwrap_or(u32::MAX));
        }
        out.push_str(kept);
        at += written.len();
    }
    out.truncate(out.trim_end().len());
    (out, places.into())
}

/// Resolves escapes; one that means nothing stays as it is: [`super::scan`] reports it.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let after = rest.get(at + 1..).unwrap_or("");
        let mut chars = after.chars();
        let (character, used) = match chars.next() {
            Some('n') => (Some('\n'), 1),
            Some('t') => (Some('\t'), 1),
            Some(c @ ('"' | '\\' | '{' | '}')) => (Some(c), 1),
            Some('u') => unicode_escape(after),
            Some(_) | None => (None, 0),
        };
        match character {
            Some(c) => out.push(c),
            None => out.push('\\'),
        }
        rest = after.get(used..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// `u{2019}`: the character and how many bytes its escape takes.
pub(in crate::syntax) fn unicode_escape(after: &str) -> (Option<char>, usize) {
    match numbered(after).filter(|(c, _)| !is_forbidden(*c)) {
        Some((c, length)) => (Some(c), length),
        None => (None, 0),
    }
}

/// The same, of any character, whether or not a text may hold it.
pub(in crate::syntax) fn numbered(after: &str) -> Option<(char, usize)> {
    let (digits, _) = after.strip_prefix("u{")?.split_once('}')?;
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((c, digits.len() + 3))
}
