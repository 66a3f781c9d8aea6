//! What templates see of statements.

use serde::Serialize;

use super::alike::{Alike, Worded, run_of};
use super::clauses::GroundView;
use super::{ClausesView, DurationView, ListView, NounView, Spelt, TermView, Viewer};

use crate::document::wording::{Mark, Name, See, Seen, View, seen};
use crate::law::Kind;
use crate::model::phrase::names_nobody;
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Qualifier, Topic};
use crate::model::{Behind, Clause, ClauseKind, List, Ref, Special, Statement, Term, Value, Verb, verb};
use crate::source::Span;

/// One thing that stands in a section.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum PartView<'a> {
    /// One statement.
    Statement {
        /// The statement.
        statement: Box<StatementView<'a>>,
    },
    /// Statements that begin alike.
    Group {
        /// The statements.
        members: Vec<StatementView<'a>>,
        /// Whether they have the same verbs; if not, only who and how is the same.
        same_verbs: bool,
        /// Whether they are about the same objects too.
        same_objects: bool,
        /// How far back they all reach, taken out of each.
        lookback: Option<DurationView<'a>>,
    },
    /// What the data includes that only this section speaks of.
    Data {
        /// The data.
        nouns: Vec<NounView<'a>>,
    },
    /// The author's own prose.
    Prose {
        /// Where it is to stand.
        mark: Mark,
    },
}

impl<'a> PartView<'a> {
    /// The statements in it.
    pub(in crate::document) fn statements_mut(&mut self) -> &mut [StatementView<'a>] {
        match self {
            Self::Statement { statement } => std::slice::from_mut(statement),
            Self::Group { members, .. } => members,
            Self::Data { .. } | Self::Prose { .. } => &mut [],
        }
    }
}

impl View for PartView<'_> {
    fn field(&self, asked: Name) -> Seen<'_> {
        match (asked, self) {
            (Name::is, Self::Statement { .. }) => Seen::Text("statement"),
            (Name::is, Self::Group { .. }) => Seen::Text("group"),
            (Name::is, Self::Data { .. }) => Seen::Text("data"),
            (Name::nouns, Self::Data { nouns }) => nouns.see(),
            (Name::is, Self::Prose { .. }) => Seen::Text("prose"),
            (Name::statement, Self::Statement { statement }) => statement.see(),
            (Name::members, Self::Group { members, .. }) => members.see(),
            (Name::same_verbs, Self::Group { same_verbs, .. }) => same_verbs.see(),
            (Name::same_objects, Self::Group { same_objects, .. }) => same_objects.see(),
            (Name::lookback, Self::Group { lookback, .. }) => lookback.see(),
            (Name::mark, Self::Prose { mark }) => mark.see(),
            _ => Seen::Undefined,
        }
    }
}

impl See for PartView<'_> {
    fn see(&self) -> Seen<'_> {
        Seen::View(self)
    }
}

/// A statement.
#[derive(Clone, Debug, Serialize)]
pub struct StatementView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// Its id.
    pub id: &'a str,
    /// Who.
    pub subjects: Vec<TermView<'a>>,
    /// `we`, `you`, `it` or `they`.
    pub person: &'static str,
    /// Whether the publisher alone does it, as `we` or by its own name.
    pub ours: bool,
    /// `does`, `may`, `does-not`, ….
    pub modal: &'static str,
    /// Whether it denies.
    pub negative: bool,
    /// `knowingly`, ….
    pub adverbs: Spelt<'a, Adverb>,
    /// Those of them that stand before the modality, where that matters.
    pub ahead: Spelt<'a, Adverb>,
    /// What is done.
    pub verbs: Vec<VerbView<'a>>,
    /// Whether `or` joins the verbs.
    pub any_verb: bool,
    /// To what.
    pub objects: Option<ListView<'a>>,
    /// Everything else.
    #[serde(flatten)]
    pub clauses: ClausesView<'a>,
    /// The topic.
    pub topic: &'static str,
    /// Whether `except` stands right behind the objects, so that it leaves out some of them.
    pub apart: bool,
    /// Whether it is about keeping, so that how long is part of what it says.
    pub keeps: bool,
    /// Whether people end or limit by it what is done for its purposes.
    pub ending: bool,
    /// In the summary and on the label: whether a section around it limits it.
    pub limited: bool,
    /// Whether it stands in the section on children, or in one for children only.
    pub of_children: bool,
}

