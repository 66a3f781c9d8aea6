//! Comments and free lines: what lies between the leaves of an item.

use crate::syntax::concrete::{Kind, Node};

use super::flat;

/// A comment, from its `//` to the last character of its line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'t> {
    /// As written.
    pub(super) text: &'t str,
    /// Whether it has a line of its own.
    pub(super) alone: bool,
    /// Whether a line is free before it.
    pub(super) free: bool,
}

/// What lies between a leaf and the one before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Gap<'t> {
    /// The comments.
    pub(super) comments: Vec<Comment<'t>>,
    /// Whether a line is free right before the leaf.
    pub(super) free: bool,
}

impl Gap<'_> {
    /// Whether a line is free anywhere in it.
    pub(super) fn has_free_line(&self) -> bool {
        self.free || self.comments.iter().any(|comment| comment.free)
    }
}

/// The gaps of a stretch of source, by where the leaf after each begins.
#[derive(Debug, Default)]
pub(super) struct Trivia<'t> {
    gaps: Vec<(usize, Gap<'t>)>,
    /// Comments on their way to the next place where one can stand.
    underway: Vec<Comment<'t>>,
}

const NO_GAP: &Gap<'static> = &Gap { comments: Vec::new(), free: false };

impl<'t> Trivia<'t> {
    /// The gap before the leaf that begins at byte `start`.
    pub(super) fn before(&self, start: usize) -> &Gap<'t> {
        let at = self.gaps.partition_point(|(known, _)| *known < start);
        self.gaps.get(at).filter(|(known, _)| *known == start).map_or(NO_GAP, |(_, gap)| gap)
    }

    /// Whether a comment stands before the leaf at `start`.
    pub(super) fn has_comment(&self, start: usize) -> bool {
        !self.before(start).comments.is_empty()
    }

    /// Whether a comment stands before any leaf from byte `start` up to byte `end`.
    pub(super) fn has_comment_in(&self, start: usize, end: usize) -> bool {
        let from = self.gaps.partition_point(|(known, _)| *known < start);
        let gaps = self.gaps.iter().skip(from).take_while(|(known, _)| *known < end);
        gaps.into_iter().any(|(_, gap)| !gap.comments.is_empty())
    }

    /// Forgets the gaps, but not the comments underway.
    pub(super) fn clear(&mut self) {
        self.gaps.clear();
    }

    /// Adds the gaps of an item; the one before it ended at byte `from`.
    ///
    /// A comment in the midst of what stays on one line moves on to where the line may end.
    pub(super) fn add(&mut self, text: &'t str, from: usize, item: Node<'_>) {
        let stops = stops(text, item);
        let mut stops = stops.into_iter().peekable();
        let mut end = from;
        for leaf in item.leaves() {
            let between = text.get(end..leaf.start()).unwrap_or("");
            end = leaf.end();
            while stops.next_if(|&stop| stop < leaf.start()).is_some() {}
            let is_stop = stops.peek() == Some(&leaf.start());
            if !is_stop && !between.contains('/') {
                continue;
            }
            let mut gap = gap(between);
            if leaf.start() == between.len()
                && let Some(first) = gap.comments.first_mut()
            {
                // What begins the file begins a line.
                first.alone = true;
            }
            if is_stop {
                self.push(leaf.start(), gap);
            } else {
                self.underway.extend(gap.comments);
            }
        }
    }

    /// Adds the gap at the end of a file, from byte `from` on.
    pub(super) fn add_last(&mut self, text: &'t str, from: usize) {
        let mut gap = gap(text.get(from..).unwrap_or(""));
        if from == 0
            && let Some(first) = gap.comments.first_mut()
        {
            first.alone = true;
        }
        self.push(text.len(), gap);
    }

    fn push(&mut self, start: usize, mut gap: Gap<'t>) {
        let moved = std::mem::take(&mut self.underway);
        if !moved.is_empty() {
            for comment in &mut gap.comments {
                comment.alone = true;
            }
            let moved = moved.into_iter().enumerate();
            let moved = moved.map(|(at, comment)| Comment { alone: at > 0, free: false, ..comment });
            gap.comments = moved.chain(gap.comments).collect();
        }
        if gap.free || !gap.comments.is_empty() {
            self.gaps.push((start, gap));
        }
    }
}

/// Reads blanks and comments.
fn gap(between: &str) -> Gap<'_> {
    let mut gap = Gap::default();
    let mut lines = 0;
    for (at, line) in between.split('\n').enumerate() {
        if at > 0 {
            lines += 1;
        }
        let text = line.trim_matches([' ', '\t']);
        if text.starts_with("//") {
            gap.comments.push(Comment { text: line.trim(), alone: at > 0, free: lines > 1 });
            lines = 0;
        }
    }
    gap.free = lines > 1;
    gap
}

/// Where the leaves begin that may begin a line, in order.
fn stops(text: &str, item: Node<'_>) -> Vec<usize> {
    let mut stops = Vec::new();
    // What each node that is open is, and where it ends.
    let mut open: Vec<(Kind, usize)> = Vec::new();
    for node in item.all() {
        while open.last().is_some_and(|&(_, end)| end <= node.start()) {
            open.pop();
        }
        let parent = open.last().map(|&(kind, _)| kind);
        match node.kind() {
            Kind::Import | Kind::Section | Kind::Prose | Kind::Assertion | Kind::Noun | Kind::Sentence => {
                stops.push(node.start());
            }
            Kind::Body => {
                let lines = flat::body_lines(text, node);
                stops.extend(lines.iter().filter_map(|line| line.first()).map(|first| first.start()));
            }
            Kind::Close => stops.push(node.start()),
            Kind::List => {
                let breaks = matches!(
                    parent,
                    Some(Kind::Predicate | Kind::Listing | Kind::EntryHead | Kind::Assertion)
                );
                if breaks {
                    stops.extend(flat::elements(node).iter().skip(1).map(|element| element.start()));
                }
            }
            Kind::Basis => {
                stops.extend(flat::elements(node).iter().skip(1).map(|element| element.start()));
            }
            Kind::Guarded if parent == Some(Kind::Condition) => {
                stops.extend(flat::operators(node).iter().map(|operator| operator.start()));
            }
            _ => {}
        }
        // In a noun's braces, a clause may go on with the line before.
        if node.kind().is_clause() && parent != Some(Kind::Body) {
            stops.push(node.start());
        }
        if !node.kind().is_leaf() {
            open.push((node.kind(), node.end()));
        }
    }
    stops.sort_unstable();
    stops.dedup();
    stops
}

/// Every comment of a text, without the blanks at its end.
pub(super) fn comments(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let next = rest.find(['"', '/'])?;
            let found = rest.get(next..)?;
            if let Some(passage) = found.strip_prefix("\"\"\"") {
                at += next + 3 + passage.find("\"\"\"").map_or(passage.len(), |end| end + 3);
            } else if let Some(string) = found.strip_prefix('"') {
                at += next + 1 + string_length(string);
            } else if found.starts_with("//") {
                let comment = found.lines().next().unwrap_or("");
                at += next + comment.len();
                return Some(comment.trim_end());
            } else {
                at += next + 1;
            }
        }
    })
}

/// How long a string is after its first quote, the last one included.
fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.bytes().position(|byte| {
        let ends = !escaped && (byte == b'"' || byte == b'\n');
        escaped = !escaped && byte == b'\\';
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

/// How many times lines are free in a stretch between two items.
#[cfg(test)]
pub(super) fn free_lines(between: &str) -> usize {
    let gap = gap(between);
    usize::from(gap.free) + gap.comments.iter().filter(|comment| comment.free).count()
}
