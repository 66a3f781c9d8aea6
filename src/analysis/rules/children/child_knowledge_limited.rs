//! A promise about children that holds for one channel only.

use super::childrens;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::verb::ACQUIRING;
use crate::model::words::{ListWord, NounKind};
use crate::model::{NounId, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "child-knowledge-limited", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let denies = |practice: &&Practice<'_>| {
        practice.actor == Actor::Us && practice.polarity == Polarity::Negative && practice.does_any(ACQUIRING)
    };
    for denied in childrens(context).filter(denies) {
        let limits: Vec<NounId> = channels(context, denied).map(|(id, _)| id).collect();
        if limits.is_empty() {
            continue;
        }
        let covered = |id: NounId| limits.iter().any(|limit| *limit == id || holds(context, *limit, id));
        let elsewhere = context
            .practices()
            .iter()
            .filter(|practice| practice.polarity == Polarity::Positive && reaches_people(practice))
            .flat_map(|practice| channels(context, practice))
            .find(|(id, _)| !covered(*id));
        if let Some((_, other)) = elsewhere {
            findings.push(only_there(context, denied, other));
        }
    }
}

/// Whether it says where data is collected, or what the policy holds for.
fn reaches_people(practice: &Practice<'_>) -> bool {
    practice.actor == Actor::Us && practice.does_any(ACQUIRING) || practice.does_any(&["apply", "cover"])
}

/// The services after `through`, `on`, `by` and `to`.
fn channels<'a>(context: &Context<'a>, practice: &Practice<'a>) -> impl Iterator<Item = (NounId, &'a Term)> {
    let words = [ListWord::Through, ListWord::On, ListWord::By, ListWord::To];
    let terms: Vec<&Term> = words.iter().flat_map(|word| practice.terms(*word)).collect();
    terms.into_iter().filter_map(|term| {
        let (id, noun) = context.noun_of(term)?;
        (noun.kind == NounKind::Service).then_some((id, term))
    })
}

/// Whether a service includes another.
fn holds(context: &Context<'_>, outer: NounId, inner: NounId) -> bool {
    use crate::model::{ClauseKind, Ref, Value};
    context.policy.noun(outer).is_some_and(|noun| {
        noun.clauses.iter().any(|clause| match &clause.kind {
            ClauseKind::List(ListWord::Including | ListWord::SuchAs, list) => {
                list.terms.iter().any(|term| term.value == Value::Ref(Ref::Noun(inner)))
            }
            _ => false,
        })
    })
}

fn only_there(context: &Context<'_>, denied: &Practice<'_>, other: &Term) -> Diagnostic {
    let message =
        format!("this says nothing about children's data that comes through `{}`", context.name(other));
    Context::finding(&RULE, denied.span(), message)
        .with_label(other.span, "data comes this way too")
        .with_help("take the limit out, or name every way in which data is collected")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn one_channel_of_two() {
        check(
            &RULE,
            r#"
service online "our sites and apps" : website | mobile-app
service events "our events" : event
this-policy applies to personal-data through online, events
we do not knowingly collect personal-data from children through online
//^^^ this says nothing about children's data that comes through `events`
"#,
        );
    }

    #[test]
    fn every_channel_or_none_named() {
        check(
            &RULE,
            r#"
service online "our sites and apps" : website | mobile-app
service events "our events" : event
service all-of-them "our services" { including online, events }
this-policy applies to personal-data through online, events
we do not knowingly collect personal-data from children through all-of-them
we do not knowingly collect personal-data from children
"#,
        );
    }
}
