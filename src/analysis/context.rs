//! A policy as rules look at it: one practice per statement, and what is a kind of what.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::law::pack::LawEntry;
use crate::law::{Kind, Pack, Vocabulary};
use crate::model::words::{ConditionWord, ListWord, Modal, NounKind, SayingWord, Topic};
use crate::model::{
    Class, Clause, ClauseKind, Expression, List, Noun, NounId, Part, Policy, Ref, Retention, Said, Section,
    Special, Statement, Term, Value, Verb,
};
use crate::source::Span;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The publisher, or a company of its own group.
    Us,
    /// The reader, or people of some audience.
    People,
    /// A recipient.
    Recipient,
    /// Someone or something else.
    Other,
}

/// Whether a practice is said to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// It happens, or may.
    Positive,
    /// It does not, or must not.
    Negative,
}

/// One statement, with the scope it stands in.
#[derive(Clone, Debug)]
pub struct Practice<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// The sections around it, outermost first.
    pub within: Vec<&'a Section>,
    /// Who.
    pub actor: Actor,
    /// Whether it is said to happen.
    pub polarity: Polarity,
}

impl<'a> Practice<'a> {
    /// Where the statement stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.statement.span
    }

    /// Whether one of its verbs is among these.
    #[must_use]
    pub fn does_any(&self, verbs: &[&str]) -> bool {
        self.statement
            .verbs
            .iter()
            .any(|verb| matches!(verb, Verb::Known(known) if verbs.contains(&known.id)))
    }

    /// The objects.
    pub fn objects(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.statement.objects.iter().flat_map(|list| &list.terms)
    }

    /// Those it goes to: after `to` and `with`.
    pub fn recipients(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.terms(ListWord::To).chain(self.terms(ListWord::With))
    }

    /// The purposes; a duration after `for` is none.
    pub fn purposes(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.terms(ListWord::For).filter(|term| !matches!(term.value, Value::Duration(_)))
    }

    /// The terms after one clause word.
    pub fn terms(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + use<'a> {
        let statement = self.statement;
        statement.clauses.iter().flat_map(move |clause| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => list.terms.as_slice(),
            _ => [].as_slice(),
        })
    }

    /// Its own clauses and those of the sections around it.
    pub fn clauses(&self) -> impl Iterator<Item = &'a Clause> + '_ {
        self.within.iter().flat_map(|section| &section.clauses).chain(&self.statement.clauses)
    }

    /// Whether anything limits it: a condition, an exception, a guard.
    #[must_use]
    pub fn limited(&self) -> bool {
        self.clauses().any(|clause| {
            matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _))
        })
    }

    /// The terms after `about`, `from`, `in`, `for` and `of` of the sections around it: to whom and where it applies.
    pub fn scope(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + '_ {
        let lists = self.within.iter().flat_map(|section| &section.clauses).filter_map(move |clause| {
            match &clause.kind {
                ClauseKind::List(found, list) if *found == word => Some(list),
                _ => None,
            }
        });
        lists.flat_map(|list: &'a List| &list.terms)
    }
}

/// A policy and everything rules ask of it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The day whose law applies.
    pub as_of: Option<Date>,
    /// The packs of the user.
    pub packs: &'a [Pack],
    /// Every statement, in source order, those inside declarations last.
    pub practices: Vec<Practice<'a>>,
    by_topic: BTreeMap<Topic, Vec<usize>>,
}

impl<'a> Context<'a> {
    /// Looks at a policy once, for every rule.
    #[must_use]
    pub fn new(policy: &'a Policy, vocabulary: &'a Vocabulary, as_of: Option<Date>) -> Self {
        let mut context =
            Self { policy, vocabulary, as_of, packs: &[], practices: Vec::new(), by_topic: BTreeMap::new() };
        context.section(&policy.root, &[]);
        for noun in &policy.nouns {
            for promise in &noun.promises {
                context.practice(promise, &[]);
            }
        }
        for (at, practice) in context.practices.iter().enumerate() {
            context.by_topic.entry(practice.statement.topic).or_default().push(at);
        }
        context
    }

    /// The same with the packs of a user.
    #[must_use]
    pub fn with_packs(self, packs: &'a [Pack]) -> Self {
        Self { packs, ..self }
    }

