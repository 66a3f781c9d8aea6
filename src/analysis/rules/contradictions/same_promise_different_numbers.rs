//! The same promise made twice, with different numbers.

use foldhash::{HashMap, HashMapExt};

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{same_actor, verbs};
use crate::diagnostic::Diagnostic;
use crate::model::verb::HAVING;
use crate::model::words::{ListWord, Modal};
use crate::model::{ClauseKind, Duration, Expression, Term, Value, Verb};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "same-promise-different-numbers", check };

/// A statement and its numbers.
type Promise<'c, 'a> = (&'c Practice<'a>, Numbers);

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let numbered: Vec<(&Practice<'_>, Numbers)> =
        context.those(says_numbers).into_iter().map(|practice| (practice, Numbers::of(practice))).collect();
    // Only what is done by the same verbs to the same things can be the same promise.
    let mut alike: HashMap<(Vec<&str>, Vec<&Value>), Vec<Promise<'_, '_>>> = HashMap::new();
    for (practice, numbers) in &numbered {
        alike.entry(key(practice)).or_default().push((practice, *numbers));
    }
    for (first, said) in &numbered {
        let others = alike.get(&key(first)).into_iter().flatten().filter(|(other, _)| other.at > first.at);
        let later = others.into_iter().find_map(|(other, again)| {
            let (one, two) = said.differ(*again)?;
            same_promise(context, first, other).then_some((other, one, two))
        });
        if let Some((other, one, two)) = later {
            findings.push(said_twice(first, other, &one, &two));
        }
    }
}

/// Whether a promise has numbers. How long data is kept has rules of its own.
fn says_numbers(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.polarity == Polarity::Positive
        && Numbers::of(practice) != Numbers::default()
        && !practice.limited()
        && !practice.does_any(HAVING)
}

/// The words of a practice's verbs, and what it is about.
fn key<'p>(practice: &Practice<'p>) -> (Vec<&'p str>, Vec<&'p Value>) {
    let words = practice.statement.verbs.iter().map(|verb| match verb {
        Verb::Known(known) => known.id,
        Verb::Text(text) => text,
    });
    (words.collect(), values(practice.objects()))
}

/// The numbers of a promise: a deadline, how often, how many times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Numbers {
    within: Option<Duration>,
    every: Option<Duration>,
    limit: Option<(u32, Option<Duration>)>,
}

impl Numbers {
    fn of(practice: &Practice<'_>) -> Self {
        let mut numbers = Self::default();
        for clause in &practice.statement.clauses {
            match &clause.kind {
                ClauseKind::Within(time, ..) => numbers.within = time.time(),
                ClauseKind::Every(time) => numbers.every = Some(*time),
                ClauseKind::Limit(times, time) => numbers.limit = Some((*times, *time)),
                _ => {}
            }
        }
        numbers
    }

    /// The first number that both give, differently.
    fn differ(self, other: Self) -> Option<(String, String)> {
        let apart = |one: Option<Duration>, two: Option<Duration>| {
            let (one, two) = (one?, two?);
            (!same_time(one, two)).then(|| (one.to_string(), two.to_string()))
        };
        apart(self.within, other.within).or_else(|| apart(self.every, other.every)).or_else(|| {
            let ((one, per), (two, each)) = (self.limit?, other.limit?);
            let shown = |times: u32, time: Option<Duration>| match time {
                Some(time) => format!("{times} times per {time}"),
                None => format!("{times} times"),
            };
            let same = match (per, each) {
                (Some(per), Some(each)) => same_time(per, each),
                (None, None) => true,
                _ => false,
            };
            (one != two && same).then(|| (shown(one, per), shown(two, each)))
        })
    }
}

/// Whether two durations are the same for a reader.
fn same_time(one: Duration, two: Duration) -> bool {
    !one.is_less(two) && !two.is_less(one)
}

/// Whether nothing but the numbers tells two promises apart.
fn same_promise(context: &Context<'_>, one: &Practice<'_>, other: &Practice<'_>) -> bool {
    let verbs = verbs(one).eq(verbs(other)) && one.statement.verbs == other.statement.verbs;
    verbs
        && same_actor(context, one, other)
        && one.statement.modal.right() == other.statement.modal.right()
        && (one.statement.modal == Modal::Strives) == (other.statement.modal == Modal::Strives)
        && same_start(context, one, other)
        && values(one.objects()) == values(other.objects())
        && ListWord::ALL.iter().all(|word| {
            values(one.terms(*word)) == values(other.terms(*word))
                && values(one.scope(*word)) == values(other.scope(*word))
        })
}

/// Whether the time of both may run from the same: one that says nothing may mean what the other says, and a request is
/// the same in all words.
fn same_start(context: &Context<'_>, one: &Practice<'_>, other: &Practice<'_>) -> bool {
    let start = |practice: &Practice<'_>| {
        practice.statement.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Within(_, start, _) => start.as_deref().cloned(),
            _ => None,
        })
    };
    let request = |start: &Expression| context.policy.is_request(start);
    match (start(one), start(other)) {
        (Some(one), Some(other)) => same_event(&one, &other) || request(&one) && request(&other),
        _ => true,
    }
}

fn same_event(one: &Expression, other: &Expression) -> bool {
    match (one, other) {
        (Expression::Text(one, _), Expression::Text(other, _)) => one.eq_ignore_ascii_case(other),
        (Expression::Named { condition: one, .. }, Expression::Named { condition: other, .. }) => {
            one == other
        }
        _ => one == other,
    }
}

fn values<'t>(terms: impl Iterator<Item = &'t Term>) -> Vec<&'t Value> {
    terms.map(|term| &term.value).collect()
}

fn said_twice(first: &Practice<'_>, other: &Practice<'_>, one: &str, two: &str) -> Diagnostic {
    Context::finding(
        &RULE,
        other.span(),
        format!("this says `{two}`, and the same promise elsewhere says `{one}`"),
    )
    .with_label(first.span(), format!("here it is `{one}`"))
    .with_help("delete one of the two, or say in both what tells them apart: `for …`, `in …`, `to …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_deadlines_and_two_limits() {
        check(
            &RULE,
            r#"
we will respond to requests within 30 days
we respond to requests within 45 days of "receipt"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says `45 days`, and the same promise elsewhere says `30 days`
you can access personal-data at most 2 times per 12 months
you may access personal-data at most 1 times per 1 year
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this says `1 times per 1 year`…
"#,
        );
    }

    #[test]
    fn another_place_another_condition_or_the_same_time() {
        check(
            &RULE,
            r#"
we respond to requests within 30 days
we respond to requests within 1 month
section state for people in california { we respond to requests within 45 days }
we respond to requests within 90 days if "there are many"
we notify users about "a breach" within 72 hours
we notify authority about "a breach" within 24 hours
we delete personal-data within 30 days of "your request"
we delete personal-data within 24 months of "your last order"
we strive to correct personal-data within 10 days
we will correct personal-data within 1 month
"#,
        );
    }
}
