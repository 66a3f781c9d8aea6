//! Data is collected, and nothing says for how long.

use super::{COLLECTING, KEEPING, kept};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "missing-retention", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if !kept(context).is_empty() || context.packs().is_empty() {
        return;
    }
    let Some(collects) = context.we_do(COLLECTING).next() else { return };
    // What is stored somewhere is said of the place, not of the time.
    let speaks = context.we_do(KEEPING).find(|practice| !practice.does_any(&["store"]));
    findings.push(match speaks {
        Some(keeps) => kept_for_how_long(keeps, collects),
        None => nothing_said(collects),
    });
}

fn kept_for_how_long(keeps: &Practice<'_>, collects: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, keeps.span(), "this keeps data, but nothing in the policy says for how long")
        .with_label(collects.span(), "data is collected here")
        .with_help("add a period, `for 24 months after \"…\"`, or a criterion, `until \"…\"`")
}

fn nothing_said(collects: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, collects.span(), "data is collected, but nothing says how long it is kept")
        .with_help("add `we keep personal-data for 24 months after \"…\"`, or `until \"…\"` for a criterion")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn nothing_is_said() {
        check(
            &RULE,
            &format!(
                "{HEAD}we collect \"names\" : identity.name\n//^^^ data is collected, but nothing says how long it is kept\n"
            ),
        );
    }

    #[test]
    fn kept_as_the_policy_says_which_says_nothing() {
        check(
            &RULE,
            &format!(
                "{HEAD}we collect \"names\" : identity.name\nwe will retain personal-data as \"set forth in this policy\"\n//^^^ this keeps data, but nothing in the policy says for how long\n"
            ),
        );
    }

    #[test]
    fn a_criterion_counts_as_a_period() {
        check(
            &RULE,
            &format!("{HEAD}we collect \"names\" : identity.name kept until \"your account is closed\"\n"),
        );
    }

    #[test]
    fn no_law_asks() {
        check(&RULE, "we collect \"names\" : identity.name\n");
    }
}
