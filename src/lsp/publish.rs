//! Findings, told to the editor.

use candor::project::Read;
use candor::source::Span;
use lsp_types::Location;

use super::projects::Project;
use super::published::{Files, Published};
use super::server::Server;
use super::{convert, diagnostics, uri};
use crate::workspace::project_file;

impl Server {
    /// Looks at everything that has changed, and says what was found.
    pub(super) fn publish(&mut self) {
        self.changed = None;
        self.judge();
        let mut found = Published::default();
        for project in self.projects.values() {
            self.of_project(project, &mut found);
        }
        // An open file without findings is said to have none, so that a client can wait for it.
        for uri in self.published.files().chain(self.documents.keys()) {
            found.open(uri);
        }
        for uri in found.files() {
            let version = self.documents.get(uri).map(|document| document.version);
            if let Some(params) = found.params(uri, version) {
                self.client.notify("textDocument/publishDiagnostics", params);
            }
        }
        // While a sentence is typed, most is not said: it will be said again when the sentence is whole.
        if found.count() < self.published.count() / 2 {
            self.unsaid = std::mem::take(&mut self.published);
        } else if found.count() >= self.unsaid.count() / 2 {
            self.unsaid = Published::default();
        }
        self.published = found;
        self.untidy = true;
    }

    fn of_project(&self, project: &Project, found: &mut Published) {
        let address = |name: &str| self.uri(project, name);
        for (path, policy) in project.shown() {
            let Some(index) = &policy.index else { continue };
            let files = Files::new(&index.read.sources, &address, self.abilities().encoding);
            found.policy(&policy.findings, &files, &[&self.published, &self.unsaid]);
            for error in &policy.template_errors {
                let Some(uri) = address(path) else { continue };
                found.whole(&uri, &diagnostics::of_file(Some("broken-template"), error));
            }
        }
        if let Some((code, problem)) = project.problem()
            && let Some(uri) = uri::of(&project.base.join(project_file::NAME))
        {
            found.whole(&uri, &diagnostics::of_file(code, problem));
        }
    }

    /// A stretch of a policy's file with its address.
    pub(super) fn location(&self, project: &Project, read: &Read, span: Span) -> Option<Location> {
        let source = read.sources.get(span.file)?;
        let uri = self.uri(project, &source.name)?;
        Some(Location { uri, range: convert::span(source, span, self.abilities().encoding) })
    }
}
