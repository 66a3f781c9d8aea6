//! A locale's words: maps, lists and texts of a YAML file, laid out in rows.
//!
//! Those that ship are rows from the start, so that nothing is read before the first word
//! is asked for; a user's are merged with them when there are any.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value as Json};

use super::seen::{See, Seen};

/// A file of words: its texts one after the other, and the rows that say where they are.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    text: Cow<'static, str>,
    rows: Cow<'static, [Row]>,
}

/// A key's place in the text, and its value: a kind, and two numbers that depend on it.
///
/// A text has a place in the text of the book, a number itself; a map or list has its rows
/// one after the other, those of a map in the order of their keys.
pub(crate) type Row = (u32, u16, Kind, u32, u32);

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// Nothing.
    None,
    /// A map.
    Map,
    /// A list.
    List,
}

/// A value in a book.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    book: &'a Book,
    row: Row,
}

impl Book {
    /// A book that ships.
    pub(super) const fn shipped(text: &'static str, rows: &'static [Row]) -> Self {
        Self { text: Cow::Borrowed(text), rows: Cow::Borrowed(rows) }
    }

    /// Lays words out.
    pub(super) fn new(words: &Json) -> Self {
        let (text, rows) = super::rows::lay_out(words);
        let kind = |kind| match kind {
            't' => Kind::Text,
            'n' => Kind::Number,
            'm' => Kind::Map,
            'l' => Kind::List,
            _ => Kind::None,
        };
        let rows: Vec<Row> =
            rows.into_iter().map(|(key, long, what, at, len)| (key, long, kind(what), at, len)).collect();
        Self { text: Cow::Owned(text), rows: Cow::Owned(rows) }
    }

    /// All of it: the first row.
    pub(crate) fn words(&self) -> Words<'_> {
        let row = self.rows.first().copied().unwrap_or((0, 0, Kind::None, 0, 0));
        Words { book: self, row }
    }
}

impl<'a> Words<'a> {
    fn key_of(self, row: Row) -> &'a str {
        let at = row.0 as usize;
        self.book.text.get(at..at + usize::from(row.1)).unwrap_or_default()
    }

    fn inner(self) -> &'a [Row] {
        let (_, _, kind, at, len) = self.row;
        if !matches!(kind, Kind::Map | Kind::List) {
            return &[];
        }
        self.book.rows.get(at as usize..(at + len) as usize).unwrap_or_default()
    }

    /// What it is.
    pub(super) const fn kind(self) -> Kind {
        self.row.2
    }

    /// The value of a key, if it is a map that has it.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        if self.row.2 != Kind::Map {
            return None;
        }
        let rows = self.inner();
        let at = rows.binary_search_by(|row| self.key_of(*row).cmp(key)).ok()?;
        rows.get(at).map(|row| Self { row: *row, ..self })
    }

    /// Its text, if it is one.
    pub(crate) fn text(self) -> Option<&'a str> {
        let (_, _, kind, at, len) = self.row;
        (kind == Kind::Text).then(|| self.book.text.get(at as usize..(at + len) as usize).unwrap_or_default())
    }

    /// The text of a key, if there is one.
    pub(crate) fn text_of(self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// How many rows it has, if it is a list.
    pub(super) fn rows(self) -> Option<usize> {
        (self.row.2 == Kind::List).then(|| self.inner().len())
    }

    /// The one at a place of a list.
    pub(super) fn at(self, at: usize) -> Option<Self> {
        self.inner().get(at).map(|row| Self { row: *row, ..self })
    }

    /// Whether it is a map or list with nothing in it.
    pub(super) fn is_empty(self) -> bool {
        self.inner().is_empty()
    }

    /// Its keys and values, if it is a map; its values under no key, if it is a list.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a str, Self)> {
        self.inner().iter().map(move |row| (self.key_of(*row), Self { row: *row, ..self }))
    }

    /// Its text, or the texts of what is in it.
    pub(super) fn texts(self) -> impl Iterator<Item = &'a str> {
        self.text().into_iter().chain(self.entries().filter_map(|(_, word)| word.text()))
    }

    /// It, as templates see it.
    pub(super) fn see(self) -> Seen<'a> {
        match self.row.2 {
            Kind::Text => Seen::Text(self.text().unwrap_or_default()),
            Kind::Number => Seen::Number(i64::from(self.row.3)),
            Kind::None => Seen::None,
            Kind::Map | Kind::List => Seen::Words(self),
        }
    }

    /// It, as YAML has it.
    pub(super) fn json(self) -> Json {
        match self.row.2 {
            Kind::Text => Json::from(self.text().unwrap_or_default()),
            Kind::Number => Json::from(self.row.3),
            Kind::None => Json::Null,
            Kind::Map => {
                let entries = self.entries().map(|(key, value)| (key.to_owned(), value.json()));
                Json::Object(entries.collect::<Map<_, _>>())
            }
            Kind::List => Json::Array(self.entries().map(|(_, value)| value.json()).collect()),
        }
    }
}

impl See for Words<'_> {
    fn see(&self) -> Seen<'_> {
        (*self).see()
    }
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.row.2 {
            Kind::Text => to.serialize_str(self.text().unwrap_or_default()),
            Kind::Number => to.serialize_u32(self.row.3),
            Kind::None => to.serialize_none(),
            Kind::Map => {
                let mut map = to.serialize_map(Some(self.inner().len()))?;
                for (key, value) in self.entries() {
                    map.serialize_entry(key, &value)?;
                }
                map.end()
            }
            Kind::List => {
                let mut list = to.serialize_seq(self.rows())?;
                for (_, value) in self.entries() {
                    list.serialize_element(&value)?;
                }
                list.end()
            }
        }
    }
}
