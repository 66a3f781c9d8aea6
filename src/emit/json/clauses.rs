//! Clauses: conditions, lists, deadlines, retention and the rest, each as typed data.

use schemars::JsonSchema;
use serde::Serialize;

use super::Context;
use super::terms::{Duration, Length, List, Reference, Term, unclassified};
use super::words::{Absence, ConditionWord, Date, DateWord, ListWord, SayingWord};
use crate::model;

/// A clause, by its kind.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "clause", rename_all = "kebab-case")]
pub(super) enum Clause<'a> {
    /// A condition, and what limits it in turn.
    Condition {
        /// The word it begins with.
        word: ConditionWord,
        /// The condition.
        condition: Expression<'a>,
        /// Exceptions to it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        guards: Vec<Guard<'a>>,
    },
    /// A list after a word such as `for` (purposes), `from` (sources) or `to` (recipients).
    List {
        /// The word it begins with.
        word: ListWord,
        /// What follows it.
        #[serde(flatten)]
        list: List<'a>,
    },
    /// How long data is kept.
    Retention {
        /// The period or the criterion.
        kept: Retention<'a>,
        /// The event from which the period runs.
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<Expression<'a>>,
    },
    /// A deadline.
    Deadline {
        /// The time there is.
        within: Length<'a>,
        /// The event from which it runs.
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<Expression<'a>>,
        /// How far it can be extended.
        #[serde(skip_serializing_if = "Option::is_none")]
        extension: Option<Length<'a>>,
        /// On which condition it can be.
        #[serde(skip_serializing_if = "Option::is_none")]
        extended_if: Option<Expression<'a>>,
    },
    /// How often something happens.
    Frequency {
        /// The time from one to the next.
        every: Duration,
    },
    /// How far back something reaches.
    LookBack {
        /// The time that counts.
        last: Duration,
    },
    /// How many times at most.
    Limit {
        /// The number of times.
        times: u32,
        /// The time they are counted in; without it, so many and no more.
        #[serde(skip_serializing_if = "Option::is_none")]
        per: Option<Duration>,
    },
    /// Legal bases.
    Basis {
        /// Each basis, with its purposes.
        grounds: Vec<Ground<'a>>,
    },
    /// A text: a reason, a consequence, a note, an id, a heading.
    Saying {
        /// The word it begins with.
        word: SayingWord,
        /// The text, or that there is none.
        #[serde(flatten)]
        said: Said<'a>,
    },
    /// A date.
    Date {
        /// The word it begins with.
        word: DateWord,
        /// The date, or that there is none.
        #[serde(flatten)]
        dated: Dated,
    },
    /// A finding that is not to be reported here.
    Allow {
        /// The finding's name.
        finding: &'a str,
        /// Why.
        reason: &'a str,
    },
}

impl<'a> Clause<'a> {
    pub(super) fn all(context: &mut Context<'a>, clauses: &'a [model::Clause]) -> Vec<Self> {
        clauses.iter().map(|clause| Self::new(context, &clause.kind)).collect()
    }

    fn new(context: &mut Context<'a>, clause: &'a model::ClauseKind) -> Self {
        match clause {
            model::ClauseKind::Condition(word, guarded) => Self::Condition {
                word: ConditionWord(*word),
                condition: Expression::new(context, &guarded.expression),
                guards: Guard::all(context, &guarded.guards),
            },
            model::ClauseKind::List(word, list) => {
                context.metrics.unclassified_terms += unclassified(&list.terms);
                Self::List { word: ListWord(*word), list: List::new(context, list) }
            }
            model::ClauseKind::Kept(kept, after) => Self::Retention {
                kept: Retention::new(context, kept),
                after: Expression::optional(context, after.as_deref()),
            },
            model::ClauseKind::Within(within, after, extension) => Self::Deadline {
                within: within.into(),
                after: Expression::optional(context, after.as_deref()),
                extension: extension.as_ref().map(|extension| (&extension.by).into()),
                extended_if: Expression::optional(
                    context,
                    extension.as_ref().and_then(|extension| extension.on.as_deref()),
                ),
            },
            model::ClauseKind::Every(every) => Self::Frequency { every: (*every).into() },
            model::ClauseKind::Lookback(last) => Self::LookBack { last: (*last).into() },
            model::ClauseKind::Limit(times, per) => Self::Limit { times: *times, per: per.map(Into::into) },
            model::ClauseKind::Basis(grounds) => {
                Self::Basis { grounds: grounds.iter().map(|ground| Ground::new(context, ground)).collect() }
            }
            model::ClauseKind::Saying(word, said) => {
                Self::Saying { word: SayingWord(*word), said: said.into() }
            }
            model::ClauseKind::Dated(word, dated) => {
                Self::Date { word: DateWord(*word), dated: (*dated).into() }
            }
            model::ClauseKind::Allow(finding, reason) => Self::Allow { finding, reason },
        }
    }
}

