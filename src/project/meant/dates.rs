//! Dates as people write them: `1 March 2026`, `31.12.2026`.

use std::ops::Range;

use jiff::civil::Date;

use super::{Meant, Way, Words};
use crate::diagnostic::{Diagnostic, Reason};
use crate::model::words::{ConditionWord, DateWord, ListWord};
use crate::source::line_at;

/// A date in other words: `effective March 1, 2026`.
pub(super) fn dated(text: &str, words: &Words<'_>, line: &Range<usize>) -> Option<Meant> {
    let (own, _) = words.all.get(words.own)?;
    let before = text.get(line.start..own.end)?;
    let word = before
        .split_whitespace()
        .rfind(|word| DateWord::parse(word.trim_end_matches([':', '='])).is_some())?;
    let start = word.as_ptr().addr() - text.as_ptr().addr();
    let word = word.trim_end_matches([':', '=']);
    let behind = start + word.len();
    let glued = text.get(behind..)?.starts_with([':', '=']);
    let (at, found) = date(text.get(behind..line.end)?)?;
    let end = behind + at.end;
    let (at, way) = match found.way() {
        Way::Write(date) if glued => (start..end, Way::Write(format!("{word} {date}"))),
        way => (behind + at.start..end, way),
    };
    let written = text.get(line.clone())?;
    let first = written.split_whitespace().next()?;
    let inside =
        written.starts_with([' ', '\t']) || written.contains('{') || matches!(first, "policy" | "section");
    let (way, message) = match way {
        Way::Write(date) if !inside => (
            Way::Say(format!(
                "the day of a policy stands in its braces: `policy \"…\" {{ {word} {} }}`",
                date.rsplit(' ').next().unwrap_or(&date)
            )),
            format!("`{word}` does not begin a sentence"),
        ),
        way => (way, format!("`{word}` takes a date")),
    };
    Some(Meant::new(at, message, way))
}

/// The day of a policy in a sentence: `this-policy is effective 2026-03-01`.
pub(super) fn undated(text: &str, words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let day = words.all.get(words.own + 1).map_or("2026-03-01", |(_, day)| day);
    let day = if day.starts_with(|c: char| c.is_ascii_digit()) { day } else { "2026-03-01" };
    (DateWord::parse(own).is_some() && finding.reason == Some(Reason::Expected)).then_some(())?;
    let help = format!("the day of a policy stands in its braces: `policy \"…\" {{ {own} {day} }}`");
    let about = line_at(text, at.end).end;
    Some(Meant { about, ..Meant::misplaced(text, at.clone(), Way::Say(help))? })
}

/// A date in a sentence, behind the word of a clause: `until March 15, 2026`, `after 03/15/2026`.
///
/// A condition takes it as a text, in the author's own words; other clauses take dates.
pub(super) fn in_sentence(text: &str, words: &Words<'_>, line: &Range<usize>) -> Option<Meant> {
    let (own, _) = words.all.get(words.own)?;
    let near = words.all.get(words.own.saturating_sub(3)..words.own)?;
    let conditional = |word: &str| ConditionWord::parse(word).is_some();
    let (clause, word) =
        near.iter().rfind(|(_, word)| conditional(word) || ListWord::parse(word).is_some())?;
    let conditional = conditional(word);
    let rest = text.get(clause.end..line.end).filter(|_| *word != "for")?;
    let (at, found) = day(rest).or_else(|| bare(rest))?;
    let at = clause.end + at.start..clause.end + at.end;
    at.contains(&own.start).then_some(())?;
    let written = text.get(at.clone())?.trim_end_matches(['.', ';']);
    let at = at.start..at.start + written.len();
    let own_words = |written: &str| Way::Write(format!("\"{}\"", written.replace('"', "")));
    let way = match found {
        Found::Month(..) | Found::Part => own_words(written),
        // In numbers it would be read in more than one way.
        _ if conditional => {
            written.contains(char::is_alphabetic).then_some(())?;
            own_words(written)
        }
        found => found.way(),
    };
    Meant::misplaced(text, at, way)
}

