//! The table of statutory categories: what of each is declared.

use std::collections::BTreeSet;

use super::reach::{Placed, Reach};
use super::select;
use super::{CategoryView, ExampleView, Facets, LineView, SaidView};
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Class, Clause, ClauseKind, NounId, Statement, Term, Value};
use crate::model::{Noun, Ref};

/// One kind of data that the author named.
struct Atom<'a> {
    /// The declaration it is, or stands in.
    noun: Option<NounId>,
    /// What the author wrote, where it is no declaration of its own.
    term: Option<&'a Term>,
    classes: Vec<&'a Class>,
    codes: BTreeSet<String>,
    sure: bool,
}

/// One list of a pack, and the scheme whose codes it holds.
pub(super) struct CodeList {
    /// The scheme.
    pub(super) scheme: String,
    /// The list's key, in the pack and in a locale.
    pub(super) key: String,
}

impl<'a> Reach<'a> {
    /// The lists of this law that hold codes of one kind, the first named first.
    pub(super) fn code_lists(self, kind: Kind) -> Vec<CodeList> {
        let schemes = self.vocabulary.schemes().iter().filter(|scheme| scheme.pack.as_deref() == Some(&*self.pack.id));
        let list = |scheme: &crate::law::vocabulary::Scheme| {
            let key = scheme.lists.get(kind.key())?.clone();
            Some(CodeList { scheme: scheme.id.to_string(), key })
        };
        schemes.filter_map(list).collect()
    }

    /// The codes of some classes in a scheme, and whether all are settled.
    pub(super) fn codes(self, classes: &[&Class], scheme: &str) -> (BTreeSet<String>, bool) {
        let mut all = BTreeSet::new();
        let mut sure = true;
        for class in classes {
            let Some(row) = self.vocabulary.find(class.kind, &class.id) else { continue };
            let codes = self.vocabulary.codes(row, scheme);
            all.extend(codes.codes.iter().cloned());
            sure &= codes.sure || codes.codes.is_empty();
        }
        (all, sure)
    }

    /// A declaration and those it stands in, innermost first.
    fn line(self, id: NounId) -> Vec<(NounId, &'a Noun)> {
        let mut line = Vec::new();
        let mut at = Some(id);
        while let Some((id, noun)) = at.and_then(|id| Some((id, self.policy.noun(id)?))) {
            line.push((id, noun));
            at = noun.parent.filter(|_| line.len() < 64);
        }
        line
    }

    fn identifies(self, classes: &[&Class]) -> Option<bool> {
        let class = |class: &&&Class| class.kind == Kind::Class;
        classes.iter().filter(class).find_map(|class| self.vocabulary.find(Kind::Class, &class.id)?.identifies)
    }

