//! Sections, sentences and assertions.

use std::borrow::Cow;

use super::no_verb::{joined_twice, misplaced_word, misspelt_not, not_a_verb, unknown_verb};
use super::terms::tight;
use super::{Reader, beginnings, properties, topics, verb_lists};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::giving::{is_by_name, is_handed};
use crate::model::misfit;
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Qualifier, Topic};
use crate::model::{
    Approval, Assertion, AssertionKind, Class, Clause, ClauseKind, Few, List, Part, Pin, Prose, Ref, Section,
    Special, Statement, Term, Value, Verb, check, ids, names, verb,
};
use crate::source::Span;
use crate::syntax::ast;

impl Reader<'_> {
    pub(super) fn part(&mut self, item: ast::Item, topic: Option<Topic>) -> Option<Part> {
        match item {
            ast::Item::Import(_) | ast::Item::Noun(_) | ast::Item::Assertion(_) | ast::Item::Approval(_) => {
                None
            }
            ast::Item::Prose(ast::Passage { text, lines }) => {
                Some(Part::Prose(Prose { span: text.span, text: self.text(&text), lines }))
            }
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
                self.forget_what_follows(found);
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

    /// After a word that is like no verb, names that are like nothing are part of the same mistake.
    fn forget_what_follows(&mut self, found: usize) {
        let clueless = |finding: &Diagnostic| finding.meant.is_none();
        let after = self.findings.get(found..).unwrap_or_default();
        if after.iter().any(|finding| finding.code == "unknown-verb" && clueless(finding)) {
            let after = self.findings.split_off(found);
            let told = |finding: &Diagnostic| finding.code != "unknown-name" || !clueless(finding);
            self.findings.extend(after.into_iter().filter(told));
        }
    }

    fn section(&mut self, section: ast::Section, within: Option<Topic>) -> Section {
        let topic = Topic::parse(&section.id.text);
        let mut clauses: Vec<Clause> =
            section.clauses.iter().filter_map(|clause| self.scope(clause)).collect();
        self.except_people(false, &mut clauses);
        let title = section.title.as_ref().map(|text| self.text(text));
        let mut parts = Vec::with_capacity(section.items.len());
        for (at, item) in section.items.into_iter().enumerate() {
            if let ast::Item::Import(import) = &item {
                self.findings.push(misplaced_import(import.span));
            }
            match beginnings::clause_of_section(&item).filter(|_| at == 0) {
                Some(finding) => self.findings.push(finding),
                None => parts.extend(self.part(item, topic.or(within))),
            }
        }
        if parts.is_empty() {
            self.findings.push(empty_section(&section.id.text, section.span));
        }
        Section { id: section.id.text, title, topic, clauses, parts, span: section.span }
    }

    /// A clause of a section; `after` names the section it follows.
    fn scope(&mut self, clause: &ast::Clause) -> Option<Clause> {
        if let ast::ClauseKind::Often(word) = &clause.kind {
            self.findings.push(misfit::no_limit(&word.text, clause.span));
        }
        let ast::ClauseKind::Listing(word, list) = &clause.kind else { return self.clause(clause) };
        let [ast::Term { atom: ast::Atom::Word(section), detail, .. }, more @ ..] = list.terms.as_slice()
        else {
            return self.clause(clause);
        };
        match ListWord::parse(&word.text) {
            Some(ListWord::After) => {}
            Some(ListWord::Before) if more.is_empty() && Topic::parse(&section.text).is_some() => {
                self.findings.push(only_after(&section.text, clause.span));
                return None;
            }
            _ => return self.clause(clause),
        }
        self.findings.extend(detail.as_ref().map(|text| late_heading(text, &section.text)));
        self.findings.extend(more.first().map(|second| after_one(second.span)));
        let value = Value::Ref(Ref::Text(section.text.clone()));
        let term = Term::plain(value, section.span);
        let list = List { terms: vec![term], any: false, all: false, open: false, span: list.span };
        Some(Clause { kind: ClauseKind::List(ListWord::After, list), span: clause.span })
    }

    pub(super) fn approval(&mut self, approval: &ast::Approval) -> Option<Approval> {
        let pins = approval.pins.iter().map(|pin| Pin {
            section: pin.section.text.clone(),
            wording: self.text(&pin.wording),
            facts: self.text(&pin.facts),
            span: pin.span,
        });
        let pins = pins.collect();
        Some(Approval {
            date: self.date(&approval.date)?,
            by: self.text(&approval.by),
            pins,
            span: approval.span,
        })
    }

    pub(super) fn assertion(&mut self, assertion: &ast::Assertion) -> Option<Assertion> {
        let kind = match &assertion.kind {
            ast::AssertionKind::Never { verbs, objects } => AssertionKind::Never {
                verbs: verbs.iter().filter_map(|verb| self.verb(verb, Modal::Does, None)).collect(),
                objects: objects.as_ref().map(|list| self.list(list, names::OBJECTS)),
            },
            ast::AssertionKind::Every { noun, has } => {
                let noun = NounKind::parse(&noun.text)?;
                let any = has.any;
                let words = has.terms.iter().filter_map(|term| match &term.atom {
                    ast::Atom::Word(word) => Some(word),
                    ast::Atom::Text(_)
                    | ast::Atom::Number(_)
                    | ast::Atom::Date(_)
                    | ast::Atom::Duration(_) => None,
                });
                let (known, unknown): (Vec<_>, Vec<_>) =
                    words.partition(|word| properties::can_be_had(noun, &word.text));
                let unknown = unknown.into_iter();
                self.findings
                    .extend(unknown.map(|word| properties::unknown_property(self.vocabulary, noun, word)));
                let has = known.into_iter().map(|word| (word.text.clone(), word.span));
                AssertionKind::Every { noun, has: has.collect(), any }
            }
        };
        let clauses = assertion.clauses.iter().filter_map(|clause| self.clause(clause)).collect();
        Some(Assertion { kind, clauses, span: assertion.span })
    }

    pub(super) fn statement(
        &mut self,
        sentence: &ast::Sentence,
        mut subjects: Vec<Term>,
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
        let adverbs = self.adverbs(words, modal);
        self.findings.extend(past_without_have(sentence, modal));
        self.findings.extend(thing_for_a_verb(sentence, modal));
        let object = self.object_behind_comma(sentence, modal);
        self.findings.extend(object);
        self.findings.extend(verb_lists::text_behind(sentence));
        self.findings.extend(modality.and_then(|modality| only_before(modality, modal)));
        let ahead = modality.filter(|_| modal.placed()).map_or(0, |modality| self.ahead(modality, modal));
        let verbs: Vec<Verb> =
            tight(sentence.verbs.iter().filter_map(|verb| self.verb(verb, modal, Some(sentence))).collect());
        // What is withdrawn is a consent, not the data that somebody calls so.
        let withdrawn = matches!(verbs.as_slice(), [Verb::Known(verb)] if verb.id == "withdraw");
        let of_data = |verb: &Verb| matches!(verb, Verb::Known(verb) if names::OF_DATA.contains(&verb.id));
        let wanted = match verbs.first() {
            _ if withdrawn => &[Kind::Basis],
            Some(verb) if !of_data(verb) => names::PEOPLE,
            _ => names::OBJECTS,
        };
        let mut objects = sentence.objects.as_ref().map(|list| self.list(list, wanted));
        let mut clauses = self.clauses(&sentence.clauses);
        for clause in &sentence.clauses {
            if let ast::ClauseKind::Often(word) = &clause.kind {
                self.findings.extend(misfit::often(&clauses, &word.text, clause.span));
            }
        }
        // Its `of` is a part of the verb.
        let disposes = matches!(verbs.as_slice(), [Verb::Known(verb)] if verb.id == "dispose");
        if objects.is_none() && disposes {
            objects = clauses
                .iter()
                .position(|clause| matches!(clause.kind, ClauseKind::List(ListWord::Of, _)))
                .and_then(|at| match clauses.remove(at).kind {
                    ClauseKind::List(_, list) => Some(list),
                    _ => None,
                });
        }
        let people = objects.as_ref().is_some_and(|list| self.ends_in_people(list));
        self.except_people(people, &mut clauses);
        if verbs.iter().any(|verb| matches!(verb, Verb::Known(verb) if names::CHOOSING.contains(&verb.id))) {
            self.choose_purposes(&mut clauses);
        }
        let number = number(sentence);
        // Of a text nothing else says whether it is one: "selling data" is, not are.
        if let [Term { value: Value::Ref(Ref::Text(_)), qualifiers, .. }] = subjects.as_mut_slice()
            && !qualifiers.contains(&Qualifier::Plural)
            && number == Some(Qualifier::Singular)
        {
            qualifiers.push(Qualifier::Singular);
        }
        let mut statement = Statement {
            id: "".into(),
            subjects,
            number,
            modal,
            adverbs,
            ahead,
            verbs,
            any_verb: sentence.any_verb,
            objects,
            handed: false,
            by_name: false,
            clauses,
            topic: Topic::About,
            span: sentence.span,
        };
        statement.handed = is_handed(&statement, &self.nouns);
        statement.by_name = is_by_name(&statement, &self.nouns);
        statement.topic = topic.unwrap_or_else(|| self.topic(&statement));
        statement.id = self.statement_id(&statement);
        let nouns = &self.nouns;
        let found = self.findings.len();
        check::statement(&statement, &|value| topics::noun(nouns, value), &mut self.findings);
        self.channels_for_items(&statement, found);
        statement
    }

    /// The adverbs of a sentence, each of which it says once.
    fn adverbs<'w>(&mut self, words: impl Iterator<Item = &'w ast::Word>, modal: Modal) -> Few<Adverb> {
        let mut adverbs: Vec<(Adverb, Span)> = Vec::new();
        for word in words {
            let Some(adverb) = Adverb::parse(&word.text) else { continue };
            if let Some((_, first)) = adverbs.iter().find(|(known, _)| *known == adverb) {
                self.findings.push(check::repeated(&word.text, word.span, *first));
            } else if adverb == Adverb::Always && matches!(modal, Modal::Never | Modal::WillNever) {
                self.findings.push(always_never(word.span));
            } else {
                adverbs.push((adverb, word.span));
            }
        }
        adverbs.into_iter().map(|(adverb, _)| adverb).collect()
    }

    /// What people object to, or opt in to or out of, is what is done and not who does it: `object to analytics`.
    fn choose_purposes(&self, clauses: &mut [Clause]) {
        for clause in clauses {
            let ClauseKind::List(ListWord::To | ListWord::Of | ListWord::Against, list) = &mut clause.kind
            else {
                continue;
            };
            for term in &mut list.terms {
                if let Value::Ref(Ref::Builtin(class)) = &mut term.value
                    && class.kind == Kind::Role
                    && let Some(purpose) = self.vocabulary.find(Kind::Purpose, class.id)
                {
                    *class = Class { kind: Kind::Purpose, id: purpose.id.as_str() };
                }
            }
        }
    }

    /// How many adverbs stand before the modality.
    fn ahead(&mut self, modality: &ast::Modality, modal: Modal) -> usize {
        let Some(written) = &modality.modal else { return 0 };
        let before = modality.adverbs.iter().take_while(|word| word.span.start <= written.span.start);
        before
            .filter_map(|word| {
                let adverb = Adverb::parse(&word.text)?;
                let refused = match adverb {
                    // Beside "never" it is found wherever it stands.
                    Adverb::Always => !matches!(modal, Modal::Never | Modal::WillNever),
                    Adverb::Only
                    | Adverb::Periodically
                    | Adverb::FromTimeToTime
                    | Adverb::AtAnyTime
                    | Adverb::WithoutUndueDelay => true,
                    _ => false,
                };
                if refused && modal.negative() {
                    self.findings.push(before_not(adverb, word.span));
                }
                Some(adverb)
            })
            .count()
    }

    fn verb(&mut self, verb: &ast::Verb, modal: Modal, sentence: Option<&ast::Sentence>) -> Option<Verb> {
        match verb {
            ast::Verb::Text(text) => {
                let ours = sentence.is_none_or(|one| one.subjects.iter().any(is_us) && is_of_data(one));
                self.findings.extend(quoted_verb(text, modal).filter(|_| ours));
                Some(Verb::Text(self.text(text)))
            }
            ast::Verb::Word(word) => match verb::find(&word.text) {
                Some(found) => {
                    let copula = matches!(modal, Modal::Is | Modal::IsNot);
                    if copula != found.state {
                        self.findings.push(wrong_verb_form(found, modal, word.span));
                    }
                    Some(Verb::Known(found))
                }
                None => {
                    let finding = sentence.and_then(|sentence| {
                        let misplaced = misplaced_word(word, modal, sentence);
                        let help = misplaced.or_else(|| self.object_for_verb(word, sentence));
                        joined_twice(word, sentence)
                            .or_else(|| misspelt_not(word, sentence))
                            .or_else(|| help.map(|help| not_a_verb(word).with_help(help)))
                    });
                    let used = sentence.and_then(|sentence| self.used(sentence, modal));
                    let named = sentence.is_some_and(|sentence| self.names_objects(sentence));
                    self.findings.push(
                        finding
                            .unwrap_or_else(|| unknown_verb(word, modal, sentence, used.as_deref(), named)),
                    );
                    None
                }
            },
        }
    }

    /// The id an author gave, or one from what the statement says.
    pub(super) fn statement_id(&self, statement: &Statement) -> Box<str> {
        if let Some(given) = ids::given(statement) {
            return given.into();
        }
        let verb = statement.verbs.first().map_or("says", |verb| match verb {
            Verb::Known(verb) => verb.id,
            Verb::Text(_) => "says",
        });
        let subject = statement.subjects.first().map(|term| self.slug(&term.value)).unwrap_or_default();
        let object = statement
            .objects
            .as_ref()
            .and_then(|list| list.terms.first())
            .map(|term| self.slug(&term.value))
            .unwrap_or_default();
        let party = statement.terms(ListWord::To).chain(statement.terms(ListWord::With)).next();
        let party = party.map(|term| self.slug(&term.value)).unwrap_or_default();
        let not = if statement.modal.negative() { "not" } else { "" };
        let words = [&*subject, not, verb, &*object, &*party];
        let mut id = String::new();
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            if !id.is_empty() {
                id.push('-');
            }
            id.push_str(word);
        }
        id.into()
    }

    fn slug(&self, value: &Value) -> Cow<'_, str> {
        let dashed = |id: &'_ str| id.contains('.').then(|| id.replace('.', "-"));
        match value {
            Value::Ref(Ref::Noun(id)) => self.nouns.get(id.0 as usize).map_or(Cow::Borrowed(""), |noun| {
                dashed(&noun.id).map_or(Cow::Borrowed(&*noun.id), Cow::Owned)
            }),
            Value::Ref(Ref::Builtin(class)) => dashed(class.id).map_or(Cow::Borrowed(class.id), Cow::Owned),
            Value::Ref(Ref::Special(Special::We)) => "we".into(),
            Value::Ref(Ref::Special(Special::You)) => "you".into(),
            _ => "".into(),
        }
    }
}

