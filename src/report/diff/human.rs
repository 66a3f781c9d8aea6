//! What changed, for a terminal: one column, or two where there is room.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Compared, Outcome, Policy, count, sentences, state};
use crate::diff::readers::{PassageKind, Text};
use crate::diff::{Change, Effect};
use crate::report::neutral;

/// From how many columns on two versions stand side by side.
const WIDE: usize = 120;

/// How it is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The columns of a line.
    pub width: usize,
    /// Whether with colours.
    pub styled: bool,
}

/// Writes the comparison of some policies.
#[must_use]
pub fn emit(policies: &[Policy<'_>], manner: Manner) -> String {
    let mut page =
        Page { out: String::new(), manner: Manner { width: manner.width.clamp(40, 200), ..manner } };
    for (at, policy) in policies.iter().enumerate() {
        if at > 0 {
            page.out.push('\n');
        }
        page.policy(policy);
    }
    page.out
}

#[derive(Clone, Copy)]
enum Style {
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
}

struct Page {
    out: String,
    manner: Manner,
}

impl Page {
    fn policy(&mut self, policy: &Policy<'_>) {
        let title = self.styled(&format!("{}: {}", neutral(&policy.file), policy.verdict()), Style::Bold);
        let _ = writeln!(self.out, "{title}");
        let between =
            self.styled(&format!("{} → {}", neutral(&policy.before), neutral(&policy.after)), Style::Dim);
        let _ = writeln!(self.out, "{between}");
        match &policy.outcome {
            Outcome::NotCompared(why) => {
                let text = self.styled(&format!("not compared: {}", neutral(why)), Style::Red);
                let _ = writeln!(self.out, "\n{text}");
            }
            Outcome::Compared(compared) => self.compared(compared),
        }
    }

    fn compared(&mut self, compared: &Compared<'_>) {
        let material: Vec<&Change> = compared.changes.material().collect();
        let editorial: Vec<&Change> = compared.changes.editorial().collect();
        if !material.is_empty() {
            self.heading("Material");
            for (at, change) in material.iter().enumerate() {
                self.material(compared, at + 1, change);
            }
        }
        if !editorial.is_empty() {
            self.heading("Editorial");
            for change in editorial {
                let place = place(compared, change);
                self.wrapped("  · ", &format!("{}: {}", change.kind.title, change.summary), &place);
            }
        }
        let tasks = &compared.consequences.tasks;
        if !tasks.is_empty() {
            self.heading("What follows");
            for task in tasks {
                let mark = match task.done {
                    Some(true) => self.styled("done", Style::Green),
                    Some(false) => self.styled("open", Style::Red),
                    None => self.styled("  do", Style::Yellow),
                };
                let mut text = task.duty.says.trim_end_matches('.').to_owned();
                if let Some(state) = state(task, compared.consequences) {
                    text.push_str(": ");
                    text.push_str(&state);
                }
                self.marked(&format!("  {mark}  "), 8, &text);
                let law: Vec<String> = task.citations.iter().map(|cite| cite.marked()).collect();
                if !law.is_empty() {
                    self.dim("        ", &law.join(" · "));
                }
            }
        }
        self.readers(compared);
    }

    fn heading(&mut self, text: &str) {
        let text = self.styled(text, Style::Bold);
        let _ = writeln!(self.out, "\n{text}");
    }

    fn material(&mut self, compared: &Compared<'_>, number: usize, change: &Change) {
        let (word, style) = match change.kind.effect {
            Effect::Worse => ("worse for people", Style::Red),
            Effect::Unclear => ("read it yourself", Style::Yellow),
            Effect::Neutral => ("neither better nor worse", Style::Dim),
            Effect::Better => ("better for people", Style::Green),
        };
        let title = self.styled(&change.kind.title, Style::Bold);
        let word = self.styled(word, style);
        let _ = writeln!(self.out, "{number:>3}. {title} ({word})");
        self.wrapped("     ", &change.summary, "");
        match sentences(change) {
            (None, None) => {}
            (before, after) => self.sides(before.map(plain), after.map(plain)),
        }
        self.labelled("why", &change.kind.why);
        let law: Vec<String> = change.citations.iter().map(|cite| cite.marked()).collect();
        if !law.is_empty() {
            self.labelled("law", &law.join(" · "));
        }
        if !change.affected.is_everyone() || change.affected.children {
            self.labelled("who", &super::who(change));
        }
        let place = place(compared, change);
        if !place.is_empty() {
            self.labelled("at", &place);
        }
    }

    fn readers(&mut self, compared: &Compared<'_>) {
        if compared.passages() == 0 {
            return;
        }
        self.heading(&format!("What readers see: {}", count(compared.passages(), "passage")));
        let changed = compared.readers.iter().filter(|reading| !reading.passages.is_empty());
        let alone = changed.clone().count() == 1;
        for reading in changed {
            let mut section: Option<&str> = None;
            // The sections of single laws say the same again; a terminal is no place for them.
            if reading.of_law && !alone {
                let passages = count(reading.passages.len(), "passage");
                let name = format!("{}: {passages}", neutral(&reading.title));
                let name = self.styled(&name, Style::Dim);
                let _ = writeln!(self.out, "   {name} (`--format md` shows them)");
                continue;
            }
            // Its sections may be called as those of the policy.
            if reading.of_law {
                let title = self.styled(&neutral(&reading.title), Style::Bold);
                let _ = writeln!(self.out, "   {title}");
            }
            for passage in &reading.passages {
                if section != Some(&passage.section) && !passage.section.is_empty() {
                    let title = self.styled(&neutral(&passage.section), Style::Bold);
                    let _ = writeln!(self.out, "   {title}");
                }
                section = Some(&passage.section);
                match passage.kind {
                    PassageKind::Moved => {
                        let text = passage.after.as_ref().map(Text::text).unwrap_or_default();
                        self.wrapped("     moved: ", &text, "");
                    }
                    PassageKind::Added | PassageKind::Removed | PassageKind::Changed => {
                        self.sides(passage.before.as_ref().map(pieces), passage.after.as_ref().map(pieces));
                    }
                }
            }
        }
    }

    /// Two versions of a text: side by side where there is room, or one above the other.
    fn sides(&mut self, before: Option<Pieces>, after: Option<Pieces>) {
        let indent = "     ";
        if self.manner.width < WIDE || before.is_none() || after.is_none() {
            let room = self.manner.width.saturating_sub(7).max(20);
            for (sign, text, style) in [("-", before, Style::Red), ("+", after, Style::Green)] {
                let Some(text) = text else { continue };
                for (at, line) in wrap(&text, room).into_iter().enumerate() {
                    let sign = self.styled(if at == 0 { sign } else { " " }, style);
                    let line = self.line(&line, style);
                    let _ = writeln!(self.out, "{indent}{sign} {}", line.trim_end());
                }
            }
            return;
        }
        let room = (self.manner.width - 12) / 2;
        let left = before.map(|text| wrap(&text, room)).unwrap_or_default();
        let right = after.map(|text| wrap(&text, room)).unwrap_or_default();
        for at in 0..left.len().max(right.len()) {
            let empty = Pieces::new();
            let (one, two) = (left.get(at).unwrap_or(&empty), right.get(at).unwrap_or(&empty));
            let columns: usize = one.iter().map(|(text, _)| text.width()).sum();
            let signs = if at == 0 {
                (self.styled("-", Style::Red), self.styled("+", Style::Green))
            } else {
                (" ".to_owned(), " ".to_owned())
            };
            let text = format!(
                "{indent}{} {}{} {} {}",
                signs.0,
                self.line(one, Style::Red),
                " ".repeat(room.saturating_sub(columns)),
                signs.1,
                self.line(two, Style::Green)
            );
            let _ = writeln!(self.out, "{}", text.trim_end());
        }
    }

    fn line(&self, pieces: &Pieces, style: Style) -> String {
        let mut out = String::new();
        for (text, differs) in pieces {
            match (differs, self.manner.styled) {
                (true, true) => out.push_str(&self.styled(text, style)),
                (true, false) => {
                    // Without colours what differs stands in brackets, blanks outside.
                    let inner = text.trim();
                    out.push_str(&text.replacen(
                        inner,
                        &format!("[{inner}]"),
                        usize::from(!inner.is_empty()),
                    ));
                }
                (false, _) => out.push_str(text),
            }
        }
        out
    }

    fn labelled(&mut self, label: &str, text: &str) {
        let label = self.styled(&format!("{label:<4}"), Style::Dim);
        self.marked(&format!("     {label} "), 10, text);
    }

    fn dim(&mut self, indent: &str, text: &str) {
        let room = self.manner.width.saturating_sub(indent.len()).max(20);
        for line in wrap(&plain(text), room) {
            let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
            let text = self.styled(text.trim_end(), Style::Dim);
            let _ = writeln!(self.out, "{indent}{text}");
        }
    }

    /// Text with a place behind it.
    fn wrapped(&mut self, indent: &str, text: &str, place: &str) {
        let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
        self.marked(indent, indent.chars().count(), &format!("{text}{place}"));
    }

    /// Text behind a mark that takes up some columns.
    fn marked(&mut self, mark: &str, columns: usize, text: &str) {
        let room = self.manner.width.saturating_sub(columns).max(20);
        for (at, line) in wrap(&plain(text), room).into_iter().enumerate() {
            let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
            if at == 0 {
                let _ = writeln!(self.out, "{mark}{}", text.trim_end());
            } else {
                let _ = writeln!(self.out, "{}{}", " ".repeat(columns), text.trim_end());
            }
        }
    }

    fn styled(&self, text: &str, style: Style) -> String {
        if !self.manner.styled {
            return text.to_owned();
        }
        let code = match style {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Red => "31",
            Style::Green => "32",
            Style::Yellow => "33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

fn place(compared: &Compared<'_>, change: &Change) -> String {
    compared.place(change).map(|(file, line)| format!("{}:{line}", neutral(&file))).unwrap_or_default()
}

/// Text in pieces, each with whether the other version has something else there.
type Pieces = Vec<(String, bool)>;

fn plain(text: &str) -> Pieces {
    vec![(neutral(text), false)]
}

fn pieces(text: &Text) -> Pieces {
    super::pieces(text).iter().map(|piece| (neutral(&piece.text), piece.differs)).collect()
}

/// Breaks text at blanks into lines of at most so many columns, as far as its words let it.
fn wrap(pieces: &Pieces, room: usize) -> Vec<Pieces> {
    let mut lines: Vec<Pieces> = vec![Pieces::new()];
    let mut columns = 0;
    for (text, differs) in pieces {
        for word in text.split_inclusive(' ') {
            let width = word.trim_end().width();
            if columns > 0 && columns + width > room {
                lines.push(Pieces::new());
                columns = 0;
            }
            columns += word.width();
            if let Some(line) = lines.last_mut() {
                match line.last_mut() {
                    Some((last, same)) if same == differs => last.push_str(word),
                    _ => line.push((word.to_owned(), *differs)),
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_keep_what_differs() {
        let text = vec![
            ("we keep it for ".to_owned(), false),
            ("24".to_owned(), true),
            (" months".to_owned(), false),
        ];
        let lines: Vec<String> =
            wrap(&text, 12).iter().map(|line| line.iter().map(|(text, _)| text.as_str()).collect()).collect();
        assert_eq!(lines, ["we keep it ", "for 24 ", "months"]);
        assert!(wrap(&text, 12).iter().any(|line| line.contains(&("24".to_owned(), true))));
    }
}
