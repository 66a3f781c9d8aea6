//! Messages from standard input, and to standard output.
//!
//! `lsp-server` reads and frames; its own reader gives up at the first message that is no JSON,
//! which an editor would see as a crash. Nothing but messages is ever written to standard output.

use std::fs::File;
use std::io::{self, ErrorKind, IoSlice, Write};
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

fn read_all(sender: &Sender<Event>, client: &Client) {
    let mut input = io::stdin().lock();
    loop {
        let event = match Message::read(&mut input) {
            Ok(Some(message)) => Event::Message(message),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                // What was read was one message, so that the next one can be.
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
