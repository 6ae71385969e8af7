//! How single entries read in a style: questions told in the past, decisions, limbs, names, abbreviations.

use crate::desk::minutes;
use crate::desk::{Desk, at};
use minutebook::clerk::Minuting;
use minutebook::clerk::follow_up::{FollowUp, Verb, find, follow_up, roster_of};
use minutebook::clerk::format::Format;
use minutebook::clerk::house_styles::{save, with};
use minutebook::record::HouseStyle;
use minutebook::reports::{Audience, draft_minutes, entry_on_desk};

fn style(settings: &[(&str, &str)]) -> HouseStyle {
    let change = |style: HouseStyle, (key, value): &(&str, &str)| {
        with(&style, key, value).unwrap_or_else(|failure| panic!("{key}: {failure}"))
    };
    settings.iter().fold(HouseStyle::default(), change)
}

/// What some lines under item 3 of the test meeting read like, without what stands around them.
fn reads(settings: &[(&str, &str)], lines: &str) -> String {
    let mut desk = Desk::started();
    desk.types(&format!(":item 3\n{lines}"));
    printed(&mut desk, style(settings), Audience::Public)
}

fn printed(desk: &mut Desk, style: HouseStyle, audience: Audience) -> String {
    let body = desk.minuting.sitting.body.clone();
    save(&mut desk.store, &body, style, "for the test", at(23, 0)).unwrap();
    let text = minutes(&desk.store, desk.meeting(), Format::Text, audience, None).unwrap();
    let (_, item) = text.split_once("before it is submitted.\n\n").expect("the purpose of item 3");
    item.split_once("\n\nSupporting documents:").expect("its documents").0.to_string()
}

const NARRATIVE: &[(&str, &str)] = &[("questions", "narrative")];

#[test]
fn what_is_typed_as_reported_speech_is_joined_and_what_is_not_stands_behind_a_colon() {
    for (line, expected) in [
        ("q yc: whether partners agree", "Cllr Y Clement asked whether partners agree."),
        ("q yc: what the vacancy rate is", "Cllr Y Clement asked what the vacancy rate is."),
        ("q yc: What is the vacancy rate?", "Cllr Y Clement asked: What is the vacancy rate?"),
        ("q yc: what is the vacancy rate?", "Cllr Y Clement asked: what is the vacancy rate?"),
        ("q yc: for a list of boards", "Cllr Y Clement asked for a list of boards."),
        ("q yc: I want a list. May I have it?", "Cllr Y Clement asked: I want a list. May I have it?"),
        ("q yc: I want a list", "Cllr Y Clement said: I want a list."),
        ("q kg: Why\u{2026}", "Kate Goode said: Why\u{2026}"),
        ("c dg: that it was late", "Cllr D Gibbs said that it was late."),
        ("c dg: That is late!", "Cllr D Gibbs said: That is late!"),
        ("q Jane Smith: Why?", "Jane Smith asked: Why?"),
    ] {
        assert_eq!(reads(NARRATIVE, line), expected, "{line}");
    }
}

#[test]
fn answers_go_on_in_the_paragraph_of_their_question() {
    let lines = "q yc: Why?\na dcs: that it was ill\na ad-i: And late\n- the first\n-- the second\na dcs: Yes.\nn So it was.\na dcs: Late.";
    let expected = "Cllr Y Clement asked: Why? In response, the DCS said that it was ill. The AD-I added: And late.\n\n\
                    \u{2022}  the first\n   \u{25e6}  the second\n\nThe DCS added: Yes.\n\nSo it was.\n\nThe DCS said: Late.";
    assert_eq!(reads(NARRATIVE, lines), expected);
    let unattributed = "It was asked: Why? In response it was said that it was ill. It was added: And late.\n\n\
                    \u{2022}  the first\n   \u{25e6}  the second\n\nIt was added: Yes.\n\nSo it was.\n\nIt was said: Late.";
    assert_eq!(reads(&[("questions", "unattributed")], lines), unattributed);
}

