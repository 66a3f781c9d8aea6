//! What ships under `law/` and `templates/en/` holds together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::*;

const VOCABULARY: &str = include_str!("../../law/vocabulary.yaml");
const NAMES: &str = include_str!("../../templates/en/names.yaml");
const PACKS: [(&str, &str); 10] = [
    ("ccpa", include_str!("../../law/ccpa.yaml")),
    ("children", include_str!("../../law/children.yaml")),
    ("dpdp", include_str!("../../law/dpdp.yaml")),
    ("fadp", include_str!("../../law/fadp.yaml")),
    ("gdpr", include_str!("../../law/gdpr.yaml")),
    ("lgpd", include_str!("../../law/lgpd.yaml")),
    ("pipeda", include_str!("../../law/pipeda.yaml")),
    ("quebec", include_str!("../../law/quebec.yaml")),
    ("uk", include_str!("../../law/uk.yaml")),
    ("us-states", include_str!("../../law/us-states.yaml")),
];
/// The wording of the packs that have a stub.
const WORDS: [(&str, &str); 2] = [
    ("ccpa", include_str!("../../templates/en/laws/ccpa.yaml")),
    ("gdpr", include_str!("../../templates/en/laws/gdpr.yaml")),
];

fn ids(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_vocabulary_has_distinct_words_and_every_parent_and_scheme() {
    // Extending nothing reads the YAML and runs the checks that a user's file gets.
    let read = Vocabulary::default().extended(VOCABULARY).unwrap();
    for kind in Kind::ALL {
        assert_eq!(read.terms(kind), Vocabulary::builtin().terms(kind));
        assert!(!read.terms(kind).is_empty(), "{kind:?}");
    }
    assert_eq!(read.terms(Kind::Country).len(), 249);
}

#[test]
fn every_code_is_in_the_list_or_has_a_prefix_of_its_scheme() {
    let vocabulary = Vocabulary::builtin();
    let packs: BTreeMap<_, Value> = PACKS.map(|(id, yaml)| (id, serde_yaml::from_str(yaml).unwrap())).into();
    for scheme in vocabulary.schemes() {
        for term in Kind::ALL.into_iter().flat_map(|kind| vocabulary.terms(kind)) {
            let own = term.maps.get(&*scheme.id).into_iter().flatten();
            for code in own {
                if let (Some(pack), Some(list)) = (&scheme.pack, scheme.lists.get(term.kind.key())) {
                    assert!(ids(&packs[pack.as_str()][list]).contains(code), "{}: {code}", term.id);
                }
                if !scheme.prefixes.is_empty() {
                    let prefix = code.split_once(':').map(|(prefix, _)| prefix);
                    assert!(prefix.is_some_and(|prefix| scheme.prefixes.contains_key(prefix)), "{code}");
                }
            }
        }
    }
}

#[test]
fn laws_and_regions_name_what_exists() {
    let vocabulary = Vocabulary::builtin();
    for law in vocabulary.terms(Kind::Law) {
        assert!(law.pack.as_deref().is_none_or(|pack| Pack::builtin(pack).is_some()), "{}", law.id);
        assert!(
            law.regions.iter().all(|region| vocabulary.find(Kind::Region, region).is_some()),
            "{}",
            law.id
        );
        assert!(law.verified.is_some(), "{}", law.id);
    }
    for part in vocabulary.terms(Kind::Region).iter().flat_map(|region| &region.parts) {
        assert!(vocabulary.find(Kind::Country, part).is_some(), "{part}");
    }
}

#[test]
fn the_names_name_every_row_and_nothing_else() {
    let names: Value = serde_yaml::from_str(NAMES).unwrap();
    let lists = Kind::ALL.map(|kind| kind.key().to_owned()).into_iter().chain(["version".to_owned()]);
    assert_eq!(keys(&names), lists.collect());
    for kind in Kind::ALL {
        let terms = Vocabulary::builtin().terms(kind).iter();
        assert_eq!(keys(&names[kind.key()]), terms.map(|term| term.id.to_string()).collect(), "{kind:?}");
        let forms: BTreeSet<_> = names[kind.key()]
            .as_object()
            .unwrap()
            .values()
            .map(|name| name.as_object().map(|_| keys(name)).unwrap_or_default())
            .filter(|forms| !forms.is_empty())
            .collect();
        let expected: &[&str] = match kind {
            Kind::Right => &["verb", "noun"],
            Kind::Law => &["short", "long"],
            _ => &["one", "other"],
        };
        let expected: BTreeSet<_> = expected.iter().map(ToString::to_string).collect();
        assert!(forms.iter().all(|forms| *forms == expected), "{kind:?}: {forms:?}");
    }
}

#[test]
fn every_pack_reads_the_same_from_yaml_and_from_what_is_embedded() {
    assert_eq!(Pack::builtin_ids().collect::<Vec<_>>(), PACKS.map(|(id, ..)| id));
    for (id, yaml) in PACKS {
        let pack = Pack::parse(yaml).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(*pack.id, *id);
        assert_eq!(Pack::builtin(id), Some(&pack));
    }
}

#[test]
fn every_pack_uses_words_of_the_vocabulary_and_known_sources() {
    #[derive(Deserialize)]
    struct Facts {
        sources: BTreeMap<String, String>,
        places: BTreeMap<Place, String>,
    }
    let facts: Facts = serde_yaml::from_str(include_str!("../../law/facts.yaml")).unwrap();
    assert_eq!(facts.places.len(), 10);
    let vocabulary = Vocabulary::builtin();
    for pack in PACKS.map(|(id, ..)| Pack::builtin(id).unwrap()) {
        let sources = pack.requirements.iter().filter_map(|requirement| requirement.source.as_ref());
        assert!(sources.clone().all(|source| facts.sources.contains_key(source)));
        assert_eq!(sources.count(), pack.requirements.len());
        assert!(pack.regions.iter().all(|region| vocabulary.find(Kind::Region, region).is_some()));
        let sections = pack.stub.iter().filter_map(|section| section.args.get("right")).cloned();
        let bases =
            pack.bases.iter().flat_map(|basis| basis.rights_added.iter().chain(&basis.rights_excluded));
        let rights =
            pack.rights.iter().map(|right| right.id.to_string()).chain(sections).chain(bases.cloned());
        for right in rights {
            assert!(vocabulary.find(Kind::Right, &right).is_some(), "{right}");
        }
        for basis in pack.bases.iter().filter_map(|basis| basis.basis.as_ref()) {
            assert!(vocabulary.find(Kind::Basis, basis).is_some(), "{basis}");
        }
    }
}

#[test]
fn every_section_and_code_of_a_pack_has_its_words() {
    let with_stub =
        PACKS.map(|(id, _)| id).into_iter().filter(|id| !Pack::builtin(id).unwrap().stub.is_empty());
    assert_eq!(with_stub.collect::<Vec<_>>(), WORDS.map(|(id, _)| id));
    for (id, words) in WORDS {
        let (_, yaml) = PACKS.into_iter().find(|(pack, _)| *pack == id).unwrap();
        let pack: Value = serde_yaml::from_str(yaml).unwrap();
        let words: Value = serde_yaml::from_str(words).unwrap();
        assert_eq!(keys(&words["sections"]), ids(&pack["stub"]), "{id}");
        for section in words["sections"].as_object().unwrap().values() {
            assert!(section["title"].is_string() && section["declare"].is_string());
        }
        for list in ["categories", "sensitive", "business-purposes", "bases", "mechanisms"] {
            if !pack[list].is_null() {
                assert_eq!(keys(&words[list]), ids(&pack[list]), "{id}: {list}");
            }
        }
    }
}

#[test]
fn a_word_is_found_by_id_alias_and_code() {
    let vocabulary = Vocabulary::builtin();
    let id = |kind, word| vocabulary.find(kind, word).map(|term| &*term.id);
    assert_eq!(id(Kind::Data, "device.cookie"), Some("device.cookie-id"));
    assert_eq!(id(Kind::Region, "US-CA"), Some("california"));
    assert_eq!(id(Kind::Region, "DE"), Some("DE"));
    assert_eq!(id(Kind::Country, "XX"), None);
    assert!(vocabulary.names(Kind::Audience).any(|name| name == "applicants"));
}

#[test]
fn what_lies_under_a_word_is_one() {
    let vocabulary = Vocabulary::builtin();
    assert!(vocabulary.is_a(Kind::Data, "identity.government-id.ssn", "identity"));
    assert!(vocabulary.is_a(Kind::Purpose, "marketing.email", "marketing.direct"));
    assert!(vocabulary.is_a(Kind::Region, "california", "us"));
    assert!(vocabulary.is_a(Kind::Region, "DE", "eea"));
    assert!(vocabulary.is_a(Kind::Region, "DE", "europe"));
    assert!(!vocabulary.is_a(Kind::Region, "CH", "eea"));
    assert!(!vocabulary.is_a(Kind::Data, "identity", "identity.name"));
}

#[test]
fn codes_come_from_the_nearest_parent_that_has_some() {
    let codes = |id: &str, scheme: &str| {
        let vocabulary = Vocabulary::builtin();
        let codes = vocabulary.codes(vocabulary.find(Kind::Data, id).unwrap(), scheme);
        (codes.codes.join(","), codes.sure)
    };
    assert_eq!(codes("contact.phone", "ccpa"), ("A,B".to_owned(), true));
    assert_eq!(codes("contact.email", "ccpa"), ("A".to_owned(), true));
    assert_eq!(codes("health.mental", "gdpr-special"), ("art9".to_owned(), true));
    assert_eq!(codes("health.fitness", "gdpr-special"), ("art9".to_owned(), false));
    assert_eq!(codes("contact.emergency", "ccpa"), ("A,B".to_owned(), false));
    assert_eq!(codes("identity.name", "ccpa-sensitive"), (String::new(), true));
}

#[test]
fn a_users_file_adds_rows_schemes_and_codes() {
    let yaml = "
version: 1
schemes:
  - { id: ours, title: Our register, url: \"https://acme.example\" }
data:
  - { id: loyalty, maps: { ccpa: [D], ours: [L1] } }
  - { id: loyalty.tier }
maps:
  data: { contact.email: { ours: [C7] } }
";
    let vocabulary = Vocabulary::builtin().extended(yaml).unwrap();
    let codes = |id| vocabulary.codes(vocabulary.find(Kind::Data, id).unwrap(), "ours").codes;
    assert_eq!(codes("loyalty.tier"), ["L1"]);
    assert_eq!(codes("contact.email"), ["C7"]);
    assert!(Vocabulary::builtin().find(Kind::Data, "loyalty").is_none());
}

#[test]
fn a_mistake_in_a_users_file_has_a_place() {
    let check = |yaml: &str, expected: &str| {
        let message = Vocabulary::builtin().extended(yaml).unwrap_err().to_string();
        assert!(message.starts_with(expected), "{message}");
    };
    check("version: 1\ndata:\n  - { id: contact.email }\n", "3:11: `contact.email` is in `data` already");
    check("version: 1\ndata:\n  - { id: loyalty.tier }\n", "3:11: `loyalty.tier` lies within `loyalty`");
    check("version: 1\ndata:\n  - { id: loyalty, maps: { x: [y] } }\n", "3:11: `loyalty` has codes in `x`");
    check("version: 1\ndata:\n  - { id: loyalty, color: red }\n", "3:20: there is no key `color` here");
    check("version: 1\nmaps: { data: { cat: { ccpa: [A] } } }\n", "2:17: there is no `cat` in `data`");
    check("version: 1\nmaps: { cats: {} }\n", "2:9: there is no list `cats`");
    check("version: 1\nmaps: { data: { contact: { x: [A] } } }\n", "2:28: `contact` has codes in `x`");
    check(
        "version: 1\nmaps: { data: { contact.email: { ccpa: [B] } } }\n",
        "2:34: `contact.email` has codes in `ccpa`",
    );
    check("version: 2\n", "1:10: version 2 is not known");
    check("version: 1\ndata:\n  - { id: a }\n  - { id: a }\n", "4:11: `a` is in `data` already");
    check("version: 1\ndata: [{ id: a, aliases: [contact] }]\n", "2:27: `contact` is in `data` already");
    check("version: 1\ndata: [{ id: Loyalty card }]\n", "2:14: `Loyalty card` is no word");
    check("version: 1\ndata: [{ id: a, name: [b] }]\n", "2:23: expected a text, or forms");
    for name in ["\"\"", "\" \"", r#""\u200b""#, r#""a\u0007""#, r#""a\u202e""#, "{ other: \"\" }"] {
        let yaml = format!("version: 1\ndata: [{{ id: a, name: {name} }}]\n");
        check(&yaml, "2:14: the name of `a` shows nothing, has a character that");
    }
    check("version: 1\ndata: [{ id: if }]\n", "2:14: no policy can name `if`: it is a word of the language");
    check("version: 1\nroles: [{ id: a, aliases: [we] }]\n", "2:28: no policy can name `we`");
    check("version: 1\ndata: [{ id: a, within: [a] }]\n", "2:14: `a` cannot lie within `a`");
    check(
        "version: 1\ndata: [{ id: a, within: [b] }, { id: b, within: [a] }]\n",
        "2:14: `a` cannot lie within `b`, since `b` lies within it",
    );
    check(
        "version: 1\ndata: [{ id: a, maps: { ccpa: [QQ] } }]\n",
        "2:14: `a` has the code `QQ`, which `ccpa`",
    );
    check(
        "version: 1\nmaps: { data: { contact: { gdpr-special: [QQ] } } }\n",
        "2:28: `contact` has the code `QQ`",
    );
    check("version: 1\nregions: [{ id: here, code: US-CA }]\n", "2:29: `US-CA` is in `regions` already");
    check(
        "version: 1\nschemes: [{ id: ours, title: T, url: \"javascript:x\" }]\n",
        "2:17: `ours` has the address `javascript:x`: `javascript:` links are not allowed; use https, http, mailto or tel",
    );
    check(
        "version: 1\nregions: [{ id: north, parts: [SE, ON] }]\n",
        "2:17: `north` has the part `ON`, which is not in `countries`",
    );
    check("version: 1\nschemes: [{ id: ccpa, title: T, url: u }]\n", "2:17: `ccpa` is in `schemes` already");
}

#[test]
fn a_mistake_in_a_pack_has_a_place() {
    let (_, yaml) = PACKS[4];
    let check = |old: &str, new: &str, expected: &str| {
        assert!(yaml.contains(old), "{old}");
        let changed = yaml.replacen(old, new, 1);
        let message = Pack::parse(&changed).unwrap_err().message;
        assert!(message.contains(expected), "{message}");
        assert!(Pack::parse(&changed).unwrap_err().line > 0, "{message}");
    };
    check("facet: dpo", "facet: dpa", "there is no word `dpa` here; did you mean `dpo`?");
    check("answers: [gdpr.26.2]", "answers: [gdpr.26.9]", "there is no requirement `gdpr.26.9` to answer");
    check("when: relies-on-consent", "when: relies-on-luck", "there is no fact `relies-on-luck`");
    check(
        "met-by: right(access)",
        "met-by: rihgt(access)",
        "there is no check `rihgt`; did you mean `right`?",
    );
    check("id: gdpr.26.2", "id: gdpr.27", "`gdpr.27` stands here twice");
    check("as-of: \"2026-11-21\"", "as-of: \"2026-02-30\"", "`2026-02-30` is not a date");
    check("severity: info", "severty: info", "there is no key `severty` here; did you mean `severity`?");
}

#[test]
fn a_requirement_holds_between_its_days() {
    let day = |text: &str| text.parse().unwrap();
    let notice = Pack::builtin("ccpa").unwrap().requirement("ccpa.7220.b").unwrap().in_force;
    assert!(!notice.on(day("2026-12-31")));
    assert!(notice.on(day("2027-01-01")));
}

#[test]
fn a_mistake_in_yaml_is_told_without_the_library_that_found_it() {
    for (message, said) in [
        ("invalid boolean (strict mode expects true/false)", "this is `true` or `false`"),
        (
            "duplicate mapping key: a, set DuplicateKeyPolicy in Options if acceptable",
            "duplicate mapping key: a",
        ),
        (
            "cannot deserialize null into string; use Option<String>",
            "there is nothing here, where something is needed",
        ),
        ("unknown field `x`", "unknown field `x`"),
        (
            "unknown field `polices`, expected one of policies, out",
            "there is no key `polices` here; did you mean `policies`?",
        ),
        ("unknown field `x`, expected one of `a`, `b`", "there is no key `x` here; there are a, b"),
        ("unknown field `x`, expected `a` or `b`", "there is no key `x` here; there are a, b"),
        ("unknown variant `x`, expected `a`", "there is no word `x` here; there is only a"),
        ("expected mapping start", "this has keys with values: `key: value`"),
        (
            "multiple YAML documents detected; use from_str_multiple or from_str_multiple_with_options",
            "a second document begins here, and the file holds one",
        ),
    ] {
        assert_eq!(yaml_in_words(message), said);
    }
}
