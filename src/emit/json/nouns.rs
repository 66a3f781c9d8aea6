//! Declarations, and the vocabulary that classifies them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Context;
use super::clauses::Clause;
use super::places::Place;
use super::terms::{Class, List, Reference, qualifiers};
use super::words::{NounKind, Qualifier, VocabularyKind};
use crate::law;
use crate::model::words::NounKind as Declared;
use crate::model::{self, NounId};

/// A declaration.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Noun<'a> {
    /// Its id, unique in the policy; an item of a data group has its group's before a dot.
    id: &'a str,
    /// What readers call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    /// What the vocabulary says it is; of an item without a kind of its own, what its group is.
    classes: Vec<Class<'a>>,
    /// Its codes by scheme: what the author declared, of it or of the group whose kind it has, or else those of its
    /// classes together.
    codes: BTreeMap<&'a str, NounCodes<'a>>,
    /// `singular`, `optional` and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    qualifiers: Vec<Qualifier>,
    /// The items of a data group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Noun<'a>>,
    /// Whether its items are said to be incomplete.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    open: bool,
    /// What the author calls the rest of the items.
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<&'a str>,
    /// Its properties, in the author's order; one may come several times.
    properties: Vec<Property<'a>>,
    /// Clauses about it, in the author's order.
    clauses: Vec<Clause<'a>>,
    /// The ids of the statements that stand in it, found in `statements`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    promises: Vec<&'a str>,
    /// Where it was written.
    source: Place<'a>,
}

/// The codes of a declaration in one scheme.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NounCodes<'a> {
    /// The codes.
    codes: Vec<&'a str>,
    /// Whether they are settled.
    sure: bool,
    /// Who says so.
    by: Authority,
}

/// Who says that codes apply.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Authority {
    /// The author, with `maps`.
    Author,
    /// The vocabulary, by the classes.
    Vocabulary,
}

/// A property of a declaration.
#[derive(Debug, Serialize, JsonSchema)]
struct Property<'a> {
    /// Its word, such as `country`.
    property: &'static str,
    /// Its values.
    #[serde(flatten)]
    list: List<'a>,
    /// What is said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clauses: Vec<Clause<'a>>,
}

/// Every declaration under its kind, in the order of the source.
pub(super) fn by_kind<'a>(context: &mut Context<'a>) -> BTreeMap<NounKind, Vec<Noun<'a>>> {
    let policy = context.policy;
    let mut nouns: BTreeMap<NounKind, Vec<Noun<'a>>> =
        Declared::ALL.iter().map(|kind| (NounKind(*kind), Vec::new())).collect();
    for found in policy.nouns.iter().filter(|noun| noun.parent.is_none()) {
        let made = noun(context, found);
        nouns.entry(NounKind(found.kind)).or_default().push(made);
    }
    nouns
}

fn noun<'a>(context: &mut Context<'a>, noun: &'a model::Noun) -> Noun<'a> {
    let policy = context.policy;
    let kind = kind_of(policy, noun);
    context.metrics.unclassified_declarations +=
        usize::from(kind.classes.is_empty() && can_be_classified(noun.kind));
    let items = noun.items.iter().filter_map(|id| policy.noun(*id));
    Noun {
        id: &noun.id,
        name: noun.name.as_deref(),
        classes: Class::all(context, &kind.classes),
        codes: codes(context, noun, kind),
        qualifiers: qualifiers(&noun.qualifiers),
        items: items.map(|item| self::noun(context, item)).collect(),
        open: noun.open,
        rest: noun.rest.as_deref(),
        properties: noun.properties.iter().map(|found| property(context, found)).collect(),
        clauses: Clause::all(context, &noun.clauses),
        promises: noun.promises.iter().map(|promise| &*promise.id).collect(),
        source: context.place(noun.span),
    }
}

/// Whether what the law says of a declaration hangs on its class.
fn can_be_classified(kind: Declared) -> bool {
    match kind {
        Declared::Data
        | Declared::Purpose
        | Declared::Recipient
        | Declared::Source
        | Declared::Audience
        | Declared::Region
        | Declared::Service
        | Declared::Channel
        | Declared::Tracker => true,
        Declared::Policy
        | Declared::Organization
        | Declared::Condition
        | Declared::Law
        | Declared::Document
        | Declared::Definition => false,
    }
}

fn property<'a>(context: &mut Context<'a>, property: &'a model::Property) -> Property<'a> {
    Property {
        property: property.word,
        list: List::new(context, &property.list),
        clauses: Clause::all(context, &property.clauses),
    }
}

