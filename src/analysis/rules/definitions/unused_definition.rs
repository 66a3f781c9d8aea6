//! A term that is defined and then not used.

use std::collections::BTreeSet;

use super::Terms;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::NounKind;
use crate::model::{ClauseKind, Noun, Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "unused-definition", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let definitions: Vec<&Noun> = context.nouns_of(NounKind::Definition).map(|(_, noun)| noun).collect();
    // A definition may have several names; each knows whose it is.
    let mut names: Vec<(usize, &str)> = Vec::new();
    for (at, noun) in definitions.iter().enumerate().filter(|(_, noun)| !context.is_used(noun)) {
        names.extend(noun.name.iter().flat_map(|name| name.split(" or ")).map(|name| (at, name)));
    }
    if names.is_empty() {
        return;
    }
    let mut used: Vec<bool> = definitions.iter().map(|noun| noun.used).collect();
    let mut say = |name: usize, counts: &dyn Fn(&Noun) -> bool| {
        let Some((at, _)) = names.get(name) else { return };
        if let (Some(used), Some(noun)) = (used.get_mut(*at), definitions.get(*at)) {
            *used = *used || counts(noun);
        }
    };
    let all: Vec<&str> = names.iter().map(|(_, name)| *name).collect();
    let built = built_in(context);
    let words = built.iter().map(|(_, id)| id.replace('-', " ")).chain(tracker_words(context));
    let words: Vec<String> = words.collect();
    Terms::each_in_all(context, RULE.name, &all, &words, &mut |text, name| {
        // What a definition says of itself is no use of it.
        say(name, &|noun| {
            let own = texts::of_noun(noun);
            text().is_none_or(|text| !own.iter().any(|own| std::ptr::eq(own.text, text.text)))
        });
    });
    for (noun, used) in definitions.iter().zip(used) {
        let known = noun.classes.iter().any(|class| built.contains(&(class.kind, class.id)));
        if let Some(name) = noun.name.as_deref().filter(|_| !used && !known) {
            findings.push(defined_for_nothing(noun, name));
        }
    }
}

/// The entries of the vocabulary that statements name: their wording may hold any term.
fn built_in<'a>(context: &Context<'a>) -> BTreeSet<(Kind, &'a str)> {
    let mut classes = BTreeSet::new();
    let mut add = |term: &'a Term| {
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            classes.insert((class.kind, class.id));
        }
    };
    for practice in context.practices() {
        practice.statement.subjects.iter().for_each(&mut add);
        practice.objects().for_each(&mut add);
        for clause in &practice.statement.clauses {
            if let ClauseKind::List(_, list) = &clause.kind {
                list.terms.iter().for_each(&mut add);
            }
        }
    }
    classes
}

/// How trackers are worded by what is declared of them: a cookie of a third party is a third-party cookie.
fn tracker_words(context: &Context<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for (_, tracker) in context.nouns_of(NounKind::Tracker) {
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
