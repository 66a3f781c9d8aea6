//! What templates see of a policy.
//!
//! Types of its own, so that the model can change without breaking anybody's
//! templates. `docs/templates.md` describes them. Every name that stands for
//! a declaration is already the text that readers see; how sentences are made
//! of these texts is up to the templates.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::Value as Json;

use super::values::{self, Bare, Markup};
use super::wording::{MARK_CLOSE, MARK_OPEN, Wording};
use crate::law::{Kind, Vocabulary};
use crate::model::words::{ListWord, NounKind, Qualifier, SayingWord};
use crate::model::{
    Class, Clause, ClauseKind, Dated, Duration, Expression, Guarded, List, Noun, NounId, Part, Policy, Ref,
    Retention, Said, Section, Special, Statement, Term, Value, Verb,
};
use crate::source::Span;

/// A policy's frame: what every template sees beside its own section.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyView {
    /// The title.
    pub title: String,
    /// The language tag.
    pub language: String,
    /// The policy's own clauses and dates.
    pub head: Option<NounView>,
    /// The publisher.
    pub publisher: Option<NounView>,
    /// The author's own word for personal data, if there is one.
    pub personal_data: Option<String>,
    /// Every declaration, by kind, outermost data groups only.
    pub nouns: BTreeMap<&'static str, Vec<NounView>>,
    /// The topics that the policy says something about.
    pub topics: Vec<&'static str>,
}

/// A declaration.
#[derive(Clone, Debug, Serialize)]
pub struct NounView {
    /// Its mark.
    pub mark: Markup,
    /// Its kind: `data`, `purpose`, ….
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What readers call it.
    pub name: String,
    /// Its vocabulary ids.
    pub classes: Vec<String>,
    /// What the vocabulary calls its kind, where it has one.
    pub class_name: Option<String>,
    /// Whether its name is a plural.
    pub plural: bool,
    /// `optional`, ….
    pub qualifiers: Vec<&'static str>,
    /// The items of a data group.
    pub items: Vec<NounView>,
    /// Whether the items are said to be incomplete.
    pub open: bool,
    /// What the author calls the rest of them.
    pub rest: Option<String>,
    /// Its properties: each a list of terms.
    pub properties: BTreeMap<&'static str, Vec<TermView>>,
    /// Clauses that follow a property, such as `until consent` after `off`.
    pub property_clauses: BTreeMap<&'static str, ClausesView>,
    /// Clauses about it.
    pub clauses: ClausesView,
    /// Sentences about it.
    pub promises: Vec<StatementView>,
    /// Whether it says more than a name.
    pub detailed: bool,
    /// Whether anything names it.
    pub used: bool,
}

/// One thing that stands in a section.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum PartView {
    /// One statement.
    Statement {
        /// The statement.
        statement: Box<StatementView>,
    },
    /// Statements that begin alike.
    Group {
        /// The statements.
        members: Vec<StatementView>,
        /// Whether they have the same verbs; if not, only who and how is the same.
        same_verbs: bool,
        /// Whether they are about the same objects too.
        same_objects: bool,
        /// How far back they all reach, taken out of each.
        lookback: Option<DurationView>,
    },
}

/// A statement.
#[derive(Clone, Debug, Serialize)]
pub struct StatementView {
    /// Its mark.
    pub mark: Markup,
    /// Its id.
    pub id: String,
    /// Who.
    pub subjects: Vec<TermView>,
    /// `we`, `you`, `it` or `they`.
    pub person: &'static str,
    /// `does`, `may`, `does-not`, ….
    pub modal: &'static str,
    /// Whether it denies.
    pub negative: bool,
    /// `knowingly`, ….
    pub adverbs: Vec<&'static str>,
    /// What is done.
    pub verbs: Vec<VerbView>,
    /// Whether `or` joins the verbs.
    pub any_verb: bool,
    /// To what.
    pub objects: Option<ListView>,
    /// Everything else.
    #[serde(flatten)]
    pub clauses: ClausesView,
    /// The topic.
    pub topic: &'static str,
}

/// A verb.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VerbView {
    /// Its id; empty for the author's words.
    pub id: &'static str,
    /// The author's words.
    pub text: Option<String>,
    /// Whether it follows `is` or `are`.
    pub state: bool,
}

