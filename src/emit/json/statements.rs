//! Statements, and the sections they stand in.

use schemars::JsonSchema;
use serde::Serialize;

use super::Context;
use super::clauses::Clause;
use super::places::Place;
use super::terms::{List, Term, unclassified};
use super::words::{Adverb, KnownVerb, Modal, Topic};
use crate::model;

/// Who does what to which data, under which conditions.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Statement<'a> {
    /// Its stable id: from its own `id` clause, or from what it says.
    id: &'a str,
    /// The topic it belongs to.
    topic: Topic,
    /// The ids of the sections it stands in, outermost first; empty outside any section.
    section: Vec<&'a str>,
    /// The id of the declaration it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    noun: Option<&'a str>,
    /// Who.
    subjects: Vec<Term<'a>>,
    /// How it is meant.
    modality: Modality,
    /// What is done.
    verbs: Vec<Verb<'a>>,
    /// Whether `or` joins the verbs: any of them may be what is done.
    any_verb: bool,
    /// To what.
    #[serde(skip_serializing_if = "Option::is_none")]
    objects: Option<List<'a>>,
    /// Everything else, in the author's order.
    clauses: Vec<Clause<'a>>,
    /// Where it was written.
    source: Place<'a>,
}

/// How a statement is meant.
#[derive(Debug, Serialize, JsonSchema)]
struct Modality {
    /// The modal.
    modal: Modal,
    /// Whether it denies what the verbs say.
    negative: bool,
    /// What shades it, in the author's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    adverbs: Vec<Adverb>,
    /// Those of them that stand before what denies it, and are not denied: "we sometimes do not".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ahead: Vec<Adverb>,
}

/// What is done: a verb of the language, or the author's words for all that follows the modal.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Verb<'a> {
    /// The base form of a verb of the language.
    Verb(KnownVerb),
    /// The author's words.
    Text(&'a str),
}

/// Every statement, in the order of the source, and what stands in and outside sections.
pub(super) fn statements_and_parts<'a>(context: &mut Context<'a>) -> (Vec<Statement<'a>>, Vec<Part<'a>>) {
    let policy = context.policy;
    let mut statements = Vec::new();
    let parts = parts(context, &policy.root, &[], &mut statements);
    for noun in &policy.nouns {
        for promise in &noun.promises {
            statements.push((promise.span, statement(context, promise, &[], Some(noun))));
        }
    }
    statements.sort_by_key(|(span, _)| *span);
    context.metrics.statements = statements.len();
    (statements.into_iter().map(|(_, statement)| statement).collect(), parts)
}

type Found<'a> = Vec<(crate::source::Span, Statement<'a>)>;

/// Something that stands in a section or outside any, in the order of the source.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Part<'a> {
    /// The id of a statement, found in `statements`.
    Statement(&'a str),
    /// Markdown that Candor does not look into.
    Prose(Prose<'a>),
    /// A section.
    Section(Section<'a>),
}

/// Markdown that Candor does not look into.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Prose<'a> {
    /// The Markdown, as written.
    text: &'a str,
    /// Where it was written.
    source: Place<'a>,
}

/// A section that the author made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Section<'a> {
    /// Its id.
    id: &'a str,
    /// Its heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    /// The topic it adds to, where its id is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<Topic>,
    /// What holds for everything in it: for whom, where, under which conditions.
    scope: Vec<Clause<'a>>,
    /// What stands in it, in the order of the source.
    parts: Vec<Part<'a>>,
    /// Where it was written.
    source: Place<'a>,
}

fn parts<'a>(
    context: &mut Context<'a>,
    section: &'a model::Section,
    path: &[&'a str],
    statements: &mut Found<'a>,
) -> Vec<Part<'a>> {
    let mut parts = Vec::with_capacity(section.parts.len());
    for part in &section.parts {
        parts.push(match part {
            model::Part::Statement(found) => {
                statements.push((found.span, statement(context, found, path, None)));
                Part::Statement(&found.id)
            }
            model::Part::Prose(prose) => {
                context.metrics.prose_blocks += 1;
                Part::Prose(Prose { text: &prose.text, source: context.place(prose.span) })
            }
            model::Part::Section(inner) => {
                let mut path = path.to_vec();
                path.push(&inner.id);
                Part::Section(Section {
                    id: &inner.id,
                    title: inner.title.as_deref(),
                    topic: inner.topic.map(Topic),
                    scope: Clause::all(context, &inner.clauses),
                    parts: self::parts(context, inner, &path, statements),
                    source: context.place(inner.span),
                })
            }
        });
    }
    parts
}

fn statement<'a>(
    context: &mut Context<'a>,
    statement: &'a model::Statement,
    section: &[&'a str],
    noun: Option<&'a model::Noun>,
) -> Statement<'a> {
    let texts = statement.verbs.iter().filter(|verb| matches!(verb, model::Verb::Text(_)));
    context.metrics.text_verbs += texts.count();
    let objects = statement.objects.as_ref().map_or(0, |list| unclassified(&list.terms));
    let ahead = if statement.modal.negative() { statement.ahead } else { 0 };
    context.metrics.unclassified_terms += unclassified(&statement.subjects) + objects;
    Statement {
        id: &statement.id,
        topic: Topic(statement.topic),
        section: section.to_vec(),
        noun: noun.map(|noun| &*noun.id),
        subjects: Term::all(context, &statement.subjects),
        modality: Modality {
            modal: Modal(statement.modal),
            negative: statement.modal.negative(),
            adverbs: statement.adverbs.iter().copied().map(Adverb).collect(),
            ahead: statement.adverbs.iter().take(ahead).copied().map(Adverb).collect(),
        },
        verbs: statement.verbs.iter().map(verb).collect(),
        any_verb: statement.any_verb,
        objects: statement.objects.as_ref().map(|list| List::new(context, list)),
        clauses: Clause::all(context, &statement.clauses),
        source: context.place(statement.span),
    }
}

fn verb(verb: &model::Verb) -> Verb<'_> {
    match verb {
        model::Verb::Known(known) => Verb::Verb(KnownVerb(known.id)),
        model::Verb::Text(text) => Verb::Text(text),
    }
}
