//! What a sentence or a declaration says, without order, spans and spelling of names.

use super::parts::{Atom, Parts, Slot, Thing};
use crate::analysis::context::Context;
use crate::law::Kind;
use crate::model::words::{ConditionWord, ListWord, Modal, NounKind, Qualifier, Unit};
use crate::model::{
    Clause, ClauseKind, Dated, Duration, Expression, Ground, Guarded, Length, List, NounId, Policy, Ref,
    Retention, Said, Section, Statement, Term, Value, Verb,
};

/// What stands in a key between how long something is kept and from when on.
pub(super) const AFTER: char = '\u{6}';

/// One version of a policy, with what its declarations are called in both.
pub(super) struct Version<'a> {
    pub(super) policy: &'a Policy,
    pub(super) context: Context<'a>,
    /// By number of the declaration.
    pub(super) identity: Vec<String>,
    /// A term for each declaration, by its number.
    terms: &'a [Term],
}

impl<'a> Version<'a> {
    pub(super) fn new(policy: &'a Policy, identity: Vec<String>, terms: &'a [Term]) -> Self {
        Self { policy, context: Context::new(policy, &policy.vocabulary, None), identity, terms }
    }

    /// A declaration, as if a sentence named it.
    pub(super) fn named(&self, id: NounId) -> Option<Atom<'a>> {
        self.terms.get(id.0 as usize).map(|term| self.term(term))
    }

    /// What a declaration is called in both versions.
    pub(super) fn identity(&self, id: NounId) -> &str {
        self.identity.get(id.0 as usize).map_or("", String::as_str)
    }

    /// What a reference means.
    pub(super) fn reference(&self, found: &Ref) -> String {
        match found {
            Ref::Noun(id) => match self.identity(*id) {
                text if text.starts_with('“') => text.to_owned(),
                name => format!("#{name}"),
            },
            Ref::Builtin(class) => format!("{}:{}", class.kind.key(), class.id),
            Ref::Special(special) => format!("{special:?}"),
            Ref::Text(text) | Ref::Unknown(text) => format!("“{}", blanks(text)),
        }
    }

    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Ref(found) => self.reference(found),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => length(*duration),
            Value::Link(href) => href.as_str().to_owned(),
            Value::Absent(absence) => absence.as_str().to_owned(),
        }
    }

    fn marks(&self, term: &Term) -> String {
        let mut marks: Vec<String> = Vec::new();
        marks.extend(term.quantifier.map(|found| found.as_str().to_owned()));
        marks.extend(term.detail.as_ref().map(|detail| format!("“{}", blanks(detail))));
        marks.extend(term.classes.iter().map(|class| format!("{}:{}", class.kind.key(), class.id)));
        let shades = term.qualifiers.iter().filter(|found| !grammatical(**found));
        marks.extend(shades.map(|found| found.as_str().to_owned()));
        marks.sort();
        marks.join("\u{2}")
    }

    pub(super) fn expression(&self, said: &Expression) -> String {
        let all = |parts: &[Expression], joiner: &str| {
            let mut parts: Vec<String> = parts.iter().map(|part| self.expression(part)).collect();
            parts.sort();
            parts.dedup();
            format!("({})", parts.join(joiner))
        };
        match said {
            Expression::Or(parts) => all(parts, " | "),
            Expression::And(parts) => all(parts, " & "),
            Expression::Not(inner) => format!("!{}", self.expression(inner)),
            // Parentheses around one condition say nothing.
            Expression::Group(inner) if inner.guards.is_empty() => self.expression(&inner.expression),
            Expression::Group(inner) => self.guarded(&inner.expression, &inner.guards),
            Expression::Text(text, _) => format!("“{}", blanks(text)),
            Expression::Named { condition, party, detail, .. } => {
                let mut out = self.reference(condition);
                if let Some(party) = party {
                    out.push_str(" of ");
                    out.push_str(&self.reference(party));
                }
                if let Some(detail) = detail {
                    out.push_str(" “");
                    out.push_str(&blanks(detail));
                }
                out
            }
        }
    }

    /// A condition and its word: "if not" says "unless".
    fn condition(
        &self,
        word: ConditionWord,
        said: &Expression,
        guards: &[(ConditionWord, Expression)],
    ) -> (ConditionWord, String) {
        let turned = match word {
            ConditionWord::If => Some(ConditionWord::Unless),
            ConditionWord::Unless => Some(ConditionWord::If),
            _ => None,
        };
        match (turned, said) {
            (Some(turned), Expression::Not(inner)) if guards.is_empty() => (turned, self.expression(inner)),
            _ => (word, self.guarded(said, guards)),
        }
    }

    fn guarded(&self, said: &Expression, guards: &[(ConditionWord, Expression)]) -> String {
        let mut guards: Vec<String> = guards
            .iter()
            .map(|(word, guard)| format!("{} {}", word.as_str(), self.expression(guard)))
            .collect();
        guards.sort();
        let mut out = self.expression(said);
        for guard in guards {
            out.push_str(" [");
            out.push_str(&guard);
            out.push(']');
        }
        out
    }

    pub(super) fn term<'p>(&self, term: &'p Term) -> Atom<'p> {
        Atom {
            key: self.value(&term.value),
            marks: self.marks(term),
            thing: Thing::Term(term),
            span: term.span,
            any: false,
        }
    }

    fn list<'p>(&self, list: &'p List) -> Vec<Atom<'p>> {
        let one = |term: &'p Term| Atom { any: list.any, ..self.term(term) };
        let mut atoms: Vec<Atom<'p>> = list.terms.iter().map(one).collect();
        if list.open {
            atoms.push(Atom {
                key: "others".to_owned(),
                marks: String::new(),
                thing: Thing::Open,
                span: list.span,
                any: list.any,
            });
        }
        atoms
    }

    /// The parts that some clauses make.
    pub(super) fn clauses<'p>(&self, clauses: impl IntoIterator<Item = &'p Clause>) -> Parts<'p> {
        let mut parts = Parts::default();
        for clause in clauses {
            let span = clause.span;
            let mut one = |slot: Slot, key: String, thing: Thing<'p>| {
                parts.add(slot, Atom { key, marks: String::new(), thing, span, any: false });
            };
            match &clause.kind {
                ClauseKind::Condition(word, guarded) => {
                    let Guarded { expression, guards } = guarded;
                    let (own, apart) = if stand_alone(*word, guards) {
                        (&[][..], &guards[..])
                    } else {
                        (&guards[..], &[][..])
                    };
                    let (as_said, key) = self.condition(*word, expression, own);
                    one(Slot::Condition(as_said), key, Thing::Condition(*word, expression, own));
                    for (word, guard) in apart {
                        let (as_said, key) = self.condition(*word, guard, &[]);
                        one(Slot::Condition(as_said), key, Thing::Condition(*word, guard, &[]));
                    }
                }
                ClauseKind::List(word, list) => {
                    self.list(list).into_iter().for_each(|atom| parts.add(Slot::List(*word), atom));
                }
                ClauseKind::Kept(retention, after) => {
                    one(
                        Slot::Kept,
                        self.kept(retention, after.as_deref()),
                        Thing::Kept(retention, after.as_deref()),
                    );
                }
                ClauseKind::Within(within, start, more) => {
                    let start_key = start.as_deref().map(|start| self.expression(start)).unwrap_or_default();
                    let more_key = more.as_ref().map(|more| {
                        let on = more.on.as_ref().map(|on| self.expression(on)).unwrap_or_default();
                        format!("{} if {on}", any_length(&more.by))
                    });
                    let key =
                        format!("{} of {start_key} + {}", any_length(within), more_key.unwrap_or_default());
                    one(Slot::Within, key, Thing::Within(within, start.as_deref(), more.as_ref()));
                }
                ClauseKind::Every(time) => one(Slot::Every, length(*time), Thing::Every(*time)),
                ClauseKind::Lookback(time) => one(Slot::Lookback, length(*time), Thing::Lookback(*time)),
                ClauseKind::Limit(count, time) => {
                    let per = time.map(length).unwrap_or_default();
                    one(Slot::Limit, format!("{count} per {per}"), Thing::Limit(*count, *time));
                }
                ClauseKind::Basis(grounds) => {
                    for ground in grounds {
                        self.ground(ground).into_iter().for_each(|atom| parts.add(Slot::Basis, atom));
                    }
                }
                ClauseKind::Saying(word, said) => {
                    let key = match said {
                        Said::Text(text) => blanks(text),
                        Said::Absent(absence) => absence.as_str().to_owned(),
                    };
                    one(Slot::Saying(*word), key, Thing::Said(*word, said));
                }
                ClauseKind::Dated(word, dated) => {
                    let key = match dated {
                        Dated::On(date) => date.to_string(),
                        Dated::Absent(absence) => absence.as_str().to_owned(),
                    };
                    one(Slot::Dated(*word), key, Thing::Dated(*dated));
                }
                // What is not to be reported is no part of what is said.
                ClauseKind::Allow(..) => {}
            }
        }
        parts
    }

    /// The parts of a section that say for whom, where and when it holds.
    pub(super) fn scope<'p>(&self, section: &'p Section) -> Parts<'p> {
        let limits = |clause: &&Clause| {
            !matches!(
                clause.kind,
                ClauseKind::List(ListWord::After, _)
                    | ClauseKind::Saying(..)
                    | ClauseKind::Dated(..)
                    | ClauseKind::Allow(..)
            )
        };
        self.clauses(section.clauses.iter().filter(limits))
    }

    fn kept(&self, retention: &Retention, after: Option<&Expression>) -> String {
        let mut key = match retention {
            Retention::For(time) => length(*time),
            Retention::Condition(word, said) => format!("{} {}", word.as_str(), self.expression(said)),
            Retention::Forever => "forever".to_owned(),
            Retention::Absent(absence) => absence.as_str().to_owned(),
        };
        if let Some(after) = after {
            key.push(AFTER);
            key.push_str(&self.expression(after));
        }
        key
    }

    fn ground<'p>(&self, ground: &'p Ground) -> Vec<Atom<'p>> {
        let marks = ground.interest.as_ref().map(|interest| blanks(interest)).unwrap_or_default();
        let basis = self.reference(&ground.basis);
        let atom = |key: String, purpose: Option<&'p Term>| Atom {
            key,
            marks: marks.clone(),
            thing: Thing::Ground(ground, purpose),
            span: ground.span,
            any: false,
        };
        if ground.purposes.is_empty() {
            return vec![atom(basis, None)];
        }
        let each = ground.purposes.iter();
        each.map(|purpose| atom(format!("{basis} for {}", self.value(&purpose.value)), Some(purpose)))
            .collect()
    }

    /// What a statement says.
    pub(super) fn statement(&self, statement: &'a Statement, within: &[&'a Section]) -> Shape<'a> {
        let mut parts = self.clauses(&statement.clauses);
        for term in &statement.subjects {
            parts.add(Slot::Subject, self.term(term));
        }
        for (at, adverb) in statement.adverbs.iter().enumerate() {
            let ahead = statement.modal.negative() && at < statement.ahead;
            let key = format!("{}{}", adverb.as_str(), if ahead { " not" } else { "" });
            let thing = Thing::Adverb(*adverb, ahead);
            parts.add(
                Slot::Adverb,
                Atom { key, marks: String::new(), thing, span: statement.span, any: false },
            );
        }
        for verb in &statement.verbs {
            let key = match verb {
                Verb::Known(known) => known.id.to_owned(),
                Verb::Text(text) => format!("“{}", blanks(text)),
            };
            let thing = Thing::Verb(verb);
            parts
                .add(Slot::Verb, Atom { key, marks: String::new(), thing, span: statement.span, any: false });
        }
        for atom in statement.objects.iter().flat_map(|list| self.list(list)) {
            parts.add(Slot::Object, atom);
        }
        let several = |list: &List| list.terms.len() > 1;
        let any_of = self.any_of(statement);
        // "Or" is what readers see of what one is enough of, and of what is denied.
        for (word, _) in lists(statement) {
            let together =
                matches!(word, ListWord::SuchAs | ListWord::Including | ListWord::Except | ListWord::Giving);
            if any_of.contains(&word) || statement.modal.negative() && !together {
                parts.join(Slot::List(word));
            }
        }
        Shape {
            statement,
            within: within.to_vec(),
            modal: statement.modal,
            any_verb: statement.any_verb && statement.verbs.len() > 1,
            any_object: statement.objects.as_ref().is_some_and(|list| list.any && several(list)),
            any_of,
            whole: self.whole(statement),
            parts,
        }
    }

    /// Which lists of a sentence name several things of which one is enough.
    fn any_of(&self, statement: &Statement) -> Vec<ListWord> {
        let any = |(word, list): &(ListWord, &List)| match word {
            // What readers see here is "or", unless the author says "and".
            ListWord::When | ListWord::After | ListWord::Before => !list.all,
            ListWord::By if self.is_choice(statement, list) => !list.all,
            ListWord::SuchAs | ListWord::Called => false,
            _ => list.any && !statement.modal.negative(),
        };
        lists(statement).filter(any).map(|(word, _)| word).collect()
    }

    /// Which lists of a sentence say something else than a sentence for each of their things would: of most all
    /// things are meant, but of events and of ways to reach somebody each is enough.
    fn whole(&self, statement: &Statement) -> Vec<ListWord> {
        let whole = |(word, list): &(ListWord, &List)| match word {
            ListWord::When => list.all,
            ListWord::By if self.is_choice(statement, list) => list.all,
            _ => list.any && !statement.modal.negative(),
        };
        lists(statement).filter(whole).map(|(word, _)| word).collect()
    }

    /// Whether a list names ways to reach somebody, of which whoever does it takes one.
    fn is_choice(&self, statement: &Statement, list: &List) -> bool {
        let we = statement.subjects.len() == 1 && statement.by_us();
        let channel = match list.terms.first().map(|term| &term.value) {
            Some(Value::Ref(Ref::Builtin(class))) => class.kind == Kind::Channel,
            Some(Value::Ref(Ref::Noun(id))) => {
                self.policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Channel)
            }
            _ => false,
        };
        !we && channel
    }
}

