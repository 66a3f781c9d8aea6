//! One jurisdiction: what its law asks of a policy, and the stub that answers it.

mod entries;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Condition, PackError, Verified, Word, read_json, read_yaml};
pub use entries::{BasisEntry, ConsentAge, Deadline, Entry, Mechanism, RightEntry};

/// What one law, with what belongs to it, asks of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pack {
    /// The id that `laws` in a policy names through the vocabulary.
    pub id: Word,
    /// The version of this format.
    pub version: u32,
    /// Its name.
    pub title: String,
    /// Where the law is found.
    pub law: String,
    /// How far the pack as a whole was checked.
    pub verified: Verified,
    /// The day up to which changes of the law were looked for.
    #[serde(deserialize_with = "super::date")]
    pub as_of: Option<Date>,
    /// Where it holds, by ids of the vocabulary.
    pub regions: Vec<String>,
    /// Since when, and until when.
    #[serde(default)]
    pub in_force: InForce,
    /// Who enforces it.
    #[serde(default)]
    pub regulators: Vec<String>,
    /// What to know of its sources.
    pub note: Option<String>,
    /// What must be so for the law to apply where a policy does not name it.
    pub applies: Option<Condition>,
    /// The pack whose requirements it takes over.
    pub extends: Option<Extends>,
    /// The laws it knows, where these are not just the one of its own id.
    #[serde(default)]
    pub laws: Vec<LawEntry>,
    /// Statutory categories of data.
    #[serde(default)]
    pub categories: Vec<Entry>,
    /// Categories with special protection.
    #[serde(default)]
    pub sensitive: Vec<Entry>,
    /// Purposes that the law names.
    #[serde(default)]
    pub business_purposes: Vec<Entry>,
    /// Uses of sensitive data that need no choice.
    #[serde(default)]
    pub permitted_sensitive_purposes: Vec<Entry>,
    /// Legal bases.
    #[serde(default)]
    pub bases: Vec<BasisEntry>,
    /// Ways to transfer data abroad.
    #[serde(default)]
    pub mechanisms: Vec<Mechanism>,
    /// Countries that need none.
    #[serde(default)]
    pub adequacy: Vec<Entry>,
    /// Ages of consent, by country.
    #[serde(default)]
    pub consent_ages: Vec<ConsentAge>,
    /// Facts of law that the rest relies on.
    #[serde(default)]
    pub background: Vec<Entry>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
    /// Periods for answers.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// Rights, by ids of the vocabulary.
    #[serde(default)]
    pub rights: Vec<RightEntry>,
    /// The sections of its stub, in order.
    #[serde(default)]
    pub stub: Vec<StubSection>,
}

/// The days a rule holds: from the first, up to and including the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    /// The first day.
    #[serde(default, deserialize_with = "super::date")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(default, deserialize_with = "super::date")]
    pub until: Option<Date>,
}

impl InForce {
    /// Whether the rule holds on a day; a bound that is not given is no bound.
    #[must_use]
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What a pack takes over from another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extends {
    /// The other pack.
    pub pack: Word,
    /// Words in its citations, and what stands for them here.
    #[serde(default)]
    pub replace: BTreeMap<String, String>,
    /// How far what is taken over was checked, at most.
    pub verified: Verified,
    /// What is not taken over.
    #[serde(default)]
    pub removes: Vec<Removed>,
}

/// A requirement that is not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removed {
    /// The requirement.
    pub id: Word,
    /// Why.
    pub why: String,
    /// How far that was checked.
    pub verified: Verified,
}

