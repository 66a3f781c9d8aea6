//! Which brace or parenthesis lacks its other one.
//!
//! Where one lacks, those around it close another than they should, and the count is wrong only far behind. What
//! stands between tells it earlier: no parenthesis holds a brace, and a `}` at the beginning of a line is
//! indented as the line is that it closes.

use std::ops::Range;

use super::{CLAUSE_WORDS, stray_brace, unclosed, word_end};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, line_at};
use crate::syntax::recover::code_before;

/// A brace or a parenthesis that is open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) at: usize,
    round: bool,
    /// The `not`s right before it: conditions nest by them too.
    nots: usize,
    /// How far the line is indented on which the item begins that it belongs to.
    indent: usize,
}

/// What is found of one, if that is said, and what is written instead at a place, so that what stands around it reads
/// as it is meant.
#[derive(Debug)]
pub(super) struct Mend {
    pub(super) finding: Option<Diagnostic>,
    /// Where, and the mark or blank for each of its bytes; nothing if there is no room for one.
    pub(super) put: Option<(Range<usize>, &'static str)>,
}

impl Mend {
    /// Blanks instead of a character of which something is said already.
    pub(super) const fn blank(span: Span) -> Self {
        Self { finding: None, put: Some((span.start as usize..span.end as usize, " ")) }
    }
}

/// Those that are open at a place, and where they are not closed as the lines are indented.
pub(super) struct Braces {
    open: Vec<Open>,
    /// The `not`s before all of them.
    nots: usize,
    line: usize,
    /// Where the first word or mark of the line stands.
    first: Option<usize>,
    /// How far the line is indented on which an item began last.
    indent: usize,
    /// The first `}` of this run of items that is indented further than what it closes.
    deeper: Option<usize>,
    /// The first `{` of it that one closes which is not indented as far.
    shallower: Option<Open>,
}

impl Braces {
    /// None, at the beginning of a line.
    pub(super) const fn new(line: usize) -> Self {
        Self { open: Vec::new(), nots: 0, line, first: None, indent: 0, deeper: None, shallower: None }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// How deep what stands here is nested.
    pub(super) const fn depth(&self) -> usize {
        self.open.len() + self.nots
    }

    pub(super) fn outermost(&self) -> Option<usize> {
        self.open.first().map(|open| open.at)
    }

    /// What closes those that open before a place.
    pub(super) fn closing(&self, end: usize) -> impl Iterator<Item = char> {
        let open = self.open.iter().rev().filter(move |open| open.at < end);
        open.map(|open| if open.round { ')' } else { '}' })
    }

    pub(super) const fn new_line(&mut self, at: usize) {
        (self.line, self.first) = (at, None);
    }

    /// Notes what stands at a place; whether it is the first of its line.
    pub(super) fn meet(&mut self, at: usize) -> bool {
        let first = self.first.is_none();
        self.first.get_or_insert(at);
        first
    }

    /// Notes that another run of items begins.
    pub(super) const fn anew(&mut self) {
        (self.deeper, self.shallower) = (None, None);
    }

    /// Notes that an item may begin at a place, the first of its line.
    pub(super) const fn item(&mut self, at: usize) {
        self.indent = at - self.line;
    }

    pub(super) fn push(&mut self, at: usize, nots: usize, round: bool) {
        self.nots += nots;
        self.open.push(Open { at, round, nots, indent: self.indent });
    }

    /// Takes the last that is open, if it is a parenthesis.
    pub(super) fn pop_round(&mut self) -> Option<Open> {
        let open = self.open.pop_if(|open| open.round)?;
        self.nots -= open.nots;
        Some(open)
    }

    /// Takes what is closed at a place; whether there is such a thing. What `hides` others is looked at again.
    pub(super) fn close(&mut self, at: usize, round: bool, hides: bool) -> bool {
        let Some(closed) = self.open.pop_if(|open| open.round == round) else { return false };
        self.nots -= closed.nots;
        if !round && !hides && self.first == Some(at) {
            let indent = at - self.line;
            if indent > closed.indent {
                self.deeper.get_or_insert(at);
            } else if indent < closed.indent {
                self.shallower.get_or_insert(closed);
            }
        }
        true
    }

    /// The brace that closes something else, since the one that it should close was never opened: it is indented as the
    /// line of an item is that opens nothing.
    pub(super) fn unopened(&self, file: FileId, text: &str, start: usize) -> Option<Mend> {
        let at = self.deeper.filter(|at| *at > start)?;
        let line = line_at(text, at).start;
        let indent = at - line;
        let mut end = line.checked_sub(1)?;
        loop {
            let above = line_at(text, end);
            let written = text.get(above.clone())?;
            let blank = written.len() - written.trim_start().len();
            let code = written.trim_start();
            if !code.is_empty() && !code.starts_with("//") && blank <= indent {
                // Or it is a second one behind another.
                let begins = code.starts_with('}') || begins_item(text, above.start + blank);
                let item = blank == indent && begins && above.start >= start;
                let finding = Some(stray_brace(file, at, b'}'));
                return item.then_some(Mend { finding, put: Some((at..at + 1, " ")) });
            }
            end = above.start.checked_sub(1)?;
        }
    }

    /// The brace that was never closed, since what should close it closes what stands around it: it ends before the first
    /// line that is indented no further.
    pub(super) fn unclosed(&self, file: FileId, text: &str, start: usize) -> Option<(usize, Mend)> {
        let open = self.shallower.filter(|open| open.at > start)?;
        let mut line = line_at(text, open.at);
        loop {
            line = line_at(text, text.get(line.end + 1..).map(|_| line.end + 1)?);
            let written = text.get(line.clone())?;
            let code = written.trim_start();
            let blank = written.len() - code.len();
            if !code.is_empty() && !code.starts_with("//") && blank <= open.indent {
                let at = line.start + blank;
                let next = Span::new(file, at, at + word_end(text.as_bytes(), at) - at);
                let put = gap(text, at).map(|gap| (gap..gap + 1, "}"))?;
                let finding = unclosed(file, open.at, b'{').with_label(next, "a `}` is missing before this");
                return Some((open.at, Mend { finding: Some(finding), put: Some(put) }));
            }
        }
    }
}

/// A parenthesis that is not closed before a place where it cannot be open. Where no blank has room for the other one, it
/// is read without it, so that the lines stay as they are.
pub(super) fn open_round(file: FileId, text: &str, open: Open, at: usize, few: bool) -> Mend {
    let blank = |gap: &usize| *gap > open.at && text.as_bytes().get(*gap) != Some(&b'\n');
    let gap = few.then(|| gap(text, at)).flatten().filter(blank);
    let put = Some(gap.map_or((open.at..open.at + 1, " "), |gap| (gap..gap + 1, ")")));
    Mend { finding: Some(unclosed(file, open.at, b'(')), put }
}

/// The blank behind the code before a place, if there is one.
fn gap(text: &str, at: usize) -> Option<usize> {
    let end = code_before(text, at);
    let blank = text.as_bytes().get(end).is_some_and(u8::is_ascii_whitespace);
    (blank && end < at).then_some(end)
}

/// Whether an item may begin at a place, as far as its first word tells.
pub(super) fn begins_item(text: &str, at: usize) -> bool {
    let word = text.get(at..word_end(text.as_bytes(), at)).unwrap_or("");
    word.starts_with(|c: char| c.is_alphabetic() || c == '"') && !CLAUSE_WORDS.contains(word)
}
