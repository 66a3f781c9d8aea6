//! What templates see of terms, lists, dates and durations.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use super::known::class_text;
use super::plural::looks_plural;
use super::{ClausesView, Spelt, Viewer};
use crate::analysis::things::is_thing;
use crate::document::wording::{Mark, seen};
use crate::law::Kind;
use crate::model::phrase::{reads_as_doing, reads_as_thing};
use crate::model::words::{Bound, ListWord, NounKind, Qualifier};
use crate::model::{
    Class, Clause, ClauseKind, Dated, Duration, Length, List, Noun, NounId, Ref, Special, Term, Value,
    reads_as_length,
};

/// A list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ListView<'a> {
    /// Its terms.
    pub terms: Vec<TermView<'a>>,
    /// Whether `or` joins them.
    pub any: bool,
    /// Whether `and` does; with neither, it is for the wording to choose.
    pub all: bool,
    /// Whether it is said to be incomplete.
    pub open: bool,
    /// Its place among the clauses of a sentence.
    pub at: u32,
}

seen! { ListView<'a>: terms any all open at }

/// A term.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TermView<'a> {
    /// `text`, `special`, `number`, `date`, `duration`, `link`, `absent`, a
    /// declaration's kind, or a part of the vocabulary.
    pub kind: &'static str,
    /// Its id, where it has one.
    pub id: &'a str,
    /// Its vocabulary ids.
    pub classes: Spelt<'a, Class>,
    /// The text readers see.
    pub text: Cow<'a, str>,
    /// Whether it is a plural.
    pub plural: bool,
    /// Whether it begins with a small letter wherever it stands, as the name of a cookie does.
    pub spelt: bool,
    /// Whether a text or a purpose reads as a thing ("our newsletter") rather than as what
    /// is done ("send our newsletter").
    pub thing: bool,
    /// Whether a text reads as what somebody does to something: "training staff".
    pub doing: bool,
    /// `all`, `certain`, ….
    pub quantifier: Option<&'static str>,
    /// A text that goes with it.
    pub detail: Option<&'a str>,
    /// Whether that goes on behind it, and does not stand in brackets: "send you special offers".
    pub goes_on: bool,
    /// `directly`, ….
    pub qualifiers: Spelt<'a, Qualifier>,
    /// Where it leads, if it has an address: at its first mention in a section.
    pub link: Option<Cow<'a, str>>,
    /// A channel's own address or number, as declared.
    pub value: Option<&'a str>,
    /// Of data: whether its declaration, or that of a group around it, says that it comes in some cases only.
    pub limited: bool,
    /// What its declaration says beyond its name: where it is first mentioned, and what limits it
    /// wherever it is.
    pub more: Option<Box<MoreView<'a>>>,
    /// A date.
    pub date: Option<DateView>,
    /// A duration.
    pub duration: Option<DurationView<'a>>,
}

seen! {
    TermView<'a>: kind id classes text plural spelt thing doing quantifier detail goes_on qualifiers link value limited more date duration
}

/// What a declaration says beyond its name.
#[derive(Clone, Debug, Serialize)]
pub struct MoreView<'a> {
    /// The mark of the declaration.
    pub mark: Mark,
    /// Its clauses.
    pub clauses: ClausesView<'a>,
}

seen! { MoreView<'a>: mark clauses }

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DurationView<'a> {
    /// How long in the author's words, which stand for all the rest; else empty.
    pub said: &'a str,
    /// `at-most` or `at-least`, if it is the longest or the shortest.
    pub bound: &'static str,
    /// How many.
    pub count: u32,
    /// Of what: `day`, `month`, ….
    pub unit: &'static str,
}

seen! { DurationView<'a>: said bound count unit }

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

seen! { DateView: year month day iso }

impl TermView<'_> {
    /// Puts a text that begins with "to" right behind the words, not in brackets: "ask parents to consent"; any text, if
    /// `told` is set: "charge them a fee".
    pub(super) fn go_on(&mut self, told: bool) {
        self.goes_on = self.detail.is_some_and(|detail| told || detail.starts_with("to "));
    }

    /// Whether it names people or parties.
    pub(super) fn is_somebody(&self) -> bool {
        matches!(self.kind, "audience" | "audiences" | "recipient" | "roles" | "organization")
            || self.kind == "special" && matches!(self.id, "you" | "we")
    }
}