/// A list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListView {
    /// Its terms.
    pub terms: Vec<TermView>,
    /// Whether `or` joins them.
    pub any: bool,
    /// Whether `and` does; with neither, it is for the wording to choose.
    pub all: bool,
    /// Whether it is said to be incomplete.
    pub open: bool,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// `text`, `special`, `number`, `date`, `duration`, `link`, `absent`, a
    /// declaration's kind, or a part of the vocabulary.
    pub kind: &'static str,
    /// Its id, where it has one.
    pub id: String,
    /// Its vocabulary ids.
    pub classes: Vec<String>,
    /// The text readers see.
    pub text: String,
    /// Whether it is a plural.
    pub plural: bool,
    /// `all`, `certain`, ….
    pub quantifier: Option<&'static str>,
    /// A text that goes with it.
    pub detail: Option<String>,
    /// `directly`, ….
    pub qualifiers: Vec<&'static str>,
    /// Where it leads, if it has an address: at its first mention in a section.
    pub link: Option<String>,
    /// A channel's own address or number, as declared.
    pub value: Option<String>,
    /// What its declaration says beyond its name, where it is first mentioned.
    pub more: Option<MoreView>,
    /// A number, date or duration.
    pub date: Option<DateView>,
    /// A duration.
    pub duration: Option<DurationView>,
}

/// What a declaration says beyond its name.
#[derive(Clone, Debug, Serialize)]
pub struct MoreView {
    /// The mark of the declaration.
    pub mark: Markup,
    /// Its clauses.
    pub clauses: ClausesView,
}

/// Every clause of a statement or declaration, by what it says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClausesView {
    /// Lists by the word before them, `_` for `-`; templates see every word.
    #[serde(serialize_with = "every_list")]
    pub lists: BTreeMap<&'static str, Vec<ListView>>,
    /// Conditions, in order.
    pub conditions: Vec<ConditionView>,
    /// How long data is kept.
    pub kept: Vec<KeptView>,
    /// Deadlines.
    pub within: Vec<WithinView>,
    /// How often.
    pub every: Vec<DurationView>,
    /// How far back.
    pub lookback: Vec<DurationView>,
    /// How many times.
    pub limits: Vec<LimitView>,
    /// Legal bases.
    pub basis: Vec<GroundView>,
    /// `because`, `otherwise`, `then`, `note`; templates see every word.
    #[serde(serialize_with = "every_saying")]
    pub sayings: BTreeMap<&'static str, Vec<String>>,
    /// `effective`, `updated`; only those that are declared.
    pub dates: BTreeMap<&'static str, DateView>,
}

/// A condition and what limits it.
#[derive(Clone, Debug, Serialize)]
pub struct ConditionView {
    /// `if`, `unless`, ….
    pub word: &'static str,
    /// The condition.
    pub test: TestView,
}

/// A condition.
#[derive(Clone, Debug, Serialize)]
pub struct TestView {
    /// `or`, `and`, `not`, `text` or `named`.
    pub op: &'static str,
    /// What `or`, `and` and `not` hold.
    pub items: Vec<TestView>,
    /// The text, or the named condition's words.
    pub text: String,
    /// The named condition's id.
    pub id: String,
    /// Whose condition it is.
    pub party: Option<Box<TermView>>,
    /// A text that goes with it.
    pub detail: Option<String>,
    /// What its declaration says beyond its name, where it is first mentioned.
    pub more: Option<MoreView>,
    /// What limits it in turn.
    pub guards: Vec<ConditionView>,
}

/// How long data is kept.
#[derive(Clone, Debug, Serialize)]
pub struct KeptView {
    /// `for`, `forever`, `unstated`, or a condition's word.
    pub word: &'static str,
    /// For how long.
    pub duration: Option<DurationView>,
    /// While or until what.
    pub test: Option<TestView>,
    /// From when on.
    pub after: Option<TestView>,
}

/// A deadline.
#[derive(Clone, Debug, Serialize)]
pub struct WithinView {
    /// How long.
    pub duration: DurationView,
    /// From when on.
    pub start: Option<TestView>,
    /// By how much it can be extended.
    pub extension: Option<DurationView>,
}

/// How many times in how long.
#[derive(Clone, Debug, Serialize)]
pub struct LimitView {
    /// How many times.
    pub times: u32,
    /// In how long.
    pub per: DurationView,
}

/// A legal basis.
#[derive(Clone, Debug, Serialize)]
pub struct GroundView {
    /// The basis.
    pub basis: TermView,
    /// The interest.
    pub interest: Option<String>,
    /// The purposes.
    pub purposes: Vec<TermView>,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DurationView {
    /// How many.
    pub count: u32,
    /// Of what: `day`, `month`, ….
    pub unit: &'static str,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// The year, or 0 for a date that is said not to be stated.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// The day, from 1.
    pub day: i8,
    /// `2026-03-01`, or `unstated`.
    pub iso: String,
}

/// Makes views of one policy, and remembers what marks stand for.
pub(super) struct Viewer<'a> {
    pub(super) policy: &'a Policy,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) wording: &'a Wording,
    /// What mark `n` stands for.
    pub(super) spans: Vec<Span>,
    /// Declarations that have been explained where they were first mentioned.
    explained: BTreeSet<NounId>,
    /// Declarations whose names lead somewhere already, in the section at hand.
    pub(super) linked: BTreeSet<NounId>,
    /// Whether purposes bring their conditions wherever they are named: in
    /// tables, where each row stands for itself.
    pub(super) purposes_in_full: bool,
    /// Whether first mentions are explained now.
    pub(super) explain: bool,
    /// Whether the frame is being made, whose explanations do not count as first.
    framing: bool,
    personal_data: Option<Rc<str>>,
}

