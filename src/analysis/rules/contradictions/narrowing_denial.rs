//! A denial of an item whose group is collected, shared or used as a whole.

use super::denials;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{
    self, Bounds, Fit, data_inside, done as is_done, entails, same_action, same_actor, same_as, verbs,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::law::Kind;
use crate::model::verb::{DISCLOSING, SELLING, USING};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Clause, ClauseKind, NounId, Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "narrowing-denial", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // What else the denial says must be no narrower than the statement: that may tell the two apart.
    let bare = |denial: &&Practice<'_>| {
        let list = |clause: &Clause| {
            matches!(clause.kind, ClauseKind::List(ListWord::To | ListWord::With | ListWord::For, _))
        };
        denial.statement.clauses.iter().all(list)
            && denial.within.iter().all(|section| section.clauses.is_empty())
            && inside::plain(denial)
    };
    // Whole kinds of data hold what is declared as such. "We collect personal information" only says that
    // some is collected; where it is given away, or used for something, nothing says which is not.
    let kinds = context.those(|_, practice| {
        let gives = practice.does_any(DISCLOSING) || practice.does_any(&["sell", "transfer"]);
        let uses = || practice.does_any(USING) && practice.purposes().next().is_some();
        (gives || uses()) && is_done(practice) && practice.objects().any(is_kind)
    });
    for denial in denials(context).filter(bare) {
        let bounds = Bounds::of(context, denial);
        let aimed = denial.purposes().next().is_some();
        let verbs_of = doing(denial);
        let wider = kinds
            .iter()
            .copied()
            .filter(|done| done.does_any(&verbs_of) && same_actor(context, done, denial))
            .filter(|done| aimed || !done.does_any(USING));
        let all = groups(context, denial).into_iter().chain(wider);
        let narrowed = all.filter(|done| inside::in_time(done, denial)).find_map(|done| {
            let verb = verbs(done).find(|verb| verbs(denial).any(|denied| does(verb, denied)))?;
            let (group, item) = done.objects().find_map(|group| {
                denial.objects().find(|item| holds(context, group, item)).map(|item| (group, item))
            })?;
            let as_wide = bounds.limits(done) == Some(Fit::Inside);
            (as_wide && !done.limited()).then_some((done, verb, group, item))
        });
        if let Some((done, verb, group, item)) = narrowed {
            findings.push(part_of(context, denial, done, verb, (group, item)));
        }
    }
}

/// Whether doing the one is doing the other: who sells something gives it away.
fn does(done: &str, denied: &str) -> bool {
    let sold = SELLING.contains(&done) && DISCLOSING.contains(&denied);
    same_action(done, denied) || sold && entails(done, denied)
}

/// The verbs of which doing one is doing what is denied.
fn doing(denial: &Practice<'_>) -> Vec<&'static str> {
    let all = same_as(verbs(denial)).into_iter().chain(SELLING.iter().copied());
    all.filter(|verb| verbs(denial).any(|denied| does(verb, denied))).collect()
}

/// What the party of a denial says it does, in the words of the denial, to data that may be a group
/// which holds what is denied.
fn groups<'c, 'a>(context: &'c Context<'a>, denial: &Practice<'a>) -> Vec<&'c Practice<'a>> {
    let verbs = doing(denial);
    let mut found: Vec<&Practice<'a>> = if denial.objects().all(|term| context.noun_of(term).is_some()) {
        let mut found = Vec::new();
        for (id, _) in denial.objects().filter_map(|term| context.noun_of(term)) {
            let mut at = context.policy.noun(id).and_then(|noun| noun.parent);
            while let Some(outer) = at {
                found.extend(context.naming(outer).filter(|practice| practice.does_any(&verbs)));
                at = context.policy.noun(outer).and_then(|noun| noun.parent);
            }
        }
        found.sort_unstable_by_key(|practice| practice.at);
        found.dedup_by_key(|practice| practice.at);
        found
    } else {
        context.doing(&verbs).collect()
    };
    found.retain(|practice| is_done(practice) && same_actor(context, practice, denial));
    found
}

/// Whether a declared group lists an item, by its name or by what it is, or a kind of data holds a declaration.
fn holds(context: &Context<'_>, group: &Term, item: &Term) -> bool {
    if is_kind(group) {
        let declared = context.noun_of(item).is_some_and(|(_, noun)| noun.kind == NounKind::Data);
        return declared && group.quantifier.is_none() && data_inside(context, group, item);
    }
    let Some((outer, noun)) = context.noun_of(group) else { return false };
    match context.noun_of(item) {
        Some((inner, _)) => outer != inner && context.holds(outer, inner),
        None if is_sensitive(item) => noun.items.iter().any(|id| lists_sensitive(context, *id)),
        None => context
            .policy
            .classes_of(item)
            .filter(|class| class.kind == Kind::Data)
            .any(|class| noun.items.iter().any(|id| is_listed(context, *id, class.id))),
    }
}

