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

/// What a template prints before a name that is never capitalized.
pub(crate) const AS_IS: &str = "\u{FDD0}=\u{FDD1}";

/// Writes Markdown that reads back as exactly this text, wherever it stands.
pub(crate) fn escape(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        let next = || bytes.get(at + 1).copied();
        let plain = match byte {
            // ".NET" is a word, and no end of a sentence.
            b',' | b'.' | b';' | b':' if at == 0 && next().is_some_and(is_of_word) => false,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => true,
            // A space at an edge, beside another or before a stop would be lost
            // when the line is tidied; as a reference it stays.
            b' ' => match next() {
                Some(b' ' | b',' | b'.' | b';' | b':') | None => false,
                Some(_) => before != b' ' && before != b'(',
            },
            // A full stop, a comma or an apostrophe inside a line means nothing;
            // leaving it lets the filters see where sentences end.
            // A comma at the end stays what it is, whatever the sentence puts after it.
            b',' => next().is_some_and(|next| !matches!(next, b':' | b'.' | b';' | b')' | b',')),
            b';' => next().is_some(),
            b'\'' | b':' | b'?' | b'%' | b'/' => true,
            b'.' => !before.is_ascii_digit(),
            // The other bytes of a character go with its first.
            0x80..=0xBF => true,
            0xC0.. => !first(text, at).is_some_and(|c| c.is_whitespace() || c.is_control()),
            _ => false,
        };
        before = byte;
        if plain {
            continue;
        }
        out.push_str(text.get(done..at).unwrap_or_default());
        // A backslash at the end would escape what the sentence puts after it.
        let open = byte == b'\\' && next().is_none();
        if byte.is_ascii_punctuation() && !open {
            out.push('\\');
            out.push(char::from(byte));
            done = at + 1;
        } else if let Some(c) = first(text, at) {
            let _ = write!(out, "&#{};", u32::from(c));
            done = at + c.len_utf8();
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// Whether a stop before this belongs to a word: ".NET", "...".
fn is_of_word(next: u8) -> bool {
    next.is_ascii_alphanumeric() || next == b'.' || next >= 0x80
}

fn first(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
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
    if text.get(..at).is_some_and(|before| before.ends_with(AS_IS)) || is_spelt_so(text, at) {
        return;
    }
    let at = from + at;
    match out.get_mut(at..at + c.len_utf8()) {
        Some(letter) if c.is_ascii() => letter.make_ascii_uppercase(),
        _ => out.replace_range(at..at + c.len_utf8(), &c.to_uppercase().collect::<String>()),
    }
}

/// Whether the word at a place is written as it is for a reason: `_ga`, `iOS`, `mp3`, `session_id`, an address of mail or
/// of a site.
fn is_spelt_so(text: &str, at: usize) -> bool {
    let word = text.get(at..).unwrap_or_default();
    let end = word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '\\'))).unwrap_or(word.len());
    let mut letters = word.get(..end).unwrap_or_default().chars();
    letters.next();
    let rest = word.get(end..).unwrap_or_default();
    text.get(..at).is_some_and(|before| before.ends_with("\\_"))
        || rest.split([' ', '\n', ']']).next().is_some_and(|rest| rest.contains('@'))
        || letters.any(|c| c == '_' || c.is_uppercase() || c.is_numeric())
        || is_host(word)
}

/// Whether words begin with the name of a site, "acme.example", or with a file's, and not with "e.g.".
fn is_host(words: &str) -> bool {
    let end = words.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '\\')));
    let name = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    let mut labels = name.trim_end_matches('.').split('.').map(|label| label.trim_matches('\\'));
    let top = labels.next_back().unwrap_or_default();
    let mut before = labels.peekable();
    before.peek().is_some()
        && before.all(|label| !label.is_empty())
        && top.len() > 1
        && top.chars().all(char::is_alphabetic)
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
    let tidy = tidy_until(out.get(from..).unwrap_or_default());
    let text = out.split_off(from + tidy);
    let text = if tidy == 0 { text.trim_start_matches([' ', '\n', ',', ';']) } else { &text };
    for word in text.split_whitespace() {
        let so_far = out.get(from..).unwrap_or_default();
        let stop = word.starts_with([',', '.', ';', ':', ')']);
        let beside = so_far.is_empty() || so_far.ends_with('(') && !so_far.ends_with("\\(");
        // A clause that ends with a comma may be the last one, or another brings its own; a bracket belongs to what stands
        // before it, and an author's own comma stays there.
        let comma = so_far.ends_with(',') && (stop || word.starts_with('(') && !so_far.ends_with("\\,"));
        if comma || word.starts_with(',') && ends_with_semicolon(so_far) {
            out.pop();
        }
        if !stop && !beside {
            out.push(' ');
        }
        let bytes = word.as_bytes();
        let mut done = 0;
        for at in 0..bytes.len() {
            if is_idle(bytes, at) {
                out.push_str(word.get(done..at).unwrap_or_default());
                done = at + 1;
            }
        }
        out.push_str(word.get(done..).unwrap_or_default());
    }
    if out.get(from..).is_some_and(|line| line.ends_with(',') && !line.ends_with("\\,")) {
        out.pop();
    }
}

/// Whether a line ends with a semicolon of a template: not with one of an author's, nor with a character's number.
fn ends_with_semicolon(line: &str) -> bool {
    line.strip_suffix(';').is_some_and(|bare| {
        !bare.ends_with('\\') && !bare.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with("&#")
    })
}

