//! A link to a section that this policy does not have.

use foldhash::HashSet;

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts::Place;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::words::Topic;
use crate::model::{Section, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "broken-cross-reference", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut links: Vec<(Span, &str)> = Vec::new();
    for noun in context.nouns() {
        for term in noun.properties.iter().flat_map(|property| &property.list.terms) {
            if let Value::Link(href) = &term.value {
                links.extend(href.as_str().strip_prefix('#').map(|id| (term.span, id)));
            }
        }
    }
    let linking = context.texts_that(|text| text.contains("](#"));
    for text in linking.iter().filter(|text| text.place == Place::Prose) {
        links.extend(fragments(text.text).map(|id| (text.span, id)));
    }
    if links.is_empty() {
        return;
    }
    let mut known: Vec<&str> =
        Topic::ALL.iter().filter(|topic| may_exist(context, **topic)).map(|topic| topic.as_str()).collect();
    sections(context.root(), &mut known);
    known.extend(context.practices().iter().map(|practice| &*practice.statement.id));
    known.extend(context.nouns().iter().map(|noun| &*noun.id));
    let all: HashSet<&str> = known.iter().copied().collect();
    for (at, id) in links.into_iter().filter(|(_, id)| !all.contains(id)) {
        findings.push(no_section(at, id, &known));
    }
}

/// Whether the documents have such a section: sentences belong to it, or declarations may fill it.
fn may_exist(context: &Context<'_>, topic: Topic) -> bool {
    let from_declarations = matches!(
        topic,
        Topic::About
            | Topic::Definitions
            | Topic::Roles
            | Topic::Collection
            | Topic::Use
            | Topic::Basis
            | Topic::Cookies
            | Topic::Sharing
            | Topic::Contact
    );
    from_declarations || context.topic(topic).next().is_some()
}

fn sections<'a>(section: &'a Section, known: &mut Vec<&'a str>) {
    for inner in section.sections() {
        known.push(&inner.id);
        sections(inner, known);
    }
}

/// The fragments that Markdown links lead to.
fn fragments(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("](#").skip(1).filter_map(|rest| rest.split_once(')').map(|(id, _)| id.trim()))
}

fn no_section(at: Span, id: &str, known: &[&str]) -> Diagnostic {
    let finding = Context::finding(&RULE, at, format!("this policy has no section `{id}`"));
    match nearest(id, known.iter().copied()) {
        Some(meant) => finding.did_you_mean(format!("#{meant}")),
        None => finding.with_help("write the id of a section after `#`, or take the link out"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_link_that_leads_nowhere() {
        check(
            &RULE,
            r##"
document notice "our notice" : statement { link "#californa" }
                                             //^ this policy has no section `californa`
notice supplements this-policy
section california "California" { prose "See [your rights](#rights)." }
                                     //^ this policy has no section `rights`
"##,
        );
    }

    #[test]
    fn a_link_to_a_section() {
        check(
            &RULE,
            r##"
document notice "our notice" : statement { link "#california" }
notice supplements this-policy
you have the right to access personal-data
section california "California" { prose "See [your rights](#rights) and [a page](https://acme.example/#top)." }
"##,
        );
    }
}
