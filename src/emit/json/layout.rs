//! Compact JSON to JSON that reads well: what is short stands on one line.

use crate::emit::characters::is_direction_control;

/// How many bytes of compact JSON stand on one line at most.
const SHORT: usize = 160;

/// Lays out compact JSON, and escapes what could not be seen in it.
///
/// The input is what `serde_json` writes, so it is not checked here.
pub(super) fn lay_out(json: &str) -> String {
    let lengths = lengths(json);
    let mut lengths = lengths.iter();
    let mut out = String::with_capacity(json.len() * 2);
    // For each open bracket, whether what is in it stands on one line.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = json.chars();
    while let Some(c) = rest.next() {
        let short = open.last().copied().unwrap_or(false);
        match c {
            '"' => string(&mut rest, &mut out),
            '{' | '[' => {
                let length = lengths.next().copied().unwrap_or(0);
                out.push(c);
                let short = short || length <= SHORT;
                open.push(short);
                match (short, length, c) {
                    (_, 2, _) | (true, _, '[') => {}
                    (true, _, _) => out.push(' '),
                    (false, _, _) => line(&mut out, open.len()),
                }
            }
            '}' | ']' => {
                open.pop();
                match (short, c) {
                    (true, ']') => {}
                    (true, _) if out.ends_with('{') => {}
                    (true, _) => out.push(' '),
                    (false, _) => line(&mut out, open.len()),
                }
                out.push(c);
            }
            ',' => {
                out.push(c);
                if short { out.push(' ') } else { line(&mut out, open.len()) }
            }
            ':' => out.push_str(": "),
            _ => out.push(c),
        }
    }
    out.push('\n');
    out
}

/// The length in bytes from each opening bracket to its closing one, both included.
fn lengths(json: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut open = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
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

/// The rest of a string, whose opening quote has been read.
fn string(rest: &mut std::str::Chars<'_>, out: &mut String) {
    out.push('"');
    while let Some(c) = rest.next() {
        match c {
            '"' => break,
            '\\' => {
                out.push(c);
                out.extend(rest.next());
            }
            c if is_unseen(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
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
