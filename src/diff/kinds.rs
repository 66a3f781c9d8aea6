//! What is known of every kind of change: `law/changes.yaml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::law::{Kind as List, Verified, Vocabulary};
use crate::model::words::Unit;
use crate::model::{Duration, Policy, Ref, Value};

/// One kind of change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its stable kebab-case name, such as `purpose-added`.
    #[serde(skip)]
    pub id: String,
    /// Its place in the order of importance, from 0.
    #[serde(skip)]
    pub rank: usize,
    /// What it is, in a few words.
    pub title: String,
    /// Whether it changes what happens with people's data, or what they can rely on.
    pub material: bool,
    /// Whether readers see nothing of it, or see it in the dates and the number of the version.
    #[serde(default)]
    pub silent: bool,
    /// What it means for the people the policy is about.
    pub effect: Effect,
    /// The change in one sentence, with places for what differs.
    pub says: String,
    /// The reason for its class, for whoever reviews the change.
    pub why: String,
    /// The law behind it.
    #[serde(default)]
    pub cite: Vec<Cite>,
    /// What follows from it: names of [`Duty`].
    #[serde(default)]
    pub duties: Vec<String>,
}

/// What a change means for the people a policy is about. The worse comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// They have less than before, or more happens with their data.
    Worse,
    /// Only a person can tell.
    Unclear,
    /// Neither.
    Neutral,
    /// They have more than before, or less happens with their data.
    Better,
}

impl Effect {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Unclear => "unclear",
            Self::Neutral => "neutral",
            Self::Better => "better",
        }
    }
}

/// A place in the law, and whom it concerns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// The place, as people cite it.
    pub at: String,
    /// The laws whose policies it concerns, by ids of the vocabulary.
    #[serde(default)]
    pub laws: Vec<String>,
    /// Where it holds, by ids of the vocabulary.
    #[serde(default)]
    pub regions: Vec<String>,
    /// How far it was checked.
    pub verified: Verified,
}

impl Cite {
    /// The citation, marked where it was not verified.
    #[must_use]
    pub fn marked(&self) -> String {
        let mark = match self.verified {
            Verified::True => "",
            Verified::Partial => " (partly verified)",
            Verified::False => " (not verified)",
        };
        format!("{}{mark}", self.at)
    }

    /// Whether it concerns a policy that names these laws; all does, if it names none.
    fn concerns(&self, laws: &[String]) -> bool {
        if laws.is_empty() || (self.laws.is_empty() && self.regions.is_empty()) {
            return true;
        }
        let vocabulary = Vocabulary::builtin();
        let holds = |law: &str| {
            let of_law = vocabulary.find(List::Law, law).map(|law| law.regions.as_slice());
            let here =
                |region: &String| self.regions.iter().any(|of| vocabulary.is_a(List::Region, region, of));
            of_law.unwrap_or_default().iter().any(here)
        };
        laws.iter().any(|law| self.laws.contains(law) || holds(law))
    }
}

/// Something that follows from a change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its stable name, such as `notice`.
    #[serde(skip)]
    pub id: String,
    /// What is to be done.
    pub says: String,
    /// The law behind it.
    #[serde(default)]
    pub cite: Vec<Cite>,
}

/// How a part of a sentence changed, in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AspectWords {
    changed: String,
    added: String,
    removed: String,
}

/// How a promise says in words how long before a change people are told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoticeWords {
    changes: Vec<String>,
    any: Vec<String>,
    to: Vec<String>,
    policy: Vec<String>,
    before: Vec<String>,
    units: BTreeMap<String, String>,
    numbers: BTreeMap<String, u32>,
}

impl NoticeWords {
    /// The length of time that a text gives, if it gives one and says that it lies before something.
    pub(super) fn period(&self, text: &str) -> Option<Duration> {
        let lower = text.to_lowercase();
        let words = words(&lower);
        if !words.iter().any(|word| self.before.iter().any(|known| known == word)) {
            return None;
        }
        let unit_at = |at: usize| -> Option<Unit> {
            let one = words.get(at)?;
            let two = words.get(at + 1).map(|next| format!("{one} {next}"));
            let named = two.and_then(|two| self.units.get(&two)).or_else(|| self.units.get(*one));
            Unit::parse(named?)
        };
        let number = |word: &str| word.parse::<u32>().ok().or_else(|| self.numbers.get(word).copied());
        words.iter().enumerate().find_map(|(at, word)| {
            let count = number(word).filter(|count| *count > 0)?;
            Some(Duration { bound: None, count, unit: unit_at(at + 1)? })
        })
    }
}

