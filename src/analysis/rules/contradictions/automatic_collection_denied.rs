//! "Only what you give us" beside identifiers that nobody gives.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{
    Named, conditions, denied, done, in_time, mentions, personal_data, same_actor,
};
use crate::analysis::lists::{Denials, Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::COLLECTING;
use crate::model::words::ConditionWord;
use crate::model::{NounId, Term};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "automatic-collection-denied", check };

/// What a device sends by itself.
const AUTOMATIC: &[&str] =
    &["device.ip", "device.mac", "device.id", "device.ad-id", "device.cookie-id", "device.fingerprint"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &lists().denials;
    if !words.speaks(context.policy) {
        return;
    }
    for denial in context.we_deny(COLLECTING).filter(|practice| denied(practice)) {
        let all = denial.objects().any(|term| {
            context
                .policy
                .classes_of(term)
                .any(|class| matches!(class.id, "personal-data" | "identifying-data"))
                && personal_data(context, term)
        });
        if !all || !unless_given(words, denial) {
            continue;
        }
        let found = context.doing_if(COLLECTING, Polarity::Positive);
        let found = found.filter(|practice| {
            done(practice) && in_time(practice, denial) && same_actor(context, practice, denial)
        });
        let found = found.filter(|practice| !practice.limited()).flat_map(Practice::objects);
        let sent: Vec<(String, Span)> =
            found.filter_map(|term| automatic(context, term).map(|name| (name, term.span))).collect();
        if !sent.is_empty() {
            findings.push(nobody_gives_it(denial, &sent));
        }
    }
}

/// Whether a denial makes its exception for what people hand over themselves.
fn unless_given(words: &Denials, denial: &Practice<'_>) -> bool {
    conditions(denial.statement.clauses.iter()).any(|(word, guarded)| {
        let given =
            |named: Named<'_>| matches!(named, Named::Said(text) if first_of(text, &words.giving).is_some());
        word == ConditionWord::Unless && mentions(guarded, &given)
    })
}

/// The first identifier in a group of data that a device sends by itself.
fn automatic(context: &Context<'_>, term: &Term) -> Option<String> {
    let is = |id: &str| AUTOMATIC.iter().any(|above| context.vocabulary.is_a(Kind::Data, id, above));
    if let Some((id, _)) = context.noun_of(term) {
        return in_group(context, id, &is);
    }
    context
        .policy
        .classes_of(term)
        .any(|class| class.kind == Kind::Data && is(class.id))
        .then(|| context.name(term))
}

fn in_group(context: &Context<'_>, id: NounId, is: &dyn Fn(&str) -> bool) -> Option<String> {
    let noun = context.policy.noun(id)?;
    if noun.classes.iter().any(|class| class.kind == Kind::Data && is(class.id)) {
        return Some(noun.name.as_deref().unwrap_or(&noun.id).to_owned());
    }
    noun.items.iter().find_map(|item| in_group(context, *item, is))
}

fn nobody_gives_it(denial: &Practice<'_>, sent: &[(String, Span)]) -> Diagnostic {
    let message = "this says that only what people give is collected, but some of it their devices send";
    let mut finding = Context::finding(&RULE, denial.span(), message);
    for (name, span) in sent {
        finding = finding.with_label(*span, format!("this holds `{name}`, which nobody enters"));
    }
    finding.with_help("name what is collected automatically as an exception, or delete this statement")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn an_address_that_nobody_enters() {
        check(
            &RULE,
            r#"
data technical "technical data" : device { ip "IP address" : device.ip }
we will not collect personal-data unless "you provide it"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says that only what people give…
we collect technical
"#,
        );
    }

    #[test]
    fn what_people_enter_and_other_exceptions() {
        check(
            &RULE,
            r#"
data technical "technical data" : device { ip "IP address" : device.ip }
we will not collect personal-data unless "you provide it"
we collect contact, "browser type" : device.browser
"#,
        );
        check(&RULE, "we will not collect personal-data unless consent\nwe collect device.ip\n");
        let given = "we will not collect personal-data unless \"you provide it\"";
        check(&RULE, &format!("{given}\nwe have collected device.ip in the last 12 months\n"));
    }
}
