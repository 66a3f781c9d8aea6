//! Some purposes have a legal basis, others are left without.

use foldhash::HashSet;

use super::general_consents;
use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed;
use crate::analysis::bases::{Purpose, bases, purpose};
use crate::analysis::context::{Actor, Context, Group, NamedLaw, Polarity, Practice};
use crate::analysis::inside::personal_data;
use crate::analysis::processing::ForOthers;
use crate::diagnostic::{Diagnostic, Severity};
use crate::law::Kind;
use crate::model::verb::ROLES;
use crate::model::words::NounKind;
use crate::model::{Ref, Term, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "purpose-without-basis", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let bases = bases(context);
    let mut based: Vec<Purpose<'_>> = Vec::new();
    let mut unbound: Vec<&Term> = Vec::new();
    for basis in &bases {
        let purposes = basis.among_others(context);
        // A basis that is bound to nothing, or to an open list, may be meant for anything; one of a
        // sentence without a purpose, for whatever is done with the data of that sentence.
        let data = basis.practice.into_iter().flat_map(Practice::objects);
        let data: Vec<&Term> = data.filter(|_| purposes.is_empty()).collect();
        if open(basis.practice) || purposes.is_empty() && data.is_empty() && basis.noun.is_none() {
            return;
        }
        unbound.extend(data);
        based.extend(purposes);
    }
    if based.is_empty() || general_consents(context).next().is_some() {
        return;
    }
    if !context.named_laws().iter().any(NamedLaw::asks_for_bases) {
        return;
    }
    let unbound = Group::of(context, unbound.into_iter());
    let mut known: HashSet<&Value> = based.iter().map(|found| &found.value).collect();
    let mut missing: Vec<Purpose<'_>> = Vec::new();
    let ours = context.those(|_, practice| {
        let ours = practice.actor == Actor::Us && practice.polarity == Polarity::Positive;
        ours && practice.purposes().next().is_some()
    });
    let roles = context.doing_if(ROLES, Polarity::Positive);
    let for_others = ForOthers::of(context.reach(), roles.map(|role| (role.statement, &*role.within)));
    for practice in
        ours.into_iter().filter(|practice| !for_others.are_all(practice.statement, &practice.within))
    {
        let mut objects = practice.objects().peekable();
        if objects.peek().is_some() && objects.all(|term| unbound.covers(context, term)) {
            continue;
        }
        for term in practice.purposes() {
            let declared = context.noun_of(term).filter(|(_, noun)| noun.kind == NounKind::Purpose);
            let span = match declared {
                Some((_, noun)) => noun.id_span,
                None if is_said(context, practice, term) => term.span,
                None => continue,
            };
            if known.insert(&term.value) {
                missing.push(Purpose { span, ..purpose(context, term) });
            }
        }
    }
    if let Some((first, rest)) = missing.split_first() {
        findings.push(without_basis(first, rest, bases.first().map(|basis| basis.ground.span)));
    }
}

/// Whether a text after `for` is what personal data is for, other than with people's consent.
fn is_said(context: &Context<'_>, practice: &Practice<'_>, term: &Term) -> bool {
    let text = matches!(term.value, Value::Ref(Ref::Text(_)));
    let purpose = term.classes.is_empty() || term.classes.iter().any(|class| class.kind == Kind::Purpose);
    text && purpose
        && practice.objects().any(|term| personal_data(context, term))
        && !is_agreed(context, practice)
}

fn open(practice: Option<&Practice<'_>>) -> bool {
    practice.is_some_and(|practice| {
        practice.statement.lists(crate::model::words::ListWord::For).any(|list| list.open)
    })
}

fn without_basis(first: &Purpose<'_>, rest: &[Purpose<'_>], example: Option<Span>) -> Diagnostic {
    let message = match rest.len() {
        0 => format!("no legal basis is given for `{}`", first.name),
        more => format!("no legal basis is given for `{}` and {more} more", first.name),
    };
    let mut finding = Context::finding(&RULE, first.span, message);
    // A text may be part of a purpose that has one.
    let declared = |purpose: &Purpose<'_>| matches!(purpose.value, Value::Ref(Ref::Noun(_)));
    if declared(first) || rest.iter().any(declared) {
        finding.severity = Severity::Error;
    }
    let finding = rest.iter().fold(finding, |finding, other| finding.with_label(other.span, "nor for this"));
    let finding = example
        .into_iter()
        .fold(finding, |finding, at| finding.with_label(at, "others have one, such as this"));
    finding.with_help("add `basis …` to the purpose, or to the sentence where it is a text")
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
    fn a_basis_is_for_the_data_of_its_sentence() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
purpose run "run your account" : service { basis contract }
purpose ins "offer you insurance" : marketing.direct
      //^^^ no legal basis is given for `ins`
we collect financial.payment for run
we share financial.payment with "Nordlys" for ins
we collect activity from "your employer" basis legitimate-interests "knowing you"
we use activity for "count visits"
"#,
        );
    }

    #[test]
    fn a_purpose_in_words() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
purpose run "run your account" : service { basis contract }
we use contact for run, "train our staff"
                      //^^^ no legal basis is given for `train our staff`
we use contact for "send news" basis consent
we use contact for "send cards" only if consent
we use device for "count visits", "find mistakes" basis consent, legitimate-interests "knowing our site"
we use "figures" : aggregate-data for "write reports"
we notify users for "their safety"
"#,
        );
    }

    #[test]
    fn what_others_decide_on() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
audience customers "customers"
data payroll "payroll data" : professional { wage "wages" : professional.salary }
data contact "contact details" : contact
purpose run    "calculate wages"  : service.contract
purpose check  "check the wages"  : service
purpose remind "remind customers" : service.notify
      //^^^^^^ no legal basis is given for `remind`
purpose answer "answer you"       : service.support { basis contract }
customers are controller of payroll
we are processor of payroll
we process payroll for run
we use wage for check
we use payroll, contact for remind
we use contact for answer
"#,
        );
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data payroll "payroll data" : professional.salary
purpose run    "calculate wages" : service.contract
      //^^^ no legal basis is given for `run`
purpose answer "answer you"      : service.support { basis contract }
we are controller of payroll
we are processor of payroll
we process payroll for run
we use contact for answer
"#,
        );
    }

    #[test]
    fn a_part_that_is_our_own_is_not_for_others() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data payroll "payroll data" : professional.salary {
    wage "wages"
    sick "sick notes" : health
}
purpose run    "calculate wages" : service.contract
      //^^^ no legal basis is given for `run` and 1 more
purpose plan   "plan for leave"  : service
purpose check  "check the wages" : service
purpose answer "answer you"      : service.support { basis contract }
we are processor of payroll
we are controller of payroll.sick
we process payroll for run
we process payroll.sick for plan
we process payroll.wage for check
we use contact for answer
"#,
        );
    }

    #[test]
    fn a_role_that_is_limited_is_none_beyond() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data payroll "payroll data" : professional.salary
data letters "letters"      : content
purpose run    "calculate wages" : service.contract
      //^^^ no legal basis is given for `run` and 1 more
purpose sort   "sort letters"    : service
purpose check  "check the wages" : service
purpose answer "answer you"      : service.support { basis contract }
section uk "The UK" for people in GB {
    we are processor of payroll
    we process payroll for check
}
we are processor of letters in GB
we process payroll for run
we process letters for sort
we use contact for answer
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