#[test]
fn a_written_answer_stands_under_its_question_named_as_speakers_are() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why?\n:reply dcs by 10 March");
    let given = find(&desk.store, "23/01").unwrap();
    let heard = FollowUp::of(Verb::Reply, "it was the auditor", "", &roster_of(&desk.store, &given).unwrap());
    follow_up(&mut desk.store, &given, &heard, "pat", at(21, 0)).unwrap();
    for (questions, speakers, expected) in [
        (
            "nested",
            "short",
            "\u{2022}  Cllr Y Clement \u{2013} Why?\n   \u{25e6}  DCS \u{2013} in writing, on 27 February 2023: it was the auditor",
        ),
        (
            "narrative",
            "full",
            "Cllr Yusuf Clement asked: Why?\n\n\u{2022}  Sam Hale \u{2013} in writing, on 27 February 2023: it was the auditor",
        ),
        ("unattributed", "full", "It was asked: Why?\n\n\u{2022}  In writing, on 27 February 2023: it was the auditor"),
    ] {
        let style = style(&[("questions", questions), ("speakers", speakers)]);
        let text = printed(&mut desk, style, Audience::Public);
        assert!(text.contains(expected), "{questions}: {text}");
    }
}

#[test]
fn an_answer_to_an_exempt_question_answers_nothing_that_the_public_can_read() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Public?\n:exempt 3\nq kg: Secret?\n:public\na dcs: Yes.");
    let text = printed(&mut desk, style(NARRATIVE), Audience::Public);
    assert!(text.ends_with("The DCS said: Yes."), "{text}");
    let text = printed(&mut desk, style(NARRATIVE), Audience::Members);
    assert!(text.ends_with("In response, the DCS said: Yes."), "{text}");
}

#[test]
fn people_are_called_as_the_style_says() {
    let lines = "q dg: Why?\na dcs: Because.\nc kg: I see.\nq Jane Smith: And I?";
    for (form, expected) in [
        ("short", ["Cllr D Gibbs", "DCS", "Kate Goode", "Jane Smith"]),
        ("full", ["Cllr Dana Gibbs", "Sam Hale", "Kate Goode", "Jane Smith"]),
        ("initials", ["DG", "SH", "KG", "Jane Smith"]),
        ("post", ["Chair", "Director of Children's Services", "Kate Goode", "Jane Smith"]),
        ("a member", ["A Member", "DCS", "A Member", "A person attending"]),
    ] {
        let text = reads(&[("speakers", form)], lines);
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split_once(" \u{2013} "))
            .map(|(name, _)| name.trim_start_matches(['\u{2022}', '\u{25e6}', ' ']))
            .collect();
        assert_eq!(names, expected, "{form}");
    }
}

#[test]
fn initials_that_two_people_have_call_neither() {
    let mut desk = Desk::started();
    // Cllr Dana Gibbs is DG; so is somebody who came.
    desk.types(":item 3\n+ David Grant 18:01\nq dg: Why?");
    let lines = printed(&mut desk, style(&[("speakers", "initials")]), Audience::Public);
    assert!(!lines.contains("DG \u{2013}"), "{lines}");
}

