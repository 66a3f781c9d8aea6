//! Words and values beside the mark or the word that they lack: a kind without its `:`, a list without commas, a value
//! without quotes.

use std::ops::Range;

use super::modals::verb_at;
use super::passive::is_modal;
use super::together::{behind, word_for_party};
use super::{Known, Meant, Way, Words, is_article, of_word, place, said};
use crate::diagnostic::{Diagnostic, Reason, nearest};
use crate::model::phrase::says_whose;
use crate::model::words::{ConditionWord, ListWord, NounKind, SayingWord};
use crate::model::{properties_of, reads_as_length, verb};
use crate::source::line_at;
use crate::syntax::{OTHER_QUOTES, STRAIGHT, code_before, grammar_phrases, is_keyword, opened_by};

use super::turned::{begins_clause, goes_on};

/// What was meant, where a mark or a word is missing.
pub(super) fn meant(
    text: &str,
    line: &Range<usize>,
    words: &Words<'_>,
    finding: &Diagnostic,
    known: &Known<'_>,
) -> Option<Meant> {
    dashed(words, known)
        .or_else(|| open_list(text, line, finding))
        .or_else(|| declared(text, line, finding, known))
        .or_else(|| below(text, line, finding))
        .or_else(|| nothing_after(words, finding))
        .or_else(|| joined_clause(text, words, finding))
}

/// A name with a dash for its hyphen: `personal–data`.
fn dashed(words: &Words<'_>, known: &Known<'_>) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let plain = own.replace(DASHES, "-");
    let message = format!("`{own}` has a dash for a hyphen");
    (plain != **own && known.is_name(&plain)).then(|| Meant::new(at.clone(), message, Way::Write(plain)))
}

/// Marks that look like a hyphen.
const DASHES: [char; 5] = ['–', '—', '‐', '‑', '−'];

/// A list that is said to be open in more words than `including`.
fn open_list(text: &str, line: &Range<usize>, finding: &Diagnostic) -> Option<Meant> {
    const MORE: &[&str] = &["but not limited to", "without limitation", "but without limitation"];
    (finding.code == "syntax" || finding.code == "unknown-name").then_some(())?;
    let written = text.get(line.clone())?;
    let start = written.find("including").map(|at| line.start + at)?;
    let rest = text.get(start..line.end)?.strip_prefix("including")?;
    let rest = rest.trim_start_matches([',', ' ']);
    let said = MORE.iter().find(|more| rest.starts_with(**more))?;
    let behind = rest.get(said.len()..)?;
    let end = line.end - behind.len() + usize::from(behind.starts_with(','));
    let about = line.end;
    let way = Way::Say("write `including` alone: it leaves the list open".to_owned());
    Some(Meant { about, ..Meant::misplaced(text, start..end, way)? })
}

