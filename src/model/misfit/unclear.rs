//! Clauses whose place makes them seem to be about something else than they are.

use super::clauses::written;
use super::{Declared, right_behind};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{Bound, ConditionWord, ListWord, NounKind, SayingWord};
use crate::model::{
    Class, Clause, ClauseKind, Duration, Expression, Extension, List, Noun, Ref, Retention, Special,
    Statement, Term, Value,
};
use crate::source::Span;

/// What some clauses stand in.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// What it is, for messages.
    what: &'static str,
    /// Whether how long something is kept is said beside what is about all of it.
    beside: bool,
}

impl Around {
    const SENTENCE: Self = Self { what: "sentence", beside: true };
    pub(super) const SECTION: Self = Self { what: "section", beside: false };

    pub(super) fn statement(statement: &Statement) -> Self {
        Self { beside: !statement.keeps(), ..Self::SENTENCE }
    }

    pub(super) fn noun(noun: &Noun) -> Self {
        Self { what: "declaration", beside: noun.kind == NounKind::Data }
    }
}

/// Finds them in what one statement, declaration or section says.
pub(super) fn clauses(
    clauses: &[Clause],
    around: Around,
    declared: Declared<'_, '_>,
    findings: &mut Vec<Diagnostic>,
) {
    for clause in clauses {
        if let ClauseKind::Condition(ConditionWord::Unless, guarded) = &clause.kind
            && let Some((guard, _)) = guarded.guards.first()
        {
            let help = match guard {
                ConditionWord::Unless => {
                    "join exceptions with `or`: `unless consent or law-requires`; an exception to the \
                     exception stands in parentheses: `unless (consent unless law-requires)`"
                }
                _ => {
                    "what is about the whole sentence stands before `unless`; what is about the exception \
                     stands in parentheses with it: `unless (consent while \"you have an account\")`"
                }
            };
            let what = format!("`{}`", guard.as_str());
            findings.push(unclear(
                clause.span,
                format!("nobody can tell whether {what} is about the sentence or the exception"),
                help,
            ));
        }
    }
    for (at, two) in clauses.windows(2).enumerate() {
        let [before, after] = two else { continue };
        // How long, or the same, is said twice then, which is told as that.
        let again = is_length(after) && clauses.iter().take(at).any(is_length)
            || matches!((&before.kind, &after.kind), (ClauseKind::List(one, _), ClauseKind::List(other, _)) if one == other);
        // On a line of its own it stands for itself.
        if before.span.end + 1 == after.span.start && !again {
            let stuck = behind(after, before, around, false, declared).is_some();
            findings.extend(behind(before, after, around, stuck, declared));
        }
    }
}

/// What a clause right behind another one seems to be about; `stuck` is set where the other one would seem to be about this
/// one if it stood behind it.
fn behind(
    before: &Clause,
    after: &Clause,
    around: Around,
    stuck: bool,
    declared: Declared<'_, '_>,
) -> Option<Diagnostic> {
    if let Some((what, help)) = misleading(before, after, around.beside, stuck) {
        return Some(about_all(after.span, around, what, help));
    }
    let often = matches!(after.kind, ClauseKind::Limit(..) | ClauseKind::Every(_));
    let word = word_behind(after, declared).filter(|_| !(often && is_deadline(before)))?;
    goes_on(before, &format!("{word} …"), after.span, around, stuck, declared)
}

/// What a clause right behind another one seems to be about, and where it belongs.
fn misleading(
    before: &Clause,
    after: &Clause,
    beside: bool,
    stuck: bool,
) -> Option<(&'static str, &'static str)> {
    let place = if stuck {
        "put it on a line of its own; what holds for that alone stands in a `note` or in a sentence of its own"
    } else {
        "put it before that; what holds for that alone stands in a `note` or in a sentence of its own"
    };
    match (&before.kind, &after.kind) {
        (ClauseKind::Within(_, _, Some(_)), ClauseKind::Condition(..)) => Some(("`extendable by`", place)),
        (ClauseKind::Kept(..), ClauseKind::Condition(..)) if beside => Some(("how long it is kept", place)),
        (ClauseKind::Kept(..), ClauseKind::Saying(SayingWord::Because | SayingWord::Otherwise, _))
            if beside =>
        {
            Some((
                "how long it is kept",
                "say in a sentence of its own why it is kept so long: `we keep … for … because \"…\"`; what is about all of \
                 it stands before `kept`",
            ))
        }
        (
            ClauseKind::List(ListWord::Fee, _),
            ClauseKind::Condition(..) | ClauseKind::Saying(SayingWord::Because | SayingWord::Otherwise, _),
        ) => Some(("`fee`", place)),
        (
            ClauseKind::Condition(..)
            | ClauseKind::Kept(_, Some(_))
            | ClauseKind::Kept(Retention::Condition(..), _)
            | ClauseKind::Within(_, Some(_), None)
            | ClauseKind::Within(_, _, Some(Extension { on: Some(_), .. })),
            ClauseKind::List(ListWord::Of, _),
        ) => Some((
            "the condition before it",
            "whose consent or request it is stands before the text, `consent of parents \"to the sale\"`; \
             what is about the whole sentence stands before the condition",
        )),
        (ClauseKind::Condition(word, guarded), ClauseKind::List(ListWord::For, _))
            if is_length(after)
                && guarded.guards.last().map_or(word, |(word, _)| word) == &ConditionWord::Unless =>
        {
            Some((
                "the exception before it",
                "what happens in that case stands after `then`: `unless \"…\" then \"we keep it for …\"`; how long it \
                 is else stands before `unless`",
            ))
        }
        _ => None,
    }
}

