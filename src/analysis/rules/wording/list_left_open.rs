//! A list of data, of recipients or of purposes that readers cannot complete.

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity};
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "list-left-open", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, noun) in context.nouns_of(NounKind::Data) {
        if (noun.open || noun.rest.is_some()) && !noun.items.is_empty() {
            findings.push(left_open(noun.id_span, &format!("`{}` holds more data than it lists", noun.id)));
        }
    }
    for practice in context.those(|_, practice| {
        let statement = practice.statement;
        let lists = [ListWord::For, ListWord::With, ListWord::To].map(|word| statement.lists(word));
        let ours = practice.actor == Actor::Us && practice.polarity == Polarity::Positive;
        ours && statement.objects.iter().chain(lists.into_iter().flatten()).any(|list| list.open)
    }) {
        let statement = practice.statement;
        let about_data = matches!(
            statement.topic,
            Topic::Collection | Topic::Use | Topic::Sharing | Topic::Sale | Topic::Basis
        );
        if let Some(list) = statement.objects.as_ref().filter(|list| list.open && about_data) {
            findings.push(left_open(list.span, "this list of data is not complete"));
        }
        for list in statement.lists(ListWord::For).filter(|list| list.open) {
            findings.push(left_open(list.span, "there are more purposes than this lists"));
        }
        for list in statement
            .lists(ListWord::With)
            .chain(statement.lists(ListWord::To))
            .filter(|list| list.open && about_data)
        {
            findings.push(left_open(list.span, "there are more recipients than this lists"));
        }
    }
}

fn left_open(at: Span, message: &str) -> Diagnostic {
    Context::finding(&RULE, at, message)
        .with_help("name the others too, then delete `others`; examples go after `such as`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn others_that_nobody_can_know() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact {
   //^^^^^^^ `contact` holds more data than it lists
    email "email address" : contact.email
    others
}
we collect contact
we use contact for "send you news" and others
//^ there are more purposes than this lists
we share contact with "our carrier" and others
//^ there are more recipients than this lists
"#,
        );
    }

    #[test]
    fn examples_and_occasions_may_be_open() {
        check(
            &RULE,
            r#"
data contact "contact details" : contact such as "name", "email address"
we collect contact when "you register", "you order", and others
you can contact us by "email" and others
"#,
        );
    }
}
