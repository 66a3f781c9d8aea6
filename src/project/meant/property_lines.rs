//! Commas at the ends of lines, between the properties of a declaration: what begins the next line was read as one more
//! value of the property before it.

use std::ops::Range;

use super::{Meant, Way};
use crate::model::properties_of;
use crate::model::words::NounKind;
use crate::source::line_at;
use crate::syntax::{code_before, opened_by};

/// The word of a property at the beginning of a line, behind a comma at the end of the line above.
pub(super) fn listed(text: &str, line: &Range<usize>, at: usize) -> Option<Meant> {
    let written = text.get(line.clone())?;
    let mut words = written.split_whitespace();
    let (word, _value) = (words.next()?, words.next()?);
    text.get(..code_before(text, line.start))?.ends_with(',').then_some(())?;
    let head = text.get(line_at(text, opened_by(text, line.start)?))?;
    let kind = NounKind::parse(head.split_whitespace().next()?)?;
    properties_of(kind).iter().any(|(known, _)| *known == word).then_some(())?;
    // A comma behind it is a mistake of its own.
    let about = code_before(text, line.end);
    let about = if text.get(..about)?.ends_with(',') { about - 1 } else { about };
    if at >= about {
        return None;
    }
    let start = line.start + written.len() - written.trim_start().len();
    let message = format!("`{word}` would be one more value of what stands before the comma");
    let help =
        "no comma stands between properties or items: delete the one at the end of the line above".to_owned();
    let meant = Meant::new(start..start + word.len(), message, Way::Say(help));
    Some(Meant { about, code: Some("misplaced-value"), ..meant })
}
