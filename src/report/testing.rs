//! Reports to try the formats on.

use super::{Finding, Fix, Label, Place, Position, Report, resolve};
use crate::diagnostic::Severity;
use crate::law::Vocabulary;
use crate::project::LoadError;

/// What is found in a text that stands in `acme.candor`.
pub(crate) fn report(text: &str) -> Report {
    let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(text.as_bytes().to_vec()) };
    let read = crate::project::read("acme.candor", &load, Vocabulary::builtin());
    let findings = resolve(&read.policy, &read.sources, &read.findings, &str::to_owned);
    Report { findings, files: vec!["acme.candor".to_owned()] }
}

/// A report with one of everything, and every character that some format has to escape.
pub(crate) fn awkward() -> Report {
    let place = |line, column, width| Place {
        file: "a b%/ü,:\"<&>.candor".to_owned(),
        start: Position { line, column },
        end: Position { line, column: column + width },
    };
    let whole = Finding {
        place: Some(place(3, 5, 7)),
        severity: Severity::Error,
        name: "unused-allow",
        message: "100% wrong, `a:b` <&> \"it's\" ]]> \u{1b}[31m\u{202e}\r\nnext".to_owned(),
        labels: vec![Label { place: place(1, 1, 2), text: "this says never".to_owned() }],
        help: Some("delete it\nor keep it".to_owned()),
        citations: vec!["Art. 5(1)(a)".to_owned()],
        fix: Some(Fix {
            place: place(3, 5, 0),
            text: "keep 30 days".to_owned(),
            label: "add a period".to_owned(),
            certain: true,
        }),
        symbol: "statement we-collect".to_owned(),
    };
    let warning = Finding {
        place: Some(Place { end: Position { line: 9, column: 2 }, ..place(8, 1, 0) }),
        severity: Severity::Warning,
        labels: Vec::new(),
        help: None,
        citations: Vec::new(),
        fix: None,
        message: "runs over two lines".to_owned(),
        ..whole.clone()
    };
    let note = Finding { severity: Severity::Note, message: "worth knowing".to_owned(), ..warning.clone() };
    let nowhere = Finding::without_place("broken-template", Severity::Error, "template en/x.md: no");
    Report { findings: vec![nowhere, whole, warning, note], files: vec!["b.candor".to_owned()] }
}
