//! What is done, where nobody is said to do it: `contact will be shared`.

use super::loose::says_when;
use super::{Known, Meant, Way};
use crate::model::verb::{self, VerbInfo};
use crate::model::words::{Adverb, ListWord, Modal, NounKind};
use crate::source::line_at;

/// How far into its line a sentence is looked for that does not say who.
const FAR: usize = 24;

/// A sentence that says of something what is done with it, turned round; `at` is where it could not be read on.
pub(super) fn turned(text: &str, at: usize) -> Option<Meant> {
    let words = words_of(text, at);
    let said = Said::read(&words)?;
    // What is said to be done in a condition is a part of its words: `until consent is withdrawn`.
    if said.what.iter().any(|word| says_when(word)) {
        return None;
    }
    let (start, end) = place(&words, &said)?;
    // Or it could not be read on where it is said which of them: `inputs from partners are used`.
    let which = |(place, word): &(usize, &str)| *place == at && ListWord::parse(word).is_some();
    ((start..end).contains(&at) || words.get(1..said.is)?.iter().any(which)).then_some(())?;
    let written = text.get(start..end)?;
    if let Some((word, instead)) = said.not_passive() {
        let first = words.get(said.done.start).filter(|_| word == "kept");
        let start = first.map_or(start, |(start, _)| *start);
        return Meant::misplaced(text, start..end, Way::Write(instead));
    }
    let told = said.turned_round(words.get(said.done.end).is_some())?;
    let state = if said.modal.starts_with(['i', 'a']) && said.modal.len() < 8 {
        format!("; what something is, and nobody does, stands in quotes: `{} \"…\"`", said.modal)
    } else {
        String::new()
    };
    let way = Way::Say(format!("begin with who does it: `{told}`{state}"));
    Some(Meant {
        about: line_at(text, at).end,
        ..Meant::new(start..end, format!("`{written}` does not say who does it"), way)
    })
}

/// What somebody does, and what is said of that: `providing contact is voluntary`.
pub(super) fn of_doing(text: &str, at: usize, known: &Known<'_>) -> Option<Meant> {
    let words = words_of(text, at);
    let (start, first) = *words.first()?;
    (start == at && first.ends_with("ing") && done(first).is_some()).then_some(())?;
    let is = words.iter().position(|(_, word)| is_modal(word))?;
    let said: Vec<_> = words.get(..is)?.iter().map(|(_, word)| known.shown(word)).collect();
    let (last, word) = words.get(is - 1)?;
    let (_, modal) = words.get(is)?;
    let help = format!(
        "what somebody does stands in quotes where something is said of it: `\"{}\" {modal} …`",
        said.join(" ").replace('"', "")
    );
    let about = line_at(text, at).end;
    Some(Meant { about, ..Meant::misplaced(text, start..last + word.len(), Way::Say(help))? })
}

/// The same as [`turned`], without a word such as `are`: `orders shared with partners`.
pub(super) fn bare(text: &str, at: usize, known: &Known<'_>) -> Option<Meant> {
    let words = words_of(text, at);
    let [(_, what), (place_of, word), ..] = words.as_slice() else { return None };
    (*place_of == at && known.is_data(what)).then_some(())?;
    let verbs = vec![(*word, Some(done(word).filter(|_| !word.ends_with("ing"))?))];
    let by = words.iter().any(|(_, word)| *word == "by");
    let said = Said {
        what: vec![*what],
        is: 1,
        modal: "are".to_owned(),
        adverbs: Vec::new(),
        done: 1..2,
        verbs,
        by,
    };
    let told = said.turned_round(words.get(2).is_some())?;
    let (start, end) = place(&words, &said)?;
    let message = format!("`{word}` does not say who does it");
    let way = Way::Say(format!("begin with who does it: `{told}`"));
    Some(Meant { about: line_at(text, at).end, ..Meant::new(start..end, message, way) })
}

fn words_of(text: &str, at: usize) -> Vec<(usize, &str)> {
    let line = line_at(text, at);
    let rest = text.get(line.clone()).unwrap_or("");
    let place = |word: &str| word.as_ptr().addr() - rest.as_ptr().addr() + line.start;
    rest.split_whitespace().map(|word| (place(word), word)).take(FAR).collect()
}

