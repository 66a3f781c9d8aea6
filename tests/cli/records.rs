//! A build of what has not changed: it makes nothing, and nobody can tell but by the clock.

use std::fs;
use std::path::PathBuf;

use super::{Folder, POLICY, Ran, ran};

/// A policy that is built with a warning: nothing names the purpose.
const WARNED: &str = "import \"shared.candor\"\n\
    policy \"Acme Privacy Policy\" { language en-US }\n\
    organization acme \"Acme Inc.\"\n\
    we collect contact for orders\n\
    purpose idle \"do nothing\"\n";

const SHARED: &str = "data contact \"contact information\" : contact\npurpose orders \"send orders\"\n";

/// A project with two policies and what they share, and a cache folder beside it.
fn project() -> Folder {
    Folder::new(&[
        ("site/candor.yaml", "formats: [md, html]\n"),
        ("site/acme.candor", POLICY),
        ("site/beta.candor", WARNED),
        ("site/shared.candor", SHARED),
    ])
}

fn build_in(folder: &Folder, within: &str, arguments: &[&str]) -> Ran {
    let mut command = super::command(&folder.path(within), &[&["build"], arguments].concat());
    ran(command.env("CANDOR_CACHE_DIR", folder.path("cache")).output().unwrap())
}

fn build(folder: &Folder, arguments: &[&str]) -> Ran {
    build_in(folder, "site", arguments)
}

/// What a build has to give now, made without any record into another folder.
fn anew(folder: &Folder, arguments: &[&str]) -> (Vec<(String, String)>, String) {
    let out = folder.path("anew");
    let _ = fs::remove_dir_all(&out);
    let made = build(folder, &[arguments, &["--no-cache", "--out", out.to_str().unwrap()]].concat());
    (outputs(folder, "anew"), made.stderr.lines().filter(|line| !line.starts_with("wrote")).collect())
}

fn outputs(folder: &Folder, out: &str) -> Vec<(String, String)> {
    folder.names(out).into_iter().map(|name| (name.clone(), folder.read(&format!("{out}/{name}")))).collect()
}

/// Builds, and compares everything with a build that knows of no other.
fn check(folder: &Folder, arguments: &[&str]) -> Ran {
    let built = build(folder, arguments);
    let (files, said) = anew(folder, arguments);
    let of_these: Vec<_> = outputs(folder, "site/dist")
        .into_iter()
        .filter(|(name, _)| files.iter().any(|(known, _)| known == name))
        .collect();
    assert_eq!(of_these, files);
    let lines: String = built.stderr.lines().filter(|line| !line.starts_with("wrote")).collect();
    assert_eq!(lines, said);
    built
}

fn summary(ran: &Ran) -> &str {
    ran.stderr.lines().last().unwrap_or_default()
}

fn records(folder: &Folder) -> Vec<PathBuf> {
    let names = folder.names("cache").into_iter().filter(|name| name.ends_with(".record"));
    names.map(|name| folder.path("cache").join(name)).collect()
}

/// Puts other words into a record, as nothing but a test would: the sum on its first line agrees.
fn forge(record: &PathBuf, from: &str, to: &str) {
    let text = fs::read_to_string(record).unwrap();
    let (_, known) = text.split_once('\n').unwrap();
    assert!(known.contains(from), "{known}");
    let known = known.replace(from, to);
    fs::write(record, format!("{}\n{known}", blake3::hash(known.as_bytes()).to_hex())).unwrap();
}

