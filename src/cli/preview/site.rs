//! What is shown at the moment, shared between the thread that makes it and those that hand it out.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::good::Good;
use super::made::Made;
use super::state;
use crate::workspace::Failure;

/// How long a stream of events is silent before a line says that it is still there.
const SILENCE: Duration = Duration::from_secs(15);
/// How long the end waits for streams of events to end.
const FAREWELL: Duration = Duration::from_millis(300);

/// The preview as its pages see it.
pub(super) struct Site {
    port: u16,
    now: Mutex<Now>,
    changed: Condvar,
    streams: AtomicUsize,
}

struct Now {
    /// Counts what was shown; 0 is nothing yet.
    version: u64,
    state: Arc<str>,
    good: Option<Arc<Good>>,
    closed: bool,
}

/// What a stream of events has to say next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum News {
    /// This version is there.
    Version(u64),
    /// Nothing, for a while.
    Silence,
    /// The preview has ended.
    End,
}

impl Site {
    /// A site with nothing to show yet.
    pub(super) fn new(port: u16) -> Self {
        let now = Now { version: 0, state: Arc::from("{}"), good: None, closed: false };
        Self { port, now: Mutex::new(now), changed: Condvar::new(), streams: AtomicUsize::new(0) }
    }

    /// The port that it is served on.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Shows what was made, or why nothing was; documents without errors stay until there are others.
    pub(super) fn show(&self, made: Result<Made, Failure>) {
        let mut now = self.lock();
        now.version += 1;
        let (findings, name, fresh) = match made {
            Ok(Made { findings, name, good }) => {
                let fresh = good.is_some();
                if let Some(good) = good {
                    now.good = Some(Arc::new(Good { version: now.version, ..good }));
                }
                (findings, Some(name), fresh)
            }
            Err(failure) => (vec![state::of_failure(&failure)], None, false),
        };
        now.state = state::written(now.version, name.as_deref(), fresh, now.good.as_deref(), findings).into();
        self.changed.notify_all();
    }

    /// Ends every stream of events.
    pub(super) fn close(&self) {
        let mut now = self.lock();
        now.closed = true;
        self.changed.notify_all();
        let open = |_: &mut Now| self.streams.load(Ordering::SeqCst) > 0;
        drop(self.changed.wait_timeout_while(now, FAREWELL, open));
    }

    /// What the page shows besides the documents, as JSON.
    pub(super) fn state(&self) -> Arc<str> {
        Arc::clone(&self.lock().state)
    }

    /// The last documents without errors.
    pub(super) fn good(&self) -> Option<Arc<Good>> {
        self.lock().good.clone()
    }

    /// Waits for something newer than what a page knows.
    pub(super) fn news(&self, known: u64) -> News {
        let stale = |now: &mut Now| now.version == known && !now.closed;
        let waited = self.changed.wait_timeout_while(self.lock(), SILENCE, stale);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if now.closed {
            News::End
        } else if now.version == known {
            News::Silence
        } else {
            News::Version(now.version)
        }
    }

    /// A stream of events begins, unless there are so many already; whether it does.
    pub(super) fn enter(&self, most: usize) -> bool {
        let more = |streams: usize| (streams < most).then_some(streams + 1);
        self.streams.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more).is_ok()
    }

    /// A stream of events has ended.
    pub(super) fn leave(&self) {
        self.streams.fetch_sub(1, Ordering::SeqCst);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
