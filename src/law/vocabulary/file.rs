//! A file of the vocabulary as it stands.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Kind, Scheme, Term};
use crate::law::Word;

/// The file as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    pub(super) version: Word,
    /// Codes for rows that are there already: list, id, scheme.
    #[serde(default)]
    pub(super) maps: BTreeMap<Word, BTreeMap<Word, BTreeMap<Word, Vec<String>>>>,
    #[serde(default)]
    pub(super) schemes: Vec<Scheme>,
    #[serde(default)]
    pub(super) countries: Vec<Word>,
    #[serde(default)]
    pub(super) data: Vec<Term>,
    #[serde(default)]
    pub(super) classes: Vec<Term>,
    #[serde(default)]
    pub(super) purposes: Vec<Term>,
    #[serde(default)]
    pub(super) sources: Vec<Term>,
    #[serde(default)]
    pub(super) roles: Vec<Term>,
    #[serde(default)]
    pub(super) audiences: Vec<Term>,
    #[serde(default)]
    pub(super) bases: Vec<Term>,
    #[serde(default)]
    pub(super) rights: Vec<Term>,
    #[serde(default)]
    pub(super) signals: Vec<Term>,
    #[serde(default)]
    pub(super) technologies: Vec<Term>,
    #[serde(default)]
    pub(super) acts: Vec<Term>,
    #[serde(default)]
    pub(super) regions: Vec<Term>,
    #[serde(default)]
    pub(super) laws: Vec<Term>,
    #[serde(default)]
    pub(super) channels: Vec<Term>,
    #[serde(default)]
    pub(super) services: Vec<Term>,
    #[serde(default)]
    pub(super) conditions: Vec<Term>,
    #[serde(default)]
    pub(super) documents: Vec<Term>,
}

impl File {
    pub(super) fn into_lists(self) -> (Vec<Scheme>, [(Kind, Vec<Term>); 18]) {
        let countries = self.countries.into_iter().map(Term::country).collect();
        (
            self.schemes,
            [
                (Kind::Data, self.data),
                (Kind::Class, self.classes),
                (Kind::Purpose, self.purposes),
                (Kind::Source, self.sources),
                (Kind::Role, self.roles),
                (Kind::Audience, self.audiences),
                (Kind::Basis, self.bases),
                (Kind::Right, self.rights),
                (Kind::Signal, self.signals),
                (Kind::Technology, self.technologies),
                (Kind::Act, self.acts),
                (Kind::Region, self.regions),
                (Kind::Law, self.laws),
                (Kind::Channel, self.channels),
                (Kind::Service, self.services),
                (Kind::Condition, self.conditions),
                (Kind::Document, self.documents),
                (Kind::Country, countries),
            ],
        )
    }
}
