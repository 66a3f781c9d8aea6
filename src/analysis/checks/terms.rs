//! What the terms of a policy are, by themselves and by what they hold.

use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

use super::survey::Survey;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, ClauseKind, Noun, NounId, Ref, Special, Term, Value};

impl<'a> Survey<'a> {
    pub(super) fn noun(&self, term: &Term) -> Option<&'a Noun> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.reach.policy.noun(*id),
            _ => None,
        }
    }

    pub(super) fn is_recipient(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Special(Special::Recipients)) => true,
            Value::Ref(Ref::Noun(id)) => {
                self.reach.policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Recipient)
            }
            // "with others" in the author's words is somebody, unless it is said to be something else.
            Value::Ref(Ref::Text(_)) => {
                term.classes.is_empty()
                    || term.classes.iter().any(|class| matches!(class.kind, Kind::Role | Kind::Source))
            }
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Role,
            _ => false,
        }
    }

    /// Whether the vocabulary says anything of a term that has no declaration.
    pub(super) fn is_classed(&self, term: &Term) -> bool {
        !term.classes.is_empty() || matches!(term.value, Value::Ref(Ref::Builtin(_)))
    }

    /// Whether anything a term is or holds is so: of a group of data its items and what stands in it.
    pub(super) fn is_any(&self, term: &Term, so: &mut dyn FnMut(&Class) -> bool) -> bool {
        let own = match &term.value {
            Value::Ref(Ref::Builtin(class)) => Some(class),
            _ => None,
        };
        term.classes.iter().chain(own).any(&mut *so)
            || match &term.value {
                Value::Ref(Ref::Noun(id)) => self.deep(*id).iter().any(|class| so(class)),
                _ => false,
            }
    }

    /// Everything a declaration is or holds.
    fn deep(&self, id: NounId) -> Rc<Vec<&'a Class>> {
        if let Some(known) = self.deep.borrow().get(&id.0) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        self.within(id, 0, &mut found);
        let found = Rc::new(found);
        self.deep.borrow_mut().insert(id.0, Rc::clone(&found));
        found
    }

    fn within(&self, id: NounId, depth: u32, out: &mut Vec<&'a Class>) {
        let Some(noun) = self.reach.policy.noun(id).filter(|_| depth < 8) else { return };
        out.extend(&noun.classes);
        for item in &noun.items {
            self.within(*item, depth + 1, out);
        }
        for clause in &noun.clauses {
            if let ClauseKind::List(ListWord::SuchAs | ListWord::Including, list) = &clause.kind {
                for term in &list.terms {
                    out.extend(&term.classes);
                    match &term.value {
                        Value::Ref(Ref::Builtin(class)) => out.push(class),
                        Value::Ref(Ref::Noun(inner)) if *inner != id => self.within(*inner, depth + 1, out),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Whether a term is, or holds, a thing of any list of the vocabulary.
    pub(super) fn is_a(&self, term: &Term, id: &str) -> bool {
        self.is_any(term, &mut |class| self.class_is(class, class.kind, id))
    }

    pub(super) fn any_is_a(&self, classes: &[Class], id: &str) -> bool {
        classes.iter().any(|class| self.class_is(class, class.kind, id))
    }

    pub(super) fn is_of(&self, term: &Term, kind: Kind, id: &str) -> bool {
        let Some(entry) = self.reach.vocabulary.entry(kind, id) else { return false };
        self.is_any(term, &mut |class| {
            is_in(class, kind) && self.reach.vocabulary.is_under(kind, class.id, entry)
        })
    }

    pub(super) fn class_is(&self, class: &Class, kind: Kind, id: &str) -> bool {
        is_in(class, kind) && self.reach.vocabulary.is_a(kind, class.id, id)
    }

    pub(super) fn ref_is(&self, name: &Ref, kind: Kind, id: &str) -> bool {
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
    pub(super) fn has_code(&self, term: &Term, wanted: &str) -> bool {
        let mut coded = self.coded.borrow_mut();
        if !coded.contains_key(wanted) {
            coded.insert(wanted.to_owned(), HashMap::new());
        }
        let Some(coded) = coded.get_mut(wanted) else { return false };
        self.is_any(term, &mut |class| *coded.entry(*class).or_insert_with(|| self.is_coded(class, wanted)))
    }

    /// Each thing in a term that certainly has one of some codes: of a group its items.
    pub(super) fn each_coded(&self, term: &Term, codes: &[String]) -> Vec<Value> {
        let mut found = Vec::new();
        let coded = |class: &Class| codes.iter().any(|code| self.is_coded(class, code));
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.items_coded(*id, 0, &coded, &mut found),
            value if self.is_any(term, &mut |class| coded(class)) => found.push(value.clone()),
            _ => {}
        }
        found
    }

    fn items_coded(&self, id: NounId, depth: u32, coded: &dyn Fn(&Class) -> bool, found: &mut Vec<Value>) {
        let Some(noun) = self.reach.policy.noun(id).filter(|_| depth < 8) else { return };
        noun.items.iter().for_each(|item| self.items_coded(*item, depth + 1, coded, found));
        if noun.items.is_empty() && self.deep(id).iter().any(|class| coded(class)) {
            found.push(Value::Ref(Ref::Noun(id)));
        }
    }

    fn is_coded(&self, class: &Class, wanted: &str) -> bool {
        let (scheme, code) =
            wanted.split_once('/').map_or((wanted, None), |(scheme, code)| (scheme, Some(code)));
        let vocabulary = self.reach.vocabulary;
        vocabulary.find(class.kind, class.id).is_some_and(|term| {
            let found = vocabulary.codes(term, scheme);
            found.sure
                && !found.codes.is_empty()
                && code.is_none_or(|code| found.codes.iter().any(|own| own == code))
        })
    }
}

/// Whether a class may be of a list: a word such as `partner` is in both of two; beside a text
/// it stands for whichever fits.
fn is_in(class: &Class, kind: Kind) -> bool {
    class.kind == kind
        || matches!((class.kind, kind), (Kind::Source, Kind::Role) | (Kind::Role, Kind::Source))
}
