//! How sentences of every kind read, in policies that are no samples.

use std::fs;
use std::path::Path;

use candor::compile::{Settings, compile};
use candor::diagnostic::Severity;
use candor::emit::Format;
use candor::law::Vocabulary;
use candor::project::{self, LoadError};

#[test]
fn every_kind_of_sentence_reads_well() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/wording");
    let load = |path: &str| fs::read(folder.join(path)).map_err(|_| LoadError::Missing);
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        let read = project::read(&name, &load, Vocabulary::builtin());
        let built = compile(&read, &Settings::default());
        assert_eq!(built.template_errors, Vec::<String>::new(), "{name}");
        let text = built.outputs.iter().find(|output| output.file == format!("{}.txt", read.policy.name));
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("wording/{}", read.policy.name), text.unwrap().text);
        });
    }
}

/// What can stand behind what a sentence is about; `@` is a number.
const CLAUSES: &[&str] = &[
    "kept @ months",
    "kept @ months after \"event @\"",
    "kept until \"event @\"",
    "kept while \"event @\"",
    "for @ days",
    "for \"purpose @\"",
    "for \"purpose @\" kept @ months",
    "from \"source @\"",
    "by \"means @\"",
    "on \"site @\"",
    "in \"place @\"",
    "about \"matter @\"",
    "under \"rule @\"",
    "under @",
    "when \"event @\"",
    "through \"means @\"",
    "including \"part @\"",
    "such as \"part @\"",
    "except \"part @\"",
    "of \"people @\"",
    "against \"thing @\"",
    "after \"event @\"",
    "before \"event @\"",
    "called \"name @\"",
    "giving \"proof @\"",
    "despite \"event @\"",
    "as \"role @\"",
    "fee \"@ euros\"",
    "depending on \"case @\"",
    "if \"event @\"",
    "unless \"event @\"",
    "while \"event @\"",
    "until \"event @\"",
    "because \"event @\"",
    "note \"It is @.\"",
    "otherwise \"we do @\"",
    "if \"event\" then \"we do @\"",
    "basis contract \"of @\"",
    "within @ days",
    "within @ days of \"event @\"",
    "every @ months",
    "in the last @ months",
    "at most @ times per year",
];

/// What can be said in several lines: who does what, and with whom.
const LINES: &[&str] = &[
    "we keep \"#\"",
    "we keep \"#\" with \"a host\"",
    "we may share \"#\" to \"a carrier\"",
    "we do not transfer \"#\"",
    "we collect # for \"orders\"",
    "we may collect # from you",
    "you have the right to store \"#\"",
    "you may ask us to transmit \"#\" to \"a carrier\"",
];

#[test]
fn lists_and_tables_say_every_clause() {
    let settings = Settings { formats: vec![Format::Text], ..Settings::default() };
    let (mut read_well, mut lost) = (0, Vec::new());
    let all = LINES.iter().flat_map(|line| CLAUSES.iter().map(move |clause| (line, clause)));
    for ((line, clause), things) in all.flat_map(|both| {
        [["names", "cities", "phones"], ["names", "names", "names"]].map(|things| (both, things))
    }) {
        let numbers = ["141", "142", "143"];
        let lines = things
            .iter()
            .zip(numbers)
            .map(|(thing, number)| format!("{} {}\n", line.replace('#', thing), clause.replace('@', number)));
        let head = "policy \"P\" { language en-US }\ndata names \"names\"\ndata cities \"cities\"\ndata phones \"phones\"\n";
        let source = format!("{head}{}", lines.collect::<String>());
        let load = |_: &str| Ok(source.clone().into_bytes());
        let read = project::read("p.candor", &load, Vocabulary::builtin());
        if read.findings.iter().any(|found| found.severity == Severity::Error) {
            continue;
        }
        read_well += 1;
        let text = compile(&read, &settings).outputs.remove(0).text;
        let said = |number: &&str| text.split(|c: char| !c.is_ascii_digit()).any(|word| word == *number);
        if !numbers.iter().all(said) {
            lost.push(format!("{source}{text}"));
        }
    }
    assert!(read_well > 200, "{read_well}");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn what_the_publisher_does_by_its_own_name_is_told_as_what_we_do() {
    // Each verb, as the name has it.
    const VERBS: &[(&str, &str)] = &[
        ("does not ", "do not "),
        ("is ", "are "),
        ("collects ", "collect "),
        ("uses ", "use "),
        ("shares ", "share "),
        ("sells ", "sell "),
        ("keeps ", "keep "),
        ("transfers ", "transfer "),
        ("responds ", "respond "),
    ];
    const SENTENCES: &[&str] = &[
        "we collect contact from you for news",
        "we use contact for news",
        "we share orders with carrier",
        "we share contact with \"advertisers\" for ads",
        "we sell usage to \"brokers\"",
        "we do not sell orders",
        "we keep orders for 3 years",
        "we transfer contact to US",
        "we respond to requests within 45 days",
        "we are controller of contact",
    ];
    let made = |sentences: &[String]| {
        let policy = format!(
            "policy \"P\" {{ language en-US laws ccpa, gdpr }}\n\
             organization acme \"Acme\" {{ email \"a@acme.example\" country US }}\n\
             recipient carrier \"our carrier\" : other\n\
             data contact \"contact information\" : contact\n\
             data orders \"order data\" : commercial\n\
             data usage \"usage data\" : activity.usage\n\
             purpose news \"send you news\" : marketing.email\n{}\n",
            sentences.join("\n")
        );
        let load = |_: &str| Ok(policy.clone().into_bytes());
        let read = project::read("p.candor", &load, Vocabulary::builtin());
        assert_eq!(read.findings, Vec::new());
        let settings = Settings { label: true, ..Settings::default() };
        let texts = compile(&read, &settings).outputs.into_iter();
        let texts: Vec<_> = texts.filter(|output| output.file.ends_with(".md")).collect();
        texts.into_iter().map(|output| (output.file, output.text)).collect::<Vec<_>>()
    };
    let other = |text: &str, [from, to]: [&str; 2], back: bool| {
        VERBS.iter().fold(text.to_owned(), |text, (named, own)| {
            let (verb, instead) = if back { (named, own) } else { (own, named) };
            text.replace(&format!("{from} {verb}"), &format!("{to} {instead}"))
        })
    };
    let ours: Vec<String> = SENTENCES.iter().map(|sentence| (*sentence).to_owned()).collect();
    let named: Vec<String> = ours.iter().map(|sentence| other(sentence, ["we", "acme"], false)).collect();
    let (ours, named) = (made(&ours), made(&named));
    assert!(ours.iter().any(|(_, text)| text.contains("In short")));
    assert_eq!(ours.len(), 4);
    for ((file, ours), (_, named)) in ours.iter().zip(&named) {
        assert_eq!(other(named, ["Acme", "We"], true), *ours, "{file}");
    }
}
