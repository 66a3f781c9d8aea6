//! The syntax tree to the model: the one file here that knows the syntax.

use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::names::{self, Names};
use super::property::{self, properties_of};
use super::verb;
use super::words::{
    Absence, Adverb, ConditionWord, DateWord, ListWord, Modal, NounKind, Qualifier, Quantifier, SayingWord,
    Topic, Unit,
};
use super::{
    Assertion, AssertionKind, Class, Clause, ClauseKind, Dated, Duration, Expression, Ground, Guarded, List,
    Noun, NounId, Part, Policy, Property, Prose, Ref, Retention, Said, Section, Special, Statement, Term,
    Value, Verb, check,
};
use crate::diagnostic::{Checked, Diagnostic, nearest};
use crate::law::condition::facts;
use crate::law::{Kind, Vocabulary};
use crate::link::Href;
use crate::source::Span;
use crate::syntax::{self, ast};

/// Makes a policy of the items of its files, imports resolved and in order.
///
/// Names may be used before they are declared, so declarations are taken up
/// first and everything is resolved against them after.
#[must_use]
pub fn policy(name: &str, items: Vec<ast::Item>, vocabulary: &Vocabulary) -> Checked<Policy> {
    let mut reader = Reader {
        vocabulary,
        names: Names::default(),
        nouns: Vec::new(),
        findings: Vec::new(),
        statement_ids: BTreeMap::new(),
    };
    let mut bodies = Vec::new();
    for item in &items {
        reader.declare(item, &mut bodies);
    }
    for (id, body) in bodies {
        reader.noun_body(id, body);
    }
    let mut root = Section::default();
    let mut assertions = Vec::new();
    for item in items {
        if let ast::Item::Prose(text) = &item {
            reader.findings.push(misplaced_prose(text.span));
        }
        if let ast::Item::Assertion(assertion) = &item {
            assertions.extend(reader.assertion(assertion));
        }
        root.parts.extend(reader.part(item, None));
    }
    let Reader { names, mut nouns, mut findings, .. } = reader;
    for (at, noun) in nouns.iter_mut().enumerate() {
        noun.used = names.is_used(NounId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    let mut policy = Policy { name: name.to_owned(), nouns, root, assertions, ..Policy::default() };
    take_head(&mut policy);
    check::policy(&policy, &names, &mut findings);
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
    Checked { value: policy, findings }
}

fn take_head(policy: &mut Policy) {
    let Some(head) = policy.head() else { return };
    let (title, span) = (head.name.clone(), head.span);
    let language = head.property("language").flat_map(|p| &p.list.terms).find_map(|term| match &term.value {
        Value::Ref(Ref::Text(tag)) => Some(tag.clone()),
        _ => None,
    });
    let laws = head.property("laws").flat_map(|p| p.list.terms.iter().cloned()).collect();
    policy.title = title;
    policy.span = Some(span);
    policy.language = language;
    policy.laws = laws;
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    names: Names,
    nouns: Vec<Noun>,
    findings: Vec<Diagnostic>,
    statement_ids: BTreeMap<Box<str>, u32>,
}

impl Reader<'_> {
    // ---- Declarations ---------------------------------------------------------

    fn declare<'s>(&mut self, item: &'s ast::Item, bodies: &mut Vec<(NounId, &'s ast::Body)>) {
        match item {
            ast::Item::Noun(noun) => self.declare_noun(noun, bodies),
            ast::Item::Section(section) => {
                for item in &section.items {
                    self.declare(item, bodies);
                }
            }
            ast::Item::Import(_) | ast::Item::Sentence(_) | ast::Item::Prose(_) | ast::Item::Assertion(_) => {
            }
        }
    }

    fn declare_noun<'s>(&mut self, noun: &'s ast::Noun, bodies: &mut Vec<(NounId, &'s ast::Body)>) {
        let Some(kind) = NounKind::parse(&noun.keyword.text) else { return };
        let (id, id_span) = match (&noun.id, kind) {
            (Some(word), _) => (word.text.clone(), word.span),
            (None, NounKind::Definition) => {
                (format!("definition.{}", self.nouns.len()).into(), noun.keyword.span)
            }
            (None, _) => (noun.keyword.text.clone(), noun.keyword.span),
        };
        if noun.id.is_none() && !matches!(kind, NounKind::Policy | NounKind::Definition) {
            self.findings.push(missing_id(kind, noun.keyword.span));
        }
        let parsed = Noun {
            kind,
            id: id.clone(),
            name: noun.name.as_ref().map(|text| self.text(text)),
            classes: Vec::new(),
            qualifiers: self.qualifiers(&noun.qualifiers),
            parent: None,
            items: Vec::new(),
            open: false,
            rest: None,
            properties: Vec::new(),
            clauses: Vec::new(),
            promises: Vec::new(),
            used: false,
            span: noun.span,
            id_span,
        };
        let classes = self.classes(&noun.kinds, property::vocabulary_of(kind));
        let number = self.add_noun(Noun { classes, ..parsed });
        if reserved(&id) && noun.id.is_some() {
            self.findings.push(reserved_name(&id, id_span));
        }
        // A second policy is reported as that.
        if let Some(first) = self.names.declare(&id, number, id_span).filter(|_| kind != NounKind::Policy) {
            self.findings.push(duplicate_name(&id, id_span, first));
        }
        if kind == NounKind::Data {
            self.declare_items(number, &id, &noun.body);
        }
        bodies.push((number, &noun.body));
        if kind == NounKind::Data {
            self.collect_item_bodies(number, &noun.body, bodies);
        }
    }

    /// The items of a data group are declarations too; a property word of data
    /// groups is never an item.
    fn declare_items(&mut self, group: NounId, prefix: &str, body: &ast::Body) {
        for entry in &body.entries {
            if is_data_property(entry) {
                continue;
            }
            if &*entry.name.text == "others" {
                let rest = entry.list.iter().flat_map(|list| &list.terms).find_map(|term| match &term.atom {
                    ast::Atom::Text(text) => Some(self.text(text)),
                    _ => None,
                });
                if let Some(noun) = self.nouns.get_mut(group.0 as usize) {
                    noun.open = true;
                    noun.rest = rest;
                }
                continue;
            }
            let id: Box<str> = format!("{prefix}.{}", entry.name.text).into();
            let mut name = None;
            let mut kinds = entry.kinds.clone();
            let mut qualifiers = Vec::new();
            for term in entry.list.iter().flat_map(|list| &list.terms) {
                match &term.atom {
                    ast::Atom::Text(text) if name.is_none() => name = Some(self.text(text)),
                    _ => self.findings.push(one_name_only(term.span)),
                }
                kinds.extend(term.kinds.iter().cloned());
                qualifiers.extend(self.qualifiers(&term.qualifiers));
            }
            let classes = self.classes(&kinds, property::vocabulary_of(NounKind::Data));
            let number = self.add_noun(Noun {
                kind: NounKind::Data,
                id: id.clone(),
                name,
                classes,
                qualifiers,
                parent: Some(group),
                items: Vec::new(),
                open: false,
                rest: None,
                properties: Vec::new(),
                clauses: Vec::new(),
                promises: Vec::new(),
                used: false,
                span: entry.span,
                id_span: entry.name.span,
            });
            if let Some(first) = self.names.declare(&id, number, entry.name.span) {
                self.findings.push(duplicate_name(&id, entry.name.span, first));
            }
            self.names.declare_item(&entry.name.text, number);
            if let Some(noun) = self.nouns.get_mut(group.0 as usize) {
                noun.items.push(number);
            }
            self.declare_items(number, &id, &entry.body);
        }
    }

    fn collect_item_bodies<'s>(
        &self,
        group: NounId,
        body: &'s ast::Body,
        bodies: &mut Vec<(NounId, &'s ast::Body)>,
    ) {
        let items = self.nouns.get(group.0 as usize).map(|noun| noun.items.clone()).unwrap_or_default();
        let entries =
            body.entries.iter().filter(|entry| !is_data_property(entry) && &*entry.name.text != "others");
        for (item, entry) in items.into_iter().zip(entries) {
            bodies.push((item, &entry.body));
            self.collect_item_bodies(item, &entry.body, bodies);
        }
    }

    fn add_noun(&mut self, noun: Noun) -> NounId {
        let number = NounId(u32::try_from(self.nouns.len()).unwrap_or(u32::MAX));
        self.nouns.push(noun);
        number
    }

    fn noun_body(&mut self, id: NounId, body: &ast::Body) {
        let Some((kind, span)) = self.nouns.get(id.0 as usize).map(|noun| (noun.kind, noun.span)) else {
            return;
        };
        let mut clauses = self.clauses(&body.clauses);
        let mut properties = Vec::new();
        let mut wrong: Option<Span> = None;
        for entry in &body.entries {
            if kind == NounKind::Data && !is_data_property(entry) {
                continue;
            }
            // One blank behind a property that is wrong stands what is left of its line.
            if wrong.is_some_and(|before| before.end + 1 == entry.span.start) {
                wrong = Some(entry.span);
                continue;
            }
            let property = self.property(kind, entry);
            wrong = property.is_none().then_some(entry.span);
            if let Some(mut property) = property {
                // Beside a value, a clause is about the whole declaration.
                if !property.list.terms.is_empty() {
                    clauses.append(&mut property.clauses);
                }
                properties.push(property);
            }
        }
        let subject = Term {
            quantifier: None,
            value: Value::Ref(Ref::Noun(id)),
            classes: Vec::new(),
            detail: None,
            qualifiers: Vec::new(),
            span,
        };
        let promises: Vec<Statement> = body
            .promises
            .iter()
            .map(|promise| self.statement(promise, vec![subject.clone()], None))
            .collect();
        if !promises.is_empty() {
            self.names.mark_used(id);
        }
        if let Some(noun) = self.nouns.get_mut(id.0 as usize) {
            noun.clauses = clauses;
            noun.properties = properties;
            noun.promises = promises;
        }
    }

    fn property(&mut self, kind: NounKind, entry: &ast::Entry) -> Option<Property> {
        let known = properties_of(kind);
        let Some(&(word, value)) = known.iter().find(|(word, _)| **word == *entry.name.text) else {
            self.findings.push(unknown_property(kind, &entry.name));
            return None;
        };
        let clauses = self.clauses(&entry.body.clauses);
        let list = match &entry.list {
            Some(list) => self.property_list(word, value, list),
            None => {
                if value != property::Value::State || clauses.is_empty() {
                    self.findings.push(missing_value(word, value, entry.name.span));
                    return None;
                }
                List { terms: Vec::new(), any: false, all: false, open: false, span: entry.name.span }
            }
        };
        Some(Property { word, list, clauses, span: entry.span })
    }

    fn property_list(&mut self, word: &'static str, expected: property::Value, list: &ast::List) -> List {
        let others =
            |term: &&ast::Term| matches!(&term.atom, ast::Atom::Word(word) if &*word.text == "others");
        let open = list.terms.iter().any(|term| others(&term));
        let terms = list.terms.iter().filter(|term| !others(term));
        let terms = tight(terms.filter_map(|term| self.property_term(word, expected, term)).collect());
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
            return Some(Term { value: Value::Absent(absence), ..self.bare(term) });
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
                    Ok(href) => Some(Term { value: Value::Link(href), ..self.bare(term) }),
                    Err(why) => {
                        self.findings.push(bad_link(&text.value, &why, term.span));
                        None
                    }
                },
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
                    self.findings.push(not_one_of(word, words, term.span));
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
                _ => None,
            },
            property::Value::Of(kind) => self.term(term, &[kind]),
            property::Value::Noun(_) => self.term(term, &[Kind::Role]),
            property::Value::Any | property::Value::State => {
                if let ast::Atom::Word(found) = &term.atom
                    && matches!(&*found.text, "session" | "persistent")
                {
                    return Some(Term {
                        value: Value::Ref(Ref::Text(found.text.clone())),
                        ..self.bare(term)
                    });
                }
                self.term(term, &[Kind::Condition, Kind::Class, Kind::Data])
            }
        }
    }

    fn bare(&mut self, term: &ast::Term) -> Term {
        Term {
            quantifier: None,
            value: Value::Absent(Absence::Unstated),
            classes: Vec::new(),
            detail: None,
            qualifiers: self.qualifiers(&term.qualifiers),
            span: term.span,
        }
    }

    fn detail(&mut self, term: &ast::Term) -> Option<Box<str>> {
        term.detail.as_ref().map(|text| self.text(text))
    }

    fn classes(&mut self, words: &[ast::Word], wanted: &[Kind]) -> Vec<Class> {
        tight(words.iter().filter_map(|word| self.class(word, wanted)).collect())
    }

    fn class(&mut self, word: &ast::Word, wanted: &[Kind]) -> Option<Class> {
        let every: &[Kind] = if wanted.is_empty() { &Kind::ALL } else { wanted };
        for &kind in every {
            if let Some(term) = self.vocabulary.find(kind, &word.text) {
                return Some(Class { kind, id: (*term.id).into() });
            }
        }
        self.findings.push(unknown_kind(self.vocabulary, word, wanted));
        None
    }

    fn qualifiers(&mut self, words: &[ast::Word]) -> Vec<Qualifier> {
        tight(words.iter().filter_map(|word| Qualifier::parse(&word.text)).collect())
    }

    // ---- Sections and sentences -----------------------------------------------

    fn part(&mut self, item: ast::Item, topic: Option<Topic>) -> Option<Part> {
        match item {
            ast::Item::Import(_) | ast::Item::Noun(_) | ast::Item::Assertion(_) => None,
            ast::Item::Prose(text) => Some(Part::Prose(Prose { span: text.span, text: text.value })),
            ast::Item::Sentence(sentence) => {
                if let Some(finding) = self.no_sentence(&sentence) {
                    self.findings.push(finding);
                    return None;
                }
                let subjects: Vec<Term> = tight(
                    sentence.subjects.iter().filter_map(|term| self.term(term, names::SUBJECTS)).collect(),
                );
                let unknown = subjects.iter().any(|term| matches!(term.value, Value::Ref(Ref::Unknown(_))));
                let found = self.findings.len();
                let statement = self.statement(&sentence, subjects, topic);
                if unknown {
                    // A line that begins with a misspelt word is no sentence at all.
                    let after = self.findings.split_off(found);
                    self.findings.extend(after.into_iter().filter(|finding| finding.code != "unknown-verb"));
                }
                Some(Part::Statement(statement))
            }
            ast::Item::Section(section) => Some(Part::Section(self.section(section, topic))),
        }
    }

    /// What looks like a sentence and is none: it begins with a verb, or like a declaration.
    fn no_sentence(&self, sentence: &ast::Sentence) -> Option<Diagnostic> {
        let [ast::Term { atom: ast::Atom::Word(word), .. }] = sentence.subjects.as_slice() else {
            return None;
        };
        let form = match &*word.text {
            "import" => Some("`import \"shared/vendors.candor\"`".to_owned()),
            "section" => Some("`section some-name \"A heading\" { … }`".to_owned()),
            "prose" => Some("`prose \"…\"`".to_owned()),
            other => NounKind::parse(other).map(|kind| format!("`{} some-name \"…\"`", kind.as_str())),
        };
        if let Some(form) = form {
            return Some(broken_declaration(&word.text, &form, sentence.span));
        }
        let modal = syntax::grammar_words("MODAL").contains(&&*word.text);
        let verb =
            verb::find(&word.text).is_some_and(|verb| !verb.state) && !self.names.is_declared(&word.text);
        (modal || verb).then(|| missing_subject(word))
    }

    fn section(&mut self, section: ast::Section, within: Option<Topic>) -> Section {
        let topic = Topic::parse(&section.id.text);
        let clauses = section.clauses.iter().filter_map(|clause| self.scope(clause)).collect();
        let title = section.title.as_ref().map(|text| self.text(text));
        let mut parts = Vec::with_capacity(section.items.len());
        for item in section.items {
            if let ast::Item::Import(import) = &item {
                self.findings.push(misplaced_import(import.span));
            }
            parts.extend(self.part(item, topic.or(within)));
        }
        if parts.is_empty() {
            self.findings.push(empty_section(&section.id.text, section.span));
        }
        Section { id: section.id.text, title, topic, clauses, parts, span: section.span }
    }

    /// A clause of a section; `after` names the section it follows.
    fn scope(&mut self, clause: &ast::Clause) -> Option<Clause> {
        let ast::ClauseKind::Listing(word, list) = &clause.kind else { return self.clause(clause) };
        let [ast::Term { atom: ast::Atom::Word(section), .. }] = list.terms.as_slice() else {
            return self.clause(clause);
        };
        if ListWord::parse(&word.text) != Some(ListWord::After) {
            return self.clause(clause);
        }
        let value = Value::Ref(Ref::Text(section.text.clone()));
        let term = Term {
            quantifier: None,
            value,
            classes: Vec::new(),
            detail: None,
            qualifiers: Vec::new(),
            span: section.span,
        };
        let list = List { terms: vec![term], any: false, all: false, open: false, span: list.span };
        Some(Clause { kind: ClauseKind::List(ListWord::After, list), span: clause.span })
    }

    fn assertion(&mut self, assertion: &ast::Assertion) -> Option<Assertion> {
        let kind = match &assertion.kind {
            ast::AssertionKind::Never { verbs, objects } => AssertionKind::Never {
                verbs: verbs.iter().filter_map(|verb| self.verb(verb, Modal::Does)).collect(),
                objects: objects.as_ref().map(|list| self.list(list, names::OBJECTS)),
            },
            ast::AssertionKind::Every { noun, has } => {
                let noun = NounKind::parse(&noun.text)?;
                let words = has.terms.iter().filter_map(|term| match &term.atom {
                    ast::Atom::Word(word) => Some((word.text.clone(), word.span)),
                    ast::Atom::Text(_)
                    | ast::Atom::Number(_)
                    | ast::Atom::Date(_)
                    | ast::Atom::Duration(_) => None,
                });
                AssertionKind::Every { noun, has: words.collect() }
            }
        };
        let clauses = assertion.clauses.iter().filter_map(|clause| self.clause(clause)).collect();
        Some(Assertion { kind, clauses, span: assertion.span })
    }

    fn statement(
        &mut self,
        sentence: &ast::Sentence,
        subjects: Vec<Term>,
        topic: Option<Topic>,
    ) -> Statement {
        let modality = sentence.modality.as_ref();
        let modal = modality
            .and_then(|m| m.modal.as_ref())
            .and_then(|word| Modal::parse(&word.text))
            .unwrap_or(Modal::Does);
        // `at any time` may stand among the clauses too.
        let often = sentence.clauses.iter().filter_map(|clause| match &clause.kind {
            ast::ClauseKind::Often(word) => Some(word),
            _ => None,
        });
        let words = modality.iter().flat_map(|m| &m.adverbs).chain(often);
        let adverbs = tight(words.filter_map(|word| Adverb::parse(&word.text)).collect());
        let verbs: Vec<Verb> =
            tight(sentence.verbs.iter().filter_map(|verb| self.verb(verb, modal)).collect());
        let objects = sentence.objects.as_ref().map(|list| self.list(list, names::OBJECTS));
        let clauses = self.clauses(&sentence.clauses);
        let mut statement = Statement {
            id: "".into(),
            subjects,
            modal,
            adverbs,
            verbs,
            any_verb: sentence.any_verb,
            objects,
            clauses,
            topic: Topic::About,
            span: sentence.span,
        };
        statement.topic = topic.unwrap_or_else(|| self.topic(&statement));
        statement.id = self.statement_id(&statement);
        statement
    }

    fn verb(&mut self, verb: &ast::Verb, modal: Modal) -> Option<Verb> {
        match verb {
            ast::Verb::Text(text) => Some(Verb::Text(self.text(text))),
            ast::Verb::Word(word) => match verb::find(&word.text) {
                Some(found) => {
                    let copula = matches!(modal, Modal::Is | Modal::IsNot);
                    if copula != found.state {
                        self.findings.push(wrong_verb_form(found, copula, word.span));
                    }
                    Some(Verb::Known(found))
                }
                None => {
                    self.findings.push(unknown_verb(word));
                    None
                }
            },
        }
    }

    /// The topic a statement belongs to where no section says it.
    fn topic(&self, statement: &Statement) -> Topic {
        let kinds: Vec<NounKind> =
            statement.object_terms().filter_map(|term| self.noun_kind(&term.value)).collect();
        let is = |wanted: Kind| {
            statement
                .object_terms()
                .any(|term| matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.kind == wanted))
        };
        let this_policy = statement
            .object_terms()
            .any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy))));
        let by_reader = statement.subjects.iter().all(|term| match &term.value {
            Value::Ref(Ref::Special(Special::You)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Audience,
            value => self.noun_kind(value) == Some(NounKind::Audience),
        });
        let Some(Verb::Known(verb)) = statement.verbs.first() else {
            return if statement.modal.right() { Topic::Rights } else { Topic::About };
        };
        if kinds.contains(&NounKind::Tracker) || is(Kind::Technology) {
            return Topic::Cookies;
        }
        if is(Kind::Signal) {
            return Topic::Signals;
        }
        if this_policy && matches!(verb.id, "change" | "update" | "review" | "post" | "notify") {
            return Topic::Changes;
        }
        if verb.id == "notify" {
            let breach = statement.terms(ListWord::About).any(|term| {
                matches!(&term.value, Value::Ref(Ref::Builtin(class)) if &*class.id == "breach")
                    || matches!(&term.value, Value::Ref(Ref::Text(text)) if text.contains("breach"))
            });
            return if breach { Topic::Breach } else { Topic::Changes };
        }
        if kinds.contains(&NounKind::Document) && verb.id == "review" {
            return Topic::Links;
        }
        let grants =
            statement.modal.right() || matches!(statement.modal, Modal::May | Modal::Can | Modal::MayHave);
        if by_reader
            && grants
            && matches!(
                verb.id,
                "access"
                    | "know"
                    | "copy"
                    | "correct"
                    | "delete"
                    | "restrict"
                    | "object"
                    | "update"
                    | "review"
                    | "change"
                    | "port"
                    | "download"
                    | "receive"
                    | "request"
                    | "obtain"
                    | "transfer"
            )
        {
            return Topic::Rights;
        }
        if verb.id == "process"
            && statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
        {
            return Topic::Basis;
        }
        // To withdraw, to opt out or to complain is a right when it is called one.
        if statement.modal.right() && matches!(verb.topic, Topic::Choices | Topic::Consent | Topic::Retention)
        {
            return Topic::Rights;
        }
        if by_reader && verb.id == "update" {
            return Topic::Rights;
        }
        if verb.state && matches!(verb.topic, Topic::Children) && !self.speaks_of_people(statement) {
            return Topic::About;
        }
        // What we restrict is access; what we require of people is data.
        if !by_reader && verb.id == "restrict" {
            return Topic::Security;
        }
        let data = kinds.contains(&NounKind::Data) || is(Kind::Class) || is(Kind::Data);
        if data
            && (verb.id == "require"
                || by_reader && matches!(verb.id, "provide" | "supply" | "submit" | "send" | "share"))
        {
            return Topic::Collection;
        }
        // What recipients do and must do stands where they are spoken of.
        if matches!(
            verb.topic,
            Topic::Security | Topic::Use | Topic::Combining | Topic::Retention | Topic::Collection
        ) && !statement.subjects.is_empty()
            && statement.subjects.iter().all(|term| self.is_recipient(&term.value))
        {
            return Topic::Sharing;
        }
        // A transfer to someone is sharing; a transfer to a place is a transfer.
        if verb.id == "transfer"
            && !statement
                .terms(ListWord::To)
                .chain(statement.terms(ListWord::In))
                .any(|term| self.is_place(&term.value))
        {
            return if statement.verbs.len() > 1 || statement.modal.negative() {
                Topic::Sale
            } else {
                Topic::Sharing
            };
        }
        if verb.id == "store" && statement.terms(ListWord::In).any(|term| self.is_place(&term.value)) {
            return Topic::Transfers;
        }
        verb.topic
    }

    fn noun_kind(&self, value: &Value) -> Option<NounKind> {
        match value {
            Value::Ref(Ref::Noun(id)) => self.nouns.get(id.0 as usize).map(|noun| noun.kind),
            _ => None,
        }
    }

    /// Whether it says for whom something is, rather than for what.
    fn speaks_of_people(&self, statement: &Statement) -> bool {
        let this_policy = statement
            .subjects
            .iter()
            .any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy))));
        let to_whom = statement.terms(ListWord::For).chain(statement.terms(ListWord::To));
        !this_policy
            && to_whom.map(|term| self.noun_kind(&term.value)).all(|kind| kind != Some(NounKind::Purpose))
    }

    fn is_recipient(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Special(Special::Recipients)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Role,
            value => self.noun_kind(value) == Some(NounKind::Recipient),
        }
    }

    fn is_place(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Region | Kind::Country),
            value => self.noun_kind(value) == Some(NounKind::Region),
        }
    }

    /// The id an author gave, or one from what the statement says; a number
    /// tells statements apart that say the same about different things.
    fn statement_id(&mut self, statement: &Statement) -> Box<str> {
        let given = statement.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Saying(SayingWord::Id, Said::Text(text)) => Some(text.clone()),
            _ => None,
        });
        let base: Box<str> = given.unwrap_or_else(|| {
            let verb = statement.verbs.first().map_or("says", |verb| match verb {
                Verb::Known(verb) => verb.id,
                Verb::Text(_) => "says",
            });
            let subject = statement.subjects.first().map(|term| self.slug(&term.value)).unwrap_or_default();
            let object =
                statement.object_terms().next().map(|term| self.slug(&term.value)).unwrap_or_default();
            let party = statement.terms(ListWord::To).chain(statement.terms(ListWord::With)).next();
            let party = party.map(|term| self.slug(&term.value)).unwrap_or_default();
            let not = if statement.modal.negative() { "not" } else { "" };
            let words = [subject.as_str(), not, verb, object.as_str(), party.as_str()];
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-").into()
        });
        let count = self.statement_ids.entry(base.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count == 1 { base } else { format!("{base}-{count}").into() }
    }

    fn slug(&self, value: &Value) -> String {
        match value {
            Value::Ref(Ref::Noun(id)) => {
                self.nouns.get(id.0 as usize).map(|noun| noun.id.replace('.', "-")).unwrap_or_default()
            }
            Value::Ref(Ref::Builtin(class)) => class.id.replace('.', "-"),
            Value::Ref(Ref::Special(Special::We)) => "we".to_owned(),
            Value::Ref(Ref::Special(Special::You)) => "you".to_owned(),
            _ => String::new(),
        }
    }

    // ---- Clauses ----------------------------------------------------------------

    fn clauses(&mut self, clauses: &[ast::Clause]) -> Vec<Clause> {
        tight(clauses.iter().filter_map(|clause| self.clause(clause)).collect())
    }

    fn clause(&mut self, clause: &ast::Clause) -> Option<Clause> {
        let kind = match &clause.kind {
            ast::ClauseKind::Condition(word, guarded) => {
                ClauseKind::Condition(ConditionWord::parse(&word.text)?, self.guarded(guarded))
            }
            ast::ClauseKind::Listing(word, list) => {
                let word = ListWord::parse(&word.text)?;
                if matches!(word, ListWord::For | ListWord::After | ListWord::Before) {
                    let numbers = list.terms.iter().filter(|term| matches!(term.atom, ast::Atom::Number(_)));
                    self.findings.extend(numbers.map(|term| missing_unit(term.span)));
                }
                ClauseKind::List(word, self.list(list, names::wanted_after(word)))
            }
            ast::ClauseKind::Kept(kept, after) => {
                let kept = match kept {
                    ast::Kept::For(duration) => Retention::For(self.duration(duration)?),
                    ast::Kept::Condition(word, expression) => {
                        Retention::Condition(ConditionWord::parse(&word.text)?, self.expression(expression))
                    }
                    ast::Kept::Forever(_) => Retention::Forever,
                    ast::Kept::Absent(word) => Retention::Absent(Absence::parse(&word.text)?),
                };
                ClauseKind::Kept(kept, after.as_ref().map(|expression| self.expression(expression)))
            }
            ast::ClauseKind::Within(duration, start, extension) => ClauseKind::Within(
                self.duration(duration)?,
                start.as_ref().map(|expression| self.expression(expression)),
                extension.as_ref().and_then(|duration| self.duration(duration)),
            ),
            ast::ClauseKind::Every(duration) => ClauseKind::Every(self.duration(duration)?),
            ast::ClauseKind::Lookback(duration) => ClauseKind::Lookback(self.duration(duration)?),
            ast::ClauseKind::Limit(number, duration) => {
                ClauseKind::Limit(self.count(number)?, self.duration(duration)?)
            }
            ast::ClauseKind::Basis(grounds) => {
                ClauseKind::Basis(grounds.iter().map(|ground| self.ground(ground)).collect())
            }
            ast::ClauseKind::Saying(word, said) => {
                let word = SayingWord::parse(&word.text)?;
                let said = match said {
                    ast::Said::Text(text) => Said::Text(self.text(text)),
                    ast::Said::Absent(word) => Said::Absent(Absence::parse(&word.text)?),
                    ast::Said::Word(found) if word == SayingWord::Id => Said::Text(found.text.clone()),
                    ast::Said::Word(found) => {
                        self.findings.push(text_expected(word.as_str(), found.span));
                        return None;
                    }
                    ast::Said::Date(_) => return None,
                };
                ClauseKind::Saying(word, said)
            }
            ast::ClauseKind::Allow(name, reason) => ClauseKind::Allow(name.text.clone(), self.text(reason)),
            // A statement takes it up as an adverb.
            ast::ClauseKind::Often(_) => return None,
            ast::ClauseKind::Dated(word, said) => {
                let dated = match said {
                    ast::Said::Date(date) => Dated::On(self.date(date)?),
                    ast::Said::Absent(word) => Dated::Absent(Absence::parse(&word.text)?),
                    ast::Said::Text(_) | ast::Said::Word(_) => return None,
                };
                ClauseKind::Dated(DateWord::parse(&word.text)?, dated)
            }
        };
        Some(Clause { kind, span: clause.span })
    }

    fn ground(&mut self, ground: &ast::Ground) -> Ground {
        let basis = self.reference(&ground.basis, &[Kind::Basis]);
        let interest = ground.detail.as_ref().map(|text| self.text(text));
        let purposes = ground.purposes.iter().flat_map(|list| &list.terms);
        let purposes = purposes.filter_map(|term| self.term(term, &[Kind::Purpose, Kind::Data])).collect();
        Ground { basis, interest, purposes, span: ground.span }
    }

    fn guarded(&mut self, guarded: &ast::Guarded) -> Guarded {
        let expression = self.expression(&guarded.expression);
        let guards = guarded.guards.iter();
        let guards = guards
            .filter_map(|(word, e)| Some((ConditionWord::parse(&word.text)?, self.expression(e))))
            .collect();
        Guarded { expression, guards }
    }

    fn expression(&mut self, expression: &ast::Expression) -> Expression {
        match expression {
            ast::Expression::Or(all) => Expression::Or(all.iter().map(|e| self.expression(e)).collect()),
            ast::Expression::And(all) => Expression::And(all.iter().map(|e| self.expression(e)).collect()),
            ast::Expression::Not(e) => Expression::Not(Box::new(self.expression(e))),
            ast::Expression::Group(guarded) => Expression::Group(Box::new(self.guarded(guarded))),
            ast::Expression::Text(text) => Expression::Text(self.text(text), text.span),
            ast::Expression::Test { name, party, detail } => {
                let span = detail.as_ref().map_or(name.span, |text| name.span.to(text.span));
                let condition = self.reference(name, &[Kind::Condition, Kind::Basis]);
                let party = party.as_ref().map(|word| self.reference(word, names::SUBJECTS));
                let detail = detail.as_ref().map(|text| self.text(text));
                Expression::Named { condition, party, detail, span }
            }
        }
    }

    fn list(&mut self, list: &ast::List, wanted: &[Kind]) -> List {
        let mut open = false;
        let mut terms = Vec::with_capacity(list.terms.len());
        for term in &list.terms {
            if matches!(&term.atom, ast::Atom::Word(word) if &*word.text == "others") && list.terms.len() > 1
            {
                open = true;
                continue;
            }
            terms.extend(self.term(term, wanted));
        }
        List { terms, any: list.any, all: list.all, open, span: list.span }
    }

    fn term(&mut self, term: &ast::Term, wanted: &[Kind]) -> Option<Term> {
        let value = match &term.atom {
            ast::Atom::Word(word) => match Absence::parse(&word.text) {
                Some(absence) => Value::Absent(absence),
                None => Value::Ref(self.reference(word, wanted)),
            },
            ast::Atom::Text(text) => Value::Ref(Ref::Text(self.text(text))),
            ast::Atom::Number(word) => Value::Number(u64::from(self.count(word)?)),
            ast::Atom::Date(word) => Value::Date(self.date(word)?),
            ast::Atom::Duration(duration) => Value::Duration(self.duration(duration)?),
        };
        Some(Term {
            quantifier: term.quantifier.as_ref().and_then(|word| Quantifier::parse(&word.text)),
            value,
            classes: self.classes(&term.kinds, &[]),
            detail: self.detail(term),
            qualifiers: self.qualifiers(&term.qualifiers),
            span: term.span,
        })
    }

    fn reference(&mut self, word: &ast::Word, wanted: &[Kind]) -> Ref {
        self.names.resolve(self.vocabulary, &word.text, word.span, wanted, &mut self.findings)
    }

    // ---- Values -----------------------------------------------------------------

    fn text(&mut self, text: &ast::Text) -> Box<str> {
        if text.value.trim().is_empty() {
            self.findings.push(empty_text(text.span));
        }
        text.value.clone()
    }

    fn count(&mut self, word: &ast::Word) -> Option<u32> {
        let count = word.text.parse().ok();
        if count.is_none() {
            self.findings.push(number_too_large(word));
        }
        count
    }

    fn duration(&mut self, duration: &ast::Duration) -> Option<Duration> {
        let unit = Unit::parse(&duration.unit.text)?;
        let count = match &duration.number {
            Some(word) => self.count(word)?,
            None => 1,
        };
        if count == 0 {
            self.findings.push(zero_duration(duration.span));
        }
        Some(Duration { count, unit })
    }

    fn date(&mut self, word: &ast::Word) -> Option<Date> {
        let parts: Vec<i16> = word.text.split('-').filter_map(|part| part.parse().ok()).collect();
        let date = match parts.as_slice() {
            [year, month, day] => {
                let small = |n: i16| i8::try_from(n).ok();
                small(*month).zip(small(*day)).and_then(|(month, day)| Date::new(*year, month, day).ok())
            }
            _ => None,
        };
        if date.is_none() {
            self.findings.push(impossible_date(word));
        }
        date
    }
}

