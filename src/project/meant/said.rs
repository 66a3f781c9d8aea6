//! What people write who know only their own language, and what to write instead.

use crate::model::words::Modal;
use crate::syntax::grammar_phrases;

/// The way out.
pub(super) enum Way {
    /// These words in the place of those.
    Write(String),
    /// What this says.
    Say(String),
}

/// Words, and the words to write in their place.
const WRITE: &[(&str, &str)] = &[
    ("a maximum of", "at most"),
    ("a maximum period of", "at most"),
    ("a minimum of", "at least"),
    ("a minimum period of", "at least"),
    ("apart from", "except"),
    ("aim to", "strive to"),
    ("are allowed to", "may"),
    ("are going to", "will"),
    ("are never", "are not"),
    ("are not allowed to", "may not"),
    ("as long as", "while"),
    ("as permitted by law", "if law-permits"),
    ("as required by law", "if law-requires"),
    ("aside from", "except"),
    ("at least for", "for at least"),
    ("at most for", "for at most"),
    ("are able to", "can"),
    ("are entitled to", "have the right to"),
    ("are not able to", "cannot"),
    ("are unable to", "cannot"),
    ("is able to", "can"),
    ("is entitled to", "has the right to"),
    ("is not able to", "cannot"),
    ("is unable to", "cannot"),
    ("may not be able to", "may be unable to"),
    ("will be able to", "can"),
    ("will be unable to", "cannot"),
    ("will not be able to", "cannot"),
    ("might be unable to", "may be unable to"),
    ("might not be able to", "may be unable to"),
    ("attempt to", "strive to"),
    ("below the age of", "under"),
    ("below", "under"),
    ("calendar days", "days"),
    ("can never", "cannot"),
    ("can not", "cannot"),
    ("contact us", "you can contact us"),
    ("during the last", "in the last"),
    ("during the past", "in the last"),
    ("endeavor to", "strive to"),
    ("endeavour to", "strive to"),
    ("every recipient", "all recipients"),
    ("every", "all"),
    ("else", "otherwise"),
    ("except after", "unless"),
    ("except as required by law", "unless law-requires"),
    ("except if", "unless"),
    ("except when", "unless"),
    ("except where", "unless"),
    ("except while", "unless"),
    ("excluding", "except"),
    ("fee free of charge", "fee none"),
    ("fee free", "fee none"),
    ("following", "after"),
    ("for a period of", "for"),
    ("for as long as", "while"),
    ("for ever", "indefinitely"),
    ("for fewer than", "for at most"),
    ("for less than", "for at most"),
    ("for longer than", "for at least"),
    ("for more than", "for at least"),
    ("for no less than", "for at least"),
    ("for not less than", "for at least"),
    ("for over", "for at least"),
    ("for so long as", "while"),
    ("for the period of", "for"),
    ("has a right to", "has the right to"),
    ("have a right of access", "have the right to access personal-data"),
    ("have a right to", "have the right to"),
    ("have the right of access", "have the right to access personal-data"),
    ("if no", "if not"),
    ("if only", "only if"),
    ("if permitted by law", "if law-permits"),
    ("if required by law", "if law-requires"),
    ("if you agree", "if consent"),
    ("if you ask", "if request"),
    ("if you opt in", "if opt-in"),
    ("if you opt out", "if opt-out"),
    ("in accordance with", "under"),
    ("in case of", "if"),
    ("in case", "if"),
    ("in last", "in the last"),
    ("in order to", "for"),
    ("in past", "in the last"),
    ("in the event of", "if"),
    ("in the event that", "if"),
    ("in the past", "in the last"),
    ("in the previous", "in the last"),
    ("in the prior", "in the last"),
    ("is allowed to", "may"),
    ("is never", "is not"),
    ("is not allowed to", "may not"),
    ("max", "at most"),
    ("maximum", "at most"),
    ("mandatory", "required"),
    ("compulsory", "required"),
    ("obligatory", "required"),
    ("may never", "may not"),
    ("min", "at least"),
    ("minimum", "at least"),
    ("must never", "must not"),
    ("no later than", "within"),
    ("no less than", "at least"),
    ("no longer than", "at most"),
    ("no more than", "at most"),
    ("not including", "except"),
    ("not later than", "within"),
    ("not less than", "at least"),
    ("not longer than", "at most"),
    ("not more than", "at most"),
    ("other than", "except"),
    ("ought not to", "should not"),
    ("ought to", "should"),
    ("over the last", "in the last"),
    ("over the past", "in the last"),
    ("provided that", "if"),
    ("seek to", "strive to"),
    ("should never", "should not"),
    ("so long as", "while"),
    ("to the extent required by law", "as far as law-requires"),
    ("to the extent that", "as far as"),
    ("to the extent", "as far as"),
    ("try to", "strive to"),
    ("under the age of", "under"),
    ("unless no", "unless not"),
    ("unless permitted by law", "unless law-permits"),
    ("unless required by law", "unless law-requires"),
    ("unless you agree", "unless consent"),
    ("unless you opt in", "unless opt-in"),
    ("unless you opt out", "unless opt-out"),
    ("until no", "until not"),
    ("until you agree", "until consent"),
    ("until you opt out", "until opt-out"),
    ("up to", "at most"),
    ("via", "by"),
    ("when permitted by law", "if law-permits"),
    ("when required by law", "if law-requires"),
    ("where permitted by law", "if law-permits"),
    ("where required by law", "if law-requires"),
    ("while no", "while not"),
    ("with the exception of", "except"),
    ("within the last", "in the last"),
    ("within the past", "in the last"),
    ("working day", "business-day"),
    ("working days", "business-days"),
    ("younger than", "under"),
    ("all of", "all"),
    ("any of", "any"),
    ("some of", "some"),
    ("most of", "most"),
    ("certain of", "certain"),
    ("much of", "much-of"),
    ("as far as permitted by law", "as far as law-permits"),
    ("as far as required by law", "as far as law-requires"),
    ("as far as the law permits", "as far as law-permits"),
    ("as far as the law allows", "as far as law-permits"),
    ("as far as the law requires", "as far as law-requires"),
    ("to the extent permitted by law", "as far as law-permits"),
    ("at no charge", "fee none"),
    ("at no cost", "fee none"),
    ("for free", "fee none"),
    ("free of charge", "fee none"),
    ("without charge", "fee none"),
    ("without cost", "fee none"),
    ("at request", "if request"),
    ("at the request", "if request"),
    ("at your request", "if request"),
    ("on the request", "if request"),
    ("on your request", "if request"),
    ("upon request", "if request"),
    ("upon the request", "if request"),
    ("upon your request", "if request"),
    ("be forgotten", "delete personal-data"),
    ("data portability", "port personal-data"),
    ("lodge a complaint with", "complain to"),
    ("file a complaint with", "complain to"),
    ("make a complaint to", "complain to"),
    ("charge a fee for", "charge \"a fee\" for"),
    ("charge fee for", "charge \"a fee\" for"),
    ("consent given", "consent"),
    ("consent is given", "consent"),
    ("consent was given", "consent"),
    ("consent has been given", "consent"),
    ("do not ever", "never"),
    ("does not ever", "never"),
    ("will not ever", "will never"),
    ("has to", "must"),
    ("have to", "must"),
    ("will have to", "must"),
    ("have right to", "have the right to"),
    ("has right to", "has the right to"),
    ("have teh right to", "have the right to"),
    ("last updated", "updated"),
    ("last modified", "updated"),
    ("last revised", "updated"),
    ("will aim to", "strive to"),
    ("will attempt to", "strive to"),
    ("will endeavor to", "strive to"),
    ("will endeavour to", "strive to"),
    ("will seek to", "strive to"),
    ("will strive to", "strive to"),
    ("will try to", "strive to"),
    ("do never", "never"),
    ("does never", "never"),
    ("our policy", "this-policy"),
    ("our privacy notice", "this-policy"),
    ("our privacy policy", "this-policy"),
    ("the policy", "this-policy"),
    ("the privacy notice", "this-policy"),
    ("the privacy policy", "this-policy"),
    ("this privacy notice", "this-policy"),
    ("this privacy policy", "this-policy"),
    ("3rd parties", "third-party"),
    ("3rd party", "third-party"),
    ("as well as", "and"),
    ("sensitive data", "sensitive-data"),
    ("sensitive personal data", "sensitive-data"),
    ("sensitive personal-data", "sensitive-data"),
    ("special categories of data", "sensitive-data"),
    ("special categories of personal data", "sensitive-data"),
    ("special categories of personal-data", "sensitive-data"),
    ("special category data", "sensitive-data"),
    ("but at most", "and at most"),
    ("but no longer than", "and at most"),
    ("but no more than", "and at most"),
    ("but not longer than", "and at most"),
    ("but not more than", "and at most"),
    ("every time", "when"),
    ("every other day", "every 2 days"),
    ("every other month", "every 2 months"),
    ("every other week", "every 2 weeks"),
    ("every other year", "every 2 years"),
    ("each time", "when"),
    ("need to", "must"),
    ("needs to", "must"),
    ("are required to", "must"),
    ("is required to", "must"),
    ("are obliged to", "must"),
    ("are optional", "are voluntary"),
    ("is optional", "is voluntary"),
    ("is obliged to", "must"),
    ("is not for", "is not intended for"),
    ("are not for", "are not intended for"),
    ("on basis", "basis"),
    ("whenever", "when"),
    ("once", "when"),
    ("prior to", "before"),
    ("pursuant to", "under"),
    ("in compliance with", "under"),
    ("using", "by"),
    ("without delay", "without undue delay"),
    ("as soon as", "when"),
    ("at rest", "when \"it is at rest\""),
    ("at rest and in transit", "when \"it is at rest\", \"it is in transit\""),
    ("but only if", "only if"),
    ("but only when", "when"),
    ("charge a fee", "charge \"a fee\""),
    ("charge fee", "charge \"a fee\""),
    ("charge fees", "charge \"fees\""),
    ("charge nothing", "do not charge \"a fee\""),
    ("charge nothing for", "do not charge \"a fee\" for"),
    ("may request that we", "may ask us to"),
    ("can request that we", "can ask us to"),
    ("charge no fee", "do not charge \"a fee\""),
    ("charge no fees", "do not charge \"fees\""),
    ("do not track", "dnt"),
    ("do not track signal", "dnt"),
    ("do not track signals", "dnt"),
    ("global privacy control", "gpc"),
    ("global privacy control signal", "gpc"),
    ("global privacy control signals", "gpc"),
    ("dnt signal", "dnt"),
    ("dnt signals", "dnt"),
    ("gpc signal", "gpc"),
    ("gpc signals", "gpc"),
    ("if we believe", "if belief"),
    ("if we believe that", "if belief"),
    ("in transit", "when \"it is in transit\""),
    ("in transit and at rest", "when \"it is in transit\", \"it is at rest\""),
    ("irrespective of", "despite"),
    ("like", "such as"),
    ("limit the use of", "limit"),
    ("limit use of", "limit"),
    ("off by default", "off until consent"),
    ("time to time", "from time to time"),
    ("only as long as", "while"),
    ("only for as long as", "while"),
    ("only so long as", "while"),
    ("regardless of", "despite"),
    ("unless prohibited by law", "if law-permits"),
    ("where law-permits", "if law-permits"),
    ("where law-requires", "if law-requires"),
    ("where necessary", "if necessary"),
    ("without a fee", "fee none"),
    ("without fee", "fee none"),
];

