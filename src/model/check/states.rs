//! A section for a state that names the country of the same two letters.

use crate::diagnostic::Diagnostic;
use crate::law::{Kind, Vocabulary};
use crate::model::words::ListWord;
use crate::model::{Clause, ClauseKind, Ref, Section, Value};

/// A country where a section is named after a state whose letters in its country are the same: `CA`.
pub(super) fn state_as_country(
    section: &Section,
    clause: &Clause,
    vocabulary: &Vocabulary,
) -> Option<Diagnostic> {
    let ClauseKind::List(ListWord::In, list) = &clause.kind else { return None };
    let named = [Some(&*section.id), section.title.as_deref()].into_iter().flatten();
    let named: Vec<String> = named.map(hyphenated).collect();
    let names = |place: &str| named.iter().any(|name| name.contains(&hyphenated(place)));
    let listed = |state: &str| {
        list.terms
            .iter()
            .any(|term| matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.id == state))
    };
    list.terms.iter().find_map(|term| {
        let Value::Ref(Ref::Builtin(class)) = &term.value else { return None };
        let place = vocabulary.find(class.kind, class.id)?;
        // Most countries have no name but their two letters.
        let id = place.code.as_ref().unwrap_or(&place.id);
        let written = term.span.end.abs_diff(term.span.start);
        // Who wrote the country's name knew which place it is.
        if usize::try_from(written) != Ok(id.len()) || place.words().any(|word| word != &**id && names(word))
        {
            return None;
        }
        let state = vocabulary.terms(Kind::Region).iter().find(|state| {
            let letters = state.code.as_ref().and_then(|code| code.split_once('-'));
            letters.is_some_and(|(_, letters)| *letters == **id) && names(&state.id) && !listed(&state.id)
        })?;
        let message = format!("`{id}` is a country, and the section is named after a state");
        Some(Diagnostic::warning("state-as-country", term.span, message).did_you_mean(&*state.id))
    })
}

/// The words of a name in lower case, with a hyphen before and behind each.
fn hyphenated(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold("-".to_owned(), |all, word| all + &word.to_lowercase() + "-")
}
