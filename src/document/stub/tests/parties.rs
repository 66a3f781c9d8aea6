//! Who gets data, who does something with it beside the publisher, and on what it rests.

use super::{never_says, says};

const DATA: &str = "data photos \"photos\" : identity\ndata heart \"heart rate\" : health\n\
                    recipient court \"the courts\" : authority\nrecipient mailer \"Mailer\" : processor\n\
                    recipient coach \"your coach\" : individual\n";

#[test]
fn what_goes_to_somebody_is_disclosed_whatever_the_verb() {
    let sent = ["we offer", "we send", "we supply", "we copy", "we submit", "we \"hand\""];
    let id = "recipients";
    for verb in sent {
        let policy = format!("{DATA}{verb} photos to court");
        says("gdpr", id, &policy, "photos to the courts.");
        says("gdpr", id, &policy, "The courts Public authorities");
        never_says("gdpr", id, &policy, "Not declared.");
    }
    says("gdpr", id, &format!("{DATA}we post photos on \"our public forum\""), "on our public forum.");
    let uses = format!("{DATA}mailer processes personal-data under \"our instructions\"");
    says("gdpr", id, &uses, "Mailer Processor");
    for nothing in ["we combine photos with heart", "we post \"a notice\" on \"our forum\"", "we sell photos"]
    {
        never_says("gdpr", id, &format!("{DATA}{nothing}"), "The courts");
    }
    // Who does not sell may send all the same.
    let denied = format!("{DATA}we collect photos\nwe do not sell photos to mailer");
    never_says("ccpa", "disclosed", &denied, "We do not sell");
}

#[test]
fn what_another_controller_of_the_policy_does_is_shown_with_who_does_it() {
    let policy = format!(
        "{DATA}organization social \"the Social Department\" : controller {{\n email \"s@acme.example\"\n}}\n\
         purpose benefits \"pay benefits\" {{ basis public-task }}\n\
         we use photos for benefits\nsocial collects heart for benefits\nsocial discloses heart to court if law-requires"
    );
    let id = "purposes-and-bases";
    says("gdpr", id, &policy, "official authority (Art. 6(1)(e))");
    says("gdpr", id, &policy, "Photos; heart rate processed by the Social Department");
    says("gdpr", "recipients", &policy, "The Social Department discloses heart rate to the courts");
    never_says("gdpr", "recipients", &policy, "The Social Department Separate controller");
}

#[test]
fn each_says_its_share_of_a_joint_arrangement() {
    let joint = "organization rta \"the RTA\"\nacme, rta are joint-controller of photos\n\
                 rta is responsible for \"issuing permits\"\nwe are responsible for \"answering requests\"";
    let id = "joint-controllers";
    says("gdpr", id, &format!("{DATA}{joint}"), "The RTA is responsible for issuing permits.");
    says("gdpr", id, &format!("{DATA}{joint}"), "We are responsible for answering requests.");
    never_says("gdpr", id, &format!("{DATA}we are responsible for \"security\""), "We are responsible");
}

#[test]
fn several_bases_of_one_purpose_are_its_bases() {
    let policy = format!(
        "{DATA}purpose delays \"tell you of delays\" : service.notify\n\
         we use photos for delays basis contract, legal-obligation"
    );
    let id = "purposes-and-bases";
    says("gdpr", id, &policy, "(Art. 6(1)(b)); legal obligation (Art. 6(1)(c))");
    never_says("gdpr", id, &policy, "Not complete");
    let two = policy.replace("for delays basis", "for delays, \"thank you\" basis");
    says("gdpr", id, &two, "without saying which purpose");
}

#[test]
fn a_basis_in_a_sentence_stands_in_place_of_the_purposes_own() {
    let policy = |more: &str| {
        format!(
            "{DATA}purpose help \"help you\" {{ basis contract }}\n{more}we use photos for help basis legal-obligation"
        )
    };
    let id = "purposes-and-bases";
    never_says("gdpr", id, &policy(""), "contract");
    says("gdpr", id, &policy(""), "Help you Legal obligation (Art. 6(1)(c)) Photos");
    let rest = policy("we use heart for help\n");
    says("gdpr", id, &rest, "For heart rate: performance of a contract");
    says("gdpr", id, &rest, "for photos: legal obligation");
}

#[test]
fn each_ground_for_special_categories_is_a_basis() {
    let grounds = [
        ("employment-or-social-security", "b"),
        ("vital-interests-without-consent", "c"),
        ("non-profit-membership", "d"),
        ("manifestly-public", "e"),
        ("substantial-public-interest", "g"),
        ("health-or-social-care", "h"),
        ("public-health", "i"),
        ("archiving-or-research", "j"),
    ];
    for (basis, letter) in grounds {
        let policy = format!("{DATA}we use heart for \"help you\" : service basis public-task, {basis}");
        says("gdpr", "purposes-and-bases", &policy, &format!("(Art. 9(2)({letter}))"));
    }
}