impl<'a> Viewer<'a> {
    pub(super) fn new(policy: &'a Policy, vocabulary: &'a Vocabulary, wording: &'a Wording) -> Self {
        let personal_data = policy.head().and_then(|head| calls(head)).map(Rc::from);
        Self {
            policy,
            vocabulary,
            wording,
            spans: Vec::new(),
            explained: BTreeSet::new(),
            linked: BTreeSet::new(),
            purposes_in_full: false,
            explain: false,
            framing: false,
            personal_data,
        }
    }

    /// The policy's frame.
    pub(super) fn policy(&mut self, topics: Vec<&'static str>) -> PolicyView {
        let mut nouns = BTreeMap::new();
        for &kind in NounKind::ALL {
            let outermost = self.policy.nouns_of(kind).filter(|(_, noun)| noun.parent.is_none());
            let ids: Vec<NounId> = outermost.map(|(id, _)| id).collect();
            self.framing = true;
            // These are shown from here, so what they mention is explained here.
            self.explain = matches!(kind, NounKind::Data | NounKind::Tracker | NounKind::Definition);
            let views: Vec<NounView> = ids.into_iter().filter_map(|id| self.noun(id)).collect();
            nouns.insert(kind.as_str(), views);
        }
        self.explain = false;
        self.framing = false;
        let first = |kind: &str| nouns.get(kind).and_then(|views: &Vec<NounView>| views.first().cloned());
        PolicyView {
            title: self.title(),
            language: self.policy.language.as_deref().unwrap_or("en").to_owned(),
            head: first("policy"),
            publisher: first("organization"),
            personal_data: self.personal_data.as_deref().map(str::to_owned),
            topics,
            nouns,
        }
    }

    pub(super) fn title(&self) -> String {
        self.policy.title.as_deref().unwrap_or(&self.policy.name).to_owned()
    }

    pub(super) fn mark(&mut self, span: Span) -> Markup {
        let number = self.spans.len();
        self.spans.push(span);
        Markup(format!("{MARK_OPEN}{number}{MARK_CLOSE}"))
    }

    pub(super) fn noun(&mut self, id: NounId) -> Option<NounView> {
        let noun = self.policy.noun(id)?;
        let items: Vec<NounView> = noun.items.iter().filter_map(|item| self.noun(*item)).collect();
        let mut properties: BTreeMap<&'static str, Vec<TermView>> = BTreeMap::new();
        let mut property_clauses: BTreeMap<&'static str, ClausesView> = BTreeMap::new();
        for (word, _) in crate::model::properties_of(noun.kind) {
            properties.insert(word, Vec::new());
            property_clauses.insert(word, self.clauses(&[]));
        }
        for property in &noun.properties {
            let mut terms: Vec<TermView> = property.list.terms.iter().map(|term| self.term(term)).collect();
            for term in terms.iter_mut().filter(|term| term.link.is_none() && term.kind == "text") {
                term.link = match property.word {
                    "email" | "dpo" => mail_link(&term.text),
                    "phone" => phone_link(&term.text),
                    "value" => channel_link(noun),
                    _ => None,
                };
            }
            properties.entry(property.word).or_default().extend(terms);
            if !property.clauses.is_empty() {
                let clauses = self.clauses(&property.clauses);
                property_clauses.insert(property.word, clauses);
            }
        }
        let promises = noun.promises.iter().map(|promise| self.statement(promise)).collect::<Vec<_>>();
        let class_name = noun.classes.first().and_then(|class| self.class_name(class, true));
        Some(NounView {
            mark: self.mark(noun.span),
            kind: noun.kind.as_str(),
            id: noun.id.to_string(),
            name: self.noun_name(noun),
            classes: noun.classes.iter().map(|class| class.id.to_string()).collect(),
            class_name,
            plural: plural(noun),
            qualifiers: noun.qualifiers.iter().map(|q| q.as_str()).collect(),
            detailed: !noun.clauses.is_empty()
                || !noun.properties.is_empty()
                || !items.is_empty()
                || !promises.is_empty(),
            items,
            open: noun.open,
            rest: noun.rest.as_deref().map(str::to_owned),
            properties,
            property_clauses,
            clauses: self.clauses(&noun.clauses),
            promises,
            used: self.policy.names(noun),
        })
    }

