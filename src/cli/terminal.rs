//! What goes to the terminal: messages to stderr, the product to stdout.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use crate::workspace::{Failure, load};

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where messages go, and whether they are coloured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    styled: bool,
    /// Whether what goes to stdout is to be coloured.
    product_styled: bool,
    live: bool,
}

impl Terminal {
    /// Looks at stderr once.
    pub(super) fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => AutoStream::choice(&io::stderr()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let product = match color {
            Color::Auto => AutoStream::choice(&io::stdout()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let styled = !matches!(choice, ColorChoice::Never);
        let product_styled = !matches!(product, ColorChoice::Never);
        Self { styled, product_styled, live: io::stderr().is_terminal() }
    }

    /// Whether messages are to be coloured.
    pub(super) fn styled(self) -> bool {
        self.styled
    }

    /// Whether a product for people is to be coloured.
    pub(super) fn product_styled(self) -> bool {
        self.product_styled
    }

    /// The columns of the terminal that stdout goes to; a hundred, if it goes elsewhere.
    pub(super) fn width(self) -> usize {
        terminal_size::terminal_size().map_or(100, |(terminal_size::Width(columns), _)| usize::from(columns))
    }

    /// Writes a message and a line end to stderr. A reader who went away is no reason to stop.
    pub(super) fn say(self, message: &str) {
        let mut line = String::with_capacity(message.len() + 1);
        line.push_str(message);
        line.push('\n');
        self.put(&line);
    }

    fn put(self, text: &str) {
        let choice = if self.styled { ColorChoice::Always } else { ColorChoice::Never };
        let mut stderr = AutoStream::new(io::stderr().lock(), choice);
        let _ = stderr.write_all(text.as_bytes());
        let _ = stderr.flush();
    }
}

/// How many policies make a build long enough to show how far it is.
const PROGRESS_FROM: usize = 20;

/// Shows on a terminal how far a long build is.
pub(super) struct Progress {
    terminal: Terminal,
    total: usize,
    done: AtomicUsize,
}

impl Progress {
    /// Progress over `total` policies; silent if they are few, or nobody watches.
    pub(super) fn new(terminal: &Terminal, total: usize) -> Self {
        Self { terminal: *terminal, total, done: AtomicUsize::new(0) }
    }

    fn shows(&self) -> bool {
        self.terminal.live && self.total > PROGRESS_FROM
    }

    /// One more is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // A hundred updates are enough for any eye.
        if self.shows() && done.is_multiple_of(self.total.div_ceil(100)) {
            self.terminal.put(&format!("\r{}", self.line(done)));
        }
    }

    /// Takes the progress line away again.
    pub(super) fn end(&self) {
        if self.shows() {
            let blank = " ".repeat(self.line(self.total).len());
            self.terminal.put(&format!("\r{blank}\r"));
        }
    }

    fn line(&self, done: usize) -> String {
        let mut line = String::new();
        let _ = write!(line, "building {done}/{} policies", self.total);
        line
    }
}

/// Writes a product to stdout. A reader who has seen enough (`| head`) is no failure.
pub(super) fn product(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    written(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// What became of writing to stdout.
pub(super) fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {}", load::plain(&error))))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
