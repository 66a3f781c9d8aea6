//! The words of a policy that have a meaning in law, and their codes elsewhere.

mod file;
mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use self::file::File;
use self::list::{List, shipped};
use super::{PackError, Verified, Word, read_json, read_yaml};

/// A list of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Categories of data: `contact.email`.
    Data,
    /// Classes of data by how far it identifies a person: `personal-data`.
    Class,
    /// What data is used for: `service.payment`.
    Purpose,
    /// Where data comes from: `broker`.
    Source,
    /// What a recipient is: `processor`.
    Role,
    /// Whom a statement is for or about: `visitor`.
    Audience,
    /// Legal bases: `consent`.
    Basis,
    /// Rights of the person: `access`.
    Right,
    /// Browser signals: `gpc`.
    Signal,
    /// What stores or reads on a device: `cookie`.
    Technology,
    /// What one can opt out of or object to: `sale`.
    Act,
    /// Places with a law or a name: `california`; every country is one too.
    Region,
    /// ISO 3166-1 alpha-2 codes: `DE`.
    Country,
    /// Laws an author can name: `gdpr`.
    Law,
    /// Ways to get in touch: `email`.
    Channel,
    /// Kinds of services: `website`.
    Service,
    /// Conditions with a name: `law-requires`.
    Condition,
    /// Kinds of documents: `terms`.
    Document,
}

/// Whether a recipient is someone other than the organization and those who work for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThirdParty {
    /// In every case.
    Always,
    /// In no case.
    Never,
    /// On the contract, or on who decides.
    Depends,
}

/// Whether a disclosure to a recipient can be a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sale {
    /// The law says that it is none.
    Never,
}

/// One row of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Term {
    /// The list it stands in.
    #[serde(skip, default = "unfiled")]
    pub kind: Kind,
    /// The stable id.
    pub id: Word,
    /// Other spellings of the id.
    #[serde(default)]
    pub aliases: Vec<Word>,
    /// Parents other than what stands before the last dot.
    #[serde(default)]
    pub within: Vec<Word>,
    /// Its own codes, by scheme; [`Vocabulary::codes`] also looks at its parents.
    #[serde(default)]
    pub maps: BTreeMap<String, Vec<String>>,
    /// Schemes whose codes were not settled.
    #[serde(default)]
    pub unsure: Vec<String>,
    /// What is easily got wrong.
    pub note: Option<String>,
    /// Of a class: whether it identifies a person.
    pub identifies: Option<bool>,
    /// Of a source: whether it is the person.
    #[serde(default)]
    pub direct: bool,
    /// Of a source: whether everyone has access.
    #[serde(default)]
    pub public: bool,
    /// Of a role.
    pub third_party: Option<ThirdParty>,
    /// Of a role: whether a disclosure to it can be a sale.
    pub sale: Option<Sale>,
    /// Of a region: its ISO 3166 code.
    pub code: Option<Word>,
    /// Of a region: the countries in it.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Of a law: the pack that knows it.
    pub pack: Option<String>,
    /// Of a law: where it holds.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Of a law: where it is found.
    pub cite: Option<String>,
    /// Of a law: since when it holds.
    #[serde(default, deserialize_with = "super::date")]
    pub from: Option<jiff::civil::Date>,
    /// Of a law: how far these facts were checked.
    pub verified: Option<Verified>,
}

fn unfiled() -> Kind {
    Kind::Data
}

/// Where codes are published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scheme {
    /// The name that `maps` uses.
    pub id: Word,
    /// What it is.
    pub title: String,
    /// Where it is published.
    pub url: String,
    /// The pack that lists its codes.
    pub pack: Option<String>,
    /// The list of that pack, by the list of the vocabulary whose codes it holds.
    #[serde(default)]
    pub lists: BTreeMap<String, String>,
    /// What the part of a code before the colon stands for.
    #[serde(default)]
    pub prefixes: BTreeMap<String, String>,
    /// How far the codes were checked, if not wholly.
    pub verified: Option<Verified>,
}

/// The codes of a term in a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes<'a> {
    /// None if the term has no place in the scheme.
    pub codes: &'a [String],
    /// Whether they are settled.
    pub sure: bool,
}

/// Every word that has a meaning in law.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    schemes: Vec<Scheme>,
    /// In the order of the kinds.
    lists: [List; Kind::ALL.len()],
}

/// A row of the vocabulary, to ask again and again what lies under it: see [`Vocabulary::entry`].
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    kind: Kind,
    at: usize,
    term: &'a Term,
}

/// A vocabulary without a word.
impl Default for Vocabulary {
    fn default() -> Self {
        Self { schemes: Vec::new(), lists: Kind::ALL.map(List::new) }
    }
}

