//! Pest's tokens to the syntax tree.

mod clauses;
mod cursor;
mod nouns;
mod sentences;
mod terms;
mod texts;

use std::ops::Range;

use pest::Parser;
use pest::error::Error;

use super::ast::{Approval, Import, Item, Noun, Pin, Section};
use super::grammar::{CandorParser, Rule};
use super::scan::{Chunk, nests_too_deeply};
use crate::source::{FileId, Whole};
use cursor::Cursor;
use terms::tight;

pub(super) use cursor::Run;
pub(super) use texts::{numbered, unicode_escape};

/// Why a run of items does not parse.
pub(super) enum Broken {
    /// It is not in the grammar.
    Grammar(Box<Error<Rule>>),
    /// At this byte a second item begins on the line of the one before, a comma stands within a number, or a clause ends
    /// with its word.
    Glued(usize),
    /// This begins with a clause that is not indented below its item.
    Outdented(Range<usize>),
    /// The verb of this sentence does not stand on the line of those who do it.
    Parted(Range<usize>),
}

/// Reads a run of whole items.
pub(super) fn items(run: Run<'_>, text: &str, item: &mut dyn FnMut(Item)) -> Result<(), Broken> {
    let pairs = CandorParser::parse(Rule::file, text).map_err(|error| Broken::Grammar(Box::new(error)))?;
    let mut cursor = Cursor::new(pairs, text, run);
    cursor.enter();
    let mut items = Vec::new();
    cursor.items(&mut items, &mut |_| {});
    if let Some(glued) = cursor.glued() {
        return Err(Broken::Glued(glued));
    }
    if let Some(outdented) = cursor.outdented() {
        return Err(Broken::Outdented(outdented));
    }
    if let Some(parted) = cursor.parted() {
        return Err(Broken::Parted(parted));
    }
    items.into_iter().for_each(item);
    Ok(())
}

/// Reads several chunks that follow one another at once; false, and no item, if they
/// cannot be read, or if an item does not begin where a chunk does.
pub(super) fn chunks(run: Run<'_>, chunks: &[Chunk], text: &str, item: &mut dyn FnMut(Item)) -> bool {
    let Ok(pairs) = CandorParser::parse(Rule::file, text) else { return false };
    let mut cursor = Cursor::new(pairs, text, run);
    cursor.enter();
    let mut items = Vec::new();
    let mut chunks = chunks.iter().peekable();
    cursor.items(&mut items, &mut |start| {
        chunks.next_if(|chunk| chunk.start == run.base + start);
    });
    let sound = cursor.glued().is_none() && cursor.outdented().is_none() && cursor.parted().is_none();
    let whole = chunks.next().is_none() && sound;
    if whole {
        items.into_iter().for_each(item);
    }
    whole
}

/// The declaration that a text begins with, without its clauses and what stands in its braces.
pub(super) fn head(run: Run<'_>, text: &str) -> Option<Noun> {
    let pairs = CandorParser::parse(Rule::noun_head, text).ok()?;
    Cursor::new(pairs, text, run).head()
}

/// Whether all of a word is a name.
pub(super) fn is_name(word: &str) -> bool {
    let pairs = CandorParser::parse(Rule::name, word);
    pairs.is_ok_and(|pairs| pairs.as_str().len() == word.len())
}

/// The end of the sentence or declaration that `text` begins with, if it begins with one that can be read.
pub(crate) fn item_end(text: &str) -> Option<usize> {
    if nests_too_deeply(text) {
        return None;
    }
    [Rule::noun, Rule::sentence].into_iter().find_map(|rule| {
        let pairs = CandorParser::parse(rule, text).ok()?;
        let whole = Whole::new("".into());
        let mut cursor = Cursor::new(
            pairs,
            text,
            Run { file: FileId::default(), base: 0, whole: &whole, from: 0, to: text.len() },
        );
        cursor.skip();
        Some(cursor.end())
    })
}

impl Cursor<'_> {
    /// The items up to the end of what was begun last; `begins` learns where each begins.
    fn items(&mut self, items: &mut Vec<Item>, begins: &mut dyn FnMut(usize)) {
        // Where the item before ends, if another one may not follow it on its line.
        let mut before: Option<usize> = None;
        while let Some(rule) = self.peek() {
            let start = self.start();
            if rule == Rule::close || rule == Rule::EOI {
                return;
            }
            begins(start);
            if before.is_some_and(|end| !self.broken(end, start)) {
                self.glue(start);
            }
            items.extend(self.item(rule));
            before = Some(self.end()).filter(|_| !self.braced());
        }
    }

    fn item(&mut self, rule: Rule) -> Option<Item> {
        match rule {
            Rule::import => self.import().map(Item::Import),
            Rule::prose => self.prose().map(Item::Prose),
            Rule::section => self.section().map(Item::Section),
            Rule::noun => self.noun().map(Item::Noun),
            Rule::sentence => Some(Item::Sentence(self.sentence())),
            Rule::assertion => self.assertion().map(Item::Assertion),
            Rule::approval => self.approval().map(Item::Approval),
            _ => {
                self.skip();
                None
            }
        }
    }

    fn import(&mut self) -> Option<Import> {
        let start = self.enter();
        let mut path = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::string => path = Some(self.text()),
                _ => self.skip(),
            }
        }
        Some(Import { path: path?, span: self.span(start) })
    }

    fn approval(&mut self) -> Option<Approval> {
        let start = self.enter();
        let (mut date, mut by, mut pins) = (None, None, Vec::new());
        while let Some(rule) = self.inside() {
            match rule {
                Rule::date => date = Some(self.word()),
                Rule::string => by = Some(self.text()),
                Rule::pins => {
                    self.enter();
                    while let Some(rule) = self.inside() {
                        match rule {
                            Rule::pin => pins.extend(self.pin()),
                            _ => self.skip(),
                        }
                    }
                }
                _ => self.skip(),
            }
        }
        Some(Approval { date: date?, by: by?, pins: tight(pins), span: self.span(start) })
    }

    fn pin(&mut self) -> Option<Pin> {
        let start = self.enter();
        let (mut section, mut wording, mut facts) = (None, None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::pin_head => {
                    self.enter();
                    while let Some(rule) = self.inside() {
                        match rule {
                            Rule::name => section = Some(self.word()),
                            Rule::string if wording.is_none() => wording = Some(self.text()),
                            Rule::string => facts = Some(self.text()),
                            _ => self.skip(),
                        }
                    }
                }
                _ => self.skip(),
            }
        }
        Some(Pin { section: section?, wording: wording?, facts: facts?, span: self.span(start) })
    }

    fn prose(&mut self) -> Option<super::ast::Passage> {
        self.enter();
        let mut text = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::string | Rule::passage => text = Some(self.passage()),
                _ => self.skip(),
            }
        }
        text
    }

    fn section(&mut self) -> Option<Section> {
        let start = self.enter();
        let (mut id, mut title, mut clauses, mut items) = (None, None, Vec::new(), Vec::new());
        while let Some(rule) = self.inside() {
            match rule {
                Rule::name => id = Some(self.word()),
                Rule::string => title = Some(self.text()),
                Rule::open => {
                    self.skip();
                    self.items(&mut items, &mut |_| {});
                }
                Rule::SECTION | Rule::close => self.skip(),
                _ => clauses.extend(self.clause(rule)),
            }
        }
        let span = self.span(start);
        Some(Section { id: id?, title, clauses: tight(clauses), items: tight(items), span })
    }
}
