//! A contract as the basis for advertising, statistics or training.

use crate::analysis::Rule;
use crate::analysis::bases::{Purpose, bases};
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "contract-for-marketing", check };

/// What no contract with a person needs.
const NEEDLESS: &[&str] = &["marketing", "ads", "analytics", "train-ai", "sell"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for basis in bases(context).iter().filter(|basis| basis.is(context, "contract")) {
        for purpose in basis.purposes(context).iter().filter(|purpose| purpose.is_wholly(context, NEEDLESS)) {
            findings.push(not_needed(basis.ground.span, purpose));
        }
    }
}

fn not_needed(at: Span, purpose: &Purpose<'_>) -> Diagnostic {
    Context::finding(&RULE, at, format!("a contract with someone does not need `{}`", purpose.name))
        .with_label(purpose.span, "the purpose")
        .with_help("write `basis consent` or `basis legitimate-interests \"…\"` for it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn news_need_no_contract() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
purpose orders "deliver" : service.fulfilment
we use personal-data for orders, news basis contract
                                          //^^^ a contract with someone does not need `news`
"#,
        );
    }

    #[test]
    fn a_basis_of_their_own() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
purpose orders "deliver and tell you about it" : service.fulfilment | marketing
we use personal-data for orders, news basis contract (orders), consent (news)
"#,
        );
    }
}
