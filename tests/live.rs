//! Minuting live: what a clerk types, what is recorded, what is shown.

use crate::desk::{AGENDA, at};
use crate::session::Session;
use minutebook::clerk::agenda;
use minutebook::record::{Detail, EntryKind, MeetingStatus, VoteCast};
use minutebook::store::Store;
use minutebook::tui::Start;

#[test]
fn a_question_its_answer_and_the_action_need_few_prefixes() {
    let mut session = Session::started();
    session.keys("n The Director introduced the report.<enter>q yc: Can we have a list of the boards?<enter>");
    session.shows("Answer · Sam Hale, Director of Children's Services (DCS)");
    session.keys("Yes, we can.<enter>! dcs: provide the list of boards by next meeting ~2.3");
    session.shows("ACTION 23/01 · DCS · by next meeting = meeting of Mon 24 Apr 2023 · plan 2.3");
    session.keys("<enter>");
    session.shows("▸ Question");
    session.shows("• Cllr Y Clement – Can we have a list of the boards?");
    session.shows("◦ DCS – Yes, we can.");
    session.shows("ACTION: DCS to provide the list of boards by next meeting");
    let expected = [
        "note: The Director introduced the report.",
        "question: Can we have a list of the boards?",
        "answer: Yes, we can.",
        "action: provide the list of boards by next meeting",
    ];
    assert_eq!(session.lines(), expected);
    let Detail::Action { action, .. } = &session.recorded()[3].detail else { panic!("an action") };
    assert_eq!((action.due_words.as_str(), action.plan_references.as_str()), ("by next meeting", "2.3"));
}

#[test]
fn tab_walks_the_kinds_of_a_line_with_or_without_prefix() {
    let mut session = Session::started();
    session.keys("<tab>").shows("▸ Question");
    session.keys("<tab><tab>").shows("▸ Comment");
    session.keys("<s-tab>").shows("▸ Answer");
    session.keys("n About the plan").shows("▸ Note");
    session.keys("<tab>");
    assert_eq!(session.line(), "q About the plan");
    session.keys("<s-tab><enter>");
    assert_eq!(session.lines(), ["note: About the plan"]);
}

#[test]
fn tab_takes_one_person_of_a_tie_after_the_other() {
    let mut session = Session::started();
    session.keys("q bell: Where is it?").shows("bell: Cllr J Bell or Cllr T Bell? Tab picks");
    session.keys("<tab>").shows("Question · Cllr J Bell");
    session.keys("<tab>").shows("Question · Cllr T Bell");
    session.keys("<enter>");
    let entry = &session.entries()[0];
    assert_eq!(entry.text, "Where is it?");
    session.shows("• Cllr T Bell – Where is it?");
}

#[test]
fn an_unknown_or_missing_speaker_is_recorded_and_marked() {
    let mut session = Session::started();
    session.keys("q Mrs Harkness: Who pays?<enter>").shows("⟨who is “Mrs Harkness”?⟩");
    session.keys("q Is there a plan?<enter>").shows("[speaker not recorded] – Is there a plan?").shows("⟨who spoke?⟩");
    let entries = session.entries();
    assert_eq!((entries[0].speaker, entries[0].speaker_words.as_str()), (None, "Mrs Harkness"));
    assert_eq!((entries[1].speaker, entries[1].speaker_words.as_str()), (None, ""));
}

#[test]
fn an_abbreviation_is_written_out_when_the_word_ends_and_backspace_takes_that_back() {
    let mut session = Session::started();
    session.keys("n Sw are scarce, said sw");
    assert_eq!(session.line(), "n Social workers are scarce, said sw");
    session.keys(" ");
    assert_eq!(session.line(), "n Social workers are scarce, said social workers");
    session.keys("<bs>");
    assert_eq!(session.line(), "n Social workers are scarce, said sw");
    session.keys("x<enter>");
    assert_eq!(session.lines(), ["note: Social workers are scarce, said sw x"]);
}

