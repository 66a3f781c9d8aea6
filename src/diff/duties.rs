//! What follows from the changes: dates that must move, people who must be told, and how long before.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::head::date_of;
use super::kinds::{self, Cite, Duty, NoticeWords};
use super::shape::Version;
use super::{Change, Changes, words};
use crate::analysis::context::leaves;
use crate::analysis::registry;
use crate::changelog::Edition;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::words::{DateWord, ListWord, NounKind, Topic, Unit};
use crate::model::{
    self, Clause, ClauseKind, Duration, Expression, Policy, Ref, Section, Statement, Term, Value,
};
use crate::source::Span;

/// What follows from the changes between two versions.
#[derive(Clone, Debug, Default)]
pub struct Consequences {
    /// What the versions say of when they hold.
    pub dates: Dates,
    /// What is to be done, the dates first.
    pub tasks: Vec<Task>,
    /// Whether and when people must be told; nothing, if nobody must be.
    pub notice: Option<Notice>,
    /// What was found to be wrong, at places of the new version.
    pub findings: Vec<Diagnostic>,
}

/// What two versions say of when they hold, in the old and the new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// From when on.
    pub effective: (Option<Date>, Option<Date>),
    /// When it was last changed.
    pub updated: (Option<Date>, Option<Date>),
    /// What it is numbered.
    pub version: (Option<String>, Option<String>),
}

/// Something to be done.
#[derive(Clone, Debug)]
pub struct Task {
    /// What.
    pub duty: &'static Duty,
    /// Whether the new version does it; nothing, where that shows elsewhere.
    pub done: Option<bool>,
    /// The law behind it, as far as it concerns the policy.
    pub citations: Vec<&'static Cite>,
    /// The changes it follows from, by their numbers in [`Changes::changes`].
    pub because_of: Vec<usize>,
}

/// When people must be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// What the old version promises: it holds for this change, whatever the new one says.
    pub promise: Option<Promise>,
    /// The day from which the notice counts.
    pub from: Option<Date>,
    /// The day on which the new version takes effect.
    pub effective: Option<Date>,
    /// The days between the two.
    pub days: Option<i32>,
    /// The first day on which the new version may take effect.
    pub earliest: Option<Date>,
}

impl Notice {
    /// Whether there is time enough, where that can be told.
    #[must_use]
    pub fn is_enough(&self) -> Option<bool> {
        Some(self.effective? >= self.earliest?)
    }
}

/// A promise to tell people of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What it says, in words.
    pub sentence: String,
    /// How long before, if it says so.
    pub period: Option<Duration>,
    /// How people are told.
    pub by: Vec<String>,
    /// Where, in the files of the old version.
    pub span: Span,
}

/// What follows from the changes. `as_of` is the day on which people are told; without it, the
/// day on which the new version says it was updated.
#[must_use]
pub fn consequences(changes: &Changes, old: &Policy, new: &Policy, as_of: Option<Date>) -> Consequences {
    let dates = dates(old, new);
    let mut found = Consequences { tasks: tasks(changes, &dates), ..Consequences::default() };
    let owed = changes.material().any(|change| change.kind.duties.iter().any(|duty| duty == "notice"));
    if owed {
        found.notice = Some(notice(old, &dates, as_of));
    }
    found.findings = findings(changes, old, new, &dates, found.notice.as_ref());
    found.dates = dates;
    found
}

fn dates(old: &Policy, new: &Policy) -> Dates {
    let (old, new) = (edition(old), edition(new));
    Dates {
        effective: (old.effective, new.effective),
        updated: (old.updated, new.updated),
        version: (old.version, new.version),
    }
}

