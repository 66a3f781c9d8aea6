//! A policy on one page, in the manner of the label on a packet of food.
//!
//! It has what was declared, and where nothing was, it says that nothing was: what is
//! not declared is never said not to happen.

use bumpalo::Bump;

use super::super::view::{SectionView, Subject, Viewer};
use super::super::wording::{Frame, Scene};
use super::super::{Document, DocumentKind, outline, read};
use super::{PictureView, word};
use crate::analysis::context::Context;
use crate::analysis::flow;

/// The label of a policy, and what is wrong with its template.
pub(crate) fn label(subject: &Subject<'_>) -> (Document, Vec<String>) {
    let context = Context::new(subject.policy, subject.vocabulary, None);
    let flows = flow::flows(&context);
    let mut viewer = Viewer::new(subject);
    let frame = Frame::new(viewer.policy(Vec::new()));
    let topics = outline::topics(&mut viewer);
    let view = PictureView::new(&mut viewer, &flows);
    let title = word(subject, "label");
    let section = SectionView { title, topic: "label", ..SectionView::default() };
    let scene = Scene { topics: Some(&topics), picture: Some(&view), ..Scene::new(&frame, &section) };
    let content = subject.wording.content("label.md", &scene, &mut Bump::new(), &viewer.spans, Vec::new());
    let (content, errors) = match content {
        Ok(content) => (content, Vec::new()),
        Err(error) => (read::Content::default(), vec![error]),
    };
    let chrome = subject.wording.group("chrome");
    let document = Document {
        name: format!("{}.label", subject.policy.name),
        title: title.to_owned(),
        language: frame.view.language.to_owned(),
        meta: outline::meta(&frame.view),
        chrome: chrome.map(|(key, word)| (key.to_owned(), word.to_owned())).collect(),
        lead: content.blocks,
        sections: content.sections,
        kind: DocumentKind::Label,
        pictures: None,
    };
    (document, errors)
}
