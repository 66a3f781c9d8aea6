use proptest::prelude::*;

use super::super::{LoadError, draft_with, read_with};
use super::*;
use crate::analysis::{self, review::Review};
use crate::law::Vocabulary;
use crate::syntax::testing::edit;

const IMPORTED: &str = "recipient mailer \"Mailer\" : processor\nwe share email with mailer\n";

fn load(text: &str) -> impl Fn(&str) -> Result<Vec<u8>, LoadError> {
    move |path| match path {
        "a.candor" => Ok(text.as_bytes().to_vec()),
        "b.candor" => Ok(IMPORTED.as_bytes().to_vec()),
        _ => Err(LoadError::Missing),
    }
}

fn fresh(text: &str) -> (Read, Option<Draft>) {
    draft_with("a.candor", &load(text), Vocabulary::builtin(), &mut syntax::read_shared)
}

/// A policy as it is typed: read whole only where nothing else will do.
struct Typed {
    read: Read,
    draft: Draft,
    revised: usize,
    /// What rules find, where nothing is wrong otherwise.
    judged: Option<Vec<Diagnostic>>,
    review: Review,
    /// Whether what is read is compared, and not only what is found.
    compared: bool,
}

fn judge(read: &Read) -> Option<Vec<Diagnostic>> {
    let whole = read.findings.iter().all(|finding| finding.severity != Severity::Error);
    let policy = &read.policy;
    whole.then(|| analysis::check(policy, &policy.vocabulary, &analysis::Settings::default()))
}

impl Typed {
    fn new(text: &str) -> Self {
        let (read, draft) = fresh(text);
        let review = Review::default();
        Self { judged: judge(&read), read, draft: draft.unwrap(), revised: 0, review, compared: true }
    }

    #[track_caller]
    fn change(&mut self, text: &str) {
        match self.draft.revision(&self.read, text) {
            Some(revision) => {
                let outline = format!("{:?}", syntax::Outline::of(FileId::default(), text));
                assert_eq!(format!("{:?}", revision.outline), outline, "{text}");
                let silent = revision.silent();
                let replaced = revision.replaced();
                let kept = silent.is_some() || self.review.takes_out(&self.read.policy, &replaced);
                if !self.draft.revise(&mut self.read, revision) {
                    let (read, draft) = fresh(text);
                    (self.read, self.draft) = (read, draft.unwrap());
                    self.judged = judge(&self.read);
                    self.review = Review::default();
                    return;
                }
                self.revised += 1;
                if let Some(moved) = silent {
                    self.review.follow(moved);
                } else if !kept || !self.review.puts_in(&self.read.policy, &replaced) {
                    self.review = Review::default();
                }
                let judged = judge(&self.read);
                if let Some(judged) = &judged {
                    let policy = &self.read.policy;
                    let reviewed = self.review.judge(policy, &analysis::Settings::default(), Vec::new);
                    assert_eq!(&reviewed, judged, "{text}");
                }
                match (silent, &mut self.judged) {
                    (Some(moved), Some(known)) => {
                        diagnostic::follow(known, moved);
                        assert_eq!(self.judged, judged, "{text}");
                    }
                    _ => self.judged = judged,
                }
            }
            None => {
                let (read, draft) = fresh(text);
                self.judged = judge(&read);
                (self.read, self.draft) = (read, draft.unwrap());
                self.review = Review::default();
            }
        }
        if !self.compared {
            return;
        }
        let whole = read_with("a.candor", &load(text), Vocabulary::builtin(), &mut syntax::read_shared);
        assert_eq!(format!("{:#?}", self.read.findings), format!("{:#?}", whole.findings), "{text}");
        let (typed, whole) = (format!("{:#?}", self.read.policy), format!("{:#?}", whole.policy));
        for (a, b) in typed.lines().zip(whole.lines()) {
            assert_eq!(a, b, "{text}");
        }
        assert_eq!(typed.len(), whole.len(), "{text}");
    }
}

/// Types something, and takes it back.
#[track_caller]
fn types(text: &str, at: usize, typed: &str) -> usize {
    let mut all = Typed::new(text);
    let mut now = text.to_owned();
    for (index, c) in typed.char_indices() {
        now.insert(at + index, c);
        all.change(&now);
    }
    for (index, _) in typed.char_indices().rev() {
        now.remove(at + index);
        all.change(&now);
    }
    all.revised
}

const SMALL: &str = "import \"b.candor\"\npolicy \"P\"\ndata email \"e-mail\" : contact.email\n\
    we collect email\nwe collect email for security\nsection a \"A\" {\n    we use email\n}\n\
    recipient late \"Late\" { must protect email }\nwe share email with late, mailer\n";

#[test]
fn a_sentence_that_is_typed_is_read_alone() {
    let sentence = "we use email, nam for \"what \\\"you\\\" ask\" when you ask (now)\n";
    for place in ["we collect email\nwe", "we share", "section a"] {
        let at = SMALL.find(place).unwrap();
        // While its line runs into a section, what a name stands for may change.
        assert!(types(SMALL, at, sentence) > 2 * sentence.len() - 10, "{place}");
    }
    // A mistake at the very end may be one of what comes next.
    assert!(types(SMALL, SMALL.len(), sentence) > 2 * sentence.len() - 10);
    assert!(types(SMALL, SMALL.find("email\n}").unwrap(), "email, // note\n  ") > 20);
}

