//! The action list: what it says, in every format, and to whom.

use crate::commands::Shell;
use crate::desk::{AGENDA, Desk, at};
use minutebook::clerk::action_list::{document, readable};
use minutebook::clerk::follow_up::{FollowUp, find, follow_up};
use minutebook::clerk::format::Format;
use minutebook::clerk::register::actions;
use minutebook::clerk::{Minuting, agenda};
use minutebook::document::{markdown, text};
use minutebook::record::time::parse_date;
use minutebook::record::{ActionStatus, Change, Paragraphs, Step};
use minutebook::reports::Audience;

/// Three actions in February and one in May; one of them was heard of, two are late by June.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\n! dcs, kg: send the vacancy figures by next meeting\n! kg: ask *every* school by 10 March");
    desk.types("! keep the list");
    let other = AGENDA.replace("Monday 27 February 2023", "Monday 22 May 2023");
    let meeting = agenda::load(&mut desk.store, &other, "agenda.txt", at(9, 0)).unwrap();
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    desk.types(":item 4\n! kg: visit the hub, ongoing");
    let said = |text: &str| FollowUp { text: text.into(), ..FollowUp::default() };
    let started = FollowUp { status: Some(ActionStatus::InProgress), ..said("two have answered") };
    hear(&mut desk, "23/02", started, "2023-04-03");
    hear(&mut desk, "23/02", FollowUp { due_words: "by 19 May".into(), ..said("the holidays") }, "2023-04-11");
    hear(&mut desk, "23/02", FollowUp { due_words: "by 2 June".into(), ..said("the rest is silent") }, "2023-05-22");
    desk
}

fn hear(desk: &mut Desk, reference: &str, heard: FollowUp, day: &str) {
    let given = find(&desk.store, reference).unwrap();
    let now = parse_date(day).unwrap().and_hms_opt(12, 0, 0).unwrap();
    follow_up(&mut desk.store, &given, &heard, "Kate Goode", now).unwrap();
}

fn listed(desk: &Desk, words: &str, today: &str, audience: Audience) -> (String, String, usize) {
    let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
    let today = parse_date(today).unwrap();
    let (rows, left_out) = readable(actions(&desk.store, &words, today).unwrap(), audience);
    let document = document(&rows, &words, false, today, Format::Text);
    (text::write(&document, Some(80)), markdown::write(&document), left_out)
}

#[test]
fn a_list_says_who_owes_what_the_late_ones_first() {
    let (text, ..) = listed(&desk(), "", "2023-06-05", Audience::Public);
    assert_eq!(
        text,
        "\
Outstanding actions on 5 June 2023
==================================

4 actions, 2 overdue.

DCS
---

•  OVERDUE CSIB 23/01: send the vacancy figures by next meeting
   ◦  Due: by next meeting (22 May 2023); first due 24 April 2023
   ◦  Status: open
   ◦  Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care
      Plan
   ◦  With: Kate Goode

Kate Goode
----------

•  OVERDUE CSIB 23/02: ask *every* school by 10 March
   ◦  Due: by 2 June (2 June 2023); first due 10 March 2023, moved twice
   ◦  Status: in progress
   ◦  Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care
      Plan
   ◦  Latest: deadline moved to “by 2 June”; the rest is silent (Kate Goode, 22
      May 2023)
•  CSIB 23/04: visit the hub, ongoing
   ◦  Due: ongoing
   ◦  Status: open
   ◦  Given: 22 May 2023 (csib-2023-05-22), item 4 Workforce

No owner
--------

•  CSIB 23/03: keep the list
   ◦  Due: no deadline
   ◦  Status: open
   ◦  Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care
      Plan
"
    );
}

