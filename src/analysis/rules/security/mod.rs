//! Security: what is claimed, what is disclaimed, and what happens after a breach.

mod absolute_security_claim;
mod breach_notice_without_channel;
mod breach_notice_without_deadline;
mod certificate_without_edition;
mod encryption_promised_yet_denied;
mod liability_for_breach_denied;
mod outdated_security_technology;
mod security_guaranteed_yet_disclaimed;
mod security_measures_unnamed;
mod withdrawn_security_standard;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::lists::{Security, Spoken, lists};
use crate::analysis::texts::{self, Place};
use crate::model::words::{ConditionWord, ListWord, Modal, Topic};
use crate::model::{ClauseKind, Expression, Ref, Statement, Term, Value};
use crate::source::Span;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &absolute_security_claim::RULE,
    &breach_notice_without_channel::RULE,
    &breach_notice_without_deadline::RULE,
    &certificate_without_edition::RULE,
    &encryption_promised_yet_denied::RULE,
    &liability_for_breach_denied::RULE,
    &outdated_security_technology::RULE,
    &security_guaranteed_yet_disclaimed::RULE,
    &security_measures_unnamed::RULE,
    &withdrawn_security_standard::RULE,
];

/// The words of this group, if they are of the policy's language.
fn words(context: &Context<'_>) -> Option<&'static Security> {
    Some(&lists().security).filter(|list| list.speaks(context.policy))
}

/// A claim that no system can keep.
struct Claim {
    span: Span,
    words: String,
}

/// Every absolute claim of the publisher, not those it denies.
fn absolute_claims(context: &Context<'_>) -> Vec<Claim> {
    let Some(list) = words(context) else { return Vec::new() };
    let mut claims = Vec::new();
    // A sentence that makes no such claim and guarantees nothing is not looked at.
    let mut found = context.practices_with(&list.absolute);
    found.extend(context.doing(&["guarantee"]).map(|practice| practice.at));
    found.sort_unstable();
    found.dedup();
    for practice in context.numbered(found).filter(|practice| firm(practice)) {
        let statement = practice.statement;
        let nobody = statement.subjects.iter().any(|term| {
            matches!(&term.value, Value::Ref(Ref::Text(text)) if texts::first_of(text, &list.negations).is_some())
        });
        if nobody {
            continue;
        }
        let guarantees = practice.polarity == Polarity::Positive && statement.does("guarantee");
        for text in practice.texts() {
            let said = match text.place {
                // What somebody does all the same is said, whatever the sentence denies.
                Place::List(ListWord::Despite) => true,
                Place::Verb | Place::Object | Place::Subject | Place::Saying(_) => {
                    practice.polarity == Polarity::Positive
                }
                Place::List(ListWord::By | ListWord::With | ListWord::As | ListWord::Including) => {
                    practice.polarity == Polarity::Positive
                }
                Place::Heading
                | Place::Name(_)
                | Place::Property(_)
                | Place::List(_)
                | Place::Condition(_)
                | Place::Event
                | Place::Length
                | Place::Detail
                | Place::Interest
                | Place::Prose => false,
            };
            let phrase = list.absolute.iter().find(|phrase| {
                texts::split_at(text.text, phrase)
                    .is_some_and(|(before, _)| texts::first_of(&before, &list.negations).is_none())
            });
            let span = if text.exact { text.span } else { practice.span() };
            if let Some(phrase) = phrase.filter(|_| said) {
                claims.push(Claim { span, words: phrase.clone() });
            } else if guarantees && said && texts::first_of(text.text, &list.guarded).is_some() {
                claims.push(Claim { span, words: "guarantee".to_owned() });
            }
        }
    }
    claims
}

/// Whether the publisher, or a thing of its own, is said to do it, not only to try.
fn firm(practice: &Practice<'_>) -> bool {
    matches!(practice.actor, Actor::Us | Actor::Other)
        && !matches!(practice.statement.modal, Modal::Strives | Modal::May | Modal::Should | Modal::Claims)
}

/// The publisher's promises to tell people about a breach.
fn breach_notices<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    let list = words(context).map(|list| list.authorities.as_slice()).unwrap_or_default();
    let authority = move |term: &Term| match &term.value {
        Value::Ref(Ref::Text(text)) => texts::first_of(text, list).is_some(),
        _ => false,
    };
    context.topic(Topic::Breach).filter(move |practice| {
        practice.actor == Actor::Us
            && practice.polarity == Polarity::Positive
            && practice.statement.does("notify")
            && !practice
                .objects()
                .any(|term| context.is_a(term, crate::law::Kind::Role, "authority") || authority(term))
    })
}

/// Whether a sentence leaves the rest to the law.
fn by_law(statement: &Statement) -> bool {
    statement.clauses.iter().any(|clause| match &clause.kind {
        ClauseKind::List(ListWord::Under, _) => true,
        ClauseKind::Condition(
            ConditionWord::If | ConditionWord::OnlyIf | ConditionWord::AsFarAs,
            guarded,
        ) => required(&guarded.expression),
        _ => false,
    })
}

fn required(expression: &Expression) -> bool {
    match expression {
        Expression::Or(all) | Expression::And(all) => all.iter().any(required),
        Expression::Not(_) => false,
        Expression::Group(inner) => required(&inner.expression),
        Expression::Text(text, _) => texts::has(text, "law"),
        Expression::Named { condition: Ref::Builtin(class), .. } => class.id == "law-requires",
        Expression::Named { .. } => false,
    }
}
