//! Properties of declarations, each with the values it may have.

use super::Reader;
use super::beside::{holds, until_opt_out};
use super::clauses::{missing_units, misspelt_condition};
use super::no_verb::in_braces;
use super::terms::tight;
use super::wrong_values::{
    bad_language, bad_link, code_expected, fact_expected, missing_value, name_expected, no_detail,
    not_one_of, of_place, on_at_first, period_expected, quoted_absence, quoted_place, state_expected,
    text_expected, unknown_code, unknown_fact, unknown_scheme, wrong_value,
};
use crate::diagnostic::{Diagnostic, Reason, nearest};
use crate::law::condition::facts;
use crate::law::vocabulary::Unfit;
use crate::law::{Kind, Vocabulary};
use crate::link::Href;
use crate::model::misfit;
use crate::model::property::{self, properties_of};
use crate::model::words::{Absence, ConditionWord, DateWord, ListWord, NounKind, SayingWord};
use crate::model::{List, Property, Ref, Term, Value, codes_of, verb};
use crate::syntax::ast;

impl Reader<'_> {
    pub(super) fn property(&mut self, kind: NounKind, entry: &ast::Entry) -> Option<Property> {
        let known = properties_of(kind);
        let Some(&(word, value)) = known.iter().find(|(word, _)| **word == *entry.name.text) else {
            self.findings.push(unknown_property(self.vocabulary, kind, &entry.name));
            return None;
        };
        let clauses = self.own_clauses(kind, &entry.body.clauses);
        let state = value == property::Value::State;
        let list = match &entry.list {
            Some(list) => {
                let list = self.property_list(kind, word, value, list);
                if state && !clauses.is_empty() && !list.terms.is_empty() {
                    self.findings.push(state_expected(word, list.span));
                }
                list
            }
            None => {
                if !state || !clauses.iter().any(holds) {
                    let missing = missing_value(word, value, entry.name.span);
                    self.findings.push(match entry.kinds.as_slice() {
                        [] => missing,
                        [found, ..] => Diagnostic { reason: None, ..missing }
                            .with_help(format!("no `:` stands before a value: `{word} {}`", found.text)),
                    });
                    return None;
                }
                List { terms: Vec::new(), any: false, all: false, open: false, span: entry.name.span }
            }
        };
        if state && let Some(span) = clauses.iter().find_map(until_opt_out) {
            self.findings.push(on_at_first(word, span));
        }
        Some(Property { word, list, clauses: clauses.into(), span: entry.span })
    }

    fn property_list(
        &mut self,
        kind: NounKind,
        word: &'static str,
        expected: property::Value,
        list: &ast::List,
    ) -> List {
        let terms = self.before_comma(kind, list);
        if expected == property::Value::Period {
            self.findings.extend(missing_units(list));
        }
        let others =
            |term: &&ast::Term| matches!(&term.atom, ast::Atom::Word(word) if &*word.text == "others");
        let open = terms.iter().any(|term| others(&term));
        let terms = terms.iter().filter(|term| !others(term));
        let terms = tight(terms.filter_map(|term| self.property_term(word, expected, term)).collect());
        if expected == property::Value::Codes {
            self.codes(kind, &terms);
        }
        List { terms, any: list.any, all: list.all, open, span: list.span }
    }

    fn property_term(
        &mut self,
        word: &'static str,
        expected: property::Value,
        term: &ast::Term,
    ) -> Option<Term> {
        if let ast::Atom::Word(found) = &term.atom
            && let Some(absence) = Absence::parse(&found.text)
        {
            self.no_detail(term);
            return Some(Term { value: Value::Absent(absence), ..self.bare(term) });
        }
        if let ast::Atom::Text(text) = &term.atom
            && let Some(finding) = quoted_absence(word, text)
        {
            self.findings.push(finding);
            return None;
        }
        if matches!(expected, property::Value::Language | property::Value::Fact | property::Value::OneOf(_)) {
            self.no_detail(term);
        }
        if expected == property::Value::Of(Kind::Country)
            && let Some(finding) = quoted_place(self.vocabulary, term)
        {
            self.findings.push(finding);
            return None;
        }
        match expected {
            property::Value::Text => match &term.atom {
                ast::Atom::Text(_) => self.term(term, &[]),
                _ => {
                    self.findings.push(text_expected(word, term.span));
                    None
                }
            },
            property::Value::Link => match &term.atom {
                ast::Atom::Text(text) => match Href::parse(&text.value) {
                    Ok(href) => {
                        let site = text.value.split_once("://").map_or(&*text.value, |(_, site)| site);
                        let site = site.split(['/', '?', '#']).next().unwrap_or_default();
                        self.findings.extend(misfit::mixed_letters(site, term.span));
                        Some(Term { value: Value::Link(href), ..self.bare(term) })
                    }
                    Err(why) => {
                        self.findings.push(bad_link(&text.value, &why, term.span));
                        None
                    }
                },
                // The scan has said that an address stands in quotes.
                ast::Atom::Word(found) if matches!(&*found.text, "http" | "https") => None,
                _ => {
                    self.findings.push(text_expected(word, term.span));
                    None
                }
            },
            property::Value::Language => {
                let tag = match &term.atom {
                    ast::Atom::Word(found) => found.text.clone(),
                    ast::Atom::Text(found) => found.value.clone(),
                    ast::Atom::Number(_) | ast::Atom::Date(_) | ast::Atom::Duration(_) => "".into(),
                };
                if icu_locale_core::Locale::try_from_str(&tag).is_err() {
                    self.findings.push(bad_language(&tag, term.span));
                    return None;
                }
                Some(Term { value: Value::Ref(Ref::Text(tag)), ..self.bare(term) })
            }
            property::Value::Fact => match &term.atom {
                ast::Atom::Word(found) if facts().contains_key(&*found.text) => {
                    Some(Term { value: Value::Ref(Ref::Text(found.text.clone())), ..self.bare(term) })
                }
                ast::Atom::Word(found) => {
                    self.findings.push(unknown_fact(&found.text, term.span));
                    None
                }
                ast::Atom::Text(_) | ast::Atom::Number(_) | ast::Atom::Date(_) | ast::Atom::Duration(_) => {
                    self.findings.push(fact_expected(word, term.span));
                    None
                }
            },
            property::Value::OneOf(words) => match &term.atom {
                ast::Atom::Word(found) if words.contains(&&*found.text) => {
                    Some(Term { value: Value::Ref(Ref::Text(found.text.clone())), ..self.bare(term) })
                }
                _ => {
                    self.findings.push(not_one_of(word, words, &term.atom, term.span));
                    None
                }
            },
            property::Value::Codes => match &term.atom {
                ast::Atom::Word(found) => Some(Term {
                    value: Value::Ref(Ref::Text(found.text.clone())),
                    detail: self.detail(term),
                    ..self.bare(term)
                }),
                ast::Atom::Text(_) => self.term(term, &[]),
                ast::Atom::Number(_) | ast::Atom::Date(_) | ast::Atom::Duration(_) => {
                    self.findings.push(code_expected(word, None, term.span));
                    None
                }
            },
            property::Value::Of(kind) => {
                self.term(term, &[kind]).filter(|found| self.fits(word, kind, found))
            }
            property::Value::Noun(_) => {
                self.term(term, &[Kind::Role]).filter(|found| self.fits(word, Kind::Role, found))
            }
            property::Value::State => {
                self.findings
                    .push(misspelt_condition(&term.atom).unwrap_or_else(|| state_expected(word, term.span)));
                None
            }
            property::Value::Period => match &term.atom {
                ast::Atom::Text(_) | ast::Atom::Duration(_) => self.term(term, &[]),
                ast::Atom::Word(found) if property::PERIODS.contains(&&*found.text) => Some(Term {
                    value: Value::Ref(Ref::Text(found.text.clone())),
                    detail: self.detail(term),
                    ..self.bare(term)
                }),
                // That it has no unit is said of the whole list.
                ast::Atom::Number(_) => None,
                ast::Atom::Word(_) | ast::Atom::Date(_) => {
                    self.findings.push(period_expected(word, term));
                    None
                }
            },
            property::Value::Any => match &term.atom {
                ast::Atom::Word(_) | ast::Atom::Text(_) => self.term(term, NAMED),
                ast::Atom::Number(_) | ast::Atom::Date(_) | ast::Atom::Duration(_) => {
                    self.findings.push(name_expected(word, term.span));
                    None
                }
            },
            property::Value::Free => self.term(term, NAMED),
        }
    }

    /// Finds codes that are none of their schemes, as far as that can be told.
    fn codes(&mut self, kind: NounKind, terms: &[Term]) {
        let Some(listed) = property::vocabulary_of(kind).first() else { return };
        for (scheme, code, span) in codes_of(terms) {
            let finding = match scheme {
                Some(scheme) => match self.vocabulary.unfit(*listed, scheme, code) {
                    Some(Unfit::Scheme) => unknown_scheme(self.vocabulary, scheme, span),
                    Some(Unfit::Code) => unknown_code(scheme, code, span),
                    None => continue,
                },
                None => code_expected("maps", Some(code).filter(|word| self.is_scheme(word)), span),
            };
            self.findings.push(finding);
        }
    }

    fn is_scheme(&self, word: &str) -> bool {
        self.vocabulary.schemes().iter().any(|scheme| *scheme.id == *word)
    }

    /// Whether a name is of the kind that a property takes, which is said if it is not.
    fn fits(&mut self, word: &str, kind: Kind, term: &Term) -> bool {
        let fits = match &term.value {
            Value::Ref(Ref::Noun(id)) => self.nouns.get(id.0 as usize).is_none_or(|noun| match kind {
                Kind::Country => noun.kind == NounKind::Region,
                Kind::Law => noun.kind == NounKind::Law,
                _ => !matches!(
                    noun.kind,
                    NounKind::Data | NounKind::Purpose | NounKind::Channel | NounKind::Condition
                ),
            }),
            Value::Ref(Ref::Builtin(class)) => match kind {
                Kind::Country => matches!(class.kind, Kind::Country | Kind::Region),
                Kind::Law => class.kind == Kind::Law,
                _ => !matches!(
                    class.kind,
                    Kind::Data | Kind::Class | Kind::Purpose | Kind::Channel | Kind::Condition
                ),
            },
            Value::Ref(Ref::Special(_)) => !matches!(kind, Kind::Country | Kind::Law),
            _ => true,
        };
        if !fits {
            let finding = wrong_value(word, kind, term.span);
            self.findings.push(match &term.value {
                Value::Ref(Ref::Builtin(class)) if kind == Kind::Law => {
                    of_place(finding, class, self.vocabulary)
                }
                _ => finding,
            });
        }
        fits
    }

    /// Finds a text behind a word of the language, which readers would not see.
    fn no_detail(&mut self, term: &ast::Term) {
        if let (ast::Atom::Word(word), Some(text)) = (&term.atom, &term.detail) {
            self.findings.push(no_detail(&word.text, text.span));
        }
    }

    fn bare(&mut self, term: &ast::Term) -> Term {
        let qualifiers = self.qualifiers(&term.qualifiers);
        Term { qualifiers, ..Term::plain(Value::Absent(Absence::Unstated), term.span) }
    }
}

