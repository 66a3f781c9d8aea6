//! Formatting as changes to a text, whole or in part.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Refusal, format, trivia};
use crate::syntax::concrete;

/// A change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the old text. Whole lines.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// Formats the top-level items that a range of bytes touches, and the comments before them.
///
/// They come out as they would if the whole text were formatted. An empty range touches the
/// item it stands in. The changes are in the order of the text and do not overlap.
///
/// # Errors
///
/// As for [`format`](super::format()): one mistake anywhere leaves all as it is.
pub fn format_range(text: &str, range: Range<usize>) -> Result<Vec<Edit>, Refusal> {
    let formatted = format(text)?;
    let (old, new) = (regions(text), regions(&formatted));
    if old.is_empty() || old.len() != new.len() {
        return Ok(edits(text, &formatted));
    }
    let last_of_range = range.end.max(range.start + 1) - 1;
    let mut first = old.partition_point(|region| region.end <= range.start).min(old.len() - 1);
    let mut last = old.partition_point(|region| region.end <= last_of_range).min(old.len() - 1);
    let begins_line = |at: usize| {
        let start = old.get(at).map_or(0, |region| region.start);
        start == 0 || text.as_bytes().get(start - 1) == Some(&b'\n')
    };
    let slice = |text: &str, regions: &[Range<usize>], items: Range<usize>| {
        let start = regions.get(items.start).map_or(text.len(), |region| region.start);
        let end = items.end.checked_sub(1).and_then(|last| regions.get(last)).map_or(0, |region| region.end);
        text.get(start..end).unwrap_or("").to_owned()
    };
    let same_comments = |items: Range<usize>| {
        let (old, new) = (slice(text, &old, items.clone()), slice(&formatted, &new, items));
        trivia::comments(&old).eq(trivia::comments(&new))
    };
    // What shares a line with an item goes with it, and a comment that moves from one to the next.
    while !begins_line(first) || !same_comments(0..first) {
        first -= 1;
    }
    while last + 1 < old.len() && (!begins_line(last + 1) || !same_comments(first..last + 1)) {
        last += 1;
    }
    let start = old.get(first).map_or(0, |region| region.start);
    let mut edits = edits(&slice(text, &old, first..last + 1), &slice(&formatted, &new, first..last + 1));
    for edit in &mut edits {
        edit.range = edit.range.start + start..edit.range.end + start;
    }
    Ok(edits)
}

/// Each top-level item with the lines before it, and what follows it on its last line; the last
/// with all that is left.
fn regions(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    concrete::items(text, &mut |tree| spans.extend(tree.root().map(|item| (item.start(), item.end()))));
    let mut regions = Vec::with_capacity(spans.len());
    let mut start = 0;
    for (at, &(_, end)) in spans.iter().enumerate() {
        let line_end =
            text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| end + line + 1);
        let end = spans.get(at + 1).map_or(text.len(), |&(next, _)| line_end.min(next));
        regions.push(start..end);
        start = end;
    }
    regions
}

/// The changes from one text to another, by lines, in order.
#[must_use]
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let mut edits = Vec::new();
    let mut start = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        let length: usize = old_lines.get(old_range).unwrap_or(&[]).iter().map(|line| line.len()).sum();
        if !matches!(op, DiffOp::Equal { .. }) {
            let text = new_lines.get(new_range).unwrap_or(&[]).concat();
            edits.push(Edit { range: start..start + length, text });
        }
        start += length;
    }
    edits
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
