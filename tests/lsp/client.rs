//! A tiny editor: it starts the server and speaks the protocol.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A server, and the folder it works in.
pub(super) struct Editor {
    folder: TempDir,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next_id: i32,
    /// The findings last published, by address.
    pub(super) findings: BTreeMap<String, Value>,
    /// Everything else that the server said of itself.
    pub(super) notifications: Vec<Value>,
    /// What the server asked.
    pub(super) requests: Vec<Value>,
    /// What it said it can do.
    pub(super) capabilities: Value,
    versions: BTreeMap<String, i32>,
}

impl Editor {
    /// Starts a server in a folder with these files; counts columns in UTF-16.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, json!({}))
    }

    /// The same with an editor that can do this.
    pub(super) fn with(files: &[(&str, &str)], capabilities: Value) -> Self {
        let mut editor = Self::started(files);
        let root = editor.uri("");
        let folders = json!([{ "uri": root.trim_end_matches('/'), "name": "folder" }]);
        let answer = editor.request(
            "initialize",
            json!({ "processId": null, "rootUri": root, "capabilities": capabilities, "workspaceFolders": folders }),
        );
        editor.capabilities = answer["capabilities"].clone();
        editor.notify("initialized", json!({}));
        editor
    }

    /// A server that nothing was said to yet.
    pub(super) fn started(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            write(&folder.path().join(name), text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
            .args(["lsp", "--stdio"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self {
            folder,
            child,
            input,
            output,
            next_id: 1,
            findings: BTreeMap::new(),
            notifications: Vec::new(),
            requests: Vec::new(),
            capabilities: Value::Null,
            versions: BTreeMap::new(),
        }
    }

    /// The folder, as the system knows it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap().join(name)
    }

    pub(super) fn uri(&self, name: &str) -> String {
        url::Url::from_file_path(self.path(name)).unwrap().to_string()
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        write(&self.path(name), text);
    }

    pub(super) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Says that files have changed on disk: 1 made, 2 changed, 3 deleted.
    pub(super) fn watched(&mut self, files: &[(&str, u8)]) {
        let changes: Vec<Value> =
            files.iter().map(|(name, kind)| json!({ "uri": self.uri(name), "type": kind })).collect();
        self.findings.clear();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Sends bytes as they are.
    pub(super) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(super) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting for the answer; returns its number.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> i32 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request.
    pub(super) fn answer(&mut self, id: i32) -> Value {
        loop {
            let message = self.receive().expect("the server has gone away");
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.take(message);
        }
    }

    /// The result of a request that must succeed.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The code and message of a request that must fail.
    pub(super) fn refused(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        let error = &answer["error"];
        (
            error["code"].as_i64().unwrap_or_else(|| panic!("{answer}")),
            error["message"].as_str().unwrap().to_owned(),
        )
    }

    fn take(&mut self, message: Value) {
        if message.get("id").is_some() {
            let id = message["id"].clone();
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
            self.requests.push(message);
        } else if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            self.findings.insert(params["uri"].as_str().unwrap().to_owned(), params.clone());
        } else {
            self.notifications.push(message);
        }
    }

    /// The next message; nothing at the end.
    pub(super) fn receive(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("no header: {line}"));
            assert!(name == "Content-Length" || name == "Content-Type", "{name}");
            if name == "Content-Length" {
                length = value.parse().unwrap();
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).unwrap();
        Some(serde_json::from_slice(&bytes).unwrap())
    }

    /// Opens a file as it is on disk.
    pub(super) fn open(&mut self, name: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        self.open_as(&self.uri(name), &text);
    }

    pub(super) fn open_as(&mut self, uri: &str, text: &str) {
        self.versions.insert(uri.to_owned(), 1);
        let document = json!({ "uri": uri, "languageId": "candor", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(super) fn close(&mut self, name: &str) {
        let uri = self.uri(name);
        self.versions.remove(&uri);
        self.findings.clear();
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Changes an open file; `changes` as the protocol has them.
    pub(super) fn change_uri(&mut self, uri: &str, changes: Value) -> i32 {
        let version = self.versions.get_mut(uri).unwrap();
        *version += 1;
        let version = *version;
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        version
    }

    /// Gives an open file other text, as a whole.
    pub(super) fn change(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.change_uri(&uri, json!([{ "text": text }]));
    }

    /// The findings of a file's newest version; waits for them.
    pub(super) fn findings(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        self.findings_of(&uri)
    }

    pub(super) fn findings_of(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let newest = self.versions.get(uri).copied();
            if let Some(known) = self.findings.get(uri)
                && (newest.is_none() || known["version"].as_i64() == newest.map(i64::from))
            {
                return known["diagnostics"].as_array().unwrap().clone();
            }
            let message = self.receive().expect("the server has gone away");
            self.take(message);
        }
    }

    /// The codes of a file's findings.
    pub(super) fn codes(&mut self, name: &str) -> Vec<String> {
        self.findings(name).iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect()
    }

    /// The parameters of a request about a place in a file.
    pub(super) fn at(&self, name: &str, position: Value) -> Value {
        json!({ "textDocument": { "uri": self.uri(name) }, "position": position })
    }

    /// The parameters of a request about a file.
    pub(super) fn file(&self, name: &str) -> Value {
        json!({ "textDocument": { "uri": self.uri(name) } })
    }

    /// The parameters of a request about a stretch of a file.
    pub(super) fn part(&self, name: &str, start: Value, end: Value) -> Value {
        let range = json!({ "start": start, "end": end });
        json!({ "textDocument": { "uri": self.uri(name) }, "range": range, "context": { "diagnostics": [] } })
    }

    /// Texts after an edit that the server asked for, by file; applied as the protocol says.
    pub(super) fn applied(&self, edit: &Value, texts: &[(&str, &str)]) -> BTreeMap<String, String> {
        let changes: Vec<(String, Value)> = match edit.get("changes") {
            Some(changes) => changes.as_object().unwrap().clone().into_iter().collect(),
            None => {
                let edits = edit["documentChanges"].as_array().unwrap().iter();
                let one = |edit: &Value| {
                    (edit["textDocument"]["uri"].as_str().unwrap().to_owned(), edit["edits"].clone())
                };
                edits.map(one).collect()
            }
        };
        let mut out = BTreeMap::new();
        for (uri, edits) in changes {
            let (name, text) = texts.iter().find(|(name, _)| self.uri(name) == uri).expect(&uri);
            out.insert((*name).to_owned(), edited(text, edits.as_array().unwrap()));
        }
        out
    }

    /// Ends the server properly; returns its exit code.
    pub(super) fn end(&mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.wait()
    }

    /// Waits for the server to end by itself.
    pub(super) fn wait(&mut self) -> i32 {
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Goes away without a word; returns the server's exit code.
    pub(super) fn leave(&mut self) -> i32 {
        self.input = None;
        self.wait()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // A server whose editor is gone ends by itself; this is for one that does not.
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A text after some edits, whose places are those before any of them.
pub(super) fn edited(text: &str, edits: &[Value]) -> String {
    let mut ranges: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(text, &range["start"]), offset(text, &range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    ranges.sort();
    let mut out = text.to_owned();
    for (start, end, with) in ranges.into_iter().rev() {
        out.replace_range(start..end, with);
    }
    out
}

/// The byte at a position in UTF-16.
pub(super) fn offset(text: &str, position: &Value) -> usize {
    let (line, column) =
        (position["line"].as_u64().unwrap() as usize, position["character"].as_u64().unwrap());
    let start = text.match_indices('\n').nth(line.wrapping_sub(1)).map_or(0, |(at, _)| at + 1);
    let start = if line == 0 { 0 } else { start };
    let mut left = column;
    for (at, c) in text[start..].char_indices() {
        if left == 0 || c == '\n' {
            return start + at;
        }
        left -= c.len_utf16() as u64;
    }
    text.len()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
