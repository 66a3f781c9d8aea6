//! Items, and what stands in them, as lines.

use super::columns::{Cells, Slot, align};
use super::flat::{self, body_lines, flat, width};
use super::line::Lines;
use super::trivia::Trivia;
use crate::syntax::concrete::{Kind, Node};

/// How wide a line may be where it can be broken.
pub(super) const WIDTH: usize = 100;

/// How far what stands in braces is indented.
pub(super) const INDENT: usize = 4;

/// What is laid out, and what has come out.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) trivia: Trivia<'t>,
    pub(super) lines: Lines<'t>,
}

/// Something on a line of its own, with the clauses that go on with its line.
type Row<'n> = Vec<Node<'n>>;

/// How a row is laid out and lined up with its neighbours.
struct Shape<'t> {
    /// Whether it stands on one line.
    flat: bool,
    /// With whom it lines up.
    joins: Joins<'t>,
    cells: Cells,
}

#[derive(Clone, Copy, PartialEq)]
enum Joins<'t> {
    /// With rows of the same sort.
    Sort(&'t str),
    /// With nobody, though its neighbours may line up over it.
    Nobody,
    /// With nobody, and its neighbours neither.
    Breaks,
}

/// What lines up inside of braces.
const PROPERTY: Joins<'static> = Joins::Sort("");

