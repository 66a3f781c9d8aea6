//! Lengths of time.

use std::fmt;

use super::words::{Bound, ConditionWord, Unit};
use crate::source::SharedStr;

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

impl Duration {
    /// Its length in calendar days, roughly: enough to tell a month from a year. Part of a day is a day.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self.unit {
            Unit::Minute => self.count.div_ceil(1440),
            Unit::Hour => self.count.div_ceil(24),
            Unit::Day => self.count,
            Unit::BusinessDay => self.count.saturating_mul(7) / 5,
            Unit::Week => self.count.saturating_mul(7),
            // Twelve are a year.
            Unit::Month => (self.count / 12).saturating_mul(365).saturating_add(self.count % 12 * 30),
            Unit::Year | Unit::CalendarYear => self.count.saturating_mul(365),
        }
    }

    /// Whether it ends before another in any case, as far as a reader can tell: a month has 28 to 31 days, and twelve
    /// are a year.
    #[must_use]
    pub fn is_less(self, other: Self) -> bool {
        self.minutes().1 < other.minutes().0
    }

    /// The fewest and the most minutes that it can have.
    fn minutes(self) -> (u64, u64) {
        const DAY: u64 = 1440;
        let count = u64::from(self.count);
        match self.unit {
            Unit::Minute => (count, count),
            Unit::Hour => (count * 60, count * 60),
            Unit::Day => (count * DAY, count * DAY),
            // Five of them are a week.
            Unit::BusinessDay => (count * DAY, count * 3 * DAY),
            Unit::Week => (count * 7 * DAY, count * 7 * DAY),
            Unit::Month => {
                let (years, months) = (count / 12, count % 12);
                ((years * 365 + months * 28) * DAY, (years * 366 + months * 31) * DAY)
            }
            Unit::Year | Unit::CalendarYear => (count * 365 * DAY, count * 366 * DAY),
        }
    }
}

/// A length of time, or how long in the author's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// A number and a unit.
    Time(Duration),
    /// The author's words: "a reasonable time".
    Said(SharedStr),
}

/// In words, for messages: `30 days`, "a reasonable time".
impl fmt::Display for Length {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(duration) => duration.fmt(out),
            Self::Said(text) => out.write_str(text),
        }
    }
}

impl Length {
    /// Its number and unit, if it has them.
    #[must_use]
    pub const fn time(&self) -> Option<Duration> {
        match self {
            Self::Time(duration) => Some(*duration),
            Self::Said(_) => None,
        }
    }

    /// The author's words, if it is in them.
    #[must_use]
    pub const fn said(&self) -> Option<&SharedStr> {
        match self {
            Self::Time(_) => None,
            Self::Said(text) => Some(text),
        }
    }
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
    const UP_TO_NINETEEN: &[&str] = &[
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] =
        &["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    let place = |all: &[&str], word: &str| all.iter().position(|found| *found == word).map(|at| at + 1);
    let tens = |word: &str| place(TENS, word).map(|tens| tens * 10);
    match word.split_once('-') {
        Some((many, one)) => Some(tens(many)? + place(UP_TO_NINETEEN, one).filter(|one| *one < 10)?),
        None if matches!(&*word, "a" | "an") => Some(1),
        None => place(UP_TO_NINETEEN, &word).or_else(|| tens(&word)),
    }
}

/// How words say a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelt {
    /// In a way that the language has, clauses included: "at most 30 days", "30 days after that", "as long as we need it".
    Plainly,
    /// In a way of their own: "the longer of 2 years and the time the law asks for", "6 years plus the current one".
    Freely,
}

/// Whether words that stand for what something is kept or done for say how long: "the longer of 2 years and …".
#[must_use]
pub fn reads_as_length(text: &str) -> bool {
    spelt_length(text).is_some()
}

