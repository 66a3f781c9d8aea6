//! Data that one statement deletes and another keeps for ever.

use super::{conditional, overlap};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::retention::{Length, kept};
use crate::diagnostic::Diagnostic;
use crate::model::Term;
use crate::model::words::Modal;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "deletion-promised-yet-kept", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let promised = context.we_do(&["delete"]).filter(|practice| {
        let modal = matches!(practice.statement.modal, Modal::Does | Modal::Will | Modal::Must);
        modal && !conditional(practice)
    });
    let promised: Vec<(&Practice<'_>, Vec<Term>)> =
        promised.map(|practice| (practice, practice.objects().cloned().collect())).collect();
    if promised.is_empty() {
        return;
    }
    for kept in kept(context) {
        if !matches!(kept.length, Length::Forever) || kept.practice.is_some_and(conditional) {
            continue;
        }
        let broken = promised.iter().find(|(_, data)| overlap(context, data, &kept.data));
        if let Some((promise, _)) = broken {
            findings.push(kept_all_the_same(kept.span, promise));
        }
    }
}

fn kept_all_the_same(at: Span, promise: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, at, "this keeps for ever what the policy promises to delete")
        .with_label(promise.span(), "this promises to delete it")
        .with_help("give a period instead of `indefinitely`, or limit the promise with `except` or `unless`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn deleted_after_a_year_and_kept_for_ever() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
we delete personal-data after "one year"
we keep orders indefinitely
//^^^ this keeps for ever what the policy promises to delete
"#,
        );
    }

    #[test]
    fn other_data_and_conditions() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
data logs "log data" : diagnostics.log
we delete logs after "one year"
we delete personal-data if "you ask us to"
we may delete personal-data
we keep orders indefinitely
we keep logs indefinitely if law-requires
"#,
        );
    }
}
