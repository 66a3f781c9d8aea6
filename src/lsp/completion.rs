//! What may stand at a place.

use std::fs;

use candor::editor::completion::{
    About, Question, Suggestion, SuggestionKind, complete, document, import_at,
};
use candor::editor::describe::Describer;
use candor::law::Kind;
use candor::model::words::{NounKind, Topic};
use candor::model::{properties_of, verb};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionParams,
    CompletionTextEdit, Documentation, InsertReplaceEdit, InsertTextFormat, TextEdit,
};
use serde_json::{Value, json};

use super::convert;
use super::place::Place;
use super::server::Server;

/// How many files of a folder are suggested at most.
const MAX_FILES: usize = 1000;

/// Answers `textDocument/completion`.
pub(super) fn completion(server: &mut Server, params: CompletionParams) -> Option<CompletionList> {
    let place = server.place(&params.text_document_position)?;
    let text = place.text().to_owned();
    if let Some((range, before)) = import_at(&text, place.offset) {
        let range = convert::range(&place.document.text, range, place.encoding);
        return Some(CompletionList { is_incomplete: false, items: files(&place, before, range) });
    }
    let index = place.index.as_ref()?;
    let describer = place.describer();
    let question = |index: &'_ candor::editor::index::Index| {
        let question = Question {
            text: &text,
            offset: place.offset,
            policy: &index.read.policy,
            sources: &index.read.sources,
            names: index.names(),
            describer,
        };
        complete(&question)
    };
    let mut found = question(index);
    // What was declared before something broke is still meant to be there.
    if let Some(good) = &place.last_good {
        let more = question(good);
        let known = |suggestion: &Suggestion| found.iter().any(|other| other.label == suggestion.label);
        let more: Vec<Suggestion> = more
            .into_iter()
            .filter(|suggestion| suggestion.kind == SuggestionKind::Declaration && !known(suggestion))
            .map(|suggestion| Suggestion { about: About::Nothing, ..suggestion })
            .collect();
        found.extend(more);
    }
    let uri = place.document.uri.as_str();
    let items = found.into_iter().map(|suggestion| item(&place, suggestion, uri)).collect();
    Some(CompletionList { is_incomplete: false, items })
}

fn item(place: &Place<'_>, suggestion: Suggestion, uri: &str) -> CompletionItem {
    let snippet = suggestion.snippet.clone().filter(|_| place.abilities.snippets);
    let format = snippet.is_some().then_some(InsertTextFormat::SNIPPET);
    let new_text = snippet.unwrap_or_else(|| suggestion.label.clone());
    let range = |range| convert::range(&place.document.text, range, place.encoding);
    let before = range(suggestion.replaces.start..place.offset.max(suggestion.replaces.start));
    let whole = range(suggestion.replaces.clone());
    let edit = if place.abilities.insert_replace {
        CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert: before, replace: whole })
    } else {
        CompletionTextEdit::Edit(TextEdit { range: before, new_text })
    };
    let about = data(place, &suggestion.about);
    CompletionItem {
        label_details: suggestion
            .detail
            .as_ref()
            .map(|detail| CompletionItemLabelDetails { detail: None, description: Some(detail.clone()) }),
        detail: suggestion.detail,
        kind: Some(kind(suggestion.kind)),
        sort_text: Some(format!("{}{}", suggestion.rank, suggestion.label)),
        insert_text_format: format,
        text_edit: Some(edit),
        data: about.map(|about| json!({ "uri": uri, "about": about })),
        label: suggestion.label,
        ..CompletionItem::default()
    }
}

fn kind(kind: SuggestionKind) -> CompletionItemKind {
    match kind {
        SuggestionKind::Keyword => CompletionItemKind::KEYWORD,
        SuggestionKind::Verb => CompletionItemKind::FUNCTION,
        SuggestionKind::Declaration => CompletionItemKind::VARIABLE,
        SuggestionKind::Term => CompletionItemKind::ENUM_MEMBER,
        SuggestionKind::Property => CompletionItemKind::PROPERTY,
        SuggestionKind::Value => CompletionItemKind::VALUE,
        SuggestionKind::Section => CompletionItemKind::MODULE,
        SuggestionKind::Finding => CompletionItemKind::EVENT,
    }
}

