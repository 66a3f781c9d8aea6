//! Commas between properties, where each has a line of its own: what follows one would be one more value of the
//! property before it.

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::Clause;
use crate::model::misfit;
use crate::model::property::properties_of;
use crate::model::words::NounKind;
use crate::syntax::ast;

impl Reader<'_> {
    /// The clauses of a declaration.
    pub(super) fn own_clauses(&mut self, kind: NounKind, clauses: &[ast::Clause]) -> Vec<Clause> {
        let mut cut: Option<Vec<ast::Clause>> = None;
        for (at, clause) in clauses.iter().enumerate() {
            if let ast::ClauseKind::Often(_) = &clause.kind {
                let place = format!("a declaration of kind `{}`", kind.as_str());
                self.findings.push(misfit::shown_nowhere(clause.span, &place));
            }
            let ast::ClauseKind::Listing(_, list) = &clause.kind else { continue };
            let length = self.before_comma(kind, list).len();
            if length < list.terms.len()
                && let Some(ast::Clause { kind: ast::ClauseKind::Listing(_, list), .. }) =
                    cut.get_or_insert_with(|| clauses.to_vec()).get_mut(at)
            {
                list.terms.truncate(length);
            }
        }
        self.clauses(cut.as_deref().unwrap_or(clauses))
    }

    /// The terms of a list before one that is a property or an item of its own, which is found.
    pub(super) fn before_comma<'t>(&mut self, kind: NounKind, list: &'t ast::List) -> &'t [ast::Term] {
        let quoted = matches!(list.terms.first(), Some(ast::Term { atom: ast::Atom::Text(_), .. }));
        let other = list.terms.iter().skip(1).position(|term| begins_another(kind, quoted, term));
        let Some(at) = other.map(|at| at + 1) else { return &list.terms };
        if let Some(ast::Term { atom: ast::Atom::Word(word), .. }) = list.terms.get(at) {
            self.findings.push(comma_before(word));
        }
        list.terms.get(..at).unwrap_or_default()
    }
}

/// Whether a term of a list is no further value, but the word of a property and its value, or an item of data.
fn begins_another(kind: NounKind, quoted: bool, term: &ast::Term) -> bool {
    let ast::Atom::Word(word) = &term.atom else { return false };
    let valued = term.detail.is_some();
    let property = properties_of(kind).iter().any(|(known, _)| **known == *word.text);
    // A name has its kind where it is declared.
    let item = kind == NounKind::Data && (!term.kinds.is_empty() || valued && quoted);
    valued && property || item
}

/// What is said of a comma before the word of a property or the id of an item.
pub(super) fn comma_before(word: &ast::Word) -> Diagnostic {
    let message = format!("`{}` would be one more value of what stands before the comma", word.text);
    Diagnostic::error("misplaced-value", word.span, message).with_help(format!(
        "no comma stands between properties or items: delete it, and begin a line with `{}`",
        word.text
    ))
}
