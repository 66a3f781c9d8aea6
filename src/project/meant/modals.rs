//! How a sentence is meant: words such as `may not`, and adverbs, in other letters, in pairs, or where they cannot
//! stand.

use std::ops::Range;

use super::{Meant, Way, Words, joined, passive, place, said, way};
use crate::diagnostic::{Diagnostic, Reason};
use crate::model::verb;
use crate::model::words::Adverb;
use crate::source::line_at;
use crate::syntax::grammar_phrases;

/// How many words of a line are looked at.
const FAR: usize = 24;

/// What was meant by words that say how a sentence is meant.
pub(super) fn meant(text: &str, words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    let (own_at, _) = words.all.get(words.own)?;
    let line = line_at(text, own_at.start);
    capitals(text, words)
        .or_else(|| misspelt(finding))
        .or_else(|| past(text, words))
        .or_else(|| paired(words))
        .or_else(|| parted(text, &line, own_at.start))
        .or_else(|| late(text, words, &line, finding))
        .map(|meant| Meant { about: line.end, ..meant })
}

/// How a sentence is meant, in words that the language has others for, before its verb: `are required to keep`.
pub(super) fn spelt(text: &str, words: &Words<'_>, line: &Range<usize>) -> Option<Meant> {
    let own = words.all.get(words.own)?.0.start;
    let all = words_of(text, line);
    let runs = (1..all.len()).flat_map(|start| (2..=6).rev().map(move |length| start..start + length));
    let (at, way) = runs.into_iter().find_map(|run| {
        let (said, (next, done)) = (all.get(run.clone())?, all.get(run.end)?);
        let verb = verb::find(done).is_some() || done.starts_with('"');
        let ((start, _), (last, word)) = (said.first()?, said.last()?);
        (verb && (*start..=*next).contains(&own)).then_some(())?;
        let said: Vec<&str> = said.iter().map(|(_, word)| *word).collect();
        Some((*start..last + word.len(), said::modal(&said.join(" ").to_lowercase())?))
    })?;
    Some(Meant { about: line.end, ..Meant::misplaced(text, at, way)? })
}

/// An adverb or a word such as `may` that is misspelt: the verb behind it was read as what it is about.
fn misspelt(finding: &Diagnostic) -> Option<Meant> {
    let adverb = finding.meant.as_ref().filter(|_| finding.code == "unknown-verb")?;
    let at = finding.span.start as usize..finding.span.end as usize;
    let known = ["ADVERB", "MODAL"].iter().any(|token| grammar_phrases(token).contains(adverb));
    known.then(|| Meant::new(at, finding.message.clone(), Way::Write(adverb.clone())))
}

/// Words such as `do not`, not in small letters.
fn capitals(text: &str, words: &Words<'_>) -> Option<Meant> {
    let modals = grammar_phrases("MODAL");
    let at = words
        .runs()
        .filter(|run| run.iter().any(|(_, word)| word.contains(char::is_uppercase)))
        // "Do Not Track" is a name.
        .find(|run| modals.contains(&joined(run, " ")) || way(&joined(run, " ")).is_some())
        .filter(|run| modals.contains(&joined(run, " ")))
        .and_then(place)?;
    let small = text.get(at.clone())?.to_lowercase();
    Meant::misplaced(text, at, Way::Write(small))
}

/// What was not done, said with "did": `we did not sell contact`.
fn past(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let short = matches!(&*own.replace('’', "'"), "didn't");
    let mut rest = words.all.get(words.own + 1..)?.iter();
    if !short && (*own != "did" || !matches!(rest.next()?.1, "not" | "never")) {
        return None;
    }
    let who = text.get(line_at(text, at.start).start..at.start)?.trim();
    let several = matches!(who, "we" | "you") || who.contains(',') || who.ends_with('s');
    let mut said = vec![if several { "have not" } else { "has not" }];
    let mut rest = rest.skip_while(|(_, word)| *word == "ever");
    let (end, done) = loop {
        let (word_at, word) = rest.next()?;
        if Adverb::parse(word).is_none() {
            break (word_at.end, verb::find(word)?);
        }
        said.push(*word);
    };
    said.push(passive::participle(done));
    Meant::misplaced(text, at.start..end, Way::Write(said.join(" ")))
}

/// Two words of which one stands before a verb: `cannot and will not`.
fn paired(words: &Words<'_>) -> Option<Meant> {
    let (at, own) = words.all.get(words.own).filter(|(_, own)| matches!(*own, "and" | "or"))?;
    let modals = grammar_phrases("MODAL");
    let is_modal = |run: &&[(Range<usize>, &str)]| modals.contains(&joined(run, " "));
    let (before, behind) = (words.all.get(..words.own)?, words.all.get(words.own + 1..)?);
    let first = (0..before.len()).filter_map(|from| before.get(from..)).find(is_modal)?;
    let second = (1..=behind.len()).rev().filter_map(|to| behind.get(..to)).find(is_modal)?;
    let (first, second) = (joined(first, " "), joined(second, " "));
    let help = format!(
        "one of them stands before a verb: `{first}` or `{second}`; for both, write a sentence for each"
    );
    let message = format!("`{own}` cannot stand here");
    Some(Meant::new(at.clone(), message, Way::Say(help)))
}