seen! {
    StatementView<'a>: mark id subjects person ours modal negative adverbs ahead verbs any_verb objects topic apart
        keeps ending limited of_children;
        clauses
}

/// A verb.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct VerbView<'a> {
    /// Its id; empty for the author's words.
    pub id: &'static str,
    /// The author's words.
    pub text: Option<&'a str>,
    /// Whether it follows `is` or `are`.
    pub state: bool,
}

seen! { VerbView<'a>: id text state }

impl<'a> Viewer<'a> {
    /// The parts of a section that are statements, those that begin alike together.
    pub(in crate::document) fn parts(&mut self, statements: &[&'a Statement]) -> Vec<PartView<'a>> {
        let mut parts: Vec<PartView<'a>> = Vec::new();
        let mut rest = statements;
        while let [first, ..] = rest {
            let (count, alike) = run_of(first, rest, &|statement| self.worded(statement));
            let (members, after) = rest.split_at(count);
            rest = after;
            let mut views: Vec<StatementView<'a>> =
                members.iter().map(|statement| self.statement(statement)).collect();
            match (alike, views.pop()) {
                (None, Some(statement)) => parts.push(PartView::Statement { statement: Box::new(statement) }),
                (Some(alike), Some(last)) => {
                    views.push(last);
                    self.give_each_line_its_bases(members, &mut views);
                    let lookback = common_lookback(&mut views);
                    let same_verbs = alike != Alike::Modality;
                    let same_objects = alike == Alike::Objects;
                    parts.push(PartView::Group { members: views, same_verbs, same_objects, lookback });
                }
                (_, None) => {}
            }
        }
        // These are rows of one table, whatever stands between them.
        let views = parts.iter_mut().flat_map(PartView::statements_mut);
        let rows = statements.iter().copied().zip(views).filter(|(statement, _)| collects_plainly(statement));
        self.give_each_its_bases(rows);
        parts
    }

    /// What the words for a statement's verb and object depend on beside these: to whom something is done, and
    /// whether to data; whose it is.
    fn worded(&self, statement: &Statement) -> Worded {
        let says = |words: &str| {
            let mut verbs = statement.verbs.iter();
            verbs.any(
                |verb| matches!(verb, Verb::Known(verb) if self.wording.word(&[words, verb.id]).is_some()),
            )
        };
        let object = statement.objects.as_ref().and_then(|list| list.terms.first());
        Worded {
            given: says("given_verbs") && statement.lists(ListWord::To).next().is_some(),
            of_data: says("right_verbs") && object.is_some_and(|term| self.is_data(&term.value)),
            belongs: whose_object(statement).is_some(),
        }
    }

    fn is_data(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Noun(id)) => {
                self.policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Data)
            }
            Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Class | Kind::Data),
            _ => false,
        }
    }

    /// Where a purpose in one line of a list or a table brings its legal basis, those in all lines do.
    fn give_each_line_its_bases(&mut self, members: &[&'a Statement], views: &mut [StatementView<'a>]) {
        self.give_each_its_bases(members.iter().copied().zip(views.iter_mut()));
        views.iter_mut().for_each(|view| leave_out_said_bases(&mut view.clauses));
    }

    fn give_each_its_bases<'v>(
        &mut self,
        lines: impl Iterator<Item = (&'a Statement, &'v mut StatementView<'a>)>,
    ) where
        'a: 'v,
    {
        let mut purposes = Vec::new();
        for (statement, view) in lines {
            let lists = view.clauses.lists.of_mut("for").into_iter().flatten();
            purposes.extend(statement.terms(ListWord::For).zip(lists.flat_map(|list| &mut list.terms)));
        }
        self.give_each_its_basis(purposes);
    }

    /// The first rights of which a section speaks, before it grants one, are "your rights", or where they are what
    /// something is done to, those "in this policy": nothing stands before them that "these" could be.
    pub(in crate::document) fn open(&self, parts: &mut [PartView<'a>]) {
        let word = |id| self.wording.word(&["special", id]).unwrap_or_default();
        let (own, here) = (word("own_rights"), word("policy_rights"));
        let is_rights = |term: &TermView<'_>| (term.kind, term.id) == ("special", "rights");
        let grants = |statement: &StatementView<'_>| {
            statement.topic == Topic::Rights.as_str() && !statement.subjects.iter().any(is_rights)
        };
        let statements = parts.iter_mut().flat_map(PartView::statements_mut);
        for statement in statements.take_while(|statement| !grants(statement)) {
            let StatementView { subjects, person, objects, clauses, .. } = statement;
            let mut found = false;
            let about = objects.iter_mut().flat_map(|list| &mut list.terms);
            for rights in about.filter(|term| is_rights(term)) {
                rights.text = here.into();
                found = true;
            }
            let ours = matches!(*person, "we" | "you");
            let named = subjects.iter_mut().chain(clauses.lists.terms_mut().filter(|_| ours));
            for rights in named.filter(|term| is_rights(term)) {
                rights.text = own.into();
                found = true;
            }
            if found {
                break;
            }
        }
    }

    /// What the data includes that only the section at a place speaks of.
    pub(in crate::document) fn data_of(&mut self, section: Span) -> Option<PartView<'a>> {
        let known = self.known;
        let nouns: Vec<NounView<'a>> = known
            .homes
            .data(section)
            .iter()
            .filter_map(|id| self.noun(*id))
            .filter(|noun| !noun.denied)
            .collect();
        (!nouns.is_empty()).then_some(PartView::Data { nouns })
    }

    pub(in crate::document) fn statement(&mut self, statement: &'a Statement) -> StatementView<'a> {
        self.notes = Some(Vec::new());
        let mut subjects: Vec<TermView<'a>> =
            statement.subjects.iter().map(|term| self.subject(term)).collect();
        // What a text names is one or several as its verb says.
        if let ([subject], Some(number)) = (subjects.as_mut_slice(), statement.number)
            && subject.kind == "text"
            && subject
                .qualifiers
                .0
                .iter()
                .all(|said| !matches!(said, Qualifier::Plural | Qualifier::Singular))
        {
            subject.plural = number == Qualifier::Plural;
        }
        let person = match statement.subjects.as_slice() {
            [Term { value: Value::Ref(Ref::Special(Special::We)), .. }] => "we",
            [Term { value: Value::Ref(Ref::Special(Special::You)), .. }] => "you",
            [_] if subjects.first().is_some_and(|subject| !subject.plural) => "it",
            _ => "they",
        };
        let nobody = statement
            .subjects
            .iter()
            .any(|term| matches!(&term.value, Value::Ref(Ref::Text(text)) if names_nobody(text)));
        let ending = ends(statement);
        // What is not done, or is to end, has neither a condition nor a legal basis here.
        self.denying = statement.modal.negative() || nobody || ending;
        let mark = self.mark(statement.span);
        let objects = statement.objects.as_ref().map(|list| self.list(list));
        let clauses =
            self.clauses_behind(Behind::objects(self.policy, statement.objects.as_ref()), &statement.clauses);
        let mut view = StatementView {
            mark,
            id: &statement.id,
            subjects,
            person,
            ours: statement.subjects.len() == 1 && statement.by_us(),
            modal: statement.modal.as_str(),
            negative: statement.modal.negative(),
            adverbs: Spelt(&statement.adverbs),
            ahead: Spelt(statement.adverbs.get(..statement.ahead).unwrap_or_default()),
            verbs: statement.verbs.iter().map(verb).collect(),
            any_verb: statement.any_verb,
            objects,
            clauses,
            topic: statement.topic.as_str(),
            apart: leaves_out_first(statement),
            keeps: statement.keeps(),
            ending,
            limited: false,
            of_children: self.known.of_children.contains(&statement.span),
        };
        let whose = whose_object(statement).filter(|_| view.objects.is_some());
        self.identify(&mut view, whose);
        self.name_again(&mut view);
        self.denying = false;
        let is = |ids: &[&str]| {
            statement.verbs.iter().any(|verb| matches!(verb, Verb::Known(verb) if ids.contains(&verb.id)))
        };
        if is(&ASKING) || is(&TELLING) {
            view.go_on(is(&TELLING));
        }
        if is(&ASKING) {
            self.name_acts(&mut view.clauses);
        }
        view.clauses.sayings.note(self.notes.take().unwrap_or_default());
        leave_out_said_bases(&mut view.clauses);
        view
    }
}

