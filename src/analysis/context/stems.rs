//! Parts of words that rules look for in what a sentence says.

use std::sync::OnceLock;

use super::{Context, Practice};
use crate::analysis::phrases::lowered;

/// The parts of words that rules ask for, in small letters: found for all of them at once.
const STEMS: &[&str] = &[
    "adequa",
    "approv",
    "authori",
    "binding corporate",
    "certif",
    "clause",
    "consent",
    "framework",
    "guardian",
    "opt out",
    "opt-out",
    "parent",
    "permission",
    "revoke",
    "safeguard",
    "sale",
    "school",
    "sell",
    "sensitive",
    "sharing",
    "transfer",
    "unsubscribe",
    "withdraw",
];

/// Some of the parts of words that rules ask for.
#[derive(Clone, Copy, Debug)]
pub struct Stems<'w> {
    words: &'w [&'w str],
    listed: Option<u32>,
}

impl<'w> Stems<'w> {
    /// These parts of words.
    #[must_use]
    pub fn of(words: &'w [&'w str]) -> Self {
        let bit = |word: &&str| Some(1 << u32::try_from(STEMS.binary_search(word).ok()?).ok()?);
        let listed = words.iter().map(bit).try_fold(0, |all, bit: Option<u32>| Some(all | bit?));
        Self { words, listed }
    }
}

impl<'a> Context<'a> {
    /// Whether one of these parts of words is in what a practice says: in its texts, or in the
    /// names of what it names.
    #[must_use]
    pub fn says(&self, practice: &Practice<'_>, stems: Stems<'_>) -> bool {
        match stems.listed {
            Some(listed) => {
                let find = || self.stems_of(practice);
                let known = self.alone(practice).map(|alone| *alone.stems.get_or_init(find));
                known.unwrap_or_else(find) & listed != 0
            }
            None => {
                let said = self.wording(practice);
                stems.words.iter().any(|word| said.contains(word))
            }
        }
    }

    fn stems_of(&self, practice: &Practice<'_>) -> u32 {
        let mut pieces = Vec::new();
        self.pieces(practice, &mut pieces);
        pieces.iter().map(|piece| in_text(piece)).fold(0, |all, found| all | found)
    }
}

/// For each byte, which of the parts of words begin with it.
fn beginnings() -> &'static [&'static [&'static str]] {
    static BEGINNINGS: OnceLock<Vec<&[&str]>> = OnceLock::new();
    let begin = |byte: u8| move |stem: &&str| stem.as_bytes().first() < Some(&byte);
    let end = |byte: u8| move |stem: &&str| stem.as_bytes().first() <= Some(&byte);
    let range = |byte| STEMS.partition_point(begin(byte))..STEMS.partition_point(end(byte));
    BEGINNINGS.get_or_init(|| (0..=u8::MAX).map(|byte| STEMS.get(range(byte)).unwrap_or_default()).collect())
}

/// Which of the parts of words a text has.
fn in_text(text: &str) -> u32 {
    let beginnings = beginnings();
    let text = lowered(text.into());
    let bytes = text.as_bytes();
    let mut found = 0;
    for (at, byte) in bytes.iter().enumerate() {
        for stem in beginnings.get(usize::from(*byte)).copied().unwrap_or_default() {
            if bytes.get(at..).is_some_and(|rest| rest.starts_with(stem.as_bytes())) {
                found |= Stems::of(&[*stem]).listed.unwrap_or_default();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_word_has_a_bit() {
        assert!(STEMS.len() <= 32 && STEMS.is_sorted());
        for (number, stem) in STEMS.iter().enumerate() {
            assert_eq!(Stems::of(&[*stem]).listed, Some(1 << number));
            assert_eq!(in_text(&format!("un{}ed", stem.to_uppercase())) & 1 << number, 1 << number);
        }
        assert_eq!(Stems::of(&["consent", "unheard of"]).listed, None);
        assert_eq!(in_text("nothing of the kind"), 0);
    }
}
