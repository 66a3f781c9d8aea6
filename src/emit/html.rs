//! The document as HTML: a fragment to embed, and a page that stands alone.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};

use super::characters::{is_direction_control, is_right_to_left, visible};
use super::lines::Piece;
use super::pieces::{Nested, Pieces};
use super::svg;
use crate::document::picture::Picture;
use crate::document::{Block, BlockKind, Document, Href, Inline, Item, Section, Table, plain};

/// The page that Candor brings: no scripts, and nothing fetched from elsewhere.
pub const PAGE: &str = include_str!("../../templates/page.html.j2");

/// The page of a label that Candor brings.
pub const LABEL: &str = include_str!("../../templates/label.html.j2");

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
    let writer = Writer { doc, dir, permalinks: false, pieces: Pieces::default() };
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
    dressed(doc, template, Pieces::default()).map(|(page, _)| page)
}

/// [`page`], in which each heading, block, item and row has its number as `data-piece`, and
/// what the numbers mean.
///
/// # Errors
///
/// As [`page`].
pub fn page_with_pieces<'a>(
    doc: &'a Document,
    template: &str,
) -> Result<(String, Vec<Nested<'a>>), minijinja::Error> {
    dressed(doc, template, Pieces::numbered())
}

fn dressed<'a>(
    doc: &'a Document,
    template: &str,
    pieces: Pieces<'a>,
) -> Result<(String, Vec<Nested<'a>>), minijinja::Error> {
    let dir = direction(&doc.language);
    let writer = Writer { doc, dir, permalinks: true, pieces };
    let mut body = String::new();
    writer.blocks(&doc.lead, &mut body);
    writer.sections(&doc.sections, 2, &mut body);

    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    env.set_fuel(Some(FUEL));
    env.add_template("page.html.j2", template)?;
    let template = env.get_template("page.html.j2")?;
    if !template.undeclared_variables(false).contains("body") {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "it never prints `body`, which holds the sections",
        ));
    }
    let page = template.render(context! {
        title => visible(&doc.title).replace('\n', " "),
        language => visible(&doc.language),
        dir => dir,
        meta => words(&doc.meta),
        chrome => words(&doc.chrome),
        toc => contents(&doc.sections),
        body => Value::from_safe_string(body),
    })?;
    Ok((page, writer.pieces.into_all()))
}

fn words(pairs: &[(String, String)]) -> Value {
    Value::from_pairs(pairs.iter().map(|(key, value)| (key.clone(), visible(value))))
}

fn contents(sections: &[Section]) -> Value {
    let entry = |section: &Section| {
        context! {
            id => section.id.clone(),
            title => visible(&section.title),
            children => contents(&section.sections),
        }
    };
    sections.iter().map(entry).collect()
}

pub(super) fn direction(language: &str) -> &'static str {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}

struct Writer<'a> {
    doc: &'a Document,
    dir: &'static str,
    permalinks: bool,
    pieces: Pieces<'a>,
}

impl<'a> Writer<'a> {
    fn chrome(&self, key: &str) -> Option<&str> {
        self.doc.chrome.iter().find(|(name, _)| name == key).map(|(_, word)| word.as_str())
    }

    fn sections(&self, all: &'a [Section], level: u8, out: &mut String) {
        for section in all {
            let tag = format!("h{}", level.min(6));
            out.push_str("<section id=\"");
            escape(&section.id, out);
            out.push_str("\">\n");
            if self.permalinks {
                out.push_str("<div class=\"heading\">");
            }
            self.begin(&tag, Piece::Heading(section), out);
            text(&section.title, self.dir, out);
            self.end(&tag, out);
            if self.permalinks {
                self.permalink(section, out);
                out.push_str("</div>");
            }
            out.push('\n');
            if let Some(pictures) = &self.doc.pictures
                && pictures.section.as_deref() == Some(&*section.id)
            {
                self.picture(&pictures.shown, out);
            }
            self.blocks(&section.blocks, out);
            self.sections(&section.sections, level.saturating_add(1), out);
            out.push_str("</section>\n");
        }
    }