/// Words, and what to do about them; what stands behind them is put in the place of `{}`.
const SAY: &[(&str, &str)] = &[
    ("above", OLDER),
    ("and never", NEGATED),
    ("and not", NEGATED),
    ("at latest", LATEST),
    ("charge a fee of", "write `charge \"a fee of {}\"`"),
    ("for using", "what is done stands in one text: `for \"using {}\"`"),
    ("intend to", PLANNED),
    ("intends to", PLANNED),
    ("plan to", PLANNED),
    ("plans to", PLANNED),
    ("commercially reasonable", SHADED),
    ("commercially reasonable efforts", SHADED),
    ("reasonable efforts", SHADED),
    ("at the latest", LATEST),
    ("based on", GROUND),
    ("although", HINDERED),
    ("even though", HINDERED),
    ("in spite of", HINDERED),
    ("though", HINDERED),
    ("give you notice of", NOTICE),
    ("give you notice", NOTICE),
    ("give notice", NOTICE),
    ("give notice of", NOTICE),
    ("give notice to", NOTICE),
    ("give people notice of", NOTICE),
    ("provide notice of", NOTICE),
    ("basis none", BASIS),
    ("basis unstated", BASIS),
    ("but", NEGATED),
    ("but not", NEGATED),
    ("can ask us not to", ASK_NOT),
    ("do not have the right to", DENIED),
    ("don't have the right to", DENIED),
    ("don’t have the right to", DENIED),
    ("e.g", "write `such as` in its place"),
    ("etc", "write `and others` at the end of the list in its place"),
    ("even if", HINDERED),
    ("except by", "say first what is left out of: `by \"any means\" except …`"),
    (
        "except for",
        "leave out `for` before what is left out; of purposes say first all: `for \"any purpose\" except …`",
    ),
    ("except from", "say first what is left out of: `from \"anyone\" except …`"),
    ("except in", "say first what is left out of: `in \"any country\" except …`"),
    ("except to", "say first what is left out of: `to \"anyone\" except …`"),
    ("except with", "say first what is left out of: `with \"anyone\" except …`"),
    ("fewer than", LIMIT),
    ("for about", ABOUT),
    ("for approximately", ABOUT),
    ("for around", ABOUT),
    ("for roughly", ABOUT),
    ("has not the right to", DENIED),
    ("have a right of", RIGHT_OF),
    ("have not the right to", DENIED),
    ("have the right of", RIGHT_OF),
    ("i.e", "leave it out, and say only what is meant"),
    ("in exchange for", GIVEN),
    ("in return for", GIVEN),
    ("less than", LIMIT),
    ("longer than", LIMIT),
    ("may ask us not to", ASK_NOT),
    ("may have the right not to", RIGHT_NOT),
    ("more than", LIMIT),
    ("never", NEGATED),
    ("no", "it is the verb that is denied: `we do not …`"),
    ("not", NEGATED),
    ("not all", "what some of them do not do is said of these: `some … do not …`"),
    ("no one", NOBODY),
    ("no-one", NOBODY),
    ("nobody", NOBODY),
    ("the minimum necessary", HOW_MUCH),
    ("minimum necessary", HOW_MUCH),
    ("only the minimum", HOW_MUCH),
    ("the minimum", HOW_MUCH),
    ("nothing", "it is the verb that is denied: `we do not … personal-data`"),
    ("older than", OLDER),
    ("on the basis of", GROUND),
    ("once a", OFTEN),
    ("once every", OFTEN),
    ("once per", OFTEN),
    (
        "on until",
        "a tracker that is on from the start does not say so: delete this; how to turn it off is its `control`",
    ),
    ("outside", OUTSIDE),
    ("outside of", OUTSIDE),
    ("over", OLDER),
    ("reserve the right not to", KEPT),
    ("reserves the right not to", KEPT),
    ("since", "a reason stands after `because`, and what comes first after `after`"),
    ("so that", "what something is for stands after `for`, in quotes: `for \"send you news\"`"),
    ("strive not to", STRIVE_NOT),
    ("strives not to", STRIVE_NOT),
    ("twice a", OFTEN),
    ("twice every", OFTEN),
    ("twice per", OFTEN),
    ("choose not to", "what one chooses stands in quotes: `choose \"not to {}\"`"),
    ("has never", "write `has not`, and `at any time` at the end"),
    ("have never", "write `have not`, and `at any time` at the end"),
    ("in connection with", "what happens then stands after `when`, as a sentence: `when \"there is {}\"`"),
    ("in response to", "what happens then stands after `when`, as a sentence: `when \"we respond to {}\"`"),
    ("may be legally required to", OBLIGED),
    ("may be obliged by law to", OBLIGED),
    ("may be obliged to", OBLIGED),
    ("may be required by law to", OBLIGED),
    ("may be required to", OBLIGED),
    ("are legally obliged to", MUST),
    ("are legally required to", MUST),
    ("are obliged by law to", MUST),
    ("are required by law to", MUST),
    ("are required by the law to", MUST),
    ("is legally obliged to", MUST),
    ("is legally required to", MUST),
    ("is obliged by law to", MUST),
    ("is required by law to", MUST),
    ("is required by the law to", MUST),
    ("not attempt to", "say it in quotes: `not \"attempt to {}\"`"),
    ("not try to", "say it in quotes: `not \"try to {}\"`"),
    (
        "on behalf of",
        "for whom something is done stands in quotes behind what it is done to: `\"on behalf of {}\"`",
    ),
    ("the following", "write what follows on this line, with commas"),
    ("where", "a condition stands after `if`, and an event after `when`: `if …`, `when \"…\"`"),
    ("whether or not", "leave out what makes no difference, or say it in a `note`: `note \"…\"`"),
    ("within a reasonable period", SOON),
    ("within a reasonable time", SOON),
    ("within reasonable time", SOON),
    ("which", "what is said of it is a sentence of its own, on a line of its own"),
    ("subject to", "say what it depends on, `if …`, or what governs it, `under …`"),
    ("because of", REASON),
    ("due to", REASON),
    ("owing to", REASON),
    ("during", "write `while`, with what goes on: `while \"you visit us\"`"),
    ("upon", "an event stands after `when` or `after`: `when \"…\"`"),
    ("as of", "since when something holds is said in words, in the text that it belongs to: `\"… as of …\"`"),
    ("do not have to", NEED_NOT),
    ("does not have to", NEED_NOT),
    ("do not need to", NEED_NOT),
    ("does not need to", NEED_NOT),
    ("may have to", OBLIGED),
    ("extendable by", "it stands behind a deadline: `within 30 days extendable by 15 days`"),
    ("no longer", "write `do not` or `does not`; what was done before stands in a `note`"),
    ("until no longer", "say it in words: `until \"it is no longer …\"`"),
    ("while no longer", "say it in words: `while \"it is no longer …\"`"),
    ("retention of", "how long something is kept is said of who keeps it: `we keep … for …`"),
];

