//! Mistakes about how a line begins, and about what goes on in the next.

use std::ops::Range;

use super::super::parse::item_end;
use super::slips::takes_kind;
use super::written::{code_before, last_word, shown, unquoted};
use super::{Fault, Help, clause_word};
use crate::diagnostic::nearest;
use crate::source::line_at;

/// The mark of a list, or the number of a line, that stands before an item.
pub(super) fn bullet(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, at);
    let before = text.get(line.start..at)?.trim_start();
    // Of a number the grammar stops behind the digits.
    before.chars().all(|c| c.is_ascii_digit()).then_some(())?;
    let at = at - before.len();
    let rest = text.get(at..line.end)?;
    let mark = rest.split([' ', '\t']).next()?;
    let counted = mark.strip_suffix(['.', ')']).map(|mark| mark.trim_start_matches('('));
    let counts =
        |mark: &str| (1..=3).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_alphanumeric());
    if !matches!(mark, "*" | "-" | "+" | "•" | "·" | "–" | "—") && !counted.is_some_and(counts) {
        return None;
    }
    let end = at + mark.len();
    Some(Fault {
        start: at,
        end,
        message: format!("`{mark}` cannot stand here"),
        help: Some(Help::Says("lines have no bullets and no numbers: delete it".to_owned())),
        from: Some(at),
        to: Some(end),
        reason: None,
    })
}

/// What a declaration cannot be called: a word that begins with a digit, or one with a dot.
pub(super) fn no_name(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, at);
    let written = text.get(line.clone())?;
    let mut words = written.split_whitespace();
    let kind = words.next().filter(|word| super::words("NOUN").contains(word))?;
    let name = words.next()?;
    let start = line.start + written.find(name)?;
    let end = start + name.len();
    (start..=end).contains(&at).then_some(())?;
    let help = if let Some((group, item)) = name.split_once('.').filter(|_| kind == "data") {
        format!("an item stands in the braces of its group: `data {group} … {{ {item} \"…\" }}`")
    } else if name.starts_with(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic) {
        "a name begins with a letter; what readers see stands in quotes behind it".to_owned()
    } else {
        return None;
    };
    let message = format!("nothing can be declared as `{name}`");
    Some(Fault { start, end, message, help: Some(Help::Says(help)), from: None, to: None, reason: None })
}

/// An item of data whose id begins a clause, at the `:` before its kind: `id "identity card" : identity.government-id`.
pub(super) fn no_item(text: &str, at: usize) -> Option<Fault> {
    takes_kind(text, at).then_some(())?;
    let line = line_at(text, at).start;
    let before = unquoted(text.get(line..at)?);
    let braced = before.rfind('{').map_or(0, |brace| brace + 1);
    let item = before.get(braced..)?;
    let start = line + braced + indent(item);
    let (length, _) = clause_word(text, start)?;
    let name = item.trim().get(length..)?.trim_start().strip_prefix('"')?.strip_suffix('"')?;
    (!name.contains('"') && in_data(text, start)).then_some(())?;
    let word = text.get(start..start + length)?;
    Some(Fault {
        start,
        end: start + length,
        message: format!("`{word}` begins a clause, so this is no item"),
        help: Some(Help::Says(format!(
            "give the item another id, such as `{}-data`",
            word.replace(' ', "-")
        ))),
        from: Some(start),
        to: None,
        reason: None,
    })
}

/// Whether a place is in the braces of data, or of an item of it.
pub(crate) fn in_data(text: &str, at: usize) -> bool {
    let mut at = at;
    while let Some(brace) = opened_by(text, at) {
        let line = line_at(text, brace);
        let head = text.get(line.start..brace).and_then(|head| head.split_whitespace().next());
        if let Some(kind) = head.filter(|word| super::words("NOUN").contains(word)) {
            return kind == "data";
        }
        at = line.start;
    }
    false
}

/// Where the line above a place is nothing but a word that begins a clause, below which this one is not indented.
pub(super) fn bare_clause_above(text: &str, at: usize) -> Option<usize> {
    let line = line_at(text, at);
    let end = code_before(text, line.start);
    let above = line_at(text, end.checked_sub(1)?);
    let start = above.start + indent(text.get(above.clone())?);
    let (length, _) = clause_word(text, start)?;
    let flush = indent(text.get(line)?) <= start - above.start;
    (start + length == end && flush && !matches!(text.get(start..end)?, "and" | "or" | ":")).then_some(start)
}

