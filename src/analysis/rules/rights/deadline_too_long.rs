//! Answers that may take longer than the law gives.

use foldhash::HashSet;

use super::{demands, is_about_requests};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, NamedLaw, Polarity, Practice};
use crate::analysis::lists::lists;
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::law::vocabulary::OnData;
use crate::law::{Term as Row, Verified};
use crate::model::words::{ListWord, Topic};
use crate::model::{ClauseKind, Duration, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "deadline-too-long", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let timed = context.those(|context, practice| {
        practice.polarity == Polarity::Positive
            && practice.statement.topic != Topic::Breach
            && is_timed(practice)
            && (answers(context, practice) || gives_time(context, practice))
    });
    let all: Vec<Answer<'_, '_>> = timed.into_iter().map(|practice| Answer::of(context, practice)).collect();
    // Where the people of a law are promised the same answer by a sentence of their own, that one counts,
    // and so does the time that stands beside the rights of theirs.
    let bound = all.iter().filter(|answer| answer.bound);
    let own: HashSet<Own<'_>> =
        bound.flat_map(|answer| answer.laws.iter().map(|law| answer.under(law))).collect();
    let granted = context.those(|context, practice| {
        let timed = is_timed(practice) && !context.policy.is_own_time(&practice.statement.clauses);
        practice.statement.modal.right() && context.is_bound(practice) && timed
    });
    let granted: HashSet<(&str, &str)> = granted
        .into_iter()
        .map(|practice| Answer::of(context, practice))
        .flat_map(|answer| answer.laws.into_iter().map(move |law| (answer.what, law.title())))
        .collect();
    let promised: HashSet<(&str, &str)> = all
        .iter()
        .filter(|answer| answer.bound)
        .flat_map(|answer| answer.laws.iter().map(|law| (answer.what, law.title())))
        .collect();
    for answer in &all {
        let right = answer.practice.statement.modal.right();
        let general = |law: &&NamedLaw<'_>| {
            let what = (answer.what, law.title());
            let promised = if right { promised.contains(&what) } else { own.contains(&answer.under(law)) };
            answer.bound || !promised && !granted.contains(&what)
        };
        let limits: Vec<Limits<'_>> =
            answer.laws.iter().filter(general).filter_map(|law| limits(law, answer.what)).collect();
        for clause in &answer.practice.statement.clauses {
            let ClauseKind::Within(within, _, extension) = &clause.kind else { continue };
            let extension = extension.as_ref().and_then(|extension| extension.by.time());
            exceeded(answer.practice, within.time(), extension, &limits, findings);
        }
    }
}

fn is_timed(practice: &Practice<'_>) -> bool {
    practice.statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Within(..)))
}

/// Whether it is about an answer of the publisher's to what people ask for, and no other messages.
fn answers(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    if matches!(practice.actor, Actor::People | Actor::Recipient) || practice.statement.modal.right() {
        return false;
    }
    let names = |term: &Term| first_of(&context.name(term), &lists().requests.asked).is_some();
    let mut to = asked(practice).peekable();
    match practice.does_any(&["respond"]) {
        true => to.peek().is_none() || to.any(names),
        // How soon others have to do something is not how soon people are answered.
        false => is_about_requests(practice) && !demands(practice),
    }
}

/// Whether it grants a right to data in some time, which is what an answer may take.
fn gives_time(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let to_data = |right: &&Row| matches!(right.on_data, Some(OnData::Get | OnData::Change));
    practice.statement.modal.right()
        && !context.policy.is_own_time(&practice.statement.clauses)
        && context.reach().rights(practice.statement).iter().any(to_data)
}

/// Which deadline of which law, and what is answered.
type Own<'a> = (&'static str, &'a str, Vec<&'a Value>);

/// A promise of an answer in some time.
struct Answer<'c, 'a> {
    practice: &'c Practice<'a>,
    /// Which deadline of a law it is about.
    what: &'static str,
    /// Whether it is for the people of some places only.
    bound: bool,
    /// The laws that it falls under.
    laws: Vec<NamedLaw<'a>>,
}

impl<'c, 'a> Answer<'c, 'a> {
    fn of(context: &Context<'a>, practice: &'c Practice<'a>) -> Self {
        let words = context.wording(practice);
        let about_appeals = |term: &Term| context.name(term).to_lowercase().contains("appeal");
        let appeals = practice.does_any(&["appeal"]) || asked(practice).any(about_appeals);
        // Appeals, and a promise to stop selling, have deadlines of their own.
        let what = match () {
            () if appeals => "appeal",
            () if first_of(&words, &lists().requests.opt_out).is_some() => "opt-out",
            () => "respond",
        };
        let (bound, laws) = (context.is_bound(practice), context.laws_for(practice));
        Self { practice, what, bound, laws }
    }

