//! One list of the vocabulary, and how a word is found in it.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

use super::{Kind, Term, Vocabulary};
use crate::law::{read_json, slots};

/// One list; a row that ships with Candor is read when it is first asked for.
#[derive(Debug)]
pub(super) struct List {
    pub(super) kind: Kind,
    /// The JSON of each row.
    pub(super) rows: &'static [&'static str],
    /// The words that stand for rows, in order, and the places of their rows.
    pub(super) words: &'static [(&'static str, usize)],
    /// The numbers of the words, from 1, by their hashes: see [`slots::place`].
    pub(super) table: &'static [u16],
    /// The rows that were asked for by one of their words.
    pub(super) found: OnceLock<Box<[OnceLock<Box<Term>>]>>,
    /// All rows, if they were asked for.
    pub(super) terms: OnceLock<Vec<Term>>,
    /// The words of a list that was changed.
    pub(super) by_word: Option<BTreeMap<String, usize>>,
    /// Each row and those above it in the list, nearest first.
    pub(super) lines: OnceLock<Box<[OnceLock<Vec<usize>>]>>,
    /// Of regions: those that a country is in, by its code.
    pub(super) by_country: OnceLock<HashMap<Box<str>, Vec<usize>>>,
    /// Of rights: those that a verb may say, by its id.
    pub(super) by_verb: OnceLock<HashMap<Box<str>, Vec<usize>>>,
}

/// A list of `law/vocabulary.yaml`: its key, the JSON of its rows, the words that stand for
/// them, and a table that finds a word.
type Shipped = (&'static str, &'static [&'static str], &'static [(&'static str, usize)], &'static [u16]);

/// The lists that ship.
const BUILTIN: &[Shipped] = include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

impl List {
    pub(super) const fn new(kind: Kind) -> Self {
        Self {
            kind,
            rows: &[],
            words: &[],
            table: &[],
            found: OnceLock::new(),
            terms: OnceLock::new(),
            by_word: None,
            lines: OnceLock::new(),
            by_country: OnceLock::new(),
            by_verb: OnceLock::new(),
        }
    }

    pub(super) fn terms(&self) -> &[Term] {
        self.terms.get_or_init(|| self.rows.iter().filter_map(|json| self.read(json)).collect())
    }

    pub(super) fn read(&self, json: &str) -> Option<Term> {
        match self.kind {
            Kind::Country => read_json(json).ok().map(Term::country),
            kind => read_json(json).ok().map(|term| Term { kind, ..term }),
        }
    }

    /// This list with its rows changed.
    pub(super) fn with(&self, change: impl FnOnce(&mut Vec<Term>)) -> Self {
        let mut terms = self.terms().to_vec();
        change(&mut terms);
        let words = terms.iter().enumerate().flat_map(|(at, term)| {
            let code = term.code.as_deref();
            term.words().chain(code).map(move |word| (word.to_owned(), at))
        });
        let by_word = Some(words.collect());
        Self { by_word, terms: OnceLock::from(terms), ..Self::new(self.kind) }
    }

    /// Whether it has rows of a user's.
    pub(super) fn is_changed(&self) -> bool {
        self.by_word.is_some()
    }

    pub(super) fn find(&self, word: &str) -> Option<&Term> {
        self.row(self.at(word)?)
    }

    /// The number of the row that a word stands for.
    pub(super) fn at(&self, word: &str) -> Option<usize> {
        if let Some(index) = &self.by_word {
            return index.get(word).copied();
        }
        let mut at = slots::place(word, self.table.len());
        loop {
            let number = usize::from(*self.table.get(at)?);
            let (known, row) = self.words.get(number.checked_sub(1)?)?;
            if *known == word {
                return Some(*row);
            }
            at = (at + 1) & (self.table.len() - 1);
        }
    }

    /// A row by its number.
    pub(super) fn row(&self, row: usize) -> Option<&Term> {
        if self.is_changed() {
            return self.terms().get(row);
        }
        let found = self.found.get_or_init(|| self.rows.iter().map(|_| OnceLock::new()).collect());
        let term = found.get(row)?;
        if term.get().is_none() {
            let _ = term.set(Box::new(self.read(self.rows.get(row)?)?));
        }
        term.get().map(|term| &**term)
    }

    /// The numbers of a row and of those above it.
    pub(super) fn line(&self, row: usize, vocabulary: &Vocabulary) -> &[usize] {
        let count = if self.is_changed() { self.terms().len() } else { self.rows.len() };
        let lines = self.lines.get_or_init(|| (0..count).map(|_| OnceLock::new()).collect());
        let above = || {
            let line = self.row(row).map(|term| vocabulary.line_of(term)).unwrap_or_default();
            line.into_iter().filter_map(|above| self.at(&above.id)).collect()
        };
        lines.get(row).map_or(&[], |line| line.get_or_init(above))
    }

    /// Rows by each word that stands for them, what such a word begins with, and their verbs.
    pub(super) fn by_verb(&self) -> &HashMap<Box<str>, Vec<usize>> {
        self.by_verb.get_or_init(|| {
            let mut rows: HashMap<Box<str>, Vec<usize>> = HashMap::new();
            for (at, right) in self.terms().iter().enumerate() {
                let words = right.words().flat_map(|word| {
                    let ends = word.match_indices('-').map(|(end, _)| end).chain([word.len()]);
                    ends.filter_map(|end| word.get(..end))
                });
                for word in words.chain(right.verbs.iter().map(|verb| &**verb)) {
                    let rows = rows.entry(Box::from(word)).or_default();
                    if rows.last() != Some(&at) {
                        rows.push(at);
                    }
                }
            }
            rows
        })
    }

    pub(super) fn by_country(&self) -> &HashMap<Box<str>, Vec<usize>> {
        self.by_country.get_or_init(|| {
            let mut countries: HashMap<Box<str>, Vec<usize>> = HashMap::new();
            for (at, region) in self.terms().iter().enumerate() {
                for code in
                    region.code.iter().map(|code| &**code).chain(region.parts.iter().map(String::as_str))
                {
                    let regions = countries.entry(Box::from(code)).or_default();
                    if regions.last() != Some(&at) {
                        regions.push(at);
                    }
                }
            }
            countries
        })
    }
}

/// The rows of a list that ships, the words that stand for them, and the table of these.
pub(super) fn shipped(
    key: &str,
) -> (&'static [&'static str], &'static [(&'static str, usize)], &'static [u16]) {
    let list = BUILTIN.iter().find(|(known, ..)| *known == key);
    list.map_or((&[], &[], &[]), |(_, rows, words, table)| (rows, words, table))
}
