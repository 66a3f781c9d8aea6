//! Data is kept, says the policy, and never for how long.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::retention::kept;
use crate::diagnostic::Diagnostic;
use crate::model::verb::{ACQUIRING, KEEPING};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "retention-without-period", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // A policy that says nothing at all is reported with what else its laws miss.
    if !kept(context).is_empty() || context.named_laws().is_empty() {
        return;
    }
    // What is stored somewhere is said of the place, not of the time.
    let keeps = context.we_do(KEEPING).find(|practice| !practice.does_any(&["store"]));
    if let (Some(keeps), Some(collects)) = (keeps, context.we_do(ACQUIRING).next()) {
        findings.push(for_how_long(keeps, collects));
    }
}

fn for_how_long(keeps: &Practice<'_>, collects: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, keeps.span(), "this keeps data, but nothing in the policy says for how long")
        .with_label(collects.span(), "data is collected here")
        .with_help("add a period, `for 24 months after \"…\"`, or a criterion, `until \"…\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\nwe collect \"names\" : identity.name\n";

    #[test]
    fn kept_as_the_policy_says_which_says_nothing() {
        check(
            &RULE,
            &format!(
                "{HEAD}we will retain personal-data as \"set forth in this policy\"\n//^^^ this keeps data, but nothing in the policy says for how long\n"
            ),
        );
    }

    #[test]
    fn a_criterion_counts_as_a_period() {
        check(
            &RULE,
            &format!("{HEAD}we keep personal-data\nwe keep personal-data until \"your account is closed\"\n"),
        );
    }

    #[test]
    fn what_it_depends_on_and_what_it_ends_with_are_criteria() {
        for limit in ["depending on \"how long the risk lasts\"", "as \"the tax code demands\""] {
            check(&RULE, &format!("{HEAD}we keep personal-data {limit}\n"));
        }
        check(
            &RULE,
            &format!(
                "{HEAD}we keep personal-data in DE depending on \"where you live\"\n//^^^ this keeps data, but nothing in the policy says for how long\n"
            ),
        );
    }

    #[test]
    fn nothing_is_said_of_keeping_or_no_law_asks() {
        check(&RULE, &format!("{HEAD}we store personal-data in DE\n"));
        check(&RULE, "we collect \"names\" : identity.name\nwe keep personal-data\n");
    }
}
