//! Dead declarations and dangling references: what is declared for nothing, and what leads nowhere.

mod broken_cross_reference;
mod channel_without_address;
mod data_never_collected;
mod data_without_purpose;
mod document_without_link;
mod insecure_link;
mod purpose_without_data;
mod recipient_receiving_nothing;
mod right_without_request;
mod unstated_value;

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::law::Kind;
use crate::model::words::ListWord;
use crate::model::{Class, Noun, NounId, Ref, Term, Value};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &broken_cross_reference::RULE,
    &channel_without_address::RULE,
    &data_never_collected::RULE,
    &data_without_purpose::RULE,
    &document_without_link::RULE,
    &insecure_link::RULE,
    &purpose_without_data::RULE,
    &recipient_receiving_nothing::RULE,
    &right_without_request::RULE,
    &unstated_value::RULE,
];

/// Verbs that bring data in.
const COLLECTING: &[&str] =
    &["collect", "receive", "obtain", "infer", "request", "solicit", "capture", "require"];

fn names(term: &Term, id: NounId) -> bool {
    matches!(term.value, Value::Ref(Ref::Noun(found)) if found == id)
}

/// The value of a property, unless it is deliberately none.
fn states(noun: &Noun, property: &str) -> bool {
    let mut terms = noun.property(property).flat_map(|property| &property.list.terms);
    terms.any(|term| !matches!(term.value, Value::Absent(_)))
}

/// Whether a term is a text that nothing is known of.
fn unknown(term: &Term) -> bool {
    term.classes.is_empty() && matches!(term.value, Value::Ref(Ref::Text(_)))
}

/// Whether two terms may speak of the same data: one holds the other, or they are of one kind.
fn related(context: &Context<'_>, a: &Term, b: &Term) -> bool {
    let kinds = |term: &Term| -> Vec<Class> {
        let mut all: Vec<Class> = context.classes(term).into_iter().cloned().collect();
        all.extend(term.classes.iter().cloned());
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            all.push(*class);
        }
        all.retain(|class| class.kind == Kind::Data);
        all
    };
    let under = |a: &Class, b: &Class| context.vocabulary.is_a(Kind::Data, a.id, b.id);
    unknown(a)
        || unknown(b)
        || context.covers(a, b)
        || context.covers(b, a)
        || kinds(a).iter().any(|one| kinds(b).iter().any(|other| under(one, other) || under(other, one)))
}

/// Whether a sentence, or a section around it, says what for.
fn has_purpose(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.purposes().next().is_some()
        || practice.scope(ListWord::For).any(|term| context.is_a(term, Kind::Purpose, "service"))
}
