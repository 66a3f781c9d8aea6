//! The concrete tree: every word and mark of a text in its place, for those who
//! lay source out anew rather than give it meaning.
//!
//! Comments and blanks are not in the tree; they are what lies between its leaves.

use pest::{Parser, Token};

use super::grammar::{CandorParser, Rule};
use super::scan;
use crate::source::FileId;

/// What a node of the concrete tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `import "…"`.
    Import,
    /// `section … { … }`.
    Section,
    /// `prose "…"`.
    Prose,
    /// `assert …`.
    Assertion,
    /// A declaration.
    Noun,
    /// Who does what.
    Sentence,
    /// A noun's or an entry's braces and what stands in them.
    Body,
    /// A property, or an item of a data group.
    Entry,
    /// What of an entry stands before its braces.
    EntryHead,
    /// A sentence about the noun it stands in.
    Promise,
    /// A sentence's braces and the clauses in them.
    SentenceBody,
    /// Who.
    Subjects,
    /// Verbs and what they are about.
    Predicate,
    /// `if …`.
    Condition,
    /// `for …`.
    Listing,
    /// `basis …`.
    Basis,
    /// `because …`, `note …`.
    Saying,
    /// `within …`, `every …`, `kept …`, `effective …`: a word and one thing.
    Measure,
    /// `in the last …`.
    Lookback,
    /// `allow(…) "…"`.
    Allow,
    /// `indefinitely`, `at any time`: a clause that is one phrase.
    Phrase,
    /// A basis, its interest and its purposes.
    Ground,
    /// A condition with exceptions to it.
    Guarded,
    /// Conditions joined by `or`.
    Expression,
    /// Conditions joined by `and`.
    Conjunct,
    /// Terms joined by commas, `and` or `or`.
    List,
    /// One of them.
    Term,
    /// `: contact.email`.
    Kinds,
    /// A text that goes with the name before it.
    Detail,
    /// `optional`, `plural`, ….
    Qualifier,
    /// Any other group of leaves.
    Group,
    /// A word or a phrase of the language, a name, a number or a date: a leaf.
    Word,
    /// A text in quotes: a leaf.
    Text,
    /// A text in triple quotes: a leaf.
    Passage,
    /// The word that a noun, a section, a clause or another such thing begins with: a leaf.
    Keyword,
    /// `if`, `unless`, … between two conditions, or before one: a leaf.
    ConditionWord,
    /// `and`: a leaf.
    And,
    /// `or`: a leaf.
    Or,
    /// `{`: a leaf.
    Open,
    /// `}`: a leaf.
    Close,
    /// `(`: a leaf.
    LeftParenthesis,
    /// `)`: a leaf.
    RightParenthesis,
    /// `,`: a leaf.
    Comma,
    /// A `,` that nothing follows in its list: a leaf.
    LastComma,
    /// `:`: a leaf.
    Colon,
    /// `|`: a leaf.
    Bar,
}

impl Kind {
    /// Whether it is a word, a text or a mark.
    #[must_use]
    pub fn is_leaf(self) -> bool {
        self as u8 >= Self::Word as u8
    }

    /// Whether it is a clause.
    #[must_use]
    pub fn is_clause(self) -> bool {
        matches!(
            self,
            Self::Condition
                | Self::Listing
                | Self::Basis
                | Self::Saying
                | Self::Measure
                | Self::Lookback
                | Self::Allow
                | Self::Phrase
        )
    }
}

/// An item in all its parts.
#[derive(Debug, Default)]
pub struct Tree {
    /// Every node before those in it.
    records: Vec<Record>,
}

#[derive(Debug)]
struct Record {
    kind: Kind,
    start: u32,
    end: u32,
    /// The record after the last one within this.
    after: u32,
}

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    tree: &'t Tree,
    at: usize,
    record: &'t Record,
}

impl Tree {
    /// The item itself; none if the tree is empty.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        self.node(0)
    }

    fn node(&self, at: usize) -> Option<Node<'_>> {
        self.records.get(at).map(|record| Node { tree: self, at, record })
    }
}

