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
            && practice.objects().any(|term| !sensitive_parts(context, term).is_empty())
    });
    let terms = some.into_iter().flat_map(|practice| practice.objects());
    let each = |term| sensitive_parts(context, term).into_iter().map(move |part| (term, part));
    let mut parts: Vec<(&Term, Part<'_>)> = terms.flat_map(each).collect();
    // Passwords and card numbers are sensitive too, but nobody advertises with them.
    parts.sort_by_key(|(_, part)| part.plain);
    let beyond = context.those(|context, practice| {
        let beyond = |term: &Term| BEYOND.iter().any(|id| context.is_a(term, Kind::Purpose, id));
        is_ours(practice)
            && practice.does_any(&["use", "process", "share", "disclose"])
            && practice.purposes().any(beyond)
    });
    let unasked: Vec<&Practice<'_>> =
        beyond.into_iter().filter(|practice| !is_agreed(context, practice)).collect();
    let found = parts.into_iter().find_map(|(collected, part)| {
        let uses = unasked.iter().find(|practice| {
            let mut except = practice.excepted();
            practice.objects().any(|all| context.covers(all, collected))
                && !except.any(|but| part.is_in(context, but))
        });
        Some((*uses?, collected, part))
    });
    if let Some((uses, collected, part)) = found {
        let name = match part.name {
            Name::Noun(_, noun) => noun.id.to_string(),
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
    Noun(NounId, &'a Noun),
    Term(&'a Term),
}

impl Part<'_> {
    /// Whether a term names it, or what holds it.
    fn is_in(&self, context: &Context<'_>, term: &Term) -> bool {
        match (self.name, &term.value) {
            (Name::Noun(_, noun), Value::Ref(Ref::Builtin(all))) => {
                let under = |class: &Class| {
                    class.kind == all.kind && context.vocabulary.is_a(all.kind, class.id, all.id)
                };
                all.id == "sensitive-data" || noun.classes.iter().any(under)
            }
            (Name::Noun(id, _), _) => {
                context.noun_of(term).is_some_and(|(outer, _)| context.holds(outer, id))
            }
            (Name::Term(part), _) => context.covers(term, part),
        }
    }
}

/// What of a term is sensitive: itself, or items and examples.
fn sensitive_parts<'a>(context: &Context<'a>, term: &'a Term) -> Vec<Part<'a>> {
    if let Some(plain) = sensitive_one(context, context.own_classes(term)) {
        return vec![Part { name: Name::Term(term), plain }];
    }
    let mut parts = Vec::new();
    if let Value::Ref(Ref::Noun(id)) = &term.value {
        in_noun(context, *id, &mut parts);
    }
    parts
}

fn sensitive_one<'c>(context: &Context<'_>, classes: impl IntoIterator<Item = &'c Class>) -> Option<bool> {
    let class = classes.into_iter().find(|class| context.is_sensitive(class))?;
    Some(["account", "financial"].iter().any(|id| context.vocabulary.is_a(Kind::Data, class.id, id)))
}

fn in_noun<'a>(context: &Context<'a>, id: NounId, parts: &mut Vec<Part<'a>>) {
    let Some(noun) = context.policy.noun(id) else { return };
    if let Some(plain) = sensitive_one(context, &noun.classes) {
        parts.push(Part { name: Name::Noun(id, noun), plain });
        return;
    }
    let examples = noun.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(&list.terms),
        _ => None,
    });
    parts.extend(examples.flatten().filter_map(|term| {
        let plain = sensitive_one(context, context.own_classes(term))?;
        Some(Part { name: Name::Term(term), plain })
    }));
    noun.items.iter().for_each(|item| in_noun(context, *item, parts));
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

    #[test]
    fn what_is_left_out() {
        let group = "data trip \"your trips\" { path \"where you went\" : location.precise }\n";
        for data in ["location.precise", "place", "sensitive-data"] {
            check(&RULE, &format!("{HEAD}we use personal-data except {data} for ads\n"));
        }
        let head = "policy \"P\" {\n    laws ccpa\n}\n";
        check(&RULE, &format!("{head}{group}we collect trip\nwe use personal-data except path for ads\n"));
        check(
            &RULE,
            &format!(
                "{head}data mix \"account data\" {{\n    login \"login\" : account.credentials\n    pos \"position\" : location.precise\n}}\nwe collect mix\nwe share mix except mix.login for ads.targeted\n//^^^ `mix.pos` is sensitive…\n"
            ),
        );
        check(
            &RULE,
            &format!(
                "{HEAD}we collect health\nwe use personal-data except place for ads\n//^^^ `health` is sensitive…\n"
            ),
        );
    }
}
