//! JSON: what a policy declares, as data for machines.
//!
//! The format has types and a version of its own, so that the model can change without
//! breaking those who read it. `docs/json.md` says how versions change; the doc comments of
//! these types are the descriptions in the published schema.

mod clauses;
mod document;
mod layout;
mod nouns;
mod places;
mod statements;
mod terms;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::document::Document;
use crate::law::{Kind, Vocabulary};
use crate::model::words::DateWord;
use crate::model::{ClauseKind, Dated, Policy};
use crate::source::Sources;
use nouns::{Noun, Scheme, VocabularyEntry};
use statements::{Part, Statement};
use terms::Reference;
use words::{Absence, Date, NounKind};

/// The name of the schema, which carries the major version of the format.
pub const SCHEMA_ID: &str = "https://candor.dev/schema/policy-1.json";

/// The version of the format.
pub const VERSION: &str = "1.0";

/// The name of the format.
const FORMAT: &str = "candor-policy";

/// Writes what a policy declares, and its document with the origin of every piece.
#[must_use]
pub fn emit(policy: &Policy, document: &Document, sources: &Sources) -> String {
    let mut context = Context::new(policy, sources);
    written(&file(&mut context, document))
}

/// What [`emit`] writes, for those who ask it something.
pub(crate) fn value(policy: &Policy, document: &Document) -> serde_json::Value {
    let sources = Sources::default();
    let mut context = Context::new(policy, &sources);
    serde_json::to_value(file(&mut context, document)).unwrap_or_default()
}

/// Writes a value of a published format: laid out, and what could not be seen escaped.
pub(crate) fn written<T: Serialize>(value: &T) -> String {
    #[expect(clippy::expect_used, reason = "every published type has string keys and serializes itself")]
    let json = serde_json::to_string(value).expect("the types of published formats serialize");
    layout::lay_out(&json)
}

/// The JSON Schema (2020-12) of what [`emit`] writes.
#[must_use]
pub fn schema() -> String {
    schema_of::<File<'_>>(SCHEMA_ID, "Candor policy")
}

/// The JSON Schema (2020-12) of a published format.
pub(crate) fn schema_of<T: JsonSchema>(id: &str, title: &str) -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(Tidy);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), id.into());
    schema.insert("title".to_owned(), title.into());
    let mut schema = schema.to_value();
    // Another crate may switch on serde_json's `preserve_order` for the whole build.
    schema.sort_all_objects();
    layout::lay_out(&schema.to_string())
}

/// Takes out `null`, since what is absent is left out, and the line ends of doc comments.
#[derive(Clone)]
struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(serde_json::Value::String(description)) = schema.get_mut("description") {
            let paragraphs: Vec<String> =
                description.split("\n\n").map(|text| text.replace('\n', " ")).collect();
            *description = paragraphs.join("\n\n");
        }
        if let Some(serde_json::Value::Array(types)) = schema.get_mut("type") {
            types.retain(|kind| kind != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(serde_json::Value::Array(either)) = schema.get_mut("anyOf") {
            either.retain(|schema| schema.get("type").is_none_or(|kind| kind != "null"));
            if let [serde_json::Value::Object(only)] = either.as_slice() {
                let only = only.clone();
                schema.remove("anyOf");
                for (key, value) in only {
                    schema.insert(key, value);
                }
            }
        }
        transform_subschemas(self, schema);
    }
}

/// What the types are made from, and what is counted on the way.
struct Context<'a> {
    policy: &'a Policy,
    sources: &'a Sources,
    vocabulary: &'a Vocabulary,
    /// The entries of the vocabulary that were named.
    used: BTreeSet<(Kind, &'a str)>,
    metrics: Metrics,
}

impl<'a> Context<'a> {
    fn new(policy: &'a Policy, sources: &'a Sources) -> Self {
        Self {
            policy,
            sources,
            vocabulary: &policy.vocabulary,
            used: BTreeSet::new(),
            metrics: Metrics::default(),
        }
    }
}

