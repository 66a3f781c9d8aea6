//! A claim of security that no system can keep.

use super::{Claim, absolute_claims};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "absolute-security-claim", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(absolute_claims(context).iter().map(absolute));
}

fn absolute(claim: &Claim) -> Diagnostic {
    Context::finding(&RULE, claim.span, format!("`{}` claims more than any system can keep", claim.words))
        .with_help("say what is done, such as `we protect personal-data by \"encryption\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_claim_without_exception() {
        check(
            &RULE,
            r#"
we "keep your data completely secure"
//^ `completely secure` claims more than any system can keep
we guarantee "the security of your data"
//^ `guarantee` claims more than any system can keep
we are not liable for "intrusions" despite "every possible measure that we take"
//^ `every possible measure` claims more than any system can keep
"#,
        );
    }

    #[test]
    fn what_is_denied_or_only_striven_for_is_no_claim() {
        check(
            &RULE,
            r#"
we cannot guarantee "its absolute security" because "no method is 100% secure"
we strive to "keep your data completely secure"
"no method of transmission" is "100% secure" if "you believe that it is 100% secure"
we guarantee "a refund within 30 days"
we protect personal-data by "encryption"
"#,
        );
    }
}
