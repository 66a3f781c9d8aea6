//! What single characters of a source are.

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

/// Whether nobody would see anything of a text: it has blanks and characters without a shape only.
#[must_use]
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_nothing_if_none_of_its_characters_does() {
        for text in ["", " \n", "\u{200b}", "\u{ad}", "\u{2060}\u{feff}", "\u{3164}", "\u{a0}\u{fe0f}"] {
            assert!(shows_nothing(text), "{text:?}");
        }
        for text in ["a", "\u{200b}a", "❤\u{fe0f}", "-", "\u{301}"] {
            assert!(!shows_nothing(text), "{text:?}");
        }
    }
}