/// The year or the month in numbers, or the date with a short year, that a text begins with.
fn bare(text: &str) -> Option<(Range<usize>, Found)> {
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let word = text.get(start..)?.split([' ', '\t', ',', ';']).next()?.trim_end_matches('.');
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let number = |part: &&str| part.parse::<u16>().is_ok();
    let found = match parts.as_slice() {
        [.., year] if parts.len() < 3 && year.len() == 4 && ["19", "20"].contains(&year.get(..2)?) => {
            Found::Part
        }
        [_, _, _] => Found::Unclear,
        _ => return None,
    };
    parts.iter().all(number).then_some((start..start + word.len(), found))
}

/// What of a date is known.
enum Found {
    Day(String),
    /// One of two days, the day first and the month first.
    Either(String, String),
    Month(u16, usize),
    /// A year, or a month in numbers.
    Part,
    Unclear,
}

impl Found {
    fn way(self) -> Way {
        match self {
            Self::Day(day) if day.parse::<Date>().is_err() => {
                Way::Say(format!("there is no day `{day}`: look it up"))
            }
            Self::Day(day) => Way::Write(day),
            Self::Either(one, other) => {
                Way::Say(format!("a date is year, month and day: `{one}`, or `{other}`"))
            }
            Self::Month(year, month) => without_day(year, month),
            Self::Part | Self::Unclear => Way::Say("a date is year, month and day: `2026-03-01`".to_owned()),
        }
    }
}

/// The same as [`day`], which other words may introduce: `effective on`, `effective date:`.
fn date(text: &str) -> Option<(Range<usize>, Found)> {
    let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
    let first = text.get(blank..)?.split([' ', '\t']).next()?;
    if matches!(
        first.trim_end_matches([':', '=']),
        "" | "on" | "from" | "as" | "of" | "date" | "is" | "since"
    ) && !first.is_empty()
    {
        let (at, found) = date(text.get(blank + first.len()..)?).or_else(|| {
            let rest = text.get(blank + first.len()..)?;
            let bare = rest.trim_start().split([' ', '\t', ',']).next().filter(|word| is_date(word))?;
            let start = rest.len() - rest.trim_start().len();
            Some((start..start + bare.len(), Found::Day(bare.to_owned())))
        })?;
        return Some((blank..blank + first.len() + at.end, found));
    }
    day(text)
}

/// The date in words, in numbers or in quotes that a text begins with, and where it stands.
fn day(text: &str) -> Option<(Range<usize>, Found)> {
    let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
    let first = text.get(blank..)?.split([' ', '\t']).next()?;
    if let Some(found) = numbers(first.trim_matches(['"', ',', ';']).trim_end_matches('.')) {
        return Some((blank..blank + first.trim_end_matches(',').len(), found));
    }
    let mut at = 0;
    let (mut start, mut end) = (None, 0);
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', '\t']) {
        let from = at;
        at += word.len() + 1;
        if word.is_empty() || start.is_some() && matches!(word, "of" | "the") {
            continue;
        }
        let bare = word.trim_matches(['"', ',', '.', ';']);
        let number = bare.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u16>().ok();
        match (number, month_of(bare)) {
            (Some(number @ 1000..), _) if year.is_none() => year = Some(number),
            (Some(number @ 1..=31), _) if day.is_none() => day = Some(number),
            (None, Some(number)) if month.is_none() => month = Some(number),
            _ if start.is_none() && word.contains(['"', ';']) && is_date(bare) => {
                return Some((from..from + word.len(), Found::Day(bare.to_owned())));
            }
            _ => break,
        }
        start.get_or_insert(from);
        end = from + word.trim_end_matches(',').len();
    }
    let (start, year, month) = (start?, year?, month?);
    let found = match day {
        Some(day) => Found::Day(format!("{year}-{month:02}-{day:02}")),
        None => Found::Month(year, month),
    };
    Some((start..end, found))
}

/// What to do about a date of which the day is not said: nobody should make one up.
fn without_day(year: u16, month: usize) -> Way {
    Way::Say(format!(
        "a date has a day too: look it up, and write it behind `{year}-{month:02}-`; where nobody knows it, write \
         `unstated`"
    ))
}

