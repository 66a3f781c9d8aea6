//! What templates see of a section of a law's stub.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::view::{
    ClausesView, ConditionView, DateView, ListView, NounView, PartView, StatementView, TermView,
};
use crate::document::wording::{Mark, seen};
use crate::model::words::ListWord;

/// What one section shows. Every field is there; those that its facet does not use are empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FacetView<'a> {
    /// Statements in full, those of one scope together.
    pub statements: Vec<GroupView<'a>>,
    /// Declarations, such as channels or recipients.
    pub nouns: Vec<NounView<'a>>,
    /// Recipients in other countries, with what protects the data there.
    pub abroad: Vec<AbroadView<'a>>,
    /// Third parties' trackers that give them data; or those that say what they are for.
    pub trackers: Vec<ReadView<'a>>,
    /// The rows of the table of statutory categories.
    pub categories: Vec<CategoryView<'a>>,
    /// What the rows would all repeat.
    pub common: Option<CategoryView<'a>>,
    /// Declarations of data that say themselves where it comes from, what it is for or how long it is kept, as the section
    /// asks.
    pub declared: Vec<DeclaredView<'a>>,
    /// Purposes with their legal bases.
    pub purposes: Vec<PurposeView<'a>>,
    /// Legal bases by themselves.
    pub grounds: Vec<GroundLineView<'a>>,
    /// Declared dates: those of the policy, and those of a statement of the law's own.
    pub dates: Vec<DatesView<'a>>,
    /// Data that is in no row of the table, since nothing says what the law calls it.
    pub left_out: Vec<ExampleView<'a>>,
    /// Whether what other sections say of all data that is used, or that somebody gets, is true of this, too.
    pub in_all: bool,
    /// Whether the author rules out that there is anything to say here.
    pub denied: bool,
    /// Whether what is declared shows nothing for which the law asks for this.
    pub unneeded: bool,
    /// Whether something that belongs here is not declared.
    pub missing: bool,
}

seen! {
    FacetView<'a>: statements nouns abroad trackers categories common declared purposes grounds dates left_out in_all
        denied unneeded missing
}

/// The dates of a policy, or of one of its sections.
#[derive(Clone, Debug, Serialize)]
pub struct DatesView<'a> {
    /// Where they are declared.
    pub mark: Mark,
    /// The section's heading, if they are not the policy's.
    pub title: Option<&'a str>,
    /// The dates by their word.
    pub dates: BTreeMap<&'static str, DateView>,
}

seen! { DatesView<'a>: mark title dates }

/// Statements that hold under the same limits.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView<'a> {
    /// The limits, outermost first.
    pub scopes: Vec<ScopeView<'a>>,
    /// The statements.
    pub parts: Vec<PartView<'a>>,
}

seen! { GroupView<'a>: scopes parts }

/// What a section of the policy limits its statements to.
#[derive(Clone, Debug, Serialize)]
pub struct ScopeView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// Whether it holds for everyone whom the law is for.
    pub own: bool,
    /// For whom, where, on what, under what.
    pub clauses: ClausesView<'a>,
}

seen! { ScopeView<'a>: mark own clauses }

/// A recipient in another country.
#[derive(Clone, Debug, Serialize)]
pub struct AbroadView<'a> {
    /// The recipient.
    pub noun: NounView<'a>,
    /// Its safeguards.
    pub safeguards: Vec<SafeguardView<'a>>,
    /// Whether they are for some of the data only that it gets.
    pub open: bool,
    /// Without one, the law's own decisions by which its countries need none: nothing that anybody declared.
    pub adequate: Vec<&'a str>,
    /// Whether the author says that there is none.
    pub denied: bool,
}

seen! { AbroadView<'a>: noun safeguards open adequate denied }

/// What protects data abroad.
#[derive(Clone, Debug, Serialize)]
pub struct SafeguardView<'a> {
    /// The author's words for it.
    pub text: Cow<'a, str>,
    /// The data that it is for, if other data goes there without one.
    pub about: Vec<TermView<'a>>,
}

seen! { SafeguardView<'a>: text about }

/// A statutory category of data.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CategoryView<'a> {
    /// What the law calls it.
    pub label: Cow<'a, str>,
    /// Whether it is specially protected.
    pub sensitive: bool,
    /// The author's own names for what falls under it.
    pub examples: Vec<ExampleView<'a>>,
    /// Where it comes from.
    pub sources: Vec<LineView<'a>>,
    /// What it is collected and used for.
    pub purposes: Vec<LineView<'a>>,
    /// Statements that it is disclosed.
    pub disclosed: Vec<SaidView<'a>>,
    /// Third parties' trackers that read it.
    pub trackers: Vec<ReadView<'a>>,
    /// Statements on its sale, also those that deny it.
    pub sold: Vec<SaidView<'a>>,
    /// Statements on its disclosure for advertising, also those that deny it.
    pub shared: Vec<SaidView<'a>>,
    /// Statements on how long it is kept.
    pub retention: Vec<SaidView<'a>>,
    /// Declarations of it that say so themselves.
    pub kept: Vec<DeclaredView<'a>>,
    /// Whether nothing is said of how long some of it is kept.
    pub kept_in_part: bool,
    /// That data, if it is little, and all of it has a name of its own.
    pub unkept: Vec<ExampleView<'a>>,
    /// Whether of some of it, how long it is kept is said of some people only.
    pub kept_of_some: bool,
    /// That data, as above.
    pub unkept_of_others: Vec<ExampleView<'a>>,
    /// Which source, or purpose, stands where in its cell.
    #[serde(skip)]
    pub(super) seen: BTreeMap<(ListWord, String), usize>,
}

