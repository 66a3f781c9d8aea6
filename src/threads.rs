//! Many independent pieces of work on more than one thread.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

/// Does `work` on every item, on this thread and `others` more; the results in the items' order.
///
/// Whoever is done takes the next item, so that a long one holds nobody up. This thread does
/// `first` before it takes any. A thread that cannot be started is done without.
pub fn shared<T: Sync, R: Send>(
    items: &[T],
    others: usize,
    first: impl FnOnce(),
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    if others == 0 {
        first();
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return mine };
            mine.push((at, work(item)));
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let running: Vec<_> =
            (0..others).map_while(|_| Builder::new().spawn_scoped(scope, elsewhere(take)).ok()).collect();
        first();
        let mut done = take();
        for other in running {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does two things, at the same time if that is wanted.
pub fn both<A, B: Send>(at_once: bool, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if !at_once {
        return (one(), other());
    }
    thread::scope(|scope| {
        let running = scope.spawn(elsewhere(other));
        let one = one();
        (one, running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// The same work, for another thread: see [`place`].
fn elsewhere<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let start = place::here();
    move || {
        place::leave(start);
        work()
    }
}

/// Reads each of `all` and hands it on with what was read, in the order of `all`.
///
/// Where `large`, a second thread reads with this one, a batch ahead of what is handed on. What was
/// read waits for one batch only, so that it takes little memory however much there is.
pub fn in_turn<T: Send + Sync, R: Send>(
    all: Vec<T>,
    large: bool,
    read: &(dyn Fn(&T) -> R + Sync),
    each: &mut dyn FnMut(T, R),
) {
    if !large {
        for one in all {
            let found = read(&one);
            each(one, found);
        }
        return;
    }
    let size = (all.len() / BATCHES).clamp(1, MAX_BATCH);
    let mut rest = all.into_iter();
    let mut ready: Vec<(T, R)> = Vec::new();
    loop {
        let batch: Vec<T> = rest.by_ref().take(size).collect();
        if batch.is_empty() && ready.is_empty() {
            return;
        }
        let hand_on = || ready.drain(..).for_each(|(one, found)| each(one, found));
        let found = shared(&batch, 1, hand_on, read);
        ready = batch.into_iter().zip(found).collect();
    }
}

/// In how many batches all is read: so many times a thread is started, and a part of so many is in
/// memory at a time.
const BATCHES: usize = 128;

/// How many pieces a batch has at most: of a large text, a quarter of a mebibyte.
const MAX_BATCH: usize = 64;

/// Which processor a thread runs on.
///
/// Linux may begin a thread on the processor of whoever starts it, and leave it waiting there for as long as
/// a whole turn takes, some 4 ms, while another processor has nothing to do: with two processors that share
/// little (as in many virtual machines) more often than not. Where all the work takes a few milliseconds, two
/// threads were then no faster than one.
#[cfg(target_os = "linux")]
mod place {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};

    /// The processor that this thread runs on.
    pub(super) fn here() -> usize {
        sched_getcpu()
    }

    /// Goes on elsewhere, if this thread runs there and may run on another; from then on where the system likes.
    pub(super) fn leave(there: usize) {
        if sched_getcpu() != there || there >= CpuSet::MAX_CPU {
            return;
        }
        let Ok(all) = sched_getaffinity(None) else { return };
        let mut others = all;
        others.unset(there);
        if others.count() > 0 && sched_setaffinity(None, &others).is_ok() {
            // Not to be let go again would be no mistake.
            let _ = sched_setaffinity(None, &all);
        }
    }
}

/// Elsewhere that is left to the system.
#[cfg(not(target_os = "linux"))]
mod place {
    pub(super) fn here() {}
    pub(super) fn leave((): ()) {}
}

#[cfg(test)]
mod tests {
    use super::{in_turn, shared};

    #[test]
    fn the_order_is_kept() {
        for count in [0, 1, 2, 127, 1000, 20_000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|n| n * 2).collect();
            for others in [0, 1, 3] {
                assert_eq!(shared(&items, others, || (), |n| n * 2), doubled);
            }
            for large in [false, true] {
                let mut seen = Vec::new();
                in_turn(items.clone(), large, &|n| n * 2, &mut |n, double| seen.push((n, double)));
                assert_eq!(seen, items.iter().copied().zip(doubled.iter().copied()).collect::<Vec<_>>());
            }
        }
    }
}
