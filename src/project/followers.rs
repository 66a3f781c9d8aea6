//! One mistake is one finding: what only follows from another is left out.
//!
//! A word that is misspelt makes what stands behind it unreadable too: the rest of its line, the
//! block of a declaration whose first word it was, and the name that this would have declared.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Label, Reason, Severity, nearest};
use crate::model::verb;
use crate::model::words::{ListWord, NounKind, SayingWord};
use crate::source::{FileId, Source, Sources, Span, line_at};
use crate::syntax::{OTHER_QUOTES, code_before, item_end, opened_by};

/// What says that something could not be read.
const UNREAD: &[&str] = &[
    "syntax",
    "unknown-verb",
    "unknown-name",
    "unknown-property",
    "missing-subject",
    "missing-value",
    "missing-unit",
    "unterminated-text",
    "text-expected",
    "broken-declaration",
];

/// How many declarations are looked into: with very many mistakes the time would grow with their square.
const MANY: usize = 100;

/// Leaves out what follows from another finding; they are in the order of their places.
pub(super) fn leave_out(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    quotes(findings, sources);
    reserved(findings, sources);
    blanks(findings);
    policies(findings);
    imports(findings);
    unset(findings, sources);
    braces(findings, sources);
    let unread = |finding: &&Diagnostic| {
        finding.severity == Severity::Error
            && (UNREAD.contains(&finding.code) || finding.code == "stray-brace")
    };
    if findings.iter().filter(unread).count() < 2 {
        return;
    }
    broken_off(findings, sources);
    blocks(findings, sources);
    heads(findings, sources);
    lines(findings, sources);
}

/// What ends where a character stands that looks like a blank or cannot be seen, or begins right behind it.
fn blanks(findings: &mut Vec<Diagnostic>) {
    let of_blank = |finding: &&Diagnostic| finding.code == "control-character";
    let blanks: Vec<Span> = findings.iter().filter(of_blank).take(MANY).map(|found| found.span).collect();
    findings.retain(|finding| {
        let at = finding.span;
        let beside = |blank: &Span| blank.file == at.file && (blank.start == at.end || blank.end == at.start);
        !(UNREAD.contains(&finding.code) && blanks.iter().any(beside))
    });
}

/// A policy that is imported by another one: what it declares as that does is no mistake of its own.
fn policies(findings: &mut Vec<Diagnostic>) {
    let other = |finding: &Diagnostic| {
        finding.labels.first().filter(|first| first.span.file != finding.span.file).map(|_| finding.span.file)
    };
    let second = findings.iter().filter(|finding| finding.code == "second-policy");
    let imported: Vec<FileId> = second.take(MANY).filter_map(other).collect();
    findings.retain(|finding| {
        finding.code != "duplicate-name" || other(finding).is_none_or(|file| !imported.contains(&file))
    });
}

/// A file that is not there: what nothing like it is declared for may be declared in that.
fn imports(findings: &mut Vec<Diagnostic>) {
    if findings.iter().any(|finding| finding.code == "missing-file" || finding.code == "unreadable-file") {
        findings
            .retain(|finding| finding.code != "unknown-name" || finding.reason != Some(Reason::Undeclared));
    }
}

/// A property that a declaration wants, where the word of one in its braces is misspelt.
fn unset(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let misspelt = |finding: &&Diagnostic| finding.code == "unknown-property" && finding.meant.is_some();
    let head = |finding: &Diagnostic| {
        let text = &sources.get(finding.span.file)?.text;
        let brace = opened_by(text, finding.span.start as usize)?;
        Some(span(finding.span, &(line_at(text, brace).start..brace)))
    };
    let heads: Vec<Span> = findings.iter().filter(misspelt).take(MANY).filter_map(head).collect();
    findings.retain(|finding| {
        finding.code != "missing-value" || !heads.iter().any(|head| within(finding, *head))
    });
}

/// A quote too few on a line: what stands there is read as something else, up to its end.
fn quotes(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let line = |finding: &Diagnostic| {
        let source = sources.get(finding.span.file)?;
        Some(span(finding.span, &line_at(&source.text, finding.span.start as usize)))
    };
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    let open = findings.iter().filter(|finding| finding.code == "unterminated-text").take(MANY);
    let lines: Vec<(Span, Span)> = open.filter_map(|open| Some((line(open)?, open.span))).collect();
    for (line, open) in lines {
        // Where a text is wanted and none begins, it is the first quote that lacks.
        let wanted = findings.iter().find(|finding| finding.code == "text-expected" && within(finding, line));
        let opening = opening_quote(sources, open);
        let kept = wanted
            .filter(|_| opening.is_none())
            .map_or((open, "unterminated-text"), |wanted| (wanted.span, wanted.code));
        findings.retain(|finding| {
            !is_error(finding)
                || !within(finding, line)
                || (finding.span, finding.code) == kept
                || finding.code == "stray-brace"
        });
        let found = |finding: &&mut Diagnostic| finding.span == open && finding.code == "unterminated-text";
        if let (Some((at, word)), Some(finding)) = (opening, findings.iter_mut().find(found)) {
            finding.help = Some(format!("the opening quote is missing before `{word}`: `\"{word} …\"`"));
            finding.message = "this text has no opening quote".into();
            finding.span = at;
        }
    }
}

