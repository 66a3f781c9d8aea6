//! Pieces of source on one line, and what they are made of.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::columns::Slot;
use crate::syntax::concrete::{Kind, Node};

/// The leaves on one line, one space between words.
pub(super) fn flat<'n>(text: &str, leaves: impl IntoIterator<Item = Node<'n>>) -> String {
    let mut out = String::new();
    each(text, leaves, &mut |piece| {
        out.push_str(piece);
        true
    });
    out
}

/// How wide the leaves are on one line, if they can stand on one and are no wider than `limit`.
pub(super) fn width<'n>(
    text: &str,
    leaves: impl IntoIterator<Item = Node<'n>>,
    limit: usize,
) -> Option<usize> {
    let mut width = 0;
    let mut fits = true;
    each(text, leaves, &mut |piece| {
        width += piece.width();
        fits = width <= limit && !piece.contains('\n');
        fits
    });
    fits.then_some(width)
}

/// Hands on the pieces of a line until `piece` wants no more.
fn each<'n>(text: &str, leaves: impl IntoIterator<Item = Node<'n>>, piece: &mut dyn FnMut(&str) -> bool) {
    let mut before: Option<(Kind, &str)> = None;
    for leaf in leaves {
        if leaf.kind() == Kind::LastComma {
            continue;
        }
        let raw = text.get(leaf.start()..leaf.end()).unwrap_or("");
        let glued = match (before, leaf.kind()) {
            (None, _) | (_, Kind::Comma | Kind::RightParenthesis) => true,
            (Some((Kind::LeftParenthesis, _)), _) | (Some((Kind::Open, _)), Kind::Close) => true,
            (Some((Kind::Keyword, "allow")), Kind::LeftParenthesis) => true,
            (Some(_), _) => false,
        };
        before = Some((leaf.kind(), raw));
        if !(glued || piece(" ")) || !piece(&word(leaf.kind(), raw)) {
            return;
        }
    }
}

/// A phrase of several words with one space between them; anything else as written.
fn word(kind: Kind, raw: &str) -> Cow<'_, str> {
    let loose = !matches!(kind, Kind::Text | Kind::Passage) && (raw.contains("  ") || raw.contains('\t'));
    if loose { raw.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { raw.into() }
}

/// What stands between a noun's braces, line by line: a property, an item, a promise or a
/// clause, and the clauses on the line of the first three.
pub(super) fn body_lines<'n>(text: &str, body: Node<'n>) -> Vec<Vec<Node<'n>>> {
    let mut lines: Vec<Vec<Node<'n>>> = Vec::new();
    let mut holder: Option<usize> = None;
    for part in body.parts() {
        match part.kind() {
            Kind::Open | Kind::Close => {}
            Kind::Entry | Kind::Promise => {
                holder = Some(part.end());
                lines.push(vec![part]);
            }
            _ => {
                let between = holder.and_then(|end| text.get(end..part.start()));
                let same_line = between.is_some_and(|between| !between.contains('\n'));
                match lines.last_mut() {
                    Some(line) if same_line => {
                        holder = Some(part.end());
                        line.push(part);
                    }
                    Some(_) | None => {
                        holder = None;
                        lines.push(vec![part]);
                    }
                }
            }
        }
    }
    lines
}

/// A term of a list, or a ground of a basis, and how it is joined to the one before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'n> {
    /// `and` or `or` before it.
    pub(super) joint: Option<Node<'n>>,
    /// Whether a comma stands before that.
    pub(super) comma: bool,
    /// The term itself.
    pub(super) term: Node<'n>,
}

impl<'n> Element<'n> {
    /// Where its line begins, if it has one.
    pub(super) fn start(&self) -> usize {
        self.joint.unwrap_or(self.term).start()
    }

    /// Its leaves, without the comma.
    pub(super) fn leaves(&self) -> impl Iterator<Item = Node<'n>> {
        self.joint.into_iter().chain(self.term.leaves())
    }

    /// Its leaves by cells.
    pub(super) fn cells(&self) -> Vec<(Slot, Vec<Node<'n>>)> {
        let mut cells = vec![(Slot::Word, self.joint.into_iter().collect::<Vec<_>>())];
        let mut slot = Slot::Word;
        for node in self.term.all() {
            slot = match node.kind() {
                Kind::Detail => Slot::Detail,
                Kind::Kinds => Slot::Kinds,
                Kind::Qualifier | Kind::LeftParenthesis => Slot::Rest,
                _ => slot,
            };
            if node.kind().is_leaf() {
                match cells.last_mut() {
                    Some((known, leaves)) if *known == slot => leaves.push(node),
                    Some(_) | None => cells.push((slot, vec![node])),
                }
            }
        }
        cells
    }

    /// Whether it is no more than a name.
    pub(super) fn is_plain(&self) -> bool {
        self.term.leaves().all(|leaf| leaf.kind() == Kind::Word)
            && !self.term.all().any(|node| node.kind() == Kind::Qualifier)
    }
}

/// The terms of a list, or the grounds of a basis.
pub(super) fn elements(list: Node<'_>) -> Vec<Element<'_>> {
    let mut elements = Vec::new();
    let (mut comma, mut joint) = (false, None);
    for part in list.parts() {
        match part.kind() {
            Kind::Comma => comma = true,
            Kind::And | Kind::Or => joint = Some(part),
            Kind::Term | Kind::Ground => {
                elements.push(Element { joint: joint.take(), comma: std::mem::take(&mut comma), term: part });
            }
            _ => {}
        }
    }
    elements
}

/// The words that join the parts of a condition and may begin lines: each `or` and each
/// exception outside of parentheses, or if there is none, each `and`.
pub(super) fn operators(guarded: Node<'_>) -> Vec<Node<'_>> {
    let mut weak = Vec::new();
    let mut strong = Vec::new();
    for part in guarded.parts() {
        match part.kind() {
            Kind::ConditionWord => strong.push(part),
            Kind::Expression => {
                for inner in part.parts() {
                    match inner.kind() {
                        Kind::Or => strong.push(inner),
                        Kind::Conjunct => {
                            weak.extend(inner.parts().filter(|part| part.kind() == Kind::And));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    if strong.is_empty() { weak } else { strong }
}
