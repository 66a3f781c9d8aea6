//! Coverage as data, in a format with types and a version of its own.
//!
//! The doc comments of these types are the descriptions in the published schema.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Policy;
use crate::analysis::coverage as analysis;
use crate::emit::json::{schema_of, written};
use crate::law;
use crate::report::published::{Place, Verified};
use crate::source::Span;

/// The name of the schema, which carries the major version of the format.
pub const SCHEMA_ID: &str = "https://candor.dev/schema/coverage-1.json";

/// The version of the format.
pub const VERSION: &str = "1.0";

/// The name of the format.
const FORMAT: &str = "candor-coverage";

/// Writes the coverage of some policies.
#[must_use]
pub fn emit(policies: &[Policy<'_>]) -> String {
    written(&File {
        schema: SCHEMA_ID,
        format: FORMAT,
        version: VERSION,
        policies: policies.iter().map(policy).collect(),
    })
}

/// The JSON Schema (2020-12) of what [`emit`] writes.
#[must_use]
pub fn schema() -> String {
    schema_of::<File<'_>>(SCHEMA_ID, "Candor coverage")
}

/// What the laws ask of some policies, and which declarations answer it.
#[derive(Serialize, JsonSchema)]
struct File<'a> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    #[schemars(extend("const" = SCHEMA_ID))]
    schema: &'static str,
    /// The name of the format.
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The version of the format, major and minor.
    #[schemars(extend("pattern" = r"^1\.[0-9]+$"))]
    version: &'static str,
    /// The policies.
    policies: Vec<PolicyCoverage<'a>>,
}

/// One policy.
#[derive(Serialize, JsonSchema)]
struct PolicyCoverage<'a> {
    /// The stem of its file.
    name: &'a str,
    /// The file as it is shown.
    file: &'a str,
    /// The laws that it names, that apply to it, or that were asked for.
    laws: Vec<Law<'a>>,
}

/// One law.
#[derive(Serialize, JsonSchema)]
struct Law<'a> {
    /// Its id.
    id: &'a str,
    /// The pack that knows it.
    pack: &'a str,
    /// Its name.
    title: &'a str,
    /// Where it is written.
    cite: &'a str,
    /// How far it was checked against the text of the law.
    verified: Verified,
    /// Where it holds, by ids of the vocabulary.
    regions: &'a [String],
    /// The day whose law was applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "as-of")]
    as_of: Option<String>,
    /// When the law holds.
    #[serde(rename = "in-force", skip_serializing_if = "InForce::is_open")]
    in_force: InForce,
    /// Why it is looked at.
    standing: Standing,
    /// The declarations that show why.
    at: Vec<Place>,
    /// How many requirements have each status.
    counts: BTreeMap<&'static str, usize>,
    /// What it asks for, in the order of its pack.
    requirements: Vec<Requirement<'a>>,
}

/// Why a law is looked at.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Standing {
    /// The policy names it.
    Named,
    /// The policy does not name it, but its declarations show that it applies.
    Shown,
    /// It was asked for; nothing shows that it applies.
    Asked,
}

/// One thing a law asks for.
#[derive(Serialize, JsonSchema)]
struct Requirement<'a> {
    /// The stable id.
    id: &'a str,
    /// Where this law has it.
    cite: &'a str,
    /// A short name.
    title: &'a str,
    /// What the document has to convey, in our own words.
    text: &'a str,
    /// How strongly it is asked for.
    required: Strength,
    /// How much it matters if it is missing: less where the law was not read.
    severity: Severity,
    /// How far it was checked against the text of the law.
    verified: Verified,
    /// The documents that carry it.
    documents: Vec<&'static str>,
    /// When it holds.
    #[serde(rename = "in-force", skip_serializing_if = "InForce::is_open")]
    in_force: InForce,
    /// Since when it reads like this, where it was in force before.
    #[serde(skip_serializing_if = "Option::is_none")]
    amended: Option<String>,
    /// How the policy stands to it.
    status: Status,
    /// The declarations that answer it, that show that it does not apply, or that answer it for some people only.
    at: Vec<Place>,
    /// The facts that would have to be known, by their names in `law/facts.yaml`.
    #[serde(rename = "open-facts", skip_serializing_if = "Vec::is_empty")]
    open_facts: Vec<&'a str>,
    /// What to declare, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    declare: Option<Cow<'a, str>>,
    /// What is easily got wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// The days a rule holds: from the first, up to and including the last.