impl<'t> Layout<'t> {
    /// Lays out rows, each from column `indent` on; `free` says whether lines may be free between them.
    pub(super) fn rows(&mut self, rows: &[Row<'_>], indent: usize, free: bool) {
        let shapes: Vec<Shape<'_>> = rows.iter().map(|row| self.shape(row, indent)).collect();
        let mut columns = self.columns(rows, &shapes, indent, free).into_iter();
        let group = self.lines.new_group();
        for (row, shape) in rows.iter().zip(&shapes) {
            let Some(first) = row.first() else { continue };
            let columns = columns.next().unwrap_or_default();
            self.lines.end(indent);
            self.lines.group(group);
            self.gap(first.start(), indent, free);
            self.row(row, shape, &columns, indent);
        }
    }

    /// The columns of the cells of each row.
    fn columns(&self, rows: &[Row<'_>], shapes: &[Shape<'_>], indent: usize, free: bool) -> Vec<Vec<usize>> {
        let mut columns = Vec::with_capacity(rows.len());
        let mut run: Vec<Cells> = Vec::new();
        let mut sort = None;
        for (row, shape) in rows.iter().zip(shapes) {
            let start = row.first().map_or(0, |first| first.start());
            let apart = free && self.trivia.before(start).has_free_line();
            let other = match shape.joins {
                Joins::Nobody => false,
                Joins::Sort(_) | Joins::Breaks => sort.is_some_and(|sort| sort != shape.joins),
            };
            if apart || other || shape.joins == Joins::Breaks {
                columns.extend(align(indent, &run));
                run.clear();
                sort = None;
            }
            run.push(shape.cells.clone());
            if shape.joins != Joins::Nobody {
                sort = Some(shape.joins);
            }
        }
        columns.extend(align(indent, &run));
        columns
    }

    fn shape(&self, row: &Row<'_>, indent: usize) -> Shape<'t> {
        let Some(&first) = row.first() else {
            return Shape { flat: true, joins: Joins::Nobody, cells: Cells::new() };
        };
        let flat = self.is_flat(row, indent);
        let keyword = first.leaves().next();
        let (joins, cells) = match first.kind() {
            Kind::Noun => {
                let sort = keyword.and_then(|word| self.text.get(word.start()..word.end()));
                (Joins::Sort(sort.unwrap_or("")), self.measured(&noun_cells(first, flat)))
            }
            Kind::Entry => {
                let list = first.part(Kind::EntryHead).and_then(|head| head.part(Kind::List));
                let cells = self.measured(&entry_parts(row, flat));
                match list {
                    Some(list) if flat::elements(list).len() > 1 => (PROPERTY, first_two(cells)),
                    // A word alone lines up with nothing.
                    None if cells.iter().all(|(slot, _)| *slot != Slot::Kinds) => {
                        (Joins::Nobody, Cells::new())
                    }
                    Some(_) | None => (PROPERTY, cells),
                }
            }
            Kind::Condition | Kind::Listing | Kind::Basis | Kind::Saying | Kind::Measure
                if keyword.is_some_and(|word| word.kind() != Kind::Word) =>
            {
                let word = self.width_of(keyword);
                (PROPERTY, vec![(Slot::Word, word), (Slot::Value, 0)])
            }
            Kind::Import | Kind::Section | Kind::Prose | Kind::Assertion | Kind::Sentence => {
                (Joins::Breaks, Cells::new())
            }
            _ => (Joins::Nobody, Cells::new()),
        };
        let body = row.iter().flat_map(|node| node.parts()).find(|part| is_body(part.kind()));
        if !flat && body.is_some_and(|body| self.is_full(body)) {
            return Shape { flat, joins: Joins::Breaks, cells: Cells::new() };
        }
        Shape { flat, joins, cells }
    }

    /// Whether a row can stand, and was meant to stand, on one line.
    fn is_flat(&self, row: &Row<'_>, indent: usize) -> bool {
        let Some(first) = row.first() else { return true };
        let all = || row.iter().flat_map(|node| node.leaves());
        match first.kind() {
            Kind::Import | Kind::Prose => true,
            Kind::Section => false,
            Kind::Noun | Kind::Sentence | Kind::Assertion => {
                let can_break = first
                    .parts()
                    .any(|part| part.kind().is_clause() || is_body(part.kind()) && self.is_full(part));
                !self.is_broken(*first)
                    && (!can_break || width(self.text, all(), WIDTH.saturating_sub(indent)).is_some())
            }
            _ => {
                let can_break = row
                    .iter()
                    .flat_map(|node| node.parts())
                    .any(|part| is_body(part.kind()) && self.is_full(part));
                !row.iter().any(|node| self.is_broken(*node))
                    && (!can_break || width(self.text, all(), WIDTH.saturating_sub(indent)).is_some())
            }
        }
    }

    /// Whether the author broke a line in a node where it may be broken, or something forces it.
    pub(super) fn is_broken(&self, node: Node<'_>) -> bool {
        let kind = node.kind();
        let mut end = node.start();
        for part in node.parts() {
            let between = self.text.get(end..part.start()).unwrap_or("");
            end = part.end();
            let broken = match part.kind() {
                // The clauses of a declaration or a sentence; in braces each has its line anyway.
                part_kind if part_kind.is_clause() && !is_body(kind) => {
                    between.contains('\n') || self.trivia.has_comment(part.start()) || self.is_broken(part)
                }
                Kind::Body | Kind::SentenceBody => {
                    let inside = || self.trivia.has_comment_in(part.start(), part.end());
                    self.is_full(part) && (self.has_line_end(part) || inside())
                }
                Kind::Predicate | Kind::EntryHead => self.is_broken(part),
                Kind::List if kind != Kind::Ground => self.list_is_broken(part),
                Kind::Ground if kind == Kind::Basis => self.list_is_broken(node),
                Kind::Guarded if kind == Kind::Condition => self.condition_is_broken(part),
                Kind::Passage => self.has_line_end(part),
                _ => false,
            };
            if broken {
                return true;
            }
        }
        false
    }

    fn has_line_end(&self, node: Node<'_>) -> bool {
        self.text.get(node.start()..node.end()).is_some_and(|text| text.contains('\n'))
    }

    /// Comments and a free line before what begins at byte `start` and at column `indent`.
    pub(super) fn gap(&mut self, start: usize, indent: usize, free: bool) {
        self.comments(start, indent, free);
        if free && self.trivia.before(start).free {
            self.lines.free();
        }
    }

    /// The comments before what begins at byte `start`.
    pub(super) fn comments(&mut self, start: usize, indent: usize, free: bool) {
        for comment in &self.trivia.before(start).comments {
            if !comment.alone {
                self.lines.comment(comment.text);
                continue;
            }
            if free && comment.free {
                self.lines.free();
            }
            self.lines.put(comment.text);
            self.lines.end(indent);
        }
    }

    fn row(&mut self, row: &Row<'_>, shape: &Shape<'_>, columns: &[usize], indent: usize) {
        let Some(&first) = row.first() else { return };
        match first.kind() {
            Kind::Section => self.section(first, indent),
            Kind::Noun => self.noun(first, shape, columns, indent),
            Kind::Sentence => self.sentence(first, shape.flat, indent),
            Kind::Assertion => self.assertion(first, shape.flat, indent),
            Kind::Entry => self.entry(row, shape, columns, indent),
            Kind::Promise => self.promise(row, shape.flat, indent),
            kind if kind.is_clause() => {
                self.clause(first, columns.get(1).copied());
                self.attached(row.get(1..).unwrap_or(&[]));
            }
            _ => self.put(first.leaves()),
        }
    }

    /// Adds leaves to the line, after a space.
    pub(super) fn put<'n>(&mut self, leaves: impl IntoIterator<Item = Node<'n>>) {
        let text = flat(self.text, leaves);
        if !text.is_empty() {
            self.lines.space();
            self.lines.put(&text);
        }
    }

    fn section(&mut self, section: Node<'_>, indent: usize) {
        let clauses = self.clauses(section);
        let items: Vec<Row<'_>> =
            section.parts().filter(|part| is_item(part.kind())).map(|item| vec![item]).collect();
        let head = || section.parts().take_while(|part| part.kind() != Kind::Open).flat_map(Node::leaves);
        let room = WIDTH.saturating_sub(indent + 2);
        if clauses.is_empty() || !self.is_broken(section) && width(self.text, head(), room).is_some() {
            self.put(head());
        } else {
            self.put(section.parts().take_while(|part| !part.kind().is_clause()).flat_map(Node::leaves));
            // Further in than the items, which follow at once.
            self.rows(&clauses, indent + 2 * INDENT, false);
        }
        self.braces(section, &items, indent);
    }

    /// What stands in braces, each row on its line.
    fn braces(&mut self, node: Node<'_>, rows: &[Row<'_>], indent: usize) {
        let close = node.parts().last().map_or(0, |close| close.start());
        self.lines.space();
        if rows.is_empty() && !self.trivia.has_comment(close) {
            self.lines.put("{}");
            return;
        }
        let inner = indent + INDENT;
        self.lines.put("{");
        self.end_alone(inner);
        self.lines.open();
        self.rows(rows, inner, true);
        self.lines.end(inner);
        self.comments(close, inner, true);
        self.lines.end(indent);
        self.lines.put("}");
        let group = self.lines.new_group();
        self.lines.group(group);
    }