/// What a version of a policy says of when it holds, and what it is numbered.
#[must_use]
pub fn edition(policy: &Policy) -> Edition {
    let date = |word| policy.head().and_then(|head| date_of(head, word)).map(|(date, _)| date);
    let terms = policy.head().into_iter().flat_map(|head| head.property("version"));
    let terms = terms.flat_map(|property| &property.list.terms);
    let names: Vec<String> = terms.map(|term| words::term(policy, term)).collect();
    Edition {
        effective: date(DateWord::Effective),
        updated: date(DateWord::Updated),
        version: (!names.is_empty()).then(|| names.join(" ")),
    }
}

/// Whether the new of two dates is later; nothing, where there is no old one.
fn moved(dates: (Option<Date>, Option<Date>)) -> Option<bool> {
    let before = dates.0?;
    Some(dates.1.is_some_and(|after| after > before))
}

/// Whether the version is another and no lower one; nothing, where there is no old one.
fn renumbered(dates: &Dates) -> Option<bool> {
    let before = dates.version.0.as_deref()?;
    Some(dates.version.1.as_deref().is_some_and(|after| after != before && !is_lower(after, before)))
}

/// Whether one version is numbered lower than another; where one is more than numbers, nobody can tell.
fn is_lower(version: &str, than: &str) -> bool {
    let numbers = |version: &str| -> Option<Vec<u32>> {
        let numbers = version.trim_start_matches(['v', 'V']).split(['.', '-']);
        let mut numbers: Vec<u32> = numbers.map(|number| number.parse().ok()).collect::<Option<_>>()?;
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(numbers)
    };
    numbers(version).zip(numbers(than)).is_some_and(|(version, than)| version < than)
}

fn tasks(changes: &Changes, dates: &Dates) -> Vec<Task> {
    let material: Vec<usize> = changes
        .changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.kind.material)
        .map(|(at, _)| at)
        .collect();
    let mut tasks: Vec<Task> = Vec::new();
    let task = |duty: &'static Duty, done: Option<bool>, because_of: Vec<usize>| Task {
        duty,
        done,
        citations: kinds::concerning(&duty.cite, &changes.laws),
        because_of,
    };
    if !material.is_empty() {
        let dated = [moved(dates.effective), moved(dates.updated)];
        let done = dated.iter().any(Option::is_some).then(|| dated.iter().all(|moved| *moved != Some(false)));
        tasks.extend(kinds::duty("dates").map(|duty| task(duty, done, material.clone())));
    }
    if !material.is_empty()
        && let Some(done) = renumbered(dates)
    {
        tasks.extend(kinds::duty("version").map(|duty| task(duty, Some(done), material.clone())));
    }
    let mut because: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<&'static Duty> = Vec::new();
    for (at, change) in changes.changes.iter().enumerate() {
        for duty in &change.duties {
            if !because.contains_key(duty.id.as_str()) {
                order.push(duty);
            }
            because.entry(&duty.id).or_default().push(at);
        }
    }
    // Telling people comes right after the dates.
    order.sort_by_key(|duty| !duty.id.contains("notice"));
    tasks.extend(
        order.into_iter().map(|duty| task(duty, None, because.remove(duty.id.as_str()).unwrap_or_default())),
    );
    tasks
}

fn notice(old: &Policy, dates: &Dates, as_of: Option<Date>) -> Notice {
    let promise = promise(old);
    // A date of the last update that stayed says nothing of this one.
    let updated = dates.updated.1.filter(|_| moved(dates.updated) != Some(false));
    let from = as_of.or(updated);
    let effective = dates.effective.1;
    let days =
        from.zip(effective).and_then(|(from, until)| from.until(until).ok()).map(|span| span.get_days());
    let period = promise.as_ref().and_then(|promise| promise.period);
    let earliest = from.zip(period).and_then(|(from, period)| after(from, period));
    Notice { promise, from, effective, days, earliest }
}

