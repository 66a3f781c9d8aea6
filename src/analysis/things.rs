//! Words that name a thing, and those that say what somebody does.

use super::lists::{Things, Wording};

/// Whether words are surely the name of a thing: the first, but for adverbs, is no verb ("better serve
/// you"), and they look like a name. A doubled "to" is found elsewhere.
pub(crate) fn names_thing(phrase: &str, list: &Wording) -> bool {
    let adverb = |word: &String| {
        word.ends_with("ly") || ["better", "not", "otherwise", "sometimes", "to"].contains(&word.as_str())
    };
    let words: Vec<String> = phrase
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .skip_while(|word| adverb(word) && !known(word, &list.acts))
        .collect();
    let [first, rest @ ..] = words.as_slice() else { return false };
    // The verb of "re-engage" stands behind the dash.
    let verb = known(first, &list.acts)
        || first.rsplit_once('-').is_some_and(|(_, verb)| known(verb, &list.acts))
        || rest.first().is_some_and(|second| list.things.after_verbs.contains(second));
    if verb {
        return is_noun_beside(first, rest, &list.things);
    }
    // Hardly anybody writes a rare verb without what it is about, and none with "of" right behind it.
    rest.first().is_none_or(|next| next == "of") || looks_like_thing(first, rest, list)
}

/// Whether words that begin with no known verb end as names do: "fraud prevention", "customer support",
/// "sales calls", "ID checks", "trust and safety".
fn looks_like_thing(first: &str, rest: &[String], list: &Wording) -> bool {
    let ends = |word: &str, endings: &[String]| endings.iter().any(|ending| word.ends_with(ending));
    let several = |word: &str| word.ends_with('s') && !ends(word, &["ss", "us", "is"].map(str::to_owned));
    let one = |word: &str| ends(word.strip_suffix('s').unwrap_or(word), &list.things.endings);
    let act = |word: &str| known(word, &list.acts);
    let joined = match rest {
        [word, next, rest @ ..] if ["and", "or"].contains(&word.as_str()) => {
            !act(next)
                && !rest.iter().any(|word| list.things.after_verbs.contains(word))
                && looks_like_thing(next, rest, list)
        }
        _ => false,
    };
    let more = rest.iter().take_while(|word| !list.things.joining.contains(*word)).last();
    let last = more.map_or(first, String::as_str);
    several(first)
        || joined
        || one(last)
        || ends(last, &list.things.endings)
        || more.is_some()
            && (act(last.strip_suffix('s').unwrap_or(last))
                || act(last)
                || ends(first, &list.things.describing))
}

/// Whether a word that may be a verb is a noun beside those behind it: "staff training", "support for our work".
fn is_noun_beside(first: &str, rest: &[String], things: &Things) -> bool {
    let said = |words: &[String], word: &str| words.iter().any(|known| known == word);
    let before = match rest.first().map(String::as_str) {
        Some("of") => !said(&things.taking_of, first),
        Some("for" | "into") => said(&things.nouns, first),
        _ => false,
    };
    let more = rest.iter().take_while(|word| !said(&things.joining, word)).last();
    let more = more.filter(|_| !rest.first().is_some_and(|next| said(&things.after_verbs, next)));
    let compound = || {
        let second = more.filter(|last| rest.first() == Some(*last));
        second.is_some_and(|second| said(&things.compounds, &format!("{first} {second}")))
    };
    before || compound() || said(&things.kinds, first) && more.is_some_and(|last| said(&things.doings, last))
}

fn known(word: &str, acts: &[String]) -> bool {
    acts.binary_search_by(|act| act.as_str().cmp(word)).is_ok()
}
