//! Cookies for statistics or advertising on legitimate interests.

use foldhash::{HashSet, HashSetExt};

use crate::analysis::Rule;
use crate::analysis::bases::{Basis, Claims, Purpose, bases, purpose};
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::select::listed;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::words::{ListWord, NounKind};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracker-on-legitimate-interests", check };

/// What nobody needs cookies for in order to serve a visitor.
const NEEDLESS: &[&str] = &["analytics", "ads", "marketing", "personalize"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let all = bases(context);
    if !all.iter().any(|basis| basis.is(context, "legitimate-interests")) {
        return;
    }
    let claims = Claims::of(context, &all);
    let mut reported = HashSet::new();
    for (tracker, term) in uses(context) {
        let purpose = purpose(context, term);
        let claimed = claims.for_purpose(&purpose.value);
        let interests = claimed.iter().find(|basis| basis.is(context, "legitimate-interests"));
        let consent = claimed.iter().any(|basis| basis.is(context, "consent"));
        if let Some(basis) = interests.filter(|_| !consent && purpose.is_wholly(context, NEEDLESS))
            && reported.insert(basis.ground.span)
        {
            findings.push(needs_consent(basis, tracker, &purpose));
        }
    }
}

/// Every tracker and each purpose it serves.
fn uses<'a>(context: &Context<'a>) -> Vec<(Span, &'a Term)> {
    let mut found = Vec::new();
    for (_, tracker) in context.nouns_of(NounKind::Tracker) {
        found.extend(listed(tracker, ListWord::For).map(|term| (tracker.id_span, term)));
    }
    for practice in context.those(|context, practice| {
        practice.polarity == Polarity::Positive && first_tracker(context, practice).is_some()
    }) {
        if let Some(tracker) = first_tracker(context, practice) {
            found.extend(practice.purposes().map(|term| (tracker.span, term)));
        }
    }
    found
}

fn first_tracker<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Option<&'a Term> {
    practice.objects().find(|term| {
        context.is_a(term, Kind::Technology, "cookie")
            || context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Tracker)
    })
}

fn needs_consent(basis: &Basis<'_, '_>, tracker: Span, purpose: &Purpose<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        basis.ground.span,
        format!("reading or storing something on a device for `{}` needs consent", purpose.name),
    )
    .with_label(tracker, "this is stored or read on a device")
    .with_help("write `basis consent`, and `off until consent` in the tracker")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn statistics_by_cookies() {
        check(
            &RULE,
            r#"
tracker counter "counting cookies" : cookie { for figures }
purpose figures "count visits" : analytics { basis legitimate-interests "knowing what is read" }
                                           //^^^ reading or storing something on a device…
we use counter
"#,
        );
    }

    #[test]
    fn needed_cookies_and_consent() {
        check(
            &RULE,
            r#"
tracker counter "counting cookies" : cookie { for figures }
tracker basket "basket cookies" : cookie { for baskets }
purpose figures "count visits" : analytics { basis consent }
purpose baskets "keep your basket" : service { basis legitimate-interests "a shop that works" }
we use counter, basket
"#,
        );
    }
}
