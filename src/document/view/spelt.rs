//! Lists of the model's own words, as templates spell them.

use serde::ser::{Serialize, Serializer};

use crate::document::wording::{Rows, See, Seen};
use crate::model::Class;
use crate::model::words::{Adverb, Qualifier};

/// A list of ids or words, such as the vocabulary ids of a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Spelt<'a, T>(pub &'a [T]);

/// Something with one spelling.
pub(super) trait Spelling {
    fn spelling(&self) -> &str;
}

impl Spelling for Class {
    fn spelling(&self) -> &str {
        self.id
    }
}

impl Spelling for Qualifier {
    fn spelling(&self) -> &str {
        self.as_str()
    }
}

impl Spelling for Adverb {
    fn spelling(&self) -> &str {
        self.as_str()
    }
}

impl<T> Default for Spelt<'_, T> {
    fn default() -> Self {
        Self(&[])
    }
}

impl<T: Spelling> See for Spelt<'_, T> {
    fn see(&self) -> Seen<'_> {
        if self.0.is_empty() { Seen::List(&[]) } else { Seen::Rows(self) }
    }
}

impl<T: Spelling> Rows for Spelt<'_, T> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn at(&self, at: usize) -> Seen<'_> {
        self.0.get(at).map_or(Seen::Undefined, |word| Seen::Text(word.spelling()))
    }
}

impl<T: Spelling> Serialize for Spelt<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Spelling::spelling))
    }
}
