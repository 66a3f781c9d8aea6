//! A large text in pieces that are read when they are needed, and forgotten.
//!
//! The syntax of a text takes many times its size. What declares names must be known before
//! anything else can be given a meaning; so of a large text only the heads of declarations are read
//! first, and everything a second time, piece by piece. A text with a mistake is read whole: where
//! one thing is not what it looks like, nothing is known of what follows.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use super::ast::{Item, Noun, Sentence};
use super::parse::{self, Run};
use super::scan::{Chunk, scan};
use super::{RUN_BYTES, grammar, read_shared};
use crate::diagnostic::Checked;
use crate::source::{FileId, Whole};
use crate::threads::in_turn;

/// Part of a file, in the file's order.
#[derive(Debug)]
pub enum Piece {
    /// An item.
    Item(Box<Item>),
    /// Items that have not been read.
    Unread(Unread),
}

impl From<Item> for Piece {
    fn from(item: Item) -> Self {
        Self::Item(Box::new(item))
    }
}

/// A run of items of one kind that have not been read.
#[derive(Debug)]
pub struct Unread {
    file: FileId,
    text: Arc<str>,
    start: u32,
    end: u32,
    holds: Holds,
}

/// What a run holds, as far as the first word of each item tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Nouns,
    Sentences,
}

/// From how many bytes on a text is read in pieces: 256 KiB.
const LARGE: usize = 256 * 1024;

/// Reads one file's text into pieces: into items, if it is of a usual size or has a mistake.
#[must_use]
pub fn pieces(file: FileId, text: &Arc<str>) -> Checked<Vec<Piece>> {
    let in_pieces = if text.len() < LARGE { None } else { split(file, text) };
    match in_pieces {
        Some(value) => Checked { value, findings: Vec::new() },
        None => {
            let Checked { value, findings } = read_shared(file, text);
            Checked { value: value.items.into_iter().map(Piece::from).collect(), findings }
        }
    }
}

impl Unread {
    /// Whether it is declarations.
    #[must_use]
    pub fn declares(&self) -> bool {
        self.holds == Holds::Nouns
    }

    /// The declarations in it without what stands in their braces, which data groups alone have;
    /// none if they are something else after all.
    #[must_use]
    pub fn heads(&self) -> Option<Vec<Noun>> {
        let slice = self.slice();
        let whole = Whole::new(Arc::clone(&self.text));
        let mut nouns = Vec::new();
        for chunk in &scan(self.file, slice).chunks {
            let text = slice.get(chunk.start..chunk.end)?;
            let run = self.run(&whole, chunk.start);
            if first_word(text) == "data" {
                let mut items = Vec::new();
                parse::items(run, text, &mut |item| items.push(item)).ok()?;
                nouns.push(only(items).and_then(noun)?);
            } else {
                nouns.push(parse::head(run, text)?);
            }
        }
        Some(nouns)
    }

    /// The declarations in it; none if it holds something else after all.
    #[must_use]
    pub fn nouns(&self) -> Option<Vec<Noun>> {
        self.items()?.into_iter().map(noun).collect()
    }

    /// The sentences in it; none if it holds something else after all.
    #[must_use]
    pub fn sentences(&self) -> Option<Vec<Sentence>> {
        let sentence = |item| if let Item::Sentence(sentence) = item { Some(sentence) } else { None };
        self.items()?.into_iter().map(sentence).collect()
    }

    fn items(&self) -> Option<Vec<Item>> {
        let slice = self.slice();
        let whole = Whole::new(Arc::clone(&self.text));
        let mut items = Vec::new();
        let at = self.start as usize;
        let shifted = |chunk: Chunk| Chunk { start: chunk.start + at, end: chunk.end + at, ..chunk };
        let chunks: Vec<Chunk> = scan(self.file, slice).chunks.into_iter().map(shifted).collect();
        parse::chunks(self.run(&whole, 0), &chunks, slice, &mut |item| items.push(item))
            .then_some(items)
            .filter(|items| items.len() == chunks.len())
    }

