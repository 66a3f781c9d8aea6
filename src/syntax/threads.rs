//! Two threads where one would do, for a text that is large.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

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
        let next = AtomicUsize::new(0);
        let take = || {
            let mut mine = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(one) = batch.get(at) else { return mine };
                mine.push((at, read(one)));
            }
        };
        let mut found = thread::scope(|scope| {
            // Without a second thread, this one does all.
            let other = Builder::new().spawn_scoped(scope, take);
            ready.drain(..).for_each(|(one, found)| each(one, found));
            let mut found = take();
            if let Ok(other) = other {
                match other.join() {
                    Ok(more) => found.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            found
        });
        found.sort_unstable_by_key(|(at, _)| *at);
        ready = batch.into_iter().zip(found.into_iter().map(|(_, found)| found)).collect();
    }
}

/// In how many batches all is read: so many times a thread is started, and a part of so many is in
/// memory at a time.
const BATCHES: usize = 128;

/// How many runs a batch has at most: a quarter of a mebibyte.
const MAX_BATCH: usize = 64;

#[cfg(test)]
mod tests {
    use super::in_turn;

    #[test]
    fn the_order_is_kept() {
        for count in [0, 1, 2, 127, 1000, 20_000] {
            for large in [false, true] {
                let mut seen = Vec::new();
                in_turn((0..count).collect(), large, &|n| n * 2, &mut |n, double| seen.push((n, double)));
                assert_eq!(seen, (0..count).map(|n| (n, n * 2)).collect::<Vec<_>>());
            }
        }
    }
}