/// The heading of a section, as it seems, behind the section that it follows.
fn late_heading(text: &ast::Text, after: &str) -> Diagnostic {
    Diagnostic::error("shown-nowhere", text.span, "no document shows a text behind the name of a section")
        .with_help(format!("a heading stands right behind the id: `section some-id \"…\" after {after}`"))
}

fn after_one(span: Span) -> Diagnostic {
    Diagnostic::error("shown-nowhere", span, "a section stands behind one other")
        .with_help("name that one alone")
}

/// Whether the words of a sentence are those of one who does it, `is`, `does not`, `collects`, or of several, `are`,
/// `do not`, `collect`.
fn number(sentence: &ast::Sentence) -> Option<Qualifier> {
    let [_] = sentence.subjects.as_slice() else { return None };
    let modal = sentence.modality.as_ref().and_then(|modality| modality.modal.as_ref());
    match modal.map(|modal| modal.text.split(' ').next().unwrap_or_default()) {
        Some("is" | "has" | "does" | "strives" | "reserves" | "claims") => return Some(Qualifier::Singular),
        Some("are" | "have" | "do" | "strive" | "reserve" | "claim") => return Some(Qualifier::Plural),
        None | Some("never") => {}
        Some(_) => return None,
    }
    let mut forms = sentence.verbs.iter().map(|verb| match verb {
        ast::Verb::Word(word) => {
            let verb = verb::find(&word.text)?;
            let third = (verb.third() == &*word.text).then_some(Qualifier::Singular);
            if verb.id == &*word.text { Some(Qualifier::Plural) } else { third }
        }
        ast::Verb::Text(_) => None,
    });
    let first = forms.next()??;
    forms.all(|form| form == Some(first)).then_some(first)
}