/// An assertion that begins like a sentence, `assert we never sell …`, or names no kind of declaration.
pub(super) fn no_assertion(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, at);
    let written = text.get(line.clone())?;
    let start = line.start + written.len() - written.trim_start().len();
    let mut words = written.split_whitespace();
    (words.next() == Some("assert")).then_some(())?;
    let second = words.next()?;
    let fault = |word: &str, help: Help| {
        let from = line.start + (word.as_ptr().addr() - written.as_ptr().addr());
        let message = format!("`{word}` cannot stand here");
        let to = from + word.len();
        Fault { start: from, end: to, message, help: Some(help), from: None, to: None, reason: None }
    };
    if second == "every" {
        let kinds = super::words("NOUN");
        let kind = words.next()?;
        if !kinds.contains(&kind) {
            return nearest(kind, kinds).map(|meant| fault(kind, Help::Meant(meant)));
        }
        let must = words.next().filter(|word| *word == "must")?;
        return Some(fault(must, Help::Says("write `has` in the place of `must have`".to_owned())));
    }
    (second != "never").then(|| Fault {
        start,
        end: start + "assert".len(),
        message: "`assert` is followed by `never` or `every`".to_owned(),
        help: Some(Help::Says(
            "write `assert never sell personal-data`, or `assert every recipient has safeguard`".to_owned(),
        )),
        from: None,
        to: None,
        reason: None,
    })
}

/// A clause before the one who does it: `when "you register", we …`.
pub(super) fn clause_first(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, at);
    let written = text.get(line.clone())?;
    let start = line.start + written.len() - written.trim_start().len();
    // A sentence of English begins with a capital letter.
    let mut small = text.get(start..line.end)?.to_owned();
    small.get_mut(..1)?.make_ascii_lowercase();
    let (length, _) = clause_word(&small, 0).filter(|_| !small.starts_with(':'))?;
    let (written, clause) = (text.get(start..start + length)?, small.get(..length)?);
    let rest = unquoted(text.get(start + length..line.end)?);
    let mut before = "";
    let who = rest.split_whitespace().find(|word| {
        // `you` may belong to the clause too: `from you`.
        let begins = *word == "we" || *word == "you" && (before.ends_with(',') || before.ends_with('"'));
        before = word;
        begins
    })?;
    Some(Fault {
        start,
        end: start + length,
        message: format!("`{written}` does not begin a sentence"),
        help: Some(Help::Says(format!(
            "a sentence begins with who does it; put what `{clause}` says at its end: `{who} … {clause} …`"
        ))),
        from: None,
        to: None,
        reason: None,
    })
}

/// A clause on a line that is not indented, so that nobody can tell what it belongs to; `part` ends with what it would
/// go on with.
pub(super) fn outdented(text: &str, part: Range<usize>) -> Fault {
    let length =
        clause_word(text, part.start).map_or_else(|| shown(text, part.start).len(), |(length, _)| length);
    let end = part.start + length;
    let clause = text.get(part.start..end).unwrap_or("");
    let help = if super::words("DATED").contains(&clause) {
        format!("the day of a policy stands in its braces: `policy \"…\" {{ {clause} … }}`")
    } else {
        "put it at the end of the sentence that it belongs to; what goes on with the line above is indented below it"
            .to_owned()
    };
    Fault {
        start: part.start,
        end,
        message: format!("`{clause}` does not begin a sentence"),
        help: Some(Help::Says(help)),
        from: Some(part.start),
        to: Some(line_at(text, part.end).end),
        reason: None,
    }
}

const PARTED: &str = "the verb stands on the line of those who do it";

/// A denial of which the "not" stands on the line of a place, below the rest: `we will`, and then `not sell contact`.
pub(super) fn denied_below(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, code_before(text, at).checked_sub(1)?);
    let first = text.get(line.clone())?.split_whitespace().next()?;
    matches!(first, "not" | "never").then_some(())?;
    let end = code_before(text, line.start);
    let above = line_at(text, end.checked_sub(1)?);
    let start = above.start + indent(text.get(above)?);
    Some(Fault {
        start,
        end,
        message: PARTED.to_owned(),
        help: Some(Help::Says(on_one_line(text, &(start..line.end))?)),
        from: Some(start),
        to: Some(line.end),
        reason: None,
    })
}

/// A sentence whose verb stands below those who do it: mostly a list without commas, each member on a line of its own.
pub(super) fn parted(text: &str, part: &Range<usize>) -> Fault {
    let line = line_at(text, part.start);
    let below = belongs_above(text, line.start..line_end(text, part.start));
    let mut fault = below.unwrap_or_else(|| Fault {
        start: part.start,
        end: line_end(text, part.start),
        message: PARTED.to_owned(),
        help: Some(Help::Says(on_one_line(text, part).unwrap_or_else(|| {
            "write both on one line; a list goes on after a comma, and a sentence says who does what: `we collect …`"
                .to_owned()
        }))),
        from: None,
        to: None,
        reason: None,
    });
    // Each member that is indented as deep belongs to the same list.
    let deep = indent(text.get(line.clone()).unwrap_or(""));
    let mut end = line.end;
    while let Some(next) = text.get(end + 1..).map(|_| line_at(text, end + 1)) {
        let written = text.get(next.clone()).unwrap_or("");
        let member = deep > 0 && indent(written) >= deep && is_one(written.trim());
        let goes_on = next.start < part.end || member;
        if written.trim().is_empty() || !goes_on || written.contains(['{', '}']) {
            break;
        }
        end = next.end;
    }
    (fault.from, fault.to) = (Some(part.start), Some(end));
    fault
}

