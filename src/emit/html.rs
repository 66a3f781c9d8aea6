//! The document as HTML: a fragment to embed, and a page that stands alone.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::characters::{is_direction_control, is_right_to_left, visible};
use super::lines::Piece;
use super::pieces::{Nested, Pieces};
use crate::document::{Block, BlockKind, Document, Href, Inline, Item, Section, Table, plain};

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
    let page = env.get_template("page.html.j2")?.render(context! {
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

fn direction(language: &str) -> &'static str {
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
        let names: Vec<String> = table.header.iter().map(|cell| plain(cell)).collect();
        escape(&names.join(", ").replace('\n', " "), out);
        out.push('"');
        self.pieces.begin(Piece::Block(block), out);
        out.push_str(">\n<table>\n<thead>\n<tr>");
        for cell in &table.header {
            self.cell("<th scope=\"col\">", cell, "th", out);
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.begin("tr", Piece::Row(row), out);
            for (index, cell) in row.cells.iter().enumerate() {
                if index == 0 {
                    self.cell("<th scope=\"row\">", cell, "th", out);
                } else {
                    self.cell("<td>", cell, "td", out);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::{ElementRef, Html, Node, Selector};

    use super::*;
    use crate::emit::testing::{Leaf, Leaves, document, expected, sample};

    /// What a reader sees of a page or fragment that is well-formed.
    fn read(html: &Html) -> Vec<Leaf> {
        assert!(html.errors.is_empty(), "{:?}", html.errors);
        let mut leaves = Leaves::default();
        walk(html.select(&Selector::parse("article").unwrap()).next().unwrap(), &mut leaves);
        leaves.finish()
    }

    fn walk(element: ElementRef<'_>, leaves: &mut Leaves) {
        for child in element.children() {
            match child.value() {
                // Line ends in the source are layout; those of the text are `<br>`.
                Node::Text(text) => leaves.text(&text.replace('\n', "")),
                Node::Element(_) => enter(ElementRef::wrap(child).unwrap(), leaves),
                other => panic!("{other:?}"),
            }
        }
    }

    fn enter(element: ElementRef<'_>, leaves: &mut Leaves) {
        let name = element.value().name();
        match name {
            "br" => leaves.text("\n"),
            "bdi" => walk(element, leaves),
            "strong" => {
                leaves.strong += 1;
                walk(element, leaves);
                leaves.strong -= 1;
            }
            "em" => {
                leaves.emphasis += 1;
                walk(element, leaves);
                leaves.emphasis -= 1;
            }
            "code" => {
                leaves.in_code = true;
                walk(element, leaves);
                leaves.in_code = false;
            }
            "a" => {
                leaves.link = element.attr("href").map(str::to_owned);
                walk(element, leaves);
                leaves.link = None;
            }
            "div" if ["td", "th"].contains(&parent(element)) => {
                leaves.text("\n");
                walk(element, leaves);
            }
            "p" | "header" | "section" | "div" | "tbody" => {
                leaves.flush();
                walk(element, leaves);
                leaves.flush();
            }
            _ => {
                leaves.open(&match name {
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "li" | "table" => name.to_owned(),
                    "ol" => format!("ol{}", element.attr("start").unwrap_or("1")),
                    "aside" => "callout".to_owned(),
                    "thead" => "head".to_owned(),
                    "tr" if parent(element) == "thead" => "head row".to_owned(),
                    "tr" => "row".to_owned(),
                    "th" | "td" => "cell".to_owned(),
                    other => panic!("<{other}>"),
                });
                walk(element, leaves);
                leaves.close();
            }
        }
    }

    fn parent<'a>(element: ElementRef<'a>) -> &'a str {
        element.parent().and_then(ElementRef::wrap).map_or("", |parent| parent.value().name())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn everything_reads_back_as_it_was(doc in document()) {
            let html = fragment(&doc);
            let mut read = read(&Html::parse_fragment(&html));
            for leaf in &mut read {
                leaf.path.retain(|(name, _)| name != "head row");
            }
            prop_assert_eq!(crate::emit::testing::renumbered(read), expected(&doc), "{}", html);
        }

        #[test]
        fn a_page_is_well_formed(doc in document()) {
            let html = page(&doc, PAGE).unwrap();
            let parsed = Html::parse_document(&html);
            prop_assert!(parsed.errors.is_empty(), "{:?}\n{}", parsed.errors, html);
            let script = Selector::parse("script, img, iframe, link, [onclick]").unwrap();
            prop_assert_eq!(parsed.select(&script).count(), 0);
        }
    }

    #[test]
    fn a_page_has_its_landmarks_and_a_way_around() {
        let html = page(&sample(), PAGE).unwrap();
        let parsed = Html::parse_document(&html);
        let count = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).count();
        for one in [
            "html[lang=en-US][dir=ltr]",
            "title",
            "h1",
            "body > header",
            "body > nav",
            "body > main",
            "a.skip",
        ] {
            assert_eq!(count(one), 1, "{one}");
        }
        assert_eq!(count("section[id] > .heading > a.permalink[aria-label]"), count("section"));
        assert_eq!(count("nav a"), count("section"));
        assert_eq!(count("[role=region][tabindex='0'][aria-label] > table"), count("table"));
    }

    #[test]
    fn a_value_cannot_reorder_its_neighbours() {
        let isolated = |content: &str, dir| {
            let mut out = String::new();
            text(content, dir, &mut out);
            out
        };
        assert_eq!(isolated("plain", "ltr"), "plain");
        assert_eq!(isolated("شركة", "ltr"), "<bdi>شركة</bdi>");
        assert_eq!(isolated("with שלום Ltd", "ltr"), "<bdi dir=\"ltr\">with שלום Ltd</bdi>");
        assert_eq!(isolated("a\u{202e}b", "ltr"), "<bdi dir=\"ltr\">a\u{202e}b</bdi>");
        assert_eq!(isolated("Acme", "rtl"), "<bdi>Acme</bdi>");
    }

    #[test]
    fn a_missing_word_is_an_error() {
        let doc = Document { sections: vec![Section::default()], ..Document::default() };
        assert!(page(&doc, PAGE).is_err());
    }

    #[test]
    fn the_sample() {
        insta::assert_snapshot!(fragment(&sample()), @r##"
        <article lang="en-US" dir="ltr">
        <header>
        <h1>Acme Privacy Policy</h1>
        <p><strong>Effective:</strong> March 1, 2026<br><strong>Last updated:</strong> February 10, 2026</p>
        <p>This policy says which personal information Acme Inc. (“we”) collects, why, with whom we share it, and what you can do about it. See <a href="#rights">your rights</a> for how to reach us.</p>
        </header>
        <section id="collection">
        <h2>Information we collect</h2>
        <p>We collect the following information from you directly:</p>
        <ul>
        <li><strong>contact information</strong>: your name, e-mail address and, if you choose to give it, phone number</li>
        <li>device information, when you visit our website:
        <ul>
        <li>IP address</li>
        <li>browser and operating system</li>
        </ul>
        </li>
        </ul>
        <section id="retention">
        <h3>How long we keep it</h3>
        <div class="table" role="region" tabindex="0" aria-label="Information, Purpose, Legal basis, Kept">
        <table>
        <thead>
        <tr><th scope="col">Information</th><th scope="col">Purpose</th><th scope="col">Legal basis</th><th scope="col">Kept</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">contact information</th><td><div>to send you news about our services</div><div>to keep your account safe</div></td><td><div>your consent</div><div>legitimate interests: preventing abuse</div></td><td>24 months after you close your account</td></tr>
        <tr><th scope="row">device information</th><td>to keep your account safe</td><td>legitimate interests</td><td>30 days</td></tr>
        </tbody>
        </table>
        </div>
        </section>
        </section>
        <section id="sharing">
        <h2>Who we share it with</h2>
        <div class="table" role="region" tabindex="0" aria-label="Recipient, Role, Country">
        <table>
        <thead>
        <tr><th scope="col">Recipient</th><th scope="col">Role</th><th scope="col">Country</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">Mailer GmbH</th><td>processor</td><td>Germany</td></tr>
        <tr><th scope="row"><bdi>شركة البريد</bdi></th><td>processor</td><td>Egypt</td></tr>
        <tr><th scope="row">A|B &lt;b&gt;Ads&lt;/b&gt;</th><td>advertising network</td><td>USA</td></tr>
        </tbody>
        </table>
        </div>
        <p>We <strong>do not sell</strong> personal information. Read <a href="https://mailer.example/privacy" rel="noopener noreferrer">Mailer GmbH’s own policy</a>.</p>
        </section>
        <section id="rights">
        <h2>Your rights</h2>
        <p>To access, correct or delete your personal information:</p>
        <ol>
        <li>Write to <a href="mailto:privacy@acme.example">privacy@acme.example</a> or call <a href="tel:+15550100">+1 555 0100</a>.</li>
        <li>Put <code>PRIVACY REQUEST</code> in the subject.</li>
        <li>We answer within 45 days, <em>extendable once</em> by 45 days.</li>
        </ol>
        <aside class="callout" role="note" aria-label="To do">
        <p>Not declared: how an authorized agent can make a request. Add <code>by agent</code>.</p>
        </aside>
        </section>
        </article>
        "##);
    }
}