/// A declaration that begins with a word of another kind: `vendor mailer "Mailer" { … }`.
fn declared(text: &str, line: &Range<usize>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    let written = text.get(line.clone())?;
    let mut all = written.split_whitespace();
    let (first, name, shown) = (all.next()?, all.next()?, all.next()?);
    let right = matches!(first, "right" | "rights");
    let unread = matches!(finding.code, "unknown-name" | "unknown-verb");
    // In braces it may be a property, whose value is at fault.
    let head = opened_by(text, line.start).and_then(|brace| text.get(line_at(text, brace)));
    let kind = head.and_then(|head| NounKind::parse(head.split_whitespace().next()?));
    if kind.is_some_and(|kind| properties_of(kind).iter().any(|(known, _)| *known == first)) {
        return None;
    }
    (unread || right && finding.code == "missing-subject").then_some(())?;
    let declares = (shown.starts_with('"') || shown == ":" || shown == "{") && !begins_clause(first);
    const OTHERS: &[(&str, NounKind)] = &[
        ("business", NounKind::Organization),
        ("company", NounKind::Organization),
        ("country", NounKind::Region),
        ("datum", NounKind::Data),
        ("group", NounKind::Audience),
        ("information", NounKind::Data),
        ("partner", NounKind::Recipient),
        ("party", NounKind::Recipient),
        ("receiver", NounKind::Recipient),
        ("supplier", NounKind::Recipient),
        ("term", NounKind::Definition),
        ("vendor", NounKind::Recipient),
    ];
    // `people students "students"`: what readers see is the name, which is none of a verb.
    let seen = written.split('"').nth(1).unwrap_or_default().to_lowercase();
    let twice = verb::find(name).is_none() && shown.starts_with('"') && seen == name.replace('-', " ");
    let other = nearest(first, OTHERS.iter().map(|(other, _)| *other));
    let people = || twice && known.is_people(first) && !known.is_declared(first);
    let meant = OTHERS.iter().find(|(word, _)| other == Some(*word)).map(|(_, kind)| *kind);
    let meant = meant.or_else(|| people().then_some(NounKind::Audience)).map(NounKind::as_str);
    // "Website shop" is no misspelt verb.
    let sort = meant.is_some() || known.noun(first).is_some();
    let verbs = || verb::all().map(|verb| verb.id);
    // One who does something would have another form of a verb, and its object no kind or braces right behind it.
    let behind = written.split('"').nth(2).is_some_and(|rest| rest.trim_start().starts_with([':', '{']));
    let head = shown.starts_with('"') && behind && !first.ends_with('s') && finding.meant.is_none();
    let named = head && verb::find(name).is_none_or(|verb| verb.id == name);
    let is_verb = !right
        && !named
        && (verb::find(name).is_some() || name.contains('"') || !sort && nearest(name, verbs()).is_some());
    let start = line.start + written.len() - written.trim_start().len();
    let at = finding.span.start as usize;
    let own = at == start || at == name.as_ptr().addr() - text.as_ptr().addr();
    let kinds = || NounKind::ALL.iter().map(|kind| kind.as_str());
    let called = head && verb::find(name).is_none() || twice;
    let people =
        known.is_declared(first) || matches!(first, "we" | "you") || known.is_people(first) && !called;
    let other = !right && is_keyword(first) || people || nearest(first, kinds()).is_some();
    if !declares || is_verb || !own || other {
        return None;
    }
    // Besides, its line has a kind or a block.
    let rest = written.split_once(shown)?.1;
    let more = right
        || rest.contains(['{', ':'])
        || written.ends_with('"') && (written.matches('"').count() == 2 || known.noun(first).is_some());
    if !more || !first.chars().all(char::is_alphanumeric) {
        return None;
    }
    let end = match written.rfind('{') {
        Some(brace) if !written.contains('}') => {
            let opens = line.start + brace;
            text.get(opens..)?.find('}').map_or(line.end, |close| opens + close + 1)
        }
        _ => line.end,
    };
    let help = match known.noun(first) {
        _ if let Some(kind) = meant => format!("write `{kind} {name} \"…\"`"),
        _ if right => {
            "a right is a sentence, and is not declared: `you have the right to access personal-data`"
                .to_owned()
        }
        Some(kind) => {
            let kind = kind.as_str();
            format!("it is a kind of {kind}, and stands behind a `:`: `{kind} {name} \"…\" : {first}`")
        }
        None => {
            let kinds: Vec<String> = kinds().map(|kind| format!("`{kind}`")).collect();
            format!(
                "a declaration begins with one of {}, other items with `section`, `prose`, `import`, `assert` or `reviewed`; \
                 somebody who does something is declared, or stands in quotes",
                kinds.join(", ")
            )
        }
    };
    let message = format!("`{first}` begins no declaration");
    let about = Meant::new(start..start + first.len(), message, Way::Say(help));
    Some(Meant { about: end, reason: Some(Reason::NoDeclaration), ..about })
}