/// A condition.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub(super) enum Expression<'a> {
    /// At least one of these holds.
    Any {
        /// The conditions.
        of: Vec<Expression<'a>>,
    },
    /// All of these hold.
    All {
        /// The conditions.
        of: Vec<Expression<'a>>,
    },
    /// This does not hold.
    Not {
        /// The condition.
        of: Box<Expression<'a>>,
    },
    /// A condition in parentheses, with its own exceptions.
    Group {
        /// The condition.
        of: Box<Expression<'a>>,
        /// Exceptions to it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        guards: Vec<Guard<'a>>,
    },
    /// The author's words.
    Text {
        /// The words.
        text: &'a str,
    },
    /// A condition with a name.
    Named {
        /// The condition.
        condition: Reference<'a>,
        /// Whose it is, as in the consent of a parent.
        #[serde(skip_serializing_if = "Option::is_none")]
        party: Option<Reference<'a>>,
        /// A text that goes with it.
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<&'a str>,
    },
}

impl<'a> Expression<'a> {
    fn new(context: &mut Context<'a>, expression: &'a model::Expression) -> Self {
        match expression {
            model::Expression::Or(all) => Self::Any { of: Self::all(context, all) },
            model::Expression::And(all) => Self::All { of: Self::all(context, all) },
            model::Expression::Not(inner) => Self::Not { of: Box::new(Self::new(context, inner)) },
            model::Expression::Group(guarded) => Self::Group {
                of: Box::new(Self::new(context, &guarded.expression)),
                guards: Guard::all(context, &guarded.guards),
            },
            model::Expression::Text(text, _) => Self::Text { text },
            model::Expression::Named { condition, party, detail, span: _ } => Self::Named {
                condition: Reference::new(context, condition),
                party: party.as_ref().map(|party| Reference::new(context, party)),
                detail: detail.as_deref(),
            },
        }
    }

    fn all(context: &mut Context<'a>, expressions: &'a [model::Expression]) -> Vec<Self> {
        expressions.iter().map(|expression| Self::new(context, expression)).collect()
    }

    fn optional(context: &mut Context<'a>, expression: Option<&'a model::Expression>) -> Option<Self> {
        expression.map(|expression| Self::new(context, expression))
    }
}

/// An exception to a condition.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Guard<'a> {
    /// The word it begins with.
    word: ConditionWord,
    /// The condition.
    condition: Expression<'a>,
}

impl<'a> Guard<'a> {
    fn all(
        context: &mut Context<'a>,
        guards: &'a [(model::words::ConditionWord, model::Expression)],
    ) -> Vec<Self> {
        let guards = guards.iter();
        guards
            .map(|(word, condition)| Self {
                word: ConditionWord(*word),
                condition: Expression::new(context, condition),
            })
            .collect()
    }
}

/// How long data is kept: a period, a criterion, without end, or deliberately not said.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "period", rename_all = "kebab-case")]
pub(super) enum Retention<'a> {
    /// For a time.
    Fixed {
        /// The time.
        duration: Duration,
    },
    /// While or until something holds.
    Criterion {
        /// The word it begins with.
        word: ConditionWord,
        /// The condition.
        condition: Expression<'a>,
    },
    /// Without end.
    Forever,
    /// Deliberately not said.
    #[serde(untagged)]
    Absent {
        /// In which way.
        absent: Absence,
    },
}

impl<'a> Retention<'a> {
    fn new(context: &mut Context<'a>, kept: &'a model::Retention) -> Self {
        match kept {
            model::Retention::For(duration) => Self::Fixed { duration: (*duration).into() },
            model::Retention::Condition(word, expression) => Self::Criterion {
                word: ConditionWord(*word),
                condition: Expression::new(context, expression),
            },
            model::Retention::Forever => Self::Forever,
            model::Retention::Absent(absence) => Self::Absent { absent: Absence(*absence) },
        }
    }
}

/// A legal basis.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Ground<'a> {
    /// The basis.
    basis: Reference<'a>,
    /// The interest pursued.
    #[serde(skip_serializing_if = "Option::is_none")]
    interest: Option<&'a str>,
    /// The purposes or data it is for; empty where the author bound it to none.
    purposes: Vec<Term<'a>>,
}

impl<'a> Ground<'a> {
    fn new(context: &mut Context<'a>, ground: &'a model::Ground) -> Self {
        Self {
            basis: Reference::new(context, &ground.basis),
            interest: ground.interest.as_deref(),
            purposes: Term::all(context, &ground.purposes),
        }
    }
}

/// A text, or deliberately none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Said<'a> {
    /// A text.
    Text(&'a str),
    /// Deliberately none.
    Absent(Absence),
}

impl<'a> From<&'a model::Said> for Said<'a> {
    fn from(said: &'a model::Said) -> Self {
        match said {
            model::Said::Text(text) => Self::Text(text),
            model::Said::Absent(absence) => Self::Absent(Absence(*absence)),
        }
    }
}

/// A date, or deliberately none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Dated {
    /// A date.
    Date(Date),
    /// Deliberately none.
    Absent(Absence),
}

impl From<model::Dated> for Dated {
    fn from(dated: model::Dated) -> Self {
        match dated {
            model::Dated::On(date) => Self::Date(Date(date)),
            model::Dated::Absent(absence) => Self::Absent(Absence(absence)),
        }
    }
}
