//! What is exempt stays so, and says under which paragraphs.

use crate::desk::Desk;
use crate::desk::minutes;
use crate::packages::formats_of_minutes;
use minutebook::clerk::format::Format;
use minutebook::clerk::minuting::Edit;
use minutebook::record::{EntryKind, Paragraphs};
use minutebook::reports::Audience;

fn public(desk: &Desk) -> String {
    minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap()
}

fn paragraphs(numbers: &[u8]) -> Paragraphs {
    Paragraphs::of(numbers).unwrap()
}

#[test]
fn paragraphs_are_one_to_seven() {
    for (typed, numbers) in
        [("3", &[3][..]), ("1, 2", &[1, 2]), ("1 and 2", &[1, 2]), ("7 1 1", &[1, 7]), ("1, 2 and 7", &[1, 2, 7])]
    {
        assert_eq!(Paragraphs::parse(typed), Ok(paragraphs(numbers)), "{typed}");
    }
    for wrong in ["0", "8", "x", "3a", "-1", "1-3", "300"] {
        assert!(Paragraphs::parse(wrong).is_err(), "{wrong}");
    }
    assert_eq!(paragraphs(&[1, 2, 7]).to_string(), "1, 2 and 7");
}

#[test]
fn exempt_before_anything_is_written_is_the_whole_item() {
    let mut desk = Desk::started();
    desk.types(":item 3");
    let said = desk.try_type(":exempt 1, 3").unwrap();
    assert!(said.contains("exempt as a whole"), "{said}");
    desk.types("n Hidden.");
    assert_eq!(desk.last().entry.exempt, paragraphs(&[1, 3]));
    let text = public(&desk);
    assert!(
        !text.contains("Hidden") && !text.contains("Social Care Plan") && !text.contains("Risk register"),
        "{text}"
    );
    assert!(
        text.contains(
            "Agenda item 3\n\nExempt item\n-----------\n\nThis item was taken with the press and public excluded under section \
             100A(4) of the Local Government Act 1972, because exempt information as described in paragraphs 1 and 3 of \
             Part 1 of Schedule 12A to that Act was likely to be disclosed.\n"
        ),
        "{text}"
    );
}

#[test]
fn exempt_from_here_and_public_again() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn Open at first.");
    let said = desk.try_type(":exempt 3").unwrap();
    assert!(said.contains("from here"), "{said}");
    desk.types("n Hidden one.\nn Hidden two.\n; private\n:public\nn Open at last.");
    let stamps: Vec<bool> = desk.minuting.entries.iter().map(|recorded| recorded.entry.exempt.is_exempt()).collect();
    assert_eq!(stamps, [false, true, true, true, false]);
    let text = public(&desk);
    let sentence = "This part of the item was taken with the press and public excluded";
    assert_eq!(text.matches(sentence).count(), 1, "once for both entries: {text}");
    assert!(
        text.contains("Children's Social Care Plan") && !text.contains("Hidden") && !text.contains("private"),
        "{text}"
    );
    let place = |words: &str| text.find(words).unwrap();
    assert!(place("Open at first.") < place(sentence) && place(sentence) < place("Open at last."));
    let members = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Members, None).unwrap();
    assert!(members.contains("Hidden one.") && members.contains("Hidden two.") && !members.contains("private"));
}

#[test]
fn an_item_that_the_agenda_has_exempt_keeps_its_entries_so_when_it_is_opened() {
    let mut desk = Desk::started();
    desk.types(":item 5\nn Hidden.\n! dcs: hide it by Friday");
    let said = desk.try_type(":public").unwrap();
    assert!(said.contains("2 exempt above stay so") && said.contains("title will be published"), "{said}");
    desk.types("n Open.");
    let text = public(&desk);
    assert!(text.contains("Open.") && text.contains("A school in difficulty"), "{text}");
    assert!(!text.contains("Hidden") && !text.contains("hide it"), "{text}");
    assert_eq!(desk.minuting.entries[0].entry.exempt, paragraphs(&[3]));
}

#[test]
fn editing_moving_and_converting_make_nothing_public() {
    let mut desk = Desk::started();
    desk.types(
        ":item 3\nn Open.\n:exempt 3\nn Hidden A.\nq yc: Hidden B?\n< kg 18:30, hidden C\n:public\nn Open again.",
    );
    let id = |desk: &Desk, part: &str| desk.entry_with(part).entry.id;
    let (a, b) = (id(&desk, "Hidden A"), id(&desk, "Hidden B"));
    desk.edit(a, Edit::MoveUp).unwrap();
    assert_eq!(desk.texts()[0], "Hidden A.");
    desk.edit(b, Edit::MakeIt(EntryKind::Action)).unwrap();
    desk.retype(a, "n Hidden A, as changed.").unwrap();
    let c = id(&desk, "hidden C");
    desk.retype(c, "< kg 18:35, hidden C, as changed").unwrap();
    assert!(desk.entry_with("hidden C, as changed").entry.exempt.is_exempt(), "a departure too");
    let text = public(&desk);
    for hidden in ["Hidden", "hidden", "6.35 pm"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    assert!(text.contains("Open.") && text.contains("Open again."));
}

#[test]
fn editing_an_open_entry_in_private_session_does_not_hide_it() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn Open.\n+ jb for kg 18:10\n:exempt 3");
    let (note, arrival) = (desk.minuting.entries[0].entry.id, desk.minuting.entries[1].entry.id);
    desk.retype(note, "n Open, as changed.").unwrap();
    desk.retype(arrival, "+ jb for kg 18:15").unwrap();
    let text = public(&desk);
    assert!(text.contains("Open, as changed.") && text.contains("arrived at 6.15 pm"), "{text}");
}

#[test]
fn nobody_is_named_who_is_known_from_exempt_matter_only() {
    let mut desk = Desk::started();
    desk.types(":item 5\n+ Orla Secretson\nq os: Hidden?\n< os\n:item 6");
    for format in formats_of_minutes() {
        let public = minutes(&desk.store, desk.meeting(), format, Audience::Public, None).unwrap();
        assert!(!public.contains("Secretson") && !public.contains("\"OS\""), "{format}: {public}");
        let members = minutes(&desk.store, desk.meeting(), format, Audience::Members, None).unwrap();
        assert!(members.contains("Secretson"), "{format}");
    }
}

#[test]
fn undo_and_redo_of_exempting() {
    let mut desk = Desk::started();
    desk.types(":item 3\n:exempt 3\nn Hidden.");
    desk.undo();
    desk.undo();
    assert!(!desk.minuting.item().unwrap().exempt.is_exempt());
    desk.redo();
    desk.redo();
    assert!(desk.minuting.item().unwrap().exempt.is_exempt() && desk.last().entry.exempt.is_exempt());
}