impl StatementView<'_> {
    /// Lets what is asked for, or what somebody gets if `told` is set, go on behind whom and where they are: "send customers
    /// in Canada offers".
    fn go_on(&mut self, told: bool) {
        let Some(whom) = self.objects.as_mut().and_then(|list| list.terms.last_mut()) else { return };
        let told = told && whom.is_somebody();
        whom.go_on(told);
        if self.clauses.in_behind == "objects" {
            let places = self.clauses.lists.of_mut("in").into_iter().flatten();
            places.filter_map(|list| list.terms.last_mut()).for_each(|place| place.go_on(told));
        }
    }
}

impl<'a> Viewer<'a> {
    /// The identity that a sentence is about is the reader's, unless somebody else's is meant.
    fn identify(&self, view: &mut StatementView<'a>, whose: Option<&List>) {
        let own = |list: &List| matches!(&*list.terms, [only] if matches!(only.value, Value::Ref(Ref::Special(Special::You))));
        let people = |term: &TermView<'_>| matches!(term.kind, "audience" | "audiences");
        let word = match whose {
            Some(list) if own(list) => return,
            Some(_) => "some_identity",
            None if !view.clauses.lists.is_empty_of(ListWord::Of) => "some_identity",
            None if view.subjects.iter().any(people) => "their_identity",
            None => return,
        };
        let objects = view.objects.iter_mut().flat_map(|list| &mut list.terms);
        for term in objects.filter(|term| (term.kind, term.id) == ("special", "identity")) {
            term.text = self.wording.word(&["special", word]).unwrap_or_default().into();
        }
    }

