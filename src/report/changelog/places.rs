//! Where the parts of a JSON text stand in it.

/// The objects that stand in lists of these names, each list within an object of the one before:
/// for each, the places of the objects around it and its own in their lists, and its bytes.
///
/// The text was read as JSON before, so that it is not checked here.
pub(super) fn objects(json: &str, lists: &[&str]) -> Vec<(Vec<usize>, (usize, usize))> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut key: Option<String> = None;
    let mut bytes = json.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let mut end = json.len();
                while let Some((at, byte)) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => {
                            end = at + 1;
                            break;
                        }
                        _ => {}
                    }
                }
                let text = json.get(at..end).unwrap_or_default();
                key = serde_json::from_str(text).ok();
            }
            b'{' | b'[' => {
                // An object in a list counts on.
                let name = match open.last_mut() {
                    Some(list) if list.is_list => {
                        list.count += 1;
                        None
                    }
                    _ => key.take(),
                };
                open.push(Open { start: at, is_list: byte == b'[', name, count: 0 });
            }
            b'}' | b']' => {
                let Some(closed) = open.pop() else { continue };
                let path = (!closed.is_list).then(|| path(&open, lists)).flatten();
                found.extend(path.map(|path| (path, (closed.start, at + 1))));
            }
            _ => {}
        }
    }
    found
}

/// A bracket that is open.
struct Open {
    start: usize,
    is_list: bool,
    /// The key it is the value of.
    name: Option<String>,
    /// How many brackets were opened in it, if it is a list.
    count: usize,
}

/// The places of an object in lists of these names, if it stands in such lists and nothing else.
fn path(open: &[Open], lists: &[&str]) -> Option<Vec<usize>> {
    // The root, and then a list and an object in turn, but for the last.
    let (_, rest) = open.split_first()?;
    let around: Vec<&Open> = rest.iter().filter(|open| open.is_list).collect();
    let in_turn = rest.len() == 2 * around.len() - usize::from(!around.is_empty());
    let named = |(list, name): (&&Open, &&str)| list.name.as_deref() == Some(*name);
    let fits = around.len() <= lists.len() && !around.is_empty() && in_turn;
    (fits && around.iter().zip(lists).all(named)).then(|| around.iter().map(|list| list.count - 1).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_the_lists_around_them() {
        let json = r#"{"a":[{"b":[{"x":"}]"},{"c":{}}]},{"b":[{}]}],"b":[{}]}"#;
        let found: Vec<(Vec<usize>, &str)> = objects(json, &["a", "b"])
            .into_iter()
            .map(|(path, (start, end))| (path, &json[start..end]))
            .collect();
        assert_eq!(
            found,
            [
                (vec![0, 0], r#"{"x":"}]"}"#),
                (vec![0, 1], r#"{"c":{}}"#),
                (vec![0], r#"{"b":[{"x":"}]"},{"c":{}}]}"#),
                (vec![1, 0], "{}"),
                (vec![1], r#"{"b":[{}]}"#),
            ]
        );
    }
}