/// The day a length of time after another; holidays are no business days, but no calendar is known.
fn after(from: Date, period: Duration) -> Option<Date> {
    let count = i64::from(period.count);
    let span = jiff::Span::new();
    let span = match period.unit {
        Unit::Minute => span.try_days(count.div_euclid(24 * 60)),
        Unit::Hour => span.try_days(count.div_euclid(24)),
        Unit::Day => span.try_days(count),
        Unit::BusinessDay => return business_days_after(from, count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year | Unit::CalendarYear => span.try_years(count),
    };
    from.checked_add(span.ok()?).ok()
}

fn business_days_after(from: Date, count: i64) -> Option<Date> {
    let mut day = from;
    // A number that no notice has is not counted out.
    for _ in 0..count.min(3_660) {
        day = day.tomorrow().ok()?;
        while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            day = day.tomorrow().ok()?;
        }
    }
    Some(day)
}

/// What a version promises about telling people of changes: the one with the longest time, if
/// there are several.
fn promise(policy: &Policy) -> Option<Promise> {
    let version = Version::new(policy, vec![String::new(); policy.nouns.len()], &[]);
    let words_of = kinds::notice_words(policy.language.as_deref().unwrap_or("en"));
    let mut found: Vec<Promise> = Vec::new();
    for practice in version.context.practices() {
        let statement = practice.statement;
        let tells = statement.does("notify") || statement.does("post") || statement.does("send");
        let of_policy = || is_of_policy(policy, statement, words_of);
        if statement.topic != Topic::Changes || !tells || statement.modal.negative() || !of_policy() {
            continue;
        }
        let shape = version.statement(statement, &practice.within);
        let by = statement.terms(ListWord::By).chain(statement.terms(ListWord::Through));
        found.push(Promise {
            sentence: words::sentence(policy, &shape),
            period: period(policy, statement, words_of),
            by: by.map(|term| words::term(policy, term)).collect(),
            span: statement.span,
        });
    }
    // The first that says how long, or else the first.
    found.sort_by_key(|promise| (promise.period.is_none(), promise.span));
    found.into_iter().next()
}

/// Whether what people are told of may be a change of a policy: what they are told about says so, or else when.
fn is_of_policy(policy: &Policy, statement: &Statement, words_of: &NoticeWords) -> bool {
    let named = |found: &Ref| match found {
        Ref::Noun(id) => policy.noun(*id).is_some_and(|noun| {
            noun.kind == NounKind::Document || words_of.is_of_policy(noun.name.as_deref().unwrap_or(&noun.id))
        }),
        Ref::Text(text) => words_of.is_of_policy(text),
        _ => true,
    };
    let is_one = |term: &Term| matches!(&term.value, Value::Ref(found) if named(found));
    let mut about = statement.terms(ListWord::About).chain(statement.terms(ListWord::Of)).peekable();
    if about.peek().is_some() {
        return about.any(is_one);
    }
    let when = [ListWord::Before, ListWord::After, ListWord::When].map(|word| statement.terms(word));
    let mut when = when.into_iter().flatten().filter(|term| matches!(term.value, Value::Ref(_))).peekable();
    let mut conditions = statement
        .clauses
        .iter()
        .filter_map(|clause| match &clause.kind {
            ClauseKind::Condition(_, said) => Some(leaves(&said.expression)),
            _ => None,
        })
        .flatten()
        .peekable();
    let holds = |leaf: &Expression| match leaf {
        Expression::Text(text, _) => words_of.is_of_policy(text),
        Expression::Named { condition, .. } => named(condition),
        _ => true,
    };
    when.peek().is_none() && conditions.peek().is_none() || when.any(is_one) || conditions.any(holds)
}

/// How long before a change people are told: as a duration, or in the author's own words.
fn period(policy: &Policy, statement: &Statement, words_of: &NoticeWords) -> Option<Duration> {
    for clause in &statement.clauses {
        if let ClauseKind::List(ListWord::Before | ListWord::For, list) = &clause.kind {
            let typed = list.terms.iter().find_map(|term| match term.value {
                Value::Duration(duration) => Some(duration),
                _ => None,
            });
            if typed.is_some() {
                return typed;
            }
        }
    }
    let texts = crate::analysis::texts::of_statement(statement);
    let named = super::pairs::terms(statement).into_iter().filter_map(|(_, term)| match &term.value {
        Value::Ref(Ref::Noun(id)) => policy.noun(*id)?.name.as_deref(),
        _ => None,
    });
    texts.iter().map(|text| text.text).chain(named).find_map(|text| words_of.period(text))
}

