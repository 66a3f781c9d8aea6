//! Advertising messages that nobody can stop.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice, Stem};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::ENDING;
use crate::model::{Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "no-way-out-of-marketing", check };

const WAYS: &[&str] =
    &["unsubscribe", "opt-out", "opt-in", "object", "withdraw", "choose", "manage", "disable"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let tells = Stem::Unsubscribing;
    let people = |practice: &&Practice<'_>| practice.actor == Actor::People;
    let way_out = || {
        context.doing_if(WAYS, Polarity::Positive).any(|practice| people(&practice))
            || context
                .doing_if(ENDING, Polarity::Positive)
                .filter(people)
                .any(|practice| is_about_marketing(context, practice))
            || context
                .practices()
                .iter()
                .any(|practice| practice.polarity == Polarity::Positive && context.says(practice, tells))
    };
    let ours =
        |practice: &&Practice<'_>| practice.actor == Actor::Us && practice.polarity == Polarity::Positive;
    let mut sent = context.practices().iter().filter(ours).flat_map(|practice| practice.purposes());
    if let Some(term) = sent.find(|term| context.is_a(term, Kind::Purpose, "marketing.direct"))
        && !way_out()
    {
        findings.push(cannot_be_stopped(context, term));
    }
}

/// Whether what is ended is marketing, or anything that has no name in the vocabulary, such as "sending you news".
fn is_about_marketing(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let mut about = practice.objects().chain(practice.purposes());
    about.any(|term| {
        let unnamed = matches!(term.value, Value::Ref(Ref::Text(_))) && term.classes.is_empty();
        unnamed
            || context.is_a(term, Kind::Purpose, "marketing")
            || context.is_a(term, Kind::Act, "marketing")
    })
}

fn cannot_be_stopped(context: &Context<'_>, term: &Term) -> Diagnostic {
    Context::finding(&RULE, term.span, format!("nothing says how people can stop `{}`", context.name(term)))
        .with_help("add `you can unsubscribe by \"the link in every message\" at any time`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn news_for_ever() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
we use "your address" : contact.email for news
                                        //^^^^ nothing says how people can stop `news`
"#,
        );
    }

    #[test]
    fn a_link_in_every_message() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
we use "your address" : contact.email for news
you can unsubscribe by "the link in every message"
"#,
        );
    }

    #[test]
    fn news_that_people_stop() {
        let news = "we use contact for marketing.email\n";
        check(&RULE, &format!("{news}you may ask us to stop \"sending you news\" : marketing.email\n"));
        check(&RULE, &format!("{news}you may ask us to stop \"writing to you\"\n"));
        check(&RULE, &format!("{news}//^^^ nothing says…\nyou may restrict contact\n"));
    }

    #[test]
    fn news_until_you_opt_out() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
we use "your address" : contact.email for news unless opt-out
"#,
        );
    }

    #[test]
    fn advertising_that_goes_to_nobody_in_particular() {
        check(&RULE, "we use personal-data for \"plan our marketing\" : marketing\n");
    }
}
