//! Statements of a template to statements of Rust.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use minijinja::machinery::Span;
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, ForLoop, IfCond, Macro, Set, Spanned, Stmt};

use super::{File, Files, function};

/// What a name in a template is in Rust.
#[derive(Clone)]
pub(super) enum Name {
    /// A variable.
    Value(String),
    /// A `namespace(…)`: a variable for each of its fields, and whether that is a list.
    Space(String, BTreeMap<String, bool>),
    /// The loop around: the variables for its place and its length.
    Loop(String, String),
}

/// The Rust of one function while it is written.
pub(super) struct Code<'f, 'a> {
    pub(super) file: &'f File<'a>,
    pub(super) files: &'f Files<'a>,
    pub(super) rust: String,
    /// The names that can be seen, innermost last.
    pub(super) frames: Vec<BTreeMap<String, Name>>,
    count: usize,
}

/// Every function that a template becomes.
pub(super) fn file<'a>(file: &File<'a>, files: &Files<'a>, rust: &mut String) -> Result<(), Box<dyn Error>> {
    let code = || Code { file, files, rust: String::new(), frames: Vec::new(), count: 0 };
    let mut page = code();
    writeln!(page.rust, "fn {}(run: &Run<'_>, out: &mut String) {{", function(file.name, None))?;
    page.block(file.body())?;
    rust.push_str(&page.rust);
    rust.push_str("}\n\n");
    for statement in file.body() {
        if let Stmt::Macro(found) = statement {
            let mut code = code();
            code.macro_function(found)?;
            rust.push_str(&code.rust);
        }
    }
    Ok(())
}

