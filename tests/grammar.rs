//! What each capture line means.

use crate::desk::{Desk, note};
use minutebook::capture::Expected;
use minutebook::record::EntryKind;

/// Holds lines against their meanings, and tells of every one that differs.
pub fn hold(desk: &Desk, expected: Expected, table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(line, meaning)| {
            let read = desk.means(line, expected);
            (read != *meaning).then(|| format!("{line}\n  should be  {meaning}\n  but is     {read}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} lines are misread:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn a_prefix_says_the_kind() {
    let table = [
        ("n The Director introduced the report.", "note: The Director introduced the report."),
        ("q yc: Can we have a list of who sits on them?", "question by YC: Can we have a list of who sits on them?"),
        ("a dcs: Yes, we can provide that.", "answer by SH: Yes, we can provide that."),
        ("c kg: I welcome this.", "comment by KG: I welcome this."),
        ("- Joint Targeted Area Inspection – March", "point 1: Joint Targeted Area Inspection – March"),
        ("-- of which two were urgent", "point 2: of which two were urgent"),
        ("--- deeper", "point 3: deeper"),
        ("---- deepest", "point 4: deepest"),
        ("d noted: the report", "noted: the report"),
        ("i yc: governor of a school named in the report", "interest by YC: governor of a school named in the report"),
        ("; check spelling of Bickenhill", "private: check spelling of Bickenhill"),
        (";no blank is needed", "private: no blank is needed"),
        ("/vacancy", "search for vacancy"),
        ("/ agency staff ", "search for agency staff"),
        (":next", "command next []"),
        (":item 6", "command item [6]"),
        (":ITEM 6a 18:05", "command item [6a 18:05]"),
        (": exempt 3", "command exempt [3]"),
        (":vote for dg ab; against kg", "command vote [for dg ab; against kg]"),
        ("", "nothing"),
        ("   ", "nothing"),
        ("\t", "nothing"),
    ];
    hold(&Desk::started(), note(), &table);
}

#[test]
fn full_words_say_the_kind_too() {
    let table = [
        ("note The meeting was quorate.", "note: The meeting was quorate."),
        ("note: The meeting was quorate.", "note: The meeting was quorate."),
        ("question yc: When?", "question by YC: When?"),
        ("question: When will it be ready?", "question by nobody: When will it be ready?"),
        ("answer dcs: In May.", "answer by SH: In May."),
        ("comment kg: Good.", "comment by KG: Good."),
        ("point one more", "point 1: one more"),
        ("action: dcs: send the list", "action for SH: send the list"),
        ("action dcs: send the list", "action for SH: send the list"),
        ("ACTION: DCS to send the list", "action for SH: send the list"),
        ("ACTION DCS to send the list", "action for SH: send the list"),
        ("Action: DCS to send the list", "action for SH: send the list"),
        ("decision noted: the report", "noted: the report"),
        ("interest yc: a governor", "interest by YC: a governor"),
        ("private: ring the venue", "private: ring the venue"),
        ("resolved that the plan be adopted", "resolved: that the plan be adopted"),
        ("RESOLVED that the plan be adopted", "resolved: that the plan be adopted"),
        ("RESOLVED: That the plan be adopted", "resolved: That the plan be adopted"),
        ("noted: the report", "noted: the report"),
        ("deferred: the item, to April", "deferred: the item, to April"),
    ];
    hold(&Desk::started(), note(), &table);
}

#[test]
fn without_a_prefix_a_line_is_what_was_expected() {
    let desk = Desk::started();
    let sentences = [
        ("The Director introduced the report.", "note: The Director introduced the report."),
        // Sentences start with a capital: none of these is a prefix.
        ("A member of the public spoke.", "note: A member of the public spoke."),
        ("Noted with thanks.", "note: Noted with thanks."),
        ("Question time followed.", "note: Question time followed."),
        ("Resolved matters were listed.", "note: Resolved matters were listed."),
        ("I welcome this.", "note: I welcome this."),
        // A prefix is a letter and a blank.
        ("note", "note: note"),
        ("qa was discussed.", "note: qa was discussed."),
        ("d", "note: d"),
        ("-5 degrees", "note: -5 degrees"),
        ("----- too many", "note: ----- too many"),
        ("+yc", "note: +yc"),
        ("  Leading blanks are dropped.", "note: Leading blanks are dropped."),
    ];
    hold(&desk, note(), &sentences);
    let question = Expected::kind(EntryKind::Question);
    let spoken = [
        ("yc: How many?", "question by YC: How many?"),
        ("How many?", "question by nobody: How many?"),
        ("n How many?", "note: How many?"),
        ("! dcs: count them", "action for SH: count them"),
    ];
    hold(&desk, question, &spoken);
    let dcs = Expected { kind: EntryKind::Answer, speaker: Some(desk.person("SH")) };
    let answers = [
        ("Forty.", "answer by SH: Forty."),
        ("a Forty.", "answer by SH: Forty."),
        ("ad-i: Forty.", "answer by JP: Forty."),
        ("a nobody we know: Forty.", "answer by SH: nobody we know: Forty."),
        // Only an answer has somebody who is likely to give it.
        ("q Forty?", "question by nobody: Forty?"),
        ("c Forty!", "comment by nobody: Forty!"),
    ];
    hold(&desk, dcs, &answers);
}

#[test]
fn decisions() {
    let table = [
        ("d noted unanimously: the matters for consideration", "noted unanimously: the matters for consideration"),
        ("d unanimously noted: the report", "noted unanimously: the report"),
        ("d unanimously noted the report", "noted unanimously: the report"),
        ("d noted unanimously the report", "noted unanimously: the report"),
        ("d resolved gibbs/barrow 7-2-1: that it be so", "resolved by DG/AB 7-2-1: that it be so"),
        ("d resolved dg/ab: that it be so", "resolved by DG/AB: that it be so"),
        ("d resolved dg: that it be so", "resolved by DG: that it be so"),
        ("d lost bd/kg 2-5: that the report be referred back", "lost by BD/KG 2-5-0: that the report be referred back"),
        ("d carried 6-1-0: the amendment", "carried 6-1-0: the amendment"),
        ("d carried 6–1–0: the amendment", "carried 6-1-0: the amendment"),
        ("d approved unanimously dg/ab: the plan", "approved unanimously by DG/AB: the plan"),
        ("d resolved dg/ab unanimously 8-0-0: that …", "resolved unanimously by DG/AB 8-0-0: that …"),
        ("d resolved Cllr Smith/ab: that it be so", "resolved by ?Cllr Smith/AB: that it be so"),
        ("d resolved bell/ab: that it be so", "resolved by bell=JB|TB/AB: that it be so"),
        ("d agreed that the share be added", "agreed: that the share be added"),
        ("d that the plan be adopted", "resolved: that the plan be adopted"),
        ("d The plan was put off.", "decided: The plan was put off."),
        ("d recommended: that Cabinet adopt it", "recommended: that Cabinet adopt it"),
        ("d refused", "refused"),
        ("d noted the report: a good one", "noted: the report: a good one"),
        ("d approved option 2: the new site", "approved: option 2: the new site"),
        ("d approved budget: three million pounds", "approved: budget: three million pounds"),
        ("d Approved: the plan", "approved: the plan"),
    ];
    hold(&Desk::started(), note(), &table);
    for verb in ["resolved", "agreed", "noted", "recommended", "approved", "deferred", "refused", "lost"] {
        let line = format!("d {verb}: the matter");
        assert_eq!(Desk::planned().means(&line, note()), format!("{verb}: the matter"));
    }
}

#[test]
fn actions() {
    let table = [
        (
            "! dcs: provide the list of boards by next meeting ~2.3",
            "action for SH [by next meeting] ~2.3: provide the list of boards by next meeting",
        ),
        ("! DCS to provide a list", "action for SH: provide a list"),
        ("! dcs, yc: provide a list", "action for SH+YC: provide a list"),
        ("! DCS and YC to provide a list", "action for SH+YC: provide a list"),
        ("! dcs/ad-i: provide a list", "action for SH+JP: provide a list"),
        ("! dcs & ad-i: provide a list", "action for SH+JP: provide a list"),
        ("! dcs, ad-i and yc: provide a list", "action for SH+JP+YC: provide a list"),
        ("! the Chair to write to the Leader", "action for DG: write to the Leader"),
        ("! chair: write to the Leader", "action for DG: write to the Leader"),
        ("! the Chair and Cllr Barrow to write", "action for DG+AB: write"),
        ("! Director of Children's Services to write by 31 March", "action for SH [by 31 March]: write by 31 March"),
        ("! dcs: to write", "action for SH: write"),
        ("! Ms Jones to write by Friday", "action for ?Ms Jones [by Friday]: write by Friday"),
        ("! Harriet Vane to write", "action for ?Harriet Vane: write"),
        ("! FBP to set out the cost", "action for ?FBP: set out the cost"),
        ("! bell: write", "action for bell=JB|TB: write"),
        ("! provide a list", "action for nobody: provide a list"),
        ("! write to every school by Friday", "action for nobody [by Friday]: write to every school by Friday"),
        ("! dcs: close it ~2.3 ~4.1", "action for SH ~2.3 ~4.1: close it"),
        ("! dcs: close it by 1 May ~IP-7", "action for SH [by 1 May] ~IP-7: close it by 1 May"),
        ("! dcs: about ~40 places", "action for SH: about ~40 places"),
        ("! dcs: review the rota, ongoing", "action for SH [ongoing]: review the rota, ongoing"),
        ("! dcs: report back: costs, risks and dates", "action for SH: report back: costs, risks and dates"),
        ("! dcs to agree with ad-i how to proceed", "action for SH: agree with ad-i how to proceed"),
        ("! Letters to be sent by Friday", "action for nobody [by Friday]: Letters to be sent by Friday"),
        ("! Performance to be reviewed", "action for nobody: Performance to be reviewed"),
        ("! DCS to be invited", "action for SH: be invited"),
        ("! ", "action for nobody"),
    ];
    hold(&Desk::started(), note(), &table);
}

#[test]
fn movements() {
    let table = [
        ("+ yc", "YC arrives"),
        ("+ yc 18:40", "YC arrives at 18:40"),
        ("+ yc 6.40 pm", "YC arrives at 18:40"),
        ("+ yc 1840", "YC arrives at 18:40"),
        ("+ jb for kg", "JB arrives for KG"),
        ("+ jb for kg 18:40", "JB arrives for KG at 18:40"),
        ("+ Jane Smith", "?Jane Smith arrives"),
        ("+ Jane Smith 18:10", "?Jane Smith arrives at 18:10"),
        ("+ yc kg", "YC+KG arrives"),
        ("+ yc, kg 18:20", "YC+KG arrives at 18:20"),
        ("+ yc 18:40, train delayed", "YC arrives at 18:40: train delayed"),
        ("< yc", "YC leaves"),
        ("< yc 19:41", "YC leaves at 19:41"),
        ("< yc, unwell", "YC leaves: unwell"),
        ("< yc for another meeting", "YC leaves: for another meeting"),
        ("< yc 19:41 for the train, as announced", "YC leaves at 19:41: for the train, as announced"),
        ("+ yc and kg", "YC+KG arrives"),
        ("+ yc, kg and ab 18:20", "YC+KG+AB arrives at 18:20"),
        ("+ Jane Smith, John Brown", "?Jane Smith+?John Brown arrives"),
        ("+ yc, John Brown 18:40, train delayed", "YC+?John Brown arrives at 18:40: train delayed"),
        ("< yc 19:41, having declared an interest", "YC leaves at 19:41: having declared an interest"),
        ("< ann barrow 7pm", "AB leaves at 19:00"),
        ("< bell", "bell=JB|TB leaves"),
        ("< nobody known", "?nobody known leaves"),
    ];
    hold(&Desk::started(), note(), &table);
}

#[test]
fn a_backslash_makes_the_rest_text() {
    let table = [
        ("\\n is not a note here", "note: n is not a note here"),
        ("\\:next was what she typed", "note: :next was what she typed"),
        ("\\/vacancy", "note: /vacancy"),
        ("\\! dcs: write", "note: ! dcs: write"),
        ("n \\- a dash", "note: - a dash"),
        ("q \\yc: a colon", "question by nobody: yc: a colon"),
        ("a \\Yes: no doubt", "answer by nobody: Yes: no doubt"),
        ("! \\dcs: by Friday ~2", "action for nobody: dcs: by Friday ~2"),
        ("d \\resolved is how it began", "decided: resolved is how it began"),
        ("- \\- a dash", "point 1: - a dash"),
        ("; \\; a semicolon", "private: ; a semicolon"),
        ("i \\yc: whatever", "interest by nobody: yc: whatever"),
        ("\\\\ one is left", "note: \\ one is left"),
    ];
    hold(&Desk::started(), note(), &table);
}
