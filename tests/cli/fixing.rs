//! `candor check --fix`: files change by certain fixes only, all of them or none.

use super::{Folder, POLICY};

/// A policy with an allowance that is of no use.
fn unused_allow() -> String {
    POLICY.replace("for orders", "for orders {\n    allow(phrase) \"we like it\"\n    when \"you order\"\n}")
}

#[test]
fn certain_fixes_are_applied_and_the_rest_is_reported() {
    let text = format!("{}audience crew \"our crew\" : staff\n", unused_allow());
    let folder = Folder::new(&[("acme.candor", &text)]);
    let ran = folder.run(&["check", "--fix", "--message-format", "concise"]);
    insta::assert_snapshot!(ran, @r"
    exit 0
    fixed 1 finding in 1 file
    acme.candor:8:10: warning[unused-declaration]: nothing says anything about the audience `crew`
    1 warning
    ");
    assert_eq!(folder.read("acme.candor"), text.replace("    allow(phrase) \"we like it\"\n", ""));
    assert_eq!(folder.names("."), ["acme.candor"]);
    let again = folder.run(&["check", "--fix", "--message-format", "concise"]);
    assert!(again.stderr.starts_with("nothing has a fix that is certain\n"), "{again}");
}

#[test]
fn a_comma_before_the_last_verb_goes() {
    let text = format!("{POLICY}we do not sell, share, or disclose health\n");
    let folder = Folder::new(&[("acme.candor", &text)]);
    folder.run(&["check", "--fix"]);
    assert_eq!(folder.read("acme.candor"), text.replace("share, or", "share or"));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let text = format!("\u{feff}{}", unused_allow().replace('\n', "\r\n"));
    let folder = Folder::new(&[("acme.candor", &text)]);
    assert_eq!(folder.run(&["check", "--fix"]).code, 0);
    assert_eq!(folder.read("acme.candor"), text.replace("    allow(phrase) \"we like it\"\r\n", ""));
}

#[test]
fn a_shared_file_changes_only_if_every_policy_agrees() {
    let vendors = "recipient mailer \"Mailer\" : processor {\n    allow(unused-declaration) \"shared\"\n    country DE\n}\n";
    let import = "import \"vendors.candor\"\n";
    let using = format!("{import}{POLICY}we share contact with mailer for orders\n");
    let idle = format!("{import}{POLICY}");
    let folder = Folder::new(&[("a.candor", &using), ("b.candor", &idle), ("vendors.candor", vendors)]);
    // The one policy needs the allowance that the other has no use for.
    let ran = folder.run(&["check", "--fix"]);
    assert_eq!(folder.read("vendors.candor"), vendors, "{ran}");
    folder.write("b.candor", &using);
    let ran = folder.run(&["check", "--fix"]);
    assert!(ran.code == 0 && ran.stderr.starts_with("fixed 1 finding in 1 file\n"), "{ran}");
    assert!(!folder.read("vendors.candor").contains("allow"));
}

#[test]
fn standard_input_cannot_be_fixed() {
    let folder = Folder::new(&[]);
    let ran = folder.run_with(&["check", "--fix", "-"], unused_allow().as_bytes());
    insta::assert_snapshot!(ran, @r"
    exit 2
    error: `--fix` cannot change standard input
     |
     = help: name a file
    ");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_stops_everything() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.candor", &unused_allow()), ("b.candor", &unused_allow())]);
    std::fs::set_permissions(folder.path("b.candor"), PermissionsExt::from_mode(0o444)).unwrap();
    let ran = folder.run(&["check", "--fix"]);
    insta::assert_snapshot!(ran, @r"
    exit 2
    error: cannot change `b.candor`: it is read-only
     |
     = help: nothing was written
    ");
    assert_eq!(folder.read("a.candor"), unused_allow());
    assert_eq!(folder.names("."), ["a.candor", "b.candor"]);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_within_the_project_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("real/acme.candor", &unused_allow()), ("candor.yaml", "")]);
    std::fs::set_permissions(folder.path("real/acme.candor"), PermissionsExt::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(folder.path("real/acme.candor"), folder.path("acme.candor")).unwrap();
    assert_eq!(folder.run(&["check", "--fix", "acme.candor"]).code, 0);
    assert!(folder.path("acme.candor").is_symlink());
    assert!(!folder.read("real/acme.candor").contains("allow"));
    let mode = std::fs::metadata(folder.path("real/acme.candor")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_project_is_touched() {
    let folder = Folder::new(&[("elsewhere/acme.candor", &unused_allow()), ("site/candor.yaml", "")]);
    std::os::unix::fs::symlink(folder.path("elsewhere/acme.candor"), folder.path("site/acme.candor"))
        .unwrap();
    let ran = super::ran(super::command(&folder.path("site"), &["check", "--fix"]).output().unwrap());
    assert!(ran.code != 0, "{ran}");
    assert_eq!(folder.read("elsewhere/acme.candor"), unused_allow());
}
