//! A picture as Mermaid, which GitHub, GitLab and many editors draw.
//!
//! Sources are round, data is a cylinder, purposes are hexagons, recipients are square. A mark
//! stands on its arrow; what holds in some cases only is dotted.

use std::fmt::Write as _;

use super::characters::visible;
use crate::document::picture::{Arrow, End, Picture, PictureBox, PictureLane};

/// Writes a flow chart.
#[must_use]
pub fn emit(picture: &Picture) -> String {
    let mut out = String::from("flowchart LR\n");
    let _ = writeln!(out, "  accTitle: {}", plain(&picture.title));
    let _ = writeln!(out, "  accDescr: {}", plain(&picture.headings.join(", ")));
    for (number, lane) in picture.lanes.iter().enumerate() {
        let _ = writeln!(out, "  subgraph lane{number}[\" \"]\n    direction LR");
        boxes(number, lane, &mut out);
        for point in lane.points() {
            let _ = writeln!(out, "    {}(( ))", point.id(number));
        }
        for arrow in &lane.arrows {
            let _ = writeln!(out, "    {}", line(number, arrow));
        }
        out.push_str("  end\n");
    }
    if let Some(rest) = &picture.rest {
        let _ = writeln!(out, "  rest[\"{}\"]", text(rest));
    }
    let meanings = picture.legend.iter().map(|(word, meaning)| format!("{}: {}", text(word), text(meaning)));
    let dotted = picture.dashed.iter().map(|dashed| format!("{}: {}", text("- - -"), text(dashed)));
    let legend: Vec<String> = meanings.chain(dotted).collect();
    if !legend.is_empty() {
        let _ = writeln!(out, "  legend[\"{}\"]", legend.join("<br/>"));
    }
    out
}

fn boxes(lane: usize, drawn: &PictureLane, out: &mut String) {
    for (column, boxes) in drawn.boxes.iter().enumerate() {
        let (open, close) = match column {
            0 => ("([\"", "\"])"),
            1 => ("[(\"", "\")]"),
            2 => ("{{\"", "\"}}"),
            _ => ("[\"", "\"]"),
        };
        let label = |one: &PictureBox| text(&one.label);
        if column == 1 {
            let all: Vec<String> = boxes.iter().map(label).collect();
            let _ = writeln!(out, "    {}{open}{}{close}", End::Data.id(lane), all.join("<br/>"));
            continue;
        }
        for (row, one) in boxes.iter().enumerate() {
            let _ = writeln!(out, "    {}{open}{}{close}", End::Box(column, row).id(lane), label(one));
        }
    }
}

fn line(lane: usize, arrow: &Arrow) -> String {
    let open = matches!(arrow.to, End::Point(_));
    let shaft = match (arrow.limited, arrow.marks.is_empty()) {
        (true, _) if open => "-.-",
        (false, _) if open => "---",
        (true, _) => "-.->",
        (false, true) => "-->",
        (false, false) => "==>",
    };
    let marks = arrow.marks.iter().map(|mark| text(mark)).collect::<Vec<_>>().join(", ");
    let label = if marks.is_empty() { String::new() } else { format!("|\"{marks}\"|") };
    format!("{} {shaft}{label} {}", arrow.from.id(lane), arrow.to.id(lane))
}

/// A text for a label in quotes: what is neither a letter nor a digit stands as its number, so that it can
/// end nothing and is neither Markdown nor HTML.
fn text(content: &str) -> String {
    let mut out = String::new();
    for c in visible(content).chars() {
        match c {
            '\n' => out.push(' '),
            // After a number at the beginning it would make a list.
            '.' if !out.is_empty() && out.chars().all(|c| c.is_ascii_digit() || c == ' ') => {
                out.push_str("#46;")
            }
            c if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.') || !c.is_ascii() => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}

/// A text for a line of its own, which knows no escapes: marks that end it become blanks.
fn plain(content: &str) -> String {
    visible(content).replace(['\n', ';', '#', '{', '}', '%'], " ")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_number_begins_no_list() {
        assert_eq!(text("1. Contact v1. 2"), "1#46; Contact v1. 2");
        assert_eq!(text(" 12. x, St. 1. y"), " 12#46; x, St. 1. y");
        assert_eq!(text(".5 - a"), ".5 #45; a");
    }
}
