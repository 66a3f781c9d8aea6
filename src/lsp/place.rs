//! A place in an open file, and everything that is known about it.

use std::path::Path;
use std::sync::Arc;

use candor::analysis;
use candor::diagnostic::Diagnostic;
use candor::editor::describe::Describer;
use candor::editor::index::{Found, Index, Reference};
use candor::model::NounId;
use candor::project::{self, Read};
use candor::source::{FileId, Span};
use candor::syntax::{self, ast};
use lsp_types::{
    DocumentChanges, Location, MarkupContent, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::capabilities::Abilities;
use super::convert;
use super::documents::Document;
use super::projects::{Home, Project};
use super::server::Server;
use candor::editor::text::Encoding;

/// A place in an open file.
pub(super) struct Place<'a> {
    server: &'a Server,
    project: &'a Project,
    home: &'a Home,
    /// The file.
    pub(super) document: &'a Document,
    /// The policy that says most about it.
    pub(super) index: Option<Arc<Index>>,
    /// The same before something in it broke, if something is broken.
    pub(super) last_good: Option<Arc<Index>>,
    /// The number of the file in that policy.
    pub(super) file: Option<FileId>,
    /// The byte.
    pub(super) offset: usize,
    /// How columns are counted.
    pub(super) encoding: Encoding,
    /// What the editor can take.
    pub(super) abilities: Abilities,
}

impl Server {
    /// What a request about a place is about; what was typed has been read.
    pub(super) fn place(&mut self, params: &TextDocumentPositionParams) -> Option<Place<'_>> {
        let encoding = self.abilities().encoding;
        let mut place = self.place_in(&params.text_document.uri)?;
        place.offset = place.document.text.offset(convert::point(params.position), encoding);
        Some(place)
    }

    /// What a request about a whole file is about.
    pub(super) fn place_in(&mut self, uri: &Uri) -> Option<Place<'_>> {
        let key = uri.as_str();
        let base = self.homes.get(key)?.base.clone();
        self.projects.get_mut(&base)?.refresh();
        let home = self.homes.get(key)?;
        let project = self.projects.get(&base)?;
        let index = project.about(&home.path);
        let file = index.as_ref().and_then(|index| index.read.sources.find(&home.path));
        Some(Place {
            document: self.documents.get(key)?,
            last_good: project.last_good(&home.path),
            index,
            file,
            offset: 0,
            encoding: self.abilities().encoding,
            abilities: self.abilities(),
            server: self,
            project,
            home,
        })
    }

    /// Looks for findings that are not known yet.
    pub(super) fn judge(&mut self) {
        self.projects.values_mut().for_each(Project::judge);
    }
}