/// The practices that a privacy policy declares, as data, with the document made from them.
///
/// A member that is not there was not declared; `{"absent": "unstated"}` and
/// `{"absent": "none"}` were declared. Readers ignore members they do not know: a minor
/// version may add some, and words to the sets of words.
#[derive(Debug, Serialize, JsonSchema)]
struct File<'a> {
    /// The name of the schema.
    #[serde(rename = "$schema")]
    #[schemars(extend("const" = SCHEMA_ID))]
    schema: &'static str,
    /// The name of the format.
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The version of the format, major and minor.
    #[schemars(extend("pattern" = r"^1\.[0-9]+$"))]
    version: &'static str,
    /// The policy itself.
    policy: Head<'a>,
    /// The organization that publishes the policy: the first one declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Reference<'a>>,
    /// Every declaration under its kind, in the order of the source.
    nouns: BTreeMap<NounKind, Vec<Noun<'a>>>,
    /// Every statement once, in the order of the source: file by file, line by line.
    statements: Vec<Statement<'a>>,
    /// What stands in and outside the sections that the author made, in the author's order.
    parts: Vec<Part<'a>>,
    /// The entries of the vocabulary that the policy names, with their codes.
    vocabulary: Vec<VocabularyEntry<'a>>,
    /// The schemes that codes stand in.
    schemes: Vec<Scheme<'a>>,
    /// How much of the policy is data, and how much only text.
    metrics: Metrics,
    /// The document that readers see, with the origin of every piece.
    document: document::Document<'a>,
}

/// The policy itself; its other properties stand in `nouns.policy`.
#[derive(Debug, Serialize, JsonSchema)]
struct Head<'a> {
    /// The stem of the file it was read from.
    id: &'a str,
    /// The title, where one is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    /// The BCP 47 language tag, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// Since when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<HeadDate>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<HeadDate>,
    /// The laws it names, in the author's order.
    laws: Vec<terms::Term<'a>>,
}

/// A date, or deliberately none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
enum HeadDate {
    /// A date.
    On(Date),
    /// Deliberately none.
    Absent {
        /// In which way.
        absent: Absence,
    },
}

/// How much of a policy is data, and how much only text.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
struct Metrics {
    /// The statements.
    statements: usize,
    /// The blocks of prose.
    prose_blocks: usize,
    /// The texts that stand in a verb's place.
    text_verbs: usize,
    /// The texts that stand where a name could, as subject, object or in a clause, and have no
    /// class beside them.
    unclassified_terms: usize,
    /// The declarations, items too, that could have a class and have none.
    unclassified_declarations: usize,
}

fn file<'a>(context: &mut Context<'a>, document: &'a Document) -> File<'a> {
    let policy = context.policy;
    let head = head(context);
    let publisher = policy.publisher();
    let publisher = publisher.map(|noun| Reference::Noun { kind: NounKind(noun.kind), id: &noun.id });
    let nouns = nouns::by_kind(context);
    let (statements, parts) = statements::statements_and_parts(context);
    File {
        schema: SCHEMA_ID,
        format: FORMAT,
        version: VERSION,
        policy: head,
        publisher,
        nouns,
        statements,
        parts,
        vocabulary: nouns::vocabulary(context),
        schemes: nouns::schemes(context.vocabulary),
        metrics: context.metrics.clone(),
        document: document::tree(context, document),
    }
}

fn head<'a>(context: &mut Context<'a>) -> Head<'a> {
    let policy = context.policy;
    Head {
        id: &policy.name,
        title: policy.title.as_deref(),
        language: policy.language.as_deref(),
        effective: date(policy, DateWord::Effective),
        updated: date(policy, DateWord::Updated),
        laws: terms::Term::all(context, &policy.laws),
    }
}

fn date(policy: &Policy, wanted: DateWord) -> Option<HeadDate> {
    policy.head()?.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Dated(word, dated) if *word == wanted => Some(match dated {
            Dated::On(date) => HeadDate::On(Date(*date)),
            Dated::Absent(absence) => HeadDate::Absent { absent: Absence(*absence) },
        }),
        _ => None,
    })
}
