//! The closed sets of words, as JSON shows them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::law;
use crate::model;
use crate::model::words;

/// A word of one of the model's sets: a string, and an `enum` in the schema.
macro_rules! word {
    ($doc:literal, $name:ident of $set:ty, $spelling:ident) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) struct $name(pub(super) $set);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.0.$spelling())
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let words: Vec<&str> = <$set>::ALL.iter().map(|word| word.$spelling()).collect();
                json_schema!({ "description": $doc, "type": "string", "enum": words })
            }
        }
    };
}

word!("What kind of thing a declaration declares.", NounKind of words::NounKind, as_str);
word!("A list of the vocabulary.", VocabularyKind of law::Kind, key);
word!("How a verb is meant: whether it happens, may happen, must not happen.", Modal of words::Modal, as_str);
word!("A word that shades a modality.", Adverb of words::Adverb, as_str);
word!("How much of a thing is meant.", Quantifier of words::Quantifier, as_str);
word!("A word after a term that says more about it.", Qualifier of words::Qualifier, as_str);
word!("A word that begins a condition.", ConditionWord of words::ConditionWord, as_str);
word!("A word that begins a clause with a list.", ListWord of words::ListWord, as_str);
word!("A word that begins a clause with a text.", SayingWord of words::SayingWord, as_str);
word!("A word that begins a clause with a date.", DateWord of words::DateWord, as_str);
word!("A unit of time.", Unit of words::Unit, as_str);
word!("Whether a length of time is the longest or the shortest that is meant.", Bound of words::Bound, as_str);
word!("The subject a statement belongs to, and so the section it stands in.", Topic of words::Topic, as_str);
word!(
    "Deliberately nothing: `unstated` where the author declines to say, `none` where there is none.",
    Absence of words::Absence, as_str
);

/// A verb of the language, by its base form.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub(super) struct KnownVerb(pub(super) &'static str);

impl JsonSchema for KnownVerb {
    fn schema_name() -> Cow<'static, str> {
        "KnownVerb".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut verbs: Vec<&str> = model::verb::all().map(|verb| verb.id).collect();
        verbs.sort_unstable();
        json_schema!({ "description": "A verb of the language, by its base form.", "type": "string", "enum": verbs })
    }
}

/// A civil date, as in ISO 8601.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date(pub(super) jiff::civil::Date);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A civil date, as in ISO 8601.", "type": "string", "format": "date" })
    }
}

/// The things that need no declaration and are in no vocabulary.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Special {
    /// The publisher.
    We,
    /// The reader.
    You,
    /// This policy.
    ThisPolicy,
    /// The section it is said in.
    ThisSection,
    /// Every recipient declared.
    Recipients,
    /// The rights the policy grants.
    Rights,
    /// Who someone is, for verification.
    Identity,
    /// Requests of the person.
    Requests,
    /// Others, not named.
    Others,
}

impl From<model::Special> for Special {
    fn from(special: model::Special) -> Self {
        match special {
            model::Special::We => Self::We,
            model::Special::You => Self::You,
            model::Special::ThisPolicy => Self::ThisPolicy,
            model::Special::ThisSection => Self::ThisSection,
            model::Special::Recipients => Self::Recipients,
            model::Special::Rights => Self::Rights,
            model::Special::Identity => Self::Identity,
            model::Special::Requests => Self::Requests,
            model::Special::Others => Self::Others,
        }
    }
}
