//! A purpose that has a legal basis, and for which nothing is done.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Noun, NounId, Ref, Value};
use crate::source::Span;

use foldhash::{HashMap, HashMapExt};

use super::{part_of_declarations, spoken_of};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "purpose-without-data", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (spoken, declared) = (spoken_of(context, |_| true), part_of_declarations(context));
    let mut bases = None;
    for (id, noun) in context.nouns_of(NounKind::Purpose) {
        // What nothing names at all is reported as unused.
        if context.is_used(noun) && !spoken.contains(id) && !declared.contains(id) {
            let bases = bases.get_or_insert_with(|| bases_of_purposes(context));
            findings.push(nothing_done(noun, bases.get(&id).copied()));
        }
    }
}

/// Where a legal basis first names each purpose.
fn bases_of_purposes(context: &Context<'_>) -> HashMap<NounId, Span> {
    let mut bases = HashMap::new();
    for clause in context.practices().iter().flat_map(|practice| practice.clauses()) {
        let ClauseKind::Basis(grounds) = &clause.kind else { continue };
        for ground in grounds {
            for term in &ground.purposes {
                if let Value::Ref(Ref::Noun(id)) = term.value {
                    bases.entry(id).or_insert(ground.span);
                }
            }
        }
    }
    bases
}

fn nothing_done(noun: &Noun, basis: Option<Span>) -> Diagnostic {
    let message = format!("no sentence uses any data for `{}`", noun.id);
    let finding = Context::finding(&RULE, noun.id_span, message).with_help(format!(
        "write `we use personal-data {} {}`, with the data that it needs, or delete it",
        ListWord::For.as_str(),
        noun.id
    ));
    match basis {
        Some(at) => finding.with_label(at, "this gives it a legal basis"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_basis_for_nothing() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
      //^^^^ no sentence uses any data for `news`
purpose orders "send you what you ordered" : service
we use personal-data for orders
we process personal-data basis consent (news), contract (orders)
"#,
        );
    }

    #[test]
    fn data_or_a_tracker_for_it() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email
purpose counting "count visits" : analytics
tracker cookies "cookies" : cookie { for counting }
we use personal-data for news basis consent (news, counting)
"#,
        );
    }
}