    fn under(&self, law: &NamedLaw<'a>) -> Own<'a> {
        (self.what, law.title(), asked(self.practice).map(|term| &term.value).collect())
    }
}

/// What is answered.
fn asked<'a>(practice: &Practice<'a>) -> impl Iterator<Item = &'a Term> + use<'a> {
    practice.objects().chain(practice.terms(ListWord::To))
}

/// How long an answer may take under a law, and how far that can be extended.
struct Limits<'a> {
    law: &'a str,
    cite: &'a str,
    answer: (u32, String),
    extension: Option<(u32, String)>,
}

fn limits<'a>(law: &NamedLaw<'a>, what: &str) -> Option<Limits<'a>> {
    let title = law.title();
    if let Some(entry) = law.entry.filter(|entry| entry.respond.is_some()) {
        let period = match what {
            "respond" => entry.respond.as_ref(),
            "appeal" => entry.appeal.as_ref(),
            _ => None,
        }?;
        let cite = period.cite.as_deref().unwrap_or(title);
        let sure = period.verified != Some(Verified::False);
        let extension = limit(period.extension_days, None, None);
        return limit(Some(period.days), None, None).filter(|_| sure).map(|answer| Limits {
            law: title,
            cite,
            answer,
            extension,
        });
    }
    let deadline = law.pack.deadlines.iter().find(|deadline| law.main && &*deadline.id == what)?;
    let answer = limit(deadline.days, deadline.business_days, deadline.months)?;
    let extension = limit(deadline.extension_days, None, deadline.extension_months);
    Some(Limits { law: title, cite: &deadline.cite, answer, extension })
}

fn exceeded(
    practice: &Practice<'_>,
    within: Option<Duration>,
    extension: Option<Duration>,
    limits: &[Limits<'_>],
    findings: &mut Vec<Diagnostic>,
) {
    let is_slow = |limits: &&Limits<'_>| within.is_some_and(|within| within.days() > limits.answer.0);
    let (slow, rest): (Vec<&Limits<'_>>, Vec<&Limits<'_>>) = limits.iter().partition(is_slow);
    findings.extend(within.and_then(|within| too_long(practice, within, &slow)));
    let Some(by) = extension else { return };
    let far = |limits: &&Limits<'_>| limits.extension.as_ref().is_some_and(|most| by.days() > most.0);
    let far: Vec<&Limits<'_>> = rest.into_iter().filter(far).collect();
    findings.extend(extended_too_far(practice, by, &far));
}

/// A limit in days, and in words. The longest month counts, so that nobody is told off for 31 days.
fn limit(days: Option<u32>, business_days: Option<u32>, months: Option<u32>) -> Option<(u32, String)> {
    match (days, business_days, months) {
        (Some(days), _, _) => Some((days, format!("{days} days"))),
        (_, Some(days), _) => Some((days.saturating_mul(7) / 5, format!("{days} business days"))),
        (_, _, Some(1)) => Some((31, "1 month".to_owned())),
        (_, _, Some(months)) => Some((months.saturating_mul(31), format!("{months} months"))),
        (None, None, None) => None,
    }
}

fn too_long(practice: &Practice<'_>, within: Duration, laws: &[&Limits<'_>]) -> Option<Diagnostic> {
    let told = format!("an answer may take `{within}`");
    let strictest = laws.iter().min_by_key(|limits| limits.answer.0)?;
    let most = &strictest.answer.1;
    Some(exceeds(practice, &told, strictest, most, laws, &format!("within {most}")))
}

fn extended_too_far(practice: &Practice<'_>, by: Duration, laws: &[&Limits<'_>]) -> Option<Diagnostic> {
    let told = format!("the deadline can be extended by `{by}`");
    let most = |limits: &&&Limits<'_>| limits.extension.as_ref().map_or(u32::MAX, |most| most.0);
    let strictest = laws.iter().min_by_key(most)?;
    let (_, most) = strictest.extension.as_ref()?;
    Some(exceeds(practice, &told, strictest, most, laws, &format!("extendable by {most}")))
}