/// Whether a clause says for how long something is.
fn is_length(clause: &Clause) -> bool {
    matches!(&clause.kind, ClauseKind::List(ListWord::For, list) if list.terms.iter().any(Term::is_length))
}

/// Finds a time before `after` where something is kept, and nothing else says how long: "we keep it 2 years after closure".
pub(super) fn how_long(clauses: &[Clause], word: &str, findings: &mut Vec<Diagnostic>) {
    if clauses.iter().any(|clause| is_length(clause) || matches!(clause.kind, ClauseKind::Kept(..))) {
        return;
    }
    for clause in clauses {
        let ClauseKind::List(ListWord::After, list) = &clause.kind else { continue };
        // What is kept at most so long is kept for that time.
        if let [Term { value: Value::Duration(time @ Duration { bound: None, .. }), span, .. }, _, ..] =
            list.terms.as_slice()
        {
            let help = format!(
                "for how long, write `{word} {} after …`; what happens only then stands in a text: `after \"{time} …\"`",
                written(*time)
            );
            let message = format!("nobody can tell whether it is kept for `{time}` or only after that");
            findings.push(unclear(*span, message, &help));
        }
    }
}

/// Whether something is done within a time of what happens, which does not happen so soon or so often: "within a month of
/// receipt without undue delay".
const fn is_deadline(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Within(_, Some(_), None))
}

/// Finds how often something is done right behind a condition, as if that were: `unless "you object" at any time`.
pub(in crate::model) fn often(clauses: &[Clause], word: &str, span: Span) -> Option<Diagnostic> {
    let before = clauses.iter().find(|clause| clause.span.end + 1 == span.start)?;
    if is_deadline(before) { None } else { goes_on(before, word, span, Around::SENTENCE, false, &|_| None) }
}

/// Finds what stands right behind a condition or an event that could go on with it: by what, where, within what time;
/// `said` is how it begins.
fn goes_on(
    before: &Clause,
    said: &str,
    span: Span,
    around: Around,
    stuck: bool,
    declared: Declared<'_, '_>,
) -> Option<Diagnostic> {
    let after = |test: &Expression| open_ended(test, declared);
    let (mut what, mut time) = ("the event before it", None);
    let (begins, last) = match &before.kind {
        ClauseKind::Condition(first, guarded) => {
            what = "the condition before it";
            match guarded.guards.last() {
                Some((last, guard)) if after(guard) => (first.as_str(), last.as_str()),
                None if after(&guarded.expression) => (first.as_str(), first.as_str()),
                _ => return None,
            }
        }
        ClauseKind::Kept(_, Some(event)) if after(event) => ("kept", "kept … after"),
        ClauseKind::Kept(Retention::Condition(word, test), None) if after(test) => ("kept", word.as_str()),
        ClauseKind::Within(_, Some(event), None) if after(event) => ("within", "within … of"),
        ClauseKind::Within(_, _, Some(Extension { on: Some(on), .. })) if after(on) => ("within", "if"),
        ClauseKind::List(word @ (ListWord::When | ListWord::After | ListWord::Before), list) => {
            let Term { value: Value::Ref(event), detail, .. } = list.terms.last()? else { return None };
            // "30 days after you leave" stands together.
            if let Some(Term { value: Value::Duration(length), .. }) = list.terms.first() {
                time = Some(written(*length));
            }
            (detail.is_some() || is_open_ended(event, declared)).then_some((word.as_str(), word.as_str()))?
        }
        _ => return None,
    };
    let (begins, last) = (begins.replace('-', " "), last.replace('-', " "));
    let begins = time.map(|time| format!("{time} {begins}")).unwrap_or(begins);
    let place = if stuck { "on a line of its own".to_owned() } else { format!("before `{begins}`") };
    let help = format!(
        "what is part of it stands in its words, `{last} \"… {said}\"`; what is about the whole {} \
         stands {place}",
        around.what
    );
    Some(about_all(span, around, what, &help))
}

