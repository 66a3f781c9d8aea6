//! Approvals: sections that somebody read, and whether what they read still stands.

use super::compare::{self, Draft, side};
use super::{Change, Direction, Side, Subject};
use crate::approval::{self, Section};
use crate::model::{Approval, Pin, Policy};

/// A version whose documents were made, so that it is known what its sections say.
#[derive(Clone, Copy, Debug)]
pub struct Approved<'a> {
    /// The version.
    pub policy: &'a Policy,
    /// Every section of its document.
    pub sections: &'a [Section],
}

/// The approval of one section.
#[derive(Clone, Copy)]
struct Lock<'a> {
    approval: &'a Approval,
    pin: &'a Pin,
}

impl Approved<'_> {
    fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    fn locks(&self) -> Vec<Lock<'_>> {
        let of = |approval| move |pin| Lock { approval, pin };
        self.policy.approvals.iter().flat_map(|approval| approval.pins.iter().map(of(approval))).collect()
    }

    /// Whether a section still says what was approved.
    fn holds(&self, lock: Lock<'_>) -> bool {
        self.section(&lock.pin.section).is_some_and(|section| approval::holds(lock.pin, section))
    }
}

impl Lock<'_> {
    /// Who, and when: `by Jane Doe on 2026-03-01`.
    fn words(self) -> String {
        format!("by “{}” on {}", self.approval.by, self.approval.date)
    }

    fn side(self) -> Option<Side> {
        Some(side(self.words(), self.pin.span))
    }

    fn same_review(self, other: Self) -> bool {
        self.approval.by == other.approval.by && self.approval.date == other.approval.date
    }

    fn same_text(self, other: Self) -> bool {
        self.pin.wording == other.pin.wording && self.pin.facts == other.pin.facts
    }
}

/// What changed about who approved what.
pub(super) fn compare(old: Approved<'_>, new: Approved<'_>, laws: &[String]) -> Vec<Change> {
    let (before, after) = (old.locks(), new.locks());
    let mut gone: Vec<Lock<'_>> = Vec::new();
    let mut pairs: Vec<(Lock<'_>, Lock<'_>)> = Vec::new();
    for lock in &before {
        match after.iter().find(|twin| twin.pin.section == lock.pin.section) {
            Some(twin) => pairs.push((*lock, *twin)),
            None => gone.push(*lock),
        }
    }
    let mut come: Vec<Lock<'_>> = after
        .iter()
        .filter(|lock| before.iter().all(|twin| twin.pin.section != lock.pin.section))
        .copied()
        .collect();
    // A section with another id is still approved, if the same review is of the same facts.
    gone.retain(|lock| {
        let twin = |other: &Lock<'_>| other.pin.facts == lock.pin.facts && lock.same_review(*other);
        let at = come.iter().position(twin);
        at.map(|at| pairs.push((*lock, come.remove(at)))).is_none()
    });
    let mut telling = Telling { old, new, laws, changes: Vec::new() };
    for lock in gone {
        telling.tell("approval-dropped", Direction::Removed, Some(lock), None, None);
    }
    for lock in come {
        if new.holds(lock) {
            telling.tell("approval-added", Direction::Added, None, Some(lock), None);
        } else {
            telling.outdated(lock);
        }
    }
    for (was, is) in pairs {
        if !new.holds(is) {
            // What was outdated before is no change.
            if old.holds(was) || !was.same_text(is) {
                telling.outdated(is);
            }
        } else if !was.same_text(is) || !was.same_review(is) {
            telling.tell("approval-renewed", Direction::Changed, Some(was), Some(is), None);
        }
    }
    telling.changes
}

struct Telling<'a> {
    old: Approved<'a>,
    new: Approved<'a>,
    laws: &'a [String],
    changes: Vec<Change>,
}

impl Telling<'_> {
    fn outdated(&mut self, lock: Lock<'_>) {
        let detail = match self.new.section(&lock.pin.section) {
            None => "the section is gone",
            Some(now) => match (*lock.pin.wording == *now.wording, *lock.pin.facts == *now.facts) {
                (false, true) => "its wording changed since",
                (true, _) => "the facts behind it changed since",
                (false, false) => "its wording and the facts behind it changed since",
            },
        };
        self.tell("approval-outdated", Direction::Changed, None, Some(lock), Some(detail));
    }

    fn tell(
        &mut self,
        id: &str,
        direction: Direction,
        before: Option<Lock<'_>>,
        after: Option<Lock<'_>>,
        detail: Option<&str>,
    ) {
        let Some(lock) = after.or(before) else { return };
        let id_of = lock.pin.section.to_string();
        let titled = self.new.section(&id_of).or_else(|| self.old.section(&id_of));
        let name = match titled {
            Some(section) => format!("“{}”", section.title),
            None => format!("`{id_of}`"),
        };
        let draft = Draft {
            what: name.clone(),
            before: before.and_then(Lock::side),
            after: after.and_then(Lock::side),
            detail: detail.map(str::to_owned),
            ..Draft::default()
        };
        let subject = Subject { kind: "approval", id: id_of, name, topic: None };
        self.changes.extend(compare::change(id, direction, "whole", subject, draft, self.laws));
    }
}
