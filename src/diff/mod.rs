//! What changed between two versions of a policy, and what follows from it.
//!
//! [`diff`] compares two models: what is declared and said, by ids and by meaning. How
//! it is formatted, in which order it stands and which file it stands in make no
//! difference. Each [`Change`] is of a [`Kind`], and what is known of kinds (whether
//! one is material, why, which law is behind it, what follows) is data:
//! `law/changes.yaml`.
//!
//! The comparison is only as good as the two models: whoever calls must see to it
//! that both were read without errors.

mod approvals;
mod cells;
mod compare;
mod declarations;
pub mod duties;
mod flows;
mod groups;
mod head;
mod keeping;
pub mod kinds;
mod limited;
mod matching;
mod modality;
mod pairs;
mod parts;
pub mod readers;
mod sections;
mod sentences;
mod shape;
mod slots;
mod stance;
mod text;
mod words;

use crate::model::Policy;
use crate::model::words::Topic;
use crate::source::Span;

pub use approvals::Approved;
pub use duties::edition;
pub use kinds::{Cite, Duty, Effect, Kind};

/// What changed between two versions of a policy.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The changes, the most important first.
    pub changes: Vec<Change>,
    /// The laws that either version names, by ids of the vocabulary.
    pub laws: Vec<String>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Notes that readers see other text: if nothing that is declared changed, that is a change too.
    #[must_use]
    pub fn with_readers(mut self, policy: &Policy, passages: usize) -> Self {
        if self.changes.is_empty() && passages > 0 {
            let detail = if passages == 1 { "1 passage".to_owned() } else { format!("{passages} passages") };
            let draft = compare::Draft { detail: Some(detail), ..compare::Draft::default() };
            let name = policy.title.as_deref().unwrap_or(&policy.name).to_owned();
            let subject = Subject { kind: "policy", id: policy.name.clone(), name, topic: None };
            let direction = Direction::Reworded;
            self.changes.extend(compare::change(
                "readers-text-changed",
                direction,
                "whole",
                subject,
                draft,
                &self.laws,
            ));
        }
        self
    }

    /// Adds what changed about who approved which section.
    #[must_use]
    pub fn with_approvals(mut self, old: Approved<'_>, new: Approved<'_>) -> Self {
        self.changes.extend(approvals::compare(old, new, &self.laws));
        compare::in_order(&mut self.changes);
        self
    }

    /// The changes that are material.
    pub fn material(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.kind.material)
    }

    /// The changes that are editorial.
    pub fn editorial(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.kind.material)
    }
}

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change it is, which says whether it is material, and why.
    pub kind: &'static Kind,
    /// Which way it went.
    pub direction: Direction,
    /// The part of a sentence or declaration that changed: `modality`, `condition`, `period`, ….
    pub aspect: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// The change in one sentence, without a full stop.
    pub summary: String,
    /// What it is about, in words.
    pub what: String,
    /// How it changed, in words.
    pub detail: String,
    /// What stood in the old version.
    pub before: Option<Side>,
    /// What stands in the new version.
    pub after: Option<Side>,
    /// The sentence it stands in, if it stands in one.
    pub sentences: Sentences,
    /// Whom it is about.
    pub affected: Affected,
    /// The law behind its class, as far as it concerns the policy.
    pub citations: Vec<&'static Cite>,
    /// What follows from it.
    pub duties: Vec<&'static Duty>,
}

impl Change {
    /// What it is about behind its word, where that is a purpose: "to send you news", "for advertising".
    pub(crate) fn aim(&self) -> String {
        words::aim(&self.what)
    }

    /// Whether only a person can tell what the change means.
    #[must_use]
    pub fn needs_reading(&self) -> bool {
        self.kind.effect == Effect::Unclear
    }
}

/// Which way a change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It says more than before.
    Widened,
    /// It says less than before.
    Narrowed,
    /// It says something else.
    Changed,
    /// It says the same in other words.
    Reworded,
    /// It has another name.
    Renamed,
    /// It stands elsewhere.
    Moved,
}

impl Direction {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Changed => "changed",
            Self::Reworded => "reworded",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
        }
    }
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// `statement`, `section`, `assertion`, `approval`, or the word of a kind of declaration, such as `recipient`.
    pub kind: &'static str,
    /// The stable id, in the new version where there is one.
    pub id: String,
    /// What readers call it, or what it says.
    pub name: String,
    /// The topic of a statement.
    pub topic: Option<Topic>,
}

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What changed, in words.
    pub text: String,
    /// Where, in the files of its version.
    pub span: Span,
}

/// A whole sentence in both versions, in words: as it is declared, not as a template words it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentences {
    /// As it was.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
    /// For whom, where and when its sections hold, in the newest version that has it; empty, if always.
    pub scope: String,
    /// Whether it says on what conditions, for whom or where: who names only what it is about says too much.
    pub limited: bool,
}

/// Whom a change is about; everyone, where all is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// The people, as readers call them.
    pub people: Vec<String>,
    /// The places.
    pub regions: Vec<String>,
    /// Whether they are children.
    pub children: bool,
}

impl Affected {
    /// Whether it is about everyone.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        self.people.is_empty() && self.regions.is_empty()
    }

    /// Those of them who are not among others, where it can be told; else all of them.
    fn beyond(&self, others: &Self) -> Self {
        let apart = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|one| !those.contains(one)).cloned().collect()
        };
        let mut found = self.clone();
        let (people, regions) = (apart(&self.people, &others.people), apart(&self.regions, &others.regions));
        if self.regions == others.regions && !people.is_empty() && !others.people.is_empty() {
            found.children &= !others.children;
            found.people = people;
        } else if self.people == others.people && !regions.is_empty() && !others.regions.is_empty() {
            found.regions = regions;
        }
        found
    }

    /// They and others.
    fn with(&self, others: &Self) -> Self {
        let both = |these: &[String], those: &[String]| -> Vec<String> {
            let more = those.iter().filter(|one| !these.contains(one));
            let all = these.iter().chain(more).cloned();
            // Nobody named is everyone.
            if these.is_empty() || those.is_empty() { Vec::new() } else { all.collect() }
        };
        Self {
            people: both(&self.people, &others.people),
            regions: both(&self.regions, &others.regions),
            children: self.children || others.children,
        }
    }

    /// They and whom something else at the same place names.
    fn and(mut self, others: Self) -> Self {
        let more = |these: &[String], those: Vec<String>| -> Vec<String> {
            those.into_iter().filter(|one| !these.contains(one)).collect()
        };
        self.people.extend(more(&self.people, others.people));
        self.regions.extend(more(&self.regions, others.regions));
        self.children |= others.children;
        self
    }

    /// Who, in words: `applicants in California`.
    #[must_use]
    pub fn words(&self) -> String {
        let people =
            if self.people.is_empty() { "everyone".to_owned() } else { words::row(&self.people, "and") };
        if self.regions.is_empty() {
            people
        } else {
            format!("{people} in {}", words::row(&self.regions, "and"))
        }
    }
}

/// Compares two versions of a policy that were both read without errors.
#[must_use]
pub fn diff(old: &Policy, new: &Policy) -> Changes {
    compare::policies(old, new)
}

/// The one change that a policy which is new, or gone, comes to; there is nothing to compare it with.
#[must_use]
pub fn whole(policy: &Policy, direction: Direction) -> Changes {
    compare::whole(policy, direction)
}

#[cfg(test)]
mod tests;
