//! Data that is collected, and nobody is told what for.

use super::{COLLECTING, has_purpose, related};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "data-without-purpose", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let purposeful: Vec<&Practice<'_>> = context
        .practices
        .iter()
        .filter(|practice| {
            practice.polarity == Polarity::Positive
                && matches!(practice.actor, Actor::Us | Actor::Recipient)
                && has_purpose(context, practice)
        })
        .collect();
    // A policy without any purpose lacks a section, not a line.
    if purposeful.is_empty() {
        return;
    }
    let mut seen = Vec::new();
    for practice in context.we_do(COLLECTING).filter(|practice| !has_purpose(context, practice)) {
        for data in practice.objects() {
            let Some((id, noun)) = context.noun_of(data).filter(|(_, noun)| noun.kind == NounKind::Data)
            else {
                continue;
            };
            let used = purposeful.iter().any(|other| used_by(context, other, data))
                || read_by_tracker(context, data);
            if !used && !seen.contains(&id) && context.identifies(data) != Some(false) {
                seen.push(id);
                findings.push(what_for(noun, data, practice));
            }
        }
    }
}

fn used_by(context: &Context<'_>, practice: &Practice<'_>, data: &Term) -> bool {
    let including = practice.terms(ListWord::Including);
    practice.objects().chain(including).any(|term| related(context, term, data))
}

fn read_by_tracker(context: &Context<'_>, data: &Term) -> bool {
    context.policy.nouns_of(NounKind::Tracker).any(|(_, noun)| {
        let reads = noun.property("reads").flat_map(|property| &property.list.terms);
        let purpose =
            noun.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::List(ListWord::For, _)));
        purpose && reads.into_iter().any(|term| related(context, term, data))
    })
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
            "data birthday \"date of birth\" : demographic.birth-date\nwe collect birthday\nwe use personal-data for \"run our shop\"\n",
        );
    }
}
