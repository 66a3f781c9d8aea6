//! Changes to source files, as bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use candor::diagnostic::Diagnostic;
use candor::source::Sources;

/// A change to a file of a project; the order is the order of places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) path: String,
    /// What is replaced, in bytes of the text without byte order mark and with `\n` for every line end.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// The changes that would certainly mend some of these findings.
pub(super) fn certain(sources: &Sources, findings: &[Diagnostic]) -> Vec<Change> {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.certain);
    let mut changes: Vec<Change> = fixes
        .filter_map(|fix| {
            let source = sources.get(fix.span.file)?;
            let Range { start, end } = fix.range(&source.text);
            Some(Change { path: source.name.clone(), start, end, text: fix.text.clone() })
        })
        .collect();
    changes.sort();
    changes.dedup();
    changes
}

/// The bytes of a file after some changes, which are in order and do not overlap.
/// A byte order mark and the line ends stay what they were.
pub(super) fn changed(old: &[u8], changes: &[Change]) -> Vec<u8> {
    let wanted: BTreeSet<usize> = changes.iter().flat_map(|change| [change.start, change.end]).collect();
    let offsets = offsets(old, &wanted);
    let crlf = old.windows(2).any(|pair| pair == b"\r\n");
    let mut new = old.to_vec();
    for change in changes.iter().rev() {
        let at = |offset| offsets.get(&offset).copied().unwrap_or(old.len());
        let text = if crlf { change.text.replace('\n', "\r\n") } else { change.text.clone() };
        new.splice(at(change.start)..at(change.end), text.into_bytes());
    }
    new
}

/// Where offsets of the text lie in the bytes it was read from.
fn offsets(bytes: &[u8], wanted: &BTreeSet<usize>) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut at = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let mut offset = 0;
    loop {
        if wanted.contains(&offset) {
            found.insert(offset, at);
        }
        match bytes.get(at..) {
            None | Some([]) => return found,
            Some([b'\r', b'\n', ..]) => at += 2,
            Some(_) => at += 1,
        }
        offset += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: usize, end: usize, text: &str) -> Change {
        Change { path: String::new(), start, end, text: text.to_owned() }
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_stay() {
        let old = "\u{feff}one\r\ntwo\r\nthree\r\n".as_bytes();
        let new = changed(old, &[change(4, 7, "2\n2"), change(8, 8, "new ")]);
        assert_eq!(String::from_utf8(new).unwrap(), "\u{feff}one\r\n2\r\n2\r\nnew three\r\n");
    }
}
