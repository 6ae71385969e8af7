//! Proof-reading by keys: words underlined as one types, others offered, and the pass over the draft.

use crate::commands::Shell;
use crate::desk::{AGENDA, Desk, at, empty_book};
use crate::planned::{PLAN, plan};
use crate::session::Session;
use minutebook::clerk::{agenda, proof};
use minutebook::record::{Entry, Exchange};
use minutebook::reports::Audience;
use minutebook::store::Store;
use minutebook::tui::Start;
use ratatui::style::Modifier;

/// Lets the program do what it does when nobody presses a key: the dictionary has been read, words are judged.
fn wait(session: &mut Session) {
    proof::speller();
    for _ in 0..40 {
        session.app.tick();
        session.paint();
    }
}

/// Returns the words that are underlined on the screen, from its top.
fn underlined(session: &mut Session) -> Vec<String> {
    wait(session);
    let buffer = session.display.backend().buffer();
    let mut words: Vec<String> = vec![String::new()];
    for cell in &buffer.content {
        match (cell.modifier.contains(Modifier::UNDERLINED), words.last_mut()) {
            (true, Some(word)) => word.push_str(cell.symbol()),
            (false, Some(word)) if !word.is_empty() => words.push(String::new()),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn line_of(session: &Session) -> String {
    let screen = session.screen();
    screen.lines().rfind(|line| line.starts_with('\u{203a}')).unwrap_or_default().to_string()
}

#[test]
fn a_word_that_nobody_knows_is_underlined_once_it_is_left() {
    let mut session = Session::started();
    session.keys("n The comittee");
    assert_eq!(underlined(&mut session), [""; 0]);
    session.keys(" of");
    assert_eq!(underlined(&mut session), ["comittee"]);
    session.keys(" Prydderch, Łukasz's and Hale's teh ");
    assert_eq!(underlined(&mut session), ["comittee", "teh"]);
    session.keys("<enter>");
    assert_eq!(underlined(&mut session), ["comittee", "teh"], "in the minutes too");
    session.keys("q yc: xqz? ").keys("! dcs: recieve it ~9.9 ");
    assert_eq!(underlined(&mut session).last().unwrap(), "recieve");
}

#[test]
fn commands_and_who_is_named_are_not_underlined() {
    let mut session = Session::started();
    for line in [":presnt yc ", "/vacansy ", "q yc: ", "+ tommm 18:40 "] {
        session.keys(line);
        assert_eq!(underlined(&mut session), [""; 0], "{line}");
        session.keys("<c-u>");
    }
}

#[test]
fn a_key_offers_other_words_and_a_digit_takes_one() {
    let mut session = Session::started();
    session.keys("n The comittee met teh cleint soon");
    wait(&mut session);
    session.keys("<a-s>").shows("cleint: 1 client").shows("a add to this book");
    session.keys("1").shows("met teh client soon");
    wait(&mut session);
    session.keys("<a-s>").shows("teh: 1 the");
    session.keys("<esc>").shows("met teh client soon");
    assert!(!session.screen().contains("add to this book"), "{}", session.screen());
    // What is said in the room goes on: a letter is typed, Enter records.
    session.keys("<a-s>!").shows("client soon!");
    session.keys("<a-s><enter>").shows("The comittee met teh client soon!");
    assert_eq!(line_of(&session), "\u{203a}");
}

#[test]
fn the_line_has_its_own_undo_for_a_corrected_word() {
    let mut session = Session::started();
    session.keys("n The comittee met");
    wait(&mut session);
    session.keys("<a-s>1").shows("The committee met");
    session.keys("<c-z>").shows("The comittee met");
}

#[test]
fn a_word_is_added_to_the_book_and_undone() {
    let mut session = Session::started();
    session.keys("n The skateplace was opened");
    assert_eq!(underlined(&mut session), ["skateplace"]);
    session.keys("<a-s>a").shows("Word added to those that the book knows.");
    assert_eq!(underlined(&mut session), [""; 0]);
    assert_eq!(session.app.store().own_words().unwrap()[0].word, "skateplace");
    session.keys("<enter>n Skateplaces and the skateplace's hours ");
    assert_eq!(underlined(&mut session), [""; 0]);
    session.keys("<enter><c-z><c-z><c-z>");
    assert_eq!(session.app.store().own_words().unwrap(), []);
    let steps = session.app.store().history(None, 99).unwrap();
    assert!(steps.iter().all(|step| !step.words.contains("skateplace")), "the history never tells a word");
}

#[test]
fn words_of_a_plan_are_known_and_whoever_else_is_in_the_book() {
    let mut store = empty_book();
    agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
    let other = "Body: Audit Committee (AC)\nDate: 6 March 2023\nMembers: Cllr Ann Barrew; Quorra Thistlewood\n\n1. Apologies\n";
    plan(&mut store, &PLAN.replace("Publish", "Publish the boardometer and"), at(9, 0));
    agenda::load(&mut store, other, "other.txt", at(9, 0)).unwrap();
    let mut session = Session::on(store, Start::Live(Some("csib-2023-02-27".into())), 80, 24);
    session.keys(":start<enter>:present all<enter>:item 3<enter>");
    session.keys("n The boardometer and Ms Barrew of thistlewood and the boardomater ");
    assert_eq!(underlined(&mut session), ["boardomater"]);
}

#[test]
fn no_key_waits_for_the_dictionary() {
    let mut session = Session::started();
    // No tick yet: nothing has been judged, and nothing is missing but the line under a word.
    session.keys("n The comittee met ").shows("The comittee met");
    session.keys("<enter>").shows("The comittee met");
    assert_eq!(underlined(&mut session), ["comittee"]);
}

/// A draft with a few things to look at.
fn draft() -> Desk {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The comittee heard the the plan.\nn The Director says that it was late.");
    desk.types("n It was for Mr Haleworth and the MASH.\n:item 4\nn They met on Tuesday 6 March.");
    desk
}

#[test]
fn the_proof_screen_lists_corrects_adds_and_leaves() {
    let desk = draft();
    let meeting = desk.meeting().id;
    let mut session = Session::on(desk.store, Start::Live(Some("csib-2023-02-27".into())), 80, 24);
    session.keys("<a-w>").shows("Proof of csib-2023-02-27");
    wait(&mut session);
    session.shows("5 things to look at").shows("item 4").shows("1 Monday");
    session.keys("<home>");
    wait(&mut session);
    session.shows("1 committee");
    session.keys("c").shows("Note changed under item 3. Ctrl-Z takes it back.").shows("4 things to look at");
    session.keys("<c-z>").shows("Undone: Note changed under item 3.").shows("5 things to look at");
    session.keys("<c-z>").shows("There is nothing to take back here.");
    session.keys("<c-y>").shows("Done again: Note changed under item 3.").shows("4 things to look at");
    session.keys("<home>1").shows("3 things to look at");
    session.keys("<end>").shows("6 March 2023 is a Monday");
    session.keys("<up>").shows("what MASH stands for is told nowhere");
    session.keys("dthey kno").shows("Left as it is written: why?");
    session.app.close();
    let store = std::mem::replace(session.app.store(), empty_book());
    let mut again = Session::on(store, Start::Meetings, 80, 24);
    again.keys("w").shows("they kno");
    again.keys("w<enter>").shows("2 things to look at").shows("Left as it is written: abbreviation");
    assert_eq!(again.app.store().stets(meeting).unwrap()[0].reason, "they know");
    again.keys("<home><enter>").shows("The Director says");
    // From the loose ends it is a key away.
    again.keys("<esc><esc><a-l>w").shows("2 things to look at");
}

#[test]
fn the_proof_screen_at_80x24() {
    let mut session = Session::on(draft().store, Start::Live(Some("csib-2023-02-27".into())), 80, 24);
    session.keys("<a-w><home>");
    wait(&mut session);
    insta::assert_snapshot!("proof", session.screen());
    session.keys("<esc>n They had met the comittee");
    session.keys(" soon");
    wait(&mut session);
    session.keys("<a-s>");
    insta::assert_snapshot!("correcting", session.screen());
}

#[test]
fn minutes_of_others_are_corrected_only_with_the_pen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut desk = Desk::with(Store::open(&path).unwrap());
    desk.types(":start\n:present all\n:item 3\nn The comittee met.");
    let _pen = desk.store.ask_for_pen(desk.meeting().id).unwrap();
    let mut other = Session::on(Store::open(&path).unwrap(), Start::Meetings, 100, 30);
    other.keys("w");
    wait(&mut other);
    other.keys("c").shows("has the pen of this meeting").shows("1 thing to look at");
}

#[test]
fn own_words_move_with_a_meeting_for_the_clerk_alone() {
    let mut desk = draft();
    let sitting = desk.store.sitting(desk.meeting().id).unwrap();
    proof::add_word(&mut desk.store, &sitting, "Haleworth", at(20, 0)).unwrap();
    assert_eq!(
        proof::add_word(&mut desk.store, &sitting, "haleworth", at(20, 0)).unwrap_err().what,
        "The book has \u{201c}haleworth\u{201d} already."
    );
    let export = |audience| {
        let format = minutebook::clerk::format::Format::Json;
        crate::desk::minutes(&desk.store, desk.meeting(), format, audience, None).unwrap()
    };
    let words = |json: &str| serde_json::from_str::<Exchange>(json).unwrap().own_words.len();
    assert_eq!(words(&export(Audience::Clerk)), 1);
    assert_eq!((words(&export(Audience::Members)), words(&export(Audience::Public))), (0, 0));
    let mut other = empty_book();
    minutebook::clerk::exchange::take_in(&mut other, &export(Audience::Clerk), "book", at(21, 0)).unwrap();
    assert_eq!(other.own_words().unwrap()[0].word, "Haleworth");
    let of: Vec<Entry> = serde_json::from_str::<Exchange>(&export(Audience::Public)).unwrap().entries;
    assert_eq!(of.len(), 4);
}

#[test]
fn the_command_lists_corrects_adds_and_leaves() {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA);
    shell.file(
        "notes.txt",
        ":start 18:00\n:item 3\nn The comittee heard the the plan.\nn Mr Quorl and the skateplace.\n:close 20:00",
    );
    assert_eq!(shell.run("agenda agenda.txt").status, 0);
    assert_eq!(shell.run("transcribe csib-2023-02-27 notes.txt").status, 0);
    let said = shell.run("proof csib-2023-02-27");
    assert_eq!(said.status, 1);
    assert!(
        said.out.contains("comittee") && said.out.contains("committee") && said.out.contains("doubled word"),
        "{}",
        said.out
    );
    let json: serde_json::Value = serde_json::from_str(&shell.run("proof csib-2023-02-27 --as json").out).unwrap();
    assert_eq!((json[0]["kind"].as_str(), json[0]["instead"][0].as_str()), (Some("spelling"), Some("committee")));
    assert_eq!(json.as_array().unwrap().len(), 3);
    let exported = shell.run("export csib-2023-02-27");
    assert_eq!(exported.status, 0);
    assert!(
        exported.err.contains("3 things to look at in the words of these minutes: minutebook proof csib-2023-02-27")
    );
    assert_eq!(shell.run("export csib-2023-02-27 --as json").err, "");
    assert_eq!(shell.run("proof csib-2023-02-27 --correct 1").err, "Note changed under item 3.\n");
    assert_eq!(shell.run("proof csib-2023-02-27 --correct 1 --with the").err, "Note changed under item 3.\n");
    assert_eq!(shell.run("proof csib-2023-02-27 --correct 9").status, 1);
    assert_eq!(shell.run("proof csib-2023-02-27 --leave 1 --because so").err, "Left as it is written: spelling.\n");
    let left = shell.run("proof csib-2023-02-27 --left");
    assert!(left.out.contains("skateplace") && left.out.contains("so"), "{}", left.out);
    let said = shell.run("proof csib-2023-02-27");
    assert_eq!((said.status, said.err.as_str()), (0, "Nothing looks wrong in the words of these minutes.\n"));
    assert!(shell.run("export csib-2023-02-27").out.contains("The committee heard the plan."));
    assert_eq!(shell.run("proof csib-2023-02-27 --add skateplace").status, 0);
    assert_eq!(shell.run("verify").status, 0);
}