seen! { CategoryView<'a>: label sensitive examples sources purposes disclosed trackers sold shared retention kept
        kept_in_part unkept kept_of_some unkept_of_others
}

/// Data under a statutory category.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// What readers call it.
    pub name: Cow<'a, str>,
    /// Whether it certainly falls under the category.
    pub sure: bool,
    /// The words that say which of it, if they are the same wherever it is collected or used.
    pub detail: Option<&'a str>,
    /// What is left out of it.
    pub except: Vec<ListView<'a>>,
    /// Its conditions.
    pub conditions: Vec<ConditionView<'a>>,
    /// Of whom and where it is collected, if not of everybody.
    pub scopes: Vec<ScopeView<'a>>,
}

seen! { ExampleView<'a>: mark name sure detail except conditions scopes }

/// Data whose declaration says itself what a section asks.
#[derive(Clone, Debug, Serialize)]
pub struct DeclaredView<'a> {
    /// The data with what limits it.
    pub data: ExampleView<'a>,
    /// Its declaration.
    pub noun: NounView<'a>,
}

seen! { DeclaredView<'a>: data noun }

/// One entry of a cell.
#[derive(Clone, Debug, Serialize)]
pub struct LineView<'a> {
    /// What it names.
    #[serde(skip)]
    pub(super) key: String,
    /// Its conditions and limits, to tell it from others.
    #[serde(skip)]
    pub(super) limits: String,
    /// Its mark.
    pub mark: Mark,
    /// A source or purpose.
    pub term: TermView<'a>,
    /// How it comes from there: `directly`, ….
    pub manner: Vec<&'static str>,
    /// In place of one: `from` or `for` for others that are not named, or how data comes, such as `automatically`.
    pub word: &'static str,
    /// For what of the row it is so, if that is some of it only.
    pub about: Vec<TermView<'a>>,
    /// What of the row is left out of it.
    pub except: Vec<ListView<'a>>,
    /// Its conditions.
    pub conditions: Vec<ConditionView<'a>>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView<'a>>,
}

seen! { LineView<'a>: mark term manner word about except conditions scopes }

/// A statement in a cell.
#[derive(Clone, Debug, Serialize)]
pub struct SaidView<'a> {
    /// The statement.
    pub statement: StatementView<'a>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView<'a>>,
    /// Whether the publisher says it without any condition or limit.
    pub plain: bool,
    /// Whether it holds for some people only.
    pub limited: bool,
    /// Whether other statements say how long the same data is kept.
    pub several: bool,
}

seen! { SaidView<'a>: statement scopes plain limited several }

/// A third party's tracker that reads data.
#[derive(Clone, Debug, Serialize)]
pub struct ReadView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// The tracker.
    pub tracker: TermView<'a>,
    /// Who gets what it reads.
    pub providers: ListView<'a>,
    /// What it reads.
    pub reads: ListView<'a>,
    /// What it is for.
    pub purposes: ListView<'a>,
    /// Whether they give something in return.
    pub sale: bool,
    /// Whether it is for advertising that follows people from one company to another.
    pub advertising: bool,
    /// Whether it is only said that it may be used.
    pub may: bool,
    /// Its conditions.
    pub conditions: Vec<ConditionView<'a>>,
    /// The limits of the statement that it is used.
    pub scopes: Vec<ScopeView<'a>>,
}

seen! { ReadView<'a>: mark tracker providers reads purposes sale advertising may conditions scopes }

/// A purpose.
#[derive(Clone, Debug, Serialize)]
pub struct PurposeView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// The purpose.
    pub term: TermView<'a>,
    /// What the law calls such purposes.
    pub labels: Vec<&'a str>,
    /// What is used for it.
    pub uses: Vec<UseView<'a>>,
    /// What it rests on.
    pub grounds: Vec<GroundLineView<'a>>,
    /// Whether some of the data has no basis though other data has.
    pub open: bool,
}

seen! { PurposeView<'a>: mark term labels uses grounds open }

/// Data that is used for a purpose.
#[derive(Clone, Debug, Serialize)]
pub struct UseView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// The data; none, where nothing says what a tracker reads.
    pub objects: ListView<'a>,
    /// Whether the tracker is said to read none.
    pub denied: bool,
    /// The tracker that reads it.
    pub by: Option<TermView<'a>>,
    /// Whether that is all the data which is used for the purpose in any case.
    pub also: bool,
    /// What is left out of it.
    pub except: Vec<ListView<'a>>,
    /// Under which conditions.
    pub conditions: Vec<ConditionView<'a>>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView<'a>>,
}

seen! { UseView<'a>: mark objects denied by also except conditions scopes }

/// A legal basis.
#[derive(Clone, Debug, Serialize)]
pub struct GroundLineView<'a> {
    /// Its mark.
    pub mark: Mark,
    /// The basis in the author's words.
    pub basis: TermView<'a>,
    /// What the law calls it.
    pub label: Cow<'a, str>,
    /// Where the law has it.
    pub cite: Option<&'a str>,
    /// The interest.
    pub interest: Option<&'a str>,
    /// The purposes it is bound to.
    pub purposes: Vec<TermView<'a>>,
    /// The data that it is for, if other data has another.
    pub about: Vec<TermView<'a>>,
    /// Under which conditions.
    pub conditions: Vec<ConditionView<'a>>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView<'a>>,
}

seen! { GroundLineView<'a>: mark basis label cite interest purposes about conditions scopes }
