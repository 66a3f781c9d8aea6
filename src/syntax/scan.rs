//! The linear scan before the grammar: characters, braces, and where items begin.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::characters::{is_bidi_control, is_forbidden};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::grammar;

/// The largest source file, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// How deep braces and parentheses may nest.
pub const MAX_DEPTH: usize = 64;

/// A run of whole items.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// What closes everything in it that was never closed.
    pub(super) closing: String,
}

impl Scan {
    /// Whether nothing was found, and every item is closed.
    pub(super) fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.chunks.iter().all(|chunk| chunk.closing.is_empty())
    }
}

/// What the scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) chunks: Vec<Chunk>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Turns a file's bytes into text: UTF-8, without a byte order mark, lines
/// ended by `\n` alone.
///
/// # Errors
///
/// The finding says at which byte the file stops being text.
pub fn decode(file: FileId, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Box::new(invalid_utf8(file, error.as_bytes().get(..at).unwrap_or(&[])))
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    Ok(text)
}

fn invalid_utf8(file: FileId, before: &[u8]) -> Diagnostic {
    let text = String::from_utf8_lossy(before);
    let (line, column) =
        (text.matches('\n').count() + 1, text.chars().rev().take_while(|c| *c != '\n').count() + 1);
    Diagnostic::error(
        "invalid-utf8",
        Span::new(file, 0, 0),
        format!("line {line}, column {column} of the file is not UTF-8 text"),
    )
    .with_help("save the file as UTF-8")
}

/// Splits a text into runs of whole items and reports what no item may hold.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut from = 0;
    // An unclosed brace costs one more look at the rest; a file with a great
    // many of them is not worth reading to the end.
    for _ in 0..MAX_RESTARTS {
        match run(file, text, from, &|_| false, &mut scan) {
            Some(next) => from = next,
            None => break,
        }
    }
    scan
}

/// Scans from where an item begins up to where another does for which `known` says yes, so that what follows
/// is known; the place of that, or the end of the text. Nothing, if something is found that no item may hold.
pub(super) fn scan_part(
    file: FileId,
    text: &str,
    from: usize,
    known: &dyn Fn(usize) -> bool,
) -> Option<(Vec<Chunk>, usize)> {
    let reached = Cell::new(text.len());
    let until = |at| {
        let is_known = known(at);
        if is_known {
            reached.set(at);
        }
        is_known
    };
    let mut scan = Scan::default();
    let hidden = run(file, text, from, &until, &mut scan);
    let clean = hidden.is_none() && scan.is_clean();
    clean.then(|| (scan.chunks, reached.get()))
}

const MAX_RESTARTS: usize = 64;

/// The words that go on with the item of the line before.
static CLAUSE_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let rules = [
        "CONDITION",
        "LISTING",
        "SAYING",
        "DATED",
        "KEPT",
        "FOREVER",
        "WITHIN",
        "REPEAT",
        "LOOKBACK",
        "LIMIT",
        "BASIS",
        "AND",
        "OR",
    ];
    rules.into_iter().flat_map(grammar::words).collect()
});

/// The words that begin an item where they begin a line, even inside unclosed braces.
static ITEM_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let rules = ["IMPORT", "SECTION", "NOUN", "ASSERT", "REVIEWED"];
    rules.into_iter().flat_map(grammar::words).chain(["we", "you"]).collect()
});

/// What a byte is to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a word, or a mark that means nothing here.
    Plain,
    Blank,
    Newline,
    Quote,
    Open,
    Close,
    Slash,
    Backslash,
    /// Part of a character that is not ASCII, or a control character.
    Odd,
}

/// What stands at a place; none at the end of the text.
fn class(bytes: &[u8], at: usize) -> Option<Class> {
    bytes.get(at).map(|byte| match byte {
        b'\n' => Class::Newline,
        b' ' | b'\t' => Class::Blank,
        b'"' => Class::Quote,
        b'{' | b'(' => Class::Open,
        b'}' | b')' => Class::Close,
        b'/' => Class::Slash,
        b'\\' => Class::Backslash,
        b'!'..=b'~' => Class::Plain,
        0..=b'\x1F' | b'\x7F'..=u8::MAX => Class::Odd,
    })
}

