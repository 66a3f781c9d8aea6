//! The words of a policy that have a meaning in law, and their codes elsewhere.

mod check;
mod file;
mod list;
mod name;
mod place;
mod synonyms;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

pub(crate) use self::check::Unfit;
use self::file::File;
use self::list::{List, shipped};
pub use self::name::Name;
pub use self::synonyms::{singular, synonym};
use super::condition::meant;
use super::{PackError, Verified, Word, read_json, read_yaml};
use crate::diagnostic::nearest;

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

/// What a right to data is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnData {
    /// To get it, or to know of it.
    Get,
    /// To have it changed or deleted, or what is done with it.
    Change,
    /// To have a say in what is done with it.
    Use,
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
    /// What readers call it, in a user's own row; the rows that ship have their names in each locale.
    pub name: Option<Name>,
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
    /// Of a right: other verbs that are it where they are about data.
    #[serde(default)]
    pub verbs: Vec<Word>,
    /// Of a right to data: what people can do with it.
    pub on_data: Option<OnData>,
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

/// Every word that has a meaning in law. To clone it copies nothing.
#[derive(Clone)]
pub struct Vocabulary(Arc<Lists>);

#[derive(Clone)]
struct Lists {
    schemes: Vec<Scheme>,
    /// In the order of the kinds; what is read of one is read for every vocabulary that has it.
    lists: [Arc<List>; Kind::ALL.len()],
    /// What tells them from all others: the digest of the users' files in them, if there are any.
    digest: String,
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
        Self(Arc::new(Lists {
            schemes: Vec::new(),
            lists: Kind::ALL.map(|kind| Arc::new(List::new(kind))),
            digest: String::new(),
        }))
    }
}

/// Says no more than what tells it from every other.
impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vocabulary").field(&self.0.digest).finish()
    }
}

/// Made of the same files.
impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

impl Eq for Vocabulary {}

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
                Arc::new(List { rows, words, table, ..List::new(kind) })
            };
            let (schemes, lists) = (schemes.collect(), Kind::ALL.map(list));
            Self(Arc::new(Lists { schemes, lists, digest: "shipped".to_owned() }))
        })
    }

    /// This vocabulary with the rows, schemes and codes of a user's file.
    ///
    /// # Errors
    /// If the file cannot be read, has an id that no policy can name or a name that shows nothing, repeats a
    /// word, lies within itself, or names a row, a scheme or a code that is not there.
    pub fn extended(&self, yaml: &str) -> Result<Self, PackError> {
        let file: File = read_yaml(yaml)?;
        if *file.version != *"1" {
            return Err(PackError::at(
                &file.version,
                format!("version {} is not known; this is version 1", file.version),
            ));
        }
        let both = Self(Arc::new(self.0.with(file, yaml)?));
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
        let own = |kind| self.list(kind).and_then(|list| Some((kind, list.at(word)?)));
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

    /// The numbers of the row that a word stands for and of those above it, in lists whose rows lie
    /// under rows of the same list: not those of regions and countries.
    pub(crate) fn line(&self, kind: Kind, word: &str) -> &[usize] {
        let list = self.list(kind).filter(|_| !matches!(kind, Kind::Region | Kind::Country));
        list.and_then(|list| Some(list.line(list.at(word)?, self))).unwrap_or_default()
    }

    /// The rights that a verb may say: those whose words are it or begin with it, `opt-out-sale`, and those that have it
    /// among their verbs.
    pub(crate) fn rights_of(&self, verb: &str) -> impl Iterator<Item = &Term> {
        let list = self.list(Kind::Right);
        let rows = list.and_then(|list| list.by_verb().get(verb)).map_or(&[][..], Vec::as_slice);
        rows.iter().filter_map(move |at| list?.terms().get(*at))
    }

    fn list(&self, kind: Kind) -> Option<&List> {
        self.0.lists.get(kind as usize).map(|list| &**list)
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
        &self.0.schemes
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
}

impl Lists {
    /// These lists with the rows, schemes and codes of a file.
    fn with(&self, mut file: File, yaml: &str) -> Result<Self, PackError> {
        let mut both = self.clone();
        both.digest = blake3::hash(format!("{}{yaml}", self.digest).as_bytes()).to_hex().to_string();
        let maps = std::mem::take(&mut file.maps);
        let (schemes, lists) = file.into_lists();
        both.schemes.extend(schemes);
        for (kind, terms) in lists.into_iter().filter(|(_, terms)| !terms.is_empty()) {
            if let Some(list) = both.lists.get_mut(kind as usize) {
                let terms = terms.into_iter().map(|term| Term { kind, ..term });
                *list = Arc::new(list.with(|rows| rows.extend(terms)));
            }
        }
        for (key, codes) in maps {
            let kind = Kind::of_key(&key).and_then(|kind| both.lists.get_mut(kind as usize));
            let list = kind.ok_or_else(|| unknown_list(&key))?;
            let rows = codes.keys().map(|id| list.at(id).ok_or_else(|| no_row(list.kind, id)));
            let rows: Vec<usize> = rows.collect::<Result<_, _>>()?;
            let mut wrong = None;
            let changed = list.with(|terms| {
                for ((id, codes), at) in codes.into_iter().zip(rows) {
                    let Some(term) = terms.get_mut(at) else { continue };
                    for (scheme, codes) in codes {
                        let mistake = check::codes(&scheme, &id, list.kind, &scheme, &codes, &both.schemes);
                        if let Err(mistake) = mistake {
                            wrong.get_or_insert(mistake);
                        } else if term.maps.insert(scheme.to_string(), codes).is_some() {
                            wrong.get_or_insert(coded(&id, &scheme));
                        }
                    }
                }
            });
            *list = Arc::new(changed);
            wrong.map_or(Ok(()), Err)?;
        }
        Ok(both)
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

fn unknown_list(key: &Word) -> PackError {
    let near = nearest(key, Kind::ALL.map(Kind::key));
    PackError::at(key, meant(format!("there is no list `{key}`"), near))
}

fn no_row(kind: Kind, id: &Word) -> PackError {
    PackError::at(id, format!("there is no `{id}` in `{}` to add codes to", kind.key()))
}

fn coded(id: &Word, scheme: &Word) -> PackError {
    PackError::at(scheme, format!("`{id}` has codes in `{scheme}` already"))
}

impl Term {
    fn country(id: Word) -> Self {
        Self {
            kind: Kind::Country,
            id,
            name: None,
            aliases: Vec::new(),
            within: Vec::new(),
            maps: BTreeMap::new(),
            unsure: Vec::new(),
            verbs: Vec::new(),
            on_data: None,
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
