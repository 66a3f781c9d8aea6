//! A term that is defined and then not used.

use super::has_term;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts::{self, Text};
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;
use crate::model::{Class, Noun, NounId, Policy, Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "unused-definition", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let definitions: Vec<(NounId, &Noun)> = context.policy.nouns_of(NounKind::Definition).collect();
    if definitions.is_empty() {
        return;
    }
    let written = texts::of_policy(context.policy);
    let built = built_in(context);
    let worded = tracker_words(context.policy);
    for (id, noun) in definitions {
        let Some(name) = noun.name.as_deref() else { continue };
        let own: Vec<Text<'_>> = texts::of_noun(noun);
        let elsewhere = |text: &&Text<'_>| !own.iter().any(|of| std::ptr::eq(of.text, text.text));
        let names: Vec<&str> = name.split(" or ").collect();
        let says = |text: &str| names.iter().any(|name| has_term(text, name));
        let used = written.iter().filter(elsewhere).any(|text| says(text.text))
            || worded.iter().any(|text| says(text))
            || built.iter().any(|class| noun.classes.contains(class) || says(&class.id.replace('-', " ")))
            || named(context, id);
        if !used {
            findings.push(defined_for_nothing(noun, name));
        }
    }
}

/// Whether the definition is named by its id.
fn named(context: &Context<'_>, id: NounId) -> bool {
    context.policy.noun(id).is_some_and(|noun| noun.used)
}

/// The entries of the vocabulary that statements name: their wording may hold any term.
fn built_in<'a>(context: &Context<'a>) -> Vec<&'a Class> {
    let mut classes = Vec::new();
    let mut add = |term: &'a Term| {
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            classes.push(class);
        }
    };
    for practice in &context.practices {
        practice.statement.subjects.iter().for_each(&mut add);
        practice.objects().for_each(&mut add);
        for word in crate::model::words::ListWord::ALL {
            practice.terms(*word).for_each(&mut add);
        }
    }
    classes
}

/// How trackers are worded by what is declared of them: a cookie of a third party is a third-party cookie.
fn tracker_words(policy: &Policy) -> Vec<String> {
    let mut words = Vec::new();
    for (_, tracker) in policy.nouns_of(NounKind::Tracker) {
        let name = tracker.name.as_deref().unwrap_or(&tracker.id);
        for (property, end) in [("party", "-party"), ("lasts", "")] {
            for term in tracker.property(property).flat_map(|property| &property.list.terms) {
                if let Value::Ref(Ref::Text(word)) = &term.value {
                    words.push(format!("{word}{end} {name}"));
                }
            }
        }
    }
    words
}

fn defined_for_nothing(noun: &Noun, name: &str) -> Diagnostic {
    Context::finding(&RULE, noun.span, format!("`{name}` is defined, but the policy does not use it"))
        .with_help("delete the definition, or use the term where you mean it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_term_that_nothing_uses() {
        check(
            &RULE,
            r#"
definition "Controlled Affiliate" { means "a company that we control" }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `Controlled Affiliate` is defined, but the policy does not use it
we collect contact
"#,
        );
    }

    #[test]
    fn terms_in_texts_classes_and_cookies() {
        check(
            &RULE,
            r#"
policy "Privacy" { calls personal-data "PII" }
organization acme "Acme"
definition "User" { means "whoever uses the Site" }
definition "Site or Service" { means "our website" }
definition "Personal Information" : personal-data { means "information about a person" }
definition "first-party cookie" { means "a cookie of ours" }
tracker cookies "cookies" : cookie { party first }
we collect personal-data when "Users visit the Site"
we use cookies
"#,
        );
    }
}
