//! Clauses: what limits a statement or a declaration, and the conditions in them.

use jiff::civil::Date;

use super::words::{Absence, ConditionWord, DateWord, ListWord, SayingWord};
use super::{Duration, Few, Length, List, Ref, Term};
use crate::source::{SharedStr, Span};

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Where.
    pub span: Span,
}

impl Clause {
    /// Whether it is a condition or an exception, which leaves cases open.
    #[must_use]
    pub const fn leaves_room(&self) -> bool {
        matches!(self.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _))
    }
}

/// The kinds of clause.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// A condition.
    Condition(ConditionWord, Guarded),
    /// A list after a word such as `for` or `from`.
    List(ListWord, List),
    /// How long data is kept, and from when on.
    Kept(Retention, Option<Box<Expression>>),
    /// A deadline, what starts it, and how far it can be extended.
    Within(Length, Option<Box<Expression>>, Option<Extension>),
    /// How often.
    Every(Duration),
    /// How far back.
    Lookback(Duration),
    /// How many times, and in how long if not at all.
    Limit(u32, Option<Duration>),
    /// Legal bases.
    Basis(Vec<Ground>),
    /// A text.
    Saying(SayingWord, Said),
    /// A date.
    Dated(DateWord, Dated),
    /// A finding of this name is not to be reported here, and why.
    Allow(SharedStr, SharedStr),
}

/// How far a deadline can be extended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Extension {
    /// By how much.
    pub by: Length,
    /// On which condition, if on any.
    pub on: Option<Box<Expression>>,
}

/// The terms of the lists that follow some clause words.
pub fn listed<'c>(
    clauses: &'c [Clause],
    wanted: impl Fn(ListWord) -> bool + 'c,
) -> impl Iterator<Item = &'c Term> {
    clauses.iter().flat_map(move |clause| match &clause.kind {
        ClauseKind::List(word, list) if wanted(*word) => list.terms.as_slice(),
        _ => [].as_slice(),
    })
}

/// What a deadline depends on: the event that starts it, and the condition of its extension.
pub fn tests_of<'a>(
    start: &'a Option<Box<Expression>>,
    extension: &'a Option<Extension>,
) -> impl Iterator<Item = &'a Expression> {
    let on = extension.as_ref().and_then(|extension| extension.on.as_deref());
    start.as_deref().into_iter().chain(on)
}

/// What a deadline and its extension say of how long they are in the author's words.
pub fn lengths_of<'a>(
    within: &'a Length,
    extension: &'a Option<Extension>,
) -> impl Iterator<Item = &'a SharedStr> {
    let by = extension.as_ref().map(|extension| &extension.by);
    [within].into_iter().chain(by).filter_map(Length::said)
}

/// A text, or deliberately none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    /// A text.
    Text(SharedStr),
    /// Deliberately none.
    Absent(Absence),
}

/// A date, or deliberately none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dated {
    /// A date.
    On(Date),
    /// Deliberately none.
    Absent(Absence),
}

/// How long data is kept.
///
/// GDPR Art. 13(2)(a) accepts a period or the criteria that decide it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Retention {
    /// For a time.
    For(Duration),
    /// While or until something holds.
    Condition(ConditionWord, Expression),
    /// Without end.
    Forever,
    /// Deliberately not said.
    Absent(Absence),
}

/// A legal basis, its interest, and the purposes it is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ground {
    /// The basis.
    pub basis: Ref,
    /// The interest pursued.
    pub interest: Option<SharedStr>,
    /// The purposes; empty where the author bound it to none.
    pub purposes: Few<Term>,
    /// Where.
    pub span: Span,
}

/// A condition, and what limits it in turn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Guarded {
    /// The condition.
    pub expression: Expression,
    /// Exceptions to it.
    pub guards: Few<(ConditionWord, Expression)>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expression {
    /// Any of these.
    Or(Vec<Expression>),
    /// All of these.
    And(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
    /// In parentheses.
    Group(Box<Guarded>),
    /// The author's words.
    Text(SharedStr, Span),
    /// A named condition, whose it is, and a text that goes with it.
    Named {
        /// The condition.
        condition: Ref,
        /// Whose.
        party: Option<Box<Ref>>,
        /// The text.
        detail: Option<SharedStr>,
        /// Where.
        span: Span,
    },
}

impl Expression {
    /// Whether it cannot hold unless some single condition of a kind does: every alternative asks for one.
    #[must_use]
    pub fn needs(&self, wanted: &dyn Fn(&Self) -> bool) -> bool {
        match self {
            Self::Or(parts) => parts.iter().all(|part| part.needs(wanted)),
            Self::And(parts) => parts.iter().any(|part| part.needs(wanted)),
            Self::Not(_) => false,
            Self::Group(inner) => inner.expression.needs(wanted),
            Self::Text(..) | Self::Named { .. } => wanted(self),
        }
    }
}
