//! Findings, told to the editor.

use std::collections::BTreeMap;

use candor::project::Read;
use candor::source::Span;
use lsp_types::{Location, PublishDiagnosticsParams, Uri};

use super::projects::Project;
use super::server::Server;
use super::{convert, diagnostics, uri};
use crate::cli::project_file;

/// The findings of each file, by its address.
type Found = BTreeMap<String, Vec<lsp_types::Diagnostic>>;

impl Server {
    /// Looks at everything that has changed, and says what was found.
    pub(super) fn publish(&mut self) {
        self.changed = None;
        self.judge();
        let mut found = Found::new();
        for project in self.projects.values() {
            self.of_project(project, &mut found);
        }
        let gone: Vec<String> =
            self.published.iter().filter(|uri| !found.contains_key(*uri)).cloned().collect();
        // An open file without findings is said to have none, so that a client can wait for it.
        for key in gone.into_iter().chain(self.documents.keys().cloned()) {
            found.entry(key).or_default();
        }
        self.published = found.keys().cloned().collect();
        for (key, diagnostics) in found {
            let Ok(uri) = key.parse::<Uri>() else { continue };
            let version = self.documents.get(&key).map(|document| document.version);
            let params = PublishDiagnosticsParams { uri, diagnostics, version };
            self.client.notify("textDocument/publishDiagnostics", params);
        }
        self.projects.values_mut().for_each(Project::tidy);
    }

    fn of_project(&self, project: &Project, found: &mut Found) {
        for (path, policy) in project.shown() {
            let Some(index) = &policy.index else { continue };
            let location = |span| self.location(project, &index.read, span);
            // Policies that share a file find the same in it.
            let others: BTreeMap<String, usize> =
                found.iter().map(|(uri, all)| (uri.clone(), all.len())).collect();
            for finding in &policy.findings {
                let Some(at) = location(finding.span) else { continue };
                let Some(diagnostic) = diagnostics::diagnostic(finding, &location) else { continue };
                let of_others = others.get(at.uri.as_str()).copied().unwrap_or_default();
                let of_file = found.entry(at.uri.as_str().to_owned()).or_default();
                // A policy's findings stand in the order of their places.
                let here = |other: &&lsp_types::Diagnostic| other.range.start == diagnostic.range.start;
                let own = of_file.iter().skip(of_others).rev().take_while(here);
                if !of_file.iter().take(of_others).chain(own).any(|other| *other == diagnostic) {
                    of_file.push(diagnostic);
                }
            }
            for error in &policy.template_errors {
                let Some(uri) = self.uri(project, path) else { continue };
                let of_file = found.entry(uri.as_str().to_owned()).or_default();
                of_file.push(diagnostics::of_file(Some("broken-template"), error));
            }
        }
        if let Some((code, problem)) = project.problem()
            && let Some(uri) = uri::of(&project.base.join(project_file::NAME))
        {
            found.entry(uri.as_str().to_owned()).or_default().push(diagnostics::of_file(code, problem));
        }
    }

    /// A stretch of a policy's file with its address.
    pub(super) fn location(&self, project: &Project, read: &Read, span: Span) -> Option<Location> {
        let source = read.sources.get(span.file)?;
        let uri = self.uri(project, &source.name)?;
        Some(Location { uri, range: convert::span(source, span, self.abilities().encoding) })
    }
}