/// What a verb is about on the lines below it, in braces or behind a `:`.
fn below(text: &str, line: &Range<usize>, finding: &Diagnostic) -> Option<Meant> {
    (finding.code == "syntax").then_some(())?;
    let at = finding.span.start as usize;
    let written = text.get(line.clone())?.trim_end();
    let head = if written.ends_with(':') && !written.contains('"') {
        line.clone()
    } else {
        // The first of the lines in the braces.
        let above = line_at(text, code_before(text, line.start).checked_sub(1)?);
        let opens = text.get(above.clone())?.trim_end().ends_with('{');
        (opens && text.get(line.start..at)?.trim().is_empty()).then_some(above)?
    };
    let said = text.get(head.clone())?.trim_end();
    let words: Vec<&str> = said.trim_end_matches([':', '{']).split_whitespace().collect();
    let declares = NounKind::parse(words.first()?).is_some();
    if declares || verb_at(&words)? + 1 != words.len() {
        return None;
    }
    let mut items = Vec::new();
    let mut about = head.end;
    while items.len() < 20 {
        let next = line_at(text, (about + 1).min(text.len()));
        let item = text.get(next.clone())?.trim();
        let bare = item.trim_start_matches(['-', '*', '•', ' ']).trim_end_matches([',', '}', ' ']);
        if next.start <= head.start || item.is_empty() || bare.contains(' ') && !bare.starts_with('"') {
            break;
        }
        about = next.end;
        items.extend(Some(bare).filter(|bare| !bare.is_empty()));
        if item.ends_with('}') || next.end >= text.len() {
            break;
        }
    }
    let sentence = said.trim_end_matches([':', '{']).trim();
    let help =
        format!("what a verb is about stands on its line, with commas: `{sentence} {}`", items.join(", "));
    let end = head.start + said.len();
    let message = format!("`{}` cannot stand here", said.get(said.len() - 1..)?);
    let found = !items.is_empty();
    found.then(|| Meant { about, ..Meant::new(end - 1..end, message, Way::Say(help)) })
}

/// The value of a property behind a mark that it has none of, or without quotes.
pub(super) fn value(
    text: &str,
    line: &Range<usize>,
    words: &Words<'_>,
    finding: &Diagnostic,
) -> Option<Meant> {
    (finding.reason == Some(Reason::NoValue)).then_some(())?;
    let (at, own) = words.all.get(words.own)?;
    let rest = text.get(at.end..line.end)?.trim_end_matches([' ', '}']);
    let given = rest.trim_start();
    let start = at.end + rest.len() - given.len();
    let bare = given.trim_start_matches(['=', ':', ' ']);
    if given.is_empty() || given.starts_with(['{', '}', '/']) || given.split(' ').next().is_some_and(goes_on)
    {
        return None;
    }
    let (written, help) = if bare.len() < given.len() {
        (given.get(..1)?, format!("a property is a word, a blank and its value: `{own} {bare}`"))
    } else if given.starts_with('"') {
        return None;
    } else if given.starts_with(OTHER_QUOTES) {
        (given, STRAIGHT.to_owned())
    } else {
        let address = linked(text, line, start).map_or(given, |(_, address)| address);
        (given, format!("a text stands in quotes: `{own} \"{address}\"`"))
    };
    let about = line.end;
    Some(Meant { about, ..Meant::misplaced(text, start..start + written.len(), Way::Say(help))? })
}

/// An address, which stands in quotes: `by privacy@acme.example`.
pub(super) fn address(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (own_at, own) = words.all.get(words.own)?;
    let line = line_at(text, own_at.start);
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '{' | '}' | '"');
    let whole = |at: usize| {
        let start = text.get(line.start..at)?.rfind(ends).map_or(line.start, |blank| line.start + blank + 1);
        let end = text.get(at..line.end)?.find(ends).map_or(line.end, |end| at + end);
        let written = text.get(start..end)?.trim_end_matches('.');
        let plain = unmarked(written);
        let (who, host) = plain.split_once('@')?;
        // In quotes of another kind the quotes are what is wrong.
        let is =
            !who.is_empty() && !who.starts_with(OTHER_QUOTES) && host.contains('.') && !host.contains('@');
        is.then(|| (start..start + written.len(), plain))
    };
    if *own == "at" {
        let next = text.get(own_at.end..line.end)?.trim_start();
        let start = line.end - next.len();
        let (at, written) = linked(text, &line, start).or_else(|| whole(start))?;
        let way = Way::Say(format!(
            "how somebody is reached stands after `by`, an address in quotes: `by \"{written}\"`"
        ));
        return Meant::misplaced(text, own_at.start..at.end, way);
    }
    let (at, written) = whole(own_at.start)?;
    Some(quoted_address(at, written))
}

