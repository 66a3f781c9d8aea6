//! Where a name is declared.

use lsp_types::{GotoDefinitionParams, GotoDefinitionResponse};

use super::server::Server;

/// Answers `textDocument/definition`.
pub(super) fn definition(
    server: &mut Server,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let at = server.at(&params.text_document_position_params)?;
    let found = at.mention()?;
    let (id, _) = found.part?;
    let span = at.read.policy.noun(id)?.id_span;
    server.places(&at)?.location(span).map(GotoDefinitionResponse::Scalar)
}
