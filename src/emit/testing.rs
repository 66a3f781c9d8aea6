//! Documents for the emitters' tests, and a form to compare what readers see in.

mod sample;

use proptest::collection::vec;
use proptest::prelude::*;

use self::sample::chrome;
pub(super) use self::sample::sample;
use super::characters::visible;
use crate::document::{Block, BlockKind, Document, Href, Inline, Item, Origin, Row, Section, Table};

/// A run of text without blocks in it, and the blocks around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaf {
    /// The kinds of block around it, each with a number that tells it from others of its kind.
    pub(super) path: Vec<(String, usize)>,
    /// The characters, and how they are shown.
    pub(super) text: Vec<Shown>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Shown {
    char: char,
    strong: bool,
    emphasis: bool,
    code: bool,
    link: Option<String>,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let marks = [(self.strong, "strong "), (self.emphasis, "emphasis "), (self.code, "code ")];
        marks.iter().filter(|(on, _)| *on).try_for_each(|(_, name)| f.write_str(name))?;
        write!(f, "{:?}{}", self.char, self.link.as_deref().unwrap_or_default())
    }
}

/// Gathers leaves while a tree is walked.
#[derive(Default)]
pub(super) struct Leaves {
    done: Vec<Leaf>,
    leaf: Leaf,
    opened: usize,
    pub(super) strong: usize,
    pub(super) emphasis: usize,
    pub(super) in_code: bool,
    pub(super) link: Option<String>,
}

impl Leaves {
    pub(super) fn open(&mut self, name: &str) {
        self.flush();
        self.opened += 1;
        self.leaf.path.push((name.to_owned(), self.opened));
    }

    pub(super) fn close(&mut self) {
        self.flush();
        self.leaf.path.pop();
    }

    pub(super) fn flush(&mut self) {
        let next = Leaf { path: self.leaf.path.clone(), text: Vec::new() };
        let mut leaf = std::mem::replace(&mut self.leaf, next);
        // A break at an edge shows nothing.
        while leaf.text.pop_if(|shown| shown.char == '\n').is_some() {}
        let breaks = leaf.text.iter().take_while(|shown| shown.char == '\n').count();
        leaf.text.drain(..breaks);
        if !leaf.text.is_empty() {
            self.done.push(leaf);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        // How a space is emphasized cannot be seen, nor does code in a table or
        // a link have to be code: there it gives way.
        let in_cell = self.leaf.path.last().is_some_and(|(name, _)| name == "cell");
        for char in text.chars() {
            // Lines of a cell are values, and an empty one shows nothing in HTML.
            if in_cell && char == '\n' && self.leaf.text.last().is_some_and(|last| last.char == '\n') {
                continue;
            }
            let space = char.is_whitespace();
            self.leaf.text.push(Shown {
                char,
                strong: self.strong > 0 && !space,
                emphasis: self.emphasis > 0 && !space,
                code: self.in_code && !in_cell && self.link.is_none() && char != '\n',
                link: if char == '\n' { None } else { self.link.clone() },
            });
        }
    }

    pub(super) fn code(&mut self, text: &str) {
        self.in_code = true;
        self.text(text);
        self.in_code = false;
    }

    pub(super) fn finish(mut self) -> Vec<Leaf> {
        self.flush();
        renumbered(self.done)
    }

    fn inlines(&mut self, all: &[Inline]) {
        for inline in all {
            match inline {
                Inline::Text(text) => self.text(&visible(text)),
                Inline::Code(text) => self.code(&visible(text)),
                Inline::Strong(inner) => {
                    self.strong += 1;
                    self.inlines(inner);
                    self.strong -= 1;
                }
                Inline::Emphasis(inner) => {
                    self.emphasis += 1;
                    self.inlines(inner);
                    self.emphasis -= 1;
                }
                Inline::Link { label, .. } if self.link.is_some() => self.inlines(label),
                Inline::Link { href, label } => {
                    self.link = Some(href.as_str().to_owned());
                    self.inlines(label);
                    self.link = None;
                }
                Inline::Break => self.text("\n"),
            }
        }
    }

    fn blocks(&mut self, all: &[Block]) {
        for block in all {
            match &block.kind {
                BlockKind::Paragraph(inlines) => {
                    self.flush();
                    self.inlines(inlines);
                    self.flush();
                }
                BlockKind::List { start, items } => {
                    self.open(&start.map_or("ul".to_owned(), |start| format!("ol{start}")));
                    for item in items {
                        self.open("li");
                        self.blocks(&item.blocks);
                        self.close();
                    }
                    self.close();
                }
                BlockKind::Table(table) => {
                    self.open("table");
                    self.row("head", &table.header);
                    table.rows.iter().for_each(|row| self.row("row", &row.cells));
                    self.close();
                }
                BlockKind::Callout(inner) => {
                    self.open("callout");
                    self.blocks(inner);
                    self.close();
                }
            }
        }
    }

    fn row(&mut self, name: &str, cells: &[Vec<Inline>]) {
        self.open(name);
        for cell in cells {
            self.open("cell");
            self.inlines(cell);
            self.close();
        }
        self.close();
    }

    fn sections(&mut self, level: usize, all: &[Section]) {
        for section in all {
            self.heading(level, &section.title);
            self.blocks(&section.blocks);
            self.sections(level + 1, &section.sections);
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.open(&format!("h{}", level.min(6)));
        self.text(&visible(title));
        self.close();
    }
}

/// Numbers the blocks in the order they are first seen, so that empty ones do not count.
pub(super) fn renumbered(mut leaves: Vec<Leaf>) -> Vec<Leaf> {
    let mut seen = Vec::new();
    for leaf in &mut leaves {
        for (_, number) in &mut leaf.path {
            let known = seen.iter().position(|other| other == number);
            *number = known.unwrap_or_else(|| {
                seen.push(*number);
                seen.len() - 1
            });
        }
    }
    leaves
}

/// What a reader of the document must see.
pub(super) fn expected(doc: &Document) -> Vec<Leaf> {
    let mut leaves = Leaves::default();
    leaves.heading(1, &doc.title);
    leaves.blocks(&doc.lead);
    leaves.sections(2, &doc.sections);
    leaves.finish()
}

/// A document of paragraphs only.
pub(super) fn paragraphs(all: Vec<Vec<Inline>>) -> Document {
    Document { lead: all.into_iter().map(paragraph).collect(), ..Document::default() }
}

fn paragraph(inlines: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(inlines))
}

fn block(kind: BlockKind) -> Block {
    Block { kind, origin: Origin::default() }
}

fn item(blocks: Vec<Block>) -> Item {
    Item { blocks, origin: Origin::default() }
}

/// What any of the formats, their extensions or their tools could take for markup.
const PIECES: &[&str] = &[
    "a",
    "Z",
    "word",
    "é",
    "“",
    "”",
    "’",
    "€",
    "©",
    "中",
    "。",
    "Ⓐ",
    "👍",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{a0}",
    "\u{3000}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "مرحبا",
    "שלום",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~",
    "~~",
    "$",
    "$$",
    "^",
    "=",
    "==",
    "===",
    "-",
    "- ",
    "---",
    "+",
    "+ ",
    "* ",
    "1",
    "2.",
    "1. ",
    "1)",
    "#",
    "# ",
    " #",
    ">",
    "> ",
    "|",
    "||",
    "|-|",
    "--|--",
    ":-",
    ":",
    "::",
    ": ",
    "<",
    "<b>",
    "</p>",
    "<br>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;",
    "&lt",
    "&#35;",
    "&#x23;",
    ";",
    "[",
    "]",
    "[x]",
    "[ ] ",
    "[^1]",
    "[a]: b",
    "[!NOTE]",
    "![",
    "](",
    "(",
    ")",
    "!",
    "\\",
    "\\n",
    "{",
    "}",
    "{#id}",
    "{{ x }}",
    "{% if %}",
    "{#",
    "%}",
    "https://a.example",
    "www.a.example",
    "a@b.example",
    "mailto:",
    "'",
    "\"",
    ".",
    ",",
    "/",
    "?",
    "@",
    "%",
    "<script>alert(1)</script>",
    "javascript:x",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn href() -> impl Strategy<Value = Href> {
    prop::sample::select(&[
        "https://a.example/",
        "https://a.example/(x)?a=1&b=2&copy;&lt=`*_|\\\\",
        "mailto:a@b.example?subject=<x>",
        "tel:+1-555",
        "#s0",
    ])
    .prop_map(|address| Href::parse(address).unwrap())
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        6 => text().prop_map(Inline::Text),
        1 => text().prop_map(Inline::Code),
        1 => Just(Inline::Break),
    ];
    let inline = leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Inline::Strong),
            vec(inner.clone(), 0..4).prop_map(Inline::Emphasis),
            (href(), vec(inner, 0..4)).prop_map(|(href, label)| Inline::Link { href, label }),
        ]
    });
    vec(inline, 0..5)
}

