//! What is known of a policy from the last time that somebody looked at it, and is still so.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::known::Known;
use super::{Practice, Which};
use crate::analysis::checks::Surveyed;
use crate::analysis::count::Count;
use crate::model::NounId;

/// What is known of each practice, of each text, and of what laws asked.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// What each practice is by itself, by its number.
    pub(crate) alone: Vec<Alone>,
    /// What is known of texts; nothing is kept, if nobody asks again.
    texts: Option<Mutex<Known>>,
    /// What is asked of practices by themselves; the place of each is its bit.
    questions: Mutex<Vec<Which>>,
    pub(crate) surveyed: OnceLock<Surveyed>,
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

    /// The same, to be asked again and again.
    pub(crate) fn to_keep() -> Self {
        Self { texts: Some(Mutex::default()), ..Self::default() }
    }

    /// What is known of texts, if that is kept.
    pub(crate) fn texts(&self) -> Option<MutexGuard<'_, Known>> {
        let texts = self.texts.as_ref()?;
        Some(texts.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The same for whoever has it alone.
    pub(crate) fn texts_mut(&mut self) -> Option<&mut Known> {
        Some(self.texts.as_mut()?.get_mut().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts practices that nothing is known of in the place of others.
    pub(crate) fn replace(&mut self, range: Range<usize>, others: usize) {
        let end = range.end.min(self.alone.len());
        self.alone.splice(range.start.min(end)..end, (0..others).map(|_| Alone::default()));
        self.texts_mut().into_iter().for_each(|texts| texts.practices.replace(range.clone(), others));
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

    /// Makes sure that there is one for each practice.
    pub(crate) fn fit(&mut self, practices: usize) {
        if self.alone.len() != practices {
            self.alone = (0..practices).map(|_| Alone::default()).collect();
        }
    }
}
