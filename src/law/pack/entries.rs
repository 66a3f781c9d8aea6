//! The rows of a pack's lists.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::law::{Condition, Verified, Word};

/// A row of a list of law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The code, or the country.
    pub id: Word,
    /// Where it is written.
    pub cite: Option<String>,
    /// What the law calls it.
    pub title: Option<String>,
    /// What it says, in our own words.
    pub text: Option<String>,
    /// Since when.
    #[serde(default, deserialize_with = "crate::law::date")]
    pub from: Option<Date>,
    /// How far it was checked, if less than the pack.
    pub verified: Option<Verified>,
    /// What is easily got wrong.
    pub note: Option<String>,
}

/// A legal basis, or a condition for special categories.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BasisEntry {
    /// The code.
    pub id: Word,
    /// Where it is written.
    pub cite: String,
    /// What it is.
    pub title: String,
    /// Its id in the vocabulary, if it has one.
    pub basis: Option<String>,
    /// Whether it allows what the law forbids with special categories of data.
    #[serde(default)]
    pub special: bool,
    /// Rights that come with it.
    #[serde(default)]
    pub rights_added: Vec<String>,
    /// Rights that it takes away.
    #[serde(default)]
    pub rights_excluded: Vec<String>,
    /// What is easily got wrong.
    pub note: Option<String>,
}

/// A way to transfer data abroad.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanism {
    /// The word for it after `safeguard`.
    pub id: Word,
    /// Where it is written.
    pub cite: String,
    /// Codes in other schemes.
    #[serde(default)]
    pub maps: BTreeMap<String, Vec<String>>,
    /// Whether the policy says how to get a copy.
    #[serde(default)]
    pub copy: bool,
    /// What the policy must say of it.
    pub text: Option<String>,
    /// What is easily got wrong.
    pub note: Option<String>,
}

/// From which age a child consents for itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentAge {
    /// The country.
    pub id: Word,
    /// The age in years.
    pub age: u8,
    /// Where it is written.
    pub cite: Option<String>,
    /// How far it was checked.
    pub verified: Verified,
    /// What is easily got wrong.
    pub note: Option<String>,
}

/// A period the law sets; a unit that is not given does not count.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the units")]
pub struct Deadline {
    pub id: Word,
    pub cite: String,
    pub hours: Option<u32>,
    pub days: Option<u32>,
    pub business_days: Option<u32>,
    pub months: Option<u32>,
    pub extension_days: Option<u32>,
    pub extension_months: Option<u32>,
    /// How many requests in `per_months` are free.
    pub times: Option<u32>,
    pub per_months: Option<u32>,
    pub note: Option<String>,
}

/// A right, as this law has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightEntry {
    /// Its id in the vocabulary.
    pub id: Word,
    /// Where it is written.
    pub cite: String,
    /// What the law calls it.
    pub title: Option<String>,
    /// What it comprises.
    pub text: Option<String>,
    /// When people have it.
    pub when: Condition,
    /// Since when.
    #[serde(default, deserialize_with = "crate::law::date")]
    pub from: Option<Date>,
    /// The grounds it needs.
    #[serde(default)]
    pub grounds: Vec<String>,
    /// What limits it.
    #[serde(default)]
    pub limits: Vec<String>,
}
