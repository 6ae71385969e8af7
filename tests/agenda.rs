//! Agenda files become a meeting, or say exactly where they cannot be understood.

use crate::desk::{AGENDA, at, empty_book};
use minutebook::clerk::{Failure, agenda};
use minutebook::record::{AttendanceStatus, MembershipKind, Paragraphs, Sitting};
use minutebook::store::Store;

/// The example of the design, word for word.
const EXAMPLE: &str = "\
Body: Children's Services Improvement Board (CSIB)
Date: 27 February 2023, 6.00 pm
Venue: Committee Room 2, Civic Centre
Quorum: 4
Chair: Cllr Dana Gibbs
Members: Cllr Ann Barrow; Cllr Yusuf Clement; Kate Goode (co-opted)
Officers: Sam Hale, Director of Children's Services (DCS); Joy Pike, Assistant Director – Improvement (AD-I)
Apologies: Cllr Brian Donnell

1. Apologies for absence
5. Children's Social Care Plan
   Purpose: For the board to see the draft plan and to comment on it before it is submitted.
   Presenter: DCS
   Report: Draft plan, pages 12–40
6. Commissioner's update [exempt 3]
";

fn load(store: &mut Store, text: &str) -> Result<Sitting, Failure> {
    let meeting = agenda::load(store, text, "a.txt", at(9, 0))?;
    Ok(store.sitting(meeting.id).unwrap())
}

fn loaded(text: &str) -> Sitting {
    load(&mut empty_book(), text).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Holds that a text is refused with exactly these places, and that nothing of it is in the book.
fn refused(text: &str, places: &[&str]) -> String {
    let mut store = empty_book();
    let failure = load(&mut store, text).expect_err("a refusal");
    let found: Vec<String> =
        failure.what.lines().map(|line| line.split(": ").next().unwrap_or("").to_string()).collect();
    let wanted: Vec<String> = places.iter().map(|place| format!("a.txt:{place}")).collect();
    assert_eq!(found, wanted, "{text}\n{}", failure.what);
    assert_eq!(store.everything().unwrap(), [], "something was written");
    assert!(store.history(None, 10).unwrap().is_empty());
    assert!(!failure.hint.is_empty());
    failure.what
}

#[test]
fn the_example_of_the_design() {
    let text = EXAMPLE.replace("Kate Goode (co-opted)", "Kate Goode (co-opted); Cllr Brian Donnell");
    let sitting = loaded(&text);
    let body = &sitting.body;
    assert_eq!((body.name.as_str(), body.short_name.as_str()), ("Children's Services Improvement Board", "CSIB"));
    assert_eq!(
        (body.called.as_str(), body.quorum, body.venue.as_str()),
        ("Board", Some(4), "Committee Room 2, Civic Centre")
    );
    let meeting = &sitting.meeting;
    assert_eq!((meeting.slug.as_str(), meeting.quorum), ("csib-2023-02-27", Some(4)));
    assert_eq!((meeting.date, meeting.time), (at(18, 0).date(), Some(at(18, 0).time())));
    let people: Vec<(String, &str, &str, &str, Option<MembershipKind>)> = sitting
        .people
        .iter()
        .map(|p| {
            (p.full_name(), p.initials.as_str(), p.role.as_str(), p.abbreviation.as_str(), sitting.membership(p.id))
        })
        .collect();
    let (chair, member, officer) =
        (Some(MembershipKind::Chair), Some(MembershipKind::Member), Some(MembershipKind::Officer));
    assert_eq!(
        people,
        [
            ("Cllr Dana Gibbs".into(), "DG", "", "", chair),
            ("Cllr Ann Barrow".into(), "AB", "", "", member),
            ("Cllr Yusuf Clement".into(), "YC", "", "", member),
            ("Kate Goode".into(), "KG", "", "", Some(MembershipKind::CoOpted)),
            ("Cllr Brian Donnell".into(), "BD", "", "", member),
            ("Sam Hale".into(), "SH", "Director of Children's Services", "DCS", officer),
            ("Joy Pike".into(), "JP", "Assistant Director – Improvement", "AD-I", officer),
        ]
    );
    assert_eq!(sitting.attendance.len(), 1);
    assert_eq!(sitting.attendance[0].status, AttendanceStatus::Apologies);
    assert_eq!(sitting.person(sitting.attendance[0].person).unwrap().name, "Brian Donnell");
    let labels: Vec<String> = sitting.items.iter().map(|item| item.label()).collect();
    assert_eq!(labels, ["1 Apologies for absence", "5 Children's Social Care Plan", "6 Commissioner's update"]);
    let plan = &sitting.items[1];
    assert_eq!(plan.purpose, "For the board to see the draft plan and to comment on it before it is submitted.");
    assert_eq!((plan.presenter.as_str(), plan.report.as_str()), ("DCS", "Draft plan, pages 12–40"));
    assert_eq!(sitting.items[2].exempt, Paragraphs::of(&[3]).unwrap());
    assert_eq!(sitting.items[1].exempt, Paragraphs::PUBLIC);
}

#[test]
fn keys_in_any_order_and_all_but_three_left_out() {
    let sitting = loaded("1. Business\nDATE: 2023-02-27\nbody: Audit and Governance Committee\n");
    assert_eq!(sitting.meeting.slug, "agc-2023-02-27");
    assert_eq!((sitting.body.called.as_str(), sitting.body.quorum), ("Committee", None));
    assert_eq!(sitting.meeting.time, None);
    assert!(sitting.people.is_empty());
}

#[test]
fn the_sample_agendas() {
    let mut store = empty_book();
    for (name, text, _) in minutebook::clerk::demo::SAMPLE {
        let sitting = load(&mut store, text).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        if store.plans().unwrap().is_empty() {
            // Later agendas say what their items are about in it.
            minutebook::clerk::demo::take_in_the_plan(&mut store, sitting.meeting.date.into()).unwrap();
        }
        assert_eq!(sitting.meeting.slug, *name);
        let numbered = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
        assert_eq!(sitting.items.len(), numbered, "{name}");
        let listed = |key: &str| {
            let line = text.lines().find(|line| line.starts_with(key)).unwrap_or("");
            line.split_once(':').map_or(0, |(_, names)| names.split(';').count())
        };
        let in_attendance = sitting.attendance.iter().filter(|a| a.status == AttendanceStatus::InAttendance).count();
        assert_eq!(in_attendance, listed("In attendance:"), "{name}");
        let apologies = sitting.attendance.iter().filter(|a| a.status == AttendanceStatus::Apologies).count();
        assert_eq!(apologies, listed("Apologies:"), "{name}");
    }
    let boards = store.bodies().unwrap();
    assert_eq!(boards.len(), 2, "four meetings of one board, one of another");
    let names: Vec<String> = store.people().unwrap().into_iter().map(|person| person.name).collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once, "nobody is in the book twice");
}