pub(super) const fn span_of(verb: &ast::Verb) -> Span {
    match verb {
        ast::Verb::Word(word) => word.span,
        ast::Verb::Text(text) => text.span,
    }
}

/// Whether what is done may be done to data: not to what only a text names, "used cars".
fn is_of_data(sentence: &ast::Sentence) -> bool {
    let named = |term: &ast::Term| !matches!(term.atom, ast::Atom::Text(_)) || !term.kinds.is_empty();
    sentence.objects.as_ref().is_none_or(|list| list.terms.iter().any(named))
}

/// Whether it is the word for the publisher.
pub(super) fn is_us(subject: &ast::Term) -> bool {
    matches!(&subject.atom, ast::Atom::Word(word) if &*word.text == "we")
}

/// What is done with data, as a text: no rule would find it.
fn quoted_verb(text: &ast::Text, modal: Modal) -> Option<Diagnostic> {
    let meant = verb::find(&text.value.to_lowercase()).filter(|found| found.needs_object())?;
    let message = format!("`{}` in quotes is a text, of which no rule knows what is done", text.value);
    let finding = Diagnostic::error("wrong-kind", text.span, message).did_you_mean(meant.id);
    (!matches!(modal, Modal::Is | Modal::IsNot)).then_some(finding)
}

fn wrong_verb_form(verb: &verb::VerbInfo, modal: Modal, span: Span) -> Diagnostic {
    if matches!(modal, Modal::Is | Modal::IsNot) {
        let who = if modal == Modal::IsNot { "we do not" } else { "we" };
        Diagnostic::error("wrong-verb", span, format!("`{}` cannot follow `is` or `are`", verb.id))
            .with_help(format!("write `{who} {}`, or a text in quotes after `are`", verb.id))
    } else {
        Diagnostic::error("wrong-verb", span, format!("`{}` says what someone is", verb.id))
            .with_help(format!("write `is {0}` or `are {0}`", verb.id))
    }
}

