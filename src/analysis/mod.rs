//! What a regulator or a careful reader would object to.
//!
//! [`check`] looks at a policy with every rule of [`rules`]. A rule decides
//! whether something is wrong and where; what the rule means, how much it
//! matters and which law is behind it is data, in `law/rules/*.yaml`. A policy
//! is never changed by what is found here: contradictions an author wrote are
//! reported and rendered as they stand.

mod allow;
mod assertions;
mod checks;
pub mod context;
pub mod coverage;
mod facts;
pub mod laws;
pub(crate) mod reach;
pub mod registry;
pub mod rules;
pub(crate) mod select;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Severity};
use crate::law::{Pack, Vocabulary};
use crate::model::Policy;
use context::Context;

/// One rule: what it looks for.
#[derive(Debug)]
pub struct Rule {
    /// Its stable kebab-case name, which says what it flags.
    pub name: &'static str,
    /// Looks at a policy; reports with [`Context::finding`].
    pub check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// How a rule's findings are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported as a note.
    Note,
    /// Reported as a warning.
    Warn,
    /// Reported as an error.
    Deny,
}

impl Level {
    /// The level with this name: `allow`, `note`, `warn` or `deny`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "allow" => Some(Self::Allow),
            "note" => Some(Self::Note),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }

    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Note => Some(Severity::Note),
            Self::Warn => Some(Severity::Warning),
            Self::Deny => Some(Severity::Error),
        }
    }
}

/// What a check is to go by.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The levels of rules, where they differ from the rules' own.
    pub levels: BTreeMap<String, Level>,
    /// The day whose law applies; without one, every law that ships.
    pub as_of: Option<Date>,
    /// The user's own packs.
    pub packs: Vec<Pack>,
}

/// Everything there is to say about a policy, in the order of its text.
#[must_use]
pub fn check(policy: &Policy, vocabulary: &Vocabulary, settings: &Settings) -> Vec<Diagnostic> {
    let context = Context::new(policy, vocabulary, settings.as_of).with_packs(&settings.packs);
    let mut findings = Vec::new();
    for rule in rules::all() {
        let level = settings.levels.get(rule.name).copied();
        if level == Some(Level::Allow) {
            continue;
        }
        let mut found = Vec::new();
        (rule.check)(&context, &mut found);
        let known = registry::rule(rule.name);
        for mut finding in found {
            let own = known.map_or(finding.severity, |known| known.severity());
            // A graded rule knows better, but its data has the last word on how far it may go.
            let graded = known.is_some_and(|known| known.graded);
            let own = if graded { own.min(finding.severity) } else { own };
            finding.severity = level.and_then(Level::severity).unwrap_or(own);
            if let Some(known) = known {
                finding.citations.extend(known.citations());
            }
            findings.push(finding);
        }
    }
    assertions::check(&context, &mut findings);
    allow::apply(policy, &mut findings);
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
    findings.dedup();
    findings
}
