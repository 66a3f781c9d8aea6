//! Messages from standard input, and to standard output.
//!
//! `lsp-server` knows what a message may say; its own reader gives up at the first one that is no JSON,
//! which an editor would see as a crash, and makes room for any length that a header names. Nothing but
//! messages is ever written to standard output.

use std::fs::File;
use std::io::{self, BufRead, ErrorKind, IoSlice, Read, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use lsp_server::{ErrorCode, Message, RequestId, ResponseError};
use serde::Serialize;

/// What can happen.
#[derive(Debug)]
pub(super) enum Event {
    /// The editor says something.
    Message(Message),
    /// The editor has gone away.
    Closed,
}

/// The editor, as something to send to. Copies send to the same one.
#[derive(Clone, Debug)]
pub(super) struct Client {
    out: Sender<Vec<u8>>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
    /// How many requests it was asked.
    asked: Arc<AtomicU32>,
}

/// Room for everything that is found in a policy of ten thousand lines; more than this Linux gives to few.
#[cfg(target_os = "linux")]
const ROOM: usize = 1 << 20;

/// Starts the threads that read and write.
pub(super) fn stdio() -> (Client, Receiver<Event>) {
    // Linux has an editor and a server wait for each other with every 64 KiB. What is no pipe stays as it is.
    #[cfg(target_os = "linux")]
    let _ = rustix::pipe::fcntl_setpipe_size(io::stdout(), ROOM);
    let (out, written) = channel::<Vec<u8>>();
    let writer = thread::spawn(move || write_all(&written));
    let client = Client { out, writer: Arc::new(Mutex::new(Some(writer))), asked: Arc::default() };
    let (sender, events) = channel();
    let answerer = client.clone();
    thread::spawn(move || read_all(&sender, &answerer));
    (client, events)
}

fn write_all(written: &Receiver<Vec<u8>>) {
    let Ok(mut out) = output() else { return };
    while let Ok(bytes) = written.recv() {
        // An empty message is the last one.
        if bytes.is_empty() || write(&mut out, &bytes).is_err() {
            return;
        }
    }
}

/// Standard output, which would keep lines together rather than messages.
#[cfg(unix)]
fn output() -> io::Result<File> {
    use std::os::fd::AsFd;
    io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn output() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    io::stdout().as_handle().try_clone_to_owned().map(File::from)
}

/// Writes a message at once, so that whoever reads it does not begin with its length and then wait for the rest.
fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let header = format!("Content-Length: {}\r\n\r\n", bytes.len());
    let mut parts = [IoSlice::new(header.as_bytes()), IoSlice::new(bytes)];
    let mut left = parts.as_mut_slice();
    while !left.is_empty() {
        match out.write_vectored(left) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut left, written),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    out.flush()
}

/// How long a message may be: the largest file there can be, with every character of it escaped.
const MAX_MESSAGE: u64 = 512 * 1024 * 1024;

/// How long a line of a header may be.
const MAX_LINE: u64 = 8 * 1024;

fn read_all(sender: &Sender<Event>, client: &Client) {
    let mut input = io::stdin().lock();
    loop {
        let event = match message(&mut input) {
            Ok(Some(message)) => Event::Message(message),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                // What was read was one message as far as it said where it ends, so that the next one can be.
                client.malformed();
                continue;
            }
            Ok(None) | Err(_) => Event::Closed,
        };
        let last = matches!(event, Event::Closed);
        if sender.send(event).is_err() || last {
            return;
        }
    }
}

/// The next message; none at the end. What is no message was read past, and is `InvalidData`.
fn message(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let invalid = || io::Error::from(ErrorKind::InvalidData);
    let (mut length, mut sound, mut begun) = (None, true, false);
    // To the empty line, whatever stands before it.
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let whole = line.ends_with(b"\n") && !begun;
        begun = !line.ends_with(b"\n");
        if whole && matches!(&*line, b"\r\n" | b"\n") {
            break;
        }
        match header(&line).filter(|_| whole) {
            Some((name, value)) if name.eq_ignore_ascii_case("Content-Length") => {
                length = value.parse::<u64>().ok();
            }
            found => sound &= found.is_some(),
        }
    }
    let length = length.ok_or_else(invalid)?;
    let mut body = input.by_ref().take(length);
    if length > MAX_MESSAGE || !sound {
        io::copy(&mut body, &mut io::sink())?;
        return Err(invalid());
    }
    // Room is made for what arrives, not for what was promised.
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(None);
    }
    serde_json::from_slice(&bytes).map(Some).map_err(|_| invalid())
}

