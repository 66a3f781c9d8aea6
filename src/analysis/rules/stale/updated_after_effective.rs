//! A policy that was changed after the day from which it says it holds.

use jiff::civil::Date;

use super::date;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::DateWord;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "updated-after-effective", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(head) = context.policy.head() else { return };
    let dates = (date(&head.clauses, DateWord::Effective), date(&head.clauses, DateWord::Updated));
    if let (Some((effective, since)), Some((updated, at))) = dates
        && updated > effective
    {
        findings.push(backwards(at, updated, since, effective));
    }
}

fn backwards(at: Span, updated: Date, since: Span, effective: Date) -> Diagnostic {
    let message = format!("this was changed on {updated}, but is said to hold since {effective}");
    Context::finding(&RULE, at, message)
        .with_label(since, "the day from which it holds")
        .with_help("write as `effective` the day from which this version holds")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn changed_after_it_took_effect() {
        check(
            &RULE,
            r#"
policy "P" { effective 2020-01-01 updated 2022-05-01 }
                                //^ this was changed on 2022-05-01, but is said to hold since 2020-01-01
"#,
        );
    }

    #[test]
    fn announced_before_it_takes_effect() {
        check(&RULE, "policy \"P\" { effective 2026-03-01 updated 2026-02-10 }\n");
        check(&RULE, "policy \"P\" { effective 2026-03-01 updated 2026-03-01 }\n");
    }
}
