//! Children: ages, parents' consent, and what is done with their data.

mod ages_differ;
mod child_data_without_parental_consent;
mod child_knowledge_limited;
mod children_denied_yet_addressed;
mod childrens_data_for_advertising;
mod childrens_data_kept_indefinitely;
mod childrens_data_sold;
mod consent_age_below_law;

use crate::analysis::Rule;
use crate::analysis::agreement::declared_clauses;
use crate::analysis::context::{Context, Polarity, Practice, Stem, leaves};
use crate::analysis::inside::conditions;
use crate::analysis::phrases::lowered;
use crate::analysis::select::listed;
use crate::law::Kind;
use crate::model::words::ListWord;
use crate::model::{Class, Expression, Noun, NounId, Policy, Ref, Term, Value};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &ages_differ::RULE,
    &child_data_without_parental_consent::RULE,
    &child_knowledge_limited::RULE,
    &childrens_data_for_advertising::RULE,
    &childrens_data_kept_indefinitely::RULE,
    &childrens_data_sold::RULE,
    &children_denied_yet_addressed::RULE,
    &consent_age_below_law::RULE,
];

/// The words that say whom a practice is about.
const WHOM: &[ListWord] = &[ListWord::From, ListWord::About, ListWord::Of, ListWord::For, ListWord::To];

/// The terms that say whom a practice is about: its own, those of its data's declarations, then those of the sections
/// around it.
pub(super) fn people<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Vec<&'a Term> {
    let policy = context.policy;
    let own = WHOM.iter().flat_map(|word| practice.terms(*word));
    let around = WHOM.iter().flat_map(|word| practice.scope(*word));
    let declared = practice.objects().flat_map(|term| whose(policy, term));
    let subjects = practice.statement.subjects.iter();
    own.chain(practice.objects()).chain(declared).chain(subjects).chain(around).collect()
}

/// Those whom data is about by its declaration and those of the groups around it.
fn whose<'a>(policy: &'a Policy, data: &Term) -> impl Iterator<Item = &'a Term> + use<'a> {
    let groups = data.noun().into_iter().flat_map(|id| policy.outwards(id));
    groups.filter_map(|id| policy.noun(id)).flat_map(|noun| listed(noun, ListWord::About))
}

/// Whether data is only children's, by what it is or by whom its declaration is about.
fn is_childs_data(context: &Context<'_>, data: &Term) -> bool {
    is_child(context, data) || whose(context.policy, data).any(|term| is_child(context, term))
}

/// The practices that are about children: by name, or by an age under which they hold.
pub(super) fn childrens<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    context.numbered(numbers(context).iter().copied())
}

/// Whether a practice is about children.
pub(super) fn about_children(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    numbers(context).binary_search(&practice.at).is_ok()
}

/// The numbers of the practices that are about children.
fn numbers<'c>(context: &'c Context<'_>) -> &'c Vec<usize> {
    context.once(&context.about_children, |context| {
        let all = context.those(|context, practice| {
            people(context, practice).iter().any(|term| is_child(context, term))
                || age(context, practice).is_some()
                || does_to_childrens(context, practice)
        });
        all.iter().map(|practice| practice.at).collect()
    })
}

/// Whether what it says is done is done to a group that holds children's data. What is not done to the group may be done
/// to that data.
fn does_to_childrens(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.polarity == Polarity::Positive
        && !context.parts(practice, &|class| is_childs_class(context, class)).is_empty()
}

/// Whether a term is children or minors, or data that is only theirs.
pub(super) fn is_child(context: &Context<'_>, term: &Term) -> bool {
    let childs = |class: &Class| is_childs_class(context, class);
    match &term.value {
        Value::Ref(Ref::Noun(id)) if term.classes.is_empty() => is_childs(context, *id),
        Value::Ref(Ref::Noun(_) | Ref::Builtin(_)) => {
            context.is_a(term, Kind::Audience, "minor") || context.own_classes(term).into_iter().any(childs)
        }
        _ if term.classes.is_empty() => false,
        _ => context.is_a(term, Kind::Audience, "minor") || term.classes.iter().any(childs),
    }
}

fn is_childs_class(context: &Context<'_>, class: &Class) -> bool {
    class.kind == Kind::Data && context.vocabulary.is_a(Kind::Data, class.id, "child")
}

