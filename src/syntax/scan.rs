//! The linear scan before the grammar: characters, braces, and where items begin.

mod braces;
mod texts;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::characters::{check_blanks, check_characters};
use crate::diagnostic::{Diagnostic, Reason};
use crate::source::{FileId, Span};
use crate::syntax::grammar;
use braces::{Braces, Mend, begins_item, open_round};
pub(super) use texts::UNTERMINATED;
use texts::{closed_text, string_end};

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

/// What the scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) chunks: Vec<Chunk>,
    pub(super) findings: Vec<Diagnostic>,
    mends: Vec<Mend>,
    /// The text with its braces put right, every word in its place, if they were not.
    mended: Option<String>,
}

impl Scan {
    /// What was found in a text without a mistake.
    pub(super) fn of(chunks: Vec<Chunk>) -> Self {
        Self { chunks, ..Self::default() }
    }

    /// Whether nothing was found, and every item is closed.
    pub(super) fn is_clean(&self) -> bool {
        let whole = self.chunks.iter().all(|chunk| chunk.closing.is_empty());
        whole && self.findings.is_empty() && self.mends.is_empty()
    }

    /// What there is to read of the text that was scanned.
    pub(super) fn read<'t>(&'t self, text: &'t str) -> &'t str {
        self.mended.as_deref().unwrap_or(text)
    }

    /// Puts right what was found since there were so many.
    fn mend(&mut self, since: usize, text: &str) {
        for (at, mark) in self.mends.iter().skip(since).filter_map(|mend| mend.put.clone()) {
            let mended = self.mended.get_or_insert_with(|| text.to_owned());
            mended.replace_range(at.clone(), &mark.repeat(at.len()));
        }
    }
}

/// The code of a file whose bytes are no text.
pub const NO_TEXT: &str = "invalid-utf8";

/// A file whose bytes are no text.
#[derive(Clone, Debug)]
pub struct NoText {
    /// What stands before the first byte that is none.
    pub before: String,
    /// The finding, at the end of that.
    pub finding: Diagnostic,
}

/// Turns a file's bytes into text: UTF-8, without a byte order mark, lines
/// ended by `\n` alone.
///
/// # Errors
///
/// Says where the file stops being text.
pub fn decode(file: FileId, bytes: Vec<u8>) -> Result<String, Box<NoText>> {
    String::from_utf8(bytes).map(plain).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let before = plain(String::from_utf8_lossy(valid).into_owned());
        let finding = invalid_utf8(Span::new(file, before.len(), before.len()));
        Box::new(NoText { before, finding })
    })
}

fn plain(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    text
}

fn invalid_utf8(at: Span) -> Diagnostic {
    Diagnostic::error(NO_TEXT, at, "the file is not UTF-8 text from here on")
        .with_help("save the file as UTF-8")
}

/// Splits a text into runs of whole items and reports what no item may hold.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut from = 0;
    // A brace that lacks costs one more look at its item, or at the rest; a file with a great
    // many of them is not worth reading to the end.
    for _ in 0..MAX_RESTARTS {
        let (mended, mends) = (scan.mended.take(), scan.mends.len());
        let next = run(file, mended.as_deref().unwrap_or(text), from, &|_| false, &mut scan);
        scan.mended = mended;
        scan.mend(mends, text);
        let Some(next) = next else { break };
        scan.findings.retain(|finding| (finding.span.start as usize) < next);
        from = next;
    }
    let found = scan.mends.iter().filter_map(|mend| mend.finding.clone());
    scan.findings.extend(found);
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

/// Those of them that may go on with a condition.
static CONDITION_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let rules = ["CONDITION", "AND", "OR", "OF"];
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

