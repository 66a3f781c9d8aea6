//! Cookies of which nobody is told how long they last.

use super::{for_all, is_technology, names, trackers};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{ClauseKind, Noun, NounId, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracker-without-duration", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let found: Vec<&Noun> = trackers(context)
        .filter(|(id, noun)| {
            // A pixel or a script stores nothing itself, so it does not last.
            let stores =
                is_technology(context, noun, "cookie") || is_technology(context, noun, "local-storage");
            stores && !noun.declares("lasts") && !lasts(context, *id)
        })
        .map(|(_, noun)| noun)
        .collect();
    findings.extend(for_all(&found, without_duration, "nor does this"));
}

/// Whether a sentence about it gives a time.
fn lasts(context: &Context<'_>, tracker: NounId) -> bool {
    context.naming(tracker).filter(|practice| practice.objects().any(|term| names(term, tracker))).any(
        |practice| {
            practice.statement.clauses.iter().any(|clause| match &clause.kind {
                ClauseKind::Kept(..) => true,
                ClauseKind::List(_, list) => {
                    list.terms.iter().any(|term| matches!(term.value, Value::Duration(_)))
                }
                _ => false,
            })
        },
    )
}

fn without_duration(noun: &Noun) -> Diagnostic {
    Context::finding(&RULE, noun.id_span, format!("`{}` does not say how long it lasts", noun.id))
        .with_help("add `lasts session`, or a time such as `lasts 12 months`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_time_is_given() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie { lasts unstated }
      //^^^^^^^ `cookies` does not say how long it lasts
tracker pixels "pixels" : pixel
we use cookies, pixels
"#,
        );
    }

    #[test]
    fn a_time_is_given() {
        check(
            &RULE,
            r#"
tracker basket "basket" : cookie { lasts session }
tracker figures "figures" : cookie { lasts 12 months }
tracker others-kept "other cookies" : cookie
we use basket, figures
we keep others-kept for 30 days
"#,
        );
    }
}
