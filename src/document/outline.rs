//! The order of a policy's document, and the building of it.
//!
//! Every statement stands in exactly one section: the one its topic names, or
//! the one its author put it in. A section's words come from the template of
//! its topic; what the template says is read back as blocks.

use std::collections::{BTreeMap, BTreeSet};

use bumpalo::Bump;

use super::read;
use super::unworded::in_another_language;
use super::view::{
    PartView, PlaceView, PolicyView, SectionView, StatementView, Subject, Viewer, statements_of,
};
use super::wording::{Frame, Mark, Scene};
use super::{BlockKind, Document, DocumentKind, Origin, Section, plain};
use crate::analysis::reach::Reach;
use crate::analysis::select::does_any;
use crate::diagnostic::Diagnostic;
use crate::model::phrase::capitalized;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{self, ClauseKind, Part, Policy, Prose, Ref, Statement, Value, Verb};
use crate::source::Span;

/// A document, and what was found while it was made.
pub(crate) struct Outlined {
    pub(crate) document: Document,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) template_errors: Vec<String>,
}

/// Makes the document of a policy.
pub(crate) fn policy(subject: &Subject<'_>) -> Outlined {
    let mut outline = Outline::new(subject);
    let document = outline.document();
    let Outline { findings, template_errors, .. } = outline;
    Outlined { document, findings, template_errors }
}

/// What every template of a policy's document sees, in the order they are rendered.
pub(crate) fn views(subject: &Subject<'_>) -> Vec<(String, serde_json::Value)> {
    let mut outline = Outline { views: Some(Vec::new()), ..Outline::new(subject) };
    outline.document();
    outline.views.unwrap_or_default()
}

/// What one topic's section is made of.
#[derive(Default)]
struct Matter<'a> {
    /// Statements outside any section.
    own: Vec<&'a Statement>,
    /// Sections that add to it.
    sections: Vec<&'a model::Section>,
}

impl<'a> Matter<'a> {
    /// Its statements, each with its topic and whether a scope limits it.
    fn statements(&self, topic: Topic) -> Vec<(Topic, &'a Statement, bool)> {
        let mut found: Vec<_> = self.own.iter().map(|statement| (topic, *statement, false)).collect();
        self.sections.iter().for_each(|section| gather(section, Some(topic), false, &mut found));
        found
    }
}

/// What stands above a section.
enum Heading {
    /// Its title.
    Own(String),
    /// For whom or where it holds; or else the heading above it.
    OfScope(String),
}

struct Outline<'a> {
    viewer: Viewer<'a>,
    frame: Option<Frame<'a>>,
    /// What templates make, while one is rendered.
    bump: Bump,
    findings: Vec<Diagnostic>,
    template_errors: Vec<String>,
    ids: BTreeSet<String>,
    /// What templates saw, where somebody asked.
    views: Option<Vec<(String, serde_json::Value)>>,
}

impl<'a> Outline<'a> {
    fn new(subject: &'a Subject<'a>) -> Self {
        Self {
            viewer: Viewer::new(subject),
            frame: None,
            bump: Bump::new(),
            findings: Vec::new(),
            template_errors: Vec::new(),
            ids: BTreeSet::new(),
            views: None,
        }
    }

