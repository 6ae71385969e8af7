//! What answers promise and questions ask for: held against labelled sentences, and the drafts of ACTIONs.

use minutebook::capture::{Deed, deed, promise, request};
use proptest::prelude::*;

/// Sentences and what they are; the file says how they are marked.
const LABELLED: &str = include_str!("promises.txt");
const RULES: &str = include_str!("../data/promises.txt");

/// Returns the sentences under a mark, those out of sight or the others: "A+" are promises.
fn labelled(mark: &str, is_held_out: bool) -> Vec<&'static str> {
    let lines = LABELLED.lines().filter_map(|line| line.strip_prefix(mark));
    lines.filter(|line| line.starts_with('*') == is_held_out).map(|line| line.trim_start_matches('*').trim()).collect()
}

fn everything(mark: &str) -> Vec<&'static str> {
    [labelled(mark, false), labelled(mark, true)].concat()
}

/// Returns how many of those found are right, and how many of the right ones are found.
fn measured(find: fn(&str) -> Option<&str>, right: &[&str], wrong: &[&str]) -> (f64, f64) {
    let count = |sentences: &[&str]| sentences.iter().filter(|sentence| find(sentence).is_some()).count() as f64;
    let (found, mistaken) = (count(right), count(wrong));
    (found / (found + mistaken), found / right.len() as f64)
}

#[test]
fn labelled_sentences_are_told_apart() {
    for (name, mark, find) in
        [("promises", "A", promise as fn(&str) -> Option<&str>), ("requests", "Q", request as fn(&str) -> Option<&str>)]
    {
        let (yes, no) = (format!("{mark}+"), format!("{mark}-"));
        let all = (everything(&yes), everything(&no));
        let held_out = (labelled(&yes, true), labelled(&no, true));
        assert!(all.0.len() >= 80 && all.1.len() >= 80, "{name}");
        assert!(held_out.0.len() >= 30 && held_out.1.len() >= 30, "{name}");
        for (which, (right, wrong)) in [("whole", &all), ("held out", &held_out)] {
            let (precision, recall) = measured(find, right, wrong);
            println!("{name}, {which}: precision {precision:.3}, recall {recall:.3}");
            assert!(precision >= 0.9 && recall >= 0.8, "{name}, {which}: {precision:.3}, {recall:.3}");
        }
    }
}

