//! What is known of texts from the last time that somebody looked at a policy.

use std::collections::BTreeMap;

use foldhash::HashMap;
use std::ops::Range;

use super::Said;
use crate::analysis::count::words_in;
use crate::analysis::phrases;
use crate::analysis::texts::Owner;

/// What is known of each text, by its number, which all have that say the same.
#[derive(Debug, Default)]
pub(crate) struct Known {
    numbers: HashMap<Box<str>, usize>,
    /// How many texts there were.
    count: usize,
    /// The listed phrases that are in it, and how many words it has.
    texts: Vec<(Box<[usize]>, usize)>,
    /// The terms that are in it, by whoever looks for some.
    terms: BTreeMap<&'static str, Terms>,
    /// Which of them are of some kind by what they say, by their numbers.
    said: Vec<(Said, Vec<Option<bool>>)>,
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
    /// Gives every text its number; where the texts of each of `owners` begin and where the last ends, and the
    /// numbers. Calls `found` with the number of each listed phrase and the place of a text that has it.
    pub(crate) fn number(
        &mut self,
        owners: &[Owner<'_>],
        found: &mut dyn FnMut(usize, usize),
    ) -> (Vec<usize>, Vec<usize>) {
        if self.numbers.len() > 2 * self.count {
            // Most of it is of no use any more.
            *self = Self::default();
        }
        let (mut nouns, mut practices) = (0, 0);
        for owner in owners {
            match owner {
                Owner::Noun(at, _) => nouns = nouns.max(at + 1),
                Owner::Practice(at, _) => practices = practices.max(at + 1),
                Owner::Section(_) | Owner::Prose(_) => {}
            }
        }
        let mut of_nouns = std::mem::take(&mut self.nouns);
        let mut of_practices = std::mem::take(&mut self.practices);
        of_nouns.fit(nouns);
        of_practices.fit(practices);
        let (mut starts, mut numbers) =
            (Vec::with_capacity(owners.len() + 1), Vec::with_capacity(self.count));
        let mut own = Vec::new();
        for owner in owners {
            starts.push(numbers.len());
            let known = match owner {
                Owner::Noun(at, _) => of_nouns.0.get_mut(*at),
                Owner::Practice(at, _) => of_practices.0.get_mut(*at),
                Owner::Section(_) | Owner::Prose(_) => None,
            };
            if let Some(Some(known)) = known {
                numbers.extend_from_slice(known);
                continue;
            }
            owner.texts(&mut own);
            let start = numbers.len();
            numbers.extend(own.drain(..).map(|text| self.number_of(text.text)));
            if let Some(unknown) = known {
                *unknown = numbers.get(start..).map(Box::from);
            }
        }
        starts.push(numbers.len());
        (self.nouns, self.practices) = (of_nouns, of_practices);
        self.count = numbers.len();
        for (at, number) in numbers.iter().enumerate() {
            let phrases = self.texts.get(*number).map_or(&[][..], |(phrases, _)| phrases);
            phrases.iter().for_each(|phrase| found(*phrase, at));
        }
        (starts, numbers)
    }

    /// The number of a text, which need not be one of the policy's.
    pub(crate) fn number_of(&mut self, text: &str) -> usize {
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

    /// The places of those of some texts that are of some kind by what `text` says of each. What says the same is
    /// looked at once.
    pub(crate) fn those<'t>(
        &mut self,
        is: Said,
        numbers: &[usize],
        text: impl Fn(usize) -> Option<&'t str>,
    ) -> Vec<usize> {
        let known = self.said.iter().position(|(known, _)| std::ptr::fn_addr_eq(*known, is));
        let known = known.unwrap_or_else(|| {
            self.said.push((is, Vec::new()));
            self.said.len() - 1
        });
        let Some((_, known)) = self.said.get_mut(known) else { return Vec::new() };
        known.resize(self.texts.len(), None);
        let mut is_one = |at: usize, number: usize| {
            let find = || text(at).is_some_and(is);
            known.get_mut(number).is_some_and(|known| *known.get_or_insert_with(find))
        };
        let all = numbers.iter().enumerate();
        all.filter(|(at, number)| is_one(*at, **number)).map(|(at, _)| at).collect()
    }

    /// Calls `found` with the place of each of some texts and the number of each term that it has, which `look`
    /// finds in what `text` says; `who` looks for these terms. What says the same is looked at once.
    pub(crate) fn each_term<'t>(
        &mut self,
        who: &'static str,
        terms: &[&str],
        numbers: &[usize],
        text: impl Fn(usize) -> Option<&'t str>,
        look: impl Fn(&str, &mut dyn FnMut(usize)),
        found: &mut dyn FnMut(usize, usize),
    ) {
        let known = self.terms.entry(who).or_default();
        if known.terms != terms {
            *known =
                Terms { terms: terms.iter().map(|term| (*term).to_owned()).collect(), ..Terms::default() };
        }
        known.found.resize(self.texts.len(), None);
        for (at, number) in numbers.iter().enumerate() {
            let Some(known) = known.found.get_mut(*number) else { continue };
            let terms = known.get_or_insert_with(|| {
                let mut terms = Vec::new();
                text(at).into_iter().for_each(|text| look(text, &mut |term| terms.push(term)));
                terms.into()
            });
            terms.iter().for_each(|term| found(at, *term));
        }
    }
}
