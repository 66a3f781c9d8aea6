//! The syntax tree: what was written, with every place, nothing resolved.

use crate::source::{SharedStr, Span};

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its items in order.
    pub items: Vec<Item>,
}

/// A top-level item, or an item of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `import "…"`.
    Import(Import),
    /// A declaration.
    Noun(Noun),
    /// Who does what.
    Sentence(Sentence),
    /// A heading and a scope around more items.
    Section(Section),
    /// Markdown prose.
    Prose(Passage),
    /// A guard rail over the policy itself.
    Assertion(Assertion),
    /// Sections that a person has approved.
    Approval(Approval),
}

impl Item {
    /// The whole item.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Import(import) => import.span,
            Self::Noun(noun) => noun.span,
            Self::Sentence(sentence) => sentence.span,
            Self::Section(section) => section.span,
            Self::Prose(prose) => prose.text.span,
            Self::Assertion(assertion) => assertion.span,
            Self::Approval(approval) => approval.span,
        }
    }
}

/// `reviewed 2026-03-01 by "…" { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The day of the review, as written.
    pub date: Word,
    /// Who reviewed.
    pub by: Text,
    /// What was approved.
    pub pins: Vec<Pin>,
    /// The whole item.
    pub span: Span,
}

/// One section of an approval, with digests of what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The section's id.
    pub section: Word,
    /// The digest of its text.
    pub wording: Text,
    /// The digest of the facts it was written from.
    pub facts: Text,
    /// The whole line.
    pub span: Span,
}

/// What an author asserts of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// What is asserted.
    pub kind: AssertionKind,
    /// What limits it.
    pub clauses: Vec<Clause>,
    /// The whole item.
    pub span: Span,
}

/// The kinds of assertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssertionKind {
    /// `assert never share health with advertisers`.
    Never {
        /// The verbs.
        verbs: Vec<Verb>,
        /// To what.
        objects: Option<List>,
    },
    /// `assert every recipient in us has safeguard`.
    Every {
        /// The kind of declaration.
        noun: Word,
        /// What each must have.
        has: List,
    },
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The path as written.
    pub path: Text,
    /// The whole item.
    pub span: Span,
}

/// A word or dotted path as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, its inner blanks made single.
    pub text: SharedStr,
    /// Where.
    pub span: Span,
}

/// A text in quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The characters it stands for, escapes resolved.
    pub value: SharedStr,
    /// Where, quotes included.
    pub span: Span,
}

/// Prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it says.
    pub text: Text,
    /// How far behind its beginning each line of it stands; nothing, if escapes in it make that unknown.
    pub lines: Box<[u32]>,
}

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// `data`, `purpose`, ….
    pub keyword: Word,
    /// Its id; a `policy` has none.
    pub id: Option<Word>,
    /// Its display name.
    pub name: Option<Text>,
    /// Vocabulary ids after the colon.
    pub kinds: Vec<Word>,
    /// `optional`, `plural`, ….
    pub qualifiers: Vec<Word>,
    /// What stands in the braces, and clauses before them.
    pub body: Body,
    /// The whole item.
    pub span: Span,
}

/// What stands in a noun's braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Clauses about the noun.
    pub clauses: Vec<Clause>,
    /// Properties, or items of a data group.
    pub entries: Vec<Entry>,
    /// Sentences whose subject is the noun.
    pub promises: Vec<Sentence>,
}

/// A property or an item of a data group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The property's word, or the item's id.
    pub name: Word,
    /// What follows on the line.
    pub list: Option<List>,
    /// A kind directly after the name.
    pub kinds: Vec<Word>,
    /// Clauses on the line, and what stands in braces.
    pub body: Body,
    /// The whole entry.
    pub span: Span,
}

/// A heading and a scope around more items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: Word,
    /// Its heading.
    pub title: Option<Text>,
    /// Its scope.
    pub clauses: Vec<Clause>,
    /// What stands in it.
    pub items: Vec<Item>,
    /// The whole section.
    pub span: Span,
}

/// Who does what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Who; empty for a sentence inside a noun.
    pub subjects: Vec<Term>,
    /// How.
    pub modality: Option<Modality>,
    /// What is done.
    pub verbs: Vec<Verb>,
    /// Whether `or` joins the verbs.
    pub any_verb: bool,
    /// Whether texts end the verbs, and a comma alone stands between them and the word before.
    pub texts_listed: bool,
    /// To what.
    pub objects: Option<List>,
    /// Everything else.
    pub clauses: Vec<Clause>,
    /// The whole sentence.
    pub span: Span,
}

