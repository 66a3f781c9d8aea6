//! A law's section stub: its required disclosures in order, filled with what is
//! declared, and otherwise saying what to declare.

use std::collections::BTreeSet;

use minijinja::value::Serde;
use minijinja::{Value as Template, context};
use serde::Serialize;
use serde_json::Value as Json;

use super::facets::{FacetView, Facets};
use super::view::Viewer;
use super::wording::Wording;
use super::{Block, BlockKind, Document, Section, outline, read};
use crate::law::pack::{StubSection, Strength};
use crate::law::{Kind, Pack, Verified, Vocabulary};
use crate::model::{Policy, Ref, Value};
use crate::source::Span;

/// What a template sees of the section that it words.
#[derive(Clone, Debug, Serialize)]
struct StubView {
    /// Its id.
    id: String,
    /// What it shows, which is the name of the template that words it.
    facet: String,
    /// The requirements that it answers.
    cites: Vec<CiteView>,
    /// Whether it is asked for only where it applies.
    conditional: bool,
    /// What to declare, as Markdown.
    declare: Template,
    /// What is declared.
    content: FacetView,
}

/// A provision that a section answers.
#[derive(Clone, Debug, Serialize)]
struct CiteView {
    /// Where it is written.
    cite: String,
    /// `true`, `partial` or `false`: how far it was checked.
    verified: &'static str,
    /// From when on, if it was not yet in force when the pack was written.
    from: Option<String>,
}

/// What macros for statements look at.
#[derive(Clone, Debug, Serialize)]
struct SectionView {
    id: String,
    title: String,
    topic: &'static str,
    nested: bool,
}

/// The stubs of a policy.
#[derive(Debug, Default)]
pub(crate) struct Stubs {
    pub(crate) documents: Vec<Document>,
    pub(crate) template_errors: Vec<String>,
}

/// Makes one stub for each pack that knows a law the policy names, in the order named.
pub(crate) fn documents(policy: &Policy, vocabulary: &Vocabulary, wording: &Wording) -> Stubs {
    let mut stubs = Stubs::default();
    for pack in packs(policy, vocabulary) {
        match wording.law(&pack.id) {
            Ok(law) => {
                let document = document(policy, vocabulary, wording, pack, &law, &mut stubs.template_errors);
                stubs.documents.push(document);
            }
            Err(error) => stubs.template_errors.push(error),
        }
    }
    stubs
}

/// The packs of the laws that a policy names, each once.
fn packs(policy: &Policy, vocabulary: &Vocabulary) -> Vec<&'static Pack> {
    let mut packs: Vec<&'static Pack> = Vec::new();
    for term in &policy.laws {
        let classes = match &term.value {
            Value::Ref(Ref::Builtin(class)) => std::slice::from_ref(class),
            Value::Ref(Ref::Noun(id)) => policy.noun(*id).map_or(&[][..], |noun| &noun.classes),
            _ => &[],
        };
        let laws = classes.iter().filter(|class| class.kind == Kind::Law);
        let ids = laws.filter_map(|class| vocabulary.find(Kind::Law, &class.id)?.pack.as_deref());
        for pack in ids.filter_map(Pack::builtin) {
            if !packs.iter().any(|known| known.id == pack.id) {
                packs.push(pack);
            }
        }
    }
    packs
}

