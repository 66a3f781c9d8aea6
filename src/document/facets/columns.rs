//! The table of statutory categories: what of each is declared.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::bases::{data_key, is_manner};
use super::limits::{limits_of_itself, own_limits};
use super::rows::Rows;
use super::table::{Atom, Catalog, Named, is_entire, key};
use super::{CategoryView, ExampleView, Facets, LineView, SaidView, ScopeView};
use crate::analysis::keeping;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::document::view::{ConditionView, ListView, Spelt, TermView, Viewer, condition_key};
use crate::model::words::{ListWord, Qualifier, Topic};
use crate::model::{Clause, ClauseKind, Noun, NounId, Statement, Term, Value};
use crate::source::Span;

/// What a statement says that a column shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Source,
    Purpose,
    Disclosed,
    Sold,
    Shared,
    Kept,
}

impl<'a> Facets<'_, 'a> {
    /// The codes of what a tracker reads.
    pub(super) fn read_by(
        &self,
        catalog: &Catalog<'a>,
        tracker: NounId,
        codes: &mut BTreeSet<(usize, String)>,
    ) {
        let reads = self.reach.policy.noun(tracker).into_iter().flat_map(|noun| noun.property("reads"));
        let reads = reads.flat_map(|property| &property.list.terms);
        reads.for_each(|term| self.reach.about_term(catalog, term, codes));
    }

    /// What trackers read data for, and those that bring it to third parties.
    pub(super) fn read_by_trackers(&mut self, placed: &[Placed<'a>], table: &mut Rows<'_, 'a>) {
        for (id, noun, all) in self.used(placed) {
            let rows = self.rows_read(table, id);
            for used in all {
                let mut lines = self.lines_of(noun, ListWord::For);
                lines.iter_mut().for_each(|line| {
                    line.limits = format!("{}{}", condition_key(&used.conditions), used.around);
                    line.conditions.clone_from(&used.conditions);
                    line.scopes.clone_from(&used.scopes);
                });
                for (_, row) in table.some(&rows) {
                    lines.iter().for_each(|line| add(row, ListWord::For, line.clone()));
                }
            }
        }
        for (id, view) in self.given_by_trackers(placed) {
            let rows = self.rows_read(table, id);
            table.some(&rows).for_each(|(_, row)| row.trackers.push(view.clone()));
        }
    }

    /// The rows of what a tracker reads.
    fn rows_read(&self, table: &Rows<'_, 'a>, tracker: NounId) -> BTreeSet<usize> {
        let mut codes = BTreeSet::new();
        self.read_by(table.catalog, tracker, &mut codes);
        table.of(&codes)
    }

    /// The data that has no row.
    pub(super) fn left_out(&mut self, catalog: &Catalog<'a>) -> Vec<ExampleView<'a>> {
        let mut seen = BTreeSet::new();
        let mut views = Vec::new();
        // A code that an author made up is in no list of the law.
        let pack = self.pack;
        let listed = |(list, code): &(usize, String)| {
            let entries = if *list == 0 { &pack.categories } else { &pack.sensitive };
            entries.iter().any(|entry| *entry.id == **code)
        };
        let unlisted = catalog.atoms.iter().filter(|atom| !atom.codes.keys().any(listed));
        for named in catalog.left_out.iter().chain(unlisted.map(|atom| &atom.name)) {
            if seen.insert(self.called(named).1.to_lowercase()) {
                views.push(self.example(named));
            }
        }
        views
    }

    /// Data by its name alone.
    pub(super) fn example(&mut self, named: &Named<'a>) -> ExampleView<'a> {
        let (span, name) = self.called(named);
        let (detail, except, conditions, scopes) = Default::default();
        ExampleView { mark: self.viewer.mark(span), name, sure: true, detail, except, conditions, scopes }
    }

    /// Where data is named, and how readers know it.
    fn called(&mut self, named: &Named<'a>) -> (Span, Cow<'a, str>) {
        match *named {
            Named::Noun(id, noun) => (noun.span, Cow::Borrowed(self.viewer.noun_name(id))),
            Named::Term(term) => (term.span, self.viewer.words(term)),
        }
    }

    /// The data of each row, and what its declarations say of where it comes from and what it is for.
    pub(super) fn examples(&mut self, table: &mut Rows<'_, 'a>) {
        let mut seen = BTreeSet::new();
        let collecting = self.collecting();
        for atom in &table.catalog.atoms {
            let (span, name) = self.called(&atom.name);
            let mut limits = self.limits_of_atom(atom);
            limits.conditions.extend(self.conditions_of_atom(atom, &collecting));
            for (code, sure) in &atom.codes {
                let Some(row) = table.at.get(code) else { continue };
                let rows = &mut table.rows;
                if let Some(view) = rows.get_mut(*row).filter(|_| seen.insert((*row, name.to_lowercase()))) {
                    view.examples.push(ExampleView {
                        mark: self.viewer.mark(span),
                        name: name.clone(),
                        sure: *sure,
                        ..limits.clone()
                    });
                }
            }
            let mine = table.of(atom.codes.keys());
            for noun in atom.line.iter().filter_map(|id| self.reach.policy.noun(*id)) {
                for word in [ListWord::From, ListWord::For] {
                    let lines = self.lines_of(noun, word);
                    for (_, view) in table.some(&mine) {
                        lines.iter().for_each(|line| add(view, word, line.clone()));
                    }
                }
            }
        }
    }

    /// Whether a statement says something that a column shows.
    pub(super) fn belongs(&self, statement: &Statement, column: Column) -> bool {
        let reach = self.reach;
        let positive = statement.modal.affirms();
        let gets = select::verb_of(statement, Topic::Collection);
        match column {
            Column::Source => {
                let told = statement.lists(ListWord::From).next().is_some();
                reach.is_given(statement)
                    || positive && gets && (told || select::comes_how(statement).is_some())
            }
            Column::Purpose => {
                positive && (gets || select::uses(statement)) && reach.purposes(statement).next().is_some()
            }
            // A denial that is about advertising or sale stands in their columns.
            Column::Disclosed => {
                let elsewhere = || {
                    reach.sells(statement)
                        || reach.advertises(statement)
                        || select::mentions(statement, &self.words)
                };
                reach.hands_over(statement) && !reach.refuses(statement) && (positive || !elsewhere())
                    || reach.employs(statement)
                    || reach.lets_get(statement)
            }
            // Who does not rent data out may sell it.
            Column::Sold => {
                let sold = if positive { reach.tells_of_sale(statement) } else { statement.does("sell") };
                sold || reach.is_paid_for(statement)
            }
            Column::Shared => {
                reach.denies_sharing(statement)
                    || reach.advertises(statement)
                    || (reach.discloses_personal(statement) && select::mentions(statement, &self.words))
            }
            Column::Kept => keeping::says_whether_kept(statement),
        }
    }

    /// What of each row a statement is about, where that is some of it only.
    pub(super) fn parts_of(
        &mut self,
        table: &Rows<'_, 'a>,
        statement: &'a Statement,
        named: &[BTreeSet<usize>],
        mine: &BTreeSet<usize>,
    ) -> BTreeMap<usize, Part<'a>> {
        let (reach, catalog) = (self.reach, table.catalog);
        let protected = table.of(catalog.total.keys().filter(|code| catalog.is_protected(code)));
        let sensitive = |term: &Term| reach.is_all(term) && reach.is_sensitive(&reach.classes(term));
        let mut parts = BTreeMap::new();
        for row in mine {
            let terms: Vec<&'a Term> = statement
                .object_terms()
                .zip(named)
                .filter(|(_, rows)| rows.contains(row))
                .map(|(term, _)| term)
                .collect();
            let is_part =
                |term: &&Term| reach.is_part(catalog, term) || !protected.contains(row) && sensitive(term);
            if !terms.is_empty() && terms.iter().all(is_part) {
                let key = terms.iter().map(|term| data_key(term)).collect();
                let shown = |term: &'a Term| {
                    let mut view = self.viewer.term(term);
                    view.detail = view.detail.filter(|_| !catalog.tells(term));
                    view
                };
                let terms = terms.into_iter().map(shown).collect();
                parts.insert(*row, Part { key, terms });
            }
        }
        parts
    }

    /// What a list of a statement names, each with its limits.
    pub(super) fn lines_said(&mut self, placed: &Placed<'a>, word: ListWord) -> Vec<LineView<'a>> {
        let scopes = self.limits(placed, word);
        let conditions = self.viewer.conditions(&placed.statement.clauses);
        let here = scopes.iter().all(|scope| scope.own);
        let mut limits = condition_key(&conditions);
        if !here {
            limits.push_str(&self.key_of_scopes(placed));
            limits.push_str(&self.key_of_limits(placed.statement, word));
        }
        let mut lines = Vec::new();
        let mut push = |viewer: &mut Viewer<'a>, term: Option<&'a Term>, word: &'static str| {
            let mark = viewer.mark(placed.statement.span);
            let (limits, conditions, scopes) = (limits.clone(), conditions.clone(), scopes.clone());
            let (key, term, manner) = term.map(|term| named(viewer, term)).unwrap_or_default();
            let (about, except) = Default::default();
            lines.push(LineView { key, limits, mark, term, manner, word, about, except, conditions, scopes });
        };
        for list in placed.statement.lists(word) {
            let counts = |term: &&Term| {
                !term.is_length()
                    && !matches!(term.value, Value::Absent(_))
                    && (word != ListWord::For || !self.reach.is_people(term))
            };
            let mut others = list.open && list.terms.is_empty();
            for term in list.terms.iter().filter(counts) {
                push(self.viewer, Some(term), "");
                others = list.open;
            }
            if others {
                push(self.viewer, None, word.as_str());
            }
        }
        if word == ListWord::From && placed.statement.lists(word).next().is_none() {
            let given = placed.statement.subjects.iter().filter(|_| self.reach.is_given(placed.statement));
            given.for_each(|term| push(self.viewer, Some(term), ""));
            select::comes_how(placed.statement).into_iter().for_each(|how| push(self.viewer, None, how));
        }
        lines
    }

    /// What a declaration itself says after one word.
    fn lines_of(&mut self, noun: &'a Noun, word: ListWord) -> Vec<LineView<'a>> {
        let lists = noun.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => Some(list),
            _ => None,
        });
        let counts = |term: &&Term| word != ListWord::For || !self.reach.is_people(term);
        let terms: Vec<&'a Term> = lists.flat_map(|list| &list.terms).filter(counts).collect();
        let line = |term: &'a Term| {
            let (key, term, manner) = named(self.viewer, term);
            let conditions = self.viewer.conditions(&noun.clauses);
            let limits = condition_key(&conditions);
            let mark = self.viewer.mark(noun.span);
            let (about, except, scopes) = Default::default();
            LineView { key, limits, mark, term, manner, word: "", about, except, conditions, scopes }
        };
        terms.into_iter().map(line).collect()
    }

    /// What limits data that the policy names: what its declaration says, and those around it; or else, where it is
    /// collected from some people only, that.
    pub(super) fn limits_of_atom(&mut self, atom: &Atom<'a>) -> ExampleView<'a> {
        let mut clauses: Vec<&'a Clause> = Vec::new();
        for id in &atom.line {
            let Some(noun) = self.reach.policy.noun(*id) else { continue };
            // Those of what is required say when it must be given.
            let required = noun.qualifiers.contains(&Qualifier::Required);
            let limits = |clause: &&Clause| !(required && is_case(clause));
            clauses.extend(noun.clauses.iter().filter(limits));
        }
        let (span, _) = self.called(&atom.name);
        let left_out =
            clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::List(ListWord::Except, _)));
        let except = self.viewer.clauses(left_out.copied()).lists.take(ListWord::Except);
        let conditions = self.viewer.conditions(clauses.iter().copied());
        let when = clauses
            .iter()
            .copied()
            .filter(|clause| matches!(clause.kind, ClauseKind::List(ListWord::When, _)));
        let mut own: Vec<&'a Clause> = own_limits(self.reach, clauses.iter().copied()).chain(when).collect();
        if let (true, Some(statement)) = (own.is_empty(), atom.limited) {
            own.extend(limits_of_itself(self.reach, statement));
        }
        ExampleView {
            mark: self.viewer.mark(span),
            name: Cow::Borrowed(""),
            sure: true,
            detail: atom.detail,
            except,
            conditions,
            scopes: self.limited_to(own, span).into_iter().collect(),
        }
    }

    /// The statements that collect each data, where all of them do so under conditions and of everybody.
    fn collecting(&self) -> BTreeMap<String, Option<Vec<&'a Statement>>> {
        let reach = self.reach;
        let mut all: BTreeMap<String, Option<Vec<&'a Statement>>> = BTreeMap::new();
        for placed in self.placed.iter() {
            let statement = placed.statement;
            let gets = select::verb_of(statement, Topic::Collection) && reach.by_publisher(statement);
            if !statement.modal.affirms() || !(gets || reach.is_given(statement)) {
                continue;
            }
            let bound = select::has(statement, |clause| matches!(clause, ClauseKind::Condition(..)))
                && placed.scopes.iter().all(|section| reach.is_for_all(section));
            for term in statement.object_terms() {
                // What is collected of all personal data is collected of each.
                if !bound && reach.is_all(term) {
                    return BTreeMap::new();
                }
                let known = all.entry(key(term)).or_insert_with(|| Some(Vec::new()));
                match known {
                    Some(known) if bound => known.push(statement),
                    _ => *known = None,
                }
            }
        }
        for (_, tracker) in reach.trackers(&self.placed) {
            let reads = tracker.property("reads").flat_map(|property| &property.list.terms);
            all.extend(reads.map(|term| (key(term), None)));
        }
        all
    }

    /// The conditions under which data is collected, where these are always the same and some statement that has them
    /// says neither whence it comes nor what it is for: those of the others stand there.
    fn conditions_of_atom(
        &mut self,
        atom: &Atom<'a>,
        collecting: &BTreeMap<String, Option<Vec<&'a Statement>>>,
    ) -> Vec<ConditionView<'a>> {
        let keys = atom.keys();
        let found: Option<Vec<_>> =
            keys.iter().filter_map(|key| collecting.get(key)).map(Option::as_ref).collect();
        let all: Vec<&'a Statement> = found.into_iter().flatten().flatten().copied().collect();
        let shown = [Column::Source, Column::Purpose];
        if all.iter().all(|one| shown.iter().any(|column| self.belongs(one, *column))) {
            return Vec::new();
        }
        let mut each =
            all.into_iter().map(|one| self.viewer.conditions(&one.clauses)).collect::<Vec<_>>().into_iter();
        let first = each.next().unwrap_or_default();
        let same = each.all(|other| condition_key(&other) == condition_key(&first));
        if same { first } else { Vec::new() }
    }

    pub(super) fn said(&mut self, placed: &Placed<'a>) -> SaidView<'a> {
        let scopes = self.scopes(&placed.scopes);
        let statement = placed.statement;
        let plain = statement.clauses.is_empty() && is_bare(statement, &scopes);
        let limited = self.reach.is_limited(placed, &self.people);
        SaidView { statement: self.viewer.statement(statement), scopes, plain, limited, several: false }
    }
}