/// A name that is a word of the language: where it is named that was read as the word.
fn reserved(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let text = |span: Span| sources.get(span.file)?.text.get(span.start as usize..span.end as usize);
    let names = findings.iter().filter(|finding| finding.code == "reserved-name").take(MANY);
    let names: Vec<&str> = names.filter_map(|finding| text(finding.span)).collect();
    if names.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let unread = finding.severity == Severity::Error && UNREAD.contains(&finding.code);
        let Some(source) = sources.get(finding.span.file).filter(|_| unread) else { return true };
        let at = finding.span.start as usize;
        let before = source.text.get(line_at(&source.text, at).start..at).unwrap_or_default();
        let mut near = before.split_whitespace().rev().take(2).chain(text(finding.span));
        !near.any(|word| names.contains(&word.trim_end_matches(',')))
    });
}

/// The word before which the opening quote is missing, on the line of a text that has no closing one.
fn opening_quote(sources: &Sources, open: Span) -> Option<(Span, String)> {
    let text = &sources.get(open.file)?.text;
    let line = line_at(text, open.start as usize);
    let word = unopened_text(text.get(line.clone())?)?;
    let at = line.start + word.start..line.start + word.end;
    Some((span(open, &at), text.get(at)?.to_owned()))
}

/// The word before which a line lacks a quote: a text ends right behind a word, and none has begun.
fn unopened_text(line: &str) -> Option<Range<usize>> {
    let of_word = |c: char| c.is_alphanumeric();
    let mut quotes = line.match_indices('"').map(|(at, _)| at);
    let closes = loop {
        let quote = quotes.next()?;
        let goes_on = line.get(quote + 1..)?.starts_with(of_word);
        if line.get(..quote)?.ends_with(of_word) && !goes_on {
            break quote;
        }
        // A quote that closes is followed by no word, and no blank stands before it.
        let end = quotes.next()?;
        if line.get(end + 1..)?.starts_with(of_word) || line.get(..end)?.ends_with(' ') {
            return None;
        }
    };
    let head = line.get(..closes)?;
    let indent = head.len() - head.trim_start().len();
    let head = head.trim_start();
    let mut words = head.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let sentence = matches!(first, "we" | "you") || verb::find(second).is_some() && !declares(first);
    let loose = if let Some(word) = behind_clause_word(head.rsplit('{').next()?) {
        Some(word)
    } else if sentence || head.contains('"') {
        // The first word of the text was read as a name; what stands behind it could not be read.
        let read = head.get(..item_end(head)?)?.trim_end();
        read.rsplit([' ', '\t']).next().filter(|word| !word.contains('"'))
    } else if declares(first) && !matches!(first, "policy" | "definition") {
        words.next().filter(|word| !word.starts_with(':'))
    } else if indent == 0 && !declares(first) || words.any(|word| ListWord::parse(word).is_some()) {
        None
    } else {
        Some(second)
    }?;
    let start = indent + (loose.as_ptr() as usize).checked_sub(head.as_ptr() as usize)?;
    Some(start..start + loose.len())
}

/// The word behind that of a clause which a property or a line begins with: `such as a phone number`.
fn behind_clause_word(head: &str) -> Option<&str> {
    let head = head.trim_start();
    let of_clause = |word: &str| ListWord::parse(word).is_some() || SayingWord::parse(word).is_some();
    let (word, rest) = head.split_once(' ')?;
    let rest = head.strip_prefix("such as ").or_else(|| of_clause(word).then_some(rest))?;
    rest.split_whitespace().next().filter(|_| !rest.contains('"'))
}