/// From where it is said how a sentence is meant to the end of what is done.
fn place(words: &[(usize, &str)], said: &Said<'_>) -> Option<(usize, usize)> {
    let (start, end) = (words.get(said.is)?.0, words.get(said.done.end - 1)?);
    Some((start, end.0 + end.1.trim_end_matches(',').len()))
}

/// A sentence in its parts.
struct Said<'t> {
    /// With what something is done.
    what: Vec<&'t str>,
    /// The number of the word that says how it is meant.
    is: usize,
    /// That word and those that belong to it.
    modal: String,
    adverbs: Vec<&'t str>,
    /// The numbers of the words that say what is done, with what joins them.
    done: std::ops::Range<usize>,
    verbs: Vec<(&'t str, Option<&'static VerbInfo>)>,
    /// Whether a clause says by whom, or by what.
    by: bool,
}

impl<'t> Said<'t> {
    fn read(words: &[(usize, &'t str)]) -> Option<Self> {
        let word = |at: usize| words.get(at).map(|(_, word)| *word);
        let is = (1..words.len()).find(|at| word(*at).is_some_and(is_modal))?;
        let what: Vec<&str> = words.get(..is)?.iter().map(|(_, word)| *word).collect();
        let declares = NounKind::parse(what.first()?).is_some_and(|kind| kind != NounKind::Data || is > 1);
        if declares || what.iter().any(|word| word.contains(['{', '}', ':'])) {
            return None;
        }
        let bare = |at: usize| word(at).map(|word| word.trim_end_matches(','));
        let is_adverb = |at: usize| bare(at).is_some_and(|word| Adverb::parse(word).is_some());
        let of_modal = |at: usize| {
            word(at).is_some_and(|word| matches!(word, "not" | "never" | "be" | "been" | "have" | "being"))
        };
        let first = (is + 1..words.len()).find(|at| !is_adverb(*at) && !of_modal(*at))?;
        let (modal, adverbs): (Vec<usize>, Vec<usize>) = (is..first).partition(|at| !is_adverb(*at));
        let mut verbs = vec![(bare(first)?, done(bare(first)?))];
        verbs.first()?.1?;
        let mut end = first + 1;
        // "Collected, stored and used".
        while let Some(next) = bare(end) {
            let joins = matches!(next, "and" | "or");
            let comma = word(end - 1).is_some_and(|word| word.ends_with(','));
            let follows = if joins { bare(end + 1) } else { Some(next).filter(|_| comma) };
            let Some(verb) = follows.and_then(done) else { break };
            if joins {
                verbs.push((next, None));
            }
            verbs.push((follows?, Some(verb)));
            end += 1 + usize::from(joins);
        }
        let text = |all: Vec<usize>| all.into_iter().filter_map(word).collect::<Vec<_>>();
        let by = (end..words.len()).any(|at| word(at) == Some("by"));
        Some(Self {
            what,
            is,
            modal: text(modal).join(" "),
            adverbs: text(adverbs),
            done: first..end,
            verbs,
            by,
        })
    }

    /// What only looks as if nobody did it: `we are using`, `we have kept`.
    fn not_passive(&self) -> Option<(&'t str, String)> {
        let (word, verb) = self.verbs.first().and_then(|(word, verb)| Some((*word, (*verb)?)))?;
        if word.ends_with("ing") {
            let one = self.modal.starts_with("is");
            let modal = match &*self.modal {
                "is" | "are" => "",
                "is not" => "does not ",
                "are not" => "do not ",
                _ => return None,
            };
            let form = if one && modal.is_empty() { verb.third() } else { verb.id };
            return Some((word, format!("{modal}{form}")));
        }
        let past = matches!(&*self.modal, "has" | "have" | "has not" | "have not" | "may have");
        (word == "kept" && past).then(|| (word, "retained".to_owned()))
    }

    /// The sentence with somebody who does it.
    fn turned_round(&self, goes_on: bool) -> Option<String> {
        let (modal, past) = active(&self.modal)?;
        if self.verbs.iter().any(|(word, _)| word.ends_with("ing")) {
            return None;
        }
        let mut quoted = false;
        let named = |word: &&str| {
            let left_out = !quoted && matches!(*word, "the" | "your" | "our" | "their" | "a" | "an");
            quoted ^= word.matches('"').count() % 2 == 1;
            !left_out
        };
        let what: Vec<&str> = self.what.iter().copied().filter(named).collect();
        let (who, what) = match what.as_slice() {
            [] => return None,
            ["we"] => ("…", "us".to_owned()),
            ["data" | "information"] => ("we", "personal-data".to_owned()),
            all => ("we", all.join(" ")),
        };
        let who = if self.by { "…" } else { who };
        let mut verbs = String::new();
        for (at, (word, verb)) in self.verbs.iter().enumerate() {
            let joined = self.verbs.get(at + 1).is_some_and(|(_, next)| next.is_some()) && verb.is_some();
            verbs.push_str(verb.map_or(word, |verb| if past { participle(verb) } else { verb.id }));
            verbs.push_str(if joined { ", " } else { " " });
        }
        let modal = Some(modal).filter(|modal| !modal.is_empty());
        let words = [who].into_iter().chain(modal).chain(self.adverbs.iter().copied());
        let rest = if goes_on { " …" } else { "" };
        Some(format!("{} {verbs}{what}{rest}", words.collect::<Vec<_>>().join(" ")))
    }
}

/// What stands after `have`: "kept" begins a clause.
pub(super) fn participle(verb: &'static VerbInfo) -> &'static str {
    if verb.id == "keep" { "retained" } else { verb.participle() }
}

/// Whether a word may begin how something is meant.
pub(super) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "may"
            | "will"
            | "can"
            | "cannot"
            | "must"
            | "should"
            | "shall"
    )
}

/// The verb of which a word says that something is done: `shared`, `using`.
fn done(word: &str) -> Option<&'static VerbInfo> {
    if let Some(verb) = verb::find(word) {
        return Some(verb).filter(|verb| verb.is_past(word));
    }
    let stem = word.strip_suffix("ing")?;
    let found = verb::find(stem).or_else(|| verb::find(&format!("{stem}e")));
    found.filter(|verb| !verb.state)
}

