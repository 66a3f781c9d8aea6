//! The syntax tree to the model: the one part of it that knows the syntax.

mod beginnings;
mod beside;
mod channels;
mod clauses;
mod commas;
mod declarations;
mod like_clauses;
mod no_verb;
mod properties;
mod revise;
mod sentences;
mod terms;
mod topics;
mod verb_lists;
mod wrong_values;

use super::names::Names;
use super::words::{ListWord, NounKind};
use super::{Noun, NounId, Policy, Ref, Value};
use crate::diagnostic::{Checked, Diagnostic};
use crate::law::{Kind, Vocabulary};
use crate::source::Span;
use crate::syntax::{Piece, Unread, ast};
use crate::threads::in_turn;

/// Makes a policy of items, imports resolved and in order.
#[must_use]
pub fn policy(name: &str, items: Vec<ast::Item>, vocabulary: &Vocabulary) -> Checked<Policy> {
    let pieces = items.into_iter().map(Piece::from).collect();
    // None of them is unread, so none is something else than it looked like.
    policy_of(name, pieces, vocabulary)
        .unwrap_or_else(|| Checked { value: Policy::default(), findings: Vec::new() })
}

/// Makes a policy of the pieces of its files, imports resolved and in order; nothing if one that
/// was not read holds something else than it looked like.
///
/// Names may be used before they are declared, so declarations are taken up
/// first and everything is resolved against them after.
#[must_use]
pub fn policy_of(name: &str, pieces: Vec<Piece>, vocabulary: &Vocabulary) -> Option<Checked<Policy>> {
    let (value, kept) = made_of(name, pieces, vocabulary)?;
    Some(Checked { findings: kept.found(&value), value })
}

/// [`policy_of`], with what the findings are made from.
#[must_use]
pub fn made_of(name: &str, pieces: Vec<Piece>, vocabulary: &Vocabulary) -> Option<(Policy, Kept)> {
    made_with(name, pieces, vocabulary, Names::default())
}

/// [`made_of`], with what is needed to revise the policy.
#[must_use]
pub fn kept_of(name: &str, pieces: Vec<Piece>, vocabulary: &Vocabulary) -> Option<(Policy, Kept)> {
    made_with(name, pieces, vocabulary, Names::to_revise())
}

fn made_with(
    name: &str,
    pieces: Vec<Piece>,
    vocabulary: &Vocabulary,
    names: Names,
) -> Option<(Policy, Kept)> {
    let mut reader = Reader { vocabulary, names, nouns: Vec::new(), findings: Vec::new(), next: None };
    let large = pieces.iter().any(|piece| matches!(piece, Piece::Unread(_)));
    let bodies = reader.declarations(&pieces, large)?;
    reader.bodies(bodies, large)?;
    let mut policy = reader.parts(name, pieces, large)?;
    let Reader { names, nouns, findings, .. } = reader;
    policy.nouns = nouns;
    policy.vocabulary = vocabulary.clone();
    take_head(&mut policy);
    let kept = Kept { names, findings };
    kept.finish(&mut policy);
    Some((policy, kept))
}

/// What is kept of the reading of a policy, so that a part of it can be read anew.
#[derive(Debug)]
pub struct Kept {
    names: Names,
    /// What was found in its parts, without what the whole tells.
    findings: Vec<Diagnostic>,
}

