//! Pictures of a policy: who gives which data, what it is for, and who gets it.
//!
//! A picture is drawn from [`flow`]; the names and words in it are those that readers of the policy see.
//! What a picture leaves out, because it would be too much to look at, is counted in it, and
//! stands in full in the section that goes with it.

mod label;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use bumpalo::Bump;

use super::view::{SectionView, Subject, TermView, Viewer};
use super::wording::{Frame, Scene};
use super::{Document, Section};
use crate::analysis::context::Context;
use crate::analysis::flow::{self, Flows, Lane, Marks, Thing};
use crate::model::Term;
use crate::model::phrase::capitalized;

pub(crate) use label::label;
pub(super) use view::PictureView;

/// Two pictures of one policy.
#[derive(Clone, Debug)]
pub struct Pictures {
    /// One that can be looked at: long lists are cut, and what is left out is counted.
    pub shown: Picture,
    /// One of everything, for programs.
    pub whole: Picture,
    /// The id of the section that goes with it, where a page draws it.
    pub section: Option<String>,
}

/// A picture: lanes of boxes in four columns, and arrows between them.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// How to read it.
    pub description: String,
    /// All that it shows in words, and what it leaves out.
    pub text: String,
    /// The language tag.
    pub language: String,
    /// What stands above the columns: sources, data, purposes, recipients.
    pub headings: [String; 4],
    /// The lanes.
    pub lanes: Vec<PictureLane>,
    /// Each mark that occurs, and what it means.
    pub legend: Vec<(String, String)>,
    /// What dashed arrows mean, if there are any.
    pub dashed: Option<String>,
    /// How much more there is.
    pub rest: Option<String>,
}

/// Data with the same flows.
#[derive(Clone, Debug, Default)]
pub struct PictureLane {
    /// The boxes of each column.
    pub boxes: [Vec<PictureBox>; 4],
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

impl PictureLane {
    /// The points where arrows meet.
    #[must_use]
    pub fn points(&self) -> BTreeSet<End> {
        let ends = self.arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]);
        ends.filter(|end| matches!(end, End::Point(_))).collect()
    }
}

/// The column of data.
pub const DATA: usize = 1;

/// A box.
#[derive(Clone, Debug, Default)]
pub struct PictureBox {
    /// What stands in it.
    pub label: String,
    /// What arrows to it mean besides: words of the legend.
    pub marks: Vec<String>,
    /// In some cases only: the word for it, if all that goes to it or comes from it does so in some cases only.
    pub limited: Option<String>,
    /// Whether it counts what there is no room for.
    pub rest: bool,
}

/// An arrow.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// Where it begins.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// Whether it holds in some cases only.
    pub limited: bool,
    /// What it means besides: words of the legend.
    pub marks: Vec<String>,
}

/// An end of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// All data of the lane.
    Data,
    /// A box, by its column and its place in it.
    Box(usize, usize),
    /// A point where arrows from several purposes to several recipients meet, by its number in the
    /// lane: whatever goes in there goes to everyone it leads to.
    Point(usize),
}

impl End {
    /// What it is called in a picture that is written as text, in the lane of this number.
    pub(crate) fn id(self, lane: usize) -> String {
        match self {
            Self::Data => format!("l{lane}data"),
            Self::Box(column, row) => format!("l{lane}c{column}r{row}"),
            Self::Point(number) => format!("l{lane}p{number}"),
        }
    }
}

/// How much a picture shows: lanes, and boxes by column.
#[derive(Clone, Copy)]
struct Limits {
    lanes: usize,
    boxes: [usize; 4],
}

const READABLE: Limits = Limits { lanes: 20, boxes: [5, 8, 6, 6] };
const EVERYTHING: Limits = Limits { lanes: usize::MAX, boxes: [usize::MAX; 4] };

/// The pictures of a policy.
#[must_use]
pub(crate) fn pictures(subject: &Subject<'_>) -> Pictures {
    let context = Context::new(subject.policy, subject.vocabulary, None);
    let flows = flow::flows(&context);
    let mut painter = Painter { subject, viewer: Viewer::new(subject) };
    let whole = painter.picture(&flows, EVERYTHING);
    let shown = Picture { text: whole.text.clone(), ..painter.picture(&flows, READABLE) };
    Pictures { shown, whole, section: None }
}

