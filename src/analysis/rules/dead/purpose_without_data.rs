//! A purpose that has a legal basis, and for which nothing is done.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Clause, ClauseKind, Noun};
use crate::source::Span;

use super::names;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "purpose-without-data", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (id, noun) in context.policy.nouns_of(NounKind::Purpose) {
        // What nothing names at all is reported as unused.
        let listed = |clauses: &[Clause]| {
            clauses.iter().any(|clause| match &clause.kind {
                ClauseKind::List(_, list) => list.terms.iter().any(|term| names(term, id)),
                _ => false,
            })
        };
        let spoken = context.practices.iter().any(|practice| {
            practice.clauses().any(|clause| match &clause.kind {
                ClauseKind::List(_, list) => list.terms.iter().any(|term| names(term, id)),
                _ => false,
            }) || practice.objects().chain(&practice.statement.subjects).any(|term| names(term, id))
        });
        let declared = context.policy.nouns.iter().any(|other| {
            listed(&other.clauses)
                || other.properties.iter().any(|property| {
                    listed(&property.clauses) || property.list.terms.iter().any(|term| names(term, id))
                })
        });
        if noun.used && !spoken && !declared {
            findings.push(nothing_done(noun, basis(context, |term| names(term, id))));
        }
    }
}

/// Where a legal basis names it.
fn basis(context: &Context<'_>, names: impl Fn(&crate::model::Term) -> bool) -> Option<Span> {
    let mut clauses = context.practices.iter().flat_map(|practice| practice.clauses().collect::<Vec<_>>());
    clauses.find_map(|clause| match &clause.kind {
        ClauseKind::Basis(grounds) => {
            grounds.iter().find(|ground| ground.purposes.iter().any(&names)).map(|ground| ground.span)
        }
        _ => None,
    })
}

fn nothing_done(noun: &Noun, basis: Option<Span>) -> Diagnostic {
    let message = format!("no sentence uses any data for `{}`", noun.id);
    let finding = Context::finding(&RULE, noun.id_span, message).with_help(format!(
        "write `we use personal-data {} {}`, with the data that it needs, or delete it",
        ListWord::For.as_str(),
        noun.id
    ));
    match basis {
        Some(at) => finding.with_label(at, "this gives it a legal basis"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_basis_for_nothing() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
      //^^^^ no sentence uses any data for `news`
purpose orders "send you what you ordered" : service
we use personal-data for orders
we process personal-data basis consent (news), contract (orders)
"#,
        );
    }

    #[test]
    fn data_or_a_tracker_for_it() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
purpose counting "count visits" : analytics
tracker cookies "cookies" : cookie { for counting }
we use personal-data for news basis consent (news, counting)
"#,
        );
    }
}
