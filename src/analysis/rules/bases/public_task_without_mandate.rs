//! A public task without the law that gives it.

use crate::analysis::Rule;
use crate::analysis::bases::bases;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "public-task-without-mandate", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for basis in bases(context).iter().filter(|basis| basis.is(context, "public-task")) {
        let under = |practice: &Practice<'_>| {
            practice.terms(ListWord::Under).chain(practice.scope(ListWord::Under)).next().is_some()
        };
        if basis.ground.interest.is_none() && !basis.practice.is_some_and(under) {
            findings.push(no_mandate(basis.ground.span));
        }
    }
}

fn no_mandate(at: Span) -> Diagnostic {
    Context::finding(&RULE, at, "nothing says which law gives this public task")
        .with_help("name the law: `basis public-task \"…\"`, or `under` a law that is declared")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_task_that_nobody_gave() {
        check(
            &RULE,
            "\nwe process personal-data for \"plan streets\" basis public-task\n                                                //^^^ nothing says which law gives this public task\n",
        );
    }

    #[test]
    fn a_task_with_its_law() {
        check(
            &RULE,
            "law roads \"the Roads Act\"\nwe process personal-data for \"plan\" basis public-task under roads\nwe process personal-data for \"build\" basis public-task \"the Roads Act\"\n",
        );
    }
}