fn always_never(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-verb", span, "`always` cannot stand beside `never`").with_help(NOT_ALWAYS)
}

const NOT_ALWAYS: &str =
    "what is not done at any time is `never` done; `not always` says that it sometimes is";

fn before_not(adverb: Adverb, span: Span) -> Diagnostic {
    let word = adverb.as_str().replace('-', " ");
    let message = format!("`{word}` cannot stand before a negation");
    Diagnostic::error("wrong-verb", span, message).with_help(match adverb {
        Adverb::Always => NOT_ALWAYS.to_owned(),
        Adverb::Only => "leave it out, or say what is done, `we only …`".to_owned(),
        _ => format!("behind the negation it says that something is not done {word}; else leave it out"),
    })
}

/// `only` before `may` and the like: `guards only may access` could say who alone may, or what alone they may do.
fn only_before(modality: &ast::Modality, modal: Modal) -> Option<Diagnostic> {
    let open =
        matches!(modal, Modal::May | Modal::MayHave | Modal::Can | Modal::Must | Modal::Should | Modal::Will);
    let written = modality.modal.as_ref().filter(|_| open)?;
    let only = modality.adverbs.iter().find(|word| Adverb::parse(&word.text) == Some(Adverb::Only))?;
    let said = &written.text;
    (only.span.start < written.span.start).then(|| {
        let message = format!("nobody can tell whether `only` is about who or about what before `{said}`");
        Diagnostic::error("wrong-verb", only.span, message).with_help(format!(
            "what alone they do is `{said} only …`; who alone does it stands in quotes, `\"only …\" {said} …`"
        ))
    })
}

