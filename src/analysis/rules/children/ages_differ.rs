//! One age where children's data is refused, another where it is deleted.

use foldhash::{HashMap, HashMapExt};

use super::{age, childrens};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::model::verb::ACQUIRING;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "ages-differ", check };

/// What an age decides.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Matter {
    /// Whose data is refused, and deleted where it came all the same.
    Data,
    /// For whom something is not made.
    Audience,
}

/// What an age is about, whose, and where.
type About<'a> = (Matter, Vec<&'a Value>, Vec<&'a str>);

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // The first age for each matter and place: another one ends the search.
    let mut seen: HashMap<About<'_>, (&Practice<'_>, u64)> = HashMap::new();
    for practice in childrens(context) {
        let Some(matter) = matter(practice) else { continue };
        let Some(age) = age(context, practice) else { continue };
        let about = match matter {
            Matter::Data => Vec::new(),
            Matter::Audience => practice.statement.subjects.iter().map(|term| &term.value).collect(),
        };
        let key = (matter, about, places(context, practice));
        let (first, other) = *seen.entry(key).or_insert((practice, age));
        if other != age {
            findings.push(two_ages(practice, age, first, other));
            return;
        }
    }
}

fn matter(practice: &Practice<'_>) -> Option<Matter> {
    // What is refused and what is then deleted should be the same children's data.
    let data = practice.actor == Actor::Us
        && match practice.polarity {
            Polarity::Negative => practice.does_any(ACQUIRING) || practice.does_any(&["process"]),
            Polarity::Positive => practice.does_any(&["delete"]),
        };
    let audience =
        practice.polarity == Polarity::Negative && practice.does_any(&["directed", "intended", "target"]);
    match (data, audience) {
        (true, _) => Some(Matter::Data),
        (false, true) => Some(Matter::Audience),
        (false, false) => None,
    }
}

/// Where a practice holds; every place may have an age of its own.
fn places<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Vec<&'a str> {
    let words = [ListWord::In, ListWord::Of, ListWord::Under];
    let terms = words.iter().flat_map(|word| practice.scope(*word).chain(practice.terms(*word)));
    terms.flat_map(|term| context.places(term)).collect()
}

fn two_ages(practice: &Practice<'_>, age: u64, first: &Practice<'_>, other: u64) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        format!("children are those under {age} here and those under {other} elsewhere"),
    )
    .with_label(first.span(), format!("this says under {other}"))
    .with_help("use one age, or say in which places each one holds")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn refused_under_13_and_deleted_under_16() {
        check(
            &RULE,
            r#"
audience teens "people under 16" : minor
we do not knowingly collect personal-data from children under 13
we will delete personal-data from teens
//^^^ children are those under 16 here and those under 13 elsewhere
"#,
        );
    }

    #[test]
    fn one_service_not_made_for_children_of_two_ages() {
        check(
            &RULE,
            r#"
service shop "our shop" : website
service site "our site" : website
site is not directed to children under 18
shop is not directed to children under 13
shop is not intended for children under 16
//^^^ children are those under 16 here and those under 13 elsewhere
"#,
        );
    }

    #[test]
    fn an_age_for_each_place_and_for_each_matter() {
        check(
            &RULE,
            r#"
service site "our site" : website
site is not intended for people under 18
section americans for children in us under 13 {
    we do not knowingly collect personal-data
    we will delete personal-data if "we learn that we have it"
}
section europeans for children in eu under 16 {
    we do not knowingly collect personal-data
}
"#,
        );
    }
}
