//! What a stage has to say about a policy: a code, a place, a message, a way out.

use std::ops::Range;

use crate::source::{FileId, Move, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never changes the exit code.
    Note,
    /// Probably wrong; the documents are still built.
    Warning,
    /// Certainly wrong; nothing is built.
    Error,
}

/// Of how many places that are alike a finding speaks, where each of many findings may have many.
const MOST_LABELS: usize = 10;

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words.
    pub text: String,
}

/// What is known of a mistake beside its words, for what goes by the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something stands behind what is complete: it may be one more of a list, a part of a text or another sentence.
    Beside,
    /// An address without quotes where a property has its value.
    Address,
    /// Something cannot stand where it does.
    Misplaced,
    /// Something else was expected.
    Expected,
    /// A number without a unit of time.
    Number,
    /// What stands before it may be another word, misspelt.
    Slip(String),
    /// An adverb behind the verb.
    Adverb,
    /// A word that begins a clause stands where a name belongs.
    ClauseWord,
    /// A name that nothing like it is declared for.
    Undeclared,
    /// What looks like a declaration begins with another word.
    NoDeclaration,
    /// A property without a value.
    NoValue,
    /// Something other than a length of time.
    NoLength,
    /// The requirement of a law that nothing answers, by its title.
    Requirement(String),
}

impl Reason {
    /// Whether a word or a mark is one too many where it stands.
    #[must_use]
    pub const fn is_misplaced(&self) -> bool {
        matches!(self, Self::Beside | Self::Misplaced | Self::Slip(_) | Self::Adverb)
    }
}

/// One finding.
///
/// The message says what is wrong, in lower case and without a full stop, with
/// the author's own words in backticks. The help says what to type instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable kebab-case name, such as `unknown-name`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// Other places involved.
    pub labels: Vec<Label>,
    /// What to type instead.
    pub help: Option<String>,
    /// The one word that was surely meant, where the help is nothing but that.
    pub meant: Option<String>,
    /// What is known of the mistake beside that.
    pub reason: Option<Reason>,
    /// The law or the paper behind it, as people cite it.
    pub citations: Vec<String>,
    /// A change that would mend it.
    pub fix: Option<Fix>,
}

/// A change to the source that would mend what a finding reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace; empty to insert.
    pub span: Span,
    /// With what.
    pub text: String,
    /// What that does, in a few words.
    pub label: String,
    /// Whether it can be applied without a person looking.
    pub certain: bool,
}

impl Fix {
    /// The bytes of its file's text that it replaces: where it deletes, with the blanks around,
    /// so that no empty line and no space is left over.
    #[must_use]
    pub fn range(&self, text: &str) -> Range<usize> {
        let range = self.span.start as usize..self.span.end as usize;
        if self.text.is_empty() { tidy(text, range) } else { range }
    }
}

fn tidy(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let blank = |c: char| c == ' ' || c == '\t';
    let left = before.trim_end_matches(blank).len();
    let right = range.end + (after.len() - after.trim_start_matches(blank).len());
    let rest = text.get(right..).unwrap_or_default();
    let begins = left == 0 || before.get(..left).is_some_and(|before| before.ends_with('\n'));
    match (begins, rest.starts_with('\n') || rest.is_empty()) {
        // It stood alone on its line.
        (true, true) => left..right + usize::from(!rest.is_empty()),
        (false, true) => left..right,
        (_, false) => range.start..right,
    }
}

impl Diagnostic {
    /// The title of the requirement of a law that it reports as not answered.
    #[must_use]
    pub fn requirement(&self) -> Option<&str> {
        match &self.reason {
            Some(Reason::Requirement(title)) => Some(title),
            _ => None,
        }
    }

    /// An error.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// Calls `each` with every place that it speaks of.
    pub fn each_span(&mut self, each: &mut dyn FnMut(&mut Span)) {
        each(&mut self.span);
        self.labels.iter_mut().for_each(|label| each(&mut label.span));
        if let Some(fix) = &mut self.fix {
            each(&mut fix.span);
        }
    }

