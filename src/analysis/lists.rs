//! The words that rules go by, as data: `law/lists/*.yaml`.
//!
//! What is a vague word, a stale law or a claim that nobody can keep is no matter of
//! code. Words of a language are for policies in that language only.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::texts::first_of;
use crate::law::Verified;
use crate::model::Policy;

/// Every list that ships.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// Legal bases.
    pub bases: Bases,
    /// Cookies and signals.
    pub cookies: Cookies,
    /// Words for personal data, and for data that is none.
    pub definitions: Definitions,
    /// Denials and what takes them back.
    pub denials: Denials,
    /// What people ask for.
    pub requests: Requests,
    /// How long data is kept.
    pub retention: Retention,
    /// Claims of security.
    pub security: Security,
    /// Law, technology and names of the past.
    pub stale: Stale,
    /// Parts of words, in small letters, by what they say.
    pub stems: BTreeMap<Stem, Vec<String>>,
    /// Vague and awkward words.
    pub wording: Wording,
}

/// Words about legal bases.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bases {
    language: String,
    /// What people are said to consent to, the forms of each act together.
    pub acts: Vec<Vec<String>>,
    /// What all that is known of people is called.
    pub whole: Vec<String>,
    /// How mere use begins.
    pub using: Vec<String>,
    /// What people use to agree.
    pub controls: Vec<String>,
}

/// Words about what people ask for, and what is put in their way.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Requests {
    language: String,
    /// What asks for something that a law gives people.
    pub asked: Vec<String>,
    /// What asks to opt out.
    pub opt_out: Vec<String>,
    /// What takes those out that follow.
    pub left_out: Vec<String>,
    /// That a request has come.
    pub received: Vec<String>,
    /// What people do who do not want something to happen.
    pub refused: Vec<String>,
    /// That people used a right.
    pub used: Vec<String>,
    /// What a charge for a request is about.
    pub charged: Vec<String>,
    /// The cases in which a fee may be asked.
    pub excessive: Vec<String>,
    /// What is no fee.
    pub free: Vec<String>,
    /// How a request is made to wait for an account.
    pub accounts: Vec<String>,
    /// How a complaint is made to wait for the company.
    pub first: Vec<String>,
    /// How something is checked.
    pub verifying: Vec<String>,
    /// Who somebody is.
    pub identity: Vec<String>,
    /// Requests for which identity may be checked.
    pub verifiable: Vec<String>,
}

/// What a part of a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stem {
    /// Somebody agrees.
    Agreeing,
    /// There is a consent.
    Consenting,
    /// It is taken back.
    Withdrawing,
    /// Who agrees for a child.
    Guardians,
    /// Who of them are parents.
    Parents,
    /// Data is sensitive.
    Sensitive,
    /// It is sold, or what is treated alike.
    Selling,
    /// People end what is done with it.
    OptingOut,
    /// They end messages.
    Unsubscribing,
    /// Data is protected abroad.
    Safeguards,
    /// It goes there.
    Transferring,
}

/// Words about how long data is kept.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    language: String,
    /// What only says that the time is over.
    pub circular: Vec<String>,
    /// What says that data is kept while it is needed.
    pub vague: Vec<String>,
    /// What ends on a day that can be told.
    pub concrete: Vec<String>,
    /// What the law asks for.
    pub legal: Vec<String>,
}

/// Words about trackers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cookies {
    language: String,
    /// What is mere use.
    pub by_use: Vec<String>,
    /// What a tracker is called that nobody can refuse.
    pub necessary: Vec<String>,
    /// What takes that back, before it.
    pub unless: Vec<String>,
    /// What people do to trackers.
    pub controls: Vec<String>,
    /// What trackers are called.
    pub trackers: Vec<String>,
    /// What trackers are called that follow nobody.
    pub harmless: Vec<String>,
    /// What says that people are followed from site to site.
    pub across: Vec<String>,
    /// Where signals have a meaning in law.
    pub signals: Vec<Signal>,
}

/// Where a browser signal has a meaning in law.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// The vocabulary's id of it.
    pub signal: String,
    /// What texts call it.
    pub names: Vec<String>,
    /// Regions of the vocabulary.
    pub regions: Vec<String>,
}

