//! The sample book prints as it was written.

use crate::desk::empty_book;
use minutebook::clerk::demo;
use minutebook::clerk::export::{Format, minutes};
use minutebook::record::MeetingStatus;
use minutebook::reports::Audience;
use minutebook::store::Store;

/// Members' minutes of the second meeting, read line by line against `data/sample/csib-2026-05-11.capture.txt`.
const GOLDEN: &str = include_str!("data/csib-2026-05-11.members.txt");

fn sample() -> Store {
    let mut store = empty_book();
    demo::fill(&mut store).unwrap();
    store
}

fn text(store: &Store, slug: &str, audience: Audience) -> String {
    minutes(store, &store.find_meeting(slug).unwrap(), Format::Text, audience, None).unwrap()
}

/// Writes out the abbreviations that the sample's agendas give.
fn written_out(text: &str) -> String {
    let lists =
        demo::SAMPLE.iter().flat_map(|(_, agenda, _)| agenda.lines().filter_map(|l| l.strip_prefix("Abbreviations: ")));
    let known: Vec<(&str, &str)> =
        lists.flat_map(|list| list.split("; ")).filter_map(|pair| pair.split_once(" = ")).collect();
    let words = text.split(' ').map(|word| {
        let end = word.trim_end_matches(['.', ',', '?', ';']);
        let long = known.iter().find(|(short, _)| *short == end).map_or(end, |(_, long)| long);
        format!("{long}{}", &word[end.len()..])
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the end of the line that a capture line must print, as far as the rule fixes it.
fn printed(line: &str) -> Option<String> {
    let (prefix, rest) = line.split_once(' ')?;
    match prefix {
        "n" => Some(written_out(rest)),
        "q" | "a" | "c" => Some(format!(" \u{2013} {}", written_out(rest.split_once(": ")?.1))),
        "-" | "--" => Some(format!("  {}", written_out(rest))),
        "!" => {
            let words = match rest.split_once(": ") {
                Some((owner, words)) if owner.len() < 20 => words,
                _ => rest.split_once(" to ")?.1,
            };
            Some(format!(" to {}", written_out(words)))
        }
        "d" => Some(format!(" {}", written_out(rest.split_once(": ")?.1))),
        _ => None,
    }
}

#[test]
fn the_second_meeting_is_printed_as_it_was_read_and_approved() {
    let text = text(&sample(), "csib-2026-05-11", Audience::Members);
    for (nth, (printed, golden)) in text.lines().zip(GOLDEN.lines()).enumerate() {
        assert_eq!(printed, golden, "line {}", nth + 1);
    }
    assert_eq!(text.lines().count(), GOLDEN.lines().count());
    assert!(text.ends_with('\n'));
}

#[test]
fn every_paragraph_typed_is_printed_word_for_word_and_in_order() {
    let store = sample();
    for (slug, _, capture) in demo::SAMPLE {
        let text = text(&store, slug, Audience::Members);
        let narrative = text.split("Actions arising from this meeting").next().unwrap();
        let mut lines = narrative.lines();
        let other_order = narrative.contains("The items were taken in this order");
        let mut count = 0;
        for line in capture.lines() {
            // Where items were not taken in the agenda's order, each is sought from the top.
            if other_order && (line.starts_with(":next") || line.starts_with(":item")) {
                lines = narrative.lines();
            }
            let Some(wanted) = printed(line) else { continue };
            // A motion that was lost says so after its words; everything else ends with what was typed.
            let words = wanted.trim_end_matches('.');
            let lost = format!("{words} was lost.");
            let found = lines.find(|line| line.trim_end_matches('.').ends_with(words) || line.ends_with(&lost));
            assert!(found.is_some(), "{slug}: \u{201c}{wanted}\u{201d} is not printed, or not in its place");
            count += 1;
        }
        assert!(count > 20, "{slug} has only {count} paragraphs");
    }
}

#[test]
fn every_line_of_the_sample_is_understood() {
    let store = sample();
    for summary in store.meetings(10).unwrap() {
        let meeting = store.find_meeting(&summary.meeting).unwrap();
        let (_, _, capture) = demo::SAMPLE.iter().find(|(slug, ..)| *slug == meeting.slug).unwrap();
        let all = store.minutes(meeting.id).unwrap();
        let typed = capture.lines().filter(|line| !line.is_empty() && !line.starts_with(':')).count();
        let paused = capture.lines().filter(|line| line.starts_with(":adjourn") || line.starts_with(":resume")).count();
        let chairs = capture.lines().filter(|line| line.starts_with(":chair ")).count();
        let recorded: Vec<_> = all.entries.iter().flatten().collect();
        assert_eq!(recorded.len(), typed + paused + chairs, "{}", meeting.slug);
        let doubts: Vec<String> = recorded
            .iter()
            .flat_map(|recorded| recorded.doubts())
            .map(|doubt| doubt.to_string())
            .filter(|doubt| doubt != "no deadline")
            .collect();
        let wanted: &[&str] = if meeting.slug == "csib-2026-05-11" { &["who is “tait”?"] } else { &[] };
        assert_eq!(doubts, wanted, "{}", meeting.slug);
    }
}

#[test]
fn the_demo_stops_in_the_middle_of_a_meeting() {
    let mut store = empty_book();
    let (meeting, now) = demo::fill(&mut store).unwrap();
    assert_eq!((meeting.slug.as_str(), meeting.status), ("csib-2026-09-14", MeetingStatus::InProgress));
    assert_eq!(now.date(), meeting.date);
    let minuting = minutebook::clerk::Minuting::open(&store, meeting.id).unwrap();
    assert_eq!(minuting.item().unwrap().number, "5");
    assert_eq!(minuting.entries.last().unwrap().entry.kind, minutebook::record::EntryKind::Answer);
    let drafts = store.meetings(10).unwrap().into_iter().filter(|summary| summary.status == "draft").count();
    assert_eq!(drafts, 4, "at least three earlier meetings");
}

#[test]
fn the_lead_in_comes_once_an_item_and_documents_at_its_end() {
    let text = text(&sample(), "csib-2026-05-11", Audience::Members);
    for item in text.split("\nAgenda item ").skip(1) {
        let lead_ins = item.matches("The questions from the Board were as follows:").count();
        let has_questions = item.contains("\n\u{2022}  Cllr") || item.contains("\n\u{2022}  Esther");
        assert_eq!(lead_ins, usize::from(has_questions), "{item}");
    }
}

#[test]
fn wrapped_text_has_the_same_words_within_the_width() {
    let store = sample();
    let meeting = store.find_meeting("csib-2026-05-11").unwrap();
    let plain = text(&store, "csib-2026-05-11", Audience::Members);
    let narrative = |text: &str| -> String {
        let text = text.split("Actions arising from this meeting").next().unwrap();
        text.split_whitespace().filter(|word| !word.starts_with("---")).collect::<Vec<_>>().join(" ")
    };
    for width in [60, 72, 100] {
        let wrapped = minutes(&store, &meeting, Format::Text, Audience::Members, Some(width)).unwrap();
        assert_eq!(narrative(&wrapped), narrative(&plain), "{width}");
        for line in wrapped.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
    }
}