/// Scans from `from` on; where an item that was never closed hides others,
/// returns where to begin anew.
///
/// Where `until` says yes to the beginning of an item, the scan ends before that.
fn run(
    file: FileId,
    text: &str,
    from: usize,
    until: &dyn Fn(usize) -> bool,
    scan: &mut Scan,
) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut start: Option<usize> = None;
    let mut open: Vec<usize> = Vec::new();
    // The `not`s before each that is open, and those right before `at`: conditions nest by them too.
    let mut negations: Vec<usize> = Vec::new();
    let (mut nots, mut outer_nots) = (0, 0);
    let mut too_deep = false;
    let mut hidden: Option<usize> = None;
    let mut last = b'\n';
    let mut line_start = from;
    while let Some(class) = class(bytes, at) {
        match class {
            Class::Newline => {
                at += 1;
                line_start = at;
            }
            Class::Blank => at += 1,
            Class::Slash if bytes.get(at + 1) == Some(&b'/') => {
                if let Some((from, to)) = bare_address(text, at) {
                    scan.findings.push(unquoted_address(Span::new(file, from, to)));
                    at = to;
                    continue;
                }
                let end =
                    memchr::memchr(b'\n', bytes.get(at..).unwrap_or(&[])).map_or(bytes.len(), |end| at + end);
                check_characters(file, text, at, end, scan);
                at = end;
            }
            Class::Quote => {
                begin(at, line_start, last, &mut start, &open, &mut too_deep, scan);
                at = string_end(file, text, at, scan);
                nots = 0;
                last = b'"';
            }
            Class::Open => {
                // A block that stands on a line of its own belongs to the line before.
                let begins = if bytes.get(at) == Some(&b'{') { from } else { line_start };
                begin(at, begins, last, &mut start, &open, &mut too_deep, scan);
                if open.len() + outer_nots + nots >= MAX_DEPTH && !too_deep {
                    too_deep = true;
                    scan.findings.push(nested_too_deeply(file, at, 1));
                }
                open.push(at);
                negations.push(nots);
                outer_nots += nots;
                nots = 0;
                last = b'{';
                at += 1;
            }
            Class::Close => {
                if open.pop().is_none() {
                    scan.findings.push(stray_brace(file, at, bytes.get(at).copied().unwrap_or(b'}')));
                    close_chunk(&mut start, at, String::new(), too_deep, scan);
                }
                outer_nots -= negations.pop().unwrap_or(0);
                nots = 0;
                if open.is_empty() && too_deep {
                    start = None;
                    too_deep = false;
                }
                last = b'}';
                at += 1;
            }
            Class::Plain | Class::Slash | Class::Backslash | Class::Odd => {
                if at == line_start {
                    let end = word_end(bytes, at);
                    let word = text.get(at..end).unwrap_or("");
                    if open.is_empty() {
                        if last != b',' && !CLAUSE_WORDS.contains(word) {
                            close_chunk(&mut start, at, String::new(), too_deep, scan);
                            too_deep = false;
                            if until(at) {
                                return None;
                            }
                        }
                    } else if hidden.is_none() && ITEM_WORDS.contains(word) && word_follows(bytes, end) {
                        hidden = Some(at);
                    }
                }
                start.get_or_insert(at);
                let words = words(bytes, at);
                let end = words.end;
                if words.odd {
                    check_characters(file, text, at, end, scan);
                    check_blanks(file, text, at, end, scan);
                }
                if words.n {
                    let depth = open.len() + outer_nots;
                    if let Some(not) = count_nots(bytes, at, end, depth, &mut nots)
                        && !too_deep
                    {
                        too_deep = true;
                        scan.findings.push(nested_too_deeply(file, not, "not".len()));
                    }
                } else {
                    nots = 0;
                }
                let written = bytes.get(at..end).unwrap_or(&[]).iter().rev();
                last = written.copied().find(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(last);
                at = end;
            }
        }
    }
    let Some(&brace) = open.first() else {
        close_chunk(&mut start, bytes.len(), passage_end(&scan.findings, text), too_deep, scan);
        return None;
    };
    let end = hidden.filter(|&at| at > brace).unwrap_or(bytes.len());
    let mut closing = passage_end(&scan.findings, text);
    // A text without an end swallows the brace that it is followed by.
    if closing.is_empty() && !in_open_text(&scan.findings, text, brace) {
        scan.findings.push(unclosed(file, brace, bytes.get(brace).copied().unwrap_or(b'{')));
    }
    let braces = open.iter().rev().filter(|&&at| at < end);
    closing.extend(braces.map(|&at| if bytes.get(at) == Some(&b'(') { ')' } else { '}' }));
    close_chunk(&mut start, end, closing, too_deep, scan);
    hidden.filter(|&at| at > brace)
}

