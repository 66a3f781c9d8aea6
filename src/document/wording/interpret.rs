//! Templates that a user wrote, run by minijinja.
//!
//! What ships is compiled instead; both have the same filters, and a test holds them together.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Rest, ValueKind, ValueOrKwargs};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context, filters,
};

use super::language::{Join, Language};
use super::{MAX_OUTPUT, Scene, shipped_text, text, values};

/// Templates and what they may do.
pub(super) struct Interpreter {
    env: Environment<'static>,
    words: Value,
}

impl Interpreter {
    /// The templates that ship with a user's own in place of those of the same name; one may
    /// take so many steps.
    pub(super) fn new(
        language: &Arc<Language>,
        own: &Arc<BTreeMap<String, String>>,
        words: super::Words<'_>,
        fuel: u64,
    ) -> Self {
        let mut env = environment(language, own);
        env.set_fuel(Some(fuel));
        Self { env, words: values::value(&words) }
    }

    /// Renders a template by its full name.
    ///
    /// # Errors
    ///
    /// Names the template, the line and what is wrong there.
    pub(super) fn render(&self, name: &str, scene: &Scene<'_>) -> Result<String, String> {
        let policy = scene.frame.value.get_or_init(|| values::value(&scene.frame.view)).clone();
        let section = values::value(scene.section);
        let words = self.words.clone();
        let topics = scene.topics.map(values::value).unwrap_or_default();
        let context = match &scene.law {
            Some(law) => {
                let stub = scene.stub.map(values::value).unwrap_or_default();
                context! { policy, section, words, topics, law => values::value(law), stub }
            }
            None => {
                let picture = scene.picture.map(values::value).unwrap_or_default();
                let history = scene.history.map(values::value).unwrap_or_default();
                context! { policy, section, words, topics, picture, history }
            }
        };
        let rendered = self.env.get_template(name).and_then(|found| found.render(context));
        let text = rendered.map_err(|error| describe(&error))?;
        if text.len() > MAX_OUTPUT {
            return Err(format!("template {name} writes more than {} MiB", MAX_OUTPUT / (1024 * 1024)));
        }
        Ok(text)
    }
}

/// A template's error with the chain of what caused it.
fn describe(error: &Error) -> String {
    let mut text = match (error.name(), error.line()) {
        (Some(name), Some(line)) => format!("template {name}:{line}: "),
        (Some(name), None) => format!("template {name}: "),
        (None, _) => String::new(),
    };
    let _ = write!(text, "{}", error.kind());
    if let Some(detail) = error.detail() {
        let _ = write!(text, ": {detail}");
    }
    let cause = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Error>());
    if let Some(cause) = cause {
        let _ = write!(text, "\n  in {}", describe(cause));
    }
    text
}

fn environment(language: &Arc<Language>, own: &Arc<BTreeMap<String, String>>) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // The default marks are always valid, so this cannot fail.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        env.set_syntax(syntax);
    }
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(write_value);
    let own = Arc::clone(own);
    env.set_loader(move |name| Ok(own.get(name).cloned().or_else(|| shipped_text(name).map(str::to_owned))));
    let joined = |join: Join| {
        let language = Arc::clone(language);
        move |items: Value| joined(&language, join, &items)
    };
    env.add_filter("join_and", joined(Join::And));
    env.add_filter("join_or", joined(Join::Or));
    let language = Arc::clone(language);
    env.add_filter("plural", move |count: usize, forms: Value| plural(&language, count, &forms));
    env.add_filter("cap", |text: Value| on_text(&text, text::capitalize));
    env.add_filter("tidy", |text: Value| on_text(&text, text::tidy));
    env.add_filter("sentence", |text: Value| on_text(&text, text::sentence));
    env.add_global("br", Value::from_safe_string(text::BREAK.to_owned()));
    env.add_global("as_is", Value::from_safe_string(text::AS_IS.to_owned()));
    env.add_filter("strong", |text: Value| on_text(&text, text::strong));
    env.add_filter("by_id", |items: Value| by_id(&items));
    env.add_filter("md", |text: Value| Value::from_safe_string(safe(&text)));
    env.add_filter("slug", |text: String| text::slug(&text));
    env.add_filter("indent", bounded(Value::from_function(filters::indent)));
    env.add_filter("batch", bounded(Value::from_function(filters::batch)));
    env.add_filter("slice", bounded(Value::from_function(filters::slice)));
    let format = Value::from_function(filters::format);
    env.add_filter("format", move |state: &mut State<'_, '_>, text: Value, values: Rest<ValueOrKwargs>| {
        let filled = if has_large_width(&text) { Err(too_much()) } else { Ok(text) };
        let all: Vec<Value> = std::iter::once(filled?).chain(values.into_values()).collect();
        format.call(state, &all)
    });
    env.add_function("concat", |parts: Rest<Value>| {
        let mut out = String::new();
        parts.iter().for_each(|part| piece(&mut out, part));
        Value::from_safe_string(out)
    });
    env
}

