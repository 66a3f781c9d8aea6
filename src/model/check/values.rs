//! Values of a declaration that cannot stand beside each other.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::words::{Absence, ListWord};
use crate::model::{Clause, ClauseKind, Noun, Ref, Term, Value};
use crate::source::Span;

/// Finds `none` and `unstated` beside a value, of which readers would be told the one or the other.
pub(super) fn absences(noun: &Noun, findings: &mut Vec<Diagnostic>) {
    let mut said: BTreeMap<&str, Vec<&Term>> = BTreeMap::new();
    // A representative may be one for each place.
    for property in noun.properties.iter().filter(|property| property.clauses.is_empty()) {
        said.entry(property.word).or_default().extend(&property.list.terms);
    }
    said.into_iter().for_each(|(word, terms)| absence_beside(word, &terms, findings));
    fees(&noun.clauses, findings);
}

/// The same for what something costs.
pub(super) fn fees(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    for clause in clauses {
        if let ClauseKind::List(word @ ListWord::Fee, list) = &clause.kind {
            absence_beside(word.as_str(), &list.terms.iter().collect::<Vec<_>>(), findings);
        }
    }
}

fn absence_beside(word: &str, terms: &[&Term], findings: &mut Vec<Diagnostic>) {
    let absent = terms.iter().find_map(|term| match term.value {
        Value::Absent(absence) => Some((absence, *term)),
        _ => None,
    });
    let Some((absence, term)) = absent else { return };
    if let Some(other) = terms.iter().find(|other| other.value != term.value) {
        findings.push(no_value_beside(word, absence, term.span, other.span));
    }
}

fn no_value_beside(word: &str, absence: Absence, span: Span, other: Span) -> Diagnostic {
    let absence = absence.as_str();
    let message = format!("`{absence}` cannot stand beside another value of `{word}`");
    Diagnostic::error("duplicate-property", span, message)
        .with_label(other, "the other one")
        .with_help("keep one")
}

/// Finds facts that a policy states and rules out.
pub(super) fn ruled_out_facts(noun: &Noun, findings: &mut Vec<Diagnostic>) {
    let terms = |word| noun.property(word).flat_map(|property| &property.list.terms);
    let stated: HashMap<&Value, Span> = terms("facts").map(|term| (&term.value, term.span)).collect();
    for term in terms("rules-out").filter(|term| !matches!(term.value, Value::Absent(_))) {
        if let (Value::Ref(Ref::Text(fact)), Some(first)) = (&term.value, stated.get(&term.value)) {
            findings.push(stated_and_ruled_out(fact, term.span, *first));
        }
    }
}

fn stated_and_ruled_out(fact: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("fact-ruled-out", span, format!("`{fact}` is ruled out here, and stated as a fact"))
        .with_label(first, "stated here")
        .with_help("keep the one that is true")
}
