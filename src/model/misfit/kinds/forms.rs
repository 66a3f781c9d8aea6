//! What is said in a form that says something else: "to certain send you news", "a consent of nobody".

use super::super::right_behind;
use super::{CONDITION, Declared, Thing, thing};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::phrase::{reads_as_sentence, reads_as_thing};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Clause, ClauseKind, Ground, Ref, Special, Statement, Term, Value, Verb};
use crate::model::{names, verb};

/// Finds how much before what somebody does: "to certain send you news".
pub(super) fn quantified(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(list),
        _ => None,
    });
    for term in lists.chain(&statement.objects).flat_map(|list| &list.terms) {
        let (Some(quantifier), Some(noun)) = (term.quantifier, declared(&term.value)) else { continue };
        let Some(name) = noun.name.as_deref() else { continue };
        let act = match noun.kind {
            NounKind::Purpose => !reads_as_thing(name),
            NounKind::Condition => reads_as_sentence(name),
            _ => false,
        };
        if act {
            let word = quantifier.as_str().replace('-', " ");
            let message = format!("readers would see `{word} {name}`");
            findings.push(
                Diagnostic::error("wrong-kind", term.span, message).with_help(format!(
                    "leave out `{}`, or say in quotes what is meant",
                    quantifier.as_str()
                )),
            );
        }
    }
}

/// Whether a legal basis is legitimate interests, and does not say which.
fn is_interest(ground: &Ground) -> bool {
    let legitimate = matches!(&ground.basis, Ref::Builtin(class) if class.id == "legitimate-interests");
    legitimate && ground.interest.is_none() && ground.purposes.is_empty()
}

/// Finds words of the author's right behind legitimate interests, as if they said which: they would say where all of it is
/// done, or whose it is.
pub(in crate::model) fn interests(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    for two in clauses.windows(2) {
        let [before, clause] = two else { continue };
        let (ClauseKind::Basis(grounds), ClauseKind::List(word @ (ListWord::In | ListWord::Of), list)) =
            (&before.kind, &clause.kind)
        else {
            continue;
        };
        let unsaid = grounds.last().is_some_and(is_interest);
        let text = list.terms.iter().find_map(|term| match &term.value {
            Value::Ref(Ref::Text(text)) => Some(text),
            _ => None,
        });
        if let (true, true, Some(text)) = (unsaid, right_behind(before, clause), text) {
            let message = format!("`{}` does not say which interests", word.as_str());
            let help = format!(
                "they stand in quotes right behind it: `legitimate-interests \"{text}\"`; what is about all of it stands before `basis`"
            );
            findings.push(Diagnostic::error("unclear-condition", clause.span, message).with_help(help));
        }
    }
}

/// Finds `of` right behind a consent or a condition: it would be about what the sentence is about.
pub(super) fn of_consent(clauses: &[Clause], declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    for two in clauses.windows(2) {
        let [before, clause] = two else { continue };
        let ClauseKind::List(ListWord::Of, whose) = &clause.kind else { continue };
        let interest =
            matches!(&before.kind, ClauseKind::Basis(grounds) if grounds.last().is_some_and(is_interest));
        let told = whose.terms.iter().any(|term| matches!(&term.value, Value::Ref(Ref::Text(_))));
        if matches!(before.kind, ClauseKind::Basis(_)) && right_behind(before, clause) && !(interest && told)
        {
            let message = "this is about the whole sentence, not about the legal basis";
            findings.push(Diagnostic::error("wrong-kind", clause.span, message).with_help(
                "a legal basis is nobody's: leave it out, or say who has to agree as a condition, `if consent of …`",
            ));
        }
        let ClauseKind::List(word, list) = &before.kind else { continue };
        let Some(Term { value, .. }) = list.terms.last() else { continue };
        let name = match value {
            Value::Ref(Ref::Builtin(class)) => class.id,
            value => declared(value).map_or("", |noun| &noun.id),
        };
        let held = matches!(thing(value, declared), Some(CONDITION | Thing::Basis));
        let event = matches!(word, ListWord::When | ListWord::After | ListWord::Before | ListWord::Despite);
        if held && (event || *word == ListWord::With) && right_behind(before, clause) {
            let message = format!("this is about the whole sentence, not about `{name}`");
            let help = if event {
                let word = word.as_str();
                let whose = match whose.terms.first().map(|term| &term.value) {
                    Some(Value::Ref(Ref::Text(text))) => text,
                    _ => "…",
                };
                let condition = if word == "when" {
                    format!(", or as a condition, `if {name} of …`")
                } else {
                    String::new()
                };
                let the = if word == "despite" { "the " } else { "" };
                format!("say all of it in words: `{word} \"{the}{name} of {whose}\"`{condition}")
            } else {
                format!("whose it is can be said of a condition: `only if {name} of …`")
            };
            findings.push(Diagnostic::error("wrong-kind", clause.span, message).with_help(help));
        }
    }
}

