use super::*;
use crate::law::Vocabulary;
use crate::project;

/// The lanes of a policy, one to a line and step.
fn lanes(source: &str) -> String {
    let load = |_: &str| Ok(source.as_bytes().to_vec());
    let read = project::read("test.candor", &load, Vocabulary::builtin());
    let context = Context::new(&read.policy, Vocabulary::builtin(), None);
    let names = |things: &[Thing<'_>], wanted: &[usize]| {
        let all = things.iter().enumerate().filter(|(at, _)| wanted.contains(at));
        all.map(|(_, thing)| context.name(thing.term)).collect::<Vec<_>>().join("+")
    };
    let mut out = String::new();
    for lane in flows(&context).lanes {
        let all: Vec<usize> = (0..lane.data.len()).collect();
        out.push_str(&format!("{}:", names(&lane.data, &all)));
        for step in &lane.steps {
            let to: Vec<String> = step
                .recipients
                .iter()
                .map(|(at, marks)| {
                    let name = names(&lane.recipients, &[*at]);
                    let marks = [(marks.sale, "$"), (marks.advertising, "@"), (marks.abroad, "!")];
                    name + &marks.iter().filter(|(set, _)| *set).map(|(_, mark)| *mark).collect::<String>()
                })
                .collect();
            let limited = if step.limited { "?" } else { "" };
            out.push_str(&format!(
                " [{} > {} > {}]{limited}",
                names(&lane.sources, &step.sources),
                names(&lane.purposes, &step.purposes),
                to.join("+")
            ));
        }
        out.push('\n');
    }
    out
}

const NOUNS: &str = r#"policy "Test" { laws gdpr }
organization acme "Acme" { country DE }
data contact "contact" : contact { email "email" : contact.email }
data usage "usage" : activity.usage
purpose orders "ship" : service.fulfilment
purpose ads "show ads" : ads.targeted
recipient carrier "a carrier" : third-party { country US }
recipient hoster "a hoster" : processor { country FR }
recipient buyer "a buyer" : third-party { consideration "money" }
recipient desk "a desk" : processor in IN
"#;

fn check(statements: &str, expected: &str) {
    assert_eq!(lanes(&format!("{NOUNS}{statements}")), expected);
}

#[test]
fn data_with_the_same_flows_is_one_lane() {
    check(
        "we collect contact, usage from customers for orders\nwe share contact, usage with hoster for orders",
        "contact+usage: [customer > orders > ] [ > orders > hoster]\n",
    );
    check(
        "we collect contact, usage from customers for orders\nwe share usage with hoster",
        "contact: [customer > orders > ]\nusage: [customer > orders > ] [ >  > hoster]\n",
    );
}

#[test]
fn what_is_denied_or_another_says_is_no_flow() {
    check("we do not sell contact to buyer\nwe never collect usage\nhoster must not use contact for ads", "");
    check("we collect contact\nyou have the right to delete usage", "contact: [ >  > ]\n");
}

#[test]
fn what_is_required_or_asked_for_in_words_is_no_data() {
    for verb in ["require", "request", "solicit"] {
        check(&format!("we {verb} \"a signed contract\" from carrier"), "");
        check(&format!("we {verb} contact from carrier"), "contact: [carrier >  > ]\n");
        let data = format!("we {verb} \"your number\" : contact.phone from carrier");
        check(&data, "your number: [carrier >  > ]\n");
    }
    check("we collect \"your number\"", "your number: [ >  > ]\n");
}

#[test]
fn a_condition_a_scope_and_a_possibility_limit() {
    check("we may share contact with hoster", "contact: [ >  > hoster]?\n");
    check("we share contact with hoster if consent", "contact: [ >  > hoster]?\n");
    check("section s \"S\" for customers { we share contact with hoster }", "contact: [ >  > hoster]?\n");
    check("we use contact in california for ads", "contact: [ > ads > ]?\n");
    // That is where it goes.
    check("we share contact with hoster in FR", "contact: [ >  > hoster]\n");
    check("we share contact with hoster when \"you order\"", "contact: [ >  > hoster]\n");
}

#[test]
fn sale_advertising_and_borders_are_derived() {
    check("we sell contact to carrier", "contact: [ >  > carrier$!]\n");
    check("we share contact with buyer, hoster", "contact: [ >  > buyer$+hoster]\n");
    check("we share usage with carrier for ads", "usage: [ > ads > carrier@!]\n");
    check("we share usage with carrier for ads if consent", "usage: [ > ads > carrier@!]?\n");
    check("we share contact with buyer if business-transfer", "contact: [ >  > buyer]?\n");
    check("we transfer contact to US, carrier", "contact: [ >  > carrier!]\n");
    check("we share contact with desk", "contact: [ >  > desk!]\n");
}

