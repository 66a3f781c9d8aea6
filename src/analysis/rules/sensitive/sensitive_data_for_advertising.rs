//! Advertising with sensitive data that nobody agreed to.

use std::cell::OnceCell;

use super::is_ours;
use crate::analysis::Rule;
use crate::analysis::bases::{Claims, bases};
use crate::analysis::context::{Context, DataPart, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sensitive-data-for-advertising", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (all, claims) = (OnceCell::new(), OnceCell::new());
    for practice in
        context.those(|context, practice| is_ours(practice) && !sensitive(context, practice).is_empty())
    {
        let parts = sensitive(context, practice);
        let Some(data) = parts.first() else { continue };
        if context.asks_agreement(practice.clauses()) {
            continue;
        }
        let ad = |term: &&Term| ["ads", "marketing"].iter().any(|id| context.is_a(term, Kind::Purpose, id));
        let agreed = |term: &Term| {
            let noun =
                context.noun_of(term).is_some_and(|(_, noun)| context.asks_agreement(noun.clauses.iter()));
            let claims: &Claims<'_, '_, '_> =
                claims.get_or_init(|| Claims::of(context, all.get_or_init(|| bases(context))));
            noun || claims.for_purpose(&term.value).iter().any(|basis| basis.is(context, "consent"))
        };
        if let Some(purpose) = practice.purposes().filter(ad).find(|term| !agreed(term)) {
            findings.push(nobody_agreed(context, practice, data, purpose));
        }
    }
}

/// What of its data is sensitive.
fn sensitive<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Vec<DataPart<'a>> {
    context.parts(practice, &|class| context.is_sensitive(class))
}

fn nobody_agreed(
    context: &Context<'_>,
    practice: &Practice<'_>,
    data: &DataPart<'_>,
    purpose: &Term,
) -> Diagnostic {
    let name = context.name_of_part(data);
    let message = format!("`{name}` is sensitive, and is used for advertising without consent");
    Context::finding(&RULE, practice.span(), message)
        .with_label(data.object.span, "sensitive data")
        .with_label(purpose.span, "advertising")
        .with_help("add `only if consent`, or take the advertising out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn ads_by_health() {
        check(
            &RULE,
            r#"
data health "health answers" : health
data profile "profile" : demographic {
    religion "religion" : demographic.religion
    age      "age"      : demographic.age
}
we use health for "show you ads that fit" : ads.targeted
//^^^ `health` is sensitive…
we use profile for "show you ads that fit" : ads.targeted
//^^^ `profile.religion` is sensitive…
"#,
        );
    }

    #[test]
    fn with_consent_for_care_or_in_a_mixed_group() {
        check(
            &RULE,
            r#"
data health "health answers" : health
data login "login data" : account {
    name "user name" : identity.alias
    password "password" : account.credentials.password
}
purpose news "send you news" : marketing.email { basis consent }
we use health for "show you ads" : ads.targeted only if consent
we use health for news
we use health for "care for you" : service
we use login for "send you offers" : marketing.email
we do not use health for "show you ads" : ads
"#,
        );
    }
}
