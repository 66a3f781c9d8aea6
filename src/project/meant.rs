//! What was meant, where the words beside a finding tell it and the one that it is about does not.
//!
//! The grammar and the model know the word at which they stop. People mean several: `personal data`,
//! `except if`, `two years`, `1 March 2026`.

mod anew;
mod dates;
mod heads;
mod known;
mod lengths;
mod loose;
mod modals;
mod passive;
mod property_lines;
mod said;
mod together;
mod turned;
mod twice;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Reason, Severity};
use crate::model::phrase::reads_as_sentence;
use crate::model::words::{Adverb, Modal, NounKind};
use crate::model::{Policy, SPECIALS, properties_of, verb};
use crate::source::{FileId, Sources, Span, line_at};
use crate::syntax::{BESIDE, grammar_phrases};

use anew::is_done;
use dates::{dated, undated};
use known::Known;
use said::{Way, way};
use turned::goes_on;

/// What says that a word is none that can stand where it does.
const OF_WORDS: &[&str] = &[
    "syntax",
    "unknown-name",
    "unknown-verb",
    "unknown-kind",
    "unknown-property",
    "missing-unit",
    "missing-value",
    "missing-subject",
];

/// What says besides that something is not said of who does it.
const OF_PASSIVE: &[&str] = &["wrong-verb", "reserved-name"];

/// What is said of a value that is the word of the next property, behind a comma.
const OF_VALUES: &[&str] =
    &["bad-language", "misplaced-value", "text-expected", "unknown-fact", "unknown-value", "wrong-kind"];

/// How many words before a word and after it may belong to it.
const REACH: usize = 6;

/// How many findings are looked into: each takes a look at its line.
const MANY: usize = 100;

