//! Data that is used or passed on, and said nowhere to be collected.

use foldhash::{HashSet, HashSetExt};

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Group, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::verb::{ACQUIRING, GIVING, USING};
use crate::model::words::NounKind;
use crate::model::{Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "data-never-collected", check };

/// Verbs by which others bring data in.
const BRINGING: &[&str] = &["provide", "submit", "supply", "send", "share", "register", "transmit", "post"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut sources: Vec<&Term> = Vec::new();
    let verbs = [ACQUIRING, BRINGING, &["combine", "aggregate"]].concat();
    for practice in context.doing(&verbs).filter(|practice| brings_in(practice)) {
        sources.extend(practice.objects());
    }
    for (_, noun) in context.nouns_of(NounKind::Tracker) {
        sources.extend(noun.property("reads").flat_map(|property| &property.list.terms));
    }
    // A policy without any collection lacks a section, not a line.
    if sources.is_empty() {
        return;
    }
    let sources = Group::of(context, sources.into_iter());
    let mut seen = HashSet::new();
    for practice in context.we_do(&[USING, GIVING].concat()) {
        for data in practice.objects() {
            let Some((id, noun)) = context.noun_of(data).filter(|(_, noun)| noun.kind == NounKind::Data)
            else {
                continue;
            };
            if !seen.contains(&id)
                && !sources.is_related(context, data)
                && context.identifies(data) == Some(true)
            {
                seen.insert(id);
                findings.push(from_nowhere(noun, data, practice));
            }
        }
    }
}

fn brings_in(practice: &Practice<'_>) -> bool {
    practice.polarity == Polarity::Positive
        && match practice.actor {
            Actor::Us => practice.does_any(ACQUIRING) || practice.does_any(&["combine", "aggregate"]),
            Actor::People | Actor::Recipient | Actor::Other => {
                practice.does_any(ACQUIRING) || practice.does_any(BRINGING)
            }
        }
}

fn from_nowhere(noun: &Noun, data: &Term, practice: &Practice<'_>) -> Diagnostic {
    let message = format!("`{}` is used here, but nothing says that it is collected", noun.id);
    Context::finding(&RULE, data.span, message).with_label(practice.span(), "used here").with_help(format!(
        "write `we collect {0}`, or `we infer {0}`; if it stays in a device, say which one collects it, \
             `\"your phone\" collects {0}`; or take it out here",
        noun.id
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn used_but_not_collected() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact
data health "health data" : health
we collect contact
we share contact, health with "our partners" : partner
//^ `health` is used here, but nothing says that it is collected
"#,
        );
    }

    #[test]
    fn collected_in_whole_in_part_or_by_others() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact { email "email address" : contact.email }
data address "your address" : contact.email
data orders "orders" : commercial.purchases
data visits "visits" : activity
data figures "figures" : aggregate-data
tracker cookies "cookies" : cookie { reads visits }
we collect contact.email
customers provide orders to us
we use contact, address, orders, visits, figures for "run our shop"
"#,
        );
        check(&RULE, "data health \"health data\" : health\nwe use health for \"help you\"\n");
    }
}
