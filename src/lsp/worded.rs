//! What the page says, made on a thread of its own and only when somebody asks.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use candor::compile::{Built, Settings, documents};
use candor::document::Document;
use candor::project::Read;
use candor::report::origin;
use candor::source::Span;

/// How long a hover waits for what the page says. A small policy is made in this time; of a
/// larger one the next hover knows.
const WAIT: Duration = Duration::from_millis(150);

/// What the page says of statements and declarations, by their places.
pub(super) type Pieces = BTreeMap<Span, String>;

/// What the page says of a policy, or will say.
#[derive(Debug, Default)]
pub(super) struct Worded(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// What was made last, and from what.
    made: Option<(Arc<Read>, Arc<Pieces>)>,
    /// What is being made, and from what.
    making: Option<(Arc<Read>, Receiver<Pieces>)>,
}

impl Worded {
    /// What the page says of a policy as it was read; nothing, if it is not known in time.
    pub(super) fn of(&self, read: &Arc<Read>, settings: &Settings) -> Option<Arc<Pieces>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = state.known(read) {
            return Some(known);
        }
        state.take(Duration::ZERO);
        // One at a time: while something is typed, every state of it would be made.
        if state.making.is_none() {
            let (sender, made) = channel();
            let (read, settings) = (Arc::clone(read), settings.clone());
            state.making = Some((Arc::clone(&read), made));
            thread::spawn(move || sender.send(pieces(&read, &settings)));
        }
        state.take(WAIT);
        state.known(read)
    }
}

impl State {
    fn known(&self, read: &Arc<Read>) -> Option<Arc<Pieces>> {
        let (of, pieces) = self.made.as_ref()?;
        Arc::ptr_eq(of, read).then(|| Arc::clone(pieces))
    }

    /// Takes over what is ready, or will be in a moment.
    fn take(&mut self, wait: Duration) {
        let Some((read, made)) = &self.making else { return };
        match made.recv_timeout(wait) {
            Ok(pieces) => {
                self.made = Some((Arc::clone(read), Arc::new(pieces)));
                self.making = None;
            }
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => self.making = None,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
        }
    }
}

/// For each statement and declaration the piece of the document that is most about it; one of the summary only where
/// no other is.
fn pieces(read: &Read, settings: &Settings) -> Pieces {
    let mut built = Built::default();
    let Some(mut document) = documents(read, settings, &mut built).into_iter().next() else {
        return Pieces::new();
    };
    let (summary, sections) = document.sections.into_iter().partition(|section| section.id == "summary");
    document.sections = sections;
    let mut all = most_about(&document);
    for (span, text) in most_about(&Document { sections: summary, ..Document::default() }) {
        all.entry(span).or_insert(text);
    }
    all
}

fn most_about(document: &Document) -> Pieces {
    let mut best: BTreeMap<_, (usize, String)> = BTreeMap::new();
    for piece in origin::pieces(document) {
        for span in &piece.spans {
            // A piece that words fewer is more about each; of two alike the longer says more.
            let better = best.get(span).is_none_or(|(others, text)| {
                piece.spans.len() < *others || piece.spans.len() == *others && text.len() < piece.text.len()
            });
            if better {
                best.insert(*span, (piece.spans.len(), piece.text.clone()));
            }
        }
    }
    best.into_iter().map(|(span, (_, text))| (span, text)).collect()
}

#[cfg(test)]
mod tests {
    use candor::law::Vocabulary;
    use candor::project;

    use super::*;

    #[test]
    fn a_sentence_is_what_the_policy_makes_of_it_and_not_its_summary() {
        let text = "data contact \"contact details\" : contact\ndata orders \"orders\" : commercial.purchases\n\
                    we collect contact for \"answer you\"\nwe collect orders for \"send them\"\n";
        let read = project::read("p.candor", &|_: &str| Ok(text.as_bytes().to_vec()), Vocabulary::builtin());
        let pieces = pieces(&read, &Settings::default());
        let at = u32::try_from(text.find("we collect contact").unwrap()).unwrap();
        let (_, said) = pieces.iter().find(|(span, _)| span.start == at).unwrap();
        assert_eq!(said, "Contact details | To answer you");
    }
}
