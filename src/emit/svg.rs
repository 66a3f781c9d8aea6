//! A picture as SVG: a drawing to be looked at, with all of it in words for those who cannot.
//!
//! Lengths are whole numbers, so that every machine draws the same. Colours are those of the text around;
//! where a file stands alone it has a style of its own. No scripts, nothing fetched, every text is text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::characters::visible;
use super::html::{direction, escape};
use super::lettering::{lines, width};
use crate::document::picture::{Arrow, DATA, End, Picture, PictureBox, PictureLane};

/// The width of the drawing.
const WIDTH: i32 = 860;
/// What stays free around it.
const MARGIN: i32 = 8;
/// The width of a box.
const BOX: i32 = 170;
/// What stays free between columns.
const GAP: i32 = (WIDTH - 2 * MARGIN - 4 * BOX) / 3;
/// What stays free within a box, at each side.
const PADDING: i32 = 8;
/// The size of the letters, and the distance of lines.
const LETTERS: i32 = 14;
const LINE: i32 = 18;
/// The size of small letters, and the height of the line of marks.
const SMALL: i32 = 12;
const MARKS: i32 = 20;
/// What stays free between boxes, and above and below a lane.
const BETWEEN: i32 = 10;
const LANE: i32 = 14;
/// The height of the headings.
const HEADINGS: i32 = 34;
/// How long an arrow's head is, and half as wide.
const HEAD: i32 = 8;
/// How many lines a box has at most; the words and the section have all of it.
const MOST_LINES: usize = 6;

/// What a drawing that stands alone looks like: by day, by night and on paper.
const STYLE: &str = "\
svg{color:#1f2429;background:#fff;font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}\
@media (prefers-color-scheme:dark){svg{color:#e3e6e8;background:#15181b}}\
@media print{svg{color:#000;background:#fff}}";

/// Writes a drawing that stands alone.
#[must_use]
pub fn emit(picture: &Picture) -> String {
    drawing(picture, true)
}

/// Writes a drawing for a page, which has the rest of the words and the style.
#[must_use]
pub fn inline(picture: &Picture) -> String {
    drawing(picture, false)
}

fn drawing(picture: &Picture, alone: bool) -> String {
    let dir = direction(&picture.language);
    let mut sheet = Sheet { out: String::new(), mirrored: dir == "rtl" };
    let mut y = HEADINGS;
    for (at, lane) in picture.lanes.iter().enumerate() {
        if at > 0 {
            sheet.rule(y);
        }
        y = sheet.lane(lane, y + LANE) + LANE;
    }
    y = sheet.below(picture, y);
    let mut out = String::from("<svg");
    if alone {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
    }
    let _ =
        write!(out, " class=\"flows\" viewBox=\"0 0 {WIDTH} {y}\" width=\"{WIDTH}\" height=\"{y}\" lang=\"");
    escape(&picture.language, &mut out);
    let _ = write!(out, "\" direction=\"{dir}\" role=\"img\" aria-labelledby=\"_flows-title _flows-text\"");
    let _ = writeln!(out, " font-size=\"{LETTERS}\" fill=\"none\" stroke=\"none\" stroke-width=\"1.5\">");
    out.push_str("<title id=\"_flows-title\">");
    escape(&picture.title, &mut out);
    out.push_str("</title>\n<desc id=\"_flows-text\">");
    escape(if alone { &picture.text } else { &picture.description }, &mut out);
    out.push_str("</desc>\n");
    if alone {
        let _ = writeln!(out, "<style>{STYLE}</style>");
    }
    for (column, heading) in picture.headings.iter().enumerate() {
        let x = sheet.middle(left(column), BOX);
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"600\" fill=\"currentColor\">",
            HEADINGS - 12
        );
        escape(heading, &mut out);
        out.push_str("</text>\n");
    }
    out.push_str(&sheet.out);
    out.push_str("</svg>\n");
    out
}

/// Where a column begins.
fn left(column: usize) -> i32 {
    MARGIN + i32::try_from(column).unwrap_or(0) * (BOX + GAP)
}

/// A box with its place.
struct Placed<'a> {
    one: &'a PictureBox,
    lines: Vec<String>,
    y: i32,
    height: i32,
}

