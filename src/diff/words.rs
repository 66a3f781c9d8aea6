//! Terms, clauses and sentences in words, for those who review a change.

mod modals;

use crate::analysis::things::{is_english_thing, is_thing};
use crate::document::view::{is_plural, looks_plural};
use crate::document::{event_name, vocabulary_name, vocabulary_name_of_one};
use crate::model::verb::KEEPING;
use crate::model::words::{
    Absence, Adverb, ConditionWord, ListWord, Modal, NounKind, Qualifier, Quantifier, SayingWord,
};
use crate::model::{
    Class, Dated, Duration, Expression, Ground, Noun, NounId, Policy, Ref, Retention, Said, Special, Term,
    Value, Verb,
};

use super::parts::{Atom, Parts, Slot, Thing};
use super::shape::Shape;
pub(super) use modals::modal;

/// What readers call a declaration; its id, where it has no name.
pub(super) fn noun(noun: &Noun) -> String {
    match &noun.name {
        Some(name) => name.to_string(),
        None => noun.id.replace(['-', '.'], " "),
    }
}

/// A declaration with its id, for a heading.
pub(super) fn named(policy: &Policy, id: NounId) -> String {
    policy.noun(id).map(noun).unwrap_or_default()
}

/// A term.
pub(super) fn term(policy: &Policy, term: &Term) -> String {
    with_detail(policy, term, false)
}

/// What stands somewhere, without the word that begins it. What is said beside one of a list is no part of the sentence.
pub(super) fn one_of(policy: &Policy, slot: Slot, thing: &Thing<'_>) -> String {
    let goes_on = |term: &Term| term.detail.as_ref().is_some_and(|detail| detail.starts_with("to "));
    match (thing, slot) {
        (_, Slot::List(ListWord::When | ListWord::After | ListWord::Before)) => bare(policy, thing),
        (Thing::Term(term), Slot::List(_)) => with_detail(policy, term, !goes_on(term)),
        _ => bare(policy, thing),
    }
}

/// A term with what is said beside it, in brackets or not.
fn with_detail(policy: &Policy, term: &Term, beside: bool) -> String {
    let mut out = String::new();
    if let Some(quantifier) = term.quantifier {
        out.push_str(&match quantifier {
            Quantifier::MuchOf => "much of".to_owned(),
            other => other.as_str().to_owned(),
        });
        out.push(' ');
    }
    out.push_str(&value(policy, &term.value));
    if term.quantifier == Some(Quantifier::All)
        && matches!(term.value, Value::Ref(Ref::Special(Special::Recipients)))
    {
        // The word for them says "all" itself.
        out = value(policy, &term.value);
    }
    if let Some(detail) = &term.detail {
        out.push_str(&if beside { format!(" ({detail})") } else { format!(" {detail}") });
    }
    for qualifier in &term.qualifiers {
        match qualifier {
            Qualifier::Singular | Qualifier::Plural => {}
            Qualifier::Optional | Qualifier::Required | Qualifier::Voluntary => {
                out.push_str(&format!(" ({})", qualifier.as_str()));
            }
            other => {
                out.push(' ');
                out.push_str(other.as_str());
            }
        }
    }
    out
}

/// What entries of the vocabulary are called, where they say what one thing is.
pub(super) fn classes(policy: &Policy, classes: &[Class]) -> Vec<String> {
    classes.iter().map(|class| vocabulary_name_of_one(&policy.vocabulary, class.kind, class.id)).collect()
}

/// A value.
pub(super) fn value(policy: &Policy, value: &Value) -> String {
    match value {
        Value::Ref(found) => reference(policy, found),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Link(href) => href.as_str().to_owned(),
        Value::Absent(absence) => absence.as_str().to_owned(),
    }
}

