//! The mistake behind an error of the grammar, and what to type instead.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::expected::{begins_item, begins_line, expected};
use super::lines::{
    bare_clause_above, behind_item, belongs_above, bullet, denied_below, in_data, no_item, no_name,
    object_below, overlong_above, unlisted_below,
};
use super::slips::{
    abbreviated, adverb, declares, is_head, known_slip, quoted_length, said_otherwise, takes_kind,
};
use super::written::{code_before, in_message, last_word, shown};
use super::{BESIDE, OTHER_QUOTES};
use crate::diagnostic::{Reason, nearest};
use crate::source::line_at;
use crate::syntax::grammar::{Rule, phrases, words};
use crate::syntax::parse;

/// What is wrong at one place.
pub(super) struct Fault {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: String,
    pub(super) help: Option<Help>,
    /// Where the part of the line begins that cannot be read, if not at its start.
    pub(super) from: Option<usize>,
    /// Where that part ends, if not with the line.
    pub(super) to: Option<usize>,
    /// What is known of it besides.
    pub(super) reason: Option<Reason>,
}

/// What to type instead.
pub(super) enum Help {
    /// This word.
    Meant(&'static str),
    /// What this says.
    Says(String),
}

/// The mistake behind an error of the grammar.
///
/// The grammar stops where it can go on in no way, which may lie behind the
/// mistake: at the next line, where a line is unfinished, or behind a word that
/// it took for the beginning of another sentence.
pub(super) fn fault(text: &str, error: &Error<Rule>) -> Fault {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(text.len()),
    };
    let fault = bullet(text, at).or_else(|| no_name(text, at)).or_else(|| no_item(text, at));
    if let Some(fault) = fault.or_else(|| denied_below(text, at)) {
        return fault;
    }
    if let Some(from) = bare_clause_above(text, at)
        && let Some(clause) = clause_word(text, from)
    {
        return Fault::of_clause(text, from, clause, None, from);
    }
    let positives: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    };
    let before = code_before(text, at);
    let unfinished = text.get(before..at).is_some_and(|between| between.contains('\n')) || at == text.len();
    let line = line_at(text, if unfinished { before.saturating_sub(1) } else { at });
    let line = overlong_above(text, line.clone()).unwrap_or(line);
    // Inside a declaration a sentence may go without a subject; such a line is indented.
    let first = shown(text, line.start);
    if words("MODAL").contains(&first.as_str()) {
        let help = format!("begin with `we`, `you` or the name of a party: `we {first} …`");
        return Fault {
            start: line.start,
            end: line.start + first.len(),
            message: "this sentence does not say who".to_owned(),
            help: Some(Help::Says(help)),
            from: None,
            to: None,
            reason: None,
        };
    }
    // A whole sentence, and then a word on its line: that word is at fault.
    let item =
        text.get(line.start..line.end).map_or(line.start, |l| line.start + l.len() - l.trim_start().len());
    let whole = text.get(item..).and_then(parse::item_end).map(|length| item + length);
    if let Some(end) = whole
        && let Some(rest) = text.get(end..line.end)
    {
        let next = end + rest.len() - rest.trim_start().len();
        // Where the grammar went past a kind, it was that of an item.
        if (next == at || next < at && !takes_kind(text, next))
            && !rest.trim().is_empty()
            && !rest.trim().starts_with("//")
            && !rest.trim().starts_with(['{', '}'])
        {
            return match clause_word(text, next) {
                Some(clause) => {
                    Fault::of_clause(text, next, clause, Some(at).filter(|_| !unfinished), before)
                }
                None => Fault::of_word(text, next, positives),
            };
        }
    }
    if let Some(next) = behind_item(text, line.start) {
        return Fault::of_word(text, next, &[]);
    }
    // By itself the line is read as far: words left over on the line above were taken for its beginning.
    let verb = positives.iter().any(|rule| matches!(rule, Rule::verb | Rule::VERB | Rule::predicate));
    if verb
        && whole.is_some_and(|end| end >= before)
        && let Some(next) = left_over_above(text, line.start)
    {
        return match clause_word(text, next) {
            Some(clause) => Fault::of_clause(text, next, clause, None, before),
            None => Fault::of_word(text, next, &[]),
        };
    }
    if unfinished && !positives.iter().any(|rule| begins_line(*rule)) {
        return Fault::of_unfinished(text, before, positives);
    }
    if positives.iter().any(|rule| begins_line(*rule))
        || text.get(at..).is_some_and(|rest| rest.starts_with(OTHER_QUOTES))
    {
        return Fault::of_word(text, at, positives);
    }
    let shown = shown(text, at);
    let expected = expected(positives);
    let found = if shown.is_empty() { "the end".to_owned() } else { in_message(&shown) };
    let (message, reason) = if expected.is_empty() {
        (format!("{found} cannot stand here"), Reason::Misplaced)
    } else {
        (format!("expected {expected}, found {found}"), Reason::Expected)
    };
    let length = || quoted_length(text, at).filter(|_| expected.starts_with("a number"));
    let help =
        meant(&shown, positives).map(Help::Meant).or_else(|| known_slip(text, at, &shown)).or_else(length);
    if verb && let Some(fault) = object_below(text, at) {
        return fault;
    }
    // One that is limited already, by a word such as `is`, is none who could do something.
    let modal = |who: &&str| who.split(' ').any(begins_modal) || matches!(*who, "we" | "you");
    let subject = text
        .get(item..at)
        .map(str::trim)
        .filter(|who| verb && words("LISTING").contains(&shown.as_str()) && !modal(who));
    let limited = |who: &str| {
        Help::Says(format!(
            "who of them is meant is said by a section, `section some-name for {who} {shown} … {{ … }}`, or by a \
             text: `\"{} {shown} …\"`",
            who.replace('"', "")
        ))
    };
    let clause = verb && clause_word(text, at).is_some() | (shown == "allow");
    let quoted = || {
        Help::Says(format!(
            "`{shown}` is a word of the language; as a verb it stands in quotes, with what it is about: `\"{shown} …\"`"
        ))
    };
    let before = text.get(line.start..at).unwrap_or("").trim_end();
    let prose = || {
        let said = before.rsplit('{').next().unwrap_or("").trim_start();
        let text = said.starts_with('"') && said.ends_with('"') || said.starts_with("prose ");
        let help = "who does what is a sentence, `we \"…\"`; a text of several sentences is `prose \"…\"`, in a section";
        (verb && shown == "}" && text).then(|| Help::Says(help.to_owned()))
    };
    let help = help.or_else(|| subject.map(limited)).or_else(|| clause.then(quoted)).or_else(prose);
    Fault {
        start: at,
        end: at + shown.len().max(usize::from(at < text.len())),
        message,
        help,
        from: None,
        to: None,
        reason: Some(reason),
    }
}