impl Vocabulary {
    /// The vocabulary that ships with Candor.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            // The tests read every row, so none can fail for a reader.
            let schemes = shipped("schemes").0.iter().filter_map(|json| read_json(json).ok());
            let list = |kind: Kind| {
                let (rows, words, table) = shipped(kind.key());
                List { rows, words, table, ..List::new(kind) }
            };
            Self { schemes: schemes.collect(), lists: Kind::ALL.map(list) }
        })
    }

    /// This vocabulary with the rows, schemes and codes of a user's file.
    ///
    /// # Errors
    /// If the file cannot be read, repeats a word, or names a row or scheme that is not there.
    pub fn extended(&self, yaml: &str) -> Result<Self, PackError> {
        let mut file: File = read_yaml(yaml)?;
        if file.version != 1 {
            return Err(PackError::whole(format!(
                "version {} is not known; this is version 1",
                file.version
            )));
        }
        let maps = std::mem::take(&mut file.maps);
        let mut both = self.clone().with(file);
        for (list, terms) in maps {
            let kind =
                Kind::of_key(&list).ok_or_else(|| PackError::whole(format!("there is no list `{list}`")))?;
            for (id, codes) in terms {
                both.add_codes(kind, &id, codes)?;
            }
        }
        both.check()?;
        Ok(both)
    }

    /// The term that a word stands for: its id, an alias, or the code of a region or country.
    #[must_use]
    pub fn find(&self, kind: Kind, word: &str) -> Option<&Term> {
        let found = self.list(kind).and_then(|list| list.find(word));
        match kind {
            Kind::Region => found.or_else(|| self.list(Kind::Country)?.find(word)),
            _ => found,
        }
    }

    /// Whether `word` is `ancestor` or lies under it.
    #[must_use]
    pub fn is_a(&self, kind: Kind, word: &str, ancestor: &str) -> bool {
        self.entry(kind, ancestor).is_some_and(|entry| self.is_under(kind, word, entry))
    }

    /// The row that a word stands for, as an ancestor for [`Vocabulary::is_under`].
    #[must_use]
    pub fn entry(&self, kind: Kind, word: &str) -> Option<Entry<'_>> {
        let own = |kind| self.list(kind).and_then(|list: &List| Some((kind, list.at(word)?)));
        let (kind, at) = match kind {
            Kind::Region => own(Kind::Region).or_else(|| own(Kind::Country))?,
            kind => own(kind)?,
        };
        Some(Entry { kind, at, term: self.list(kind)?.row(at)? })
    }

    /// Whether a word of a list is a row or lies under it.
    #[must_use]
    pub fn is_under(&self, kind: Kind, word: &str, ancestor: Entry<'_>) -> bool {
        match kind {
            // A country lies under regions, which are another list.
            Kind::Region | Kind::Country => self
                .find(kind, word)
                .is_some_and(|term| self.line_of(term).iter().any(|above| above.id == ancestor.term.id)),
            kind => {
                kind == ancestor.kind
                    && self.list(kind).is_some_and(|list| {
                        list.at(word).is_some_and(|at| list.line(at, self).contains(&ancestor.at))
                    })
            }
        }
    }

    fn list(&self, kind: Kind) -> Option<&List> {
        self.lists.get(kind as usize)
    }

    /// Every word of a list, aliases too: what a mistyped word may have meant.
    pub fn names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.terms(kind).iter().flat_map(Term::words)
    }

    /// The rows of a list, in the order of the file.
    #[must_use]
    pub fn terms(&self, kind: Kind) -> &[Term] {
        self.list(kind).map_or(&[], List::terms)
    }

    /// The codes of a term in a scheme: its own, or those of its nearest parent.
    #[must_use]
    pub fn codes<'a>(&'a self, term: &'a Term, scheme: &str) -> Codes<'a> {
        let of = |above: &'a Term| {
            let codes = above.maps.get(scheme)?;
            Some(Codes { codes, sure: ![above, term].iter().any(|term| term.is_unsure(scheme)) })
        };
        let none = Codes { codes: &[], sure: true };
        let list = self.list(term.kind).filter(|_| !matches!(term.kind, Kind::Region | Kind::Country));
        match list.and_then(|list| Some((list, list.at(&term.id)?))) {
            Some((list, at)) => {
                let mut line = list.line(at, self).iter();
                line.find_map(|above| of(list.row(*above)?)).unwrap_or(none)
            }
            None => self.line_of(term).into_iter().find_map(of).unwrap_or(none),
        }
    }

    /// The schemes that rows have codes in.
    #[must_use]
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// A term and all above it, nearest first, each once.
    fn line_of<'a>(&'a self, term: &'a Term) -> Vec<&'a Term> {
        let mut line = vec![term];
        let mut at = 0;
        while let Some(&term) = line.get(at) {
            for parent in self.parents(term) {
                if !line.iter().any(|known| known.id == parent.id) {
                    line.push(parent);
                }
            }
            at += 1;
        }
        line
    }

    fn parents<'a>(&'a self, term: &'a Term) -> Vec<&'a Term> {
        let dotted = term.id.rsplit_once('.').map(|(parent, _)| parent);
        let within = term.within.iter().map(|word| &**word);
        let named = dotted.into_iter().chain(within).filter_map(|word| self.find(term.kind, word));
        if term.kind != Kind::Country {
            return named.collect();
        }
        let Some(regions) = self.list(Kind::Region) else { return Vec::new() };
        let within = regions.by_country().get(&*term.id).map_or(&[][..], Vec::as_slice);
        within.iter().filter_map(|at| regions.terms().get(*at)).collect()
    }

    fn with(mut self, file: File) -> Self {
        let (schemes, lists) = file.into_lists();
        self.schemes.extend(schemes);
        for (kind, terms) in lists {
            if let Some(list) = self.lists.get_mut(kind as usize) {
                list.change(|rows| rows.extend(terms.into_iter().map(|term| Term { kind, ..term })));
            }
        }
        self
    }

    fn add_codes(
        &mut self,
        kind: Kind,
        id: &str,
        codes: BTreeMap<String, Vec<String>>,
    ) -> Result<(), PackError> {
        let mut found = false;
        let Some(list) = self.lists.get_mut(kind as usize) else { return Err(no_row(kind, id)) };
        list.change(|rows| {
            if let Some(term) = rows.iter_mut().find(|term| *term.id == *id) {
                term.maps.extend(codes);
                found = true;
            }
        });
        if found { Ok(()) } else { Err(no_row(kind, id)) }
    }

    fn check(&self) -> Result<(), PackError> {
        let schemes: BTreeSet<&str> = self.schemes.iter().map(|scheme| &*scheme.id).collect();
        for term in self.lists.iter().flat_map(List::terms) {
            if let Some(missing) = term.maps.keys().find(|scheme| !schemes.contains(scheme.as_str())) {
                return Err(unknown_scheme(term, missing));
            }
            let dotted = term.id.rsplit_once('.').map(|(parent, _)| parent);
            let within = term.within.iter().map(|word| &**word);
            if let Some(missing) =
                dotted.into_iter().chain(within).find(|word| self.find(term.kind, word).is_none())
            {
                return Err(unknown_parent(term, missing));
            }
        }
        for list in &self.lists {
            let mut seen = BTreeSet::new();
            let words = list.terms().iter().flat_map(|term| [&term.id].into_iter().chain(&term.aliases));
            for word in words {
                if !seen.insert(&**word) {
                    return Err(repeated(list.kind, word));
                }
            }
        }
        Ok(())
    }
}

