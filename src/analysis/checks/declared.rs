//! What is declared: `names`, `channels`, `right` and `basis`.

use std::collections::BTreeSet;

use foldhash::{HashSet, HashSetExt};

use super::denials::{asks, is_some};
use super::survey::Survey;
use super::{Asking, Found, Seen, first, first_places, key};
use crate::analysis::addressees::channels_of_others;
use crate::analysis::inside::asked_consents;
use crate::analysis::keeping;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::{Asks, Check, Kind, Term as Row};
use crate::model::words::{ListWord, NounKind, Qualifier};
use crate::model::{Class, Clause, ClauseKind, Ground, Noun, NounId, Property, Ref, Statement, Term, Value};
use crate::source::Span;

impl<'a> Survey<'a> {
    /// What of a declaration a check asks for, that asks the same of declarations as of statements.
    pub(super) fn seen_in(&self, noun: &Noun, check: &Check) -> Vec<Span> {
        match check.asks {
            Asks::Names => self.declared(noun, check),
            Asks::Basis => self.bases_of(noun, check),
            Asks::Safeguard => self.safeguards_of(noun, check),
            _ => Vec::new(),
        }
    }

    /// What a `names` asks for.
    fn declared(&self, noun: &Noun, check: &Check) -> Vec<Span> {
        let kinds = kinds_of(check);
        let classes = classes_of(check);
        let (has, none, how) = (key(check, "has"), key(check, "none"), key(check, "how"));
        let properties =
            noun.properties.iter().filter(|property| has.iter().any(|word| word == property.word));
        // There may be one for each of several places.
        let shown: Vec<&Property> =
            properties.filter(|property| self.is_for_place(property, check)).collect();
        let fits = |noun: &&Noun| {
            kinds.contains(&noun.kind)
                && (has.is_empty() && none.is_empty() || self.speaks_for_us(noun))
                && (classes.is_empty() || classes.iter().any(|id| self.any_is_a(&noun.classes, id)))
                && (has.is_empty() || shown.iter().any(|property| property.declares()))
                && (none.is_empty() || none.iter().any(|word| noun.says_none(word)))
                && (how.is_empty() || how.iter().any(|word| qualified(noun, word)))
        };
        if !fits(&noun) {
            return Vec::new();
        }
        match key(check, "clause").first().map(String::as_str) {
            Some("period") => return keeping::periods(noun).map(|clause| clause.span).collect(),
            Some(_) => return asked_consents(self.reach.policy, noun.clauses.iter()).collect(),
            None => {}
        }
        // What a declaration says of itself is in its properties; those show it best.
        let shown: Vec<Span> = shown.iter().map(|property| property.span).collect();
        if shown.is_empty() { vec![noun.id_span] } else { shown }
    }

    /// Whether what a declaration says of itself is no other organization's than those whose policy it is.
    pub(super) fn speaks_for_us(&self, noun: &Noun) -> bool {
        noun.kind != NounKind::Organization || self.controllers().contains(&*noun.id)
    }