/// Where words stand behind a whole sentence on the line of code above a line.
fn left_over_above(text: &str, line: usize) -> Option<usize> {
    let above = line_at(text, code_before(text, line).checked_sub(1)?);
    let written = text.get(above.clone())?;
    let item = above.start + written.len() - written.trim_start().len();
    let end = item + parse::item_end(text.get(item..)?)?;
    let rest = text.get(end..above.end)?;
    let left = !rest.trim().is_empty() && !rest.trim_start().starts_with(['{', '}', '/']);
    left.then(|| end + rest.len() - rest.trim_start().len())
}

impl Fault {
    /// A word or a mark after something complete.
    pub(super) fn of_word(text: &str, at: usize, positives: &[Rule]) -> Self {
        let shown = shown(text, at);
        let before = text.get(..at).unwrap_or("").trim_end();
        let line = line_at(text, at);
        let first = text.get(line.start..at).is_none_or(|before| before.trim().is_empty());
        let age = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().ends_with("under");
        if first && let Some(fault) = unlisted_below(text, at) {
            return fault;
        }
        let number = before.ends_with(|c: char| c.is_ascii_digit()) && before.len() > line.start && !age;
        let word = shown.starts_with(char::is_alphabetic);
        let candidates = if first { BEGINNINGS } else { MIDDLES };
        if number && word {
            let units = words("UNIT");
            let meant = nearest(&shown, units.iter().copied()).or_else(|| abbreviated(&shown, &units));
            let plural = |meant: &'static str| {
                units
                    .iter()
                    .copied()
                    .find(|unit| unit.strip_suffix('s') == Some(meant) && !before.ends_with(" 1"))
                    .unwrap_or(meant)
            };
            let help = meant.map(plural).map_or_else(
                || {
                    Help::Says(
                        "a duration is a number and `minutes`, `hours`, `days`, `weeks`, `months` or `years`"
                            .to_owned(),
                    )
                },
                Help::Meant,
            );
            return Self {
                start: at,
                end: at + shown.len(),
                message: format!("`{shown}` is no unit of time"),
                help: Some(help),
                from: None,
                to: None,
                reason: None,
            };
        }
        let known: Vec<&'static str> = candidates.iter().flat_map(|rule| words(rule)).collect();
        // `not` is spelt as it is meant.
        let meant = nearest(&shown, known.iter().copied())
            .filter(|meant| word && *meant != shown && shown.len() > 1 && shown != "not");
        let meant = meant.or_else(|| self::meant(&shown, positives)).map(Help::Meant);
        let adverb = adverb(text, at).map(|help| (Reason::Adverb, help));
        let told = said_otherwise(text, at).or(meant).or_else(|| known_slip(text, at, &shown));
        let told = adverb.or_else(|| Some((Reason::Misplaced, told?)));
        let told = told.or_else(|| qualifier_behind(text, line.start, at, &shown));
        let named = text
            .get(at + shown.len()..)
            .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('"'));
        let item = !first && word && named && in_data(text, at);
        let slip = || misspelt_before(text, line.start, at).filter(|_| !item);
        let told = told.or_else(slip).or_else(|| {
            let opens = shown.starts_with('"') && before.ends_with('{');
            let help = if first && shown.starts_with('"') && positives.contains(&Rule::close) {
                "a line in braces begins with a word: with the id of an item, `ip \"IP address\"`, a property, or \
                 `such as` before examples"
            } else if opens && before.get(line.start..).is_some_and(|head| head.trim_start().starts_with("data ")) {
                "an item stands behind its id, each on a line of its own: `ip \"IP address\"`"
            } else if opens {
                "a text in braces stands behind the word that says what it is: `{ value \"…\" }`, `{ note \"…\" }`"
            } else if first && positives.contains(&Rule::close) && !positives.iter().any(|rule| begins_item(*rule)) {
                "in the braces of a sentence stands what goes on with it, behind words such as `for`, `if` or `kept`"
            } else if first {
                "an item begins with a word such as `policy` or `data`, or with who does something: `we collect …`"
            } else if word && is_head(before.get(line.start..).unwrap_or("")) {
                "what readers see is one text in quotes, a kind stands behind a `:`, and what else there is to say in braces"
            } else if item || word && in_data(text, at) {
                match nearest(&shown, words("QUALIFIER")) {
                    Some(said) if said == shown => {
                        let item = before.get(line.start..).unwrap_or("").split(':').next().unwrap_or("").trim();
                        return Some((Reason::Misplaced, Help::Says(behind_word(item, said, named))));
                    }
                    Some(meant) => return Some((Reason::Misplaced, Help::Meant(meant))),
                    None => {}
                }
                "begin a new line before another item; what is said of this one stands in quotes, behind a word such as \
                 `note` or `if`"
            } else if word || shown.starts_with('"') {
                return Some((Reason::Beside, Help::Says(BESIDE.to_owned())));
            } else {
                return None;
            };
            Some((Reason::Misplaced, Help::Says(help.to_owned())))
        });
        let (reason, help) = told.map_or((Reason::Misplaced, None), |(reason, help)| (reason, Some(help)));
        let message = format!("{} cannot stand here", in_message(&shown));
        Self {
            start: at,
            end: at + shown.len().max(1),
            message,
            help,
            from: Some(at).filter(|_| !first),
            to: None,
            reason: Some(reason),
        }
    }

    /// A clause that begins at `from` and whose word is not followed by what it wants.
    ///
    /// `at` is where something else stands, on the same line; `before` is where the line's code ends.
    pub(super) fn of_clause(
        text: &str,
        from: usize,
        (length, wants): (usize, &str),
        at: Option<usize>,
        before: usize,
    ) -> Self {
        let word = from + length;
        let line = line_at(text, from);
        let next = text.get(word..line.end).map_or(word, |rest| line.end - rest.trim_start().len());
        // A number is what the clause goes on with, or it does not go on at all.
        let counted = ["a duration", "a limit", "a date"].iter().any(|count| wants.starts_with(count));
        let spelt = counted
            && !wants.contains(" or ")
            && text
                .get(next..line.end)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '"'));
        let at = at
            .filter(|at| line.contains(at))
            .map_or(Some(next), |at| Some(at.min(next)))
            .filter(|_| spelt)
            .or(at);
        let Some(at) = at.filter(|at| *at >= word && line.contains(at)) else {
            if matches!(text.get(from..word), Some("and" | "or")) && next < before.min(line.end) {
                return Self::of_word(text, from, &[]);
            }
            let end = before.min(line.end).max(word);
            let mut fault = Self::of_unfinished(text, end, &[Rule::UNIT]);
            fault.help = said_otherwise(text, from).or(fault.help);
            if fault.reason != Some(Reason::Number) {
                let start = if end == word { from } else { fault.start };
                fault = Self {
                    start,
                    reason: Some(Reason::Expected),
                    message: format!("expected {wants} after `{}`", text.get(start..end).unwrap_or("")),
                    ..fault
                };
            }
            return Self { from: Some(from), ..fault };
        };
        let shown = shown(text, at);
        let written = text.get(..at).unwrap_or("").trim_end();
        if written.ends_with(|c: char| c.is_ascii_digit())
            && shown.starts_with(char::is_alphabetic)
            && wants.contains("days")
        {
            return Self { from: Some(from), ..Self::of_word(text, at, &[]) };
        }
        let help = said_otherwise(text, from).or_else(|| known_slip(text, at, &shown));
        let timed = wants.starts_with("a duration");
        let help = help.or_else(|| quoted_length(text, at).filter(|_| timed));
        let unit = || nearest(&shown, words("UNIT")).filter(|_| timed && shown.len() > 2);
        let help = help.or_else(|| unit().map(Help::Meant));
        Self {
            start: at,
            end: at + shown.len().max(1),
            message: format!("expected {wants}, found `{shown}`"),
            help,
            from: Some(from),
            to: None,
            reason: Some(Reason::Expected),
        }
    }

    /// A line that ends too soon; `end` is where its last word ends.
    pub(super) fn of_unfinished(text: &str, end: usize, positives: &[Rule]) -> Self {
        let line = line_at(text, end.saturating_sub(1));
        let written = text.get(line.start..end).unwrap_or("");
        let start = line.start + last_word(written);
        let last = text.get(start..end).unwrap_or("");
        let verb = positives.iter().any(|rule| matches!(rule, Rule::verb | Rule::VERB | Rule::predicate));
        if verb && let Some(fault) = belongs_above(text, line.start..end) {
            return fault;
        }
        let number = last.chars().all(|c| c.is_ascii_digit());
        let (expected, help) = if number && positives.contains(&Rule::UNIT) {
            ("a unit of time".to_owned(), format!("write `{last} days`, `{last} months`, …"))
        } else if verb {
            let help = if last.starts_with('"') {
                "say who does what: `we \"…\"`; a text of several sentences is `prose \"…\"`, in a section"
            } else {
                "a sentence says who does what: `we collect …`, `you may …`"
            };
            ("a verb".to_owned(), help.to_owned())
        } else {
            let help =
                "what a word is about stands on the same line; delete the word if there is nothing to say";
            (expected(positives), help.to_owned())
        };
        let (message, reason) = if expected.is_empty() {
            (format!("something is missing after `{last}`"), None)
        } else {
            let reason = if number { Reason::Number } else { Reason::Expected };
            (format!("expected {expected} after `{last}`"), Some(reason))
        };
        let help = Some(Help::Says(help));
        Self { start, end, message, help, from: None, to: None, reason }
    }
}

