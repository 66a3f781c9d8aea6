//! Clauses that do not fit beside each other, or hold what a sentence would lose.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use foldhash::{HashMap, HashMapExt};

use super::{Declared, behind_time, right_behind};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::names::CHOOSING;
use crate::model::verb;
use crate::model::words::{ConditionWord, ListWord, NounKind, SayingWord, Topic, Unit};
use crate::model::{
    Clause, ClauseKind, Duration, Length, List, Ref, Retention, Statement, Term, Value, check,
};
use crate::source::Span;

/// Finds clauses of a sentence that do not fit beside each other.
pub(super) fn statement(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    ages(&statement.clauses, findings);
    repeated(statement, declared, findings);
    behind_times(&statement.clauses, findings);
    counted(&statement.clauses, findings);
    examples(statement, declared, findings);
    lengths(statement, declared, findings);
    misplaced_lengths(&statement.clauses, findings);
    measures(statement, findings);
    absent(statement, findings);
    denied(statement, findings);
}

/// Finds what stands behind an age as if the age were one of several, and would be lost, and ages with a unit.
pub(super) fn ages(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    for clause in clauses {
        let ClauseKind::List(ListWord::Under, list) = &clause.kind else { continue };
        let is_age = |term: &&Term| matches!(term.value, Value::Number(_));
        if list.terms.iter().any(|term| is_age(&term))
            && let Some(other) = list.terms.get(1)
        {
            let finding = Diagnostic::error("wrong-kind", other.span, "this stands in a list of ages");
            findings.push(finding.with_help(
                "an age ends a list: put the people without one first, `parents, children under 13`",
            ));
        }
        for term in &list.terms {
            match term.value {
                Value::Duration(age) => {
                    let finding =
                        Diagnostic::error("wrong-kind", term.span, "an age has no unit, it is in years");
                    findings.push(finding.with_help(format!("write `under {}`", age.count)));
                }
                Value::Number(age) if !AGES.contains(&age) => {
                    let finding = Diagnostic::error(
                        "wrong-kind",
                        term.span,
                        format!("`{age}` is no age that tells some people from others"),
                    );
                    findings.push(finding.with_help("an age is in years: `under 13`"));
                }
                _ => {}
            }
        }
    }
}

/// The ages under which some people are, and not all or none.
const AGES: RangeInclusive<u64> = 1..=120;

/// Finds clauses of which a section has room for one: nothing would join the two.
pub(super) fn repeated_scope(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    let mut known = HashMap::new();
    for clause in clauses {
        let ClauseKind::List(word, list) = &clause.kind else { continue };
        let said = word.as_str().replace('-', " ");
        if let Some(first) = known.insert(*word, clause.span) {
            let finding = check::repeated(&said, clause.span, first);
            let age = list.terms.iter().any(|term| matches!(term.value, Value::Number(_)));
            findings.push(if age {
                finding.with_help("keep one, or write a section for each")
            } else {
                finding.with_help(format!(
                    "put all of it into one list, `{said} …, …`, or write a section for each"
                ))
            });
        }
    }
}

/// What two clauses have in common of which a sentence has room for one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    /// A word that takes one value.
    One(&'static str),
    /// A word that begins a condition.
    Condition(ConditionWord),
    /// How long something is kept.
    Long,
    /// A word that takes a list, and what stands in it: "for children" is not what something is for.
    List(ListWord, Sort),
}

/// What stands in a list, where one word begins clauses of several meanings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Sort {
    Number,
    People,
    Consent,
    Service,
    Other,
}

