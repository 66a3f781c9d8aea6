//! Whether the lists that a user's file changed hold together; what ships does.

use std::collections::BTreeSet;

use super::list::List;
use super::{Kind, Scheme, Term, Vocabulary, meant};
use crate::diagnostic::nearest;
use crate::law::{Pack, PackError, Word};
use crate::link::Href;
use crate::syntax::{harmful, is_keyword, shows_nothing};

impl Vocabulary {
    pub(super) fn check(&self) -> Result<(), PackError> {
        let mut schemes = BTreeSet::new();
        for scheme in self.schemes() {
            if !schemes.insert(&*scheme.id) {
                return Err(repeated("schemes", &scheme.id));
            }
            if let Err(why) = Href::parse(&scheme.url) {
                return Err(unusable_address(&scheme.id, &scheme.url, &why));
            }
        }
        for list in self.0.lists.iter().filter(|list| list.is_changed()) {
            let mut seen = BTreeSet::new();
            for term in list.terms() {
                let words = [&term.id].into_iter().chain(&term.aliases);
                for word in words.clone().chain(&term.code) {
                    if !seen.insert(&**word) {
                        return Err(repeated(list.kind.key(), word));
                    }
                }
                if let Some(word) = words.into_iter().find(|word| is_taken(word) || !can_be_named(word)) {
                    return Err(unwritable(word));
                }
                let is_no_name = |text: &str| shows_nothing(text) || harmful(text).is_some();
                if term.name.as_ref().is_some_and(|name| name.texts().any(is_no_name)) {
                    return Err(nameless(&term.id));
                }
                for (scheme, own) in &term.maps {
                    codes(&term.id, &term.id, term.kind, scheme, own, self.schemes())?;
                }
                self.check_parents(term, list)?;
                let is_country = |part: &&String| self.find(Kind::Country, part).is_some();
                if let Some(part) = term.parts.iter().find(|part| !is_country(part)) {
                    return Err(no_country(&term.id, part));
                }
            }
        }
        Ok(())
    }

    fn check_parents(&self, term: &Term, list: &List) -> Result<(), PackError> {
        let dotted = term.id.rsplit_once('.').map(|(parent, _)| parent);
        for parent in dotted.into_iter().chain(term.within.iter().map(|word| &**word)) {
            let Some(above) = self.find(term.kind, parent) else {
                return Err(unknown_parent(term, parent, list));
            };
            if self.line_of(above).iter().any(|above| above.id == term.id) {
                return Err(circular(&term.id, parent));
            }
        }
        Ok(())
    }
}

/// Why a code cannot be right.
pub(crate) enum Unfit {
    /// There is no such scheme.
    Scheme,
    /// The scheme has no such code.
    Code,
}

impl Vocabulary {
    /// What is wrong with a code that things of a kind are given in a scheme, as far as that can be told.
    pub(crate) fn unfit(&self, kind: Kind, scheme: &str, code: &str) -> Option<Unfit> {
        unfit(kind, scheme, code, self.schemes())
    }
}

fn unfit(kind: Kind, scheme: &str, code: &str, schemes: &[Scheme]) -> Option<Unfit> {
    let Some(scheme) = schemes.iter().find(|known| *known.id == *scheme) else { return Some(Unfit::Scheme) };
    let listed = scheme.lists.get(kind.key());
    let pack = scheme.pack.as_deref().and_then(Pack::builtin);
    let is_code = listed.zip(pack).is_none_or(|(list, pack)| pack.listed(list, code).is_some())
        && (scheme.prefixes.is_empty()
            || code.split_once(':').is_some_and(|(prefix, _)| scheme.prefixes.contains_key(prefix)));
    (!is_code).then_some(Unfit::Code)
}

/// Whether the codes of a row in a scheme are codes of that scheme, as far as that can be told.
pub(super) fn codes(
    at: &Word,
    id: &Word,
    kind: Kind,
    scheme: &str,
    codes: &[String],
    schemes: &[Scheme],
) -> Result<(), PackError> {
    if codes.is_empty() && schemes.iter().all(|known| *known.id != *scheme) {
        return Err(unknown_scheme(at, id, scheme, schemes));
    }
    for code in codes {
        match unfit(kind, scheme, code, schemes) {
            Some(Unfit::Scheme) => return Err(unknown_scheme(at, id, scheme, schemes)),
            Some(Unfit::Code) => return Err(unknown_code(at, id, code, scheme)),
            None => {}
        }
    }
    Ok(())
}

/// Whether a policy can name it: words of letters, digits and hyphens, with dots between them.
fn can_be_named(word: &str) -> bool {
    let plain = |c: char| c == '-' || c == '_' || c.is_alphanumeric();
    word.split('.').all(|part| part.starts_with(char::is_alphabetic) && part.chars().all(plain))
}

/// Whether the language reads a word as its own, everywhere: `other` and `us` are words of the vocabulary too.
fn is_taken(word: &str) -> bool {
    let ships = |kind: &Kind| Vocabulary::builtin().find(*kind, word).is_some();
    is_keyword(word) && !Kind::ALL.iter().any(ships)
}

fn unwritable(word: &Word) -> PackError {
    if is_taken(word) {
        return PackError::at(word, format!("no policy can name `{word}`: it is a word of the language"));
    }
    let message =
        "no policy can name it; write letters, digits and hyphens, and a dot before each narrower word";
    PackError::at(word, format!("`{word}` is no word: {message}"))
}

fn nameless(id: &Word) -> PackError {
    let message = format!(
        "the name of `{id}` shows nothing, has a character that no text may have, or turns the direction of others"
    );
    PackError::at(id, format!("{message}; write what readers call it, or leave it out"))
}

fn unknown_scheme(at: &Word, id: &Word, scheme: &str, schemes: &[Scheme]) -> PackError {
    let near = nearest(scheme, schemes.iter().map(|scheme| scheme.id.as_str()));
    PackError::at(at, meant(format!("`{id}` has codes in `{scheme}`, which is not among the schemes"), near))
}

fn unknown_code(at: &Word, id: &Word, code: &str, scheme: &str) -> PackError {
    PackError::at(at, format!("`{id}` has the code `{code}`, which `{scheme}` does not have"))
}

fn unknown_parent(term: &Term, parent: &str, list: &List) -> PackError {
    let others = list.terms().iter().filter(|other| other.id != term.id);
    let near = nearest(parent, others.flat_map(Term::words));
    let message = format!("`{}` lies within `{parent}`, which is not in `{}`", term.id, term.kind.key());
    PackError::at(&term.id, meant(message, near))
}

fn no_country(id: &Word, part: &str) -> PackError {
    PackError::at(id, format!("`{id}` has the part `{part}`, which is not in `countries`"))
}

fn unusable_address(id: &Word, url: &str, why: &str) -> PackError {
    PackError::at(id, format!("`{id}` has the address `{url}`: {why}"))
}

fn circular(id: &Word, parent: &str) -> PackError {
    let why = if **id == *parent { String::new() } else { format!(", since `{parent}` lies within it") };
    PackError::at(id, format!("`{id}` cannot lie within `{parent}`{why}"))
}

fn repeated(list: &str, word: &Word) -> PackError {
    PackError::at(word, format!("`{word}` is in `{list}` already"))
}
