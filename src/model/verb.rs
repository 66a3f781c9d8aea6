//! The closed set of verbs, their written forms, and the topic each belongs to.

use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

use super::words::Topic;

/// One verb of the language.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct VerbInfo {
    /// Its base form, which is its id.
    pub id: &'static str,
    /// The form that follows one who does it: `collects`; of a state, the form of several.
    third: &'static str,
    /// The form that follows "have": `collected`.
    participle: &'static str,
    /// The past, where that is another word: `chose`.
    past: Option<&'static str>,
    /// The first three forms in another spelling: `analyse`.
    also: Option<[&'static str; 3]>,
    /// The topic of a sentence with this verb, unless its objects say otherwise.
    pub topic: Topic,
    /// Whether it names what someone is, and so follows `is` or `are`.
    pub state: bool,
}

impl VerbInfo {
    /// The form that follows one who does it: `collects`.
    #[must_use]
    pub const fn third(&self) -> &'static str {
        self.third
    }

    /// The form that follows "have": `collected`.
    #[must_use]
    pub const fn participle(&self) -> &'static str {
        self.participle
    }

    /// Whether a form of it is of the past: `collected`, `chose`, `chosen`.
    #[must_use]
    pub fn is_past(&self, form: &str) -> bool {
        let also = self.also.is_some_and(|[.., participle]| participle == form);
        !self.state && (self.participle == form || self.past == Some(form) || also)
    }

    /// Whether something has to be done to something by it: who collects collects something, but who complains may
    /// leave open about what.
    #[must_use]
    pub fn needs_object(&self) -> bool {
        USING.contains(&self.id)
            || !self.state
                && matches!(
                    self.topic,
                    Topic::Collection | Topic::Sharing | Topic::Sale | Topic::Retention | Topic::Combining
                )
    }

    /// Every form that an author may write but the base.
    fn forms(&self) -> impl Iterator<Item = &'static str> {
        [self.third, self.participle].into_iter().chain(self.past).chain(self.also.into_iter().flatten())
    }

    /// With a past that is another word than the participle.
    const fn past(self, past: &'static str) -> Self {
        Self { past: Some(past), ..self }
    }

    /// With another spelling.
    const fn also(self, forms: [&'static str; 3]) -> Self {
        Self { also: Some(forms), ..self }
    }
}

/// The verb with this form.
#[must_use]
pub fn find(word: &str) -> Option<&'static VerbInfo> {
    static BY_FORM: LazyLock<HashMap<&'static str, &'static VerbInfo>> = LazyLock::new(|| {
        let mut all = HashMap::new();
        // A state is a word of its own, though it is a form of a verb too: `required`.
        all.extend(VERBS.iter().map(|verb| (verb.id, verb)));
        for verb in VERBS {
            for form in verb.forms() {
                all.entry(form).or_insert(verb);
            }
        }
        all
    });
    BY_FORM.get(word).copied()
}

/// What a word that is no verb of the language says in it: `destroy` is to `delete`.
#[must_use]
pub fn like(word: &str) -> Option<&'static str> {
    // A seed is nothing that was seen.
    let stem = |end: &&str| word.strip_suffix(*end).filter(|stem| *end == "s" || stem.len() > 3);
    let mut stems = std::iter::once(word).chain(["s", "es", "ed", "d"].iter().filter_map(stem));
    let alike =
        stems.find_map(|stem| LIKE.iter().find(|(_, words)| words.contains(&stem)).map(|(id, _)| *id));
    alike.or_else(|| again(word))
}

/// The verb that is done once more: who resells sells. To restore or to report something is not to store or port it.
fn again(word: &str) -> Option<&'static str> {
    use Topic::{Collection, Combining, Sale, Sharing, Transfers, Use};
    let verb = find(word.strip_prefix("re")?.trim_start_matches('-'))?;
    let moves = matches!(verb.topic, Collection | Combining | Sale | Sharing | Transfers | Use);
    moves.then_some(verb.id)
}

/// Words of other policies, by the verb that says the same.
const LIKE: &[(&str, &[&str])] = &[
    ("access", &["see", "view"]),
    ("appoint", &["nominate"]),
    ("collect", &["acquire", "gather", "harvest"]),
    ("contact", &["call", "email", "reach"]),
    ("combine", &["enrich", "match", "merge"]),
    ("delete", &["destroy", "purge", "remove", "wipe"]),
    ("disable", &["deactivate", "switch-off", "turn-off"]),
    ("disclose", &["divulge", "reveal"]),
    ("keep", &["hold", "possess"]),
    ("notify", &["advise", "alert", "inform"]),
    ("obtain", &["buy", "purchase"]),
    ("infer", &["deduce", "derive"]),
    ("process", &["handle"]),
    ("provide", &["give"]),
    ("record", &["create", "generate", "log"]),
    ("respond", &["answer", "reply"]),
    ("sell", &["auction", "license", "monetise", "monetize"]),
    ("share", &["forward", "pass"]),
    ("store", &["archive", "host", "save"]),
];

