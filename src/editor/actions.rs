//! What can be done about a finding: mend it, allow it, declare what it misses.

use super::index::Index;
use super::mentions::Role;
use super::tokens::{Look, tokens_within};
use crate::analysis::registry;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::phrase::capitalized;
use crate::model::words::NounKind;
use crate::model::{PropertyType, declarable};
use crate::source::{FileId, Span};
use crate::syntax::ast::{File, Item, Section, Sentence};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub title: String,
    /// What to write where.
    pub changes: Vec<Change>,
    /// Whether it is what anyone would do.
    pub preferred: bool,
    /// Whether it mends what was found, rather than lives with it.
    pub mends: bool,
}

/// A change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// With what.
    pub text: String,
}

/// What can be done about a finding, what is most likely wanted first.
#[must_use]
pub fn actions(index: &Index, finding: &Diagnostic) -> Vec<Action> {
    let mut actions = Vec::new();
    actions.extend(fix(index, finding));
    actions.extend(meant(index, finding));
    if finding.code == "unknown-name" {
        actions.extend(declare(index, finding));
        actions.extend(quote(index, finding));
    }
    actions.extend(allow(index, finding));
    actions
}

/// The change that the finding itself brings.
fn fix(index: &Index, finding: &Diagnostic) -> Option<Action> {
    let fix = finding.fix.as_ref()?;
    let source = index.read.sources.get(fix.span.file)?;
    let range = fix.range(&source.text);
    let span = Span::new(fix.span.file, range.start, range.end);
    let changes = vec![Change { span, text: fix.text.clone() }];
    Some(Action { title: capitalized(&fix.label), changes, preferred: fix.certain, mends: true })
}

/// The word that was meant, where the finding says which.
fn meant(index: &Index, finding: &Diagnostic) -> Option<Action> {
    let word = finding.meant.as_deref()?;
    let source = index.read.sources.get(finding.span.file)?;
    let written = source.slice(finding.span);
    // Only where the finding points at the very word.
    if finding.fix.is_some() || written.is_empty() || written.contains([' ', '"', '\n']) {
        return None;
    }
    let changes = vec![Change { span: finding.span, text: word.to_owned() }];
    Some(Action { title: format!("Write `{word}`"), changes, preferred: true, mends: true })
}

/// A declaration of each kind that the name may be of where it stands.
fn declare(index: &Index, finding: &Diagnostic) -> Vec<Action> {
    let Some(found) = index.at(finding.span.file, finding.span.start as usize) else {
        return Vec::new();
    };
    let Some(source) = index.read.sources.get(finding.span.file) else { return Vec::new() };
    let word = found.word;
    if word.contains('.') || found.span != finding.span {
        return Vec::new();
    }
    let wanted: &[Kind] = match found.role {
        Role::Refers(wanted) => wanted,
        Role::Value(_, PropertyType::Noun(_)) => &[Kind::Role],
        _ => &[],
    };
    let declared = |kind: NounKind| {
        let at = place_for(index, finding.span.file, kind, &source.text);
        let text = format!("{} {word} \"{}\"\n", kind.as_str(), word.replace('-', " "));
        let changes = vec![Change { span: Span::new(finding.span.file, at, at), text }];
        Action {
            title: format!("Declare {} `{word}`", kind.as_str()),
            changes,
            preferred: false,
            mends: true,
        }
    };
    declarable(wanted).into_iter().map(declared).collect()
}

/// Where a declaration is written: below the last one of its kind, or else before the first sentence.
fn place_for(index: &Index, file: FileId, kind: NounKind, text: &str) -> usize {
    let Some(tree) = index.tree(file) else { return 0 };
    let last = tree.items.iter().rev().find_map(|item| match item {
        Item::Noun(noun) if NounKind::parse(&noun.keyword.text) == Some(kind) => Some(noun.span.end as usize),
        _ => None,
    });
    if let Some(end) = last {
        let line = text.get(end..).and_then(|rest| rest.find('\n'));
        return line.map_or(text.len(), |at| end + at + 1);
    }
    let said = tree.items.iter().find_map(|item| match item {
        Item::Sentence(sentence) => Some(sentence.span.start),
        Item::Section(section) => Some(section.span.start),
        Item::Import(_) | Item::Noun(_) | Item::Prose(_) | Item::Assertion(_) | Item::Approval(_) => None,
    });
    said.map_or(text.len(), |start| start as usize)
}