/// What a declaration has its kind from: itself, or the nearest group around it that has one.
fn kind_of<'a>(policy: &'a model::Policy, noun: &'a model::Noun) -> &'a model::Noun {
    let mut groups = std::iter::successors(Some(noun), |noun| policy.noun(noun.parent?));
    groups.find(|noun| !noun.classes.is_empty()).unwrap_or(noun)
}

fn codes<'a>(
    context: &mut Context<'a>,
    noun: &'a model::Noun,
    kind: &'a model::Noun,
) -> BTreeMap<&'a str, NounCodes<'a>> {
    let vocabulary = context.vocabulary;
    let mut all = BTreeMap::new();
    for class in &kind.classes {
        let Some(term) = vocabulary.find(class.kind, class.id) else { continue };
        for (scheme, found) in codes_of(vocabulary, term) {
            let codes = all.entry(scheme).or_insert(NounCodes {
                codes: Vec::new(),
                sure: true,
                by: Authority::Vocabulary,
            });
            codes.sure &= found.sure;
            for code in found.codes {
                if !codes.codes.contains(&code.as_str()) {
                    codes.codes.push(code);
                }
            }
        }
    }
    for found in [kind, noun] {
        let mut declared: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (scheme, code) in found.codes() {
            declared.entry(scheme).or_default().push(code);
        }
        let declared = declared.into_iter();
        all.extend(
            declared.map(|(scheme, codes)| (scheme, NounCodes { codes, sure: true, by: Authority::Author })),
        );
    }
    all
}

/// The codes of a term in every scheme that it has a place in or may have one.
fn codes_of<'a>(
    vocabulary: &'a law::Vocabulary,
    term: &'a law::Term,
) -> impl Iterator<Item = (&'a str, law::vocabulary::Codes<'a>)> {
    let schemes = vocabulary.schemes().iter();
    schemes
        .map(|scheme| (&*scheme.id, vocabulary.codes(term, &scheme.id)))
        .filter(|(_, found)| !found.codes.is_empty() || !found.sure)
}

/// An entry of the vocabulary that the policy names, and its codes.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct VocabularyEntry<'a> {
    /// The list it stands in.
    kind: VocabularyKind,
    /// Its id.
    id: &'a str,
    /// What it is called, where it is a word of a file of the user's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    /// Its codes by scheme: its own, or those of its nearest parent.
    codes: BTreeMap<&'a str, Codes<'a>>,
}

/// The codes of an entry in one scheme.
#[derive(Debug, Serialize, JsonSchema)]
struct Codes<'a> {
    /// The codes.
    codes: &'a [String],
    /// Whether they are settled.
    sure: bool,
}

/// A scheme that the codes stand in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Scheme<'a> {
    /// The name that `codes` uses.
    id: &'a str,
    /// What it is.
    title: &'a str,
    /// Where it is published.
    url: &'a str,
    /// What the part of a code before the colon stands for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    prefixes: BTreeMap<&'a str, &'a str>,
}

/// The entries that the policy names, in the order of their kinds and ids.
pub(super) fn vocabulary<'a>(context: &Context<'a>) -> Vec<VocabularyEntry<'a>> {
    let vocabulary = context.vocabulary;
    let entry = |(kind, id): &(law::Kind, &'a str)| {
        let term = vocabulary.find(*kind, id);
        let codes = term.into_iter().flat_map(|term| codes_of(vocabulary, term));
        let codes = codes.map(|(scheme, found)| (scheme, Codes { codes: found.codes, sure: found.sure }));
        let name = term.and_then(|term| term.name.as_ref()?.form(law::vocabulary::Name::FORMS));
        VocabularyEntry { kind: VocabularyKind(*kind), id, name, codes: codes.collect() }
    };
    context.used.iter().map(entry).collect()
}

/// Every scheme of the vocabulary, in its order.
pub(super) fn schemes(vocabulary: &law::Vocabulary) -> Vec<Scheme<'_>> {
    let schemes = vocabulary.schemes().iter();
    schemes
        .map(|scheme| Scheme {
            id: &scheme.id,
            title: &scheme.title,
            url: &scheme.url,
            prefixes: scheme.prefixes.iter().map(|(prefix, means)| (&**prefix, &**means)).collect(),
        })
        .collect()
}

impl<'a> Context<'a> {
    /// A reference to a declaration.
    pub(super) fn noun(&self, number: NounId) -> Reference<'a> {
        match self.policy.noun(number) {
            Some(noun) => Reference::Noun { kind: NounKind(noun.kind), id: &noun.id },
            None => Reference::Unknown { name: "" },
        }
    }
}
