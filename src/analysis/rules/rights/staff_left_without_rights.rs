//! Employees and applicants left out of a law that protects them.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "staff-left-without-rights", check };

const STAFF: &[&str] = &["staff", "applicant", "contractor"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.doing_if(&["apply", "cover"], Polarity::Negative) {
        // Another notice may be for staff; the section of one law is not to leave them out.
        let of_a_law = [ListWord::For, ListWord::In, ListWord::Under, ListWord::Of]
            .iter()
            .any(|word| practice.scope(*word).any(|term| !context.places(term).is_empty()));
        let staff = |term: &&Term| STAFF.iter().any(|id| context.is_a(term, Kind::Audience, id));
        let mut named =
            practice.objects().chain(practice.terms(ListWord::To)).chain(practice.terms(ListWord::About));
        let protected = context
            .laws_for(practice)
            .iter()
            .any(|law| law.main && law.pack.rights.iter().any(|right| &*right.id == "limit-sensitive"));
        if let Some(term) = named.find(staff).filter(|_| of_a_law && protected) {
            findings.push(left_out(context, practice, term));
        }
    }
}

fn left_out(context: &Context<'_>, practice: &Practice<'_>, term: &Term) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        format!("the law of this section protects `{}` too", context.name(term)),
    )
    .with_help("take this out, or point to the notice in which they find their rights")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_statement_of_one_law_without_staff() {
        check(
            &RULE,
            r#"
policy "P" {
    laws ccpa
}
section californians for people in california {
    this-section does not apply to staff, applicants
  //^^^ the law of this section protects `staff` too
}
"#,
        );
    }

    #[test]
    fn a_whole_policy_for_others() {
        check(&RULE, "policy \"P\" {\n    laws ccpa\n}\nthis-policy does not apply to staff\n");
    }
}
