//! A file laid out as `candor fmt` does, whole or in part.

use candor::format::{Edit, Refusal, edits, format, format_range};
use lsp_server::{ErrorCode, ResponseError};
use lsp_types::{DocumentFormattingParams, DocumentRangeFormattingParams, TextEdit};

use super::convert;
use super::documents::Document;
use super::server::Server;

/// What formatting comes to: changes, or none where the text has mistakes.
type Formatted = Result<Option<Vec<TextEdit>>, ResponseError>;

/// Answers `textDocument/formatting`.
pub(super) fn whole(server: &mut Server, params: DocumentFormattingParams) -> Formatted {
    let Some(document) = server.document(&params.text_document.uri) else { return Ok(None) };
    let text = document.text.as_str();
    written(server, document, format(text).map(|formatted| edits(text, &formatted)))
}

/// Answers `textDocument/rangeFormatting`.
pub(super) fn range(server: &mut Server, params: DocumentRangeFormattingParams) -> Formatted {
    let Some(document) = server.document(&params.text_document.uri) else { return Ok(None) };
    let part = convert::bytes(&document.text, params.range, server.abilities().encoding);
    written(server, document, format_range(document.text.as_str(), part))
}

fn written(server: &Server, document: &Document, edits: Result<Vec<Edit>, Refusal>) -> Formatted {
    let encoding = server.abilities().encoding;
    match edits {
        Ok(edits) => {
            let edit = |edit: Edit| TextEdit {
                range: convert::range(&document.text, edit.range, encoding),
                new_text: edit.text,
            };
            Ok(Some(edits.into_iter().map(edit).collect()))
        }
        // The findings say what is wrong: an editor that formats what it saves need not say it again.
        Err(Refusal::Broken(_)) => Ok(None),
        Err(Refusal::Changed) => Err(ResponseError {
            code: ErrorCode::RequestFailed as i32,
            message:
                "formatting would change what the policy says; this is a mistake in Candor, please report it"
                    .to_owned(),
            data: None,
        }),
    }
}