fn finding(name: &'static str, at: Span, message: String) -> Diagnostic {
    let known = registry::rule(name);
    let mut finding = match known.map_or(Severity::Warning, registry::Known::severity) {
        Severity::Error => Diagnostic::error(name, at, message),
        Severity::Warning => Diagnostic::warning(name, at, message),
        Severity::Note => Diagnostic::note(name, at, message),
    };
    finding.citations = known.map(registry::Known::citations).unwrap_or_default();
    finding
}

fn findings(
    changes: &Changes,
    old: &Policy,
    new: &Policy,
    dates: &Dates,
    notice: Option<&Notice>,
) -> Vec<Diagnostic> {
    let head = new.span.unwrap_or_default();
    let dropped = changes.editorial().filter(|change| change.kind.id == APPROVAL);
    let mut found: Vec<Diagnostic> = dropped.map(|change| approval_dropped(change, head)).collect();
    let material: Vec<&Change> = changes.material().collect();
    let (own, dated) = by_section(&material, old, new);
    for (section, (before, after), because) in dated {
        found.extend(not_moved(&EFFECTIVE, (&before, &after), Date::to_string, &because, section));
    }
    let at = |word| new.head().and_then(|head| date_of(head, word)).map(|(_, span)| span);
    let all = [
        (&EFFECTIVE, dates.effective, at(DateWord::Effective)),
        (&UPDATED, dates.updated, at(DateWord::Updated)),
    ];
    for (of, (before, after), span) in all {
        if let (Some(before), Some(after), Some(span)) = (before, after, span)
            && after <= before
        {
            found.extend(not_moved(of, (&before, &after), Date::to_string, &own, span));
        }
    }
    if let (Some(false), (Some(before), Some(after))) = (renumbered(dates), &dates.version) {
        let span = new.head().and_then(|head| head.property("version").next()).map_or(head, |word| word.span);
        let shown = |version: &String| format!("`{version}`");
        found.extend(not_moved(&VERSION, (before, after), shown, &own, span));
    }
    if let Some(notice) = notice
        && notice.is_enough() == Some(false)
    {
        found.extend(notice_too_short(notice, at(DateWord::Effective).unwrap_or(head)));
    }
    found
}

fn approval_dropped(change: &Change, at: Span) -> Diagnostic {
    let lock = change.before.as_ref().map(|side| side.text.as_str()).unwrap_or_default();
    let message = format!("`{}` is no longer approved; it was, {lock}", change.subject.id);
    finding(APPROVAL, at, message).with_help("say in the pull request why, or approve the section again")
}

/// A date of a section that stays, what it was and is, and the changes under it.
type Stays<'c> = (Span, (Date, Date), Vec<&'c Change>);

/// The changes that the policy's own date is about, and those in sections whose own date stays.
fn by_section<'c>(material: &[&'c Change], old: &Policy, new: &Policy) -> (Vec<&'c Change>, Vec<Stays<'c>>) {
    let mut own: Vec<&Change> = Vec::new();
    let mut dated: Vec<Stays<'c>> = Vec::new();
    let (sections, before) = (super::pairs::sections(new), super::pairs::sections(old));
    for change in material {
        let span = change.after.as_ref().map(|side| side.span);
        let inside = |section: &Section| {
            span.is_some_and(|span| {
                span.file == section.span.file
                    && span.start >= section.span.start
                    && span.end <= section.span.end
            })
        };
        let around = sections
            .iter()
            .rev()
            .find(|placed| inside(placed.section) && effective(placed.section).is_some());
        let Some(section) = around.map(|placed| placed.section) else {
            own.push(change);
            continue;
        };
        let Some((date, at)) = effective(section) else { continue };
        let twin = before
            .iter()
            .find(|placed| placed.section.id == section.id)
            .and_then(|placed| effective(placed.section));
        let Some((earlier, _)) = twin.filter(|(earlier, _)| date <= *earlier) else { continue };
        match dated.iter_mut().find(|(span, ..)| *span == at) {
            Some((_, _, because)) => because.push(change),
            None => dated.push((at, (earlier, date), vec![change])),
        }
    }
    (own, dated)
}