    /// A note.
    #[must_use]
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, span, message)
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            span,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            meant: None,
            reason: None,
            citations: Vec::new(),
            fix: None,
        }
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the word that was meant, as what to type instead.
    #[must_use]
    pub fn did_you_mean(mut self, word: impl Into<String>) -> Self {
        let word = word.into();
        self.help = Some(format!("did you mean `{word}`?"));
        self.meant = Some(word);
        self
    }

    /// Adds what is known of the mistake.
    #[must_use]
    pub fn because(mut self, reason: Reason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Adds a change that would mend it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds more places of which the same is to be said; of very many only the first, and that there are others.
    #[must_use]
    pub fn with_labels(mut self, spans: impl IntoIterator<Item = Span>, text: &str) -> Self {
        let mut spans = spans.into_iter();
        let shown = self.labels.len();
        self.labels.extend(spans.by_ref().take(MOST_LABELS).map(|span| Label { span, text: text.into() }));
        if self.labels.len() == shown + MOST_LABELS
            && spans.next().is_some()
            && let Some(last) = self.labels.last_mut()
        {
            last.text = format!("{text}, and there are more");
        }
        self
    }
}

/// A stage's result: a value whatever happened, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value, as complete as the input allowed.
    pub value: T,
    /// What was found on the way.
    pub findings: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        has_errors(&self.findings)
    }
}

/// Whether any of these findings is an error.
#[must_use]
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// How many letters of a word may be wrong: in a short one another word is near.
fn slips(word: &str) -> usize {
    match word.chars().count() {
        0..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// What turns a word into another, often into its opposite: to undelete is not to delete.
const PREFIXES: &[&str] = &["un", "re", "de", "dis", "non", "mis", "in", "en"];

/// The candidate most like `word`, if any is close enough to have been meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let wanted = Letters::of(&lower);
    let near = candidates
        .into_iter()
        .filter(|candidate| wanted.may_be(Letters::of(candidate), slips(candidate)))
        .map(|candidate| (strsim::jaro_winkler(&lower, candidate), candidate))
        .filter_map(|(likeness, candidate)| {
            let distance = strsim::damerau_levenshtein(&lower, candidate);
            let slip = distance == 1 || slipped(&lower, candidate) <= slips(candidate);
            let swapped = distance == 1 && swapped(&lower, candidate);
            let near = (likeness > 0.82 || swapped)
                && distance <= slips(candidate)
                && slip
                && !turned(&lower, candidate, distance);
            near.then_some((swapped, likeness, candidate))
        });
    near.max_by(|&one, &other| {
        let ((a, likeness, x), (b, other, y)) = (one, other);
        // Two letters are turned round sooner than one is put in: `form` is `from`, and no `for`.
        let longer = |swapped: bool, rival: &str| swapped && rival.len() < lower.len();
        longer(a, y).cmp(&longer(b, x)).then(likeness.total_cmp(&other)).then_with(|| y.cmp(x))
    })
    .map(|(.., candidate)| candidate)
}

/// How far a word is from another one for a slip of the pen: a letter left out, put in or turned round with the next
/// is one, and so is a letter for one that sounds like it. Any other letter is two, since it mostly makes another word:
/// `profile` is not `provide`.
fn slipped(word: &str, candidate: &str) -> usize {
    let wanted: Vec<char> = candidate.chars().collect();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    let mut last = None;
    for (at, c) in word.chars().enumerate() {
        let mut next = vec![at + 1];
        let mut before = None;
        for (column, &other) in wanted.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let replaced = cell(&row, column) + if c == other { 0 } else { 2 - usize::from(alike(c, other)) };
            let moved = (cell(&row, column + 1) + 1).min(cell(&next, column) + 1);
            let turned = match column.checked_sub(1) {
                Some(two) if last == Some(other) && before == Some(c) => cell(&above, two) + 1,
                _ => usize::MAX,
            };
            next.push(replaced.min(moved).min(turned));
            before = Some(other);
        }
        above = std::mem::replace(&mut row, next);
        last = Some(c);
    }
    row.last().copied().unwrap_or(0)
}

/// Whether two letters may sound the same.
fn alike(one: char, other: char) -> bool {
    ["aeiouy", "sz", "ckq"].iter().any(|same| same.contains(one) && same.contains(other))
}

/// The letters of a word, to see at a glance that another is nothing like it.
#[derive(Clone, Copy)]
struct Letters {
    /// A bit for each letter that it has; letters that are far from each other may share one.
    set: u64,
    count: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let none = Self { set: 0, count: 0 };
        word.chars().fold(none, |Self { set, count }, c| Self {
            set: set | 1 << (u32::from(c) % 64),
            count: count + 1,
        })
    }

    /// Whether so few slips may make one of the other: each puts in a letter, takes one out, or both.
    fn may_be(self, other: Self, slips: usize) -> bool {
        let differ = (self.set ^ other.set).count_ones() as usize;
        self.count.abs_diff(other.count) <= slips && differ <= 2 * slips
    }
}