/// One of several laws that a pack knows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LawEntry {
    /// Its id in the vocabulary.
    pub id: Word,
    /// Other ids of the vocabulary that come to the same.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its name, if not the pack's.
    pub title: Option<String>,
    /// Where it is written, if not where the pack's law is.
    pub cite: Option<String>,
    /// Where it holds, if not where the pack does.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Since when, and until when, if not as the pack.
    #[serde(default)]
    pub in_force: InForce,
    /// Since when it reads like this.
    #[serde(default, deserialize_with = "super::date")]
    pub amended: Option<Date>,
    /// What must be so for it to apply, if not as the pack says.
    pub applies: Option<Condition>,
    /// How far these facts were checked.
    pub verified: Verified,
    /// Whom it reaches.
    pub threshold: Option<String>,
    /// What it counts as a sale: for money only, or for anything of value.
    pub sale: Option<SaleFor>,
    /// Rights, by ids of the vocabulary.
    #[serde(default)]
    pub rights: Vec<String>,
    /// Rights that the vocabulary has no id for.
    #[serde(default)]
    pub other_rights: Vec<String>,
    /// Where the rights are written.
    pub rights_cite: Option<String>,
    /// How its rights differ.
    pub rights_note: Option<String>,
    /// How long an answer may take.
    pub respond: Option<Period>,
    /// How long the answer to an appeal may take; none if there is no appeal.
    pub appeal: Option<Period>,
    /// How many requests are free.
    pub free: Option<String>,
    /// Whether signals of a browser must be honored.
    pub signal: Option<Answer>,
    /// Since when.
    #[serde(default, deserialize_with = "super::date")]
    pub signal_from: Option<Date>,
    /// What to know of that.
    pub signal_note: Option<String>,
    /// How it treats sensitive data.
    pub sensitive: Option<String>,
    /// What else it has.
    #[serde(default)]
    pub extras: Vec<String>,
    /// What is easily got wrong.
    pub note: Option<String>,
}

/// What makes a disclosure a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaleFor {
    /// Money.
    Money,
    /// Money or anything else of value.
    AnyValue,
}

/// An answer that may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Required,
    /// No.
    NotRequired,
    /// Open.
    Unsettled,
}

/// A period of one of several laws.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Period {
    /// Days.
    pub days: u32,
    /// How many days it can be extended by.
    pub extension_days: Option<u32>,
    /// Where it is written.
    pub cite: Option<String>,
    /// How far it was checked, if less than the law.
    pub verified: Option<Verified>,
}

/// One thing the law asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Requirement {
    /// The stable id.
    pub id: Word,
    /// Where it is written.
    pub cite: String,
    /// The law it belongs to, if not the pack's own.
    pub law: Option<Word>,
    /// Several laws that ask for it, each with where it is written there.
    #[serde(default)]
    pub cites: BTreeMap<String, Cited>,
    /// A short name.
    pub title: String,
    /// How strongly it is asked for.
    pub required: Strength,
    /// When it applies.
    pub when: Condition,
    /// Which documents carry it.
    #[serde(rename = "where")]
    pub places: Vec<Place>,
    /// What the document has to convey, in our own words.
    pub text: String,
    /// How much a missing answer matters.
    pub severity: Severity,
    /// How far it was checked.
    pub verified: Verified,
    /// What `verified` rests on: a source of `law/facts.yaml`.
    pub source: Option<String>,
    /// Since when, and until when.
    #[serde(default)]
    pub in_force: InForce,
    /// Since when it reads like this, where it was in force before.
    #[serde(default, deserialize_with = "super::date")]
    pub amended: Option<Date>,
    /// What in a policy answers it; without this, nobody but a person can tell.
    pub met_by: Option<Condition>,
    /// What to type to answer it, if no section of the stub says so.
    pub declare: Option<String>,
    /// What is easily got wrong.
    pub note: Option<String>,
}

/// Where one of several laws asks for something.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Cited {
    /// Just where.
    Where(String),
    /// And what is special about it.
    With {
        /// Where it is written.
        cite: String,
        /// Since when.
        #[serde(default, deserialize_with = "super::date")]
        from: Option<Date>,
        /// How far it was checked, if less than the requirement.
        verified: Option<Verified>,
        /// What is easily got wrong.
        note: Option<String>,
    },
}

impl Cited {
    /// Where it is written.
    #[must_use]
    pub fn cite(&self) -> &str {
        match self {
            Self::Where(cite) | Self::With { cite, .. } => cite,
        }
    }
}

