//! Words that belong together: a text of several, a thing behind the one who receives it, a list without its comma.

use std::ops::Range;

use super::modals::verb_at;
use super::turned::{begins_clause, denies, goes_on, words_before};
use super::{Known, Meant, Way, Words, is_done, joined, one_with_if, way};
use crate::diagnostic::{Diagnostic, Reason};
use crate::model::phrase::{reads_as_sentence, reads_as_thing};
use crate::model::words::{ConditionWord, ListWord, NounKind, Topic, Unit};
use crate::model::{SPECIALS, verb};
use crate::source::line_at;
use crate::syntax::item_end;

/// A word or a mark of a line, or a text with its quotes.
type Token<'t> = (Range<usize>, &'t str);

/// What was meant by a word that stands behind what is complete.
pub(super) fn meant(text: &str, finding: &Diagnostic, known: &Known<'_>) -> Option<Meant> {
    (finding.reason == Some(Reason::Beside)).then_some(())?;
    let own = finding.span.start as usize;
    let line = line_at(text, own);
    let tokens = tokens(text, &line);
    let at = tokens.iter().position(|(place, _)| place.start == own)?;
    if let Some(meant) = placed(text, &tokens, at, known) {
        return Some(meant);
    }
    NounKind::parse(tokens.first()?.1).is_none().then_some(())?;
    let mut end = run_end(&tokens, at, known);
    // A text right behind such words is what they go on with.
    if tokens.get(end).is_some_and(|(_, next)| next.starts_with('"')) {
        end = run_end(&tokens, end, known);
    }
    let beside = Beside { text, line, at, end, tokens, known };
    beside
        .said_otherwise()
        .or_else(|| beside.asked())
        .or_else(|| beside.received())
        .or_else(|| beside.behind_verb())
        .or_else(|| beside.party())
        .or_else(|| beside.conditional())
        .or_else(|| beside.behind_length())
        .or_else(|| beside.led())
        .or_else(|| beside.listed())
        .or_else(|| beside.quoted())
}

/// A word behind what is complete, on its line.
struct Beside<'t> {
    text: &'t str,
    line: Range<usize>,
    tokens: Vec<Token<'t>>,
    /// Which of them it is.
    at: usize,
    /// The first of them that belongs to it no more.
    end: usize,
    known: &'t Known<'t>,
}

