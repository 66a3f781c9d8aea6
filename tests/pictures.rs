//! Pictures of policies in all formats: what they say, and that a value stays a value.

use std::io::Write as _;
use std::process::{Command, Stdio};

use candor::compile::{Built, Settings, documents};
use candor::document::{DocumentKind, Pictures};
use candor::emit::svg::{emit, inline};
use candor::emit::{Format, dot, html, markdown, mermaid};
use candor::law::Vocabulary;
use candor::project;

const POLICY: &str = r#"policy "Acme" { laws gdpr }
organization acme "Acme Inc." { country DE }
data contact "contact \"details\" & <script>]]>" : contact
data usage "usage | data; #1 %% end \\N" : activity.usage
purpose ads "show ads that follow you" : ads.targeted
recipient buyer "a buyer" : third-party { consideration "money" country US }
recipient net "AdNet" : advertising-network
we collect contact, usage from visitors for "run `the` service" : service
we share usage with net for ads
we may share contact with buyer
we share contact with "one", "two" for "this", "that"
"#;

fn pictures(policy: &str, language: &str) -> Pictures {
    let source = policy.replacen("laws gdpr", &format!("laws gdpr language {language}"), 1);
    let load = |_: &str| Ok(source.clone().into_bytes());
    let read = project::read("acme.candor", &load, Vocabulary::builtin());
    let settings = Settings { formats: vec![Format::Svg], ..Settings::default() };
    let mut made = documents(&read, &settings, &mut Built::default());
    made.remove(0).pictures.unwrap()
}

/// The texts of a drawing as a reader of XML has them.
fn texts(svg: &str) -> String {
    let page = scraper::Html::parse_fragment(svg);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    page.root_element().text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_value_stays_text_in_every_format() {
    let pictures = pictures(POLICY, "en");
    for svg in [emit(&pictures.shown), inline(&pictures.shown)] {
        let text = texts(&svg);
        assert!(text.contains("Contact \"details\" & <script>]]>"), "{text}");
        assert!(text.contains("Usage | data; #1 %% end \\N"), "{text}");
        assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains("onload"), "{svg}");
    }
    let chart = mermaid::emit(&pictures.shown);
    assert!(chart.contains("[(\"Contact #34;details#34; #38; #60;script#62;#93;#93;#62;\")]"), "{chart}");
    assert!(chart.contains("Usage #124; data#59; #35;1 #37;#37; end #92;N"), "{chart}");
    let graph = dot::emit(&pictures.whole);
    assert!(graph.contains("Contact \\\"details\\\" &amp;\\n<script>]]>"), "{graph}");
    assert!(graph.contains("end \\\\N") || graph.contains("end\\n\\\\N"), "{graph}");
}

#[test]
fn what_is_derived_is_marked_and_what_is_limited_is_dashed() {
    let chart = mermaid::emit(&pictures(POLICY, "en").shown);
    assert!(chart.contains("l0data -.->|\"sale, abroad\"| l0c3r0"), "{chart}");
    assert!(chart.contains("==>|\"advertising\"|"), "{chart}");
    // Two purposes and two recipients of one sentence meet.
    assert!(chart.contains("l0p0(( ))") && chart.contains("l0c2r1 --- l0p0"), "{chart}");
}

#[test]
fn a_picture_without_marks_explains_none() {
    let plain =
        pictures("policy \"P\" { laws gdpr }\nwe collect \"names\" from visitors for \"ship\"\n", "en");
    let text = texts(&emit(&plain.shown));
    assert!(text.contains("Names") && !text.contains("abroad") && !text.contains("some cases"), "{text}");
}

#[test]
fn the_same_policy_is_the_same_drawing_and_right_to_left_is_mirrored() {
    let left_to_right = emit(&pictures(POLICY, "en").shown);
    assert_eq!(left_to_right, emit(&pictures(POLICY, "en").shown));
    let right_to_left = emit(&pictures(POLICY, "ar").shown);
    assert!(right_to_left.contains("direction=\"rtl\"") && left_to_right.contains("direction=\"ltr\""));
    assert_ne!(left_to_right, right_to_left.replace("rtl", "ltr").replace("\"ar\"", "\"en\""));
}

#[test]
fn a_large_policy_is_cut_and_counted_and_nothing_is_lost() {
    let data: String = (0..60).map(|n| format!("we collect \"data {n}\" for \"purpose {n}\"\n")).collect();
    let many: String = (0..30).map(|n| format!("\"recipient {n}\", ")).collect();
    let policy = format!("policy \"P\" {{ laws gdpr }}\n{data}we share \"data 0\" with {many}\"the last\"\n");
    let pictures = pictures(&policy, "en");
    assert_eq!((pictures.shown.lanes.len(), pictures.whole.lanes.len()), (19, 60));
    assert_eq!(pictures.shown.rest.as_deref(), Some("and 41 more kinds of information"));
    let drawn = emit(&pictures.shown);
    assert!(drawn.contains("and 26 more"), "{drawn}");
    let words = texts(&drawn);
    assert!(
        words.contains("Data 59") && words.contains("Recipient 29") && words.contains("The last"),
        "{words}"
    );
    assert!(dot::emit(&pictures.whole).contains("Purpose 59"));
}

