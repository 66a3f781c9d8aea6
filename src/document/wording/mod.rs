//! The wording: templates and words of one locale, the user's own in place of ours.
//!
//! The templates that ship are Rust by the time Candor runs (`build/templates`); those of a
//! user are interpreted. To whoever writes one, there is no difference.

mod compiled;
mod fit;
mod interpret;
mod language;
mod names;
mod rows;
mod run;
mod seen;
mod text;
mod values;
mod words;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use bumpalo::Bump;
use serde_json::Value as Json;

use self::compiled::{TEMPLATES, Template};
use self::interpret::Interpreter;
use self::language::Language;
use self::run::Run;
use super::Block;
use super::history::HistoryView;
use super::picture::PictureView;
use super::read::{self, Content};
use super::stub::StubView;
use super::view::{PolicyView, SectionView, StatementView};
use crate::law::{Vocabulary, read_yaml};
use crate::model::words::Topic;
use crate::source::Span;
use words::{Book, Kind};

pub(crate) use names::Name;
pub(crate) use seen::{Rows, See, Seen, View, seen};
pub(super) use text::{BREAK, MARK_CLOSE, MARK_OPEN, slug};
pub(super) use values::{Bare, bare};
pub(super) use values::{Mark, Markup};
pub(super) use words::Words;

// Every file of wording that ships, by name: templates, and words laid out.
include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// What one template may spend on a policy of ordinary size, so that one that never ends is an error.
const FUEL: u64 = 20_000_000;

/// How many bytes one template may write.
const MAX_OUTPUT: usize = 64 * 1024 * 1024;

/// The names of every template that ships, such as `en/rights.md`.
pub fn template_names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(name, _)| *name).chain(BOOKS.iter().map(|(name, _)| *name))
}

/// The locales that ship.
pub fn locales() -> impl Iterator<Item = &'static str> {
    BOOKS.iter().filter_map(|(name, _)| name.strip_suffix("/words.yaml"))
}

/// The templates and words of one locale.
pub struct Wording {
    locale: String,
    language: Arc<Language>,
    words: Cow<'static, Book>,
    names: Cow<'static, Book>,
    /// The user's own files.
    own: Arc<BTreeMap<String, String>>,
    fuel: u64,
    interpreter: OnceLock<Interpreter>,
    /// Whether templates that ship are interpreted as well.
    interpreted: bool,
}

/// What every template of a document sees.
pub(super) struct Frame<'a> {
    pub(super) view: PolicyView<'a>,
    /// The same for templates that are interpreted.
    value: OnceCell<minijinja::Value>,
}

impl<'a> Frame<'a> {
    pub(super) const fn new(view: PolicyView<'a>) -> Self {
        Self { view, value: OnceCell::new() }
    }
}

/// What one template sees.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) section: &'a SectionView<'a>,
    pub(super) topics: Option<&'a BTreeMap<&'static str, Vec<StatementView<'a>>>>,
    /// The words of the law whose stub it is.
    pub(super) law: Option<Words<'a>>,
    /// A section of it.
    pub(super) stub: Option<&'a StubView<'a>>,
    /// What goes where, for the templates of pictures.
    pub(super) picture: Option<&'a PictureView<'a>>,
    /// Past changes, for their template.
    pub(super) history: Option<&'a HistoryView<'a>>,
}

impl<'a> Scene<'a> {
    /// A section and what every template sees; a template that sees more has it added.
    pub(super) const fn new(frame: &'a Frame<'a>, section: &'a SectionView<'a>) -> Self {
        Self { frame, section, topics: None, law: None, stub: None, picture: None, history: None }
    }
}

impl Wording {
    /// The wording of a locale, the user's own files in place of those of the same name.
    ///
    /// # Errors
    ///
    /// Says which locale is missing, or where the user's words are wrong.
    pub fn new(locale: &str, language: &str, own: &BTreeMap<String, String>) -> Result<Self, String> {
        own.iter().try_for_each(|(name, text)| fit::plain(text).map_err(|why| format!("{name}:{why}")))?;
        let words = book(locale, "words", own)?;
        let regional = words.words().get("regional").and_then(|all| all.get(language)).map(Words::json);
        let words = match regional {
            Some(regional) => {
                let mut all = words.words().json();
                merge(&mut all, regional);
                Cow::Owned(Book::new(&all))
            }
            None => words,
        };
        Ok(Self {
            locale: locale.to_owned(),
            // What joins a list is of the language that its sentence is in.
            language: Arc::new(Language::new(if foreign(locale, language, own) { locale } else { language })),
            words,
            names: book(locale, "names", own)?,
            own: Arc::new(own.clone()),
            fuel: FUEL,
            interpreter: OnceLock::new(),
            interpreted: false,
        })
    }