/// The word of a condition and what it says, if words for a length of time are one: "only while the app is open".
#[must_use]
pub fn spelt_condition(text: &str) -> Option<(ConditionWord, &str)> {
    const BEGINNINGS: &[(&str, ConditionWord)] = &[
        ("while", ConditionWord::While),
        ("as long as", ConditionWord::While),
        ("so long as", ConditionWord::While),
        ("until", ConditionWord::Until),
    ];
    fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
        let begins = text.get(..word.len())?.eq_ignore_ascii_case(word);
        text.get(word.len()..)?.strip_prefix(' ').filter(|_| begins).map(str::trim_start)
    }
    let text =
        ["only", "for"].iter().fold(text.trim_start(), |text, word| behind(text, word).unwrap_or(text));
    BEGINNINGS.iter().find_map(|(said, word)| Some((*word, behind(text, said)?)))
}

/// How words say a length of time, exact or not, if they begin with one: "up to thirty (30) days".
#[must_use]
pub(super) fn spelt_length(text: &str) -> Option<Spelt> {
    const COMPARED: &[&str] = &["longer", "longest", "shorter", "shortest", "greater", "greatest", "lesser"];
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
    const CLAUSES: &[&str] = &[
        "after",
        "because",
        "before",
        "following",
        "from",
        "if",
        "since",
        "unless",
        "until",
        "when",
        "while",
    ];
    const FURTHER: &[&str] = &["additional", "another", "extra", "further"];
    const MORE: &[&str] = &["and", "or", "plus", "to"];
    if spelt_condition(text).is_some() {
        return Some(Spelt::Plainly);
    }
    let text = text.to_lowercase();
    let text = text.strip_prefix("only ").unwrap_or(&text);
    let counts = |word: &str| {
        let digits = word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'));
        digits || word.split('-').all(|part| number(part).is_some())
    };
    let all = || {
        text.split_whitespace()
            .map(|word| word.trim_end_matches([',', '.', ';', ':']))
            .filter(|word| !word.starts_with('('))
    };
    let mut first = all();
    let compares = first.next() == Some("the") && first.next().is_some_and(|word| COMPARED.contains(&word));
    if compares && first.next() == Some("of") {
        return Some(Spelt::Freely);
    }
    let limited = all().next().is_some_and(|first| LIMITS.contains(&first));
    let mut words = all().skip_while(|word| LIMITS.contains(word));
    // "Up to a further 30 days".
    let mut behind = words.clone();
    if behind.find(|word| !matches!(*word, "a" | "an")).is_some_and(|word| FURTHER.contains(&word)) {
        words = behind;
    }
    match words.next()? {
        // "As short a time as possible".
        "as" => {
            let time = matches!(words.next()?, "little" | "short") && names_time(words);
            time.then_some(Spelt::Freely)
        }
        // "No longer than necessary for that".
        "necessary" | "needed" | "required" if limited => {
            words.next().is_none_or(|next| matches!(next, "for" | "to")).then_some(Spelt::Freely)
        }
        // "The term of the contract"; "a year of support" is a thing.
        "the" | "a" | "an" | "any" | "our" | "that" | "this" | "your" => {
            names_time(words).then_some(Spelt::Freely)
        }
        // "30 day trial offers", "one year of support" are things.
        count if counts(count) => {
            let mut unit = words.skip_while(|word| matches!(*word, "business" | "working" | "calendar"));
            Unit::parse(unit.next()?)?;
            match unit.next() {
                None | Some("at") => Some(Spelt::Plainly),
                Some(next) if CLAUSES.contains(&next) => Some(Spelt::Plainly),
                Some(next) => MORE.contains(&next).then_some(Spelt::Freely),
            }
        }
        _ => None,
    }
}