fn quoted_address(at: Range<usize>, address: &str) -> Meant {
    Meant::new(at, "an address stands in quotes".to_owned(), Way::Write(format!("\"{address}\"")))
}

/// A link of Markdown around a place, which is its address in quotes: `[email](mailto:privacy@acme.example)`.
pub(super) fn link(text: &str, line: &Range<usize>, at: usize) -> Option<Meant> {
    let (place, address) = linked(text, line, at)?;
    Some(quoted_address(place, address))
}

/// The link of Markdown around a place, and its address.
fn linked<'t>(text: &'t str, line: &Range<usize>, at: usize) -> Option<(Range<usize>, &'t str)> {
    let written = text.get(line.clone())?;
    let mut links = written.match_indices("](").filter_map(|(middle, between)| {
        let start = line.start + written.get(..middle)?.rfind('[')?;
        let target = middle + between.len();
        let end = target + written.get(target..)?.find(')')?;
        Some((start..line.start + end + 1, written.get(target..end)?))
    });
    let (place, target) = links.find(|(place, _)| place.contains(&at))?;
    (!target.contains([' ', '"'])).then(|| (place, unmarked(target)))
}

/// An address that was no comment: what its letters were read as is no mistake besides.
pub(super) fn bare_address(text: &str, finding: &Diagnostic) -> Option<Meant> {
    let at = finding.span.start as usize..finding.span.end as usize;
    text.get(at.clone()).filter(|address| address.contains("://"))?;
    Some(Meant::new(at, finding.message.clone(), Way::Say(finding.help.clone()?)))
}

/// An address without the marks around it and its scheme: `<privacy@acme.example>`, `mailto:privacy@acme.example`.
fn unmarked(written: &str) -> &str {
    let bare = written.trim_matches(['<', '>', '(', ')', '[', ']']);
    bare.strip_prefix("mailto:").or_else(|| bare.strip_prefix("tel:")).unwrap_or(bare)
}

/// One more value of a property, without a comma before it: `laws gdpr ccpa`.
pub(super) fn unlisted(
    text: &str,
    line: &Range<usize>,
    words: &Words<'_>,
    finding: &Diagnostic,
) -> Option<Meant> {
    (finding.code == "unknown-property" && finding.meant.is_none()).then_some(())?;
    let (at, own) = words.all.get(words.own)?;
    let (_, before) = words.all.get(words.own.checked_sub(1)?)?;
    let property = text.get(line.start..at.start)?.trim_end();
    if property.ends_with(['{', ',']) || property.split_whitespace().count() < 2 {
        return None;
    }
    let way = Way::Say(format!("a list goes on after a comma: `{before}, {own}`"));
    Meant::misplaced(text, at.clone(), way)
}

/// A word that a clause begins with, right behind another one, which is about nothing: `charge fee for requests`.
fn nothing_after(words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    let (at, _) = words.all.get(words.own)?;
    let (before_at, before) = words.all.get(words.own.checked_sub(1)?)?;
    let found = finding.reason == Some(Reason::ClauseWord);
    if !found || ListWord::parse(before).is_none() {
        return None;
    }
    let run = words.runs().filter(|run| run.len() > 1).find_map(|run| {
        let said = super::joined(run, " ");
        super::way(&said).map(|_| ())
    });
    if run.is_some() {
        return None;
    }
    let help = format!(
        "a name or a text in quotes stands behind `{before}`; if the two words belong together, say all of it in one \
         text or in a sentence of its own"
    );
    let message = format!("something is missing after `{before}`");
    Some(Meant { about: at.end, ..Meant::new(before_at.start..at.end, message, Way::Say(help)) })
}

