//! Statements in full, and the author's own prose, under what limits them.

use std::collections::BTreeMap;

use super::{Facets, GroupView};
use crate::analysis::reach::Placed;
use crate::document::view::PartView;
use crate::document::wording::Mark;
use crate::model::{Prose, Section, Statement};
use crate::source::Span;

/// What holds under the same limits.
#[derive(Default)]
struct Group<'a> {
    /// The sections that limit it, outermost first.
    scopes: Vec<&'a Section>,
    statements: Vec<&'a Statement>,
    prose: Vec<&'a Prose>,
}

impl<'a> Facets<'_, 'a> {
    /// Some statements, and the prose that belongs to the section being made.
    pub(super) fn groups(&mut self, placed: &[&Placed<'a>]) -> Vec<GroupView<'a>> {
        // What holds for everyone comes first, so that nobody takes it for limited.
        let mut groups: Vec<Group<'a>> = vec![Group::default()];
        let mut at: BTreeMap<Vec<Span>, usize> = BTreeMap::from([(Vec::new(), 0)]);
        let mut group_of = |scopes: &[&'a Section]| {
            let spans = scopes.iter().map(|section| section.span).collect();
            let number = *at.entry(spans).or_insert(groups.len());
            if number == groups.len() {
                groups.push(Group { scopes: scopes.to_vec(), ..Group::default() });
            }
            number
        };
        let said: Vec<usize> = placed.iter().map(|at| group_of(&at.scopes)).collect();
        let written: Vec<usize> = self.written.iter().map(|at| group_of(&at.scopes)).collect();
        for (number, at) in said.into_iter().zip(placed) {
            groups.get_mut(number).into_iter().for_each(|group| group.statements.push(at.statement));
        }
        for (number, at) in written.into_iter().zip(&self.written) {
            groups.get_mut(number).into_iter().for_each(|group| group.prose.push(at.prose));
        }
        groups.retain(|group| !group.statements.is_empty() || !group.prose.is_empty());
        groups.iter().map(|group| self.group(group)).collect()
    }

    fn group(&mut self, group: &Group<'a>) -> GroupView<'a> {
        let scopes = self.scopes(&group.scopes);
        let mut parts = Vec::new();
        let mut rest = group.statements.as_slice();
        // A stub is read alone: what it names is explained in the first sentence that does, not in a cell.
        self.viewer.explain = true;
        for prose in &group.prose {
            let before = rest.iter().take_while(|statement| statement.span < prose.span).count();
            let (above, below) = rest.split_at(before);
            parts.extend(self.viewer.parts(above));
            parts.push(PartView::Prose { mark: Mark::Prose(self.prose.len()) });
            self.prose.push(prose);
            rest = below;
        }
        parts.extend(self.viewer.parts(rest));
        self.viewer.explain = false;
        // A law that knows no legal bases asks for none.
        if self.pack.bases.is_empty() {
            let shown = parts.iter_mut().flat_map(PartView::statements_mut);
            shown.for_each(|statement| statement.clauses.basis.clear());
        }
        GroupView { scopes, parts }
    }
}
