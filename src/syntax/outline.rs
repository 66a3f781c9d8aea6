//! Where the items of a text begin, and which of them a change of the text is about.

use std::ops::Range;
use std::sync::Arc;

use super::parse::Run;
use super::scan::{Chunk, Scan, scan, scan_part};
use super::shift::move_item;
use super::{ast, read_chunk};
use crate::diagnostic::{Checked, Diagnostic, any_between};
use crate::source::{FileId, Move, Whole};

/// The runs of items of one file, and what was found before any was read.
#[derive(Debug)]
pub struct Outline {
    file: FileId,
    scan: Scan,
}

/// What a change of a text is about: some runs of items, before and after.
#[derive(Debug)]
pub struct Change {
    /// The file.
    pub file: FileId,
    /// The bytes of the runs before.
    pub before: Range<usize>,
    /// Their bytes after.
    pub after: Range<usize>,
    /// What stood in them.
    pub old: Checked<ast::File>,
    /// What stands in them.
    pub new: Checked<ast::File>,
    /// The bytes that were taken out, and by how much what follows them has moved.
    edit: Move,
}

impl Outline {
    /// The outline of a text.
    #[must_use]
    pub fn of(file: FileId, text: &str) -> Self {
        let mut scan = scan(file, text);
        scan.findings.sort_by_key(|finding| finding.span);
        Self { file, scan }
    }

    /// The outline of another text, of which only what differs from this one is looked at where that will do;
    /// and what differs, if that can be told from a part of them: the items before and after it are the same,
    /// and so is what is found there.
    #[must_use]
    pub fn follow(&self, text: &str, changed: &str) -> (Self, Option<Change>) {
        let edit = Edit::between(text, changed);
        let part = self.part_after(changed, &edit);
        let other = part.unwrap_or_else(|| Self::of(self.file, changed));
        let change = self.change(text, &other, changed, &edit);
        (other, change)
    }

    fn part_after(&self, changed: &str, edit: &Edit) -> Option<Self> {
        self.scan.is_clean().then_some(())?;
        let chunks = &self.scan.chunks;
        let by = edit.by;
        // What follows an item may go on with it: the one before the change is looked at again.
        let first = chunks.partition_point(|chunk| chunk.end <= edit.start).checked_sub(1)?;
        let begins = |at: usize| {
            let before = at.checked_add_signed(-by)?;
            chunks.binary_search_by_key(&before, |chunk| chunk.start).ok()
        };
        let known = |at: usize| Some(at) >= edit.end.checked_add_signed(by) && begins(at).is_some();
        let (part, end) = scan_part(self.file, changed, chunks.get(first)?.start, &known)?;
        let behind = if end == changed.len() { chunks.len() } else { begins(end)? };
        let moved = |at: usize| at.saturating_add_signed(by);
        let behind = chunks.get(behind..)?.iter().map(|chunk| Chunk {
            start: moved(chunk.start),
            end: moved(chunk.end),
            closing: String::new(),
        });
        let chunks = chunks.get(..first)?.iter().cloned().chain(part).chain(behind).collect();
        Some(Self { file: self.file, scan: Scan::of(chunks) })
    }

    fn change(&self, text: &str, other: &Self, changed: &str, edit: &Edit) -> Option<Change> {
        let (old, new) = (&self.scan.chunks, &other.scan.chunks);
        let at = |place: usize, by: isize| place.checked_add_signed(by);
        let alike = |a: &Chunk, b: &Chunk, by: isize| {
            at(a.start, by) == Some(b.start) && at(a.end, by) == Some(b.end) && a.closing == b.closing
        };
        let before = |(a, b): &(&Chunk, &Chunk)| alike(a, b, 0) && a.end <= edit.start;
        let first = old.iter().zip(new).take_while(before).count();
        let (old_rest, new_rest) = (old.get(first..)?, new.get(first..)?);
        let after = |(a, b): &(&Chunk, &Chunk)| alike(a, b, edit.by) && a.start >= edit.end;
        let last = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(after).count();
        let old = old_rest.get(..old_rest.len() - last)?;
        let new = new_rest.get(..new_rest.len() - last)?;
        let range = |chunks: &[Chunk]| Some(chunks.first()?.start..chunks.last()?.end);
        // What is put between two runs, or taken out, stands before the second of them.
        let none = |chunks: &[Chunk], text: &str| {
            let behind = chunks.get(chunks.len() - last..).and_then(<[Chunk]>::first);
            let at = behind.map_or(text.len(), |chunk| chunk.start);
            at..at
        };
        let (before, after) = match (range(old), range(new)) {
            (None, None) => return None,
            (before, after) => (
                before.unwrap_or_else(|| none(old_rest, text)),
                after.unwrap_or_else(|| none(new_rest, changed)),
            ),
        };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let by = i64::try_from(edit.by).ok()?;
        let edit = Move { file: self.file, start: number(edit.start), end: number(edit.end), by };
        let change = Change {
            file: self.file,
            edit,
            old: self.read(old, text),
            new: other.read(new, changed),
            before,
            after,
        };
        self.agrees(other, &change).then_some(change)
    }

