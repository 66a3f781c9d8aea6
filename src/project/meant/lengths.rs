//! Lengths of time as people write them: `two weeks`, `thirty (30) days`, `half a year`.

use std::ops::Range;

use super::turned::begins_clause;
use super::{Meant, Way, Words, way};
use crate::diagnostic::nearest;
use crate::model::words::{ListWord, Unit};
use crate::model::{number, spelt_condition};
use crate::source::line_at;

/// A number that is no whole one, or is spelt out.
pub(super) fn spelt(text: &str, words: &Words<'_>) -> Option<Meant> {
    if let Some(meant) = longer(text, words).or_else(|| per(text, words)).or_else(|| until(text, words)) {
        return Some(meant);
    }
    let first = words.own.saturating_sub(3)..=words.own;
    let found = first.rev().find_map(|at| of_words(text, words.all.get(at..)?));
    // Behind `at most` it is the length that could not be read.
    found.or_else(|| match words.all.get(words.own..)? {
        [(_, "at"), (_, "most"), (at, count), (_, "time" | "times"), ..] => {
            Meant::misplaced(text, at.clone(), Way::Write(number(count)?.to_string()))
        }
        [(at, "at"), (_, bound @ ("most" | "least")), length @ ..] => {
            let meant = of_words(text, length)?;
            let Way::Write(length) = meant.way else { return Some(meant) };
            no_length(text, at.start..meant.at.end, Way::Write(format!("at {bound} {length}")))
        }
        _ => None,
    })
}

/// A length of time behind `until`, which ends on a day or with what happens: `until 30 days after`.
fn until(text: &str, words: &Words<'_>) -> Option<Meant> {
    let before = words.own.checked_sub(1)?;
    let [(start, "until"), (_, count), (end, unit), rest @ ..] = words.all.get(before..)? else {
        return None;
    };
    let (many, unit) = unit_of(unit, rest.first().map(|(_, last)| *last))?;
    let count = if is_number(count) { (*count).to_owned() } else { number(count)?.to_string() };
    let end = if many == 1 { end.end } else { rest.first()?.0.end };
    let at = start.start..end;
    let message = format!("a length of time cannot follow `{}`", text.get(start.clone())?);
    let way = Way::Write(format!("for {count} {unit}"));
    Some(Meant { code: Some("wrong-kind"), ..Meant::new(at, message, way) })
}

fn of_words(text: &str, words: &[(Range<usize>, &str)]) -> Option<Meant> {
    otherwise(text, words.first()?.0.start).or_else(|| length(text, words))
}

fn length(text: &str, words: &[(Range<usize>, &str)]) -> Option<Meant> {
    let [(at, word), (unit_at, unit), rest @ ..] = words else { return None };
    let (many, unit) = unit_of(unit, rest.first().map(|(_, last)| *last))?;
    let end = if many == 1 { unit_at.end } else { rest.first()?.0.end };
    let at = at.start..end;
    let digits = |(one, other): &(&str, &str)| is_number(one) && is_number(other);
    let way = if let Some(count) = number(word) {
        Way::Write(format!("{count} {unit}"))
    } else if let Some((least, most)) = word.split_once(['-', '–']).filter(digits) {
        behind_for(text, at.start, limits(least, most, &unit))
    } else if is_number(word) {
        return behind(text, at, &format!("{word} {unit}"), rest);
    } else {
        return None;
    };
    no_length(text, at, way)
}

/// The unit that some words are, and how many of them: `days`, `business days`, `calendar days`.
fn unit_of(word: &str, next: Option<&str>) -> Option<(usize, String)> {
    if Unit::parse(word).is_some() {
        return Some((1, word.to_owned()));
    }
    let both = format!("{word} {}", next?);
    let unit = match way(&both) {
        Some(Way::Write(unit)) => unit,
        _ => both.replace(' ', "-"),
    };
    Unit::parse(&unit).map(|_| (2, unit))
}