impl<'a> Code<'_, 'a> {
    fn macro_function(&mut self, found: &Macro<'a>) -> Result<(), Box<dyn Error>> {
        let mut frame = BTreeMap::new();
        write!(
            self.rust,
            "fn {}<'a>(run: &Run<'a>, out: &mut String",
            function(self.file.name, Some(found.name))
        )?;
        for argument in &found.args {
            let Expr::Var(argument) = argument else {
                return Err(self.cannot(argument.span(), "this parameter"));
            };
            write!(self.rust, ", v_{}: Seen<'a>", argument.id)?;
            frame.insert(argument.id.to_owned(), Name::Value(format!("v_{}", argument.id)));
        }
        self.rust.push_str(") {\n");
        self.frames.push(frame);
        self.block(&found.body)?;
        self.rust.push_str("}\n\n");
        Ok(())
    }

    /// Statements that have variables of their own.
    fn block(&mut self, body: &[Stmt<'a>]) -> Result<(), Box<dyn Error>> {
        let mut frame = BTreeMap::new();
        let mut assigned = Vec::new();
        assigns(body, &mut assigned);
        for name in assigned {
            // What is set in here begins as what it is outside, and stays that out there.
            let outer = match self.find(name) {
                Some(Name::Value(rust)) => rust,
                Some(Name::Space(..) | Name::Loop(..)) | None => "Seen::Undefined".to_owned(),
            };
            writeln!(self.rust, "let mut v_{name} = {outer};")?;
            frame.insert(name.to_owned(), Name::Value(format!("v_{name}")));
        }
        self.frames.push(frame);
        self.statements(body)?;
        self.frames.pop();
        Ok(())
    }

    /// Statements in a block of Rust, whose variables are those of the block around.
    fn branch(&mut self, body: &[Stmt<'a>]) -> Result<(), Box<dyn Error>> {
        self.frames.push(BTreeMap::new());
        self.statements(body)?;
        self.frames.pop();
        Ok(())
    }

    fn statements(&mut self, body: &[Stmt<'a>]) -> Result<(), Box<dyn Error>> {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &Stmt<'a>) -> Result<(), Box<dyn Error>> {
        match statement {
            Stmt::EmitRaw(raw) => writeln!(self.rust, "out.push_str({:?});", raw.raw)?,
            Stmt::EmitExpr(emit) => {
                let rust = self.print(&emit.expr)?;
                self.rust.push_str(&rust);
            }
            Stmt::IfCond(found) => self.condition(found)?,
            Stmt::ForLoop(found) => self.for_loop(found)?,
            Stmt::Set(found) => self.set(found)?,
            Stmt::SetBlock(found) => {
                let (Expr::Var(target), None) = (&found.target, &found.filter) else {
                    return Err(self.cannot(found.span(), "this `set`"));
                };
                let from = self.fresh("from");
                writeln!(self.rust, "let {from} = out.len();")?;
                self.rust.push_str("{\n");
                self.block(&found.body)?;
                self.rust.push_str("}\n");
                writeln!(self.rust, "v_{} = run.take(out, {from});", target.id)?;
            }
            Stmt::Include(found) if !found.ignore_missing => {
                let name = self.value(&found.name)?;
                writeln!(self.rust, "{{ let name = {name}; run.template(out, name); }}")?;
            }
            // These were read before.
            Stmt::Macro(_) | Stmt::FromImport(_) if self.frames.len() == 1 => {}
            Stmt::Macro(found) => return Err(self.cannot(found.span(), "a macro inside something else")),
            Stmt::FromImport(found) => {
                return Err(self.cannot(found.span(), "an import inside something else"));
            }
            _ => {
                return Err(format!(
                    "templates/{}: build/templates cannot compile one of its statements",
                    self.file.name
                )
                .into());
            }
        }
        Ok(())
    }

    fn condition(&mut self, found: &IfCond<'a>) -> Result<(), Box<dyn Error>> {
        let test = self.test(&found.expr)?;
        writeln!(self.rust, "if {test} {{")?;
        self.branch(&found.true_body)?;
        if !found.false_body.is_empty() {
            self.rust.push_str("} else {\n");
            self.branch(&found.false_body)?;
        }
        self.rust.push_str("}\n");
        Ok(())
    }

    fn for_loop(&mut self, found: &ForLoop<'a>) -> Result<(), Box<dyn Error>> {
        if found.recursive {
            return Err(self.cannot(found.iter.span(), "a recursive loop"));
        }
        let (all, rows, at) = (self.fresh("all"), self.fresh("rows"), self.fresh("at"));
        let iter = self.value(&found.iter)?;
        writeln!(self.rust, "{{ let {all} = {iter};")?;
        if let Some(filter) = &found.filter_expr {
            let kept = self.fresh("kept");
            writeln!(self.rust, "let mut {kept} = Vec::new();")?;
            writeln!(self.rust, "for {at} in 0..run.rows({all}) {{")?;
            let frame = self.targets(&found.target, &format!("{all}.at({at})"))?;
            self.frames.push(frame);
            let test = self.test(filter)?;
            self.frames.pop();
            writeln!(self.rust, "if {test} {{ {kept}.push({all}.at({at})); }} }}")?;
            writeln!(self.rust, "let {all} = run.list(&{kept});")?;
        }
        writeln!(self.rust, "let {rows} = run.rows({all});")?;
        writeln!(self.rust, "for {at} in 0..{rows} {{")?;
        let mut frame = self.targets(&found.target, &format!("{all}.at({at})"))?;
        frame.insert("loop".to_owned(), Name::Loop(at, rows.clone()));
        self.frames.push(frame);
        self.block(&found.body)?;
        self.frames.pop();
        self.rust.push_str("}\n");
        if !found.else_body.is_empty() {
            writeln!(self.rust, "if {rows} == 0 {{")?;
            self.branch(&found.else_body)?;
            self.rust.push_str("}\n");
        }
        self.rust.push_str("}\n");
        Ok(())
    }

    /// The variables of a loop, declared.
    fn targets(&mut self, target: &Expr<'a>, value: &str) -> Result<BTreeMap<String, Name>, Box<dyn Error>> {
        let several = match target {
            Expr::Var(_) => None,
            Expr::List(list) => Some(&list.items),
            Expr::Tuple(tuple) => Some(&tuple.items),
            _ => return Err(self.cannot(target.span(), "this loop")),
        };
        let mut frame = BTreeMap::new();
        for (at, target) in several.map_or(std::slice::from_ref(target), Vec::as_slice).iter().enumerate() {
            let Expr::Var(name) = target else { return Err(self.cannot(target.span(), "this loop")) };
            let one = if several.is_some() { format!("{value}.at({at})") } else { value.to_owned() };
            writeln!(self.rust, "let v_{} = {one};", name.id)?;
            frame.insert(name.id.to_owned(), Name::Value(format!("v_{}", name.id)));
        }
        Ok(frame)
    }

    fn set(&mut self, found: &Spanned<Set<'a>>) -> Result<(), Box<dyn Error>> {
        match &found.target {
            Expr::Var(target) => {
                if let Some(fields) = namespace(&found.expr) {
                    return self.namespace(target.id, fields);
                }
                // A list that goes on growing is not the one that was looked at.
                let value = match self.space_of(&found.expr) {
                    Some((rust, true)) => format!("run.list(&{rust})"),
                    _ => self.value(&found.expr)?,
                };
                writeln!(self.rust, "v_{} = {value};", target.id)?;
            }
            target => {
                let Some((rust, list)) = self.space_of(target) else {
                    return Err(self.cannot(found.span(), "this `set`"));
                };
                let grows = match &found.expr {
                    Expr::BinOp(sum) if matches!(sum.op, BinOpKind::Add) && list => {
                        self.space_of(&sum.left).filter(|(left, _)| *left == rust).map(|_| &sum.right)
                    }
                    _ => None,
                };
                match grows {
                    Some(Expr::List(more)) => {
                        for item in &more.items {
                            let item = self.value(item)?;
                            writeln!(self.rust, "{{ let item = {item}; {rust}.push(item); }}")?;
                        }
                    }
                    Some(more) => {
                        let more = self.value(more)?;
                        writeln!(self.rust, "{{ let more = {more}; {rust}.extend(more.each()); }}")?;
                    }
                    None if list => return Err(self.cannot(found.span(), "this `set`: a list can only grow")),
                    None => {
                        let value = self.value(&found.expr)?;
                        writeln!(self.rust, "{rust} = {value};")?;
                    }
                }
            }
        }
        Ok(())
    }

    fn namespace(&mut self, name: &str, fields: Vec<(&str, &Expr<'a>)>) -> Result<(), Box<dyn Error>> {
        let mut kinds = BTreeMap::new();
        for (field, value) in fields {
            let list = matches!(value, Expr::List(list) if list.items.is_empty());
            let value = if list { "Vec::new()".to_owned() } else { self.value(value)? };
            writeln!(self.rust, "let mut n_{name}_{field} = {value};")?;
            kinds.insert(field.to_owned(), list);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.insert(name.to_owned(), Name::Space(format!("n_{name}"), kinds));
        }
        Ok(())
    }

    /// The variable of a field of a namespace, and whether it is a list.
    pub(super) fn space_of(&self, expression: &Expr<'a>) -> Option<(String, bool)> {
        let Expr::GetAttr(found) = expression else { return None };
        let Expr::Var(space) = &found.expr else { return None };
        match self.find(space.id)? {
            Name::Space(rust, fields) => Some((format!("{rust}_{}", found.name), *fields.get(found.name)?)),
            Name::Value(_) | Name::Loop(..) => None,
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<Name> {
        self.frames.iter().rev().find_map(|frame| frame.get(name)).cloned()
    }

    pub(super) fn fresh(&mut self, what: &str) -> String {
        self.count += 1;
        format!("{what}{}", self.count)
    }

    pub(super) fn cannot(&self, span: Span, what: &str) -> Box<dyn Error> {
        self.file.cannot(span, what)
    }
}

/// The fields of a `namespace(…)`.
fn namespace<'e, 'a>(expression: &'e Expr<'a>) -> Option<Vec<(&'a str, &'e Expr<'a>)>> {
    let Expr::Call(call) = expression else { return None };
    if !matches!(&call.expr, Expr::Var(name) if name.id == "namespace") {
        return None;
    }
    let fields = call.args.iter().map(|argument| match argument {
        CallArg::Kwarg(name, value) => Some((*name, value)),
        CallArg::Pos(_) | CallArg::PosSplat(_) | CallArg::KwargSplat(_) => None,
    });
    fields.collect()
}

/// The names that statements set, those in branches too, but not those in loops.
fn assigns<'a>(body: &[Stmt<'a>], names: &mut Vec<&'a str>) {
    for statement in body {
        let target = match statement {
            Stmt::Set(found) if namespace(&found.expr).is_none() => &found.target,
            Stmt::SetBlock(found) => &found.target,
            Stmt::IfCond(found) => {
                assigns(&found.true_body, names);
                assigns(&found.false_body, names);
                continue;
            }
            _ => continue,
        };
        if let Expr::Var(target) = target
            && !names.contains(&target.id)
        {
            names.push(target.id);
        }
    }
}
