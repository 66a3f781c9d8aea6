//! Who of the people that a policy speaks of are others than those whose data it is.

use super::phrase::points_to_reader;
use super::words::NounKind;
use super::{Class, Noun, Ref, Value};
use crate::law::{Kind, Term as Row, Vocabulary};

/// People whose data is another matter than that of the readers.
const OTHERS: [&str; 3] = ["staff", "contractor", "third-person"];

/// Whether these are people who work for somebody, strangers, or people whose name tells them apart from the reader:
/// "our staff", "people you match with". Whoever acts for somebody stands for them, and so do parents.
#[must_use]
pub fn are_others(people: &Value, nouns: &[Noun], vocabulary: &Vocabulary) -> bool {
    let is_a = |class: &Class, ids: &[&str]| {
        class.kind == Kind::Audience && ids.iter().any(|id| vocabulary.is_a(Kind::Audience, class.id, id))
    };
    match people {
        Value::Ref(Ref::Builtin(class)) => is_a(class, &OTHERS),
        Value::Ref(Ref::Noun(id)) => nouns.get(id.0 as usize).is_some_and(|noun| {
            let stands_for =
                noun.declares("acts-for") || noun.classes.iter().any(|class| is_a(class, &["parent"]));
            let named = || noun.name.as_deref().is_some_and(points_to_reader);
            // Contractors that a policy declares are people whom it is about: couriers, drivers.
            let apart = |class: &Class| is_a(class, &["staff", "third-person"]);
            noun.kind == NounKind::Audience && !stands_for && (noun.classes.iter().any(apart) || named())
        }),
        _ => false,
    }
}

/// Whether words name people whose data it is, of whatever kind: "people in the EU".
#[must_use]
pub fn names_holders(words: &str, vocabulary: &Vocabulary) -> bool {
    let other = |row: &Row| OTHERS.iter().any(|id| vocabulary.is_a(Kind::Audience, &row.id, id));
    own_people(words, vocabulary).is_some_and(|row| !other(row))
}

/// Whether words name those who use a service, or whom a law protects, as a declared audience is named: "users in the EU",
/// "people in Texas". Parents speak for those who do.
#[must_use]
pub fn names_readers(words: &str, vocabulary: &Vocabulary) -> bool {
    const READERS: [&str; 6] = ["consumer", "customer", "parent", "resident", "user", "visitor"];
    let reader = |row: &Row| {
        READERS.iter().any(|id| vocabulary.is_a(Kind::Audience, &row.id, id))
            || &*row.id == "people" && !which(words, vocabulary).places.is_empty()
    };
    own_people(words, vocabulary).is_some_and(reader)
}

/// The people whom words name, and not by way of the reader.
fn own_people<'v>(words: &str, vocabulary: &'v Vocabulary) -> Option<&'v Row> {
    let called = people_called(words, &BEHIND, vocabulary).filter(|_| !points_to_reader(words));
    called.map(|called| called.row)
}

/// Small words before people of whom words leave out none.
const BEHIND: [&str; 3] = ["the", "all", "any"];

/// People as words name them.
#[derive(Clone, Copy, Debug)]
pub struct Called<'v, 't> {
    /// What they are called.
    pub row: &'v Row,
    /// The place that stands before them: "Texas residents".
    before: &'t str,
    /// What stands behind them: "users who pay".
    behind: &'t str,
}

/// The people with whose name, as that of several, words begin behind some small words, or behind a place: "people nearby".
/// What belongs to people is not they: "users' devices".
#[must_use]
pub fn people_called<'v, 't>(
    words: &'t str,
    small: &[&str],
    vocabulary: &'v Vocabulary,
) -> Option<Called<'v, 't>> {
    let mut all = words;
    while let (word, rest) = first_word(all)
        && small.iter().any(|small| word.eq_ignore_ascii_case(small))
    {
        all = rest;
    }
    let mut open = all;
    loop {
        let (word, behind) = first_word(open);
        if word.is_empty() {
            return None;
        }
        let row = vocabulary.find(Kind::Audience, &word.to_lowercase());
        let several = |row: &&Row| !word.eq_ignore_ascii_case(&row.id) || &*row.id == "people";
        if let Some(row) = row.filter(several) {
            let before = all.strip_suffix(open).unwrap_or_default().trim();
            let placed = || before.starts_with(char::is_uppercase) && !place(before, vocabulary).is_empty();
            return (before.is_empty() || placed()).then_some(Called { row, before, behind });
        }
        open = behind;
    }
}

/// The first word of a text, and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let ends = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’');
    let text = text.trim_start_matches(ends);
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// Which of the people whom words name are meant.
#[derive(Clone, Debug, Default)]
pub struct Which<'v> {
    /// Where they are, if they are in known places only.
    pub places: Vec<&'v str>,
    /// Whether something else than a place tells them from the others, or a place that is not known.
    pub some: bool,
}