/// One finding for all laws that a time is too long for; the one that gives the least is named.
fn exceeds(
    practice: &Practice<'_>,
    told: &str,
    strictest: &Limits<'_>,
    most: &str,
    laws: &[&Limits<'_>],
    clause: &str,
) -> Diagnostic {
    let law = strictest.law;
    let message = match laws.len() {
        0 | 1 => format!("{told}, but the {law} gives {most}"),
        more => format!("{told}, but {more} laws give less: the {law} gives the least, {most}"),
    };
    let mut finding = Context::finding(&RULE, practice.span(), message).with_help(format!(
        "write `{clause}`, or put this into a section for the people of another law: `section … for people in eu`"
    ));
    for limits in laws {
        if !finding.citations.iter().any(|cite| cite == limits.cite) {
            finding.citations.push(limits.cite.to_owned());
        }
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn forty_five_days_for_everyone() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
we will respond to requests within 45 days of "receiving them"
//^^^ an answer may take `45 days`, but the…
"#,
        );
    }

    #[test]
    fn each_law_has_its_own_people() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
section californians for people in california {
    we will respond to requests within 45 days of "receipt" extendable by 45 days
}
section europeans for people in eu {
    we will respond to requests within 1 month of "receipt" extendable by 2 months
}
section others {
    you must appeal within 60 days of "our answer"
    we will respond to requests within 30 days
    "your request" should "be processed" within 48 hours
}
"#,
        );
    }

    #[test]
    fn appeals_have_periods_of_their_own() {
        check(
            &RULE,
            r#"
policy "P" {
    laws vcdpa, cpa
}
section v for people in virginia {
    we will respond to "appeals" within 60 days
    we will respond to requests within 60 days
  //^^^ an answer may take `60 days`…
}
section c for people in colorado {
    we will respond to "your appeal" within 45 days extendable by 60 days
    we will respond to "your appeal" within 60 days
  //^^^ an answer may take `60 days`, but the Colorado…
}
"#,
        );
    }

    #[test]
    fn whose_law_has_a_sentence_of_its_own() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
we respond to requests within 1 months of "receipt" extendable by 2 months
section ca for people in california {
    we respond to requests within 45 days extendable by 90 days
  //^^^ the deadline can be extended by `90 days`…
}
"#,
        );
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
we respond to requests within 1 months of "receipt" extendable by 2 months
//^^^ the deadline can be extended by `2 months`, but the California…
section ca for people in california {
    we respond to "opt-out requests" within 10 days
}
"#,
        );
    }

    #[test]
    fn an_extension_beyond_the_limit() {
        check(
            &RULE,
            r#"
policy "P" {
    laws ccpa
}
we will respond to requests within 45 days of "receipt" extendable by 90 days
//^^^ the deadline can be extended by `90 days`…
we will respond to "opt-out requests" within 30 days
//^^^ an answer may take `30 days`…
"#,
        );
    }

    #[test]
    fn rights_of_a_place_have_a_time_of_their_own() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
section requests { we will respond to requests within 30 days extendable by 60 days }
section california for people in california {
    you have the right to know, delete personal-data within 45 days extendable by 45 days
}
"#,
        );
    }

    #[test]
    fn many_laws_are_one_finding() {
        check(
            &RULE,
            r#"
policy "P" {
    laws ccpa, vcdpa, cpa
}
we will respond to requests within 30 days extendable by 60 days
//^^^ the deadline can be extended by `60 days`, but 3 laws give less: the…
"#,
        );
    }

    #[test]
    fn a_right_has_the_time_of_its_answer_and_other_messages_have_none() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient ana "Ana" : processor
you have the right to access personal-data by mail within 45 days
//^^^ an answer may take `45 days`…
you have the right to delete personal-data within 1 month of "receipt"
you have the right to withdraw consent within 60 days of "giving it"
you have the right to know "the reasons" within 90 business-days of "the decision"
we will respond to "support tickets" within 90 days
we require "proof" within 3 months of "receipt"
ana must respond to requests within 60 days
we will respond within 90 days
//^^^ an answer may take `90 days`…
"#,
        );
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
you have the right to access personal-data within 45 days
section eu for people in eu { we respond to requests within 1 month }
"#,
        );
    }

    #[test]
    fn no_law_is_named() {
        check(&RULE, "we will respond to requests within 90 days\n");
    }

    #[test]
    fn where_people_ask() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws cpa, vcdpa }
we will respond to "an appeal" within 45 days in colorado
we will respond to "an appeal" within 60 days in virginia
"#,
        );
    }

    #[test]
    fn whose_requests_they_are() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws gdpr, ccpa }
audience californians "California consumers" : consumer in california
audience regulars "regular customers" : customer
we will respond to requests of californians within 45 days of "receiving them"
we will respond to requests of regulars within 45 days of "receiving them"
//^^^ an answer may take `45 days`…
"#,
        );
    }
}
