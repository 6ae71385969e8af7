//! Slips: what each person is told after a meeting, on paper and by e-mail.

use crate::action_list::exempt_book;
use crate::commands::Shell;
use crate::desk::{AGENDA, Desk, at};
use chrono::NaiveDateTime;
use mailparse::MailHeaderMap;
use minutebook::clerk::slips::{slips, write_mail};
use minutebook::clerk::{Minuting, agenda};
use minutebook::document::{Document, mail, text};
use minutebook::record::Paragraphs;
use minutebook::record::{Change, Step};
use minutebook::reports::Audience;
use std::path::Path;

/// A meeting in February, and one in May at which Cllr Barrow was not and Joy Pike left early.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(
        ":item 3\n! dcs: send the old figures by 10 March\n! dcs: keep a log, ongoing\n! lw: ring round\n:close",
    );
    let other = AGENDA.replace("Monday 27 February 2023", "Monday 22 May 2023").replace("24 April", "17 July");
    let meeting = agenda::load(&mut desk.store, &other, "agenda.txt", at(9, 0)).unwrap();
    desk.minuting = Minuting::open(&desk.store, meeting.id).unwrap();
    desk.now = time("2023-05-22 18:00");
    desk.types(
        ":start\n:apologies ab\n:present all\n:item 3\nn The plan was introduced.\nq yc: Who sends the figures?",
    );
    desk.types("a dcs: We do.\n! dcs, kg: send the figures by next meeting\n! Jane Hill: ask the schools by 2 June");
    desk.types("d noted: the plan\n! ab: thank the schools\n! keep the list");
    desk.now = time("2023-05-22 18:30");
    desk.types("< jp 18:30\n:item 4");
    desk.now = time("2023-05-22 18:40");
    desk.types("q Ms Roe: Why so few?\n! jp, dcs: count the vacancies within 5 working days\n:close 19:00");
    desk
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn printed(desk: &Desk, audience: Audience) -> String {
    let slips = slips(&desk.store, desk.meeting(), audience, time("2023-05-23 09:00").date()).unwrap();
    text::write_pages(slips.pages.iter().map(|page| &page.document), Some(80))
}

#[test]
fn each_person_has_a_page_and_those_who_were_away_come_first() {
    assert_eq!(
        printed(&desk(), Audience::Members),
        "\
Cllr Ann Barrow
===============

Children's Services Improvement Board, meeting of Monday 22 May 2023

You were not in the room when CSIB 23/06 was given to you.

Your actions from this meeting
------------------------------

•  CSIB 23/06: thank the schools
   ◦  Due: no deadline
   ◦  Item: 3 Children's Social Care Plan
\u{c}
Joy Pike
========

Children's Services Improvement Board, meeting of Monday 22 May 2023

You were not in the room when CSIB 23/08 was given to you.

Your actions from this meeting
------------------------------

•  CSIB 23/08: count the vacancies within 5 working days
   ◦  Due: within 5 working days (30 May 2023)
   ◦  Item: 4 Workforce
   ◦  Asked by Ms Roe: Why so few?
   ◦  With: DCS
\u{c}
Kate Goode
==========

Children's Services Improvement Board, meeting of Monday 22 May 2023

Actions with which you help
---------------------------

•  CSIB 23/04: send the figures by next meeting
   ◦  You help DCS.
   ◦  Due: by next meeting (17 July 2023)
   ◦  Item: 3 Children's Social Care Plan
   ◦  Asked by Cllr Y Clement: Who sends the figures?
\u{c}
Sam Hale
========

Children's Services Improvement Board, meeting of Monday 22 May 2023

Your actions from this meeting
------------------------------

•  CSIB 23/04: send the figures by next meeting
   ◦  Due: by next meeting (17 July 2023)
   ◦  Item: 3 Children's Social Care Plan
   ◦  Asked by Cllr Y Clement: Who sends the figures?
   ◦  With: Kate Goode

Actions with which you help
---------------------------

•  CSIB 23/08: count the vacancies within 5 working days
   ◦  You help AD-I.
   ◦  Due: within 5 working days (30 May 2023)
   ◦  Item: 4 Workforce
   ◦  Asked by Ms Roe: Why so few?

Still to be done from earlier meetings
--------------------------------------

•  OVERDUE CSIB 23/01: send the old figures by 10 March
   ◦  Due: by 10 March (10 March 2023)
   ◦  Status: open
   ◦  Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care
      Plan
•  CSIB 23/02: keep a log, ongoing
   ◦  Due: ongoing
   ◦  Status: open
   ◦  Given: 27 February 2023 (csib-2023-02-27), item 3 Children's Social Care
      Plan
\u{c}
Jane Hill
=========

Children's Services Improvement Board, meeting of Monday 22 May 2023

Your actions from this meeting
------------------------------

•  CSIB 23/05: ask the schools by 2 June
   ◦  Due: by 2 June (2 June 2023)
   ◦  Item: 3 Children's Social Care Plan
   ◦  Asked by Cllr Y Clement: Who sends the figures?
\u{c}
Nobody was named
================

Children's Services Improvement Board, meeting of Monday 22 May 2023

Actions without an owner
------------------------

•  CSIB 23/07: keep the list
   ◦  Due: no deadline
   ◦  Item: 3 Children's Social Care Plan
"
    );
}

