//! What other parties are, say and do is no answer of the publisher's.

use super::answers::status;
use crate::analysis::coverage::Status;

#[test]
fn only_who_is_responsible_answers_for_the_controller() {
    let labs = |role: &str, said: &str| {
        format!(
            "organization acme \"Acme\"\norganization labs \"Labs\"{role} {{ email \"l@x.example\" dpo \"d@x.example\" }}\n\
             recipient host \"Host\" : hosting {{ email \"h@x.example\" }}\nwe collect contact from you\n{said}\n"
        )
    };
    for (role, said, expected) in [
        (" : affiliate", "", Status::Missing),
        ("", "", Status::Missing),
        ("", "you can contact labs", Status::Missing),
        ("", "labs is controller of contact", Status::Met),
        ("", "labs is not controller of contact", Status::Missing),
        ("", "acme, labs are joint-controllers of contact", Status::Met),
        (" : controller", "", Status::Met),
        (" : affiliate | joint-controller", "", Status::Met),
    ] {
        let text = labs(role, said);
        assert_eq!(status(&text, "gdpr.13.1.a"), expected, "{role} {said}");
        // Whose officer it is shows whether there has to be one.
        let officer = if expected == Status::Met { Status::Met } else { Status::Unknown };
        assert_eq!(status(&text, "gdpr.13.1.b"), officer, "{role} {said}");
    }
    assert_eq!(status(&labs("", "you can contact acme"), "gdpr.13.1.a"), Status::Met);
}
