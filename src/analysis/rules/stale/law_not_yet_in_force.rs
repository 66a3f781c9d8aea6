//! A law that is named before it holds.

use jiff::civil::Date;

use super::latest;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::NounKind;
use crate::model::{Class, Ref, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "law-not-yet-in-force", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let own = context.policy.head().and_then(|head| latest(&head.clauses)).map(|(date, _)| date);
    let Some(day) = context.as_of.or(own) else { return };
    let mut look = |class: &Class, at: Span| {
        let law = context.vocabulary.find(Kind::Law, class.id).filter(|_| class.kind == Kind::Law);
        if let Some(from) = law.and_then(|law| law.from).filter(|from| *from > day) {
            findings.push(too_early(at, class.id, from, day));
        }
    };
    for term in &context.policy.laws {
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            look(class, term.span);
        }
    }
    for (_, noun) in context.nouns_of(NounKind::Law) {
        noun.classes.iter().for_each(|class| look(class, noun.id_span));
    }
}

fn too_early(at: Span, law: &str, from: Date, day: Date) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{law}` holds only from {from} on, after {day}"))
        .with_help("say from when on its rules are followed, or take it out until then")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn before_it_holds() {
        check(
            &RULE,
            r#"
policy "P" { effective 2020-01-01 laws ccpa, cpra }
                                     //^ `cpra` holds only from 2023-01-01 on, after 2020-01-01
"#,
        );
    }

    #[test]
    fn from_its_first_day_on() {
        check(&RULE, "policy \"P\" { effective 2018-05-25 laws gdpr }\n");
        check(&RULE, "policy \"P\" { laws cpra }\n");
        check_on(&RULE, "2026-01-01", "policy \"P\" { effective 2020-01-01 laws cpra }\n");
    }
}
