//! One style for all source files.
//!
//! [`format()`] lays a text out anew. It changes blanks, line ends and commas that separate
//! nothing; it never changes what the text says, loses a comment, or takes a group of lines
//! apart. [`format_range`] does so for some items of a text, for an editor.

mod columns;
mod edit;
mod flat;
mod layout;
mod line;
mod list;
mod trivia;

use std::collections::VecDeque;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::source::FileId;
use crate::syntax::concrete::{self, Kind, Tree};
use crate::syntax::{self, Same, ast};

pub use edit::{Edit, edits, format_range};

use layout::Layout;
use line::Lines;
use trivia::Trivia;

/// Why a text was left as it is.
#[derive(Debug)]
pub enum Refusal {
    /// It has mistakes: what was found, in the order of places in file 0.
    Broken(Vec<Diagnostic>),
    /// What came out would not say the same, or lacks a comment. That is a mistake of the formatter.
    Changed,
}

/// A text in the one style.
///
/// The text is as [`syntax::decode`] returns it: without a byte order mark, lines ended by
/// `\n` alone. What comes out is read again and compared with it. Takes time and memory in
/// proportion to the text.
///
/// # Errors
///
/// A text with mistakes is left as it is, and so is one that would not say the same.
pub fn format(text: &str) -> Result<String, Refusal> {
    let mut items = VecDeque::new();
    let mut findings = Vec::new();
    syntax::read_each(FileId(0), &text.into(), &mut |item| items.push_back(item), &mut findings);
    if has_errors(&findings) {
        return Err(Refusal::Broken(findings));
    }
    let formatted = lay_out(text).ok_or(Refusal::Changed)?;
    if says_the_same(items, &formatted) && trivia::comments(text).eq(trivia::comments(&formatted)) {
        Ok(formatted)
    } else {
        Err(Refusal::Changed)
    }
}

fn lay_out(text: &str) -> Option<String> {
    let mut layout = Layout { text, trivia: Trivia::default(), lines: Lines::new() };
    // Declarations that may line up with each other wait for the last of them.
    let mut waiting: Vec<Tree> = Vec::new();
    let mut end = 0;
    let read = concrete::items(text, &mut |tree| {
        let Some((start, item_end)) = tree.root().map(|item| (item.start(), item.end())) else { return };
        let between = text.get(end..start).unwrap_or("");
        let follows = waiting.last().is_some_and(|last| sort(text, last) == sort(text, &tree));
        if !follows || between.contains("\n\n") {
            flush(&mut layout, &mut waiting);
        }
        if let Some(item) = tree.root() {
            layout.trivia.add(text, end, item);
        }
        end = item_end;
        waiting.push(tree);
    });
    flush(&mut layout, &mut waiting);
    layout.trivia.add_last(text, end);
    layout.lines.end(0);
    layout.comments(text.len(), 0, true);
    read.then(|| layout.lines.finish())
}

/// The word that a declaration begins with.
fn sort<'t>(text: &'t str, tree: &Tree) -> Option<&'t str> {
    let noun = tree.root().filter(|item| item.kind() == Kind::Noun)?;
    noun.leaves().next().and_then(|word| text.get(word.start()..word.end()))
}

fn flush(layout: &mut Layout<'_>, waiting: &mut Vec<Tree>) {
    let rows: Vec<Vec<concrete::Node<'_>>> =
        waiting.iter().map(|tree| tree.root().into_iter().collect()).collect();
    layout.rows(&rows, 0, true);
    layout.trivia.clear();
    waiting.clear();
}

/// Whether a text has just these items and no mistake.
fn says_the_same(mut items: VecDeque<ast::Item>, text: &str) -> bool {
    let mut findings = Vec::new();
    let mut same = true;
    let compare = &mut |item: ast::Item| same &= items.pop_front().is_some_and(|known| known.same(&item));
    syntax::read_each(FileId(0), &text.into(), compare, &mut findings);
    same && items.is_empty() && findings.is_empty()
}

#[cfg(test)]
mod tests;