/// A list without room for more: it is kept, and most have one member where room is made for four.
fn tight<T>(mut all: Vec<T>) -> Vec<T> {
    all.shrink_to_fit();
    all
}

/// The words that no declaration may take as its id.
#[must_use]
pub fn reserved(word: &str) -> bool {
    static OF_GRAMMAR: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| RESERVED_RULES.iter().flat_map(|rule| crate::syntax::grammar_words(rule)).collect());
    matches!(word, "others" | "unstated" | "none")
        || names::special(word).is_some()
        || NounKind::parse(word).is_some()
        || ListWord::parse(word).is_some()
        || OF_GRAMMAR.contains(word)
}

const RESERVED_RULES: &[&str] = &[
    "MODAL",
    "CONDITION",
    "SAYING",
    "DATED",
    "KEPT",
    "WITHIN",
    "EVERY",
    "BASIS",
    "QUANTIFIER",
    "IMPORT",
    "SECTION",
    "PROSE",
];

fn is_data_property(entry: &ast::Entry) -> bool {
    &*entry.name.text == "maps"
}

fn missing_id(kind: NounKind, span: Span) -> Diagnostic {
    Diagnostic::error("missing-name", span, format!("this {} has no name to refer to it by", kind.as_str()))
        .with_help(format!("write `{} some-name \"…\"`", kind.as_str()))
}

