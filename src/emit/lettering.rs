//! How wide text is, about, and where its lines break.
//!
//! Nobody knows which letters a reader's machine has; these are the widths of Helvetica's, whose like most
//! machines have, and a little more.

use unicode_width::UnicodeWidthChar;

/// The widths of the printable characters of ASCII from the blank on, in thousandths of the size.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// How much wider other letters may be, in hundredths.
const WIDER: i32 = 112;

/// How wide a text is at a size, about.
pub(super) fn width(text: &str, size: i32) -> i32 {
    text.chars().map(thousandths).sum::<i32>() * size / 1000 * WIDER / 100
}

fn thousandths(c: char) -> i32 {
    let at = u32::from(c).checked_sub(32).and_then(|at| usize::try_from(at).ok());
    if let Some(known) = at.and_then(|at| ASCII.get(at)) {
        return i32::from(*known);
    }
    match c.width() {
        Some(0) | None => 0,
        Some(1) => 600,
        Some(_) => 1000,
    }
}

/// A text in lines no wider than so much: broken at blanks, and within a word that is wider by itself.
pub(super) fn lines(text: &str, size: i32, most: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, size) <= most {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if width(&line, size) > most && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_at_blanks_and_in_long_words() {
        assert_eq!(lines("send you what you ordered", 14, 100), ["send you what", "you ordered"]);
        assert_eq!(lines("iiiiiiiiii", 14, 20), ["iiiiii", "iiii"]);
        assert_eq!(lines("", 14, 100), [""]);
        assert_eq!(lines("プライバシー", 14, 40), ["プラ", "イバ", "シー"]);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_too_wide(text in "\\PC{0,60}") {
            let lines = lines(&text, 14, 120);
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in lines {
                prop_assert!(width(&line, 14) <= 120 || line.chars().count() == 1);
            }
        }
    }
}
