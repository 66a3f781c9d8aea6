//! `does`, `denies` and `says`: what the statements of a policy are about.

use super::index::Index;
use super::survey::Survey;
use foldhash::{HashSet, HashSetExt};

use super::denials::asks;
use super::{Asking, Found, first, first_places, key};
use crate::analysis::inside::asked_consents;
use crate::analysis::keeping;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::{Asks, Check, Kind};
use crate::model::phrase::{names_own, reads_as_sentence};
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Qualifier, Topic};
use crate::model::{Class, Clause, ClauseKind, Length, Ref, Special, Statement, Term, Value, Verb};

impl Asking<'_, '_> {
    /// Whether of each thing that statements do something with, as a check asks, some of them say what for.
    pub(super) fn of_each(&self, check: &Check) -> Found {
        let (mut named, mut told, mut at) = (HashSet::new(), HashSet::new(), Vec::new());
        for number in self.survey.all_said(check).into_iter().filter(|number| self.is_here(*number)) {
            let Some(placed) = self.survey.all.get(number) else { continue };
            let things = placed.statement.object_terms();
            let for_all = purposes(placed.statement).next().is_some();
            let tells =
                |term: &&Term| for_all || !self.survey.declared_for(placed.statement, term).is_empty();
            let (of_told, of_others): (Vec<_>, Vec<_>) = things.partition(tells);
            let coded = |term: &Term| self.survey.each_coded(term, key(check, "code"));
            at.extend(of_told.first().map(|_| placed.statement.span));
            told.extend(of_told.into_iter().flat_map(coded));
            named.extend(of_others.into_iter().flat_map(coded));
        }
        let holds = !told.is_empty() && named.is_subset(&told);
        Found { holds: Some(holds), at: if holds { first_places(at.into_iter()) } else { Vec::new() } }
    }
}

impl<'a> Survey<'a> {
    /// Whether a statement is one that a check asks about.
    pub(super) fn is_said(&self, at: usize, check: &Check) -> bool {
        let Some(placed) = self.all.get(at) else { return false };
        let statement = placed.statement;
        let stance = match check.asks {
            // What identifies nobody is no data that a law protects.
            Asks::Does => {
                (!statement.modal.negative() || self.receivers(statement, check).next().is_some())
                    && statement.modal != Modal::MayBeUnable
                    && !self.reach.is_impersonal(statement)
            }
            Asks::Denies => statement.modal.negative() && self.leaves_nothing_open(placed, check),
            _ => true,
        };
        stance && self.by(statement, check) && self.verb(statement, check) && self.limits(at, placed, check)
    }

    /// The statements that may have one of the verbs, and name what is asked about, in their order.
    pub(super) fn candidates(&self, check: &Check) -> Vec<u32> {
        let index = self.index.get_or_init(|| {
            let statements = self.all.iter().map(|placed| placed.statement);
            let behind = |term: &'a Term, word| self.reach.declared_behind(term, word);
            Index::of(self.reach.vocabulary, statements, behind, |term, each| {
                self.is_any(term, &mut |class| {
                    each(class);
                    false
                });
            })
        });
        let naming = index.candidates(check, self.reach.vocabulary);
        match (self.doing(check), naming) {
            // Whoever denies more than is asked about, denies that.
            (Some(found), _) if check.asks == Asks::Denies => found,
            (None, None) => (0..u32::try_from(self.all.len()).unwrap_or(u32::MAX)).collect(),
            (Some(found), None) | (None, Some(found)) => found,
            (Some(doing), Some(naming)) => {
                let (few, many) = if doing.len() < naming.len() { (doing, naming) } else { (naming, doing) };
                few.into_iter().filter(|at| many.binary_search(at).is_ok()).collect()
            }
        }
    }