/// Whether nothing but its clauses limits what a statement says.
pub(super) fn is_bare(statement: &Statement, scopes: &[ScopeView<'_>]) -> bool {
    statement.adverbs.is_empty()
        && statement.by_us()
        && statement.object_terms().all(is_entire)
        && scopes.iter().all(|scope| scope.own)
}

/// Some of the data of a row.
pub(super) struct Part<'a> {
    /// What tells it from others.
    pub(super) key: String,
    terms: Vec<TermView<'a>>,
}

impl<'a> LineView<'a> {
    /// Says of which part of its row it holds.
    pub(super) fn limit_to(&mut self, part: Option<&Part<'a>>) {
        if let Some(part) = part {
            self.limits.push_str(&part.key);
            self.about.clone_from(&part.terms);
        }
    }

    /// Says what of its row it leaves out.
    pub(super) fn leave_out<'l>(&mut self, lists: impl Iterator<Item = &'l ListView<'a>>)
    where
        'a: 'l,
    {
        for list in lists {
            let names: Vec<_> = list.terms.iter().map(|term| &term.text).collect();
            self.limits.push_str(&format!("\n-{names:?}"));
            self.except.push(list.clone());
        }
    }
}

/// Whether a statement says of its data as one which part of it is meant, so that no row may take its own from it.
pub(super) fn says_part(statement: &Statement) -> bool {
    says_part_by_more(statement) || statement.lists(ListWord::Except).next().is_some()
}

