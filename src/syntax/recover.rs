//! Reading on after a mistake: report it, blank what is at fault, read again.

mod expected;
mod lines;
mod mended;
mod slips;
mod written;

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::ast::Item;
use super::grammar::{Rule, phrases, words};
use super::parse::{self, Broken, Run};
use super::scan::{Chunk, UNTERMINATED};
use super::span_at;
use crate::diagnostic::{Diagnostic, Reason, nearest};
use crate::source::{FileId, Whole, line_at};
use expected::{begins_item, begins_line, expected};
use lines::{
    bare_clause_above, behind_item, belongs_above, bullet, clause_first, denied_below, no_assertion, no_item,
    no_name, outdented, overlong_above, parted, unlisted_below,
};
pub(crate) use lines::{in_data, opened_by};
use slips::{abbreviated, adverb, is_head, known_slip, quoted_length, said_otherwise, takes_kind};
pub(crate) use written::code_before;
use written::{in_message, last_word, shown};

/// How many mistakes one item may hold before the rest of it is given up.
const MAX_MISTAKES: usize = 20;

/// Reads what can be read of a run of items that does not parse.
///
/// `scanned` is what the scan has found, in the order of the file.
pub(super) fn items(
    file: FileId,
    chunk: &Chunk,
    text: &str,
    first: Broken,
    scanned: &[Diagnostic],
    item: &mut dyn FnMut(Item),
    findings: &mut Vec<Diagnostic>,
) {
    let (base, closing) = (chunk.start, &chunk.closing);
    let mut work = format!("{text}{closing}");
    let scanned = within(scanned, base, base + text.len());
    let patched = close_texts(base, &mut work, scanned) || !closing.is_empty();
    // What the scan has already reported is mended here.
    let mut error = if patched { read(file, chunk, &work, item).err() } else { Some(first) };
    for _ in 0..MAX_MISTAKES {
        let Some(broken) = error else { return };
        let fault = match broken {
            Broken::Glued(at) => match clause_word(&work, at) {
                Some(clause) => Fault::of_clause(&work, at, clause, None, at),
                None => Fault::of_word(&work, at, &[]),
            },
            Broken::Outdented(part) => outdented(&work, part),
            Broken::Parted(part) => parted(&work, &part),
            Broken::Grammar(error) => fault(&work, &error),
        };
        let at = fault.start.min(work.len());
        let fault = clause_first(&work, at).or_else(|| no_assertion(&work, at)).unwrap_or(fault);
        let (fault, mended) = match mended::fault(&work, &fault) {
            Some((fault, text)) => (fault, Some(text)),
            None => (fault, None),
        };
        // The rest of a line that has no closing quote, or holds a character that no
        // item may, is no second mistake.
        // So is what stands behind a text that goes on to the end of the file.
        let behind = fault.start >= text.len() && closing.starts_with('"');
        if !behind && !reported(base, &work, &fault, scanned) {
            let span = span_at(file, base, fault.start.min(text.len()), fault.end.min(text.len()));
            let finding = Diagnostic::error("syntax", span, fault.message);
            let finding = Diagnostic { reason: fault.reason, ..finding };
            findings.push(match fault.help {
                Some(Help::Meant(word)) => finding.did_you_mean(word),
                Some(Help::Says(help)) => finding.with_help(help),
                None => finding,
            });
        }
        if let Some(text) = mended {
            work = text;
            error = read(file, chunk, &work, item).err();
            continue;
        }
        // What is left of an assertion would go on in the next line.
        let line = line_at(&work, fault.start.min(work.len())).start;
        let from = fault.from.filter(|_| shown(&work, line) != "assert");
        let lines = fault.start..fault.end;
        if !blank(&mut work, lines, from, fault.to.filter(|_| from.is_some())) {
            return;
        }
        error = read(file, chunk, &work, item).err();
    }
}

/// Reads a mended text, whose words are parts of itself rather than of the file's.
fn read(file: FileId, chunk: &Chunk, text: &str, item: &mut dyn FnMut(Item)) -> Result<(), Broken> {
    let whole = Whole::new(text.into());
    let run = Run { file, base: chunk.start, whole: &whole, from: 0, to: chunk.end };
    parse::items(run, text, item)
}

/// Ends each text that has no closing quote with its line; false if there is none.
fn close_texts(base: usize, work: &mut String, scanned: &[Diagnostic]) -> bool {
    let mut any = false;
    for finding in scanned.iter().filter(|finding| finding.code == UNTERMINATED) {
        let start = (finding.span.start as usize).checked_sub(base);
        let Some((start, end)) = start.zip((finding.span.end as usize).checked_sub(base)) else { continue };
        let Some(last) = work
            .get(start..end)
            .filter(|text| !text.starts_with("\"\"\""))
            .and_then(|text| text.chars().last())
        else {
            continue;
        };
        if end - start > last.len_utf8() {
            work.replace_range(end - last.len_utf8()..end, &format!("\"{}", " ".repeat(last.len_utf8() - 1)));
            any = true;
        }
    }
    any
}

/// Whether the scan has said what is wrong on this line.
fn reported(base: usize, work: &str, fault: &Fault, scanned: &[Diagnostic]) -> bool {
    let line = line_at(work, fault.start);
    let brace = |at: usize| work.get(at.saturating_sub(base)..).is_some_and(|rest| rest.starts_with('{'));
    within(scanned, base + line.start, base + line.end)
        .iter()
        .any(|finding| finding.code != "unclosed-brace" || !brace(finding.span.start as usize))
}