impl Placed<'_> {
    fn middle(&self) -> i32 {
        self.y + self.height / 2
    }
}

/// A lane with everything in its place.
struct Scene<'a> {
    columns: Vec<Vec<Placed<'a>>>,
    /// Where all data together begins and ends.
    frame: (i32, i32),
    /// Where arrows go that pass the purposes.
    way: Option<i32>,
    /// Where arrows meet.
    points: BTreeMap<usize, (i32, i32)>,
}

impl Scene<'_> {
    /// A point lies between the purposes and the recipients, at the height of what it joins.
    fn with_points(mut self, arrows: &[Arrow]) -> Self {
        let mut heights: BTreeMap<usize, Vec<i32>> = BTreeMap::new();
        for arrow in arrows {
            for (one, other) in [(arrow.from, arrow.to), (arrow.to, arrow.from)] {
                if let (End::Point(number), Some(middle)) = (one, self.middle(other)) {
                    heights.entry(number).or_default().push(middle);
                }
            }
        }
        for (at, (number, all)) in heights.into_iter().enumerate() {
            let mean = all.iter().sum::<i32>() / i32::try_from(all.len()).unwrap_or(1).max(1);
            let aside = i32::try_from(at % 3).unwrap_or(0) * 9;
            self.points.insert(number, (left(3) - GAP / 2 - 9 + aside, mean));
        }
        self
    }

    fn middle(&self, end: End) -> Option<i32> {
        match end {
            End::Data => Some((self.frame.0 + self.frame.1) / 2),
            End::Box(column, row) => Some(self.columns.get(column)?.get(row)?.middle()),
            End::Point(number) => Some(self.points.get(&number)?.1),
        }
    }

    /// How far the frame around several data stands out.
    fn room(&self, column: usize) -> i32 {
        let several = column == DATA && self.columns.get(DATA).is_some_and(|data| data.len() > 1);
        if several { 5 } else { 0 }
    }

    /// Where an arrow leaves.
    fn right_of(&self, end: End) -> Option<(i32, i32)> {
        let x = match end {
            End::Data => left(DATA) + BOX + self.room(DATA),
            End::Box(column, _) => left(column) + BOX + self.room(column),
            End::Point(number) => self.points.get(&number)?.0,
        };
        Some((x, self.middle(end)?))
    }

    /// Where an arrow arrives.
    fn left_of(&self, end: End) -> Option<(i32, i32)> {
        let x = match end {
            End::Data => left(DATA) - self.room(DATA),
            End::Box(column, _) => left(column) - self.room(column),
            End::Point(number) => self.points.get(&number)?.0,
        };
        Some((x, self.middle(end)?))
    }
}

struct Sheet {
    out: String,
    /// Whether columns go from right to left.
    mirrored: bool,
}

impl Sheet {
    fn x(&self, x: i32) -> i32 {
        if self.mirrored { WIDTH - x } else { x }
    }

    fn middle(&self, x: i32, width: i32) -> i32 {
        self.x(x + width / 2)
    }

    /// The line between two lanes.
    fn rule(&mut self, y: i32) {
        let _ = writeln!(
            self.out,
            "<path d=\"M{MARGIN} {y}H{}\" stroke=\"currentColor\" stroke-width=\"1\" stroke-opacity=\".25\"/>",
            WIDTH - MARGIN
        );
    }