/// What stands in the braces of declarations.
enum Bodies<'p> {
    /// Of one.
    Read(NounId, &'p ast::Body),
    /// Of a run of declarations that are not read, with their numbers.
    Unread(&'p Unread, Vec<NounId>),
}

impl Reader<'_> {
    /// Declares every name, and gives what stands in the declarations.
    fn declarations<'p>(&mut self, pieces: &'p [Piece], large: bool) -> Option<Vec<Bodies<'p>>> {
        let mut bodies = Some(Vec::new());
        let heads = |piece: &&Piece| match piece {
            Piece::Unread(unread) if unread.declares() => unread.heads(),
            Piece::Unread(_) | Piece::Item(_) => Some(Vec::new()),
        };
        in_turn(
            pieces.iter().collect(),
            large,
            &heads,
            &mut |piece, heads| match (piece, heads, &mut bodies) {
                (Piece::Item(item), _, Some(bodies)) => {
                    let mut found = Vec::new();
                    self.declare(item, &mut found);
                    bodies.extend(found.into_iter().map(|(id, body)| Bodies::Read(id, body)));
                }
                (Piece::Unread(unread), Some(heads), Some(bodies)) => {
                    let numbers = heads.iter().filter_map(|noun| self.declare_noun(noun, &mut Vec::new()));
                    let numbers: Vec<NounId> = numbers.collect();
                    if !heads.is_empty() {
                        bodies.push(Bodies::Unread(unread, numbers));
                    }
                }
                (Piece::Unread(_), None, _) | (_, _, None) => bodies = None,
            },
        );
        bodies
    }

    /// Gives what stands in declarations its meaning.
    fn bodies(&mut self, bodies: Vec<Bodies<'_>>, large: bool) -> Option<()> {
        let mut whole = Some(());
        let read = |bodies: &Bodies<'_>| match bodies {
            Bodies::Read(..) => Some(Vec::new()),
            Bodies::Unread(unread, _) => unread.nouns(),
        };
        in_turn(bodies, large, &read, &mut |bodies, nouns| match (bodies, nouns) {
            (Bodies::Read(id, body), _) => self.noun_body(id, body),
            (Bodies::Unread(_, numbers), Some(nouns)) if nouns.len() == numbers.len() => {
                for (id, noun) in numbers.into_iter().zip(&nouns) {
                    self.noun_whole(id, noun);
                }
            }
            (Bodies::Unread(..), _) => whole = None,
        });
        whole
    }

    /// Everything else.
    fn parts(&mut self, name: &str, pieces: Vec<Piece>, large: bool) -> Option<Policy> {
        let mut policy = Some(Policy { name: name.to_owned(), ..Policy::default() });
        let read = |piece: &Piece| match piece {
            Piece::Unread(unread) if !unread.declares() => unread.sentences(),
            Piece::Unread(_) | Piece::Item(_) => Some(Vec::new()),
        };
        in_turn(pieces, large, &read, &mut |piece, sentences| match (piece, sentences, &mut policy) {
            (Piece::Item(item), _, Some(policy)) => self.item(*item, policy),
            (Piece::Unread(_), Some(sentences), Some(policy)) => {
                for sentence in sentences {
                    policy.root.parts.extend(self.part(ast::Item::Sentence(sentence), None));
                }
            }
            (Piece::Unread(_), None, _) | (_, _, None) => policy = None,
        });
        policy
    }

    fn item(&mut self, item: ast::Item, policy: &mut Policy) {
        if let ast::Item::Assertion(assertion) = &item {
            policy.assertions.extend(self.assertion(assertion));
        }
        if let ast::Item::Approval(approval) = &item {
            policy.approvals.extend(self.approval(approval));
        }
        policy.root.parts.extend(self.outer(item));
    }
}

/// What is looked for again and again among the declarations.
fn take_head(policy: &mut Policy) {
    let publisher = policy.nouns_of(NounKind::Organization).next().map(|(id, _)| id);
    policy.publisher = publisher;
    let Some(head) = policy.head() else { return };
    let (title, span) = (head.name.clone(), head.span);
    let language = head.property("language").flat_map(|p| &p.list.terms).find_map(|term| match &term.value {
        Value::Ref(Ref::Text(tag)) => Some(tag.clone()),
        _ => None,
    });
    let laws = head.property("laws").flat_map(|p| p.list.terms.iter().cloned()).collect();
    policy.title = title;
    policy.span = Some(span);
    policy.language = language;
    policy.laws = laws;
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    names: Names,
    nouns: Vec<Noun>,
    findings: Vec<Diagnostic>,
    /// The number that the next declaration takes, where it stands between others.
    next: Option<usize>,
}

/// Whether a word is the name of a class of data: every sentence about that would be about a declaration called so.
#[must_use]
pub fn names_class(vocabulary: &Vocabulary, word: &str) -> bool {
    vocabulary.find(Kind::Class, word).is_some_and(|class| class.id.as_str() == word)
}

/// The words that no declaration may take as its id.
#[must_use]
pub fn reserved(word: &str) -> bool {
    super::words::Special::parse(word).is_some()
        || NounKind::parse(word).is_some()
        || ListWord::parse(word).is_some()
        || crate::syntax::is_keyword(word)
}

fn misplaced_prose(span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-prose", span, "this prose stands in no section, so no document can show it")
        .with_help("write `section some-name \"A heading\" { prose \"…\" }`")
}