/// What a term names.
pub(super) fn reference(policy: &Policy, found: &Ref) -> String {
    match found {
        Ref::Noun(id) => named(policy, *id),
        Ref::Builtin(class) => match policy.called(class.kind, class.id) {
            Some(called) => called.to_owned(),
            None => vocabulary_name(&policy.vocabulary, class.kind, class.id),
        },
        Ref::Special(special) => match special {
            Special::We => "us",
            Special::You => "you",
            Special::ThisPolicy => "this policy",
            Special::ThisSection => "this section",
            Special::Recipients => "all recipients",
            Special::Rights => "the rights",
            Special::Identity => "your identity",
            Special::Requests => "requests",
            Special::Others => "others",
        }
        .to_owned(),
        Ref::Text(text) | Ref::Unknown(text) => text.to_string(),
    }
}

/// Several things in a row.
pub(super) fn row(all: &[String], joiner: &str) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} {joiner} {second}"),
        [most @ .., last] => format!("{} {joiner} {last}", most.join(", ")),
    }
}

/// A condition, without the word that begins it.
pub(super) fn expression(policy: &Policy, said: &Expression) -> String {
    let all = |parts: &[Expression], joiner: &str| {
        let parts: Vec<String> = parts.iter().map(|part| expression(policy, part)).collect();
        parts.join(joiner)
    };
    match said {
        Expression::Or(parts) => all(parts, " or "),
        Expression::And(parts) => all(parts, " and "),
        Expression::Not(inner) => format!("not ({})", expression(policy, inner)),
        Expression::Group(inner) => format!("({})", guarded(policy, &inner.expression, &inner.guards)),
        Expression::Text(text, _) => text.to_string(),
        Expression::Named { condition, party, detail, .. } => {
            let mut out = match (party, condition) {
                // What "you consent" says is not about you then.
                (Some(party), Ref::Builtin(class)) => match deed(class.id) {
                    Some((base, third)) => {
                        format!(
                            "{} {}",
                            doer(policy, party),
                            if is_one(policy, party) { third } else { base }
                        )
                    }
                    None => format!("{} of {}", class.id.replace('-', " "), reference(policy, party)),
                },
                (Some(party), _) => {
                    format!("{} ({})", reference(policy, condition), reference(policy, party))
                }
                (None, _) => reference(policy, condition),
            };
            if let Some(detail) = detail {
                out.push(' ');
                out.push_str(detail);
            }
            out
        }
    }
}

/// What somebody does in whose name a condition of the vocabulary is said: `consent of parents`.
fn deed(condition: &str) -> Option<(&'static str, &'static str)> {
    Some(match condition {
        "approval" => ("approve", "approves"),
        "belief" => ("believe that", "believes that"),
        "consent" => ("consent", "consents"),
        "court-order" => ("order it", "orders it"),
        "opt-in" => ("opt in", "opts in"),
        "opt-out" => ("opt out", "opts out"),
        "request" => ("ask us to", "asks us to"),
        _ => return None,
    })
}

/// Whether a verb after it has the form for one.
fn is_one(policy: &Policy, found: &Ref) -> bool {
    match found {
        Ref::Noun(id) => policy.noun(*id).is_some_and(|noun| !is_plural(noun)),
        Ref::Text(text) => !looks_plural(text),
        _ => false,
    }
}

/// What a term names where it does something: "we".
fn doer(policy: &Policy, found: &Ref) -> String {
    match found {
        Ref::Special(Special::We) => "we".to_owned(),
        other => reference(policy, other),
    }
}

/// Who does something, as the subject of a sentence.
pub(super) fn subject(policy: &Policy, thing: &Thing<'_>) -> String {
    match thing {
        Thing::Term(Term { value: Value::Ref(found @ Ref::Special(Special::We)), .. }) => doer(policy, found),
        other => bare(policy, other),
    }
}

fn guarded(policy: &Policy, said: &Expression, guards: &[(ConditionWord, Expression)]) -> String {
    let mut out = expression(policy, said);
    for (word, guard) in guards {
        out.push(' ');
        out.push_str(&word.as_str().replace('-', " "));
        out.push(' ');
        out.push_str(&expression(policy, guard));
    }
    out
}

