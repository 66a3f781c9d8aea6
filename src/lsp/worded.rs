//! What the page says, made on a thread of its own and only when somebody asks.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use candor::compile::{Built, Settings, documents};
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

/// For each statement and declaration the piece of the document that is most about it.
fn pieces(read: &Read, settings: &Settings) -> Pieces {
    let mut built = Built::default();
    let documents = documents(read, settings, &mut built);
    let mut best: BTreeMap<_, (usize, String)> = BTreeMap::new();
    for piece in documents.first().map(origin::pieces).unwrap_or_default() {
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