/// The name and the value on a line of a header; the body of a message that did not say how long it is stands before.
fn header(line: &[u8]) -> Option<(&str, &str)> {
    let line = std::str::from_utf8(line.strip_suffix(b"\r\n")?).ok()?;
    line.rsplit_once('}').map_or(line, |(_, rest)| rest).split_once(": ")
}

#[derive(Serialize)]
struct Outgoing<'a, T: Serialize> {
    jsonrpc: &'static str,
    method: &'a str,
    params: T,
}

#[derive(Serialize)]
struct Asking<'a, T: Serialize> {
    jsonrpc: &'static str,
    id: RequestId,
    method: &'a str,
    params: T,
}

#[derive(Serialize)]
struct Answer<'a, T: Serialize> {
    jsonrpc: &'static str,
    id: Option<&'a RequestId>,
    #[serde(flatten)]
    answer: Said<T>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Said<T: Serialize> {
    Result(T),
    Error(ResponseError),
}

impl Client {
    /// Tells the editor something.
    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        self.send(&Outgoing { jsonrpc: "2.0", method, params });
    }

    /// Asks the editor to do something; whether it did makes no difference.
    pub(super) fn request(&self, method: &str, params: impl Serialize) {
        let id = RequestId::from(format!("candor-{}", self.asked.fetch_add(1, Ordering::Relaxed)));
        self.send(&Asking { jsonrpc: "2.0", id, method, params });
    }

    /// Writes to the editor's log.
    pub(super) fn log(&self, message: &str) {
        self.notify("window/logMessage", serde_json::json!({ "type": 3, "message": message }));
    }

    /// Answers a request.
    pub(super) fn respond(&self, id: &RequestId, result: impl Serialize) {
        self.send(&Answer { jsonrpc: "2.0", id: Some(id), answer: Said::Result(result) });
    }

    /// Answers a request that cannot be done.
    pub(super) fn refuse(&self, id: &RequestId, code: ErrorCode, message: impl Into<String>) {
        self.error(Some(id), code, message.into());
    }

    /// Answers a request that cannot be done, in the words of who tried.
    pub(super) fn fail(&self, id: &RequestId, error: ResponseError) {
        self.send(&Answer::<()> { jsonrpc: "2.0", id: Some(id), answer: Said::Error(error) });
    }

    fn malformed(&self) {
        self.error(None, ErrorCode::ParseError, "this is no message of the protocol".to_owned());
    }

    fn error(&self, id: Option<&RequestId>, code: ErrorCode, message: String) {
        let error = ResponseError { code: code as i32, message, data: None };
        self.send(&Answer::<()> { jsonrpc: "2.0", id, answer: Said::Error(error) });
    }

    fn send(&self, message: &impl Serialize) {
        if let Ok(bytes) = serde_json::to_vec(message) {
            // If the writer is gone, so is the editor: its silence ends the server.
            let _ = self.out.send(bytes);
        }
    }

    /// Writes what is left.
    pub(super) fn finish(&self) {
        let _ = self.out.send(Vec::new());
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            let _ = writer.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_read_past() {
        let good = "Content-Length: 31\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"ok\"}";
        let read = |text: &str| {
            let mut input = text.as_bytes();
            std::iter::from_fn(|| match message(&mut input) {
                Ok(Some(_)) => Some("message"),
                Ok(None) => None,
                Err(error) => Some(if error.kind() == ErrorKind::InvalidData { "invalid" } else { "broken" }),
            })
            .collect::<Vec<_>>()
        };
        assert_eq!(read(good), ["message"]);
        let junk = "x".repeat(3);
        for (before, invalid) in [
            (format!("Content-Length: 3\r\n\r\n{junk}"), 1),
            ("Content-Length: minus\r\n\r\n".to_owned(), 1),
            ("Content-Type: none\r\n\r\n".to_owned(), 1),
            ("Content-Length 3\r\n\r\n{:}".to_owned(), 1),
            (format!("no header\r\nContent-Length: 3\r\n\r\n{junk}"), 1),
            ("y".repeat(20_000) + "\r\n\r\n", 1),
        ] {
            let found = read(&format!("{before}{good}"));
            assert_eq!(found.len(), invalid + 1, "{before}");
            assert_eq!(found.last(), Some(&"message"), "{before}");
        }
        // A length that no message has: no room is made for it, and the rest is not taken for another.
        assert_eq!(read(&format!("Content-Length: 1000000000000\r\n\r\n{good}")), ["invalid"]);
        assert_eq!(read(&format!("Content-Length: 500000000\r\n\r\n{good}")), [""; 0]);
    }
}
