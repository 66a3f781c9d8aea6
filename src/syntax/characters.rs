//! What single characters of a source are.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Whether a character turns the direction of the text around it and cannot be seen itself.
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// Whether no text may hold a character, as itself or by its number: it controls a device, or it is a
/// noncharacter, some of which mark origins inside rendered wording.
#[must_use]
pub fn is_forbidden(c: char) -> bool {
    let noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    noncharacter || c.is_control() && !matches!(c, '\n' | '\t')
}

/// Whether nobody would see anything of a text in a sentence: it has blanks, characters without a shape, and stops
/// that a sentence has itself.
#[must_use]
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || matches!(c, '.' | ',' | ';' | ':'))
}

/// The first character that turns the direction of text beyond the end of this one, since nothing in it ends that
/// (Unicode Standard Annex 9, 2.1 to 2.5).
fn turns_what_follows(text: &str) -> Option<char> {
    if text.is_ascii() {
        return None;
    }
    let mut open = Vec::new();
    for c in text.chars() {
        let isolates = |open: &char| matches!(open, '\u{2066}'..='\u{2068}');
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => open.push(c),
            '\u{202C}' if open.last().is_some_and(|open| !isolates(open)) => drop(open.pop()),
            // The end of an isolate ends what was begun inside it too.
            '\u{2069}' => {
                if let Some(at) = open.iter().rposition(isolates) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    open.first().copied()
}

/// What is wrong with a text for readers: that it shows nothing, or turns the direction of what stands behind it.
pub fn unfit(text: &str, span: Span) -> impl Iterator<Item = Diagnostic> {
    let empty = shows_nothing(text).then(|| empty_text(span));
    empty.into_iter().chain(turns_what_follows(text).map(|c| unended(span, c)))
}

/// The first character of a text that none may have.
#[must_use]
pub fn forbidden(text: &str, span: Span) -> Option<Diagnostic> {
    let found = text.chars().find(|c| is_forbidden(*c));
    found.map(|c| forbidden_character(span, c))
}

/// What is wrong with a text for the texts around it: a character that none may have, or one that turns the direction
/// of what stands behind it.
#[must_use]
pub fn harmful(text: &str) -> Option<String> {
    let turns = || turns_what_follows(text).map(|c| unended(Span::default(), c));
    forbidden(text, Span::default()).or_else(turns).map(|finding| finding.message)
}

/// Unicode's `Default_Ignorable_Code_Point`, and the pattern of Braille without a dot.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Reports characters that would make a reader see other code than is there.
pub(super) fn check_characters(
    file: FileId,
    text: &str,
    start: usize,
    end: usize,
    findings: &mut Vec<Diagnostic>,
) {
    let slice = text.get(start..end).unwrap_or("");
    if slice.bytes().all(|b| b.is_ascii_graphic() || matches!(b, b' ' | b'\t' | b'\n')) {
        return;
    }
    for (at, c) in slice.char_indices() {
        let span = Span::new(file, start + at, start + at + c.len_utf8());
        match c {
            c if is_bidi_control(c) => findings.push(bidi_control(span, c)),
            c if is_forbidden(c) => findings.push(control_character(span, c)),
            _ => {}
        }
    }
}

/// Reports characters between the words that look like a blank or like nothing and are neither.
pub(super) fn check_blanks(
    file: FileId,
    text: &str,
    start: usize,
    end: usize,
    findings: &mut Vec<Diagnostic>,
) {
    for (at, c) in text.get(start..end).unwrap_or("").char_indices() {
        let blank = c.is_whitespace() && !c.is_ascii() && !c.is_control();
        let unseen = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
        if blank || unseen {
            let span = Span::new(file, start + at, start + at + c.len_utf8());
            let help = if blank { "write an ordinary blank" } else { "delete it" };
            findings.push(control_character(span, c).with_help(help));
        }
    }
}

fn bidi_control(span: Span, c: char) -> Diagnostic {
    let code = u32::from(c);
    Diagnostic::error(
        "bidi-control",
        span,
        format!("the invisible character U+{code:04X} changes the direction of text, so code can look different from what it is"),
    )
    .with_help(format!("delete it, or inside a text write `\\u{{{code:04X}}}`"))
}

/// A character that is written by its number.
pub(super) fn forbidden_character(span: Span, c: char) -> Diagnostic {
    let what = format!("no text may have the character U+{:04X}", u32::from(c));
    Diagnostic::error("control-character", span, what).with_help("delete it")
}

fn empty_text(span: Span) -> Diagnostic {
    Diagnostic::error("empty-text", span, "this text is empty")
        .with_help("write something, or `unstated`, or delete it")
}

fn unended(span: Span, c: char) -> Diagnostic {
    let end = if matches!(c, '\u{2066}'..='\u{2068}') { "2069" } else { "202C" };
    let message = format!("U+{:04X} turns the direction of what stands behind this text too", u32::from(c));
    Diagnostic::error("bidi-control", span, message)
        .with_help(format!("end it in the text: `\\u{{{end}}}`; or delete it"))
}

fn control_character(span: Span, c: char) -> Diagnostic {
    Diagnostic::error(
        "control-character",
        span,
        format!("the character U+{:04X} may not stand in a source file", u32::from(c)),
    )
    .with_help("delete it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_nothing_if_none_of_its_characters_does() {
        for text in
            ["", " \n", ".", ",;", "\u{200b}", "\u{ad}", "\u{2060}\u{feff}", "\u{3164}", "\u{a0}\u{fe0f}"]
        {
            assert!(shows_nothing(text), "{text:?}");
        }
        for text in ["a", "\u{200b}a", "❤\u{fe0f}", "-", "\u{301}"] {
            assert!(!shows_nothing(text), "{text:?}");
        }
    }

    #[test]
    fn a_direction_ends_with_its_text() {
        for (text, turned) in [
            ("a\u{202E}b", Some('\u{202E}')),
            ("a\u{202E}b\u{202C}", None),
            ("a\u{2067}b\u{202C}", Some('\u{2067}')),
            ("a\u{2067}b\u{202B}c\u{2069}", None),
            ("a\u{202A}b\u{2066}c\u{202C}\u{2069}", Some('\u{202A}')),
            ("a\u{200F}", None),
        ] {
            assert_eq!(turns_what_follows(text), turned, "{text:?}");
        }
    }
}
