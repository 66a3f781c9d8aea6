//! Data is sold or shared for advertising, and nothing is said of opt-out signals.

use super::{signal, sold};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "gpc-unstated-while-selling", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(said) = signal(context, "gpc") else { return };
    if let Some(at) = sold(context, said.regions).filter(|_| !said.spoken) {
        findings.push(unstated(at));
    }
}

fn unstated(at: Span) -> Diagnostic {
    let message = "this sells data or shares it for advertising, but nothing says that Global Privacy Control is honored";
    Context::finding(&RULE, at, message).with_help("honor the signal and add `we honor gpc`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_tracker_shares() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
recipient network "ad platforms" : advertising-network
tracker px "pixels" : pixel { provider network }
we use px
//^ this sells data or shares it for advertising…
"#,
        );
    }

    #[test]
    fn nothing_is_said() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
recipient network "ad platforms" : advertising-network
we may share personal-data with network
//^ this sells data or shares it for advertising…
"#,
        );
    }

    #[test]
    fn what_is_given_in_return_makes_it_a_sale() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
recipient buyer "a buyer" : third-party { consideration "money" }
we may share personal-data with buyer only if consent
//^ this sells data or shares it for advertising…
"#,
        );
    }

    #[test]
    fn it_is_said_or_nothing_is_sold() {
        check(&RULE, "policy \"P\" { laws ccpa }\nwe sell personal-data\nwe honor gpc\n");
        check(&RULE, "policy \"P\" { laws ccpa }\nwe do not sell personal-data\nwe sell aggregate-data\n");
        check(&RULE, "policy \"P\" { laws gdpr }\nwe sell personal-data\n");
    }
}
