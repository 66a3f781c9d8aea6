//! Some purposes have a legal basis, others are left without.

use std::collections::HashSet;

use super::{Purpose, bases, general_consents, purpose};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, NamedLaw, Polarity};
use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::model::words::NounKind;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "purpose-without-basis", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let bases = bases(context);
    let mut based: Vec<Purpose<'_>> = Vec::new();
    let mut vague = false;
    for basis in &bases {
        let purposes = basis.purposes(context);
        // A basis that is bound to nothing, or to an open list, may be meant for anything.
        vague |= purposes.is_empty() || open(basis.practice);
        based.extend(purposes);
    }
    if based.is_empty() || vague || general_consents(context).next().is_some() {
        return;
    }
    if !context.named_laws().iter().any(NamedLaw::asks_for_bases) {
        return;
    }
    let mut known: HashSet<&Value, foldhash::fast::RandomState> =
        based.iter().map(|found| &found.value).collect();
    let mut missing: Vec<Purpose<'_>> = Vec::new();
    let ours = context.those(|_, practice| {
        let ours = practice.actor == Actor::Us && practice.polarity == Polarity::Positive;
        ours && practice.purposes().next().is_some()
    });
    for term in ours.into_iter().flat_map(|practice| practice.purposes()) {
        let Some((_, noun)) = context.noun_of(term).filter(|(_, noun)| noun.kind == NounKind::Purpose) else {
            continue;
        };
        if known.insert(&term.value) {
            missing.push(Purpose { span: noun.id_span, ..purpose(context, term) });
        }
    }
    if let Some((first, rest)) = missing.split_first() {
        findings.push(without_basis(first, rest, bases.first().map(|basis| basis.ground.span)));
    }
}

fn open(practice: Option<&crate::analysis::context::Practice<'_>>) -> bool {
    practice.is_some_and(|practice| {
        practice.statement.lists(crate::model::words::ListWord::For).any(|list| list.open)
    })
}

fn without_basis(first: &Purpose<'_>, rest: &[Purpose<'_>], example: Option<Span>) -> Diagnostic {
    let message = match rest.len() {
        0 => format!("no legal basis is given for `{}`", first.name),
        more => format!("no legal basis is given for `{}` and {more} more", first.name),
    };
    let finding = Context::finding(&RULE, first.span, message);
    let finding = rest.iter().fold(finding, |finding, other| finding.with_label(other.span, "nor for this"));
    let finding = example
        .into_iter()
        .fold(finding, |finding, at| finding.with_label(at, "others have one, such as this"));
    finding.with_help("add `basis …` to the purpose")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn one_of_two_has_a_basis() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
purpose news "send you news" : marketing.email
      //^^^^ no legal basis is given for `news`
purpose orders "deliver" : service.fulfilment { basis contract }
we use personal-data for orders, news
"#,
        );
    }

    #[test]
    fn an_unbound_basis_may_be_for_all() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
purpose news "send you news" : marketing.email
purpose orders "deliver" : service.fulfilment { basis contract }
we use personal-data for orders, news
we process personal-data basis consent
"#,
        );
    }

    #[test]
    fn no_law_asks_for_it() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
purpose orders "deliver" : service.fulfilment { basis contract }
we use personal-data for orders, news
"#,
        );
    }
}
