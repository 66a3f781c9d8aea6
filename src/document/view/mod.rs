//! What templates see of a policy.
//!
//! Types of its own, so that the model can change without breaking anybody's
//! templates. `docs/templates.md` describes them. Every name that stands for
//! a declaration is already the text that readers see; how sentences are made
//! of these texts is up to the templates.

mod alike;
mod children;
mod clauses;
mod conditions;
mod homes;
mod known;
mod noun;
mod plural;
mod spelt;
mod statement;
mod term;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::wording::{Mark, Wording, seen};
use crate::law::{Kind, Vocabulary};
use crate::model::words::NounKind;
use crate::model::{Noun, NounId, Part, Policy, Ref, Section, Statement, Value};
use crate::source::Span;
use known::Known;

pub(super) use clauses::condition_key;
pub use clauses::{ClausesView, GroundView, KeptView, LimitView, Lists, Sayings, WithinView};
pub use conditions::{ConditionView, TestView};
pub(crate) use known::Subject;
pub use noun::{NounView, Properties};
pub(crate) use plural::{looks_plural, plural as is_plural};
pub use spelt::Spelt;
pub use statement::{PartView, StatementView, VerbView};
pub(super) use term::on as day;
pub use term::{DateView, DurationView, ListView, MoreView, TermView};

/// A policy's frame: what every template sees beside its own section.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyView<'a> {
    /// The title.
    pub title: &'a str,
    /// The language tag.
    pub language: &'a str,
    /// The policy's own clauses and dates.
    pub head: Option<NounView<'a>>,
    /// The publisher.
    pub publisher: Option<NounView<'a>>,
    /// The author's own word for personal data, if there is one.
    pub personal_data: Option<&'a str>,
    /// Every declaration, by kind, outermost data groups only.
    pub nouns: BTreeMap<&'static str, Vec<NounView<'a>>>,
    /// The topics that the policy says something about.
    pub topics: Vec<&'static str>,
    /// The headings of their sections.
    pub headings: BTreeMap<&'static str, String>,
    /// The sections that grant rights, that on rights first.
    pub granting: Vec<PlaceView<'a>>,
}

seen! { PolicyView<'a>: title language head publisher personal_data nouns topics headings granting }

/// A section as something to point at.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its heading.
    pub title: String,
}

seen! { PlaceView<'a>: id title }

/// What a template sees of its own section.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SectionView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// The topic whose section this is, or that it stands in.
    pub topic: &'static str,
    /// Whether it stands inside another, or adds to one.
    pub nested: bool,
    /// To whom, where and under what it applies.
    pub scope: ClausesView<'a>,
    /// What it holds, in order.
    pub parts: Vec<PartView<'a>>,
}

seen! { SectionView<'a>: id title topic nested scope parts }

/// Makes views of one policy, and remembers what marks stand for.
pub(super) struct Viewer<'a> {
    pub(super) policy: &'a Policy,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) wording: &'a Wording,
    known: &'a Known,
    /// What mark `n` stands for.
    pub(super) spans: Vec<Span>,
    /// Declarations that have been explained where they were first mentioned.
    explained: BTreeSet<NounId>,
    /// Those that are being explained: what one names within its own explanation is its name alone.
    explaining: Vec<NounId>,
    /// Declarations whose names lead somewhere already, in the section at hand.
    pub(super) linked: BTreeSet<NounId>,
    /// Whether purposes bring their conditions wherever they are named: in
    /// tables, where each row stands for itself.
    pub(super) purposes_in_full: bool,
    /// Whether first mentions are explained now.
    pub(super) explain: bool,
    /// Whether the frame is being made, whose explanations do not count as first.
    framing: bool,
    /// Whether the statement at hand says that something is not done.
    denying: bool,
    /// Sentences that declarations bring along, while what mentions them is looked at.
    notes: Option<Vec<&'a str>>,
    /// The policy's own words for classes of data.
    calls: Vec<(&'a str, &'a str)>,
}

impl<'a> Viewer<'a> {
    pub(super) fn new(subject: &'a Subject<'a>) -> Self {
        let Subject { policy, vocabulary, wording, known } = subject;
        Self {
            policy,
            vocabulary,
            wording,
            known,
            spans: Vec::new(),
            explained: BTreeSet::new(),
            explaining: Vec::new(),
            linked: BTreeSet::new(),
            purposes_in_full: false,
            explain: false,
            framing: false,
            denying: false,
            notes: None,
            calls: policy.head().into_iter().flat_map(calls).collect(),
        }
    }

    /// The policy's frame.
    pub(super) fn policy(&mut self, topics: Vec<&'static str>) -> PolicyView<'a> {
        let mut nouns = BTreeMap::new();
        for &kind in NounKind::ALL {
            let policy = self.policy;
            let kinds = [NounKind::Recipient, NounKind::Source];
            let kinds = if kinds.contains(&kind) { &kinds[..] } else { std::slice::from_ref(&kind) };
            let all = kinds.iter().flat_map(|kind| policy.nouns_of(*kind));
            let outermost =
                all.filter(|(id, noun)| noun.parent.is_none() && self.known.shown_as(*id, noun) == kind);
            self.framing = true;
            // These are shown from here, so what they mention is explained here.
            self.explain = matches!(kind, NounKind::Data | NounKind::Tracker | NounKind::Definition);
            let views: Vec<NounView<'a>> = outermost.filter_map(|(id, _)| self.noun(id)).collect();
            nouns.insert(kind.as_str(), views);
        }
        self.explain = false;
        self.framing = false;
        let first = |kind: &str| nouns.get(kind).and_then(|views: &Vec<NounView<'_>>| views.first().cloned());
        PolicyView {
            title: title(self.policy),
            language: self.policy.language.as_deref().unwrap_or("en"),
            head: first("policy"),
            publisher: first("organization"),
            personal_data: self.called("personal-data"),
            topics,
            headings: BTreeMap::new(),
            granting: Vec::new(),
            nouns,
        }
    }

    /// The policy's own word for a class of data.
    pub(super) fn called(&self, class: &str) -> Option<&'a str> {
        self.calls.iter().find(|(id, _)| *id == class).map(|(_, name)| *name)
    }

    pub(super) fn mark(&mut self, span: Span) -> Mark {
        let number = self.spans.len();
        self.spans.push(span);
        Mark::Origin(number)
    }

    /// Whether a channel is one by which people reach somebody else than the publisher.
    pub(super) fn is_of_others(&self, id: NounId) -> bool {
        self.known.is_of_others(id)
    }

    /// What readers call a declaration.
    pub(super) fn noun_name(&self, id: NounId) -> &'a str {
        let known: &'a Known = self.known;
        self.policy.noun(id).map_or("", |noun| known.name(id, noun))
    }
}

/// What readers call a policy.
pub(super) fn title(policy: &Policy) -> &str {
    policy.title.as_deref().unwrap_or(&policy.name)
}

fn calls(head: &Noun) -> impl Iterator<Item = (&str, &str)> {
    head.property("calls").flat_map(|property| &property.list.terms).filter_map(|term| match &term.value {
        Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Class => {
            Some((class.id, term.detail.as_deref()?))
        }
        _ => None,
    })
}

/// The statements of a section, its own and no subsection's.
pub(super) fn statements_of(section: &Section) -> impl Iterator<Item = &Statement> {
    section
        .parts
        .iter()
        .filter_map(|part| if let Part::Statement(statement) = part { Some(statement) } else { None })
}