#[test]
fn people_initials_posts_and_organisations() {
    let sitting = loaded(
        "Body: B\nDate: 1 March 2023\nMembers: Łukasz Wrona [LW] (co-opted); Cllr Siân Wyn-Jones (vice-chair)\n\
         In attendance: Howard Leng, Improvement Adviser (IA), Department for Education, London\n1. X\n",
    );
    let [wrona, wyn_jones, leng] = &sitting.people[..] else { panic!("three people") };
    assert_eq!((wrona.initials.as_str(), wyn_jones.initials.as_str()), ("LW", "SWJ"));
    assert_eq!(sitting.membership(wrona.id), Some(MembershipKind::CoOpted));
    assert_eq!(sitting.membership(wyn_jones.id), Some(MembershipKind::ViceChair));
    assert_eq!((leng.role.as_str(), leng.abbreviation.as_str()), ("Improvement Adviser", "IA"));
    assert_eq!(leng.organisation, "Department for Education, London");
    assert_eq!(sitting.membership(leng.id), None);
    assert!(sitting.is_here(leng.id));
}

#[test]
fn values_and_titles_go_on_in_the_next_line() {
    let sitting = loaded(
        "Body: B\nDate: 1 March 2023\nMembers: Cllr Ann Barrow;\n  Cllr Yusuf Clement\n1. A long\n   title\n   \
         Purpose: To see\n     and to comment.\n   Documents: One; Two\n     Three\n",
    );
    assert_eq!(sitting.people.len(), 2);
    assert_eq!(sitting.items[0].title, "A long title");
    assert_eq!(sitting.items[0].purpose, "To see and to comment.");
    assert_eq!(sitting.items[0].document_list().collect::<Vec<_>>(), ["One", "Two", "Three"]);
}

