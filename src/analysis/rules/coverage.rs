//! What the laws of a policy ask for and nobody declared, and laws that nobody named.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::coverage::{Coverage, Judged, LawCoverage, Standing, mark, surveyed};
use crate::diagnostic::{Diagnostic, Reason, Severity};
use crate::law::pack::Severity as Weight;
use crate::law::{Kind, Verified};
use crate::model::Value;
use crate::model::words::NounKind;
use crate::source::Span;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&MISSING_DISCLOSURE, &LAW_NOT_NAMED];

static MISSING_DISCLOSURE: Rule = Rule { name: "missing-disclosure", check: missing };
static LAW_NOT_NAMED: Rule = Rule { name: "law-not-named", check: unnamed };

/// The findings of both rules: what the laws ask for is looked at once.
fn found<'c>(context: &'c Context<'_>) -> &'c [Vec<Diagnostic>; 2] {
    context.once(&context.coverage, |context| {
        let (coverage, asked) =
            surveyed(context.policy, context.vocabulary, context.packs, context.as_of, &[], &|_| true);
        context.surveys(asked);
        [lacks(context, &coverage), applies(context, &coverage)]
    })
}

/// Which of many rules a rule had better be on several threads: what laws ask for takes as long to find out as a
/// third of all other rules does, so the rule that does it comes first, and the one that would wait for it last.
pub(in crate::analysis) fn turn(rule: &Rule) -> u8 {
    match rule {
        _ if std::ptr::eq(rule, &MISSING_DISCLOSURE) => 0,
        _ if std::ptr::eq(rule, &LAW_NOT_NAMED) => 2,
        _ => 1,
    }
}

fn missing(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let [missing, _] = found(context);
    findings.extend_from_slice(missing);
}

fn unnamed(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let [_, unnamed] = found(context);
    findings.extend_from_slice(unnamed);
}

/// What the same declaration would answer, for as many laws of one pack as ask for it, alone or among other things.
struct Gap<'c, 'p> {
    of: Vec<(&'c LawCoverage<'p>, &'c Judged<'p>)>,
}

fn lacks(context: &Context<'_>, coverage: &Coverage<'_>) -> Vec<Diagnostic> {
    let Some(at) = context.policy.head().map(|head| head.id_span) else { return Vec::new() };
    let mut gaps: Vec<Gap<'_, '_>> = Vec::new();
    for law in &coverage.laws {
        // Each purpose without a basis is a finding of its own, where the law is named.
        let named = matches!(law.standing, Standing::Named(_));
        for judged in law.lacks().filter(|judged| !(named && judged.lacks_of_each())) {
            let same = |gap: &&mut Gap<'_, '_>| {
                gap.of.first().is_some_and(|(other, first)| {
                    other.law.pack.id == law.law.pack.id && (first.asks_for(judged) || judged.asks_for(first))
                })
            };
            match gaps.iter_mut().find(same) {
                Some(gap) => gap.of.push((law, judged)),
                None => gaps.push(Gap { of: vec![(law, judged)] }),
            }
        }
    }
    gaps.iter().filter_map(|gap| missing_disclosure(gap, at)).collect()
}

fn missing_disclosure(gap: &Gap<'_, '_>, at: Span) -> Option<Diagnostic> {
    let (law, judged) = gap.of.first()?;
    let mut others: Vec<&str> =
        gap.of.iter().map(|(other, _)| other.law.title).filter(|title| *title != law.law.title).collect();
    others.dedup();
    let by = match others.as_slice() {
        // A title may be of one act or of several regulations.
        [] => format!("which is asked for by the {}", law.law.title),
        [other] => format!("which the {} and the {other} ask for", law.law.title),
        more => format!("which the {} and {} other laws ask for", law.law.title, more.len()),
    };
    let verified = gap.of.iter().map(|(_, judged)| judged.asked.verified).max()?;
    let unread = if verified == Verified::False { "; nobody has verified that" } else { "" };
    let title = &judged.asked.requirement.title;
    let (at, message) = match judged.at.first() {
        Some(some) => {
            (*some, format!("\"{title}\", {by}, is for some only of those whose data is handled{unread}"))
        }
        None if judged.is_partly_met() => (at, format!("not all is said of \"{title}\", {by}{unread}")),
        None => (at, format!("nothing says \"{title}\", {by}{unread}")),
    };
    let severity = gap.of.iter().map(|(law, judged)| severity(law, judged)).max()?;
    let mut finding = Diagnostic { severity, ..Diagnostic::warning(MISSING_DISCLOSURE.name, at, message) }
        .because(Reason::Requirement(title.clone()));
    finding.citations = gap
        .of
        .iter()
        .map(|(_, judged)| format!("{}{}", judged.asked.cite, mark(judged.asked.verified)))
        .collect();
    finding.citations.dedup();
    if let Standing::Named(at) = law.standing {
        finding = finding.with_label(at, "the law is named here");
    }
    for more in judged.at.iter().skip(1) {
        finding = finding.with_label(*more, "and here");
    }
    let advice = gap.of.iter().find_map(|(_, judged)| judged.declare());
    Some(match advice {
        Some(advice) => finding.with_help(as_help(&advice)),
        None => {
            finding.with_help(format!("declare what answers this: \"{}\"", judged.asked.requirement.text))
        }
    })
}

