//! Two names for one kind of data, with opposite answers.

use super::inside::{excused, own_classes, within};
use super::{clash, denials, done_by};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::{Class, Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "one-kind-two-answers", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for denial in denials(context).filter(|denial| super::inside::plain(denial)) {
        for done in done_by(context, denial).filter(|done| !excused(context, done)) {
            if clash(context, done, denial).is_none() || !alike(context, done, denial) {
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

/// Whether nothing but the name of the data tells two statements apart.
fn alike(context: &Context<'_>, done: &Practice<'_>, denial: &Practice<'_>) -> bool {
    let bare = denial.statement.clauses.is_empty();
    bare && denial.within.iter().all(|section| section.clauses.is_empty())
        && super::inside::same_actor(context, done, denial)
}

/// Whether two declarations are of one kind that is more than a family of kinds.
fn same_kind(context: &Context<'_>, one: &Term, other: &Term) -> bool {
    let (Some((a, first)), Some((b, second))) = (context.noun_of(one), context.noun_of(other)) else {
        return false;
    };
    let leaf = |noun: &Noun| noun.items.is_empty() && noun.classes.iter().all(|class| class.id.contains('.'));
    let data = |term: &Term| -> Vec<Class> {
        own_classes(context, term).filter(|class| class.kind == Kind::Data).cloned().collect()
    };
    let kinds = data(one);
    !within(context, a, b)
        && !within(context, b, a)
        && leaf(first)
        && leaf(second)
        && !kinds.is_empty()
        && kinds == data(other)
}

fn two_names(
    context: &Context<'_>,
    denial: &Practice<'_>,
    done: &Practice<'_>,
    denied: &Term,
    said: &Term,
) -> Diagnostic {
    let kind = own_classes(context, denied).next().map(|class| class.id.to_string()).unwrap_or_default();
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
}