/// Words that are none of the language's, wherever they stand.
const ANYWHERE: &[(&str, &str)] = &[
    ("care", "say it in quotes, with what it is about: `\"care …\"`"),
    ("cares", "say it in quotes, with what it is about: `\"cares …\"`"),
    ("ever", "leave it out: what is denied is denied for every time"),
    ("both", "leave it out: `and` says so by itself"),
    ("either", "leave it out: `or` says so by itself"),
    ("neither", "deny the verb, and join with `or`: `we do not share or sell …`, `we do not share … or …`"),
    ("nor", "write `or`, after a verb that is denied: `we do not share … or …`"),
    ("often", SHADE),
    ("seldom", SHADE),
    ("remain", "say it in quotes, with what it is about: `\"remain …\"`"),
    ("remains", "say it in quotes, with what it is about: `\"remains …\"`"),
    ("tell", TELL),
    ("tells", TELL),
];

const NOBODY: &str = "it is the verb that is denied, `we do not share … with \"anyone\"`; who does nothing stands in quotes, `\"no one\" …`";
const HOW_MUCH: &str =
    "how much of something stands in quotes right behind its name: `… \"the minimum necessary\"`";
const PLANNED: &str = "write `will` for a promise, `strive to` for an effort, or `may` for what can happen";
const SHADED: &str =
    "an effort is said with the verb, `we strive to …`; other words of your own stand in quotes";