/// A question, an answer, the ACTION they come to, and the part of it that says by when.
const DEEDS: &[(&str, &str, &str, &str)] = &[
    ("Could the board be given a list of the restricted funds?", "", "provide a list of the restricted funds", ""),
    ("", "Not yet. I will pay it by 20 May.", "pay it by 20 May", "by 20 May"),
    (
        "Can we have a list of the boards and who sits on them?",
        "Yes, we can provide that.",
        "provide a list of the boards and who sits on them",
        "",
    ),
    ("Can we have a list of the wards?", "I will, by Friday.", "provide a list of the wards by Friday", "by Friday"),
    (
        "Can we have the longest wait printed each time, as well as the average?",
        "Yes, I will include it in every report from July.",
        "include the longest wait in every report from July",
        "",
    ),
    (
        "Can we have the longest wait printed each time, as well as the average?",
        "",
        "print the longest wait each time, as well as the average",
        "",
    ),
    (
        "",
        "I will include the longest wait in every report from July.",
        "include the longest wait in every report from July",
        "",
    ),
    (
        "What does she want?",
        "I shall see her on Thursday and I will come back to you on what she says.",
        "report back on what she says",
        "",
    ),
    (
        "",
        "We'll come back to you on that before the next meeting.",
        "report back on that before the next meeting",
        "before the next meeting",
    ),
    (
        "How many of them had a plan at the time?",
        "I do not have it with me, but I can send that to Cllr Amble tomorrow.",
        "send that to Cllr Amble (how many of them had a plan at the time) tomorrow",
        "tomorrow",
    ),
    ("When will we see the new plan?", "A draft can come here in July.", "bring a draft here in July", "in July"),
    (
        "Could I have the figures by ward?",
        "The figures will be circulated with the minutes.",
        "circulate the figures with the minutes",
        "",
    ),
    ("", "The breakdown by school will be in the next report.", "put the breakdown by school in the next report", ""),
    (
        "Could the waiting list be published every quarter?",
        "Yes, of course.",
        "publish the waiting list every quarter",
        "",
    ),
    (
        "Could the clerk write to the county about the verge?",
        "I will do that this week.",
        "write to the county about the verge this week",
        "",
    ),
    (
        "Could you let me have the address of the landlord?",
        "Of course. I'll email it round in the morning.",
        "email the address of the landlord round in the morning",
        "",
    ),
    (
        "The report is silent on grammar schools. Could that be added?",
        "",
        "add that (the report is silent on grammar schools)",
        "",
    ),
    (
        "Why does the 47 not stop there?",
        "I don't know. I will find out.",
        "find out (why does the 47 not stop there)",
        "",
    ),
    (
        "Could you look into the smell at the pumping station?",
        "Leave it with me.",
        "look into the smell at the pumping station",
        "",
    ),
    (
        "",
        "I undertake to have the potholes on Mill Lane measured by the end of the month.",
        "have the potholes on Mill Lane measured by the end of the month",
        "by the end of the month",
    ),
    (
        "",
        "By Friday I will write to every family on the list.",
        "write to every family on the list by Friday",
        "by Friday",
    ),
    ("", "We would be happy to host the governors for a morning.", "host the governors for a morning", ""),
    ("Is there a map?", "You will have it by Friday.", "provide it (is there a map) by Friday", "by Friday"),
    (
        "Could there be one telephone number for all of this?",
        "We will look into it.",
        "look into one telephone number for all of this",
        "",
    ),
    (
        "I'd like a report on agency spending to come here twice a year.",
        "",
        "provide a report on agency spending to come here twice a year",
        "",
    ),
    ("Please make it a page.", "", "make it a page", ""),
    (
        "Could the scorecard have fewer arrows? I cannot tell an improvement from a warning.",
        "Yes. I will use words as well as arrows from now on.",
        "use words as well as arrows from now on",
        "",
    ),
    ("Could the scorecard have fewer arrows?", "I will do that.", "give the scorecard fewer arrows", ""),
    ("Might the chart show last year as well?", "", "have the chart show last year as well", ""),
    (
        "Would you mind sending that table to the whole committee by Monday?",
        "",
        "send that table to the whole committee by Monday",
        "by Monday",
    ),
    (
        "Could you let me know by Friday how many have replied?",
        "",
        "let the questioner know by Friday how many have replied",
        "",
    ),
    (
        "Can this be put on the agenda for May?",
        "The clerk will put it on the agenda.",
        "put it on the agenda (can this be put on the agenda for May)",
        "",
    ),
    ("Is it right?", "I will ask the auditors tomorrow, but I think it is.", "ask the auditors tomorrow", "tomorrow"),
    ("Could you circulate the reading list, please?", "", "circulate the reading list", ""),
    ("", "Mrs Ashdown's letter will be sent to all members.", "send Mrs Ashdown's letter to all members", ""),
    ("", "We will be writing to every landlord in the zone.", "write to every landlord in the zone", ""),
    ("Will you send us the reply when it comes?", "", "send members the reply when it comes", ""),
    (
        "Can we invite the head of the sixth form to the next meeting?",
        "",
        "invite the head of the sixth form to the next meeting",
        "to the next meeting",
    ),
    (
        "",
        "Our officers will look again at the speed limit within three months.",
        "look again at the speed limit within three months",
        "within three months",
    ),
    ("What was the cost?", "I will.", "do so (what was the cost)", ""),
    ("", "I will.", "do so", ""),
];

fn given(words: &str) -> Option<&str> {
    Some(words).filter(|words| !words.is_empty())
}

