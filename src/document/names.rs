//! What readers call the rows of the vocabulary.

use super::wording::shipped_book;
use crate::law::Kind;

/// What a row of the vocabulary is called in English, several of them or in general; its id
/// in words, where it has no name.
///
/// For those who review a policy. What readers of a policy see, templates word.
#[must_use]
pub fn vocabulary_name(kind: Kind, id: &str) -> String {
    let name = shipped_book("en/names.yaml").and_then(|book| book.words().get(kind.key())?.get(id));
    let form = name.and_then(|name| {
        let mut forms = ["other", "noun", "short"].into_iter();
        name.text().or_else(|| forms.find_map(|form| name.text_of(form)))
    });
    form.map_or_else(|| id.replace(['-', '.'], " "), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_name_or_its_id_in_words() {
        assert_eq!(vocabulary_name(Kind::Country, "DE"), "Germany");
        assert_eq!(vocabulary_name(Kind::Role, "processor"), "processors");
        assert_eq!(vocabulary_name(Kind::Data, "no-such.row"), "no such row");
    }
}