fn reserved_name(id: &str, span: Span) -> Diagnostic {
    Diagnostic::error("reserved-name", span, format!("`{id}` is a word of the language"))
        .with_help(format!("call it something else, such as `{id}-1` or a more telling name"))
}

fn duplicate_name(id: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-name", span, format!("`{id}` is declared twice"))
        .with_label(first, "first declared here")
        .with_help("give one of them another name")
}

fn one_name_only(span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-value", span, "an item of a data group has one name, a text")
        .with_help("put each item on a line of its own: `email \"email address\" : contact.email`")
}

fn broken_declaration(word: &str, form: &str, span: Span) -> Diagnostic {
    Diagnostic::error("broken-declaration", span, format!("`{word}` begins a declaration, but this is none"))
        .with_help(format!("write {form}"))
}

fn missing_subject(word: &ast::Word) -> Diagnostic {
    Diagnostic::error("missing-subject", word.span, "this sentence does not say who")
        .with_help(format!("write `we {}`, or begin with `you` or the name of a party", word.text))
}

fn unknown_property(kind: NounKind, word: &ast::Word) -> Diagnostic {
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
            .with_help(format!("write it on the same line: `{} \"…\"`", word.text));
    }
    let article = if kind.as_str().starts_with(['a', 'o']) { "an" } else { "a" };
    let message = format!("{article} {} has no property `{}`", kind.as_str(), word.text);
    let finding = Diagnostic::error("unknown-property", word.span, message);
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
    match nearest(&word.text, known.clone().chain(clauses)) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => {
            let known: Vec<String> = known.map(|word| format!("`{word}`")).collect();
            if known.is_empty() {
                finding.with_help("say it in a clause, such as `note`, or delete it")
            } else {
                finding.with_help(format!("it may have {}", known.join(", ")))
            }
        }
    }
}