/// Whether a declaration is children or minors, or data that is only theirs.
fn is_childs(context: &Context<'_>, id: NounId) -> bool {
    let noun = |(id, noun): (NounId, &Noun)| {
        let mut minor = false;
        context.each_noun_class(id, &mut |class| {
            minor |=
                class.kind == Kind::Audience && context.vocabulary.is_a(Kind::Audience, class.id, "minor");
        });
        let childs = |class: &Class| is_childs_class(context, class);
        minor || noun.classes.iter().any(childs)
    };
    // The same declaration is named in many sentences.
    let known = context.children.get_or_init(|| context.policy.numbered_nouns().map(noun).collect());
    known.get(id.0 as usize).copied().unwrap_or(false)
}

/// The age under which people are meant: after `under`, or in the name of an audience.
pub(super) fn age<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Option<u64> {
    let number = |term: &Term| match term.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let own = practice.terms(ListWord::Under).find_map(number);
    let named = || people(context, practice).into_iter().find_map(|term| age_in(context, term));
    own.or_else(|| practice.scope(ListWord::Under).find_map(number)).or_else(named)
}

/// The age in the name of an audience: "children under 14", "minors under the age of 16".
fn age_in(context: &Context<'_>, term: &Term) -> Option<u64> {
    let name = match &term.value {
        Value::Ref(Ref::Noun(_)) if is_child(context, term) => context.noun_of(term)?.1.name.as_deref()?,
        Value::Ref(Ref::Text(text)) => text,
        _ => return None,
    };
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let name = lowered(name.into());
    let after =
        ["under the age of ", "younger than ", "under "].iter().find_map(|words| name.split_once(words))?.1;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|age| (1..=21).contains(age))
}

/// Whether it needs the consent of a parent: by its own conditions, or by what the policy says of parents. What parents
/// give, they agree to give.
pub(super) fn parents_agree(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let parent = |term: &Term| matches!(&term.value, Value::Ref(named) if is_parent(context, named));
    let mut from = practice.terms(ListWord::From).peekable();
    from.peek().is_some() && from.all(parent)
        || own_condition_names_parents(context, practice)
        || policy_asks_parents(context)
}

/// Whether one of its conditions, or of those that its data and its purposes are declared with, is about parents.
pub(super) fn own_condition_names_parents(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let parent = |leaf: &&Expression| match leaf {
        Expression::Named { party: Some(party), .. } => is_parent(context, party),
        Expression::Text(text, _) => {
            text.to_lowercase().contains("parent") || text.to_lowercase().contains("guardian")
        }
        _ => false,
    };
    let named = practice.objects().chain(practice.purposes()).filter_map(Term::noun);
    let declared = named.flat_map(|id| declared_clauses(context, id));
    conditions(practice.clauses().chain(declared))
        .any(|(word, guarded)| practice.happens_where(word) && leaves(&guarded.expression).iter().any(parent))
}

/// Whether parents, schools or guardians are asked, or give their consent, anywhere in the policy.
fn policy_asks_parents(context: &Context<'_>) -> bool {
    *context.once(&context.asks_parents, |context| {
        let asking = context.those(|context, practice| {
            let parents = Stem::Guardians;
            let agree = Stem::Agreeing;
            practice.polarity == Polarity::Positive
                && context.says(practice, parents)
                && context.says(practice, agree)
        });
        !asking.is_empty()
    })
}

fn is_parent(context: &Context<'_>, party: &Ref) -> bool {
    match party {
        Ref::Builtin(class) => {
            class.kind == Kind::Audience && context.vocabulary.is_a(Kind::Audience, class.id, "parent")
        }
        Ref::Noun(id) => {
            context.policy.noun(*id).is_some_and(|noun| noun.classes.iter().any(|class| class.id == "parent"))
        }
        Ref::Text(text) | Ref::Unknown(text) => text.to_lowercase().contains("parent"),
        Ref::Special(_) => false,
    }
}

/// Whether data of people of this age or of children is meant in the sense that needs a parent.
pub(super) fn is_young<'a>(context: &Context<'a>, practice: &Practice<'a>) -> bool {
    let child = |term: &&Term| {
        context.is_a(term, Kind::Audience, "child")
            || context.own_classes(term).iter().any(|class| class.kind == Kind::Data && class.id == "child")
    };
    match age(context, practice) {
        Some(age) => age <= 13,
        None => people(context, practice).iter().any(child) || does_to_childrens(context, practice),
    }
}
