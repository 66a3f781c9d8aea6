//! What people write who know other languages, or only their own.

use super::super::grammar::phrases;
use super::written::unquoted;
use super::{Help, OTHER_QUOTES, STRAIGHT, clause_word, opened_by, words};
use crate::source::line_at;

/// What other languages write and this one does not.
pub(super) fn known_slip(text: &str, at: usize, shown: &str) -> Option<Help> {
    let before = text.get(..at).unwrap_or("");
    let written = text.get(at..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
    let digit = before.ends_with(|c: char| c.is_ascii_digit());
    if let Some(plain) = narrow(shown) {
        return Some(Help::Says(format!(
            "write the ordinary `{plain}`: this has the width of a Chinese character"
        )));
    }
    let help = match shown {
        "." if let Some(help) = dotted(text, at) => return Some(Help::Says(help)),
        "." | ";" if let Some(kind) = unmarked_kind(text, at, shown) => {
            return Some(Help::Says(format!("a kind stands behind a `:`: `: {kind}`")));
        }
        "." | "," if let Some(help) = unquoted_value(text, at).filter(|_| digit) => {
            return Some(Help::Says(help));
        }
        "." if digit => "a duration has a whole number, `18 months`; other numbers stand in quotes",
        "." | "/" | "\\" if let Some(path) = imported(text, at) => {
            let path = path.replace('\\', "/");
            return Some(Help::Says(format!("the path of a file stands in quotes: `import \"{path}\"`")));
        }
        "." | ";" => "a sentence ends with its line, without a mark",
        "!" if text
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || "(\"".contains(c))) =>
        {
            "what is not so stands after `not`: `if not …`"
        }
        "?" | "!" => "no such mark stands here; text of several sentences is `prose \"…\"`, in a section",
        "`" => "a name stands as it is, and a text in straight double quotes: `\"…\"`",
        mark if mark.starts_with(OTHER_QUOTES) => STRAIGHT,
        ":" if before.trim_end().ends_with(':') => "there is a `:` too many",
        "=" | ":" if let Some(help) = compared(text, at, shown) => return Some(Help::Says(help)),
        "=" | ":" if !(shown == ":" && takes_kind(text, at)) => {
            "a property is a word, a blank and its value: `language en`"
        }
        _ if shown.starts_with('"') && is_address(text, at) => {
            "an address is one text, with `\\n` between its lines: `\"1 Main St\\nSpringfield, IL 62701\"`"
        }
        "{" if let Some(kind) = unnamed(before, text, at) => {
            let id = if matches!(kind, "policy" | "definition") { "" } else { "some-name " };
            return Some(Help::Says(format!(
                "what readers see stands before the braces: `{kind} {id}\"…\" {{ … }}`"
            )));
        }
        _ if shown.starts_with('"') && behind_kind(before).is_some() => {
            return behind_kind(before).map(|(head, kind)| Help::Says(named_late(head, kind, shown)));
        }
        _ if shown.starts_with('"') && named_before(before) => {
            "a kind is a word of the vocabulary and stands without quotes: `: device`"
        }
        _ if shown.starts_with('"') && before.trim_end().ends_with(':') => {
            "delete the `:`: what readers see stands right after a name, and its kind after a `:` behind that"
        }
        "{" if before.trim_end().ends_with(':') => {
            let line = before.get(line_at(text, at).start..).unwrap_or("");
            if line.trim_start().starts_with("section ") {
                "delete the `:`: a section has no kind"
            } else {
                "write a kind after the `:`, or delete the `:`"
            }
        }
        "/*" => "a comment begins with `//`, on each of its lines",
        "#" | "--" => "a comment begins with `//`",
        "/" if digit => "a date is year, month and day: `2026-03-01`",
        "/" if before.ends_with(char::is_alphanumeric) => "a list goes on after a comma, `and` or `or`",
        "/" | "*" => "a comment begins with `//`",
        "," if before.trim_end().ends_with(',') => "there is a comma too many",
        "," if first_word(text, at) == Some("import") => {
            "an `import` names one file: write another `import` for the next, on a line of its own"
        }
        "," if digit
            && written.starts_with(',')
            && written.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            "a number has no comma: `1000`; a list goes on after a comma and a blank"
        }
        "," if declares(before) || ends_property(text, at) => {
            "no comma stands between properties or items, each begins a line of its own; several kinds are joined with `|`"
        }
        "," if let Some(word) = opens_verb(before) => {
            return Some(Help::Says(format!("nothing stands between `{word}` and the verb: leave it out")));
        }
        "," => "commas stand in lists: conditions are joined with `or` or `and`, and clauses with nothing",
        ":" if takes_kind(text, at) => return Some(Help::Says(earlier_kind(before))),
        "(" if first_word(text, at).is_some_and(|word| word.starts_with("allow(")) => {
            not_allowed(text.get(at..line_at(text, at).end).unwrap_or(""))
        }
        "(" if let Some(word) = bracketed(text, at) => {
            return Some(Help::Says(format!("it stands without parentheses: `{word}`")));
        }
        "(" if declares(before) && !before.trim_end().ends_with("allow") => {
            "what belongs to a declaration stands in braces, `{ … }`"
        }
        "(" => {
            "conditions may stand in parentheses, after `if` or `unless`; a list may not: what belongs to a \
                thing stands after `including`"
        }
        "[" | "]" => {
            "what belongs to a declaration stands in braces, `{ … }`, and a list goes on after a comma, in no brackets"
        }
        "&" | "+" => "write `and`, or words of your own in double quotes",
        "|" if declares(before) && (before.ends_with('|') || written.starts_with("||")) => {
            "several kinds are joined with one `|`: `: processor | analytics`"
        }
        "|" => "write `or`, or words of your own in double quotes",
        "<" | ">" => "write it as a text, in double quotes",
        _ if before.ends_with(|c: char| c.is_ascii_digit())
            && is_date(&format!("{}{written}", before.rsplit([' ', '\t', '\n']).next().unwrap_or(""))) =>
        {
            "a day stands behind `until`, as a text: `\"31 December 2027\"`"
        }
        _ if shown.starts_with('-') && written.ends_with(|c: char| c.is_ascii_digit()) => {
            "a number has no sign"
        }
        _ if shown.starts_with(['-', '–', '—']) => {
            "no dash stands in a sentence: what is said between two of them stands in a clause, `if …`, or in a `note`"
        }
        _ if shown.starts_with(char::is_alphabetic) && before.ends_with('"') => {
            "a quote inside a text is written with a backslash before it: `\"… \\\"…\\\" …\"`"
        }
        _ if is_date(written.trim_end_matches([',', ';', '.'])) => {
            "a day stands here as a text: `\"31 December 2027\"`"
        }
        _ => return None,
    };
    Some(Help::Says(help.to_owned()))
}

