//! Hands out the page and what it shows, to this machine only.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use candor::report::explain;

use super::http::{self, Reply, Request};
use super::site::{News, Site};
use super::state;
use crate::workspace::Failure;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
const PIECES: &str = include_str!("pieces.css");

/// What a document's frame begins with; the page puts the document in.
const FRAME: &str =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>-</title></head>\n<body></body>\n</html>\n";

/// Who may show the preview inside of something: itself, and an editor. No page on the web has such a scheme.
const ANCESTORS: &str = "frame-ancestors 'self' vscode-webview: vscode-file:";

/// How many requests are answered at once; a browser opens a handful.
const MOST: usize = 100;

/// How many of them may be streams of events, which do not end.
const MOST_STREAMS: usize = 60;

/// Begins to answer, each request in a thread of its own.
pub(super) fn start(listener: TcpListener, site: &Arc<Site>) -> Result<(), Failure> {
    let site = Arc::clone(site);
    let serve = move || {
        let open = Arc::new(AtomicUsize::new(0));
        for stream in listener.incoming() {
            let Ok(stream) = stream else { continue };
            if open.fetch_add(1, Ordering::SeqCst) >= MOST {
                open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let (site, open) = (Arc::clone(&site), Arc::clone(&open));
            let answer = move || {
                // A client that went away is no reason to stop.
                let _ = answer(stream, &site);
                open.fetch_sub(1, Ordering::SeqCst);
            };
            let _ = thread::Builder::new().spawn(answer);
        }
    };
    let thread = thread::Builder::new().name("preview".to_owned()).spawn(serve);
    thread.map(drop).map_err(|error| Failure::new(format!("cannot start the preview: {error}")))
}

fn answer(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    let request = match http::read(&mut stream)? {
        Ok(request) => request,
        Err(reply) => {
            http::write(&mut stream, &reply, true)?;
            stream.shutdown(Shutdown::Write)?;
            return http::drain(&mut stream);
        }
    };
    match refused(&request, site.port()) {
        Some(reply) => http::write(&mut stream, &reply, request.method != "HEAD")?,
        None if request.path == "/events" && request.method == "GET" => return events(stream, site),
        None => http::write(&mut stream, &reply(&request, site), request.method != "HEAD")?,
    }
    stream.shutdown(Shutdown::Write)
}

/// Why a request is not answered.
///
/// A page elsewhere can have its own name point to this machine and then read whatever answers
/// (DNS rebinding), but its requests still carry that name.
fn refused(request: &Request, port: u16) -> Option<Reply> {
    let own = |name: &str| {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|host| {
            let rest = name.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host));
            let rest = rest.and_then(|_| name.get(host.len()..));
            rest == Some(&format!(":{port}")) || (port == 80 && rest == Some(""))
        })
    };
    if !request.header("host").is_some_and(own) {
        return Some(Reply::error(403, &format!("this preview is at http://127.0.0.1:{port}/ only")));
    }
    // What other pages may do is show a link to the preview.
    let elsewhere =
        request.header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    if elsewhere && request.path != "/" {
        return Some(Reply::error(403, "another page may not ask for this"));
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut reply = Reply::error(405, "there is only reading here");
        reply.headers.push(("Allow", "GET, HEAD".to_owned()));
        return Some(reply);
    }
    None
}

/// The reply to a request. Nothing is read from disk for one: a path is a word of this list.
fn reply(request: &Request, site: &Site) -> Reply {
    match request.path.as_str() {
        "/" => Reply::new("text/html; charset=utf-8", PAGE).with_policy(format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
             img-src data:; base-uri 'none'; form-action 'none'; {ANCESTORS}"
        )),
        "/style.css" => Reply::new("text/css; charset=utf-8", STYLE),
        "/pieces.css" => Reply::new("text/css; charset=utf-8", PIECES),
        "/script.js" => Reply::new("text/javascript; charset=utf-8", SCRIPT),
        "/frame" => Reply::new("text/html; charset=utf-8", FRAME).with_policy(format!(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
             {ANCESTORS}"
        )),
        "/state.json" => Reply::new("application/json", site.state().as_bytes()),
        "/document" => document(request, site),
        "/origin.json" => origin(request, site),
        "/finding" => match request.query("name").and_then(explain::finding) {
            Some(text) => Reply::new("text/plain; charset=utf-8", text),
            None => Reply::error(404, "there is no such finding"),
        },
        _ => Reply::error(404, "there is no such page"),
    }
}

/// A document, dressed as its page; the page puts it into a frame, so by itself it is mere text.
fn document(request: &Request, site: &Site) -> Reply {
    let number = request.query("number").and_then(|number| number.parse::<usize>().ok());
    let good = site.good();
    let page = number.zip(good.as_ref()).and_then(|(number, good)| good.pages.get(number));
    match (page, good.as_ref()) {
        (Some(page), Some(good)) => {
            let mut reply = Reply::new("text/plain; charset=utf-8", page.html.as_bytes());
            reply.headers.push(("Candor-Made", good.version.to_string()));
            reply
        }
        _ => Reply::error(404, "there is no such document"),
    }
}

fn origin(request: &Request, site: &Site) -> Reply {
    let number = |name: &str| request.query(name).and_then(|number| number.parse::<usize>().ok());
    let Some(good) = site.good() else { return Reply::error(404, "there is no document yet") };
    if request.query("made") != Some(good.version.to_string().as_str()) {
        return Reply::error(409, "there is a newer document");
    }
    let page = number("document").and_then(|document| good.pages.get(document));
    let answer = match (page, request.query("piece")) {
        (Some(page), Some("title")) => Some(page.title.clone()),
        (Some(page), Some(_)) => number("piece").and_then(|piece| page.answers.get(piece).cloned()),
        (_, None) | (None, _) => None,
    };
    match answer {
        Some(answer) => Reply::new("application/json", state::origin(&good, answer)),
        None => Reply::error(404, "there is no such sentence"),
    }
}

/// Tells a page about every version as it comes, until one of them ends.
fn events(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    if !site.enter(MOST_STREAMS) {
        return http::write(&mut stream, &Reply::error(503, "too many pages are open"), true);
    }
    let told = tell(&mut stream, site);
    site.leave();
    told
}

fn tell(stream: &mut TcpStream, site: &Site) -> io::Result<()> {
    http::begin_events(stream)?;
    let mut known = 0;
    loop {
        let line = match site.news(known) {
            News::Version(version) => {
                known = version;
                format!("data: {version}\n\n")
            }
            News::Silence => ":\n\n".to_owned(),
            News::End => return Ok(()),
        };
        http::send(stream, line.as_bytes())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_no_addresses_of_elsewhere_in_the_page() {
        for text in [PAGE, STYLE, SCRIPT, PIECES] {
            assert!(!text.contains("http://") && !text.contains("https://"), "{text}");
            assert!(!text.contains("@import") && !text.contains("url("), "{text}");
        }
        assert!(!PAGE.contains("onclick") && !PAGE.contains("style=") && !PAGE.contains("<style"));
    }
}