/// What to do about a word that says how an item is, where it was read as another item, which may be `named`.
fn behind_word(item: &str, said: &str, named: bool) -> String {
    if named && item.contains('"') {
        format!(
            "what happens without it stands after `otherwise`, and on what it hangs after `if`: `{said} otherwise \"…\"`, \
             `{said} if \"…\"`; begin a new line before another item"
        )
    } else {
        format!("an item of which more is said has a name in quotes: `{item} \"…\" : … {said}`")
    }
}

/// Whether a word begins how something is meant: `may`, `do`.
pub(super) fn begins_modal(word: &str) -> bool {
    phrases("MODAL").iter().any(|phrase| phrase.split(' ').next() == Some(word))
}

/// How long the clause word at a place is, and what it wants after it.
pub(super) fn clause_word(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let rest = text.get(at..)?;
    if rest.starts_with(':') {
        // A kind that is there cannot be what is missing.
        return (!takes_kind(text, at)).then_some((1, "a word of the vocabulary"));
    }
    let phrases =
        ["in the last", "in the preceding", "at most", "only if", "as far as", "such as", "depending on"];
    let phrase = phrases.into_iter().find(|phrase| rest.starts_with(phrase));
    let word = phrase.map_or_else(|| shown(text, at), str::to_owned);
    let wants = match word.as_str() {
        "in the last" | "in the preceding" | "within" | "every" => "a duration such as `30 days`",
        "at most" => "a limit such as `twice per year` or `3 times per year`",
        "only if" | "as far as" => "a condition",
        "such as" | "depending on" => "a name or a text in quotes",
        "basis" => "a legal basis such as `consent`",
        "kept" => "a duration such as `30 days`, or `until` or `while`",
        "and" | "or" => "a condition, a name or a text in quotes",
        "only" | "far" | "such" | "depending" | "the" | "last" | "preceding" => return None,
        word if words("CONDITION").contains(&word) => "a condition",
        word if words("SAYING").contains(&word) => "a text in quotes",
        word if words("DATED").contains(&word) => "a date such as `2026-03-01`",
        word if words("LISTING").contains(&word) => "a name or a text in quotes",
        _ => return None,
    };
    Some((word.len(), wants))
}

