//! What is known of texts from the last time that somebody looked at a policy.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::analysis::measure::words_in;
use crate::analysis::phrases;
use crate::analysis::texts::Text;

/// What is known of each text, by its number, which all have that say the same.
#[derive(Debug, Default)]
pub(crate) struct Known {
    numbers: HashMap<Box<str>, usize, foldhash::fast::RandomState>,
    /// The listed phrases that are in it, and how many words it has.
    texts: Vec<(Box<[usize]>, usize)>,
    /// The terms that are in it, by whoever looks for some.
    terms: BTreeMap<&'static str, Terms>,
    /// The numbers of the texts of each declaration, and of each practice, by its number.
    pub(crate) nouns: Owners,
    pub(crate) practices: Owners,
}

/// The numbers of the texts of each of many.
#[derive(Debug, Default)]
pub(crate) struct Owners(Vec<Option<Box<[usize]>>>);

/// Some terms, and the numbers of those that are in a text, by its number.
#[derive(Debug, Default)]
struct Terms {
    terms: Vec<String>,
    found: Vec<Option<Box<[usize]>>>,
}

impl Owners {
    /// Puts others that nothing is known of in the place of some.
    pub(crate) fn replace(&mut self, range: Range<usize>, others: usize) {
        let end = range.end.min(self.0.len());
        self.0.splice(range.start.min(end)..end, (0..others).map(|_| None));
    }

    /// Makes sure that there is a place for each.
    fn fit(&mut self, count: usize) {
        if self.0.len() != count {
            self.0 = vec![None; count];
        }
    }
}

impl Known {
    /// Gives every text its number; `nouns` and `practices` say which belong to each of these. Calls `found` with
    /// the number of each listed phrase and the place of a text that has it.
    pub(crate) fn number(
        &mut self,
        texts: &[Text<'_>],
        [nouns, practices]: [&[Range<usize>]; 2],
        found: &mut dyn FnMut(usize, usize),
    ) -> Vec<usize> {
        if self.numbers.len() > 2 * texts.len() {
            // Most of it is of no use any more.
            *self = Self::default();
        }
        let mut numbers = vec![usize::MAX; texts.len()];
        let mut of_nouns = std::mem::take(&mut self.nouns);
        let mut of_practices = std::mem::take(&mut self.practices);
        for (owners, ranges) in [(&mut of_nouns, nouns), (&mut of_practices, practices)] {
            owners.fit(ranges.len());
            for (known, range) in owners.0.iter_mut().zip(ranges) {
                let own = texts.get(range.clone()).unwrap_or_default();
                let known = match known {
                    Some(known) if known.len() == own.len() => known,
                    unknown => unknown.insert(own.iter().map(|text| self.number_of(text.text)).collect()),
                };
                let places = numbers.get_mut(range.clone()).unwrap_or_default();
                places.iter_mut().zip(known.iter()).for_each(|(place, number)| *place = *number);
            }
        }
        (self.nouns, self.practices) = (of_nouns, of_practices);
        for (at, (text, number)) in texts.iter().zip(&mut numbers).enumerate() {
            if *number == usize::MAX {
                *number = self.number_of(text.text);
            }
            let phrases = self.texts.get(*number).map_or(&[][..], |(phrases, _)| phrases);
            phrases.iter().for_each(|phrase| found(*phrase, at));
        }
        numbers
    }

    fn number_of(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let mut phrases = Vec::new();
        phrases::listed().each_in(text, &mut |phrase| phrases.push(phrase));
        let number = self.texts.len();
        self.texts.push((phrases.into(), words_in(text)));
        self.numbers.insert(text.into(), number);
        number
    }

    /// How many words a text with a number has.
    pub(crate) fn words(&self, number: usize) -> Option<usize> {
        self.texts.get(number).map(|(_, words)| *words)
    }

    /// Calls `found` with the place of each of some texts and the number of each term that it has, which `look`
    /// finds; `who` looks for these terms. Texts that have numbers are looked at once.
    pub(crate) fn each_term<'t>(
        &mut self,
        who: &'static str,
        terms: &[&str],
        texts: impl Iterator<Item = (&'t str, Option<usize>)>,
        look: impl Fn(&str, &mut dyn FnMut(usize)),
        found: &mut dyn FnMut(usize, usize),
    ) {
        let known = self.terms.entry(who).or_default();
        if known.terms != terms {
            *known =
                Terms { terms: terms.iter().map(|term| (*term).to_owned()).collect(), ..Terms::default() };
        }
        known.found.resize(self.texts.len(), None);
        for (at, (text, number)) in texts.enumerate() {
            let Some(known) = number.and_then(|number| known.found.get_mut(number)) else {
                look(text, &mut |term| found(at, term));
                continue;
            };
            let numbers = known.get_or_insert_with(|| {
                let mut numbers = Vec::new();
                look(text, &mut |term| numbers.push(term));
                numbers.into()
            });
            numbers.iter().for_each(|term| found(at, *term));
        }
    }
}
