//! Dead declarations and dangling references: what is declared for nothing, and what leads nowhere.

mod broken_cross_reference;
mod channel_without_address;
mod data_never_collected;
mod data_without_purpose;
mod declaration_without_kind;
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
use crate::model::{Clause, ClauseKind, NounId, Ref, Section, Term, Value};

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &broken_cross_reference::RULE,
    &channel_without_address::RULE,
    &data_never_collected::RULE,
    &data_without_purpose::RULE,
    &declaration_without_kind::RULE,
    &document_without_link::RULE,
    &insecure_link::RULE,
    &purpose_without_data::RULE,
    &recipient_receiving_nothing::RULE,
    &right_without_request::RULE,
    &unstated_value::RULE,
];

/// Some declarations, by their numbers.
struct Spoken(Vec<bool>);

impl Spoken {
    /// None of a policy's.
    fn of(context: &Context<'_>) -> Self {
        Self(vec![false; context.policy.nouns.len()])
    }

    /// Adds the one that a term names.
    fn add(&mut self, term: &Term) {
        if let Value::Ref(Ref::Noun(id)) = term.value {
            self.add_noun(id);
        }
    }

    fn add_noun(&mut self, id: NounId) {
        self.0.get_mut(id.0 as usize).into_iter().for_each(|spoken| *spoken = true);
    }

    fn contains(&self, id: NounId) -> bool {
        self.0.get(id.0 as usize).copied().unwrap_or(false)
    }
}

/// Every declaration that a sentence speaks of: as its subject where `subject` says that it counts,
/// as an object, or in a list of its own or of a section around it.
fn spoken_of(context: &Context<'_>, subject: impl Fn(&Practice<'_>) -> bool) -> Spoken {
    let mut spoken = Spoken::of(context);
    let mut around: &[&Section] = &[];
    for practice in context.practices() {
        if subject(practice) {
            context.named_by(practice).iter().for_each(|id| spoken.add_noun(*id));
        } else {
            practice.objects().for_each(|term| spoken.add(term));
            practice.statement.clauses.iter().filter_map(listed).flatten().for_each(|term| spoken.add(term));
        }
        // Those of one section follow one another.
        if !std::ptr::eq(around, &*practice.within) {
            around = &practice.within;
            let clauses = around.iter().flat_map(|section| &section.clauses);
            clauses.filter_map(listed).flatten().for_each(|term| spoken.add(term));
        }
    }
    spoken
}

/// Every declaration that another declaration names, in a list of its own or as a property.
fn part_of_declarations(context: &Context<'_>) -> Spoken {
    let mut named = Spoken::of(context);
    let mut add = |term: &Term| named.add(term);
    for noun in context.nouns() {
        noun.clauses.iter().filter_map(listed).flatten().for_each(&mut add);
        for property in &noun.properties {
            property.list.terms.iter().for_each(&mut add);
            property.clauses.iter().filter_map(listed).flatten().for_each(&mut add);
        }
    }
    named
}

/// The terms of a clause that is a list.
fn listed(clause: &Clause) -> Option<&[Term]> {
    match &clause.kind {
        ClauseKind::List(_, list) => Some(&list.terms),
        _ => None,
    }
}

/// Whether a sentence, or a section around it, says what for.
fn has_purpose(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.purposes().next().is_some()
        || practice.scope(ListWord::For).any(|term| context.is_a(term, Kind::Purpose, "service"))
}
