//! Declarations, and what stands in their braces.

use super::cursor::Cursor;
use super::terms::tight;
use crate::syntax::ast::{Body, Entry, Noun};
use crate::syntax::grammar::Rule;

/// What a clause on the same line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Entry,
    Promise,
    Neither,
}

impl Cursor<'_> {
    pub(super) fn noun(&mut self) -> Option<Noun> {
        let start = self.enter();
        let (mut keyword, mut id, mut name) = (None, None, None);
        let (mut kinds, mut qualifiers, mut body) = (Vec::new(), Vec::new(), Body::default());
        let mut outdented = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::NOUN => keyword = Some(self.word()),
                Rule::name => id = Some(self.word()),
                Rule::string => name = Some(self.text()),
                Rule::kinds => kinds = self.kinds(),
                Rule::qualifier => qualifiers.extend(self.qualifier()),
                Rule::noun_body => {
                    let of_data = keyword.as_ref().is_some_and(|keyword| &*keyword.text == "data");
                    self.body(&mut body, of_data);
                }
                _ => body.clauses.extend(self.own_clause(rule, start, &mut outdented)),
            }
        }
        self.outdent(outdented);
        Some(Noun {
            keyword: keyword?,
            id,
            name,
            kinds,
            qualifiers: tight(qualifiers),
            body: tight_body(body),
            span: self.span(start),
        })
    }

    /// A declaration without its clauses and what stands in its braces.
    pub(super) fn head(&mut self) -> Option<Noun> {
        let start = self.start();
        let (mut keyword, mut id, mut name) = (None, None, None);
        let (mut kinds, mut qualifiers) = (Vec::new(), Vec::new());
        while let Some(rule) = self.peek() {
            match rule {
                Rule::NOUN => keyword = Some(self.word()),
                Rule::name => id = Some(self.word()),
                Rule::string => name = Some(self.text()),
                Rule::kinds => kinds = self.kinds(),
                Rule::qualifier => qualifiers.extend(self.qualifier()),
                _ => return None,
            }
        }
        let body = Body::default();
        Some(Noun { keyword: keyword?, id, name, kinds, qualifiers, body, span: self.span(start) })
    }

    /// A clause on the line of an entry or a promise belongs to it; on a line
    /// of its own it belongs to the noun.
    fn body(&mut self, body: &mut Body, of_data: bool) {
        self.enter();
        let mut last = (Last::Neither, 0);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::open | Rule::close => self.skip(),
                Rule::entry => {
                    let start = self.start();
                    let beside = of_data && !self.broken(last.1, start) && !self.braced();
                    let entry = self.entry(of_data);
                    // Items stand one to a line: what stands behind one mostly goes on with it.
                    if beside && entry.as_ref().is_some_and(is_item) {
                        self.glue(start);
                    }
                    body.entries.extend(entry);
                    last = (Last::Entry, self.end());
                }
                Rule::promise => {
                    body.promises.push(self.sentence());
                    last = (Last::Promise, self.end());
                }
                _ => {
                    let start = self.start();
                    let same_line = !self.broken(last.1, start);
                    let Some(clause) = self.clause(rule) else { continue };
                    match (last.0, same_line) {
                        (Last::Entry, true) => {
                            if let Some(entry) = body.entries.last_mut() {
                                entry.span = entry.span.to(clause.span);
                                entry.body.clauses.push(clause);
                            }
                        }
                        (Last::Promise, true) => {
                            if let Some(promise) = body.promises.last_mut() {
                                promise.span = promise.span.to(clause.span);
                                promise.clauses.push(clause);
                            }
                        }
                        (Last::Entry | Last::Promise | Last::Neither, _) => {
                            body.clauses.push(clause);
                            last.0 = Last::Neither;
                        }
                    }
                    last.1 = self.end();
                }
            }
        }
    }

    fn entry(&mut self, of_data: bool) -> Option<Entry> {
        let start = self.enter();
        let (mut name, mut list, mut kinds, mut body) = (None, None, Vec::new(), Body::default());
        while let Some(rule) = self.inside() {
            match rule {
                Rule::entry_head => {
                    self.enter();
                    while let Some(rule) = self.inside() {
                        match rule {
                            Rule::name => name = Some(self.word()),
                            Rule::list => list = Some(self.list()),
                            Rule::kinds => kinds = self.kinds(),
                            _ => self.skip(),
                        }
                    }
                }
                Rule::noun_body => self.body(&mut body, of_data),
                _ => self.skip(),
            }
        }
        Some(Entry { name: name?, list, kinds, body: tight_body(body), span: self.span(start) })
    }
}

/// Whether what stands in a group of data is neither its property nor the word that says that there are others.
fn is_item(entry: &Entry) -> bool {
    !matches!(&*entry.name.text, "maps" | "others")
}

fn tight_body(body: Body) -> Body {
    Body { clauses: tight(body.clauses), entries: tight(body.entries), promises: tight(body.promises) }
}
