//! Children's data kept without end.

use super::about_children;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::retention::{Length, kept};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "childrens-data-kept-indefinitely", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for kept in kept(context).iter().filter(|kept| matches!(kept.length, Length::Forever)) {
        if let Some(practice) = kept.practice.filter(|practice| about_children(context, practice)) {
            findings.push(children_grow_up(practice));
        }
    }
}

fn children_grow_up(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "children's data is kept without end")
        .with_help("give a period, `for 1 year after \"…\"`, and delete it then")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn for_ever() {
        check(
            &RULE,
            "\nwe keep personal-data about children indefinitely\n//^^^ children's data is kept without end\n",
        );
    }

    #[test]
    fn for_a_time_and_of_others() {
        check(
            &RULE,
            "we keep personal-data about children for 1 year\nwe keep personal-data about customers indefinitely\n",
        );
    }
}