/// Says of findings what was meant, and leaves out others about the same words.
pub(super) fn tell(findings: &mut Vec<Diagnostic>, policy: &Policy, sources: &Sources) {
    let of_words = |finding: &Diagnostic| finding.severity == Severity::Error && is_of_words(finding);
    if !findings.iter().any(of_words) {
        return;
    }
    let known = Known::of(policy);
    let text = |file| sources.get(file).map_or("", |source| &*source.text);
    let is_address = |finding: &Diagnostic| finding.reason == Some(Reason::Address);
    // Without its address the property before it has no value.
    let addresses = findings.iter().filter(|finding| is_address(finding)).map(|finding| {
        let (text, at) = (text(finding.span.file), finding.span.start as usize);
        let line = line_at(text, at).start;
        let before = text.get(line..at).unwrap_or_default().trim_end();
        let property = line + before.rfind([' ', '\t', '{']).map_or(0, |mark| mark + 1);
        (Span::new(finding.span.file, property, finding.span.end as usize), finding.code)
    });
    let mut told: Vec<(Span, &'static str)> = addresses.collect();
    for finding in findings.iter_mut().filter(|finding| of_words(finding) && !is_address(finding)).take(MANY)
    {
        let Some(source) = sources.get(finding.span.file) else { continue };
        if told.iter().any(|(span, _)| holds(*span, finding)) {
            continue;
        }
        // A word that is declared is no misspelt one.
        if let Some(Reason::Slip(word)) = &finding.reason
            && (known.is_declared(word) || verb::find(word).is_some())
        {
            (finding.help, finding.reason) = (Some(BESIDE.to_owned()), Some(Reason::Beside));
        }
        if let Some(meant) = meant(&source.text, finding, &known) {
            let file = finding.span.file;
            let new = meant.finding(finding, file);
            let follows = told.iter().any(|(span, _)| holds(*span, &new));
            if !follows {
                told.push((Span::new(file, new.span.start as usize, meant.about), new.code));
            }
            *finding = new;
        }
    }
    // What else there was about the same words: they are not what they were read as.
    let own: Vec<(u32, &str)> = told.iter().map(|(span, code)| (span.start, *code)).collect();
    findings.retain(|finding| {
        let follows = |span: Span| holds(span, finding) || read_with(text(span.file), span, finding);
        finding.severity != Severity::Error
            || is_address(finding)
            || own.contains(&(finding.span.start, finding.code))
            || !told.iter().any(|(span, _)| follows(*span))
    });
    findings.sort_by_key(|finding| finding.span);
}

/// Whether what is wrong may be mended by the words beside it.
fn is_of_words(finding: &Diagnostic) -> bool {
    finding.reason == Some(Reason::NoLength)
        || OF_WORDS.contains(&finding.code)
        || OF_PASSIVE.contains(&finding.code)
        || OF_VALUES.contains(&finding.code)
}

fn holds(span: Span, finding: &Diagnostic) -> bool {
    finding.span.file == span.file && span.start <= finding.span.start && finding.span.start < span.end
}

/// Whether a finding is about what was read with words that are not what they were read as: right behind them, in the
/// list of a clause that they begin, or in the list that a comma goes on with.
fn read_with(text: &str, words: Span, finding: &Diagnostic) -> bool {
    let (start, end) = (words.start as usize, words.end as usize);
    let listed = |between: &str| !between.contains('\n') && !between.split_whitespace().any(goes_on);
    let behind = text.get(end..finding.span.start as usize);
    let ahead = text.get(finding.span.end as usize..start);
    let said = text.get(start..end).unwrap_or("");
    let clause = said.split_whitespace().next().is_some_and(goes_on);
    finding.code == "wrong-kind"
        && finding.span.file == words.file
        && (behind.is_some_and(|between| between.trim().is_empty() || clause && listed(between))
            || ahead.is_some_and(|between| said.starts_with(',') && listed(between)))
}

/// What was meant by some words.
struct Meant {
    at: Range<usize>,
    /// How far the text goes whose other findings are about the same mistake.
    about: usize,
    message: String,
    way: Way,
    reason: Option<Reason>,
    /// What kind of mistake it is, if it is not that which was found.
    code: Option<&'static str>,
}

impl Meant {
    fn new(at: Range<usize>, message: String, way: Way) -> Self {
        Self { about: at.end, at, message, way, reason: None, code: None }
    }

    /// Words that cannot stand where they do.
    fn misplaced(text: &str, at: Range<usize>, way: Way) -> Option<Self> {
        let message = format!("`{}` cannot stand here", text.get(at.clone())?);
        Some(Self::new(at, message, way))
    }

    fn finding(&self, before: &Diagnostic, file: FileId) -> Diagnostic {
        let span = Span::new(file, self.at.start, self.at.end);
        let finding = Diagnostic::error(self.code.unwrap_or(before.code), span, self.message.clone());
        let finding = Diagnostic { reason: self.reason.clone(), ..finding };
        match &self.way {
            Way::Write(words) => finding.did_you_mean(words.clone()),
            Way::Say(help) => finding.with_help(help.clone()),
        }
    }
}

fn meant(text: &str, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    let at = finding.span.start as usize;
    let line = line_at(text, at);
    let words = Words::around(text, line.clone(), at);
    if let Some(meant) = property_lines::listed(text, &line, at) {
        return Some(meant);
    }
    let length = finding.reason == Some(Reason::NoLength);
    match finding.code {
        "wrong-kind" if !length => return in_other_letters(&words, finding, known),
        code if OF_VALUES.contains(&code) && !length && code != "text-expected" => return None,
        _ => {}
    }
    let told = twice::said(text, &words, known)
        .or_else(|| passive::of_doing(text, at, known))
        .or_else(|| passive::turned(text, at))
        .or_else(|| passive::bare(text, at, known))
        .or_else(|| modals::spelt(text, &words, &line));
    if told.is_some() || OF_PASSIVE.contains(&finding.code) {
        return told;
    }
    if let Some(meant) = loose::link(text, &line, at) {
        return Some(meant);
    }
    if finding.code == "text-expected" {
        return loose::bare_address(text, finding)
            .or_else(|| loose::sentence(text, &line, &words))
            .or_else(|| heads::title(text, &line, &words));
    }
    if length {
        return lengths::spelt(text, &words).or_else(|| phrase(text, &words, finding, known));
    }
    loose::meant(text, &line, &words, finding, known)
        .or_else(|| heads::unmarked(text, &line, &words, finding, known))
        .or_else(|| clause_word(text, &words, finding))
        .or_else(|| dated(text, &words, &line))
        .or_else(|| heads::heading(text, &line, &words, finding))
        .or_else(|| dates::in_sentence(text, &words, &line))
        .or_else(|| undated(text, &words, finding))
        .or_else(|| together::behind_time(text, &words, known))
        .or_else(|| lengths::bound(text, &words))
        .or_else(|| lengths::spelt(text, &words))
        .or_else(|| lengths::nobodys_age(text, &words))
        .or_else(|| lengths::in_some_cases(text, &line, &words))
        .or_else(|| turned::need_not(text, &line, &words))
        .or_else(|| turned::asks_us(text, &line, &words))
        .or_else(|| lengths::kept(text, &words))
        .or_else(|| lengths::limited(text, &words))
        .or_else(|| lengths::extended(&words))
        .or_else(|| lengths::kept_twice(text, &line, &words))
        .or_else(|| together::at_place(text, &words, known))
        .or_else(|| loose::address(text, &words))
        .or_else(|| heads::unquoted(text, &line, &words, finding))
        .or_else(|| ahead(text, &line, &words, known))
        .or_else(|| anew::below(text, &line))
        .or_else(|| modals::meant(text, &words, finding))
        .or_else(|| phrase(text, &words, finding, known))
        .or_else(|| loose::condition(text, &words, finding, known))
        .or_else(|| act(text, &words, finding, known))
        .or_else(|| anew::beside(text, &words, finding, known))
        .or_else(|| anew::late(text, &words, finding, known))
        .or_else(|| loose::given(text, &words, finding, known))
        .or_else(|| loose::parted_verb(text, &words))
        .or_else(|| together::meant(text, finding, known))
        .or_else(|| loose::value(text, &line, &words, finding))
        .or_else(|| loose::unlisted(text, &line, &words, finding))
        .or_else(|| loose::unquoted(text, &words, finding, known))
}

/// A word of the vocabulary that is declared in other letters, where the vocabulary's own cannot stand: `email` for `Email`.
fn in_other_letters(words: &Words<'_>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let declared = known.in_other_letters(own)?;
    Some(Meant::new(at.clone(), finding.message.clone(), Way::Write(declared.to_owned())))
}

/// A word for one that begins a clause, in the braces of a sentence or in its line: `{ stored 2 years }`, `retention 2 years`.
fn clause_word(text: &str, words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    const OTHERS: &[(&str, &str)] = &[
        ("purpose", "for"),
        ("purposes", "for"),
        ("retained", "kept"),
        ("retention", "kept"),
        ("stored", "kept"),
    ];
    let (at, own) = words.all.get(words.own)?;
    let first = text.get(line_at(text, at.start).start..at.start)?.trim_matches([' ', '\t', '{']).is_empty();
    let misplaced = finding.reason.as_ref().is_some_and(Reason::is_misplaced);
    let (_, clause) = OTHERS.iter().find(|(other, _)| misplaced && other == own)?;
    // "For any other purpose" is one text.
    let begins = words.all.get(..words.own)?.iter().rposition(|(_, word)| goes_on(word));
    if let Some([(_, "for"), said @ ..]) = begins.and_then(|begins| words.all.get(begins..=words.own))
        && *clause == "for"
    {
        let at = place(said)?;
        let quoted = format!("\"{}\"", text.get(at.clone())?);
        return Meant::misplaced(text, at, Way::Write(quoted));
    }
    // In its line it may be a part of what stands before it, where it is not followed by what the clause takes.
    let next = words.all.get(words.own + 1).map_or("", |(_, next)| *next);
    let timed =
        next.starts_with(|c: char| c.is_ascii_digit()) || matches!(next, "for" | "at" | "until" | "while");
    (first || finding.code == "syntax" && (*clause == "for" || timed)).then_some(())?;
    let about = line_at(text, at.end).end;
    Some(Meant { about, ..Meant::misplaced(text, at.clone(), Way::Write((*clause).to_owned()))? })
}

/// The words of a line around one of them, with nothing but blanks between them.
struct Words<'t> {
    all: Vec<(Range<usize>, &'t str)>,
    /// Which of them it is about.
    own: usize,
}

impl<'t> Words<'t> {
    fn around(text: &'t str, line: Range<usize>, at: usize) -> Self {
        let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
        let blank = |c: char| c == ' ' || c == '\t';
        let end_of = |from: usize| {
            let rest = part(&(from..line.end));
            from + rest.find(|c| !of_word(c)).unwrap_or(rest.len())
        };
        let start_of = |to: usize| {
            let before = part(&(line.start..to));
            line.start + before.trim_end_matches(of_word).len()
        };
        let own = start_of(at)..end_of(at);
        let mut all = Vec::new();
        let mut from = own.start;
        while all.len() < REACH {
            let end = line.start + part(&(line.start..from)).trim_end_matches(blank).len();
            from = start_of(end);
            if from == end {
                break;
            }
            all.push(from..end);
        }
        all.reverse();
        let before = all.len();
        let (at, mut end) = (own.start, own.end);
        all.push(own);
        while all.len() <= before + REACH {
            let rest = part(&(end..line.end));
            let start = end + rest.len() - rest.trim_start_matches(blank).len();
            end = end_of(start);
            if start == end {
                break;
            }
            all.push(start..end);
        }
        let all = all.into_iter().map(|range| (range.clone(), part(&range).trim_end_matches('.')));
        let all = one_with_if(all.map(|(range, word)| (range.start..range.start + word.len(), word)));
        Self { own: all.iter().rposition(|(range, _)| range.start <= at).unwrap_or(0), all }
    }

    /// The word before the one it is about.
    fn before(&self) -> Option<&'t str> {
        self.all.get(self.own.checked_sub(1)?).map(|(_, word)| *word)
    }

    /// Every run of them that the one it is about belongs to, longest first.
    fn runs(&self) -> impl Iterator<Item = &[(Range<usize>, &'t str)]> {
        (1..=self.all.len()).rev().flat_map(move |length| {
            let from = (self.own + 1).saturating_sub(length)..=self.own;
            from.filter_map(move |from| self.all.get(from..from + length))
        })
    }
}

/// Words, of which `only` and `if` are one where they stand together: with it a condition begins, and no name ends.
fn one_with_if<'t>(words: impl IntoIterator<Item = (Range<usize>, &'t str)>) -> Vec<(Range<usize>, &'t str)> {
    let mut all: Vec<(Range<usize>, &str)> = Vec::new();
    for (at, word) in words {
        match all.last_mut() {
            Some((before, only)) if *only == "only" && word == "if" => {
                (before.end, *only) = (at.end, "only if")
            }
            _ => all.push((at, word)),
        }
    }
    all
}