    /// Its locale.
    pub(super) fn locale(&self) -> &str {
        &self.locale
    }

    /// Whether a policy in a language would have its sentences worded in another.
    pub(crate) fn is_foreign(&self, language: &str) -> bool {
        foreign(&self.locale, language, &self.own)
    }

    /// The same for a policy so many times the ordinary size, whose templates have more to do.
    #[must_use]
    pub fn for_size(mut self, times: u64) -> Self {
        self.fuel = FUEL.saturating_mul(times);
        self
    }

    /// Renders a template of the locale to Markdown; what it makes on the way stands in `bump`.
    ///
    /// # Errors
    ///
    /// Names the template, the line and what is wrong there.
    pub(super) fn render(
        &self,
        template: &str,
        scene: &Scene<'_>,
        bump: &mut Bump,
    ) -> Result<String, String> {
        let name = self.name_of(template);
        if let Some(compiled) = self.compiled(&name) {
            bump.reset();
            let failed = Cell::new(false);
            let mut out = String::new();
            compiled(&self.run(scene, bump, &failed), &mut out);
            if !failed.get() && out.len() <= MAX_OUTPUT {
                return Ok(out);
            }
        }
        self.interpreter().render(&name, scene)
    }

    /// What a template says of a scene, read as blocks; a mark `n` stands for `spans[n]`.
    ///
    /// # Errors
    ///
    /// Names the template and what is wrong there.
    pub(super) fn content(
        &self,
        template: &str,
        scene: &Scene<'_>,
        bump: &mut Bump,
        spans: &[Span],
        prose: Vec<Vec<Block>>,
    ) -> Result<Content, String> {
        let text = self.render(template, scene, bump)?;
        let name = self.name_of(template);
        read::markdown(&text, &name, spans, prose).map_err(|wrong| format!("template {name}: {}", wrong.why))
    }

    fn run<'a>(&'a self, scene: &Scene<'a>, bump: &'a Bump, failed: &'a Cell<bool>) -> Run<'a> {
        let or_not = |value: Option<Seen<'a>>| value.unwrap_or(Seen::Undefined);
        Run {
            bump,
            wording: self,
            failed,
            policy: scene.frame.view.see(),
            section: scene.section.see(),
            words: self.words.words().see(),
            topics: or_not(scene.topics.map(See::see)),
            law: or_not(scene.law.map(Words::see)),
            stub: or_not(scene.stub.map(See::see)),
            picture: or_not(scene.picture.map(See::see)),
            history: or_not(scene.history.map(See::see)),
        }
    }

    /// The function that a template became, unless it or what it imports is the user's.
    fn compiled(&self, name: &str) -> Option<Template> {
        let at = TEMPLATES.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
        let (_, template, uses) = TEMPLATES.get(at)?;
        let own = self.interpreted || uses.iter().any(|used| self.own.contains_key(*used));
        (!own).then_some(*template)
    }

    fn interpreter(&self) -> &Interpreter {
        self.interpreter
            .get_or_init(|| Interpreter::new(&self.language, &self.own, self.words.words(), self.fuel))
    }

    /// Whether the locale has a template of this name.
    #[must_use]
    pub fn has(&self, template: &str) -> bool {
        let name = self.name_of(template);
        self.own.contains_key(&name) || shipped_text(&name).is_some()
    }

    /// The template of an author's section by its id: its topic's, or the user's own unless that stands in for one
    /// which words something else; or else the one for all sections.
    #[must_use]
    pub(super) fn of_section(&self, id: &str) -> String {
        let own = format!("{id}.md");
        let ships = || locales().any(|locale| shipped_text(&format!("{locale}/{own}")).is_some());
        if self.has(&own) && (Topic::parse(id).is_some() || !ships()) { own } else { "section.md".to_owned() }
    }

    /// The full name of one of the locale's templates.
    #[must_use]
    pub fn name_of(&self, template: &str) -> String {
        format!("{}/{template}", self.locale)
    }

    /// A word by its path, such as `["sections", "rights"]`.
    #[must_use]
    pub fn word(&self, path: &[&str]) -> Option<&str> {
        path.iter().try_fold(self.words.words(), |at, key| at.get(key))?.text()
    }

    /// The form of a word that goes with a number, which stands for `{n}` in it.
    #[must_use]
    pub(super) fn counted(&self, path: &[&str], count: usize) -> String {
        let forms = path.iter().try_fold(self.words.words(), |at, key| at.get(key));
        let form = forms.and_then(|forms| {
            forms
                .text()
                .or_else(|| forms.text_of(self.language.plural(count)))
                .or_else(|| forms.text_of("other"))
        });
        form.unwrap_or_default().replace("{n}", &count.to_string())
    }

