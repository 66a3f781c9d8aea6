//! Data that is sold but, as the policy has it, never collected.

use foldhash::{HashSet, HashSetExt};

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::disclosures::declared;
use crate::analysis::inside::{data_inside, done, personal_data};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::ACQUIRING;
use crate::model::words::NounKind;
use crate::model::{Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sold-yet-not-collected", check };

/// Other ways to get data: people hand it in.
const HANDING_IN: &[&str] = &["provide", "submit", "supply", "include", "contain"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if declared(context).next().is_none() {
        return;
    }
    let mut known: HashSet<&Value> = HashSet::new();
    let trackers = context.nouns_of(NounKind::Tracker);
    let read =
        trackers.flat_map(|(_, tracker)| tracker.property("reads")).flat_map(|reads| &reads.list.terms);
    let gotten: Vec<&Term> = context
        .doing_if(&[ACQUIRING, HANDING_IN].concat(), Polarity::Positive)
        .filter(|practice| done(practice))
        .flat_map(Practice::objects)
        .chain(read)
        .filter(|term| !term.classes.is_empty() || known.insert(&term.value))
        .collect();
    if gotten.is_empty() {
        return;
    }
    for sale in declared(context) {
        let kind = |term: &&Term| context.policy.classes_of(term).any(|class| class.kind == Kind::Data);
        let missing = sale.objects().filter(kind).find(|sold| {
            personal_data(context, sold) && !gotten.iter().any(|had| overlap(context, had, sold))
        });
        if let Some(sold) = missing {
            findings.push(never_collected(context, sold));
        }
    }
}

fn overlap(context: &Context<'_>, had: &Term, sold: &Term) -> bool {
    let kinds = |term| context.policy.classes_of(term).filter(|class| class.kind == Kind::Data);
    data_inside(context, had, sold)
        || data_inside(context, sold, had)
        || kinds(sold).any(|class| context.is_a(had, Kind::Data, class.id))
        || kinds(had).any(|class| context.is_a(sold, Kind::Data, class.id))
        // A text without a kind may be about anything.
        || context.policy.classes_of(had).next().is_none()
}

fn never_collected(context: &Context<'_>, sold: &Term) -> Diagnostic {
    let name = context.name(sold);
    Context::finding(
        &RULE,
        sold.span,
        format!("`{name}` is sold, but no statement says that it is collected"),
    )
    .with_help(format!("add `we collect {}`, or take it out of the sale", shown(&name)))
}

fn shown(name: &str) -> String {
    if name.contains(' ') { format!("\"{name}\" …") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_category_out_of_nowhere() {
        check(
            &RULE,
            r#"
we collect contact, device
we sell contact.email, location to data-broker
                     //^^^^^^^^ `location` is sold, but no statement says that it is collected
"#,
        );
    }

    #[test]
    fn data_that_some_statement_covers() {
        check(&RULE, "we collect personal-data\nwe sell location\n");
        check(&RULE, "we collect \"what you enter\"\nwe sell location\n");
        check(&RULE, "we collect location.precise\nwe sell location\n");
        check(&RULE, "we sell location\n");
        let tracker = "tracker c \"cookies\" : cookie { reads location }\nwe use c\n";
        check(&RULE, &format!("we collect contact\n{tracker}we sell location\n"));
    }
}
