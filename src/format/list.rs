//! Clauses, lists and conditions, which may be broken over several lines.

use unicode_width::UnicodeWidthStr;

use super::columns::{Cells, align};
use super::flat::{Element, elements, flat, operators, width};
use super::layout::{INDENT, Layout, WIDTH};
use crate::syntax::concrete::{Kind, Node};

/// How far into its line a list may begin for its lines to begin under its first term.
const HANG: usize = 24;

impl Layout<'_> {
    /// A clause; what it says begins at `column`, or after a space.
    pub(super) fn clause(&mut self, clause: Node<'_>, column: Option<usize>) {
        let keyword = clause.leaves().next().filter(|word| word.kind() != Kind::Word);
        let Some(keyword) = keyword.filter(|_| clause.kind() != Kind::Allow) else {
            return self.put(clause.leaves());
        };
        self.put([keyword]);
        self.lines.pad(column.unwrap_or(0));
        match clause.kind() {
            Kind::Listing => clause.part(Kind::List).into_iter().for_each(|list| self.list(list, 0)),
            Kind::Basis => self.list(clause, 0),
            Kind::Condition => {
                clause.part(Kind::Guarded).into_iter().for_each(|guarded| self.condition(guarded))
            }
            _ => {
                let rest = flat(self.text, clause.leaves().skip(1));
                self.lines.put(&rest);
            }
        }
    }

    /// Whether a list was broken by its author, or must be.
    ///
    /// Names fill their lines, so where they were broken says nothing.
    pub(super) fn list_is_broken(&self, list: Node<'_>) -> bool {
        let elements = elements(list);
        let plain = is_plain(&elements);
        let mut end = list.start();
        elements.iter().enumerate().any(|(at, element)| {
            let between = self.text.get(end..element.start()).unwrap_or("");
            end = element.term.end();
            let gap = self.trivia.before(element.start());
            at > 0 && (!gap.comments.is_empty() || gap.free || !plain && between.contains('\n'))
        })
    }

    /// A list, or the grounds of a basis: on one line if it fits and was not broken. Names
    /// alone fill lines; of anything else, each term has a line.
    pub(super) fn list(&mut self, list: Node<'_>, tail: usize) {
        let elements = elements(list);
        let all = elements.iter().flat_map(Element::leaves);
        let commas = elements.iter().filter(|element| element.comma).count();
        let room = WIDTH.saturating_sub(self.lines.column() + tail + commas);
        let broken = self.list_is_broken(list);
        if !broken && (elements.len() < 2 || width(self.text, all, room).is_some()) {
            let line = flat(self.text, list.leaves().filter(|leaf| leaf.kind() != Kind::Keyword));
            self.lines.put(&line);
        } else if !broken && is_plain(&elements) {
            self.fill(&elements, tail);
        } else {
            self.stack(&elements);
        }
    }

    /// Where the further lines of what begins here begin: here, or a little further in than the line.
    fn hang(&self) -> usize {
        let (column, indent) = (self.lines.column(), self.lines.indent());
        // Not as far in as a clause would be.
        if column <= indent + HANG { column } else { indent + 2 * INDENT }
    }

    /// As many names on each line as fit.
    fn fill(&mut self, elements: &[Element<'_>], tail: usize) {
        let start = self.hang();
        for (at, element) in elements.iter().enumerate() {
            let mut name = flat(self.text, element.leaves());
            let last = match elements.get(at + 1) {
                Some(next) => {
                    if next.comma {
                        name.push(',');
                    }
                    0
                }
                None => tail,
            };
            if at > 0 {
                if self.lines.column() + 1 + name.width() + last > WIDTH {
                    self.lines.end(start);
                } else {
                    self.lines.space();
                }
            }
            self.lines.put(&name);
        }
    }

    /// One term on each line, under the first.
    fn stack(&mut self, elements: &[Element<'_>]) {
        let first = self.lines.column();
        let start = self.hang();
        let cells: Vec<Vec<_>> = elements.iter().map(Element::cells).collect();
        let measured: Vec<Cells> = cells
            .iter()
            .map(|cells| {
                let wide = |leaves: &Vec<Node<'_>>| width(self.text, leaves.iter().copied(), WIDTH);
                cells.iter().map(|(slot, leaves)| (*slot, wide(leaves).unwrap_or(WIDTH))).collect()
            })
            .collect();
        // The first lines up with the others only if it begins where they do.
        let apart = usize::from(first != start);
        let (alone, together) = measured.split_at_checked(apart).unwrap_or_default();
        let columns = [align(first, alone), align(start, together)].concat();
        let group = self.lines.new_group();
        self.lines.group(group);
        for (at, ((element, cells), columns)) in elements.iter().zip(&cells).zip(&columns).enumerate() {
            if at > 0 {
                self.lines.end(start);
                self.gap(element.start(), start, true);
            }
            for (at, ((_, leaves), column)) in cells.iter().zip(columns).enumerate() {
                if at > 0 {
                    self.lines.pad(*column);
                }
                let cell = flat(self.text, leaves.iter().copied());
                self.lines.put(&cell);
            }
            if elements.get(at + 1).is_some_and(|next| next.comma) {
                self.lines.put(",");
            }
        }
    }

    /// Whether a condition was broken by its author, or must be.
    pub(super) fn condition_is_broken(&self, guarded: Node<'_>) -> bool {
        operators(guarded).into_iter().any(|operator| {
            let before = self.text.get(..operator.start()).unwrap_or("");
            self.trivia.has_comment(operator.start()) || before.trim_end_matches([' ', '\t']).ends_with('\n')
        })
    }

    /// A condition: on one line if it fits and was not broken, or a line for each of its parts.
    fn condition(&mut self, guarded: Node<'_>) {
        let operators = operators(guarded);
        let room = WIDTH.saturating_sub(self.lines.column());
        let fits = || width(self.text, guarded.leaves(), room).is_some();
        if operators.is_empty() || !self.condition_is_broken(guarded) && fits() {
            let line = flat(self.text, guarded.leaves());
            return self.lines.put(&line);
        }
        let start = self.hang();
        let mut operators = operators.iter().map(|operator| operator.start()).peekable();
        let mut leaves = guarded.leaves().peekable();
        while let Some(&first) = leaves.peek() {
            if operators.next_if_eq(&first.start()).is_some() {
                self.lines.end(start);
                self.gap(first.start(), start, false);
            }
            let next = operators.peek().copied().unwrap_or(usize::MAX);
            let part: Vec<Node<'_>> =
                std::iter::from_fn(|| leaves.next_if(|leaf| leaf.start() < next)).collect();
            let line = flat(self.text, part);
            self.lines.put(&line);
        }
    }
}

fn is_plain(elements: &[Element<'_>]) -> bool {
    elements.iter().all(Element::is_plain)
}