fn no_length(text: &str, at: Range<usize>, way: Way) -> Option<Meant> {
    let message = format!("`{}` is no length of time", text.get(at.clone())?);
    Some(Meant::new(at, message, way))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

fn limits(least: &str, most: &str, unit: &str) -> Way {
    let counted = |count: &str| match Unit::parse(unit).filter(|_| count == "1") {
        Some(unit) => unit.as_str().to_owned(),
        None => unit.to_owned(),
    };
    Way::Say(format!(
        "write the limits: `at least {least} {} and at most {most} {}`",
        counted(least),
        counted(most)
    ))
}

/// The same behind `for`, where nothing says yet that it is a length of time.
fn behind_for(text: &str, start: usize, way: Way) -> Way {
    let before = text.get(line_at(text, start).start..start).unwrap_or("");
    let kept = before.trim_end().trim_end_matches(" for").ends_with(" kept");
    match way {
        Way::Say(help) if kept => {
            Way::Say(help.replace("write the limits: `", &format!("{OF_ITS_OWN}: `we keep … for ")))
        }
        Way::Say(help) if !says_length(text, start) => Way::Say(help.replace("`at least", "`for at least")),
        way => way,
    }
}

/// Whether a word before a place says that a length of time follows.
fn says_length(text: &str, start: usize) -> bool {
    let before = text.get(line_at(text, start).start..start).unwrap_or("");
    matches!(
        before.split_whitespace().next_back().unwrap_or(""),
        "for" | "kept" | "and" | "lasts" | "within" | "every" | "last" | "preceding" | "{"
    )
}

/// A length of time that is more than a number in words and a unit, from its first word on.
fn otherwise(text: &str, start: usize) -> Option<Meant> {
    let rest = text.get(start..line_at(text, start).end)?;
    let words: Vec<&str> =
        rest.split_whitespace().take(6).map(|word| word.trim_end_matches([',', ';'])).collect();
    let is_unit = |word: &str| Unit::parse(word).is_some();
    let (count, way) = match words.as_slice() {
        ["half", "a" | "an", unit, ..] => (3, whole("0.5", unit)?),
        ["few" | "several" | "many", unit, ..] if is_unit(unit) => (2, vague()),
        ["a", "few", unit, ..] if is_unit(unit) => (3, vague()),
        ["between", least, "and", most, unit, ..] if is_number(least) && is_number(most) && is_unit(unit) => {
            (5, behind_for(text, start, limits(least, most, unit)))
        }
        ["a" | "an" | "the", joined, "period", ..] => (3, hyphened(joined)?),
        ["a" | "an" | "the", count, unit, "period", ..] if is_number(count) => (4, counted(count, unit)?),
        [count, again, unit, rest @ ..] if again.starts_with('(') => {
            let (many, unit) = unit_of(unit, rest.first().copied())?;
            let same = again.trim_matches(['(', ')']);
            let value = |word: &str| word.parse().ok().or_else(|| number(word));
            (value(count)? == value(same)?).then_some(())?;
            (2 + many, counted(if is_number(count) { count } else { same }, &unit)?)
        }
        [joined, ..] if joined.contains('-') => (1, hyphened(joined)?),
        [joined, ..]
            if joined.ends_with(char::is_alphabetic) && joined.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (1, abbreviated(joined)?)
        }
        [count, unit, ..] => (2, whole(count, unit)?),
        _ => return None,
    };
    let last = *words.get(count - 1)?;
    let end = last.as_ptr().addr() - text.as_ptr().addr() + last.len();
    no_length(text, start..end, way)
}

/// A limit before a length of time, where nothing says yet that it is one: `we keep contact up to 30 days`.
pub(super) fn said_for_how_long(text: &str, at: &Range<usize>, way: Way) -> Way {
    let line = line_at(text, at.start);
    let part = |range: Range<usize>| text.get(range).unwrap_or("");
    let behind: Vec<&str> = part(at.end..line.end).split_whitespace().take(3).collect();
    let said = says_length(text, at.start);
    match (way, behind.as_slice()) {
        // How long before something happens is no time for which anything is done.
        (Way::Write(limit), [count, unit, rest @ ..])
            if matches!(&*limit, "at most" | "at least")
                && !said
                && rest != ["before"]
                && (is_number(count) || number(count).is_some())
                && Unit::parse(unit.trim_end_matches(',')).is_some() =>
        {
            Way::Write(format!("for {limit}"))
        }
        (way, _) => way,
    }
}

