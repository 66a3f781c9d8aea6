//! The past changes of a policy, version by version, in words for its readers.
//!
//! A changelog is made from the history of a policy's files, and kept in a file of its own
//! (`report::changelog`): what a build writes depends on that file, never on a repository.

use jiff::civil::Date;

use crate::source::Span;

/// The past changes of one policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The versions, the newest first.
    pub entries: Vec<Entry>,
    /// Whether the list goes back to the first version.
    pub complete: bool,
}

/// What one version changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What the version says of itself.
    pub edition: Edition,
    /// The day by which readers know it; nothing, for a version that says none and is not committed.
    pub date: Option<Date>,
    /// Whether there was none before it.
    pub first: bool,
    /// Whether what it changed is not known, since no version before it can be read.
    pub uncompared: bool,
    /// The days of versions between this one and the one before that could not be read.
    pub unread: Vec<Date>,
    /// What changed, the most important first.
    pub changes: Vec<Told>,
    /// How many changes of wording are not told one by one.
    pub editorial: usize,
    /// The commits that made it, the newest first, shortened. They stay out of what is published.
    pub revisions: Vec<String>,
    /// Where the changelog has it.
    pub span: Span,
}

/// What a version of a policy says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// From when on it holds.
    pub effective: Option<Date>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// What it is numbered.
    pub version: Option<String>,
}

impl Edition {
    /// The day by which readers know the version: the one on which it takes effect, or, if it was
    /// changed after that, the one on which it was.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.effective.max(self.updated)
    }

    /// Whether two texts are one version to readers; never, where they say nothing of themselves.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let says = self.day().is_some() || self.version.is_some();
        says && self.day() == other.day() && self.version == other.version
    }
}

/// One change in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The words: whole sentences.
    pub text: String,
    /// Whether it changes what happens with people's data, or what they can rely on.
    pub material: bool,
    /// The kind of change, such as `retention-lengthened`.
    pub kind: String,
    /// What it means for people: `worse`, `unclear`, `neutral` or `better`.
    pub effect: String,
    /// The people it is about, as readers call them; everyone, if there are none.
    pub people: Vec<String>,
    /// The places it is about; everywhere, if there are none.
    pub regions: Vec<String>,
    /// Where the changelog has it.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn edition(effective: Option<Date>, updated: Option<Date>, version: Option<&str>) -> Edition {
        Edition { effective, updated, version: version.map(str::to_owned) }
    }

    #[test]
    fn a_version_is_known_by_the_day_it_holds_from_or_was_changed_later() {
        let (march, april, may) = (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1));
        let draft = edition(Some(april), Some(march), None);
        assert_eq!(draft.day(), Some(april));
        // Whatever was written before it takes effect is one version to readers.
        assert!(draft.is_same(&edition(Some(april), Some(date(2026, 3, 20)), None)));
        let later = edition(Some(april), Some(may), None);
        assert_eq!(later.day(), Some(may));
        assert!(!draft.is_same(&later));
        assert!(!draft.is_same(&edition(Some(april), Some(march), Some("2"))));
    }

    #[test]
    fn what_says_nothing_of_itself_is_never_the_same_version() {
        assert!(!Edition::default().is_same(&Edition::default()));
        assert!(edition(None, None, Some("2")).is_same(&edition(None, None, Some("2"))));
    }
}