/// Whether a character is part of a word, a number or a date, as people write them.
fn of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '–' | '‐' | '‑' | '−' | '_' | '.' | '\'' | '’')
}

fn place(run: &[(Range<usize>, &str)]) -> Option<Range<usize>> {
    Some(run.first()?.0.start..run.last()?.0.end)
}

fn joined(run: &[(Range<usize>, &str)], with: &str) -> String {
    run.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(with).to_lowercase()
}

/// Words that are one with hyphens, or the name that readers see, or otherwise known for what they stand for.
fn phrase(text: &str, words: &Words<'_>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    // A text behind words that cannot stand before it: `because of "…"`.
    if let ([before @ .., (_, "")], Some(own)) = (words.all.as_slice(), words.own.checked_sub(2)) {
        let words = Words { all: before.to_vec(), own: own + 1 };
        return phrase(text, &words, finding, known);
    }
    let (own_at, own) = words.all.get(words.own).filter(|(_, word)| !word.is_empty())?;
    let of_basis = || words.all.get(..words.own)?.iter().any(|(_, word)| *word == "basis").then_some(());
    if matches!(*own, "and" | "or") && of_basis().is_some() {
        return Meant::misplaced(text, own_at.clone(), Way::Say(said::BASES.to_owned()));
    }
    if *own == "no" && words.all.len() == words.own + 1 && words.before().is_some_and(takes_none) {
        return Meant::misplaced(text, own_at.clone(), Way::Write("none".to_owned()));
    }
    if finding.code == "unknown-verb"
        && let Some(verb) = known.right(own)
    {
        let next = words.all.get(words.own + 1);
        let (end, of) = match next {
            Some((at, "of")) => (at.end, ""),
            Some(_) => (own_at.end, ""),
            None => (own_at.end, " personal-data"),
        };
        let at = own_at.start..end;
        return Meant::misplaced(text, at, Way::Write(format!("{verb}{of}")));
    }
    if *own == "data" && finding.code == "unknown-name" {
        let help = "say which data: `personal-data`, or what is declared".to_owned();
        return Meant::misplaced(text, own_at.clone(), Way::Say(help));
    }
    let sentence = turned::words_before(text, own_at.start);
    let alone = matches!(*own, "only" | "solely" | "exclusively" | "merely");
    let verb = words.all.get(words.own + 1).is_some_and(|(_, next)| verb::find(next).is_some());
    if alone && verb && *own != "only" {
        let about = line_at(text, own_at.end).end;
        let way = Way::Write("only".to_owned());
        return Some(Meant { about, ..Meant::misplaced(text, own_at.clone(), way)? });
    }
    // What is said otherwise is no name, whatever its first word and the one before it would be together.
    let told = |run: &[(Range<usize>, &str)]| {
        let at = place(run)?;
        let said = joined(run, " ");
        let without_not = turned::no_longer(text, &at, &said, known);
        let way = without_not
            .map(Way::Say)
            .or_else(|| Some(said_when(text, &at, &said, way(&said)?)))
            .or_else(|| lengths::how_often(&said))?;
        let way = lengths::said_for_how_long(text, &at, way);
        // Some ways out take in what stands behind.
        if let Way::Say(help) = &way
            && help.contains("{}")
        {
            let (said, end) = together::behind(text, at.end).unwrap_or_else(|| ("…".to_owned(), at.end));
            let way = Way::Say(said::filled(help, &known.shown(&said)));
            return Some(Meant { about: end, ..Meant::misplaced(text, at, way)? });
        }
        // Without it nothing behind it was read as it is meant.
        let modal = matches!(&way, Way::Write(words) if Modal::parse(words).is_some() || Adverb::parse(words).is_some());
        let first = matches!(&way, Way::Say(help) if said.starts_with("except ") || help == said::NEGATED);
        let about = if modal || first { line_at(text, at.end).end } else { at.end };
        Some(Meant { about, ..Meant::misplaced(text, at, way)? })
    };
    if let Some(meant) =
        words.runs().filter(|run| run.len() > 1 || matches!(*own, "beyond" | "over")).find_map(told)
    {
        return Some(meant);
    }
    if let Some(meant) = together::without(text, words, known) {
        return Some(meant);
    }
    if alone && words.before() != Some("if") {
        return Meant::misplaced(text, own_at.clone(), turned::only(text, own_at, &sentence, known));
    }
    words.runs().find_map(|run| {
        let at = place(run)?;
        let written = text.get(at.clone())?;
        if run.len() > 1
            && !modals::says_what_is_done(text, run)
            && let Some(name) = known.name(run, finding.code)
            && (!loose::in_condition(words) || known.is_condition(&name))
        {
            let message = finding.message.replace(&format!("`{own}`"), &format!("`{written}`"));
            return Some(Meant::new(at, message, Way::Write(name)));
        }
        let said = joined(run, " ").replace('’', "'");
        // What should stand in the place of a single word is mostly known better where it was looked for.
        let expected = matches!(finding.code, "unknown-verb" | "missing-subject")
            || matches!(finding.reason, Some(Reason::Expected | Reason::Number));
        let anywhere = || said::anywhere(&said).filter(|_| run.len() == 1);
        // Behind a word for a condition it is one of the words that say what must be true: `if you tell us`.
        let condition = loose::condition(text, words, finding, known).filter(|_| run.len() == 1);
        if condition.is_some() {
            return condition;
        }
        // What somebody does stands in one text behind `by`.
        if said.ends_with("ing") && words.before() == Some("by") {
            return None;
        }
        let often = || lengths::how_often(&said);
        let known_way = || Some(said_when(text, &at, &said, way(&said)?));
        let way = anywhere().or_else(|| known_way().or_else(often).filter(|_| run.len() > 1 || !expected));
        let asked = || known.condition(run).map(Way::Write);
        // What stands behind a word in the place of a verb was read as what it is about.
        let about = if finding.code == "unknown-verb" { line_at(text, at.end).end } else { at.end };
        Some(Meant { about, ..Meant::misplaced(text, at, way.or_else(asked)?)? })
    })
}