#[test]
fn a_comment_that_is_typed_changes_nothing() {
    for place in ["data email", "\"e-mail\"", "\n    we use", "recipient", "{ must", "}\nwe share", " late"] {
        let at = SMALL.find(place).unwrap();
        let mut all = Typed::new(SMALL);
        for comment in ["  ", "  \n", "\n// a\n", "\n  // a note\n \n"] {
            all.change(&format!("{}{comment}{}", &SMALL[..at], &SMALL[at..]));
        }
        assert!(all.revised >= 3, "{place}: {}", all.revised);
    }
}

#[test]
fn a_declaration_that_is_typed_is_read_alone() {
    let data =
        "data nam \"n\" : contact.email {\n    first \"f\" : identity.name { one \"o\" }\n    others\n}\n";
    let said = "recipient firm \"F\" : processor {\n    must keep email\n}\nwe share email with firm\n";
    let alone = SMALL.replace("import \"b.candor\"\n", "").replace(", mailer", "");
    let places = ["data email", "we collect email\nwe", "section a", "    we use", "recipient", "we share"];
    for typed in [data, said] {
        for place in places {
            let revised = types(&alone, alone.find(place).unwrap(), typed);
            assert!(revised > typed.len(), "{place} {revised}");
        }
    }
    // A declaration that others name keeps its id.
    assert_eq!(types(&alone, alone.find("e-mail").unwrap(), "your "), 10);
}

#[test]
fn what_is_said_of_people_moves_when_they_turn_out_to_be_others() {
    let text = "policy \"P\"\naudience folk \"people\" : user\ndata email \"e-mail\" : contact.email\n\
                folk may access email\nwe collect email\n";
    for (place, typed) in
        [("\" : user", " you meet"), ("user", "staff | "), ("\ndata", " { acts-for users }")]
    {
        types(text, text.find(place).unwrap(), typed);
    }
}

#[test]
fn what_an_organization_answers_moves_when_it_turns_out_to_be_a_controller() {
    let text = "policy \"P\" { laws gdpr }\norganization acme \"Acme\"\n\
                organization labs \"Labs\" { email \"l@x.example\" }\ndata email \"e-mail\" : contact.email\n\
                we collect email from you\nlabs is controller of email\n";
    for (place, typed) in [
        ("organization acme", "organization a \"A\"\n"),
        ("\norganization labs", " { email \"a@x.example\" }"),
        (" { email \"l@", " : controller"),
        ("we collect", "labs is joint-controller of email\n"),
        ("controller of", "not "),
    ] {
        types(text, text.find(place).unwrap(), typed);
    }
}

#[test]
fn what_purposes_rest_on_moves_with_every_one_of_them() {
    let text = "policy \"P\" { laws gdpr }\norganization acme \"Acme\"\ndata email \"e-mail\" : contact.email\n\
                purpose a \"a\" { basis contract }\npurpose b \"b\" { basis consent }\npurpose c \"c\"\n\
                recipient host \"Host\" : hosting { country US }\nwe share email with host\n\
                we collect email for a, b\nwe use email for a\n";
    for (place, typed) in [
        ("\nrecipient", " { basis contract }"),
        ("\nwe use", ", c"),
        ("we use", "we use email for c\n"),
        ("we use", "we use email basis consent\n"),
        (" }\nwe share", " safeguard \"standard contractual clauses\""),
        ("we use", "you may request \"a copy of the clauses\"\n"),
    ] {
        types(text, text.find(place).unwrap(), typed);
    }
}

#[test]
fn what_is_told_moves_with_the_words_of_its_condition_and_a_channel_gives_way_to_an_item() {
    let text = "policy \"P\"\ncondition bad \"you pay late\"\nwe notify users if bad\n\
                channel mail \"e-mail\" : email\ndata sub \"what\" { post \"e-mail address\" }\nwe delete mail\n";
    for (place, typed) in
        [("\"\nwe notify", " of a breach"), ("\"\nwe notify", " by these terms"), ("post ", "mail \"m\"\n")]
    {
        types(text, text.find(place).unwrap(), typed);
    }
}

#[test]
fn what_may_change_what_names_stand_for_is_read_whole() {
    for typed in ["data nam \"n\"\n", "}", "section b \"B\" { data x \"X\"\n}\n", "import \"c.candor\"\n"] {
        for place in ["we collect email\nwe", "we share", "recipient"] {
            types(SMALL, SMALL.find(place).unwrap(), typed);
        }
    }
}

#[test]
fn what_closes_an_open_item_stands_nowhere() {
    let open = "policy \"P\"\nsection a \"A\" {\nwe keep email kept 24 months after \"x\"\n\" { }\nwe share email with late, mailer\n";
    let mut all = Typed::new(open);
    all.change(&open.replace("months", "\"\"\"nths"));
    all.change(open);

    let more = format!("recipient late \"Late\" {{ must protect emaisection s \"S\" {{\n{SMALL}");
    let mut all = Typed::new(&more);
    all.change(&more.replace("must", "muswe collect email\nt"));
    all.change(&more);
}

