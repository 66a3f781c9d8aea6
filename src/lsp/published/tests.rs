//! What is sent is what would be sent if nothing had been said before.

use candor::diagnostic::Severity;
use candor::source::FileId;
use lsp_types::PublishDiagnosticsParams;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// The files of every policy; the last has no address.
const NAMES: [&str; 3] = ["a.candor", "é.candor", "nowhere.candor"];

/// One look at a project.
#[derive(Clone, Debug)]
struct Look {
    /// What is typed at the beginning of each file.
    typed: Vec<&'static str>,
    /// What each policy finds, by number.
    policies: Vec<Vec<usize>>,
    /// The folder of the files.
    folder: &'static str,
    version: Option<i32>,
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(select(vec!["\n", "a", "é", "𝄞", "bcd "]), 0..12);
    prop::collection::vec(text.prop_map(|parts| parts.concat()), NAMES.len())
}

/// A stretch of a file that need not be there, of letters that need not begin or end there.
fn span() -> impl Strategy<Value = Span> {
    (select(vec![0, 0, 0, 1, 1, 2, 3]), 0usize..8, 0usize..4)
        .prop_map(|(file, start, length)| Span::new(FileId(file), start, start + length))
}

fn words() -> impl Strategy<Value = String> {
    select(vec!["", "a \"b\"", "é\n"]).prop_map(str::to_owned)
}

prop_compose! {
    fn fix()(span in span(), text in words(), label in words(), certain in any::<bool>()) -> Fix {
        Fix { span, text, label, certain }
    }
}

prop_compose! {
    fn finding()(
        code in select(vec!["unused-declaration", "outdated-citation", "syntax"]),
        severity in select(vec![Severity::Error, Severity::Note]),
        span in span(),
        message in words(),
        labels in prop::collection::vec((span(), words()), 0..3),
        help in prop::option::of(words()),
        citations in prop::collection::vec(words(), 0..2),
        fix in prop::option::of(fix()),
    ) -> Diagnostic {
        let labels = labels.into_iter().map(|(span, text)| Label { span, text }).collect();
        Diagnostic { code, severity, span, message, labels, help, meant: None, reason: None, citations, fix }
    }
}

/// Findings that differ in as little as can be.
fn findings() -> impl Strategy<Value = Vec<Diagnostic>> {
    prop::collection::vec((finding(), 0..10, span()), 1..4).prop_map(|found| {
        let both = found.into_iter().flat_map(|(finding, what, span)| {
            let mut other = finding.clone();
            match what {
                0 => other.message.push('a'),
                1 => other.help = Some("é\n".to_owned()),
                2 => other.labels = vec![Label { span, text: String::new() }],
                3 => other.fix = other.fix.map(|fix| Fix { certain: !fix.certain, ..fix }),
                4 => other.citations.push("a".to_owned()),
                5 => other.each_span(&mut |at| *at = span),
                6 => other.code = "unused-import",
                7 => other.severity = Severity::Warning,
                8 => other.labels.iter_mut().for_each(|label| label.text.push('a')),
                _ => other.span = span,
            }
            [finding, other]
        });
        both.collect()
    })
}

prop_compose! {
    fn look()(
        typed in prop::collection::vec(select(vec!["", "", "a", "𝄞", "é\n"]), NAMES.len()),
        policies in prop::collection::vec(prop::collection::vec(0usize..6, 0..8), 0..4),
        folder in select(vec!["file:///p", "file:///p", "file:///q%20"]),
        version in prop::option::of(0..9),
    ) -> Look {
        Look { typed, policies, folder, version }
    }
}

fn sources(texts: &[String], look: &Look) -> Sources {
    let mut sources = Sources::default();
    for ((name, text), typed) in NAMES.iter().zip(texts).zip(&look.typed) {
        sources.add(Source::new(*name, format!("{typed}{text}")));
    }
    sources
}

/// The findings where they have moved by what was typed.
fn moved(findings: &[Diagnostic], look: &Look) -> Vec<Diagnostic> {
    let mut findings = findings.to_vec();
    let shift = |span: &mut Span| {
        let by = look.typed.get(span.file.0 as usize).map_or(0, |typed| u32::try_from(typed.len()).unwrap());
        (span.start, span.end) = (span.start + by, span.end + by);
    };
    findings.iter_mut().for_each(|finding| finding.each_span(&mut |span| shift(span)));
    findings
}

fn address(folder: &str, name: &str) -> Option<Uri> {
    let name = name.replace('é', "%C3%A9");
    (name != "nowhere.candor").then(|| format!("{folder}/{name}").parse().unwrap())
}

/// Whether a policy, by its number, has a template that is broken.
fn is_broken(policy: usize) -> bool {
    policy == 1
}

