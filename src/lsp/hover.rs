//! What a word means, and the sentence that the page will say.

use candor::editor::describe;
use candor::editor::index::Found;
use candor::editor::mentions::Role;
use candor::editor::names::Meaning;
use candor::editor::tokens::{Look, token_at, tokens_within};
use candor::model::verb;
use candor::model::words::Topic;
use lsp_types::{Hover, HoverContents, HoverParams};

use super::place::Place;
use super::server::Server;

/// How many characters of what the page says are shown.
const SHOWN: usize = 600;

/// Answers `textDocument/hover`.
pub(super) fn hover(server: &mut Server, params: HoverParams) -> Option<Hover> {
    let place = server.place(&params.text_document_position_params)?;
    let found = place.found();
    let mut text = found.as_ref().and_then(|found| said(&place, found)).unwrap_or_default();
    let around = if in_comment(&place) { None } else { place.worded() };
    // Of a word of the vocabulary at the head of the policy the page says nothing.
    let head = place.index.as_ref().and_then(|index| Some(index.read.policy.head()?.span));
    let term = found.as_ref().is_some_and(|found| matches!(found.meaning, Some(Meaning::Term(_))));
    let around = around.filter(|(span, _)| !(term && head == Some(*span)));
    if let Some((_, worded)) = &around {
        let shown: String = worded.chars().take(SHOWN).collect();
        let more = if shown.len() < worded.len() { "…" } else { "" };
        if !text.is_empty() {
            text.push_str("\n---\n");
        }
        text.push_str(&format!("On the page:\n\n> {}{more}\n", describe::plain(&shown)));
    }
    if text.is_empty() {
        return None;
    }
    let span =
        found.map(|found| found.part.map_or(found.span, |(_, span)| span)).or(around.map(|(span, _)| span))?;
    let range = place.location(span).map(|location| location.range);
    Some(Hover { contents: HoverContents::Markup(place.markup(&text)), range })
}

/// What a word means where it stands.
fn said(place: &Place<'_>, found: &Found<'_>) -> Option<String> {
    let index = place.index.as_ref()?;
    let (policy, sources) = (&index.read.policy, &index.read.sources);
    let describer = place.describer();
    let text = match (&found.role, found.meaning) {
        (_, Some(Meaning::Noun(id))) => {
            // Of `contact.email` the part that is pointed at.
            let id = found.part.map_or(id, |(id, _)| id);
            let uses = index.references(id).iter().filter(|reference| !reference.declares).count();
            let text = describer.noun(policy, id, sources);
            format!("{text}\nUsed {uses} {}.\n", if uses == 1 { "time" } else { "times" })
        }
        (_, Some(Meaning::Special(special))) => describe::special(special, &found.word, policy),
        (_, Some(Meaning::Term(term))) => describer.term(term),
        (Role::Refers(_), None) => return place.was(&found.word),
        (Role::Keyword(kind), None) => describe::noun_kind(*kind),
        (Role::Property(kind), None) => describe::property(*kind, &found.word)?,
        (Role::Value(_, candor::model::PropertyType::Fact), None) => describe::fact(&found.word)?,
        (Role::Verb, None) => describe::verb(verb::find(&found.word)?),
        (Role::Modal | Role::Word, None) => describe::language_word(&found.word)?,
        (Role::Section | Role::AfterSection, None) => describe::topic(Topic::parse(&found.word)?),
        (Role::Allows, None) => describe::finding(&found.word)?,
        (Role::Scheme, None) => {
            let schemes = describer.vocabulary.schemes();
            let scheme = schemes.iter().find(|scheme| *scheme.id == *found.word)?;
            format!("**`{}`** — {}\n\n<{}>\n", scheme.id, describe::plain(&scheme.title), scheme.url)
        }
        (
            Role::Declares(_)
            | Role::Item(_)
            | Role::Classifies(_)
            | Role::Value(..)
            | Role::Import
            | Role::Link,
            None,
        ) => {
            return None;
        }
    };
    Some(text).filter(|text| !text.is_empty())
}

fn in_comment(place: &Place<'_>) -> bool {
    let line = place.text().get(..place.offset).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let start = candor::syntax::item_start(place.text(), line).min(line);
    let tokens = tokens_within(place.text(), start..place.text().len());
    token_at(&tokens, place.offset).is_some_and(|token| token.look == Look::Comment)
}
