//! Children's data kept without end.

use super::{about_children, is_childs_data};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::retention::{Length, kept};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "childrens-data-kept-indefinitely", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for kept in kept(context).iter().filter(|kept| matches!(kept.length, Length::Forever)) {
        let childrens = match kept.practice {
            Some(practice) => about_children(context, practice),
            None => kept.data.iter().any(|term| is_childs_data(context, term)),
        };
        if childrens {
            findings.push(children_grow_up(kept.span));
        }
    }
}

fn children_grow_up(at: Span) -> Diagnostic {
    Context::finding(&RULE, at, "children's data is kept without end")
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
    fn what_is_declared_as_childrens() {
        check(
            &RULE,
            r#"
data marks "pupils' marks" : education { about children }
data names "names" : identity.name { about children, kept indefinitely }
                                                   //^^^ children's data is kept without end
data grades "grades" : education { about children, kept 1 year }
we keep marks indefinitely
//^^^ children's data is kept without end
"#,
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