/// The braces and brackets from a place on that stand in no text and no comment, each with its place.
pub(super) fn brackets(text: &str, from: usize) -> impl Iterator<Item = (usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = from;
    std::iter::from_fn(move || {
        while let Some(class) = class(bytes, at) {
            let here = at;
            at = match class {
                // A quote that nothing closes begins no text.
                Class::Quote => closed_text(text, at).unwrap_or(at + 1),
                Class::Slash if bytes.get(at + 1) == Some(&b'/') => match bare_address(text, at) {
                    Some((_, end)) => end,
                    None => text.get(at..)?.find('\n').map_or(bytes.len(), |end| at + end),
                },
                _ => at + 1,
            };
            if matches!(class, Class::Open | Class::Close) {
                return Some((here, *bytes.get(here)?));
            }
        }
        None
    })
}

/// Scans from `from` on; where an item that was never closed hides others, or lacks a brace that is found only
/// behind it, returns where to begin anew.
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
    let mut braces = Braces::new(from);
    // The `not`s right before `at`: conditions nest by them too.
    let mut nots = 0;
    let mut too_deep = false;
    let mut hidden: Option<usize> = None;
    let mut last = b'\n';
    let mut line_start = from;
    while let Some(class) = class(bytes, at) {
        if !matches!(class, Class::Newline | Class::Blank) && braces.meet(at) {
            if last != b',' && begins_item(text, at) {
                braces.item(at);
            }
            if ends_round(text, at) {
                end_rounds(file, text, at, &mut braces, scan);
            }
        }
        match class {
            Class::Newline => {
                at += 1;
                line_start = at;
                braces.new_line(at);
            }
            Class::Blank => at += 1,
            Class::Slash if bytes.get(at + 1) == Some(&b'/') => {
                if let Some((from, to)) = bare_address(text, at) {
                    let address = text.get(from..to).unwrap_or("");
                    let finding = unquoted_address(Span::new(file, from, to), address);
                    // What is left of the value of a property would take in the next line.
                    let head = text.get(line_start..from).and_then(|head| head.rsplit('{').next());
                    let value = head.is_some_and(|head| head.split_whitespace().count() == 1);
                    if value {
                        scan.mends.push(Mend::blank(finding.span));
                    }
                    scan.findings.push(if value { finding.because(Reason::Address) } else { finding });
                    at = to;
                    continue;
                }
                let end =
                    memchr::memchr(b'\n', bytes.get(at..).unwrap_or(&[])).map_or(bytes.len(), |end| at + end);
                check_characters(file, text, at, end, &mut scan.findings);
                at = end;
            }
            Class::Quote => {
                begin(at, line_start, last, &mut start, braces.is_empty(), &mut too_deep, scan);
                at = string_end(file, text, at, &mut scan.findings);
                nots = 0;
                last = b'"';
            }
            Class::Open => {
                // A block that stands on a line of its own belongs to the line before.
                let round = bytes.get(at) == Some(&b'(');
                let begins = if round { line_start } else { from };
                begin(at, begins, last, &mut start, braces.is_empty(), &mut too_deep, scan);
                if !round {
                    end_rounds(file, text, at, &mut braces, scan);
                }
                if braces.depth() + nots >= MAX_DEPTH && !too_deep {
                    too_deep = true;
                    scan.findings.push(nested_too_deeply(file, at, 1));
                }
                braces.push(at, nots, round);
                nots = 0;
                last = b'{';
                at += 1;
            }
            Class::Close => {
                let round = bytes.get(at) == Some(&b')');
                if !round {
                    end_rounds(file, text, at, &mut braces, scan);
                }
                if !braces.close(at, round, hidden.is_some()) {
                    if let Some(start) = start.filter(|_| !round)
                        && let Some(mend) = braces.unopened(file, text, start)
                    {
                        scan.mends.push(mend);
                        return Some(start);
                    }
                    let finding = Some(stray_brace(file, at, if round { b')' } else { b'}' }));
                    scan.mends.push(Mend { finding, put: Some((at..at + 1, " ")) });
                }
                nots = 0;
                if braces.is_empty() && too_deep {
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
                    if braces.is_empty() {
                        if last != b',' && !CLAUSE_WORDS.contains(word) {
                            braces.anew();
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
                    let found = scan.findings.len();
                    check_characters(file, text, at, end, &mut scan.findings);
                    check_blanks(file, text, at, end, &mut scan.findings);
                    let blank = |finding: &Diagnostic| Mend::blank(finding.span);
                    scan.mends.extend(scan.findings.iter().skip(found).map(blank));
                }
                if words.n {
                    if let Some(not) = count_nots(bytes, at, end, braces.depth(), &mut nots)
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
    let Some(brace) = braces.outermost() else {
        close_chunk(&mut start, bytes.len(), passage_end(&scan.findings, text), too_deep, scan);
        return None;
    };
    let mut closing = passage_end(&scan.findings, text);
    if closing.is_empty()
        && let Some(start) = start
        && let Some((open, mut mend)) = braces.unclosed(file, text, start)
    {
        mend.finding.take_if(|_| in_open_text(&scan.findings, text, open));
        scan.mends.push(mend);
        return Some(start);
    }
    let end = hidden.filter(|&at| at > brace).unwrap_or(bytes.len());
    // A text without an end swallows the brace that it is followed by.
    if closing.is_empty() && !in_open_text(&scan.findings, text, brace) {
        scan.findings.push(unclosed(file, brace, bytes.get(brace).copied().unwrap_or(b'{')));
    }
    closing.extend(braces.closing(end));
    close_chunk(&mut start, end, closing, too_deep, scan);
    hidden.filter(|&at| at > brace)
}

/// Ends the parentheses that are open where none can be.
fn end_rounds(file: FileId, text: &str, at: usize, braces: &mut Braces, scan: &mut Scan) {
    while let Some(open) = braces.pop_round() {
        // Each looks at what is before it: with very many the time would grow with their square.
        let few = scan.mends.len() < MAX_RESTARTS;
        let mut mend = open_round(file, text, open, at, few);
        mend.finding.take_if(|_| few && in_open_text(&scan.findings, text, open.at));
        scan.mends.push(mend);
    }
}

/// Whether a line begins with what stands in no parentheses: an item, or a clause that is no part of a condition.
fn ends_round(text: &str, at: usize) -> bool {
    let end = word_end(text.as_bytes(), at);
    let word = text.get(at..end).unwrap_or("");
    ITEM_WORDS.contains(word) && word_follows(text.as_bytes(), end)
        || CLAUSE_WORDS.contains(word) && !CONDITION_WORDS.contains(word)
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

fn begin(
    at: usize,
    line_start: usize,
    last: u8,
    start: &mut Option<usize>,
    outside: bool,
    too_deep: &mut bool,
    scan: &mut Scan,
) {
    if at == line_start && outside && last != b',' && start.is_some() {
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

/// Whether a text that nobody has looked at yet, such as what a mistake was covering, nests too deeply to be read.
pub(super) fn nests_too_deeply(text: &str) -> bool {
    let (mut depth, mut nots) = (0_usize, 0_usize);
    let mut marks = brackets(text, 0);
    marks.any(|(_, mark)| {
        depth = if matches!(mark, b'{' | b'(') { depth + 1 } else { depth.saturating_sub(1) };
        depth > MAX_DEPTH
    }) || text.split_whitespace().any(|word| {
        nots = if word == "not" { nots + 1 } else { 0 };
        nots > MAX_DEPTH
    })
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

/// Where an address begins and ends whose slashes these are, rather than those of a comment.
fn bare_address(text: &str, slashes: usize) -> Option<(usize, usize)> {
    let scheme = text.get(..slashes)?.strip_suffix(':')?;
    let word = scheme.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let known = matches!(scheme.get(word..)?, "http" | "https");
    // In parentheses, as in a link of Markdown, it ends with them.
    let bracketed = text.get(..word)?.ends_with('(');
    let ends = |c: char| c.is_whitespace() || bracketed && c == ')';
    let rest = text.get(slashes..)?;
    let address = rest.get(..rest.find(ends).unwrap_or(rest.len()))?.trim_end_matches([',', ';', '.', '}']);
    known.then_some((word, slashes + address.len()))
}

fn unquoted_address(span: Span, address: &str) -> Diagnostic {
    Diagnostic::error("text-expected", span, "an address stands in quotes")
        .with_help(format!("write `\"{address}\"`; outside of quotes `//` begins a comment"))
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
