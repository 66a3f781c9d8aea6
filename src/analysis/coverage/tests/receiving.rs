//! Who is given data, and what is relied on: what is denied, or said of another place, is neither.

use super::*;

const RECIPIENT: &str = "data contact \"contact details\" : contact\nrecipient a \"A\" : processor";

#[test]
fn a_recipient_abroad_counts_where_it_gets_data() {
    for (country, said, expected) in [
        ("DE", "we share contact with a", false),
        ("IN", "we share contact with a", true),
        ("IN", "we share contact with processor", true),
        ("IN", "we do not share contact with a", false),
        ("IN", "section tx for people in texas { we share contact with a }", false),
    ] {
        for place in [format!("{{ country {country} }}"), format!("in {country}")] {
            let text = format!("{HEAD}{RECIPIENT} {place}\n{said}\n");
            assert_eq!(holds(&text, "transfers(outside=here)", &["eea"]), Some(expected), "{text}");
        }
    }
}

#[test]
fn what_protects_a_transfer_may_stand_in_its_sentence() {
    let text = format!("{HEAD}{RECIPIENT}\nwe transfer contact to a under \"adequacy\"\n");
    for (safeguard, expected) in [("any", true), ("adequacy", true), ("certification", false)] {
        assert_eq!(holds(&text, &format!("safeguard({safeguard})"), &["eea"]), Some(expected), "{safeguard}");
    }
}

#[test]
fn nothing_rests_on_the_basis_of_what_is_denied_or_of_another() {
    for (said, expected) in [
        ("we use contact for quiz", true),
        ("we do not use contact for quiz", false),
        ("we do not use contact for quiz unless consent", true),
        ("we do not use contact for quiz\na may use contact for \"send news\" basis consent", false),
    ] {
        let purpose = "purpose quiz \"quiz you\" : marketing { basis consent }";
        let text = format!("{HEAD}{RECIPIENT}\n{purpose}\n{said}\n");
        assert_eq!(holds(&text, "basis(consent)", &["eea"]), Some(expected), "{said}");
    }
}