/// The vocabulary that the names of most properties are looked up in first.
const NAMED: &[Kind] = &[Kind::Condition, Kind::Class, Kind::Data];

/// Whether a declaration of a kind may have a property or a clause of that name.
pub(super) fn can_be_had(kind: NounKind, word: &str) -> bool {
    properties_of(kind).iter().any(|(known, _)| *known == word)
        || matches!(word, "basis" | "kept")
        || of_every_noun(word)
        || ListWord::parse(word).is_some()
        || ConditionWord::parse(word).is_some()
        || SayingWord::parse(word).is_some()
        || DateWord::parse(word).is_some()
}

/// Whether a word stands for what is said of every declaration, wherever it is said.
pub(super) fn of_every_noun(word: &str) -> bool {
    word == "retention"
}

/// Whether what is declared can do something.
const fn acts(kind: NounKind) -> bool {
    use NounKind::{Audience, Organization, Recipient, Service, Source};
    matches!(kind, Audience | Organization | Recipient | Service | Source)
}

pub(super) fn unknown_property(vocabulary: &Vocabulary, kind: NounKind, word: &ast::Word) -> Diagnostic {
    let known = properties_of(kind).iter().map(|(word, _)| *word);
    if let Some(date) = DateWord::parse(&word.text) {
        return Diagnostic::error("missing-value", word.span, format!("`{}` takes a date", date.as_str()))
            .with_help(format!("write `{0} 2026-03-01`, or `{0} unstated`", date.as_str()));
    }
    if SayingWord::parse(&word.text).is_some()
        || ListWord::parse(&word.text).is_some()
        || ConditionWord::parse(&word.text).is_some()
    {
        return Diagnostic::error("missing-value", word.span, format!("`{}` has no value", word.text))
            .with_help(format!("write it on the same line: `{} \"…\"`", word.text))
            .because(Reason::NoValue);
    }
    if &*word.text == "basis" {
        return Diagnostic::error("missing-value", word.span, "`basis` takes a legal basis, not a text")
            .with_help("write `basis consent`, or `basis legitimate-interests \"keeping accounts safe\"`");
    }
    let article = if kind.as_str().starts_with(['a', 'o']) { "an" } else { "a" };
    let message = format!("{article} {} has no property `{}`", kind.as_str(), word.text);
    let finding = Diagnostic::error("unknown-property", word.span, message);
    if let Some(help) = in_braces(&word.text) {
        return finding.with_help(help);
    }
    if vocabulary.find(Kind::Basis, &word.text).is_some() {
        return finding.with_help(format!("a legal basis stands behind its word: `basis {}`", word.text));
    }
    if &*word.text == "at" {
        return finding
            .with_help("a length with a limit stands first in its list, or alone: `lasts at most 30 days`");
    }
    if &*word.text == "purpose" {
        return finding.with_help("what it is for stands after `for`: `for \"…\"`");
    }
    let valued = properties_of(kind).iter().find_map(|(property, value)| {
        let property::Value::OneOf(values) = value else { return None };
        let value = of_property(&word.text, property)?;
        values.contains(&value).then(|| format!("{property} {value}"))
    });
    if let Some(valued) = valued {
        return finding.did_you_mean(valued);
    }
    let clauses = ListWord::ALL.iter().map(|word| word.as_str()).chain([
        "because",
        "otherwise",
        "note",
        "effective",
        "updated",
        "basis",
        "if",
        "unless",
    ]);
    // `legal-basis` is the `basis`, and a `telephone` a `phone`.
    let part = || {
        let mut all = known.clone().chain(clauses.clone());
        all.find(|known| {
            word.text.split('-').any(|part| part == *known) || known.len() > 3 && word.text.ends_with(known)
        })
    };
    let other = || {
        let (_, meant) = OTHERS.iter().find(|(other, _)| *other == &*word.text)?;
        known.clone().find(|known| known == meant)
    };
    match nearest(&word.text, known.clone().chain(clauses.clone())).or_else(other).or_else(part) {
        Some(meant) => finding.did_you_mean(meant),
        None => {
            // What a verb says of one who does it, a clause says of a thing: `include`, `including`.
            let ing = format!("{}ing", word.text.trim_end_matches('e'));
            if ListWord::parse(&ing).is_some() {
                return finding.did_you_mean(ing);
            }
            let property = NounKind::ALL
                .iter()
                .any(|kind| properties_of(*kind).iter().any(|(known, _)| *known == &*word.text));
            let done = verb::find(&word.text).filter(|verb| acts(kind) && !verb.state && !property);
            if let Some(verb) = done {
                return finding.with_help(format!(
                    "a sentence in these braces begins with how it is meant: `may {0} …`, `must {0} …`; what is done at \
                     any rate is a sentence outside of them, which begins with the name: `… {1} …`",
                    verb.id,
                    verb.third()
                ));
            }
            let basis = (kind == NounKind::Purpose).then_some("basis");
            let dates = ["effective", "updated"].into_iter().filter(|_| kind == NounKind::Policy);
            let known: Vec<String> =
                known.chain(dates).chain(basis).map(|word| format!("`{word}`")).collect();
            if known.is_empty() {
                finding.with_help("say it in a clause, such as `note`, or delete it")
            } else {
                finding.with_help(format!("it may have {}", known.join(", ")))
            }
        }
    }
}

/// Words that others have for properties.
const OTHERS: &[(&str, &str)] = &[
    ("duration", "lasts"),
    ("expires", "lasts"),
    ("expiry", "lasts"),
    ("homepage", "link"),
    ("lifetime", "lasts"),
    ("location", "country"),
    ("mail", "email"),
    ("mobile", "phone"),
    ("postal", "address"),
    ("seat", "country"),
    ("site", "link"),
    ("tel", "phone"),
    ("url", "link"),
    ("web", "link"),
    ("website", "link"),
];

/// The value in a word that is one with its property: `third-party`.
pub(super) fn of_property<'t>(word: &'t str, property: &str) -> Option<&'t str> {
    word.strip_suffix(property)?.strip_suffix('-')
}