/// Finds clauses of which a sentence has room for one: with two of them, it would not be clear which holds when.
fn repeated(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let keeps = statement.keeps();
    let is_basis =
        |term: &Term| matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Basis);
    let based = statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
        && statement.terms(ListWord::For).any(is_basis);
    let room = |clause: &Clause| match &clause.kind {
        ClauseKind::Within(..) => Some(Room::One("within")),
        ClauseKind::Limit(..) => Some(Room::One("at most")),
        ClauseKind::Every(_) => Some(Room::One("every")),
        ClauseKind::Lookback(_) => Some(Room::One("in the last")),
        ClauseKind::Condition(ConditionWord::Until, _) => Some(Room::One(UNTIL)),
        ClauseKind::Condition(word, _) => Some(Room::Condition(*word)),
        ClauseKind::Saying(SayingWord::Because, _) => Some(Room::One("because")),
        ClauseKind::Saying(SayingWord::Id, _) => Some(Room::One("id")),
        ClauseKind::Kept(..) if keeps => Some(Room::Long),
        ClauseKind::Kept(..) => Some(Room::One("kept")),
        ClauseKind::List(word, list) => match (word, sort(list, declared)) {
            (ListWord::For, Sort::Number) if keeps => Some(Room::Long),
            // `basis consent for news, contract for orders`: the basis in the list is what is wrong.
            (ListWord::For, _) if based => None,
            (word, sort) => Some(Room::List(*word, sort)),
        },
        ClauseKind::Basis(_) | ClauseKind::Saying(..) | ClauseKind::Dated(..) | ClauseKind::Allow(..) => None,
    };
    for clause in &statement.clauses {
        let ClauseKind::Condition(first, guarded) = &clause.kind else { continue };
        let words = || std::iter::once(*first).chain(guarded.guards.iter().map(|(word, _)| *word));
        // An exception to an exception is unclear, rather than said twice.
        let again = words().enumerate().find(|(at, word)| {
            *word != ConditionWord::Unless && words().take(*at).any(|before| before == *word)
        });
        if let Some((_, word)) = again {
            let said = word.as_str().replace('-', " ");
            let message = format!("`{said}` stands here twice");
            findings.push(
                Diagnostic::error("duplicate-property", clause.span, message)
                    .with_help(if word == ConditionWord::Until { EACH.to_owned() } else { join(&said) }),
            );
            return;
        }
    }
    let chooses = CHOOSING.iter().any(|verb| statement.does(verb));
    let mut first = BTreeMap::new();
    let mut whose = None;
    for (at, clause) in statement.clauses.iter().enumerate() {
        let Some(mut room) = room(clause) else { continue };
        if let Room::List(ListWord::Of, sort) = &mut room {
            // "Parents of children about a breach of data": each is about what it stands behind.
            *sort = whose.filter(|_| behind_another(&statement.clauses, at)).unwrap_or(*sort);
            whose = Some(*sort);
        }
        let Some(first) = first.insert(room, clause.span) else { continue };
        findings.push(match room {
            Room::One(word) => check::repeated(word, clause.span, first).with_help(EACH),
            Room::Condition(word) => {
                let word = word.as_str().replace('-', " ");
                check::repeated(&word, clause.span, first).with_help(join(&word))
            }
            Room::Long => Diagnostic::error("duplicate-property", clause.span, "how long is said here twice")
                .with_label(first, "first here")
                .with_help(EACH),
            Room::List(ListWord::For, Sort::Number) => {
                check::repeated("for", clause.span, first).with_help(EACH)
            }
            // "Opt out of sale of …": the second is about the first.
            Room::List(ListWord::Of, _) if chooses => check::repeated("of", clause.span, first)
                .with_help("say all of it in one text: `of \"the sale of …\" : sale`"),
            Room::List(ListWord::Of, _) if let Some(role) = role_before(&statement.clauses, at) => {
                check::repeated("of", clause.span, first)
                    .with_help(format!("write a sentence for each: `… {role} of …`"))
            }
            Room::List(ListWord::Of, _) => check::repeated("of", clause.span, first)
                .with_help("write one of them as one text: `\"parents of children\"`"),
            Room::List(ListWord::In, _) => check::repeated("in", clause.span, first).with_help(
                "where a sentence holds may stand at the head of a section around it, `section … in … { … }`; where some of \
                 a list are, with each where it is declared, or in a sentence for each",
            ),
            Room::List(word, _) => {
                let word = word.as_str().replace('-', " ");
                check::repeated(&word, clause.span, first).with_help(format!(
                    "put all of it into one list, `{word} …, …`, or write a sentence for each"
                ))
            }
        });
        // What comes after is part of the same mistake.
        return;
    }
}

