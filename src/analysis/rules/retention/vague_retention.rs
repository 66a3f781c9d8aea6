//! "As long as necessary", and nothing more.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Group, leaves};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::retention::{Kept, Length, kept};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::model::{Expression, Ref};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "vague-retention", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &lists().retention;
    if !words.speaks(context.policy) {
        return;
    }
    let all = kept(context);
    let (vague, plain): (Vec<&Kept<'_, '_>>, Vec<&Kept<'_, '_>>) =
        all.iter().partition(|kept| is_vague(kept));
    let known = Group::of(context, plain.iter().flat_map(|plain| &plain.data));
    let mut last = None;
    for kept in vague {
        let elsewhere = |term| known.covers(context, term);
        if last != Some(kept.span) && !kept.data.iter().all(elsewhere) {
            findings.push(as_long_as_necessary(kept));
            last = Some(kept.span);
        }
    }
}

/// Whether it hangs on need alone; that a law demands it longer makes it no clearer.
fn is_vague(kept: &Kept<'_, '_>) -> bool {
    let Length::Criterion(expression) = kept.length else { return false };
    let leaves = leaves(expression);
    leaves.iter().all(|leaf| needy(leaf) || legal(leaf)) && leaves.iter().any(|leaf| needy(leaf))
}

fn needy(leaf: &Expression) -> bool {
    let (named, text) = match leaf {
        Expression::Text(text, _) => (false, &**text),
        Expression::Named { condition: Ref::Builtin(class), detail, .. } => {
            (class.id == "necessary", detail.as_deref().unwrap_or_default())
        }
        _ => return false,
    };
    let words = &lists().retention;
    let concrete = first_of(text, &words.concrete).is_some() || text.contains(|c: char| c.is_ascii_digit());
    (named || first_of(text, &words.vague).is_some()) && !concrete
}

fn legal(leaf: &Expression) -> bool {
    match leaf {
        Expression::Named { condition: Ref::Builtin(class), .. } => {
            matches!(class.id, "law-requires" | "law-permits")
        }
        Expression::Text(text, _) => first_of(text, &lists().retention.legal).is_some(),
        _ => false,
    }
}

fn as_long_as_necessary(kept: &Kept<'_, '_>) -> Diagnostic {
    Context::finding(&RULE, kept.span, "\"as long as necessary\" tells nobody how long data is kept")
        .with_help("give a period, `for 24 months after \"…\"`, or a criterion that ends, `until \"your account is closed\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn as_long_as_necessary_alone() {
        check(
            &RULE,
            r#"
we retain personal-data while necessary "for the purposes of this policy" or law-requires
//^^^ "as long as necessary" tells nobody how long data is kept
we keep "names" : identity.name until "we no longer need them"
//^^^ "as long as necessary" tells nobody how long data is kept
"#,
        );
    }

    #[test]
    fn a_criterion_that_ends() {
        check(
            &RULE,
            r#"
we keep "names" : identity.name while "your account is open"
we keep "orders" : commercial while necessary "to deliver your order"
we keep "bills" : financial while law-requires
we keep "letters" : communication while necessary "for 2 years of warranty"
"#,
        );
    }

    #[test]
    fn another_statement_makes_it_plain() {
        check(
            &RULE,
            "we retain personal-data while necessary \"for our purposes\"\nwe keep personal-data for 24 months after \"your last visit\"\n",
        );
    }
}
