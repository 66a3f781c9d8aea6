//! What a check may ask: its words and keys, and what each of them has to be.

use super::HERE;
use crate::diagnostic::nearest;
use crate::law::condition::meant;
use crate::law::{Asks, Check, Kind, Vocabulary};
use crate::model::words::{ConditionWord, ListWord, NounKind, SayingWord, Topic};
use crate::model::{properties_of, verb};

/// Why a check cannot be asked, if it cannot.
pub(crate) fn mistake(check: &Check, vocabulary: &Vocabulary) -> Option<String> {
    let name = check.asks.name();
    let (words, keys) = shape(check.asks);
    if check.words.len() > words.len() {
        return Some(format!("`{name}(…)` takes {} at most", count(words.len())));
    }
    if check.words.is_empty() && !words.is_empty() {
        return Some(format!("`{name}(…)` asks about nothing"));
    }
    for (given, expected) in check.words.iter().zip(words) {
        if let Some(mistake) = given.iter().find_map(|word| wrong_word(*expected, word, vocabulary)) {
            return Some(mistake);
        }
    }
    for (key, given) in &check.keys {
        let Some((_, expected)) = keys.iter().find(|(known, _)| known == key) else {
            let near = nearest(key, keys.iter().map(|(known, _)| *known));
            return Some(meant(format!("`{name}(…)` has no `{key}`"), near));
        };
        if let Some(mistake) = given.iter().find_map(|word| wrong_word(*expected, word, vocabulary)) {
            return Some(mistake);
        }
    }
    None
}

fn count(number: usize) -> String {
    if number == 1 { "1 word".to_owned() } else { format!("{number} words") }
}

/// What a word of a check has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// A verb, a section, or `any`.
    Verb,
    /// A kind of declaration.
    Noun,
    /// A word of any of these lists, or of the others.
    Of(&'static [Kind], &'static [&'static str]),
    /// A scheme of the vocabulary, and perhaps a code.
    Code,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A property of some declaration.
    Property,
    /// A word that begins a clause.
    Clause,
    /// A number.
    Number,
    /// Anything.
    Text,
}

type Keys = &'static [(&'static str, Expected)];

/// What a third party gets data in, or for.
const GIVES: Expected = Expected::OneOf(&["sale", "advertising"]);

const STATEMENT: Keys = &[
    (
        "what",
        Expected::Of(
            &[Kind::Data, Kind::Class, Kind::Signal, Kind::Technology, Kind::Act],
            &["data", "technology", "requests", "safeguards", "us"],
        ),
    ),
    ("code", Expected::Code),
    ("each", Expected::OneOf(&["for"])),
    ("to", Expected::Of(&[Kind::Role], &["any"])),
    ("for", Expected::Of(&[Kind::Purpose], &["any"])),
    ("besides", Expected::OneOf(&["advertising"])),
    ("gives", GIVES),
    ("from", Expected::Of(&[Kind::Source], &["any", "direct", "other", "public"])),
    ("about", Expected::Of(&[Kind::Audience], &[])),
    ("under", Expected::Number),
    ("clause", Expected::Clause),
    ("how", Expected::OneOf(&["automatically", "knowingly", "currently", "only", "always"])),
    ("who", Expected::OneOf(&["us", "people", "own", "recipients", "any"])),
    ("words", Expected::Text),
    ("section", Expected::Text),
    ("past", Expected::Number),
];

/// The words and the keys that a check takes.
const fn shape(asks: Asks) -> (&'static [Expected], Keys) {
    const PLACE: &[Expected] = &[Expected::Of(&[Kind::Region, Kind::Country], &["any", HERE])];
    match asks {
        Asks::Does | Asks::Denies | Asks::Says => (&[Expected::Verb], STATEMENT),
        Asks::Names => (
            &[Expected::Noun, Expected::Of(&Kind::ALL, &[])],
            &[
                ("has", Expected::Property),
                ("none", Expected::Property),
                ("how", Expected::OneOf(&["optional", "required", "voluntary"])),
                ("clause", Expected::OneOf(&["period", "consent"])),
                ("in", Expected::Of(&[Kind::Region, Kind::Country], &[])),
                ("gives", GIVES),
            ],
        ),
        Asks::Date => (&[Expected::OneOf(&["effective", "updated"])], &[("within", Expected::Number)]),
        Asks::Channels => (&[Expected::Number, Expected::Of(&[Kind::Channel], &[])], &[]),
        Asks::Right => {
            const KEYS: Keys = &[
                ("about", Expected::Of(&[Kind::Audience], &[])),
                ("for", Expected::Of(&[Kind::Purpose], &[])),
                ("to", Expected::OneOf(&["authority"])),
            ];
            (&[Expected::Of(&[Kind::Right], &[])], KEYS)
        }
        Asks::Basis => {
            const KEYS: Keys = &[
                ("bound", Expected::OneOf(&["purpose"])),
                ("each", Expected::OneOf(&["purpose"])),
                ("with", Expected::OneOf(&["interest"])),
            ];
            (&[Expected::Of(&[Kind::Basis], &["any"])], KEYS)
        }
        Asks::Transfers => (&[], &[("outside", Expected::Of(&[Kind::Region, Kind::Country], &[HERE]))]),
        Asks::Serves | Asks::Established => (PLACE, &[]),
        Asks::Safeguard => (&[Expected::Text], &[("has", Expected::OneOf(&["link"]))]),
    }
}

fn wrong_word(expected: Expected, word: &str, vocabulary: &Vocabulary) -> Option<String> {
    let known: Vec<&str> = match expected {
        Expected::Text => return None,
        Expected::Number => return word.parse::<u32>().is_err().then(|| format!("`{word}` is not a number")),
        Expected::Code => {
            let scheme = word.split('/').next().unwrap_or(word);
            let schemes = vocabulary.schemes().iter().map(|scheme| &*scheme.id);
            return wrong(scheme, schemes.collect());
        }
        Expected::Verb => {
            let verbs = verb::all().map(|verb| verb.id);
            verbs.chain(Topic::ALL.iter().map(|topic| topic.as_str())).chain(["any"]).collect()
        }
        Expected::Noun => NounKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        Expected::Property => {
            let kinds = NounKind::ALL.iter();
            kinds.flat_map(|kind| properties_of(*kind)).map(|(word, _)| *word).collect()
        }
        Expected::Clause => {
            let lists = ListWord::ALL.iter().map(|word| word.as_str());
            let conditions = ConditionWord::ALL.iter().map(|word| word.as_str());
            let sayings = SayingWord::ALL.iter().map(|word| word.as_str());
            let own = ["period", "provision", "consent", "kept", "within", "every", "at-most", "basis"];
            lists.chain(conditions).chain(sayings).chain(own).collect()
        }
        Expected::OneOf(words) => words.to_vec(),
        Expected::Of(kinds, others) => {
            if kinds.iter().any(|kind| vocabulary.find(*kind, word).is_some()) {
                return None;
            }
            let names = kinds.iter().flat_map(|kind| vocabulary.names(*kind));
            names.chain(others.iter().copied()).collect()
        }
    };
    wrong(word, known)
}

fn wrong(word: &str, known: Vec<&str>) -> Option<String> {
    if known.contains(&word) {
        return None;
    }
    let near = nearest(word, known);
    Some(meant(format!("`{word}` does not belong here"), near))
}
