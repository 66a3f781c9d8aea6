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

/// The number that a word spells out.
#[must_use]
pub fn number(word: &str) -> Option<usize> {
    const UP_TO_TWELVE: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    const TENS: &[&str] =
        &["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    let place = |all: &[&str]| all.iter().position(|found| *found == word).map(|at| at + 1);
    match &*word {
        "a" | "an" => Some(1),
        _ => place(UP_TO_TWELVE).or_else(|| place(TENS).map(|tens| tens * 10)),
    }
}

/// Whether words begin with a length of time, exact or not: "30 days after that", "up to thirty (30) days", "as long as
/// we need it".
#[must_use]
pub(super) fn begins_with_length(text: &str) -> bool {
    const LIMITS: &[&str] = &[
        "about",
        "approximately",
        "around",
        "at",
        "least",
        "less",
        "longer",
        "maximum",
        "minimum",
        "more",
        "most",
        "no",
        "not",
        "of",
        "over",
        "than",
        "to",
        "up",
    ];
    const GOES_ON: &[&str] = &[
        "after",
        "and",
        "at",
        "because",
        "before",
        "following",
        "from",
        "if",
        "or",
        "since",
        "to",
        "unless",
        "until",
        "when",
        "while",
    ];
    let text = text.to_lowercase();
    let counts = |word: &str| {
        let digits = word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'));
        digits || word.split('-').all(|part| number(part).is_some())
    };
    let limited = text.split_whitespace().next().is_some_and(|first| LIMITS.contains(&first));
    let mut words = text
        .split_whitespace()
        .map(|word| word.trim_end_matches([',', '.', ';', ':']))
        .filter(|word| !word.starts_with('('))
        .skip_while(|word| LIMITS.contains(word));
    match words.next() {
        Some("as") => words.next() == Some("long"),
        // "No longer than necessary for that".
        Some("necessary" | "needed" | "required") if limited => {
            words.next().is_none_or(|next| matches!(next, "for" | "to"))
        }
        // "30 day trial offers", "a year of support" are things.
        Some(count) if counts(count) => {
            let mut unit = words.skip_while(|word| matches!(*word, "business" | "working" | "calendar"));
            unit.next().is_some_and(|unit| Unit::parse(unit).is_some())
                && unit.next().is_none_or(|next| GOES_ON.contains(&next))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{begins_with_length, number};

    #[test]
    fn numbers_in_words_are_read() {
        assert_eq!(
            ["two", "Twelve", "ninety", "a", "few"].map(number),
            [Some(2), Some(12), Some(90), Some(1), None]
        );
    }

    #[test]
    fn lengths_of_time_begin_with_a_number_and_a_unit() {
        for text in [
            "30 days",
            "six months",
            "7 years because tax law demands it",
            "up to 12 months and 30 days",
            "no longer than thirty (30) calendar days, or less",
            "at least 1.5 years",
            "twenty-four months",
            "as long as necessary",
            "longer than necessary",
            "no longer than needed for that",
            "30 days to 5 years",
        ] {
            assert!(begins_with_length(text), "{text}");
        }
        for text in [
            "send you news",
            "30 percent off",
            "one",
            "two things a day",
            "about us",
            "as you wish",
            "",
            "30 day trial reminders",
            "one year of free support",
            "seven years of accounts",
            "necessary repairs",
            "more needed repairs",
        ] {
            assert!(!begins_with_length(text), "{text}");
        }
    }
}
