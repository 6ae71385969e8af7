//! The papers of one meeting besides its minutes: decisions, actions, one item, the sheet to be signed.

use crate::business::{business, hold};
use crate::commands::Shell;
use crate::desk::{Desk, at};
use crate::packages::{all_text, part};
use minutebook::clerk::export::Layout;
use minutebook::clerk::format::{Format, Holds};
use minutebook::clerk::house_styles::{save, with};
use minutebook::clerk::papers::{Paper, Sort, file_name, paper};
use minutebook::record::{EntryKind, HouseStyle};
use minutebook::reports::Audience;
use proptest::prelude::*;

/// Two decisions in public, one under an exempt part of the same item, one under an exempt item.
fn desk() -> Desk {
    let mut desk = Desk::started();
    desk.types(
        ":item 3\nn The Director introduced the plan.\nd noted: the plan\nd resolved dg/ab 7-2-1: that it be sent",
    );
    desk.types("; spelling of Bickenhill\n:exempt 3\nd agreed: Zqpart\n:public\n! dcs: send it by 31 March");
    desk.types(":item 4\nn Nothing was decided.\n:item 5\nd approved: Zqwhole\n! kg: see to Zqschool");
    desk
}

fn print(desk: &Desk, what: Paper, audience: Audience) -> String {
    all_text(
        paper(&desk.store, desk.meeting(), &what, audience, Layout { width: Some(90), ..Format::Text.into() }).unwrap(),
    )
}

const HEADING: &str = "\
*** DRAFT ***

Children's Services Improvement Board
=====================================

Minutes of the meeting held on Monday 27 February 2023 at 6.00 pm

Committee Room 2, Civic Centre

";

#[test]
fn a_decision_sheet_has_the_decisions_and_says_what_is_withheld() {
    let expected = "\
Decisions only

Agenda item 3

Children's Social Care Plan
---------------------------

3.1  The Board noted the plan.

3.2  The Board resolved that it be sent.

Proposed by Cllr D Gibbs and seconded by Cllr A Barrow. Voting: 7 for, 2 against, 1
abstained.

This part of the item was taken with the press and public excluded under section 100A(4)
of the Local Government Act 1972, because exempt information as described in paragraph 3
of Part 1 of Schedule 12A to that Act was likely to be disclosed.

Agenda item 5

Exempt item
-----------

This item was taken with the press and public excluded under section 100A(4) of the Local
Government Act 1972, because exempt information as described in paragraph 3 of Part 1 of
Schedule 12A to that Act was likely to be disclosed.
";
    assert_eq!(print(&desk(), Paper::Of(Sort::Decisions), Audience::Public), format!("{HEADING}{expected}"));
}

#[test]
fn members_read_exempt_decisions_under_numbers_of_their_own() {
    let members = print(&desk(), Paper::Of(Sort::Decisions), Audience::Members);
    let part = "\
NOT FOR PUBLICATION: exempt under paragraph 3 of Part 1 of Schedule 12A

E3.1  The Board agreed Zqpart.

End of exempt matter

Agenda item 5

A school in difficulty
----------------------

NOT FOR PUBLICATION: exempt under paragraph 3 of Part 1 of Schedule 12A

E5.1  The Board approved Zqwhole.
";
    assert!(members.ends_with(part), "{members}");
    assert!(members.contains("3.1  The Board noted the plan.") && members.contains("3.2  The Board resolved"));
}

#[test]
fn a_meeting_that_decided_nothing_says_so() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The plan.");
    let withheld = print(&desk, Paper::Of(Sort::Decisions), Audience::Members);
    assert!(withheld.ends_with("Decisions only\n\nNo decision was recorded.\n"), "{withheld}");
    let actions = print(&desk, Paper::Of(Sort::Actions), Audience::Members);
    assert!(actions.ends_with("Actions only\n\nNo action was recorded.\n"), "{actions}");
}

#[test]
fn what_is_said_of_exempt_actions_alone_is_no_decision() {
    let mut desk = Desk::started();
    desk.types(":item 3\nd noted: the plan\n:exempt 3\n! dcs: see to Zqit by Friday\n:public");
    let sheet = print(&desk, Paper::Of(Sort::Decisions), Audience::Public);
    assert!(sheet.contains("3.1  The Board noted the plan.\n\nAgenda item 5\n"), "{sheet}");
}

#[test]
fn the_actions_only() {
    let expected = "\
Actions only

Actions
-------

Actions arising from this meeting

Ref    Item  Action   Owner  By when
-----  ----  -------  -----  -----------
23/01  3     send it  DCS    by 31 March
";
    assert_eq!(print(&desk(), Paper::Of(Sort::Actions), Audience::Public), format!("{HEADING}{expected}"));
    assert!(print(&desk(), Paper::Of(Sort::Actions), Audience::Members).contains("see to Zqschool"));
}