impl<'a> Viewer<'a> {
    pub(in crate::document) fn list(&mut self, list: &'a List) -> ListView<'a> {
        let mut terms: Vec<TermView<'a>> = list.terms.iter().map(|term| self.term(term)).collect();
        self.give_each_its_basis(list.terms.iter().zip(&mut terms).collect());
        ListView { terms, any: list.any, all: list.all, open: list.open, at: 0 }
    }

    /// Where one purpose of several brings its legal basis, all do: or it seems to be that of all, or the others to have
    /// none.
    pub(super) fn give_each_its_basis(&mut self, terms: Vec<(&'a Term, &mut TermView<'a>)>) {
        let brings =
            |view: &TermView<'_>| view.more.as_ref().is_some_and(|more| !more.clauses.basis.is_empty());
        if terms.len() < 2 || !terms.iter().any(|(_, view)| brings(view)) {
            return;
        }
        let policy = self.policy;
        for (term, view) in terms.into_iter().filter(|(_, view)| !brings(view)) {
            let Value::Ref(Ref::Noun(id)) = term.value else { continue };
            let Some(noun) = policy.noun(id).filter(|noun| noun.kind == NounKind::Purpose) else { continue };
            let bases = noun.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Basis(_)));
            let basis = self.clauses(bases).basis;
            if let Some(more) = &mut view.more {
                more.clauses.basis = basis;
            } else if !basis.is_empty() {
                let clauses = ClausesView { basis, ..ClausesView::default() };
                view.more = Some(Box::new(MoreView { mark: self.mark(noun.span), clauses }));
            }
        }
    }

    pub(in crate::document) fn term(&mut self, term: &'a Term) -> TermView<'a> {
        let mut view = TermView {
            kind: "text",
            classes: Spelt(&term.classes),
            quantifier: term.quantifier.map(|q| q.as_str()),
            detail: term.detail.as_deref(),
            qualifiers: Spelt(&term.qualifiers),
            ..TermView::default()
        };
        match &term.value {
            Value::Ref(reference) => {
                self.refer(reference, term.qualifiers.contains(&Qualifier::Singular), &mut view);
                view.plural |= term.qualifiers.contains(&Qualifier::Plural);
            }
            Value::Number(number) => {
                view.kind = "number";
                view.text = number.to_string().into();
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
                view.text = href.as_str().into();
                view.link = Some(href.as_str().into());
            }
            Value::Absent(absence) => {
                view.kind = "absent";
                view.id = absence.as_str();
            }
        }
        view
    }

    /// A term in a subject's place: who is "us" elsewhere is "we" there.
    pub(super) fn subject(&mut self, term: &'a Term) -> TermView<'a> {
        let mut view = self.term(term);
        if view.kind == "special" && view.id == "we" {
            view.text = self.wording.word(&["special", "we"]).unwrap_or_default().into();
        }
        view
    }

    pub(in crate::document) fn reference(&mut self, reference: &'a Ref) -> TermView<'a> {
        let mut view = TermView { kind: "text", ..TermView::default() };
        self.refer(reference, false, &mut view);
        view
    }

    /// What a term names, into its view.
    fn refer(&mut self, reference: &'a Ref, singular: bool, view: &mut TermView<'a>) {
        match reference {
            Ref::Text(text) | Ref::Unknown(text) => {
                view.text = (&**text).into();
                // A text in a subject's place is a plural unless it says otherwise,
                // as the names of groups of people and things mostly are.
                view.plural = !singular && looks_plural(text);
                view.thing = reads_as_thing(text) || reads_as_length(text);
                view.doing = reads_as_doing(text);
            }
            Ref::Special(special) => {
                view.kind = "special";
                view.id = special.as_str();
                let word = if *special == Special::We { "us" } else { special.as_str() };
                view.text = self.wording.word(&["special", word]).unwrap_or_default().into();
                view.plural = matches!(
                    special,
                    Special::Recipients | Special::Rights | Special::Requests | Special::Others
                );
            }
            Ref::Builtin(class) => {
                view.kind = class.kind.key();
                view.id = class.id;
                let text = class_text(self.vocabulary, self.wording, class, !singular);
                view.plural = !singular
                    && match class.kind {
                        Kind::Audience | Kind::Role | Kind::Source | Kind::Technology => true,
                        Kind::Data => looks_plural(&text),
                        _ => false,
                    };
                let called = |id: &str| self.called(id).filter(|_| class.kind == Kind::Class);
                view.text = match (called(class.id), called("personal-data")) {
                    (Some(own), _) => own.into(),
                    // Sensitive data is called as personal data is.
                    (None, Some(own)) if class.id == "sensitive-data" => {
                        let personal = Class { kind: Kind::Class, id: "personal-data" };
                        let usual = class_text(self.vocabulary, self.wording, &personal, true);
                        text.replace(&*usual, own).into()
                    }
                    (None, _) => text,
                };
            }
            Ref::Noun(id) => self.name(*id, singular, view),
        }
    }

    /// What readers call a term, for comparing: nothing counts as mentioned by it.
    pub(in crate::document) fn words(&mut self, term: &'a Term) -> Cow<'a, str> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.noun_name(*id).into(),
            _ => self.term(term).text,
        }
    }

    /// A declaration, where no term of the author's names it.
    pub(in crate::document) fn named(&mut self, id: NounId) -> TermView<'a> {
        let mut view = TermView::default();
        self.name(id, false, &mut view);
        view
    }

    /// A declaration, into the view of what names it.
    fn name(&mut self, id: NounId, singular: bool, view: &mut TermView<'a>) {
        let Some(noun) = self.policy.noun(id) else { return };
        view.kind = noun.kind.as_str();
        view.id = &noun.id;
        view.classes = Spelt(&noun.classes);
        view.text = self.known.name(id, noun).into();
        view.plural = self.known.plural(id) && !singular;
        view.spelt = self.known.spelt(id);
        view.thing = noun.kind == NounKind::Purpose && is_thing(&view.text, self.policy);
        // A channel is something to use, so it leads there every time.
        if noun.kind == NounKind::Channel || self.linked.insert(id) {
            view.link = self.known.link(id).map(Cow::Borrowed);
        }
        if noun.kind == NounKind::Channel {
            view.value = noun.text("value");
        }
        view.limited = self.policy.limits_of_data(id).next().is_some();
        view.more = self.beyond(id).map(Box::new);
    }

    /// Data with what makes it come in some cases only and what it leaves out, for a place where nothing else says that.
    pub(in crate::document) fn limited_term(&mut self, term: &Term, view: TermView<'a>) -> TermView<'a> {
        match term.noun() {
            Some(id) => self.limited(id, view),
            None => view,
        }
    }

    /// The same of a declaration.
    pub(in crate::document) fn limited(&mut self, id: NounId, mut view: TermView<'a>) -> TermView<'a> {
        let Some(noun) = self.policy.noun(id) else { return view };
        let around = self.policy.outwards(id).filter_map(|id| self.policy.noun(id));
        let left_out = around
            .filter(|noun| noun.kind == NounKind::Data)
            .flat_map(|noun| &noun.clauses)
            .filter(|clause| matches!(clause.kind, ClauseKind::List(ListWord::Except, _)));
        let mut clauses = left_out.chain(self.policy.limits_of_data(id)).peekable();
        if clauses.peek().is_some() {
            let clauses = self.clauses(clauses);
            view.more = Some(Box::new(MoreView { mark: self.mark(noun.span), clauses }));
        }
        view
    }

    /// The clauses of an audience, without a place and an age that its name says already: "children under 13".
    fn beyond_name(
        &mut self,
        id: NounId,
        noun: &'a Noun,
        clauses: impl Iterator<Item = &'a Clause>,
    ) -> ClausesView<'a> {
        let name = self.known.name(id, noun);
        let mut view = self.clauses(clauses);
        if let Some(lists) = view.lists.of_mut("in") {
            lists.retain(|list| !list.terms.iter().all(|term| says(name, &term.text)));
        }
        if let Some(lists) = view.lists.of_mut("under") {
            let age = |term: &TermView<'_>| format!("{} {}", ListWord::Under.as_str(), term.text);
            lists.retain(|list| !list.terms.iter().all(|term| says(name, &age(term))));
        }
        view
    }

    /// What a declaration says beyond its name: all of it the first time readers meet it, what limits
    /// it each time.
    ///
    /// Data, trackers and channels have a place of their own.
    fn beyond(&mut self, id: NounId) -> Option<MoreView<'a>> {
        if self.known.is_denied(id)
            && let Some(more) = self.in_denied(id)
        {
            return Some(more);
        }
        let noun = self.policy.noun(id).filter(|noun| !noun.clauses.is_empty())?;
        if self.explaining.contains(&id) {
            return None;
        }
        let in_table = self.purposes_in_full && noun.kind == NounKind::Purpose;
        // What only declarations name is explained where they do.
        let explain = self.explain || self.framing && !self.known.is_told(id);
        match place(noun.kind) {
            Place::Own => return None,
            Place::Listed if !self.explain => return None,
            Place::Listed | Place::Mention if !(in_table || explain) => return None,
            Place::Listed | Place::Mention => {}
        }
        // What is not done at all is not done under a condition, nor on a legal basis.
        let denied = self.denying && noun.kind == NounKind::Purpose;
        let again = !explain || (!self.framing && self.explained.contains(&id));
        let says = |clause: &&Clause| match (denied, again) {
            (true, true) => false,
            (true, false) => names_examples(&clause.kind),
            (false, true) => limits(noun.kind, &clause.kind),
            // Where tables show purposes, their legal bases have a place there.
            (false, false) => !in_table || names_examples(&clause.kind) || limits(noun.kind, &clause.kind),
        };
        let mut clauses = noun.clauses.iter().filter(says).peekable();
        clauses.peek()?;
        // Noted before its clauses are looked at, so that a noun that names
        // itself is not explained within its own explanation.
        if !self.framing && !denied && !again {
            self.explained.insert(id);
        }
        self.explaining.push(id);
        let mut clauses = match noun.kind {
            NounKind::Audience => self.beyond_name(id, noun, clauses),
            _ => self.clauses(clauses),
        };
        self.explaining.pop();
        if let Some(notes) = &mut self.notes {
            notes.extend(clauses.sayings.take_sentences());
        }
        Some(MoreView { mark: self.mark(noun.span), clauses })
    }

    /// What a declaration that is listed says beyond its name, if no sentence names it, where that would stand.
    pub(super) fn listed_with(&mut self, id: NounId) -> Option<MoreView<'a>> {
        let noun = self.policy.noun(id)?;
        let shown = |clause: &&Clause| !matches!(clause.kind, ClauseKind::Allow(..));
        if !is_listed(noun.kind)
            || self.known.is_told(id)
            || !noun.clauses.iter().any(|clause| shown(&clause))
        {
            return None;
        }
        let clauses = match noun.kind {
            NounKind::Audience => self.beyond_name(id, noun, noun.clauses.iter()),
            _ => self.clauses(&noun.clauses),
        };
        Some(MoreView { mark: self.mark(noun.span), clauses })
    }

    /// What data includes that is only denied, and so in no table.
    fn in_denied(&mut self, id: NounId) -> Option<MoreView<'a>> {
        let noun = self.policy.noun(id).filter(|noun| noun.kind == NounKind::Data)?;
        let told = |noun: &Noun| noun.clauses.iter().any(|clause| names_examples(&clause.kind));
        let shown = self.explain && (!noun.items.is_empty() || told(noun));
        if !shown || !self.framing && !self.explained.insert(id) {
            return None;
        }
        let mut clauses = self.clauses(noun.clauses.iter().filter(|clause| names_examples(&clause.kind)));
        if !noun.items.is_empty() {
            let mut terms: Vec<TermView<'a>> = noun.items.iter().map(|item| self.named(*item)).collect();
            let rest = noun.rest.as_deref().map(|rest| TermView {
                kind: "text",
                text: rest.into(),
                ..TermView::default()
            });
            let open = noun.open && rest.is_none();
            terms.extend(rest);
            let list = ListView { terms, open, ..ListView::default() };
            clauses.lists.push(ListWord::Including.as_str(), list);
        }
        Some(MoreView { mark: self.mark(noun.span), clauses })
    }
}

