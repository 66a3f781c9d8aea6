//! Two declarations that readers cannot tell apart.

use foldhash::{HashMap, HashMapExt};

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::Noun;
use crate::model::words::NounKind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "one-name-for-two", check };

/// Kinds of which readers see little but the name. People, places and conditions of one name say what tells them apart
/// wherever they are named, and a channel leads somewhere.
///
/// Those that stand in one list are held against each other.
const KINDS: &[&[NounKind]] = &[
    &[NounKind::Data],
    &[NounKind::Document],
    &[NounKind::Law],
    &[NounKind::Organization, NounKind::Recipient],
    &[NounKind::Purpose],
    &[NounKind::Service],
    &[NounKind::Source],
    &[NounKind::Tracker],
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for kinds in KINDS {
        // Items of two groups may have one name: readers see each in its group.
        let mut first: HashMap<_, &Noun> = HashMap::new();
        for (_, noun) in kinds.iter().flat_map(|kind| context.nouns_of(*kind)) {
            let Some(name) = noun.name.as_deref().filter(|_| is_seen(context, noun)) else { continue };
            let first = *first.entry((noun.parent, name.to_lowercase())).or_insert(noun);
            if first.id_span != noun.id_span {
                findings.push(alike(name, first, noun));
            }
        }
    }
}

/// Whether readers see it: something names it, or the group that it is an item of.
fn is_seen(context: &Context<'_>, noun: &Noun) -> bool {
    let group = || noun.parent.and_then(|group| context.policy.noun(group));
    context.is_used(noun) || group().is_some_and(|group| is_seen(context, group))
}

fn alike(name: &str, first: &Noun, noun: &Noun) -> Diagnostic {
    let (one, other) = (&first.id, &noun.id);
    Context::finding(
        &RULE,
        noun.id_span,
        format!("readers cannot tell `{other}` from `{one}`: both are called \"{name}\""),
    )
    .with_label(first.id_span, "the other one")
    .with_help("give one of them another name, or declare both as one")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_recipients_two_purposes_and_two_kinds_of_data() {
        check(
            &RULE,
            r#"
data one "names" : identity.name
data two "names" : identity.name
//^^^ readers cannot tell `two` from `one`…
purpose news "send news" : marketing.email
purpose tips "Send news" : marketing.email
//^^^ readers cannot tell `tips` from `news`: both are called "Send news"
recipient post "Mailer" : processor
recipient ads "Mailer" : third-party
//^^^ readers cannot tell `ads` from `post`: both are called "Mailer"
organization acme "Acme Inc."
organization sister "Shop" : affiliate
recipient shop "Shop" : partner
//^^^ readers cannot tell `shop` from `sister`: both are called "Shop"
we collect one, two for news, tips
we share one with post, ads, sister, shop
"#,
        );
    }

    #[test]
    fn two_items_of_one_group() {
        check(
            &RULE,
            r#"
data tech "technical data" : device {
    ip  "IP address" : device.ip
    ip2 "IP address" : device.ip
  //^^^ readers cannot tell `tech.ip2` from `tech.ip`: both are called "IP address"
}
we collect tech
"#,
        );
    }

    #[test]
    fn items_of_two_groups_people_in_two_places_and_what_nothing_names() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact { name "name" : identity.name }
data bills   "bills" : financial { name "name" : identity.name }
audience ours   "consumers" : consumer in california
audience theirs "consumers" : consumer in texas
recipient post "Mailer" : processor
recipient ads  "Mailer" : third-party
we collect contact, bills from ours, theirs
we share contact with post
"#,
        );
    }
}