#[test]
fn an_extract_has_one_item_and_is_certified() {
    let expected = "\
Extract: item 3

Agenda item 3

Children's Social Care Plan
---------------------------

For the board to see the draft plan and to comment on it before it is submitted.

The Director introduced the plan.

The Board noted the plan.

The Board resolved that it be sent.

Proposed by Cllr D Gibbs and seconded by Cllr A Barrow. Voting: 7 for, 2 against, 1
abstained.

This part of the item was taken with the press and public excluded under section 100A(4)
of the Local Government Act 1972, because exempt information as described in paragraph 3
of Part 1 of Schedule 12A to that Act was likely to be disclosed.

ACTION: DCS to send it by 31 March

Supporting documents:

•  Draft plan, pages 12–40
•  Terms of reference
•  Risk register

Certified as a true extract of the minutes:

Name ______________________________

Post ______________________________

Date ______________________________
";
    let desk = desk();
    assert_eq!(print(&desk, Paper::Item("3".into()), Audience::Public), format!("{HEADING}{expected}"));
    let missing = paper(&desk.store, desk.meeting(), &Paper::Item("9".into()), Audience::Public, Format::Text.into());
    let missing = missing.unwrap_err();
    assert_eq!(missing.what, "There is no item 9 in csib-2023-02-27.");
    assert_eq!(missing.hint, "Its items are 1, 2, 3, 4, 5, 6.");
}

#[test]
fn the_sheet_to_be_signed_is_no_draft_and_has_room_for_every_hand() {
    let sheet = print(&desk(), Paper::Of(Sort::Signature), Audience::Public);
    let blank = "______________________________";
    for label in ["Agreed at the meeting of", "Signature", "Name", "Date", "First leaf", "Last leaf"] {
        assert!(sheet.contains(&format!("\n{label} {blank}\n")), "{label}: {sheet}");
    }
    assert!(sheet.contains(&format!("\nInitials, as on each leaf {blank}\n")) && !sheet.contains("DRAFT"), "{sheet}");
}

#[test]
fn names_of_files_sort_by_meeting_and_tell_nothing() {
    let mut desk = desk();
    let name = |desk: &Desk, what: Paper, audience| file_name(desk.meeting(), &what, Format::Html, audience);
    let (public, members) = (Audience::Public, Audience::Members);
    assert_eq!(name(&desk, Paper::MINUTES, public), "csib-2023-02-27-draft-minutes.html");
    assert_eq!(name(&desk, Paper::Of(Sort::Decisions), members), "csib-2023-02-27-draft-decisions-members.html");
    assert_eq!(name(&desk, Paper::Of(Sort::Actions), public), "csib-2023-02-27-draft-actions.html");
    assert_eq!(name(&desk, Paper::Item("5".into()), public), "csib-2023-02-27-draft-item-5.html");
    assert_eq!(name(&desk, Paper::Of(Sort::Signature), public), "csib-2023-02-27-signature-sheet.html");
    desk.types(":close 20:00\n:confirmed");
    assert_eq!(name(&desk, Paper::Of(Sort::Decisions), public), "csib-2023-02-27-decisions.html");
}

/// Every paper of a meeting in every format that it has.
fn papers(desk: &Desk) -> Vec<(Paper, Format)> {
    let items = desk.minuting.sitting.items.iter().map(|item| Paper::Item(item.number.clone()));
    let all: Vec<Paper> = Sort::ALL.iter().map(|sort| Paper::Of(*sort)).chain(items).collect();
    let has = |what: &Paper, format: Format| match format.holds() {
        Holds::Documents => true,
        Holds::Tables => *what == Paper::Of(Sort::Actions),
        Holds::Records => *what == Paper::MINUTES,
        Holds::Actions => false,
    };
    let formats = |what: Paper| {
        Format::of_documents()
            .into_iter()
            .filter(|format| format.is_built() && *format != Format::Pdf)
            .map(move |format| (what.clone(), format))
    };
    all.into_iter().flat_map(formats).filter(|(what, format)| has(what, *format)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_paper_of_a_meeting_leaks_in_any_format(happened in business()) {
        let (desk, written) = hold(&happened);
        let kinds: Vec<(EntryKind, String)> = desk.store.minutes(desk.meeting().id).unwrap().entries.iter().flatten()
            .map(|recorded| (recorded.entry.kind, format!("{recorded:?}"))).collect();
        for (what, format) in papers(&desk) {
            let said = |audience| match paper(&desk.store, desk.meeting(), &what, audience, format.into()) {
                Ok(bytes) => all_text(bytes),
                // Without an action there is no table of them.
                Err(failure) => failure.to_string(),
            };
            let (public, members) = (said(Audience::Public), said(Audience::Members));
            let name = file_name(desk.meeting(), &what, format, Audience::Public);
            for entry in &written {
                prop_assert!(!entry.exempt || !public.contains(&entry.word), "{} in {what:?} as {format}", entry.word);
                prop_assert!(!name.contains(&entry.word));
                let is_private = kinds.iter().any(|(kind, all)| *kind == EntryKind::Private && all.contains(&entry.word));
                prop_assert!(!is_private || !members.contains(&entry.word), "{} is private", entry.word);
            }
        }
    }
}

#[test]
fn papers_from_the_command_line() {
    let shell = Shell::minuted();
    let decisions = shell.run("export csib-2023-02-27 --what decisions");
    assert_eq!((decisions.status, decisions.err.as_str()), (0, ""));
    assert!(decisions.out.contains("3.1  The Board noted the plan.") && !decisions.out.contains("Hidden"));
    let item = shell.run("export csib-2023-02-27 --item 3 --as md -o .");
    assert!(item.err.contains("csib-2023-02-27-draft-item-3.md"), "{}", item.err);
    assert!(shell.read("csib-2023-02-27-draft-item-3.md").contains("**ACTION:** DCS to write by Friday"));
    let sheet = shell.run("export csib-2023-02-27 --what actions --as xlsx -o .");
    assert_eq!(sheet.status, 0, "{}", sheet.err);
    assert!(std::fs::read(shell.path().join("csib-2023-02-27-draft-actions.xlsx")).unwrap().starts_with(b"PK"));
    for (arguments, what) in [
        ("--item 77", "no item 77"),
        ("--as xlsx", "A spreadsheet has the actions"),
        ("--what decisions --as csv", "It has no table"),
        ("--what decisions --as json", "JSON has the whole meeting"),
        ("--what decisions --audience clerk", "Private notes are in no document"),
    ] {
        let refused = shell.run(&format!("export csib-2023-02-27 {arguments}"));
        assert_eq!((refused.status, refused.out.as_str()), (1, ""), "{arguments}");
        assert!(refused.err.contains(what), "{arguments}: {}", refused.err);
    }
    for wrong in ["--what gossip", "--item 3 --what decisions", "--as ics", "--as table"] {
        assert_eq!(shell.run(&format!("export csib-2023-02-27 {wrong}")).status, 2, "{wrong}");
    }
}

#[test]
fn a_sheet_edited_by_hand_is_left_as_it_is() {
    let shell = Shell::minuted();
    let run = || shell.run("export csib-2023-02-27 --what actions --as xlsx -o actions.xlsx");
    assert_eq!(run().status, 0);
    assert_eq!(run().status, 0, "the same again");
    let mut edited = std::fs::read(shell.path().join("actions.xlsx")).unwrap();
    edited.extend(b"edited");
    shell.file("actions.xlsx", &edited);
    let refused = run();
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("has been edited since it was exported"), "{}", refused.err);
    assert_eq!(std::fs::read(shell.path().join("actions.xlsx")).unwrap(), edited);
}

