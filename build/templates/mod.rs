//! Turns the templates that ship into Rust, so that nothing of them is read, and no name
//! in them looked up, when Candor runs.
//!
//! A template becomes a function that writes to a `String`, and so does each of its
//! macros; `src/document/wording/run.rs` has what they call. A test holds them to what
//! minijinja makes of the same templates, which is also what runs a user's own.

mod expressions;
mod statements;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;

use minijinja::machinery::ast::{Expr, Macro, Stmt};
use minijinja::machinery::{Span, parse};
use minijinja::syntax::SyntaxConfig;

/// A template that was read.
struct File<'a> {
    name: &'a str,
    root: Stmt<'a>,
    /// What each name of a macro stands for: the file it is in, and its own name.
    macros: BTreeMap<&'a str, (String, &'a str)>,
    /// The templates that it imports from.
    imports: BTreeSet<String>,
}

type Files<'a> = BTreeMap<&'a str, File<'a>>;

/// The Rust of some templates, by name: functions, and a table of them called `TEMPLATES`.
pub(crate) fn compile(templates: &[(String, String)]) -> Result<String, Box<dyn Error>> {
    let mut files = Files::new();
    for (name, text) in templates {
        files.insert(name, File::read(name, text)?);
    }
    let mut rust = String::new();
    let mut table = String::new();
    for file in files.values() {
        statements::file(file, &files, &mut rust)?;
        let mut uses = BTreeSet::from([file.name]);
        imported(file, &files, &mut uses);
        let uses: Vec<_> = uses.into_iter().collect();
        writeln!(table, "    ({:?}, {}, &{uses:?}),", file.name, function(file.name, None))?;
    }
    Ok(format!("{rust}pub(super) const TEMPLATES: &[(&str, Template, &[&str])] = &[\n{table}];\n"))
}

impl<'a> File<'a> {
    fn read(name: &'a str, text: &'a str) -> Result<Self, Box<dyn Error>> {
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
        let root = parse(text, name, syntax).map_err(|error| format!("templates/{name}: {error}"))?;
        let mut file = Self { name, root, macros: BTreeMap::new(), imports: BTreeSet::new() };
        let (mut macros, mut imports) = (BTreeMap::new(), BTreeSet::new());
        for statement in file.body() {
            match statement {
                Stmt::Macro(found) => {
                    macros.insert(found.name, (name.to_owned(), found.name));
                }
                Stmt::FromImport(import) => {
                    let from =
                        literal(&import.expr).ok_or_else(|| file.cannot(import.span(), "this import"))?;
                    for (own, alias) in &import.names {
                        let (Expr::Var(own), None | Some(Expr::Var(_))) = (own, alias) else {
                            return Err(file.cannot(import.span(), "this import"));
                        };
                        let alias = if let Some(Expr::Var(alias)) = alias { alias.id } else { own.id };
                        macros.insert(alias, (from.clone(), own.id));
                    }
                    imports.insert(from);
                }
                _ => {}
            }
        }
        (file.macros, file.imports) = (macros, imports);
        Ok(file)
    }

    fn body(&self) -> &[Stmt<'a>] {
        match &self.root {
            Stmt::Template(template) => &template.children,
            _ => &[],
        }
    }

    /// One of its own macros.
    fn macro_of(&self, name: &str) -> Option<&Macro<'a>> {
        self.body().iter().find_map(|statement| match statement {
            Stmt::Macro(found) if found.name == name => Some(&**found),
            _ => None,
        })
    }

    /// Why something cannot be turned into Rust.
    fn cannot(&self, span: Span, what: &str) -> Box<dyn Error> {
        format!("templates/{}:{}: build/templates cannot compile {what}", self.name, span.start_line).into()
    }
}

/// The templates that one uses, and those that these use.
fn imported<'a>(file: &File<'a>, files: &'a Files<'_>, uses: &mut BTreeSet<&'a str>) {
    for name in &file.imports {
        if let Some((name, file)) = files.get_key_value(name.as_str())
            && uses.insert(name)
        {
            imported(file, files, uses);
        }
    }
}

/// The name of the function that a template or one of its macros becomes.
fn function(file: &str, of: Option<&str>) -> String {
    let name: String = file.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    match of {
        Some(of) => format!("{name}__{of}"),
        None => name,
    }
}

/// The text that an expression is, if it is one.
fn literal(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Const(found) => found.value.as_str().map(str::to_owned),
        _ => None,
    }
}