/// The author's own words instead of a name.
fn quote(index: &Index, finding: &Diagnostic) -> Option<Action> {
    let source = index.read.sources.get(finding.span.file)?;
    let word = source.slice(finding.span);
    let changes = vec![Change { span: finding.span, text: format!("\"{}\"", word.replace(['-', '.'], " ")) }];
    (!word.is_empty()).then(|| Action {
        title: format!("Write \"{}\" as a text", word.replace(['-', '.'], " ")),
        changes,
        preferred: false,
        mends: true,
    })
}

/// `allow(name) "reason"` where the finding stands.
fn allow(index: &Index, finding: &Diagnostic) -> Option<Action> {
    let known = registry::rule(finding.code)?;
    if known.fixed() {
        return None;
    }
    let file = finding.span.file;
    let source = index.read.sources.get(file)?;
    let place = allowable(index.tree(file)?, finding.span)?;
    // Of what laws ask for, many findings stand at one place, each of one requirement.
    let about = finding.requirement();
    let one = about.map(|title| format!("{title}: ")).unwrap_or_default();
    let clause = format!("allow({}) \"{one}say why this is right here\"", finding.code);
    let change = inserted(&source.text, file, &place, &clause);
    Some(Action {
        title: match about {
            Some(title) => format!("Allow `{}` of \"{title}\", with a reason", finding.code),
            None => format!("Allow `{}` here, with a reason", finding.code),
        },
        changes: vec![change],
        preferred: false,
        mends: false,
    })
}

/// What an allowance can be written at.
enum Allowable {
    /// A sentence or a declaration: its clauses end with it, or with its braces.
    Whole(Span),
    /// A section: its clauses stand before its braces.
    Section(Span),
}

/// The narrowest sentence, declaration or section around a place.
fn allowable(tree: &File, at: Span) -> Option<Allowable> {
    fn within(outer: Span, inner: Span) -> bool {
        outer.start <= inner.start && inner.end <= outer.end
    }
    fn of_sentences(sentences: &[Sentence], at: Span) -> Option<Allowable> {
        let found = sentences.iter().find(|sentence| within(sentence.span, at))?;
        Some(Allowable::Whole(found.span))
    }
    fn of_items(items: &[Item], at: Span) -> Option<Allowable> {
        items.iter().find_map(|item| match item {
            Item::Sentence(sentence) => within(sentence.span, at).then_some(Allowable::Whole(sentence.span)),
            Item::Noun(noun) if within(noun.span, at) => {
                of_sentences(&noun.body.promises, at).or(Some(Allowable::Whole(noun.span)))
            }
            Item::Section(section) if within(section.span, at) => of_section(section, at),
            Item::Import(_)
            | Item::Noun(_)
            | Item::Section(_)
            | Item::Prose(_)
            | Item::Assertion(_)
            | Item::Approval(_) => None,
        })
    }
    fn of_section(section: &Section, at: Span) -> Option<Allowable> {
        of_items(&section.items, at).or(Some(Allowable::Section(section.span)))
    }
    of_items(&tree.items, at)
}

fn inserted(text: &str, file: FileId, place: &Allowable, clause: &str) -> Change {
    let at = |at: usize, text: String| Change { span: Span::new(file, at, at), text };
    match place {
        Allowable::Section(span) => {
            let open = opening(text, *span).unwrap_or(span.end as usize);
            let blank = text.get(..open).is_some_and(|before| before.ends_with(' '));
            at(open, if blank { format!("{clause} ") } else { format!(" {clause} ") })
        }
        Allowable::Whole(span) => {
            let start = span.start as usize;
            // A comment after it may count as part of it.
            let tokens = tokens_within(text, start..span.end as usize);
            let last = tokens.iter().rev().find(|token| token.look != Look::Comment);
            let end = last.map_or(span.end as usize, |token| token.range.end);
            let body = text.get(start..end).unwrap_or_default();
            let Some(inner) = body.strip_suffix('}') else { return at(end, format!(" {clause}")) };
            let close = end - 1;
            let Some(line) = inner.rfind('\n') else {
                let blank = if inner.ends_with(' ') { "" } else { " " };
                return at(close, format!("{blank}{clause} "));
            };
            // A line of its own, one step deeper than the brace that closes.
            let indent: String = text
                .get(start + line + 1..close)
                .unwrap_or_default()
                .chars()
                .take_while(|c| c.is_whitespace())
                .collect();
            at(start + line + 1, format!("{indent}    {clause}\n"))
        }
    }
}

