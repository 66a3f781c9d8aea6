//! What kinds of things may stand where in a sentence: a purpose receives nothing, and nobody collects an address
//! to write to.

mod declared;
mod forms;
mod places;

pub(super) use declared::noun;
pub(super) use forms::interests;
use forms::{given, of_consent, parted, pronouns, quantified, second_rights};

use super::{Declared, behind_time, right_behind};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::phrase::{names_nobody, reads_as_act, reads_as_sentence, reads_as_thing};
use crate::model::verb::{self, VerbInfo};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, List, Noun, Ref, Special, Statement, Term, Value, Verb};
use crate::source::Span;

/// What a name stands for, whether it is declared or a word of the vocabulary.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// What a declaration of this kind declares.
    Noun(NounKind),
    /// What one can object to.
    Act,
    /// A legal basis.
    Basis,
}

pub(super) const ACT: Thing = Thing::Act;
pub(super) const BASIS: Thing = Thing::Basis;
pub(super) const DATA: Thing = Thing::Noun(NounKind::Data);
pub(super) const PURPOSE: Thing = Thing::Noun(NounKind::Purpose);
pub(super) const CONDITION: Thing = Thing::Noun(NounKind::Condition);
const RECIPIENT: Thing = Thing::Noun(NounKind::Recipient);
pub(super) const CHANNEL: Thing = Thing::Noun(NounKind::Channel);
const ORGANIZATION: Thing = Thing::Noun(NounKind::Organization);
const AUDIENCE: Thing = Thing::Noun(NounKind::Audience);
pub(super) const LAW: Thing = Thing::Noun(NounKind::Law);
pub(super) const REGION: Thing = Thing::Noun(NounKind::Region);
const SOURCE: Thing = Thing::Noun(NounKind::Source);
pub(super) const TRACKER: Thing = Thing::Noun(NounKind::Tracker);

pub(super) fn thing(value: &Value, declared: Declared<'_, '_>) -> Option<Thing> {
    let Value::Ref(Ref::Builtin(class)) = value else {
        return declared(value).map(|noun| Thing::Noun(noun.kind));
    };
    Some(match class.kind {
        Kind::Data | Kind::Class => DATA,
        Kind::Purpose => PURPOSE,
        Kind::Source => Thing::Noun(NounKind::Source),
        Kind::Role => RECIPIENT,
        Kind::Audience => Thing::Noun(NounKind::Audience),
        Kind::Technology => Thing::Noun(NounKind::Tracker),
        Kind::Region | Kind::Country => Thing::Noun(NounKind::Region),
        Kind::Law => Thing::Noun(NounKind::Law),
        Kind::Channel => CHANNEL,
        Kind::Service => Thing::Noun(NounKind::Service),
        Kind::Condition => CONDITION,
        Kind::Document => Thing::Noun(NounKind::Document),
        Kind::Basis => Thing::Basis,
        Kind::Act => Thing::Act,
        Kind::Right | Kind::Signal => return None,
    })
}