/// How strongly a requirement is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Of everyone whom the condition holds for.
    Must,
    /// A must that only some meet the condition of.
    Conditional,
    /// Good practice.
    Should,
}

/// How much a missing answer matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Certainly wrong.
    Error,
}

/// A document that can carry a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The privacy policy.
    PrivacyPolicy,
    /// The notice at or before collection.
    NoticeAtCollection,
    /// The cookie notice.
    CookieNotice,
    /// The page or form for requests.
    RequestPage,
    /// A link on the homepage or in the app.
    HomepageLink,
    /// A record that is not published.
    InternalRecord,
    /// The answer to a request.
    Response,
    /// The notice before automated decisions are used.
    PreUseNotice,
    /// A notice sent to parents.
    DirectNotice,
    /// The notice of a financial incentive.
    FinancialIncentiveNotice,
}

impl Place {
    /// Its name in a pack.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PrivacyPolicy => "privacy-policy",
            Self::NoticeAtCollection => "notice-at-collection",
            Self::CookieNotice => "cookie-notice",
            Self::RequestPage => "request-page",
            Self::HomepageLink => "homepage-link",
            Self::InternalRecord => "internal-record",
            Self::Response => "response",
            Self::PreUseNotice => "pre-use-notice",
            Self::DirectNotice => "direct-notice",
            Self::FinancialIncentiveNotice => "financial-incentive-notice",
        }
    }

    /// What it is, as a phrase.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::PrivacyPolicy => "the privacy policy",
            Self::NoticeAtCollection => "the notice at collection",
            Self::CookieNotice => "the cookie notice",
            Self::RequestPage => "the page for requests",
            Self::HomepageLink => "a link on the homepage",
            Self::InternalRecord => "your own records",
            Self::Response => "the answer to a request",
            Self::PreUseNotice => "the notice before the technology is used",
            Self::DirectNotice => "the notice sent to parents",
            Self::FinancialIncentiveNotice => "the notice of the incentive",
        }
    }
}

/// A section of a stub.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StubSection {
    /// The stable id, by which a locale words it.
    pub id: Word,
    /// What of the policy it shows.
    pub facet: Facet,
    /// Which of these, such as which right; `section` is the section of a policy whose prose belongs here, too.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
    /// The requirements it answers. Where several sections name one, all of them must.
    pub answers: Vec<Word>,
}

/// What of a policy a section of a stub shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are what the sections of a notice are called")]
pub enum Facet {
    Agents,
    AutomatedDecisions,
    ChangeNotice,
    Channels,
    Complaint,
    Contact,
    Controller,
    DataCategories,
    Dates,
    Disclosed,
    Dpo,
    Fee,
    Incentives,
    JointControllers,
    LegitimateInterests,
    LookBack,
    MinorsSale,
    NonRetaliation,
    Provision,
    Purposes,
    PurposesAndBases,
    Recipients,
    Representative,
    RequestLimits,
    ResponseTime,
    Retention,
    Right,
    SensitiveUse,
    Signals,
    SoldOrShared,
    Sources,
    StatutoryTable,
    TrackingByOthers,
    Transfers,
    Verification,
    WithdrawConsent,
}

impl Facet {
    /// Its name as packs and templates have it, such as `sold-or-shared`.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }
}

impl Pack {
    /// What one of its lists, such as `categories`, says a code stands for: its title, or else
    /// its text, and where it is written.
    #[must_use]
    pub fn listed(&self, list: &str, code: &str) -> Option<(&str, Option<&str>)> {
        let entries = match list {
            "categories" => &self.categories,
            "sensitive" => &self.sensitive,
            "business-purposes" => &self.business_purposes,
            "permitted-sensitive-purposes" => &self.permitted_sensitive_purposes,
            "bases" => {
                let basis = self.bases.iter().find(|basis| *basis.id == *code)?;
                return Some((&basis.title, Some(&basis.cite)));
            }
            _ => return None,
        };
        let entry = entries.iter().find(|entry| *entry.id == *code)?;
        Some((entry.title.as_deref().or(entry.text.as_deref())?, entry.cite.as_deref()))
    }
}

