//! Something that one statement denies and another does.

use foldhash::HashSet;

use super::{clash, denied_verbs, done_inside};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::inside::{
    Bounds, Fit, excused, firm_in_its_way, general_class, in_manner, leaves_out_data_only, of_everyone,
    plain, plain_for, same_as,
};
use crate::analysis::lists::lists;
use crate::analysis::select::comes_by_itself;
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::USING;
use crate::model::words::Topic;
use crate::model::{Ref, Term, Value, verb};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "denied-yet-done", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let denials = context
        .those(|context, practice| firm_in_its_way(practice) && leaves_out_data_only(context, practice));
    // One denial is enough for each statement.
    let mut told = HashSet::default();
    for denial in denials.into_iter().filter(|denial| of_everyone(denial)) {
        let bounds = Bounds::of(context, denial);
        let undecided = decides_nothing(denial);
        let mut verbs = same_as(denied_verbs(context, denial));
        verbs.extend(undecided.then_some("decide"));
        let done = done_inside(context, denial, &verbs);
        for done in done.into_iter().filter(|done| !excused(context, done) && in_manner(done, denial)) {
            let decided = undecided && decides_on_people(done);
            let object = match bounds.fit(done) {
                Some((object, Fit::Inside)) if plain_for(denial, object) => Some(object),
                _ if !plain(denial) => continue,
                _ if bounds.is_lifted(done) => None,
                _ if decided && bounds.limits(done) == Some(Fit::Inside) => None,
                _ => continue,
            };
            let clash = clash(context, done, denial).map(|(verb, _)| verb);
            if !told.contains(&done.at)
                && let Some(verb) = clash.or(decided.then_some("decide"))
            {
                told.insert(done.at);
                findings.push(done_all_the_same(context, done, denial, verb, object));
            }
        }
    }
}

/// Whether a denial is of every decision about people that nobody but a machine makes.
fn decides_nothing(denial: &Practice<'_>) -> bool {
    let act = |term: &Term| {
        !term.is_partial()
            && general_class(term)
                .is_some_and(|class| class.kind == Kind::Act && class.id == "automated-decisions")
    };
    let anything = |term: &Term| match &term.value {
        Value::Ref(Ref::Text(text)) => {
            lists().denials.anything.iter().any(|all| text.eq_ignore_ascii_case(all))
        }
        _ => false,
    };
    let decides = denial.does_any(&["decide"]) && comes_by_itself(denial.statement);
    denial.does_any(USING) && denial.objects().any(act)
        || decides && (denial.objects().next().is_none() || denial.objects().any(anything))
}

/// Whether by a statement a machine decides something that, in its words, has to do with those who read it.
fn decides_on_people(done: &Practice<'_>) -> bool {
    let about_people = |term: &Term| match &term.value {
        Value::Ref(Ref::Text(text)) => first_of(text, &lists().denials.reader).is_some(),
        _ => false,
    };
    done.does_any(&["decide"]) && comes_by_itself(done.statement) && done.objects().any(about_people)
}

fn done_all_the_same(
    context: &Context<'_>,
    done: &Practice<'_>,
    denial: &Practice<'_>,
    verb: &str,
    object: Option<&Term>,
) -> Diagnostic {
    let message = match object {
        Some(object) => {
            format!("this says to {verb} `{}`, which the policy denies elsewhere", context.name(object))
        }
        None => "this says what the policy denies elsewhere".to_owned(),
    };
    let given = verb::find(verb)
        .is_some_and(|verb| matches!(verb.topic, Topic::Sharing | Topic::Sale | Topic::Transfers));
    let limits =
        if given { "`except …`, `unless …` or `to …`" } else { "`except …` or `unless …`" };
    Context::finding(&RULE, done.span(), message)
        .with_label(denial.span(), "this denies it, without a condition or an exception")
        .with_help(format!("delete one of the two, or limit the denial with {limits}"))
}

#[cfg(test)]
mod tests;