/// How long something is kept: `for 24 months after your last order`.
pub(super) fn kept(policy: &Policy, retention: &Retention, after: Option<&Expression>) -> String {
    let mut out = match retention {
        Retention::For(length) => format!("for {}", length),
        Retention::Condition(word, said) => {
            format!("{} {}", word.as_str().replace('-', " "), expression(policy, said))
        }
        Retention::Forever => "indefinitely".to_owned(),
        Retention::Absent(absence) => absence.as_str().to_owned(),
    };
    if let Some(after) = after {
        out.push_str(" after ");
        out.push_str(&expression(policy, after));
    }
    out
}

/// A length of time behind "every": "year", "2 years".
fn each(length: Duration) -> String {
    let said = length.to_string();
    said.strip_prefix("1 ").map(str::to_owned).unwrap_or(said)
}

/// A legal basis with its interest.
pub(super) fn ground(policy: &Policy, ground: &Ground) -> String {
    let mut out = reference(policy, &ground.basis);
    if let Some(interest) = &ground.interest {
        out.push_str(" in ");
        out.push_str(interest);
    }
    out
}

/// An atom as it stands in a sentence.
pub(super) fn atom(policy: &Policy, slot: Slot, atom: &Atom<'_>) -> String {
    match &atom.thing {
        Thing::Term(found) => match slot {
            Slot::List(word) => {
                format!("{} {}", list_word(word, policy, found), one_of(policy, slot, &atom.thing))
            }
            _ => term(policy, found),
        },
        other => bare(policy, other),
    }
}

/// An atom without the word that begins it.
pub(super) fn bare(policy: &Policy, thing: &Thing<'_>) -> String {
    match thing {
        Thing::Term(found) => term(policy, found),
        Thing::Verb(verb) => match verb {
            Verb::Known(known) => known.id.replace('-', " "),
            Verb::Text(text) => text.to_string(),
        },
        Thing::Adverb(adverb, _) => adverb.as_str().replace('-', " "),
        Thing::Condition(word, said, guards) => {
            format!("{} {}", word.as_str().replace('-', " "), guarded(policy, said, guards))
        }
        Thing::Kept(retention, after) => kept(policy, retention, *after),
        Thing::Within(length, start, more) => {
            let mut out = format!("within {}", length);
            if let Some(start) = start {
                out.push_str(" of ");
                out.push_str(&expression(policy, start));
            }
            if let Some(more) = more {
                out.push_str(", extendable by ");
                out.push_str(&more.by.to_string());
                if let Some(on) = &more.on {
                    out.push_str(" if ");
                    out.push_str(&expression(policy, on));
                }
            }
            out
        }
        Thing::Every(length) => {
            let every = Duration { bound: None, ..*length };
            format!("{}every {}", if length.bound.is_some() { "at least " } else { "" }, each(every))
        }
        Thing::Lookback(length) => format!("in the last {}", each(*length)),
        Thing::Limit(count, per) => {
            let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
            let per = per.map(|per| format!(" per {}", each(per))).unwrap_or_default();
            format!("at most {times}{per}")
        }
        Thing::Ground(found, purpose) => {
            let mut out = ground(policy, found);
            if let Some(purpose) = purpose {
                out.push_str(" (to ");
                out.push_str(&term(policy, purpose));
                out.push(')');
            }
            out
        }
        Thing::Said(word, said) => {
            let text = match said {
                Said::Text(text) => text,
                Said::Absent(absence) => absence.as_str(),
            };
            match word {
                SayingWord::Because | SayingWord::Otherwise | SayingWord::Then => {
                    format!("{} {text}", word.as_str())
                }
                SayingWord::Note | SayingWord::Id | SayingWord::Titled => text.to_owned(),
            }
        }
        Thing::Dated(dated) => match dated {
            Dated::On(date) => date.to_string(),
            Dated::Absent(absence) => absence.as_str().to_owned(),
        },
        Thing::Open => "others that are not named".to_owned(),
    }
}

