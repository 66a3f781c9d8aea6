//! Folding, growing selections, links.

use candor::editor::mentions::{Role, mentions};
use candor::editor::shape::{FoldKind, folds, selections};
use lsp_types::{
    DocumentLink, DocumentLinkParams, FoldingRange, FoldingRangeKind, FoldingRangeParams, SelectionRange,
    SelectionRangeParams,
};

use super::convert;
use super::server::Server;

/// Answers `textDocument/foldingRange`.
pub(super) fn folding(server: &mut Server, params: FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let document = server.document(&params.text_document.uri)?;
    let encoding = server.abilities().encoding;
    let fold = |fold: candor::editor::shape::Fold| {
        let range = convert::range(&document.text, fold.start..fold.end, encoding);
        let kind = match fold.kind {
            FoldKind::Block => FoldingRangeKind::Region,
            FoldKind::Comment => FoldingRangeKind::Comment,
            FoldKind::Imports => FoldingRangeKind::Imports,
        };
        // The line of a closing brace stays in sight.
        let last = match fold.kind {
            FoldKind::Block => range.end.line.saturating_sub(1),
            FoldKind::Comment | FoldKind::Imports => range.end.line,
        };
        FoldingRange {
            start_line: range.start.line,
            start_character: Some(range.start.character),
            end_line: last.max(range.start.line),
            end_character: None,
            kind: Some(kind),
            collapsed_text: None,
        }
    };
    Some(folds(document.text.as_str()).into_iter().map(fold).collect())
}

/// Answers `textDocument/selectionRange`.
pub(super) fn selection(server: &mut Server, params: SelectionRangeParams) -> Option<Vec<SelectionRange>> {
    let place = server.place_in(&params.text_document.uri)?;
    let tree = place.tree()?;
    let all = params.positions.into_iter().map(|position| {
        let offset = place.document.text.offset(convert::point(position), place.encoding);
        let ranges = selections(&tree, place.text(), offset);
        let mut around: Option<SelectionRange> = None;
        for range in ranges.into_iter().rev() {
            let range = convert::range(&place.document.text, range, place.encoding);
            around = Some(SelectionRange { range, parent: around.map(Box::new) });
        }
        around.unwrap_or(SelectionRange { range: lsp_types::Range::new(position, position), parent: None })
    });
    Some(all.collect())
}

/// Answers `textDocument/documentLink`: imports and addresses.
pub(super) fn links(server: &mut Server, params: DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let place = server.place_in(&params.text_document.uri)?;
    let tree = place.tree()?;
    let mut links = Vec::new();
    mentions(&tree, &mut |mention| {
        let target = match mention.role {
            Role::Import => place.import(mention.word),
            // What the compiler takes for an address: of an allowed scheme, without a password.
            Role::Link => {
                candor::link::Href::parse(mention.word).ok().and_then(|href| href.as_str().parse().ok())
            }
            _ => None,
        };
        if let Some(target) = target {
            // The quotes are no part of it.
            let inner = mention.span.start as usize + 1..(mention.span.end as usize).saturating_sub(1);
            let range = convert::range(&place.document.text, inner, place.encoding);
            links.push(DocumentLink { range, target: Some(target), tooltip: None, data: None });
        }
    });
    Some(links)
}