/// Finds names that a sentence has no use for where they stand.
pub(super) fn statement(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let mut refuse = |terms: &[Term], refused: &[Thing], place: &str| {
        for term in terms {
            if let Some(thing) = thing(&term.value, declared).filter(|thing| refused.contains(thing)) {
                findings.push(wrong_kind(term, thing, place));
            }
        }
    };
    refuse(&statement.subjects, &[PURPOSE, CONDITION], "do anything");
    for word in [ListWord::When, ListWord::After, ListWord::Before] {
        let refused: &[Thing] = if word == ListWord::When { &[DATA, PURPOSE] } else { &[PURPOSE] };
        for list in statement.lists(word) {
            refuse(&list.terms, refused, "be when something happens");
        }
    }
    // The name of a purpose says what is done: "about send you news".
    let act = |term: &&Term| {
        declared(&term.value).and_then(|noun| noun.name.as_deref()).is_some_and(|name| !reads_as_thing(name))
    };
    for word in
        [ListWord::About, ListWord::Under, ListWord::As, ListWord::Through, ListWord::On, ListWord::In]
    {
        let place = format!("follow `{}`", word.as_str());
        for term in statement.terms(word).filter(act) {
            refuse(std::slice::from_ref(term), &[PURPOSE], &place);
        }
    }
    if statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_))) {
        for list in statement.lists(ListWord::For) {
            refuse(&list.terms, &[Thing::Basis], "be what this is done for");
        }
    }
    let objects = statement.objects.as_ref().map_or(&[][..], |list| &list.terms);
    let known = statement.verbs.first().and_then(|verb| match verb {
        Verb::Known(verb) if !verb.state => Some(verb),
        Verb::Known(_) | Verb::Text(_) => None,
    });
    let gives = |topic: Topic| matches!(topic, Topic::Sharing | Topic::Sale | Topic::Transfers);
    let moves = |topic: Topic| gives(topic) || matches!(topic, Topic::Collection | Topic::Retention);
    // What is used or put together goes to nobody.
    let uses = |verb: &VerbInfo| verb::USING.contains(&verb.id) || verb.topic == Topic::Combining;
    if known.is_some_and(|verb| moves(verb.topic) || uses(verb)) {
        for list in statement.lists(ListWord::For) {
            refuse(&list.terms, &[DATA], "be what this is done for");
        }
    }
    if known.is_some_and(|verb| uses(verb)) {
        for list in statement.lists(ListWord::To) {
            refuse(&list.terms, &[PURPOSE, Thing::Act], "receive anything");
        }
    }
    if let Some(verb) = known.filter(|verb| moves(verb.topic)) {
        refuse(objects, &[PURPOSE, CONDITION], "be what this verb is about");
        if OF_DATA.contains(&verb.id) {
            refuse(
                objects,
                &[RECIPIENT, CHANNEL, ORGANIZATION, AUDIENCE, Thing::Act],
                "be what this verb is about",
            );
        } else if matches!(verb.id, "delete" | "transfer") {
            refuse(objects, &[CHANNEL], "be what this verb is about");
        }
        // What one may object to stands after `to`, though another verb comes first.
        let objected =
            statement.verbs.iter().any(|verb| matches!(verb, Verb::Known(verb) if verb.id == "object"));
        let given = statement.lists(ListWord::To).filter(|_| !objected);
        for list in statement.lists(ListWord::With).chain(given) {
            refuse(&list.terms, &[PURPOSE, CONDITION, Thing::Act], "receive anything");
            // "Provide the carrier with your address."
            if gives(verb.topic) && !matches!(verb.id, "provide" | "supply") {
                refuse(&list.terms, &[DATA], "receive anything");
            }
        }
    } else if !statement.verbs.is_empty() {
        // "We send send you news", "we guarantee keep our services secure"; a thing can be sent: "our newsletter".
        let built_in =
            |value: &Value| matches!(value, Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Purpose);
        let act = |noun: &&Noun| noun.name.as_deref().is_some_and(|name| !reads_as_thing(name));
        let acts = |term: &&Term| built_in(&term.value) || declared(&term.value).filter(act).is_some();
        if known.is_some_and(|verb| verb.id == "unsubscribe") {
            let purpose = |term: &&Term| matches!(thing(&term.value, declared), Some(PURPOSE));
            let left = objects.iter().chain(statement.terms(ListWord::From)).filter(acts).filter(purpose);
            findings.extend(left.map(|term| no_message(term.span)));
        } else {
            for term in objects.iter().filter(acts) {
                refuse(std::slice::from_ref(term), &[PURPOSE], "be what this verb is about");
            }
        }
    }
    let taken = known.is_some_and(|verb| moves(verb.topic));
    for (at, clause) in statement.clauses.iter().enumerate() {
        let ClauseKind::List(word, list) = &clause.kind else { continue };
        let received = taken && matches!(word, ListWord::With | ListWord::To);
        if !received && !behind_time(&statement.clauses, at) {
            let next = statement.clauses.get(at + 1).filter(|next| right_behind(clause, next));
            let of = next.is_some_and(|next| matches!(next.kind, ClauseKind::List(ListWord::Of, _)));
            conditions(*word, list, of, declared, findings);
        }
        // Of a sentence without a verb more is wrong.
        if !statement.verbs.is_empty() {
            consents(*word, list, statement.does("require") || statement.does("ask"), findings);
        }
        events(*word, list, declared, findings);
        let used = *word == ListWord::To && known.is_some_and(|verb| uses(verb) || gets(verb));
        if (received || used) && !statement.does("object") {
            findings.extend(list.terms.iter().filter_map(|term| no_recipient(term, used)));
        }
        channels(*word, list, declared, findings);
        if known.is_some_and(|verb| is_party_word(*word, verb)) {
            findings.extend(list.terms.iter().filter_map(nobody));
        }
    }
    if let Some(verb) = known.filter(|verb| moves(verb.topic) || uses(verb) || verb.topic == Topic::Security)
    {
        data_behind(statement, verb, declared, findings);
    }
    places::check(statement, known.copied(), declared, findings);
    places::made_for(statement, declared, findings);
    reached_by(statement, declared, findings);
    for list in statement.lists(ListWord::As) {
        refuse_speakers(list, findings);
    }
    of_consent(&statement.clauses, declared, findings);
    interests(&statement.clauses, findings);
    given(statement, findings);
    parted(statement, findings);
    quantified(statement, declared, findings);
    second_rights(statement, findings);
    pronouns(&statement.subjects, findings);
}