/// The word before a term of a clause: a purpose follows "to".
fn list_word(word: ListWord, policy: &Policy, found: &Term) -> &'static str {
    let is_purpose = match &found.value {
        Value::Ref(Ref::Noun(id)) => policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Purpose),
        Value::Ref(Ref::Builtin(class)) => class.kind == crate::law::Kind::Purpose,
        _ => false,
    };
    match word {
        ListWord::For if is_thing(&value(policy, &found.value), policy) => "for",
        ListWord::For if is_purpose || matches!(found.value, Value::Ref(Ref::Text(_))) => "to",
        // "Opt out of" and "object to" have a noun behind them.
        ListWord::Of if is_purpose => "of processing to",
        ListWord::To if is_purpose => "to processing to",
        ListWord::SuchAs => "such as",
        ListWord::DependingOn => "depending on",
        other => other.as_str(),
    }
}

/// A purpose behind its word: "to send you news", "for advertising".
pub(crate) fn aim(name: &str) -> String {
    format!("{} {name}", if is_english_thing(name) { "for" } else { "to" })
}

/// How firmly a sentence says what is done, with its adverbs or without them: `may share`.
pub(super) fn modality(policy: &Policy, shape: &Shape<'_>, adverbs: bool) -> String {
    let mut bare = shape.clone();
    let kept = |slot: &Slot| *slot == Slot::Verb || adverbs && *slot == Slot::Adverb;
    let others: Vec<Slot> = bare.slots().map(|(slot, _)| slot).filter(|slot| !kept(slot)).collect();
    for slot in others {
        bare.parts.keep(slot, &|_| false);
    }
    said(policy, &bare, singular(policy, shape))
}

/// A whole sentence in words.
pub(super) fn sentence(policy: &Policy, shape: &Shape<'_>) -> String {
    said(policy, shape, singular(policy, shape))
}

