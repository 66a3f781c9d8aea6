//! Where a name is declared, and where it is used.

use candor::editor::mentions::Role;
use candor::model::NounId;
use candor::source::Span;
use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, Location, Range, ReferenceParams,
};

use super::place::Place;
use super::server::Server;

/// Answers `textDocument/definition`: of a name its declaration, of an import its file, of a
/// section that another names that section.
pub(super) fn definition(
    server: &mut Server,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let place = server.place(&params.text_document_position_params)?;
    let found = place.found()?;
    if found.role == Role::Import {
        let uri = place.import(&found.word)?;
        return Some(GotoDefinitionResponse::Scalar(Location { uri, range: Range::default() }));
    }
    if found.role == Role::AfterSection {
        let sections = place.index.as_ref()?.read.policy.root.sections();
        let section = sections.into_iter().find(|section| *section.id == *found.word)?;
        let head = Span { end: section.span.start, ..section.span };
        return place.location(head).map(GotoDefinitionResponse::Scalar);
    }
    let id = match found.part {
        Some((id, _)) => id,
        // The declaration may stand in what is broken just now.
        None => return place.was_declared(&found.word).map(GotoDefinitionResponse::Scalar),
    };
    let span = place.index.as_ref()?.read.policy.noun(id)?.id_span;
    place.location(span).map(GotoDefinitionResponse::Scalar)
}

/// Answers `textDocument/references`.
pub(super) fn references(server: &mut Server, params: ReferenceParams) -> Option<Vec<Location>> {
    let place = server.place(&params.text_document_position)?;
    let id = at(&place)?;
    let declared = params.context.include_declaration;
    let mut all: Vec<Location> = place
        .of_every_policy(id)
        .into_iter()
        .filter(|(_, reference)| declared || !reference.declares)
        .filter_map(|(index, reference)| place.location_in(&index.read, reference.span))
        .collect();
    all.sort_by(|a, b| {
        let key = |location: &Location| {
            (location.uri.as_str().to_owned(), location.range.start.line, location.range.start.character)
        };
        key(a).cmp(&key(b))
    });
    all.dedup();
    Some(all)
}

/// Answers `textDocument/documentHighlight`.
pub(super) fn highlights(
    server: &mut Server,
    params: DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let place = server.place(&params.text_document_position_params)?;
    let id = at(&place)?;
    let index = place.index.as_ref()?;
    let here = index.references(id).into_iter().filter(|reference| Some(reference.span.file) == place.file);
    let highlight = |reference: candor::editor::index::Reference| {
        let kind =
            if reference.declares { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
        Some(DocumentHighlight { range: place.location(reference.span)?.range, kind: Some(kind) })
    };
    Some(here.filter_map(highlight).collect())
}

fn at(place: &Place<'_>) -> Option<NounId> {
    place.found()?.part.map(|(id, _)| id)
}