/// Digits and marks as they stand among Chinese characters, each as the one that the language knows.
fn narrow(shown: &str) -> Option<String> {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '、' => Some(','),
        '。' => Some('.'),
        _ => None,
    };
    shown.chars().any(|c| plain(c).is_some()).then(|| shown.chars().map(|c| plain(c).unwrap_or(c)).collect())
}

/// The kind that stands behind what readers see in a declaration, with another mark than a `:` before it or with none:
/// `"minors" ; minor`, `phone "phone" contact.phone`.
fn unmarked_kind<'t>(text: &'t str, at: usize, mark: &str) -> Option<&'t str> {
    let line = line_at(text, at);
    let head = opened_by(text, line.start).and_then(|head| text.get(line_at(text, head)));
    let before = text.get(line.start..at)?;
    (declares(before) || head.is_some_and(declares)).then_some(())?;
    let of_kind = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let start = if mark == "." { before.trim_end_matches(of_kind).len() } else { before.len() + mark.len() };
    let rest = text.get(line.start + start..line.end)?.trim_start();
    let kind = rest.get(..rest.find(|c| !of_kind(c)).unwrap_or(rest.len()))?;
    let named = before.get(..start.min(before.len()))?.trim_end().ends_with('"');
    (named && kind.starts_with(char::is_alphabetic)).then_some(kind)
}

/// The one word in parentheses that open at a place, if it says how something is: `(optional)`.
fn bracketed(text: &str, at: usize) -> Option<&str> {
    let word = text.get(at + 1..)?.split_once(')')?.0.trim();
    words("QUALIFIER").contains(&word).then_some(word)
}

/// Whether a comma ends a line in the braces of a declaration.
fn ends_property(text: &str, at: usize) -> bool {
    let line = line_at(text, at);
    let rest = text.get(at + 1..line.end).unwrap_or("").trim_start();
    let head = opened_by(text, line.start).and_then(|head| text.get(line_at(text, head)));
    (rest.is_empty() || rest.starts_with("//")) && head.is_some_and(declares)
}

