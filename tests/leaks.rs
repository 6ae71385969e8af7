//! Every entry is printed once to those who may read it, and never to those who may not.

use crate::business::{business, hold};
use crate::desk::Desk;
use crate::desk::{file_name, minutes};
use crate::packages::formats_of_minutes;
use minutebook::clerk::format::Format;
use minutebook::record::EntryKind;
use minutebook::reports::Audience;
use proptest::prelude::*;
use std::collections::HashMap;

fn print(desk: &Desk, format: Format, audience: Audience, width: Option<usize>) -> String {
    minutes(&desk.store, desk.meeting(), format, audience, width).unwrap()
}

/// Returns what each entry is in the end, by its own word.
fn kinds(desk: &Desk) -> HashMap<String, EntryKind> {
    let mut kinds = HashMap::new();
    for recorded in desk.store.minutes(desk.meeting().id).unwrap().entries.iter().flatten() {
        let all = format!("{recorded:?}");
        let at = all.find("Zq").expect("an entry has a word of its own");
        kinds.insert(all[at..at + 5].to_string(), recorded.entry.kind);
    }
    kinds
}

/// Splits minutes at the table of actions, which repeats them.
fn split_table(text: &str) -> (&str, &str) {
    text.split_once("Actions arising from this meeting").unwrap_or((text, ""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn members_read_everything_once_and_the_public_nothing_exempt(happened in business()) {
        let (desk, written) = hold(&happened);
        let kinds = kinds(&desk);
        prop_assert_eq!(kinds.len(), written.len(), "an entry was lost");
        for (format, width) in [(Format::Text, None), (Format::Text, Some(48)), (Format::Markdown, None), (Format::Html, None), (Format::Word, None)] {
            for audience in [Audience::Members, Audience::Public] {
                let text = print(&desk, format, audience, width);
                let (narrative, table) = split_table(&text);
                for entry in &written {
                    let kind = kinds[&entry.word];
                    let may_read = kind != EntryKind::Private && (audience == Audience::Members || !entry.exempt);
                    let times = usize::from(may_read);
                    prop_assert_eq!(
                        narrative.matches(&entry.word).count(), times, "{} {} {}: {}", audience, kind, entry.word, narrative
                    );
                    let times = usize::from(may_read && kind == EntryKind::Action);
                    prop_assert_eq!(table.matches(&entry.word).count(), times, "{} {} in {}", audience, entry.word, table);
                }
            }
        }
        for audience in [Audience::Members, Audience::Public] {
            let json = print(&desk, Format::Json, audience, None);
            for entry in &written {
                let hidden = kinds[&entry.word] == EntryKind::Private || (audience == Audience::Public && entry.exempt);
                prop_assert_eq!(json.contains(&entry.word), !hidden, "{} {}", audience, entry.word);
            }
        }
        let everything = print(&desk, Format::Json, Audience::Clerk, None);
        prop_assert!(written.iter().all(|entry| everything.contains(&entry.word)));
    }
}

#[test]
fn an_exempt_item_leaves_no_trace_of_what_it_was_about() {
    let agenda = crate::desk::AGENDA.replace(
        "5. A school in difficulty [exempt 3]\n",
        "5. Zqtitle [exempt 3]\n   Purpose: Zqpurpose\n   Presenter: Zqpresenter\n   Report: Zqreport\n   Documents: Zqone; Zqtwo\n",
    );
    let mut store = crate::desk::empty_book();
    let meeting = minutebook::clerk::agenda::load(&mut store, &agenda, "a.txt", crate::desk::at(9, 0)).unwrap();
    for format in formats_of_minutes() {
        let public = minutes(&store, &meeting, format, Audience::Public, None).unwrap();
        assert!(!public.contains("Zq"), "{format}: {public}");
        let members = minutes(&store, &meeting, format, Audience::Members, None).unwrap();
        assert!(
            ["Zqtitle", "Zqpurpose", "Zqreport", "Zqone", "Zqtwo"].iter().all(|word| members.contains(word)),
            "{format}"
        );
        for audience in Audience::ALL {
            assert!(!file_name(&meeting, format, *audience).contains("Zq"));
        }
    }
}

#[test]
fn private_notes_are_in_no_document_at_all() {
    let mut desk = Desk::started();
    desk.types("n Open.\n; Zqprivate");
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Word] {
        let refused = minutes(&desk.store, desk.meeting(), format, Audience::Clerk, None).unwrap_err();
        assert!(refused.what.contains("Private notes"), "{refused}");
    }
    for audience in [Audience::Public, Audience::Members] {
        assert!(!print(&desk, Format::Json, audience, None).contains("Zqprivate"));
    }
}

#[test]
fn the_public_is_not_told_of_private_notes_by_a_gap() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn Open.\n; Zqprivate\nn Open too.");
    assert!(!split_table(&print(&desk, Format::Text, Audience::Public, None)).0.contains("part of the item was taken"));
}

#[test]
fn abbreviations_that_stand_for_exempt_names_stay_in_the_book() {
    let mut desk = Desk::started();
    desk.types(":abbr zz = Zqname");
    for audience in [Audience::Public, Audience::Members] {
        assert!(!print(&desk, Format::Json, audience, None).contains("Zqname"));
    }
}

#[test]
fn the_sample_book_s_secrets_stay_in_it() {
    let mut store = crate::desk::empty_book();
    minutebook::clerk::demo::fill(&mut store).unwrap();
    let exempt = ["Skelwith", "Quillbeck", "Hanne", "Harrowgill", "Pendlewick", "Ormsgate"];
    let mut seen_by_members = String::new();
    for summary in store.meetings(10).unwrap() {
        let meeting = store.find_meeting(&summary.meeting).unwrap();
        for format in formats_of_minutes() {
            let public = minutes(&store, &meeting, format, Audience::Public, None).unwrap();
            for word in exempt.iter().chain(&["Tewsley"]) {
                assert!(!public.contains(word), "{word} is in the public {format} of {}", meeting.slug);
            }
            let members = minutes(&store, &meeting, format, Audience::Members, None).unwrap();
            assert!(!members.contains("Tewsley"), "{}", meeting.slug);
            seen_by_members.push_str(&members);
        }
    }
    assert!(exempt.iter().all(|word| seen_by_members.contains(word)), "the list of secrets is out of date");
}
