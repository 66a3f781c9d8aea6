//! Source text: files by number, and places in them.
//!
//! A [`Span`] is four small integers' worth of place; lines and columns are
//! worked out only when a message is shown.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::{Arc, LazyLock, OnceLock};

/// The number of a file within one [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of one source file, in bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span of `file` from byte `start` up to byte `end`.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end) }
    }

    /// The smallest span that covers both; the first, if they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A change of a file's text, as far as places elsewhere are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The file.
    pub file: FileId,
    /// The first byte that was taken out.
    pub start: u32,
    /// The byte after the last of these, which has moved.
    pub end: u32,
    /// By how many bytes.
    pub by: i64,
}

impl Move {
    /// Gives a span the place where its text stands now. Of an empty one where something was put in, what
    /// it belongs to cannot be told: it moves.
    pub fn apply(&self, span: &mut Span) {
        if !self.concerns(*span) {
            return;
        }
        if span.start >= self.end {
            span.start = self.moved(span.start);
        }
        if span.end >= self.end {
            span.end = self.moved(span.end);
        }
    }

    /// Whether a stretch, or something in it, may have moved.
    #[must_use]
    pub fn concerns(&self, span: Span) -> bool {
        let behind = span.end > self.start || span.start == span.end && span.start >= self.end;
        span.file == self.file && behind
    }

    fn moved(&self, at: u32) -> u32 {
        u32::try_from(i64::from(at) + self.by).unwrap_or(u32::MAX)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// A text that words and texts are parts of.
#[derive(Clone, Debug)]
pub struct Whole(Arc<Arc<str>>);

impl Whole {
    /// All of a text. It is not copied, and its parts count by themselves what keeps
    /// them alive, so that two threads that take parts of one text apart take a whole each.
    #[must_use]
    pub fn new(text: Arc<str>) -> Self {
        Self(Arc::new(text))
    }

    /// The part from byte `start` up to byte `end`; empty if that is no part of it.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> SharedStr {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        SharedStr { whole: self.0.clone(), start: number(start), end: number(end) }
    }
}

/// A string that is part of a larger one, which it keeps alive: no bytes of its own,
/// and as large as a `Box<str>`.
#[derive(Clone)]
pub struct SharedStr {
    whole: Arc<Arc<str>>,
    start: u32,
    end: u32,
}

impl SharedStr {
    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.whole.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

impl Default for SharedStr {
    fn default() -> Self {
        static EMPTY: LazyLock<SharedStr> = LazyLock::new(|| SharedStr::from(""));
        EMPTY.clone()
    }
}

impl Deref for SharedStr {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for SharedStr {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for SharedStr {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&str> for SharedStr {
    fn from(text: &str) -> Self {
        Whole::new(text.into()).part(0, text.len())
    }
}

impl From<String> for SharedStr {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl PartialEq for SharedStr {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SharedStr {}

impl PartialEq<str> for SharedStr {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialOrd for SharedStr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SharedStr {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for SharedStr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in Unicode scalar values, from 1.
    pub column: u32,
}

/// The bytes of the line that a byte of a text stands on, without its end.
#[must_use]
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |newline| at + newline);
    start..end
}

/// One source file: its name as shown to people, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as shown in messages: relative to the project root, with `/`.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    lines: OnceLock<Vec<u32>>,
    /// How many characters begin before every block of [`BLOCK`] bytes; only wanted for long lines.
    blocks: OnceLock<Vec<u32>>,
}

/// How many bytes are counted anew for a column, at most.
const BLOCK: usize = 4096;

impl Source {
    /// A source from its name and text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), lines: OnceLock::new(), blocks: OnceLock::new() }
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let (line, before) = self.line_before(offset);
        let before = if before.len() > BLOCK {
            self.characters(offset as usize) - self.characters(offset as usize - before.len())
        } else {
            before.chars().count()
        };
        LineColumn { line, column: u32::try_from(before + 1).unwrap_or(u32::MAX) }
    }

    /// The line of a byte offset, from 1, and what stands before it on that line.
    #[must_use]
    pub fn line_before(&self, offset: u32) -> (u32, &str) {
        let lines = self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            let after = breaks.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after).collect()
        });
        let line = lines.partition_point(|&start| start <= offset).max(1);
        let start = lines.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        (u32::try_from(line).unwrap_or(u32::MAX), before)
    }

    /// How many characters begin before a byte.
    fn characters(&self, offset: usize) -> usize {
        let begin = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let bytes = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let mut all = 0;
            let before = |block: &[u8]| {
                let before = all;
                all += u32::try_from(begin(block)).unwrap_or(u32::MAX);
                before
            };
            bytes.chunks(BLOCK).map(before).collect()
        });
        let before = blocks.get(offset / BLOCK).map_or(0, |&before| before as usize);
        before + begin(bytes.get(offset / BLOCK * BLOCK..offset).unwrap_or(&[]))
    }

    /// The text a span covers, or nothing if it lies outside.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// All files that one policy was read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    by_name: BTreeMap<String, FileId>,
}

impl Sources {
    /// Adds a file and returns its number; the same name twice is the same file.
    pub fn add(&mut self, source: Source) -> FileId {
        if let Some(&id) = self.by_name.get(&source.name) {
            return id;
        }
        let id = self.next_id();
        self.by_name.insert(source.name.clone(), id);
        self.files.push(source);
        id
    }

    /// Gives a file another text.
    pub fn change(&mut self, id: FileId, text: Arc<str>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            *file = Source::new(std::mem::take(&mut file.name), text);
        }
    }

    /// The file with this number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The number that the next file will have.
    #[must_use]
    pub fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX))
    }

    /// The number of the file with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.by_name.get(name).copied()
    }

    /// Every file, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(u32::try_from(at).unwrap_or(u32::MAX)), file))
    }

    /// `name:line:column` of the start of a span.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        match self.get(span.file) {
            Some(file) => {
                let at = file.line_column(span.start);
                format!("{}:{}:{}", file.name, at.line, at.column)
            }
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, LineColumn, Source};

    #[test]
    fn a_column_in_a_long_line_counts_characters() {
        for line in ["é".repeat(3 * BLOCK), "a".repeat(3 * BLOCK), "aé€𝄞".repeat(BLOCK)] {
            let text = format!("first\n{line}\nlast");
            let source = Source::new("a", text.clone());
            for (at, (offset, _)) in line.char_indices().enumerate().step_by(97) {
                let offset = u32::try_from("first\n".len() + offset).unwrap();
                let expected = LineColumn { line: 2, column: u32::try_from(at).unwrap() + 1 };
                assert_eq!(source.line_column(offset), expected);
            }
            let last = u32::try_from(text.len()).unwrap();
            assert_eq!(source.line_column(last), LineColumn { line: 3, column: 5 });
        }
    }
}