/// An adverb within words that belong together: `may at any time ask us to`.
fn parted(text: &str, line: &Range<usize>, own: usize) -> Option<Meant> {
    let all = words_of(text, line);
    let (modals, adverbs) = (grammar_phrases("MODAL"), grammar_phrases("ADVERB"));
    let said = |run: Option<&[(usize, &str)]>| {
        Some(run?.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" "))
    };
    for start in 1..all.len() {
        for length in (1..=4).rev() {
            let Some(adverb) = said(all.get(start..start + length)).filter(|said| adverbs.contains(said))
            else {
                continue;
            };
            let halves = (1..=3).flat_map(|before| (2..=5).rev().map(move |behind| (before, behind)));
            let whole = halves.filter(|(before, _)| *before <= start).find_map(|(before, behind)| {
                let first = said(all.get(start - before..start))?;
                let second = said(all.get(start + length..start + length + behind))?;
                Some(format!("{first} {second}")).filter(|whole| modals.contains(whole))
            });
            let (at, last) = (all.get(start)?.0, all.get(start + length - 1)?);
            let Some(whole) = whole.filter(|_| adverb != "also" && at <= own) else { continue };
            let end = if grammar_phrases("OFTEN").contains(&adverb) {
                ", or at the end of the sentence"
            } else {
                ""
            };
            let help = format!("nothing stands within `{whole}`: put it before, `{adverb} {whole} …`{end}");
            return Meant::misplaced(text, at..last.0 + last.1.len(), Way::Say(help));
        }
    }
    None
}

/// Words for an adverb that the language has.
const ADVERBS: &[(&str, &str)] = &[
    ("as quickly as possible", "promptly"),
    ("as soon as possible", "promptly"),
    ("as soon as practicable", "promptly"),
    ("as soon as reasonably possible", "promptly"),
    ("as soon as reasonably practicable", "promptly"),
];

/// An adverb behind the verb: `notify you promptly`.
fn late(text: &str, words: &Words<'_>, line: &Range<usize>, finding: &Diagnostic) -> Option<Meant> {
    let adverbs = grammar_phrases("ADVERB");
    // Of some more is known than that.
    let listed = matches!(words.before(), Some("and" | "or"));
    let told = finding.reason == Some(Reason::Adverb) && !listed;
    let said = words.runs().find_map(|run| {
        let said = joined(run, " ");
        let same = ADVERBS.iter().find(|(other, _)| *other == said).map(|(_, adverb)| (*adverb).to_owned());
        let first = run.first().map(|(at, _)| at.start) == words.all.get(words.own).map(|(at, _)| at.start);
        let adverb = same.or_else(|| Some(said).filter(|said| first && told && adverbs.contains(said)))?;
        Some((place(run)?, adverb))
    });
    let (at, adverb) = said.filter(|(_, adverb)| adverb != "only")?;
    let all = words_of(text, &(line.start..at.start));
    let all: Vec<&str> = all.into_iter().map(|(_, word)| word).collect();
    let verb = verb_at(&all)?;
    let (who, done) = (all.get(..verb)?.join(" "), all.get(verb)?);
    let help = format!("it stands before the verb: `{who} {adverb} {done} …`");
    Meant::misplaced(text, at, Way::Say(help))
}

/// The words of a line, with their places.
fn words_of<'t>(text: &'t str, line: &Range<usize>) -> Vec<(usize, &'t str)> {
    let rest = text.get(line.clone()).unwrap_or("");
    let at = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    rest.split_whitespace().take(FAR).map(|word| (at(word), word)).collect()
}

/// Where the words of a sentence end that say who does it.
pub(super) fn who_end(words: &[&str]) -> Option<usize> {
    let begins = |word: &str| {
        verb::find(word).is_some()
            || ["MODAL", "ADVERB"].iter().any(|token| {
                grammar_phrases(token).iter().any(|phrase| phrase.split(' ').next() == Some(word))
            })
    };
    words.iter().skip(1).position(|word| begins(word)).map(|at| at + 1)
}

/// Which word of a sentence says what is done: the one behind who does it and how it is meant.
pub(super) fn verb_at(words: &[&str]) -> Option<usize> {
    let (modals, adverbs) = (grammar_phrases("MODAL"), grammar_phrases("ADVERB"));
    let phrase = |from: usize| {
        (1..=7).rev().find(|length| {
            let said = words.get(from..from + length).map(|run| run.join(" "));
            said.is_some_and(|said| modals.contains(&said) || adverbs.contains(&said))
        })
    };
    let mut at = 0;
    loop {
        match phrase(at) {
            Some(length) => at += length,
            None if at > 0 && verb::find(words.get(at)?).is_some() => return Some(at),
            None => at += 1,
        }
        words.get(at)?;
    }
}

/// Whether words begin with the verb of their sentence, so that they name nothing: `we send you news`.
pub(super) fn says_what_is_done(text: &str, run: &[(Range<usize>, &str)]) -> bool {
    let Some((first, word)) = run.first() else { return false };
    let before = text.get(line_at(text, first.start).start..first.start).unwrap_or("");
    let said: Vec<&str> = before.split_whitespace().chain([*word]).collect();
    verb::find(word).is_some() && verb_at(&said) == Some(said.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::verb_at;

    #[test]
    fn the_verb_stands_behind_who_does_it_and_how_it_is_meant() {
        let check = |text: &str, before: Option<&str>| {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(verb_at(&words).map(|at| words[..at].join(" ")).as_deref(), before, "{text}");
        };
        check("dealer must not sell tele", Some("dealer must not"));
        check("we will never knowingly sell tele", Some("we will never knowingly"));
        check("you have the right to object to it", Some("you have the right to"));
        check("contact may at any time ask us to delete cv", Some("contact may at any time"));
        check("must not sell tele", Some("must not"));
        check("we \"do\" something", None);
    }
}
