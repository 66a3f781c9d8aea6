//! What templates see, as the values that interpreted templates work with.
//!
//! minijinja can do this itself; but a policy is thousands of small maps, most of
//! them lists of nothing, and this is several times as fast: maps are sorted rows
//! rather than trees, and everything empty is one value.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use serde::ser::{self, Serialize, Serializer};

use super::seen::{See, Seen};
use super::text::{MARK_CLOSE, MARK_OPEN};

/// The value of something that templates see.
pub(in crate::document) fn value<T: Serialize + ?Sized>(of: &T) -> Value {
    match of.serialize(Values) {
        Ok(value) => value,
        Err(error) => Value::from(minijinja::Error::new(minijinja::ErrorKind::BadSerialization, error.0)),
    }
}

/// Text that is Markdown already; templates print it as it is.
#[derive(Clone, Debug)]
pub(crate) struct Markup<'a>(pub(in crate::document) Cow<'a, str>);

impl See for Markup<'_> {
    fn see(&self) -> Seen<'_> {
        Seen::Markdown(&self.0)
    }
}

/// Says, where it is printed, which declaration the words about it are about.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// The place of its origin among those of the document.
    Origin(usize),
    /// Where the author's prose of this number stands.
    Prose(usize),
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin(number) => write!(f, "{MARK_OPEN}{number}{MARK_CLOSE}"),
            Self::Prose(number) => write!(f, "{MARK_OPEN}p{number}{MARK_CLOSE}"),
        }
    }
}

impl See for Mark {
    fn see(&self) -> Seen<'_> {
        Seen::Mark(*self)
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(MARKUP, &self.to_string())
    }
}

/// What tells [`Values`] that a text is Markdown already.
const MARKUP: &str = "candor::Markup";

impl Serialize for Markup<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(MARKUP, &*self.0)
    }
}

/// Says of a map that it has nothing in it but empty lists, so that all of one kind can be one value.
pub(in crate::document) fn bare<S: Serializer>(
    kind: Bare,
    map: &impl Serialize,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.serialize_newtype_struct(kind.name(), map)
}

/// The kinds of map that are mostly bare.
#[derive(Clone, Copy)]
pub(in crate::document) enum Bare {
    /// Lists by clause word.
    Lists,
    /// Texts by clause word.
    Sayings,
}

impl Bare {
    const fn name(self) -> &'static str {
        match self {
            Self::Lists => "candor::Lists",
            Self::Sayings => "candor::Sayings",
        }
    }

    fn value(name: &str) -> Option<&'static OnceLock<Value>> {
        static LISTS: OnceLock<Value> = OnceLock::new();
        static SAYINGS: OnceLock<Value> = OnceLock::new();
        match name {
            "candor::Lists" => Some(&LISTS),
            "candor::Sayings" => Some(&SAYINGS),
            _ => None,
        }
    }
}

/// A map of names to values; templates see it in the order of the names.
#[derive(Debug)]
struct Fields(Vec<(Key, Value)>);

