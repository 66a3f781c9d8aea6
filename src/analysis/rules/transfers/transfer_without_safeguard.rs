//! Data goes abroad, and nothing protects it there.

use super::{is_place, is_protected, mechanisms, needs_nothing, places, transfers};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice, Stems};
use crate::diagnostic::Diagnostic;
use crate::law::Pack;
use crate::model::words::{ListWord, NounKind};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "transfer-without-safeguard", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let recipients = context.nouns_of(NounKind::Recipient).any(|(_, noun)| is_protected(noun));
    if recipients {
        return;
    }
    // Whether safeguards are spoken of is the same for every transfer under one law.
    let mut spoken: Vec<(&Pack, bool)> = Vec::new();
    for (practice, pack) in transfers(context) {
        let named =
            places(practice).filter(|term| is_place(context, term)).flat_map(|term| context.places(term));
        let named: Vec<&str> = named.collect();
        let free = !named.is_empty() && named.iter().all(|place| needs_nothing(context, pack, place));
        if free {
            continue;
        }
        let known = spoken.iter().find(|(known, _)| std::ptr::eq(*known, pack)).map(|(_, spoken)| *spoken);
        let spoken = known.unwrap_or_else(|| {
            let speaks = speaks_of_safeguards(context, pack);
            spoken.push((pack, speaks));
            speaks
        });
        if !spoken {
            findings.push(unprotected(practice, pack));
        }
    }
}

/// Whether any sentence about a transfer names a way that the law knows, or says what it is done under.
fn speaks_of_safeguards(context: &Context<'_>, pack: &Pack) -> bool {
    let safeguards =
        Stems::of(&["clause", "safeguard", "adequa", "framework", "binding corporate", "certif", "consent"]);
    let speaking = context.those(|context, practice| {
        context.says(practice, Stems::of(&["transfer"])) || practice.does_any(&["transfer", "store"])
    });
    speaking.into_iter().any(|practice| {
        let by = [ListWord::Under, ListWord::By, ListWord::With, ListWord::Through];
        let named = || {
            let mut terms = by.iter().flat_map(|word| practice.terms(*word));
            terms.any(|term| !mechanisms(context, pack, term).is_empty())
        };
        context.says(practice, safeguards) || named()
    })
}

fn unprotected(practice: &Practice<'_>, pack: &Pack) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "data goes abroad, and nothing says what protects it there")
        .with_help(format!("say which safeguard of the {} is in place: `under \"standard contractual clauses\"`, or `safeguard …` in the recipients", pack.title))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn abroad_and_unprotected() {
        check(
            &RULE,
            &format!(
                "{HEAD}we will transfer personal-data to US\n//^^^ data goes abroad, and nothing says what protects it there\n"
            ),
        );
    }

    #[test]
    fn free_countries_and_clauses() {
        check(&RULE, &format!("{HEAD}we transfer personal-data to CH\nwe transfer personal-data to FR\n"));
        check(
            &RULE,
            &format!("{HEAD}we transfer personal-data to US under \"standard contractual clauses\"\n"),
        );
        check(
            &RULE,
            &format!(
                "{HEAD}section californians for people in california {{\n    we transfer personal-data to IN\n}}\n"
            ),
        );
    }
}