/// How something is, behind what is said of it on the line that declares it: `if "you ask for it" optional`.
fn qualifier_behind(text: &str, line: usize, at: usize, said: &str) -> Option<(Reason, Help)> {
    let before = text.get(line..at)?;
    if !words("QUALIFIER").contains(&said) || !(declares(before) || in_data(text, at)) {
        return None;
    }
    // Where words, marks and texts begin.
    let (mut begins, mut quoted, mut last): (Vec<usize>, _, _) = (Vec::new(), false, ' ');
    for (place, c) in before.char_indices() {
        let goes_on = last.is_alphanumeric() || "-.\"".contains(last);
        if !quoted && !c.is_whitespace() && (c == '"' || !goes_on) {
            begins.push(place);
        }
        quoted ^= c == '"';
        last = c;
    }
    let length =
        |place: &usize| clause_word(text, line + place).map(|(length, _)| length).filter(|one| *one > 1);
    let brace =
        begins.iter().rposition(|place| before.get(*place..).is_some_and(|rest| rest.starts_with('{')));
    // What is said in the braces of a declaration is said of it, and an item there is one of its own.
    let own = brace.filter(|brace| begins.get(brace + 1).is_some_and(|place| length(place).is_some()));
    let from = brace.filter(|_| own.is_none()).map_or(0, |brace| brace + 1);
    let item = begins.get(from..)?;
    let first = *item.first()?;
    let id = usize::from(before.get(first..).is_some_and(declares));
    let ends = || item.iter().skip(id + 1).find_map(|place| Some((*place, length(place)?)));
    let (end, length) = own.and_then(|brace| Some((*begins.get(brace)?, 1))).or_else(ends)?;
    let (head, word) = (before.get(first..end)?.trim_end(), before.get(end..end + length)?);
    let named = head.contains('"') || declares(head);
    let help = format!("`{said}` stands before `{word}`: `{head} {said} {word} …`");
    named.then_some((Reason::Misplaced, Help::Says(help)))
}

