//! What compiled templates do: print, compare, join, and the filters of docs/templates.md.
//!
//! What would be an error in an interpreted template is noted, and nothing is done; the
//! template is then interpreted, which says what is wrong and where.

use std::cell::Cell;
use std::fmt::Write as _;

use bumpalo::Bump;

use super::Wording;
use super::language::Join;
use super::names::Name;
use super::seen::Seen;
use super::text;

/// One template being run.
pub(super) struct Run<'a> {
    /// Where what templates make is kept until the page is done.
    pub(super) bump: &'a Bump,
    pub(super) wording: &'a Wording,
    /// Whether something could not be done.
    pub(super) failed: &'a Cell<bool>,
    pub(super) policy: Seen<'a>,
    pub(super) section: Seen<'a>,
    pub(super) words: Seen<'a>,
    pub(super) topics: Seen<'a>,
    pub(super) law: Seen<'a>,
    pub(super) stub: Seen<'a>,
    pub(super) picture: Seen<'a>,
    pub(super) history: Seen<'a>,
}

/// What a filter asks of an attribute.
#[derive(Clone, Copy)]
pub(super) enum Test<'a> {
    /// That it is so.
    True,
    /// That it is this.
    Is(Seen<'a>),
    /// That it is among these.
    In(Seen<'a>),
}

impl<'a> Run<'a> {
    /// Notes that something cannot be done.
    fn fail(&self) {
        self.failed.set(true);
    }

    /// What was written from `from` on, taken out again.
    pub(super) fn take(&self, out: &mut String, from: usize) -> Seen<'a> {
        let text = self.bump.alloc_str(out.get(from..).unwrap_or_default());
        out.truncate(from);
        Seen::Markdown(text)
    }

    /// A list.
    pub(super) fn list(&self, items: &[Seen<'a>]) -> Seen<'a> {
        Seen::List(self.bump.alloc_slice_copy(items))
    }

    fn gathered(&self, items: impl Iterator<Item = Seen<'a>>) -> Seen<'a> {
        let mut list = bumpalo::collections::Vec::new_in(self.bump);
        list.extend(items);
        Seen::List(list.into_bump_slice())
    }

    /// A map.
    pub(super) fn map(&self, entries: &[(&'a str, Seen<'a>)]) -> Seen<'a> {
        Seen::Map(self.bump.alloc_slice_copy(entries))
    }

    /// Whether something is so: what is empty, zero or not there is not.
    pub(super) fn is(&self, value: Seen<'_>) -> bool {
        match value {
            Seen::Undefined => {
                self.fail();
                false
            }
            Seen::None => false,
            Seen::Bool(yes) => yes,
            Seen::Number(number) => number != 0,
            Seen::Text(text) | Seen::Markdown(text) => !text.is_empty(),
            Seen::List(list) => !list.is_empty(),
            Seen::Map(map) | Seen::Ids(map) => !map.is_empty(),
            Seen::Mark(_) => true,
            Seen::Rows(rows) => rows.len() > 0,
            Seen::View(view) => !view.is_empty(),
            Seen::Words(words) => !words.is_empty(),
        }
    }

    /// How many rows a loop over it has.
    pub(super) fn rows(&self, value: Seen<'_>) -> usize {
        value.rows().unwrap_or_else(|| {
            self.fail();
            0
        })
    }

    /// How long it is.
    pub(super) fn length(&self, value: Seen<'_>) -> i64 {
        let length = match value {
            Seen::Text(text) | Seen::Markdown(text) => text.chars().count(),
            Seen::Map(map) | Seen::Ids(map) => map.len(),
            other => self.rows(other),
        };
        i64::try_from(length).unwrap_or(i64::MAX)
    }

    /// A number.
    pub(super) fn number(&self, value: Seen<'_>) -> i64 {
        if let Seen::Number(number) = value {
            return number;
        }
        self.fail();
        0
    }

    /// What stands at a key or a place.
    pub(super) fn item(&self, value: Seen<'a>, key: Seen<'_>) -> Seen<'a> {
        match (value, key) {
            (_, Seen::Text(key) | Seen::Markdown(key)) => value.item(key),
            (Seen::Text(text), Seen::Number(at)) => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                match text.char_indices().nth(at) {
                    Some((at, c)) => Seen::Text(text.get(at..at + c.len_utf8()).unwrap_or_default()),
                    None => Seen::Undefined,
                }
            }
            (_, Seen::Number(at)) => usize::try_from(at).map_or(Seen::Undefined, |at| value.at(at)),
            _ => {
                self.fail();
                Seen::Undefined
            }
        }
    }

    /// The rest of a list from a place on.
    pub(super) fn from(&self, list: Seen<'a>, at: usize) -> Seen<'a> {
        let rows = self.rows(list);
        self.gathered((at..rows).map(|at| list.at(at)))
    }

    /// Whether something is in a list, a map or a text.
    pub(super) fn within(&self, what: Seen<'_>, all: Seen<'_>) -> bool {
        match all {
            Seen::View(_) | Seen::Map(_) | Seen::Ids(_) => {
                what.text().is_some_and(|key| !all.item(key).is_undefined())
            }
            Seen::Words(words) if words.rows().is_none() => {
                what.text().is_some_and(|key| words.get(key).is_some())
            }
            Seen::Text(text) | Seen::Markdown(text) => what.text().is_some_and(|part| text.contains(part)),
            Seen::List(list) => list.iter().any(|one| one.same(what)),
            Seen::Rows(_) | Seen::Words(_) => all.each().any(|one| one.same(what)),
            Seen::Undefined | Seen::None | Seen::Bool(_) | Seen::Number(_) | Seen::Mark(_) => {
                self.fail();
                false
            }
        }
    }

    /// Two numbers, or two lists, as one.
    pub(super) fn add(&self, a: Seen<'a>, b: Seen<'a>) -> Seen<'a> {
        if let (Seen::Number(a), Seen::Number(b)) = (a, b) {
            return Seen::Number(a.saturating_add(b));
        }
        if a.rows().is_none() || b.rows().is_none() {
            self.fail();
        }
        self.gathered(a.each().chain(b.each()))
    }

    /// One text after the other, neither escaped yet.
    pub(super) fn joined(&self, a: Seen<'_>, b: Seen<'_>) -> Seen<'a> {
        let (Some(a), Some(b)) = (a.text(), b.text()) else {
            self.fail();
            return Seen::Undefined;
        };
        let mut text = bumpalo::collections::String::with_capacity_in(a.len() + b.len(), self.bump);
        text.push_str(a);
        text.push_str(b);
        Seen::Text(text.into_bump_str())
    }

    /// Writes a value: Markdown as it is, everything else as text that reads back as
    /// exactly its characters.
    pub(super) fn print(&self, out: &mut String, value: Seen<'_>) {
        match value {
            Seen::Markdown(text) => out.push_str(text),
            Seen::Text(text) => text::escape(out, text),
            Seen::None => {}
            Seen::Number(number) => {
                let _ = write!(out, "{number}");
            }
            Seen::Mark(mark) => {
                let _ = write!(out, "{mark}");
            }
            Seen::Bool(yes) => out.push_str(if yes { "true" } else { "false" }),
            Seen::Undefined
            | Seen::List(_)
            | Seen::Map(_)
            | Seen::Ids(_)
            | Seen::Rows(_)
            | Seen::View(_)
            | Seen::Words(_) => self.fail(),
        }
    }

    /// Writes a piece of a sentence: the blanks at its edges part it from its neighbours.
    pub(super) fn piece(&self, out: &mut String, value: Seen<'_>) {
        match value {
            Seen::Text(text) => text::piece(out, text),
            other => self.print(out, other),
        }
    }

    /// Writes a list as running text; empty items are left out.
    pub(super) fn join_words(&self, out: &mut String, join: Join, list: Seen<'_>) {
        if list.rows().is_none() {
            self.fail();
        }
        let from = out.len();
        let mut items: bumpalo::collections::Vec<'_, &str> = bumpalo::collections::Vec::new_in(self.bump);
        for item in list.each() {
            let item = match item {
                Seen::Markdown(text) => text,
                other => {
                    self.print(out, other);
                    self.take(out, from).text().unwrap_or_default()
                }
            };
            if !item.trim().is_empty() {
                items.push(item);
            }
        }
        self.wording.language.join(out, join, &items);
    }

    /// A list with something between its items: Markdown if any of it is.
    pub(super) fn join(&self, list: Seen<'_>, between: Seen<'_>) -> Seen<'a> {
        let markdown = |value: Seen<'_>| matches!(value, Seen::Markdown(_) | Seen::Mark(_));
        let print = markdown(between) || list.each().any(markdown);
        let mut text = String::new();
        if list.rows().is_none() {
            self.fail();
        }
        for (at, item) in list.each().enumerate() {
            for value in [Some(between).filter(|_| at > 0), Some(item)].into_iter().flatten() {
                match value.text() {
                    Some(plain) if !print => text.push_str(plain),
                    _ => self.print(&mut text, value),
                }
            }
        }
        let text = self.bump.alloc_str(&text);
        if print { Seen::Markdown(text) } else { Seen::Text(text) }
    }

    /// The form that goes with a number.
    pub(super) fn plural(&self, count: Seen<'_>, forms: Seen<'a>) -> Seen<'a> {
        if forms.text().is_some() {
            return forms;
        }
        let count = usize::try_from(self.number(count)).unwrap_or_default();
        let form = forms.item(self.wording.language.plural(count));
        if form.is_undefined() { forms.item("other") } else { form }
    }

    /// Those of a list whose attribute is as asked, or is not.
    pub(super) fn select(
        &self,
        list: Seen<'a>,
        attribute: impl Fn(Seen<'a>) -> Seen<'a>,
        test: Test<'_>,
        keep: bool,
    ) -> Seen<'a> {
        if list.rows().is_none() {
            self.fail();
        }
        let yes = |row: &Seen<'a>| {
            let value = attribute(*row);
            let found = match test {
                Test::True => !value.is_undefined() && self.is(value),
                Test::Is(other) => value.same(other),
                Test::In(all) => self.within(value, all),
            };
            found == keep
        };
        self.gathered(list.each().filter(yes))
    }

    /// Nouns by their ids, or words by themselves.
    pub(super) fn by_id(&self, list: Seen<'a>) -> Seen<'a> {
        if list.rows().is_none() {
            self.fail();
        }
        let mut ids = bumpalo::collections::Vec::new_in(self.bump);
        let id = |value: Seen<'a>| value.text().or_else(|| value.field(Name::id).text());
        ids.extend(list.each().filter_map(|value| Some((id(value)?, value))));
        // The first of an id counts.
        ids.sort_by_key(|(id, _)| *id);
        ids.dedup_by(|(a, _), (b, _)| a == b);
        Seen::Ids(ids.into_bump_slice())
    }

    /// The keys and values of a map, each pair a list.
    pub(super) fn items(&self, map: Seen<'a>) -> Seen<'a> {
        match map {
            Seen::View(view) => {
                let pairs = (0..).map_while(|at| view.entry(at));
                self.gathered(pairs.map(|(key, value)| self.list(&[Seen::Text(key), value])))
            }
            Seen::Words(words) => {
                self.gathered(words.entries().map(|(key, value)| self.list(&[Seen::Text(key), value.see()])))
            }
            Seen::Map(pairs) => {
                self.gathered(pairs.iter().map(|(key, value)| self.list(&[Seen::Text(key), *value])))
            }
            _ => {
                self.fail();
                Seen::List(&[])
            }
        }
    }

    /// Writes what another template says.
    pub(super) fn template(&self, out: &mut String, name: Seen<'_>) {
        match name.text().and_then(|name| self.wording.compiled(name)) {
            Some(template) => template(self, out),
            None => self.fail(),
        }
    }
}
