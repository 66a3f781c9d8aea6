//! Words that name a thing, and those that say what somebody does.

use super::lists::{Spoken, Things, Wording, lists};
use crate::model::Policy;
use crate::model::phrase::{reads_as_sentence, reads_as_thing};

/// Whether words after `for` are the name of a thing, "fraud prevention", and not what somebody does, "prevent fraud", in
/// the language of a policy.
pub(crate) fn is_thing(phrase: &str, policy: &Policy) -> bool {
    if lists().wording.speaks(policy) { is_english_thing(phrase) } else { reads_as_thing(phrase) }
}

/// The same of words in English.
pub(crate) fn is_english_thing(phrase: &str) -> bool {
    reads_as_thing(phrase) || !is_neither(phrase) && names_thing(phrase, &lists().wording)
}

/// Whether English words are neither what somebody does nor the name of a thing: "we prevent fraud", "in order to sell".
pub(crate) fn is_neither(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or_default();
    reads_as_sentence(phrase)
        || lists().wording.things.neither.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether words are surely the name of a thing: the first, but for adverbs, is no verb ("better serve
/// you"), and they look like a name. A doubled "to" is found elsewhere.
fn names_thing(phrase: &str, list: &Wording) -> bool {
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
        || rest.first().is_some_and(|second| list.things.after_verbs.contains(second))
        || list.things.verb_endings.iter().any(|ending| first.ends_with(ending))
            && !list.things.never_verbs.contains(first);
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
        Some("and" | "or") if let Some(next) = rest.get(1) => {
            said(&things.nouns, first) && things.endings.iter().any(|ending| next.ends_with(ending))
        }
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

#[cfg(test)]
mod tests {
    use super::is_english_thing;
    use crate::analysis::lists::lists;

    #[test]
    fn what_somebody_does_is_no_thing() {
        let acts = [
            "prevent fraud",
            "better serve you",
            "re-engage users",
            "carefully supply what you ordered",
            "comply with the law",
            "park by itself",
            "lock the doors",
            "brake in an emergency",
            "film who is at the door",
            "ring the chime",
            "dial for you",
            "obey the law",
            "age-gate the app",
            "mow lawns",
            "lock and bolt the doors",
            "process payments",
            "record your training",
            "support fraud prevention",
            "staff our shops",
            "account for taxes",
            "provide training",
            "process orders",
            "order equipment",
            "dispose of it",
            "design new things",
            "process payment",
            "trade your shares",
            "bill you",
            "service your car",
            "access the account",
            "deduplicate records",
            "gamify lessons",
            "we pay you",
        ];
        for act in acts {
            assert!(!is_english_thing(act), "{act}");
        }
    }

    #[test]
    fn names_are_things() {
        let things = [
            "fraud prevention",
            "audience measurement",
            "cross-context behavioral advertising",
            "customer support",
            "advertising",
            "our newsletter",
            "security",
            "legal reasons",
            "sales calls",
            "analytics and more",
            "delivery of orders",
            "ID checks",
            "trust and safety",
            "payroll",
            "staff training",
            "market research",
            "account management",
            "support for our staff",
            "proof of delivery",
            "order fulfilment",
            "process improvement",
            "account security",
            "bill payment and more",
            "service improvement",
            "credit decisions",
            "research and development",
            "support tickets",
            "certificate management",
            "decisions",
            "quality control",
        ];
        for thing in things {
            assert!(is_english_thing(thing), "{thing}");
        }
    }

    #[test]
    fn verbs_can_be_searched() {
        assert!(lists().wording.acts.is_sorted());
    }
}
