//! What people call the words of the vocabulary: `law/synonyms.yaml`, for advice and never for meaning.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::{Kind, read_json};

/// By the list and what people call it, in small letters, with hyphens and in the singular, the word itself.
type Synonyms = HashMap<(Kind, String), String>;

/// The word of a list of the vocabulary that people call by another: `trade union` is `demographic.union`. Of a word
/// with a group before it, `employment.salary`, what stands behind the group will do.
#[must_use]
pub fn synonym(kind: Kind, called: &str) -> Option<&'static str> {
    let called = called.replace(' ', "-");
    let own = called.rsplit('.').next();
    let find = |called: &str| all().get(&(kind, singular(called))).map(String::as_str);
    find(&called).or_else(|| own.filter(|own| *own != called).and_then(find))
}

fn all() -> &'static Synonyms {
    static ALL: LazyLock<Synonyms> = LazyLock::new(|| {
        let text = include_str!(concat!(env!("OUT_DIR"), "/synonyms.json"));
        // The tests read it, so it cannot fail for a reader.
        let lists: BTreeMap<String, BTreeMap<String, Vec<String>>> = read_json(text).unwrap_or_default();
        let mut all = Synonyms::new();
        for (list, words) in lists {
            let Some(kind) = Kind::of_key(&list) else { continue };
            for (word, called) in words {
                all.extend(called.iter().map(|called| ((kind, singular(called)), word.clone())));
            }
        }
        all
    });
    &ALL
}

/// A name of one thing or of several, as that of one, in small letters: "Dates of birth" is "date of birth".
#[must_use]
pub fn singular(name: &str) -> String {
    let name = name.to_lowercase();
    for of in [" of ", "-of-"] {
        if let Some((head, rest)) = name.split_once(of) {
            return format!("{}{of}{rest}", singular(head));
        }
    }
    let cut = |end: &str, with: &str| Some(format!("{}{with}", name.strip_suffix(end)?));
    cut("sses", "ss")
        .or_else(|| cut("ies", "y"))
        .or_else(|| cut("ss", "ss"))
        .or_else(|| cut("s", ""))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{all, synonym};
    use crate::law::read_yaml;
    use crate::law::{Kind, Vocabulary};

    #[test]
    fn each_is_called_once_and_by_no_word_of_the_vocabulary() {
        let text = include_str!("../../../law/synonyms.yaml");
        let lists: BTreeMap<String, BTreeMap<String, Vec<String>>> = read_yaml(text).unwrap();
        let vocabulary = Vocabulary::builtin();
        let mut count = 0;
        for (list, words) in &lists {
            let kind = Kind::of_key(list).unwrap();
            for (word, called) in words {
                assert!(vocabulary.terms(kind).iter().any(|term| term.id.as_str() == word), "{list}: {word}");
                for called in called {
                    assert!(vocabulary.find(kind, called).is_none(), "{list}: {called} is a word");
                    assert_eq!(synonym(kind, called), Some(word.as_str()), "{list}: {called} twice");
                    count += 1;
                }
            }
        }
        assert!(count > 400 && all().len() <= count, "{count}");
    }

    #[test]
    fn what_people_call_things() {
        for (kind, called, expected) in [
            (Kind::Data, "trade-union", Some("demographic.union")),
            (Kind::Data, "Trade union", Some("demographic.union")),
            (Kind::Data, "employment.salary", Some("professional.salary")),
            (Kind::Data, "identity.tax-id", Some("financial.tax")),
            (Kind::Purpose, "recruitment", Some("hr.recruit")),
            (Kind::Channel, "portal", Some("web-page")),
            (Kind::Data, "shoe-size", None),
            (Kind::Purpose, "salary", None),
        ] {
            assert_eq!(synonym(kind, called), expected, "{called}");
        }
    }
}
