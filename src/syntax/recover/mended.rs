//! Mistakes that leave no doubt of what was meant: they are said, and put right to read on.

use super::written::unquoted;
use super::{Fault, Help, OTHER_QUOTES, STRAIGHT, words};
use crate::source::line_at;
use crate::syntax::parse;

/// What is wrong at a place, and the text put right, every other word in its place.
pub(super) fn fault(text: &str, found: &Fault) -> Option<(Fault, String)> {
    let at = found.start;
    passage(text, at)
        .or_else(|| curled(text, at))
        .or_else(|| valued(text, at))
        .or_else(|| quoted_name(text, at))
        .or_else(|| named_behind(text, at))
        .or_else(|| declared_behind(text, at))
}

/// A text in three quotes where it takes one.
fn passage(text: &str, start: usize) -> Option<(Fault, String)> {
    let inner = text.get(start..)?.strip_prefix("\"\"\"")?;
    let inner = inner.get(..inner.find("\"\"\"")?)?;
    let end = start + inner.len() + 6;
    let plain = inner.replace(['"', '\\', '\n'], " ");
    let help =
        "a text in three quotes stands after `prose`, `note` or `because`; here it has one on each side";
    let fault = said(start..end, "this text has three quotes on each side".to_owned(), help.to_owned());
    Some((fault, with(text, start..end, &format!("\"{plain}\"    "))))
}

/// Other quotes than straight double ones around a text.
fn curled(text: &str, at: usize) -> Option<(Fault, String)> {
    let line = line_at(text, at);
    let written = text.get(line.clone())?;
    let opening = at - line.start;
    // In a word it is an apostrophe.
    let mark = written.get(opening..)?.chars().next().filter(|mark| OTHER_QUOTES.contains(mark))?;
    written.get(..opening)?.ends_with([' ', '\t', '{', ',']).then_some(())?;
    let inner = written.get(opening + mark.len_utf8()..)?;
    let closes = |c: char| if mark == '\'' { c == '\'' } else { matches!(c, '‘' | '’' | '“' | '”') };
    let (length, close) = inner.char_indices().find(|&(at, c)| {
        let behind = inner.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        closes(c) && !behind.is_some_and(char::is_alphanumeric)
    })?;
    let said = inner.get(..length).filter(|said| !said.contains(['"', '\\']))?;
    let start = line.start + opening;
    let end = start + mark.len_utf8() + length + close.len_utf8();
    let blanks = |c: char| " ".repeat(c.len_utf8() - 1);
    let put = format!("{}\"{said}\"{}", blanks(mark), blanks(close));
    let fault = self::said(
        start..start + mark.len_utf8(),
        format!("`{mark}` cannot stand here"),
        STRAIGHT.to_owned(),
    );
    Some((fault, with(text, start..end, &put)))
}

/// A `:` between the word of a property and its value: `email: "privacy@acme.example"`.
fn valued(text: &str, at: usize) -> Option<(Fault, String)> {
    let line = line_at(text, at);
    let rest = text.get(at..line.end)?;
    let before = text.get(line.start..at)?.trim_end().strip_suffix(':')?;
    let colon = line.start + before.len();
    let word = before.rsplit('{').next()?.trim();
    let declares = words("NOUN").contains(&before.split_whitespace().next()?) && !before.contains('{');
    let value = rest.starts_with(|c: char| c == '"' || c.is_ascii_digit());
    (value && !declares && parse::is_name(word)).then_some(())?;
    let value = if rest.starts_with('"') { "\"…\"" } else { rest.split(['}', '{']).next()?.trim() };
    let help = format!("a property is a word, a blank and its value: `{word} {value}`");
    let fault = said(colon..colon + 1, "no `:` stands before a value".to_owned(), help);
    Some((fault, with(text, colon..colon + 1, " ")))
}

/// The name of a declaration in quotes: `data "tech" "technical data"`.
fn quoted_name(text: &str, at: usize) -> Option<(Fault, String)> {
    let line = line_at(text, at).start;
    let before = text.get(line..at).filter(|_| text.get(at..).is_some_and(|rest| rest.starts_with('"')))?;
    let kind = before.split_whitespace().next().filter(|kind| words("NOUN").contains(kind))?;
    let quoted = before.trim_start().strip_prefix(kind)?.trim();
    let name = quoted.strip_prefix('"')?.strip_suffix('"').filter(|name| parse::is_name(name))?;
    let start = line + before.find('"')?;
    let place = start..start + quoted.len();
    let message = format!("`{quoted}` is a text, and no name to refer to it by");
    let fault = said(place.clone(), message, format!("write it without quotes: `{kind} {name} \"…\"`"));
    Some((fault, with(text, place, &format!(" {name} "))))
}

/// The name of a declaration behind what readers see: `data "order details" orders`.
fn named_behind(text: &str, at: usize) -> Option<(Fault, String)> {
    let line = line_at(text, at);
    let before = text.get(line.start..at)?;
    let kind = before.split_whitespace().next().filter(|kind| words("NOUN").contains(kind))?;
    let shown = before.trim_start().strip_prefix(kind)?.trim();
    let inner = shown.strip_prefix('"')?.strip_suffix('"').filter(|inner| !inner.contains('"'))?;
    let rest = text.get(at..line.end)?;
    let name = rest.get(..rest.find([' ', '\t', ':', '{', '/']).unwrap_or(rest.len()))?;
    let named = parse::is_name(name) && !matches!(kind, "policy" | "definition");
    (named && !crate::syntax::is_keyword(name) && !inner.is_empty()).then_some(())?;
    let start = line.start + before.find('"')?;
    let end = at + name.len();
    let gap = text.get(start + shown.len()..at)?;
    let help = format!("write `{kind} {name} {shown}`");
    let fault = said(at..end, format!("`{name}` stands before what readers see"), help);
    Some((fault, with(text, start..end, &format!("{name}{gap}{shown}"))))
}

/// A declaration on the line of another.
fn declared_behind(text: &str, at: usize) -> Option<(Fault, String)> {
    let line = line_at(text, at);
    let before = text.get(line.start..at).filter(|before| !before.trim().is_empty())?;
    let rest = unquoted(text.get(at..line.end)?);
    let kind = rest.split_whitespace().next().filter(|kind| words("NOUN").contains(kind))?;
    let named = rest.strip_prefix(kind)?.trim_start().find('"');
    let begins =
        named.is_some_and(|quote| rest.split_whitespace().nth(1).is_some_and(|name| name.len() + 1 >= quote));
    let gap = at.checked_sub(1).filter(|_| begins && before.ends_with([' ', '\t']))?;
    let help = format!("a declaration begins on a line of its own: begin a new line before `{kind}`");
    let fault = said(at..at + kind.len(), format!("`{kind}` cannot stand here"), help);
    Some((fault, with(text, gap..at, "\n")))
}

fn said(place: std::ops::Range<usize>, message: String, help: String) -> Fault {
    Fault {
        start: place.start,
        end: place.end,
        message,
        help: Some(Help::Says(help)),
        from: None,
        to: None,
        reason: None,
    }
}

fn with(text: &str, place: std::ops::Range<usize>, instead: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(place, instead);
    text
}