/// The largest number that a filter may be told to fill something up to.
const MAX_FILL: usize = 10_000;

/// A filter of minijinja that fills something up to a number, and asks for memory for any number.
fn bounded(
    filter: Value,
) -> impl Fn(&mut State<'_, '_>, Value, Rest<ValueOrKwargs>) -> Result<Value, Error> + Send + Sync + 'static {
    move |state, value, arguments| {
        let arguments = arguments.into_values();
        let is_large = |number: &Value| usize::try_from(number.clone()).is_ok_and(|n| n > MAX_FILL);
        let named = arguments.iter().filter(|argument| argument.is_kwargs());
        let keys =
            named.flat_map(|all| all.try_iter().into_iter().flatten().map(move |key| all.get_item(&key)));
        if arguments.iter().take(1).any(is_large) || keys.flatten().any(|value| is_large(&value)) {
            return Err(too_much());
        }
        let all: Vec<Value> = std::iter::once(value).chain(arguments).collect();
        filter.call(state, &all)
    }
}

fn too_much() -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("a filter may fill up to {MAX_FILL} places, no more"))
}

/// Whether a text for `format` has a place so wide: `%99999s`.
fn has_large_width(value: &Value) -> bool {
    let widths = |place: &str| {
        let end = place.find(|c: char| !matches!(c, '-' | '+' | ' ' | '#' | '.') && !c.is_ascii_digit());
        let numbers = place.get(..end.unwrap_or(place.len())).unwrap_or_default();
        numbers.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() > 4)
    };
    value.as_str().is_some_and(|text| text.split('%').skip(1).any(widths))
}

/// Nouns by their ids, or words by themselves: to look one up in a long list.
fn by_id(items: &Value) -> Result<Value, Error> {
    let mut found = BTreeMap::new();
    for item in items.try_iter()? {
        let id = if item.kind() == ValueKind::String { item.clone() } else { item.get_attr("id")? };
        if let Some(id) = id.as_str() {
            found.entry(id.to_owned()).or_insert(item);
        }
    }
    Ok(Value::from(found))
}

fn joined(language: &Language, join: Join, items: &Value) -> Result<Value, Error> {
    let items: Vec<String> =
        items.try_iter()?.map(|item| safe(&item)).filter(|item| !item.trim().is_empty()).collect();
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    let mut out = String::new();
    language.join(&mut out, join, &items);
    Ok(Value::from_safe_string(out))
}

fn plural(language: &Language, count: usize, forms: &Value) -> Result<Value, Error> {
    if forms.kind() == ValueKind::String {
        return Ok(forms.clone());
    }
    let form = forms.get_attr(language.plural(count))?;
    if form.is_undefined() { forms.get_attr("other") } else { Ok(form) }
}

/// Prints a value: what is Markdown already as it is, everything else as text
/// that reads back as exactly its characters.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "a name that is not defined is printed"));
    }
    out.write_str(&safe(value)).map_err(|_| Error::from(ErrorKind::WriteFailure))
}

/// What a filter makes of a value.
fn on_text(value: &Value, filter: fn(&mut String, usize)) -> Value {
    let mut text = safe(value);
    filter(&mut text, 0);
    Value::from_safe_string(text)
}

/// A value as Markdown.
fn safe(value: &Value) -> String {
    let mut out = String::new();
    match value.as_str() {
        Some(text) if value.is_safe() => out.push_str(text),
        Some(text) => text::escape(&mut out, text),
        None if value.is_none() || value.is_undefined() => {}
        None => text::escape(&mut out, &value.to_string()),
    }
    out
}

fn piece(out: &mut String, value: &Value) {
    match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => text::piece(out, text),
        None => out.push_str(&safe(value)),
    }
}
