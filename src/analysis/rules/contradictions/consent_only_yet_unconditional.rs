//! Something that is done with consent only, and elsewhere without.

use foldhash::{HashMap, HashMapExt};

use super::{about, denied_verbs};
use crate::analysis::Rule;
use crate::analysis::agreement::is_declared;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{
    Bounds, Fit, Named, asks_consent, conditions, covers, data_inside, declared_data, denied, done,
    is_condition, is_consent, mentions, only_to_helpers, plain, same_action, same_actor, same_as, verbs,
};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::COLLECTING;
use crate::model::words::{Adverb, ConditionWord, ListWord, NounKind};
use crate::model::{Clause, ClauseKind, Expression, Ground, Guarded, NounId, Ref};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-only-yet-unconditional", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // What is about whole kinds of data may have to do with any promise.
    let loose = Loose::of(context.those(|context, practice| {
        done(practice) && asks_nobody(context, practice) && declared_data(context, practice).is_none()
    }));
    let promised = |context: &Context<'_>, practice: &Practice<'_>| {
        let only = practice.statement.adverbs.contains(&Adverb::Only);
        done(practice) && asks(context, practice.clauses(), only)
    };
    for promise in context.those(promised) {
        if let Some(ground) = another_basis(context, &promise.statement.clauses) {
            findings.push(on_another_basis(promise.span(), ground.span));
        }
        let bounds = Bounds::of(context, promise);
        for other in
            unasked(context, promise, &loose).into_iter().filter(|other| also(context, other, &bounds))
        {
            findings.push(without_consent(other, promise.span()));
        }
    }
    for (_, noun) in context.nouns_of(NounKind::Purpose) {
        if asks(context, noun.clauses.iter(), false)
            && let Some(ground) = another_basis(context, &noun.clauses)
        {
            findings.push(on_another_basis(noun.id_span, ground.span));
        }
    }
    // What is had with consent only does not come from those who say nothing.
    for other in context.those(|context, practice| comes_unasked(context, practice).is_some()) {
        if let Some(span) = comes_unasked(context, other) {
            findings.push(without_consent(other, span));
        }
    }
    // "We will not share it unless you agree" is the same promise.
    for promise in context.those(|context, practice| {
        denied(practice)
            && asks_consent(context, practice.clauses(), &[ConditionWord::Unless])
            && plain(practice)
    }) {
        let mut others =
            about(context, promise, &same_as(denied_verbs(context, promise)), Polarity::Positive);
        others.retain(|other| is_unasked(context, other, promise) && !only_to_helpers(context, other));
        let bounds = Bounds::of(context, promise);
        for other in others {
            if matches!(bounds.fit(other), Some((_, Fit::Inside))) {
                findings.push(without_consent(other, promise.span()));
            }
        }
    }
}

/// Practices by their verbs.
struct Loose<'c, 'a> {
    by_verb: HashMap<&'static str, Vec<&'c Practice<'a>>>,
}

impl<'c, 'a> Loose<'c, 'a> {
    fn of(practices: Vec<&'c Practice<'a>>) -> Self {
        let mut by_verb: HashMap<&'static str, Vec<&'c Practice<'a>>> = HashMap::new();
        for practice in practices {
            for verb in verbs(practice) {
                by_verb.entry(verb).or_default().push(practice);
            }
        }
        Self { by_verb }
    }
}

/// What is done without being asked and without consent, in the words of a promise, to data that
/// may be the same or more.
fn unasked<'c, 'a>(
    context: &'c Context<'a>,
    promise: &Practice<'a>,
    loose: &Loose<'c, 'a>,
) -> Vec<&'c Practice<'a>> {
    let verbs = same_as(denied_verbs(context, promise));
    let mut others: Vec<&Practice<'a>> = match around(context, promise) {
        Some(data) => {
            let mut found: Vec<&Practice<'a>> = data.into_iter().flat_map(|id| context.naming(id)).collect();
            found.retain(|practice| practice.does_any(&verbs));
            found.extend(verbs.iter().flat_map(|verb| loose.by_verb.get(verb)).flatten());
            found.sort_unstable_by_key(|practice| practice.at);
            found.dedup_by_key(|practice| practice.at);
            found
        }
        None => context.doing(&verbs).collect(),
    };
    others.retain(|other| is_unasked(context, other, promise));
    others
}

fn is_unasked(context: &Context<'_>, other: &Practice<'_>, promise: &Practice<'_>) -> bool {
    done(other)
        // A report of the past says what was done, with consent or without.
        && [other, promise].iter().all(|practice| !practice.statement.modal.past())
        && asks_nobody(context, other)
        // Some people may have a rule of their own, as customers do for news.
        && (!other.limited() || Bounds::of(context, other).is_as_wide(promise))
        && same_actor(context, promise, other)
        && verbs(other).any(|verb| denied_verbs(context, promise).any(|said| same_action(verb, said)))
        && !on_consent(context, other)
}

