//! A section of law that has another number now.

use super::named;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Past, lists};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "outdated-citation", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    named(context, &lists().stale.renumbered, findings, renumbered);
}

fn renumbered(at: Span, name: &str, past: &Past) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{name}` is not where this law is found"))
        .with_help(format!("cite {}", past.instead))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn the_number_of_the_bill() {
        check(
            &RULE,
            r#"
we comply with "Tenn. Code Ann. 47-18-3201"
//^ `47-18-3201` is not where this law is found
"#,
        );
    }

    #[test]
    fn the_number_of_the_code() {
        check_on(&RULE, "2026-01-01", "we comply with \"Tenn. Code Ann. 47-18-3301\"\n");
    }
}
