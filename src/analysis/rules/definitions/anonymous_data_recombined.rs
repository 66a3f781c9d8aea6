//! Anonymous data that is combined with personal data again.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{done, personal_data};
use crate::diagnostic::Diagnostic;
use crate::model::Term;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "anonymous-data-recombined", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.doing(&["combine"]).filter(|practice| done(practice)) {
        let sides: Vec<&Term> = practice.objects().chain(practice.terms(ListWord::With)).collect();
        let anonymous = sides.iter().find(|term| context.claimed_anonymous(term));
        let personal =
            sides.iter().find(|term| personal_data(context, term) && context.identifies(term).is_some());
        if let (Some(anonymous), Some(personal)) = (anonymous, personal) {
            findings.push(no_longer_anonymous(context, practice, anonymous, personal));
        }
    }
}

fn no_longer_anonymous(
    context: &Context<'_>,
    practice: &Practice<'_>,
    anonymous: &Term,
    personal: &Term,
) -> Diagnostic {
    let (anonymous_name, personal_name) = (context.name(anonymous), context.name(personal));
    let message = format!("combined with `{personal_name}`, `{anonymous_name}` identifies people again");
    Context::finding(&RULE, practice.span(), message)
        .with_label(anonymous.span, "this is said to identify nobody")
        .with_help("do not combine the two, or do not call the first anonymous")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn figures_put_back_to_names() {
        check(
            &RULE,
            r#"
we combine "usage figures" : anonymous-data with contact
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ combined with `contact`, `usage figures` identifies people again
"#,
        );
    }

    #[test]
    fn like_with_like() {
        check(
            &RULE,
            r#"
we combine "usage figures" : aggregate-data with "figures of others" : aggregate-data
we combine contact with device
we do not combine "usage figures" : anonymous-data with contact
"#,
        );
    }
}
