//! What templates see of declarations.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::known::{channel_link, class_name, mail_link, phone_link};
use super::statement::leave_out_said_bases;
use super::term::is_listed;
use super::{ClausesView, MoreView, Spelt, StatementView, TermView, Viewer};
use crate::document::wording::{Mark, Name, See, Seen, View, seen};
use crate::model::words::{NounKind, Qualifier};
use crate::model::{Class, NounId, properties_of};

/// A declaration.
#[derive(Clone, Debug, Serialize)]
pub struct NounView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// Its kind: `data`, `purpose`, ….
    pub kind: &'static str,
    /// Its id.
    pub id: &'a str,
    /// What readers call it.
    pub name: &'a str,
    /// Its vocabulary ids.
    pub classes: Spelt<'a, Class>,
    /// What the vocabulary calls its kind, where it has one.
    pub class_name: Option<&'a str>,
    /// What the vocabulary calls each of its kinds that has a name.
    pub class_names: Vec<&'a str>,
    /// Whether its name is a plural.
    pub plural: bool,
    /// Whether its name begins with a small letter wherever it stands, as that of a cookie does.
    pub spelt: bool,
    /// `optional`, ….
    pub qualifiers: Spelt<'a, Qualifier>,
    /// The items of a data group.
    pub items: Vec<NounView<'a>>,
    /// Whether the items are said to be incomplete.
    pub open: bool,
    /// What the author calls the rest of them.
    pub rest: Option<&'a str>,
    /// Its properties: each a list of terms.
    pub properties: Properties<Vec<TermView<'a>>>,
    /// Clauses that follow a property, such as `until consent` after `off`.
    pub property_clauses: Properties<ClausesView<'a>>,
    /// Clauses about it.
    pub clauses: ClausesView<'a>,
    /// What is said of it beyond its name, where it is listed and no sentence that names it can say so.
    pub more: Option<Box<MoreView<'a>>>,
    /// The sentences noted of it and of what it names, where no sentence that names them brings them.
    pub notes: Vec<&'a str>,
    /// Sentences about it.
    pub promises: Vec<StatementView<'a>>,
    /// Whether it says more than a name.
    pub detailed: bool,
    /// Whether anything names it.
    pub used: bool,
    /// Whether all that is said of it is what is not done, by anybody in any case, or it is data that we do not have.
    pub denied: bool,
    /// Whether only a section for some names it, so that what it includes stands there.
    pub scoped: bool,
    /// Whether it is a channel by which people reach somebody else than the publisher, such as an authority.
    pub theirs: bool,
}

seen! {
    NounView<'a>: mark kind id name classes class_name class_names plural spelt qualifiers items open rest properties
        property_clauses clauses more notes promises detailed used denied scoped theirs
}

/// Something for every property that a declaration can have; most have nothing.
#[derive(Clone, Debug)]
pub struct Properties<T> {
    kind: NounKind,
    declared: BTreeMap<&'static str, T>,
    /// What those have that are not declared.
    empty: T,
}

impl<T: Default> Properties<T> {
    fn new(kind: NounKind) -> Self {
        Self { kind, declared: BTreeMap::new(), empty: T::default() }
    }
}

impl<T> Properties<T> {
    /// What one property has, if it can be declared.
    pub(in crate::document) fn get(&self, word: &str) -> Option<&T> {
        let empty = || self.words().any(|known| known == word).then_some(&self.empty);
        self.declared.get(word).or_else(empty)
    }

    /// The properties that can be declared. What one party can have, another of another kind seems to lack only: a
    /// template that words parties need not know which kind each is of.
    fn words(&self) -> impl Iterator<Item = &'static str> {
        let parties: &[NounKind] = match self.kind {
            NounKind::Organization => &[NounKind::Recipient],
            NounKind::Recipient | NounKind::Source => &[NounKind::Organization],
            _ => &[],
        };
        let kinds = std::iter::once(&self.kind).chain(parties);
        kinds.flat_map(|kind| properties_of(*kind)).map(|(word, _)| *word)
    }
}

impl<T> Properties<Vec<T>> {
    /// Gives one property something else than what is declared.
    pub(in crate::document) fn set(&mut self, word: &'static str, terms: Vec<T>) {
        self.declared.insert(word, terms);
    }

    /// Leaves out some of what one property has.
    pub(in crate::document) fn retain(&mut self, word: &str, keep: impl FnMut(&T) -> bool) {
        if let Some(declared) = self.declared.get_mut(word) {
            declared.retain(keep);
        }
    }
}

impl<T: See> See for Properties<T> {
    fn see(&self) -> Seen<'_> {
        Seen::View(self)
    }
}

