//! `build --watch` and `preview`: what happens when files change, and who may ask the preview.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Folder, POLICY};

/// How long anything may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that runs until it is told to end.
struct Running {
    child: Child,
    lines: Receiver<String>,
    said: String,
}

impl Running {
    fn new(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = folder.command(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = child.stderr.take().unwrap();
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { child, lines, said: String::new() }
    }

    /// Waits for a line with these words.
    fn says(&mut self, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else { panic!("no `{words}` in:\n{}", self.said) };
            self.said.push_str(&line);
            self.said.push('\n');
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Ctrl-C; the exit code.
    fn end(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.child.wait().unwrap().code().expect("it ended by itself")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes a file as editors do: beside its place, then renamed.
fn save(folder: &Folder, name: &str, text: &str) {
    folder.write(".saving", text);
    fs::rename(folder.path(".saving"), folder.path(name)).unwrap();
}

#[test]
fn a_watched_build_follows_its_files() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let mut running = Running::new(&folder, &["build", "--watch", "--format", "md"]);
    running.says("watching 1 file; Ctrl-C ends it");
    let first = folder.read("dist/acme.md");

    save(&folder, "acme.candor", &format!("{POLICY}we sel contact\n"));
    running.says("changed: acme.candor");
    running.says("did you mean `sell`?");
    running.says("1 error");
    assert_eq!(folder.read("dist/acme.md"), first, "what failed leaves what was there");

    save(&folder, "acme.candor", &format!("import \"more.candor\"\n{POLICY}"));
    running.says("there is no file `more.candor`");
    running.says("1 error");
    folder.write("more.candor", "we do not sell personal-data\n");
    running.says("changed: more.candor");
    running.says("wrote 1 file");
    assert!(folder.read("dist/acme.md").contains("We do not sell"));

    folder.write("web/beta.candor", POLICY.replace("Acme", "Beta"));
    // Writing the file before may have been noticed halfway, and then again with this one.
    running.says("web/beta.candor");
    running.says("wrote 1 file");
    assert_eq!(folder.names("dist"), ["acme.md", "beta.md"]);

    folder.write("candor.yaml", "templates: own\n");
    running.says("cannot read templates from `own`");
    folder.write("own/en/sale.md", "{{ nothing_such }}\n");
    running.says("own/en/sale.md");
    running.says("broken-template");
    assert_eq!(running.end(), 1, "the last build failed");
    assert_eq!(folder.names("dist"), ["acme.md", "beta.md"], "nothing half-written stays");
}

#[test]
fn a_watched_build_ends_clean() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let mut running = Running::new(&folder, &["build", "--watch"]);
    running.says("watching");
    assert_eq!(running.end(), 0);
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::new(&[("a/acme.candor", POLICY), ("b/beta.candor", POLICY)]);
    for arguments in [&["build", "--watch", "-"][..], &["build", "--watch", "none.candor"], &["preview", "-"]]
    {
        assert_eq!(folder.run(arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(folder.run(&["build", "--watch", "--stdout"]).code, 2);
    let ran = folder.run(&["preview"]);
    assert!(
        ran.code == 2 && ran.stderr.contains("there are 2 policies here: `a/acme.candor`, `b/beta.candor`"),
        "{ran}"
    );
    let ran = folder.run(&["preview", "c.candor"]);
    assert!(ran.code == 2 && ran.stderr.contains("there is no file or folder `c.candor`"), "{ran}");
}

/// A preview, and the port it says it listens on.
struct Preview {
    running: Running,
    port: u16,
}

/// What the preview answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Preview {
    fn new(folder: &Folder, arguments: &[&str]) -> Self {
        let mut running = Running::new(folder, &[&["preview", "--port", "0"], arguments].concat());
        let line = running.says("http://127.0.0.1:");
        let port = line.rsplit(':').next().unwrap().trim_end_matches('/').parse().unwrap();
        Self { running, port }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).map_or(0, |status| status.parse().unwrap());
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).as_bytes())
    }

    fn state(&self) -> Value {
        serde_json::from_str(&self.get("/state.json").body).unwrap()
    }

    /// Waits for the state to be so.
    fn until(&self, what: &str, so: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let state = self.state();
            if so(&state) {
                return state;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("{what}: {}", self.state());
    }
}

#[test]
fn the_preview_shows_documents_findings_and_origins() {
    let folder = Folder::new(&[("web/acme.candor", &POLICY.replace("en-US", "en-US laws gdpr"))]);
    let preview = Preview::new(&folder, &["web/acme.candor"]);
    let page = preview.get("/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-security-policy: default-src 'none'; script-src 'self'"), "{page:?}");
    assert!(page.head.contains("x-content-type-options: nosniff"), "{page:?}");
    let state = preview.state();
    assert_eq!((&state["policy"], &state["fresh"]), (&"web/acme.candor".into(), &true.into()));
    assert_eq!(
        (&state["documents"][0]["law"], &state["documents"][1]["law"]),
        (&Value::Null, &"gdpr".into())
    );
    let finding = &state["findings"][0];
    assert_eq!(
        (&finding["severity"], &finding["place"]["file"]),
        (&"error".into(), &"web/acme.candor".into())
    );
    let document = preview.get("/document?number=0");
    assert!(document.head.contains("content-type: text/plain"), "by itself it is no page: {document:?}");
    let piece = document.body.split("We collect contact information").next().unwrap();
    let piece = piece.rsplit("data-piece=\"").next().unwrap().split('"').next().unwrap();
    let made = &state["made"];
    let origin = preview.get(&format!("/origin.json?made={made}&document=0&piece={piece}"));
    let origin: Value = serde_json::from_str(&origin.body).unwrap();
    let place = &origin["declarations"][0];
    assert_eq!((&place["file"], &place["line"]), (&"web/acme.candor".into(), &5.into()));
    assert_eq!(place["lines"][0]["before"], "we collect contact for orders");
    assert!(origin["requirements"].as_array().unwrap().len() > 1, "{origin}");
    assert!(preview.get("/finding?name=unused-allow").body.starts_with("unused-allow ("));
    assert_eq!(preview.running.end(), 0);
}

#[test]
fn words_of_ones_own_are_watched_and_what_is_wrong_with_them_is_shown() {
    let words = "version: 1\ndata: [{ id: rewards, name: rewards information }]\n";
    let policy = format!("{POLICY}data points : rewards\nwe keep points for 2 years\n");
    let folder = Folder::new(&[
        ("acme.candor", &policy),
        ("words.yaml", words),
        ("candor.yaml", "vocabulary: words.yaml\n"),
    ]);
    let preview = Preview::new(&folder, &["acme.candor"]);
    assert!(preview.get("/document?number=0").body.contains("rewards information"));
    save(&folder, "words.yaml", &words.replace("rewards information", "bonus points"));
    preview.until("the word has another name", |state| state["made"] == 2);
    assert!(preview.get("/document?number=0").body.contains("bonus points"));
    save(&folder, "words.yaml", &words.replace("version: 1", "version: 7"));
    let state = preview.until("the words are wrong", |state| state["fresh"] == false);
    let finding = &state["findings"][0];
    assert_eq!(finding["name"], "broken-vocabulary");
    assert!(finding["message"].as_str().unwrap().starts_with("words.yaml:1:10: version 7"), "{finding}");
    assert!(preview.get("/document?number=0").body.contains("bonus points"), "as it was last good");
}

#[test]
fn a_change_is_told_and_an_error_keeps_the_last_good_version() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let preview = Preview::new(&folder, &["acme.candor"]);
    let mut events = preview.connect();
    write!(events, "GET /events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port).unwrap();
    let mut lines = BufReader::new(events.try_clone().unwrap()).lines();
    let mut event =
        || lines.by_ref().map(Result::unwrap).find_map(|line| line.strip_prefix("data: ").map(str::to_owned));
    assert_eq!(event().as_deref(), Some("1"));

    save(&folder, "acme.candor", &POLICY.replace("what you ordered", "what you <ordered>"));
    assert_eq!(event().as_deref(), Some("2"));
    assert!(preview.get("/document?number=0").body.contains("what you &lt;ordered&gt;"));

    save(&folder, "acme.candor", "policy \"Acme\" {\n");
    assert_eq!(event().as_deref(), Some("3"));
    let state = preview.state();
    assert_eq!((&state["fresh"], &state["made"]), (&false.into(), &2.into()));
    assert!(preview.get("/document?number=0").body.contains("what you &lt;ordered&gt;"));
    assert_eq!(preview.get("/origin.json?made=1&document=0&piece=0").status, 409);
    assert_eq!(preview.get("/origin.json?made=2&document=0&piece=0").status, 200);

    fs::remove_file(folder.path("acme.candor")).unwrap();
    preview.until("the file is gone", |state| {
        state["findings"][0]["message"].as_str().unwrap().contains("no file")
    });
    folder.write("acme.candor", POLICY);
    folder.write("candor.yaml", "templatez: x\n");
    preview.until("the project file is wrong", |state| {
        state["findings"][0]["message"].as_str().unwrap().contains("templatez")
    });
    fs::remove_file(folder.path("candor.yaml")).unwrap();
    let state = preview.until("all is well", |state| state["fresh"] == true);
    assert_ne!(state["made"], 2);
    let mut running = preview.running;
    let id = running.child.id().to_string();
    Command::new("kill").args(["-TERM", &id]).status().unwrap();
    running.says("preview ended");
    let mut rest = String::new();
    let _ = events.read_to_string(&mut rest);
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
}

#[test]
fn nobody_else_is_answered() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("secret.txt", "secret")]);
    let preview = Preview::new(&folder, &["acme.candor"]);
    let port = preview.port;
    let ask = |host: &str, more: &str| {
        preview.send(format!("GET /state.json HTTP/1.1\r\n{host}{more}\r\n").as_bytes()).status
    };
    for own in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        assert_eq!(ask(&format!("Host: {own}:{port}\r\n"), ""), 200, "{own}");
    }
    let strange = [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: localhost.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{}\r\n", port ^ 1),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
        "Host: \u{e9}\r\n".to_owned(),
        String::new(),
    ];
    for host in strange {
        assert_eq!(ask(&host, ""), 403, "{host}");
    }
    let own = format!("Host: localhost:{port}\r\n");
    assert_eq!(ask(&own, "Sec-Fetch-Site: same-origin\r\n"), 200);
    assert_eq!(ask(&own, "Sec-Fetch-Site: same-site\r\n"), 403);
    assert_eq!(ask(&own, "Sec-Fetch-Site: cross-site\r\n"), 403);
}