/// Whether a word of three letters or more has those of another one in another order.
fn swapped(word: &str, candidate: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    word.len() > 2 && word != candidate && sorted(word) == sorted(candidate)
}

/// Whether two words differ in their prefixes more than in what follows them.
fn turned(word: &str, candidate: &str, distance: usize) -> bool {
    let split = |word| PREFIXES.iter().find_map(|prefix| Some((*prefix, str::strip_prefix(word, prefix)?)));
    let (before, rest) = split(word).unwrap_or(("", word));
    let (wanted, stem) = split(candidate).unwrap_or(("", candidate));
    // "Delete" may be itself, or the opposite of something.
    let nearer = |(one, other)| strsim::damerau_levenshtein(one, other) < distance;
    before != wanted && [(rest, stem), (rest, candidate), (word, stem)].into_iter().any(nearer)
}

/// Whether a place of a finding lies between two items, where it cannot be told to which it belongs.
#[must_use]
pub fn any_between(found: &[Diagnostic], file: FileId, at: usize) -> bool {
    let between = |span: &Span| span.file == file && span.start == span.end && span.start as usize == at;
    found.iter().any(|finding| {
        let others = finding.labels.iter().map(|label| &label.span);
        others.chain(finding.fix.as_ref().map(|fix| &fix.span)).chain([&finding.span]).any(between)
    })
}

/// Puts what was found in a changed part of a text in the place of what was found there before:
/// each of the old ones is taken out once, and what follows the part moves.
pub fn revise(found: &mut Vec<Diagnostic>, old: &[Diagnostic], new: &[Diagnostic], follows: Move) {
    for finding in old {
        if let Some(at) = found.iter().position(|other| other == finding) {
            found.remove(at);
        }
    }
    follow(found, follows);
    found.extend_from_slice(new);
}

/// Gives every place that findings speak of the one that it has after a change.
pub fn follow(found: &mut [Diagnostic], moved: Move) {
    found.iter_mut().for_each(|finding| finding.each_span(&mut |span| moved.apply(span)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn a_word_with_another_prefix_is_another_word() {
        let verbs =
            ["collect", "deidentify", "delete", "encrypt", "retain", "unsubscribe", "disclose", "use"];
        for (word, meant) in [
            ("colect", Some("collect")),
            ("dlete", Some("delete")),
            ("edlete", Some("delete")),
            ("dislcose", Some("disclose")),
            ("retian", Some("retain")),
            ("unsuscribe", Some("unsubscribe")),
            ("de-identify", Some("deidentify")),
            ("identify", None),
            ("reidentify", None),
            ("unencrypt", None),
            ("undelete", None),
            ("train", None),
            ("reuse", None),
            // Other letters are another word, if they do not sound the same.
            ("infant", None),
            ("dispense", None),
            ("inscribe", None),
            ("unsubskribe", Some("unsubscribe")),
        ] {
            assert_eq!(nearest(word, verbs), meant, "{word}");
        }
    }

    #[test]
    fn a_glance_leaves_out_nothing_that_is_near() {
        let words =
            ["colect", "sharing", "dislcose", "Ünsubscribe", "unsubscirbe", "é", "an", "transfer-abroad"];
        let known =
            ["collect", "share", "disclose", "unsubscribe", "e", "a", "transfers-abroad", "ünsubscribe"];
        for word in words {
            let lower = word.to_lowercase();
            for candidate in known {
                let near = strsim::damerau_levenshtein(&lower, candidate) <= slips(candidate);
                assert!(
                    !near || Letters::of(&lower).may_be(Letters::of(candidate), slips(candidate)),
                    "{word}"
                );
            }
        }
        assert!(!Letters::of("collect").may_be(Letters::of("children"), 2));
    }

    #[test]
    fn a_deletion_leaves_no_hole() {
        let check = |text: &str, part: &str, wanted: &str| {
            let start = text.find(part).unwrap();
            let span = Span::new(FileId(0), start, start + part.len());
            let fix = Fix { span, text: String::new(), label: String::new(), certain: true };
            let range = fix.range(text);
            assert_eq!(format!("{}{}", &text[..range.start], &text[range.end..]), wanted);
        };
        check("a {\n    gone\n    b\n}", "gone", "a {\n    b\n}");
        check("a b gone\nc", "gone", "a b\nc");
        check("a { gone b }", "gone", "a { b }");
        check("gone", "gone", "");
        check("gone\na", "gone", "a");
    }
}
