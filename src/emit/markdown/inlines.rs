//! Running text as Markdown that reads back as exactly the same characters.
//!
//! Strong text is `**` and emphasis `_`, so that two marks side by side never
//! run together. Neither is nested in itself, and white space at their edges is
//! moved outside. Whether a mark opens or closes depends on the characters next
//! to it; where those would not do, the neighbour is written as a character
//! reference, which counts as punctuation.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Write as _;

use super::visible;
use crate::document::{Href, Inline};

/// Where running text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Heading,
    Cell,
}

/// Writes running text from the current column on; later lines begin with `prefix`.
pub(super) fn inlines(out: &mut String, prefix: &str, content: &[Inline], place: Place) {
    let mut nodes = Vec::new();
    gather(content, Within { cell: place == Place::Cell, ..Within::default() }, &mut nodes);
    // A break at an edge shows nothing, and a `\` there would.
    trim_breaks(&mut nodes);

    let line = out.len();
    let dollars = content.iter().any(has_dollar_code);
    let mut writer = Writer { dollars, out, prefix, place, line, fresh: true, label: false, bound: false };
    writer.nodes(&nodes);
    writer.end_line();
}

/// Whether a character shows.
pub(super) fn shows(c: char) -> bool {
    !matches!(c, '\r' | '\n')
}

fn has_dollar_code(inline: &Inline) -> bool {
    match inline {
        Inline::Code(text) => text.contains('$'),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { label: inner, .. } => {
            inner.iter().any(has_dollar_code)
        }
        Inline::Text(_) | Inline::Break => false,
    }
}

/// Running text in a form that Markdown has a way to write.
enum Node<'a> {
    /// Never empty, never beside another, without line ends.
    Text(Cow<'a, str>),
    /// Likewise.
    Code(Cow<'a, str>),
    /// Never empty, never beside or within another, and no white space at its edges.
    Strong(VecDeque<Node<'a>>),
    /// Likewise.
    Emphasis(VecDeque<Node<'a>>),
    /// Never within another.
    Link(&'a Href, Vec<Node<'a>>),
    Break,
}

#[derive(Clone, Copy, Default)]
struct Within {
    cell: bool,
    strong: bool,
    emphasis: bool,
    link: bool,
}

fn gather<'a>(content: &'a [Inline], within: Within, out: &mut Vec<Node<'a>>) {
    for inline in content {
        match inline {
            Inline::Text(text) => lines(text, Node::Text, out),
            // Readers disagree on what `\|` within code in a table is, and code does not
            // keep `[…]:` at the start of a line from being a definition.
            Inline::Code(text)
                if (within.cell && text.contains('\\')) || (within.link && text.contains(']')) =>
            {
                lines(text, Node::Text, out);
            }
            Inline::Code(text) => lines(text, Node::Code, out),
            Inline::Strong(inner) if !within.strong => {
                let mut nodes = Vec::new();
                gather(inner, Within { strong: true, ..within }, &mut nodes);
                wrap(nodes, Node::Strong, out);
            }
            Inline::Emphasis(inner) if !within.emphasis => {
                let mut nodes = Vec::new();
                gather(inner, Within { emphasis: true, ..within }, &mut nodes);
                wrap(nodes, Node::Emphasis, out);
            }
            Inline::Link { href, label } if !within.link => {
                let mut nodes = Vec::new();
                gather(label, Within { link: true, ..within }, &mut nodes);
                let (before, after) = trim_breaks(&mut nodes);
                out.extend(std::iter::repeat_with(|| Node::Break).take(before));
                out.push(Node::Link(href, nodes));
                out.extend(std::iter::repeat_with(|| Node::Break).take(after));
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { label: inner, .. } => {
                gather(inner, within, out);
            }
            Inline::Break => out.push(Node::Break),
        }
    }
}

fn lines<'a>(text: &'a str, node: fn(Cow<'a, str>) -> Node<'a>, out: &mut Vec<Node<'a>>) {
    let mut each = |index: usize, line: Cow<'a, str>| {
        if index > 0 {
            out.push(Node::Break);
        }
        add(node(line), out);
    };
    match visible(text) {
        Cow::Borrowed(text) => text.split('\n').enumerate().for_each(|(at, line)| each(at, line.into())),
        Cow::Owned(text) => {
            text.split('\n').enumerate().for_each(|(at, line)| each(at, line.to_owned().into()))
        }
    }
}

fn add<'a>(node: Node<'a>, out: &mut Vec<Node<'a>>) {
    match (out.last_mut(), node) {
        (_, Node::Text(text) | Node::Code(text)) if text.is_empty() => {}
        (Some(Node::Text(before)), Node::Text(text)) | (Some(Node::Code(before)), Node::Code(text)) => {
            before.to_mut().push_str(&text);
        }
        (Some(Node::Strong(before)), Node::Strong(nodes))
        | (Some(Node::Emphasis(before)), Node::Emphasis(nodes)) => join(before, nodes),
        (_, node) => out.push(node),
    }
}

/// Takes the breaks off both ends, and says how many there were.
fn trim_breaks(nodes: &mut Vec<Node<'_>>) -> (usize, usize) {
    let all = nodes.len();
    while nodes.pop_if(|node| matches!(node, Node::Break)).is_some() {}
    let after = all - nodes.len();
    let before = nodes.iter().take_while(|node| matches!(node, Node::Break)).count();
    nodes.drain(..before);
    (before, after)
}

/// Appends `nodes` to `before`; only the two at the seam can need joining.
fn join<'a>(before: &mut VecDeque<Node<'a>>, mut nodes: VecDeque<Node<'a>>) {
    let mut seam: Vec<_> = before.pop_back().into_iter().collect();
    if let Some(node) = nodes.pop_front() {
        add(node, &mut seam);
    }
    before.extend(seam);
    before.append(&mut nodes);
}

