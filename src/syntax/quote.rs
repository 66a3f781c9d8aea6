//! Values as texts of the language.

use super::characters::{is_bidi_control, is_forbidden};

/// A value as a text in double quotes that reads back as exactly that value.
///
/// What the language refuses to see unescaped, because no reader would see it, is escaped; in the place of
/// what no text may hold stands a mark that something was there.
#[must_use]
pub fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if is_bidi_control(c) => text.push_str(&format!("\\u{{{:X}}}", u32::from(c))),
            c if is_forbidden(c) => text.push(char::REPLACEMENT_CHARACTER),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::{ast, read};

    #[test]
    fn a_quoted_value_reads_back_as_itself() {
        let value = "a \"b\" \\ c\n\td \u{202E}e “f” 👍";
        let read = read(FileId(0), &format!("import {}\n", quoted(value)));
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        let [ast::Item::Import(import)] = read.value.items.as_slice() else { panic!("no import") };
        assert_eq!(&*import.path.value, value);
        assert_eq!(quoted("a\u{7}\u{FDD0}\u{FFFF}"), "\"a\u{FFFD}\u{FFFD}\u{FFFD}\"");
    }
}
