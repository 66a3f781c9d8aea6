//! Words that were typed twice.

use std::ops::Range;

use super::{Known, Meant, Way, Words, joined, place};
use crate::model::verb;
use crate::source::line_at;

/// Words that stand twice, one behind the other: `to to`, `do not do not`.
pub(super) fn said(text: &str, words: &Words<'_>, known: &Known<'_>) -> Option<Meant> {
    let runs = (1..=3).rev().flat_map(|length| {
        let second = words.own.saturating_sub(length)..=words.own + length;
        second.filter_map(move |second| {
            Some((words.all.get(second.checked_sub(length)?..second + length)?, length))
        })
    });
    let same = |run: &[(Range<usize>, &str)], length: usize| {
        let (first, second) = run.split_at(length);
        let words =
            |run: &[(Range<usize>, &str)]| run.iter().all(|(_, word)| word.starts_with(char::is_alphabetic));
        words(first) && first.iter().zip(second).all(|((_, one), (_, other))| one == other)
    };
    let (run, length) = runs.into_iter().find(|(run, length)| same(run, *length))?;
    let (first, second) = run.split_at(length);
    let said = joined(first, " ");
    // A verb may be about what has its name: "we contact contact".
    let about = verb::find(&said).is_some() && (known.is_data(&said) || known.is_party(&said));
    let message = format!("`{said}` stands here twice");
    let meant = Meant::new(place(second)?, message, Way::Say("delete one of them".to_owned()));
    (!about).then(|| Meant { about: line_at(text, meant.at.end).end, ..meant })
}
