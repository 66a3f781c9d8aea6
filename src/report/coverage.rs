//! Coverage: what each law asks of a policy and which declarations answer it, for people.
//!
//! [`json`] has the same for machines.

pub mod json;

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::analysis::coverage::{Coverage, Judged, LawCoverage, Standing, Status, mark, when};
use crate::law::pack::Strength;
use crate::model::phrase::capitalized;
use crate::report::{neutral, wrapped};
use crate::source::{Sources, Span};

/// The coverage of one policy, ready to be written.
pub struct Policy<'a> {
    /// The stem of its file.
    pub name: &'a str,
    /// The file as it is shown.
    pub file: String,
    /// What its laws ask for.
    pub coverage: &'a Coverage<'a>,
    /// The files it was read from.
    pub sources: &'a Sources,
    /// How a file is shown.
    pub shown: &'a dyn Fn(&str) -> String,
}

impl Policy<'_> {
    /// `file:line`, and only the line where it is the policy's own file.
    fn place(&self, span: Span) -> String {
        let Some(source) = self.sources.get(span.file) else { return String::new() };
        let line = source.line_column(span.start).line;
        let file = (self.shown)(&source.name);
        if file == self.file { format!("line {line}") } else { format!("{}:{line}", neutral(&file)) }
    }

    fn places(&self, at: &[Span]) -> String {
        let mut places: Vec<String> = at.iter().map(|span| self.place(*span)).collect();
        places.dedup();
        places.join(", ")
    }

    /// Why the law is looked at, as a sentence without a full stop.
    fn standing(&self, law: &LawCoverage<'_>) -> String {
        match &law.standing {
            Standing::Named(at) => format!("named in `laws` ({})", self.place(*at)),
            Standing::Shown(at) if at.is_empty() => "not named in `laws`, but it applies".to_owned(),
            Standing::Shown(at) => format!("not named in `laws`, but it applies ({})", self.places(at)),
            Standing::Asked => "neither named in `laws` nor shown to apply".to_owned(),
        }
    }

    /// What there is to say about a requirement beside its name.
    fn remark(&self, law: &LawCoverage<'_>, judged: &Judged<'_>) -> String {
        match judged.status {
            Status::Met => self.places(&judged.at),
            Status::Missing => {
                judged.declare().map_or_else(|| judged.asked.requirement.text.clone(), Cow::into_owned)
            }
            Status::Unknown if judged.open.is_empty() => {
                "give the day to judge by: `--as-of DATE`".to_owned()
            }
            Status::Unknown => {
                let facts: Vec<String> = judged.open.iter().map(|fact| format!("`{fact}`")).collect();
                format!("not known: {}", facts.join(", "))
            }
            Status::Unchecked => elsewhere(judged),
            Status::NotApplicable if judged.at.is_empty() => "its condition does not hold".to_owned(),
            Status::NotApplicable => format!("its condition does not hold ({})", self.places(&judged.at)),
            Status::NotInForce => {
                let law_itself = || when(law.law.in_force);
                let own = || when(judged.asked.in_force);
                if law.law.on(law.day) { own() } else { law_itself() }.unwrap_or_default()
            }
        }
    }
}

/// Why nobody but a person can tell.
fn elsewhere(judged: &Judged<'_>) -> String {
    if judged.asked.requirement.places.contains(&crate::law::Place::PrivacyPolicy) {
        "Candor cannot tell".to_owned()
    } else {
        let places: Vec<&str> = judged.asked.requirement.places.iter().map(|place| place.words()).collect();
        format!("belongs in {}", places.join(" or "))
    }
}

/// The words for a status.
const fn words(status: Status) -> &'static str {
    match status {
        Status::Missing => "missing",
        Status::Unknown => "unknown",
        Status::Met => "met",
        Status::Unchecked => "for you to check",
        Status::NotApplicable => "does not apply",
        Status::NotInForce => "not in force",
    }
}