impl<T: See> View for Properties<T> {
    fn field(&self, asked: Name) -> Seen<'_> {
        self.item(asked.as_str())
    }

    fn item(&self, key: &str) -> Seen<'_> {
        self.get(key).map_or(Seen::Undefined, See::see)
    }
}

impl<T: Serialize> Serialize for Properties<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut words: Vec<&'static str> = self.words().collect();
        words.sort_unstable();
        words.dedup();
        let mut all = to.serialize_struct("Properties", words.len())?;
        for word in words {
            all.serialize_field(word, self.declared.get(word).unwrap_or(&self.empty))?;
        }
        all.end()
    }
}

/// A name and the e-mail address behind it, each by itself, so that the address can be a link.
fn apart_from_address(term: TermView<'_>) -> Vec<TermView<'_>> {
    let parts = term.text.rsplit_once(", ").filter(|(_, address)| mail_link(address).is_some());
    let Some((name, address)) = parts.filter(|_| term.kind == "text") else { return vec![term] };
    let part = |text: &str| TermView { text: text.to_owned().into(), ..term.clone() };
    vec![part(name), part(address)]
}

impl<'a> Viewer<'a> {
    pub(in crate::document) fn noun(&mut self, id: NounId) -> Option<NounView<'a>> {
        let noun = self.policy.noun(id)?;
        let items: Vec<NounView<'a>> = noun.items.iter().filter_map(|item| self.noun(*item)).collect();
        let mut properties = Properties::<Vec<TermView<'a>>>::new(noun.kind);
        let mut property_clauses = Properties::<ClausesView<'a>>::new(noun.kind);
        let outer = std::mem::replace(&mut self.notes, is_listed(noun.kind).then(Vec::new));
        for property in &noun.properties {
            let mut terms: Vec<TermView<'a>> =
                property.list.terms.iter().map(|term| self.term(term)).collect();
            if property.word == "dpo" {
                terms = terms.into_iter().flat_map(apart_from_address).collect();
            }
            for term in terms.iter_mut().filter(|term| term.link.is_none() && term.kind == "text") {
                let link = match property.word {
                    "email" | "dpo" => mail_link(&term.text),
                    "phone" => phone_link(&term.text),
                    "value" => channel_link(noun, &term.text),
                    _ => None,
                };
                term.link = link.map(Into::into);
            }
            if !property.clauses.is_empty() {
                let clauses = self.clauses(&property.clauses);
                let mut more = || MoreView { mark: self.mark(noun.span), clauses: clauses.clone() };
                match noun.kind {
                    // There may be one in each of several places.
                    NounKind::Organization => {
                        let more = more();
                        terms.iter_mut().for_each(|term| term.more = Some(Box::new(more.clone())));
                    }
                    // From when on a time counts, and examples of what is read, are said of the last one.
                    NounKind::Tracker => {
                        if let Some(term) = terms.last_mut() {
                            term.more = Some(Box::new(more()));
                        }
                    }
                    _ => {}
                }
                property_clauses.declared.insert(property.word, clauses);
            }
            BTreeMap::entry(&mut properties.declared, property.word).or_default().extend(terms);
        }
        let mut notes = std::mem::replace(&mut self.notes, outer).unwrap_or_default();
        let promises = noun.promises.iter().map(|promise| self.statement(promise)).collect::<Vec<_>>();
        // One company is a processor; what is no party is of a kind that has a name for many.
        let several = match noun.kind {
            NounKind::Organization | NounKind::Recipient | NounKind::Source => self.known.plural(id),
            _ => true,
        };
        let mut clauses = self.clauses(&noun.clauses);
        leave_out_said_bases(&mut clauses);
        let mut more = self.listed_with(id);
        if let Some(more) = &mut more {
            notes.splice(..0, more.clauses.sayings.take_sentences());
        }
        let name_of = |class: &Class| class_name(self.vocabulary, self.wording, class, several);
        Some(NounView {
            mark: self.mark(noun.span),
            kind: noun.kind.as_str(),
            id: &noun.id,
            name: self.noun_name(id),
            classes: Spelt(&noun.classes),
            class_name: noun.classes.first().and_then(name_of),
            class_names: noun.classes.iter().filter_map(name_of).collect(),
            plural: self.known.plural(id),
            spelt: self.known.spelt(id),
            qualifiers: Spelt(&noun.qualifiers),
            detailed: !noun.clauses.is_empty()
                || !noun.properties.is_empty()
                || !items.is_empty()
                || !promises.is_empty(),
            items,
            open: noun.open,
            rest: noun.rest.as_deref(),
            properties,
            property_clauses,
            clauses,
            more: more.map(Box::new),
            notes,
            promises,
            used: self.policy.names(noun),
            denied: self.known.is_denied(id),
            scoped: self.known.homes.has(id),
            theirs: self.known.is_of_others(id),
        })
    }
}
