//! A term with two definitions that hold in the same place.

use foldhash::{HashMap, HashMapExt};

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Noun, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "term-defined-twice", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // The first definition of each name for each place.
    let mut defined: HashMap<(String, Vec<&Value>), &Noun> = HashMap::new();
    for (_, noun) in context.nouns_of(NounKind::Definition) {
        let Some(name) = noun.name.as_deref() else { continue };
        let first = *defined.entry((name.to_lowercase(), places(noun))).or_insert(noun);
        if meaning(first) != meaning(noun) {
            findings.push(means_two_things(name, first, noun));
        }
    }
}

fn places(noun: &Noun) -> Vec<&Value> {
    let clauses = noun.property("means").flat_map(|property| &property.clauses).chain(&noun.clauses);
    let lists = clauses.filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::In | ListWord::Under | ListWord::For, list) => Some(&list.terms),
        _ => None,
    });
    lists.flatten().map(|term: &Term| &term.value).collect()
}

fn meaning(noun: &Noun) -> Vec<&Value> {
    noun.property("means").flat_map(|property| &property.list.terms).map(|term| &term.value).collect()
}

fn means_two_things(name: &str, first: &Noun, again: &Noun) -> Diagnostic {
    Context::finding(&RULE, again.span, format!("`{name}` is defined twice, with different meanings"))
        .with_label(first.span, "the first definition")
        .with_help("give one of the two another name, or say where each of them holds: `in …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_meanings_in_one_place() {
        check(
            &RULE,
            r#"
definition "Service" { means "our website" }
definition "service" { means "our website and our apps" }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `service` is defined twice, with different meanings
"#,
        );
    }

    #[test]
    fn one_meaning_for_each_place() {
        check(
            &RULE,
            r#"
definition "PII" : personal-data { means "information that identifies you" in us }
definition "PII" : personal-data { means "information that relates to you" in eu }
definition "Site" { means "our website" }
definition "Sites" { means "our websites" }
"#,
        );
    }
}