/// Whether a term is a whole kind of data: an entry of the vocabulary.
fn is_kind(term: &Term) -> bool {
    matches!(&term.value, Value::Ref(Ref::Builtin(class)) if matches!(class.kind, Kind::Data | Kind::Class))
}

fn is_sensitive(item: &Term) -> bool {
    inside::general_class(item).is_some_and(|class| class.kind == Kind::Class && class.id == "sensitive-data")
}

fn lists_sensitive(context: &Context<'_>, id: NounId) -> bool {
    context.policy.noun(id).is_some_and(|noun| {
        noun.classes.iter().any(|class| inside::surely_sensitive(context, class))
            || noun.items.iter().any(|item| lists_sensitive(context, *item))
    })
}

fn is_listed(context: &Context<'_>, id: NounId, class: &str) -> bool {
    context.policy.noun(id).is_some_and(|noun| {
        noun.classes.iter().any(|own| context.vocabulary.is_a(Kind::Data, own.id, class))
            || noun.items.iter().any(|item| is_listed(context, *item, class))
    })
}

fn part_of(
    context: &Context<'_>,
    denial: &Practice<'_>,
    done: &Practice<'_>,
    verb: &str,
    (group, item): (&Term, &Term),
) -> Diagnostic {
    let whole_kind = is_kind(group);
    let (group, item) = (context.name(group), context.name(item));
    let message = format!("`{item}` is part of `{group}`, which the policy says to {verb}");
    let mut finding = Context::finding(&RULE, denial.span(), message);
    if !whole_kind {
        // An item of a group that stands beside it can be read rightly.
        finding.severity = Severity::Note;
    }
    finding
        .with_label(done.span(), "this is about the whole group")
        .with_help(format!("write `{group} except {item}` in that statement, and delete this one"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const CONTACT: &str = r#"
data contact "contact details" : contact {
    email "email" : contact.email
    phone "phone" : contact.phone
}
"#;

    #[test]
    fn an_item_of_a_collected_group() {
        check(
            &RULE,
            &format!(
                "{CONTACT}{}",
                r#"
we collect contact
we do not collect contact.phone
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `contact.phone` is part of `contact`, which the policy says to collect
"#
            ),
        );
    }

    #[test]
    fn an_item_by_what_it_is() {
        check(
            &RULE,
            r#"
data form "what you fill in" { number "your number" : contact.phone }
we collect form
we do not collect "phone numbers" : contact.phone
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `phone numbers` is part of `form`…
"#,
        );
    }

    #[test]
    fn what_is_denied_with_a_recipient_or_a_purpose() {
        for (done, denied) in [
            ("share personal-data with partner", "share g with partner"),
            ("share personal-data with partner", "share g"),
            ("sell personal-data to partner", "share g"),
            ("use personal-data for marketing", "use g for marketing"),
        ] {
            check(
                &RULE,
                &format!(
                    "data g \"genetic results\" : genetic\nwe {done}\nwe never {denied}\n//^^^ `g` is part of `personal-data`…\n"
                ),
            );
        }
        for (done, denied) in [
            ("share personal-data with processor", "share g with partner"),
            ("use personal-data for service", "use g for marketing"),
            ("use personal-data", "use g"),
            ("share personal-data with partner", "sell g"),
            ("share personal-data with partner", "collect g"),
        ] {
            check(&RULE, &format!("data g \"genetic results\" : genetic\nwe {done}\nwe never {denied}\n"));
        }
    }

    #[test]
    fn a_sensitive_item() {
        check(
            &RULE,
            r#"
data profile "your profile" { faith "religion" : demographic.religion }
we collect profile
we do not collect sensitive-data
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `sensitive-data` is part of `profile`…
"#,
        );
    }

    #[test]
    fn a_declaration_of_a_kind_that_is_shared() {
        check(
            &RULE,
            r#"
data genes "genetic results" : genetic
recipient cloud "Nimbus" : hosting
we never share genes
//^^^ `genes` is part of `personal-data`, which the policy says to share
we share personal-data with cloud
we never use genes
we use certain personal-data
we never collect genes
we collect personal-data
we do not sell health
"#,
        );
    }

    #[test]
    fn items_are_told_apart_where_they_are_excepted_or_elsewhere() {
        check(
            &RULE,
            &format!(
                "{CONTACT}{}",
                r#"
we collect contact except contact.phone
we do not collect contact.phone
we share contact with partner
we do not share contact.phone with advertising-network
we use contact.email
we do not use contact.phone
we have used contact in the last 12 months
"#
            ),
        );
    }
}
