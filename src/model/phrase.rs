//! Whether a phrase is a thing rather than what somebody does.

use super::words::ListWord;
use super::{Clause, ClauseKind, Expression, Policy, Ref, Term, Value, verb};

/// A phrase as it begins a sentence: "what we keep" is "What we keep".
#[must_use]
pub fn capitalized(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether a phrase reads as a thing: "our newsletter", "advertising", "two mailings", "internal purposes". What
/// somebody does, "send our newsletter", can follow "to"; a thing follows "for".
#[must_use]
pub fn reads_as_thing(phrase: &str) -> bool {
    let first = phrase.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let is = |word: &&str| first.eq_ignore_ascii_case(word);
    let ending = first.len().checked_sub("ing".len()).filter(|at| *at > 0).and_then(|at| first.get(at..));
    let doing = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("ing"));
    DETERMINERS.iter().any(&is)
        || NUMBERS.iter().any(&is)
        || (!first.is_empty() && first.chars().all(|c| c.is_ascii_digit()))
        || (doing && !BASES.iter().any(is))
        || names_purposes(phrase)
}

/// Whether a phrase is a name of purposes, "legitimate business purposes", and not what somebody does for some, "check it
/// for tax purposes", or about them, "serve legitimate purposes".
fn names_purposes(phrase: &str) -> bool {
    let words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
    let [before @ .., last] = words.as_slice() else { return false };
    let acts = |word: &String| {
        SERVING.contains(&word.as_str()) || word == "for" || DETERMINERS.contains(&word.as_str())
    };
    matches!(last.as_str(), "purpose" | "purposes") && !before.iter().any(acts)
}

/// Whether a phrase reads as what somebody does to something, "regularly training staff", and not as a thing, "training of
/// staff".
#[must_use]
pub fn reads_as_doing(phrase: &str) -> bool {
    let mut words = phrase.split_whitespace().skip_while(|word| word.ends_with("ly"));
    let first = words.next().filter(|word| word.ends_with("ing") && reads_as_thing(word));
    first.is_some() && words.next().is_some_and(|second| second != "of")
}