    fn section(&mut self, section: &'a Section, within: &[&'a Section]) {
        for part in &section.parts {
            match part {
                Part::Statement(statement) => self.practice(statement, within),
                Part::Section(inner) => {
                    let mut deeper = within.to_vec();
                    deeper.push(inner);
                    self.section(inner, &deeper);
                }
                Part::Prose(_) => {}
            }
        }
    }

    fn practice(&mut self, statement: &'a Statement, within: &[&'a Section]) {
        let actor = match statement.subjects.first().map(|term| &term.value) {
            Some(Value::Ref(Ref::Special(Special::We))) => Actor::Us,
            Some(Value::Ref(Ref::Special(Special::You))) => Actor::People,
            Some(Value::Ref(Ref::Special(Special::Recipients))) => Actor::Recipient,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Audience => Actor::People,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Role => Actor::Recipient,
            Some(Value::Ref(Ref::Noun(id))) => match self.policy.noun(*id).map(|noun| noun.kind) {
                Some(NounKind::Organization) => Actor::Us,
                Some(NounKind::Audience) => Actor::People,
                Some(NounKind::Recipient) => Actor::Recipient,
                _ => Actor::Other,
            },
            _ => Actor::Other,
        };
        let polarity = if statement.modal.negative() { Polarity::Negative } else { Polarity::Positive };
        self.practices.push(Practice { statement, within: within.to_vec(), actor, polarity });
    }

    /// The practices of one topic.
    pub fn topic(&self, topic: Topic) -> impl Iterator<Item = &Practice<'a>> {
        self.by_topic.get(&topic).into_iter().flatten().filter_map(|at| self.practices.get(*at))
    }

    /// The practices of the publisher that are said to happen and have one of these verbs.
    pub fn we_do(&self, verbs: &'static [&'static str]) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(move |practice| {
            practice.actor == Actor::Us && practice.polarity == Polarity::Positive && practice.does_any(verbs)
        })
    }

    /// The practices of the publisher that are denied and have one of these verbs.
    pub fn we_deny(&self, verbs: &'static [&'static str]) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(move |practice| {
            practice.actor == Actor::Us && practice.polarity == Polarity::Negative && practice.does_any(verbs)
        })
    }

    /// The rights that are granted: statements whose modality is a right, or that people may or can.
    pub fn rights(&self) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(|practice| {
            let grants = practice.statement.modal.right()
                || matches!(practice.statement.modal, Modal::May | Modal::Can);
            practice.actor == Actor::People && grants
        })
    }

    /// The declaration a term names.
    #[must_use]
    pub fn noun_of(&self, term: &Term) -> Option<(NounId, &'a Noun)> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).map(|noun| (*id, noun)),
            _ => None,
        }
    }

    /// Everything the vocabulary says a term is: what stands beside it, what its declaration is, what it is itself.
    #[must_use]
    pub fn classes(&self, term: &Term) -> Vec<&'a Class>
    where
        'a: 'a,
    {
        let mut classes: Vec<&'a Class> = Vec::new();
        if let Value::Ref(Ref::Noun(id)) = &term.value {
            self.noun_classes(*id, &mut classes);
        }
        classes
    }

    fn noun_classes(&self, id: NounId, out: &mut Vec<&'a Class>) {
        if let Some(noun) = self.policy.noun(id) {
            out.extend(&noun.classes);
            for item in &noun.items {
                self.noun_classes(*item, out);
            }
        }
    }

    /// Whether a term is, or holds something that is, of one kind: `data_is(term, "health")`.
    ///
    /// A group of data is of a kind if one of its items is.
    #[must_use]
    pub fn is_a(&self, term: &Term, kind: Kind, ancestor: &str) -> bool {
        let of = |class: &Class| class.kind == kind && self.vocabulary.is_a(kind, class.id, ancestor);
        term.classes.iter().any(of)
            || matches!(&term.value, Value::Ref(Ref::Builtin(class)) if of(class))
            || self.classes(term).into_iter().any(of)
    }

    /// Whether everything the second term says is part of what the first says: `contact` covers `contact.email`.
    ///
    /// All personal data covers every kind of it, but nothing that is said not to identify anybody.
    #[must_use]
    pub fn covers(&self, general: &Term, specific: &Term) -> bool {
        if general.value == specific.value {
            return true;
        }
        if let (Some((outer, _)), Some((inner, _))) = (self.noun_of(general), self.noun_of(specific)) {
            return self.holds(outer, inner);
        }
        let Value::Ref(Ref::Builtin(general)) = &general.value else { return false };
        match general.kind {
            Kind::Class if matches!(general.id, "personal-data" | "all-data") => {
                self.identifies(specific) != Some(false)
            }
            Kind::Class if general.id == "sensitive-data" => self.sensitive(specific),
            kind => self.is_a(specific, kind, general.id),
        }
    }

    /// Whether a group of data holds an item, itself or in a group inside.
    fn holds(&self, outer: NounId, inner: NounId) -> bool {
        let mut at = Some(inner);
        while let Some(id) = at {
            if id == outer {
                return true;
            }
            at = self.policy.noun(id).and_then(|noun| noun.parent);
        }
        false
    }

    /// Whether a term is about data that identifies somebody, where that is known.
    #[must_use]
    pub fn identifies(&self, term: &Term) -> Option<bool> {
        let mut all: Vec<&Class> = term.classes.iter().collect();
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            all.push(class);
        }
        let of_noun = self.classes(term);
        all.extend(of_noun);
        let says = |class: &&Class| match class.kind {
            Kind::Class => self.vocabulary.find(Kind::Class, class.id).and_then(|term| term.identifies),
            Kind::Data => Some(true),
            _ => None,
        };
        let known: Vec<bool> = all.iter().filter_map(says).collect();
        if known.is_empty() { None } else { Some(known.contains(&true)) }
    }

    /// Whether a term is data that some law calls sensitive.
    #[must_use]
    pub fn sensitive(&self, term: &Term) -> bool {
        !self.sensitive_classes(term).is_empty()
    }

    /// The sensitive entries of the vocabulary that a term is or holds.
    #[must_use]
    pub fn sensitive_classes(&self, term: &Term) -> Vec<String> {
        let mut all: Vec<&Class> = term.classes.iter().collect();
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            all.push(class);
        }
        all.extend(self.classes(term));
        let mut found: Vec<String> = Vec::new();
        for class in all {
            if class.kind == Kind::Class && class.id == "sensitive-data" {
                found.push(class.id.to_string());
            }
            let Some(entry) = self.vocabulary.find(class.kind, class.id).filter(|_| class.kind == Kind::Data)
            else {
                continue;
            };
            let schemes = self
                .vocabulary
                .schemes()
                .iter()
                .filter(|scheme| scheme.id.ends_with("-sensitive") || scheme.id.ends_with("-special"));
            let sensitive =
                schemes.into_iter().any(|scheme| !self.vocabulary.codes(entry, &scheme.id).codes.is_empty());
            if sensitive && !found.contains(&class.id.to_string()) {
                found.push(class.id.to_string());
            }
        }
        found
    }

    /// What readers call a term; for messages.
    #[must_use]
    pub fn name(&self, term: &Term) -> String {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                self.policy.noun(*id).map_or_else(String::new, |noun| noun.id.to_string())
            }
            Value::Ref(Ref::Builtin(class)) => class.id.to_string(),
            Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => text.to_string(),
            Value::Ref(Ref::Special(special)) => format!("{special:?}").to_lowercase(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => format!("{} {}s", duration.count, duration.unit.as_str()),
            Value::Link(href) => href.as_str().to_owned(),
            Value::Absent(absence) => absence.as_str().to_owned(),
        }
    }

    /// The laws that the policy names and that a pack knows, if they are in force.
    ///
    /// A law that only stands in another's pack does not bring what that one has, and is left out.
    #[must_use]
    pub fn named_laws(&self) -> Vec<NamedLaw<'a>> {
        let mut found: Vec<NamedLaw<'_>> = Vec::new();
        for term in &self.policy.laws {
            let classes = self.own_classes(term).into_iter().filter(|class| class.kind == Kind::Law);
            for law in classes.filter_map(|class| self.named_law(term, class.id)) {
                let in_force = law.entry.map_or(law.pack.in_force, |entry| entry.in_force);
                let holds = self.as_of.is_none_or(|day| law.pack.in_force.on(day) && in_force.on(day));
                let known = found.iter().any(|known| known.title() == law.title());
                if holds && !known {
                    found.push(law);
                }
            }
        }
        found
    }

    fn named_law(&self, term: &'a Term, id: &str) -> Option<NamedLaw<'a>> {
        let is = |entry: &&LawEntry| *entry.id == *id || entry.also.iter().any(|also| also == id);
        let pack = self.packs.iter().find(|pack| *pack.id == *id || pack.laws.iter().any(|entry| is(&entry)));
        let pack = pack.or_else(|| Pack::builtin(self.vocabulary.find(Kind::Law, id)?.pack.as_deref()?))?;
        let entry = pack.laws.iter().find(is);
        let main = pack.laws.first().is_none_or(|first| is(&first));
        let own = entry.is_some_and(|entry| entry.respond.is_some());
        (main || own).then_some(NamedLaw { term, pack, entry, main })
    }

    /// The named laws that a practice can fall under: those of other places than it is for are left out.
    #[must_use]
    pub fn laws_for(&self, practice: &Practice<'a>) -> Vec<NamedLaw<'a>> {
        self.named_laws().into_iter().filter(|law| !self.elsewhere(practice, law.regions())).collect()
    }

    /// Whether a practice is for people, or under laws, of other places only.
    fn elsewhere(&self, practice: &Practice<'a>, regions: &[String]) -> bool {
        use ListWord::{About, For, In, Of, Under};
        let people = practice.actor == Actor::People;
        let own = practice.statement.clauses.iter().filter_map(|clause| match &clause.kind {
            // `in` is where people are if they are the subject; otherwise it is where something is done.
            ClauseKind::List(In, list) if people => Some(list),
            ClauseKind::List(Under | About, list) => Some(list),
            _ => None,
        });
        let around = practice.within.iter().flat_map(|section| &section.clauses);
        let around = around.filter_map(|clause| match &clause.kind {
            ClauseKind::List(In | For | Of | Under | About, list) => Some(list),
            _ => None,
        });
        let mut lists = own.chain(around).map(|list| list.terms.as_slice());
        let misses = |terms: &[Term]| {
            !terms.is_empty()
                && terms.iter().all(|term| {
                    let places = self.places(term);
                    !places.is_empty() && !places.iter().any(|place| self.within_any(place, regions))
                })
        };
        misses(&practice.statement.subjects) || lists.any(misses)
    }

    /// Whether a place is in one of some regions, or holds one.
    fn within_any(&self, place: &str, regions: &[String]) -> bool {
        let is_a = |a: &str, b: &str| self.vocabulary.is_a(Kind::Region, a, b);
        regions.is_empty() || regions.iter().any(|region| is_a(place, region) || is_a(region, place))
    }

    /// The places that a term is or is bound to, by ids of the vocabulary: a region, a law's regions, an audience's country.
    #[must_use]
    pub fn places(&self, term: &Term) -> Vec<String> {
        let mut places = self.places_of_classes(&self.own_classes(term));
        if let Some((_, noun)) = self.noun_of(term) {
            let inner = noun.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::List(ListWord::In, list) => Some(list),
                // Examples of a law's name are laws; of a region's, places.
                ClauseKind::List(ListWord::SuchAs | ListWord::Including, list)
                    if matches!(noun.kind, NounKind::Law | NounKind::Region) =>
                {
                    Some(list)
                }
                _ => None,
            });
            let countries = noun.property("country").map(|property| &property.list);
            for inner in inner.chain(countries).flat_map(|list| &list.terms) {
                places.extend(self.places_of_classes(&self.own_classes(inner)));
            }
        }
        places
    }

    fn places_of_classes(&self, classes: &[&Class]) -> Vec<String> {
        let mut places = Vec::new();
        for class in classes {
            match class.kind {
                Kind::Region | Kind::Country => places.push(class.id.to_string()),
                Kind::Law => {
                    let law = self.vocabulary.find(Kind::Law, class.id);
                    places.extend(law.into_iter().flat_map(|law| law.regions.iter().cloned()));
                }
                _ => {}
            }
        }
        places
    }

    /// What the vocabulary says a term is, by itself or by its declaration; the items of a group are left out.
    #[must_use]
    pub fn own_classes<'t>(&self, term: &'t Term) -> Vec<&'t Class>
    where
        'a: 't,
    {
        let mut classes: Vec<&Class> = term.classes.iter().collect();
        match &term.value {
            Value::Ref(Ref::Builtin(class)) => classes.push(class),
            Value::Ref(Ref::Noun(id)) => {
                classes.extend(self.policy.noun(*id).into_iter().flat_map(|noun| &noun.classes))
            }
            _ => {}
        }
        classes
    }

    /// What a practice says in words, in lower case: its texts, and the names of everything it names.
    #[must_use]
    pub fn wording(&self, practice: &Practice<'a>) -> String {
        let statement = practice.statement;
        let mut words: Vec<&str> = Vec::new();
        for verb in &statement.verbs {
            words.push(match verb {
                Verb::Known(known) => known.id,
                Verb::Text(text) => text,
            });
        }
        for term in statement.subjects.iter().chain(practice.objects()) {
            self.words_of(term, &mut words);
        }
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::List(_, list) => {
                    list.terms.iter().for_each(|term| self.words_of(term, &mut words))
                }
                ClauseKind::Condition(_, guarded) => {
                    let guards = guarded.guards.iter().map(|(_, guard)| guard);
                    guards.chain([&guarded.expression]).for_each(|said| self.words_in(said, &mut words));
                }
                ClauseKind::Kept(Retention::Condition(_, said), _) => self.words_in(said, &mut words),
                ClauseKind::Within(_, Some(said), _) => self.words_in(said, &mut words),
                ClauseKind::Saying(word, Said::Text(text)) if *word != SayingWord::Id => words.push(text),
                _ => {}
            }
        }
        words.join("; ").to_lowercase()
    }

    fn words_of<'t>(&self, term: &'t Term, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        words.extend(term.detail.as_deref());
        self.words_of_ref(&term.value, words);
    }

    fn words_of_ref<'t>(&self, value: &'t Value, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        match value {
            Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => words.push(text),
            Value::Ref(Ref::Builtin(class)) => words.push(class.id),
            Value::Ref(Ref::Noun(id)) => {
                words.extend(self.policy.noun(*id).map(|noun| noun.name.as_deref().unwrap_or(&noun.id)));
            }
            _ => {}
        }
    }

    fn words_in<'t>(&self, said: &'t Expression, words: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        for leaf in leaves(said) {
            match leaf {
                Expression::Text(text, _) => words.push(text),
                Expression::Named { condition, detail, .. } => {
                    words.extend(detail.as_deref());
                    match condition {
                        Ref::Noun(id) => {
                            words.extend(self.policy.noun(*id).and_then(|noun| noun.name.as_deref()));
                        }
                        Ref::Builtin(class) => words.push(class.id),
                        Ref::Text(text) | Ref::Unknown(text) => words.push(text),
                        Ref::Special(_) => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a condition, by its id, its declaration or the author's words, is that people agree.
    #[must_use]
    pub fn is_agreement(&self, leaf: &Expression) -> bool {
        const IDS: &[&str] = &["consent", "explicit-consent", "opt-in"];
        const WORDS: &[&str] = &["consent", "permission", "opt in", "opt-in", "you agree", "you allow"];
        let mut words = Vec::new();
        self.words_in(leaf, &mut words);
        let said = words.iter().any(|text| WORDS.iter().any(|word| text.to_lowercase().contains(word)));
        said || match leaf {
            Expression::Named { condition: Ref::Builtin(class), .. } => IDS.contains(&class.id),
            Expression::Named { condition: Ref::Noun(id), .. } => self
                .policy
                .noun(*id)
                .is_some_and(|noun| noun.classes.iter().any(|class| IDS.contains(&class.id))),
            _ => false,
        }
    }

    /// Whether some of these clauses make it depend on people's agreement.
    #[must_use]
    pub fn asks_agreement<'c>(&self, mut clauses: impl Iterator<Item = &'c Clause>) -> bool {
        clauses.any(|clause| match &clause.kind {
            ClauseKind::Condition(word, guarded) => {
                *word != ConditionWord::Unless
                    && leaves(&guarded.expression).into_iter().any(|leaf| self.is_agreement(leaf))
            }
            _ => false,
        })
    }

    /// A finding of a rule; how much it matters is the rule's own data.
    #[must_use]
    pub fn finding(rule: &super::Rule, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(rule.name, at, message)
    }
}

/// A law that a policy names.
#[derive(Clone, Copy, Debug)]
pub struct NamedLaw<'a> {
    /// Where it is named.
    pub term: &'a Term,
    /// The pack that knows it.
    pub pack: &'a Pack,
    /// What the pack has of this law alone, where it knows several.
    pub entry: Option<&'a LawEntry>,
    /// Whether the lists of the pack are this law's.
    pub main: bool,
}

impl<'a> NamedLaw<'a> {
    /// Its name.
    #[must_use]
    pub fn title(&self) -> &'a str {
        self.entry.and_then(|entry| entry.title.as_deref()).unwrap_or(&self.pack.title)
    }

    /// Where it holds.
    #[must_use]
    pub fn regions(&self) -> &'a [String] {
        self.entry
            .map(|entry| &*entry.regions)
            .filter(|regions| !regions.is_empty())
            .unwrap_or(&self.pack.regions)
    }

    /// Whether it asks for a legal basis, by itself or by what it takes over.
    #[must_use]
    pub fn asks_for_bases(&self) -> bool {
        let base = self.pack.extends.as_ref().and_then(|extends| Pack::builtin(&extends.pack));
        self.main && (!self.pack.bases.is_empty() || base.is_some_and(|base| !base.bases.is_empty()))
    }
}

/// The conditions that an expression is made of, without what joins them.
#[must_use]
pub fn leaves(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::Or(all) | Expression::And(all) => all.iter().flat_map(leaves).collect(),
        Expression::Not(inner) => leaves(inner),
        Expression::Group(guarded) => leaves(&guarded.expression),
        Expression::Text(..) | Expression::Named { .. } => vec![expression],
    }
}
