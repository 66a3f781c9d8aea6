//! What a file, and what all files declare.

use candor::editor::symbols::{Symbol, SymbolKind as Kind, symbols};
use candor::model::words::NounKind;
use candor::syntax;
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, OneOf, SymbolInformation,
    SymbolKind, WorkspaceSymbol, WorkspaceSymbolParams,
};

use super::convert;
use super::server::Server;

/// How many symbols of all files are listed at most.
const MAX_SYMBOLS: usize = 500;

/// Answers `textDocument/documentSymbol`.
pub(super) fn of_document(
    server: &mut Server,
    params: DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let place = server.place_in(&params.text_document.uri)?;
    let text = place.text();
    let tree = place.tree()?;
    let found = symbols(&tree, text);
    let range = |span: candor::source::Span| {
        convert::range(&place.document.text, span.start as usize..span.end as usize, place.encoding)
    };
    if place.abilities.outline {
        return Some(DocumentSymbolResponse::Nested(
            found.iter().map(|symbol| nested(symbol, &range)).collect(),
        ));
    }
    let mut flat = Vec::new();
    flatten(&found, None, &mut |symbol, container| {
        let location = Location { uri: place.document.uri.clone(), range: range(symbol.span) };
        flat.push(information(symbol, container, location));
    });
    Some(DocumentSymbolResponse::Flat(flat))
}

fn nested(symbol: &Symbol, range: &dyn Fn(candor::source::Span) -> lsp_types::Range) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> = symbol.children.iter().map(|child| nested(child, range)).collect();
    #[expect(deprecated, reason = "the field must be given a value")]
    DocumentSymbol {
        name: symbol.name.clone(),
        detail: symbol.detail.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(symbol.span),
        selection_range: range(symbol.name_span),
        children: (!children.is_empty()).then_some(children),
    }
}

fn information(symbol: &Symbol, container: Option<&str>, location: Location) -> SymbolInformation {
    #[expect(deprecated, reason = "the field must be given a value")]
    SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    }
}

fn flatten<'a>(
    all: &'a [Symbol],
    container: Option<&'a str>,
    each: &mut dyn FnMut(&'a Symbol, Option<&'a str>),
) {
    for symbol in all {
        each(symbol, container);
        flatten(&symbol.children, Some(&symbol.name), each);
    }
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Sentence => SymbolKind::METHOD,
        Kind::Assertion => SymbolKind::BOOLEAN,
        Kind::Approval => SymbolKind::EVENT,
        Kind::Item => SymbolKind::FIELD,
        Kind::Noun(noun) => match noun {
            NounKind::Policy => SymbolKind::FILE,
            NounKind::Organization | NounKind::Audience | NounKind::Recipient | NounKind::Source => {
                SymbolKind::CLASS
            }
            NounKind::Data => SymbolKind::STRUCT,
            NounKind::Purpose => SymbolKind::EVENT,
            NounKind::Condition => SymbolKind::OPERATOR,
            NounKind::Region | NounKind::Law | NounKind::Document | NounKind::Definition => {
                SymbolKind::CONSTANT
            }
            NounKind::Service | NounKind::Channel => SymbolKind::INTERFACE,
            NounKind::Tracker => SymbolKind::OBJECT,
        },
    }
}

/// Answers `workspace/symbol`: declarations and sections whose name has the letters asked for, in order.
pub(super) fn of_workspace(
    server: &mut Server,
    params: WorkspaceSymbolParams,
) -> Option<OneOf<Vec<SymbolInformation>, Vec<WorkspaceSymbol>>> {
    let query = params.query.to_lowercase();
    let mut all = Vec::new();
    for (uri, source) in server.sources() {
        let tree = syntax::read(candor::source::FileId::default(), &source.text).value;
        flatten(&symbols(&tree, &source.text), None, &mut |symbol, container| {
            let named = matches!(symbol.kind, Kind::Noun(_) | Kind::Item | Kind::Section);
            let title = symbol.detail.as_deref().unwrap_or_default();
            if named && all.len() < MAX_SYMBOLS && (has(&symbol.name, &query) || has(title, &query)) {
                let range = convert::span(&source, symbol.name_span, server.abilities().encoding);
                all.push(information(symbol, container, Location { uri: uri.clone(), range }));
            }
        });
    }
    Some(OneOf::Left(all))
}

/// Whether the letters of a query stand in a name in this order.
fn has(name: &str, query: &str) -> bool {
    let mut letters = query.chars().peekable();
    for c in name.to_lowercase().chars() {
        letters.next_if_eq(&c);
    }
    letters.peek().is_none()
}
