//! Places by what people call them: a country's code is what is compared, and its name is what is known.

use super::{Kind, Vocabulary};

/// The English names of the countries, in small letters and with hyphens, in order; each with its code.
const COUNTRIES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/countries.rs"));

impl Vocabulary {
    /// The words for what people call so, by its name, its code, or a word for it: a country and a state may share
    /// their name.
    #[must_use]
    pub fn places(&self, called: &str) -> Vec<&str> {
        let called = called.trim();
        let name = called.to_lowercase();
        let name = name.strip_prefix("the ").unwrap_or(&name).replace(' ', "-");
        let named = || COUNTRIES.binary_search_by_key(&&*name, |(name, _)| name).ok();
        let named = || COUNTRIES.get(named()?).map(|(_, code)| *code);
        let country = |code: &str| self.find(Kind::Country, code);
        let own = country(&called.to_uppercase()).or_else(|| country(named()?));
        let region =
            self.find(Kind::Region, &name).filter(|region| own.is_none_or(|own| own.id != region.id));
        let region =
            region.map(|region| region.code.as_ref().and_then(|code| country(code)).unwrap_or(region));
        let mut found: Vec<&str> = own.into_iter().chain(region).map(|term| term.id.as_str()).collect();
        found.dedup();
        found
    }

    /// The laws of a place, by what people call it; where it has none of its own, those of what it lies in.
    #[must_use]
    pub fn laws_of(&self, called: &str) -> Vec<&str> {
        let places = self.places(called);
        let of = |fits: &dyn Fn(&str, &str) -> bool| -> Vec<&str> {
            let is_of = |region: &str| places.iter().any(|place| fits(place, region));
            let laws = self.terms(Kind::Law).iter();
            laws.filter(|law| law.regions.iter().any(|region| is_of(region)))
                .map(|law| law.id.as_str())
                .collect()
        };
        let own = of(&|place, region| self.places(region).contains(&place));
        if own.is_empty() { of(&|place, region| self.is_a(Kind::Region, place, region)) } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn the_laws_of_a_place_are_known_by_what_it_is_called() {
        let laws = |called| Vocabulary::builtin().laws_of(called).join(", ");
        assert_eq!(laws("Texas"), "tdpsa");
        assert_eq!(laws("california"), "ccpa, cpra, caloppa, shine-the-light");
        assert_eq!(laws("India"), "dpdp");
        assert_eq!(laws("France"), "gdpr, eprivacy");
        assert_eq!(laws("nowhere"), "");
    }

    #[test]
    fn a_country_is_known_by_its_name_and_its_code() {
        let places = |called| Vocabulary::builtin().places(called).join(" or ");
        assert_eq!(places("Germany"), "DE");
        assert_eq!(places("the United Arab Emirates"), "AE");
        assert_eq!(places("south-korea"), "KR");
        assert_eq!(places("uk"), "GB");
        assert_eq!(places("The USA"), "US");
        assert_eq!(places("Canada"), "CA");
        assert_eq!(places("Georgia"), "GE or georgia");
        assert_eq!(places("California"), "california");
        assert_eq!(places("worldwide"), "");
    }
}
