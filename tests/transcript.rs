//! Capture lines from a file.

use crate::desk::{Desk, at};
use minutebook::clerk::Minuting;
use minutebook::clerk::transcribe::transcribe;
use minutebook::record::{Detail, EntryKind};

fn read(desk: &mut Desk, text: &str) -> minutebook::clerk::Result<u32> {
    let meeting = desk.meeting().clone();
    let recorded = transcribe(&mut desk.store, &meeting, text, "notes.txt", Some(at(21, 0)));
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    recorded
}

#[test]
fn lines_become_entries() {
    let mut desk = Desk::planned();
    let text = "\u{feff}:start 18:02\r\n:present all\r\n\r\n:item 3 18:05\r\nn The plan.\r\nq yc: Why?\r\nBecause sw left, as the sw: said.\r\n\
                ! dcs: write by Friday\r\n:close 19:00\r\n";
    assert_eq!(read(&mut desk, text).unwrap(), 4);
    assert_eq!(desk.texts(), ["The plan.", "Why?", "Because social workers left, as the sw: said.", "write by Friday"]);
    let kinds: Vec<EntryKind> = desk.minuting.entries.iter().map(|recorded| recorded.entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Note, EntryKind::Question, EntryKind::Answer, EntryKind::Action]);
    assert_eq!(desk.minuting.entries[2].entry.speaker, Some(desk.person("SH")), "the presenter was expected to answer");
    assert_eq!(desk.minuting.entries[0].entry.at, at(18, 5), "the time of the last command that told one");
    assert_eq!(desk.meeting().closed, Some(at(19, 0)));
}

#[test]
fn abbreviations_are_written_out_as_on_the_screen() {
    let mut desk = Desk::planned();
    read(&mut desk, "n Sw and sw, SW, sw-led work (sw) and qa.\n; sw\nd noted: the qa report").unwrap();
    assert_eq!(
        desk.texts(),
        [
            "Social workers and social workers, SW, sw-led work (social workers) and quality assurance.",
            "social workers",
            "the quality assurance report",
        ]
    );
}

#[test]
fn what_cannot_be_done_has_file_line_and_column_and_nothing_is_recorded() {
    let wrong = [
        (":start\nn One.\n:nonsense 4\nn Two.\n", "notes.txt:3:1: ", ":nonsense"),
        ("n One.\n   :item 99\n", "notes.txt:2:4: ", "no item “99”"),
        ("n One.\n/search\n", "notes.txt:2:1: ", "a search"),
        ("n One.\n:exempt 9\n", "notes.txt:2:1: ", "Schedule 12A"),
        ("n One.\n:exempt\n", "notes.txt:2:1: ", "Schedule 12A"),
        (":adjourn\n", "notes.txt:1:1: ", "planned"),
        (":start\n:start\n", "notes.txt:2:1: ", "in progress already"),
        ("n One.\n\n:present zz\n", "notes.txt:3:1: ", "“zz”"),
        ("n One.\n:present bell\n", "notes.txt:2:1: ", "several people"),
        ("n One.\n:vote for dg\n", "notes.txt:2:1: ", "no decision"),
        ("d noted: it\n:vote for dg zz\n", "notes.txt:2:1: ", "“zz”"),
        ("d noted: it\n:vote for dg; against dg\n", "notes.txt:2:1: ", "twice"),
        ("n One.\n:chair zz\n", "notes.txt:2:1: ", "“zz”"),
        ("n One.\n:abbr\n", "notes.txt:2:1: ", "abbreviation"),
        ("n One.\n:additem\n", "notes.txt:2:1: ", "no title"),
        ("n One.\n:additem 3. Again\n", "notes.txt:2:1: ", "already an item 3"),
    ];
    for (text, place, word) in wrong {
        let mut desk = Desk::planned();
        let before = desk.store.everything().unwrap();
        let failure = read(&mut desk, text).expect_err(text);
        assert!(failure.what.starts_with(place) && failure.what.contains(word), "{text}: {failure}");
        assert!(failure.hint.ends_with("Nothing of the file was recorded."), "{}", failure.hint);
        assert_eq!(desk.store.everything().unwrap(), before, "{text}");
        assert_eq!(desk.store.history(None, 100).unwrap().len(), 1, "only the agenda: {text}");
    }
}

#[test]
fn what_is_unclear_is_recorded_as_typed_and_marked() {
    let mut desk = Desk::planned();
    let text = "q tait: May I?\nq Is it?\n! send it\n! Ms Jones to write\nd resolved Cllr Smith/ab: so\n< nobody known\nq bell: Us?\n\
                n what: ever\nd lost 90-2: it\n+ zz for ab\n";
    assert_eq!(read(&mut desk, text).unwrap(), 10);
    let doubts: Vec<String> = desk
        .minuting
        .entries
        .iter()
        .map(|recorded| recorded.doubts().iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        .collect();
    assert_eq!(
        doubts,
        [
            "who is “tait”?",
            "who spoke?",
            "no owner; no deadline",
            "who is “Ms Jones”?; no deadline",
            "who is “Cllr Smith”?",
            "who is “nobody known”?",
            "who is “bell”?",
            "",
            "",
            "who is “zz”?",
        ]
    );
}

#[test]
fn a_transcript_can_be_undone_line_by_line() {
    let mut desk = Desk::planned();
    let before = desk.store.everything().unwrap();
    read(&mut desk, ":start\n:item 3\nn One.\n! dcs: write\n").unwrap();
    let words: Vec<String> = std::iter::from_fn(|| desk.undo()).collect();
    assert_eq!(
        words,
        ["ACTION 23/01 recorded under item 3", "Note recorded under item 3", "Item 3 taken", "Meeting started"]
    );
    assert_eq!(desk.store.everything().unwrap(), before);
}

#[test]
fn times_run_from_the_meeting_when_it_is_written_up_later() {
    let mut desk = Desk::planned();
    let meeting = desk.meeting().clone();
    let a_week_later = at(10, 0) + chrono::Duration::days(7);
    transcribe(&mut desk.store, &meeting, "n One.\n:start 18:10\nn Two.\n", "notes.txt", Some(a_week_later)).unwrap();
    desk.minuting.reload(&desk.store).unwrap();
    let times: Vec<_> = desk.minuting.entries.iter().map(|recorded| recorded.entry.at).collect();
    assert_eq!(times, [at(18, 0), at(18, 10)]);
}

#[test]
fn control_characters_are_text() {
    let mut desk = Desk::planned();
    read(&mut desk, "n \u{1b}[2Jone\u{7}\nn two\tthree\n").unwrap();
    assert_eq!(desk.texts(), ["\u{1b}[2Jone\u{7}", "two\tthree"]);
    assert!(matches!(desk.last().detail, Detail::Plain));
}
