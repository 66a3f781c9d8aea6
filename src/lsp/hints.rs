//! What follows from a policy, shown in its text; and the lens that opens a preview.

use candor::editor::hints::hints;
use candor::model::words::NounKind;
use candor::source::Span;
use candor::syntax::ast::Item;
use lsp_types::{
    CodeLens, CodeLensParams, Command, InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip,
};

use super::capabilities::PREVIEW;
use super::convert;
use super::server::Server;

/// Answers `textDocument/inlayHint`.
pub(super) fn inlay(server: &mut Server, params: InlayHintParams) -> Option<Vec<InlayHint>> {
    let place = server.place_in(&params.text_document.uri)?;
    let (index, file) = (place.index.as_ref()?, place.file?);
    let part = convert::bytes(&place.document.text, params.range, place.encoding);
    let found = hints(index, Span::new(file, part.start, part.end), place.describer(), place.analysis());
    let hint = |hint: candor::editor::hints::Hint| {
        let at = hint.at as usize;
        InlayHint {
            position: convert::range(&place.document.text, at..at, place.encoding).start,
            label: InlayHintLabel::String(hint.label),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::MarkupContent(place.markup(&hint.more))),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    };
    Some(found.into_iter().map(hint).collect())
}

/// Answers `textDocument/codeLens`.
pub(super) fn lenses(server: &mut Server, params: CodeLensParams) -> Option<Vec<CodeLens>> {
    let place = server.place_in(&params.text_document.uri)?;
    // A preview reads the file on disk.
    place.document.path.as_ref()?;
    let tree = place.tree()?;
    let heads = tree.items.iter().filter_map(|item| match item {
        Item::Noun(noun) if NounKind::parse(&noun.keyword.text) == Some(NounKind::Policy) => {
            Some(noun.keyword.span)
        }
        _ => None,
    });
    let lens = |span: Span| CodeLens {
        range: convert::range(&place.document.text, span.start as usize..span.end as usize, place.encoding),
        command: Some(Command {
            title: "Preview".to_owned(),
            command: PREVIEW.to_owned(),
            arguments: Some(vec![serde_json::json!(place.document.uri)]),
        }),
        data: None,
    };
    Some(heads.map(lens).collect())
}