/// How the counts of a law read: `12 met, 3 missing`.
fn counts(law: &LawCoverage<'_>) -> String {
    let order = [
        Status::Met,
        Status::Missing,
        Status::Unknown,
        Status::Unchecked,
        Status::NotApplicable,
        Status::NotInForce,
    ];
    let some = order.into_iter().map(|status| (law.count(status), status)).filter(|(count, _)| *count > 0);
    let counts: Vec<String> = some.map(|(count, status)| format!("{count} {}", words(status))).collect();
    if counts.is_empty() { "nothing to ask for".to_owned() } else { counts.join(", ") }
}

fn title(judged: &Judged<'_>) -> String {
    let should = if judged.asked.requirement.required == Strength::Should { " (good practice)" } else { "" };
    format!("{}{should}", judged.asked.requirement.title)
}

fn law_of(law: &LawCoverage<'_>) -> String {
    let day = law.day.map_or(String::new(), |day| format!(", as of {day}"));
    let not_yet = if law.law.on(law.day) { "" } else { ": not in force then" };
    format!("{}{}{day}{not_yet}", law.law.cite, mark(law.law.verified))
}

/// A table for each law, for a terminal `width` columns wide.
#[must_use]
pub fn text(policies: &[Policy<'_>], width: usize) -> String {
    let mut out = String::new();
    for policy in policies {
        for law in &policy.coverage.laws {
            text_of(policy, law, width, &mut out);
        }
        if policy.coverage.laws.is_empty() {
            let _ = writeln!(out, "{}: names no law, and none is shown to apply\n", neutral(&policy.file));
        }
    }
    out
}

fn text_of(policy: &Policy<'_>, law: &LawCoverage<'_>, width: usize, out: &mut String) {
    let _ = writeln!(out, "{}: {} ({})", neutral(&policy.file), neutral(law.law.title), neutral(law.law.id));
    let _ = writeln!(out, "{}", neutral(&law_of(law)));
    let _ = writeln!(out, "{}: {}\n", policy.standing(law), counts(law));
    for status in Status::ALL {
        let mut judged = law.judged.iter().filter(|judged| judged.status == status).peekable();
        if judged.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "  {}", words(status));
        for judged in judged {
            let cite = format!("{}{}", judged.asked.cite, mark(judged.asked.verified));
            wrapped(&format!("{}: {}", cite, title(judged)), 4, 8, width, out);
            let remark = policy.remark(law, judged);
            // What nobody needs to act on stays short.
            if !remark.is_empty() && !matches!(status, Status::NotApplicable if judged.at.is_empty()) {
                wrapped(&remark, 8, 8, width, out);
            }
        }
        out.push('\n');
    }
}

/// A Markdown table for each law.
#[must_use]
pub fn markdown(policies: &[Policy<'_>]) -> String {
    let mut out = String::from("# Coverage\n");
    for policy in policies {
        let _ = write!(out, "\n## {}\n", cell(&neutral(&policy.file)));
        if policy.coverage.laws.is_empty() {
            out.push_str("\nIt names no law, and none is shown to apply.\n");
        }
        for law in &policy.coverage.laws {
            let _ = write!(out, "\n### {}\n\n", cell(law.law.title));
            let _ = writeln!(
                out,
                "{}. {}: {}.\n",
                cell(&law_of(law)),
                cell(&capitalized(&policy.standing(law))),
                counts(law)
            );
            out.push_str("| | Requirement | Law | Where, or what to do |\n|---|---|---|---|\n");
            for status in Status::ALL {
                for judged in law.judged.iter().filter(|judged| judged.status == status) {
                    let cite = format!("{}{}", judged.asked.cite, mark(judged.asked.verified));
                    let remark = policy.remark(law, judged);
                    let _ = writeln!(
                        out,
                        "| {} | {} | {} | {} |",
                        words(status),
                        cell(&title(judged)),
                        cell(&cite),
                        cell(&remark)
                    );
                }
            }
        }
    }
    out
}

/// Text that stays one cell of a table, and cannot become markup outside code.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    // A line break in a pack is only how it was laid out.
    for c in neutral(&text.replace(['\n', '\r'], " ")).chars() {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '*' | '_' | '[' | ']' | '<' | '#' | '\\' if !code => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
