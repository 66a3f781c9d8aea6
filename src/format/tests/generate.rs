//! Random source files: every construct of the grammar, with blanks, line ends and comments
//! wherever they may stand.

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;

/// A source of chance.
struct Dice(TestRng);

impl Dice {
    /// A number below `sides`.
    fn below(&mut self, sides: u32) -> u32 {
        self.0.next_u32() % sides
    }

    /// True once in `times`.
    fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u32) as usize]
    }
}

/// A file; the same seed gives the same one.
pub(super) fn file(rng: TestRng) -> String {
    let mut writer = Writer { dice: Dice(rng), out: String::new(), depth: 0, comments: 0 };
    writer.dice.once_in(3).then(|| writer.comment_lines());
    let items = writer.dice.below(9);
    for _ in 0..items {
        writer.item();
    }
    writer.dice.once_in(3).then(|| writer.comment_lines());
    writer.out
}

struct Writer {
    dice: Dice,
    out: String,
    depth: u32,
    comments: u32,
}

const NAMES: &[&str] = &["contact", "x", "social-media", "a1", "contact.email", "Ünï", "first-name"];
const TEXTS: &[&str] = &[
    "\"\"",
    "\"x\"",
    "\"with \\\"quotes\\\" and \\\\\"",
    "\"// no comment\"",
    "\"{ no brace\"",
    "\"a phrase of some length that says what is meant\"",
    "\"a phrase that is so long that hardly anything else has room on the line on which it stands, come what may\"",
    "\"数据\"",
    "\"tab\there\"",
];
const KINDS: &[&str] = &["contact", "service.support", "a.b.c-d"];
const VERBS: &[&str] = &["collect", "share", "sell", "have-it", "keeps"];

impl Writer {
    /// A gap in which a line may end, unless `free` lines say otherwise.
    fn gap(&mut self) {
        match self.dice.below(24) {
            0 => self.out.push_str("\n  "),
            1 => self.out.push('\t'),
            2 => self.out.push_str("   "),
            3 => self.out.push_str("\n\n\n "),
            4 => self.comment(),
            5 => {
                self.comment();
                self.comment();
            }
            6 => {
                self.out.push_str("\n\n \t");
                self.comment();
                self.out.push_str("\n ");
            }
            _ => self.out.push(' '),
        }
    }

    /// A gap on a line.
    fn blank(&mut self) {
        let blank = self.dice.one(&[" ", " ", " ", "\t", "  "]);
        self.out.push_str(blank);
    }

    /// A gap behind a word that begins a clause: what that is about stands on its line or is indented below it.
    fn deeper(&mut self) {
        if self.dice.once_in(8) {
            self.out.push_str("\n            ");
        } else {
            self.blank();
        }
    }

    /// A gap, or none.
    fn nothing(&mut self) {
        if self.dice.once_in(3) {
            self.gap();
        }
    }

    fn comment(&mut self) {
        self.comments += 1;
        let text = self.dice.one(&["", " \"quote", " { ", " note // twice ", " ünï \t"]);
        self.out.push_str(&format!(" // {}{text}\n ", self.comments));
    }

    fn comment_lines(&mut self) {
        for _ in 0..=self.dice.below(3) {
            self.comments += 1;
            self.out.push_str(&format!(
                "\n//{}{}",
                self.comments,
                self.dice.one(&["\n", "\n\n", "\n\n\n  "])
            ));
        }
    }

    fn word(&mut self, words: &str) {
        for (at, word) in words.split(' ').enumerate() {
            if at > 0 {
                self.blank();
            }
            self.out.push_str(word);
        }
    }

    fn text(&mut self) {
        let text = self.dice.one(TEXTS);
        self.out.push_str(text);
    }

    fn name(&mut self) {
        let name = self.dice.one(NAMES);
        self.out.push_str(name);
    }

    /// The end of a line, and what may stand between two things.
    fn line(&mut self) {
        match self.dice.below(8) {
            0 => self.out.push_str("  // at the end\n"),
            1 => self.out.push_str("\n\n"),
            2 => self.out.push_str("\n \n\t\n"),
            3 => {
                self.out.push('\n');
                self.comment_lines();
            }
            _ => self.out.push('\n'),
        }
        let indent = if self.depth == 0 { 0 } else { self.dice.below(9) as usize };
        self.out.push_str(&" ".repeat(indent));
    }

    fn item(&mut self) {
        self.line();
        match self.dice.below(12) {
            0 => {
                self.word("import");
                self.gap();
                self.text();
            }
            1 if self.depth < 3 => self.section(),
            2 => {
                self.word("prose");
                self.gap();
                let passage = self.dice_passage();
                self.out.push_str(passage);
            }
            3 => self.assertion(),
            4..=7 => self.noun(),
            _ => self.sentence(),
        }
        self.line();
    }

