//! The questions, over anything that can be read from and written to.

use std::fmt::Write as _;
use std::io::{self, BufRead, Write};
use std::str::FromStr;

use candor::report::neutral;

use super::Failure;
use super::activities::{self, Activity, Id, Place};
use super::answers::{Answers, Companies, Items, Law, Text};

/// Asks for every answer that is not there yet.
///
/// # Errors
///
/// Fails if nobody is there to answer any more.
pub(super) fn ask(
    answers: &mut Answers,
    name: Option<&Text>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> Result<(), Failure> {
    let mut dialogue = Dialogue { input, output };
    dialogue.say(
        "A few questions, and privacy.candor says what you answered and no more. Enter takes what stands\n\
         in [brackets], or leaves the question for later. Nothing is written before the last one.\n",
    )?;
    if answers.name.is_none() {
        answers.name = Some(match name {
            Some(name) => dialogue.with_default("What is the organization called?", name.clone(), &name.0)?,
            None => dialogue.required("What is the organization called?")?,
        });
    }
    dialogue.optional("Which website is the policy for?", &mut answers.website)?;
    dialogue.optional("At which email address can people ask about privacy?", &mut answers.email)?;
    dialogue.optional("What is the postal address?", &mut answers.address)?;
    if answers.laws.is_none() {
        let question = "Which laws is it to answer to (such as gdpr, ccpa)?";
        answers.laws = dialogue.several::<Law>(question)?;
    }
    dialogue.optional("From which day on does it hold (such as 2026-03-01)?", &mut answers.effective)?;
    if answers.does.is_none() {
        answers.does = dialogue.several::<Id>(&activities_question(answers.place()))?;
    }
    let does = answers.does.clone().unwrap_or_default();
    for activity in
        activities::all(answers.place()).iter().filter(|activity| does.iter().any(|id| id.0 == activity.id))
    {
        dialogue.about(activity, answers)?;
    }
    let question = "Do you sell what you know about people, or trade it for something (yes or no)?";
    dialogue.optional(question, &mut answers.sells)?;
    let question = "Under which age do you knowingly collect nothing (such as 13 or 16)?";
    dialogue.optional(question, &mut answers.children_under)?;
    Ok(())
}

/// The question that lists what an organization may do.
fn activities_question(place: Place) -> String {
    let mut question = "What do you do? Name all that fits, with commas.\n".to_owned();
    for Activity { id, does, .. } in activities::all(place) {
        let _ = writeln!(question, "  {id:<12} {does}");
    }
    question
}

struct Dialogue<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
}

impl Dialogue<'_> {
    fn about(&mut self, activity: &Activity, answers: &mut Answers) -> Result<(), Failure> {
        if !answers.data.contains_key(&activity.id) {
            let suggestion = activity.suggestion();
            let items = suggestion.parse::<Items>().map_err(Failure::new)?;
            let items = self.with_default(&activity.asks, items, &suggestion)?;
            answers.data.insert(activity.id.clone(), items);
        }
        if let Some(others) = &activity.others
            && !answers.with.contains_key(&activity.id)
        {
            let mut companies = None;
            self.optional::<Companies>(&others.asks, &mut companies)?;
            answers.with.insert(activity.id.clone(), companies.unwrap_or_default());
        }
        if let Some(stop) = &activity.stop
            && !answers.stop.contains_key(&activity.id)
        {
            let mut how = None;
            self.optional::<Text>(&stop.asks, &mut how)?;
            answers.stop.insert(activity.id.clone(), how);
        }
        Ok(())
    }

    /// Asks until something is answered.
    fn required<T: FromStr<Err = String>>(&mut self, question: &str) -> Result<T, Failure> {
        loop {
            match self.once(question, "")? {
                Some(Ok(answer)) => return Ok(answer),
                Some(Err(why)) => self.wrong(&why)?,
                None => self.wrong("this one needs an answer")?,
            }
        }
    }

    /// Asks; no answer is what was suggested.
    fn with_default<T: FromStr<Err = String>>(
        &mut self,
        question: &str,
        default: T,
        shown: &str,
    ) -> Result<T, Failure> {
        loop {
            match self.once(question, &format!(" [{}]", neutral(shown)))? {
                Some(Ok(answer)) => return Ok(answer),
                Some(Err(why)) => self.wrong(&why)?,
                None => return Ok(default),
            }
        }
    }

    /// Asks, unless it was answered; no answer is none.
    fn optional<T: FromStr<Err = String>>(
        &mut self,
        question: &str,
        answer: &mut Option<T>,
    ) -> Result<(), Failure> {
        while answer.is_none() {
            match self.once(question, "")? {
                Some(Ok(given)) => *answer = Some(given),
                Some(Err(why)) => self.wrong(&why)?,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// Asks for some; no answer is none.
    fn several<T: FromStr<Err = String> + PartialEq>(
        &mut self,
        question: &str,
    ) -> Result<Option<Vec<T>>, Failure> {
        loop {
            let Some(Ok(line)) = self.once::<Line>(question, "")? else { return Ok(None) };
            let words = line.0.split([',', ' ', '\t']).filter(|word| !word.is_empty());
            match words.map(str::parse).collect::<Result<Vec<T>, String>>() {
                Ok(all) => return Ok(Some(all)),
                Err(why) => self.wrong(&why)?,
            }
        }
    }

    /// Asks once; nothing if the answer is an empty line.
    fn once<T: FromStr<Err = String>>(
        &mut self,
        question: &str,
        default: &str,
    ) -> Result<Option<Result<T, String>>, Failure> {
        let gap = if question.ends_with('\n') { "" } else { " " };
        let question = format!("{question}{default}{gap}> ").replace("] > ", "] ");
        self.write(&question)?;
        let mut line = Vec::new();
        let read = self.input.read_until(b'\n', &mut line).map_err(|error| cannot_ask(&error))?;
        // The end of the input is no answer, not even an empty one.
        if read == 0 {
            self.write("\n")?;
            return Err(Failure::new("nobody answers any more; nothing was written")
                .with_help("`candor init --help` lists the flags that answer, and `--yes` asks nothing"));
        }
        let Ok(line) = String::from_utf8(line) else { return Ok(Some(Err("this is not UTF-8".to_owned()))) };
        let line = line.trim();
        Ok((!line.is_empty()).then(|| line.parse()))
    }

    fn wrong(&mut self, why: &str) -> Result<(), Failure> {
        self.say(&format!("  {}", neutral(why)))
    }

    fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.write(&format!("{text}\n"))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.output
            .write_all(text.as_bytes())
            .and_then(|()| self.output.flush())
            .map_err(|error| cannot_ask(&error))
    }
}

/// A line as it was typed.
struct Line(String);

impl FromStr for Line {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(text.to_owned()))
    }
}

