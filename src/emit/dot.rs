//! A picture in the language of Graphviz: `dot -Tsvg acme.dot`.
//!
//! It has everything, however large. A mark stands on its arrow; what holds in some cases only is dashed.

use std::fmt::Write as _;

use super::characters::visible;
use super::lettering::lines;
use crate::document::picture::{Arrow, End, Picture, PictureLane};

/// Writes a directed graph.
#[must_use]
pub fn emit(picture: &Picture) -> String {
    let mut out = String::from("digraph flows {\n");
    let mut caption = vec![picture.title.clone()];
    caption.extend(picture.legend.iter().map(|(word, meaning)| format!("{word}: {meaning}")));
    caption.extend(picture.dashed.iter().map(|dashed| format!("- - -: {dashed}")));
    caption.extend(picture.rest.iter().cloned());
    let caption: Vec<String> = caption.iter().map(|line| text(line)).collect();
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, fontname=\"sans-serif\", labelloc=t, label=\"{}\"];",
        caption.join("\\n")
    );
    out.push_str(
        "  node [fontname=\"sans-serif\", shape=box, style=rounded];\n  edge [fontname=\"sans-serif\"];\n",
    );
    for (number, lane) in picture.lanes.iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{number} {{\n    label=\"\"; style=dotted;");
        boxes(number, lane, &mut out);
        for point in lane.points() {
            let _ = writeln!(out, "    {} [shape=point];", point.id(number));
        }
        for arrow in &lane.arrows {
            edge(number, arrow, &mut out);
        }
        out.push_str("  }\n");
    }
    out.push_str("}\n");
    out
}

fn boxes(lane: usize, drawn: &PictureLane, out: &mut String) {
    for (column, boxes) in drawn.boxes.iter().enumerate() {
        let shape = match column {
            0 => "shape=ellipse, style=solid",
            1 => "shape=cylinder, style=solid",
            2 => "shape=hexagon, style=solid",
            _ => "shape=box, style=rounded",
        };
        if column == 1 {
            let all: Vec<String> = boxes.iter().map(|one| wrapped(&one.label)).collect();
            let _ = writeln!(out, "    {} [{shape}, label=\"{}\"];", End::Data.id(lane), all.join("\\n"));
            continue;
        }
        for (row, one) in boxes.iter().enumerate() {
            let name = End::Box(column, row).id(lane);
            let _ = writeln!(out, "    {name} [{shape}, label=\"{}\"];", wrapped(&one.label));
        }
    }
}

fn edge(lane: usize, arrow: &Arrow, out: &mut String) {
    let mut looks = Vec::new();
    if arrow.limited {
        looks.push("style=dashed".to_owned());
    }
    if !arrow.marks.is_empty() {
        looks.push("penwidth=2".to_owned());
        looks.push(format!("label=\"{}\"", text(&arrow.marks.join(", "))));
    }
    if matches!(arrow.to, End::Point(_)) {
        looks.push("arrowhead=none".to_owned());
    }
    let looks = if looks.is_empty() { String::new() } else { format!(" [{}]", looks.join(", ")) };
    let _ = writeln!(out, "    {} -> {}{looks};", arrow.from.id(lane), arrow.to.id(lane));
}

/// A label in lines of a good length.
fn wrapped(label: &str) -> String {
    let lines = lines(&visible(label), 14, 200);
    lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("\\n")
}

/// A text for a string in quotes, where a backslash and `&` have a meaning too.
fn text(content: &str) -> String {
    let mut out = String::new();
    for c in visible(content).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