/// When something is done, where no sentence behind says what happens first: `as soon as "practicable"`, `once`.
fn said_when(text: &str, at: &Range<usize>, said: &str, way: Way) -> Way {
    let event = || together::behind(text, at.end).is_some_and(|(words, _)| reads_as_sentence(&words));
    match said {
        "as soon as" if !event() => Way::Say(said::AS_SOON.to_owned()),
        "once" if !event() => Way::Say(said::ONCE.to_owned()),
        _ => way,
    }
}

/// Whether a word is a property or a clause of which there may be `none`.
fn takes_none(word: &str) -> bool {
    word == "fee"
        || NounKind::ALL.iter().any(|kind| properties_of(*kind).iter().any(|(known, _)| *known == word))
}

/// What somebody does and to what, where the name of a thing belongs: `we refuse to delete contact`.
fn act(text: &str, words: &Words<'_>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    if !finding.reason.as_ref().is_some_and(Reason::is_misplaced) {
        return None;
    }
    let (own_at, _) = words.all.get(words.own)?;
    let (at, word) = words.all.get(words.own.checked_sub(1)?)?;
    let (_, before) = words.all.get(words.own.checked_sub(2)?)?;
    let done = *before == "to" && verb::find(word).is_some() || word.ends_with("ing");
    if !done || known.declared.contains_key(&word.to_lowercase()) || NounKind::parse(word).is_some() {
        return None;
    }
    let at = at.start..own_at.end.max(at.end);
    let help = format!("what is done stands in quotes, with what it is done to: `\"{word} …\"`");
    Meant::misplaced(text, at, Way::Say(help))
}

