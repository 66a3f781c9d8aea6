//! A name of the source in words for readers.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts::{Place, Text};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::SPECIALS;
use crate::model::words::NounKind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "id-in-text", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let texts = context.texts_that(|text| words(text).any(joins_words));
    if texts.is_empty() {
        return;
    }
    // What a purpose or a condition is called may well be said with a hyphen: "fraud-prevention tools".
    let named = |noun: &&crate::model::Noun| !matches!(noun.kind, NounKind::Purpose | NounKind::Condition);
    let nouns: Vec<_> = context.nouns().iter().filter(named).collect();
    for text in texts.iter().filter(|text| readers_see(text)) {
        let id = words(text.text).filter(|word| joins_words(word)).find(|word| {
            let declared = || nouns.iter().find(|noun| &*noun.id == *word);
            SPECIALS.contains(word)
                || context.policy.vocabulary.find(Kind::Class, word).is_some()
                || declared().is_some_and(|noun| {
                    noun.name.as_deref().is_none_or(|name| !words(name).any(|said| said == *word))
                })
        });
        findings.extend(id.map(|word| {
            Context::finding(&RULE, text.span, format!("readers will see `{word}`"))
                .with_help("say it in words, or put the name outside the quotes: `\"respect\" personal-data`")
        }));
    }
}

/// Whether a text is words for readers, and no address or the like.
fn readers_see(text: &Text<'_>) -> bool {
    !matches!(text.place, Place::Prose | Place::Property(_) | Place::Heading)
}

/// The words of a text, as a name would be one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    text.split(move |c| !of_name(c)).map(|word| word.trim_matches(['.', '-'])).filter(|word| !word.is_empty())
}

/// Whether several words are joined as they are in names: `personal-data`, `contact.email`.
fn joins_words(word: &str) -> bool {
    word.contains(['-', '.'])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn names_in_words_for_readers() {
        check(
            &RULE,
            r#"
data calls-rec "call recordings" : identity { call "calls" }
we "keep calls-rec safe"
 //^^^^^^^^^^^^^^^^^^^^^ readers will see `calls-rec`
we collect calls-rec when "you send us personal-data, or calls-rec.call"
                        //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ readers will see `personal-data`
"#,
        );
    }

    #[test]
    fn words_with_hyphens() {
        check(
            &RULE,
            r#"
data check-in "check-in dates" : identity
purpose fraud-prevention "stop fraud" : security
service site "our site" : website { link "https://acme.example/personal-data" }
we operate site
we collect check-in, "third-party data", "e-mails" by "check-in desks and fraud-prevention tools"
we use check-in for fraud-prevention
"#,
        );
    }
}
