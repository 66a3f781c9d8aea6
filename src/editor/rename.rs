//! Another name for a declaration, in every place.

use super::index::Index;
use super::names::Meaning;
use crate::model::words::NounKind;
use crate::model::{NounId, names_class, reserved};
use crate::source::{FileId, Span};
use crate::syntax;

/// What can be renamed at a place: the declaration, its name there, and what it is called now.
///
/// # Errors
///
/// Says why nothing can.
pub fn renamable(index: &Index, file: FileId, offset: usize) -> Result<(NounId, Span), String> {
    let found = index.at(file, offset);
    let found = found.ok_or("there is no name here")?;
    if let Some(part) = found.part {
        return Ok(part);
    }
    Err(match found.meaning {
        Some(Meaning::Term(term)) => format!("`{}` is a word of the vocabulary", term.id),
        Some(Meaning::Special(_)) => format!("`{}` is a word of the language", found.word),
        Some(Meaning::Noun(_)) | None => format!("`{}` is no name that the policy declares", found.word),
    })
}

/// What to write where, so that a declaration has another name.
///
/// # Errors
///
/// Says why the declaration cannot be called that.
pub fn rename(index: &Index, id: NounId, new: &str) -> Result<Vec<(Span, String)>, String> {
    let Some(noun) = index.read.policy.noun(id) else { return Err("it is gone".to_owned()) };
    let group = noun.parent.and_then(|parent| index.read.policy.noun(parent));
    let own = noun.id.rsplit('.').next().unwrap_or(&noun.id);
    if new == own {
        return Ok(Vec::new());
    }
    if !syntax::is_name(new) {
        return Err(format!(
            "`{new}` is no name: a name is made of letters, digits and hyphens, and begins with a letter"
        ));
    }
    if reserved(new) || group.is_some() && new == "maps" {
        return Err(format!("`{new}` is a word of the language"));
    }
    if names_class(&index.read.policy.vocabulary, new) {
        return Err(format!("`{new}` is a word of the vocabulary"));
    }
    let whole = group.map_or_else(|| new.to_owned(), |group| format!("{}.{new}", group.id));
    if let Some(other) = index.names().declared(&whole).filter(|other| *other != id) {
        return Err(already(index, &whole, other));
    }
    // Words that stand for something else now would be taken for the declaration.
    let bare = index.references(id).iter().any(|reference| reference.bare && !reference.declares);
    let taken = index.places_of(new);
    if let Some(first) = taken.first().filter(|_| noun.kind != NounKind::Definition) {
        let place = index.read.sources.place(*first);
        return Err(format!("`{new}` stands for something else already, at {place}"));
    }
    // An item may need its group's name, where its own would not be enough.
    let clear = group.is_none() || !index.names().is_item(new) && index.names().declared(new).is_none();
    let written = if bare && !clear { &whole } else { new };
    let edit = |reference: super::index::Reference| {
        let text = if reference.bare && !reference.declares { written } else { new };
        (reference.span, text.to_owned())
    };
    Ok(index.references(id).into_iter().map(edit).collect())
}

fn already(index: &Index, name: &str, other: NounId) -> String {
    match index.read.policy.noun(other) {
        Some(noun) => format!("`{name}` is declared already, at {}", index.read.sources.place(noun.id_span)),
        None => format!("`{name}` is declared already"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::index::testing::index;

    const TEXT: &str = "data contact \"c\" {\n    email \"e\"\n    phone \"p\"\n}\ndata device \"d\" { ip \"i\" }\nwe collect contact, contact.email, email, health\n";

    fn renamed(word: &str, new: &str) -> Result<String, String> {
        let index = index(&[("a.candor", TEXT)]);
        let id = index.names().noun(word).unwrap();
        let mut text = TEXT.to_owned();
        let edits = rename(&index, id, new)?;
        for (span, with) in edits.into_iter().rev() {
            text.replace_range(span.start as usize..span.end as usize, &with);
        }
        Ok(text)
    }

    #[test]
    fn every_place_has_the_new_name() {
        let text = renamed("contact", "reach").unwrap();
        assert!(text.starts_with("data reach \"c\""), "{text}");
        assert!(text.contains("we collect reach, reach.email, email"), "{text}");
        let text = renamed("email", "mail").unwrap();
        assert!(text.contains("    mail \"e\"") && text.contains("contact.mail, mail,"), "{text}");
    }

    #[test]
    fn an_item_whose_own_name_is_not_enough_goes_by_its_groups() {
        let text = renamed("email", "ip").unwrap();
        assert!(text.contains("we collect contact, contact.ip, contact.ip"), "{text}");
    }

    #[test]
    fn what_would_change_another_meaning_is_refused() {
        assert!(renamed("contact", "device").unwrap_err().contains("declared already, at a.candor:5:6"));
        assert!(renamed("email", "phone").unwrap_err().contains("declared already"));
        assert!(renamed("contact", "health").unwrap_err().contains("stands for something else already"));
        assert!(renamed("contact", "if").unwrap_err().contains("word of the language"));
        assert!(renamed("contact", "personal-data").unwrap_err().contains("word of the vocabulary"));
        assert!(renamed("email", "sensitive-data").unwrap_err().contains("word of the vocabulary"));
        assert!(renamed("contact", "two words").unwrap_err().contains("no name"));
        assert!(renamed("contact", "").unwrap_err().contains("no name"));
        assert!(renamed("contact", "a.b").unwrap_err().contains("no name"));
    }

    #[test]
    fn only_what_is_declared_can_be_renamed() {
        let index = index(&[("a.candor", TEXT)]);
        let at = |words: &str| renamable(&index, FileId(0), TEXT.find(words).unwrap());
        assert!(at("health").unwrap_err().contains("vocabulary"));
        assert!(at("we collect").unwrap_err().contains("language"));
        assert!(at("\"c\"").is_err());
        assert!(at("contact.email").is_ok());
    }
}
