//! What a finding means: for a terminal, and as the page `docs/lints.md`.
//!
//! Both are written from the registry, `law/rules/*.yaml`, and from nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{word, wrapped};
use crate::analysis::registry::{self, CHANGES, Known, LANGUAGE};
use crate::model::phrase::capitalized;

/// The columns of a line on a terminal.
const WIDTH: usize = 80;

/// Everything there is to say about a finding, for a terminal; nothing, if there is none of that name.
#[must_use]
pub fn finding(name: &str) -> Option<String> {
    let known = registry::rule(name)?;
    let mut out = format!("{name} ({}, {})\n\n", word(known.severity()), known.group);
    wrapped(&known.summary, 0, 0, WIDTH, &mut out);
    out.push('\n');
    wrapped(&known.why, 0, 0, WIDTH, &mut out);
    if !known.citations().is_empty() {
        out.push_str("\nLaw:\n");
        known.citations().iter().for_each(|law| indent(law, &mut out));
    }
    for (title, example) in [("Wrong:", &known.wrong), ("Right:", &known.right)] {
        if !example.is_empty() {
            let _ = writeln!(out, "\n{title}");
            example.lines().for_each(|line| indent(line, &mut out));
        }
    }
    out.push_str("\nSilence it:\n");
    if known.fixed() {
        out.push_str("    an error of the language cannot be silenced\n");
    } else {
        // What a comparison finds is of two versions, so neither can allow it.
        if known.group != CHANGES {
            let _ = writeln!(out, "    allow({name}) \"why\"    in the declaration or sentence");
        }
        let _ = writeln!(out, "    lints: {{ {name}: allow }}    in candor.yaml, for the whole project");
    }
    Some(out)
}

/// The page of every finding: `docs/lints.md`.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(HEAD);
    let mut groups: BTreeMap<(bool, &str), Vec<(&str, &Known)>> = BTreeMap::new();
    for (name, known) in registry::all() {
        // What people come for first; what the compiler explains by itself last.
        groups.entry((known.group == LANGUAGE, &known.group)).or_default().push((name, known));
    }
    for ((_, group), members) in groups {
        let name = group.replace(' ', "-");
        let _ = writeln!(out, "\n## Group `{name}`\n\n| Finding | Level | |\n| --- | --- | --- |");
        for (name, known) in &members {
            let level = word(known.severity());
            let _ =
                writeln!(out, "| [`{name}`](#{name}) | {level} | {} |", known.summary.replace('|', "\\|"));
        }
        members.iter().for_each(|(name, known)| entry(name, known, &mut out));
    }
    out
}

const HEAD: &str = "\
# Findings

Everything that Candor can find, by group. `candor explain NAME` prints the same on a terminal;
[checking.md](checking.md) says how levels are set. This page is written by `candor explain --all`
from `law/rules/`.

Nothing here is legal advice. *Not verified* stands where nobody has compared a citation with its
source; such a finding is a note, whatever else it would be.
";

fn entry(name: &str, known: &Known, out: &mut String) {
    let _ = writeln!(
        out,
        "\n### {name}\n\n**{}.** {}\n\n{}",
        capitalized(word(known.severity())),
        known.summary,
        known.why.trim()
    );
    if !known.citations().is_empty() {
        let _ = writeln!(out, "\nLaw: {}.", known.citations().join("; "));
    }
    for (title, example) in [("Wrong", &known.wrong), ("Right", &known.right)] {
        if !example.is_empty() {
            // The second word keeps examples that are wrong apart from those that have to compile.
            let _ = writeln!(out, "\n{title}:\n\n```candor example\n{}\n```", example.trim_end());
        }
    }
    if known.fixed() {
        out.push_str("\nAn error of the language: no level and no `allow` changes it.\n");
    }
}

fn indent(line: &str, out: &mut String) {
    if !line.is_empty() {
        let _ = write!(out, "    {line}");
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_explained_with_its_law_and_an_example() {
        insta::assert_snapshot!(finding("sale-denied-yet-declared").unwrap(), @r#"
        sale-denied-yet-declared (error, sale and sharing)

        One statement says that data is not sold, another sells it.

        A denial covers everything that falls under it. A sale of some of it, at the
        time of which the denial speaks, makes the denial false, and a false promise is
        deceptive whatever else the law says about sales.

        Law:
            FTC Act s. 5 (15 U.S.C. 45)
            GDPR Art. 5(1)(a)

        Wrong:
            we do not sell personal-data
            we sell "email addresses" : contact.email to "data brokers"

        Right:
            we do not sell personal-data except "email addresses" : contact.email
            we sell "email addresses" : contact.email to "data brokers"

        Silence it:
            allow(sale-denied-yet-declared) "why"    in the declaration or sentence
            lints: { sale-denied-yet-declared: allow }    in candor.yaml, for the whole project
        "#);
    }

    #[test]
    fn an_error_of_the_language_cannot_be_silenced() {
        insta::assert_snapshot!(finding("zero-duration").unwrap(), @r#"
        zero-duration (error, language)

        A duration is of nothing.

        Keeping something for no time at all is not keeping it.

        Wrong:
            we keep "names" for 0 days

        Right:
            we keep "names" for 1 day

        Silence it:
            an error of the language cannot be silenced
        "#);
        assert_eq!(finding("zero-durations"), None);
    }

    #[test]
    fn the_page_has_every_finding_once() {
        let page = page();
        for name in registry::all().keys() {
            assert_eq!(page.matches(&format!("\n### {name}\n")).count(), 1, "{name}");
        }
    }
}