#[test]
fn windows_lines_byte_order_mark_and_tabs() {
    let sitting =
        loaded(&format!("\u{feff}{}", EXAMPLE.replace("Apologies: Cllr Brian Donnell\n", "").replace('\n', "\r\n")));
    assert_eq!(sitting.body.short_name, "CSIB");
    let sitting = loaded("Body:\tB\nDate:\t1 March 2023\n1.\tFirst\n\tPurpose:\tTo see.\n");
    assert_eq!((sitting.items[0].title.as_str(), sitting.items[0].purpose.as_str()), ("First", "To see."));
}

#[test]
fn each_error_has_its_line_and_column() {
    refused("", &["1:1", "1:1"]);
    refused("Body: B\n1. X\n", &["1:1"]);
    refused("Date: 1 March 2023\n1. X\n", &["1:1"]);
    refused("Body: B\nDate: 31 February 2023\n1. X\n", &["2:7"]);
    refused("Body: B\nDate:   soon\n1. X\n", &["2:9"]);
    refused("Body: B\nDate: 1 March 2023, teatime\n1. X\n", &["2:7"]);
    refused("Body: B\nDate: 1 March 2023 at teatime\n1. X\n", &["2:7"]);
    refused("Body: B\nDate: 1 March 2023\nTime: 25:00\n1. X\n", &["3:7"]);
    refused("Body: B\nDate: 1 March 2023\nQuorum: a third\n1. X\n", &["3:9"]);
    refused("Body: B\nDate: 1 March 2023\nPlace: here\n1. X\n", &["3:1"]);
    refused("Body: B\nDate: 1 March 2023\nLast updated: today\n1. X\n", &["3:1"]);
    refused("Body: B\nLast updated: today\n1. X\n", &["1:1", "2:1"]);
    refused("Body: B\nDate: 1 March 2023\nwords without a key\n1. X\n", &["3:1"]);
    refused("Body: B\nDate: 1 March 2023\n  Purpose: too soon\n1. X\n", &["3:3"]);
    refused("Body: B\nDate: 1 March 2023\n1. X\n   Purpos: to see\n\n   Whatever: this\n", &["6:4"]);
    refused("Body: B\nDate: 1 March 2023\n1. X\n1. Y\n", &["4:1"]);
    refused("Body: B\nDate: 1 March 2023\n1.\n", &["3:1"]);
    refused("Body: B\nDate: 1 March 2023\n1. X [exempt 9]\n", &["3:1"]);
    refused("Body: B\nDate: 1 March 2023\n1. X [exempt]\n", &["3:1"]);
    refused("Body: B\nDate: 1 March 2023\nAbbreviations: sw\n1. X\n", &["3:16"]);
    refused("Body: B\nDate: 1 March 2023\nMembers: Ann Barrow (treasurer)\n1. X\n", &["3:10"]);
    refused("Body: B\nDate: 1 March 2023\nMembers: Ann Barrow; , Director\n1. X\n", &["3:22"]);
    refused("Body: B\nDate: 1 March 2023\nMembers: Ann Barrow\nApologies: Ann Barrow; Zoe Nobody\n1. X\n", &["4:24"]);
    let all = refused("Body: B\nDate: never\nQuorum: x\nWhere: y\n1. X\n1. Y\n", &["2:7", "3:9", "4:1", "6:1"]);
    assert!(all.contains("“never” is no date"), "{all}");
}

#[test]
fn columns_are_counted_in_characters() {
    refused("Body: Bórd (B)\nDate: 1 March 2023\nMembers: Siân Łukasz (co-opted); Żoé (x)\n1. X\n", &["3:34"]);
}

#[test]
fn a_weekday_must_match_its_date() {
    let said = refused("Body: B\nDate: Tuesday 27 February 2023\n1. X\n", &["2:7"]);
    assert!(said.contains("it is Monday 27 February 2023"), "{said}");
    assert_eq!(loaded("Body: B\nDate: Mon 27 Feb 2023\n1. X\n").meeting.date, at(0, 0).date());
}