const STARTER: &str = include_str!("../../../policies/starter.candor");

const PIECES: &[&str] = &[
    "we collect email\n",
    "we collect nam\n",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "\n",
    "(",
    ")",
    ",",
    "    for orders\n",
    "section s \"S\" {\n",
    "if ",
    "// note\n",
    ":",
    "é",
    "we collect : if\n",
    "x",
    "-2",
    "recipient m \"M\" {\n    must protect contact within 24 hours of \"x\"\n}\n",
    "assert never sell contact\n",
    "we keep email kept 24 months after \"x\"\n",
    "prose \"Text.\"\n",
    "\u{202e}",
    "we use email id we-use-email-2\n",
    " ",
    "// a note\n    ",
    "data more \"More\" {\n    // note\n    a \"A\"\n}\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn edits_change_nothing_of_what_a_reading_of_the_whole_finds(
        large in any::<bool>(),
        edits in prop::collection::vec((any::<usize>(), 0usize..20, 0..PIECES.len()), 1..12),
    ) {
        let mut text = if large { STARTER } else { SMALL }.to_owned();
        let mut typed = Typed::new(&text);
        for (at, length, piece) in edits {
            let before = text.clone();
            edit(&mut text, at, length, PIECES[piece]);
            typed.change(&text);
            if at % 3 == 0 {
                text = before;
                typed.change(&text);
            }
        }
    }
}

const BASE: &str = "policy \"P\" {\n    laws gdpr, ccpa, coppa\n}\norganization acme \"Acme\"\n\
    data email \"e-mail\" : contact.email\nwe collect email from you for security\n\
    recipient mailer \"Mailer\" : processor\nwe share email with mailer\n";

/// Every example of a rule, wrong and mended.
fn examples() -> Vec<[String; 2]> {
    let rules = analysis::registry::all().values();
    rules.filter(|rule| !rule.wrong.is_empty()).map(|rule| [rule.wrong.clone(), rule.right.clone()]).collect()
}

/// The items of an example: what is indented goes with the line above.
fn items(example: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in example.lines() {
        match items.last_mut() {
            Some(item) if line.starts_with([' ', '}']) => item.push_str(&format!("{line}\n")),
            _ => items.push(format!("{line}\n")),
        }
    }
    items
}

#[test]
fn a_rule_is_asked_again_wherever_that_makes_a_difference() {
    let examples = examples();
    assert!(examples.len() > 100);
    for [wrong, right] in examples {
        let (wrong, right) = (items(&wrong), items(&right));
        let mut typed = Typed::new(&format!("{BASE}{}", wrong.concat()));
        typed.compared = false;
        // Each item goes, and comes back before the others.
        for at in 0..wrong.len() {
            let (before, after) = (wrong[..at].concat(), wrong[at + 1..].concat());
            typed.change(&format!("{BASE}{before}{after}"));
            typed.change(&format!("{BASE}{}{before}{after}", wrong[at]));
        }
        typed.change(&format!("{BASE}{}", right.concat()));
    }
}

/// Every item of every example, and some texts that may stand in another's place.
fn pool() -> (Vec<String>, Vec<String>) {
    let all: Vec<String> = examples().iter().flatten().flat_map(|example| items(example)).collect();
    let texts = all.iter().flat_map(|item| item.split('"').skip(1).step_by(2)).map(str::to_owned).collect();
    (all, texts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn rules_find_the_same_whatever_is_typed(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u8..8, any::<prop::sample::Index>()), 30),
    ) {
        let (pool, texts) = pool();
        let mut all = items(STARTER);
        let mut typed = Typed::new(&all.concat());
        typed.compared = false;
        for (at, what, with) in edits {
            let before = all.clone();
            let place = at.index(all.len());
            match what {
                0..3 => all.insert(place + 1, with.get(&pool).clone()),
                3 => drop(all.remove(place.max(1))),
                4 => {
                    let item = &all[place];
                    let parts: Vec<&str> = item.split('"').collect();
                    let text = with.index(parts.len() / 2 + 1) * 2 + 1;
                    let put = |(n, part): (usize, &&str)| if n == text { with.get(&texts).clone() } else { (*part).to_owned() };
                    all[place] = parts.iter().enumerate().map(put).collect::<Vec<_>>().join("\"");
                }
                5 => all[place] = all[place].replacen("we ", "we do not ", 1),
                // What a declaration is decides what the sentences that name it are about.
                _ => {
                    let classes = [(": contact", ": health"), (": health", ": contact"), (": processor", ": ad-network")];
                    let (from, to) = with.get(&classes);
                    let first = all.iter_mut().skip(place).find(|item| item.contains(from));
                    first.into_iter().for_each(|item| *item = item.replacen(from, to, 1));
                }
            }
            typed.change(&all.concat());
            // What has mistakes is seldom left behind.
            if typed.judged.is_none() {
                all = before;
                typed.change(&all.concat());
            }
        }
        prop_assert!(typed.judged.is_some());
    }
}
