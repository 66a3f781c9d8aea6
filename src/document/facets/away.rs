//! Where data goes: out of the places where the law holds, or not.

use super::Facets;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Ref, Term, Value};

impl<'a> Facets<'_, 'a> {
    /// Whether a term is a place where the law holds, or somebody who is there; nothing if it tells no place.
    ///
    /// A place that nobody knows is none of them, and so is a country in words that the locale has no name for.
    pub(super) fn is_at_home(&self, term: &Term) -> Option<bool> {
        let reach = self.reach;
        let home = |place: &str| {
            reach.regions.iter().any(|region| reach.vocabulary.is_a(Kind::Region, place, region))
        };
        let places = reach.places().of(term);
        if !places.is_empty() {
            return Some(places.iter().all(|place| home(place)));
        }
        match &term.value {
            // "Outside the European Economic Area" is not in it.
            Value::Ref(Ref::Text(text)) if select::any_mentions(&[text], &self.words) => Some(false),
            Value::Ref(Ref::Text(text)) => {
                let named = self.places_in(text);
                (!named.is_empty()).then(|| named.iter().any(|place| home(place)))
            }
            _ => reach.names_a(term, &[NounKind::Region]).then_some(false),
        }
    }

    /// The countries and regions whose names stand in a text.
    fn places_in(&self, text: &str) -> Vec<&'a str> {
        let wording = self.viewer.wording;
        let mut found: Vec<(usize, &'a str, &'a str)> = Vec::new();
        for kind in [Kind::Country, Kind::Region] {
            for row in self.reach.vocabulary.terms(kind) {
                let name = wording.name(kind.key(), &row.id).and_then(|name| name.text());
                let Some(name) = name.map(|name| name.trim_start_matches("the ")) else { continue };
                if let Some(at) = whole_word(text, name) {
                    found.push((at, name, &*row.id));
                }
            }
        }
        // "Guinea" is no place in "Equatorial Guinea".
        let inside = |(at, name, _): &(usize, &str, &str)| {
            found.iter().any(|(other, longer, _)| {
                longer.len() > name.len() && other <= at && at + name.len() <= other + longer.len()
            })
        };
        found.iter().filter(|one| !inside(one)).map(|(_, _, id)| *id).collect()
    }

    /// Whether data leaves the places where the law holds by a statement, or is said not to.
    pub(super) fn leaves(&self, placed: &Placed<'a>) -> bool {
        let (reach, statement) = (self.reach, placed.statement);
        if reach.by_people(statement) {
            return false;
        }
        let moved = statement.topic == Topic::Transfers || statement.does("transfer");
        // Where data is collected is where somebody acts, and not where it goes.
        let acts = select::verb_of(statement, Topic::Collection) && !statement.does("store");
        if !moved && (acts || !reach.goes_abroad(statement)) {
            return false;
        }
        let places = [ListWord::In, ListWord::On].into_iter().flat_map(|word| statement.terms(word));
        let told: Vec<bool> =
            statement.recipients().chain(places).filter_map(|term| self.is_at_home(term)).collect();
        match told.as_slice() {
            [] => statement.topic == Topic::Transfers,
            told => told.contains(&false),
        }
    }
}

/// Where a name stands in a text, between words.
fn whole_word(text: &str, name: &str) -> Option<usize> {
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let (before, after) = (text.get(..*at).unwrap_or(""), text.get(at + name.len()..).unwrap_or(""));
        !before.ends_with(char::is_alphanumeric) && ends(after)
    })
}

#[cfg(test)]
mod tests {
    use super::whole_word;

    #[test]
    fn a_name_stands_between_words() {
        assert_eq!(whole_word("servers in Oman, Jordan", "Oman"), Some(11));
        assert_eq!(whole_word("Romania and Omanis", "Oman"), None);
    }
}