fn table() -> impl Strategy<Value = Table> {
    (1_usize..4).prop_flat_map(|columns| {
        let cells = || vec(inlines(), columns);
        let row = cells().prop_map(|cells| Row { cells, origin: Origin::default() });
        (cells(), vec(row, 0..3)).prop_map(|(header, rows)| Table { header, rows })
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(paragraph),
        1 => table().prop_map(|table| block(BlockKind::Table(table))),
    ];
    let any_block = leaf.prop_recursive(3, 10, 3, |inner| {
        let items = vec(vec(inner.clone(), 0..3).prop_map(item), 0..3);
        let start = prop_oneof![Just(None), Just(Some(1)), Just(Some(7))];
        prop_oneof![
            2 => (start, items).prop_map(|(start, items)| block(BlockKind::List { start, items })),
            1 => vec(inner, 0..3).prop_map(|inner| block(BlockKind::Callout(inner))),
        ]
    });
    vec(any_block, 0..4)
}

/// A document with anything anywhere.
pub(super) fn document() -> impl Strategy<Value = Document> {
    // A line end in a heading is a space in Markdown, so headings have none here.
    let title = || text().prop_map(|text| text.replace(['\n', '\r'], " "));
    (title(), blocks(), title(), blocks(), title(), blocks()).prop_map(|(a, lead, b, one, c, two)| Document {
        name: "any".to_owned(),
        title: a,
        language: "en".to_owned(),
        meta: Vec::new(),
        chrome: chrome(),
        lead,
        sections: vec![Section {
            id: "s0".to_owned(),
            title: b,
            blocks: one,
            sections: vec![Section { id: "s1".to_owned(), title: c, blocks: two, ..Section::default() }],
            ..Section::default()
        }],
        ..Document::default()
    })
}
