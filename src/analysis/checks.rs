//! The checks of `met-by`, `applies` and the facts: what a policy declares.
//!
//! A check looks at the statements that the people of one law can rely on, and
//! at declarations. It finds something or it does not; that silence proves
//! nothing is for the facts to say.

mod shape;

use jiff::civil::Date;

use super::reach::{Placed, Reach};
use super::select;
use crate::law::{Asks, Check, Kind};
use crate::model::words::{
    Absence, Adverb, DateWord, ListWord, Modal, NounKind, Qualifier, Quantifier, Topic,
};
use crate::model::{
    Class, Clause, ClauseKind, Dated, Ground, Noun, NounId, Ref, Special, Statement, Term, Value,
};
use crate::source::Span;
pub(crate) use shape::mistake;

/// What was found for a question: whether it is so, if that can be known, and where that is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Whether it is so.
    pub holds: Option<bool>,
    /// The declarations that show it.
    pub at: Vec<Span>,
}

impl Found {
    pub(crate) fn of(at: Vec<Span>) -> Self {
        Self { holds: Some(!at.is_empty()), at }
    }
}

/// The word for where the law holds that asks.
pub(crate) const HERE: &str = "here";

/// One policy under one law.
pub(crate) struct Asking<'a> {
    pub(crate) reach: Reach<'a>,
    placed: Vec<Placed<'a>>,
    as_of: Option<Date>,
}

impl<'a> Asking<'a> {
    pub(crate) fn new(reach: Reach<'a>, as_of: Option<Date>) -> Self {
        Self { reach, placed: reach.statements(), as_of }
    }

    /// Answers a check.
    pub(crate) fn ask(&self, check: &Check) -> Found {
        match check.asks {
            Asks::Does | Asks::Denies | Asks::Says => Found::of(self.statements(check)),
            Asks::Names => Found::of(self.names(check)),
            Asks::Date => self.date(check),
            Asks::Channels => self.channels(check),
            Asks::Right => Found::of(self.rights(check)),
            Asks::Basis => Found::of(self.bases(check)),
            Asks::Transfers => Found::of(self.transfers(key(check, "outside"))),
            Asks::Serves => Found::of(self.serves(first(check))),
            Asks::Established => Found::of(self.established(first(check))),
            Asks::Safeguard => Found::of(self.safeguards(first(check))),
        }
    }

    // ---- Statements ------------------------------------------------------------------

    fn statements(&self, check: &Check) -> Vec<Span> {
        let said = self.placed.iter().filter(|placed| {
            let statement = placed.statement;
            let stance = match check.asks {
                Asks::Does => !statement.modal.negative() && statement.modal != Modal::MayBeUnable,
                Asks::Denies => statement.modal.negative() && self.unlimited(placed, check),
                _ => true,
            };
            stance && self.by(statement, check) && self.verb(statement, check) && self.limits(placed, check)
        });
        said.map(|placed| placed.statement.span).collect()
    }

    fn by(&self, statement: &Statement, check: &Check) -> bool {
        let default = if check.asks == Asks::Says { "any" } else { "us" };
        let wanted = key(check, "who").first().map_or(default, String::as_str);
        match wanted {
            "any" => true,
            "us" => self.reach.by_publisher(statement),
            "people" => self.reach.by_people(statement),
            _ => {
                !statement.subjects.is_empty()
                    && statement.subjects.iter().all(|term| self.is_recipient(term))
            }
        }
    }

    fn verb(&self, statement: &Statement, check: &Check) -> bool {
        first(check).iter().any(|word| match Topic::parse(word) {
            _ if word == "any" => true,
            // To provide is to disclose only where data is provided.
            Some(Topic::Sharing) if check.asks != Asks::Says && self.reach.by_publisher(statement) => {
                self.reach.discloses(statement)
            }
            Some(topic) if check.asks == Asks::Says => statement.topic == topic,
            Some(topic) => select::verb_of(statement, topic),
            None => statement.does(word),
        })
    }

