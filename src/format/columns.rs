//! Columns: where the cells of neighbouring rows begin.

use std::collections::BTreeMap;

/// The column up to which cells and comments are moved to line up.
pub(super) const EDGE: usize = 80;

/// A row's cells in order: what each of them is, and how wide.
pub(super) type Cells = Vec<(Slot, usize)>;

/// What a cell is. Cells line up with cells that are the same, after cells that are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// A word, with its name if it is a declaration's.
    Word,
    /// A text or another value.
    Value,
    /// A text that goes with a name.
    Detail,
    /// A class after a colon.
    Kinds,
    /// Everything else.
    Rest,
}

/// The column of each cell of each row, if the first cells are at column `start`.
///
/// A cell that would push the next one beyond the [`EDGE`] stands out of line, and so does the
/// rest of its row.
pub(super) fn align(start: usize, rows: &[Cells]) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = rows.iter().map(|cells| vec![start; cells.len().min(1)]).collect();
    let mut aligned: Vec<Vec<usize>> = vec![(0..rows.len()).collect()];
    let mut at = 0;
    while !aligned.is_empty() {
        let mut next: Vec<Vec<usize>> = Vec::new();
        for group in aligned {
            let mut by_slot: BTreeMap<(Slot, Slot), Vec<usize>> = BTreeMap::new();
            for row in group {
                let cells = rows.get(row).map(Vec::as_slice).unwrap_or_default();
                if let (Some((this, _)), Some((after, _))) = (cells.get(at), cells.get(at + 1)) {
                    by_slot.entry((*this, *after)).or_default().push(row);
                }
            }
            next.extend(by_slot.into_values().map(|group| column(at, group, rows, &mut columns)));
        }
        next.retain(|group| !group.is_empty());
        aligned = next;
        at += 1;
    }
    for (cells, columns) in rows.iter().zip(&mut columns) {
        // Out of line, a cell follows the one before it.
        for at in columns.len()..cells.len() {
            let before = at.checked_sub(1);
            let width = before.and_then(|before| cells.get(before)).map_or(0, |(_, width)| *width);
            let column = before.and_then(|before| columns.get(before)).copied().unwrap_or(start);
            columns.push(column + width + 1);
        }
    }
    columns
}

/// Puts the cells after cell `at` of a group of rows in one column; returns the rows in line.
fn column(at: usize, group: Vec<usize>, rows: &[Cells], columns: &mut [Vec<usize>]) -> Vec<usize> {
    let end = |row: &usize, columns: &[Vec<usize>]| {
        let start = columns.get(*row).and_then(|columns| columns.get(at)).copied().unwrap_or(0);
        let width = rows.get(*row).and_then(|cells| cells.get(at)).map_or(0, |(_, width)| *width);
        start + width
    };
    let in_line: Vec<usize> = group.into_iter().filter(|row| end(row, columns) <= EDGE).collect();
    let widest = in_line.iter().map(|row| end(row, columns)).max().unwrap_or(0);
    for row in &in_line {
        if let Some(columns) = columns.get_mut(*row) {
            columns.push(widest + 1);
        }
    }
    in_line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[(Slot, usize)]], wanted: &[&[usize]]) {
        let rows: Vec<Cells> = rows.iter().map(|cells| cells.to_vec()).collect();
        assert_eq!(align(4, &rows), wanted);
    }

    #[test]
    fn cells_line_up_with_their_like() {
        use Slot::{Kinds, Rest, Value, Word};
        check(&[], &[]);
        check(&[&[(Word, 3), (Value, 10)], &[(Word, 5), (Value, 2)]], &[&[4, 10], &[4, 10]]);
        // The class lines up; what follows a value without a class does not.
        check(
            &[
                &[(Word, 1), (Value, 4), (Kinds, 3), (Rest, 9)],
                &[(Word, 2), (Value, 9), (Kinds, 8), (Rest, 9)],
                &[(Word, 1), (Value, 1), (Rest, 4)],
            ],
            &[&[4, 7, 17, 26], &[4, 7, 17, 26], &[4, 7, 9]],
        );
    }

    #[test]
    fn a_wide_cell_stands_out_of_line() {
        use Slot::{Kinds, Value, Word};
        check(
            &[
                &[(Word, 5), (Value, 10), (Kinds, 4)],
                &[(Word, 1), (Value, 90), (Kinds, 4)],
                &[(Word, 1), (Value, 3), (Kinds, 4)],
            ],
            &[&[4, 10, 21], &[4, 10, 101], &[4, 10, 21]],
        );
    }
}
