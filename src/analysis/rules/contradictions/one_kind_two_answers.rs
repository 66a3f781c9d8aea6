//! Two names for one kind of data, with opposite answers.

use foldhash::{HashMap, HashMapExt};

use super::{clash, denials};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{self, done as is_done, excused};
use crate::analysis::select::listed;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, NounId, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "one-kind-two-answers", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let bare = denials(context).filter(|denial| {
        denial.statement.clauses.is_empty()
            && denial.within.iter().all(|section| section.clauses.is_empty())
            && inside::plain(denial)
    });
    let bare: Vec<&Practice<'_>> = bare.collect();
    if bare.is_empty() {
        return;
    }
    let mut twins: HashMap<Vec<&str>, Vec<NounId>> = HashMap::new();
    for (id, noun) in context.nouns_of(NounKind::Data).filter(|(_, noun)| is_leaf(noun)) {
        twins.entry(kinds(noun)).or_default().push(id);
    }
    for denial in bare {
        // Only what is done to declarations of the same kinds can be a second answer.
        let nouns = denial.objects().filter_map(|term| context.noun_of(term));
        let others = nouns.filter_map(|(_, noun)| twins.get(&kinds(noun))).flatten();
        let mut done: Vec<&Practice<'_>> = others.flat_map(|id| context.naming(*id)).collect();
        done.sort_unstable_by_key(|practice| practice.at);
        done.dedup_by_key(|practice| practice.at);
        for done in done.into_iter().filter(|done| is_done(done) && !excused(context, done)) {
            let same = inside::in_time(done, denial) && inside::same_actor(context, done, denial);
            if !same || clash(context, done, denial).is_none() {
                continue;
            }
            let twins = denial.objects().find_map(|denied| {
                let twin = done.objects().find(|said| same_kind(context, denied, said))?;
                Some((denied, twin))
            });
            if let Some((denied, said)) = twins {
                findings.push(two_names(context, denial, done, denied, said));
            }
        }
    }
}

/// Whether a declaration is of kinds that are more than a family of kinds.
fn is_leaf(noun: &Noun) -> bool {
    noun.items.is_empty() && noun.classes.iter().all(|class| class.id.contains('.'))
}

/// The kinds of data that a declaration is.
fn kinds(noun: &Noun) -> Vec<&str> {
    noun.classes.iter().filter(|class| class.kind == Kind::Data).map(|class| class.id).collect()
}

/// Whether two declarations are of one kind that is more than a family of kinds.
fn same_kind(context: &Context<'_>, one: &Term, other: &Term) -> bool {
    let (Some((a, first)), Some((b, second))) = (context.noun_of(one), context.noun_of(other)) else {
        return false;
    };
    let data = |term| context.policy.classes_of(term).filter(|class| class.kind == Kind::Data);
    let about = |noun| listed(noun, ListWord::About).collect::<Vec<_>>();
    !inside::are_apart(context, &about(first), &about(second))
        && !context.holds(a, b)
        && !context.holds(b, a)
        && is_leaf(first)
        && is_leaf(second)
        && data(one).next().is_some()
        && data(one).eq(data(other))
}

fn two_names(
    context: &Context<'_>,
    denial: &Practice<'_>,
    done: &Practice<'_>,
    denied: &Term,
    said: &Term,
) -> Diagnostic {
    let kind = context.policy.classes_of(denied).next().map(|class| class.id.to_string()).unwrap_or_default();
    let (denied, said) = (context.name(denied), context.name(said));
    let message =
        format!("`{denied}` and `{said}` are both `{kind}`, but one is denied and the other is not");
    Context::finding(&RULE, denial.span(), message)
        .with_label(done.span(), format!("this is about `{said}`"))
        .with_help("make one declaration of the two, or say with other kinds what tells them apart")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_names_for_usage() {
        check(
            &RULE,
            r#"
data usage "usage data"    : activity.usage
data logs  "activity logs" : activity.usage
we collect logs
we do not collect usage
//^^^^^^^^^^^^^^^^^^^^^ `usage` and `logs` are both `activity.usage`, but one is denied and the other is not
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
data usage "usage data"    : activity.usage
data logs  "activity logs" : activity.usage
we have collected logs in the last 12 months
we do not collect usage
"#,
        );
    }

    #[test]
    fn a_family_of_kinds_or_a_place_tells_them_apart() {
        check(
            &RULE,
            r#"
data usage  "usage data"  : activity
data clicks "your clicks" : activity
data work   "work phone"  : contact.phone
data home   "home phone"  : contact.phone
we collect clicks, home
we do not collect usage
we do not collect work when "you visit"
"#,
        );
    }

    #[test]
    fn of_different_people() {
        check(
            &RULE,
            r#"
data buyers   "names of customers" : identity.name about customers
data visitors "names of visitors"  : identity.name about visitors
we collect buyers
we do not collect visitors
"#,
        );
    }
}