    /// Who does something are "they" where a condition is theirs: "people may have it deleted if they believe …".
    fn name_again(&self, view: &mut StatementView<'a>) {
        let [subject] = view.subjects.as_slice() else { return };
        if view.person == "they" && matches!(subject.kind, "audience" | "audiences") {
            let they = self.wording.word(&["special", "they"]).unwrap_or_default();
            let named = (subject.kind, subject.id);
            view.clauses.conditions.iter_mut().for_each(|condition| condition.test.name_again(named, they));
        }
    }

    /// What somebody is asked to do is an act there: "ask you to opt in", and not "to your opt-in".
    fn name_acts(&self, clauses: &mut ClausesView<'a>) {
        let mut found = false;
        for term in clauses.lists.of_mut("to").into_iter().flatten().flat_map(|list| &mut list.terms) {
            if term.kind == "conditions" && matches!(term.id, "opt-in" | "opt-out") {
                term.kind = "text";
                term.text = self.wording.word(&["verbs", term.id, "base"]).unwrap_or_default().into();
                found = true;
            }
        }
        if found {
            clauses.of_behind = "to";
        }
    }
}

/// Whose that which the verb is about is: what stands behind `of` right behind it.
fn whose_object(statement: &Statement) -> Option<&List> {
    let mut clauses = statement.clauses.iter().map(|clause| &clause.kind);
    match clauses.find(|clause| !matches!(clause, ClauseKind::List(ListWord::Under, _))) {
        Some(ClauseKind::List(ListWord::Of, list)) => Some(list),
        _ => None,
    }
}

/// Verbs that ask somebody for something.
const ASKING: [&str; 4] = ["ask", "charge", "encourage", "require"];

/// Verbs that have what is asked for, or what somebody gets, beside whom: "ask members whether …", "send you offers".
const TELLING: [&str; 6] = ["ask", "charge", "notify", "offer", "provide", "send"];