#[test]
fn an_abbreviation_is_not_written_out_where_a_name_stands() {
    let mut session = Session::started();
    session.keys("q qa: Is it so?<enter>");
    assert_eq!(session.entries()[0].speaker_words, "qa");
}

#[test]
fn the_completion_shown_dim_is_taken_with_the_right_arrow() {
    let mut session = Session::started();
    session.keys("n The Performance and D").shows("n The Performance and Data Manager (PDM)");
    session.keys("<right> spoke.<enter>");
    assert_eq!(session.lines(), ["note: The Performance and Data Manager (PDM) spoke."]);
}

#[test]
fn up_on_an_empty_line_edits_an_entry_in_place() {
    let mut session = Session::started();
    session.keys("q yc: Can we?<enter>Yes.<enter><up><up><enter>");
    assert_eq!(session.line(), "q yc: Can we?");
    session.shows("Editing · Question");
    session.keys("<bs> have it?<enter>");
    assert_eq!(session.lines(), ["question: Can we have it?", "answer: Yes."]);
    session.keys("<c-z>").shows("Undone: Question changed under item 3.");
    assert_eq!(session.lines(), ["question: Can we?", "answer: Yes."]);
    session.keys("<c-y>");
    assert_eq!(session.lines(), ["question: Can we have it?", "answer: Yes."]);
}

#[test]
fn escape_leaves_an_edit_without_changing_anything() {
    let mut session = Session::started();
    session.keys("n One.<enter><up><enter> and more<esc>");
    assert_eq!(session.line(), "");
    assert_eq!(session.lines(), ["note: One."]);
}

#[test]
fn an_entry_is_made_another_kind_moved_indented_and_removed() {
    let mut session = Session::started();
    session.keys("n DCS to send the figures by Friday<enter>n Two.<enter>");
    session.keys("<up><up><tab><tab><tab><tab><tab>").shows("ACTION: DCS to send the figures by Friday");
    session.keys("<a-down>");
    assert_eq!(session.lines(), ["note: Two.", "action: send the figures by Friday"]);
    session.keys("<a-up><del>");
    assert_eq!(session.lines(), ["note: Two."]);
    session.keys("<esc>- a point<enter><up><right>").shows("It is as deep as it can be here.");
    session.keys("<left>");
    assert_eq!(session.entries()[1].depth, 0);
}

#[test]
fn a_line_can_be_written_in_front_of_an_entry() {
    let mut session = Session::started();
    session.keys("n One.<enter>n Three.<enter><up><ins>").shows("In front · Note");
    session.keys("n Two.<enter>n Four.<enter>");
    assert_eq!(session.lines(), ["note: One.", "note: Two.", "note: Three.", "note: Four."]);
}

#[test]
fn undo_takes_back_typing_first_and_then_steps() {
    let mut session = Session::started();
    session.keys("n One.<enter>n Two");
    session.keys("<c-z>");
    assert!(session.line().len() < "n Two".len(), "typing is taken back: {:?}", session.line());
    while !session.line().is_empty() {
        session.keys("<c-z>");
    }
    assert_eq!(session.lines(), ["note: One."]);
    session.keys("<c-z>");
    assert_eq!(session.lines(), [""; 0]);
}

#[test]
fn items_are_looked_at_without_being_taken_and_taken_in_any_order() {
    let mut session = Session::started();
    session.keys("<pgdn>").shows("4 Workforce (looking)");
    session.keys("<pgup>").shows_no("(looking)");
    session.keys(":item 6<enter>").shows("6 Date of next meeting");
    session.keys(":item 4<enter>");
    let store = session.app.store();
    let meeting = store.meetings(1).unwrap()[0].id;
    let sitting = store.sitting(meeting).unwrap();
    let taken: Vec<&str> =
        sitting.visits.iter().map(|visit| sitting.item(visit.item).unwrap().number.as_str()).collect();
    assert_eq!(taken, ["3", "6", "4"]);
    assert_eq!(
        sitting.items.iter().map(|item| item.number.as_str()).collect::<Vec<_>>(),
        ["1", "2", "3", "4", "5", "6"]
    );
}