/// The word of a clause that could go on with a condition before it. Purposes, exceptions, and what holds in a place or under
/// a law are the sentence's.
fn word_behind(clause: &Clause, declared: Declared<'_, '_>) -> Option<&'static str> {
    let place = |class: &Class| matches!(class.kind, Kind::Region | Kind::Country);
    let is_place = |term: &Term| match &term.value {
        Value::Ref(Ref::Builtin(class)) => place(class),
        value => {
            term.classes.iter().any(place)
                || declared(value).is_some_and(|noun| noun.kind == NounKind::Region)
        }
    };
    match &clause.kind {
        ClauseKind::List(ListWord::For, _) => is_length(clause).then_some("for"),
        ClauseKind::List(ListWord::In, list) if list.terms.iter().all(is_place) => None,
        ClauseKind::List(
            ListWord::DependingOn
            | ListWord::Despite
            | ListWord::Except
            | ListWord::Fee
            | ListWord::Giving
            | ListWord::Of
            | ListWord::Under,
            _,
        ) => None,
        ClauseKind::List(ListWord::SuchAs, _) => Some("such as"),
        ClauseKind::List(word, list) => {
            let you = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::You)));
            (!list.terms.iter().all(you)).then_some(word.as_str())
        }
        ClauseKind::Within(..) => Some("within"),
        ClauseKind::Every(_) => Some("every"),
        ClauseKind::Lookback(_) => Some("in the last"),
        ClauseKind::Limit(..) => Some("at most"),
        _ => None,
    }
}

/// Whether a condition ends in words of the author's own, or in what people do by some means: more of it may follow.
fn open_ended(test: &Expression, declared: Declared<'_, '_>) -> bool {
    match test {
        Expression::Or(all) | Expression::And(all) => {
            all.last().is_some_and(|last| open_ended(last, declared))
        }
        Expression::Not(inner) => open_ended(inner, declared),
        Expression::Named { condition, detail, .. } => detail.is_some() || is_open_ended(condition, declared),
        Expression::Text(..) => true,
        Expression::Group(_) => false,
    }
}

fn is_open_ended(condition: &Ref, declared: Declared<'_, '_>) -> bool {
    let done = |class: &Class| {
        ["approval", "consent", "explicit-consent", "notice", "opt-in", "opt-out", "request"]
            .contains(&class.id)
    };
    match condition {
        Ref::Text(_) => true,
        Ref::Builtin(class) => done(class),
        Ref::Noun(id) => {
            declared(&Value::Ref(Ref::Noun(*id))).is_some_and(|noun| noun.classes.iter().any(done))
        }
        Ref::Special(_) | Ref::Unknown(_) => false,
    }
}

/// Finds an upper limit of what is denied, "we do not keep it for at most a year" and "we do not use it at most twice" say
/// nothing, and a longest time that is shorter than the shortest.
pub(super) fn limits(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    if !statement.modal.negative() {
        for list in statement.lists(ListWord::For) {
            crossed(list, findings);
        }
        return;
    }
    for clause in statement.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Limit(..))) {
        findings.push(unclear(
            clause.span,
            "what is not done has no highest number of times".to_owned(),
            "say how often it is done, without \"not\"; if it is never done, leave this out",
        ));
    }
    for term in statement.lists(ListWord::For).flat_map(|list| &list.terms) {
        if let Value::Duration(time @ Duration { bound: Some(Bound::AtMost), .. }) = term.value {
            let length = Duration { bound: None, ..time };
            findings.push(unclear(
                term.span,
                format!("what is not done has no longest time: `{time}`"),
                &format!(
                    "say how long it is done, without \"not\", `for {time}`, or for how long it is not, \
                         `for {length}`"
                ),
            ));
        }
    }
}