    /// Draws a lane from `top` on; where it ends.
    fn lane(&mut self, lane: &PictureLane, top: i32) -> i32 {
        let mut columns: Vec<Vec<Placed<'_>>> = lane.boxes.iter().map(|boxes| stacked(boxes)).collect();
        // What goes past the purposes has a way of its own below them.
        let past = passes(lane) && !lane.boxes.get(2).is_none_or(Vec::is_empty);
        let stack = |column: &[Placed<'_>]| column.last().map_or(0, |last| last.y + last.height);
        let tall = |(at, column): (usize, &Vec<Placed<'_>>)| {
            stack(column) + if at == 2 && past { 2 * BETWEEN } else { 0 }
        };
        let height = columns.iter().enumerate().map(tall).max().unwrap_or(0);
        for (at, column) in columns.iter_mut().enumerate() {
            let own = stack(column) + if at == 2 && past { 2 * BETWEEN } else { 0 };
            let down = top + (height - own) / 2;
            column.iter_mut().for_each(|placed| placed.y += down);
        }
        let data = columns.get(DATA).map(Vec::as_slice).unwrap_or_default();
        let frame =
            (data.first().map_or(top, |first| first.y), data.last().map_or(top, |last| last.y + last.height));
        let way = columns
            .get(2)
            .and_then(|column| column.last())
            .map_or(top, |last| last.y + last.height + BETWEEN + 4);
        let scene = Scene { columns, frame, way: past.then_some(way), points: BTreeMap::new() };
        let scene = scene.with_points(&lane.arrows);
        for arrow in &lane.arrows {
            self.arrow(arrow, &scene);
        }
        for (x, y) in scene.points.values() {
            let _ = writeln!(
                self.out,
                "<circle cx=\"{}\" cy=\"{y}\" r=\"3\" fill=\"currentColor\"/>",
                self.x(*x)
            );
        }
        let Scene { columns, .. } = scene;
        let data = columns.get(DATA).map(Vec::as_slice).unwrap_or_default();
        if data.len() > 1 {
            let (x, width) = (self.x(left(DATA)).min(self.x(left(DATA) + BOX)) - 5, BOX + 10);
            let _ = writeln!(
                self.out,
                "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"8\" stroke=\"currentColor\" stroke-width=\"1\" stroke-opacity=\".5\"/>",
                frame.0 - 5,
                frame.1 - frame.0 + 10
            );
        }
        for (at, column) in columns.iter().enumerate() {
            for placed in column {
                self.one(placed, at);
            }
        }
        top + height
    }

    fn one(&mut self, placed: &Placed<'_>, column: usize) {
        let x = self.x(left(column)).min(self.x(left(column) + BOX));
        let _ = write!(self.out, "<g><title>");
        escape(&placed.one.label, &mut self.out);
        self.out.push_str("</title>");
        if !placed.one.rest {
            let round = if column == DATA { 4 } else { 12 };
            let (fill, edge) = if column == DATA { (".10", ".9") } else { (".04", ".55") };
            let _ = write!(
                self.out,
                "<rect x=\"{x}\" y=\"{}\" width=\"{BOX}\" height=\"{}\" rx=\"{round}\" fill=\"currentColor\" fill-opacity=\"{fill}\" stroke=\"currentColor\" stroke-opacity=\"{edge}\"/>",
                placed.y, placed.height
            );
        }
        let middle = self.middle(left(column), BOX);
        let _ = write!(self.out, "<text text-anchor=\"middle\" fill=\"currentColor\"");
        self.out.push_str(if placed.one.rest { " font-style=\"italic\">" } else { ">" });
        let mut y = placed.y + 7 + LETTERS;
        for line in &placed.lines {
            let _ = write!(self.out, "<tspan x=\"{middle}\" y=\"{y}\">");
            escape(line, &mut self.out);
            self.out.push_str("</tspan>");
            y += LINE;
        }
        self.out.push_str("</text>");
        self.marks(&placed.one.marks, middle, y - LETTERS + 1);
        self.out.push_str("</g>\n");
    }

    /// The words of what arrows to a box mean, each in a frame, in a line.
    fn marks(&mut self, marks: &[String], middle: i32, y: i32) {
        // Bold letters are wider.
        let wide = |mark: &String| width(mark, SMALL) * 115 / 100 + 12;
        let all: i32 = marks.iter().map(|mark| wide(mark) + 4).sum::<i32>() - 4;
        let mut x = middle - all / 2;
        for mark in marks {
            let own = wide(mark);
            let _ = write!(
                self.out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{own}\" height=\"17\" rx=\"8\" stroke=\"currentColor\"/>\
                 <text x=\"{}\" y=\"{}\" font-size=\"{SMALL}\" font-weight=\"600\" text-anchor=\"middle\" fill=\"currentColor\">",
                x + own / 2,
                y + 13
            );
            escape(mark, &mut self.out);
            self.out.push_str("</text>");
            x += own + 4;
        }
    }

    fn arrow(&mut self, arrow: &Arrow, scene: &Scene<'_>) {
        let (Some((start, from_y)), Some((stop, to_y))) =
            (scene.right_of(arrow.from), scene.left_of(arrow.to))
        else {
            return;
        };
        let pointed = !matches!(arrow.to, End::Point(_));
        let end = if pointed { stop - HEAD } else { stop };
        let mut path = format!("M{} {from_y}", self.x(start));
        match scene.way {
            Some(way) if arrow.from == End::Data && matches!(arrow.to, End::Box(3, _)) => {
                let (near, far) = (left(2), left(2) + BOX);
                path.push_str(&self.curve(start, from_y, near, way));
                let _ = write!(path, "H{}", self.x(far));
                path.push_str(&self.curve(far, way, end, to_y));
            }
            Some(_) | None => path.push_str(&self.curve(start, from_y, end, to_y)),
        }
        let wide = if arrow.marks.is_empty() { "1.5" } else { "3" };
        let dash = if arrow.limited { " stroke-dasharray=\"5 4\"" } else { "" };
        let (tip, back) = (self.x(stop), self.x(stop - HEAD));
        let _ = write!(
            self.out,
            "<path d=\"{path}\" stroke=\"currentColor\" stroke-opacity=\".7\" stroke-width=\"{wide}\"{dash}/>"
        );
        if pointed {
            let (high, low) = (to_y - HEAD / 2, to_y + HEAD / 2);
            let _ = write!(
                self.out,
                "<path d=\"M{tip} {to_y}L{back} {high}V{low}Z\" fill=\"currentColor\" fill-opacity=\".7\"/>"
            );
        }
        self.out.push('\n');
    }

    /// A curve that leaves and arrives level.
    fn curve(&self, x: i32, y: i32, to_x: i32, to_y: i32) -> String {
        if y == to_y {
            return format!("H{}", self.x(to_x));
        }
        let half = self.x((x + to_x) / 2);
        format!("C{half} {y} {half} {to_y} {} {to_y}", self.x(to_x))
    }

    /// How much more there is, and what the marks mean; where the drawing ends.
    fn below(&mut self, picture: &Picture, mut y: i32) -> i32 {
        self.rule(y);
        let anchor = "text-anchor=\"start\" fill=\"currentColor\"";
        let x = self.x(MARGIN);
        let line = |out: &mut String, y: i32, words: &[&str], italic: bool| {
            let style = if italic { " font-style=\"italic\"" } else { "" };
            let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" {anchor}{style}>");
            for (at, part) in words.iter().enumerate() {
                let weight = if at == 0 && words.len() > 1 { " font-weight=\"600\"" } else { "" };
                let _ = write!(out, "<tspan{weight}>");
                escape(part, out);
                out.push_str("</tspan>");
            }
            out.push_str("</text>\n");
        };
        if let Some(rest) = &picture.rest {
            y += LINE + 6;
            line(&mut self.out, y, &[rest], true);
        }
        for (word, meaning) in &picture.legend {
            y += LINE + 2;
            line(&mut self.out, y, &[word, &format!(": {meaning}")], false);
        }
        if let Some(dashed) = &picture.dashed {
            y += LINE + 2;
            line(&mut self.out, y, &["- - -", &format!(": {dashed}")], false);
        }
        y + LINE
    }
}

/// Whether some data goes to a recipient for no purpose.
fn passes(lane: &PictureLane) -> bool {
    lane.arrows.iter().any(|arrow| arrow.from == End::Data && matches!(arrow.to, End::Box(3, _)))
}

/// Boxes one below the other, from zero on.
fn stacked(boxes: &[PictureBox]) -> Vec<Placed<'_>> {
    let mut y = 0;
    let mut placed = Vec::new();
    for one in boxes {
        let mut lines = lines(&visible(&one.label).replace('\n', " "), LETTERS, BOX - 2 * PADDING);
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        let count = i32::try_from(lines.len()).unwrap_or(0);
        let marks = if one.marks.is_empty() { 0 } else { MARKS };
        let height = count * LINE + marks + 14;
        placed.push(Placed { one, lines, y, height });
        y += height + BETWEEN;
    }
    placed
}
