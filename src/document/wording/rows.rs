//! YAML to the rows of a [`Book`](super::words::Book); the build script uses this file too.

use serde_json::Value as Json;

/// A key's place and length in the text, the kind of its value (`t`ext, `n`umber, `m`ap,
/// `l`ist, or nothing), and two numbers that depend on the kind.
pub(crate) type Row = (u32, u16, char, u32, u32);

/// The texts of some words one after the other, and the rows that say where they are, the
/// first of which is all of them.
pub(crate) fn lay_out(words: &Json) -> (String, Vec<Row>) {
    let mut text = String::new();
    let mut rows = vec![(0, 0, '-', 0, 0)];
    fill(0, words, &mut text, &mut rows);
    (text, rows)
}

fn fill(at: usize, value: &Json, text: &mut String, rows: &mut Vec<Row>) {
    let (kind, first, second) = match value {
        Json::Null => ('-', 0, 0),
        Json::Bool(yes) => ('n', u32::from(*yes), 0),
        Json::Number(number) => ('n', number.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0), 0),
        Json::String(word) => {
            let start = size(text.len());
            text.push_str(word);
            ('t', start, size(word.len()))
        }
        Json::Array(items) => {
            let first = rows.len();
            rows.resize(first + items.len(), (0, 0, '-', 0, 0));
            for (n, item) in items.iter().enumerate() {
                fill(first + n, item, text, rows);
            }
            ('l', size(first), size(items.len()))
        }
        Json::Object(map) => {
            // The keys of a JSON map are in order already, unless a feature of `serde_json` changes that.
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            let first = rows.len();
            for (key, _) in &entries {
                let start = size(text.len());
                text.push_str(key);
                rows.push((start, u16::try_from(key.len()).unwrap_or(u16::MAX), '-', 0, 0));
            }
            for (n, (_, value)) in entries.iter().enumerate() {
                fill(first + n, value, text, rows);
            }
            ('m', size(first), size(entries.len()))
        }
    };
    if let Some(row) = rows.get_mut(at) {
        (row.2, row.3, row.4) = (kind, first, second);
    }
}

fn size(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