/// The same, but for what it leaves out.
pub(super) fn says_part_by_more(statement: &Statement) -> bool {
    let parts = [ListWord::Including, ListWord::SuchAs];
    statement.handed
        || parts.iter().any(|word| statement.lists(*word).next().is_some())
        || statement.objects.as_ref().is_some_and(|list| list.open)
}

/// What a source or a purpose is told from others by, what readers call it, and how things come from it.
fn named<'a>(viewer: &mut Viewer<'a>, term: &'a Term) -> (String, TermView<'a>, Vec<&'static str>) {
    let mut view = viewer.term(term);
    let mut manner = Vec::new();
    if term.qualifiers.iter().all(is_manner) {
        view.qualifiers = Spelt::default();
        let told = term.qualifiers.iter().filter(|word| **word != Qualifier::Primarily);
        manner.extend(told.map(|word| word.as_str()));
    }
    (format!("{}{:?}", key(term), view.qualifiers.0), view, manner)
}

/// Leaves out the lines of a cell that say less than another there, or than one of all cells, does.
pub(super) fn without_repeated(lines: &mut Vec<LineView<'_>>, common: &[LineView<'_>]) {
    let free = |line: &LineView<'_>| {
        line.about.is_empty()
            && line.except.is_empty()
            && line.conditions.is_empty()
            && line.scopes.iter().all(|scope| scope.own)
    };
    let name = |line: &LineView<'_>| (line.key.clone(), line.word);
    let known = |lines: &[LineView<'_>], all: bool| -> BTreeMap<_, _> {
        let counts = lines.iter().filter(|line| all || free(line));
        counts
            .map(|line| {
                ((name(line), if all { line.limits.clone() } else { String::new() }), line.manner.clone())
            })
            .collect()
    };
    let (own, everywhere, again) = (known(lines, false), known(common, false), known(common, true));
    let covers = |manner: Option<&Vec<&str>>, line: &LineView<'_>| {
        manner.is_some_and(|manner| manner.is_empty() || *manner == line.manner)
    };
    lines.retain(|line| {
        let (bare, exact) = ((name(line), String::new()), (name(line), line.limits.clone()));
        let limited = !free(line) && covers(own.get(&bare), line);
        !limited && !covers(everywhere.get(&bare), line) && !covers(again.get(&exact), line)
    });
}

