//! The document as HTML: a fragment to embed, and a page that stands alone.

use std::collections::BTreeMap;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

use super::characters::{is_direction_control, is_right_to_left, visible};
use crate::document::{Block, BlockKind, Document, Href, Inline, Section, Table, plain};

/// The page that Candor brings: no scripts, and nothing fetched from elsewhere.
pub const PAGE: &str = include_str!("../../templates/page.html.j2");

/// What a page template may spend, so that one that never ends is an error.
const FUEL: u64 = 10_000_000;

/// The languages written from right to left.
const RIGHT_TO_LEFT: [&str; 13] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"];

/// Writes an `<article>` for embedding in a page: its heading is an `<h1>`.
#[must_use]
pub fn fragment(doc: &Document) -> String {
    let dir = direction(&doc.language);
    let mut out = String::from("<article lang=\"");
    escape(&doc.language, &mut out);
    out.push_str("\" dir=\"");
    out.push_str(dir);
    out.push_str("\">\n<header>\n<h1>");
    text(&doc.title, dir, &mut out);
    out.push_str("</h1>\n");
    let writer = Writer { doc, dir, permalinks: false };
    writer.blocks(&doc.lead, &mut out);
    out.push_str("</header>\n");
    writer.sections(&doc.sections, 2, &mut out);
    out.push_str("</article>\n");
    out
}

/// Writes a whole page with a template; [`PAGE`] is the one to start from.
///
/// The template sees `title`, `language`, `dir`, `meta` and `chrome` (maps),
/// `toc` (a list of `id`, `title` and `children`), and `body`, which is HTML
/// already: the lead and the sections, without the title. Everything else is
/// escaped where it is printed.
///
/// # Errors
///
/// Says where the template is wrong, or which word `chrome` lacks.
pub fn page(doc: &Document, template: &str) -> Result<String, minijinja::Error> {
    let dir = direction(&doc.language);
    let writer = Writer { doc, dir, permalinks: true };
    let mut body = String::new();
    writer.blocks(&doc.lead, &mut body);
    writer.sections(&doc.sections, 2, &mut body);

    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_keep_trailing_newline(true);
    env.set_trim_blocks(true);
    env.set_lstrip_blocks(true);
    env.set_fuel(Some(FUEL));
    env.add_template("page.html.j2", template)?;
    env.get_template("page.html.j2")?.render(Page {
        title: visible(&doc.title).replace('\n', " "),
        language: visible(&doc.language),
        dir,
        meta: words(&doc.meta),
        chrome: words(&doc.chrome),
        toc: contents(&doc.sections),
        body: Value::from_safe_string(body),
    })
}

/// What a page template sees.
#[derive(Serialize)]
struct Page {
    title: String,
    language: String,
    dir: &'static str,
    meta: BTreeMap<String, String>,
    chrome: BTreeMap<String, String>,
    toc: Vec<Entry>,
    body: Value,
}

/// One line of the table of contents.
#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    children: Vec<Entry>,
}

fn words(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| (key.clone(), visible(value))).collect()
}

fn contents(sections: &[Section]) -> Vec<Entry> {
    let entry = |section: &Section| Entry {
        id: section.id.clone(),
        title: visible(&section.title),
        children: contents(&section.sections),
    };
    sections.iter().map(entry).collect()
}

fn direction(language: &str) -> &'static str {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}

struct Writer<'a> {
    doc: &'a Document,
    dir: &'static str,
    permalinks: bool,
}

