//! Dates as people write them: `1 March 2026`, `31.12.2026`.

use std::ops::Range;

use super::{Meant, Way, Words};
use crate::diagnostic::{Diagnostic, Reason};
use crate::model::words::DateWord;
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
    let (at, way) = date(text.get(behind..line.end)?)?;
    let end = behind + at.end;
    let (at, way) = match way {
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

/// The date in words, in numbers or in quotes that a text begins with, where it stands, and what to write.
fn date(text: &str) -> Option<(Range<usize>, Way)> {
    let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
    let first = text.get(blank..)?.split([' ', '\t']).next()?;
    // A word between that says nothing more: `effective on`, `effective date:`.
    if matches!(
        first.trim_end_matches([':', '=']),
        "" | "on" | "from" | "as" | "of" | "date" | "is" | "since"
    ) && !first.is_empty()
    {
        let (at, way) = date(text.get(blank + first.len()..)?).or_else(|| {
            let rest = text.get(blank + first.len()..)?;
            let bare = rest.trim_start().split([' ', '\t', ',']).next().filter(|word| is_date(word))?;
            let start = rest.len() - rest.trim_start().len();
            Some((start..start + bare.len(), Way::Write(bare.to_owned())))
        })?;
        return Some((blank..blank + first.len() + at.end, way));
    }
    if let Some(way) = numbers(first.trim_matches(['"', ',']).trim_end_matches('.')) {
        return Some((blank..blank + first.trim_end_matches(',').len(), way));
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
        let bare = word.trim_matches(['"', ',', '.']);
        let number = bare.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u16>().ok();
        match (number, month_of(bare)) {
            (Some(number @ 1000..), _) if year.is_none() => year = Some(number),
            (Some(number @ 1..=31), _) if day.is_none() => day = Some(number),
            (None, Some(number)) if month.is_none() => month = Some(number),
            _ if start.is_none() && word.starts_with('"') && is_date(bare) => {
                return Some((from..from + word.len(), Way::Write(bare.to_owned())));
            }
            _ => break,
        }
        start.get_or_insert(from);
        end = from + word.trim_end_matches(',').len();
    }
    let (start, year, month) = (start?, year?, month?);
    let way = match day {
        Some(day) => Way::Write(format!("{year}-{month:02}-{day:02}")),
        None => without_day(year, month),
    };
    Some((start..end, way))
}

/// What to do about a date of which the day is not said: nobody should make one up.
fn without_day(year: u16, month: usize) -> Way {
    Way::Say(format!(
        "a date has a day too: look it up, and write it behind `{year}-{month:02}-`; where nobody knows it, write \
         `unstated`"
    ))
}

/// The date in numbers of which the year is not first, or with other marks: `31.12.2026`.
fn numbers(word: &str) -> Option<Way> {
    let is_number = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    // With the time of the day, or without marks.
    if let Some((day, _)) = word.split_once('T').filter(|(day, _)| is_date(day)) {
        return Some(Way::Write(day.to_owned()));
    }
    if word.len() == 8 && is_number(&word) {
        let (year, rest) = word.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        let fits = month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
        return (fits && ["19", "20"].contains(&year.get(..2)?))
            .then(|| Way::Write(format!("{year}-{month}-{day}")));
    }
    let parts: Vec<&str> = word.split(['-', '/', '.']).filter(is_number).collect();
    if let [year, month] = parts.as_slice()
        && year.len() == 4
        && let (Ok(year), Ok(month @ 1..=12)) = (year.parse(), month.parse())
    {
        return Some(without_day(year, month));
    }
    let [first, second, third] = parts.as_slice() else { return None };
    let write = |year: &str, month: u8, day: u8| format!("{year}-{month:02}-{day:02}");
    let part = |part: &str| part.parse::<u8>().ok();
    if first.len() == 4 {
        let found = write(first, part(second)?, part(third)?);
        return (found != word).then_some(Way::Write(found));
    }
    let (one, other) = (part(first)?, part(second)?);
    (third.len() == 4 && (1..=31).contains(&one) && (1..=31).contains(&other)).then_some(())?;
    Some(if one > 12 || one == other {
        Way::Write(write(third, other, one))
    } else if other > 12 {
        Way::Write(write(third, one, other))
    } else {
        let (day_first, month_first) = (write(third, other, one), write(third, one, other));
        Way::Say(format!("a date is year, month and day: `{day_first}`, or `{month_first}`"))
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
        date(text).map(|(at, way)| match way {
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
        check(" 2026-03-01", None);
        check(" 1.3.26", None);
        check(" 40.3.2026", None);
    }
}