    /// What readers call a declaration: its name, or what the vocabulary calls
    /// it, or its id in words.
    pub(super) fn noun_name(&self, noun: &Noun) -> String {
        if let Some(name) = &noun.name {
            return name.to_string();
        }
        let own = noun.id.rsplit('.').next().unwrap_or(&noun.id);
        let class = noun.classes.first().and_then(|class| self.class_name(class, true));
        class.unwrap_or_else(|| own.replace('-', " "))
    }

    pub(super) fn class_name(&self, class: &Class, plural: bool) -> Option<String> {
        let key = class.kind.key();
        // Every country is a region too.
        let name =
            self.wording.name(key, class.id).or_else(|| self.wording.name(Kind::Country.key(), class.id))?;
        let pick = |name: &Json, key: &str| name.get(key).and_then(Json::as_str).map(str::to_owned);
        match name {
            Json::String(name) => Some(name.clone()),
            name if class.kind == Kind::Law => pick(name, "short"),
            name if class.kind == Kind::Right => pick(name, "noun"),
            name if plural => pick(name, "other").or_else(|| pick(name, "one")),
            name => pick(name, "one").or_else(|| pick(name, "other")),
        }
    }

    // ---- Statements -------------------------------------------------------------

    /// The parts of a section that are statements, those that begin alike together.
    pub(super) fn parts(&mut self, statements: &[&Statement]) -> Vec<PartView> {
        let mut parts: Vec<PartView> = Vec::new();
        let mut rest = statements;
        while let [first, ..] = rest {
            let (count, alike) = run_of(first, rest);
            let (members, after) = rest.split_at(count);
            rest = after;
            let mut views: Vec<StatementView> =
                members.iter().map(|statement| self.statement(statement)).collect();
            match (alike, views.pop()) {
                (None, Some(statement)) => parts.push(PartView::Statement { statement: Box::new(statement) }),
                (Some(alike), Some(last)) => {
                    views.push(last);
                    let lookback = common_lookback(&mut views);
                    let same_verbs = alike != Alike::Modality;
                    let same_objects = alike == Alike::Objects;
                    parts.push(PartView::Group { members: views, same_verbs, same_objects, lookback });
                }
                (_, None) => {}
            }
        }
        parts
    }

    pub(super) fn statement(&mut self, statement: &Statement) -> StatementView {
        let subjects: Vec<TermView> = statement.subjects.iter().map(|term| self.term(term)).collect();
        let person = match statement.subjects.as_slice() {
            [Term { value: Value::Ref(Ref::Special(Special::We)), .. }] => "we",
            [Term { value: Value::Ref(Ref::Special(Special::You)), .. }] => "you",
            [_] if subjects.first().is_some_and(|subject| !subject.plural) => "it",
            _ => "they",
        };
        StatementView {
            mark: self.mark(statement.span),
            id: statement.id.to_string(),
            subjects,
            person,
            modal: statement.modal.as_str(),
            negative: statement.modal.negative(),
            adverbs: statement.adverbs.iter().map(|adverb| adverb.as_str()).collect(),
            verbs: statement.verbs.iter().map(verb).collect(),
            any_verb: statement.any_verb,
            objects: statement.objects.as_ref().map(|list| self.list(list)),
            clauses: self.clauses(&statement.clauses),
            topic: statement.topic.as_str(),
        }
    }

    pub(super) fn clauses(&mut self, clauses: &[Clause]) -> ClausesView {
        let mut view = ClausesView::default();
        for clause in clauses {
            match &clause.kind {
                ClauseKind::Condition(word, guarded) => {
                    let test = self.guarded(guarded);
                    view.conditions.push(ConditionView { word: word.as_str(), test });
                }
                ClauseKind::List(word, list) => {
                    let list = self.list(list);
                    view.lists.entry(key(*word)).or_default().push(list);
                }
                ClauseKind::Kept(kept, after) => {
                    let after = after.as_ref().map(|e| self.test(e));
                    let (word, duration, test) = match kept {
                        Retention::For(duration) => ("for", Some(duration_view(*duration)), None),
                        Retention::Condition(word, e) => (word.as_str(), None, Some(self.test(e))),
                        Retention::Forever => ("forever", None, None),
                        Retention::Absent(absence) => (absence.as_str(), None, None),
                    };
                    view.kept.push(KeptView { word, duration, test, after });
                }
                ClauseKind::Within(duration, start, extension) => view.within.push(WithinView {
                    duration: duration_view(*duration),
                    start: start.as_ref().map(|e| self.test(e)),
                    extension: extension.map(duration_view),
                }),
                ClauseKind::Every(duration) => view.every.push(duration_view(*duration)),
                ClauseKind::Lookback(duration) => view.lookback.push(duration_view(*duration)),
                ClauseKind::Limit(times, per) => {
                    view.limits.push(LimitView { times: *times, per: duration_view(*per) })
                }
                ClauseKind::Basis(grounds) => {
                    for ground in grounds {
                        let basis = self.reference(&ground.basis);
                        let purposes = ground.purposes.iter().map(|term| self.term(term)).collect();
                        let interest = ground.interest.as_deref().map(str::to_owned);
                        view.basis.push(GroundView { basis, interest, purposes });
                    }
                }
                ClauseKind::Saying(word, Said::Text(text)) => {
                    view.sayings.entry(word.as_str()).or_default().push(text.to_string());
                }
                ClauseKind::Saying(_, Said::Absent(_)) | ClauseKind::Allow(_, _) => {}
                ClauseKind::Dated(word, dated) => {
                    view.dates.insert(word.as_str(), date_view(*dated));
                }
            }
        }
        view
    }

