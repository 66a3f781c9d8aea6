//! A declaration has the name of a word of the vocabulary, and is not said to be that.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::law::vocabulary::synonym;
use crate::model::vocabulary_of;
use crate::model::words::NounKind;
use crate::model::{Noun, NounId};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "declaration-without-kind", check };

/// Kinds of declaration of which laws ask what they are.
const KINDS: &[NounKind] = &[
    NounKind::Audience,
    NounKind::Data,
    NounKind::Purpose,
    NounKind::Recipient,
    NounKind::Region,
    NounKind::Source,
    NounKind::Tracker,
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (id, noun) in KINDS.iter().flat_map(|kind| context.nouns_of(*kind)) {
        let group = noun.parent.and_then(|group| context.policy.noun(group));
        if !says_its_kind(context, id, noun)
            && (context.is_used(noun) || group.is_some_and(|group| context.is_used(group)))
            && let Some(meant) = meant(context, noun)
        {
            findings.push(no_kind(noun, meant));
        }
    }
}

/// Whether it says what it is, or the group that it is an item of, or any of its items.
fn says_its_kind(context: &Context<'_>, id: NounId, noun: &Noun) -> bool {
    let classed = |id: NounId| context.policy.noun(id).is_some_and(|noun| !noun.classes.is_empty());
    classed(id) || noun.parent.is_some_and(classed) || noun.items.iter().copied().any(classed)
}

/// The word of the vocabulary that it is called by, or that its name is another word for.
fn meant<'a>(context: &Context<'a>, noun: &Noun) -> Option<&'a str> {
    let id = noun.id.rsplit('.').next().unwrap_or(&noun.id);
    let called = noun.name.as_deref().map(|name| name.to_lowercase().replace(' ', "-"));
    let words = || std::iter::once(id).chain(called.as_deref());
    let lists = vocabulary_of(noun.kind);
    // What else data is called is the same thing; advertisers are no advertising network.
    let find = |list: Kind, word: &str| {
        let known = context.vocabulary.find(list, word).map(|term| &*term.id);
        known.or_else(|| synonym(list, word).filter(|_| list == Kind::Data))
    };
    lists.iter().find_map(|list| words().find_map(|word| find(*list, word)))
}

fn no_kind(noun: &Noun, meant: &str) -> Diagnostic {
    let message = format!("`{}` does not say what kind of {} it is", noun.id, noun.kind.as_str());
    Context::finding(&RULE, noun.id_span, message).with_help(format!(
        "if it is `{meant}`, write `: {meant}` behind its name: no law's question goes by a name"
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_is_called_by_a_word_of_the_vocabulary_or_by_another_name_for_it() {
        check(
            &RULE,
            r#"
audience parents "parents and guardians"
//^^^^^^^ `parents` does not say what kind of audience it is…
data mail "email address"
//^^^^ `mail` does not say what kind of data it is…
data details "your details" {
    surname "family name"
//^^^^^^^ `details.surname` does not say what kind of data it is…
}
recipient firm "data broker"
//^^^^ `firm` does not say what kind of recipient it is…
we collect mail, details from parents
we share mail with firm
"#,
        );
    }

    #[test]
    fn what_says_it_what_its_group_or_its_items_say_and_what_nothing_names() {
        check(
            &RULE,
            r#"
audience parents "parents and guardians" : parent
data contact "contact details" { name "name" : identity.name }
data account "your account" : account { email "email" }
data health "health data"
recipient firm "Acme Ltd."
we collect contact, account from parents
we share contact with firm
"#,
        );
    }
}