fn missing_value(word: &str, value: property::Value, span: Span) -> Diagnostic {
    let example = match value {
        property::Value::Link => "\"https://…\"",
        property::Value::Language => "en",
        property::Value::Of(Kind::Country) => "DE",
        property::Value::Codes => "some-law \"D\"",
        property::Value::State => "until consent",
        property::Value::Fact => "has-20-or-more-employees",
        property::Value::OneOf(words) => words.first().copied().unwrap_or("…"),
        property::Value::Of(_) | property::Value::Noun(_) | property::Value::Text | property::Value::Any => {
            "\"…\""
        }
    };
    let finding = Diagnostic::error("missing-value", span, format!("`{word}` has no value"));
    if value == property::Value::State {
        return finding.with_help(format!("write `{word} {example}`"));
    }
    finding.with_help(format!("write it on the same line: `{word} {example}`, or `{word} unstated`"))
}

fn text_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("text-expected", span, format!("`{word}` takes a text in quotes"))
        .with_help(format!("write `{word} \"…\"`"))
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
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => finding.with_help("choose one of the facts that are listed in docs/law.md"),
    }
}

fn fact_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-fact", span, format!("`{word}` lists facts by their names"))
        .with_help("write a fact such as `has-20-or-more-employees`, without quotes")
}

