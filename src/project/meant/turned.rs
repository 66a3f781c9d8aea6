//! Sentences that are said the other way round: with "not", or with `only` behind the verb.

use std::ops::Range;

use super::modals::who_end;
use super::{Known, Meant, REACH, Way, Words};
use crate::model::words::{ConditionWord, ListWord, Modal, SayingWord, Unit};
use crate::model::{number, verb};
use crate::source::line_at;
use crate::syntax::code_before;

/// The words of a sentence before a place, on its line and on those that this goes on with.
pub(super) fn words_before(text: &str, at: usize) -> Vec<&str> {
    let mut start = line_at(text, at).start;
    let mut words: Vec<&str> = Vec::new();
    for _ in 0..REACH {
        words = text.get(start..at).unwrap_or("").split_whitespace().collect();
        let end = code_before(text, start);
        if end == 0 || !words.first().is_none_or(|word| goes_on(word)) {
            break;
        }
        start = line_at(text, end).start;
    }
    words
}

/// Whether a word begins what goes on with a sentence.
pub(super) fn goes_on(word: &str) -> bool {
    ListWord::parse(word).is_some()
        || ConditionWord::parse(word).is_some()
        || SayingWord::parse(word).is_some()
        || word == "{"
}

/// Whether a word begins a clause, or the braces of a sentence.
pub(super) fn begins_clause(word: &str) -> bool {
    goes_on(word) || matches!(word, "kept" | "within" | "every" | "basis" | "indefinitely")
}

/// Whether a sentence says by these words that something is not done.
pub(super) fn denies(words: &[&str]) -> bool {
    words.iter().any(|word| is_denial(word))
}

fn is_denial(word: &str) -> bool {
    matches!(word, "not" | "never" | "cannot")
}

/// What is not done for more than a time, said without "not": it is done for at most that time.
pub(super) fn no_longer(text: &str, at: &Range<usize>, said: &str, known: &Known<'_>) -> Option<String> {
    const LONGER: &[&str] =
        &["for more than", "for longer than", "for over", "longer than", "any longer than"];
    let behind: Vec<&str> = text.get(at.end..line_at(text, at.end).end)?.split_whitespace().take(2).collect();
    let counts = |count: &str| count.starts_with(|c: char| c.is_ascii_digit()) || number(count).is_some();
    let length = matches!(behind.as_slice(), [count, unit] if counts(count) && Unit::parse(unit.trim_end_matches(',')).is_some());
    let more = length && matches!(said, "more than" | "beyond" | "over");
    (more || LONGER.contains(&said)).then_some(())?;
    let words = words_before(text, at.start);
    if words.first() == Some(&"assert") {
        let help = "an assertion is limited by no length of time: leave it out, or write `indefinitely`";
        return Some(help.to_owned());
    }
    let denial = words.iter().position(|word| is_denial(word))?;
    let (mut who, done) = (words.get(..denial)?.to_vec(), words.get(denial + 1..)?);
    let modal =
        who.pop_if(|word| Modal::parse(word).is_some() || matches!(*word, "do" | "does")).unwrap_or_default();
    // What somebody must is said in the braces of its declaration, without who it is.
    let braced = who.iter().rposition(|word| *word == "{");
    let mut who = who.split_off(braced.map_or(0, |brace| brace + 1));
    match modal {
        "do" | "does" if braced.is_none() => {}
        "" if words.get(denial) == Some(&"cannot") => who.push("can"),
        "" => {}
        modal => who.push(modal),
    }
    let verb_at = done.iter().position(|word| verb::find(word).is_some())?;
    let (adverbs, verb) = (done.get(..verb_at)?, done.get(verb_at)?);
    let verb = if modal == "does" { verb::find(verb)?.third() } else { *verb };
    // "Or" means another thing without "not".
    let object = done.get(verb_at + 1..)?;
    let single = !object.iter().any(|word| *word == "or" || word.ends_with([',', '{']));
    let object = if single { object } else { &["…"] };
    // "For longer than necessary" is no length of time.
    let limit = match behind.as_slice() {
        [count, unit] if counts(count) => {
            let count = number(count).map_or((*count).to_owned(), |count| count.to_string());
            format!("for at most {count} {}", unit.trim_end_matches(','))
        }
        [name] if known.is_condition(name) => format!("while {name}"),
        _ => "while \"…\"".to_owned(),
    };
    let words: Vec<&str> = who.into_iter().chain(adverbs.iter().copied()).chain([verb]).collect();
    let length: Vec<&str> = object.iter().copied().chain([&*limit]).collect();
    Some(format!(
        "what is not done longer is said without \"not\": `{} {}`",
        words.join(" "),
        length.join(" ")
    ))
}

