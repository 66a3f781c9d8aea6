//! What the server knows, and when it works on what.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

use candor::document::Wording;
use candor::editor::describe::Describer;
use candor::editor::index::Index;
use candor::law::Vocabulary;
use candor::source::Source;
use lsp_server::{ErrorCode, Message, RequestId};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, FileChangeType,
    InitializeParams, MarkupContent, MarkupKind, Uri,
};

use super::capabilities::{Abilities, answer};
use super::documents::{Document, Documents, real};
use super::previews::Previews;
use super::projects::{Home, Project, base_of};
use super::published::Published;
use super::transport::{Client, Event};
use super::uri;
use crate::workspace::project_file;

/// How long findings may be put off while more and more is typed.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long nothing happens before what is of no use any more is thrown away.
const PAUSE: Duration = Duration::from_millis(5);

/// How long the server sleeps at most when nothing happens.
const SLEEP: Duration = Duration::from_secs(3600);

/// Everything the server knows.
pub(super) struct Server {
    pub(super) client: Client,
    abilities: Abilities,
    /// The folders the editor works in, canonical.
    folders: Vec<PathBuf>,
    pub(super) documents: Documents,
    /// The project of each open file.
    pub(super) homes: BTreeMap<String, Home>,
    pub(super) projects: BTreeMap<PathBuf, Project>,
    /// What was last said of each file.
    pub(super) published: Published,
    /// The same before, where that was much more.
    pub(super) unsaid: Published,
    /// Since when something has changed that findings do not know of.
    pub(super) changed: Option<Instant>,
    /// Whether nothing was tidied since findings were last told.
    pub(super) untidy: bool,
    pub(super) shut_down: bool,
    /// What readers call the words of the vocabulary.
    wording: Option<Wording>,
    previews: Previews,
}