#[test]
fn the_meeting_is_adjourned_resumed_and_closed() {
    let mut session = Session::started();
    session
        .keys(":adjourn 18:40 fire alarm<enter>")
        .shows("ADJOURNED")
        .shows("The meeting was adjourned at 6.40 pm, fire alarm.");
    session.keys(":resume 18:55<enter>").shows("The meeting resumed at 6.55 pm.").shows_no("ADJOURNED");
    session.keys(":close 20:05<enter>").shows("DRAFT");
    let store = session.app.store();
    let meeting = store.find_meeting("csib-2023-02-27").unwrap();
    assert_eq!(meeting.status, MeetingStatus::Draft);
    assert_eq!(meeting.closed.unwrap().format("%H:%M").to_string(), "20:05");
}

#[test]
fn the_roll_is_called_with_one_key_a_person() {
    let mut session = Session::planned();
    session.shows("roll not called: F2");
    session.keys("<f2>pax").shows("✓ present").shows("a apologies").shows("x absent");
    session.keys("*<esc>");
    // Of seven voting members the second sent apologies and the third is absent.
    session.shows("5 here, quorum 4");
    session.keys("< kg 18:20<enter>< lw 18:20<enter>").shows("3 here: NO QUORUM (4)");
    session
        .keys("+ jb 18:30 for kg<enter>")
        .shows("4 here, quorum 4")
        .shows("Cllr J Bell arrived at 6.30 pm as substitute for Kate Goode.");
}

#[test]
fn a_tally_that_cannot_be_right_is_shown_at_once_and_still_recorded() {
    let mut session = Session::started();
    session.keys("d resolved dg/ab 7-2-1: that the plan be agreed").shows("10 votes, but 7 may vote");
    session.keys("<enter>").shows("⟨10 votes, but 7 could vote⟩").shows("Voting: 7 for, 2 against, 1 abstained.");
    let Detail::Decision { decision, .. } = &session.recorded()[0].detail else { panic!("a decision") };
    assert_eq!((decision.votes_for, decision.votes_against, decision.votes_abstained), (Some(7), Some(2), Some(1)));
}

#[test]
fn a_named_vote_is_recorded_with_one_key_a_member() {
    let mut session = Session::started();
    session.keys("d resolved: that the plan be agreed<enter><f4>").shows("7 to come; 7 may vote");
    session.keys("ffabc").shows("2 for, 1 against, 1 abstained, 1 conflict, 2 to come");
    session.keys("<enter>").shows("For: Cllr D Gibbs, Cllr A Barrow.").shows("Against: Cllr Y Clement.");
    let recorded = session.recorded();
    let Detail::Decision { decision, votes } = &recorded[0].detail else { panic!("a decision") };
    assert_eq!(decision.tally().unwrap().total(), 4);
    let cast: Vec<VoteCast> = votes.iter().map(|vote| vote.voted).collect();
    assert_eq!(cast, [VoteCast::For, VoteCast::For, VoteCast::Against, VoteCast::Abstained, VoteCast::Conflict]);
}

#[test]
fn exempt_matter_is_marked_on_the_line_and_in_the_minutes() {
    let mut session = Session::started();
    session.keys("n In public.<enter>:exempt 3<enter>").shows("Exempt from here (paragraph 3)").shows("EXEMPT 3");
    session.keys("n In private.<enter>:public<enter>n In public again.<enter>").shows_no("EXEMPT");
    session.shows("E In private.");
    let exempt: Vec<bool> = session.entries().iter().map(|entry| entry.exempt.is_exempt()).collect();
    assert_eq!(exempt, [false, true, false]);
}