#[test]
fn what_others_collect_by_themselves_is_theirs() {
    check("carrier collects usage from visitors for ads", "usage: [visitor > ads > carrier!]\n");
    check("you may submit contact", "contact: [you >  > ]?\n");
}

#[test]
fn a_tracker_brings_what_it_reads_to_its_provider() {
    check(
        "tracker pixel \"a pixel\" : web-beacon { provider carrier reads usage for ads }\nwe use pixel",
        "usage: [pixel > ads > carrier@!]\n",
    );
    check(
        "tracker pixel \"a pixel\" : web-beacon { provider carrier for ads off until consent }\nwe use pixel",
        "pixel: [ > ads > carrier@!]?\n",
    );
    let third = "tracker pixel \"a pixel\" : web-beacon { party third provider carrier reads usage off until consent }";
    check(third, "usage: [ >  > carrier!]?\n");
    check(&format!("{third}\nwe do not use pixel"), "");
    let for_some = format!("{third}\nsection kids for children under 13 {{ we do not use pixel }}");
    check(&for_some, "usage: [ >  > carrier!]?\n");
}

#[test]
fn what_limits_data_where_it_is_declared_limits_each_flow() {
    check(
        "data voice \"voice\" : content.audio if \"you turn it on\"\n\
         data tech \"tech\" : device { ip \"ip\" : device.ip\n place \"place\" : location if \"you allow it\" }\n\
         data spot \"spot\" : location in eu { gps \"gps\" : location }\n\
         data tax \"tax\" : financial.tax required if \"you sell\"\n\
         data fax \"fax\" : contact.phone optional\n\
         we collect voice, place, tech, gps, tax, fax, usage from customers for orders",
        "usage+tech+tax+fax: [customer > orders > ]\nvoice+tech.place+spot.gps: [customer > orders > ]?\n",
    );
    let third = "data spot \"spot\" : location if \"you allow it\"\n\
                 tracker pixel \"a pixel\" : web-beacon { party third provider carrier reads usage, spot }";
    check(third, "usage: [ >  > carrier!]\nspot: [ >  > carrier!]?\n");
}

#[test]
fn everything_crossed_with_everything_ends() {
    let nouns: String =
        (0..20).map(|n| format!("purpose p{n} \"do {n}\"\ndata d{n} \"data {n}\"\n")).collect();
    let all: String = (0..20).map(|n| format!("p{n}, ")).collect();
    let each: String = (0..20).map(|n| format!("we collect d{n} for {all} \"for {n}\"\n")).collect();
    let source = format!("{NOUNS}{nouns}{each}");
    let load = |_: &str| Ok(source.as_bytes().to_vec());
    let read = project::read("test.candor", &load, Vocabulary::builtin());
    let context = Context::new(&read.policy, Vocabulary::builtin(), None);
    let flows = flows_of(&context, 100);
    assert_eq!((flows.lanes.len(), flows.left_out), (5, 15));
}

#[test]
fn what_goes_along_is_no_recipient_and_figures_are_some_cases() {
    let found = lanes(
        "data ratings \"ratings\" : content
         data diversity \"diversity\" : demographic
         recipient fans \"fans\" : third-party
         recipient staff \"bosses\" : third-party
         we publish ratings with \"your display name\" to fans
         we share diversity with staff as \"figures of at least ten people\"",
    );
    assert_eq!(found, "ratings: [ >  > fans]\ndiversity: [ >  > staff]?\n");
}

#[test]
fn what_a_declaration_says_of_its_data_is_part_of_its_flows() {
    let declared = "source lists \"suppliers\" : broker\n\
                    data place \"location\" : location { from lists for ads, orders about users }\n\
                    data group \"profile\" : demographic {\n    for orders\n    age \"age\" : demographic.age { for ads }\n    sex \"sex\" : demographic if \"you say so\"\n}\n";
    let flows = |said: &str, expected: &str| check(&format!("{declared}{said}"), expected);
    flows("we collect place", "place: [ >  > ] [lists > ads+orders > ]\n");
    flows("we collect group", "group: [ >  > ] [ > orders > ] [ > ads > ]?\n");
    flows("we collect group.age", "group.age: [ >  > ] [ > ads > ] [ > orders > ]\n");
    flows("we collect group.sex", "group.sex: [ >  > ]? [ > orders > ]?\n");
    flows("we do not collect place", "");
    flows("we use contact for orders", "contact: [ > orders > ]\n");
}

#[test]
fn who_works_with_data_gets_it() {
    check("we store contact with desk for 2 years", "contact: [ >  > desk!]\n");
    check("we use contact with hoster, \"care\" for orders", "contact: [ > orders > hoster]\n");
    check("we collect usage by carrier from customers", "usage: [customer >  > carrier!]\n");
    check("we store contact with \"a lock\"", "");
    check("we do not store contact with desk", "");
}