    /// Whether a denial leaves nothing open: no condition, no exception, no special case
    /// that the check does not ask about.
    fn unlimited(&self, placed: &Placed<'_>, check: &Check) -> bool {
        let asked = |name: &str| check.keys.contains_key(name);
        let statement = placed.statement;
        let clause = |clause: &Clause| match &clause.kind {
            ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _) => true,
            ClauseKind::List(ListWord::To | ListWord::With, list) if !asked("to") && !asked("about") => {
                let everyone = |term: &Term| {
                    self.is_a(term, "third-party")
                        || matches!(term.value, Value::Ref(Ref::Special(Special::Others)))
                };
                !list.terms.iter().any(everyone)
            }
            ClauseKind::List(ListWord::For, _) => !asked("for") && !asked("words"),
            ClauseKind::List(ListWord::From, _) => !asked("from") && !asked("about"),
            ClauseKind::List(ListWord::In, _) => true,
            _ => false,
        };
        let partly = |term: &Term| {
            matches!(
                term.quantifier,
                Some(
                    Quantifier::Some
                        | Quantifier::Certain
                        | Quantifier::Most
                        | Quantifier::MuchOf
                        | Quantifier::Other
                )
            )
        };
        !statement.clauses.iter().any(clause)
            && !statement.object_terms().any(partly)
            && (asked("about") || !self.reach.is_about_minors(placed))
    }

    fn limits(&self, placed: &Placed<'a>, check: &Check) -> bool {
        let statement = placed.statement;
        check.keys.iter().all(|(name, wanted)| match name.as_str() {
            "what" => wanted.iter().any(|what| self.is_about(statement, what, check.asks)),
            "code" => {
                wanted.iter().any(|code| statement.object_terms().any(|term| self.has_code(term, code)))
            }
            "to" => wanted.iter().any(|role| self.goes_to(statement, role)),
            "for" => wanted.iter().any(|purpose| self.is_for(statement, purpose)),
            "from" => wanted.iter().any(|source| self.comes_from(statement, source)),
            "about" => self.concerns(placed, wanted, check),
            "clause" => wanted.iter().any(|word| self.has_clause(statement, word)),
            "how" => wanted
                .iter()
                .any(|word| Adverb::parse(word).is_some_and(|how| statement.adverbs.contains(&how))),
            "words" => select::mentions(statement, wanted),
            // `who` is asked elsewhere, `under` together with `about`.
            _ => true,
        })
    }

    fn is_about(&self, statement: &Statement, what: &str, asks: Asks) -> bool {
        match what {
            "data" => {
                let denies_all = asks == Asks::Denies && statement.objects.is_none();
                denies_all || statement.object_terms().any(|term| self.reach.is_data(term))
            }
            "technology" => statement.object_terms().any(|term| {
                self.noun(term).is_some_and(|noun| noun.kind == NounKind::Tracker)
                    || self.deep(term).iter().any(|class| class.kind == Kind::Technology)
            }),
            _ => select::terms(statement).any(|term| self.is_a(term, what)),
        }
    }

    fn goes_to(&self, statement: &Statement, role: &str) -> bool {
        let mut to = statement.terms(ListWord::To).chain(statement.terms(ListWord::With));
        match role {
            "any" => to.any(|term| self.is_recipient(term)),
            _ => to.any(|term| self.is_of(term, Kind::Role, role)),
        }
    }

    fn is_for(&self, statement: &Statement, purpose: &str) -> bool {
        let mut purposes =
            statement.terms(ListWord::For).filter(|term| !matches!(term.value, Value::Duration(_)));
        match purpose {
            "any" => purposes.next().is_some(),
            _ => purposes.any(|term| self.is_of(term, Kind::Purpose, purpose)),
        }
    }

    fn comes_from(&self, statement: &Statement, source: &str) -> bool {
        let from: Vec<&Term> = statement.terms(ListWord::From).collect();
        match source {
            "any" => !from.is_empty(),
            "direct" => from.is_empty() || from.iter().any(|term| self.reach.is_direct(term)),
            "other" => from.iter().any(|term| !self.reach.is_direct(term)),
            "public" => from.iter().any(|term| {
                let public = |class: &Class| {
                    class.kind == Kind::Source
                        && self.reach.vocabulary.find(Kind::Source, class.id).is_some_and(|term| term.public)
                };
                self.deep(term).iter().any(public)
            }),
            _ => from.iter().any(|term| self.is_of(term, Kind::Source, source)),
        }
    }

    /// Whether it is about some people, and about those of the age that is asked for.
    fn concerns(&self, placed: &Placed<'a>, wanted: &[String], check: &Check) -> bool {
        let around = placed.scopes.iter().flat_map(|section| &section.clauses);
        let clauses: Vec<&Clause> = around.chain(&placed.statement.clauses).collect();
        let listed = clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(word, list) => Some((*word, list)),
            _ => None,
        });
        let own = placed.statement.object_terms().chain(&placed.statement.subjects);
        let parties = clauses.iter().flat_map(|clause| match &clause.kind {
            ClauseKind::Condition(_, guarded) => select::parties(guarded),
            _ => Vec::new(),
        });
        let parties: Vec<&Ref> = parties.collect();
        let terms: Vec<&Term> = own.chain(listed.clone().flat_map(|(_, list)| &list.terms)).collect();
        let named = |audience: &str| {
            terms.iter().any(|term| self.is_of(term, Kind::Audience, audience))
                || parties.iter().any(|party| self.ref_is(party, Kind::Audience, audience))
        };
        let ages: Vec<u64> = listed
            .filter(|(word, _)| *word == ListWord::Under)
            .flat_map(|(_, list)| &list.terms)
            .filter_map(|term| if let Value::Number(age) = term.value { Some(age) } else { None })
            .collect();
        let young = |audience: &str| matches!(audience, "minor" | "child");
        let concerned =
            wanted.iter().any(|audience| named(audience) || (young(audience) && !ages.is_empty()));
        let limit = key(check, "under").first().and_then(|age| age.parse::<u64>().ok());
        let fits = match limit {
            None => true,
            // Who denies it of those under 16 denies it of those under 13.
            Some(limit) if check.asks == Asks::Denies => {
                ages.is_empty() || ages.iter().any(|age| *age >= limit)
            }
            Some(limit) if ages.is_empty() => limit >= 18 || named("child"),
            Some(limit) => ages.iter().any(|age| *age <= limit),
        };
        concerned && fits
    }

    fn has_clause(&self, statement: &Statement, word: &str) -> bool {
        match word {
            "period" => select::says_how_long(statement),
            "provision" => self.reach.says_whether_to_provide(statement),
            _ => select::has(statement, |clause| clause_word(clause) == Some(word)),
        }
    }

    // ---- Declarations ----------------------------------------------------------------

    fn names(&self, check: &Check) -> Vec<Span> {
        let kinds: Vec<NounKind> = first(check).iter().filter_map(|word| NounKind::parse(word)).collect();
        let classes = check.words.get(1).map_or(&[][..], Vec::as_slice);
        let (has, none, how) = (key(check, "has"), key(check, "none"), key(check, "how"));
        let fits = |noun: &&Noun| {
            kinds.contains(&noun.kind)
                && (classes.is_empty() || classes.iter().any(|id| self.any_is_a(&noun.classes, id)))
                && (has.is_empty() || has.iter().any(|word| declared(noun, word)))
                && (none.is_empty() || none.iter().any(|word| says_none(noun, word)))
                && (how.is_empty() || how.iter().any(|word| qualified(noun, word)))
        };
        let mut at: Vec<Span> = Vec::new();
        for noun in self.reach.policy.nouns.iter().filter(fits) {
            // What a declaration says of itself is in its properties; those show it best.
            let shown =
                noun.properties.iter().filter(|property| has.iter().any(|word| word == property.word));
            let before = at.len();
            at.extend(shown.map(|property| property.span));
            if at.len() == before {
                at.push(noun.id_span);
            }
        }
        if !classes.is_empty() && has.is_empty() && none.is_empty() && how.is_empty() {
            at.extend(self.named_in_passing(&kinds, classes));
        }
        at
    }

    /// Where a statement that is no denial names a thing of a kind without a declaration.
    fn named_in_passing(&self, kinds: &[NounKind], classes: &[String]) -> Vec<Span> {
        let lists: Vec<Kind> = kinds.iter().filter_map(|kind| list_of(*kind)).collect();
        let placed = self.placed.iter().filter(|placed| !placed.statement.modal.negative());
        let terms = placed.flat_map(|placed| select::terms(placed.statement));
        let named = terms.filter(|term| {
            self.noun(term).is_none()
                && lists.iter().any(|kind| classes.iter().any(|id| self.is_of(term, *kind, id)))
        });
        named.map(|term| term.span).collect()
    }

    fn date(&self, check: &Check) -> Found {
        let Some(word) = first(check).first().and_then(|word| DateWord::parse(word)) else {
            return Found::default();
        };
        let clauses = self.reach.policy.head().map_or(&[][..], |head| head.clauses.as_slice());
        let dated = clauses.iter().find_map(|clause| match clause.kind {
            ClauseKind::Dated(found, Dated::On(date)) if found == word => Some((date, clause.span)),
            _ => None,
        });
        let months = key(check, "within").first().and_then(|months| months.parse::<i32>().ok());
        match (dated, months) {
            (None, None) => Found::of(Vec::new()),
            // That there is no date at all is another question.
            (None, Some(_)) => Found::default(),
            (Some((_, at)), None) => Found::of(vec![at]),
            (Some((date, at)), Some(months)) => {
                // Without a day to judge by there is no telling how old a date is.
                let since = self.as_of.and_then(|day| day.checked_sub(jiff::Span::new().months(months)).ok());
                Found { holds: since.map(|since| since <= date), at: vec![at] }
            }
        }
    }

    /// The ways that are named where people make requests, each once.
    fn channels(&self, check: &Check) -> Found {
        let wanted = first(check).first().and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
        let kinds = check.words.get(1).map_or(&[][..], Vec::as_slice);
        let mut seen: Vec<&Value> = Vec::new();
        let mut at = Vec::new();
        for placed in &self.placed {
            let statement = placed.statement;
            let topics = [Topic::Rights, Topic::Requests, Topic::Choices];
            let asks =
                topics.contains(&statement.topic) || statement.modal.right() || statement.does("exercise");
            if !asks || !self.reach.by_people(statement) || statement.modal.negative() {
                continue;
            }
            let means = [ListWord::By, ListWord::Through, ListWord::On].map(|word| statement.terms(word));
            for term in means.into_iter().flatten() {
                if self.is_channel(term, kinds) && !seen.contains(&&term.value) {
                    seen.push(&term.value);
                    at.push(term.span);
                }
            }
        }
        let several = self.channels_in_one(&seen, kinds);
        Found { holds: Some(seen.len().max(several) >= wanted), at }
    }

    /// How many ways the one channel that says most stands for: "by email or post" may be one declaration.
    fn channels_in_one(&self, seen: &[&Value], kinds: &[String]) -> usize {
        let classes = seen.iter().filter_map(|value| match value {
            Value::Ref(Ref::Noun(id)) => self.reach.policy.noun(*id),
            _ => None,
        });
        let of_kind = |noun: &Noun| {
            let wanted = |class: &&Class| {
                kinds.is_empty() || kinds.iter().any(|id| self.class_is(class, Kind::Channel, id))
            };
            noun.classes.iter().filter(wanted).count()
        };
        classes.map(of_kind).max().unwrap_or(0)
    }

    fn is_channel(&self, term: &Term, kinds: &[String]) -> bool {
        let noun = self.noun(term).is_some_and(|noun| noun.kind == NounKind::Channel);
        let class = self.deep(term).iter().any(|class| class.kind == Kind::Channel);
        (noun || class)
            && (kinds.is_empty() || kinds.iter().any(|kind| self.is_of(term, Kind::Channel, kind)))
    }

    fn rights(&self, check: &Check) -> Vec<Span> {
        let rights = first(check).iter().filter_map(|id| self.reach.vocabulary.find(Kind::Right, id));
        let rights: Vec<_> = rights.collect();
        let granted = self.placed.iter().map(|placed| placed.statement).filter(|statement| {
            !statement.modal.negative()
                && rights.iter().any(|right| self.reach.is_about_right(statement, right))
        });
        granted.map(|statement| statement.span).collect()
    }

    fn bases(&self, check: &Check) -> Vec<Span> {
        let wanted = first(check);
        let (bound, with) = (!key(check, "bound").is_empty(), !key(check, "with").is_empty());
        let fits = |ground: &Ground, purposes: bool| {
            let basis = wanted.iter().any(|id| id == "any" || self.ref_is(&ground.basis, Kind::Basis, id));
            basis
                && (!bound || purposes || !ground.purposes.is_empty())
                && (!with || purposes || ground.interest.is_some() || !ground.purposes.is_empty())
        };
        let mut at = Vec::new();
        for placed in &self.placed {
            let purposes = self.is_for(placed.statement, "any");
            for clause in &placed.statement.clauses {
                if let ClauseKind::Basis(grounds) = &clause.kind {
                    let alone = purposes && grounds.len() == 1;
                    at.extend(grounds.iter().filter(|ground| fits(ground, alone)).map(|ground| ground.span));
                }
            }
        }
        for (_, noun) in self.reach.policy.nouns_of(NounKind::Purpose) {
            for clause in &noun.clauses {
                if let ClauseKind::Basis(grounds) = &clause.kind {
                    at.extend(grounds.iter().filter(|ground| fits(ground, true)).map(|ground| ground.span));
                }
            }
        }
        at
    }

    // ---- Places ----------------------------------------------------------------------

    /// Whether a place lies in one of these regions.
    fn lies_in(&self, place: &str, regions: &[String]) -> bool {
        let here = regions.iter().any(|region| region == HERE);
        let mut all = regions.iter().chain(if here { self.reach.regions } else { &[] });
        all.any(|region| region == "any" || self.reach.vocabulary.is_a(Kind::Region, place, region))
    }

    fn transfers(&self, outside: &[String]) -> Vec<Span> {
        let mut at = Vec::new();
        for (_, noun) in self.reach.policy.nouns_of(NounKind::Recipient) {
            let countries = noun.property("country").flat_map(|property| &property.list.terms);
            let abroad = countries.filter(|term| {
                matches!(&term.value, Value::Ref(Ref::Builtin(class)) if !self.lies_in(class.id, outside))
            });
            at.extend(abroad.map(|term| term.span));
        }
        for placed in &self.placed {
            let statement = placed.statement;
            if statement.modal.negative() || !self.reach.goes_abroad(statement) {
                continue;
            }
            let places = [ListWord::To, ListWord::In, ListWord::On].map(|word| statement.terms(word));
            let abroad = places.into_iter().flatten().any(|term| {
                let places = self.reach.places(term);
                let region = self.noun(term).is_some_and(|noun| noun.kind == NounKind::Region);
                // A region of the author's own whose places are not known stands for somewhere else.
                (region && places.is_empty()) || places.iter().any(|place| !self.lies_in(place, outside))
            });
            if abroad {
                at.push(statement.span);
            }
        }
        at
    }

    fn serves(&self, regions: &[String]) -> Vec<Span> {
        if regions.iter().any(|region| region == HERE) && self.reach.regions.is_empty() {
            return self.reach.policy.span.into_iter().collect();
        }
        let words = [ListWord::In, ListWord::For, ListWord::About, ListWord::From, ListWord::Of];
        let of = |clauses: &'a [Clause]| {
            clauses.iter().filter_map(move |clause| match &clause.kind {
                ClauseKind::List(word, list) if words.contains(word) => Some(&list.terms),
                _ => None,
            })
        };
        let mut at: Vec<Span> = Vec::new();
        for placed in self.placed.iter().filter(|placed| !placed.statement.modal.negative()) {
            let around = placed.scopes.iter().flat_map(|section| of(&section.clauses)).flatten();
            let people = self.reach.by_people(placed.statement);
            // Where we do something is not where the people are.
            let own = placed.statement.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::List(ListWord::From | ListWord::About, list) => Some(list),
                ClauseKind::List(ListWord::In, list) if people => Some(list),
                _ => None,
            });
            let terms = around.chain(&placed.statement.subjects).chain(own.flat_map(|list| &list.terms));
            for term in terms.filter(|term| !matches!(term.value, Value::Ref(Ref::Special(_)))) {
                let places = self.reach.places(term);
                if places.iter().any(|place| self.lies_in(place, regions)) && !at.contains(&term.span) {
                    at.push(term.span);
                }
            }
        }
        at
    }

    fn established(&self, regions: &[String]) -> Vec<Span> {
        let Some(publisher) = self.reach.policy.publisher() else { return Vec::new() };
        let countries = publisher.property("country").flat_map(|property| &property.list.terms);
        let within = countries.filter(
            |term| matches!(&term.value, Value::Ref(Ref::Builtin(class)) if self.lies_in(class.id, regions)),
        );
        within.map(|term| term.span).collect()
    }

    fn safeguards(&self, wanted: &[String]) -> Vec<Span> {
        let mut at = Vec::new();
        for (_, noun) in self.reach.policy.nouns_of(NounKind::Recipient) {
            for term in noun.property("safeguard").flat_map(|property| &property.list.terms) {
                if matches!(term.value, Value::Absent(_)) {
                    continue;
                }
                let name = self.spelled(term);
                if wanted
                    .iter()
                    .any(|id| id == "any" || name.split('|').any(|name| name.starts_with(id.as_str())))
                {
                    at.push(term.span);
                }
            }
        }
        let words: Vec<String> =
            wanted.iter().filter(|id| *id != "any").map(|id| id.replace('-', " ")).collect();
        let said = self.placed.iter().filter(|placed| {
            !placed.statement.modal.negative()
                && placed.statement.topic == Topic::Transfers
                && select::mentions(placed.statement, &words)
        });
        at.extend(said.map(|placed| placed.statement.span));
        at
    }

    /// The id of a term, and its name spelled as one.
    fn spelled(&self, term: &Term) -> String {
        let hyphens = |text: &str| text.to_lowercase().replace(' ', "-");
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.reach.policy.noun(*id).map_or_else(String::new, |noun| {
                format!("{}|{}", noun.id, hyphens(noun.name.as_deref().unwrap_or_default()))
            }),
            Value::Ref(Ref::Builtin(class)) => class.id.to_string(),
            Value::Ref(Ref::Text(text)) => hyphens(text),
            _ => String::new(),
        }
    }

    // ---- What terms are --------------------------------------------------------------

    fn noun(&self, term: &Term) -> Option<&'a Noun> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.reach.policy.noun(*id),
            _ => None,
        }
    }

    fn is_recipient(&self, term: &Term) -> bool {
        let classes = self.deep(term);
        match &term.value {
            Value::Ref(Ref::Special(Special::Recipients)) => true,
            Value::Ref(Ref::Noun(id)) => {
                self.reach.policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Recipient)
            }
            // "with others" in the author's words is somebody, unless it is said to be something else.
            Value::Ref(Ref::Text(_)) => {
                classes.is_empty()
                    || classes.iter().any(|class| matches!(class.kind, Kind::Role | Kind::Source))
            }
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Role,
            _ => false,
        }
    }

    /// Everything a term is or holds: of a group of data its items and what stands in it.
    fn deep(&self, term: &Term) -> Vec<Class> {
        let mut found = term.classes.clone();
        match &term.value {
            Value::Ref(Ref::Builtin(class)) => found.push(*class),
            Value::Ref(Ref::Noun(id)) => self.within(*id, 0, &mut found),
            _ => {}
        }
        found
    }

    fn within(&self, id: NounId, depth: u32, out: &mut Vec<Class>) {
        let Some(noun) = self.reach.policy.noun(id).filter(|_| depth < 8) else { return };
        out.extend(noun.classes.iter().cloned());
        for item in &noun.items {
            self.within(*item, depth + 1, out);
        }
        for clause in &noun.clauses {
            if let ClauseKind::List(ListWord::SuchAs | ListWord::Including, list) = &clause.kind {
                for term in &list.terms {
                    out.extend(term.classes.iter().cloned());
                    match &term.value {
                        Value::Ref(Ref::Builtin(class)) => out.push(*class),
                        Value::Ref(Ref::Noun(inner)) if *inner != id => self.within(*inner, depth + 1, out),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Whether a term is, or holds, a thing of any list of the vocabulary.
    fn is_a(&self, term: &Term, id: &str) -> bool {
        self.any_is_a(&self.deep(term), id)
    }

    fn any_is_a(&self, classes: &[Class], id: &str) -> bool {
        classes.iter().any(|class| self.class_is(class, class.kind, id))
    }

    fn is_of(&self, term: &Term, kind: Kind, id: &str) -> bool {
        self.deep(term).iter().any(|class| self.class_is(class, kind, id))
    }

    fn class_is(&self, class: &Class, kind: Kind, id: &str) -> bool {
        // A word such as `partner` is in both lists; beside a text it stands for whichever fits.
        let twins = matches!((class.kind, kind), (Kind::Source, Kind::Role) | (Kind::Role, Kind::Source));
        (class.kind == kind || twins) && self.reach.vocabulary.is_a(kind, class.id, id)
    }

    fn ref_is(&self, name: &Ref, kind: Kind, id: &str) -> bool {
        match name {
            Ref::Builtin(class) => self.class_is(class, kind, id),
            Ref::Noun(noun) => self
                .reach
                .policy
                .noun(*noun)
                .is_some_and(|noun| noun.classes.iter().any(|class| self.class_is(class, kind, id))),
            Ref::Special(_) | Ref::Text(_) | Ref::Unknown(_) => false,
        }
    }

    /// Whether a term certainly has a code: `SCHEME`, or `SCHEME/CODE`.
    fn has_code(&self, term: &Term, wanted: &str) -> bool {
        let (scheme, code) =
            wanted.split_once('/').map_or((wanted, None), |(scheme, code)| (scheme, Some(code)));
        let vocabulary = self.reach.vocabulary;
        self.deep(term).iter().any(|class| {
            vocabulary.find(class.kind, class.id).is_some_and(|term| {
                let found = vocabulary.codes(term, scheme);
                found.sure
                    && !found.codes.is_empty()
                    && code.is_none_or(|code| found.codes.iter().any(|own| own == code))
            })
        })
    }
}

/// The list of the vocabulary for one kind of declaration.
const fn list_of(kind: NounKind) -> Option<Kind> {
    match kind {
        NounKind::Organization | NounKind::Recipient => Some(Kind::Role),
        NounKind::Audience => Some(Kind::Audience),
        NounKind::Region => Some(Kind::Region),
        NounKind::Service => Some(Kind::Service),
        NounKind::Data => Some(Kind::Data),
        NounKind::Purpose => Some(Kind::Purpose),
        NounKind::Source => Some(Kind::Source),
        NounKind::Channel => Some(Kind::Channel),
        NounKind::Tracker => Some(Kind::Technology),
        NounKind::Law => Some(Kind::Law),
        NounKind::Document => Some(Kind::Document),
        NounKind::Policy | NounKind::Condition | NounKind::Definition => None,
    }
}

/// The word that a clause begins with.
fn clause_word(clause: &ClauseKind) -> Option<&'static str> {
    Some(match clause {
        ClauseKind::Condition(word, _) => word.as_str(),
        ClauseKind::List(word, _) => word.as_str(),
        ClauseKind::Saying(word, _) => word.as_str(),
        ClauseKind::Dated(word, _) => word.as_str(),
        ClauseKind::Kept(..) => "kept",
        ClauseKind::Within(..) => "within",
        ClauseKind::Every(_) => "every",
        ClauseKind::Limit(..) => "at-most",
        ClauseKind::Basis(_) => "basis",
        ClauseKind::Lookback(_) | ClauseKind::Allow(..) => return None,
    })
}

fn first(check: &Check) -> &[String] {
    check.words.first().map_or(&[], Vec::as_slice)
}

fn key<'c>(check: &'c Check, name: &str) -> &'c [String] {
    check.keys.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a property has a value that is not deliberately none.
fn declared(noun: &Noun, word: &str) -> bool {
    noun.property(word)
        .flat_map(|property| &property.list.terms)
        .any(|term| !matches!(term.value, Value::Absent(_)))
}

/// Whether a property says that there is none.
fn says_none(noun: &Noun, word: &str) -> bool {
    let none = |term: &Term| matches!(term.value, Value::Absent(Absence::None));
    noun.property(word).flat_map(|property| &property.list.terms).any(none)
}

fn qualified(noun: &Noun, word: &str) -> bool {
    Qualifier::parse(word).is_some_and(|how| noun.qualifiers.contains(&how))
}