/// The quotes that end the file's last text, if it is one of several lines without an end.
fn passage_end(findings: &[Diagnostic], text: &str) -> String {
    let open = findings.iter().any(|finding| {
        let rest = text.get(finding.span.start as usize..).unwrap_or("");
        finding.code == UNTERMINATED && rest.starts_with("\"\"\"")
    });
    if open { "\"\"\"".to_owned() } else { String::new() }
}

/// Whether a text without an end, behind a brace, holds one that closes.
fn in_open_text(findings: &[Diagnostic], text: &str, brace: usize) -> bool {
    let close = if text.as_bytes().get(brace) == Some(&b'(') { ')' } else { '}' };
    let holds = |span: Span| {
        text.get(span.start as usize..span.end as usize).is_some_and(|text| text.contains(close))
    };
    findings.iter().any(|finding| {
        finding.code == UNTERMINATED && finding.span.start as usize > brace && holds(finding.span)
    })
}

/// The code of a text without an end.
pub(super) const UNTERMINATED: &str = "unterminated-text";

fn begin(
    at: usize,
    line_start: usize,
    last: u8,
    start: &mut Option<usize>,
    open: &[usize],
    too_deep: &mut bool,
    scan: &mut Scan,
) {
    if at == line_start && open.is_empty() && last != b',' && start.is_some() {
        close_chunk(start, at, String::new(), *too_deep, scan);
        *too_deep = false;
    }
    if start.is_none() {
        *start = Some(at);
    }
}

fn close_chunk(start: &mut Option<usize>, end: usize, closing: String, too_deep: bool, scan: &mut Scan) {
    if let Some(start) = start.take()
        && !too_deep
    {
        scan.chunks.push(Chunk { start, end, closing });
    }
}

/// Words on a line up to what is none.
struct Words {
    end: usize,
    /// Whether there is a character among them that has to be looked at.
    odd: bool,
    /// Whether one of them begins with an `n`, and so may be `not`.
    n: bool,
}

fn words(bytes: &[u8], from: usize) -> Words {
    let mut words = Words {
        end: from + 1,
        odd: class(bytes, from) == Some(Class::Odd),
        n: bytes.get(from) == Some(&b'n'),
    };
    loop {
        match class(bytes, words.end) {
            Some(Class::Plain | Class::Backslash) => {}
            Some(Class::Blank) => words.n |= bytes.get(words.end + 1) == Some(&b'n'),
            Some(Class::Slash) if bytes.get(words.end + 1) != Some(&b'/') => words.n = true,
            Some(Class::Odd) => words.odd = true,
            Some(Class::Newline | Class::Quote | Class::Open | Class::Close | Class::Slash) | None => {
                return words;
            }
        }
        words.end += 1;
    }
}

/// Counts the `not`s that words end with, and gives the first that nests too deeply.
fn count_nots(bytes: &[u8], from: usize, to: usize, depth: usize, nots: &mut usize) -> Option<usize> {
    let mut at = from;
    let mut deep = None;
    while at < to {
        if matches!(class(bytes, at), Some(Class::Blank)) {
            at += 1;
            continue;
        }
        let end = word_end(bytes, at);
        *nots = if bytes.get(at..end) == Some(b"not") { *nots + 1 } else { 0 };
        if depth + *nots > MAX_DEPTH {
            deep.get_or_insert(at);
        }
        at = end;
    }
    deep
}

