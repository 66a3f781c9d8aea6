//! Sections, and what stands in them.

use std::ops::Range;

use super::words::{ListWord, Topic};
use super::{Clause, ClauseKind, Statement};
use crate::source::{SharedStr, Span};

/// A heading and what stands under it.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its id; empty for the root.
    pub id: SharedStr,
    /// Its heading.
    pub title: Option<SharedStr>,
    /// The topic it adds to, if its id is one.
    pub topic: Option<Topic>,
    /// Its scope.
    pub clauses: Vec<Clause>,
    /// What stands in it, in source order.
    pub parts: Vec<Part>,
    /// Where.
    pub span: Span,
}

impl Part {
    pub(super) fn each_statement<'a>(&'a self, each: &mut dyn FnMut(&'a Statement)) {
        match self {
            Self::Statement(statement) => each(statement),
            Self::Section(section) => section.each_statement(each),
            Self::Prose(_) => {}
        }
    }
}

impl Section {
    pub(super) fn each_statement<'a>(&'a self, each: &mut dyn FnMut(&'a Statement)) {
        self.parts.iter().for_each(|part| part.each_statement(each));
    }

    /// The parts of it and of every section inside.
    #[must_use]
    pub fn sections(&self) -> Vec<&Section> {
        self.parts
            .iter()
            .filter_map(|part| if let Part::Section(section) = part { Some(section) } else { None })
            .collect()
    }
}

/// Something that stands in a section.
#[derive(Clone, Debug)]
pub enum Part {
    /// A statement.
    Statement(Statement),
    /// Markdown prose.
    Prose(Prose),
    /// A section inside.
    Section(Section),
}

/// Markdown prose.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The Markdown.
    pub text: SharedStr,
    /// Where.
    pub span: Span,
    /// How far behind its beginning each line of it stands; nothing, if that is not known.
    pub(crate) lines: Box<[u32]>,
}

impl Prose {
    /// Where a part of it stands, as far as that is in one line: given in bytes of the Markdown.
    pub(crate) fn place(&self, part: &Range<usize>) -> Span {
        let before = self.text.get(..part.start).unwrap_or_default();
        let begins = before.rfind('\n').map_or(0, |at| at + 1);
        let number = before.bytes().filter(|byte| *byte == b'\n').count();
        let Some(line) = self.lines.get(number) else { return self.span };
        let said = self.text.get(part.clone()).and_then(|said| said.lines().next()).unwrap_or_default();
        let start = self.span.start as usize + *line as usize + part.start - begins;
        Span::new(self.span.file, start, start + said.trim_end().len().max(1))
    }
}

impl Clause {
    /// Whether a clause of a section says for whom, where or when it holds.
    pub(crate) fn limits(&self) -> bool {
        match &self.kind {
            ClauseKind::List(ListWord::After, _)
            | ClauseKind::Saying(..)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => false,
            ClauseKind::List(..)
            | ClauseKind::Condition(..)
            | ClauseKind::Kept(..)
            | ClauseKind::Within(..)
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Basis(_) => true,
        }
    }
}
