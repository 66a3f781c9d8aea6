//! The rows of the table of statutory categories: each statement goes to those whose data it is about.

use std::collections::{BTreeMap, BTreeSet};

use super::bases::is_manner;
use super::columns::{Column, add, cell, is_bare, says_part, says_part_by_more, without_repeated};
use super::data::add_data;
use super::held::{Together, left_out};
use super::table::{Catalog, key};
use super::{CategoryView, Facets, SaidView};
use crate::analysis::keeping;
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::select;
use crate::document::view::{ListView, Spelt, TermView};
use crate::model::phrase::stands_for_several;
use crate::model::words::{Adverb, ListWord, NounKind};
use crate::model::{Clause, ClauseKind, Noun, NounId, Statement, Term};

/// The table while it is made.
pub(super) struct Rows<'t, 'a> {
    pub(super) catalog: &'t Catalog<'a>,
    /// The row of each code of each list.
    pub(super) at: BTreeMap<(usize, String), usize>,
    pub(super) rows: Vec<CategoryView<'a>>,
    /// What all rows would repeat.
    common: CategoryView<'a>,
    /// How many statements say how long each data is kept.
    kept: BTreeMap<String, usize>,
}

impl<'a> Rows<'_, 'a> {
    /// The rows of these codes.
    pub(super) fn of<'c>(&self, codes: impl IntoIterator<Item = &'c (usize, String)>) -> BTreeSet<usize> {
        codes.into_iter().filter_map(|code| self.at.get(code).copied()).collect()
    }

    /// Some of the rows, each with its number.
    pub(super) fn some(
        &mut self,
        mine: &BTreeSet<usize>,
    ) -> impl Iterator<Item = (usize, &mut CategoryView<'a>)> {
        self.rows.iter_mut().enumerate().filter(|(row, _)| mine.contains(row))
    }
}

/// A statement, and the rows that it goes to.
struct Told<'p, 'a> {
    placed: &'p Placed<'a>,
    /// The codes of what it is about.
    about: BTreeSet<(usize, String)>,
    mine: BTreeSet<usize>,
    /// The rows of each of its objects.
    named: Vec<BTreeSet<usize>>,
    /// Whether these are all rows, of more than one.
    everywhere: bool,
}