    pub(super) fn list(&mut self, list: &List) -> ListView {
        ListView {
            terms: list.terms.iter().map(|term| self.term(term)).collect(),
            any: list.any,
            all: list.all,
            open: list.open,
        }
    }

    fn guarded(&mut self, guarded: &Guarded) -> TestView {
        let mut test = self.test(&guarded.expression);
        for (word, expression) in &guarded.guards {
            let guard = ConditionView { word: word.as_str(), test: self.test(expression) };
            test.guards.push(guard);
        }
        test
    }

    fn test(&mut self, expression: &Expression) -> TestView {
        let empty = TestView {
            op: "text",
            items: Vec::new(),
            text: String::new(),
            id: String::new(),
            party: None,
            detail: None,
            more: None,
            guards: Vec::new(),
        };
        match expression {
            Expression::Or(all) => TestView { op: "or", items: self.tests("or", all), ..empty },
            Expression::And(all) => TestView { op: "and", items: self.tests("and", all), ..empty },
            Expression::Not(e) => TestView { op: "not", items: vec![self.test(e)], ..empty },
            Expression::Group(guarded) => self.guarded(guarded),
            Expression::Text(text, _) => TestView { text: text.to_string(), ..empty },
            Expression::Named { condition, party, detail, .. } => {
                let named = self.reference(condition);
                let party = party.as_ref().map(|party| Box::new(self.reference(party)));
                let detail = detail.as_deref().map(str::to_owned);
                TestView {
                    op: "named",
                    text: named.text,
                    id: named.id,
                    party,
                    detail,
                    more: named.more,
                    ..empty
                }
            }
        }
    }

    /// What `or` or `and` joins; the same inside it, in parentheses, is one list with it.
    fn tests(&mut self, op: &str, all: &[Expression]) -> Vec<TestView> {
        let mut items = Vec::with_capacity(all.len());
        for expression in all {
            let test = self.test(expression);
            if test.op == op && test.guards.is_empty() { items.extend(test.items) } else { items.push(test) }
        }
        items
    }

    // ---- Terms ------------------------------------------------------------------

    pub(super) fn reference(&mut self, reference: &Ref) -> TermView {
        let term = Term {
            quantifier: None,
            value: Value::Ref(reference.clone()),
            classes: Vec::new(),
            detail: None,
            qualifiers: Vec::new(),
            span: Span::default(),
        };
        self.term(&term)
    }