impl Term {
    /// Its id and its aliases.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id).chain(&self.aliases).map(|word| &**word)
    }

    fn is_unsure(&self, scheme: &str) -> bool {
        self.unsure.iter().any(|unsure| unsure == scheme)
    }
}

fn no_row(kind: Kind, id: &str) -> PackError {
    PackError::whole(format!("there is no `{id}` in `{}` to add codes to", kind.key()))
}

fn unknown_scheme(term: &Term, scheme: &str) -> PackError {
    PackError::at(&term.id, format!("`{}` has codes in `{scheme}`, which is not among the schemes", term.id))
}

fn unknown_parent(term: &Term, parent: &str) -> PackError {
    PackError::at(
        &term.id,
        format!("`{}` lies within `{parent}`, which is not in `{}`", term.id, term.kind.key()),
    )
}

fn repeated(kind: Kind, word: &Word) -> PackError {
    PackError::at(word, format!("`{word}` is in `{}` already", kind.key()))
}

impl Term {
    fn country(id: Word) -> Self {
        Self {
            kind: Kind::Country,
            id,
            aliases: Vec::new(),
            within: Vec::new(),
            maps: BTreeMap::new(),
            unsure: Vec::new(),
            note: None,
            identifies: None,
            direct: false,
            public: false,
            third_party: None,
            sale: None,
            code: None,
            parts: Vec::new(),
            pack: None,
            regions: Vec::new(),
            cite: None,
            from: None,
            verified: None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Data,
        Self::Class,
        Self::Purpose,
        Self::Source,
        Self::Role,
        Self::Audience,
        Self::Basis,
        Self::Right,
        Self::Signal,
        Self::Technology,
        Self::Act,
        Self::Region,
        Self::Country,
        Self::Law,
        Self::Channel,
        Self::Service,
        Self::Condition,
        Self::Document,
    ];

    /// The key of its list in the vocabulary and in the names of a locale.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Class => "classes",
            Self::Purpose => "purposes",
            Self::Source => "sources",
            Self::Role => "roles",
            Self::Audience => "audiences",
            Self::Basis => "bases",
            Self::Right => "rights",
            Self::Signal => "signals",
            Self::Technology => "technologies",
            Self::Act => "acts",
            Self::Region => "regions",
            Self::Country => "countries",
            Self::Law => "laws",
            Self::Channel => "channels",
            Self::Service => "services",
            Self::Condition => "conditions",
            Self::Document => "documents",
        }
    }

    fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}