    /// The ids of those who are responsible for data.
    fn controllers(&self) -> &BTreeSet<&'a str> {
        self.controllers.get_or_init(|| {
            let policy = self.reach.policy;
            let mut said = Vec::new();
            policy.each_statement(&mut |statement| said.push(statement));
            let found = self.reach.controllers(said.into_iter());
            found.into_iter().filter_map(|id| policy.noun(id)).map(|noun| &*noun.id).collect()
        })
    }

    /// The trackers that the publisher says something of, each with the statement that does.
    pub(super) fn trackers(&self) -> &[(usize, NounId)] {
        self.trackers.get_or_init(|| {
            let ours = self.all.iter().enumerate().filter(|(_, at)| self.reach.by_publisher(at.statement));
            let named =
                ours.flat_map(|(number, at)| at.statement.object_terms().map(move |term| (number, term)));
            let tracker = |(number, term): (usize, &Term)| match &term.value {
                Value::Ref(Ref::Noun(id)) => self.noun(term).map(|noun| (number, *id, noun.kind)),
                _ => None,
            };
            let found = named.filter_map(tracker).filter(|(_, _, kind)| *kind == NounKind::Tracker);
            found.map(|(number, id, _)| (number, id)).collect()
        })
    }

    /// Whether a property holds in a region that is asked about: it names no place, or one in the region.
    fn is_for_place(&self, property: &Property, check: &Check) -> bool {
        let wanted = key(check, "in");
        let places: Vec<&str> = property.places().flat_map(|term| self.reach.places().of(term)).collect();
        let lies_in = |place: &str, region: &String| self.reach.vocabulary.is_a(Kind::Region, place, region);
        wanted.is_empty()
            || property.places().next().is_none()
            || places.iter().any(|place| wanted.iter().any(|region| lies_in(place, region)))
    }

    /// Where statements name what a `names` asks for without a declaration.
    pub(super) fn named(&self, check: &Check) -> Vec<Seen> {
        let only_classes = ["has", "none", "how", "in"].iter().all(|name| key(check, name).is_empty());
        let classes = classes_of(check);
        if classes.is_empty() || !only_classes {
            return Vec::new();
        }
        self.named_in_passing(&kinds_of(check), classes)
    }

    /// Where a statement that is no denial names a thing of a kind without a declaration.
    fn named_in_passing(&self, kinds: &[NounKind], classes: &[String]) -> Vec<Seen> {
        let lists: Vec<Kind> = kinds.iter().filter_map(|kind| list_of(*kind)).collect();
        let passing = self.passing.get_or_init(|| {
            let mut passing = Vec::new();
            for (at, placed) in self.all.iter().enumerate() {
                if !placed.statement.modal.negative() {
                    let terms = select::terms(placed.statement);
                    let classed = terms.filter(|term| self.noun(term).is_none() && self.is_classed(term));
                    passing.extend(classed.map(|term| (at, term)));
                }
            }
            passing
        });
        let named = passing.iter().filter(|(_, term)| {
            lists.iter().any(|kind| classes.iter().any(|id| self.is_of(term, *kind, id)))
        });
        named.map(|(at, term)| (Some(*at), term.span)).collect()
    }

    /// The legal bases of a purpose.
    fn bases_of(&self, noun: &Noun, check: &Check) -> Vec<Span> {
        let counts = noun.kind == NounKind::Purpose && !self.is_only_denied(noun);
        let clauses = if counts { noun.clauses.as_slice() } else { &[] };
        let grounds = clauses.iter().flat_map(|clause| match &clause.kind {
            ClauseKind::Basis(grounds) => grounds.as_slice(),
            _ => &[],
        });
        grounds.filter(|ground| self.fits(ground, check, true)).map(|ground| ground.span).collect()
    }

    /// Whether a purpose is named in denials only, so that nothing rests on the bases of its declaration.
    fn is_only_denied(&self, noun: &Noun) -> bool {
        let denied = self.only_denied.get_or_init(|| self.only_denied());
        denied.contains(&*noun.id)
    }

    /// The ids of what a sentence denies in every case, and no other names.
    fn only_denied(&self) -> BTreeSet<&'a str> {
        let policy = self.reach.policy;
        let mut done = BTreeSet::new();
        policy.each_statement(&mut |statement| {
            if !self.denies(statement) {
                statement.each_named(&mut |id| _ = done.insert(id));
            }
        });
        let declared = policy.nouns.iter().flat_map(|noun| select::listed(noun, ListWord::For));
        done.extend(declared.filter_map(|term| match &term.value {
            Value::Ref(Ref::Noun(id)) => Some(*id),
            _ => None,
        }));
        self.denied().difference(&done).filter_map(|id| policy.noun(*id)).map(|noun| &*noun.id).collect()
    }

    /// What a sentence denies in every case.
    pub(super) fn denied(&self) -> BTreeSet<NounId> {
        let mut denied = BTreeSet::new();
        self.reach.policy.each_statement(&mut |statement| {
            if self.denies(statement) {
                statement.each_named(&mut |id| _ = denied.insert(id));
            }
        });
        denied
    }

    /// Whether what a statement names is denied in every case and, if it is done with data, with all there is.
    fn denies(&self, statement: &Statement) -> bool {
        let itself = |term: &Term| self.reach.names_a(term, &[NounKind::Purpose]);
        let whole = || statement.object_terms().filter(|term| !is_some(term));
        let named = |id: NounId| whole().any(|term| term.value == Value::Ref(Ref::Noun(id)));
        let mut declared =
            self.reach.policy.nouns_of(NounKind::Data).filter(|(_, noun)| noun.parent.is_none());
        let of_all = statement.object_terms().all(itself)
            || whole().any(|term| self.is_all_data(term))
            || whole().next().is_some() && declared.all(|(id, _)| named(id));
        statement.modal.negative() && of_all && !statement.clauses.iter().any(Clause::leaves_room)
    }

    /// Those of statements.
    pub(super) fn bases(&self, check: &Check) -> Vec<Seen> {
        let mut at = Vec::new();
        for (number, placed) in self.all.iter().enumerate() {
            for clause in &placed.statement.clauses {
                let relied_on = self.reach.by_publisher(placed.statement)
                    || self.reach.by_people(placed.statement) && !self.reach.grants_right(placed.statement);
                if let ClauseKind::Basis(grounds) = &clause.kind
                    && relied_on
                {
                    // Several bases may each be for another of several purposes.
                    let one = grounds.len() == 1 || self.reach.purposes(placed.statement).count() == 1;
                    let alone = one && self.is_for(placed.statement, "any");
                    let found = grounds.iter().filter(|ground| self.fits(ground, check, alone));
                    at.extend(found.map(|ground| (Some(number), ground.span)));
                }
            }
        }
        at
    }

    /// Whether a basis is one that is asked for; `purposes` says whether what stands around it has some.
    fn fits(&self, ground: &Ground, check: &Check, purposes: bool) -> bool {
        let (bound, with) = (asks(check, "bound") || asks(check, "each"), asks(check, "with"));
        // That a basis stands somewhere else does not tie it to anything.
        let is = |id: &str| self.ref_is(&ground.basis, Kind::Basis, id);
        let basis = first(check).iter().any(|id| is(id) || id == "any" && !is("unmapped"));
        basis
            && (!bound || purposes || !ground.purposes.is_empty())
            && (!with || purposes || ground.interest.is_some() || !ground.purposes.is_empty())
    }
}

