//! Another name, in every file of every policy that uses it.

use std::collections::BTreeMap;

use candor::editor::rename::{renamable, rename as renamed};
use lsp_server::{ErrorCode, ResponseError};
use lsp_types::{
    PrepareRenameResponse, RenameParams, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::server::Server;

/// Answers `textDocument/prepareRename`.
pub(super) fn prepare(
    server: &mut Server,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, ResponseError> {
    let Some(place) = server.place(&params) else { return Ok(None) };
    let (Some(index), Some(file)) = (&place.index, place.file) else { return Ok(None) };
    let (_, span) = renamable(index, file, place.offset).map_err(refused)?;
    let Some(location) = place.location(span) else { return Ok(None) };
    let placeholder = place.text().get(span.start as usize..span.end as usize).unwrap_or_default().to_owned();
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range: location.range, placeholder }))
}

/// Answers `textDocument/rename`.
pub(super) fn rename(
    server: &mut Server,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>, ResponseError> {
    let Some(place) = server.place(&params.text_document_position) else { return Ok(None) };
    let (Some(index), Some(file)) = (&place.index, place.file) else { return Ok(None) };
    let (id, _) = renamable(index, file, place.offset).map_err(refused)?;
    let mut changes: BTreeMap<String, (Uri, Vec<TextEdit>)> = BTreeMap::new();
    for (index, id) in place.every_policy(id) {
        for (span, new_text) in renamed(&index, id, &params.new_name).map_err(refused)? {
            let Some(location) = place.location_in(&index.read, span) else { continue };
            let (_, edits) = changes
                .entry(location.uri.as_str().to_owned())
                .or_insert_with(|| (location.uri.clone(), Vec::new()));
            let edit = TextEdit { range: location.range, new_text };
            if let Some(other) = edits.iter().find(|other| other.range == edit.range) {
                if *other != edit {
                    return Err(refused(
                        "the policies that share this file need different names for it".to_owned(),
                    ));
                }
                continue;
            }
            edits.push(edit);
        }
    }
    Ok(Some(place.edit(changes.into_values().collect())))
}

fn refused(message: String) -> ResponseError {
    ResponseError { code: ErrorCode::RequestFailed as i32, message, data: None }
}