/// What to write for a sentence whose first line ends in how it is meant: `we will`, and below `not sell contact`.
fn on_one_line(text: &str, part: &Range<usize>) -> Option<String> {
    let end = line_end(text, part.start);
    let said = text.get(part.start..end)?;
    let modals = super::super::grammar::phrases("MODAL");
    modals.iter().find(|modal| {
        said.strip_suffix(modal.as_str())
            .is_some_and(|who| who.is_empty() || who.ends_with(char::is_whitespace))
    })?;
    let below = text.get(end..part.end)?.lines().skip(1).find(|line| !line.trim().is_empty())?;
    let verb: Vec<&str> =
        below.split_whitespace().take(2).take_while(|word| !word.starts_with('"')).collect();
    Some(format!("write both on one line: `{said} {} …`", verb.join(" ")))
}

/// Where the last word of a line ends.
fn line_end(text: &str, at: usize) -> usize {
    let line = line_at(text, at);
    code_before(text, line.end)
}

/// How many lines above one are looked at.
const FAR: usize = 500;

/// The line above one, itself or further up, where something stands behind a whole item: it was read as the beginning
/// of another item, and what follows on the lines below as what it is not.
pub(super) fn overlong_above(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let mut line = line;
    for _ in 0..FAR {
        let written = text.get(line.clone())?;
        let item = line.start + indent(written);
        if clause_word(text, item).is_none() {
            let end = item + item_end(text.get(item..)?)?;
            let rest = text.get(end..line.end).unwrap_or("").trim();
            if !rest.is_empty() && !rest.starts_with("//") {
                return Some(line.clone())
                    .filter(|_| !rest.starts_with(['{', '}']) && in_section(text, line.start));
            }
        }
        line = line_at(text, code_before(text, line.start).checked_sub(1)?);
    }
    None
}

/// Where something stands behind a whole item on a line that goes on with that: `for news help, "x"` below `we use contact`.
pub(super) fn behind_item(text: &str, line: usize) -> Option<usize> {
    let mut above = line_at(text, line);
    clause_word(text, above.start + indent(text.get(above.clone())?))?;
    for _ in 0..FAR {
        let item = above.start + indent(text.get(above.clone())?);
        if clause_word(text, item).is_none() {
            let end = item + item_end(text.get(item..)?)?;
            let last = line_at(text, end);
            let rest = text.get(end..last.end)?;
            let next = end + indent(rest);
            let begins = rest.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '"');
            return (last.start == line && next > line && begins && text.get(line..next)?.trim() != "")
                .then_some(next);
        }
        above = line_at(text, code_before(text, above.start).checked_sub(1)?);
    }
    None
}

/// A text that goes on with the list of a clause, on the line below it, where no comma ends that: `when "you register"`,
/// and below `"you log in"`.
pub(super) fn unlisted_below(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, at);
    text.get(at..)?.starts_with('"').then_some(())?;
    let above_end = code_before(text, line.start);
    let mut above = line_at(text, above_end.checked_sub(1)?);
    let said = text.get(above.start..above_end)?;
    let last = said.get(last_word(said)..)?;
    last.ends_with('"').then_some(())?;
    let deep = at - line.start;
    for _ in 0..FAR {
        let written = text.get(above.clone())?;
        let head = above.start + indent(written);
        if !written.trim_start().starts_with('"') {
            let lists = clause_word(text, head).is_some() && indent(written) < deep;
            lists.then_some(())?;
            break;
        }
        above = line_at(text, code_before(text, above.start).checked_sub(1)?);
    }
    // The rest of the list is no other mistake.
    let mut end = line.end;
    while let Some(next) = text.get(end + 1..).map(|_| line_at(text, end + 1)) {
        let written = text.get(next.clone()).unwrap_or("");
        if indent(written) < deep || !written.trim_start().starts_with('"') {
            break;
        }
        end = next.end;
    }
    Some(Fault {
        start: at,
        end: line_end(text, at),
        message: "a list goes on after a comma".to_owned(),
        help: Some(Help::Says(format!("put a `,` behind `{last}`"))),
        from: Some(at),
        to: Some(end),
        reason: None,
    })
}