    fn document(&mut self) -> Document {
        let policy = self.viewer.policy;
        let (mut matters, custom) = sort(policy);
        let topics: Vec<&'static str> = Topic::ALL
            .iter()
            .zip(&matters)
            .filter(|(_, matter)| !matter.own.is_empty() || !matter.sections.is_empty())
            .map(|(topic, _)| topic.as_str())
            .collect();
        let mut frame = self.viewer.policy(topics);
        let sections = Topic::ALL.iter().zip(&matters);
        frame.headings =
            sections.map(|(topic, matter)| (topic.as_str(), self.title(*topic, matter).0)).collect();
        frame.granting = self.granting(&matters, &custom, &frame.headings);
        let wording = self.viewer.wording;
        let mut document = Document {
            name: policy.name.clone(),
            title: frame.title.to_owned(),
            language: frame.language.to_owned(),
            meta: meta(&frame),
            chrome: wording.group("chrome").map(|(key, word)| (key.to_owned(), word.to_owned())).collect(),
            lead: Vec::new(),
            sections: Vec::new(),
            kind: DocumentKind::Policy,
            pictures: None,
        };
        if let Some(views) = &mut self.views {
            views.push(("policy".to_owned(), serde_json::to_value(&frame).unwrap_or_default()));
        }
        self.frame = Some(Frame::new(frame));
        let lead = SectionView { topic: "lead", ..SectionView::default() };
        document.lead = self.render("lead.md", &lead, None, &[]).blocks;
        let summary = self.summary();
        self.viewer.explain = true;
        let mut loose: Vec<&model::Section> = custom;
        for (topic, matter) in Topic::ALL.iter().zip(matters.iter_mut()) {
            // Sections that say nothing about where they belong come before the changes.
            if *topic == Topic::Changes {
                let (placed, free): (Vec<_>, Vec<_>) =
                    loose.into_iter().partition(|section| place(section).is_some());
                loose = placed;
                for section in free {
                    document.sections.extend(self.section(section, None));
                    self.place_after(&section.id, &mut loose, &mut document.sections);
                }
            }
            document.sections.extend(self.topic(*topic, matter));
            self.place_after(topic.as_str(), &mut loose, &mut document.sections);
        }
        for section in loose {
            document.sections.extend(self.section(section, None));
        }
        self.unrendered(&document);
        document.sections.splice(0..0, summary);
        if wording.is_foreign(&document.language) {
            self.findings.extend(in_another_language(policy, wording.locale()));
        }
        document
    }

    /// Sections that an author put after the one with this id, and those after them.
    fn place_after(&mut self, id: &str, loose: &mut Vec<&'a model::Section>, out: &mut Vec<Section>) {
        while let Some(at) = loose.iter().position(|section| place(section) == Some(id)) {
            let section = loose.remove(at);
            out.extend(self.section(section, None));
            self.place_after(&section.id, loose, out);
        }
    }

    fn summary(&mut self) -> Option<Section> {
        let topics = topics(&mut self.viewer);
        let title = self.heading("summary");
        let section =
            SectionView { id: "summary", title: &title, topic: "summary", ..SectionView::default() };
        let content = self.render("summary.md", &section, Some(&topics), &[]);
        self.finish("summary", title, content, Vec::new(), Span::default())
    }

    fn topic(&mut self, topic: Topic, matter: &Matter<'a>) -> Option<Section> {
        self.viewer.linked.clear();
        let id = topic.as_str();
        let (title, alone) = self.title(topic, matter);
        let template = format!("{id}.md");
        if let Some(only) = alone {
            return self.words(&template, id, Heading::Own(title), topic, false, only);
        }
        let mut prose = Vec::new();
        let mut parts = self.viewer.parts(&matter.own);
        for section in matter.sections.iter().copied().filter(adds) {
            parts.extend(self.parts(section, &mut prose));
        }
        self.viewer.open(&mut parts);
        let view = SectionView { id, title: &title, topic: id, parts, ..SectionView::default() };
        let content = self.render(&template, &view, None, &prose);
        let mut inner = Vec::new();
        for section in &matter.sections {
            if adds(section) {
                let sections = section.sections();
                inner.extend(sections.into_iter().filter_map(|inner| self.section(inner, Some(topic))));
            } else {
                let inner_id = format!("{id}-{}", inner.len() + 1);
                let inner_title = match section.title.as_deref() {
                    Some(own) => Heading::Own(own.to_owned()),
                    None => Heading::OfScope(title.clone()),
                };
                inner.extend(self.words(&template, &inner_id, inner_title, topic, true, section));
            }
        }
        self.finish(id, title, content, inner, Span::default())
    }

    /// The heading of a topic's section, and the author's section that is all of it, if one is.
    fn title(&self, topic: Topic, matter: &Matter<'a>) -> (String, Option<&'a model::Section>) {
        // One section alone may limit whom the topic applies to; a title that is for some is none for all.
        let (title, alone) = match (matter.own.is_empty(), matter.sections.as_slice()) {
            (true, [only]) => (only.title.as_deref(), Some(*only)),
            (_, sections) => {
                (sections.iter().copied().filter(adds).find_map(|section| section.title.as_deref()), None)
            }
        };
        (title.map_or_else(|| self.heading_by_verbs(topic, matter), str::to_owned), alone)
    }

