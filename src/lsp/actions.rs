//! What can be done about findings.

use std::collections::BTreeMap;

use candor::diagnostic::Diagnostic;
use candor::editor::actions::{Change, actions as about};
use candor::project::Read;
use candor::source::Span;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::capabilities::FIX_ALL;
use super::diagnostics;
use super::place::Place;
use super::server::Server;

/// Answers `textDocument/codeAction`.
pub(super) fn actions(server: &mut Server, params: CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
    server.judge();
    let place = server.place_in(&params.text_document.uri)?;
    let wants = |kind: &CodeActionKind| {
        params.context.only.as_ref().is_none_or(|only| {
            only.iter().any(|wanted| {
                kind.as_str() == wanted.as_str()
                    || kind.as_str().starts_with(&format!("{}.", wanted.as_str()))
            })
        })
    };
    let part = super::convert::bytes(&place.document.text, params.range, place.encoding);
    let here = |span: Span| span.start as usize <= part.end && part.start <= span.end as usize;
    let mut found: Vec<CodeActionOrCommand> = Vec::new();
    for (index, findings) in place.judged() {
        let of_file = index.read.sources.find(place.path());
        for finding in findings.iter().filter(|finding| Some(finding.span.file) == of_file) {
            if !wants(&CodeActionKind::QUICKFIX) || !here(finding.span) {
                continue;
            }
            let diagnostic = diagnostics::diagnostic(finding, &|span| place.location_in(&index.read, span));
            for action in about(&index, finding) {
                let action = CodeAction {
                    title: action.title,
                    kind: Some(CodeActionKind::QUICKFIX),
                    diagnostics: diagnostic.clone().map(|diagnostic| vec![diagnostic]),
                    edit: Some(place.edit(edits(&place, &index.read, &action.changes))),
                    is_preferred: Some(action.preferred),
                    ..CodeAction::default()
                };
                let action = CodeActionOrCommand::CodeAction(action);
                if !found.contains(&action) {
                    found.push(action);
                }
            }
        }
    }
    if wants(&FIX_ALL)
        && let Some(edit) = everything(&place)
    {
        found.push(CodeActionOrCommand::CodeAction(CodeAction {
            title: "Apply every certain fix in this file".to_owned(),
            kind: Some(FIX_ALL),
            edit: Some(edit),
            ..CodeAction::default()
        }));
    }
    Some(found)
}

/// Every certain fix of the file that all policies with it agree to, none overlapping.
fn everything(place: &Place<'_>) -> Option<WorkspaceEdit> {
    let judged = place.judged();
    let mut votes: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    let mut readers = 0;
    for (index, findings) in &judged {
        let Some(file) = index.read.sources.find(place.path()) else { continue };
        readers += 1;
        for range in certain(&index.read, findings, file) {
            *votes.entry(range).or_default() += 1;
        }
    }
    let mut end = 0;
    let mut edits = Vec::new();
    for ((from, to, text), agreed) in votes {
        if agreed == readers && from >= end {
            let range = super::convert::range(&place.document.text, from..to, place.encoding);
            edits.push(TextEdit { range, new_text: text });
            end = to.max(from + 1);
        }
    }
    (!edits.is_empty()).then(|| place.edit(vec![(place.document.uri.clone(), edits)]))
}

/// The changes of a file that need nobody to look at them, each once.
fn certain(
    read: &Read,
    findings: &[Diagnostic],
    file: candor::source::FileId,
) -> Vec<(usize, usize, String)> {
    let Some(source) = read.sources.get(file) else { return Vec::new() };
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let mut all: Vec<(usize, usize, String)> = fixes
        .filter(|fix| fix.certain && fix.span.file == file)
        .map(|fix| {
            let range = fix.range(&source.text);
            (range.start, range.end, fix.text.clone())
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

fn edits(place: &Place<'_>, read: &Read, changes: &[Change]) -> Vec<(Uri, Vec<TextEdit>)> {
    let mut by_file: BTreeMap<String, (Uri, Vec<TextEdit>)> = BTreeMap::new();
    for change in changes {
        let Some(location) = place.location_in(read, change.span) else { continue };
        let (_, edits) = by_file
            .entry(location.uri.as_str().to_owned())
            .or_insert_with(|| (location.uri.clone(), Vec::new()));
        edits.push(TextEdit { range: location.range, new_text: change.text.clone() });
    }
    by_file.into_values().collect()
}
