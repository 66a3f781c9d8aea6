//! Security that is promised without any measure.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::Topic;
use crate::model::{Ref, Term, Value, Verb};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "security-measures-unnamed", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    let promises: Vec<&Practice<'_>> = context
        .topic(Topic::Security)
        .filter(|practice| practice.actor == Actor::Us && practice.polarity == Polarity::Positive)
        // What is done with data in a section on security promises none.
        .filter(|practice| {
            let other = |verb: &Verb| matches!(verb, Verb::Known(verb) if verb.topic != Topic::Security);
            let text = |term: &Term| matches!(term.value, Value::Ref(Ref::Text(_)));
            !practice.statement.verbs.first().is_some_and(other)
                || practice.statement.object_terms().any(text)
        })
        .collect();
    let Some((first, others)) = promises.split_first() else { return };
    let measures = context.practices_with(&list.measures);
    let concrete = context.topic(Topic::Security).any(|practice| {
        practice.does_any(&["encrypt", "restrict", "back-up", "undergo", "monitor"])
            || measures.binary_search(&practice.at).is_ok()
    });
    if !concrete {
        findings.push(unnamed(first, others));
    }
}

fn unnamed(first: &Practice<'_>, others: &[&Practice<'_>]) -> Diagnostic {
    let finding = Context::finding(&RULE, first.span(), "this promises security but names no measure")
        .with_help("name what is done, such as `by \"encryption\", \"access for those who need it only\"`");
    others.iter().fold(finding, |finding, other| finding.with_label(other.span(), "nor does this"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn words_without_a_measure() {
        check(
            &RULE,
            r#"
we protect personal-data by "appropriate technical and organizational measures"
//^ this promises security but names no measure
"#,
        );
    }

    #[test]
    fn one_measure_is_enough() {
        check(
            &RULE,
            "we protect personal-data by \"appropriate measures\"\nwe encrypt \"passwords\" : account.credentials\n",
        );
        check(&RULE, "we maintain \"safeguards\" including \"firewalls\"\n");
        check(&RULE, "we collect personal-data\n");
        check(&RULE, "section security { we use personal-data for \"find faults\" }\n");
    }
}
