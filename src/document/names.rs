//! What readers call the rows of the vocabulary.

use super::wording::shipped_book;
use crate::law::{Kind, Vocabulary};

/// What a row of the vocabulary is called in English, several of them or in general; its id
/// in words, where it has no name.
///
/// For those who review a policy. What readers of a policy see, templates word.
#[must_use]
pub fn vocabulary_name(vocabulary: &Vocabulary, kind: Kind, id: &str) -> String {
    name(vocabulary, kind, id, FORMS)
}

/// What one of a row of the vocabulary is called in English: "advertising network".
#[must_use]
pub fn vocabulary_name_of_one(vocabulary: &Vocabulary, kind: Kind, id: &str) -> String {
    name(vocabulary, kind, id, ONE)
}

fn name(vocabulary: &Vocabulary, kind: Kind, id: &str, forms: &[&'static str]) -> String {
    let named = |kind: Kind| shipped_book("en/names.yaml")?.words().get(kind.key())?.get(id);
    // Every country is a region too.
    let name = named(kind).or_else(|| named(Kind::Country).filter(|_| kind == Kind::Region));
    let form = match name {
        Some(name) => name.text().or_else(|| forms.iter().find_map(|form| name.text_of(form))),
        None => vocabulary.find(kind, id).and_then(|term| term.name.as_ref()?.form(forms)),
    };
    form.map_or_else(|| id.replace(['-', '.'], " "), str::to_owned)
}

/// What a condition of the vocabulary is called where people are told of it: "a security breach". Nothing, where it
/// is no event.
#[must_use]
pub fn event_name(kind: Kind, id: &str) -> Option<&'static str> {
    if kind != Kind::Condition {
        return None;
    }
    shipped_book("en/words.yaml")?.words().get("events")?.get(id)?.text()
}

/// The forms that stand for several, or for it in general.
const FORMS: &[&str] = &["other", "noun", "short"];

/// The forms that stand for one, or for it in general.
const ONE: &[&str] = &["one", "noun", "short"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_name_or_its_id_in_words() {
        let name = |kind, id| vocabulary_name(Vocabulary::builtin(), kind, id);
        assert_eq!(name(Kind::Country, "DE"), "Germany");
        assert_eq!(name(Kind::Region, "DE"), "Germany");
        assert_eq!(name(Kind::Role, "processor"), "processors");
        assert_eq!(name(Kind::Data, "no-such.row"), "no such row");
    }
}
