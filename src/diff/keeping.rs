//! How long data is kept: one version may say it where it says that the data is collected, and the other in a
//! sentence of its own.

use super::parts::{Parts, Slot};
use super::shape::Shape;
use super::slots::Times;
use crate::model::verb::KEEPING;
use crate::model::words::Modal;

/// What says for whom and where a sentence holds.
type Scope<'s, 'a> = &'s dyn Fn(&Shape<'a>) -> String;

/// The sentences of their own that say how long data is kept.
pub(super) fn keepers<'s, 'a: 's>(shapes: impl Iterator<Item = &'s Shape<'a>>) -> Vec<Shape<'a>> {
    shapes.filter(|shape| keeps(shape) && !Times::of(&shape.parts).keys().is_empty()).cloned().collect()
}

fn keeps(shape: &Shape<'_>) -> bool {
    shape.does(KEEPING) && !shape.modal.negative()
}

/// Takes out of sentences how long their data is kept, as sentences of their own, where one of the keepers of the other
/// version says it of some of that data.
pub(super) fn apart<'a>(
    shapes: Vec<Shape<'a>>,
    keepers: &[Shape<'a>],
    (scope, other_scope): (Scope<'_, 'a>, Scope<'_, 'a>),
) -> Vec<Shape<'a>> {
    let mut found = Vec::with_capacity(shapes.len());
    for mut shape in shapes {
        let plain = !shape.modal.negative() && !shape.any_object && !keeps(&shape);
        let says = plain && !shape.atoms(Slot::Kept).is_empty();
        let keeper = keepers.iter().filter(|_| says).find(|other| {
            shape.meets(other, Slot::Object)
                && shape.parts.key_of(Slot::Subject) == other.parts.key_of(Slot::Subject)
                && scope(&shape) == other_scope(other)
        });
        if let Some(keeper) = keeper {
            let mut parts = Parts::default();
            for slot in [Slot::Subject, Slot::Object, Slot::Kept] {
                parts.set(slot, shape.atoms(slot).to_vec());
            }
            parts.set(Slot::Verb, keeper.atoms(Slot::Verb).to_vec());
            shape.parts.keep(Slot::Kept, &|_| false);
            let (any_of, whole) = (Vec::new(), Vec::new());
            found.push(Shape { modal: Modal::Does, any_verb: false, any_of, whole, parts, ..shape.clone() });
        }
        found.push(shape);
    }
    found
}
