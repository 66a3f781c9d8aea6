//! Data called anonymous that holds what identifies people or their devices.

use foldhash::{HashSet, HashSetExt};

use super::{anonymous, identifiers, identifying};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, Term};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "anonymous-yet-identifying", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &lists().definitions;
    // Most names have no such words.
    let mut claiming: HashSet<Span> = HashSet::new();
    if words.speaks(context.policy) {
        claiming.extend(context.texts_with(&words.anonymous).into_iter().map(|(text, _)| text.span));
    }
    for (_, noun) in context.nouns_of(NounKind::Data) {
        if anonymous(context, &noun.classes)
            || claiming.contains(&noun.id_span) && calls_itself_anonymous(noun)
        {
            let found = identifiers(context, noun);
            if !found.is_empty() {
                findings.push(holds_identifiers(noun, &found));
            }
        }
    }
    for practice in context.those(classes_an_object) {
        for term in practice.objects().filter(|term| anonymous(context, &term.classes)) {
            let examples = practice.terms(ListWord::SuchAs).chain(practice.terms(ListWord::Including));
            // Examples are of the whole list; with several objects they may be of another.
            let examples = examples.filter(|_| practice.objects().count() == 1);
            let found: Vec<&Term> = identifying(context, [term].into_iter().chain(examples)).collect();
            if !found.is_empty() {
                findings.push(is_an_identifier(context, term, &found));
            }
        }
    }
}

fn classes_an_object(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.objects().any(|term| !term.classes.is_empty())
}

/// Whether the name that readers see makes the claim.
fn calls_itself_anonymous(noun: &Noun) -> bool {
    let words = &lists().definitions;
    let name = noun.name.as_deref().unwrap_or_default();
    first_of(name, &words.anonymous).is_some() && first_of(name, &words.not_anonymous).is_none()
}

fn holds_identifiers(noun: &Noun, found: &[(String, Span)]) -> Diagnostic {
    let names: Vec<String> = found.iter().take(3).map(|(name, _)| format!("`{name}`")).collect();
    let message = format!("`{}` is said to identify nobody, but holds {}", noun.id, names.join(", "));
    let mut finding = Context::finding(&RULE, noun.id_span, message);
    for (_, span) in found.iter().filter(|(_, span)| *span != noun.id_span) {
        finding = finding.with_label(*span, "this points at a person or a device");
    }
    finding.with_help("take the identifiers out, or do not call the data anonymous; `pseudonymous-data` is personal data without a name")
}

fn is_an_identifier(context: &Context<'_>, term: &Term, found: &[&Term]) -> Diagnostic {
    let message =
        format!("`{}` is said to identify nobody, but it is or holds an identifier", context.name(term));
    let mut finding = Context::finding(&RULE, term.span, message);
    for other in found.iter().filter(|other| other.span != term.span) {
        finding = finding.with_label(other.span, "this points at a person or a device");
    }
    finding.with_help("do not call it anonymous; `pseudonymous-data` is personal data without a name")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn addresses_in_anonymous_data() {
        check(
            &RULE,
            r#"
data automatic "automatic information" : anonymous-data {
   //^^^^^^^^^ `automatic` is said to identify nobody, but holds `IP address`
    ip "IP address" : device.ip
    pages "pages you visit" : activity.browsing
}
data stats "anonymous statistics" : activity { such as "device numbers" : device.id }
   //^^^^^ `stats` is said to identify nobody, but holds `device numbers`
we collect automatic, stats
we collect "advertising numbers" : device.ad-id | anonymous-data
         //^^^^^^^^^^^^^^^^^^^^^ `advertising numbers` is said to identify nobody, but it is or holds an identifier
"#,
        );
    }

    #[test]
    fn figures_about_groups_and_places() {
        check(
            &RULE,
            r#"
data figures "aggregate figures" : demographic | aggregate-data {
    such as "age groups" : demographic.age, "postcodes" : contact.postal.postcode
}
data pseudonyms "pseudonymous data" : pseudonymous-data { number "device number" : device.id }
we collect figures, pseudonyms, "visits" : activity | anonymous-data
"#,
        );
    }
}
