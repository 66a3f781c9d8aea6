//! `assert`: an organization's own guard rails over its practices.

use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::inside::data_inside;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::GIVING;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Assertion, AssertionKind, Clause, ClauseKind, List, Noun, Term, Value, Verb};
use crate::source::{SharedStr, Span};

/// Checks every assertion of a policy.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for assertion in &context.policy.assertions {
        match &assertion.kind {
            AssertionKind::Never { verbs, objects } => {
                never(context, assertion, verbs, objects.as_ref(), findings)
            }
            AssertionKind::Every { noun, has } => every(context, assertion, *noun, has, findings),
        }
    }
}

/// Nothing that is said to happen may fall under what must never happen.
fn never(
    context: &Context<'_>,
    assertion: &Assertion,
    verbs: &[Verb],
    objects: Option<&List>,
    findings: &mut Vec<Diagnostic>,
) {
    for practice in context.practices() {
        let ours = practice.actor == Actor::Us || practice.actor == Actor::Recipient;
        if !ours
            || practice.polarity == Polarity::Negative
            || !practice.statement.verbs.iter().any(|verb| verbs.iter().any(|wanted| entails(verb, wanted)))
        {
            continue;
        }
        let data = match objects {
            None => None,
            Some(list) => match first_meant(context, &list.terms, practice) {
                Some(term) => Some(term),
                None => continue,
            },
        };
        let Some(party) = matching(context, assertion, practice, &[ListWord::To, ListWord::With]) else {
            continue;
        };
        if matching(context, assertion, practice, &[ListWord::For]).is_none()
            || matching(context, assertion, practice, &[ListWord::In]).is_none()
        {
            continue;
        }
        findings.push(broken(context, assertion, practice, data, party));
    }
}

/// To sell is to share, to share is to disclose.
fn entails(verb: &Verb, wanted: &Verb) -> bool {
    match (verb, wanted) {
        (Verb::Known(verb), Verb::Known(wanted)) => {
            verb.id == wanted.id || matches!(wanted.id, "share" | "disclose") && GIVING.contains(&verb.id)
        }
        (verb, wanted) => verb == wanted,
    }
}

/// The first object of a practice that one of the asserted terms has to do with, other than by what the practice excepts.
fn first_meant<'p>(context: &Context<'_>, asserted: &[Term], practice: &Practice<'p>) -> Option<&'p Term> {
    let excepted: Vec<&Term> =
        practice.terms(ListWord::Except).chain(practice.scope(ListWord::Except)).collect();
    let except = |narrow: &Term| excepted.iter().any(|all| data_inside(context, all, narrow));
    practice.objects().find(|term| {
        asserted.iter().any(|wanted| {
            let inner = context.covers(term, wanted).then_some(wanted);
            let inner = inner.or_else(|| context.covers(wanted, term).then_some(term));
            inner.is_some_and(|narrow| !except(narrow))
        })
    })
}

/// The first of the practice's terms that one of the asserted terms covers, or that covers one of them.
fn first_overlap<'p>(
    context: &Context<'_>,
    asserted: &[Term],
    mut found: impl Iterator<Item = &'p Term>,
) -> Option<&'p Term> {
    found.find(|term| {
        asserted.iter().any(|wanted| context.covers(wanted, term) || context.covers(term, wanted))
    })
}

/// Whether the practice falls under the asserted clauses of these words: `Some(None)` where nothing is asserted.
fn matching<'p>(
    context: &Context<'_>,
    assertion: &Assertion,
    practice: &Practice<'p>,
    words: &[ListWord],
) -> Option<Option<&'p Term>> {
    let lists = |clauses: &[Clause]| -> Vec<Term> {
        clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::List(word, list) if words.contains(word) => Some(list.terms.clone()),
                _ => None,
            })
            .flatten()
            .collect()
    };
    let asserted = lists(&assertion.clauses);
    if asserted.is_empty() {
        return Some(None);
    }
    let found = words.iter().flat_map(|word| practice.terms(*word));
    first_overlap(context, &asserted, found).map(Some)
}

fn broken(
    context: &Context<'_>,
    assertion: &Assertion,
    practice: &Practice<'_>,
    data: Option<&Term>,
    party: Option<&Term>,
) -> Diagnostic {
    let mut path = String::from("this statement breaks an assertion");
    if let Some(data) = data {
        path.push_str(&format!(": `{}`", context.name(data)));
    }
    if let Some(party) = party {
        path.push_str(&format!(" goes to `{}`", context.name(party)));
    }
    Diagnostic::error("assertion-broken", practice.span(), path)
        .with_label(assertion.span, "asserted here")
        .with_help("change the statement, or the assertion if it no longer holds")
}