/// A clause that is joined to another one: `without undue delay and within 30 days`.
fn joined_clause(text: &str, words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    let (_, own) = words.all.get(words.own)?;
    let (at, and) = words.all.get(words.own.checked_sub(1)?)?;
    let clause = finding.code == "syntax" && matches!(*own, "within" | "every" | "kept");
    let joined = matches!(*and, "and" | "or") && (clause || *own == "only if");
    let help = "clauses stand one behind the other: leave it out";
    joined.then(|| Meant::misplaced(text, at.clone(), Way::Say(help.to_owned())))?
}

/// Who receives something, before what it is: `share partners contact`.
pub(super) fn given(text: &str, words: &Words<'_>, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    (finding.code == "syntax").then_some(())?;
    let (own_at, own) = words.all.get(words.own)?;
    let (at, who) = words.all.get(words.own.checked_sub(1)?)?;
    let (_, done) = words.all.get(words.own.checked_sub(2)?)?;
    let word = word_for_party(done)?;
    if !known.is_party(who) || !known.is_data(own) {
        return None;
    }
    Meant::misplaced(text, at.start..own_at.end, Way::Write(format!("{own} {word} {who}")))
}

/// A verb with a word behind it that belongs to it elsewhere: `rent out contact`.
pub(super) fn parted_verb(text: &str, words: &Words<'_>) -> Option<Meant> {
    let (at, _) =
        words.all.get(words.own).filter(|(_, own)| matches!(*own, "away" | "off" | "out" | "up"))?;
    let (start, done) = words.all.get(words.own.checked_sub(1)?)?;
    verb::find(done)?;
    Meant::misplaced(text, start.start..at.end, Way::Write((*done).to_owned()))
}

/// Words without quotes, of which the first is nobody's name.
pub(super) fn unquoted(
    text: &str,
    words: &Words<'_>,
    finding: &Diagnostic,
    known: &Known<'_>,
) -> Option<Meant> {
    let (_, own) = words.all.get(words.own)?;
    if finding.reason != Some(Reason::Undeclared) || words.own == 0 {
        return None;
    }
    let modal = |phrase: &String| phrase.split(' ').next() == Some(*own);
    if grammar_phrases("MODAL").iter().any(modal) {
        return None;
    }
    let ends = |word: &str| {
        goes_on(word)
            || matches!(
                word,
                "and"
                    | "or"
                    | "within"
                    | "every"
                    | "at"
                    | "kept"
                    | "basis"
                    | "optional"
                    | "required"
                    | "extendable"
            )
            || known.is_word(word)
            || known.is_declared(word)
    };
    // What somebody does is one text, with what it is done to.
    let done = own.ends_with("ing").then(|| words.before()).flatten();
    if let Some(clause) = done.filter(|before| matches!(*before, "by" | "for" | "when")) {
        let (start, rest) =
            (words.all.get(words.own)?.0.start, text.get(..line_at(text, finding.span.start as usize).end)?);
        let rest = rest.get(start..)?;
        let conditions = grammar_phrases("CONDITION");
        let condition = |word: &str| {
            let from = rest.get(word.as_ptr().addr() - rest.as_ptr().addr()..).unwrap_or("");
            let begins =
                |phrase: &String| from.strip_prefix(&**phrase).is_some_and(|next| !next.starts_with(of_word));
            conditions.iter().any(begins)
        };
        let ends = |word: &&str| condition(word) || word.starts_with(['{', '}', ',', '"']);
        let mut said: Vec<&str> = rest.split_whitespace().take_while(|word| !ends(word)).collect();
        // No text ends with the word of a clause.
        while said.pop_if(|word| goes_on(word)).is_some() {}
        let last = said.last()?;
        let end = last.as_ptr().addr() - text.as_ptr().addr() + last.len();
        let shown = known.shown_done(&said);
        let way = Way::Say(format!("what is done stands in one text: `{clause} \"{shown}\"`"));
        return Meant::misplaced(text, start..end, way);
    }
    if let Some(meant) = half_quoted(text, words, finding) {
        return Some(meant);
    }
    let rest = words.all.get(words.own..)?;
    if let [(at, _)] = rest
        && let Some(quote) = text.get(at.end..)
        && quote.starts_with(' ')
        && quote.trim_start().starts_with('"')
        && let Some((said, end)) = super::together::behind(text, at.end)
    {
        let help = format!("declare it, or put all of it in quotes: `\"{own} {said}\"`");
        return Some(Meant::new(at.start..end, finding.message.clone(), Way::Say(help)));
    }
    // What is said of a thing that has a name: `correct inaccurate contact`.
    if let [(at, _), (next_at, next), ..] = rest
        && verb::find(own).is_none()
        && (known.is_data(next) || known.is_declared(next))
    {
        let shown = known.shown(next);
        let said = match shown.split_once(' ').filter(|_| says_whose(&shown)) {
            Some((whose, rest)) => format!("{whose} {own} {rest}"),
            None => format!("{own} {shown}"),
        };
        let help = format!("words about a name stand in one text with it: `\"{said}\"`");
        let message = finding.message.clone();
        return Some(Meant { about: next_at.end, ..Meant::new(at.clone(), message, Way::Say(help)) });
    }
    let length = rest.iter().skip(1).position(|(_, word)| ends(word)).map_or(rest.len(), |at| at + 1);
    let run = rest.get(..length).filter(|run| run.len() > 1)?;
    let at = place(run)?;
    let written = text.get(at.clone())?;
    let message = finding.message.replace(&format!("`{own}`"), &format!("`{written}`"));
    let help = if reads_as_length(written) {
        "a length of time is a number and a unit: `30 days`, `at most 6 months`; what else there is to say stands in a \
         clause of its own, such as `because \"…\"`"
            .to_owned()
    } else {
        format!("declare it, or write a text in quotes: \"{written}\"")
    };
    Some(Meant::new(at, message, Way::Say(help)))
}

