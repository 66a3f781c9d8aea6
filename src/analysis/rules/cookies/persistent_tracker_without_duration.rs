//! Cookies that stay, and nobody is told until when.

use super::{is, trackers};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{Noun, Ref, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "persistent-tracker-without-duration", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, noun) in trackers(context) {
        let timed = noun.property("lasts").flat_map(|property| &property.list.terms).any(|term| match &term
            .value
        {
            Value::Duration(_) => true,
            Value::Ref(Ref::Text(text)) => text.contains(|c: char| c.is_ascii_digit()),
            Value::Ref(_) | Value::Number(_) | Value::Date(_) | Value::Link(_) | Value::Absent(_) => false,
        });
        if is(noun, "lasts", "persistent") && !timed {
            findings.push(until_when(noun));
        }
    }
}

fn until_when(noun: &Noun) -> Diagnostic {
    let at = noun.property("lasts").next().map_or(noun.id_span, |property| property.span);
    Context::finding(&RULE, at, format!("`{}` may outlast a visit, and nobody is told for how long", noun.id))
        .with_help("add the longest time, such as `lasts session, 12 months`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn it_stays_for_an_unknown_time() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie {
    lasts session, persistent
    //^^^ `cookies` may outlast a visit, and nobody is told for how long
}
we use cookies
"#,
        );
    }

    #[test]
    fn it_stays_for_a_known_time_or_not_at_all() {
        check(
            &RULE,
            r#"
tracker basket "basket" : cookie { lasts session }
tracker figures "figures" : cookie { lasts persistent, 12 months }
tracker texts "texts" : cookie { lasts persistent, "up to 2 years" }
we use basket, figures, texts
"#,
        );
    }
}