impl NoticeWords {
    /// Whether a text speaks of a change of the policy: of any change, or of one made to the policy; "a price change"
    /// and "changes to our prices" are others. A text without a word for a change may speak of one.
    pub(super) fn is_of_policy(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words = words(&lower);
        let among = |all: &[String], word: &str| all.iter().any(|known| known == word);
        let mut changes = words.iter().enumerate().filter(|(_, word)| among(&self.changes, word)).peekable();
        changes.peek().is_none()
            || changes.any(|(at, _)| {
                let before = at.checked_sub(1).and_then(|before| words.get(before));
                let mut behind = words.iter().skip(at + 1);
                let made_to = behind.next().is_some_and(|word| among(&self.to, word));
                before.is_none_or(|word| among(&self.any, word))
                    && (!made_to || behind.any(|word| among(&self.policy, word)))
            })
    }
}

/// The words of a text in small letters.
fn words(lower: &str) -> Vec<&str> {
    lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    duties: BTreeMap<String, Duty>,
    aspects: BTreeMap<String, AspectWords>,
    properties: BTreeMap<String, String>,
    weighty: BTreeMap<String, Vec<String>>,
    notice: BTreeMap<String, NoticeWords>,
    kinds: BTreeMap<String, Kind>,
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| {
        // The tests read both, so they cannot fail for a reader.
        let mut file: File =
            serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/changes.json"))).unwrap_or_default();
        let order: Vec<String> =
            serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/changes.order.json")))
                .unwrap_or_default();
        for (rank, id) in order.iter().enumerate() {
            if let Some(kind) = file.kinds.get_mut(id) {
                kind.rank = rank;
            }
        }
        file.kinds.iter_mut().for_each(|(id, kind)| kind.id.clone_from(id));
        file.duties.iter_mut().for_each(|(id, duty)| duty.id.clone_from(id));
        file
    })
}

/// Every kind of change, the most important first.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    let mut all: Vec<&Kind> = file().kinds.values().collect();
    all.sort_by_key(|kind| kind.rank);
    all
}

/// The kind with this name.
#[must_use]
pub fn kind(id: &str) -> Option<&'static Kind> {
    file().kinds.get(id)
}

/// The duty with this name.
#[must_use]
pub fn duty(id: &str) -> Option<&'static Duty> {
    file().duties.get(id)
}

/// Every duty, by name.
pub fn duties() -> impl Iterator<Item = &'static Duty> {
    file().duties.values()
}

/// Words whose coming or going can turn a sentence round, in a language; those of English
/// where the language's own are not known.
pub(super) fn weighty(language: &str) -> &'static [String] {
    let base = language.split('-').next().unwrap_or_default();
    let words = file().weighty.get(base).or_else(|| file().weighty.get("en"));
    words.map(Vec::as_slice).unwrap_or_default()
}

/// How a promise of notice is worded in a language; English, where the language's own is not known.
pub(super) fn notice_words(language: &str) -> &'static NoticeWords {
    static NONE: OnceLock<NoticeWords> = OnceLock::new();
    let base = language.split('-').next().unwrap_or_default();
    let words = file().notice.get(base).or_else(|| file().notice.get("en"));
    words.unwrap_or_else(|| NONE.get_or_init(NoticeWords::default))
}

/// How a part changed, in words.
pub(super) fn detail(aspect: &str, before: Option<&str>, after: Option<&str>) -> String {
    let Some(words) = file().aspects.get(aspect) else { return String::new() };
    let pattern = match (before, after) {
        (Some(_), Some(_)) => &words.changed,
        (None, _) => &words.added,
        (Some(_), None) => &words.removed,
    };
    fill(pattern, &[("before", before.unwrap_or_default()), ("after", after.unwrap_or_default())])
}

/// What a property of a declaration is called, where its word does not say it to everybody.
pub(super) fn property_word(word: &str) -> &str {
    file().properties.get(word).map_or(word, String::as_str)
}

/// A pattern with its places filled.
pub(crate) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The citations that concern policies which name these laws.
pub(super) fn concerning<'c>(cites: &'c [Cite], laws: &[String]) -> Vec<&'c Cite> {
    cites.iter().filter(|cite| cite.concerns(laws)).collect()
}

