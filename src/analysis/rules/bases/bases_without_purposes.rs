//! Several legal bases in one list, and no saying which is for what.

use foldhash::HashSet;

use crate::analysis::Rule;
use crate::analysis::bases::{bases, claims_basis};
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::{Clause, ClauseKind, Ref};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "bases-without-purposes", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut tied = None;
    for practice in context.those(claims_basis) {
        for clause in &practice.statement.clauses {
            let ClauseKind::Basis(grounds) = &clause.kind else { continue };
            let bare = grounds.len() > 1 && grounds.iter().all(|ground| ground.purposes.is_empty());
            // Several bases for the one purpose of a statement are tied to it.
            if bare
                && practice.purposes().count() != 1
                && !grounds
                    .iter()
                    .all(|ground| tied.get_or_insert_with(|| tied_elsewhere(context)).contains(&ground.basis))
            {
                findings.push(tied_to_nothing(clause, practice));
            }
        }
    }
}

/// The bases that have their purposes somewhere: a list of them only sums up.
fn tied_elsewhere<'a>(context: &Context<'a>) -> HashSet<&'a Ref> {
    let all = bases(context).into_iter();
    let tied = all.filter(|basis| !basis.purposes(context).is_empty());
    tied.map(|basis| &basis.ground.basis).collect()
}

fn tied_to_nothing(clause: &Clause, practice: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        clause.span,
        "these legal bases are not tied to purposes, so nobody can tell which one is for what",
    )
    .with_label(practice.span(), "the statement they stand in")
    .with_help("put the purposes of each basis after it: `basis consent (news), contract (orders)`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_bare_list_says_nothing() {
        check(
            &RULE,
            r#"
we process personal-data basis consent, contract, legitimate-interests "safe orders"
                       //^^^ these legal bases are not tied to purposes…
"#,
        );
    }

    #[test]
    fn purposes_in_parentheses_tie_them() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
purpose orders "deliver" : service.fulfilment
we process personal-data basis consent (news), contract (orders)
"#,
        );
    }

    #[test]
    fn two_bases_for_one_purpose_are_tied_to_it() {
        check(&RULE, "we process personal-data for \"deliver\" basis contract, legal-obligation\n");
    }

    #[test]
    fn a_list_that_sums_up_what_the_purposes_say() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email { basis consent }
purpose orders "deliver" : service.fulfilment { basis contract }
we process personal-data basis consent, contract
we use personal-data for news, orders
"#,
        );
    }
}
