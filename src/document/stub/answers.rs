//! Whether what a section answers is answered: by what coverage finds, for documents and `check` alike.

use serde::Serialize;

use super::advice::Channels;
use crate::analysis::coverage::{Coverage, Judged, LawCoverage, Standing, Status};
use crate::document::wording::{Markup, seen};
use crate::law::pack::{Strength, StubSection};

/// What a template sees of what is asked for and not declared, and of what to declare for it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LackView<'a> {
    /// What the law asks for.
    titles: Vec<&'a str>,
    /// Whether it is declared, for some people only.
    limited: bool,
    /// What to declare, as Markdown.
    declare: Markup<'a>,
}

seen! { LackView<'a>: titles limited declare }

/// How a policy stands to the requirements that a section answers.
pub(super) struct Answers<'c, 'p> {
    /// Those that are no mere advice, each with the law that has it.
    demanded: Vec<(&'c LawCoverage<'p>, &'c Judged<'p>)>,
    /// Those of them that the policy has to answer and does not.
    lacks: Vec<&'c Judged<'p>>,
}

impl<'c, 'p> Answers<'c, 'p> {
    /// What coverage finds of a section.
    pub(super) fn of(section: &StubSection, coverage: &'c Coverage<'p>) -> Self {
        let here = |judged: &&Judged<'_>| section.answers.contains(&judged.asked.requirement.id);
        let demanded = |judged: &&Judged<'_>| judged.asked.requirement.required != Strength::Should;
        let of = |law: &'c LawCoverage<'p>| {
            let judged = law.judged.iter().filter(here).filter(demanded);
            judged.map(move |judged| (law, judged))
        };
        let mut lacks: Vec<&Judged<'p>> = Vec::new();
        for answer in &section.answers {
            let all = coverage.laws.iter().flat_map(LawCoverage::lacks);
            let asked = |judged: &&Judged<'_>| judged.asked.requirement.id == *answer;
            for judged in all.filter(asked).filter(|judged| judged.concerns(&section.answers)) {
                // What several provisions ask for is missing once.
                if !lacks.iter().any(|other| other.is_met_as(judged)) {
                    lacks.push(judged);
                }
            }
        }
        Self { demanded: coverage.laws.iter().flat_map(of).collect(), lacks }
    }

    /// What is missing, by what to declare for it.
    pub(super) fn lacks(&self, channels: &Channels<'_>) -> Vec<LackView<'p>> {
        let mut views: Vec<LackView<'p>> = Vec::new();
        for judged in &self.lacks {
            let advice = judged.declare().unwrap_or_default();
            let declare = Markup(channels.named_in(&advice).into_owned().into());
            let (title, limited) = (&*judged.asked.requirement.title, !judged.at.is_empty());
            match views.iter_mut().find(|view| view.limited == limited && view.declare.0 == declare.0) {
                Some(view) => view.titles.push(title),
                None => views.push(LackView { titles: vec![title], limited, declare }),
            }
        }
        views
    }

    /// Whether what is declared shows that none of it is asked for.
    pub(super) fn are_idle(&self) -> bool {
        !self.demanded.is_empty()
            && self.demanded.iter().all(|(_, judged)| judged.status == Status::NotApplicable)
    }

    /// Whether nobody can tell of anything that is not answered whether it is asked for.
    pub(super) fn are_open(&self) -> bool {
        let settled = |status| matches!(status, Status::Met | Status::NotApplicable);
        let open = |(law, judged): &(&LawCoverage<'_>, &Judged<'_>)| {
            law.standing == Standing::Asked || judged.status == Status::Unknown || judged.applies.is_none()
        };
        let mut unanswered = self.demanded.iter().filter(|(_, judged)| !settled(judged.status)).peekable();
        self.demanded.is_empty() || unanswered.peek().is_some() && unanswered.all(open)
    }
}