const TELL: &str = "who is told something is notified, `we notify you about …`; what one can tell stands in quotes, `\"tell …\"`";
const SHADE: &str = "leave it out, and say in a `note` how it is meant: `note \"…\"`";
const OBLIGED: &str = "write `may`, and on what it hangs: `we may … if law-requires`";
const MUST: &str = "write `must`, and on what it hangs: `… must … if law-requires`";
const SOON: &str =
    "a deadline has a length, `within 30 days`; other words stand in quotes, `within \"a reasonable time\"`";
pub(super) const AS_SOON: &str = "what happens first stands after `when`, as a sentence: `when \"…\"`; without one write `without undue delay`";
pub(super) const ONCE: &str = "what happens first stands after `when`, as a sentence: `when \"…\"`; how many times is said as `at most once`";
const HINDERED: &str = "what does not hinder it stands after `despite`: `despite \"your objection\"`";
const NOTICE: &str = "who is told something is notified: `notify you about \"…\"`";
const RIGHT_OF: &str = "say what one may do: `have the right to …`";
const NEED_NOT: &str = "what need not be done stands in quotes: `you \"do not have to …\"`";
const REASON: &str = "a reason stands after `because`, as a sentence: `because \"…\"`";

/// How several legal bases are named.
pub(super) const BASES: &str = "legal bases are separated by commas: `basis consent, contract`";
const BASIS: &str = "delete it: where no legal basis is named, none is claimed";
const ABOUT: &str = "a length of time has a limit: `for at most …`, or `for at least …`";
const GROUND: &str =
    "a legal basis stands after `basis`: `basis consent`; what something hangs on after `depending on`";