/// A name; those of fields need no memory of their own.
#[derive(Debug)]
enum Key {
    Field(&'static str),
    Word(Box<str>),
}

impl Key {
    fn as_str(&self) -> &str {
        match self {
            Self::Field(name) => name,
            Self::Word(word) => word,
        }
    }
}

impl Fields {
    fn value(mut fields: Vec<(Key, Value)>) -> Value {
        if fields.len() > SHORT {
            fields.sort_unstable_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
        }
        Value::from_object(Self(fields))
    }
}

/// How many names are looked at one by one faster than they are put in order.
const SHORT: usize = 32;

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        if self.0.len() <= SHORT {
            return self.0.iter().find(|(known, _)| known.as_str() == key).map(|(_, value)| value.clone());
        }
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let mut names: Vec<&str> = self.0.iter().map(|(key, _)| key.as_str()).collect();
        names.sort_unstable();
        Enumerator::Values(names.into_iter().map(Value::from).collect())
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The one empty list.
static NOTHING: LazyLock<Value> = LazyLock::new(|| Value::from(Vec::<Value>::new()));

/// Why something cannot be a value.
#[derive(Debug)]
struct Unfit(String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[derive(Clone, Copy)]
struct Values;

macro_rules! plain {
    ($($method:ident: $type:ty),+) => {
        $(fn $method(self, plain: $type) -> Result<Value, Unfit> { Ok(Value::from(plain)) })+
    };
}

impl Serializer for Values {
    type Ok = Value;
    type Error = Unfit;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = ser::Impossible<Value, Unfit>;
    type SerializeMap = Map;
    type SerializeStruct = Map;
    type SerializeStructVariant = ser::Impossible<Value, Unfit>;

    plain!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    plain!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);
    plain!(serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_str: &str);

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, Unfit> {
        Ok(Value::from_bytes(bytes.to_vec()))
    }

    fn serialize_none(self) -> Result<Value, Unfit> {
        Ok(Value::from(()))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, some: &T) -> Result<Value, Unfit> {
        some.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Unfit> {
        Ok(Value::from(()))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Unfit> {
        Ok(Value::from(()))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Unfit> {
        Ok(Value::from(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        inner: &T,
    ) -> Result<Value, Unfit> {
        if let Some(known) = Bare::value(name) {
            return Ok(match known.get() {
                Some(value) => value.clone(),
                None => known.get_or_init(|| value(inner)).clone(),
            });
        }
        let value = inner.serialize(self)?;
        Ok(match value.as_str() {
            Some(text) if name == MARKUP => Value::from_safe_string(text.to_owned()),
            _ => value,
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        inner: &T,
    ) -> Result<Value, Unfit> {
        Ok(Fields::value(vec![(Key::Field(variant), inner.serialize(self)?)]))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<List, Unfit> {
        Ok(List(Vec::with_capacity(len.unwrap_or(0))))
    }

    fn serialize_tuple(self, len: usize) -> Result<List, Unfit> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<List, Unfit> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unfit> {
        Err(Unfit(format!("templates have no use for a `{name}`")))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Map, Unfit> {
        Ok(Map { fields: Vec::with_capacity(len.unwrap_or(0)), key: None })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Map, Unfit> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unfit> {
        Err(Unfit(format!("templates have no use for a `{name}`")))
    }
}

struct List(Vec<Value>);

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unfit> {
        self.0.push(item.serialize(Values)?);
        Ok(())
    }

    fn value(self) -> Value {
        if self.0.is_empty() { NOTHING.clone() } else { Value::from(self.0) }
    }
}

impl ser::SerializeSeq for List {
    type Ok = Value;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unfit> {
        self.push(item)
    }

    fn end(self) -> Result<Value, Unfit> {
        Ok(self.value())
    }
}

impl ser::SerializeTuple for List {
    type Ok = Value;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unfit> {
        self.push(item)
    }

    fn end(self) -> Result<Value, Unfit> {
        Ok(self.value())
    }
}

impl ser::SerializeTupleStruct for List {
    type Ok = Value;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unfit> {
        self.push(item)
    }

    fn end(self) -> Result<Value, Unfit> {
        Ok(self.value())
    }
}

struct Map {
    fields: Vec<(Key, Value)>,
    key: Option<Box<str>>,
}

impl ser::SerializeMap for Map {
    type Ok = Value;
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        let value = key.serialize(Values)?;
        self.key = Some(value.as_str().ok_or_else(|| Unfit("a key is no text".to_owned()))?.into());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unfit> {
        let key = self.key.take().unwrap_or_default();
        self.fields.push((Key::Word(key), item.serialize(Values)?));
        Ok(())
    }

    fn end(self) -> Result<Value, Unfit> {
        Ok(Fields::value(self.fields))
    }
}

impl ser::SerializeStruct for Map {
    type Ok = Value;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, item: &T) -> Result<(), Unfit> {
        self.fields.push((Key::Field(name), item.serialize(Values)?));
        Ok(())
    }

    fn end(self) -> Result<Value, Unfit> {
        Ok(Fields::value(self.fields))
    }
}