/// Whether a clause stands behind a list that says what or whom the sentence reaches.
fn behind_another(clauses: &[Clause], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| clauses.get(before)).map(|clause| &clause.kind);
    matches!(
        before,
        Some(ClauseKind::List(
            ListWord::About
                | ListWord::Against
                | ListWord::For
                | ListWord::From
                | ListWord::To
                | ListWord::With,
            _
        ))
    )
}

/// How conditions behind one word are said.
fn join(word: &str) -> String {
    let joined = if word == "unless" { "or" } else { "and" };
    format!("join the conditions with `and` or `or`: `{word} … {joined} …`")
}

/// Finds what a declaration says twice: what it is for, and the same list or legal basis once more.
pub(super) fn repeated_lists(clauses: &[Clause], declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let mut purposes = HashMap::new();
    let mut lists = HashMap::new();
    let mut grounds = HashMap::new();
    for clause in clauses {
        let again = match &clause.kind {
            ClauseKind::List(ListWord::For, list) => purposes.insert(sort(list, declared), clause.span),
            ClauseKind::List(word, list) => {
                let said: Vec<_> =
                    list.terms.iter().map(|term| (&term.value, term.detail.as_deref())).collect();
                lists.insert((word.as_str(), said), clause.span)
            }
            ClauseKind::Basis(all) => {
                let plain = all.iter().filter(|ground| ground.purposes.is_empty());
                plain.fold(None, |again, ground| {
                    again.or(grounds.insert((&ground.basis, ground.interest.as_deref()), clause.span))
                })
            }
            _ => None,
        };
        let (Some(first), Some(word)) = (again, word_of(clause)) else { continue };
        let finding = check::repeated(&word, clause.span, first);
        findings
            .push(finding.with_help(format!("put all of it into one list, `{word} …, …`, or delete one")));
    }
}

/// The word for what somebody is that ends the list of the clause before: `controller of contact and processor of …`.
fn role_before(clauses: &[Clause], at: usize) -> Option<&'static str> {
    let ClauseKind::List(_, list) = &clauses.get(at.checked_sub(1)?)?.kind else { return None };
    let Value::Ref(Ref::Builtin(class)) = &list.terms.last()?.value else { return None };
    verb::find(class.id).filter(|verb| verb.state).map(|verb| verb.id)
}

fn word_of(clause: &Clause) -> Option<String> {
    match &clause.kind {
        ClauseKind::List(word, _) => Some(word.as_str().replace('-', " ")),
        ClauseKind::Basis(_) => Some("basis".to_owned()),
        _ => None,
    }
}

const UNTIL: &str = "until";
const EACH: &str = "write a sentence for each, with the people, places or data that it holds for";

/// What stands in a list: people, a time, and so on.
fn sort(list: &List, declared: Declared<'_, '_>) -> Sort {
    match list.terms.first().map(|term| &term.value) {
        Some(Value::Number(_) | Value::Date(_)) => Sort::Number,
        Some(_) if list.terms.first().is_some_and(Term::is_length) => Sort::Number,
        Some(Value::Ref(Ref::Builtin(class))) => match class.kind {
            Kind::Audience => Sort::People,
            Kind::Basis | Kind::Condition => Sort::Consent,
            Kind::Service => Sort::Service,
            _ => Sort::Other,
        },
        Some(value) => match declared(value).map(|noun| noun.kind) {
            Some(NounKind::Audience) => Sort::People,
            Some(NounKind::Service) => Sort::Service,
            _ => Sort::Other,
        },
        None => Sort::Other,
    }
}

