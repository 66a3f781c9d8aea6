//! A law's section stub: its required disclosures in order, filled with what is
//! declared, and otherwise saying what to declare.

mod advice;
mod answers;

use std::collections::BTreeSet;

use bumpalo::Bump;
use serde::Serialize;

use self::advice::Channels;
use self::answers::{Answers, Findings, LackView};
use super::facets::{FacetView, Facets};
use super::view::{SectionView, Subject, Viewer};
use super::wording::{Frame, Markup, Scene, Words, seen};
use super::{Block, Document, DocumentKind, Section, outline, read};
use crate::analysis::coverage::coverage_of;
use crate::analysis::reach::Reach;
use crate::law::pack::StubSection;
use crate::law::{Kind, Pack, Verified};
use crate::model::{Prose, Ref, Value};
use crate::source::Span;

/// What a template sees of the section that it words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StubView<'a> {
    /// Its id.
    id: &'a str,
    /// What it shows, which is the name of the template that words it.
    facet: String,
    /// The requirements that it answers.
    cites: Vec<CiteView<'a>>,
    /// Whether it is asked for only where it applies, and nobody can tell whether it does.
    conditional: bool,
    /// Whether what is declared shows that none of it is asked for.
    idle: bool,
    /// What the laws ask for here, and nothing declared answers.
    lacks: Vec<LackView<'a>>,
    /// What to declare, as Markdown.
    declare: Markup<'a>,
    /// What is declared.
    content: FacetView<'a>,
}

seen! { StubView<'a>: id facet cites conditional idle lacks declare content }

/// A provision that a section answers.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CiteView<'a> {
    /// Where it is written.
    cite: &'a str,
    /// `true`, `partial` or `false`: how far it was checked.
    verified: &'static str,
    /// From when on, if it was not yet in force when the pack was written.
    from: Option<String>,
}