/// Whether somebody stands behind a word in a sentence with this verb: who gets data, or whom it comes from.
const fn is_party_word(word: ListWord, verb: &VerbInfo) -> bool {
    match word {
        ListWord::To | ListWord::With => {
            matches!(verb.topic, Topic::Sharing | Topic::Sale | Topic::Transfers)
        }
        ListWord::From => matches!(verb.topic, Topic::Collection),
        _ => false,
    }
}

/// Finds nobody where somebody belongs: what goes to no one is denied.
fn nobody(term: &Term) -> Option<Diagnostic> {
    let Value::Ref(Ref::Text(text)) = &term.value else { return None };
    names_nobody(text).then(|| {
        let message = format!("\"{text}\" is nobody, and a sentence says what is done");
        Diagnostic::error("wrong-kind", term.span, message)
            .with_help("deny it with the verb, as in `we do not share …`, or name who it is")
    })
}

/// Verbs whose objects are data and nothing else.
const OF_DATA: &[&str] =
    &["collect", "obtain", "receive", "infer", "keep", "retain", "store", "sell", "share", "disclose"];

/// Whether somebody gets data by a verb or has it: what stands after `to` is nobody who receives it then.
fn gets(verb: &VerbInfo) -> bool {
    verb.id == "infer" || verb::COLLECTING.contains(&verb.id) || verb::KEEPING.contains(&verb.id)
}

/// Finds data that a comma brings into a list of people, places or means: "from users and usage data".
fn data_behind(
    statement: &Statement,
    verb: &VerbInfo,
    declared: Declared<'_, '_>,
    findings: &mut Vec<Diagnostic>,
) {
    use ListWord::{About, By, From, In, On, Through};
    let is_data = |term: &&Term| {
        thing(&term.value, declared) == Some(DATA)
            || term.classes.iter().any(|class| class.kind == Kind::Data)
    };
    for clause in &statement.clauses {
        let ClauseKind::List(word @ (About | By | From | In | On | Through), list) = &clause.kind else {
            continue;
        };
        // What is worked out is worked out from data, too.
        let inferred = *word == From && verb.id == "infer";
        if inferred || list.terms.iter().all(|term| is_data(&term)) {
            continue;
        }
        if let Some(term) = list.terms.iter().find(is_data) {
            let (verb, word) = (verb.id, word.as_str());
            let message = format!("this kind of data stands in the list after `{word}`");
            findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(format!(
                "a comma goes on with that list; what `{verb}` is about stands right behind it: `{verb} …, … {word} …`"
            )));
        }
    }
}

/// Finds conditions where the name of a thing belongs: their words are a sentence, "on you ask us to".
/// `of` is whether what follows says whose they are.
fn conditions(
    word: ListWord,
    list: &List,
    of: bool,
    declared: Declared<'_, '_>,
    findings: &mut Vec<Diagnostic>,
) {
    // Words of the vocabulary have a noun beside the sentence: "about a security breach".
    let (own, built_in) = match word {
        ListWord::From
        | ListWord::By
        | ListWord::Through
        | ListWord::On
        | ListWord::In
        | ListWord::Under
        | ListWord::For
        | ListWord::Against
        | ListWord::As
        | ListWord::Giving => (true, true),
        ListWord::Of | ListWord::About | ListWord::With | ListWord::To | ListWord::Except => (true, false),
        ListWord::When
        | ListWord::After
        | ListWord::Before
        | ListWord::Including
        | ListWord::SuchAs
        | ListWord::Called
        | ListWord::Despite
        | ListWord::Fee
        | ListWord::DependingOn => (false, false),
    };
    let of = if of { " of …" } else { "" };
    for term in &list.terms {
        let name = match &term.value {
            Value::Ref(Ref::Builtin(class)) if built_in && class.kind == Kind::Condition => class.id,
            value => match declared(value).filter(|noun| own && noun.kind == NounKind::Condition) {
                Some(noun) if noun.name.as_deref().is_some_and(reads_as_sentence) => &*noun.id,
                _ => continue,
            },
        };
        let message = format!("a condition cannot follow `{}`", word.as_str());
        let help = match word {
            ListWord::Except => format!("what it is not done on stands after `unless`: `unless {name}{of}`"),
            _ => format!("what it depends on stands after `if` or `unless`: `if {name}{of}`"),
        };
        findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
    }
}