/// Words for personal data, and for data that is none.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Definitions {
    language: String,
    /// What personal data is called.
    pub personal: Vec<String>,
    /// What follows such a name in the name of a law.
    pub titles: Vec<String>,
    /// What claims that data identifies nobody.
    pub anonymous: Vec<String>,
    /// What takes that claim back.
    pub not_anonymous: Vec<String>,
    /// What something is said not to be.
    pub not_personal: Vec<String>,
    /// What sends readers to a definition.
    pub referring: Vec<String>,
}

/// What shows that words are a thing, and no act.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Things {
    /// How words for things end.
    pub endings: Vec<String>,
    /// How words end that say what kind of thing.
    pub describing: Vec<String>,
    /// What begins neither what somebody does nor the name of a thing.
    pub neither: Vec<String>,
    /// How verbs end that are in no list.
    pub verb_endings: Vec<String>,
    /// Words that end so and are no verbs.
    pub never_verbs: Vec<String>,
    /// What stands right behind a verb, and behind no word for a thing.
    pub after_verbs: Vec<String>,
    /// What ends the words that belong together.
    pub joining: Vec<String>,
    /// Verbs that "of" may stand right behind; behind any other it follows a noun of the same letters.
    pub taking_of: Vec<String>,
    /// Nouns before "for" or "into", though they may be verbs.
    pub nouns: Vec<String>,
    /// Words that may be verbs, and say of what kind a doing behind them is.
    pub kinds: Vec<String>,
    /// Doings that follow such a word.
    pub doings: Vec<String>,
    /// Things of two words, of which the first may be a verb elsewhere.
    pub compounds: Vec<String>,
}

/// Words in which things are denied, and the denial is taken back.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denials {
    language: String,
    /// How "as described in this policy" begins.
    pub begins: Vec<String>,
    /// What is done to a thing by saying it.
    pub saying: Vec<String>,
    /// What the policy calls itself.
    pub itself: Vec<String>,
    /// What people hand over themselves.
    pub giving: Vec<String>,
    /// What makes a denial hold in every case.
    pub always: Vec<String>,
    /// What somebody is called who may be any other.
    pub anyone: Vec<String>,
    /// Where people keep things themselves.
    pub own: Vec<String>,
    /// What is all that somebody could do something about.
    pub anything: Vec<String>,
    /// Those to whom a policy speaks.
    pub reader: Vec<String>,
    /// What an opt-out is about.
    pub opting: Vec<String>,
}

impl Denials {
    /// Whether words point at what the policy says, here or elsewhere: "set forth in this policy".
    pub(crate) fn point_at_policy(&self, text: &str) -> bool {
        first_of(text, &self.saying).is_some() && first_of(text, &self.itself).is_some()
    }
}

/// Words about security.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    language: String,
    /// Claims that no system can keep.
    pub absolute: Vec<String>,
    /// What a guarantee of security is about.
    pub guarded: Vec<String>,
    /// What makes a claim a denial.
    pub negations: Vec<String>,
    /// Measures that a reader can picture.
    pub measures: Vec<String>,
    /// What happens to data that is not secure.
    pub harm: Vec<String>,
    /// What says that somebody else is meant.
    pub elsewhere: Vec<String>,
    /// Who watches over the law.
    pub authorities: Vec<String>,
    /// What says how soon.
    pub soon: Vec<String>,
    /// Words for encryption.
    pub encrypted: Vec<String>,
    /// Words for its absence.
    pub unencrypted: Vec<String>,
    /// Certificates that have editions.
    pub certificates: Vec<Certificate>,
    /// Standards without valid certificates.
    pub withdrawn: Vec<Past>,
    /// Techniques that no longer protect.
    pub outdated: Vec<Past>,
}

/// A certificate that has editions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// What it is called.
    pub names: Vec<String>,
    /// What follows the name where the edition is said.
    pub edition: Vec<String>,
    /// How to write it.
    pub write: String,
}

