//! `candor fmt`.

use super::{Folder, POLICY};

const LOOSE: &str = "policy \"P\" {language en}\nwe   collect \"names\"  // why\n";
const TIGHT: &str = "policy \"P\" { language en }\nwe collect \"names\"  // why\n";
const BROKEN: &str = "policy \"P\" {language en}\nwe   collect for\n";

#[test]
fn files_are_laid_out_in_place_and_only_those_that_change() {
    let folder = Folder::new(&[("a.candor", LOOSE), ("b.candor", POLICY), ("c.txt", LOOSE)]);
    let before = folder.path("b.candor").metadata().unwrap().modified().unwrap();
    let ran = folder.run(&["fmt"]);
    insta::assert_snapshot!(ran, @r"
    exit 0
    formatted 1 file, 1 file is in the style
    ");
    assert_eq!(folder.read("a.candor"), TIGHT);
    assert_eq!(folder.read("c.txt"), LOOSE);
    assert_eq!(folder.path("b.candor").metadata().unwrap().modified().unwrap(), before);
    assert_eq!(folder.names(""), ["a.candor", "b.candor", "c.txt"]);
    insta::assert_snapshot!(folder.run(&["fmt", "."]), @r"
    exit 0
    2 files are in the style
    ");
}

#[test]
fn check_names_what_is_not_in_the_style_and_writes_nothing() {
    let folder = Folder::new(&[("a.candor", LOOSE), ("sub/b.candor", LOOSE), ("c.candor", TIGHT)]);
    let ran = folder.run(&["fmt", "--check"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, "a.candor\nsub/b.candor\n"));
    assert_eq!(ran.stderr, "2 files would change, 1 file is in the style\n");
    assert_eq!(folder.read("a.candor"), LOOSE);
    assert_eq!(folder.run(&["fmt", "--check", "c.candor"]).code, 0);
}

#[test]
fn diff_shows_what_would_change_and_writes_nothing() {
    let folder = Folder::new(&[("a.candor", LOOSE)]);
    insta::assert_snapshot!(folder.run(&["fmt", "--diff", "a.candor"]), @r#"
    exit 1
    --- a/a.candor
    +++ b/a.candor
    @@ -1,2 +1,2 @@
    -policy "P" {language en}
    -we   collect "names"  // why
    +policy "P" { language en }
    +we collect "names"  // why
    1 file would change
    "#);
    assert_eq!(folder.read("a.candor"), LOOSE);
    folder.write("a.candor", TIGHT);
    let ran = folder.run(&["fmt", "--diff", "--check"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
}

#[test]
fn standard_input_comes_out_on_standard_output() {
    let folder = Folder::new(&[]);
    let ran = folder.run_with(&["fmt", "-"], LOOSE.as_bytes());
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, TIGHT, ""));
    let ran = folder.run_with(&["fmt", "-"], TIGHT.as_bytes());
    assert_eq!((ran.code, ran.stdout.as_str()), (0, TIGHT));
    let ran = folder.run_with(&["fmt", "-", "--check"], LOOSE.as_bytes());
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "<stdin>\n", ""));
    insta::assert_snapshot!(folder.run_with(&["fmt", "-"], BROKEN.as_bytes()));
    let ran = folder.run(&["fmt", "-", "a.candor"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`-` cannot be formatted together with files"), "{}", ran.stderr);
    // An import is no reason to fail: it is not looked at.
    let ran = folder.run_with(&["fmt", "-"], b"import   \"nowhere.candor\"");
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "import \"nowhere.candor\"\n"));
}

#[test]
fn a_file_with_mistakes_stays_and_the_others_are_laid_out() {
    let folder = Folder::new(&[("a.candor", BROKEN), ("b.candor", LOOSE)]);
    insta::assert_snapshot!(folder.run(&["fmt"]));
    assert_eq!(folder.read("a.candor"), BROKEN);
    assert_eq!(folder.read("b.candor"), TIGHT);
    folder.write("c.candor", b"\xff\xfe");
    let ran = folder.run(&["fmt", "c.candor"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("invalid-utf8"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 file left as found"), "{}", ran.stderr);
}

/// Text that reads as another sentence once it is laid out is a mistake of its author, not of the formatter.
#[test]
fn a_sentence_in_pieces_is_told_as_check_tells_it() {
    for text in [
        "section c {\n    we will\n    not sell \"xx\"\n}\n",
        "recipient r \"R\" {\n    must\n    not use \"xx\"\n}\n",
        "section c {\n    we never\n    sell \"xx\"\n}\n",
    ] {
        let folder = Folder::new(&[("a.candor", text)]);
        let ran = folder.run(&["fmt"]);
        assert_eq!(ran.code, 1, "{ran}");
        assert!(ran.stderr.contains("the verb stands on the line of those who do it"), "{ran}");
        assert_eq!(folder.read("a.candor"), text);
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_go() {
    let folder = Folder::new(&[]);
    folder.write("a.candor", format!("\u{feff}{}", TIGHT.replace('\n', "\r\n")));
    assert_eq!(folder.run(&["fmt", "--check"]).code, 1);
    assert_eq!(folder.run(&["fmt"]).code, 0);
    assert_eq!(folder.read("a.candor"), TIGHT);
    folder
        .write("a.candor", format!("\t{}\r\n\r\n", TIGHT.trim_end().replace(' ', "\t").replace('\n', "\r")));
    assert_eq!(folder.run(&["fmt"]).code, 0);
    assert_eq!(folder.read("a.candor"), TIGHT.replace("// why", "//\twhy"));
}

#[test]
fn without_a_path_the_project_says_which_with_what_they_import() {
    let policy = "policy \"P\" {language en}\nimport \"shared/parts.candor\"\nimport \"gone.candor\"\n";
    let folder = Folder::new(&[
        ("candor.yaml", "policies: [web/p.candor]\n"),
        ("web/p.candor", policy),
        ("web/shared/parts.candor", "we   collect \"x\"\n"),
        ("web/other.candor", LOOSE),
    ]);
    let ran = folder.run(&["fmt", "--check"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, "web/p.candor\nweb/shared/parts.candor\n"));
    let ran = folder.run(&["fmt", "--check", "web/p.candor"]);
    assert_eq!(ran.stdout, "web/p.candor\n");
}

#[test]
fn what_is_named_must_be_there() {
    let folder = Folder::new(&[("empty/x.txt", "")]);
    let ran = folder.run(&["fmt", "gone.candor"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("there is no file or folder `gone.candor`"), "{}", ran.stderr);
    let ran = folder.run(&["fmt", "empty"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("there is no `.candor` file in `empty`"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real.candor", LOOSE), ("locked.candor", LOOSE)]);
    std::fs::set_permissions(folder.path("real.candor"), PermissionsExt::from_mode(0o640)).unwrap();
    symlink("real.candor", folder.path("link.candor")).unwrap();
    assert_eq!(folder.run(&["fmt", "link.candor"]).code, 0);
    assert_eq!(folder.read("real.candor"), TIGHT);
    let kept = folder.path("real.candor").metadata().unwrap().permissions().mode();
    assert_eq!(kept & 0o777, 0o640);
    assert!(folder.path("link.candor").symlink_metadata().unwrap().is_symlink());
    std::fs::set_permissions(folder.path("locked.candor"), PermissionsExt::from_mode(0o440)).unwrap();
    let ran = folder.run(&["fmt", "locked.candor"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("it is read-only"), "{}", ran.stderr);
    assert_eq!(folder.read("locked.candor"), LOOSE);
}