/// A sentence, or some of its parts, in words; `singular` says whether who does it is one.
fn said(policy: &Policy, shape: &Shape<'_>, singular: bool) -> String {
    let each = |slot: Slot| -> Vec<String> {
        shape.atoms(slot).iter().map(|atom| bare(policy, &atom.thing)).collect()
    };
    let mut parts: Vec<String> = Vec::new();
    let subjects = shape.atoms(Slot::Subject).iter().map(|atom| subject(policy, &atom.thing));
    parts.push(row(&subjects.collect::<Vec<_>>(), "and"));
    // "At any time" and "from time to time" say when, after all that is done.
    let (whens, adverbs): (Vec<_>, Vec<_>) = shape.atoms(Slot::Adverb).iter().partition(|atom| {
        matches!(
            atom.thing,
            Thing::Adverb(Adverb::AtAnyTime | Adverb::FromTimeToTime | Adverb::WithoutUndueDelay, _)
        )
    });
    let (ahead, adverbs): (Vec<&Atom<'_>>, Vec<_>) =
        adverbs.into_iter().partition(|atom| matches!(atom.thing, Thing::Adverb(_, true)));
    parts.extend(ahead.iter().map(|atom| bare(policy, &atom.thing)));
    parts.push(modal(shape.modal, singular).to_owned());
    parts.extend(adverbs.iter().map(|atom| bare(policy, &atom.thing)));
    let verbs: Vec<String> = shape
        .atoms(Slot::Verb)
        .iter()
        .map(|atom| match &atom.thing {
            Thing::Verb(Verb::Known(known)) => match shape.modal {
                Modal::Does if singular => known.third(),
                Modal::Has | Modal::HasNot | Modal::MayHave => known.participle(),
                _ => known.id,
            }
            .replace('-', " "),
            other => bare(policy, other),
        })
        .collect();
    parts.push(row(&verbs, if shape.any_verb { "or" } else { "and" }));
    let negative = shape.modal.negative();
    parts.push(row(&each(Slot::Object), if negative || shape.any_object { "or" } else { "and" }));
    parts.extend(whens.iter().map(|atom| bare(policy, &atom.thing)));
    // What stands right before an exception seems to be what it is made to.
    let excepted = !shape.atoms(Slot::Condition(ConditionWord::Unless)).is_empty();
    let extendable = |atom: &Atom<'_>| matches!(atom.thing, Thing::Within(_, _, Some(_)));
    let last = |slot: &Slot| match slot {
        Slot::List(ListWord::Fee) => excepted,
        // What stands behind an extension seems to limit that.
        Slot::Within => shape.atoms(Slot::Within).iter().any(extendable),
        // "We collect it for two years" would be about collecting, and "when you order it kept for two years" about that.
        Slot::Kept => !shape.does(KEEPING),
        // What follows is a sentence of its own; "not because" denies the reason.
        Slot::Saying(SayingWord::Then | SayingWord::Otherwise) => true,
        Slot::Saying(SayingWord::Because) => negative,
        _ => false,
    };
    let (late, mut early): (Vec<Slot>, Vec<Slot>) = shape.slots().map(|(slot, _)| slot).partition(last);
    // Whose something is, whom it goes to and what it is about stands right behind it, where the author put it there.
    let lists = early.iter().filter(|slot| matches!(slot, Slot::List(_)));
    let first = lists.min_by_key(|slot| shape.atoms(**slot).first().map(|atom| atom.span)).copied();
    if let Some(Slot::List(
        ListWord::Of | ListWord::To | ListWord::Against | ListWord::About | ListWord::With,
    )) = first
    {
        early.sort_by_key(|slot| Some(*slot) != first);
    }
    for slot in behind_own(shape, early) {
        let atoms = shape.atoms(slot);
        match slot {
            Slot::Subject | Slot::Adverb | Slot::Verb | Slot::Object => {}
            Slot::Saying(SayingWord::Note | SayingWord::Id | SayingWord::Titled) => {}
            // Nobody is liable "to" anything.
            Slot::List(ListWord::For) if matches!(shape.modal, Modal::Is | Modal::IsNot) => {
                let said = listing(policy, slot, atoms);
                match said.strip_prefix("to ") {
                    Some(rest) => parts.push(format!("for {rest}")),
                    None => parts.push(said),
                }
            }
            Slot::List(_) => parts.push(listing(policy, slot, atoms)),
            Slot::Basis => {
                let all: Vec<String> = atoms.iter().map(|atom| bare(policy, &atom.thing)).collect();
                parts.push(format!("on the basis of {}", row(&all, "and")));
            }
            _ => parts.extend(atoms.iter().map(|found| atom(policy, slot, found))),
        }
    }
    parts.retain(|part| !part.is_empty());
    let mut out = parts.join(" ");
    for slot in late {
        let atoms = shape.atoms(slot);
        let said = match slot {
            Slot::List(_) => vec![listing(policy, slot, atoms)],
            Slot::Kept => atoms.iter().map(|found| format!("kept {}", atom(policy, slot, found))).collect(),
            _ => atoms.iter().map(|found| atom(policy, slot, found)).collect(),
        };
        for part in said {
            out.push_str(match slot {
                Slot::Saying(SayingWord::Then | SayingWord::Otherwise) => "; ",
                _ if part.starts_with('(') => " ",
                _ => ", ",
            });
            out.push_str(&part);
        }
    }
    out
}

/// The clauses with an age and a place behind whom they are about, where the author put them there: "about customers in
/// France", "for people under 18".
fn behind_own(shape: &Shape<'_>, mut slots: Vec<Slot>) -> Vec<Slot> {
    let start = |slot: &Slot| shape.atoms(*slot).first().map(|atom| (atom.span.file, atom.span.start));
    for word in [ListWord::Under, ListWord::In] {
        let own = Slot::List(word);
        let Some(at) = slots.iter().position(|slot| *slot == own) else { continue };
        let before = slots.iter().filter(|slot| matches!(slot, Slot::List(_)) && start(slot) < start(&own));
        let Some(people) = before.max_by_key(|slot| start(slot)).copied() else { continue };
        slots.remove(at);
        let behind = slots.iter().position(|slot| *slot == people).map_or(at, |found| found + 1);
        slots.insert(behind, own);
    }
    slots
}

/// For whom, where and when something holds, those for whom first.
pub(super) fn scope(policy: &Policy, parts: &Parts<'_>) -> String {
    let mut slots: Vec<(Slot, &[Atom<'_>])> = parts.slots().collect();
    slots.sort_by_key(|(slot, _)| match slot {
        Slot::List(ListWord::For) => 0,
        Slot::List(ListWord::Under) => 1,
        _ => 2,
    });
    slots.into_iter().map(|(slot, atoms)| limit(policy, slot, atoms)).collect::<Vec<_>>().join(" ")
}

/// What a section or an assertion says of those for whom, or of where, it holds: a list, or its conditions.
pub(super) fn limit(policy: &Policy, slot: Slot, atoms: &[Atom<'_>]) -> String {
    match slot {
        Slot::List(_) => listing(policy, slot, atoms),
        _ => atoms.iter().map(|atom| bare(policy, &atom.thing)).collect::<Vec<_>>().join(" "),
    }
}

/// The terms of one clause: `to send you news and show ads`.
pub(super) fn listing(policy: &Policy, slot: Slot, atoms: &[Atom<'_>]) -> String {
    // How long and what for both stand after `for`, but are no list.
    let (lengths, others): (Vec<Atom<'_>>, Vec<Atom<'_>>) = atoms.iter().cloned().partition(Atom::is_length);
    // How long before something stands in front of it.
    let ahead = match slot {
        Slot::List(ListWord::Before) => true,
        Slot::List(ListWord::After) => !others.is_empty(),
        _ => false,
    };
    let lengths = match (ahead, lengths.first()) {
        (true, Some(length)) => return ahead_of(policy, slot, length, &others),
        _ => one_listing(policy, slot, &lengths),
    };
    let parts = [one_listing(policy, slot, &others), lengths];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn ahead_of(policy: &Policy, slot: Slot, length: &Atom<'_>, others: &[Atom<'_>]) -> String {
    let rest = match (others, slot) {
        ([], Slot::List(word)) => word.as_str().to_owned(),
        _ => one_listing(policy, slot, others),
    };
    format!("{} {rest}", bare(policy, &length.thing))
}

fn one_listing(policy: &Policy, slot: Slot, atoms: &[Atom<'_>]) -> String {
    let mut out = String::new();
    let mut last = "";
    for (at, found) in atoms.iter().enumerate() {
        let word = match (&found.thing, slot) {
            (Thing::Term(term), Slot::List(word)) => list_word(word, policy, term),
            _ => "",
        };
        if at > 0 {
            let joiner = if atoms.iter().any(|atom| atom.any) { " or " } else { " and " };
            out.push_str(if at + 1 == atoms.len() { joiner } else { ", " });
        }
        if let (Thing::Term(term), Slot::List(ListWord::Fee)) = (&found.thing, slot) {
            // A fee in the author's words fits behind "is" alone.
            out.push_str(&match (fee(policy, term), &term.value) {
                (free, Value::Absent(Absence::None)) => free,
                (costs, _) => format!("({costs})"),
            });
            continue;
        }
        if word != last && !word.is_empty() {
            out.push_str(word);
            out.push(' ');
            last = word;
        }
        let event = match (&found.thing, slot) {
            (
                Thing::Term(Term { value: Value::Ref(Ref::Builtin(class)), detail: None, .. }),
                Slot::List(ListWord::About),
            ) => event_name(class.kind, class.id),
            _ => None,
        };
        out.push_str(&event.map_or_else(|| one_of(policy, slot, &found.thing), str::to_owned));
    }
    out
}

/// What something costs.
pub(super) fn fee(policy: &Policy, found: &Term) -> String {
    match &found.value {
        Value::Absent(Absence::None) => "free of charge".to_owned(),
        _ => format!("the fee is {}", term(policy, found)),
    }
}

fn singular(policy: &Policy, shape: &Shape<'_>) -> bool {
    let [only] = shape.atoms(Slot::Subject) else { return false };
    let Thing::Term(term) = &only.thing else { return false };
    if term.qualifiers.contains(&Qualifier::Singular) {
        return true;
    }
    match &term.value {
        Value::Ref(Ref::Special(Special::ThisPolicy | Special::ThisSection)) => true,
        Value::Ref(Ref::Noun(id)) => policy.noun(*id).is_some_and(|noun| !is_plural(noun)),
        Value::Ref(Ref::Text(text)) => !term.qualifiers.contains(&Qualifier::Plural) && !looks_plural(text),
        _ => false,
    }
}