    /// The statements that may have one of the verbs that are asked about; nothing, if they may be any.
    fn doing(&self, check: &Check) -> Option<Vec<u32>> {
        let mut found: Vec<u32> = Vec::new();
        for word in first(check) {
            match Topic::parse(word) {
                _ if word == "any" => return None,
                Some(topic) if check.asks == Asks::Says => found.extend(self.of_topic(topic)),
                Some(topic) => found.extend(self.of_deed(topic)),
                None => found.extend(self.of_verb(word)),
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    fn by(&self, statement: &Statement, check: &Check) -> bool {
        let default = if check.asks == Asks::Says { "own" } else { "us" };
        let wanted = key(check, "who").first().map_or(default, String::as_str);
        match wanted {
            "any" => true,
            "own" => !self.is_by_others(statement),
            "us" if check.asks == Asks::Denies => self.is_by_every_service(statement),
            "us" => self.reach.by_publisher(statement),
            "people" => self.reach.by_people(statement),
            _ if check.asks == Asks::Denies => self.is_by_any_party(statement, check),
            _ => {
                !statement.subjects.is_empty()
                    && statement.subjects.iter().all(|term| self.is_recipient(term))
            }
        }
    }

    /// Whether all who do it are other parties, who say nothing of what the publisher does.
    fn is_by_others(&self, statement: &Statement) -> bool {
        let everyone = |term: &Term| {
            matches!(term.value, Value::Ref(Ref::Special(Special::Others | Special::Recipients)))
        };
        !statement.subjects.is_empty()
            && statement.subjects.iter().all(|term| everyone(term) || self.is_other_party(term))
    }

    fn verb(&self, statement: &Statement, check: &Check) -> bool {
        first(check).iter().any(|word| match Topic::parse(word) {
            _ if word == "any" => true,
            // To provide is to disclose only where data is provided.
            Some(Topic::Sharing) if check.asks != Asks::Says && self.reach.by_publisher(statement) => {
                self.reach.discloses(statement)
                    && (check.asks == Asks::Does || select::denies_all(statement, Topic::Sharing))
            }
            Some(topic) if check.asks == Asks::Says => statement.topic == topic,
            Some(topic) if check.asks == Asks::Denies => select::denies_all(statement, topic),
            Some(topic) => select::verb_of(statement, topic),
            None => statement.does(word),
        })
    }

    fn limits(&self, at: usize, placed: &Placed<'a>, check: &Check) -> bool {
        let statement = placed.statement;
        check.keys.iter().all(|(name, wanted)| match name.as_str() {
            // Whether a denial leaves some of it open was asked before.
            "what" if check.asks == Asks::Denies => true,
            "to" if check.asks == Asks::Denies => true,
            "for" if check.asks == Asks::Denies => statement.lists(ListWord::For).next().is_some(),
            "from" if check.asks == Asks::Denies => true,
            "what" => wanted.iter().any(|what| match what.as_str() {
                "data" if check.asks == Asks::Says => self.reach.speaks_of_data(statement),
                _ => self.is_about(statement, what),
            }),
            "code" => {
                wanted.iter().any(|code| statement.object_terms().any(|term| self.has_code(term, code)))
            }
            "to" => wanted.iter().any(|role| self.goes_to(statement, role, check)),
            "for" => wanted.iter().any(|purpose| self.is_for(statement, purpose)),
            "gives" => wanted.iter().any(|what| match what.as_str() {
                "sale" => self.reach.sells(statement) || self.reach.is_paid_for(statement),
                _ => self.reach.advertises(statement),
            }),
            "besides" => !self.reach.only_advertises(statement),
            "from" => wanted.iter().any(|source| self.comes_from(statement, source)),
            "about" => self.concerns(placed, wanted, check),
            "clause" => wanted.iter().any(|word| self.has_clause(statement, word)),
            "how" => wanted
                .iter()
                .any(|word| Adverb::parse(word).is_some_and(|how| statement.adverbs.contains(&how))),
            "words" => self.mentions(at, wanted),
            "section" => wanted.iter().any(|id| placed.within.contains(&id.as_str())),
            // `who` is asked elsewhere, `under` together with `about`.
            _ => true,
        })
    }

    fn is_about(&self, statement: &Statement, what: &str) -> bool {
        match what {
            "data" => statement.object_terms().any(|term| self.reach.is_data(term)),
            "technology" => statement.object_terms().any(|term| self.is_technology(term)),
            "requests" => self.is_about_requests(statement),
            "safeguards" => self.reach.tells_of_copy(statement, self.protecting()),
            "us" => {
                let other = |term: &Term| self.reach.is_people(term) || self.is_other_party(term);
                statement.objects.is_none() || statement.object_terms().any(|term| !other(term))
            }
            _ => select::terms(statement).any(|term| self.is_a(term, what)),
        }
    }

    /// Whether it is about requests, or about who makes them.
    fn is_about_requests(&self, statement: &Statement) -> bool {
        let special = |term: &Term| {
            matches!(term.value, Value::Ref(Ref::Special(Special::Identity | Special::Requests)))
                || self.reach.is_people(term)
                || self.is_of(term, Kind::Data, "identity")
        };
        statement.objects.is_none() || statement.object_terms().any(special)
    }

    /// Whether a term names a company or the like that is not the publisher.
    fn is_other_party(&self, term: &Term) -> bool {
        if let Some(noun) = self.noun(term).filter(|noun| noun.kind == NounKind::Organization) {
            return !self.speaks_for_us(noun);
        }
        self.reach.names_a(term, &[NounKind::Recipient, NounKind::Source])
            || self.reach.classes(term).iter().any(|class| matches!(class.kind, Kind::Role | Kind::Source))
    }

    /// Whether those to whom people turn by a statement may be an authority: nobody is named, or one, or somebody in
    /// words who is not the publisher's own.
    pub(super) fn goes_to_authority(&self, statement: &Statement) -> bool {
        let authority = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) if term.classes.is_empty() => !names_own(text),
            Value::Ref(Ref::Special(_)) => false,
            Value::Ref(Ref::Noun(_)) if !self.is_other_party(term) => false,
            _ => self.is_of(term, Kind::Role, "authority") || self.reach.classes(term).is_empty(),
        };
        let mut to = statement.recipients().peekable();
        to.peek().is_none() || to.any(authority)
    }

    pub(super) fn is_technology(&self, term: &Term) -> bool {
        self.noun(term).is_some_and(|noun| noun.kind == NounKind::Tracker)
            || self.is_any(term, &mut |class| class.kind == Kind::Technology)
    }

    /// Those to whom something goes by a statement: whom a denial leaves out gets it.
    fn receivers<'s>(&'s self, statement: &'s Statement, check: &Check) -> impl Iterator<Item = &'s Term> {
        let denied = check.asks == Asks::Does && statement.modal.negative();
        let left_out = statement.terms(ListWord::Except).filter(|term| self.is_recipient(term));
        let left_out = left_out.filter(move |_| denied && asks(check, "to"));
        statement.recipients().filter(move |_| !denied).chain(left_out)
    }

    fn goes_to(&self, statement: &Statement, role: &str, check: &Check) -> bool {
        let mut to = self.receivers(statement, check);
        match role {
            "any" => to.any(|term| self.is_recipient(term)),
            _ => to.any(|term| self.is_of(term, Kind::Role, role)),
        }
    }

    pub(super) fn is_for(&self, statement: &Statement, purpose: &str) -> bool {
        let declared = statement.object_terms().flat_map(|term| self.declared_for(statement, term));
        let mut purposes = purposes(statement).chain(declared);
        match purpose {
            "any" => purposes.next().is_some(),
            _ => purposes.any(|term| self.is_of(term, Kind::Purpose, purpose)),
        }
    }

    /// What the declaration of data says that it is for, where a statement gets or uses it.
    fn declared_for(&self, statement: &Statement, data: &Term) -> Vec<&'a Term> {
        let does = select::verb_of(statement, Topic::Collection) || select::uses(statement);
        let mut declared = match does && statement.modal.affirms() {
            true => self.reach.declared_behind(data, ListWord::For),
            false => Vec::new(),
        };
        declared.retain(|term| !self.reach.is_people(term));
        declared
    }