/// Finds a longest time that is shorter than the shortest.
fn crossed(list: &List, findings: &mut Vec<Diagnostic>) {
    let times = list.terms.iter().filter_map(|term| match term.value {
        Value::Duration(time) => Some((time, term.span)),
        _ => None,
    });
    let bound = |wanted: Bound| times.clone().find(|(time, _)| time.bound == Some(wanted));
    let (Some((least, first)), Some((most, span))) = (bound(Bound::AtLeast), bound(Bound::AtMost)) else {
        return;
    };
    if !list.any && most.days() < least.days() {
        let message = format!("nothing is kept for `{least}` and for `{most}`");
        findings.push(
            unclear(span, message, "the longest time is the longer one: exchange the two, or delete one")
                .with_label(first, "the shortest time"),
        );
    }
}

/// Finds what limits what is done behind what a denial leaves out: "not with anyone except brands, if you agree" denies
/// it if you agree, and "except brands for research" denies nothing but research; and a condition that a denial may be
/// about: "we do not share it only if you agree".
pub(super) fn exceptions(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    if !statement.modal.negative() {
        return;
    }
    for clause in &statement.clauses {
        if matches!(clause.kind, ClauseKind::Condition(ConditionWord::OnlyIf, _)) {
            findings.push(unclear(
                clause.span,
                "nobody can tell whether this is done only then, or not done only then".to_owned(),
                "leave out \"not\" if it is done only then: `we … only if …`; if it is not done then, write `if`",
            ));
        }
    }
    let excepts = |clause: &Clause| matches!(clause.kind, ClauseKind::List(ListWord::Except, _));
    let Some(except) = statement.clauses.iter().position(excepts) else { return };
    for (at, clause) in statement.clauses.iter().enumerate().skip(except + 1) {
        let word = match &clause.kind {
            ClauseKind::Condition(word @ ConditionWord::If, _) => word.as_str(),
            // What is left out of the objects is set off by standing right behind them.
            ClauseKind::List(word, _) if except > 0 && at == except + 1 && limits_what_is_done(*word) => {
                let line = statement.clauses.get(except).is_some_and(|before| right_behind(before, clause));
                if !line {
                    continue;
                }
                word.as_str()
            }
            _ => continue,
        };
        let word = word.replace('-', " ");
        findings.push(unclear(
            clause.span,
            format!("nobody can tell whether `{word}` is about what is not done or about what is left out"),
            &format!("write two sentences: what is not done, and what is done, with `{word}`"),
        ));
    }
}

/// Whether a clause says for what, when or how something is done.
const fn limits_what_is_done(word: ListWord) -> bool {
    matches!(
        word,
        ListWord::For
            | ListWord::When
            | ListWord::After
            | ListWord::Before
            | ListWord::Under
            | ListWord::By
            | ListWord::Through
            | ListWord::On
            | ListWord::With
            | ListWord::To
            | ListWord::From
            | ListWord::About
            | ListWord::As
            | ListWord::DependingOn
    )
}

/// Finds items of a data group whose ids are words that begin a clause: `when "start of the visit" : activity.usage`,
/// `id "identity card"`. Data has its own id before its braces.
pub(super) fn items(noun: &Noun, findings: &mut Vec<Diagnostic>) {
    if noun.kind != NounKind::Data {
        return;
    }
    for clause in &noun.clauses {
        let mut kind_behind = None;
        let word = match &clause.kind {
            ClauseKind::List(word, list) => {
                let lists_data = matches!(
                    word,
                    ListWord::SuchAs
                        | ListWord::Including
                        | ListWord::Except
                        | ListWord::Called
                        | ListWord::From
                );
                let kinds = || list.terms.iter().flat_map(|term| &term.classes);
                if lists_data || !kinds().any(|class| class.kind == Kind::Data) {
                    continue;
                }
                // `about students : contact`: an item would have a text for its name.
                let named = |term: &&Term| !matches!(term.value, Value::Ref(Ref::Text(_)));
                kind_behind = list.terms.iter().filter(named).flat_map(|term| &term.classes).next();
                word.as_str()
            }
            ClauseKind::Saying(word @ SayingWord::Id, _) => word.as_str(),
            _ => continue,
        };
        if let Some(class) = kind_behind {
            let message = "what kind of data this is stands right behind its name";
            findings.push(
                Diagnostic::error("misplaced-value", clause.span, message)
                    .with_help(format!("write it before `{word}`: `: {} {word} …`", class.id)),
            );
            continue;
        }
        let message = format!("`{word}` begins a clause, so this is no item");
        findings.push(
            Diagnostic::error("reserved-name", clause.span, message)
                .with_help(format!("give the item another id, such as `{word}-data`")),
        );
    }
}

fn about_all(span: Span, around: Around, what: &str, help: &str) -> Diagnostic {
    unclear(span, format!("this is about the whole {}, not about {what}", around.what), help)
}

fn unclear(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::error("unclear-condition", span, message).with_help(help)
}