/// A word that no sentence begins with: an article, or the letter of a line in a list.
fn ahead(text: &str, line: &Range<usize>, words: &Words<'_>, known: &Known<'_>) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    text.get(line.start..at.start)?.trim().is_empty().then_some(())?;
    if own.len() == 1 && text.get(at.end..line.end)?.starts_with(')') {
        let way = Way::Say("lines have no bullets and no numbers: delete it".to_owned());
        return Meant::misplaced(text, at.start..at.end + 1, way);
    }
    let (_, next) = words.all.get(words.own + 1)?;
    let small = own.to_lowercase();
    let way = match &*small {
        // Who, what, why and how is asked in a heading.
        "who" | "what" | "which" | "why" | "how" if !known.is_declared(own) => {
            return heading(text, line, at);
        }
        own if is_article(own) && SPECIALS.contains(&&*format!("this-{next}")) => {
            let at = at.start..words.all.get(words.own + 1)?.0.end;
            return Meant::misplaced(text, at, Way::Write(format!("this-{next}")));
        }
        own if is_article(own) => {
            let behind = words.all.get(words.own + 1..)?.iter().map(|(_, word)| *word);
            let said: Vec<&str> = std::iter::once(own).chain(behind).collect();
            let modals = grammar_phrases("MODAL");
            let begins = |word: &&str| modals.iter().any(|phrase| phrase.split(' ').next() == Some(*word));
            let end = said.iter().position(begins).or_else(|| modals::who_end(&said));
            match end.and_then(|end| said.get(..end)).filter(|who| who.len() > 2) {
                Some(who) => {
                    Way::Say(format!("words of your own stand in quotes: `\"{}\" …`", who.join(" ")))
                }
                None => Way::Say(format!(
                    "leave it out before a name: `{next} …`; words of your own stand in quotes, with it: `\"{own} …\" …`"
                )),
            }
        }
        "each" => Way::Write("all".to_owned()),
        _ => return None,
    };
    Some(Meant { about: line.end, ..Meant::misplaced(text, at.clone(), way)? })
}

/// A heading that stands on a line of its own: `Who we share with:`.
fn heading(text: &str, line: &Range<usize>, at: &Range<usize>) -> Option<Meant> {
    let written = text.get(at.start..line.end)?.split(['"', '{']).next()?.trim_end();
    let said = written.trim_end_matches([':', '?', ' ']);
    let end = at.start + said.len();
    // What stands behind a `:` was read as a kind.
    let rest = text.get(at.start + written.len()..).filter(|_| written.ends_with(':')).unwrap_or("");
    let kind = rest.len() - rest.trim_start().trim_start_matches(of_word).len();
    let about = line.end.max(at.start + written.len() + kind);
    let help =
        format!("a heading stands in quotes, before what it is for: `section some-name \"{said}\" {{ … }}`");
    Some(Meant { about, ..Meant::misplaced(text, at.start..end, Way::Say(help))? })
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}
