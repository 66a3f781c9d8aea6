//! What changed, for a comment on a pull request.
//!
//! A policy may come from somebody else's fork: no text of it becomes markup, a mention or a
//! reference to another thread.

use std::fmt::Write as _;

use super::{Compared, Outcome, Policy, count, state};
use crate::diff::readers::{Passage, PassageKind, Text};
use crate::diff::{Change, Cite, Effect};
use crate::report::neutral;

/// How many characters a comment may have: hosts cut what is longer, so what readers see
/// is left out before that.
const ROOM: usize = 60_000;

/// How many of them may be there before changes are left out, so that there is room for what
/// follows from them, for reasons and for the editorial ones.
const TABLE: usize = 40_000;
const REASONS: usize = 48_000;
const EDITORIAL: usize = 54_000;

/// Writes the comparison of some policies.
#[must_use]
pub fn emit(policies: &[Policy<'_>]) -> String {
    let mut out = String::from("## Policy changes\n");
    if policies.is_empty() {
        out.push_str("\nNo policy was compared.\n");
    }
    for policy in policies {
        let _ = write!(out, "\n### {}: {}\n\n", code(&policy.file), policy.verdict());
        let _ = writeln!(out, "{} → {}", code(&policy.before), code(&policy.after));
        match &policy.outcome {
            Outcome::NotCompared(why) => {
                let _ = writeln!(out, "\n> **Not compared.** {}.", text(why));
            }
            Outcome::Compared(compared) => of_compared(compared, &mut out),
        }
    }
    out
}

fn of_compared(compared: &Compared<'_>, out: &mut String) {
    let material: Vec<&Change> = compared.changes.material().collect();
    let editorial: Vec<&Change> = compared.changes.editorial().collect();
    if material.is_empty() && editorial.is_empty() {
        out.push_str("\nNothing that is declared or said changed.\n");
    }
    if !material.is_empty() {
        out.push_str("\n| | Material change | For people |\n|---|---|---|\n");
        let mut left = 0;
        for (at, change) in material.iter().enumerate() {
            let place = compared.place(change).map(|(file, line)| code(&format!("{file}:{line}")));
            let row = format!(
                "| {} | **{}**<br>{}<br>{} | {} |",
                at + 1,
                text(&change.kind.title),
                text(&change.summary),
                place.unwrap_or_default(),
                effect(change)
            );
            left += add(out, &format!("{row}\n"), TABLE);
        }
        more(out, left, "material change");
    }
    follows(compared, out);
    if !material.is_empty() {
        out.push_str("\n<details>\n<summary>Why these are material, and the law behind it</summary>\n\n");
        let mut left = 0;
        for (at, change) in material.iter().enumerate() {
            let law = law(&change.citations);
            let (title, why) = (text(&change.kind.title), text(&change.kind.why));
            left += add(out, &format!("{}. **{title}.** {why}{law}\n", at + 1), REASONS);
        }
        more(out, left, "reason");
        out.push_str("\n</details>\n");
    }
    if !editorial.is_empty() {
        let open = if material.is_empty() { " open" } else { "" };
        let title = count(editorial.len(), "editorial change");
        let _ = write!(out, "\n<details{open}>\n<summary>{title}</summary>\n\n");
        let mut left = 0;
        for change in editorial {
            let line = format!("- {}: {}\n", text(&change.kind.title), text(&change.summary));
            left += add(out, &line, EDITORIAL);
        }
        more(out, left, "editorial change");
        out.push_str("\n</details>\n");
    }
    readers(compared, out);
}

/// Adds a line, if it ends within so many characters; else counts it.
fn add(out: &mut String, line: &str, room: usize) -> usize {
    let fits = out.len() + line.len() <= room;
    if fits {
        out.push_str(line);
    }
    usize::from(!fits)
}

/// Says how many lines were left out, and where they are.
fn more(out: &mut String, left: usize, what: &str) {
    if left > 0 {
        let left = count(left, &format!("more {what}"));
        let _ = write!(out, "\n*{left}: too long for a comment; `candor diff` shows all of it.*\n");
    }
}

fn effect(change: &Change) -> String {
    let word = match change.kind.effect {
        Effect::Worse => "worse",
        Effect::Unclear => "unclear: read it",
        Effect::Neutral => "neither",
        Effect::Better => "better",
    };
    if change.affected.is_everyone() && !change.affected.children {
        return word.to_owned();
    }
    format!("{word}<br>*{}*", text(&super::who(change)))
}

fn follows(compared: &Compared<'_>, out: &mut String) {
    let consequences = compared.consequences;
    if consequences.tasks.is_empty() {
        return;
    }
    out.push_str("\n**What follows**\n\n");
    for task in &consequences.tasks {
        let mark = if task.done == Some(true) { "x" } else { " " };
        let mut line = text(task.duty.says.trim_end_matches('.'));
        if let Some(state) = state(task, consequences) {
            let _ = write!(line, ": {}", text(&state));
        }
        let law = law(&task.citations);
        let _ = writeln!(out, "- [{mark}] {line}.{law}");
    }
}

/// The law behind something, after it and in italics.
fn law(citations: &[&Cite]) -> String {
    let all: Vec<String> = citations.iter().map(|cite| text(&cite.marked())).collect();
    if all.is_empty() { String::new() } else { format!(" *{}*", all.join(" · ")) }
}

fn readers(compared: &Compared<'_>, out: &mut String) {
    let mut left = 0;
    for reading in compared.readers.iter().filter(|reading| !reading.passages.is_empty()) {
        let passages = count(reading.passages.len(), "passage");
        let title = text(&reading.title);
        let _ =
            write!(out, "\n<details>\n<summary>What readers will see in “{title}”: {passages}</summary>\n");
        let mut section: Option<&str> = None;
        for passage in &reading.passages {
            let mut block = String::new();
            if section != Some(&passage.section) && !passage.section.is_empty() {
                let _ = write!(block, "\n**{}**\n", text(&passage.section));
            }
            of_passage(passage, &mut block);
            if out.len() + block.len() > ROOM {
                left += 1;
                continue;
            }
            section = Some(&passage.section);
            out.push_str(&block);
        }
        if left > 0 {
            let _ = write!(out, "\n*{} more: too long for a comment.*\n", count(left, "passage"));
        }
        out.push_str("\n</details>\n");
        left = 0;
    }
}

fn of_passage(passage: &Passage, out: &mut String) {
    let marked = |found: &Text, open: &str, close: &str| -> String {
        let mut out = String::new();
        for piece in &super::pieces(found) {
            let inner = piece.text.trim();
            if piece.differs && !inner.is_empty() {
                // Marks stand at the words, blanks outside of them.
                let (before, after) = piece.text.split_once(inner).unwrap_or_default();
                let _ = write!(out, "{before}{open}{}{close}{after}", text(inner));
            } else {
                out.push_str(&text(&piece.text));
            }
        }
        out
    };
    let (before, after) = (passage.before.as_ref(), passage.after.as_ref());
    match passage.kind {
        PassageKind::Moved => {
            let shown = after.map(|found| marked(found, "", "")).unwrap_or_default();
            let _ = write!(out, "\n> moved: {shown}\n");
        }
        PassageKind::Added => {
            let shown = after.map(|found| marked(found, "", "")).unwrap_or_default();
            let _ = write!(out, "\n> now: <ins>{shown}</ins>\n");
        }
        PassageKind::Removed => {
            let shown = before.map(|found| marked(found, "", "")).unwrap_or_default();
            let _ = write!(out, "\n> was: <del>{shown}</del>\n");
        }
        PassageKind::Changed => {
            let was = before.map(|found| marked(found, "<del>", "</del>")).unwrap_or_default();
            let is = after.map(|found| marked(found, "<ins>", "</ins>")).unwrap_or_default();
            let _ = write!(out, "\n> was: {was}\n>\n> now: {is}\n");
        }
    }
}

/// Text that stays one line, and cannot become markup, a mention or a reference.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in apart(&neutral(text)).chars() {
        match c {
            SEAM => out.push_str("<!-- -->"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A host reads `@name` and `#12` in text; a comment in between is no text.
            '@' => out.push_str("@<!-- -->"),
            '#' => out.push_str("#<!-- -->"),
            ':' => out.push_str(":<!-- -->"),
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // Without its comment a colon reads better, and before a blank it begins no address.
    out.replace(":<!-- --> ", ": ").replace("www.", "www<!-- -->.")
}

/// Stands between what a host would read as one thing; no neutral text has it.
const SEAM: char = '\0';

/// A text whose issues (`GH-12`) and commits (from seven hexadecimal digits on) are in two parts each.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_commit = (7..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        match piece.split_at_checked(1) {
            Some((first, rest)) if is_commit => out.extend([first, "\0", rest]),
            _ => out.push_str(piece),
        }
        if word.eq_ignore_ascii_case("gh") && piece.ends_with('-') {
            out.push(SEAM);
        }
    }
    out
}

/// A name of a file, as code.
fn code(text: &str) -> String {
    let text = neutral(text).replace('|', "\\|");
    if text.contains('`') { self::text(&text) } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn no_text_is_a_link_to_anything() {
        for (given, shown) in [
            ("@ann #12 GH-5 gh-5", "@<!-- -->ann #<!-- -->12 GH-<!-- -->5 gh-<!-- -->5"),
            ("HIGH-5 GHz 123456", "HIGH-5 GHz 123456"),
            ("see 0a1b2c3, not", "see 0<!-- -->a1b2c3, not"),
            ("0123456789abcdef0123456789abcdef01234567", "0<!-- -->123456789abcdef0123456789abcdef01234567"),
            ("a/b@deadbeef", "a/b@<!-- -->d<!-- -->eadbeef"),
            ("effaced", "e<!-- -->ffaced"),
            ("effacement", "effacement"),
        ] {
            assert_eq!(text(given), shown);
        }
    }
}
