//! Sensitive data for more than it was given for, and no way to limit that.

use super::is_ours;
use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed;
use crate::analysis::context::{Context, Polarity, Practice, Stem};
use crate::diagnostic::Diagnostic;
use crate::law::{Kind, Pack};
use crate::model::verb::ACQUIRING;
use crate::model::words::Adverb;
use crate::model::{Class, ClauseKind, Noun, NounId, Ref, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sensitive-data-without-limit-right", check };

/// Purposes that nobody gives sensitive data for.
const BEYOND: &[&str] = &["marketing", "ads", "sell", "train-ai"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let asks = |pack: &Pack| pack.rights.iter().any(|right| &*right.id == "limit-sensitive");
    if !context.named_laws().iter().any(|law| law.main && asks(law.pack)) || limits(context) {
        return;
    }
    let some = context.those(|context, practice| {
        is_ours(practice)
            && practice.does_any(ACQUIRING)
            && practice.objects().any(|term| sensitive_part(context, term).is_some())
    });
    let terms = some.into_iter().flat_map(|practice| practice.objects());
    let parts = terms.filter_map(|term| Some((term, sensitive_part(context, term)?)));
    // Passwords and card numbers are sensitive too, but nobody advertises with them.
    let mut plain = None;
    let telling = { parts }.find(|(term, part)| {
        if part.plain {
            plain.get_or_insert((*term, *part));
        }
        !part.plain
    });
    let Some((collected, part)) = telling.or(plain) else { return };
    let beyond = context.those(|context, practice| {
        let beyond = |term: &Term| BEYOND.iter().any(|id| context.is_a(term, Kind::Purpose, id));
        is_ours(practice)
            && practice.does_any(&["use", "process", "share", "disclose"])
            && practice.purposes().any(beyond)
    });
    let uses = beyond.into_iter().find(|practice| {
        let all = |term: &Term| context.covers(term, collected);
        practice.objects().any(all) && !is_agreed(context, practice)
    });
    if let Some(uses) = uses {
        let name = match part.name {
            Name::Noun(noun) => noun.id.to_string(),
            Name::Term(term) => context.name(term),
        };
        findings.push(no_limit(&name, uses, collected));
    }
}

/// Whether people can limit its use, or the policy says that it is not used for more.
fn limits(context: &Context<'_>) -> bool {
    let verbs = ["limit", "opt-out", "use", "process", "share", "disclose"];
    context.doing(&verbs).any(|practice| {
        let only =
            practice.polarity == Polarity::Negative || practice.statement.adverbs.contains(&Adverb::Only);
        (practice.does_any(&["limit", "opt-out"])
            || only && practice.does_any(&["use", "process", "share", "disclose"]))
            && context.says(practice, Stem::Sensitive)
    })
}

/// What of a term is sensitive.
#[derive(Clone, Copy)]
struct Part<'a> {
    name: Name<'a>,
    /// Whether it is but a means of access or payment.
    plain: bool,
}

#[derive(Clone, Copy)]
enum Name<'a> {
    Noun(&'a Noun),
    Term(&'a Term),
}

/// What of a term is sensitive: itself, an item or an example.
fn sensitive_part<'a>(context: &Context<'a>, term: &'a Term) -> Option<Part<'a>> {
    if let Some(plain) = sensitive_one(context, context.own_classes(term)) {
        return Some(Part { name: Name::Term(term), plain });
    }
    match &term.value {
        Value::Ref(Ref::Noun(id)) => in_noun(context, *id),
        _ => None,
    }
}

fn sensitive_one<'c>(context: &Context<'_>, classes: impl IntoIterator<Item = &'c Class>) -> Option<bool> {
    let class = classes.into_iter().find(|class| context.is_sensitive(class))?;
    Some(["account", "financial"].iter().any(|id| context.vocabulary.is_a(Kind::Data, class.id, id)))
}

fn in_noun<'a>(context: &Context<'a>, id: NounId) -> Option<Part<'a>> {
    let noun = context.policy.noun(id)?;
    if let Some(plain) = sensitive_one(context, &noun.classes) {
        return Some(Part { name: Name::Noun(noun), plain });
    }
    let examples = noun.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(&list.terms),
        _ => None,
    });
    let example = examples.flatten().find_map(|term| {
        let plain = sensitive_one(context, context.own_classes(term))?;
        Some(Part { name: Name::Term(term), plain })
    });
    example.or_else(|| noun.items.iter().find_map(|item| in_noun(context, *item)))
}

fn no_limit(name: &str, uses: &Practice<'_>, collected: &Term) -> Diagnostic {
    let message = format!("`{name}` is sensitive and may be used for advertising, but nobody can limit that");
    Context::finding(&RULE, uses.span(), message)
        .with_label(collected.span, "sensitive data is collected here")
        .with_help("add `you have the right to limit \"the use\" of sensitive-data`, or `we do not use sensitive-data for …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws ccpa\n}\ndata place \"precise location\" : location.precise\nwe collect place\n";

    #[test]
    fn everything_for_advertising() {
        check(
            &RULE,
            &format!(
                "{HEAD}we use personal-data for \"advertise\" : ads\n//^^^ `place` is sensitive and may be used for advertising…\n"
            ),
        );
    }

    #[test]
    fn a_right_a_denial_or_another_purpose() {
        let ads = "we use personal-data for \"advertise\" : ads\n";
        check(&RULE, &format!("{HEAD}{ads}you have the right to limit \"the use\" of sensitive-data\n"));
        check(&RULE, &format!("{HEAD}{ads}we do not use sensitive-data for \"advertise\"\n"));
        check(&RULE, &format!("{HEAD}we use personal-data for \"find your way\" : service\n"));
    }
}