    /// Every key and word of one group.
    pub fn group(&self, key: &str) -> impl Iterator<Item = (&str, &str)> {
        let group = self.words.words().get(key);
        group.into_iter().flat_map(Words::entries).filter_map(|(key, word)| Some((key, word.text()?)))
    }

    /// What readers call an entry of the vocabulary: a text, or its forms by their names.
    #[must_use]
    pub(crate) fn name(&self, list: &str, id: &str) -> Option<Words<'_>> {
        self.names.words().get(list)?.get(id)
    }

    /// Whether what the user's `names.yaml` names is there to be named.
    ///
    /// # Errors
    ///
    /// Says what nothing asks for, or what has no name.
    pub(crate) fn names_fit(&self, vocabulary: &Vocabulary) -> Result<(), String> {
        let file = self.name_of("names.yaml");
        if !self.own.contains_key(&file) {
            return Ok(());
        }
        fit::names(self.names.words(), vocabulary).map_err(|why| format!("{file}: {why}"))
    }

    /// The words of one law's stub.
    ///
    /// # Errors
    ///
    /// Says where the user's words are wrong.
    pub(crate) fn law(&self, law: &str) -> Result<Cow<'static, Book>, String> {
        book(&self.locale, &format!("laws/{law}"), &self.own)
    }
}

/// Whether the sentences of a locale that ships, and not those of a user's own, would stand in a policy in another
/// language.
pub(super) fn foreign(locale: &str, language: &str, own: &BTreeMap<String, String>) -> bool {
    let macros = format!("{locale}/macros.md");
    !language::is_one(locale, language) && shipped_text(&macros).is_some() && !own.contains_key(&macros)
}

/// The text of a template that ships.
fn shipped_text(name: &str) -> Option<&'static str> {
    let at = TEXTS.binary_search_by(|(found, _)| (*found).cmp(name)).ok()?;
    TEXTS.get(at).map(|(_, text)| *text)
}

/// A file of words that ships.
pub(super) fn shipped_book(name: &str) -> Option<&'static Book> {
    BOOKS.iter().find(|(found, _)| *found == name).map(|(_, book)| book)
}

/// A file of words: ours, the user's, or ours with the user's in it.
fn book(locale: &str, file: &str, own: &BTreeMap<String, String>) -> Result<Cow<'static, Book>, String> {
    let name = format!("{locale}/{file}.yaml");
    let shipped = shipped_book(&name);
    let Some(text) = own.get(&name) else {
        return shipped.map(Cow::Borrowed).ok_or_else(|| {
            let locales = locales().collect::<Vec<_>>().join(", ");
            format!("there is no wording `{name}`; the locales are {locales}")
        });
    };
    let mine: Json = read_yaml(text).map_err(|error| match error.line {
        0 => format!("{name}: {error}"),
        _ => format!("{name}:{error}"),
    })?;
    fit::texts(&mine).map_err(|why| format!("{name}: {why}"))?;
    shipped
        .map_or(Ok(()), |book| fit::words("", book.words(), &mine))
        .map_err(|why| format!("{name}: {why}"))?;
    let mut words = shipped.map_or_else(|| Json::Object(serde_json::Map::new()), |book| book.words().json());
    merge(&mut words, mine);
    Ok(Cow::Owned(Book::new(&words)))
}