const OFTEN: &str = "how often something happens stands after `every`: `every year`; how often it may at most: `at most 2 times per year`";
const DENIED: &str = "a right that is denied stands in quotes: `you \"do not have the right to …\"`";
const GIVEN: &str = "what is given for it stands in the braces of the recipient: `consideration \"…\"`";
const KEPT: &str = "write `reserve the right to \"not …\"`, with the rest in the quotes";
const LATEST: &str = "a deadline stands after `within`: `within 30 days of \"…\"`";
const NEGATED: &str = "what is left out of a list stands after `except`; what is not done is a sentence of its own, `we do not …`";

const OLDER: &str = "an age is said by its upper limit, `under …`; others stand in quotes, with whom they are about: `\"people over …\"`";
const OUTSIDE: &str = "say in quotes what is outside of it, after `to` or `in`: `to \"countries outside …\"`";
const ASK_NOT: &str = "write `may ask us to \"not …\"`, with the rest in the quotes";
const LIMIT: &str = "`at least` and `at most` stand before a length of time; other limits stand in quotes, with what they limit";
const STRIVE_NOT: &str = "write `strive to \"not …\"`, with the rest in the quotes";
const RIGHT_NOT: &str = "write `may have the right to \"not …\"`, with the rest in the quotes";

/// What to do about a word that is wrong in every place, or for its apostrophe.
pub(super) fn anywhere(word: &str) -> Option<Way> {
    let said = ANYWHERE.iter().find(|(said, _)| *said == word).map(|(_, help)| Way::Say((*help).to_owned()));
    said.or_else(|| denied(word).or_else(|| apart(word)).map(Way::Write))
}