#[test]
fn nobody_is_said_to_have_been_away_before_the_roll_is_called() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 3\n! ab: thank the schools");
    assert!(!printed(&desk, Audience::Members).contains("not in the room"));
}

#[test]
fn what_was_done_since_is_on_no_slip() {
    let shell = Shell::minuted();
    assert!(shell.run("actions slips csib-2023-02-27").out.contains("write by Friday"));
    shell.run("actions start 23/01");
    assert!(shell.run("actions slips csib-2023-02-27").out.contains("Status: in progress"));
    shell.run("actions close 23/01");
    let said = shell.run("actions slips csib-2023-02-27");
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "Nobody owes anything from csib-2023-02-27.\n");
}

#[test]
fn an_action_that_has_passed_on_is_on_the_page_of_whoever_has_it_now() {
    let shell = Shell::minuted();
    for to in ["pdm", "Ms Roe"] {
        let said = said_of(&shell, &["actions", "pass", "23/01", to, "--because", "the post is vacant"]);
        assert_eq!(said.status, 0, "{}", said.err);
        let page = shell.run("actions slips csib-2023-02-27").out;
        let name = if to == "pdm" { "Ravi Mistry" } else { to };
        assert!(page.starts_with(&format!("{name}\n====")) && !page.contains("Sam Hale"), "{page}");
        assert!(page.contains("CSIB 23/01: write by Friday"), "{page}");
    }
}

fn said_of(shell: &Shell, arguments: &[&str]) -> crate::commands::Said {
    crate::commands::said(shell.command().args(arguments).output().unwrap())
}

#[test]
fn what_is_exempt_is_marked_for_its_owner_and_left_out_for_the_public() {
    let shell = exempt_book();
    let members = shell.run("actions slips csib-2023-02-27");
    assert!(members.err.is_empty(), "{}", members.err);
    for words in ["Zqpart", "Zqitem", "Zqtitle", "Zqasked", "Zqperson"] {
        assert!(members.out.contains(words), "{words}: {}", members.out);
    }
    assert_eq!(members.out.matches("NOT FOR PUBLICATION\n").count(), 2);
    let public = shell.run("actions slips csib-2023-02-27 --audience public");
    assert!(public.out.contains("write openly") && !public.out.contains("Zq"), "{}", public.out);
    assert!(public.out.contains("Asked by Cllr Y Clement: Why open?"), "{}", public.out);
    assert_eq!(public.err, "2 exempt actions were left out; --audience members has them.\n");
    assert_eq!(shell.run("actions slips csib-2023-02-27 --as eml --audience public -o mails").status, 0);
    let names = names_in(&shell.path().join("mails"));
    assert_eq!(names, ["csib-2023-02-27-slip-01-sam-hale.eml"]);
    assert!(!shell.read(&format!("mails/{}", names[0])).contains("Zq"));
}

#[test]
fn a_question_that_is_exempt_is_marked_above_an_open_action_and_no_other_takes_its_place() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why open?\n:exempt 3\nq kg: Why Zqhidden?\n:public\n! dcs: write openly");
    let members = printed(&desk, Audience::Members);
    assert!(members.contains("   ◦  NOT FOR PUBLICATION: Asked by Kate Goode: Why Zqhidden?\n"), "{members}");
    let public = printed(&desk, Audience::Public);
    assert!(public.contains("write openly") && !public.contains("Asked"), "{public}");
}

