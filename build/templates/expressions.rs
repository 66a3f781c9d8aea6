//! Expressions of a template to Rust: to a value, to a yes or no, or to statements that
//! print them without a value in between.

use std::error::Error;
use std::fmt::Write as _;

use minijinja::machinery::Span;
use minijinja::machinery::ast::{BinOpKind, Call, CallArg, CompareOpKind, Expr, Filter, Spanned, Test};

use super::statements::{Code, Name};
use super::{function, literal};
use crate::names::Name as Field;
use crate::text;

/// The names that every template sees.
const GLOBALS: &[&str] = &["policy", "section", "words", "topics", "law", "stub", "picture", "history"];

/// Filters that work on what was printed.
const ON_TEXT: &[&str] = &["tidy", "sentence", "strong", "cap"];

/// Whatever went wrong.
type Rust = Result<String, Box<dyn Error>>;

impl<'a> Code<'_, 'a> {
    /// A Rust expression for a value.
    pub(super) fn value(&mut self, expression: &Expr<'a>) -> Rust {
        if let Some((rust, list)) = self.space_of(expression) {
            return Ok(if list { format!("Seen::List(&{rust})") } else { rust });
        }
        Ok(match expression {
            Expr::Var(found) => self.variable(found.id, found.span())?,
            Expr::Const(found) => {
                constant(&found.value).ok_or_else(|| self.cannot(found.span(), "this value"))?
            }
            Expr::List(list) => {
                let items = list.items.iter().map(|item| self.value(item)).collect::<Result<Vec<_>, _>>()?;
                let fixed = list.items.iter().all(|item| matches!(item, Expr::Const(_)));
                let items = items.join(", ");
                if fixed { format!("Seen::List(&[{items}])") } else { format!("run.list(&[{items}])") }
            }
            Expr::Map(map) => {
                let mut entries = Vec::new();
                for (key, value) in map.keys.iter().zip(&map.values) {
                    let key = literal(key).ok_or_else(|| self.cannot(map.span(), "this key"))?;
                    entries.push(format!("({key:?}, {})", self.value(value)?));
                }
                format!("run.map(&[{}])", entries.join(", "))
            }
            Expr::GetAttr(found) => match &found.expr {
                Expr::Var(var) if var.id == "loop" => self.of_loop(found.name, found.span())?,
                inner => self.field(inner, found.name)?,
            },
            Expr::GetItem(found) => match literal(&found.subscript_expr) {
                Some(key) => self.field(&found.expr, &key)?,
                None => {
                    let (value, key) = (self.value(&found.expr)?, self.value(&found.subscript_expr)?);
                    format!("run.item({value}, {key})")
                }
            },
            Expr::Slice(found) => match (&found.start, &found.stop, &found.step) {
                (Some(Expr::Const(start)), None, None) if start.value.as_usize().is_some() => {
                    let value = self.value(&found.expr)?;
                    format!("run.from({value}, {})", start.value)
                }
                _ => return Err(self.cannot(found.span(), "this slice")),
            },
            Expr::IfExpr(found) => {
                let test = self.test(&found.test_expr)?;
                let Some(otherwise) = &found.false_expr else {
                    return Err(self.cannot(found.span(), "an `if` without `else` inside an expression"));
                };
                let (yes, no) = (self.value(&found.true_expr)?, self.value(otherwise)?);
                format!("(if {test} {{ {yes} }} else {{ {no} }})")
            }
            Expr::BinOp(found) => {
                let (left, right) = (&found.left, &found.right);
                match found.op {
                    BinOpKind::Add => format!("run.add({}, {})", self.value(left)?, self.value(right)?),
                    BinOpKind::Sub => {
                        format!("Seen::Number({} - {})", self.number(left)?, self.number(right)?)
                    }
                    BinOpKind::Concat => format!("run.joined({}, {})", self.value(left)?, self.value(right)?),
                    BinOpKind::ScAnd => {
                        let (left, right) = (self.value(left)?, self.value(right)?);
                        format!("({{ let left = {left}; if run.is(left) {{ {right} }} else {{ left }} }})")
                    }
                    BinOpKind::ScOr => {
                        let (left, right) = (self.value(left)?, self.value(right)?);
                        format!("({{ let left = {left}; if run.is(left) {{ left }} else {{ {right} }} }})")
                    }
                    _ => format!("Seen::Bool({})", self.test(expression)?),
                }
            }
            Expr::UnaryOp(_) | Expr::Compare(_) | Expr::Test(_) => {
                format!("Seen::Bool({})", self.test(expression)?)
            }
            Expr::Filter(found) => match self.filter(found)? {
                Some(value) => value,
                None => self.printed(expression)?,
            },
            Expr::Call(_) => self.printed(expression)?,
            Expr::Tuple(found) => return Err(self.cannot(found.span(), "a tuple")),
        })
    }

    fn variable(&mut self, name: &str, span: Span) -> Rust {
        match self.find(name) {
            Some(Name::Value(rust)) => Ok(rust),
            Some(Name::Space(..) | Name::Loop(..)) => {
                Err(self.cannot(span, "a namespace or loop as a value"))
            }
            None if GLOBALS.contains(&name) => Ok(format!("run.{name}")),
            None if name == "br" => Ok(format!("Seen::Markdown({:?})", text::BREAK)),
            None if name == "as_is" => Ok(format!("Seen::Markdown({:?})", text::AS_IS)),
            None => Err(self.cannot(span, &format!("`{name}`, a name that is not there"))),
        }
    }

    fn field(&mut self, of: &Expr<'a>, name: &str) -> Rust {
        Ok(field(&self.value(of)?, name))
    }

    fn of_loop(&mut self, name: &str, span: Span) -> Rust {
        let Some(Name::Loop(at, rows)) = self.find("loop") else {
            return Err(self.cannot(span, "`loop` outside of one"));
        };
        match name {
            "first" => Ok(format!("Seen::Bool({at} == 0)")),
            "last" => Ok(format!("Seen::Bool({at} + 1 == {rows})")),
            "index" => Ok(format!("Seen::Number({at} as i64 + 1)")),
            "index0" => Ok(format!("Seen::Number({at} as i64)")),
            _ => Err(self.cannot(span, &format!("`loop.{name}`"))),
        }
    }

    /// A Rust expression for a number.
    fn number(&mut self, expression: &Expr<'a>) -> Rust {
        if let Expr::Const(found) = expression
            && let Ok(number) = i64::try_from(found.value.clone())
        {
            return Ok(number.to_string());
        }
        let value = self.value(expression)?;
        Ok(format!("run.number({value})"))
    }

    /// What printing an expression writes, as a value.
    fn printed(&mut self, expression: &Expr<'a>) -> Rust {
        let from = self.fresh("from");
        let print = self.print(expression)?;
        Ok(format!("({{ let {from} = out.len();\n{print}run.take(out, {from}) }})"))
    }

    // ---- Yes or no ------------------------------------------------------------------

    /// A Rust expression for whether something is so.
    pub(super) fn test(&mut self, expression: &Expr<'a>) -> Rust {
        Ok(match expression {
            Expr::UnaryOp(found) => match found.op {
                minijinja::machinery::ast::UnaryOpKind::Not => format!("!{}", self.test(&found.expr)?),
                minijinja::machinery::ast::UnaryOpKind::Neg => {
                    return Err(self.cannot(found.span(), "a minus sign"));
                }
            },
            Expr::BinOp(found) => {
                let (left, right) = (&found.left, &found.right);
                match found.op {
                    BinOpKind::ScAnd => format!("({} && {})", self.test(left)?, self.test(right)?),
                    BinOpKind::ScOr => format!("({} || {})", self.test(left)?, self.test(right)?),
                    BinOpKind::Eq => self.compare(CompareOpKind::Eq, left, right)?,
                    BinOpKind::Ne => self.compare(CompareOpKind::Ne, left, right)?,
                    BinOpKind::Lt => self.compare(CompareOpKind::Lt, left, right)?,
                    BinOpKind::Lte => self.compare(CompareOpKind::Lte, left, right)?,
                    BinOpKind::Gt => self.compare(CompareOpKind::Gt, left, right)?,
                    BinOpKind::Gte => self.compare(CompareOpKind::Gte, left, right)?,
                    BinOpKind::In => self.compare(CompareOpKind::In, left, right)?,
                    _ => format!("run.is({})", self.value(expression)?),
                }
            }
            Expr::Compare(found) => {
                let [only] = found.ops.as_slice() else {
                    return Err(self.cannot(found.span(), "a chain of comparisons"));
                };
                self.compare(only.op, &found.expr, &only.expr)?
            }
            Expr::Test(found) => self.test_of(found)?,
            Expr::IfExpr(found) => {
                let test = self.test(&found.test_expr)?;
                match &found.false_expr {
                    Some(otherwise) => {
                        let (yes, no) = (self.test(&found.true_expr)?, self.test(otherwise)?);
                        format!("(if {test} {{ {yes} }} else {{ {no} }})")
                    }
                    None => {
                        return Err(self.cannot(found.span(), "an `if` without `else` inside an expression"));
                    }
                }
            }
            Expr::Const(found) => found.value.is_true().to_string(),
            _ => {
                let value = self.value(expression)?;
                match value.strip_prefix("Seen::Bool(") {
                    // The brackets belong together: this is all of the value.
                    Some(inner) if matches!(expression, Expr::GetAttr(_)) => format!("({inner}"),
                    Some(_) | None => format!("run.is({value})"),
                }
            }
        })
    }

    fn compare(&mut self, op: CompareOpKind, left: &Expr<'a>, right: &Expr<'a>) -> Rust {
        let symbol = match op {
            CompareOpKind::Lt => "<",
            CompareOpKind::Lte => "<=",
            CompareOpKind::Gt => ">",
            CompareOpKind::Gte => ">=",
            CompareOpKind::Eq | CompareOpKind::Ne => {
                let not = if matches!(op, CompareOpKind::Ne) { "!" } else { "" };
                if let Some(text) = literal(right) {
                    return Ok(format!("{not}{}.is({text:?})", self.value(left)?));
                }
                return Ok(format!("{not}{}.same({})", self.value(left)?, self.value(right)?));
            }
            CompareOpKind::In | CompareOpKind::NotIn => {
                let not = if matches!(op, CompareOpKind::NotIn) { "!" } else { "" };
                if let Some(texts) = literals(right) {
                    let any: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
                    return Ok(format!(
                        "{not}matches!({}.text(), Some({}))",
                        self.value(left)?,
                        any.join(" | ")
                    ));
                }
                return Ok(format!("{not}run.within({}, {})", self.value(left)?, self.value(right)?));
            }
        };
        Ok(format!("({} {symbol} {})", self.number(left)?, self.number(right)?))
    }

    fn test_of(&mut self, found: &Spanned<Test<'a>>) -> Rust {
        let value = self.value(&found.expr)?;
        match found.name {
            "defined" => Ok(format!("!{value}.is_undefined()")),
            "undefined" => Ok(format!("{value}.is_undefined()")),
            "none" => Ok(format!("matches!({value}, Seen::None)")),
            name => Err(self.cannot(found.span(), &format!("the test `{name}`"))),
        }
    }

    // ---- Filters --------------------------------------------------------------------

    /// A Rust expression for what a filter gives, unless it is one that is printed.
    fn filter(&mut self, found: &Spanned<Filter<'a>>) -> Result<Option<String>, Box<dyn Error>> {
        let Some(of) = &found.expr else { return Err(self.cannot(found.span(), "a filter of nothing")) };
        if ON_TEXT.contains(&found.name) || matches!(found.name, "md" | "join_and" | "join_or") {
            return Ok(None);
        }
        if found.name == "safe" {
            let text =
                literal(of).ok_or_else(|| self.cannot(found.span(), "`safe` on what is no plain text"))?;
            return Ok(Some(format!("Seen::Markdown({text:?})")));
        }
        let value = self.value(of)?;
        let arguments = found.args.iter().map(|argument| match argument {
            CallArg::Pos(argument) => Ok(argument),
            CallArg::Kwarg(..) | CallArg::PosSplat(_) | CallArg::KwargSplat(_) => {
                Err(self.cannot(found.span(), "this argument"))
            }
        });
        let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
        let rust = match (found.name, arguments.as_slice()) {
            ("trim", []) => format!("{value}.trim()"),
            ("length", []) => format!("Seen::Number(run.length({value}))"),
            ("list", []) => value,
            ("items", []) => format!("run.items({value})"),
            ("by_id", []) => format!("run.by_id({value})"),
            ("join", [between]) => {
                let between = self.value(between)?;
                format!("run.join({value}, {between})")
            }
            ("plural", [forms]) => {
                let forms = self.value(forms)?;
                format!("run.plural({value}, {forms})")
            }
            ("select", [test, rest @ ..]) => self.select(&value, "", Some(test), rest, true, found.span())?,
            ("selectattr" | "rejectattr", [path, rest @ ..]) => {
                let path = literal(path).ok_or_else(|| self.cannot(found.span(), "this attribute"))?;
                let (test, rest) = rest.split_first().map_or((None, rest), |(test, rest)| (Some(test), rest));
                self.select(&value, &path, test, rest, found.name == "selectattr", found.span())?
            }
            (name, _) => return Err(self.cannot(found.span(), &format!("the filter `{name}`"))),
        };
        Ok(Some(rust))
    }

    fn select(
        &mut self,
        list: &str,
        path: &str,
        test: Option<&&Expr<'a>>,
        arguments: &[&Expr<'a>],
        keep: bool,
        span: Span,
    ) -> Rust {
        let names = path.split('.').filter(|name| !name.is_empty());
        let value = names.fold("row".to_owned(), |value, name| field(&value, name));
        let test = match (test.and_then(|test| literal(test)).as_deref(), arguments) {
            (None, []) if test.is_none() => "Test::True".to_owned(),
            (Some("eq" | "equalto"), [other]) => format!("Test::Is({})", self.value(other)?),
            (Some("in"), [all]) => format!("Test::In({})", self.value(all)?),
            _ => return Err(self.cannot(span, "this test")),
        };
        Ok(format!("run.select({list}, |row| {value}, {test}, {keep})"))
    }

    // ---- Printing -------------------------------------------------------------------

    /// Statements of Rust that print an expression.
    pub(super) fn print(&mut self, expression: &Expr<'a>) -> Rust {
        self.write(expression, false)
    }

    /// The same; a piece of a sentence keeps the blanks at its edges.
    fn write(&mut self, expression: &Expr<'a>, piece: bool) -> Rust {
        let how = if piece { "piece" } else { "print" };
        match expression {
            Expr::Const(found) => {
                let Some(plain) = found.value.as_str() else {
                    return Err(self.cannot(found.span(), "printing this"));
                };
                let mut markdown = String::new();
                if piece {
                    text::piece(&mut markdown, plain);
                } else {
                    text::escape(&mut markdown, plain);
                }
                Ok(if markdown.is_empty() { markdown } else { format!("out.push_str({markdown:?});\n") })
            }
            Expr::IfExpr(found) => {
                let test = self.test(&found.test_expr)?;
                let yes = self.write(&found.true_expr, piece)?;
                let no = found.false_expr.as_ref().map_or(Ok(String::new()), |no| self.write(no, piece))?;
                Ok(format!("if {test} {{\n{yes}}} else {{\n{no}}}\n"))
            }
            Expr::Filter(found) if ON_TEXT.contains(&found.name) => {
                let Some(of) = &found.expr else {
                    return Err(self.cannot(found.span(), "a filter of nothing"));
                };
                let from = self.fresh("from");
                let inner = self.print(of)?;
                let name = if found.name == "cap" { "capitalize" } else { found.name };
                Ok(format!("{{ let {from} = out.len();\n{inner}text::{name}(out, {from}); }}\n"))
            }
            Expr::Filter(found) if found.name == "md" => match &found.expr {
                Some(of) => self.print(of),
                None => Err(self.cannot(found.span(), "a filter of nothing")),
            },
            Expr::Filter(found) if matches!(found.name, "join_and" | "join_or") => {
                let Some(of) = &found.expr else {
                    return Err(self.cannot(found.span(), "a filter of nothing"));
                };
                let join = if found.name == "join_and" { "And" } else { "Or" };
                let list = self.value(of)?;
                Ok(format!("{{ let list = {list}; run.join_words(out, Join::{join}, list); }}\n"))
            }
            Expr::Call(found) => self.call(found),
            _ => {
                let value = self.value(expression)?;
                Ok(format!("{{ let value = {value}; run.{how}(out, value); }}\n"))
            }
        }
    }

    fn call(&mut self, found: &Call<'a>) -> Rust {
        let span = found.expr.span();
        let Expr::Var(name) = &found.expr else { return Err(self.cannot(span, "a call of this")) };
        if name.id == "concat" {
            let mut rust = String::new();
            for argument in &found.args {
                let CallArg::Pos(argument) = argument else { return Err(self.cannot(span, "this argument")) };
                rust.push_str(&self.write(argument, true)?);
            }
            return Ok(rust);
        }
        let unknown =
            || self.cannot(span, &format!("a call of `{}`, which is no macro that is known", name.id));
        let (file, own) = self.file.macros.get(name.id).ok_or_else(unknown)?;
        let of = self.files.get(file.as_str()).ok_or_else(unknown)?.macro_of(own).ok_or_else(unknown)?;
        let mut arguments = Vec::new();
        let optional = of.args.len() - of.defaults.len();
        for (at, parameter) in of.args.iter().enumerate() {
            let Expr::Var(parameter) = parameter else { return Err(self.cannot(span, "this parameter")) };
            let given = found.args.iter().enumerate().find_map(|(given, argument)| match argument {
                CallArg::Pos(value) if given == at => Some(value),
                CallArg::Kwarg(name, value) if *name == parameter.id => Some(value),
                _ => None,
            });
            let default = at.checked_sub(optional).and_then(|at| of.defaults.get(at));
            let value = given.or(default);
            let value =
                value.ok_or_else(|| self.cannot(span, &format!("a call without `{}`", parameter.id)))?;
            arguments.push(self.value(value)?);
        }
        if found.args.len() > of.args.len() {
            return Err(self.cannot(span, "a call with too many arguments"));
        }
        let mut rust = String::from("{ ");
        for (at, argument) in arguments.iter().enumerate() {
            writeln!(rust, "let a{at} = {argument};")?;
        }
        let names: String = (0..arguments.len()).map(|at| format!(", a{at}")).collect();
        writeln!(rust, "{}(run, out{names}); }}", function(file, Some(own)))?;
        Ok(rust)
    }
}

/// A field of a value, by its number if it has one.
fn field(value: &str, name: &str) -> String {
    match Field::parse(name) {
        Some(_) => format!("{value}.field(Name::{name})"),
        None => format!("{value}.item({name:?})"),
    }
}

/// A constant as a Rust expression.
fn constant(value: &minijinja::Value) -> Option<String> {
    use minijinja::value::ValueKind;
    match value.kind() {
        ValueKind::String => Some(format!("Seen::Text({:?})", value.as_str()?)),
        ValueKind::Number => Some(format!("Seen::Number({})", i64::try_from(value.clone()).ok()?)),
        ValueKind::Bool => Some(format!("Seen::Bool({})", value.is_true())),
        ValueKind::None => Some("Seen::None".to_owned()),
        _ => None,
    }
}

/// The texts of a list of nothing else.
fn literals(expression: &Expr<'_>) -> Option<Vec<String>> {
    let Expr::List(list) = expression else { return None };
    if list.items.is_empty() {
        return None;
    }
    list.items.iter().map(literal).collect()
}