#[test]
fn read_back_shows_one_action_large_and_stamps_it() {
    let mut session = Session::started();
    session
        .keys("! dcs: send the list by Friday<enter>d noted: the report<enter><f5>")
        .shows("The Board noted the report.");
    session.keys("<up>").shows("ACTION 23/01").shows("By when: by Friday");
    session.keys("<enter>").shows("ACTION 23/01 read back at 6.00 pm.").shows("Read back at 6.00 pm");
    session.keys("<esc>");
    assert!(session.entries()[0].read_back.is_some());
}

#[test]
fn a_paste_of_several_lines_asks_whether_it_is_one_entry_or_several() {
    let mut session = Session::started();
    session
        .paste("q yc: One?\na dcs: Two.\n\nThree: four.\n")
        .shows("The paste has 3 lines. Is it one entry, or several?");
    session.keys("s").shows("Recorded 3 entries.");
    assert_eq!(session.lines(), ["question: One?", "answer: Two.", "question: Three: four."]);
    session.paste("n Five\nsix").keys("o<enter>");
    assert_eq!(session.lines()[3], "note: Five six");
    session.paste("a\nb").keys("<esc>");
    assert_eq!(session.entries().len(), 4);
}

#[test]
fn a_pasted_command_is_text() {
    let mut session = Session::started();
    session.paste(":close\n/search\n").keys("s");
    assert_eq!(session.lines(), ["note: :close", "note: /search"]);
    session.shows_no("DRAFT");
}

#[test]
fn the_palette_and_the_colon_do_the_same() {
    let mut session = Session::planned();
    session.keys("<c-p>start m").shows("Start the meeting");
    session.keys("<enter>").shows("Meeting started.");
    session.keys("<c-p>exempt<enter>");
    assert_eq!(session.line(), ":exempt");
    session.keys("<c-u>:undo<enter>").shows("Undone: Meeting started.");
    session.keys(":nonsense<enter>").shows("There is no command :nonsense.");
    assert_eq!(session.line(), ":nonsense");
}

#[test]
fn search_finds_words_of_every_meeting_and_opens_there() {
    let mut session = Session::started();
    session.keys("n The vacancy figures were late.<enter>:item 4<enter>/vacan<enter>").shows("1 found");
    session.keys("<enter>").shows("› The vacancy figures were late.");
}

#[test]
fn text_that_could_steer_the_terminal_is_shown_inert() {
    let mut session = Session::started();
    session.paste("n Red \u{1b}[31m bell \u{7} turn \u{202e}").keys("<enter>");
    session.shows("Red ␛[31m bell ␇ turn \u{fffd}");
    assert_eq!(session.entries()[0].text, "Red \u{1b}[31m bell \u{7} turn \u{202e}");
}

#[test]
fn a_kind_of_every_sort_can_be_recorded() {
    let mut session = Session::started();
    let lines = [
        "n A note.",
        "q yc: A question?",
        "a dcs: An answer.",
        "c kg: A comment.",
        "- A point",
        "! dcs: act by Friday",
        "d noted: the report",
        "i yc: governor, remained",
        "+ Jane Smith",
        "; private",
        ":action 23/01 update it was done",
    ];
    for line in lines {
        session.keys(line).keys("<enter>");
    }
    let mut kinds: Vec<EntryKind> = session.entries().iter().map(|entry| entry.kind).collect();
    kinds.sort();
    assert_eq!(kinds, EntryKind::ALL);
}

#[test]
fn what_is_written_between_exempt_entries_is_exempt() {
    let mut session = Session::started();
    session.keys("n Open.<enter>:exempt 3<enter>n One.<enter>n Two.<enter>:public<enter>n Open again.<enter>");
    session.keys("<up><up><c-o>n Between.<enter>").shows("E Between.");
    let entries = session.entries();
    let exempt: Vec<(&str, bool)> =
        entries.iter().map(|entry| (entry.text.as_str(), entry.exempt.is_exempt())).collect();
    let expected = [("Open.", false), ("One.", true), ("Between.", true), ("Two.", true), ("Open again.", false)];
    assert_eq!(exempt, expected);
}