/// What to write for a mark behind the word of a clause, within a condition, or behind the name of a declaration.
fn compared(text: &str, at: usize, mark: &str) -> Option<String> {
    let before = text.get(line_at(text, at).start..at)?;
    let unquoted = unquoted(before);
    let said: Vec<&str> = unquoted.split(['{', ' ']).filter(|word| !word.is_empty()).collect();
    let last = said.last()?;
    if clause_word(last, 0).is_some_and(|(length, _)| length == last.len()) {
        return Some(format!("nothing but a blank stands behind `{last}`: delete the `{mark}`"));
    }
    if mark == "=" && said.iter().any(|word| words("CONDITION").contains(word)) {
        return Some(
            "a condition is a name or a text, and compares nothing: `if consent`, `if \"you agree\"`"
                .to_owned(),
        );
    }
    let named = said.len() <= 2 && !unquoted.contains('"');
    let declares = words("NOUN").contains(said.first()?) && named && mark == "=";
    declares.then(|| format!("what readers see stands right behind the name: `{} \"…\"`", said.join(" ")))
}

/// Properties that are texts.
const TEXTS: &[&str] = &["address", "brand", "group", "legal", "person", "phone", "value", "version"];

/// The property that a place on its line belongs to, and what is written behind its word.
fn property_at(text: &str, at: usize) -> Option<(&str, &str)> {
    let line = line_at(text, at);
    let start = text.get(line.start..at)?.rfind('{').map_or(line.start, |brace| line.start + brace + 1);
    let written = text.get(start..line.end)?;
    let (word, value) = written.trim_start().split_once(' ')?;
    let value = value.split('}').next()?.trim();
    TEXTS.contains(&word).then_some((word, value))
}

/// A text without quotes as the value of a property: `version 3.2`.
fn unquoted_value(text: &str, at: usize) -> Option<String> {
    let (word, value) = property_at(text, at)?;
    (!value.contains('"') && !value.starts_with(OTHER_QUOTES))
        .then(|| format!("a text stands in quotes: `{word} \"{value}\"`"))
}

/// Whether a place is behind the first text of an address.
fn is_address(text: &str, at: usize) -> bool {
    property_at(text, at).is_some_and(|(word, value)| {
        matches!(word, "address" | "value") && value.starts_with('"') && !value.contains("\",")
    })
}

/// The kind of a declaration that a place ends which has no name: `policy {`.
fn unnamed<'t>(before: &'t str, text: &str, at: usize) -> Option<&'t str> {
    let head = before.get(line_at(text, at).start..)?.trim();
    words("NOUN").contains(&head).then_some(head)
}

/// The path behind an `import`, without quotes.
fn imported(text: &str, at: usize) -> Option<&str> {
    let path = text.get(line_at(text, at))?.trim().strip_prefix("import ")?.trim();
    (!path.contains([' ', '"'])).then_some(path)
}

/// A part of a group with its dot, in the braces of a declaration: `{ contact.phone }`.
fn dotted(text: &str, at: usize) -> Option<String> {
    let line = line_at(text, at);
    let braced = text.get(line.start..at)?.rsplit('{').next()?.trim_start();
    let own = |c: char| c.is_alphanumeric() || c == '-';
    let rest = text.get(at + 1..line.end)?;
    let item = rest.get(..rest.find(|c| !own(c)).unwrap_or(rest.len()))?;
    let path = !braced.is_empty() && braced.chars().all(own) && !item.is_empty();
    path.then(|| {
        format!(
            "an item begins with its id, and its kind stands behind a `:`: `{item} \"…\" : {braced}.{item}`"
        )
    })
}

/// The line of a declaration up to its kind, and that kind, if it ends there: `data phones : contact.phone`.
fn behind_kind(before: &str) -> Option<(&str, &str)> {
    let line = before.get(line_at(before, before.len()).start..)?;
    let (head, kind) = line.trim().rsplit_once(':')?;
    let word = kind.trim();
    let one = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    (one && declares(before) && !head.contains(['{', ':'])).then_some((head.trim(), word))
}

/// Where a text belongs that stands behind the kind of a declaration.
fn named_late(head: &str, kind: &str, shown: &str) -> String {
    if !head.contains('"') {
        return format!("what readers see stands before the `:`: `{head} {shown} : {kind}`");
    }
    let property = if head.starts_with("channel ") { "value" } else { "note" };
    format!(
        "a text behind the kind stands in braces, after what it is: `{head} : {kind} {{ {property} {shown} }}`"
    )
}