/// The end of the word that a line begins with; a mark is one by itself.
fn word_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at + 1..).unwrap_or(&[]);
    let stop =
        |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'"' | b'{' | b'}' | b'(' | b')' | b',' | b':' | b'/');
    let first = bytes.get(at).copied().unwrap_or(b' ');
    if stop(&first) { at + 1 } else { at + 1 + rest.iter().position(stop).unwrap_or(rest.len()) }
}

/// Whether a name or a text follows, so that a line `data` inside a list is no item.
fn word_follows(bytes: &[u8], end: usize) -> bool {
    let rest = bytes.get(end..).unwrap_or(&[]);
    let next = rest.iter().find(|b| !matches!(b, b' ' | b'\t'));
    next.is_some_and(|b| b.is_ascii_alphabetic() || *b == b'"')
}

/// The byte after a text that begins at `at`.
fn string_end(file: FileId, text: &str, at: usize, scan: &mut Scan) -> usize {
    let bytes = text.as_bytes();
    let rest = text.get(at..).unwrap_or("");
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        let end = inner.find("\"\"\"").map(|end| at + 3 + end + 3);
        if end.is_none() {
            scan.findings.push(unterminated(file, at, 3, "\"\"\""));
        }
        let end = end.unwrap_or(bytes.len());
        check_characters(file, text, at, end, scan);
        return end;
    }
    let mut end = at + 1;
    let mut odd = false;
    loop {
        match class(bytes, end) {
            Some(Class::Plain | Class::Blank | Class::Open | Class::Close | Class::Slash) => end += 1,
            Some(Class::Odd) => {
                odd = true;
                end += 1;
            }
            Some(Class::Backslash) => {
                let length = escape_length(text.get(end..).unwrap_or(""));
                if length.is_none() {
                    scan.findings.push(unknown_escape(file, text, end));
                }
                end += length.unwrap_or(1);
            }
            Some(Class::Quote) => {
                end += 1;
                break;
            }
            Some(Class::Newline) | None => {
                end = end.min(bytes.len());
                scan.findings.push(unterminated(file, at, end - at, "\""));
                break;
            }
        }
    }
    if odd {
        check_characters(file, text, at, end, scan);
    }
    end
}

/// How many bytes the escape at the start of `rest` takes; none if there is no such escape.
fn escape_length(rest: &str) -> Option<usize> {
    match rest.as_bytes().get(1)? {
        b'n' | b't' | b'"' | b'\\' | b'{' | b'}' => Some(2),
        b'u' => super::parse::unicode_escape(rest.get(1..)?).1.checked_add(1).filter(|length| *length > 1),
        _ => None,
    }
}

/// Where an address begins and ends whose slashes these are, rather than those of a comment.
fn bare_address(text: &str, slashes: usize) -> Option<(usize, usize)> {
    let scheme = text.get(..slashes)?.strip_suffix(':')?;
    let word = scheme.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let known = matches!(scheme.get(word..)?, "http" | "https");
    let length = text.get(slashes..)?.find(char::is_whitespace).unwrap_or(text.len() - slashes);
    known.then_some((word, slashes + length))
}

fn unquoted_address(span: Span) -> Diagnostic {
    Diagnostic::error("text-expected", span, "an address stands in quotes")
        .with_help("write `\"https://…\"`; outside of quotes `//` begins a comment")
}

/// Reports characters that would make a reader see other code than is there.
fn check_characters(file: FileId, text: &str, start: usize, end: usize, scan: &mut Scan) {
    let slice = text.get(start..end).unwrap_or("");
    if slice.bytes().all(|b| b.is_ascii_graphic() || matches!(b, b' ' | b'\t' | b'\n')) {
        return;
    }
    for (at, c) in slice.char_indices() {
        let span = Span::new(file, start + at, start + at + c.len_utf8());
        match c {
            c if is_bidi_control(c) => scan.findings.push(bidi_control(span, c)),
            c if is_forbidden(c) => scan.findings.push(control_character(span, c)),
            _ => {}
        }
    }
}