/// How somebody does what is said to be done, and whether they have done it.
fn active(modal: &str) -> Option<(&str, bool)> {
    Some(match modal {
        "is" | "are" | "is being" | "are being" => ("", false),
        "is not" | "are not" | "is not being" | "are not being" => ("do not", false),
        "is never" | "are never" => ("never", false),
        "was" | "were" | "has been" | "have been" => ("have", true),
        "was not" | "were not" | "has not been" | "have not been" => ("have not", true),
        "was never" | "were never" | "has never been" | "have never been" => ("have not", true),
        "may have been" => ("may have", true),
        "shall be" => ("will", false),
        "shall not be" => ("will not", false),
        "must never be" => ("must not", false),
        other => {
            let modal = other.strip_suffix(" be")?;
            Modal::parse(modal)?;
            (modal, false)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Way, turned};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = text.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some(start)
        });
        let told = found.into_iter().find_map(|at| turned(text, at)).map(|meant| match meant.way {
            Way::Write(words) => words,
            Way::Say(help) => help.split('`').nth(1).unwrap_or_default().to_owned(),
        });
        assert_eq!(told.as_deref().unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn what_is_done_is_said_of_who_does_it() {
        check("contact will be shared with partners", "we will share contact …");
        check("contact is kept for 30 days", "we keep contact …");
        check("cookies are used", "we use cookies");
        check(
            "contact may also be collected, stored and used for news",
            "we may also collect, store and use contact …",
        );
        check("you will be notified", "we will notify you");
        check("the data has been shared", "we have shared personal-data");
        check("the \"data about your orders\" is used", "we use \"data about your orders\"");
        check("cookies are set by partners", "");
        check("inputs from partners are not used for news", "we do not use inputs from partners …");
        check("cookies are used by partners", "… use cookies …");
    }

    #[test]
    fn what_is_not_done_stays_so() {
        check("contact is never sold", "we never sell contact");
        check("contact will never be sold", "we will never sell contact");
        check("contact has not been kept", "we have not retained contact");
        check("contact is not sold or shared", "we do not sell or share contact");
        check("contact cannot be deleted", "we cannot delete contact");
    }

    #[test]
    fn what_somebody_does_is_another_form_of_the_verb() {
        check("we are using cookies", "use");
        check("partners are not selling contact", "do not sell");
        check("we have not kept contact", "retained");
        check("we may have kept contact", "retained");
        check("we have shared contact", "");
        check("we are responsible", "");
    }
}