fn cannot_ask(error: &io::Error) -> Failure {
    Failure::new(format!("cannot ask: {error}; nothing was written"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown to somebody who types these lines, each answer where it was typed.
    fn talk(lines: &str, answers: &mut Answers) -> (String, Result<(), Failure>) {
        let mut output = Vec::new();
        let mut input = Typed { lines: lines.split_inclusive('\n').collect(), output: Vec::new() };
        let result = ask(answers, Some(&Text("shop".to_owned())), &mut input, &mut output);
        (String::from_utf8(output).unwrap(), result)
    }

    /// Lines that are typed one by one.
    struct Typed<'a> {
        lines: Vec<&'a str>,
        output: Vec<u8>,
    }

    impl io::Read for Typed<'_> {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            unreachable!("lines are read whole")
        }
    }

    impl BufRead for Typed<'_> {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            if self.output.is_empty() && !self.lines.is_empty() {
                self.output = self.lines.remove(0).as_bytes().to_vec();
            }
            Ok(&self.output)
        }

        fn consume(&mut self, amount: usize) {
            self.output.drain(..amount);
        }
    }

    #[test]
    fn what_is_wrong_is_asked_again_and_what_is_known_is_not_asked() {
        let mut answers = Answers { address: "1 Main St".parse().ok(), ..Answers::default() };
        let lines = "Acme\nacme.example\nhttps://acme.example\nprivacy\nprivacy@acme.example\ngdrp\ngdpr ccpa\n\
                     2026-13-01\n2026-3-1\norders, newsleter\norders, newsletter\nname, shoe size\nPayer Inc.\n\n\nthe link\nno\n16\n";
        let (shown, result) = talk(lines, &mut answers);
        assert!(result.is_ok(), "{shown}");
        insta::assert_snapshot!(shown);
        insta::assert_debug_snapshot!(answers);
    }

    #[test]
    fn whoever_goes_away_has_answered_nothing() {
        let (shown, result) = talk("Acme\n", &mut Answers::default());
        assert_eq!(result.unwrap_err().message, "nobody answers any more; nothing was written");
        assert!(shown.ends_with("Which website is the policy for? > \n"), "{shown}");
    }

    #[test]
    fn enter_leaves_everything_open() {
        let mut answers = Answers::default();
        let (_, result) = talk(&"\n".repeat(20), &mut answers);
        assert!(result.is_ok());
        assert_eq!(answers.name, Some(Text("shop".to_owned())));
        assert!(answers.website.is_none() && answers.does.is_none() && answers.sells.is_none());
    }
}