    /// Ends a line whose comment lines up with no other.
    fn end_alone(&mut self, indent: usize) {
        let group = self.lines.new_group();
        self.lines.group(group);
        self.lines.end(indent);
    }

    fn noun(&mut self, noun: Node<'_>, shape: &Shape<'_>, columns: &[usize], indent: usize) {
        self.cells(&noun_cells(noun, shape.flat), columns);
        if !shape.flat {
            self.clauses_and_braces(noun, noun.part(Kind::Body), indent);
        }
    }

    /// The clauses and braces after the head of what does not stand on one line.
    fn clauses_and_braces(&mut self, node: Node<'_>, body: Option<Node<'_>>, indent: usize) {
        let clauses = self.clauses(node);
        let Some(body) = body else {
            return self.rows(&clauses, indent + INDENT, false);
        };
        let in_body = match body.kind() {
            Kind::Body => body_lines(self.text, body),
            _ => self.clauses(body),
        };
        let leaves = || clauses.iter().flatten().flat_map(|clause| clause.leaves());
        let room = WIDTH.saturating_sub(self.lines.column() + 3);
        let in_line = !clauses.iter().flatten().any(|clause| self.clause_breaks(node, *clause))
            && width(self.text, leaves(), room).is_some();
        if in_line {
            self.put(leaves());
            self.braces(body, &in_body, indent);
        } else if runs_on(self.text, &clauses, &in_body) {
            self.rows(&clauses, indent + 2 * INDENT, false);
            self.braces(body, &in_body, indent);
        } else {
            // In the braces they say the same.
            let rows: Vec<Row<'_>> = clauses.into_iter().chain(in_body).collect();
            self.braces(body, &rows, indent);
        }
    }

    /// Whether a clause in the head of a node was put on a line of its own, or has several lines.
    fn clause_breaks(&self, node: Node<'_>, clause: Node<'_>) -> bool {
        let before = node.parts().take_while(|part| part.start() < clause.start()).last();
        let between = before.and_then(|before| self.text.get(before.end()..clause.start()));
        between.is_some_and(|between| between.contains('\n'))
            || self.trivia.has_comment(clause.start())
            || self.is_broken(clause)
    }

    fn sentence(&mut self, sentence: Node<'_>, is_flat: bool, indent: usize) {
        if is_flat {
            let body = sentence.part(Kind::SentenceBody);
            let clauses = sentence.parts().filter(|part| part.kind().is_clause());
            let rest = clauses.chain(body);
            let rest: Vec<Node<'_>> = rest.flat_map(Node::leaves).collect();
            let tail = if rest.is_empty() { 0 } else { 1 + self.width_of(rest.iter().copied()) };
            self.head(sentence, tail);
            return self.put(rest);
        }
        let body = sentence.part(Kind::SentenceBody);
        self.head(sentence, if body.is_some() { 2 } else { 0 });
        self.clauses_and_braces(sentence, body, indent);
    }

