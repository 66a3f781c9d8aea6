//! Properties of declarations, each with the values it may have.

use super::Reader;
use super::beside::{holds, until_opt_out};
use super::clauses::{missing_units, misspelt_condition};
use super::no_verb::in_braces;
use super::terms::tight;
use crate::diagnostic::{Diagnostic, Reason, nearest};
use crate::law::condition::facts;
use crate::law::vocabulary::Unfit;
use crate::law::{Kind, Vocabulary};
use crate::link::Href;
use crate::model::misfit;
use crate::model::property::{self, properties_of};
use crate::model::words::{Absence, ConditionWord, DateWord, ListWord, NounKind, SayingWord};
use crate::model::{Class, List, Property, Ref, Term, Value, codes_of, verb};
use crate::source::Span;
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
fn of_property<'t>(word: &'t str, property: &str) -> Option<&'t str> {
    word.strip_suffix(property)?.strip_suffix('-')
}

fn missing_value(word: &str, value: property::Value, span: Span) -> Diagnostic {
    let example = match value {
        property::Value::Link => "\"https://…\"",
        property::Value::Language => "en",
        property::Value::Of(Kind::Country) => "DE",
        property::Value::Codes => "some-law \"D\"",
        property::Value::State => "until consent",
        property::Value::Period => "30 days",
        property::Value::Fact => "has-20-or-more-employees",
        property::Value::OneOf(words) => words.first().copied().unwrap_or("…"),
        property::Value::Of(_)
        | property::Value::Noun(_)
        | property::Value::Text
        | property::Value::Any
        | property::Value::Free => "\"…\"",
    };
    let finding = Diagnostic::error("missing-value", span, format!("`{word}` has no value"));
    if value == property::Value::State {
        return finding.with_help(format!("write `{word} {example}`"));
    }
    let help = format!("write it on the same line: `{word} {example}`, or `{word} unstated`");
    finding.with_help(help).because(Reason::NoValue)
}

fn wrong_value(word: &str, kind: Kind, span: Span) -> Diagnostic {
    let (what, help) = match kind {
        Kind::Country => (
            "a country",
            "write its code of two letters, such as `DE`; a place that has none stands in quotes",
        ),
        Kind::Law => ("a law", "name it by its id in the vocabulary"),
        _ => ("a recipient", "write its name, or a text in quotes"),
    };
    Diagnostic::error("wrong-kind", span, format!("`{word}` takes {what}")).with_help(help)
}

/// A place where a law belongs: the help names those that it has.
fn of_place(finding: Diagnostic, place: &Class, vocabulary: &Vocabulary) -> Diagnostic {
    match vocabulary.laws_of(place.id).as_slice() {
        [] => finding,
        laws => finding.with_help(format!("name a law of `{}`: `{}`", place.id, laws.join("`, `"))),
    }
}

pub(super) fn text_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("text-expected", span, format!("`{word}` takes a text in quotes"))
        .with_help(format!("write `{word} \"…\"`"))
}

/// A condition where a text belongs: `because law-requires`.
pub(super) fn text_for_condition(word: &str, condition: &str, span: Span) -> Diagnostic {
    text_expected(word, span).with_help(format!(
        "write `{word} \"…\"`, with a sentence, or `if {condition}` where it hangs on that"
    ))
}

/// The word for nothing in quotes, which readers would be shown.
pub(super) fn quoted_absence(word: &str, text: &ast::Text) -> Option<Diagnostic> {
    let absence = Absence::parse(&text.value.to_lowercase())?.as_str();
    let message = format!("`{absence}` in quotes is a text that readers see");
    let finding = Diagnostic::error("wrong-kind", text.span, message);
    Some(finding.with_help(format!("write `{word} {absence}`, without quotes")))
}

/// A place in quotes that the vocabulary has a word for.
pub(super) fn quoted_place(vocabulary: &Vocabulary, term: &ast::Term) -> Option<Diagnostic> {
    let ast::Atom::Text(text) = &term.atom else { return None };
    let places = if term.kinds.is_empty() { vocabulary.places(&text.value) } else { Vec::new() };
    let message = format!("`{}` in quotes is a text, which is compared with nothing", text.value);
    let finding = Diagnostic::error("wrong-kind", text.span, message);
    match places.as_slice() {
        [] => None,
        [place] => Some(finding.did_you_mean(*place)),
        [first, rest @ ..] => {
            Some(finding.with_help(format!("did you mean `{first}` or `{}`?", rest.join("` or `"))))
        }
    }
}