/// What is only shown to apply is never worse than a warning: its author may know better.
fn severity(law: &LawCoverage<'_>, judged: &Judged<'_>) -> Severity {
    let own = match judged.weight() {
        Weight::Info => Severity::Note,
        Weight::Warning => Severity::Warning,
        Weight::Error => Severity::Error,
    };
    match law.standing {
        Standing::Named(_) => own,
        Standing::Shown(_) | Standing::Asked => own.min(Severity::Warning),
    }
}

/// Advice as it stands after `help:`, without a capital and a full stop.
fn as_help(advice: &str) -> String {
    let advice = advice.trim().trim_end_matches('.');
    let mut letters = advice.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn applies(context: &Context<'_>, coverage: &Coverage<'_>) -> Vec<Diagnostic> {
    let Some(head) = context.policy.head() else { return Vec::new() };
    let at = head.property("laws").next().map_or(head.id_span, |laws| laws.span);
    let stated = head.property("laws").flat_map(|laws| &laws.list.terms);
    let stated = stated.filter(|term| !matches!(term.value, Value::Absent(_)));
    let named: Vec<String> = stated.map(|term| context.name(term)).collect();
    let shown = coverage.laws.iter().filter_map(|law| match &law.standing {
        Standing::Shown(shown) => {
            let known = context.vocabulary.find(Kind::Law, law.law.id).is_some()
                || context.nouns_of(NounKind::Law).any(|(_, noun)| *noun.id == *law.law.id);
            Some(law_not_named(law, shown, at, &named, known))
        }
        Standing::Named(_) | Standing::Asked => None,
    });
    shown.collect()
}

/// `known` is set where a policy may name the law: those of the user's own packs are declared first.
fn law_not_named(
    law: &LawCoverage<'_>,
    shown: &[Span],
    at: Span,
    named: &[String],
    known: bool,
) -> Diagnostic {
    let unread = if law.law.verified == Verified::False { "; nobody has verified that" } else { "" };
    let title = law.law.title;
    let message = match named {
        [] => format!("no `laws` names a law under which the policy falls: {title}{unread}"),
        _ => format!("`laws` leaves out a law under which the policy falls: {title}{unread}"),
    };
    let severity = if law.law.verified == Verified::False { Severity::Note } else { Severity::Warning };
    let mut finding = Diagnostic { severity, ..Diagnostic::warning(LAW_NOT_NAMED.name, at, message) };
    finding.citations = vec![format!("{}{}", law.law.cite, mark(law.law.verified))];
    for place in shown {
        finding = finding.with_label(*place, "this is why");
    }
    let all = [named, &[law.law.id.to_string()]].concat().join(", ");
    let declare =
        if known { String::new() } else { format!("declare `law {} \"{title}\"` and ", law.law.id) };
    finding.with_help(format!(
        "{declare}write `laws {all}` in the policy, or `allow(law-not-named) \"…\"` with the reason"
    ))
}

#[cfg(test)]
mod tests {
    use super::LAW_NOT_NAMED;
    use crate::analysis::rules::testing::check;

    #[test]
    fn beside_other_laws_or_none() {
        let section = "organization acme \"Acme\"\nsection california for people in california {\n    we sell contact.email\n}\n";
        check(
            &LAW_NOT_NAMED,
            &format!("policy \"P\" {{\n  laws gdpr\n  //^ `laws` leaves out a law…\n}}\n{section}"),
        );
        check(
            &LAW_NOT_NAMED,
            &format!("policy \"P\" {{\n  laws none\n  //^ no `laws` names a law…\n}}\n{section}"),
        );
    }

    #[test]
    fn each_purpose_without_a_basis_is_told_once() {
        use crate::law::Vocabulary;
        let found = |law: &str, news: &str| {
            let text = format!(
                "policy \"P\" {{ laws {law} }}\norganization acme \"Acme\"\npurpose orders \"ship\" : service {{ basis contract }}\n\
                 purpose news \"send news\" : marketing.email{news}\nsection eu for people in eu {{\n\
                 we collect contact from you for orders, news\n}}\n"
            );
            let read = crate::syntax::read(crate::source::FileId(0), &text);
            let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
            let context = super::Context::new(&model.value, Vocabulary::builtin(), None);
            let mut findings = Vec::new();
            super::missing(&context, &mut findings);
            findings.iter().any(|finding| finding.message.contains("Legal basis for each purpose"))
        };
        // Where the law is named, `purpose-without-basis` says which purpose it is.
        assert!(!found("gdpr", ""));
        assert!(found("ccpa", ""));
        assert!(!found("ccpa", " { basis consent }"));
    }
}