/// Which people are meant by words that name people: of "users who pay in France" some, and those in one place. Words that
/// name none tell nothing.
#[must_use]
pub fn which<'v>(words: &str, vocabulary: &'v Vocabulary) -> Which<'v> {
    let Some(called) = people_called(words, &BEHIND, vocabulary) else { return Which::default() };
    let (mut rest, mut found) = (called.behind, place(called.before, vocabulary));
    let mut open = rest;
    while let (word, behind) = first_word(open)
        && !word.is_empty()
    {
        let there = if AT.contains(&word) { places(behind, vocabulary) } else { Vec::new() };
        if !there.is_empty() {
            rest = rest.strip_suffix(behind).unwrap_or(rest);
            rest = rest.trim_end().strip_suffix(word).unwrap_or(rest);
            found = there;
            break;
        }
        open = behind;
    }
    let lives = |word: &str| LIVING.contains(&word);
    let rest = rest.trim();
    let words = || rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // "Users who do not live in France" are those everywhere else.
    if words().any(|word| matches!(word, "not" | "outside" | "never")) {
        return Which { places: Vec::new(), some: true };
    }
    let single = |more: &str| {
        let parts = more.split(',').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" or "));
        parts.map(|part| part.split_whitespace().count()).all(|count| count < 2)
    };
    let all = ALL.iter().any(|all| {
        rest.strip_prefix(all).is_some_and(|more| {
            let whole = more.is_empty() || more.starts_with(char::is_whitespace);
            // "Customers of our services" are all, "of our London shop" some.
            whole && (!all.ends_with("our") || single(more))
        })
    });
    let some = !all && words().any(|word| !lives(word));
    Which { places: found, some }
}

/// What stands before a place where people are.
const AT: [&str; 4] = ["in", "of", "from", "within"];

/// Words for where people are that say nothing more.
const LIVING: [&str; 11] =
    ["who", "that", "are", "is", "live", "living", "located", "reside", "residing", "resident", "based"];

/// What tells nobody from others, since whoever a policy is for does it.
const ALL: [&str; 9] = [
    "of our",
    "of ours",
    "to our",
    "using our",
    "who use our",
    "whose data we",
    "whose information we",
    "whose personal data we",
    "whose personal information we",
];

/// The places that words list: "the EU, the UK or Switzerland". None, if one of them is not known.
fn places<'v>(words: &str, vocabulary: &'v Vocabulary) -> Vec<&'v str> {
    let whole = place(words.trim(), vocabulary);
    if !whole.is_empty() {
        return whole;
    }
    let mut all = Vec::new();
    let parts = words.split([',', ';', '/', '(', ')']);
    let parts = parts.flat_map(|part| part.split(" or ")).flat_map(|part| part.split(" and "));
    for part in parts {
        let mut part = part.trim();
        for small in ["and ", "or ", "in ", "of ", "from ", "the state of ", "the State of "] {
            part = part.strip_prefix(small).unwrap_or(part);
        }
        if part.is_empty() {
            continue;
        }
        let found = place(part, vocabulary);
        if found.is_empty() {
            return found;
        }
        all.extend(found);
    }
    all
}

/// The place that words are. The code of a country is none in a text: "IT customers".
fn place<'v>(words: &str, vocabulary: &'v Vocabulary) -> Vec<&'v str> {
    let name = words.strip_prefix("the ").unwrap_or(words);
    let known = name.chars().count() > 2 || vocabulary.find(Kind::Region, &name.to_lowercase()).is_some();
    if known && !name.is_empty() { vocabulary.places(name) } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::which;
    use crate::law::Vocabulary;

    #[test]
    fn words_for_people_tell_which_are_meant() {
        for (words, places, some) in [
            ("users", "", false),
            ("all users", "", false),
            ("everyone", "", false),
            ("users of our services", "", false),
            ("people whose data we process", "", false),
            ("users in the EU", "eu", false),
            ("users in the European Union", "eu", false),
            ("residents of Germany", "DE", false),
            ("residents of the State of California", "california", false),
            ("people who live in the EU, in the UK or Switzerland", "eu GB CH", false),
            ("people in the European Economic Area (EEA)", "eea eea", false),
            ("California residents", "california", false),
            ("users of our services in California", "california", false),
            ("California residents who pay", "california", true),
            ("users who pay in France", "FR", true),
            ("users who pay", "", true),
            ("people in Bavaria", "", true),
            ("users outside the EU", "", true),
            ("users who do not live in the EU", "", true),
            ("customers of our London shop", "", true),
            ("users of our website and app", "", false),
            ("customers in IT", "", true),
        ] {
            let which = which(words, Vocabulary::builtin());
            assert_eq!((which.places.join(" "), which.some), (places.to_owned(), some), "{words}");
        }
    }
}
