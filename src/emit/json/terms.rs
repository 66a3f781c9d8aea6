//! What statements and declarations are made of: things, values, lists of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::Context;
use super::words::{Absence, Bound, Date, NounKind, Qualifier, Quantifier, Special, Unit, VocabularyKind};
use crate::model;

/// A thing: a declaration, an entry of the vocabulary, a word of the language, or the
/// author's own words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "ref", rename_all = "kebab-case")]
pub(super) enum Reference<'a> {
    /// A declaration, found in `nouns` under its kind; an item of a data group stands in the
    /// `items` of its group, whose id comes before the last dot.
    Noun {
        /// What kind of declaration it is.
        kind: NounKind,
        /// Its id.
        id: &'a str,
    },
    /// An entry of the vocabulary, found in `vocabulary`.
    Vocabulary {
        /// The list it stands in.
        kind: VocabularyKind,
        /// Its id.
        id: &'a str,
    },
    /// A word of the language.
    Special {
        /// Which.
        id: Special,
    },
    /// A name that nothing declares. A policy without errors has none.
    Unknown {
        /// The name.
        name: &'a str,
    },
    /// The author's words.
    #[serde(untagged)]
    Text {
        /// The words.
        text: &'a str,
    },
}

impl<'a> Reference<'a> {
    pub(super) fn new(context: &mut Context<'a>, reference: &'a model::Ref) -> Self {
        match reference {
            model::Ref::Noun(number) => context.noun(*number),
            model::Ref::Builtin(class) => {
                let Class { kind, id } = Class::new(context, class);
                Self::Vocabulary { kind, id }
            }
            model::Ref::Special(special) => Self::Special { id: (*special).into() },
            model::Ref::Text(text) => Self::Text { text },
            model::Ref::Unknown(name) => Self::Unknown { name },
        }
    }
}

/// An entry of the vocabulary, found in `vocabulary`.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Class<'a> {
    /// The list it stands in.
    kind: VocabularyKind,
    /// Its id; a dotted id lies under what stands before its last dot.
    id: &'a str,
}

impl<'a> Class<'a> {
    pub(super) fn new(context: &mut Context<'a>, class: &'a model::Class) -> Self {
        context.used.insert((class.kind, class.id));
        Self { kind: VocabularyKind(class.kind), id: class.id }
    }

    pub(super) fn all(context: &mut Context<'a>, classes: &'a [model::Class]) -> Vec<Self> {
        classes.iter().map(|class| Self::new(context, class)).collect()
    }
}

/// What a term is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Value<'a> {
    /// A number.
    Number(u64),
    /// A date.
    Date(Date),
    /// A length of time.
    Duration(Duration),
    /// An address of the scheme https, http, mailto or tel, or a fragment of this policy.
    Link(&'a str),
    /// Deliberately nothing.
    Absent(Absence),
    /// A thing.
    #[serde(untagged)]
    Thing(Reference<'a>),
}

impl<'a> Value<'a> {
    fn new(context: &mut Context<'a>, value: &'a model::Value) -> Self {
        match value {
            model::Value::Ref(reference) => Self::Thing(Reference::new(context, reference)),
            model::Value::Number(number) => Self::Number(*number),
            model::Value::Date(date) => Self::Date(Date(*date)),
            model::Value::Duration(duration) => Self::Duration((*duration).into()),
            model::Value::Link(href) => Self::Link(href.as_str()),
            model::Value::Absent(absence) => Self::Absent(Absence(*absence)),
        }
    }
}

/// A length of time.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Duration {
    /// Whether it is the longest or the shortest that is meant; without it, just this long.
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<Bound>,
    /// How many.
    count: u32,
    /// Of what.
    unit: Unit,
}

impl From<model::Duration> for Duration {
    fn from(duration: model::Duration) -> Self {
        Self { bound: duration.bound.map(Bound), count: duration.count, unit: Unit(duration.unit) }
    }
}

/// A length of time, or how long in the author's words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Length<'a> {
    /// A number and a unit.
    Time(Duration),
    /// The author's words.
    Said {
        /// The words.
        text: &'a str,
    },
}

impl<'a> From<&'a model::Length> for Length<'a> {
    fn from(length: &'a model::Length) -> Self {
        match length {
            model::Length::Time(duration) => Self::Time((*duration).into()),
            model::Length::Said(text) => Self::Said { text },
        }
    }
}

/// One term of a list: what it is, and what is said of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Term<'a> {
    /// What it is.
    #[serde(flatten)]
    value: Value<'a>,
    /// How much of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    quantifier: Option<Quantifier>,
    /// What the vocabulary says it is, where that is written beside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<Class<'a>>,
    /// A text that goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    /// `directly`, `first` and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    qualifiers: Vec<Qualifier>,
}

impl<'a> Term<'a> {
    fn new(context: &mut Context<'a>, term: &'a model::Term) -> Self {
        Self {
            value: Value::new(context, &term.value),
            quantifier: term.quantifier.map(Quantifier),
            classes: Class::all(context, &term.classes),
            detail: term.detail.as_deref(),
            qualifiers: qualifiers(&term.qualifiers),
        }
    }

    pub(super) fn all(context: &mut Context<'a>, terms: &'a [model::Term]) -> Vec<Self> {
        terms.iter().map(|term| Self::new(context, term)).collect()
    }
}

/// How many texts stand where a name could, and have no class beside them.
pub(super) fn unclassified(terms: &[model::Term]) -> usize {
    let unclassified = |term: &&model::Term| {
        matches!(term.value, model::Value::Ref(model::Ref::Text(_))) && term.classes.is_empty()
    };
    terms.iter().filter(unclassified).count()
}

pub(super) fn qualifiers(words: &[model::words::Qualifier]) -> Vec<Qualifier> {
    words.iter().copied().map(Qualifier).collect()
}

/// A list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct List<'a> {
    /// Its terms, in the author's order.
    terms: Vec<Term<'a>>,
    /// Whether `or` joins them; otherwise `and` does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    any: bool,
    /// Whether `and` does, in so many words.
    all: bool,
    /// Whether it is said to be incomplete.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    open: bool,
}

impl<'a> List<'a> {
    pub(super) fn new(context: &mut Context<'a>, list: &'a model::List) -> Self {
        Self { terms: Term::all(context, &list.terms), any: list.any, all: list.all, open: list.open }
    }
}
