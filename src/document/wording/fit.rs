//! Whether what users write for words and names is asked for, and says something.

use serde_json::Value as Json;

use super::Words;
use super::words::Kind as Is;
use crate::diagnostic::nearest;
use crate::law::{Kind, Vocabulary};
use crate::syntax::{harmful, is_forbidden, shows_nothing};

/// The groups of words whose keys are words of the language or places on a page: no others are asked for.
const CLOSED: [&str; 7] = ["adverbs", "bounds", "chrome", "quantifiers", "sections", "units", "verbs"];

/// The numbers for which a language has forms of a word (Unicode CLDR, plural rules).
const NUMBERS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// How many names of months a page may ask for.
const MONTHS: usize = 12;

/// Whether words can stand where ours do, and say what somebody asks for.
pub(super) fn words(path: &str, ours: Words<'_>, mine: &Json) -> Result<(), String> {
    let within = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match (ours.kind(), mine) {
        (_, Json::Null) => Ok(()),
        (Is::Map, Json::Object(mine)) => mine.iter().try_for_each(|(key, value)| match ours.get(key) {
            Some(ours) => words(&within(key), ours, value),
            None => {
                let meant = nearest(key, ours.entries().map(|(known, _)| known));
                // Templates of the user's own may ask for words of their own, but hardly for one like ours.
                let lost = CLOSED.contains(&path) || path.is_empty() && meant.is_some();
                if lost { Err(unknown_word(&within(key), meant)) } else { Ok(()) }
            }
        }),
        (Is::Text, Json::String(mine)) if is_title(path) && shows_nothing(mine) => Err(shows_no_text(path)),
        // A word may have one form for all numbers, and a form for each.
        (Is::Map, Json::String(_)) if ours.get("other").is_some() => Ok(()),
        (Is::Text, Json::Object(mine))
            if mine.iter().all(|(number, text)| NUMBERS.contains(&number.as_str()) && text.is_string()) =>
        {
            Ok(())
        }
        (Is::Text, Json::String(_)) | (Is::Number, Json::Number(_)) | (Is::None, _) => Ok(()),
        (Is::List, Json::Array(mine)) if mine.iter().all(Json::is_string) => {
            let missing = path == "months" && mine.len() != MONTHS;
            if missing { Err(format!("`{path}` has the names of all {MONTHS} months")) } else { Ok(()) }
        }
        (Is::Map, _) if path.is_empty() => Err("it is to be a map of words".to_owned()),
        (Is::Map, _) => Err(format!("`{path}` is to be a map of words")),
        (Is::Text, _) => Err(format!("`{path}` is to be a text, in quotes where it looks like a number")),
        (Is::Number, _) => Err(format!("`{path}` is to be a number")),
        (Is::List, _) => Err(format!("`{path}` is to be a list of texts")),
    }
}

/// Whether a page shows a word by itself, so that there would be a gap without it.
fn is_title(path: &str) -> bool {
    match path.rsplit_once('.') {
        Some((group, word)) => word == "title" || CLOSED.contains(&group),
        None => path == "title",
    }
}

/// Whether what users wrote has no character that no text may have; where it has one, the line, the column and which.
pub(super) fn plain(text: &str) -> Result<(), String> {
    for (line, number) in text.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let found = line.chars().zip(1..).find(|(c, _)| is_forbidden(*c));
        if let Some((c, column)) = found {
            return Err(format!("{number}:{column}: {}", forbidden(c)));
        }
    }
    Ok(())
}

/// The same for the texts of words, which may have characters by their numbers.
pub(super) fn texts(words: &Json) -> Result<(), String> {
    match words {
        Json::String(text) => harmful(text).map_or(Ok(()), Err),
        Json::Array(words) => words.iter().try_for_each(texts),
        Json::Object(words) => words.values().try_for_each(texts),
        Json::Null | Json::Bool(_) | Json::Number(_) => Ok(()),
    }
}

fn forbidden(c: char) -> String {
    format!("no text may have the character U+{:04X}", u32::from(c))
}

/// Whether names are names of something that there is.
pub(super) fn names(names: Words<'_>, vocabulary: &Vocabulary) -> Result<(), String> {
    let lists = || Kind::ALL.into_iter().map(Kind::key);
    for (list, names) in names.entries().filter(|(list, _)| *list != "version") {
        let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.key() == list) else {
            return Err(unknown_word(list, nearest(list, lists())));
        };
        for (id, name) in names.entries() {
            let path = format!("{list}.{id}");
            let known = vocabulary.find(kind, id).map(|term| &*term.id);
            let ids = || vocabulary.terms(kind).iter().map(|term| &*term.id);
            // Templates may serve several projects, each with words of its own.
            let meant = known.or_else(|| nearest(id, ids())).filter(|meant| *meant != id);
            if meant.is_some() {
                return Err(unknown_word(&path, meant));
            }
            if name.texts().any(shows_nothing) {
                return Err(shows_no_text(&path));
            }
        }
    }
    Ok(())
}

