//! Two lengths for the same data.

use foldhash::{HashMap, HashMapExt};

use super::{clock, conditional, holds, overlap, same_scope};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::retention::{Kept, Length, kept};
use crate::diagnostic::Diagnostic;
use crate::model::words::Bound;
use crate::model::{Duration, NounId, Ref, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "contradictory-retention", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let all = kept(context);
    let plain: Vec<&Kept<'_, '_>> =
        all.iter().filter(|kept| !kept.practice.is_some_and(conditional)).collect();
    let related = Related::of(&plain);
    for (at, second) in plain.iter().enumerate() {
        let mut firsts = related.before(context, at, second).into_iter().filter_map(|at| plain.get(at));
        let first = firsts.find(|first| {
            let scope = match (first.practice, second.practice) {
                (Some(a), Some(b)) => same_scope(context, a, b) && !other_clock(a, b),
                _ => true,
            };
            scope && first.span != second.span && disagree(context, first, second)
        });
        if let Some(first) = first {
            findings.push(two_lengths(context, first, second));
        }
    }
}

/// Statements of how long by what they are about, to find those that may disagree with one.
struct Related<'k> {
    by_data: HashMap<&'k Value, Vec<usize>>,
    endless: Vec<usize>,
}

impl<'k> Related<'k> {
    fn of(plain: &[&'k Kept<'_, '_>]) -> Self {
        let mut related = Self { by_data: HashMap::new(), endless: Vec::new() };
        for (at, kept) in plain.iter().enumerate() {
            match kept.length {
                Length::Forever => related.endless.push(at),
                Length::For(_) => {
                    for term in &kept.data {
                        related.by_data.entry(&term.value).or_default().push(at);
                    }
                }
                Length::Words | Length::Criterion(_) | Length::Depending => {}
            }
        }
        related
    }

    /// Those before a number that may disagree with a statement, in their order.
    fn before(&self, context: &Context<'_>, at: usize, kept: &Kept<'_, '_>) -> Vec<usize> {
        let mut found: Vec<usize> = match kept.length {
            // What is kept without end disagrees with any limit of what it holds or is held by.
            Length::Forever => return (0..at).collect(),
            Length::For(_) | Length::Words | Length::Criterion(_) => self.endless.clone(),
            Length::Depending => Vec::new(),
        };
        if matches!(kept.length, Length::For(_)) {
            for term in &kept.data {
                found.extend(self.by_data.get(&term.value).into_iter().flatten());
                let Some((id, noun)) = context.noun_of(term) else { continue };
                let mut outer = noun.parent;
                while let Some(id) = outer {
                    found.extend(self.by_data.get(&Value::Ref(Ref::Noun(id))).into_iter().flatten());
                    outer = context.policy.noun(id).and_then(|noun| noun.parent);
                }
                self.add_items(context, id, &mut found);
            }
        }
        found.retain(|known| *known < at);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn add_items(&self, context: &Context<'_>, id: NounId, found: &mut Vec<usize>) {
        for item in context.policy.noun(id).into_iter().flat_map(|noun| &noun.items) {
            found.extend(self.by_data.get(&Value::Ref(Ref::Noun(*item))).into_iter().flatten());
            self.add_items(context, *item, found);
        }
    }
}

fn disagree(context: &Context<'_>, a: &Kept<'_, '_>, b: &Kept<'_, '_>) -> bool {
    let same = a.data.iter().any(|a| b.data.iter().any(|b| a.value == b.value));
    match (a.length, b.length) {
        // The limit of one item and of its group can both be meant; the same data has one limit.
        (Length::For(x), Length::For(y)) => apart(x, y) && (same || outlives(context, a, b)),
        (Length::Forever, Length::For(_) | Length::Words | Length::Criterion(_))
        | (Length::For(_) | Length::Words | Length::Criterion(_), Length::Forever) => {
            overlap(context, &a.data, &b.data)
        }
        _ => false,
    }
}

/// Whether no length is both of two.
fn apart(one: Duration, other: Duration) -> bool {
    match (one.bound, other.bound) {
        (Some(Bound::AtMost), None | Some(Bound::AtLeast)) | (None, Some(Bound::AtLeast)) => {
            one.is_less(other)
        }
        (Some(Bound::AtLeast), None | Some(Bound::AtMost)) | (None, Some(Bound::AtMost)) => {
            other.is_less(one)
        }
        _ => one.is_less(other) || other.is_less(one),
    }
}

/// Whether an item is kept longer than the declared group that it belongs to.
fn outlives(context: &Context<'_>, a: &Kept<'_, '_>, b: &Kept<'_, '_>) -> bool {
    let longer = |long: &Kept<'_, '_>, short: &Kept<'_, '_>| match (long.length, short.length) {
        (Length::For(long_for), Length::For(short_for)) => {
            // What is kept at most so long need not outlive a group, and a group kept at least so long may live on.
            short_for.is_less(long_for)
                && long_for.bound != Some(Bound::AtMost)
                && short_for.bound != Some(Bound::AtLeast)
                && short.data.iter().any(|group| long.data.iter().any(|item| holds(context, group, item)))
        }
        _ => false,
    };
    longer(a, b) || longer(b, a)
}

/// Whether the two count from different events.
fn other_clock(a: &Practice<'_>, b: &Practice<'_>) -> bool {
    let (a, b) = (clock(a), clock(b));
    !a.is_empty() && !b.is_empty() && a != b
}

fn two_lengths(context: &Context<'_>, first: &Kept<'_, '_>, second: &Kept<'_, '_>) -> Diagnostic {
    let name = second.data.first().map_or_else(|| "this".to_owned(), |term| context.name(term));
    Context::finding(&RULE, second.span, format!("`{name}` is kept for two different lengths of time"))
        .with_label(first.span, said(first.length))
        .with_label(second.span, said(second.length))
        .with_help("keep one of the two, or say which data, people or cases each is for")
}

fn said(length: Length<'_>) -> String {
    match length {
        Length::For(duration) => format!("this says {duration}"),
        Length::Forever => "this says without end".to_owned(),
        Length::Words | Length::Criterion(_) | Length::Depending => "this sets a limit".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_periods_for_the_same_data() {
        check(
            &RULE,
            r#"
data logs "log data" : diagnostics.log
we keep logs for 30 days
we keep logs for 1 year
//^^^ `logs` is kept for two different lengths of time
"#,
        );
    }

    #[test]
    fn an_item_that_outlives_its_group() {
        check(
            &RULE,
            r#"
data logs "log data" : diagnostics.log {
    ip "IP address" : device.ip
}
we keep logs for 30 days
we keep ip for 1 year
//^^^ `logs.ip` is kept for two different lengths of time
"#,
        );
    }

    #[test]
    fn without_end_and_with_one() {
        check(
            &RULE,
            r#"
we will retain personal-data as far as "our customer asks for it"
we retain personal-data indefinitely
//^^^ `personal-data` is kept for two different lengths of time
"#,
        );
    }

    #[test]
    fn beside_a_collection_and_by_itself() {
        check(
            &RULE,
            r#"
data account "account details" : account
condition closure "you close your account"
we collect account kept at most 2 years after closure
we keep account for at least 6 years after closure
//^^^ `account` is kept for two different lengths of time
"#,
        );
    }

    #[test]
    fn from_whoever_reads_this_and_from_some_of_them() {
        check(
            &RULE,
            r#"
data cv "CVs" : professional.cv
we collect contact from users kept 12 months
we keep contact for 24 months
//^^^ `contact` is kept for two different lengths of time
we collect cv from applicants kept 12 months
we keep cv for 24 months
"#,
        );
    }

    #[test]
    fn limits_that_no_length_is_within() {
        check(
            &RULE,
            r#"
data logs   "log data" : diagnostics.log
data orders "orders"   : commercial.purchases
we keep logs for at most 30 days
we keep logs for 60 days
//^^^ `logs` is kept for two different lengths of time
we keep orders for at least 6 years
we keep orders for at most 5 years
//^^^ `orders` is kept for two different lengths of time
"#,
        );
    }

    #[test]
    fn one_length_in_other_units() {
        check(
            &RULE,
            r#"
data logs   "log data" : diagnostics.log
data orders "orders"   : commercial.purchases
data bills  "bills"    : financial { ip "IP address" : device.ip }
we keep logs for 2 years
we keep logs for 24 months
we keep orders for 1 week
we keep orders for 168 hours
we keep bills for 12 months
we keep ip for 1 year
we keep "notes" : communication for 13 months
we keep "notes" : communication for 1 year
//^^^ `notes` is kept for two different lengths of time
we keep "calls" : communication for 24 hours
we keep "calls" : communication for 48 hours
//^^^ `calls` is kept for two different lengths of time
"#,
        );
    }

    #[test]
    fn limits_that_a_length_is_within() {
        check(
            &RULE,
            r#"
data logs   "log data" : diagnostics.log
data orders "orders"   : commercial.purchases
we keep logs for at most 60 days
we keep logs for 30 days
we keep orders for at least 6 years
we keep orders for at most 10 years
we keep orders for 7 years
"#,
        );
    }

    #[test]
    fn other_data_people_cases_and_clocks() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
we keep personal-data for 24 months
we keep orders for 7 years
we keep orders for 24 months if "you ask us to"
we keep "applications" : professional.cv about applicants for 6 months
we keep "applications" : professional.cv about staff for 6 years
we keep "messages" : communication for 1 year after "your last message"
we keep "messages" : communication for 2 years after "a dispute"
we keep "letters" : communication for 12 months
we keep "letters" : communication for 12 months
"#,
        );
    }

    #[test]
    fn other_services() {
        check(
            &RULE,
            r#"
service site "our website" : website
service app "our app" : mobile-app
data orders "orders" : commercial.purchases
data logs "log data" : diagnostics.log
section web on site { we keep contact for 24 months }
section mobile on app { we keep contact for 12 months }
we keep orders through site for 24 months
we keep orders on app for 12 months
we collect device on site kept 24 months
we collect device on app kept 12 months
we keep health on "the forum" for 24 months
we keep health on "the shop" for 12 months
we keep logs on site, app for 24 months
we keep logs on app for 12 months
//^^^ `logs` is kept for two different lengths of time
we keep genetic on site for 24 months
we keep genetic for 12 months
//^^^ `genetic` is kept for two different lengths of time
"#,
        );
    }
}