/// Whether a clause says in which case something is so.
fn is_case(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::When, _))
}

/// Which line of a cell one is.
fn place(word: ListWord, line: &LineView<'_>) -> (ListWord, String) {
    (word, format!("{}\n{}\n{}", line.key, line.word, line.limits))
}

/// Adds a line to a cell, each thing once under the same limits, with all the ways in which it comes; what is
/// said to come in no particular way does not come in one only.
pub(super) fn add<'a>(row: &mut CategoryView<'a>, word: ListWord, line: LineView<'a>) {
    let cell = if word == ListWord::From { &mut row.sources } else { &mut row.purposes };
    let key = place(word, &line);
    match row.seen.get(&key).and_then(|at| cell.get_mut(*at)) {
        Some(known) if known.manner.is_empty() || line.manner.is_empty() => known.manner.clear(),
        Some(known) => {
            let more = line.manner.into_iter().filter(|word| !known.manner.contains(word));
            known.manner.extend(more.collect::<Vec<_>>());
        }
        None => {
            row.seen.insert(key, cell.len());
            cell.push(line);
        }
    }
}

pub(super) fn cell<'r, 'a>(row: &'r mut CategoryView<'a>, column: Column) -> &'r mut Vec<SaidView<'a>> {
    match column {
        Column::Sold => &mut row.sold,
        Column::Shared => &mut row.shared,
        Column::Kept => &mut row.retention,
        Column::Source | Column::Purpose | Column::Disclosed => &mut row.disclosed,
    }
}
