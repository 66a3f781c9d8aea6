//! Data collected from young children, and no parent is asked.

use super::{is_young, parents_agree};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::verb::{ACQUIRING, USING};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "child-data-without-parental-consent", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.we_do(&[ACQUIRING, USING].concat()) {
        if is_young(context, practice) && !parents_agree(context, practice) {
            findings.push(ask_a_parent(practice));
        }
    }
}

fn ask_a_parent(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "young children's data is collected, and no parent is asked")
        .with_help("add `only if consent of parents`, and say how parents give it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn nobody_asks_the_parents() {
        check(
            &RULE,
            r#"
we collect "names" : identity.name from children
//^^^ young children's data is collected, and no parent is asked
"#,
        );
    }

    #[test]
    fn what_is_declared_as_childrens() {
        check(
            &RULE,
            r#"
data marks "pupils' marks" : education { about children }
data club "members" : identity {
    names "children's names" : child
    adult "parents' names"   : identity.name
}
we collect marks
//^^^ young children's data is collected, and no parent is asked
we collect club
//^^^ young children's data is collected, and no parent is asked
we do not collect club
data names "names" : child if consent of parents
we collect names
"#,
        );
    }

    #[test]
    fn parents_are_asked() {
        check(&RULE, "we collect \"names\" : identity.name from children only if consent of parents\n");
        check(&RULE, "we collect \"names\" : identity.name of children from parents\n");
        check(
            &RULE,
            "we collect \"names\" : identity.name from children\nschools \"obtain the consent of parents\"\n",
        );
    }

    #[test]
    fn older_ones_and_none() {
        check(
            &RULE,
            "we collect \"names\" : identity.name from people under 18\nwe do not knowingly collect personal-data from children\nwe collect \"names\" : identity.name from students\n",
        );
    }
}
