//! Past changes for a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::changelog::{Entry, History};
use crate::report::neutral;

/// How it is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The columns of a line.
    pub width: usize,
    /// Whether with colours.
    pub styled: bool,
}

/// Writes the past changes of some policies, each with its file as it is shown.
#[must_use]
pub fn emit(policies: &[(&str, &History)], manner: Manner) -> String {
    let mut page =
        Page { out: String::new(), manner: Manner { width: manner.width.clamp(40, 120), ..manner } };
    for (at, (file, history)) in policies.iter().enumerate() {
        if at > 0 {
            page.out.push('\n');
        }
        let number = history.entries.len();
        let versions = if number == 1 { "1 version".to_owned() } else { format!("{number} versions") };
        page.line(&format!("{}: {versions}", neutral(file)), "\u{1b}[1m");
        history.entries.iter().for_each(|entry| page.entry(entry));
        if !history.complete {
            page.line("\nThere are earlier versions, which are not listed.", "\u{1b}[2m");
        }
    }
    page.out
}

struct Page {
    out: String,
    manner: Manner,
}

impl Page {
    fn entry(&mut self, entry: &Entry) {
        let mut title = match entry.date {
            Some(date) => date.to_string(),
            None => "not committed yet".to_owned(),
        };
        if let Some(version) = &entry.edition.version {
            let _ = write!(title, ", version {}", neutral(version));
        }
        let shown: Vec<&str> = entry.revisions.iter().take(3).map(String::as_str).collect();
        if !shown.is_empty() {
            let more = entry.revisions.len().saturating_sub(shown.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let _ = write!(title, " ({}{more})", shown.join(", "));
        }
        self.out.push('\n');
        self.line(&title, "\u{1b}[1m");
        if entry.first {
            self.point("  ", "the first version");
        }
        for told in &entry.changes {
            self.point(if told.material { "  ! " } else { "  · " }, &neutral(&told.text));
        }
        if entry.editorial > 0 {
            let number = entry.editorial;
            let changes = if number == 1 { "change" } else { "changes" };
            self.point("  · ", &format!("{number} {changes} of wording"));
        }
        let days: Vec<String> = entry.unread.iter().map(ToString::to_string).collect();
        let days = days.join(", ");
        if entry.uncompared {
            self.point(
                "  ? ",
                &format!("no version before it can be read, so what it changed is not known: {days}"),
            );
            return;
        }
        if entry.changes.is_empty() && entry.editorial == 0 && !entry.first {
            self.point("  ", "nothing that readers would notice");
        }
        if !entry.unread.is_empty() {
            let text = format!("with the changes of versions that could not be read: {days}");
            self.point("  ? ", &text);
        }
    }

    fn line(&mut self, text: &str, style: &str) {
        if self.manner.styled {
            let _ = writeln!(self.out, "{style}{text}\u{1b}[0m");
        } else {
            let _ = writeln!(self.out, "{text}");
        }
    }

    /// A text after a mark, broken where the line ends.
    fn point(&mut self, mark: &str, text: &str) {
        let room = self.manner.width - mark.width();
        let mut line = String::new();
        let mut before = mark.to_owned();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.width() + 1 + word.width() > room {
                let _ = writeln!(self.out, "{before}{line}");
                before = " ".repeat(mark.width());
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        let _ = writeln!(self.out, "{before}{line}");
    }
}
