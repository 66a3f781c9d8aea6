//! How findings are to be taken: by name, by group, or all warnings at once.

use std::collections::BTreeMap;

use super::registry;
use crate::diagnostic::{Diagnostic, Severity, nearest};

/// How a finding is to be taken.
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
    /// Every level, the mildest first.
    pub const ALL: [Self; 4] = [Self::Allow, Self::Note, Self::Warn, Self::Deny];

    /// The level's name, as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// The level with this name: `allow`, `note`, `warn` or `deny`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// How much a finding of this level matters; nothing, if it is not reported.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Note => Some(Severity::Note),
            Self::Warn => Some(Severity::Warning),
            Self::Deny => Some(Severity::Error),
        }
    }
}

/// What a level can be set for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Whatever is a warning in the end.
    Warnings,
    /// Every finding of a group.
    Group(String),
    /// One finding.
    Finding(String),
}

/// The word for every warning.
const WARNINGS: &str = "warnings";

impl Name {
    /// The finding, the group or `warnings` of this name.
    ///
    /// # Errors
    ///
    /// Says that there is none, and which one may have been meant.
    pub fn parse(name: &str) -> Result<Self, String> {
        if name == WARNINGS {
            return Ok(Self::Warnings);
        }
        if registry::all().contains_key(name) {
            return Ok(Self::Finding(name.to_owned()));
        }
        if registry::groups().any(|group| group == name) {
            return Ok(Self::Group(name.to_owned()));
        }
        Err(unknown(name))
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Warnings => WARNINGS,
            Self::Group(name) | Self::Finding(name) => name,
        }
    }
}

fn unknown(name: &str) -> String {
    let groups: Vec<String> = registry::groups().collect();
    let known = registry::all().keys().map(String::as_str);
    let known = known.chain(groups.iter().map(String::as_str)).chain([WARNINGS]);
    match nearest(name, known) {
        Some(meant) => format!("there is no finding `{name}`; did you mean `{meant}`?"),
        None => format!("there is no finding and no group `{name}`"),
    }
}

/// Levels, where they differ from the findings' own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    by_name: BTreeMap<String, Level>,
    warnings: Option<Level>,
}

impl Levels {
    /// Sets levels over those set before. A finding's own name says more than its group's,
    /// in whatever order they stand.
    ///
    /// # Errors
    ///
    /// Says which name got two levels, or is an error of the language, which stays one.
    pub fn set(&mut self, levels: &[(Name, Level)]) -> Result<(), String> {
        let mut sorted: Vec<&(Name, Level)> = levels.iter().collect();
        // In the order of the kinds of name: a group's level is set before its findings' own.
        sorted.sort();
        for pair in sorted.windows(2) {
            if let [(name, first), (again, second)] = pair
                && name == again
                && first != second
            {
                return Err(two_levels(name, *first, *second));
            }
        }
        for (name, level) in sorted {
            match name {
                Name::Warnings => self.warnings = Some(*level),
                Name::Group(group) => {
                    let members = registry::all().iter().filter(|(_, known)| known.group_name() == *group);
                    let movable = members.filter(|(_, known)| !known.fixed());
                    self.by_name.extend(movable.map(|(name, _)| (name.clone(), *level)));
                }
                Name::Finding(name) => {
                    let fixed = registry::rule(name).is_some_and(registry::Known::fixed);
                    if fixed && *level != Level::Deny {
                        return Err(stays_an_error(name));
                    }
                    self.by_name.insert(name.clone(), *level);
                }
            }
        }
        Ok(())
    }

    /// How much a finding of this name matters; nothing, if it is not to be reported.
    #[must_use]
    pub fn severity(&self, name: &str, own: Severity) -> Option<Severity> {
        let severity = match self.by_name.get(name) {
            Some(level) => level.severity()?,
            None => own,
        };
        match self.warnings {
            Some(level) if severity == Severity::Warning => level.severity(),
            Some(_) | None => Some(severity),
        }
    }

    /// Applies the levels to findings, and takes out those that are not to be reported.
    pub fn apply(&self, findings: &mut Vec<Diagnostic>) {
        findings.retain_mut(|finding| match self.severity(finding.code, finding.severity) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        });
    }

    /// The same levels without those that make something an error.
    #[must_use]
    pub fn without_errors(&self) -> Self {
        let below = |level: &Level| *level != Level::Deny;
        let by_name = self.by_name.iter().filter(|(_, level)| below(level));
        Self {
            by_name: by_name.map(|(name, level)| (name.clone(), *level)).collect(),
            warnings: self.warnings.filter(below),
        }
    }
}

fn two_levels(name: &Name, first: Level, second: Level) -> String {
    format!("`{}` is set to both `{}` and `{}`", name.as_str(), first.as_str(), second.as_str())
}

fn stays_an_error(name: &str) -> String {
    format!("`{name}` is an error of the language, and stays one")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(of: &[(&str, Level)]) -> Result<Levels, String> {
        let mut levels = Levels::default();
        let of: Vec<(Name, Level)> =
            of.iter().map(|(name, level)| (Name::parse(name).unwrap(), *level)).collect();
        levels.set(&of).map(|()| levels)
    }

    #[test]
    fn a_name_says_more_than_its_group_and_a_group_more_than_warnings() {
        let set = levels(&[
            ("warnings", Level::Deny),
            ("unused-declaration", Level::Note),
            ("language", Level::Allow),
        ])
        .unwrap();
        assert_eq!(set.severity("unused-declaration", Severity::Warning), Some(Severity::Note));
        assert_eq!(set.severity("empty-section", Severity::Warning), None);
        assert_eq!(set.severity("syntax", Severity::Error), Some(Severity::Error));
        assert_eq!(set.severity("some-rule", Severity::Warning), Some(Severity::Error));
        assert_eq!(set.severity("some-rule", Severity::Note), Some(Severity::Note));
        let build = set.without_errors();
        assert_eq!(build.severity("some-rule", Severity::Warning), Some(Severity::Warning));
        assert_eq!(build.severity("empty-section", Severity::Warning), None);
    }

    #[test]
    fn what_is_set_later_wins() {
        let mut set = levels(&[("unused-declaration", Level::Deny)]).unwrap();
        set.set(&[(Name::Group("language".to_owned()), Level::Note)]).unwrap();
        assert_eq!(set.severity("unused-declaration", Severity::Warning), Some(Severity::Note));
    }

    #[test]
    fn what_cannot_be_set_is_said() {
        let twice = levels(&[("phrase", Level::Deny), ("phrase", Level::Allow)]).unwrap_err();
        assert_eq!(twice, "`phrase` is set to both `allow` and `deny`");
        let fixed = levels(&[("syntax", Level::Warn)]).unwrap_err();
        assert_eq!(fixed, "`syntax` is an error of the language, and stays one");
        let unknown = Name::parse("unused-declartion").unwrap_err();
        assert_eq!(unknown, "there is no finding `unused-declartion`; did you mean `unused-declaration`?");
        assert_eq!(Name::parse("zzz").unwrap_err(), "there is no finding and no group `zzz`");
    }
}
