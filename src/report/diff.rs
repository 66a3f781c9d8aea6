//! What changed between two versions of some policies, for those who review it.
//!
//! [`human`] is for a terminal, [`markdown`] for a comment on a pull request, [`json`] for
//! machines.

pub mod human;
pub mod json;
pub mod markdown;

use crate::diff::duties::{Consequences, Notice, Task};
use crate::diff::readers::{Passage, Piece, Text};
use crate::diff::{Change, Changes, Side};
use crate::source::{Sources, Span};

/// One policy in two versions, ready to be written.
pub struct Policy<'a> {
    /// The stem of its file.
    pub name: &'a str,
    /// The title.
    pub title: &'a str,
    /// The file of the new version as it is shown; of the old one, where there is no new.
    pub file: String,
    /// What the old version is called: a file, or a revision.
    pub before: String,
    /// What the new version is called.
    pub after: String,
    /// What came of the comparison.
    pub outcome: Outcome<'a>,
}

/// What came of comparing two versions.
pub enum Outcome<'a> {
    /// They were compared.
    Compared(Compared<'a>),
    /// They could not be compared, and why, as a sentence without a full stop. Nobody may take
    /// that for "no changes".
    NotCompared(String),
}

/// Two versions that were compared.
pub struct Compared<'a> {
    /// What changed.
    pub changes: &'a Changes,
    /// What follows from it.
    pub consequences: &'a Consequences,
    /// What readers see change, document by document: its name, its title, its passages.
    pub readers: &'a [Reading],
    /// The files of the old version.
    pub old_sources: &'a Sources,
    /// The files of the new version.
    pub new_sources: &'a Sources,
    /// How a file of the old version is shown.
    pub old_shown: &'a dyn Fn(&str) -> String,
    /// How a file of the new version is shown.
    pub new_shown: &'a dyn Fn(&str) -> String,
}

/// One document in two versions.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its name, such as `acme` or `acme.law`.
    pub name: String,
    /// Whether it is the section of one law.
    pub of_law: bool,
    /// Its title.
    pub title: String,
    /// What readers see change.
    pub passages: Vec<Passage>,
}

impl Policy<'_> {
    /// How many changes are material, and how many editorial; nothing, if that is not known.
    #[must_use]
    pub fn counts(&self) -> Option<(usize, usize)> {
        match &self.outcome {
            Outcome::Compared(compared) => {
                Some((compared.changes.material().count(), compared.changes.editorial().count()))
            }
            Outcome::NotCompared(_) => None,
        }
    }

    /// What came of it, in a few words.
    #[must_use]
    pub fn verdict(&self) -> String {
        match self.counts() {
            None => "not compared".to_owned(),
            Some((0, 0)) => "no changes".to_owned(),
            Some((0, editorial)) => count(editorial, "editorial change"),
            Some((material, 0)) => count(material, "material change"),
            Some((material, editorial)) => {
                format!("{}, {editorial} editorial", count(material, "material change"))
            }
        }
    }
}

impl Compared<'_> {
    /// Where a change is: in the new version, or in the old one if it is gone.
    fn place(&self, change: &Change) -> Option<(String, u32)> {
        match (&change.after, &change.before) {
            (Some(after), _) => self.at(after, true),
            (None, Some(before)) => self.at(before, false),
            (None, None) => None,
        }
    }

    fn at(&self, side: &Side, new: bool) -> Option<(String, u32)> {
        let (sources, shown) =
            if new { (self.new_sources, self.new_shown) } else { (self.old_sources, self.old_shown) };
        line(sources, shown, side.span)
    }

    /// How many passages readers see change.
    fn passages(&self) -> usize {
        self.readers.iter().map(|reading| reading.passages.len()).sum()
    }
}

fn line(sources: &Sources, shown: &dyn Fn(&str) -> String, span: Span) -> Option<(String, u32)> {
    if span == Span::default() {
        return None;
    }
    let source = sources.get(span.file)?;
    Some((shown(&source.name), source.line_column(span.start).line))
}

/// `1 change`, `2 changes`.
fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// The sentences of a change in both versions, where the summary does not show them already.
fn sentences(change: &Change) -> (Option<&str>, Option<&str>) {
    let (before, after) = (change.sentences.before.as_deref(), change.sentences.after.as_deref());
    let told = |sentence: Option<&str>| sentence.is_none_or(|sentence| change.summary.contains(sentence));
    if before == after || (told(before) && told(after)) { (None, None) } else { (before, after) }
}