#[test]
fn the_same_meeting_is_not_made_twice() {
    let mut store = empty_book();
    load(&mut store, AGENDA).unwrap();
    let before = store.everything().unwrap();
    let failure = load(&mut store, AGENDA).unwrap_err();
    assert!(failure.what.contains("already a meeting csib-2023-02-27"), "{failure}");
    assert_eq!(store.everything().unwrap(), before);
}

#[test]
fn names_are_matched_in_the_book() {
    let mut store = empty_book();
    load(&mut store, AGENDA).unwrap();
    let people = store.people().unwrap().len();
    let later = "Body: csib\nDate: 24 April 2023\nMembers: cllr yusuf clement; Kate Goode (member)\n\
                 Officers: Sam Hale, Interim Director (IDCS)\nApologies: Cllr Ann Barrow\n1. X\n";
    let sitting = load(&mut store, later).unwrap();
    assert_eq!(sitting.body.name, "Children's Services Improvement Board");
    assert_eq!(sitting.meeting.slug, "csib-2023-04-24");
    assert_eq!((sitting.meeting.quorum, sitting.meeting.venue.as_str()), (Some(4), "Committee Room 2, Civic Centre"));
    assert_eq!(store.people().unwrap().len(), people, "nobody new");
    let named = |name: &str| sitting.people.iter().find(|person| person.name == name).unwrap();
    assert_eq!(named("Sam Hale").abbreviation, "IDCS");
    assert_eq!(named("Yusuf Clement").title, "Cllr");
    assert_eq!(sitting.membership(named("Kate Goode").id), Some(MembershipKind::Member));
    assert_eq!(sitting.membership(named("Dana Gibbs").id), Some(MembershipKind::Chair), "still of the body");
    assert_eq!(sitting.attendance.len(), 1, "Ann Barrow is known from the meeting before");
}

#[test]
fn apologies_of_somebody_who_would_attend_are_apologies() {
    let sitting = loaded(
        "Body: B\nDate: 1 March 2023\nIn attendance: Noah Underhill\nApologies: Noah Underhill; Noah Underhill\n1. X\n",
    );
    let statuses: Vec<AttendanceStatus> = sitting.attendance.iter().map(|attendance| attendance.status).collect();
    assert_eq!(statuses, [AttendanceStatus::Apologies]);
}

#[test]
fn standing_items_stand_at_the_next_meeting() {
    let mut store = empty_book();
    load(&mut store, "Body: B\nDate: 1 March 2023\n1. Apologies [standing]\n   Purpose: To receive them.\n2. A plan\n")
        .unwrap();
    let next = load(&mut store, "Body: B\nDate: 1 April 2023\n").unwrap();
    let items: Vec<(String, &str)> = next.items.iter().map(|item| (item.label(), item.purpose.as_str())).collect();
    assert_eq!(items, [("1 Apologies".to_string(), "To receive them.")]);
    let other = loaded("Body: C\nDate: 1 April 2023\n");
    assert_eq!(other.items.len(), 1, "there is always somewhere to write");
}

#[test]
fn what_would_be_taken_for_something_else_is_refused() {
    let head = "Body: Board (B)\nDate: 27 February 2023\n";
    for (rest, what) in [
        ("1. Title (exempt 3)\n", "expected square brackets"),
        ("Members: Cllr Bob Hope, Cllr Ann Other\n1. Title\n", "expected semicolons between people"),
    ] {
        let problems = minutebook::import::agenda::read(&format!("{head}{rest}")).unwrap_err();
        assert!(problems.iter().any(|problem| problem.what.contains(what)), "{rest}: {problems:?}");
    }
    assert!(minutebook::import::agenda::read("Body: Board (B)\nDate: 27 February 23\n").is_err());
}

#[test]
fn a_recommendation_does_not_take_the_place_of_a_purpose() {
    let text = "Body: Board (B)\nDate: 27 February 2023\n1. Title\n   Purpose: To see it.\n   Recommendation: That it be noted.\n";
    let agenda = minutebook::import::agenda::read(text).unwrap();
    assert_eq!(agenda.items[0].purpose, "To see it. That it be noted.");
}
