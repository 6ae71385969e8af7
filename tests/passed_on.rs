//! Actions leave the book in many shapes, and what is exempt in none of them unless it may.

use crate::business::{business, hold};
use crate::desk::empty_book;
use chrono::NaiveDateTime;
use minutebook::clerk::action_list::{calendar as calendar_of, document, readable};
use minutebook::clerk::format::Format;
use minutebook::clerk::register::actions;
use minutebook::clerk::slips::slips;
use minutebook::document::{calendar, mail, markdown, text};
use minutebook::record::{EntryKind, Meeting};
use minutebook::reports::Audience;
use minutebook::store::Store;
use proptest::prelude::*;

/// Returns everything that is passed on of the actions of a book, as an audience may read it.
fn passed_on(store: &Store, meetings: &[Meeting], now: NaiveDateTime, audience: Audience) -> Vec<String> {
    let all = ["all".to_string()];
    let (rows, _) = readable(actions(store, &all, now.date()).unwrap(), audience);
    let document = document(&rows, &all, false, now.date(), Format::Text);
    let calendar = calendar::write(&calendar_of(store, &rows, &all, now).unwrap()).replace("\r\n ", "");
    let json = serde_json::to_string(&rows).unwrap();
    let mut written = vec![text::write(&document, None), markdown::write(&document), calendar, json];
    for meeting in meetings {
        let slips = slips(store, meeting, audience, now.date()).unwrap();
        written.push(text::write_pages(slips.pages.iter().map(|page| &page.document), None));
        written.extend(slips.pages.iter().map(|page| format!("{} {}", page.name, page.document.title())));
        // Mails are encoded, so they are looked at as they are read.
        written.extend(slips.pages.iter().map(|page| {
            let mail = mail::write(&page.document, now);
            let mail = mailparse::parse_mail(mail.as_bytes()).unwrap();
            format!("{:?} {}", mail.get_headers(), mail.get_body().unwrap())
        }));
    }
    written
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_exempt_is_passed_on_and_members_read_every_action(happened in business()) {
        let (desk, written) = hold(&happened);
        let meetings = [desk.meeting().clone()];
        for said in passed_on(&desk.store, &meetings, desk.now, Audience::Public) {
            for entry in written.iter().filter(|entry| entry.exempt) {
                prop_assert!(!said.contains(&entry.word), "{}: {}", entry.word, said);
            }
        }
        // The list in both formats, the calendar, the data and the slips.
        let members = passed_on(&desk.store, &meetings, desk.now, Audience::Members);
        for recorded in desk.store.minutes(meetings[0].id).unwrap().entries.iter().flatten() {
            let is_action = recorded.entry.kind == EntryKind::Action;
            for word in written.iter().filter(|entry| is_action && recorded.entry.text.contains(&entry.word)) {
                prop_assert!(members[..5].iter().all(|said| said.contains(&word.word)), "{}", word.word);
            }
        }
    }
}

#[test]
fn the_sample_book_s_secrets_are_not_passed_on() {
    let mut store = empty_book();
    let (_, now) = minutebook::clerk::demo::fill(&mut store).unwrap();
    let meetings: Vec<Meeting> =
        store.meetings(10).unwrap().iter().map(|summary| store.find_meeting(&summary.meeting).unwrap()).collect();
    let secrets = ["Skelwith", "Quillbeck", "headteacher with an apology", "grandmother", "standstill", "break clause"];
    let public = passed_on(&store, &meetings, now, Audience::Public);
    for said in &public {
        assert!(secrets.iter().all(|word| !said.contains(word)) && !said.contains("NOT FOR"), "{said}");
    }
    let members = passed_on(&store, &meetings, now, Audience::Members).concat();
    assert!(secrets[2..].iter().all(|word| members.contains(word)), "the list of secrets is out of date");
}