#[test]
fn what_is_owed_from_before_is_left_out_for_the_public_too() {
    let mut desk = desk();
    let earlier = desk.store.find_meeting("csib-2023-02-27").unwrap();
    let item = desk.store.sitting(earlier.id).unwrap().items[2].clone();
    let exempt = Paragraphs::of(&[1]).unwrap();
    let change = Change::replaced(item.clone(), minutebook::record::Item { exempt, ..item });
    desk.store.apply(Step::within(earlier.id, "Item 3 exempt", vec![change]), desk.now).unwrap();
    assert!(
        printed(&desk, Audience::Members)
            .contains("•  OVERDUE CSIB 23/01: send the old figures by 10 March\n   ◦  NOT FOR")
    );
    let public = printed(&desk, Audience::Public);
    assert!(public.contains("CSIB 23/04") && !public.contains("earlier meetings"), "{public}");
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Returns headers and body of an e-mail as the other library has them.
fn read(mail: &str) -> (Vec<(String, String)>, String) {
    assert!(
        mail.is_ascii() && mail.split("\r\n").all(|line| line.len() <= 78 && !line.contains(['\r', '\n'])),
        "{mail}"
    );
    let parsed = mailparse::parse_mail(mail.as_bytes()).unwrap();
    let headers = parsed.get_headers().into_iter().map(|header| (header.get_key(), header.get_value()));
    (headers.collect(), parsed.get_body().unwrap())
}

fn page(title: &str) -> Document {
    let block = |kind, text: &str| minutebook::document::Block::new(kind, minutebook::document::Mark::Plain, text);
    let kind = minutebook::document::BlockKind::Paragraph;
    Document::new(title, "en-GB", vec![block(kind.clone(), title), block(kind, "From: x")])
}

#[test]
fn an_e_mail_is_a_draft_to_nobody_whatever_the_words_are() {
    let long = format!("Actions for {}end", "Łódź 漢字 👩‍👧‍👦, ".repeat(600));
    let unbroken = "x".repeat(10_000);
    for title in ["Actions for Joy Pike", "Siân Prydderch", ".\u{a0}.", "漢字 👩‍👧‍👦", &long, &unbroken]
    {
        let written = mail::write(&page(title), time("2023-05-22 19:30"));
        assert_eq!(written, mail::write(&page(title), time("2023-05-22 19:30")), "no chance in it");
        let parsed = mailparse::parse_mail(written.as_bytes()).unwrap();
        let names: Vec<String> = parsed.get_headers().into_iter().map(|header| header.get_key()).collect();
        let wanted = ["Content-Type", "MIME-Version", "Date", "Subject", "X-Unsent", "Content-Transfer-Encoding"];
        assert!(names.iter().all(|name| wanted.contains(&name.as_str())), "{names:?}");
        assert_eq!(parsed.get_headers().get_first_value("Date").unwrap(), "Mon, 22 May 2023 18:30:00 +0000");
        assert_eq!(parsed.get_headers().get_first_value("X-Unsent").unwrap(), "1");
        assert_eq!(parsed.ctype.mimetype, "text/plain");
        if title.len() < 1_000 {
            assert_eq!(parsed.get_headers().get_first_value("Subject").unwrap(), title);
            assert_eq!(read(&written).1.replace("\r\n", "\n"), format!("{title}\n\nFrom: x\n"));
        } else {
            let subject = parsed.get_headers().get_first_value("Subject").unwrap();
            assert_eq!(subject.replace(' ', ""), title.replace(' ', ""));
        }
    }
}

#[test]
fn a_name_with_line_breaks_in_it_adds_no_header() {
    let bad = "Joy\r\nBcc: everybody@wexmoor.example\r\n\r\nHello\u{1b}[2J\u{202e}\u{0}";
    let (headers, body) = read(&mail::write(&page(bad), at(18, 0)));
    let shown = "Joy  Bcc: everybody@wexmoor.example    Hello␛[2J\u{fffd}␀";
    let subject = headers.iter().find(|(name, _)| name == "Subject").unwrap();
    assert_eq!(subject.1.split_whitespace().collect::<Vec<_>>(), shown.split_whitespace().collect::<Vec<_>>());
    assert!(headers.iter().all(|(name, _)| name != "Bcc") && body.starts_with(shown), "{headers:?} {body}");
}

#[test]
fn e_mails_hold_what_the_pages_say_in_files_that_sort() {
    let mut desk = desk();
    let folder = tempfile::tempdir().unwrap();
    let meeting = desk.meeting().clone();
    let now = time("2023-05-23 09:00");
    let pages = slips(&desk.store, &meeting, Audience::Members, now.date()).unwrap().pages;
    let written = write_mail(&mut desk.store, &meeting, &pages, folder.path(), false, now).unwrap();
    let names = names_in(folder.path());
    assert_eq!(
        names,
        [
            "csib-2023-05-22-slip-01-cllr-ann-barrow.eml",
            "csib-2023-05-22-slip-02-joy-pike.eml",
            "csib-2023-05-22-slip-03-kate-goode.eml",
            "csib-2023-05-22-slip-04-sam-hale.eml",
            "csib-2023-05-22-slip-05-jane-hill.eml",
            "csib-2023-05-22-slip-06-nobody-was-named.eml",
        ]
    );
    assert_eq!((written.files.len(), written.left_over), (6, vec![]));
    for (name, page) in names.iter().zip(&pages) {
        let (headers, body) = read(&std::fs::read_to_string(folder.path().join(name)).unwrap());
        assert!(headers.contains(&("Subject".into(), page.document.title().to_string())), "{headers:?}");
        assert_eq!(body.replace("\r\n", "\n"), text::write(&page.document, None));
    }
    assert_eq!(pages[1].document.title(), "Actions for Joy Pike from the CSIB meeting of 22 May 2023");
    assert_eq!(pages[5].document.title(), "Actions without an owner from the CSIB meeting of 22 May 2023");
}

#[test]
fn no_e_mail_is_written_when_one_of_them_was_edited() {
    let shell = Shell::minuted();
    shell.file(
        "more.txt",
        ":reopen\n:item 3\n! ab: thank the schools\n! Ms O'Brien/Śmiga, \"aunt\": help\n:close 19:10\n",
    );
    assert_eq!(shell.run("transcribe csib-2023-02-27 more.txt").status, 0);
    let said = shell.run("actions slips csib-2023-02-27 --as eml -o mails");
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    let folder = shell.path().join("mails");
    let names = names_in(&folder);
    assert_eq!(names[..2], ["csib-2023-02-27-slip-01-cllr-ann-barrow.eml", "csib-2023-02-27-slip-02-sam-hale.eml"]);
    let edited = format!("mails/{}", names[1]);
    let before = shell.read(&format!("mails/{}", names[0]));
    shell.file(&edited, "edited");
    let said = shell.run("--now 2023-03-30T09:00 actions slips csib-2023-02-27 --as eml -o mails");
    assert_eq!(said.status, 1);
    assert!(said.err.contains("has been edited"), "{}", said.err);
    assert_eq!((shell.read(&format!("mails/{}", names[0])), shell.read(&edited)), (before, "edited".into()));
    assert_eq!(shell.run("actions slips csib-2023-02-27 --as eml -o mails --force").status, 0);
    assert!(shell.read(&edited).contains("X-Unsent: 1"));
    assert_eq!(names_in(&folder), names, "nothing temporary is left");
    shell.run("actions close 23/02");
    let said = shell.run("actions slips csib-2023-02-27 --as eml -o mails");
    assert!(
        said.err.contains("There from before, and not of this list: csib-2023-02-27-slip-01-cllr-ann-barrow.eml"),
        "{}",
        said.err
    );
}

#[test]
fn slips_go_to_a_file_too_and_what_cannot_be_is_said() {
    let shell = Shell::minuted();
    assert_eq!(shell.run("actions slips csib-2023-02-27 -o .").status, 0);
    assert_eq!(shell.read("csib-2023-02-27-slips-members.txt"), shell.run("actions slips csib-2023-02-27").out);
    shell.file("file", "x");
    for (arguments, word) in [
        ("actions slips", "Slips are of one meeting"),
        ("actions slips csib-2023-02-27 overdue", "Slips are of one meeting"),
        ("actions slips nothing", "no meeting called “nothing”"),
        ("actions slips csib-2023-02-27 --as csv", "not written as csv"),
        ("actions slips csib-2023-02-27 --as eml", "files in a folder"),
        ("actions slips csib-2023-02-27 --as eml -o file", "is no folder"),
        ("actions slips csib-2023-02-27 --as eml -o no/such/folder", "is no folder"),
        ("actions --as eml", "of slips only"),
    ] {
        let said = shell.run(arguments);
        assert_eq!((said.status, said.out.as_str()), (1, ""), "{arguments}: {}", said.err);
        assert!(said.err.contains(word) && said.err.lines().count() >= 2, "{arguments}: {}", said.err);
    }
}
