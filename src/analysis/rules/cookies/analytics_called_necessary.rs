//! Trackers that count or advertise, and are called necessary.

use super::{names, trackers, words};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity};
use crate::analysis::select;
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::ListWord;
use crate::model::{Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "analytics-called-necessary", check };

const OPTIONAL: &[&str] = &["analytics", "ads", "marketing", "personalize", "improve.research"];
const COUNTING: &[&str] = &["analytics", "advertising-network", "social-network", "data-broker"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for (id, noun) in trackers(context) {
        let called = noun.name.as_deref().is_some_and(|name| {
            list.necessary.iter().any(|word| {
                let said = texts::split_at(name, word);
                said.is_some_and(|(before, _)| texts::first_of(&before, &list.unless).is_none())
            })
        });
        if !called {
            continue;
        }
        let optional =
            |term: &&Term| OPTIONAL.iter().any(|purpose| context.is_a(term, Kind::Purpose, purpose));
        let alone = context.naming(id).filter(|practice| {
            practice.polarity == Polarity::Positive
                && practice.objects().all(|term| names(term, id))
                && practice.objects().next().is_some()
        });
        let purpose = select::listed(noun, ListWord::For)
            .find(optional)
            .or_else(|| alone.flat_map(|practice| practice.purposes()).find(optional));
        let provider = noun.property("provider").flat_map(|property| &property.list.terms);
        let counting = provider
            .into_iter()
            .find(|term| COUNTING.iter().any(|role| context.is_a(term, Kind::Role, role)));
        if let Some(term) = purpose.or(counting) {
            findings.push(not_necessary(context, noun, term));
        }
    }
}

fn not_necessary(context: &Context<'_>, noun: &Noun, why: &Term) -> Diagnostic {
    let message = format!("`{}` is called necessary, but is there for `{}`", noun.id, context.name(why));
    Context::finding(&RULE, noun.id_span, message)
        .with_label(why.span, "no visit needs this")
        .with_help("declare a tracker of its own for that, `off until consent`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn necessary_for_counting() {
        check(
            &RULE,
            r#"
purpose counting "count visits" : analytics
recipient firm "Statly" : analytics
tracker needed "strictly necessary cookies" : cookie { for counting }
      //^^^^^^ `needed` is called necessary, but is there for `counting`
tracker core "essential cookies" : cookie { provider firm }
      //^^^^ `core` is called necessary, but is there for `firm`
we use needed, core
"#,
        );
    }

    #[test]
    fn necessary_for_the_visit_or_not_called_so() {
        check(
            &RULE,
            r#"
purpose counting "count visits" : analytics
tracker needed "necessary cookies" : cookie { for "remember your basket" : service }
tracker extra "non-essential cookies" : cookie { for counting }
tracker more "cookies that are not strictly necessary" : cookie { for counting }
tracker ours "cookies other than those that are required" : cookie { for counting }
we use needed, extra, more, ours
"#,
        );
    }
}
