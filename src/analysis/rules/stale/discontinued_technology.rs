//! A technology of which readers have none left.

use super::{named, since};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Past, lists};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "discontinued-technology", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    named(context, &lists().stale.technologies, findings, discontinued);
}

fn discontinued(at: Span, name: &str, past: &Past) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{name}` has not been supported{}", since(past)))
        .with_help(format!("name {}", past.instead))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn what_nobody_has_any_more() {
        check(
            &RULE,
            r#"
we use "Flash cookies" for "remember you"
//^ `Flash cookies` has not been supported since 2021-01-01
"#,
        );
    }

    #[test]
    fn what_people_had_then_or_never_was_that() {
        check(&RULE, "we \"send flash messages\"\n");
        check_on(&RULE, "2018-05-25", "we use \"Internet Explorer\"\n");
    }
}