/// Finds `of` and `from` right behind a time: they would be about what the sentence is about.
fn behind_times(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    for (at, clause) in clauses.iter().enumerate().filter(|(at, _)| behind_time(clauses, *at)) {
        let Some(before) = at.checked_sub(1).and_then(|first| clauses.get(first)) else { continue };
        let (time, instead) = match &before.kind {
            ClauseKind::Within(Length::Time(time), ..) => {
                ("within", format!("within {} of …", written(*time)))
            }
            ClauseKind::Within(Length::Said(text), ..) => ("within", format!("within \"{text}\" of …")),
            ClauseKind::Kept(Retention::For(time), _) => ("kept", format!("kept {} after …", written(*time))),
            ClauseKind::List(word, List { terms, .. }) => {
                let Some(Term { value: Value::Duration(time), .. }) = terms.last() else { continue };
                let before = if *word == ListWord::For { "for " } else { "" };
                (word.as_str(), format!("{before}{} after …", written(*time)))
            }
            _ => continue,
        };
        let message = format!("this is about the whole sentence, not about `{time}`");
        findings.push(Diagnostic::error("unclear-condition", clause.span, message).with_help(format!(
            "for what the time is counted from, write `{instead}`; what is about the sentence stands before `{time}`"
        )));
    }
}

const UNCOUNTED: &str = "nothing says that the times are counted in this time";

/// How to say in what time something may happen so often only.
fn times_per(time: Duration) -> String {
    let per = if time.count == 1 { time.unit.as_str().to_owned() } else { written(time) };
    format!("write `at most … times per {per}`")
}

/// Finds how often beside how many times, which would say no longer in what time they are counted: `at most 2 times every
/// year`; and a deadline behind them: `at most 2 times within 12 months`.
fn counted(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    let limit = clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Limit(_, None)));
    let behind = |at: usize| at.checked_sub(1).and_then(|above| clauses.get(above));
    let often = clauses.iter().enumerate().find_map(|(at, clause)| match clause.kind {
        ClauseKind::Every(time) | ClauseKind::Lookback(time) => Some((clause, time)),
        ClauseKind::Within(Length::Time(time), None, None)
            if behind(at).is_some_and(|above| matches!(above.kind, ClauseKind::Limit(_, None))) =>
        {
            Some((clause, time))
        }
        _ => None,
    });
    if let (Some(limit), Some((often, time))) = (limit, often) {
        findings.push(
            Diagnostic::error("unclear-condition", often.span, UNCOUNTED)
                .with_label(limit.span, "how many times")
                .with_help(times_per(time)),
        );
    }
}

/// Finds lengths of time among purposes, and several of which nobody could tell which holds.
fn lengths(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    for list in statement.lists(ListWord::For) {
        let is_time = |term: &&Term| term.is_length();
        // Of data more is wrong.
        let is_named = |term: &&Term| match &term.value {
            Value::Ref(Ref::Text(_) | Ref::Unknown(_)) => false,
            Value::Ref(_) => !is_data(term, declared),
            _ => false,
        };
        let exact = |term: &&Term| matches!(term.value, Value::Duration(Duration { bound: None, .. }));
        let mut times = list.terms.iter().filter(is_time);
        let Some(first) = times.next() else { continue };
        if list.terms.iter().any(|term| is_named(&term)) {
            let finding =
                Diagnostic::error("wrong-kind", first.span, "a length of time stands in a list of purposes");
            let time = match &first.value {
                Value::Duration(time) => written(*time),
                Value::Ref(Ref::Text(text)) => format!("\"{text}\""),
                _ => continue,
            };
            findings.push(
                finding.with_help(format!("give it a `for` of its own, without a comma: `for … for {time}`")),
            );
        } else if let Some(second) = times.next()
            && !list.any
            && list.terms.iter().any(|term| exact(&term))
        {
            let finding = how_long_twice(second.span, first.span);
            findings.push(match (&first.value, &second.value) {
                (Value::Duration(first), Value::Duration(second)) if let Some(sum) = sum(*first, *second) => {
                    finding.with_help(format!("write one length, `for {sum}`, or a sentence for each"))
                }
                _ => finding,
            });
        }
    }
}

