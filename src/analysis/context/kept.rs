//! What is known of a policy from the last time that somebody looked at it, and is still so.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::analysis::checks::Surveyed;
use crate::analysis::measure::Count;
use crate::analysis::phrases;

/// What is known of each practice, of each text, and of what laws asked.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// What each practice is by itself, by its number.
    pub(crate) alone: Vec<Alone>,
    /// The listed phrases that are in a text.
    texts: Numbers,
    /// The terms that are in a text, by whoever looks for some.
    terms: Option<Mutex<BTreeMap<&'static str, Terms>>>,
    pub(crate) surveyed: OnceLock<Surveyed>,
}

/// By a text, the numbers of what is in it.
type Numbers = HashMap<Box<str>, Box<[usize]>>;

/// Some terms, and what was found of them.
#[derive(Debug, Default)]
struct Terms {
    terms: Vec<String>,
    found: Numbers,
}

/// What a practice may be by itself, and by the declarations that it names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trait {
    /// About children.
    Childs,
    /// About data that some law calls sensitive, and nothing else.
    Sensitive,
    /// About special categories of data, and nothing else.
    Special,
    /// About data of which a part is sensitive.
    PartlySensitive,
    /// For what nobody gives sensitive data for.
    Beyond,
    /// A disclosure for advertising across companies.
    Advertises,
    /// A disclosure for marketing of others.
    Markets,
    /// A disclosure that is paid for.
    PaidFor,
    /// Done with consent only.
    OnConsent,
    /// Denied unless people consent.
    DeniedWithoutConsent,
    /// Done without a condition, to whole kinds of data.
    Loose,
    /// About a signal of browsers.
    Signal,
}

/// What a practice is by itself, whatever else the policy says, as far as anybody asked.
#[derive(Debug, Default)]
pub(crate) struct Alone {
    /// Which traits are known, in the lower half, and which of them it has, in the upper.
    traits: AtomicU64,
    /// Which of the listed parts of words it says.
    pub(super) stems: OnceLock<u32>,
    /// How long it is to read.
    pub(crate) count: OnceLock<Count>,
}

impl Alone {
    /// Whether it has a trait.
    pub(crate) fn is(&self, which: Trait, find: impl FnOnce() -> bool) -> bool {
        let known = 1_u64 << (which as u32);
        let has = known << 32;
        let traits = self.traits.load(Ordering::Relaxed);
        if traits & known != 0 {
            return traits & has != 0;
        }
        let found = find();
        self.traits.fetch_or(if found { known | has } else { known }, Ordering::Relaxed);
        found
    }
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

    /// The same to be asked again and again.
    pub(crate) fn to_keep(mut self) -> Self {
        self.terms.get_or_insert_default();
        self
    }

    /// Calls `found` with the number of each of some texts and of each term that it has, which `look` finds;
    /// `who` looks for these terms.
    pub(crate) fn each_term<'t>(
        &self,
        who: &'static str,
        terms: &[&str],
        texts: impl Iterator<Item = &'t str>,
        look: impl Fn(&str, &mut dyn FnMut(usize)),
        found: &mut dyn FnMut(usize, usize),
    ) {
        let Some(known) = &self.terms else {
            texts.enumerate().for_each(|(at, text)| look(text, &mut |term| found(at, term)));
            return;
        };
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(who).or_default();
        if known.terms != terms {
            *known =
                Terms { terms: terms.iter().map(|term| (*term).to_owned()).collect(), ..Terms::default() };
        }
        for (at, text) in texts.enumerate() {
            if let Some(numbers) = known.found.get(text) {
                numbers.iter().for_each(|term| found(at, *term));
                continue;
            }
            let mut numbers = Vec::new();
            look(text, &mut |term| numbers.push(term));
            numbers.iter().for_each(|term| found(at, *term));
            known.found.insert(text.into(), numbers.into());
        }
    }

    /// Makes sure that no more is known than twice as much as a policy has.
    pub(super) fn bound(&mut self, practices: usize, texts: usize) {
        if self.alone.len() != practices {
            self.alone = (0..practices).map(|_| Alone::default()).collect();
        }
        if self.texts.len() > 2 * texts {
            self.texts.clear();
        }
        let known = self.terms.iter_mut().filter_map(|terms| terms.get_mut().ok());
        for terms in known.flat_map(BTreeMap::values_mut).filter(|terms| terms.found.len() > 2 * texts) {
            terms.found.clear();
        }
    }
}
