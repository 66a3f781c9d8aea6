//! Compact JSON to JSON that reads well: what is short stands on one line.

use std::fmt::Write as _;

use crate::emit::characters::is_direction_control;

/// How many bytes of compact JSON stand on one line at most.
const SHORT: usize = 160;

/// Lays out compact JSON, and escapes what could not be seen in it.
///
/// The input is what `serde_json` writes, so it is not checked here.
pub(super) fn lay_out(json: &str) -> String {
    let lengths = lengths(json);
    let mut lengths = lengths.iter();
    let mut out = String::with_capacity(json.len() + json.len() / 2);
    // For each open bracket, whether what is in it stands on one line.
    let mut open: Vec<bool> = Vec::new();
    let mut short = false;
    // Up to where everything was written.
    let mut done = 0;
    let mut bytes = json.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let mut ascii = true;
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        b' '..=b'~' => {}
                        _ => ascii = false,
                    }
                }
                if !ascii {
                    let end = bytes.clone().next().map_or(json.len(), |(at, _)| at);
                    out.push_str(json.get(done..at).unwrap_or_default());
                    seen(json.get(at..end).unwrap_or_default(), &mut out);
                    done = end;
                }
                continue;
            }
            b'{' | b'[' | b'}' | b']' | b',' | b':' => {}
            _ => continue,
        }
        out.push_str(json.get(done..at).unwrap_or_default());
        done = at + 1;
        match byte {
            b'{' | b'[' => {
                let length = lengths.next().copied().unwrap_or(0);
                out.push(char::from(byte));
                short = short || length <= SHORT;
                open.push(short);
                match (short, length, byte) {
                    (_, 2, _) | (true, _, b'[') => {}
                    (true, _, _) => out.push(' '),
                    (false, _, _) => line(&mut out, open.len()),
                }
            }
            b'}' | b']' => {
                open.pop();
                match (short, byte) {
                    (true, b']') => {}
                    (true, _) if out.ends_with('{') => {}
                    (true, _) => out.push(' '),
                    (false, _) => line(&mut out, open.len()),
                }
                out.push(char::from(byte));
                short = open.last().copied().unwrap_or(false);
            }
            b',' => {
                out.push(',');
                if short { out.push(' ') } else { line(&mut out, open.len()) }
            }
            _ => out.push_str(": "),
        }
    }
    out.push_str(json.get(done..).unwrap_or_default());
    out.push('\n');
    out
}

/// The length in bytes from each opening bracket to its closing one, both included.
fn lengths(json: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut open = Vec::new();
    let mut bytes = json.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            b'{' | b'[' => {
                open.push((lengths.len(), at));
                lengths.push(0);
            }
            b'}' | b']' => {
                if let Some((number, start)) = open.pop()
                    && let Some(length) = lengths.get_mut(number)
                {
                    *length = at + 1 - start;
                }
            }
            _ => {}
        }
    }
    lengths
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
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
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