impl<'a> Facets<'_, 'a> {
    /// The rows of every list of categories that this law has, and what all of them would repeat.
    pub(super) fn categories(
        &mut self,
        catalog: &Catalog<'a>,
        placed: &[Placed<'a>],
    ) -> (Vec<CategoryView<'a>>, CategoryView<'a>) {
        let reach = self.reach;
        let ours = placed.iter().map(|at| at.statement).filter(|one| reach.by_publisher(one));
        let kept = kept_by(ours);
        let (at, rows) = self.empty_rows(catalog);
        let mut table = Rows { catalog, at, rows, common: CategoryView::default(), kept };
        self.examples(&mut table);
        let columns =
            [Column::Source, Column::Purpose, Column::Disclosed, Column::Sold, Column::Shared, Column::Kept];
        for placed in placed {
            let ours = reach.by_publisher(placed.statement);
            let shown = columns.into_iter().filter(|column| {
                ours || *column == Column::Disclosed
                    || *column == Column::Source && reach.is_given(placed.statement)
            });
            let limit = reach.only_limits_use(placed.statement);
            let shown = shown.filter(|column| !(limit && *column == Column::Purpose));
            let shown: Vec<Column> = shown.filter(|column| self.belongs(placed.statement, *column)).collect();
            if shown.is_empty() {
                continue;
            }
            let told = self.told(&table, placed);
            for column in shown {
                match column {
                    Column::Source => self.add_lines(&mut table, &told, ListWord::From),
                    Column::Purpose => self.add_lines(&mut table, &told, ListWord::For),
                    Column::Disclosed | Column::Sold | Column::Shared | Column::Kept => {
                        self.add_said(&mut table, &told, column);
                    }
                }
            }
        }
        self.read_by_trackers(placed, &mut table);
        self.add_limits_of_use(placed, &mut table);
        self.declared_kept(&mut table);
        self.kept_in_part(placed, &mut table);
        let Rows { mut rows, mut common, .. } = table;
        // What comes from somewhere at all does not come from there once more in one way only, or under a limit only.
        without_repeated(&mut common.sources, &[]);
        without_repeated(&mut common.purposes, &[]);
        for row in &mut rows {
            without_repeated(&mut row.sources, &common.sources);
            without_repeated(&mut row.purposes, &common.purposes);
        }
        (rows, common)
    }

    /// A row for each code that some data has, in the law's order.
    fn empty_rows(&self, catalog: &Catalog<'a>) -> (BTreeMap<(usize, String), usize>, Vec<CategoryView<'a>>) {
        let mut at = BTreeMap::new();
        let mut rows = Vec::new();
        let pack = self.pack;
        for (list, codes) in catalog.lists.iter().enumerate() {
            for entry in if list == 0 { &pack.categories } else { &pack.sensitive } {
                let code = (list, entry.id.to_string());
                if catalog.total.contains_key(&code) {
                    let label = self.label(&codes.key, &entry.id).or(entry.title.as_deref());
                    at.insert(code, rows.len());
                    rows.push(CategoryView {
                        label: label.unwrap_or(&entry.id).into(),
                        sensitive: list > 0,
                        ..CategoryView::default()
                    });
                }
            }
        }
        (at, rows)
    }

    /// The rows that a statement goes to.
    fn told<'p>(&self, table: &Rows<'_, 'a>, placed: &'p Placed<'a>) -> Told<'p, 'a> {
        let mut about = self.reach.about(table.catalog, placed.statement);
        let rows_of_term = |term| {
            let mut codes = BTreeSet::new();
            self.reach.about_term(table.catalog, term, &mut codes);
            // What is done with a tracker is done with what it reads.
            if let Some(tracker) = self.noun_of(term, NounKind::Tracker) {
                self.read_by(table.catalog, tracker, &mut codes);
                about.extend(codes.iter().cloned());
            }
            table.of(&codes)
        };
        let named = placed.statement.object_terms().map(rows_of_term).collect();
        let mine = table.of(&about);
        let everywhere = mine.len() == table.rows.len() && table.rows.len() > 1;
        Told { placed, about, mine, named, everywhere }
    }

    /// Adds the sources or the purposes that a statement names.
    fn add_lines(&mut self, table: &mut Rows<'_, 'a>, told: &Told<'_, 'a>, word: ListWord) {
        let mut parts = self.parts_of(table, told.placed.statement, &told.named, &told.mine);
        let mut lines = self.lines_said(told.placed, word);
        let left_out = self.left_out_of(table, told);
        let same = parts.len() == told.mine.len()
            && parts.values().map(|part| &part.key).collect::<BTreeSet<_>>().len() == 1;
        if told.everywhere && left_out.is_empty() && (parts.is_empty() || same) {
            let part = parts.pop_first().map(|(_, part)| part);
            lines.iter_mut().for_each(|line| line.limit_to(part.as_ref()));
            lines.into_iter().for_each(|line| add(&mut table.common, word, line));
            return;
        }
        for (row, view) in table.some(&told.mine) {
            for mut line in lines.iter().cloned() {
                line.limit_to(parts.get(&row));
                line.leave_out(left_out.iter().filter(|(rows, _)| rows.contains(&row)).map(|(_, less)| less));
                add(view, word, line);
            }
        }
    }

    /// Adds the purposes that "only" limits all data to, where nothing else says what some of a row is for.
    fn add_limits_of_use(&mut self, placed: &[Placed<'a>], table: &mut Rows<'_, 'a>) {
        let reach = self.reach;
        let limits = |at: &&Placed<'a>| {
            reach.by_publisher(at.statement)
                && reach.only_limits_use(at.statement)
                && self.belongs(at.statement, Column::Purpose)
        };
        let limits: Vec<&Placed<'a>> = placed.iter().filter(limits).collect();
        if limits.is_empty() {
            return;
        }
        let told_for = self.told_for(placed);
        let untold = table.catalog.atoms.iter().filter(|atom| !told_for.holds(&atom.line, &atom.name));
        let untold = table.of(untold.flat_map(|atom| atom.codes.keys()));
        for placed in limits {
            let mut told = self.told(table, placed);
            told.mine.retain(|row| untold.contains(row));
            told.everywhere &= told.mine.len() == table.rows.len();
            self.add_lines(table, &told, ListWord::For);
        }
    }

    /// The data of which a statement or a declaration says what it is for, other than by a limit.
    fn told_for(&self, placed: &[Placed<'a>]) -> Together {
        let reach = self.reach;
        let mut told = Together::default();
        for statement in placed.iter().map(|at| at.statement).filter(|one| reach.by_publisher(one)) {
            if self.belongs(statement, Column::Purpose) && !reach.only_limits_use(statement) {
                // Sensitive data is only some of all.
                let whole = |term: &&Term| !term.is_partial() && !reach.is_sensitive(&reach.classes(term));
                add_data(reach, &mut told, statement.object_terms().filter(whole), &left_out(statement));
            }
        }
        let says = |noun: &Noun| select::listed(noun, ListWord::For).next().is_some();
        for (id, _) in reach.policy.nouns_of(NounKind::Data).filter(|(_, noun)| says(noun)) {
            told.add_noun(reach.policy, id, &BTreeSet::new());
        }
        for (_, noun) in reach.trackers(placed).into_iter().filter(|(_, noun)| says(noun)) {
            let reads = noun.property("reads").flat_map(|property| &property.list.terms);
            add_data(reach, &mut told, reads, &BTreeSet::new());
        }
        told
    }

    /// What a statement leaves out, in each row that has it; in all of them, where it is no data.
    fn left_out_of(
        &mut self,
        table: &Rows<'_, 'a>,
        told: &Told<'_, 'a>,
    ) -> Vec<(BTreeSet<usize>, ListView<'a>)> {
        let mut all = Vec::new();
        for list in told.placed.statement.lists(ListWord::Except) {
            let mut by_row: BTreeMap<BTreeSet<usize>, ListView<'a>> = BTreeMap::new();
            let shown = self.viewer.list(list);
            for (term, view) in list.terms.iter().zip(&shown.terms) {
                let mut codes = BTreeSet::new();
                self.reach.about_term(table.catalog, term, &mut codes);
                let mut rows = table.of(&codes);
                match rows.is_empty() {
                    // Data in no row is in none that it could be left out of.
                    true if self.reach.is_data(term) => continue,
                    true => rows.clone_from(&told.mine),
                    false => {}
                }
                let of_rows = || ListView { terms: Vec::new(), ..shown.clone() };
                by_row.entry(rows).or_insert_with(of_rows).terms.push(view.clone());
            }
            all.extend(by_row);
        }
        all
    }

    /// Adds what a statement says of disclosing, selling or keeping.
    fn add_said(&mut self, table: &mut Rows<'_, 'a>, told: &Told<'_, 'a>, column: Column) {
        let reach = self.reach;
        let statement = told.placed.statement;
        let mut said = self.said(told.placed);
        // How data is come by says nothing of how it is kept.
        if column == Column::Kept
            && let Some(shown) = &mut said.statement.objects
        {
            without_manner(shown, statement);
        }
        said.several = statement.object_terms().any(|term| table.kept.get(&key(term)) > Some(&1));
        // A row whose other data nobody speaks of needs the sentence that says of which.
        let whole = table.of(&reach.wholly(table.catalog, statement, told.about.clone()));
        let split = !says_part(statement);
        // "We destroy them" needs the name of what they are.
        let named = select::texts(statement).into_iter().any(stands_for_several);
        let (unnamed, less_only) = (split && !named, !named && !says_part_by_more(statement));
        let everything =
            !unnamed && !statement.handed && statement.object_terms().all(|term| reach.is_everything(term));
        // What is left out stands in the rows that have it.
        let rows_of = |term| {
            let mut codes = BTreeSet::new();
            reach.about_term(table.catalog, term, &mut codes);
            table.of(&codes)
        };
        let except: Vec<BTreeSet<usize>> = statement.terms(ListWord::Except).map(rows_of).collect();
        // What all of a row is needs no name there, if none of it is left out.
        let name_nothing = |said: &mut SaidView<'a>, row: Option<usize>| {
            let all = || row.is_some_and(|row| less_only && !except.iter().any(|rows| rows.contains(&row)));
            match everything {
                true => said.statement.objects = None,
                false if unnamed || all() => without_data(said),
                false => {}
            }
        };
        let apart = except.iter().all(|rows| !rows.is_empty())
            && except.iter().any(|rows| !rows.is_superset(&told.mine));
        let alone = |clause: &Clause| matches!(clause.kind, ClauseKind::List(ListWord::Except, _));
        let bare = apart && statement.clauses.iter().all(alone) && is_bare(statement, &said.scopes);
        let alike = !split || told.named.iter().all(|rows| *rows == told.mine);
        if told.everywhere && !apart && (whole == told.mine || alike && !said.plain) {
            if whole == told.mine {
                name_nothing(&mut said, None);
            }
            cell(&mut table.common, column).push(said);
            return;
        }
        for (row, view) in table.some(&told.mine) {
            let is_whole = whole.contains(&row);
            let mut own = SaidView { plain: said.plain && is_whole, ..said.clone() };
            if is_whole {
                name_nothing(&mut own, Some(row));
            }
            // Where more is named than the row, so is all that is left out of it.
            if apart && own.statement.objects.is_none() {
                let mut here = except.iter().map(|rows| rows.contains(&row));
                let lists = &mut own.statement.clauses.lists;
                lists.retain(ListWord::Except, |_| here.next().unwrap_or(true));
                own.plain = bare && is_whole && lists.is_empty_of(ListWord::Except);
            }
            if split && let Some(shown) = &mut own.statement.objects {
                let mut here = told.named.iter().map(|rows| rows.contains(&row));
                shown.terms.retain(|_| here.next().unwrap_or(true));
            }
            cell(view, column).push(own);
        }
    }

    /// The declarations of the data of each row, and of the groups around it, that say how long it is kept.
    fn declared_kept(&mut self, table: &mut Rows<'_, 'a>) {
        let mut rows: BTreeMap<NounId, BTreeSet<usize>> = BTreeMap::new();
        for atom in &table.catalog.atoms {
            for id in
                atom.line.iter().filter(|id| self.reach.policy.noun(**id).is_some_and(keeping::says_period))
            {
                rows.entry(*id).or_default().extend(table.of(atom.codes.keys()));
            }
        }
        for (id, mine) in rows {
            let Some(view) = self.declared_data(id) else { continue };
            table.some(&mine).for_each(|(_, row)| row.kept.push(view.clone()));
        }
    }

    /// Notes of each row what of its data, or whose, nobody says how long it is kept.
    fn kept_in_part(&mut self, placed: &[Placed<'a>], table: &mut Rows<'_, 'a>) {
        let [unkept, of_others] = self.reach.kept_in_part(table.catalog, placed, &table.at, &self.people);
        for (row, unkept) in unkept {
            let Some(row) = table.rows.get_mut(row) else { continue };
            row.kept_in_part = true;
            row.unkept = unkept.iter().flatten().map(|named| self.example(named)).collect();
        }
        for (row, unkept) in of_others {
            let Some(row) = table.rows.get_mut(row) else { continue };
            row.kept_of_some = true;
            row.unkept_of_others = unkept.iter().flatten().map(|named| self.example(named)).collect();
        }
    }
}

