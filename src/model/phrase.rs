//! Whether a phrase is a thing rather than what somebody does.

/// Whether a phrase reads as a thing: "our newsletter", "advertising". What somebody
/// does, "send our newsletter", can follow "to"; a thing follows "for".
#[must_use]
pub fn reads_as_thing(phrase: &str) -> bool {
    let first = phrase.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let is = |word: &&str| first.eq_ignore_ascii_case(word);
    let ending = first.len().checked_sub("ing".len()).filter(|at| *at > 0).and_then(|at| first.get(at..));
    let doing = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("ing"));
    DETERMINERS.iter().any(&is) || (doing && !BASES.iter().any(is))
}

/// Whether a phrase says what somebody does, as far as its first word tells: "you close your account".
#[must_use]
pub fn reads_as_sentence(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or_default();
    ["i", "you", "we", "he", "she", "it", "they", "there", "someone", "somebody", "nobody", "anyone"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether somebody is nobody, so that what they may do is denied: "no one", "nobody", "no employee".
#[must_use]
pub fn names_nobody(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    ["no", "nobody", "none"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether words name what was spoken of before, or nothing in particular: "these categories", "information".
#[must_use]
pub fn points_back(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or_default();
    let is = |word: &&str| first.eq_ignore_ascii_case(word);
    ["this", "that", "these", "those", "such", "it", "them"].iter().any(is)
        || ["information", "data", "the information", "the data"]
            .iter()
            .any(|all| phrase.eq_ignore_ascii_case(all))
}

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "our", "your", "their", "its", "his", "her", "my", "this", "that", "these", "those",
    "any", "all", "each", "every", "some", "other", "another", "no", "such", "certain",
];

/// Verbs that end so before anything is added to them.
const BASES: &[&str] = &[
    "bring", "cling", "fling", "ping", "ring", "sing", "sling", "spring", "sting", "string", "swing", "wring",
];

#[cfg(test)]
mod tests {
    use super::{names_nobody, reads_as_sentence, reads_as_thing};

    #[test]
    fn nobody_is_named_by_its_first_word() {
        assert!(["no one", "Nobody", "no employee of ours", "none of them"].into_iter().all(names_nobody));
        assert!(!["everyone", "notaries", "a nobody"].into_iter().any(names_nobody));
    }

    #[test]
    fn sentences_begin_with_who_does_it() {
        assert!(
            ["you close your account", "There is an emergency", "we ask"].into_iter().all(reads_as_sentence)
        );
        assert!(!["the standard clauses", "your consent", "Westward", ""].into_iter().any(reads_as_sentence));
    }

    #[test]
    fn things_begin_with_an_article_or_are_a_doing() {
        for thing in ["our newsletter", "The time", "advertising", "Marketing, and more", "billing"] {
            assert!(reads_as_thing(thing), "{thing}");
        }
        for act in ["send our newsletter", "bring you offers", "advertise", "ing", ""] {
            assert!(!reads_as_thing(act), "{act}");
        }
    }
}
