//! Whether what a section answers is answered: by what coverage finds, for documents and `check` alike.

use foldhash::{HashMap, HashMapExt};
use serde::Serialize;

use super::advice::Channels;
use crate::analysis::coverage::{Coverage, Gap, Judged, LawCoverage, Standing, Status};
use crate::document::wording::{Markup, seen};
use crate::law::Pack;
use crate::law::pack::{Strength, StubSection};

/// What a template sees of what is asked for and not declared, and of what to declare for it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LackView<'a> {
    /// What the law asks for.
    titles: Vec<&'a str>,
    /// Whether it is declared, for some people only.
    limited: bool,
    /// Whether some of it is declared.
    partly: bool,
    /// What to declare, as Markdown.
    pub(super) declare: Markup<'a>,
}

seen! { LackView<'a>: titles limited partly declare }

/// What coverage finds of each requirement, by its id: of every law that has it.
pub(super) struct Findings<'c, 'p>(HashMap<&'p str, Vec<(&'c LawCoverage<'p>, &'c Judged<'p>)>>);

impl<'c, 'p> Findings<'c, 'p> {
    pub(super) fn of(coverage: &'c Coverage<'p>) -> Self {
        let mut found: HashMap<&str, Vec<_>> = HashMap::new();
        for law in &coverage.laws {
            for judged in &law.judged {
                found.entry(&judged.asked.requirement.id).or_default().push((law, judged));
            }
        }
        Self(found)
    }
}

/// How a policy stands to the requirements that a section answers.
pub(super) struct Answers<'c, 'p> {
    /// Those that are no mere advice, each with the law that has it.
    demanded: Vec<(&'c LawCoverage<'p>, &'c Judged<'p>)>,
    /// Those of them that the policy has to answer and does not.
    lacks: Vec<(&'p Pack, Gap<'c, 'p>)>,
}

impl<'c, 'p> Answers<'c, 'p> {
    /// What coverage finds of a section.
    pub(super) fn of(section: &StubSection, findings: &Findings<'c, 'p>) -> Self {
        let (mut demanded, mut lacks): (Vec<_>, Vec<(&Pack, Gap<'c, 'p>)>) = (Vec::new(), Vec::new());
        let here = section.answers.iter().filter_map(|answer| findings.0.get(&**answer));
        for (law, judged) in here.flatten().copied() {
            if judged.asked.requirement.required != Strength::Should {
                demanded.push((law, judged));
            }
            if !law.is_lacked(judged) {
                continue;
            }
            for gap in judged.gaps(&section.answers) {
                // What several provisions ask for is missing once.
                let same = |(_, other): &(_, Gap<'_, '_>)| other.requirement.met_by == gap.requirement.met_by;
                if !lacks.iter().any(same) {
                    lacks.push((judged.asked.pack, gap));
                }
            }
        }
        Self { demanded, lacks }
    }

    /// What is missing, by what to declare for it.
    pub(super) fn lacks(&self, channels: &Channels<'_>) -> Vec<LackView<'p>> {
        let mut views: Vec<LackView<'p>> = Vec::new();
        for (pack, gap) in &self.lacks {
            let advice = pack.declare(gap.requirement).unwrap_or_default();
            let declare = Markup(channels.named_in(advice).into_owned().into());
            let (title, limited, partly) = (&*gap.requirement.title, !gap.at.is_empty(), gap.partly);
            let said = |view: &LackView<'_>| (view.limited, view.partly) == (limited, partly);
            match views.iter_mut().find(|view| said(view) && view.declare.0 == declare.0) {
                Some(view) => view.titles.push(title),
                None => views.push(LackView { titles: vec![title], limited, partly, declare }),
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