    /// Who does what to what; `tail` is how wide what follows on the line is.
    fn head(&mut self, node: Node<'_>, tail: usize) {
        for part in node.parts() {
            match part.kind() {
                Kind::Predicate => self.predicate(part, tail),
                kind if kind.is_clause() || is_body(kind) => return,
                _ => self.put(part.leaves()),
            }
        }
    }

    fn predicate(&mut self, predicate: Node<'_>, tail: usize) {
        self.put(predicate.parts().take_while(|part| part.kind() != Kind::List).flat_map(Node::leaves));
        if let Some(list) = predicate.part(Kind::List) {
            self.lines.space();
            self.list(list, tail);
        }
    }

    fn assertion(&mut self, assertion: Node<'_>, is_flat: bool, indent: usize) {
        let inner = indent + INDENT;
        let mut after_clause = false;
        for part in assertion.parts() {
            let kind = part.kind();
            if !is_flat && (kind.is_clause() || after_clause && kind == Kind::Word) {
                self.lines.end(inner);
                self.gap(part.start(), inner, false);
            }
            after_clause |= kind.is_clause();
            match kind {
                Kind::Predicate => self.predicate(part, 0),
                Kind::List => {
                    self.lines.space();
                    self.list(part, 0);
                }
                kind if kind.is_clause() => self.clause(part, None),
                _ => self.put(part.leaves()),
            }
        }
    }

    fn promise(&mut self, row: &Row<'_>, is_flat: bool, indent: usize) {
        let Some((&promise, attached)) = row.split_first() else { return };
        let body = promise.part(Kind::SentenceBody);
        let rest: Vec<Node<'_>> = match body {
            Some(body) if is_flat => body.leaves().collect(),
            Some(_) | None => Vec::new(),
        };
        let open = if body.is_some() && !is_flat { 2 } else { 0 };
        let rest_width = if rest.is_empty() { open } else { 1 + self.width_of(rest.iter().copied()) };
        self.head(promise, rest_width + self.attached_width(attached));
        match body {
            Some(body) if !is_flat => {
                let clauses = self.clauses(body);
                self.braces(body, &clauses, indent);
            }
            Some(_) | None => self.put(rest),
        }
        self.attached(attached);
    }

    fn entry(&mut self, row: &Row<'_>, shape: &Shape<'_>, columns: &[usize], indent: usize) {
        let Some((&entry, attached)) = row.split_first() else { return };
        let body = entry.part(Kind::Body);
        // Whatever is on one line with its braces stays so; else a list may still be broken.
        let whole = shape.flat && body.is_some_and(|body| self.is_full(body));
        let list = entry.part(Kind::EntryHead).and_then(|head| head.part(Kind::List));
        match list.filter(|list| !whole && flat::elements(*list).len() > 1) {
            Some(list) => {
                self.put(entry.leaves().take(1));
                self.lines.pad(columns.get(1).copied().unwrap_or(0));
                let braces = if body.is_some() { 2 } else { 0 };
                self.list(list, braces + self.attached_width(attached));
            }
            None => {
                self.cells(&entry_parts(row, shape.flat), columns);
                if shape.flat {
                    return;
                }
            }
        }
        match body {
            Some(body) if self.is_full(body) => self.braces(body, &body_lines(self.text, body), indent),
            Some(body) => self.put(body.leaves()),
            None => {}
        }
        self.attached(attached);
    }

    /// Clauses that go on with a line.
    fn attached(&mut self, clauses: &[Node<'_>]) {
        for clause in clauses {
            self.clause(*clause, None);
        }
    }

    fn attached_width(&self, clauses: &[Node<'_>]) -> usize {
        clauses.iter().map(|clause| 1 + self.width_of(clause.leaves())).sum()
    }

    fn width_of<'n>(&self, leaves: impl IntoIterator<Item = Node<'n>>) -> usize {
        width(self.text, leaves, WIDTH).unwrap_or(WIDTH)
    }

    /// Adds cells, each at its column.
    fn cells(&mut self, cells: &[Cell<'_>], columns: &[usize]) {
        for (at, (_, leaves)) in cells.iter().enumerate() {
            if !self.lines.is_empty() {
                self.lines.pad(columns.get(at).copied().unwrap_or(0));
            }
            let cell = flat(self.text, leaves.iter().copied());
            self.lines.put(&cell);
        }
    }

    fn measured(&self, cells: &[Cell<'_>]) -> Cells {
        cells.iter().map(|(slot, leaves)| (*slot, self.width_of(leaves.iter().copied()))).collect()
    }

    /// The clauses of a node, each with a line of its own.
    ///
    /// Only "for 24 months after …" is one thing, and two clauses.
    fn clauses<'n>(&self, node: Node<'n>) -> Vec<Row<'n>> {
        let mut rows: Vec<Row<'n>> = Vec::new();
        for clause in node.parts().filter(|part| part.kind().is_clause()) {
            let word = |node: Node<'_>| {
                node.leaves().next().and_then(|word| self.text.get(word.start()..word.end()))
            };
            match rows.last_mut().map(Vec::as_mut_slice) {
                Some([before])
                    if word(clause) == Some("after")
                        && word(*before) == Some("for")
                        && before.leaves().nth(1).is_some_and(|number| self.is_number(number))
                        && !self.trivia.has_comment(clause.start()) =>
                {
                    rows.last_mut().into_iter().for_each(|row| row.push(clause));
                }
                Some(_) | None => rows.push(vec![clause]),
            }
        }
        rows
    }

    fn is_number(&self, leaf: Node<'_>) -> bool {
        self.text.get(leaf.start()..).is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether anything stands between braces.
    fn is_full(&self, body: Node<'_>) -> bool {
        body.parts().count() > 2
            || body.parts().last().is_some_and(|close| self.trivia.has_comment(close.start()))
    }
}

