//! What kinds of things may stand behind the words of a declaration: nobody controls a cookie by a kind of data.

use super::{
    AUDIENCE, CHANNEL, DATA, Declared, LAW, ORGANIZATION, PURPOSE, RECIPIENT, REGION, SOURCE, TRACKER, Thing,
    called, thing,
};
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Noun, Term};

/// Finds names that a declaration has no use for where they stand.
pub(in crate::model::misfit) fn noun(
    noun: &Noun,
    declared: Declared<'_, '_>,
    findings: &mut Vec<Diagnostic>,
) {
    let tracker = noun.kind == NounKind::Tracker;
    let mut refuse = |terms: &[Term], word: &str, fits: &dyn Fn(Thing) -> bool, help: &str| {
        for term in terms {
            if let Some(thing) = thing(&term.value, declared).filter(|thing| !fits(*thing)) {
                let message = format!("{} cannot stand behind `{word}`", called(thing));
                findings.push(Diagnostic::error("wrong-kind", term.span, message).with_help(help));
            }
        }
    };
    for property in noun.properties.iter().filter(|_| tracker) {
        let terms = &property.list.terms;
        match property.word {
            "reads" => {
                refuse(
                    terms,
                    "reads",
                    &|thing| thing == DATA,
                    "name the data that is read, or write it in quotes",
                );
            }
            "control" => {
                let by = |thing| !matches!(thing, AUDIENCE | DATA | LAW | PURPOSE | REGION | SOURCE);
                let help = "name a channel or a service by which people control it, or write in quotes what they use";
                refuse(terms, "control", &by, help);
            }
            _ => {}
        }
    }
    for clause in &noun.clauses {
        let ClauseKind::List(ListWord::For, list) = &clause.kind else { continue };
        let fits = |thing| match thing {
            CHANNEL | DATA | TRACKER => false,
            LAW | ORGANIZATION | RECIPIENT | REGION | SOURCE => !tracker,
            _ => true,
        };
        refuse(&list.terms, "for", &fits, "what something is for is a purpose, or stands in quotes");
    }
}
