//! A link that can be read and changed on its way.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::texts::Place;
use crate::diagnostic::{Diagnostic, Fix};
use crate::model::{Term, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "insecure-link", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for noun in context.nouns() {
        for term in noun.properties.iter().flat_map(|property| &property.list.terms) {
            if let Value::Link(href) = &term.value
                && let Some(rest) = href.as_str().strip_prefix("http://")
            {
                findings.push(in_property(term, href.as_str(), rest));
            }
        }
    }
    let linking = |text: &str| text.contains("](http://") || text.contains("<http://");
    let linking = context.texts_that(linking);
    let prose = linking.iter().filter(|text| text.place == Place::Prose);
    findings.extend(prose.map(|text| in_prose(text.span)));
}

fn in_property(term: &Term, link: &str, rest: &str) -> Diagnostic {
    // Not every server answers to https, so a person has to try it.
    let fix = Fix {
        span: term.span,
        text: format!("\"https://{rest}\""),
        label: "write https".to_owned(),
        certain: false,
    };
    Context::finding(&RULE, term.span, format!("`{link}` is not encrypted"))
        .with_help(format!("write \"https://{rest}\", if that opens"))
        .with_fix(fix)
}

fn in_prose(at: Span) -> Diagnostic {
    Context::finding(&RULE, at, "this prose has a link to `http://`, which is not encrypted")
        .with_help("write `https://`, if that opens")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn plain_http() {
        check(
            &RULE,
            r#"
service site "our site" : website { link "http://acme.example/" }
                                       //^ `http://acme.example/` is not encrypted
we operate site
section more "More" {
    prose "See [this page](http://acme.example/more)."
    //^ this prose has a link to `http://`, which is not encrypted
}
"#,
        );
    }

    #[test]
    fn https_and_what_is_no_link() {
        check(
            &RULE,
            r#"
service site "our site" : website { link "https://acme.example/" }
we operate site
section more "More" { prose "An address begins with http:// or https://." }
"#,
        );
    }
}
