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
    for one in
        ["html[lang=en-US][dir=ltr]", "title", "h1", "body > header", "body > nav", "body > main", "a.skip"]
    {
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
    <tr><th scope="row">contact information</th><td data-label="Purpose"><div>to send you news about our services</div><div>to keep your account safe</div></td><td data-label="Legal basis"><div>your consent</div><div>legitimate interests: preventing abuse</div></td><td data-label="Kept">24 months after you close your account</td></tr>
    <tr><th scope="row">device information</th><td data-label="Purpose">to keep your account safe</td><td data-label="Legal basis">legitimate interests</td><td data-label="Kept">30 days</td></tr>
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
    <tr><th scope="row">Mailer GmbH</th><td data-label="Role">processor</td><td data-label="Country">Germany</td></tr>
    <tr><th scope="row"><bdi>شركة البريد</bdi></th><td data-label="Role">processor</td><td data-label="Country">Egypt</td></tr>
    <tr><th scope="row">A|B &lt;b&gt;Ads&lt;/b&gt;</th><td data-label="Role">advertising network</td><td data-label="Country">USA</td></tr>
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

#[test]
fn a_page_that_never_prints_the_sections_is_an_error() {
    let why = page(&Document::default(), "<p>nothing</p>").unwrap_err().to_string();
    assert!(why.contains("it never prints `body`"), "{why}");
    assert!(page(&Document::default(), "{% if body %}{{ body }}{% endif %}").is_ok());
}