/// Adds the section that goes with a picture to a policy's document: all flows as a table, after
/// the summary. What is wrong with its template.
pub(crate) fn add_section(subject: &Subject<'_>, document: &mut Document) -> Vec<String> {
    let context = Context::new(subject.policy, subject.vocabulary, None);
    let flows = flow::flows(&context);
    let mut viewer = Viewer::new(subject);
    viewer.purposes_in_full = true;
    let frame = Frame::new(viewer.policy(Vec::new()));
    let view = PictureView::new(&mut viewer, &flows);
    let title = word(subject, "title").to_owned();
    let section = SectionView { id: "flows", title: &title, topic: "flows", ..SectionView::default() };
    let scene = Scene { picture: Some(&view), ..Scene::new(&frame, &section) };
    let content = subject.wording.content("flows.md", &scene, &mut Bump::new(), &viewer.spans, Vec::new());
    let content = match content {
        Ok(content) => content,
        Err(error) => return vec![error],
    };
    if content.blocks.is_empty() {
        return Vec::new();
    }
    let id = document.free_id("flows");
    if let Some(pictures) = &mut document.pictures {
        pictures.section = Some(id.clone());
    }
    let at = document.sections.iter().position(|section| section.id == "summary").map_or(0, |at| at + 1);
    let mut section = Section { id, title, blocks: content.blocks, ..Section::default() };
    section.origin.spans =
        section.blocks.iter().flat_map(|block| block.origin.spans.iter().copied()).collect();
    document.sections.insert(at, section);
    Vec::new()
}

fn word<'a>(subject: &Subject<'a>, key: &str) -> &'a str {
    subject.wording.word(&["picture", key]).unwrap_or_default()
}

/// The key of a mark's word, that of its meaning, and whether marks have it.
type MarkWords = (&'static str, &'static str, fn(&Marks) -> bool);

/// The words of marks, in the order in which they are shown.
const MARKS: [MarkWords; 3] = [
    ("sale", "sale_means", |marks| marks.sale),
    ("advertising", "advertising_means", |marks| marks.advertising),
    ("abroad", "abroad_means", |marks| marks.abroad),
];

struct Painter<'s, 'a> {
    subject: &'s Subject<'a>,
    viewer: Viewer<'s>,
}