seen! { CiteView<'a>: cite verified from }

/// The stubs of a policy.
#[derive(Debug, Default)]
pub(crate) struct Stubs {
    pub(crate) documents: Vec<Document>,
    pub(crate) template_errors: Vec<String>,
}

/// Makes one stub for each pack that knows a law the policy names, in the order named.
pub(crate) fn documents(subject: &Subject<'_>) -> Stubs {
    let mut stubs = Stubs::default();
    let packs = packs(subject);
    if packs.is_empty() {
        return stubs;
    }
    // What is looked up in the policy for one law is known for the others.
    let asked: Vec<String> = packs.iter().map(|pack| pack.id.to_string()).collect();
    let answered: BTreeSet<&str> = packs
        .iter()
        .flat_map(|pack| &pack.stub)
        .flat_map(|section| &section.answers)
        .map(|id| &**id)
        .collect();
    let coverage = coverage_of(subject.policy, subject.vocabulary, &asked, &|requirement| {
        answered.contains(&*requirement.id)
    });
    let findings = Findings::of(&coverage);
    for pack in packs {
        match subject.wording.law(&pack.id) {
            Ok(law) => {
                let document = document(subject, pack, &findings, law.words(), &mut stubs.template_errors);
                stubs.documents.push(document);
            }
            Err(error) => stubs.template_errors.push(error),
        }
    }
    stubs
}

/// The packs of the laws that a policy names, each once.
fn packs(subject: &Subject<'_>) -> Vec<&'static Pack> {
    let Subject { policy, vocabulary, .. } = subject;
    let mut packs: Vec<&'static Pack> = Vec::new();
    for term in &policy.laws {
        let classes = match &term.value {
            Value::Ref(Ref::Builtin(class)) => std::slice::from_ref(class),
            Value::Ref(Ref::Noun(id)) => policy.noun(*id).map_or(&[][..], |noun| &noun.classes),
            _ => &[],
        };
        let laws = classes.iter().filter(|class| class.kind == Kind::Law);
        let ids = laws.filter_map(|class| vocabulary.find(Kind::Law, class.id)?.pack.as_deref());
        for pack in ids.filter_map(Pack::builtin).filter(|pack| !pack.stub.is_empty()) {
            if !packs.iter().any(|known| known.id == pack.id) {
                packs.push(pack);
            }
        }
    }
    packs
}

fn document(
    subject: &Subject<'_>,
    pack: &Pack,
    findings: &Findings<'_, '_>,
    law: Words<'_>,
    errors: &mut Vec<String>,
) -> Document {
    let mut viewer = Viewer::new(subject);
    viewer.purposes_in_full = true;
    let wording = subject.wording;
    let mut view = viewer.policy(Vec::new());
    // A statement of this law's own inside the policy has its own dates, here as in the section on dates.
    let Subject { policy, vocabulary, .. } = *subject;
    let reach = Reach { policy, vocabulary, regions: &pack.regions, scheme: &pack.id };
    if let (Some(head), Some(own)) = (&mut view.head, reach.own_statement()) {
        head.clauses.dates.extend(viewer.clauses(&own.clauses).dates);
    }
    let frame = Frame::new(view);
    let mut bump = Bump::new();
    let mut render = |template, title, stub: Option<&StubView<'_>>, spans: &[Span], prose: &[&Prose]| {
        let section = SectionView { title, topic: "stub", ..SectionView::default() };
        let scene = Scene { law: Some(law), stub, ..Scene::new(&frame, &section) };
        // What is wrong with a text is said where the policy itself is made.
        let texts = prose.iter().map(|prose| read::prose(prose).unwrap_or_default());
        match wording.content(template, &scene, &mut bump, spans, texts.collect()) {
            Ok(content) => content.blocks,
            Err(error) => {
                errors.push(error);
                Vec::new()
            }
        }
    };
    let title = law.text_of("title").unwrap_or_default();
    let lead = render("stub-lead.md", title, None, &viewer.spans, &[]);
    let channels = Channels::of(&viewer);
    let mut facets = Facets::new(&mut viewer, pack, law);
    let mut sections = Vec::with_capacity(pack.stub.len());
    for section in &pack.stub {
        facets.viewer.linked.clear();
        let content = facets.content(section);
        let words = law.get("sections").and_then(|sections| sections.get(&section.id));
        let word = |key: &str| words.and_then(|words| words.text_of(key)).unwrap_or_default();
        let answers = Answers::of(section, findings);
        let view = stub_view(pack, section, &answers, &channels, word("declare"), content);
        let title = word("title");
        let blocks = render("stub.md", title, Some(&view), &facets.viewer.spans, &facets.prose);
        let answers: BTreeSet<String> = section.answers.iter().map(ToString::to_string).collect();
        sections.push(finish(section, title.to_owned(), blocks, answers));
    }
    Document {
        name: format!("{}.{}", subject.policy.name, &*pack.id),
        title: title.to_owned(),
        language: frame.view.language.to_owned(),
        meta: outline::meta(&frame.view),
        chrome: wording.group("chrome").map(|(key, word)| (key.to_owned(), word.to_owned())).collect(),
        lead,
        sections,
        kind: DocumentKind::Law,
        pictures: None,
    }
}

fn stub_view<'a>(
    pack: &'a Pack,
    section: &'a StubSection,
    answers: &Answers<'_, 'a>,
    channels: &Channels<'_>,
    declare: &'a str,
    mut content: FacetView<'a>,
) -> StubView<'a> {
    let requirements: Vec<_> = section.answers.iter().filter_map(|answer| pack.requirement(answer)).collect();
    let mut cites: Vec<CiteView<'_>> = Vec::new();
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
    let (lacks, idle) = (answers.lacks(channels), answers.are_idle());
    content.missing = !lacks.is_empty() || content.missing && !idle;
    // What is left out is no requirement of its own; the same advice is given once.
    let own = Markup(channels.named_in(declare).into_owned().into());
    let again = !lacks.is_empty() && content.left_out.is_empty()
        || lacks.iter().any(|lack: &LackView<'_>| lack.declare.0 == own.0);
    StubView {
        id: &section.id,
        facet: section.facet.name(),
        cites,
        // Whom the table of those abroad has, applies.
        conditional: answers.are_open() && content.abroad.is_empty(),
        idle,
        lacks,
        declare: if again { Markup("".into()) } else { own },
        content,
    }
}

/// The provisions of a citation: what semicolons outside brackets part.
fn provisions(cite: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let parts = cite.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ';' && depth <= 0
    });
    parts.map(str::trim)
}

fn finish(
    section: &StubSection,
    title: String,
    mut blocks: Vec<Block>,
    answers: BTreeSet<String>,
) -> Section {
    for block in &mut blocks {
        block.each_origin(&mut |origin| origin.requirements.clone_from(&answers));
    }
    let mut finished = Section { id: section.id.to_string(), title, blocks, ..Section::default() };
    finished.origin.spans =
        finished.blocks.iter().flat_map(|block| block.origin.spans.iter().copied()).collect();
    finished.origin.requirements = answers;
    finished
}

#[cfg(test)]
pub(super) mod tests;
