//! The few lines of a file that a finding speaks of.
//!
//! A finding costs what its lines cost and not what its file costs, so that a
//! thousand findings in a large file, or in one endless line, stay cheap.

use std::ops::Range;

use candor::source::Span;

/// How many lines may lie between two marks of one excerpt.
const NEAR_LINES: usize = 10;
/// How many bytes of a line are shown before its first mark, if not all of it.
const BEFORE: usize = 80;
/// How many bytes of a line are shown at most.
const WIDTH: usize = 400;

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The line.
    pub(super) line: usize,
    /// The column.
    pub(super) column: usize,
}

/// A span to be marked, and what to write beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'a> {
    /// What to mark.
    pub(super) span: Span,
    /// What to write.
    pub(super) label: &'a str,
    /// Whether it is the place of the finding itself.
    pub(super) primary: bool,
}

/// Some lines, and the marks in them as ranges of the text.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    /// The lines.
    pub(super) text: String,
    /// The number of the first of them.
    pub(super) first_line: usize,
    /// Whether the line of the finding itself begins before the text.
    pub(super) cut: bool,
    /// The marks.
    pub(super) marks: Vec<(Range<usize>, Mark<'a>)>,
}

impl Excerpt<'_> {
    /// The column of the finding itself as counted in the text.
    pub(super) fn column(&self) -> usize {
        let start = self.marks.iter().find(|(_, mark)| mark.primary).map_or(0, |(range, _)| range.start);
        let before = self.text.get(..start).unwrap_or_default();
        before.chars().rev().take_while(|&c| c != '\n').count() + 1
    }
}

/// A text and where its lines begin.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    /// The last place that was asked for: its offset, line and column.
    last: (usize, Place),
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let after = breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
        Self { text, starts: std::iter::once(0).chain(after).collect(), last: (0, Place::default()) }
    }

    /// Whether there is no text at all.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The line and column of an offset. Cheap for offsets that grow.
    pub(super) fn place(&mut self, offset: usize) -> Place {
        let offset = floor(self.text, offset);
        let line = self.line(offset);
        let (from, before) = match self.last {
            (last, place) if place.line == line && last <= offset => (last, place.column),
            _ => (self.range(line).start, 1),
        };
        let column = before + self.text.get(from..offset).unwrap_or_default().chars().count();
        let place = Place { line, column };
        self.last = (offset, place);
        place
    }

    /// The number of the line an offset is in, from 1.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset).max(1)
    }

    /// The bytes of a line, by its number, without its end.
    fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line - 1).map_or(self.text.len(), |&start| start as usize);
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next as usize);
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }
}

