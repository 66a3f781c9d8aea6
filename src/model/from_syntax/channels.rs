//! Channels that stand where data of the same name was meant.

use super::{Reader, topics};
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;
use crate::model::{Statement, Verb};

/// Verbs that are about data, and hardly about a way to reach somebody.
const OF_DATA: &[&str] = &[
    "aggregate",
    "analyze",
    "anonymize",
    "collect",
    "combine",
    "deidentify",
    "delete",
    "disclose",
    "encrypt",
    "exchange",
    "infer",
    "keep",
    "lease",
    "mask",
    "obtain",
    "process",
    "protect",
    "receive",
    "rent",
    "retain",
    "sell",
    "share",
    "store",
    "trade",
    "transfer",
];

impl Reader<'_> {
    /// Refuses a channel where an item of data has its name and the verb is about data; says which item that is.
    ///
    /// What was found of the statement before stands from `found` on.
    pub(super) fn channels_for_items(&mut self, statement: &Statement, found: usize) {
        let of_data = |verb: &Verb| matches!(verb, Verb::Known(verb) if OF_DATA.contains(&verb.id));
        if !statement.verbs.iter().any(of_data) {
            return;
        }
        for term in statement.object_terms() {
            let Some(channel) = topics::noun(&self.nouns, &term.value) else { continue };
            let item = self.names.item(&channel.id).filter(|_| channel.kind == NounKind::Channel);
            let Some(item) = item.and_then(|id| self.nouns.get(id.0 as usize)) else { continue };
            let message = format!("`{}` is a channel here, and no data", channel.id);
            let finding = Diagnostic::error("wrong-kind", term.span, message)
                .with_help(format!("the item is `{}`", item.id));
            let known = self.findings.iter_mut().skip(found);
            match known.filter(|known| known.code == finding.code).find(|known| known.span == finding.span) {
                Some(known) => *known = finding,
                None => self.findings.push(finding),
            }
        }
    }
}
