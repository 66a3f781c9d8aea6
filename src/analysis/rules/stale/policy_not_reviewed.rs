//! A policy, or a statement in it, whose last date is more than a year ago.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::latest;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{Clause, Section};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "policy-not-reviewed", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(day) = context.as_of else { return };
    if let Some(head) = context.policy.head() {
        old(&head.clauses, day, findings);
    }
    sections(context.root(), day, findings);
}

fn sections(section: &Section, day: Date, findings: &mut Vec<Diagnostic>) {
    for inner in section.sections() {
        old(&inner.clauses, day, findings);
        sections(inner, day, findings);
    }
}

fn old(clauses: &[Clause], day: Date, findings: &mut Vec<Diagnostic>) {
    let Some((last, at)) = latest(clauses) else { return };
    if last.checked_add(12.months()).is_ok_and(|due| due < day) {
        findings.push(overdue(at, last, day));
    }
}

fn overdue(at: Span, last: Date, day: Date) -> Diagnostic {
    Context::finding(&RULE, at, format!("the last date here is {last}, more than 12 months before {day}"))
        .with_help("review what the policy says, and write the day of that as `updated`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn more_than_a_year() {
        check_on(
            &RULE,
            "2026-03-02",
            r#"
policy "P" { effective 2025-03-01 }
           //^ the last date here is 2025-03-01, more than 12 months before 2026-03-02
section statement "Statement" effective 2020-10-29 { we collect personal-data }
                            //^ the last date here is 2020-10-29, more than 12 months before 2026-03-02
"#,
        );
    }

    #[test]
    fn a_year_at_most_or_no_given_day() {
        check_on(&RULE, "2026-03-01", "policy \"P\" { effective 2020-01-01 updated 2025-03-01 }\n");
        check(&RULE, "policy \"P\" { effective 2001-01-01 }\n");
    }
}
