//! Compact JSON to JSON that reads well: what is short stands on one line.

use std::fmt::Write as _;

use crate::emit::characters::is_direction_control;

/// How many bytes of compact JSON stand on one line at most.
const SHORT: usize = 160;

/// A byte of compact JSON that is no part of a string, a number or a word, or the first one of a
/// string in which something could not be seen.
#[derive(Clone, Copy)]
struct Mark {
    byte: u8,
    at: usize,
    /// Of an opening bracket the bytes to its closing one, both included; of a string, all of it.
    length: usize,
}

/// Lays out compact JSON, and escapes what could not be seen in it.
///
/// The input is what `serde_json` writes, so it is not checked here.
pub(super) fn lay_out(json: &str) -> String {
    let marks = marks(json);
    let mut out = String::with_capacity(json.len() + json.len() / 2);
    // For each open bracket, whether what is in it stands on one line.
    let mut open: Vec<bool> = Vec::new();
    let mut short = false;
    // Up to where everything was written.
    let mut done = 0;
    for Mark { byte, at, length } in marks {
        match byte {
            b'"' => {
                out.push_str(json.get(done..at).unwrap_or_default());
                done = at + length;
                seen(json.get(at..done).unwrap_or_default(), &mut out);
            }
            b'{' | b'[' => {
                out.push_str(json.get(done..=at).unwrap_or_default());
                done = at + 1;
                short = short || length <= SHORT;
                open.push(short);
                match (short, length, byte) {
                    (_, 2, _) | (true, _, b'[') => {}
                    (true, _, _) => out.push(' '),
                    (false, _, _) => line(&mut out, open.len()),
                }
            }
            b'}' | b']' => {
                out.push_str(json.get(done..at).unwrap_or_default());
                open.pop();
                match (short, byte) {
                    (true, b']') => {}
                    (true, _) if out.ends_with('{') => {}
                    (true, _) => out.push(' '),
                    (false, _) => line(&mut out, open.len()),
                }
                out.push(char::from(byte));
                done = at + 1;
                short = open.last().copied().unwrap_or(false);
            }
            b',' => {
                out.push_str(json.get(done..=at).unwrap_or_default());
                done = at + 1;
                if short { out.push(' ') } else { line(&mut out, open.len()) }
            }
            _ => {
                out.push_str(json.get(done..=at).unwrap_or_default());
                done = at + 1;
                out.push(' ');
            }
        }
    }
    out.push_str(json.get(done..).unwrap_or_default());
    out.push('\n');
    out
}

/// The marks of compact JSON in their order.
fn marks(json: &str) -> Vec<Mark> {
    let bytes = json.as_bytes();
    let all_seen = is_seen(bytes);
    let mut marks: Vec<Mark> = Vec::with_capacity(json.len() / 6);
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let length = string(bytes, at);
                if !all_seen && !is_seen(bytes.get(at..at + length).unwrap_or_default()) {
                    marks.push(Mark { byte, at, length });
                }
                at += length;
                continue;
            }
            b'{' | b'[' => {
                open.push(marks.len());
                marks.push(Mark { byte, at, length: 0 });
            }
            b'}' | b']' => {
                if let Some(opening) = open.pop().and_then(|number| marks.get_mut(number)) {
                    opening.length = at + 1 - opening.at;
                }
                marks.push(Mark { byte, at, length: 0 });
            }
            b',' | b':' => marks.push(Mark { byte, at, length: 0 }),
            _ => {}
        }
        at += 1;
    }
    marks
}

/// Whether there is nothing but letters, digits, marks and blanks of ASCII.
fn is_seen(bytes: &[u8]) -> bool {
    // By parts, of which each is looked at as a whole: that takes few instructions.
    bytes.chunks(64).all(|part| part.iter().fold(true, |seen, byte| seen & matches!(byte, b' '..=b'~')))
}

/// The length of the string that begins at a place, with its quotes.
fn string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at + 1 - start;
        }
        at += 2;
    }
    bytes.len() - start
}

/// A string with its quotes, and with what could not be seen in it escaped.
fn seen(string: &str, out: &mut String) {
    for c in string.chars() {
        if is_unseen(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
}

/// A character that an editor or a terminal would not show as one: a control character, a
/// line end of Unicode's own, a mark that turns the direction, a byte order mark.
fn is_unseen(c: char) -> bool {
    c.is_control() || is_direction_control(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn line(out: &mut String, depth: usize) {
    const DEEP: &str = "\n                                                                ";
    match DEEP.get(..=2 * depth) {
        Some(line) => out.push_str(line),
        None => {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_stands_on_one_line() {
        assert_eq!(lay_out(r#"{"a":[1,{"b":[]},{}]}"#), "{ \"a\": [1, { \"b\": [] }, {}] }\n");
    }

    #[test]
    fn what_is_long_stands_on_several() {
        let long = "x".repeat(SHORT);
        let json = format!(r#"{{"a":["{long}",[]],"b":{{"c":true}}}}"#);
        let expected =
            format!("{{\n  \"a\": [\n    \"{long}\",\n    []\n  ],\n  \"b\": {{ \"c\": true }}\n}}\n");
        assert_eq!(lay_out(&json), expected);
    }

    #[test]
    fn marks_in_strings_are_text() {
        assert_eq!(lay_out(r#"["a\"]{,:","\\"]"#), "[\"a\\\"]{,:\", \"\\\\\"]\n");
    }

    #[test]
    fn what_could_not_be_seen_is_escaped() {
        let text = "\0\u{1b}\u{7f}\u{9b}\u{2028}\u{202e}\u{feff}é";
        let json = serde_json::to_string(&[text]).unwrap();
        let laid = lay_out(&json);
        assert_eq!(laid, "[\"\\u0000\\u001b\\u007f\\u009b\\u2028\\u202e\\ufeffé\"]\n");
        assert_eq!(serde_json::from_str::<Vec<String>>(&laid).unwrap(), [text]);
    }
}