#[test]
fn what_comes_from_our_app_comes_from_the_person() {
    let policy = |from: &str| {
        format!(
            "{DATA}service band \"the band\" : device\nservice shop \"the shop\" : website {{ owner court }}\n\
             we collect heart from {from}"
        )
    };
    for from in ["band", "\"you\"", "you"] {
        says("gdpr", "data-categories", &policy(from), "Not declared.");
    }
    says("gdpr", "data-categories", &policy("shop"), "We collect heart rate from the shop.");
}

#[test]
fn an_individual_need_not_be_the_person_concerned() {
    says("gdpr", "recipients", &format!("{DATA}we share heart with coach"), "Your coach Individual");
}

#[test]
fn what_is_not_required_says_nothing_of_what_must_be_given() {
    let policy =
        "section collection { we will never require customers to \"disclose more than is necessary\" }";
    says("gdpr", "provision", policy, "Not declared.");
    says("gdpr", "provision", &format!("{DATA}we do not require photos"), "We do not require photos.");
}

#[test]
fn the_same_safeguard_in_other_words_stands_once() {
    let policy = format!(
        "{DATA}recipient host \"Hoster\" : hosting {{\n country US\n safeguard clauses\n}}\n\
         condition clauses \"the European Commission's standard contractual clauses\"\n\
         we transfer photos to host under \"Standard contractual clauses\""
    );
    let id = "transfer-safeguards";
    says("gdpr", id, &policy, "Safeguard: The European Commission's standard contractual clauses");
    never_says("gdpr", id, &policy, "clauses; ");
}

#[test]
fn what_is_only_compared_is_not_mentioned() {
    let policy = format!(
        "{DATA}document rules \"our terms\" : terms {{\n link \"https://acme.example/terms\"\n}}\n\
         we use photos for \"help you\" basis contract under rules"
    );
    let stub = super::stub("laws gdpr", &format!("organization acme \"Acme\"\n{policy}"));
    let text = crate::emit::markdown::emit(&stub);
    assert!(text.contains("[our terms](https://acme.example/terms)"), "{text}");
}

#[test]
fn who_is_handed_data_receives_it() {
    let policy = "data contact \"contact details\" : contact\nrecipient tech \"a technician\" : contractor\n\
                  we provide tech with contact for \"repair your line\"\n\
                  we supply tech with contact for \"fix it\"";
    says("gdpr", "purposes-and-bases", policy, "Repair your line Not declared Contact details");
    says("gdpr", "recipients", policy, "A technician Contractor");
    let cell = "We provide a technician with contact details to repair your line";
    says("ccpa", "categories", policy, cell);
    says("ccpa", "disclosed", policy, cell);
    never_says("ccpa", "purposes", policy, "We supply");
}

#[test]
fn whoever_does_something_with_data_has_it() {
    let policy = |does: &str| {
        format!(
            "data contact \"contact details\" : contact\nrecipient plugins \"plug-ins\" : third-party\n\
             we collect contact\nplugins {does}"
        )
    };
    for verb in ["review", "download", "monitor", "deidentify", "collect", "keep"] {
        says(
            "gdpr",
            "recipients",
            &policy(&format!("may {verb} contact for \"help\"")),
            "Plug-ins Third parties",
        );
    }
    let has = "must not use contact for \"serve any other purpose\"";
    says("gdpr", "recipients", &policy(has), "Plug-ins Third parties");
    never_says("gdpr", "recipients", &policy("must not access contact"), "Plug-ins Third parties");
    never_says("gdpr", "recipients", &policy("provide contact to us"), "Plug-ins Third parties");
    // Whom the publisher lets collect data, it discloses that to.
    let gets = policy("may collect contact for \"help\"");
    says("ccpa", "categories", &gets, "Plug-ins may collect this information to help");
    says("ccpa", "disclosed", &gets, "Plug-ins may collect contact details to help.");
    never_says("ccpa", "disclosed", &policy("must protect contact"), "Plug-ins");
}

#[test]
fn who_has_a_role_that_gets_data_is_a_recipient() {
    let policy = "data contact \"contact details\" : contact\nrecipient host \"Host Inc.\" : processor { country US }\n\
                  we collect contact\nwe share contact with processor";
    says("gdpr", "recipients", policy, "Host Inc. Processor The United States");
    says("gdpr", "transfers", policy, "Host Inc. The United States");
}

#[test]
fn who_is_sent_to_people_gets_no_data() {
    let policy = "recipient tech \"a technician\" : contractor\nwe send tech to you";
    never_says("gdpr", "recipients", policy, "technician");
}

