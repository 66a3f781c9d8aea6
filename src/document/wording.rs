//! The wording: templates and words of one locale, the user's own in place of ours.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use icu_list::options::ListFormatterOptions;
use icu_list::{ListFormatter, ListFormatterPreferences};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Rest, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use serde_json::Value as Json;

/// Every file of wording that ships, by name; YAML as JSON.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// What one template may spend on a policy of ordinary size, so that one that never ends is an error.
const FUEL: u64 = 20_000_000;

/// How many bytes one template may write.
const MAX_OUTPUT: usize = 64 * 1024 * 1024;

/// The character that opens an origin mark; no source text can hold it.
pub(super) const MARK_OPEN: char = '\u{FDD0}';

/// The character that closes an origin mark.
pub(super) const MARK_CLOSE: char = '\u{FDD1}';

/// What a template prints where a line of a table cell ends: Markdown has no mark for it.
pub(super) const BREAK: &str = "\u{FDD0}br\u{FDD1}";

/// The names of every template that ships, such as `en/rights.md`.
pub fn template_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(name, _)| *name)
}

/// The locales that ship.
pub fn locales() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().filter_map(|(name, _)| name.strip_suffix("/words.yaml"))
}

/// The templates and words of one locale.
pub struct Wording {
    env: Environment<'static>,
    locale: String,
    words: Json,
    names: Json,
    words_value: Value,
    templates: Arc<BTreeMap<String, String>>,
}

impl Wording {
    /// The wording of a locale, the user's own files in place of those of the same name.
    ///
    /// # Errors
    ///
    /// Says which locale is missing, or where the user's words are wrong.
    pub fn new(locale: &str, language: &str, own: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut words = words_of(locale, "words", own)?;
        if let Some(regional) = words.get("regional").and_then(|all| all.get(language)).cloned() {
            merge(&mut words, regional);
        }
        let names = words_of(locale, "names", own)?;
        let templates = Arc::new(own.clone());
        let env = environment(language, &templates);
        let words_value = super::values::value(&words);
        Ok(Self { env, locale: locale.to_owned(), words, names, words_value, templates })
    }

    /// The same for a policy so many times the ordinary size, whose templates have more to do.
    #[must_use]
    pub fn for_size(mut self, times: u64) -> Self {
        self.env.set_fuel(Some(FUEL.saturating_mul(times)));
        self
    }

    /// Renders a template of the locale to Markdown.
    ///
    /// # Errors
    ///
    /// Names the template, the line and what is wrong there.
    pub fn render(&self, template: &str, context: &Value) -> Result<String, String> {
        let name = format!("{}/{template}", self.locale);
        let rendered = self.env.get_template(&name).and_then(|found| found.render(context));
        let text = rendered.map_err(|error| describe(&error))?;
        if text.len() > MAX_OUTPUT {
            return Err(format!("template {name} writes more than {} MiB", MAX_OUTPUT / (1024 * 1024)));
        }
        Ok(text)
    }

    /// Whether the locale has a template of this name.
    #[must_use]
    pub fn has(&self, template: &str) -> bool {
        let name = format!("{}/{template}", self.locale);
        self.templates.contains_key(&name) || builtin(&name).is_some()
    }

    /// The full name of one of the locale's templates.
    #[must_use]
    pub fn name_of(&self, template: &str) -> String {
        format!("{}/{template}", self.locale)
    }

    /// The words, for templates.
    #[must_use]
    pub fn words(&self) -> Value {
        self.words_value.clone()
    }

    /// A word by its path, such as `["sections", "rights"]`.
    #[must_use]
    pub fn word(&self, path: &[&str]) -> Option<&str> {
        path.iter().try_fold(&self.words, |at, key| at.get(key)).and_then(Json::as_str)
    }

    /// Every key and word of one group.
    pub fn group(&self, key: &str) -> impl Iterator<Item = (&str, &str)> {
        let group = self.words.get(key).and_then(Json::as_object);
        group.into_iter().flatten().filter_map(|(key, word)| Some((key.as_str(), word.as_str()?)))
    }

    /// What readers call an entry of the vocabulary.
    #[must_use]
    pub fn name(&self, list: &str, id: &str) -> Option<&Json> {
        self.names.get(list).and_then(|names| names.get(id))
    }