/// Finds consents where the name of a thing belongs, and rights where what somebody does would: "with partners and your
/// consent", "refuse to deletion".
fn consents(word: ListWord, list: &List, asked: bool, findings: &mut Vec<Diagnostic>) {
    let several = list.terms.len() > 1;
    for term in &list.terms {
        let Value::Ref(Ref::Builtin(class)) = &term.value else { continue };
        let refused = match (class.kind, word) {
            (Kind::Basis | Kind::Condition, ListWord::With) => several,
            (
                Kind::Basis | Kind::Condition,
                ListWord::From
                | ListWord::By
                | ListWord::To
                | ListWord::About
                | ListWord::Through
                | ListWord::On
                | ListWord::In
                | ListWord::Under,
            ) => true,
            (Kind::Right, ListWord::To) if verb::find(class.id).is_some() => {
                let message = format!("`{}` is no word for what somebody does after `to`", class.id);
                findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(format!(
                    "write it in quotes, with what it is done to: `to \"{} …\"`",
                    class.id
                )));
                continue;
            }
            _ => false,
        };
        if refused && matches!(class.id, "consent" | "explicit-consent") {
            let list = if several { "in a list " } else { "" };
            let message = format!("`{}` cannot stand {list}after `{}`", class.id, word.as_str());
            findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(
                if asked && word == ListWord::To {
                    "what somebody has to do stands in quotes right behind them: `parents \"to consent\"`"
                } else {
                    "what hangs on a consent stands after `if`, `if consent`; the consent itself in quotes, \
                     \"your consent\""
                },
            ));
        }
    }
}

/// Finds somebody or something where an event belongs: "after you", "when our providers".
fn events(word: ListWord, list: &List, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    if !matches!(word, ListWord::When | ListWord::After | ListWord::Before) {
        return;
    }
    for term in &list.terms {
        let somebody = match &term.value {
            Value::Ref(Ref::Special(Special::We | Special::You | Special::Recipients)) => true,
            value => matches!(
                thing(value, declared),
                Some(
                    RECIPIENT
                        | ORGANIZATION
                        | REGION
                        | Thing::Noun(NounKind::Audience | NounKind::Service | NounKind::Source)
                )
            ),
        };
        let named = match thing(&term.value, declared) {
            Some(CHANNEL) => places::reaches(term, declared),
            Some(LAW | TRACKER) => word == ListWord::When,
            _ => false,
        };
        if somebody || named {
            let finding = Diagnostic::error("wrong-kind", term.span, "this is nothing that happens");
            let word = word.as_str();
            findings.push(finding.with_help(format!(
                "write in quotes what happens, such as `{word} \"you register\"`, or name a condition"
            )));
        }
    }
}

/// Finds ways to reach somebody where a place belongs.
fn channels(word: ListWord, list: &List, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    if !matches!(word, ListWord::In | ListWord::On) {
        return;
    }
    for term in &list.terms {
        let found = match &term.value {
            Value::Ref(Ref::Builtin(class)) => places::is_reached(class),
            value => declared(value).is_some_and(|noun| noun.classes.iter().any(places::is_reached)),
        };
        if found {
            let message = format!("a channel cannot follow `{}`", word.as_str());
            findings.push(
                Diagnostic::error("wrong-kind", term.span, message)
                    .with_help("how somebody is reached stands after `by`"),
            );
        }
    }
}

/// Finds data where the way stands by which somebody is reached or asks for something: `contact us by letter`.
fn reached_by(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let reaches = |verb: &Verb| matches!(verb, Verb::Known(verb) if matches!(verb.id, "contact" | "exercise" | "notify" | "opt-out" | "unsubscribe" | "withdraw"));
    if !statement.modal.right() && !statement.verbs.iter().any(reaches) {
        return;
    }
    for term in statement.terms(ListWord::By).filter(|term| thing(&term.value, declared) == Some(DATA)) {
        let finding =
            Diagnostic::error("wrong-kind", term.span, "a kind of data is no way to reach somebody");
        findings.push(finding.with_help("declare a `channel` of another name, or write in quotes by what"));
    }
}

