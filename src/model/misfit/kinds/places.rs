//! What a name cannot be in a sentence, whatever else that says: nobody honors a kind of data or collects from a purpose.

use super::{
    AUDIENCE, BASIS, CHANNEL, DATA, Declared, LAW, ORGANIZATION, PURPOSE, RECIPIENT, REGION, TRACKER, Thing,
    thing, wrong_kind,
};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::phrase::reads_as_thing;
use crate::model::verb::{self, VerbInfo};
use crate::model::words::{ListWord, Topic};
use crate::model::{Class, ClauseKind, Ref, Statement, Term, Value};

/// Finds names that have no place where they stand in a sentence with this verb.
pub(super) fn check(
    statement: &Statement,
    verb: Option<&VerbInfo>,
    declared: Declared<'_, '_>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut refuse = |terms: &mut dyn Iterator<Item = &Term>, refused: &[Thing], place: &str| {
        for term in terms {
            // The vocabulary has one word for several things, and what was meant is not told.
            let named =
                declared(&term.value).is_some() || matches!(thing(&term.value, declared), Some(LAW | REGION));
            if let Some(thing) = thing(&term.value, declared).filter(|thing| named && refused.contains(thing))
            {
                findings.push(wrong_kind(term, thing, place));
            }
        }
    };
    // The name of a purpose says what is done: "by send you news".
    let act = |term: &&Term| {
        declared(&term.value).and_then(|noun| noun.name.as_deref()).is_some_and(|name| !reads_as_thing(name))
    };
    let leaves = statement.does("unsubscribe");
    for word in [ListWord::From, ListWord::By, ListWord::Against, ListWord::Giving] {
        if !(leaves && word == ListWord::From) {
            refuse(
                &mut statement.terms(word).filter(act),
                &[PURPOSE],
                &format!("follow `{}`", word.as_str()),
            );
        }
    }
    let of_data = statement.objects.is_some()
        && statement.object_terms().all(|term| thing(&term.value, declared) == Some(DATA));
    // Of all purposes some may be left out.
    let aimed = statement.lists(ListWord::For).next().is_some();
    for word in [ListWord::Including, ListWord::SuchAs, ListWord::Except] {
        if word == ListWord::Except && aimed {
            continue;
        }
        let place = format!("follow `{}`", word.as_str().replace('-', " "));
        refuse(&mut statement.terms(word).filter(|term| of_data && act(term)), &[PURPOSE], &place);
    }
    refuse(
        &mut statement.terms(ListWord::Giving),
        &[CHANNEL, LAW, ORGANIZATION, RECIPIENT, REGION, TRACKER],
        "be what is given",
    );
    refuse(&mut statement.terms(ListWord::Under), &[CHANNEL, RECIPIENT, REGION], "follow `under`");
    refuse(&mut statement.terms(ListWord::On), &[REGION], "follow `on`");
    let Some(verb) = verb else { return };
    let objects = || statement.objects.iter().flat_map(|list| &list.terms);
    let about = "be what this verb is about";
    match verb.id {
        "honor" | "ignore" => {
            refuse(&mut objects(), &[CHANNEL, DATA, ORGANIZATION, RECIPIENT, REGION, TRACKER], about);
        }
        "contact" | "notify" => refuse(&mut objects(), &[DATA, TRACKER, LAW], about),
        "correct" | "delete" | "mask" | "port" => {
            refuse(&mut objects(), &[LAW, ORGANIZATION, RECIPIENT, REGION], about);
        }
        id if super::OF_DATA.contains(&id) || verb::SELLING.contains(&id) => {
            refuse(&mut objects(), &[LAW, REGION], about);
        }
        _ => {}
    }
    let reached = |term: &&Term| reaches(term, declared);
    let gives = matches!(verb.topic, Topic::Sharing | Topic::Sale | Topic::Transfers);
    let has = matches!(verb.topic, Topic::Collection | Topic::Retention) || verb::USING.contains(&verb.id);
    if gives || has {
        for word in [ListWord::By, ListWord::For] {
            refuse(&mut statement.terms(word), &[REGION], &format!("follow `{}`", word.as_str()));
        }
    }
    if has {
        refuse(&mut statement.terms(ListWord::With), &[LAW, REGION], "follow `with`");
        refuse(&mut statement.terms(ListWord::With).filter(reached), &[CHANNEL], "follow `with`");
    }
    if verb::COLLECTING.contains(&verb.id) {
        refuse(&mut statement.terms(ListWord::From).filter(reached), &[CHANNEL], "follow `from`");
    }
    if gives || verb::HAVING.contains(&verb.id) {
        refuse(&mut places_of(statement), &[RECIPIENT], "follow `in`");
    }
    if gives {
        refuse(
            &mut statement.terms(ListWord::With),
            &[BASIS, CHANNEL, LAW, REGION, TRACKER],
            "receive anything",
        );
        refuse(&mut statement.terms(ListWord::To), &[BASIS, LAW, TRACKER], "receive anything");
        refuse(&mut statement.terms(ListWord::To).filter(reached), &[CHANNEL], "receive anything");
    }
    // Who gives data stands after `from`.
    if verb::COLLECTING.contains(&verb.id) {
        let people = |term: &&Term| {
            thing(&term.value, declared) == Some(AUDIENCE)
                && matches!(term.value, Value::Ref(Ref::Builtin(_) | Ref::Noun(_)))
        };
        let given = statement.terms(ListWord::To).filter(people);
        findings.extend(given.map(|term| wrong_kind(term, AUDIENCE, "receive what is collected")));
    }
    if of_data && verb::SENDING.contains(&verb.id) {
        sent_with(statement, verb.id, declared, findings);
    }
}