/// What somebody need not do: `you are not required to provide contact`.
pub(super) fn need_not(text: &str, line: &Range<usize>, words: &Words<'_>) -> Option<Meant> {
    let before = words.all.get(..words.own + 1)?;
    let is = before.windows(4).position(|run| {
        matches!(run, [(_, "is" | "are"), (_, "not"), (_, "required" | "obliged"), (_, "to")])
    })?;
    let [(start, is), _, _, (to, _), (done, verb), ..] = words.all.get(is..)? else { return None };
    let who = text.get(line.start..start.start)?.trim();
    let does = if *is == "is" { "does" } else { "do" };
    let rest = text.get(done.end..line.end)?.trim_end_matches([' ', '{']);
    let help = format!("what need not be done stands in quotes: `{who} \"{does} not have to {verb}\"{rest}`");
    Some(Meant { about: line.end, ..Meant::misplaced(text, start.start..to.end, Way::Say(help))? })
}

/// What people ask us to do, in other words than the language has for it: `may request us to delete contact`.
pub(super) fn asks_us(text: &str, line: &Range<usize>, words: &Words<'_>) -> Option<Meant> {
    let run = words
        .all
        .get(..words.own + 1)?
        .windows(4)
        .find(|run| matches!(run, [(_, "may" | "can" | "to"), (_, "request"), (_, "us"), (_, "to")]))?;
    let [(start, modal), .., (to, _)] = run else { return None };
    let way = Way::Write(format!("{modal} ask us to"));
    Some(Meant { about: line.end, ..Meant::misplaced(text, start.start..to.end, way)? })
}

/// Where `only` belongs that stands at a place.
pub(super) fn only(text: &str, at: &Range<usize>, words: &[&str], known: &Known<'_>) -> Way {
    // In the braces of a declaration nobody says who.
    let braced = words.iter().rposition(|word| *word == "{");
    let words = braced.and_then(|brace| words.get(brace + 1..)).unwrap_or(words);
    let behind = text.get(at.end..line_at(text, at.end).end).and_then(|rest| rest.split_whitespace().next());
    let clause = |word: &&&str| goes_on(word);
    let clause = behind.as_ref().filter(clause).or_else(|| words.last().filter(clause));
    let clause = clause.map_or(String::new(), |word| format!(" {word} …"));
    let first =
        text.get(line_at(text, at.start).start..at.start).is_some_and(|before| before.trim().is_empty());
    if first && matches!(behind, Some("we" | "you")) {
        return Way::Say(
            "what nobody else does is a sentence about the others: `… do not …`; of one way to do it, `we only …`"
                .to_owned(),
        );
    }
    let who = text.get(at.start..line_at(text, at.start).end).unwrap_or("");
    let who: Vec<&str> = who.split_whitespace().collect();
    if first && let Some(end) = who_end(&who).filter(|end| *end > 1) {
        let (who, done) = who.split_at(end);
        let shown: Vec<_> = who.iter().map(|word| known.shown(word)).collect();
        return Way::Say(format!(
            "who alone does it is said in one text: `\"{}\" {} …`",
            shown.join(" ").replace('"', ""),
            done.first().unwrap_or(&"…")
        ));
    }
    if denies(words) {
        return Way::Say(format!(
            "`only` does not go with \"not\": say what is done and what is not, each in a sentence, `we …{clause}`, `we do not …{clause}`"
        ));
    }
    let verb_at = words.iter().skip(1).position(|word| verb::find(word).is_some()).map(|at| at + 1);
    let done = verb_at.and_then(|at| Some((words.get(..at)?, words.get(at)?)));
    let sentence = match done {
        Some((who, verb)) => format!("{} only {verb} …{clause}", who.join(" ")),
        None => "we only … …".to_owned(),
    };
    Way::Say(format!("put `only` before the verb, `{sentence}`; a condition begins with `only if`"))
}
