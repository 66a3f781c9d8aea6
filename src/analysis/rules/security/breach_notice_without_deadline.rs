//! A promise to tell people about a breach that does not say how soon.

use super::{breach_notices, by_law, words};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::model::words::Adverb;
use crate::model::{ClauseKind, Length};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "breach-notice-without-deadline", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for notice in breach_notices(context) {
        let statement = notice.statement;
        let soon = [Adverb::Promptly, Adverb::Immediately, Adverb::WithoutUndueDelay];
        let soon = soon.iter().any(|adverb| statement.adverbs.contains(adverb))
            || statement
                .clauses
                .iter()
                .any(|clause| matches!(clause.kind, ClauseKind::Within(Length::Time(_), ..)))
            || texts::of_statement(statement)
                .iter()
                .any(|text| texts::first_of(text.text, &list.soon).is_some());
        if !soon && !by_law(statement) {
            findings.push(no_deadline(notice));
        }
    }
}

fn no_deadline(notice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, notice.span(), "this does not say how soon people are told of a breach")
        .with_help("add `within 72 hours of \"finding out\"`, or `if law-requires` to leave it to the law")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_time_is_given() {
        check(
            &RULE,
            r#"
we will notify users about breach by "email"
//^ this does not say how soon people are told of a breach
we will notify customers about breach within "a reasonable time"
//^ this does not say how soon people are told of a breach
"#,
        );
    }

    #[test]
    fn a_time_or_the_law_is_given() {
        check(
            &RULE,
            r#"
we will notify you about breach within 72 hours
we will promptly notify you about breach
we will notify you about breach without undue delay
we will notify you about breach if law-requires
we will notify you about breach by "email, without undue delay"
we will notify you about "a change"
"#,
        );
    }
}
