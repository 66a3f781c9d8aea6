//! Fewer requests than the law allows.

use crate::analysis::Rule;
use crate::analysis::context::{Context, NamedLaw, Practice};
use crate::analysis::select::begins_a_word;
use crate::diagnostic::Diagnostic;
use crate::law::pack::Deadline;
use crate::model::words::{ListWord, Unit};
use crate::model::{ClauseKind, Duration, Ref, Special, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "request-limit-too-low", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|context, practice| {
        practice.statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Limit(..)))
            && asks(context, practice)
    }) {
        for clause in &practice.statement.clauses {
            let ClauseKind::Limit(times, per) = &clause.kind else { continue };
            let Some(months) = per.and_then(months) else { continue };
            for law in context.laws_for(practice).iter().filter(|law| law.main) {
                for deadline in &law.pack.deadlines {
                    let (Some(free), Some(per_months)) = (deadline.times, deadline.per_months) else {
                        continue;
                    };
                    // So many in so many months: the rates are compared crosswise.
                    if u64::from(*times) * u64::from(per_months) < u64::from(free) * u64::from(months) {
                        findings.push(too_few(practice, law, deadline, free, per_months));
                    }
                }
            }
        }
    }
}

/// Whether people ask by it for what a law gives them, rather than for anything else.
fn asks(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let request = |term: &Term| match &term.value {
        Value::Ref(Ref::Special(special)) => matches!(special, Special::Rights | Special::Requests),
        Value::Ref(Ref::Text(text)) => begins_a_word(text, "request"),
        _ => false,
    };
    !context.reach().rights(practice.statement).is_empty()
        || practice.objects().chain(practice.terms(ListWord::To)).any(request)
        || practice.does_any(&["exercise"])
        || practice.statement.modal.asks()
}

fn months(per: Duration) -> Option<u32> {
    match per.unit {
        Unit::Month => Some(per.count),
        Unit::Year | Unit::CalendarYear => Some(per.count.saturating_mul(12)),
        Unit::Minute | Unit::Hour | Unit::Day | Unit::BusinessDay | Unit::Week => None,
    }
}

fn too_few(
    practice: &Practice<'_>,
    law: &NamedLaw<'_>,
    deadline: &Deadline,
    times: u32,
    months: u32,
) -> Diagnostic {
    let message = format!("the {} lets people ask {times} times in {months} months", law.title());
    let mut finding = Context::finding(&RULE, practice.span(), message)
        .with_help(format!("write `at most {times} times per {months} months`, or take the limit out"));
    finding.citations.push(deadline.cite.clone());
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws ccpa\n}\n";

    #[test]
    fn once_a_year() {
        check(
            &RULE,
            &format!(
                "{HEAD}you have the right to know \"what we have\" at most 1 times per 12 months\n//^^^ the…\n"
            ),
        );
    }

    #[test]
    fn another_law() {
        let head = "policy \"P\" {\n    laws ccpa, shine-the-light\n}\n";
        let asks = "    you may ask us to disclose \"who got it\" at most 1 times per calendar-year\n";
        check(&RULE, &format!("{head}section s under shine-the-light {{\n{asks}}}\n"));
        check(&RULE, &format!("{head}section s under cpra {{\n{asks}  //^^^ the…\n}}\n"));
    }

    #[test]
    fn twice_a_year_or_elsewhere() {
        check(
            &RULE,
            &format!(
                "{HEAD}you have the right to know \"what we have\" at most 2 times per year\nsection eu-rights for people in eu {{\n    you have the right to know \"what we have\" at most 1 times per year\n}}\n"
            ),
        );
    }

    #[test]
    fn what_no_right_is_about() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
you may request "the list of third parties" at most 1 time per calendar-year
"#,
        );
    }
}