impl<'t> Node<'t> {
    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.record.kind
    }

    /// The first byte of its first leaf.
    #[must_use]
    pub fn start(self) -> usize {
        self.record.start as usize
    }

    /// The byte after its last leaf.
    #[must_use]
    pub fn end(self) -> usize {
        self.record.end as usize
    }

    /// What it is made of, in order.
    pub fn parts(self) -> impl Iterator<Item = Node<'t>> {
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            let node = self.tree.node(at).filter(|_| at < self.record.after as usize)?;
            at = node.record.after as usize;
            Some(node)
        })
    }

    /// Its first part of a kind.
    #[must_use]
    pub fn part(self, kind: Kind) -> Option<Self> {
        self.parts().find(|part| part.kind() == kind)
    }

    /// It and everything in it, each before what is in it.
    pub fn all(self) -> impl Iterator<Item = Node<'t>> {
        (self.at..self.record.after as usize).filter_map(move |at| self.tree.node(at))
    }

    /// Its words, texts and marks.
    pub fn leaves(self) -> impl Iterator<Item = Node<'t>> {
        self.all().filter(|node| node.kind().is_leaf())
    }
}

/// Reads a text that has no mistake into the trees of its items, one by one.
///
/// False if the text has a mistake after all.
pub fn items(text: &str, item: &mut dyn FnMut(Tree)) -> bool {
    let scan = scan::scan(FileId(0), text);
    let read = |chunk: &scan::Chunk| {
        let slice = text.get(chunk.start..chunk.end)?;
        // What the scan would have to close is a mistake.
        chunk.closing.is_empty().then_some(())?;
        let pairs = CandorParser::parse(Rule::file, slice).ok()?;
        grow(chunk.start, pairs.tokens(), item);
        Some(())
    };
    scan.findings.is_empty() && scan.chunks.iter().map(read).all(|read| read.is_some())
}

/// Trees from the starts and ends of what was parsed, without recursion.
fn grow<'i>(base: usize, tokens: impl Iterator<Item = Token<'i, Rule>>, item: &mut dyn FnMut(Tree)) {
    let place = |at: usize| u32::try_from(base + at).unwrap_or(u32::MAX);
    let mut tree = Tree::default();
    // The record of each rule that is open; none for a rule that leaves no trace.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut last = 0;
    for token in tokens {
        match token {
            Token::Start { rule, pos } => {
                let kind = kind(rule);
                // A statement's rule is the first that leaves a trace.
                open.push(kind.map(|_| tree.records.len()));
                if let Some(kind) = kind {
                    let start = place(pos.pos());
                    tree.records.push(Record { kind, start, end: start, after: 0 });
                }
            }
            Token::End { pos, .. } => {
                let Some(at) = open.pop().flatten() else { continue };
                let after = u32::try_from(tree.records.len()).unwrap_or(u32::MAX);
                mark_last_comma(&mut tree, at);
                if let Some(record) = tree.records.get_mut(at) {
                    if record.kind.is_leaf() {
                        last = place(pos.pos());
                    }
                    // A rule may end with the blanks and comments it looked past.
                    record.end = last;
                    record.after = after;
                }
                if at == 0 {
                    item(std::mem::take(&mut tree));
                }
            }
        }
    }
}

/// A comma that the list at `at` ends with separates nothing.
fn mark_last_comma(tree: &mut Tree, at: usize) {
    let is_list = tree.records.get(at).is_some_and(|list| matches!(list.kind, Kind::List | Kind::Basis));
    if let Some(last) = tree.records.last_mut()
        && is_list
        && last.kind == Kind::Comma
    {
        last.kind = Kind::LastComma;
    }
}