impl<'a> Place<'a> {
    /// The text of the file.
    pub(super) fn text(&self) -> &'a str {
        self.document.text.as_str()
    }

    /// The path of the file in its project.
    pub(super) fn path(&self) -> &str {
        &self.home.path
    }

    /// The folder that nothing is read outside of.
    pub(super) fn root(&self) -> &Path {
        &self.project.root
    }

    /// The syntax of the file.
    pub(super) fn tree(&self) -> Option<Arc<ast::File>> {
        match (&self.index, self.file) {
            (Some(index), Some(file)) => index.tree(file).cloned(),
            _ => Some(Arc::new(syntax::read(FileId::default(), self.text()).value)),
        }
    }

    /// The word at the place.
    pub(super) fn found(&self) -> Option<Found<'_>> {
        self.index.as_ref()?.at(self.file?, self.offset)
    }

    /// What words mean.
    pub(super) fn describer(&self) -> Describer<'a> {
        self.server.describer(self.project.vocabulary())
    }

    /// Text as the editor can show it.
    pub(super) fn markup(&self, text: &str) -> MarkupContent {
        self.server.markup(text)
    }

    /// What the project's findings go by.
    pub(super) fn analysis(&self) -> &analysis::Settings {
        self.project.analysis()
    }

    /// Where a stretch of the policy is.
    pub(super) fn location(&self, span: Span) -> Option<Location> {
        self.location_in(&self.index.as_ref()?.read, span)
    }

    /// Where a stretch of a policy of the same project is.
    pub(super) fn location_in(&self, read: &Read, span: Span) -> Option<Location> {
        self.server.location(self.project, read, span)
    }

    /// The file that an import means, if it is there.
    pub(super) fn import(&self, written: &str) -> Option<Uri> {
        let path = project::resolve(&self.home.path, written)?;
        let known = self.project.open.contains_key(&path) || self.project.root.join(&path).is_file();
        if known { self.server.uri(self.project, &path) } else { None }
    }

    /// Every policy with the file in which something is declared, and its number there.
    pub(super) fn every_policy(&self, id: NounId) -> Vec<(Arc<Index>, NounId)> {
        let Some(own) = &self.index else { return Vec::new() };
        let Some(span) = own.read.policy.noun(id).map(|noun| noun.id_span) else { return Vec::new() };
        let Some(source) = own.read.sources.get(span.file) else { return Vec::new() };
        let mut all = Vec::new();
        for index in self.project.reading(&source.name) {
            let Some(file) = index.read.sources.find(&source.name) else { continue };
            if let Some(id) = index.declared_at(Span { file, ..span }) {
                all.push((index, id));
            }
        }
        all
    }

    /// Every place of a name in every policy.
    pub(super) fn of_every_policy(&self, id: NounId) -> Vec<(Arc<Index>, Reference)> {
        let every = self.every_policy(id);
        every
            .into_iter()
            .flat_map(|(index, id)| {
                let references = index.references(id);
                references.into_iter().map(move |reference| (Arc::clone(&index), reference))
            })
            .collect()
    }

    /// The policies with the file, and what was found in each.
    pub(super) fn judged(&self) -> Vec<(Arc<Index>, Vec<Diagnostic>)> {
        self.project.judged(&self.home.path)
    }

    /// Where something was declared before the file broke.
    pub(super) fn was_declared(&self, word: &str) -> Option<Location> {
        let good = self.last_good.as_ref()?;
        let span = good.read.policy.noun(good.names().noun(word)?)?.id_span;
        self.location_in(&good.read, span)
    }

    /// What a name meant before the file broke.
    pub(super) fn was(&self, word: &str) -> Option<String> {
        let good = self.last_good.as_ref()?;
        Some(self.describer().noun(&good.read.policy, good.names().noun(word)?, &good.read.sources))
    }

    /// The statement or declaration around the place, and what the page says of it, if that is
    /// known in time.
    pub(super) fn worded(&self) -> Option<(Span, String)> {
        let pieces = self.project.worded(&self.home.path)?;
        let file = self.file?;
        let span = narrowest(pieces.keys().copied(), file, self.offset)?;
        Some((span, pieces.get(&span)?.clone()))
    }

    /// Changes of files as the editor takes them.
    pub(super) fn edit(&self, changes: Vec<(Uri, Vec<TextEdit>)>) -> WorkspaceEdit {
        if self.abilities.document_changes {
            let edits = changes.into_iter().map(|(uri, edits)| TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier {
                    version: self.server.document(&uri).map(|document| document.version),
                    uri,
                },
                edits: edits.into_iter().map(OneOf::Left).collect(),
            });
            return WorkspaceEdit {
                document_changes: Some(DocumentChanges::Edits(edits.collect())),
                ..WorkspaceEdit::default()
            };
        }
        // The protocol's own type for changes by address is a hash map; it is written and forgotten.
        #[expect(clippy::mutable_key_type, reason = "the protocol's types have it so")]
        let changes = changes.into_iter().collect();
        WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
    }
}

/// The narrowest of some stretches around a byte.
fn narrowest(spans: impl Iterator<Item = Span>, file: FileId, offset: usize) -> Option<Span> {
    let at = u32::try_from(offset).ok()?;
    spans
        .filter(|span| span.file == file && span.start <= at && at <= span.end)
        .min_by_key(|span| span.end - span.start)
}