/// Waits for the editor to introduce itself; nothing, if it goes away instead.
pub(super) fn initialize(client: &Client, events: &Receiver<Event>) -> Option<InitializeParams> {
    loop {
        let Ok(Event::Message(message)) = events.recv() else { return None };
        match message {
            Message::Request(request) if request.method == "initialize" => {
                match serde_json::from_value::<InitializeParams>(request.params) {
                    Ok(parameters) => {
                        client.respond(&request.id, answer(Abilities::new(&parameters.capabilities)));
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

/// Serves until the editor says `exit` or goes away; returns the exit code.
pub(super) fn serve(client: Client, events: &Receiver<Event>, parameters: &InitializeParams) -> u8 {
    let mut server = Server {
        client,
        abilities: Abilities::new(&parameters.capabilities),
        folders: folders(parameters),
        documents: Documents::new(),
        homes: BTreeMap::new(),
        projects: BTreeMap::new(),
        published: Published::default(),
        unsaid: Published::default(),
        changed: None,
        untidy: false,
        shut_down: false,
        wording: Wording::new("en", "en", &BTreeMap::new()).ok(),
        previews: Previews::default(),
    };
    let code = server.run(events);
    server.previews.end();
    code
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
    fn run(&mut self, events: &Receiver<Event>) -> u8 {
        let mut waiting: VecDeque<Message> = VecDeque::new();
        // What the editor said before it went away is still done.
        let mut gone = false;
        loop {
            // What has come in is taken up first, so that a cancelled request is not worked on
            // and many changes are looked at once.
            loop {
                match events.try_recv() {
                    Ok(Event::Message(message)) => self.queue(&mut waiting, message),
                    Ok(Event::Closed) | Err(TryRecvError::Disconnected) => {
                        gone = true;
                        break;
                    }
                    Err(TryRecvError::Empty) => break,
                }
            }
            let overdue = self.changed.is_some_and(|since| since.elapsed() > PATIENCE);
            if self.changed.is_some() && (waiting.is_empty() || overdue) {
                self.guarded("looking for findings", Self::publish);
            }
            match waiting.pop_front() {
                Some(Message::Notification(notification)) if notification.method == "exit" => {
                    return u8::from(!self.shut_down);
                }
                Some(Message::Notification(notification)) => self.notified(notification),
                Some(Message::Request(request)) => self.asked(request),
                Some(Message::Response(_)) => {}
                None if gone => return u8::from(!self.shut_down),
                None => match events.recv_timeout(if self.untidy { PAUSE } else { SLEEP }) {
                    Ok(Event::Message(message)) => self.queue(&mut waiting, message),
                    Ok(Event::Closed) | Err(RecvTimeoutError::Disconnected) => gone = true,
                    Err(RecvTimeoutError::Timeout) => {
                        self.projects.values_mut().for_each(Project::tidy);
                        self.untidy = false;
                    }
                },
            }
        }
    }

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

    // ---- What the editor says -----------------------------------------------------

    /// The editor is ready: it is asked to say when files change.
    pub(super) fn ready(&self) {
        if !self.abilities.watches {
            return;
        }
        let globs = ["**/*.candor", &format!("**/{}", project_file::NAME), "**/*.{yaml,yml,md,j2}"];
        let watchers: Vec<_> = globs.iter().map(|glob| serde_json::json!({ "globPattern": glob })).collect();
        let registration = serde_json::json!({
            "id": "candor-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        self.client
            .request("client/registerCapability", serde_json::json!({ "registrations": [registration] }));
    }

    pub(super) fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let key = opened.uri.as_str().to_owned();
        let document = Document::new(opened.uri, opened.version, &opened.text);
        let home = self.home(&document);
        self.homes.insert(key.clone(), home);
        self.documents.insert(key.clone(), document);
        self.hand_over(&key);
    }

    pub(super) fn typed(&mut self, params: DidChangeTextDocumentParams) {
        let key = params.text_document.uri.as_str().to_owned();
        let Some(document) = self.documents.get_mut(&key) else { return };
        document.change(params.text_document.version, params.content_changes, self.abilities.encoding);
        self.hand_over(&key);
    }

    pub(super) fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let key = params.text_document.uri.as_str();
        self.documents.remove(key);
        let Some(home) = self.homes.remove(key) else { return };
        if let Some(project) = self.projects.get_mut(&home.base) {
            project.set(&home.path, None);
            if project.open.is_empty() {
                self.projects.remove(&home.base);
            }
        }
        self.touched();
    }

    /// What was saved may be read by others, or be what a project is set up by.
    pub(super) fn saved(&mut self, params: DidSaveTextDocumentParams) {
        if let Some(path) = uri::path(&params.text_document.uri) {
            self.on_disk(&real(&path), FileChangeType::CHANGED);
        }
    }

    pub(super) fn files_changed(&mut self, params: DidChangeWatchedFilesParams) {
        for change in params.changes {
            if let Some(path) = uri::path(&change.uri) {
                self.on_disk(&real(&path), change.typ);
            }
        }
    }

    fn on_disk(&mut self, path: &std::path::Path, change: FileChangeType) {
        let is_source = path.extension().is_some_and(|extension| extension == "candor");
        let setup = path.file_name().is_some_and(|name| name == project_file::NAME);
        for project in self.projects.values_mut().filter(|project| path.starts_with(&project.root)) {
            if !is_source || setup || change != FileChangeType::CHANGED {
                project.reload();
            } else {
                project.touch_all();
            }
        }
        if setup && change != FileChangeType::CHANGED {
            self.rehome();
        }
        if self.abilities.refreshes_hints {
            self.client.request("workspace/inlayHint/refresh", serde_json::Value::Null);
        }
        self.touched();
    }

    pub(super) fn folders_changed(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let real = |uri: &Uri| uri::path(uri).and_then(|path| std::fs::canonicalize(path).ok());
        let gone: Vec<PathBuf> = params.event.removed.iter().filter_map(|folder| real(&folder.uri)).collect();
        self.folders.retain(|folder| !gone.contains(folder));
        self.folders.extend(params.event.added.iter().filter_map(|folder| real(&folder.uri)));
        self.rehome();
        self.touched();
    }

    /// Finds anew which project every open file belongs to.
    fn rehome(&mut self) {
        self.projects.clear();
        let keys: Vec<String> = self.documents.keys().cloned().collect();
        for key in keys {
            let Some(document) = self.documents.get(&key) else { continue };
            let home = self.home(document);
            self.homes.insert(key.clone(), home);
            self.hand_over(&key);
        }
    }

    /// Gives a document's text to its project.
    fn hand_over(&mut self, key: &str) {
        let (Some(document), Some(home)) = (self.documents.get(key), self.homes.get(key)) else { return };
        let text: Arc<str> = document.text.as_str().into();
        let project = self.projects.entry(home.base.clone()).or_insert_with(|| Project::new(&home.base));
        project.set(&home.path, Some(text));
        self.touched();
    }

    fn touched(&mut self) {
        self.changed.get_or_insert_with(Instant::now);
    }

    /// Where a document belongs. A text that was never saved lies in the editor's folder.
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

    // ---- What others ask ------------------------------------------------------------

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn abilities(&self) -> Abilities {
        self.abilities
    }

    pub(super) fn previews(&mut self) -> &mut Previews {
        &mut self.previews
    }

    pub(super) fn document(&self, uri: &Uri) -> Option<&Document> {
        self.documents.get(uri.as_str())
    }

    pub(super) fn describer<'a>(&'a self, vocabulary: &'a Vocabulary) -> Describer<'a> {
        Describer { vocabulary, wording: self.wording.as_ref() }
    }

    /// Text as the editor can show it.
    pub(super) fn markup(&self, text: &str) -> MarkupContent {
        if self.abilities.markdown {
            return MarkupContent { kind: MarkupKind::Markdown, value: text.to_owned() };
        }
        let value = text.replace("**", "").replace(['`', '\\'], "");
        MarkupContent { kind: MarkupKind::PlainText, value }
    }

    /// The policy that says most about an open file.
    pub(super) fn index_of(&mut self, uri: &str) -> Option<Arc<Index>> {
        let home = self.homes.get(uri)?;
        let project = self.projects.get_mut(&home.base)?;
        project.refresh();
        project.about(&home.path)
    }

    /// Every file of the projects with an open file, with its address.
    pub(super) fn sources(&mut self) -> Vec<(Uri, Arc<Source>)> {
        let mut all: BTreeMap<String, (Uri, Arc<Source>)> = BTreeMap::new();
        self.projects.values_mut().for_each(Project::refresh);
        for project in self.projects.values() {
            for (name, text) in project.texts() {
                if let Some(uri) = self.uri(project, &name) {
                    all.insert(uri.as_str().to_owned(), (uri, Arc::new(Source::new(name, text))));
                }
            }
        }
        all.into_values().collect()
    }

    /// Where the policy is saved that a command names, or the only one that is open.
    pub(super) fn policy_path(&self, named: Option<&str>) -> Option<PathBuf> {
        match named {
            Some(named) => {
                let uri: Uri = named.parse().ok()?;
                uri::path(&uri).filter(|path| path.is_file())
            }
            None => {
                let mut open = self.documents.values().filter_map(|document| document.path.clone());
                let first = open.next();
                first.filter(|_| open.next().is_none())
            }
        }
    }

    /// The address of a project's file, as the editor writes it if it is open.
    pub(super) fn uri(&self, project: &Project, path: &str) -> Option<Uri> {
        let home = self.homes.iter().find(|(_, home)| home.base == project.root && home.path == path);
        match home.and_then(|(key, _)| self.documents.get(key)) {
            Some(document) => Some(document.uri.clone()),
            None => uri::of(&project.root.join(path)),
        }
    }
}

fn slashed(path: &std::path::Path) -> String {
    let parts: Vec<_> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
