//! What people write who know only their own language, and what to write instead.

use std::ops::Range;

/// The way out.
pub(super) enum Way {
    /// These words in the place of those.
    Write(String),
    /// What this says.
    Say(String),
}

/// Words, and the words to write in their place.
const WRITE: &[(&str, &str)] = &[
    ("a maximum of", "at most"),
    ("a minimum of", "at least"),
    ("at most once", "at most 1 time"),
    ("at most twice", "at most 2 times"),
    ("below", "under"),
    ("below the age of", "under"),
    ("calendar days", "days"),
    ("contact us", "you can contact us"),
    ("every", "all"),
    ("every recipient", "all recipients"),
    ("except as required by law", "unless law-requires"),
    ("except if", "unless"),
    ("except when", "unless"),
    ("except where", "unless"),
    ("fee free", "fee none"),
    ("fee free of charge", "fee none"),
    ("for ever", "indefinitely"),
    ("has a right to", "has the right to"),
    ("have a right to", "have the right to"),
    ("in order to", "for"),
    ("max", "at most"),
    ("maximum", "at most"),
    ("min", "at least"),
    ("minimum", "at least"),
    ("no longer than", "at most"),
    ("no more than", "at most"),
    ("not longer than", "at most"),
    ("not more than", "at most"),
    ("under the age of", "under"),
    ("up to", "at most"),
    ("working day", "business-day"),
    ("working days", "business-days"),
    ("younger than", "under"),
];

/// Words, and what to do about them.
const SAY: &[(&str, &str)] = &[
    ("and never", NEGATED),
    ("and not", NEGATED),
    ("basis none", BASIS),
    ("basis unstated", BASIS),
    ("but", NEGATED),
    ("but not", NEGATED),
    ("do not have the right to", DENIED),
    ("don't have the right to", DENIED),
    ("don’t have the right to", DENIED),
    ("except by", "say first what is left out of: `by \"any means\" except …`"),
    (
        "except for",
        "leave out `for` before what is left out; of purposes say first all: `for \"any purpose\" except …`",
    ),
    ("except from", "say first what is left out of: `from \"anyone\" except …`"),
    ("except in", "say first what is left out of: `in \"any country\" except …`"),
    ("except to", "say first what is left out of: `to \"anyone\" except …`"),
    ("except with", "say first what is left out of: `with \"anyone\" except …`"),
    ("for about", "a length of time has a limit: `for at most …`, or `for at least …`"),
    ("never", NEGATED),
    ("no", "it is the verb that is denied: `we do not …`"),
    ("not", NEGATED),
    (
        "on until",
        "a tracker that is on from the start does not say so: delete this; how to turn it off is its `control`",
    ),
    ("only", "`only` stands before the verb, `we only use …`; a condition begins with `only if`"),
    ("reserve the right not to", KEPT),
    ("reserves the right not to", KEPT),
];

/// How several legal bases are named.
pub(super) const BASES: &str = "legal bases are separated by commas: `basis consent, contract`";
const BASIS: &str = "delete it: where no legal basis is named, none is claimed";
const DENIED: &str = "a right that is denied stands in quotes: `you \"do not have the right to …\"`";
const KEPT: &str = "write `reserve the right to \"not …\"`, with the rest in the quotes";
const NEGATED: &str = "what is left out of a list stands after `except`; what is not done is a sentence of its own, `we do not …`";

/// What to do about some words.
pub(super) fn way(words: &str) -> Option<Way> {
    let find = |table: &[(&'static str, &'static str)]| {
        table.iter().find(|(said, _)| *said == words).map(|(_, instead)| (*instead).to_owned())
    };
    find(WRITE).map(Way::Write).or_else(|| find(SAY).map(Way::Say))
}

/// The date in words or in quotes that a text begins with, where it stands, and what to write.
pub(super) fn date(text: &str) -> Option<(Range<usize>, Way)> {
    let mut at = 0;
    let (mut start, mut end) = (None, 0);
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', '\t']) {
        let from = at;
        at += word.len() + 1;
        if word.is_empty() {
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
        None => Way::Say(format!("write the day too: `{year}-{month:02}-01`")),
    };
    Some((start..end, way))
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
        check(" March 2026", Some("March 2026: write the day too: `2026-03-01`"));
        check(" soon", None);
        check(" 2026", None);
        check("", None);
    }

    #[test]
    fn no_words_have_two_ways_out() {
        let mut all: Vec<&str> = WRITE.iter().chain(SAY).map(|(words, _)| *words).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