/// A word right before a text in quotes that it belongs to: `to train "our models"`.
fn half_quoted(text: &str, words: &Words<'_>, finding: &Diagnostic) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let (said, end) = behind(text, at.end)?;
    let quoted = text.get(at.end..end)?.trim_start().starts_with('"');
    let whole = quoted && !said.trim().is_empty();
    (whole && finding.code == "unknown-name").then_some(())?;
    let help = match words.all.get(words.own.checked_sub(1)?)? {
        (_, "to" | "for") => {
            format!("what something is for stands after `for`, in one text: `for \"{own} {said}\"`")
        }
        _ => format!("a text stands in quotes, all of it: `\"{own} {said}\"`"),
    };
    Some(Meant { about: end, ..Meant::new(at.start..end, finding.message.clone(), Way::Say(help)) })
}

/// A sentence without quotes where one stands in a text: `then delete them`.
pub(super) fn sentence(text: &str, line: &Range<usize>, words: &Words<'_>) -> Option<Meant> {
    let (at, own) = words.all.get(words.own)?;
    let (_, word) = words.all.get(words.own.checked_sub(1)?)?;
    SayingWord::parse(word).filter(|word| !matches!(word, SayingWord::Id))?;
    let rest = text.get(at.start..line.end)?;
    let said = rest.split(['"', '{', '}']).next()?.trim_end();
    // What stands in the braces behind it is no part of it.
    let ends = matches!(rest.get(said.len()..)?.trim(), "" | "{");
    (ends && said.contains(' ')).then_some(())?;
    let says = *word != "titled" && verb::find(own).is_some_and(|verb| verb.id == *own);
    let who = if says { "we " } else { "" };
    let help = format!("write `{word} \"{who}{said}\"`");
    let message = format!("`{word}` takes a text in quotes");
    Some(Meant { about: line.end, ..Meant::new(at.start..at.start + said.len(), message, Way::Say(help)) })
}