    /// The heading that names what a topic's sentences do, where it is the same for all of them; what else they do beside
    /// it, such as to sell or share, has its heading elsewhere.
    fn heading_by_verbs(&self, topic: Topic, matter: &Matter<'_>) -> String {
        let statements = matter.statements(topic);
        if statements.is_empty() {
            let alone = self.viewer.wording.word(&["headings", topic.as_str(), "none"]);
            return alone.map_or_else(|| self.heading(topic.as_str()), str::to_owned);
        }
        let mut headings =
            statements.iter().flat_map(|(_, statement, _)| &statement.verbs).filter_map(|verb| match verb {
                Verb::Known(verb) if verb.topic == topic => {
                    Some(self.viewer.wording.word(&["headings", topic.as_str(), verb.id]))
                }
                Verb::Known(_) | Verb::Text(_) => None,
            });
        let first = headings.next().flatten().filter(|first| headings.all(|next| next == Some(first)));
        first.map_or_else(|| self.heading(topic.as_str()), str::to_owned)
    }

    /// A section that an author made.
    fn section(&mut self, section: &'a model::Section, within: Option<Topic>) -> Option<Section> {
        let topic = section.topic.or(within);
        let title = self.title_of(section, topic);
        let template = self.viewer.wording.of_section(&section.id);
        let title = Heading::Own(title);
        self.words(&template, &section.id, title, topic.unwrap_or(Topic::About), true, section)
    }

    fn title_of(&self, section: &model::Section, topic: Option<Topic>) -> String {
        match &section.title {
            Some(title) => title.to_string(),
            None => topic
                .filter(|topic| topic.as_str() == &*section.id)
                .map_or_else(|| sentence_case(&section.id), |topic| self.heading(topic.as_str())),
        }
    }

    /// The sections that grant rights: that on rights, and any other in which people have one.
    fn granting(
        &self,
        matters: &[Matter<'a>],
        custom: &[&'a model::Section],
        headings: &BTreeMap<&'static str, String>,
    ) -> Vec<PlaceView<'a>> {
        let (policy, vocabulary) = (self.viewer.policy, self.viewer.vocabulary);
        let reach = Reach { policy, vocabulary, regions: &[], scheme: "" };
        let grants = |found: &[(Topic, &Statement, bool)]| {
            found.iter().any(|(topic, statement, _)| {
                let granted = *topic == Topic::Rights || statement.modal.right();
                // "You can opt out of sale" is a right in any words; to opt out of a newsletter is none.
                (granted || does_any(statement, &["opt-out"]) && !reach.rights(statement).is_empty())
                    && reach.grants_right(statement)
            })
        };
        let mut places = Vec::new();
        for (topic, matter) in Topic::ALL.iter().zip(matters) {
            let said = !matter.own.is_empty() || !matter.sections.is_empty();
            if said && *topic == Topic::Rights
                || *topic != Topic::Rights && grants(&matter.statements(*topic))
            {
                let (id, title) = (topic.as_str(), headings.get(topic.as_str()).cloned().unwrap_or_default());
                places.push(PlaceView { id, title });
            }
        }
        for section in custom {
            let mut found = Vec::new();
            gather(section, None, false, &mut found);
            if grants(&found) {
                places.push(PlaceView { id: &section.id, title: self.title_of(section, section.topic) });
            }
        }
        places.sort_by_key(|place| place.id != Topic::Rights.as_str());
        places
    }

    /// The words of one section, and of those inside it.
    fn words(
        &mut self,
        template: &str,
        id: &str,
        heading: Heading,
        topic: Topic,
        nested: bool,
        section: &'a model::Section,
    ) -> Option<Section> {
        self.viewer.linked.clear();
        let mut prose = Vec::new();
        let mut parts = self.parts(section, &mut prose);
        self.viewer.open(&mut parts);
        let mut view = SectionView {
            id,
            title: "",
            topic: if section.topic.is_some() || nested && topic != Topic::About {
                topic.as_str()
            } else {
                "section"
            },
            nested,
            scope: self.viewer.scope(scope_of(section)),
            parts,
        };
        let title = match heading {
            Heading::Own(title) => title,
            Heading::OfScope(above) => self.heading_of(&view).unwrap_or(above),
        };
        view.title = &title;
        let content = self.render(template, &view, None, &prose);
        let inner: Vec<Section> =
            section.sections().into_iter().filter_map(|inner| self.section(inner, Some(topic))).collect();
        self.finish(id, title, content, inner, section.span)
    }

    /// Statements and prose in their order; runs of statements may be grouped.
    fn parts(&mut self, section: &'a model::Section, prose: &mut Vec<&'a Prose>) -> Vec<PartView<'a>> {
        let mut parts = Vec::new();
        let mut run: Vec<&Statement> = Vec::new();
        for part in &section.parts {
            match part {
                Part::Statement(statement) => run.push(statement),
                Part::Prose(text) => {
                    parts.extend(self.viewer.parts(&run));
                    run.clear();
                    parts.push(PartView::Prose { mark: Mark::Prose(prose.len()) });
                    prose.push(text);
                }
                Part::Section(_) => {}
            }
        }
        parts.extend(self.viewer.parts(&run));
        parts.extend(self.viewer.data_of(section.span));
        parts
    }

