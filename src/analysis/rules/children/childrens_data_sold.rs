//! Children's data sold.

use super::{about_children, parents_agree};
use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{given_by, paid_for};
use crate::diagnostic::Diagnostic;
use crate::model::Property;
use crate::model::verb::SELLING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "childrens-data-sold", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let paid = paid_for(context);
    let paid = paid.iter().filter(|flow| !flow.practice.does_any(SELLING));
    let paid = paid.map(|flow| (&flow.practice, given_by(context, flow.recipient)));
    for (practice, given) in context.we_do(SELLING).map(|practice| (practice, None)).chain(paid) {
        let agreed = is_agreed(context, practice) || parents_agree(context, practice);
        if about_children(context, practice) && !agreed {
            findings.push(not_for_sale(practice, given));
        }
    }
}

fn not_for_sale(practice: &Practice<'_>, given: Option<&Property>) -> Diagnostic {
    let found = Context::finding(&RULE, practice.span(), "children's data is sold, and nobody has to agree");
    let found = given.iter().fold(found, |found, given| {
        found.with_label(given.span, "this is given for it, which makes it a sale")
    });
    found.with_help(
        "take the sale out, or add `only if opt-in` (and `only if consent of parents` for young children)",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn sold_without_asking() {
        check(
            &RULE,
            "\nwe sell personal-data about children to broker\n//^^^ children's data is sold, and nobody has to agree\n",
        );
    }

    #[test]
    fn what_is_declared_as_childrens_or_holds_it() {
        check(
            &RULE,
            r#"
data marks "pupils' marks" : education { about children }
data club  "members" : identity {
    names "children's names" : child
    adult "parents' names"   : identity.name
}
we sell marks to broker
//^^^ children's data is sold, and nobody has to agree
we sell club to broker
//^^^ children's data is sold, and nobody has to agree
we sell marks to broker only if consent of broker
//^^^ children's data is sold, and nobody has to agree
we sell marks to broker only if opt-in
data names "names" : child if consent of parents
we sell names to broker
we sell club to broker except club.names
we sell club.adult to broker
"#,
        );
    }

    #[test]
    fn what_somebody_gives_something_for() {
        check(
            &RULE,
            r#"
recipient buyer "Buyer" : partner { consideration "money" }
we share contact about children with buyer
//^^^ children's data is sold, and nobody has to agree
we share contact about customers with buyer
"#,
        );
    }

    #[test]
    fn with_consent_of_others_and_never() {
        check(
            &RULE,
            "we sell personal-data about children to broker only if consent of parents\nwe sell personal-data about customers to broker\nwe do not sell personal-data about children\n",
        );
    }
}