fn not_one_of(word: &str, words: &[&str], span: Span) -> Diagnostic {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    Diagnostic::error("unknown-value", span, format!("`{word}` is one of {}", words.join(", ")))
        .with_help(format!("write one of {}", words.join(", ")))
}

fn unknown_kind(vocabulary: &Vocabulary, word: &ast::Word, wanted: &[Kind]) -> Diagnostic {
    let finding =
        Diagnostic::error("unknown-kind", word.span, format!("the vocabulary has no `{}` here", word.text));
    let every: &[Kind] = if wanted.is_empty() { &Kind::ALL } else { wanted };
    match nearest(&word.text, every.iter().flat_map(|kind| vocabulary.names(*kind))) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => finding.with_help("leave out the `:` and what follows, or choose a word from the vocabulary"),
    }
}

fn unknown_verb(word: &ast::Word) -> Diagnostic {
    let finding = Diagnostic::error(
        "unknown-verb",
        word.span,
        format!("`{}` is not a verb of the language", word.text),
    );
    match nearest(&word.text, verb::all().map(|verb| verb.id)) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => finding
            .with_help("see the list of verbs, or say it in words of your own in quotes: `we may \"…\"`"),
    }
}

fn wrong_verb_form(verb: &verb::VerbInfo, copula: bool, span: Span) -> Diagnostic {
    if copula {
        Diagnostic::error("wrong-verb", span, format!("`{}` cannot follow `is` or `are`", verb.id))
            .with_help(format!("write `we {}`, or a text in quotes after `are`", verb.id))
    } else {
        Diagnostic::error("wrong-verb", span, format!("`{}` says what someone is", verb.id))
            .with_help(format!("write `is {0}` or `are {0}`", verb.id))
    }
}

