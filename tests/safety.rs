//! A value can never become markup, wherever it stands and whatever it holds.

use candor::compile::{Settings, compile};
use candor::law::Vocabulary;
use candor::project::{self, LoadError};
use proptest::prelude::*;

/// A policy with the same text in every place that takes one.
fn policy_of(text: &str) -> String {
    let t = quoted(text);
    format!(
        r#"policy {t} {{
    effective 2026-01-01
    language en
    laws ccpa, gdpr
    version {t}
}}
organization acme {t} {{
    legal {t}
    address {t}
    email {t}
    phone {t}
}}
audience staff-people {t} : staff {{ such as {t} }}
service site {t} : website
data things {t} : contact {{
    one {t} : identity.name if {t}
    others {t}
}}
data loose {t} : device including {t}, {t}
purpose aim {t} : service {{ such as {t} }}
recipient helper {t} : processor {{
    legal {t}
    must {t}
    may aggregate {t} for {t}
}}
channel desk {t} : post {{ value {t} }}
tracker crumbs {t} : cookie {{
    control {t}
    off until {t}
    otherwise {t}
}}
condition closed {t}
document terms {t} : terms {{ governs {t} }}
definition {t} {{ means {t} not {t} }}
we collect things, loose, {t} from {t}, staff-people by {t}, crumbs on site when {t}, {t}, {t}, {t}, {t} for aim, {t} because {t} otherwise {t} note {t}
we share things with helper, {t} for {t} if {t} or {t} or {t} or {t} unless ({t} and {t} unless {t})
we {t} to terms
{t} must {t} as {t} despite {t} titled {t}
we keep things for 3 days after closed then {t}
we process things basis legitimate-interests {t} (aim), consent {t}, contract {t}
you can contact us by desk giving {t} about {t} except {t} called {t}
section more {t} for {t} {{
    we sell {t}
    section inner {t} {{ you have the right to access {t} under {t} within 5 days of {t} }}
}}
"#
    )
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() => out.push(c),
            c => out.push_str(&format!("\\u{{{:X}}}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// What a reader must see of a text: control characters are shown as replaced.
fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect::<String>()
        .to_lowercase()
}

fn check(text: &str) {
    let source = policy_of(text);
    let load = |_: &str| Ok::<_, LoadError>(source.clone().into_bytes());
    let read = project::read("p.candor", &load, Vocabulary::builtin());
    let built = compile(&read, &Settings::default());
    assert_eq!(built.template_errors, Vec::<String>::new(), "{text:?}");
    let output = |suffix: &str| {
        built.outputs.iter().find(|output| output.file == format!("p.{suffix}")).unwrap().text.clone()
    };
    let wanted = visible(text);

    let html = output("html");
    let page = scraper::Html::parse_document(&html);
    let allowed = [
        "html", "head", "body", "meta", "title", "style", "header", "nav", "main", "article", "section",
        "aside", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "thead",
        "tbody", "tr", "th", "td", "div", "span", "a", "strong", "em", "code", "br", "bdi", "link",
    ];
    for element in page.select(&scraper::Selector::parse("*").unwrap()) {
        let name = element.value().name();
        assert!(allowed.contains(&name), "{text:?} makes an element {name}");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{text:?} makes an attribute {attribute}");
            if attribute == "href" {
                let safe = ["https:", "http:", "mailto:", "tel:", "#"]
                    .iter()
                    .any(|scheme| value.starts_with(scheme));
                assert!(safe, "{text:?} makes a link {value}");
            }
        }
    }
    let shown: String = page.root_element().text().collect();
    let count = visible(&shown).matches(&wanted).count();
    assert!(wanted.is_empty() || count >= 40, "{text:?} is shown {count} times in HTML");

    let markdown = output("md");
    let mut shown = String::new();
    for event in pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            pulldown_cmark::Event::Text(piece) | pulldown_cmark::Event::Code(piece) => shown.push_str(&piece),
            pulldown_cmark::Event::InlineHtml(piece) => {
                let ours = piece.starts_with("<a id=\"") || &*piece == "</a>" || &*piece == "<br>";
                assert!(ours, "{text:?} makes {piece} in Markdown");
            }
            pulldown_cmark::Event::Html(piece) => panic!("{text:?} makes {piece} in Markdown"),
            _ => {}
        }
    }
    let count = visible(&shown).matches(&wanted).count();
    assert!(wanted.is_empty() || count >= 40, "{text:?} is shown {count} times in Markdown");

    let plain = output("txt");
    let count = visible(&plain).matches(&wanted).count();
    // A long text may be broken by the marks around table cells and quotes.
    assert!(wanted.is_empty() || count >= 20, "{text:?} is shown {count} times in text:\n{plain}");
    assert!(!plain.chars().any(|c| c.is_control() && c != '\n'), "{text:?} leaves a control character");
}

#[test]
fn markup_of_every_kind_is_text() {
    for text in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt; &amp; &#60;i&#62; &copy",
        "**bold** _em_ `code` ~~gone~~",
        "[link](javascript:alert(1)) ![image](http://x/y.png)",
        "<https://evil.example> https://evil.example www.evil.example a@b.example",
        "{{ 7 * 7 }} {% for x in y %} {# no #}",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "# heading\n\n- item\n\n1. one\n\n> quote\n\n---\n\n    code",
        "two  spaces , and ; a . stop ( x )",
        "line one\nline two\n\nline four",
        "مرحبا بالعالم \u{202E}abc\u{202C} שלום",
        "\"quotes\" 'single' \\ backslash \\\\ \\n",
        "tab\there [31mred",
        "*",
        "_",
        "-",
        "+",
        "1.",
        "1)",
        "=",
        "#",
        ">",
        "|",
        "`",
        "~",
        "\\",
        "&",
        "<",
        "[",
        "]",
        "!",
        ":",
        ".",
        ",",
        "[^1] [x]: y",
        "<!-- comment -->",
        "]]>",
        "</style></script></title>",
        "$$x$$",
        "^up^",
        "==mark==",
        "e\u{301}\u{200d}\u{1f468}\u{200d}\u{1f469}",
        "ﬁ ligature ß İ",
        "Inc.",
        "(see Inc.)",
        "a.b.c 3.14 v1.2.",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_shown_as_it_is(text in "[ -~\\n\\t\u{a0}-\u{24f}\u{590}-\u{5ff}\u{600}-\u{6ff}\u{2000}-\u{206f}]{1,40}") {
        prop_assume!(!text.trim().is_empty());
        check(&text);
    }
}

#[test]
fn prose_that_nests_too_deeply_is_an_error() {
    for deep in [">".repeat(100_000), "- ".repeat(50_000), "*a _b ".repeat(10_000)] {
        let source = format!("policy \"P\" {{ language en }}\nsection s \"S\" {{ prose \"{deep}x\" }}\n");
        let load = |_: &str| Ok::<_, LoadError>(source.clone().into_bytes());
        let read = project::read("deep.candor", &load, Vocabulary::builtin());
        let built = compile(&read, &Settings::default());
        let codes: Vec<&str> = built.findings.iter().map(|finding| finding.code).collect();
        // Emphasis that nothing closes is text.
        assert!(codes.contains(&"bad-prose") || deep.starts_with('*'), "{codes:?}");
    }
}