impl Writer<'_> {
    fn chrome(&self, key: &str) -> Option<&str> {
        self.doc.chrome.iter().find(|(name, _)| name == key).map(|(_, word)| word.as_str())
    }

    fn sections(&self, all: &[Section], level: u8, out: &mut String) {
        for section in all {
            let tag = format!("h{}", level.min(6));
            out.push_str("<section id=\"");
            escape(&section.id, out);
            out.push_str("\">\n");
            if self.permalinks {
                out.push_str("<div class=\"heading\">");
            }
            open(&tag, out);
            text(&section.title, self.dir, out);
            close(&tag, out);
            if self.permalinks {
                self.permalink(section, out);
                out.push_str("</div>");
            }
            out.push('\n');
            self.blocks(&section.blocks, out);
            self.sections(&section.sections, level.saturating_add(1), out);
            out.push_str("</section>\n");
        }
    }

    fn permalink(&self, section: &Section, out: &mut String) {
        out.push_str("<a class=\"permalink\" href=\"#");
        escape(&section.id, out);
        out.push_str("\" aria-label=\"");
        if let Some(word) = self.chrome("permalink") {
            escape(word, out);
            out.push_str(": ");
        }
        escape(&section.title, out);
        out.push_str("\"></a>");
    }

    fn blocks(&self, all: &[Block], out: &mut String) {
        for block in all {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    out.push_str("<p>");
                    self.inlines(content, false, out);
                    out.push_str("</p>\n");
                }
                BlockKind::List { start, items } => {
                    match start {
                        None => out.push_str("<ul>\n"),
                        Some(1) => out.push_str("<ol>\n"),
                        Some(start) => out.push_str(&format!("<ol start=\"{start}\">\n")),
                    }
                    for item in items {
                        self.item(&item.blocks, out);
                    }
                    close(if start.is_some() { "ol" } else { "ul" }, out);
                    out.push('\n');
                }
                BlockKind::Table(content) => self.table(content, out),
                BlockKind::Callout(inner) => {
                    out.push_str("<aside class=\"callout\" role=\"note\"");
                    if let Some(word) = self.chrome("notice") {
                        out.push_str(" aria-label=\"");
                        escape(word, out);
                        out.push('"');
                    }
                    out.push_str(">\n");
                    self.blocks(inner, out);
                    out.push_str("</aside>\n");
                }
            }
        }
    }

    /// An item that is one paragraph, perhaps with lists under it, needs no `<p>`.
    fn item(&self, blocks: &[Block], out: &mut String) {
        out.push_str("<li>");
        match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(content), .. }, rest))
                if rest.iter().all(|block| matches!(block.kind, BlockKind::List { .. })) =>
            {
                self.inlines(content, false, out);
                if !rest.is_empty() {
                    out.push('\n');
                    self.blocks(rest, out);
                }
            }
            _ => {
                out.push('\n');
                self.blocks(blocks, out);
            }
        }
        out.push_str("</li>\n");
    }

    fn table(&self, table: &Table, out: &mut String) {
        if table.header.is_empty() {
            return;
        }
        // A wide table scrolls by itself, so a keyboard must be able to reach it.
        out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let names: Vec<String> = table.header.iter().map(|cell| plain(cell)).collect();
        escape(&names.join(", ").replace('\n', " "), out);
        out.push_str("\">\n<table>\n<thead>\n<tr>");
        for cell in &table.header {
            self.cell("<th scope=\"col\">", cell, "th", out);
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            for (index, cell) in row.cells.iter().enumerate() {
                if index == 0 {
                    self.cell("<th scope=\"row\">", cell, "th", out);
                } else {
                    self.cell("<td>", cell, "td", out);
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn cell(&self, start: &str, content: &[Inline], tag: &str, out: &mut String) {
        out.push_str(start);
        self.inlines(content, false, out);
        close(tag, out);
    }

    fn inlines(&self, content: &[Inline], in_link: bool, out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text(content) => text(content, self.dir, out),
                Inline::Code(content) => {
                    open("code", out);
                    text(content, self.dir, out);
                    close("code", out);
                }
                Inline::Strong(inner) => self.wrapped("strong", inner, in_link, out),
                Inline::Emphasis(inner) => self.wrapped("em", inner, in_link, out),
                // A link cannot hold a link.
                Inline::Link { label, .. } if in_link => self.inlines(label, true, out),
                Inline::Link { href, label } => {
                    anchor(href, out);
                    self.inlines(label, true, out);
                    close("a", out);
                }
                Inline::Break => out.push_str("<br>"),
            }
        }
    }

    fn wrapped(&self, tag: &str, inner: &[Inline], in_link: bool, out: &mut String) {
        open(tag, out);
        self.inlines(inner, in_link, out);
        close(tag, out);
    }
}

fn anchor(href: &Href, out: &mut String) {
    let address = href.as_str();
    out.push_str("<a href=\"");
    escape(address, out);
    out.push('"');
    if address.starts_with("http:") || address.starts_with("https:") {
        out.push_str(" rel=\"noopener noreferrer\"");
    }
    out.push('>');
}

fn open(tag: &str, out: &mut String) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
}

fn close(tag: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Text, isolated where its own direction could reorder what stands beside it.
fn text(content: &str, dir: &str, out: &mut String) {
    let against = |c: char| c.is_alphabetic() && is_right_to_left(c) == (dir == "ltr");
    let isolated = content.chars().any(|c| against(c) || is_direction_control(c));
    if isolated {
        // A sentence keeps the page's direction; a value wholly in another script takes its own.
        if content.chars().any(|c| c.is_alphabetic() && !against(c)) {
            out.push_str("<bdi dir=\"");
            out.push_str(dir);
            out.push_str("\">");
        } else {
            out.push_str("<bdi>");
        }
    }
    for (index, line) in visible(content).split('\n').enumerate() {
        if index > 0 {
            out.push_str("<br>");
        }
        escape(line, out);
    }
    if isolated {
        close("bdi", out);
    }
}

fn escape(content: &str, out: &mut String) {
    for c in visible(content).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
