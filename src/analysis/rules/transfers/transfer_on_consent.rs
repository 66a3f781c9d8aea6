//! Transfers abroad that rest on consent, day in, day out.

use super::{asked, packs, parties, places, safeguards};
use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed_by;
use crate::analysis::bases::consents;
use crate::analysis::context::{Actor, Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::words::ListWord;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "transfer-on-consent", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if packs(context).is_empty() {
        return;
    }
    let all = context
        .doing(&["transfer"])
        .filter(|practice| practice.actor == Actor::Us && places(context, practice).next().is_some());
    for (practice, _) in asked(context, all) {
        if is_agreed_by(context, practice, practice.statement.clauses.iter()) {
            findings.push(for_exceptions(practice.span()));
        }
    }
    let transfer = |term: &Term| context.is_a(term, Kind::Act, "transfer");
    for practice in context.doing(&["consent"]).filter(|practice| consents(practice)) {
        let to =
            |practice: &Practice<'_>| practice.terms(ListWord::To).chain(practice.objects()).any(transfer);
        if to(practice) {
            findings.push(for_exceptions(practice.span()));
        }
    }
    for (_, noun) in parties(context) {
        let consent = |term: &&Term| {
            let name = context.name(term).to_lowercase();
            name.contains("consent") && !name.contains("clause")
        };
        if let Some(term) = safeguards(noun).flat_map(|property| &property.list.terms).find(consent) {
            findings.push(for_exceptions(term.span));
        }
    }
}

fn for_exceptions(at: Span) -> Diagnostic {
    Context::finding(&RULE, at, "consent allows a transfer now and then, not one that happens all the time")
        .with_help("name a lasting safeguard, such as `safeguard \"standard contractual clauses\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn abroad_by_consent() {
        check(
            &RULE,
            &format!(
                "{HEAD}we transfer personal-data to IN only if consent\n//^^^ consent allows a transfer now and then…\nwe do not transfer contact to IN unless consent\n//^^^ consent allows a transfer now and then…\nyou consent to transfer by \"ticking the box\"\n//^^^ consent allows a transfer now and then…\n"
            ),
        );
    }

    #[test]
    fn by_clauses_or_to_a_person() {
        check(
            &RULE,
            &format!(
                "{HEAD}we transfer personal-data to IN under \"standard contractual clauses\"\nwe transfer personal-data to \"your new school\" only if consent\n"
            ),
        );
    }
}
