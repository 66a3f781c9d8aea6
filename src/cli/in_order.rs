//! Many independent pieces of work on all processors, results in the order of the pieces.

use std::num::NonZero;
use std::thread;

use candor::threads;

/// Does `work` on every item and returns the results in the items' order.
///
/// One item, or one processor, costs no thread.
pub(super) fn in_order<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // To count processors takes as long as to write a small file.
    let workers = match items.len() {
        0 | 1 => 1,
        many => thread::available_parallelism().map_or(1, NonZero::get).min(many),
    };
    threads::shared(items, workers - 1, || (), work)
}
