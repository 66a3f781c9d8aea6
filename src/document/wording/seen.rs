//! What compiled templates see: the same fields as interpreted ones, without a copy.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::names::Name;
use super::values::Mark;
use super::words::Words;

/// A value of a template: a view or a part of one, a word of the locale, or what the
/// template made itself.
#[derive(Clone, Copy)]
pub(crate) enum Seen<'a> {
    /// Nothing has this name. To print it, or to ask whether it is so, is an error.
    Undefined,
    /// What is optional and not there.
    None,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(i64),
    /// Text; it is escaped when it is printed.
    Text(&'a str),
    /// Markdown, printed as it is.
    Markdown(&'a str),
    /// Where a declaration is worded, or prose stands.
    Mark(Mark),
    /// A list that a template made.
    List(&'a [Seen<'a>]),
    /// A map that a template made.
    Map(&'a [(&'a str, Seen<'a>)]),
    /// The same, in the order of its keys.
    Ids(&'a [(&'a str, Seen<'a>)]),
    /// A list in a view.
    Rows(&'a (dyn Rows + 'a)),
    /// A view.
    View(&'a (dyn View + 'a)),
    /// A map or list of words.
    Words(Words<'a>),
}

/// Something that a template can see.
pub(crate) trait See {
    /// It, as a value.
    fn see(&self) -> Seen<'_>;
}

/// Something with fields.
pub(crate) trait View {
    /// A field by its name.
    fn field(&self, asked: Name) -> Seen<'_>;

    /// A field or an entry by a text.
    fn item(&self, key: &str) -> Seen<'_> {
        Name::parse(key).map_or(Seen::Undefined, |asked| self.field(asked))
    }

    /// The entry at a place, of a map that may have any keys.
    fn entry(&self, _: usize) -> Option<(&str, Seen<'_>)> {
        None
    }

    /// Whether it is a map with nothing in it.
    fn is_empty(&self) -> bool {
        false
    }
}

/// A list.
pub(crate) trait Rows {
    /// How many it has.
    fn len(&self) -> usize;
    /// The one at a place.
    fn at(&self, at: usize) -> Seen<'_>;
}

/// Lets compiled templates see a view: every field by its name, those of a part flattened.
macro_rules! seen {
    ($view:ident $(<$lifetime:lifetime>)?: $($field:ident)+ $(; $rest:ident)?) => {
        impl $(<$lifetime>)? $crate::document::wording::View for $view $(<$lifetime>)? {
            fn field(&self, asked: $crate::document::wording::Name) -> $crate::document::wording::Seen<'_> {
                match asked {
                    $($crate::document::wording::Name::$field => $crate::document::wording::See::see(&self.$field),)+
                    _ => seen!(@rest self asked $($rest)?),
                }
            }
        }

        impl $(<$lifetime>)? $crate::document::wording::See for $view $(<$lifetime>)? {
            fn see(&self) -> $crate::document::wording::Seen<'_> {
                $crate::document::wording::Seen::View(self)
            }
        }
    };
    (@rest $view:ident $asked:ident) => {{
        let _ = $asked;
        $crate::document::wording::Seen::Undefined
    }};
    (@rest $view:ident $asked:ident $rest:ident) => {
        $crate::document::wording::View::field(&$view.$rest, $asked)
    };
}
pub(crate) use seen;

impl<'a> Seen<'a> {
    /// Whether nothing has its name.
    pub(super) const fn is_undefined(self) -> bool {
        matches!(self, Self::Undefined)
    }