/// Wraps the nodes in a mark, with the white space at their edges moved outside.
fn wrap<'a>(nodes: Vec<Node<'a>>, mark: fn(VecDeque<Node<'a>>) -> Node<'a>, out: &mut Vec<Node<'a>>) {
    let mut inside = VecDeque::from(nodes);
    while let Some(node) = inside.pop_front() {
        match node {
            Node::Break => out.push(Node::Break),
            Node::Text(text) => {
                let kept = text.trim_start();
                let (space, _) = text.split_at(text.len() - kept.len());
                add(Node::Text(space.to_owned().into()), out);
                if !kept.is_empty() {
                    inside.push_front(Node::Text(kept.to_owned().into()));
                    break;
                }
            }
            node @ (Node::Code(_) | Node::Strong(_) | Node::Emphasis(_) | Node::Link(..)) => {
                inside.push_front(node);
                break;
            }
        }
    }
    let mut after = Vec::new();
    while let Some(node) = inside.pop_back() {
        match node {
            Node::Break => after.push(Node::Break),
            Node::Text(text) => {
                let kept = text.trim_end();
                let (_, space) = text.split_at(kept.len());
                after.push(Node::Text(space.to_owned().into()));
                if !kept.is_empty() {
                    inside.push_back(Node::Text(kept.to_owned().into()));
                    break;
                }
            }
            node @ (Node::Code(_) | Node::Strong(_) | Node::Emphasis(_) | Node::Link(..)) => {
                inside.push_back(node);
                break;
            }
        }
    }
    if !inside.is_empty() {
        add(mark(inside), out);
    }
    for node in after.into_iter().rev() {
        add(node, out);
    }
}

struct Writer<'a> {
    out: &'a mut String,
    prefix: &'a str,
    place: Place,
    /// Where the current line's text begins in `out`.
    line: usize,
    /// Nothing stands on the line yet.
    fresh: bool,
    /// Within the label of a link, where nothing becomes a link by itself.
    label: bool,
    /// There is code with a `$` in it, which could close a formula.
    dollars: bool,
    /// The next character must be white space or punctuation, for the mark before it to close.
    bound: bool,
}