/// The first word of the line of a place.
fn first_word(text: &str, at: usize) -> Option<&str> {
    text.get(line_at(text, at))?.split_whitespace().next()
}

/// Whether a place is on the line of a declaration.
pub(super) fn declares(before: &str) -> bool {
    let line = before.get(line_at(before, before.len()).start..).unwrap_or("");
    line.split_whitespace().next().is_some_and(|word| words("NOUN").contains(&word))
}

/// Whether a line has nothing but the head of a declaration so far: its name, what readers see, and its kinds.
pub(super) fn is_head(line: &str) -> bool {
    let head = unquoted(line);
    let (named, kinds) = head.split_once(':').unwrap_or((&head, ""));
    let one = |kind: &str| kind.split_whitespace().count() <= 1;
    declares(line)
        && !head.contains('{')
        && named.split_whitespace().count() <= 3
        && kinds.split('|').all(one)
}

/// The last word before a place, if a verb follows it: `we may`.
fn opens_verb(before: &str) -> Option<&str> {
    let line = before.get(line_at(before, before.len()).start..)?;
    let last = line.split_whitespace().next_back()?;
    let ends = |phrase: &String| phrase.split(' ').next_back() == Some(last);
    (last != "to" && phrases("MODAL").iter().any(ends)).then_some(last)
}

/// Whether a `:` stands before a place, behind what readers see, so that a kind follows.
fn named_before(before: &str) -> bool {
    let line = before.get(line_at(before, before.len()).start..).unwrap_or("");
    line.trim_end().strip_suffix(':').is_some_and(|named| named.contains('"'))
}