/// A cell: what it is, and its leaves.
type Cell<'n> = (Slot, Vec<Node<'n>>);

/// A declaration's cells; without the last, if that is not on the line.
fn noun_cells<'n>(noun: Node<'n>, is_flat: bool) -> Vec<Cell<'n>> {
    let mut cells: Vec<Cell<'n>> = Vec::new();
    for part in noun.parts() {
        let slot = match part.kind() {
            Kind::Keyword | Kind::Word => Slot::Word,
            Kind::Text => Slot::Value,
            Kind::Kinds => Slot::Kinds,
            Kind::Qualifier => Slot::Rest,
            _ if is_flat => Slot::Rest,
            _ => break,
        };
        add(&mut cells, slot, part.leaves());
    }
    cells
}

/// The cells of a property or an item whose list has one term at most; without clauses and
/// braces, if those are not on the line.
fn entry_parts<'n>(row: &Row<'n>, is_flat: bool) -> Vec<Cell<'n>> {
    let mut cells: Vec<Cell<'n>> = Vec::new();
    let Some((entry, attached)) = row.split_first() else { return cells };
    let mut slot = Slot::Word;
    for node in entry.part(Kind::EntryHead).into_iter().flat_map(Node::all) {
        slot = match node.kind() {
            Kind::List => Slot::Value,
            Kind::Kinds => Slot::Kinds,
            Kind::Qualifier => Slot::Rest,
            _ => slot,
        };
        if node.kind().is_leaf() {
            add(&mut cells, slot, [node]);
        }
    }
    if is_flat {
        let rest = entry.part(Kind::Body).into_iter().chain(attached.iter().copied());
        add(&mut cells, Slot::Rest, rest.flat_map(Node::leaves));
    }
    cells
}

fn add<'n>(cells: &mut Vec<Cell<'n>>, slot: Slot, leaves: impl IntoIterator<Item = Node<'n>>) {
    let mut leaves = leaves.into_iter().peekable();
    if leaves.peek().is_none() {
        return;
    }
    match cells.last_mut() {
        Some((known, known_leaves)) if *known == slot => known_leaves.extend(leaves),
        Some(_) | None => cells.push((slot, leaves.collect())),
    }
}

/// Whether the first clause in braces would go on with the last one before them, if the brace
/// did not stand between: `if a { unless b }` has two conditions, `if a unless b` has one.
fn runs_on(text: &str, before: &[Row<'_>], within: &[Row<'_>]) -> bool {
    let Some(last) = before.last().and_then(|row| row.first()) else { return false };
    let Some(first) = within.first().and_then(|row| row.first()) else { return false };
    let word = first.leaves().next().and_then(|word| text.get(word.start()..word.end()));
    match last.kind() {
        Kind::Condition => first.kind() == Kind::Condition || word == Some("of"),
        Kind::Measure => matches!(word, Some("of" | "after" | "if")),
        _ => false,
    }
}

/// What lines up of a property whose list may be broken.
fn first_two(mut cells: Cells) -> Cells {
    cells.truncate(2);
    cells
}

fn is_body(kind: Kind) -> bool {
    matches!(kind, Kind::Body | Kind::SentenceBody)
}

fn is_item(kind: Kind) -> bool {
    matches!(kind, Kind::Import | Kind::Section | Kind::Prose | Kind::Assertion | Kind::Noun | Kind::Sentence)
}
