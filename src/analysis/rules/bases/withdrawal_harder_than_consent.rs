//! Consent that is easily given and hard to take back.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice, Stem};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "withdrawal-harder-than-consent", check };

/// Ways that take a letter, a trip or a conversation.
const HARD: &[&str] = &["post", "fax", "in-person"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let withdrawals = context.doing_if(&["withdraw"], Polarity::Positive);
    let priced = |practice: &&Practice<'_>| {
        practice.actor == Actor::People
            && context.says(practice, Stem::Consenting)
            && context.has_fee(practice)
    };
    findings.extend(withdrawals.filter(priced).map(only_at_a_price));
    let ways: Vec<(&Practice<'_>, &Term)> = context
        .doing_if(&["withdraw"], Polarity::Positive)
        .filter(|practice| practice.actor == Actor::People)
        .flat_map(|practice| {
            practice
                .terms(ListWord::By)
                .chain(practice.terms(ListWord::Through))
                .map(move |term| (practice, term))
        })
        .collect();
    let Some((practice, _)) = ways.first() else { return };
    if ways.iter().all(|(_, term)| closes_account(context, term)) {
        findings.push(only_by_leaving(practice));
    } else if ways.iter().all(|(_, term)| is_hard(context, term)) && !given_by_hand(context) {
        findings.push(only_by_letter(practice));
    }
}

fn closes_account(context: &Context<'_>, term: &Term) -> bool {
    let way = context.name(term).to_lowercase();
    way.contains("account")
        && ["closing", "close ", "deleting", "delete ", "cancel", "terminat"]
            .iter()
            .any(|word| way.contains(word))
}

fn is_hard(context: &Context<'_>, term: &Term) -> bool {
    let classes = context.own_classes(term);
    let mut channels = classes.iter().filter(|class| class.kind == Kind::Channel).peekable();
    channels.peek().is_some() && channels.all(|class| HARD.contains(&class.id))
}

/// Whether people give their consent in one of the hard ways too.
fn given_by_hand(context: &Context<'_>) -> bool {
    context
        .doing(&["consent"])
        .filter(|practice| practice.actor == Actor::People)
        .any(|practice| practice.terms(ListWord::By).any(|term| is_hard(context, term)))
}

fn only_by_leaving(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "consent can only be withdrawn by giving up the account")
        .with_help("add a way that leaves the account alone: `by \"your settings\"`, `by email`")
}

fn only_by_letter(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "withdrawing consent takes more than giving it did")
        .with_help("add a way as easy as that in which it is given: `by \"your settings\"`, `by email`")
}

fn only_at_a_price(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "people pay for withdrawing the consent that they gave")
        .with_help("take the fee out: withdrawing is to be as easy as giving it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn by_closing_the_account() {
        check(
            &RULE,
            "\nyou may withdraw consent by \"closing your account\" at any time\n//^^^ consent can only be withdrawn by giving up the account\n",
        );
    }

    #[test]
    fn by_a_letter() {
        check(
            &RULE,
            r#"
channel letter "a letter" : post { value "1 Main St" }
you consent to "news" by "ticking the box"
you can withdraw consent by letter
//^^^ withdrawing consent takes more than giving it did
"#,
        );
    }

    #[test]
    fn at_a_price() {
        check(
            &RULE,
            r#"
you may withdraw consent by "email" fee "$5"
//^^^ people pay for withdrawing the consent that they gave
you may withdraw consent by "your settings" fee none
you may withdraw consent by "a call" fee "free of charge"
"#,
        );
    }

    #[test]
    fn by_a_letter_or_a_click() {
        check(
            &RULE,
            r#"
channel letter "a letter" : post { value "1 Main St" }
you can withdraw consent by letter or "your settings"
you can withdraw consent by "closing your account" or "unticking the box"
"#,
        );
    }
}