#[test]
fn deeds_are_drafted() {
    let mut wrong = Vec::new();
    for (question, answer, text, due_words) in DEEDS {
        let wanted = Deed { text: text.to_string(), due_words: due_words.to_string() };
        let found = deed(given(question), given(answer));
        if found.as_ref() != Some(&wanted) {
            wrong.push(format!("{question} / {answer}\n  should be {wanted:?}\n  is        {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), DEEDS.len(), wrong.join("\n"));
}

/// Returns what was asked and answered in the sample book: each line's mark and words.
fn sample() -> Vec<(char, String)> {
    let mut said = Vec::new();
    for file in std::fs::read_dir("data/sample").unwrap() {
        let path = file.unwrap().path();
        if !path.to_string_lossy().ends_with(".capture.txt") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if let Some((mark @ ("a" | "q"), rest)) = line.split_once(' ')
                && let Some((_, words)) = rest.split_once(": ")
            {
                said.push((mark.chars().next().unwrap(), words.to_string()));
            }
        }
    }
    said
}

#[test]
fn promises_and_requests_of_the_sample_book_are_found() {
    let said = sample();
    assert!(said.len() > 100);
    let found = |mark: char, find: fn(&str) -> Option<&str>| -> Vec<&str> {
        said.iter().filter(|(of, _)| *of == mark).filter_map(|(_, words)| find(words)).collect()
    };
    let promised = found('a', promise);
    for sentence in [
        "Yes, I will include it in every report from July.",
        "A draft can come here in July.",
        "We do hold the information, and we can provide it.",
        "I will bring you their version.",
        "It is on our list, and we hope to have something over the summer.",
        "I do not have them by locality with me, but I can send that to Cllr Sethi tomorrow.",
    ] {
        assert!(promised.contains(&sentence), "{sentence}");
    }
    let asked = found('q', request);
    for sentence in [
        "Can we have the longest wait printed each time, as well as the average?",
        "Could the scorecard have fewer arrows?",
        "Could there be one list a month to each school, and who would own it?",
    ] {
        assert!(asked.contains(&sentence), "{sentence}");
    }
    for words in [
        "It will take about a week.",
        "May I answer with what they told me as we rehearsed? They would like a named person to ring in the first week, \
         a month later, and on birthdays.",
        "No, and it must not hear until the standstill letter goes out on 27 July.",
        "I would rather promise you that and beat it.",
        "That would be \u{a3}142 a head.",
    ] {
        assert!(said.iter().any(|(_, said)| said.contains(words)), "{words}");
        assert_eq!(promise(words), None);
    }
    for words in [
        "Will the audit be finished by the statutory date?",
        "When will the letter be published, and shall we see it before we read about it in the Wexmoor Courier?",
        "I was told that it could be provided.",
        "Has the second bidder been told that it has lost?",
    ] {
        assert!(said.iter().any(|(_, said)| said.contains(words)), "{words}");
        assert_eq!(request(words), None);
    }
    assert!(promised.len() < 20 && asked.len() < 12, "{} and {} are too many", promised.len(), asked.len());
}

/// Returns the parts of the lines that are rules: what stands before an arrow.
fn rule_words() -> Vec<&'static str> {
    let (_, rules) = RULES.split_once("[promises]").unwrap();
    let lines = rules.lines().filter(|line| !line.starts_with(['#', '[']));
    lines.flat_map(|line| line.trim_start_matches("- ").split("->").next().unwrap().split_whitespace()).collect()
}

#[test]
fn every_name_in_a_rule_is_listed() {
    let (lists, _) = RULES.split_once("\n[verbs]\n").unwrap();
    let listed: Vec<&str> = lists.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for part in rule_words() {
        for word in part.trim_matches(['(', ')']).split('|').filter(|word| word.starts_with(char::is_uppercase)) {
            assert!(["DO", "DONE", "DOING"].contains(&word) || listed.contains(&word), "{word} in {part}");
        }
    }
}

/// Returns words that fit rules, and some that fit none.
fn soup() -> Vec<String> {
    let words = rule_words().into_iter().flat_map(|part| part.split('|'));
    let words = words.map(|word| word.trim_matches(['(', ')', '*', '<', '>', '/']).to_lowercase());
    let others = "I we I'll we\u{2019}ll can't You'd list report by Friday tomorrow it, that. them; one? (the \u{2018}x\u{2019} \u{130} - \u{2013} \
                  please send sent sending provided Members Mrs 3% ... \u{df}\u{fb03} who's 'll ' before the next meeting";
    words.chain(others.split_whitespace().map(String::from)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn any_words_are_read(
        words in proptest::collection::vec(proptest::sample::select(soup()), 0..14),
        others in proptest::collection::vec(proptest::sample::select(soup()), 0..14),
        any in "\\PC{0,60}",
    ) {
        let (words, others) = (words.join(" "), others.join(" "));
        for text in [&words, &any, &format!("{words}{any}. {others}")] {
            let is_part = |part: Option<&str>| part.is_none_or(|part| !part.is_empty() && text.contains(part));
            prop_assert!(is_part(promise(text)) && is_part(request(text)));
            for (question, answer) in [(Some(text), None), (None, Some(text)), (Some(text), Some(&others))] {
                let (question, answer) = (question.map(String::as_str), answer.map(String::as_str));
                let deed = deed(question, answer);
                let is_said = question.is_some_and(|text| request(text).is_some())
                    || answer.is_some_and(|text| promise(text).is_some());
                prop_assert_eq!(deed.is_some(), is_said);
                let holds_due = |deed: &Deed| !deed.text.trim().is_empty() && deed.text.ends_with(&deed.due_words);
                prop_assert!(deed.as_ref().is_none_or(holds_due), "{:?}", deed);
            }
        }
    }
}

#[test]
fn long_texts_are_read() {
    for piece in ["I will ", "can we have the ", "it can be and ", "\u{130}.'", "a , ", "leave it ", "by the end of "] {
        let text: String = piece.chars().cycle().take(10_000).collect();
        let _ = (promise(&text), request(&text), deed(Some(&text), Some(&text)));
    }
}