/// The rest of a list or of a sentence, on the line below that of the word which it belongs behind.
fn broken_off(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let mut last: Option<Span> = None;
    findings.retain(|finding| {
        let unread = finding.severity == Severity::Error && UNREAD.contains(&finding.code);
        let Some(source) = sources.get(finding.span.file).filter(|_| unread) else { return true };
        let at = finding.span.start as usize..finding.span.end as usize;
        let line = line_at(&source.text, at.start);
        let begins = source.text.get(line.start..at.start).is_some_and(|before| before.trim().is_empty());
        let said = source.text.get(at.clone()).unwrap_or_default();
        let whole = source.text.get(at.end..line.end).is_some_and(|after| after.trim().is_empty())
            && !matches!(said, "we" | "you");
        let rest = begins && (finding.code == "missing-subject" || finding.code == "syntax" && whole);
        let follows = rest
            && last.is_some_and(|last| {
                let between = source.text.get(last.end as usize..at.start);
                last.file == finding.span.file
                    && between.is_some_and(|between| between.contains('\n') && between.trim().is_empty())
            });
        last = Some(finding.span).filter(|_| finding.code == "syntax" && !follows);
        !follows
    });
}

/// A closing brace without one that opens: a declaration above lacks its own, at the end of its line.
fn braces(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let stray = findings.iter().filter(|finding| finding.code == "stray-brace").take(MANY);
    let found = stray.filter_map(|finding| {
        let head = unopened(sources.get(finding.span.file)?, finding.span.start as usize)?;
        Some((finding.span, span(finding.span, &head)))
    });
    for (brace, head) in found.collect::<Vec<_>>() {
        // The beginning itself may have said what is wrong with it, such as a text without a quote.
        let said =
            findings.iter().any(|finding| within(finding, head) && finding.code == "unterminated-text");
        let between = Span { end: brace.start, start: head.end.min(brace.start), ..head };
        findings.retain(|finding| {
            let near = within(finding, between) || within(finding, head);
            // A property that reads as a name is said to do something.
            let read = UNREAD.contains(&finding.code) || finding.code == "wrong-kind";
            let follows = near && read && finding.code != "unterminated-text";
            !(follows || said && finding.span == brace)
        });
        for finding in findings.iter_mut().filter(|finding| finding.span == brace) {
            let word = sources.get(head.file).and_then(|source| source.text.get(head.start as usize..));
            let declares = word.and_then(|rest| rest.split_whitespace().next()).is_some_and(declares);
            finding.labels.push(Label { span: head, text: "nothing opens here".to_owned() });
            finding.help = Some(
                match (head.end <= brace.start, declares) {
                    (true, true) => "end the line of the declaration with `{`, or delete this brace",
                    (true, false) => "end the line that it belongs to with `{`, or delete this brace",
                    (false, _) => "put a `{` before the first of its properties, or delete this brace",
                }
                .to_owned(),
            );
        }
    }
}

/// The line of an item that a closing brace may belong to: the first above it that is not indented further, if it opens
/// nothing; or its own, if that begins with a word that declares.
fn unopened(source: &Source, brace: usize) -> Option<Range<usize>> {
    let before = source.text.get(..brace)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = before.get(start..)?;
    if !indent.trim().is_empty() {
        let declares = declares(indent.split_whitespace().next()?) && !indent.contains('{');
        return declares.then(|| line_at(&source.text, brace));
    }
    let mut end = start.checked_sub(1)?;
    loop {
        let line = source.text.get(..end)?;
        let start = line.rfind('\n').map_or(0, |at| at + 1);
        let line = line.get(start..)?;
        let blank = line.len() - line.trim_start().len();
        let code = line.trim_start();
        if !code.is_empty() && !code.starts_with("//") && blank <= indent.len() {
            let last = code_before(&source.text, end).max(start + blank);
            let word = code.split(' ').next()?;
            let between = source.text.get(last..brace)?;
            // Without anything between, the brace is one too many rather than that of a sentence.
            let parted = || between.lines().skip(1).any(|line| !line.trim().is_empty());
            let item = word.starts_with(|c: char| c.is_alphabetic() || c == '"') && parted();
            let opens = line.get(..last - start)?.contains('{');
            // Where a text has no closing quote the brace is in the text.
            let quoted = line.matches('"').count() % 2 == 1;
            return ((declares(word) || item) && (!opens || quoted)).then_some(start + blank..last);
        }
        end = start.checked_sub(1)?;
    }
}

fn declares(word: &str) -> bool {
    word == "section" || NounKind::ALL.iter().any(|kind| kind.as_str() == word)
}