/// The date in numbers of which the year is not first, or with other marks: `31.12.2026`.
fn numbers(word: &str) -> Option<Found> {
    let is_number = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    // With the time of the day, or without marks.
    if let Some((day, _)) = word.split_once('T').filter(|(day, _)| is_date(day)) {
        return Some(Found::Day(day.to_owned()));
    }
    if word.len() == 8 && is_number(&word) {
        let (year, rest) = word.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        let fits = month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
        return (fits && ["19", "20"].contains(&year.get(..2)?))
            .then(|| Found::Day(format!("{year}-{month}-{day}")));
    }
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    parts.iter().all(is_number).then_some(())?;
    if let [year, month] = parts.as_slice()
        && year.len() == 4
        && let (Ok(year), Ok(month @ 1..=12)) = (year.parse(), month.parse())
    {
        return Some(Found::Month(year, month));
    }
    let [first, second, third] = parts.as_slice() else { return None };
    let write = |year: &str, month: u8, day: u8| format!("{year}-{month:02}-{day:02}");
    let part = |part: &str| part.parse::<u8>().ok();
    if first.len() == 4 {
        let found = write(first, part(second)?, part(third)?);
        return (found != word).then_some(Found::Day(found));
    }
    let (one, other) = (part(first)?, part(second)?);
    (third.len() == 4 && (1..=31).contains(&one) && (1..=31).contains(&other)).then_some(())?;
    Some(if one > 12 || one == other {
        Found::Day(write(third, other, one))
    } else if other > 12 {
        Found::Day(write(third, one, other))
    } else {
        Found::Either(write(third, other, one), write(third, one, other))
    })
}

/// The month with this name, or with a name that begins so.
fn month_of(word: &str) -> Option<usize> {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let month = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&*word))?;
    Some(month + 1)
}

fn is_date(word: &str) -> bool {
    word.len() == 10
        && word
            .chars()
            .enumerate()
            .all(|(at, c)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        date(text).map(|(at, found)| match found.way() {
            Way::Write(words) => format!("{}: {words}", &text[at]),
            Way::Say(help) => format!("{}: {help}", &text[at]),
        })
    }

    #[test]
    fn dates_in_words_and_in_quotes_are_read() {
        let check = |text: &str, wanted: Option<&str>| assert_eq!(told(text).as_deref(), wanted, "{text}");
        check(" 1 March 2026", Some("1 March 2026: 2026-03-01"));
        check(" Mar 1st, 2026, then", Some("Mar 1st, 2026: 2026-03-01"));
        check(" \"2026-03-01\" {", Some("\"2026-03-01\": 2026-03-01"));
        let day = "a date has a day too: look it up, and write it behind `2026-03-`; where nobody knows it, write `unstated`";
        check(" March 2026", Some(&format!("March 2026: {day}")));
        check(" 2026-03", Some(&format!("2026-03: {day}")));
        check(" 1st of March 2026 }", Some("1st of March 2026: 2026-03-01"));
        check(" on 2026-03-01", Some("on 2026-03-01: 2026-03-01"));
        check(" = 2026-03-01", Some("= 2026-03-01: 2026-03-01"));
        check(" date: March 1, 2026", Some("date: March 1, 2026: 2026-03-01"));
        check(" 2026-03-01T00:00:00Z", Some("2026-03-01T00:00:00Z: 2026-03-01"));
        check(" 20260301", Some("20260301: 2026-03-01"));
        check(": March 1st 2026; }", Some(": March 1st 2026;: 2026-03-01"));
        check(" 2026-03-01; }", Some("2026-03-01;: 2026-03-01"));
        check(" on request", None);
        check(" soon", None);
        check(" 2026", None);
        check("", None);
    }

    #[test]
    fn dates_in_numbers_are_read_and_no_order_is_chosen() {
        let check = |text: &str, wanted: Option<&str>| assert_eq!(told(text).as_deref(), wanted, "{text}");
        check(" 2026/3/01 {", Some("2026/3/01: 2026-03-01"));
        check(" 31.12.2026, then", Some("31.12.2026: 2026-12-31"));
        check(" 12/31/2026", Some("12/31/2026: 2026-12-31"));
        check(" 02-02-2026", Some("02-02-2026: 2026-02-02"));
        check(" 1.3.2026", Some("1.3.2026: a date is year, month and day: `2026-03-01`, or `2026-01-03`"));
        check(" 03/15/2026;", Some("03/15/2026;: 2026-03-15"));
        check(" 2026-03-01", None);
        check(" 1.3.26", None);
        check(" 40.3.2026", None);
    }
}