#[test]
fn the_page_and_the_table_say_the_same() {
    let load = |_: &str| Ok(POLICY.as_bytes().to_vec());
    let read = project::read("acme.candor", &load, Vocabulary::builtin());
    let settings = Settings { diagram: true, label: true, ..Settings::default() };
    let mut built = Built::default();
    let made = documents(&read, &settings, &mut built);
    assert_eq!(built.template_errors, Vec::<String>::new());
    let page = html::fragment(&made[0]);
    assert_eq!(page.matches("<svg").count(), 1);
    let text = texts(&page);
    assert!(text.contains("A buyer (in some cases; sale; abroad)"), "{text}");
    let label = made.last().unwrap();
    assert_eq!((label.name.as_str(), label.kind), ("acme.label", DocumentKind::Label));
    let label = markdown::emit(label);
    assert!(label.contains("| Is kept | _Not declared_ |"), "{label}");
    assert!(!label.contains("do not sell"), "{label}");
}

/// The label of a policy.
fn label_of(policy: &str) -> String {
    let load = |_: &str| Ok(policy.as_bytes().to_vec());
    let read = project::read("p.candor", &load, Vocabulary::builtin());
    let settings = Settings { label: true, ..Settings::default() };
    let made = documents(&read, &settings, &mut Built::default());
    markdown::emit(made.last().unwrap())
}

#[test]
fn a_tracker_that_is_never_used_is_not_on_the_label() {
    let policy = "policy \"P\"\norganization acme \"Acme\"\ntracker replay \"session replay\" : cookie\n\
                  tracker own \"own cookies\" : cookie\nwe never use replay\nwe use own\n";
    let label = label_of(policy);
    assert!(label.contains("Own cookies") && !label.contains("Session replay"), "{label}");
    let for_some = policy.replace("we never use replay", "section s for children { we do not use replay }");
    assert!(label_of(&for_some).contains("Session replay"), "{}", label_of(&for_some));
}

#[test]
fn data_that_is_declared_for_some_cases_says_so_on_the_label_and_where_it_stands_alone() {
    let policy = "policy \"Acme\" { laws gdpr }\norganization acme \"Acme\"\n\
                  data contact \"contact details\" : contact {\nname \"names\" : identity.name\n}\n\
                  data voice \"voice\" : content.audio if \"you turn it on\"\n\
                  we collect contact\nwe collect voice\n\
                  we collect name from \"shops\" if \"you agree\"\n";
    // Names come with the contact details in every case, though one sentence is about some.
    let row = "| Information | Contact details<br>Names<br>Voice (in some cases) |";
    let label = label_of(policy);
    assert!(label.contains(row), "{label}");
    let text = pictures(policy, "en").whole.text;
    assert!(text.contains("Information: Voice (in some cases)\n"), "{text}");
    assert!(text.contains("Information: Contact details\n"), "{text}");
}

#[test]
fn a_label_says_how_long_and_that_data_comes_by_itself_wherever_that_is_said() {
    let label = label_of(
        "policy \"P\"\norganization acme \"Acme\"\ndata usage \"usage data\" : activity.usage\n\
         data tech \"device data\" : device kept 30 days\ntracker ck \"cookies\" : cookie {\nreads usage\n\
         off until consent\n}\nwe use ck for \"fix faults\"\nwe collect usage automatically kept 3 years\n\
         we collect tech from users\n",
    );
    for line in [
        "| Comes from | Through cookies (in some cases)<br>Collected automatically<br>Users |",
        "| Is kept | We keep usage data for 3 years.<br>Device data: kept for 30 days. |",
    ] {
        assert!(label.contains(line), "{line}: {label}");
    }
}

#[test]
fn what_is_shared_for_advertising_in_some_cases_is_so_beside_another_share() {
    let policy = |share: &str| {
        format!(
            "policy \"P\"\norganization acme \"Acme\"\ndata tech \"device data\" : device\n\
             recipient firm \"Readly\" : analytics\npurpose ads \"show ads\" : ads.targeted\n\
             purpose count \"count visits\" : analytics\ntracker ck \"cookies\" : cookie {{\nparty third\n\
             provider firm\nreads tech\nfor ads\noff until consent\n}}\nwe use ck\nwe share tech with firm for {share}\n"
        )
    };
    let label = |share: &str| label_of(&policy(share));
    assert!(label("count").contains("it goes to:<br>Readly (in some cases) |"), "{}", label("count"));
    assert!(label("ads").contains("it goes to:<br>Readly |"), "{}", label("ads"));
}

/// Graphviz itself reads what is written for it; where there is none, nothing is tried.
#[test]
fn graphviz_reads_it() {
    let run = |text: &str| {
        let child = Command::new("dot").arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut child) = child else { return None };
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{text}");
        Some(String::from_utf8(output.stdout).unwrap())
    };
    if let Some(svg) = run(&dot::emit(&pictures(POLICY, "en").whole)) {
        let text = texts(&svg[svg.find("<svg").unwrap()..]);
        assert!(text.contains("Contact \"details\" &") && text.contains("end \\N"), "{text}");
    }
}