/// The laws that some versions of a policy name, by ids of the vocabulary.
pub(super) fn laws_of(policies: &[&Policy]) -> Vec<String> {
    let mut laws: Vec<String> = Vec::new();
    for policy in policies {
        for term in &policy.laws {
            let classes = match &term.value {
                Value::Ref(Ref::Builtin(class)) => std::slice::from_ref(class),
                Value::Ref(Ref::Noun(id)) => policy.noun(*id).map(|noun| &*noun.classes).unwrap_or_default(),
                _ => &[],
            };
            let named = classes.iter().filter(|class| class.kind == List::Law);
            laws.extend(named.map(|class| class.id.to_string()));
        }
    }
    laws.sort();
    laws.dedup();
    laws
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_file_can_be_read() {
        let json = include_str!(concat!(env!("OUT_DIR"), "/changes.json"));
        let read: Result<File, _> = serde_json::from_str(json);
        assert!(read.is_ok(), "{}", read.unwrap_err());
    }

    #[test]
    fn every_kind_has_a_rank_of_its_own_and_duties_that_exist() {
        let kinds = kinds();
        assert!(kinds.len() > 100);
        assert_eq!(
            kinds.iter().map(|kind| kind.rank).collect::<Vec<_>>(),
            (0..kinds.len()).collect::<Vec<_>>()
        );
        for kind in &kinds {
            assert!(kind.duties.iter().all(|name| duty(name).is_some()), "{}", kind.id);
            let places = kind.says.split('{').skip(1).map(|rest| rest.split('}').next().unwrap());
            for place in places {
                assert!(
                    ["what", "aim", "before", "after", "detail"].contains(&place),
                    "{}: {place}",
                    kind.id
                );
            }
            assert!(!kind.says.ends_with('.') && kind.why.ends_with('.'), "{}", kind.id);
            let own = kind.duties.iter().all(|duty| duty == "approval");
            assert!(!(kind.material && kind.silent), "{}", kind.id);
            assert!(kind.material || own, "{} is editorial and has duties", kind.id);
        }
        let used: BTreeSet<&str> = kinds.iter().flat_map(|kind| &kind.duties).map(String::as_str).collect();
        let unused: Vec<&str> = duties()
            .map(|duty| duty.id.as_str())
            .filter(|id| !used.contains(id) && !["balancing", "dates", "version"].contains(id))
            .collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn what_is_material_comes_before_what_is_editorial() {
        let first_editorial = kinds().iter().position(|kind| !kind.material).unwrap();
        assert!(kinds().iter().skip(first_editorial).all(|kind| !kind.material));
    }

    #[test]
    fn citations_name_laws_and_regions_that_exist() {
        let vocabulary = Vocabulary::builtin();
        let of_kinds = kinds().into_iter().flat_map(|kind| &kind.cite);
        for cite in of_kinds.chain(duties().flat_map(|duty| &duty.cite)) {
            let known = |list, ids: &[String]| ids.iter().all(|id| vocabulary.find(list, id).is_some());
            assert!(known(List::Law, &cite.laws) && known(List::Region, &cite.regions), "{}", cite.at);
        }
    }

    #[test]
    fn a_citation_is_shown_to_whom_it_concerns() {
        let cite = |laws: &[&str], regions: &[&str]| Cite {
            at: String::new(),
            laws: laws.iter().map(ToString::to_string).collect(),
            regions: regions.iter().map(ToString::to_string).collect(),
            verified: Verified::True,
        };
        let named = |laws: &[&str]| laws.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(cite(&["gdpr"], &[]).concerns(&named(&["gdpr"])));
        assert!(!cite(&["gdpr"], &[]).concerns(&named(&["ccpa"])));
        assert!(cite(&[], &["us"]).concerns(&named(&["ccpa"])));
        assert!(!cite(&[], &["us"]).concerns(&named(&["gdpr"])));
        assert!(cite(&["gdpr"], &[]).concerns(&[]));
    }

    #[test]
    fn a_period_of_notice_is_found_in_words() {
        let of = |text: &str| notice_words("en-US").period(text).map(|found| (found.count, found.unit));
        assert_eq!(of("at least thirty (30) days before the change takes effect"), Some((30, Unit::Day)));
        assert_eq!(of("with 10 business days of advance notice"), Some((10, Unit::BusinessDay)));
        assert_eq!(of("one month prior to it"), Some((1, Unit::Month)));
        assert_eq!(of("we keep it for 30 days"), None);
        assert_eq!(of("before the change takes effect"), None);
    }

    #[test]
    fn a_change_of_something_else_is_told_from_one_of_the_policy() {
        let of = |text: &str| notice_words("en-US").is_of_policy(text);
        for text in [
            "a change takes effect",
            "the change",
            "we make material changes",
            "material changes are made",
            "changes to this policy",
            "we change our terms",
            "a change to how we use your data",
            "an update of our privacy notice applies",
            "they apply",
            "it takes effect",
            "policy changes",
        ] {
            assert!(of(text), "{text}");
        }
        for text in
            ["price changes", "a price change takes effect", "changes to our prices", "any feature update"]
        {
            assert!(!of(text), "{text}");
        }
    }

    #[test]
    fn places_are_filled_once() {
        assert_eq!(
            fill("{what}: {after}, was {before}", &[("what", "{after}"), ("after", "b"), ("before", "a")]),
            "{after}: b, was a"
        );
        assert_eq!(fill("a { b", &[]), "a { b");
    }
}
