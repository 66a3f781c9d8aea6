//! What single characters do to a page or a terminal.

use std::borrow::Cow;

/// The text with everything that could drive a terminal or break a page taken out.
///
/// A control character becomes U+FFFD, so that the reader sees that something
/// was there. Line ends become `\n` and a tab becomes a space.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if is_visible(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether nothing in the text has to be taken out; most texts are all letters.
fn is_visible(text: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | 0x80..);
    let bytes = text.as_bytes();
    // By parts, of which each is looked at as a whole: that takes few instructions.
    let of_plain = |part: &[u8]| part.iter().fold(true, |all, byte| all & plain(*byte));
    // The controls beyond ASCII are this byte and one up to 0x9F.
    let control = |at: usize| bytes.get(at + 1).is_some_and(|next| *next <= 0x9F);
    bytes.chunks(64).all(of_plain) && !memchr::memchr_iter(0xC2, bytes).any(control)
}

/// A letter of a script written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A formatting character that changes the direction of what follows it.
pub(super) fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_leaves_a_trace_and_has_no_effect() {
        assert_eq!(visible("a\u{1b}[31m\u{9b}b\0"), "a\u{fffd}[31m\u{fffd}b\u{fffd}");
        assert_eq!(visible("a\r\nb\rc\nd\te"), "a\nb\nc\nd e");
    }
}