/// The label of a policy, its California stub and its drawing's words.
fn label_stub_and_words(policy: &str) -> [String; 3] {
    let head = "policy \"P\" { laws ccpa }\norganization acme \"Acme\" { country US }\n";
    let source = format!("{head}{policy}");
    let load = |_: &str| Ok(source.clone().into_bytes());
    let read = project::read("p.candor", &load, Vocabulary::builtin());
    let formats = vec![Format::Markdown, Format::Svg];
    let settings = Settings { formats, label: true, ..Settings::default() };
    let mut built = Built::default();
    let made = documents(&read, &settings, &mut built);
    assert_eq!(built.template_errors, Vec::<String>::new());
    let one = |name: &str| markdown::emit(made.iter().find(|document| document.name == name).unwrap());
    [one("p.label"), one("p.ccpa"), made[0].pictures.as_ref().unwrap().whole.text.clone()]
}

#[test]
fn a_row_without_anything_else_shows_what_is_denied() {
    let [label, ..] = label_stub_and_words(
        "we do not collect personal-data\nwe do not use personal-data\nwe do not use cookies\n\
         we do not share personal-data\nwe do not sell, share personal-data for ads.targeted\n",
    );
    for row in [
        "| Information | We do not collect your personal information. |",
        "| What it is for | We do not use your personal information. |",
        "| Is received by | We do not share your personal information. |",
        "| Is shared for advertising across sites and apps | We do not sell or share your personal information to",
        "| Cookies and the like | We do not use cookies. |",
        "| Contact | _Not declared_ |",
    ] {
        assert!(label.contains(row), "{row}: {label}");
    }
}

#[test]
fn a_sale_and_advertising_are_the_same_on_the_label_in_the_stub_and_for_the_rules() {
    let nouns = "data adid \"ad id\" : device.advertising-id\n\
                 purpose follow \"show you ads on other apps\" : ads.targeted\n\
                 recipient ads \"ad partners\" : advertising-network { consideration \"money\" }\n\
                 recipient buyer \"a buyer\" : third-party { consideration \"money\" }\nwe collect adid\n";
    let cases = [
        ("we share adid with ads for follow only if consent", true, true),
        ("we may sell adid to ads for follow", true, true),
        ("we share adid with buyer", true, false),
        ("we share adid with \"partners\" for follow", false, true),
        ("we share adid with buyer if business-transfer", false, false),
    ];
    for (statement, sold, shared) in cases {
        let [label, stub, _] = label_stub_and_words(&format!("{nouns}{statement}\n"));
        let line = |start: &str| label.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
        let declared = |line: &str| !line.contains("_Not declared_");
        assert_eq!(declared(&line("| Is sold")), sold, "{statement}\n{label}");
        assert_eq!(declared(&line("| Is shared")), shared, "{statement}\n{label}");
        let row = stub.lines().rfind(|line| line.starts_with("| **Identifiers**")).unwrap();
        let cells: Vec<&str> = row.split(" | ").collect();
        assert_eq!((declared(cells[2]), declared(cells[3])), (sold, shared), "{statement}\n{row}");
    }
}

#[test]
fn what_a_section_limits_is_on_the_label_in_some_cases() {
    let [label, ..] = label_stub_and_words(
        "we keep \"your bills\" for 3 years\n\
         section kids \"Kids\" for children under 13 { section more \"More\" { we keep \"games\" for 3 days } }\n\
         section rights \"Rights\" for people in california { you have the right to access, delete \"bills\" }\n",
    );
    for line in [
        "| Is kept | We keep your bills for 3 years.<br>We keep games for 3 days (in some cases). |",
        "| Your rights | You have the right to access and delete bills (in some cases). |",
    ] {
        assert!(label.contains(line), "{label}");
    }
}

#[test]
fn a_country_is_no_recipient_and_a_drawing_in_words_has_its_limits() {
    let [label, _, words] = label_stub_and_words(
        "data contact \"contact details\" : contact\nwe transfer contact to united-kingdom, brazil\n\
         we may use contact for \"train a model\" if consent\nwe share contact with \"police\" if court-order\n",
    );
    assert!(label.contains("| Is received by | Police (in some cases) |"), "{label}");
    assert!(label.contains("| Goes to other countries | We transfer contact details to the United Kingdom"));
    assert!(
        words.contains("Train a model (in some cases); Who receives it: Police (in some cases)"),
        "{words}"
    );
}

#[test]
fn what_is_not_shared_for_advertising_is_no_answer_on_sale() {
    let policy = "section sale {\n we do not sell personal-data\n \
                  we do not share personal-data for \"show you ads elsewhere\" : ads.targeted\n}\n";
    let label = label_of(policy);
    assert_eq!(label.matches("to show you ads elsewhere").count(), 1, "{label}");
    assert!(label.contains("We do not sell your personal information. |"), "{label}");
}