#[test]
fn what_is_got_rid_of_goes_to_nobody() {
    let policy = "we dispose of \"paper records\" by \"shredding\"";
    never_says("gdpr", "recipients", policy, "shredding");
    never_says("ccpa", "disclosed", policy, "shredding");
    says("gdpr", "retention", policy, "We dispose of paper records by shredding.");
    let sold = "we may dispose of \"our business\" if business-transfer";
    says("gdpr", "recipients", sold, "We may dispose of our business");
}

#[test]
fn every_role_of_a_party_is_told() {
    let policy =
        format!("{DATA}recipient net \"Net\" : social-network | joint-controller\nwe share photos with net");
    says("gdpr", "recipients", &policy, "Net Social network and joint controller");
    says("gdpr", "joint-controllers", &policy, "Net (social network and joint controller)");
}

#[test]
fn the_items_of_a_group_do_not_stand_beside_it() {
    let group = "data who \"identification data\" : identity {\n name \"name\" : identity.name\n}\n\
                 data hours \"opening hours\" : activity\npurpose q \"answer you\" : service\n";
    let id = "purposes-and-bases";
    let policy = |rest: &str| format!("{group}we collect who for q basis consent\n{rest}");
    let same = policy("we use who.name, hours for q basis consent");
    says("gdpr", id, &same, "(Art. 6(1)(a)) Identification data and opening hours");
    let limited = policy("we use who.name for q if \"you write to us\" basis consent");
    // What limits an item alone is said of it.
    says("gdpr", id, &limited, "Information: Identification data; name (if you write to us)");
    let less = format!("{group}we use who for q except who.name\nwe use who.name for q if \"you ask\"");
    says("gdpr", id, &less, "name (if you ask)");
}

#[test]
fn bases_of_the_same_data_do_not_say_which_it_is() {
    let one = "purpose q \"answer you\" : service\nwe use photos for q basis legitimate-interests \"answering\"\n\
               we use photos for q if \"it aims at a contract\" basis contract\n";
    let id = "purposes-and-bases";
    let of_one = format!("{DATA}{one}");
    says("gdpr", id, &of_one, "Legitimate interests (Art. 6(1)(f)): answering; performance of a contract");
    says("gdpr", id, &of_one, "(Art. 6(1)(b)), if it aims at a contract");
    never_says("gdpr", id, &of_one, "or photos:");
    let of_two = format!("{DATA}{one}we use heart for q basis explicit-consent");
    says("gdpr", id, &of_two, "for photos: performance of a contract");
}

#[test]
fn with_whom_data_is_used_or_kept_gets_it() {
    let lab = "recipient lab \"Lab Inc.\" : processor { country US }\nwe collect photos from customers\n";
    for verb in ["process", "use", "analyze", "store"] {
        let policy = format!("{DATA}{lab}we {verb} photos with lab for \"find faults\" : improve.debug");
        says("gdpr", "recipients", &policy, "Lab Inc. Processor The United States");
        says("gdpr", "transfers", &policy, "Lab Inc. The United States");
        says("ccpa", "disclosed", &policy, "photos with Lab Inc.");
    }
    let counts = format!("{DATA}{lab}we analyze aggregate-data with lab");
    never_says("gdpr", "recipients", &counts, "Lab Inc.");
    let tools = format!("{DATA}{lab}we process photos with \"machine learning\"");
    never_says("gdpr", "recipients", &tools, "machine learning");
}

#[test]
fn what_is_sent_in_words_of_the_authors_own_goes_to_whom_it_is_sent() {
    let policy = "recipient ai \"Mistral\" : processor { country FR }\n\
                  we send \"the text you paste\" to ai for \"import rosters\"";
    says("gdpr", "recipients", policy, "We send the text you paste to Mistral to import rosters.");
    says("gdpr", "recipients", policy, "Mistral Processor France");
    says("gdpr", "purposes-and-bases", policy, "Import rosters Not declared The text you paste");
    says("ccpa", "disclosed", policy, "We send the text you paste to Mistral to import rosters.");
}

#[test]
fn who_uses_a_tracker_gets_what_it_reads() {
    let tracker = "recipient ads \"advertisers\" : ad-network\n\
                   tracker pixels \"pixels\" : pixel { reads \"session information\" : activity }\n";
    for said in ["ads can use pixels for \"matching\"", "we, ads can use pixels for \"matching\""] {
        let policy = format!("{tracker}{said}");
        says("gdpr", "recipients", &policy, "Advertisers Advertising network");
        says("ccpa", "disclosed", &policy, "dvertisers can use pixels for matching.");
        says("ccpa", "categories", &policy, "dvertisers can use pixels for matching");
    }
    for said in ["ads must not use pixels", "we use pixels for \"matching\""] {
        never_says("gdpr", "recipients", &format!("{tracker}{said}"), "Advertising network");
    }
    let none = "recipient ads \"advertisers\" : ad-network\n\
                tracker pixels \"pixels\" : pixel { reads none }\nads can use pixels";
    never_says("gdpr", "recipients", none, "Advertising network");
}
