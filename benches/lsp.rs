//! How long findings take after a keystroke: the real server, over standard input and output.
//!
//! `cargo bench --bench lsp` types in the middle of a policy of 10,000 lines and prints, for each kind of
//! typing, the time from a key to the moment when the last byte of the findings of that version of the text is
//! there: whatever the server puts off counts. At the end it compares them with what `candor check` finds.
//! `CANDOR_BENCH_LINES=1000` takes fewer lines, `CANDOR=…` another binary.
#![expect(clippy::disallowed_methods, reason = "it starts the server, and reads a clock")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench that cannot go on stops"
)]

mod generate;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The time that a frame has at 60 of them a second.
const FRAME: Duration = Duration::from_millis(16);

/// Room for any message.
const ROOM: usize = 4 << 20;

/// The pause between keys, in which a server may do what it likes.
const PAUSE: Duration = Duration::from_millis(20);

fn main() {
    let lines =
        std::env::var("CANDOR_BENCH_LINES").ok().and_then(|lines| lines.parse().ok()).unwrap_or(10_000);
    let program = std::env::var("CANDOR").unwrap_or_else(|_| env!("CARGO_BIN_EXE_candor").to_owned());
    let folder = tempfile::tempdir().unwrap();
    let root = std::fs::canonicalize(folder.path()).unwrap();
    let text = policy(lines);
    println!("{} lines, {} bytes", text.lines().count(), text.len());
    std::fs::write(root.join("acme.candor"), &text).unwrap();
    let mut editor = Editor::start(&program, &root, text);
    let opened = editor.opened;
    println!("opened in {:.0} ms, {} findings", opened.as_secs_f64() * 1e3, editor.findings.len());
    let mut all = Vec::new();
    let middle = editor.middle();
    for (name, typed) in [
        ("a sentence", "we share contact-1010 with mailer-1010 for orders-1010 when \"you ask for it\"\n"),
        (
            "a declaration",
            "data extra \"extra information\" : contact.email | device {\n    more \"more\" : device.ip\n}\n",
        ),
        ("a comment", "// What follows is for those who have read the above.\n"),
    ] {
        let times = editor.types(middle, typed);
        print(name, &times);
        all.extend(times);
    }
    for (name, place, typed) in [
        ("in a text", "\"members of ", "most of the "),
        // Every reference to the name breaks, and heals when the letters are taken back.
        ("in a name", "data contact-", "ed"),
        ("in a clause", "    when  ", "if you "),
        ("a new line", "we use contact-", "\n\n"),
    ] {
        let at = editor.text[middle..].find(place).map(|at| middle + at + place.len()).unwrap();
        let times = editor.types(at, typed);
        print(name, &times);
        all.extend(times);
    }
    let brace = editor.text[middle..].find("\n}\n").map(|at| middle + at + 1).unwrap();
    let mut times = Vec::new();
    for _ in 0..10 {
        times.push(editor.key(brace, brace + 1, ""));
        times.push(editor.key(brace, brace, "}"));
    }
    print("a brace", &times);
    all.extend(times);
    let within = print("all", &all);
    editor.agrees_with_check(&program, &root);
    println!("95 of 100 keys within {} ms: {}", FRAME.as_millis(), if within { "met" } else { "missed" });
}

/// A policy of at least so many lines.
fn policy(lines: usize) -> String {
    let of_one = generate::policy(1).lines().count();
    (lines.div_ceil(of_one).max(1)..)
        .map(generate::policy)
        .find(|text| text.lines().count() >= lines)
        .unwrap_or_default()
}

/// Prints how the times are spread; whether 95 of 100 are within a frame.
fn print(name: &str, times: &[Duration]) -> bool {
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name:>15}: {:4} keys  p50 {:7.2} ms  p95 {:7.2} ms  p99 {:7.2} ms  max {:7.2} ms",
        sorted.len(),
        ms(at(0.5)),
        ms(at(0.95)),
        ms(at(0.99)),
        ms(at(1.0))
    );
    at(0.95) <= FRAME
}

