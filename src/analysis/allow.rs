//! `allow(name) "reason"`: a finding that its author has thought about.

use std::collections::BTreeMap;

use super::laws::laws;
use super::registry;
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::law::Pack;
use crate::model::{Clause, ClauseKind, Part, Policy, Section};
use crate::source::Span;

/// The finding of which a policy may have many at one place.
pub(super) const MISSING_DISCLOSURE: &str = "missing-disclosure";

/// An allowance, what it covers, and whether it has done anything.
struct Allowance<'a> {
    name: &'a str,
    reason: &'a str,
    about: About,
    covers: Span,
    clause: Span,
    used: bool,
}

/// What of a law an allowance is about, by the beginning of its reason.
enum About {
    /// All that it covers.
    All,
    /// The requirement of this title.
    One(String),
    /// None: what stands there is no title, but nearly this one.
    Nearly(String),
}

/// Takes out the findings that are allowed where they stand, and reports
/// allowances that take out nothing.
pub(super) fn apply(policy: &Policy, packs: &[Pack], findings: &mut Vec<Diagnostic>) {
    let allowances = silence(policy, packs, findings);
    findings.extend(allowances.iter().filter(|allowance| !allowance.used).map(unused_allow));
}

/// Takes out the findings that are allowed where they stand; what an allowance has done is only known
/// once every rule has looked.
pub fn leave_out(policy: &Policy, packs: &[Pack], findings: &mut Vec<Diagnostic>) {
    silence(policy, packs, findings);
}

fn silence<'a>(policy: &'a Policy, packs: &[Pack], findings: &mut Vec<Diagnostic>) -> Vec<Allowance<'a>> {
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
    of_requirements(packs, &mut allowances);
    findings.retain(|finding| {
        let within = |outer: Span| {
            outer.file == finding.span.file
                && outer.start <= finding.span.start
                && finding.span.end <= outer.end
        };
        // An error of the language cannot be thought away.
        let fixed = registry::rule(finding.code).is_some_and(registry::Known::fixed);
        let allowed = allowances.iter_mut().filter(|_| !fixed).find(|allowance| {
            allowance.name == finding.code && within(allowance.covers) && allowance.means(finding)
        });
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

/// Notes of allowances that are about one requirement of a law which one it is: all that a policy lacks is reported at one
/// place, and a reason that begins with the title of a requirement and a colon is about that alone.
fn of_requirements(packs: &[Pack], allowances: &mut [Allowance<'_>]) {
    let mut titled = allowances
        .iter_mut()
        .filter(|allowance| allowance.name == MISSING_DISCLOSURE && allowance.reason.contains(':'))
        .peekable();
    if titled.peek().is_none() {
        return;
    }
    let laws = laws(packs);
    let titles = laws.iter().flat_map(|law| &law.asks).map(|asked| asked.requirement.title.as_str());
    let titles: BTreeMap<String, &str> = titles.map(|title| (spelt(title), title)).collect();
    for allowance in titled {
        allowance.about = about(allowance.reason, &titles);
    }
}

/// What a reason is about, among titles by how they are spelt.
fn about(reason: &str, titles: &BTreeMap<String, &str>) -> About {
    let mut heads = reason.match_indices(':').filter_map(|(at, _)| reason.get(..at)).map(spelt);
    let Some(first) = heads.clone().next() else { return About::All };
    if let Some(title) = heads.find_map(|head| titles.get(&head)) {
        return About::One((*title).to_owned());
    }
    // A title that breaks off is one only where it is more than a word: "Counsel: has seen it".
    let broken_off = || {
        let begins = |title: &&String| {
            title.strip_prefix(&*first).is_some_and(|rest| rest.starts_with([' ', ',', ':']))
        };
        titles.keys().find(begins).filter(|_| first.contains(' ')).map(String::as_str)
    };
    let nearly = nearest(&first, titles.keys().map(String::as_str)).or_else(broken_off);
    nearly
        .and_then(|nearly| titles.get(nearly))
        .map_or(About::All, |title| About::Nearly((*title).to_owned()))
}

/// A title as it is compared: without regard to capitals and blanks.
fn spelt(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Allowance<'_> {
    /// Whether it is about a finding that it covers.
    fn means(&self, finding: &Diagnostic) -> bool {
        match &self.about {
            About::All => true,
            About::One(title) => finding.requirement() == Some(title),
            About::Nearly(_) => false,
        }
    }
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
        if let ClauseKind::Allow(name, reason) = &clause.kind {
            let (about, clause) = (About::All, clause.span);
            allowances.push(Allowance { name, reason, about, covers, clause, used: false });
        }
    }
}

fn unused_allow(allowance: &Allowance<'_>) -> Diagnostic {
    let Allowance { name, clause, about, .. } = allowance;
    if let About::Nearly(title) = about {
        let message = "nothing that a law asks for has the title before the colon";
        return Diagnostic::warning("unused-allow", *clause, message)
            .with_help(format!("did you mean \"{title}\"?"));
    }
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
    fn an_allowance_that_begins_with_the_title_of_a_requirement_is_about_that_alone() {
        let policy = |allowed: &str| {
            let policy = format!(
                "policy \"P\" {{\n laws gdpr\n {allowed}\n}}\nwe collect \"names\" : identity.name\n"
            );
            let read = crate::syntax::read(FileId(0), &policy);
            let model = crate::model::policy("test", read.value.items, Vocabulary::builtin());
            let found = check(&model.value, Vocabulary::builtin(), &Settings::default());
            let titles = found.iter().filter_map(|finding| finding.requirement()).map(str::to_owned);
            (titles.collect::<Vec<_>>(), found.iter().any(|found| found.code == "unused-allow"))
        };
        let (all, _) = policy("");
        let (first, second) = (&all[0], &all[1]);
        let (left, unused) = policy(&format!("allow(missing-disclosure) \"{first}: counsel has seen it\""));
        assert!(!unused && !left.contains(first) && left.contains(second));
        assert_eq!(left.len(), all.len() - 1);
        assert_eq!(policy("allow(missing-disclosure) \"counsel: has seen it\""), (Vec::new(), false));
        let other_case = first.to_uppercase().replace(' ', "  ");
        let (left, unused) =
            policy(&format!("allow(missing-disclosure) \"{other_case} : counsel has seen it\""));
        assert!(!unused && !left.contains(first) && left.contains(second));
        let mut short = first.clone();
        short.pop();
        for wrong in [short.as_str(), "Right to complain"] {
            let (left, unused) =
                policy(&format!("allow(missing-disclosure) \"{wrong}: counsel has seen it\""));
            assert!(unused && left == all, "{wrong}");
        }
        let met = "allow(missing-disclosure) \"Purposes of processing of minors: counsel has seen it\"";
        assert_eq!(policy(met), (Vec::new(), false));
    }

    #[test]
    fn an_allowance_that_silences_nothing_is_reported() {
        let text = "we do not sell personal-data allow(sale-denied-yet-declared) \"not needed\"\n";
        assert!(found(text, "unused-allow"));
    }
}
