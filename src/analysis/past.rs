//! Things of the past that a policy speaks of as if they were not.

use super::context::Context;
use super::lists::{Past, lists};
use super::texts::{self, Text};

/// The texts that name a thing of the past as if it were not, and deny nothing; each with the
/// first such thing, and by which name.
pub(crate) fn named_as_current<'a, 'p>(
    context: &Context<'a>,
    all: &'p [Past],
) -> Vec<(Text<'a>, &'p Past, &'p str)> {
    let texts = context.texts_for(all.iter().flat_map(|past| &past.names));
    let mut named: Vec<(usize, usize, &str)> = Vec::new();
    for (order, past) in all.iter().enumerate().filter(|(_, past)| past.over(context.as_of)) {
        named.extend(texts.numbered(&past.names).into_iter().map(|(at, _, name)| (at, order, name)));
    }
    named.sort_unstable();
    let mut found: Vec<(usize, Text<'a>, &Past, &str)> = Vec::new();
    for (at, order, name) in named {
        let (Some(text), Some(past)) = (texts.get(at), all.get(order)) else { continue };
        let known = found.last().is_some_and(|(known, ..)| *known == at);
        let right = |phrases| texts::first_of(text.text, phrases).is_some();
        if !known && !text.denied && !right(&past.unless) && !right(&lists().stale.past) {
            found.push((at, text, past, name));
        }
    }
    found.into_iter().map(|(_, text, past, name)| (text, past, name)).collect()
}