/// Whether a name says whose or which: "your data", "the information".
#[must_use]
pub fn says_whose(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    DETERMINERS.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether a phrase is a name and no sentence, as far as two words tell: "your consent".
#[must_use]
pub fn reads_as_name(phrase: &str) -> bool {
    let mut words = phrase.split_whitespace();
    let whose = words.next().is_some_and(|first| {
        ["a", "an", "the", "our", "your", "their", "its", "his", "her", "my"]
            .iter()
            .any(|word| first.eq_ignore_ascii_case(word))
    });
    whose && words.next().is_some() && words.next().is_none()
}

/// Whether a phrase says what somebody does, as far as its first word tells: "you close your account".
#[must_use]
pub fn reads_as_sentence(phrase: &str) -> bool {
    let first = phrase.split_whitespace().next().unwrap_or_default();
    ["i", "you", "we", "he", "she", "it", "they", "there", "someone", "somebody", "nobody", "anyone"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether a phrase says what happens, "you close your account", "the contract ends", and does not name it: "your request".
///
/// Where it has a word that may be a verb and may not, it is taken for one.
#[must_use]
pub fn reads_as_event(phrase: &str) -> bool {
    const HAPPENS: [&str; 18] = [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "ends",
        "expires",
        "closes",
        "leaves",
        "turns",
        "dies",
        "becomes",
        "asks",
        "learns",
        "receives",
        "tells",
        "withdraws",
    ];
    reads_as_sentence(phrase)
        || phrase.split_whitespace().skip(1).any(|word| HAPPENS.contains(&word.trim_end_matches(',')))
}

/// Whether a text is about somebody's consent: "your prior consent to these uses".
#[must_use]
pub fn names_consent(text: &str) -> bool {
    text.split_whitespace().take(5).any(|word| word.eq_ignore_ascii_case("consent"))
}

/// Whether words name somebody of the publisher's own: "our support team".
#[must_use]
pub fn names_own(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    ["our", "us"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether somebody is nobody, so that what they may do is denied: "no one", "nobody", "no employee".
#[must_use]
pub fn names_nobody(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // "No more than two employees" are some.
    ["no", "nobody", "none"].iter().any(|word| first.eq_ignore_ascii_case(word))
        && !["fewer", "less", "longer", "more"].iter().any(|word| second.eq_ignore_ascii_case(word))
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

/// Whether words are a name for personal data and nothing more: "our personal information". What more they say may leave
/// some of it out.
#[must_use]
pub fn names_all_data(phrase: &str) -> bool {
    const WHOSE: &[&str] = &["a", "an", "the", "our", "your", "their", "all", "any", "of"];
    let mut words = phrase.split_whitespace().map(str::to_lowercase).peekable();
    while words.next_if(|word| WHOSE.contains(&word.as_str())).is_some() {}
    let rest: Vec<String> = words.collect();
    ["information", "data", "personal information", "personal data"].contains(&rest.join(" ").as_str())
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

/// Whether words say what somebody does to something, as far as the first two tell: "send you news", "process it".
///
/// One word tells too little: many verbs are nouns as well, "trade associations".
#[must_use]
pub fn reads_as_act(phrase: &str) -> bool {
    let mut words = phrase.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is = |word: &&str| second.eq_ignore_ascii_case(word);
    verb::find(first).is_some_and(|verb| verb.id == first && !verb.state)
        && (DETERMINERS.iter().any(is) || ["you", "us", "them", "it", "him", "her", "people"].iter().any(is))
}

impl Policy {
    /// Whether people have the time that some clauses say themselves: it runs from something other than what they ask for,
    /// `of "our decision"` or `after "our decision"`.
    pub(crate) fn is_own_time(&self, clauses: &[Clause]) -> bool {
        let request = |term: &Term| matches!(&term.value, Value::Ref(event) if self.names_request(event));
        clauses.iter().enumerate().any(|(at, clause)| match &clause.kind {
            ClauseKind::Within(_, Some(start), _) => !self.is_request(start),
            ClauseKind::Within(..) => matches!(
                clauses.get(at + 1).map(|next| &next.kind),
                Some(ClauseKind::List(ListWord::After, list)) if !list.terms.iter().any(request)
            ),
            _ => false,
        })
    }

    /// Whether an event is a request, so that a time from there on is that for an answer.
    pub(crate) fn is_request(&self, event: &Expression) -> bool {
        match event {
            Expression::Or(all) | Expression::And(all) => all.iter().any(|one| self.is_request(one)),
            Expression::Not(one) => self.is_request(one),
            Expression::Group(guarded) => self.is_request(&guarded.expression),
            Expression::Text(text, _) => tells_of_request(text),
            Expression::Named { condition, .. } => self.names_request(condition),
        }
    }

    /// Whether what is named is a request, as an event.
    pub(crate) fn names_request(&self, named: &Ref) -> bool {
        match named {
            Ref::Builtin(class) => class.id == "request",
            Ref::Noun(id) => {
                self.noun(*id).and_then(|noun| noun.name.as_deref()).is_some_and(tells_of_request)
            }
            Ref::Text(text) | Ref::Unknown(text) => tells_of_request(text),
            Ref::Special(_) => false,
        }
    }
}

/// Whether words tell of a request, or of its receipt: "your request", "we have verified who you are". What people
/// receive is none.
fn tells_of_request(phrase: &str) -> bool {
    let words: Vec<String> = phrase.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let people =
        words.first().is_some_and(|first| ["you", "your", "they", "their"].contains(&first.as_str()));
    words.iter().any(|word| {
        ["request", "ask", "verif"].iter().any(|begin| word.starts_with(begin))
            || !people && word.starts_with("recei")
    })
}

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "our", "your", "their", "its", "his", "her", "my", "this", "that", "these", "those",
    "any", "all", "each", "every", "some", "other", "another", "no", "such", "certain",
];

const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"];

/// What somebody does with purposes.
const SERVING: &[&str] = &[
    "accomplish",
    "achieve",
    "advance",
    "fulfil",
    "fulfill",
    "further",
    "meet",
    "pursue",
    "realise",
    "realize",
    "satisfy",
    "serve",
    "suit",
    "support",
];

/// Verbs that end so before anything is added to them.
const BASES: &[&str] = &[
    "bring", "cling", "fling", "ping", "ring", "sing", "sling", "spring", "sting", "string", "swing", "wring",
];

#[cfg(test)]
mod tests {
    use super::{
        names_nobody, points_to_reader, reads_as_act, reads_as_doing, reads_as_name, reads_as_sentence,
        reads_as_thing, says_whose, stands_for_several,
    };

    #[test]
    fn whose_is_said_by_the_first_word() {
        assert!(["your data", "The information", "our users' data"].into_iter().all(says_whose));
        assert!(!["data", "information about you", "yours", ""].into_iter().any(says_whose));
    }

    #[test]
    fn two_words_that_begin_with_an_article_have_no_verb() {
        assert!(["your consent", "The contract"].into_iter().all(reads_as_name));
        assert!(
            !["necessary", "they agree", "that applies", "your order fails"].into_iter().any(reads_as_name)
        );
    }

    #[test]
    fn words_stand_for_what_was_named() {
        assert!(["we destroy them", "Them we keep"].into_iter().all(stands_for_several));
        assert!(!["the law demands it", "a theme", "the items", ""].into_iter().any(stands_for_several));
    }

    #[test]
    fn nobody_is_named_by_its_first_word() {
        assert!(["no one", "Nobody", "no employee of ours", "none of them"].into_iter().all(names_nobody));
        assert!(
            !["everyone", "notaries", "a nobody", "no more than two of us"].into_iter().any(names_nobody)
        );
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
    fn acts_begin_with_a_verb_and_what_it_is_about() {
        assert!(["send you news", "process the payment", "delete it"].into_iter().all(reads_as_act));
        assert!(
            ![
                "trade associations",
                "Contact the Elderly",
                "the carrier",
                "share",
                "controllers of the data",
                ""
            ]
            .into_iter()
            .any(reads_as_act)
        );
    }

    #[test]
    fn who_does_something_does_it_to_something() {
        assert!(["training staff", "regularly testing our systems"].into_iter().all(reads_as_doing));
        assert!(
            ![
                "training of staff",
                "training",
                "firewalls using rules",
                "string them up",
                "daily backups",
                ""
            ]
            .into_iter()
            .any(reads_as_doing)
        );
    }

    #[test]
    fn things_begin_with_an_article_or_are_a_doing() {
        for thing in [
            "our newsletter",
            "The time",
            "advertising",
            "Marketing, and more",
            "billing",
            "one mailing",
            "3 newsletters",
            "internal purposes",
            "legitimate business purposes",
        ] {
            assert!(reads_as_thing(thing), "{thing}");
        }
        for act in [
            "send our newsletter",
            "bring you offers",
            "advertise",
            "ing",
            "serve legitimate purposes",
            "check it for tax purposes",
            "",
        ] {
            assert!(!reads_as_thing(act), "{act}");
        }
    }
}