fn document(
    policy: &Policy,
    vocabulary: &Vocabulary,
    wording: &Wording,
    pack: &Pack,
    law: &Json,
    errors: &mut Vec<String>,
) -> Document {
    let mut viewer = Viewer::new(policy, vocabulary, wording);
    let frame = viewer.policy(Vec::new());
    let meta = outline::meta(&frame);
    let language = frame.language.clone();
    let frame = Template::from(Serde(&frame));
    let text = |key: &str| law.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let mut render = |template: &str, title: &str, stub: Template, spans: &[Span]| {
        let section = SectionView { id: String::new(), title: title.to_owned(), topic: "stub", nested: false };
        let context = context! {
            policy => frame.clone(),
            section => Serde(&section),
            words => wording.words(),
            law => Serde(law),
            stub => stub,
        };
        let rendered = wording.render(template, &context);
        let name = wording.name_of(template);
        match rendered.and_then(|text| read::markdown(&text, &name, spans, Vec::new())) {
            Ok(content) => content.blocks,
            Err(error) => {
                errors.push(error);
                Vec::new()
            }
        }
    };
    let lead = render("stub-lead.md", &text("title"), Template::UNDEFINED, &viewer.spans);
    let mut facets = Facets::new(&mut viewer, policy, vocabulary, pack, law);
    let mut sections = Vec::with_capacity(pack.stub.len());
    for section in &pack.stub {
        let content = facets.content(section);
        let words = law.get("sections").and_then(|sections| sections.get(&*section.id));
        let word = |key: &str| words.and_then(|words| words.get(key)).and_then(Json::as_str).unwrap_or_default().to_owned();
        let view = stub_view(pack, section, word("declare"), content);
        let title = word("title");
        let blocks = render("stub.md", &title, Template::from(Serde(&view)), &facets.viewer.spans);
        let answers: BTreeSet<String> = section.answers.iter().map(ToString::to_string).collect();
        sections.push(finish(section, title, blocks, answers));
    }
    Document {
        name: format!("{}.{}", policy.name, &*pack.id),
        title: text("title"),
        language,
        meta,
        chrome: wording.group("chrome").map(|(key, word)| (key.to_owned(), word.to_owned())).collect(),
        lead,
        sections,
    }
}

fn stub_view(pack: &Pack, section: &StubSection, declare: String, content: FacetView) -> StubView {
    let requirements: Vec<_> = section.answers.iter().filter_map(|answer| pack.requirement(answer)).collect();
    let mut cites: Vec<CiteView> = Vec::new();
    for requirement in &requirements {
        let later = requirement.in_force.from.filter(|from| pack.as_of.is_some_and(|day| day < *from));
        let verified = match requirement.verified {
            Verified::True => "true",
            Verified::Partial => "partial",
            Verified::False => "false",
        };
        // Several requirements may rest on the same provision.
        for cite in provisions(&requirement.cite) {
            if !cites.iter().any(|other| other.cite == cite) {
                cites.push(CiteView { cite, verified, from: later.map(|day| day.to_string()) });
            }
        }
    }
    StubView {
        id: section.id.to_string(),
        facet: section.facet.name(),
        cites,
        conditional: requirements.iter().all(|requirement| requirement.required != Strength::Must),
        declare: Template::from_safe_string(declare),
        content,
    }
}

/// The provisions of a citation: what semicolons outside brackets part.
fn provisions(cite: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut depth = 0;
    for c in cite.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        match all.last_mut() {
            Some(last) if c != ';' || depth > 0 => last.push(c),
            _ => all.push(String::new()),
        }
    }
    all.iter().map(|cite| cite.trim().to_owned()).collect()
}

fn finish(section: &StubSection, title: String, mut blocks: Vec<Block>, answers: BTreeSet<String>) -> Section {
    blocks.iter_mut().for_each(|block| answer(block, &answers));
    let mut finished = Section { id: section.id.to_string(), title, blocks, ..Section::default() };
    finished.origin.spans = finished.blocks.iter().flat_map(|block| block.origin.spans.iter().copied()).collect();
    finished.origin.requirements = answers;
    finished
}

/// Notes in a block, and in those inside it, the requirements that it answers.
fn answer(block: &mut Block, answers: &BTreeSet<String>) {
    block.origin.requirements.clone_from(answers);
    match &mut block.kind {
        BlockKind::Paragraph(_) => {}
        BlockKind::List { items, .. } => {
            for item in items {
                item.origin.requirements.clone_from(answers);
                item.blocks.iter_mut().for_each(|block| answer(block, answers));
            }
        }
        BlockKind::Table(table) => table.rows.iter_mut().for_each(|row| row.origin.requirements.clone_from(answers)),
        BlockKind::Callout(blocks) => blocks.iter_mut().for_each(|block| answer(block, answers)),
    }
}
