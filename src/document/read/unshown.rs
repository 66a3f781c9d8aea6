//! What stands in Markdown and is shown nowhere.
//!
//! Markdown drops some of what an author wrote without a word: cells beyond those of a table's first row,
//! and addresses of links that no link has. Whatever no event of the parser stands for is found here.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag};

/// Looks at every event of a text, in order, for what stands between them.
pub(super) struct Unshown<'t> {
    text: &'t str,
    /// Where what was shown so far ends.
    end: usize,
    /// What stands between two things that are shown and is more than marks.
    gaps: Vec<Range<usize>>,
    /// The labels of links whose addresses stand elsewhere.
    labels: Vec<String>,
}

impl<'t> Unshown<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, end: 0, gaps: Vec::new(), labels: Vec::new() }
    }

    pub(super) fn see(&mut self, event: &Event<'_>, range: Range<usize>) {
        let end = match event {
            Event::Start(Tag::Link { link_type, id, .. }) => {
                if !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) {
                    self.labels.push(id.to_string());
                }
                range.end
            }
            // Its number; what is in it has events of its own.
            Event::Start(Tag::Item) => range.start + self.number(range.start),
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => return,
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => range.end,
        };
        self.gap(range.start);
        self.end = self.end.max(end);
    }

    /// Where something is shown nowhere, if anything is: the first line of it.
    pub(super) fn found(mut self, definitions: &RefDefs<'_>) -> Option<Range<usize>> {
        self.gap(self.text.len());
        let of = |label: &String| Some(definitions.get(label)?.span.clone());
        let mut used: Vec<Range<usize>> = self.labels.iter().filter_map(of).collect();
        used.sort_unstable_by_key(|span| span.start);
        let mut used = used.into_iter().peekable();
        let text = self.text;
        self.gaps.into_iter().find_map(|gap| {
            let mut at = gap.start;
            while let Some(span) = used.next_if(|span| span.start < gap.end) {
                if let Some(line) = line(text, at..span.start) {
                    return Some(line);
                }
                at = at.max(span.end);
            }
            line(text, at..gap.end)
        })
    }

    fn gap(&mut self, to: usize) {
        let gap = self.end..to;
        if line(self.text, gap.clone()).is_some() {
            self.gaps.push(gap);
        }
    }

    /// How long the number of a list's item is, with the blanks before it.
    fn number(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'0'..=b'9')).count()
    }
}

/// The first line with anything in it but the marks of Markdown.
fn line(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let says = |line: &&str| line.contains(|c: char| !c.is_whitespace() && !c.is_ascii_punctuation());
    let quoted_or_listed = [' ', '\t', '>', '-', '*', '+'];
    let mut begins = range.start;
    text.get(range)?.split_inclusive('\n').find_map(|line| {
        begins += line.len();
        let said = line.trim_start_matches(quoted_or_listed);
        let start = begins - said.len();
        says(&said).then(|| start..start + said.trim_end().len())
    })
}
