//! Every text of a policy, with its place.

use crate::model::words::NounKind;
use crate::model::{
    Clause, ClauseKind, Expression, Guarded, List, Noun, Part, Policy, Ref, Retention, Said, Section,
    Statement, Term, Value, Verb,
};
use crate::source::Span;

/// One text that its author wrote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Where; the whole statement for what stands in a verb's place.
    pub span: Span,
}

/// Every text that readers see, declarations first.
pub(super) fn all(policy: &Policy) -> Vec<Text<'_>> {
    let mut texts: Vec<Text<'_>> = policy.nouns.iter().flat_map(of_noun).collect();
    texts.extend(of_sections(policy));
    texts
}

/// The texts of statements, sections and prose.
pub(super) fn of_sections(policy: &Policy) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    section(&policy.root, &mut texts);
    texts
}

/// The texts of one declaration.
pub(super) fn of_noun(noun: &Noun) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    // The name of the policy is its title, which says nothing of data.
    let named = noun.name.iter().filter(|_| noun.kind != NounKind::Policy);
    texts.extend(named.chain(&noun.rest).map(|text| Text { text, span: noun.id_span }));
    for property in &noun.properties {
        list(&property.list, &mut texts);
        clauses(&property.clauses, &mut texts);
    }
    clauses(&noun.clauses, &mut texts);
    for promise in &noun.promises {
        statement(promise, &mut texts);
    }
    texts
}

fn section<'a>(section_: &'a Section, texts: &mut Vec<Text<'a>>) {
    texts.extend(section_.title.iter().map(|text| Text { text, span: section_.span }));
    clauses(&section_.clauses, texts);
    for part in &section_.parts {
        match part {
            Part::Statement(inner) => statement(inner, texts),
            Part::Section(inner) => section(inner, texts),
            Part::Prose(prose) => texts.push(Text { text: &prose.text, span: prose.span }),
        }
    }
}

fn statement<'a>(statement: &'a Statement, texts: &mut Vec<Text<'a>>) {
    statement.subjects.iter().for_each(|subject| term(subject, texts));
    for verb in &statement.verbs {
        if let Verb::Text(text) = verb {
            texts.push(Text { text, span: statement.span });
        }
    }
    statement.objects.iter().for_each(|objects| list(objects, texts));
    clauses(&statement.clauses, texts);
}

fn list<'a>(list: &'a List, texts: &mut Vec<Text<'a>>) {
    list.terms.iter().for_each(|found| term(found, texts));
}

fn term<'a>(term: &'a Term, texts: &mut Vec<Text<'a>>) {
    if let Value::Ref(Ref::Text(text)) = &term.value {
        texts.push(Text { text, span: term.span });
    }
    texts.extend(term.detail.iter().map(|text| Text { text, span: term.span }));
}

fn clauses<'a>(all: &'a [Clause], texts: &mut Vec<Text<'a>>) {
    for clause in all {
        match &clause.kind {
            ClauseKind::Condition(_, condition) => guarded(condition, clause.span, texts),
            ClauseKind::List(_, found) => list(found, texts),
            ClauseKind::Kept(retention, from) => {
                if let Retention::Condition(_, condition) = retention {
                    expression(condition, clause.span, texts);
                }
                from.iter().for_each(|from| expression(from, clause.span, texts));
            }
            ClauseKind::Within(_, from, _) => {
                from.iter().for_each(|from| expression(from, clause.span, texts))
            }
            ClauseKind::Basis(grounds) => {
                for ground in grounds {
                    texts.extend(ground.interest.iter().map(|text| Text { text, span: ground.span }));
                    ground.purposes.iter().for_each(|purpose| term(purpose, texts));
                }
            }
            ClauseKind::Saying(_, Said::Text(text)) => texts.push(Text { text, span: clause.span }),
            ClauseKind::Saying(_, Said::Absent(_))
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => {}
        }
    }
}

fn guarded<'a>(condition: &'a Guarded, at: Span, texts: &mut Vec<Text<'a>>) {
    expression(&condition.expression, at, texts);
    condition.guards.iter().for_each(|(_, guard)| expression(guard, at, texts));
}

fn expression<'a>(condition: &'a Expression, at: Span, texts: &mut Vec<Text<'a>>) {
    match condition {
        Expression::Or(parts) | Expression::And(parts) => {
            parts.iter().for_each(|part| expression(part, at, texts))
        }
        Expression::Not(part) => expression(part, at, texts),
        Expression::Group(group) => guarded(group, at, texts),
        Expression::Text(text, span) => texts.push(Text { text, span: *span }),
        Expression::Named { party, detail, span, .. } => {
            if let Some(Ref::Text(text)) = party {
                texts.push(Text { text, span: *span });
            }
            texts.extend(detail.iter().map(|text| Text { text, span: *span }));
        }
    }
}

/// Whether a phrase stands in a text as words, in the singular or the plural: "user" is in "our Users", not in "username".
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (text.to_lowercase(), phrase.to_lowercase());
    let letter = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
    text.match_indices(&phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + phrase.len()..).unwrap_or_default();
        let rest = after.strip_prefix("es").filter(|rest| !letter(rest.chars().next()));
        let rest = rest.or_else(|| after.strip_prefix('s')).unwrap_or(after);
        !phrase.is_empty() && !letter(before) && !letter(rest.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::has_phrase;

    #[test]
    fn a_phrase_is_found_as_words() {
        assert!(has_phrase("our Users may", "User"));
        assert!(has_phrase("“PII”, as used", "PII"));
        assert!(!has_phrase("your username", "user"));
        assert!(has_phrase("your addresses", "address"));
        assert!(!has_phrase("a super user", "use"));
    }
}
