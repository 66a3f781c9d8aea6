//! Whether people agree to what is done with their data.
//!
//! The consent of somebody else, such as of who buys the data, is none; parents give that of children.

use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::conditions;
use crate::law::Kind;
use crate::model::people::names_holders;
use crate::model::words::{ConditionWord, ListWord, NounKind};
use crate::model::{Class, Clause, Expression, NounId, Policy, Ref, Term};

/// Whether something is done only to those who agree to it: by its own conditions and those of the sections around it, or
/// by what all its data, or all its purposes, are declared with.
pub(crate) fn is_agreed(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let declared = |terms: &mut dyn Iterator<Item = &Term>| {
        let mut terms = terms.peekable();
        terms.peek().is_some()
            && terms.all(|term| term.noun().is_some_and(|id| is_declared(context, practice, id)))
    };
    is_agreed_by(context, practice, practice.clauses())
        || declared(&mut practice.objects())
        || declared(&mut practice.purposes())
}

/// Whether it is done only to those who agree to it by some of its clauses: under every alternative of a condition.
pub(crate) fn is_agreed_by<'c>(
    context: &Context<'_>,
    practice: &Practice<'_>,
    clauses: impl Iterator<Item = &'c Clause>,
) -> bool {
    conditions(clauses).any(|(word, guarded)| {
        practice.happens_where(word) && guarded.expression.needs(&|leaf| agrees(context, practice, leaf))
    })
}

/// Whether data, or a purpose, is declared with the condition that those agree whom a practice is about.
pub(crate) fn is_declared(context: &Context<'_>, practice: &Practice<'_>, id: NounId) -> bool {
    conditions(declared_clauses(context, id)).any(|(word, guarded)| {
        word != ConditionWord::Unless && guarded.expression.needs(&|leaf| agrees(context, practice, leaf))
    })
}

/// What the declaration of data, or of a purpose, says of the cases in which there is any.
pub(crate) fn declared_clauses<'c>(context: &'c Context<'_>, id: NounId) -> impl Iterator<Item = &'c Clause> {
    let policy: &'c Policy = context.policy;
    let purpose = policy.noun(id).filter(|noun| noun.kind == NounKind::Purpose);
    policy.limits_of_data(id).chain(purpose.into_iter().flat_map(|noun| &noun.clauses))
}

/// Whether a condition is the agreement of those whom a practice is about.
pub(crate) fn agrees(context: &Context<'_>, practice: &Practice<'_>, leaf: &Expression) -> bool {
    let party = match leaf {
        Expression::Named { party, .. } => party.as_deref(),
        _ => None,
    };
    context.is_agreement(leaf) && party.is_none_or(|party| speaks_for_them(context, practice, party))
}

/// Whether somebody speaks for those whom a practice is about; parents speak for children.
fn speaks_for_them(context: &Context<'_>, practice: &Practice<'_>, party: &Ref) -> bool {
    let audience = |class: &str, within: &str| context.vocabulary.is_a(Kind::Audience, class, within);
    let parent = |class: &Class| class.kind == Kind::Audience && audience(class.id, "parent");
    let (person, parents) = match party {
        Ref::Builtin(class) => (context.reach().is_person(party), parent(class)),
        Ref::Noun(id) => {
            let noun = context.policy.noun(*id);
            (context.reach().is_person(party), noun.is_some_and(|noun| noun.classes.iter().any(parent)))
        }
        Ref::Text(text) => {
            let parents = text.to_lowercase().contains("parent");
            (parents || names_holders(text, context.vocabulary), parents)
        }
        Ref::Special(_) | Ref::Unknown(_) => (context.reach().is_person(party), false),
    };
    person && (!parents || is_about_children(context, practice))
}

/// Whether a practice names children, or data that is declared as theirs or about them.
fn is_about_children(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let words = [ListWord::Of, ListWord::About, ListWord::From, ListWord::For];
    let own = words.iter().flat_map(|word| practice.terms(*word));
    let around = words.iter().flat_map(|word| practice.scope(*word));
    let under = [practice.terms(ListWord::Under).next(), practice.scope(ListWord::Under).next()];
    let minor = |term: &Term| context.is_a(term, Kind::Audience, "minor");
    let data = |term: &Term| {
        let whose = context.reach().declared_behind(term, ListWord::About);
        context.is_a(term, Kind::Data, "child") || whose.into_iter().any(minor)
    };
    under.iter().any(Option::is_some) || own.chain(around).any(minor) || practice.objects().any(data)
}