fn effective(section: &Section) -> Option<(Date, Span)> {
    section.clauses.iter().find_map(|clause: &Clause| match clause.kind {
        ClauseKind::Dated(DateWord::Effective, model::Dated::On(date)) => Some((date, clause.span)),
        _ => None,
    })
}

/// What moves with every material change, and never back.
struct Moving {
    /// The finding that it did not move.
    code: &'static str,
    /// How a message begins that says what it still is.
    still: &'static str,
    what: &'static str,
    help: &'static str,
}

const EFFECTIVE: Moving = Moving {
    code: "effective-date-not-moved",
    still: "the effective date is still",
    what: "the effective date",
    help: "in its place, write the day from which the new version holds",
};
const UPDATED: Moving = Moving {
    code: "updated-date-not-moved",
    still: "the policy still says it was last updated on",
    what: "the date of the last update",
    help: "in its place, write the day of this change",
};
const VERSION: Moving = Moving {
    code: "version-not-moved",
    still: "the version is still",
    what: "the version",
    help: "give the new version a number of its own, higher than the old one",
};
const BACK: &str = "moved-back";
const NOTICE: &str = "notice-too-short";
const APPROVAL: &str = "approval-dropped";

/// How many changes a finding points at; a reader looks at one or two.
const SHOWN: usize = 3;

fn because(finding: Diagnostic, changes: &[&Change]) -> Diagnostic {
    let places =
        changes.iter().filter_map(|change| Some((change.after.as_ref()?.span, change.summary.clone())));
    places.take(SHOWN).fold(finding, |finding, (span, text)| finding.with_label(span, text))
}

fn many(changes: &[&Change]) -> String {
    match changes {
        [_] => "a change is material".to_owned(),
        all => format!("{} changes are material", all.len()),
    }
}

/// What stays or moves back, as (before, after), though `changes` are material; without such changes, only what moves back.
fn not_moved<T: PartialOrd>(
    of: &Moving,
    (before, after): (&T, &T),
    shown: impl Fn(&T) -> String,
    changes: &[&Change],
    at: Span,
) -> Option<Diagnostic> {
    let though = if changes.is_empty() { String::new() } else { format!(", though {}", many(changes)) };
    let (code, says) = match (before == after, changes.is_empty()) {
        (true, true) => return None,
        (true, false) => (of.code, format!("{} {}", of.still, shown(after))),
        (false, none) => {
            let back = format!("{} moved back from {} to {}", of.what, shown(before), shown(after));
            (if none { BACK } else { of.code }, back)
        }
    };
    let message = format!("{says}{though}");
    Some(because(finding(code, at, message), changes).with_help(of.help))
}

fn notice_too_short(notice: &Notice, at: Span) -> Option<Diagnostic> {
    let promised = notice.promise.as_ref()?.period?.to_string();
    let (from, effective, earliest) = (notice.from?, notice.effective?, notice.earliest?);
    let message = match notice.days {
        Some(days) if days > 0 => format!(
            "people are promised {promised} of notice, and there {} from {from} to {effective}",
            if days == 1 { "is 1 day".to_owned() } else { format!("are {days} days") }
        ),
        _ => format!(
            "people are promised {promised} of notice, and the change takes effect on {effective} already"
        ),
    };
    let help =
        format!("let it take effect on {earliest} or later, or say with `--as-of` when people were told");
    Some(finding(NOTICE, at, message).with_help(help))
}