fn shows_no_text(path: &str) -> String {
    format!("`{path}` shows nothing; write what readers are to see, or leave it out")
}

fn unknown_word(path: &str, meant: Option<&str>) -> String {
    let meant = meant.map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
    format!("nothing asks for `{path}`{meant}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::document::Wording;
    use crate::law::Vocabulary;

    #[test]
    fn words_that_fit_nowhere_are_named() {
        let made = |file: &str, text: &str| {
            let own = BTreeMap::from([(format!("en/{file}"), text.to_owned())]);
            Wording::new("en", "en", &own).map(|_| ())
        };
        let words = |text: &str| made("words.yaml", text).unwrap_err();
        assert!(
            words("adverbs: { currently: { a: b } }")
                .starts_with("en/words.yaml: `adverbs.currently` is to be a text")
        );
        assert!(
            words("sections: { rights: 5 }").starts_with("en/words.yaml: `sections.rights` is to be a text")
        );
        assert_eq!(
            words("sections: { rigths: X }"),
            "en/words.yaml: nothing asks for `sections.rigths`; did you mean `rights`?"
        );
        assert_eq!(words("months: 5"), "en/words.yaml: `months` is to be a list of texts");
        assert_eq!(words("months: [Jan, Feb]"), "en/words.yaml: `months` has the names of all 12 months");
        assert_eq!(words("verbs: { sell: sells }"), "en/words.yaml: `verbs.sell` is to be a map of words");
        assert_eq!(words("units"), "en/words.yaml: it is to be a map of words");
        let twice = words("verbs: {}\nverbs: {}");
        assert!(twice.starts_with("en/words.yaml:2:1: ") && !twice.contains('\n'), "{twice}");
        assert_eq!(
            words("sectons: {}"),
            "en/words.yaml: nothing asks for `sectons`; did you mean `sections`?"
        );
        let gap = "shows nothing; write what readers are to see, or leave it out";
        assert_eq!(words("sections: { sale: \"\" }"), format!("en/words.yaml: `sections.sale` {gap}"));
        assert_eq!(words("changelog: { title: \" \" }"), format!("en/words.yaml: `changelog.title` {gap}"));
        assert!(made("names.yaml", "data: { contact: 5 }").unwrap_err().contains("`data.contact`"));
        assert_eq!(made("words.yaml", "mine: { a: 5 }\nlabels: { mine: x }"), Ok(()));
    }

    #[test]
    fn names_of_nothing_are_named() {
        let own = "version: 1\npurposes:\n  - { id: rockets, aliases: [missiles] }\n";
        let vocabulary = Vocabulary::builtin().extended(own).unwrap();
        let names = |text: &str| {
            let own = BTreeMap::from([("en/names.yaml".to_owned(), text.to_owned())]);
            Wording::new("en", "en", &own).and_then(|wording| wording.names_fit(&vocabulary))
        };
        let unknown = |path: &str, meant: &str| {
            Err(format!("en/names.yaml: nothing asks for `{path}`; did you mean `{meant}`?"))
        };
        assert_eq!(
            names(
                "purposes: { rockets: to fly }\nregions: { us: America }\ncountries: { DE: Germania }\nversion: 1"
            ),
            Ok(())
        );
        assert_eq!(names("datta: { contact: x }"), unknown("datta", "data"));
        assert_eq!(names("whatever: {}").unwrap_err(), "en/names.yaml: nothing asks for `whatever`");
        assert_eq!(names("data: { contact.emial: x }"), unknown("data.contact.emial", "contact.email"));
        assert_eq!(names("purposes: { missiles: x }"), unknown("purposes.missiles", "rockets"));
        assert!(
            names("data: { contact.email: \"\" }")
                .unwrap_err()
                .contains("`data.contact.email` shows nothing")
        );
        assert!(names("laws: { ccpa: { short: \" \" } }").unwrap_err().contains("`laws.ccpa` shows nothing"));
    }

    #[test]
    fn no_text_of_ones_own_commands_a_terminal() {
        let made = |file: &str, text: &str| {
            let own = BTreeMap::from([(file.to_owned(), text.to_owned())]);
            Wording::new("en", "en", &own).map(|_| ())
        };
        assert_eq!(made("en/sale.md", "One.\r\n\tTwo.\r\n"), Ok(()));
        assert_eq!(
            made("en/sale.md", "One.\nT\u{1b}wo."),
            Err("en/sale.md:2:2: no text may have the character U+001B".to_owned())
        );
        let escaped = made("en/words.yaml", "chrome: { skip: \"a\\u001b\" }").unwrap_err();
        assert!(escaped.starts_with("en/words.yaml: "), "{escaped}");
    }
}