/// What a suggestion is about, in words that come back when its description is wanted.
fn data(place: &Place<'_>, about: &About) -> Option<Value> {
    Some(match about {
        About::Nothing => return None,
        About::Noun(id) => json!(["noun", place.index.as_ref()?.read.policy.noun(*id)?.id.as_str()]),
        About::Term(kind, id) => json!(["term", kind.key(), id]),
        About::Verb(id) => json!(["verb", id]),
        About::Word(words) => json!(["word", words]),
        About::Kind(kind) => json!(["kind", kind.as_str()]),
        About::Property(kind, word) => json!(["property", kind.as_str(), word]),
        About::Finding(name) => json!(["finding", name]),
        About::Fact(name) => json!(["fact", name]),
        About::Topic(topic) => json!(["topic", topic.as_str()]),
    })
}

/// Answers `completionItem/resolve`.
pub(super) fn resolve(server: &mut Server, mut item: CompletionItem) -> CompletionItem {
    item.documentation = documentation(server, &item);
    item
}

fn documentation(server: &mut Server, item: &CompletionItem) -> Option<Documentation> {
    let data = item.data.as_ref()?;
    let index = server.index_of(data.get("uri")?.as_str()?)?;
    let about: Vec<String> = serde_json::from_value(data.get("about")?.clone()).ok()?;
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let about = match about.as_slice() {
        ["noun", id] => About::Noun(index.names().declared(id)?),
        ["term", list, id] => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.key() == *list)?;
            About::Term(kind, (*id).to_owned())
        }
        ["verb", id] => About::Verb(verb::find(id)?.id),
        ["word", words] => About::Word((*words).to_owned()),
        ["kind", kind] => About::Kind(NounKind::parse(kind)?),
        ["property", kind, word] => {
            let kind = NounKind::parse(kind)?;
            let (word, _) = properties_of(kind).iter().find(|(known, _)| known == word)?;
            About::Property(kind, word)
        }
        ["finding", name] => About::Finding((*name).to_owned()),
        ["fact", name] => About::Fact((*name).to_owned()),
        ["topic", topic] => About::Topic(Topic::parse(topic)?),
        _ => return None,
    };
    let describer: Describer<'_> = server.describer(&index.read.policy.vocabulary);
    let text = document(&about, &index.read.policy, &index.read.sources, describer)?;
    Some(Documentation::MarkupContent(server.markup(&text)))
}

/// Files and folders beside the one that imports, below the folders already written.
fn files(place: &Place<'_>, before: &str, range: lsp_types::Range) -> Vec<CompletionItem> {
    let Some(path) = &place.document.path else { return Vec::new() };
    let (folder, _) = before.rsplit_once('/').unwrap_or(("", before));
    let from = path.parent().map(|parent| parent.join(folder));
    let real = from.and_then(|from| fs::canonicalize(from).ok());
    // Imports may not leave the project's folder, so nothing outside of it is shown.
    let Some(real) = real.filter(|real| real.starts_with(place.root())) else { return Vec::new() };
    let mut items = Vec::new();
    for entry in fs::read_dir(&real).into_iter().flatten().flatten().take(MAX_FILES) {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_folder = entry.path().is_dir();
        if name.starts_with('.') || !(is_folder || name.ends_with(".candor")) || entry.path() == *path {
            continue;
        }
        let written = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let (new_text, kind) = match is_folder {
            true => (format!("{written}/"), CompletionItemKind::FOLDER),
            false => (written, CompletionItemKind::FILE),
        };
        items.push(CompletionItem {
            label: new_text.clone(),
            kind: Some(kind),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
            ..CompletionItem::default()
        });
    }
    items.sort_by(|a, b| a.label.cmp(&b.label));
    items
}
