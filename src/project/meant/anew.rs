//! Sentences and declarations that are read as the rest of those before them.

use std::ops::Range;

use super::modals::{verb_at, who_end};
use super::turned::begins_clause;
use super::{Known, Meant, Way, Words};
use crate::diagnostic::{Diagnostic, Reason};
use crate::model::verb;
use crate::model::words::{Adverb, ConditionWord, ListWord, NounKind};
use crate::source::line_at;
use crate::syntax::{code_before, grammar_phrases, grammar_words};

/// A line that begins anew, after a comma at the end of the line before.
pub(super) fn below(text: &str, line: &Range<usize>) -> Option<Meant> {
    let written = text.get(line.clone())?;
    if !begins(written) {
        return None;
    }
    let end = code_before(text, line.start);
    let comma = text.get(..end)?.strip_suffix(',')?.len();
    // What goes on with a list is often indented.
    let indent = |line: &str| line.len() - line.trim_start().len();
    if indent(written) > indent(text.get(line_at(text, comma).start..comma)?) {
        return None;
    }
    let message = "a list goes on after a comma, but another sentence follows".to_owned();
    let way = Way::Say("delete the comma".to_owned());
    Some(Meant { about: line.end, ..Meant::new(comma..end, message, way) })
}

/// Whether a line reads as the beginning of a sentence or of a declaration.
fn begins(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let opens = matches!(first, "section" | "prose" | "import") || NounKind::parse(first).is_some();
    opens || is_done(second) || first == "all" && words.next().is_some_and(is_done)
}

/// Whether a word says that something is done, or how it is meant.
pub(super) fn is_done(word: &str) -> bool {
    let begins = |phrase: &String| phrase.split(' ').next() == Some(word);
    verb::find(word).is_some() || Adverb::parse(word).is_some() || grammar_phrases("MODAL").iter().any(begins)
}

/// A sentence that begins on the line of another.
pub(super) fn beside(
    text: &str,
    words: &Words<'_>,
    finding: &Diagnostic,
    known: &Known<'_>,
) -> Option<Meant> {
    let (own_at, own) = words.all.get(words.own)?;
    let line = line_at(text, own_at.start);
    let first = text.get(line.clone())?.split_whitespace().next()?;
    if NounKind::parse(first).is_some() || first == "assert" {
        return None;
    }
    let party = |at: usize| {
        let [(party, name), (done, word)] = words.all.get(at..at + 2)? else { return None };
        // Right behind a verb it is whom that is about: "notify you promptly".
        let before = at.checked_sub(1).and_then(|before| words.all.get(before));
        if before.is_some_and(|(_, before)| verb::find(before).is_some()) {
            return None;
        }
        // "Share with carrier contact": that is declared.
        if before.is_some_and(|(_, before)| ListWord::parse(before).is_some()) && known.is_data(word) {
            return None;
        }
        let behind = !text.get(line.start..party.start)?.trim().is_empty();
        let begins = finding.code == "syntax" && behind && known.is_party(name);
        (begins && is_done(word)).then_some(party.start..done.end)
    };
    let said = words.own.checked_sub(1).and_then(party).or_else(|| party(words.own));
    let at = said.clone().unwrap_or_else(|| own_at.clone());
    let before = text.get(line.start..at.start)?.trim_end();
    let joined = [",", " and", " or"].into_iter().find(|mark| before.ends_with(mark));
    let done = || {
        let behind = text.get(own_at.end..line.end).unwrap_or("").split_whitespace().next();
        matches!(finding.code, "syntax" | "unknown-name") && does(own, behind)
    };
    let again = text.get(at.clone())?;
    // "And must not sell orders" says how it is meant by itself.
    let modal_again =
        modal_of(&words.all.get(words.own..)?.iter().map(|(_, word)| *word).collect::<Vec<_>>());
    let before: Vec<&str> = before.split_whitespace().collect();
    let quantified = || grammar_words("QUANTIFIER").contains(&first);
    let somebody =
        || known.is_party(first) || quantified() && before.get(1).is_some_and(|who| known.is_party(who));
    let (again, both) = match said {
        Some(_) => (again.to_owned(), false),
        // Who does it, and how it is meant: else the opposite would be said.
        None if joined.is_some() && done() => {
            // "Shares" follows no "must".
            let third = verb::find(own).is_some_and(|verb| verb.id != *own && verb.third() == *own);
            let verb = if third { 1 } else { verb_at(&before)? };
            let who = before.get(..verb).filter(|who| somebody() || modal(who))?;
            let rest = text.get(at.end..line.end)?;
            let mut words = rest.split_whitespace();
            let both =
                rest.contains(" in the last ") || words.any(|word| ConditionWord::parse(word).is_some());
            (format!("{} {again}", who.join(" ")), both)
        }
        None if joined.is_some() && somebody() && modal_again.is_some() => {
            (format!("{} {}", before.get(..who_end(&before)?)?.join(" "), modal_again?), false)
        }
        None => return None,
    };
    let without = joined.map_or(String::new(), |mark| format!(", without the `{}` before it", mark.trim()));
    let both = if both { "; what holds for both stands in both" } else { "" };
    let help =
        format!("a sentence begins on a line of its own: begin a new line with `{again} …`{without}{both}");
    Some(Meant { about: line.end, ..Meant::misplaced(text, at, Way::Say(help))? })
}

/// Whether a word says what is done, by what stands behind it: where a verb needs something to be done to and a clause
/// stands there, as in "records with", it is the name of a thing. So is "records" with nothing behind it.
fn does(word: &str, behind: Option<&str>) -> bool {
    verb::find(word).is_some_and(|verb| {
        let thing = match behind {
            Some(next) => begins_clause(next),
            None => verb.id != word && verb.third() == word,
        };
        !(verb.needs_object() && thing)
    })
}

/// The words that say how something is meant at the beginning of some, with the verb behind them.
fn modal_of(words: &[&str]) -> Option<String> {
    let modals = grammar_phrases("MODAL");
    let length = (1..words.len())
        .rev()
        .find(|length| words.get(..*length).is_some_and(|said| modals.contains(&said.join(" "))))?;
    verb::find(words.get(length)?).and_then(|_| Some(words.get(..=length)?.join(" ")))
}

/// Whether words say how something is meant, as they do in a declaration without who does it.
fn modal(words: &[&str]) -> bool {
    grammar_phrases("MODAL").contains(&words.join(" "))
}

/// A verb behind what another one is about: `access "a summary", correct, delete contact`.
pub(super) fn late(text: &str, words: &Words<'_>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    let (own_at, _) = words.all.get(words.own)?;
    let (at, word) = words.all.get(words.own.checked_sub(1)?)?;
    let before = text.get(line_at(text, at.start).start..at.start)?.trim_end();
    let listed = [",", " and", " or"].iter().any(|mark| before.ends_with(mark));
    let done = listed && verb::find(word).is_some() && !known.declared.contains_key(*word);
    if !done || !finding.reason.as_ref().is_some_and(Reason::is_misplaced) {
        return None;
    }
    let said: Vec<&str> = before.split_whitespace().collect();
    let who = verb_at(&said).and_then(|verb| said.get(..verb)).map_or("…".to_owned(), |who| who.join(" "));
    let help = format!(
        "verbs stand together, before what they are about; one that is about something else begins a sentence of its \
         own: `{who} {word} {}`",
        text.get(own_at.clone())?
    );
    Meant::misplaced(text, at.start..own_at.end, Way::Say(help))
}