    fn dice_passage(&mut self) -> &'static str {
        self.dice.one(&[
            "\"\"\"one line\"\"\"",
            "\"\"\"\n   two\n     lines // no comment\n\"\"\"",
            "\"plain\"",
        ])
    }

    fn section(&mut self) {
        self.word("section");
        self.gap();
        self.out.push_str("about");
        if self.dice.once_in(2) {
            self.gap();
            self.text();
        }
        self.clauses(2);
        self.gap();
        self.out.push('{');
        self.depth += 1;
        for _ in 0..self.dice.below(4) {
            self.item();
        }
        self.nothing();
        self.out.push('}');
        self.depth -= 1;
    }

    fn assertion(&mut self) {
        self.word("assert");
        self.gap();
        if self.dice.once_in(2) {
            self.word("never");
            self.gap();
            self.predicate();
            self.clauses(2);
        } else {
            self.word("every");
            self.gap();
            self.word("recipient");
            self.clauses(2);
            self.gap();
            self.word("has");
            self.gap();
            self.list();
        }
    }

    fn noun(&mut self) {
        let keyword = self.dice.one(&["data", "data", "purpose", "recipient", "definition"]);
        self.word(keyword);
        self.gap();
        self.out.push_str(self.dice.one(&["one", "another", "a-longer-name"]));
        if self.dice.below(5) > 0 {
            self.gap();
            self.text();
        }
        self.kinds();
        if self.dice.once_in(6) {
            self.gap();
            self.word("plural");
        }
        if self.dice.once_in(4) {
            self.clauses(2);
        }
        if self.dice.once_in(2) {
            self.gap();
            self.body(keyword == "data");
        }
    }

    fn kinds(&mut self) {
        if self.dice.below(3) == 0 {
            return;
        }
        self.nothing();
        self.out.push(':');
        self.nothing();
        self.out.push_str(self.dice.one(KINDS));
        if self.dice.once_in(4) {
            self.nothing();
            self.out.push('|');
            self.nothing();
            self.out.push_str(self.dice.one(KINDS));
        }
    }

    fn body(&mut self, of_data: bool) {
        self.out.push('{');
        self.depth += 1;
        // Everything on one line, or one to a line, as items are, or by chance.
        let manner = self.dice.below(if of_data { 2 } else { 3 });
        for _ in 0..self.dice.below(5) {
            match manner {
                0 if !of_data => self.out.push(' '),
                0 | 1 => self.line(),
                _ => self.gap(),
            }
            match self.dice.below(8) {
                0 | 1 => self.clause(),
                2 => {
                    let modal = self.dice_modal();
                    self.word(modal);
                    self.blank();
                    self.predicate();
                    if self.dice.once_in(3) {
                        self.gap();
                        self.sentence_body();
                    } else if self.dice.once_in(3) {
                        self.out.push(' ');
                        self.clause();
                    }
                }
                _ => self.entry(of_data),
            }
        }
        self.gap();
        self.out.push('}');
        self.depth -= 1;
    }

    fn entry(&mut self, of_data: bool) {
        self.out.push_str(self.dice.one(&["name", "email-address", "maps", "others"]));
        match self.dice.below(5) {
            0 => {}
            1 => self.out.push_str(" : contact"),
            _ => {
                self.blank();
                self.list();
            }
        }
        if self.dice.once_in(6) && self.depth < 5 {
            self.gap();
            self.body(of_data);
        }
        if self.dice.once_in(4) {
            self.blank();
            self.clause();
        }
    }

    fn dice_modal(&mut self) -> &'static str {
        self.dice.one(&[
            "may",
            "must not",
            "have the right to ask us to",
            "at any time may",
            "do not knowingly",
        ])
    }

    fn sentence(&mut self) {
        let subject = self.dice.one(&["we", "you", "contact.x", "all recipients", "\"somebody\" plural"]);
        self.word(subject);
        if self.dice.once_in(5) {
            self.nothing();
            self.out.push(',');
            self.nothing();
            self.word("parents");
        }
        self.blank();
        if self.dice.once_in(2) {
            let modal = self.dice_modal();
            self.word(modal);
            self.blank();
        }
        self.predicate();
        self.clauses(4);
        if self.dice.once_in(4) {
            self.gap();
            self.sentence_body();
        }
    }

    fn sentence_body(&mut self) {
        self.out.push('{');
        self.depth += 1;
        for _ in 0..self.dice.below(4) {
            if self.dice.once_in(2) {
                self.line()
            } else {
                self.gap()
            }
            self.clause();
        }
        self.gap();
        self.out.push('}');
        self.depth -= 1;
    }

    fn predicate(&mut self) {
        let verb = self.dice.one(VERBS);
        self.word(verb);
        if self.dice.once_in(4) {
            self.out.push_str(self.dice.one(&[", ", " or ", " ,\n   ", " and  "]));
            let verb = self.dice.one(VERBS);
            self.word(verb);
        }
        if self.dice.below(4) > 0 {
            self.blank();
            self.list();
        }
    }

    fn clauses(&mut self, most: u32) {
        for _ in 0..self.dice.below(most) {
            self.gap();
            self.clause();
        }
    }

    fn clause(&mut self) {
        match self.dice.below(16) {
            0..=4 => {
                let word = self.dice.one(&[
                    "for",
                    "from",
                    "such as",
                    "by",
                    "depending on",
                    "with",
                    "when",
                    "except",
                ]);
                self.word(word);
                self.deeper();
                self.list();
            }
            5..=7 => {
                let word = self.dice.one(&["if", "unless", "only if", "as far as", "while"]);
                self.word(word);
                self.deeper();
                self.guarded(0);
            }
            8 => self.measure(),
            9 => {
                self.word("basis");
                self.deeper();
                self.ground();
                for _ in 0..self.dice.below(3) {
                    self.nothing();
                    self.out.push(',');
                    self.gap();
                    self.ground();
                }
                if self.dice.once_in(5) {
                    self.out.push(',');
                }
            }
            10 | 11 => {
                let word = self.dice.one(&["because", "note", "otherwise"]);
                self.word(word);
                self.gap();
                let passage = self.dice_passage();
                self.out.push_str(passage);
            }
            12 => self.word("at any time"),
            13 => {
                self.word("in the last");
                self.gap();
                self.out.push_str("12months");
            }
            14 => {
                self.word("allow");
                self.nothing();
                self.out.push_str("(a-rule)");
                self.gap();
                self.text();
            }
            _ => self.word("indefinitely"),
        }
    }

    fn measure(&mut self) {
        let phrases = [
            "kept 24 months after \"x\"",
            "kept for at most 3 years",
            "kept until account-closure or \"y\"",
            "within 45 days of \"receipt\" extendable by 45 days",
            "within \"a reasonable time\" extendable by \"a time that we agree\"",
            "at most twice",
            "every year",
            "at most 2 times per 12 months",
            "effective 2026-03-01",
            "updated unstated",
        ];
        let phrase = self.dice.one(&phrases);
        self.word(phrase);
    }

    fn ground(&mut self) {
        self.out.push_str(self.dice.one(&["consent", "legitimate-interests", "contract"]));
        if self.dice.once_in(3) {
            self.blank();
            self.text();
        }
        if self.dice.once_in(3) {
            self.nothing();
            self.out.push('(');
            self.list();
            self.out.push(')');
        }
    }

    fn guarded(&mut self, depth: u32) {
        self.expression(depth);
        if self.dice.once_in(6) {
            self.gap();
            self.word("unless");
            self.deeper();
            self.expression(depth);
        }
    }

    fn expression(&mut self, depth: u32) {
        self.primary(depth);
        for _ in 0..self.dice.below(3) {
            self.gap();
            self.out.push_str(self.dice.one(&["and", "or"]));
            self.gap();
            self.primary(depth);
        }
    }

    fn primary(&mut self, depth: u32) {
        match self.dice.below(8) {
            0 if depth < 3 => {
                self.out.push('(');
                self.nothing();
                self.guarded(depth + 1);
                self.nothing();
                self.out.push(')');
            }
            1 if depth < 3 => {
                self.word("not");
                self.gap();
                self.primary(depth + 1);
            }
            2 => {
                self.word("belief of us");
                self.gap();
                self.text();
            }
            3 | 4 => self.word("law-requires"),
            _ => self.text(),
        }
    }

    fn list(&mut self) {
        let names = self.dice.once_in(3);
        self.term(names);
        let more = if self.dice.once_in(8) { 14 } else { self.dice.below(4) };
        for _ in 0..more {
            match self.dice.below(6) {
                0 => {
                    self.gap();
                    self.out.push_str(self.dice.one(&["and", "or"]));
                }
                1 => {
                    self.nothing();
                    self.out.push_str(", and");
                }
                _ => {
                    self.nothing();
                    self.out.push(',');
                }
            }
            self.gap();
            self.term(names);
        }
    }

    fn term(&mut self, names: bool) {
        if self.dice.once_in(6) {
            self.word("all");
            self.gap();
        }
        if names {
            return self.name();
        }
        match self.dice.below(8) {
            0 => self.out.push_str("2026-03-01"),
            1 => self.out.push_str("30  days"),
            2 => {
                self.name();
                self.blank();
                self.text();
            }
            3 => self.name(),
            _ => self.text(),
        }
        if self.dice.once_in(3) {
            self.kinds();
        }
        if self.dice.once_in(8) {
            self.gap();
            self.word("optional");
        }
    }
}
