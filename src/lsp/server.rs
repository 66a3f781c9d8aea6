//! What the server knows, and who answers what.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

use candor::editor::mentions::mentions;
use candor::editor::names::Names;
use candor::editor::text::Encoding;
use candor::model::NounId;
use candor::project::Read;
use candor::source::Span;
use candor::syntax;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use lsp_types::{
    ClientCapabilities, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    HoverProviderCapability, InitializeParams, InitializeResult, Location, OneOf, PositionEncodingKind,
    PublishDiagnosticsParams, ServerCapabilities, ServerInfo, TextDocumentPositionParams,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::documents::{Document, Documents};
use super::projects::{Home, Project, base_of};
use super::transport::{Client, Event};
use super::{convert, definition, diagnostics, hover, uri};

/// How long findings may be put off while more and more is typed.
const PATIENCE: Duration = Duration::from_millis(100);

/// Everything the server knows.
pub(super) struct Server {
    client: Client,
    encoding: Encoding,
    /// The folders the editor works in, canonical.
    folders: Vec<PathBuf>,
    documents: Documents,
    /// The project of each open file.
    homes: BTreeMap<String, Home>,
    projects: BTreeMap<PathBuf, Project>,
    /// The files that were last said to have findings.
    published: BTreeSet<String>,
    /// Since when something has changed that findings do not know of.
    changed: Option<Instant>,
    shut_down: bool,
}

/// Waits for the editor to introduce itself; nothing, if it goes away instead.
pub(super) fn initialize(client: &Client, events: &Receiver<Event>) -> Option<InitializeParams> {
    loop {
        let Ok(Event::Message(message)) = events.recv() else { return None };
        match message {
            Message::Request(request) if request.method == "initialize" => {
                match serde_json::from_value::<InitializeParams>(request.params) {
                    Ok(parameters) => {
                        client.respond(&request.id, answer(&parameters.capabilities));
                        return Some(parameters);
                    }
                    Err(error) => client.refuse(&request.id, ErrorCode::InvalidParams, error.to_string()),
                }
            }
            Message::Request(request) => {
                client.refuse(&request.id, ErrorCode::ServerNotInitialized, "say `initialize` first");
            }
            Message::Notification(notification) if notification.method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
}

/// How columns are counted: in bytes where the editor can, for that is what the compiler does.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let kinds = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let offers = |kind: PositionEncodingKind| kinds.is_some_and(|kinds| kinds.contains(&kind));
    if offers(PositionEncodingKind::UTF8) { Encoding::Utf8 } else { Encoding::Utf16 }
}

fn answer(capabilities: &ClientCapabilities) -> InitializeResult {
    let kind = match encoding(capabilities) {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(kind),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                ..TextDocumentSyncOptions::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "candor".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

/// Serves until the editor says `exit` or goes away; returns the exit code.
pub(super) fn serve(client: Client, events: &Receiver<Event>, parameters: &InitializeParams) -> u8 {
    let mut server = Server {
        client,
        encoding: encoding(&parameters.capabilities),
        folders: folders(parameters),
        documents: Documents::new(),
        homes: BTreeMap::new(),
        projects: BTreeMap::new(),
        published: BTreeSet::new(),
        changed: None,
        shut_down: false,
    };
    let mut waiting: VecDeque<Message> = VecDeque::new();
    loop {
        // What has come in is taken up first, so that a cancelled request is not worked on
        // and many changes are looked at once.
        loop {
            match events.try_recv() {
                Ok(Event::Message(message)) => server.queue(&mut waiting, message),
                Ok(Event::Closed) | Err(TryRecvError::Disconnected) => return 1,
                Err(TryRecvError::Empty) => break,
            }
        }
        let overdue = server.changed.is_some_and(|since| since.elapsed() > PATIENCE);
        if server.changed.is_some() && (waiting.is_empty() || overdue) {
            server.guarded("the findings", Server::publish);
        }
        match waiting.pop_front() {
            Some(Message::Notification(notification)) if notification.method == "exit" => {
                return u8::from(!server.shut_down);
            }
            Some(Message::Notification(notification)) => server.notified(notification),
            Some(Message::Request(request)) => server.asked(request),
            Some(Message::Response(_)) => {}
            None => match events.recv_timeout(Duration::from_secs(3600)) {
                Ok(Event::Message(message)) => server.queue(&mut waiting, message),
                Ok(Event::Closed) | Err(RecvTimeoutError::Disconnected) => return 1,
                Err(RecvTimeoutError::Timeout) => {}
            },
        }
    }
}

#[expect(deprecated, reason = "older editors name no folders, but a root")]
fn folders(parameters: &InitializeParams) -> Vec<PathBuf> {
    let named = parameters.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let mut folders: Vec<PathBuf> = named.filter_map(uri::path).collect();
    if folders.is_empty() {
        folders.extend(parameters.root_uri.as_ref().and_then(uri::path));
    }
    folders.into_iter().filter_map(|folder| std::fs::canonicalize(folder).ok()).collect()
}

impl Server {
    fn queue(&self, waiting: &mut VecDeque<Message>, message: Message) {
        if let Message::Notification(notification) = &message
            && notification.method == "$/cancelRequest"
        {
            let id = notification.params.get("id").cloned().unwrap_or_default();
            let Ok(id) = serde_json::from_value::<RequestId>(id) else { return };
            let is_it = |message: &Message| matches!(message, Message::Request(request) if request.id == id);
            if let Some(at) = waiting.iter().position(is_it) {
                waiting.remove(at);
                self.client.refuse(&id, ErrorCode::RequestCanceled, "cancelled");
            }
            return;
        }
        waiting.push_back(message);
    }

    /// Does something that, if it fails, must not end the server.
    fn guarded<T>(&mut self, what: &str, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self))).ok();
        if done.is_none() {
            let message = format!("{what} failed; this is a mistake in Candor, please report it");
            self.client.notify("window/logMessage", serde_json::json!({ "type": 1, "message": message }));
        }
        done
    }

    fn notified(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        self.guarded(&method, |server| match method.as_str() {
            "textDocument/didOpen" => server.with(params, Self::opened),
            "textDocument/didChange" => server.with(params, Self::typed),
            "textDocument/didClose" => server.with(params, Self::closed),
            _ => {}
        });
    }

    /// Reads what came with a notification; what cannot be read is left out.
    fn with<P: DeserializeOwned>(&mut self, params: serde_json::Value, work: fn(&mut Self, P)) {
        if let Ok(params) = serde_json::from_value(params) {
            work(self, params);
        }
    }

    fn asked(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.shut_down {
            self.client.refuse(&id, ErrorCode::InvalidRequest, "the server is shut down");
            return;
        }
        let answered = self.guarded(&method, |server| match method.as_str() {
            "shutdown" => {
                server.shut_down = true;
                server.client.respond(&id, ());
            }
            "textDocument/hover" => server.answer(&id, params, hover::hover),
            "textDocument/definition" => server.answer(&id, params, definition::definition),
            other => {
                let message = format!("there is no request `{other}`");
                server.client.refuse(&id, ErrorCode::MethodNotFound, message);
            }
        });
        if answered.is_none() {
            self.client.refuse(&id, ErrorCode::InternalError, format!("`{method}` failed"));
        }
    }

    fn answer<P: DeserializeOwned, R: Serialize>(
        &mut self,
        id: &RequestId,
        params: serde_json::Value,
        work: fn(&mut Self, P) -> R,
    ) {
        match serde_json::from_value(params) {
            Ok(params) => {
                let result = work(self, params);
                self.client.respond(id, result);
            }
            Err(error) => self.client.refuse(id, ErrorCode::InvalidParams, error.to_string()),
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let key = opened.uri.as_str().to_owned();
        let document = Document::new(opened.uri, opened.version, &opened.text);
        let home = self.home(&document);
        self.homes.insert(key.clone(), home);
        self.documents.insert(key.clone(), document);
        self.hand_over(&key);
    }

    fn typed(&mut self, params: DidChangeTextDocumentParams) {
        let key = params.text_document.uri.as_str().to_owned();
        let Some(document) = self.documents.get_mut(&key) else { return };
        document.change(params.text_document.version, params.content_changes, self.encoding);
        self.hand_over(&key);
    }

    fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let key = params.text_document.uri.as_str();
        self.documents.remove(key);
        let Some(home) = self.homes.remove(key) else { return };
        if let Some(project) = self.projects.get_mut(&home.base) {
            project.set(&home.path, None);
            if project.open.is_empty() {
                self.projects.remove(&home.base);
            }
        }
        self.changed.get_or_insert_with(Instant::now);
    }

    /// Gives a document's text to its project.
    fn hand_over(&mut self, key: &str) {
        let (Some(document), Some(home)) = (self.documents.get(key), self.homes.get(key)) else { return };
        let text: Arc<str> = document.text.as_str().into();
        let project = self.projects.entry(home.base.clone()).or_insert_with(|| Project::new(&home.base));
        project.set(&home.path, Some(text));
        self.changed.get_or_insert_with(Instant::now);
    }

    /// Where a document belongs. A text that was never saved lies beside the editor's folder.
    fn home(&self, document: &Document) -> Home {
        match &document.path {
            Some(path) => {
                let base = base_of(path, &self.folders);
                let relative = path.strip_prefix(&base).unwrap_or(path);
                Home { path: slashed(relative), base }
            }
            None => {
                let base = self.folders.first().cloned().unwrap_or_default();
                let name = document.uri.as_str().rsplit(['/', ':']).next().unwrap_or_default();
                let name = name.strip_suffix(".candor").unwrap_or(name);
                Home { base, path: format!("{name}.candor") }
            }
        }
    }

    /// Reads everything that has changed.
    fn refresh(&mut self) {
        for project in self.projects.values_mut() {
            project.refresh();
        }
    }

    fn publish(&mut self) {
        self.changed = None;
        self.refresh();
        let mut found: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for project in self.projects.values() {
            for (path, policy) in &project.policies {
                let Some(read) = &policy.read else { continue };
                let places = Places { read, project, server: self };
                for finding in &policy.findings {
                    let Some(diagnostic) = diagnostics::diagnostic(finding, &places) else { continue };
                    let Some(uri) = places.uri_of(finding.span) else { continue };
                    let of_file = found.entry(uri).or_default();
                    if !of_file.contains(&diagnostic) {
                        of_file.push(diagnostic);
                    }
                }
                for error in &policy.template_errors {
                    let Some(uri) = self.uri(project, path) else { continue };
                    found
                        .entry(uri.as_str().to_owned())
                        .or_default()
                        .push(diagnostics::of_file(Some("broken-template"), error));
                }
            }
            if let Some(problem) = project.problem()
                && let Some(uri) = uri::of(&project.base.join(crate::cli::project_file::NAME))
            {
                let found = found.entry(uri.as_str().to_owned()).or_default();
                found.push(diagnostics::of_file(None, problem));
            }
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
            self.client.notify(
                "textDocument/publishDiagnostics",
                PublishDiagnosticsParams { uri, diagnostics, version },
            );
        }
    }

    /// The address of a project's file, as the editor writes it if it is open.
    fn uri(&self, project: &Project, path: &str) -> Option<Uri> {
        let home = self.homes.iter().find(|(_, home)| home.base == project.base && home.path == path);
        match home.and_then(|(key, _)| self.documents.get(key)) {
            Some(document) => Some(document.uri.clone()),
            None => uri::of(&project.root.join(path)),
        }
    }

    /// What a request about a place is about: the project, the path in it, the policy as it is now and the byte.
    pub(super) fn at(&mut self, params: &TextDocumentPositionParams) -> Option<At> {
        let key = params.text_document.uri.as_str().to_owned();
        let home = self.homes.get(&key)?.clone();
        self.refresh();
        let offset = self.documents.get(&key)?.text.offset(convert::point(params.position), self.encoding);
        let read = Arc::clone(self.projects.get(&home.base)?.about(&home.path)?);
        Some(At { home, read, offset })
    }

    /// Places of what was read, in the editor's terms.
    pub(super) fn places<'a>(&'a self, at: &'a At) -> Option<Places<'a>> {
        Some(Places { read: &at.read, project: self.projects.get(&at.home.base)?, server: self })
    }
}

/// A place that a request is about.
pub(super) struct At {
    /// The file's project and path.
    pub(super) home: Home,
    /// The policy that says most about the file.
    pub(super) read: Arc<Read>,
    /// The byte.
    pub(super) offset: usize,
}

/// What stands at a place.
pub(super) struct Found {
    /// The declaration that the word, or the part of it at the place, names.
    pub(super) part: Option<(NounId, Span)>,
}

impl At {
    /// The word at the place.
    pub(super) fn mention(&self) -> Option<Found> {
        let file = self.read.sources.find(&self.home.path)?;
        let text = Arc::clone(&self.read.sources.get(file)?.text);
        let syntax = syntax::read(file, &text).value;
        let offset = u32::try_from(self.offset).unwrap_or(u32::MAX);
        let here = |span: Span| span.start <= offset && offset <= span.end;
        let names = Names::new(&self.read.policy);
        let mut found = None;
        mentions(&syntax, &mut |mention| {
            if here(mention.span) {
                let mut parts = names.parts(&mention, &self.read.policy).into_iter();
                found = Some(Found { part: parts.find(|(_, span)| here(*span)) });
            }
        });
        found
    }
}

/// Turns places of a policy into places of the editor.
pub(super) struct Places<'a> {
    pub(super) read: &'a Read,
    project: &'a Project,
    server: &'a Server,
}

impl Places<'_> {
    /// A place with the address of its file.
    pub(super) fn location(&self, span: Span) -> Option<Location> {
        let source = self.read.sources.get(span.file)?;
        let uri = self.server.uri(self.project, &source.name)?;
        Some(Location { uri, range: convert::span(source, span, self.server.encoding) })
    }

    fn uri_of(&self, span: Span) -> Option<String> {
        let source = self.read.sources.get(span.file)?;
        Some(self.server.uri(self.project, &source.name)?.as_str().to_owned())
    }
}

fn slashed(path: &std::path::Path) -> String {
    let parts: Vec<_> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
