//! A value that is deliberately left open, and that readers need.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::{Absence, DateWord, NounKind};
use crate::model::{Clause, ClauseKind, Dated, Retention, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "unstated-value", check };

/// What readers need of a declaration; channels and trackers have rules of their own.
const NEEDED: &[(NounKind, &str)] = &[
    (NounKind::Organization, "address"),
    (NounKind::Organization, "email"),
    (NounKind::Recipient, "country"),
    (NounKind::Recipient, "safeguard"),
    (NounKind::Service, "provider"),
    (NounKind::Definition, "means"),
];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for noun in context.nouns() {
        for (_, word) in NEEDED.iter().filter(|(kind, _)| *kind == noun.kind) {
            let open = noun.property(word).find(|property| {
                property.list.terms.iter().any(|term| term.value == Value::Absent(Absence::Unstated))
            });
            if let Some(property) = open.filter(|_| !noun.declares(word)) {
                findings.push(unstated(property.span, &format!("the {word} of `{}`", noun.id)));
            }
        }
    }
    if let Some(head) = context.policy.head() {
        dates(&head.clauses, findings);
    }
    let unsaid =
        |clause: &Clause| matches!(clause.kind, ClauseKind::Kept(Retention::Absent(Absence::Unstated), _));
    let keeping = context.those(|_, practice| {
        practice.statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Kept(..)))
    });
    for clause in keeping.into_iter().flat_map(|practice| &practice.statement.clauses) {
        if unsaid(clause) {
            findings.push(unstated(clause.span, "how long this is kept"));
        }
    }
}

/// One date is enough.
fn dates(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    if clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Dated(_, Dated::On(_)))) {
        return;
    }
    let open = clauses.iter().find(|clause| {
        matches!(clause.kind, ClauseKind::Dated(DateWord::Effective | DateWord::Updated, Dated::Absent(_)))
    });
    findings.extend(open.map(|clause| unstated(clause.span, "the date of this policy")));
}

fn unstated(at: Span, what: &str) -> Diagnostic {
    Context::finding(&RULE, at, format!("readers need {what}")).with_help("write it in place of `unstated`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_readers_need() {
        check(
            &RULE,
            r#"
policy "P" { effective unstated }
           //^ readers need the date of this policy
recipient mailer "Mailer" : processor { safeguard unstated }
                                      //^ readers need the safeguard of `mailer`
we share personal-data with mailer
we collect personal-data kept unstated
                       //^ readers need how long this is kept
"#,
        );
    }

    #[test]
    fn what_is_given_or_nobody_needs() {
        check(
            &RULE,
            r#"
policy "P" { effective unstated updated 2026-01-01 }
recipient mailer "Mailer" : processor { safeguard none phone unstated }
we share personal-data with mailer
we collect personal-data kept 30 days
"#,
        );
    }
}