/// What is said rightly, but not as the language says it: `at least 6 months`, `30 days after …`.
pub(super) fn said_otherwise(text: &str, at: usize) -> Option<Help> {
    let line = line_at(text, at);
    let rest = text.get(at..line.end)?;
    let listed = text.get(line.start..at).is_some_and(|before| before.trim_end().ends_with(','));
    let words: Vec<&str> = rest.split_whitespace().take(7).collect();
    let help = match words.as_slice() {
        ["at", "most", count, times @ ("times" | "time"), rest @ ..]
            if count.chars().all(|c| c.is_ascii_digit()) && rest.first() != Some(&"per") =>
        {
            let span = match rest {
                ["a" | "an" | "every" | "each" | "in", length @ ..] => match length {
                    [count, unit, ..] if is_length(count, unit) => format!("{count} {unit}"),
                    [unit, ..] => (*unit).to_owned(),
                    [] => "…".to_owned(),
                },
                _ => "12 months".to_owned(),
            };
            format!("in which time is said after `per`: `at most {count} {times} per {span}`")
        }
        ["at", "most", count, what, "per" | "a" | "an" | "every" | "each", unit, ..]
            if !is_length(count, what) && is_length(count, unit) =>
        {
            format!(
                "it says how many times something is done; what there is so many of stands behind the verb: `… \"{what}\" \
                 at most {count} times per {unit}`"
            )
        }
        ["at", bound @ ("least" | "most"), count, unit, "prior", "to", ..] if is_length(count, unit) => {
            format!("write `before` in the place of `prior to`: `at {bound} {count} {unit} before \"the change\"`")
        }
        ["at", bound @ ("least" | "most"), count, unit, "in", "advance" | "advance.", ..]
            if is_length(count, unit) =>
        {
            format!("say before what: `at {bound} {count} {unit} before \"the change\"`")
        }
        ["at", bound @ ("least" | "most"), count, unit, ..] if listed && is_length(count, unit) => {
            format!("two lengths are joined with `and`: `for … and at {bound} {count} {unit}`")
        }
        ["at", bound @ ("least" | "most"), count, unit, ..] if is_length(count, unit) => {
            format!("say for how long: `for at {bound} {count} {unit}`")
        }
        ["up", "to", count, unit, ..]
        | ["max" | "maximum", count, unit, ..]
        | ["a", "maximum", "of", count, unit, ..]
        | ["no" | "not", "longer" | "more", "than", count, unit, ..]
            if is_length(count, unit) =>
        {
            format!("say for how long: `for at most {count} {unit}`")
        }
        [count, "times" | "time", "per" | "a" | "every" | "each", span @ ..]
            if count.chars().all(|c| c.is_ascii_digit()) && !span.is_empty() =>
        {
            let (every, span) = match span {
                [many, unit, ..] if is_length(many, unit) => {
                    (evenly(count, many.parse().unwrap_or(0), unit), format!("{many} {unit}"))
                }
                [unit, ..] => (evenly_in(count, unit), (*unit).to_owned()),
                [] => return None,
            };
            format!(
                "how often something happens stands after `every`: `every {every}`; how often it may at most: `at most \
                 {count} times per {span}`"
            )
        }
        ["extendable" | "extendible" | "extensible" | "extended" | "prolonged", ..] => {
            let by = words.iter().zip(words.iter().skip(1)).find(|(count, unit)| is_length(count, unit));
            match by {
                Some((count, unit)) if words.get(1) != Some(&"to") => {
                    format!("write `extendable by {count} {unit}`")
                }
                _ => "say by how much, behind the deadline: `extendable by 45 days`".to_owned(),
            }
        }
        ["forever", ..] => "write `indefinitely`".to_owned(),
        ["permanently", ..] => {
            "how long is `indefinitely`; how it is done stands before the verb: `we permanently …`".to_owned()
        }
        [age, "to" | "through" | "-" | "–", ..] if age.chars().all(|c| c.is_ascii_digit()) => {
            "an age is said by its upper limit, `under …`; others stand in quotes, with whom they are about: \
             `\"people of … to …\"`"
                .to_owned()
        }
        [count, unit, "after" | "of" | "from", ..] if is_length(count, unit) => {
            format!(
                "write `within {count} {unit} of …` for a deadline, `for {count} {unit} after …` for how long"
            )
        }
        [count, unit, "before", ..] | [count, unit, "prior", "to", ..] | [count, unit, "in", "advance", ..]
            if is_length(count, unit) =>
        {
            format!("say before what: `{count} {unit} before \"the change\"`")
        }
        [count, unit, ..] if is_length(count, unit) => {
            format!("say what it is: `for {count} {unit}`, or `within {count} {unit}` for a deadline")
        }
        [quoted, ..] if listed && quoted.starts_with('"') && text.get(line.start..at).is_some_and(ends_in_basis) => {
            "delete the comma: a text about a legal basis stands right behind its name".to_owned()
        }
        ["basis", quoted, ..] if quoted.starts_with('"') => {
            "a legal basis is a name and stands without quotes: `basis contract`; words of your own stand behind it, \
             `basis legitimate-interests \"…\"`"
                .to_owned()
        }
        ["and" | "or", ..] if text.get(..at).and_then(behind_kind).is_some() => {
            "several kinds are joined with `|`: `: processor | analytics`".to_owned()
        }
        [word, ..] if *word == "allow" || word.starts_with("allow(") => {
            not_allowed(rest.trim_start_matches("allow").trim_start()).to_owned()
        }
        ["at", said, ..] if said.starts_with('"') => {
            "how somebody is reached stands after `by`, where something happens after `on` or `in`".to_owned()
        }
        _ => return None,
    };
    Some(Help::Says(help))
}

/// Whether legal bases end what is before a place, and a comma behind them: `basis legitimate-interests, `.
fn ends_in_basis(before: &str) -> bool {
    let unquoted = unquoted(before);
    let bases = unquoted.rsplit_once("basis ").map(|(_, bases)| bases);
    bases.is_some_and(|bases| bases.split(',').all(|base| !base.trim().contains(' ')))
}

/// How long the time is between two things of which so many happen in a unit of time.
fn evenly_in(count: &str, unit: &str) -> String {
    let (parts, part) = match unit {
        _ if count == "1" => return unit.to_owned(),
        "year" => (12, "month"),
        "month" => (30, "day"),
        "week" => (7, "day"),
        "day" => (24, "hour"),
        _ => return "…".to_owned(),
    };
    evenly(count, parts, part)
}

/// The same in so many of a unit: `2 times per 12 months`.
fn evenly(count: &str, parts: u32, unit: &str) -> String {
    let unit = unit.trim_end_matches('s');
    match count
        .parse::<u32>()
        .ok()
        .and_then(|count| parts.checked_rem(count).map(|rest| (parts / count, rest)))
    {
        Some((1, 0)) => unit.to_owned(),
        Some((many @ 2.., 0)) => format!("{many} {unit}s"),
        _ => "…".to_owned(),
    }
}