/// Things of the past.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stale {
    /// Words that say a thing is past.
    pub past: Vec<String>,
    /// Laws and schemes.
    pub laws: Vec<Past>,
    /// Sections with another number now.
    pub renumbered: Vec<Past>,
    /// Technology.
    pub technologies: Vec<Past>,
    /// Companies with another name now.
    pub companies: Vec<Past>,
}

/// Something that has had its day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// What it is called.
    pub names: Vec<String>,
    /// What makes the name right, standing beside it.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The first day without it.
    #[serde(default, deserialize_with = "date")]
    pub ended: Option<Date>,
    /// What to write instead.
    pub instead: String,
    /// Where that can be read.
    pub cite: Option<String>,
    /// How far it was checked.
    pub verified: Option<Verified>,
}

impl Past {
    /// Where its end can be read, marked where that was not verified.
    #[must_use]
    pub fn citation(&self) -> Option<String> {
        let mark = match self.verified {
            Some(Verified::True) => "",
            Some(Verified::Partial) => " (partly verified)",
            Some(Verified::False) | None => " (not verified)",
        };
        self.cite.as_ref().map(|cite| format!("{cite}{mark}"))
    }

    /// Whether it was over on a day; without one, it is.
    #[must_use]
    pub fn over(&self, as_of: Option<Date>) -> bool {
        match (as_of, self.ended) {
            (Some(day), Some(ended)) => day >= ended,
            _ => true,
        }
    }
}

/// Words about how things are put.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wording {
    language: String,
    /// Vague words by what makes them so.
    pub vague: BTreeMap<String, Vec<String>>,
    /// Phrases that say nothing.
    pub empty: Vec<Empty>,
    /// The verbs a purpose may begin with, in order.
    pub acts: Vec<String>,
    /// What shows that a purpose is a thing.
    pub things: Things,
    /// What the language itself puts before a text, by clause.
    pub doubled: BTreeMap<String, Vec<String>>,
    /// What may end a text with its full stop.
    pub abbreviations: Vec<String>,
    /// What kinds of cookies are called in one word, which is no identifier.
    pub cookie_kinds: Vec<String>,
    /// From how much on a measure is reported.
    pub thresholds: Thresholds,
}

/// A phrase that says nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empty {
    /// Its forms.
    pub names: Vec<String>,
    /// What to do.
    pub help: String,
}

/// From how much on a measure is reported.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Thresholds {
    /// Vague sentences, in per cent.
    pub vague_sentences: usize,
    /// Vague sentences, at least.
    pub vague_minimum: usize,
    /// Flesch reading ease; lower is harder.
    pub reading_ease: i64,
    /// The words a section must have to be measured.
    pub reading_words: usize,
    /// Words in prose, in per cent.
    pub prose_words: usize,
    /// Words in prose, at least.
    pub prose_minimum: usize,
}

/// A list whose words are those of one language.
pub trait Spoken {
    /// The language's subtag, such as `en`.
    fn language(&self) -> &str;

    /// Whether a policy is in this language; one that does not say may be.
    fn speaks(&self, policy: &Policy) -> bool {
        policy.language.as_deref().is_none_or(|tag| tag.split('-').next() == Some(self.language()))
    }
}

macro_rules! spoken {
    ($($list:ident),+) => {
        $(impl Spoken for $list {
            fn language(&self) -> &str {
                &self.language
            }
        })+
    };
}

spoken!(Bases, Cookies, Definitions, Denials, Requests, Retention, Security, Wording);

/// Every list that ships.
#[must_use]
pub fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    // A test reads them, so they cannot fail for a reader.
    LISTS.get_or_init(|| serde_json::from_str(JSON).unwrap_or_default())
}

const JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/lists.json"));

fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("`{text}` is not a date")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_can_be_read() {
        let read: Lists = serde_json::from_str(JSON).unwrap();
        assert!(!read.wording.vague.is_empty() && !read.stale.laws.is_empty());
    }

    #[test]
    fn a_thing_is_past_from_its_last_day_on() {
        let past = &lists().stale.laws[0];
        let ended = past.ended.unwrap();
        assert!(past.over(None) && past.over(Some(ended)) && !past.over(Some(ended.yesterday().unwrap())));
    }
}
