//! Rights that are given to citizens only.

use foldhash::{HashSet, HashSetExt};

use super::is_about_requests;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "rights-limited-to-citizens", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut reported: HashSet<&Value> = HashSet::new();
    for practice in context.those(|_, practice| practice.lets_people() && is_about_requests(practice)) {
        let scope = [ListWord::For, ListWord::In, ListWord::Of, ListWord::About];
        let around = scope.iter().flat_map(|word| practice.scope(*word));
        for term in practice.statement.subjects.iter().chain(around).filter(|term| citizens(context, term)) {
            if reported.insert(&term.value) {
                findings.push(wherever_they_are(term, practice));
            }
        }
    }
}

fn citizens(context: &Context<'_>, term: &Term) -> bool {
    let name = match &term.value {
        Value::Ref(Ref::Noun(_)) => context.noun_of(term).and_then(|(_, noun)| noun.name.as_deref()),
        Value::Ref(Ref::Text(text)) => Some(&**text),
        _ => None,
    };
    name.is_some_and(|name| name.to_lowercase().contains("citizen"))
}

fn wherever_they_are(term: &Term, practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, term.span, "these rights do not hang on anybody's citizenship")
        .with_label(practice.span(), "a right is given here")
        .with_help("name the place instead: `for people in eu`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn citizens_only() {
        check(
            &RULE,
            r#"
audience europeans "EU citizens" : people
section eu-rights for europeans {
                    //^^^ these rights do not hang on anybody's citizenship
    you have the right to access personal-data
    you have the right to delete personal-data
}
"#,
        );
    }

    #[test]
    fn people_of_a_place() {
        check(
            &RULE,
            "section eu-rights for people in eu {\n    you have the right to access personal-data\n}\naudience citizens \"citizens of the town\" : people\nwe send \"news\" to citizens\n",
        );
    }
}