/// A client with one open file.
struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    message: Vec<u8>,
    uri: String,
    path: PathBuf,
    text: String,
    version: i64,
    findings: Vec<Value>,
    opened: Duration,
}

impl Editor {
    fn start(program: &str, root: &Path, text: String) -> Self {
        let mut child = Command::new(program)
            .arg("lsp")
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let path = root.join("acme.candor");
        let uri = url::Url::from_file_path(&path).unwrap().to_string();
        let mut editor = Self {
            child,
            input,
            output,
            message: Vec::with_capacity(ROOM),
            uri,
            path,
            text,
            version: 1,
            findings: Vec::new(),
            opened: Duration::ZERO,
        };
        let folder = url::Url::from_file_path(root).unwrap().to_string();
        let general = json!({ "positionEncodings": ["utf-8"] });
        let params = json!({ "processId": null, "rootUri": folder, "capabilities": { "general": general } });
        editor.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        editor.receive();
        editor.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
        let began = Instant::now();
        let document =
            json!({ "uri": editor.uri, "languageId": "candor", "version": 1, "text": editor.text });
        editor.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }));
        editor.opened = editor.wait() - began;
        editor
    }

    /// The beginning of the chapter in the middle of the file.
    fn middle(&self) -> usize {
        let half = self.text.len() / 2;
        half + self.text[half..].find("\n// ---- Chapter").unwrap() + 1
    }

    /// Types some characters one by one, and takes them back one by one; the time of each key.
    fn types(&mut self, at: usize, typed: &str) -> Vec<Duration> {
        let mut times = Vec::new();
        let mut end = at;
        for key in typed.chars() {
            times.push(self.key(end, end, &key.to_string()));
            end += key.len_utf8();
        }
        for key in typed.chars().rev() {
            times.push(self.key(end - key.len_utf8(), end, ""));
            end -= key.len_utf8();
        }
        times
    }

    fn key(&mut self, start: usize, end: usize, with: &str) -> Duration {
        std::thread::sleep(PAUSE);
        let place = |at: usize| {
            let line = self.text[..at].matches('\n').count();
            let begin = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
            json!({ "line": line, "character": at - begin })
        };
        let change = json!({ "range": { "start": place(start), "end": place(end) }, "text": with });
        self.text.replace_range(start..end, with);
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        let began = Instant::now();
        self.send(&message);
        self.wait() - began
    }

    /// Waits for the findings of the newest version; when the last byte of them was there. What a client
    /// makes of them is its own time.
    fn wait(&mut self) -> Instant {
        loop {
            let (message, there) = self.receive();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == self.uri.as_str()
                && params["version"] == self.version
            {
                self.findings = params["diagnostics"].as_array().unwrap().clone();
                return there;
            }
        }
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self) -> (Value, Instant) {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has gone away");
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        // Room that is made anew with each message would have the time of thousands of values that the client has
        // thrown away since the last one.
        self.message.resize(length, 0);
        self.output.read_exact(&mut self.message).unwrap();
        let there = Instant::now();
        (serde_json::from_slice(&self.message).unwrap(), there)
    }

    /// What the server found is what a check of the whole finds.
    fn agrees_with_check(&mut self, program: &str, root: &Path) {
        std::fs::write(&self.path, &self.text).unwrap();
        let ran = Command::new(program)
            .args(["check", "--message-format", "json"])
            .current_dir(root)
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
        let place = |line: &Value, code: &Value| (line.as_u64().unwrap(), code.as_str().unwrap().to_owned());
        let mut checked: Vec<_> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| place(&found["place"]["start"]["line"], &found["name"]))
            .map(|(line, code)| (line - 1, code))
            .collect();
        let mut served: Vec<_> = self
            .findings
            .iter()
            .map(|found| place(&found["range"]["start"]["line"], &found["code"]))
            .collect();
        checked.sort();
        served.sort();
        assert_eq!(served, checked, "the server does not find what a check finds");
        println!("the server's {} findings are those of `candor check`", served.len());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It ends by itself when nobody is there; this is for one that does not.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