/// The lists of a sentence that name several things.
fn lists(statement: &Statement) -> impl Iterator<Item = (ListWord, &List)> {
    statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(word, list) if list.terms.len() > 1 => Some((*word, list)),
        _ => None,
    })
}

/// What a statement says.
#[derive(Clone, Debug)]
pub(super) struct Shape<'a> {
    pub(super) statement: &'a Statement,
    /// The sections around it, outermost first.
    pub(super) within: Vec<&'a Section>,
    pub(super) modal: Modal,
    pub(super) any_verb: bool,
    pub(super) any_object: bool,
    /// The lists of which one thing is enough, where several are named.
    pub(super) any_of: Vec<ListWord>,
    /// The lists that say something else than a sentence for each of their things would.
    pub(super) whole: Vec<ListWord>,
    pub(super) parts: Parts<'a>,
}

impl<'a> Shape<'a> {
    pub(super) fn atoms(&self, slot: Slot) -> &[Atom<'a>] {
        self.parts.atoms(slot)
    }

    /// The places where it holds or where its data goes, and not where people are.
    pub(super) fn places(&self, version: &Version<'_>) -> &[Atom<'a>] {
        let of_people = self.statement.standing(version.policy).of_people;
        if of_people { &[] } else { self.atoms(Slot::List(ListWord::In)) }
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = (Slot, &[Atom<'a>])> {
        self.parts.slots()
    }

    /// What it says, but for some parts.
    pub(super) fn key(&self, without: &[Slot]) -> String {
        format!(
            "{}{}{}{:?}{}",
            self.modal.as_str(),
            if self.any_verb { "|" } else { "&" },
            if self.any_object && !self.modal.negative() { "|" } else { "&" },
            self.any_of,
            self.parts.key(without)
        )
    }

    /// Whether it names something at some place that another sentence names there.
    pub(super) fn meets(&self, other: &Shape<'_>, slot: Slot) -> bool {
        self.atoms(slot).iter().any(|a| other.atoms(slot).iter().any(|b| a.key == b.key))
    }

    /// Whether one of its verbs is among these.
    pub(super) fn does(&self, verbs: &[&str]) -> bool {
        let known = |atom: &Atom<'_>| matches!(atom.thing, Thing::Verb(Verb::Known(verb)) if verbs.contains(&verb.id));
        self.atoms(Slot::Verb).iter().any(known)
    }
}

/// Whether what limits a condition says the same of the sentence: "only if you ask, unless you are a company" has an
/// exception to the sentence, but "unless you ask, unless you are a company" has one to an exception.
fn stand_alone(word: ConditionWord, guards: &[(ConditionWord, Expression)]) -> bool {
    let limits = |word: ConditionWord| matches!(word, ConditionWord::If | ConditionWord::OnlyIf);
    limits(word) && guards.iter().all(|(guard, _)| limits(*guard) || *guard == ConditionWord::Unless)
}

/// Words that only decide about grammar.
const fn grammatical(qualifier: Qualifier) -> bool {
    matches!(qualifier, Qualifier::Singular | Qualifier::Plural)
}

/// A duration as a key. Twelve months are a year and 24 hours a day, however they are written.
fn length(duration: Duration) -> String {
    let each = match duration.unit {
        Unit::Minute | Unit::Month => 1,
        Unit::Hour => 60,
        Unit::Day => 24 * 60,
        Unit::Week => 7 * 24 * 60,
        Unit::Year => 12,
        Unit::BusinessDay | Unit::CalendarYear => return duration.to_string(),
    };
    let unit = if matches!(duration.unit, Unit::Month | Unit::Year) { "months" } else { "minutes" };
    let bound = duration.bound.map(|bound| format!("{bound:?} ")).unwrap_or_default();
    format!("{bound}{} {unit}", u64::from(duration.count).saturating_mul(each))
}

/// A length of time as a key, whether it is a number and a unit or in the author's words.
fn any_length(said: &Length) -> String {
    match said {
        Length::Time(duration) => length(*duration),
        Length::Said(text) => blanks(text),
    }
}

/// A text with every run of blanks as one, since a reader sees no others.
pub(super) fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
