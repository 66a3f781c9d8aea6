//! A promise to tell people about a breach that does not say by what means.

use super::{breach_notices, by_law};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "breach-notice-without-channel", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for notice in breach_notices(context) {
        let means = [ListWord::By, ListWord::Through, ListWord::On, ListWord::With];
        if !by_law(notice.statement) && means.iter().all(|word| notice.terms(*word).next().is_none()) {
            findings.push(no_channel(notice));
        }
    }
}

fn no_channel(notice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, notice.span(), "this does not say by what means people are told of a breach")
        .with_help("add `by \"email\"`, or the name of a channel")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_means_is_given() {
        check(
            &RULE,
            r#"
we will promptly notify users about breach
//^ this does not say by what means people are told of a breach
"#,
        );
    }

    #[test]
    fn a_means_is_given() {
        check(
            &RULE,
            "we will notify users about breach by \"email\"\n\
             we will notify \"the regulator\" about breach\n\
             we will notify you about \"a change\"\n",
        );
    }

    #[test]
    fn a_commission_is_an_authority() {
        check(
            &RULE,
            r#"
we will notify "the Federal Trade Commission" about "a breach" within 60 days
"#,
        );
    }
}
