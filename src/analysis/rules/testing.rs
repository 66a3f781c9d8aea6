//! How rules are tested: a text whose comments say what is found above them.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::law::Vocabulary;
use crate::source::FileId;

/// Checks that a rule finds in a text exactly what its `//^^^ message` comments say.
///
/// The carets stand under the first line of what is found, from its first
/// column to its last; a comment begins in the first column, so what it points
/// at begins in the third at the earliest, and `//` itself may stand for the
/// first two. The message is the whole message, or its beginning before `…`.
#[track_caller]
pub(crate) fn check(rule: &Rule, text: &str) {
    check_as_of(rule, None, text);
}

/// The same, judged by the law and the calendar of a day such as `2026-03-01`.
#[track_caller]
pub(crate) fn check_on(rule: &Rule, day: &str, text: &str) {
    check_as_of(rule, Some(day.parse().unwrap()), text);
}

#[track_caller]
fn check_as_of(rule: &Rule, as_of: Option<jiff::civil::Date>, text: &str) {
    let read = crate::syntax::read(FileId(0), text);
    assert!(read.findings.is_empty(), "the text does not parse: {:?}", read.findings);
    let vocabulary = Vocabulary::builtin();
    let model = crate::model::policy("test", read.value.items, vocabulary);
    let errors: Vec<_> =
        model.findings.iter().filter(|found| found.severity == crate::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "the text has errors: {errors:?}");
    let context = Context::new(&model.value, vocabulary, as_of);
    let mut findings = Vec::new();
    (rule.check)(&context, &mut findings);
    findings.sort_by_key(|finding| finding.span);
    let mut found: Vec<(usize, String)> = Vec::new();
    for finding in &findings {
        assert_eq!(finding.code, rule.name);
        let line = text[..finding.span.start as usize].matches('\n').count();
        found.push((line, finding.message.clone()));
    }
    let mut wanted: Vec<(usize, String)> = Vec::new();
    let mut above = 0;
    for (number, line) in text.lines().enumerate() {
        match line.trim_start().strip_prefix("//^") {
            Some(rest) => wanted.push((above, rest.trim_start_matches('^').trim().to_owned())),
            None => above = number,
        }
    }
    let same = found.len() == wanted.len()
        && found.iter().zip(&wanted).all(|((at, message), (line, expected))| {
            at == line
                && expected.strip_suffix('…').map_or(message == expected, |start| message.starts_with(start))
        });
    assert!(same, "{}: found {found:#?}, expected {wanted:#?}", rule.name);
}