/// Where a document says of a declaration what it says beyond its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a table or a sentence of its own.
    Own,
    /// Where it is first mentioned, or else where it is listed.
    Listed,
    /// Where it is first mentioned.
    Mention,
}

const fn place(kind: NounKind) -> Place {
    match kind {
        NounKind::Data
        | NounKind::Tracker
        | NounKind::Definition
        | NounKind::Policy
        | NounKind::Organization => Place::Own,
        NounKind::Audience
        | NounKind::Service
        | NounKind::Recipient
        | NounKind::Source
        | NounKind::Channel
        | NounKind::Law
        | NounKind::Document => Place::Listed,
        NounKind::Region | NounKind::Purpose | NounKind::Condition => Place::Mention,
    }
}

/// Whether documents list declarations of a kind.
pub(super) fn is_listed(kind: NounKind) -> bool {
    place(kind) == Place::Listed
}

/// Whether a clause says what belongs to what is declared.
const fn names_examples(clause: &ClauseKind) -> bool {
    matches!(clause, ClauseKind::List(ListWord::SuchAs | ListWord::Including | ListWord::Called, _))
}

/// Whether a clause of a declaration limits each sentence that names it, so that none may go without.
const fn limits(kind: NounKind, clause: &ClauseKind) -> bool {
    match clause {
        ClauseKind::Condition(..) => !matches!(kind, NounKind::Condition),
        ClauseKind::List(ListWord::In | ListWord::Under | ListWord::Except, _) => {
            matches!(kind, NounKind::Purpose | NounKind::Recipient)
        }
        _ => false,
    }
}