/// Words of the language that are one with hyphens: `from-time-to-time`.
fn apart(word: &str) -> Option<String> {
    let words = word.contains('-').then(|| word.replace('-', " "))?;
    let mut rules =
        ["ADVERB", "BOUND", "CONDITION", "EXTENDABLE", "LISTING", "LOOKBACK", "MODAL", "OFTEN"].iter();
    rules.any(|rule| grammar_phrases(rule).contains(&words)).then_some(words)
}

/// What a word is short for that denies: `can't`.
fn denied(word: &str) -> Option<String> {
    let modal = match word.strip_suffix("n't")? {
        "ca" => return Some("cannot".to_owned()),
        "wo" | "sha" => "will",
        other => other,
    };
    let not = format!("{modal} not");
    Modal::parse(&not).map(|_| not)
}

/// What to do about some words.
pub(super) fn way(words: &str) -> Option<Way> {
    let find = |table: &[(&'static str, &'static str)]| {
        table.iter().find(|(said, _)| *said == words).map(|(_, instead)| (*instead).to_owned())
    };
    find(WRITE).map(Way::Write).or_else(|| find(SAY).map(Way::Say))
}

/// What to write for words that say how a sentence is meant.
pub(super) fn modal(words: &str) -> Option<Way> {
    way(words).filter(|way| match way {
        Way::Write(words) => grammar_phrases("MODAL").contains(words),
        Way::Say(help) => matches!(&**help, MUST | NEED_NOT | OBLIGED),
    })
}

/// A way out with what stands behind the words: one thing is there, several are, and what is known is neither.
pub(super) fn filled(help: &str, said: &str) -> String {
    const THERE: &str = "there is {}";
    let is_known = ["the", "our", "your", "their", "its", "this", "these"]
        .iter()
        .any(|first| said.strip_prefix(first).is_some_and(|rest| rest.starts_with(' ')));
    let help = match () {
        () if is_known => help.replace(THERE, "…"),
        () if said.ends_with('s') && !said.ends_with("ss") => help.replace(THERE, "there are {}"),
        () => help.to_owned(),
    };
    help.replace("{}", said)
}

#[cfg(test)]
mod tests;