    /// What a section without a title is for: the heading of the one that it stands in would be there twice.
    fn heading_of(&mut self, section: &SectionView<'_>) -> Option<String> {
        let template = "heading.md";
        if !self.viewer.wording.has(template) {
            return None;
        }
        self.render(template, section, None, &[]).blocks.into_iter().find_map(|block| match block.kind {
            BlockKind::Paragraph(words) => Some(plain(&words)),
            _ => None,
        })
    }

    fn heading(&self, topic: &str) -> String {
        self.viewer.wording.word(&["sections", topic]).map_or_else(|| sentence_case(topic), str::to_owned)
    }

    fn render(
        &mut self,
        template: &str,
        section: &SectionView<'_>,
        topics: Option<&BTreeMap<&'static str, Vec<StatementView<'_>>>>,
        prose: &[&Prose],
    ) -> read::Content {
        let wording = self.viewer.wording;
        if let Some(views) = &mut self.views {
            views.push((template.to_owned(), serde_json::to_value(section).unwrap_or_default()));
        }
        let mut texts = Vec::new();
        for text in prose {
            match read::prose(text) {
                Ok(blocks) => texts.push(blocks),
                Err(wrong) => {
                    self.findings.push(*wrong);
                    texts.push(Vec::new());
                }
            }
        }
        let Some(frame) = &self.frame else { return read::Content::default() };
        let scene = Scene { topics, ..Scene::new(frame, section) };
        match wording.content(template, &scene, &mut self.bump, &self.viewer.spans, texts) {
            Ok(content) => content,
            Err(error) => {
                self.template_errors.push(error);
                read::Content::default()
            }
        }
    }

    /// The section, unless it says nothing.
    fn finish(
        &mut self,
        id: &str,
        title: String,
        content: read::Content,
        inner: Vec<Section>,
        span: Span,
    ) -> Option<Section> {
        let read::Content { blocks, mut sections } = content;
        for section in &mut sections {
            section.id = self.unique(&format!("{id}-{}", section.id));
        }
        sections.extend(inner);
        if blocks.is_empty() && sections.is_empty() {
            return None;
        }
        let id = self.unique(id);
        let mut origin = Origin::default();
        if span != Span::default() {
            origin.spans.insert(span);
        }
        Some(Section { id, title, blocks, sections, origin })
    }

    fn unique(&mut self, id: &str) -> String {
        let mut candidate = id.to_owned();
        let mut count = 1;
        while !self.ids.insert(candidate.clone()) {
            count += 1;
            candidate = format!("{id}-{count}");
        }
        candidate
    }

    /// Statements that no block words: a template left them out. A summary is of what stands elsewhere, and words none.
    fn unrendered(&mut self, document: &Document) {
        if !self.template_errors.is_empty() {
            return;
        }
        let mut seen = BTreeSet::new();
        document.each_block(&mut |block| seen.extend(block.origin.spans.iter().copied()));
        let mut lost = Vec::new();
        self.viewer.policy.each_statement(&mut |statement| {
            if !seen.contains(&statement.span) {
                lost.push(statement.span);
            }
        });
        let nouns = &self.viewer.policy.nouns;
        let promises = nouns.iter().flat_map(|noun| noun.promises.iter().map(|said| (said.span, noun.kind)));
        let inside: BTreeMap<Span, NounKind> = promises.collect();
        self.findings.extend(lost.into_iter().map(|span| not_rendered(span, inside.get(&span).copied())));
    }
}