#[test]
fn what_has_not_changed_is_not_made_again_and_its_warnings_are_shown_again() {
    let folder = project();
    let first = check(&folder, &[]);
    assert!(first.stderr.contains("unused-declaration") && first.code == 0, "{first}");
    assert_eq!(summary(&first), "wrote 4 files for 2 policies in dist");
    let before = folder.names("site");
    let second = check(&folder, &[]);
    assert_eq!(summary(&second), "wrote 0 files, 4 unchanged, for 2 policies in dist");
    assert_eq!(first.stderr.replace(summary(&first), summary(&second)), second.stderr);
    assert_eq!(folder.names("site"), before, "nothing is left in the project");
    // That it is the record which speaks shows only in one that was forged.
    let [record] = records(&folder).try_into().unwrap();
    forge(&record, "nothing says", "SOMEBODY FORGED");
    assert!(build(&folder, &[]).stderr.contains("SOMEBODY FORGED"));
    // Without the record, and under another name of the folder, it has no say.
    assert!(!build(&folder, &["--no-cache"]).stderr.contains("FORGED"));
    assert!(!build(&folder, &["--out", "other"]).stderr.contains("FORGED"));
    assert!(!build_in(&folder, ".", &["site"]).stderr.contains("FORGED"));
}

#[test]
fn whatever_changes_is_made_again_and_nothing_else() {
    let folder = project();
    check(&folder, &[]);
    let wrote = |files: usize, folder: &Folder, arguments: &[&str]| {
        let built = check(folder, arguments);
        let start = format!("wrote {files} file");
        assert!(summary(&built).starts_with(&start), "{start}: {built}");
        assert!(summary(&check(folder, arguments)).starts_with("wrote 0 files"), "then it is known");
    };
    // An output that was edited, with the same size; one that is gone; one that is no plain file.
    let page = folder.read("site/dist/acme.md");
    folder.write("site/dist/acme.md", page.replace("Acme", "ACME"));
    wrote(1, &folder, &[]);
    fs::remove_file(folder.path("site/dist/beta.html")).unwrap();
    wrote(1, &folder, &[]);
    #[cfg(unix)]
    {
        fs::rename(folder.path("site/dist/acme.md"), folder.path("moved.md")).unwrap();
        std::os::unix::fs::symlink(folder.path("moved.md"), folder.path("site/dist/acme.md")).unwrap();
        wrote(1, &folder, &[]);
    }
    fs::remove_dir_all(folder.path("site/dist")).unwrap();
    wrote(4, &folder, &[]);
    // A source, and a file that it imports; the time stamps are what they were.
    let times = |name: &str| fs::metadata(folder.path(name)).unwrap().modified().unwrap();
    let (source, shared) = (times("site/acme.candor"), times("site/shared.candor"));
    let edit = |name: &str, from: &str, to: &str, time| {
        folder.write(name, folder.read(name).replace(from, to));
        fs::File::options().append(true).open(folder.path(name)).unwrap().set_modified(time).unwrap();
    };
    edit("site/acme.candor", "what you ordered", "what you bought!", source);
    wrote(2, &folder, &[]);
    edit("site/shared.candor", "send orders", "sell orders", shared);
    wrote(2, &folder, &[]);
    // Everything that settings say.
    wrote(2, &folder, &["--fragment"]);
    wrote(4, &folder, &["--front-matter"]);
    wrote(2, &folder, &["--format", "txt"]);
    folder.write("site/words/en/words.yaml", "sections: { collection: Gathering }\n");
    wrote(4, &folder, &["--templates", "words"]);
    folder.write("site/words/en/words.yaml", "sections: { collection: Collecting }\n");
    wrote(4, &folder, &["--templates", "words"]);
    folder.write("site/candor.yaml", "formats: [md, html]\nlints: { unused-declaration: note }\n");
    check(&folder, &[]);
}