fn merge(base: &mut Json, over: Json) {
    match (base, over) {
        (Json::Object(base), Json::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Json::Null), value);
            }
        }
        // A key without a value, or a file of comments, says nothing.
        (_, Json::Null) => {}
        (base, over) => *base = over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::view::Subject;
    use crate::document::{Document, outline, stub};
    use crate::emit::text;
    use crate::law::Vocabulary;
    use crate::project::{self, LoadError, Read};

    /// A policy that says something in every way the language has.
    const GENERATED: [&str; 2] =
        [include_str!("../../../benches/head.candor"), include_str!("../../../benches/chapter.candor")];

    const SAMPLES: [&str; 6] = [
        include_str!("../../../policies/civicplus.candor"),
        include_str!("../../../policies/claritru.candor"),
        include_str!("../../../policies/clarizen.candor"),
        include_str!("../../../policies/classimize.candor"),
        include_str!("../../../policies/clientwise.candor"),
        include_str!("../../../policies/starter.candor"),
    ];

    fn read(source: &str) -> Read {
        let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(source.as_bytes().to_vec()) };
        project::read("acme.candor", &load, Vocabulary::builtin())
    }

    /// The documents of a policy, and what went wrong with their templates.
    fn documents(read: &Read, wording: &Wording) -> (Vec<Document>, Vec<String>) {
        let subject = Subject::new(&read.policy, wording);
        let outlined = outline::policy(&subject);
        let stubs = stub::documents(&subject);
        let documents = std::iter::once(outlined.document).chain(stubs.documents).collect();
        (documents, [outlined.template_errors, stubs.template_errors].concat())
    }

    fn wording(interpreted: bool, own: &[(&str, &str)]) -> Wording {
        let own = own.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Wording { interpreted, ..Wording::new("en", "en-US", &own).unwrap() }
    }

    fn shown(documents: &[Document]) -> String {
        documents.iter().map(|document| format!("{document:#?}\n")).collect()
    }

    /// Fails unless both ways say the same, and nothing had to be interpreted to say so.
    fn check(source: &str) {
        let read = read(source);
        let (compiled, interpreted) = (wording(false, &[]), wording(true, &[]));
        let (ours, errors) = documents(&read, &compiled);
        assert_eq!(errors, Vec::<String>::new());
        assert!(compiled.interpreter.get().is_none(), "a compiled template could not do something");
        let (theirs, errors) = documents(&read, &interpreted);
        assert_eq!(errors, Vec::<String>::new());
        let (ours, theirs) = (shown(&ours), shown(&theirs));
        for (our, their) in ours.lines().zip(theirs.lines()) {
            assert_eq!(our, their);
        }
        assert_eq!(ours.len(), theirs.len());
    }

    #[test]
    fn samples_say_the_same_either_way() {
        SAMPLES.into_iter().for_each(check);
    }

    #[test]
    fn a_policy_with_everything_says_the_same_either_way() {
        check(&GENERATED.concat().replace('@', "1"));
    }

    /// Sentences in every modality, with every clause, about one and about several.
    #[test]
    fn every_modality_and_clause_says_the_same_either_way() {
        use crate::model::verb;
        use crate::model::words::{Adverb, ListWord, Modal, Quantifier, Topic};
        let laws = "policy \"P\" { laws ccpa, gdpr  effective 2026-03-01 }\norganization acme \"Acme\"\n";
        let objects = ["personal-data", "certain \"notes\"", "\"a note\", \"a list\" or others"];
        let mut source = laws.to_owned();
        for (at, modal) in Modal::ALL.iter().enumerate() {
            for subject in ["we", "you", "\"our partner\" singular", "\"our partners\""] {
                let object = objects.get(at % objects.len()).unwrap();
                source
                    .push_str(&format!("{subject} {} collect {object}\n", modal.as_str().replace('-', " ")));
            }
        }
        for (at, word) in ListWord::ALL.iter().enumerate() {
            let word = word.as_str().replace('-', " ");
            source.push_str(&format!("we use \"thing {at}\" {word} \"one\", \"two\"\n"));
            source.push_str(&format!(
                "you may access \"thing {at}\" {word} \"a\", \"b\", \"c\", \"d\", \"e\", \"f\"\n"
            ));
            source.push_str(&format!("data d{at} \"data {at}\" : contact {{ {word} \"x\"\n item{at} \"item {at}\" {word} \"y\" }}\nwe collect d{at}\n"));
        }
        for adverb in Adverb::ALL {
            source.push_str(&format!(
                "we {} track \"{}\"\n",
                adverb.as_str().replace('-', " "),
                adverb.as_str()
            ));
        }
        for quantifier in Quantifier::ALL {
            source.push_str(&format!(
                "we share {} personal-data with \"{}\"\n",
                quantifier.as_str().replace('-', " "),
                quantifier.as_str()
            ));
        }
        for verb in verb::all().filter(|verb| !verb.state) {
            source.push_str(&format!("you have the right to {} personal-data by \"letter\" within 30 days fee none at most 2 times per 1 year\n", verb.id));
        }
        for topic in Topic::ALL {
            source.push_str(&format!(
                "section {} for children under 13 in california {{ we keep \"{}\" for 30 days }}\n",
                topic.as_str(),
                topic.as_str()
            ));
        }
        check(&source);
    }

    /// A template of the user's own is interpreted; the others go on being what they are.
    #[test]
    fn a_template_of_ones_own_stands_in_for_one() {
        let read = read("policy \"P\"\nyou have the right to access personal-data\nwe sell \"lists\"");
        let (documents, errors) =
            documents(&read, &wording(false, &[("en/rights.md", "Ask {{ section.id }}.")]));
        assert_eq!(errors, Vec::<String>::new());
        let text: String = documents.iter().map(text::emit).collect();
        assert!(text.contains("Ask rights.") && text.contains("We sell lists."), "{text}");
    }

    /// A section may be called what a template is that words something else, and is shown like any other.
    #[test]
    fn a_section_is_worded_by_a_template_for_sections() {
        let own = [("en/notes.md", "Own.\n\n{% for part in section.parts %}{{ part.mark }}{% endfor %}")];
        let files = TEXTS.iter().filter_map(|(name, _)| name.strip_prefix("en/")?.strip_suffix(".md"));
        let ids = files.filter(|id| !id.contains('/') && Topic::parse(id).is_none());
        for id in ids.chain(["notes"]) {
            let read = read(&format!("policy \"P\"\nsection {id} \"Ours\" {{ prose \"Some prose.\" }}"));
            let (documents, errors) = documents(&read, &wording(false, &own));
            assert_eq!(errors, Vec::<String>::new(), "{id}");
            let text: String = documents.iter().map(text::emit).collect();
            assert!(text.contains("Ours") && text.contains("Some prose."), "{id}: {text}");
            assert_eq!(text.contains("Own."), id == "notes", "{id}: {text}");
        }
    }

    /// Macros of the user's own are in every section that imports them, and in no other.
    #[test]
    fn macros_of_ones_own_are_in_every_section_that_imports_them() {
        let read = read("policy \"P\" { effective 2026-03-01 }\nwe sell \"lists\"");
        let macros = shipped_text("en/macros.md").unwrap();
        let own =
            macros.replace("{{ words.months[d.month - 1] }} {{ d.day }}, {{ d.year }}", "day {{ d.day }}");
        assert_ne!(macros, own);
        let (documents, errors) = documents(&read, &wording(false, &[("en/macros.md", &own)]));
        assert_eq!(errors, Vec::<String>::new());
        let text: String = documents.iter().map(text::emit).collect();
        assert!(text.contains("day 1") && text.contains("We sell lists."), "{text}");
    }

    /// What a user's words leave undone is an error that names the template and the line.
    #[test]
    fn words_that_are_not_what_they_should_be_are_an_error() {
        let read = read("policy \"P\"\nwe sell \"lists\"");
        let wording = wording(false, &[("en/words.yaml", "regional: { en-US: { verbs: { sell: sells } } }")]);
        let (_, errors) = documents(&read, &wording);
        let [error, ..] = errors.as_slice() else { panic!("no error") };
        let line = error.strip_prefix("template en/macros.md:").and_then(|rest| rest.split_once(": "));
        assert!(line.is_some_and(|(_, why)| why.starts_with("undefined value")), "{error}");
    }

    #[test]
    fn filters_fill_up_to_a_bound() {
        let read = read("policy \"P\"\nwe sell \"lists\"");
        let errors = |text: &str| documents(&read, &wording(false, &[("en/sale.md", text)])).1;
        for text in [
            "{{ 'x'|indent(10000000000) }}",
            "{{ 'x'|indent(width=10000000000) }}",
            "{{ [1]|batch(9999999999, 'x')|list }}",
            "{{ [1]|slice(9999999999)|list }}",
            "{{ '%9999999999d'|format(1) }}",
            "{{ '%-.9999999999s'|format(1) }}",
        ] {
            let errors = errors(text);
            assert!(errors[0].contains("a filter may fill up to 10000 places"), "{errors:?}");
        }
        let fine =
            "{{ 'a'|indent(width=2) }}{{ [1, 2, 3]|batch(2)|list }}{{ '%5.2f of %s'|format(1.5, 123456) }}";
        assert_eq!(errors(fine), Vec::<String>::new());
    }

    #[test]
    fn words_of_a_region_stand_in_for_the_words() {
        let british = Wording::new("en", "en-GB", &BTreeMap::new()).unwrap();
        assert_eq!(british.word(&["verbs", "analyze", "base"]), Some("analyse"));
        assert_eq!(british.word(&["verbs", "sell", "base"]), Some("sell"));
        let own =
            BTreeMap::from([("en/words.yaml".to_owned(), "verbs: { sell: { base: vend } }".to_owned())]);
        let own = Wording::new("en", "en", &own).unwrap();
        assert_eq!(own.word(&["verbs", "sell", "base"]), Some("vend"));
        assert_eq!(own.word(&["verbs", "sell", "third"]), Some("sells"));
        for nothing in ["# nothing", "verbs:"] {
            let own = BTreeMap::from([("en/words.yaml".to_owned(), nothing.to_owned())]);
            let own = Wording::new("en", "en", &own).unwrap();
            assert_eq!(own.word(&["verbs", "sell", "base"]), Some("sell"));
        }
    }
}
