//! What is known of every rule: `law/rules/*.yaml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::diagnostic::Severity;

/// What there is to say about one rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    severity: Graveness,
    /// Whether each finding says itself how much it matters; `severity` is then the most.
    #[serde(default)]
    pub graded: bool,
    /// The group it is listed under.
    pub group: String,
    /// What it flags, in one sentence.
    pub summary: String,
    /// Why that is objected to, in a short paragraph.
    pub why: String,
    /// The law or the paper behind it, as people cite it.
    #[serde(default)]
    pub cite: Vec<String>,
    /// How far the citation was checked: `true`, `partial` or `false`.
    pub verified: String,
    /// The day on which its examples are judged, where that matters.
    #[serde(default)]
    pub as_of: Option<String>,
    /// A policy that it flags; empty where no few lines show it.
    #[serde(default)]
    pub wrong: String,
    /// The same policy mended.
    #[serde(default)]
    pub right: String,
}

/// The group of what the compiler itself finds: see `law/rules/language.yaml`.
pub const LANGUAGE: &str = "language";

/// The group of what a comparison of two versions finds: see `law/rules/changes.yaml`.
pub const CHANGES: &str = "changes";

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Graveness {
    Error,
    Warning,
    Note,
}

impl Known {
    /// How much its findings matter, unless a project says otherwise.
    ///
    /// What nobody has verified never makes an error, nor a warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match (self.severity, self.verified.as_str()) {
            (_, "false") if !self.cite.is_empty() => Severity::Note,
            (Graveness::Error, _) => Severity::Error,
            (Graveness::Warning, _) => Severity::Warning,
            (Graveness::Note, _) => Severity::Note,
        }
    }

    /// The group as a name that levels can be set for: `sale-and-sharing`.
    #[must_use]
    pub fn group_name(&self) -> String {
        self.group.replace(' ', "-")
    }

    /// Whether it is an error of the language: no level and no allowance changes it.
    #[must_use]
    pub fn fixed(&self) -> bool {
        self.group == LANGUAGE && self.severity() == Severity::Error
    }

    /// The citations, marked where they were not verified.
    #[must_use]
    pub fn citations(&self) -> Vec<String> {
        let mark = match self.verified.as_str() {
            "true" => "",
            "partial" => " (partly verified)",
            _ => " (not verified)",
        };
        self.cite.iter().map(|cite| format!("{cite}{mark}")).collect()
    }
}

/// What is known of the rule with this name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Known> {
    all().get(name)
}

/// What is known of every rule, by name.
#[must_use]
pub fn all() -> &'static BTreeMap<String, Known> {
    static RULES: OnceLock<BTreeMap<String, Known>> = OnceLock::new();
    RULES.get_or_init(|| {
        // The tests read this file, so it cannot fail for a reader.
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/rules.json"))).unwrap_or_default()
    })
}

/// The names of the groups, in alphabetical order.
pub fn groups() -> impl Iterator<Item = String> {
    let groups: BTreeSet<String> = all().values().map(Known::group_name).collect();
    groups.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{CHANGES, LANGUAGE, all};
    use crate::analysis::{Settings, check, rules};
    use crate::law::Vocabulary;
    use crate::source::FileId;

    fn names(known: &super::Known, text: &str) -> Vec<&'static str> {
        let read = crate::syntax::read(FileId(0), text);
        assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
        let model = crate::model::policy("example", read.value.items, Vocabulary::builtin());
        let errors = model.findings.iter().any(|found| found.severity == crate::diagnostic::Severity::Error);
        assert!(!errors, "{text}\n{:?}", model.findings);
        let as_of = known.as_of.as_ref().map(|day| day.parse().unwrap());
        check(&model.value, Vocabulary::builtin(), &Settings { as_of, ..Settings::default() })
            .iter()
            .map(|finding| finding.code)
            .collect()
    }

    #[test]
    fn every_rule_is_known_and_every_known_rule_exists() {
        let rules: std::collections::BTreeSet<&str> = rules::all().map(|rule| rule.name).collect();
        // What the compiler itself finds is no rule; `tests/findings.rs` compares it with the source.
        let others = [LANGUAGE, CHANGES, "own rules"];
        let of_rules = all().iter().filter(|(_, known)| !others.contains(&known.group.as_str()));
        let known: std::collections::BTreeSet<&str> = of_rules.map(|(name, _)| name.as_str()).collect();
        assert_eq!(rules, known);
    }

    #[test]
    fn every_example_shows_its_rule_and_the_mended_one_does_not() {
        let single = |known: &super::Known| known.group != LANGUAGE && known.group != CHANGES;
        for (name, known) in all().iter().filter(|(_, known)| single(known)) {
            assert!(
                names(known, &known.wrong).contains(&name.as_str()),
                "{name} does not fire on its own example"
            );
            assert!(
                !names(known, &known.right).contains(&name.as_str()),
                "{name} fires on the mended example"
            );
        }
    }
}