/// Two lengths of time as one in the smaller unit: a year and 6 months are 18 months.
fn sum(first: Duration, second: Duration) -> Option<String> {
    let times = match (first.unit, second.unit) {
        (Unit::Year, Unit::Month) => 12,
        (Unit::Week, Unit::Day) => 7,
        (Unit::Day, Unit::Hour) => 24,
        _ => return None,
    };
    (second.count < times && first.bound.is_none() && second.bound.is_none()).then_some(())?;
    let count = first.count.checked_mul(times)?.checked_add(second.count)?;
    Some(written(Duration { count, ..second }))
}

fn how_long_twice(span: Span, first: Span) -> Diagnostic {
    let finding = Diagnostic::error("duplicate-property", span, "how long is said here twice");
    finding.with_label(first, "first here").with_help(
        "write a sentence for each, with its condition or its data; limits are \
         `for at least 30 days and at most 60 days`",
    )
}

/// Finds lengths of time where a name belongs, "with 30 days", and where nothing says what they are counted from.
fn misplaced_lengths(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    let mut before: Option<&Clause> = None;
    for clause in clauses {
        let above = before.replace(clause);
        let ClauseKind::List(word, list) = &clause.kind else { continue };
        // `for 5 to 10 years`: the number that has no unit is what is wrong.
        let range = matches!(above.map(|above| &above.kind), Some(ClauseKind::List(ListWord::For, list))
            if list.terms.iter().any(|term| matches!(term.value, Value::Number(_))));
        // `for up to 2 years`: so is `up`.
        let up = above.is_some_and(|above| {
            let ClauseKind::List(_, list) = &above.kind else { return false };
            list.terms
                .last()
                .is_some_and(|term| matches!(&term.value, Value::Ref(Ref::Unknown(word)) if &**word == "up"))
        });
        let limited = above.is_some_and(|above| matches!(above.kind, ClauseKind::Limit(_, None)));
        for (at, term) in list.terms.iter().enumerate() {
            let time = match term.value {
                // Said already: `in any 12 months`.
                Value::Duration(_) if term.quantifier.is_some() => continue,
                Value::Duration(time) => time,
                Value::Date(_) if *word == ListWord::For => {
                    let help = "how long is a length of time, `for 12 months`; up to a day is `until \"31 December 2027\"`";
                    let message = "a date is neither a purpose nor a length of time";
                    findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
                    continue;
                }
                _ => continue,
            };
            let length = written(time);
            let (message, help) = match word {
                ListWord::For | ListWord::Under | ListWord::Fee => continue,
                ListWord::To if range || up => continue,
                // The first is how long before or after.
                ListWord::After | ListWord::Before if at > 0 => {
                    findings.push(how_long_twice(term.span, clause.span));
                    continue;
                }
                ListWord::Before if list.terms.len() == 1 => {
                    let help = format!(
                        "say before what: `{length} before \"…\"`; until so long after something has passed, `before \
                         \"{length} after …\"`; a deadline is `within {length}`"
                    );
                    ("nothing says what this time is before".to_owned(), help)
                }
                ListWord::After | ListWord::Before => continue,
                ListWord::In if limited => (UNCOUNTED.to_owned(), times_per(time)),
                _ => {
                    let help = format!("a deadline is `within {length}`, and how long is `for {length}`");
                    (format!("a length of time cannot follow `{}`", word.as_str().replace('-', " ")), help)
                }
            };
            findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
        }
    }
}

/// Finds lengths of time, dates and numbers where what a verb is about belongs: "we keep contact, 24 months".
fn measures(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    for term in statement.object_terms() {
        let (what, help) = match term.value {
            Value::Duration(time) => {
                let length = written(time);
                let help = format!(
                    "without a comma before it, how long is `for {length}`, and a deadline `within {length}`"
                );
                ("a length of time", help)
            }
            Value::Date(_) => {
                ("a date", "write in quotes what it is the date of, and when that is".to_owned())
            }
            Value::Number(_) => ("a number", "write it in quotes with what it counts".to_owned()),
            Value::Ref(_) | Value::Link(_) | Value::Absent(_) => continue,
        };
        let message = format!("{what} cannot be what a verb is about");
        findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
    }
}