/// Whom a change is about; that they are children is said where their name does not say it.
fn who(change: &Change) -> String {
    let words = change.affected.words();
    let says = words.to_lowercase().contains("child");
    if change.affected.children && !says { format!("{words} (children)") } else { words }
}

/// How many words stand around what differs, where a passage is long.
const AROUND: usize = 8;

/// The pieces of a passage, with what is the same in both versions cut short.
fn pieces(text: &Text) -> Vec<Piece> {
    let last = text.pieces.len().saturating_sub(1);
    let cut = |(at, piece): (usize, &Piece)| {
        let words: Vec<&str> = piece.text.split(' ').collect();
        if piece.differs || last == 0 || words.len() <= 2 * AROUND + 2 {
            return piece.clone();
        }
        let first = words.get(..AROUND).unwrap_or_default().join(" ");
        let rest = words.get(words.len() - AROUND..).unwrap_or_default().join(" ");
        let text = match at {
            0 => format!("… {rest}"),
            at if at == last => format!("{first} …"),
            _ => format!("{first} … {rest}"),
        };
        Piece { text, differs: false }
    };
    text.pieces.iter().enumerate().map(cut).collect()
}

/// What a task is still waiting for, or that it is done.
fn state(task: &Task, consequences: &Consequences) -> Option<String> {
    let dates = &consequences.dates;
    let moved = |name: &str, pair: (Option<jiff::civil::Date>, Option<jiff::civil::Date>)| match pair {
        (Some(before), Some(after)) if before == after => Some(format!("{name} is still {after}")),
        (Some(before), Some(after)) => Some(format!("{name} went from {before} to {after}")),
        (Some(before), None) => Some(format!("{name} was {before} and is gone")),
        (None, Some(after)) => Some(format!("{name} is {after}")),
        (None, None) => None,
    };
    match task.duty.id.as_str() {
        "dates" => {
            let all = [moved("`effective`", dates.effective), moved("`updated`", dates.updated)];
            let all: Vec<String> = all.into_iter().flatten().collect();
            (!all.is_empty()).then(|| all.join("; "))
        }
        "version" => match (&dates.version.0, &dates.version.1) {
            (Some(before), Some(after)) if before == after => Some(format!("it is still {after}")),
            (Some(before), Some(after)) => Some(format!("it went from {before} to {after}")),
            _ => None,
        },
        "notice" => consequences.notice.as_ref().map(notice),
        _ => None,
    }
}

/// When people must be told, in a sentence without a full stop.
fn notice(notice: &Notice) -> String {
    let mut out = match &notice.promise {
        None => "the old version promises no notice".to_owned(),
        Some(promise) => format!("the old version promises: “{}”", promise.sentence),
    };
    let period = notice.promise.as_ref().and_then(|promise| promise.period);
    let period = period.map(|period| period.to_string());
    match (period, notice.from, notice.effective, notice.days) {
        (Some(period), Some(from), Some(effective), Some(days)) => {
            let enough = notice.is_enough() == Some(true);
            let earliest = notice.earliest.map(|day| day.to_string()).unwrap_or_default();
            out.push_str(&format!(
                "; {period} from {from} end on {earliest}, and it takes effect on {effective}, "
            ));
            out.push_str(&if days < 0 {
                "before people are told".to_owned()
            } else {
                format!(
                    "{} after: {}",
                    count(usize::try_from(days).unwrap_or(0), "day"),
                    if enough { "enough" } else { "too soon" }
                )
            });
        }
        (Some(period), None, ..) => {
            out.push_str(&format!("; to count the {period}, say with `--as-of` when people are told"));
        }
        (Some(period), Some(_), None, _) => {
            out.push_str(&format!("; {period} before what day cannot be told: there is no effective date"));
        }
        (None, Some(_), Some(effective), Some(0)) => {
            out.push_str(&format!("; it takes effect on {effective}, the day people are told"));
        }
        (None, Some(from), Some(effective), Some(days)) if days > 0 => {
            out.push_str(&format!(
                "; from {from} to {effective} there are {}",
                count(usize::try_from(days).unwrap_or(0), "day")
            ));
        }
        (None, Some(from), Some(effective), Some(_)) => {
            out.push_str(&format!("; it took effect on {effective}, before {from}"));
        }
        (_, _, _, _) => {}
    }
    out
}
