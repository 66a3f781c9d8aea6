//! Many phrases looked for in a text at once.
//!
//! A phrase is found as whole words: one in small letters in any case, one with capitals
//! only as it stands. Every text is gone through once, word by word, whatever the number
//! of phrases.

use foldhash::HashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Every phrase of `law/lists`, in the order of their bytes.
const LISTED: &[&str] = include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

/// The phrases of `law/lists`, ready to be looked for.
pub(crate) fn listed() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| Phrases::new(LISTED.iter().copied()))
}

/// The number of a phrase of `law/lists`.
pub(crate) fn number_of(phrase: &str) -> Option<usize> {
    LISTED.binary_search(&phrase).ok()
}

/// Phrases by the first word of each.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// By their first word, those in small letters.
    small: Words,
    /// By their first word, those with capitals.
    exact: Words,
}

/// How much of a text a phrase takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    /// How many bytes stand before its first word.
    before: usize,
    length: usize,
}

#[derive(Debug, Default)]
struct Words {
    /// The extents of the phrases that begin with a word: few, however many phrases do.
    extents: HashMap<Box<str>, Vec<Extent>>,
    /// The numbers of each phrase.
    numbers: HashMap<Box<str>, Vec<usize>>,
    /// For the first byte of a word, the lengths that words of the phrases have: most words
    /// of a text need no look any further.
    lengths: Vec<u32>,
}

impl Phrases {
    /// The phrases, numbered in their order. One without a letter or digit is never found.
    pub(crate) fn new<'p>(phrases: impl Iterator<Item = &'p str>) -> Self {
        let mut made = Self::default();
        for (at, text) in phrases.enumerate() {
            if let Some((before, word)) = words(text).next() {
                let words = if is_small(text) { &mut made.small } else { &mut made.exact };
                words.add(text, Extent { before, length: text.len() }, word, at);
            }
        }
        made
    }

    /// Calls `found` with the number of each phrase that a text has, wherever it has it.
    pub(crate) fn each_in(&self, text: &str, found: &mut dyn FnMut(usize)) {
        let plain = plain(text);
        Self::look(&self.exact, &plain, found);
        Self::look(&self.small, &lowered(plain), found);
    }

    fn look(index: &Words, text: &str, found: &mut dyn FnMut(usize)) {
        if index.numbers.is_empty() {
            return;
        }
        let mut here: Vec<usize> = Vec::new();
        for (at, word) in words(text) {
            for extent in index.beginning_with(word) {
                let phrase = at.checked_sub(extent.before).and_then(|at| text.get(at..at + extent.length));
                let numbers = phrase.and_then(|phrase| Some((phrase, index.numbers.get(phrase)?)));
                if let Some((_, numbers)) =
                    numbers.filter(|(phrase, _)| stands_at(text, phrase, at - extent.before))
                {
                    here.extend(numbers);
                }
            }
            here.sort_unstable();
            here.drain(..).for_each(&mut *found);
        }
    }
}

impl Words {
    fn add(&mut self, phrase: &str, extent: Extent, word: &str, number: usize) {
        if self.lengths.is_empty() {
            self.lengths = vec![0; 256];
        }
        if let Some(lengths) = word.bytes().next().and_then(|first| self.lengths.get_mut(usize::from(first)))
        {
            *lengths |= length(word);
        }
        let extents = self.extents.entry(Box::from(word)).or_default();
        if !extents.contains(&extent) {
            extents.push(extent);
        }
        self.numbers.entry(Box::from(phrase)).or_default().push(number);
    }

    fn beginning_with(&self, word: &str) -> &[Extent] {
        let lengths = word.bytes().next().and_then(|first| self.lengths.get(usize::from(first)));
        if lengths.is_none_or(|lengths| lengths & length(word) == 0) {
            return &[];
        }
        self.extents.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The length of a word as one of 32 bits.
fn length(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// Whether a phrase is one that is found in any case.
pub(super) fn is_small(phrase: &str) -> bool {
    !phrase.chars().any(char::is_uppercase)
}

/// A text as phrases are compared with it: an apostrophe is always the same.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains('\u{2019}') {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace('\u{2019}', "'"))
    }
}

/// A text in small letters.
pub(super) fn lowered(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() {
        if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return text;
        }
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Owned(text.to_lowercase())
}

/// Whether a phrase stands somewhere in a text, with no letter or digit of a word outside of it.
pub(super) fn stands_at(text: &str, phrase: &str, at: usize) -> bool {
    if text.get(at..).is_none_or(|rest| !rest.starts_with(phrase)) {
        return false;
    }
    let joined = |edge: Option<char>, beyond: Option<char>| {
        edge.is_some_and(char::is_alphanumeric) && beyond.is_some_and(char::is_alphanumeric)
    };
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + phrase.len()..).and_then(|after| after.chars().next());
    !joined(phrase.chars().next(), before) && !joined(phrase.chars().next_back(), after)
}

/// The words of a text, runs of letters and digits, each with where it begins.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let ascii = text.is_ascii();
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, end) = if ascii {
            let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_alphanumeric)?;
            let rest = bytes.get(start..)?;
            (start, start + rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len()))
        } else {
            let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
            let rest = text.get(start..)?;
            (start, start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()))
        };
        at = end;
        Some((start, text.get(start..end)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::texts::has;

    #[test]
    fn every_listed_phrase_has_a_word_and_its_number() {
        assert!(LISTED.len() > 200 && LISTED.is_sorted());
        for (at, phrase) in LISTED.iter().enumerate() {
            assert_eq!(number_of(phrase), Some(at));
            assert!(words(phrase).next().is_some(), "{phrase}");
            let mut found = Vec::new();
            listed().each_in(&format!("so {phrase}, as we say"), &mut |number| found.push(number));
            assert!(found.contains(&at), "{phrase}");
        }
    }

    #[test]
    fn all_at_once_finds_what_each_alone_does() {
        let phrases = [
            "as is",
            "100% secure",
            "%",
            "SSL",
            "can't",
            "e.g.",
            "ärger",
            "Über uns",
            "a",
            "a b",
            "b",
            "and/or",
            "most",
            "(see below)",
        ];
        let texts = [
            "As is, and as  is.",
            "it is 100% Secure",
            "SSL ssl SSLv3 xSSL SSL",
            "we can\u{2019}t; CAN'T",
            "E.G. this",
            "Ärger über Über uns",
            "ab a b a-b",
            "AND/OR and/ora",
            "mostly most",
            "x(see below)",
            "(see below)s",
            "\u{130}stanbul most",
            "",
            "100%",
            "\u{2019}a\u{2019}",
        ];
        let index = Phrases::new(phrases.into_iter());
        for text in texts {
            let mut found = Vec::new();
            index.each_in(text, &mut |number| found.push(phrases[number]));
            found.sort_unstable();
            found.dedup();
            let mut wanted: Vec<&str> =
                phrases.into_iter().filter(|phrase| *phrase != "%" && has(text, phrase)).collect();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