/// A limit that is misspelt, or has lost a word or its unit: `at lest 30 days`, `least 30 days`, `atmost 7 years`, `at most 7`.
pub(super) fn bound(text: &str, words: &Words<'_>) -> Option<Meant> {
    let limit = |at: usize| {
        let (place, found, (count_at, _), rest) = match words.all.get(at..)? {
            [(start, "at"), (end, bound), (count, number), rest @ ..] if is_number(number) => {
                (start.start..end.end, nearest(bound, BOUNDS)?, (count, number), rest)
            }
            [(place, bound), (count, number), rest @ ..] if is_number(number) => {
                let joined = ["atleast", "atmost"];
                let found = BOUNDS.into_iter().find(|known| known == bound);
                let found =
                    found.or_else(|| nearest(bound, joined).map(|bound| bound.trim_start_matches("at")));
                (place.clone(), found?, (count, number), rest)
            }
            _ => return None,
        };
        // A deadline is the latest by itself.
        let deadline = at.checked_sub(1).and_then(|before| words.all.get(before));
        if deadline.is_some_and(|(_, word)| *word == "within") {
            return None;
        }
        let right = text.get(place.clone())?.split_whitespace().eq(["at", found]);
        let next = rest.first().map(|(_, next)| *next);
        let ends = next.is_none_or(|next| begins_clause(next) || matches!(next, "and" | "or"));
        let unit = next.is_some_and(|next| Unit::parse(next).is_some() || matches!(next, "time" | "times"));
        if right && ends {
            let message = "this number has no unit of time".to_owned();
            let way = Way::Say("write `30 days`, `12 months`, …".to_owned());
            let at = place.start..count_at.end;
            return Some(Meant { code: Some("missing-unit"), ..Meant::new(at, message, way) });
        }
        let way = Way::Write(format!("at {found}"));
        (!right && (unit || ends))
            .then(|| Meant::misplaced(text, place.clone(), said_for_how_long(text, &place, way)))?
    };
    // The word that it is about may be the last of them, or stand before them.
    let kept = words.all.get(words.own).is_some_and(|(_, own)| *own == "kept");
    (words.own.saturating_sub(2)..=words.own + usize::from(kept)).find_map(limit)
}

const BOUNDS: [&str; 2] = ["least", "most"];

/// How often something happens at most, said with an adverb: `at most once`, `no more than twice a year`.
fn at_most(said: &str) -> Option<Way> {
    let limits = ["at most ", "no more than ", "not more than "];
    let often = limits.iter().find_map(|limit| said.strip_prefix(limit))?;
    let (count, span) = often.split_once(' ').unwrap_or((often, ""));
    let times = match count {
        "once" => "1 time",
        "twice" => "2 times",
        _ => return None,
    };
    let unit =
        ["a ", "an ", "per ", "every ", "each ", "in a "].iter().find_map(|each| span.strip_prefix(each));
    match unit {
        Some(unit) => Unit::parse(unit).map(|_| Way::Write(format!("at most {times} per {unit}"))),
        None => span
            .is_empty()
            .then(|| Way::Say(format!("in which time is said after `per`: `at most {times} per 12 months`"))),
    }
}

/// How often something happens, said with an adverb or otherwise than with `every`: `quarterly`, `at least once a year`.
pub(super) fn how_often(said: &str) -> Option<Way> {
    if let Some(way) = at_most(said) {
        return Some(way);
    }
    let (least, said) = said.strip_prefix("at least ").map_or(("", said), |said| ("at least ", said));
    let often = match said {
        "annually" | "yearly" => "year",
        "semi-annually" | "biannually" | "half-yearly" => "6 months",
        "quarterly" => "3 months",
        "monthly" => "month",
        "weekly" => "week",
        "daily" => "day",
        "hourly" => "hour",
        said => {
            let (each, unit) = said.rsplit_once(' ')?;
            let once = matches!(each, "once a" | "once an" | "once per" | "once every" | "once each");
            (each == "each" || once && !least.is_empty()).then_some(())?;
            Unit::parse(unit)?;
            unit
        }
    };
    Some(Way::Write(format!("{least}every {often}")))
}

/// In what time something is counted, where another word stands for `per`: `at most 2 times a year`.
fn per(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (at, _) =
        words.all.get(words.own).filter(|(_, word)| matches!(*word, "a" | "an" | "each" | "every" | "in"))?;
    words.before().filter(|before| matches!(*before, "time" | "times" | "once" | "twice"))?;
    let (last, unit) = words.all.get(words.own + 1).filter(|(_, unit)| Unit::parse(unit).is_some())?;
    Meant::misplaced(text, at.start..last.end, Way::Write(format!("per {unit}")))
}