/// Every declaration of a kind must have a property or a clause.
fn every(
    context: &Context<'_>,
    assertion: &Assertion,
    kind: NounKind,
    has: &[(SharedStr, Span)],
    findings: &mut Vec<Diagnostic>,
) {
    for (_, noun) in
        context.nouns_of(kind).filter(|(_, noun)| noun.parent.is_none() && in_scope(context, assertion, noun))
    {
        for (word, _) in has {
            if !has_word(noun, word) {
                findings.push(
                    Diagnostic::error(
                        "assertion-broken",
                        noun.id_span,
                        format!("the {} `{}` has no `{word}`", kind.as_str(), noun.id),
                    )
                    .with_label(assertion.span, "asserted here")
                    .with_help(format!("add `{word} …` to it, or change the assertion")),
                );
            }
        }
    }
}

fn in_scope(context: &Context<'_>, assertion: &Assertion, noun: &Noun) -> bool {
    let mut places = assertion.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::In, list) => Some(&list.terms),
        _ => None,
    });
    places.all(|wanted| {
        let own = noun.property("country").flat_map(|property| &property.list.terms).chain(noun.clauses.iter().flat_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::In, list) => list.terms.as_slice(),
            _ => [].as_slice(),
        }));
        own.into_iter().any(|place| {
            wanted.iter().any(|wanted| {
                context.covers(wanted, place)
                    || matches!((&wanted.value, &place.value), (crate::model::Value::Ref(crate::model::Ref::Builtin(a)), crate::model::Value::Ref(crate::model::Ref::Builtin(b)))
                        if context.vocabulary.is_a(Kind::Region, b.id, a.id))
            })
        })
    })
}

fn has_word(noun: &Noun, word: &str) -> bool {
    // Who says that there is none, or nothing of it, has none.
    let given = |term: &Term| !matches!(term.value, Value::Absent(_));
    let property = noun.property(word).any(|property| property.list.terms.iter().any(given));
    property
        || noun.clauses.iter().any(|clause| match &clause.kind {
            ClauseKind::List(found, _) => found.as_str() == word,
            ClauseKind::Basis(_) => word == "basis",
            ClauseKind::Kept(..) => word == "kept" || word == "retention",
            ClauseKind::Condition(found, _) => found.as_str() == word,
            ClauseKind::Saying(found, _) => found.as_str() == word,
            ClauseKind::Dated(found, _) => found.as_str() == word,
            ClauseKind::Within(..)
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Allow(..) => false,
        })
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Settings, check};
    use crate::law::Vocabulary;
    use crate::source::FileId;

    /// The messages of broken assertions, in the order of the text.
    fn broken(text: &str) -> Vec<String> {
        let read = crate::syntax::read(FileId(0), text);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
        let findings = check(&model.value, Vocabulary::builtin(), &Settings::default());
        findings
            .into_iter()
            .filter(|found| found.code == "assertion-broken")
            .map(|found| found.message)
            .collect()
    }

    #[test]
    fn a_sale_is_a_sharing_of_what_it_holds() {
        let text = "data answers \"answers\" : health\nrecipient ads \"ad firms\" : advertising-network\n\
                    we may sell answers to ads\nassert never share health with advertising-network\n";
        assert_eq!(broken(text), ["this statement breaks an assertion: `answers` goes to `ads`"]);
    }

    #[test]
    fn what_a_group_includes_by_name_is_shared_with_it() {
        for word in ["including", "such as"] {
            let text = format!(
                "data prompts \"prompts\" : content.prompts\n\
                 data chats \"chats\" : content.files {{ {word} prompts, \"diagnoses\" : health }}\n\
                 recipient ads \"ad firms\" : advertising-network\nwe share chats with ads\n\
                 assert never share prompts with advertising-network\nassert never share health\n"
            );
            assert_eq!(broken(&text).len(), 2, "{word}");
        }
    }

    #[test]
    fn what_is_denied_breaks_nothing() {
        let text = "data answers \"answers\" : health\nwe do not share answers\nassert never share health\n";
        assert_eq!(broken(text), Vec::<String>::new());
    }

    #[test]
    fn what_is_excepted_is_not_done() {
        let text = "data genes \"genes\" : genetic\nrecipient host \"our host\" : hosting\n\
                    we share personal-data except genes with host\n\
                    we share all-data except contact with host\nassert never share genes\n";
        assert_eq!(broken(text), ["this statement breaks an assertion: `all-data`"]);
        let text = text.replace("never share genes", "never share personal-data");
        assert_eq!(broken(&text).len(), 2);
    }

    #[test]
    fn other_data_and_other_parties_break_nothing() {
        let text = "data names \"names\" : identity.name\nrecipient host \"our host\" : hosting\n\
                    we share names with host\nassert never share health\nassert never share names with advertising-network\n";
        assert_eq!(broken(text), Vec::<String>::new());
    }

    #[test]
    fn every_recipient_of_a_country_must_have_a_safeguard() {
        let text = "recipient near \"Near\" { country DE }\nrecipient far \"Far\" { country US }\n\
                    we share \"names\" with near, far\nassert every recipient in us has safeguard\n";
        assert_eq!(broken(text), ["the recipient `far` has no `safeguard`"]);
    }
}
