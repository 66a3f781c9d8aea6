//! Trackers of others, without a word on who they are.

use super::{is, names, trackers};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context};
use crate::diagnostic::Diagnostic;
use crate::model::Noun;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "third-party-tracker-without-provider", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (id, noun) in trackers(context) {
        let told = noun.declares("provider")
            || noun.declares("host")
            || context.naming(id).any(|practice| {
                practice.actor == Actor::Recipient && practice.objects().any(|term| names(term, id))
            });
        if is(noun, "party", "third") && !told {
            findings.push(whose(noun));
        }
    }
}

fn whose(noun: &Noun) -> Diagnostic {
    let at = noun.property("party").next().map_or(noun.id_span, |property| property.span);
    let too = if is(noun, "party", "first") { " too" } else { "" };
    Context::finding(&RULE, at, format!("others set `{}`{too}, but nobody is told who", noun.id))
        .with_help("add `provider` and the name of a recipient, or `host` and the address they come from")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn others_without_a_name() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie {
    party first, third
    //^^^ others set `cookies` too, but nobody is told who
}
tracker kit "crash kit" : sdk {
    party third
    //^^^ others set `kit`, but nobody is told who
}
we use cookies, kit
"#,
        );
    }

    #[test]
    fn ones_own_or_others_with_a_name() {
        check(
            &RULE,
            r#"
recipient firm "Statly" : analytics
recipient network "Adly" : advertising-network
tracker basket "basket" : cookie { party first }
tracker figures "figures" : cookie { party third provider firm }
tracker ads "ads" : cookie { party third }
we use basket, figures
network uses ads
"#,
        );
    }
}