    /// Everything the author named that has a place in the scheme.
    fn atoms(self, scheme: &str, placed: &[Placed<'a>]) -> Vec<Atom<'a>> {
        let mut atoms = Vec::new();
        for (id, noun) in self.policy.nouns_of(NounKind::Data).filter(|(_, noun)| noun.parent.is_none()) {
            self.atoms_of(id, noun, scheme, &mut atoms);
        }
        for placed in placed.iter().filter(|placed| self.by_publisher(placed.statement) && !placed.statement.modal.negative()) {
            for term in placed.statement.object_terms() {
                if matches!(&term.value, Value::Ref(Ref::Noun(_))) {
                    continue;
                }
                let classes: Vec<&Class> = self.classes(term).into_iter().filter(|class| class.kind == Kind::Data).collect();
                let known = atoms.iter().any(|atom: &Atom<'_>| atom.noun.is_none() && atom.term.is_some_and(|other| other.value == term.value));
                let (codes, sure) = self.codes(&classes, scheme);
                if !codes.is_empty() && !known {
                    atoms.push(Atom { noun: None, term: Some(term), classes, codes, sure });
                }
            }
        }
        atoms
    }

    fn atoms_of(self, id: NounId, noun: &'a Noun, scheme: &str, out: &mut Vec<Atom<'a>>) {
        let line = self.line(id);
        if line.iter().any(|(_, noun)| self.identifies(&noun.classes.iter().collect::<Vec<_>>()) == Some(false)) {
            return;
        }
        let first = out.len();
        for item in &noun.items {
            if let Some(inner) = self.policy.noun(*item) {
                self.atoms_of(*item, inner, scheme, out);
            }
        }
        let overriding = line.iter().map(|(_, noun)| maps(noun, scheme)).find(|codes| !codes.is_empty());
        for term in examples(&noun.clauses) {
            let classes = self.classes(term).into_iter().filter(|class| class.kind == Kind::Data).collect::<Vec<_>>();
            if classes.is_empty() || matches!(term.value, Value::Ref(Ref::Noun(_))) {
                continue;
            }
            let (codes, sure) = overriding.clone().map_or_else(|| self.codes(&classes, scheme), |codes| (codes, true));
            out.push(Atom { noun: Some(id), term: Some(term), classes, codes, sure });
        }
        // What is in a group stands for the group, in the categories that it has.
        let named: BTreeSet<String> = out.get(first..).unwrap_or(&[]).iter().flat_map(|atom| atom.codes.iter().cloned()).collect();
        let own = line.iter().map(|(_, noun)| noun.classes.iter().collect::<Vec<_>>()).find(|classes| !classes.is_empty());
        let classes = own.unwrap_or_default();
        let (mut codes, sure) = overriding.map_or_else(|| self.codes(&classes, scheme), |codes| (codes, true));
        codes.retain(|code| !named.contains(code));
        if !codes.is_empty() {
            out.push(Atom { noun: Some(id), term: None, classes, codes, sure });
        }
    }

    /// Whether a term covers data: by naming it, or a class that it belongs to.
    /// The second half tells whether it covers all data.
    fn covers(self, term: &Term, atom: &Atom<'_>) -> (bool, bool) {
        let classes = self.classes(term);
        if self.identifies(&classes) == Some(true) {
            let sensitive = classes.iter().any(|class| self.vocabulary.is_a(Kind::Class, &class.id, "sensitive-data"));
            return (!sensitive || self.is_sensitive(atom), !sensitive);
        }
        let yes = match &term.value {
            Value::Ref(Ref::Noun(id)) => atom.noun.is_some_and(|own| self.line(own).iter().any(|(above, _)| above == id)),
            Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Data => {
                atom.classes.iter().any(|own| self.vocabulary.is_a(Kind::Data, &own.id, &class.id))
            }
            value => atom.term.is_some_and(|own| own.value == *value),
        };
        (yes, false)
    }

    fn is_sensitive(self, atom: &Atom<'_>) -> bool {
        let lists = self.code_lists(Kind::Data);
        lists.iter().skip(1).any(|list| !self.codes(&atom.classes, &list.scheme).0.is_empty())
    }

    /// Whether a statement is about data, and whether only because it is about all.
    fn about(self, statement: &Statement, atoms: &[&Atom<'_>]) -> Option<bool> {
        let mut found = None;
        for atom in atoms {
            let left_out = statement.terms(ListWord::Except).any(|term| self.covers(term, atom).0);
            for term in statement.object_terms().filter(|_| !left_out) {
                match self.covers(term, atom) {
                    (true, false) => return Some(false),
                    (true, true) => found = Some(true),
                    (false, _) => {}
                }
            }
        }
        found
    }

    /// Whether every sentence that names this data denies something of it.
    fn only_denied(self, atom: &Atom<'_>, placed: &[Placed<'_>]) -> bool {
        let names = |statement: &Statement| statement.object_terms().any(|term| self.covers(term, atom) == (true, false));
        let mut naming = placed.iter().filter(|placed| names(placed.statement)).peekable();
        naming.peek().is_some() && naming.all(|placed| placed.statement.modal.negative())
    }
}

/// The examples and contents that an author gives of data.
fn examples(clauses: &[Clause]) -> impl Iterator<Item = &Term> {
    let lists = clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::SuchAs | ListWord::Including, list) => Some(list),
        _ => None,
    });
    lists.flat_map(|list| &list.terms)
}

/// The codes that an author gave data in a scheme: `maps SCHEME "CODE"`.
fn maps(noun: &Noun, scheme: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut ours = false;
    for term in noun.property("maps").flat_map(|property| &property.list.terms) {
        // Codes after the first stand alone: `maps ccpa "A", "B"`.
        let code = match (&term.value, &term.detail) {
            (Value::Ref(Ref::Text(found)), Some(code)) => {
                ours = **found == *scheme;
                Some(code)
            }
            (Value::Ref(Ref::Text(code)), None) => Some(code),
            _ => None,
        };
        codes.extend(code.filter(|_| ours).map(|code| code.to_string()));
    }
    codes
}

