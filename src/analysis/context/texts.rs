//! Every text of a policy, and the listed phrases in it.

use super::known::Known;
use crate::analysis::phrases;
use crate::analysis::texts::{Owner, Place, Text};
use crate::model::{Part, Policy, Section};

/// Every text of a policy, with the phrases of `law/lists` that are in it.
#[derive(Debug, Default)]
pub struct Texts<'a> {
    /// What texts stand in, declarations first.
    owners: Vec<Owner<'a>>,
    /// For each of them the number of its first text; at the end, how many texts there are.
    starts: Vec<usize>,
    /// For each text, the number that all have that say the same, if they are numbered.
    numbers: Vec<usize>,
    /// The number of a phrase and that of a text it is in, in this order.
    found: Vec<(usize, usize)>,
    /// The texts themselves, if they are not numbered: of those that are, few are ever looked at.
    all: Option<Vec<Text<'a>>>,
}

impl<'a> Texts<'a> {
    /// The texts of a policy, whose practices are numbered as [`super::Context`] does.
    pub(crate) fn of(policy: &'a Policy, known: Option<&mut Known>) -> Self {
        let mut texts = Self { owners: owners(policy), ..Self::default() };
        match known {
            Some(known) => {
                let (owners, found) = (&texts.owners, &mut texts.found);
                let mut found = |phrase, at| found.push((phrase, at));
                (texts.starts, texts.numbers) = known.number(owners, &mut found);
            }
            None => {
                let mut all = Vec::new();
                texts.starts.reserve_exact(texts.owners.len() + 1);
                for owner in &texts.owners {
                    texts.starts.push(all.len());
                    owner.texts(&mut all);
                }
                texts.starts.push(all.len());
                for (at, text) in all.iter().enumerate() {
                    phrases::listed().each_in(text.text, &mut |phrase| texts.found.push((phrase, at)));
                }
                all.shrink_to_fit();
                texts.all = Some(all);
            }
        }
        texts.found.sort_unstable();
        texts.found.dedup();
        texts
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// For each text, the number that all have that say the same, if they are numbered.
    pub(crate) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The text with a number.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Text<'a>> {
        if let Some(all) = &self.all {
            return all.get(at).copied();
        }
        let owner = self.owner(at)?;
        let mut own = Vec::new();
        self.owners.get(owner)?.texts(&mut own);
        own.get(at - self.starts.get(owner)?).copied()
    }

    /// The place among the owners of that of a text.
    fn owner(&self, at: usize) -> Option<usize> {
        self.starts.partition_point(|start| *start <= at).checked_sub(1)
    }

    /// The number of the practice that a text stands in.
    fn practice(&self, at: usize) -> Option<usize> {
        match self.owners.get(self.owner(at)?)? {
            Owner::Practice(practice, _) => Some(*practice),
            Owner::Noun(..) | Owner::Section(_) | Owner::Prose(_) => None,
        }
    }

    /// The numbers of the texts that are prose, or of all others.
    pub(crate) fn prose(&self, wanted: bool) -> impl Iterator<Item = usize> {
        let ranges = self.starts.iter().zip(self.starts.iter().skip(1));
        let some = self
            .owners
            .iter()
            .zip(ranges)
            .filter(move |(owner, _)| matches!(owner, Owner::Prose(_)) == wanted);
        some.flat_map(|(_, (start, end))| *start..*end)
    }

    /// The texts that have one of some listed phrases, in their order; each with the first of
    /// the phrases that it has.
    pub fn with<'p>(&self, listed: impl IntoIterator<Item = &'p String>) -> Vec<(Text<'a>, &'p str)> {
        self.numbered(listed)
            .into_iter()
            .filter_map(|(at, _, phrase)| Some((self.get(at)?, phrase)))
            .collect()
    }

    /// The numbers of the practices that have one of some listed phrases in a text, in their order.
    pub fn practices_with<'p>(&self, listed: impl IntoIterator<Item = &'p String>) -> Vec<usize> {
        let texts = self.numbered(listed).into_iter();
        let mut found: Vec<usize> = texts.filter_map(|(at, ..)| self.practice(at)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Every listed phrase that a practice has in a text at one of some places, with the practice's
    /// number, in the order of these.
    pub fn by_practice<'p>(
        &self,
        listed: impl IntoIterator<Item = &'p String>,
        wanted: impl Fn(Place) -> bool,
    ) -> Vec<(usize, &'p str)> {
        let mut texts: Vec<(usize, usize, &'p str)> = Vec::new();
        for phrase in listed {
            let own = self.having(phrase).filter_map(|at| Some((self.practice(at)?, at, phrase.as_str())));
            texts.extend(own);
        }
        texts.sort_unstable();
        texts.retain(|(_, at, _)| self.get(*at).is_some_and(|text| wanted(text.place)));
        texts.into_iter().map(|(practice, _, phrase)| (practice, phrase)).collect()
    }

    /// The numbers of the texts that have a listed phrase.
    fn having(&self, phrase: &str) -> impl Iterator<Item = usize> {
        let number = phrases::number_of(phrase);
        let first = self.found.partition_point(|(known, _)| Some(*known) < number);
        let own = self.found.get(first..).unwrap_or_default().iter();
        own.take_while(move |(known, _)| Some(*known) == number).map(|(_, at)| *at)
    }

    /// The numbers of the texts, with the first of the phrases that each has and its place among them.
    pub(crate) fn numbered<'p>(
        &self,
        listed: impl IntoIterator<Item = &'p String>,
    ) -> Vec<(usize, usize, &'p str)> {
        let mut found = Vec::new();
        for (order, phrase) in listed.into_iter().enumerate() {
            found.extend(self.having(phrase).map(|at| (at, order, phrase.as_str())));
        }
        found.sort_unstable();
        found.dedup_by_key(|(at, ..)| *at);
        found
    }
}

/// What the texts of a policy stand in, declarations first.
fn owners(policy: &Policy) -> Vec<Owner<'_>> {
    let mut all: usize = 0;
    policy.each_statement(&mut |_| all += 1);
    let promises: usize = policy.nouns.iter().map(|noun| noun.promises.len()).sum();
    // Those inside declarations are numbered last.
    let mut promise = all.saturating_sub(promises);
    let mut owners = Vec::with_capacity(policy.nouns.len() + all + 1);
    for (at, noun) in policy.nouns.iter().enumerate() {
        owners.push(Owner::Noun(at, noun));
        for statement in &noun.promises {
            owners.push(Owner::Practice(promise, statement));
            promise += 1;
        }
    }
    owners_in(&policy.root, &mut 0, &mut owners);
    owners
}

fn owners_in<'a>(within: &'a Section, next: &mut usize, owners: &mut Vec<Owner<'a>>) {
    owners.push(Owner::Section(within));
    for part in &within.parts {
        match part {
            Part::Statement(statement) => {
                owners.push(Owner::Practice(*next, statement));
                *next += 1;
            }
            Part::Prose(prose) => owners.push(Owner::Prose(prose)),
            Part::Section(inner) => owners_in(inner, next, owners),
        }
    }
}