/// Whether a phrase is about a length of time, by the word that is its head: "retention period that the law sets".
fn names_time<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    const TIMES: &[&str] = &["duration", "length", "life", "lifetime", "period", "periods", "term", "time"];
    // Behind these a phrase is about something else than its head.
    const LINKS: &[&str] = &["and", "by", "during", "for", "from", "in", "of", "or", "to", "under", "with"];
    // What else may stand behind the head; any other word there is a part of it, as in "time zone".
    const BEHIND: &[&str] = &[
        "after",
        "agreed",
        "allowed",
        "applicable",
        "as",
        "before",
        "being",
        "it",
        "necessary",
        "needed",
        "our",
        "permitted",
        "plus",
        "prescribed",
        "provided",
        "required",
        "set",
        "specified",
        "stated",
        "that",
        "the",
        "they",
        "until",
        "we",
        "when",
        "which",
        "while",
        "within",
        "you",
        "your",
    ];
    let mut before = "";
    for word in words {
        let links = LINKS.contains(&word);
        if TIMES.contains(&before) && (links || BEHIND.contains(&word)) {
            return true;
        }
        if links {
            return false;
        }
        before = word;
    }
    TIMES.contains(&before)
}

#[cfg(test)]
mod tests {
    use super::{Spelt, number, spelt_length};

    #[test]
    fn numbers_in_words_are_read() {
        assert_eq!(
            ["two", "Twelve", "ninety", "a", "few", "fifteen", "forty-five", "one-time"].map(number),
            [Some(2), Some(12), Some(90), Some(1), None, Some(15), Some(45), None]
        );
    }

    #[test]
    fn lengths_of_time_begin_with_a_number_and_a_unit() {
        for (text, spelt) in [
            ("30 days", Spelt::Plainly),
            ("six months", Spelt::Plainly),
            ("7 years because tax law demands it", Spelt::Plainly),
            ("at least 1.5 years", Spelt::Plainly),
            ("at most another 30 days", Spelt::Plainly),
            ("up to a further 30 days", Spelt::Plainly),
            ("twenty-four months", Spelt::Plainly),
            ("as long as necessary", Spelt::Plainly),
            ("only as long as we need it", Spelt::Plainly),
            ("while the app is open", Spelt::Plainly),
            ("Only until you leave", Spelt::Plainly),
            ("only 30 days", Spelt::Plainly),
            ("as short a time as possible", Spelt::Freely),
            ("only as little time as we can", Spelt::Freely),
            ("up to 12 months and 30 days", Spelt::Freely),
            ("no longer than thirty (30) calendar days, or less", Spelt::Freely),
            ("6 years and the current tax year", Spelt::Freely),
            ("6 years plus the current tax year", Spelt::Freely),
            ("the longer of 2 years and the time the law asks for", Spelt::Freely),
            ("The shorter of what we need and a year", Spelt::Freely),
            ("longer than necessary", Spelt::Freely),
            ("the time of the investigation", Spelt::Freely),
            ("the duration of the contract", Spelt::Freely),
            ("no longer than needed for that", Spelt::Freely),
            ("30 days to 5 years", Spelt::Freely),
            ("the term of the contract", Spelt::Freely),
            ("the duration of your employment", Spelt::Freely),
            ("the statutory retention period, which the law sets", Spelt::Freely),
            ("a period of time", Spelt::Freely),
            ("your lifetime", Spelt::Freely),
            ("the necessary period", Spelt::Freely),
        ] {
            assert_eq!(spelt_length(text), Some(spelt), "{text}");
        }
        for text in [
            "send you news",
            "30 percent off",
            "one",
            "two things a day",
            "about us",
            "as you wish",
            "as short a form as possible",
            "meanwhile",
            "",
            "30 day trial reminders",
            "one year of free support",
            "the terms of the contract",
            "a year of free support",
            "the performance of the contract for its term",
            "the time zone of your calendar",
            "your period tracking",
            "seven years of accounts",
            "necessary repairs",
            "more needed repairs",
            "the longer tour of our shop",
        ] {
            assert_eq!(spelt_length(text), None, "{text}");
        }
    }
}
