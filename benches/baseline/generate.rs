//! Writes generated policies: `generate times N`, `generate bytes N`, or
//! `generate many COUNT CHAPTERS FOLDER`. Compiled by `run.sh`.

#[path = "../generate.rs"]
mod generate;

use std::io::Write;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse::<usize>().expect("a number");
    let text = match words.as_slice() {
        ["times", times] => generate::policy(number(times)),
        ["bytes", bytes] => generate::policy_of(number(bytes)),
        ["many", count, chapters, folder] => {
            for at in 0..number(count) {
                let text = generate::chapters(number(chapters)).replace("Acme", &format!("Acme {at}"));
                std::fs::write(format!("{folder}/acme-{at}.candor"), text).expect("a folder to write to");
            }
            return;
        }
        _ => panic!("times N, bytes N, or many COUNT CHAPTERS FOLDER"),
    };
    std::io::stdout().write_all(text.as_bytes()).expect("an open standard output");
}