    /// Whether the same was found outside of a change.
    fn agrees(&self, other: &Self, change: &Change) -> bool {
        let outside = |range: &Range<usize>| {
            let range = range.clone();
            move |finding: &&Diagnostic| !range.contains(&(finding.span.start as usize))
        };
        let old = self.scan.findings.iter().filter(outside(&change.before));
        let new = other.scan.findings.iter().filter(outside(&change.after));
        let moved = old.map(|finding| {
            let mut finding = finding.clone();
            finding.each_span(&mut |span| change.follows().apply(span));
            finding
        });
        moved.eq(new.cloned())
    }

    /// Reads some runs; what the scan found counts as found in them.
    fn read(&self, chunks: &[Chunk], text: &str) -> Checked<ast::File> {
        let mut read = Checked { value: ast::File::default(), findings: Vec::new() };
        for chunk in chunks {
            // The words that are kept are parts of this run, so that they keep no more than it alive.
            let Some(slice) = self.scan.read(text).get(chunk.start..chunk.end) else { continue };
            let whole = Whole::new(Arc::from(slice));
            let mut item = |item| read.value.items.push(item);
            let scanned = &self.scan.findings;
            let run = Run { file: self.file, base: chunk.start, whole: &whole, from: 0, to: chunk.end };
            read_chunk(run, chunk, slice, scanned, &mut item, &mut read.findings);
        }
        read.findings.extend(self.scan.findings.iter().cloned());
        read
    }
}

impl Change {
    /// How what follows it has moved.
    #[must_use]
    pub fn follows(&self) -> Move {
        let end = u32::try_from(self.before.end).unwrap_or(u32::MAX);
        Move { start: end, end, ..self.edit }
    }

    /// Whether it gives declarations other names for readers, and does nothing else.
    #[must_use]
    pub fn renames(&self) -> bool {
        let new = &self.new.value.items;
        let mut old = self.moved_items();
        for (old, new) in old.iter_mut().zip(new) {
            if let (ast::Item::Noun(old), ast::Item::Noun(new)) = (old, new)
                && let (Some(old), Some(new)) = (&mut old.name, &new.name)
            {
                old.clone_from(new);
            }
        }
        old == *new
    }

    /// The bytes of the first to the last item that is another one than before: what they were and what they
    /// are. What stands beside them has only moved, see [`Change::edit`].
    #[must_use]
    pub fn differing(&self) -> (Range<usize>, Range<usize>) {
        let (old, new) = (self.moved_items(), &self.new.value.items);
        let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let rest = old.iter().skip(same).rev().zip(new.iter().skip(same).rev());
        let behind = rest.take_while(|(old, new)| old == new).count();
        let bytes = |items: &[ast::Item], whole: &Range<usize>| {
            let own = items.get(same..items.len() - behind).unwrap_or_default();
            let next = items.get(items.len() - behind).map_or(whole.end, |item| item.span().start as usize);
            match (own.first(), own.last()) {
                (Some(first), Some(last)) => first.span().start as usize..last.span().end as usize,
                _ => next..next,
            }
        };
        (bytes(&self.old.value.items, &self.before), bytes(new, &self.after))
    }

    /// The bytes that were taken out, and by how much what follows them has moved.
    #[must_use]
    pub fn edit(&self) -> Move {
        self.edit
    }

    /// What stood there before, where it would stand now.
    fn moved_items(&self) -> Vec<ast::Item> {
        let mut items = self.old.value.items.clone();
        items.iter_mut().for_each(|item| move_item(item, self.edit));
        items
    }

    /// The change itself, if it says nothing: blanks and comments between words.
    #[must_use]
    pub fn silent(&self) -> Option<Move> {
        let edit = self.edit;
        let items = self.moved_items();
        let mut findings = self.old.findings.clone();
        findings.iter_mut().for_each(|finding| finding.each_span(&mut |span| edit.apply(span)));
        let between = any_between(&self.old.findings, self.file, edit.end as usize);
        let same = !between && items == self.new.value.items && findings == self.new.findings;
        same.then_some(edit)
    }
}

/// The bytes of a text that another one has not, and by how much what follows them has moved.
struct Edit {
    start: usize,
    end: usize,
    by: isize,
}

impl Edit {
    fn between(text: &str, changed: &str) -> Self {
        let (text, changed) = (text.as_bytes(), changed.as_bytes());
        let start = same_start(text, changed);
        let rest = text.len().min(changed.len()) - start;
        let end = text.len() - same_end(text, changed).min(rest);
        // A slice has no more bytes than this type can tell.
        let by = changed.len().wrapping_sub(text.len()).cast_signed();
        Self { start, end, by }
    }
}

/// So many bytes are compared at once.
const STEP: usize = 256;

/// How many bytes two texts have in common at their beginning.
fn same_start(a: &[u8], b: &[u8]) -> usize {
    let steps = a.chunks_exact(STEP).zip(b.chunks_exact(STEP)).take_while(|(a, b)| a == b).count();
    let rest = a.iter().zip(b).skip(steps * STEP);
    steps * STEP + rest.take_while(|(a, b)| a == b).count()
}

/// How many bytes two texts have in common at their end.
fn same_end(a: &[u8], b: &[u8]) -> usize {
    let steps = a.rchunks_exact(STEP).zip(b.rchunks_exact(STEP)).take_while(|(a, b)| a == b).count();
    let rest = a.iter().rev().zip(b.iter().rev()).skip(steps * STEP);
    steps * STEP + rest.take_while(|(a, b)| a == b).count()
}