/// The packs that ship with Candor: id and JSON, in the order of their ids.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// If it is not YAML, has keys, facets or facts that do not exist, repeats an id, or
    /// answers a requirement it does not have.
    pub fn parse(yaml: &str) -> Result<Self, PackError> {
        let pack: Self = read_yaml(yaml)?;
        pack.check()?;
        Ok(pack)
    }

    /// The pack that ships with Candor under an id.
    #[must_use]
    pub fn builtin(id: &str) -> Option<&'static Self> {
        static PACKS: [OnceLock<Option<Pack>>; BUILTIN.len()] = [const { OnceLock::new() }; BUILTIN.len()];
        let at = BUILTIN.iter().position(|(known, _)| *known == id)?;
        let (_, json) = BUILTIN.get(at)?;
        // The tests read every pack, so none can fail for a reader.
        PACKS.get(at)?.get_or_init(|| read_json(json).ok()).as_ref()
    }

    /// The ids of the packs that ship with Candor.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(id, _)| *id)
    }

    /// What to type to answer a requirement: its own advice, or that of the section of the
    /// stub that has the fewest other requirements to answer.
    #[must_use]
    pub fn declare<'a>(&'a self, requirement: &'a Requirement) -> Option<&'a str> {
        static DECLARE: OnceLock<BTreeMap<String, BTreeMap<String, String>>> = OnceLock::new();
        let words = DECLARE.get_or_init(|| {
            // The tests read every file of wording, so it cannot fail for a reader.
            read_json(include_str!(concat!(env!("OUT_DIR"), "/declare.json"))).unwrap_or_default()
        });
        let answering = self.stub.iter().filter(|section| section.answers.contains(&requirement.id));
        let section = answering.min_by_key(|section| section.answers.len());
        let of_stub = || Some(words.get(&*self.id)?.get(&*section?.id)?.as_str());
        requirement.declare.as_deref().or_else(of_stub)
    }

    /// The requirement with an id.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| *requirement.id == *id)
    }

    fn check(&self) -> Result<(), PackError> {
        if self.version != 1 {
            return Err(PackError::whole(format!(
                "version {} is not known; this is version 1",
                self.version
            )));
        }
        let known = distinct(self.requirements.iter().map(|requirement| &requirement.id))?;
        distinct(self.laws.iter().map(|law| &law.id))?;
        distinct(self.stub.iter().map(|section| &section.id))?;
        distinct(self.rights.iter().map(|right| &right.id))?;
        distinct(self.deadlines.iter().map(|deadline| &deadline.id))?;
        distinct(self.bases.iter().map(|basis| &basis.id))?;
        distinct(self.mechanisms.iter().map(|mechanism| &mechanism.id))?;
        distinct(self.consent_ages.iter().map(|age| &age.id))?;
        let plain = [
            &self.categories,
            &self.sensitive,
            &self.business_purposes,
            &self.permitted_sensitive_purposes,
            &self.adequacy,
            &self.background,
        ];
        for list in plain {
            distinct(list.iter().map(|entry| &entry.id))?;
        }
        let mut answers = self.stub.iter().flat_map(|section| &section.answers);
        answers
            .find(|answer| !known.contains(&***answer))
            .map_or(Ok(()), |answer| Err(no_requirement(answer)))
    }
}

fn distinct<'a>(ids: impl Iterator<Item = &'a Word>) -> Result<BTreeSet<&'a str>, PackError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(&**id) {
            return Err(repeated(id));
        }
    }
    Ok(seen)
}

fn repeated(id: &Word) -> PackError {
    PackError::at(id, format!("`{id}` stands here twice"))
}

fn no_requirement(answer: &Word) -> PackError {
    PackError::at(answer, format!("there is no requirement `{answer}` to answer"))
}