#[test]
fn a_command_reads_its_time_with_the_half_of_the_day() {
    let mut session = Session::started();
    session.keys(":adjourn 7.05 pm for lunch until 13.30<enter>");
    session.shows("The meeting was adjourned at 7.05 pm, for lunch until 13.30.");
    session.keys(":resume 8 pm<enter>").shows("The meeting resumed at 8.00 pm.");
    session.keys(":item 5 8.05 pm<enter>").shows("5 A school in difficulty");
    session.keys(":close 8.15 pm<enter>");
    let closed = session.app.store().find_meeting("csib-2023-02-27").unwrap().closed.unwrap();
    assert_eq!(closed.format("%H:%M").to_string(), "20:15");
}

#[test]
fn one_person_takes_the_chair() {
    let mut session = Session::started();
    session.keys(":chair ,<enter>").shows("Nobody was named.");
    session.keys("<c-u><del>:chair ab yc<enter>").shows("One person takes the chair.");
    session.keys("<c-u><del>:chair ab<enter>").shows("Cllr A Barrow took the chair at 6.00 pm.");
}

#[test]
fn a_named_vote_leaves_the_announced_tally_alone() {
    let mut session = Session::started();
    session.keys("d resolved 5-1-0: that the plan be agreed<enter>:vote against yc<enter>");
    session.shows("Voting: 5 for, 1 against, 0 abstained.").shows("Against: Cllr Y Clement.");
}

#[test]
fn a_decision_needs_no_words_and_a_tie_changes_only_the_name() {
    let mut session = Session::started();
    session.keys("d noted<enter>").shows("The Board noted this.");
    session.keys("d approved bell/ab: that it is").keys("<tab>");
    assert_eq!(session.line(), "d approved jb/ab: that it is");
}

#[test]
fn the_palette_puts_names_before_help() {
    let mut session = Session::started();
    session.keys("<c-p>close<enter>").shows("Meeting closed.");
}

#[test]
fn a_prefix_alone_is_not_recorded() {
    let mut session = Session::started();
    for prefix in ["n", "q", "a ", "+", "< ", "!"] {
        session.keys(prefix).keys("<enter>").shows("has no words yet");
        session.keys("<c-u>");
    }
    assert_eq!(session.lines(), [""; 0]);
    session.keys("< yc at 18:30<enter>").shows("Cllr Y Clement left at 6.30 pm.");
}

#[test]
fn escape_asks_before_it_leaves_a_meeting_that_is_going_on() {
    let mut session = Session::started();
    session.keys("n On<esc>").shows("Esc again leaves it for the list of meetings.");
    session.keys("e<esc>").shows("Esc again leaves");
    assert_eq!(session.line(), "n One", "the first Esc changes nothing, and typing goes on");
    session.keys("<esc>").shows("minutebook: meetings");
}

#[test]
fn a_long_message_takes_the_rows_that_it_needs() {
    let mut session = Session::started();
    session.keys(":nonsense<enter>").shows("There is no command :nonsense.").shows(":additem.");
}

#[test]
fn a_refused_command_does_not_swallow_what_is_said_next() {
    let mut session = Session::started();
    for (refused, why) in [(":nxt", "There is no command :nxt."), (":start", "The meeting is in progress")] {
        session.keys(refused).keys("<enter>").shows(why);
        session.keys("q yc: Why?");
        assert_eq!(session.line(), "q yc: Why?");
        session.keys("<c-u>");
    }
    session.keys(":nxt<enter>").paste("n Pasted.");
    assert_eq!(session.line(), "n Pasted.");
    session.keys("<c-z><c-z>");
    assert_eq!(session.line(), ":nxt", "it is not lost");
    session.keys("<c-u>:nxt<enter><bs>ext");
    assert_eq!(session.line(), ":nxext", "or it is put right");
    session.keys("<esc>");
    assert_eq!(session.line(), "", "Esc empties a command");
}