/// Whether what stands around a line is a section, and no declaration.
fn in_section(text: &str, start: usize) -> bool {
    let head = opened_by(text, start).and_then(|brace| text.get(line_at(text, brace)));
    head.is_none_or(|head| head.trim_start().starts_with("section "))
}

/// Where the brace opens in which a line stands.
pub(crate) fn opened_by(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for line in text.get(..start)?.lines().rev().take(FAR) {
        let begins = line.as_ptr().addr() - text.as_ptr().addr();
        for (at, mark) in unquoted(line).char_indices().rev() {
            depth += i32::from(mark == '{') - i32::from(mark == '}');
            if depth > 0 {
                return Some(begins + at);
            }
        }
    }
    None
}

/// What a verb is about, with what goes on behind it, below the verb: `we share`, and then `files with lab`; `at` is
/// where it could not be read on.
pub(super) fn object_below(text: &str, at: usize) -> Option<Fault> {
    let line = line_at(text, at);
    let end = code_before(text, line.start);
    let above = line_at(text, end.checked_sub(1)?);
    let said = text.get(above.start..end)?;
    let (deep, start) = (indent(said), above.start + indent(said));
    let whole = item_end(said.trim_start()) == Some(end - start);
    (whole && takes_more(said) && indent(text.get(line.clone())?) > deep).then_some(())?;
    let verb = said.get(last_word(said)..)?;
    let object = text.get(line.start..at)?.trim();
    // What goes on with it is no other mistake.
    let mut to = line.end;
    while let Some(next) = text.get(to + 1..).map(|_| line_at(text, to + 1)) {
        let written = text.get(next.clone()).unwrap_or("");
        if written.trim().is_empty() || indent(written) <= deep || written.contains(['{', '}']) {
            break;
        }
        to = next.end;
    }
    Some(Fault {
        start,
        end,
        message: format!("what `{verb}` is about stands on its line"),
        help: Some(Help::Says(format!(
            "put what stands below it behind it: `{} {object} …`",
            said.trim_start()
        ))),
        from: Some(start),
        to: Some(to),
        reason: None,
    })
}

/// Whether a line wants a name behind it: "we collect".
fn takes_more(line: &str) -> bool {
    let more = format!("{} x", line.trim_start());
    item_end(&more) == Some(more.len())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A list that stands below what it belongs to, and not behind it.
///
/// `line` is the last of its lines, up to where its last word ends.
pub(super) fn belongs_above(text: &str, line: Range<usize>) -> Option<Fault> {
    let first = first_of_list(text, line.start);
    let above_end = code_before(text, first);
    let above = text.get(line_at(text, above_end.saturating_sub(1)).start..above_end)?;
    let written = text.get(first..line_at(text, first).end)?;
    if indent(written) <= indent(above) || above.ends_with(['{', '}']) {
        return None;
    }
    let mut start = first + indent(written);
    let mut last = above.get(last_word(above)..)?;
    let mut listed = last.starts_with('"') || !takes_more(above);
    // A list may begin below the word of a clause.
    if clause_word(last, 0).is_some() && first < line.start {
        let next = line_at(text, first).end + 1;
        start = next + indent(text.get(next..)?);
        last = written.trim();
        listed = true;
    }
    let message = if listed {
        "a list goes on after a comma".to_owned()
    } else {
        let said = text.get(line.clone())?;
        format!("expected a verb after `{}`", said.get(last_word(said)..)?)
    };
    let help = if listed {
        format!("put a `,` behind `{last}`, and behind each but the last of what follows")
    } else {
        format!("what a word is about stands on its line: put this behind `{last}`")
    };
    Some(Fault {
        start,
        end: line.end,
        message,
        help: Some(Help::Says(help)),
        from: None,
        to: None,
        reason: None,
    })
}

/// Where the first of the lines begins that are one because each ends with a comma but the last, or that hold one member
/// of a list each.
fn first_of_list(text: &str, line: usize) -> usize {
    let mut first = line;
    let deep = indent(text.get(line_at(text, line)).unwrap_or(""));
    loop {
        let end = code_before(text, first);
        let Some(above) = end.checked_sub(1).map(|last| line_at(text, last).start) else { return first };
        let written = text.get(above..end).unwrap_or("");
        let listed = indent(written) == deep && is_one(written.trim_start());
        if !listed && !written.ends_with(',') {
            return first;
        }
        first = above;
    }
}

/// Whether a line is one name or one text.
fn is_one(line: &str) -> bool {
    let quoted = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    quoted.map_or(!line.contains([' ', '\t', '{', '}', '"']), |text| !text.contains('"'))
}
