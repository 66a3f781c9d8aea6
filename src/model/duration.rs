//! Lengths of time.

use std::fmt;

use super::words::{Bound, Unit};

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Whether it is the longest or the shortest; without it, just this long.
    pub bound: Option<Bound>,
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// In words, for messages: `at most 30 days`.
impl fmt::Display for Duration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bound {
            Some(Bound::AtMost) => out.write_str("at most ")?,
            Some(Bound::AtLeast) => out.write_str("at least ")?,
            None => {}
        }
        let unit = match self.unit {
            Unit::BusinessDay => "business day",
            Unit::CalendarYear => "calendar year",
            other => other.as_str(),
        };
        write!(out, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}
