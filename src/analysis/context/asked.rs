//! What was asked of a policy: which changes of it are nothing to whoever asked.
//!
//! A rule sees statements and texts through its [`super::Context`] alone, and what it asks for is noted there.
//! Where nothing of that has changed, it would find the same again.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Context, Polarity, Practice};
use crate::model::words::{NounKind, Topic};
use crate::model::{NounId, Verb};

/// Whether a practice is one that is asked for: by itself, and by the declarations that it names. It looks at no
/// other practice and at no law, since the answer is kept while others change.
pub type Which = for<'x, 'a> fn(&'x Context<'a>, &'x Practice<'a>) -> bool;

/// Whether a text is one that is asked for, by what it says.
pub type Said = fn(&str) -> bool;

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Every practice, or the policy as a whole.
    all: bool,
    /// Every text.
    texts: bool,
    verbs: BTreeSet<(&'static str, Polarity)>,
    topics: BTreeSet<Topic>,
    which: Vec<Which>,
    naming: BTreeSet<NounId>,
    kinds: BTreeSet<NounKind>,
    /// The declarations of every kind.
    any_kind: bool,
    /// The numbers of listed phrases.
    phrases: BTreeSet<usize>,
    said: Vec<Said>,
    /// What is said of sections.
    sections: bool,
    /// What laws ask for.
    survey: bool,
}

/// A part of a policy, as what can be asked for.
#[derive(Debug)]
pub(crate) struct Touched<'a> {
    /// Its practices, as if there were no others.
    pub(crate) context: Context<'a>,
    /// The kinds of the declarations.
    pub(crate) kinds: BTreeSet<NounKind>,
    pub(crate) texts: Vec<&'a str>,
    /// The numbers of the listed phrases in its texts.
    pub(crate) phrases: BTreeSet<usize>,
    pub(crate) any_section: bool,
    /// Whether what laws ask for may rest on it.
    pub(crate) surveyed: bool,
}

impl Asked {
    pub(super) fn all(&mut self) {
        self.all = true;
    }

    pub(super) fn texts(&mut self) {
        self.texts = true;
    }

    pub(super) fn verb(&mut self, verb: &'static str, polarity: Polarity) {
        self.verbs.insert((verb, polarity));
    }

    pub(super) fn topic(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    pub(super) fn which(&mut self, which: Which) {
        if !self.which.iter().any(|known| std::ptr::fn_addr_eq(*known, which)) {
            self.which.push(which);
        }
    }

    pub(super) fn said(&mut self, said: Said) {
        if !self.said.iter().any(|known| std::ptr::fn_addr_eq(*known, said)) {
            self.said.push(said);
        }
    }

    pub(super) fn naming(&mut self, id: NounId) {
        self.naming.insert(id);
    }

    pub(super) fn kind(&mut self, kind: NounKind) {
        self.kinds.insert(kind);
    }

    pub(super) fn any_kind(&mut self) {
        self.any_kind = true;
    }

    pub(super) fn sections(&mut self) {
        self.sections = true;
    }

    pub(super) fn survey(&mut self) {
        self.survey = true;
    }

    pub(super) fn phrase(&mut self, number: usize) {
        self.phrases.insert(number);
    }

    /// Asks for what others asked for, too.
    pub(super) fn extend(&mut self, other: &Self) {
        self.all |= other.all;
        self.texts |= other.texts;
        self.verbs.extend(&other.verbs);
        self.topics.extend(&other.topics);
        other.which.iter().for_each(|which| self.which(*which));
        other.said.iter().for_each(|said| self.said(*said));
        self.naming.extend(&other.naming);
        self.kinds.extend(&other.kinds);
        self.any_kind |= other.any_kind;
        self.phrases.extend(&other.phrases);
        self.sections |= other.sections;
        self.survey |= other.survey;
    }

    /// Whether any text was asked for.
    pub(crate) fn asks_texts(&self) -> bool {
        self.texts || !self.phrases.is_empty() || !self.said.is_empty()
    }

    /// Whether it was asked in the name of laws.
    pub(crate) fn surveys(&self) -> bool {
        self.survey
    }

    /// Gives every declaration the number that it has where others have come into the place of some;
    /// what was asked of these is of no use any more.
    pub(crate) fn renumber(&mut self, gone: &Range<usize>, others: usize) {
        if gone.len() != others {
            let moved = |id: &NounId| match id.0 as usize {
                before if before < gone.start => Some(*id),
                here if here < gone.end => None,
                behind => u32::try_from(behind - gone.len() + others).ok().map(NounId),
            };
            self.naming = self.naming.iter().filter_map(moved).collect();
        }
    }

    /// Whether a part of a policy was asked for, or something that it is part of.
    pub(crate) fn concerns(&self, touched: &Touched<'_>) -> bool {
        self.all
            || self.survey && touched.surveyed
            || self.sections && touched.any_section
            || self.texts && !touched.texts.is_empty()
            || self.said.iter().any(|said| touched.texts.iter().any(|text| said(text)))
            || self.any_kind && !touched.kinds.is_empty()
            || !self.kinds.is_disjoint(&touched.kinds)
            || !self.phrases.is_disjoint(&touched.phrases)
            || touched
                .context
                .practices()
                .iter()
                .any(|practice| self.concerns_practice(&touched.context, practice))
    }

    fn concerns_practice<'a>(&self, context: &Context<'a>, practice: &Practice<'a>) -> bool {
        let verb = |verb: &Verb| match verb {
            Verb::Known(known) => self.verbs.contains(&(known.id, practice.polarity)),
            Verb::Text(_) => false,
        };
        self.topics.contains(&practice.statement.topic)
            || practice.statement.verbs.iter().any(verb)
            || self.which.iter().any(|which| which(context, practice))
            || practice.named().any(|id| self.naming.contains(&id))
    }
}
