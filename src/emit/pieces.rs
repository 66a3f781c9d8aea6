//! The pieces of a page by number, so that a click on one can be answered.

use std::cell::RefCell;
use std::fmt::Write as _;

use super::lines::Piece;

/// A piece of a page; its number is its place in the list.
#[derive(Clone, Copy, Debug)]
pub struct Nested<'a> {
    /// The piece.
    pub piece: Piece<'a>,
    /// The number of the piece around it.
    pub around: Option<usize>,
}

/// Numbers pieces while a page is written; the default numbers nothing.
#[derive(Debug, Default)]
pub(super) struct Pieces<'a>(Option<RefCell<State<'a>>>);

#[derive(Debug, Default)]
struct State<'a> {
    all: Vec<Nested<'a>>,
    /// The pieces that are open, outermost first.
    open: Vec<usize>,
}

impl<'a> Pieces<'a> {
    /// Numbers every piece from 0.
    pub(super) fn numbered() -> Self {
        Self(Some(RefCell::default()))
    }

    /// Writes the attribute of a piece whose tag is being written.
    pub(super) fn begin(&self, piece: Piece<'a>, out: &mut String) {
        let Some(state) = &self.0 else { return };
        let mut state = state.borrow_mut();
        let number = state.all.len();
        let _ = write!(out, " data-piece=\"{number}\"");
        let around = state.open.last().copied();
        state.all.push(Nested { piece, around });
        state.open.push(number);
    }

    /// The piece that began last has ended.
    pub(super) fn end(&self) {
        if let Some(state) = &self.0 {
            state.borrow_mut().open.pop();
        }
    }

    /// Every piece, by its number.
    pub(super) fn into_all(self) -> Vec<Nested<'a>> {
        self.0.map(|state| state.into_inner().all).unwrap_or_default()
    }
}
