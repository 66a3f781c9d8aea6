//! Law, technology and dates that have had their day.

mod discontinued_technology;
mod law_not_yet_in_force;
mod not_yet_effective;
mod outdated_citation;
mod policy_not_reviewed;
mod renamed_company;
mod repealed_law;
mod updated_after_effective;

use jiff::civil::Date;

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::Past;
use crate::analysis::past::named_as_current;
use crate::diagnostic::Diagnostic;
use crate::model::words::DateWord;
use crate::model::{Clause, ClauseKind, Dated};
use crate::source::Span;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &discontinued_technology::RULE,
    &law_not_yet_in_force::RULE,
    &not_yet_effective::RULE,
    &outdated_citation::RULE,
    &policy_not_reviewed::RULE,
    &renamed_company::RULE,
    &repealed_law::RULE,
    &updated_after_effective::RULE,
];

/// A finding for every text that names one of these things as if it were not past.
fn named(
    context: &Context<'_>,
    list: &'static [Past],
    findings: &mut Vec<Diagnostic>,
    message: fn(Span, &str, &Past) -> Diagnostic,
) {
    // "We do not rely on it any more" is no mistake.
    for (text, past, name) in named_as_current(context, list) {
        let mut finding = message(text.span, name, past);
        finding.citations.extend(past.citation());
        findings.push(finding);
    }
}

/// When something ended, for a message.
fn since(past: &Past) -> String {
    past.ended.map(|ended| format!(" since {ended}")).unwrap_or_default()
}

/// A date among some clauses, and where.
fn date(clauses: &[Clause], word: DateWord) -> Option<(Date, Span)> {
    clauses.iter().find_map(|clause| match clause.kind {
        ClauseKind::Dated(found, Dated::On(date)) if found == word => Some((date, clause.span)),
        _ => None,
    })
}

/// The later of the two dates, and where.
fn latest(clauses: &[Clause]) -> Option<(Date, Span)> {
    let dates = [date(clauses, DateWord::Effective), date(clauses, DateWord::Updated)];
    dates.into_iter().flatten().max_by_key(|(date, _)| *date)
}