#[test]
fn owners_proposers_and_voters_are_named_in_their_own_way() {
    let settings = [("owners", "full"), ("others", "initials"), ("speakers", "a member")];
    let text = reads(
        &settings,
        "q yc: Why?\n! dcs, yc: write\nd resolved dg/yc 5-1-0: that it be so\n:vote for dg; against kg\n< kg 18:40",
    );
    for expected in [
        "A Member \u{2013} Why?",
        "ACTION: Sam Hale and Cllr Yusuf Clement to write",
        "Proposed by DG and seconded by YC.",
        "For: DG.",
        "Against: KG.",
        "KG left at 6.40 pm.",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn decisions_read_as_the_style_says() {
    for (form, line, expected) in [
        ("sentence", "d resolved: that it be so", "The Board resolved that it be so."),
        ("capitals", "d resolved: that it be so", "RESOLVED that it be so."),
        ("capitals", "d noted unanimously: the report", "NOTED unanimously: the report."),
        ("capitals", "d agreed unanimously: that it be so", "AGREED unanimously that it be so."),
        ("capitals", "d lost: that it be so", "A motion that it be so was lost."),
        ("impersonal", "d agreed unanimously: that it be so", "It was unanimously agreed that it be so."),
        ("impersonal", "d agreed: to wait", "It was agreed to wait."),
        // "It was noted the report" is no English.
        ("impersonal", "d noted: the report", "The Board noted the report."),
        ("impersonal", "d The Chair thanked all.", "The Chair thanked all."),
    ] {
        assert_eq!(reads(&[("decisions", form)], line), expected, "{form}: {line}");
    }
    for (verb, expected) in [("as recorded", "AGREED"), ("resolved", "RESOLVED"), ("agreed", "AGREED")] {
        let text = reads(&[("decisions", "capitals"), ("decision_verb", verb)], "d agreed: that it be so\nd noted: it");
        assert_eq!(text, format!("{expected} that it be so.\n\nNOTED: it."), "{verb}");
    }
}

#[test]
fn limbs_stand_on_lines_of_their_own_where_their_letters_are_those_that_print() {
    let limbs = |line: &str| reads(&[("limbs", "yes"), ("decisions", "capitals")], line);
    assert_eq!(
        limbs("d resolved: that (a) the plan be noted; (b) fees (i) rise by 2%, and (ii) be reviewed; (c) it stop"),
        "RESOLVED that:\n\n(a) the plan be noted;\n(b) fees\n   (i) rise by 2%, and\n   (ii) be reviewed;\n(c) it stop."
    );
    // A reference is no limb, one letter makes no list, and other letters stay as they were typed.
    for line in [
        "that the plan be noted as in (a) above",
        "that (i) the plan be noted; (ii) it come back",
        "that (b) the plan be noted; (c) it come back",
        "that the fee (a) be set",
    ] {
        assert_eq!(limbs(&format!("d resolved: {line}")), format!("RESOLVED {line}."));
    }
    let lonely = limbs("d resolved: that (a) what is in (i) above be noted; (b) it stop");
    assert_eq!(lonely, "RESOLVED that:\n\n(a) what is in (i) above be noted;\n(b) it stop.");
    let referring = limbs("d resolved: that (a) the plan be noted; (b) what is in (c) below come back; (c) it stop");
    assert_eq!(
        referring,
        "RESOLVED that:\n\n(a) the plan be noted;\n(b) what is in (c) below come back;\n(c) it stop."
    );
}

#[test]
fn named_votes_are_told_whatever_else_is_left_out() {
    let settings = [("movers", "left out"), ("tallies", "no")];
    let text = reads(&settings, "d resolved dg/yc 5-1-0: that it be so\n:vote for dg yc; against kg; abstained ab");
    assert_eq!(
        text,
        "The Board resolved that it be so.\n\nFor: Cllr D Gibbs, Cllr Y Clement.\n\nAgainst: Kate Goode.\n\nAbstained: Cllr A Barrow."
    );
}

#[test]
fn an_abbreviation_is_written_out_where_it_is_first_used_and_once() {
    let ours = "CQC: Care Quality Commission; NHS: National Health Service; CQ: conduct query";
    let out = |lines: &str| reads(&[("write_out", "yes"), ("abbreviations", ours)], lines);
    for (line, expected) in [
        ("n The CQC and the CQC.", "The Care Quality Commission (CQC) and the CQC."),
        (
            "n The Care Quality Commission (CQC) came; the CQC left.",
            "The Care Quality Commission (CQC) came; the CQC left.",
        ),
        ("n A CQC-led review.", "A Care Quality Commission (CQC)-led review."),
        ("n CQC's view, and the CQC itself.", "CQC's view, and the Care Quality Commission (CQC) itself."),
        // "an National Health Service" is no English: it waits.
        ("n An NHS body asked the NHS.", "An NHS body asked the National Health Service (NHS)."),
        ("n a CQC visit", "a Care Quality Commission (CQC) visit"),
        ("n The CQCX and XCQC and CQC-X.", "The CQCX and XCQC and CQC-X."),
    ] {
        assert_eq!(out(line), expected, "{line}");
    }
    // In the order of the document: who attended stands above, with posts written out.
    assert_eq!(out("n The DCS spoke."), "The DCS spoke.");
    let mut desk = Desk::planned();
    desk.types(":start\n:item 3\nn The PDM spoke to the CQC.\nn The CQC left.");
    let style = style(&[("write_out", "yes"), ("abbreviations", ours), ("attendance", "roster")]);
    assert_eq!(
        printed(&mut desk, style, Audience::Public),
        "The PDM spoke to the Care Quality Commission (CQC).\n\nThe CQC left."
    );
}

#[test]
fn no_abbreviation_of_exempt_matter_is_in_the_glossary_of_the_public() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn In public.\n:item 5\nn The RTO came.");
    let style = style(&[("glossary", "yes"), ("abbreviations", "RTO: Receiver of Tangled Offers")]);
    let body = desk.minuting.sitting.body.clone();
    save(&mut desk.store, &body, style, "for the test", at(23, 0)).unwrap();
    let text = |audience| minutes(&desk.store, desk.meeting(), Format::Text, audience, None).unwrap();
    assert!(text(Audience::Members).contains("Receiver of Tangled Offers"));
    assert!(!text(Audience::Public).contains("Tangled"));
    assert!(
        text(Audience::Public).ends_with("PDM           Performance and Data Manager\n"),
        "a glossary ends the minutes"
    );
}

#[test]
fn days_and_times_read_as_the_style_says() {
    let mut desk = Desk::started();
    desk.types(":item 3\n< kg 18:05\n:close 20:00");
    for (dates, times, held, left) in [
        ("Monday 27 February 2023", "6.05 pm", "Monday 27 February 2023 at 6.00 pm", "6.05 pm"),
        ("Monday 27th February 2023", "6.05pm", "Monday 27th February 2023 at 6.00pm", "6.05pm"),
        ("27 February 2023", "6:05pm", "27 February 2023 at 6:00pm", "6:05pm"),
        ("27/02/2023", "18:05", "27/02/2023 at 18:00", "18:05"),
        ("27/02/2023", "1805 hrs", "27/02/2023 at 1800 hrs", "1805 hrs"),
    ] {
        let body = desk.minuting.sitting.body.clone();
        save(&mut desk.store, &body, style(&[("dates", dates), ("times", times)]), "for the test", at(23, 0)).unwrap();
        let text = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
        assert!(text.contains(&format!("Minutes of the meeting held on {held}\n")), "{text}");
        assert!(text.contains(&format!("Kate Goode left at {left}.")), "{text}");
        assert!(text.contains(&format!("Kate Goode (co-opted), until {left}\n")), "{text}");
    }
}

#[test]
fn paragraphs_have_one_number_for_each_entry_and_private_notes_none() {
    let settings = [("paragraph_numbers", "yes"), ("questions", "narrative")];
    let lines =
        "n One.\n; mine\nq yc: Two?\na dcs: Yes.\nd resolved dg/yc 5-1-0: that three\n:vote for dg\n! dcs: four";
    let expected = "3.1  One.\n\n3.2  Cllr Y Clement asked: Two? In response, the DCS said: Yes.\n\n3.3  The Board resolved that three.\n\n\
                    Proposed by Cllr D Gibbs and seconded by Cllr Y Clement. Voting: 5 for, 1 against, 0 abstained.\n\n\
                    For: Cllr D Gibbs.\n\n3.4  ACTION: DCS to four";
    assert_eq!(reads(&settings, lines), expected);
}

#[test]
fn on_the_desk_each_entry_is_a_block_of_its_own_in_the_style_of_the_body() {
    let mut desk = Desk::started();
    desk.types(":item 3\nq yc: Why?\na dcs: that it was late\n! dcs: write");
    let settings = [("questions", "narrative"), ("actions.line", "no"), ("actions.column", "yes")];
    let body = desk.minuting.sitting.body.clone();
    save(&mut desk.store, &body, style(&settings), "for the test", at(23, 0)).unwrap();
    let minuting = Minuting::open(&desk.store, desk.meeting().id).unwrap();
    let entries = desk.minuting.entries.clone();
    let blocks = minutebook::reports::item_on_desk(&minuting.sitting, desk.minuting.item, &entries);
    let read: Vec<(Option<minutebook::record::Id>, String)> =
        blocks.iter().map(|block| (block.source, block.text())).collect();
    let expected =
        ["Cllr Y Clement asked: Why?", "In response, the DCS said that it was late.", "ACTION: DCS to write"];
    let sources = entries.iter().map(|recorded| Some(recorded.entry.id));
    assert_eq!(read, sources.zip(expected.map(String::from)).collect::<Vec<_>>());
    assert_eq!(entry_on_desk(&minuting.sitting, &entries[2])[0].text(), "ACTION: DCS to write");
    // In the document the owner stands beside.
    let recorded = desk.store.minutes(desk.meeting().id).unwrap();
    let document = draft_minutes(recorded.sitting, recorded.entries, Audience::Public);
    assert!(document.blocks.iter().any(|block| matches!(block.kind, minutebook::document::BlockKind::Beside(_))));
}
