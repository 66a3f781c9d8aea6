//! Reading a text again and again while it is typed: what did not change is not read twice.
//!
//! The scan tells where items begin, and the grammar reads each run of items by itself. So what was
//! read of a run is what will be read of it wherever it stands, with its places moved.

use foldhash::HashMap;

use super::ast::File;
use super::shift::{shift_finding, shift_item};
use super::{read, scan};
use crate::diagnostic::Checked;
use crate::source::FileId;

/// What was read of runs of items, by their text.
///
/// It holds what the last two readings needed of each number of files that are read in turn: see
/// [`Cache::forget`].
#[derive(Debug, Default)]
pub struct Cache {
    known: HashMap<Box<str>, Known>,
    now: u64,
}

/// What was read of one run, with places from its beginning.
#[derive(Debug)]
struct Known {
    read: Checked<File>,
    /// When it was last needed.
    used: u64,
}

impl Cache {
    /// Reads one file's text into its items, as [`read()`] does.
    #[must_use]
    pub fn read(&mut self, file: FileId, text: &str) -> Checked<File> {
        let scan = scan::scan(file, text);
        // What the scan finds may lie in one run and be due to another.
        if !scan.is_clean() {
            return read(file, text);
        }
        let mut all = Checked { value: File::default(), findings: Vec::new() };
        for chunk in scan.chunks {
            let Some(slice) = text.get(chunk.start..chunk.end) else { continue };
            let base = u32::try_from(chunk.start).unwrap_or(u32::MAX);
            if let Some(known) = self.known.get_mut(slice) {
                known.used = self.now;
                take(&known.read, file, base, &mut all);
            } else {
                let fresh = read(FileId::default(), slice);
                take(&fresh, file, base, &mut all);
                self.known.insert(slice.into(), Known { read: fresh, used: self.now });
            }
        }
        all.findings.sort_by_key(|finding| finding.span);
        all
    }

    /// Forgets what was needed neither since the last call of this nor since the one before.
    pub fn forget(&mut self) {
        let now = self.now;
        self.known.retain(|_, known| known.used + 1 >= now);
        self.now += 1;
    }
}

fn take(known: &Checked<File>, file: FileId, base: u32, all: &mut Checked<File>) {
    all.value.items.extend(known.value.items.iter().map(|item| {
        let mut item = item.clone();
        shift_item(&mut item, file, base);
        item
    }));
    all.findings.extend(known.findings.iter().map(|finding| {
        let mut finding = finding.clone();
        shift_finding(&mut finding, file, base);
        finding
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::testing::edit;
    use proptest::prelude::*;

    fn shown(read: &Checked<File>) -> String {
        format!("{:#?}\n{:#?}", read.value, read.findings)
    }

    #[track_caller]
    fn check(cache: &mut Cache, text: &str) {
        assert_eq!(shown(&cache.read(FileId(3), text)), shown(&read(FileId(3), text)), "{text}");
        cache.forget();
    }

    #[test]
    fn what_is_read_twice_is_what_is_read_once() {
        let mut cache = Cache::default();
        for text in [
            include_str!("../../policies/starter.candor"),
            include_str!("../../policies/clarizen.candor"),
            include_str!("../../policies/civicplus.candor"),
        ] {
            check(&mut cache, text);
            check(&mut cache, &format!("// moved\n\n{text}"));
            check(&mut cache, &text.replace("we ", "we may "));
        }
    }

    #[test]
    fn what_nobody_needs_is_forgotten() {
        let mut cache = Cache::default();
        for number in 0..10 {
            let _ = cache.read(FileId(0), &format!("we collect \"text {number}\"\n"));
            cache.forget();
        }
        assert!(cache.known.len() <= 2);
    }

    const PIECES: &[&str] = &[
        "we collect contact\n",
        "data contact \"c\" {\n    a \"a\" : contact\n}\n",
        "{",
        "}",
        "\"",
        "\"\"\"",
        "\n",
        "(",
        ")",
        ",",
        "    for orders\n",
        "section s \"S\" {\n",
        "if",
        "// note\n",
        ":",
        "é",
        "we collect : if\n",
        "recipient m \"M\" {\n    must protect contact within 24 hours of \"x\"\n    basis consent (a), contract \"b\"\n}\n",
        "assert never sell contact unless (a or not b)\n",
        "we keep a kept 24 months after \"x\"\n",
        "import \"a\"\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn edits_of_a_whole_policy_change_nothing_of_that(
            edits in prop::collection::vec((any::<usize>(), 0usize..40, 0..PIECES.len()), 1..8),
        ) {
            let mut cache = Cache::default();
            let mut text = include_str!("../../policies/starter.candor").to_owned();
            check(&mut cache, &text);
            for (at, length, piece) in edits {
                let before = text.clone();
                edit(&mut text, at, length, PIECES[piece]);
                check(&mut cache, &text);
                // What was broken is mended half of the time, as it is by somebody who types.
                if at % 2 == 0 {
                    text = before;
                    check(&mut cache, &text);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn edits_change_nothing_of_that(
            start in prop::collection::vec(0..PIECES.len(), 0..12),
            edits in prop::collection::vec((0usize..200, 0usize..12, 0..PIECES.len()), 0..8),
        ) {
            let mut cache = Cache::default();
            let mut text: String = start.iter().map(|at| PIECES[*at]).collect();
            check(&mut cache, &text);
            for (at, length, piece) in edits {
                edit(&mut text, at, length, PIECES[piece]);
                check(&mut cache, &text);
            }
        }
    }
}
