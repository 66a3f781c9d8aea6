//! What the templates of pictures see.

use serde::Serialize;

use super::super::view::{Spelt, TermView, Viewer};
use super::super::wording::{Mark, seen};
use super::seen_as;
use crate::analysis::flow::{Flows, Lane, Marks, Thing};
use crate::model::words::NounKind;

/// The flows of a policy.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PictureView<'a> {
    /// Data with the same flows together.
    pub lanes: Vec<LaneView<'a>>,
    /// How much data is left out.
    pub left_out: u32,
    /// All data, sources, purposes and recipients, each once.
    pub all: LaneView<'a>,
}

seen! { PictureView<'a>: lanes left_out all }

/// Data with the same flows.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct LaneView<'a> {
    /// The data.
    pub data: Vec<ThingView<'a>>,
    /// Whom or what it comes from.
    pub sources: Vec<ThingView<'a>>,
    /// What it is for.
    pub purposes: Vec<ThingView<'a>>,
    /// Who gets it.
    pub recipients: Vec<ThingView<'a>>,
}

seen! { LaneView<'a>: data sources purposes recipients }

/// A thing in a lane.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ThingView<'a> {
    /// A mark for each statement that names it.
    pub marks: Vec<Mark>,
    /// The thing.
    pub term: TermView<'a>,
    /// Of a recipient: what it gets the data for.
    pub purposes: Vec<TermView<'a>>,
    /// Whether it is so in some cases only.
    pub limited: bool,
    /// Whether it is called a sale, or something is given in return.
    pub sale: bool,
    /// Whether it is for advertising that follows people from one company to another.
    pub advertising: bool,
    /// Whether it goes to another country.
    pub abroad: bool,
    /// Which of these three it is in some cases only, whatever else it gets: `sale`, `advertising`, `abroad`.
    pub limited_as: Vec<&'static str>,
}

seen! { ThingView<'a>: marks term purposes limited sale advertising abroad limited_as }

impl<'a> PictureView<'a> {
    pub(super) fn new(viewer: &mut Viewer<'a>, flows: &Flows<'a>) -> Self {
        let lanes = flows.lanes.iter().map(|lane| LaneView::new(viewer, lane)).collect();
        let mut all = LaneView::new(viewer, &flows.all());
        // A tracker stands in a lane for what it reads, if nothing says what that is; it is no data.
        all.data.retain(|thing| thing.term.kind != NounKind::Tracker.as_str());
        Self { lanes, left_out: u32::try_from(flows.left_out).unwrap_or(u32::MAX), all }
    }
}

impl<'a> LaneView<'a> {
    fn new(viewer: &mut Viewer<'a>, lane: &Lane<'a>) -> Self {
        let mut views = |things: &[Thing<'a>]| -> Vec<ThingView<'a>> {
            things.iter().map(|thing| ThingView::new(viewer, thing)).collect()
        };
        let mut view = Self {
            data: views(&lane.data),
            sources: views(&lane.sources),
            purposes: views(&lane.purposes),
            recipients: views(&lane.recipients),
        };
        let names: Vec<TermView<'a>> = view.purposes.iter().map(|purpose| purpose.term.clone()).collect();
        let mut named: Vec<Vec<usize>> = vec![Vec::new(); view.recipients.len()];
        for step in &lane.steps {
            let sure = !step.limited;
            for at in &step.sources {
                view.sources.get_mut(*at).into_iter().for_each(|thing| thing.limited &= !sure);
            }
            for at in &step.purposes {
                view.purposes.get_mut(*at).into_iter().for_each(|thing| thing.limited &= !sure);
            }
            for (at, marks) in &step.recipients {
                if let (Some(thing), Some(purposes)) = (view.recipients.get_mut(*at), named.get_mut(*at)) {
                    thing.limited &= !sure;
                    thing.mark(*marks, sure);
                    purposes.extend(&step.purposes);
                }
            }
        }
        for (thing, mut purposes) in view.recipients.iter_mut().zip(named) {
            purposes.sort_unstable();
            purposes.dedup();
            thing.purposes = purposes.into_iter().filter_map(|at| names.get(at).cloned()).collect();
        }
        // What some sentences say in some cases only may be said of a group around it in every case.
        view.data.iter_mut().for_each(|thing| thing.limited = thing.term.limited);
        view
    }
}

impl<'a> ThingView<'a> {
    /// A thing that only limited statements name, as long as there is no other.
    fn new(viewer: &mut Viewer<'a>, thing: &Thing<'a>) -> Self {
        Self {
            marks: thing.spans.iter().map(|span| viewer.mark(*span)).collect(),
            // How it came in one sentence is not how it comes in all.
            term: TermView { qualifiers: Spelt::default(), ..seen_as(viewer, thing.term) },
            purposes: Vec::new(),
            limited: true,
            sale: false,
            advertising: false,
            abroad: false,
            limited_as: Vec::new(),
        }
    }

    fn mark(&mut self, marks: Marks, sure: bool) {
        let each = [
            (marks.sale, &mut self.sale, "sale"),
            (marks.advertising, &mut self.advertising, "advertising"),
            (marks.abroad, &mut self.abroad, "abroad"),
        ];
        for (_, known, word) in each.into_iter().filter(|(here, ..)| *here) {
            if sure {
                self.limited_as.retain(|limited| *limited != word);
            } else if !*known {
                self.limited_as.push(word);
            }
            *known = true;
        }
    }
}