#[derive(Serialize, JsonSchema)]
struct InForce {
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

impl InForce {
    fn of(in_force: law::pack::InForce) -> Self {
        let text = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        Self { from: text(in_force.from), until: text(in_force.until) }
    }

    fn is_open(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

/// How strongly something is asked for.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Strength {
    /// Of everyone whom the condition holds for.
    Must,
    /// A must that only some meet the condition of.
    Conditional,
    /// Good practice.
    Should,
}

/// How much a missing answer matters.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Certainly wrong.
    Error,
}

/// How a policy stands to a requirement.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// Nothing declared answers it.
    Missing,
    /// It may or may not apply or be answered: facts are open.
    Unknown,
    /// Declarations answer it.
    Met,
    /// Only a person can tell, or another document than the policy carries it.
    Unchecked,
    /// Its condition does not hold.
    NotApplicable,
    /// It does not hold on that day.
    NotInForce,
}

fn policy<'a>(policy: &'a Policy<'a>) -> PolicyCoverage<'a> {
    let laws = policy.coverage.laws.iter().map(|law| of_law(policy, law)).collect();
    PolicyCoverage { name: policy.name, file: &policy.file, laws }
}

fn of_law<'a>(policy: &'a Policy<'a>, found: &'a analysis::LawCoverage<'a>) -> Law<'a> {
    let law = &found.law;
    let (standing, at) = match &found.standing {
        analysis::Standing::Named(at) => (Standing::Named, vec![place(policy, *at)]),
        analysis::Standing::Shown(at) => (Standing::Shown, places(policy, at)),
        analysis::Standing::Asked => (Standing::Asked, Vec::new()),
    };
    Law {
        id: law.id,
        pack: &law.pack.id,
        title: law.title,
        cite: law.cite,
        verified: law.verified.into(),
        regions: law.regions,
        as_of: found.day.map(|day| day.to_string()),
        in_force: InForce::of(law.in_force),
        standing,
        at,
        counts: analysis::Status::ALL
            .into_iter()
            .map(|status| (status.as_str(), found.count(status)))
            .collect(),
        requirements: found.judged.iter().map(|judged| requirement(policy, judged)).collect(),
    }
}

fn requirement<'a>(policy: &'a Policy<'a>, judged: &'a analysis::Judged<'a>) -> Requirement<'a> {
    let requirement = judged.asked.requirement;
    Requirement {
        id: &requirement.id,
        cite: &judged.asked.cite,
        title: &requirement.title,
        text: &requirement.text,
        required: match requirement.required {
            law::pack::Strength::Must => Strength::Must,
            law::pack::Strength::Conditional => Strength::Conditional,
            law::pack::Strength::Should => Strength::Should,
        },
        severity: match judged.weight() {
            law::pack::Severity::Info => Severity::Note,
            law::pack::Severity::Warning => Severity::Warning,
            law::pack::Severity::Error => Severity::Error,
        },
        verified: judged.asked.verified.into(),
        documents: requirement.places.iter().map(|place| place.name()).collect(),
        in_force: InForce::of(judged.asked.in_force),
        amended: requirement.amended.map(|day| day.to_string()),
        status: match judged.status {
            analysis::Status::Missing => Status::Missing,
            analysis::Status::Unknown => Status::Unknown,
            analysis::Status::Met => Status::Met,
            analysis::Status::Unchecked => Status::Unchecked,
            analysis::Status::NotApplicable => Status::NotApplicable,
            analysis::Status::NotInForce => Status::NotInForce,
        },
        at: places(policy, &judged.at),
        open_facts: judged.open.clone(),
        declare: judged.declare(),
        note: judged.asked.note,
    }
}

fn places(policy: &Policy<'_>, at: &[Span]) -> Vec<Place> {
    at.iter().map(|span| place(policy, *span)).collect()
}

fn place(policy: &Policy<'_>, span: Span) -> Place {
    let nowhere = Place { file: String::new(), line: 1, column: 1 };
    Place::of(policy.sources, policy.shown, span).unwrap_or(nowhere)
}