impl<'s> Painter<'s, '_> {
    fn picture(&mut self, flows: &Flows<'s>, limits: Limits) -> Picture {
        let mut picture = Picture {
            title: word(self.subject, "title").to_owned(),
            description: word(self.subject, "description").to_owned(),
            language: self.subject.policy.language.as_deref().unwrap_or("en").to_owned(),
            headings: ["source", "data", "purpose", "recipient"]
                .map(|key| word(self.subject, key).to_owned()),
            ..Picture::default()
        };
        let lanes = kept(flows.lanes.len(), limits.lanes);
        for lane in flows.lanes.iter().take(lanes) {
            picture.lanes.push(self.lane(lane, limits));
        }
        let data = |lanes: &[Lane<'_>]| lanes.iter().map(|lane| lane.data.len()).sum::<usize>();
        let rest = data(flows.lanes.get(lanes..).unwrap_or_default()) + flows.left_out;
        picture.rest = (rest > 0).then(|| self.subject.wording.counted(&["picture", "more_data"], rest));
        let all = || flows.lanes.iter().flat_map(|lane| &lane.steps);
        for (key, means, set) in MARKS {
            if all().flat_map(|step| &step.recipients).any(|(_, marks)| set(marks)) {
                let (key, means) = (word(self.subject, key), word(self.subject, means));
                picture.legend.push((key.to_owned(), means.to_owned()));
            }
        }
        picture.dashed =
            all().any(|step| step.limited).then(|| word(self.subject, "limited_means").to_owned());
        picture.text = in_words(&picture);
        picture
    }

    fn lane(&mut self, lane: &Lane<'s>, limits: Limits) -> PictureLane {
        let lists = [&lane.sources, &lane.data, &lane.purposes, &lane.recipients];
        let mut drawn = PictureLane::default();
        for ((list, boxes), limit) in lists.iter().zip(&mut drawn.boxes).zip(limits.boxes) {
            let kept = kept(list.len(), limit);
            boxes.extend(
                list.iter()
                    .take(kept)
                    .map(|thing| PictureBox { label: self.name(thing.term), ..PictureBox::default() }),
            );
            if kept < list.len() {
                let label = self.subject.wording.counted(&["picture", "more"], list.len() - kept);
                boxes.push(PictureBox { label, rest: true, ..PictureBox::default() });
            }
        }
        let [sources, _, purposes, recipients] = limits.boxes;
        // What is not kept shares the last box.
        let place = |at: usize, list: &[Thing<'_>], limit: usize| at.min(kept(list.len(), limit));
        let mut arrows: BTreeMap<(End, End), (bool, Marks)> = BTreeMap::new();
        let mut points = BTreeMap::new();
        let mut arrow = |from: End, to: End, limited: bool, marks: Marks| {
            let (all_limited, all_marks) = arrows.entry((from, to)).or_insert((true, Marks::default()));
            *all_limited &= limited;
            all_marks.sale |= marks.sale;
            all_marks.advertising |= marks.advertising;
            all_marks.abroad |= marks.abroad;
        };
        for step in &lane.steps {
            for at in &step.sources {
                arrow(
                    End::Box(0, place(*at, &lane.sources, sources)),
                    End::Data,
                    step.limited,
                    Marks::default(),
                );
            }
            let purposes: BTreeSet<usize> =
                step.purposes.iter().map(|at| place(*at, &lane.purposes, purposes)).collect();
            for at in &purposes {
                arrow(End::Data, End::Box(2, *at), step.limited, Marks::default());
            }
            let recipients: BTreeSet<(usize, Marks)> = step
                .recipients
                .iter()
                .map(|(at, marks)| (place(*at, &lane.recipients, recipients), *marks))
                .collect();
            // Of a sentence with many of both, arrows from each to each would be too many.
            let froms: Vec<End> = match purposes.len() {
                0 => vec![End::Data],
                1 => purposes.iter().map(|at| End::Box(2, *at)).collect(),
                _ if recipients.len() == 1 => purposes.iter().map(|at| End::Box(2, *at)).collect(),
                _ => {
                    let key = (purposes.clone(), recipients.clone(), step.limited);
                    let next = points.len();
                    let point = End::Point(*points.entry(key).or_insert(next));
                    if !recipients.is_empty() {
                        for at in &purposes {
                            arrow(End::Box(2, *at), point, step.limited, Marks::default());
                        }
                    }
                    vec![point]
                }
            };
            for (at, marks) in recipients {
                for from in &froms {
                    arrow(*from, End::Box(3, at), step.limited, marks);
                }
            }
        }
        let unlimited = arrows.iter().filter(|(_, (limited, _))| !limited);
        let always: BTreeSet<End> = unlimited.flat_map(|((from, to), _)| [*from, *to]).collect();
        // What no arrow says of data, its box does.
        let alone = arrows.is_empty();
        for (column, boxes) in drawn.boxes.iter_mut().enumerate() {
            for (row, one) in boxes.iter_mut().enumerate() {
                let known =
                    || lane.data.get(row).is_some_and(|data| self.subject.policy.is_limited_data(data.term));
                let limited = match column {
                    DATA => alone && !one.rest && known(),
                    _ => !always.contains(&End::Box(column, row)),
                };
                one.limited = limited.then(|| word(self.subject, "limited").to_owned());
            }
        }
        for ((from, to), (limited, marks)) in arrows {
            let words: Vec<String> = MARKS
                .iter()
                .filter(|(.., set)| set(&marks))
                .map(|(key, ..)| word(self.subject, key).to_owned())
                .collect();
            if let End::Box(column, row) = to
                && let Some(target) = drawn.boxes.get_mut(column).and_then(|boxes| boxes.get_mut(row))
            {
                for word in &words {
                    if !target.marks.contains(word) {
                        target.marks.push(word.clone());
                    }
                }
            }
            drawn.arrows.push(Arrow { from, to, limited, marks: words });
        }
        drawn
    }

    /// What readers call a thing, with a capital.
    fn name(&mut self, term: &'s Term) -> String {
        let view = seen_as(&mut self.viewer, term);
        let quantifier = view.quantifier.and_then(|key| self.subject.wording.word(&["quantifiers", key]));
        let mut name = String::new();
        for part in quantifier.into_iter().chain([&*view.text]) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(part);
        }
        if let Some(detail) = view.detail {
            name.push_str(&format!(" ({detail})"));
        }
        capitalized(&name)
    }
}

/// What readers see of a thing: a source that is none is a word.
fn seen_as<'a>(viewer: &mut Viewer<'a>, term: &'a Term) -> TermView<'a> {
    if !flow::is_by_itself(term) {
        return viewer.term(term);
    }
    let text = viewer.wording.word(&["picture", "automatically"]).unwrap_or_default().into();
    TermView { kind: "text", text, ..TermView::default() }
}

/// How many of a list are shown by themselves, so that what is left is never one alone.
fn kept(length: usize, limit: usize) -> usize {
    if length <= limit { length } else { limit.saturating_sub(1) }
}

/// A picture in words, a lane to a line.
fn in_words(picture: &Picture) -> String {
    let mut text = String::new();
    for lane in &picture.lanes {
        let mut parts = Vec::new();
        for (boxes, heading) in lane.boxes.iter().zip(&picture.headings) {
            let labels: Vec<String> = boxes
                .iter()
                .map(|one| {
                    let notes: Vec<&str> = one.limited.iter().chain(&one.marks).map(String::as_str).collect();
                    match notes.as_slice() {
                        [] => one.label.clone(),
                        notes => format!("{} ({})", one.label, notes.join(", ")),
                    }
                })
                .collect();
            if !labels.is_empty() {
                parts.push(format!("{heading}: {}", labels.join(", ")));
            }
        }
        text.push_str(&parts.join("; "));
        text.push('\n');
    }
    if let Some(rest) = &picture.rest {
        text.push_str(rest);
        text.push('\n');
    }
    for (word, meaning) in &picture.legend {
        text.push_str(&format!("{word}: {meaning}\n"));
    }
    text
}