#[test]
fn the_same_list_in_markdown() {
    let (_, markdown, _) = listed(&desk(), "overdue owner:kg", "2023-06-05", Audience::Public);
    assert_eq!(
        markdown,
        "\
# Overdue actions on 5 June 2023

2 actions, 2 overdue. A selection: only those that were asked for.

## DCS

- **OVERDUE CSIB 23/01:** send the vacancy figures by next meeting
    - Due: by next meeting (22 May 2023); first due 24 April 2023
    - Status: open
    - Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care Plan
    - With: Kate Goode

## Kate Goode

- **OVERDUE CSIB 23/02:** ask \\*every\\* school by 10 March
    - Due: by 2 June (2 June 2023); first due 10 March 2023, moved twice
    - Status: in progress
    - Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care Plan
    - Latest: deadline moved to “by 2 June”; the rest is silent (Kate Goode, 22 May 2023)
"
    );
}

#[test]
fn a_title_says_which_actions_are_meant() {
    let desk = desk();
    for (words, beginning) in [
        ("", "Outstanding actions on 5 June 2023\n==================================\n\n4 actions, 2 overdue.\n"),
        ("overdue", "Overdue actions on 5 June 2023\n==============================\n\n2 actions, 2 overdue.\n"),
        ("all", "Actions on 5 June 2023\n======================\n\n4 actions, 2 overdue.\n"),
        (
            "owner:dcs",
            "Outstanding actions on 5 June 2023\n==================================\n\n1 action, 1 overdue. A selection",
        ),
        ("closed", "Actions on 5 June 2023\n======================\n\nNo action is listed. A selection"),
        (
            "nothing-like-it",
            "Outstanding actions on 5 June 2023\n==================================\n\nNo action is listed.",
        ),
    ] {
        let (text, ..) = listed(&desk, words, "2023-06-05", Audience::Public);
        assert!(text.starts_with(beginning), "{words}: {text}");
    }
}

#[test]
fn an_action_under_an_exempt_item_is_exempt_whatever_its_own_entry_says() {
    let mut desk = Desk::started();
    desk.types(":item 3\n! dcs: send Zqopen figures by Friday");
    let before = desk.minuting.sitting.item(desk.item_id("3")).unwrap().clone();
    let mut after = before.clone();
    after.exempt = Paragraphs::of(&[3]).unwrap();
    let step = Step::within(desk.meeting().id, "Item 3 exempt", vec![Change::replaced(before, after)]);
    desk.store.apply(step, desk.now).unwrap();
    let rows = actions(&desk.store, &[], desk.now.date()).unwrap();
    assert!(rows[0].exempt && !desk.last().entry.exempt.is_exempt());
    let (text, markdown, left_out) = listed(&desk, "", "2023-06-05", Audience::Public);
    assert_eq!(left_out, 1);
    for said in [text, markdown] {
        assert!(!said.contains("Zqopen") && !said.contains("Social Care Plan"), "{said}");
    }
}

#[test]
fn what_was_heard_in_private_of_an_open_action_is_not_passed_on() {
    let mut desk = Desk::started();
    desk.types(":item 3\n! dcs: send the figures by 10 March\n! kg: ask the schools by 10 March\n! lw: ring round");
    let other = AGENDA.replace("Monday 27 February 2023", "Monday 22 May 2023");
    let meeting = agenda::load(&mut desk.store, &other, "agenda.txt", at(9, 0)).unwrap();
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    desk.now = parse_date("2023-05-22").unwrap().and_hms_opt(18, 0, 0).unwrap();
    desk.types(":start\n:present all\n:item 3\n:action 23/03 update half of them\n:exempt 1");
    desk.types(":action 23/03 update Zqone of them is ill\n:action 23/01 move by 30 June because Zqtwo is ill");
    let (text, markdown, left_out) = listed(&desk, "", "2023-06-05", Audience::Public);
    assert_eq!(left_out, 1, "the day by which it is due now is known by what is exempt");
    for said in [&text, &markdown] {
        assert!(!said.contains("Zq") && !said.contains("23/01") && !said.contains("30 June"), "{said}");
        assert!(said.contains("Latest: half of them (") && !said.contains("NOT FOR PUBLICATION"), "{said}");
    }
    let (text, ..) = listed(&desk, "", "2023-06-05", Audience::Members);
    assert!(text.contains("Zqone") && text.contains("Zqtwo") && text.contains("first due 10 March 2023"), "{text}");
    assert_eq!(text.matches("NOT FOR PUBLICATION").count(), 2);
}