    fn slice(&self) -> &str {
        self.text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    fn run<'w>(&self, whole: &'w Whole, at: usize) -> Run<'w> {
        let base = self.start as usize + at;
        Run { file: self.file, base, whole, from: base, to: self.end as usize }
    }
}

fn split(file: FileId, text: &Arc<str>) -> Option<Vec<Piece>> {
    let found = scan(file, text);
    if !found.findings.is_empty() || found.chunks.iter().any(|chunk| !chunk.closing.is_empty()) {
        return None;
    }
    let mut runs = Vec::new();
    let mut rest = found.chunks.as_slice();
    while let [first, ..] = rest {
        let holds = holds(text, first);
        let (mut count, mut end) = (1, first.end);
        for chunk in rest.iter().skip(1) {
            let near = chunk.start == end && chunk.end - first.start <= RUN_BYTES;
            if holds.is_none() || !near || self::holds(text, chunk) != holds {
                break;
            }
            count += 1;
            end = chunk.end;
        }
        rest = rest.get(count..)?;
        let number = |n: usize| u32::try_from(n).ok();
        let (start, end) = (number(first.start)?, number(end)?);
        // What is none of the two is read at once; for that it does not matter which of them it is.
        let text = Arc::clone(text);
        runs.push((Unread { file, text, start, end, holds: holds.unwrap_or(Holds::Sentences) }, holds));
    }
    drop(found);
    let mut pieces = Some(Vec::with_capacity(runs.len()));
    let read = |(run, holds): &(Unread, Option<Holds>)| match holds {
        Some(_) => Some(Vec::new()),
        None => run.items(),
    };
    in_turn(runs, true, &read, &mut |(run, holds), items| match (items, &mut pieces) {
        (Some(items), Some(pieces)) => {
            pieces.extend(items.into_iter().map(Piece::from));
            pieces.extend(holds.map(|_| Piece::Unread(run)));
        }
        (None, _) | (_, None) => pieces = None,
    });
    pieces
}

/// What a chunk holds, if that can wait.
fn holds(text: &str, chunk: &Chunk) -> Option<Holds> {
    static NOUNS: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| grammar::words("NOUN").into_iter().collect());
    static OTHERS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        ["IMPORT", "SECTION", "PROSE", "ASSERT", "REVIEWED"].into_iter().flat_map(grammar::words).collect()
    });
    let word = first_word(text.get(chunk.start..chunk.end).unwrap_or(""));
    if NOUNS.contains(word) {
        Some(Holds::Nouns)
    } else if OTHERS.contains(word) {
        None
    } else {
        Some(Holds::Sentences)
    }
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn only(mut items: Vec<Item>) -> Option<Item> {
    items.pop().filter(|_| items.is_empty())
}

fn noun(item: Item) -> Option<Noun> {
    if let Item::Noun(noun) = item { Some(noun) } else { None }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Piece, pieces};
    use crate::source::FileId;

    #[test]
    fn a_large_text_is_read_piece_by_piece() {
        let mut text = include_str!("../../benches/head.candor").to_owned();
        for number in 1000..1080 {
            text.push_str(&include_str!("../../benches/chapter.candor").replace('@', &number.to_string()));
        }
        let text: Arc<str> = text.into();
        let found = pieces(FileId(0), &text);
        assert!(found.findings.is_empty());
        let (mut nouns, mut sentences, mut items) = (0, 0, 0);
        for piece in &found.value {
            match piece {
                Piece::Item(_) => items += 1,
                Piece::Unread(unread) if unread.declares() => {
                    let whole = unread.nouns().expect("declarations");
                    let heads = unread.heads().expect("their heads");
                    nouns += whole.len();
                    let ids = |nouns: &[crate::syntax::ast::Noun]| -> Vec<String> {
                        nouns.iter().filter_map(|noun| Some(noun.id.as_ref()?.text.to_string())).collect()
                    };
                    assert_eq!(ids(&heads), ids(&whole));
                }
                Piece::Unread(unread) => sentences += unread.sentences().expect("sentences").len(),
            }
        }
        // What a chapter holds: 19 declarations, 17 sentences and a section.
        assert_eq!((nouns, sentences, items), (2 + 80 * 19, 80 * 17, 80));
    }
}
