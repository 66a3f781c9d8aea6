//! Data goes abroad, and nobody learns where to.

use super::{places, sent_abroad};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::Term;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "transfer-without-destination", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (practice, _) in sent_abroad(context) {
        let mut named = places(context, practice).peekable();
        let Some(first) = named.peek().copied() else { continue };
        if named.all(|term| context.places(term).is_empty() && !has_examples(context, term)) {
            findings.push(where_to(context, practice, first));
        }
    }
}

/// Whether the places of a region are named, in whatever words.
fn has_examples(context: &Context<'_>, term: &Term) -> bool {
    use crate::model::ClauseKind;
    use crate::model::words::ListWord;
    context.noun_of(term).is_some_and(|(_, noun)| {
        noun.property("country").next().is_some()
            || noun.clauses.iter().any(|clause| {
                matches!(
                    clause.kind,
                    ClauseKind::List(ListWord::SuchAs | ListWord::Including | ListWord::In, _)
                )
            })
    })
}

fn where_to(context: &Context<'_>, practice: &Practice<'_>, place: &Term) -> Diagnostic {
    let name = context.noun_of(place).map(|(_, noun)| (noun.id.to_string(), noun.id_span));
    let (name, declared) = name.unwrap_or_else(|| (context.name(place), place.span));
    Context::finding(&RULE, practice.span(), format!("data goes to `{name}`, and no country is named"))
        .with_label(declared, "this names no country")
        .with_help("name the countries: `country US, IN` in the region")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn somewhere_else() {
        check(
            &RULE,
            &format!(
                "{HEAD}region elsewhere \"places outside of Europe\"\nwe will transfer personal-data to elsewhere\n//^^^ data goes to `elsewhere`, and no country is named\n"
            ),
        );
    }

    #[test]
    fn countries_by_code_or_in_words() {
        check(
            &RULE,
            &format!(
                "{HEAD}region elsewhere \"places outside of Europe\" {{ country US }}\nregion offices \"where our offices are\" {{ such as \"Chile\" }}\nwe transfer personal-data to elsewhere\nwe transfer personal-data to offices\nwe transfer personal-data to US\n"
            ),
        );
    }
}