/// A verb in the past, which is said with `have`: without it the sentence would say what is done now.
fn past_without_have(sentence: &ast::Sentence, modal: Modal) -> Option<Diagnostic> {
    let have = match modal {
        Modal::Does => "have",
        Modal::Never => "have not",
        _ => return None,
    };
    let past = sentence.verbs.iter().find_map(|verb| match verb {
        ast::Verb::Word(word) if verb::find(&word.text)?.is_past(&word.text) => Some(word),
        _ => None,
    })?;
    let never = sentence.modality.as_ref().and_then(|modality| modality.modal.as_ref());
    let finding = match never {
        Some(never) => {
            let span = Span { start: never.span.start, ..past.span };
            Diagnostic::error(
                "wrong-verb",
                span,
                format!("`{}` cannot stand before `{}`", never.text, past.text),
            )
        }
        None => Diagnostic::error("wrong-verb", past.span, format!("`{}` needs `have` before it", past.text)),
    };
    let one = have.replace("have", "has");
    Some(finding.with_help(format!("write `{have} {0}`, or `{one} {0}` of one who does it", past.text)))
}

/// A word that is a thing where `to` or `of` stands right behind it, and was read as a verb: `have access to contact`.
fn thing_for_a_verb(sentence: &ast::Sentence, modal: Modal) -> Option<Diagnostic> {
    let ([ast::Verb::Word(word)], None) = (sentence.verbs.as_slice(), &sentence.objects) else { return None };
    let ast::ClauseKind::Listing(behind, _) = &sentence.clauses.first()?.kind else { return None };
    let verb = verb::find(&word.text).filter(|verb| verb.id == &*word.text && !verb.state)?;
    let held = matches!(modal, Modal::Has | Modal::HasNot | Modal::MayHave) && verb.participle() != verb.id;
    let written = sentence.modality.as_ref().and_then(|modality| modality.modal.as_ref());
    if held && matches!(&*behind.text, "to" | "of" | "with") {
        let said = format!("{} {} {}", written.map_or("have", |modal| &modal.text), word.text, behind.text);
        let span = Span { start: written.map_or(word.span, |modal| modal.span).start, ..behind.span };
        let (before, have) = match modal {
            Modal::MayHave => ("may ", "have"),
            Modal::HasNot => ("do not ", "have"),
            _ => ("", if said.starts_with("has") { "has" } else { "have" }),
        };
        let message = format!("`{said}` does not say what was done");
        return Some(Diagnostic::error("wrong-verb", span, message).with_help(format!(
            "who does it now or can do it: `may {0} …`; what somebody has stands in quotes: `{before}\"{have} {0} {1}\" …`; \
             what was done is `{2}`",
            word.text,
            behind.text,
            verb.participle()
        )));
    }
    (verb.id == "access" && &*behind.text == "to").then(|| {
        let message = "no `to` stands behind `access`";
        Diagnostic::error("wrong-verb", behind.span, message).with_help("leave it out: `access …`")
    })
}

fn only_after(section: &str, span: Span) -> Diagnostic {
    Diagnostic::error("shown-nowhere", span, "only `after` places a section").with_help(format!(
        "name the section that stands above it; a time is a text: `before \"{section} …\"`"
    ))
}

fn misplaced_import(span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-import", span, "an import stands outside of sections")
        .with_help("move it to the top of the file")
}

fn empty_section(id: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("empty-section", span, format!("the section `{id}` has nothing in it"))
        .with_help("fill it or delete it")
}
