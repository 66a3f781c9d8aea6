//! Text to syntax: the only stage that knows pest.
//!
//! [`read`] never fails. It takes a file's text apart into top-level items by
//! one linear scan (`scan`), reads each with the grammar, and where one does
//! not parse, reports it, blanks the line at fault and reads on (`recover`).

pub mod ast;
mod grammar;
mod parse;
mod recover;
mod scan;

use crate::diagnostic::{Checked, Diagnostic};
use crate::source::{FileId, Span};

pub use grammar::words as grammar_words;
pub use scan::{MAX_DEPTH, MAX_FILE_BYTES, decode};

/// Reads one file's text into its items.
///
/// Linear in the text: every item is read once, and at most a fixed number of
/// times more if it is broken.
#[must_use]
pub fn read(file: FileId, text: &str) -> Checked<ast::File> {
    let mut read = Checked { value: ast::File::default(), findings: Vec::new() };
    read_each(file, text, &mut |item| read.value.items.push(item), &mut read.findings);
    read
}

/// Reads one file's items one by one, so that no more than one item's syntax
/// need be in memory at a time.
pub fn read_each(file: FileId, text: &str, item: &mut dyn FnMut(ast::Item), findings: &mut Vec<Diagnostic>) {
    let scan = scan::scan(file, text);
    let mut scanned = scan.findings;
    scanned.sort_by_key(|finding| finding.span);
    for chunk in scan.chunks {
        let Some(slice) = text.get(chunk.start..chunk.end) else { continue };
        match parse::items(file, chunk.start, slice, item) {
            Ok(()) => {}
            Err(error) => {
                recover::items(file, &chunk, slice, error, &scanned, item, findings);
            }
        }
    }
    findings.extend(scanned);
    findings.sort_by_key(|finding| finding.span);
}

/// A span of `file` from offsets within a chunk.
fn span_at(file: FileId, base: usize, start: usize, end: usize) -> Span {
    Span::new(file, base + start, base + end)
}

#[cfg(test)]
mod tests;