impl Reach<'_> {
    /// Whether all that a statement says is which purposes all data of a class is used for at most: of no data does
    /// that say that it is used for each.
    fn only_limits_use(self, statement: &Statement) -> bool {
        let mut objects = statement.object_terms().peekable();
        let other = |clause: &ClauseKind| !matches!(clause, ClauseKind::List(ListWord::For, _));
        statement.adverbs.contains(&Adverb::Only)
            && objects.peek().is_some()
            && objects.all(|term| self.is_everything(term))
            && !select::has(statement, other)
    }
}

/// How many statements say how long each data is kept.
fn kept_by<'s>(statements: impl Iterator<Item = &'s Statement>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for statement in statements.filter(|one| keeping::says_how_long(one)) {
        for term in statement.object_terms() {
            *counts.entry(key(term)).or_default() += 1;
        }
    }
    counts
}

/// Leaves out what a statement is about, where that is all that its row holds, and nothing is said of it.
fn without_data(said: &mut SaidView<'_>) {
    let bare = |term: &TermView<'_>| {
        term.quantifier.is_none() && term.detail.is_none() && term.qualifiers.0.is_empty()
    };
    if said.statement.objects.as_ref().is_some_and(|shown| shown.terms.iter().all(bare)) {
        said.statement.objects = None;
    }
}

fn without_manner(shown: &mut ListView<'_>, statement: &Statement) {
    for (term, shown) in statement.object_terms().zip(&mut shown.terms) {
        if term.qualifiers.iter().all(is_manner) {
            shown.qualifiers = Spelt::default();
        }
    }
}
