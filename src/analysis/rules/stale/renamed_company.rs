//! A company that has another name now.

use super::{named, since};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Past, lists};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "renamed-company", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    named(context, &lists().stale.companies, findings, renamed);
}

fn renamed(at: Span, name: &str, past: &Past) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{name}` has had another name{}", since(past)))
        .with_help(format!("write \"{}\"", past.instead))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn the_name_of_before() {
        check(
            &RULE,
            r#"
recipient google "Google" : analytics { legal "Google, Inc." }
                                            //^ `Google, Inc.` has had another name since 2017-09-30
we share personal-data with google
"#,
        );
    }

    #[test]
    fn the_name_of_now() {
        check(&RULE, "we share personal-data with \"Google LLC, formerly Google Inc.\", \"Google\"\n");
        check_on(&RULE, "2016-01-01", "we share personal-data with \"Google, Inc.\"\n");
    }
}
