//! The lines that come out, one after another, and the comments at their ends.

use unicode_width::UnicodeWidthStr;

use super::columns::EDGE;

/// What has come out so far.
#[derive(Debug, Default)]
pub(super) struct Lines<'t> {
    done: Vec<Line<'t>>,
    /// The line that is being written.
    line: String,
    /// The column after it.
    column: usize,
    /// Where it begins.
    indent: usize,
    /// Which lines its comment lines up with.
    group: usize,
    /// How many groups there are.
    groups: usize,
    /// Whether nothing stands in this block yet.
    fresh: bool,
}

#[derive(Debug)]
struct Line<'t> {
    text: String,
    /// The column after its text.
    column: usize,
    comment: Option<&'t str>,
    group: usize,
}

impl<'t> Lines<'t> {
    /// No line yet.
    pub(super) fn new() -> Self {
        Self { fresh: true, ..Self::default() }
    }

    /// The column that what comes next begins at.
    pub(super) fn column(&self) -> usize {
        self.column.max(self.indent)
    }

    /// Where the line begins.
    pub(super) fn indent(&self) -> usize {
        self.indent
    }

    /// Whether nothing stands on the line yet.
    pub(super) fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// Adds to the line.
    pub(super) fn put(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.line.is_empty() {
            self.line.extend(std::iter::repeat_n(' ', self.indent));
            self.column = self.indent;
        }
        self.line.push_str(text);
        // A text in triple quotes brings lines of its own.
        match text.rsplit_once('\n') {
            Some((_, last)) => self.column = last.width(),
            None => self.column += text.width(),
        }
    }

    /// Adds a space, unless the line begins here.
    pub(super) fn space(&mut self) {
        if !self.line.is_empty() {
            self.put(" ");
        }
    }

    /// Adds spaces up to a column, and one at least.
    pub(super) fn pad(&mut self, column: usize) {
        self.space();
        while self.column < column {
            self.put(" ");
        }
    }

    /// Ends the line, if there is one; the next begins at column `indent`.
    pub(super) fn end(&mut self, indent: usize) {
        self.indent = indent;
        if self.line.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.line);
        self.done.push(Line { text, column: self.column, comment: None, group: self.group });
        self.column = indent;
        self.fresh = false;
    }

    /// Leaves a line free, but not two, nor the first of a block.
    pub(super) fn free(&mut self) {
        let already = self.done.last().is_none_or(|last| last.text.is_empty());
        if !self.fresh && !already {
            self.done.push(Line { text: String::new(), column: 0, comment: None, group: self.group });
        }
    }

    /// A block begins: no line is left free before what stands in it.
    pub(super) fn open(&mut self) {
        self.fresh = true;
    }

    /// A comment at the end of the last line that was ended.
    pub(super) fn comment(&mut self, comment: &'t str) {
        if let Some(last) = self.done.last_mut() {
            last.comment = Some(comment);
        }
    }

    /// A group that no line is in yet.
    pub(super) fn new_group(&mut self) -> usize {
        self.groups += 1;
        self.groups
    }

    /// The lines that end from here on are in this group: their comments line up.
    pub(super) fn group(&mut self, group: usize) {
        self.group = group;
    }

    /// The text of all lines.
    pub(super) fn finish(mut self) -> String {
        self.end(0);
        let size = self.done.iter().map(|line| line.text.len() + 1 + line.comment.map_or(0, str::len)).sum();
        let mut out = String::with_capacity(size);
        let together = |one: &Line<'_>, next: &Line<'_>| {
            one.group == next.group && one.comment.is_some() && next.comment.is_some()
        };
        for lines in self.done.chunk_by(together) {
            let near = lines.iter().map(|line| line.column).filter(|&column| column <= EDGE);
            let column = near.max().unwrap_or(0);
            for line in lines {
                out.push_str(&line.text);
                if let Some(comment) = line.comment {
                    let gap = column.saturating_sub(line.column) + 2;
                    out.extend(std::iter::repeat_n(' ', gap));
                    out.push_str(comment);
                }
                out.push('\n');
            }
        }
        out
    }
}
