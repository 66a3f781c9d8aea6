//! A right to complain only after asking the company first.

use crate::analysis::Rule;
use crate::analysis::bases::needs_bases;
use crate::analysis::context::{Context, NamedLaw, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "complaint-right-limited", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let list = &lists().requests;
    let grounds = list.speaks(context.policy) && needs_bases(context);
    let grants = |practice: &&Practice<'_>| grounds && practice.lets_people();
    for practice in context.doing(&["complain"]).filter(grants) {
        if first_of(&context.wording(practice), &list.first).is_some() && is_free(context, practice) {
            findings.push(at_once(practice));
        }
    }
}

/// Whether a law that asks for legal bases, and lets people complain at once, can hold for it.
fn is_free<'a>(context: &Context<'a>, practice: &Practice<'a>) -> bool {
    let asks = |laws: &[NamedLaw<'_>]| laws.iter().any(NamedLaw::asks_for_bases);
    if asks(context.named_laws()) {
        return asks(&context.laws_for(practice));
    }
    !context.is_bound(practice)
}

fn at_once(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "people may complain to an authority at once, not only after they have asked you",
    )
    .with_help(
        "take the condition out; you can still ask them to write to you first, in a sentence of its own",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_after_our_answer() {
        check(
            &RULE,
            r#"
we process personal-data for "deliver" basis contract
you have the right to complain to authority if "you are not satisfied with our response"
//^^^ people may complain to an authority at once…
"#,
        );
    }

    #[test]
    fn another_place_has_another_law() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
section australia for people in AU {
    you may complain to "the OAIC" if "we have not answered in 30 days"
}
section germany for people in DE {
    you may complain to authority if "we have not answered in 30 days"
  //^^^ people may complain…
}
"#,
        );
        check(
            &RULE,
            r#"
we process personal-data for "deliver" basis contract
section australia for people in AU {
    you may complain to "the OAIC" if "we have not answered in 30 days"
}
"#,
        );
    }

    #[test]
    fn at_any_time_or_when_rights_are_violated() {
        check(
            &RULE,
            r#"
we process personal-data for "deliver" basis contract
you have the right to complain to authority at any time
you have the right to complain to authority if "you believe that your rights have been violated"
"#,
        );
    }
}