/// Whether a word begins what is said in whole sentences: when something is done, or why.
pub(super) fn says_when(word: &str) -> bool {
    matches!(word, "when" | "after" | "before" | "because" | "otherwise" | "then" | "note")
        || ConditionWord::parse(word).is_some()
}

/// Whether the words that a finding is about are a part of what must be true, where only a condition has a name.
pub(super) fn in_condition(words: &Words<'_>) -> bool {
    let clause = words.all.get(..words.own).and_then(|before| before.iter().rfind(|(_, word)| goes_on(word)));
    clause.is_some_and(|(_, word)| ConditionWord::parse(word).is_some())
}

/// The words of a condition or an event, without quotes: `if you are in California`.
pub(super) fn condition(
    text: &str,
    words: &Words<'_>,
    finding: &Diagnostic,
    known: &Known<'_>,
) -> Option<Meant> {
    let before = words.all.get(..words.own)?;
    let begins = before.iter().rposition(|(_, word)| says_when(word))?;
    let [(_, word), said @ ..] = words.all.get(begins..)? else { return None };
    let [(start, first), (_, second), ..] = said else { return None };
    // "Consent is withdrawn" is a sentence, unless another one begins there: "consent we may …".
    let stated = said.windows(2).position(
        |run| matches!(run, [(_, who), (_, word)] if is_modal(word) && !matches!(*who, "and" | "or")),
    );
    let stated =
        stated.is_some_and(|at| at == 0 || said.get(at).is_some_and(|(_, who)| !known.is_party(who)));
    let is_name = known.is_condition(first)
        || matches!(*first, "not" | "no" | "and" | "or" | "all" | "any")
        || said::anywhere(first).is_some();
    let joined = matches!(*second, "and" | "or")
        || ListWord::parse(second).is_some()
        || ConditionWord::parse(second).is_some()
        || SayingWord::parse(second).is_some();
    // A word that is misspelt has its own.
    let meant = finding.meant.is_some() && finding.code == "unknown-name";
    if !stated && (is_name || joined) || meant || !matches!(finding.code, "syntax" | "unknown-name") {
        return None;
    }
    let end = said.last().map_or(start.end, |(at, _)| at.end);
    // A name has no article: `after the account-closure`.
    if let [_, (name_at, name), rest @ ..] = said
        && is_article(first)
        && known.is_condition(name)
        && rest.first().is_none_or(|(_, next)| begins_clause(next) || matches!(*next, "and" | "or"))
    {
        return Meant::misplaced(text, start.start..name_at.end, Way::Write((*name).to_owned()));
    }
    // What a party agrees to: `if claimants consent`.
    if let [_, (agrees, verb), rest @ ..] = said
        && known.is_party(first)
        && ConditionWord::parse(word).is_some()
        && matches!(*verb, "consent" | "consents" | "agree" | "agrees")
        && rest.first().is_none_or(|(_, next)| begins_clause(next))
    {
        let whose = if *first == "you" { String::new() } else { format!(" of {first}") };
        let consent = Way::Write(format!("consent{whose}"));
        return Some(Meant { about: end, ..Meant::misplaced(text, start.start..agrees.end, consent)? });
    }
    let behind = text.get(end..line_at(text, end).end)?.trim_start();
    // Whether the next clause is a part of it nobody can tell.
    let length = said.iter().skip(2).position(|(_, word)| begins_clause(word)).map(|at| at + 2);
    let whole = length.is_none() && (behind.is_empty() || behind.starts_with([',', '{', '}', '/', '.']));
    let shown = |word| if known.is_party(word) { known.shown(word) } else { known.shown_among(word) };
    let shown: Vec<_> = said.iter().take(length.unwrap_or(said.len())).map(|(_, word)| shown(word)).collect();
    let more = if whole { "" } else { " …" };
    let help = format!("words of your own stand in quotes: `{word} \"{}{more}\"`", shown.join(" "));
    Some(Meant { about: end, ..Meant::misplaced(text, start.clone(), Way::Say(help))? })
}
