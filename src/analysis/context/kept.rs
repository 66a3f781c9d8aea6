//! What is known of a policy from the last time that somebody looked at it, and is still so.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::{Practice, Which};
use crate::analysis::checks::Surveyed;
use crate::analysis::measure::{Count, words_in};
use crate::analysis::phrases;
use crate::analysis::texts::Text;
use crate::model::NounId;

/// What is known of each practice, of each text, and of what laws asked.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// What each practice is by itself, by its number.
    pub(crate) alone: Vec<Alone>,
    /// The number of a text, the same for all that say the same.
    texts: HashMap<Box<str>, usize, foldhash::fast::RandomState>,
    /// The listed phrases that are in a text, and how many words it has, by its number.
    phrases: Vec<(Box<[usize]>, usize)>,
    /// The terms that are in a text, by whoever looks for some.
    terms: Mutex<BTreeMap<&'static str, Terms>>,
    /// What is asked of practices by themselves; the place of each is its bit.
    questions: Mutex<Vec<Which>>,
    pub(crate) surveyed: OnceLock<Surveyed>,
}

/// Some terms, and the numbers of those that are in a text, by its number.
#[derive(Debug, Default)]
struct Terms {
    terms: Vec<String>,
    found: Vec<Option<Box<[usize]>>>,
}

/// What a practice is by itself, whatever else the policy says, as far as anybody asked.
#[derive(Debug, Default)]
pub(crate) struct Alone {
    /// For each question that is kept a bit: whether it was asked, and whether the answer is yes.
    asked: AtomicU64,
    yes: AtomicU64,
    /// Which of the listed parts of words it says.
    pub(super) stems: OnceLock<u32>,
    /// The declarations that it names: those in its lists first.
    names: OnceLock<Names>,
    /// The numbers of its texts.
    texts: Option<Box<[usize]>>,
    /// How long it is to read.
    pub(crate) count: OnceLock<Count>,
}

/// The declarations that a practice names, in it and in the sections around it.
#[derive(Debug)]
struct Names {
    all: Box<[NounId]>,
    /// How many of them stand where [`Practice::named`] looks.
    listed: usize,
}

impl Alone {
    /// The declarations that a practice names: as its subject, as an object, or after a clause word.
    pub(super) fn listed(&self, practice: &Practice<'_>) -> &[NounId] {
        let names = self.names.get_or_init(|| Names::of(practice));
        names.all.get(..names.listed).unwrap_or_default()
    }

    /// All declarations that it names, if they are known.
    pub(crate) fn names(&self) -> Option<&[NounId]> {
        self.names.get().map(|names| &*names.all)
    }

    /// The answer to a question with this bit.
    pub(super) fn answer(&self, bit: u64, find: impl FnOnce() -> bool) -> bool {
        if self.asked.load(Ordering::Acquire) & bit != 0 {
            return self.yes.load(Ordering::Relaxed) & bit != 0;
        }
        let yes = find();
        if yes {
            self.yes.fetch_or(bit, Ordering::Relaxed);
        }
        // Whoever sees that it was asked sees the answer.
        self.asked.fetch_or(bit, Ordering::Release);
        yes
    }
}

impl Names {
    fn of(practice: &Practice<'_>) -> Self {
        let mut all: Vec<NounId> = practice.named().collect();
        let listed = all.len();
        practice.statement.each_named(&mut |id| all.push(id));
        practice.within.iter().for_each(|section| section.each_named(&mut |id| all.push(id)));
        Self { all: all.into(), listed }
    }
}

impl Kept {
    /// Forgets what names declarations by their numbers.
    pub(crate) fn forget_names(&mut self) {
        self.alone.iter_mut().for_each(|alone| alone.names = OnceLock::new());
    }

    /// Puts the numbers of the texts of a practice in their places. Calls `found` with the place of a text
    /// among them and the number of each listed phrase that it has.
    pub(crate) fn number_all(
        &mut self,
        practice: usize,
        texts: &[Text<'_>],
        numbers: &mut [usize],
        found: &mut dyn FnMut(usize, usize),
    ) {
        let known = self.alone.get_mut(practice).and_then(|alone| alone.texts.take());
        let known = known
            .filter(|known| known.len() == texts.len())
            .unwrap_or_else(|| texts.iter().map(|text| self.number(text.text)).collect());
        for (at, (number, place)) in known.iter().zip(numbers).enumerate() {
            *place = *number;
            self.phrases_of(*number).iter().for_each(|phrase| found(at, *phrase));
        }
        if let Some(alone) = self.alone.get_mut(practice) {
            alone.texts = Some(known);
        }
    }

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

    /// The bit of a question; nothing, if there are too many.
    pub(super) fn bit(&self, which: Which) -> Option<u64> {
        let mut questions = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
        let known = questions.iter().position(|known| std::ptr::fn_addr_eq(*known, which));
        let at = known.unwrap_or_else(|| {
            questions.push(which);
            questions.len() - 1
        });
        1_u64.checked_shl(u32::try_from(at).ok()?)
    }

    /// The number of a text.
    pub(crate) fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.texts.get(text) {
            return *number;
        }
        let mut phrases = Vec::new();
        phrases::listed().each_in(text, &mut |phrase| phrases.push(phrase));
        let number = self.phrases.len();
        self.phrases.push((phrases.into(), words_in(text)));
        self.texts.insert(text.into(), number);
        number
    }

    /// The listed phrases in a text with a number.
    pub(crate) fn phrases_of(&self, number: usize) -> &[usize] {
        self.phrases.get(number).map_or(&[], |(phrases, _)| phrases)
    }

    /// How many words a text with a number has.
    pub(crate) fn words(&self, number: usize) -> Option<usize> {
        self.phrases.get(number).map(|(_, words)| *words)
    }

    /// Calls `found` with the place of each of some texts and the number of each term that it has, which `look`
    /// finds; `who` looks for these terms. Texts that have numbers are looked at once.
    pub(crate) fn each_term<'t>(
        &self,
        who: &'static str,
        terms: &[&str],
        texts: impl Iterator<Item = (&'t str, Option<usize>)>,
        look: impl Fn(&str, &mut dyn FnMut(usize)),
        found: &mut dyn FnMut(usize, usize),
    ) {
        let mut known = self.terms.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(who).or_default();
        if known.terms != terms {
            *known =
                Terms { terms: terms.iter().map(|term| (*term).to_owned()).collect(), ..Terms::default() };
        }
        known.found.resize(self.phrases.len(), None);
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

    /// Forgets all texts where most of them are of no use any more.
    pub(crate) fn bound(&mut self, texts: usize) {
        if self.texts.len() > 2 * texts {
            self.texts.clear();
            self.phrases.clear();
            self.terms.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
            self.alone.iter_mut().for_each(|alone| alone.texts = None);
        }
    }

    /// Makes sure that there is one for each practice.
    pub(crate) fn fit(&mut self, practices: usize) {
        if self.alone.len() != practices {
            self.alone = (0..practices).map(|_| Alone::default()).collect();
        }
    }
}
