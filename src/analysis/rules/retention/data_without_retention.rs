//! Some data has a retention period, other data has none.

use foldhash::{HashSet, HashSetExt};

use super::anonymous;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Group};
use crate::analysis::retention::kept;
use crate::diagnostic::Diagnostic;
use crate::model::verb::ACQUIRING;
use crate::model::words::NounKind;
use crate::model::{Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "data-without-retention", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let kept = kept(context);
    if kept.is_empty() || context.named_laws().is_empty() {
        return;
    }
    let known = Group::of(context, kept.iter().flat_map(|kept| &kept.data));
    let covered = |term: &Term| known.covers(context, term);
    let mut seen: HashSet<&Value> = HashSet::new();
    let mut bare: Vec<&Term> = Vec::new();
    let collected = context.we_do(ACQUIRING).flat_map(|practice| practice.objects());
    for term in collected.filter(|term| seen.insert(&term.value)) {
        let Some((_, noun)) = context.noun_of(term).filter(|(_, noun)| noun.kind == NounKind::Data) else {
            continue;
        };
        // Where one item has a period, the author has thought of the group.
        let mut items = noun.items.iter().map(|item| Term::of(*item, term.span));
        let any = covered(term)
            || items.any(|item| covered(&item))
            || anonymous(context, std::slice::from_ref(term));
        if !any {
            bare.push(term);
        }
    }
    if let Some((first, rest)) = bare.split_first() {
        findings.push(no_period(context, first, rest));
    }
}

fn no_period(context: &Context<'_>, first: &Term, rest: &[&Term]) -> Diagnostic {
    let name = context.name(first);
    let message = match rest.len() {
        0 => format!("nothing says how long `{name}` is kept"),
        more => format!("nothing says how long `{name}` and {more} more are kept"),
    };
    let finding = Context::finding(&RULE, first.span, message);
    let finding = rest.iter().fold(finding, |finding, other| finding.with_label(other.span, "nor this"));
    finding.with_help(format!("add `we keep {name} for 24 months`, or `until \"…\"` for a criterion"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_a_kept_group_includes_by_name() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data prompts "prompts" : content.files
data chats   "chats"   : content { including prompts }
we collect prompts
we keep chats for 7 years
"#,
        );
    }

    #[test]
    fn one_of_two_is_left_out() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data orders "orders" : commercial.purchases
data logs "log data" : diagnostics.log
we collect orders
we collect logs
         //^^^^ nothing says how long `logs` is kept
we keep orders for 7 years
"#,
        );
    }

    #[test]
    fn a_period_for_all_or_for_an_item() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data orders "orders" : commercial.purchases
data logs "log data" : diagnostics.log {
    ip "IP address" : device.ip
    page "page" : activity.browsing
}
data counts "visitor counts" : aggregate-data
we collect orders, logs, counts
we collect "faxes" : communication kept 1 year
we keep logs.ip for 7 days
we keep commercial until "your warranty ends"
"#,
        );
    }

    #[test]
    fn what_it_depends_on_is_a_criterion() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
data credit "credit data" : financial
data logs   "log data"    : diagnostics.log
we collect credit, logs
we keep logs for 2 years
we keep credit depending on "how long the risk lasts"
"#,
        );
    }
}