impl Writer<'_> {
    fn nodes<'n, 'h: 'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node<'h>>) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Code(text) => self.code(text),
                Node::Strong(inner) => self.marked("**", inner),
                Node::Emphasis(inner) => self.marked("_", inner),
                Node::Link(href, label) => self.link(href, label),
                Node::Break => self.line_break(),
            }
        }
    }

    fn line_break(&mut self) {
        self.end_line();
        self.bound = false;
        match self.place {
            Place::Paragraph => {
                self.out.push_str("\\\n");
                self.out.push_str(self.prefix);
                self.fresh = true;
            }
            // A row is one line.
            Place::Cell => {
                self.out.push_str("<br>");
                self.fresh = true;
            }
            Place::Heading => self.out.push(' '),
        }
        self.line = self.out.len();
    }

    /// White space at the end of a line would be dropped, or make a break; braces
    /// at the end of a heading are attributes to some readers.
    fn end_line(&mut self) {
        let attributes = |c: char| c == '}' && self.place == Place::Heading;
        if self.last().is_some_and(|c| c.is_whitespace() || attributes(c)) {
            self.refer_last();
        }
    }

    fn marked(&mut self, mark: &str, inner: &VecDeque<Node<'_>>) {
        // `_` opens and closes at word boundaries only; `**` also beside a word,
        // unless there is punctuation on its other side.
        let at_boundary = mark == "_";
        let opens_word = match inner.front() {
            // A single letter may yet become a reference for a mark after it.
            Some(Node::Text(text)) => {
                text.starts_with(is_word) && (inner.len() == 1 || text.chars().nth(1).is_some())
            }
            _ => false,
        };
        if (at_boundary || !opens_word) && self.last().is_some_and(|c| !is_boundary(c)) {
            self.refer_last();
        }
        self.raw(mark);
        self.nodes(inner);
        self.bound = at_boundary || !self.last().is_some_and(is_word);
        self.out.push_str(mark);
    }

    fn link(&mut self, href: &Href, label: &[Node<'_>]) {
        // `!` would make it an image.
        if self.last() == Some('!') {
            self.refer_last();
        }
        self.raw("[");
        self.label = true;
        self.nodes(label);
        self.label = false;
        self.raw("](");
        let mut rest = href.as_str().chars();
        while let Some(c) = rest.next() {
            let special = matches!(c, '\\' | '(' | ')' | '<' | '>' | '`' | '|' | '{' | '}' | '$');
            if special || (c == '&' && is_reference(rest.as_str())) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.out.push(')');
    }

    fn code(&mut self, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let spaced = text.starts_with(' ') && text.ends_with(' ') && !text.trim_matches(' ').is_empty();
        let pad = if spaced || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.raw(&fence);
        self.out.push_str(pad);
        if self.place == Place::Cell {
            self.out.push_str(&text.replace('|', "\\|"));
        } else {
            self.out.push_str(text);
        }
        self.out.push_str(pad);
        self.out.push_str(&fence);
    }

    fn text(&mut self, text: &str) {
        let mut rest = text.chars();
        loop {
            if !self.fresh && !self.bound {
                // Most of a text is letters, which mean nothing but themselves.
                let plain = rest.as_str().bytes().take_while(|byte| is_plain(*byte)).count();
                let (run, after) = rest.as_str().split_at_checked(plain).unwrap_or_default();
                self.out.push_str(run);
                rest = after.chars();
            }
            let Some(c) = rest.next() else { break };
            let fresh = std::mem::replace(&mut self.fresh, false);
            let bound = std::mem::replace(&mut self.bound, false);
            if (fresh && c.is_whitespace()) || (bound && !is_boundary(c)) {
                self.refer(c);
            } else if c == '|' && self.place == Place::Cell && self.last() == Some('\\') {
                // Readers disagree on how many backslashes a pipe needs after a backslash.
                self.refer(c);
            } else {
                if (fresh && self.begins_block(c, rest.as_str())) || self.is_markup(c, rest.as_str()) {
                    self.out.push('\\');
                }
                self.out.push(c);
            }
        }
    }

    /// Whether `c`, first on its line, would begin a heading, list, quote, table or rule.
    fn begins_block(&self, c: char, rest: &str) -> bool {
        self.place == Place::Paragraph
            && match c {
                '#' | '>' | '=' | '|' | ':' => true,
                '-' | '+' => !rest.starts_with(is_word),
                _ => false,
            }
    }

    /// Whether `c`, followed by `rest` of its text, would read as markup here.
    fn is_markup(&self, c: char, rest: &str) -> bool {
        let last = self.last();
        let next = rest.chars().next();
        match c {
            '\\' | '`' | '*' | '[' | '~' | '^' => true,
            // A word may have `_` within; the last letter could still become a reference.
            '_' => !(last.is_some_and(is_word) && rest.chars().take(2).filter(|&c| is_word(c)).count() == 2),
            ']' => self.label,
            // A tag, or an address in angle brackets, which may begin with most characters.
            '<' => !next.is_some_and(char::is_whitespace),
            '&' => is_reference(rest),
            '|' => self.place == Place::Cell,
            // An amount of money cannot close a formula, as it has white space before it.
            '$' => {
                let amount = next.is_some_and(|next| next.is_ascii_digit());
                self.dollars || !(amount && last.is_none_or(char::is_whitespace))
            }
            '#' => {
                self.place == Place::Heading && last.is_none_or(|last| last.is_whitespace() || last == '#')
            }
            // What site generators take for a template.
            '{' | '%' => last == Some('{'),
            // What GitHub turns into links unasked.
            ':' => !self.label && (rest.starts_with("//") || self.follows("mailto") || self.follows("xmpp")),
            '@' => {
                let address = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
                !self.label && last.is_some_and(address) && next.is_some_and(address)
            }
            '.' => (!self.label && self.follows("www")) || self.ends_list_number(next),
            ')' => self.ends_list_number(next),
            _ => false,
        }
    }

    fn ends_list_number(&self, next: Option<char>) -> bool {
        let line = self.out.get(self.line..).unwrap_or_default();
        self.place == Place::Paragraph
            && (1..=9).contains(&line.len())
            && line.bytes().all(|byte| byte.is_ascii_digit())
            && next.is_none_or(char::is_whitespace)
    }

    fn follows(&self, word: &str) -> bool {
        let line = self.out.get(self.line..).unwrap_or_default().as_bytes();
        line.rchunks(word.len()).next().is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
    }

    fn raw(&mut self, markup: &str) {
        self.fresh = false;
        self.bound = false;
        self.out.push_str(markup);
    }

    fn refer(&mut self, c: char) {
        let _ = write!(self.out, "&#{};", u32::from(c));
    }

    fn refer_last(&mut self) {
        if let Some(c) = self.out.pop() {
            self.refer(c);
        }
    }

    fn last(&self) -> Option<char> {
        self.out.get(self.line..).unwrap_or_default().chars().next_back()
    }
}

/// Whether a byte is of a character that no markup is made of, wherever it stands but at the
/// beginning of a line.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0x80..)
        || matches!(
            byte,
            b' ' | b',' | b';' | b'\'' | b'"' | b'(' | b'/' | b'-' | b'+' | b'=' | b'>' | b'!' | b'?'
        )
}

/// Whether `rest` makes a character reference of an `&` before it.
fn is_reference(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    end.len() < name.len() && end.starts_with(';')
}

/// A letter or digit to every reader. Enclosed letters are symbols to some.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

/// White space or punctuation to every reader. CommonMark 0.31 counts symbols
/// as punctuation, earlier versions do not, so they are neither this nor a word.
fn is_boundary(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{2043}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}