fn misplaced_prose(span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-prose", span, "this prose stands in no section, so no document can show it")
        .with_help("write `section some-name \"A heading\" { prose \"…\" }`")
}

fn misplaced_import(span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-import", span, "an import stands outside of sections")
        .with_help("move it to the top of the file")
}

fn empty_section(id: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("empty-section", span, format!("the section `{id}` has nothing in it"))
        .with_help("fill it or delete it")
}

fn empty_text(span: Span) -> Diagnostic {
    Diagnostic::error("empty-text", span, "this text is empty")
        .with_help("write something, or `unstated`, or delete it")
}

fn number_too_large(word: &ast::Word) -> Diagnostic {
    Diagnostic::error("number-too-large", word.span, format!("`{}` is too large a number", word.text))
        .with_help("numbers go up to 4294967295")
}

fn missing_unit(span: Span) -> Diagnostic {
    Diagnostic::error("missing-unit", span, "this number has no unit of time")
        .with_help("write `30 days`, `12 months`, …")
}

fn zero_duration(span: Span) -> Diagnostic {
    Diagnostic::error("zero-duration", span, "a duration of nothing")
        .with_help("write at least 1, or leave the clause out")
}

fn impossible_date(word: &ast::Word) -> Diagnostic {
    Diagnostic::error("impossible-date", word.span, format!("there is no day `{}`", word.text))
        .with_help("write year, month and day: `2026-03-01`")
}