/// Finds what somebody is given behind who that is, as if it said more about them: `send to users "newsletters"`.
pub(super) fn given(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    let gives = |verb: &Verb| matches!(verb, Verb::Known(verb) if verb::GIVING.contains(&verb.id) || matches!(verb.id, "send" | "offer"));
    if statement.objects.is_some() || !statement.verbs.iter().any(gives) {
        return;
    }
    let to = statement.lists(ListWord::To).filter_map(|list| list.terms.last());
    for (term, detail) in to.filter_map(|term| Some((term, term.detail.as_deref()?))) {
        findings.push(
            Diagnostic::error(
                "wrong-kind",
                term.span,
                "a text behind a name says more about it, not what is given",
            )
            .with_help(format!(
                "what is given stands right behind the verb, before the `to`: `\"{detail}\" to …`"
            )),
        );
    }
}

/// Finds a text that says where or when behind one in brackets, with which it belongs together:
/// `contact "in transit" and "at rest"`.
pub(super) fn parted(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    const BEGINNINGS: &[&str] = &[
        "after", "as", "at", "before", "between", "by", "during", "for", "from", "in", "inside", "on",
        "outside", "over", "through", "under", "when", "where", "while", "with", "within", "without",
    ];
    let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(list),
        _ => None,
    });
    for list in lists.chain(&statement.objects) {
        for two in list.terms.windows(2) {
            let [
                Term { detail: Some(detail), .. },
                Term { value: Value::Ref(Ref::Text(text)), classes, span, .. },
            ] = two
            else {
                continue;
            };
            let first = text.split_whitespace().next().unwrap_or_default();
            if classes.is_empty() && BEGINNINGS.contains(&first) {
                let joined = if list.any { "or" } else { "and" };
                let message = "this would stand beside the brackets of the text before it";
                findings.push(Diagnostic::error("wrong-kind", *span, message).with_help(format!(
                    "what more is said of a name stands in one text behind it: `\"{detail} {joined} {text}\"`"
                )));
            }
        }
    }
}

/// Finds rights and choices that stand in a list behind what a verb is about: they would be things, "an objection", "your
/// opt-out".
pub(super) fn second_rights(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    let exercised =
        statement.verbs.iter().any(|verb| matches!(verb, Verb::Known(verb) if verb.id == "exercise"));
    let you =
        statement.subjects.iter().any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::You))));
    let rights = !exercised && (statement.modal.right() || you);
    // Consents and choices are things of one kind: "withdraw consent and opt-in".
    let condition = |term: &Term| matches!(&term.value, Value::Ref(Ref::Builtin(class)) if matches!(class.kind, Kind::Basis | Kind::Condition));
    let choices = !statement.object_terms().next().is_some_and(condition);
    for term in statement.object_terms().skip(1) {
        let Value::Ref(Ref::Builtin(class)) = &term.value else { continue };
        let help = match class.kind {
            Kind::Right if rights && verb::find(class.id).is_some() => {
                "write a sentence for each right".to_owned()
            }
            Kind::Condition if choices && names::CHOOSING.contains(&class.id) => format!(
                "verbs stand together, before what they are about; one that is about something else begins a sentence of \
                 its own: `… {} …`; a thing of this name stands in quotes",
                class.id
            ),
            _ => continue,
        };
        let message = format!("`{}` stands in a list of what the verb before is about", class.id);
        findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
    }
}

/// Finds the words for who speaks and who reads, in quotes: they would be somebody else.
pub(super) fn pronouns(subjects: &[Term], findings: &mut Vec<Diagnostic>) {
    for term in subjects {
        let Value::Ref(Ref::Text(text)) = &term.value else { continue };
        let word = text.to_lowercase();
        if matches!(Special::parse(&word), Some(Special::We | Special::You)) {
            findings.push(
                Diagnostic::error("wrong-kind", term.span, format!("`{text}` in quotes is somebody else"))
                    .with_help(format!("write `{word}` without quotes")),
            );
        }
    }
}