/// The word that the grammar would have taken and that is most like this one.
pub(super) fn meant(word: &str, positives: &[Rule]) -> Option<&'static str> {
    let candidates = positives.iter().flat_map(|rule| words(&format!("{rule:?}")));
    nearest(word, candidates).filter(|meant| *meant != word && word.len() > 1)
}

/// A misspelt word of the language before `at` on its line, which was taken for a name.
pub(super) fn misspelt_before(text: &str, line: usize, at: usize) -> Option<(Reason, Help)> {
    let written = text.get(line..at)?;
    let unquoted: String = written.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let mut words_before = unquoted.split_whitespace();
    let first = words_before.next()?;
    let begins: Vec<&'static str> = BEGINNINGS.iter().flat_map(|rule| words(rule)).collect();
    let goes_on: Vec<&'static str> = MIDDLES.iter().flat_map(|rule| words(rule)).collect();
    let ours: Vec<&'static str> = ["MODAL", "ADVERB", "QUANTIFIER", "QUALIFIER", "AND", "OR", "NOT"]
        .iter()
        .flat_map(|rule| words(rule))
        .collect();
    let slip = |word: &str, known: &[&'static str]| {
        let meant = nearest(word, known.iter().copied()).filter(|meant| *meant != word && word.len() > 2)?;
        let help = format!("did you mean `{meant}` instead of `{word}`?");
        Some((Reason::Slip(word.to_owned()), Help::Says(help)))
    };
    slip(first, &begins).or_else(|| {
        words_before
            .filter(|word| !goes_on.contains(word) && !ours.contains(word) && !word.ends_with(','))
            .find_map(|word| slip(word, &goes_on))
    })
}

/// The rules whose words begin an item, and those whose words go on with one.
const BEGINNINGS: &[&str] = &["IMPORT", "SECTION", "PROSE", "NOUN", "ASSERT", "REVIEWED"];
const MIDDLES: &[&str] = &["CONDITION", "LISTING", "SAYING", "DATED", "WITHIN", "BASIS", "REPEAT"];