/// `do not knowingly`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modality {
    /// `may`, `do not`, ….
    pub modal: Option<Word>,
    /// `knowingly`, ….
    pub adverbs: Vec<Word>,
    /// Where.
    pub span: Span,
}

/// A verb's word, or a text in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A word of the language.
    Word(Word),
    /// A verb phrase in quotes.
    Text(Text),
}

/// A list and how its last two terms are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The terms.
    pub terms: Vec<Term>,
    /// Whether `or` joins them.
    pub any: bool,
    /// Whether `and` does; with neither, it is for the wording to choose.
    pub all: bool,
    /// Where.
    pub span: Span,
}

/// One term of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// `all`, `certain`, ….
    pub quantifier: Option<Word>,
    /// The thing itself.
    pub atom: Atom,
    /// Vocabulary ids after the colon.
    pub kinds: Vec<Word>,
    /// A text after a name.
    pub detail: Option<Text>,
    /// `directly`, `optional`, ….
    pub qualifiers: Vec<Word>,
    /// Where.
    pub span: Span,
}

/// The thing a term is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom {
    /// A name.
    Word(Word),
    /// A text.
    Text(Text),
    /// A number.
    Number(Word),
    /// A date.
    Date(Word),
    /// A duration.
    Duration(Duration),
}

/// A number and a unit, and whether less or more is meant too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration {
    /// `at most`, `at least`.
    pub bound: Option<Word>,
    /// The number's digits; absent in `every year`.
    pub number: Option<Word>,
    /// `days`, ….
    pub unit: Word,
    /// Where.
    pub span: Span,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Where.
    pub span: Span,
}

/// A length of time, or how long in the author's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Length {
    /// A number and a unit.
    Time(Duration),
    /// The author's words.
    Said(Text),
}

/// How far a deadline can be extended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// By how much.
    pub by: Length,
    /// On which condition.
    pub on: Option<Expression>,
}

/// The kinds of clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// `if …`, `unless …`.
    Condition(Word, Guarded),
    /// `for …`, `from …`.
    Listing(Word, List),
    /// `kept …`.
    Kept(Kept, Option<Expression>),
    /// `within … of … extendable by …`.
    Within(Length, Option<Expression>, Option<Extension>),
    /// `every …`.
    Every(Duration),
    /// `in the last …`.
    Lookback(Duration),
    /// `at most … times per …`, or `at most … times`.
    Limit(Word, Option<Duration>),
    /// `basis …`.
    Basis(Vec<Ground>),
    /// `because …`, `note …`.
    Saying(Word, Said),
    /// `effective …`.
    Dated(Word, Said),
    /// `at any time`.
    Often(Word),
    /// `allow(name) "reason"`.
    Allow(Word, Text),
}

/// How long something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// For a time.
    For(Duration),
    /// While or until something holds.
    Condition(Word, Expression),
    /// `indefinitely`.
    Forever(Word),
    /// `unstated` or `none`.
    Absent(Word),
}

/// A legal basis with its interest and its purposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The basis.
    pub basis: Word,
    /// The interest.
    pub detail: Option<Text>,
    /// The purposes it is for.
    pub purposes: Option<List>,
    /// Where.
    pub span: Span,
}

/// What a saying or date clause holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text.
    Text(Text),
    /// A name.
    Word(Word),
    /// A date.
    Date(Word),
    /// `unstated` or `none`.
    Absent(Word),
}

/// A condition with exceptions to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// The condition.
    pub expression: Expression,
    /// What limits it in turn: `unless …`.
    pub guards: Vec<(Word, Expression)>,
    /// Where.
    pub span: Span,
}

/// Whose a condition is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A name.
    Word(Word),
    /// A text.
    Text(Text),
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Any of these.
    Or(Vec<Expression>),
    /// All of these.
    And(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
    /// In parentheses.
    Group(Box<Guarded>),
    /// A text.
    Text(Text),
    /// A name, whose it is, and a text to go with it.
    Test {
        /// The name.
        name: Word,
        /// Whose.
        party: Option<Party>,
        /// The text.
        detail: Option<Text>,
    },
}
