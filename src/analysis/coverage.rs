//! What each law asks of a policy, and which declarations answer it.

use std::borrow::Cow;

use jiff::civil::Date;

use super::checks::{Found, Survey, Surveyed, first_places};
use super::facts::Facts;
use super::laws::{Asked, Law, laws};
use crate::law::pack::{InForce, Requirement, Severity as Weight, Strength};
use crate::law::{Condition, Pack, Place, Verified, Vocabulary, Word};
use crate::model::Policy;
use crate::source::Span;

/// Every law that a policy names, or that applies to it, with what it asks for.
#[derive(Clone, Debug)]
pub struct Coverage<'p> {
    /// The day whose law was asked for, if one was.
    pub as_of: Option<Date>,
    /// The laws.
    pub laws: Vec<LawCoverage<'p>>,
}

/// One law, and what it asks for.
#[derive(Clone, Debug)]
pub struct LawCoverage<'p> {
    /// The law.
    pub law: Law<'p>,
    /// Why it is looked at.
    pub standing: Standing,
    /// The day whose law was applied.
    pub day: Option<Date>,
    /// What it asks for, in the order of its pack.
    pub judged: Vec<Judged<'p>>,
}

/// Why a law is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The policy names it here.
    Named(Span),
    /// The policy does not name it, but these declarations show that it applies.
    Shown(Vec<Span>),
    /// It was asked for; nothing shows that it applies.
    Asked,
}

/// A requirement, and how the policy stands to it.
#[derive(Clone, Debug)]
pub struct Judged<'p> {
    /// The requirement.
    pub asked: Asked<'p>,
    /// How the policy stands to it.
    pub status: Status,
    /// The declarations that show that; where a right is missing, those that give it to some people only.
    pub at: Vec<Span>,
    /// The facts that would have to be known.
    pub open: Vec<&'p str>,
    /// Whether it applies to the policy; nothing, where that is not known or its day has not come.
    pub applies: Option<bool>,
    /// Where several things are asked for together, those that are missing.
    lacking: Vec<Lacking<'p>>,
    /// Whether others of these several are declared.
    partly: bool,
}

/// One of several things that are asked for together, and is missing.
#[derive(Clone, Debug)]
struct Lacking<'p> {
    /// What would answer it.
    part: &'p Condition,
    /// Where it is a right, the declarations that give it to some people only.
    at: Vec<Span>,
}

/// What is missing, as one requirement asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap<'c, 'p> {
    /// The requirement: that which asks for one of several things alone, if there is one.
    pub(crate) requirement: &'p Requirement,
    /// Where it is a right, the declarations that give it to some people only.
    pub(crate) at: &'c [Span],
    /// Whether some of what it asks for is declared.
    pub(crate) partly: bool,
}

/// How a policy stands to a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing declared answers it.
    Missing,
    /// It may or may not apply or be answered; facts are open.
    Unknown,
    /// Declarations answer it.
    Met,
    /// Only a person can tell, or another document than the policy carries it.
    Unchecked,
    /// Its condition does not hold.
    NotApplicable,
    /// It does not hold on that day.
    NotInForce,
}

impl Status {
    /// Every status, the most urgent first.
    pub const ALL: [Self; 6] =
        [Self::Missing, Self::Unknown, Self::Met, Self::Unchecked, Self::NotApplicable, Self::NotInForce];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Met => "met",
            Self::Unchecked => "unchecked",
            Self::NotApplicable => "not-applicable",
            Self::NotInForce => "not-in-force",
        }
    }
}

/// Looks at a policy under the laws that `wanted` names, or else under those that it
/// names itself and those that apply to it.
///
/// Without a day, each law is taken as it stood when its pack was written.
#[must_use]
pub fn coverage<'p>(
    policy: &Policy,
    vocabulary: &Vocabulary,
    own: &'p [Pack],
    as_of: Option<Date>,
    wanted: &[String],
) -> Coverage<'p> {
    surveyed(policy, vocabulary, own, as_of, wanted, &|_| true).0
}

/// Looks at a policy under the laws that come with the compiler and that `wanted` names, as each stood when its pack was
/// written, for those of their requirements that count.
pub(crate) fn coverage_of(
    policy: &Policy,
    vocabulary: &Vocabulary,
    wanted: &[String],
    counts: &dyn Fn(&Requirement) -> bool,
) -> Coverage<'static> {
    surveyed(policy, vocabulary, &[], None, wanted, counts).0
}