/// The brace that opens a section.
fn opening(text: &str, span: Span) -> Option<usize> {
    let tokens = tokens_within(text, span.start as usize..span.end as usize);
    let brace = tokens
        .into_iter()
        .find(|token| token.look == Look::Mark && text.get(token.range.clone()) == Some("{"));
    brace.map(|brace| brace.range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Settings, judge};
    use crate::editor::index::testing::index;
    use crate::law::Vocabulary;

    fn found(index: &Index) -> Vec<Diagnostic> {
        judge(&index.read.policy, Vocabulary::builtin(), &Settings::default(), index.read.findings.clone())
    }

    /// The text after the action with this title on the first finding of this name.
    fn done(text: &str, code: &str, title: &str) -> String {
        let index = index(&[("a.candor", text)]);
        let all = found(&index);
        let finding = all.iter().find(|finding| finding.code == code).unwrap_or_else(|| panic!("{all:?}"));
        let actions = actions(&index, finding);
        let action =
            actions.iter().find(|action| action.title == title).unwrap_or_else(|| panic!("{actions:?}"));
        let mut changed = text.to_owned();
        for change in action.changes.iter().rev() {
            changed.replace_range(change.span.start as usize..change.span.end as usize, &change.text);
        }
        changed
    }

    #[test]
    fn an_allowance_silences_what_it_was_made_for() {
        let texts = [
            "we keep \"names\" indefinitely\n",
            "we keep \"names\" indefinitely { because \"so\" }\n",
            "we keep \"names\" {\n    indefinitely\n}\n",
            "section x \"X\" {\n    we keep \"names\" indefinitely   // a comment\n}\n",
        ];
        for text in texts {
            let changed =
                done(text, "indefinite-retention", "Allow `indefinite-retention` here, with a reason");
            let after = index(&[("a.candor", &changed)]);
            let left: Vec<&str> = found(&after).iter().map(|finding| finding.code).collect();
            let gone = !left.contains(&"indefinite-retention") && !left.contains(&"unused-allow");
            assert!(gone && !left.contains(&"syntax"), "{changed}: {left:?}");
        }
    }

    #[test]
    fn of_what_a_law_asks_for_one_requirement_is_allowed() {
        let text = "policy \"P\" {\n    laws  caloppa\n    facts tracks-individuals-over-time-across-sites\n}\n\
            organization a \"A\"\n";
        let title = "Allow `missing-disclosure` of \"Response to Do Not Track signals\", with a reason";
        let changed = done(text, "missing-disclosure", title);
        let clause =
            "allow(missing-disclosure) \"Response to Do Not Track signals: say why this is right here\"";
        assert!(changed.contains(clause), "{changed}");
    }

    #[test]
    fn what_is_in_a_declaration_is_allowed_in_it() {
        for text in [
            "recipient m \"M\"\n",
            "recipient m \"M\" { country DE }\n",
            "recipient m \"M\" {\n    country DE\n}\n",
        ] {
            let changed = done(text, "unused-declaration", "Allow `unused-declaration` here, with a reason");
            let after = index(&[("a.candor", &changed)]);
            let left: Vec<&str> = found(&after).iter().map(|finding| finding.code).collect();
            assert!(
                !left.contains(&"unused-declaration") && !left.contains(&"syntax"),
                "{changed}: {left:?}"
            );
        }
    }

    #[test]
    fn a_name_that_nothing_declares_can_be_declared_corrected_or_quoted() {
        let text = "data mail \"m\"\nwe share mail with some-mailer for newss\npurpose news \"send news\"\n";
        let declared = done(text, "unknown-name", "Declare recipient `some-mailer`");
        assert_eq!(
            declared,
            "data mail \"m\"\nrecipient some-mailer \"some mailer\"\nwe share mail with some-mailer for newss\npurpose news \"send news\"\n"
        );
        let quoted = done(text, "unknown-name", "Write \"some mailer\" as a text");
        assert!(quoted.contains("with \"some mailer\" for"), "{quoted}");
        let only = "data mail \"m\"\nwe use mail for newss\npurpose news \"send news\"\n";
        assert!(done(only, "unknown-name", "Write `news`").contains("for news\n"));
        let another = done(only, "unknown-name", "Declare purpose `newss`");
        assert!(another.ends_with("purpose news \"send news\"\npurpose newss \"newss\"\n"), "{another}");
    }

    #[test]
    fn errors_of_the_language_cannot_be_allowed() {
        let index = index(&[("a.candor", "we share names with nobody-knows\n")]);
        for finding in found(&index) {
            if finding.code == "unknown-name" {
                assert!(actions(&index, &finding).iter().all(|action| action.mends));
            }
        }
    }
}
