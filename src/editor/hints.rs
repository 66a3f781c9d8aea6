//! What follows from a policy and is not written in it, shown beside what it follows from.

use crate::analysis::Settings;
use crate::analysis::derived::derived;
use crate::law::Vocabulary;
use crate::project::Read;
use crate::source::{FileId, Span};

use super::describe::Describer;
use super::index::Index;
use super::mentions::{Role, mentions};
use super::names::Meaning;

/// Something to show in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte it is shown after.
    pub at: u32,
    /// What is shown.
    pub label: String,
    /// More about it, as Markdown.
    pub more: String,
}

/// The hints of a part of a file: what laws call its practices, and the statutory categories of its data.
#[must_use]
pub fn hints(index: &Index, part: Span, describer: Describer<'_>, settings: &Settings) -> Vec<Hint> {
    let mut hints = practices(&index.read, part.file, describer.vocabulary, settings);
    hints.extend(categories(index, part, describer));
    hints.retain(|hint| part.start <= hint.at && hint.at <= part.end);
    hints.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.label.cmp(&b.label)));
    hints
}

fn practices(read: &Read, file: FileId, vocabulary: &Vocabulary, settings: &Settings) -> Vec<Hint> {
    let of_file =
        derived(&read.policy, vocabulary, settings).into_iter().filter(|found| found.span.file == file);
    of_file
        .map(|found| {
            let ids: Vec<&str> = found.laws.iter().map(|(id, _)| id.as_str()).collect();
            let titles: Vec<String> =
                found.laws.iter().map(|(_, title)| format!("- {}", super::describe::plain(title))).collect();
            let more = format!("{}\n\n{}\n", super::describe::plain(&found.means), titles.join("\n"));
            Hint {
                at: first_line(read, found.span),
                label: format!("{} · {}", found.called, ids.join(", ")),
                more,
            }
        })
        .collect()
}

/// The end of the first line of a stretch, comments left out.
fn first_line(read: &Read, span: Span) -> u32 {
    let text = read.sources.get(span.file).map_or("", |source| source.slice(span));
    let line = text.split('\n').next().unwrap_or_default();
    let tokens = super::tokens::tokens(line);
    let last = tokens.iter().rev().find(|token| token.look != super::tokens::Look::Comment);
    let length = last.map_or(0, |token| token.range.end);
    span.start + u32::try_from(length).unwrap_or(0)
}

/// Behind each category of data the codes that laws have for it.
fn categories(index: &Index, part: Span, describer: Describer<'_>) -> Vec<Hint> {
    let mut hints = Vec::new();
    let Some(tree) = index.tree(part.file) else { return hints };
    mentions(tree, &mut |mention| {
        let within = part.start <= mention.span.end && mention.span.end <= part.end;
        if !within || !matches!(mention.role, Role::Classifies(_)) {
            return;
        }
        let Some(Meaning::Term(term)) =
            index.names().meaning(mention.word, &mention.role, describer.vocabulary)
        else {
            return;
        };
        if let Some(codes) = describer.short_codes(term) {
            hints.push(Hint { at: mention.span.end, label: codes, more: describer.term(term) });
        }
    });
    hints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::index::testing::index;

    #[test]
    fn what_follows_is_shown_behind_what_it_follows_from() {
        let text = "policy \"P\" { laws ccpa }\nrecipient ads \"A\" : advertising-network\nwe disclose device to ads   // why\n    for \"more\"\ndata mail \"m\" : contact.email\n";
        let index = index(&[("a.candor", text)]);
        let describer = Describer { vocabulary: Vocabulary::builtin(), wording: None };
        let all = hints(&index, Span::new(FileId(0), 0, text.len()), describer, &Settings::default());
        let shown: Vec<(&str, &str)> = all
            .iter()
            .map(|hint| (text[..hint.at as usize].lines().last().unwrap(), hint.label.as_str()))
            .collect();
        assert!(
            shown.contains(&("we disclose device to ads", "sharing for advertising · ccpa")),
            "{shown:?}"
        );
        assert!(shown.contains(&("data mail \"m\" : contact.email", "ccpa A")), "{shown:?}");
    }
}
