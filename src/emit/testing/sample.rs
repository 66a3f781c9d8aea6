//! A policy such as Candor writes.

use super::{block, item, paragraph};
use crate::document::{Block, BlockKind, Document, Href, Inline, Origin, Row, Section, Table};

pub(super) fn chrome() -> Vec<(String, String)> {
    [
        ("contents", "On this page"),
        ("skip", "Skip to the policy"),
        ("permalink", "Link to this section"),
        ("notice", "To do"),
    ]
    .map(|(key, word)| (key.to_owned(), word.to_owned()))
    .to_vec()
}

fn words(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn strong(text: &str) -> Inline {
    Inline::Strong(vec![words(text)])
}

fn link(href: &str, label: &str) -> Inline {
    Inline::Link { href: Href::parse(href).unwrap(), label: vec![words(label)] }
}

fn list(start: Option<u64>, items: Vec<Vec<Block>>) -> Block {
    block(BlockKind::List { start, items: items.into_iter().map(item).collect() })
}

fn rows(header: &[&str], rows: &[&[&str]]) -> Block {
    let cell = |text: &&str| {
        let mut lines: Vec<_> = text.split('\n').flat_map(|line| [Inline::Break, words(line)]).collect();
        lines.remove(0);
        lines
    };
    let cells = |row: &[&str]| row.iter().map(cell).collect();
    block(BlockKind::Table(Table {
        header: cells(header),
        rows: rows.iter().map(|row| Row { cells: cells(row), origin: Origin::default() }).collect(),
    }))
}

fn section(id: &str, title: &str, blocks: Vec<Block>, sections: Vec<Section>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks, sections, origin: Origin::default() }
}

/// A policy such as Candor writes, with one of everything.
pub(in crate::emit) fn sample() -> Document {
    let say = |text: &str| paragraph(vec![words(text)]);
    Document {
        name: "acme".to_owned(),
        title: "Acme Privacy Policy".to_owned(),
        language: "en-US".to_owned(),
        meta: vec![
            ("effective".to_owned(), "2026-03-01".to_owned()),
            ("updated".to_owned(), "2026-02-10".to_owned()),
        ],
        chrome: chrome(),
        lead: vec![
            paragraph(vec![
                strong("Effective:"),
                words(" March 1, 2026"),
                Inline::Break,
                strong("Last updated:"),
                words(" February 10, 2026"),
            ]),
            paragraph(vec![
                words(
                    "This policy says which personal information Acme Inc. (“we”) collects, why, with whom we \
                     share it, and what you can do about it. See ",
                ),
                link("#rights", "your rights"),
                words(" for how to reach us."),
            ]),
        ],
        sections: vec![
            section(
                "collection",
                "Information we collect",
                vec![
                    say("We collect the following information from you directly:"),
                    list(
                        None,
                        vec![
                            vec![paragraph(vec![
                                strong("contact information"),
                                words(
                                    ": your name, e-mail address and, if you choose to give it, phone number",
                                ),
                            ])],
                            vec![
                                say("device information, when you visit our website:"),
                                list(
                                    None,
                                    vec![vec![say("IP address")], vec![say("browser and operating system")]],
                                ),
                            ],
                        ],
                    ),
                ],
                vec![section(
                    "retention",
                    "How long we keep it",
                    vec![rows(
                        &["Information", "Purpose", "Legal basis", "Kept"],
                        &[
                            &[
                                "contact information",
                                "to send you news about our services\nto keep your account safe",
                                "your consent\nlegitimate interests: preventing abuse",
                                "24 months after you close your account",
                            ],
                            &[
                                "device information",
                                "to keep your account safe",
                                "legitimate interests",
                                "30 days",
                            ],
                        ],
                    )],
                    vec![],
                )],
            ),
            section(
                "sharing",
                "Who we share it with",
                vec![
                    rows(
                        &["Recipient", "Role", "Country"],
                        &[
                            &["Mailer GmbH", "processor", "Germany"],
                            &["شركة البريد", "processor", "Egypt"],
                            &["A|B <b>Ads</b>", "advertising network", "USA"],
                        ],
                    ),
                    paragraph(vec![
                        words("We "),
                        strong("do not sell"),
                        words(" personal information. Read "),
                        link("https://mailer.example/privacy", "Mailer GmbH’s own policy"),
                        words("."),
                    ]),
                ],
                vec![],
            ),
            section(
                "rights",
                "Your rights",
                vec![
                    say("To access, correct or delete your personal information:"),
                    list(
                        Some(1),
                        vec![
                            vec![paragraph(vec![
                                words("Write to "),
                                link("mailto:privacy@acme.example", "privacy@acme.example"),
                                words(" or call "),
                                link("tel:+15550100", "+1 555 0100"),
                                words("."),
                            ])],
                            vec![paragraph(vec![
                                words("Put "),
                                Inline::Code("PRIVACY REQUEST".to_owned()),
                                words(" in the subject."),
                            ])],
                            vec![paragraph(vec![
                                words("We answer within 45 days, "),
                                Inline::Emphasis(vec![words("extendable once")]),
                                words(" by 45 days."),
                            ])],
                        ],
                    ),
                    block(BlockKind::Callout(vec![paragraph(vec![
                        words("Not declared: how an authorized agent can make a request. Add "),
                        Inline::Code("by agent".to_owned()),
                        words("."),
                    ])])),
                ],
                vec![],
            ),
        ],
        ..Document::default()
    }
}