/// Finds who gets what is sent behind `with`: it would go along with them. A text may be sent with somebody's help.
fn sent_with(statement: &Statement, verb: &str, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let party =
        |term: &&Term| matches!(thing(&term.value, declared), Some(AUDIENCE | ORGANIZATION | RECIPIENT));
    let sent = !statement.handed && statement.lists(ListWord::To).next().is_none();
    for term in statement.terms(ListWord::With).filter(|term| sent && party(term)) {
        let message = format!("who gets something cannot follow `with` behind `{verb}`");
        findings.push(
            Diagnostic::error("wrong-kind", term.span, message).with_help(
                "who receives something stands after `to`; through whom it is sent after `through`",
            ),
        );
    }
}

/// Finds people behind another word than what is made for them has: "intended to children", "directed for children".
pub(super) fn made_for(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    for (state, word, other) in
        [("intended", ListWord::For, ListWord::To), ("directed", ListWord::To, ListWord::For)]
    {
        if !statement.does(state) || statement.lists(word).next().is_some() {
            continue;
        }
        let people = |term: &&Term| thing(&term.value, declared) == Some(AUDIENCE);
        for term in statement.terms(other).filter(people) {
            let (word, other) = (word.as_str(), other.as_str());
            let message = format!("whom something is {state} {word} cannot follow `{other}`");
            let help = format!("write `{state} {word} …`");
            findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
        }
    }
}

/// Where something is done; behind people it is where those are: "with staff in our group companies".
fn places_of(statement: &Statement) -> impl Iterator<Item = &Term> {
    use ListWord::{About, From, In, Of, To, With};
    let people = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| statement.clauses.get(before));
        matches!(before.map(|before| &before.kind), Some(ClauseKind::List(About | From | Of | To | With, _)))
    };
    let lists = statement.clauses.iter().enumerate().filter_map(move |(at, clause)| match &clause.kind {
        ClauseKind::List(In, list) if !people(at) => Some(list),
        _ => None,
    });
    lists.flat_map(|list| &list.terms)
}

/// Whether it is declared as a way to write to somebody or to call them, and no place where something can be published.
pub(super) fn reaches(term: &Term, declared: Declared<'_, '_>) -> bool {
    declared(&term.value).is_some_and(|noun| noun.classes.iter().all(is_reached))
}

/// Whether somebody is written to or called by a kind of channel; an app, a form or an account is a place too.
pub(super) fn is_reached(class: &Class) -> bool {
    class.kind == Kind::Channel && matches!(class.id, "email" | "phone" | "post" | "fax" | "in-person")
}