/// Whether a comma inside a word is of no use, since another stop follows it: ",,", or ",:" and ",." at the word's
/// end. What an author wrote is escaped.
fn is_idle(word: &[u8], at: usize) -> bool {
    let byte = |at: usize| word.get(at).copied();
    let plain = at == 0 || byte(at - 1) != Some(b'\\');
    plain
        && match (byte(at), byte(at + 1)) {
            (Some(b','), Some(b',')) => true,
            (Some(b','), Some(b':' | b'.')) => at + 2 == word.len(),
            _ => false,
        }
}

/// How much of a text is tidy already: up to the end of a word.
fn tidy_until(text: &str) -> usize {
    let mut until = 0;
    let (mut before, mut last) = (b' ', b' ');
    for (at, byte) in text.bytes().enumerate() {
        let blank = byte == b' ';
        // What may be a blank of another kind, or stands where it should not.
        let strange = matches!(byte, 0..=0x1F | 0xC2 | 0xE1 | 0xE3)
            || byte == 0xE2
                && !text.get(at..).is_some_and(|rest| rest.starts_with(['“', '”', '‘', '’', '…']))
            || last == b' ' && matches!(byte, b' ' | b',' | b'.' | b';' | b':' | b')')
            || byte == b',' && last == b','
            || byte == b'(' && before == b',' && last == b' '
            || blank && (last == b'(' && before != b'\\' || before == b',' && matches!(last, b':' | b'.'));
        if strange {
            return until;
        }
        if blank {
            until = at;
        }
        (before, last) = (last, byte);
    }
    if last == b' ' || last == b'(' && before != b'\\' || before == b',' && matches!(last, b':' | b'.') {
        until
    } else {
        text.len()
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
    let mut ends = visible.filter(|c| !matches!(c, '*' | '_' | '”' | '’' | '"' | '\\'));
    let (last, before) = (ends.next(), ends.next());
    // All of it may stand in brackets, with its stop.
    let stops = last == Some(')') && matches!(before, Some('.' | '!' | '?'));
    let enclosed = stops && ends.any(|c| c == '(') && ends.next().is_none();
    if !enclosed && !matches!(last, Some('.' | '!' | '?' | ':' | '…')) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str, filter: fn(&mut String, usize)) -> String {
        let mut out = format!("a,{text}");
        filter(&mut out, 2);
        out.split_off(2)
    }

    #[test]
    fn a_tidy_line_has_one_blank_between_words_and_none_before_a_stop() {
        for (text, tidied) in [
            ("", ""),
            ("We collect data.", "We collect data."),
            (" ,We  collect\n data .", "We collect data."),
            ("data , such as names , and", "data, such as names, and"),
            ("such as names,.", "such as names."),
            ("such as names\\,.", "such as names\\,."),
            ("names,, except a; , b", "names, except a, b"),
            ("a\\,, b\\; , c,,, d&#32; , e", "a\\,, b\\;, c, d&#32;, e"),
            ("names, more,: x,", "names, more: x"),
            ("( a ) b (\u{a0}c", "(a) b (c"),
            ("“a” ’s … b\u{2003}c", "“a” ’s … b c"),
            (",. b", ". b"),
            ("a \\( b", "a \\( b"),
            ("a \\.NET", "a \\.NET"),
        ] {
            assert_eq!(made(text, tidy), tidied, "{text:?}");
        }
    }

    #[test]
    fn tidying_from_the_first_word_is_tidying_from_the_first_fault() {
        let words = ["a", " ", ",", ".", "(", ")", "\\", ":", ";", "\n", "“", "\u{a0}", "b"];
        for n in 0..words.len().pow(4) {
            let text: String =
                (0..4).map(|at| words[n / words.len().pow(at) % words.len()]).collect::<String>();
            let mut slow = String::new();
            // A line end in front makes all of it be looked at word by word.
            slow.push_str(&made(&format!("\n{text}"), tidy));
            assert_eq!(made(&text, tidy), slow, "{text:?}");
        }
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_has_an_end() {
        for (text, sentence) in [
            ("we do", "We do."),
            ("\u{FDD0}3\u{FDD1}*we* do", "\u{FDD0}3\u{FDD1}*We* do."),
            ("élan!\u{FDD0}1.\u{FDD1}", "Élan!\u{FDD0}1.\u{FDD1}"),
            ("**as follows:**", "**As follows:**"),
            ("[a@b.example](mailto:a@b.example)", "[a@b.example](mailto:a@b.example)."),
            ("acme.example/new has it", "acme.example/new has it."),
            ("www\\.acme.example does", "www\\.acme.example does."),
            ("e.g. names", "E.g. names."),
            ("\u{FDD0}1\u{FDD1}\u{FDD0}=\u{FDD1}cart does", "\u{FDD0}1\u{FDD1}\u{FDD0}=\u{FDD1}cart does."),
            ("", ""),
        ] {
            assert_eq!(made(text, super::sentence), sentence);
        }
    }

    #[test]
    fn text_is_escaped_where_it_could_be_markup() {
        for (text, markdown) in [
            ("a b, c. d's", "a b, c. d's"),
            ("1. *x* [y](z) <b>", "1\\. \\*x\\* \\[y\\]\\(z\\) \\<b\\>"),
            (" a  b ", "&#32;a&#32;&#32;b&#32;"),
            ("a,", "a\\,"),
            (".NET, .com", "\\.NET,&#32;.com"),
            ("...", "\\..."),
            (":hover", "\\:hover"),
            (".", "."),
            ("a\\", "a&#92;"),
            ("a,,b;,c;", "a\\,,b;,c\\;"),
            ("(a , b)", "\\(a&#32;, b\\)"),
            ("a\u{a0}b\tc", "a&#160;b&#9;c"),
            ("naïve “q”", "naïve “q”"),
        ] {
            let mut out = String::new();
            escape(&mut out, text);
            assert_eq!(out, markdown);
        }
    }
}