/// Every verb.
pub fn all() -> impl Iterator<Item = &'static VerbInfo> {
    VERBS.iter()
}

// Families: which verbs do the same to data. What one rule takes for collecting, every other does.

/// Verbs for getting data.
pub const COLLECTING: &[&str] = &["collect", "receive", "obtain", "capture", "record"];
/// Verbs by which data comes in, if only because it is asked for or worked out.
pub const ACQUIRING: &[&str] =
    &["collect", "receive", "obtain", "capture", "record", "infer", "request", "solicit", "require"];
/// Verbs for having data, for as long as a period says.
pub const KEEPING: &[&str] = &["keep", "retain", "store"];
/// Verbs behind which a reason, where they are denied, is the one for which something is not done.
pub const FOR_REASON: &[&str] = &["deny", "discriminate", "refuse"];
/// Verbs for having data, be it in a backup.
pub const HAVING: &[&str] = &["keep", "retain", "store", "back-up"];
/// Verbs for getting at data that somebody else has, beside those for getting it.
pub const GETTING_AT: &[&str] = &["access", "copy", "download", "keep", "retain", "review", "store"];
/// What an organization is that decides what data is for, as verbs.
pub const CONTROLLING: &[&str] = &["controller", "joint-controller"];
/// All that it may be where data is processed.
pub const ROLES: &[&str] = &["controller", "joint-controller", "processor", "service-provider"];
/// Verbs for doing something with data.
pub const USING: &[&str] = &["use", "process", "analyze"];
/// Verbs for giving data to somebody.
pub const DISCLOSING: &[&str] =
    &["share", "disclose", "release", "distribute", "provide", "transmit", "exchange", "publish"];
/// Verbs by which somebody gets data where they say who.
pub const SENDING: &[&str] = &["send", "copy", "submit", "supply"];
/// Verbs by which people give their data.
pub const GIVEN: &[&str] = &["provide", "supply", "submit", "send", "share"];
/// Verbs for giving data to somebody for something.
pub const SELLING: &[&str] = &["sell", "rent", "lease", "trade"];
/// Verbs by which people have something ended or limited.
pub const ENDING: &[&str] = &["limit", "object", "opt-out", "restrict", "stop"];
/// Verbs for making something another.
pub const CHANGING: &[&str] = &["change", "update", "amend", "revise", "modify"];
/// Verbs that mean all that the verbs of their topic do: who does not collect data neither infers nor captures any, but
/// who infers none may collect it all the same.
pub const GENERAL: &[&str] = &[
    "collect", "receive", "obtain", "use", "process", "combine", "share", "disclose", "transfer", "sell",
    "keep", "retain", "store", "track",
];
/// Every verb by which data goes to somebody.
pub const GIVING: &[&str] = &[
    "share",
    "disclose",
    "release",
    "distribute",
    "provide",
    "transmit",
    "exchange",
    "publish",
    "sell",
    "rent",
    "lease",
    "trade",
    "transfer",
];

const fn verb(id: &'static str, third: &'static str, participle: &'static str, topic: Topic) -> VerbInfo {
    VerbInfo { id, third, participle, past: None, also: None, topic, state: false }
}

/// What one is, and what several are.
const fn state(id: &'static str, several: &'static str, topic: Topic) -> VerbInfo {
    VerbInfo { id, third: several, participle: id, past: None, also: None, topic, state: true }
}

