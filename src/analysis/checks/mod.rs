//! The checks of `met-by`, `applies` and the facts: what a policy declares.
//!
//! A check looks at the statements that the people of one law can rely on, and
//! at declarations. It finds something or it does not; that silence proves
//! nothing is for the facts to say.
//!
//! Most of what is asked is the same under every law: [`Survey`] answers it once for the
//! whole policy, and each law leaves out the statements that are not for its people.

mod bases;
mod declared;
mod denials;
mod index;
mod places;
mod shape;
mod statements;
mod survey;
mod surveyed;
mod terms;

use jiff::civil::Date;

use super::reach::Reach;
use crate::law::{Asks, Check};
use crate::model::words::DateWord;
use crate::model::{ClauseKind, Dated};
use crate::source::Span;
pub(crate) use shape::mistake;
pub(crate) use survey::Survey;
pub(crate) use surveyed::Surveyed;

/// What was found for a question: whether it is so, if that can be known, and where that is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Whether it is so.
    pub holds: Option<bool>,
    /// The declarations that show it.
    pub at: Vec<Span>,
}

impl Found {
    pub(crate) fn of(at: Vec<Span>) -> Self {
        Self { holds: Some(!at.is_empty()), at }
    }
}

/// The word for where the law holds that asks.
pub(crate) const HERE: &str = "here";

/// One policy under one law.
pub(crate) struct Asking<'s, 'a> {
    survey: &'s Survey<'a>,
    pub(crate) reach: Reach<'a>,
    /// For each statement of the survey whether this law's people can rely on it.
    here: Vec<bool>,
    as_of: Option<Date>,
}

/// Something seen in a policy: the number of the statement it is seen in, if it is one, and where.
type Seen = (Option<usize>, Span);

impl<'s, 'a> Asking<'s, 'a> {
    /// A policy under a law that holds in these regions; `scheme` has its own codes.
    pub(crate) fn new(
        survey: &'s Survey<'a>,
        regions: &'a [String],
        scheme: &'a str,
        as_of: Option<Date>,
    ) -> Self {
        let reach = Reach { regions, scheme, ..survey.reach };
        Self { survey, reach, here: survey.here(regions), as_of }
    }

    /// Answers a check.
    pub(crate) fn ask(&self, check: &Check) -> Found {
        match check.asks {
            Asks::Does if check.keys.contains_key("each") => self.of_each(check),
            Asks::Does | Asks::Says => {
                Found::of(self.survey.said(check, &|statement| self.is_here(statement)))
            }
            Asks::Denies => {
                let throughout = |at: usize| {
                    self.survey.all.get(at).is_some_and(|placed| self.reach.holds_throughout(placed))
                };
                Found::of(self.survey.said(check, &|at| self.is_here(at) && throughout(at)))
            }
            Asks::Names if check.keys.contains_key("gives") => {
                Found::of(self.given_by_trackers(key(check, "gives")))
            }
            Asks::Basis if check.asks_each_basis() => self.of_each_purpose(check),
            Asks::Names | Asks::Basis | Asks::Safeguard => {
                Found::of(self.survey.seen(check, &|statement| self.is_here(statement)))
            }
            Asks::Date => self.date(check),
            Asks::Channels => self.channels(check),
            Asks::Right => self.rights(check),
            Asks::Transfers => Found::of(self.transfers(key(check, "outside"))),
            Asks::Serves => Found::of(self.serves(first(check))),
            Asks::Established => Found::of(self.established(first(check))),
        }
    }

    /// Whether the people of this law can rely on a statement.
    fn is_here(&self, statement: usize) -> bool {
        self.here.get(statement).copied().unwrap_or(false)
    }

    fn date(&self, check: &Check) -> Found {
        let Some(word) = first(check).first().and_then(|word| DateWord::parse(word)) else {
            return Found::default();
        };
        let clauses = self.reach.policy.head().map_or(&[][..], |head| head.clauses.as_slice());
        let dated = clauses.iter().find_map(|clause| match clause.kind {
            ClauseKind::Dated(found, Dated::On(date)) if found == word => Some((date, clause.span)),
            _ => None,
        });
        let months = key(check, "within").first().and_then(|months| months.parse::<i32>().ok());
        match (dated, months) {
            (None, None) => Found::of(Vec::new()),
            // That there is no date at all is another question.
            (None, Some(_)) => Found::default(),
            (Some((_, at)), None) => Found::of(vec![at]),
            (Some((date, at)), Some(months)) => {
                // Without a day to judge by there is no telling how old a date is.
                let since = self.as_of.and_then(|day| day.checked_sub(jiff::Span::new().months(months)).ok());
                Found { holds: since.map(|since| since <= date), at: vec![at] }
            }
        }
    }
}

/// How many places a finding or a row names at most; a reader looks at one or two.
const PLACES: usize = 4;

/// The first places of many, each once.
pub(crate) fn first_places(at: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut few: Vec<Span> = Vec::new();
    for span in at {
        if few.len() == PLACES {
            break;
        }
        if !few.contains(&span) {
            few.push(span);
        }
    }
    few
}

fn first(check: &Check) -> &[String] {
    check.words.first().map_or(&[], Vec::as_slice)
}

fn key<'c>(check: &'c Check, name: &str) -> &'c [String] {
    check.keys.get(name).map_or(&[], Vec::as_slice)
}
