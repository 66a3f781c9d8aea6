//! A denial for one place beside a statement that holds everywhere, or in a place around it.

use super::{denials, denied_verbs, done_inside, done_verbs};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{Bounds, Fit, business_transfer, excused, plain, same_action, same_as};
use crate::analysis::select::listed;
use crate::diagnostic::Diagnostic;
use crate::model::verb::{HAVING, USING};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "regional-denial-undone", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for denial in denials(context).filter(|denial| plain(denial) && !says_where_it_lies(denial)) {
        let bounds = Bounds::of(context, denial);
        for done in done_inside(context, denial, &same_as(denied_verbs(context, denial))) {
            let denies = |verb| denied_verbs(context, denial).any(|denied| same_action(verb, denied));
            let same = done_verbs(done).any(denies);
            let open = !excused(context, done)
                && !business_transfer(context, done)
                && !says_where_it_is_done(done)
                && !leaves_place_out(context, done, denial);
            if same && open && matches!(bounds.fit(done), Some((_, Fit::Elsewhere))) {
                findings.push(done_everywhere(done, denial));
            }
        }
    }
}

/// Whether it says where data lies: who keeps it, and does not say where, need not keep it there.
fn says_where_it_lies(denial: &Practice<'_>) -> bool {
    denial.does_any(HAVING) && denial.terms(ListWord::In).next().is_some()
}

/// Whether it says where data is worked on: what is done there need not be done in every part of it.
fn says_where_it_is_done(done: &Practice<'_>) -> bool {
    [HAVING, USING, &["transfer"]].iter().any(|verbs| done.does_any(verbs))
        && done.terms(ListWord::In).next().is_some()
}

/// Whether those whom it is about are declared to be all but those of the place that a denial is for.
fn leaves_place_out(context: &Context<'_>, done: &Practice<'_>, denial: &Practice<'_>) -> bool {
    let protected: Vec<&str> = people(denial).flat_map(|term| context.places(term)).collect();
    let is_there = |term: &Term| match &term.value {
        // "People in California", "Californians".
        Value::Ref(Ref::Text(text)) => {
            let text = text.to_lowercase();
            protected.iter().any(|place| text.contains(&place.replace('-', " ")))
        }
        _ => context.places(term).iter().any(|place| protected.contains(place)),
    };
    let left_out =
        |noun: &Noun| noun.kind == NounKind::Audience && listed(noun, ListWord::Except).any(is_there);
    people(done).any(|term| context.noun_of(term).is_some_and(|(_, noun)| left_out(noun)))
}

/// Whom and where a practice, or a section around it, is about.
fn people<'p>(practice: &'p Practice<'_>) -> impl Iterator<Item = &'p Term> {
    let words = [ListWord::About, ListWord::Of, ListWord::From, ListWord::For, ListWord::In];
    words.into_iter().flat_map(|word| practice.terms(word).chain(practice.scope(word)))
}

fn done_everywhere(done: &Practice<'_>, denial: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, done.span(), "this also holds where the policy denies it")
        .with_label(denial.span(), "for one place, this denies it")
        .with_help("say where this holds with `in …`, or leave the place out with `except …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn people_who_are_declared_to_live_in_a_place() {
        check(
            &RULE,
            r#"
audience cal "Californians" : consumer in california
audience pros "professionals" : customer in california
we sell contact.email to data-broker
//^^^ this also holds where the policy denies it
section one for cal { we do not sell contact.email }
section two for pros { we do not sell contact.email }
"#,
        );
    }

    #[test]
    fn a_sale_everywhere_and_none_in_one_state() {
        check(
            &RULE,
            r#"
we sell contact.email to data-broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this also holds where the policy denies it
section state for residents in california { we do not sell personal-data }
"#,
        );
    }

    #[test]
    fn a_place_around_that_of_the_denial() {
        check(
            &RULE,
            r#"
section country in us { we sell contact.email to data-broker }
//^^^ this also holds…
section state in california { we do not sell personal-data }
we collect contact.phone in us
//^^^ this also holds…
we do not collect contact.phone in california
"#,
        );
        check(
            &RULE,
            r#"
region rest "the rest of the country" : us
section others in rest { we sell contact.email to data-broker }
section country in us { we sell contact.phone to data-broker except "the numbers of Californians" }
section state in california { we do not sell personal-data }
we process contact.email in us
we do not process contact.email in california
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
section country for people in us { we have sold contact in the last 12 months }
section state for people in california { we do not sell contact }
"#,
        );
    }

    #[test]
    fn a_place_of_its_own_an_exception_or_the_sale_of_the_business() {
        check(
            &RULE,
            r#"
we sell contact.email in texas
we sell contact.phone except "the numbers of Californians"
we may sell personal-data if business-transfer
we do not store personal-data in us
we keep contact.email for 7 years
section state in california { we do not sell personal-data }
"#,
        );
    }

    #[test]
    fn people_of_whom_some_are_left_out() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
audience rest "people in the United States outside California" : people in us { except "people in California" }
audience grown "people in the United States" : people in us { except "people under 16" }
we sell contact about rest to data-broker
we sell contact about grown to data-broker
//^^^ this also holds…
section state for people in california { we do not sell contact }
"#,
        );
    }

    #[test]
    fn sharing_in_the_sense_of_a_statute() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
recipient carrier "the carrier" : third-party
we disclose device to carrier
section state for people in california { we do not sell or share personal-data }
"#,
        );
    }
}
