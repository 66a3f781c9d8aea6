//! What an organization may do with people's information: `activities.yaml`.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use candor::diagnostic::nearest;
use candor::document::vocabulary_name;
use candor::law::{Kind, Vocabulary};
use serde::Deserialize;

/// Something an organization may do, and what is asked about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    pub(super) id: String,
    /// What it is, as the question explains it.
    pub(super) does: String,
    /// The question about what people are asked for.
    pub(super) asks: String,
    /// What most ask for: the question's suggestion.
    pub(super) data: Vec<Known>,
    pub(super) group: Declared,
    /// Whom it comes from, and how.
    pub(super) from: String,
    pub(super) when: String,
    pub(super) purpose: Declared,
    pub(super) basis: String,
    pub(super) keep: String,
    /// What follows if people do not give it; nothing where they need not.
    pub(super) otherwise: Option<String>,
    /// How people may stop it.
    pub(super) stop: Option<Stop>,
    /// The company that may have a part in it.
    pub(super) others: Option<Others>,
}

/// A kind of data by the name that readers know it by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    pub(super) name: String,
    kind: String,
}

/// A declaration as it will be written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declared {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
}

/// A company that may have a part in something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Others {
    pub(super) asks: String,
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) purpose: Purpose,
}

/// How people may stop something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stop {
    pub(super) asks: String,
    /// What they can do then: a verb, and what it is about.
    pub(super) sentence: String,
    /// The same where a company has a part in it.
    pub(super) shared: Option<String>,
    /// What is offered in a comment if nobody has said.
    pub(super) offer: String,
}

/// What a company is given something for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    pub(super) name: String,
    pub(super) kind: String,
}

impl Activity {
    /// What most ask for, as it would be typed.
    pub(super) fn suggestion(&self) -> String {
        self.data.iter().map(|known| known.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Every activity, in the order of the questions.
pub(super) fn all() -> &'static [Activity] {
    static ALL: LazyLock<Vec<Activity>> =
        LazyLock::new(|| serde_yaml::from_str(include_str!("activities.yaml")).unwrap_or_default());
    &ALL
}

/// What people call things: `words.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Words {
    /// The vocabulary's word for a kind of data, by what people call it.
    kinds: BTreeMap<String, String>,
    legal_forms: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| serde_yaml::from_str(include_str!("words.yaml")).unwrap_or_default());
    &WORDS
}

/// The vocabulary's word for a kind of data that somebody called by a name of it or by its id.
pub(super) fn kind_of(name: &str) -> Option<&'static str> {
    let singular = |name: &str| name.to_lowercase().trim_end_matches('s').to_owned();
    let asked = singular(name);
    let same = |known: &str| singular(known) == asked;
    let ours = all().iter().flat_map(|activity| &activity.data).find(|known| same(&known.name));
    let common = || words().kinds.iter().find(|(known, _)| same(known));
    let vocabulary = Vocabulary::builtin();
    let theirs = || {
        vocabulary
            .terms(Kind::Data)
            .iter()
            .find(|term| same(&vocabulary_name(vocabulary, Kind::Data, &term.id)))
    };
    ours.map(|known| known.kind.as_str())
        .or_else(|| vocabulary.find(Kind::Data, name).map(|term| &*term.id))
        .or_else(|| theirs().map(|term| &*term.id))
        .or_else(|| common().map(|(_, kind)| kind.as_str()))
}

/// Whether a word says what kind of company something is, and no name of one.
pub(super) fn is_legal_form(word: &str) -> bool {
    let word = word.replace('.', "");
    words().legal_forms.iter().any(|form| form.eq_ignore_ascii_case(&word))
}

/// The name of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Id(pub(super) String);

impl FromStr for Id {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let name = name.trim();
        let ids = || all().iter().map(|activity| activity.id.as_str());
        if ids().any(|id| id == name) {
            return Ok(Self(name.to_owned()));
        }
        let meant = nearest(name, ids()).map(|meant| format!("did you mean `{meant}`?"));
        let all = || format!("there are {}", ids().collect::<Vec<_>>().join(", "));
        Err(format!("`{name}` is none of them; {}", meant.unwrap_or_else(all)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_a_word_of_the_vocabulary() {
        assert!(all().len() > 5);
        let vocabulary = Vocabulary::builtin();
        let known = |kind, id: &str| assert!(vocabulary.find(kind, id).is_some(), "{id}");
        for activity in all() {
            known(Kind::Data, &activity.group.kind);
            known(Kind::Purpose, &activity.purpose.kind);
            known(Kind::Basis, &activity.basis);
            activity.data.iter().for_each(|data| known(Kind::Data, &data.kind));
            if let Some(others) = &activity.others {
                known(Kind::Role, &others.kind);
                known(Kind::Purpose, &others.purpose.kind);
            }
        }
        assert!(words().kinds.len() > 5);
        words().kinds.values().for_each(|kind| known(Kind::Data, kind));
    }

    #[test]
    fn data_is_known_by_name_and_by_id() {
        assert_eq!(kind_of("Email Address"), Some("contact.email"));
        assert_eq!(kind_of("date of birth"), Some("demographic.birth-date"));
        assert_eq!(kind_of("contact.phone"), Some("contact.phone"));
        assert_eq!(kind_of("Fingerprints"), Some("biometric.fingerprint"));
        assert_eq!(kind_of("card number"), Some("financial.card"));
        assert_eq!(kind_of("shoe size"), None);
    }
}
