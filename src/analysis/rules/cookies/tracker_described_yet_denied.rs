//! What is said of a tracker that is not used, and so is shown nowhere.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::denied::all_deny;
use crate::analysis::reach::Placed;
use crate::diagnostic::Diagnostic;
use crate::model::Clause;
use crate::model::words::NounKind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracker-described-yet-denied", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (id, noun) in context.nouns_of(NounKind::Tracker) {
        if noun.properties.is_empty() && noun.clauses.is_empty() {
            continue;
        }
        let naming: Vec<_> = context.naming(id).collect();
        let placed: Vec<Placed<'_>> = naming
            .iter()
            .map(|practice| Placed {
                statement: practice.statement,
                scopes: practice
                    .within
                    .iter()
                    .copied()
                    .filter(|section| section.clauses.iter().any(Clause::limits))
                    .collect(),
                within: Vec::new(),
            })
            .collect();
        if let (Some(first), true) = (naming.first(), all_deny(context.reach(), placed.iter(), id)) {
            let message =
                format!("no document shows what is said of `{}`, which the policy says is not used", noun.id);
            findings.push(
                Context::finding(&RULE, noun.id_span, message)
                    .with_label(first.span(), "this says so")
                    .with_help("delete what stands in its declaration beside its kind, or say in which case it is not used"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn its_properties_are_shown_nowhere() {
        check(
            &RULE,
            r#"
tracker px "pixels" : pixel { party third lasts 2 years }
//^^^^^ no document shows what is said of `px`, which the policy says is not used
section a "A" { we do not use px }
"#,
        );
    }

    #[test]
    fn it_has_none_or_is_used() {
        check(&RULE, "tracker px \"pixels\" : pixel\nwe do not use px\n");
        let used = [
            "we do not use px for \"show ads\"",
            "we do not use px if opt-out",
            "we do not use px\nwe use px",
            "",
        ];
        for used in used {
            check(&RULE, &format!("tracker px \"pixels\" : pixel {{ party third }}\n{used}\n"));
        }
    }
}