/// A second deadline, for some cases: `within 30 days or 45 days if "…"`.
fn longer(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (at, count) = words.all.get(words.own).filter(|(_, count)| is_number(count))?;
    let (_, unit) = words.all.get(words.own + 1).filter(|(_, unit)| Unit::parse(unit).is_some())?;
    let before = text.get(line_at(text, at.start).start..at.start)?;
    let before: Vec<&str> = before.split_whitespace().collect();
    (before.last() == Some(&"or")).then_some(())?;
    let within = before.iter().position(|word| *word == "within")?;
    let [first, same] = before.get(within + 1..within + 3)? else { return None };
    let more = count.parse::<u32>().ok()?.checked_sub(first.parse().ok()?).filter(|more| *more > 0)?;
    let more = if Unit::parse(same) == Unit::parse(unit) { more.to_string() } else { "…".to_owned() };
    let help = format!(
        "by how much longer a deadline is in some cases stands after `extendable by`: `within {first} {same} … \
         extendable by {more} {unit} if …`"
    );
    let end = line_at(text, at.start).end;
    Some(Meant { about: end, ..Meant::misplaced(text, at.clone(), Way::Say(help))? })
}

/// A second time, for some cases: `for 5 years, or for 10 years if "…"`, `… or until "…" if "…"`.
pub(super) fn in_some_cases(text: &str, line: &Range<usize>, words: &Words<'_>) -> Option<Meant> {
    let (at, word) =
        words.all.get(words.own).filter(|(_, word)| matches!(*word, "for" | "until" | "while"))?;
    let before: Vec<&str> = text.get(line.start..at.start)?.split_whitespace().collect();
    let [head @ .., joined] = before.as_slice() else { return None };
    matches!(*joined, "or" | "and" | "but").then_some(())?;
    let first = head.iter().rposition(|word| *word == "for")?;
    let of_length = |words: &[&str]| match words {
        ["for", "at", "most" | "least", count, unit, rest @ ..] | ["for", count, unit, rest @ ..] => {
            let from = rest.first().is_none_or(|word| *word == "after");
            is_number(count) && Unit::parse(unit.trim_end_matches(',')).is_some() && from
        }
        _ => false,
    };
    of_length(head.get(first..)?).then_some(())?;
    let first = head.get(first..)?.join(" ");
    let behind = text.get(at.start..line.end)?.trim_end_matches([' ', '{']);
    // Only so is it known who keeps it, and until when, in words that readers can be shown.
    let ours = head.starts_with(&["we", "keep"]);
    let plain = ours && behind.contains("\" if ") && !behind.contains(" then ");
    (*word == "for" || plain).then_some(())?;
    let help = match behind.split_once(" if ") {
        Some((second, case)) => format!(
            "a time in some cases stands in words behind that in all others: `{} unless {case} then \"we keep it {}\"`",
            first.trim_end_matches(','),
            second.replace('"', "")
        ),
        None => "one time stands in a sentence: write a sentence for each, with the data that it holds for"
            .to_owned(),
    };
    let start = at.start.checked_sub(joined.len() + 1)?;
    let way = Way::Say(help);
    Some(Meant { about: line.end, ..Meant::misplaced(text, start..at.end, way)? })
}

/// What there is to do where more is said of a time than has room behind `kept`.
const OF_ITS_OWN: &str = "`kept` takes one length of time; two limits stand in a sentence of their own";

/// A second limit beside a collection: `kept at least 3 months and at most 5 months`.
pub(super) fn kept_twice(text: &str, line: &Range<usize>, words: &Words<'_>) -> Option<Meant> {
    let (at, _) = words.all.get(words.own).filter(|(_, word)| *word == "at")?;
    let before: Vec<&str> = text.get(line.start..at.start)?.split_whitespace().collect();
    let kept = before.iter().rposition(|word| *word == "kept")?;
    let [first @ .., "and"] = before.get(kept + 1..)? else { return None };
    let first = first.strip_prefix(&["for"]).unwrap_or(first);
    let second: Vec<&str> = text.get(at.start..line.end)?.split_whitespace().take(4).collect();
    let is_limit = |said: &[&str]| match said {
        ["at", "least" | "most", count, unit] => is_number(count) && Unit::parse(unit).is_some(),
        _ => false,
    };
    (is_limit(first) && is_limit(&second)).then_some(())?;
    let help = format!("{OF_ITS_OWN}: `we keep … for {} and {}`", first.join(" "), second.join(" "));
    let end = line.end;
    Some(Meant { about: end, ..Meant::misplaced(text, at.start..at.end, Way::Say(help))? })
}

