//! Personal data kept without end.

use super::{anonymous, conditional};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::retention::{Kept, Length, kept};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "indefinite-retention", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for kept in kept(context) {
        let endless = matches!(kept.length, Length::Forever) && !kept.practice.is_some_and(conditional);
        if endless && !anonymous(context, &kept.data) {
            findings.push(without_end(context, &kept));
        }
    }
}

fn without_end(context: &Context<'_>, kept: &Kept<'_, '_>) -> Diagnostic {
    let name = kept.data.first().map_or_else(|| "this".to_owned(), |term| context.name(term));
    Context::finding(&RULE, kept.span, format!("`{name}` is kept without end"))
        .with_help("give a period, `for 3 years after \"…\"`, or a criterion, `until \"…\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn for_ever() {
        check(
            &RULE,
            "\nwe retain personal-data indefinitely\n//^^^ `personal-data` is kept without end\nwe collect \"names\" : identity.name kept indefinitely\n//^^^ `names` is kept without end\n",
        );
    }

    #[test]
    fn what_identifies_nobody_and_what_a_law_demands() {
        check(
            &RULE,
            "we keep aggregate-data indefinitely\nwe keep personal-data indefinitely if law-requires\nwe do not keep personal-data indefinitely\n",
        );
    }
}