    pub(super) fn term(&mut self, term: &Term) -> TermView {
        let mut view = TermView {
            kind: "text",
            id: String::new(),
            classes: term.classes.iter().map(|class| class.id.to_string()).collect(),
            text: String::new(),
            plural: term.qualifiers.contains(&Qualifier::Plural),
            quantifier: term.quantifier.map(|q| q.as_str()),
            detail: term.detail.as_deref().map(str::to_owned),
            qualifiers: term.qualifiers.iter().map(|q| q.as_str()).collect(),
            link: None,
            value: None,
            more: None,
            date: None,
            duration: None,
        };
        match &term.value {
            Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => {
                view.text = text.to_string();
                // A text in a subject's place is a plural unless it says otherwise,
                // as the names of groups of people and things mostly are.
                view.plural = !term.qualifiers.contains(&Qualifier::Singular) && looks_plural(text);
            }
            Value::Ref(Ref::Special(special)) => {
                view.kind = "special";
                view.id = special_id(*special).to_owned();
                view.text =
                    self.wording.word(&["special", special_id(*special)]).unwrap_or_default().to_owned();
                view.plural = matches!(
                    special,
                    Special::Recipients | Special::Rights | Special::Requests | Special::Others
                );
            }
            Value::Ref(Ref::Builtin(class)) => {
                view.kind = class.kind.key();
                view.id = class.id.to_string();
                let singular = term.qualifiers.contains(&Qualifier::Singular);
                view.text =
                    self.class_name(class, !singular).unwrap_or_else(|| class.id.replace(['-', '.'], " "));
                view.plural = !singular
                    && matches!(class.kind, Kind::Audience | Kind::Role | Kind::Source | Kind::Technology);
                if class.kind == Kind::Class
                    && class.id == "personal-data"
                    && let Some(own) = &self.personal_data
                {
                    view.text = own.to_string();
                }
            }
            Value::Ref(Ref::Noun(id)) => {
                if let Some(noun) = self.policy.noun(*id) {
                    view.kind = noun.kind.as_str();
                    view.id = noun.id.to_string();
                    view.classes = noun.classes.iter().map(|class| class.id.to_string()).collect();
                    view.text = self.noun_name(noun);
                    view.plural = plural(noun) && !term.qualifiers.contains(&Qualifier::Singular);
                    // A channel is something to use, so it leads there every time.
                    if noun.kind == NounKind::Channel || self.linked.insert(*id) {
                        view.link = link(noun);
                    }
                    if noun.kind == NounKind::Channel {
                        view.value = noun.text("value").map(str::to_owned);
                    }
                    view.more = self.first_mention(*id);
                }
            }
            Value::Number(number) => {
                view.kind = "number";
                view.text = number.to_string();
            }
            Value::Date(date) => {
                view.kind = "date";
                view.date = Some(date_view(Dated::On(*date)));
            }
            Value::Duration(duration) => {
                view.kind = "duration";
                view.duration = Some(duration_view(*duration));
            }
            Value::Link(href) => {
                view.kind = "link";
                view.text = href.as_str().to_owned();
                view.link = Some(href.as_str().to_owned());
            }
            Value::Absent(absence) => {
                view.kind = "absent";
                view.id = absence.as_str().to_owned();
            }
        }
        view
    }

    /// The clauses of an audience, without a place that its name says already.
    fn beyond_name(&mut self, noun: &Noun) -> ClausesView {
        let name = lower(&self.noun_name(noun));
        let mut view = self.clauses(&noun.clauses);
        if let Some(lists) = view.lists.get_mut("in") {
            lists.retain(|list| !list.terms.iter().all(|term| name.contains(&lower(&term.text))));
        }
        view
    }

    /// What a declaration says beyond its name, the first time readers meet it.
    ///
    /// Data, trackers and channels have a place of their own.
    fn first_mention(&mut self, id: NounId) -> Option<MoreView> {
        if self.purposes_in_full {
            let noun = self.policy.noun(id).filter(|noun| noun.kind == NounKind::Purpose)?;
            let conditions =
                noun.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Condition(..)));
            let conditions: Vec<Clause> = conditions.cloned().collect();
            if conditions.is_empty() {
                return None;
            }
            let clauses = self.clauses(&conditions);
            return Some(MoreView { mark: self.mark(noun.span), clauses });
        }
        if !self.explain || !self.framing && self.explained.contains(&id) {
            return None;
        }
        let noun = self.policy.noun(id)?;
        let own_place = match noun.kind {
            NounKind::Data
            | NounKind::Tracker
            | NounKind::Definition
            | NounKind::Policy
            | NounKind::Organization => true,
            NounKind::Audience
            | NounKind::Region
            | NounKind::Service
            | NounKind::Purpose
            | NounKind::Recipient
            | NounKind::Source
            | NounKind::Channel
            | NounKind::Condition
            | NounKind::Law
            | NounKind::Document => false,
        };
        if own_place || noun.clauses.is_empty() {
            return None;
        }
        // Noted before its clauses are looked at, so that a noun that names
        // itself is not explained within its own explanation.
        if !self.framing {
            self.explained.insert(id);
        }
        let clauses = if noun.kind == NounKind::Audience {
            self.beyond_name(noun)
        } else {
            self.clauses(&noun.clauses)
        };
        Some(MoreView { mark: self.mark(noun.span), clauses })
    }
}

fn lower(text: &str) -> String {
    text.to_lowercase().trim_start_matches("the ").to_owned()
}

fn calls(head: &Noun) -> Option<&str> {
    head.property("calls").flat_map(|property| &property.list.terms).find_map(|term| match &term.value {
        Value::Ref(Ref::Builtin(class)) if class.id == "personal-data" => term.detail.as_deref(),
        _ => None,
    })
}

fn every_list<S: Serializer>(
    lists: &BTreeMap<&'static str, Vec<ListView>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let every = Every(|| ListWord::ALL.iter().map(|word| key(*word)), lists);
    if lists.is_empty() { values::bare(Bare::Lists, &every, to) } else { every.serialize(to) }
}

