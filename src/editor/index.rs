//! A policy with the syntax of its files: what stands where, and every place of a name.

use std::sync::{Arc, OnceLock};

use super::mentions::{Role, mentions};
use super::names::{Meaning, Names};
use crate::model::NounId;
use crate::project::Read;
use crate::source::{FileId, Span};
use crate::syntax::{self, ast};

/// A policy as read, with the syntax of its files.
#[derive(Debug)]
pub struct Index {
    /// The policy.
    pub read: Arc<Read>,
    /// What its names stand for; found out when somebody asks.
    names: OnceLock<Names>,
    /// The syntax of each file, by its number; read when somebody asks.
    trees: Vec<OnceLock<Arc<ast::File>>>,
}

/// A word at a place.
#[derive(Clone, Debug)]
pub struct Found<'v> {
    /// The word.
    pub word: String,
    /// All of it.
    pub span: Span,
    /// What it is there.
    pub role: Role,
    /// What it stands for.
    pub meaning: Option<Meaning<'v>>,
    /// The declaration that the part of it at the place names: of `contact.email` the group or the item.
    pub part: Option<(NounId, Span)>,
}

/// One place of a declaration's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Where.
    pub span: Span,
    /// Whether it is declared there.
    pub declares: bool,
    /// Whether the name stands there without its group's.
    pub bare: bool,
}

impl Index {
    /// The index of a policy.
    #[must_use]
    pub fn new(read: Arc<Read>) -> Self {
        let trees = read.sources.iter().map(|_| OnceLock::new()).collect();
        Self { read, names: OnceLock::new(), trees }
    }

    /// The same once more, of which nothing is shared.
    #[must_use]
    pub fn copied(&self) -> Arc<Self> {
        Arc::new(Self::new(Arc::new(Read::clone(&self.read))))
    }

    /// What its names stand for.
    #[must_use]
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(&self.read.policy))
    }

    /// The syntax of a file.
    #[must_use]
    pub fn tree(&self, file: FileId) -> Option<&Arc<ast::File>> {
        let source = self.read.sources.get(file)?;
        let tree = self.trees.get(file.0 as usize)?;
        Some(tree.get_or_init(|| Arc::new(syntax::read(file, &source.text).value)))
    }

    fn each_tree(&self) -> impl Iterator<Item = &Arc<ast::File>> {
        self.read.sources.iter().filter_map(|(file, _)| self.tree(file))
    }

    /// The word at a place; where two touch, the one that begins there.
    #[must_use]
    pub fn at(&self, file: FileId, offset: usize) -> Option<Found<'_>> {
        let offset = u32::try_from(offset).ok()?;
        let here = |span: Span| span.start <= offset && offset <= span.end;
        let mut found: Option<Found<'_>> = None;
        let tree = self.tree(file)?;
        mentions(tree, &mut |mention| {
            if here(mention.span) && found.as_ref().is_none_or(|found| found.span.start < mention.span.start)
            {
                let parts = self.names().parts(&mention, &self.read.policy);
                found = Some(Found {
                    word: mention.word.to_owned(),
                    span: mention.span,
                    meaning: self.names().meaning(mention.word, &mention.role, &self.read.policy.vocabulary),
                    part: parts.into_iter().find(|(_, span)| here(*span)),
                    role: mention.role,
                });
            }
        });
        found
    }

    /// Every place of a declaration's name, in the order of files and bytes.
    #[must_use]
    pub fn references(&self, noun: NounId) -> Vec<Reference> {
        let mut all = Vec::new();
        for tree in self.each_tree() {
            mentions(tree, &mut |mention| {
                // Whoever is not meant is passed by without looking further.
                if !may_name(mention.word, &mention.role) {
                    return;
                }
                let parts = self.names().parts(&mention, &self.read.policy);
                let alone = parts.len() == 1;
                let declares = matches!(mention.role, Role::Declares(_) | Role::Item(_));
                let own = parts.into_iter().filter(|(id, _)| *id == noun);
                all.extend(own.map(|(_, span)| Reference { span, declares, bare: alone }));
            });
        }
        all.sort();
        all.dedup();
        all
    }

    /// Every place where a word is a name, whatever it stands for.
    #[must_use]
    pub fn places_of(&self, word: &str) -> Vec<Span> {
        let mut all = Vec::new();
        for tree in self.each_tree() {
            mentions(tree, &mut |mention| {
                if mention.word == word && matches!(mention.role, Role::Refers(_)) {
                    all.push(mention.span);
                }
            });
        }
        all.sort();
        all
    }

    /// The declaration whose own name stands at this span.
    #[must_use]
    pub fn declared_at(&self, span: Span) -> Option<NounId> {
        let at = self.read.policy.nouns.iter().position(|noun| noun.id_span == span)?;
        u32::try_from(at).ok().map(NounId)
    }
}

fn may_name(word: &str, role: &Role) -> bool {
    !word.is_empty() && matches!(role, Role::Declares(_) | Role::Item(_) | Role::Refers(_))
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use crate::law::Vocabulary;
    use crate::project::{LoadError, read};

    /// The index of some files; the first is the policy.
    pub(crate) fn index(files: &[(&str, &str)]) -> Index {
        let load = |path: &str| {
            let found = files.iter().find(|(name, _)| *name == path);
            found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(LoadError::Missing)
        };
        Index::new(Arc::new(read(files[0].0, &load, Vocabulary::builtin())))
    }
}

#[cfg(test)]
mod tests {
    use super::testing::index;
    use super::*;

    #[test]
    fn a_name_is_found_wherever_it_stands() {
        let a = "import \"b.candor\"\nwe collect contact, contact.email, email\n    basis consent (orders)\n";
        let b = "data contact \"c\" {\n    email \"e\"\n}\npurpose orders \"o\"\n";
        let index = index(&[("a.candor", a), ("b.candor", b)]);
        let spelled = |noun: &str| {
            let id = index.names().noun(noun).unwrap();
            let slice = |reference: &Reference| {
                let source = index.read.sources.get(reference.span.file).unwrap();
                (
                    index.read.sources.place(reference.span),
                    source.slice(reference.span).to_owned(),
                    reference.bare,
                )
            };
            index.references(id).iter().map(slice).collect::<Vec<_>>()
        };
        let place = |place: &str, word: &str, bare| (place.to_owned(), word.to_owned(), bare);
        assert_eq!(
            spelled("contact"),
            [
                place("a.candor:2:12", "contact", true),
                place("a.candor:2:21", "contact", false),
                place("b.candor:1:6", "contact", true)
            ]
        );
        assert_eq!(
            spelled("email"),
            [
                place("a.candor:2:29", "email", false),
                place("a.candor:2:36", "email", true),
                place("b.candor:2:5", "email", true)
            ]
        );
        assert_eq!(spelled("orders").len(), 2);
    }

    #[test]
    fn of_two_words_that_touch_the_one_that_begins_is_meant() {
        let index = index(&[("a.candor", "we share email:contact.email with all recipients\n")]);
        let found = index.at(FileId(0), 15).unwrap();
        assert_eq!(found.word, "contact.email");
    }
}