    /// Its characters, if it is text or Markdown.
    pub(super) const fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) | Self::Markdown(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is this text.
    pub(super) fn is(self, text: &str) -> bool {
        self.text().is_some_and(|own| own == text)
    }

    /// A field.
    pub(super) fn field(self, asked: Name) -> Self {
        match self {
            Self::View(view) => view.field(asked),
            _ => self.item(asked.as_str()),
        }
    }

    /// A field or an entry by a text.
    pub(super) fn item(self, key: &str) -> Self {
        match self {
            Self::View(view) => view.item(key),
            Self::Words(words) => words.get(key).map_or(Self::Undefined, Words::see),
            Self::Map(map) => find(map, key),
            Self::Ids(ids) => {
                ids.binary_search_by(|(id, _)| (*id).cmp(key)).map_or(Self::Undefined, |at| value_at(ids, at))
            }
            _ => Self::Undefined,
        }
    }

    /// How many it has, if it is a list.
    pub(super) fn rows(self) -> Option<usize> {
        match self {
            Self::List(list) => Some(list.len()),
            Self::Rows(rows) => Some(rows.len()),
            Self::Words(words) => words.rows(),
            _ => None,
        }
    }

    /// The one at a place of a list.
    pub(super) fn at(self, at: usize) -> Self {
        match self {
            Self::List(list) => list.get(at).copied().unwrap_or(Self::Undefined),
            Self::Rows(rows) => rows.at(at),
            Self::Words(words) => words.at(at).map_or(Self::Undefined, Words::see),
            _ => Self::Undefined,
        }
    }

    /// Its rows, if it is a list.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        (0..self.rows().unwrap_or(0)).map(move |at| self.at(at))
    }

    /// Text or Markdown without the blanks at its edges.
    pub(super) fn trim(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.trim()),
            Self::Markdown(text) => Self::Markdown(text.trim()),
            other => other,
        }
    }

    /// Whether two are the same.
    pub(super) fn same(self, other: Seen<'_>) -> bool {
        match (self, other) {
            (Self::None, Seen::None) | (Self::Undefined, Seen::Undefined) => true,
            (Self::Bool(a), Seen::Bool(b)) => a == b,
            (Self::Number(a), Seen::Number(b)) => a == b,
            _ => match (self.text(), other.text()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }
}

fn find<'a>(map: &[(&str, Seen<'a>)], key: &str) -> Seen<'a> {
    map.iter().find(|(known, _)| *known == key).map_or(Seen::Undefined, |(_, value)| *value)
}

fn value_at<'a>(map: &[(&str, Seen<'a>)], at: usize) -> Seen<'a> {
    map.get(at).map_or(Seen::Undefined, |(_, value)| *value)
}

impl See for bool {
    fn see(&self) -> Seen<'_> {
        Seen::Bool(*self)
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {
        $(impl See for $number {
            fn see(&self) -> Seen<'_> {
                Seen::Number(i64::from(*self))
            }
        })+
    };
}

numbers!(i8 i16 u32);

impl See for str {
    fn see(&self) -> Seen<'_> {
        Seen::Text(self)
    }
}

impl See for String {
    fn see(&self) -> Seen<'_> {
        Seen::Text(self)
    }
}

impl<T: See + ?Sized> See for &T {
    fn see(&self) -> Seen<'_> {
        (**self).see()
    }
}

impl<T: See + ToOwned + ?Sized> See for Cow<'_, T> {
    fn see(&self) -> Seen<'_> {
        (**self).see()
    }
}

impl<T: See + ?Sized> See for Box<T> {
    fn see(&self) -> Seen<'_> {
        (**self).see()
    }
}

impl<T: See> See for Option<T> {
    fn see(&self) -> Seen<'_> {
        self.as_ref().map_or(Seen::None, See::see)
    }
}

impl<T: See> See for Vec<T> {
    fn see(&self) -> Seen<'_> {
        if self.is_empty() { Seen::List(&[]) } else { Seen::Rows(self) }
    }
}

impl<T: See> Rows for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn at(&self, at: usize) -> Seen<'_> {
        self.get(at).map_or(Seen::Undefined, See::see)
    }
}

impl<T: See> See for BTreeMap<&'static str, T> {
    fn see(&self) -> Seen<'_> {
        Seen::View(self)
    }
}

impl<T: See> View for BTreeMap<&'static str, T> {
    fn field(&self, asked: Name) -> Seen<'_> {
        self.item(asked.as_str())
    }

    fn item(&self, key: &str) -> Seen<'_> {
        self.get(key).map_or(Seen::Undefined, See::see)
    }

    fn entry(&self, at: usize) -> Option<(&str, Seen<'_>)> {
        self.iter().nth(at).map(|(key, value)| (*key, value.see()))
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