/// How long something is kept in words, beside a collection: `kept "6 years plus the current tax year"`.
pub(super) fn kept(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (at, _) = words.all.get(words.own).filter(|(_, word)| *word == "kept")?;
    let (said, end) = super::together::behind(text, at.end)?;
    text.get(at.end..end)?.trim_start().starts_with('"').then_some(())?;
    let help = match spelt_condition(&said) {
        Some((word, rest)) => {
            format!("a time that something ends is a condition: `kept {} \"{rest}\"`", word.as_str())
        }
        None => format!("a time in words stands in a sentence of its own: `we keep … for \"{said}\"`"),
    };
    let message = "`kept` takes a length of time such as `30 days`".to_owned();
    Some(Meant { about: end, ..Meant::new(at.start..end, message, Way::Say(help)) })
}

/// A further length without its unit: `extendable by 45 if …`.
pub(super) fn extended(words: &Words<'_>) -> Option<Meant> {
    let [(_, "extendable"), (_, "by"), (at, count), rest @ ..] = words.all.get(words.own..)? else {
        return None;
    };
    let unit =
        rest.first().is_some_and(|(_, unit)| unit_of(unit, rest.get(1).map(|(_, next)| *next)).is_some());
    (is_number(count) && !unit).then(|| {
        let help = format!("write `{count} days`, `{count} months`, …");
        Meant::new(at.clone(), format!("`{count}` has no unit of time"), Way::Say(help))
    })
}

/// Words in quotes behind a limit, which has a number: `for at most "a limited time"`.
pub(super) fn limited(text: &str, words: &Words<'_>) -> Option<Meant> {
    let [(_, before), (start, "at"), (end, "most" | "least"), ..] =
        words.all.get(words.own.checked_sub(1)?..)?
    else {
        return None;
    };
    let rest = text.get(end.end..)?;
    let said = rest.trim_start().strip_prefix('"')?.split(['"', '\n']).next()?;
    let help = format!(
        "a limit has a number and a unit; a length in words stands without one: `{before} \"{said}\"`"
    );
    (*before == "for").then(|| Meant::misplaced(text, start.start..end.end, Way::Say(help)))?
}

fn vague() -> Way {
    Way::Say("a length of time is a number and a unit; what it hangs on stands after `depending on`: `depending on \"…\"`".to_owned())
}

fn counted(count: &str, unit: &str) -> Option<Way> {
    is_number(count).then_some(())?;
    let unit = Unit::parse(unit)?.as_str();
    let plural = if count == "1" { "" } else { "s" };
    Some(Way::Write(format!("{count} {unit}{plural}")))
}

/// `30-day`.
fn hyphened(word: &str) -> Option<Way> {
    let (count, unit) = word.split_once('-')?;
    counted(count, unit)
}

/// `30d`; what `m` is short for nobody can tell.
fn abbreviated(word: &str) -> Option<Way> {
    let (count, unit) = word.split_at_checked(word.find(char::is_alphabetic)?)?;
    let unit = match unit {
        "h" | "hr" | "hrs" => "hour",
        "d" => "day",
        "w" | "wk" | "wks" => "week",
        "mo" | "mos" => "month",
        "y" | "yr" | "yrs" => "year",
        _ => return None,
    };
    counted(count, unit)
}

/// A number with a point or a comma, in a unit in which it is a whole one: `1.5 years`, `1,000 days`.
fn whole(count: &str, unit: &str) -> Option<Way> {
    let (whole, part) =
        count.split_once(['.', ',']).filter(|(whole, part)| is_number(whole) && is_number(part))?;
    let unit = Unit::parse(unit)?;
    if part.len() == 3 && count.contains(',') {
        return counted(&format!("{whole}{part}"), unit.as_str());
    }
    let smaller = match unit {
        Unit::Year | Unit::CalendarYear => Some((12, "months")),
        Unit::Week => Some((7, "days")),
        Unit::Day => Some((24, "hours")),
        Unit::Hour => Some((60, "minutes")),
        Unit::Month | Unit::BusinessDay | Unit::Minute => None,
    };
    let in_smaller = |(times, unit): (u64, &str)| {
        let scale = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
        let all = whole.parse::<u64>().ok()?.checked_mul(scale)?.checked_add(part.parse().ok()?)?;
        let all = all.checked_mul(times)?;
        // A point may stand between thousands too.
        (part.len() < 3 && all % scale == 0).then(|| Way::Write(format!("{} {unit}", all / scale)))
    };
    let say = || Way::Say("a length of time has a whole number: say it in a smaller unit".to_owned());
    Some(smaller.and_then(in_smaller).unwrap_or_else(say))
}