    /// The words of one law's stub.
    ///
    /// # Errors
    ///
    /// Says where the user's words are wrong.
    pub fn law(&self, law: &str) -> Result<Json, String> {
        words_of(&self.locale, &format!("laws/{law}"), &self.templates)
    }
}

pub(super) fn builtin(name: &str) -> Option<&'static str> {
    let at = BUILTIN.binary_search_by(|(found, _)| (*found).cmp(name)).ok()?;
    BUILTIN.get(at).map(|(_, text)| *text)
}

fn words_of(locale: &str, file: &str, own: &BTreeMap<String, String>) -> Result<Json, String> {
    let name = format!("{locale}/{file}.yaml");
    let mut words: Json = match builtin(&name) {
        Some(text) => serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?,
        None if own.contains_key(&name) => Json::Object(serde_json::Map::new()),
        None => {
            return Err(format!(
                "there is no wording `{name}`; the locales are {}",
                locales().collect::<Vec<_>>().join(", ")
            ));
        }
    };
    if let Some(text) = own.get(&name) {
        let mine: Json = serde_yaml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        merge(&mut words, mine);
    }
    Ok(words)
}

fn merge(base: &mut Json, over: Json) {
    match (base, over) {
        (Json::Object(base), Json::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Json::Null), value);
            }
        }
        (base, over) => *base = over,
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

fn environment(language: &str, own: &Arc<BTreeMap<String, String>>) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    // The default marks are always valid, so this cannot fail.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        env.set_syntax(syntax);
    }
    env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    env.set_formatter(write_value);
    let own = Arc::clone(own);
    env.set_loader(move |name| Ok(own.get(name).cloned().or_else(|| builtin(name).map(str::to_owned))));
    let locale = Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN);
    let lists = Arc::new(Lists::new(&locale));
    env.add_filter("join_and", {
        let lists = Arc::clone(&lists);
        move |items: Value| join(lists.and.as_ref(), &items)
    });
    env.add_filter("join_or", move |items: Value| join(lists.or.as_ref(), &items));
    let plurals = PluralRules::try_new_cardinal((&locale).into()).ok();
    env.add_filter("plural", move |count: usize, forms: Value| plural(plurals.as_ref(), count, &forms));
    env.add_filter("cap", |text: Value| Value::from_safe_string(capitalize(&safe(&text))));
    env.add_filter("tidy", |text: Value| Value::from_safe_string(tidy(&safe(&text))));
    env.add_filter("sentence", |text: Value| Value::from_safe_string(sentence(&safe(&text))));
    env.add_global("br", Value::from_safe_string(BREAK.to_owned()));
    env.add_filter("strong", |text: Value| Value::from_safe_string(strong(&safe(&text))));
    env.add_filter("by_id", |items: Value| by_id(&items));
    env.add_filter("md", |text: Value| Value::from_safe_string(safe(&text)));
    env.add_filter("slug", |text: String| slug(&text));
    env.add_function("concat", |parts: Rest<Value>| {
        Value::from_safe_string(parts.iter().map(piece).collect::<String>())
    });
    env
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

struct Lists {
    and: Option<ListFormatter>,
    or: Option<ListFormatter>,
}

impl Lists {
    fn new(locale: &Locale) -> Self {
        let preferences: ListFormatterPreferences = locale.into();
        Self {
            and: ListFormatter::try_new_and(preferences, ListFormatterOptions::default()).ok(),
            or: ListFormatter::try_new_or(preferences, ListFormatterOptions::default()).ok(),
        }
    }
}

fn join(formatter: Option<&ListFormatter>, items: &Value) -> Result<Value, Error> {
    let items: Vec<String> =
        items.try_iter()?.map(|item| safe(&item)).filter(|item| !item.trim().is_empty()).collect();
    let text = match formatter {
        Some(formatter) => formatter.format(items.iter()).to_string(),
        None => items.join(", "),
    };
    Ok(Value::from_safe_string(text))
}