impl<'a> Survey<'a> {
    /// What stands where people make requests for how they do, with the statement it stands in.
    pub(super) fn channels(&self) -> &[(usize, &'a Term)] {
        self.channels.get_or_init(|| {
            let mut channels = Vec::new();
            for (at, placed) in self.all.iter().enumerate() {
                let statement = placed.statement;
                if self.reach.asks(statement) && !statement.modal.negative() {
                    let means = [ListWord::By, ListWord::Through, ListWord::On];
                    channels
                        .extend(means.iter().flat_map(|word| statement.terms(*word)).map(|term| (at, term)));
                }
            }
            channels
        })
    }

    /// The channels by which people reach somebody else.
    fn channels_of_others(&self) -> &BTreeSet<NounId> {
        self.channels_of_others.get_or_init(|| channels_of_others(self.reach.policy))
    }

    fn is_channel(&self, term: &Term, kinds: &[String]) -> bool {
        let noun = self.noun(term).is_some_and(|noun| noun.kind == NounKind::Channel);
        let class = || self.is_any(term, &mut |class| class.kind == Kind::Channel);
        (noun || class())
            && !self.reach.is_set_by_people(term)
            && (kinds.is_empty() || kinds.iter().any(|kind| self.is_of(term, Kind::Channel, kind)))
    }

    /// The rights that people are said to have, each with the statements that say so.
    pub(super) fn rights(&self) -> &[(&'a Row, Vec<usize>)] {
        self.rights.get_or_init(|| {
            let mut rights: Vec<(&Row, Vec<usize>)> = Vec::new();
            for (at, placed) in self.all.iter().enumerate() {
                let statement = placed.statement;
                if !self.reach.grants(statement) {
                    continue;
                }
                for right in self.reach.rights(statement) {
                    match rights.iter_mut().find(|(known, _)| std::ptr::eq(*known, right)) {
                        Some((_, statements)) => statements.push(at),
                        None => rights.push((right, vec![at])),
                    }
                }
            }
            rights
        })
    }
}

impl Asking<'_, '_> {
    /// The trackers that give a third party what they read in such a way: where they are used for the people of
    /// this law, or where they are declared, if nothing says that they are used.
    pub(super) fn given_by_trackers(&self, gives: &[String]) -> Vec<Span> {
        let (mut denied, mut used, mut at) = (HashSet::new(), HashSet::new(), Vec::new());
        let said = self.survey.trackers().iter();
        let said: Vec<_> =
            said.filter_map(|(number, id)| Some((*number, *id, self.survey.all.get(*number)?))).collect();
        for (number, id, placed) in &said {
            if placed.statement.modal.affirms() {
                used.insert(*id);
            } else if self.is_here(*number) && self.reach.denies_use(placed) {
                denied.insert(*id);
            }
        }
        for (id, noun) in self.reach.policy.nouns_of(NounKind::Tracker) {
            if !used.contains(&id) && !denied.contains(&id) && self.gives(noun, gives, &[]) {
                at.push(noun.id_span);
            }
        }
        for (number, id, placed) in said {
            let counts = placed.statement.modal.affirms() && self.is_here(number) && !denied.contains(&id);
            let Some(noun) = self.reach.policy.noun(id).filter(|_| counts) else { continue };
            let purposes: Vec<&Term> = self.reach.purposes(placed.statement).collect();
            if self.gives(noun, gives, &purposes) {
                at.push(placed.statement.span);
            }
        }
        first_places(at.into_iter())
    }

    /// Whether what a tracker reads goes to a third party in one of some ways, for these purposes or its own.
    fn gives(&self, tracker: &Noun, gives: &[String], purposes: &[&Term]) -> bool {
        gives.iter().any(|what| match what.as_str() {
            "sale" => self.reach.tracker_is_paid_for(tracker),
            _ => self.reach.tracker_advertises(tracker, purposes),
        })
    }

    /// The ways that are named where people make requests, each once: those that are for everybody, or together so. Ways for
    /// users of one name are for all of them; those for children or staff are not.
    pub(super) fn channels(&self, check: &Check) -> Found {
        let wanted = first(check).first().and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
        let kinds = check.words.get(1).map_or(&[][..], Vec::as_slice);
        let theirs = self.survey.channels_of_others();
        let named = self.survey.channels().iter().filter_map(|(number, term)| {
            let placed = self.survey.all.get(*number).filter(|_| self.is_here(*number))?;
            let ours = !term.noun().is_some_and(|id| theirs.contains(&id));
            let one = ours && self.survey.is_channel(term, kinds) && self.reach.asks(placed.statement);
            one.then_some((placed, *term))
        });
        let (some, mut all): (Vec<_>, Vec<_>) = named.partition(|(placed, _)| {
            self.survey.is_limited(placed) && self.reach.is_limited(placed, self.survey.readers())
        });
        let for_some = some.iter().map(|(placed, _)| *placed);
        if self.reach.are_for_all(for_some, self.survey.readers()) {
            all.extend(some);
        }
        let mut seen: HashSet<&Value> = HashSet::new();
        let at: Vec<&Term> =
            all.into_iter().map(|(_, term)| term).filter(|term| seen.insert(&term.value)).collect();
        let several = self.channels_in_one(&at, kinds);
        let holds = Some(at.len().max(several) >= wanted);
        Found { holds, at: at.iter().map(|term| term.span).collect() }
    }

    /// How many ways the one channel that says most stands for: "by email or post" may be one declaration.
    fn channels_in_one(&self, seen: &[&Term], kinds: &[String]) -> usize {
        let classes = seen.iter().filter_map(|term| self.survey.noun(term));
        let of_kind = |noun: &Noun| {
            let wanted = |class: &&Class| {
                kinds.is_empty() || kinds.iter().any(|id| self.survey.class_is(class, Kind::Channel, id))
            };
            noun.classes.iter().filter(wanted).count()
        };
        classes.map(of_kind).max().unwrap_or(0)
    }

    /// Whether a right is one against some purposes: not if it is against others only.
    fn may_be_for(&self, statement: &Statement, purposes: &[String]) -> bool {
        let mut against = select::terms(statement)
            .flat_map(|term| self.reach.policy.classes_of(term))
            .filter(|class| class.kind == Kind::Purpose)
            .peekable();
        let is_one = |class: &Class| {
            purposes.iter().any(|purpose| self.reach.vocabulary.is_a(Kind::Purpose, class.id, purpose))
        };
        against.peek().is_none() || against.any(is_one)
    }

    /// The statements that grant a right; if they leave some people out, these are where it is not granted to all.
    pub(super) fn rights(&self, check: &Check) -> Found {
        let wanted = first(check).iter().filter_map(|id| self.reach.vocabulary.find(Kind::Right, id));
        let wanted: Vec<_> = wanted.collect();
        let about = key(check, "about");
        // What is granted in some places, or to some data, is no right of the others.
        let counts = |at: usize| {
            let placed = self.survey.all.get(at).filter(|_| self.is_here(at))?;
            let for_these = about.is_empty() || self.survey.concerns(placed, about, check);
            let to = key(check, "to").is_empty() || self.survey.goes_to_authority(placed.statement);
            let of_data = !self.reach.is_of_some_data(placed.statement);
            let purposes = key(check, "for");
            let for_these = for_these && (purposes.is_empty() || self.may_be_for(placed.statement, purposes));
            (for_these && of_data && to && self.reach.holds_throughout(placed)).then_some(placed)
        };
        let mut granted: Vec<usize> = Vec::new();
        for (found, statements) in self.survey.rights() {
            if wanted.iter().any(|right| self.reach.same_right(found, right)) {
                granted.extend(statements);
            }
        }
        granted.sort_unstable();
        granted.dedup();
        let granted: Vec<&Placed<'_>> = granted.into_iter().filter_map(counts).collect();
        let spans = |all: &[&Placed<'_>]| all.iter().map(|placed| placed.statement.span).collect();
        if !about.is_empty() {
            return Found::of(spans(&granted));
        }
        let whole: Vec<&Placed<'_>> =
            granted.iter().copied().filter(|placed| !self.survey.is_limited(placed)).collect();
        if !whole.is_empty() {
            return Found::of(spans(&whole));
        }
        Found { holds: Some(self.survey.are_for_all(&granted)), at: spans(&granted) }
    }
}

fn kinds_of(check: &Check) -> Vec<NounKind> {
    first(check).iter().filter_map(|word| NounKind::parse(word)).collect()
}

fn classes_of(check: &Check) -> &[String] {
    check.words.get(1).map_or(&[], Vec::as_slice)
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

fn qualified(noun: &Noun, word: &str) -> bool {
    Qualifier::parse(word).is_some_and(|how| noun.qualifiers.contains(&how))
}