/// Whether nothing limits what is done but that people can opt out of it: it happens to those who say nothing.
fn asks_nobody(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.clauses().all(|clause| match &clause.kind {
        ClauseKind::Condition(ConditionWord::Unless, guarded) => is_opt_out(context, guarded),
        ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _) => false,
        _ => true,
    })
}

fn is_opt_out(context: &Context<'_>, guarded: &Guarded) -> bool {
    match &guarded.expression {
        Expression::Named { condition, .. } => {
            guarded.guards.is_empty() && is_condition(context, Named::Is(condition), &["opt-out"])
        }
        _ => false,
    }
}

/// The declarations of data that have to do with those of a promise: what they hold, and the groups
/// that hold them. Nothing, if it is about more than declarations.
fn around(context: &Context<'_>, promise: &Practice<'_>) -> Option<Vec<NounId>> {
    let mut found = declared_data(context, promise)?;
    for (_, noun) in promise.objects().filter_map(|term| context.noun_of(term)) {
        let mut at = noun.parent;
        while let Some(outer) = at {
            found.push(outer);
            at = context.policy.noun(outer).and_then(|noun| noun.parent);
        }
    }
    Some(found)
}

/// Where data that is collected from whoever does not opt out is declared to come with consent only.
fn comes_unasked(context: &Context<'_>, practice: &Practice<'_>) -> Option<Span> {
    let opting = conditions(practice.clauses()).next().is_some() && asks_nobody(context, practice);
    if !done(practice) || !opting || !practice.does_any(COLLECTING) || on_consent(context, practice) {
        return None;
    }
    let (id, noun) = practice.objects().filter_map(|term| context.noun_of(term)).find(|(id, _)| {
        let limits = context.policy.limits_of_data(*id);
        is_declared(context, practice, *id)
            && conditions(limits).all(|(_, guarded)| guarded.guards.is_empty())
    })?;
    let declared = context.policy.limits_of_data(id).next();
    Some(declared.map_or(noun.id_span, |clause| clause.span))
}

/// Whether there is no doing it without consent: `only if consent`, or what is `only` done `if consent`.
fn asks<'c>(context: &Context<'_>, clauses: impl Iterator<Item = &'c Clause>, only: bool) -> bool {
    let mut found = conditions(clauses).peekable();
    found.peek().is_some()
        && found.all(|(word, guarded)| {
            let alternative = matches!(guarded.expression, Expression::Or(_));
            (word == ConditionWord::OnlyIf || only && word == ConditionWord::If)
                && guarded.guards.is_empty()
                && !alternative
                && mentions(guarded, &|named| is_consent(context, named))
        })
}

/// Whether the other statement does at least the same: for a purpose and with a recipient that need consent.
fn also(context: &Context<'_>, other: &Practice<'_>, bounds: &Bounds<'_, '_, '_>) -> bool {
    let promise = bounds.denial;
    if matches!(bounds.fit(other), Some((_, Fit::Inside))) {
        return true;
    }
    // More data, but for the very purpose that needs consent. Where people can opt out of it, consent to a part of the
    // data may come on top.
    let purpose = promise.purposes().next().is_some() && bounds.limits(other) == Some(Fit::Inside);
    let data = promise
        .objects()
        .any(|term| other.objects().any(|all| data_inside(context, all, term) || covers(context, all, term)));
    purpose && data && promise.recipients().next().is_none() && !other.limited()
}

/// Whether consent is the basis of a statement or of all its purposes.
fn on_consent(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let own = grounds(&practice.statement.clauses).any(|ground| rests_on_consent(context, &ground.basis));
    let mut purposes = practice.purposes().filter_map(|term| context.noun_of(term)).peekable();
    let theirs = purposes.peek().is_some()
        && purposes.all(|(_, noun)| {
            grounds(&noun.clauses).any(|ground| rests_on_consent(context, &ground.basis))
                || asks_consent(context, noun.clauses.iter(), &[ConditionWord::If, ConditionWord::OnlyIf])
        });
    own || theirs
}

fn grounds(clauses: &[Clause]) -> impl Iterator<Item = &Ground> {
    clauses.iter().flat_map(|clause| match &clause.kind {
        ClauseKind::Basis(grounds) => grounds.as_slice(),
        _ => [].as_slice(),
    })
}

fn rests_on_consent(context: &Context<'_>, basis: &Ref) -> bool {
    matches!(basis, Ref::Builtin(class) if class.kind == Kind::Basis && context.vocabulary.is_a(Kind::Basis, class.id, "consent"))
}

