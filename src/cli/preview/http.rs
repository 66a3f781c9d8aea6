//! As much of HTTP as a page on the same machine needs: one request, one answer.
//!
//! HTTP/1.1 as in RFC 9112; requests have no bodies here, and a connection is not used twice.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How large a request may be.
const MAX_REQUEST_BYTES: usize = 16 * 1024;
/// How many headers a request may have.
const MAX_HEADERS: usize = 64;
/// How long a client may take to say what it wants, and to take what it gets.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// `GET`, ….
    pub(super) method: String,
    /// The path, as sent.
    pub(super) path: String,
    /// What follows `?`, as sent; nothing in it is escaped.
    query: String,
    /// Header names in lower case, and values.
    headers: Vec<(String, String)>,
}

impl Request {
    /// The value of a header that stands once; the name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut values =
            self.headers.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (Some(value), None) => Some(value),
            _ => None,
        }
    }

    /// The value of a part of the query, which is a number or a word.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        let parts = self.query.split('&').filter_map(|part| part.split_once('='));
        parts.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }
}

/// What a client gets.
#[derive(Debug)]
pub(super) struct Reply {
    /// The status code.
    pub(super) status: u16,
    /// Its `Content-Type`.
    pub(super) kind: &'static str,
    /// What the page may load and do: its `Content-Security-Policy`.
    pub(super) policy: String,
    /// Other headers.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(super) body: Vec<u8>,
}

/// What nobody can load anything from.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

impl Reply {
    /// A reply with a body of some kind, which may load nothing.
    pub(super) fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, policy: NOTHING.to_owned(), headers: Vec::new(), body: body.into() }
    }

    /// A reply that says in a line why there is no other.
    pub(super) fn error(status: u16, why: &str) -> Self {
        Self { status, ..Self::new("text/plain; charset=utf-8", format!("{why}\n")) }
    }

    /// The same, allowed to load what a policy says.
    pub(super) fn with_policy(self, policy: impl Into<String>) -> Self {
        Self { policy: policy.into(), ..self }
    }
}

/// Reads a request; the reply, if it is none.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Result<Request, Reply>> {
    let end = Instant::now() + PATIENCE;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        // A client that says a byte at a time gets no more time for it.
        stream.set_read_timeout(Some(left(end)?))?;
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
        match parse(&bytes) {
            Ok(Some(request)) => return Ok(Ok(request)),
            Ok(None) if bytes.len() <= MAX_REQUEST_BYTES => {}
            Ok(None) | Err(httparse::Error::TooManyHeaders) => {
                return Ok(Err(Reply::error(431, "the request is too long")));
            }
            Err(_) => return Ok(Err(Reply::error(400, "this is not a request"))),
        }
    }
}

/// What is left of somebody's patience.
fn left(end: Instant) -> io::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

/// Reads what else a client says, so that it hears the reply before the connection ends.
pub(super) fn drain(stream: &mut TcpStream) -> io::Result<()> {
    let end = Instant::now() + PATIENCE;
    let mut chunk = [0; 4096];
    loop {
        stream.set_read_timeout(Some(left(end)?))?;
        if stream.read(&mut chunk)? == 0 {
            return Ok(());
        }
    }
}

/// Sends bytes, all of them while patience lasts.
pub(super) fn send(stream: &mut TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    let end = Instant::now() + PATIENCE;
    while !bytes.is_empty() {
        stream.set_write_timeout(Some(left(end)?))?;
        match stream.write(bytes)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            sent => bytes = bytes.get(sent..).unwrap_or_default(),
        }
    }
    stream.flush()
}

/// Reads a request that may not have arrived as a whole yet.
fn parse(bytes: &[u8]) -> Result<Option<Request>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    if parsed.parse(bytes)?.is_partial() {
        return Ok(None);
    }
    let target = parsed.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let header = |header: &httparse::Header<'_>| {
        (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).trim().to_owned())
    };
    Ok(Some(Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: parsed.headers.iter().map(header).collect(),
    }))
}

/// Writes a reply; `body` says whether the client wants more than its headers.
pub(super) fn write(stream: &mut TcpStream, reply: &Reply, body: bool) -> io::Result<()> {
    let mut head = head(reply);
    let _ = write!(head, "Content-Length: {}\r\n\r\n", reply.body.len());
    send(stream, head.as_bytes())?;
    if body { send(stream, &reply.body) } else { Ok(()) }
}

/// Begins a reply that has no end: events, each to be written as it comes.
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    let head = head(&Reply::new("text/event-stream", ""));
    send(stream, format!("{head}\r\nretry: 1000\n\n").as_bytes())
}

fn head(reply: &Reply) -> String {
    let reason = match reply.status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    };
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    let fixed = [
        ("Content-Type", reply.kind),
        ("Content-Security-Policy", &reply.policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
    ];
    let own = reply.headers.iter().map(|(name, value)| (*name, value.as_str()));
    for (name, value) in fixed.into_iter().chain(own) {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a client hears, which sends parts of a request with pauses between them.
    fn heard(parts: &[&[u8]]) -> String {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        let serve = std::thread::spawn(move || {
            let reply = read(&mut stream).unwrap().unwrap_err();
            write(&mut stream, &reply, true).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let _ = drain(&mut stream);
        });
        parts.iter().for_each(|part| client.write_all(part).unwrap());
        let mut heard = String::new();
        client.read_to_string(&mut heard).unwrap();
        drop(client);
        serve.join().unwrap();
        heard
    }

    #[test]
    fn a_request_that_is_too_long_is_told_so() {
        let long = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "x".repeat(100_000));
        assert!(heard(&[long.as_bytes()]).starts_with("HTTP/1.1 431 "));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(100));
        assert!(heard(&[many.as_bytes()]).starts_with("HTTP/1.1 431 "));
        assert!(heard(&[b"\x16\x03\x01 hello\r\n\r\n"]).starts_with("HTTP/1.1 400 "));
    }

    #[test]
    fn patience_ends() {
        assert!(left(Instant::now() + PATIENCE).is_ok());
        assert_eq!(left(Instant::now()).unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn a_request_is_read_as_far_as_it_came() {
        let whole = b"GET /origin?piece=3&made=1 HTTP/1.1\r\nHost: localhost:1\r\nA: b\r\nA: c\r\n\r\n";
        for end in 0..whole.len() {
            assert_eq!(parse(&whole[..end]), Ok(None), "{end}");
        }
        let request = parse(whole).unwrap().unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/origin"));
        assert_eq!(
            (request.query("piece"), request.query("made"), request.query("x")),
            (Some("3"), Some("1"), None)
        );
        assert_eq!((request.header("host"), request.header("a")), (Some("localhost:1"), None));
        assert_eq!(parse(b"\x16\x03\x01\x02 hello\r\n\r\n"), Err(httparse::Error::Token));
    }
}