    /// Where the declaration of data says that it comes from, where a statement gets it.
    fn declared_from(&self, statement: &Statement, data: &Term) -> Vec<&'a Term> {
        let gets = select::verb_of(statement, Topic::Collection) && statement.modal.affirms();
        if gets { self.reach.declared_behind(data, ListWord::From) } else { Vec::new() }
    }

    fn comes_from(&self, statement: &Statement, source: &str) -> bool {
        let declared: Vec<Vec<&Term>> =
            statement.object_terms().map(|term| self.declared_from(statement, term)).collect();
        let here = statement.terms(ListWord::From).next().is_some();
        let untold = !here && (declared.is_empty() || declared.iter().any(Vec::is_empty));
        let from: Vec<&Term> =
            statement.terms(ListWord::From).chain(declared.into_iter().flatten()).collect();
        match source {
            // What comes directly comes from those whom it is about.
            "any" => !from.is_empty() || select::comes_how(statement) == Some(Qualifier::Directly.as_str()),
            // What is worked out comes from what was there before.
            "direct" => {
                untold
                    && !statement
                        .verbs
                        .iter()
                        .all(|verb| matches!(verb, Verb::Known(known) if known.id == "infer"))
                    || from.iter().any(|term| self.reach.is_direct(term))
            }
            "other" => from.iter().any(|term| !self.reach.is_direct(term)),
            "public" => from.iter().any(|term| {
                let public = |class: &Class| {
                    class.kind == Kind::Source
                        && self.reach.vocabulary.find(Kind::Source, class.id).is_some_and(|term| term.public)
                };
                self.is_any(term, &mut { public })
            }),
            _ => from.iter().any(|term| self.is_of(term, Kind::Source, source)),
        }
    }

    /// Whether it is about some people, and about those of the age that is asked for.
    pub(super) fn concerns(&self, placed: &Placed<'a>, wanted: &[String], check: &Check) -> bool {
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
            // Who denies it of those under 16 denies it of those under 13, and who speaks of those under 13
            // only has not spoken of those under 16.
            Some(limit) if check.asks != Asks::Does => {
                ages.is_empty() || ages.iter().any(|age| *age >= limit)
            }
            Some(limit) if ages.is_empty() => limit >= 18 || named("child"),
            Some(limit) => ages.iter().any(|age| *age <= limit),
        };
        concerned && fits
    }

    fn has_clause(&self, statement: &Statement, word: &str) -> bool {
        match word {
            // Who is "kept informed" is no data.
            "period" => {
                let reader = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if reads_as_sentence(text));
                keeping::says_whether_kept(statement)
                    && !self.reach.is_impersonal(statement)
                    && !statement.object_terms().any(reader)
            }
            "provision" => self.reach.says_whether_to_provide(statement),
            "consent" => asked_consents(self.reach.policy, statement.clauses.iter()).next().is_some(),
            _ => select::has(statement, |clause| clause_word(clause) == Some(word)),
        }
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
        // How long is said by a number and a unit.
        ClauseKind::Within(Length::Said(_), ..) => return None,
        ClauseKind::Within(..) => "within",
        ClauseKind::Every(_) => "every",
        ClauseKind::Limit(..) => "at-most",
        ClauseKind::Basis(_) => "basis",
        ClauseKind::Lookback(_) | ClauseKind::Allow(..) => return None,
    })
}

/// What stands after `for` but how long.
fn purposes(statement: &Statement) -> impl Iterator<Item = &Term> {
    statement.terms(ListWord::For).filter(|term| !term.is_length())
}