/// A book with one action for all and two that are not: one of an exempt part, one of an exempt item.
pub fn exempt_book() -> Shell {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA.replace("A school in difficulty", "Zqtitle"));
    shell.file(
        "notes.txt",
        ":start 18:00\n:present all\n:item 3\nn The plan.\nq yc: Why open?\n! dcs: write openly by Friday\n:exempt 3\n\
         q yc: Why Zqasked?\n! dcs: write Zqpart by Friday\n:public\n:item 5\n! Zqperson: see to Zqitem by next meeting\n\
         :close 19:00\n",
    );
    assert_eq!(shell.run("agenda agenda.txt").status, 0);
    assert_eq!(shell.run("transcribe csib-2023-02-27 notes.txt").status, 0);
    assert_eq!(shell.run("actions update csib:23/02 Zqheard").status, 0);
    shell
}

#[test]
fn what_is_exempt_is_only_for_those_who_may_read_it() {
    let shell = exempt_book();
    let run = |arguments: String| {
        let mut said = shell.run(&arguments);
        // Calendars break lines within words.
        said.out = said.out.replace("\r\n ", "");
        said
    };
    for format in ["table", "csv", "json", "md", "text", "ics"] {
        let said = run(format!("actions --as {format} --audience public"));
        assert_eq!(said.status, 0);
        assert!(said.out.contains("openly") && !said.out.contains("Zq"), "{format}: {}", said.out);
        assert_eq!(said.err, "2 exempt actions were left out; --audience members has them.\n", "{format}");
        for audience in ["members", "clerk"] {
            let said = run(format!("actions --as {format} --audience {audience}"));
            let all = ["openly", "Zqpart", "Zqitem"].iter().all(|word| said.out.contains(word));
            assert!(all && said.err.is_empty(), "{format} for {audience}: {} {}", said.out, said.err);
        }
        let unasked = run(format!("actions --as {format}"));
        let is_clerk_s_own = ["table", "json"].contains(&format);
        assert_eq!(unasked.out.contains("Zq"), is_clerk_s_own, "{format}: {}", unasked.out);
    }
    let one = shell.run("actions Zqitem --as text");
    assert!(one.out.contains("No action is listed.") && !one.out.contains("Zq"), "{}", one.out);
    assert_eq!(one.err, "1 exempt action was left out; --audience members has it.\n");
    assert_eq!(shell.run("actions --as text --audience members").out.matches("NOT FOR PUBLICATION").count(), 2);
}

#[test]
fn a_list_goes_to_a_file_and_never_over_an_edited_one() {
    let shell = exempt_book();
    let said = shell.run("actions --as md -o .");
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    let name = "actions-2023-02-20.md";
    assert!(said.err.contains(name), "{}", said.err);
    assert_eq!(shell.read(name), shell.run("actions --as md").out, "the same to a file as to the screen");
    shell.file(name, "edited");
    assert_eq!(shell.run("actions --as md -o .").status, 1);
    assert_eq!(shell.read(name), "edited");
    assert_eq!(shell.run("actions --as md -o . --force").status, 0);
    assert_eq!(shell.run("actions --as text --audience members -o .").status, 0);
    assert!(shell.read("actions-2023-02-20-members.txt").contains("Zqitem"));
}

#[test]
fn a_shortened_list_says_so_and_a_narrow_one_is_narrow() {
    let shell = exempt_book();
    let cut = shell.run("actions all --as text --audience members --limit 2").out;
    assert!(cut.contains("2 actions, none overdue. A selection"), "{cut}");
    let narrow = shell.run("actions --as text --width 30").out;
    assert!(narrow.lines().skip(2).all(|line| line.chars().count() <= 30), "{narrow}");
    assert_eq!(shell.run("actions --as text --width 3").status, 2);
}