/// Reports characters between the words that look like a blank or like nothing and are neither.
fn check_blanks(file: FileId, text: &str, start: usize, end: usize, scan: &mut Scan) {
    for (at, c) in text.get(start..end).unwrap_or("").char_indices() {
        let blank = c.is_whitespace() && !c.is_ascii() && !c.is_control();
        let unseen = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
        if blank || unseen {
            let span = Span::new(file, start + at, start + at + c.len_utf8());
            let help = if blank { "write an ordinary blank" } else { "delete it" };
            scan.findings.push(control_character(span, c).with_help(help));
        }
    }
}

fn bidi_control(span: Span, c: char) -> Diagnostic {
    let code = u32::from(c);
    Diagnostic::error(
        "bidi-control",
        span,
        format!("the invisible character U+{code:04X} changes the direction of text, so code can look different from what it is"),
    )
    .with_help(format!("delete it, or inside a text write `\\u{{{code:04X}}}`"))
}

fn control_character(span: Span, c: char) -> Diagnostic {
    Diagnostic::error(
        "control-character",
        span,
        format!("the character U+{:04X} may not stand in a source file", u32::from(c)),
    )
    .with_help("delete it")
}

fn unterminated(file: FileId, at: usize, length: usize, quote: &str) -> Diagnostic {
    Diagnostic::error("unterminated-text", Span::new(file, at, at + length), "this text has no closing quote")
        .with_help(if length == 1 && quote == "\"" {
            "add the text that it begins, or the closing quote that a text before it lacks".to_owned()
        } else {
            format!("end it with `{quote}`; a text that runs over several lines stands in `\"\"\"`")
        })
}

/// Whether a place is in the path of an import; no path that is meant is longer than what is looked at.
fn in_import(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(at.saturating_sub(256)..at).unwrap_or_default();
    before.rsplit(|byte| *byte == b'\n').next().is_some_and(|line| line.starts_with(b"import "))
}

fn unknown_escape(file: FileId, text: &str, at: usize) -> Diagnostic {
    let rest = text.get(at..).unwrap_or("");
    if let Some((c, length)) = rest.get(1..).and_then(super::parse::numbered) {
        let span = Span::new(file, at, at + 1 + length);
        let what = format!("no text may have the character U+{:04X}", u32::from(c));
        return Diagnostic::error("control-character", span, what).with_help("delete it");
    }
    let length: usize = rest.chars().take(2).take_while(|c| *c != '\n').map(char::len_utf8).sum();
    let shown = rest.get(..length).unwrap_or("");
    let finding = Diagnostic::error(
        "unknown-escape",
        Span::new(file, at, at + length),
        format!("`{shown}` stands for nothing"),
    );
    if shown == "\\u" {
        finding.with_help("write `\\u{2019}`: the number of a character, in braces")
    } else if in_import(text, at) {
        finding.with_help("a path has `/` between its parts")
    } else {
        finding.with_help("write `\\\\` for a backslash")
    }
}

fn nested_too_deeply(file: FileId, at: usize, length: usize) -> Diagnostic {
    Diagnostic::error(
        "nested-too-deeply",
        Span::new(file, at, at + length),
        format!("braces, parentheses and `not` nest more than {MAX_DEPTH} deep"),
    )
    .with_help("give the inner parts a name and use it here")
}

fn stray_brace(file: FileId, at: usize, byte: u8) -> Diagnostic {
    Diagnostic::error(
        "stray-brace",
        Span::new(file, at, at + 1),
        format!("this `{}` closes nothing", char::from(byte)),
    )
    .with_help("delete it, or open the brace that it should close")
}

fn unclosed(file: FileId, at: usize, byte: u8) -> Diagnostic {
    let close = if byte == b'(' { ')' } else { '}' };
    Diagnostic::error(
        "unclosed-brace",
        Span::new(file, at, at + 1),
        format!("this `{}` is never closed", char::from(byte)),
    )
    .with_help(format!("add `{close}` where it should end"))
}
