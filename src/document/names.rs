//! What readers call the rows of the vocabulary.

use std::sync::OnceLock;

use serde_json::Value as Json;

use super::wording::builtin;
use crate::law::Kind;

/// What a row of the vocabulary is called in English, several of them or in general; its id
/// in words, where it has no name.
///
/// For those who review a policy. What readers of a policy see, templates word.
#[must_use]
pub fn vocabulary_name(kind: Kind, id: &str) -> String {
    static NAMES: OnceLock<Json> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        // The tests of `law` read the file, so it cannot fail for a reader.
        builtin("en/names.yaml").and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Json::Null)
    });
    let name = names.get(kind.key()).and_then(|list| list.get(id));
    let form = |name: &Json| {
        let forms = ["other", "noun", "short"].into_iter().find_map(|form| name.get(form));
        name.as_str().or_else(|| forms?.as_str()).map(str::to_owned)
    };
    name.and_then(form).unwrap_or_else(|| id.replace(['-', '.'], " "))
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