#[test]
fn errors_are_found_again() {
    let folder = project();
    check(&folder, &[]);
    let good = folder.read("site/beta.candor");
    folder.write("site/beta.candor", good.replace("language", "langauge"));
    for _ in 0..2 {
        let broken = build(&folder, &[]);
        assert!(broken.code == 1 && broken.stderr.contains("langauge"), "{broken}");
    }
    fs::rename(folder.path("site/shared.candor"), folder.path("away")).unwrap();
    folder.write("site/beta.candor", &good);
    for _ in 0..2 {
        assert!(build(&folder, &[]).stderr.contains("missing-file"));
    }
    fs::rename(folder.path("away"), folder.path("site/shared.candor")).unwrap();
    assert_eq!(summary(&check(&folder, &[])), "wrote 0 files, 4 unchanged, for 2 policies in dist");
    // A file to import is no policy, which is an error only where it is named as one.
    let named = build(&folder, &["shared.candor"]);
    assert!(named.code == 1 && named.stderr.contains("missing-policy"), "{named}");
}

#[test]
fn two_policies_may_not_write_the_same_file_though_neither_has_changed() {
    let folder = project();
    folder.write("site/more/acme.candor", POLICY.replace("Inc.", "Ltd."));
    for path in ["acme.candor", "more/acme.candor", "acme.candor"] {
        assert_eq!(build(&folder, &[path]).code, 0);
    }
    fs::copy(folder.path("site/acme.candor"), folder.path("site/more/acme.candor")).unwrap();
    build(&folder, &["more/acme.candor"]);
    let both = build(&folder, &["acme.candor", "more/acme.candor"]);
    assert!(both.code == 2 && both.stderr.contains("would both write"), "{both}");
}

#[test]
fn a_record_that_is_broken_or_of_another_program_is_ignored() {
    let folder = project();
    check(&folder, &[]);
    let [record] = records(&folder).try_into().unwrap();
    let whole = fs::read(&record).unwrap();
    for length in [0, 1, 64, 65, 66, whole.len() / 2, whole.len() - 1] {
        fs::write(&record, &whole[..length]).unwrap();
        check(&folder, &[]);
        assert_eq!(fs::read(&record).unwrap(), whole, "it is made again");
    }
    forge(&record, "nothing says", "SOMEBODY FORGED");
    forge(&record, "\"by\":\"", "\"by\":\"0");
    assert!(!check(&folder, &[]).stderr.contains("FORGED"));
    for nonsense in ["null", "[]", "{}", "{\"by\":1}", "{\"by\":\"\",\"policies\":{},\"more\":1}"] {
        let sum = blake3::hash(nonsense.as_bytes()).to_hex();
        fs::write(&record, format!("{sum}\n{nonsense}")).unwrap();
        check(&folder, &[]);
    }
    fs::remove_file(&record).unwrap();
    fs::create_dir(&record).unwrap();
    check(&folder, &[]);
}

#[test]
fn builds_at_the_same_time_do_not_disturb_each_other() {
    let folder = project();
    let running: Vec<_> = (0..8)
        .map(|at| {
            let path = if at % 2 == 0 { "acme.candor" } else { "." };
            let mut command = super::command(&folder.path("site"), &["build", path]);
            command.env("CANDOR_CACHE_DIR", folder.path("cache"));
            command.stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in running {
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{ran}");
    }
    check(&folder, &[]);
    assert_eq!(summary(&check(&folder, &[])), "wrote 0 files, 4 unchanged, for 2 policies in dist");
    let leftovers: Vec<_> = folder.names("cache").into_iter().filter(|name| name.ends_with(".tmp")).collect();
    assert_eq!(leftovers, Vec::<String>::new());
}

#[test]
fn without_a_place_for_it_there_is_no_record() {
    let folder = project();
    folder.write("file", "");
    for place in [PathBuf::new(), folder.path("file/inside")] {
        for _ in 0..2 {
            let mut command = super::command(&folder.path("site"), &["build"]);
            let built = ran(command.env("CANDOR_CACHE_DIR", &place).output().unwrap());
            assert_eq!(built.code, 0, "{built}");
        }
    }
    assert_eq!(folder.names("cache"), Vec::<String>::new());
    build(&folder, &["--no-cache"]);
    build(&folder, &["acme.candor", "--stdout", "--format", "md"]);
    assert_eq!(folder.names("cache"), Vec::<String>::new());
}