fn plural(rules: Option<&PluralRules>, count: usize, forms: &Value) -> Result<Value, Error> {
    if forms.kind() == ValueKind::String {
        return Ok(forms.clone());
    }
    let category = match rules.map(|rules| rules.category_for(count)) {
        Some(PluralCategory::Zero) => "zero",
        Some(PluralCategory::One) => "one",
        Some(PluralCategory::Two) => "two",
        Some(PluralCategory::Few) => "few",
        Some(PluralCategory::Many) => "many",
        Some(PluralCategory::Other) | None => "other",
    };
    let form = forms.get_attr(category)?;
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

/// A value as Markdown.
fn safe(value: &Value) -> String {
    match value.as_str() {
        Some(text) if value.is_safe() => text.to_owned(),
        Some(text) => escape(text),
        None if value.is_none() || value.is_undefined() => String::new(),
        None => escape(&value.to_string()),
    }
}

/// A piece of a sentence: the blanks at its edges part it from its neighbours.
fn piece(value: &Value) -> String {
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else { return safe(value) };
    let inner = text.trim_matches(' ');
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') && !inner.is_empty() { " " } else { "" };
    format!("{before}{}{after}", escape(inner))
}

/// Markdown that reads back as exactly this text, wherever it stands.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // A space at an edge, beside another or before a stop would be lost
            // when the line is tidied; as a reference it stays.
            ' ' => match chars.peek() {
                Some(' ' | ',' | '.' | ';' | ':') | None => out.push_str("&#32;"),
                Some(_) if before == ' ' || before == '(' => out.push_str("&#32;"),
                Some(_) => out.push(' '),
            },
            // A full stop, a comma or an apostrophe inside a line means nothing;
            // leaving it lets the filters see where sentences end.
            // A comma at the end stays what it is, whatever the sentence puts after it.
            ',' if chars.peek().is_none_or(|next| matches!(next, ':' | '.' | ';' | ')')) => {
                out.push_str("\\,")
            }
            ',' | '\'' | ';' | ':' | '?' | '%' | '/' => out.push(c),
            '.' if !before.is_ascii_digit() => out.push('.'),
            c if c.is_ascii_punctuation() => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() || c.is_control() => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Makes the first letter a capital, whatever marks stand before it.
fn capitalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    let mut in_mark = false;
    for c in chars.by_ref() {
        match c {
            MARK_OPEN => in_mark = true,
            MARK_CLOSE => in_mark = false,
            _ if in_mark => {}
            '*' | '_' | '[' | '\\' | '"' | '“' | '‘' | ' ' | '\n' => {}
            c => {
                out.extend(c.to_uppercase());
                break;
            }
        }
        out.push(c);
    }
    out.push_str(chars.as_str());
    out
}

/// Strong emphasis that holds whatever it begins and ends with: an empty mark
/// beside the asterisks is neither a blank nor punctuation.
fn strong(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        String::new()
    } else {
        format!("**{MARK_OPEN}{MARK_CLOSE}{text}{MARK_OPEN}{MARK_CLOSE}**")
    }
}

/// One line: runs of blanks are one space, and none stands before a stop.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.trim_start_matches([' ', '\n', ',', ';']);
    for word in text.split_whitespace() {
        let stop = word.starts_with([',', '.', ';', ':', ')']);
        // A clause that ends with a comma may be the last one.
        if stop && out.ends_with(',') {
            out.pop();
        }
        if !out.is_empty() && !stop && !out.ends_with('(') {
            out.push(' ');
        }
        match word.strip_suffix(",:").or_else(|| word.strip_suffix(",.")) {
            Some(bare) if !bare.ends_with('\\') => {
                out.push_str(bare);
                out.push_str(word.get(word.len() - 1..).unwrap_or(""));
            }
            Some(_) | None => out.push_str(word),
        }
    }
    if out.ends_with(',') {
        out.pop();
    }
    out
}

/// A tidy line with a capital and an end.
fn sentence(text: &str) -> String {
    let mut out = capitalize(&tidy(text));
    let visible: String = without_marks(&out);
    let end = visible.trim_end_matches(['*', '_', '”', '’', '"', '\\']);
    if !visible.is_empty() && !end.ends_with(['.', '!', '?', ':', '…']) {
        out.push('.');
    }
    out
}

fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_mark = false;
    for c in text.chars() {
        match c {
            MARK_OPEN => in_mark = true,
            MARK_CLOSE => in_mark = false,
            c if !in_mark => out.push(c),
            _ => {}
        }
    }
    out
}

/// A word for an anchor: lower-case letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