impl<'a> Facets<'_, 'a> {
    /// The rows of every list of categories that this law has.
    pub(super) fn categories(&mut self, placed: &[Placed<'a>]) -> Vec<CategoryView> {
        let mut rows = Vec::new();
        for (at, list) in self.reach.code_lists(Kind::Data).into_iter().enumerate() {
            let atoms: Vec<Atom<'a>> =
                self.reach.atoms(&list.scheme, placed).into_iter().filter(|atom| !self.reach.only_denied(atom, placed)).collect();
            let pack = self.reach.pack;
            let entries = if at == 0 { &pack.categories } else { &pack.sensitive };
            for entry in entries {
                let mine: Vec<&Atom<'a>> = atoms.iter().filter(|atom| atom.codes.contains(&*entry.id)).collect();
                if !mine.is_empty() {
                    let label = self.label(&list.key, &entry.id).or_else(|| entry.title.clone()).unwrap_or_else(|| entry.id.to_string());
                    rows.push(self.category(label, at > 0, &mine, placed));
                }
            }
        }
        rows
    }

    fn category(&mut self, label: String, sensitive: bool, atoms: &[&Atom<'a>], placed: &[Placed<'a>]) -> CategoryView {
        let reach = self.reach;
        let mut examples: Vec<ExampleView> = Vec::new();
        for atom in atoms {
            let example = self.example(atom);
            if !examples.iter().any(|other| other.name.eq_ignore_ascii_case(&example.name)) {
                examples.push(example);
            }
        }
        let about: Vec<(&Placed<'a>, bool)> =
            placed.iter().filter_map(|placed| Some((placed, reach.about(placed.statement, atoms)?))).collect();
        let of = |pick: &dyn Fn(&Statement) -> bool| -> Vec<(Placed<'a>, bool)> {
            about.iter().filter(|(placed, _)| pick(placed.statement)).map(|(placed, all)| ((*placed).clone(), *all)).collect()
        };
        let own = |statement: &Statement| reach.by_publisher(statement) && !statement.modal.negative();
        let collecting = of(&|s| own(s) && select::verb_of(s, Topic::Collection));
        let using = of(&|s| own(s) && (select::verb_of(s, Topic::Collection) || select::verb_of(s, Topic::Use)));
        let mut sources = self.lines(&collecting, ListWord::From);
        let mut purposes = self.lines(&using, ListWord::For);
        for atom in atoms {
            for (id, noun) in atom.noun.map(|id| reach.line(id)).unwrap_or_default() {
                self.lines_of(id, noun, ListWord::From, &mut sources);
                self.lines_of(id, noun, ListWord::For, &mut purposes);
            }
        }
        let disclosed = of(&|s| reach.discloses(s) && !s.modal.negative());
        let sold = of(&|s| reach.by_publisher(s) && s.does("sell"));
        let words = self.words.clone();
        let shared = of(&|s| {
            let denied = s.does("share") && s.modal.negative() && s.terms(ListWord::For).next().is_none();
            reach.advertises(s) || denied || (reach.discloses(s) && select::mentions(s, &words))
        });
        let kept = of(&|s| reach.by_publisher(s) && select::says_how_long(s));
        CategoryView {
            label,
            sensitive,
            examples,
            sources,
            purposes,
            disclosed: self.said(&disclosed),
            sold: self.said(&sold),
            shared: self.said(&shared),
            retention: self.said(&kept),
        }
    }

    fn example(&mut self, atom: &Atom<'a>) -> ExampleView {
        let noun = atom.noun.and_then(|id| self.reach.policy.noun(id));
        match (atom.term, noun) {
            (Some(term), _) => {
                let view = self.viewer.term(term);
                ExampleView { mark: self.viewer.mark(term.span), name: view.text, sure: atom.sure }
            }
            (None, Some(noun)) => {
                ExampleView { mark: self.viewer.mark(noun.span), name: self.viewer.noun_name(noun), sure: atom.sure }
            }
            (None, None) => ExampleView { mark: self.viewer.mark(crate::source::Span::default()), name: String::new(), sure: atom.sure },
        }
    }

    /// What the lists after one word name, each once.
    fn lines(&mut self, placed: &[(Placed<'a>, bool)], word: ListWord) -> Vec<LineView> {
        let mut seen: Vec<(&Value, bool)> = Vec::new();
        let mut lines = Vec::new();
        for (placed, all) in placed {
            let conditional = select::has(placed.statement, |clause| matches!(clause, ClauseKind::Condition(..)));
            for term in placed.statement.terms(word).filter(|term| !matches!(term.value, Value::Duration(_) | Value::Absent(_))) {
                if !conditional && placed.scopes.is_empty() {
                    if seen.contains(&(&term.value, true)) {
                        continue;
                    }
                    seen.push((&term.value, true));
                }
                let clauses = self.viewer.clauses(&placed.statement.clauses);
                lines.push(LineView {
                    mark: self.viewer.mark(placed.statement.span),
                    term: self.viewer.term(term),
                    conditions: clauses.conditions,
                    scopes: self.scopes(placed),
                    all: *all,
                });
            }
        }
        lines
    }

    /// What a declaration itself says after one word.
    fn lines_of(&mut self, _: NounId, noun: &'a Noun, word: ListWord, out: &mut Vec<LineView>) {
        let lists: Vec<&Term> = noun
            .clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::List(found, list) if *found == word => Some(list),
                _ => None,
            })
            .flat_map(|list| &list.terms)
            .collect();
        for term in lists {
            let view = self.viewer.term(term);
            if out.iter().any(|line| line.term.text == view.text) {
                continue;
            }
            let conditions = self.viewer.clauses(&noun.clauses).conditions;
            out.push(LineView { mark: self.viewer.mark(noun.span), term: view, conditions, scopes: Vec::new(), all: false });
        }
    }

    fn said(&mut self, placed: &[(Placed<'a>, bool)]) -> Vec<SaidView> {
        let view = |(placed, all): &(Placed<'a>, bool)| {
            let plain = placed.statement.clauses.is_empty() && placed.statement.adverbs.is_empty() && placed.statement.by_us();
            SaidView { statement: self.viewer.statement(placed.statement), scopes: self.scopes(placed), plain, all: *all }
        };
        placed.iter().map(view).collect()
    }
}