/// What a rule's node is; none if it has none of its own.
fn kind(rule: Rule) -> Option<Kind> {
    Some(match rule {
        Rule::import => Kind::Import,
        Rule::section => Kind::Section,
        Rule::prose => Kind::Prose,
        Rule::assertion => Kind::Assertion,
        Rule::noun | Rule::approval => Kind::Noun,
        Rule::sentence => Kind::Sentence,
        Rule::noun_body | Rule::pins => Kind::Body,
        Rule::entry | Rule::pin => Kind::Entry,
        Rule::entry_head | Rule::pin_head => Kind::EntryHead,
        Rule::promise => Kind::Promise,
        Rule::sentence_body => Kind::SentenceBody,
        Rule::subjects => Kind::Subjects,
        Rule::predicate => Kind::Predicate,
        Rule::condition => Kind::Condition,
        Rule::listing => Kind::Listing,
        Rule::basis => Kind::Basis,
        Rule::saying => Kind::Saying,
        Rule::period | Rule::ahead | Rule::within | Rule::every | Rule::limit | Rule::dated => Kind::Measure,
        Rule::lookback => Kind::Lookback,
        Rule::allow => Kind::Allow,
        Rule::often => Kind::Phrase,
        Rule::ground => Kind::Ground,
        Rule::guarded => Kind::Guarded,
        Rule::expression => Kind::Expression,
        Rule::conjunct => Kind::Conjunct,
        Rule::list => Kind::List,
        Rule::term => Kind::Term,
        Rule::kinds => Kind::Kinds,
        Rule::detail => Kind::Detail,
        Rule::qualifier => Kind::Qualifier,
        Rule::subject
        | Rule::verb
        | Rule::modality
        | Rule::span_of
        | Rule::primary
        | Rule::negation
        | Rule::test
        | Rule::extension
        | Rule::party
        | Rule::extent
        | Rule::duration => Kind::Group,
        Rule::string => Kind::Text,
        Rule::passage => Kind::Passage,
        Rule::IMPORT
        | Rule::SECTION
        | Rule::PROSE
        | Rule::ASSERT
        | Rule::NOUN
        | Rule::REVIEWED
        | Rule::LISTING
        | Rule::AHEAD
        | Rule::SAYING
        | Rule::DATED
        | Rule::KEPT
        | Rule::WITHIN
        | Rule::EVERY
        | Rule::REPEAT
        | Rule::LOOKBACK
        | Rule::LIMIT
        | Rule::BASIS
        | Rule::ALLOW => Kind::Keyword,
        Rule::CONDITION => Kind::ConditionWord,
        Rule::name
        | Rule::path
        | Rule::absence
        | Rule::number
        | Rule::date
        | Rule::NEVER
        | Rule::HAS
        | Rule::BY
        | Rule::WORDING
        | Rule::FACTS
        | Rule::VERB
        | Rule::ADVERB
        | Rule::MODAL
        | Rule::QUANTIFIER
        | Rule::FORM
        | Rule::QUALIFIER
        | Rule::OFTEN
        | Rule::FOREVER
        | Rule::AFTER
        | Rule::FOR
        | Rule::EXTENDABLE
        | Rule::IF
        | Rule::TIMES
        | Rule::ONCE
        | Rule::PER
        | Rule::OF
        | Rule::NOT
        | Rule::BOUND
        | Rule::UNIT => Kind::Word,
        Rule::AND => Kind::And,
        Rule::OR => Kind::Or,
        Rule::open => Kind::Open,
        Rule::close => Kind::Close,
        Rule::lparen => Kind::LeftParenthesis,
        Rule::rparen => Kind::RightParenthesis,
        Rule::comma => Kind::Comma,
        Rule::colon => Kind::Colon,
        Rule::bar => Kind::Bar,
        Rule::EOI
        | Rule::comment
        | Rule::file
        | Rule::item
        | Rule::noun_head
        | Rule::named
        | Rule::object
        | Rule::clause
        | Rule::CHAR
        | Rule::IDENT
        | Rule::BLANK
        | Rule::gap
        | Rule::probe
        | Rule::modal_start
        | Rule::clause_start
        | Rule::clause_word => return None,
    })
}
