//! A law or a scheme named as if it still held.

use super::{named, since};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Past, lists};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "repealed-law", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    named(context, &lists().stale.laws, findings, repealed);
}

fn repealed(at: Span, name: &str, past: &Past) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{name}` has not been in force{}", since(past)))
        .with_help(format!("write {}", past.instead))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn a_scheme_that_fell() {
        check(
            &RULE,
            r#"
condition shield "the Privacy Shield"
        //^^^^^^ `Privacy Shield` has not been in force since 2020-07-16
we transfer personal-data to "our servers" under "Directive 95/46/EC" if shield
//^ `95/46/EC` has not been in force since 2018-05-25
"#,
        );
    }

    #[test]
    fn its_end_is_said_or_had_not_come() {
        check(
            &RULE,
            r#"
we do not "rely" on "the Privacy Shield"
we comply with "the framework that replaced the Privacy Shield"
"this notice" is "a safe harbor for nobody"
"#,
        );
        check_on(&RULE, "2018-05-25", "we comply with \"the EU-US Privacy Shield\"\n");
    }
}
