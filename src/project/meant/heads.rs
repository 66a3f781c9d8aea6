//! Heads of declarations, and items of data: what lacks its mark or its quotes.

use std::ops::Range;

use super::{Known, Meant, Way, Words};
use crate::diagnostic::Diagnostic;
use crate::model::words::{DateWord, NounKind};
use crate::model::{properties_of, verb};
use crate::syntax::in_data;

/// What stands behind the name that readers see: a kind without its `:`, `recipient mailer "Mailer" processor` and
/// `data usage "usage" is activity`, or a property without braces, `policy "P" language en-US`.
pub(super) fn unmarked(
    text: &str,
    line: &Range<usize>,
    words: &Words<'_>,
    finding: &Diagnostic,
    known: &Known<'_>,
) -> Option<Meant> {
    (finding.code == "syntax").then_some(())?;
    let (at, own) = words.all.get(words.own)?;
    let written = text.get(line.start..at.start)?;
    let head: String = written.split('"').step_by(2).collect();
    let declared = head.split_whitespace().next().and_then(NounKind::parse).filter(|_| !head.contains('{'));
    let has = declared.is_some_and(|kind| properties_of(kind).iter().any(|(known, _)| known == own));
    if has {
        let help = if known.is_word(own) {
            format!("a kind stands behind a `:`, `: {own}`; a property in the braces, `{{ {own} … }}`")
        } else {
            format!("a property stands in the braces of its declaration: `{{ {own} … }}`")
        };
        return Some(Meant::new(at.clone(), format!("`{own}` stands in no braces"), Way::Say(help)));
    }
    let named = written.trim_end().ends_with('"');
    let rest = text.get(at.end..line.end)?.trim_start();
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == ':' || c == '"');
    let takes = if declared.is_some() { named || ends } else { named && in_data(text, at.start) };
    (takes && !head.rsplit('{').next()?.contains(':')).then_some(())?;
    let is_kind = |word: &str| known.is_kind(word) && NounKind::parse(word).is_none();
    let (end, kind) = match words.all.get(words.own + 1..)? {
        _ if is_kind(own) => (at.end, own),
        [(behind, kind)] if named && is_kind(kind) => (behind.end, kind),
        _ => return None,
    };
    let help = format!("a kind stands behind a `:`: `: {kind}`");
    Meant::misplaced(text, at.start..end, Way::Say(help))
}

/// The title of a policy without quotes, of which only the first word was read: `policy Acme Privacy Policy {`.
pub(super) fn title(text: &str, line: &Range<usize>, words: &Words<'_>) -> Option<Meant> {
    let (at, _) = words.all.get(words.own)?;
    (text.get(line.start..at.start)?.trim() == "policy").then_some(())?;
    let title = text.get(at.start..line.end)?.split(['{', '"']).next()?;
    let title = title.split("//").next()?.trim_end();
    // What the policy says of itself is no part of it: `policy Privacy Policy effective 2026-03-01 {`.
    let says = |word: &str| {
        word == "note"
            || DateWord::parse(word).is_some()
            || properties_of(NounKind::Policy).iter().any(|(property, _)| *property == word)
    };
    let said = title.split_whitespace().skip(1).find(|word| says(word));
    let title = said.and_then(|word| title.split(&format!(" {word}")).next()).unwrap_or(title).trim_end();
    let message = "the title of a policy is a text in quotes".to_owned();
    let way = Way::Say(format!("write `policy \"{title}\"`"));
    Some(Meant::new(at.start..at.start + title.len(), message, way))
}

/// The heading of a section without quotes, whose first word was read as its name: `section Data We Collect {`.
pub(super) fn heading(
    text: &str,
    line: &Range<usize>,
    words: &Words<'_>,
    finding: &Diagnostic,
) -> Option<Meant> {
    let (own, _) = words.all.get(words.own).filter(|_| finding.code == "syntax")?;
    let written = text.get(line.clone())?;
    let head = written.split(['{', ':']).next()?.trim_end();
    let heading = head.trim_start().strip_prefix("section ")?.trim_start();
    let titled = heading.split_once(" titled ").map(|(_, title)| title.trim_start());
    let shown = titled.unwrap_or(heading);
    let start = line.start + head.len() - shown.len();
    let at = start..start + shown.len();
    (at.contains(&own.start) && !written.contains('"')).then_some(())?;
    if titled.is_some() {
        return Meant::misplaced(text, at, Way::Write(format!("\"{shown}\"")));
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    shown.split_whitespace().take(2).all(capital).then_some(())?;
    let help = format!(
        "a name is one word, and what readers see stands in quotes behind it: `section {} \"{shown}\"`",
        id_of(shown)
    );
    Meant::misplaced(text, at, Way::Say(help))
}

/// A name made from what readers see.
fn id_of(shown: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let id: String = shown.to_lowercase().chars().map(plain).collect();
    id.split_whitespace().collect::<Vec<_>>().join("-")
}

/// What readers see of a declaration, without quotes: `organization Acme Inc.`.
pub(super) fn unquoted(
    text: &str,
    line: &Range<usize>,
    words: &Words<'_>,
    finding: &Diagnostic,
) -> Option<Meant> {
    let (own_at, own) = words.all.get(words.own)?;
    let written = text.get(line.clone())?;
    let head = written.split(['"', ':', '{', '|']).next()?;
    let mut all = head.split_whitespace();
    let first = all.next()?;
    if first == "prose" && !written.contains('"') {
        let help = "prose stands in quotes: `prose \"…\"`, or between `\"\"\"` over several lines".to_owned();
        return Some(Meant { about: line.end, ..Meant::misplaced(text, own_at.clone(), Way::Say(help))? });
    }
    let kind = NounKind::parse(first)?;
    let name: Vec<&str> = all.collect();
    let second = name.get(1)?.as_ptr().addr() - text.as_ptr().addr();
    let quoted = written.contains('"');
    let loose = finding.code == "syntax" && own_at.start == second && own.starts_with(char::is_alphabetic);
    let id = *name.first()?;
    // With a kind behind it, it is no sentence.
    let done = verb::find(own).is_some() && *own != id && !written.contains(':');
    if !loose || quoted && finding.meant.is_some() || done {
        return None;
    }
    // `carrier UPS`, `contact contact details`: the first word is a name to refer to it by.
    let apart = *own == id || own.starts_with(char::is_uppercase) && !id.contains(char::is_uppercase);
    let (id, shown) = match name.get(1..) {
        Some(shown) if apart && !quoted => (id.to_owned(), shown.join(" ")),
        _ => (id_of(&name.join(" ")), name.join(" ")),
    };
    let shown = if quoted { "…" } else { &*shown };
    let declared = if matches!(kind, NounKind::Policy | NounKind::Definition) {
        format!("{} \"{shown}\"", kind.as_str())
    } else {
        format!("{} {id} \"{shown}\"", kind.as_str())
    };
    let help = format!("a name is one word, and what readers see stands in quotes behind it: `{declared}`");
    let end = own_at.start + head.trim_end().len() - (second - line.start);
    Some(Meant {
        about: line.end,
        ..Meant::misplaced(text, own_at.start..end.max(own_at.end), Way::Say(help))?
    })
}