    /// A picture that is too wide for a page scrolls by itself.
    fn picture(&self, picture: &Picture, out: &mut String) {
        out.push_str("<div class=\"picture\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape(&picture.title, out);
        out.push_str("\">\n");
        out.push_str(&svg::inline(picture));
        out.push_str("</div>\n");
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

    /// Opens the element that a piece is.
    fn begin(&self, tag: &str, piece: Piece<'a>, out: &mut String) {
        out.push('<');
        out.push_str(tag);
        self.pieces.begin(piece, out);
        out.push('>');
    }

    /// Closes the element that a piece is.
    fn end(&self, tag: &str, out: &mut String) {
        self.pieces.end();
        close(tag, out);
    }

    fn blocks(&self, all: &'a [Block], out: &mut String) {
        for block in all {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    self.begin("p", Piece::Block(block), out);
                    self.inlines(content, false, out);
                    self.end("p", out);
                    out.push('\n');
                }
                BlockKind::List { start, items } => {
                    match start {
                        None => out.push_str("<ul>\n"),
                        Some(1) => out.push_str("<ol>\n"),
                        Some(start) => out.push_str(&format!("<ol start=\"{start}\">\n")),
                    }
                    for item in items {
                        self.item(item, out);
                    }
                    close(if start.is_some() { "ol" } else { "ul" }, out);
                    out.push('\n');
                }
                BlockKind::Table(content) => self.table(block, content, out),
                BlockKind::Callout(inner) => {
                    out.push_str("<aside class=\"callout\" role=\"note\"");
                    self.pieces.begin(Piece::Block(block), out);
                    if let Some(word) = self.chrome("notice") {
                        out.push_str(" aria-label=\"");
                        escape(word, out);
                        out.push('"');
                    }
                    out.push_str(">\n");
                    self.blocks(inner, out);
                    self.end("aside", out);
                    out.push('\n');
                }
            }
        }
    }

    /// An item that is one paragraph, perhaps with lists under it, needs no `<p>`.
    fn item(&self, item: &'a Item, out: &mut String) {
        self.begin("li", Piece::Item(item), out);
        match item.blocks.split_first() {
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
                self.blocks(&item.blocks, out);
            }
        }
        self.end("li", out);
        out.push('\n');
    }

    fn table(&self, block: &'a Block, table: &'a Table, out: &mut String) {
        if table.header.is_empty() {
            return;
        }
        // A wide table scrolls by itself, so a keyboard must be able to reach it.
        out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let names: Vec<String> = table.header.iter().map(|cell| plain(cell).replace('\n', " ")).collect();
        escape(&names.join(", "), out);
        out.push('"');
        self.pieces.begin(Piece::Block(block), out);
        out.push_str(">\n<table>\n<thead>\n<tr>");
        for cell in &table.header {
            self.cell("<th scope=\"col\">", cell, "th", out);
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        // On a narrow screen the cells of a row stand below each other, each with its column's name.
        let starts: Vec<String> = names
            .iter()
            .map(|name| {
                let mut start = "<td data-label=\"".to_owned();
                escape(name, &mut start);
                start.push_str("\">");
                start
            })
            .collect();
        for row in &table.rows {
            self.begin("tr", Piece::Row(row), out);
            for (index, cell) in row.cells.iter().enumerate() {
                if index == 0 {
                    self.cell("<th scope=\"row\">", cell, "th", out);
                } else {
                    self.cell(starts.get(index).map_or("<td>", String::as_str), cell, "td", out);
                }
            }
            self.end("tr", out);
            out.push('\n');
        }
        self.pieces.end();
        out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn cell(&self, start: &str, content: &[Inline], tag: &str, out: &mut String) {
        out.push_str(start);
        // Lines of a cell are values of their own, and each may wrap.
        let lines = content.split(|inline| *inline == Inline::Break).filter(|line| !line.is_empty());
        if lines.clone().count() > 1 {
            for line in lines {
                open("div", out);
                self.inlines(line, false, out);
                close("div", out);
            }
        } else {
            self.inlines(content, false, out);
        }
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
    let plain = dir == "ltr" && content.is_ascii();
    let isolated = !plain && content.chars().any(|c| against(c) || is_direction_control(c));
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

pub(super) fn escape(content: &str, out: &mut String) {
    let content = visible(content);
    let mut done = 0;
    for (at, byte) in content.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(content.get(done..at).unwrap_or_default());
        out.push_str(reference);
        done = at + 1;
    }
    out.push_str(content.get(done..).unwrap_or_default());
}

#[cfg(test)]
mod tests;