/// A length of time as an author writes it.
pub(super) fn written(time: Duration) -> String {
    let said = time.to_string();
    said.replace("business day", "business-day").replace("calendar year", "calendar-year")
}

fn is_data(term: &Term, declared: Declared<'_, '_>) -> bool {
    match &term.value {
        Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Data | Kind::Class),
        value => declared(value).is_some_and(|noun| noun.kind == NounKind::Data),
    }
}

/// Finds examples and other names right behind a list, as if they were about that: they are about what the sentence is
/// about.
fn examples(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let is_data = |term: &Term| is_data(term, declared);
    for two in statement.clauses.windows(2) {
        let [before, clause] = two else { continue };
        let ClauseKind::List(example, list) = &clause.kind else { continue };
        let also = match example {
            ListWord::SuchAs | ListWord::Including => "examples of what the verb is about stand",
            // Where a verb has no object, what it is about stands in such a list: "controller of … called …".
            ListWord::Called if statement.objects.is_some() => {
                "another name of what the verb is about stands"
            }
            _ => continue,
        };
        let ClauseKind::List(word, listed) = &before.kind else { continue };
        let beside = matches!(
            word,
            ListWord::Including | ListWord::SuchAs | ListWord::Except | ListWord::Called | ListWord::Fee
        );
        if beside || !right_behind(before, clause) || list.terms.iter().all(is_data) {
            continue;
        }
        let (example, word) = (example.as_str().replace('-', " "), word.as_str().replace('-', " "));
        let message = format!("`{example}` is about what the verb is about, not about `{word}`");
        let quoted = matches!(listed.terms.last(), Some(Term { value: Value::Ref(Ref::Text(_)), .. }));
        let instead = if quoted {
            format!("write it in the text: `{word} \"… {example} …\"`")
        } else {
            format!("write `{example}` where the name is declared")
        };
        let finding = Diagnostic::error("unclear-condition", clause.span, message);
        findings.push(finding.with_help(format!("{instead}; {also} right behind that")));
    }
}

/// Finds words for nothing in a sentence: they would be left out, and the sentence would say something else.
fn absent(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        // "Fee none" is said: free of charge.
        ClauseKind::List(ListWord::Fee, _) => None,
        ClauseKind::List(_, list) => Some(list),
        _ => None,
    });
    let listed = lists.chain(&statement.objects).flat_map(|list| &list.terms);
    for term in statement.subjects.iter().chain(listed) {
        let Value::Absent(absence) = term.value else { continue };
        let message = format!("a sentence cannot be about `{}`", absence.as_str());
        let finding = Diagnostic::error("misplaced-value", term.span, message);
        findings.push(finding.with_help(
            "what is not done is said with the verb, `we do not …`; what the policy does not say is left out",
        ));
    }
}

/// Finds what only something that is done can have, in a sentence that says that it is not done: "we do not collect
/// it; our legal basis is …". With a condition or an exception some of it is done.
fn denied(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    if !statement.modal.negative() || statement.clauses.iter().any(Clause::leaves_room) {
        return;
    }
    let of_data = matches!(
        statement.topic,
        Topic::Collection | Topic::Use | Topic::Sharing | Topic::Sale | Topic::Transfers | Topic::Retention
    );
    for clause in &statement.clauses {
        let what = match &clause.kind {
            ClauseKind::Basis(_) => "a legal basis",
            // "We do not keep it indefinitely": how long is what is denied.
            ClauseKind::Kept(..) if statement.keeps() => continue,
            ClauseKind::Kept(Retention::Absent(_), _) => continue,
            ClauseKind::Kept(..) => "a time for which it is kept",
            ClauseKind::List(ListWord::Giving, _) if of_data => "something that must be given for it",
            _ => continue,
        };
        let message = format!("what is not done has no place for {what}");
        findings.push(Diagnostic::error("shown-nowhere", clause.span, message).with_help(
            "delete the clause, or say what is done instead: `we only … if …`, or a sentence without \"not\"",
        ));
    }
}
