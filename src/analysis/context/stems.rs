//! Parts of words that rules look for in what a sentence says: `law/lists/stems.yaml`.

use std::sync::OnceLock;

use super::{Context, Practice};
use crate::analysis::lists::{Stem, lists};
use crate::analysis::phrases::lowered;

impl<'a> Context<'a> {
    /// Whether a practice says something of this kind: in its texts, or in the names of what it names.
    #[must_use]
    pub fn says(&self, practice: &Practice<'_>, stem: Stem) -> bool {
        let find = || self.stems_of(practice);
        let known = self.alone(practice).map(|alone| *alone.stems.get_or_init(find));
        known.unwrap_or_else(find) & bit(stem) != 0
    }

    fn stems_of(&self, practice: &Practice<'_>) -> u32 {
        let mut pieces = Vec::new();
        self.pieces(practice, &mut pieces);
        pieces.iter().map(|piece| in_text(piece)).fold(0, |all, found| all | found)
    }
}

const fn bit(stem: Stem) -> u32 {
    1 << stem as u32
}

/// A part of a word, and what it says.
type Part = (&'static [u8], u32);

/// The parts of words that begin with each byte: looked for all at once.
fn beginnings() -> &'static [Vec<Part>] {
    static BEGINNINGS: OnceLock<Vec<Vec<Part>>> = OnceLock::new();
    BEGINNINGS.get_or_init(|| {
        let mut all = vec![Vec::new(); usize::from(u8::MAX) + 1];
        for (stem, parts) in &lists().stems {
            for part in parts.iter().map(String::as_bytes) {
                let place = part.first().and_then(|first| all.get_mut(usize::from(*first)));
                place.into_iter().for_each(|parts| parts.push((part, bit(*stem))));
            }
        }
        all
    })
}

/// What a text says.
fn in_text(text: &str) -> u32 {
    let beginnings = beginnings();
    let text = lowered(text.into());
    let bytes = text.as_bytes();
    let mut found = 0;
    for (at, byte) in bytes.iter().enumerate() {
        for (part, says) in beginnings.get(usize::from(*byte)).into_iter().flatten() {
            if bytes.get(at..).is_some_and(|rest| rest.starts_with(part)) {
                found |= says;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_word_is_found() {
        for (stem, parts) in &lists().stems {
            assert!(!parts.is_empty() && parts.is_sorted(), "{parts:?}");
            for part in parts {
                assert_eq!(*part, part.to_lowercase());
                assert_ne!(in_text(&format!("un{}ed", part.to_uppercase())) & bit(*stem), 0, "{part}");
            }
        }
        assert_eq!(in_text("nothing of the kind"), 0);
        assert_eq!(
            in_text("our consent form"),
            bit(Stem::Consenting) | bit(Stem::Agreeing) | bit(Stem::Safeguards)
        );
    }
}