#[test]
fn a_refused_command_that_may_go_on_does() {
    let mut session = Session::started();
    session.keys(":clos<enter>").shows("There is no command :clos.");
    session.keys("e<enter>").shows("Meeting closed.");
    session.keys("<c-z>:chair<enter>").shows("Nobody was named.");
    session.keys(" ab<enter>").shows("took the chair");
}

#[test]
fn words_after_a_command_are_never_dropped() {
    let mut session = Session::started();
    let said = "The Director said much.";
    for command in [":note", ":next", ":record", ":reopen", ":close at last,"] {
        session.keys(&format!("{command} {said}<enter>"));
        assert_eq!(session.line(), format!("{command} {said}"));
        session.keys("n");
        assert_eq!(session.line(), format!("{command} {said}n"));
        session.keys("<c-u>");
    }
    session
        .keys(":next<enter>:next the first of May<enter>")
        .shows("\u{201c}the first of May\u{201d} cannot follow :next.");
    session.keys("<c-u>:search director<enter>").shows("/ director");
}

#[test]
fn an_arrival_of_somebody_who_is_here_is_marked_as_one_types() {
    let mut session = Session::started();
    session.keys("+ kg").shows("Arrives · Kate Goode · here already · now");
    session.keys("<enter>< yc<enter>");
    session.keys("< yc").shows("Leaves · Cllr Y Clement · not here");
    session.keys("<c-u>+ yc").shows_no("already");
    session.keys("<c-u>+ ab, zz").shows("here already \u{b7} now \u{b7} because: zz");
    session.keys("<c-u><up><up><del>").shows("still counts as present; F2 changes that");
}

#[test]
fn an_empty_item_says_what_can_be_done_now() {
    let mut session = Session::planned();
    session.shows(":start   begin the meeting").shows("all else");
    session.keys(":start<enter>").shows_no("begin the meeting").shows("somebody arrives");
    session.keys(":item 5<enter>:close<enter>").shows("print the draft");
    session.keys(":confirmed<enter>").shows(":correct what was wrong in these minutes");
}

#[test]
fn why_something_is_not_saved_is_said_in_full() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).unwrap();
    agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    let mut session = Session::on_at(store, Start::Live(Some("csib-2023-02-27".into())), at(18, 0), 80, 24);
    session.keys(":start<enter>n One.<enter>");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    session.keys("n Two.<enter>");
    session.shows("1 NOT SAVED, kept here and tried again every second: Another program is");
    session.shows("writing to the book. (database is locked)").shows("\u{203a}");
}

#[test]
fn what_a_deadline_means_stands_beside_its_words_as_one_types() {
    let mut session = Session::started();
    for (words, shown) in [
        ("by Friday", "by Friday = Fri 3 Mar 2023"),
        ("within 10 working days", "within 10 working days = Mon 13 Mar 2023"),
        ("for the May meeting", "for the May meeting = a meeting that has no date yet"),
        ("asap", "asap = no date, due until it is done"),
        ("at each meeting", "at each meeting = no date, every meeting"),
        ("by the end of term", "by the end of term = no date that a calendar could tell"),
    ] {
        session.keys("! dcs: send it ").keys(words).shows(shown);
        session.keys("<c-u>");
    }
    session.keys("! dcs: send it by 5 January 2031").shows("= Sun 5 Jan 2031");
}

#[test]
fn an_owner_who_has_left_is_marked_as_one_types() {
    let mut session = Session::started();
    session.keys("< dcs<enter>! dcs, kg: send it").shows("ACTION 23/01 \u{b7} DCS \u{b7} not here \u{b7} Kate Goode");
    session.keys(" by Friday<enter>").shows("\u{27e8}DCS was not in the room: tell them\u{27e9}");
}