#[test]
fn there_is_nothing_to_get_but_the_preview() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("secret.txt", "secret")]);
    let preview = Preview::new(&folder, &["acme.candor"]);
    let paths = [
        "/secret.txt",
        "/acme.candor",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//etc/passwd",
        "/style.css/../../secret.txt",
        "/etc/passwd",
        "http://127.0.0.1/secret.txt",
        "/document",
        "/document?number=9",
        "/document?number=../secret.txt",
        "/document?number=-1",
        "/origin.json?made=1&document=0&piece=99999999999999999999",
        "/origin.json?made=1&document=9&piece=0",
        "/origin.json?made=1&document=0",
        "/finding?name=../secret.txt",
        "/finding",
    ];
    for path in paths {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret") && !answer.body.contains("root:"), "{path}");
    }
    let host = format!("Host: localhost:{}\r\n\r\n", preview.port);
    assert_eq!(preview.send(format!("POST /state.json HTTP/1.1\r\n{host}").as_bytes()).status, 405);
    assert_eq!(preview.send(format!("HEAD / HTTP/1.1\r\n{host}").as_bytes()).body, "");
    assert_eq!(preview.send(b"\x16\x03\x01 hello\r\n\r\n").status, 400);
    let long = format!("GET /{} HTTP/1.1\r\n{host}", "a".repeat(100_000));
    assert!(matches!(preview.send(long.as_bytes()).status, 431 | 0));
    // Someone who never says what they want keeps nobody else waiting.
    let _silent: Vec<TcpStream> = (0..20).map(|_| preview.connect()).collect();
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_port_in_use_is_said_to_be() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let preview = Preview::new(&folder, &["acme.candor"]);
    let port = preview.port.to_string();
    let ran = folder.run(&["preview", "acme.candor", "--port", &port]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains(&format!("cannot listen on port {port}: another program uses it")), "{ran}");
    assert!(ran.stderr.contains("help: name another with `--port`"), "{ran}");
}