/// The same, with what was asked to find it out.
pub(super) fn surveyed<'p>(
    policy: &Policy,
    vocabulary: &Vocabulary,
    own: &'p [Pack],
    as_of: Option<Date>,
    wanted: &[String],
    counts: &dyn Fn(&Requirement) -> bool,
) -> (Coverage<'p>, Surveyed) {
    let mut found = Vec::new();
    let laws = laws(own);
    let survey = Survey::of(policy, vocabulary);
    for law in laws {
        let asked = wanted.iter().any(|word| law.is_called(word));
        if !wanted.is_empty() && !asked {
            continue;
        }
        let day = as_of.or(law.pack.as_of);
        let facts = Facts::new(&survey, law.regions, &law.pack.id, as_of);
        let Some(standing) = standing(policy, &law, day, &facts).or(asked.then_some(Standing::Asked)) else {
            continue;
        };
        let on = law.on(day);
        let asks = law.asks.iter().filter(|asked| counts(asked.requirement));
        let judged = asks.map(|asked| judge(asked, on, day, &facts)).collect();
        found.push(LawCoverage { standing, day, judged, law });
    }
    (Coverage { as_of, laws: found }, Surveyed::of(survey))
}

pub(super) fn standing(
    policy: &Policy,
    law: &Law<'_>,
    day: Option<Date>,
    facts: &Facts<'_, '_>,
) -> Option<Standing> {
    if let Some(at) = law.named(policy) {
        return Some(Standing::Named(at));
    }
    // A law that is not in force yet, or without anything to ask for, applies to nobody.
    if !law.on(day) || law.asks.is_empty() {
        return None;
    }
    let found = facts.holds(law.applies?);
    (found.holds == Some(true)).then(|| Standing::Shown(first_places(found.at.into_iter())))
}

/// How a policy stands to a requirement; `on` says whether its law is in force on that day.
fn judge<'p>(asked: &Asked<'p>, on: bool, day: Option<Date>, facts: &Facts<'_, '_>) -> Judged<'p> {
    let requirement = asked.requirement;
    let in_force = on && day.is_none_or(|day| asked.in_force.on(day));
    let applies = if in_force { facts.holds(&requirement.when) } else { Found::default() };
    let judged = |status, at: &[Span], open| Judged {
        asked: asked.clone(),
        status,
        at: first_places(at.iter().copied()),
        open,
        applies: applies.holds,
        lacking: Vec::new(),
        partly: false,
    };
    if !in_force {
        return judged(Status::NotInForce, &[], Vec::new());
    }
    if applies.holds == Some(false) {
        return judged(Status::NotApplicable, &applies.at, Vec::new());
    }
    if !requirement.places.contains(&Place::PrivacyPolicy) {
        return judged(Status::Unchecked, &[], Vec::new());
    }
    let met = requirement.met_by.as_ref().map(|condition| (condition, facts.holds(condition)));
    let unknown = |conditions: &[&'p Condition]| {
        judged(Status::Unknown, &[], conditions.iter().flat_map(|condition| facts.open(condition)).collect())
    };
    match met {
        Some((_, found)) if found.holds == Some(true) => judged(Status::Met, &found.at, Vec::new()),
        _ if applies.holds.is_none() => unknown(&[&requirement.when]),
        None => judged(Status::Unchecked, &[], Vec::new()),
        Some((condition, found)) if found.holds.is_none() => unknown(&[condition]),
        Some((condition, found)) => {
            let parts = if let Condition::All(parts) = condition { parts.as_slice() } else { &[] };
            // What a policy does not say it may say by saying nothing.
            let (said, lacking): (Vec<_>, Vec<_>) =
                parts.iter().partition(|part| facts.holds(part).holds == Some(true));
            // Of each purpose a basis is asked for, and some have one.
            let partly = is_of_each(condition) && !found.at.is_empty()
                || said.iter().any(|part| !matches!(part, Condition::Not(_)));
            let lacking =
                lacking.into_iter().map(|part| Lacking { part, at: facts.for_some(part) }).collect();
            Judged { lacking, partly, ..judged(Status::Missing, &facts.for_some(condition), Vec::new()) }
        }
    }
}

