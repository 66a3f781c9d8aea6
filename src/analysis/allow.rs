//! `allow(name) "reason"`: a finding that its author has thought about.

use super::registry;
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::model::{Clause, ClauseKind, Part, Policy, Section};
use crate::source::Span;

/// An allowance, what it covers, and whether it has done anything.
struct Allowance<'a> {
    name: &'a str,
    covers: Span,
    clause: Span,
    used: bool,
}

/// Takes out the findings that are allowed where they stand, and reports
/// allowances that take out nothing.
pub(super) fn apply(policy: &Policy, findings: &mut Vec<Diagnostic>) {
    let allowances = silence(policy, findings);
    findings.extend(allowances.iter().filter(|allowance| !allowance.used).map(unused_allow));
}

/// Takes out the findings that are allowed where they stand; what an allowance has done is only known
/// once every rule has looked.
pub fn leave_out(policy: &Policy, findings: &mut Vec<Diagnostic>) {
    silence(policy, findings);
}

fn silence<'a>(policy: &'a Policy, findings: &mut Vec<Diagnostic>) -> Vec<Allowance<'a>> {
    let mut allowances = Vec::new();
    for noun in &policy.nouns {
        collect(&noun.clauses, noun.span, &mut allowances);
        for promise in &noun.promises {
            collect(&promise.clauses, promise.span, &mut allowances);
        }
    }
    section(&policy.root, &mut allowances);
    if allowances.is_empty() {
        return allowances;
    }
    findings.retain(|finding| {
        let within = |outer: Span| {
            outer.file == finding.span.file
                && outer.start <= finding.span.start
                && finding.span.end <= outer.end
        };
        // An error of the language cannot be thought away.
        let fixed = registry::rule(finding.code).is_some_and(registry::Known::fixed);
        let allowed = allowances
            .iter_mut()
            .filter(|_| !fixed)
            .find(|allowance| allowance.name == finding.code && within(allowance.covers));
        match allowed {
            Some(allowance) => {
                allowance.used = true;
                false
            }
            None => true,
        }
    });
    allowances
}

fn section<'a>(section_: &'a Section, allowances: &mut Vec<Allowance<'a>>) {
    collect(&section_.clauses, section_.span, allowances);
    for part in &section_.parts {
        match part {
            Part::Statement(statement) => collect(&statement.clauses, statement.span, allowances),
            Part::Section(inner) => section(inner, allowances),
            Part::Prose(_) => {}
        }
    }
}

fn collect<'a>(clauses: &'a [Clause], covers: Span, allowances: &mut Vec<Allowance<'a>>) {
    for clause in clauses {
        if let ClauseKind::Allow(name, _) = &clause.kind {
            allowances.push(Allowance { name, covers, clause: clause.span, used: false });
        }
    }
}

fn unused_allow(allowance: &Allowance<'_>) -> Diagnostic {
    let Allowance { name, clause, .. } = allowance;
    if !registry::all().contains_key(*name) {
        let finding = Diagnostic::warning("unused-allow", *clause, format!("there is no finding `{name}`"));
        return match nearest(name, registry::all().keys().map(String::as_str)) {
            Some(meant) => finding.did_you_mean(meant),
            None => finding.with_help("`candor check` shows the name of each finding in brackets"),
        };
    }
    let label = "delete the allowance".to_owned();
    let fix = Fix { span: *clause, text: String::new(), label, certain: true };
    Diagnostic::warning("unused-allow", *clause, format!("nothing here is reported as `{name}`"))
        .with_help("delete it")
        .with_fix(fix)
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Settings, check};
    use crate::law::Vocabulary;
    use crate::source::FileId;

    fn found(text: &str, name: &str) -> bool {
        let read = crate::syntax::read(FileId(0), text);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
        check(&model.value, Vocabulary::builtin(), &Settings::default())
            .iter()
            .any(|found| found.code == name)
    }

    const DENIED: &str = "we do not sell personal-data\n";

    #[test]
    fn an_allowance_silences_its_finding_where_it_stands() {
        let sold = "we sell \"names\" : identity.name to \"brokers\"";
        assert!(found(&format!("{DENIED}{sold}\n"), "sale-denied-yet-declared"));
        let allowed = format!("{DENIED}{sold} allow(sale-denied-yet-declared) \"counsel has seen it\"\n");
        assert!(!found(&allowed, "sale-denied-yet-declared"));
        assert!(!found(&allowed, "unused-allow"));
    }

    #[test]
    fn an_allowance_that_silences_nothing_is_reported() {
        let text = "we do not sell personal-data allow(sale-denied-yet-declared) \"not needed\"\n";
        assert!(found(text, "unused-allow"));
    }
}
