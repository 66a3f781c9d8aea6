//! The tokens of a text, however broken it is.

use std::ops::Range;

/// What a token is by its look alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// `// …`, up to the end of its line.
    Comment,
    /// A text in quotes, with them; to the end of its line if it is never closed.
    Text,
    /// A text between three quotes, with them.
    Passage,
    /// Digits, or a date.
    Number,
    /// A word, with dots inside.
    Word,
    /// A mark such as `{`.
    Mark,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub look: Look,
    /// Its bytes.
    pub range: Range<usize>,
}

/// The tokens of a text, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    tokens_within(text, 0..text.len())
}

/// The tokens of a part of a text that begins where a token may begin.
#[must_use]
pub fn tokens_within(text: &str, part: Range<usize>) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(&byte) = bytes.get(at).filter(|_| at < part.end) {
        let rest = text.get(at..).unwrap_or_default();
        let (look, length) = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'/' if rest.starts_with("//") => (Look::Comment, rest.find('\n').unwrap_or(rest.len())),
            b'"' if rest.starts_with("\"\"\"") => (Look::Passage, passage(rest)),
            b'"' => (Look::Text, quoted(rest)),
            b'0'..=b'9' => (Look::Number, run(rest, |c| c.is_ascii_digit() || c == '-')),
            _ if rest.starts_with(begins_word) => (Look::Word, run(rest, |c| is_word(c) || c == '.')),
            _ => (Look::Mark, rest.chars().next().map_or(1, char::len_utf8)),
        };
        found.push(Token { look, range: at..at + length.max(1) });
        at += length.max(1);
    }
    found
}

/// Whether a character may stand inside a word.
#[must_use]
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

fn begins_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn run(rest: &str, goes_on: impl Fn(char) -> bool) -> usize {
    rest.find(|c: char| !goes_on(c)).unwrap_or(rest.len())
}

fn passage(rest: &str) -> usize {
    let inner = rest.get(3..).unwrap_or_default();
    inner.find("\"\"\"").map_or(rest.len(), |end| end + 6)
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return at,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The token that covers a byte, or ends at it.
#[must_use]
pub fn token_at(tokens: &[Token], offset: usize) -> Option<&Token> {
    let after = tokens.partition_point(|token| token.range.start <= offset);
    let here = after.checked_sub(1).and_then(|at| tokens.get(at))?;
    (offset <= here.range.end).then_some(here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_taken_apart() {
        let text = "data a.b \"x \\\" y\" : c // d\n24 2026-03-01 { \"open\n\"\"\"a\nb\"\"\"";
        let found: Vec<(Look, &str)> =
            tokens(text).into_iter().map(|token| (token.look, &text[token.range])).collect();
        assert_eq!(
            found,
            [
                (Look::Word, "data"),
                (Look::Word, "a.b"),
                (Look::Text, "\"x \\\" y\""),
                (Look::Mark, ":"),
                (Look::Word, "c"),
                (Look::Comment, "// d"),
                (Look::Number, "24"),
                (Look::Number, "2026-03-01"),
                (Look::Mark, "{"),
                (Look::Text, "\"open"),
                (Look::Passage, "\"\"\"a\nb\"\"\""),
            ]
        );
    }

    proptest! {
        #[test]
        fn whatever_stands_there_is_covered_once(text in "[a\"/{\\\\.0 é😀\n-]{0,24}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(text[end..token.range.start].trim().is_empty());
                prop_assert!(!text[token.range.clone()].is_empty());
                end = token.range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