impl<'p> LawCoverage<'p> {
    /// How many requirements have a status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.judged.iter().filter(|judged| judged.status == status).count()
    }

    /// What a policy under this law has to have and lacks; nothing before the law is in force.
    pub(crate) fn lacks(&self) -> impl Iterator<Item = &Judged<'p>> {
        self.judged.iter().filter(|judged| self.is_lacked(judged))
    }

    /// Whether a policy under this law has to have it and lacks it.
    pub(crate) fn is_lacked(&self, judged: &Judged<'p>) -> bool {
        judged.status == Status::Missing
            && judged.asked.requirement.required != Strength::Should
            && self.standing != Standing::Asked
            && self.law.on(self.day)
    }
}

impl<'p> Judged<'p> {
    /// What to type to answer the requirement, or what is missing of it.
    #[must_use]
    pub fn declare(&self) -> Option<Cow<'p, str>> {
        let pack = self.asked.pack;
        // Each of several things may be asked for by a requirement of its own, which has the advice.
        let alone = |part: &&Condition| pack.declare(self.asked_alone(part).next()?);
        let advice: Option<Vec<&str>> = self.lacking.iter().map(|lacking| alone(&lacking.part)).collect();
        match advice.filter(|advice| !advice.is_empty()) {
            Some(advice) => Some(advice.join(" ").into()),
            None => pack.declare(self.asked.requirement).map(Cow::Borrowed),
        }
    }

    /// The requirements that ask for one of several things alone.
    fn asked_alone<'c>(&self, part: &'c Condition) -> impl Iterator<Item = &'p Requirement> + use<'c, 'p> {
        let requirements = self.asked.pack.requirements.iter();
        requirements.filter(move |other| other.met_by.as_ref() == Some(part))
    }

    /// What is missing that those who answer some requirements have to say: of several things each may be asked for by a
    /// requirement of its own, which others answer.
    pub(crate) fn gaps<'c>(&'c self, answers: &[Word]) -> Vec<Gap<'c, 'p>> {
        let whole = Gap { requirement: self.asked.requirement, at: &self.at, partly: self.partly };
        let (mut gaps, mut any) = (Vec::new(), self.lacking.is_empty());
        for Lacking { part, at } in &self.lacking {
            let mut alone = self.asked_alone(part).peekable();
            any |= alone.peek().is_none();
            let ours = alone.find(|other| answers.contains(&other.id));
            gaps.extend(ours.map(|requirement| Gap { requirement, at, partly: false }));
        }
        gaps.extend(any.then_some(whole));
        gaps
    }

    /// Whether only some of several things that are asked for together is missing.
    #[must_use]
    pub fn is_partly_met(&self) -> bool {
        self.partly
    }

    /// Whether what is missing is asked for of each purpose, and said of some.
    pub(crate) fn lacks_of_each(&self) -> bool {
        self.partly && self.asked.requirement.met_by.as_ref().is_some_and(is_of_each)
    }

    /// Whether what is missing is all that is asked for by another requirement, or that among other things.
    pub(crate) fn asks_for(&self, other: &Self) -> bool {
        let asked = other.asked.requirement.met_by.as_ref();
        self.is_met_as(other) || self.lacking.iter().any(|lacking| Some(lacking.part) == asked)
    }

    /// Whether the same declarations answer another requirement.
    pub(crate) fn is_met_as(&self, other: &Self) -> bool {
        self.asked.requirement.met_by == other.asked.requirement.met_by
    }

    /// How much it matters that it is missing: less where the law was not read.
    #[must_use]
    pub fn weight(&self) -> Weight {
        let own = self.asked.requirement.severity;
        match self.asked.verified {
            Verified::True => own,
            Verified::Partial => own.min(Weight::Warning),
            Verified::False => Weight::Info,
        }
    }
}

/// Whether a condition asks for a basis of each purpose.
fn is_of_each(condition: &Condition) -> bool {
    matches!(condition, Condition::Check(check) if check.asks_each_basis())
}

/// `verified`, as a mark behind a citation.
#[must_use]
pub fn mark(verified: Verified) -> &'static str {
    match verified {
        Verified::True => "",
        Verified::Partial => " (partly verified)",
        Verified::False => " (not verified)",
    }
}

/// When a requirement holds, in words; nothing if it always has.
#[must_use]
pub fn when(in_force: InForce) -> Option<String> {
    match (in_force.from, in_force.until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("in force from {from}")),
        (None, Some(until)) => Some(format!("in force until {until}")),
        (Some(from), Some(until)) => Some(format!("in force from {from} until {until}")),
    }
}

#[cfg(test)]
mod tests;
