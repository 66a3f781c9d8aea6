//! What every word is, for colours.

use std::ops::Range;

use candor::editor::semantic::classify;
use lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult,
};

use super::capabilities::token_type;
use super::convert;
use super::place::Place;
use super::server::Server;

/// Answers `textDocument/semanticTokens/full`.
pub(super) fn full(server: &mut Server, params: SemanticTokensParams) -> Option<SemanticTokensResult> {
    let place = server.place_in(&params.text_document.uri)?;
    let all = 0..place.text().len();
    Some(SemanticTokensResult::Tokens(of_part(&place, all)?))
}

/// Answers `textDocument/semanticTokens/range`.
pub(super) fn range(
    server: &mut Server,
    params: SemanticTokensRangeParams,
) -> Option<SemanticTokensRangeResult> {
    let place = server.place_in(&params.text_document.uri)?;
    let wanted = convert::bytes(&place.document.text, params.range, place.encoding);
    // Only where an item begins is it certain that no text of several lines is going on.
    let start = candor::syntax::item_start(place.text(), wanted.start).min(wanted.start);
    let mut tokens = of_part(&place, start..wanted.end)?;
    drop_before(&mut tokens.data, params.range.start.line);
    Some(SemanticTokensRangeResult::Tokens(tokens))
}

fn of_part(place: &Place<'_>, part: Range<usize>) -> Option<SemanticTokens> {
    let index = place.index.as_ref()?;
    let tree = place.tree()?;
    let describer = place.describer();
    let found = classify(place.text(), part, &tree, index.names(), &index.read.policy, describer.vocabulary);
    let mut data = Vec::with_capacity(found.len());
    let (mut line, mut column) = (0, 0);
    for word in found {
        let range = convert::range(&place.document.text, word.range, place.encoding);
        let delta_line = range.start.line - line;
        let delta_start =
            if delta_line == 0 { range.start.character - column } else { range.start.character };
        (line, column) = (range.start.line, range.start.character);
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length: range.end.character.saturating_sub(range.start.character),
            token_type: token_type(word.class).0,
            token_modifiers_bitset: u32::from(word.declares),
        });
    }
    Some(SemanticTokens { result_id: None, data })
}

/// Leaves out the tokens before a line, of which nobody asked.
fn drop_before(data: &mut Vec<SemanticToken>, first: u32) {
    let mut line = 0;
    let mut kept = 0;
    for token in data.iter() {
        line += token.delta_line;
        if line >= first {
            break;
        }
        kept += 1;
    }
    data.drain(..kept);
    if let Some(token) = data.first_mut() {
        token.delta_line = line;
    }
}
