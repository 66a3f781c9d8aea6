//! How sentences of every kind read, in policies that are no samples.

use std::fs;
use std::path::Path;

use candor::compile::{Settings, compile};
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
