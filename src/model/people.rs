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

/// Whether words name those who use a service, or whom a law protects, as a declared audience is named: "users in the EU".
#[must_use]
pub fn names_readers(words: &str, vocabulary: &Vocabulary) -> bool {
    const READERS: [&str; 5] = ["consumer", "customer", "resident", "user", "visitor"];
    let reader = |row: &Row| READERS.iter().any(|id| vocabulary.is_a(Kind::Audience, &row.id, id));
    own_people(words, vocabulary).is_some_and(reader)
}

/// The people whom words name, and not by way of the reader.
fn own_people<'v>(words: &str, vocabulary: &'v Vocabulary) -> Option<&'v Row> {
    people_called(words, &["the", "all", "any"], vocabulary).filter(|_| !points_to_reader(words))
}

/// The people with whose name, as that of several, words begin behind some small words: "people nearby". What belongs to
/// people is not they: "users' devices".
#[must_use]
pub fn people_called<'v>(words: &str, behind: &[&str], vocabulary: &'v Vocabulary) -> Option<&'v Row> {
    let ends = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’');
    let mut all = words.split(ends).filter(|word| !word.is_empty());
    let first = all.find(|word| !behind.iter().any(|small| word.eq_ignore_ascii_case(small)))?;
    let row = vocabulary.find(Kind::Audience, &first.to_lowercase())?;
    (!first.eq_ignore_ascii_case(&row.id) || &*row.id == "people").then_some(row)
}