impl Beside<'_> {
    fn before(&self) -> Option<&Token<'_>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// From one of them to the last that belongs to it, without the quotes within.
    fn plain(&self, from: usize) -> Option<(Range<usize>, String)> {
        let range = self.tokens.get(from)?.0.start..self.tokens.get(self.end.checked_sub(1)?)?.0.end;
        let said = self.text.get(range.clone())?.replace('"', "");
        Some((range, said))
    }

    /// The same as readers would see it: what is declared by its name, and not by its id, where it was read as that.
    fn shown(&self, from: usize) -> Option<String> {
        let mut said = String::new();
        let mut end = self.tokens.get(from)?.0.start;
        for (at, (place, word)) in self.tokens.get(..self.end)?.iter().enumerate().skip(from) {
            said.push_str(self.text.get(end..place.start)?);
            // The verb is no name, though something may be called like it: "contact".
            let word = match () {
                () if at == from && is_done(word) => (*word).into(),
                () if at <= self.at => self.known.shown(word),
                () => self.known.shown_among(word),
            };
            said.push_str(&word.replace('"', ""));
            end = place.end;
        }
        Some(said)
    }

    /// Whether the sentence can be read up to a place with other words in the place of some.
    fn reads(&self, place: &Range<usize>, instead: &str) -> bool {
        let head = self.text.get(self.line.start..place.start).unwrap_or("").trim_start();
        let rest = self.text.get(place.end..self.line.end).unwrap_or("");
        item_end(&format!("{head}{instead}{rest}")).is_some_and(|end| end >= head.len() + instead.len())
    }

    /// Words that have a word of the language's own, some of them in quotes: `"Do Not Track" signals`.
    fn said_otherwise(&self) -> Option<Meant> {
        let (before, (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        let words = before.1.strip_prefix('"')?.strip_suffix('"')?;
        let Way::Write(instead) = way(&format!("{words} {own}").to_lowercase())? else { return None };
        Meant::misplaced(self.text, before.0.start..place.end, Way::Write(instead))
    }

    /// What we are asked to do, without `to` before it: `ask us delete orders`.
    fn asked(&self) -> Option<Meant> {
        let (place, own) = self.tokens.get(self.at)?;
        let [(_, ask), (_, us)] = self.tokens.get(self.at.checked_sub(2)?..self.at)? else { return None };
        let instead = format!("to {own}");
        let asked = *ask == "ask" && *us == "us" && verb::find(own).is_some_and(|verb| verb.id == *own);
        (asked && self.reads(place, &instead)).then_some(())?;
        Meant::misplaced(self.text, place.clone(), Way::Write(instead))
    }

    /// What somebody is given, behind who that is: `provide us contact`.
    fn received(&self) -> Option<Meant> {
        let (place, who) = self.before()?;
        let (_, done) = self.tokens.get(self.at.checked_sub(2)?)?;
        let gives = verb::find(done)
            .is_some_and(|found| verb::GIVING.contains(&found.id) || matches!(found.id, "send" | "offer"));
        (gives && (*who == "us" || self.known.is_party(who))).then_some(())?;
        let (range, said) = self.plain(self.at)?;
        let named = self.end == self.at + 1 && self.known.is_data(&said);
        let what = if named { said } else { format!("\"{said}\"") };
        let (place, instead) = (place.start..range.end, format!("{what} to {who}"));
        self.reads(&place, &instead).then_some(())?;
        Meant::misplaced(self.text, place, Way::Write(instead))
    }

    /// Who gets what a verb is about, or gives it, without a word before them: `share contact carrier`.
    fn party(&self) -> Option<Meant> {
        let ((start, before), (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        let said: Vec<&str> = self.tokens.get(..self.at)?.iter().map(|(_, word)| *word).collect();
        let at = verb_at(&said)?;
        let word = word_for_party(said.get(at)?)?;
        let clause = said.get(at + 1..)?.iter().any(|word| goes_on(word));
        let party = self.known.is_party(own) && !self.known.is_data(own);
        (!clause && party && self.known.is_data(before)).then_some(())?;
        let (place, instead) = (start.start..place.end, format!("{before} {word} {own}"));
        self.reads(&place, &instead).then_some(())?;
        Meant::misplaced(self.text, place, Way::Write(instead))
    }

    /// A condition without the word before it that says what it is: `to authority law-requires`, `24 months account-closure`.
    fn conditional(&self) -> Option<Meant> {
        let ((_, before), (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        self.known.is_condition(own).then_some(())?;
        let clause = self.tokens.get(..self.at)?.iter().rfind(|(_, word)| begins_clause(word));
        let (_, said) = self.plain(self.at)?;
        let (instead, help) = if clause.is_some_and(|(_, word)| ConditionWord::parse(word).is_some()) {
            let help = format!("conditions are joined with `or` or `and`: `{before} or {said}`");
            (format!("or {said}"), help)
        } else if self.length().is_some() {
            return None;
        } else {
            let said = format!("if {said}");
            let help = format!("what something hangs on stands after `if` or `unless`: `{said}`");
            (said, help)
        };
        self.reads(place, &instead).then_some(())?;
        Some(Meant { about: self.line.end, ..Meant::misplaced(self.text, place.clone(), Way::Say(help))? })
    }

    /// The length of time right before it, and whether that is a deadline.
    fn length(&self) -> Option<(String, bool)> {
        let first = self.at.checked_sub(3)?;
        let [(_, word), (_, count), (_, unit)] = self.tokens.get(first..self.at)? else { return None };
        let counted = count.chars().all(|c| c.is_ascii_digit()) && Unit::parse(unit).is_some();
        counted.then(|| (format!("{count} {unit}"), *word == "within"))
    }

    /// What begins a time, or why it is so long, without the word for that: `within 45 days "receipt"`, `for 7 years "tax law
    /// demands it"`.
    fn behind_length(&self) -> Option<Meant> {
        let (place, own) = self.tokens.get(self.at)?;
        let (length, deadline) = self.length()?;
        let text = own.strip_prefix('"').and_then(|own| own.strip_suffix('"'));
        let named = self.known.is_condition(own);
        (named || text.is_some()).then_some(())?;
        let reason = text.is_some_and(|text| !reads_as_sentence(text) && !reads_as_thing(text));
        let word = match () {
            () if deadline => "of",
            () if reason => "because",
            // A condition of the vocabulary is no event: "the law requires it".
            () if named && !self.known.is_declared(own) => "if",
            () => "after",
        };
        let instead = format!("{word} {own}");
        self.reads(place, &instead).then_some(())?;
        let way = if deadline {
            Way::Write(instead)
        } else {
            Way::Say(format!(
                "what happens first stands after `after`, a reason after `because`, and what it hangs on after `if`: \
                 `{length} {instead}`"
            ))
        };
        Meant::misplaced(self.text, place.clone(), way)
    }

    /// How, where or for what something is done, without the word for that: `notify you mail`, `use cookies site`.
    fn led(&self) -> Option<Meant> {
        let ((_, before), (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        let word = self.known.led_by(own).filter(|word| self.known.led_by(before) != Some(*word))?;
        let said: Vec<&str> = self.tokens.get(..self.at)?.iter().map(|(_, word)| *word).collect();
        let clause = said.get(verb_at(&said)? + 1..)?.iter().any(|word| begins_clause(word));
        let instead = format!("{word} {own}");
        (!clause && self.reads(place, &instead)).then_some(())?;
        Meant::misplaced(self.text, place.clone(), Way::Write(instead))
    }

    /// One more of a list, without a comma before it.
    fn listed(&self) -> Option<Meant> {
        let ((_, before), (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        let same = before.starts_with('"') == own.starts_with('"');
        let text = own.starts_with('"') || self.known.is_name(before) && self.known.is_name(own);
        (same && text && !is_done(own)).then_some(())?;
        let heads = self.tokens.first().is_some_and(|(_, first)| *first == "section");
        let way = Way::Say(if heads {
            "a section has one heading: say both in one text, or leave one out".to_owned()
        } else {
            format!("a list goes on after a comma: `{before}, {own}`")
        });
        Meant::misplaced(self.text, place.clone(), way)
    }

    /// Data behind the people or the place of a clause, if that is what the verb is about: `collect from users usage`.
    fn behind_verb(&self) -> Option<Meant> {
        let ((_, before), (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        (self.known.is_data(own) && !self.known.is_data(before)).then_some(())?;
        let said: Vec<&str> = self.tokens.get(..self.at)?.iter().map(|(_, word)| *word).collect();
        let verb = verb_at(&said)?;
        let (done, next) = (said.get(verb)?, said.get(verb + 1)?);
        ListWord::parse(next)?;
        let clause = said.get(verb + 1..)?.join(" ");
        let way = Way::Say(format!("what a verb is about stands right behind it: `{done} {own} {clause}`"));
        Meant::misplaced(self.text, place.clone(), way)
    }

    /// Words of which only some stand in quotes, or none.
    fn quoted(&self) -> Option<Meant> {
        let (before, (place, own)) = (self.before()?, self.tokens.get(self.at)?);
        // "Contact details" is another thing than "contact"; "contact confidential" is none.
        let thing = own.ends_with('s') || matches!(*own, "information" | "data");
        let name = self.known.is_own(before.1) && (!thing || SPECIALS.contains(&before.1));
        let said_of = before.1.starts_with('"') && self.known.is_data(own);
        if own.starts_with('"') || is_done(own) && !said_of {
            return None;
        }
        // "Contact that you gave us" is some of it.
        let tells = matches!(*own, "that" | "who" | "whose");
        let said: Vec<&str> = self.tokens.iter().map(|(_, word)| *word).collect();
        let verb = verb_at(said.get(..self.at)?)?;
        let clause = said.get(verb + 1..self.at)?.iter().rfind(|word| goes_on(word) || **word == "basis");
        let conditional = clause.is_some_and(|word| ConditionWord::parse(word).is_some());
        let (range, help) = match clause {
            _ if conditional => return None,
            // What is done to it is not done to all of it: a text in the place of the verb says how.
            None if !said_of && !tells && (name || before.1.starts_with('"')) => {
                let (range, _) = self.plain(verb)?;
                let said = self.shown(verb)?;
                let who = self.text.get(self.line.start..range.start)?.trim_start();
                let help = format!("words of your own stand in quotes, with the verb: `{who}\"{said}\"`");
                (range, help)
            }
            found if name && tells || found.is_some_and(|word| name || *word == "basis") => {
                let (range, said) = self.plain(self.at)?;
                let help =
                    format!("more about it stands in quotes, right behind it: `{} \"{said}\"`", before.1);
                (range, help)
            }
            _ => {
                let (range, plain) = self.plain(self.at - 1)?;
                // What has a name is said by that.
                let said = if said_of { self.shown(self.at - 1)? } else { plain };
                (range, format!("a text stands in quotes, all of it: `\"{said}\"`"))
            }
        };
        let instead = format!("\"{}\"", self.text.get(range.clone())?.replace('"', ""));
        self.reads(&range, &instead).then_some(())?;
        Some(Meant { about: range.end, ..Meant::misplaced(self.text, place.clone(), Way::Say(help))? })
    }
}

/// The word behind which a verb has whoever gets data by it, or gives it.
pub(super) fn word_for_party(verb: &str) -> Option<&'static str> {
    let verb = verb::find(verb)?;
    match verb.topic {
        _ if verb::COLLECTING.contains(&verb.id) => Some("from"),
        Topic::Sharing if matches!(verb.id, "share" | "exchange") => Some("with"),
        Topic::Sharing | Topic::Sale | Topic::Transfers => Some("to"),
        _ => None,
    }
}

/// People behind where they are: `for california residents`.
fn placed(text: &str, tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Meant> {
    let ((start, place), (end, people)) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at)?);
    let place =
        [place.to_lowercase(), (*place).to_owned()].into_iter().find(|place| known.is_place(place))?;
    known.is_people(people).then_some(())?;
    Meant::misplaced(text, start.start..end.end, Way::Write(format!("{people} in {place}")))
}

/// A place or a channel behind the word of a time, or of a place: `within eu`, `per email`, `at mail`.
pub(super) fn behind_time(text: &str, words: &Words<'_>, known: &Known<'_>) -> Option<Meant> {
    let (at, instead) = match words.all.get(words.own.saturating_sub(1)..)? {
        [(at, "within"), (_, place), ..] if known.is_place(place) => (at, "in"),
        [(at, "per" | "at"), (_, channel), ..] | [_, (at, "per" | "at"), (_, channel), ..]
            if known.is_channel(channel) && known.service(channel).is_none() =>
        {
            (at, "by")
        }
        _ => return None,
    };
    Meant::misplaced(text, at.clone(), Way::Write(instead.to_owned()))
}

/// A service behind a word for a place: `at our shop`.
pub(super) fn at_place(text: &str, words: &Words<'_>, known: &Known<'_>) -> Option<Meant> {
    let (at, _) = words.all.get(words.own).filter(|(_, word)| *word == "at")?;
    let behind = words.all.get(words.own + 1..)?;
    let (run, id) = (1..=behind.len()).rev().find_map(|length| {
        let run = behind.get(..length)?;
        Some((run, known.service(&joined(run, " "))?))
    })?;
    let end = run.last()?.0.end;
    Meant::misplaced(text, at.start..end, Way::Write(format!("on {id}")))
}

/// Which token ends the words that one begins which are nobody's name.
fn run_end(tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> usize {
    let ends = |at: usize, word: &str| {
        let named =
            || tokens.get(at + 1).is_none_or(|(_, next)| next.starts_with('"') || known.is_name(next));
        let mark = word.starts_with(['{', '}', '(', ')', ',', ':', '"']) || word.starts_with("//");
        mark || begins_clause(word) || matches!(word, "and" | "or") && named()
    };
    let behind = tokens.get(at + 1..).unwrap_or_default();
    let length = behind.iter().enumerate().position(|(next, (_, word))| ends(at + 1 + next, word));
    at + 1 + length.unwrap_or(behind.len())
}

/// The words, the marks and the texts of a line, with their places.
fn tokens<'t>(text: &'t str, line: &Range<usize>) -> Vec<Token<'t>> {
    let mut all = Vec::new();
    let mut from = line.start;
    while let Some(rest) = text.get(from..line.end).filter(|rest| !rest.is_empty()) {
        let start = from + rest.len() - rest.trim_start().len();
        let Some(word) = text.get(start..line.end).filter(|word| !word.is_empty()) else { break };
        let length = if let Some(inner) = word.strip_prefix('"') {
            closing_quote(inner).map_or(word.len(), |end| end + 2)
        } else {
            let mark = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | '(' | ')' | ':' | '"');
            let end = word.find(mark).unwrap_or(word.len());
            end.max(word.chars().next().map_or(0, char::len_utf8))
        };
        all.extend(word.get(..length).map(|word| (start..start + length, word)));
        from = start + length;
    }
    one_with_if(all)
}

/// Where a text ends whose opening quote was just before.
fn closing_quote(inner: &str) -> Option<usize> {
    let mut escaped = false;
    inner.char_indices().find_map(|(at, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    })
}

/// What stands right behind a place, a text or words up to the next clause, and where that ends.
pub(super) fn behind(text: &str, at: usize) -> Option<(String, usize)> {
    let tokens = tokens(text, &(at..line_at(text, at).end));
    let (first, word) = tokens.first()?;
    if let Some(inner) = word.strip_prefix('"') {
        return Some((inner.trim_end_matches('"').to_owned(), first.end));
    }
    let ends = |word: &str| goes_on(word) || word.starts_with(['{', '}', '(', ')', ',', ':', '"', '/']);
    let length = tokens.iter().position(|(_, word)| ends(word)).unwrap_or(tokens.len());
    let end = tokens.get(length.checked_sub(1)?)?.0.end;
    Some((text.get(first.start..end)?.to_owned(), end))
}

/// What is said to be lacking: `without consent`.
pub(super) fn without(text: &str, words: &Words<'_>, known: &Known<'_>) -> Option<Meant> {
    let (own_at, own) = words.all.get(words.own)?;
    (*own == "without").then_some(())?;
    let skipped = |word: &str| matches!(word, "your" | "their" | "the" | "prior" | "any" | "a");
    let first = words.all.get(words.own + 1..)?.iter().position(|(_, word)| !skipped(word));
    let next = first.and_then(|first| words.all.get(words.own + 1 + first));
    if let Some((_, next)) = next
        && known.is_data(next)
    {
        return Meant::misplaced(text, own_at.clone(), Way::Write("except".to_owned()));
    }
    let from = next.map_or(own_at.end, |(at, _)| at.start);
    let (said, end) = behind(text, from)?;
    let whole = own_at.start..end;
    let denied = denies(&words_before(text, own_at.start));
    let way = match (denied, known.is_condition(&said)) {
        (true, true) => Way::Write(format!("unless {said}")),
        (true, false) if said == "parental consent" => Way::Write("unless consent of parents".to_owned()),
        (true, false) => Way::Say("write `unless`, and what has to be so first: `unless \"…\"`".to_owned()),
        (false, _) => {
            let behind = text.get(own_at.end..end)?.trim().replace('"', "");
            Way::Say(format!("say it in the text of what is done, `\"… without {behind}\"`, or in a `note`"))
        }
    };
    Meant::misplaced(text, whole, way)
}

#[cfg(test)]
mod tests {
    use super::{behind, tokens};

    #[test]
    fn a_line_is_words_marks_and_texts() {
        let line = "we share \"a \\\"b\\\"\", contact {";
        let all: Vec<&str> = tokens(line, &(0..line.len())).into_iter().map(|(_, word)| word).collect();
        assert_eq!(all, ["we", "share", "\"a \\\"b\\\"\"", ",", "contact", "{"]);
    }

    #[test]
    fn words_go_on_up_to_a_clause() {
        let said = |text: &str| behind(text, 0).map(|(said, _)| said);
        assert_eq!(said(" \"a subpoena\" if consent").as_deref(), Some("a subpoena"));
        assert_eq!(said(" our clients for orders").as_deref(), Some("our clients"));
        assert_eq!(said(" }"), None);
    }
}
