//! Answers that may take longer than the law gives.

use super::is_about_requests;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, NamedLaw, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Verified;
use crate::model::words::{Topic, Unit};
use crate::model::{Clause, ClauseKind, Duration};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "deadline-too-long", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|_, practice| {
        let timed = |clause: &Clause| matches!(clause.kind, ClauseKind::Within(..));
        practice.actor != Actor::People
            && practice.polarity == Polarity::Positive
            && practice.statement.topic != Topic::Breach
            && (practice.does_any(&["respond"]) || is_about_requests(practice))
            && practice.statement.clauses.iter().any(timed)
    }) {
        // A promise to stop selling has a deadline of its own.
        let words = context.wording(practice);
        let what = if words.contains("opt-out") || words.contains("opt out") { "opt-out" } else { "respond" };
        for clause in &practice.statement.clauses {
            let ClauseKind::Within(within, _, extension) = &clause.kind else { continue };
            for law in context.laws_for(practice) {
                let limits = limits(&law, what);
                findings.extend(limits.and_then(|limits| exceeded(practice, *within, *extension, &limits)));
            }
        }
    }
}

/// How long an answer may take under a law, and how far that can be extended.
struct Limits<'a> {
    law: &'a str,
    cite: &'a str,
    answer: (u32, String),
    extension: Option<(u32, String)>,
}

fn limits<'a>(law: &NamedLaw<'a>, what: &str) -> Option<Limits<'a>> {
    let title = law.title();
    if let Some(period) = law.entry.and_then(|entry| entry.respond.as_ref()) {
        let cite = period.cite.as_deref().unwrap_or(title);
        let sure = period.verified != Some(Verified::False) && what == "respond";
        let extension = limit(period.extension_days, None, None);
        return limit(Some(period.days), None, None).filter(|_| sure).map(|answer| Limits {
            law: title,
            cite,
            answer,
            extension,
        });
    }
    let deadline = law.pack.deadlines.iter().find(|deadline| law.main && &*deadline.id == what)?;
    let answer = limit(deadline.days, deadline.business_days, deadline.months)?;
    let extension = limit(deadline.extension_days, None, deadline.extension_months);
    Some(Limits { law: title, cite: &deadline.cite, answer, extension })
}

fn exceeded(
    practice: &Practice<'_>,
    within: Duration,
    extension: Option<Duration>,
    limits: &Limits<'_>,
) -> Option<Diagnostic> {
    if days(within) > limits.answer.0 {
        return Some(too_long(practice, within, limits));
    }
    let (extension, most) = (extension?, limits.extension.as_ref()?);
    (days(extension) > most.0).then(|| extended_too_far(practice, extension, limits, &most.1))
}

/// A limit in days, and in words. The longest month counts, so that nobody is told off for 31 days.
fn limit(days: Option<u32>, business_days: Option<u32>, months: Option<u32>) -> Option<(u32, String)> {
    match (days, business_days, months) {
        (Some(days), _, _) => Some((days, format!("{days} days"))),
        (_, Some(days), _) => Some((days.saturating_mul(7) / 5, format!("{days} business days"))),
        (_, _, Some(1)) => Some((31, "1 month".to_owned())),
        (_, _, Some(months)) => Some((months.saturating_mul(31), format!("{months} months"))),
        (None, None, None) => None,
    }
}

/// A stated length in calendar days, the shortest that it can be.
fn days(duration: Duration) -> u32 {
    let count = duration.count;
    match duration.unit {
        Unit::Minute | Unit::Hour => 1,
        Unit::Day => count,
        Unit::BusinessDay => count.saturating_mul(7) / 5,
        Unit::Week => count.saturating_mul(7),
        Unit::Month => count.saturating_mul(30),
        Unit::Year | Unit::CalendarYear => count.saturating_mul(365),
    }
}

fn too_long(practice: &Practice<'_>, within: Duration, limits: &Limits<'_>) -> Diagnostic {
    let limit = &limits.answer.1;
    let message = format!("an answer may take `{within}`, but the {} gives {limit}", limits.law);
    let mut finding = Context::finding(&RULE, practice.span(), message).with_help(format!(
        "write `within {limit}`, or put this into a section for the people of another law"
    ));
    finding.citations.push(limits.cite.to_owned());
    finding
}

fn extended_too_far(practice: &Practice<'_>, by: Duration, limits: &Limits<'_>, most: &str) -> Diagnostic {
    let message = format!("the deadline can be extended by `{by}`, but the {} gives {most}", limits.law);
    let mut finding =
        Context::finding(&RULE, practice.span(), message).with_help(format!("write `extendable by {most}`"));
    finding.citations.push(limits.cite.to_owned());
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn forty_five_days_for_everyone() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
we will respond to requests within 45 days of "receiving them"
//^^^ an answer may take `45 days`, but the…
"#,
        );
    }

    #[test]
    fn each_law_has_its_own_people() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
section californians for people in california {
    we will respond to requests within 45 days of "receipt" extendable by 45 days
}
section europeans for people in eu {
    we will respond to requests within 1 month of "receipt" extendable by 2 months
}
section others {
    you must appeal within 60 days of "our answer"
    we will respond to requests within 30 days
    "your request" should "be processed" within 48 hours
}
"#,
        );
    }

    #[test]
    fn an_extension_beyond_the_limit() {
        check(
            &RULE,
            r#"
policy "P" {
    laws ccpa
}
we will respond to requests within 45 days of "receipt" extendable by 90 days
//^^^ the deadline can be extended by `90 days`…
we will respond to "opt-out requests" within 30 days
//^^^ an answer may take `30 days`…
"#,
        );
    }

    #[test]
    fn no_law_is_named() {
        check(&RULE, "we will respond to requests within 90 days\n");
    }
}
