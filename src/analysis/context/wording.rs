//! What a sentence says in words, and whether it asks people to agree.

use super::{Context, Practice};
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::phrases::lowered;
use crate::analysis::texts::first_of;
use crate::model::words::{ListWord, SayingWord};
use crate::model::{ClauseKind, Expression, Ref, Retention, Said, Term, Value, Verb, lengths_of, tests_of};

impl<'a> Context<'a> {
    /// What a practice says in words, in lower case: its texts, and the names of everything it names.
    #[must_use]
    pub fn wording(&self, practice: &Practice<'_>) -> String {
        let mut words: Vec<&str> = Vec::new();
        self.pieces(practice, &mut words);
        words.join("; ").to_lowercase()
    }

    /// The texts of a practice, and the names of everything it names.
    pub(super) fn pieces<'t>(&self, practice: &Practice<'t>, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        let statement = practice.statement;
        for verb in &statement.verbs {
            words.push(match verb {
                Verb::Known(known) => known.id,
                Verb::Text(text) => text,
            });
        }
        for term in statement.subjects.iter().chain(practice.objects()) {
            self.words_of(term, words);
        }
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::List(_, list) => list.terms.iter().for_each(|term| self.words_of(term, words)),
                ClauseKind::Condition(_, guarded) => {
                    let guards = guarded.guards.iter().map(|(_, guard)| guard);
                    guards.chain([&guarded.expression]).for_each(|said| self.words_in(said, words));
                }
                ClauseKind::Kept(Retention::Condition(_, said), _) => self.words_in(said, words),
                ClauseKind::Within(within, of, extension) => {
                    words.extend(lengths_of(within, extension).map(|text| &**text));
                    tests_of(of, extension).for_each(|said| self.words_in(said, words));
                }
                ClauseKind::Saying(word, Said::Text(text)) if *word != SayingWord::Id => words.push(text),
                _ => {}
            }
        }
    }

    fn words_of<'t>(&self, term: &'t Term, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        words.extend(term.detail.as_deref());
        self.words_of_ref(&term.value, words);
    }

    fn words_of_ref<'t>(&self, value: &'t Value, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        match value {
            Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => words.push(text),
            Value::Ref(Ref::Builtin(class)) => words.push(class.id),
            Value::Ref(Ref::Noun(id)) => {
                words.extend(self.policy.noun(*id).map(|noun| noun.name.as_deref().unwrap_or(&noun.id)));
            }
            _ => {}
        }
    }

    fn words_in<'t>(&self, said: &'t Expression, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        for leaf in leaves(said) {
            match leaf {
                Expression::Text(text, _) => words.push(text),
                Expression::Named { condition, detail, .. } => {
                    words.extend(detail.as_deref());
                    match condition {
                        Ref::Noun(id) => {
                            words.extend(self.policy.noun(*id).and_then(|noun| noun.name.as_deref()));
                        }
                        Ref::Builtin(class) => words.push(class.id),
                        Ref::Text(text) | Ref::Unknown(text) => words.push(text),
                        Ref::Special(_) => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a condition, by its id, its declaration or the author's words, is that people agree.
    #[must_use]
    pub fn is_agreement(&self, leaf: &Expression) -> bool {
        const IDS: &[&str] = &["consent", "explicit-consent", "opt-in"];
        const WORDS: &[&str] = &["consent", "permission", "opt in", "opt-in", "you agree", "you allow"];
        let mut words = Vec::new();
        self.words_in(leaf, &mut words);
        let said = words.iter().any(|text| {
            let text = lowered((*text).into());
            WORDS.iter().any(|word| text.contains(word))
        });
        said || match leaf {
            Expression::Named { condition: Ref::Builtin(class), .. } => IDS.contains(&class.id),
            Expression::Named { condition: Ref::Noun(id), .. } => self
                .policy
                .noun(*id)
                .is_some_and(|noun| noun.classes.iter().any(|class| IDS.contains(&class.id))),
            _ => false,
        }
    }

    /// Whether a condition, by its id, its declaration or the author's words, is that people say no.
    #[must_use]
    pub fn is_refusal(&self, leaf: &Expression) -> bool {
        let list = &lists().requests;
        let named =
            matches!(leaf, Expression::Named { condition: Ref::Builtin(class), .. } if class.id == "opt-out");
        let mut words = Vec::new();
        self.words_in(leaf, &mut words);
        named || list.speaks(self.policy) && words.iter().any(|text| first_of(text, &list.refused).is_some())
    }

    /// Whether a practice has a price, and not only what is called free.
    pub(crate) fn has_fee(&self, practice: &Practice<'_>) -> bool {
        let list = &lists().requests;
        practice.terms(ListWord::Fee).any(|term| match &term.value {
            Value::Ref(Ref::Text(text)) => list.speaks(self.policy) && first_of(text, &list.free).is_none(),
            Value::Absent(_) => false,
            _ => true,
        })
    }
}

/// The conditions that an expression is made of, without what joins them.
#[must_use]
pub fn leaves(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::Or(all) | Expression::And(all) => all.iter().flat_map(leaves).collect(),
        Expression::Not(inner) => leaves(inner),
        Expression::Group(guarded) => leaves(&guarded.expression),
        Expression::Text(..) | Expression::Named { .. } => vec![expression],
    }
}
