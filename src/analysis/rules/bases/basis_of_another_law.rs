//! A legal basis that no law has under which it is claimed.

use crate::analysis::Rule;
use crate::analysis::bases::bases;
use crate::analysis::context::{Context, NamedLaw};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::{Class, Ref};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "basis-of-another-law", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for basis in bases(context) {
        let Ref::Builtin(class) = &basis.ground.basis else { continue };
        let laws = match basis.practice {
            Some(practice) => context.laws_for(practice),
            None => context.named_laws().to_vec(),
        };
        let asking: Vec<&NamedLaw<'_>> = laws.iter().filter(|law| law.asks_for_bases()).collect();
        if let Some(first) = asking.first()
            && asking.iter().all(|law| lacks(context, law, class))
        {
            findings.push(unknown_to(basis.ground.span, class, first));
        }
    }
}

/// Whether a basis is one of other laws' and not of this one, or of what this one takes over. A law without codes of
/// its own in the vocabulary may have any basis.
fn lacks(context: &Context<'_>, law: &NamedLaw<'_>, class: &Class) -> bool {
    let Some(basis) = context.vocabulary.find(Kind::Basis, class.id) else { return false };
    let base = law.pack.extends.as_ref().map(|extends| &*extends.pack);
    let own = |scheme: &str| {
        *law.pack.id == *scheme
            || base == Some(scheme)
            || law
                .pack
                .laws
                .iter()
                .any(|entry| *entry.id == *scheme || entry.also.iter().any(|id| id == scheme))
    };
    let schemes = || context.vocabulary.schemes().iter().map(|scheme| &*scheme.id);
    let codes = |scheme: &str| !context.vocabulary.codes(basis, scheme).codes.is_empty();
    schemes().any(own) && schemes().any(codes) && !schemes().any(|scheme| own(scheme) && codes(scheme))
}

fn unknown_to(at: Span, class: &Class, law: &NamedLaw<'_>) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{}` is no legal basis of the {}", class.id, law.title())).with_help(
        "name a basis that it has, or put this into a section for the people of the law that has this one",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn of_the_united_kingdom_only() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws gdpr }
purpose safety "prevent fraud" : security.fraud { basis recognised-legitimate-interests }
                                                      //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `recognised-legitimate-interests` is no…
purpose orders "deliver" : service.fulfilment { basis contract }
"#,
        );
    }

    #[test]
    fn where_a_law_has_it() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws gdpr, uk-gdpr }
purpose safety "prevent fraud" : security.fraud { basis recognised-legitimate-interests }
purpose orders "deliver" : service.fulfilment { basis unmapped }
"#,
        );
    }
}