fn every_saying<S: Serializer>(
    sayings: &BTreeMap<&'static str, Vec<String>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let every = Every(|| SayingWord::ALL.iter().map(|word| word.as_str()), sayings);
    if sayings.is_empty() { values::bare(Bare::Sayings, &every, to) } else { every.serialize(to) }
}

/// A map with an entry for every word, most of them empty.
struct Every<'a, W, T>(W, &'a BTreeMap<&'static str, Vec<T>>);

impl<W: Fn() -> I, I: ExactSizeIterator<Item = &'static str>, T: Serialize> Serialize for Every<'_, W, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let words = (self.0)();
        let mut all = to.serialize_struct("Words", words.len())?;
        for word in words {
            all.serialize_field(word, self.1.get(word).map_or(&[][..], Vec::as_slice))?;
        }
        all.end()
    }
}

fn key(word: ListWord) -> &'static str {
    match word {
        ListWord::SuchAs => "such_as",
        ListWord::DependingOn => "depending_on",
        word => word.as_str(),
    }
}

const fn special_id(special: Special) -> &'static str {
    match special {
        Special::We => "we",
        Special::You => "you",
        Special::ThisPolicy => "this-policy",
        Special::ThisSection => "this-section",
        Special::Recipients => "recipients",
        Special::Rights => "rights",
        Special::Identity => "identity",
        Special::Requests => "requests",
        Special::Others => "others",
    }
}

/// The look-back that all of some statements share, taken out of each.
fn common_lookback(views: &mut [StatementView]) -> Option<DurationView> {
    let first = *views.first()?.clauses.lookback.first()?;
    let same = |view: &StatementView| matches!(view.clauses.lookback.as_slice(), [only] if *only == first);
    if !views.iter().all(same) {
        return None;
    }
    views.iter_mut().for_each(|view| view.clauses.lookback.clear());
    Some(first)
}

fn verb(verb: &Verb) -> VerbView {
    match verb {
        Verb::Known(verb) => VerbView { id: verb.id, text: None, state: verb.state },
        Verb::Text(text) => VerbView { id: "", text: Some(text.to_string()), state: false },
    }
}

/// How far two statements are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    /// Who, how, what is done, and to what.
    Objects,
    /// Who, how, and what is done.
    Verbs,
    /// Who and how: a list of rights.
    Modality,
}

/// How many statements at the beginning of `all` make one list, and how they are alike.
fn run_of(first: &Statement, all: &[&Statement]) -> (usize, Option<Alike>) {
    let run = |alike: Alike| all.iter().take_while(|next| begins_alike(first, next, alike)).count();
    let short = |count: usize| all.iter().take(count).all(|statement| longest_list(statement) <= 3);
    let (objects, verbs) = (run(Alike::Objects), run(Alike::Verbs));
    // Who receives what is a table, whatever repeats in it.
    let received = |s: &&Statement| s.terms(ListWord::To).chain(s.terms(ListWord::With)).next().is_some();
    if verbs > objects && verbs >= 3 && !first.modal.negative() && all.iter().take(verbs).all(received) {
        return (verbs, Some(Alike::Verbs));
    }
    if objects >= 3 || objects == 2 && short(2) {
        return (objects, Some(Alike::Objects));
    }
    // Two neighbours about the same objects make a better list of their own.
    let mut pairs = all.iter().zip(all.iter().skip(1)).take(verbs.saturating_sub(1));
    let verbs = pairs.position(|(a, b)| begins_alike(a, b, Alike::Objects)).unwrap_or(verbs);
    if verbs >= 3 {
        return (verbs, Some(Alike::Verbs));
    }
    let modality = if first.modal.right() { run(Alike::Modality) } else { 0 };
    if modality >= 3 { (modality, Some(Alike::Modality)) } else { (1, None) }
}

fn longest_list(statement: &Statement) -> usize {
    let lists = statement.clauses.iter().map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => list.terms.len(),
        _ => 0,
    });
    lists.max().unwrap_or(0)
}

/// Whether two statements can be items of one list.
fn begins_alike(a: &Statement, b: &Statement, alike: Alike) -> bool {
    let same_terms = |a: &[Term], b: &[Term]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.value == b.value && a.quantifier == b.quantifier)
    };
    let same_objects = match (&a.objects, &b.objects) {
        (Some(a), Some(b)) => same_terms(&a.terms, &b.terms) && a.any == b.any && a.open == b.open,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let fits =
        |s: &Statement| longest_list(s) <= 6 && s.objects.as_ref().is_none_or(|list| list.terms.len() <= 4);
    let known = |s: &Statement| s.verbs.iter().all(|verb| matches!(verb, Verb::Known(_)));
    let same_verbs = a.verbs == b.verbs && a.any_verb == b.any_verb;
    std::ptr::eq(a, b)
        || (a.modal == b.modal
            && a.adverbs == b.adverbs
            && same_terms(&a.subjects, &b.subjects)
            && fits(a)
            && fits(b)
            && match alike {
                Alike::Objects => same_verbs && known(a) && same_objects,
                Alike::Verbs => {
                    let all = a.objects.is_some() && b.objects.is_some();
                    same_verbs && known(a) && all && !a.clauses.is_empty() && !b.clauses.is_empty()
                }
                Alike::Modality => true,
            })
}