/// An adverb where a sentence goes on behind its verb.
pub(super) fn adverb(text: &str, at: usize) -> Option<Help> {
    let word = text.get(at..line_at(text, at).end)?.split_whitespace().next()?;
    let known = word != "permanently" && phrases("ADVERB").iter().any(|known| known == word);
    known.then(|| Help::Says(format!("it stands before the verb: `we {word} …`")))
}

/// What an `allow` lacks, by what stands behind the word.
fn not_allowed(rest: &str) -> &'static str {
    let Some((name, reason)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return "the finding stands in parentheses and the reason behind them: `allow(unused-declaration) \"…\"`";
    };
    if name.contains('"') {
        "the finding stands without quotes: `allow(unused-declaration) \"…\"`"
    } else if name.contains(',') {
        "one finding stands in the parentheses: write an `allow` for each, with its reason"
    } else if reason.trim_start().starts_with('"') {
        "it stands behind a declaration, a sentence or the head of a section: `… allow(unused-declaration) \"…\"`"
    } else {
        "the reason is missing: `allow(unused-declaration) \"…\"`"
    }
}

/// Where the kind belongs that stands behind something that takes none.
fn earlier_kind(before: &str) -> String {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    if words("QUALIFIER").contains(&last) {
        return format!("the kind stands before `{last}`: `: … {last}`");
    }
    let line = before.get(line_at(before, before.len()).start..).map(unquoted).unwrap_or_default();
    if line.trim() == last && !matches!(last, "we" | "you") && !words("NOUN").contains(&last) {
        return "a sentence says who does what: `we collect …`, `you have the right to …`".to_owned();
    }
    let conditional = line.split_whitespace().any(|word| words("CONDITION").contains(&word));
    if conditional {
        "a condition takes no kind: declare it, `condition some-name \"…\" : consent`, and name it here"
    } else {
        "nothing but a blank stands between a word and what it is about: delete the `:`"
    }
    .to_owned()
}

/// A length of time in quotes, where it stands without them.
pub(super) fn quoted_length(text: &str, at: usize) -> Option<Help> {
    let rest = text.get(at..line_at(text, at).end)?.strip_prefix('"')?;
    let said = rest.split('"').next()?;
    let help = match said.split(' ').collect::<Vec<_>>().as_slice() {
        [count, unit] if is_length(count, unit) => format!("leave out the quotes: `{said}`"),
        _ if text
            .get(..at)
            .is_some_and(|before| before.trim_end().trim_end_matches("for").trim_end().ends_with("kept")) =>
        {
            format!("other words than a number and a unit stand behind `keep`: `we keep … for \"{said}\"`")
        }
        _ => "other words than a number and a unit stand in a `note`".to_owned(),
    };
    Some(Help::Says(help))
}

/// Whether a kind follows the `:` at a place, so that it is right but for where it stands.
pub(super) fn takes_kind(text: &str, at: usize) -> bool {
    let doubled = text.get(..at).is_some_and(|before| before.trim_end().ends_with(':'));
    let after = text.get(at..).and_then(|rest| rest.strip_prefix(':')).filter(|_| !doubled);
    after.is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(char::is_alphabetic))
}

fn is_date(word: &str) -> bool {
    let mut parts =
        word.split(['-', '/', '.']).map(|part| (part.len(), part.chars().all(|c| c.is_ascii_digit())));
    let dated = [parts.next(), parts.next(), parts.next()].map(|part| part.is_some_and(|(_, digits)| digits));
    parts.next().is_none() && dated == [true; 3]
}

fn is_length(count: &str, unit: &str) -> bool {
    count.chars().all(|c| c.is_ascii_digit()) && words("UNIT").contains(&unit)
}

/// The unit of time of which a word has the first letter and others in their order, if there is one: `hrs`.
pub(super) fn abbreviated(word: &str, units: &[&'static str]) -> Option<&'static str> {
    let short = |unit: &&'static str| {
        let mut letters = unit.chars();
        unit.starts_with(word.chars().next()?).then_some(())?;
        word.chars().all(|c| letters.any(|letter| letter == c)).then(|| unit.trim_end_matches('s'))
    };
    let mut found = units.iter().filter_map(short);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::abbreviated;

    #[test]
    fn a_unit_is_known_by_some_of_its_letters_where_they_are_those_of_one() {
        let units = crate::syntax::grammar_words("UNIT");
        let found = ["h", "hrs", "yr", "mo", "min", "m", "x"].map(|word| abbreviated(word, &units));
        assert_eq!(
            found,
            [Some("hour"), Some("hour"), Some("year"), Some("month"), Some("minute"), None, None]
        );
    }
}