/// An age of nobody: `section minors for under 13`.
pub(super) fn nobodys_age(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (age_at, age) = words.all.get(words.own)?;
    let [.., (_, before), (at, "under")] = words.all.get(..words.own)? else { return None };
    let aged = is_number(age) && ListWord::parse(before).is_some();
    let age = aged.then(|| Way::Write(format!("children under {age}")))?;
    Meant::misplaced(text, at.start..age_at.end, age)
}

/// What stands behind a length of time and belongs before it, or behind an age: `30 days at most`, `13 years old`.
fn behind(text: &str, at: Range<usize>, length: &str, rest: &[(Range<usize>, &str)]) -> Option<Meant> {
    let line = line_at(text, at.start);
    let before = text.get(line.start..at.start)?.split_whitespace().next_back();
    let (end, bound) = match rest {
        [(_, "at"), (end, bound @ ("most" | "least")), ..] => (end, *bound),
        [(_, "or"), (end, "less" | "fewer" | "shorter"), ..] | [(end, "max" | "maximum"), ..] => {
            (end, "most")
        }
        [(_, "or"), (end, "more" | "longer"), ..] | [(end, "min" | "minimum"), ..] => (end, "least"),
        [(end, "old"), ..] | [(_, "of"), (end, "age"), ..] if before == Some("under") => {
            let age = length.split(' ').next()?.to_owned();
            let message = "an age has no unit, it is in years".to_owned();
            return Some(Meant::new(at.start..end.end, message, Way::Write(age)));
        }
        _ => return None,
    };
    // What limits the next length is a second limit of the first: `at least 6 months at most 12 months`.
    let next = text.get(end.end..line.end)?.split_whitespace().next();
    if before == Some("least") && bound == "most" && next.is_some_and(is_number) {
        return Meant::misplaced(text, at.start..end.end, Way::Write(format!("{length} and at {bound}")));
    }
    // A deadline is a limit by itself.
    let limited = if before == Some("within") { length.to_owned() } else { format!("at {bound} {length}") };
    Meant::misplaced(text, at.start..end.end, Way::Write(limited))
}

#[cfg(test)]
mod tests {
    use super::{Way, how_often, otherwise};

    #[test]
    fn how_often_something_happens_is_said_with_every() {
        let check = |text: &str, wanted: Option<&str>| {
            let told = how_often(text).map(|way| match way {
                Way::Write(words) | Way::Say(words) => words,
            });
            assert_eq!(told.as_deref(), wanted, "{text}");
        };
        check("annually", Some("every year"));
        check("at least quarterly", Some("at least every 3 months"));
        check("each month", Some("every month"));
        check("at least once a week", Some("at least every week"));
        // It may be a limit.
        check("once a week", None);
        check("each of us", None);
    }

    #[test]
    fn lengths_are_read_as_people_write_them() {
        let check = |text: &str, wanted: Option<&str>| {
            let told = otherwise(text, 0).map(|meant| match meant.way {
                Way::Write(words) => format!("{}: {words}", &text[meant.at]),
                Way::Say(help) => format!("{}: {help}", &text[meant.at]),
            });
            assert_eq!(told.as_deref(), wanted, "{text}");
        };
        check("thirty (30) days, then", Some("thirty (30) days: 30 days"));
        check("30 (thirty) days", Some("30 (thirty) days: 30 days"));
        check("thirty (60) days", None);
        check("five (5) business days, then", Some("five (5) business days: 5 business-days"));
        check("5 (five) working days", Some("5 (five) working days: 5 business-days"));
        check("one (1) business day", Some("one (1) business day: 1 business-day"));
        check("forty-five (45) calendar days", Some("forty-five (45) calendar days: 45 days"));
        check("five (5) good days", None);
        check("one (1) month", Some("one (1) month: 1 month"));
        check("30-day", Some("30-day: 30 days"));
        check("a 30-day period", Some("a 30-day period: 30 days"));
        check("30d }", Some("30d: 30 days"));
        check("1yr", Some("1yr: 1 year"));
        check("6m", None);
        check("half a year", Some("half a year: 6 months"));
        check("half an hour", Some("half an hour: 30 minutes"));
        check("1.5 years", Some("1.5 years: 18 months"));
        check("2,5 years", Some("2,5 years: 30 months"));
        check("1,000 days", Some("1,000 days: 1000 days"));
        check(
            "1.000 days",
            Some("1.000 days: a length of time has a whole number: say it in a smaller unit"),
        );
        check(
            "between 12 and 24 months",
            Some(
                "between 12 and 24 months: write the limits: `for at least 12 months and at most 24 months`",
            ),
        );
        check("30 days", None);
        check("in-app purchases", None);
    }
}