/// Whether people end or limit by a statement what is done: "you have the right to object to processing for news".
fn ends(statement: &Statement) -> bool {
    let ends = verb::ENDING.iter().any(|id| statement.does(id));
    let rights = matches!(statement.topic, Topic::Rights | Topic::Choices | Topic::Children);
    ends && !statement.by_us() && (rights || statement.modal.right())
}

/// Whether what is left out stands before everything but the objects and what belongs to them.
pub(super) fn leaves_out_first(statement: &Statement) -> bool {
    let belongs = |kind: &&ClauseKind| {
        matches!(kind, ClauseKind::List(ListWord::Including | ListWord::SuchAs | ListWord::Called, _))
    };
    let first = statement.clauses.iter().map(|clause| &clause.kind).find(|kind| !belongs(kind));
    statement.objects.is_some() && matches!(first, Some(ClauseKind::List(ListWord::Except, _)))
}

/// Whether a statement says what the publisher collects for what, with no limit or basis of its own.
fn collects_plainly(statement: &Statement) -> bool {
    let own = |clause: &Clause| {
        matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::Basis(_) | ClauseKind::Kept(..))
    };
    let collect = matches!(statement.verbs.as_slice(), [Verb::Known(verb)] if verb.id == "collect");
    collect && statement.by_us() && statement.modal == Modal::Does && !statement.clauses.iter().any(own)
}

/// What a sentence says itself of the legal basis of a purpose stands in the place of what the purpose brings; where it
/// does not say which purpose it is about, only if it can for all.
pub(super) fn leave_out_said_bases(clauses: &mut ClausesView<'_>) {
    let ClausesView { basis, lists, .. } = clauses;
    let Some(lists) = lists.of_mut("for") else { return };
    let own = basis.iter_mut().filter(|own| own.basis.id != "unmapped");
    let (mut loose, mut bound): (Vec<_>, Vec<_>) = own.partition(|own| own.purposes.is_empty());
    let purposes: Vec<&mut TermView<'_>> = lists.iter_mut().flat_map(|list| &mut list.terms).collect();
    let one = purposes.len() == 1;
    let mut rest = Vec::new();
    for TermView { kind, id, more, .. } in purposes {
        let Some(more) = more else { continue };
        let named = |own: &GroundView<'_>| own.purposes.iter().any(|own| (own.kind, own.id) == (*kind, *id));
        let mut own: Vec<_> = bound.iter_mut().map(|own| &mut **own).filter(|own| named(own)).collect();
        if own.is_empty() {
            rest.push(&mut more.clauses.basis);
        } else {
            more.clauses.basis.retain(|declared| !stand_for(&mut own, declared, one));
        }
    }
    let mut declared = rest.iter().flat_map(|bases| bases.iter());
    if !loose.is_empty() && declared.all(|declared| stand_for(&mut loose, declared, one)) {
        rest.into_iter().for_each(Vec::clear);
    }
}

/// Whether what a sentence says of a purpose's legal basis can stand for what the purpose brings.
fn stand_for<'a>(own: &mut [&mut GroundView<'a>], declared: &GroundView<'a>, one: bool) -> bool {
    let mut same = own.iter_mut().filter(|own| own.is_of(declared)).peekable();
    same.peek().is_none() || same.any(|own| own.takes_in(declared, one))
}

/// The look-back that all of some statements share, taken out of each.
fn common_lookback<'a>(views: &mut [StatementView<'a>]) -> Option<DurationView<'a>> {
    let first = *views.first()?.clauses.lookback.first()?;
    let same =
        |view: &StatementView<'a>| matches!(view.clauses.lookback.as_slice(), [only] if *only == first);
    if !views.iter().all(same) {
        return None;
    }
    views.iter_mut().for_each(|view| view.clauses.lookback.clear());
    Some(first)
}

fn verb(verb: &Verb) -> VerbView<'_> {
    match verb {
        Verb::Known(verb) => VerbView { id: verb.id, text: None, state: verb.state },
        Verb::Text(text) => VerbView { id: "", text: Some(text), state: false },
    }
}
