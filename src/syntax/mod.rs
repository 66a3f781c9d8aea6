//! Text to syntax: the only stage that knows pest.
//!
//! [`read`] never fails. It takes a file's text apart into top-level items by
//! one linear scan (`scan`), reads each with the grammar, and where one does
//! not parse, reports it, blanks the line at fault and reads on (`recover`).

pub mod ast;
mod cache;
mod characters;
pub mod concrete;
mod expect;
mod grammar;
mod outline;
mod parse;
mod pieces;
mod quote;
mod recover;
mod same;
mod scan;
mod shift;

use std::sync::Arc;

use crate::diagnostic::{Checked, Diagnostic};
use crate::source::{FileId, Span, Whole};

use parse::Run;
use scan::Chunk;

pub use cache::Cache;
pub use characters::{forbidden, harmful, is_forbidden, shows_nothing, unfit};
pub use expect::expected;
pub use grammar::{is_keyword, phrases as grammar_phrases, words as grammar_words};
pub use outline::{Change, Outline};
pub(crate) use parse::item_end;
pub use pieces::{Piece, Unread, pieces};
pub use quote::quoted;
pub(crate) use recover::{BESIDE, OTHER_QUOTES, STRAIGHT, code_before, in_data, opened_by};
pub use same::Same;
pub use scan::{MAX_DEPTH, MAX_FILE_BYTES, NO_TEXT, NoText, decode};

/// Reads one file's text into its items.
///
/// Linear in the text: every item is read once, and at most a fixed number of
/// times more if it is broken.
#[must_use]
pub fn read(file: FileId, text: &str) -> Checked<ast::File> {
    read_shared(file, &text.into())
}

/// [`read()`], of a text that the words of its items may be parts of.
#[must_use]
pub fn read_shared(file: FileId, text: &Arc<str>) -> Checked<ast::File> {
    let mut read = Checked { value: ast::File::default(), findings: Vec::new() };
    read_each(file, text, &mut |item| read.value.items.push(item), &mut read.findings);
    read
}

/// Reads one file's items one by one, so that no more than one item's syntax
/// need be in memory at a time; their words are parts of the text that is handed in.
pub fn read_each(
    file: FileId,
    text: &Arc<str>,
    item: &mut dyn FnMut(ast::Item),
    findings: &mut Vec<Diagnostic>,
) {
    let whole = &Whole::new(Arc::clone(text));
    let scan = scan::scan(file, text);
    let mut scanned = scan.findings.clone();
    scanned.sort_by_key(|finding| finding.span);
    let (text, mut chunks) = (scan.read(text), scan.chunks.as_slice());
    while let Some((together, rest)) = together(chunks, &scanned) {
        chunks = rest;
        if let [first, .., last] = together
            && let Some(slice) = text.get(first.start..last.end)
            && let run = (Run { file, base: first.start, whole, from: first.start, to: last.end })
            && parse::chunks(run, together, slice, item)
        {
            continue;
        }
        for chunk in together {
            let Some(slice) = text.get(chunk.start..chunk.end) else { continue };
            let run = Run { file, base: chunk.start, whole, from: chunk.start, to: chunk.end };
            read_chunk(run, chunk, slice, &scanned, item, findings);
        }
    }
    findings.extend(scanned);
    findings.sort_by_key(|finding| finding.span);
}

/// Up to how many bytes pest reads at once: it begins each time with nothing, and
/// what it makes of much more than this no longer lies near the processor.
const RUN_BYTES: usize = 4096;

/// The chunks that can be read at once, and those after them.
fn together<'c>(chunks: &'c [Chunk], scanned: &[Diagnostic]) -> Option<(&'c [Chunk], &'c [Chunk])> {
    let first = chunks.first()?;
    let whole = |chunk: &Chunk| {
        chunk.closing.is_empty() && recover::within(scanned, chunk.start, chunk.end).is_empty()
    };
    let mut count = 1;
    let mut end = first.end;
    for chunk in chunks.iter().skip(1).take_while(|_| whole(first)) {
        if chunk.start != end || chunk.end - first.start > RUN_BYTES || !whole(chunk) {
            break;
        }
        count += 1;
        end = chunk.end;
    }
    chunks.split_at_checked(count)
}

fn read_chunk(
    run: Run<'_>,
    chunk: &Chunk,
    slice: &str,
    scanned: &[Diagnostic],
    item: &mut dyn FnMut(ast::Item),
    findings: &mut Vec<Diagnostic>,
) {
    // What the scan closes for it is read closed only: without, the grammar may take it for something else.
    let first = match chunk.closing.is_empty() {
        true => match parse::items(run, slice, item) {
            Ok(()) => return,
            Err(error) => Some(error),
        },
        false => None,
    };
    recover::items(run.file, chunk, slice, first, scanned, item, findings);
}

/// Whether a word may be the name of a declaration, as far as its letters go.
#[must_use]
pub fn is_name(word: &str) -> bool {
    parse::is_name(word)
}

/// Where the run of items around a byte begins: what stands before it has no say in what it is.
#[must_use]
pub fn item_start(text: &str, offset: usize) -> usize {
    let chunks = scan::scan(FileId::default(), text).chunks;
    let before = chunks.partition_point(|chunk| chunk.start <= offset);
    before.checked_sub(1).and_then(|at| chunks.get(at)).map_or(0, |chunk| chunk.start)
}

/// A span of `file` from offsets within a chunk.
fn span_at(file: FileId, base: usize, start: usize, end: usize) -> Span {
    Span::new(file, base + start, base + end)
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) mod testing {
    /// Puts a piece in the place of some bytes, all of them moved to whole characters.
    pub(crate) fn edit(text: &mut String, at: usize, length: usize, piece: &str) {
        let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let from = at % bounds.len();
        let to = (from + length).min(bounds.len() - 1);
        text.replace_range(bounds[from]..bounds[to], piece);
    }
}
