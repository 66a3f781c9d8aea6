//! A policy that does not hold yet on the day it is judged.

use jiff::civil::Date;

use super::date;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::DateWord;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "not-yet-effective", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(day), Some(head)) = (context.as_of, context.policy.head()) else { return };
    if let Some((effective, at)) =
        date(&head.clauses, DateWord::Effective).filter(|(effective, _)| *effective > day)
    {
        findings.push(too_early(at, effective, day));
    }
}

fn too_early(at: Span, effective: Date, day: Date) -> Diagnostic {
    Context::finding(&RULE, at, format!("this policy takes effect on {effective}, which is after {day}"))
        .with_help("publish it beside the one that holds until then, and say so in a `note`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn in_the_future() {
        check_on(
            &RULE,
            "2026-02-01",
            r#"
policy "P" { effective 2026-03-01 updated 2026-01-15 }
           //^ this policy takes effect on 2026-03-01, which is after 2026-02-01
"#,
        );
    }

    #[test]
    fn today_or_on_no_given_day() {
        check_on(&RULE, "2026-03-01", "policy \"P\" { effective 2026-03-01 }\n");
        check(&RULE, "policy \"P\" { effective 2026-03-01 updated 2026-01-15 }\n");
    }
}
