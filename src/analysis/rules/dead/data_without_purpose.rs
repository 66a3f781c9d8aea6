//! Data that is collected, and nobody is told what for.

use foldhash::{HashSet, HashSetExt};

use super::has_purpose;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Group, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::verb::ACQUIRING;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Noun, NounId, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "data-without-purpose", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let purposeful = context.those(|context, practice| {
        practice.polarity == Polarity::Positive
            && matches!(practice.actor, Actor::Us | Actor::Recipient)
            && has_purpose(context, practice)
    });
    // A policy without any purpose lacks a section, not a line.
    if purposeful.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    let used = purposeful.iter().flat_map(|other| other.objects().chain(other.terms(ListWord::Including)));
    let used = Group::of(context, used.chain(read_by_trackers(context)));
    for practice in context.we_do(ACQUIRING).filter(|practice| !has_purpose(context, practice)) {
        for data in practice.objects() {
            let Some((id, noun)) = context.noun_of(data).filter(|(_, noun)| noun.kind == NounKind::Data)
            else {
                continue;
            };
            if !seen.contains(&id)
                && !says_what_for(context, id)
                && !used.is_related(context, data)
                && context.identifies(data) != Some(false)
            {
                seen.insert(id);
                findings.push(what_for(noun, data, practice));
            }
        }
    }
}

/// Whether a declaration says what the thing is for.
fn is_for(noun: &Noun) -> bool {
    noun.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::List(ListWord::For, _)))
}

/// Whether data says what it is for where it is declared: in itself, in the groups around it or in some item of it.
fn says_what_for(context: &Context<'_>, id: NounId) -> bool {
    let policy = context.policy;
    let items = policy.noun(id).into_iter().flat_map(|noun| &noun.items).copied();
    policy.outwards(id).chain(items).filter_map(|id| policy.noun(id)).any(is_for)
}

/// What trackers read that have a purpose.
fn read_by_trackers<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Term> + use<'a> {
    let trackers = context.nouns_of(NounKind::Tracker).filter(|(_, noun)| is_for(noun));
    trackers.flat_map(|(_, noun)| noun.property("reads")).flat_map(|property| &property.list.terms)
}

fn what_for(noun: &Noun, data: &Term, practice: &Practice<'_>) -> Diagnostic {
    let message = format!("`{}` is collected, but nothing says what for", noun.id);
    Context::finding(&RULE, data.span, message).with_label(practice.span(), "collected here").with_help(
        format!("add `for` and a purpose, write `we use {} for …`, or stop collecting it", noun.id),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn one_kind_is_never_used() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact { email "email address" : contact.email }
data birthday "date of birth" : demographic.birth-date
we collect contact, birthday
//^ `birthday` is collected, but nothing says what for
we use contact for "send you news"
"#,
        );
    }

    #[test]
    fn used_in_part_or_as_part_of_all() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact { email "email address" : contact.email }
data birthday "date of birth" : demographic.birth-date
data figures "figures" : aggregate-data
we collect contact, figures
we collect birthday for "check your age"
we use contact.email for "send you news"
"#,
        );
        check(
            &RULE,
            r#"
data contact "contact details" : contact { email "email address" : contact.email }
data device "device data" : device for "run our site"
data figures "figures" : activity.usage {
    visits "visits" for "run our site"
}
we collect contact for "send you news"
we collect device, figures
"#,
        );
        check(
            &RULE,
            "data birthday \"date of birth\" : demographic.birth-date\nwe collect birthday\nwe use personal-data for \"run our shop\"\n",
        );
    }
}