/// The basis of a statement, where none of its bases is consent.
fn another_basis<'c>(context: &Context<'_>, clauses: &'c [Clause]) -> Option<&'c Ground> {
    let known = |ground: &&Ground| matches!(&ground.basis, Ref::Builtin(class) if class.id != "unmapped");
    if grounds(clauses).any(|ground| rests_on_consent(context, &ground.basis)) {
        return None;
    }
    grounds(clauses).find(known)
}

fn on_another_basis(promise: Span, basis: Span) -> Diagnostic {
    Context::finding(&RULE, promise, "this is done with consent only, but rests on another legal basis")
        .with_label(basis, "this basis needs no consent")
        .with_help("write `basis consent`, or take the condition out")
}

fn without_consent(other: &Practice<'_>, promise: Span) -> Diagnostic {
    Context::finding(
        &RULE,
        other.span(),
        "this asks for no consent, though the policy says elsewhere that it needs it",
    )
    .with_label(promise, "this needs consent")
    .with_help("add `only if consent` here too, or take it out there")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_a_declaration_has_with_consent_only() {
        check(
            &RULE,
            r#"
data place "places" : location.precise if consent
purpose news "send you news" : marketing.email only if consent { basis contract }
      //^^^^ this is done with consent only, but rests on another legal basis
purpose cards "send you cards" : marketing only if consent { basis consent }
we collect place unless opt-out
//^^^ this asks for no consent…
we collect place
we use place unless opt-out
"#,
        );
    }

    #[test]
    fn the_same_use_without_consent() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact { email "email" : contact.email }
purpose news "send you news" : marketing.email
we use contact.email for news only if consent
we use contact for news
//^^^^^^^^^^^^^^^^^^^^^^^ this asks for no consent…
we will not share health with third-party unless consent
we share health with partner
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this asks for no consent…
"#,
        );
    }

    #[test]
    fn what_is_only_done_with_consent() {
        check(
            &RULE,
            r#"
we only share device with partner if consent
we share device with partner for "send parcels"
//^^^ this asks for no consent…
we share contact with partner only if explicit-consent
we share contact with partner
//^^^ this asks for no consent…
"#,
        );
    }

    #[test]
    fn what_people_must_opt_out_of_asks_for_no_consent() {
        check(
            &RULE,
            r#"
condition objection "you opt out" : opt-out
we use contact for ads.targeted only if consent
we use contact for ads.targeted unless opt-out
//^^^ this asks for no consent…
we do not use location for ads.targeted unless opt-in
we use location.precise for ads.targeted unless objection
//^^^ this asks for no consent…
we disclose device to partner only if opt-in
we disclose device to partner unless opt-out "of the disclosure"
//^^^ this asks for no consent…
"#,
        );
    }

    #[test]
    fn what_may_be_consent_or_is_said_of_more_data_or_of_others() {
        check(
            &RULE,
            r#"
we use contact for marketing only if consent
we use contact for marketing unless "you object"
we use contact for marketing if "you agree"
we use contact for marketing unless not consent
we use contact for marketing unless opt-out or "you said no"
we use contact for service unless opt-out
we use health for ads.targeted only if consent
we use personal-data for ads.targeted unless opt-out
section europe in eea { we share device with partner only if consent }
section america in us { we share device with partner unless opt-out }
section buyers for customers { we use contact for marketing unless opt-out }
section there in us { we use contact for marketing unless opt-out }
we use contact of customers for marketing unless opt-out
we use location for marketing in eea only if consent
we use location, device for marketing in us
we sell commercial of minors only if opt-in
we sell commercial unless opt-out
"#,
        );
    }

    #[test]
    fn consent_and_another_basis() {
        check(
            &RULE,
            r#"
we use contact for marketing only if consent basis legitimate-interests "selling more"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is done with consent only…
"#,
        );
    }

    #[test]
    fn a_report_of_the_past_asks_for_nothing() {
        check(
            &RULE,
            r#"
data drive "driving data" : device
we do not sell personal-data unless opt-in
we sell drive to data-broker only if opt-in "the sale"
we have sold drive to data-broker in the last 12 months
we may have sold drive to data-broker in the last 12 months
we have shared health with partner in the last 12 months only if consent
we share health with partner
"#,
        );
    }

    #[test]
    fn another_purpose_another_basis_or_one_of_several_conditions() {
        check(
            &RULE,
            r#"
purpose news   "send you news" : marketing.email { basis consent }
purpose orders "send you what you ordered" : service.fulfilment
we use contact for news only if consent
we use contact for orders
we use contact.email for news
we share location with partner if consent or law-requires
we share location with partner
we share health with partner only if consent
we share health with partner if law-requires
we share health with service-provider
we track device only if consent
we store device
we may share commercial with third-party if consent
we share commercial with partner
"#,
        );
    }
}