/// The findings that begin in a stretch of the file.
pub(super) fn within(findings: &[Diagnostic], start: usize, end: usize) -> &[Diagnostic] {
    let before = |at: usize| findings.partition_point(|finding| (finding.span.start as usize) < at);
    findings.get(before(start)..before(end)).unwrap_or(&[])
}

/// Blanks the lines at fault, or a part of them, and the block that opens there; false if
/// there is nothing left to blank.
///
/// A block that opens behind a part stays: what is at fault is not what it belongs to.
fn blank(work: &mut String, fault: Range<usize>, from: Option<usize>, to: Option<usize>) -> bool {
    let mut start = from.unwrap_or(line_at(work, fault.start.min(work.len())).start);
    let line_end = line_at(work, fault.end.clamp(start, work.len())).end;
    // A comma before the rest of a line would make a list go on in the next.
    let rest = work.get(start..line_end).unwrap_or("").trim_end();
    let before = work.get(..start).unwrap_or("").trim_end_matches([' ', '\t']);
    if to.is_none()
        && !rest.ends_with([',', '{', '}'])
        && let Some(before) = before.strip_suffix(',')
    {
        start = before.len();
    }
    let bytes = work.as_bytes();
    let opens = work.get(start..line_end).and_then(|part| part.trim_end().strip_suffix('{'));
    let opens = opens.filter(|part| from.is_some() && !part.trim().is_empty()).map(|part| start + part.len());
    let mut end = to.or(opens).unwrap_or(line_end);
    let opened =
        |range: &str| range.matches(['{', '(']).count() as i64 - range.matches(['}', ')']).count() as i64;
    let mut depth = opened(work.get(start..end).unwrap_or(""));
    while depth > 0 {
        let next = work.get(end..).and_then(|rest| rest.find(['{', '}', '(', ')']));
        let Some(next) = next.map(|next| end + next) else { break };
        depth += if matches!(bytes.get(next), Some(b'{' | b'(')) { 1 } else { -1 };
        end = next + 1;
    }
    let faulty = work.get(start..end).unwrap_or("");
    // Closing braces that close something before this line stay.
    let surplus = usize::try_from(-depth).unwrap_or(0);
    let mut kept = 0;
    let blanked: Vec<u8> = faulty
        .bytes()
        .rev()
        .map(|b| match b {
            b'}' if kept < surplus => {
                kept += 1;
                b'}'
            }
            b'\n' => b'\n',
            _ => b' ',
        })
        .collect();
    let blanked: String = blanked.into_iter().rev().map(char::from).collect();
    if blanked == faulty {
        return false;
    }
    work.replace_range(start..end, &blanked);
    true
}

/// What is wrong at one place.
struct Fault {
    start: usize,
    end: usize,
    message: String,
    help: Option<Help>,
    /// Where the part of the line begins that cannot be read, if not at its start.
    from: Option<usize>,
    /// Where that part ends, if not with the line.
    to: Option<usize>,
    /// What is known of it besides.
    reason: Option<Reason>,
}

/// What to type instead.
enum Help {
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
fn fault(text: &str, error: &Error<Rule>) -> Fault {
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
    let verb = positives.iter().any(|rule| matches!(rule, Rule::verb | Rule::VERB | Rule::predicate));
    // One that is limited already, by a word such as `is`, is none who could do something.
    let modal = |who: &&str| who.split(' ').any(begins_modal) || matches!(*who, "we" | "you");
    let subject = text
        .get(item..at)
        .map(str::trim)
        .filter(|who| verb && words("LISTING").contains(&shown.as_str()) && !modal(who));
    let limited = |who: &str| {
        Help::Says(format!(
            "who of them is meant is said by a section, `section some-name for {who} {shown} … {{ … }}`, or by a \
             text: `\"{who} {shown} …\"`"
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

/// What there is to do about a word behind something complete.
pub(crate) const BESIDE: &str =
    "put a `,` before it if it belongs to the list, quote words that are a text, or begin a new line";

/// Marks that people write for the quotes of a text.
pub(crate) const OTHER_QUOTES: [char; 6] = ['\'', '“', '”', '„', '‘', '’'];

/// What there is to do about them.
pub(crate) const STRAIGHT: &str = "a text stands in straight double quotes: `\"…\"`";

impl Fault {
    /// A word or a mark after something complete.
    fn of_word(text: &str, at: usize, positives: &[Rule]) -> Self {
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
        let told = told.or_else(|| misspelt_before(text, line.start, at)).or_else(|| {
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
            } else if word && in_data(text, at) {
                if let Some(meant) = nearest(&shown, words("QUALIFIER")) {
                    return Some((Reason::Misplaced, Help::Meant(meant)));
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
    fn of_clause(
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
    fn of_unfinished(text: &str, end: usize, positives: &[Rule]) -> Self {
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

/// Whether a word begins how something is meant: `may`, `do`.
fn begins_modal(word: &str) -> bool {
    phrases("MODAL").iter().any(|phrase| phrase.split(' ').next() == Some(word))
}

/// How long the clause word at a place is, and what it wants after it.
fn clause_word(text: &str, at: usize) -> Option<(usize, &'static str)> {
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

/// The word that the grammar would have taken and that is most like this one.
fn meant(word: &str, positives: &[Rule]) -> Option<&'static str> {
    let candidates = positives.iter().flat_map(|rule| words(&format!("{rule:?}")));
    nearest(word, candidates).filter(|meant| *meant != word && word.len() > 1)
}

/// A misspelt word of the language before `at` on its line, which was taken for a name.
fn misspelt_before(text: &str, line: usize, at: usize) -> Option<(Reason, Help)> {
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
