//! What protects data that goes abroad: by which of a law's ways a sentence sends it there.
//!
//! The rules and the stubs of laws ask here, so that they say the same.

use crate::law::Pack;
use crate::law::pack::Mechanism;
use crate::model::words::ListWord;
use crate::model::{Policy, Ref, Statement, Term, Value};

/// What stands in a sentence before how something is sent.
const BY: [ListWord; 4] = [ListWord::Under, ListWord::By, ListWord::With, ListWord::Through];

/// The ways of transfer that a term names, by the law's ids or the author's words.
pub(crate) fn mechanisms<'p>(policy: &Policy, pack: &'p Pack, term: &Term) -> Vec<&'p Mechanism> {
    let words = match &term.value {
        Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => text.to_lowercase(),
        Value::Ref(Ref::Builtin(class)) => class.id.to_owned(),
        Value::Ref(Ref::Noun(id)) => {
            let noun = policy.noun(*id);
            noun.map(|noun| {
                format!("{} {}", noun.id, noun.name.as_deref().unwrap_or_default()).to_lowercase()
            })
            .unwrap_or_default()
        }
        _ => return Vec::new(),
    };
    // "the Commission's standard contractual clauses" is `standard-contractual-clauses`.
    let said = words.replace(['-', '\u{2010}', '\u{2011}'], " ");
    let adequate = |id: &str| id == "adequacy" && said.contains("adequa");
    pack.mechanisms
        .iter()
        .filter(|known| adequate(&known.id) || said.contains(&known.id.replace('-', " ")))
        .collect()
}

/// What a sentence names that is one of a law's ways of transfer.
pub(crate) fn ways<'a>(policy: &Policy, pack: &Pack, statement: &'a Statement) -> Vec<&'a Term> {
    let named = BY.iter().flat_map(|word| statement.terms(*word));
    named.filter(|term| !mechanisms(policy, pack, term).is_empty()).collect()
}