/// What is published, made with what was said before.
fn published(
    look: &Look,
    texts: &[String],
    found: &[Diagnostic],
    by: Encoding,
    earlier: &Published,
) -> Published {
    let (sources, found) = (sources(texts, look), moved(found, look));
    let address = |name: &str| address(look.folder, name);
    let mut all = Published::default();
    for (number, policy) in look.policies.iter().enumerate() {
        let findings: Vec<Diagnostic> = policy.iter().filter_map(|&at| found.get(at).cloned()).collect();
        all.policy(&findings, &Files::new(&sources, &address, by), &[earlier]);
        if is_broken(number) {
            all.whole(&address("a.candor").unwrap(), &diagnostics::of_file(Some("broken-template"), "a"));
        }
    }
    for uri in earlier.files() {
        all.open(uri);
    }
    all
}

/// The same from nothing.
fn from_scratch(
    look: &Look,
    texts: &[String],
    found: &[Diagnostic],
    by: Encoding,
    earlier: &[String],
) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
    let (sources, found) = (sources(texts, look), moved(found, look));
    let location = |span: Span| {
        let source = sources.get(span.file)?;
        Some(Location { uri: address(look.folder, &source.name)?, range: convert::span(source, span, by) })
    };
    let mut all: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
    for (number, policy) in look.policies.iter().enumerate() {
        let others: BTreeMap<String, usize> =
            all.iter().map(|(uri, found)| (uri.clone(), found.len())).collect();
        for finding in policy.iter().filter_map(|&at| found.get(at)) {
            let Some(at) = location(finding.span) else { continue };
            let diagnostic = diagnostics::diagnostic(finding, &location).unwrap();
            let of_others = others.get(at.uri.as_str()).copied().unwrap_or_default();
            let of_file = all.entry(at.uri.as_str().to_owned()).or_default();
            let here = |other: &&lsp_types::Diagnostic| other.range.start == diagnostic.range.start;
            let own = of_file.iter().skip(of_others).rev().take_while(here);
            if !of_file.iter().take(of_others).chain(own).any(|other| *other == diagnostic) {
                of_file.push(diagnostic);
            }
        }
        if is_broken(number) {
            let uri = address(look.folder, "a.candor").unwrap();
            let broken = diagnostics::of_file(Some("broken-template"), "a");
            all.entry(uri.as_str().to_owned()).or_default().push(broken);
        }
    }
    for uri in earlier {
        all.entry(uri.clone()).or_default();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn every_byte_is_as_if_nothing_had_been_said_before(
        texts in texts(),
        found in findings(),
        looks in prop::collection::vec(look(), 1..6),
        by in select(vec![Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]),
    ) {
        let mut earlier = Published::default();
        for look in looks {
            let names: Vec<String> = earlier.files().cloned().collect();
            let wanted: Vec<String> = from_scratch(&look, &texts, &found, by, &names)
                .into_iter()
                .map(|(uri, diagnostics)| {
                    let params =
                        PublishDiagnosticsParams { uri: uri.parse().unwrap(), diagnostics, version: look.version };
                    serde_json::to_string(&params).unwrap()
                })
                .collect();
            earlier = published(&look, &texts, &found, by, &earlier);
            let sent: Vec<String> = earlier
                .files()
                .map(|uri| serde_json::to_string(&earlier.params(uri, look.version).unwrap()).unwrap())
                .collect();
            prop_assert_eq!(sent, wanted);
        }
    }
}

/// Whether each finding of the first file is sent as it was before something was typed there.
fn check(typed: &'static str, wanted: &[bool]) {
    let texts = ["a\nbé\nc".to_owned(), String::new(), String::new()];
    let at = |start, end| Span::new(FileId(0), start, end);
    let found = [
        Diagnostic::note("syntax", at(0, 1), "on the first line"),
        Diagnostic::note("syntax", at(2, 3), "on the second"),
        Diagnostic::note("syntax", at(2, 3), "there too, about the first").with_label(at(0, 1), "this"),
    ];
    let look = |typed| Look {
        typed: vec![typed, "", ""],
        policies: vec![vec![0, 1, 2]],
        folder: "file:///p",
        version: None,
    };
    let before = published(&look(""), &texts, &found, Encoding::Utf16, &Published::default());
    let after = published(&look(typed), &texts, &found, Encoding::Utf16, &before);
    let all =
        |published: &Published| published.0.values().flat_map(|file| file.all.clone()).collect::<Vec<_>>();
    let same: Vec<bool> =
        all(&before).iter().zip(all(&after)).map(|(before, after)| Rc::ptr_eq(before, &after)).collect();
    assert_eq!(same, wanted, "{typed:?}");
}

#[test]
fn what_has_not_moved_is_not_made_again() {
    check("", &[true, true, true]);
    check("é", &[false, true, false]);
    check("\n", &[false, false, false]);
}
