//! What is known of a policy from the last time that somebody looked at it, and is still so.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::analysis::checks::Surveyed;
use crate::analysis::measure::Count;
use crate::analysis::phrases;

/// What is known of each practice, of each text, and of what laws asked.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// What each practice is by itself, by its number.
    pub(crate) alone: Vec<Alone>,
    texts: HashMap<Box<str>, Box<[usize]>>,
    pub(crate) surveyed: OnceLock<Surveyed>,
}

/// What a practice is by itself, whatever else the policy says, as far as anybody asked.
#[derive(Debug, Default)]
pub(crate) struct Alone {
    /// Which of the listed parts of words it says.
    pub(super) stems: OnceLock<u32>,
    /// Whether it is about children.
    pub(crate) childs: OnceLock<bool>,
    /// How long it is to read.
    pub(crate) count: OnceLock<Count>,
}

impl Kept {
    /// Puts practices that nothing is known of in the place of others.
    pub(crate) fn replace(&mut self, range: Range<usize>, others: usize) {
        let end = range.end.min(self.alone.len());
        self.alone.splice(range.start.min(end)..end, (0..others).map(|_| Alone::default()));
    }

    /// Nothing is known any more of a practice.
    pub(crate) fn forget(&mut self, number: usize) {
        if let Some(alone) = self.alone.get_mut(number) {
            *alone = Alone::default();
        }
    }

    /// Calls `found` with the number of each listed phrase that a text has.
    pub(crate) fn each_phrase(&mut self, text: &str, found: &mut dyn FnMut(usize)) {
        if let Some(known) = self.texts.get(text) {
            known.iter().for_each(|phrase| found(*phrase));
            return;
        }
        let mut numbers = Vec::new();
        phrases::listed().each_in(text, &mut |phrase| numbers.push(phrase));
        numbers.iter().for_each(|phrase| found(*phrase));
        self.texts.insert(text.into(), numbers.into());
    }

    /// Makes sure that no more is known than twice as much as a policy has.
    pub(super) fn bound(&mut self, practices: usize, texts: usize) {
        if self.alone.len() != practices {
            self.alone = (0..practices).map(|_| Alone::default()).collect();
        }
        if self.texts.len() > 2 * texts {
            self.texts.clear();
        }
    }
}
