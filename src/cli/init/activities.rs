//! What an organization may do with people's information: `activities.yaml`.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use candor::diagnostic::nearest;
use candor::document::vocabulary_name;
use candor::law::vocabulary::{singular, synonym};
use candor::law::{Kind, Term, Vocabulary};
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
    /// Where it is suggested; everywhere, if it names no place.
    place: Option<Place>,
}

/// Where people meet an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// On its website.
    Website,
    /// Wherever it is: nobody named a website.
    Services,
}

impl Place {
    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        words().places.get(&self).map(String::as_str).unwrap_or_default()
    }
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
    /// What the company does, for the help of the flag that answers.
    pub(super) part: String,
    pub(super) id: String,
    pub(super) kind: String,
    /// What it gets it for, if that is another purpose than the organization's own.
    pub(super) purpose: Option<Purpose>,
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

/// Every activity, in the order of the questions, as it is told of a place.
pub(super) fn all(place: Place) -> &'static [Activity] {
    static WEBSITE: LazyLock<Vec<Activity>> = LazyLock::new(|| read(Place::Website));
    static SERVICES: LazyLock<Vec<Activity>> = LazyLock::new(|| read(Place::Services));
    match place {
        Place::Website => &WEBSITE,
        Place::Services => &SERVICES,
    }
}

fn read(place: Place) -> Vec<Activity> {
    let text = include_str!("activities.yaml").replace("{place}", place.name());
    let mut all: Vec<Activity> = serde_yaml::from_str(&text).unwrap_or_default();
    for activity in &mut all {
        activity.data.retain(|known| known.place.is_none_or(|of| of == place));
    }
    all
}

/// The help of `--does`.
pub(super) fn help_with_does() -> String {
    format!("What the organization does: {}", ids(|_| true).collect::<Vec<_>>().join(", "))
}

/// The help of `--with`.
pub(super) fn help_with_companies() -> String {
    let parts = all(Place::Services).iter().filter_map(|activity| {
        let others = activity.others.as_ref()?;
        Some(format!("{} ({})", activity.id, others.part))
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    format!(
        "Which companies have a part in it, and so receive its data, such as `orders=Payer Inc., Bank AG`: \
         {parts}"
    )
}

/// The help of `--stop`.
pub(super) fn help_with_stop() -> String {
    let ids = ids(|activity| activity.stop.is_some()).collect::<Vec<_>>().join(", ");
    format!("How people can stop it, such as `newsletter=the link in every newsletter`; once for each: {ids}")
}

/// The names of some activities.
pub(super) fn ids(which: impl Fn(&Activity) -> bool) -> impl Iterator<Item = &'static str> {
    all(Place::Services).iter().filter(move |activity| which(activity)).map(|activity| activity.id.as_str())
}

/// What people call things: `words.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Words {
    places: BTreeMap<Place, String>,
    legal_forms: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| serde_yaml::from_str(include_str!("words.yaml")).unwrap_or_default());
    &WORDS
}

/// The vocabulary's word for a kind of data that somebody called by a name of it or by its id.
pub(super) fn kind_of(name: &str) -> Option<&'static str> {
    let asked = singular(name);
    let same = |known: &str| singular(known) == asked;
    let known = [Place::Website, Place::Services].into_iter().flat_map(all);
    let ours = known.flat_map(|activity| &activity.data).find(|known| same(&known.name));
    let vocabulary = Vocabulary::builtin();
    // `financial.payment-card` is a payment card; a single word may be something else elsewhere.
    let spelt = |id: &str| {
        let own = id.rsplit('.').next().unwrap_or(id);
        own.contains('-') && same(&own.replace('-', " "))
    };
    let theirs = || {
        let mut terms = vocabulary.terms(Kind::Data).iter();
        let named = |term: &&Term| same(&vocabulary_name(vocabulary, Kind::Data, &term.id));
        terms.clone().find(named).or_else(|| terms.find(|term| term.words().any(spelt)))
    };
    ours.map(|known| known.kind.as_str())
        .or_else(|| vocabulary.find(Kind::Data, name).map(|term| &*term.id))
        .or_else(|| theirs().map(|term| &*term.id))
        .or_else(|| synonym(Kind::Data, name))
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
        let ids = || ids(|_| true);
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
        let vocabulary = Vocabulary::builtin();
        let known = |kind, id: &str| assert!(vocabulary.find(kind, id).is_some(), "{id}");
        let everywhere = [Place::Website, Place::Services].map(all);
        assert!(everywhere.iter().all(|all| all.len() > 5));
        for activity in everywhere.into_iter().flatten() {
            known(Kind::Data, &activity.group.kind);
            known(Kind::Purpose, &activity.purpose.kind);
            known(Kind::Basis, &activity.basis);
            activity.data.iter().for_each(|data| known(Kind::Data, &data.kind));
            if let Some(others) = &activity.others {
                known(Kind::Role, &others.kind);
                others.purpose.iter().for_each(|purpose| known(Kind::Purpose, &purpose.kind));
            }
        }
    }

    #[test]
    fn the_help_says_what_each_company_does() {
        let help = help_with_companies();
        assert!(help.ends_with("orders (takes the payments), delivery (brings the parcels), newsletter (sends it), analytics (measures it), advertising (shows the advertisements)"), "{help}");
        assert!(help_with_stop().ends_with("once for each: newsletter, advertising"));
    }

    #[test]
    fn data_is_known_by_name_and_by_id() {
        assert_eq!(kind_of("Email Address"), Some("contact.email"));
        assert_eq!(kind_of("date of birth"), Some("demographic.birth-date"));
        assert_eq!(kind_of("dates of birth"), Some("demographic.birth-date"));
        assert_eq!(kind_of("contact.phone"), Some("contact.phone"));
        assert_eq!(kind_of("Fingerprints"), Some("biometric.fingerprint"));
        assert_eq!(kind_of("card number"), Some("financial.card"));
        assert_eq!(kind_of("IP addresses"), Some("device.ip"));
        assert_eq!(kind_of("last names"), Some("identity.name"));
        assert_eq!(kind_of("Social Security number"), Some("identity.government-id.ssn"));
        assert_eq!(kind_of("credit card"), Some("financial.card"));
        assert_eq!(kind_of("payment cards"), Some("financial.card"));
        assert_eq!(kind_of("sexual orientation"), Some("demographic.sexual-orientation"));
        assert_eq!(kind_of("address"), Some("contact.postal"));
        assert_eq!(kind_of("shoe size"), None);
        assert_eq!(kind_of("score"), None);
    }
}