#[test]
fn every_paper_stands_on_the_body_s_letterhead() {
    let shell = Shell::minuted();
    shell.file("letterhead.docx", include_bytes!("data/templates/libreoffice.docx"));
    for what in ["--what decisions", "--what actions", "--what signature", "--item 3"] {
        let said =
            shell.run(&format!("export csib-2023-02-27 {what} --as docx --template letterhead.docx -o paper.docx"));
        assert_eq!(said.status, 0, "{what}: {}", said.err);
        let text = part(&std::fs::read(shell.path().join("paper.docx")).unwrap(), "word/document.xml");
        assert!(text.contains("Before the minutes.") && text.contains("Chair: Cllr Dana Gibbs"), "{what}: {text}");
    }
}

/// Returns a paper of the test meeting in a style.
fn in_style(settings: &[(&str, &str)], lines: &str, what: Paper) -> String {
    let mut desk = Desk::started();
    desk.types(lines);
    let change = |style, (key, value): &(&str, &str)| with(&style, key, value).unwrap();
    let style = settings.iter().fold(HouseStyle::default(), change);
    save(&mut desk.store, &desk.minuting.sitting.body.clone(), style, "for the test", at(23, 0)).unwrap();
    print(&desk, what, Audience::Public)
}

#[test]
fn papers_are_in_the_house_style_of_the_minutes() {
    let settings = [
        ("number", "{n}/{yy}"),
        ("numbering", "each year"),
        ("first_number", "31"),
        ("decisions", "capitals"),
        ("dates", "27/02/2023"),
        ("others", "full"),
        ("words.draft", "NOT CONFIRMED"),
    ];
    let lines = ":item 3\nd agreed dg/ab 7-2-1: that it be sent\n! dcs: send it by 31 March";
    let decisions = in_style(&settings, lines, Paper::Of(Sort::Decisions));
    assert!(decisions.starts_with("*** NOT CONFIRMED ***\n"), "{decisions}");
    assert!(decisions.contains("held on 27/02/2023 at 6.00 pm"), "{decisions}");
    // The third item of a meeting whose first minute is 31.
    assert!(decisions.contains("33/23  Children's Social Care Plan\n"), "{decisions}");
    assert!(decisions.contains("33/23.1  AGREED that it be sent.\n"), "{decisions}");
    assert!(decisions.contains("Proposed by Cllr Dana Gibbs and seconded by Cllr Ann Barrow."), "{decisions}");
    let actions = in_style(&settings, lines, Paper::Of(Sort::Actions));
    assert!(actions.contains("23/01  33/23  send it  DCS    by 31 March"), "{actions}");
    let sheet = in_style(&settings, lines, Paper::Of(Sort::Signature));
    assert!(sheet.contains("held on 27/02/2023 at 6.00 pm") && !sheet.contains("NOT CONFIRMED"), "{sheet}");
}
