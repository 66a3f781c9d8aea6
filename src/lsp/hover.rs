//! What a word means.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::server::Server;

/// Answers `textDocument/hover`.
pub(super) fn hover(server: &mut Server, params: HoverParams) -> Option<Hover> {
    let at = server.at(&params.text_document_position_params)?;
    let found = at.mention()?;
    let (id, span) = found.part?;
    let noun = at.read.policy.noun(id)?;
    let mut text = format!("**{} `{}`**", noun.kind.as_str(), noun.id);
    if let Some(name) = &noun.name {
        text.push_str(&format!(": {name}"));
    }
    text.push_str(&format!("\n\nDeclared at {}", at.read.sources.place(noun.id_span)));
    let range = server.places(&at)?.location(span)?.range;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        range: Some(range),
    })
}
