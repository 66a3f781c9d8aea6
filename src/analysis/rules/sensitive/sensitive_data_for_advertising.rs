//! Advertising with sensitive data that nobody agreed to.

use std::cell::OnceCell;

use super::is_ours;
use crate::analysis::Rule;
use crate::analysis::agreement::{is_agreed, is_declared};
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
        let Some(data) = parts.iter().find(|data| !data.is_agreed(context, practice)) else { continue };
        if is_agreed(context, practice) {
            continue;
        }
        let ad = |term: &&Term| ["ads", "marketing"].iter().any(|id| context.is_a(term, Kind::Purpose, id));
        let agreed = |term: &Term| {
            let noun = term.noun().is_some_and(|id| is_declared(context, practice, id));
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
    fn what_somebody_else_agrees_to() {
        check(
            &RULE,
            "we use health for \"show you ads\" : ads.targeted only if consent of partner\n//^^^ `health` is sensitive…\n",
        );
        check(
            &RULE,
            "data place \"places\" : location.precise only if consent\nwe use place for \"show you ads\" : ads.targeted\n",
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