/// A proper name is one thing, a common noun several, unless the author says.
fn plural(noun: &Noun) -> bool {
    if noun.qualifiers.contains(&Qualifier::Singular) {
        return false;
    }
    if noun.qualifiers.contains(&Qualifier::Plural) {
        return true;
    }
    let name = noun.name.as_deref().unwrap_or("");
    match noun.kind {
        NounKind::Organization | NounKind::Law | NounKind::Document | NounKind::Policy => false,
        NounKind::Audience => true,
        _ => looks_plural(name),
    }
}

const QUANTITIES: &[&str] =
    &["some", "many", "most", "all", "certain", "several", "Some", "Many", "Most", "All", "Certain"];

const DESCRIBERS: &[&str] = &[
    " that ",
    " who ",
    " which ",
    " we ",
    " about ",
    " regarding ",
    " in ",
    " from ",
    " with ",
    " on ",
    " for ",
    " to ",
    " by ",
];

/// Whether a name reads like a plural: its first phrase ends in a plural "s".
fn looks_plural(name: &str) -> bool {
    let head = name.split([',', '(']).next().unwrap_or(name);
    // The noun that counts stands before what describes it: "information about our customers".
    let of = head
        .split_once(" of ")
        .map_or(head, |(first, rest)| if QUANTITIES.contains(&first.trim()) { rest } else { first });
    let head = DESCRIBERS
        .iter()
        .fold(of, |head, word| head.split_once(word).map_or(head, |(first, _)| first))
        .trim();
    let last = head.split_whitespace().last().unwrap_or("").to_lowercase();
    let irregular = matches!(&*last, "people" | "children" | "men" | "women" | "data" | "media" | "staff");
    irregular
        || head.contains(" and ")
        || (last.ends_with('s')
            && !last.ends_with("ss")
            && !last.ends_with("us")
            && !last.ends_with("is")
            && !last.ends_with("'s")
            && last != "analytics")
}

/// Where a declaration's name leads.
fn link(noun: &Noun) -> Option<String> {
    let declared =
        noun.property("link").flat_map(|property| &property.list.terms).find_map(|term| match &term.value {
            Value::Link(href) => Some(href.as_str().to_owned()),
            _ => None,
        });
    declared.or_else(|| channel_link(noun))
}

/// The address that an e-mail or telephone channel stands for.
fn channel_link(noun: &Noun) -> Option<String> {
    let value = noun.text("value")?;
    let is = |id: &str| noun.classes.iter().any(|class| class.id == id);
    if is("email") {
        mail_link(value)
    } else if is("phone") {
        phone_link(value)
    } else {
        None
    }
}

fn mail_link(address: &str) -> Option<String> {
    let (name, host) = address.split_once('@')?;
    let plain =
        |part: &str| !part.is_empty() && !part.contains(['@', ':', '/', '?', '#', '<', '>', '"', ',', ';']);
    let href = super::Href::parse(&format!("mailto:{address}")).ok()?;
    (plain(name) && plain(host)).then(|| href.as_str().to_owned())
}

fn phone_link(number: &str) -> Option<String> {
    let dialled = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    let plain = number.chars().all(|c| c.is_ascii_digit() || "+-() ./".contains(c));
    let href = super::Href::parse(&format!("tel:{dialled}")).ok()?;
    (plain && dialled.len() > 2).then(|| href.as_str().to_owned())
}

fn duration_view(duration: Duration) -> DurationView {
    DurationView { count: duration.count, unit: duration.unit.as_str() }
}

fn date_view(dated: Dated) -> DateView {
    match dated {
        Dated::On(date) => on(date),
        Dated::Absent(absence) => DateView { year: 0, month: 0, day: 0, iso: absence.as_str().to_owned() },
    }
}

fn on(date: Date) -> DateView {
    DateView { year: date.year(), month: date.month(), day: date.day(), iso: date.to_string() }
}

/// The statements of a section, its own and no subsection's.
pub(super) fn statements_of(section: &Section) -> Vec<&Statement> {
    section
        .parts
        .iter()
        .filter_map(|part| if let Part::Statement(statement) = part { Some(statement) } else { None })
        .collect()
}