/// Finds those who speak and who read where what somebody is belongs: "as we need to".
fn refuse_speakers(list: &List, findings: &mut Vec<Diagnostic>) {
    for term in &list.terms {
        if matches!(term.value, Value::Ref(Ref::Special(Special::We | Special::You))) {
            let finding =
                Diagnostic::error("wrong-kind", term.span, "`as` says what somebody or something is");
            findings.push(finding.with_help(
                "how far something is so stands after `as far as`, a reason after `because`, and a time after `while`, \
                 each with words of its own: `as far as \"we need to\"`",
            ));
        }
    }
}

/// What is done, where somebody belongs who receives something; `nobody` is set where nobody does, so that all but a
/// thing is an act.
fn no_recipient(term: &Term, nobody: bool) -> Option<Diagnostic> {
    let Value::Ref(Ref::Text(text)) = &term.value else { return None };
    let act = reads_as_act(text)
        || nobody && text.starts_with(char::is_lowercase) && text.contains(' ') && !reads_as_thing(text);
    act.then(|| {
        Diagnostic::error("wrong-kind", term.span, "this says what is done, and not who receives something")
            .with_help(format!("what it is for stands after `for`: `for \"{text}\"`"))
    })
}

fn no_message(span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, "a purpose is nothing that one could unsubscribe from").with_help(
        "name the messages in quotes: `unsubscribe from \"our newsletter\"`; or write `opt-out of`",
    )
}

/// What such a thing is called in a message.
pub(super) fn called(thing: Thing) -> String {
    match thing {
        DATA => "a kind of data".to_owned(),
        ORGANIZATION => "an organization".to_owned(),
        AUDIENCE => "an audience".to_owned(),
        Thing::Noun(kind) => format!("a {}", kind.as_str()),
        Thing::Act => "what somebody does".to_owned(),
        Thing::Basis => "a legal basis".to_owned(),
    }
}

fn wrong_kind(term: &Term, thing: Thing, place: &str) -> Diagnostic {
    let Term { value, span, .. } = term;
    if let Value::Ref(Ref::Builtin(class)) = value
        && thing == PURPOSE
        && place.starts_with("be what this verb")
    {
        let name = class.id.rsplit('.').next().unwrap_or(class.id);
        return Diagnostic::error(
            "wrong-kind",
            *span,
            format!("`{}` is what something is for, and cannot {place}", class.id),
        )
        .with_help(format!(
            "what something is for stands after `for`; a thing of this name stands in quotes: \"{name}\""
        ));
    }
    let what = called(thing);
    let help = match thing {
        PURPOSE if place == "follow `except`" => "of purposes say first all: `for \"any purpose\" except …`",
        PURPOSE => "what something is for stands after `for`",
        CONDITION => "what it depends on stands after `if` or `unless`",
        DATA if place == "be what this is done for" => {
            "say in quotes what it is for; if each kind of data has a time or a purpose of its own, write a sentence for each"
        }
        DATA if place == "be what this verb is about" => "name who or what is meant, or write it in quotes",
        LAW if place.starts_with("follow") => "a law stands after `under`",
        REGION if place.starts_with("follow") => "where this holds stands after `in`",
        CHANNEL if place.starts_with("receive") || place.starts_with("follow") => {
            "how something is done stands after `by`"
        }
        DATA if place.starts_with("be ") => {
            "if each kind of data has a time or a purpose of its own, write a sentence for each"
        }
        RECIPIENT => "who receives something stands after `with` or `to`",
        CHANNEL => "name the data, or write in quotes what it is; how something is done stands after `by`",
        ORGANIZATION | Thing::Act => "name the data, or write in quotes what it is",
        AUDIENCE => {
            "name the data; whom it is about stands after `about`, and whom it comes from after `from`"
        }
        Thing::Basis => {
            "the purposes of a legal basis stand in parentheses: `basis consent (news), contract (orders)`"
        }
        Thing::Noun(_) => {
            "what is given stands right after the verb, and who receives it after `with` or `to`"
        }
    };
    Diagnostic::error("wrong-kind", *span, format!("{what} cannot {place}")).with_help(help)
}