/// Whether a section only adds to its topic's, as those without a scope do: its words go on where the others end.
fn adds(section: &&model::Section) -> bool {
    section.clauses.is_empty()
}

/// The statements of each topic; those that a section limits say so, and come last.
pub(super) fn topics<'a>(viewer: &mut Viewer<'a>) -> BTreeMap<&'static str, Vec<StatementView<'a>>> {
    let (matters, custom) = sort(viewer.policy);
    let mut found = Vec::new();
    for (topic, matter) in Topic::ALL.iter().zip(&matters) {
        found.extend(matter.statements(*topic));
    }
    custom.iter().for_each(|section| gather(section, None, false, &mut found));
    found.sort_by_key(|(.., limited)| *limited);
    let mut topics: BTreeMap<&'static str, Vec<StatementView<'a>>> =
        Topic::ALL.iter().map(|topic| (topic.as_str(), Vec::new())).collect();
    for (topic, statement, limited) in found {
        let view = StatementView { limited, ..viewer.statement(statement) };
        topics.entry(topic.as_str()).or_default().push(view);
    }
    topics
}

/// The statements of a section and of those in it, each with its topic and whether a scope limits it.
fn gather<'a>(
    section: &'a model::Section,
    within: Option<Topic>,
    limited: bool,
    out: &mut Vec<(Topic, &'a Statement, bool)>,
) {
    let topic = section.topic.or(within);
    let limited = limited || scope_of(section).next().is_some();
    // In a section of the author's own, the verb says what a statement is about.
    out.extend(statements_of(section).map(|one| (topic.unwrap_or(one.topic), one, limited)));
    section.sections().into_iter().for_each(|inner| gather(inner, topic, limited, out));
}

/// Every topic's matter in the order of topics, and the sections that are no topic's.
fn sort(policy: &Policy) -> (Vec<Matter<'_>>, Vec<&model::Section>) {
    let mut matters: Vec<Matter<'_>> = Topic::ALL.iter().map(|_| Matter::default()).collect();
    let mut custom = Vec::new();
    let slot = |topic: Topic| Topic::ALL.iter().position(|found| *found == topic).unwrap_or(0);
    for part in &policy.root.parts {
        match part {
            Part::Statement(statement) => {
                if let Some(matter) = matters.get_mut(slot(statement.topic)) {
                    matter.own.push(statement);
                }
            }
            Part::Section(section) => match section.topic.and_then(|topic| matters.get_mut(slot(topic))) {
                Some(matter) => matter.sections.push(section),
                None => custom.push(section),
            },
            Part::Prose(_) => {}
        }
    }
    (matters, custom)
}

/// The id of the section that a section is said to follow.
fn place(section: &model::Section) -> Option<&str> {
    section.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::After, list) => list.terms.iter().find_map(|term| match &term.value {
            Value::Ref(Ref::Text(id)) => Some(&**id),
            _ => None,
        }),
        _ => None,
    })
}

/// The clauses of a section that readers see; where it stands is not one.
pub(super) fn scope_of(section: &model::Section) -> impl Iterator<Item = &model::Clause> {
    section.clauses.iter().filter(|clause| !matches!(clause.kind, ClauseKind::List(ListWord::After, _)))
}

pub(super) fn meta(frame: &PolicyView<'_>) -> Vec<(String, String)> {
    let Some(head) = &frame.head else { return Vec::new() };
    let dates = head.clauses.dates.iter().filter(|(_, date)| date.year != 0);
    dates.map(|(key, date)| ((*key).to_owned(), date.iso.clone())).collect()
}

fn sentence_case(id: &str) -> String {
    capitalized(&id.replace('-', " "))
}

/// A sentence that no document says; `inside` is the kind of declaration that it stands in.
pub(super) fn not_rendered(span: Span, inside: Option<NounKind>) -> Diagnostic {
    let help = match inside {
        Some(kind) => format!(
            "no template shows what stands inside this declaration of kind `{}`: write it as a sentence outside \
             of it, which begins with its name",
            kind.as_str()
        ),
        None => {
            "the template of its section leaves it out; move it to another section or change the template"
                .to_owned()
        }
    };
    Diagnostic::warning("not-rendered", span, "no document says this").with_help(help)
}
