//! The syntax tree to the model: the one part of it that knows the syntax.

mod clauses;
mod declarations;
mod properties;
mod sentences;
mod terms;
mod topics;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::names::{self, Names};
use super::words::{ListWord, NounKind};
use super::{Noun, NounId, Policy, Ref, Section, Value, check};
use crate::diagnostic::{Checked, Diagnostic};
use crate::law::Vocabulary;
use crate::source::Span;
use crate::syntax::ast;

/// Makes a policy of the items of its files, imports resolved and in order.
///
/// Names may be used before they are declared, so declarations are taken up
/// first and everything is resolved against them after.
#[must_use]
pub fn policy(name: &str, items: Vec<ast::Item>, vocabulary: &Vocabulary) -> Checked<Policy> {
    let mut reader = Reader {
        vocabulary,
        names: Names::default(),
        nouns: Vec::new(),
        findings: Vec::new(),
        statement_ids: BTreeMap::new(),
    };
    let mut bodies = Vec::new();
    for item in &items {
        reader.declare(item, &mut bodies);
    }
    for (id, body) in bodies {
        reader.noun_body(id, body);
    }
    let mut root = Section::default();
    let (mut assertions, mut approvals) = (Vec::new(), Vec::new());
    for item in items {
        if let ast::Item::Prose(text) = &item {
            reader.findings.push(misplaced_prose(text.span));
        }
        if let ast::Item::Assertion(assertion) = &item {
            assertions.extend(reader.assertion(assertion));
        }
        if let ast::Item::Approval(approval) = &item {
            approvals.extend(reader.approval(approval));
        }
        root.parts.extend(reader.part(item, None));
    }
    let Reader { names, mut nouns, mut findings, .. } = reader;
    for (at, noun) in nouns.iter_mut().enumerate() {
        noun.used = names.is_used(NounId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    let mut policy =
        Policy { name: name.to_owned(), nouns, root, assertions, approvals, ..Policy::default() };
    take_head(&mut policy);
    check::policy(&policy, &names, &mut findings);
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
    Checked { value: policy, findings }
}

fn take_head(policy: &mut Policy) {
    let Some(head) = policy.head() else { return };
    let (title, span) = (head.name.clone(), head.span);
    let language = head.property("language").flat_map(|p| &p.list.terms).find_map(|term| match &term.value {
        Value::Ref(Ref::Text(tag)) => Some(tag.clone()),
        _ => None,
    });
    let laws = head.property("laws").flat_map(|p| p.list.terms.iter().cloned()).collect();
    policy.title = title;
    policy.span = Some(span);
    policy.language = language;
    policy.laws = laws;
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    names: Names,
    nouns: Vec<Noun>,
    findings: Vec<Diagnostic>,
    statement_ids: BTreeMap<Box<str>, u32>,
}

/// The words that no declaration may take as its id.
#[must_use]
pub fn reserved(word: &str) -> bool {
    static OF_GRAMMAR: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| RESERVED_RULES.iter().flat_map(|rule| crate::syntax::grammar_words(rule)).collect());
    matches!(word, "others" | "unstated" | "none")
        || names::special(word).is_some()
        || NounKind::parse(word).is_some()
        || ListWord::parse(word).is_some()
        || OF_GRAMMAR.contains(word)
}

const RESERVED_RULES: &[&str] = &[
    "MODAL",
    "CONDITION",
    "SAYING",
    "DATED",
    "KEPT",
    "WITHIN",
    "EVERY",
    "BASIS",
    "QUANTIFIER",
    "IMPORT",
    "SECTION",
    "PROSE",
];

fn misplaced_prose(span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-prose", span, "this prose stands in no section, so no document can show it")
        .with_help("write `section some-name \"A heading\" { prose \"…\" }`")
}