/// What stands in the block of a declaration whose first line cannot be read, and the name that it declares.
fn blocks(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let mut hidden: Vec<Span> = Vec::new();
    let mut names: Vec<(Span, String)> = Vec::new();
    for finding in findings.iter() {
        let Some(source) = sources.get(finding.span.file) else { continue };
        let at = finding.span.start as usize..finding.span.end as usize;
        if hidden.len() < MANY
            && let Some(end) = closed_otherwise(finding, &source.text, &at)
        {
            hidden.push(span(finding.span, &(at.end..end)));
            continue;
        }
        let line = line_at(&source.text, at.start);
        let Some(rest) = source.text.get(at.start..line.end) else { continue };
        let first = source.text.get(line.start..at.start).is_some_and(|blank| blank.trim().is_empty());
        let word = rest.split(' ').next().unwrap_or_default();
        let kinds = NounKind::ALL.iter().map(|kind| kind.as_str()).chain(["section"]);
        let misspelt = finding.code == "unknown-name" && nearest(word, kinds).is_some()
            || finding.reason == Some(Reason::NoDeclaration);
        if !first || !(misspelt || finding.code == "broken-declaration") {
            continue;
        }
        if hidden.len() == MANY || names.len() == MANY {
            break;
        }
        if let Some(opens) = rest.rfind('{').map(|brace| at.start + brace) {
            let end = closing(&source.text, opens).unwrap_or(source.text.len());
            hidden.push(span(finding.span, &(opens..end)));
        }
        if let Some(name) = rest.split_whitespace().nth(1).filter(|_| misspelt) {
            names.push((finding.span, name.to_owned()));
        }
    }
    findings.retain(|finding| {
        let text = sources
            .get(finding.span.file)
            .and_then(|source| source.text.get(finding.span.start as usize..finding.span.end as usize));
        let named = finding.code == "unknown-name"
            && names.iter().any(|(at, name)| *at != finding.span && Some(&**name) == text);
        let follows = UNREAD.contains(&finding.code) || finding.code == "shown-nowhere";
        !(named || follows && hidden.iter().any(|block| within(finding, *block)))
    });
}

/// Where a comment or a block ends that is one in other languages.
fn closed_otherwise(finding: &Diagnostic, text: &str, at: &Range<usize>) -> Option<usize> {
    let mark = text.get(at.clone()).filter(|_| finding.code == "syntax")?;
    let close = match mark {
        "/*" => "*/",
        "[" => "]",
        _ => return None,
    };
    let rest = text.get(at.end..)?;
    // A list in brackets is read as far as its line goes; a block is not.
    let opens = mark != "[" || rest.lines().next().is_none_or(|line| line.trim().is_empty());
    Some(at.end + rest.find(close).filter(|_| opens)? + close.len())
}

/// Declarations that are none since a part of their line cannot be read: that part is what is wrong.
fn heads(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let unread: Vec<Span> =
        findings.iter().filter(|finding| finding.code == "syntax").map(|f| f.span).collect();
    findings.retain(|finding| {
        let at = unread.partition_point(|span| *span < finding.span);
        let read = || {
            let next = unread.get(at).filter(|next| next.file == finding.span.file)?;
            let text = &sources.get(next.file)?.text;
            text.get(finding.span.start as usize..next.start as usize)
                .filter(|between| !between.contains('\n'))
        };
        finding.code != "broken-declaration" || read().is_none()
    });
}

/// What stands on a line behind something that could not be read.
fn lines(findings: &mut Vec<Diagnostic>, sources: &Sources) {
    let mut last: Option<(Span, bool)> = None;
    findings.retain(|finding| {
        let unread = finding.severity == Severity::Error && UNREAD.contains(&finding.code);
        let Some(source) = sources.get(finding.span.file).filter(|_| unread) else { return true };
        let meant = finding.meant.is_some();
        let follows = last.is_some_and(|(last, verb)| {
            let between = source.text.get(last.end as usize..finding.span.start as usize);
            last.file == finding.span.file
                && between.is_some_and(|between| {
                    let adjacent = between.trim_matches([' ', '\t', '.']).is_empty();
                    // A word that is known to be misspelt is a mistake of its own, and so is a name after a
                    // verb whose spelling alone is wrong.
                    let own = match finding.code {
                        "syntax" => meant || !adjacent && stray_mark(source, finding.span),
                        code => verb && code == "unknown-name",
                    };
                    !between.contains('\n') && !own && (adjacent || finding.code == "syntax")
                })
        });
        last = Some((finding.span, meant && finding.code == "unknown-verb"));
        !follows
    });
}

/// Whether a mark is at fault that belongs to no sentence, whatever the words before it are.
fn stray_mark(source: &Source, span: Span) -> bool {
    let mut found = source.text.get(span.start as usize..span.end as usize).unwrap_or("").chars();
    let mark = |c: char| matches!(c, '.' | ';') || OTHER_QUOTES.contains(&c);
    found.next().is_some_and(mark) && found.next().is_none()
}

fn within(finding: &Diagnostic, span: Span) -> bool {
    finding.span.file == span.file && span.start <= finding.span.start && finding.span.start < span.end
}

fn span(like: Span, at: &Range<usize>) -> Span {
    Span::new(like.file, at.start, at.end)
}

/// Where the block that opens at a place ends.
fn closing(text: &str, opens: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.get(opens..)?.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(opens + at);
        }
    }
    None
}