/// Whether the name of people says the place that they are in, or their age: "Washington residents", "residents of
/// Washington", and not "Washington Post readers", whose words are another name.
fn says(name: &str, place: &str) -> bool {
    let lower = |text: &str| text.to_ascii_lowercase();
    let place = lower(place);
    let place = place.strip_prefix("the ").unwrap_or(&place);
    let is_name = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    lower(name).match_indices(place).any(|(at, _)| {
        let (before, after) = (name.get(..at), name.get(at + place.len()..));
        let (Some(before), Some(after)) = (before, after) else { return false };
        let apart =
            (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '));
        apart && !is_name(before.split_whitespace().next_back()) && !is_name(after.split_whitespace().next())
    })
}

/// A text that goes with a condition, without the word that those for readers end in: "opt in to", "opt out of", "believe that".
pub(super) fn detail_of<'a>(condition: &str, detail: &'a str) -> &'a str {
    let ends: &[&str] = match condition {
        "opt-in" | "request" => &["to "],
        "opt-out" => &["of ", "from "],
        "belief" => &["that "],
        _ => return detail,
    };
    ends.iter().find_map(|end| detail.strip_prefix(end)).unwrap_or(detail)
}

pub(super) fn duration_view(duration: Duration) -> DurationView<'static> {
    DurationView {
        said: "",
        bound: duration.bound.map_or("", Bound::as_str),
        count: duration.count,
        unit: duration.unit.as_str(),
    }
}

pub(super) fn length_view(length: &Length) -> DurationView<'_> {
    match length {
        Length::Time(duration) => duration_view(*duration),
        Length::Said(said) => DurationView { said, bound: "", count: 0, unit: "" },
    }
}

pub(super) fn date_view(dated: Dated) -> DateView {
    match dated {
        Dated::On(date) => on(date),
        Dated::Absent(absence) => DateView { year: 0, month: 0, day: 0, iso: absence.as_str().to_owned() },
    }
}

pub(in crate::document) fn on(date: Date) -> DateView {
    DateView { year: date.year(), month: date.month(), day: date.day(), iso: date.to_string() }
}