static VERBS: &[VerbInfo] = &[
    verb("collect", "collects", "collected", Topic::Collection),
    verb("receive", "receives", "received", Topic::Collection),
    verb("obtain", "obtains", "obtained", Topic::Collection),
    verb("infer", "infers", "inferred", Topic::Collection),
    verb("request", "requests", "requested", Topic::Collection),
    verb("solicit", "solicits", "solicited", Topic::Collection),
    verb("submit", "submits", "submitted", Topic::Collection),
    verb("supply", "supplies", "supplied", Topic::Collection),
    verb("contain", "contains", "contained", Topic::Collection),
    verb("include", "includes", "included", Topic::Collection),
    verb("use", "uses", "used", Topic::Use),
    verb("process", "processes", "processed", Topic::Use),
    verb("analyze", "analyzes", "analyzed", Topic::Use).also(["analyse", "analyses", "analysed"]),
    verb("send", "sends", "sent", Topic::Use),
    verb("decide", "decides", "decided", Topic::Use),
    verb("capture", "captures", "captured", Topic::Collection),
    verb("record", "records", "recorded", Topic::Collection),
    verb("transmit", "transmits", "transmitted", Topic::Sharing),
    verb("dispose", "disposes", "disposed", Topic::Sharing),
    verb("divest", "divests", "divested", Topic::Sharing),
    verb("agree", "agrees", "agreed", Topic::Consent),
    verb("follow", "follows", "followed", Topic::Security),
    verb("operate", "operates", "operated", Topic::About),
    verb("offer", "offers", "offered", Topic::About),
    verb("stop", "stops", "stopped", Topic::Use),
    verb("continue", "continues", "continued", Topic::Use),
    verb("enforce", "enforces", "enforced", Topic::Use),
    verb("combine", "combines", "combined", Topic::Combining),
    verb("aggregate", "aggregates", "aggregated", Topic::Combining),
    verb("deidentify", "deidentifies", "deidentified", Topic::Combining),
    verb("anonymize", "anonymizes", "anonymized", Topic::Combining).also([
        "anonymise",
        "anonymises",
        "anonymised",
    ]),
    verb("share", "shares", "shared", Topic::Sharing),
    verb("disclose", "discloses", "disclosed", Topic::Sharing),
    verb("provide", "provides", "provided", Topic::Sharing),
    verb("release", "releases", "released", Topic::Sharing),
    verb("exchange", "exchanges", "exchanged", Topic::Sharing),
    verb("publish", "publishes", "published", Topic::Sharing),
    verb("distribute", "distributes", "distributed", Topic::Sharing),
    verb("sell", "sells", "sold", Topic::Sale),
    verb("rent", "rents", "rented", Topic::Sale),
    verb("lease", "leases", "leased", Topic::Sale),
    verb("trade", "trades", "traded", Topic::Sale),
    verb("transfer", "transfers", "transferred", Topic::Transfers),
    verb("store", "stores", "stored", Topic::Retention),
    verb("keep", "keeps", "kept", Topic::Retention),
    verb("retain", "retains", "retained", Topic::Retention),
    verb("delete", "deletes", "deleted", Topic::Retention).also(["erase", "erases", "erased"]),
    verb("mask", "masks", "masked", Topic::Retention),
    verb("back-up", "backs-up", "backed-up", Topic::Retention),
    verb("track", "tracks", "tracked", Topic::Cookies),
    verb("honor", "honors", "honored", Topic::Signals).also(["honour", "honours", "honoured"]),
    verb("ignore", "ignores", "ignored", Topic::Signals),
    verb("respond", "responds", "responded", Topic::Requests),
    verb("protect", "protects", "protected", Topic::Security),
    verb("encrypt", "encrypts", "encrypted", Topic::Security),
    verb("maintain", "maintains", "maintained", Topic::Security),
    verb("undergo", "undergoes", "undergone", Topic::Security).past("underwent"),
    verb("perform", "performs", "performed", Topic::Security),
    verb("monitor", "monitors", "monitored", Topic::Security),
    verb("guarantee", "guarantees", "guaranteed", Topic::Security),
    verb("employ", "employs", "employed", Topic::Security),
    verb("notify", "notifies", "notified", Topic::Breach),
    verb("access", "accesses", "accessed", Topic::Rights),
    verb("know", "knows", "known", Topic::Rights),
    verb("copy", "copies", "copied", Topic::Rights),
    verb("port", "ports", "ported", Topic::Rights),
    verb("download", "downloads", "downloaded", Topic::Rights),
    verb("correct", "corrects", "corrected", Topic::Rights).also(["rectify", "rectifies", "rectified"]),
    verb("restrict", "restricts", "restricted", Topic::Rights),
    verb("object", "objects", "objected", Topic::Rights),
    verb("withdraw", "withdraws", "withdrawn", Topic::Consent).past("withdrew"),
    verb("complain", "complains", "complained", Topic::Rights),
    verb("limit", "limits", "limited", Topic::Rights),
    verb("appeal", "appeals", "appealed", Topic::Rights),
    verb("appoint", "appoints", "appointed", Topic::Rights),
    verb("exercise", "exercises", "exercised", Topic::Requests),
    verb("verify", "verifies", "verified", Topic::Requests),
    verb("confirm", "confirms", "confirmed", Topic::Requests),
    verb("charge", "charges", "charged", Topic::Requests),
    verb("refuse", "refuses", "refused", Topic::Requests),
    verb("deny", "denies", "denied", Topic::Requests),
    verb("discriminate", "discriminates", "discriminated", Topic::Rights),
    verb("require", "requires", "required", Topic::Requests),
    verb("approve", "approves", "approved", Topic::Requests),
    verb("opt-out", "opts-out", "opted-out", Topic::Choices),
    verb("opt-in", "opts-in", "opted-in", Topic::Choices),
    verb("unsubscribe", "unsubscribes", "unsubscribed", Topic::Choices),
    verb("disable", "disables", "disabled", Topic::Choices),
    verb("choose", "chooses", "chosen", Topic::Choices).past("chose"),
    verb("manage", "manages", "managed", Topic::Choices),
    verb("consent", "consents", "consented", Topic::Consent),
    verb("accept", "accepts", "accepted", Topic::Consent),
    verb("change", "changes", "changed", Topic::Changes),
    verb("update", "updates", "updated", Topic::Changes),
    verb("amend", "amends", "amended", Topic::Changes),
    verb("revise", "revises", "revised", Topic::Changes),
    verb("modify", "modifies", "modified", Topic::Changes),
    verb("post", "posts", "posted", Topic::Changes),
    verb("review", "reviews", "reviewed", Topic::Changes),
    verb("apply", "applies", "applied", Topic::About),
    verb("cover", "covers", "covered", Topic::About),
    verb("govern", "governs", "governed", Topic::About),
    verb("supplement", "supplements", "supplemented", Topic::About),
    verb("target", "targets", "targeted", Topic::About),
    verb("comply", "complies", "complied", Topic::Law),
    verb("control", "controls", "controlled", Topic::Links),
    verb("own", "owns", "owned", Topic::Roles),
    verb("link", "links", "linked", Topic::Links),
    verb("contact", "contacts", "contacted", Topic::Contact),
    verb("ask", "asks", "asked", Topic::Contact),
    verb("encourage", "encourages", "encouraged", Topic::About),
    verb("acknowledge", "acknowledges", "acknowledged", Topic::Consent),
    verb("declare", "declares", "declared", Topic::About),
    verb("register", "registers", "registered", Topic::Use),
    state("controller", "controllers", Topic::Roles),
    state("processor", "processors", Topic::Roles),
    state("joint-controller", "joint-controllers", Topic::Roles),
    state("third-party", "third-parties", Topic::Roles),
    state("service-provider", "service-providers", Topic::Roles),
    state("custodian", "custodians", Topic::Roles),
    state("responsible", "responsible", Topic::Liability),
    state("liable", "liable", Topic::Liability),
    state("intended", "intended", Topic::Children),
    state("directed", "directed", Topic::Children),
    state("voluntary", "voluntary", Topic::Collection),
    state("required", "required", Topic::Collection),
    state("subject", "subject", Topic::About),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_other_policies_leads_to_a_verb() {
        assert_eq!(like("destroys"), Some("delete"));
        assert_eq!(like("purchased"), Some("obtain"));
        assert_eq!(like("views"), Some("access"));
        assert_eq!(like("resells"), Some("sell"));
        assert_eq!(like("resold"), Some("sell"));
        assert_eq!(like("re-share"), Some("share"));
        for other in ["seed", "restore", "report", "decrypt"] {
            assert_eq!(like(other), None, "{other}");
        }
        for (id, words) in LIKE {
            assert!(find(id).is_some() && words.iter().all(|word| find(word).is_none()), "{id}: {words:?}");
        }
    }

    #[test]
    fn families_are_of_known_verbs_and_lie_within_each_other() {
        for family in [
            COLLECTING, ACQUIRING, KEEPING, FOR_REASON, HAVING, USING, DISCLOSING, SENDING, SELLING,
            CHANGING, ENDING, GENERAL, GIVING,
        ] {
            assert!(family.iter().all(|id| find(id).is_some_and(|verb| verb.id == *id)), "{family:?}");
        }
        for (narrow, wide) in
            [(COLLECTING, ACQUIRING), (KEEPING, HAVING), (DISCLOSING, GIVING), (SELLING, GIVING)]
        {
            assert!(narrow.iter().all(|id| wide.contains(id)), "{narrow:?}");
        }
    }

    #[test]
    fn every_verb_has_its_forms() {
        let past = |word: &str| find(word).is_some_and(|verb| verb.is_past(word));
        assert!(["collected", "chose", "chosen", "analysed", "erased"].into_iter().all(past));
        assert!(!["collects", "choose", "analyses", "required", "controllers"].into_iter().any(past));
        assert_eq!(find("require").map(VerbInfo::participle), Some("required"));
        assert!(find("required").is_some_and(|verb| verb.state));
    }
}
