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

/// Whether a name says whose or which: "your data", "the information".
#[must_use]
pub fn says_whose(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    DETERMINERS.iter().any(|word| first.eq_ignore_ascii_case(word))
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

/// Whether words have one that stands for several things named before, which "this information" is not: "we destroy them".
#[must_use]
pub fn stands_for_several(phrase: &str) -> bool {
    phrase.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("them"))
}

/// Whether words tell somebody by way of the reader, and not as the reader: "people you match with", "your employer".
#[must_use]
pub fn points_to_reader(phrase: &str) -> bool {
    let mut words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let itself = words.peek().is_some_and(|first| first.eq_ignore_ascii_case("you"));
    !itself && words.any(|word| ["you", "your"].iter().any(|reader| word.eq_ignore_ascii_case(reader)))
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
    use super::{
        names_nobody, points_to_reader, reads_as_sentence, reads_as_thing, says_whose, stands_for_several,
    };

    #[test]
    fn whose_is_said_by_the_first_word() {
        assert!(["your data", "The information", "our users' data"].into_iter().all(says_whose));
        assert!(!["data", "information about you", "yours", ""].into_iter().any(says_whose));
    }

    #[test]
    fn words_stand_for_what_was_named() {
        assert!(["we destroy them", "Them we keep"].into_iter().all(stands_for_several));
        assert!(!["the law demands it", "a theme", "the items", ""].into_iter().any(stands_for_several));
    }

    #[test]
    fn nobody_is_named_by_its_first_word() {
        assert!(["no one", "Nobody", "no employee of ours", "none of them"].into_iter().all(names_nobody));
        assert!(!["everyone", "notaries", "a nobody"].into_iter().any(names_nobody));
    }

    #[test]
    fn somebody_may_be_told_by_way_of_the_reader() {
        assert!(["people you match with", "Your employer"].into_iter().all(points_to_reader));
        assert!(!["you and your family", "members", "young people"].into_iter().any(points_to_reader));
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