fn name_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("text-expected", span, format!("`{word}` takes a name or a text in quotes"))
        .with_help(format!("write `{word} \"…\"`"))
}

fn state_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("`{word}` takes a clause, and no value"))
        .with_help(format!("say what ends it: `{word} until consent`, or `{word} until \"you agree\"`"))
}

fn on_at_first(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("opting out does not end `{word}`"))
        .with_help(format!(
            "what is on from the start has no `{word}`: say how to opt out as its `control`; or write `{word} until \
             consent`"
        ))
}

fn period_expected(word: &str, term: &ast::Term) -> Diagnostic {
    let message = format!("`{word}` takes a length of time");
    let finding = Diagnostic::error("wrong-kind", term.span, message).because(Reason::NoLength);
    let meant = match &term.atom {
        ast::Atom::Word(found) => nearest(&found.text, property::PERIODS.iter().copied()),
        _ => None,
    };
    match meant {
        Some(meant) => finding.did_you_mean(meant),
        None => finding.with_help(format!(
            "write `{word} 30 days`, `{word} session`, or other words in quotes: `{word} \"…\"`"
        )),
    }
}

fn no_detail(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-value", span, format!("no document shows a text behind `{word}` here"))
        .with_help("delete it; what else there is to say stands in a sentence of its own")
}

fn code_expected(word: &str, scheme: Option<&str>, span: Span) -> Diagnostic {
    let (message, scheme) = match scheme {
        Some(scheme) => (format!("`{scheme}` has no code"), scheme),
        None => (format!("`{word}` takes a scheme and its codes"), "some-law"),
    };
    Diagnostic::error("missing-value", span, message)
        .with_help(format!("the code stands in quotes behind the scheme: `{word} {scheme} \"…\"`"))
}

fn unknown_scheme(vocabulary: &Vocabulary, scheme: &str, span: Span) -> Diagnostic {
    let schemes = || vocabulary.schemes().iter().map(|scheme| &*scheme.id);
    let finding =
        Diagnostic::error("unknown-value", span, format!("`{scheme}` is not among the schemes of codes"));
    match nearest(scheme, schemes()) {
        Some(meant) => finding.did_you_mean(meant),
        None => {
            let known: Vec<String> = schemes().map(|scheme| format!("`{scheme}`")).collect();
            finding.with_help(format!("write one of {}", known.join(", ")))
        }
    }
}

fn unknown_code(scheme: &str, code: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-value", span, format!("`{scheme}` has no code `{code}` for this"))
        .with_help("write one of its codes, or delete this: the vocabulary knows the codes of its own words")
}

fn bad_link(text: &str, why: &str, span: Span) -> Diagnostic {
    Diagnostic::error("bad-link", span, format!("`{text}` cannot be a link: {why}"))
        .with_help("write a whole address, such as `\"https://acme.example/privacy\"`")
}

fn bad_language(tag: &str, span: Span) -> Diagnostic {
    Diagnostic::error("bad-language", span, format!("`{tag}` is not a language tag"))
        .with_help("write a BCP 47 tag such as `en`, `en-US` or `pt-BR`")
}

fn unknown_fact(word: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::error("unknown-fact", span, format!("there is no fact `{word}`"));
    match nearest(word, facts().keys().map(String::as_str)) {
        Some(meant) => finding.did_you_mean(meant),
        None => finding.with_help("choose one of the facts that are listed in docs/law.md"),
    }
}

fn fact_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-fact", span, format!("`{word}` lists facts by their names"))
        .with_help("write a fact such as `has-20-or-more-employees`, without quotes")
}

fn not_one_of(word: &str, known: &[&str], atom: &ast::Atom, span: Span) -> Diagnostic {
    let words: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let finding =
        Diagnostic::error("unknown-value", span, format!("`{word}` is one of {}", words.join(", ")));
    if let ast::Atom::Word(found) = atom
        && let Some(value) = of_property(&found.text, word).filter(|value| known.contains(value))
    {
        return finding.did_you_mean(value);
    }
    finding.with_help(format!("write one of {}", words.join(", ")))
}
