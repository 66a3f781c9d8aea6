//! What protects data that goes abroad: by which of a law's ways a sentence sends it there.
//!
//! The rules and the stubs of laws ask here, so that they say the same.

use std::collections::BTreeSet;

use super::reach::Reach;
use crate::law::pack::Mechanism;
use crate::law::{Kind, Pack, Vocabulary};
use crate::model::words::{ListWord, NounKind};
use crate::model::{NounId, Policy, Ref, Statement, Term, Value};

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
    mechanisms_in(pack, &words)
}

/// The ways of transfer that some words name.
pub(crate) fn mechanisms_in<'p>(pack: &'p Pack, words: &str) -> Vec<&'p Mechanism> {
    // "the Commission's standard contractual clauses" is `standard-contractual-clauses`.
    let said = words.to_lowercase().replace(['-', '\u{2010}', '\u{2011}'], " ");
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

/// The ids of the ways that a sentence names, by any of the laws that have some.
pub(crate) fn named_ways(policy: &Policy, statement: &Statement) -> BTreeSet<&'static str> {
    let terms = || BY.iter().flat_map(|word| statement.terms(*word));
    with_ways()
        .flat_map(|pack| terms().flat_map(|term| mechanisms(policy, pack, term)))
        .map(|found| &*found.id)
        .collect()
}

/// Whether a term names a way of transfer of any law that has some.
pub(crate) fn names_way(policy: &Policy, term: &Term) -> bool {
    with_ways().any(|pack| !mechanisms(policy, pack, term).is_empty())
}

/// Whether a safeguard is declared with a link, so that everybody can read it.
pub(crate) fn is_linked(policy: &Policy, safeguard: &Term) -> bool {
    let noun = safeguard.noun().and_then(|id| policy.noun(id));
    let links = noun.into_iter().flat_map(|noun| noun.property("link"));
    links.flat_map(|property| &property.list.terms).any(|term| matches!(term.value, Value::Link(_)))
}

fn with_ways() -> impl Iterator<Item = &'static Pack> {
    Pack::builtin_ids().filter_map(Pack::builtin).filter(|pack| !pack.mechanisms.is_empty())
}

/// Whether a law holds at some place, so that data does not go abroad by going there.
pub(crate) fn is_home(vocabulary: &Vocabulary, pack: &Pack, place: &str) -> bool {
    pack.regions.iter().any(|region| vocabulary.is_a(Kind::Region, place, region))
}

/// Whether some place is at home under every one of some laws that asks what protects data abroad, and there is one.
pub(crate) fn is_home_to_all(vocabulary: &Vocabulary, laws: &[String], place: &str) -> bool {
    let packs =
        laws.iter().filter_map(|law| Pack::builtin(vocabulary.find(Kind::Law, law)?.pack.as_deref()?));
    let mut asked = packs.filter(|pack| !pack.mechanisms.is_empty()).peekable();
    asked.peek().is_some() && asked.all(|pack| is_home(vocabulary, pack, place))
}

/// How data goes to somebody.
#[derive(Default)]
pub(crate) struct Sent<'a> {
    /// The law's ways that sentences name, each with the data that goes by it.
    pub(crate) ways: Vec<(&'a Term, Vec<&'a Term>)>,
    /// Whether other data goes there, too.
    pub(crate) open: bool,
}

/// How data goes to a party, by the sentences that give it something and by what trackers read for it.
pub(crate) fn sent<'a>(
    policy: &'a Policy,
    vocabulary: &Vocabulary,
    pack: &Pack,
    party: NounId,
    giving: impl Iterator<Item = &'a Statement>,
) -> Sent<'a> {
    let mut sent = Sent::default();
    let reach = Reach { policy, vocabulary, regions: &[], scheme: "" };
    let mut rest: Vec<&'a Term> = Vec::new();
    for statement in giving {
        let named = ways(policy, pack, statement);
        match named.is_empty() {
            true if reach.is_impersonal(statement) => {}
            true => rest.extend(statement.object_terms()),
            false => sent.ways.extend(named.into_iter().map(|way| (way, statement.object_terms().collect()))),
        }
    }
    if sent.ways.is_empty() {
        return sent;
    }
    let itself = Value::Ref(Ref::Noun(party));
    for (_, tracker) in policy.nouns_of(NounKind::Tracker) {
        let mut providers = tracker.property("provider").flat_map(|property| &property.list.terms);
        if providers.any(|term| term.value == itself) {
            rest.extend(tracker.property("reads").flat_map(|property| &property.list.terms));
        }
    }
    let covered = Covered::by(vocabulary, sent.ways.iter().flat_map(|(_, data)| data).copied());
    // Who is given to itself is employed, and gets what nobody says; what identifies nobody needs no safeguard.
    let of_nobody = |term: &Term| reach.term_is(term, Kind::Class, &["non-personal-data"]);
    rest.retain(|term| term.value != itself && !of_nobody(term));
    sent.open = rest.into_iter().any(|term| !covered.holds(policy, vocabulary, term));
    sent
}

/// What goes somewhere by one of a law's ways.
#[derive(Default)]
struct Covered<'a> {
    nouns: BTreeSet<NounId>,
    kinds: BTreeSet<&'a str>,
    texts: BTreeSet<&'a str>,
    /// Whether that is all personal data.
    all: bool,
}

impl<'a> Covered<'a> {
    fn by(vocabulary: &Vocabulary, data: impl Iterator<Item = &'a Term>) -> Self {
        let mut covered = Self::default();
        for term in data.filter(|term| !term.is_partial()) {
            match &term.value {
                Value::Ref(Ref::Noun(id)) => _ = covered.nouns.insert(*id),
                Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Class => {
                    covered.all |= vocabulary.is_a(Kind::Class, "sensitive-data", class.id);
                }
                Value::Ref(Ref::Builtin(class)) => _ = covered.kinds.insert(class.id),
                Value::Ref(Ref::Text(text)) => _ = covered.texts.insert(text),
                _ => {}
            }
        }
        covered
    }

    fn holds(&self, policy: &Policy, vocabulary: &Vocabulary, term: &Term) -> bool {
        let is_one = || match &term.value {
            Value::Ref(Ref::Noun(id)) => policy.outwards(*id).any(|id| self.nouns.contains(&id)),
            Value::Ref(Ref::Text(text)) => self.texts.contains(&**text),
            _ => false,
        };
        let is_of_a_kind = || {
            let mut classes = policy.classes_of(term).filter(|class| class.kind == Kind::Data);
            classes.any(|class| self.kinds.iter().any(|kind| vocabulary.is_a(Kind::Data, class.id, kind)))
        };
        self.all || is_one() || is_of_a_kind()
    }
}