/// The lines around some marks of one file, near ones together; that of the finding itself first.
pub(super) fn excerpts<'a>(lines: &Lines<'_>, marks: &[Mark<'a>]) -> Vec<Excerpt<'a>> {
    let mut marks: Vec<(usize, Range<usize>, Mark<'a>)> = marks
        .iter()
        .map(|&mark| {
            let start = floor(lines.text, mark.span.start as usize);
            let line = lines.line(start);
            // What runs over several lines is marked in its first.
            let end = floor(lines.text, mark.span.end as usize).min(lines.range(line).end).max(start);
            (line, start..end, mark)
        })
        .collect();
    marks.sort_by_key(|(_, range, _)| (range.start, range.end));
    let mut clusters: Vec<Vec<(usize, Range<usize>, Mark<'a>)>> = Vec::new();
    for mark in marks {
        let near = |(line, range, _): &(usize, Range<usize>, Mark<'a>)| {
            if *line == mark.0 { mark.1.start - range.start < WIDTH / 2 } else { mark.0 - line <= NEAR_LINES }
        };
        match clusters.last_mut() {
            Some(cluster) if cluster.last().is_some_and(near) => cluster.push(mark),
            Some(_) | None => clusters.push(vec![mark]),
        }
    }
    let mut excerpts: Vec<Excerpt<'a>> =
        clusters.into_iter().map(|cluster| excerpt(lines, cluster)).collect();
    excerpts.sort_by_key(|excerpt| !excerpt.marks.iter().any(|(_, mark)| mark.primary));
    excerpts
}

/// All of the lines that a span touches, the number of the first, and the span within them;
/// nothing, if they are more than fit on a screen.
pub(super) fn whole(lines: &Lines<'_>, span: Span) -> Option<(String, usize, Range<usize>)> {
    let (start, end) = (floor(lines.text, span.start as usize), floor(lines.text, span.end as usize));
    let (first, last) = (lines.line(start), lines.line(end));
    let (from, to) = (lines.range(first).start, lines.range(last).end.max(end));
    let fits = last - first <= NEAR_LINES && to - from <= WIDTH * 2;
    let text = lines.text.get(from..to).filter(|_| fits)?;
    Some((text.to_owned(), first, start - from..end - from))
}

fn excerpt<'a>(lines: &Lines<'_>, marks: Vec<(usize, Range<usize>, Mark<'a>)>) -> Excerpt<'a> {
    let first_line = marks.first().map_or(1, |(line, ..)| *line);
    let last_line = marks.last().map_or(1, |(line, ..)| *line);
    let mut excerpt = Excerpt { text: String::new(), first_line, cut: false, marks: Vec::new() };
    for line in first_line..=last_line {
        let here: Vec<_> = marks.iter().filter(|(at, ..)| *at == line).collect();
        let whole = lines.range(line);
        let shown = window(lines.text, &whole, here.first().map(|(_, range, _)| range.start));
        if shown.start > whole.start {
            excerpt.text.push('…');
            excerpt.cut |= here.iter().any(|(.., mark)| mark.primary);
        }
        let base = excerpt.text.len();
        excerpt.text.extend(lines.text.get(shown.clone()).unwrap_or_default().chars().map(harmless));
        let inside = |offset: usize| base + offset.clamp(shown.start, shown.end) - shown.start;
        excerpt
            .marks
            .extend(here.iter().map(|(_, range, mark)| (inside(range.start)..inside(range.end), *mark)));
        if shown.end < whole.end {
            excerpt.text.push('…');
        }
        excerpt.text.push('\n');
    }
    excerpt
}

/// A character that commands a terminal or turns the direction, and that the renderer does not know as such, is shown
/// as another of as many bytes: marks stand by bytes.
fn harmless(c: char) -> char {
    match c {
        '\u{80}'..='\u{9F}' | '\u{61C}' => '\u{A4}',
        '\u{200E}' | '\u{200F}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// The part of a line to be shown: all of it, or what lies around its first mark.
fn window(text: &str, line: &Range<usize>, mark: Option<usize>) -> Range<usize> {
    if line.len() <= WIDTH {
        return line.clone();
    }
    let start = floor(text, mark.unwrap_or(line.start).saturating_sub(BEFORE)).max(line.start);
    let end = floor(text, start.saturating_add(WIDTH)).min(line.end);
    start..end.max(start)
}

/// The nearest boundary between characters at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use candor::source::FileId;

    use super::*;

    fn mark(start: usize, end: usize, primary: bool) -> Mark<'static> {
        Mark { span: Span::new(FileId(0), start, end), label: "", primary }
    }

    fn check(text: &str, marks: &[Mark<'_>]) -> Vec<(usize, String, Vec<String>)> {
        let excerpts = excerpts(&Lines::new(text), marks);
        let each = |excerpt: &Excerpt<'_>| {
            let marked =
                excerpt.marks.iter().map(|(range, _)| excerpt.text[range.clone()].to_owned()).collect();
            (excerpt.first_line, excerpt.text.clone(), marked)
        };
        excerpts.iter().map(each).collect()
    }

    #[test]
    fn a_place_is_counted_in_characters() {
        let mut lines = Lines::new("a\r\näöü b\n");
        assert_eq!(lines.place(0), Place { line: 1, column: 1 });
        assert_eq!(lines.place(10), Place { line: 2, column: 5 });
        assert_eq!(lines.place(3), Place { line: 2, column: 1 });
        assert_eq!(lines.place(999), Place { line: 3, column: 1 });
    }

    #[test]
    fn far_marks_stand_in_excerpts_of_their_own() {
        let text = format!("one\n{}two\nthree\n", "\n".repeat(100));
        let at = text.find("two").unwrap();
        let found = check(&text, &[mark(at, at + 3, true), mark(0, 3, false), mark(at + 4, at + 9, false)]);
        assert_eq!(
            found,
            [
                (102, "two\nthree\n".into(), vec!["two".into(), "three".into()]),
                (1, "one\n".into(), vec!["one".into()])
            ]
        );
    }

    #[test]
    fn an_endless_line_is_cut_around_the_mark() {
        let text = format!("{}here{}", "ä".repeat(5000), "ö".repeat(5000));
        let found = check(&text, &[mark(10_000, 10_004, true)]);
        let (line, excerpt, marked) = &found[0];
        assert_eq!((*line, marked.as_slice()), (1, ["here".to_owned()].as_slice()));
        assert!(excerpt.len() < 500 && excerpt.starts_with("…ä") && excerpt.ends_with("ö…\n"));
    }

    #[test]
    fn what_runs_over_lines_is_marked_in_its_first() {
        assert_eq!(check("a {\n b\n}\n", &[mark(0, 8, true)]), [(1, "a {\n".into(), vec!["a {".into()])]);
    }
}
